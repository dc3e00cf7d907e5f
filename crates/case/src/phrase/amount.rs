//! Amounts, what changes hands, ratios of weights and ranges of bytes.

use super::{Name, Phrase, PhraseError, Result};
use crate::diagnostic::Code;
use crate::tree::Silence;
use crate::value::{Amount, Decimal, Delivered, Unit};
use std::ops::Range;

pub(super) const AMOUNT_HELP: &str = "amounts are written `50`, `about 50`, `at least 2`, `at most 800`, `over 57000`, `under 5`, `35 to 45` or `30 %`";

impl Phrase<'_> {
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

    pub(super) fn amount(&mut self) -> Result<Amount> {
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
}

fn looks_numeric(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || c == '-')
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
