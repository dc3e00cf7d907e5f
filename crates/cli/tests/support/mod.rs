//! What the tests of the program share: the project's folder, cases from text, runs of the binary.

#![allow(
    dead_code,
    reason = "each test binary uses its own part of this module"
)]

use armistice_case::diagnostic::Severity;
use armistice_case::{Input, Loaded, load};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The project's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the crate lies two folders below the project")
        .to_owned()
}

/// A text of the project, with the reason why it is read in the panic.
pub fn read(path: &str) -> String {
    let full = root().join(path);
    std::fs::read_to_string(&full).unwrap_or_else(|error| panic!("cannot read {path}: {error}"))
}

/// A case of one file, read in memory.
pub fn case(text: &str) -> Loaded {
    load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }])
}

/// A case of several files, read in memory; the first is `case.yaml`.
pub fn folder(files: &[(String, String)]) -> Loaded {
    load(
        files
            .iter()
            .map(|(path, text)| Input {
                path: path.clone(),
                bytes: text.as_bytes().to_vec(),
            })
            .collect(),
    )
}

/// The codes of what was said, in the order of their words.
pub fn codes(loaded: &Loaded) -> BTreeSet<&'static str> {
    loaded
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.word())
        .collect()
}

/// The codes of what was objected to: errors and warnings.
pub fn objections(loaded: &Loaded) -> BTreeSet<&'static str> {
    loaded
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity != Severity::Note)
        .map(|diagnostic| diagnostic.code.word())
        .collect()
}

/// The program, run in the project's folder with nothing of the surroundings that changes output.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_armistice"));
    command
        .current_dir(root())
        .env_remove("COLUMNS")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    command
}

/// Runs the program to its end.
pub fn run(args: &[&str]) -> Output {
    program().args(args).output().expect("the program starts")
}

/// Runs the program with something on standard input.
pub fn run_with_input(args: &[&str], input: &[u8]) -> Output {
    let mut child = program()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    let bytes = input.to_vec();
    let writer = std::thread::spawn(move || {
        // The program may stop reading early; what it says then is what is tested.
        let _ = stdin.write_all(&bytes);
    });
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    output
}

/// Standard output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("standard output is UTF-8")
}

/// Standard error as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("standard error is UTF-8")
}

/// Runs the program and gives its standard output; panics where it does not end well.
pub fn page(args: &[&str]) -> String {
    let output = run(args);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{args:?} failed: {}",
        stderr(&output)
    );
    stdout(&output)
}

/// The folders of `examples` that hold a whole case.
pub fn example_folders() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(root().join("examples"))
        .expect("there are examples")
        .map(|entry| {
            let entry = entry.expect("the folder can be listed");
            entry.file_name().to_string_lossy().into_owned()
        })
        .filter(|name| {
            root()
                .join("examples")
                .join(name)
                .join("case.yaml")
                .exists()
        })
        .collect();
    names.sort();
    assert!(names.len() >= 2, "only {names:?} are whole cases");
    names
}

/// Records of CSV, read by rules of the tests alone.
pub fn records(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                cell.push('"');
                signs.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    assert!(!quoted && cell.is_empty() && row.is_empty(), "{text}");
    rows
}
