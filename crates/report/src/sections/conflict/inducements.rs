//! What it takes for each decision maker to stay: the least raise, and the slack.

use super::names::{ENGINE, NAMED, Names, concept_name};
use crate::page::{Row as PageRow, Section, Statement, Table};
use crate::words;
use armistice_engine::conflict::beside::Sense;
use armistice_engine::conflict::induce::{Induce, Needs, Row};
use armistice_engine::conflict::inducement::Inducement;

pub(super) fn price_list(names: &Names<'_>, found: &Induce) -> Section {
    let mut section = Section::new("inducements", "What it takes to stay");
    section.aside = format!("at {}", names.state(found.state));
    let mut columns = vec!["decision maker".to_owned()];
    columns.extend(
        found
            .rows
            .iter()
            .map(|(concept, _)| concept_name(*concept).to_owned()),
    );
    columns.push(format!(
        "must be as good as ({})",
        concept_name(found.concept)
    ));
    let mut by_trial = false;
    let rows = names
        .everybody()
        .into_iter()
        .map(|maker| {
            let mut cells = vec![names.maker(maker)];
            let mut must = String::new();
            for (concept, rows) in &found.rows {
                let row = &rows[maker];
                by_trial |= !matches!(row.needs, Needs::Levels { .. });
                cells.push(needs(row));
                if *concept == found.concept {
                    must = as_good_as(names, row);
                }
            }
            cells.push(must);
            PageRow {
                cells,
                because: names.because(found.state, &[maker]),
            }
        })
        .collect();
    section.table(Table {
        id: "inducements",
        columns,
        rows,
        cited: false,
    });
    let mut statements = Vec::new();
    for (concept, rows) in &found.rows {
        if *concept != found.concept {
            continue;
        }
        for (maker, inducement) in rows.iter().filter_map(leaving) {
            let moves: Vec<String> = inducement
                .temptations
                .iter()
                .take(NAMED)
                .map(|temptation| format!("it {}", names.turn(found.state, temptation.to)))
                .collect();
            statements.push(Statement::new(
                ENGINE,
                "temptation",
                format!(
                    "{} would leave ({}) if {}.",
                    names.maker(maker),
                    concept_name(*concept),
                    words::joined(&moves, "or if")
                ),
                names.because(found.state, &[maker]),
            ));
        }
    }
    section.statements(statements);
    section.blocks.push(crate::page::Block::Remark(
        "Counted in levels of each decision maker's own ordering; levels of two decision makers cannot be compared. For Nash, SMR and GMR the raise is the exact least; for SEQ and SSEQ it is so for each one while the others stay as they are. The slack is how far the state may fall before it gives way.".to_owned(),
    ));
    if by_trial {
        section.blocks.push(crate::page::Block::Remark(
            "Levels can be counted only in a plain order. Where comparisons are unknown or stand by themselves, every state was tried instead: the last column names the least preferred states that would be enough if this one were as good as one of them.".to_owned(),
        ));
    }
    section
}

/// The cell of one row: how much better the state must become, or how much worse it may.
pub(super) fn needs(row: &Row) -> String {
    match &row.needs {
        Needs::Levels {
            inducement, levels, ..
        } => match (inducement.floor, inducement.stays, levels) {
            (None, ..) if inducement.must_match.is_none() => "no move".to_owned(),
            (None, ..) => "stays always".to_owned(),
            (_, true, Some(levels)) => format!("stays, slack {}", -levels),
            (_, true, None) => "stays".to_owned(),
            (_, false, Some(levels)) => format!("raise by {levels}"),
            (_, false, None) => "raise".to_owned(),
        },
        Needs::Like(lifts) => {
            // Said once where every sense comes to the same.
            let alike = lifts.iter().all(|lift| lift.stays)
                || lifts
                    .iter()
                    .all(|lift| !lift.stays && lift.like == lifts[0].like);
            let shown = if alike {
                &lifts[..lifts.len().min(1)]
            } else {
                lifts
            };
            let parts: Vec<String> = shown
                .iter()
                .map(|lift| {
                    let verdict = match (lift.stays, lift.like.is_empty()) {
                        (true, _) => "stays",
                        (false, false) => "raise",
                        (false, true) => "nothing is enough",
                    };
                    format!("{}{verdict}", sense(lift.sense, shown.len()))
                })
                .collect();
            parts.join("; ")
        }
        Needs::NotSettled => "not settled".to_owned(),
    }
}

fn sense(sense: Sense, of: usize) -> &'static str {
    match sense {
        Sense::Necessary if of == 1 => "",
        Sense::Necessary => "surely: ",
        Sense::Possible => "perhaps: ",
        Sense::Strong => "by strong deterrence: ",
    }
}

/// What the state must be as good as.
pub(super) fn as_good_as(names: &Names<'_>, row: &Row) -> String {
    match &row.needs {
        Needs::Levels { inducement, .. } => match (inducement.floor, inducement.must_match) {
            (Some(state), _) => names.state(state),
            (None, None) => "nothing: it cannot move".to_owned(),
            (None, Some(_)) => "nothing: every gain leads back".to_owned(),
        },
        Needs::Like(lifts) => {
            let alike = lifts.iter().all(|lift| lift.like == lifts[0].like);
            let shown = if alike {
                &lifts[..lifts.len().min(1)]
            } else {
                lifts
            };
            let parts: Vec<String> = shown
                .iter()
                .map(|lift| {
                    let states: Vec<String> = lift
                        .like
                        .iter()
                        .take(NAMED)
                        .map(|state| names.state(*state))
                        .collect();
                    let states = if states.is_empty() {
                        "no state is enough".to_owned()
                    } else {
                        words::joined(&states, "or")
                    };
                    format!("{}{states}", sense(lift.sense, shown.len()))
                })
                .collect();
            parts.join("; ")
        }
        Needs::NotSettled => "too many states to try each".to_owned(),
    }
}

/// A decision maker that would leave, with what tempts it.
fn leaving(row: &Row) -> Option<(usize, &Inducement)> {
    match &row.needs {
        Needs::Levels { inducement, .. } if !inducement.stays => Some((row.maker, inducement)),
        _ => None,
    }
}
