//! Who owes what, by when.

use crate::page::{Row, Table};
use crate::words;
use armistice_case::model::{Agreement, Case, ClauseId, Obligation, ObligationId, Said};
use armistice_case::tree::Silence;
use armistice_engine::accord::structure::Structure;
use armistice_engine::provenance::Because;

/// Who owes what, when, apart from what the steps already show.
pub fn duties(case: &Case, agreement: &Agreement, structure: &Structure) -> Table {
    let in_steps: Vec<ObligationId> = structure
        .schedules
        .iter()
        .map(|schedule| schedule.obligation)
        .collect();
    let rows = agreement
        .obligations
        .iter()
        .filter(|(id, duty)| duty.added_by.is_none() && !in_steps.contains(id))
        .map(|(id, duty)| Row {
            cells: vec![
                debtors(case, duty),
                act(case, id, duty),
                creditors(case, duty),
                due(duty),
                remarks(case, duty),
            ],
            because: vec![Because::Node(ClauseId::Obligation(id).into())],
        })
        .collect();
    Table {
        cited: false,
        id: "duties",
        columns: ["who", "owes", "to whom", "when", ""]
            .map(str::to_owned)
            .to_vec(),
        rows,
    }
}

pub fn debtors(case: &Case, duty: &Obligation) -> String {
    match &duty.by {
        Said::Is(by) => words::names(case, by),
        Said::Silent(Silence::None) => "nobody named".to_owned(),
        Said::Silent(silence) => silence.word().to_owned(),
        Said::Nothing => "not said".to_owned(),
    }
}

/// To whom a duty is owed; empty where the text does not say.
pub fn creditors(case: &Case, duty: &Obligation) -> String {
    duty.to
        .get()
        .map_or_else(String::new, |to| words::names(case, to))
}

pub fn act(case: &Case, id: ObligationId, duty: &Obligation) -> String {
    if let Some(text) = &duty.must_not {
        return format!("must not: {}", lower_first(text));
    }
    let counted: Vec<String> = duty
        .delivers
        .iter()
        .chain(&duty.reaches)
        .map(|(quantity, amounts)| {
            let name = case.quantity_name(*quantity);
            let amounts: Vec<String> = amounts.iter().map(ToString::to_string).collect();
            match amounts.join(" + ").as_str() {
                "open" => format!("{name}, number open"),
                "unknown" => format!("{name}, number unknown"),
                text => format!("{text} {name}"),
            }
        })
        .collect();
    match &duty.does {
        Some(does) if counted.is_empty() => does.to_string(),
        Some(does) => format!("{does}: {}", counted.join(", ")),
        None if counted.is_empty() => words::clause(case, ClauseId::Obligation(id)),
        None => counted.join(", "),
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

pub fn due(duty: &Obligation) -> String {
    if !duty.tranches.is_empty() {
        return words::plural(duty.tranches.len(), "step", "steps");
    }
    let mut parts = Vec::new();
    if let Some(when) = duty.when.get() {
        parts.push(words::when(when));
    }
    if let Some(after) = duty.after.get() {
        parts.push(format!("after {}", words::condition(after)));
    }
    if parts.is_empty() {
        if let Some(starts) = duty.starts.get() {
            parts.push(format!("starts {}", words::when(starts)));
        } else {
            parts.push(words::said_when(&duty.when));
        }
    }
    parts.join(", ")
}

fn remarks(case: &Case, duty: &Obligation) -> String {
    let mut parts = Vec::new();
    if let Some(needs) = duty.needs.get() {
        parts.push(format!("waits for {}", words::condition(needs)));
    }
    if !duty.in_return_for.is_empty() {
        let clauses = words::clauses(case, &duty.in_return_for);
        parts.push(format!("in return for {}", clauses.replace('`', "")));
    }
    if duty.unconditional {
        parts.push("unconditional".to_owned());
    }
    if let Some(words) = &duty.as_written {
        parts.push(format!("“{words}”"));
    }
    parts.join("; ")
}
