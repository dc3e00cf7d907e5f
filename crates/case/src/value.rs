//! Plain values of the case language: decimals, amounts, durations, dates.

use crate::tree::Silence;
use jiff::civil::Date;
use std::fmt;

/// An exact decimal in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(pub i64);

impl Decimal {
    /// One whole.
    pub const ONE: Decimal = Decimal(1_000_000);

    /// A whole number.
    pub fn whole(n: i64) -> Self {
        Decimal(n.saturating_mul(1_000_000))
    }

    /// Reads digits with at most six behind the point; no thousands marks.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || whole.len() > 12
            || fraction.len() > 6
            || !plain(whole)
            || !plain(fraction)
            || (digits.contains('.') && fraction.is_empty())
        {
            return None;
        }
        let scale = 10_i64.pow(6 - u32::try_from(fraction.len()).ok()?);
        let part = if fraction.is_empty() {
            0
        } else {
            fraction.parse::<i64>().ok()? * scale
        };
        Some(Decimal(
            sign * (whole.parse::<i64>().ok()? * 1_000_000 + part),
        ))
    }

    /// The value as a float, for display ratios only.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (
            self.0.unsigned_abs() / 1_000_000,
            self.0.unsigned_abs() % 1_000_000,
        );
        if self.0 < 0 {
            f.write_str("-")?;
        }
        write!(f, "{whole}")?;
        if part > 0 {
            let digits = format!("{part:06}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

/// An amount as an interval; a bound that is left out is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// Lower bound.
    pub low: Option<Decimal>,
    /// Upper bound.
    pub high: Option<Decimal>,
    /// Whether the lower bound itself is excluded (`over`).
    pub low_open: bool,
    /// Whether the upper bound itself is excluded (`under`).
    pub high_open: bool,
    /// Whether it was given as `about`; the bounds are then the number itself.
    pub about: bool,
    /// Whether it is a share in per cent.
    pub percent: bool,
}

impl Amount {
    /// Exactly one number.
    pub fn exact(n: Decimal) -> Self {
        Amount {
            low: Some(n),
            high: Some(n),
            low_open: false,
            high_open: false,
            about: false,
            percent: false,
        }
    }

    /// The number, where it is one and exact.
    pub fn as_exact(&self) -> Option<Decimal> {
        (self.low == self.high && !self.about && !self.low_open && !self.high_open)
            .then_some(self.low)
            .flatten()
    }

    /// The bounds that count as agreeing with it: `about n` is within ten per cent.
    pub fn agreeing(&self) -> (Option<Decimal>, Option<Decimal>) {
        if !self.about {
            return (self.low, self.high);
        }
        let tenth = |n: Decimal| n.0.abs() / 10;
        (
            self.low.map(|n| Decimal(n.0 - tenth(n))),
            self.high.map(|n| Decimal(n.0 + tenth(n))),
        )
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = if self.percent { " %" } else { "" };
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => {
                let about = if self.about { "about " } else { "" };
                write!(f, "{about}{low}{unit}")
            }
            (Some(low), Some(high)) => write!(f, "{low} to {high}{unit}"),
            (Some(low), None) if self.low_open => write!(f, "over {low}{unit}"),
            (Some(low), None) => write!(f, "at least {low}{unit}"),
            (None, Some(high)) if self.high_open => write!(f, "under {high}{unit}"),
            (None, Some(high)) => write!(f, "at most {high}{unit}"),
            (None, None) => f.write_str("unknown"),
        }
    }
}

/// An amount that changes hands, with what it is counted against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// So much in all.
    Amount(Amount),
    /// So much per unit of time, as `40 per day`.
    PerTime(Amount, Unit),
    /// So much for each so many of another quantity, as `110 per 9 sick-men`.
    PerQuantity(Amount, Decimal, Box<str>),
    /// Everything there is.
    All,
    /// One of the four silences.
    Silent(Silence),
}

impl Delivered {
    /// The number, where a list of amounts is one exact number.
    pub fn sole_exact(amounts: &[Delivered]) -> Option<Decimal> {
        match amounts {
            [Delivered::Amount(amount)] if !amount.percent => amount.as_exact(),
            _ => None,
        }
    }

    /// The bounds, where a list of amounts is one number or range and some bound is known.
    pub fn sole_range(amounts: &[Delivered]) -> Option<(Option<Decimal>, Option<Decimal>)> {
        match amounts {
            [Delivered::Amount(amount)] if !amount.percent => {
                let range = amount.agreeing();
                (range != (None, None)).then_some(range)
            }
            _ => None,
        }
    }
}

impl fmt::Display for Delivered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Delivered::Amount(amount) => write!(f, "{amount}"),
            Delivered::PerTime(amount, unit) => write!(f, "{amount} per {}", unit.word(false)),
            Delivered::PerQuantity(amount, n, id) if *n == Decimal::ONE => {
                write!(f, "{amount} per {id}")
            }
            Delivered::PerQuantity(amount, n, id) => write!(f, "{amount} per {n} {id}"),
            Delivered::All => f.write_str("all"),
            Delivered::Silent(silence) => f.write_str(silence.word()),
        }
    }
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Unit {
    Minute,
    Hour,
    Day,
    WorkingDay,
    Week,
    Month,
    Year,
}

impl Unit {
    /// The unit of that name, singular or plural.
    pub fn from_word(word: &str) -> Option<Unit> {
        Some(match word.strip_suffix('s').unwrap_or(word) {
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "year" => Unit::Year,
            _ => return None,
        })
    }

    /// The word as it is printed.
    pub fn word(self, plural: bool) -> &'static str {
        match (self, plural) {
            (Unit::Minute, false) => "minute",
            (Unit::Minute, true) => "minutes",
            (Unit::Hour, false) => "hour",
            (Unit::Hour, true) => "hours",
            (Unit::Day, false) => "day",
            (Unit::Day, true) => "days",
            (Unit::WorkingDay, false) => "working day",
            (Unit::WorkingDay, true) => "working days",
            (Unit::Week, false) => "week",
            (Unit::Week, true) => "weeks",
            (Unit::Month, false) => "month",
            (Unit::Month, true) => "months",
            (Unit::Year, false) => "year",
            (Unit::Year, true) => "years",
        }
    }
}

/// A length of time, possibly a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    /// The shortest.
    pub low: u32,
    /// The longest.
    pub high: u32,
    /// In which unit.
    pub unit: Unit,
    /// Whether it was given as `at most`.
    pub at_most: bool,
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.at_most {
            f.write_str("at most ")?;
        }
        if self.low != self.high && !self.at_most {
            write!(f, "{} to ", self.low)?;
        }
        write!(f, "{} {}", self.high, self.unit.word(self.high != 1))
    }
}

/// A span of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Days {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{} to {}", self.first, self.last)
        }
    }
}
