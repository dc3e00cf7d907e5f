//! Values of real scenarios as two negotiation platforms compute them, through the files those
//! platforms use: written as GENIUS XML, read in either reading, then asked of the engine.
//!
//! The tables belong to others and are read in place from `../shared`; without it the test says so
//! and does nothing. All values of the deal space and of its hull are asked. NegoLog's values are not: the
//! tables of its domains are not in the file.

use armistice_case::interchange::{Profile, Reading, Scenario, genius};
use armistice_engine::deal::foreign::deal_space;
use armistice_engine::deal::frontier::{FrontierLimit, frontier};
use armistice_engine::deal::platform::{Lot, Measure, Measured, Pick, Platform, Told, measured};
use armistice_engine::deal::points::Points;
use armistice_engine::deal::solutions::{Concept, Zone};
use serde_json::Value;
use std::fmt::Write as _;

const UNIT: f64 = 1e10;

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().expect("a list");
    list.iter().map(|n| n.as_f64().expect("a number")).collect()
}

/// One file with issues, weights and what belongs to a profile; values are called by their place.
fn xml(sizes: &[usize], party: Option<(&Value, f64, Option<f64>)>) -> String {
    let mut out = format!(
        "<utility_space number_of_issues=\"{}\"><objective>",
        sizes.len()
    );
    for (at, size) in sizes.iter().enumerate() {
        let _ = write!(
            out,
            "<issue index=\"{}\" name=\"i{at}\" type=\"discrete\">",
            at + 1
        );
        for value in 0..*size {
            let evaluation = party.map_or_else(String::new, |(table, _, _)| {
                format!(" evaluation=\"{}\"", table["evaluations"][at][value])
            });
            let _ = write!(
                out,
                "<item index=\"{}\" value=\"v{value}\"{evaluation}/>",
                value + 1
            );
        }
        out.push_str("</issue>");
    }
    if let Some((table, reservation, discount)) = party {
        for (at, weight) in numbers(&table["weights"]).iter().enumerate() {
            let _ = write!(out, "<weight index=\"{}\" value=\"{weight}\"/>", at + 1);
        }
        let _ = write!(out, "</objective><reservation value=\"{reservation}\"/>");
        if let Some(discount) = discount {
            let _ = write!(out, "<discount_factor value=\"{discount}\"/>");
        }
        out.push_str("</utility_space>");
        out
    } else {
        format!("<negotiation_template>{out}</objective></utility_space></negotiation_template>")
    }
}

fn read(oracle: &Value, reading: Reading) -> Scenario {
    let tables = &oracle["tables"];
    let sizes: Vec<usize> = tables["values"]
        .as_array()
        .expect("issues")
        .iter()
        .map(|issue| issue.as_array().expect("values").len())
        .collect();
    let profiles: Vec<(String, String)> = tables["parties"]
        .as_array()
        .expect("parties")
        .iter()
        .enumerate()
        .map(|(at, table)| {
            let reservation = oracle["reservation_in_file"][at].as_f64().unwrap_or(0.0);
            let discount = oracle["discount_in_file"][at].as_f64();
            (
                format!("{at}.xml"),
                xml(&sizes, Some((table, reservation, discount))),
            )
        })
        .collect();
    let profiles: Vec<(&str, &str)> = profiles.iter().map(|(n, t)| (&**n, &**t)).collect();
    genius::read(("domain.xml", &xml(&sizes, None)), &profiles, reading).expect("it can be read")
}

/// How many points are left where those closer than the rounding of their parts count as one. A sum
/// of rounded parts may miss another that would be equal by as many halves as there are issues.
fn distinct(points: &Points) -> u64 {
    let rounding = 20;
    let covers = |a: usize, b: usize| {
        let pairs = || points.point(a).iter().zip(points.point(b));
        let better = pairs().any(|(x, y)| x - y > rounding);
        pairs().all(|(x, y)| x - y >= -rounding) && (better || a < b)
    };
    let kept = (0..points.len()).filter(|&b| !(0..points.len()).any(|a| a != b && covers(a, b)));
    kept.count() as u64
}

struct Found {
    measured: Measured,
    zone: Zone,
}

fn found(scenario: &Scenario, platform: Platform) -> Found {
    let deal = deal_space(scenario, UNIT).expect("scores");
    let all: Vec<usize> = (0..deal.parties.len()).collect();
    let frontier = frontier(&deal, &all, FrontierLimit::default()).expect("packages");
    assert!(frontier.is_exact());
    let told = |profile: &Profile| Told {
        unit: UNIT,
        no_reservation: profile.reservation.is_none(),
    };
    let told: Vec<Told> = scenario.profiles.iter().map(told).collect();
    Found {
        measured: measured(&deal, &frontier.points, platform, &told).expect("packages"),
        zone: Zone::of(&deal, &all, &frontier.points),
    }
}

impl Found {
    /// What the platform's rule makes largest or smallest, and the utilities it picks.
    fn pick(&self, measure: Measure) -> (f64, Vec<Vec<f64>>) {
        let of = |pick: &&Pick| pick.measure == measure;
        let pick = self
            .measured
            .picks
            .iter()
            .find(of)
            .expect("a rule of the platform");
        let point = |at: &usize| {
            let point = self.measured.points.point(*at).iter();
            point.map(|u| *u as f64 / UNIT).collect()
        };
        (pick.value, pick.points.iter().map(point).collect())
    }

    /// The value of one of our own rules.
    fn ours(&self, concept: Concept) -> f64 {
        let width = self.zone.points.width;
        let value = self
            .zone
            .pick(concept, &vec![1; width])
            .expect("a zone")
            .value;
        match concept {
            Concept::Nash => value / UNIT.powi(width as i32),
            Concept::KalaiSmorodinsky => value,
            _ => value / UNIT,
        }
    }
}

fn near(id: &str, what: &str, ours: f64, theirs: &Value) {
    let theirs = theirs.as_f64().expect("a number");
    let scale = theirs.abs().max(1.0);
    assert!(
        (ours - theirs).abs() < 1e-7 * scale,
        "{id}: {what} {ours}, not {theirs}"
    );
}

/// What the platform lists is among what the rule picks: of several that are as good it lists some.
/// Where the rule grows with every utility, floats also make it list what one of ours covers.
fn among(id: &str, what: &str, ours: &[Vec<f64>], theirs: &Value, tolerance: f64, grows: bool) {
    for theirs in theirs.as_array().expect("points") {
        let theirs = numbers(theirs);
        let close = |u: &Vec<f64>| {
            let mut pairs = u.iter().zip(&theirs);
            pairs.all(|(a, b)| {
                let slack = tolerance * b.abs().max(1.0);
                a - b > -slack && (grows || a - b < slack)
            })
        };
        assert!(
            ours.iter().any(close),
            "{id}: {what} {ours:?}, not {theirs:?}"
        );
    }
}

/// Whether a rule is better the more each has.
fn grows(measure: Measure) -> bool {
    !matches!(
        measure,
        Measure::KalaiSmorodinsky | Measure::ModifiedKalaiSmorodinsky
    )
}

const NEGMAS: [(Measure, &str); 7] = [
    (Measure::Nash, "nash"),
    (Measure::Kalai, "kalai"),
    (Measure::ModifiedKalai, "modified_kalai"),
    (Measure::KalaiSmorodinsky, "ks"),
    (Measure::ModifiedKalaiSmorodinsky, "modified_ks"),
    (Measure::Welfare, "max_welfare"),
    (Measure::RelativeWelfare, "max_relative_welfare"),
];

fn as_genius(id: &str, oracle: &Value) {
    let expected = &oracle["genius"];
    let found = found(&read(oracle, Reading::Genius), Platform::Genius);
    let points = &found.measured.points;
    assert_eq!(
        Some(distinct(points)),
        expected["pareto_points"].as_u64(),
        "{id}: frontier"
    );
    let packages: u128 = points.counts.iter().sum();
    assert_eq!(
        Some(packages as u64),
        expected["pareto_outcomes"].as_u64(),
        "{id}: packages"
    );
    let rules = [
        (Measure::Nash, "nash_product", "nash"),
        (
            Measure::KalaiSmorodinsky,
            "kalai_smorodinsky_genius_value",
            "kalai_smorodinsky_genius",
        ),
        (Measure::Welfare, "social_welfare", "social_welfare_point"),
    ];
    for (measure, value, point) in rules {
        let (ours, picks) = found.pick(measure);
        near(id, value, ours, &expected[value]);
        among(
            id,
            point,
            &picks,
            &Value::Array(vec![expected[point].clone()]),
            1e-7,
            false,
        );
    }
    let opposition = found.measured.opposition.expect("packages");
    near(id, "opposition", opposition, &expected["opposition"]);
}

fn as_negmas(id: &str, oracle: &Value, key: &str, scenario: &Scenario) {
    let found = found(scenario, Platform::Negmas);
    let (listed, expected) = (&oracle[key], &oracle[key]["recomputed"]);
    let points = Some(distinct(&found.measured.points));
    assert_eq!(
        points,
        expected["pareto_points_rounded"].as_u64(),
        "{id}: {key} frontier"
    );
    for (at, d) in numbers(&expected["disagreement_used"])
        .into_iter()
        .enumerate()
    {
        near(
            id,
            "no deal",
            found.measured.disagreement[at],
            &Value::from(d),
        );
    }
    for (measure, name) in NEGMAS {
        among(
            id,
            &format!("{key} {name}"),
            &found.pick(measure).1,
            &listed[name],
            1e-7,
            grows(measure),
        );
    }
    let values = [
        (Measure::Nash, "nash_product"),
        (Measure::Kalai, "kalai_value"),
        (Measure::KalaiSmorodinsky, "ks_negmas_value"),
        (Measure::Welfare, "max_welfare_value"),
    ];
    for (measure, name) in values {
        near(id, name, found.pick(measure).0, &expected[name]);
    }
    let opposition = found.measured.opposition.expect("packages");
    near(id, "opposition", opposition, &listed["opposition"]);
    let rational = found.measured.rational.expect("few packages");
    near(id, "rational share", rational, &listed["rational_fraction"]);
    // Where our rule is theirs under another name, both say the same.
    near(
        id,
        "Nash",
        found.ours(Concept::Nash),
        &expected["nash_product"],
    );
    near(
        id,
        "egalitarian",
        found.ours(Concept::Egalitarian),
        &expected["kalai_value"],
    );
    near(
        id,
        "KS",
        found.ours(Concept::KalaiSmorodinsky),
        &expected["ks_textbook_value"],
    );
    near(
        id,
        "welfare",
        found.ours(Concept::Utilitarian),
        &expected["max_welfare_value"],
    );
}

/// NegMAS searches the hull in floats, to six digits or so.
fn on_the_hull(id: &str, oracle: &Value, scenario: &Scenario) {
    let found = found(scenario, Platform::Negmas);
    let expected = &oracle["negmas_normalized_convex_hull"];
    let hull = found.measured.hull.as_ref().expect("few points");
    let listed = expected["pareto_utils"].as_array().expect("points");
    assert_eq!(hull.points.len(), listed.len(), "{id}: hull");
    let points = hull.points.iter();
    let points: Vec<Vec<f64>> = points
        .map(|(point, ..)| point.iter().map(|u| *u as f64 / UNIT).collect())
        .collect();
    among(id, "hull", &points, &expected["pareto_utils"], 1e-7, false);
    for (measure, name) in NEGMAS {
        let of = |lot: &&Lot| lot.measure == measure;
        let lot = hull.lots.iter().find(of).expect("every rule");
        let ours = vec![lot.utilities.clone()];
        let listed = expected[name].as_array().expect("points");
        // Of several corners that are as good, the first is ours.
        let tied = listed.len() > 1;
        let first = if tied { &listed[..1] } else { listed };
        among(
            id,
            &format!("hull {name}"),
            &ours,
            &Value::from(first),
            1e-6,
            false,
        );
    }
}

#[test]
fn values_of_real_scenarios_by_each_platforms_definitions() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/oracles/negotiation-platforms.json"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: {path} is not there");
        return;
    };
    let oracles: Value = serde_json::from_str(&text).expect("JSON");
    let scenarios = oracles["scenarios"].as_array().expect("scenarios");
    assert!(scenarios.len() > 5);
    let mut hulls = [0; 2];
    for oracle in scenarios {
        let id = oracle["id"].as_str().expect("an id");
        as_genius(id, oracle);
        let raw = read(oracle, Reading::Negmas);
        as_negmas(id, oracle, "negmas_raw", &raw);
        let mut normalised = raw.clone();
        normalised.normalise().expect("additive");
        as_negmas(id, oracle, "negmas_normalized", &normalised);
        if oracle.get("negmas_normalized_convex_hull").is_some() {
            on_the_hull(id, oracle, &normalised);
            hulls[normalised.profiles.len() - 2] += 1;
        }
    }
    assert!(hulls[0] > 3 && hulls[1] > 1, "{hulls:?}");
}
