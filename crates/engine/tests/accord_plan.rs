//! Proposals: what they are made from, what they refuse, and that both sides are treated alike.

use armistice_case::model::Case;
use armistice_case::{Input, load};
use armistice_engine::accord::finding::{Code, Evidence, Options};
use armistice_engine::accord::plan::propose::{Basis, Limits, Proposal, propose};
use armistice_engine::accord::verify::{lens, verify};
use armistice_engine::run::{Quiet, Refusal};

fn case(text: &str) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.as_bytes().to_vec(),
    }]);
    loaded
        .case()
        .unwrap_or_else(|| panic!("{:?}", loaded.diagnostics))
}

fn proposal(text: &str, limits: &Limits) -> Result<Proposal, Refusal> {
    let case = case(text);
    let lens = lens(&case, None).expect("an agreement");
    propose(&lens, limits, &Quiet)
}

const HEAD: &str = "case: Swap\nparties: {shore: {name: Shore}, isle: {name: Isle}}\n\
quantities: {boats: {unit: boat}, nets: {unit: net}, food: {unit: load}}\n";

const VALUES: &str = "assumptions:\n  s: {values-of: shore, because: nets-home, worth: {nets: 9}, cost: {boats: 4 to 6, food: 1}}\n\
\x20 i: {values-of: isle, because: boats-home, worth: {boats: 10, food: 1}, cost: {nets: 5}}\n";

const SWAP: &str = "agreement:\n  signed-by: [shore, isle]\n  obligations:\n\
    \x20   boats-home: {by: shore, to: isle, delivers: {boats: 10}, when: day 1}\n\
    \x20   nets-home: {by: isle, to: shore, in-return-for: boats-home, delivers: {nets: NUMBER}, when: day 5}\n";

#[test]
fn values_are_used_where_the_case_gives_them() {
    let text = format!("{HEAD}{VALUES}{}", SWAP.replace("NUMBER", "10"));
    let found = proposal(&text, &Limits::default()).expect("an exchange");
    assert!(matches!(&found.basis, Basis::Values(assumptions) if assumptions.len() == 2));
    assert_eq!(found.current.bonds, [0, 50_000_000]);
    assert_eq!(
        (found.least.value, found.least.gap(), found.with_escrow),
        (5_000_000, 0, Some(0))
    );
    let verified = verify(&case(&text), &Options::default(), &Quiet).expect("an agreement");
    let bond = verified
        .findings
        .iter()
        .find(|f| f.code == Code::BondNeeded)
        .expect("a bond");
    let Evidence::Bonds { bonds, .. } = &bond.evidence else {
        panic!("bonds")
    };
    assert_eq!(bonds[1].amount, 50_000_000);
}

#[test]
fn without_values_shares_are_balanced_and_both_splits_are_told() {
    let text = format!("{HEAD}{}", SWAP.replace("NUMBER", "20"));
    let found = proposal(&text, &Limits::default()).expect("an exchange");
    let Basis::Shares {
        whole,
        proportional: false,
    } = found.basis
    else {
        panic!("shares")
    };
    assert_eq!(found.current.bonds, [0, whole]);
    let two: Vec<&[i64]> = found
        .options
        .iter()
        .filter(|option| option.turns == 2)
        .map(|option| option.plan.bonds.as_slice())
        .collect();
    assert_eq!(two, [[0, whole].as_slice(), [whole, 0].as_slice()]);
    let mut before = i64::MAX;
    for option in &found.options {
        assert!(option.plan.total() <= before, "more turns never need more");
        before = option.plan.total();
    }
    assert!(found.least.value <= before);
    assert!(
        found
            .with_escrow
            .is_some_and(|with| with <= found.least.value)
    );
}

#[test]
fn open_numbers_are_refused_unless_taken_in_proportion() {
    let text = format!("{HEAD}{}", SWAP.replace("NUMBER", "open"));
    assert!(proposal(&text, &Limits::default()).is_err());
    let asked = Limits {
        proportional: true,
        ..Limits::default()
    };
    let found = proposal(&text, &asked).expect("an exchange");
    assert!(matches!(
        found.basis,
        Basis::Shares {
            proportional: true,
            ..
        }
    ));
}

#[test]
fn what_is_owed_anyway_never_enters() {
    let with_aid = |flag: &str| {
        format!(
            "{HEAD}{VALUES}{}    aid: {{by: shore, to: isle, delivers: {{food: 7}}, when: day 9{flag}}}\n",
            SWAP.replace("NUMBER", "10")
        )
    };
    let plain = format!("{HEAD}{VALUES}{}", SWAP.replace("NUMBER", "10"));
    let bonds = |text: &str| {
        proposal(text, &Limits::default())
            .expect("an exchange")
            .current
            .bonds
    };
    assert_eq!(bonds(&with_aid(", unconditional: yes")), bonds(&plain));
    assert_ne!(bonds(&with_aid("")), bonds(&plain));
}

#[test]
fn the_names_of_the_sides_do_not_matter() {
    let text = format!("{HEAD}{}", SWAP.replace("NUMBER", "20"));
    let swapped = text.replace(
        "shore: {name: Shore}, isle: {name: Isle}",
        "isle: {name: Isle}, shore: {name: Shore}",
    );
    let one = proposal(&text, &Limits::default()).expect("an exchange");
    let other = proposal(&swapped, &Limits::default()).expect("an exchange");
    assert_eq!(one.least.value, other.least.value);
    let mirrored: Vec<i64> = other.current.bonds.iter().rev().copied().collect();
    assert_eq!(one.current.bonds, mirrored);
    let totals = |p: &Proposal| {
        p.options
            .iter()
            .map(|o| (o.turns, o.plan.total()))
            .collect::<Vec<_>>()
    };
    assert_eq!(totals(&one), totals(&other));
}
