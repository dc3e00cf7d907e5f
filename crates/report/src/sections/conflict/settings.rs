//! The mediators' own moves, beside what the parties would then still need.

use super::names::{Names, concept_name};
use crate::page::{Row, Section, Table};
use armistice_engine::conflict::induce::Induce;

pub(super) fn settings(names: &Names<'_>, found: &Induce) -> Section {
    let mut section = Section::new("mediators", "The mediators' own moves");
    section.aside = concept_name(found.concept).to_owned();
    if !names
        .model
        .conflict
        .makers
        .iter()
        .any(|maker| maker.mediator)
    {
        return section;
    }
    let rows = found
        .settings
        .iter()
        .map(|setting| {
            let leaving: Vec<usize> = (0..setting.stays.len())
                .filter(|maker| !setting.stays[*maker])
                .collect();
            Row {
                cells: vec![
                    if setting.turned.is_empty() {
                        "as it is".to_owned()
                    } else {
                        names.turn(found.state, setting.state)
                    },
                    names.state(setting.state),
                    if leaving.is_empty() {
                        "holds".to_owned()
                    } else {
                        format!("no: {}", names.ids(&leaving))
                    },
                ],
                because: names.because(setting.state, &names.everybody()),
            }
        })
        .collect();
    section.table(Table {
        id: "mediators",
        columns: ["mediators", "state", "then"].map(str::to_owned).to_vec(),
        rows,
        cited: true,
    });
    section
}
