//! Which states hold when two decision makers look several moves ahead.

use super::names::Names;
use crate::page::{Row, Section, Table};
use crate::words;
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::survey::Survey;
use armistice_engine::provenance::Because;

pub(super) fn foresight(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("foresight", "Looking further ahead");
    let Some(horizons) = &survey.foresight else {
        return section;
    };
    let both = |sets: &[Vec<Code>; 2]| -> String {
        let states: Vec<String> = sets[0]
            .iter()
            .filter(|state| sets[1].contains(state))
            .map(|state| match names.model.name_of(*state) {
                Some(_) => names.state(*state),
                None => names.takes(*state).replace('`', ""),
            })
            .collect();
        if states.is_empty() {
            "no state".to_owned()
        } else {
            states.join("; ")
        }
    };
    let because = || {
        let mut because = names.assumptions(&names.everybody());
        because.push(Because::Absence("every state that can be".to_owned()));
        because
    };
    let mut rows: Vec<Row> = horizons
        .limited
        .iter()
        .enumerate()
        .map(|(place, sets)| Row {
            cells: vec![words::plural(place + 1, "move", "moves"), both(sets)],
            because: because(),
        })
        .collect();
    rows.push(Row {
        cells: vec![
            "without end".to_owned(),
            horizons
                .non_myopic
                .as_ref()
                .map_or_else(|| "not settled".to_owned(), |found| both(&found.stable)),
        ],
        because: because(),
    });
    section.table(Table {
        id: "foresight",
        columns: ["ahead", "states that hold for both"]
            .map(str::to_owned)
            .to_vec(),
        rows,
        cited: true,
    });
    section
}
