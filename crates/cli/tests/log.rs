//! The log of events through the program: adding, kills, verifying, importing, handing over.

mod support;

use armistice_case::log::{What, verify};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const CASE: &str = "case: Relief for Sarn
as-of: 2031-07-01
parties: {north: {name: North}, south: {name: South}}
others: {board: {name: The board, role: verifier}}
places: {gate: {name: The gate}}
quantities: {loads: {unit: load}, dead: {unit: person}}
sources: {wire: {outlet: Wire}, log-of-the-board: {outlet: The board}}
agreement:
  status: in force
  from: wire
  calendar: {day-one: 2031-06-01}
  obligations:
    relief: {by: north, to: south, delivers: {loads: 100}, when: by day 9, from: wire}
    quiet: {by: [north, south], must-not: Fire across the line., when: from day 1, from: wire}
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("case.yaml"), CASE).expect("written");
    folder
}

fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_armistice"));
    command
        .args(args)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1938000000")
        .stdin(Stdio::null());
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    program(folder, args).output().expect("the program runs")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn log(folder: &Path) -> String {
    fs::read_to_string(folder.join("events.jsonl")).unwrap_or_default()
}

fn add(folder: &Path, id: &str) -> Output {
    let keys = ["of=relief", "delivered.loads=4"];
    let rest = ["--id", id, "--from", "wire", "--date", "2031-06-02 07:30"];
    let args = [&["add", "event", ".", "--log"], &keys[..], &rest[..]].concat();
    run(folder, &args)
}

#[test]
fn an_event_goes_into_the_log_with_the_time_of_the_clock() {
    let folder = folder();
    let output = add(folder.path(), "e1");
    assert_eq!(
        out(&output),
        "e1 added to events.jsonl\n",
        "{}",
        err(&output)
    );
    assert_eq!(
        log(folder.path()),
        "{\"id\":\"e1\",\"date\":\"2031-06-02 07:30\",\"of\":\"relief\",\"delivered\":{\"loads\":\"4\"},\
         \"recorded\":\"2031-05-31T13:20:00Z\",\"from\":\"wire\",\"follows\":\"start\"}\n"
    );
    // From now on an event goes there of itself; `--file` names another place.
    let output = run(
        folder.path(),
        &["add", "event", ".", "says=x", "--recorded", "2031-06-03 ab"],
    );
    assert_eq!(
        out(&output),
        "e2 added to events.jsonl\n",
        "{}",
        err(&output)
    );
    assert!(log(folder.path()).contains("\"recorded\":\"2031-06-03 ab\""));
    let typed = format!("{CASE}events:\n  typed: {{of: relief, says: By hand.}}\n");
    fs::write(folder.path().join("case.yaml"), typed).expect("written");
    let output = run(
        folder.path(),
        &["add", "event", ".", "says=y", "--file", "case.yaml"],
    );
    assert!(
        out(&output).starts_with("e3 added at case.yaml:"),
        "{}",
        err(&output)
    );
    let output = run(folder.path(), &["log", "verify", "."]);
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).contains("2 records, and the chain holds"));
    assert!(out(&output).contains("case.yaml: 2 events, not chained"));
}

#[test]
fn what_is_wrong_with_a_new_record_is_shown_and_nothing_is_written() {
    let folder = folder();
    let args = [
        "add",
        "event",
        ".",
        "--log",
        "of=reliif",
        "delivered.loads=57,000",
    ];
    let output = run(folder.path(), &args);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("did you mean `relief`?"));
    assert!(err(&output).contains("bad-amount"));
    assert!(!folder.path().join("events.jsonl").exists());
    add(folder.path(), "e1");
    let output = add(folder.path(), "e1");
    assert!(err(&output).contains("duplicate-id"));
    assert_eq!(log(folder.path()).lines().count(), 1);
    let output = run(folder.path(), &["set", ".", "e1.says", "x"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("only ever added to"));
}

#[test]
fn what_was_acknowledged_outlives_any_kill() {
    let folder = folder();
    let began = Instant::now();
    assert!(add(folder.path(), "first").status.success());
    let whole = began.elapsed().max(Duration::from_millis(4));
    let mut acknowledged: BTreeSet<String> = ["first".to_owned()].into();
    let rounds: u32 = 60;
    for i in 0..rounds {
        let id = format!("k{i}");
        let args = [
            "add",
            "event",
            ".",
            "of=relief",
            "delivered.loads=4",
            "--id",
            &id,
        ];
        let mut child = program(folder.path(), &args)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        // At another moment each time, from the first to beyond the usual end.
        sleep(whole * i / rounds * 5 / 4);
        // It may have ended by itself.
        let _ = child.kill();
        let output = child.wait_with_output().expect("it ended");
        if out(&output).contains(&format!("{id} added")) {
            acknowledged.insert(id);
        }
        if i % 7 == 3 {
            // A machine that stops may leave the beginning of a record.
            let mut torn = log(folder.path());
            torn.push_str("{\"id\":\"k99\",\"of\":\"rel");
            fs::write(folder.path().join("events.jsonl"), torn).expect("written");
        }
        let text = log(folder.path());
        let verified = verify(&text, None);
        assert!(
            verified.faults.iter().all(|fault| fault.what == What::Torn),
            "{text}"
        );
        for id in &acknowledged {
            assert!(
                text.contains(&format!("{{\"id\":\"{id}\",")),
                "{id} is lost:\n{text}"
            );
        }
    }
    assert!(acknowledged.len() > 1, "some came through");
    let output = add(folder.path(), "last");
    assert!(output.status.success(), "{}", err(&output));
    let verified = verify(&log(folder.path()), None);
    assert_eq!(verified.faults, []);
    assert!(verified.lines > acknowledged.len());
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
}

#[test]
fn two_writers_wait_for_each_other() {
    let folder = folder();
    add(folder.path(), "first");
    let children: Vec<_> = (0..6)
        .map(|i| {
            let id = format!("w{i}");
            program(
                folder.path(),
                &["add", "event", ".", "of=relief", "--id", &id],
            )
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts")
        })
        .collect();
    for mut child in children {
        assert!(child.wait().expect("it ended").success());
    }
    let verified = verify(&log(folder.path()), None);
    assert_eq!((verified.lines, verified.faults.len()), (7, 0));
}

#[test]
fn a_break_is_named_by_line_with_what_was_expected_and_found() {
    let folder = folder();
    for id in ["e1", "e2", "e3"] {
        add(folder.path(), id);
    }
    let path = folder.path().join("events.jsonl");
    let noted = out(&run(folder.path(), &["log", "verify", "."]));
    let noted = noted
        .lines()
        .find_map(|line| line.strip_prefix("the digest of the last record is "))
        .expect("the digest is told");
    add(folder.path(), "e4");
    let args = ["log", "verify", ".", "--noted", noted];
    let output = run(folder.path(), &args);
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).contains("the digest noted is that of events.jsonl:3"));
    fs::write(
        &path,
        log(folder.path()).replacen("\"loads\":\"4\"", "\"loads\":\"5\"", 1),
    )
    .expect("written");
    let output = run(folder.path(), &args);
    assert_eq!(output.status.code(), Some(1));
    let text = out(&output);
    assert!(
        text.contains("events.jsonl:2: does not follow the line before it\n  expected "),
        "{text}"
    );
    assert!(
        text.contains("but the chain does not hold before it"),
        "{text}"
    );
    // A page that rests on the log says so beside it, and is made.
    for page in [["monitor", "."], ["bulletin", "."], ["brief", "."]] {
        let output = run(folder.path(), &page);
        assert_eq!(output.status.code(), Some(0), "{page:?}");
        assert!(
            err(&output).contains("broken-chain"),
            "{page:?}: {}",
            err(&output)
        );
    }
    let output = run(folder.path(), &["log", "verify", ".", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    assert_eq!(value["logs"][0]["faults"][0]["line"], 2);
    assert_eq!(value["logs"][0]["holds"], false);
    fs::write(
        &path,
        log(folder.path())
            .lines()
            .take(2)
            .collect::<Vec<_>>()
            .join("\n"),
    )
    .expect("written");
    let output = run(folder.path(), &args);
    assert!(out(&output).contains("no record has the digest noted"));
    let none = self::folder();
    assert_eq!(
        run(none.path(), &["log", "verify", "."]).status.code(),
        Some(2)
    );
}

/// The program of the documentation, run on a log if there is a Python to run it.
#[test]
fn a_few_lines_of_python_verify_the_chain() {
    let page = support::read("docs/event-log.md");
    let script = page
        .split("```python\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("the page has a program");
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: no python3 here");
        return;
    }
    let folder = folder();
    for id in ["e1", "e2", "e3"] {
        add(folder.path(), id);
    }
    let verdict = || {
        let output = Command::new("python3")
            .args(["-c", script, "events.jsonl"])
            .current_dir(folder.path())
            .output()
            .expect("python runs");
        assert!(output.status.success(), "{}", err(&output));
        out(&output)
    };
    assert_eq!(verdict(), "3 records\n");
    let text = log(folder.path()).replacen("\"loads\":\"4\"", "\"loads\":\"5\"", 1);
    fs::write(folder.path().join("events.jsonl"), text).expect("written");
    assert_eq!(verdict(), "line 2 does not follow line 1\n3 records\n");
}

const VISITS: &str = "Visit,Day,Loads,Seen by,Remark
V 1,03/06/2031,12,Board,\"Twelve, at the gate\"
V 1,03/06/2031,10,South,
V 2,04/06/2031,7,Board,
";

const HOW: [&str; 15] = [
    "--days",
    "day",
    "--map",
    "Visit=id",
    "--map",
    "Day=date",
    "--map",
    "Loads=delivered.loads",
    "--map",
    "Remark=says",
    "--of",
    "relief",
    "--where",
    "Seen by=Board=>according-to=board",
    "--set=from=log-of-the-board",
];

fn import(folder: &Path, table: &str, more: &[&str]) -> Output {
    fs::write(folder.join("visits.csv"), table).expect("written");
    let args = [&["import", "events", ".", "visits.csv"], &HOW[..], more].concat();
    run(folder, &args)
}

#[test]
fn a_table_comes_in_once() {
    let folder = folder();
    let south = ["--where", "Seen by=South=>according-to=south"];
    let output = import(folder.path(), VISITS, &south);
    assert_eq!(
        out(&output),
        "2 events added to events.jsonl\n",
        "{}",
        err(&output)
    );
    let first = log(folder.path());
    assert!(first.contains("{\"id\":\"v-1\",\"date\":\"2031-06-03\",\"of\":\"relief\",\"says\":\"Twelve, at the gate\""), "{first}");
    assert!(first.contains("{\"according-to\":\"south\",\"from\":\"log-of-the-board\",\"delivered\":{\"loads\":\"10\"}}"), "{first}");
    assert_eq!(run(folder.path(), &["check", "."]).status.code(), Some(0));
    let output = import(folder.path(), VISITS, &south);
    assert_eq!(out(&output), "no event added\n");
    assert!(err(&output).contains("2 already there"));
    assert_eq!(log(folder.path()), first);
    // A row that changed is refused, or put right by a new record; that too only once.
    let changed = VISITS.replace(",7,", ",8,");
    let output = import(folder.path(), &changed, &south);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("visits.csv:4"), "{}", err(&output));
    assert_eq!(log(folder.path()), first);
    let correct = [&south[..], &["--correct"]].concat();
    import(folder.path(), &changed, &correct);
    assert!(log(folder.path()).contains("{\"id\":\"v-2-2\""));
    assert!(log(folder.path()).contains("\"corrects\":\"v-2\""));
    let output = import(folder.path(), &changed, &correct);
    assert_eq!(out(&output), "no event added\n", "{}", err(&output));
    // A day that is put right is the day of the act, whatever day the earlier record has.
    let moved = changed.replace("04/06", "05/06");
    import(folder.path(), &moved, &correct);
    let moved_to = "\"corrects\":\"v-2-2\"";
    assert!(
        log(folder.path()).contains(moved_to),
        "{}",
        log(folder.path())
    );
    assert!(log(folder.path()).contains("\"reports\":[{\"date\":\"2031-06-05\"}]"));
    let output = import(folder.path(), &moved, &correct);
    assert_eq!(out(&output), "no event added\n", "{}", err(&output));
    assert!(verify(&log(folder.path()), None).faults.is_empty());
}

#[test]
fn a_row_without_an_id_gets_one_from_what_it_says() {
    let folder = folder();
    let table = "date,of,kind\n2031-06-03,quiet,shelling\n2031-06-03,quiet,shelling\n2031-06-04,quiet,shelling\n";
    fs::write(folder.path().join("t.csv"), table).expect("written");
    let args = ["import", "events", ".", "t.csv"];
    assert_eq!(
        out(&run(folder.path(), &args)),
        "3 events added to events.jsonl\n"
    );
    assert_eq!(out(&run(folder.path(), &args)), "no event added\n");
    let more = format!("{table}2031-06-05,quiet,shelling\n");
    fs::write(folder.path().join("t.csv"), more).expect("written");
    assert_eq!(
        out(&run(folder.path(), &args)),
        "1 event added to events.jsonl\n"
    );
}

#[test]
fn every_bad_row_is_named_and_the_good_ones_come_only_if_asked() {
    let folder = folder();
    let table = "Visit,Day,Loads,Seen by,Remark
good,03/06/2031,12,Board,
worse,31/06/2031,12,Board,
count,04/06/2031,57.000.1,Board,
,05/06/2031,1,Board,no id is no fault
short,05/06/2031
";
    // Lines may end as Excel ends them.
    for table in [table, &table.replace('\n', "\r\n")] {
        let output = import(folder.path(), table, &[]);
        assert_eq!(output.status.code(), Some(1));
        let said = err(&output);
        for (line, code) in [(3, "bad-date"), (4, "bad-amount"), (6, "bad-row")] {
            let at = said.find(&format!("visits.csv:{line}:"));
            let before = at.map_or("", |at| &said[..at]);
            assert!(
                before.lines().rev().take(2).any(|l| l.contains(code)),
                "{line} {code}\n{said}"
            );
        }
        assert!(said.contains("5 rows, 3 with a fault"), "{said}");
    }
    assert!(!folder.path().join("events.jsonl").exists());
    let output = import(folder.path(), table, &["--keep-good"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(out(&output), "2 events added to events.jsonl\n");
    // What the command itself sets wrongly is told once, at the command.
    let output = import(
        folder.path(),
        VISITS,
        &["--set", "place=gait", "--keep-good"],
    );
    assert_eq!(
        err(&output).matches("did you mean `gate`?").count(),
        1,
        "{}",
        err(&output)
    );
    assert!(err(&output).contains("place=gait"));
    let output = import(folder.path(), VISITS, &["--map", "Nowhere=says"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("no column is called `Nowhere`"));
}

#[test]
fn a_table_of_acled_comes_in_with_its_precision() {
    let folder = folder();
    let table = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp
SRN101,09 June 2031,2031,1,Political violence,Explosions/Remote violence,Shelling/artillery/missile attack,Military Forces of North (2029-),,State forces,Civilians (South),,Civilians,,,1,Nowhere,Sarn,,,,Gate,1.0,2.0,1,Wire; Post,National,\"Shells fell near the gate, two died.\",2,,1
SRN102,10 June 2031,2031,2,Political violence,Battles,Armed clash,Military Forces of South (2029-),,State forces,,,,,,1,Nowhere,Sarn,,,,Gate,1.0,2.0,1,Wire,National,A clash.,0,,1
SRN103,11 June 2031,2031,1,Demonstrations,Protests,Peaceful protest,Protesters (Sarn),,Protesters,,,,,,1,Nowhere,Sarn,,,,Gate,1.0,2.0,1,Wire,National,A march.,0,,1
";
    fs::write(folder.path().join("acled.csv"), table).expect("written");
    let args = [
        "import",
        "events",
        ".",
        "acled.csv",
        "--preset",
        "acled",
        "--days",
        "day",
        "--of",
        "quiet",
        "--set",
        "from=wire",
        "--map",
        "fatalities=quantity.dead",
        "--where",
        "location=Gate=>place=gate",
        "--where",
        "actor1=Military Forces of North*=>by=north",
        "--where",
        "actor1=Military Forces of South*=>by=south",
        "--where",
        "event_type=Protests=>-",
    ];
    let output = run(folder.path(), &args);
    assert_eq!(
        out(&output),
        "2 events added to events.jsonl\n",
        "{}",
        err(&output)
    );
    assert!(err(&output).contains("3 rows, 1 left out by a rule"));
    let text = log(folder.path());
    assert!(text.starts_with("{\"id\":\"srn101\",\"date\":\"2031-06-09\",\"of\":\"quiet\",\"by\":\"north\",\"place\":\"gate\",\"quantity\":{\"dead\":\"2\"},\"kind\":\"Shelling/artillery/missile attack\",\"says\":\"Shells fell near the gate, two died.\",\"evidence\":\"Wire; Post\""), "{text}");
    assert!(
        text.contains("\"date\":\"2031-06-07 to 2031-06-13\""),
        "{text}"
    );
}

#[test]
fn a_log_is_handed_over_without_what_is_hidden() {
    let folder = folder();
    for (id, visible) in [("e1", "public"), ("e2", "mediator"), ("e3", "public")] {
        let args = [
            "add",
            "event",
            ".",
            "--log",
            "of=relief",
            "says=Seen by the watch",
            "--id",
            id,
        ];
        let visible = format!("visible={visible}");
        assert!(
            run(folder.path(), &[&args[..], &[&visible]].concat())
                .status
                .success()
        );
    }
    let elsewhere = tempfile::tempdir().expect("a folder");
    let given = elsewhere.path().join("for-all");
    let output = given.to_string_lossy();
    let args = ["redact", ".", "--for", "public", "--output", &output];
    assert_eq!(run(folder.path(), &args).status.code(), Some(0));
    let text = log(&given);
    assert!(!text.contains("e2"));
    assert_eq!(text.lines().count(), 2);
    assert_eq!(run(&given, &["log", "verify", "."]).status.code(), Some(0));
    let digests = |folder: &Path| -> BTreeSet<String> {
        log(folder)
            .split("\"follows\":\"")
            .skip(1)
            .map(|rest| rest[..5].to_owned())
            .filter(|digest| digest != "start")
            .collect()
    };
    // The digest of a hidden record would let a reader try out what stood in it.
    assert!(digests(&given).len() == 1);
    let shown = run(folder.path(), &["export", "events", ".", "--for", "public"]);
    assert!(!out(&shown).contains("e2"));
    assert!(out(&shown).contains("e3"));
}
