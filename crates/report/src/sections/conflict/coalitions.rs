//! Who would leave a state together.

use super::names::{ENGINE, Names, concept_name};
use crate::page::{Row, Section, Statement, Table};
use armistice_engine::conflict::survey::Survey;
use armistice_engine::provenance::Because;

pub(super) fn coalitions(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("coalitions", "Who would leave together");
    let mut rows = Vec::new();
    for report in &survey.states {
        for (concept, verdicts) in &report.coalitions {
            for verdict in verdicts.iter().filter(|verdict| verdict.members.len() > 1) {
                let Some(path) = &verdict.leaves else {
                    continue;
                };
                rows.push(Row {
                    cells: vec![
                        names.state(report.state),
                        concept_name(*concept).to_owned(),
                        names.makers(&verdict.members),
                        names.path(report.state, path),
                    ],
                    because: names.because(report.state, &verdict.members),
                });
            }
        }
    }
    let asked = survey
        .states
        .iter()
        .any(|report| !report.coalitions.is_empty());
    if asked && rows.is_empty() {
        section.statements(vec![Statement::new(
            ENGINE,
            "no-coalition",
            "No two or more would leave one of these states together.",
            vec![Because::Absence(
                "every coalition, state and behaviour asked about".to_owned(),
            )],
        )]);
    }
    section.table(Table {
        id: "coalitions",
        columns: ["from", "behaviour", "who", "how"]
            .map(str::to_owned)
            .to_vec(),
        rows,
        cited: true,
    });
    section
}
