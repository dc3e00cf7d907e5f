//! The deal space as a picture: packages, frontier, reservation values, zone, what rules pick.

use super::board::{acceptable_to, asked, assumed, package, party};
use super::deals::concept;
use crate::chart::deal_space::{Axis, DealSpace, Kind, Mark, range};
use crate::chart::{Drawing, Picture};
use crate::page::{Place, Row, Section, Table};
use crate::words;
use armistice_case::model::Case;
use armistice_engine::deal::known::PartyKnown;
use armistice_engine::deal::number::Number;
use armistice_engine::deal::preferences::{Acceptable, Interval};
use armistice_engine::deal::{Exact, Study};
use std::collections::{BTreeMap, BTreeSet};

/// Packages up to which every one is drawn.
const MOST_DOTS: u128 = 400;
/// Frontier points outside the zone that are drawn, spread evenly; a lane shows fewer well.
const MOST_OUTSIDE: [usize; 2] = [200, 40];
/// Frontier points inside the zone that are drawn, spread evenly.
const MOST_INSIDE: usize = 200;
/// Packages known as ranges that are drawn beside the named ones.
const MOST_RANGES: usize = 6;

/// The picture, where something is assumed of preferences.
pub fn section(case: &Case, study: &Study) -> Section {
    let mut section = Section::new("deal-picture", "The deal space as a picture").at(Place::Annex);
    if !study.contradictions.is_empty() {
        return section;
    }
    let drawn = match &study.exact {
        Some(exact) => Some(exactly(case, study, exact)),
        None => in_ranges(case, study),
    };
    if let Some(drawn) = drawn {
        section.picture(drawn);
    }
    section
}

fn hundredths(known: &PartyKnown, units: f64) -> i64 {
    (units * 100.0 / known.point as f64).round() as i64
}

/// One axis a party of whom something is assumed, in the order of the study.
fn axes(case: &Case, study: &Study) -> Vec<Axis> {
    study
        .known
        .iter()
        .map(|known| {
            let Interval { low, high } = known.knowledge.reservation;
            let ends = (
                hundredths(known, low as f64),
                hundredths(known, high as f64),
            );
            Axis {
                name: party(case, study, known.party),
                reservation: (!known.no_reservation).then_some(ends),
            }
        })
        .collect()
}

fn mark(
    axes: &[Axis],
    kind: Kind,
    name: String,
    package: &str,
    accepted: bool,
    worth: Vec<(i64, i64)>,
) -> Mark {
    let worths: Vec<String> = axes
        .iter()
        .zip(&worth)
        .map(|(axis, worth)| format!("{} {}", axis.name, range(*worth)))
        .collect();
    Mark {
        kind,
        what: format!("{package}: {}", worths.join(", ")),
        name,
        accepted,
        worth,
    }
}

fn exactly(case: &Case, study: &Study, exact: &Exact) -> Picture {
    let axes = axes(case, study);
    let whom = acceptable_to(case, study);
    let (deal, zone) = (&exact.most().deal, &exact.most().zone.points);
    let worth = |utilities: &[i64]| -> Vec<(i64, i64)> {
        study
            .known
            .iter()
            .map(|known| {
                let at = hundredths(known, utilities[known.party] as f64);
                (at, at)
            })
            .collect()
    };
    let of = |utilities: &[i64], example: Number, kind: Kind, name: String| {
        let words = package(case, study, &study.board.space.package(example));
        let accepted = whom.is_some() && deal.accepts(utilities);
        (
            words.clone(),
            mark(&axes, kind, name, &words, accepted, worth(utilities)),
        )
    };
    let frontier = &exact.frontier.points;
    let mut names: BTreeMap<Number, Vec<String>> = BTreeMap::new();
    for end in &exact.ends {
        let examples = &end.zone.points.examples;
        let picks = end.picks.iter();
        let picks = picks.map(|picked| (concept(picked.concept), &picked.points));
        let raiffa = end.raiffa.iter().map(|path| ("raiffa", &path.points));
        for (name, points) in picks.chain(raiffa) {
            for &at in points {
                let of_package = names.entry(examples[at]).or_default();
                if !of_package.iter().any(|other| other == name) {
                    of_package.push(name.to_owned());
                }
            }
        }
    }
    for (label, combination) in &case.deal.packages {
        let chosen = study.board.package(combination);
        if let Some(chosen) = chosen.filter(|chosen| !study.board.space.is_excluded(chosen)) {
            let index = study.board.space.index(&chosen);
            names
                .entry(index)
                .or_default()
                .push(format!("“{}”", label.id));
        }
    }
    let mut marks = Vec::new();
    let mut drawn: BTreeSet<Number> = names.keys().copied().collect();
    for (&index, names) in &names {
        let utilities = deal.utilities(&study.board.space.package(index));
        marks.push(of(&utilities, index, Kind::Named, names.join(", ")));
    }
    let (inside, outside): (Vec<usize>, Vec<usize>) =
        (0..frontier.len()).partition(|&at| deal.accepts(frontier.point(at)));
    let most_outside = MOST_OUTSIDE[usize::from(axes.len() != 2)];
    let mut left_out = 0;
    for (points, most) in [(inside, MOST_INSIDE), (outside, most_outside)] {
        let step = points.len().div_ceil(most).max(1);
        left_out += points.len() - points.len().div_ceil(step);
        for at in points.into_iter().step_by(step) {
            let example = frontier.examples[at];
            if drawn.insert(example) {
                let utilities = frontier.point(at);
                marks.push(of(
                    utilities,
                    example,
                    Kind::Frontier,
                    "frontier".to_owned(),
                ));
            }
        }
    }
    let dots = axes.len() == 2 && study.board.space.count() <= MOST_DOTS;
    if dots {
        deal.each(|index, utilities| {
            if drawn.insert(index) {
                marks.push(of(utilities, index, Kind::Package, "package".to_owned()));
            }
        });
    }
    let accepted = zone.len();
    let surely = if exact.is_range() { "surely " } else { "" };
    let title = format!(
        "{} cannot be improved for one party without loss to another, {}",
        words::plural(frontier.len(), "utility point", "utility points"),
        match (accepted, &whom) {
            (_, None) => "and what no deal is worth is said of nobody.".to_owned(),
            (0, Some(whom)) => format!("and none of them is {surely}acceptable to {whom}."),
            (n, Some(whom)) if n == frontier.len() =>
                format!("and all of them are {surely}acceptable to {whom}."),
            (n, Some(whom)) => format!("{n} of them {surely}acceptable to {whom}."),
        }
    );
    let mut note = reading(axes.len());
    if exact.is_range() {
        note.push_str(" Rules are named by what they pick with no deal at the least that is assumed, or at the most.");
    }
    if left_out > 0 {
        note.push_str(&format!(
            " {} of the frontier, evenly spread, are not drawn; `--frontier` lists them.",
            words::plural(left_out, "point", "points")
        ));
    }
    if !dots && axes.len() == 2 {
        note.push_str(" There are too many packages to draw each; only the frontier is.");
    }
    let whom = whom.unwrap_or_else(|| "whoever is asked, and nobody is".to_owned());
    picture(study, title, note, whom, axes, marks)
}

fn reading(parties: usize) -> String {
    if parties == 2 {
        "The shaded corner is what both would accept; the dashed lines are what no deal is worth. Packages cannot be mixed, so nothing lies between the marks. Each party's points are its own."
            .to_owned()
    } else {
        "A lane a party, on a scale of its own; a thread is one package, the shaded part of a lane what that party would accept."
            .to_owned()
    }
}

/// Packages known as ranges: those that the case names, and the best of the map.
fn in_ranges(case: &Case, study: &Study) -> Option<Picture> {
    let weak = study.weak.as_ref()?;
    let axes = axes(case, study);
    let prepared = study
        .known
        .iter()
        .map(|known| known.knowledge.prepare())
        .collect::<Option<Vec<_>>>()?;
    let best = weak.map.iter().flat_map(|map| &map.best).take(MOST_RANGES);
    let named = weak
        .named
        .iter()
        .map(|(id, placed)| (format!("“{id}”"), placed));
    let mut drawn: BTreeSet<Number> = BTreeSet::new();
    let mut marks = Vec::new();
    let mut sure = 0;
    for (name, placed) in named.chain(best.map(|placed| (String::new(), placed))) {
        if !drawn.insert(study.board.space.index(&placed.package)) {
            continue;
        }
        let words = package(case, study, &placed.package);
        let worth = study
            .known
            .iter()
            .zip(&prepared)
            .map(|(known, prepared)| {
                let bounds = prepared.worth(&placed.package);
                (
                    hundredths(known, bounds.least),
                    hundredths(known, bounds.most),
                )
            })
            .collect();
        let name = if name.is_empty() { words.clone() } else { name };
        let accepted = placed.overall == Acceptable::Necessary;
        sure += usize::from(accepted);
        marks.push((
            words.clone(),
            mark(&axes, Kind::Named, name, &words, accepted, worth),
        ));
    }
    let whom = asked(case, study, weak);
    let title = format!(
        "Of {} {sure} {} surely acceptable to {whom}",
        words::plural(
            marks.len(),
            "package that is named or among the best,",
            "packages that are named or among the best,"
        ),
        if sure == 1 { "is" } else { "are" }
    );
    let note = format!(
        "{} Preferences are known in part, so that a package is a range and not a point; its sign stands in the middle of the range, which is no best guess.",
        reading(axes.len())
    );
    (!marks.is_empty()).then(|| picture(study, title, note, whom, axes, marks))
}

fn picture(
    study: &Study,
    title: String,
    note: String,
    whom: String,
    axes: Vec<Axis>,
    marks: Vec<(String, Mark)>,
) -> Picture {
    let mut columns = vec!["package".to_owned(), "what it is".to_owned()];
    columns.extend(axes.iter().map(|axis| axis.name.clone()));
    columns.push(format!("surely acceptable to {whom}"));
    let rows = marks
        .iter()
        .map(|(package, mark)| {
            let mut cells = vec![package.clone(), mark.name.clone()];
            cells.extend(mark.worth.iter().map(|worth| range(*worth)));
            cells.push(if mark.accepted { "yes" } else { "no" }.to_owned());
            Row {
                cells,
                because: assumed(study),
            }
        })
        .collect();
    let names: Vec<&str> = axes.iter().map(|axis| &*axis.name).collect();
    let description = format!(
        "{} by what they are worth to {}, each in its own points, with what no deal is worth and the rules' picks.",
        words::capital(&words::plural(marks.len(), "package", "packages")),
        names.join(" and to ")
    );
    Picture {
        id: "deal-picture",
        title,
        description,
        note,
        drawing: Drawing::DealSpace(DealSpace {
            whom,
            axes,
            marks: marks.into_iter().map(|(_, mark)| mark).collect(),
        }),
        table: Table {
            cited: true,
            id: "deal-picture",
            columns,
            rows,
        },
    }
}
