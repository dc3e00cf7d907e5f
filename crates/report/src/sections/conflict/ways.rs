//! How the conflict could get from today to a state, by whose moves.

use super::names::{ENGINE, Names};
use crate::page::{Section, Statement};
use armistice_engine::conflict::state_report::Way;
use armistice_engine::conflict::survey::Survey;
use armistice_engine::provenance::Because;

pub(super) fn ways(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("ways", "From today");
    let Some(now) = survey.model.now else {
        return section;
    };
    let mut statements = Vec::new();
    for report in survey.states.iter().filter(|report| report.state != now) {
        let there = names.state(report.state);
        let mut because = names.because(report.state, &names.everybody());
        let text = match (&report.by_improvements, &report.by_moves) {
            (Way::Found(path), _) => format!(
                "To {there}, with a gain for each mover: {}.",
                names.path(now, path)
            ),
            (improvements, Way::Found(path)) => {
                let without = match improvements {
                    Way::None => "no chain of moves in which each mover gains leads there",
                    _ => "whether moves in which each mover gains lead there was not settled",
                };
                format!(
                    "To {there}: {without}. The shortest way: {}.",
                    names.path(now, path)
                )
            }
            (_, Way::None) => {
                because.push(Because::Absence(
                    "every state that can be reached from today".to_owned(),
                ));
                if names.by_courses() {
                    format!("To {there}: no way leads there from today.")
                } else {
                    format!(
                        "To {there}: no way leads there from today in which nobody moves twice in a row."
                    )
                }
            }
            _ => format!("To {there}: not settled within the bound of the search."),
        };
        statements.push(Statement::new(ENGINE, "way", text, because));
    }
    section.statements(statements);
    section
}
