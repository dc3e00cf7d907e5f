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
mod begin;
mod content;
mod cue;
mod end;
mod noun;
mod source;
mod verb;

use super::lexicon::{Act, Follows, Form, Kind};
use super::text::{Sentence, Text};
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
            Pattern::Turn | Pattern::AccordingTo => named,
            Pattern::Verb => named && (self.core || self.marked),
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
        out: Vec::new(),
        turn: None,
    };
    reader.subject_of(from, to)
}

struct Reader<'a, 't> {
    text: &'a Text<'t>,
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

    /// The label of a turn: "TEMBO (union chair):" at the head of a paragraph.
    fn turn(&mut self, number: usize, sentence: &Sentence) {
        self.turn = None;
        let text = self.text;
        let paragraph = text.paragraphs[sentence.paragraph].clone();
        let limit = paragraph.end.min(paragraph.start + 16);
        let Some(colon) = (paragraph.start + 1..limit).find(|&at| self.mark(at, ':')) else {
            return;
        };
        let label = paragraph.start..colon;
        let first = &text.tokens[label.start];
        // A label is written in capitals, at least its first word, or is a bare name.
        let capitals = text
            .letters(label.start)
            .chars()
            .all(|c| c.is_uppercase() || !c.is_alphabetic())
            && text.letters(label.start).chars().count() > 1;
        let quoted = label.clone().any(|at| text.quotation(at).is_some());
        let verb = label.clone().any(|at| {
            text.finite(at)
                || text.verb(at, Form::S.or(Form::PAST).or(Form::ING)) && !text.tokens[at].capital
        });
        let bare = label.clone().all(|at| {
            let token = &text.tokens[at];
            token.capital || token.is_mark() || token.is(Kind::PREPOSITION)
        }) && label.len() <= 4
            && paragraph.end > colon + 4;
        if quoted
            || verb
            || !first.capital
            || !(capitals || bare)
            || colon + 1 >= paragraph.end
            || self.opens(colon + 1)
        {
            return;
        }
        if label.clone().any(|at| {
            text.tokens[at].is(Kind::STAFF) || text.says(at, "q") || text.says(at, "dateline")
        }) {
            return;
        }
        if !self.transcript() || self.of_staff(label.start) {
            return;
        }
        self.turn = Some(label.clone());
        self.out.push(Relation {
            source: Some(label),
            inherited: false,
            cue: colon..colon,
            content: vec![colon + 1..paragraph.end],
            gloss: None,
            act: Act::Says,
            negated: false,
            pattern: Pattern::Turn,
            core: true,
            marked: true,
            sentence: number,
        });
    }

    /// Whether the text calls a name one of its own: "our correspondent Castor".
    fn of_staff(&self, name: usize) -> bool {
        let text = self.text;
        let name = text.letters(name);
        let limit = text.tokens.len().min(2000);
        (0..limit).any(|at| {
            text.tokens[at].is(Kind::STAFF)
                && !self.mark(at + 1, ':')
                && (at + 1..limit.min(at + 5)).any(|k| text.letters(k).eq_ignore_ascii_case(name))
        })
    }

    /// Whether several paragraphs begin with a label: then bare names are labels too.
    fn transcript(&self) -> bool {
        let labelled = self
            .text
            .paragraphs
            .iter()
            .take(60)
            .filter(|paragraph| {
                (paragraph.start + 1..paragraph.end.min(paragraph.start + 6))
                    .any(|at| self.mark(at, ':'))
            })
            .count();
        labelled >= 2 && labelled * 2 >= self.text.paragraphs.len().min(60)
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
        let mut found = 0;
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
                let inside = self
                    .text
                    .quotation(cues[i].head)
                    .is_some_and(|q| q.open < cues[i].head && cues[i].head < q.close);
                found += usize::from(!inside);
                self.out.push(relation);
            }
        }
        if found == 0 {
            self.bare_quotation(number, from, to);
        }
    }

    /// A quotation that goes on from the speaker before.
    fn bare_quotation(&mut self, number: usize, from: usize, to: usize) {
        let Some(quotation) = self
            .text
            .quotation(from)
            .copied()
            .filter(|q| q.open == from)
        else {
            return;
        };
        let rest = quotation.close + 1..to;
        let only = rest.clone().all(|at| self.text.tokens[at].is_mark());
        if !only || quotation.words < 2 {
            return;
        }
        let Some(last) = self.out.iter_mut().rev().find(|relation| {
            relation.marked && relation.source.is_some() && relation.pattern != Pattern::Turn
        }) else {
            return;
        };
        let paragraph = |sentence: usize| self.text.sentences[sentence].paragraph;
        let end = last.content.last().map_or(0, |part| part.end);
        let next_to = number > 0
            && (number - last.sentence == 1
                || end > 0 && self.text.sentences[number - 1].from < end);
        let same = next_to && paragraph(last.sentence) == self.text.sentences[number].paragraph;
        // `"A," she said. "B."` is one; a paragraph that opens anew after an unclosed one as well.
        let goes_on = self
            .text
            .quotation(end.saturating_sub(1))
            .is_some_and(|q| !q.closed);
        let content = from..(quotation.close + usize::from(quotation.closed)).max(from + 1);
        let quoted_before = last
            .content
            .iter()
            .any(|part| self.text.quotation(part.start).is_some());
        if quoted_before
            && (same && last.content.len() < 4 && end <= from || goes_on && end <= from)
        {
            last.content.push(content);
            return;
        }
        let subject = number
            .checked_sub(1)
            .map(|before| self.text.sentences[before])
            .filter(|before| before.paragraph == self.text.sentences[number].paragraph);
        let last_sentence = last.sentence;
        let source = match subject {
            Some(before) if last_sentence + 1 < number || !quoted_before => {
                let named = last.source.clone();
                self.subject_of(before.from, before.to).or(named)
            }
            _ => last.source.clone(),
        };
        if number - last_sentence <= 3 {
            self.out.push(Relation {
                source,
                inherited: true,
                cue: from..from,
                content: vec![content],
                gloss: None,
                act: Act::Says,
                negated: false,
                pattern: Pattern::Quotation,
                core: false,
                marked: true,
                sentence: number,
            });
        }
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
