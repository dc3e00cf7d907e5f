//! What must hold of every case, and of every page of every example.

#[path = "support/cases.rs"]
mod cases;
mod support;

use armistice_case::model::{ActorKind, Case};
use armistice_case::phrase;
use armistice_engine::accord::structure::structure;
use armistice_engine::ledger::{DifferenceKind, Ledger, Options, Voice, ledger};
use armistice_engine::run::Quiet;
use cases::{RandomCase, random_case};
use proptest::prelude::*;
use serde_json::Value;

fn sound(text: &str) -> Case {
    let loaded = support::case(text);
    loaded
        .case()
        .unwrap_or_else(|| panic!("{:?}\n{text}", loaded.diagnostics))
}

fn asked(case: &Case) -> Ledger {
    ledger(case, &Options::default(), &Quiet).expect("nothing is refused")
}

/// The brief and the ledger as text and JSON.
fn pages(case: &Case) -> String {
    let ledger = asked(case);
    let structure = structure(case);
    let findings = armistice_report::pages::Findings {
        structure: structure.as_ref(),
        path: "case.yaml".to_owned(),
        command: "armistice".to_owned(),
        ..armistice_report::pages::Findings::new(case, &ledger)
    };
    let mut out = String::new();
    for page in [
        armistice_report::pages::brief(&findings),
        armistice_report::pages::ledger(&findings),
    ] {
        out.push_str(&armistice_report::text::text(&page, 100, false));
        out.push_str(&armistice_report::data::json(&page));
    }
    out
}

/// The text with the two parties' names exchanged; they are of one length, so that lines break
/// alike.
fn swapped(page: &str) -> String {
    page.replace("Quillon", "\u{1}")
        .replace("Varnhem", "Quillon")
        .replace('\u{1}', "Varnhem")
}

/// Differences that cannot both hold between voices of two parties.
fn between_parties(case: &Case) -> usize {
    let party = |voice: &Voice| match voice {
        Voice::Actor(actor) => {
            let principal = case.principal(*actor);
            (case.actors[principal].kind == ActorKind::Party).then_some(principal)
        }
        _ => None,
    };
    asked(case)
        .differences
        .iter()
        .filter(|difference| difference.kind == DifferenceKind::CannotBothHold)
        .filter(|difference| {
            let mut parties: Vec<_> = difference
                .groups
                .iter()
                .flat_map(|group| &group.accounts)
                .filter_map(|account| party(&account.voice))
                .collect();
            parties.sort();
            parties.dedup();
            parties.len() > 1
        })
        .count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn swapping_the_parties_names_swaps_them_and_changes_nothing_else(case in random_case()) {
        let other = RandomCase { first: case.second.clone(), second: case.first.clone(), ..case.clone() };
        prop_assert_eq!(
            swapped(&pages(&sound(&case.text()))),
            pages(&sound(&other.text()))
        );
    }

    #[test]
    fn without_one_sides_claims_no_contradiction_between_the_sides(case in random_case()) {
        prop_assert_eq!(between_parties(&sound(&case.text_of(|claim| !claim.of_second()))), 0);
    }

    #[test]
    fn reprints_change_no_count_of_origins(case in random_case()) {
        let reprinted = RandomCase { reprints: 10, ..case.clone() };
        let (once, again) = (sound(&case.text()), sound(&reprinted.text()));
        let (once, again) = (asked(&once), asked(&again));
        prop_assert_eq!(once.origins, again.origins);
        for (a, b) in once.board.iter().zip(&again.board) {
            prop_assert_eq!(a.origins, b.origins);
        }
        let of = |ledger: &Ledger| -> Vec<usize> {
            ledger.accounts.iter().map(|account| account.origins.len()).collect()
        };
        prop_assert_eq!(of(&once), of(&again));
    }

    #[test]
    fn claims_of_different_days_may_stand_in_any_file(case in random_case()) {
        // Claims of one day keep the order of the text, so each day gets one claim here.
        let mut days = [false; 32];
        let entries: Vec<String> = case.entries(|_| true).into_iter().filter(|entry| {
            let day = entry.split("2033-05-").nth(1).and_then(|rest| rest[..2].parse::<usize>().ok());
            day.is_some_and(|day| !std::mem::replace(&mut days[day], true))
        }).collect();
        let half = entries.len() / 2;
        let file = |entries: &[String]| if entries.is_empty() { "# nothing\n".to_owned() } else { format!("claims:\n{}", entries.concat()) };
        let with = |first: &[String], second: &[String]| {
            let loaded = support::folder(&[
                ("case.yaml".to_owned(), case.head()),
                ("one.yaml".to_owned(), file(first)),
                ("two.yaml".to_owned(), file(second)),
            ]);
            let case = loaded.case().expect("the case is sound");
            let found = asked(&case);
            let id = |claim: &armistice_case::model::ClaimId| case.claims.label(*claim).id.to_string();
            let accounts: Vec<String> = found.accounts.iter().map(|account| {
                format!("{:?} {:?} {:?} {:?}", account.slot, account.voice, account.datum,
                    account.claims.iter().map(id).collect::<Vec<_>>())
            }).collect();
            let states: Vec<String> = found.board.iter().map(|row| format!("{:?}", row.state)).collect();
            let kinds: Vec<_> = found.differences.iter().map(|d| (d.slot.clone(), d.kind)).collect();
            (accounts, states, kinds, found.origins)
        };
        prop_assert_eq!(with(&entries[..half], &entries[half..]), with(&entries[half..], &entries[..half]));
    }

    #[test]
    fn amounts_and_durations_read_back(low in 0_u32..2_000_000, more in 0_u32..1000, form in 0..9_usize, point in 0_u32..100) {
        let high = low + more;
        let text = match form {
            0 => format!("{low}"),
            1 => format!("about {low}"),
            2 => format!("at least {low}"),
            3 => format!("at most {low}"),
            4 => format!("over {low}"),
            5 => format!("under {low}"),
            6 => format!("{low} to {high}"),
            7 => format!("{low}.{point:02} %"),
            _ => format!("-{low} to {high}"),
        };
        let amount = phrase::amount(&text).expect("an amount");
        prop_assert_eq!(phrase::amount(&amount.to_string()), Ok(amount));
        for tail in ["", " per day", " per men", " per 9 men"] {
            let delivered = phrase::delivered(&format!("{text}{tail}")).expect("an amount");
            prop_assert_eq!(phrase::delivered(&delivered.to_string()), Ok(delivered));
        }
        for unit in ["minutes", "hours", "days", "working days", "weeks", "months", "years"] {
            for text in [format!("{low} {unit}"), format!("{low} to {high} {unit}"), format!("at most {low} {unit}")] {
                let duration = phrase::duration(&text).expect("a duration");
                prop_assert_eq!(phrase::duration(&duration.to_string()), Ok(duration));
            }
        }
    }
}

/// Walks a page: every statement and row rests on something that is found where it says.
fn walk(value: &Value, seen: &mut usize) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, seen)),
        Value::Object(object) => {
            if object.contains_key("text") || object.contains_key("cells") {
                let reasons = object.get("because").and_then(Value::as_array);
                let reasons = reasons.unwrap_or_else(|| panic!("no because: {value:#}"));
                assert!(!reasons.is_empty(), "rests on nothing: {value:#}");
                reasons.iter().for_each(resolves);
                *seen += 1;
            }
            object.values().for_each(|inner| walk(inner, seen));
        }
        _ => {}
    }
}

fn resolves(reason: &Value) {
    let word = |key: &str| {
        reason[key]
            .as_str()
            .unwrap_or_else(|| panic!("no {key}: {reason}"))
    };
    if word("kind") == "absence" {
        assert!(!word("searched").is_empty(), "{reason}");
        return;
    }
    let (path, line) = word("at").rsplit_once(':').expect("a path and a line");
    let line: usize = line.parse().expect("a line");
    let text = support::read(path);
    let line = text
        .lines()
        .nth(line - 1)
        .unwrap_or_else(|| panic!("no such line: {reason}"));
    // A tranche is named after its duty and its own line holds its own id; one that a duty takes over
    // from the one it answers stands where that duty does.
    let mut ids = word("id").split('.').rev();
    assert!(
        ids.any(|id| line.contains(id)),
        "{reason} is not in: {line}"
    );
}

#[test]
fn every_statement_rests_on_something_that_is_there() {
    for name in support::example_folders() {
        let path = format!("examples/{name}");
        for command in ["brief", "ledger"] {
            let page = support::page(&[command, &path, "--format", "json"]);
            let value: Value = serde_json::from_str(&page).expect("the page is JSON");
            let mut seen = 0;
            walk(&value["sections"], &mut seen);
            assert!(seen > 1, "{command} {path} has {seen} statements");
        }
    }
    let page = support::page(&[
        "brief",
        "examples/doha-2025-07",
        "--as-of",
        "2025-07-24",
        "--since",
        "2025-07-09",
        "--format",
        "json",
    ]);
    let value: Value = serde_json::from_str(&page).expect("the page is JSON");
    walk(&value["sections"], &mut 0);
}
