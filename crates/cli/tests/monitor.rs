//! `monitor` and `bulletin` as a user meets them.

mod support;

use unicode_width::UnicodeWidthStr as _;

const GAZA: &str = "examples/gaza-2025-01";

#[test]
fn changes_since_a_day_that_is_still_to_come_are_refused() {
    let output = support::run(&["monitor", GAZA, "--since", "2099-01-01"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("lies after 2025-"), "{told}");
}

#[test]
fn every_example_with_events_has_its_pages() {
    for name in [
        "gaza-2025-01",
        "gaza-2023-11",
        "jpoa-2014",
        "lake-sarn",
        "reference",
        "two-shores",
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

/// Values, a forfeit and a disputed record: exposure and gain as intervals, held against the bond.
#[test]
fn the_page_of_an_exchange_with_values() {
    let page = support::page(&["monitor", "examples/two-shores", "--width", "100"]);
    insta::assert_snapshot!("monitor_of_two_shores", page);
}

/// What leaving would win is held against forfeits with an amount, and each case has its word.
#[test]
fn what_is_pledged_has_its_word() {
    let said = |kind: &str, amount: &str, price: &str| -> String {
        let folder = tempfile::tempdir().expect("a folder");
        for file in ["case.yaml", "events.yaml"] {
            let text = support::read(&format!("examples/two-shores/{file}"))
                .replace("kind: forfeit", kind)
                .replace("amount: {nets: 4}", amount)
                .replace("cost: {nets: 2}", price);
            std::fs::write(folder.path().join(file), text).expect("a file");
        }
        let page = support::page(&[
            "monitor",
            &folder.path().to_string_lossy(),
            "--width",
            "200",
        ]);
        let start = page.find("By the values assumed").unwrap_or(page.len());
        let line = page[start..].lines().next().unwrap_or("");
        let end = line.find('.').map_or(0, |at| at + 1);
        line[..end].to_owned()
    };
    let price = "cost: {nets: 2}";
    let of = |rest: &str| {
        format!(
            "By the values assumed for it, Isle Fishers would win 12 to 14 by leaving now, {rest}."
        )
    };
    assert_eq!(
        said("kind: forfeit", "amount: {nets: 6}", price),
        of("possibly more than the bond of 12 pledged against it")
    );
    assert_eq!(said("kind: forfeit", "amount: {nets: 7}", price), "");
    assert_eq!(
        said("kind: compensation", "amount: {nets: 7}", price),
        of("and no bond is pledged against it")
    );
    assert_eq!(
        said("kind: forfeit", "", price),
        of("and the bond pledged against it has no amount to hold that against")
    );
    // Without a cost there are counts alone, and a word on what is missing.
    assert_eq!(
        said(
            "kind: forfeit",
            "amount: {nets: 4}",
            "cost: {nets: unknown}"
        ),
        ""
    );
}

/// A log in which sources differ more often than a page for eyes can show.
#[test]
fn programs_have_the_whole_of_a_long_list() {
    const MANY: usize = 612;
    let mut text = support::read("examples/two-shores/case.yaml");
    text.push_str("\nsources: {slate: {outlet: Slate}}\nevents:\n");
    for at in 0..MANY {
        text.push_str(&format!(
            "  e{at:03}: {{date: 2031-05-07, of: nets-home.first, reports: [{{according-to: isle, from: slate, \
             delivered: {{nets: 2}}}}, {{according-to: shore, from: slate, delivered: {{nets: 1}}}}]}}\n"
        ));
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("case.yaml"), text).expect("a file");
    let case = folder.path().to_string_lossy().into_owned();
    let page = support::page(&["monitor", &case]);
    let left_out = "The first 500 of 612 are shown; the JSON form has them all.";
    assert_eq!(page.matches(left_out).count(), 1, "{page}");
    assert!(page.contains("e499 ") && !page.contains("e500 "));
    let html = support::run(&["monitor", &case, "--format", "html"]).stdout;
    let html = String::from_utf8(html).expect("UTF-8");
    assert_eq!(html.matches(left_out).count(), 1);
    assert!(html.contains("612 counts are in dispute."));
    assert!(
        html.contains("The newest 40 are drawn; what would settle each of all is listed above.")
    );
    // The sentence on them names the first five hundred.
    assert!(html.contains(" and 112 more, which the JSON form names"));
    let json = support::run(&["monitor", &case, "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("a page as JSON");
    assert!(!json.to_string().contains("are shown"));
    let blocks = json["sections"].as_array().expect("sections").iter();
    let mut tables = blocks.flat_map(|section| section["blocks"].as_array().expect("blocks"));
    let table = tables.find(|block| block["table"] == "disputed");
    let rows = table.and_then(|table| table["rows"].as_array());
    assert_eq!(rows.map(Vec::len), Some(MANY));
    let csv = support::run(&["monitor", &case, "--format", "csv", "--table", "disputed"]).stdout;
    let csv = String::from_utf8(csv).expect("UTF-8");
    assert_eq!(csv.lines().count(), MANY + 1);
    assert!(csv.starts_with("event,about,by whose count,"), "{csv}");
}

/// Every table of the page is there as CSV, with the heads and cells of JSON.
#[test]
fn each_table_is_the_same_as_csv() {
    for case in [
        "examples/two-shores",
        "examples/lake-sarn",
        "examples/reference",
    ] {
        let page = support::run(&["monitor", case, "--format", "json"]).stdout;
        let page: serde_json::Value = serde_json::from_slice(&page).expect("a page as JSON");
        let mut seen = 0;
        for section in page["sections"].as_array().expect("sections") {
            for block in section["blocks"].as_array().expect("blocks") {
                let Some(table) = block["table"]
                    .as_str()
                    .filter(|_| block["picture"].is_null())
                else {
                    continue;
                };
                let output = support::run(&["monitor", case, "--format", "csv", "--table", table]);
                assert_eq!(output.status.code(), Some(0), "{table}");
                let csv = String::from_utf8(output.stdout).expect("UTF-8");
                let rows = support::records(&csv);
                let wanted = block["rows"].as_array().expect("rows").iter();
                let wanted =
                    std::iter::once(&block["columns"]).chain(wanted.map(|row| &row["cells"]));
                assert_eq!(rows.len(), wanted.clone().count(), "{table}");
                for (row, wanted) in rows.iter().zip(wanted) {
                    assert_eq!(serde_json::json!(row), *wanted, "{table}");
                }
                seen += 1;
            }
        }
        assert!(seen > 8, "{case}: {seen}");
    }
    let none = [
        "monitor",
        "examples/two-shores",
        "--format",
        "csv",
        "--table",
        "suspensions",
    ];
    let output = support::run(&none);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("no table `suspensions`"), "{said}");
    let output = support::run(&["monitor", "examples/two-shores", "--table", "status"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_changed_while_an_agreement_ran() {
    let days = ["--as-of", "2025-02-20", "--as-of", "2025-02-28"];
    let output = support::run(&[&["diff", GAZA][..], &days].concat());
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    insta::assert_snapshot!("diff_of_gaza_over_the_hold", text);
    let json = support::run(&[&["diff", GAZA, "--format", "json"][..], &days].concat()).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    let changes = json["changes"].as_array().expect("changes");
    let word = |key: &str| {
        let change = changes.iter().find(|change| change["key"] == key);
        change.map_or("", |change| change["change"].as_str().unwrap_or(""))
    };
    assert_eq!(word("status release.last-week"), "fulfilled");
    assert_eq!(word("status prisoners-out.last-week"), "cured");
    assert_eq!(word("status detainees-out"), "changed");
    assert_eq!(word("forecast agreement"), "forecast moved");
    // Nothing of it changes because a day passes on which nothing happens or falls due.
    let quiet = [
        "diff",
        GAZA,
        "--as-of",
        "2025-02-05",
        "--as-of",
        "2025-02-06",
        "--format",
        "json",
    ];
    let json: serde_json::Value =
        serde_json::from_slice(&support::run(&quiet).stdout).expect("JSON");
    let changes = json["changes"].as_array().expect("changes");
    let carried = changes
        .iter()
        .filter(|c| c["section"] == "How it is carried out");
    assert_eq!(carried.count(), 0, "{json:#}");
}

/// One record more in a second copy of a case: a duty is late no longer, and the brief says so too.
#[test]
fn what_changed_between_two_copies_of_a_case() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = |name: &str, more: &str| -> String {
        let path = folder.path().join(name);
        std::fs::create_dir(&path).expect("a folder");
        for file in ["case.yaml", "events.yaml"] {
            let mut text = support::read(&format!("examples/two-shores/{file}"));
            if file == "events.yaml" {
                text.push_str(more);
            }
            std::fs::write(path.join(file), text).expect("a file");
        }
        path.to_string_lossy().into_owned()
    };
    let old = copy("old", "");
    let new = copy(
        "new",
        "  e7: {date: 2031-05-28, of: nets-home, delivered: {nets: 7}, according-to: warden, from: book-2}\n",
    );
    let same = support::run(&["diff", &old, &old, "--width", "90"]);
    assert_eq!((same.status.code(), same.stdout.len()), (Some(0), 0));
    let text = support::run(&["diff", &old, &new]);
    let text = String::from_utf8(text.stdout)
        .expect("UTF-8")
        .replace(&old, "old")
        .replace(&new, "new");
    insta::assert_snapshot!("diff_of_two_shores", text);
    let page = support::page(&["brief", &new, "--since", "2031-05-26"]);
    assert!(
        page.contains("CHANGED IN CARRYING IT OUT SINCE 26 MAY"),
        "{page}"
    );
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
        let shores = folder.path().join("shores");
        std::fs::create_dir(&shores).expect("a folder");
        for file in ["case.yaml", "events.yaml"] {
            let text = support::read(&format!("examples/two-shores/{file}"));
            let text = text
                .replace("Shore Fishers", "Israel")
                .replace("Isle Fishers", "Hamas");
            let text = if swapped { swap(&text) } else { text };
            std::fs::write(shores.join(file), text).expect("a file");
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
            page(&["monitor", "shores", "--format", "json"]),
            page(&[
                "diff",
                "shores",
                "--as-of",
                "2031-05-16",
                "--as-of",
                "2031-05-28",
                "--format",
                "json",
            ]),
        ]
    };
    for (page, other) in pages(false).iter().zip(&pages(true)) {
        assert!(page.len() > 1000);
        assert_eq!(swap(page), *other);
    }
}
