//! The frontier as a table, and how it was found.

use super::board::{assumed, head, many, package, party, points, together};
use super::deals::as_good;
use crate::page::{Row, Section, Table};
use crate::pages::View;
use crate::words;
use armistice_case::model::Case;
use armistice_engine::deal::Study;
use armistice_engine::deal::frontier::{BlockMethod, Frontier};

/// The frontier as a table.
pub fn table(case: &Case, study: &Study, view: &View) -> Section {
    let mut section = Section::new("frontier", "The frontier");
    let Some(exact) = study.exact.as_ref().filter(|_| view.frontier) else {
        return section;
    };
    let points_on = &exact.frontier.points;
    let mut columns = vec!["package".to_owned()];
    columns.extend((0..study.board.parties.len()).map(|at| head(case, study, at)));
    let everybody = study.known.iter().all(|known| !known.no_reservation);
    columns.extend([together(study, everybody), "as good"].map(str::to_owned));
    let mut order: Vec<usize> = (0..points_on.len()).collect();
    if let Some(at) = view.party.and_then(|actor| study.board.party(actor)) {
        order.sort_by_key(|&i| (std::cmp::Reverse(points_on.point(i)[at]), i));
    }
    let shown = order.len().min(view.top);
    section.aside = format!("{shown} of {} shown", order.len());
    let rows = order
        .into_iter()
        .take(view.top)
        .map(|at| {
            let utilities = points_on.point(at);
            let mut cells = vec![package(
                case,
                study,
                &study.board.space.package(points_on.examples[at]),
            )];
            cells.extend(
                utilities
                    .iter()
                    .enumerate()
                    .map(|(party, &u)| points(study, party, u)),
            );
            let least = exact.least().deal.shortfalls(utilities);
            let most = exact.most().deal.shortfalls(utilities);
            let lacks = |(at, (&least, &most)): (usize, (&i64, &i64))| {
                let mut by = points(study, at, most);
                if least < most {
                    by = format!("{} to {by}", points(study, at, least));
                }
                (most > 0).then(|| format!("{} lacks {by}", party(case, study, at)))
            };
            let short: Vec<String> = least
                .iter()
                .zip(&most)
                .enumerate()
                .filter_map(lacks)
                .collect();
            let accepted = exact.most().deal.accepts(utilities);
            cells.push(match (accepted, short.is_empty()) {
                (true, true) => "acceptable".to_owned(),
                (true, false) => format!("acceptable, though {}", short.join(", ")),
                (false, _) => short.join(", "),
            });
            cells.push(as_good(exact, points_on.counts[at]));
            Row {
                cells,
                because: assumed(study),
            }
        })
        .collect();
    section.table(Table {
        cited: true,
        id: "frontier",
        columns,
        rows,
    });
    section
}

/// How the frontier was found, and why so.
pub(super) fn method(case: &Case, study: &Study, frontier: &Frontier) -> String {
    let issues = |list: &[usize]| {
        let names: Vec<String> = list
            .iter()
            .map(|&axis| case.issue_name(study.board.axes[axis].issue).to_owned())
            .collect();
        words::joined(&names, "and")
    };
    let alone = frontier
        .methods
        .iter()
        .filter(|m| matches!(m, BlockMethod::Options { .. }))
        .count();
    let mut parts = Vec::new();
    if alone > 0 {
        parts.push(format!(
            "{} merged one by one, since nothing ties them",
            words::plural(alone, "issue", "issues")
        ));
    }
    for block in &frontier.methods {
        match block {
            BlockMethod::Options { .. } => {}
            BlockMethod::Enumerated {
                issues: list,
                packages,
            } => {
                parts.push(format!(
                    "{} tied together, all {packages} ways looked at",
                    issues(list)
                ));
            }
            BlockMethod::Bounded {
                issues: list,
                packages,
                within,
                ..
            } => parts.push(format!(
                "{} tied together in {} ways, searched by branch and bound {}, one package for each point at least",
                issues(list),
                many(*packages),
                match within {
                    Some(0) => "to the end",
                    Some(_) => "and cut short, with a bound on what was missed",
                    None => "and cut short before any was found",
                }
            )),
        }
    }
    let exact = if frontier.is_exact() {
        "Exact"
    } else {
        "Not exact"
    };
    let within = if frontier.within > 0 {
        let most = (0..study.board.parties.len()).map(|at| {
            let points = points(study, at, frontier.within);
            format!("{points} for {}", party(case, study, at))
        });
        format!(
            "; every package is better than some listed point by no more than, in points, {}",
            words::joined(&most.collect::<Vec<_>>(), "and")
        )
    } else {
        String::new()
    };
    format!("{exact}: {}{within}.", parts.join("; "))
}
