//! What different rules would pick, what would better a package, and a division by points.

use super::board::{acceptable_to, assumed, head, many, package, party, points, signed};
use super::frontier::method;
use crate::page::{Block, Row, Section, Statement, Table};
use crate::pages::{Solution, View};
use crate::words;
use armistice_case::model::Case;
use armistice_engine::deal::number::Number;
use armistice_engine::deal::raiffa::RaiffaPath;
use armistice_engine::deal::solutions::{Concept, Picked};
use armistice_engine::deal::{AtEnd, Exact, Study};

/// The word for a rule in tables and on the command line.
pub fn concept(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "nash",
        Concept::KalaiSmorodinsky => "kalai-smorodinsky",
        Concept::Egalitarian => "egalitarian",
        Concept::Leximin => "leximin",
        Concept::Proportional => "proportional",
        Concept::Utilitarian => "utilitarian",
        Concept::RelativeUtilitarian => "relative-utilitarian",
    }
}

fn rule(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "largest product of surpluses",
        Concept::KalaiSmorodinsky => "largest smallest share of the best each could get",
        Concept::Egalitarian => "largest smallest surplus",
        Concept::Leximin => "the same, then the next smallest",
        Concept::Proportional => "largest smallest surplus in proportions",
        Concept::Utilitarian => "largest sum (adds the parties' scales)",
        Concept::RelativeUtilitarian => "largest sum of shares of the best each could get",
    }
}

/// What each rule picks, side by side.
pub fn solutions(case: &Case, study: &Study, view: &View) -> Section {
    let mut section = Section::new("solutions", "What different rules would pick");
    let Some(exact) = &study.exact else {
        return section;
    };
    section.aside = "options to discuss, none is the deal".to_owned();
    let reach = method(case, study, &exact.frontier);
    let whom = acceptable_to(case, study);
    let inside = match &whom {
        Some(whom) => {
            let most = exact.most().zone.points.len();
            let range = if exact.is_range() {
                let least = exact.least().zone.points.len();
                format!(
                    " if no deal is worth the most that is assumed to each, and {least} if it is worth the least"
                )
            } else {
                String::new()
            };
            let is = if most == 1 { "is" } else { "are" };
            format!("{most} of them {is} acceptable to {whom}{range}")
        }
        None => "what no deal is worth is said of nobody, so none is called acceptable".to_owned(),
    };
    section.statements(vec![Statement::new(
        "deal",
        "frontier",
        format!(
            "{} cannot be improved for one party without loss to another; {inside}. {reach}",
            words::plural(
                exact.frontier.points.len(),
                "utility point",
                "utility points"
            ),
        ),
        assumed(study),
    )]);
    let mut columns = vec!["rule".to_owned()];
    if exact.is_range() {
        columns.push("no deal at".to_owned());
    }
    columns.push("package".to_owned());
    columns.extend((0..study.board.parties.len()).map(|at| head(case, study, at)));
    columns.push("as good".to_owned());
    let rows = picked_rows(case, study, exact, view, &mut section);
    section.table(Table {
        cited: true,
        id: "solutions",
        columns,
        rows,
    });
    if exact.is_range() {
        section.blocks.push(Block::Remark(
            "Everybody's worth of no deal is taken at the least that is assumed, or at the most; in between a rule can \
             pick others."
                .to_owned(),
        ));
    }
    for end in exact.ends.iter().filter(|end| end.zone.points.is_empty()) {
        section.blocks.extend(whom.as_ref().map(|whom| {
            Block::Remark(words::capital(&format!(
                "{}no package is acceptable to {whom}, so no rule picks any: see `armistice openings`.",
                lead(exact, end)
            )))
        }));
    }
    if study.known.iter().any(|known| known.no_reservation) {
        section.blocks.push(Block::Remark(
            "Where the case does not say what no deal is worth, it is taken as the party's worst package.".to_owned(),
        ));
    }
    section
}

/// Why no rule picks any and there is no frontier, where something is assumed.
pub fn not_exact(case: &Case, study: &Study) -> Section {
    let mut section = Section::new("solutions", "What different rules would pick");
    let computed = study.exact.is_some() || !study.contradictions.is_empty();
    if study.known.is_empty() || computed {
        return section;
    }
    let fixed = |at: &usize| {
        let known = study.known.iter().find(|known| known.party == *at);
        known.is_some_and(|known| known.knowledge.is_fixed())
    };
    let others = (0..study.board.parties.len()).filter(|at| !fixed(at));
    let others: Vec<String> = others.map(|at| party(case, study, at)).collect();
    section.blocks.push(Block::Remark(format!(
        "Not computed: rules and the frontier take exact weights and scores of every party; those of {} are not.",
        words::joined(&others, "and")
    )));
    section
}

/// What each rule picks, as rows; what is told of a rule besides goes into the section.
fn picked_rows(
    case: &Case,
    study: &Study,
    exact: &Exact,
    view: &View,
    section: &mut Section,
) -> Vec<Row> {
    let shown = |rule: Solution| view.solution.is_none_or(|only| only == rule);
    // Rules in their order, each first with no deal at the least.
    let mut picked: Vec<(usize, String, &AtEnd, &[usize])> = Vec::new();
    for end in &exact.ends {
        let asked = |p: &&Picked| shown(Solution::Picked(p.concept));
        for (place, pick) in end.picks.iter().filter(asked).enumerate() {
            let mut name = format!("{}: {}", concept(pick.concept), rule(pick.concept));
            if pick.concept == Concept::Proportional {
                name.push_str(&proportions(case, study, exact));
            }
            picked.push((place, name, end, &pick.points));
            remarks(case, study, &lead(exact, end), pick, section);
        }
        if let Some(path) = end.raiffa.as_ref().filter(|_| shown(Solution::Raiffa)) {
            picked.push((usize::MAX, raiffa(study, path), end, &path.points));
        } else if !end.zone.points.is_empty() && shown(Solution::Raiffa) {
            section.blocks.push(Block::Remark(format!(
                "{}raiffa: every acceptable package leaves somebody with less than no deal, which the rule of consent \
                 allows, so that no step from there can be taken.",
                lead(exact, end)
            )));
        }
    }
    picked.sort_by_key(|(place, ..)| *place);
    let examples = |end: &AtEnd, points: &[usize]| -> Vec<Number> {
        points
            .iter()
            .map(|&at| end.zone.points.examples[at])
            .collect()
    };
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some((place, name, end, points)) = picked.get(at) {
        let twin = picked.get(at + 1).filter(|(next, other, at_most, same)| {
            next == place && other == name && examples(at_most, same) == examples(end, points)
        });
        let worth = match (twin.is_some(), std::ptr::eq(*end, exact.most())) {
            (true, _) => "either end",
            (false, true) => "the most",
            (false, false) => "the least",
        };
        let worth = exact.is_range().then_some(worth);
        let row = |&point: &usize| point_row(case, study, exact, (name, worth), end, point);
        rows.extend(points.iter().map(row));
        at += 1 + usize::from(twin.is_some());
    }
    rows
}

/// Raiffa's steps as a rule.
fn raiffa(study: &Study, path: &RaiffaPath) -> String {
    let part = match study.board.parties.len() {
        2 => "halfway".to_owned(),
        parties => format!("1/{parties} of the way"),
    };
    match path.steps.len() - 1 {
        0 => format!(
            "raiffa: no step {part} to the best of each can be granted, so the largest smallest gain"
        ),
        steps => format!(
            "raiffa: {} from no deal {part} to the best of each",
            words::plural(steps, "step", "steps")
        ),
    }
}

/// With which worth of no deal something holds, where it is a range.
pub(super) fn lead(exact: &Exact, end: &AtEnd) -> String {
    if !exact.is_range() {
        String::new()
    } else if std::ptr::eq(end, exact.most()) {
        "With no deal at the most that is assumed: ".to_owned()
    } else {
        "With no deal at the least that is assumed: ".to_owned()
    }
}

/// The proportions, where they are not alike.
fn proportions(case: &Case, study: &Study, exact: &Exact) -> String {
    if exact.proportions.iter().all(|share| *share == 1) {
        return ", here alike".to_owned();
    }
    let shares: Vec<String> = exact
        .proportions
        .iter()
        .enumerate()
        .map(|(at, share)| format!("{} {share}", party(case, study, at)))
        .collect();
    format!(", here {}", words::joined(&shares, "and"))
}

fn remarks(case: &Case, study: &Study, lead: &str, picked: &Picked, section: &mut Section) {
    if !picked.without.is_empty() {
        let names: Vec<String> = picked
            .without
            .iter()
            .map(|&at| party(case, study, at))
            .collect();
        let is = if names.len() == 1 { "is" } else { "are" };
        section.blocks.push(Block::Remark(format!(
            "{lead}{}: {} cannot gain in the zone and {is} left out of the shares.",
            concept(picked.concept),
            words::joined(&names, "and")
        )));
    }
    if picked.partial {
        section.blocks.push(Block::Remark(format!(
            "{lead}nash: no package leaves every party strictly better off; the product is taken over as many as can be."
        )));
    }
}

fn point_row(
    case: &Case,
    study: &Study,
    exact: &Exact,
    (name, worth): (&str, Option<&str>),
    end: &AtEnd,
    at: usize,
) -> Row {
    let zone = &end.zone.points;
    let mut cells = vec![name.to_owned()];
    cells.extend(worth.map(str::to_owned));
    cells.push(package(
        case,
        study,
        &study.board.space.package(zone.examples[at]),
    ));
    cells.extend(
        zone.point(at)
            .iter()
            .enumerate()
            .map(|(party, &u)| points(study, party, u)),
    );
    cells.push(as_good(exact, zone.counts[at]));
    Row {
        cells,
        because: assumed(study),
    }
}

/// How many packages are worth the same; where they were not all counted, at least how many.
pub(super) fn as_good(exact: &Exact, count: u128) -> String {
    let packages = if count == 1 {
        "1 package".to_owned()
    } else {
        format!("{} packages", many(count))
    };
    if exact.frontier.is_counted() {
        packages
    } else {
        format!("at least {packages}")
    }
}

/// What is better for somebody and worse for nobody than the packages with a name.
pub fn improvements(case: &Case, study: &Study, view: &View) -> Section {
    let mut section = Section::new(
        "improvements",
        "What is better than a package for everybody",
    );
    let Some(exact) = study.exact.as_ref().filter(|_| view.solution.is_none()) else {
        return section;
    };
    let mut statements = Vec::new();
    let mut rows = Vec::new();
    for (id, better) in &exact.improvements {
        let text = if better.is_empty() {
            format!("`{id}` cannot be improved for one party without loss to another.")
        } else {
            format!(
                "`{id}` can be improved without loss to anybody: {} on the frontier {} as good for all and better \
                 for some.",
                words::plural(better.len(), "point", "points"),
                if better.len() == 1 { "is" } else { "are" }
            )
        };
        statements.push(Statement::new("deal", "improvement", text, assumed(study)));
        rows.extend(better.iter().take(view.top).map(|improvement| {
            let example = exact.frontier.points.examples[improvement.point];
            let mut cells = vec![
                format!("`{id}`"),
                package(case, study, &study.board.space.package(example)),
            ];
            let gains = improvement.gains.iter().enumerate();
            cells.extend(gains.map(|(at, &gain)| signed(study, at, gain)));
            Row {
                cells,
                because: assumed(study),
            }
        }));
    }
    section.statements(statements);
    let mut columns = vec!["instead of".to_owned(), "package".to_owned()];
    columns.extend((0..study.board.parties.len()).map(|at| head(case, study, at)));
    section.table(Table {
        cited: true,
        id: "improvements",
        columns,
        rows,
    });
    section
}

/// The division of issues by points between two parties.
pub fn division(case: &Case, study: &Study, view: &View) -> Section {
    let mut section = Section::new("division", "If the issues were divided by points");
    let Some(division) = study.division.as_ref().filter(|_| view.solution.is_none()) else {
        return section;
    };
    section.aside = "Adjusted Winner (Brams and Taylor)".to_owned();
    let issue = |at: usize| case.issue_name(study.board.axes[at].issue).to_owned();
    let per_cent = |(num, den): (i64, i64)| (num as f64 * 100.0 / den.max(1) as f64).round();
    let rows = division
        .first_gets
        .iter()
        .enumerate()
        .map(|(at, &share)| {
            let first = per_cent(share);
            Row {
                cells: vec![
                    issue(at),
                    format!("{first} %"),
                    format!("{} %", 100.0 - first),
                ],
                because: assumed(study),
            }
        })
        .collect();
    let total = |at: usize| {
        let points = division.totals[at] as f64 / division.denominator.max(1) as f64 / 1e6;
        format!("{:.1}", points)
    };
    let divided = match division.divided {
        None => "no issue has to be divided".to_owned(),
        Some(at) => match case.issues[study.board.axes[at].issue].divisible {
            Some(true) => format!("{} is divided, as the case says it can be", issue(at)),
            Some(false) => format!(
                "{} would have to be divided, which the case says it cannot be: take it as a start, not as a deal",
                issue(at)
            ),
            None => format!(
                "{} would have to be divided; the case does not say whether it can be",
                issue(at)
            ),
        },
    };
    section.statements(vec![Statement::new(
        "deal",
        "division",
        format!(
            "Each issue goes, as far as it can, to the party that gives it more points, until both have the same: \
             {} points for {}, {} for {}; {divided}. Who knows the other's points can bend the result.",
            total(0),
            party(case, study, 0),
            total(1),
            party(case, study, 1)
        ),
        assumed(study),
    )]);
    section.table(Table {
        cited: true,
        id: "division",
        columns: vec![
            "issue".to_owned(),
            format!("as {} wants", party(case, study, 0)),
            format!("as {} wants", party(case, study, 1)),
        ],
        rows,
    });
    section
}
