//! Openings: the smallest moves, each party's and the mediator's in one table and in the same words.

use super::board::{assumed, because, head, line, member, package, party, points, touched};
use super::deals::{holders, lens};
use crate::page::{Block, Row, Section, Statement, Table};
use crate::pages::View;
use crate::words;
use armistice_case::model::Case;
use armistice_engine::deal::openings::single_text::Rule;
use armistice_engine::deal::openings::threshold::Drop;
use armistice_engine::deal::robust::drift::Direction;
use armistice_engine::deal::{Exact, Stated, Study};

/// Lines to give up, for each lens.
pub fn lines(case: &Case, study: &Study, view: &View) -> Section {
    let mut section = Section::new("line-openings", "Which lines would have to give");
    for stated in study.binding.iter().chain(&study.at_their_word) {
        if stated.answer.zone.is_some() {
            let all: Vec<usize> = (0..stated.lines.len()).collect();
            section.statements(vec![Statement::new(
                "deal",
                "zone-open",
                format!(
                    "{}, a deal is already possible; no line has to give.",
                    lens(stated.taken)
                ),
                because(stated, &all),
            )]);
            continue;
        }
        pivotal(case, study, stated, &mut section);
        let shown = stated.answer.openings.len().min(view.top);
        section.table(Table {
            cited: false,
            id: "line-openings",
            columns: ["by whom", "gives up", "opens, for instance", "steps"]
                .map(str::to_owned)
                .to_vec(),
            rows: stated.answer.openings[..shown]
                .iter()
                .map(|opening| {
                    let lines: Vec<String> = opening
                        .lines
                        .iter()
                        .map(|&at| line(case, study, &stated.lines[at]))
                        .collect();
                    let movers: Vec<String> = holders(stated, &opening.lines)
                        .into_iter()
                        .map(|at| party(case, study, at))
                        .collect();
                    Row {
                        cells: vec![
                            words::joined(&movers, "and"),
                            lines.join("; "),
                            touched(case, study, stated, &opening.package),
                            opening.steps.to_string(),
                        ],
                        because: because(stated, &opening.lines),
                    }
                })
                .collect(),
        });
        let rest = stated.answer.openings.len() - shown;
        if rest > 0 || !stated.answer.complete {
            let more = if stated.answer.complete {
                ""
            } else {
                "; the search was bounded, there may be others"
            };
            section.blocks.push(Block::Remark(format!(
                "{} of {} shown{more}.",
                shown,
                words::plural(
                    stated.answer.openings.len(),
                    "smallest opening",
                    "smallest openings"
                )
            )));
        }
    }
    section
}

fn pivotal(case: &Case, study: &Study, stated: &Stated, section: &mut Section) {
    let names: Vec<String> = stated
        .answer
        .pivotal
        .iter()
        .map(|&at| line(case, study, &stated.lines[at]))
        .collect();
    let text = if !stated.answer.complete {
        format!(
            "{}, whether some line is in every opening was not settled.",
            lens(stated.taken)
        )
    } else if names.is_empty() {
        format!(
            "{}, no single line is in every opening: there is a choice who moves.",
            lens(stated.taken)
        )
    } else {
        format!(
            "{}, every opening needs this to give: {}.",
            lens(stated.taken),
            names.join("; ")
        )
    };
    let about: Vec<usize> = if stated.answer.pivotal.is_empty() {
        (0..stated.lines.len()).collect()
    } else {
        stated.answer.pivotal.clone()
    };
    section.statements(vec![Statement::new(
        "deal",
        "pivotal-lines",
        text,
        because(stated, &about),
    )]);
}

/// The smallest drops and additions.
pub fn moves(case: &Case, study: &Study) -> Section {
    let mut section = Section::new("threshold-openings", "The smallest move that opens a deal");
    let Some(exact) = &study.exact else {
        likely(case, study, &mut section);
        return section;
    };
    if !exact.thresholds.zone.is_empty() {
        section.statements(vec![Statement::new(
            "deal",
            "zone-open",
            format!(
                "{} of the frontier are acceptable to all already; nobody has to come down.",
                words::plural(exact.thresholds.zone.len(), "point", "points")
            ),
            assumed(study),
        )]);
        return section;
    }
    let mut rows = Vec::new();
    for (at, drop) in exact.thresholds.alone.iter().enumerate() {
        let name = party(case, study, at);
        rows.push(match drop {
            Some(drop) => row(
                case,
                study,
                exact,
                &name,
                &format!("comes down by {}", points(study, at, drop.by)),
                drop,
            ),
            None => Row {
                cells: vec![name, "cannot open a deal alone".into(), "–".into()],
                because: assumed(study),
            },
        });
    }
    // What a mediator adds for one party opens the same deals as that party's coming down.
    for (at, drop) in exact.thresholds.alone.iter().enumerate() {
        if let Some(drop) = drop {
            let what = format!(
                "adds {} for {}",
                points(study, at, drop.by),
                party(case, study, at)
            );
            rows.push(row(case, study, exact, "a mediator", &what, drop));
        }
    }
    for inducement in &exact.inducements {
        let parts: Vec<String> = inducement
            .adds
            .iter()
            .enumerate()
            .filter(|(_, add)| **add > 0)
            .map(|(at, &add)| format!("{} for {}", points(study, at, add), party(case, study, at)))
            .collect();
        let drop = Drop {
            by: inducement.cost,
            opens: inducement.opens.clone(),
        };
        let what = format!("adds least in all: {}", words::joined(&parts, "and"));
        rows.push(row(case, study, exact, "a mediator", &what, &drop));
    }
    section.table(Table {
        cited: true,
        id: "threshold-openings",
        columns: ["who", "moves", "opens, for instance"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    });
    section.blocks.push(Block::Remark(
        "“In all” adds the parties' scales, which are not the same thing; duties owed whatever happens are no \
         inducement."
            .to_owned(),
    ));
    if let Some(found) = &exact.blockers {
        let rows = found
            .alone_against
            .iter()
            .enumerate()
            .map(|(at, &count)| Row {
                cells: vec![party(case, study, at), count.to_string()],
                because: assumed(study),
            })
            .collect();
        section.table(Table {
            cited: true,
            id: "blockers",
            columns: ["party", "packages that it alone would refuse"]
                .map(str::to_owned)
                .to_vec(),
            rows,
        });
    }
    section
}

fn row(case: &Case, study: &Study, exact: &Exact, who: &str, what: &str, drop: &Drop) -> Row {
    let examples = &exact.frontier.points.examples;
    let opens = drop.opens.first().map_or_else(String::new, |&at| {
        let more = drop.opens.len() - 1;
        let first = package(case, study, &study.board.space.package(examples[at]));
        if more > 0 {
            format!("{first} (and {more} more)")
        } else {
            first
        }
    });
    Row {
        cells: vec![who.to_owned(), what.to_owned(), opens],
        because: assumed(study),
    }
}

/// With weak knowledge: how far each would have to come down, over the draws without a zone.
fn likely(case: &Case, study: &Study, section: &mut Section) {
    let Some(weak) = &study.weak else { return };
    let Some(Ok(found)) = &weak.acceptability else {
        return;
    };
    let closed = found.drops.first().map_or(0, Vec::len);
    if closed == 0 {
        section.statements(vec![Statement::new(
            "deal",
            "zone-open",
            "No draw was without a zone, so no move was needed in any of them.",
            assumed(study),
        )]);
        return;
    }
    section.aside = format!(
        "{closed} of {} draws have no zone, seed {}",
        found.sampling.draws, found.sampling.seed
    );
    let rows = found
        .drops
        .iter()
        .enumerate()
        .map(|(at, drops)| {
            let at_party = member(study, weak, at);
            let finite = drops.iter().filter(|drop| drop.is_finite()).count();
            let quantile = |share: f64| {
                let place =
                    ((drops.len() as f64 * share).ceil() as usize).clamp(1, drops.len()) - 1;
                let drop = drops[place];
                if drop.is_finite() {
                    points(study, at_party, drop.ceil() as i64)
                } else {
                    "no drop does".to_owned()
                }
            };
            Row {
                cells: vec![
                    party(case, study, at_party),
                    format!("{finite} of {closed}"),
                    quantile(0.5),
                    quantile(1.0),
                ],
                because: assumed(study),
            }
        })
        .collect();
    section.table(Table {
        cited: true,
        id: "likely-openings",
        columns: [
            "party (or a mediator for it)",
            "closed draws it can open alone",
            "drop that opens half of them",
            "drop that opens all",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    });
}

/// Exchanges of concessions.
pub fn exchanges(case: &Case, study: &Study, view: &View) -> Section {
    let mut section = Section::new("exchanges", "Exchanges of concessions");
    let Some(exact) = &study.exact else {
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
            let moves: Vec<String> = exchange
                .moves
                .iter()
                .zip(&exchange.parties)
                .map(|(step, &to)| {
                    format!(
                        "{} to {} (towards {})",
                        case.issue_name(study.board.axes[step.issue].issue),
                        study.board.answer_id(case, step.issue, step.to),
                        party(case, study, to)
                    )
                })
                .collect();
            let mut cells = vec![words::joined(&moves, "and")];
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
    if exact.logrolling.exchanges.is_empty() {
        section.blocks.push(Block::Remark(
            "No exchange of two issues (or of three, around three parties) helps all who take part.".to_owned(),
        ));
    }
    section
}

fn signed(study: &Study, at: usize, gain: i64) -> String {
    let text = points(study, at, gain);
    if gain > 0 { format!("+{text}") } else { text }
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
            let lacking: Vec<String> = exact
                .deal
                .shortfalls(&draft.utilities)
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
    section
}

/// The zone over time, in both directions alike.
pub fn over_time(study: &Study) -> Section {
    let mut section = Section::new(
        "over-time",
        "If no deal becomes worth more, or less, over time",
    );
    let Some(weak) = &study.weak else {
        return section;
    };
    let mut columns = vec!["the reservation values".to_owned()];
    columns.extend(
        weak.drift
            .first()
            .into_iter()
            .flat_map(|(_, days)| days)
            .map(|(date, _)| words::short_day(*date)),
    );
    let rows = weak
        .drift
        .iter()
        .map(|(direction, days)| {
            let name = match direction {
                Direction::AsSaid => "move as assumed",
                Direction::NoEffect => "stay where they are",
                Direction::Mirrored => "move the other way",
            };
            let mut cells = vec![name.to_owned()];
            cells.extend(
                days.iter()
                    .map(|(_, day)| match (day.necessary, day.possible) {
                        (0, 0) => "no deal".to_owned(),
                        (0, some) => format!("{some} possible"),
                        (sure, some) => format!("{sure} necessary, {some} possible"),
                    }),
            );
            Row {
                cells,
                because: assumed(study),
            }
        })
        .collect();
    section.table(Table {
        cited: true,
        id: "over-time",
        columns,
        rows,
    });
    section
}
