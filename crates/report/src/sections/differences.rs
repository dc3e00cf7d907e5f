//! Where accounts differ.

use crate::page::{Block, Class, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{Case, ClaimId, NodeId};
use armistice_engine::ledger::{Difference, DifferenceKind, Group, Ledger, Slot, Voice};
use armistice_engine::provenance::{Because, claims};

/// How many the brief shows; the ledger shows all.
const ON_THE_BRIEF: usize = 5;

/// The differences as a table with the question that would settle each.
pub fn table(case: &Case, ledger: &Ledger, all: bool) -> Section {
    let mut section = Section::new("differences", "Where accounts differ");
    let shown = if all {
        ledger.differences.len()
    } else {
        ON_THE_BRIEF.min(ledger.differences.len())
    };
    for (id, kind) in [
        ("cannot-both-hold", "cannot both hold"),
        ("pull-apart", "pull apart"),
        ("voices-differ", "voices differ"),
        ("one-voice", "one voice says both"),
    ] {
        let rows: Vec<Row> = ledger.differences[..shown]
            .iter()
            .filter(|difference| self::kind(difference) == kind)
            .map(|difference| row(case, difference))
            .collect();
        if rows.is_empty() {
            continue;
        }
        section
            .blocks
            .push(Block::Remark(format!("{}:", words::capital(kind))));
        section.table(Table {
            cited: false,
            id,
            columns: ["on what", "by whose account", "ask"]
                .map(str::to_owned)
                .to_vec(),
            rows,
        });
    }
    let rest = ledger.differences.len() - shown;
    if rest > 0 {
        section.blocks.push(Block::Remark(format!(
            "{} more: `armistice ledger` shows all.",
            words::plural(rest, "difference", "differences")
        )));
    }
    if section.is_empty() && !ledger.accounts.is_empty() {
        section.statements(vec![Statement::new(
            "ledger",
            "no-difference",
            "No two accounts differ on what is typed in this case.",
            vec![Because::Absence(format!(
                "{} searched for values that do not agree",
                words::plural(ledger.accounts.len(), "account", "accounts")
            ))],
        )]);
    }
    section
}

pub(super) fn kind(difference: &Difference) -> &'static str {
    if one_voice(difference) {
        return "one voice says both";
    }
    match (difference.kind, difference.of_one) {
        (_, Some(_)) => "voices differ",
        (DifferenceKind::CannotBothHold, None) => "cannot both hold",
        (DifferenceKind::PullApart, None) => "pull apart",
    }
}

/// Whether all of it was said by one voice, of which nobody knows which word came last.
fn one_voice(difference: &Difference) -> bool {
    let mut voices = difference.groups.iter().flat_map(|group| &group.accounts);
    let first = voices.next().map(|account| &account.voice);
    voices.all(|account| Some(&account.voice) == first)
}

pub(super) fn row(case: &Case, difference: &Difference) -> Row {
    let sides: Vec<String> = difference
        .groups
        .iter()
        .map(|group| {
            let mut who: Vec<String> = group
                .accounts
                .iter()
                .take(3)
                .map(|account| words::voice_and_day(case, account))
                .collect();
            if group.accounts.len() > 3 {
                who.push(format!("{} more", group.accounts.len() - 3));
            }
            let mut value = group
                .accounts
                .first()
                .map_or_else(String::new, |account| words::told(case, account));
            if group.accounts.iter().all(|account| account.implied) {
                value.push_str(" (by its own list)");
            }
            format!("{}: {value}", who.join(", "))
        })
        .collect();
    Row {
        cells: vec![
            words::slot(case, &difference.slot),
            sides.join(" ⇄ "),
            words::ask(case, &difference.slot),
        ],
        because: because(difference),
    }
}

/// What a difference rests on: every claim in it, and the clause where the text is one side.
pub fn because(difference: &Difference) -> Vec<Because> {
    let mut ids: Vec<ClaimId> = Vec::new();
    let mut text = false;
    for account in difference.groups.iter().flat_map(|group| &group.accounts) {
        ids.extend(&account.claims);
        text |= account.voice == Voice::Text;
    }
    let mut seen = Vec::new();
    ids.retain(|id| {
        let new = !seen.contains(id);
        seen.push(*id);
        new
    });
    let mut out = claims(&ids);
    if text && let Slot::Term(clause, _) = &difference.slot {
        out.push(Because::Node(NodeId::Clause(*clause)));
    }
    out
}

/// The contradictions as sentences for the pool of the first lines.
pub fn pool(case: &Case, ledger: &Ledger) -> Vec<Statement> {
    ledger
        .differences
        .iter()
        .filter(|difference| difference.kind == DifferenceKind::CannotBothHold)
        .map(|difference| {
            let (first, second) = difference.pair;
            let sides: Vec<String> = [second, first]
                .iter()
                .map(|at| side(case, &difference.groups[*at]))
                .collect();
            let reach = match difference.slot {
                Slot::OpenIssues => case.issues.len(),
                Slot::Progress(None) | Slot::Talks => 2,
                _ => 1,
            };
            let lead = if one_voice(difference) {
                "One voice says what cannot all hold"
            } else if difference.of_one.is_some() {
                "The voices of one actor differ"
            } else {
                "Accounts that cannot all hold"
            };
            Statement::new(
                "ledger",
                "accounts-differ",
                format!(
                    "{lead}, on {}: {}.",
                    words::slot(case, &difference.slot),
                    sides.join("; ")
                ),
                because(difference),
            )
            .key(words::slot(case, &difference.slot))
            .class(Class::CannotBothHold)
            .reach(reach)
        })
        .collect()
}

/// A group in a sentence: who, and what.
fn side(case: &Case, group: &Group) -> String {
    // What was said outright is told before what follows from a list.
    let Some(first) = group
        .accounts
        .iter()
        .find(|account| !account.implied)
        .or(group.accounts.first())
    else {
        return String::new();
    };
    let mut who = words::voice(case, &first.voice);
    let others = group.accounts.len() - 1;
    if others > 0 {
        who.push_str(&format!(
            " and {}",
            words::plural(others, "other", "others")
        ));
    }
    let mut text = format!("{who}, {}", words::told(case, first));
    if first.slot == Slot::OpenIssues
        && let Some(list) = listed(case, &first.claims)
    {
        text.push_str(&format!(" ({list})"));
    }
    text
}

/// The issues that some claims call open.
fn listed(case: &Case, ids: &[ClaimId]) -> Option<String> {
    let mut issues = Vec::new();
    for id in ids {
        for (issue, _) in &case.claims[*id].status {
            let name = case.issue_name(*issue).to_owned();
            if !issues.contains(&name) {
                issues.push(name);
            }
        }
    }
    (!issues.is_empty()).then(|| words::joined(&issues, "and"))
}
