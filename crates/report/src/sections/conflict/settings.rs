//! The mediators' own moves, beside what the parties would then still need.

use super::inducements::needs;
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
    let parties: Vec<usize> = names
        .everybody()
        .into_iter()
        .filter(|maker| !names.model.conflict.makers[*maker].mediator)
        .collect();
    let rows = found
        .settings
        .iter()
        .map(|found_move| {
            let setting = &found_move.setting;
            let leaving: Vec<usize> = (0..setting.stays.len())
                .filter(|maker| !setting.stays[*maker])
                .collect();
            let mut cells = vec![
                if setting.state == found.state {
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
            ];
            cells.extend(parties.iter().map(|maker| needs(&found_move.rows[*maker])));
            Row {
                cells,
                because: names.because(setting.state, &names.everybody()),
            }
        })
        .collect();
    let mut columns = ["mediators", "state", "then"].map(str::to_owned).to_vec();
    columns.extend(parties.iter().map(|maker| names.maker(*maker)));
    section.table(Table {
        id: "mediators",
        columns,
        rows,
        cited: true,
    });
    section
}
