//! Quotations over several paragraphs: each opens anew, and the last alone is closed.

use super::super::text::Quotation;
use super::bare::{PARTS, bare_relation};
use super::{Reader, Relation};

impl Reader<'_, '_> {
    /// Whether a quotation is one with the next or the last, over the end of a paragraph.
    pub(super) fn chained(&self, quotation: &Quotation) -> bool {
        let last = quotation.open.checked_sub(1);
        let last = last.and_then(|last| self.text.quotation(last));
        self.next_in_chain(quotation).is_some()
            || last.is_some_and(|last| self.next_in_chain(last).is_some())
    }

    /// The quotation that opens the next paragraph, where this one is not closed in its own.
    fn next_in_chain(&self, quotation: &Quotation) -> Option<Quotation> {
        let text = self.text;
        let next = text
            .quotation(quotation.close + 1)
            .filter(|next| !quotation.closed && next.open == quotation.close + 1)?;
        let begins = text
            .paragraphs
            .binary_search_by_key(&next.open, |paragraph| paragraph.start);
        begins.is_ok().then_some(*next)
    }

    /// Makes one relation of each quotation that goes over several paragraphs.
    pub(super) fn chains(&mut self) {
        let mut bare = Vec::new();
        let mut i = 0;
        while i < self.text.quotations.len() {
            let mut chain = vec![self.text.quotations[i]];
            while let Some(next) = self.next_in_chain(&chain[chain.len() - 1]) {
                chain.push(next);
            }
            i += chain.len();
            if chain.len() > 1 {
                bare.extend(self.chain(&chain));
            }
        }
        self.out.extend(bare);
    }

    /// Gives the parts that no relation has to the relation of the part before, or of the first
    /// part that has one; a new relation where none has any.
    fn chain(&mut self, chain: &[Quotation]) -> Option<Relation> {
        let own = self.holders(chain);
        if let Some(lead) = own.iter().flatten().next().copied() {
            let mut holder = lead;
            for (own, quotation) in own.iter().zip(chain) {
                holder = own.unwrap_or(holder);
                let part = self.part(quotation);
                let content = &mut self.out[holder].content;
                if own.is_none() && content.len() < PARTS {
                    let place = content.partition_point(|other| other.start < part.start);
                    content.insert(place, part);
                }
            }
            return None;
        }
        let number = self
            .text
            .sentences
            .partition_point(|sentence| sentence.to <= chain[0].open);
        let source = self.speaker_near(number)?;
        let parts = chain.iter().take(PARTS).map(|q| self.part(q)).collect();
        Some(bare_relation(number, source, parts))
    }

    /// For each part the first relation that has some of it as its content.
    fn holders(&self, chain: &[Quotation]) -> Vec<Option<usize>> {
        let sentences = &self.text.sentences;
        let (open, close) = (chain[0].open, chain[chain.len() - 1].close);
        let mut own = vec![None; chain.len()];
        let first = self
            .out
            .partition_point(|relation| sentences[relation.sentence].to <= open);
        for (i, relation) in self.out.iter().enumerate().skip(first) {
            if sentences[relation.sentence].from > close {
                break;
            }
            self.text.step(1 + relation.content.len());
            if self.inside_quotation(relation) {
                continue;
            }
            for part in &relation.content {
                let at = chain.partition_point(|quotation| quotation.close < part.start);
                if let Some(own) = own.get_mut(at)
                    && chain[at].open < part.end
                    && own.is_none()
                {
                    *own = Some(i);
                }
            }
        }
        own
    }
}
