//! The framework: what the text commits each side to, and what it leaves open.

mod duties;
mod gaps;
mod gates;
mod readings;
mod steps;
mod sums;

pub(super) use self::duties::{act, creditors, debtors, due, duties};
pub(super) use self::steps::because_schedule;

use self::gaps::{gaps, verifiers};
use self::gates::gates;
use self::readings::{readings, readings_table};
use self::steps::steps;
use self::sums::{shares, sums};
use crate::page::{Section, Statement};
use crate::words;
use armistice_case::model::{ActorId, Case};
use armistice_engine::accord::structure::Structure;

/// The framework as the brief shows it.
pub fn section(case: &Case, structure: &Structure) -> Section {
    let Some(agreement) = &case.agreement else {
        return Section::new("framework", "The agreement");
    };
    let title = agreement
        .title
        .as_deref()
        .map_or_else(|| "The agreement".to_owned(), str::to_owned);
    let mut section = Section::new("framework", title);
    let guarantors: Vec<ActorId> = {
        let mut all: Vec<ActorId> = agreement
            .guarantees
            .iter()
            .flat_map(|(_, guarantee)| guarantee.by.get().cloned().unwrap_or_default())
            .collect();
        all.sort();
        all.dedup();
        all
    };
    let mut aside = Vec::new();
    if let Some(status) = &agreement.status {
        aside.push(status.to_string());
    }
    if !guarantors.is_empty() {
        aside.push(format!("guarantors {}", words::names(case, &guarantors)));
    }
    section.aside = aside.join(" · ");
    section.table(steps(case, structure));
    let mut statements = sums(case, structure);
    statements.extend(shares(case, structure));
    statements.extend(gates(case, structure));
    statements.extend(gaps(case, structure));
    section.statements(statements);
    section.table(readings_table(case, agreement, structure));
    section
}

/// Everything the first checks say, in sentences.
pub fn whole(case: &Case, structure: &Structure) -> Vec<Statement> {
    let mut statements = sums(case, structure);
    statements.extend(gates(case, structure));
    statements.extend(readings(case, structure));
    statements.extend(gaps(case, structure));
    statements.extend(verifiers(case, structure));
    statements
}

/// The pool of the first lines: sums, gates and readings.
pub fn pool(case: &Case, structure: &Structure) -> Vec<Statement> {
    let mut pool = Vec::new();
    let broken = structure.sums.iter().any(|sum| sum.declared != sum.found);
    let mut first = sums(case, structure);
    let gates = gates(case, structure);
    if !broken && let (Some(sum), Some(gate)) = (first.first().cloned(), gates.first().cloned()) {
        // One line tells both: what holds, and what it waits for.
        let mut because = sum.because.clone();
        because.extend(gate.because.clone());
        let text = gate.text.split(" Not said:").next().unwrap_or_default();
        pool.push(
            Statement::new("accord", "gate", format!("{} {text}", sum.text), because)
                .class(gate.class)
                .reach(gate.reach),
        );
        pool.extend(gates.into_iter().skip(1));
    } else {
        pool.append(&mut first);
        pool.extend(gates);
    }
    pool.extend(readings(case, structure));
    pool
}
