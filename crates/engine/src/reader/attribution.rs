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

use super::lexicon::{Act, Follows, Form, Kind, Noun};
use super::text::{Sentence, Shape, Text};
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
        let next_to =
            number - last.sentence == 1 || end > 0 && self.text.sentences[number - 1].from < end;
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

    /// The cue at a word, if it is one.
    fn cue(&self, at: usize, from: usize, to: usize, before: &[Cue]) -> Option<Cue> {
        let text = self.text;
        let token = &text.tokens[at];
        let word = token.word?;
        if before.last().is_some_and(|last| at < last.group.end) {
            return None;
        }
        let cue = if text.says(at, "according") && text.says(at + 1, "to") && at + 2 < to {
            self.according(at, at + 2, from, to)
        } else if token.is(Kind::REPORTING_ADVERB) {
            Some(self.plain(
                at..at + 1,
                at,
                Act::Says,
                Follows::default(),
                Pattern::Adverb,
                None,
                at,
            ))
        } else if let Some(cue) = self.in_words_of(at, from, to) {
            Some(cue)
        } else {
            None
        };
        if cue.is_some() {
            return cue.filter(|cue| self.allowed(cue));
        }
        let adjective = word
            .adjective
            .and_then(|adjective| self.adjective(at, adjective, from, to, before));
        let verb = || {
            (!word.verbs.is_empty())
                .then(|| self.verb_cue(at, from, to, before))
                .flatten()
        };
        let noun = || {
            word.noun
                .and_then(|noun| self.noun_cue(at, noun, from, to, before))
        };
        adjective
            .or_else(verb)
            .or_else(noun)
            .filter(|cue| self.allowed(cue))
    }

    /// Inside a quotation or a turn only what others say is another relation.
    fn allowed(&self, cue: &Cue) -> bool {
        let inside = self.text.quotation(cue.head).is_some_and(|q| {
            q.open < cue.head
                && cue.head < q.close
                && (q.words > 3 || q.words > cue.group.len() + 1)
        });
        let nobody = cue
            .source
            .as_ref()
            .is_some_and(|source| source.len() == 1 && self.kind(source.start).any(Kind::NOBODY));
        if nobody || self.anonymity(cue) {
            return false;
        }
        if !inside && self.turn.is_none() {
            return true;
        }
        match &cue.source {
            None => cue.pattern == Pattern::Adverb || cue.pattern == Pattern::Passive,
            Some(source) => {
                let first = self.text.letters(source.start);
                !cue.inherited
                    && !["i", "we", "our", "you", "it"]
                        .iter()
                        .any(|own| first.eq_ignore_ascii_case(own))
            }
        }
    }

    /// "asked not to be named" says nothing of the matter.
    fn anonymity(&self, cue: &Cue) -> bool {
        (cue.group.end..cue.group.end + 5)
            .any(|at| self.text.says(at, "named") || self.text.says(at, "identified"))
            && (cue.group.end..cue.group.end + 3).any(|at| self.kind(at).any(Kind::NOT))
    }

    #[allow(clippy::too_many_arguments)]
    fn plain(
        &self,
        group: Range<usize>,
        head: usize,
        act: Act,
        follows: Follows,
        pattern: Pattern,
        source: Option<Range<usize>>,
        begin: usize,
    ) -> Cue {
        Cue {
            group,
            head,
            act,
            follows,
            pattern,
            source,
            inherited: false,
            inverted: false,
            negated: false,
            begin,
            aside: false,
            subject: None,
        }
    }

    fn according(&self, at: usize, after: usize, from: usize, to: usize) -> Option<Cue> {
        let source = self.text.phrase_after(after, to)?;
        let mut begin = at;
        if begin > from && self.mark(begin - 1, ',') {
            begin -= 1;
        }
        let mut cue = self.plain(
            at..after,
            at,
            Act::Says,
            Follows::CORE,
            Pattern::AccordingTo,
            Some(source),
            begin,
        );
        cue.aside = at == from || !self.mark(at - 1, ',');
        Some(cue)
    }

    /// "in the words of X", "in X's view", "as X put it" is a verb.
    fn in_words_of(&self, at: usize, from: usize, to: usize) -> Option<Cue> {
        let text = self.text;
        if !text.says(at, "in") {
            return None;
        }
        if text.says(at + 1, "the")
            && (text.says(at + 2, "words")
                || text.says(at + 2, "view")
                || text.says(at + 2, "opinion"))
            && text.says(at + 3, "of")
        {
            return self.according(at, at + 4, from, to);
        }
        let limit = to.min(at + 10);
        let view = (at + 2..limit).find(|&i| {
            text.says(i, "view")
                || text.says(i, "opinion")
                || text.says(i, "words")
                || text.says(i, "estimation")
        })?;
        let source = if self.kind(view - 1).any(Kind::POSSESSIVE) && view - 1 == at + 1 {
            view - 1..view
        } else if text.genitive(view - 1) {
            let source = at + 1..view - 1;
            if source
                .clone()
                .any(|i| text.finite(i) || text.tokens[i].mark(','))
            {
                return None;
            }
            source
        } else {
            return None;
        };
        let mut cue = self.plain(
            view..view + 1,
            view,
            Act::Claims,
            Follows::CORE,
            Pattern::AccordingTo,
            Some(source),
            at,
        );
        if at > from && self.mark(at - 1, ',') {
            cue.begin = at - 1;
        }
        cue.aside = at == from;
        Some(cue)
    }

    /// The verb group that ends at a verb: auxiliaries, negation and what stands between.
    fn group(&self, head: usize, from: usize) -> Group {
        let text = self.text;
        let mut group = Group {
            start: head,
            ..Group::default()
        };
        let mut at = head;
        for _ in 0..6 {
            if at <= from {
                break;
            }
            let left = at - 1;
            let kind = self.kind(left);
            let contracted = text.tokens[left].shape == Shape::Word
                && !text.tokens[left].apart
                && matches!(text.letters(left), "'s" | "’s")
                && left > from
                && self.kind(left - 1).any(Kind::PRONOUN);
            if kind.any(Kind::AUXILIARY) && (contracted || !text.genitive(left)) {
                group.start = left;
                if kind.any(Kind::BE) || contracted {
                    group.be |=
                        group.have == (group.have && group.be) || group.be || !group.auxiliary;
                }
                group.have |= kind.any(Kind::HAVE) && !group.auxiliary;
                group.progressive |= false;
                group.modal |= kind.any(Kind::MODAL.or(Kind::DO));
                group.auxiliary = true;
            } else if kind.any(Kind::NOT) {
                group.negated = true;
                if text.says(left, "never") {
                    group.start = group.start.min(head);
                }
            } else if text.is_adverb(left)
                || (text.says(left, "both") || text.says(left, "all"))
                    && left > from
                    && self.kind(left - 1).any(Kind::PRONOUN)
            {
            } else if text.says(left, "to") && !group.auxiliary && at == head {
                group.infinitive = true;
                break;
            } else if text.says(left, "to") && group.auxiliary {
                group.infinitive = true;
                break;
            } else {
                break;
            }
            at = left;
        }
        group.left = at.max(from);
        // Adverbs before the first auxiliary are outside.
        group
    }

    fn verb_cue(&self, at: usize, from: usize, to: usize, before: &[Cue]) -> Option<Cue> {
        let text = self.text;
        let token = &text.tokens[at];
        let word = token.word?;
        let group = self.group(at, from);
        let next = self.past_aside(self.skip_adverbs(at + 1, to), to);
        for (index, forms) in &word.verbs {
            let verb = &super::lexicon::lexicons()[0].verbs[*index as usize];
            for frame in &verb.frames {
                let mut end = at + 1;
                if let Some(particle) = frame.particle {
                    // "called on", "ruled it out"
                    if text.says(at + 1, particle) {
                        end = at + 2;
                    } else if particle == "out" && text.says(at + 2, particle) {
                        end = at + 1;
                    } else {
                        continue;
                    }
                }
                let after = if end > at + 1 {
                    self.skip_adverbs(end, to)
                } else {
                    next
                };
                if let Some(cue) = self.framed(
                    Look {
                        head: at,
                        end,
                        after,
                        from,
                        to,
                    },
                    *forms,
                    &group,
                    frame.act,
                    frame.follows,
                    before,
                ) {
                    return Some(cue);
                }
                if frame.particle.is_some() {
                    // The particle belongs to this use and to no other.
                    return None;
                }
            }
        }
        None
    }

    /// Past a remark between commas: "resolved, by seven votes to four, to defer".
    fn past_aside(&self, at: usize, to: usize) -> usize {
        if !self.mark(at, ',') || self.opens(at + 1) {
            return at;
        }
        let comma = (at + 2..to.min(at + 14)).find(|&k| self.mark(k, ','));
        match comma {
            Some(comma) if self.text.says(comma + 1, "to") || self.text.says(comma + 1, "that") => {
                comma + 1
            }
            _ => at,
        }
    }

    fn skip_adverbs(&self, mut at: usize, to: usize) -> usize {
        while at < to && self.text.is_adverb(at) {
            at += 1;
        }
        at
    }

    /// A verb as a cue, if its form, its neighbours and what follows allow it.
    fn framed(
        &self,
        look: Look,
        forms: Form,
        group: &Group,
        act: Act,
        follows: Follows,
        before: &[Cue],
    ) -> Option<Cue> {
        let text = self.text;
        let Look {
            head,
            end,
            after,
            from,
            to,
        } = look;
        let core = follows.any(Follows::CORE);
        let left = group.left.checked_sub(1).filter(|&left| left >= from);
        let left_kind = left.map_or(Kind::default(), |left| self.kind(left));
        let strong = self.strong(after, to, follows);
        let mut begin = group.start;
        if group.start < head {
            begin = group.start;
        }
        let mut cue = self.plain(begin..end, head, act, follows, Pattern::Verb, None, begin);
        cue.negated = group.negated;
        // What was not said, and what nobody would say, is no attribution.
        if act == Act::Silent
            || group.negated && matches!(act, Act::Says | Act::Reveals | Act::Asks)
        {
            return None;
        }
        let fits = !group.auxiliary
            || group.be && forms.any(Form::ING.or(Form::PARTICIPLE))
            || group.have && forms.any(Form::PARTICIPLE)
            || group.modal && forms.any(Form::BASE);
        if !fits {
            return None;
        }
        if forms.any(Form::ING) && !forms.any(Form::BASE) {
            if group.be {
                // Progressive.
                self.subject(&mut cue, left, from, to, before)?;
                return self.supported(cue, strong, core, look);
            }
            return self.participle(cue, left, look, before, strong);
        }
        let past = forms.any(Form::PAST.or(Form::PARTICIPLE));
        if past && group.be && forms.any(Form::PARTICIPLE) {
            return self.passive(cue, left, look, before);
        }
        if group.infinitive && forms.any(Form::BASE) {
            // "to" after a cue belongs to that cue's content.
            if !strong
                || !follows.any(Follows::THAT.or(Follows::CLAUSE).or(Follows::QUOTE))
                || !core
            {
                return None;
            }
            cue.source = self.inherit(from, head, before);
            cue.inherited = true;
            cue.source.as_ref()?;
            return self.supported(cue, strong, core, look);
        }
        if past && !group.auxiliary {
            // "the demand made by", "a plan proposed by"
            if text.says(after, "by") && follows.any(Follows::THING) {
                return self.reduced(cue, left, look);
            }
            if left_kind.any(Kind::DETERMINER.or(Kind::POSSESSIVE))
                && !left_kind.any(Kind::RELATIVE)
                && !left.is_some_and(|left| {
                    left_kind.any(Kind::PRONOUN)
                        || text.says(left, "all")
                        || text.says(left, "both")
                        || text.says(left, "many")
                        || text.says(left, "some")
                        || text.says(left, "several")
                        || text.says(left, "few")
                        || text.says(left, "most")
                })
                || left_kind.any(Kind::PREPOSITION) && !left_kind.any(Kind::BUT)
                || left.is_some_and(|left| text.genitive(left))
            {
                return None;
            }
        }
        if !past && !group.auxiliary {
            // A noun that looks like the verb.
            if left_kind.any(Kind::DETERMINER.or(Kind::POSSESSIVE).or(Kind::PREPOSITION))
                && !left_kind.any(Kind::RELATIVE.or(Kind::BUT))
                && !left.is_some_and(|left| {
                    [
                        "some", "many", "all", "both", "several", "few", "most", "others",
                    ]
                    .iter()
                    .any(|w| text.says(left, w))
                })
                || left.is_some_and(|left| text.genitive(left))
            {
                return None;
            }
            let pronoun = left_kind.any(Kind::PRONOUN);
            // A plural noun is not followed by an article; a verb is.
            let object = after < to
                && (self
                    .kind(after)
                    .any(Kind::DETERMINER.or(Kind::POSSESSIVE).or(Kind::PRONOUN))
                    || text.says(after, "there"))
                && !text.says(after, "that");
            if follows.any(Follows::NOUN) && !strong && !pronoun && !object {
                return None;
            }
            if left.is_none() {
                return None;
            }
            let phrase = left.and_then(|left| text.phrase_before(left + 1, from));
            if !pronoun
                && !strong
                && follows.any(Follows::NOUN)
                && let Some(phrase) = &phrase
                && phrase.start > from
                && self.kind(phrase.start - 1).any(Kind::PREPOSITION)
            {
                return None;
            }
            if forms.any(Form::BASE) && !forms.any(Form::S) {
                // Present of several: "officials say".
                let several = pronoun
                    || left_kind.any(Kind::RELATIVE.or(Kind::AND))
                    || left.is_some_and(|left| self.mark(left, ','))
                    || phrase.is_some_and(|phrase| {
                        phrase.clone().any(|at| {
                            let letters = text.letters(at);
                            letters.len() > 2 && letters.ends_with('s') && !text.genitive(at)
                                || letters.ends_with("men")
                                || self.kind(at).any(Kind::AND)
                                || [
                                    "people", "who", "media", "police", "both", "many", "some",
                                    "most", "all", "few", "several",
                                ]
                                .iter()
                                .any(|w| letters.eq_ignore_ascii_case(w))
                        })
                    });
                if !several {
                    return None;
                }
            }
        }
        self.subject(&mut cue, left, from, to, before)?;
        self.supported(cue, strong, core, look)
    }

    /// Whether what follows shows that this is a cue: "that", a quotation, an infinitive.
    fn strong(&self, after: usize, to: usize, follows: Follows) -> bool {
        let text = self.text;
        if after >= to {
            return false;
        }
        let that =
            text.tokens[after].is(Kind::THAT) && !(text.says(after, "that") && after + 1 >= to);
        let quote = self.opens(after)
            || (self.mark(after, ',') || self.mark(after, ':')) && self.opens(after + 1)
            || self.mark(after, ':') && after + 1 < to
            || (after..to.min(after + 4)).any(|at| self.mark(at, ':') && self.opens(at + 1));
        that && follows.any(Follows::THAT.or(Follows::CLAUSE))
            || quote && follows.any(Follows::QUOTE.or(Follows::CLAUSE))
            || follows.any(Follows::TO)
                && (text.says(after, "to")
                    || text.tokens[after].is(Kind::NOT) && text.says(after + 1, "to"))
    }

    /// Keeps a cue if it has a content that its use allows.
    fn supported(&self, cue: Cue, strong: bool, core: bool, look: Look) -> Option<Cue> {
        if strong || core {
            return Some(cue);
        }
        let text = self.text;
        let after = look.after;
        let thing = cue.follows.any(Follows::THING) && text.opens_phrase(after, look.to)
            || cue.follows.any(Follows::ING)
                && after < look.to
                && text.letters(after).ends_with("ing");
        let clause = cue.follows.any(Follows::CLAUSE)
            && text.opens_phrase(after, look.to)
            && text.clause(after + 1..look.to);
        let whom = cue.follows.any(Follows::WHOM) && text.opens_phrase(after, look.to);
        let first = self.content_before(&cue, look.from);
        let as_ = cue.follows.any(Follows::AS)
            && (after + 1..look.to.min(after + 12)).any(|at| text.says(at, "as"));
        let at_ = cue.follows.any(Follows::AT)
            && (after + 1..look.to.min(after + 9))
                .any(|at| text.says(at, "at") && at + 1 < look.to);
        let complement = cue.follows.any(Follows::COMPLEMENT)
            && text.opens_phrase(after, look.to)
            && !text.says(after, "for");
        (as_ || at_
            || complement
            || thing
            || clause
            || whom
            || first
            || self.late_that(after, look.to))
        .then_some(cue)
    }

    /// Whether "that" comes after times, places and people told.
    fn late_that(&self, after: usize, to: usize) -> bool {
        let end = self.skip_adjuncts(after, to);
        end > after && end < to && self.text.says(end, "that")
    }

    /// Whether a content stands right before the cue's group.
    fn content_before(&self, cue: &Cue, from: usize) -> bool {
        cue.begin > from
            && (self.closes(cue.begin - 1)
                || self.mark(cue.begin - 1, ',') && cue.begin > from + 1
                || self.mark(cue.begin - 1, '—')
                || self.mark(cue.begin - 1, '–'))
    }

    /// Finds the source of a finite verb.
    fn subject(
        &self,
        cue: &mut Cue,
        left: Option<usize>,
        from: usize,
        to: usize,
        before: &[Cue],
    ) -> Option<()> {
        let text = self.text;
        let Some(left) = left else {
            // "Asked about it, he said" has its subject elsewhere; a bare verb at the head has none.
            return None;
        };
        let kind = self.kind(left);
        if kind.any(Kind::RELATIVE)
            && !(text.says(left, "that") && left > from && self.kind(left - 1).any(Kind::AUXILIARY))
        {
            cue.source = Some(left..left + 1);
            cue.begin = left;
            return Some(());
        }
        if kind.any(Kind::PRONOUN) {
            cue.source = Some(left..left + 1);
            cue.begin = left;
            self.aside(cue, from);
            return Some(());
        }
        if kind.any(Kind::AND.or(Kind::BUT)) || text.says(left, "then") {
            cue.source = self.inherit(from, cue.group.start, before);
            cue.inherited = true;
            cue.source.as_ref()?;
            return Some(());
        }
        let quote_before = self.closes(left)
            || self.mark(left, ',') && left > from && self.closes(left - 1)
            || matches!(text.tokens[left].shape, Shape::Mark('—' | '–'));
        if quote_before || self.mark(left, ',') {
            // "Smith, the minister, said" or "The talks failed, said the minister".
            if self.mark(left, ',')
                && !quote_before
                && let Some(source) = self.apposed(left, from)
            {
                cue.begin = source.start;
                cue.source = Some(source);
                self.aside(cue, from);
                return Some(());
            }
            let after = self.skip_adverbs(cue.group.end, to);
            if let Some(source) = text.phrase_after(after, to)
                && (quote_before || self.ends_after(source.end, to))
                && !text.tokens[after].is(Kind::THAT)
            {
                cue.source = Some(source);
                cue.inverted = true;
                return Some(());
            }
            if self.mark(left, ',') {
                cue.source = self.inherit(from, cue.group.start, before);
                cue.inherited = true;
                cue.source.as_ref()?;
                return Some(());
            }
            return None;
        }
        let end = left + 1;
        let source = text.phrase_before(end, from)?;
        let source = self.widen(source, from);
        cue.begin = source.start;
        cue.source = Some(source);
        self.aside(cue, from);
        Some(())
    }

    /// "as X said": the main clause is the content.
    fn aside(&self, cue: &mut Cue, from: usize) {
        if cue.begin > from && self.text.says(cue.begin - 1, "as") {
            cue.aside = true;
            cue.begin -= 1;
        }
    }

    /// A name before a comma that its apposition follows is a part of the source.
    fn widen(&self, source: Range<usize>, from: usize) -> Range<usize> {
        source.start.max(from)..source.end
    }

    /// The phrase with its apposition, where the comma at `comma` closes one.
    fn apposed(&self, comma: usize, from: usize) -> Option<Range<usize>> {
        let text = self.text;
        let limit = from.max(comma.saturating_sub(22));
        let open = (limit + 1..comma).rev().find(|&at| {
            self.mark(at, ',') && {
                let first = &text.tokens[at + 1];
                first.is(Kind::RELATIVE)
                    || first.is(Kind::DETERMINER)
                    || first.is(Kind::TITLE.or(Kind::OFFICE).or(Kind::ANONYMOUS))
                    || first.shape == Shape::Number
                    || first.is(Kind::PREPOSITION)
                    || text.is_adverb(at + 1)
                    || text.letters(at + 1).ends_with("ing")
                    || text.letters(at + 1).ends_with("ed")
                    || text.verb(at + 1, Form::PARTICIPLE)
                    || first.is(Kind::FINITE)
                    || first.capital
            }
        })?;
        // Between the commas no clause of its own but a relative one.
        let first = &text.tokens[open + 1];
        if !first.is(Kind::RELATIVE)
            && !first.is(Kind::PREPOSITION)
            && !text.letters(open + 1).ends_with("ing")
            && !text.letters(open + 1).ends_with("ed")
            && !text.verb(open + 1, Form::PARTICIPLE)
            && !first.is(Kind::FINITE)
            && text.clause(open + 1..comma)
        {
            return None;
        }
        let source = text.phrase_before(open, from)?;
        // "On Monday, the minister, …" has no name before the comma.
        if source
            .clone()
            .all(|at| text.is_time(at) || text.tokens[at].is(Kind::FUNCTION))
        {
            return None;
        }
        Some(source.start..comma)
    }

    /// Whether nothing but times and places follows up to a mark.
    fn ends_after(&self, at: usize, to: usize) -> bool {
        let end = self.skip_adjuncts(at, to);
        end >= to || self.text.tokens[end].is_mark()
    }

    /// The subject that a participle or a second verb shares.
    fn inherit(&self, from: usize, at: usize, before: &[Cue]) -> Option<Range<usize>> {
        if let Some(last) = before.iter().rev().find(|cue| {
            cue.source.is_some()
                && !matches!(cue.pattern, Pattern::Noun | Pattern::AccordingTo)
                && cue.head < at
        }) {
            return last.source.clone();
        }
        self.subject_of(from, at)
    }

    /// The subject of a clause: the phrase before its first verb.
    fn subject_of(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let text = self.text;
        text.step(to.saturating_sub(from));
        let mut at = from;
        while at < to {
            if let Some(quotation) = text.quotation(at) {
                at = quotation.close + 1;
                continue;
            }
            if text.finite(at) || text.is_past(at, from) {
                let mut end = at;
                while end > from && text.is_adverb(end - 1) {
                    end -= 1;
                }
                if end > from && self.mark(end - 1, ',') {
                    if let Some(source) = self.apposed(end - 1, from) {
                        return Some(source);
                    }
                    at += 1;
                    continue;
                }
                if let Some(source) = text.phrase_before(end, from) {
                    let relative = self.kind(source.start).any(Kind::RELATIVE);
                    if !relative {
                        return Some(source);
                    }
                }
            }
            at += 1;
        }
        None
    }

    fn participle(
        &self,
        mut cue: Cue,
        left: Option<usize>,
        look: Look,
        before: &[Cue],
        strong: bool,
    ) -> Option<Cue> {
        let text = self.text;
        let core = cue.follows.any(Follows::CORE);
        cue.pattern = Pattern::Participle;
        let Some(left) = left else {
            // "Saying that …, the minister left": the subject follows.
            if !(strong || core) {
                return None;
            }
            let comma = (look.head + 1..look.to).find(|&at| self.mark(at, ','))?;
            cue.source = text.phrase_after(comma + 1, look.to);
            cue.inherited = true;
            cue.source.as_ref()?;
            return Some(cue);
        };
        let kind = self.kind(left);
        let thing = cue.follows.any(Follows::THING.or(Follows::ING))
            && text.opens_phrase(look.after, look.to);
        let clause = cue.follows.any(Follows::CLAUSE)
            && text.opens_phrase(look.after, look.to)
            && text.clause(look.after + 1..look.to);
        let allowed = strong || core && (thing || clause || self.late_that(look.after, look.to));
        if self.mark(left, ',')
            || kind.any(Kind::AND)
            || self.closes(left)
            || self.mark(left, '—')
            || self.mark(left, '–')
        {
            if !(allowed || thing && self.mark(left, ',')) {
                return None;
            }
            cue.source = self.inherit(look.from, cue.group.start, before);
            cue.inherited = true;
            cue.source.as_ref()?;
            return Some(cue);
        }
        let joins = [
            "by", "after", "before", "while", "when", "in", "without", "for", "of", "from",
            "despite",
        ];
        if joins.iter().any(|word| text.says(left, word)) {
            if !allowed || text.says(left, "of") && !strong {
                return None;
            }
            if text.says(left, "without") {
                return None;
            }
            cue.source = self.inherit(look.from, left, before).or_else(|| {
                let comma = (look.head + 1..look.to).find(|&at| self.mark(at, ','))?;
                text.phrase_after(comma + 1, look.to)
            });
            cue.inherited = true;
            cue.source.as_ref()?;
            return Some(cue);
        }
        if kind.any(Kind::DETERMINER.or(Kind::POSSESSIVE)) || text.genitive(left) {
            return None;
        }
        // "a statement saying that", "with the envoy noting the delay": the phrase before is the
        // source.
        let with = text
            .phrase_before(left + 1, look.from)
            .is_some_and(|phrase| phrase.start > look.from && text.says(phrase.start - 1, "with"));
        if !strong && !core && !(with && thing) {
            return None;
        }
        if self.text.finite(left) || kind.any(Kind::PREPOSITION) {
            return None;
        }
        let source = text.phrase_before(left + 1, look.from)?;
        cue.begin = source.start;
        cue.source = Some(source);
        Some(cue)
    }

    /// "was said to", "was rejected by X", "is expected to", "was quoted as saying".
    fn passive(
        &self,
        mut cue: Cue,
        left: Option<usize>,
        look: Look,
        before: &[Cue],
    ) -> Option<Cue> {
        let text = self.text;
        cue.pattern = Pattern::Passive;
        let left = left?;
        let subject = if self.kind(left).any(Kind::PRONOUN.or(Kind::RELATIVE)) {
            Some(left..left + 1)
        } else if self.mark(left, ',') {
            self.apposed(left, look.from)
        } else if self.kind(left).any(Kind::AND) {
            self.inherit(look.from, cue.group.start, before)
        } else {
            text.phrase_before(left + 1, look.from)
        }?;
        let after = look.after;
        cue.begin = subject.start;
        if (text.says(look.head, "quoted") || text.says(look.head, "cited"))
            && text.says(after, "as")
        {
            cue.source = Some(subject);
            cue.pattern = Pattern::Passive;
            cue.group.end = (after + 2).min(look.to);
            return Some(cue);
        }
        let by = (after..look.to.min(after + 14)).find(|&at| text.says(at, "by"));
        let agent = by
            .filter(|&by| by == after || !text.clause(after..by))
            .and_then(|by| text.phrase_after(by + 1, look.to))
            .filter(|agent| {
                !(agent.clone().all(|at| {
                    text.is_time(at)
                        || self
                            .kind(at)
                            .any(Kind::DETERMINER.or(Kind::NEXT).or(Kind::LAST))
                        || text.tokens[at].shape == Shape::Number
                }))
            });
        let verb_after = text.says(after, "to")
            && !self
                .kind(after + 1)
                .any(Kind::DETERMINER.or(Kind::POSSESSIVE));
        let agent = agent.filter(|_| !verb_after || by == Some(after));
        let strong = verb_after
            || text
                .tokens
                .get(after)
                .is_some_and(|t| after < look.to && t.is(Kind::THAT));
        let told = cue.follows.any(Follows::WHOM) && (strong || text.opens_phrase(after, look.to));
        let impersonal = text.says(subject.start, "it") && subject.len() == 1;
        let expected = matches!(cue.act, Act::Expects | Act::Offers)
            || text.says(look.head, "agreed")
            || text.says(look.head, "noted");
        if !(expected
            || agent.is_some() && cue.follows.any(Follows::THING.or(Follows::WHOM))
            || strong
                && (cue
                    .follows
                    .any(Follows::THAT.or(Follows::CLAUSE).or(Follows::TO)))
            || told)
        {
            return None;
        }
        if agent.is_none() && !impersonal && !strong && !expected {
            return None;
        }
        if told
            && agent.is_none()
            && !matches!(cue.act, Act::Demands | Act::Asks)
            && text.says(after, "that")
        {
            // "was told that": nobody is named.
            cue.source = None;
            cue.subject = None;
            return Some(cue);
        }
        cue.source = agent;
        cue.subject = (!impersonal).then_some(subject);
        Some(cue)
    }

    /// "a plan proposed by Lorn".
    fn reduced(&self, mut cue: Cue, left: Option<usize>, look: Look) -> Option<Cue> {
        let text = self.text;
        let left = left?;
        let source = text.phrase_after(look.after + 1, look.to)?;
        let subject = text.phrase_before(left + 1, look.from)?;
        if source
            .clone()
            .all(|at| text.is_time(at) || !text.is_noun(at) && !self.kind(at).any(Kind::OBJECT))
        {
            return None;
        }
        cue.pattern = Pattern::Participle;
        cue.source = Some(source);
        cue.begin = subject.start;
        cue.subject = Some(subject);
        Some(cue)
    }

    fn adjective(
        &self,
        at: usize,
        adjective: Noun,
        from: usize,
        to: usize,
        before: &[Cue],
    ) -> Option<Cue> {
        let text = self.text;
        let mut verb = at.checked_sub(1).filter(|&v| v >= from)?;
        let mut negated = false;
        while verb > from
            && (text.is_adverb(verb)
                || self.kind(verb).any(Kind::NOT)
                || text.says(verb, "very")
                || text.says(verb, "more")
                || text.says(verb, "less"))
        {
            negated |= self.kind(verb).any(Kind::NOT);
            verb -= 1;
        }
        let copula = ["remain", "remained", "remains", "seemed", "felt", "feel"]
            .iter()
            .any(|w| text.says(verb, w));
        if !(self.kind(verb).any(Kind::BE) || copula)
            || text.genitive(verb) && !self.kind(verb.checked_sub(1)?).any(Kind::PRONOUN)
        {
            return None;
        }
        let group = self.group(verb, from);
        let after = self.skip_adverbs(at + 1, to);
        let (mut end, mut ok) = (at + 1, false);
        for (word, follow) in [
            ("of", Follows::OF),
            ("about", Follows::ABOUT),
            ("for", Follows::FOR),
            ("on", Follows::ON),
            ("at", Follows::AT),
        ] {
            if adjective.follows.any(follow) && text.says(after, word) {
                end = after + 1;
                ok = true;
            }
        }
        if adjective.follows.any(Follows::TO)
            && (text.says(after, "to")
                || self.kind(after).any(Kind::NOT) && text.says(after + 1, "to"))
        {
            ok = true;
            // "opposed to the plan" governs a noun, "ready to sign" a verb.
            if ["opposed", "committed", "open"]
                .iter()
                .any(|w| text.says(at, w))
                && text.opens_phrase(after + 1, to)
                && (self
                    .kind(after + 1)
                    .any(Kind::DETERMINER.or(Kind::POSSESSIVE))
                    || text.letters(after + 1).ends_with("ing"))
            {
                end = after + 1;
            }
        }
        if adjective.follows.any(Follows::THAT) && after < to {
            ok |= text.says(after, "that")
                || !text.says(at, "clear")
                    && !text.says(at, "certain")
                    && !text.says(at, "sure")
                    && text.opens_phrase(after, to)
                    && text.clause(after + 1..to);
        }
        if !ok {
            return None;
        }
        let start = group.start.min(verb);
        let mut cue = self.plain(
            start..end,
            at,
            adjective.act,
            adjective.follows,
            Pattern::Adjective,
            None,
            start,
        );
        cue.negated = negated || group.negated;
        let left = group.left.checked_sub(1).filter(|&left| left >= from);
        // "it is clear that" is nobody's.
        if left.is_some_and(|left| text.says(left, "it")) {
            return None;
        }
        self.subject(&mut cue, left, from, to, before)?;
        if cue.inverted {
            return None;
        }
        Some(cue)
    }

    fn noun_cue(
        &self,
        at: usize,
        noun: Noun,
        from: usize,
        to: usize,
        before: &[Cue],
    ) -> Option<Cue> {
        let text = self.text;
        let after = at + 1;
        if after >= to || at == from && false {
            return None;
        }
        let mut end = at + 1;
        let mut ok = false;
        let mut by = None;
        let mut next = after;
        // "a demand by X for Y", "a call from X to Y"
        if ["by", "from"].iter().any(|w| text.says(after, w))
            && let Some(source) = text.phrase_after(after + 1, to)
        {
            next = source.end;
            by = Some(source);
        }
        for (word, follow) in [
            ("on", Follows::ON),
            ("for", Follows::FOR),
            ("of", Follows::OF),
            ("about", Follows::ABOUT),
            ("over", Follows::OVER),
            ("against", Follows::AGAINST),
            ("in", Follows::IN),
            ("at", Follows::AT),
            ("with", Follows::WITH),
        ] {
            if noun.follows.any(follow) && text.says(next, word) && next + 1 < to {
                ok = true;
                if by.is_none() {
                    end = next + 1;
                }
                next += 1;
                break;
            }
        }
        if !ok
            && noun.follows.any(Follows::TO)
            && (text.says(next, "to")
                || self.kind(next).any(Kind::NOT) && text.says(next + 1, "to"))
        {
            ok = true;
            if [
                "opposition",
                "resistance",
                "objection",
                "commitment",
                "objections",
            ]
            .iter()
            .any(|w| text.says(at, w))
                && self.governs_noun(next + 1, to)
                && by.is_none()
            {
                end = next + 1;
                next += 1;
            }
        }
        if !ok
            && noun.follows.any(Follows::THAT)
            && next < to
            && self.kind(next).any(Kind::THAT)
            && (text.says(next, "that") || text.says(next, "whether"))
        {
            ok = true;
        }
        if !ok {
            return None;
        }
        // Who holds it: a possessor before the noun, past its adjectives.
        let mut source = by.clone();
        let mut inherited = false;
        let mut begin = at;
        let mut left = at;
        let mut nation = None;
        for _ in 0..5 {
            let Some(l) = left.checked_sub(1).filter(|&l| l >= from) else {
                break;
            };
            let kind = self.kind(l);
            if source.is_some() {
                break;
            }
            if kind.any(Kind::POSSESSIVE) {
                source = Some(l..l + 1);
                begin = l;
                // "repeated her demand for": the subject holds it.
                let verb = l.checked_sub(1).filter(|&v| {
                    v >= from
                        && (self.kind(v).any(Kind::LIGHT)
                            || text
                                .verb(v, Form::PAST.or(Form::S).or(Form::ING).or(Form::PARTICIPLE)))
                });
                if let Some(verb) = verb
                    && let Some((holder, shared)) = self.holder(verb, noun, from, to, before)
                {
                    source = Some(holder);
                    inherited = shared;
                    begin = at;
                }
                break;
            }
            if text.genitive(l) {
                let owner = text.phrase_before(l, from)?;
                begin = owner.start;
                source = Some(owner);
                break;
            }
            if text.tokens[l].capital
                && l > from
                && text.tokens[l].shape == Shape::Word
                && !kind.any(Kind::FUNCTION.or(Kind::DETERMINER))
            {
                nation = nation.or(Some(l));
                left = l;
                continue;
            }
            if kind.any(
                Kind::DETERMINER
                    .or(Kind::PREPOSITION)
                    .or(Kind::AUXILIARY)
                    .or(Kind::AND)
                    .or(Kind::BUT),
            ) || text.tokens[l].is_mark()
            {
                break;
            }
            left = l;
        }
        if source.is_none()
            && let Some(nation) = nation
        {
            begin = nation;
            source = Some(nation..nation + 1);
        }
        // Compound: "union demands", "government offer" before "for", "to".
        if source.is_none() && left < at {
            let modifier = at - 1;
            if self.kind(modifier).any(Kind::OFFICE) && !self.kind(modifier).any(Kind::DETERMINER) {
                source = Some(modifier..modifier + 1);
                begin = modifier;
            }
        }
        if source.is_none() {
            // "issued a call for": the subject of the light verb.
            let light = (from.max(at.saturating_sub(6))..at)
                .rev()
                .find(|&l| self.kind(l).any(Kind::LIGHT));
            let Some(light) = light else {
                // "the fear that": nobody is named.
                if !text.says(next, "that") || next + 3 > to {
                    return None;
                }
                let mut cue =
                    self.plain(at..end, at, noun.act, noun.follows, Pattern::Noun, None, at);
                cue.subject = Some(next..next);
                return Some(cue);
            };
            if (light + 1..at).any(|l| {
                text.tokens[l].is_mark() || self.kind(l).any(Kind::PREPOSITION.or(Kind::AND))
            }) {
                return None;
            }
            let (holder, shared) = self.holder(light, noun, from, to, before)?;
            source = Some(holder);
            inherited = shared;
            begin = at;
        }
        let mut cue = self.plain(
            at..end,
            at,
            noun.act,
            noun.follows,
            Pattern::Noun,
            source,
            begin,
        );
        cue.inherited = inherited;
        // Where the content begins.
        cue.subject = Some(next..next);
        Some(cue)
    }

    /// The subject of the verb whose object a noun is, and whether it is shared.
    fn holder(
        &self,
        verb: usize,
        noun: Noun,
        from: usize,
        to: usize,
        before: &[Cue],
    ) -> Option<(Range<usize>, bool)> {
        let group = self.group(verb, from);
        if group.negated || group.be && !self.text.letters(verb).ends_with("ing") {
            return None;
        }
        let mut cue = self.plain(
            verb..verb + 1,
            verb,
            noun.act,
            noun.follows,
            Pattern::Noun,
            None,
            verb,
        );
        if self.text.letters(verb).ends_with("ing") && !group.be || group.infinitive {
            let source = self.inherit(from, verb, before)?;
            return Some((source, true));
        }
        let left = group.left.checked_sub(1).filter(|&left| left >= from);
        self.subject(&mut cue, left, from, to, before)?;
        Some((cue.source?, cue.inherited))
    }

    /// Whether "to" is followed by a noun phrase and not by a verb.
    fn governs_noun(&self, at: usize, to: usize) -> bool {
        at < to
            && (self.kind(at).any(Kind::DETERMINER.or(Kind::POSSESSIVE))
                || self.text.tokens[at].capital
                || self.text.letters(at).ends_with("ing"))
    }

    // ---- contents ---------------------------------------------------------------------------

    fn relation(
        &self,
        number: usize,
        i: usize,
        cues: &[Cue],
        from: usize,
        to: usize,
    ) -> Option<Relation> {
        let cue = &cues[i];
        // The looks for where a content begins and ends, each over no more than the sentence.
        self.text.step(4 * to.saturating_sub(from));
        let (from, to) = self.bounds(cue.head, from, to);
        let mut relation = Relation {
            source: cue.source.clone(),
            inherited: cue.inherited,
            cue: cue.group.clone(),
            content: Vec::new(),
            gloss: None,
            act: cue.act,
            negated: cue.negated,
            pattern: cue.pattern,
            core: cue.follows.any(Follows::CORE),
            marked: false,
            sentence: number,
        };
        match cue.pattern {
            Pattern::Adverb => self.around(&mut relation, cue, cues, i, from, to),
            Pattern::AccordingTo => self.accorded(&mut relation, cue, cues, i, from, to),
            Pattern::Noun => {
                let begin = cue.subject.as_ref()?.start;
                let begin = if self.text.says(begin, "that") {
                    begin + 1
                } else {
                    begin
                };
                let end = self.noun_end(begin, i, cues, to);
                relation.content.push(begin..end);
                relation.marked = self.text.says(begin.saturating_sub(1), "that");
            }
            Pattern::Passive => self.of_passive(&mut relation, cue, cues, i, from, to),
            Pattern::Participle if cue.subject.is_some() => {
                relation.content.extend(cue.subject.clone());
            }
            _ => self.of_verb(&mut relation, cue, cues, i, from, to),
        }
        relation.content.retain(|part| part.start < part.end);
        for part in &mut relation.content {
            *part = self.trimmed(part.clone());
        }
        relation.content.retain(|part| part.start < part.end);
        let words = relation
            .content
            .iter()
            .flat_map(|part| part.clone())
            .filter(|&at| !self.text.tokens[at].is_mark())
            .count();
        if relation.content.is_empty() || words == 0 {
            return None;
        }
        // "refused to comment", "refused to take questions"
        if relation.act == Act::Refuses
            && relation.content.iter().any(|part| {
                part.clone()
                    .take(4)
                    .any(|at| self.text.says(at, "comment") || self.text.says(at, "questions"))
            })
        {
            return None;
        }
        relation.marked |= relation.content.iter().any(|part| {
            self.text
                .quotation(part.start)
                .is_some_and(|q| q.open == part.start)
        });
        Some(relation)
    }

    /// Inside a quotation a relation stays inside its sentence.
    fn bounds(&self, head: usize, from: usize, to: usize) -> (usize, usize) {
        let Some(quotation) = self
            .text
            .quotation(head)
            .filter(|q| q.open < head && head < q.close)
        else {
            return (from, to);
        };
        let ends = |at: usize| {
            matches!(self.text.tokens[at].shape, Shape::Mark('.' | '?' | '!'))
                && !self.kind(at - 1).any(Kind::ABBREVIATION)
        };
        let close = quotation.close + usize::from(!quotation.closed);
        let end = (head + 1..close).find(|&at| ends(at)).unwrap_or(close);
        let start = (quotation.open + 1..head)
            .rev()
            .find(|&at| ends(at))
            .map_or(quotation.open + 1, |at| at + 1);
        let (start, end) = (start.max(from), end.min(to));
        if start < end {
            (start, end)
        } else {
            (from, to)
        }
    }

    /// Without commas, stops and small words at its ends.
    fn trimmed(&self, part: Range<usize>) -> Range<usize> {
        let text = self.text;
        let (mut start, mut end) = (part.start, part.end.min(text.tokens.len()));
        while start < end
            && (matches!(
                text.tokens[start].shape,
                Shape::Mark(',' | ';' | ':' | '.' | '—' | '–' | '-')
            ) && text.quotation(start).is_none_or(|q| q.open == start))
        {
            start += 1;
        }
        while end > start
            && matches!(
                text.tokens[end - 1].shape,
                Shape::Mark(',' | ';' | ':' | '.' | '—' | '–' | '-')
            )
            && text.quotation(end - 1).is_none()
            && !(text.tokens[end - 1].mark('.') && end >= 2 && text.letters(end - 2).contains('.'))
        {
            end -= 1;
        }
        start..end
    }

    fn of_verb(
        &self,
        relation: &mut Relation,
        cue: &Cue,
        cues: &[Cue],
        i: usize,
        from: usize,
        to: usize,
    ) {
        let text = self.text;
        let after_cue = if cue.inverted {
            cue.source
                .as_ref()
                .map_or(cue.group.end, |source| source.end)
        } else {
            cue.group.end
        };
        let mut tail = self.skip_adjuncts(after_cue, to);
        if cue.follows.any(Follows::WHOM)
            && self.content_before(cue, from)
            && let Some(whom) = text.phrase_after(tail, to)
        {
            let past = self.skip_adjuncts(whom.end, to);
            if past >= to || text.tokens[past].is_mark() {
                tail = past;
            }
        }
        let ends = tail >= to
            || matches!(
                text.tokens[tail].shape,
                Shape::Mark(',' | '.' | ';' | '—' | '–' | '?' | '!')
            );
        // What comes before.
        let quote_before = cue.begin > from
            && (self.closes(cue.begin - 1)
                || self.mark(cue.begin - 1, ',')
                    && cue.begin > from + 1
                    && self.closes(cue.begin - 2));
        let clause_before = !matches!(cue.pattern, Pattern::Participle)
            && self.content_before(cue, from)
            && (ends
                || cue.inverted
                || self.opens(tail)
                || self.mark(tail, ':')
                || quote_before && !text.tokens[tail].is(Kind::THAT));
        if cue.aside && (ends || cue.inverted) {
            // "as X said": everything else.
            if cue.begin > from {
                relation
                    .content
                    .push(self.clause_start(cue, cues, i, from)..cue.begin);
            }
            if tail < to && self.mark(tail, ',') && (cue.begin == from || cue.begin <= from + 1) {
                relation.content.push(tail + 1..to);
            }
            return;
        }
        if clause_before && (ends || quote_before) {
            let start = if quote_before {
                self.quotation_start(cue.begin, from)
            } else {
                self.clause_start(cue, cues, i, from)
            };
            let words_before = cue.begin.saturating_sub(start);
            if words_before >= 2 && (quote_before || text.clause(start..cue.begin)) {
                relation.content.push(start..cue.begin);
            }
            // "A," she said, "B."
            let mut rest = tail;
            if rest < to
                && matches!(
                    text.tokens[rest].shape,
                    Shape::Mark(',' | ';' | '—' | '–' | ':')
                )
            {
                rest += 1;
            }
            if quote_before && rest < to && self.opens(rest) {
                let end = self.quotation_end(rest, to);
                relation.content.push(rest..end);
            } else if quote_before && rest < to && !ends && self.opens(tail) {
                relation.content.push(tail..self.quotation_end(tail, to));
            } else if !quote_before
                && rest > tail
                && rest < to
                && !relation.content.is_empty()
                && self.mark(tail, ',')
                && !self.ends_clause(tail, i, cues, to)
                && text.clause(rest..to)
                && !text.letters(rest).ends_with("ing")
                && !self
                    .kind(rest)
                    .any(Kind::BUT.or(Kind::RELATIVE).or(Kind::AND))
            {
                // "The talks, the minister said, would go on."
                relation
                    .content
                    .push(rest..self.content_end(rest, i, cues, to, true));
            }
            if !relation.content.is_empty() {
                return;
            }
            // "The talks, the minister said, would go on" with no verb before.
            if cue.begin > from + 1
                && self.mark(cue.begin - 1, ',')
                && tail < to
                && self.mark(tail, ',')
                && start + 1 < cue.begin
            {
                relation.content.push(start..cue.begin);
                relation
                    .content
                    .push(tail + 1..self.content_end(tail + 1, i, cues, to, true));
                return;
            }
        }
        // What comes after.
        let direct = after_cue;
        if let Some((begin, marked)) = self.content_start(cue, direct, to) {
            let end = self.content_end(
                begin,
                i,
                cues,
                to,
                cue.follows.any(Follows::CLAUSE.or(Follows::THAT)),
            );
            relation.marked = marked;
            if begin < end {
                let (core, gloss) = self.gloss(begin, end, cues, i);
                relation.gloss = gloss;
                relation.content.push(begin..core);
            }
        }
    }

    /// Where the content begins after a cue, and whether a word or mark shows it.
    fn content_start(&self, cue: &Cue, after: usize, to: usize) -> Option<(usize, bool)> {
        let text = self.text;
        let at = self.skip_adverbs(after, to);
        if at >= to {
            return None;
        }
        let follows = cue.follows;
        let clausal = follows.any(Follows::CLAUSE.or(Follows::THAT));
        if text.says(at, "that") && clausal && at + 1 < to {
            return Some((at + 1, true));
        }
        if text.tokens[at].is(Kind::THAT) && clausal {
            return Some((at, true));
        }
        if self.opens(at)
            && follows.any(
                Follows::QUOTE
                    .or(Follows::CLAUSE)
                    .or(Follows::THING)
                    .or(Follows::THAT),
            )
        {
            return Some((at, true));
        }
        if (self.mark(at, ':') || self.mark(at, ','))
            && at + 1 < to
            && (self.opens(at + 1) || self.mark(at, ':'))
        {
            return Some((at + 1, true));
        }
        let past = self.past_aside(at, to);
        if past > at {
            let that = text.says(past, "that");
            return Some((past + usize::from(that), true));
        }
        if let Some(colon) = (at..to.min(at + 4)).find(|&k| self.mark(k, ':') && self.opens(k + 1))
        {
            return Some((colon + 1, true));
        }
        let infinitive = |at: usize| {
            text.says(at, "to") || self.kind(at).any(Kind::NOT) && text.says(at + 1, "to")
        };
        if follows.any(Follows::TO) && infinitive(at) {
            return Some((at, true));
        }
        let particle_first = cue.group.end > cue.head + 1;
        // People told, times and places, then "that" or a quotation.
        let skipped = self.skip_adjuncts(at, to);
        if skipped > at && skipped < to {
            if text.says(skipped, "that") && clausal {
                return Some((skipped + 1, true));
            }
            if self.opens(skipped) {
                return Some((skipped, true));
            }
            if (self.mark(skipped, ',') || self.mark(skipped, ':')) && self.opens(skipped + 1) {
                return Some((skipped + 1, true));
            }
            if self.mark(skipped, ':') && skipped + 1 < to {
                return Some((skipped + 1, true));
            }
            if follows.any(Follows::CLAUSE)
                && text.opens_phrase(skipped, to)
                && text.clause(skipped + 1..to)
            {
                return Some((skipped, false));
            }
            if follows.any(Follows::TO) && infinitive(skipped) {
                return Some((skipped, true));
            }
        }
        if follows.any(Follows::WHOM)
            && let Some(whom) = text.phrase_after(at, to)
        {
            let mut next = self.skip_adjuncts(whom.end, to);
            if self.mark(next, ',') && self.opens(next + 1) {
                next += 1;
            }
            if next < to {
                if text.says(next, "that") && clausal {
                    return Some((next + 1, true));
                }
                if self.opens(next) {
                    return Some((next, true));
                }
                if self.mark(next, ':') {
                    return Some((next + 1, true));
                }
                if text.tokens[next].is(Kind::THAT) && clausal {
                    return Some((next, true));
                }
                if infinitive(next) && follows.any(Follows::TO) {
                    // "urged the union to return": whom it is asked of is content.
                    let told = matches!(cue.act, Act::Says | Act::Threatens);
                    return Some((if told { next } else { at }, true));
                }
                if follows.any(Follows::CLAUSE)
                    && text.opens_phrase(next, to)
                    && text.clause(next + 1..to)
                    && !follows.any(Follows::THING)
                {
                    return Some((next, false));
                }
            }
            if follows.any(Follows::THING) {
                return Some((at, false));
            }
            let name = (whom.start + 1..whom.end).find(|&k| {
                text.tokens[k].capital
                    && text.tokens[k - 1].shape == Shape::Word
                    && !text.tokens[k - 1].capital
                    && !self
                        .kind(k - 1)
                        .any(Kind::DETERMINER.or(Kind::PREPOSITION).or(Kind::AND))
            });
            if let Some(name) = name
                && follows.any(Follows::CLAUSE)
                && text.clause(name + 1..to)
            {
                return Some((name, false));
            }
            if !follows.any(Follows::CLAUSE) {
                return None;
            }
        }
        if follows.any(Follows::ING) && text.letters(at).ends_with("ing") {
            return Some((at, particle_first));
        }
        let opens = text.opens_phrase(at, to);
        if follows.any(Follows::CLAUSE) {
            let clause = text.clause(at + 1..to)
                || at + 1 < to && self.kind(at).any(Kind::PRONOUN)
                || follows.any(Follows::CORE) && at + 3 < to;
            if opens && clause {
                return Some((at, false));
            }
            // "said if the deal fails", "said in return the army would go"
            if clause
                && text.tokens[at].is(Kind::BUT.or(Kind::PREPOSITION))
                && !text.says(at, "by")
                && !text.says(at, "as")
                && !self.kind(at).any(Kind::BUT)
            {
                return Some((at, false));
            }
            if clause
                && ["if", "when", "although", "unless", "while"]
                    .iter()
                    .any(|w| text.says(at, w))
            {
                return Some((at, false));
            }
        }
        if follows.any(Follows::THING) && opens {
            return Some((at, false));
        }
        if follows.any(Follows::COMPLEMENT) && opens {
            return Some((at, false));
        }
        if follows.any(Follows::AT) {
            let at_ = (at + 1..to.min(at + 9)).find(|&k| text.says(k, "at"))?;
            return (at_ + 1 < to).then_some((at, false));
        }
        if follows.any(Follows::AS) {
            let as_ = (at..to.min(at + 12)).find(|&k| text.says(k, "as"))?;
            return (as_ + 1 < to).then_some((at, false));
        }
        None
    }

    /// Skips people told, times, places and occasions: "told reporters in Geneva on Monday".
    fn skip_adjuncts(&self, mut at: usize, to: usize) -> usize {
        let text = self.text;
        for _ in 0..6 {
            let start = at;
            at = self.skip_adverbs(at, to);
            if at >= to {
                return at;
            }
            if text.is_time(at) && !self.genitive_next(at) && text.tokens[at].shape == Shape::Word {
                at += 1;
                continue;
            }
            if self.kind(at).any(Kind::NEXT.or(Kind::LAST))
                && text
                    .is_time(at + 1)
                    .then_some(at + 2 <= to)
                    .unwrap_or(false)
                || text.says(at, "this") && at + 1 < to && text.is_time(at + 1)
            {
                at += 2;
                continue;
            }
            if self.kind(at).any(Kind::ADJUNCT) && !text.says(at, "this") && !text.says(at, "last")
            {
                let mut k = at + 1;
                let mut occasion = false;
                let mut place = false;
                while k < to && k < at + 9 {
                    let token = &text.tokens[k];
                    let kind = token.kind();
                    if token.is_mark()
                        && !(token.mark('-') && !token.apart)
                        && !token.mark('’')
                        && !(token.mark('.') && text.tokens[k - 1].is(Kind::ABBREVIATION))
                    {
                        break;
                    }
                    if self.opens(k) {
                        break;
                    }
                    let first = k == at + 1;
                    if kind.any(Kind::AUXILIARY) && !text.genitive(k)
                        || kind.any(Kind::PRONOUN.or(Kind::BUT))
                        || text.says(k, "that")
                        || kind.any(Kind::DETERMINER.or(Kind::POSSESSIVE))
                            && !first
                            && !text.says(k - 1, "of")
                            && !text.says(k - 1, "with")
                        || kind.any(Kind::PREPOSITION)
                            && !text.says(k, "of")
                            && !(occasion && text.says(k, "with"))
                        || kind.any(Kind::AND) && !occasion
                    {
                        break;
                    }
                    occasion |= kind.any(Kind::OCCASION) || text.is_time(k);
                    place |= token.capital;
                    // A place or a day is over where a small letter follows a name.
                    if !first
                        && place
                        && !token.capital
                        && !kind.any(Kind::OCCASION)
                        && text.tokens[k - 1].capital
                        && !text.genitive(k)
                        && !text.is_time(k)
                        && token.shape == Shape::Word
                        && !text.says(k, "of")
                    {
                        break;
                    }
                    k += 1;
                    if occasion
                        && text.tokens.get(k).is_none_or(|next| {
                            !next.is(Kind::OCCASION)
                                && !text.is_time_at(k)
                                && !text.says(k, "of")
                                && !text.says(k, "with")
                                && !next.mark('-')
                        })
                    {
                        break;
                    }
                }
                let to_people = text.says(at, "to")
                    && k > at + 1
                    && !text.tokens[at + 1].word.is_some_and(|w| {
                        w.verbs.iter().any(|(_, f)| f.any(Form::BASE)) && w.noun.is_none()
                    });
                if occasion
                    || place && (text.says(at, "in") || text.says(at, "at") || text.says(at, "to"))
                    || to_people && self.kind(k - 1).any(Kind::ANONYMOUS.or(Kind::OFFICE))
                {
                    at = k;
                    continue;
                }
                return start;
            }
            return at.max(start);
        }
        at
    }

    fn genitive_next(&self, at: usize) -> bool {
        at + 1 < self.text.tokens.len() && self.text.genitive(at + 1)
    }

    /// Where a content ends that begins at `begin`.
    fn content_end(&self, begin: usize, i: usize, cues: &[Cue], to: usize, clausal: bool) -> usize {
        let text = self.text;
        let mut at = begin;
        while at < to {
            if let Some(quotation) = text.quotation(at)
                && quotation.open == at
            {
                at = quotation.close + 1;
                continue;
            }
            let token = &text.tokens[at];
            if token.mark(';') && at > begin {
                return at;
            }
            if at > begin && self.ends_clause(at, i, cues, to) {
                return at;
            }
            // A quotation as an object ends with its marks.
            if !clausal
                && at > begin
                && self.closes(at - 1)
                && self.opens(begin)
                && token.is(Kind::PREPOSITION)
                && !self.text.says(at, "of")
            {
                return at;
            }
            if !clausal && token.mark(',') {
                // A list goes on; anything else ends an object.
                let list = (at + 1..to.min(at + 8)).any(|k| self.kind(k).any(Kind::AND))
                    && !text.clause(at + 1..to.min(at + 8));
                if !list {
                    return at;
                }
            }
            at += 1;
        }
        to
    }

    /// Whether what stands at a place parts the content from the next statement.
    fn ends_clause(&self, at: usize, i: usize, cues: &[Cue], to: usize) -> bool {
        let text = self.text;
        text.step(1);
        let comma = text.tokens[at].mark(',');
        let mut next = if comma { at + 1 } else { at };
        if next >= to {
            return false;
        }
        if text.says(next, "according") && text.says(next + 1, "to") {
            return true;
        }
        let connector = self.kind(next).any(Kind::AND)
            || text.says(next, "but")
            || text.says(next, "while")
            || text.says(next, "whereas")
            || text.says(next, "though")
            || text.says(next, "although");
        if !comma && !connector {
            return false;
        }
        let contrast = comma
            && (text.says(next, "but")
                || text.says(next, "although")
                || text.says(next, "though")
                || text.says(next, "while")
                || text.says(next, "whereas"));
        if connector {
            next += 1;
        }
        text.step(cues.len());
        let cue = cues.iter().skip(i + 1).find(|cue| cue.group.start >= next);
        let own = cues
            .get(i)
            .is_some_and(|cue| cue.pattern == Pattern::Participle || cue.inherited);
        let Some(cue) = cue else {
            return contrast && !own && text.clause(next..to) && false;
        };
        // The next cue's group begins right here.
        let adverbs = self.skip_adverbs(next, to);
        let begins = cue.begin == next
            || cue.begin == adverbs
            || cue.group.start == next
            || cue.group.start == adverbs;
        if begins && cue.pattern != Pattern::Noun {
            if cue.aside {
                return false;
            }
            if connector
                && !comma
                && text.says(next - 1, "and")
                && !cue.inherited
                && !cue.follows.any(Follows::CORE)
            {
                return false;
            }
            return true;
        }
        // ", but in Geneva the minister said"
        contrast
            && cue.begin < next + 10
            && !cue.inherited
            && cue.pattern == Pattern::Verb
            && cue.follows.any(Follows::CORE)
    }

    fn noun_end(&self, begin: usize, i: usize, cues: &[Cue], to: usize) -> usize {
        let text = self.text;
        let clausal = text.says(begin.saturating_sub(1), "that");
        let mut at = begin;
        while at < to {
            if let Some(quotation) = text.quotation(at)
                && quotation.open == at
            {
                at = quotation.close + 1;
                continue;
            }
            if at > begin
                && (text.tokens[at].mark(';')
                    || text.tokens[at].mark(',') && !clausal
                    || self.ends_clause(at, i, cues, to))
            {
                return at;
            }
            // The verb of which the noun is the subject: "X's refusal to sign has angered Y".
            if at > begin + 1 && !clausal && cues[i].begin < at && self.main_verb(at, begin) {
                return at;
            }
            at += 1;
        }
        to
    }

    /// Whether a token is a finite verb outside a relative clause begun since `begin`.
    fn main_verb(&self, at: usize, begin: usize) -> bool {
        let text = self.text;
        let kind = self.kind(at);
        let finite = kind.any(Kind::MODAL.or(Kind::HAVE).or(Kind::BE))
            && !text.genitive(at)
            && !text.says(at, "be")
            && !text.says(at, "having")
            && !text.says(at, "being")
            && !text.says(at, "been")
            && !(text.says(at, "have") && text.says(at - 1, "to"))
            || text.is_past(at, begin) && text.verb(at, Form::PAST) && !text.says(at + 1, "by")
            || kind.any(Kind::FINITE) && self.letters_past(at);
        finite
            && !(begin..at)
                .any(|k| self.kind(k).any(Kind::RELATIVE.or(Kind::THAT)) && !text.says(k, "whose"))
    }

    fn letters_past(&self, at: usize) -> bool {
        let letters = self.text.letters(at);
        !matches!(
            letters,
            "needs"
                | "works"
                | "means"
                | "lies"
                | "lay"
                | "lets"
                | "let"
                | "put"
                | "cut"
                | "hit"
                | "read"
                | "costs"
                | "cost"
                | "stands"
                | "breaks"
                | "runs"
                | "falls"
                | "rises"
                | "strikes"
                | "gets"
                | "lead"
                | "leads"
        ) && !self.text.says(at.saturating_sub(1), "to")
    }

    /// A participle after the last comma that is no cue may be the reporter's gloss.
    fn gloss(
        &self,
        begin: usize,
        end: usize,
        cues: &[Cue],
        i: usize,
    ) -> (usize, Option<Range<usize>>) {
        let text = self.text;
        let comma = (begin + 2..end)
            .rev()
            .find(|&at| text.tokens[at].mark(',') && text.quotation(at).is_none());
        if let Some(comma) = comma
            && comma + 1 < end
        {
            let next = self.skip_adverbs(comma + 1, end);
            if next < end
                && text.letters(next).ends_with("ing")
                && text.letters(next).len() > 4
                && !text.tokens[next].capital
                && !cues.iter().skip(i + 1).any(|cue| cue.head == next)
                && !text.says(next, "including")
                && !text.says(next, "during")
            {
                return (comma, Some(comma + 1..end));
            }
        }
        (end, None)
    }

    /// Where the clause begins that comes before a cue.
    fn clause_start(&self, cue: &Cue, cues: &[Cue], i: usize, from: usize) -> usize {
        // Not before the content of an earlier cue that is parted from this one.
        let mut start = from;
        if i > 0 {
            let last = &cues[i - 1];
            let semicolon = (last.group.end..cue.begin)
                .rev()
                .find(|&at| self.mark(at, ';'));
            if let Some(semicolon) = semicolon {
                start = semicolon + 1;
            }
        }
        let semicolon = (start..cue.begin)
            .rev()
            .find(|&at| self.mark(at, ';') && self.text.quotation(at).is_none());
        if let Some(semicolon) = semicolon {
            start = semicolon + 1;
        }
        while start < cue.begin && self.kind(start).any(Kind::AND)
            || start < cue.begin && self.text.says(start, "but") && start == from
        {
            start += 1;
        }
        start
    }

    /// Where the quotations begin that end right before a place.
    fn quotation_start(&self, end: usize, from: usize) -> usize {
        let mut at = end.saturating_sub(1);
        if self.mark(at, ',') && at > from && self.text.quotation(at).is_none() {
            at -= 1;
        }
        self.text.quotation(at).map_or(from, |quotation| {
            // Words before a short quotation belong to the same content.
            let open = quotation.open;
            if open > from && !self.text.tokens[open - 1].is_mark() && open - from < 40 {
                from
            } else {
                open
            }
        })
    }

    fn quotation_end(&self, open: usize, to: usize) -> usize {
        self.text.quotation(open).map_or(to, |quotation| {
            (quotation.close + 1).min(to.max(quotation.close + 1))
        })
    }

    /// "reportedly": the clause around it.
    fn around(
        &self,
        relation: &mut Relation,
        cue: &Cue,
        cues: &[Cue],
        i: usize,
        from: usize,
        to: usize,
    ) {
        let text = self.text;
        let mut start = cue.head;
        while start > from {
            let token = &text.tokens[start - 1];
            if matches!(token.shape, Shape::Mark(',' | ';' | ':' | '—' | '–'))
                && text.clause(start..to.min(cue.head + 6))
                || text.quotation(start - 1).is_some()
            {
                break;
            }
            start -= 1;
        }
        while start < cue.head && self.kind(start).any(Kind::AND.or(Kind::BUT)) {
            start += 1;
        }
        let end = self.content_end(cue.head + 1, i, cues, to, true);
        relation.content.push(start..cue.head);
        relation.content.push(cue.head + 1..end);
    }

    fn accorded(
        &self,
        relation: &mut Relation,
        cue: &Cue,
        cues: &[Cue],
        i: usize,
        from: usize,
        to: usize,
    ) {
        let text = self.text;
        let Some(source) = &cue.source else { return };
        let mut end = source.end.max(cue.group.end);
        relation.marked = true;
        let first = cue.begin <= from + 1
            || text.says(cue.begin.saturating_sub(1), "but")
            || text.says(cue.begin.saturating_sub(1), "and");
        if first {
            if end < to && self.mark(end, ',') {
                end += 1;
            } else if let Some(comma) = (end..to.min(end + 12)).find(|&at| self.mark(at, ',')) {
                end = comma + 1;
            }
            relation
                .content
                .push(end..self.content_end(end, i, cues, to, true));
            return;
        }
        let next = end + usize::from(end < to && self.mark(end, ','));
        if next < to && self.opens(next) && !(cue.begin > from && self.closes(cue.begin - 1)) {
            relation.content.push(next..self.quotation_end(next, to));
            return;
        }
        let start = self.clause_start(cue, cues, i, from);
        let quote = cue.begin > from && self.closes(cue.begin - 1);
        let start = if quote {
            self.quotation_start(cue.begin, from)
        } else {
            start
        };
        relation.content.push(start..cue.begin);
        // "The talks, according to X, would go on."
        if end < to && self.mark(end, ',') && end + 1 < to && !text.clause(start..cue.begin) {
            relation
                .content
                .push(end + 1..self.content_end(end + 1, i, cues, to, true));
        }
    }

    fn of_passive(
        &self,
        relation: &mut Relation,
        cue: &Cue,
        cues: &[Cue],
        i: usize,
        _from: usize,
        to: usize,
    ) {
        let text = self.text;
        let after = self.skip_adverbs(cue.group.end, to);
        if after >= to {
            relation.content.extend(cue.subject.clone());
            return;
        }
        if cue.subject.is_none() {
            // "It was reported that", "was quoted as saying"
            let (begin, marked) = match self.content_start(cue, after, to) {
                Some(found) => found,
                None => (
                    if text.says(after, "that") {
                        after + 1
                    } else {
                        after
                    },
                    false,
                ),
            };
            relation.marked = marked;
            relation
                .content
                .push(begin..self.content_end(begin, i, cues, to, true));
            return;
        }
        relation.content.extend(cue.subject.clone());
        let infinitive = text.says(after, "to") || text.says(after, "as");
        if infinitive {
            relation
                .content
                .push(after..self.content_end(after, i, cues, to, true));
        } else if let Some(source) = &cue.source
            && source.end < to
            && (text.says(source.end, "of") || text.says(source.end, "to"))
        {
            relation
                .content
                .push(source.end..self.content_end(source.end, i, cues, to, true));
        } else if cue.source.is_none()
            && !infinitive
            && !text.tokens[after].is_mark()
            && !text.says(after, "that")
        {
            // "No session is foreseen this year"
            relation
                .content
                .push(after..self.content_end(after, i, cues, to, false));
        } else if text.says(after, "of") || text.says(after, "that") {
            let begin = if text.says(after, "that") {
                after + 1
            } else {
                after
            };
            relation
                .content
                .push(begin..self.content_end(begin, i, cues, to, true));
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
    progressive: bool,
    negated: bool,
    infinitive: bool,
}

impl Text<'_> {
    /// Whether a token, if there is one, is a word for a time.
    fn is_time_at(&self, at: usize) -> bool {
        at < self.tokens.len() && self.is_time(at)
    }
}
