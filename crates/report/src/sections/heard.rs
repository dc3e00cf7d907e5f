//! Who was heard, what rests on one anonymous speaker, and what is not known.

use crate::page::{Section, Statement};
use crate::words;
use armistice_case::model::{Case, NodeId, Said};
use armistice_case::tree::Silence;
use armistice_engine::accord::structure::Structure;
use armistice_engine::ledger::{HeardKind, Ledger};
use armistice_engine::provenance::{Because, claims};

/// What the brief cannot say, and why.
pub fn unknown(case: &Case, ledger: &Ledger, structure: Option<&Structure>) -> Section {
    let mut section = Section::new("not-known", "Not known");
    let mut statements = heard(case, ledger, false);
    if !ledger.alone.is_empty() {
        statements.push(alone(case, ledger));
    }
    if let (Some(agreement), Some(_)) = (&case.agreement, structure) {
        let silent = match &agreement.day_one {
            Said::Is(_) => None,
            Said::Silent(Silence::Open) => Some("Day one is left to be agreed."),
            Said::Silent(_) => Some("Day one is not known."),
            Said::Nothing => Some("Day one is not set."),
        };
        if let Some(text) = silent {
            statements.push(Statement::new(
                "accord",
                "day-one",
                text,
                vec![
                    Because::Node(NodeId::Agreement),
                    Because::Absence("no date in the calendar of the agreement".to_owned()),
                ],
            ));
        }
    }
    if case.claims.is_empty() {
        statements.push(Statement::new(
            "ledger",
            "no-claims",
            "Nobody was heard yet: this case holds no claim.",
            vec![Because::Absence("no entry under `claims`".to_owned())],
        ));
    }
    section.statements(statements);
    section
}

/// How each party and mediator was heard; `all` also tells of those that spoke for themselves.
pub fn heard(case: &Case, ledger: &Ledger, all: bool) -> Vec<Statement> {
    ledger
        .heard
        .iter()
        .filter_map(|heard| {
            let who = words::capital(&words::name(case, heard.actor));
            let text = match heard.kind {
                HeardKind::Itself if !all => return None,
                HeardKind::Itself => format!(
                    "{who} speaks for itself in {}.",
                    words::plural(heard.claims.len(), "claim", "claims")
                ),
                HeardKind::PassedOn => {
                    format!("{who} is heard only through others who pass its words on.")
                }
                HeardKind::Described => {
                    format!("{who} has not been heard: others only describe its position.")
                }
                HeardKind::Nothing => format!("{who} has not been heard at all."),
            };
            let mut because = claims(&heard.claims);
            if because.is_empty() {
                because.push(Because::Node(NodeId::Actor(heard.actor)));
                because.push(Because::Absence(format!(
                    "{} known by then, none by it or about it",
                    words::plural(ledger.claims, "claim", "claims")
                )));
            }
            Some(Statement::new("ledger", "heard", text, because))
        })
        .collect()
}

/// What rests on one anonymous speaker.
pub fn alone(case: &Case, ledger: &Ledger) -> Statement {
    let ids: Vec<String> = ledger
        .alone
        .iter()
        .map(|id| case.claims.label(*id).id.to_string())
        .collect();
    Statement::new(
        "ledger",
        "one-anonymous-speaker",
        format!(
            "{} on the word of one anonymous speaker alone: {}.",
            if ids.len() == 1 {
                "One claim rests".to_owned()
            } else {
                format!("{} claims each rest in part", ids.len())
            },
            ids.join(", ")
        ),
        claims(&ledger.alone),
    )
}
