//! Values of real scenarios as two negotiation platforms compute them, through the files those
//! platforms use: written as GENIUS XML, read in either reading, then asked of the engine.
//!
//! The tables belong to others and are read in place from `../shared`; without it the test says so
//! and does nothing. Platforms' values that no rule here computes (their Kalai–Smorodinsky by spread,
//! opposition) are not asked.

use armistice_case::interchange::{Reading, Scenario, genius};
use armistice_engine::deal::frontier::{FrontierLimit, frontier};
use armistice_engine::deal::points::Points;
use armistice_engine::deal::solutions::{Concept, Zone};
use armistice_engine::deal::space::{Consent, DealSpace, Space, Utility};
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
fn distinct(points: &Points) -> usize {
    let rounding = 20;
    let covers = |a: usize, b: usize| {
        let pairs = || points.point(a).iter().zip(points.point(b));
        let better = pairs().any(|(x, y)| x - y > rounding);
        pairs().all(|(x, y)| x - y >= -rounding) && (better || a < b)
    };
    (0..points.len())
        .filter(|&b| !(0..points.len()).any(|a| a != b && covers(a, b)))
        .count()
}

/// The frontier in points and packages, and the values of the rules on the zone.
fn found(scenario: &Scenario) -> (usize, u128, impl Fn(Concept) -> f64 + use<>) {
    let units = |utility: f64| (utility * UNIT).round() as i64;
    let parties: Vec<Utility> = scenario
        .profiles
        .iter()
        .map(|profile| {
            let parts: Vec<Vec<i64>> = profile
                .parts
                .iter()
                .map(|part| part.iter().copied().map(units).collect())
                .collect();
            let worst = parts.iter().filter_map(|part| part.iter().min()).sum();
            Utility::additive(parts, profile.reservation.map_or(worst, units))
        })
        .collect();
    let sizes = scenario
        .issues
        .iter()
        .map(|issue| issue.values.len())
        .collect();
    let all: Vec<usize> = (0..parties.len()).collect();
    let space = Space::new(sizes, Vec::new()).expect("a space");
    let deal = DealSpace::new(space, parties, Consent::of_all(all.len())).expect("scores");
    let frontier = frontier(&deal, &all, FrontierLimit::default()).expect("packages");
    assert!(frontier.is_exact());
    let zone = Zone::of(&deal, &all, &frontier.points);
    let proportions = vec![1; all.len()];
    let count = match scenario.reading {
        Reading::Genius => &frontier.points,
        Reading::Negmas => &zone.points,
    };
    let (points, packages) = (distinct(count), count.counts.iter().sum());
    let power = all.len() as i32;
    (points, packages, move |concept| {
        let value = zone.pick(concept, &proportions).expect("a zone").value;
        match concept {
            Concept::Nash => value / UNIT.powi(power),
            Concept::KalaiSmorodinsky => value,
            _ => value / UNIT,
        }
    })
}

fn near(id: &str, what: &str, ours: f64, theirs: &Value) {
    let theirs = theirs.as_f64().expect("a number");
    let scale = theirs.abs().max(1.0);
    assert!(
        (ours - theirs).abs() < 1e-7 * scale,
        "{id}: {what} {ours}, not {theirs}"
    );
}

#[test]
fn values_of_real_scenarios_in_both_readings() {
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
    for oracle in scenarios {
        let id = oracle["id"].as_str().expect("an id");
        let expected = &oracle["genius"];
        let (points, packages, value) = found(&read(oracle, Reading::Genius));
        assert_eq!(
            Some(points as u64),
            expected["pareto_points"].as_u64(),
            "{id}: frontier"
        );
        let listed = &expected["pareto_outcomes"];
        assert_eq!(Some(packages as u64), listed.as_u64(), "{id}: packages");
        near(id, "Nash", value(Concept::Nash), &expected["nash_product"]);
        near(
            id,
            "welfare",
            value(Concept::Utilitarian),
            &expected["social_welfare"],
        );
        for (key, normalised) in [("negmas_raw", false), ("negmas_normalized", true)] {
            let mut scenario = read(oracle, Reading::Negmas);
            if normalised {
                scenario.normalise().expect("additive");
            }
            let expected = &oracle[key]["recomputed"];
            let (points, _, value) = found(&scenario);
            let rounded = expected["pareto_points_rounded"].as_u64();
            assert_eq!(Some(points as u64), rounded, "{id}: {key} frontier");
            near(id, "Nash", value(Concept::Nash), &expected["nash_product"]);
            near(
                id,
                "Kalai",
                value(Concept::Egalitarian),
                &expected["kalai_value"],
            );
            near(
                id,
                "KS",
                value(Concept::KalaiSmorodinsky),
                &expected["ks_textbook_value"],
            );
            near(
                id,
                "welfare",
                value(Concept::Utilitarian),
                &expected["max_welfare_value"],
            );
        }
    }
}
