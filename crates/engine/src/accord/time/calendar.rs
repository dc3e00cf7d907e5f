//! From day numbers and durations to dates: month ends, rest days, holidays.
//!
//! Adding months to a date is ambiguous where the day does not exist; both roundings are given, as
//! in the dates-calc library of the Catala project (Monat, Fromherz and Merigoux 2024), and nothing
//! is chosen silently. Guarantee: exact in the proleptic Gregorian calendar. Cost: linear in the
//! days skipped.

use jiff::civil::{Date, Weekday};

/// A date sum: one date, or two where the day does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateSum {
    /// The sum is one date.
    Exact(Date),
    /// The day does not exist in that month: the last of the month, or the first of the next.
    Ambiguous {
        /// The last day of the month.
        down: Date,
        /// The first day of the next month.
        up: Date,
    },
}

/// Adds years, months and days to a date, the months first. None outside the calendar.
#[must_use]
pub fn add(date: Date, years: i32, months: i32, days: i32) -> Option<DateSum> {
    let count = i32::from(date.year()) * 12 + i32::from(date.month()) - 1 + years * 12 + months;
    let year = i16::try_from(count.div_euclid(12)).ok()?;
    let month = i8::try_from(count.rem_euclid(12) + 1).ok()?;
    let later = |date: Date| date.checked_add(jiff::Span::new().days(days)).ok();
    if let Ok(exact) = Date::new(year, month, date.day()) {
        return later(exact).map(DateSum::Exact);
    }
    let last = Date::new(year, month, 1).ok()?.last_of_month();
    Some(DateSum::Ambiguous {
        down: later(last)?,
        up: later(last.tomorrow().ok()?)?,
    })
}

/// What happens to a date that falls on a day of rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roll {
    /// It stands.
    Stands,
    /// The next working day counts.
    Next,
    /// The working day before counts.
    Before,
}

/// The days on which nothing is done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkingDays {
    /// Weekly days of rest.
    pub rest: Vec<Weekday>,
    /// Single holidays.
    pub holidays: Vec<Date>,
}

impl WorkingDays {
    /// Whether work is done on this date.
    #[must_use]
    pub fn works(&self, date: Date) -> bool {
        !self.rest.contains(&date.weekday()) && !self.holidays.contains(&date)
    }

    /// The date after rolling. None when no working day is found within a year.
    #[must_use]
    pub fn roll(&self, date: Date, roll: Roll) -> Option<Date> {
        let mut at = date;
        for _ in 0..=366 {
            if roll == Roll::Stands || self.works(at) {
                return Some(at);
            }
            at = if roll == Roll::Next {
                at.tomorrow().ok()?
            } else {
                at.yesterday().ok()?
            };
        }
        None
    }
}
