//! The commands on a conflict, as a person calls them.

use std::path::Path;
use std::process::{Command, Output};

fn armistice(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_armistice"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn stability_prints_why_the_stall_holds_and_the_same_bytes_each_time() {
    let ask = ["stability", "examples/doha-2025-07", "--width", "100"];
    let first = armistice(&ask);
    assert!(first.status.success());
    let text = out(&first);
    assert!(
        text.contains("“the stall” holds (Nash): nobody gains by a move of its own."),
        "{text}"
    );
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
    assert_eq!(text, out(&armistice(&ask)));
}

#[test]
fn json_holds_every_section_with_what_it_rests_on() {
    let output = armistice(&[
        "induce",
        "examples/two-drivers",
        "--state",
        "both-give-way",
        "--format",
        "json",
    ]);
    let page: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(page["schema"], "armistice/induce/1");
    for section in page["sections"].as_array().expect("sections") {
        for block in section["blocks"].as_array().expect("blocks") {
            for item in ["statements", "rows"]
                .iter()
                .filter_map(|key| block[key].as_array())
                .flatten()
            {
                assert!(
                    !item["because"].as_array().expect("reasons").is_empty(),
                    "{item}"
                );
            }
        }
    }
}

#[test]
fn a_picture_is_drawn_and_a_state_that_is_none_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("graph.svg");
    let path = file.to_str().expect("a path in UTF-8");
    assert!(
        armistice(&["stability", "examples/two-suspects", "--graph", path])
            .status
            .success()
    );
    let picture = std::fs::read_to_string(&file).expect("written");
    assert_eq!(picture.matches("<rect class=\"state").count(), 4);
    let refused = armistice(&["stability", "examples/two-suspects", "--state", "nowhere"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("neither a named state"));
}

#[test]
fn a_case_goes_out_as_gmcr_and_comes_back_with_the_same_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let model = folder.path().join("well.gmcr");
    let case = folder.path().join("case.yaml");
    let (model, case) = (
        model.to_str().expect("UTF-8"),
        case.to_str().expect("UTF-8"),
    );
    assert!(
        armistice(&["gmcr", "examples/groundwater", "--output", model])
            .status
            .success()
    );
    assert!(
        armistice(&["gmcr", model, "--output", case])
            .status
            .success()
    );
    let counts = |case: &str| -> Vec<String> {
        out(&armistice(&["stability", case, "--width", "200"]))
            .lines()
            .filter(|line| line.contains(", where "))
            .map(|line| line.split(" states").next().unwrap_or("").to_owned())
            .collect()
    };
    let before = counts("examples/groundwater");
    assert_eq!(before.len(), 5);
    assert_eq!(before, counts(case));
}

/// What is refused on the command line: the answer's status and words.
fn refused(text: &str, ask: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("case.yaml");
    std::fs::write(&file, text).expect("written");
    let path = file.to_str().expect("a path in UTF-8");
    let mut arguments = vec![ask[0], path];
    arguments.extend(&ask[1..]);
    let output = armistice(&arguments);
    assert!(output.stdout.is_empty(), "{}", out(&output));
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), words)
}

const TWO: &str = "case: A test\nparties:\n  a: {name: Ada}\n  b: {name: Ben}\n";
const COURSES: &str =
    "conflict:\n  courses:\n    x: {by: a, does: Do it}\n    z: {by: b, does: Do that}\n";

#[test]
fn bad_input_is_refused_by_the_command_with_what_would_work() {
    let wants = |wants: &str| {
        format!("{TWO}{COURSES}assumptions:\n  p: {{preferences-of: a, wants: [{wants}]}}\n")
    };
    let cases = [
        // Contradictory, and empty.
        (
            wants("x and not x"),
            "holds in no state that can be",
            "look for a contradiction",
        ),
        (
            wants("x or not x"),
            "holds in every state that can be",
            "leave it out",
        ),
        (wants("\"\""), "wants", ""),
        // No state is left.
        (
            format!("{TWO}{COURSES}  cannot-be: [x, not x]\n"),
            "leave no state at all",
            "take a pattern out of `cannot-be`",
        ),
        // A course without an owner, and one of nobody in the case.
        (
            format!("{TWO}conflict:\n  courses:\n    x: {{does: Do it}}\n"),
            "by",
            "",
        ),
        (
            format!("{TWO}conflict:\n  courses:\n    x: {{by: carl, does: Do it}}\n"),
            "carl",
            "",
        ),
        // Both ways to write states.
        (
            format!(
                "{TWO}{COURSES}  states:\n    s: {{takes: x}}\n  moves: [{{by: a, from: s, to: s}}]\n"
            ),
            "in one of the two ways",
            "keep `courses`",
        ),
        (
            TWO.to_owned(),
            "no courses of action",
            "add a `conflict` section",
        ),
    ];
    for (text, wrong, help) in cases {
        let (status, words) = refused(&text, &["stability"]);
        assert_eq!(status, Some(2), "{text}\n{words}");
        assert!(
            words.contains(wrong) && words.contains(help),
            "{text}\n{words}"
        );
    }
}

#[test]
fn two_hundred_courses_one_by_one_are_refused_and_answered_as_sets() {
    let mut text = format!("{TWO}conflict:\n  courses:\n");
    for course in 0..200 {
        let by = if course % 2 == 0 { "a" } else { "b" };
        text.push_str(&format!("    c{course}: {{by: {by}, does: Do it}}\n"));
    }
    text.push_str("assumptions:\n  p: {preferences-of: a, wants: [c0 if c1]}\n");
    let (status, words) = refused(&text, &["stability", "--method", "explicit"]);
    assert_eq!(status, Some(2));
    assert!(
        words.contains("2^200") && words.contains("--method symbolic"),
        "{words}"
    );
    let (status, words) = refused(&text, &["stability", "--graph", "-"]);
    assert_eq!(status, Some(2), "{words}");
    assert!(words.contains("up to 64 states"), "{words}");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("case.yaml");
    std::fs::write(&file, text).expect("written");
    let answered = armistice(&[
        "stability",
        file.to_str().expect("UTF-8"),
        "--concept",
        "nash,gmr",
    ]);
    assert!(answered.status.success());
    assert!(
        out(&answered).contains("as decision diagrams"),
        "{}",
        out(&answered)
    );
}

#[test]
fn states_named_one_by_one_are_told_without_a_word_of_courses() {
    let text = out(&armistice(&[
        "stability",
        "examples/ferry",
        "--coalitions",
        "--width",
        "100",
    ]));
    assert!(
        !text.contains("course") && !text.contains("taken"),
        "{text}"
    );
    assert!(
        text.contains("in which nobody moves twice in a row"),
        "{text}"
    );
    let text = out(&armistice(&[
        "induce",
        "examples/ferry",
        "--state",
        "running",
        "--width",
        "200",
    ]));
    assert!(
        text.contains("forbid the move of North Bank from “the ferry on time”"),
        "{text}"
    );
    let written = armistice(&["gmcr", "examples/ferry"]);
    assert_eq!(written.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&written.stderr).contains("moves between states"));
}

#[test]
fn every_page_of_a_conflict_has_its_picture_and_the_table_behind_it() {
    for (command, example) in [
        ("stability", "examples/ferry"),
        ("stability", "examples/groundwater"),
        ("stability", "examples/doha-2025-07"),
        ("brief", "examples/doha-2025-07"),
    ] {
        let html = out(&armistice(&[command, example, "--format", "html"]));
        let start = html.find("<figure id=\"state-graph\"").expect("a picture");
        let figure = &html[start..start + html[start..].find("</figure>").expect("its end")];
        // Once for wide and once for narrow screens, with as many boxes; a row for each state.
        let boxes = figure.matches("<rect class=\"state").count();
        let json = out(&armistice(&[command, example, "--format", "json"]));
        let page: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let rows = rows_of(&page, "state-graph").expect("a table behind it");
        assert!(
            boxes > 0 && boxes == 2 * rows,
            "{command} {example}: {boxes} {rows}"
        );
        assert!(figure.contains("and gains</title>"), "{example}");
    }
}

/// How many rows a table of a page has.
fn rows_of(value: &serde_json::Value, id: &str) -> Option<usize> {
    match value {
        serde_json::Value::Object(map) => {
            if map.get("table").and_then(|found| found.as_str()) == Some(id)
                && let Some(rows) = map.get("rows").and_then(|rows| rows.as_array())
            {
                return Some(rows.len());
            }
            map.values().find_map(|inner| rows_of(inner, id))
        }
        serde_json::Value::Array(list) => list.iter().find_map(|inner| rows_of(inner, id)),
        _ => None,
    }
}

#[test]
fn swapping_the_names_of_two_parties_swaps_the_page() {
    let text = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/two-drivers/case.yaml"),
    )
    .expect("the example");
    let swap = |text: &str| {
        text.replace("east", "\u{1}")
            .replace("west", "east")
            .replace('\u{1}', "west")
    };
    let page = |text: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("case.yaml");
        std::fs::write(&file, text).expect("written");
        let output = armistice(&["stability", file.to_str().expect("UTF-8"), "--width", "100"]);
        assert!(output.status.success());
        let path = folder.path().to_str().expect("UTF-8").to_owned();
        out(&output).replace(&path, "")
    };
    // Only ids and names are swapped, and the assumptions with them.
    assert_eq!(page(&swap(&text)), swap(&page(&text)));
}
