//! The one small grammar of amounts, durations, moments, windows, conditions and statements.
//!
//! Tokens are runs of non-blank characters and round brackets. Errors carry byte offsets into
//! the phrase, so that a diagnostic can point at the very word.

use crate::diagnostic::Code;
use crate::tree::Silence;
use crate::value::{Amount, Days, Decimal, Delivered, Duration, Unit};
use crate::zone::{Clock, Hour, Zone};
use jiff::civil::{Date, Time};
use std::fmt::Write as _;
use std::ops::Range;

/// What is wrong in a phrase, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseError {
    /// First byte in the phrase.
    pub from: usize,
    /// One past the last byte.
    pub to: usize,
    /// The code of the diagnostic.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// An id named in a phrase, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The id, possibly `duty.tranche`.
    pub id: Box<str>,
    /// First byte in the phrase.
    pub from: usize,
    /// One past the last byte.
    pub to: usize,
}

/// A state of a clause or another thing that can be waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum State {
    Started,
    Done,
    Verified,
    Held,
    Late,
    Breached,
    Cured,
    Suspended,
    Lapsed,
    Ended,
    Agreed,
    Used,
}

const STATES: &[(&str, State)] = &[
    ("started", State::Started),
    ("done", State::Done),
    ("verified", State::Verified),
    ("held", State::Held),
    ("late", State::Late),
    ("breached", State::Breached),
    ("cured", State::Cured),
    ("suspended", State::Suspended),
    ("lapsed", State::Lapsed),
    ("ended", State::Ended),
    ("agreed", State::Agreed),
    ("used", State::Used),
];

impl State {
    /// The word in the language.
    pub fn word(self) -> &'static str {
        STATES
            .iter()
            .find(|(_, state)| *state == self)
            .map_or("", |(word, _)| word)
    }
}

/// What must be so.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// A thing has reached a state; without one: it is done, ended, agreed or has happened.
    Is {
        /// What.
        name: Name,
        /// Which state.
        state: Option<State>,
        /// Whether each tranche makes an instance of its own.
        each: bool,
    },
    /// A quantity delivered under a clause has reached an amount.
    Reaches {
        /// The clause.
        name: Name,
        /// How much.
        amount: Amount,
        /// Of which quantity, where said.
        quantity: Option<Name>,
    },
    /// A day of the calendar has come.
    Day(u32),
    /// A date has come.
    Date(Date),
    /// One of the four silences.
    Silent(Silence),
    /// The opposite.
    Not(Box<Condition>),
    /// All of them.
    All(Vec<Condition>),
    /// At least one of them.
    Any(Vec<Condition>),
    /// At least so many of them.
    AtLeast(u32, Vec<Condition>),
}

impl Condition {
    /// Calls `f` with every name in the condition, left to right.
    pub fn names<'a>(&'a self, f: &mut dyn FnMut(&'a Name)) {
        match self {
            Condition::Is { name, .. } => f(name),
            Condition::Reaches { name, quantity, .. } => {
                f(name);
                if let Some(quantity) = quantity {
                    f(quantity);
                }
            }
            Condition::Not(inner) => inner.names(f),
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                for part in parts {
                    part.names(f);
                }
            }
            Condition::Day(_) | Condition::Date(_) | Condition::Silent(_) => {}
        }
    }
}

/// A condition, alone or tied to another (`C if C`, `C iff C`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What is stated.
    pub head: Condition,
    /// When it is stated, and whether only then.
    pub given: Option<(Condition, bool)>,
}

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

type Result<T> = std::result::Result<T, PhraseError>;

#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    from: usize,
}

impl Token<'_> {
    fn to(self) -> usize {
        self.from + self.text.len()
    }
}

struct Phrase<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
    end: usize,
    code: Code,
    depth: usize,
}

/// How deep conditions, and moments counted from moments, may nest.
const MAX_NESTING: usize = 32;

impl<'a> Phrase<'a> {
    fn new(text: &'a str, code: Code) -> Self {
        let mut tokens = Vec::new();
        let mut start = None;
        for (i, c) in text.char_indices() {
            let bracket = c == '(' || c == ')';
            if (c.is_whitespace() || bracket)
                && let Some(from) = start.take()
            {
                tokens.push(Token {
                    text: &text[from..i],
                    from,
                });
            }
            if bracket {
                tokens.push(Token {
                    text: &text[i..=i],
                    from: i,
                });
            } else if !c.is_whitespace() && start.is_none() {
                start = Some(i);
            }
        }
        if let Some(from) = start {
            tokens.push(Token {
                text: &text[from..],
                from,
            });
        }
        Phrase {
            tokens,
            at: 0,
            end: text.len(),
            code,
            depth: 0,
        }
    }

    fn peek(&self) -> Option<&'a str> {
        self.tokens.get(self.at).map(|token| token.text)
    }

    fn peek_at(&self, n: usize) -> Option<&'a str> {
        self.tokens.get(self.at + n).map(|token| token.text)
    }

    fn take(&mut self) -> Option<Token<'a>> {
        let token = self.tokens.get(self.at).copied();
        self.at += usize::from(token.is_some());
        token
    }

    fn eat(&mut self, word: &str) -> bool {
        let hit = self.peek() == Some(word);
        self.at += usize::from(hit);
        hit
    }

    fn error<T>(&self, message: impl Into<String>, help: impl Into<String>) -> Result<T> {
        let (from, to) = match self.tokens.get(self.at) {
            Some(token) => (token.from, token.to()),
            None => (self.tokens.last().map_or(0, |t| t.from), self.end),
        };
        Err(PhraseError {
            from,
            to,
            code: self.code,
            message: message.into(),
            help: help.into(),
        })
    }

    fn finish<T>(&self, value: T, help: &str) -> Result<T> {
        match self.peek() {
            None => Ok(value),
            Some(word) => self.error(format!("`{word}` does not belong here"), help),
        }
    }

    fn name(&mut self) -> Result<Name> {
        let token = self.tokens.get(self.at).copied();
        match token {
            Some(token) if is_path(token.text) => {
                self.at += 1;
                Ok(Name {
                    id: token.text.into(),
                    from: token.from,
                    to: token.to(),
                })
            }
            Some(token) => self.error(
                format!("`{}` is not an id", token.text),
                "ids are small letters, digits and hyphens",
            ),
            None => self.error(
                "an id is missing at the end",
                "name what is meant by its id",
            ),
        }
    }

    fn state(&mut self) -> Option<State> {
        let word = self.peek()?;
        let state = STATES.iter().find(|(name, _)| *name == word)?.1;
        self.at += 1;
        Some(state)
    }

    fn whole(&mut self, what: &str) -> Result<u32> {
        let Some(word) = self.peek() else {
            return self.error(format!("{what} is missing at the end"), AMOUNT_HELP);
        };
        match word.parse::<u32>() {
            Ok(n) => {
                self.at += 1;
                Ok(n)
            }
            Err(_) => self.error(
                format!("`{word}` is not a whole number"),
                "write digits only, without thousands marks",
            ),
        }
    }

    fn decimal(&mut self) -> Result<Decimal> {
        let Some(word) = self.peek() else {
            return self.error("a number is missing at the end", AMOUNT_HELP);
        };
        let bare = word.strip_suffix('%').unwrap_or(word);
        match Decimal::parse(bare) {
            Some(n) => {
                if bare.len() < word.len() {
                    return self.error(
                        format!("`{word}` needs a blank before the per cent sign"),
                        format!("write `{bare} %`"),
                    );
                }
                self.at += 1;
                Ok(n)
            }
            None if word.contains(',') => self.error(
                format!("`{word}` holds a comma"),
                "numbers are written without thousands marks and with a point: `57000`, `0.5`",
            ),
            None => self.error(format!("`{word}` is not a number"), AMOUNT_HELP),
        }
    }

    fn amount(&mut self) -> Result<Amount> {
        let mut amount = Amount {
            low: None,
            high: None,
            low_open: false,
            high_open: false,
            about: false,
            percent: false,
        };
        match self.peek() {
            Some("about") => {
                self.at += 1;
                let n = self.decimal()?;
                (amount.low, amount.high, amount.about) = (Some(n), Some(n), true);
            }
            Some(word @ ("at" | "over" | "under")) => {
                self.at += 1;
                let upper = match word {
                    "at" if self.eat("least") => false,
                    "at" if self.eat("most") => true,
                    "at" => {
                        return self.error(
                            "`at` is followed by `least` or `most`",
                            "write `at least 2` or `at most 5`",
                        );
                    }
                    word => word == "under",
                };
                let n = self.decimal()?;
                if upper {
                    (amount.high, amount.high_open) = (Some(n), word == "under");
                } else {
                    (amount.low, amount.low_open) = (Some(n), word == "over");
                }
            }
            _ => {
                let n = self.decimal()?;
                (amount.low, amount.high) = (Some(n), Some(n));
                if self.peek() == Some("to") && self.peek_at(1).is_some_and(looks_numeric) {
                    self.at += 1;
                    let from = self.at;
                    let high = self.decimal()?;
                    if high < n {
                        self.at = from;
                        return self.error(
                            format!("the range runs backwards, from {n} to {high}"),
                            format!("write `{high} to {n}`"),
                        );
                    }
                    amount.high = Some(high);
                }
            }
        }
        amount.percent = self.eat("%");
        Ok(amount)
    }

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

    /// An hour that may follow a date of something that happened or is fixed: with a zone it must
    /// be one moment.
    fn hour_that_comes_once(&mut self, date: Date) -> Result<Option<Hour>> {
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
    fn hour(&mut self) -> Result<Hour> {
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

    fn date(&mut self) -> Result<Date> {
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

    fn condition(&mut self) -> Result<Condition> {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            return self.error(
                "brackets nest too deep here",
                "split the condition over several clauses",
            );
        }
        let first = self.term()?;
        let mut parts = vec![first];
        let mut joint: Option<&'a str> = None;
        while let Some(word @ ("and" | "or")) = self.peek() {
            match joint {
                Some(other) if other != word => {
                    let mut error = self.error::<Condition>(
                        "`and` and `or` are mixed without brackets",
                        "put round brackets round what belongs together: `a and (b or c)`",
                    );
                    if let Err(error) = &mut error {
                        error.code = Code::MixedAndOr;
                    }
                    return error;
                }
                _ => joint = Some(word),
            }
            self.at += 1;
            parts.push(self.term()?);
        }
        self.depth -= 1;
        Ok(match joint {
            None => parts.swap_remove(0),
            Some("and") => Condition::All(parts),
            Some(_) => Condition::Any(parts),
        })
    }

    fn term(&mut self) -> Result<Condition> {
        let Some(word) = self.peek() else {
            return self.error("a condition is missing at the end", CONDITION_HELP);
        };
        match word {
            "not" => {
                self.at += 1;
                self.depth += 1;
                if self.depth > MAX_NESTING {
                    return self.error("`not` stands too often here", CONDITION_HELP);
                }
                let inner = self.term()?;
                self.depth -= 1;
                Ok(Condition::Not(Box::new(inner)))
            }
            "(" => {
                self.at += 1;
                let inner = self.condition()?;
                self.close()?;
                Ok(inner)
            }
            "each" => {
                self.at += 1;
                let name = self.name()?;
                let state = self.state();
                Ok(Condition::Is {
                    name,
                    state,
                    each: true,
                })
            }
            "day" => {
                self.at += 1;
                Ok(Condition::Day(self.whole("the day's number")?))
            }
            _ if word.starts_with(|c: char| c.is_ascii_digit()) => {
                if self.peek_at(1) == Some("of") {
                    let n = self.whole("how many")?;
                    self.at += 1;
                    if !self.eat("(") {
                        return self.error(
                            "`of` is followed by a list in round brackets",
                            "write `2 of (a or b or c)`",
                        );
                    }
                    let inner = self.condition()?;
                    self.close()?;
                    let parts = match inner {
                        Condition::Any(parts) => parts,
                        one => vec![one],
                    };
                    return Ok(Condition::AtLeast(n, parts));
                }
                Ok(Condition::Date(self.date()?))
            }
            _ => {
                let name = self.name()?;
                if self.eat("reaches") {
                    let amount = self.amount()?;
                    let quantity = match self.peek() {
                        Some(word) if is_path(word) && !matches!(word, "and" | "or") => {
                            Some(self.name()?)
                        }
                        _ => None,
                    };
                    return Ok(Condition::Reaches {
                        name,
                        amount,
                        quantity,
                    });
                }
                let state = self.state();
                Ok(Condition::Is {
                    name,
                    state,
                    each: false,
                })
            }
        }
    }

    fn close(&mut self) -> Result<()> {
        if self.eat(")") {
            Ok(())
        } else {
            self.error("a round bracket is not closed", "add `)`")
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

/// Whether a word after an hour can only be a zone.
fn names_zone(word: &str) -> bool {
    word.contains('/')
        || matches!(word, "UTC" | "Z")
        || (word.starts_with(['+', '-']) && word.contains(':'))
}

fn looks_numeric(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || c == '-')
}

const AMOUNT_HELP: &str = "amounts are written `50`, `about 50`, `at least 2`, `at most 800`, `over 57000`, `under 5`, `35 to 45` or `30 %`";
const DURATION_HELP: &str =
    "durations are written `5 days`, `2 working days`, `24 hours`, `1 to 3 days` or `6 months`";
const WHEN_HELP: &str = "write `day 7`, `by day 10`, `day 28 to day 30`, `from day 1`, `within 5 days`, `within 5 days of X`, `same day`, `while X`, a date, `none` or `unknown`";
const CONDITION_HELP: &str = "conditions are ids with an optional state (`X`, `X verified`, `X breached`), joined by `and` or `or`; `not X`, `2 of (X or Y or Z)`, `X reaches 50 %`";

/// Whether a word is an id of the case language: small letters, digits, hyphens.
pub fn is_id(word: &str) -> bool {
    let bytes = word.as_bytes();
    !bytes.is_empty()
        && bytes
            .iter()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
        && bytes[0] != b'-'
        && bytes[bytes.len() - 1] != b'-'
}

fn is_path(word: &str) -> bool {
    word.split('.').all(is_id) && word.split('.').count() <= 2
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

/// An amount: `50`, `about 50`, `at least 2`, `35 to 45`, `30 %`.
pub fn amount(text: &str) -> Result<Amount> {
    let mut phrase = Phrase::new(text, Code::BadAmount);
    let amount = phrase.amount()?;
    phrase.finish(amount, AMOUNT_HELP)
}

/// An amount that changes hands: an amount, `40 per day`, `2 per sailors`, `all`, a silence.
pub fn delivered(text: &str) -> Result<Delivered> {
    let mut phrase = Phrase::new(text, Code::BadAmount);
    if phrase.tokens.len() == 1 {
        if text == "all" {
            return Ok(Delivered::All);
        }
        if let Some(silence) = Silence::from_word(text) {
            return Ok(Delivered::Silent(silence));
        }
    }
    let amount = phrase.amount()?;
    if !phrase.eat("per") {
        return phrase.finish(Delivered::Amount(amount), AMOUNT_HELP);
    }
    let help = "write `40 per day`, `2 per sailors` or `110 per 9 sick-men`";
    let count = if phrase.peek().is_some_and(looks_numeric) {
        phrase.decimal()?
    } else {
        Decimal::ONE
    };
    if let Some(unit) = phrase.peek().and_then(Unit::from_word) {
        phrase.at += 1;
        return phrase.finish(Delivered::PerTime(amount, unit), help);
    }
    let name = phrase.name()?;
    if count.0 <= 0 {
        return phrase.error("a ratio counts against a number above nought", help);
    }
    phrase.finish(Delivered::PerQuantity(amount, count, name.id), help)
}

/// A duration: `5 days`, `1 to 3 days`, `at most 5 days`.
pub fn duration(text: &str) -> Result<Duration> {
    let mut phrase = Phrase::new(text, Code::BadDuration);
    let duration = phrase.duration()?;
    phrase.finish(duration, DURATION_HELP)
}

/// A window in words.
pub fn when(text: &str) -> Result<When> {
    let mut phrase = Phrase::new(text, Code::BadWhen);
    let when = phrase.when()?;
    phrase.finish(when, WHEN_HELP)
}

/// A condition in words.
pub fn condition(text: &str) -> Result<Condition> {
    if let Some(silence) = Silence::from_word(text) {
        return Ok(Condition::Silent(silence));
    }
    let mut phrase = Phrase::new(text, Code::BadCondition);
    let condition = phrase.condition()?;
    phrase.finish(condition, CONDITION_HELP)
}

/// A statement of the graph model: `C`, `C if C`, `C iff C`.
pub fn statement(text: &str) -> Result<Statement> {
    let mut phrase = Phrase::new(text, Code::BadCondition);
    let head = phrase.condition()?;
    let only = match phrase.peek() {
        Some("if") => false,
        Some("iff") => true,
        _ => {
            return phrase.finish(Statement { head, given: None }, CONDITION_HELP);
        }
    };
    phrase.at += 1;
    phrase.depth = 0;
    let given = phrase.condition()?;
    phrase.finish(
        Statement {
            head,
            given: Some((given, only)),
        },
        CONDITION_HELP,
    )
}

/// A ratio of weights: `line at least 2 times aid`.
pub fn ratio(text: &str) -> Result<(Name, Amount, Name)> {
    let help = "write `line at least 2 times aid`";
    let mut phrase = Phrase::new(text, Code::BadAmount);
    let left = phrase.name()?;
    let amount = phrase.amount()?;
    if !phrase.eat("times") {
        return phrase.error("`times` is missing here", help);
    }
    let right = phrase.name()?;
    phrase.finish((left, amount, right), help)
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

/// A range of bytes: `120 to 145`.
pub fn bytes(text: &str) -> Result<Range<usize>> {
    let range = text.split_once(" to ").and_then(|(from, to)| {
        let range = from.trim().parse().ok()?..to.trim().parse().ok()?;
        (range.start <= range.end).then_some(range)
    });
    range.ok_or_else(|| PhraseError {
        from: 0,
        to: text.len(),
        code: Code::BadAmount,
        message: format!("`{}` is no range of bytes", crate::ids::short(text)),
        help: "write the first byte and the one past the last, `120 to 145`".to_owned(),
    })
}

/// A date with an optional hour: `2031-06-02 12:00`, `2031-06-02 12:00 Europe/Zurich`.
pub fn day_and_hour(text: &str) -> Result<(Date, Option<Hour>)> {
    let mut phrase = Phrase::new(text, Code::BadDate);
    let date = phrase.date()?;
    let hour = match phrase.peek() {
        Some(_) => phrase.hour_that_comes_once(date)?,
        None => None,
    };
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
