//! What changed between two days.

use crate::page::{Class, Section, Statement};
use crate::words;
use armistice_case::model::Case;
use armistice_engine::ledger::{Change, ChangeKind, Ledger};
use armistice_engine::provenance::{Because, claims};
use jiff::civil::Date;

/// Every change, as sentences.
pub fn section(case: &Case, ledger: &Ledger, since: Date) -> Section {
    let mut section = Section::new("changes", format!("Since {}", words::long_day(since)));
    let changes = ledger.changes.as_deref().unwrap_or_default();
    let mut statements: Vec<Statement> =
        changes.iter().map(|change| statement(case, change)).collect();
    if statements.is_empty() {
        statements.push(Statement::new(
            "ledger",
            "no-change",
            "Nothing new was said.",
            vec![Because::Absence(format!(
                "no claim became known after {since}"
            ))],
        ));
    }
    section.statements(statements);
    section
}

/// Reversals and moves, for the pool of the first lines.
pub fn pool(case: &Case, ledger: &Ledger) -> Vec<Statement> {
    ledger
        .changes
        .iter()
        .flatten()
        .filter(|change| change.kind != ChangeKind::GoneSilent)
        .map(|change| {
            let reach = match change.kind {
                ChangeKind::Reversed(_) => 3,
                ChangeKind::Moved(_) => 2,
                _ => 1,
            };
            statement(case, change).reach(reach)
        })
        .collect()
}

fn statement(case: &Case, change: &Change) -> Statement {
    let who = words::capital(&words::voice(case, &change.voice));
    let on = words::slot(case, &change.slot);
    let now = words::datum(case, &change.slot, &change.datum);
    let was = |datum| words::datum(case, &change.slot, datum);
    let (kind, text) = match &change.kind {
        ChangeKind::New => ("new", format!("New: {who} on {on}: {now}.")),
        ChangeKind::Moved(before) => (
            "moved",
            format!("Moved: {who} on {on}: {now}; before, {}.", was(before)),
        ),
        ChangeKind::Reversed(before) => (
            "reversed",
            format!(
                "Reversed: {who} on {on}: {now}, which excludes what it said before, {}.",
                was(before)
            ),
        ),
        ChangeKind::GoneSilent => (
            "gone-silent",
            format!("Silent since: {who} on {on}; last word, {now}."),
        ),
    };
    let mut ids = change.since.clone();
    ids.extend(&change.before);
    Statement::new("ledger", kind, text, claims(&ids)).class(Class::Changed)
}
