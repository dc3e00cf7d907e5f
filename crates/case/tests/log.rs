//! The log of events: the same events in every form, prefixes and changes of a chain, faults in
//! many records, what an audience may see of a log.

#[path = "../examples/synthetic-year/year.rs"]
mod year;

use armistice_case::diagnostic::{Code, Severity};
use armistice_case::edit::{Shape, flow};
use armistice_case::log::{Digest, Tail, What, lines_of, typed, verify};
use armistice_case::model::{Case, NodeId};
use armistice_case::sheet::write_events;
use armistice_case::visible::Audience;
use armistice_case::{Input, Loaded, load};
use proptest::prelude::*;
use year::Year;

const BASE: &str = "case: t
as-of: 2031-07-01
parties: {north: {name: North}, south: {name: South}}
others: {board: {name: Board, role: verifier}, aides: {name: Aides}}
places: {gate: {name: The gate}, road: {name: The road}}
quantities: {loads: {unit: load}, people: {unit: person}}
sources: {wire: {outlet: Wire}, post: {outlet: Post}}
agreement:
  status: in force
  from: wire
  calendar: {day-one: 2031-06-01}
  obligations:
    relief: {by: north, to: south, delivers: {loads: 100}, when: by day 9, from: wire}
    release: {by: south, to: north, delivers: {people: 9}, when: by day 9, from: wire}
";

fn read(files: &[(&str, &[u8])]) -> Loaded {
    let inputs = files.iter().map(|(path, bytes)| Input {
        path: (*path).to_owned(),
        bytes: bytes.to_vec(),
    });
    load(inputs.collect())
}

fn with_log(log: &str) -> Loaded {
    read(&[
        ("case.yaml", BASE.as_bytes()),
        ("events.jsonl", log.as_bytes()),
    ])
}

/// Entries as a chained log.
fn chained(entries: &[(String, Shape)]) -> String {
    let mut sources = armistice_case::source::Sources::default();
    let entries: Vec<_> = entries
        .iter()
        .map(|(id, keys)| typed(&mut sources, id, keys))
        .collect();
    Tail::default().followed_by(&entries).text
}

fn codes(loaded: &Loaded) -> Vec<Code> {
    loaded.diagnostics.iter().map(|one| one.code).collect()
}

/// Everything that the model holds of its events, without places.
fn facts(case: &Case) -> Vec<String> {
    let events = &case.events;
    let mut out = Vec::new();
    for (id, event) in events.iter() {
        let named = |id: Option<_>| id.map(|id| events.label(id).id.clone());
        out.push(format!(
            "{} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            events.label(id).id,
            event.when,
            event.of,
            event.under,
            event.place,
            named(event.cures),
            named(event.corrects),
            events.by(event),
            events.until(event),
            events.kind(event),
            events.says(event),
            events.recorded(event),
        ));
        for report in events.reports(event) {
            let counted: Vec<String> = events
                .counted(report)
                .iter()
                .map(|one| format!("{:?} {:?} {}", one.counts, one.quantity, one.amount))
                .collect();
            out.push(format!(
                "  {:?} {:?} {:?} {:?} {:?} {counted:?} {:?} {:?} {:?}",
                report.when,
                report.place,
                report.becomes,
                events.according_to(report),
                events.from(report),
                events.calls_it(report),
                events.report_says(report),
                events.evidence(report),
            ));
        }
    }
    out
}

fn case(loaded: &Loaded) -> Case {
    let said: Vec<_> = loaded.diagnostics.iter().map(|one| &one.message).collect();
    loaded.case().unwrap_or_else(|| panic!("{said:?}"))
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = Shape> {
    prop::sample::select(words).prop_map(Shape::text)
}

fn some_of(words: &'static [&'static str]) -> impl Strategy<Value = Shape> {
    prop::sample::subsequence(words, 1..=words.len()).prop_map(|words| match words.as_slice() {
        [one] => Shape::text(*one),
        several => Shape::List(several.iter().map(|word| Shape::text(*word)).collect()),
    })
}

fn prose() -> impl Strategy<Value = Shape> {
    "[=+@'\"a-zא-ת,;:#{\\[-]{1,3}[ a-z,;:#\"'{}\\[\\]\\n\\\\é—=-]{0,20}[a-z.\"']"
        .prop_filter("a silence is no prose", |text| {
            text.trim() == text && !["open", "none", "unknown", "disputed"].contains(&text.as_str())
        })
        .prop_map(Shape::text)
}

fn amounts() -> impl Strategy<Value = Shape> {
    let amount = || one_of(&["40", "about 26", "at least 2", "35 to 45", "over 57", "7.5"]);
    (prop::option::of(amount()), prop::option::of(amount())).prop_filter_map(
        "something is counted",
        |(loads, people)| {
            let map: Vec<(Box<str>, Shape)> = [("loads", loads), ("people", people)]
                .into_iter()
                .filter_map(|(key, amount)| Some((key.into(), amount?)))
                .collect();
            (!map.is_empty()).then_some(Shape::Map(map))
        },
    )
}

const DATES: &[&str] = &[
    "2031-06-02",
    "2031-06-03 07:30",
    "2031-06-04 to 2031-06-06",
    "2031-06-04 23:00 to 2031-06-05",
];

type Keys = Vec<(Box<str>, Shape)>;

/// Some of the keys, in this order.
fn keys(all: Vec<(&'static str, BoxedStrategy<Shape>)>) -> impl Strategy<Value = Keys> {
    let each: Vec<_> = all
        .into_iter()
        .map(|(key, value)| {
            prop::option::of(value).prop_map(move |value| Some((key.into(), value?)))
        })
        .collect();
    each.prop_map(|keys| keys.into_iter().flatten().collect())
}

fn of_a_report() -> Vec<(&'static str, BoxedStrategy<Shape>)> {
    vec![
        ("delivered", amounts().boxed()),
        ("so-far", amounts().boxed()),
        ("wrong", amounts().boxed()),
        ("outside", amounts().boxed()),
        ("quantity", amounts().boxed()),
        ("calls-it", prose().boxed()),
        ("evidence", prose().boxed()),
        (
            "according-to",
            some_of(&["north", "board", "outlet"]).boxed(),
        ),
    ]
}

fn shared() -> Vec<(&'static str, BoxedStrategy<Shape>)> {
    vec![
        ("date", one_of(DATES).boxed()),
        ("place", one_of(&["gate", "road"]).boxed()),
        (
            "becomes",
            one_of(&["done", "not done", "verified", "stopped"]).boxed(),
        ),
        ("says", prose().boxed()),
    ]
}

fn event() -> impl Strategy<Value = Keys> {
    let own = vec![
        ("of", one_of(&["relief", "release"]).boxed()),
        ("by", some_of(&["north", "south", "aides"]).boxed()),
        ("kind", prose().boxed()),
        ("until", one_of(&["2031-06-09", "day 12"]).boxed()),
        ("recorded", prose().boxed()),
        ("from", some_of(&["wire", "post"]).boxed()),
    ];
    let report = keys([shared(), of_a_report()].concat())
        // A report that says nothing is none.
        .prop_map(|mut keys| {
            keys.push(("from".into(), Shape::text("post")));
            Shape::Map(keys)
        });
    let all = [shared(), own, of_a_report()].concat();
    (keys(all), prop::collection::vec(report, 0..4)).prop_map(|(mut keys, reports)| {
        if !reports.is_empty() {
            keys.push(("reports".into(), Shape::List(reports)));
        }
        keys
    })
}

/// Events of which later ones may mend or correct earlier ones.
fn events() -> impl Strategy<Value = Vec<(String, Shape)>> {
    prop::collection::vec((event(), 0_usize..6), 1..5).prop_map(|events| {
        events
            .into_iter()
            .enumerate()
            .map(|(i, (mut keys, names))| {
                if i > 0 && names < 2 {
                    let key = ["cures", "corrects"][names];
                    keys.push((key.into(), Shape::text(format!("e{}", i - 1))));
                }
                (format!("e{i}"), Shape::Map(keys))
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn events_are_the_same_in_yaml_in_a_table_and_in_a_log(events in events()) {
        let lines: Vec<String> = events
            .iter()
            .map(|(id, keys)| format!("  {id}: {}\n", flow(keys)))
            .collect();
        let yaml = format!("{BASE}events:\n{}", lines.concat());
        let yaml = read(&[("case.yaml", yaml.as_bytes())]);
        let table = write_events(&yaml).expect("a table");
        let meant = facts(&case(&yaml));
        let table = read(&[("case.yaml", BASE.as_bytes()), ("events.csv", table.as_bytes())]);
        prop_assert_eq!(&facts(&case(&table)), &meant);
        let log = with_log(&lines_of(&yaml));
        prop_assert_eq!(&facts(&case(&log)), &meant);
        let log = with_log(&chained(&events));
        prop_assert_eq!(&facts(&case(&log)), &meant);
        // And back: a log as a table, a table as a log.
        let again = write_events(&log).expect("a table");
        let again = read(&[("case.yaml", BASE.as_bytes()), ("events.csv", again.as_bytes())]);
        prop_assert_eq!(&facts(&case(&again)), &meant);
        let again = with_log(&lines_of(&table));
        prop_assert_eq!(&facts(&case(&again)), &meant);
    }

    #[test]
    fn any_prefix_of_a_log_is_a_log_and_can_be_added_to(
        events in events(),
        cut in any::<prop::sample::Index>(),
    ) {
        let log = chained(&events);
        let bytes = &log.as_bytes()[..cut.index(log.len() + 1)];
        let whole = bytes.iter().filter(|b| **b == b'\n').count();
        let rest = bytes.rsplit(|b| *b == b'\n').next().unwrap_or(bytes);
        let torn = !rest.is_empty() && !rest.ends_with(b"}") || rest.ends_with(b"}")
            && serde_json::from_slice::<serde_json::Value>(rest).is_err();
        let kept = whole + usize::from(!rest.is_empty() && !torn);

        let loaded = read(&[("case.yaml", BASE.as_bytes()), ("events.jsonl", bytes)]);
        prop_assert_eq!(codes(&loaded), if torn { vec![Code::TornRecord] } else { vec![] });
        prop_assert_eq!(case(&loaded).events.len(), kept);
        prop_assert!(case(&loaded).events.iter().all(|(_, event)| event.chained));

        let mut sources = loaded.files.clone();
        let new = typed(&mut sources, "new", &Shape::Map(vec![("says".into(), Shape::text("x"))]));
        let tail = Tail::of(bytes);
        prop_assert_eq!(tail.cut.is_some(), torn);
        let addition = tail.followed_by(std::slice::from_ref(&new));
        let mut after = bytes[..addition.keep].to_vec();
        after.extend_from_slice(addition.text.as_bytes());
        let after = String::from_utf8(after).expect("text");
        let verified = verify(&after, None);
        prop_assert_eq!((verified.lines, verified.faults.len()), (kept + 1, 0));
        let stays = bytes.len() - if torn { rest.len() } else { 0 };
        prop_assert!(after.starts_with(&log[..stays]));
        prop_assert!(codes(&with_log(&after)).is_empty());
    }

    #[test]
    fn a_change_before_the_last_line_is_found(
        events in events(),
        at in any::<prop::sample::Index>(),
        to in any::<u8>(),
    ) {
        let mut log = chained(&events).into_bytes();
        let last = log[..log.len() - 1].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        prop_assume!(last > 0);
        let at = at.index(last);
        prop_assume!(log[at] != to && !(log[at] == b'\n' && to == b'\r'));
        log[at] = to;
        let Ok(log) = String::from_utf8(log) else { return Ok(()) };
        let verified = verify(&log, None);
        prop_assert!(!verified.faults.is_empty());
    }

    #[test]
    fn a_line_taken_out_put_in_or_moved_is_found(events in events(), i in any::<prop::sample::Index>()) {
        let log = chained(&events);
        let lines: Vec<&str> = log.lines().collect();
        prop_assume!(lines.len() > 1);
        let i = i.index(lines.len() - 1);
        let without: Vec<&str> = [&lines[..i], &lines[i + 1..]].concat();
        prop_assert_eq!(verify(&without.join("\n"), None).faults.len(), 1);
        let with = [&lines[..=i], &["{\"id\":\"x\"}"], &lines[i + 1..]].concat();
        let what: Vec<What> = verify(&with.join("\n"), None).faults.iter().map(|f| f.what).collect();
        prop_assert_eq!(what, [What::NotChained, What::Broken]);
        let mut moved = lines.clone();
        moved.swap(i, i + 1);
        prop_assert!(!verify(&moved.join("\n"), None).faults.is_empty());
        let noted = Digest::of(lines[i]);
        prop_assert_eq!(verify(&log, Some(noted)).noted, Some(i + 1));
        prop_assert_eq!(verify(&without.join("\n"), Some(noted)).noted, None);
    }
}

#[test]
fn a_slip_is_the_same_slip_in_every_form() {
    let slips = [
        ("date", "2031-06-31", Code::BadDate),
        ("date", "2031-06-02 07:30 Europe/Zurick", Code::BadDate),
        ("date", "2031-10-26 02:30 Europe/Zurich", Code::BadDate),
        ("of", "reliif", Code::UnknownId),
        ("of", "wire", Code::WrongKind),
        ("by", "nobody", Code::UnknownId),
        ("becomes", "finished", Code::BadWord),
        ("delivered.loads", "57,000", Code::BadAmount),
        ("delivered.loads", "-4", Code::BadAmount),
        ("so-far.loads", "-1 to 3", Code::BadAmount),
        ("delivered.load", "3", Code::UnknownId),
        ("cures", "e9", Code::UnknownId),
        ("visible", "everybody", Code::BadWord),
        ("colour", "red", Code::UnknownKey),
    ];
    for (key, value, code) in slips {
        let mut keys = Shape::Map(vec![("from".into(), Shape::text("wire"))]);
        let path: Vec<&str> = key.split('.').collect();
        keys.put(&path, Shape::text(value));
        let yaml = format!("{BASE}events:\n  e1: {}\n", flow(&keys));
        let yaml = read(&[("case.yaml", yaml.as_bytes())]);
        let log = with_log(&chained(&[("e1".to_owned(), keys)]));
        assert_eq!(codes(&yaml), [code], "{key}");
        assert_eq!(codes(&log), [code], "{key}");
        assert_eq!(log.diagnostics[0].message, yaml.diagnostics[0].message);
        assert_eq!(log.diagnostics[0].help, yaml.diagnostics[0].help);
        let place = log.files.text(log.diagnostics[0].at);
        assert!(
            place.contains(value) || value.contains(place) || place.contains(path[path.len() - 1]),
            "{place}"
        );
        let table = format!("id,from,{key}\ne1,wire,\"{value}\"\n");
        let table = read(&[
            ("case.yaml", BASE.as_bytes()),
            ("events.csv", table.as_bytes()),
        ]);
        assert_eq!(codes(&table), [code], "{key}");
    }
}

#[test]
fn rules_of_meaning_hold_in_a_log() {
    let base = BASE.replace(
        "post: {outlet: Post}",
        "post: {outlet: Post, published: 2031-06-01}",
    );
    let log = "{\"id\":\"e1\",\"date\":\"2031-06-09\",\"from\":\"post\"}\n";
    let loaded = read(&[
        ("case.yaml", base.as_bytes()),
        ("events.jsonl", log.as_bytes()),
    ]);
    assert_eq!(codes(&loaded), [Code::PublishedBeforeEvent]);
    let twice = "{\"id\":\"e1\"}\n{\"id\":\"e1\"}\n{\"says\":\"x\"}\n{\"id\":7}\nnot json\n[1]\n";
    let mut found = codes(&with_log(twice));
    found.sort();
    let mut meant = [
        Code::BadRow,
        Code::BadRow,
        Code::MissingKey,
        Code::DuplicateId,
    ];
    meant.sort();
    assert_eq!(found, meant, "a number is an id like any text");
}

#[test]
fn many_faults_are_counted_and_none_is_lost() {
    let mut log = String::new();
    for i in 0..1000 {
        let slip = if i % 3 == 0 {
            "2031-02-30"
        } else {
            "2031-06-02"
        };
        log.push_str(&format!(
            "{{\"id\":\"e{i}\",\"date\":\"{slip}\",\"of\":\"reliefs\"}}\n"
        ));
    }
    let loaded = with_log(&log);
    assert!(!loaded.is_sound());
    assert!(loaded.diagnostics.len() < 300);
    let last = loaded
        .diagnostics
        .iter()
        .find(|one| one.message.contains("more of this file"))
        .expect("the others are counted");
    assert_eq!(
        last.message,
        "900 more of this file have something wrong: 900 × unknown-id, 300 × bad-date"
    );
    assert_eq!(last.severity, Severity::Error);
    assert_eq!(loaded.files.place(last.at).line, 101);
    let near = loaded
        .diagnostics
        .iter()
        .filter(|one| one.code == Code::UnknownId);
    assert!(
        near.into_iter()
            .take(50)
            .all(|one| one.message.contains("more") || !one.help.is_empty())
    );
}

#[test]
fn what_is_hidden_in_a_log_is_hidden_from_every_page() {
    let base = BASE.replace(
        "release: {by",
        "release: {visible: in confidence of north, by",
    );
    let entries = [
        ("e1", vec![("of", "relief"), ("says", "open to all")]),
        (
            "e2",
            vec![
                ("of", "relief"),
                ("says", "the secret"),
                ("visible", "mediator"),
            ],
        ),
        (
            "e3",
            vec![("of", "release"), ("says", "about what is hidden")],
        ),
        (
            "e4",
            vec![("corrects", "e2"), ("says", "corrects the secret")],
        ),
        (
            "e5",
            vec![("of", "relief"), ("note", "a note"), ("says", "open again")],
        ),
    ];
    let entries: Vec<(String, Shape)> = entries
        .into_iter()
        .map(|(id, keys)| {
            let keys = keys
                .into_iter()
                .map(|(key, text)| (key.into(), Shape::text(text)));
            (id.to_owned(), Shape::Map(keys.collect()))
        })
        .collect();
    let mut log = chained(&entries);
    log.push_str("{\"id\":\"typed\",\"of\":\"relief\"}\n");
    let view = |audience| {
        read(&[
            ("case.yaml", base.as_bytes()),
            ("events.jsonl", log.as_bytes()),
        ])
        .view(&audience)
        .expect("a view")
    };
    let public = view(Audience::Public);
    let ids: Vec<Box<str>> = case(&public)
        .events
        .iter()
        .map(|(id, event)| {
            let id = case(&public).events.label(id).id.clone();
            assert_eq!(event.chained, &*id != "typed");
            id
        })
        .collect();
    assert_eq!(ids, ["e1".into(), "e5".into(), Box::from("typed")]);
    let files = public.into_files();
    let text = String::from_utf8(files[1].bytes.clone()).expect("text");
    for word in ["secret", "hidden", "a note", "e2", "e3"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    let what: Vec<What> = verify(&text, None)
        .faults
        .iter()
        .map(|one| one.what)
        .collect();
    assert_eq!(what, [What::NotChained], "what is left is chained anew");
    assert_eq!(case(&view(Audience::Party("north".into()))).events.len(), 4);
    assert_eq!(case(&view(Audience::Mediator)).events.len(), 6);
    // A file's own events are hidden alike wherever they stand.
    let hidden = base.replace("case: t\n", "case: t\nvisible: shared\n");
    let whole = read(&[
        ("case.yaml", hidden.as_bytes()),
        ("events.jsonl", log.as_bytes()),
    ]);
    assert!(whole.view(&Audience::Public).is_err());
}

#[test]
fn a_log_that_was_changed_is_told_and_not_chained_anew() {
    let entries: Vec<(String, Shape)> = (0..4)
        .map(|i| {
            (
                format!("e{i}"),
                Shape::Map(vec![("says".into(), Shape::text(format!("{i} loads")))]),
            )
        })
        .collect();
    let log = chained(&entries).replace("1 loads", "9 loads");
    let loaded = with_log(&log);
    assert_eq!(codes(&loaded), [Code::BrokenChain]);
    assert_eq!(loaded.files.place(loaded.diagnostics[0].at).line, 3);
    let chained: Vec<bool> = case(&loaded)
        .events
        .iter()
        .map(|(_, event)| event.chained)
        .collect();
    assert_eq!(chained, [true, true, false, true]);
    let view = loaded.view(&Audience::Public).expect("a view");
    let text = view.into_files().remove(1).bytes;
    let text = String::from_utf8(text).expect("text");
    let faults: Vec<(usize, What)> = verify(&text, None)
        .faults
        .iter()
        .map(|one| (one.line, one.what))
        .collect();
    assert_eq!(faults, [(3, What::NotChained)]);
}

#[test]
fn a_synthetic_year_is_sound_chained_and_always_the_same() {
    let year = Year {
        events: 1500,
        obligations: 100,
        seed: 7,
    };
    let (text, log) = (year.case(), year.log());
    assert_eq!((&text, &log), (&year.case(), &year.log()));
    assert_ne!(log, Year { seed: 8, ..year }.log());
    let loaded = read(&[
        ("case.yaml", text.as_bytes()),
        ("events.jsonl", log.as_bytes()),
    ]);
    assert_eq!(codes(&loaded), []);
    let case = case(&loaded);
    assert_eq!(case.events.len(), 1500);
    assert!(
        case.events
            .iter()
            .all(|(_, event)| event.chained && event.of.is_some())
    );
    assert!(matches!(case.node("e77"), Some(NodeId::Event(id)) if id.0 == 77));
    assert!(verify(&log, None).faults.is_empty());
}
