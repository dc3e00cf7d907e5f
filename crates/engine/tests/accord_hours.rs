//! Hours and zones: known answers by hand, every minute of small networks, and properties.

use armistice_case::model::{Case, ClauseId, NodeId};
use armistice_case::{Input, load};
use armistice_engine::accord::check::Lens;
use armistice_engine::accord::finding::{Code, Evidence, Finding, Lapse, Options, Unclear};
use armistice_engine::accord::hours::Doubt;
use armistice_engine::accord::monitor::Monitor;
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::record::View;
use armistice_engine::accord::monitor::standing::Status;
use armistice_engine::accord::verify::{lens, verify};
use armistice_engine::run::Quiet;
use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn case(text: &str) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.as_bytes().to_vec(),
    }]);
    let case = loaded.case();
    case.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.diagnostics))
}

/// An agreement with this calendar and these duties, in a phase of ten days.
fn agreement(calendar: &str, duties: &[(&str, &str)]) -> Case {
    case(&agreement_text(calendar, duties))
}

fn agreement_text(calendar: &str, duties: &[(&str, &str)]) -> String {
    let mut text = format!(
        "case: Hours\nparties: {{a: {{name: A}}, b: {{name: B}}}}\n\
         places: {{far: {{name: Far, zone: America/New_York}}, pier: {{name: Pier, part-of: far}}}}\n\
         quantities: {{q: {{unit: piece}}}}\n\
         agreement:\n  signed-by: [a, b]\n  calendar: {{{calendar}}}\n  phases:\n    pause:\n      \
         when: day 1 to day 10\n      if-talks-go-on: lapse\n      obligations:\n"
    );
    for (id, rest) in duties {
        text += &format!("        {id}: {{by: a, to: b, delivers: {{q: 1}}, {rest}}}\n");
    }
    text
}

/// The window of a duty in universal time.
fn window(case: &Case, lens: &Lens<'_>, id: &str) -> (DateTime, DateTime) {
    let Some(NodeId::Clause(ClauseId::Obligation(duty))) = case.node(id) else {
        panic!("{id}")
    };
    let agreement = case.agreement.as_ref().expect("an agreement");
    let part = lens.parts.of_duty(duty).next().expect("a part");
    let window = lens.hours.as_ref().expect("hours")[lens.timetable.done[part]];
    let first = *agreement.day_one.get().expect("day one");
    let zero = first.yesterday().expect("a day").at(0, 0, 0, 0);
    // What may come before its phase has no first minute.
    let at = |minutes: Option<i64>| {
        let span = jiff::Span::new().minutes(minutes.unwrap_or(0));
        zero.checked_add(span).expect("a moment")
    };
    (at(window.earliest), at(window.latest))
}

/// The same on the clock of a zone.
fn local(case: &Case, id: &str, zone: &str) -> (DateTime, DateTime) {
    let lens = lens(case, None).expect("an agreement");
    let zone = TimeZone::get(zone).expect("a zone");
    let (from, to) = window(case, &lens, id);
    let there = |at: DateTime| {
        let utc = at.to_zoned(TimeZone::UTC).expect("a moment");
        utc.with_time_zone(zone.clone()).datetime()
    };
    (there(from), there(to))
}

fn found(case: &Case) -> Vec<Finding> {
    verify(case, &Options::default(), &Quiet)
        .expect("findings")
        .findings
}

/// The doubts about hours: why, and how many minutes.
fn doubts(case: &Case) -> Vec<(Unclear, i64)> {
    found(case)
        .iter()
        .filter(|finding| finding.code == Code::HourUndefined)
        .map(|finding| match finding.evidence {
            Evidence::Hours { why, apart, .. } => (why, apart),
            _ => panic!("{finding:?}"),
        })
        .collect()
}

const JERUSALEM: &str = "Asia/Jerusalem";

#[test]
fn a_ceasefire_at_a_quarter_past_six_and_48_hours_from_it() {
    let case = agreement(
        "day-one: 2025-01-19 06:15, zone: Asia/Jerusalem",
        &[("lists", "when: within 48 hours of start of pause")],
    );
    let (from, to) = local(&case, "lists", JERUSALEM);
    assert_eq!(from, date(2025, 1, 19).at(6, 15, 0, 0));
    assert_eq!(to, date(2025, 1, 21).at(6, 15, 0, 0));
    // The zone can stand with the hour, and it can be a distance from universal time.
    for calendar in [
        "day-one: 2025-01-19 06:15 Asia/Jerusalem",
        "day-one: 2025-01-19 06:15, zone: \"+02:00\"",
    ] {
        let other = agreement(
            calendar,
            &[("lists", "when: within 48 hours of start of pause")],
        );
        assert_eq!(local(&other, "lists", JERUSALEM), (from, to), "{calendar}");
    }
    assert!(doubts(&case).is_empty());
}

#[test]
fn forty_eight_hours_across_a_change_of_clocks() {
    let ends = |first: &str| {
        let calendar = format!("day-one: {first} 12:00, zone: Asia/Jerusalem");
        let case = agreement(
            &calendar,
            &[("lists", "when: within 48 hours of start of pause")],
        );
        local(&case, "lists", JERUSALEM).1
    };
    // Clocks go forward on 28 March and back on 26 October.
    assert_eq!(ends("2025-03-27"), date(2025, 3, 29).at(13, 0, 0, 0));
    assert_eq!(ends("2025-10-25"), date(2025, 10, 27).at(11, 0, 0, 0));
    assert_eq!(ends("2025-06-01"), date(2025, 6, 3).at(12, 0, 0, 0));
}

#[test]
fn four_in_the_afternoon_here_and_there() {
    let duties = [
        ("here", "when: by day 3 16:00"),
        ("there", "zone: America/New_York, when: by day 3 16:00"),
        ("on-the-pier", "place: pier, when: by 2025-01-21 16:00"),
        ("by-name", "when: \"by 16:00 -05:00 on day 3\""),
    ];
    let case = agreement("day-one: 2025-01-19, zone: Asia/Jerusalem", &duties);
    assert_eq!(
        local(&case, "here", JERUSALEM).1,
        date(2025, 1, 21).at(16, 0, 0, 0)
    );
    for there in ["there", "on-the-pier", "by-name"] {
        assert_eq!(
            local(&case, there, JERUSALEM).1,
            date(2025, 1, 21).at(23, 0, 0, 0),
            "{there}"
        );
    }
    // What may come from four there on cannot be answered by four here.
    let duties = [
        ("there", "zone: America/New_York, when: from day 3 16:00"),
        ("answer", "after: there, when: by day 3 16:00"),
    ];
    let case = agreement("day-one: 2025-01-19, zone: Asia/Jerusalem", &duties);
    let late = found(&case);
    let late: Vec<&Evidence> = late
        .iter()
        .filter(|finding| finding.code == Code::DeadlineBeforeTrigger)
        .map(|finding| &finding.evidence)
        .collect();
    assert!(
        matches!(
            late[..],
            [Evidence::Windows {
                misses: Lapse::Minutes(420),
                ..
            }]
        ),
        "{late:?}"
    );
}

#[test]
fn the_small_words_of_hours() {
    let duties = [
        ("on", "when: day 3 16:00"),
        ("from-to", "when: day 3 08:30 to day 3 11:15"),
        ("before", "when: before day 3 16:00"),
        ("list", "when: by 24 hours before on"),
        ("eve", "when: by 16:00 on 1 day before on"),
        ("same-day", "after: on, when: by 18:00"),
        ("half-an-hour", "after: on, when: within 30 minutes"),
        ("two-days", "after: on, when: within 2 days"),
    ];
    let case = agreement("day-one: 2025-01-19, zone: Asia/Jerusalem", &duties);
    let at = |id: &str| local(&case, id, JERUSALEM);
    let day = |day, hour, minute| date(2025, 1, day).at(hour, minute, 0, 0);
    assert_eq!(at("on"), (day(21, 16, 0), day(21, 16, 0)));
    assert_eq!(at("from-to"), (day(21, 8, 30), day(21, 11, 15)));
    assert_eq!(at("before").1, day(21, 15, 59));
    assert_eq!(at("list").1, day(20, 16, 0));
    assert_eq!(at("eve").1, day(20, 16, 0));
    assert_eq!(at("same-day"), (day(21, 16, 0), day(21, 18, 0)));
    assert_eq!(at("half-an-hour"), (day(21, 16, 0), day(21, 16, 30)));
    assert_eq!(at("two-days"), (day(21, 16, 0), day(23, 23, 59)));
}

#[test]
fn an_hour_that_can_be_read_in_several_ways_is_told_with_its_distance() {
    let four = [("lists", "when: by day 3 16:00")];
    // No zone at all; a length in hours alone; a zone.
    let none = agreement("day-one: 2025-01-19", &four);
    assert_eq!(doubts(&none), [(Unclear::NoZone, 26 * 60)]);
    let lasts = agreement(
        "day-one: 2025-01-19",
        &[("lists", "after: day 2, when: within 5 hours")],
    );
    assert_eq!(doubts(&lasts), [(Unclear::Elapsed, 60)]);
    assert!(doubts(&agreement("day-one: 2025-01-19, zone: UTC", &four)).is_empty());
    // Some clauses have a zone and the calendar has none: it can be any of theirs.
    let mut two = four.to_vec();
    two.push(("here", "zone: Asia/Jerusalem, when: by day 3"));
    two.push(("there", "zone: America/New_York, when: by day 3"));
    let two = agreement("day-one: 2025-01-19", &two);
    assert_eq!(doubts(&two), [(Unclear::Doubt(Doubt::Zones), 420)]);
    let (_, latest) = local(&two, "lists", "America/New_York");
    assert_eq!(latest, date(2025, 1, 21).at(16, 0, 0, 0));
    // Day 1 is the night in which clocks go back; then the one in which they go forward.
    let back = agreement(
        "day-one: 2025-10-26, zone: Asia/Jerusalem",
        &[("lists", "when: by day 1 01:30")],
    );
    assert_eq!(doubts(&back), [(Unclear::Doubt(Doubt::Twice), 60)]);
    let lens = lens(&back, None).expect("an agreement");
    assert_eq!(
        window(&back, &lens, "lists").1,
        date(2025, 10, 25).at(23, 30, 0, 0)
    );
    let forward = agreement(
        "day-one: 2025-03-28, zone: Asia/Jerusalem",
        &[("lists", "when: by day 1 02:30")],
    );
    assert_eq!(doubts(&forward), [(Unclear::Doubt(Doubt::Never), 60)]);
}

#[test]
fn a_confirmation_in_hours_can_be_borne_to_the_minute() {
    let duties = [
        (
            "boats",
            "verified-by: b, verified-within: 2 to 30 hours, when: day 2 10:00",
        ),
        ("answer", "after: boats verified, when: by day 3 08:00"),
    ];
    let case = agreement("day-one: 2025-01-19, zone: Asia/Jerusalem", &duties);
    let found = found(&case);
    let risk = found.iter().find_map(|finding| match finding.evidence {
        Evidence::Risk {
            stated, tolerable, ..
        } => Some((stated, tolerable)),
        _ => None,
    });
    let stated = (Lapse::Minutes(120), Lapse::Minutes(1800));
    assert_eq!(risk, Some((stated, Some(Lapse::Minutes(22 * 60)))));
}

/// How a duty stands on 22 January under a view: status, and minutes late on its day.
/// Every day around both changes of clocks, with both rules: the date moves, the time of day stays.
#[test]
fn a_date_that_moves_off_a_day_of_rest_keeps_its_time_of_day() {
    let rest = |date: jiff::civil::Date| {
        use jiff::civil::Weekday::{Saturday, Sunday};
        matches!(date.weekday(), Saturday | Sunday)
    };
    for (rule, onwards) in [("next working day", true), ("working day before", false)] {
        for first in [date(2024, 3, 25), date(2024, 6, 3), date(2024, 10, 21)] {
            for after in 1..10 {
                let step = |date: jiff::civil::Date| match onwards {
                    true => date.tomorrow().expect("a day"),
                    false => date.yesterday().expect("a day"),
                };
                let given = first
                    .checked_add(jiff::Span::new().days(after))
                    .expect("a day");
                let mut moved = given;
                while rest(moved) {
                    moved = step(moved);
                }
                let calendar = format!(
                    "day-one: {first}, zone: Europe/Zurich, rest-days: [saturday, sunday], if-rest-day: {rule}"
                );
                let case = agreement(
                    &calendar,
                    &[
                        ("hour", &format!("when: by {given} 16:00")),
                        ("day", &format!("when: by {given}")),
                        ("very", &format!("when: {given} 16:00")),
                        ("elsewhere", &format!("when: by {given} 14:00 UTC")),
                        (
                            "later",
                            &format!("after: trigger, when: within {} days", after - 1),
                        ),
                        ("trigger", "when: day 2"),
                    ],
                );
                let latest = |id: &str| local(&case, id, "Europe/Zurich").1;
                assert_eq!(latest("hour"), moved.at(16, 0, 0, 0), "{first} {given}");
                assert_eq!(latest("day"), moved.at(23, 59, 0, 0), "{first} {given}");
                assert_eq!(local(&case, "very", "Europe/Zurich").0, latest("hour"));
                assert_eq!(latest("very"), latest("hour"));
                assert_eq!(local(&case, "elsewhere", "UTC").1, moved.at(14, 0, 0, 0));
                assert_eq!(latest("later"), latest("day"), "{first} {given}");
            }
        }
    }
}

fn stands(case: &Case, view: View, id: &str) -> (Status, Option<i64>) {
    let docket = Docket::of(case, None).expect("an agreement");
    let monitor = Monitor::at(&docket, None, docket.number(date(2025, 1, 22)));
    let day = match view {
        View::Worst => &monitor.worst,
        _ => &monitor.best,
    };
    let Some(NodeId::Clause(ClauseId::Obligation(duty))) = case.node(id) else {
        panic!("{id}")
    };
    let part = day.of_duty(duty).next().expect("a part");
    (part.status, part.window.late_by())
}

#[test]
fn a_record_with_an_hour_is_held_against_the_hour_of_its_deadline() {
    let duties = [
        ("here", "when: by day 3 16:00, cure: 2 days"),
        (
            "there",
            "zone: America/New_York, when: by day 3 16:00, cure: 2 days",
        ),
        (
            "lists",
            "when: within 48 hours of start of pause, cure: 2 days",
        ),
        ("next", "after: here, when: within 5 hours, cure: 2 days"),
        ("plain", "when: by day 3 16:00, cure: 2 days"),
        ("day", "when: by day 3, cure: 2 days"),
    ];
    let records = |calendar: &str, records: &[(&str, &str)]| {
        let mut text = agreement_text(calendar, &duties);
        text += "sources: {post: {outlet: Post, published: 2025-01-22}}\nevents:\n";
        for (n, (of, when)) in records.iter().enumerate() {
            text += &format!(
                "  e{n}: {{date: {when}, of: {of}, delivered: {{q: 1}}, becomes: done, from: post}}\n"
            );
        }
        case(&text)
    };
    let done = [
        ("here", "2025-01-21 16:30"),
        ("there", "2025-01-21 20:30 UTC"),
        ("lists", "2025-01-21 06:20 +02:00"),
        ("next", "2025-01-21 21:30 Asia/Jerusalem"),
        ("plain", "2025-01-21"),
        ("day", "2025-01-21 22:30 UTC"),
    ];
    let zoned = records("day-one: 2025-01-19 06:15, zone: Asia/Jerusalem", &done);
    for view in [View::Worst, View::Best] {
        let of = |id: &str| stands(&zoned, view, id);
        assert_eq!(of("here"), (Status::Cured, Some(30)));
        assert_eq!(of("there"), (Status::Done, None));
        assert_eq!(of("lists"), (Status::Cured, Some(5)));
        // Five hours from half past four, when what it waits for came.
        assert_eq!(of("next"), (Status::Done, None));
        // A record without an hour is in time on its day.
        assert_eq!(of("plain"), (Status::Done, None));
        // Half past ten at night by universal time is the day after.
        assert_eq!(of("day").0, Status::Cured);
    }
    // Without a zone for the calendar the hour may be that of New York, which one clause has.
    let open = records("day-one: 2025-01-19 06:15", &done);
    let unclear = records(
        "day-one: 2025-01-19 06:15",
        &[
            ("there", "2025-01-21 12:00"),
            ("here", "2025-01-21 17:00 UTC"),
        ],
    );
    assert_eq!(stands(&open, View::Worst, "here").1, Some(30));
    assert_eq!(stands(&unclear, View::Best, "here"), (Status::Done, None));
}

/// Three acts in the night in which clocks go forward, by minutes on the clock.
#[derive(Clone, Debug)]
struct Night {
    /// The first minute and the last for the first act.
    first: (i64, i64),
    /// The second begins from then on, takes so long, and is done within so long of the first.
    second: (i64, i64, i64),
    /// The third comes after the second and by then.
    third: i64,
}

/// An hour on the clock of Jerusalem on 28 March 2025 in universal time, by a rule of its own.
fn utc(minute: i64) -> i64 {
    if minute < 120 {
        minute - 120
    } else {
        minute - 180
    }
}

impl Night {
    fn text(&self) -> String {
        let clock = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
        let (from, takes, within) = self.second;
        format!(
            "case: Night\nparties: {{a: {{name: A}}, b: {{name: B}}}}\n\
             quantities: {{q: {{unit: piece}}}}\nagreement:\n  signed-by: [a, b]\n  \
             calendar: {{day-one: 2025-03-28, zone: Asia/Jerusalem}}\n  obligations:\n    \
             x: {{by: a, to: b, delivers: {{q: 1}}, when: day 1 {} to day 1 {}}}\n    \
             y: {{by: b, to: a, delivers: {{q: 1}}, starts: from day 1 {}, takes: {takes} minutes, \
             when: within {within} minutes of x}}\n    \
             z: {{by: a, to: b, delivers: {{q: 1}}, after: y, when: by day 1 {}}}\n",
            clock(self.first.0),
            clock(self.first.1),
            clock(from),
            clock(self.third)
        )
    }

    /// The earliest and the latest minute of each act, by trying all of them.
    fn tried(&self) -> Option<[(i64, i64); 3]> {
        let (from, takes, within) = self.second;
        let mut found: Option<[(i64, i64); 3]> = None;
        for x in utc(self.first.0)..=utc(self.first.1) {
            for begun in utc(from)..=utc(self.third) {
                let y = begun + takes;
                if y < x || y > x + within {
                    continue;
                }
                for z in y..=utc(self.third) {
                    let known = found.unwrap_or([(x, x), (y, y), (z, z)]);
                    let wider = |n: usize, at: i64| (known[n].0.min(at), known[n].1.max(at));
                    found = Some([wider(0, x), wider(1, y), wider(2, z)]);
                }
            }
        }
        found
    }
}

fn nights() -> impl Strategy<Value = Night> {
    // 01:30 to 01:59 and 03:00 to 03:30, since 02:00 to 02:59 do not come.
    let minute = || prop_oneof![90_i64..120, 180_i64..211];
    (minute(), minute(), minute(), 0_i64..20, 0_i64..40, minute()).prop_map(
        |(a, b, from, takes, within, third)| Night {
            first: (a.min(b), a.max(b)),
            second: (from, takes, within),
            third,
        },
    )
}

/// The window of a duty in minutes after the start of a day by universal time.
fn minutes(case: &Case, lens: &Lens<'_>, id: &str, zero: DateTime) -> (i64, i64) {
    let (from, to) = window(case, lens, id);
    let after = |at: DateTime| {
        let span = at.since((jiff::Unit::Minute, zero)).expect("a span");
        span.get_minutes()
    };
    (after(from), after(to))
}

/// A plan of acts, and clauses that it keeps.
#[derive(Clone, Debug)]
struct Plan {
    zone: &'static str,
    first: jiff::civil::Date,
    /// For each act its minute after noon of day 2, the kind of its clause, and how much room the
    /// clause leaves.
    acts: Vec<(i64, u8, i64)>,
}

impl Plan {
    fn moment(&self, act: usize) -> jiff::Zoned {
        let noon = self.first.tomorrow().expect("a day").at(12, 0, 0, 0);
        let noon = noon.in_tz(self.zone).expect("a moment");
        let minutes = jiff::Span::new().minutes(self.acts[act].0);
        noon.checked_add(minutes).expect("a moment")
    }

    /// The day of an act, day 1 being the first.
    fn day(&self, act: usize) -> i64 {
        let since = self.moment(act).date().since((jiff::Unit::Day, self.first));
        i64::from(since.expect("days").get_days()) + 1
    }

    /// Clauses of which the plan keeps every one.
    fn duties(&self) -> Vec<(String, String)> {
        let order = |act: usize| self.acts[act].0;
        let clause = |act: usize| {
            let (_, kind, room) = self.acts[act];
            let before = (0..act).rfind(|other| order(*other) <= order(act));
            let day = self.day(act);
            match (kind, before) {
                (0, Some(b)) => {
                    let within = (order(act) - order(b) + room * 10).div_euclid(60) + 1;
                    format!("after: d{b}, when: within {within} hours")
                }
                (1, Some(b)) => {
                    let within = day - self.day(b) + room % 3;
                    format!("after: d{b}, when: within {within} days of d{b}")
                }
                (2, Some(b)) if day == self.day(b) => format!("after: d{b}, when: same day"),
                (3, Some(b)) => {
                    let hour = self.moment(act).hour() + 1;
                    let days = day - self.day(b);
                    if hour > 23 {
                        format!("when: by {days} days after d{b}")
                    } else {
                        format!("when: by {hour:02}:00 on {days} days after d{b}")
                    }
                }
                (4, _) => {
                    let (from, to) = (self.moment(act).hour(), (day + room % 2).max(1));
                    format!("when: day {day} {from:02}:00 to day {} 23:30", to + 1)
                }
                (5, _) => format!("when: by day {}", day + room % 3),
                _ => format!("when: from day {}", (day - room % 2).max(1)),
            }
        };
        (0..self.acts.len())
            .map(|act| (format!("d{act}"), clause(act)))
            .collect()
    }
}

fn plans() -> impl Strategy<Value = Plan> {
    let zone = prop_oneof![
        Just("Asia/Jerusalem"),
        Just("America/New_York"),
        Just("UTC"),
        Just("Australia/Lord_Howe")
    ];
    let first = prop_oneof![
        Just(date(2025, 3, 26)),
        Just(date(2025, 10, 24)),
        Just(date(2025, 3, 7)),
        Just(date(2025, 6, 1))
    ];
    let act = (0_i64..3 * 1440, 0_u8..7, 0_i64..10);
    (zone, first, prop::collection::vec(act, 2..7)).prop_map(|(zone, first, acts)| Plan {
        zone,
        first,
        acts,
    })
}

fn of(zone: &str, plan: &Plan) -> Case {
    let duties = plan.duties();
    let duties: Vec<(&str, &str)> = duties.iter().map(|(a, b)| (&**a, &**b)).collect();
    agreement(&format!("day-one: {}{zone}", plan.first), &duties)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn windows_are_those_of_every_minute_tried(night in nights()) {
        let text = night.text();
        let case = case(&text);
        let lens = lens(&case, None).expect("an agreement");
        let zero = date(2025, 3, 28).at(0, 0, 0, 0);
        match night.tried() {
            None => {
                prop_assert!(lens.hours.is_none(), "{}", text);
                let late = |finding: &Finding| matches!(finding.evidence, Evidence::Windows { .. });
                prop_assert!(found(&case).iter().any(late), "{}", text);
            }
            Some(tried) => {
                for (id, tried) in ["x", "y", "z"].into_iter().zip(tried) {
                    prop_assert_eq!(minutes(&case, &lens, id, zero), tried, "{} {}", id, text);
                }
            }
        }
    }

    #[test]
    fn what_keeps_the_text_lies_in_the_windows(plan in plans()) {
        let case = of(&format!(", zone: {}", plan.zone), &plan);
        let lens = lens(&case, None).expect("an agreement");
        let days = lens.windows.as_ref().expect("a plan keeps it");
        for act in 0..plan.acts.len() {
            let id = format!("d{act}");
            let Some(NodeId::Clause(ClauseId::Obligation(duty))) = case.node(&id) else {
                panic!("{id}")
            };
            let part = lens.parts.of_duty(duty).next().expect("a part");
            let point = lens.timetable.done[part];
            let inside = |low: Option<i64>, at: i64, high: Option<i64>| {
                low.is_none_or(|low| low <= at) && high.is_none_or(|high| at <= high)
            };
            let window = days[point];
            prop_assert!(
                inside(window.earliest, plan.day(act), window.latest),
                "{} on day {} not in {:?}\n{:?}", id, plan.day(act), window, plan.duties()
            );
            if let Some(hours) = &lens.hours {
                let zero = plan.first.yesterday().expect("a day").at(0, 0, 0, 0);
                let moment = plan.moment(act).with_time_zone(TimeZone::UTC).datetime();
                let at = moment.since((jiff::Unit::Minute, zero)).expect("minutes").get_minutes();
                let window = hours[point];
                prop_assert!(
                    inside(window.earliest, at, window.latest),
                    "{} at {} not in {:?}\n{:?}", id, at, window, plan.duties()
                );
            }
        }
    }

    #[test]
    fn a_zone_changes_nothing_where_no_hour_is_given(plan in plans()) {
        let mut plan = plan;
        for act in &mut plan.acts {
            act.1 = [1, 2, 5, 6, 1, 5, 6][usize::from(act.1)];
        }
        let (with, without) = (of(&format!(", zone: {}", plan.zone), &plan), of("", &plan));
        let lenses = [&with, &without].map(|case| lens(case, None).expect("an agreement"));
        prop_assert_eq!(&lenses[0].windows, &lenses[1].windows);
        prop_assert_eq!(&lenses[0].timetable.network, &lenses[1].timetable.network);
        prop_assert!(lenses[0].hours.is_none());
        prop_assert_eq!(format!("{:?}", found(&with)), format!("{:?}", found(&without)));
    }

    #[test]
    fn zones_of_two_duties_swapped_swap_their_windows(plan in plans(), hour in 0_i8..24) {
        let zones = ["Asia/Jerusalem", "America/New_York"];
        let windows = |here: &str, there: &str| {
            let duties = [
                ("x".to_owned(), format!("zone: {here}, when: by day 3 {hour:02}:30")),
                ("y".to_owned(), format!("zone: {there}, when: by day 3 {hour:02}:30")),
                ("z".to_owned(), format!("when: by day 3 {hour:02}:30")),
            ];
            let duties = duties.each_ref().map(|(a, b)| (&**a, &**b));
            let case = agreement(&format!("day-one: {}", plan.first), &duties);
            let lens = lens(&case, None).expect("an agreement");
            let all = ["x", "y", "z"].map(|id| window(&case, &lens, id));
            (all, doubts(&case))
        };
        let ([x, y, z], told) = windows(zones[0], zones[1]);
        prop_assert_eq!(windows(zones[1], zones[0]), ([y, x, z], told));
    }
}
