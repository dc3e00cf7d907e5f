//! The commands for audiences and for what changed, as a person runs them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn armistice(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(args)
        .output()
        .expect("the program runs")
}

fn lake() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/lake-sarn")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[test]
fn a_redacted_case_gives_the_page_of_its_audience() {
    let folder = tempfile::tempdir().expect("a folder");
    for audience in ["public", "shared", "dam", "union", "city"] {
        let out = folder.path().join(audience);
        let done = armistice(&[
            "redact",
            text(&lake()),
            "--for",
            audience,
            "--output",
            text(&out),
        ]);
        assert!(done.status.success(), "{done:?}");
        let check = armistice(&["check", text(&out)]);
        assert_eq!(check.status.code(), Some(0), "{check:?}");
        for command in ["brief", "ledger", "draft"] {
            let whole = armistice(&[command, text(&lake()), "--for", audience]);
            let redacted = armistice(&[command, text(&out)]);
            // The head and the last line name the case's path and the command.
            let body = |output: &Output| {
                let page = String::from_utf8(output.stdout.clone()).expect("UTF-8");
                let lines: Vec<String> = page
                    .lines()
                    .skip_while(|line| !line.is_empty())
                    .map(str::to_owned)
                    .collect();
                lines
                    .into_iter()
                    .filter(|line| !line.contains("armistice "))
                    .collect::<Vec<_>>()
            };
            assert_eq!(body(&whole), body(&redacted), "{command} for {audience}");
        }
        let again = armistice(&[
            "redact",
            text(&lake()),
            "--for",
            audience,
            "--output",
            text(&out),
        ]);
        assert_eq!(
            again.status.code(),
            Some(2),
            "a folder with files is never written into"
        );
    }
    let rooms = fs::read_to_string(folder.path().join("dam/claims.yaml")).expect("written");
    assert!(rooms.contains("dam-room") && !rooms.contains("union-room"));
}

#[test]
fn an_unknown_audience_is_said_to_be_unknown() {
    for command in ["brief", "ledger", "draft", "check"] {
        let done = armistice(&[command, text(&lake()), "--for", "nobody"]);
        assert_eq!(done.status.code(), Some(2));
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(
            said.contains("`nobody` is no audience of this case"),
            "{said}"
        );
    }
}

#[test]
fn a_case_at_two_revisions() {
    let folder = tempfile::tempdir().expect("a folder");
    let git = |args: &[&str]| {
        let done = Command::new("git")
            .arg("-C")
            .arg(folder.path())
            .args(["-c", "user.name=t", "-c", "user.email=t@example.org"])
            .args(args)
            .output()
            .expect("git runs");
        assert!(done.status.success(), "{done:?}");
    };
    let case = folder.path().join("talks");
    fs::create_dir(&case).expect("a folder");
    let write = |talks: &str| {
        let words = format!(
            "case: Moorings\nparties:\n  ash: {{name: Ash}}\nsources:\n  post: {{published: 2033-04-02}}\n\
             claims:\n  c1: {{by: ash, from: post, talks: {talks}}}\n"
        );
        fs::write(case.join("case.yaml"), words).expect("written");
    };
    git(&["init", "-q"]);
    write("ongoing");
    git(&["add", "."]);
    git(&["commit", "-qm", "one"]);
    write("halted");
    git(&["commit", "-qam", "two"]);
    let diff = |args: &[&str]| {
        let mut all = vec!["diff", text(&case)];
        all.extend(args);
        armistice(&all)
    };
    let same = diff(&["--rev", "HEAD", "--rev", "HEAD"]);
    assert_eq!((same.status.code(), same.stdout.len()), (Some(0), 0));
    let changed = diff(&["--rev", "HEAD~1", "--rev", "HEAD"]);
    assert_eq!(changed.status.code(), Some(1));
    let said = String::from_utf8_lossy(&changed.stdout).into_owned();
    assert!(said.contains("halted"), "{said}");
    for refused in [
        &["--rev", "HEAD", "--rev", "nowhere"][..],
        &["--rev", "HEAD", "--rev", "--output=x"],
        &["--rev", "HEAD"],
        &[],
    ] {
        assert_eq!(diff(refused).status.code(), Some(2), "{refused:?}");
    }
}
