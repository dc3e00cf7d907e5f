//! What changed between two days.

use crate::page::{Class, Section, Statement};
use crate::words;
use armistice_case::model::{Case, ClaimId};
use armistice_engine::ledger::{Change, ChangeKind, Ledger, Voice};
use armistice_engine::provenance::{Because, claims};
use jiff::civil::Date;

/// Every change, as sentences.
pub fn section(case: &Case, ledger: &Ledger, since: Date) -> Section {
    let mut section = Section::new("changes", format!("Since {}", words::long_day(since)));
    let mut statements = spoken(case, ledger);
    statements.extend(silent(case, ledger));
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

/// Reversals, moves and new words, for the pool of the first lines.
pub fn pool(case: &Case, ledger: &Ledger) -> Vec<Statement> {
    spoken(case, ledger)
}

/// What was said: voices that say the same thing in the same claims are told together.
fn spoken(case: &Case, ledger: &Ledger) -> Vec<Statement> {
    let mut groups: Vec<(&Change, Vec<&Change>)> = Vec::new();
    let changes = ledger.changes.as_deref().unwrap_or_default();
    for change in changes {
        if change.kind == ChangeKind::GoneSilent {
            continue;
        }
        let like = |first: &Change| {
            (&first.kind, &first.slot, &first.datum, &first.since)
                == (&change.kind, &change.slot, &change.datum, &change.since)
        };
        match groups.iter_mut().find(|(first, _)| like(first)) {
            Some((_, members)) => members.push(change),
            None => groups.push((change, vec![change])),
        }
    }
    groups
        .into_iter()
        .map(|(first, members)| statement(case, first, &members))
        .collect()
}

fn statement(case: &Case, change: &Change, members: &[&Change]) -> Statement {
    let who: Vec<String> = members
        .iter()
        .map(|member| words::voice(case, &member.voice))
        .collect();
    let who = words::joined(&who, "and");
    let on = words::slot_by(case, &change.slot, &change.voice);
    let now = words::datum(case, &change.slot, &change.datum);
    let was = |datum| words::datum(case, &change.slot, datum);
    let (kind, reach, text) = match &change.kind {
        ChangeKind::New | ChangeKind::GoneSilent => {
            ("new", 1, format!("New: {who} on {on}: {now}."))
        }
        ChangeKind::Moved(before) => (
            "moved",
            2,
            format!("Moved: {who} on {on}: {now}; before, {}.", was(before)),
        ),
        ChangeKind::Reversed(before) => (
            "reversed",
            3,
            format!(
                "Reversed: {who} on {on}: {now}, which excludes what it said before, {}.",
                was(before)
            ),
        ),
    };
    let mut ids: Vec<ClaimId> = change.since.clone();
    ids.extend(
        members
            .iter()
            .flat_map(|member| member.before.iter().copied()),
    );
    ids.dedup();
    Statement::new("ledger", kind, text, claims(&ids))
        .class(Class::Changed)
        .reach(reach)
}

/// Who has fallen silent, one sentence a voice.
fn silent(case: &Case, ledger: &Ledger) -> Vec<Statement> {
    let mut voices: Vec<(&Voice, Vec<&Change>)> = Vec::new();
    for change in ledger.changes.as_deref().unwrap_or_default() {
        if change.kind != ChangeKind::GoneSilent {
            continue;
        }
        match voices.iter_mut().find(|(voice, _)| **voice == change.voice) {
            Some((_, changes)) => changes.push(change),
            None => voices.push((&change.voice, vec![change])),
        }
    }
    voices
        .into_iter()
        .map(|(voice, changes)| {
            let mut issues: Vec<String> = changes
                .iter()
                .filter_map(|change| change.slot.issue())
                .map(|issue| case.issue_name(issue).to_owned())
                .collect();
            issues.dedup();
            let mut ids: Vec<ClaimId> = changes
                .iter()
                .flat_map(|change| change.before.iter().copied())
                .collect();
            ids.sort();
            ids.dedup();
            Statement::new(
                "ledger",
                "gone-silent",
                format!(
                    "Silent since: {} on {}.",
                    words::voice(case, voice),
                    words::joined(&issues, "and")
                ),
                claims(&ids),
            )
            .class(Class::Changed)
        })
        .collect()
}
