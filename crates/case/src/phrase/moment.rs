//! Durations, points in time, and the windows in which something is to be done.

use super::{Condition, MAX_NESTING, Name, Phrase, Result, State};
use crate::diagnostic::Code;
use crate::tree::Silence;
use crate::value::{Amount, Duration, Unit};
use crate::zone::Hour;
use jiff::civil::Date;

const DURATION_HELP: &str =
    "durations are written `5 days`, `2 working days`, `24 hours`, `1 to 3 days` or `6 months`";
const LENGTH_HELP: &str =
    "lengths of time are written `60 days`, `at least 2 weeks`, `30 to 60 days` or `2.5 years`";
const WHEN_HELP: &str = "write `day 7`, `by day 10`, `day 28 to day 30`, `from day 1`, `within 5 days`, `within 5 days of X`, `same day`, `while X`, a date, `none` or `unknown`";

/// A point in time, in words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A day of the calendar, or of a phase.
    Day(u32, Option<Name>),
    /// A civil date.
    Date(Date),
    /// An hour on the day of another moment; on the day the clock starts where none is named.
    Hour(Hour, Option<Box<Moment>>),
    /// The start of a phase.
    Start(Name),
    /// The end of a phase.
    End(Name),
    /// A thing reaching a state.
    Event {
        /// What.
        name: Name,
        /// Which state.
        state: Option<State>,
        /// Each tranche for itself.
        each: bool,
    },
    /// A duration after another moment.
    After(Duration, Box<Moment>),
    /// A duration before another moment.
    Before(Duration, Box<Moment>),
}

impl Moment {
    /// The same without its hour: the day on which it falls.
    pub fn day(&self) -> &Moment {
        match self {
            Moment::Hour(_, Some(day)) => day,
            _ => self,
        }
    }

    /// Calls `f` with every name in it.
    pub fn names<'a>(&'a self, f: &mut dyn FnMut(&'a Name)) {
        match self {
            Moment::Day(_, Some(name)) | Moment::Start(name) | Moment::End(name) => f(name),
            Moment::Event { name, .. } => f(name),
            Moment::After(_, inner) | Moment::Before(_, inner) | Moment::Hour(_, Some(inner)) => {
                inner.names(f)
            }
            Moment::Day(_, None) | Moment::Date(_) | Moment::Hour(_, None) => {}
        }
    }
}

/// When something is to be done, in words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// On that moment.
    On(Moment),
    /// At the latest then.
    By(Moment),
    /// From then on.
    From(Moment),
    /// Before then.
    Before(Moment),
    /// Between the two.
    Window(Moment, Moment),
    /// Within a duration, counted from `after` or from the moment named.
    Within(Duration, Option<Moment>),
    /// On the day the clock starts.
    SameDay,
    /// As long as a condition holds.
    While(Condition),
    /// One of the four silences.
    Silent(Silence),
}

impl When {
    /// Calls `f` with every name in it.
    pub fn names<'a>(&'a self, f: &mut dyn FnMut(&'a Name)) {
        match self {
            When::On(m) | When::By(m) | When::From(m) | When::Before(m) => m.names(f),
            When::Window(a, b) => {
                a.names(f);
                b.names(f);
            }
            When::Within(_, Some(m)) => m.names(f),
            When::While(condition) => condition.names(f),
            When::Within(_, None) | When::SameDay | When::Silent(_) => {}
        }
    }
}

impl Phrase<'_> {
    fn unit(&mut self) -> Result<Unit> {
        if self.peek() == Some("working") {
            self.at += 1;
            if self.eat("days") || self.eat("day") {
                return Ok(Unit::WorkingDay);
            }
            return self.error("`working` is followed by `days`", DURATION_HELP);
        }
        let unit = self.peek().and_then(Unit::from_word);
        match unit {
            Some(unit) => {
                self.at += 1;
                Ok(unit)
            }
            None => self.error("a unit of time is missing here", DURATION_HELP),
        }
    }

    fn duration(&mut self) -> Result<Duration> {
        let at_most = self.peek() == Some("at") && self.peek_at(1) == Some("most");
        if at_most {
            self.at += 2;
        }
        let low = self.whole("a number")?;
        let mut high = low;
        if self.eat("to") {
            high = self.whole("a number")?;
            if high < low {
                self.at -= 1;
                return self.error(
                    format!("the range runs backwards, from {low} to {high}"),
                    format!("write `{high} to {low}`"),
                );
            }
        }
        let unit = self.unit()?;
        Ok(Duration {
            low: if at_most { 0 } else { low },
            high,
            unit,
            at_most,
        })
    }

    /// Whether a duration stands at the cursor: a number, perhaps a range, and a unit.
    fn duration_ahead(&self) -> bool {
        let number = |n: usize| self.peek_at(n).is_some_and(|w| w.parse::<u32>().is_ok());
        let unit = |n: usize| {
            self.peek_at(n)
                .is_some_and(|w| w == "working" || Unit::from_word(w).is_some())
        };
        number(0) && (unit(1) || (self.peek_at(1) == Some("to") && number(2) && unit(3)))
    }

    fn moment(&mut self) -> Result<Moment> {
        if self.duration_ahead() {
            self.depth += 1;
            if self.depth > MAX_NESTING {
                return self.error("this counts from too many other moments", WHEN_HELP);
            }
            let duration = self.duration()?;
            return match self.take().map(|token| token.text) {
                Some("after") => Ok(Moment::After(duration, Box::new(self.moment()?))),
                Some("before") => Ok(Moment::Before(duration, Box::new(self.moment()?))),
                _ => {
                    self.at = self.at.saturating_sub(1);
                    self.error(
                        "a duration alone is not a moment",
                        "say of what: `5 days after X`, or `within 5 days`",
                    )
                }
            };
        }
        let Some(word) = self.peek() else {
            return self.error("a moment is missing at the end", WHEN_HELP);
        };
        match word {
            "day" => {
                self.at += 1;
                let n = self.whole("the day's number")?;
                let of = if self.eat("of") {
                    Some(self.name()?)
                } else {
                    None
                };
                self.at_hour(Moment::Day(n, of))
            }
            "start" | "end" if self.peek_at(1) == Some("of") => {
                self.at += 2;
                let name = self.name()?;
                Ok(if word == "start" {
                    Moment::Start(name)
                } else {
                    Moment::End(name)
                })
            }
            "each" => {
                self.at += 1;
                let name = self.name()?;
                let state = self.state();
                Ok(Moment::Event {
                    name,
                    state,
                    each: true,
                })
            }
            _ if word.starts_with(|c: char| c.is_ascii_digit()) => {
                if word.contains(':') {
                    return self.hour_on();
                }
                let date = self.date()?;
                self.at_hour(Moment::Date(date))
            }
            _ => {
                let name = self.name()?;
                let state = self.state();
                Ok(Moment::Event {
                    name,
                    state,
                    each: false,
                })
            }
        }
    }

    /// A day, with the hour that may follow it.
    fn at_hour(&mut self, day: Moment) -> Result<Moment> {
        match self.peek() {
            Some(word) if word.contains(':') => Ok(Moment::Hour(self.hour()?, Some(Box::new(day)))),
            _ => Ok(day),
        }
    }

    /// An hour, with the day that may follow it: `16:00`, `16:00 on day 3`.
    fn hour_on(&mut self) -> Result<Moment> {
        let hour = self.hour()?;
        if !self.eat("on") {
            return Ok(Moment::Hour(hour, None));
        }
        self.depth += 1;
        if self.depth > MAX_NESTING {
            return self.error("this counts from too many other moments", WHEN_HELP);
        }
        let from = self.at;
        let day = self.moment()?;
        if has_hour(&day) {
            self.at = from;
            return self.error(
                "this has an hour of its own",
                "name a day, as in `16:00 on 1 day before X`",
            );
        }
        Ok(Moment::Hour(hour, Some(Box::new(day))))
    }

    fn when(&mut self) -> Result<When> {
        let Some(word) = self.peek() else {
            return self.error("nothing says when", WHEN_HELP);
        };
        if self.tokens.len() == 1
            && let Some(silence) = Silence::from_word(word)
        {
            self.at += 1;
            return Ok(When::Silent(silence));
        }
        match word {
            "by" => {
                self.at += 1;
                Ok(When::By(self.moment()?))
            }
            "from" => {
                self.at += 1;
                Ok(When::From(self.moment()?))
            }
            "before" => {
                self.at += 1;
                Ok(When::Before(self.moment()?))
            }
            "within" => {
                self.at += 1;
                let duration = self.duration()?;
                let of = if self.eat("of") {
                    Some(self.moment()?)
                } else {
                    None
                };
                Ok(When::Within(duration, of))
            }
            "same" if self.peek_at(1) == Some("day") => {
                self.at += 2;
                Ok(When::SameDay)
            }
            "while" => {
                self.at += 1;
                Ok(When::While(self.condition()?))
            }
            _ => {
                let first = self.moment()?;
                if self.eat("to") {
                    Ok(When::Window(first, self.moment()?))
                } else {
                    Ok(When::On(first))
                }
            }
        }
    }
}

/// Whether a moment is an hour, or is counted from one.
fn has_hour(moment: &Moment) -> bool {
    match moment {
        Moment::Hour(..) => true,
        Moment::After(_, inner) | Moment::Before(_, inner) => has_hour(inner),
        _ => false,
    }
}

/// A duration: `5 days`, `1 to 3 days`, `at most 5 days`.
pub fn duration(text: &str) -> Result<Duration> {
    let mut phrase = Phrase::new(text, Code::BadDuration);
    let duration = phrase.duration()?;
    phrase.finish(duration, DURATION_HELP)
}

/// A length of time that somebody told of: an amount and a unit, `at least 2 weeks`, `2.5 years`.
pub fn length(text: &str) -> Result<(Amount, Unit)> {
    let mut phrase = Phrase::new(text, Code::BadDuration);
    let amount = phrase.amount()?;
    let unit = phrase.unit()?;
    phrase.finish((amount, unit), LENGTH_HELP)
}

/// A window in words.
pub fn when(text: &str) -> Result<When> {
    let mut phrase = Phrase::new(text, Code::BadWhen);
    let when = phrase.when()?;
    phrase.finish(when, WHEN_HELP)
}
