//! What is asked and what is found: articles, drafts and reading cards as values.

use super::attribution::{Pattern, Tier};
use super::lexicon::Act;
use super::repeats::Alike;
use super::slots::Slots;
use super::speaker::SpeakerKind;
use armistice_case::model::{ActorId, IssueId, QuantityId, StanceKind};
use armistice_case::value::{Amount, Days};
use jiff::civil::Date;
use std::ops::Range;

/// An article as it is handed over.
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    /// Its text.
    pub text: &'a str,
    /// The digest of its file.
    pub digest: &'a str,
    /// The day of publication, where a person gives it.
    pub published: Option<Date>,
}

/// What to look for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Also drafts whose speaker is unclear, and every statement of the outlet.
    pub all: bool,
}

/// What several articles say.
#[derive(Clone, Debug)]
pub struct Readings {
    /// One for each article, in their order.
    pub articles: Vec<Reading>,
    /// Articles that share passages.
    pub alike: Vec<Alike>,
    /// How many steps it took.
    pub steps: u64,
}

/// What one article says.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The language it was read in; none where it is in no language that can be read.
    pub language: Option<&'static str>,
    /// The drafts, in the order of the text.
    pub drafts: Vec<Draft>,
    /// The reading card.
    pub card: Card,
}

/// What to know of an article before its drafts are looked at.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// How many sentences it has.
    pub sentences: usize,
    /// How many of them stood before, in it or in an earlier article.
    pub repeated: usize,
    /// How many of the others that were read say who says what.
    pub attributed: usize,
    /// How many do not.
    pub unattributed: usize,
    /// How many are in a language that cannot be read, and were not.
    pub foreign: usize,
    /// Actors of the case that it names and that say nothing in it.
    pub never_quoted: Vec<ActorId>,
    /// Issues on which one side alone is heard, with that side.
    pub one_side: Vec<(IssueId, Option<ActorId>)>,
    /// Whether somebody gave the day of publication.
    pub dated: bool,
    /// How many drafts were left out because nobody can tell who speaks.
    pub left_out: usize,
}

/// Who is named as the speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The bytes that name him.
    pub at: Range<usize>,
    /// What kind of speaker they name.
    pub kind: SpeakerKind,
    /// The actor of the case that is meant.
    pub actor: Option<ActorId>,
    /// For whom the words say that a person speaks whom the case does not know.
    pub speaks_for: Option<ActorId>,
    /// The bytes that a pronoun stands for.
    pub stands_for: Option<Range<usize>>,
}

/// Why a draft is only to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// The speaker is a pronoun, taken for the subject before it.
    Pronoun,
    /// Nobody can be found for whom the pronoun stands.
    NoAntecedent,
    /// The speaker is taken from another clause.
    Inherited,
    /// Nobody is named as the speaker.
    NobodyNamed,
    /// A quotation with nothing beside it that says whose it is.
    NoCue,
    /// A quotation with a name beside it and no verb.
    NameAlone,
    /// Words that are a cue by their place beside a quotation, and by nothing else.
    NoSpeechVerb,
    /// The cue often means something else.
    WeakCue,
    /// The end may be the reporter's own.
    Gloss,
    /// What is told is somebody's position and not what he said.
    Position,
    /// It stands inside what somebody else says.
    Nested,
    /// Something in it is denied, doubted, asked, supposed or yet to come, and fills no slot as it stands.
    NotAsserted,
}

/// A number, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub amount: Amount,
    /// The words of the number.
    pub at: Range<usize>,
    /// The words for what is counted.
    pub of: Range<usize>,
    /// What is said to happen to it.
    pub role: Option<&'static str>,
    /// The counted thing of the case.
    pub quantity: Option<QuantityId>,
}

/// A day or a length of time, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// The words.
    pub at: Range<usize>,
    /// The day or days.
    pub days: Option<Days>,
    /// The length: how many of which unit.
    pub lasts: Option<(Amount, &'static str)>,
}

/// A stance on an issue, with the option where the words name one.
pub type Stance = (StanceKind, IssueId, Option<u16>);

/// What may become a claim. All places are bytes of the article's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// From the first to the last byte of speaker, cue and content.
    pub quote: Range<usize>,
    /// Who speaks; none where nobody is named.
    pub source: Option<Source>,
    /// Whether it is the outlet's own statement.
    pub outlet: bool,
    /// Whose position is told, where the teller is the outlet or somebody else.
    pub about: Option<ActorId>,
    /// The cue; none for the outlet's own statements, turns and bare quotations.
    pub cue: Option<Range<usize>>,
    /// The content, the gloss included.
    pub content: Vec<Range<usize>>,
    /// Words at its end that may be the reporter's own.
    pub gloss: Option<Range<usize>>,
    /// How it was found; none for the outlet's own statements.
    pub pattern: Option<Pattern>,
    /// What the cue marks it as.
    pub act: Act,
    /// Whether the cue is negated.
    pub negated: bool,
    /// How sure the rules are.
    pub tier: Tier,
    /// Why it is only to be checked.
    pub doubts: Vec<Doubt>,
    /// Whether it is said with a reservation.
    pub hedged: bool,
    /// The day it was said.
    pub said: Option<Days>,
    /// What it says of the talks.
    pub slots: Slots,
    /// The issues it seems to be about.
    pub issues: Vec<IssueId>,
    /// Stances on issues.
    pub stances: Vec<Stance>,
    /// The numbers in it.
    pub counts: Vec<Count>,
    /// The days and lengths of time in it.
    pub times: Vec<Time>,
    /// Where else the same passage stands: the article and the sentence.
    pub also: Vec<(usize, Range<usize>)>,
    /// The draft in whose content it stands, by its position.
    pub inside: Option<usize>,
}
