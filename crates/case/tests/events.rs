//! Events as data: what a report has from its event, and rows of a table as entries.

use armistice_case::model::{Act, Becomes, Case, Counts, NodeId};
use armistice_case::{Input, load};

fn case(files: &[(&str, &str)]) -> Case {
    let inputs = files
        .iter()
        .map(|(path, text)| Input {
            path: (*path).to_owned(),
            bytes: text.as_bytes().to_vec(),
        })
        .collect();
    let loaded = load(inputs);
    let said: Vec<_> = loaded
        .diagnostics
        .iter()
        .map(|diagnostic| &diagnostic.message)
        .collect();
    loaded.case().unwrap_or_else(|| panic!("{said:?}"))
}

const BASE: &str = "case: t
parties: {north: {name: North}, south: {name: South}}
others: {board: {name: Board, role: verifier}}
places: {gate: {name: The gate, part-of: north}}
quantities: {loads: {unit: load}}
sources: {wire: {outlet: Wire}, post: {outlet: Post}}
agreement:
  status: in force
  from: wire
  calendar: {day-one: 2031-06-01}
  obligations:
    relief: {by: north, to: south, delivers: {loads: 100}, when: by day 9, from: wire}
";

#[test]
fn a_report_has_from_its_event_what_it_leaves_out() {
    let events = "events:
  e1:
    date: 2031-06-02 07:30 to 2031-06-03
    of: relief
    place: gate
    becomes: not done
    from: wire
    delivered: {loads: 40}
    says: One road was shut.
    reports:
      - {according-to: board, delivered: {loads: 37}, calls-it: short, evidence: a count at the gate}
      - {according-to: south, from: post, date: 2031-06-04, becomes: done}
  e2: {date: 2031-06-05, of: relief, cures: e1, delivered: {loads: 3}, from: wire}
";
    let case = case(&[("case.yaml", &format!("{BASE}{events}"))]);
    let Some(NodeId::Event(first)) = case.node("e1") else {
        panic!("e1 is an event");
    };
    let event = &case.events[first];
    let [board, south] = case.events.reports(event) else {
        panic!("two reports");
    };
    assert_eq!(board.when, event.when);
    assert_eq!(board.when.and_then(|when| when.minute), Some(450));
    assert_eq!(
        south.when.map(|when| when.days.to_string()).as_deref(),
        Some("2031-06-04")
    );
    let not_done = Becomes {
        act: Act::Done,
        so: false,
    };
    assert_eq!(board.becomes, Some(not_done));
    assert_eq!(south.becomes.map(|becomes| becomes.so), Some(true));
    let amounts = |report| -> Vec<String> {
        let counted = case.events.counted(report).iter();
        counted
            .map(|it| format!("{} {}", it.counts.key(), it.amount))
            .collect()
    };
    assert_eq!(amounts(board), ["delivered 37"]);
    assert_eq!(amounts(south), ["delivered 40"]);
    assert_eq!(case.events.from(board).len(), 1);
    assert_eq!(case.events.calls_it(board), Some("short"));
    assert_eq!(case.events.evidence(board), Some("a count at the gate"));
    assert_eq!(case.events.evidence(south), None);
    let Some(NodeId::Event(second)) = case.node("e2") else {
        panic!("e2 is an event");
    };
    assert_eq!(case.events[second].cures, Some(first));
    assert_eq!(case.events.says(event), Some("One road was shut."));
    assert_eq!(
        case.places[board.place.expect("a place")].name.as_ref(),
        "The gate"
    );
}

#[test]
fn rows_with_one_id_are_reports_of_one_event() {
    let rows = "id,date,of,according-to,from,quantity,amount
e1,2031-06-02,relief,board,wire,loads,37
e1,2031-06-02,relief,south,post,loads,50
e2,2031-06-03,relief,outlet,post,loads,10
";
    let case = case(&[("case.yaml", BASE), ("events.csv", rows)]);
    assert_eq!(case.events.len(), 2);
    let reports: Vec<usize> = case
        .events
        .iter()
        .map(|(_, event)| case.events.reports(event).len())
        .collect();
    assert_eq!(reports, [2, 1]);
    let given: Vec<_> = case
        .events
        .iter()
        .flat_map(|(_, event)| case.events.reports(event))
        .flat_map(|report| case.events.counted(report))
        .filter(|counted| counted.counts == Counts::Delivered)
        .map(|counted| counted.amount.to_string())
        .collect();
    assert_eq!(given, ["37", "50", "10"]);
}
