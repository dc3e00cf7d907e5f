//! The pictures of a verification and the sections they stand in: windows on a calendar, what waits
//! for what, ratios and exposure along the days, the cost of slow detection. Each carries the table
//! that says the same.

use super::{balance, tables, waits};
use crate::chart::calendar::{Calendar, Lane, Span};
use crate::chart::{Drawing, Picture};
use crate::page::{Section, Table};
use crate::words;
use armistice_engine::accord::check::Lens;
use armistice_engine::accord::check::valued::Valued;
use armistice_engine::accord::finding::Verification;
use armistice_engine::accord::time::slack::slack;

/// The most lanes and clauses that are drawn; a longer agreement has the table alone.
pub(super) const MOST: usize = 60;

/// Adds a table as a picture, or as it is where there is nothing to draw.
pub(super) fn add(section: &mut Section, table: Table, drawn: Option<Picture>) {
    match drawn {
        Some(picture) => section.picture(Picture { table, ..picture }),
        None => section.table(table),
    }
}

/// A picture that has its table still to come.
pub(super) fn picture(
    id: &'static str,
    title: String,
    (description, note): (&str, &str),
    drawing: Drawing,
) -> Picture {
    Picture {
        id,
        title,
        description: description.to_owned(),
        note: note.to_owned(),
        drawing,
        table: Table {
            id,
            columns: Vec::new(),
            rows: Vec::new(),
            cited: true,
        },
    }
}

/// A day as charts count it.
pub(super) fn day(day: i64) -> i32 {
    i32::try_from(day).unwrap_or(i32::MAX)
}

/// The last day that a window names.
pub(super) fn last(lens: &Lens<'_>) -> i32 {
    let all = lens.timetable.done.iter().filter_map(|done| {
        let window = lens.windows.as_ref()?[*done];
        window.latest.or(window.earliest)
    });
    day(all.max().unwrap_or(2)).max(2)
}

/// The window of every act, with what room it has.
pub(super) fn calendar(lens: &Lens<'_>) -> Option<Picture> {
    let windows = lens.windows.as_ref()?;
    let mut groups: Vec<(String, Vec<Lane>)> = Vec::new();
    let (mut all, mut dated, mut tight) = (0, 0, 0);
    let possible = lens.possible();
    for (position, done) in lens.timetable.done.iter().enumerate() {
        if !possible[position] {
            continue;
        }
        let part = &lens.parts.all[position];
        let window = windows[*done];
        let span = match (window.earliest, window.latest) {
            (Some(from), Some(to)) if from == to => Span::On(day(to), String::new()),
            (Some(from), Some(to)) => Span::Within(day(from), day(to)),
            (None, Some(to)) => Span::By(day(to)),
            (Some(from), None) => Span::From(day(from), None),
            (None, None) => continue,
        };
        all += 1;
        dated += usize::from(window.latest.is_some());
        tight += usize::from(slack(window) == Some(0));
        let of = tables::made_for(lens, part, |clause| {
            lens.case.label(clause.into()).id.to_string()
        });
        let lane = Lane {
            name: format!("{}{of}", lens.case.label(part.clause.into()).id),
            spans: vec![span],
            waits: None,
            marks: Vec::new(),
        };
        let duty = &lens.terms.agreement.obligations[part.duty];
        let who = crate::sections::framework::debtors(lens.case, duty);
        match groups.iter_mut().find(|(name, _)| *name == who) {
            Some((_, lanes)) => lanes.push(lane),
            None => groups.push((who, vec![lane])),
        }
    }
    if all == 0 || all > MOST {
        return None;
    }
    let title = format!(
        "Of {}, {} a last day, and {} no day to spare.",
        words::plural(all, "act", "acts"),
        has(dated),
        has(tight)
    );
    Some(picture(
        "calendar",
        title,
        (
            "A line for each act under those who owe it, along the days: when it can be done at the earliest, and at the latest.",
            "Square: on that day alone, no day to spare. Light bar with an end mark: the days in which it can be done if the others keep theirs. Full bar: from then on, without a last day.",
        ),
        Drawing::Calendar(Calendar {
            last: last(lens),
            groups,
            today: None,
        }),
    ))
}

fn has(n: usize) -> String {
    match n {
        0 => "none has".to_owned(),
        1 => "1 has".to_owned(),
        n => format!("{n} have"),
    }
}

/// The sections with a picture, in their order: calendar, conditions, ratios, what each side will
/// have given, exposure, the cost of slow detection.
pub(super) fn sections(
    lens: &Lens<'_>,
    found: &Verification,
    valued: Option<&Valued>,
) -> Vec<Section> {
    let findings = &found.findings;
    let mut calendar_ = Section::new("calendar", "Who does what by when");
    add(&mut calendar_, tables::calendar(lens), calendar(lens));
    calendar_.blocks.extend(tables::clock(lens));
    let mut conditions_ = Section::new("conditions", "What waits for what");
    add(
        &mut conditions_,
        tables::conditions(lens, findings),
        waits::conditions(lens, findings),
    );
    let mut reciprocity = Section::new("reciprocity", "What each side will have given");
    reciprocity.table(tables::reciprocity(lens));
    let mut out = vec![
        calendar_,
        conditions_,
        reciprocity,
        balance::ratios(lens, &found.balances),
    ];
    if let Some(valued) = valued {
        let mut exposed = Section::new("exposure", "Exposure and what leaving would win");
        add(
            &mut exposed,
            tables::exposure(lens, valued),
            balance::exposure(lens, valued),
        );
        out.push(exposed);
    }
    let proportional = found.balances.iter().any(|balance| balance.proportional);
    out.push(balance::delay(lens, valued, proportional));
    out
}
