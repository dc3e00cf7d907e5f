//! The output shown in the documents is what the program prints.
//!
//! A marker and the code block under it belong together:
//!
//! ````text
//! <!-- output: armistice brief examples/doha-2025-07 | ISSUES | IN SHORT, 4 lines -->
//! ```text
//! …
//! ```
//! ````
//!
//! Behind each `|` stands how a paragraph of the output begins and, if not all of it is shown, how
//! many of its lines are. Without any the whole output is shown. With `UPDATE_DOCUMENTS=1` in the
//! environment the test writes the blocks instead of comparing them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const DOCUMENTS: &[&str] = &[
    "README.md",
    "docs/case-language-guide.md",
    "docs/methods/ledger.md",
    "docs/methods/structure.md",
];
const MARKER: &str = "<!-- output: ";
const FENCE: &str = "```";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What the program prints on standard output, run at the root of the project.
fn printed(command: &str) -> String {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("armistice"), "in `{command}`");
    let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(words)
        .current_dir(root())
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .output()
        .expect("the program was built for this test");
    let code = output.status.code();
    assert!(
        matches!(code, Some(0 | 1)),
        "`{command}` ended with {code:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("the program prints UTF-8")
}

/// One paragraph of an output, cut as the marker says.
fn part(output: &str, wanted: &str, command: &str) -> String {
    let (begins, lines) = match wanted.rsplit_once(", ") {
        Some((begins, count)) if count.ends_with(" lines") => {
            let count = count.trim_end_matches(" lines");
            (begins, count.parse().expect("a number of lines"))
        }
        _ => (wanted, usize::MAX),
    };
    let paragraph = output
        .split("\n\n")
        .find(|paragraph| paragraph.starts_with(begins))
        .unwrap_or_else(|| panic!("`{command}` prints no paragraph that begins with `{begins}`"));
    let shown: Vec<&str> = paragraph.lines().take(lines).collect();
    let rest = if paragraph.lines().count() > lines {
        "\n  …"
    } else {
        ""
    };
    format!("{}{rest}", shown.join("\n"))
}

/// The block that belongs under a marker.
fn block(marker: &str) -> String {
    let mut parts = marker.split(" | ");
    let command = parts.next().unwrap_or_default();
    let output = printed(command);
    let wanted: Vec<&str> = parts.collect();
    if wanted.is_empty() {
        return output.trim_end().to_owned();
    }
    wanted
        .into_iter()
        .map(|wanted| part(&output, wanted, command))
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// A document with every block as it must be.
fn renewed(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(marker) = line
            .strip_prefix(MARKER)
            .and_then(|rest| rest.strip_suffix(" -->"))
        else {
            continue;
        };
        let open = lines.next().unwrap_or_default();
        assert!(
            open.starts_with(FENCE),
            "no code block under the marker `{marker}`"
        );
        assert!(
            lines.by_ref().any(|line| line == FENCE),
            "the code block under the marker `{marker}` has no end"
        );
        out.push_str(&format!("{open}\n{}\n{FENCE}\n", block(marker)));
    }
    out
}

#[test]
fn documents_show_what_the_program_prints() {
    let mut stale = Vec::new();
    for name in DOCUMENTS {
        let path = root().join(name);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        let renewed = renewed(&text);
        if text == renewed {
            continue;
        }
        if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
            fs::write(&path, &renewed).unwrap_or_else(|error| panic!("{name}: {error}"));
            continue;
        }
        let first = text
            .lines()
            .zip(renewed.lines())
            .zip(1..)
            .find(|((old, new), _)| old != new);
        if let Some(((old, new), line)) = first {
            stale.push(format!("{name}:{line}\n  shown:   {old}\n  printed: {new}"));
        } else {
            stale.push(format!("{name}: another number of lines"));
        }
    }
    assert!(
        stale.is_empty(),
        "run this test with UPDATE_DOCUMENTS=1 to write what the program prints\n{}",
        stale.join("\n")
    );
}

#[test]
fn the_readme_opens_with_the_two_commands() {
    let text = fs::read_to_string(root().join("README.md")).expect("the readme is there");
    let commands: Vec<&str> = text
        .split(FENCE)
        .skip(1)
        .step_by(2)
        .filter_map(|block| block.strip_prefix("sh\n"))
        .flat_map(str::lines)
        .take(2)
        .collect();
    assert_eq!(
        commands,
        [
            "cargo run --release -- brief examples/doha-2025-07",
            "cargo test --workspace --locked",
        ]
    );
}
