//! Days as other tables write them, in the one order that was declared: `03/04/2025` has two
//! meanings, so neither is guessed.

use crate::phrase::parse_date;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Which part of a date comes first. A date written `2025-04-03` is read in every order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DayOrder {
    /// Year, month, day.
    #[default]
    Year,
    /// Day, month, year.
    Day,
    /// Month, day, year.
    Month,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl DayOrder {
    /// The declared form in words.
    pub fn words(self) -> &'static str {
        match self {
            DayOrder::Year => "declared: year, month, day",
            DayOrder::Day => "declared: day, month, year",
            DayOrder::Month => "declared: month, day, year",
        }
    }

    /// A day or a span of days with its hour, as the language writes it; otherwise what helps.
    pub fn read(self, text: &str) -> Result<String, String> {
        let parts: Result<Vec<String>, String> = text
            .trim()
            .split(" to ")
            .map(|part| self.one(part.trim()))
            .collect();
        Ok(parts?.join(" to "))
    }

    fn one(self, text: &str) -> Result<String, String> {
        let mut words: Vec<&str> = text.split_whitespace().collect();
        let mut hour = None;
        if let [date] = words.as_slice()
            && let Some((day, time)) = date.split_once('T')
            && parse_date(day).is_ok()
        {
            (hour, words) = (Some(time), vec![day]);
        } else if let Some(last) = words.last().filter(|word| word.contains(':')) {
            hour = Some(last);
            words.pop();
        }
        let date = match words.as_slice() {
            [date] if parse_date(date).is_ok() => (*date).to_owned(),
            words => self.day(&words.join(" "))?.to_string(),
        };
        let Some(hour) = hour else {
            return Ok(date);
        };
        if !hour.bytes().all(|b| b.is_ascii_digit() || b == b':') {
            return Err("take the time zone off; hours are those of the place".to_owned());
        }
        let minutes: Vec<&str> = hour.split(':').take(2).collect();
        Ok(format!("{date} {}", minutes.join(":")))
    }

    fn day(self, text: &str) -> Result<Date, String> {
        let parts: Vec<&str> = text
            .split(['/', '.', '-', ' ', ','])
            .filter(|part| !part.is_empty())
            .collect();
        let [a, b, c] = parts.as_slice() else {
            return Err("a date has a day, a month and a year".to_owned());
        };
        let (year, month, day) = match self {
            DayOrder::Year => {
                return Err(
                    "write YYYY-MM-DD, or say which comes first: `--days day` or `--days month`"
                        .to_owned(),
                );
            }
            DayOrder::Day => (c, b, a),
            DayOrder::Month => (c, a, b),
        };
        if year.len() != 4 {
            return Err("write the year with four digits".to_owned());
        }
        let month = number(month, 12).or_else(|| named(month)).ok_or_else(|| {
            format!("`{month}` is no month; does the declared order fit this table?")
        })?;
        let day = number(day, 31).ok_or_else(|| format!("`{day}` is no day of a month"))?;
        let date = year
            .parse()
            .ok()
            .and_then(|year| Date::new(year, month, day).ok());
        date.ok_or_else(|| "there is no such day".to_owned())
    }
}

fn number(text: &str, most: i8) -> Option<i8> {
    let digits = text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    let number = digits.then(|| text.parse().ok())??;
    (1..=most).contains(&number).then_some(number)
}

fn named(text: &str) -> Option<i8> {
    let text = text.to_ascii_lowercase();
    let month = MONTHS
        .iter()
        .position(|month| *month == text || (text.len() == 3 && month.starts_with(&text)))?;
    i8::try_from(month + 1).ok()
}

/// The days that a date stands for: itself, its week (three days either side), or its month.
pub(super) fn widened(date: &str, precision: &str) -> Option<String> {
    let first: Option<Date> = date.get(..10).and_then(|date| parse_date(date).ok());
    let (from, to) = match (precision, first) {
        ("1", _) => return Some(date.to_owned()),
        ("2", Some(day)) => (
            day.checked_sub(3.days()).ok()?,
            day.checked_add(3.days()).ok()?,
        ),
        ("3", Some(day)) => (day.first_of_month(), day.last_of_month()),
        _ => return None,
    };
    Some(format!("{from} to {to}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_in_the_declared_order_only() {
        let day = |text: &str| DayOrder::Day.read(text).ok();
        let month = |text: &str| DayOrder::Month.read(text).ok();
        let year = |text: &str| DayOrder::Year.read(text).ok();
        let is = |text: &str| Some(text.to_owned());
        assert_eq!(day("03/04/2025"), is("2025-04-03"));
        assert_eq!(month("03/04/2025"), is("2025-03-04"));
        assert_eq!(year("03/04/2025"), None);
        assert_eq!(day("09 January 2025"), is("2025-01-09"));
        assert_eq!(day("9-Jan-2025 7:05"), is("2025-01-09 7:05"));
        assert_eq!(month("January 9, 2025"), is("2025-01-09"));
        assert_eq!(month("13/04/2025"), None);
        assert_eq!(day("31.02.2025"), None);
        assert_eq!(day("1/2/25"), None);
        for order in [DayOrder::Day, DayOrder::Month, DayOrder::Year] {
            assert_eq!(order.read("2025-04-03").ok(), is("2025-04-03"));
            assert_eq!(
                order.read("2025-04-03T14:30:00").ok(),
                is("2025-04-03 14:30")
            );
            assert_eq!(order.read("2025-04-03 14:30").ok(), is("2025-04-03 14:30"));
            assert_eq!(order.read("2025-04-03T14:30:00Z").ok(), None);
        }
        assert_eq!(day("1.2.2025 to 3.2.2025"), is("2025-02-01 to 2025-02-03"));
    }

    #[test]
    fn a_day_is_not_more_certain_than_its_table_says() {
        assert_eq!(widened("2025-02-10", "1").as_deref(), Some("2025-02-10"));
        assert_eq!(
            widened("2025-02-10", "2").as_deref(),
            Some("2025-02-07 to 2025-02-13")
        );
        assert_eq!(
            widened("2025-02-10", "3").as_deref(),
            Some("2025-02-01 to 2025-02-28")
        );
        assert_eq!(widened("2025-02-10", "4"), None);
    }
}
