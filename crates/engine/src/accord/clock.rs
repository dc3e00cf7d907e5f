//! The calendar of some terms: which date a day number is, how many days a duration is from there,
//! and where a date on a day of rest moves.
//!
//! Where day one is known a duration from a known day is exact: working days skip the days of rest,
//! months and years follow the calendar, with the rule for a day that does not exist if there is
//! one. From a day that is only known within limits, the least and the most over those days. Without
//! day one, or from a day that nothing limits, outward bounds: a month is 28 to 31 days; with r days
//! of rest a week and h holidays N working days are N to 7(N + h)/(7 − r) + r; two days of rest are
//! taken where none are named. Hours count as whole days outwards. Cost: the days looked
//! at times the length of the duration.

use armistice_case::model::Agreement;
use armistice_case::value::{Duration, Unit};
use jiff::civil::{Date, Weekday};

use super::time::calendar::{DateSum, Roll, WorkingDays, add};

/// Days from which a duration is looked at one by one; more of them are bounded.
const LOOKED_AT: i64 = 400;
/// Working days counted one by one; more of them are bounded.
const COUNTED: u32 = 800;

/// A number of days as a range, and whether it is that range exactly because of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// At least.
    pub low: i64,
    /// At most.
    pub high: i64,
    /// Whether the range is what the text says, and not a bound for want of a day or a calendar.
    pub exact: bool,
}

/// The calendar of some terms.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// The date of day 0, where day one is known.
    zero: Option<Date>,
    /// The days of rest.
    pub rest: WorkingDays,
    /// Whether the terms say which days are no working days, or that there are none.
    rest_known: bool,
    /// Where a date on a day of rest moves; none where nothing is said.
    pub roll: Option<Roll>,
    /// Whether the last of the month counts for a day that does not exist; none where nothing is said.
    last_of_month: Option<bool>,
}

/// A duration in days on a calendar with two days of rest a week: at least and at most.
#[must_use]
pub fn bounds(duration: &Duration) -> (i64, i64) {
    let (low, high) = (i64::from(duration.low), i64::from(duration.high));
    let (low, high) = match duration.unit {
        Unit::Minute => (low / 1440, (high + 1439) / 1440),
        Unit::Hour => (low / 24, (high + 23) / 24),
        Unit::Day => (low, high),
        Unit::WorkingDay => (low, high * 7 / 5 + 2),
        Unit::Week => (low * 7, high * 7),
        Unit::Month => (low * 28, high * 31),
        Unit::Year => (low * 365, high * 366),
    };
    (if duration.at_most { 0 } else { low }, high)
}

impl Clock {
    /// The calendar that an agreement gives.
    #[must_use]
    pub fn of(agreement: &Agreement) -> Clock {
        let weekday = |name: &str| match name {
            "monday" => Some(Weekday::Monday),
            "tuesday" => Some(Weekday::Tuesday),
            "wednesday" => Some(Weekday::Wednesday),
            "thursday" => Some(Weekday::Thursday),
            "friday" => Some(Weekday::Friday),
            "saturday" => Some(Weekday::Saturday),
            "sunday" => Some(Weekday::Sunday),
            _ => None,
        };
        let rest = agreement.rest_days.get().into_iter().flatten();
        let none = agreement.rest_days.silence() == Some(armistice_case::tree::Silence::None);
        let back = i64::from(!agreement.counts_from_zero);
        Clock {
            zero: agreement
                .day_one
                .get()
                .and_then(|first| later(*first, -back)),
            rest: WorkingDays {
                rest: rest.filter_map(|name| weekday(name)).collect(),
                holidays: agreement.holidays.get().cloned().unwrap_or_default(),
            },
            rest_known: agreement.rest_days.get().is_some() || none,
            roll: agreement.if_rest_day.get().map(|rule| match &**rule {
                "next working day" => Roll::Next,
                "working day before" => Roll::Before,
                _ => Roll::Stands,
            }),
            last_of_month: agreement
                .if_no_such_day
                .get()
                .map(|rule| &**rule == "last of month"),
        }
    }

    /// The same calendar, on which no date moves off a day of rest.
    #[must_use]
    pub fn standing(&self) -> Clock {
        Clock {
            roll: None,
            ..self.clone()
        }
    }

    /// The date of a day number, where day one is known.
    #[must_use]
    pub fn date(&self, day: i64) -> Option<Date> {
        later(self.zero?, day)
    }

    /// The day number of a date, where day one is known.
    #[must_use]
    pub fn number(&self, date: Date) -> Option<i64> {
        let span = date.since((jiff::Unit::Day, self.zero?)).ok()?;
        Some(i64::from(span.get_days()))
    }

    /// Whether days of rest matter and are known.
    fn works(&self) -> bool {
        self.rest_known && self.zero.is_some()
    }

    /// How many days a duration is, counted onwards (or backwards) from a day known within limits.
    #[must_use]
    pub fn length(&self, duration: &Duration, from: Option<(i64, i64)>, onwards: bool) -> Length {
        let (low, high) = bounds(duration);
        let by_calendar = match duration.unit {
            Unit::WorkingDay => self.works() && duration.high <= COUNTED,
            Unit::Month | Unit::Year => self.zero.is_some(),
            Unit::Minute | Unit::Hour | Unit::Day | Unit::Week => {
                return Length {
                    low,
                    high,
                    exact: true,
                };
            }
        };
        let high = match duration.unit {
            Unit::WorkingDay => self.most_working(duration.high),
            _ => high,
        };
        let bounded = Length {
            low,
            high,
            exact: false,
        };
        let Some((first, last)) = from.filter(|(a, b)| by_calendar && b - a <= LOOKED_AT) else {
            return bounded;
        };
        let mut found: Option<(i64, i64)> = None;
        for day in first..=last {
            let lengths = (
                self.counted(duration.low, duration.unit, day, onwards),
                self.counted(duration.high, duration.unit, day, onwards),
            );
            let (Some((low, _)), Some((_, high))) = lengths else {
                return bounded;
            };
            found = Some(found.map_or((low, high), |(a, b)| (a.min(low), b.max(high))));
        }
        found.map_or(bounded, |(low, high)| Length {
            low: if duration.at_most { 0 } else { low },
            high,
            exact: first == last,
        })
    }

    /// The most days that so many working days can be from any day.
    fn most_working(&self, count: u32) -> i64 {
        let rest = if self.rest_known {
            self.rest.rest.len()
        } else {
            2
        };
        let (rest, holidays) = (count_of(rest), count_of(self.rest.holidays.len()));
        let working = (7 - rest).max(1);
        (i64::from(count) + holidays) * 7 / working + rest
    }

    /// The days that so many units are from one day, as a range where the rule for a day that does
    /// not exist is not said.
    fn counted(&self, count: u32, unit: Unit, day: i64, onwards: bool) -> Option<(i64, i64)> {
        let sign = if onwards { 1 } else { -1 };
        let date = self.date(day)?;
        if unit == Unit::WorkingDay {
            let (mut at, mut left) = (date, count);
            while left > 0 {
                at = later(at, sign)?;
                left -= u32::from(self.rest.works(at));
                // A calendar without a working day has no answer.
                if (self.number(at)? - day).abs() > 366 * 10 {
                    return None;
                }
            }
            let days = (self.number(at)? - day).abs();
            return Some((days, days));
        }
        let months = i32::try_from(count).ok()?.checked_mul(sign as i32)?;
        let sum = match unit {
            Unit::Year => add(date, months, 0, 0)?,
            _ => add(date, 0, months, 0)?,
        };
        let days = |date: Date| Some((self.number(date)? - day).abs());
        match sum {
            DateSum::Exact(date) => Some((days(date)?, days(date)?)),
            DateSum::Ambiguous { down, up } => {
                let (a, b) = (days(down)?, days(up)?);
                Some(match self.last_of_month {
                    Some(true) => (a, a),
                    Some(false) => (b, b),
                    None => (a.min(b), a.max(b)),
                })
            }
        }
    }

    /// The day to which a last day moves off days of rest; never an earlier one.
    #[must_use]
    pub fn last(&self, day: i64) -> i64 {
        day + self.moved(0, Some((day, day))).1.max(0)
    }

    /// By how many days a date `after` days from a day known within limits moves off days of rest:
    /// at least and at most.
    #[must_use]
    pub fn moved(&self, after: i64, from: Option<(i64, i64)>) -> (i64, i64) {
        let Some(roll) = self
            .roll
            .filter(|roll| *roll != Roll::Stands && self.works())
        else {
            return (0, 0);
        };
        let Some((first, last)) = from.filter(|(a, b)| b - a <= LOOKED_AT) else {
            let most = count_of(self.rest.rest.len() + self.rest.holidays.len());
            return match roll {
                Roll::Before => (-most, 0),
                _ => (0, most),
            };
        };
        let by = |day: i64| {
            let date = self.date(day + after)?;
            Some(self.number(self.rest.roll(date, roll)?)? - day - after)
        };
        let all = (first..=last).filter_map(by);
        spread(all).unwrap_or((0, 0))
    }
}

fn count_of(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX / 16)
}

/// The least and the most of some numbers.
pub(super) fn spread(numbers: impl Iterator<Item = i64>) -> Option<(i64, i64)> {
    numbers
        .map(|number| (number, number))
        .reduce(|(low, high), (number, _)| (low.min(number), high.max(number)))
}

pub(super) fn later(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(rest: &[Weekday], roll: Option<Roll>) -> Clock {
        Clock {
            zero: Date::new(2033, 8, 9).ok(),
            rest: WorkingDays {
                rest: rest.to_vec(),
                holidays: Vec::new(),
            },
            rest_known: true,
            roll,
            last_of_month: None,
        }
    }

    fn duration(n: u32, unit: Unit) -> Duration {
        Duration {
            low: n,
            high: n,
            unit,
            at_most: false,
        }
    }

    #[test]
    fn working_days_are_exact_from_a_known_day() {
        // Day 4 is Saturday 13 August 2033; Sunday is no working day.
        let clock = clock(&[Weekday::Sunday], None);
        let three = duration(3, Unit::WorkingDay);
        let exact = |low, high, exact| Length { low, high, exact };
        assert_eq!(clock.length(&three, Some((4, 4)), true), exact(4, 4, true));
        assert_eq!(clock.length(&three, Some((1, 1)), true), exact(3, 3, true));
        assert_eq!(clock.length(&three, Some((1, 4)), true), exact(3, 4, false));
        assert_eq!(clock.length(&three, None, true), exact(3, 4, false));
        assert_eq!(clock.length(&three, Some((6, 6)), false), exact(4, 4, true));
    }

    #[test]
    fn months_follow_the_calendar_and_its_rule() {
        // Day 22 is 31 August; there is no 31 September.
        let mut clock = clock(&[], None);
        let month = duration(1, Unit::Month);
        let range = |clock: &Clock| {
            let length = clock.length(&month, Some((22, 22)), true);
            (length.low, length.high, length.exact)
        };
        assert_eq!(range(&clock), (30, 31, true));
        clock.last_of_month = Some(true);
        assert_eq!(range(&clock), (30, 30, true));
        clock.last_of_month = Some(false);
        assert_eq!(range(&clock), (31, 31, true));
    }

    #[test]
    fn a_date_on_a_day_of_rest_moves_by_the_rule() {
        // Day 5 is Sunday.
        let next = clock(&[Weekday::Sunday], Some(Roll::Next));
        assert_eq!(next.moved(0, Some((5, 5))), (1, 1));
        assert_eq!(next.moved(1, Some((3, 5))), (0, 1));
        let before = clock(&[Weekday::Sunday], Some(Roll::Before));
        assert_eq!(before.moved(2, Some((3, 3))), (-1, -1));
        assert_eq!(
            clock(&[Weekday::Sunday], None).moved(0, Some((5, 5))),
            (0, 0)
        );
    }

    #[test]
    fn a_calendar_without_a_working_day_gives_bounds() {
        let never: Vec<Weekday> = (0..7).map(|n| Weekday::Monday.wrapping_add(n)).collect();
        let clock = clock(&never, Some(Roll::Next));
        let length = clock.length(&duration(2, Unit::WorkingDay), Some((1, 1)), true);
        assert_eq!((length.low, length.exact), (2, false));
        assert_eq!(clock.moved(0, Some((1, 1))), (0, 0));
    }
}
