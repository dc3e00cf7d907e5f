//! What a duty waits for, where the text has it in two ways or leaves it open.

use crate::page::{Class, Statement};
use crate::words;
use armistice_case::model::{Case, ClauseId};
use armistice_engine::accord::structure::{Gate, Structure, WaitingKind};
use armistice_engine::provenance::Because;

/// What waits for each open term.
pub fn gates(case: &Case, structure: &Structure) -> Vec<Statement> {
    let mut out: Vec<Statement> = structure
        .gates
        .iter()
        .filter(|gate| !gate.waiting.is_empty())
        .map(|gate| gate_statement(case, gate))
        .collect();
    out.sort_by_key(|statement| std::cmp::Reverse(statement.reach));
    out
}

fn gate_statement(case: &Case, gate: &Gate) -> Statement {
    let waiting: Vec<String> = gate
        .waiting
        .iter()
        .map(|waiting| {
            let clause = words::clause(case, waiting.clause);
            match &waiting.kind {
                WaitingKind::Dated(when) => format!("{clause} (due {})", words::when(when)),
                WaitingKind::Triggered(after) => {
                    format!("{clause} (triggered by {})", words::condition(after))
                }
                WaitingKind::Neither => clause,
            }
        })
        .collect();
    let verb = if gate.waiting.len() == 1 {
        "waits"
    } else {
        "wait"
    };
    let mut missing = Vec::new();
    if gate.nobody_decides {
        missing.push("who decides");
    }
    if gate.no_deadline {
        missing.push("by when");
    }
    if gate.no_fallback {
        missing.push("what holds otherwise");
    }
    let tail = if missing.is_empty() {
        String::new()
    } else {
        let words: Vec<String> = missing.iter().map(|&word| word.to_owned()).collect();
        format!(" Not said: {}.", words::joined(&words, "or"))
    };
    let term = ClauseId::OpenTerm(gate.term);
    let mut because = vec![Because::Node(term.into())];
    because.extend(
        gate.waiting
            .iter()
            .map(|waiting| Because::Node(waiting.clause.into())),
    );
    Statement::new(
        "accord",
        "gate",
        format!(
            "{} {verb} for {}, which nobody has agreed.{tail}",
            words::joined(&waiting, "and"),
            words::clause(case, term),
        ),
        because,
    )
    .class(Class::Blocks)
    .reach(gate.waiting.len())
}
