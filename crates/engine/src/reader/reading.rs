//! Articles as drafts and reading cards: what the other files of this folder find, put together.

use super::asserted::{self, Asserted};
use super::attribution::{self, Pattern, Relation, Tier};
use super::card::{Found, card};
use super::finding::{Article, Card, Doubt, Draft, Options, Reading, Readings, Stance, Time};
use super::language::{is_foreign, language};
use super::lexicon::{Act, Kind};
use super::names::Names;
use super::slots::Slots;
use super::speaker::SpeakerKind;
use super::text::{LONGEST_SENTENCE, Shape, Text};
use super::{repeats, time};
use armistice_case::model::{ActorId, Case, IssueId, StanceKind};
use armistice_case::value::Days;
use jiff::civil::Date;
use std::collections::HashMap;
use std::ops::Range;

/// The fewest words of a sentence that can be a repeat.
const REPEAT_WORDS: usize = 4;

/// Reads articles, each after those before it.
pub fn read(case: &Case, articles: &[Article<'_>], options: &Options) -> Readings {
    let names = Names::of(case);
    let mut steps = 0;
    let mut seen: HashMap<u64, (usize, usize)> = HashMap::new();
    let mut readings: Vec<Reading> = Vec::with_capacity(articles.len());
    // For each article which draft comes from which of its sentences.
    let mut sentences: Vec<Vec<usize>> = Vec::with_capacity(articles.len());
    for (number, article) in articles.iter().enumerate() {
        let Some(lexicon) = language(article.text) else {
            readings.push(Reading {
                language: None,
                drafts: Vec::new(),
                card: Card {
                    dated: article.published.is_some(),
                    ..Card::default()
                },
            });
            sentences.push(Vec::new());
            continue;
        };
        let text = Text::of(article.text, lexicon);
        let mut first: Vec<Option<(usize, usize)>> = Vec::with_capacity(text.sentences.len());
        for (i, sentence) in text.sentences.iter().enumerate() {
            let print = repeats::fingerprint(&text, sentence.from..sentence.to, REPEAT_WORDS);
            first.push(print.and_then(|print| match seen.get(&print) {
                Some(place) => Some(*place),
                None => {
                    seen.insert(print, (number, i));
                    None
                }
            }));
        }
        let foreign: Vec<bool> = text
            .sentences
            .iter()
            .map(|sentence| {
                let words = text.words(sentence.from..sentence.to);
                text.step(words.len());
                is_foreign(words)
            })
            .collect();
        let mut relations = attribution::relations(&text);
        relations.retain(|relation| !foreign[relation.sentence]);
        let mut builder = Builder {
            text: &text,
            names: &names,
            foreign: &foreign,
            published: article.published,
            out: Vec::new(),
            of: Vec::new(),
            put: Vec::new(),
            spanning: None,
            left_out: 0,
        };
        builder.all(&relations, &first, options);
        let mut again: Vec<ActorId> = Vec::new();
        let (mut drafts, of, left_out) = (builder.out, builder.of, builder.left_out);
        // Where the same sentence stands again.
        for (i, place) in first.iter().enumerate() {
            let Some((article, sentence)) = place else {
                continue;
            };
            let range = &text.sentences[i];
            let bytes = text.bytes(range.from..range.to);
            let earlier = if *article == number {
                &of
            } else {
                &sentences[*article]
            };
            let from = earlier.partition_point(|other| other < sentence);
            for (at, other) in earlier.iter().enumerate().skip(from) {
                if other != sentence {
                    break;
                }
                let draft = if *article == number {
                    &mut drafts[at]
                } else {
                    &mut readings[*article].drafts[at]
                };
                let speaker = draft.source.as_ref().filter(|_| !draft.outlet);
                again.extend(speaker.and_then(|source| source.actor));
                if draft.also.len() < ALSO {
                    draft.also.push((number, bytes.clone()));
                }
            }
        }
        let found = Found {
            text: &text,
            names: &names,
            relations: &relations,
            drafts: &drafts,
            first: &first,
            foreign: &foreign,
            again,
        };
        let card = card(&found, article, left_out);
        steps += text.steps();
        sentences.push(of);
        readings.push(Reading {
            language: Some(lexicon.language),
            drafts,
            card,
        });
    }
    let texts: Vec<&str> = articles.iter().map(|article| article.text).collect();
    let (alike, more) = if texts.len() > 1 {
        repeats::alike(&texts, 300)
    } else {
        (Vec::new(), 0)
    };
    Readings {
        articles: readings,
        alike,
        steps: steps + more,
    }
}

/// How many further places of one passage are kept.
const ALSO: usize = 20;

/// The drafts of one article in the making.
pub(super) struct Builder<'a, 't> {
    pub(super) text: &'a Text<'t>,
    pub(super) names: &'a Names<'a>,
    /// For each sentence whether it is in a language that cannot be read.
    pub(super) foreign: &'a [bool],
    published: Option<Date>,
    out: Vec<Draft>,
    /// The sentence of each draft.
    of: Vec<usize>,
    /// How the cue of each draft puts its content.
    put: Vec<Asserted>,
    /// The last draft whose content goes over the end of its sentence.
    spanning: Option<usize>,
    left_out: usize,
}

impl Builder<'_, '_> {
    fn all(&mut self, relations: &[Relation], first: &[Option<(usize, usize)>], options: &Options) {
        let mut next = 0;
        let mut order: Vec<&Relation> = relations.iter().collect();
        order.sort_by_key(|relation| relation.sentence);
        let told = self.told(relations);
        let relayed = self.relayed(&order);
        for (number, place) in first.iter().enumerate() {
            let from = next;
            while next < order.len() && order[next].sentence == number {
                next += 1;
            }
            let start = self.out.len();
            for (at, relation) in order.iter().enumerate().take(next).skip(from) {
                // A turn is no repeat where only its greeting is.
                if place.is_some() && self.sentences(relation).all(|at| first[at].is_some()) {
                    continue;
                }
                let own = self.own(at, relation, &relayed, &order);
                let (draft, put, others) = self.draft(relation, &own, &order[..next]);
                let unclear =
                    self.far_from_speaker(relation) || draft.doubts.contains(&Doubt::NoAntecedent);
                if unclear && !options.all {
                    self.left_out += 1;
                    continue;
                }
                let joint: Vec<Draft> = others
                    .into_iter()
                    .map(|actor| self.joint(&draft, actor))
                    .collect();
                for draft in std::iter::once(draft).chain(joint) {
                    self.push(draft, number, put);
                }
            }
            self.nest(start);
            if place.is_none()
                && let Some(draft) = self.outlet(number, &told, options)
            {
                self.push(draft, number, Asserted::Yes);
            }
            self.text.step((next - from) * LONGEST_SENTENCE);
        }
    }

    fn push(&mut self, draft: Draft, sentence: usize, put: Asserted) {
        let end = self.text.sentences[sentence].to - 1;
        let end = self.text.tokens[end].end as usize;
        if draft.content.last().is_some_and(|part| part.end > end) {
            self.spanning = Some(self.out.len());
        }
        self.out.push(draft);
        self.of.push(sentence);
        self.put.push(put);
    }

    /// What several say together, as the word of another of them.
    fn joint(&self, draft: &Draft, actor: ActorId) -> Draft {
        let mut joint = draft.clone();
        joint.about = draft.about.map(|_| self.names.case.principal(actor));
        if let Some(source) = &mut joint.source {
            source.actor = Some(actor);
        }
        joint
    }

    /// Whether a bare quotation has its speaker from another paragraph.
    fn far_from_speaker(&self, relation: &Relation) -> bool {
        let paragraph = |at: usize| self.text.paragraphs.partition_point(|p| p.end <= at);
        relation.pattern == Pattern::Quotation
            && relation.source.as_ref().is_none_or(|source| {
                paragraph(source.start) != paragraph(relation.content[0].start)
            })
    }

    /// Notes which drafts of one sentence stand inside another's content, or inside a turn or a
    /// quotation that began before it.
    fn nest(&mut self, start: usize) {
        let end = self.out.len().min(start + 24);
        let spanning = self.spanning.filter(|outer| *outer < start);
        for i in start..end {
            let quote = self.out[i].cue.clone();
            let Some(cue) = quote else { continue };
            let near = (start..end).filter(|&j| j != i).chain(spanning);
            let outer = near.into_iter().find(|&j| {
                self.out[j]
                    .content
                    .iter()
                    .any(|part| part.start <= cue.start && cue.end <= part.end)
            });
            if let Some(outer) = outer {
                self.out[i].inside = Some(outer);
                self.out[i].tier = Tier::Check;
                self.out[i].doubts.push(Doubt::Nested);
                // Who denies that somebody said it does not say that it holds.
                if !self.put[outer].counts() {
                    withhold(&mut self.out[i]);
                }
            }
        }
    }

    /// A relation as a draft, how its cue puts the content, and who else says it. `own` is the
    /// content without what others are told to have said.
    fn draft(
        &self,
        relation: &Relation,
        own: &[Range<usize>],
        before: &[&Relation],
    ) -> (Draft, Asserted, Vec<ActorId>) {
        let text = self.text;
        let sentence = &text.sentences[relation.sentence];
        let sentence = sentence.from..sentence.to;
        let mut content = relation.content.clone();
        if let (Some(gloss), Some(last)) = (&relation.gloss, content.last_mut()) {
            last.end = last.end.max(self.trimmed_end(gloss.clone()));
        }
        let mut tier = relation.tier();
        let mut doubts = Vec::new();
        let nobody = asserted::nobody(text, relation);
        let mut others = Vec::new();
        let mut source = relation.source.clone().map(|phrase| {
            let (source, more) = self.source(phrase, relation, before, &mut doubts);
            others = more;
            source
        });
        if let Some(source) = source.as_mut().filter(|_| nobody) {
            // "Neither side agreed" is nobody's word.
            (source.kind, source.actor, source.speaks_for) = (SpeakerKind::Group, None, None);
            others.clear();
        }
        match relation.pattern {
            Pattern::Quotation if relation.inherited => doubts.push(Doubt::NoCue),
            Pattern::Quotation => doubts.push(Doubt::NameAlone),
            _ if !relation.known => doubts.push(Doubt::NoSpeechVerb),
            _ if source.is_none() => doubts.push(Doubt::NobodyNamed),
            _ if relation.inherited => doubts.push(Doubt::Inherited),
            _ => {}
        }
        if relation.gloss.is_some() {
            doubts.push(Doubt::Gloss);
        }
        if tier == Tier::Check && doubts.is_empty() && relation.pattern == Pattern::Verb {
            doubts.push(Doubt::WeakCue);
        }
        if doubts.contains(&Doubt::NoAntecedent) {
            tier = Tier::Check;
        }
        // A position that a noun, an adjective or a verb of wanting tells is the teller's account.
        let position = matches!(relation.pattern, Pattern::Noun | Pattern::Adjective)
            || matches!(relation.act, Act::Expects | Act::Knows)
                && relation.pattern == Pattern::Verb
                && !relation.core;
        let outlet = position || source.is_none() || nobody;
        let about = source
            .as_ref()
            .filter(|_| position)
            .and_then(|source| source.actor)
            .map(|actor| self.names.case.principal(actor));
        if position && source.is_some() {
            doubts.push(Doubt::Position);
        }
        let hedged = source.is_none()
            || relation.act == Act::Expects && relation.pattern != Pattern::Verb
            || content
                .iter()
                .flat_map(|part| part.clone())
                .any(|at| text.tokens[at].is(Kind::HEDGE) && !text.tokens[at].capital)
            || source
                .as_ref()
                .is_some_and(|source| source.kind == SpeakerKind::Reports);
        let put = asserted::by_cue(text, relation);
        let passages = self.passages(own, &sentence);
        let (slots, withheld) = self.filled(&passages, put);
        let issues = self.names.issues(text, &content);
        let (stances, turned) = self.stances(relation, &issues, &content);
        let (counts, uncounted) = self.counted(&passages, put);
        if withheld || uncounted || turned || nobody {
            doubts.push(Doubt::NotAsserted);
            tier = Tier::Check;
        }
        let times = self.times(&content);
        let said = self.said(relation, &sentence, before);
        let bytes = |range: &Range<usize>| text.bytes(range.clone());
        let mut whole = content.clone();
        whole.extend(relation.source.clone());
        if !relation.cue.is_empty() {
            whole.push(relation.cue.clone());
        }
        // A speaker far away is named where he is, not quoted with everything between.
        let cue_sentence = sentence.start;
        whole.retain(|part| part.start >= cue_sentence || content.contains(part));
        let start = whole.iter().map(|part| part.start).min().unwrap_or(0);
        let end = whole.iter().map(|part| part.end).max().unwrap_or(0);
        let draft = Draft {
            quote: text.bytes(start..end),
            source,
            outlet,
            about,
            cue: (!relation.cue.is_empty()).then(|| bytes(&relation.cue)),
            content: content.iter().map(bytes).collect(),
            gloss: relation
                .gloss
                .as_ref()
                .map(|gloss| text.bytes(gloss.start..self.trimmed_end(gloss.clone()))),
            pattern: Some(relation.pattern),
            act: relation.act,
            negated: relation.negated,
            tier,
            doubts,
            hedged,
            said,
            slots,
            issues,
            stances,
            counts,
            times,
            also: Vec::new(),
            inside: None,
        };
        (draft, put, others)
    }

    pub(super) fn trimmed_end(&self, range: Range<usize>) -> usize {
        let mut end = range.end;
        while end > range.start
            && matches!(
                self.text.tokens[end - 1].shape,
                Shape::Mark('.' | ',' | ';')
            )
        {
            end -= 1;
        }
        end
    }

    fn stances(
        &self,
        relation: &Relation,
        issues: &[IssueId],
        content: &[Range<usize>],
    ) -> (Vec<Stance>, bool) {
        let modal = (relation.cue.clone()).any(|at| self.text.tokens[at].is(Kind::MODAL));
        let kind = match (relation.act, relation.negated) {
            (Act::Demands, false) => StanceKind::Demands,
            (Act::Refuses, false) => StanceKind::Refuses,
            // "Has not accepted" is no refusal yet, "will not accept" is one.
            (Act::Accepts, true) if modal => StanceKind::Refuses,
            (Act::Accepts, false) => StanceKind::Accepts,
            (Act::Offers, false) => StanceKind::Offers,
            (act, negated) => {
                let stance = matches!(
                    act,
                    Act::Demands | Act::Refuses | Act::Accepts | Act::Offers
                );
                return (Vec::new(), stance && negated && !issues.is_empty());
            }
        };
        if asserted::nobody(self.text, relation) {
            return (Vec::new(), true);
        }
        let stances = issues
            .iter()
            .map(|issue| (kind, *issue, self.names.option(*issue, self.text, content)))
            .collect();
        (stances, false)
    }

    pub(super) fn times(&self, parts: &[Range<usize>]) -> Vec<Time> {
        parts
            .iter()
            .flat_map(|part| time::times(self.text, part.clone(), self.published))
            .map(|time| Time {
                at: self.text.bytes(time.at),
                days: time.days,
                lasts: time.lasts,
            })
            .collect()
    }

    /// The day that stands beside the cue, outside of this content and of what others in the sentence
    /// say; nothing is said after the day of publication.
    fn said(
        &self,
        relation: &Relation,
        sentence: &Range<usize>,
        before: &[&Relation],
    ) -> Option<Days> {
        if relation.cue.is_empty() {
            return None;
        }
        let inside =
            |other: &Relation, at: usize| other.content.iter().any(|part| part.contains(&at));
        // What another one's content holds, where the cue does not stand in it, is his; and the other
        // way round.
        let told = |at: usize| {
            let mut others = before
                .iter()
                .rev()
                .take_while(|other| other.sentence == relation.sentence);
            others.any(|other| inside(other, at) != inside(other, relation.cue.start))
        };
        let outside = |at: usize| !inside(relation, at) && !told(at);
        let cue = relation.cue.end;
        let end = (cue..sentence.end.min(cue + 12))
            .find(|&at| !outside(at))
            .unwrap_or(sentence.end.min(cue + 12));
        let start = (sentence.start.max(cue.saturating_sub(24))..cue)
            .rev()
            .find(|&at| !outside(at))
            .map_or(sentence.start.max(cue.saturating_sub(24)), |at| at + 1);
        time::times(self.text, start..end.max(start), self.published)
            .into_iter()
            .find_map(|time| time.days)
            .filter(|days| self.published.is_none_or(|day| days.first <= day))
    }
}

/// Takes away what the words would say if they were said to hold.
fn withhold(draft: &mut Draft) {
    let typed = draft.counts.iter().any(|count| count.role.is_some());
    if draft.slots.is_empty() && draft.stances.is_empty() && !typed {
        return;
    }
    draft.slots = Slots::default();
    draft.stances.clear();
    for count in &mut draft.counts {
        (count.role, count.quantity) = (None, None);
    }
    if !draft.doubts.contains(&Doubt::NotAsserted) {
        draft.doubts.push(Doubt::NotAsserted);
    }
}
