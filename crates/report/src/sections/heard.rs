//! Who was heard, what rests on one anonymous speaker, and what is not known.

use crate::page::{Section, Statement};
use crate::words;
use armistice_case::model::{ActorId, Case, ClaimId, IssueId, NodeId, Said};
use armistice_case::tree::Silence;
use armistice_engine::accord::structure::Structure;
use armistice_engine::ledger::{HeardKind, Ledger, Voice};
use armistice_engine::provenance::{Because, claims};

/// What the brief cannot say, and why.
pub fn unknown(case: &Case, ledger: &Ledger, structure: Option<&Structure>) -> Section {
    let mut section = Section::new("not-known", "Not known");
    let mut statements = heard(case, ledger, false);
    statements.extend(unspoken(case, ledger));
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

/// What parties are said to want, and have not said themselves: one sentence an issue.
pub fn hearsay(case: &Case, ledger: &Ledger) -> Vec<Statement> {
    ledger
        .board
        .iter()
        .filter_map(|row| {
            let own = |holder| row.positions.iter().any(|p| p.own && p.holder == holder);
            let told: Vec<_> = row
                .positions
                .iter()
                .filter(|position| !position.own && !own(position.holder))
                .collect();
            let mut holders: Vec<ActorId> = told.iter().map(|position| position.holder).collect();
            holders.dedup();
            if holders.is_empty() {
                return None;
            }
            let mut ids: Vec<ClaimId> = told
                .iter()
                .flat_map(|position| position.claims.iter().copied())
                .collect();
            ids.sort();
            ids.dedup();
            Some(
                Statement::new(
                    "ledger",
                    "hearsay",
                    format!(
                        "On {}, the position of {} is told by others only.",
                        case.issue_name(row.issue),
                        words::names(case, &holders)
                    ),
                    claims(&ids),
                )
                .key(case.issue_name(row.issue))
                .reach(holders.len()),
            )
        })
        .collect()
}

/// Issues on which a party whose consent is needed has not spoken itself.
fn unspoken(case: &Case, ledger: &Ledger) -> Vec<Statement> {
    case.parties()
        .filter_map(|party| {
            let issues: Vec<IssueId> = ledger
                .board
                .iter()
                .filter(|row| row.consent.contains(&party))
                .map(|row| row.issue)
                .filter(|issue| {
                    !ledger.accounts.iter().any(|account| {
                        account.slot.issue() == Some(*issue)
                            && !account.passed_on
                            && matches!(&account.voice,
                                Voice::Actor(actor) if case.principal(*actor) == party)
                    })
                })
                .collect();
            if issues.is_empty() {
                return None;
            }
            let names: Vec<String> = issues
                .iter()
                .map(|issue| case.issue_name(*issue).to_owned())
                .collect();
            let mut because = vec![Because::Node(NodeId::Actor(party))];
            because.extend(
                issues
                    .iter()
                    .map(|issue| Because::Node(NodeId::Issue(*issue))),
            );
            because.push(Because::Absence(
                "no claim by it or its voices speaks of them".to_owned(),
            ));
            Some(Statement::new(
                "ledger",
                "unspoken",
                format!(
                    "No word of {} itself on {}.",
                    words::name(case, party),
                    words::joined(&names, "or")
                ),
                because,
            ))
        })
        .collect()
}

/// How each party and mediator was heard; `all` also tells of those that spoke for themselves.
pub fn heard(case: &Case, ledger: &Ledger, all: bool) -> Vec<Statement> {
    ledger
        .heard
        .iter()
        .filter_map(|heard| {
            // A name may be plural ("the towns"), so that no verb goes with it.
            let who = words::name(case, heard.actor);
            let text = match heard.kind {
                HeardKind::Itself if !all => return None,
                HeardKind::Itself => format!(
                    "Own words of {who}: {}.",
                    words::plural(heard.claims.len(), "claim", "claims")
                ),
                HeardKind::PassedOn => {
                    format!("Heard only through others who pass the words on: {who}.")
                }
                HeardKind::Described => {
                    format!("Not heard, only described by others: {who}.")
                }
                HeardKind::Nothing => format!("Not heard at all: {who}."),
            };
            let mut because = claims(&heard.claims);
            if because.is_empty() {
                because.push(Because::Node(NodeId::Actor(heard.actor)));
                because.push(Because::Absence(format!(
                    "{} known by then, none by it or about it",
                    words::plural(ledger.claims, "claim", "claims")
                )));
            }
            let id = case.label(NodeId::Actor(heard.actor)).id;
            Some(Statement::new("ledger", "heard", text, because).key(id.to_string()))
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
