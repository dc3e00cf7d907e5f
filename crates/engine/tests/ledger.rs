//! Rules of the ledger, each on a case of a few lines.

use armistice_case::model::{Case, ClaimId};
use armistice_case::{Input, load};
use armistice_engine::ledger::{IssueState, Options, ledger};
use armistice_engine::run::Quiet;

const TALKS: &str = "case: Talks\nas-of: 2031-01-05\nparties: {a: {name: A}, b: {name: B}}\n\
    others:\n  one: {name: One, anonymous: yes}\n  two: {name: Two, anonymous: yes}\n\
    issues: {line: {options: {near: near, far: far}}}\nquantities: {boats: {unit: boat}}\n\
    propositions: {calm: {fact: The lake is calm.}}\n\
    sources: {post: {outlet: Post, published: 2031-01-04}, late: {outlet: Post, published: 2031-01-05}}\nclaims:\n";

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

/// What each voice is taken to say of the talks and of the line, and what differs.
fn standing(claims: &str) -> (Vec<String>, Vec<String>) {
    let case = case(claims);
    let found = ledger(&case, &Options::default(), &Quiet).expect("a ledger");
    let label = |claim: &ClaimId| case.claims.label(*claim).id.to_string();
    let accounts = found.accounts.iter();
    let accounts = accounts.map(|account| {
        let claims: Vec<String> = account.claims.iter().map(label).collect();
        claims.join("+")
    });
    let differences = found.differences.iter().map(|difference| {
        let groups = difference.groups.iter().map(|group| {
            let claims = group.accounts.iter().flat_map(|account| &account.claims);
            claims.map(label).collect::<Vec<_>>().join("+")
        });
        let mut groups: Vec<String> = groups.collect();
        groups.sort();
        format!("{:?}: {}", difference.kind, groups.join(" | "))
    });
    let mut accounts: Vec<String> = accounts.collect();
    accounts.sort();
    (accounts, differences.collect())
}

#[test]
fn several_words_of_one_day_differ_and_a_later_day_replaces_them() {
    for (one, other, how) in [
        ("talks: ongoing", "talks: halted", "CannotBothHold"),
        ("talks: ongoing", "talks: stalled", "PullApart"),
        (
            "status: {line: open}",
            "status: {line: settled}",
            "CannotBothHold",
        ),
        (
            "quantity: {boats: 12}",
            "quantity: {boats: 300 to 400}",
            "CannotBothHold",
        ),
        (
            "open-issues: 1",
            "open-issues: at least 3",
            "CannotBothHold",
        ),
        ("progress: little", "progress: some", "PullApart"),
        ("affirms: calm", "denies: calm", "CannotBothHold"),
        (
            "about: a, accepts: {line: near}",
            "about: a, refuses: {line: near}",
            "CannotBothHold",
        ),
    ] {
        for who in ["outlet", "one", "a", "b"] {
            for day in ["", "date: 2031-01-02, "] {
                let claim = |id: &str, said: &str, day: &str| {
                    format!("  {id}: {{by: {who}, from: post, {day}{said}}}\n")
                };
                let (first, second) = (claim("c1", one, day), claim("c2", other, day));
                let told = vec![format!("{how}: c1 | c2")];
                // In either order, and with one of them said twice.
                for claims in [format!("{first}{second}"), format!("{second}{first}")] {
                    let (accounts, differences) = standing(&claims);
                    assert_eq!(accounts, ["c1", "c2"], "{claims}");
                    assert_eq!(differences, told, "{claims}");
                }
                let again = format!("{first}{second}{}", claim("c3", one, day));
                assert_eq!(standing(&again).0, ["c1+c3", "c2"], "{again}");
                // A later day, a correction and a retraction settle it.
                let later = match day {
                    "" => claim("c3", one, "").replace("from: post", "from: late"),
                    _ => claim("c3", one, "date: 2031-01-04, "),
                };
                let later = format!("{first}{second}{later}");
                let (accounts, differences) = standing(&later);
                assert_eq!(
                    (accounts, differences.len()),
                    (vec!["c1+c3".to_owned()], 0),
                    "{later}"
                );
                for key in ["corrects", "retracts"] {
                    let taken = format!(
                        "{first}{}",
                        claim("c2", other, &format!("{day}{key}: c1, "))
                    );
                    assert_eq!(standing(&taken), (vec!["c2".to_owned()], vec![]), "{taken}");
                }
            }
        }
    }
}

#[test]
fn a_retelling_without_a_day_leaves_several_words_as_they_are() {
    let claims = "  c1: {by: one, from: post, date: 2031-01-02, talks: ongoing}\n  \
                  c2: {by: one, from: post, date: 2031-01-02, talks: halted}\n  \
                  c3: {by: one, from: post, talks: ongoing}\n";
    let (accounts, differences) = standing(claims);
    assert_eq!(accounts, ["c1+c3", "c2"]);
    assert_eq!(differences, ["CannotBothHold: c1+c3 | c2"]);
}

#[test]
fn words_of_one_day_that_can_both_hold_are_no_difference() {
    let claims = "  c1: {by: one, from: post, open-issues: at least 2}\n  \
                  c2: {by: one, from: post, open-issues: 3}\n";
    let (accounts, differences) = standing(claims);
    assert_eq!(accounts, ["c1", "c2"]);
    assert_eq!(differences, [""; 0]);
}

#[test]
fn who_says_both_settles_nothing() {
    let said = |c: u8, by: &str, how: &str| {
        format!("  c{c}: {{by: {by}, from: post, status: {{line: {how}}}}}\n")
    };
    let both = said(1, "a", "settled") + &said(2, "b", "settled");
    let open = both.clone() + &said(3, "b", "open");
    for (claims, settled) in [(both, true), (open, false)] {
        let case = case(&claims);
        let found = ledger(&case, &Options::default(), &Quiet).expect("a ledger");
        assert_eq!(
            found.board[0].state == IssueState::Settled,
            settled,
            "{claims}"
        );
    }
}
