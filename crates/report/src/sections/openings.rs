//! Openings: the smallest moves, each party's and the mediator's in one table and in the same words.

use super::board::{asked, assumed, because, line, member, package, party, points, share, touched};
use super::stated::{holders, lens};
use crate::page::{Block, Row, Section, Statement, Table};
use crate::pages::View;
use crate::words;
use armistice_case::model::Case;
use armistice_engine::deal::openings::threshold::Drop;
use armistice_engine::deal::robust::acceptability::Share;
use armistice_engine::deal::study::Menu;
use armistice_engine::deal::{Exact, Stated, Study};
use armistice_engine::provenance::Because;

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
    if !exact.frontier.is_exact() {
        section.blocks.push(Block::Remark(
            "The frontier is not exact here, so that smaller moves than these may open a deal."
                .to_owned(),
        ));
    }
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
    if let Some(weak) = &study.weak {
        for (entries, inducement) in &exact.from_menu {
            let offers: Vec<_> = entries.iter().map(|&at| &weak.menu.offers[at]).collect();
            let mut givers: Vec<String> = offers
                .iter()
                .map(|offer| words::name(case, offer.by))
                .collect();
            givers.dedup();
            let names: Vec<String> = offers
                .iter()
                .map(|offer| format!("`{}`", case.assumptions.label(offer.assumption).id))
                .collect();
            let least = if weak.menu.offers.iter().all(|offer| offer.priced) {
                "with the least effort"
            } else {
                "with the fewest additions (not every effort is said; one each)"
            };
            let drop = Drop {
                by: inducement.cost,
                opens: inducement.opens.clone(),
            };
            let what = format!("adds {}, {least}", words::joined(&names, "and"));
            let mut found = row(
                case,
                study,
                exact,
                &words::joined(&givers, "and"),
                &what,
                &drop,
            );
            let given = offers.iter().map(|offer| Because::from(offer.assumption));
            found.because.extend(given);
            rows.push(found);
        }
        if exact.from_menu.is_empty() && !weak.menu.offers.is_empty() {
            rows.push(Row {
                cells: vec![
                    "the inducements".into(),
                    "do not open a deal, even all together".into(),
                    "–".into(),
                ],
                because: weak
                    .menu
                    .offers
                    .iter()
                    .map(|offer| Because::from(offer.assumption))
                    .collect(),
            });
        }
        owed(case, &weak.menu, &mut section);
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

/// With weak knowledge: what each move would do to the share of draws with a deal, the parties' and
/// the mediator's alike.
fn likely(case: &Case, study: &Study, section: &mut Section) {
    let Some(weak) = &study.weak else { return };
    let Some(Ok(found)) = &weak.acceptability else {
        return;
    };
    let draws = found.sampling.draws;
    let closed = found.drops.first().map_or(0, Vec::len);
    section.aside = format!(
        "{closed} of {draws} draws have no deal, seed {}",
        found.sampling.seed
    );
    if closed == 0 {
        section.statements(vec![Statement::new(
            "deal",
            "zone-open",
            format!(
                "Every draw has a package acceptable to {}, so no move was needed in any of them.",
                asked(case, study, weak)
            ),
            assumed(study),
        )]);
        return;
    }
    section.statements(vec![Statement::new(
        "deal",
        "zone-share",
        format!(
            "If nobody moves, there is a package acceptable to {} {}.",
            asked(case, study, weak),
            share(found.zone)
        ),
        assumed(study),
    )]);
    let mut rows = Vec::new();
    for (at, drops) in found.drops.iter().enumerate() {
        let at_party = member(study, weak, at);
        let who = party(case, study, at_party);
        let because = because_of(study, at_party);
        let finite: Vec<f64> = drops
            .iter()
            .copied()
            .filter(|drop| drop.is_finite())
            .collect();
        let Some(&all) = finite.last() else {
            rows.push(Row {
                cells: vec![
                    who,
                    "cannot open a deal alone in any draw".into(),
                    share(found.zone),
                ],
                because,
            });
            continue;
        };
        let half = finite[(finite.len() - 1) / 2];
        let mut drops_to_show = vec![half, all];
        drops_to_show.dedup();
        for drop in drops_to_show {
            let hits = draws - closed + finite.iter().filter(|d| **d <= drop).count();
            rows.push(Row {
                cells: vec![
                    format!("{who}, or a mediator for it"),
                    format!(
                        "comes down, or is given, {}",
                        points(study, at_party, drop.ceil() as i64)
                    ),
                    share(Share::of(hits, draws)),
                ],
                because: because.clone(),
            });
        }
    }
    for (offer, moved) in weak.menu.offers.iter().zip(&found.moves) {
        rows.push(Row {
            cells: vec![
                words::name(case, offer.by),
                format!("adds `{}`", case.assumptions.label(offer.assumption).id),
                share(moved.zone),
            ],
            because: vec![Because::from(offer.assumption)],
        });
    }
    section.table(Table {
        cited: true,
        id: "likely-openings",
        columns: ["who", "moves", "then there is a deal"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    });
    owed(case, &weak.menu, section);
}

/// What is assumed about one party.
fn because_of(study: &Study, at: usize) -> Vec<Because> {
    study
        .known
        .iter()
        .filter(|known| known.party == at)
        .flat_map(|known| known.assumptions.iter().map(|id| Because::from(*id)))
        .collect()
}

/// What is no inducement, and why.
fn owed(case: &Case, menu: &Menu, section: &mut Section) {
    let names: Vec<String> = menu
        .owed
        .iter()
        .map(|id| format!("`{}`", case.assumptions.label(*id).id))
        .collect();
    if !names.is_empty() {
        section.blocks.push(Block::Remark(format!(
            "Left out: {}. What is owed whatever happens is no inducement.",
            words::joined(&names, "and")
        )));
    }
    if menu.left_out > 0 {
        section.blocks.push(Block::Remark(format!(
            "{} more inducements are left out; {} are looked at.",
            menu.left_out,
            menu.offers.len()
        )));
    }
}
