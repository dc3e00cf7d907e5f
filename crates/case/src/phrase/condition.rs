//! States of clauses, conditions, and the statements of the graph model.

use super::{MAX_NESTING, Name, Phrase, Result, is_path};
use crate::diagnostic::Code;
use crate::tree::Silence;
use crate::value::Amount;
use jiff::civil::Date;

const CONDITION_HELP: &str = "conditions are ids with an optional state (`X`, `X verified`, `X breached`), joined by `and` or `or`; `not X`, `2 of (X or Y or Z)`, `X reaches 50 %`";

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

impl<'a> Phrase<'a> {
    pub(super) fn state(&mut self) -> Option<State> {
        let word = self.peek()?;
        let state = STATES.iter().find(|(name, _)| *name == word)?.1;
        self.at += 1;
        Some(state)
    }

    pub(super) fn condition(&mut self) -> Result<Condition> {
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
