//! Dates, hours and time zones.

use super::{Phrase, Result};
use crate::diagnostic::Code;
use crate::value::Days;
use crate::zone::{Clock, Hour, Zone};
use jiff::civil::{Date, Time};
use std::fmt::Write as _;

impl Phrase<'_> {
    /// An hour that may follow a date of something that happened or is fixed: with a zone it must
    /// be one moment.
    pub(super) fn hour_that_comes_once(&mut self, date: Date) -> Result<Option<Hour>> {
        if !self.peek().is_some_and(|word| word.contains(':')) {
            return Ok(None);
        }
        let from = self.at;
        let hour = self.hour()?;
        let clock = hour
            .zone
            .as_ref()
            .map(|zone| zone.offsets(date, hour.time).0);
        let what = match clock {
            Some(Clock::Twice) => "this hour comes twice: clocks go back that night",
            Some(Clock::Never) => "this hour does not come: clocks go forward that night",
            Some(Clock::Once) | None => return Ok(Some(hour)),
        };
        self.at = from;
        self.error(
            what,
            "write the distance from universal time, as in `01:30 +02:00`",
        )
    }

    /// An hour of the day with the zone that may follow it.
    pub(super) fn hour(&mut self) -> Result<Hour> {
        let time = self.time()?;
        let zone = match self.peek() {
            Some(word) if names_zone(word) => Some(self.zone(word)?),
            _ => None,
        };
        Ok(Hour { time, zone })
    }

    fn zone(&mut self, word: &str) -> Result<Zone> {
        match Zone::parse(word) {
            Ok(zone) => {
                self.at += 1;
                Ok(zone)
            }
            Err(help) => self.error(format!("`{word}` is no time zone"), help),
        }
    }

    pub(super) fn date(&mut self) -> Result<Date> {
        let word = self.peek().unwrap_or("");
        match parse_date(word) {
            Ok(date) => {
                self.at += 1;
                Ok(date)
            }
            Err(help) => {
                let message = if word.is_empty() {
                    "a date is missing at the end".to_owned()
                } else {
                    format!("`{word}` is not a date")
                };
                let mut error = self.error::<Date>(message, help);
                if let Err(error) = &mut error
                    && self.code != Code::BadWhen
                    && self.code != Code::BadCondition
                {
                    error.code = Code::BadDate;
                }
                error
            }
        }
    }

    fn time(&mut self) -> Result<Time> {
        let word = self.peek().unwrap_or("");
        let parsed = word.split_once(':').and_then(|(hour, minute)| {
            if minute.len() != 2 || hour.is_empty() || hour.len() > 2 {
                return None;
            }
            Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
        });
        match parsed {
            Some(time) => {
                self.at += 1;
                Ok(time)
            }
            None => self.error(
                format!("`{word}` is not an hour of the day"),
                "write hours and minutes: `07:00`",
            ),
        }
    }
}

/// Whether a word after an hour can only be a zone.
fn names_zone(word: &str) -> bool {
    word.contains('/')
        || matches!(word, "UTC" | "Z")
        || (word.starts_with(['+', '-']) && word.contains(':'))
}

/// Reads a civil date `YYYY-MM-DD`; the error says how to mend it.
pub fn parse_date(word: &str) -> std::result::Result<Date, String> {
    let form = "dates are written YYYY-MM-DD, as in 2025-07-09".to_owned();
    let bytes = word.as_bytes();
    let shape = bytes.len() == 10
        && bytes.iter().enumerate().all(|(i, b)| {
            if i == 4 || i == 7 {
                *b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    if !shape {
        return Err(form);
    }
    let (Ok(year), Ok(month), Ok(day)) = (
        word[..4].parse::<i16>(),
        word[5..7].parse::<i8>(),
        word[8..].parse::<i8>(),
    ) else {
        return Err(form);
    };
    Date::new(year, month, day).map_err(|_| {
        let mut help = String::new();
        match Date::new(year, month, 1) {
            Ok(first) => {
                let _ = write!(
                    help,
                    "{}-{month:02} has {} days",
                    year,
                    first.days_in_month()
                );
            }
            Err(_) => help.push_str("months run from 01 to 12"),
        }
        help
    })
}

/// A date or a span of dates: `2025-07-09`, `2025-07-01 to 2025-07-03`; an hour may follow the
/// first date.
pub fn days(text: &str) -> Result<Days> {
    Ok(days_and_hour(text)?.0)
}

/// The same with the hour of the first day, where one is given.
pub fn days_and_hour(text: &str) -> Result<(Days, Option<Hour>)> {
    let help = "write one date, or `2025-07-01 to 2025-07-03`";
    let mut phrase = Phrase::new(text, Code::BadDate);
    let first = phrase.date()?;
    let hour = phrase.hour_that_comes_once(first)?;
    let mut last = first;
    if phrase.eat("to") {
        last = phrase.date()?;
        phrase.hour_that_comes_once(last)?;
        if last < first {
            phrase.at = phrase.tokens.len().saturating_sub(1);
            return phrase.error("the span runs backwards", help);
        }
    }
    phrase.finish((Days { first, last }, hour), help)
}

/// A date with an optional hour: `2031-06-02 12:00`, `2031-06-02 12:00 Europe/Zurich`.
pub fn day_and_hour(text: &str) -> Result<(Date, Option<Hour>)> {
    let mut phrase = Phrase::new(text, Code::BadDate);
    let date = phrase.date()?;
    let hour = phrase.hour_that_comes_once(date)?;
    phrase.finish((date, hour), "write a date, with an hour where one matters")
}

/// A time zone: `Asia/Jerusalem`, `+02:00`.
pub fn zone(text: &str) -> Result<Zone> {
    let mut phrase = Phrase::new(text, Code::BadDate);
    let Some(word) = phrase.peek() else {
        return phrase.error(
            "a time zone is missing",
            "write `Asia/Jerusalem` or `+02:00`",
        );
    };
    let zone = phrase.zone(word)?;
    phrase.finish(zone, "one zone is meant")
}
