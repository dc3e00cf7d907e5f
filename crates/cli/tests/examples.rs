//! The examples do what they are for, and what is made from the one table is as it was committed.

mod support;

use armistice_case::{reference, render};
use std::collections::BTreeSet;

/// The names of the broken examples, in order.
fn broken() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(support::root().join("examples/broken"))
        .expect("broken examples")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .map(|path| {
            path.file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn each_broken_example_gives_its_own_code_alone() {
    for name in broken() {
        let loaded = support::case(&support::read(&format!("examples/broken/{name}.yaml")));
        assert_eq!(
            support::codes(&loaded),
            BTreeSet::from([name.as_str()]),
            "examples/broken/{name}.yaml"
        );
    }
}

#[test]
fn each_code_that_one_file_can_give_has_a_broken_example() {
    let names: BTreeSet<String> = broken().into_iter().collect();
    let without: Vec<&str> = armistice_case::diagnostic::Code::ALL
        .iter()
        .map(|code| code.word())
        .filter(|word| !names.contains(*word))
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

#[test]
fn nothing_is_to_be_objected_to_in_whole_examples() {
    for name in support::example_folders() {
        let output = support::run(&["check", &format!("examples/{name}")]);
        let said = support::stdout(&output);
        // One report of November 2023 does not add up; that is a fact about the report.
        let (status, wanted) = if name == "gaza-2023-11" {
            (1, "2 files checked: 1 warning")
        } else {
            (0, "nothing to object to")
        };
        assert_eq!(
            output.status.code(),
            Some(status),
            "examples/{name}: {said}"
        );
        assert!(said.contains(wanted), "examples/{name}: {said}");
    }
}

#[test]
fn the_reference_page_is_fresh() {
    assert_eq!(
        support::read("docs/case-language.md"),
        reference::page(),
        "stale: `armistice language > docs/case-language.md` makes it anew"
    );
}

#[test]
fn the_schema_for_editors_is_fresh() {
    assert_eq!(
        support::read("docs/case.schema.json"),
        format!("{:#}\n", reference::json_schema()),
        "stale: `armistice language --schema > docs/case.schema.json` makes it anew"
    );
}

#[test]
fn diagnostics_of_the_broken_examples() {
    let mut out = String::new();
    for name in broken() {
        let loaded = support::case(&support::read(&format!("examples/broken/{name}.yaml")));
        out.push_str(&format!("== {name}\n\n"));
        for diagnostic in &loaded.diagnostics {
            out.push_str(&render::text(&loaded.files, diagnostic, 100, false));
            out.push_str("\n\n");
        }
    }
    insta::assert_snapshot!(out);
}
