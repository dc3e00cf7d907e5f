//! Rules of the ledger, each on a case of a few lines.

use armistice_case::model::Case;
use armistice_case::{Input, load};
use armistice_engine::ledger::{Options, ledger};
use armistice_engine::run::Quiet;

const TALKS: &str = "case: Talks\nas-of: 2031-01-05\nparties: {a: {name: A}, b: {name: B}}\n\
    others:\n  one: {name: One, anonymous: yes}\n  two: {name: Two, anonymous: yes}\n\
    issues: {line: {options: {near: near, far: far}}}\nquantities: {boats: {unit: boat}}\n\
    propositions: {calm: {fact: The lake is calm.}}\n\
    sources: {post: {outlet: Post, published: 2031-01-04}}\nclaims:\n";

fn case(claims: &str) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: format!("{TALKS}{claims}").into_bytes(),
    }]);
    loaded
        .case()
        .unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics))
}

/// The ids of the claims that rest on one anonymous speaker alone.
fn alone(claims: &str) -> Vec<String> {
    let case = case(claims);
    let found = ledger(&case, &Options::default(), &Quiet).expect("a ledger");
    let ids = found.alone.iter();
    ids.map(|claim| case.claims.label(*claim).id.to_string())
        .collect()
}

#[test]
fn who_says_the_same_stands_by_an_anonymous_speaker() {
    for said in [
        "status: {line: open}",
        "status: {line: partly}",
        "progress: none",
        "progress: little",
        "talks: halted",
        "open-issues: 1",
        "open-issues: at least 2",
        "quantity: {boats: about 50}",
        "about: a, demands: {line: near}",
        "about: a, refuses: {line: near}",
        "affirms: calm",
    ] {
        let one = format!("  c1: {{by: one, from: post, {said}}}\n");
        assert_eq!(alone(&one), ["c1"], "{said}");
        let both = format!("{one}  c2: {{by: two, from: post, {said}}}\n");
        assert_eq!(alone(&both), [""; 0], "{said}");
        let case = case(&both);
        let found = ledger(&case, &Options::default(), &Quiet).expect("a ledger");
        assert!(found.differences.is_empty(), "{said}");
    }
}

#[test]
fn who_says_otherwise_does_not() {
    let claims = "  c1: {by: one, from: post, status: {line: open}}\n  \
                  c2: {by: two, from: post, status: {line: settled}}\n";
    assert_eq!(alone(claims), ["c1", "c2"]);
}
