//! The issue board as a picture: issues and speakers.

use crate::chart::matrix::{Cell, Line, Matrix};
use crate::chart::{Drawing, Picture};
use crate::page::{Place, Row, Section, Table};
use crate::words;
use armistice_case::model::{Case, StanceKind, Standing};
use armistice_engine::ledger::{Account, Datum, Ledger, Slot, Voice};
use armistice_engine::provenance::{Because, claims};
use std::collections::BTreeMap;

/// Who says what of which issue.
pub fn section(case: &Case, ledger: &Ledger) -> Section {
    let mut section = Section::new("matrix", "The issue board").at(Place::Annex);
    let accounts: Vec<&Account> = ledger
        .accounts
        .iter()
        .filter(|account| account.slot.issue().is_some() && account.voice != Voice::Text)
        .collect();
    let mut by_voice: BTreeMap<&Voice, Vec<Vec<Cell>>> = BTreeMap::new();
    for account in &accounts {
        let cells = by_voice
            .entry(&account.voice)
            .or_insert_with(|| vec![Vec::new(); ledger.board.len()]);
        let row = ledger
            .board
            .iter()
            .position(|row| Some(row.issue) == account.slot.issue());
        if let Some(row) = row {
            for cell in cells_of(case, account) {
                if !cells[row].contains(&cell) {
                    cells[row].push(cell);
                }
            }
        }
    }
    let lines = by_voice
        .into_iter()
        .map(|(voice, cells)| Line {
            name: words::capital(&words::voice(case, voice)),
            cells,
        })
        .collect();
    section.picture(Picture {
        id: "matrix",
        title: finding(case, ledger),
        description: "Speakers down, issues across; each cell holds signs with their words.".to_owned(),
        note: "○ open, ◐ partly settled, ● settled, ▲ progress, ± room to move, = gap; + accepts, − refuses, ! demands, » offers.".to_owned(),
        drawing: Drawing::Matrix(Matrix {
            issues: ledger
                .board
                .iter()
                .map(|row| case.issue_name(row.issue).to_owned())
                .collect(),
            lines,
        }),
        table: table(case, &accounts),
    });
    section
}

fn cells_of(case: &Case, account: &Account) -> Vec<Cell> {
    let cell = |sign, word: &str| Cell {
        sign,
        word: word.to_owned(),
    };
    match (&account.slot, &account.datum) {
        (_, Datum::Standing(standing)) => vec![match standing {
            Standing::Open => cell("○", "open"),
            Standing::Partly => cell("◐", "partly"),
            Standing::Settled => cell("●", "settled"),
        }],
        (_, Datum::Progress(progress)) => {
            vec![cell("▲", &format!("{} progress", progress.word()))]
        }
        (Slot::Stance(holder, _), Datum::Stance(stances)) => stances
            .iter()
            .map(|(kind, _, _)| {
                let sign = match kind {
                    StanceKind::Accepts => "+",
                    StanceKind::Refuses => "−",
                    StanceKind::Demands => "!",
                    StanceKind::Offers => "»",
                };
                cell(
                    sign,
                    &format!("{} {}", words::name(case, *holder), kind.word()),
                )
            })
            .collect(),
        (Slot::Flexible(holder, _), _) => {
            vec![cell(
                "±",
                &format!("{} can move", words::name(case, *holder)),
            )]
        }
        (slot, datum) => vec![cell("=", &words::datum(case, slot, datum))],
    }
}

fn finding(case: &Case, ledger: &Ledger) -> String {
    let open = |standing: Standing| {
        ledger.board.iter().map(move |row| {
            (
                row.by.iter().filter(|(s, _)| *s == standing).count(),
                row.issue,
            )
        })
    };
    let settled = open(Standing::Settled).filter(|(n, _)| *n > 0).count();
    let tail = match settled {
        0 => "nobody calls any issue settled".to_owned(),
        n => format!(
            "somebody calls {} settled",
            words::plural(n, "issue", "issues")
        ),
    };
    match open(Standing::Open).max_by_key(|(n, issue)| (*n, std::cmp::Reverse(*issue))) {
        Some((n, issue)) if n > 0 => format!(
            "Called open by most: {}, by {}; {tail}.",
            case.issue_name(issue),
            words::plural(n, "voice", "voices")
        ),
        _ => format!("Nobody calls any issue open; {tail}."),
    }
}

fn table(case: &Case, accounts: &[&Account]) -> Table {
    Table {
        id: "matrix",
        columns: ["issue", "by whose account", "what"]
            .map(str::to_owned)
            .to_vec(),
        cited: false,
        rows: accounts
            .iter()
            .filter_map(|account| {
                let mut because = claims(&account.claims);
                if because.is_empty() {
                    because.push(Because::Absence("no claim of its own".to_owned()));
                }
                Some(Row {
                    cells: vec![
                        case.issue_name(account.slot.issue()?).to_owned(),
                        words::voice_and_day(case, account),
                        words::told(case, account),
                    ],
                    because,
                })
            })
            .collect(),
    }
}
