//! Every code has a page, and the examples on the page do what it says.

mod support;

use armistice_case::diagnostic::Code;
use armistice_engine::accord::finding::Code as Finding;
use std::collections::BTreeSet;

/// The fenced `yaml` blocks below a head, up to the next head of the same rank.
fn blocks(page: &str, head: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut here = false;
    let mut block: Option<String> = None;
    for line in page.lines() {
        match (&mut block, line) {
            (Some(_), "```") => found.extend(block.take()),
            (Some(text), line) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, "```yaml") if here => block = Some(String::new()),
            (None, line) if line.starts_with("## ") => here = &line[3..] == head,
            (None, _) => {}
        }
    }
    assert!(block.is_none(), "a block below `{head}` is not closed");
    found
}

#[test]
fn every_code_has_a_page_with_its_name_and_severity() {
    for code in Code::ALL {
        let page = code.page();
        assert_eq!(page.lines().next(), Some(format!("# {code}").as_str()));
        let severity = format!("(`{}`.)", code.severity().word());
        let opening = page.split("\n## ").next().unwrap_or("");
        assert!(
            opening.contains(&severity),
            "{code} does not say {severity}"
        );
        for head in ["Why it matters", "Bad", "Good", "How to mend it"] {
            assert!(
                page.contains(&format!("\n## {head}\n")),
                "{code} has no `{head}`"
            );
        }
    }
}

#[test]
fn every_page_has_a_code() {
    let findings = Finding::ALL.iter().map(|code| code.word());
    let words: BTreeSet<&str> = Code::ALL
        .iter()
        .map(|code| code.word())
        .chain(findings)
        .collect();
    for entry in std::fs::read_dir(support::root().join("docs/codes")).expect("pages of codes") {
        let path = entry.expect("the folder can be listed").path();
        let word = path.file_stem().unwrap_or_default().to_string_lossy();
        assert!(
            words.contains(&*word),
            "docs/codes/{word}.md has no code of its own"
        );
    }
}

#[test]
fn bad_examples_give_their_code_and_no_other() {
    for code in Code::ALL {
        for text in blocks(code.page(), "Bad") {
            let loaded = support::case(&text);
            let mut objections = support::objections(&loaded);
            assert!(
                support::codes(&loaded).contains(code.word()),
                "{code}: {:?}",
                loaded.diagnostics
            );
            objections.remove(code.word());
            assert!(objections.is_empty(), "{code} also gives {objections:?}");
        }
    }
}

#[test]
fn good_examples_give_nothing() {
    for code in Code::ALL {
        for text in blocks(code.page(), "Good") {
            let loaded = support::case(&text);
            assert!(
                loaded.diagnostics.is_empty(),
                "{code}: {:?}",
                loaded.diagnostics
            );
        }
    }
}

#[test]
fn codes_without_an_example_in_yaml_are_those_of_files() {
    let without: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| blocks(code.page(), "Bad").is_empty())
        .map(|code| code.word())
        .collect();
    assert_eq!(
        without,
        [
            "too-large",
            "too-many-files",
            "too-deep",
            "not-utf-8",
            "link-out-of-folder",
            "empty-case",
            "bad-row",
            "torn-record",
            "broken-chain"
        ]
    );
}
