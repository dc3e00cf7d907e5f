//! What changed, on the examples.

use armistice_case::model::Case;
use armistice_case::{Input, load};
use armistice_engine::accord::structure::structure;
use armistice_engine::drafts::drafts;
use armistice_engine::ledger::{ChangeKind, Options, ledger};
use armistice_engine::run::Quiet;
use armistice_report::compare::{Comparison, compare};
use armistice_report::pages::{self, Findings};
use armistice_report::text;
use jiff::civil::{Date, date};

fn lake() -> Vec<Input> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/lake-sarn");
    [
        "case.yaml",
        "arrangement.yaml",
        "claims.yaml",
        "drafts.yaml",
    ]
    .into_iter()
    .map(|name| Input {
        path: name.to_owned(),
        bytes: std::fs::read(format!("{folder}/{name}")).expect("the example is there"),
    })
    .collect()
}

fn case_of(inputs: Vec<Input>) -> Case {
    load(inputs).case().expect("the example is sound")
}

fn with_page<T>(case: &Case, day: Date, then: impl FnOnce(&Findings<'_>) -> T) -> T {
    let options = Options {
        as_of: Some(day),
        since: None,
    };
    let ledger = ledger(case, &options, &Quiet).expect("nothing stops it");
    let structure = structure(case);
    let drafts = drafts(case, ledger.as_of);
    then(&Findings {
        structure: structure.as_ref(),
        monitored: None,
        drafts: &drafts,
        ..Findings::new(case, &ledger)
    })
}

fn between(old: (&Case, Date), new: (&Case, Date)) -> Comparison {
    with_page(old.0, old.1, |before| {
        with_page(new.0, new.1, |after| {
            let (before, after) = (pages::everything(before), pages::everything(after));
            compare((&before, "before".to_owned()), (&after, "after".to_owned()))
        })
    })
}

const EARLY: Date = date(2033, 8, 5);
const LATE: Date = date(2033, 8, 20);

#[test]
fn a_case_and_itself_differ_in_nothing() {
    let case = case_of(lake());
    let comparison = between((&case, LATE), (&case, LATE));
    assert!(comparison.is_empty());
    assert_eq!(comparison.text(100), "");
}

#[test]
fn the_order_of_the_text_and_its_comments_are_no_change() {
    let mut inputs = lake();
    let text = String::from_utf8(inputs[2].bytes.clone()).expect("UTF-8");
    // Claims of different days change places, so that every line number below moves.
    let first = text
        .lines()
        .find(|line| line.starts_with("  c1:"))
        .expect("c1");
    let moved = text
        .replacen(&format!("{first}\n"), "  # a remark\n\n", 1)
        .replacen("  c15:", &format!("{first}\n  c15:"), 1);
    assert_ne!(moved, text);
    inputs[2].bytes = moved.into_bytes();
    let (before, after) = (case_of(lake()), case_of(inputs));
    let comparison = between((&before, LATE), (&after, LATE));
    assert!(comparison.is_empty(), "{}", comparison.text(100));
}

#[test]
fn one_word_changed_is_one_finding_changed() {
    let mut inputs = lake();
    let text = String::from_utf8(inputs[3].bytes.clone()).expect("UTF-8");
    inputs[3].bytes = text
        .replace("two nights a week", "three nights a week")
        .into_bytes();
    let (before, after) = (case_of(lake()), case_of(inputs));
    let comparison = between((&before, LATE), (&after, LATE)).json();
    let changes = comparison["changes"].as_array().expect("a list");
    assert_eq!(changes.len(), 1, "{comparison:#}");
    assert_eq!(changes[0]["change"], "changed");
    assert_eq!(changes[0]["key"], "text t-pumps");
}

#[test]
fn between_the_two_days_of_lake_sarn_a_word_was_turned_round_moved_and_fell_silent() {
    let case = case_of(lake());
    let options = Options {
        as_of: Some(LATE),
        since: Some(EARLY),
    };
    let ledger = ledger(&case, &options, &Quiet).expect("nothing stops it");
    let changes = ledger.changes.expect("an earlier day was asked for");
    let has = |test: fn(&ChangeKind) -> bool| changes.iter().any(|change| test(&change.kind));
    assert!(has(|kind| matches!(kind, ChangeKind::Reversed(_))));
    assert!(has(|kind| matches!(kind, ChangeKind::Moved(_))));
    assert!(has(|kind| matches!(kind, ChangeKind::GoneSilent)));
    assert!(!between((&case, EARLY), (&case, LATE)).is_empty());
}

#[test]
fn the_draft_of_lake_sarn_in_brackets() {
    let case = case_of(lake());
    let page = with_page(&case, LATE, |findings| {
        text::text(&pages::draft(findings), 160, false)
    });
    for line in [
        "at least [Sarn Dam Company: 30 | Union of Gate Hands and Irrigators, Belmar Waterworks: 40] megalitres",
        "Fields may be pumped on two nights a week.",
        "Sarn Dam Company accepts `v1` only if the survey keeps the books (17 Aug).",
        "Belmar Waterworks was asked about `v2` and said nothing (16 Aug).",
        "No reaction of Belmar Waterworks.",
        "every party accepts 1 of 4 clauses as written; not yet: flow, wage and meters.",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
}
