//! Who says what: the cues of a sentence, their sources and their contents.
//!
//! Rules after the patterns that the PolNeAR guidelines list (Newell, Margolin and Ruths, 2018:
//! "An attribution relations corpus for political news"): source-cue-content,
//! content-source-cue, content-cue-source, "according to", participles that inherit their
//! subject, nouns with a possessor, passives, adverbs, quotations without a cue. A rule looks at
//! small words and marks and at the tables of the lexicon, and guesses no parts of speech.
//!
//! Cues are found first, each with its source; contents then end where the next cue that is not
//! inside them begins. Each cue looks at no more than its own sentence, so the steps are bounded
//! by a constant for each word.

mod adjunct;
mod after;
mod bare;
mod before;
mod begin;
mod chain;
mod content;
mod cue;
mod end;
mod nameable;
mod noun;
mod quoted;
mod shown;
mod source;
mod turn;
mod verb;

use super::lexicon::{Act, Follows, Kind};
use super::text::{Sentence, Text};
use std::collections::HashSet;
use std::ops::Range;

/// The pattern by which a relation was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// A verb with its subject.
    Verb,
    /// "Be" with an adjective.
    Adjective,
    /// A participle whose subject is taken from elsewhere.
    Participle,
    /// A noun: "X's insistence on Y".
    Noun,
    /// "According to", "in the words of".
    AccordingTo,
    /// A passive.
    Passive,
    /// "Reportedly".
    Adverb,
    /// A labelled turn of a transcript.
    Turn,
    /// A quotation without a cue.
    Quotation,
}

/// One relation, in tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Who; none where nobody is named.
    pub source: Option<Range<usize>>,
    /// Whether the source was taken from another clause.
    pub inherited: bool,
    /// The cue; empty for a turn or a bare quotation.
    pub cue: Range<usize>,
    /// What, in one part or several.
    pub content: Vec<Range<usize>>,
    /// Words at its end that may be the reporter's own.
    pub gloss: Option<Range<usize>>,
    /// What the cue marks it as.
    pub act: Act,
    /// Whether the cue is negated.
    pub negated: bool,
    /// How it was found.
    pub pattern: Pattern,
    /// Whether the cue is nearly always an attribution.
    pub core: bool,
    /// Whether "that" or quotation marks show where the content begins.
    pub marked: bool,
    /// Whether the tables know the cue; where they do not, its place beside a quotation made it one.
    pub known: bool,
    /// The sentence in which the cue stands.
    pub sentence: usize,
}

/// How sure the rules are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Right as it stands about eight times in ten.
    Likely,
    /// To be checked.
    Check,
}

impl Tier {
    /// The word of the case language.
    pub fn word(self) -> &'static str {
        match self {
            Tier::Likely => "likely",
            Tier::Check => "check",
        }
    }
}

impl Relation {
    /// How sure the rules are of it.
    pub fn tier(&self) -> Tier {
        let named = self.source.is_some();
        let sure = match self.pattern {
            Pattern::Turn => named,
            Pattern::AccordingTo => named && self.known,
            Pattern::Verb => named && self.known && (self.core || self.marked),
            _ => false,
        };
        if sure { Tier::Likely } else { Tier::Check }
    }
}

/// A cue with its source, before its content is known.
#[derive(Clone, Debug)]
struct Cue {
    group: Range<usize>,
    head: usize,
    act: Act,
    follows: Follows,
    pattern: Pattern,
    source: Option<Range<usize>>,
    inherited: bool,
    inverted: bool,
    negated: bool,
    /// Where the group of source and cue begins.
    begin: usize,
    /// "as X said"
    aside: bool,
    /// The subject of a passive.
    subject: Option<Range<usize>>,
}

/// All relations of a text, in the order of their cues.
pub fn relations(text: &Text<'_>) -> Vec<Relation> {
    let mut reader = Reader {
        text,
        names: nameable::names(text),
        out: Vec::new(),
        turn: None,
    };
    let mut paragraph = usize::MAX;
    for (number, sentence) in text.sentences.iter().enumerate() {
        if sentence.paragraph != paragraph {
            paragraph = sentence.paragraph;
            reader.turn(number, sentence);
        }
        reader.sentence(number, sentence);
    }
    reader.chains();
    let mut out = reader.out;
    out.sort_by_key(|relation| {
        (
            relation
                .cue
                .start
                .max(relation.content[0].start.min(relation.cue.start)),
            relation.cue.start,
        )
    });
    out
}

/// The subject of the first verb between two places.
pub fn subject(text: &Text<'_>, from: usize, to: usize) -> Option<Range<usize>> {
    let reader = Reader {
        text,
        names: HashSet::new(),
        out: Vec::new(),
        turn: None,
    };
    reader.subject_of(from, to)
}

struct Reader<'a, 't> {
    text: &'a Text<'t>,
    /// Words that are names as far as their capitals tell.
    names: HashSet<&'t str>,
    out: Vec<Relation>,
    /// Who speaks in the turn of a transcript that is being read.
    turn: Option<Range<usize>>,
}

impl Reader<'_, '_> {
    fn kind(&self, at: usize) -> Kind {
        self.text
            .tokens
            .get(at)
            .map_or(Kind::default(), |token| token.kind())
    }

    fn mark(&self, at: usize, c: char) -> bool {
        self.text.tokens.get(at).is_some_and(|token| token.mark(c))
    }

    /// Whether a quotation opens at a token.
    fn opens(&self, at: usize) -> bool {
        self.text
            .quotation(at)
            .is_some_and(|quotation| quotation.open == at)
    }

    /// The quotation that closes at a token.
    fn closes(&self, at: usize) -> bool {
        self.text
            .quotation(at)
            .is_some_and(|quotation| quotation.close == at && quotation.closed)
    }

    fn sentence(&mut self, number: usize, sentence: &Sentence) {
        let (from, to) = (sentence.from, sentence.to);
        let from = match &self.turn {
            Some(label) if from == label.start => (label.end + 1).min(to),
            _ => from,
        };
        let mut cues: Vec<Cue> = Vec::new();
        for at in from..to {
            if self.text.tokens[at].word.is_none() {
                continue;
            }
            if let Some(cue) = self.cue(at, from, to, &cues)
                && cues
                    .last()
                    .is_none_or(|last| cue.head > last.head && cue.group.start >= last.group.end)
            {
                cues.push(cue);
            }
        }
        self.text.step(4 * to.saturating_sub(from));
        let first = self.out.len();
        for i in 0..cues.len() {
            // "repeated her demand for" is one relation, the noun's.
            if let Some(next) = cues.get(i + 1)
                && next.pattern == Pattern::Noun
                && next.group.start <= cues[i].group.end + 3
                && (cues[i].group.end..next.group.start)
                    .any(|at| self.kind(at).any(Kind::POSSESSIVE))
                && (cues[i].group.end..next.group.start).all(|at| {
                    !self.text.tokens[at].is_mark()
                        && !self.kind(at).any(Kind::THAT.or(Kind::PREPOSITION))
                })
                && cues[i].follows.any(Follows::THING)
            {
                continue;
            }
            if let Some(relation) = self.relation(number, i, &cues, from, to) {
                self.out.push(relation);
            }
        }
        self.quotations(number, from, to, first);
    }
}

/// A verb with the places round it.
#[derive(Clone, Copy)]
struct Look {
    head: usize,
    end: usize,
    after: usize,
    from: usize,
    to: usize,
}

/// The auxiliaries before a verb.
#[derive(Clone, Debug, Default)]
struct Group {
    start: usize,
    /// The first token that belongs to the group or to its adverbs.
    left: usize,
    auxiliary: bool,
    be: bool,
    have: bool,
    modal: bool,
    negated: bool,
    infinitive: bool,
}

impl Text<'_> {
    /// Whether a token, if there is one, is a word for a time.
    fn is_time_at(&self, at: usize) -> bool {
        at < self.tokens.len() && self.is_time(at)
    }
}
