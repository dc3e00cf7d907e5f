//! Which preferences would do, described and counted.

use super::names::{NAMED, Names, concept_name};
use crate::page::{Row, Section, Table};
use crate::words;
use armistice_engine::conflict::induce::Induce;

pub(super) fn inverse(names: &Names<'_>, found: &Induce) -> Section {
    let mut section = Section::new("inverse", "Which preferences would do");
    section.aside = concept_name(found.concept).to_owned();
    let rows = names
        .everybody()
        .into_iter()
        .map(|maker| {
            let (share, needs) = match &found.inverse[maker] {
                None => ("not settled".to_owned(), String::new()),
                Some(inverse) => {
                    // A share in hundredths of a per cent, rounded down; exact in JSON's cells below.
                    let parts = (&inverse.fitting * 10_000u32) / &inverse.of;
                    let parts: u32 = parts.to_string().parse().unwrap_or(0);
                    let needs: Vec<String> = inverse
                        .requirements
                        .iter()
                        .take(NAMED)
                        .map(|requirement| {
                            let ways: Vec<String> = requirement
                                .one_of
                                .iter()
                                .take(NAMED)
                                .map(|list| {
                                    let states: Vec<String> =
                                        list.iter().map(|state| names.state(*state)).collect();
                                    words::joined(&states, "and")
                                })
                                .collect();
                            let more = requirement.one_of.len().saturating_sub(NAMED);
                            let more = if more > 0 {
                                format!(", or {more} more")
                            } else {
                                String::new()
                            };
                            format!("{}{more}", ways.join(", or "))
                        })
                        .collect();
                    let more = inverse.requirements.len().saturating_sub(NAMED);
                    let more = if more > 0 {
                        format!("; and {more} more")
                    } else {
                        String::new()
                    };
                    let needs = if needs.is_empty() {
                        "nothing".to_owned()
                    } else {
                        format!("{}{more}", needs.join("; and "))
                    };
                    (format!("{}.{:02} %", parts / 100, parts % 100), needs)
                }
            };
            Row {
                cells: vec![names.maker(maker), share, needs],
                because: names.because(found.state, &[maker]),
            }
        })
        .collect();
    section.table(Table {
        id: "inverse",
        columns: [
            "decision maker",
            "of strict rankings",
            "must be no better than this state",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
        cited: false,
    });
    section
}
