//! The table of states: one row a state, one column a behaviour.

use super::names::{Names, concept_name};
use crate::page::{Row, Section, Table};
use armistice_engine::conflict::behaviour::Concept;
use armistice_engine::conflict::state_report::{Certainty, Judged, StateReport};
use armistice_engine::conflict::survey::Survey;

/// One row a state, one column a behaviour.
pub(super) fn states(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("states", "State by state");
    let concepts: Vec<Concept> = survey
        .states
        .first()
        .map(|report| report.judged.iter().map(|(concept, _)| *concept).collect())
        .unwrap_or_default();
    let by_courses = names.by_courses();
    let mut columns = vec!["state".to_owned()];
    columns.extend(by_courses.then(|| "taken".to_owned()));
    columns.extend(
        concepts
            .iter()
            .map(|concept| concept_name(*concept).to_owned()),
    );
    columns.extend(by_courses.then(|| "SIM".to_owned()));
    let rows = survey
        .states
        .iter()
        .map(|report| {
            let mut cells = vec![names.id(report.state)];
            cells.extend(by_courses.then(|| names.takes(report.state).replace('`', "")));
            cells.extend(report.judged.iter().map(|(_, judged)| cell(names, judged)));
            cells.extend(by_courses.then(|| simultaneous(names, report)));
            Row {
                cells,
                because: names.because(report.state, &names.everybody()),
            }
        })
        .collect();
    section.table(Table {
        id: "states",
        columns,
        rows,
        cited: true,
    });
    section
}

/// The cell of SIM.
fn simultaneous(names: &Names<'_>, report: &StateReport) -> String {
    let verdicts = &report.simultaneous;
    let leaves = |maker: &usize| {
        verdicts[*maker]
            .as_ref()
            .is_some_and(|verdict| !verdict.stable())
    };
    let leaving: Vec<usize> = (0..verdicts.len()).filter(leaves).collect();
    if !leaving.is_empty() {
        format!("no: {}", names.ids(&leaving))
    } else if verdicts.iter().all(Option::is_some) {
        "holds".to_owned()
    } else {
        "not settled".to_owned()
    }
}

fn cell(names: &Names<'_>, judged: &[Judged]) -> String {
    let of = |wanted: Option<Certainty>| -> Vec<usize> {
        judged
            .iter()
            .enumerate()
            .filter(|(_, judged)| judged.certainty == wanted)
            .map(|(maker, _)| maker)
            .collect()
    };
    let leaving = of(Some(Certainty::Impossible));
    if !leaving.is_empty() {
        return format!("no: {}", names.ids(&leaving));
    }
    if !of(None).is_empty() {
        return "not settled".to_owned();
    }
    let perhaps = of(Some(Certainty::Possible));
    if !perhaps.is_empty() {
        return format!("possible: {}", names.ids(&perhaps));
    }
    let graded: Vec<bool> = judged
        .iter()
        .filter_map(|judged| judged.strong.as_ref())
        .map(|verdict| verdict.stable())
        .collect();
    match (graded.is_empty(), graded.iter().all(|strong| *strong)) {
        (true, _) => "holds".to_owned(),
        (false, true) => "holds, strongly".to_owned(),
        (false, false) => "holds, weakly".to_owned(),
    }
}

/// The strictest behaviour under which a state holds for everyone whatever is unknown.
pub(super) fn strictest(report: &StateReport) -> Option<Concept> {
    report
        .judged
        .iter()
        .map(|(concept, _)| *concept)
        .find(|concept| report.certainty(*concept) == Some(Certainty::Necessary))
}
