//! Ripeness as a table.

use crate::page::{Row, Section, Table};
use crate::words;
use armistice_case::model::Case;
use armistice_engine::ledger::{Datum, Ledger};
use armistice_engine::provenance::claims;

/// By whose account each actor cannot win, pays more, sees a way out.
pub fn table(case: &Case, ledger: &Ledger) -> Section {
    let mut section = Section::new("ripeness", "Ripeness");
    section.table(Table {
        cited: false,
        id: "ripeness",
        columns: ["of", "question", "answer", "by whose account"]
            .map(str::to_owned)
            .to_vec(),
        rows: ledger
            .ripeness
            .iter()
            .map(|cell| {
                let answer = match &cell.account.datum {
                    Datum::Day(day) => format!("by {}", words::short_day(*day)),
                    other => words::datum(case, &cell.account.slot, other),
                };
                Row {
                    cells: vec![
                        words::name(case, cell.of),
                        words::question(cell.question).to_owned(),
                        answer,
                        words::voice_and_day(case, &cell.account),
                    ],
                    because: claims(&cell.account.claims),
                }
            })
            .collect(),
    });
    section
}
