//! What the page of the running agreement says of days: what is due next, until when, what is over and
//! what is waived.

mod support;

/// A page of a case with these duties and events as one line of words.
fn page(duties: &str, events: &str, args: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!(
        "case: Two banks
as-of: 2031-06-25
parties: {{north: {{name: North}}, south: {{name: South}}}}
others: {{board: {{name: the Board, role: verifier}}}}
quantities: {{loads: {{name: loads, unit: load}}}}
sources: {{paper: {{outlet: Paper}}, post: {{outlet: Post}}}}
agreement:
  status: in force
  from: paper
  signed-by: [north, south]
  calendar: {{day-one: 2031-06-01}}
  obligations:
{duties}events:
{events}"
    );
    std::fs::write(folder.path().join("case.yaml"), text).expect("a file");
    let path = folder.path().to_string_lossy().into_owned();
    let mut all = vec![args[0], &path];
    all.extend(&args[1..]);
    let text = support::page(&all);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_due_next_says_what_is_suspended_and_what_has_no_last_day() {
    let duties = "    held: {by: south, to: north, does: Sign, when: by day 6}
    free: {by: north, to: south, does: Let them pass, when: from day 1}
    dig: {by: north, to: south, does: Dig, starts: by day 9}
";
    let events = "  a: {date: 2031-06-04, of: held, becomes: suspended, by: south, from: paper}\n";
    let found = page(duties, events, &["monitor", "--as-of", "2031-06-06"]);
    for wanted in [
        "held South 6 Jun suspended; due today",
        "free North – due; no last day",
        "dig North – due; to be begun by 9 Jun",
    ] {
        assert!(found.contains(wanted), "{wanted}: {found}");
    }
}

#[test]
fn everything_is_not_done_while_something_is_owed_again_and_again() {
    let duties = "    dig: {by: north, to: south, does: Dig, when: by day 15}
    fill: {by: north, to: south, does: Fill, after: dig, takes: 4 days, when: by day 20}
    count: {by: board, does: Count, every: 5 days, when: day 1 to day 20}
";
    let event = "  a: {date: 2031-06-05, of: dig, becomes: started, from: paper}\n";
    let found = page(duties, event, &["monitor", "--as-of", "2031-06-06"]);
    let wanted = "At the earliest everything that is done once is done on 10 Jun (day 10); the chain that sets it runs over `fill`. What is owed again and again goes on to 20 Jun (day 20).";
    assert!(found.contains(wanted), "{found}");
    // When the last of them is past, the rest is everything.
    let found = page(duties, event, &["monitor", "--as-of", "2031-06-21"]);
    assert!(found.contains("everything is done on 25 Jun"), "{found}");
    assert!(!found.contains("again and again"), "{found}");
    // A promise by the day without a last day.
    let daily =
        format!("{duties}    aid: {{by: south, to: north, delivers: {{loads: 4 per day}}}}\n");
    let found = page(&daily, event, &["monitor", "--as-of", "2031-06-06"]);
    let wanted = "What is owed again and again goes on without a last day.";
    assert!(found.contains(wanted), "{found}");
}

#[test]
fn days_in_dispute_are_as_far_apart_as_the_accounts_of_them() {
    let duties = "    go: {by: south, to: north, does: Go, when: by day 6}\n";
    let event = |other: &str| {
        format!(
            "  a: {{date: 2031-06-04, of: go, reports: [{{from: paper, becomes: done}}, {{from: post, becomes: done, date: {other}}}]}}\n"
        )
    };
    // A table breaks its cells, JSON does not.
    let args = ["monitor", "--format", "json"];
    let found = page(duties, &event("2031-06-08"), &args);
    assert!(found.contains("up to 4 days early or late"), "{found}");
    let found = page(duties, &event("2031-06-05"), &args);
    assert!(found.contains("a day early or late"), "{found}");
}

#[test]
fn a_waived_breach_says_until_when_it_was_one() {
    let duties = "    go: {by: south, to: north, does: Go, when: by day 6}\n";
    let events = "  a: {date: 2031-06-07, of: go, becomes: not done, from: paper}
  b: {date: 2031-06-15, of: go, becomes: waived, by: north, from: paper}
";
    let found = page(duties, events, &["monitor", "--as-of", "2031-06-16"]);
    assert!(found.contains("until it was waived on 15 Jun"), "{found}");
    let told = page(
        duties,
        events,
        &["bulletin", "--as-of", "2031-06-16", "--weekly"],
    );
    assert!(!told.contains("text changed"), "{told}");
}

#[test]
fn what_a_remedy_waits_for_is_owed_by_nobody() {
    let duties = "    go: {by: south, to: north, does: Go, when: by day 6}
    pay: {by: south, to: north, does: Pay, after: go breached, when: within 2 days}
";
    let event = "  a: {date: 2031-06-05, of: go, becomes: done, from: paper}\n";
    let before = page(duties, event, &["monitor", "--as-of", "2031-06-04"]);
    assert!(
        before.contains("not due: waits for `go` breached"),
        "{before}"
    );
    assert!(!before.contains("owed by South"), "{before}");
    let after = page(duties, event, &["monitor", "--as-of", "2031-06-05"]);
    assert!(after.contains("pay South impossible"), "{after}");
    assert!(!after.contains("waits for"), "{after}");
}
