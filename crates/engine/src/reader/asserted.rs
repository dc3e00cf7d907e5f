//! Whether what words say is said to hold. What is denied, doubted, asked, wanted or only supposed
//! fills no slot as it stands.
//!
//! By small words round a place, inside its clause: a negator before it, a word that opens a
//! question or a supposition, a verb of denial, "was false" after it. Where they could be read
//! both ways the answer is [`Asserted::Unclear`], so that a slot stays empty rather than wrong.

use super::attribution::Relation;
use super::lexicon::{Act, Force, Form, Kind};
use super::text::{Shape, Text};
use std::ops::Range;

/// Whether what some words say is said to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asserted {
    /// It is said to hold.
    Yes,
    /// It is said not to hold.
    No,
    /// It is wanted, offered or waited for.
    Awaited,
    /// It is doubted, asked or supposed, or nobody can tell.
    Unclear,
}

impl Asserted {
    /// Words inside other words: a denial of a denial is left open.
    pub fn and(self, inner: Asserted) -> Asserted {
        match (self, inner) {
            (Asserted::Yes, other) | (other, Asserted::Yes) => other,
            _ => Asserted::Unclear,
        }
    }

    /// Whether a number stands as it is said; in a demand it does, and after "when".
    pub fn counts(self) -> bool {
        matches!(self, Asserted::Yes | Asserted::Awaited)
    }
}

/// How far a look goes, in words.
const REACH: usize = 40;

/// How a relation puts its content, by its source, its cue and what stands before them.
pub fn by_cue(text: &Text<'_>, relation: &Relation) -> Asserted {
    if nobody(text, relation) || relation.negated {
        return Asserted::Unclear;
    }
    let force = |force: Force| move |at: usize| text.force(at) == Some(force);
    let sentence = text.sentences[relation.sentence].from;
    let first = relation
        .source
        .iter()
        .chain([&relation.cue])
        .map(|part| part.start)
        .filter(|start| *start >= sentence)
        .min()
        .unwrap_or(sentence);
    if (clause_start(text, first, sentence)..first).any(force(Force::Questions))
        || relation.cue.clone().any(force(Force::Questions))
    {
        return Asserted::Unclear;
    }
    match relation.act {
        Act::Denies if !dismisses_people(text, relation) => Asserted::No,
        Act::Refuses if of_a_claim(text, relation) => Asserted::No,
        Act::Refuses if to_do(text, relation) => Asserted::Unclear,
        Act::Asks => Asserted::Unclear,
        Act::Demands | Act::Offers => Asserted::Awaited,
        _ => Asserted::Yes,
    }
}

/// Whether the source is nobody: "no official said", "neither side agreed".
pub fn nobody(text: &Text<'_>, relation: &Relation) -> bool {
    relation
        .source
        .as_ref()
        .is_some_and(|source| text.names_nobody(source))
}

/// "The firm dismissed 50 workers" denies nothing.
fn dismisses_people(text: &Text<'_>, relation: &Relation) -> bool {
    relation
        .cue
        .clone()
        .any(|at| text.tokens[at].is(Kind::ROLE))
        && !relation
            .content
            .iter()
            .any(|part| text.clause(part.clone()))
}

/// "rejected reports that", "dismissed a claim that"
fn of_a_claim(text: &Text<'_>, relation: &Relation) -> bool {
    let Some(part) = relation.content.first() else {
        return false;
    };
    let that = (part.start + 1..part.end.min(part.start + 6)).find(|&at| text.says(at, "that"));
    that.is_some_and(|that| {
        let head = &text.tokens[that - 1];
        head.is(Kind::REPORTS)
            || head.word.and_then(|word| word.noun).is_some_and(|noun| {
                matches!(
                    noun.act,
                    Act::Says | Act::Claims | Act::Reveals | Act::Expects
                )
            })
    })
}

/// "refused to accept that": who will not do so does not say what follows.
fn to_do(text: &Text<'_>, relation: &Relation) -> bool {
    relation.content.first().is_some_and(|part| {
        let near = part.start..part.end.min(part.start + 6);
        text.says(part.start, "to") && near.into_iter().any(|at| text.says(at, "that"))
    })
}

/// Whether words inside a passage are said to hold, as far as the passage itself tells.
/// Nothing before `from` and nothing from `to` on is looked at.
pub fn inside(text: &Text<'_>, from: usize, at: &Range<usize>, to: usize) -> Asserted {
    text.step(2 * REACH);
    let start = clause_start(text, at.start, from);
    let mut out = Asserted::Yes;
    let mut negator = None;
    for word in start..at.start {
        match text.force(word) {
            Some(Force::Questions) => out = Asserted::Unclear,
            Some(Force::Awaits) if !idiom(text, word) => out = Asserted::Awaited,
            // "It was wrong that"
            Some(Force::Voids) if text.says(word + 1, "that") => out = out.and(Asserted::No),
            // "neither A nor B" is one negation.
            Some(Force::Negates) if text.says(word, "nor") && negator.is_some() => {}
            Some(Force::Negates) if !idiom(text, word) => {
                out = out.and(if governs(text, word + 1..at.start) {
                    Asserted::Unclear
                } else {
                    Asserted::No
                });
                negator = Some(word);
            }
            _ if text.tokens[word].is(Kind::BUT) => (out, negator) = (Asserted::Yes, None),
            _ if text.says(word, "and") => {
                let over = negator.is_some_and(|negator| {
                    text.clause(negator + 1..word)
                        && (word + 1..at.start).any(|at| text.is_noun(at) || text.finite(at))
                });
                if over {
                    (out, negator) = (Asserted::Yes, None);
                }
            }
            _ if denies(text, word) || keeps_back(text, word) => out = Asserted::Unclear,
            _ => {}
        }
    }
    out = out.and(mood(text, start, at.start));
    if void(text, at.end, to) {
        out = out.and(Asserted::No);
    }
    out
}

/// Where the clause begins in which a place stands, as far as marks tell.
pub fn clause_start(text: &Text<'_>, at: usize, from: usize) -> usize {
    let limit = from.max(at.saturating_sub(REACH));
    (limit..at)
        .rev()
        .find(|&before| ends_clause(text, before))
        .map_or(limit, |before| before + 1)
}

/// Whether a mark parts two clauses.
pub fn ends_clause(text: &Text<'_>, at: usize) -> bool {
    matches!(
        text.tokens[at].shape,
        Shape::Mark(
            ',' | ';'
                | ':'
                | '.'
                | '?'
                | '!'
                | '—'
                | '–'
                | '('
                | ')'
                | '"'
                | '“'
                | '”'
                | '„'
                | '«'
                | '»'
        )
    )
}

/// "not only", "no fewer than", "once again": these negate and suppose nothing.
fn idiom(text: &Text<'_>, at: usize) -> bool {
    [
        "only", "just", "merely", "simply", "less", "fewer", "more", "later", "sooner", "matter",
        "wonder", "again",
    ]
    .iter()
    .any(|word| text.says(at + 1, word))
}

/// Whether a verb or "that" between two places has a clause of its own.
pub fn governs(text: &Text<'_>, mut range: Range<usize>) -> bool {
    range.any(|at| {
        let token = &text.tokens[at];
        token.is(Kind::THAT.or(Kind::FINITE))
            || !token.capital
                && text.tokens[at]
                    .word
                    .is_some_and(|word| !word.verbs.is_empty())
                && text.finite(at)
    })
}

/// A verb that denies, doubts or asks, and no noun of the same letters: "the question of aid",
/// "the dispute was settled".
fn denies(text: &Text<'_>, at: usize) -> bool {
    let told = Form::PAST.or(Form::PARTICIPLE).or(Form::ING);
    let noun = !text.verb(at, told)
        && !text.tokens.get(at + 1).is_some_and(|next| {
            next.is(Kind::THAT
                .or(Kind::DETERMINER)
                .or(Kind::POSSESSIVE)
                .or(Kind::PRONOUN)
                .or(Kind::OBJECT))
                || next.capital
        });
    text.denial(at) && !noun && !text.tokens[at].is(Kind::ROLE)
}

/// "unable to confirm", "declined to say": what follows is not said.
fn keeps_back(text: &Text<'_>, at: usize) -> bool {
    if !text.tokens[at].is(Kind::WITHHOLDS) {
        return false;
    }
    let small = |at: &usize| text.tokens[*at].is(Kind::PREPOSITION) || text.is_adverb(*at);
    let end = text.tokens.len().min(at + 4);
    (at + 1..end)
        .find(|at| !small(at))
        .is_some_and(|at| text.speech_verb(at))
}

/// What the auxiliaries before a place say: "may have ended" is said with a reservation and
/// "would end" is supposed.
fn mood(text: &Text<'_>, from: usize, at: usize) -> Asserted {
    let mut have = false;
    let mut group = false;
    for before in (from..at).rev().take(6) {
        let token = &text.tokens[before];
        if token.is(Kind::MODAL) {
            let says = |words: &[&str]| words.iter().any(|word| text.says(before, word));
            let lasts = ["continue", "go"].iter().any(|word| text.says(at, word))
                && says(&["will", "would", "shall", "'ll"]);
            let past = have && says(&["may", "might", "must", "will", "'ll"]);
            return if lasts || past {
                Asserted::Yes
            } else {
                Asserted::Unclear
            };
        }
        if text.says(before, "to") {
            // "led to a deadlock" is no infinitive; "is believed to be stuck" is one that tells.
            let plain = ["continue", "resume", "go", "come", "break", "falter"]
                .iter()
                .any(|word| text.says(at, word));
            let told = before > from
                && group
                && (text.tokens[before - 1].is(Kind::HEDGE) || text.participle(before - 1));
            return if have || told || !(group || plain) {
                Asserted::Yes
            } else {
                Asserted::Unclear
            };
        }
        have |= token.is(Kind::HAVE);
        group |= token.is(Kind::AUXILIARY);
        if !token.is(Kind::AUXILIARY.or(Kind::NOT)) && !text.is_adverb(before) {
            break;
        }
    }
    Asserted::Yes
}

/// Whether something is said to come without a condition: "will be freed", "to be freed", and no "if"
/// behind it.
pub fn will(text: &Text<'_>, from: usize, at: usize, to: usize) -> bool {
    let ahead = (from.max(at.saturating_sub(6))..at).any(|before| {
        let says = |words: &[&str]| words.iter().any(|word| text.says(before, word));
        says(&["will", "would", "shall", "'ll"])
            || says(&["to"]) && text.tokens[before + 1].is(Kind::BE)
    });
    let open =
        (from..at).any(|at| matches!(text.force(at), Some(Force::Negates | Force::Questions)));
    let condition = (at + 1..to.min(at + REACH)).any(|at| text.force(at) == Some(Force::Questions));
    ahead && !open && !condition
}

/// Whether the clause goes on to say that it is not so: "the figure of 70 was false".
fn void(text: &Text<'_>, from: usize, to: usize) -> bool {
    let mut be = None;
    for at in from..to.min(from + 12) {
        let token = &text.tokens[at];
        if ends_clause(text, at) || token.is(Kind::BUT.or(Kind::THAT)) || text.says(at, "and") {
            return false;
        }
        if token.is(Kind::BE) {
            be = Some(at);
        }
        let Some(be) = be.filter(|be| at - be <= 4) else {
            continue;
        };
        let not = (be + 1..at).any(|between| text.tokens[between].is(Kind::NOT));
        let true_ = ["true", "correct", "accurate", "right"]
            .iter()
            .any(|word| text.says(at, word));
        if text.force(at) == Some(Force::Voids) && !not || true_ && not {
            return true;
        }
    }
    false
}
