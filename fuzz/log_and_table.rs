//! What the fuzz target of logs and tables does, shared with the test that replays its corpus.

use armistice_case::import::{DayOrder, Plan, Preset, Rule, read};
use armistice_case::log::{Tail, lines_of, typed, verify};
use armistice_case::sheet::write_events;
use armistice_case::visible::Audience;
use armistice_case::{Input, Loaded, load, render};

const CASE: &str = "case: t
parties: {north: {name: North}, south: {name: South}}
others: {board: {name: Board, role: verifier}}
places: {gate: {name: The gate}}
quantities: {loads: {unit: load}, people: {unit: person, parts: [loads]}}
sources: {wire: {outlet: Wire, published: 2031-07-01}}
agreement:
  status: in force
  from: wire
  calendar: {day-one: 2031-06-01}
  obligations:
    relief: {by: north, to: south, delivers: {loads: 100}, when: by day 9, from: wire}
    hidden: {visible: mediator, by: north, to: south, delivers: {loads: 1}, when: day 1, from: wire}
";

fn case(path: &str, bytes: &[u8]) -> Loaded {
    let files = [("case.yaml", CASE.as_bytes()), (path, bytes)];
    load(
        files
            .map(|(path, bytes)| Input {
                path: path.to_owned(),
                bytes: bytes.to_vec(),
            })
            .into(),
    )
}

/// Reads bytes as a log, as `events.csv` and as a table to be imported, and says everything there
/// is to say about them.
pub fn run(bytes: &[u8]) {
    for path in ["events.jsonl", "events.csv"] {
        let loaded = case(path, bytes);
        for diagnostic in &loaded.diagnostics {
            render::text(&loaded.files, diagnostic, 80, false);
            render::json(&loaded.files, diagnostic);
        }
        let Some(before) = loaded.case() else {
            continue;
        };
        // What is sound comes back from either form, and makes a page for everybody.
        let log = case("events.jsonl", lines_of(&loaded).as_bytes());
        assert_eq!(
            log.case().map(|case| case.events.len()),
            Some(before.events.len())
        );
        let table = write_events(&loaded).unwrap_or_default();
        case("events.csv", table.as_bytes());
        if let Ok(view) = loaded.view(&Audience::Public) {
            assert!(view.is_sound());
        }
    }
    add(bytes);
    import(bytes);
}

/// Whatever a log ends with, what is added behind it can be read, and what was there stays.
fn add(bytes: &[u8]) {
    let before = String::from_utf8_lossy(bytes);
    let known = verify(&before, None);
    let mut sources = armistice_case::source::Sources::default();
    let keys = armistice_case::edit::Shape::Map(Vec::new());
    let entry = typed(&mut sources, "new", &keys);
    let addition = Tail::of(before.as_bytes()).followed_by(std::slice::from_ref(&entry));
    let after = format!("{}{}", &before[..addition.keep], addition.text);
    let now = verify(&after, None);
    assert_eq!(now.lines, known.lines + 1);
    assert!(now.faults.len() <= known.faults.len());
}

fn import(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let rule = Rule::parse("actor1=N*=>by=north");
    for (preset, days) in [
        (Some(Preset::Acled), DayOrder::Day),
        (None, DayOrder::Month),
    ] {
        let mut loaded = case("case-2.yaml", b"");
        let file = loaded.files.add("table.csv", text);
        let plan = Plan {
            preset,
            rules: preset.and(rule.clone()).into_iter().collect(),
            set: vec![("of".to_owned(), "relief".to_owned())],
            days,
            ..Plan::default()
        };
        let values = loaded.files.add("values", plan.values());
        let Ok(rows) = read(&loaded.files, file, &plan, values) else {
            continue;
        };
        let found = loaded.admit(&rows.entries);
        for diagnostic in rows.bad.iter().chain(found.iter().flatten()) {
            render::text(&loaded.files, diagnostic, 80, false);
        }
    }
}
