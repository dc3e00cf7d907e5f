//! Whose account a page of the running agreement takes, and that it accuses nobody by a gap, a tally
//! or one of two accounts.

mod support;

const GAZA: &str = "examples/gaza-2025-01";

/// A page as one line of words, so that a sentence is found wherever it breaks.
fn page(args: &[&str]) -> String {
    let text = support::page(args);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn case(events: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!(
        "case: Two banks
as-of: 2031-06-12
parties: {{north: {{name: North}}, south: {{name: South}}}}
others: {{board: {{name: the Board, role: verifier}}}}
quantities: {{loads: {{name: loads, unit: load}}}}
sources: {{paper: {{outlet: Paper}}}}
agreement:
  status: in force
  from: paper
  signed-by: [north, south]
  calendar: {{day-one: 2031-06-01}}
  obligations:
    quiet: {{by: [north, south], must-not: Fire, when: from day 1}}
    relief: {{by: north, to: south, delivers: {{loads: 50}}, when: by day 5, verified-by: board}}
events:
{events}"
    );
    std::fs::write(folder.path().join("case.yaml"), text).expect("a file");
    folder
}

fn of(folder: &tempfile::TempDir, args: &[&str]) -> String {
    let path = folder.path().to_string_lossy().into_owned();
    let mut all = vec![args[0], &path];
    all.extend(&args[1..]);
    page(&all)
}

#[test]
fn a_view_is_named_first_and_leaves_its_own_interval() {
    let found = page(&["monitor", GAZA, "--as-of", "2025-02-01", "--view", "israel"]);
    let head = "This page takes the word of Israel wherever it has spoken of an event, and every account where it is silent; what they leave open is told as an interval.";
    assert!(found.contains(head), "{found}");
    // Israel says nothing of the patients: both counts stand, here and by the text's verifiers.
    for (view, wanted) in [
        ("israel", "0.74 to 1.00"),
        ("verifier", "0.74 to 1.00"),
        ("who", "0.74"),
        ("gaza-health", "1.00"),
    ] {
        let of = ["monitor", GAZA, "--as-of", "2025-02-01", "--view", view];
        let csv = support::run(&[&of[..], &["--format", "csv", "--table", "quotas"]].concat());
        let csv = String::from_utf8(csv.stdout).expect("UTF-8");
        let rows = support::records(&csv);
        let patients = rows.iter().find(|row| row[0].contains("patients-out"));
        assert_eq!(patients.map(|row| &*row[4]), Some(wanted), "{view}");
    }
    let found = page(&["bulletin", GAZA, "--weekly", "--view", "party"]);
    assert!(
        found.contains("This page takes the word of the parties"),
        "{found}"
    );
}

#[test]
fn one_of_two_accounts_is_told_as_one_of_two() {
    let both = "disputed: late or in progress; 0 to 21 days late to begin";
    for command in ["monitor", "bulletin", "brief"] {
        let rows = support::run(&[command, GAZA, "--as-of", "2025-02-24", "--format", "json"]);
        let rows = String::from_utf8(rows.stdout).expect("UTF-8");
        assert!(rows.contains(both), "{command}");
    }
    let fire = "  a: {date: 2031-06-12, of: quiet, by: north, from: paper, reports: [{according-to: south, becomes: done}, {according-to: north, becomes: not done}]}\n";
    let folder = case(fire);
    let found = of(&folder, &["bulletin", "--daily"]);
    assert!(found.contains("Fire, by some accounts `quiet`"), "{found}");
    let found = of(&folder, &["monitor"]);
    assert!(!found.contains("Open by every account"), "{found}");
    assert!(
        found.contains("done although forbidden, by some accounts"),
        "{found}"
    );
}

#[test]
fn nobody_is_accused_of_what_no_record_says_of_them() {
    let folder = case("  a: {date: 2031-06-12, of: quiet, kind: shelling, from: paper}\n");
    let found = of(&folder, &["monitor"]);
    assert!(
        found.contains("Open by every account: `quiet`, and no record says by whom."),
        "{found}"
    );
    assert!(
        found.contains("12 Jun not said `quiet` done although forbidden"),
        "{found}"
    );
    for record in [
        "becomes: referred, by: north",
        "becomes: suspended, by: north",
        "says: North says all is calm., according-to: north",
        "becomes: not done, according-to: south",
    ] {
        let folder = case(&format!(
            "  a: {{date: 2031-06-12, of: quiet, from: paper, {record}}}\n"
        ));
        for command in ["monitor", "bulletin"] {
            let found = of(&folder, &[command]);
            assert!(
                !found.contains("forbidden") && !found.contains("Fire `quiet`"),
                "{found}"
            );
        }
    }
}

#[test]
fn a_gap_and_a_tally_are_no_lateness() {
    let of = ["monitor", "examples/jpoa-2014", "--as-of", "2014-03-20"];
    let rows = |table: &str| {
        let form = ["--format", "csv", "--table", table];
        let csv = support::run(&[&of[..], &form].concat()).stdout;
        support::records(&String::from_utf8(csv).expect("UTF-8"))
    };
    for table in ["due", "forecast"] {
        let late = |row: &Vec<String>| row.iter().any(|cell| cell.contains("late"));
        assert!(!rows(table).iter().any(late), "{table}");
    }
    let due = rows("due");
    let twice = due.iter().filter(|row| row[0] == "oil-money-out.apr-15");
    assert_eq!(twice.count(), 1);
    let waits = due.iter().find(|row| row[0] == "oil-money-out.mar-1");
    let gap =
        "not due: waits for `dilute.half` verified, owed by Iran, past its day without a record";
    assert_eq!(waits.map(|row| &*row[3]), Some(gap));
    let found = page(&["monitor", "examples/jpoa-2014"]);
    assert!(!found.contains("BREACHES"), "{found}");
    let csv = [
        "monitor",
        "examples/jpoa-2014",
        "--format",
        "csv",
        "--table",
        "unit-days",
    ];
    let csv = String::from_utf8(support::run(&csv).stdout).expect("UTF-8");
    let behind: Vec<(String, String)> = support::records(&csv)[1..]
        .iter()
        .map(|row| (row[4].clone(), row[5].clone()))
        .collect();
    let pair = |behind: &str, gap: &str| (behind.to_owned(), gap.to_owned());
    assert_eq!(behind, [pair("0 to 2350", "0"), pair("0 to 26400", "1650")]);
    let found = page(&["monitor", "examples/gaza-2023-11"]);
    let gap = "Past their day with records that give no number for what is missing: `aid`. That is a gap in the log and not a breach.";
    assert!(found.contains(gap), "{found}");
}

#[test]
fn a_bulletin_names_rights_cures_and_the_text_in_force() {
    let found = page(&["bulletin", "examples/lake-sarn", "--as-of", "2033-08-19"]);
    let right = "`back-wages` was suspended by Sarn Dam Company on 19 Aug, under `hold-pay`.";
    assert!(found.contains(right), "{found}");
    assert!(
        found.contains("The text in force is that of 15 Aug."),
        "{found}"
    );
    let found = page(&["bulletin", GAZA, "--as-of", "2025-01-19"]);
    let cured =
        "Hamas passed the last day of `names` without having done it; it was done on 19 Jan.";
    assert!(found.contains(cured), "{found}");
    // What a party only has a word for is told by the press.
    let found = page(&["bulletin", GAZA, "--as-of", "2025-02-10"]);
    assert!(
        found.contains("suspended `release` no place given 1 0 the press"),
        "{found}"
    );
}

#[test]
fn access_that_is_refused_is_overdue_and_says_by_whom() {
    let of = ["monitor", "examples/lake-sarn", "--as-of", "2033-08-13"];
    let csv = support::run(&[&of[..], &["--format", "csv", "--table", "due"]].concat()).stdout;
    let rows = support::records(&String::from_utf8(csv).expect("UTF-8"));
    let access = rows.iter().find(|row| row[0] == "walk-in");
    let told = "refused by Sarn Dam Company on 12 Aug; breached";
    assert_eq!(access.map(|row| &*row[3]), Some(told));
}

#[test]
fn the_page_says_who_recorded_what_from_where() {
    let event = "  a: {date: 2031-06-04, of: relief, delivered: {loads: 50}, according-to: board, from: paper, evidence: The Board's receipt, recorded: 2031-06-05 by a clerk}\n";
    let folder = case(event);
    let path = folder.path().to_string_lossy().into_owned();
    let csv = support::run(&["monitor", &path, "--format", "csv", "--table", "records"]).stdout;
    let csv = String::from_utf8(csv).expect("UTF-8");
    let rows = support::records(&csv);
    assert_eq!(
        rows[1],
        [
            "a",
            "4 Jun",
            "2031-06-05 by a clerk",
            "the Board",
            "Paper",
            "The Board's receipt"
        ]
    );
}

#[test]
fn a_day_on_which_one_account_saw_nothing_change_hands_is_a_day_of_both() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "case: Two banks
as-of: 2031-06-12
parties: {north: {name: North}, south: {name: South}}
quantities: {loads: {name: loads, unit: load}, boats: {name: boats, unit: boat}}
sources: {paper: {outlet: Paper}}
agreement:
  status: in force
  from: paper
  signed-by: [north, south]
  calendar: {day-one: 2031-06-01}
  obligations:
    give: {by: north, to: south, delivers: {boats: 12}, when: by day 10}
    answer: {by: south, to: north, in-return-for: give, delivers: {loads: 20}, when: by day 12}
events:
  e1: {date: 2031-06-02, of: give, from: paper, reports: [{according-to: north, delivered: {boats: 3}}, {according-to: south, delivered: {boats: 0}}]}
  e2: {date: 2031-06-03, of: answer, from: paper, delivered: {loads: 5}}
  e3: {date: 2031-06-05, of: give, from: paper, delivered: {boats: 4}}
  e4: {date: 2031-06-06, of: answer, from: paper, delivered: {loads: 7}}
";
    std::fs::write(folder.path().join("case.yaml"), text).expect("a file");
    let path = folder.path().to_string_lossy().into_owned();
    let table = |id: &str| {
        let csv = support::run(&["monitor", &path, "--format", "csv", "--table", id]);
        let csv = String::from_utf8(csv.stdout).expect("UTF-8");
        let rows = support::records(&csv).into_iter().skip(1);
        rows.map(|row| row[..3].join(" | ")).collect::<Vec<_>>()
    };
    assert_eq!(
        table("exchange-days"),
        [
            "2 Jun | 0 to 3 | 0",
            "3 Jun | 0 to 3 | 5",
            "5 Jun | 4 to 7 | 5",
            "6 Jun | 4 to 7 | 12",
        ]
    );
    assert_eq!(
        table("rounds"),
        ["2 Jun to 3 Jun | 0 to 3 | 0 to 5", "5 Jun to 6 Jun | 4 | 7",]
    );
}

/// A table of the page of two banks with these further quantities, duties and events.
fn rows(quantities: &str, duties: &str, events: &str, table: &str) -> Vec<Vec<String>> {
    let folder = case(events);
    let path = folder.path().join("case.yaml");
    let text = std::fs::read_to_string(&path).expect("a file");
    let text = text
        .replace("unit: load}}", &format!("unit: load}}{quantities}}}"))
        .replace("  obligations:\n", &format!("  obligations:\n{duties}"));
    std::fs::write(&path, text).expect("a file");
    let path = folder.path().to_string_lossy().into_owned();
    let csv = support::run(&["monitor", &path, "--format", "csv", "--table", table]);
    let csv = String::from_utf8(csv.stdout).expect("UTF-8");
    support::records(&csv).into_iter().skip(1).collect()
}

#[test]
fn what_was_given_outside_the_deal_counts_once_whatever_its_record_is_about() {
    let found = rows(
        ", tents: {unit: tent}, cups: {unit: cup}, cots: {unit: cot}",
        "    camp: {by: north, to: south, delivers: {tents: 5}, when: by day 9}\n",
        // What comes under another duty too, what only one account has, what is about no duty.
        "  a: {date: 2031-06-03, of: relief, from: paper, delivered: {loads: 10, tents: 2}, outside: {cups: 5}}
  b: {date: 2031-06-04, of: relief, from: paper, reports: [{according-to: south, outside: {loads: 0}}, {according-to: north, outside: {loads: 7}}]}
  c: {date: 2031-06-05, from: paper, outside: {cots: 3}}\n",
        "outside",
    );
    let found: Vec<String> = found.iter().map(|row| row.join(" | ")).collect();
    assert_eq!(
        found,
        [
            "loads | the single records together | 0 to 7",
            "loads | South where the records differ | 0",
            "loads | North where the records differ | 7",
            "cups | the single records together | 5",
            "cots | the single records together | 3",
        ]
    );
}

#[test]
fn a_hold_of_one_account_is_told_beside_one_of_both() {
    let folder = case(
        "  a: {date: 2031-06-03, of: relief, from: paper, reports: [{according-to: south, becomes: suspended, quantity: {loads: 10}}, {according-to: north, becomes: not suspended}]}
  b: {date: 2031-06-07, of: relief, from: paper, becomes: suspended, quantity: {loads: 20}}
  c: {date: 2031-06-10, of: relief, from: paper, reports: [{according-to: south, becomes: suspended, quantity: {loads: 3}, date: 2031-06-10}, {according-to: north, becomes: suspended, quantity: {loads: 3}, date: 2031-06-14}]}\n",
    );
    let found = of(&folder, &["monitor"]);
    for told in [
        "from 3 Jun, by some accounts: 10 loads, still held; 9 days, 0 to 90 unit-days late",
        "from 7 Jun: 20 loads, still held; 5 days, 100 unit-days late",
        "from 10 Jun, by some accounts: 3 loads, still held; 2 days, 0 to 6 unit-days late",
    ] {
        assert!(
            found.contains(&format!("Held back under `relief` {told}")),
            "{told}: {found}"
        );
    }
}

#[test]
fn a_bulletin_tells_a_day_on_which_nothing_came_from_one_without_a_record() {
    let line = |date: &str, records: &str| {
        let folder = case(records);
        let path = folder.path().join("case.yaml");
        let text = std::fs::read_to_string(&path).expect("a file");
        let daily = "delivers: {loads: 10 per day}, when: day 1 to day 20";
        let text = text.replace("delivers: {loads: 50}, when: by day 5", daily);
        std::fs::write(&path, text).expect("a file");
        let found = of(&folder, &["bulletin", "--daily", "--as-of", date]);
        let (_, rest) = found
            .split_once("came the line recorded ")
            .expect("a table");
        let (row, _) = rest.split_once(" case.yaml").expect("a place");
        row.to_owned()
    };
    let records = "  a: {date: 2031-06-04, of: relief, from: paper, reports: [{according-to: south, delivered: {loads: 0}}, {according-to: north, delivered: {loads: 10}}]}
  b: {date: 2031-06-05, of: relief, from: paper, delivered: {loads: 0}}\n";
    assert_eq!(
        line("2031-06-03", records),
        "`relief` loads no record 10 a day 0 days"
    );
    assert_eq!(
        line("2031-06-04", records),
        "`relief` loads 0 to 10 10 1 day"
    );
    assert_eq!(line("2031-06-05", records), "`relief` loads 0 10 1 day");
}

#[test]
fn a_last_day_that_moved_is_told_among_what_changed() {
    let events = "  a: {date: 2031-06-04, of: relief, becomes: extended, until: by day 9, by: south, from: paper}\n";
    let folder = case(events);
    let found = of(
        &folder,
        &["monitor", "--as-of", "2031-06-04", "--since", "2031-06-03"],
    );
    assert!(
        found.contains("`relief`: extended, before due in 2 days; due by 9 Jun, before 5 Jun."),
        "{found}"
    );
    assert!(
        found.contains("WHAT WAS EXTENDED what on by last day before last day since `relief` 4 Jun South 5 Jun 9 Jun"),
        "{found}"
    );
    let found = of(&folder, &["bulletin", "--as-of", "2031-06-05"]);
    assert!(
        found.contains("No duty stands otherwise than it did."),
        "{found}"
    );
    // A record that gives no day moves none.
    let folder =
        case("  a: {date: 2031-06-04, of: relief, becomes: extended, by: south, from: paper}\n");
    let found = of(&folder, &["monitor", "--as-of", "2031-06-04"]);
    assert!(
        found.contains("`relief` 4 Jun South 5 Jun the record gives none"),
        "{found}"
    );
}

#[test]
fn a_bulletin_tells_what_was_put_right_of_earlier_days() {
    let folder = case(
        "  a: {date: 2031-06-03, of: relief, from: paper, delivered: {loads: 40}}
  b: {date: 2031-06-06, of: relief, from: paper, corrects: a, delivered: {loads: 50}}\n",
    );
    let on = |day: &str| of(&folder, &["bulletin", "--as-of", day]);
    let sixth = on("2031-06-06");
    assert!(
        sixth.contains("Put right in this window, of earlier days: `b` of 3 Jun."),
        "{sixth}"
    );
    assert!(sixth.contains("0 events recorded"), "{sixth}");
    assert!(!on("2031-06-05").contains("Put right"));
    assert!(!on("2031-06-07").contains("Put right"));
}

#[test]
fn what_was_refused_stands_once_among_what_is_due() {
    let found = rows(
        "",
        "    letin: {by: north, to: board, does: let the board in, when: day 1 to day 20}
    check: {by: south, to: north, does: Count, when: by day 11, verified-by: board, verified-access: letin}\n",
        "  a: {date: 2031-06-07, of: letin, becomes: refused, by: north, from: paper}\n",
        "due",
    );
    let found: Vec<&str> = found.iter().map(|row| &*row[0]).collect();
    assert_eq!(
        found.iter().filter(|id| **id == "letin").count(),
        1,
        "{found:?}"
    );
}

#[test]
fn two_breaches_of_one_duty_from_one_day_make_one_sentence() {
    let folder = case(
        "  a: {date: 2031-06-05, of: relief, from: paper, delivered: {loads: 50}}
  b: {date: 2031-06-06, of: relief, from: paper, wrong: {loads: 4}}
  c: {date: 2031-06-08, of: quiet, kind: shelling, by: south, from: paper}\n",
    );
    let found = of(&folder, &["monitor"]);
    let sentence =
        "North on `relief` from 6 Jun, and while that lasted South on `quiet` from 8 Jun";
    assert_eq!(found.matches(sentence).count(), 1, "{found}");
}

#[test]
fn the_picture_of_an_exchange_draws_what_accounts_leave_open() {
    let folder = case(
        "  a: {date: 2031-06-03, of: relief, from: paper, reports: [{according-to: south, delivered: {loads: 10}}, {according-to: north, delivered: {loads: 20}}]}
  b: {date: 2031-06-04, of: answer, from: paper, delivered: {boats: 2}}\n",
    );
    let path = folder.path().join("case.yaml");
    let text = std::fs::read_to_string(&path).expect("a file");
    let text = text
        .replace("unit: load}}", "unit: load}, boats: {name: boats, unit: boat}}")
        .replace(
            "  obligations:\n",
            "  obligations:\n    answer: {by: south, to: north, in-return-for: relief, delivers: {boats: 5}, when: by day 12}\n",
        );
    std::fs::write(&path, text).expect("a file");
    let path = folder.path().to_string_lossy().into_owned();
    let page = support::page(&["monitor", &path, "--format", "json"]);
    let page: serde_json::Value = serde_json::from_str(&page).expect("JSON");
    let sections = page["sections"].as_array().expect("sections");
    let course = sections.iter().find(|section| section["id"] == "course");
    let told = course.expect("a picture").to_string();
    // Of 50 loads 10 to 20, of 5 boats 2: 0.2 to 0.4 less 0.4.
    for words in [
        "By 4 Jun North gave 10 to 20, South 2.",
        "3 Jun: 10 to 20",
        "3 Jun: 0.20 to 0.40; 4 Jun: -0.20 to 0.00",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    // Nobody has a θ looking back while one side gave nothing.
    let table = |id: &str| {
        let day = [
            "monitor",
            &path,
            "--as-of",
            "2031-06-03",
            "--format",
            "csv",
            "--table",
            id,
        ];
        support::records(&support::page(&day))
    };
    let days = table("exchange-days");
    assert_eq!(days[1][5], "one side gave nothing yet");
    assert_eq!(table("rounds")[1][3], "no ratio in the text");
}
