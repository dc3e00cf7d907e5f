//! The calendar of an agreement against counting day by day: working days, holidays, months, dates on
//! days of rest, and the small words of windows.

use armistice_case::model::{Case, ClauseId, NodeId};
use armistice_case::{Input, load};
use armistice_engine::accord::check::Lens;
use armistice_engine::accord::finding::{Code, Evidence, Lapse, Options};
use armistice_engine::accord::verify::{lens, verify};
use armistice_engine::run::Quiet;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

fn case(text: &str) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.as_bytes().to_vec(),
    }]);
    let case = loaded.case();
    case.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.diagnostics))
}

/// An agreement with this calendar and these duties.
fn agreement(calendar: &str, duties: &str) -> Case {
    case(&format!(
        "case: Days\nparties: {{a: {{name: A}}, b: {{name: B}}}}\nquantities: {{q: {{unit: piece}}}}\n\
         agreement:\n  signed-by: [a, b]\n  calendar: {{{calendar}}}\n  obligations:\n{duties}"
    ))
}

/// The first and last day of a duty of one part.
fn window(case: &Case, lens: &Lens<'_>, id: &str) -> (Option<i64>, Option<i64>) {
    let Some(NodeId::Clause(ClauseId::Obligation(duty))) = case.node(id) else {
        panic!("{id}")
    };
    let part = lens.parts.of_duty(duty).next().expect("a part");
    let window = lens.windows.as_ref().expect("windows")[lens.timetable.done[part]];
    (window.earliest, window.latest)
}

const NAMES: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

fn rests(date: Date, rest: &[usize], holidays: &[Date]) -> bool {
    let number = usize::try_from(date.weekday().to_monday_zero_offset()).expect("0 to 6");
    rest.contains(&number) || holidays.contains(&date)
}

fn day(first: Date, number: i64) -> Date {
    let span = jiff::Span::new().days(number - 1);
    first.checked_add(span).expect("a date")
}

/// The number of the n-th working day after a day, counted one by one.
fn counted(first: Date, from: i64, n: i64, rest: &[usize], holidays: &[Date]) -> i64 {
    let (mut at, mut left) = (from, n);
    while left > 0 {
        at += 1;
        left -= i64::from(!rests(day(first, at), rest, holidays));
    }
    at
}

fn calendar(first: Date, rest: &[usize], holidays: &[Date]) -> String {
    let rest: Vec<&str> = rest.iter().map(|day| NAMES[*day]).collect();
    let holidays: Vec<String> = holidays.iter().map(ToString::to_string).collect();
    format!(
        "day-one: {first}, rest-days: [{}], holidays: [{}]",
        rest.join(", "),
        holidays.join(", ")
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// From a fixed day exactly, from an open one within the least and the most over all its days.
    #[test]
    fn working_days_equal_counting(
        offset in 0_i64..40,
        rest in proptest::sample::subsequence(vec![0_usize, 1, 2, 3, 4, 5, 6], 0..5),
        holidays in proptest::collection::vec(1_i64..40, 0..6),
        from in 1_i64..15,
        wide in 0_i64..8,
        n in 1_i64..9,
    ) {
        prop_assume!(!rest.is_empty());
        let first = day(date(2031, 6, 2), 1 + offset);
        let mut holidays: Vec<Date> = holidays.iter().map(|n| day(first, *n)).collect();
        holidays.sort_unstable();
        holidays.dedup();
        let duties = format!(
            "    x: {{by: a, to: b, delivers: {{q: 1}}, when: day {from} to day {}}}\n    \
                 y: {{by: b, to: a, delivers: {{q: 1}}, after: x, when: within {n} working days}}\n",
            from + wide
        );
        let case = agreement(&calendar(first, &rest, &holidays), &duties);
        let lens = lens(&case, None).expect("an agreement");
        let latest = (from..=from + wide)
            .map(|from| counted(first, from, n, &rest, &holidays))
            .max();
        let (_, found) = window(&case, &lens, "y");
        if wide == 0 {
            prop_assert_eq!(found, latest);
        } else {
            // The longest wait of any of the days, from the last of them: never too short.
            prop_assert!(found >= latest);
            let most = (from..=from + wide)
                .map(|from| counted(first, from, n, &rest, &holidays) - from)
                .max();
            prop_assert_eq!(found, most.map(|most| from + wide + most));
        }
        let bounded = verify(&case, &Options::default(), &Quiet).expect("findings").findings;
        prop_assert_eq!(bounded.iter().any(|f| f.code == Code::CountedWithBounds), wide > 0);
    }

    /// A date on a day of rest moves by the rule; a notice that ends before something does not.
    #[test]
    fn dates_move_off_days_of_rest(
        offset in 0_i64..14,
        rest in proptest::sample::subsequence(vec![0_usize, 1, 2, 3, 4, 5, 6], 1..4),
        on in 8_i64..25,
        next in proptest::bool::ANY,
    ) {
        let first = day(date(2031, 6, 2), 1 + offset);
        let rule = if next { "next working day" } else { "working day before" };
        let calendar = format!("{}, if-rest-day: {rule}", calendar(first, &rest, &[]));
        let duties = format!(
            "    x: {{by: a, to: b, delivers: {{q: 1}}, when: day {on}}}\n    \
                 y: {{by: a, to: b, delivers: {{q: 1}}, when: by day {on}}}\n    \
                 z: {{by: a, to: b, does: Tell, done-when: told, when: by 2 days before day {on}}}\n"
        );
        let case = agreement(&calendar, &duties);
        let lens = lens(&case, None).expect("an agreement");
        let mut moved = on;
        while rests(day(first, moved), &rest, &[]) {
            moved += if next { 1 } else { -1 };
        }
        prop_assert_eq!(window(&case, &lens, "x"), (Some(moved), Some(moved)));
        prop_assert_eq!(window(&case, &lens, "y").1, Some(moved));
        prop_assert_eq!(window(&case, &lens, "z").1, Some(on - 2));
    }
}

#[test]
fn the_small_words_of_windows() {
    let duties = "    x: {by: a, to: b, delivers: {q: 1}, when: day 4}\n    \
         on: {by: b, to: a, delivers: {q: 1}, when: day 7}\n    \
         by: {by: b, to: a, delivers: {q: 1}, when: by day 7}\n    \
         before: {by: b, to: a, delivers: {q: 1}, when: before day 7}\n    \
         from: {by: b, to: a, delivers: {q: 1}, when: from day 7}\n    \
         within: {by: b, to: a, delivers: {q: 1}, after: x, when: within 5 days}\n    \
         same: {by: b, to: a, delivers: {q: 1}, after: x, when: same day}\n    \
         hours: {by: b, to: a, delivers: {q: 1}, after: x, when: within 30 hours}\n    \
         together: {by: b, to: a, delivers: {q: 1}, together-with: x, first: a, when: by day 9}\n";
    let case = agreement("day-one: 2031-06-02", duties);
    let lens = lens(&case, None).expect("an agreement");
    let of = |id| window(&case, &lens, id);
    assert_eq!(of("on"), (Some(7), Some(7)));
    assert_eq!(of("by"), (Some(1), Some(7)));
    assert_eq!(of("before"), (Some(1), Some(6)));
    assert_eq!(of("from"), (Some(7), None));
    // Five days from the 4th do not count the 4th itself.
    assert_eq!(of("within"), (Some(4), Some(9)));
    assert_eq!(of("same"), (Some(4), Some(4)));
    // Hours count as whole days outwards.
    assert_eq!(of("hours"), (Some(4), Some(6)));
    assert_eq!(of("together"), (Some(4), Some(4)));
}

#[test]
fn what_must_go_together_can_conflict() {
    let duties = "    x: {by: a, to: b, delivers: {q: 1}, when: day 4}\n    \
         y: {by: b, to: a, delivers: {q: 1}, together-with: x, first: a, when: from day 6}\n";
    let case = agreement("day-one: 2031-06-02", duties);
    let found = verify(&case, &Options::default(), &Quiet)
        .expect("findings")
        .findings;
    let conflict = found.iter().find_map(|finding| match &finding.evidence {
        Evidence::Windows {
            reasons, misses, ..
        } => Some((reasons.len(), *misses)),
        _ => None,
    });
    assert_eq!(conflict, Some((3, Lapse::Days(2))));
}

#[test]
fn months_are_exact_from_a_date_and_follow_the_rule_of_their_ends() {
    let lasts = |day_one: &str, rule: &str| {
        let text = format!(
            "case: Months\nparties: {{a: {{name: A}}, b: {{name: B}}}}\nquantities: {{q: {{unit: piece}}}}\n\
             agreement:\n  signed-by: [a, b]\n  calendar: {{day-one: {day_one}{rule}}}\n  \
             phases:\n    one:\n      when: from day 1\n      lasts: 1 month\n      \
             if-talks-go-on: lapse\n      obligations:\n        \
             x: {{by: a, to: b, delivers: {{q: 1}}, when: by end of one}}\n"
        );
        let case = case(&text);
        let lens = lens(&case, None).expect("an agreement");
        let found = verify(&case, &Options::default(), &Quiet)
            .expect("findings")
            .findings;
        let unsaid = found.iter().any(|f| f.code == Code::CalendarUnsaid);
        (window(&case, &lens, "x").1, unsaid)
    };
    // The month of a phase that starts on day 1 ends so many days later.
    assert_eq!(lasts("2031-06-02", ""), (Some(31), false));
    assert_eq!(lasts("2031-02-02", ""), (Some(29), false));
    assert_eq!(lasts("2031-08-31", ""), (Some(32), true));
    assert_eq!(
        lasts("2031-08-31", ", if-no-such-day: last of month"),
        (Some(31), false)
    );
    assert_eq!(
        lasts("2031-08-31", ", if-no-such-day: first of next month"),
        (Some(32), false)
    );
}

#[test]
fn a_day_can_be_counted_from_nought() {
    let duties = "    x: {by: a, to: b, delivers: {q: 1}, when: by 2031-06-05}\n";
    for (key, last) in [("day-one", 4), ("day-zero", 3)] {
        let case = agreement(&format!("{key}: 2031-06-02"), duties);
        let lens = lens(&case, None).expect("an agreement");
        assert_eq!(window(&case, &lens, "x").1, Some(last), "{key}");
    }
    assert_eq!(date(2031, 6, 2).weekday(), Weekday::Monday);
}
