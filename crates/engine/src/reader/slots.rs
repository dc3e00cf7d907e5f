//! What a passage says of the talks: whether they go on, how far they have come, what is open.
//!
//! By the phrases of the lexicon, word for word; a word between is no match, so that a slot stays
//! empty rather than wrong.

use super::count;
use super::lexicon::{Kind, Lexicon, Number, SlotKind};
use super::names::Names;
use super::text::{Shape, Text};
use armistice_case::model::{IssueId, Progress, Standing, Talks};
use armistice_case::value::{Amount, Decimal};
use std::ops::Range;

/// The typed slots of a passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    /// Whether talks go on.
    pub talks: Option<Talks>,
    /// How far they have come.
    pub progress: Option<Progress>,
    /// How many issues are open.
    pub open_issues: Option<Amount>,
    /// How issues stand.
    pub status: Vec<(IssueId, Standing)>,
}

impl Slots {
    /// Whether none is filled.
    pub fn is_empty(&self) -> bool {
        *self == Slots::default()
    }
}

/// Fills the slots of some tokens of one sentence.
pub fn slots(
    text: &Text<'_>,
    lexicon: &'static Lexicon,
    names: &Names<'_>,
    parts: &[Range<usize>],
    sentence: Range<usize>,
) -> Slots {
    let mut slots = Slots::default();
    let mut standing = None;
    for at in parts.iter().flat_map(|part| part.clone()) {
        let Some(word) = text.tokens[at].word else {
            continue;
        };
        for index in &word.phrases {
            let phrase = &lexicon.phrases[*index as usize];
            let matched = phrase.words.iter().enumerate().all(|(i, word)| {
                at + i < sentence.end && (*word == "*" || text.says(at + i, word))
            });
            if !matched {
                continue;
            }
            match phrase.slot {
                SlotKind::Talks => {
                    // The words for the talks stand in the same clause, before or right after.
                    let from = sentence.start.max(at.saturating_sub(24));
                    let to = sentence.end.min(at + phrase.words.len() + 6);
                    let about = (from..to).any(|at| text.tokens[at].is(Kind::SUBJECT));
                    if about && slots.talks.is_none() {
                        slots.talks = Talks::from_word(phrase.value);
                    }
                }
                SlotKind::Progress => {
                    if slots.progress.is_none() {
                        slots.progress = Progress::from_word(phrase.value);
                    }
                }
                SlotKind::Status => {
                    standing = standing.or(Standing::from_word(phrase.value));
                }
                SlotKind::Listing => {}
            }
        }
        if slots.open_issues.is_none() {
            slots.open_issues = open_issues(text, at, &sentence);
        }
    }
    if let Some(standing) = standing {
        let issues = names.issues(text, parts);
        slots.status = issues.into_iter().map(|issue| (issue, standing)).collect();
        if standing == Standing::Open && slots.open_issues.is_none() {
            slots.open_issues = listed(text, lexicon, parts);
        }
    }
    slots
}

/// "one lingering issue", "three issues remain open"
fn open_issues(text: &Text<'_>, at: usize, sentence: &Range<usize>) -> Option<Amount> {
    let (Number::Exact(n), end) = count::number(text, at, sentence.end)? else {
        return None;
    };
    let token = &text.tokens[at];
    if token.shape == Shape::Word && token.word.is_none_or(|word| word.number.is_none()) {
        return None;
    }
    let noun = (end..sentence.end.min(end + 4)).find(|&at| text.tokens[at].is(Kind::ISSUES))?;
    let between = (end..noun).any(|at| text.tokens[at].is(Kind::STILL));
    let after = (noun + 1..sentence.end.min(noun + 5)).any(|at| {
        text.tokens[at].is(Kind::STILL)
            || text.says(at, "unresolved")
            || text.says(at, "remain")
            || text.says(at, "remained")
    });
    (between || after).then(|| Amount::exact(Decimal::whole(n)))
}

/// "issues, such as A and B": at least two.
fn listed(text: &Text<'_>, lexicon: &'static Lexicon, parts: &[Range<usize>]) -> Option<Amount> {
    for part in parts {
        for at in part.clone() {
            let Some(word) = text.tokens[at].word else {
                continue;
            };
            let listing = word.phrases.iter().find_map(|index| {
                let phrase = &lexicon.phrases[*index as usize];
                let matched = phrase
                    .words
                    .iter()
                    .enumerate()
                    .all(|(i, word)| at + i < part.end && text.says(at + i, word));
                (phrase.slot == SlotKind::Listing && matched).then_some(phrase.words.len())
            });
            let Some(length) = listing else { continue };
            let issues = (part.start.max(at.saturating_sub(4))..at)
                .any(|at| text.tokens[at].is(Kind::ISSUES));
            if !issues {
                continue;
            }
            let mut items = 1;
            for at in at + length..part.end {
                let token = &text.tokens[at];
                if token.is(Kind::AND) {
                    items += 1;
                } else if token.mark(',') {
                    let another = text.tokens.get(at + 1).is_some_and(|next| {
                        at + 1 < part.end && !next.is(Kind::AND) && text.is_noun(at + 1)
                    });
                    let more =
                        (at + 1..part.end.min(at + 12)).any(|at| text.tokens[at].is(Kind::AND));
                    if !another || !more || text.clause(at + 1..(at + 3).min(part.end)) {
                        break;
                    }
                    if !text
                        .tokens
                        .get(at + 1)
                        .is_some_and(|next| next.is(Kind::AND))
                    {
                        items += 1;
                    }
                } else if text.tokens[at].is(Kind::AUXILIARY) || text.finite(at) {
                    break;
                }
            }
            return Some(Amount {
                high: None,
                ..Amount::exact(Decimal::whole(items))
            });
        }
    }
    None
}
