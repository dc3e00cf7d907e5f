//! Monitoring at scale: 200,000 events, two reports each, under 1,000 obligations over a year.

#[path = "../../case/examples/synthetic-year/year.rs"]
mod synthetic;

use std::fmt::Write as _;

use armistice_case::model::{
    Case, ClauseId, Counted, Counts, Events, Key as _, Label, NewEvent, NewReport, ObligationId,
    QuantityId, Speaker,
};
use armistice_case::source::Span;
use armistice_case::value::{Amount, Days, Decimal};
use armistice_case::{Input, load};
use armistice_engine::accord::monitor::Monitor;
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::playback::Playback;
use armistice_engine::accord::monitor::score::{Levels, completion, kept, levels};
use armistice_engine::accord::monitor::standing::Day;

fn main() {
    divan::main();
}

const DUTIES: u32 = 1_000;
const EVENTS: u32 = 200_000;

/// A thousand duties, a third of them daily, a third after another one, and a year of records.
fn year() -> Case {
    let mut text = String::from(
        "case: Year\nparties: {a: {name: A}, b: {name: B}}\nquantities: {q: {unit: piece}}\n\
         sources: {s: {outlet: S}}\nagreement:\n  status: in force\n  from: s\n  \
         calendar: {day-one: 2031-01-01}\n  phases:\n    one:\n      when: day 1 to day 365\n      obligations:\n",
    );
    for duty in 0..DUTIES {
        let rest = match duty % 3 {
            0 => "delivers: {q: 10 per day}, when: while one".to_owned(),
            1 => format!("delivers: {{q: 900}}, when: by day {}", 20 + duty % 340),
            _ => format!(
                "delivers: {{q: 900}}, after: d{}, when: within 30 days",
                duty - 1
            ),
        };
        let (by, to) = if duty % 2 == 0 {
            ("a", "b")
        } else {
            ("b", "a")
        };
        let _ = writeln!(text, "        d{duty}: {{by: {by}, to: {to}, {rest}}}");
    }
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.into_bytes(),
    }]);
    let mut case = loaded.case().expect("a sound case");
    let first = jiff::civil::date(2031, 1, 1);
    let mut events = Events::default();
    let speakers: Vec<Speaker> = case.parties().map(Speaker::Actor).collect();
    for event in 0..EVENTS {
        let days = i64::from(event) * 365 / i64::from(EVENTS);
        let date = first
            .checked_add(jiff::Span::new().days(days))
            .expect("a day");
        let report = |speaker: &Speaker, less: u32| NewReport {
            when: Some(
                Days {
                    first: date,
                    last: date,
                }
                .into(),
            ),
            according_to: vec![*speaker],
            counted: vec![Counted {
                counts: Counts::Delivered,
                quantity: QuantityId(0),
                amount: Amount::exact(Decimal::whole(i64::from(5 + event % 9 - less))),
            }],
            ..NewReport::default()
        };
        let label = Label {
            id: format!("e{event}").into(),
            span: Span::new(0, 0, 0),
        };
        let new = NewEvent {
            of: Some(ClauseId::Obligation(ObligationId::new(
                (event * 7 % DUTIES) as usize,
            ))),
            reports: vec![report(&speakers[0], 0), report(&speakers[1], event % 2)],
            ..NewEvent::default()
        };
        events.push(label, new);
    }
    case.events = events.into();
    case
}

/// The log read at its worst and at its best, once.
#[divan::bench(sample_count = 3)]
fn docket_of_200_000_events(bencher: divan::Bencher<'_, '_>) {
    let case = year();
    bencher.bench(|| Docket::of(&case, None).expect("an agreement").last_day());
}

/// The status of everything on the last day, both ways.
#[divan::bench(sample_count = 5)]
fn status_of_one_day(bencher: divan::Bencher<'_, '_>) {
    let case = year();
    let docket = Docket::of(&case, None).expect("an agreement");
    bencher.bench(|| levels(&Monitor::at(&docket, None, 365).worst));
}

/// A year of daily reports, both ways.
#[divan::bench(sample_count = 3)]
fn status_of_every_day_of_a_year(bencher: divan::Bencher<'_, '_>) {
    let case = year();
    let docket = Docket::of(&case, None).expect("an agreement");
    bencher.bench(|| {
        let mut playback = Playback::of(&docket, None);
        (1..=365)
            .map(|day| playback.to(day).worst.parts.len())
            .sum::<usize>()
    });
}

/// The same with the scores of every day.
#[divan::bench(sample_count = 3)]
fn status_and_scores_of_every_day_of_a_year(bencher: divan::Bencher<'_, '_>) {
    let case = year();
    let docket = Docket::of(&case, None).expect("an agreement");
    bencher.bench(|| scores_of_every_day(&docket));
}

/// The same of the synthetic year: corrections, confirmations, sources that differ.
#[divan::bench(sample_count = 3)]
fn status_and_scores_of_every_day_of_the_synthetic_year(bencher: divan::Bencher<'_, '_>) {
    let year = synthetic::Year::default();
    let file = |path: &str, text: String| Input {
        path: path.to_owned(),
        bytes: text.into_bytes(),
    };
    let loaded = load(vec![
        file("case.yaml", year.case()),
        file("events.jsonl", year.log()),
    ]);
    let case = loaded.case().expect("a sound case");
    let docket = Docket::of(&case, None).expect("an agreement");
    bencher.bench(|| scores_of_every_day(&docket));
}

/// The scores of each day of a year, at worst and at best; the last of them.
fn scores_of_every_day(docket: &Docket<'_>) -> Option<Levels> {
    let mut playback = Playback::of(docket, None);
    let scored = |day: &Day<'_>| {
        divan::black_box((completion(day, None), kept(day)));
        levels(day)
    };
    (1..=365)
        .map(|day| playback.to(day))
        .map(|day| (scored(&day.worst), scored(&day.best)).1)
        .last()
}
