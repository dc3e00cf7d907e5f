//! Times the deal space of GENIUS folders and prints one line of JSON for each. The other side of
//! `scripts/peer/compare.py`:
//! `cargo run --release -p armistice-engine --example deal_space -- FOLDER…`
//!
//! Per folder, medians of the runs in seconds: reading the files; the utilities of all packages, one
//! by one; their frontier from that list; the frontier by merging, which needs no list; and the
//! rules on it. Utilities are whole billionths here, as they are whole millionths of points in a case.

use armistice_case::interchange::{Reading, genius};
use armistice_engine::deal::foreign::deal_space;
use armistice_engine::deal::frontier::{FrontierLimit, frontier};
use armistice_engine::deal::points::Points;
use armistice_engine::deal::solutions::{Concept, Zone};
use armistice_engine::deal::space::DealSpace;
use std::fs;
use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

const BILLION: f64 = 1e9;

fn main() -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    for folder in std::env::args().skip(1) {
        let line = report(&folder).map_err(|message| format!("{folder}: {message}"))?;
        writeln!(out, "{line}").map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn report(folder: &str) -> Result<String, String> {
    let (read_s, deal) = median(|| read(folder));
    let deal = deal?;
    let all: Vec<usize> = (0..deal.parties.len()).collect();
    let (evaluate_s, listed) = median(|| evaluate(&deal));
    let (listed_frontier_s, from_list) = median(|| listed.undominated());
    let (merged_frontier_s, merged) = median(|| frontier(&deal, &all, FrontierLimit::default()));
    let merged = merged.map_err(|obstacle| obstacle.to_string())?;
    if (merged.points.values.as_slice(), merged.is_exact()) != (&from_list.values, true) {
        return Err("the two ways to the frontier differ".to_owned());
    }
    let zone = Zone::of(&deal, &all, &merged.points);
    let equal = vec![1; all.len()];
    let rules = [
        Concept::Nash,
        Concept::Egalitarian,
        Concept::KalaiSmorodinsky,
        Concept::Utilitarian,
    ];
    let (rules_s, picks) = median(|| rules.map(|rule| zone.pick(rule, &equal)));
    let point = |at: usize| -> Vec<f64> {
        let picked = picks[at]
            .as_ref()
            .map(|picked| zone.points.point(picked.points[0]));
        picked
            .unwrap_or_default()
            .iter()
            .map(|&u| u as f64 / BILLION)
            .collect()
    };
    Ok(serde_json::json!({
        "folder": folder,
        "parties": deal.parties.len(),
        "packages": listed.len(),
        "frontier_points": merged.points.len(),
        "read_s": read_s,
        "evaluate_s": evaluate_s,
        "frontier_from_list_s": listed_frontier_s,
        "frontier_s": merged_frontier_s,
        "rules_s": rules_s,
        "no_deal": zone.reservation.iter().map(|&u| u as f64 / BILLION).collect::<Vec<f64>>(),
        "nash": point(0),
        "egalitarian": point(1),
        "utilitarian": point(3),
    })
    .to_string())
}

/// The median of at least five runs, more while they are short, and the last answer.
fn median<T>(run: impl Fn() -> T) -> (f64, T) {
    let mut seconds = Vec::new();
    let begin = Instant::now();
    loop {
        let start = Instant::now();
        let answer = black_box(run());
        seconds.push(start.elapsed().as_secs_f64());
        if seconds.len() >= 5 && (begin.elapsed().as_secs_f64() > 0.3 || seconds.len() >= 1_001) {
            seconds.sort_by(f64::total_cmp);
            return (seconds[seconds.len() / 2], answer);
        }
    }
}

fn read(folder: &str) -> Result<DealSpace, String> {
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .map_err(|error| error.to_string())?
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.path().to_string_lossy().into_owned();
            let text = fs::read_to_string(entry.path()).ok()?;
            name.ends_with(".xml").then_some((name, text))
        })
        .collect();
    files.sort();
    let domain = files
        .iter()
        .position(|(_, text)| text.contains("<negotiation_template"));
    let domain = files.remove(domain.ok_or("no domain")?);
    let profiles: Vec<(&str, &str)> = files.iter().map(|(n, t)| (&**n, &**t)).collect();
    let scenario = genius::read((&domain.0, &domain.1), &profiles, Reading::Negmas)
        .map_err(|error| error.to_string())?;
    // No deal is worth the worst package where it is not said, as NegMAS has it too.
    deal_space(&scenario, BILLION).map_err(|obstacle| obstacle.to_string())
}

/// Every package with its utilities.
fn evaluate(deal: &DealSpace) -> Points {
    let mut listed = Points::new(deal.parties.len());
    deal.each(|index, utilities| listed.push(utilities, 1, index));
    listed
}
