//! The least change of a decision maker's priorities.

use super::names::{ENGINE, Names, concept_name};
use crate::page::{Section, Statement};
use crate::words;
use armistice_engine::conflict::from_case::Origin;
use armistice_engine::conflict::induce::{Induce, Needs, Row};
use armistice_engine::provenance::Because;

pub(super) fn priorities(names: &Names<'_>, found: &Induce) -> Section {
    let mut section = Section::new("priorities", "Changes of priorities");
    section.aside = concept_name(found.concept).to_owned();
    let mut statements: Vec<Statement> = found
        .climbs
        .iter()
        .filter_map(|row| climb(names, found, row))
        .collect();
    let reordered = found.priorities.iter().map(|change| {
        let text = match (change.swaps, change.orders.first()) {
            (Some(swaps), Some(order)) => {
                let moved: Vec<String> = order
                    .iter()
                    .map(|place| statement(names, change.maker, *place))
                    .collect();
                let others = match change.orders.len() - 1 {
                    0 => String::new(),
                    n => format!(
                        " ({} as near)",
                        words::plural(n, "other order", "other orders")
                    ),
                };
                format!(
                    "{} would stay after {} of neighbours in its priorities: {}{others}.",
                    names.maker(change.maker),
                    words::plural(swaps, "swap", "swaps"),
                    moved.join(" before ")
                )
            }
            _ if change.exhausted => format!(
                "No order of its present statements would make {} stay.",
                names.maker(change.maker)
            ),
            _ => format!(
                "No order within {} makes {} stay; orders further away were not tried.",
                words::plural(change.complete_to, "swap", "swaps"),
                names.maker(change.maker)
            ),
        };
        let mut because = names.because(found.state, &[change.maker]);
        if change.swaps.is_none() {
            because.push(Because::Absence("orders of its statements".to_owned()));
        }
        Statement::new(ENGINE, "priorities", text, because)
    });
    statements.extend(reordered);
    section.statements(statements);
    section
}

/// A statement of preference as it is written.
pub(super) fn statement(names: &Names<'_>, maker: usize, place: usize) -> String {
    let wishes = names
        .case
        .conflict
        .iter()
        .flat_map(|conflict| &conflict.wishes);
    match names.model.origins[maker].get(place) {
        Some(Origin::Want(assumption, want)) => wishes
            .filter(|wish| wish.assumption == *assumption)
            .find_map(|wish| wish.wants.get(*want))
            .map_or_else(String::new, |want| format!("`{}`", want.text)),
        Some(Origin::Ranked(_, group)) => format!(
            "the first {} of its ranking",
            words::plural(group + 1, "place", "places")
        ),
        None => String::new(),
    }
}

/// What it takes in a ranking of states, for one who would leave.
fn climb(names: &Names<'_>, found: &Induce, row: &Row) -> Option<Statement> {
    let who = names.maker(row.maker);
    let here = names.state(found.state);
    let text = match &row.needs {
        Needs::Levels {
            inducement,
            levels: Some(levels),
            ..
        } if !inducement.stays => format!(
            "{who} would stay if {here} stood {} higher in its ranking, beside {}.",
            words::plural(usize::try_from(*levels).unwrap_or(0), "place", "places"),
            inducement
                .must_match
                .map_or_else(|| "none".to_owned(), |state| names.state(state))
        ),
        Needs::Like(lifts) => {
            let lift = lifts.first()?;
            if lift.like.is_empty() {
                format!("No place in its ranking for {here} would make {who} stay.")
            } else {
                let states: Vec<String> =
                    lift.like.iter().map(|state| names.state(*state)).collect();
                format!(
                    "{who} would stay if {here} stood beside {} in its ranking.",
                    words::joined(&states, "or")
                )
            }
        }
        _ => return None,
    };
    Some(Statement::new(
        ENGINE,
        "priorities",
        text,
        names.because(found.state, &[row.maker]),
    ))
}
