//! Positions as a spreadsheet: actors down, issues across, in the words of the language.
//!
//! A row is one account of one actor's positions: the actor's own, or somebody else's of it. The two
//! never share a row. A text that a spreadsheet would take for a formula gets `'` before it.

use crate::words;
use armistice_case::model::{ActorId, Case, ClaimId, IssueId, NodeId, StanceKind, Value};
use armistice_case::sheet::{Error, guarded, table};
use armistice_engine::ledger::{Ledger, Position, Voice};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The columns before those of the issues.
const HEAD: [&str; 5] = ["actor", "by", "own", "day", "claims"];

/// Whose positions, whether in another's words, and by whose account: the order of the rows.
type Key<'a> = (ActorId, bool, &'a Voice);

/// The positions of the board as CSV: one row an actor and account, one column an issue.
pub fn write_positions(case: &Case, ledger: &Ledger) -> Result<String, Error> {
    let mut accounts: BTreeMap<Key<'_>, Vec<(usize, &Position)>> = BTreeMap::new();
    for (column, on_issue) in ledger.board.iter().enumerate() {
        for position in &on_issue.positions {
            accounts
                .entry((position.holder, !position.own, &position.by))
                .or_default()
                .push((column, position));
        }
    }
    let issues: Vec<IssueId> = ledger.board.iter().map(|row| row.issue).collect();
    let head = HEAD.iter().map(|name| (*name).to_owned()).chain(
        issues
            .iter()
            .map(|issue| guarded(&id(case, NodeId::Issue(*issue)))),
    );
    let mut rows = vec![head.collect()];
    for (key, positions) in &accounts {
        rows.push(row(case, &issues, key, positions));
    }
    table(rows)
}

fn row(
    case: &Case,
    issues: &[IssueId],
    (holder, told, by): &Key<'_>,
    positions: &[(usize, &Position)],
) -> Vec<String> {
    let day: Option<Date> = positions.iter().filter_map(|(_, of)| of.day).max();
    let mut claims: Vec<ClaimId> = positions
        .iter()
        .flat_map(|(_, of)| of.claims.iter().copied())
        .collect();
    claims.sort();
    claims.dedup();
    let claims: Vec<String> = claims
        .into_iter()
        .map(|claim| id(case, NodeId::Claim(claim)))
        .collect();
    let by = match by {
        Voice::Actor(actor) => id(case, NodeId::Actor(*actor)),
        Voice::Outlet(_) | Voice::Text => words::voice(case, by),
    };
    let mut cells = vec![
        guarded(&id(case, NodeId::Actor(*holder))),
        guarded(&by),
        if *told { "no" } else { "yes" }.to_owned(),
        day.map(|day| day.to_string()).unwrap_or_default(),
        guarded(&claims.join("; ")),
    ];
    for (column, issue) in issues.iter().enumerate() {
        let stances: Vec<String> = positions
            .iter()
            .filter(|(at, _)| *at == column)
            .flat_map(|(_, of)| &of.stance)
            .map(|(kind, values, conditional)| stance(case, *issue, *kind, values, *conditional))
            .collect();
        cells.push(stances.join("; "));
    }
    cells
}

/// `accepts un-led`, `refuses first-map or second-map`, `accepts 22, on conditions`.
fn stance(
    case: &Case,
    issue: IssueId,
    kind: StanceKind,
    values: &[Value],
    conditional: bool,
) -> String {
    let answers: Vec<String> = values
        .iter()
        .map(|value| match value {
            Value::Option(at) => case.issues[issue]
                .options
                .get(usize::from(*at))
                .map_or_else(String::new, |(id, _)| id.to_string()),
            Value::Amount(amount) => amount.to_string(),
            Value::Silent(silence) => silence.word().to_owned(),
        })
        .collect();
    let mut out = kind.word().to_owned();
    if !answers.is_empty() {
        out.push(' ');
        out.push_str(&answers.join(" or "));
    }
    if conditional {
        out.push_str(", on conditions");
    }
    out
}

fn id(case: &Case, node: NodeId) -> String {
    case.label(node).id.into()
}
