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

/// Two draft claims of two sources that say the same, a third of the first, and one that says
/// otherwise.
const ALIKE: &str = "\
draft-claims:
  m1: {tier: likely, by: envoy, speaker: the hill envoy, cue: said, content: one issue is left, from: herald, quote: The hill envoy said one issue is left., open-issues: 1}
  m2: {tier: likely, by: envoy, speaker: the envoy, cue: repeated, content: one issue is left, from: bugle, quote: The envoy repeated that one issue is left., open-issues: 1}
  m3: {tier: likely, by: envoy, speaker: the envoy, cue: added, content: a single issue is left, from: courier, quote: The envoy added that a single issue is left., open-issues: 1}
  n1: {tier: likely, by: envoy, speaker: the envoy, cue: said, content: five issues are left, from: courier, quote: The envoy said five issues are left., open-issues: 5, cannot-hold-with: [m1]}
";

fn alike() -> tempfile::TempDir {
    let folder = folder();
    let case = format!("{CASE}  courier: {{outlet: The Courier, published: 2034-05-02}}\n");
    fs::write(folder.path().join("case.yaml"), case).expect("written");
    fs::write(folder.path().join("drafts.yaml"), ALIKE).expect("written");
    folder
}

#[test]
fn whichever_is_decided_first_a_merged_source_comes_to_the_claim() {
    for table in [
        // The claim is there and is named; it is there and its draft claim is named; it comes later.
        "draft,decision,with\nm1,accept,\nm2,merge,c1\nm3,merge,c1\n",
        "draft,decision,with\nm1,accept,\nm2,merge,m1\nm3,merge,m2\n",
        "draft,decision,with\nm3,merge,m2\nm2,merge,m1\nm1,accept,\n",
        "draft,decision,with\nm3,merge,m2\nm1,accept,\nm2,merge,m1\n",
        "draft,decision,with\nm3,merge,m2\nm1,accept,\nm2,merge,c1\n",
    ] {
        let folder = alike();
        let made = batch(folder.path(), table);
        assert_eq!(
            made.status.code(),
            Some(0),
            "{table}{}",
            support::stderr(&made)
        );
        let case = text(folder.path(), "case.yaml");
        let claim = &case[case.find("c1:").expect("a claim")..];
        let from = claim
            .lines()
            .find(|line| line.contains("from:"))
            .unwrap_or(claim);
        for source in ["herald", "bugle", "courier"] {
            assert!(from.contains(source), "{table}{case}");
        }
        let drafts = text(folder.path(), "drafts.yaml");
        let recorded = drafts.matches("claim: c1").count();
        assert_eq!(recorded, 3, "{table}{drafts}");
    }
}

#[test]
fn no_merge_loses_what_is_merged() {
    for (table, why) in [
        (
            "m1,merge,m2\nm2,merge,m1\n",
            "`m1` was merged with `m2` before",
        ),
        (
            "m1,merge,m2\nm2,merge,m3\nm3,merge,m1\n",
            "`m1` was merged with `m3` before",
        ),
        (
            "m1,reject,\nm2,merge,m1\n",
            "`m1` was rejected, so nothing can be merged with it",
        ),
        (
            "m1,merge,m2\nm2,reject,\nm3,merge,m1\n",
            "`m2` was rejected",
        ),
        (
            "m1,merge,m1\n",
            "`m1` is neither a claim nor another draft claim",
        ),
        ("n1,merge,m1\n", "`n1` cannot hold with `m1`"),
        ("m1,merge,n1\n", "`m1` cannot hold with `n1`"),
        ("m2,merge,m1\nn1,merge,m2\n", "`n1` cannot hold with `m1`"),
        ("m1,accept,\nn1,merge,c1\n", "`n1` cannot hold with `m1`"),
    ] {
        let folder = alike();
        let made = batch(folder.path(), &format!("draft,decision,with\n{table}"));
        assert_eq!(made.status.code(), Some(2), "{table}");
        assert!(
            support::stderr(&made).contains(why),
            "{table}{}",
            support::stderr(&made)
        );
        assert_eq!(text(folder.path(), "drafts.yaml"), ALIKE, "{table}");
    }
    let folder = alike();
    let made = batch(
        folder.path(),
        "draft,decision,second,with\nm1,split,issue,\nm2,merge,,m1\n",
    );
    let said = support::stderr(&made);
    assert!(
        said.contains("`m1` was split") && said.contains("m1-1, m1-2"),
        "{said}"
    );
}

#[test]
fn tables_of_other_spreadsheets_are_read() {
    let table = "draft;decision;because\nd2;reject;déjà dit, non\n";
    let latin: Vec<u8> = table
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin"))
        .collect();
    let wide: Vec<u8> = [0xfeff_u16]
        .into_iter()
        .chain(table.replace(';', "\t").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [table.as_bytes().to_vec(), latin, wide] {
        let folder = folder();
        let file = folder.path().join("decisions.csv");
        fs::write(&file, bytes).expect("written");
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        let case = folder.path().to_string_lossy().into_owned();
        let made = support::run(&[
            "review",
            &path("drafts.yaml"),
            "--case",
            &case,
            "--who",
            "Ada",
            "--batch",
            &path("decisions.csv"),
        ]);
        assert_eq!(
            support::stdout(&made),
            "1 rejected\n",
            "{}",
            support::stderr(&made)
        );
        assert!(text(folder.path(), "drafts.yaml").contains("déjà dit, non"));
    }
}

#[test]
fn a_time_that_is_none_is_refused() {
    for (at, taken) in [
        ("nonsense", false),
        ("2034-13-01", false),
        ("2034-05-02", true),
        ("2034-05-02T10:00:00Z", true),
        ("2034-05-02 10:00", true),
    ] {
        let folder = folder();
        let made = batch(
            folder.path(),
            &format!("draft,decision,at\nd2,reject,{at}\n"),
        );
        assert_eq!(made.status.code(), Some(if taken { 0 } else { 2 }), "{at}");
        assert_eq!(support::stderr(&made).contains("is no day"), !taken, "{at}");
    }
}
