//! Scenarios and preferences that are broken or meant to harm: a clear word with file and line each.

mod support;

use std::fs;
use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

/// The longest that any of this may take, with room for a slow machine and a debug build.
const PATIENCE: Duration = Duration::from_secs(30);

const DOMAIN: &str = "<negotiation_template>\n<utility_space>\n<objective>\n\
    <issue index=\"1\" name=\"price\" type=\"discrete\">\n\
    <item index=\"1\" value=\"low\"/>\n<item index=\"2\" value=\"high\"/>\n</issue>\n\
    </objective>\n</utility_space>\n</negotiation_template>\n";

fn profile(low: &str, high: &str, weight: &str) -> String {
    format!(
        "<utility_space>\n<objective>\n<issue index=\"1\" name=\"price\" type=\"discrete\">\n\
         <item index=\"1\" value=\"low\" {low}/>\n<item index=\"2\" value=\"high\" {high}/>\n</issue>\n\
         <weight index=\"1\" value=\"{weight}\"/>\n</objective>\n</utility_space>\n"
    )
}

fn import(domain: &str, first: &str) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let sound = profile("evaluation=\"1\"", "evaluation=\"2\"", "1");
    for (name, text) in [
        ("domain.xml", domain),
        ("one.xml", first),
        ("two.xml", &sound),
    ] {
        fs::write(folder.path().join(name), text).expect("written");
    }
    let path = folder.path().to_string_lossy().into_owned();
    let start = Instant::now();
    let output = support::run_with_input(&["import", "scenario", &path], b"");
    assert!(start.elapsed() < PATIENCE, "took {:?}", start.elapsed());
    output
}

/// Refused with the file, the line and the word, and nothing is written.
fn refused(output: &Output, place: &str, word: &str) {
    let said = support::stderr(output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains(place) && said.contains(word),
        "{place}, {word}: {said}"
    );
    assert!(said.len() < 2_000 && !said.contains("panicked"), "{said}");
    assert!(output.stdout.is_empty());
}

#[test]
fn an_xml_bomb_is_refused_where_it_begins() {
    let mut bomb = String::from("<?xml version=\"1.0\"?>\n<!DOCTYPE z [\n<!ENTITY a \"boom\">\n");
    for n in 1..40 {
        let before = if n == 1 {
            "a".to_owned()
        } else {
            format!("a{}", n - 1)
        };
        bomb.push_str(&format!(
            "<!ENTITY a{n} \"{}\">\n",
            format!("&{before};").repeat(10)
        ));
    }
    bomb.push_str("]>\n<utility_space><objective>&a39;</objective></utility_space>\n");
    refused(&import(DOMAIN, &bomb), "one.xml:2", "a document type");
    let domain = bomb.replace("utility_space", "negotiation_template");
    refused(&import(&domain, &bomb), "domain.xml:2", "a document type");
}

#[test]
fn what_is_no_number_is_refused_where_it_stands() {
    for odd in ["NaN", "inf", "-Infinity", "1,5", ""] {
        let text = profile("evaluation=\"1\"", &format!("evaluation=\"{odd}\""), "1");
        refused(&import(DOMAIN, &text), "one.xml:5", "not a number");
        let text = profile("evaluation=\"1\"", "evaluation=\"2\"", odd);
        refused(&import(DOMAIN, &text), "one.xml:7", "not a number");
    }
}

#[test]
fn a_missing_score_is_refused_where_it_should_stand() {
    let text = profile("evaluation=\"1\"", "", "1");
    refused(
        &import(DOMAIN, &text),
        "one.xml:5",
        "no evaluation for `high` of `price`",
    );
    let text = profile("evaluation=\"1\"", "evaluation=\"2\"", "1")
        .replace("value=\"high\"", "value=\"other\"");
    refused(
        &import(DOMAIN, &text),
        "one.xml:3",
        "no evaluation for `high` of `price`",
    );
    let text = profile("evaluation=\"1\"", "evaluation=\"2\"", "1")
        .replace("<weight index=\"1\" value=\"1\"/>\n", "");
    refused(
        &import(DOMAIN, &text),
        "one.xml:3",
        "no weight for the issue `price`",
    );
}

#[test]
fn weights_that_go_beyond_one_are_refused_where_they_stand() {
    let text = profile("evaluation=\"1\"", "evaluation=\"2\"", "7");
    refused(&import(DOMAIN, &text), "one.xml:7", "weights");
}

#[test]
fn a_million_values_are_refused_where_they_are_said() {
    let issue = "<issue index=\"1\" name=\"price\" type=\"integer\" lowerbound=\"0\" upperbound=\"1000000\"/>";
    let domain = format!(
        "<negotiation_template>\n<utility_space>\n<objective>\n{issue}\n</objective>\n</utility_space>\n\
         </negotiation_template>\n"
    );
    refused(
        &import(&domain, &profile("", "", "1")),
        "domain.xml:4",
        "more than 10000 values",
    );
}

const CASE: &str = "case: Two and a price\nparties:\n  a: {name: A}\n  b: {name: B}\nissues:\n  \
    price:\n    options: {low: Low, high: High}\n  day:\n    options: {soon: Soon, late: Late}\nassumptions:\n";

fn deals(assumptions: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    fs::write(&path, format!("{CASE}{assumptions}")).expect("written");
    asked(&path)
}

fn asked(path: &Path) -> (Option<i32>, String) {
    let path = path.to_string_lossy().into_owned();
    let start = Instant::now();
    let output = support::run_with_input(&["deals", &path, "--width", "200"], b"");
    assert!(start.elapsed() < PATIENCE, "took {:?}", start.elapsed());
    let said = format!("{}{}", support::stdout(&output), support::stderr(&output));
    assert!(!said.contains("panicked"), "{said}");
    (output.status.code(), said)
}

fn says(said: &str, words: &[&str]) {
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn weights_that_cannot_sum_are_told_by_line() {
    let (code, said) = deals(
        "  p:\n    preferences-of: a\n    says: Guessed.\n    weights:\n      price: 30\n      day: 30\n    \
         scores:\n      price: {low: 0, high: 100}\n      day: {soon: 100, late: 0}\n",
    );
    assert_eq!(code, Some(0), "{said}");
    says(
        &said,
        &[
            "weights: price",
            "weights: day",
            "case.yaml:15",
            "case.yaml:16",
        ],
    );
}

#[test]
fn statements_that_leave_nothing_are_told_as_the_smallest_set_by_line() {
    let (code, said) = deals(
        "  p:\n    preferences-of: a\n    says: Guessed.\n    order: [price, day]\n    weights:\n      day: 60\n    \
         scores:\n      price: {low: 0, high: 100}\n      day: {soon: 100, late: 0}\n    reservation: 10\n",
    );
    assert_eq!(code, Some(0), "{said}");
    says(
        &said,
        &[
            "order: price before day",
            "weights: day",
            "case.yaml:14",
            "case.yaml:16",
        ],
    );
    assert!(
        !said.contains("scores: price"),
        "not the smallest set: {said}"
    );
}

#[test]
fn an_option_without_a_score_is_told_by_line() {
    let (code, said) = deals(
        "  p:\n    preferences-of: a\n    says: Guessed.\n    scores:\n      price: {low: 0}\n      \
         day: {soon: 1, late: 0}\n",
    );
    assert_ne!(code, Some(0), "{said}");
    says(&said, &["case.yaml:11", "A has no score for `high` on"]);
}

#[test]
fn a_scored_issue_with_a_million_steps_is_refused_and_told_how_to_mend() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    let text = CASE.replace(
        "    options: {low: Low, high: High}\n",
        "    range: 0 to 1000000\n    step: 1\n",
    );
    let numbers = "  p:\n    preferences-of: a\n    says: Guessed.\n    scores:\n      price: {0: 0, 1000000: 100}\n      \
                   day: {soon: 1, late: 0}\n";
    fs::write(&path, format!("{text}{numbers}")).expect("written");
    let (code, said) = asked(&path);
    assert_ne!(code, Some(0), "{said}");
    says(&said, &["1000001 answers of `price`", "larger `step`"]);
}

const EXACT: &str = "  p:\n    preferences-of: a\n    says: Guessed.\n    scores: {price: {low: 0, high: 100}, day: {soon: 10, late: 0}}\n    reservation: 20\n  \
    q:\n    preferences-of: b\n    says: Guessed.\n    scores: {price: {low: 100, high: 0}, day: {soon: 0, late: 10}}\n    reservation: 20\n";

#[test]
fn what_a_scenario_file_cannot_say_is_named() {
    let exported = |case: String| {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("case.yaml");
        fs::write(&path, case).expect("written");
        let [path, out] =
            [path, folder.path().join("out")].map(|p| p.to_string_lossy().into_owned());
        let ask = [
            "export", "scenario", &path, "--to", "negmas", "--output", &out,
        ];
        let output = support::run_with_input(&ask, b"");
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}",
            support::stderr(&output)
        );
        support::stderr(&output)
    };
    let losses = [
        "what waiting costs (`discount`) A",
        "how it moves (`drift`) for B",
        "whose yes it takes (`consent`)",
        "what somebody could add (`inducement-by`)",
    ];
    let plain = exported(format!("{CASE}{EXACT}"));
    losses
        .iter()
        .for_each(|loss| assert!(!plain.contains(loss), "{plain}"));
    // Waiting costs A, and what no deal is worth to B moves.
    let moving = format!("{EXACT}    drift: [{{date: 2031-06-01, reservation: 40}}]\n").replacen(
        "reservation: 20",
        "reservation: 20\n    discount: 5",
        1,
    );
    let rest = "  more:\n    inducement-by: b\n    adds: {a: 5}\n    says: Guessed.\ndeal:\n  consent: a or b\n";
    says(&exported(format!("{CASE}{moving}{rest}")), &losses);
}

#[test]
fn a_reservation_beyond_every_scale_is_not_blamed_on_the_scores() {
    let weighed = EXACT
        .replace(
            "    scores",
            "    weights: {price: 60, day: 40}\n    scores",
        )
        .replacen("reservation: 20", "reservation: 9000000000", 1);
    let (code, said) = deals(&weighed);
    assert_eq!(code, Some(2), "{said}");
    says(
        &said,
        &["what no deal is worth to A", "on the scale of the scores"],
    );
}

#[test]
fn scores_that_do_not_use_the_whole_scale_beside_weights_are_told() {
    let scored = |price: &str| {
        let (code, said) = deals(&format!(
            "  p:\n    preferences-of: a\n    says: Guessed.\n    weights: {{price: 60, day: 40}}\n    \
             scores: {{price: {price}, day: {{soon: 100, late: 0}}}}\n    reservation: 10\n"
        ));
        assert_eq!(code, Some(0), "{said}");
        let told = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            !told.contains("The scores of A on `day`") && !told.contains("on day run"),
            "{told}"
        );
        told
    };
    let whole = "and not from 0 to 100";
    assert!(!scored("{low: 0, high: 100}").contains(whole));
    assert!(!scored("{low: 0 to 10, high: 90 to 100}").contains(whole));
    says(
        &scored("{low: 0, high: 80}"),
        &["run from 0 to 80", "counts for 80 in a hundred"],
    );
    says(
        &scored("{low: 20 to 30, high: 80 to 90}"),
        &[
            "run at most from 20 to 90",
            "counts for at most 70 in a hundred",
        ],
    );
}
