//! What the outlet itself says, outside of what others say.

use super::asserted::Asserted;
use super::attribution::Tier;
use super::finding::{Doubt, Draft, Options};
use super::lexicon::{Act, Kind};
use super::reading::Builder;
use super::text::Shape;
use std::ops::Range;

impl Builder<'_, '_> {
    /// What the outlet itself says in a sentence, outside of what others say; `told` says for each
    /// word whether somebody else does.
    pub(super) fn outlet(&self, number: usize, told: &[bool], options: &Options) -> Option<Draft> {
        if self.foreign[number] {
            return None;
        }
        let text = self.text;
        let sentence = &text.sentences[number];
        let sentence = sentence.from..sentence.to;
        // Parts between marks, none of which somebody else says.
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut start = sentence.start;
        let taken = |at: usize| told[at];
        for at in sentence.start..=sentence.end {
            let ends = at == sentence.end
                || taken(at)
                || matches!(
                    text.tokens[at].shape,
                    Shape::Mark(',' | ';' | '—' | '–' | '.' | '!' | '?')
                );
            if ends {
                if at > start {
                    parts.push(start..at);
                }
                start = at + 1;
            }
        }
        // A quotation that nobody was found for is not the outlet's.
        parts.retain(|part| {
            !part.clone().any(|at| {
                text.quotation(at)
                    .is_some_and(|quotation| quotation.words > 3)
            })
        });
        let (counts, uncounted) = self.counts(&parts, &sentence, Asserted::Yes);
        let (slots, withheld) = self.slots(&parts, &sentence, Asserted::Yes);
        let words: usize = parts.iter().map(Range::len).sum();
        let alone = !told[sentence.clone()].contains(&true);
        let whole = alone && words >= 4;
        if slots.is_empty() && counts.is_empty() && !(options.all && whole) || words < 3 {
            return None;
        }
        let first = parts.first()?.start;
        let last = parts.last()?.end;
        let content = if alone {
            let end = self.trimmed_end(first..sentence.end);
            vec![first..end.max(last)]
        } else {
            // Only the parts that fill something.
            parts
                .iter()
                .filter(|part| {
                    let one = std::slice::from_ref(*part);
                    !self.slots(one, &sentence, Asserted::Yes).0.is_empty()
                        || !self.counts(one, &sentence, Asserted::Yes).0.is_empty()
                })
                .cloned()
                .collect()
        };
        let (start, end) = (content.first()?.start, content.last()?.end);
        let hedged = (start..end).any(|at| {
            text.tokens[at].is(Kind::HEDGE.or(Kind::REPORTING_ADVERB)) && !text.tokens[at].capital
        });
        Some(Draft {
            quote: text.bytes(start..end),
            source: None,
            outlet: true,
            about: None,
            cue: None,
            issues: self.names.issues(text, &content),
            content: content
                .iter()
                .map(|part| text.bytes(part.clone()))
                .collect(),
            gloss: None,
            pattern: None,
            act: Act::Says,
            negated: false,
            tier: Tier::Check,
            doubts: (withheld || uncounted)
                .then_some(Doubt::NotAsserted)
                .into_iter()
                .collect(),
            hedged,
            said: None,
            slots,
            stances: Vec::new(),
            counts,
            times: self.times(&content),
            also: Vec::new(),
            inside: None,
        })
    }
}
