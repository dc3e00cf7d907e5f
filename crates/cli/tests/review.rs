//! Decisions by table: what is filled in is made, once, all of it or nothing.

mod support;

use std::fs;
use std::path::Path;
use std::process::Output;

const CASE: &str = "\
case: Talks at the ford
parties:
  hill: {name: Hill Council, voices: {envoy: the hill envoy}}   # stays
  vale: {name: Vale Council}
issues:
  toll: {question: Who takes the toll?}
sources:
  herald: {outlet: The Herald, published: 2034-05-01}
  bugle: {outlet: The Bugle, published: 2034-05-02}
";
const DRAFTS: &str = "\
draft-claims:
  d1: {tier: likely, by: envoy, speaker: the hill envoy, cue: said, content: one issue is left, from: herald, quote: The hill envoy said one issue is left., open-issues: 1}
  d2: {tier: check, speaker: an official, cue: complained, content: the toll is high and the ford is broken, from: herald, quote: An official complained that the toll is high and the ford is broken.}
  d3: {tier: likely, by: envoy, speaker: the envoy, cue: repeated, content: one issue is left, from: bugle, quote: The envoy repeated that one issue is left., open-issues: 1}
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("case.yaml"), CASE).expect("written");
    fs::write(folder.path().join("drafts.yaml"), DRAFTS).expect("written");
    folder
}

fn batch(folder: &Path, table: &str) -> Output {
    let file = folder.join("decisions.csv");
    fs::write(&file, table).expect("written");
    let (case, drafts, file) = (
        folder.to_string_lossy().into_owned(),
        folder.join("drafts.yaml").to_string_lossy().into_owned(),
        file.to_string_lossy().into_owned(),
    );
    let arguments = [
        "review", &drafts, "--case", &case, "--who", "Ada", "--batch", &file,
    ];
    support::run(&arguments)
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).expect("read")
}

#[test]
fn a_table_accepts_splits_and_merges_and_given_again_changes_nothing() {
    let folder = folder();
    let table = "draft,decision,claim,with,second\n\
                 d1,accept,c7,,\n\
                 d2,split,,,the ford\n\
                 d3,merge,,c7,\n";
    let made = batch(folder.path(), table);
    assert_eq!(support::stdout(&made), "1 accepted, 1 split, 1 merged\n");
    let case = text(folder.path(), "case.yaml");
    assert!(case.starts_with(CASE), "{case}");
    assert!(
        case.contains("c7:") && case.contains("[herald, bugle]"),
        "{case}"
    );
    let drafts = text(folder.path(), "drafts.yaml");
    assert!(
        drafts.contains("d2-1") && drafts.contains("d2-2"),
        "{drafts}"
    );
    let again = batch(folder.path(), table);
    assert_eq!(support::stdout(&again), "nothing new was decided\n");
    assert_eq!(text(folder.path(), "case.yaml"), case);
    assert_eq!(text(folder.path(), "drafts.yaml"), drafts);
}

#[test]
fn one_bad_row_and_nothing_is_written_with_each_reason_by_its_line() {
    let folder = folder();
    let table = "draft,decision,second\nd1,accept,\nd9,accept,\nd2,accept,\nd2,split,no such words\nd3,perhaps,\nd1\n";
    // Lines may end as Excel ends them.
    for table in [table, &table.replace('\n', "\r\n")] {
        let made = batch(folder.path(), table);
        assert_eq!(made.status.code(), Some(2));
        let said = support::stderr(&made);
        for words in [
            "decisions.csv:3: no draft claim is called `d9`",
            "decisions.csv:4: `d2` names no actor of the case as its speaker",
            "decisions.csv:5: the content of `d2` has no second part that begins with “no such words”",
            "decisions.csv:6: `perhaps` is no decision",
            "decisions.csv:7: 1 cell stands under 3 columns",
            "nothing was written",
        ] {
            assert!(said.contains(words), "{words}\n{said}");
        }
    }
    assert_eq!(text(folder.path(), "case.yaml"), CASE);
    assert_eq!(text(folder.path(), "drafts.yaml"), DRAFTS);
}

#[test]
fn a_claim_that_breaks_a_rule_of_the_language_is_named_with_the_rule() {
    let folder = folder();
    let made = batch(
        folder.path(),
        "draft,decision,set,by\nd2,accept,demands={toll: less},outlet\n",
    );
    assert_eq!(made.status.code(), Some(2), "{}", support::stdout(&made));
    assert!(support::stderr(&made).contains("decisions.csv:2: `d2`:"));
    assert_eq!(text(folder.path(), "case.yaml"), CASE);
}

#[test]
fn the_sheet_of_what_waits_comes_back_filled_in() {
    let folder = folder();
    let (case, drafts) = (
        folder.path().to_string_lossy().into_owned(),
        folder
            .path()
            .join("drafts.yaml")
            .to_string_lossy()
            .into_owned(),
    );
    let arguments = ["review", &drafts, "--case", &case, "--sheet", "-"];
    let sheet = support::stdout(&support::run(&arguments));
    assert_eq!(sheet.lines().count(), 4, "{sheet}");
    let filled = sheet
        .replace("d1,,envoy", "d1,accept,envoy")
        .replace("d2,,,", "d2,reject,,");
    let made = batch(folder.path(), &filled);
    assert_eq!(support::stdout(&made), "1 accepted, 1 rejected\n");
}

#[test]
fn without_a_terminal_it_says_what_else_there_is() {
    let folder = folder();
    let (case, drafts) = (
        folder.path().to_string_lossy().into_owned(),
        folder
            .path()
            .join("drafts.yaml")
            .to_string_lossy()
            .into_owned(),
    );
    let ended = support::run(&["review", &drafts, "--case", &case, "--who", "Ada"]);
    assert_eq!(ended.status.code(), Some(2));
    assert!(support::stderr(&ended).contains("--batch"));
    let elsewhere = folder
        .path()
        .join("case.yaml")
        .to_string_lossy()
        .into_owned();
    let ended = support::run(&["review", "no-such.yaml", "--case", &elsewhere]);
    assert_eq!(ended.status.code(), Some(2));
    assert!(support::stderr(&ended).contains("no file of the case"));
}
