//! Exchanges of concessions, and where a single text would go.

use super::board::{assumed, head, package, party, points, shut_out, signed};
use crate::page::{Block, Row, Section, Statement, Table};
use crate::pages::View;
use crate::words;
use armistice_case::model::Case;
use armistice_engine::deal::Study;
use armistice_engine::deal::openings::logrolling::Move;
use armistice_engine::deal::openings::single_text::Rule;
use armistice_engine::deal::preferences::Acceptable;

/// Exchanges of concessions.
pub fn exchanges(case: &Case, study: &Study, view: &View) -> Section {
    let mut section = Section::new("exchanges", "Exchanges of concessions");
    if !study.known.is_empty() && study.contradictions.is_empty() {
        section.blocks.extend(shut_out(case, study));
    }
    let Some(exact) = &study.exact else {
        maybe(case, study, view, &mut section);
        return section;
    };
    section.aside = format!("from {}", package(case, study, &exact.draft));
    for step in &exact.logrolling.compatible {
        let issue = study.board.axes[step.issue].issue;
        section.statements(vec![Statement::new(
            "deal",
            "compatible-issue",
            format!(
                "All parties like the same answer on {} best: {}. Claim it first.",
                case.issue_name(issue),
                study.board.answer_id(case, step.issue, step.to)
            ),
            assumed(study),
        )]);
    }
    let mut columns = vec!["exchange".to_owned()];
    columns.extend((0..study.board.parties.len()).map(|at| head(case, study, at)));
    let rows = exact
        .logrolling
        .exchanges
        .iter()
        .take(view.top)
        .map(|exchange| {
            let mut cells = vec![moves(case, study, &exchange.moves, &exchange.towards)];
            cells.extend(
                exchange
                    .gains
                    .iter()
                    .enumerate()
                    .map(|(at, &gain)| signed(study, at, gain)),
            );
            Row {
                cells,
                because: assumed(study),
            }
        })
        .collect();
    section.table(Table {
        cited: true,
        id: "exchanges",
        columns,
        rows,
    });
    if !exact.logrolling.cycles && (study.board.parties.len() > 2 || !exact.logrolling.pairs) {
        section.blocks.push(Block::Remark(
            if exact.logrolling.pairs {
                "Exchanges of three issues around three parties were not looked for: there are too many."
            } else {
                "Exchanges were not looked for: there are too many answers."
            }
            .to_owned(),
        ));
    } else if exact.logrolling.exchanges.is_empty() {
        section.blocks.push(Block::Remark(
            "No exchange of two issues (or of three, around three parties) helps all who take part.".to_owned(),
        ));
    }
    section
}

/// The moves of an exchange, each with whom it goes towards.
fn moves(case: &Case, study: &Study, steps: &[Move], towards: &[Vec<usize>]) -> String {
    let moves: Vec<String> = steps
        .iter()
        .zip(towards)
        .map(|(step, takers)| {
            let takers: Vec<String> = takers.iter().map(|&to| party(case, study, to)).collect();
            format!(
                "{} to {} (towards {})",
                case.issue_name(study.board.axes[step.issue].issue),
                study.board.answer_id(case, step.issue, step.to),
                words::joined(&takers, "and")
            )
        })
        .collect();
    moves.join("; ")
}

/// Exchanges where preferences are known in part.
fn maybe(case: &Case, study: &Study, view: &View, section: &mut Section) {
    let Some(swaps) = &study.exchanges else {
        return;
    };
    section.aside = format!("from `{}`", swaps.from.0);
    let at = |member: usize| study.known[swaps.members[member]].party;
    let found = &swaps.found.exchanges;
    let necessary = found
        .iter()
        .filter(|exchange| exchange.helps == Acceptable::Necessary)
        .count();
    section.statements(vec![Statement::new(
        "deal",
        "exchanges",
        format!(
            "{} surely {} all who take part, under everything that fits what is assumed; {} may.{}",
            words::plural(necessary, "exchange", "exchanges"),
            if necessary == 1 { "helps" } else { "help" },
            found.len() - necessary,
            if swaps.found.complete {
                ""
            } else {
                " The search was bounded; there may be others."
            }
        ),
        assumed(study),
    )]);
    let rows = found
        .iter()
        .take(view.top)
        .map(|exchange| {
            let towards: Vec<Vec<usize>> = exchange
                .towards
                .iter()
                .map(|takers| takers.iter().map(|&p| at(p)).collect())
                .collect();
            let gains: Vec<String> = exchange
                .gains
                .iter()
                .map(|(p, gain)| {
                    format!(
                        "{} {} to {}",
                        party(case, study, at(*p)),
                        points(study, at(*p), gain.least.round() as i64),
                        points(study, at(*p), gain.most.round() as i64)
                    )
                })
                .collect();
            let word = if exchange.helps == Acceptable::Necessary {
                "surely"
            } else {
                "possibly"
            };
            Row {
                cells: vec![
                    moves(case, study, &exchange.moves, &towards),
                    word.to_owned(),
                    gains.join(", "),
                ],
                because: assumed(study),
            }
        })
        .collect();
    section.table(Table {
        cited: true,
        id: "possible-exchanges",
        columns: ["exchange", "helps", "gains from … to …"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    });
}

/// The path of a single text by each rule.
pub fn single_text(case: &Case, study: &Study) -> Section {
    let mut section = Section::new("single-text", "Where a single text would go");
    let Some(exact) = &study.exact else {
        return section;
    };
    let mut columns = vec!["rule".to_owned(), "draft".to_owned()];
    columns.extend((0..study.board.parties.len()).map(|at| head(case, study, at)));
    columns.push("still lacking".to_owned());
    let rows = exact
        .texts
        .iter()
        .flat_map(|(rule, path)| {
            path.iter()
                .enumerate()
                .map(move |(step, draft)| (rule, step, draft))
        })
        .map(|(rule, step, draft)| {
            let name = match rule {
                Rule::HurtNobody => "hurt nobody",
                Rule::LeastShortfall => "lack less in all",
                Rule::LeastLargestShortfall => "lack less at most",
            };
            let mut cells = vec![
                format!("{name}, draft {}", step + 1),
                package(case, study, &draft.package),
            ];
            cells.extend(
                draft
                    .changes
                    .iter()
                    .enumerate()
                    .map(|(at, &change)| signed(study, at, change)),
            );
            let lacking: Vec<String> = draft
                .lacking
                .iter()
                .enumerate()
                .filter(|(_, s)| **s > 0)
                .map(|(at, &s)| format!("{} {}", party(case, study, at), points(study, at, s)))
                .collect();
            cells.push(if lacking.is_empty() {
                "nothing".to_owned()
            } else {
                lacking.join(", ")
            });
            Row {
                cells,
                because: assumed(study),
            }
        })
        .collect();
    section.table(Table {
        cited: true,
        id: "single-text",
        columns,
        rows,
    });
    if exact.is_range() {
        section.blocks.push(Block::Remark(
            "What is lacking is counted from the most that no deal may be worth.".to_owned(),
        ));
    }
    let silent = study.known.iter().filter(|known| known.no_reservation);
    let silent: Vec<String> = silent
        .map(|known| party(case, study, known.party))
        .collect();
    if !silent.is_empty() {
        section.blocks.push(Block::Remark(format!(
            "What no deal is worth to {} is not known; every draft counts as acceptable to {}.",
            words::joined(&silent, "and"),
            if silent.len() == 1 { "it" } else { "them" }
        )));
    }
    section
}
