//! Verbs as cues: finite, participles, passives, and what must follow each.

use super::super::lexicon::{Act, Follows, Form, Kind};
use super::super::text::Shape;
use super::{Cue, Group, Look, Pattern, Reader};

impl Reader<'_, '_> {
    /// A verb as a cue, if its form, its neighbours and what follows allow it.
    pub(super) fn framed(
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
        let begin = group.start;
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
            // "to" after a cue belongs to that cue's content, and "declined to say" says nothing.
            if self.withheld(group.left, from)
                || !strong
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
                    || self.opens(after)
                    || text.says(after, "there"))
                && !text.says(after, "that");
            // "The talks go on, claims Osei", "Sarn calls on Veld to leave"
            let verb = object
                || self.told_after(left, after, from, to)
                || follows.any(Follows::WHOM.or(Follows::TO)) && self.asked_to(after, to)
                || end > head + 1 && self.only_verb(head, from, to)
                || follows.any(Follows::THAT.or(Follows::CLAUSE)) && self.late_that(after, to);
            if follows.any(Follows::NOUN) && !strong && !pronoun && !verb {
                return None;
            }
            left?;
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
    pub(super) fn strong(&self, after: usize, to: usize, follows: Follows) -> bool {
        let text = self.text;
        if after >= to {
            return false;
        }
        let that =
            text.tokens[after].is(Kind::THAT) && !(text.says(after, "that") && after + 1 >= to);
        let quote = self.opens(after) && !text.quotation(after).is_some_and(|q| self.title(q))
            || (self.mark(after, ',') || self.mark(after, ':')) && self.opens(after + 1)
            || self.mark(after, ':') && after + 1 < to
            || (after..to.min(after + 4))
                .take_while(|&at| !self.mark(at, ','))
                .any(|at| self.mark(at, ':') && self.opens(at + 1));
        that && follows.any(Follows::THAT.or(Follows::CLAUSE))
            || quote && follows.any(Follows::QUOTE.or(Follows::CLAUSE))
            || follows.any(Follows::TO) && self.infinitive(after, to)
    }

    /// Keeps a cue if it has a content that its use allows.
    pub(super) fn supported(&self, cue: Cue, strong: bool, core: bool, look: Look) -> Option<Cue> {
        if strong || core {
            return Some(cue);
        }
        let text = self.text;
        let after = look.after;
        let thing = cue.follows.any(Follows::THING)
            && (self.opens_object(after, look.to)
                || text.says(after, "as") && self.opens(after + 1))
            || cue.follows.any(Follows::ING)
                && after < look.to
                && text.letters(after).ends_with("ing");
        let clause = cue.follows.any(Follows::CLAUSE)
            && text.opens_phrase(after, look.to)
            && text.clause(after + 1..look.to);
        let whom = cue.follows.any(Follows::WHOM)
            && (text.opens_phrase(after, look.to) || self.kind(after).any(Kind::OBJECT));
        let first = self.content_before(&cue, look.from);
        let as_ = cue.follows.any(Follows::AS)
            && (after + 1..look.to.min(after + 12)).any(|at| text.says(at, "as"));
        let at_ = cue.follows.any(Follows::AT)
            && (after + 1..look.to.min(after + 9))
                .any(|at| text.says(at, "at") && at + 1 < look.to);
        let complement = cue.follows.any(Follows::COMPLEMENT)
            && self.opens_object(after, look.to)
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

    /// Whether an object begins here: a noun phrase, or words in quotation marks.
    pub(super) fn opens_object(&self, at: usize, to: usize) -> bool {
        self.text.opens_phrase(at, to) || at < to && self.opens(at)
    }

    /// Whether a content stands right before the cue's group.
    pub(super) fn content_before(&self, cue: &Cue, from: usize) -> bool {
        cue.begin > from
            && (self.closes(cue.begin - 1)
                || self.mark(cue.begin - 1, ',') && cue.begin > from + 1
                || self.mark(cue.begin - 1, '—')
                || self.mark(cue.begin - 1, '–'))
    }

    pub(super) fn participle(
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
            let words = cue.follows.any(Follows::COMPLEMENT.or(Follows::THING))
                && (look.after..look.to.min(look.after + 12)).any(|at| self.opens(at));
            if !(strong || core || words) {
                return None;
            }
            let comma = (look.head + 1..look.to).find(|&at| self.mark(at, ','))?;
            let behind = text.quotation(comma).map_or(comma, |q| q.close) + 1;
            cue.source = text.phrase_after(behind, look.to);
            cue.inherited = true;
            cue.source.as_ref()?;
            return Some(cue);
        };
        let kind = self.kind(left);
        let thing = cue.follows.any(Follows::THING.or(Follows::ING))
            && self.opens_object(look.after, look.to);
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
            let withheld = self.withheld(left + 1, look.from);
            if !allowed || text.says(left, "of") && !strong || withheld {
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
        if !(strong || core || with && thing) {
            return None;
        }
        if self.text.finite(left) || kind.any(Kind::PREPOSITION.or(Kind::WITHHOLDS)) {
            return None;
        }
        let source = text.phrase_before(left + 1, look.from)?;
        cue.begin = source.start;
        cue.source = Some(source);
        Some(cue)
    }

    /// "was said to", "was rejected by X", "is expected to", "was quoted as saying".
    pub(super) fn passive(
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
            || text.says(after, "as") && self.opens(after + 1)
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
        // "We were promised six."
        let promised = told && cue.act == Act::Commits;
        if agent.is_none() && !impersonal && !strong && !expected && !promised {
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
    pub(super) fn reduced(&self, mut cue: Cue, left: Option<usize>, look: Look) -> Option<Cue> {
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
}
