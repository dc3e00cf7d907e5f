//! What is unknown, by the published types of how a decision maker takes it.

use super::names::{Names, concept_name};
use crate::page::{Block, Row, Section, Table};
use armistice_engine::conflict::behaviour::{Concept, UnknownType};
use armistice_engine::conflict::state_report::StateReport;
use armistice_engine::conflict::survey::Survey;

/// For each state and behaviour the types by which it holds, where anything is unknown.
pub(super) fn unknown(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("unknown", "What nobody can compare, taken in four ways");
    let Some(first) = survey
        .states
        .iter()
        .find(|report| !report.by_type.is_empty())
    else {
        return section;
    };
    let mut concepts: Vec<Concept> = first.by_type.iter().map(|found| found.concept).collect();
    concepts.dedup();
    let rows = survey
        .states
        .iter()
        .map(|report| Row {
            cells: [names.id(report.state)]
                .into_iter()
                .chain(concepts.iter().map(|concept| cell(report, *concept)))
                .collect(),
            because: names.because(report.state, &names.everybody()),
        })
        .collect();
    let mut columns = vec!["state".to_owned()];
    columns.extend(
        concepts
            .iter()
            .map(|concept| concept_name(*concept).to_owned()),
    );
    section.table(Table {
        id: "unknown",
        columns,
        rows,
        cited: true,
    });
    section.blocks.push(Block::Remark(
        "Which types the state holds by, for everybody. a: leaves for what may be better, and only what is surely no better deters it. b: leaves only for what is surely better, deterred as a. c: leaves as a, and what may be no better deters it too. d: leaves as b, deterred as c.".to_owned(),
    ));
    section
}

fn cell(report: &StateReport, concept: Concept) -> String {
    let mut holding = Vec::new();
    for found in report
        .by_type
        .iter()
        .filter(|found| found.concept == concept)
    {
        let word = type_word(found.kind);
        let leaves = |verdict: &Option<_>| {
            verdict.as_ref().is_some_and(
                |verdict: &armistice_engine::conflict::stability::Verdict| !verdict.stable(),
            )
        };
        if found.verdicts.iter().any(leaves) {
            continue;
        }
        if found.verdicts.iter().all(Option::is_some) {
            holding.push(word.to_owned());
        } else {
            holding.push(format!("{word} not settled"));
        }
    }
    if holding.is_empty() {
        "none".to_owned()
    } else {
        holding.join(", ")
    }
}

/// A type by its letter.
pub(super) fn type_word(kind: UnknownType) -> &'static str {
    match kind {
        UnknownType::A => "a",
        UnknownType::B => "b",
        UnknownType::C => "c",
        UnknownType::D => "d",
    }
}
