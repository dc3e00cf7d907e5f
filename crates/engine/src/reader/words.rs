//! What single words can be, by the tables, their letters and the small words beside them.

use super::lexicon::{Act, Follows, Force, Form, Kind};
use super::text::{Shape, Text};

impl Text<'_> {
    /// Whether a token is a verb of the tables in one of these forms.
    pub fn verb(&self, token: usize, forms: Form) -> bool {
        self.tokens[token]
            .word
            .is_some_and(|word| word.verbs.iter().any(|(_, own)| own.any(forms)))
    }

    /// Whether a token is `'s` or an apostrophe after a plural.
    pub fn genitive(&self, token: usize) -> bool {
        let token_ = &self.tokens[token];
        if token_.apart || token == 0 {
            return false;
        }
        match token_.shape {
            Shape::Word => matches!(self.letters(token), "'s" | "’s" | "'S" | "’S"),
            Shape::Mark('\'' | '’') => {
                self.letters(token - 1).ends_with(['s', 'S'])
                    && self.quotation(token).is_none_or(|q| q.close != token)
            }
            _ => false,
        }
    }

    /// Whether there is a token and it is `'s` or its like.
    pub fn genitive_at(&self, token: usize) -> bool {
        token < self.tokens.len() && self.genitive(token)
    }

    /// Whether a token shows that a clause has a verb.
    pub fn finite(&self, token: usize) -> bool {
        let at = &self.tokens[token];
        if at.shape != Shape::Word {
            return false;
        }
        // "The United States" states nothing.
        let name = at.capital && at.is(Kind::NOT_SPEECH);
        let verb = !name && self.verb(token, Form::PAST.or(Form::S));
        if at.is(Kind::AUXILIARY.or(Kind::FINITE)) || verb {
            return !self.genitive(token) || at.is(Kind::BE) && self.copula(token);
        }
        let letters = self.letters(token);
        letters.len() > 4 && letters.ends_with("ed") && !at.capital
    }

    /// Whether `'s` stands for "is" or "has": a pronoun stands before it.
    fn copula(&self, token: usize) -> bool {
        token > 0 && self.tokens[token - 1].is(Kind::PRONOUN)
    }

    /// Whether a token is a verb in the past, and no adjective made of one.
    pub fn is_past(&self, at: usize, from: usize) -> bool {
        let token = &self.tokens[at];
        if token.shape != Shape::Word || token.capital {
            return false;
        }
        let letters = self.letters(at);
        let past = self.verb(at, Form::PAST) && !self.verb(at, Form::BASE)
            || letters.len() > 4 && letters.ends_with("ed");
        if !past {
            return false;
        }
        // "the disputed islands"
        let before = at.checked_sub(1).filter(|&i| i >= from);
        let adjective = before.is_none_or(|i| {
            self.tokens[i].is(Kind::DETERMINER
                .or(Kind::POSSESSIVE)
                .or(Kind::PREPOSITION)
                .or(Kind::AND))
                || self.genitive(i)
        });
        !adjective
    }

    /// What a token does to whether other words are said to hold.
    pub fn force(&self, at: usize) -> Option<Force> {
        self.tokens.get(at)?.word?.force
    }

    /// Whether a token is a verb that denies, doubts or asks.
    pub fn denial(&self, at: usize) -> bool {
        self.tokens[at].word.is_some_and(|word| {
            word.verbs.iter().any(|(verb, _)| {
                let frames = &self.lexicon.verbs[*verb as usize].frames;
                frames
                    .iter()
                    .all(|frame| matches!(frame.act, Act::Denies | Act::Asks))
            })
        })
    }

    /// Whether a phrase is nobody: "no official", "neither side", "nobody".
    pub fn names_nobody(&self, phrase: &std::ops::Range<usize>) -> bool {
        self.force(phrase.start) == Some(Force::Negates)
            || phrase.len() == 1 && self.tokens[phrase.start].is(Kind::NOBODY)
    }

    /// Whether a token is a verb that only tells: "say", "explain", "confirm".
    pub fn speech_verb(&self, at: usize) -> bool {
        self.tokens[at].word.is_some_and(|word| {
            word.verbs.iter().any(|(verb, _)| {
                let frames = &self.lexicon.verbs[*verb as usize].frames;
                frames.iter().any(|frame| {
                    matches!(frame.act, Act::Says | Act::Claims | Act::Reveals)
                        && frame.follows.any(Follows::CLAUSE.or(Follows::THAT))
                })
            })
        })
    }

    /// Whether a token is a verb that a clause follows and no noun: "said", "insists".
    pub fn only_clause(&self, at: usize) -> bool {
        self.tokens[at].word.is_some_and(|word| {
            word.verbs.iter().any(|(verb, _)| {
                let frames = &self.lexicon.verbs[*verb as usize].frames;
                let follows = |what: Follows| {
                    let mut own = frames.iter().filter(|frame| frame.particle.is_none());
                    own.any(|frame| frame.follows.any(what))
                };
                follows(Follows::CLAUSE) && !follows(Follows::THING.or(Follows::WHOM))
            })
        })
    }

    /// Whether a token is a past participle, as far as its letters tell.
    pub fn participle(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        !token.capital
            && token.shape == Shape::Word
            && (self.verb(at, Form::PARTICIPLE)
                || self.letters(at).ends_with("ed")
                || token.is(Kind::FINITE))
    }

    /// Whether a token is a verb in the present that is no noun: "shows", "says".
    pub fn plain_verb(&self, at: usize) -> bool {
        let Some(word) = self.tokens[at].word else {
            return false;
        };
        !self.tokens[at].capital
            && word.noun.is_none()
            && word.verbs.iter().any(|(verb, forms)| {
                let frames = &self.lexicon.verbs[*verb as usize].frames;
                forms.any(Form::S) && !frames.iter().any(|frame| frame.follows.any(Follows::NOUN))
            })
    }

    /// Whether a token can be a noun, as far as the small words tell.
    pub fn is_noun(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.shape {
            Shape::Number => true,
            Shape::Mark(c) => c == ')' || c == '%',
            Shape::Word => {
                let small = Kind::DETERMINER
                    .or(Kind::POSSESSIVE)
                    .or(Kind::PREPOSITION)
                    .or(Kind::AUXILIARY)
                    .or(Kind::AND)
                    .or(Kind::BUT)
                    .or(Kind::THAT)
                    .or(Kind::NOT)
                    .or(Kind::PRONOUN)
                    .or(Kind::OBJECT)
                    .or(Kind::RELATIVE)
                    .or(Kind::FINITE)
                    .or(Kind::ADVERB);
                let letters = self.letters(at);
                let adverb = letters.ends_with("ly") && letters.len() > 4;
                let name = Kind::FUNCTION.or(Kind::PREPOSITION).or(Kind::DETERMINER);
                token.capital && !token.is(name) || !token.is(small) && !adverb
            }
        }
    }

    /// Whether a token is a word for a day or a time.
    pub fn is_time(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.is(Kind::WEEKDAY
            .or(Kind::TODAY)
            .or(Kind::YESTERDAY)
            .or(Kind::TOMORROW)
            .or(Kind::PART))
            || token.is(Kind::MONTH) && token.capital
            || token.is(Kind::UNIT)
            || token.shape == Shape::Number
                && self.letters(at).len() == 4
                && self.letters(at).starts_with(['1', '2'])
    }

    /// Whether a word is an adverb.
    pub fn is_adverb(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.shape == Shape::Word
            && !token.capital
            && (token.is(Kind::ADVERB.or(Kind::REPORTING_ADVERB))
                || self.letters(at).ends_with("ly") && self.letters(at).len() > 4)
    }

    /// Whether a token is a noun for people or for what people speak through.
    pub fn people(&self, at: usize) -> bool {
        let people = Kind::ANONYMOUS
            .or(Kind::OFFICE)
            .or(Kind::HUMAN)
            .or(Kind::TITLE);
        self.tokens[at].is(people) && !self.tokens[at].is(Kind::FUNCTION)
    }

    /// Whether a verb's form tells of what was done and of nothing else: "went".
    pub fn only_past(&self, at: usize) -> bool {
        self.verb(at, Form::PAST) && !self.verb(at, Form::PARTICIPLE)
    }

    /// Whether a participle begins what tells of the people named before it: "a lawyer
    /// representing the union".
    pub fn tells_of_people(&self, at: usize) -> bool {
        at > 0
            && !self.tokens[at].capital
            && self.tokens[at].shape == Shape::Word
            && self.letters(at).ends_with("ing")
            && self.people(at - 1)
            && !self.tokens[at - 1].is(Kind::OFFICE)
    }

    /// Whether an adjective behind a noun governs a preposition: "an official close to".
    pub fn governed(&self, at: usize) -> bool {
        let Some(adjective) = at.checked_sub(1).filter(|&before| before > 0) else {
            return false;
        };
        let noun = adjective - 1;
        self.tokens[adjective].is(Kind::GOVERNS)
            && !self.tokens[adjective].capital
            && (self.is_noun(noun) && self.tokens[noun].shape == Shape::Word
                || self.says(noun, "those"))
            && !self.is_time(noun)
            && !self.is_past(noun, 0)
    }
}
