//! What a passage says of the talks: whether they go on, how far they have come, what is open.
//!
//! By the phrases of the lexicon, word for word; a word between is no match, so that a slot stays
//! empty rather than wrong. What is not said to hold fills nothing; only "settled" has an opposite
//! for certain, which is "open".

use super::asserted::{Asserted, ends_clause, governs, inside};
use super::lexicon::{Kind, SlotKind, SlotPhrase};
use super::names::Names;
use super::number;
use super::text::Text;
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

/// A passage of one sentence in which slots are looked for.
#[derive(Clone, Copy)]
pub struct Passage<'a, 't> {
    /// The text.
    pub text: &'a Text<'t>,
    /// What the case calls its issues.
    pub names: &'a Names<'a>,
    /// The tokens of the passage.
    pub parts: &'a [Range<usize>],
    /// How what stands before it puts it.
    pub put: Asserted,
}

/// The slots of a passage, and whether one was left empty or turned round because what the words
/// say is not said to hold.
pub fn slots(passage: Passage<'_, '_>, sentence: Range<usize>) -> (Slots, bool) {
    let mut filler = Filler {
        passage,
        sentence,
        slots: Slots::default(),
        withheld: false,
        standings: Vec::new(),
        covered: [0; 5],
    };
    for at in passage.parts.iter().flat_map(|part| part.clone()) {
        filler.phrases(at);
        filler.open_issues(at);
    }
    filler.status();
    (filler.slots, filler.withheld)
}

struct Filler<'a, 't> {
    passage: Passage<'a, 't>,
    sentence: Range<usize>,
    slots: Slots,
    withheld: bool,
    /// Where a standing is told, and which; none where it is not said to hold.
    standings: Vec<(usize, Option<Standing>)>,
    /// For each kind of slot where its last phrase ends.
    covered: [usize; 5],
}

impl Filler<'_, '_> {
    fn phrases(&mut self, at: usize) {
        let text = self.passage.text;
        let Some(word) = text.tokens[at].word else {
            return;
        };
        for index in &word.phrases {
            let phrase = &text.lexicon.phrases[*index as usize];
            let slot = phrase.slot as usize;
            if self.covered[slot] <= at && stands(text, phrase, at, self.sentence.end) {
                self.covered[slot] = at + phrase.words.len();
                self.fill(phrase, at);
            }
        }
    }

    fn fill(&mut self, phrase: &SlotPhrase, at: usize) {
        let end = at + phrase.words.len();
        let asserted = self.asserted(at..end);
        let yes = asserted == Asserted::Yes;
        match phrase.slot {
            SlotKind::Talks if self.slots.talks.is_none() && self.of_talks(at, end) => {
                self.slots.talks = Talks::from_word(phrase.value).filter(|_| yes);
                self.withheld |= !yes;
            }
            SlotKind::Progress if self.slots.progress.is_none() => {
                self.slots.progress = Progress::from_word(phrase.value).filter(|_| yes);
                self.withheld |= !yes;
            }
            SlotKind::Status => {
                let told = Standing::from_word(phrase.value);
                let standing = match (asserted, told) {
                    (Asserted::Yes, told) => told,
                    (Asserted::No, Some(Standing::Settled)) => Some(Standing::Open),
                    _ => None,
                };
                self.withheld |= !yes;
                self.standings.push((at, standing));
            }
            SlotKind::Talks | SlotKind::Progress | SlotKind::Listing | SlotKind::Left => {}
        }
    }

    /// Whether the words for the talks stand in the same clause, before or right after.
    fn of_talks(&self, at: usize, end: usize) -> bool {
        let from = self.sentence.start.max(at.saturating_sub(24));
        let to = self.sentence.end.min(end + 6);
        (from..to).any(|at| self.passage.text.tokens[at].is(Kind::SUBJECT))
    }

    fn asserted(&self, at: Range<usize>) -> Asserted {
        let Passage {
            text, parts, put, ..
        } = self.passage;
        let from = parts
            .first()
            .map_or(at.start, |part| part.start.min(at.start));
        let own = inside(text, from, &at, self.sentence.end.max(at.end));
        match put.and(own) {
            // Who denies having said that it holds does not say that it does not.
            Asserted::No if put == Asserted::No && governs(text, from..at.start) => {
                Asserted::Unclear
            }
            asserted => asserted,
        }
    }

    /// "one lingering issue", "at least three issues remain open"
    fn open_issues(&mut self, at: usize) {
        if self.slots.open_issues.is_some() {
            return;
        }
        let Some((amount, words)) = open_issues(self.passage.text, at, &self.sentence) else {
            return;
        };
        if self.asserted(words) == Asserted::Yes {
            self.slots.open_issues = Some(amount);
        } else {
            self.withheld = true;
        }
    }

    /// How the issues stand that the passage names: all of them where it tells one standing, those
    /// of the same clause where it tells several.
    fn status(&mut self) {
        let Passage {
            text, names, parts, ..
        } = self.passage;
        let Some((_, first)) = self.standings.first().copied() else {
            return;
        };
        if self.standings.iter().all(|(_, other)| *other == first) {
            let Some(standing) = first else { return };
            let issues = names.issues(text, parts);
            self.slots.status = issues.into_iter().map(|issue| (issue, standing)).collect();
            if standing == Standing::Open && self.slots.open_issues.is_none() {
                self.slots.open_issues = listed(text, parts);
            }
            return;
        }
        for (at, standing) in &self.standings {
            let Some(standing) = standing else { continue };
            let clause = self.clause(*at);
            for issue in names.issues(text, &[clause]) {
                if !self.slots.status.iter().any(|(other, _)| *other == issue) {
                    self.slots.status.push((issue, *standing));
                }
            }
        }
    }

    /// The clause of a place: between marks, "but" and its like, and an "and" with a verb on
    /// both sides.
    fn clause(&self, at: usize) -> Range<usize> {
        let text = self.passage.text;
        let parts = self.passage.parts;
        let part = parts.iter().find(|part| part.contains(&at)).cloned();
        let part = part.unwrap_or(at..at + 1);
        let parted = |mark: usize| {
            ends_clause(text, mark)
                || text.tokens[mark].is(Kind::BUT)
                || text.says(mark, "and")
                    && text.clause(part.start..mark)
                    && text.clause(mark + 1..part.end)
        };
        let start = (part.start..at).rev().find(|&mark| parted(mark));
        let end = (at + 1..part.end).find(|&mark| parted(mark));
        start.map_or(part.start, |mark| mark + 1)..end.unwrap_or(part.end)
    }
}

/// A number of issues that are open, with its words.
fn open_issues(
    text: &Text<'_>,
    at: usize,
    sentence: &Range<usize>,
) -> Option<(Amount, Range<usize>)> {
    let (words, amount) = number::amount(text, at, sentence.start, sentence.end)?;
    amount.low?;
    let end = words.end;
    let noun = (end..sentence.end.min(end + 4)).find(|&at| text.tokens[at].is(Kind::ISSUES))?;
    let between = (end..noun).any(|at| text.tokens[at].is(Kind::STILL));
    // What the issues are called stands between them and the verb.
    let listed = listing(text, noun + 1, sentence.end).is_some();
    let reach = if listed { 16 } else { 4 };
    let after = (noun + 1..sentence.end.min(noun + 1 + reach)).any(|at| {
        text.tokens[at].is(Kind::STILL)
            || ["unresolved", "remain", "remained", "remains"]
                .iter()
                .any(|word| text.says(at, word))
    });
    let before = left_before(text, words.start, sentence.start);
    (between || after || before).then_some((amount, words.start..noun + 1))
}

/// Whether words stand before a place that make what is counted behind it what is left: "down to".
fn left_before(text: &Text<'_>, at: usize, from: usize) -> bool {
    // "down to only one issue"
    let only = at > from && text.is_adverb(at - 1);
    let at = at - usize::from(only);
    let mut phrases = text.lexicon.phrases.iter();
    phrases.any(|phrase| {
        phrase.slot == SlotKind::Left
            && at >= from + phrase.words.len()
            && stands(text, phrase, at - phrase.words.len(), at)
    })
}

/// How many words of "such as" begin at a place.
fn listing(text: &Text<'_>, at: usize, to: usize) -> Option<usize> {
    let word = text.tokens.get(at).filter(|_| at < to)?.word?;
    word.phrases.iter().find_map(|index| {
        let phrase = &text.lexicon.phrases[*index as usize];
        (phrase.slot == SlotKind::Listing && stands(text, phrase, at, to))
            .then_some(phrase.words.len())
    })
}

/// Whether the words of a phrase stand at a place.
fn stands(text: &Text<'_>, phrase: &SlotPhrase, at: usize, to: usize) -> bool {
    let mut words = phrase.words.iter().enumerate();
    words.all(|(i, word)| at + i < to && (*word == "*" || text.says(at + i, word)))
}

/// "issues, such as A and B": at least two.
fn listed(text: &Text<'_>, parts: &[Range<usize>]) -> Option<Amount> {
    for part in parts {
        for at in part.clone() {
            let Some(length) = listing(text, at, part.end) else {
                continue;
            };
            let issues = (part.start.max(at.saturating_sub(4))..at)
                .any(|at| text.tokens[at].is(Kind::ISSUES));
            if issues {
                let items = items(text, at + length..part.end);
                return Some(Amount {
                    high: None,
                    ..Amount::exact(Decimal::whole(items))
                });
            }
        }
    }
    None
}

/// How many things a list names.
fn items(text: &Text<'_>, list: Range<usize>) -> i64 {
    let mut items = 1;
    for at in list.clone() {
        let token = &text.tokens[at];
        let next = text.tokens.get(at + 1).filter(|_| at + 1 < list.end);
        if token.is(Kind::AND) {
            items += 1;
        } else if token.mark(',') {
            let and = next.is_some_and(|next| next.is(Kind::AND));
            let another = next.is_some() && !and && text.is_noun(at + 1);
            let more = (at + 1..list.end.min(at + 12)).any(|at| text.tokens[at].is(Kind::AND));
            if !another || !more || text.clause(at + 1..(at + 3).min(list.end)) {
                break;
            }
            items += 1;
        } else if token.is(Kind::AUXILIARY) || text.finite(at) {
            break;
        }
    }
    items
}
