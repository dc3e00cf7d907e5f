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
    assert_eq!(picture.matches("<rect class=\"box").count(), 4);
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
