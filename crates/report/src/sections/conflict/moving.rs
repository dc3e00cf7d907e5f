//! What would move each named state, in a sentence.

use super::inducements::as_good_as;
use super::locks::set_words;
use super::names::{ENGINE, Names, concept_name, more};
use super::robustness::change_words;
use crate::page::{Section, Statement};
use crate::words;
use armistice_engine::conflict::induce::{Needs, Row};
use armistice_engine::conflict::moving::{By, Moving};
use armistice_engine::conflict::survey::Survey;

/// Most ways named in one sentence.
const WAYS: usize = 3;

/// The section.
pub(super) fn moving(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("moving", "What would move it");
    section.statements(
        survey
            .moving
            .iter()
            .filter_map(|found| statement(names, found))
            .collect(),
    );
    section
}

fn statement(names: &Names<'_>, found: &Moving) -> Option<Statement> {
    let state = names.state(found.state);
    let concept = concept_name(found.concept);
    let text = match &found.by {
        By::Ends(robust) => {
            let robust = robust.as_ref()?;
            let first = robust.turned_by.first()?;
            let sets: Vec<String> = robust
                .turned_by
                .iter()
                .take(WAYS)
                .map(|set| {
                    let changes: Vec<String> = set
                        .iter()
                        .map(|change| change_words(names, *change))
                        .collect();
                    words::joined(&changes, "and")
                })
                .collect();
            let more = more(robust.turned_by.len(), WAYS);
            format!(
                "{} would no longer hold ({concept}) after {}: if {}{more}.",
                words::capital(&state),
                words::plural(
                    first.len(),
                    "change in what is assumed",
                    "changes in what is assumed"
                ),
                sets.join("; or if ")
            )
        }
        By::Begins {
            locks,
            rows,
            settings,
        } => {
            let mut ways: Vec<String> = locks
                .iter()
                .flat_map(|locks| locks.sets.iter().take(WAYS))
                .filter(|set| !set.is_empty())
                .map(|set| format!("by a decision to {}", set_words(names, found.state, set)))
                .collect();
            if !rows.is_empty() && rows.iter().all(enough) {
                let needs: Vec<String> = rows
                    .iter()
                    .map(|row| {
                        format!(
                            "{} found it as good as {}",
                            names.maker(row.maker),
                            as_good_as(names, row)
                        )
                    })
                    .collect();
                ways.push(format!("if {}", words::joined(&needs, "and")));
            }
            ways.extend(settings.iter().take(WAYS).map(|setting| {
                format!(
                    "if a mediator {}, which makes it {}",
                    names.turn(found.state, *setting),
                    names.state(*setting)
                )
            }));
            if ways.is_empty() {
                return None;
            }
            format!(
                "{} would hold ({concept}) {}.",
                words::capital(&state),
                ways.join("; or ")
            )
        }
    };
    Some(Statement::new(
        ENGINE,
        "moving",
        text,
        names.because(found.state, &names.everybody()),
    ))
}

/// Whether anything is enough for a decision maker.
fn enough(row: &Row) -> bool {
    match &row.needs {
        Needs::Levels { inducement, .. } => inducement.floor.is_some(),
        Needs::Like(lifts) => lifts.first().is_some_and(|lift| !lift.like.is_empty()),
        Needs::NotSettled => false,
    }
}
