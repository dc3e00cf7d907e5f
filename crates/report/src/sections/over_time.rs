//! The zone over time, in both directions alike.

use super::board::{asked, assumed, everybody_asked, left_open};
use crate::page::{Block, Row, Section, Table};
use crate::words;
use armistice_case::model::Case;
use armistice_engine::deal::Study;
use armistice_engine::deal::preferences::Acceptable;
use armistice_engine::deal::robust::drift::{Day, Direction, Effect, Run};
use jiff::ToSpan;
use jiff::civil::Date;
use std::cmp::Ordering;

/// What becomes possible, and until when, if no deal comes to be worth more or less.
pub fn over_time(case: &Case, study: &Study) -> Section {
    let mut section = Section::new(
        "over-time",
        "If no deal becomes worth more, or less, over time",
    );
    let Some(weak) = &study.weak else {
        return section;
    };
    let Some((dates, runs)) = &weak.drift else {
        return section;
    };
    let mut columns = vec!["what waiting does".to_owned()];
    columns.extend(dates.iter().map(|date| words::short_day(*date)));
    columns.push("what changes, and when".to_owned());
    let rows = runs
        .iter()
        .map(|run| {
            let mut cells = vec![name(run).to_owned()];
            cells.extend(run.days.iter().map(count));
            cells.push(changes(dates, run));
            Row {
                cells,
                because: assumed(study),
            }
        })
        .collect();
    section.table(Table {
        cited: true,
        id: "over-time",
        columns,
        rows,
    });
    if let Some(others) = left_open(case, study, weak) {
        section.blocks.push(Block::Remark(format!(
            "Necessary are packages that make a deal whatever {others} may say; those that hang on it are possible."
        )));
    } else if !everybody_asked(study, weak) {
        section.blocks.push(Block::Remark(format!(
            "Counted are packages acceptable to {}.",
            asked(case, study, weak)
        )));
    }
    section.blocks.push(Block::Remark(
        "That time works for one side is somebody's claim; the same path is therefore run as assumed, not at \
         all, and the other way."
            .to_owned(),
    ));
    section
}

fn name(run: &Run) -> &'static str {
    match (run.direction, run.effect) {
        (Direction::NoEffect, _) => "no effect",
        (Direction::AsSaid, Effect::Hardens) => "hardens, as assumed",
        (Direction::AsSaid, Effect::Softens) => "softens, as assumed",
        (Direction::AsSaid, _) => "as assumed",
        (Direction::Mirrored, Effect::Hardens) => "hardens instead",
        (Direction::Mirrored, Effect::Softens) => "softens instead",
        (Direction::Mirrored, _) => "the other way",
    }
}

fn count(day: &Day) -> String {
    match (day.necessary, day.possible) {
        (0, 0) => "no deal".to_owned(),
        (0, some) => format!("{some} possible"),
        (sure, some) if sure == some => format!("{sure} necessary"),
        (sure, some) => format!("{sure} necessary, {} possible", some - sure),
    }
}

fn changes(dates: &[Date], run: &Run) -> String {
    let (Some(changes), Some(first), Some(start)) = (&run.changes, dates.first(), run.days.first())
    else {
        return "not looked for day by day".to_owned();
    };
    let mut before = start.zone();
    let mut told: Vec<String> = changes
        .iter()
        .map(|day| {
            let date = first
                .checked_add((day.day - start.day).days())
                .map_or_else(|_| String::new(), words::short_day);
            let word = match (before, day.zone()) {
                (_, Acceptable::Impossible) => "no deal",
                (Acceptable::Necessary, _) => "a deal no longer sure",
                (_, Acceptable::Possible) => "a deal possible",
                (_, Acceptable::Necessary) => "a deal sure",
            };
            before = day.zone();
            format!("{word} from {date}")
        })
        .collect();
    if let (Some(end), Some(date)) = (run.days.last(), dates.last()) {
        told.extend(
            gained(start, end).map(|what| format!("{what} by {}", words::short_day(*date))),
        );
    }
    if told.is_empty() {
        return "nothing".to_owned();
    }
    words::joined(&told, "then")
}

/// How many packages more or fewer there are at the end, where there are some.
fn gained(start: &Day, end: &Day) -> Option<String> {
    let packages = |n: u64, sure: bool| {
        let n = usize::try_from(n).unwrap_or(usize::MAX);
        if sure {
            words::plural(n, "necessary package", "necessary packages")
        } else {
            words::plural(n, "package", "packages")
        }
    };
    let told = |before: u64, after: u64, sure: bool| match before.cmp(&after) {
        Ordering::Less => Some(format!("{} gained", packages(after - before, sure))),
        Ordering::Greater => Some(format!("{} lost", packages(before - after, sure))),
        Ordering::Equal => None,
    };
    told(start.possible, end.possible, false)
        .or_else(|| told(start.necessary, end.necessary, true))
        .filter(|_| end.possible > 0)
}
