//! The deal space by the definitions of a negotiation platform, under its own names.

use super::board::{assumed, head, package, points};
use crate::page::{Block, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::Case;
use armistice_engine::deal::Study;
use armistice_engine::deal::platform::{Hull, Lot, MOST_MIXED, Measure, Measured, Platform};

/// A platform's name.
pub fn name(platform: Platform) -> &'static str {
    match platform {
        Platform::Negmas => "NegMAS",
        Platform::Genius => "GENIUS",
    }
}

/// A rule as the platform calls it, and what it is there.
fn rule(platform: Platform, measure: Measure) -> &'static str {
    match (measure, platform) {
        (Measure::Nash, _) => "nash: largest product of what lies above no deal",
        (Measure::Kalai, _) => "kalai: largest smallest gain over no deal",
        (Measure::ModifiedKalai, _) => "modified kalai: largest smallest utility",
        (Measure::KalaiSmorodinsky, Platform::Negmas) => {
            "ks: shares of the best gain that lie closest together"
        }
        (Measure::KalaiSmorodinsky, Platform::Genius) => {
            "kalai-smorodinsky: utilities that lie closest together"
        }
        (Measure::ModifiedKalaiSmorodinsky, _) => {
            "modified ks: shares of the best utility that lie closest together"
        }
        (Measure::Welfare, Platform::Negmas) => "max welfare: largest sum of utilities",
        (Measure::Welfare, Platform::Genius) => "social welfare: largest sum of utilities",
        (Measure::RelativeWelfare, _) => "max relative welfare: largest sum of shares of the range",
    }
}

/// The same for lots, where NegMAS has Kalai–Smorodinsky otherwise.
fn rule_of_lots(measure: Measure) -> &'static str {
    match measure {
        Measure::KalaiSmorodinsky => "ks: largest smallest share of the best gain",
        Measure::ModifiedKalaiSmorodinsky => {
            "modified ks: largest smallest share of the best utility"
        }
        other => rule(Platform::Negmas, other),
    }
}

/// What the platform would say, if it was asked for.
pub fn section(case: &Case, study: &Study) -> Section {
    let Some(measured) = study
        .exact
        .as_ref()
        .and_then(|exact| exact.measured.as_ref())
    else {
        return Section::new("platform", "As a platform defines it");
    };
    let title = format!("As {} defines it", name(measured.platform));
    let mut section = Section::new("platform", &title);
    section.aside = "its rules under its names; a utility of one is a hundred points".to_owned();
    section.statements(vec![Statement::new(
        "deal",
        "platform-measures",
        sentence(measured),
        assumed(study),
    )]);
    let heads: Vec<String> = (0..study.board.parties.len())
        .map(|at| head(case, study, at))
        .collect();
    let columns = |first: &str| {
        let own = ["rule".to_owned(), first.to_owned()];
        own.into_iter().chain(heads.clone()).collect::<Vec<_>>()
    };
    let because = assumed(study);
    section.table(Table {
        cited: true,
        id: "platform-rules",
        columns: columns("package"),
        rows: picks(case, study, measured)
            .into_iter()
            .map(|cells| Row {
                cells,
                because: because.clone(),
            })
            .collect(),
    });
    if let Some(hull) = &measured.hull {
        let rows = hull.lots.iter().filter(|lot| lot.chances.len() > 1);
        let rows: Vec<Row> = rows
            .map(|lot| Row {
                cells: by_lot(case, study, hull, lot),
                because: because.clone(),
            })
            .collect();
        if !rows.is_empty() {
            section.blocks.push(Block::Remark(
                "NegMAS can also mix packages by lot. Where a lot between packages does better by a rule than any \
                 package alone, it is:"
                    .to_owned(),
            ));
            section.table(Table {
                cited: true,
                id: "platform-lots",
                columns: columns("lot"),
                rows,
            });
        }
    }
    section
}

fn sentence(measured: &Measured) -> String {
    let mut parts = vec![match measured.platform {
        Platform::Negmas => format!(
            "NegMAS keeps packages at or above every reservation: {} on its frontier",
            words::plural(measured.points.len(), "utility point", "utility points")
        ),
        Platform::Genius => format!(
            "GENIUS keeps all packages, whatever the reservations: {} on its frontier",
            words::plural(measured.points.len(), "utility point", "utility points")
        ),
    }];
    if let Some(share) = measured.rational {
        parts.push(format!(
            "{} of all packages are above no deal for everybody",
            percent(share)
        ));
    }
    if let Some(opposition) = measured.opposition {
        parts.push(format!(
            "its opposition, how far the nearest package is from the best for all, is {opposition:.2}"
        ));
    }
    match (&measured.hull, measured.platform) {
        (Some(hull), _) => parts.push(format!(
            "{} on its hull, where packages are mixed by lot",
            words::plural(
                hull.points.len(),
                "utility point lies",
                "utility points lie"
            )
        )),
        (None, Platform::Negmas) => parts.push(format!(
            "lots between packages are left out, for there are more than {MOST_MIXED} utility points"
        )),
        (None, Platform::Genius) => {}
    }
    format!("{}.", parts.join("; "))
}

/// Whole per cent; what is not quite all or nothing does not look so.
fn percent(share: f64) -> String {
    let whole = (share * 100.0).round();
    if share < 1.0 && whole >= 100.0 {
        "over 99 %".to_owned()
    } else if share > 0.0 && whole < 1.0 {
        "under 1 %".to_owned()
    } else {
        format!("{whole} %")
    }
}

fn picks(case: &Case, study: &Study, measured: &Measured) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for pick in &measured.picks {
        let rule = rule(measured.platform, pick.measure).to_owned();
        for &at in &pick.points {
            let example = study.board.space.package(measured.points.examples[at]);
            let mut cells = vec![rule.clone(), package(case, study, &example)];
            let utilities = measured.points.point(at).iter().enumerate();
            cells.extend(utilities.map(|(party, &u)| points(study, party, u)));
            rows.push(cells);
        }
        if pick.points.is_empty() {
            let mut cells = vec![rule, "none".to_owned()];
            cells.resize(2 + measured.points.width, String::new());
            rows.push(cells);
        }
    }
    rows
}

fn by_lot(case: &Case, study: &Study, hull: &Hull, lot: &Lot) -> Vec<String> {
    let last = lot.chances.len() - 1;
    let part = |(place, &(at, chance)): (usize, &(usize, f64))| {
        let example = study.board.space.package(hull.points.examples[at]);
        let package = package(case, study, &example);
        if place == last {
            format!("else {package}")
        } else {
            format!("{} of {package}", percent(chance))
        }
    };
    let parts: Vec<String> = lot.chances.iter().enumerate().map(part).collect();
    let text = parts.join(", ");
    let mut cells = vec![rule_of_lots(lot.measure).to_owned(), text];
    cells.extend(lot.utilities.iter().map(|u| format!("{:.1}", u * 100.0)));
    cells
}
