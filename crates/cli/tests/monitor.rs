//! `monitor` and `bulletin` as a user meets them.

mod support;

use unicode_width::UnicodeWidthStr as _;

const GAZA: &str = "examples/gaza-2025-01";

#[test]
fn every_example_with_events_has_its_pages() {
    for name in [
        "gaza-2025-01",
        "gaza-2023-11",
        "jpoa-2014",
        "lake-sarn",
        "reference",
    ] {
        let path = format!("examples/{name}");
        for args in [
            vec!["monitor", &path, "--width", "80"],
            vec!["bulletin", &path, "--weekly", "--width", "80"],
            vec!["bulletin", &path, "--daily", "--width", "80"],
        ] {
            let page = support::page(&args);
            assert_eq!(
                page,
                support::page(&args),
                "{args:?} differs between two runs"
            );
            for line in page.lines() {
                assert!(line.width() <= 80, "{args:?}: {line}");
                assert_eq!(line, line.trim_end(), "{args:?}: blanks at the end");
            }
        }
        for format in ["json", "html", "csv"] {
            let output = support::run(&["monitor", &path, "--format", format]);
            assert_eq!(output.status.code(), Some(0), "{name} as {format}");
            assert!(!output.stdout.is_empty());
        }
    }
}

#[test]
fn every_statement_and_row_names_what_it_rests_on() {
    for command in ["monitor", "bulletin"] {
        let output = support::run(&[command, GAZA, "--format", "json", "--as-of", "2025-02-24"]);
        let page: serde_json::Value =
            serde_json::from_slice(&output.stdout).expect("a page as JSON");
        let sections = page["sections"].as_array().expect("sections");
        let mut seen = 0;
        for block in sections
            .iter()
            .flat_map(|s| s["blocks"].as_array().expect("blocks"))
        {
            let parts = block["statements"].as_array().or(block["rows"].as_array());
            for part in parts.into_iter().flatten() {
                let because = part["because"].as_array().expect("because");
                assert!(!because.is_empty(), "{part}");
                seen += 1;
            }
        }
        assert!(seen > 10, "{command}: {seen}");
    }
}

#[test]
fn the_page_during_the_hold() {
    let page = support::page(&["monitor", GAZA, "--as-of", "2025-02-24", "--alert", "2"]);
    insta::assert_snapshot!("monitor_of_gaza_during_the_hold", page);
}

#[test]
fn the_bulletin_of_the_day_of_the_hold() {
    let page = support::page(&["bulletin", GAZA, "--daily", "--as-of", "2025-02-22"]);
    insta::assert_snapshot!("bulletin_of_gaza_on_22_february", page);
}

#[test]
fn a_view_that_is_nobodys_is_refused_with_the_nearest() {
    let output = support::run(&["monitor", GAZA, "--view", "verifer"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("did you mean `verifier`?"), "{said}");
    // A case without an agreement cannot be asked.
    let output = support::run(&["monitor", "examples/harbour"]);
    assert_eq!(output.status.code(), Some(2));
}

/// Swapping the names of the sides swaps them on the page and nothing else.
#[test]
fn swapped_names_swap_the_names() {
    let swap = |text: &str| {
        text.replace("Israel", "\u{1}")
            .replace("Hamas", "Israel")
            .replace('\u{1}', "Hamas")
    };
    let pages = |swapped: bool| -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let case = folder.path().join("case");
        std::fs::create_dir(&case).expect("a folder");
        for file in ["case.yaml", "events.yaml"] {
            let text = support::read(&format!("{GAZA}/{file}"));
            let text = if swapped { swap(&text) } else { text };
            std::fs::write(case.join(file), text).expect("a file");
        }
        let page = |args: &[&str]| {
            let mut program = support::program();
            let output = program.current_dir(folder.path()).args(args).output();
            String::from_utf8(output.expect("the program starts").stdout).expect("text")
        };
        vec![
            page(&[
                "monitor",
                "case",
                "--format",
                "json",
                "--as-of",
                "2025-02-24",
            ]),
            page(&["monitor", "case", "--format", "json", "--alert", "1.2"]),
            page(&["bulletin", "case", "--weekly", "--format", "json"]),
        ]
    };
    for (page, other) in pages(false).iter().zip(&pages(true)) {
        assert!(page.len() > 1000);
        assert_eq!(swap(page), *other);
    }
}
