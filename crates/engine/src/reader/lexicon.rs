//! The words of one language, from the tables in `lexicon/`.
//!
//! A language is a folder of eight tables that people read; the rules know only the kinds that
//! the tables name. A line that means nothing is a fault of the program and is found by a test.

use super::inflection::{ing_of, past_of, s_of};
use armistice_case::value::Decimal;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a cue marks its content as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Act {
    Says,
    Claims,
    Reveals,
    Denies,
    Demands,
    Offers,
    Accepts,
    Refuses,
    Commits,
    Threatens,
    Expects,
    Knows,
    Asks,
    Shows,
    Silent,
}

impl Act {
    /// The act of that name.
    fn from_word(word: &str) -> Option<Act> {
        Some(match word {
            "says" => Act::Says,
            "claims" => Act::Claims,
            "reveals" => Act::Reveals,
            "denies" => Act::Denies,
            "demands" => Act::Demands,
            "offers" => Act::Offers,
            "accepts" => Act::Accepts,
            "refuses" => Act::Refuses,
            "commits" => Act::Commits,
            "threatens" => Act::Threatens,
            "expects" => Act::Expects,
            "knows" => Act::Knows,
            "asks" => Act::Asks,
            "shows" => Act::Shows,
            "silent" => Act::Silent,
            _ => return None,
        })
    }
}

/// A set of bits, with the words by which the tables call them.
macro_rules! bits {
    ($type:ident: $($name:ident $bit:literal $word:literal),* $(,)?) => {
        impl $type {
            $(#[allow(missing_docs)] pub const $name: $type = $type(1 << $bit);)*
            /// The bits by the words of the tables.
            const NAMES: &[(&str, $type)] = &[$(($word, $type::$name)),*];
            /// Whether any bit of `other` is set.
            pub fn any(self, other: $type) -> bool { self.0 & other.0 != 0 }
            /// Both together.
            pub const fn or(self, other: $type) -> $type { $type(self.0 | other.0) }
        }
    };
}

/// What a small word does, and other things a table says of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kind(pub u128);

bits!(Kind:
    DETERMINER 0 "determiner", POSSESSIVE 1 "possessive", PRONOUN 2 "pronoun", OBJECT 3 "object",
    RELATIVE 4 "relative", BE 5 "be", HAVE 6 "have", DO 7 "do", MODAL 8 "modal", NOT 9 "not",
    AND 10 "and", BUT 11 "but", THAT 12 "that", PREPOSITION 13 "preposition", JOINS 14 "joins",
    ADVERB 15 "adverb", ADJUNCT 16 "adjunct", OCCASION 17 "occasion",
    REPORTING_ADVERB 18 "reporting-adverb", HEDGE 19 "hedge", TITLE 20 "title",
    ABBREVIATION 21 "abbreviation", FUNCTION 22 "function",
    ANONYMOUS 23 "anonymous", OFFICE 24 "office", DOCUMENT 25 "document", REPORTS 26 "reports",
    OUTLET 27 "outlet",
    WEEKDAY 28 "weekday", MONTH 29 "month", MONTH_SHORT 30 "month-short", UNIT 31 "unit",
    TODAY 32 "today", YESTERDAY 33 "yesterday", TOMORROW 34 "tomorrow", PART 35 "part",
    NEXT 36 "next", LAST 37 "last", FUTURE 38 "future",
    ABOUT 39 "about", OVER 40 "over", LABEL 41 "label", UNDER 42 "under", NTH 43 "nth",
    PART_OF 44 "part-of", RESULT 45 "result", YEAR_LIKE 46 "year-like", UNIT_SKIP 47 "unit-skip",
    NOT_SPEECH 48 "not-speech", ROLE 49 "role", SUBJECT 50 "subject", ISSUES 51 "issues",
    STILL 52 "still", FINITE 53 "finite", LIGHT 54 "light", STAFF 55 "staff", NOBODY 56 "nobody",
    HUMAN 57 "human", MESSAGE 58 "message", PARTICLE 59 "particle", THING 60 "thing",
    GOVERNS 61 "governs", REPRESENTS 62 "represents", WITHHOLDS 63 "withholds",
    GIVES_UP 64 "gives-up",
);

impl Kind {
    /// The forms of be, have, do and the modals.
    pub const AUXILIARY: Kind = Kind::BE.or(Kind::HAVE).or(Kind::DO).or(Kind::MODAL);

    fn add(&mut self, other: Kind) {
        self.0 |= other.0;
    }
}

/// What can follow a cue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Follows(pub u32);

bits!(Follows:
    CLAUSE 0 "clause", THAT 1 "that", QUOTE 2 "quote", WHOM 3 "whom", TO 4 "to", THING 5 "thing",
    ING 6 "ing", AS 7 "as", CORE 8 "core", NOUN 9 "noun", ON 10 "on", FOR 11 "for", OF 12 "of",
    ABOUT 13 "about", AGAINST 14 "against", OVER 15 "over", IN 16 "in", AT 17 "at", WITH 18 "with",
    COMPLEMENT 19 "complement",
);

/// The forms of a verb that a word can be, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form(pub u8);

impl Form {
    pub(super) const BASE: Form = Form(1);
    pub(super) const S: Form = Form(1 << 1);
    pub(super) const PAST: Form = Form(1 << 2);
    pub(super) const PARTICIPLE: Form = Form(1 << 3);
    pub(super) const ING: Form = Form(1 << 4);

    /// Whether any bit of `other` is set.
    pub fn any(self, other: Form) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub const fn or(self, other: Form) -> Form {
        Form(self.0 | other.0)
    }
}

/// One use of a verb: what it marks and what follows it.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The word that belongs to it: "for" in "call for".
    pub particle: Option<&'static str>,
    /// What it marks its content as.
    pub act: Act,
    /// What can follow, and whether it is nearly always an attribution.
    pub follows: Follows,
}

/// A verb with its uses.
#[derive(Clone, Debug)]
pub struct Verb {
    /// The base form.
    pub base: &'static str,
    /// Its uses, those with a particle first.
    pub frames: Vec<Frame>,
}

/// A noun or adjective that marks an attribution.
#[derive(Clone, Copy, Debug)]
pub struct Noun {
    /// What it marks its content as.
    pub act: Act,
    /// What can follow.
    pub follows: Follows,
}

/// What the tables say of one word.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// What it does.
    pub kind: Kind,
    /// The verbs of which it is a form, by their position.
    pub verbs: Vec<(u16, Form)>,
    /// What it marks as a noun.
    pub noun: Option<Noun>,
    /// What it marks as an adjective after a form of "be".
    pub adjective: Option<Noun>,
    /// Its number: a value, a scale or a lower bound, by its kind.
    pub number: Option<Number>,
    /// What it adds to the number before it.
    pub addition: Option<Addition>,
    /// What happens to the things counted beside it.
    pub role: Option<&'static str>,
    /// Its place among the weekdays, months or units.
    pub ordinal: u8,
    /// The phrases that begin with it, by their position.
    pub phrases: Vec<u16>,
    /// What it does to whether other words are said to hold.
    pub force: Option<Force>,
}

/// A word for a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// Exactly so many.
    Exact(i64),
    /// Times so many.
    Scale(i64),
    /// At least so many.
    AtLeast(i64),
}

/// What a word adds to the number before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addition {
    /// A part of one, in millionths: "½", "and a half".
    Fraction(i64),
    /// Times so many, written behind digits without a blank: "10k". Of one that also stands for a
    /// length ("10m") only where several are counted.
    Suffix {
        /// Times so many.
        scale: i64,
        /// Whether it also stands for a length.
        length: bool,
    },
}

/// What words round a number say of its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It or more.
    AtLeast,
    /// It or less.
    AtMost,
    /// More than it.
    Over,
    /// Less than it.
    Under,
    /// Nearly it.
    About,
}

/// Words that bound the number behind or before them: "as many as", "or more".
#[derive(Clone, Debug)]
pub struct BoundPhrase {
    /// Whether they stand behind the number.
    pub behind: bool,
    /// What they say.
    pub bound: Bound,
    /// The words.
    pub words: Vec<&'static str>,
}

/// What a word does to whether other words are said to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// What follows is said not to hold: "neither".
    Negates,
    /// What follows is asked, doubted, hoped for or supposed: "whether".
    Questions,
    /// What follows may be yet to come: "until".
    Awaits,
    /// What stands before is said not to hold: "false".
    Voids,
}

/// The slot that a phrase fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum SlotKind {
    Talks,
    Progress,
    Status,
    Listing,
    Left,
}

/// A phrase that fills a typed slot.
#[derive(Clone, Debug)]
pub struct SlotPhrase {
    /// Which slot.
    pub slot: SlotKind,
    /// The word of the case language.
    pub value: &'static str,
    /// Its words; `*` is any word.
    pub words: Vec<&'static str>,
}

/// All that is known of the words of one language.
pub struct Lexicon {
    /// The language, as a case names it.
    pub language: &'static str,
    words: HashMap<Cow<'static, str>, Word>,
    /// The verbs.
    pub verbs: Vec<Verb>,
    /// The phrases that fill slots.
    pub phrases: Vec<SlotPhrase>,
    /// The phrases that bound a number, the longest first.
    pub bounds: Vec<BoundPhrase>,
    /// Lines that mean nothing.
    pub faults: Vec<String>,
}

/// The tables of a language.
struct Tables {
    language: &'static str,
    verbs: &'static str,
    nouns: &'static str,
    adjectives: &'static str,
    words: &'static str,
    speakers: &'static str,
    slots: &'static str,
    numbers: &'static str,
    times: &'static str,
}

macro_rules! tables {
    ($folder:literal) => {
        Tables {
            language: $folder,
            verbs: include_str!(concat!("../../lexicon/", $folder, "/verbs.txt")),
            nouns: include_str!(concat!("../../lexicon/", $folder, "/nouns.txt")),
            adjectives: include_str!(concat!("../../lexicon/", $folder, "/adjectives.txt")),
            words: include_str!(concat!("../../lexicon/", $folder, "/words.txt")),
            speakers: include_str!(concat!("../../lexicon/", $folder, "/speakers.txt")),
            slots: include_str!(concat!("../../lexicon/", $folder, "/slots.txt")),
            numbers: include_str!(concat!("../../lexicon/", $folder, "/numbers.txt")),
            times: include_str!(concat!("../../lexicon/", $folder, "/times.txt")),
        }
    };
}

/// The languages that can be read; another one is a folder of tables and a line here.
static LEXICONS: LazyLock<Vec<Lexicon>> =
    LazyLock::new(|| [tables!("en")].iter().map(Lexicon::of).collect());

/// The languages that can be read.
pub fn lexicons() -> &'static [Lexicon] {
    &LEXICONS
}

impl Lexicon {
    /// What is known of a word in small letters.
    pub fn get(&'static self, word: &str) -> Option<&'static Word> {
        self.words.get(word)
    }

    fn of(tables: &Tables) -> Lexicon {
        let mut lexicon = Lexicon {
            language: tables.language,
            words: HashMap::new(),
            verbs: Vec::new(),
            phrases: Vec::new(),
            bounds: Vec::new(),
            faults: Vec::new(),
        };
        for line in lines(tables.verbs) {
            if lexicon.verb(line).is_none() {
                lexicon.faults.push(line.to_owned());
            }
        }
        for verb in &mut lexicon.verbs {
            verb.frames.sort_by_key(|frame| frame.particle.is_none());
        }
        for line in lines(tables.nouns) {
            if lexicon.noun(line).is_none() {
                lexicon.faults.push(line.to_owned());
            }
        }
        for line in lines(tables.adjectives) {
            if lexicon.adjective(line).is_none() {
                lexicon.faults.push(line.to_owned());
            }
        }
        for table in [tables.words, tables.speakers, tables.times, tables.numbers] {
            for line in lines(table) {
                if lexicon.kinds(line).is_none() {
                    lexicon.faults.push(line.to_owned());
                }
            }
        }
        lexicon.joined_numbers();
        let length = |phrase: &BoundPhrase| phrase.words.len();
        lexicon
            .bounds
            .sort_by_key(|phrase| std::cmp::Reverse(length(phrase)));
        for line in lines(tables.slots) {
            if lexicon.slot(line).is_none() {
                lexicon.faults.push(line.to_owned());
            }
        }
        lexicon
    }

    /// "Twenty-five" is one word, as each ten is with each of the nine.
    fn joined_numbers(&mut self) {
        let of = |some: fn(&i64) -> bool| -> Vec<(String, i64)> {
            let numbers = self.words.iter().filter_map(|(word, entry)| {
                let Number::Exact(n) = entry.number? else {
                    return None;
                };
                some(&n).then(|| (word.to_string(), n))
            });
            numbers.collect()
        };
        let tens = of(|n| (20..100).contains(n) && n % 10 == 0);
        let ones = of(|n| (1..10).contains(n));
        for (ten, n) in &tens {
            for (one, more) in &ones {
                self.word(format!("{ten}-{one}")).number = Some(Number::Exact(n + more));
            }
        }
    }

    fn word(&mut self, word: impl Into<Cow<'static, str>>) -> &mut Word {
        self.words.entry(word.into()).or_default()
    }

    fn verb(&mut self, line: &'static str) -> Option<()> {
        let mut fields = line.split(" : ");
        let (name, act, follows) = (fields.next()?, fields.next()?, fields.next()?);
        let mut words = name.split(' ');
        let mut forms = words.next()?.split('/');
        let particle = words.next();
        let base = forms.next()?;
        let past = forms.next();
        let participle = forms.next();
        let mut follow = Follows::default();
        for word in follows.split(' ').chain(fields.flat_map(|f| f.split(' '))) {
            follow = follow.or(named(Follows::NAMES, word)?);
        }
        let frame = Frame {
            particle,
            act: Act::from_word(act.trim())?,
            follows: follow,
        };
        if let Some(verb) = self.verbs.iter_mut().find(|verb| verb.base == base) {
            verb.frames.push(frame);
            return Some(());
        }
        let at = u16::try_from(self.verbs.len()).ok()?;
        self.verbs.push(Verb {
            base,
            frames: vec![frame],
        });
        let regular = past_of(base);
        let past: Cow<'static, str> = past.map_or(Cow::Owned(regular), Cow::Borrowed);
        let participle = participle.map_or_else(|| past.clone(), Cow::Borrowed);
        self.form(base, at, Form::BASE);
        self.form(s_of(base), at, Form::S);
        self.form(ing_of(base, &past), at, Form::ING);
        self.form(past, at, Form::PAST);
        self.form(participle, at, Form::PARTICIPLE);
        Some(())
    }

    fn form(&mut self, word: impl Into<Cow<'static, str>>, verb: u16, form: Form) {
        let verbs = &mut self.word(word).verbs;
        match verbs.iter_mut().find(|(other, _)| *other == verb) {
            Some((_, forms)) => *forms = forms.or(form),
            None => verbs.push((verb, form)),
        }
    }

    fn adjective(&mut self, line: &'static str) -> Option<()> {
        let (word, adjective) = marks(line)?;
        self.word(word).adjective = Some(adjective);
        Some(())
    }

    fn noun(&mut self, line: &'static str) -> Option<()> {
        let (name, noun) = marks(line)?;
        let mut forms = name.split('/');
        let one = forms.next()?;
        let many = forms
            .next()
            .map_or_else(|| Cow::Owned(s_of(one)), Cow::Borrowed);
        for word in [Cow::Borrowed(one), many] {
            self.word(word).noun = Some(noun);
        }
        Some(())
    }

    fn kinds(&mut self, line: &'static str) -> Option<()> {
        let mut words = line.split_whitespace();
        let kind = words.next()?;
        let number = |words: &mut std::str::SplitWhitespace<'static>| -> Option<i64> {
            words.next()?.parse().ok()
        };
        match kind {
            "number" | "scale" | "at-least" => {
                let n = number(&mut words)?;
                for word in words {
                    self.word(word).number = Some(match kind {
                        "scale" => Number::Scale(n),
                        "at-least" => Number::AtLeast(n),
                        _ => Number::Exact(n),
                    });
                }
            }
            "fraction" => {
                let part = Decimal::parse(words.next()?)?;
                for word in words {
                    self.word(word).addition = Some(Addition::Fraction(part.0));
                }
            }
            "suffix" | "suffix-or-length" => {
                let (scale, length) = (number(&mut words)?, kind == "suffix-or-length");
                for word in words {
                    self.word(word).addition = Some(Addition::Suffix { scale, length });
                }
            }
            "before" | "behind" => {
                let bound = match words.next()? {
                    "at-least" => Bound::AtLeast,
                    "at-most" => Bound::AtMost,
                    "over" => Bound::Over,
                    "under" => Bound::Under,
                    "about" => Bound::About,
                    _ => return None,
                };
                let words: Vec<&'static str> = words.collect();
                words.first()?;
                self.bounds.push(BoundPhrase {
                    behind: kind == "behind",
                    bound,
                    words,
                });
            }
            "role" => {
                let role = words.next()?;
                for word in words {
                    let entry = self.word(word);
                    entry.role = Some(role);
                    entry.kind.add(Kind::ROLE);
                }
            }
            "unit" => {
                let names = ["minute", "hour", "day", "week", "month", "year"];
                let all: Vec<&'static str> = words.collect();
                let at = names.iter().position(|name| all.first() == Some(name))?;
                for word in all {
                    let entry = self.word(word);
                    entry.kind.add(Kind::UNIT);
                    entry.ordinal = u8::try_from(at).ok()?;
                }
            }
            _ => {
                let bit = named(Kind::NAMES, kind)?;
                for (i, word) in words.enumerate() {
                    let entry = self.word(word);
                    entry.kind.add(bit);
                    if bit.any(
                        Kind::WEEKDAY
                            .or(Kind::MONTH)
                            .or(Kind::MONTH_SHORT)
                            .or(Kind::NTH),
                    ) {
                        entry.ordinal = u8::try_from(i + 1).ok()?;
                    }
                }
            }
        }
        Some(())
    }

    fn slot(&mut self, line: &'static str) -> Option<()> {
        let mut fields = line.split(" : ");
        let (slot, value, phrase) = (fields.next()?, fields.next()?, fields.next()?);
        let slot = match slot {
            "talks" => SlotKind::Talks,
            "progress" => SlotKind::Progress,
            "status" => SlotKind::Status,
            "listing" => SlotKind::Listing,
            "left" => SlotKind::Left,
            "force" => {
                self.word(phrase).force = Some(match value {
                    "negates" => Force::Negates,
                    "questions" => Force::Questions,
                    "awaits" => Force::Awaits,
                    "voids" => Force::Voids,
                    _ => return None,
                });
                return Some(());
            }
            kind => {
                self.word(phrase).kind.add(named(Kind::NAMES, kind)?);
                return Some(());
            }
        };
        let words: Vec<&'static str> = phrase.split(' ').collect();
        let at = u16::try_from(self.phrases.len()).ok()?;
        let first = *words.first()?;
        self.phrases.push(SlotPhrase { slot, value, words });
        self.word(first).phrases.push(at);
        Some(())
    }
}

/// A word with what it marks and what follows it.
fn marks(line: &'static str) -> Option<(&'static str, Noun)> {
    let mut fields = line.split(" : ");
    let (name, act, words) = (fields.next()?, fields.next()?, fields.next()?);
    let mut follows = Follows::default();
    for word in words.split(' ') {
        follows = follows.or(named(Follows::NAMES, word)?);
    }
    let act = Act::from_word(act)?;
    Some((name, Noun { act, follows }))
}

/// The bit that a table calls by a word.
fn named<T: Copy>(names: &[(&str, T)], word: &str) -> Option<T> {
    names
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, bit)| *bit)
}

/// The lines of a table that are no remarks.
fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_means_something() {
        for lexicon in lexicons() {
            assert_eq!(lexicon.faults, Vec::<String>::new(), "{}", lexicon.language);
        }
    }

    #[test]
    fn a_bit_has_one_word() {
        let mut words: Vec<&str> = Kind::NAMES.iter().map(|(word, _)| *word).collect();
        let n = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), n);
    }

    #[test]
    fn the_forms_of_a_verb() {
        let lexicon = &lexicons()[0];
        for (word, form) in [
            ("said", Form::PAST),
            ("says", Form::S),
            ("denying", Form::ING),
            ("denied", Form::PARTICIPLE),
            ("admitting", Form::ING),
            ("wrote", Form::PAST),
            ("written", Form::PARTICIPLE),
            ("refuses", Form::S),
            ("criticising", Form::ING),
            ("replies", Form::S),
        ] {
            let verbs = &lexicon.get(word).unwrap_or_else(|| panic!("{word}")).verbs;
            assert!(verbs.iter().any(|(_, forms)| forms.any(form)), "{word}");
        }
    }

    /// A short verb doubles its last consonant, which the table has to say: shrug/shrugged.
    #[test]
    fn short_verbs_say_their_past() {
        let silent = |c: char| !"aeiouwxy".contains(c);
        for verb in &lexicons()[0].verbs {
            let letters: Vec<char> = verb.base.chars().collect();
            let vowels = letters.iter().filter(|c| "aeiouy".contains(**c)).count();
            let [.., before, vowel, last] = letters[..] else {
                continue;
            };
            if vowels == 1 && silent(before) && "aeiou".contains(vowel) && silent(last) {
                let regular = format!("{}ed", verb.base);
                assert!(lexicons()[0].get(&regular).is_none(), "{regular}");
            }
        }
    }
}
