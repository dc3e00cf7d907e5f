//! Input that is broken, huge or meant to harm: a clear error each, never a panic, never a hang.

mod support;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The longest that any of this may take, with room for a slow machine and a debug build.
const PATIENCE: Duration = Duration::from_secs(20);

const HEAD: &str = "case: x\nparties:\n  a: {name: A}\n  b: {name: B}\n\
                    sources:\n  s: {outlet: S, published: 2033-01-01}\n";

fn check(input: &[u8]) -> Output {
    let start = Instant::now();
    let output = support::run_with_input(&["check", "-"], input);
    let said = support::stderr(&output);
    assert!(start.elapsed() < PATIENCE, "took {:?}", start.elapsed());
    assert!(
        matches!(output.status.code(), Some(0..=2)),
        "{:?}: {said}",
        output.status
    );
    assert!(!said.contains("panicked"), "{said}");
    output
}

fn gives(input: &[u8], code: &str) {
    let output = check(input);
    let said = support::stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(&format!("[{code}]")), "no {code} in: {said}");
    assert!(said.len() < 20_000, "{} bytes are said", said.len());
}

fn is_fine(input: &[u8]) {
    let output = check(input);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        support::stdout(&output)
    );
}

fn with_head(rest: &str) -> Vec<u8> {
    format!("{HEAD}{rest}").into_bytes()
}

#[test]
fn slips_of_the_pen() {
    gives(b"case: x\nparties:\n\ta: {name: A}\n", "tab");
    gives(b"case: x\nnote: &n y\n", "anchor");
    gives(b"case: x\nnote: *n\n", "text-needs-quotes");
    gives(b"", "empty-case");
    gives(b"- a\n- b\n", "not-yaml");
    gives(b"case: x\xff\n", "not-utf-8");
    gives(b"case: x\n\xe2\x82", "not-utf-8");
    assert_eq!(check(b"case: x\0y\n").status.code(), Some(1));
}

#[test]
fn other_ways_to_write_the_same() {
    is_fine(HEAD.as_bytes());
    is_fine(format!("\u{feff}{HEAD}").as_bytes());
    is_fine(HEAD.replace('\n', "\r\n").as_bytes());
    is_fine(br#"{"case": "x", "parties": {"a": {"name": "A"}, "b": {"name": "B"}}}"#);
}

#[test]
fn nesting() {
    let nested = |open: &str, close: &str| {
        format!(
            "case: x\nnote: {}{}\n",
            open.repeat(10_000),
            close.repeat(10_000)
        )
    };
    gives(nested("[", "]").as_bytes(), "too-deep");
    gives(nested("{a: ", "}").as_bytes(), "too-deep");
    gives(
        format!("case: x\nnote:\n  {}a\n", "- ".repeat(100_000)).as_bytes(),
        "too-deep",
    );
    let after = |text: String| {
        with_head(&format!(
            "agreement:\n  obligations:\n    d: {{by: a, does: x, after: {text} d}}\n"
        ))
    };
    gives(&after("not ".repeat(100_000)), "bad-condition");
    gives(&after("( ".repeat(100_000)), "bad-condition");
    let expects = "1 day after ".repeat(100_000);
    gives(
        &with_head(&format!(
            "claims:\n  c1: {{by: a, from: s, expects: {expects} day 1}}\n"
        )),
        "bad-when",
    );
}

#[test]
fn a_line_of_a_million_characters() {
    let long = "x".repeat(1_000_000);
    is_fine(format!("case: {long}\n").as_bytes());
    gives(format!("case: x\n{long}: 1\n").as_bytes(), "colon-in-text");
    let claim = |rest: &str| with_head(&format!("claims:\n  c1: {{by: a, from: s, {rest}}}\n"));
    gives(
        &claim(&format!("date: {}", "9".repeat(1_000_000))),
        "bad-date",
    );
    gives(&claim(&format!("open-issues: {long}")), "bad-amount");
    gives(&claim(&format!("corrects: {long}")), "unknown-id");
    gives(&claim(&format!("hedged: {long}")), "bad-flag");
    gives(
        format!("case: x\nnote: {}\n", "a: b ".repeat(200_000)).as_bytes(),
        "colon-in-text",
    );
}

#[test]
fn thousands_of_keys_ids_and_errors() {
    let lines = |line: &dyn Fn(usize) -> String| (0..10_000).map(line).collect::<String>();
    let entry = format!(
        "claims:\n  c1:\n    by: a\n    from: s\n{}",
        lines(&|i| format!("    k{i}: 1\n"))
    );
    assert_eq!(check(&with_head(&entry)).status.code(), Some(1));
    let options = format!(
        "issues:\n  i:\n    question: q\n    options:\n{}",
        lines(&|i| format!("      o{i}: x\n"))
    );
    is_fine(&with_head(&options));
    let unknown = format!(
        "claims:\n{}",
        (0..5_000)
            .map(|i| format!("  c{i}: {{by: zz{i}, from: q{i}}}\n"))
            .collect::<String>()
    );
    assert_eq!(check(&with_head(&unknown)).status.code(), Some(1));
}

#[test]
fn a_long_chain_of_reprints() {
    let mut text = String::from(
        "case: x\nparties:\n  a: {name: A}\nsources:\n  s0: {outlet: S, published: 2033-01-01}\n",
    );
    for i in 1..20_000 {
        text.push_str(&format!(
            "  s{i}: {{outlet: S, published: 2033-01-01, origin: s{}}}\n",
            i - 1
        ));
    }
    text.push_str("claims:\n");
    for i in 0..20_000 {
        text.push_str(&format!("  c{i}: {{by: a, from: s{i}, talks: ongoing}}\n"));
    }
    is_fine(text.as_bytes());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("case.yaml");
    fs::write(&path, text).expect("the case is written");
    let start = Instant::now();
    let page = support::page(&["brief", &path.to_string_lossy()]);
    assert!(start.elapsed() < PATIENCE);
    assert!(page.contains("1 origin"), "{page}");
}

#[test]
fn a_file_of_a_hundred_megabytes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("case.yaml");
    let file = fs::File::create(&path).expect("the file is made");
    file.set_len(100 * 1024 * 1024).expect("the file grows");
    let shown = path.to_string_lossy().into_owned();
    let output = support::run(&["check", &shown]);
    assert_eq!(output.status.code(), Some(1));
    assert!(support::stdout(&output).contains("[too-large]"));
    let output = support::run(&["brief", &shown]);
    assert_eq!(output.status.code(), Some(2));
    assert!(support::stderr(&output).contains("[too-large]"));
}

#[test]
fn folders() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    let shown = folder.path().to_string_lossy().into_owned();
    let status = || support::run(&["check", &shown]).status.code();
    assert_eq!(status(), Some(2), "a folder without case.yaml");
    let missing = at("missing.yaml").to_string_lossy().into_owned();
    assert_eq!(support::run(&["check", &missing]).status.code(), Some(2));
    fs::write(at("case.yaml"), HEAD).expect("the case is written");
    assert_eq!(status(), Some(0));
    let output = support::run(&["brief", &shown, "--as-of", "2033-13-01"]);
    assert_eq!(output.status.code(), Some(2), "a day that there is not");
    leads_out(folder.path(), &shown);
}

#[cfg(unix)]
fn leads_out(folder: &Path, shown: &str) {
    let link = |to: &Path| {
        let path = folder.join("more.yaml");
        std::os::unix::fs::symlink(to, &path).expect("the link is made");
        let output = support::run(&["check", shown]);
        fs::remove_file(path).expect("the link is removed");
        output
    };
    let outside = tempfile::NamedTempFile::new().expect("a temporary file");
    let output = link(outside.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(support::stdout(&output).contains("[link-out-of-folder]"));
    // A pipe that nobody writes to is not waited for.
    let pipe = Command::new("mkfifo")
        .arg(folder.join("pipe.yaml"))
        .status();
    if pipe.is_ok_and(|status| status.success()) {
        assert_eq!(support::run(&["check", shown]).status.code(), Some(0));
    }
}

#[cfg(not(unix))]
fn leads_out(_: &Path, _: &str) {}

#[test]
fn a_reader_that_goes_away() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("case.yaml");
    let mut text = fs::File::create(&path).expect("the file is made");
    text.write_all(b"case: ").expect("it is written");
    text.write_all("word ".repeat(200_000).as_bytes())
        .expect("it is written");
    let mut child = support::program()
        .args(["brief", &path.to_string_lossy()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        support::stderr(&output)
    );
    assert_eq!(support::stderr(&output), "");
}

#[test]
fn what_recurs_does_so_by_days_or_longer() {
    let every = |length: &str| {
        format!(
            "{HEAD}agreement:\n  obligations:\n    report: {{by: a, to: b, does: report, every: {length}}}\n"
        )
    };
    for length in ["0 days", "0 to 3 days", "30 minutes", "12 hours"] {
        gives(every(length).as_bytes(), "bad-duration");
    }
    for length in ["1 day", "2 working days", "1 month"] {
        is_fine(every(length).as_bytes());
    }
}
