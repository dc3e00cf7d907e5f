//! Labelled turns of transcripts.

use super::super::lexicon::{Act, Form, Kind};
use super::super::text::Sentence;
use super::{Pattern, Reader, Relation};

impl Reader<'_, '_> {
    /// The label of a turn: "TEMBO (union chair):" at the head of a paragraph.
    pub(super) fn turn(&mut self, number: usize, sentence: &Sentence) {
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
        // "Rosa Klein (union chair):"
        let bracket = label.clone().find(|&at| self.mark(at, '('));
        let name = label.start..bracket.unwrap_or(label.end);
        let bare = name.clone().all(|at| {
            let token = &text.tokens[at];
            token.capital || token.is_mark() || token.is(Kind::PREPOSITION)
        }) && name.len() <= 4
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
            known: true,
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
                let end = (paragraph.start + 1..paragraph.end.min(paragraph.start + 6))
                    .find(|&at| self.mark(at, ':') || self.mark(at, '('));
                end.is_some_and(|end| {
                    // "Rosa Klein (union chair):"
                    let bracket = (end..paragraph.end.min(end + 8)).find(|&at| self.mark(at, ')'));
                    self.mark(end, ':') || bracket.is_some_and(|close| self.mark(close + 1, ':'))
                })
            })
            .count();
        labelled >= 2 && labelled * 2 >= self.text.paragraphs.len().min(60)
    }
}
