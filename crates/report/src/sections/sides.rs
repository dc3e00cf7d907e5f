//! Differences side by side.

use super::differences::{kind, row};
use crate::chart::sides::{Matter, Side, Sides};
use crate::chart::{Drawing, Picture};
use crate::page::{Place, Section, Table};
use crate::words;
use armistice_case::model::Case;
use armistice_engine::ledger::{DifferenceKind, Ledger};

/// Every difference with its values side by side.
pub fn section(case: &Case, ledger: &Ledger) -> Section {
    let mut section = Section::new("sides", "Differences side by side").at(Place::Annex);
    let excluding = ledger
        .differences
        .iter()
        .filter(|difference| difference.kind == DifferenceKind::CannotBothHold)
        .count();
    section.picture(Picture {
        id: "sides",
        title: format!(
            "On {} accounts cannot all hold; on {} they pull apart.",
            words::plural(excluding, "matter", "matters"),
            ledger.differences.len() - excluding
        ),
        description: "For each matter the values that were given, each with who gave it."
            .to_owned(),
        note: "× values that exclude each other; ↔ values that do not agree and could both hold."
            .to_owned(),
        drawing: Drawing::Sides(Sides {
            matters: ledger
                .differences
                .iter()
                .map(|difference| Matter {
                    on: words::slot(case, &difference.slot),
                    kind: kind(difference).to_owned(),
                    sign: match difference.kind {
                        DifferenceKind::CannotBothHold => "×",
                        DifferenceKind::PullApart => "↔",
                    },
                    sides: difference
                        .groups
                        .iter()
                        .map(|group| Side {
                            value: words::datum(case, &difference.slot, &group.datum),
                            who: group
                                .accounts
                                .iter()
                                .map(|account| words::voice_and_day(case, account))
                                .collect(),
                        })
                        .collect(),
                    ask: words::ask(case, &difference.slot),
                })
                .collect(),
        }),
        table: Table {
            id: "differences",
            columns: ["", "on what", "by whose account", "ask"]
                .map(str::to_owned)
                .to_vec(),
            cited: false,
            rows: ledger
                .differences
                .iter()
                .map(|difference| row(case, difference))
                .collect(),
        },
    });
    section
}
