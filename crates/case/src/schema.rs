//! The one table of the case language: section, key, type, help.
//!
//! It drives the checker, "did you mean", the JSON Schema that editors use, the reference page
//! and completion.

/// The kinds of things that have ids, as a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kinds(pub u32);

#[allow(missing_docs)]
impl Kinds {
    pub const PARTY: Kinds = Kinds(1);
    pub const MEDIATOR: Kinds = Kinds(1 << 1);
    pub const OTHER: Kinds = Kinds(1 << 2);
    pub const VOICE: Kinds = Kinds(1 << 3);
    pub const PLACE: Kinds = Kinds(1 << 4);
    pub const QUANTITY: Kinds = Kinds(1 << 5);
    pub const ISSUE: Kinds = Kinds(1 << 6);
    pub const PACKAGE: Kinds = Kinds(1 << 7);
    pub const PROPOSITION: Kinds = Kinds(1 << 8);
    pub const SOURCE: Kinds = Kinds(1 << 9);
    pub const CLAIM: Kinds = Kinds(1 << 10);
    pub const ASSUMPTION: Kinds = Kinds(1 << 11);
    pub const COURSE: Kinds = Kinds(1 << 12);
    pub const STATE: Kinds = Kinds(1 << 13);
    pub const PHASE: Kinds = Kinds(1 << 14);
    pub const OBLIGATION: Kinds = Kinds(1 << 15);
    pub const TRANCHE: Kinds = Kinds(1 << 16);
    pub const POWER: Kinds = Kinds(1 << 17);
    pub const OPEN_TERM: Kinds = Kinds(1 << 18);
    pub const MILESTONE: Kinds = Kinds(1 << 19);
    pub const ESCROW: Kinds = Kinds(1 << 20);
    pub const GUARANTEE: Kinds = Kinds(1 << 21);
    pub const READING: Kinds = Kinds(1 << 22);
    pub const AMENDMENT: Kinds = Kinds(1 << 23);
    pub const EVENT: Kinds = Kinds(1 << 24);
    pub const DRAFT: Kinds = Kinds(1 << 25);
    pub const DRAFT_CLAUSE: Kinds = Kinds(1 << 26);
    pub const VERSION: Kinds = Kinds(1 << 27);
    pub const DRAFT_CLAIM: Kinds = Kinds(1 << 28);

    /// Whoever can speak or act.
    pub const ACTOR: Kinds = Kinds::PARTY
        .or(Kinds::MEDIATOR)
        .or(Kinds::OTHER)
        .or(Kinds::VOICE);
    /// Everything in an agreement that can be owed, reached or waited for.
    pub const CLAUSE: Kinds = Kinds::PHASE
        .or(Kinds::OBLIGATION)
        .or(Kinds::TRANCHE)
        .or(Kinds::POWER)
        .or(Kinds::OPEN_TERM)
        .or(Kinds::MILESTONE)
        .or(Kinds::ESCROW)
        .or(Kinds::GUARANTEE);

    /// Both sets together.
    pub const fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// Whether every kind of `other` is in this set.
    pub fn holds(self, other: Kinds) -> bool {
        self.0 & other.0 == other.0
    }

    /// The kinds in words, joined by "or".
    pub fn words(self) -> String {
        if self == Kinds::ACTOR {
            return "actor".to_owned();
        }
        if self == Kinds::CLAUSE {
            return "clause of the agreement".to_owned();
        }
        let mut words: Vec<&str> = Vec::new();
        for &(kind, word) in NAMES {
            if self.holds(kind) {
                words.push(word);
            }
        }
        words.join(" or ")
    }
}

const NAMES: &[(Kinds, &str)] = &[
    (Kinds::PARTY, "party"),
    (Kinds::MEDIATOR, "mediator"),
    (Kinds::OTHER, "other actor"),
    (Kinds::VOICE, "voice"),
    (Kinds::PLACE, "place"),
    (Kinds::QUANTITY, "quantity"),
    (Kinds::ISSUE, "issue"),
    (Kinds::PACKAGE, "package"),
    (Kinds::PROPOSITION, "proposition"),
    (Kinds::SOURCE, "source"),
    (Kinds::CLAIM, "claim"),
    (Kinds::ASSUMPTION, "assumption"),
    (Kinds::COURSE, "course"),
    (Kinds::STATE, "state"),
    (Kinds::PHASE, "phase"),
    (Kinds::OBLIGATION, "obligation"),
    (Kinds::TRANCHE, "tranche"),
    (Kinds::POWER, "power"),
    (Kinds::OPEN_TERM, "open term"),
    (Kinds::MILESTONE, "milestone"),
    (Kinds::ESCROW, "escrow"),
    (Kinds::GUARANTEE, "guarantee"),
    (Kinds::READING, "reading"),
    (Kinds::AMENDMENT, "amendment"),
    (Kinds::EVENT, "event"),
    (Kinds::DRAFT, "draft"),
    (Kinds::DRAFT_CLAUSE, "clause of a draft"),
    (Kinds::VERSION, "version"),
    (Kinds::DRAFT_CLAIM, "draft claim"),
];

/// The type of a key's value.
#[derive(Clone, Copy, Debug)]
pub enum Ty {
    /// Prose or a name, in any script.
    Text,
    /// One text or a list of them.
    Texts,
    /// One or several ranges of bytes of a source.
    Bytes,
    /// `yes` or `no`.
    Flag,
    /// One of some words.
    Word(&'static [&'static str]),
    /// One or several of some words.
    WordList(&'static [&'static str]),
    /// A civil date.
    Date,
    /// A list of civil dates.
    Dates,
    /// A date or a span of dates.
    Days,
    /// A date with an optional hour.
    DayHour,
    /// A time zone.
    Zone,
    /// Sources with the day taken for each.
    DateOf,
    /// Who may see an entry.
    Visible,
    /// One amount.
    Amount,
    /// Amounts by the id of what is counted or weighed.
    Amounts(Kinds),
    /// A length of time.
    Duration,
    /// A length of time as somebody told of it, in any number of units.
    Length,
    /// A window in words.
    When,
    /// A condition.
    Condition(Kinds),
    /// One or several conditions.
    Conditions(Kinds),
    /// Statements of the graph model.
    Statements,
    /// One id.
    Ref(Kinds),
    /// One or several ids.
    Refs(Kinds),
    /// One or several ids, or the word `outlet`.
    Speakers,
    /// Options by issue, or the id of a text.
    Stance,
    /// The state of each issue.
    Status,
    /// Progress in all or by issue.
    Progress,
    /// Changes of clauses: clause, then key and value.
    Changes,
    /// Answers on ripeness.
    Ripeness,
    /// Scores by issue and option.
    Scores,
    /// Ratios of weights.
    Ratios,
    /// Comparisons of packages or states.
    Rather,
    /// What some combinations add.
    Interactions,
    /// Reservation values over dates.
    Drift,
    /// Ids from best to worst, ties in inner lists.
    Order(Kinds),
    /// For each issue its options from best to worst.
    OptionOrder,
    /// One package: an option or amount by issue.
    Package,
    /// Packages or parts of packages.
    Patterns,
    /// Parts of a quantity, divided one way or several.
    Parts,
    /// How far something can be undone.
    Reversible,
    /// Actors with their number of seats.
    Members,
    /// Persons and offices that speak for an actor.
    Voices,
    /// Possible answers to an issue.
    Options,
    /// Entries with ids of their own.
    Map(&'static Record, Kinds),
    /// Tranches of an obligation.
    Tranches,
    /// Versions of a clause of a draft.
    Versions,
    /// One version of the same clause.
    VersionOf,
    /// One entry.
    One(&'static Record),
    /// Entries without ids.
    List(&'static Record),
}

impl Ty {
    /// The type in words, with an example of how it is written.
    pub fn words(self) -> String {
        match self {
            Ty::Text => "a text".into(),
            Ty::Texts => "a text or a list of texts".into(),
            Ty::Bytes => "bytes of the source, `120 to 145`, or a list of such ranges".into(),
            Ty::Flag => "`yes` or `no`".into(),
            Ty::Word(words) => format!("one of {}", list(words)),
            Ty::WordList(words) => format!("one or several of {}", list(words)),
            Ty::Date => "a date, `2025-07-09`".into(),
            Ty::Dates => "dates, `[2031-06-09, 2031-06-10]`".into(),
            Ty::Days => "a date or a span, `2025-07-01 to 2025-07-03`".into(),
            Ty::DayHour => "a date, with an hour where one matters, `2031-06-02 12:00`".into(),
            Ty::Zone => "a time zone, `Europe/Zurich` or `+02:00`".into(),
            Ty::DateOf => "a day for each source, `{article: 2025-07-09}`".into(),
            Ty::Visible => {
                "`public`, `shared`, `mediator` or `in confidence of PARTY`".into()
            }
            Ty::Amount => "an amount, `about 50`, `at least 2`, `35 to 45`".into(),
            Ty::Amounts(kinds) => format!("an amount for each {}, `{{id: 8}}`", kinds.words()),
            Ty::Duration => "a duration, `5 days`, `1 to 3 days`".into(),
            Ty::Length => "a length of time, `60 days`, `at least 2 weeks`, `2.5 years`".into(),
            Ty::When => "a window in words, `by day 10`, `within 5 days of X`".into(),
            Ty::Condition(_) => "a condition, `X verified and (Y or Z)`".into(),
            Ty::Conditions(_) => "a condition or a list of them".into(),
            Ty::Statements => "statements, `[not war, sign if guarantee]`".into(),
            Ty::Ref(kinds) => format!("the id of one {}", kinds.words()),
            Ty::Refs(kinds) => format!("one id or a list of ids ({})", kinds.words()),
            Ty::Speakers => "an actor, a list of actors, or `outlet`".into(),
            Ty::Stance => {
                "an option or amount by issue, `{aid: un-led}`, or the id of a text".into()
            }
            Ty::Status => "`open`, `partly` or `settled` by issue, `{aid: open}`".into(),
            Ty::Progress => "`none`, `little`, `some` or `near`, in all or by issue".into(),
            Ty::Changes => "changes by clause, `{release.first: {when: day 2}}`".into(),
            Ty::Ripeness => "`{cannot-win: yes, cost-rising: unknown, way-out: no, able-to-commit: yes, deadline: 2031-07-11}`".into(),
            Ty::Scores => "a score by issue and option, `{line: {near: 0, far: 100}}`".into(),
            Ty::Ratios => "ratios, `[line at least 2 times aid]`".into(),
            Ty::Rather => "comparisons, `[{this: a, than: b}]`".into(),
            Ty::Interactions => "`[{if: {line: far, aid: open}, adds: -10}]`".into(),
            Ty::Drift => "`[{date: 2031-07-11, reservation: 30 to 50}]`".into(),
            Ty::Order(kinds) => format!("ids ({}) from best to worst, ties in inner lists, `[a, [b, c]]`", kinds.words()),
            Ty::OptionOrder => "options from best to worst by issue, `{line: [near, far]}`".into(),
            Ty::Package => "an option or amount by issue, `{line: middle, days: 40}`".into(),
            Ty::Patterns => "combinations, `[{line: near, guarantee: nothing}]`".into(),
            Ty::Parts => "quantities, `[living, remains]`, or several such lists".into(),
            Ty::Reversible => "`yes`, `no` or a share, `50 to 80 %`".into(),
            Ty::Members => "seats by actor, `{north: 2, south: 2}`".into(),
            Ty::Voices => "voices by id, `{vale: Ruta Vale (envoy)}`".into(),
            Ty::Options => "options by id, `{near: the reed bank, far: the old mark}`".into(),
            Ty::Map(record, _) => format!("entries by id, each a [{0}](#{0})", record.name),
            Ty::Tranches => "entries by id, each a [tranche](#tranche)".into(),
            Ty::Versions => "entries by id, each a [version](#version)".into(),
            Ty::VersionOf => "the id of a version of the same clause".into(),
            Ty::One(record) => format!("a [{0}](#{0})", record.name),
            Ty::List(record) => format!("a list, each a [{0}](#{0})", record.name),
        }
    }
}

fn list(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// One key of an entry.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name in the text.
    pub name: &'static str,
    /// The type of its value.
    pub ty: Ty,
    /// Whether an entry must have it.
    pub required: bool,
    /// Whether it is kept and no answer rests on it yet.
    pub unread: bool,
    /// What it says, in one line.
    pub help: &'static str,
}

/// The keys that one kind of entry can have.
#[derive(Debug)]
pub struct Record {
    /// What such an entry is called.
    pub name: &'static str,
    /// What it is, in one line.
    pub help: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

impl Record {
    /// The key of that name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys
            .iter()
            .chain(COMMON)
            .find(|key| key.name == name)
    }

    /// Every key an entry can have, its own before the common ones.
    pub fn all_keys(&self) -> impl Iterator<Item = &'static Key> + use<> {
        let own: &'static [Key] = self.keys;
        own.iter().chain(COMMON)
    }
}

const fn k(name: &'static str, ty: Ty, help: &'static str) -> Key {
    Key {
        name,
        ty,
        required: false,
        unread: false,
        help,
    }
}

/// A key that is checked and kept, and that no answer rests on yet.
const fn unread(name: &'static str, ty: Ty, help: &'static str) -> Key {
    Key {
        unread: true,
        ..k(name, ty, help)
    }
}

const fn must(name: &'static str, ty: Ty, help: &'static str) -> Key {
    Key {
        name,
        ty,
        required: true,
        unread: false,
        help,
    }
}

const ROLES: &[&str] = &[
    "party", "mediator", "guarantor", "verifier", "neutral", "press", "affected", "observer",
    "carrier", "donor", "host",
];
/// The words for how an issue stands.
pub const STATUS: &[&str] = &["open", "partly", "settled"];
/// The words for how far talks have come.
pub const PROGRESS: &[&str] = &["none", "little", "some", "near"];
const TALKS: &[&str] = &["ongoing", "stalled", "halted", "ended"];
const BECOMES: &[&str] = &[
    "started", "done", "verified", "refused", "stopped", "suspended", "resumed", "extended",
    "waived", "ended", "agreed", "used", "referred", "not started", "not done", "not verified",
    "not refused", "not stopped", "not suspended", "not resumed", "not extended", "not waived",
    "not ended", "not agreed", "not used", "not referred",
];
const WEEKDAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
];
const AGREEMENT_STATUS: &[&str] = &["proposed", "signed", "in force", "suspended", "ended"];
/// The kinds of speakers that a text can name.
pub const SPEAKER_KINDS: &[&str] = &[
    "person", "office", "anonymous", "group", "document", "reports", "outlet", "unclear",
];
/// The stances that words can take.
pub const STANCES: &[&str] = &[
    "claims", "denies", "demands", "offers", "accepts", "refuses", "commits", "threatens",
    "expects", "silent",
];
/// What a person can make of a draft claim.
pub const DECISIONS: &[&str] = &["accepted", "rejected", "merged", "split", "skipped"];
const GUARANTEE_KINDS: &[&str] = &["forfeit", "compensation", "escrow", "word"];

/// What every entry can have.
pub const COMMON: &[Key] = &[
    k("note", Ty::Text, "a remark of whoever keeps the case; not evidence"),
    k("visible", Ty::Visible, "who may see this entry; never wider than what it stands in"),
];

/// Two lists of keys as one.
const fn joined<const N: usize>(first: &[Key], second: &[Key]) -> [Key; N] {
    let mut all = [k("", Ty::Text, ""); N];
    let mut i = 0;
    while i < N {
        all[i] = if i < first.len() { first[i] } else { second[i - first.len()] };
        i += 1;
    }
    all
}

const BY: &str = "who acts";
const BY_WHOM: &str = "who speaks; `outlet` is the source's own voice";
const ABOUT: &str = "whose position is described by somebody else";
const TOLD_BY: &str = "whose word we have for it, nearest mouth first";
const TO: &str = "to whom it is owed";
const FROM: &str = "the source or sources";
const CLAUSE_NO: &str = "the number of the clause in the text";
const AFTER: &str = "the condition that starts the clock";
const NEEDS: &str = "what must hold but starts no clock";
const AS_WRITTEN: &str = "the text's own words where the case cannot be more precise";

/// The sections of a case, in the order in which they are best written.
pub static CASE: Record = Record {
    name: "case",
    help: "everything kept about one negotiation",
    keys: &[
        must("case", Ty::Text, "the name of the case"),
        k("as-of", Ty::Date, "the day the case speaks of"),
        k("language", Ty::Text, "the language of its prose"),
        k("parties", Ty::Map(&ACTOR, Kinds::PARTY), "who must agree for there to be a deal"),
        k("mediators", Ty::Map(&ACTOR, Kinds::MEDIATOR), "third parties that help and do not decide"),
        k("others", Ty::Map(&ACTOR, Kinds::OTHER), "everybody else who can speak or act"),
        k("places", Ty::Map(&PLACE, Kinds::PLACE), "where things happen"),
        k("quantities", Ty::Map(&QUANTITY, Kinds::QUANTITY), "what is counted"),
        k("issues", Ty::Map(&ISSUE, Kinds::ISSUE), "the questions to be settled"),
        k("deal", Ty::One(&DEAL), "whose consent it takes, what cannot be, packages"),
        k("propositions", Ty::Map(&PROPOSITION, Kinds::PROPOSITION), "facts and norms that claims affirm or deny"),
        k("sources", Ty::Map(&SOURCE, Kinds::SOURCE), "the documents that were read"),
        k("claims", Ty::Map(&CLAIM, Kinds::CLAIM), "what somebody is said by a source to have said"),
        k("draft-claims", Ty::Map(&DRAFT_CLAIM, Kinds::DRAFT_CLAIM), "what the reader found in articles; no claim until a person accepts it"),
        k("assumptions", Ty::Map(&ASSUMPTION, Kinds::ASSUMPTION), "what we take for granted"),
        k("conflict", Ty::One(&CONFLICT), "courses of action and states, for the graph model"),
        k("drafts", Ty::Map(&DRAFT, Kinds::DRAFT), "texts in the making, clause by clause, with what was said to each"),
        k("agreement", Ty::One(&AGREEMENT), "the text, reported, proposed or in force"),
        k("events", Ty::Map(&EVENT, Kinds::EVENT), "what is reported to have happened under the agreement"),
    ],
};

/// Whoever can speak or act.
pub static ACTOR: Record = Record {
    name: "actor",
    help: "whoever can speak or act: a party, a mediator or another",
    keys: &[
        must("name", Ty::Text, "the name as it is printed"),
        k("role", Ty::WordList(ROLES), "what it does besides"),
        k("voices", Ty::Voices, "persons and offices that speak for it"),
        k("aliases", Ty::Texts, "other names in the sources"),
        k("members", Ty::Members, "who sits on it, with seats, for the record"),
        k("side", Ty::Ref(Kinds::PARTY), "with whom an office is counted, never for whom it speaks"),
        k("anonymous", Ty::Flag, "a speaker whose name is not printed"),
        k("affiliation", Ty::Text, "the printed word for where an anonymous speaker belongs"),
        k("capacity", Ty::Amount, "how much it can do at once"),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
    ],
};

static PLACE: Record = Record {
    name: "place",
    help: "where things happen",
    keys: &[
        must("name", Ty::Text, "the name as it is printed"),
        k("capacity", Ty::Text, "how much passes, as `60 loads per day`"),
        k("part-of", Ty::Ref(Kinds::PLACE.or(Kinds::ACTOR)), "the larger place, or whose ground it is"),
        k("zone", Ty::Zone, "the zone of its clocks; that of the larger place without it"),
    ],
};

static QUANTITY: Record = Record {
    name: "quantity",
    help: "something counted; declared, so that a misspelt one is an error",
    keys: &[
        k("name", Ty::Text, "the name as it is printed"),
        must("unit", Ty::Text, "what one of it is"),
        k("parts", Ty::Parts, "quantities that add up to it"),
        k("among", Ty::Ref(Kinds::QUANTITY), "a quantity it lies inside without exhausting it"),
        k("reversible", Ty::Reversible, "whether a delivery can be undone"),
        k("harm", Ty::Flag, "counts people harmed: told on the daily page, never weighed"),
    ],
};

static ISSUE: Record = Record {
    name: "issue",
    help: "a question to be settled",
    keys: &[
        k("question", Ty::Text, "the question in words"),
        k("name", Ty::Text, "a short name for tables; the id without it"),
        k("options", Ty::Options, "the possible answers"),
        k("unit", Ty::Text, "the unit of a numeric answer"),
        k("range", Ty::Amount, "the range of a numeric answer, `30 to 90`"),
        k("step", Ty::Amount, "the step of a numeric answer"),
        k("consent", Ty::Condition(Kinds::ACTOR), "whose yes it takes, where not that of the deal"),
        k("divisible", Ty::Flag, "whether it can be shared out"),
    ],
};

static DEAL: Record = Record {
    name: "deal",
    help: "whose consent it takes, what cannot be, packages with a name",
    keys: &[
        k("consent", Ty::Condition(Kinds::ACTOR), "whose yes it takes; every party's without it"),
        k("cannot-be", Ty::Patterns, "combinations of options that exclude each other"),
        k("packages", Ty::Map(&PACKAGE, Kinds::PACKAGE), "packages with a name"),
    ],
};

/// A named package; its keys are issues.
pub static PACKAGE: Record = Record {
    name: "package",
    help: "one option or amount for each issue, by the issue's id",
    keys: &[],
};

static PROPOSITION: Record = Record {
    name: "proposition",
    help: "a fact or a norm that claims affirm or deny",
    keys: &[
        k("fact", Ty::Text, "what would be so"),
        k("norm", Ty::Text, "what ought to be so"),
    ],
};

/// A document that was read.
pub static SOURCE: Record = Record {
    name: "source",
    help: "a document that was read, or the story it goes back to",
    keys: &[
        k("title", Ty::Text, "its title"),
        k("outlet", Ty::Text, "who published it"),
        k("published", Ty::Date, "the day it was published"),
        k("url", Ty::Text, "where it is"),
        k("file", Ty::Text, "a copy inside the case's folder"),
        k("origin", Ty::Ref(Kinds::SOURCE), "the story its words first came from"),
        k("seen", Ty::Flag, "`no` when only named by another source"),
        k("digest", Ty::Text, "the digest of the file as it was read"),
        k("raw", Ty::Text, "the page from which the copy was made, inside the case's folder"),
        k("raw-digest", Ty::Text, "the digest of that page"),
        k("kind", Ty::Text, "what kind of document it is"),
        k("language", Ty::Text, "the language it is in"),
    ],
};

/// What somebody is said by a source to have said.
pub static CLAIM: Record = Record {
    name: "claim",
    help: "what somebody is said by a source to have said; none is true by being written down",
    keys: &joined::<{ CLAIM_OPENS.len() + SAID.len() }>(&CLAIM_OPENS, &SAID),
};

/// What the reader found in an article and nobody has accepted yet.
pub static DRAFT_CLAIM: Record = Record {
    name: "draft-claim",
    help: "what the reader found in an article: the keys of the claim it would become, and where it found them; it counts for nothing until a person accepts it",
    keys: &joined::<{ DRAFT_CLAIM_OPENS.len() + SAID.len() }>(&DRAFT_CLAIM_OPENS, &SAID),
};

const CLAIM_OPENS: [Key; 5] = [
    must("by", Ty::Speakers, BY_WHOM),
    k("about", Ty::Ref(Kinds::ACTOR), ABOUT),
    k("according-to", Ty::Speakers, TOLD_BY),
    k("date", Ty::Days, "the day it was said"),
    must("from", Ty::Refs(Kinds::SOURCE), FROM),
];

const DRAFT_CLAIM_OPENS: [Key; 26] = [
    k("decision", Ty::One(&DECISION), "what a person made of it; none yet without it"),
    k("by", Ty::Speakers, "who speaks, where the words name an actor of the case; `outlet` is the source's own voice"),
    k("speaker", Ty::Text, "the words that name who speaks"),
    k("speaker-kind", Ty::Word(SPEAKER_KINDS), "what kind of speaker the words name"),
    k("speaks-for", Ty::Ref(Kinds::ACTOR), "for whom the words say that a person speaks who is new to the case"),
    k("about", Ty::Ref(Kinds::ACTOR), ABOUT),
    k("according-to", Ty::Speakers, TOLD_BY),
    k("date", Ty::Days, "the day it was said, worked out from the day of publication"),
    must("from", Ty::Refs(Kinds::SOURCE), FROM),
    k("content", Ty::Text, "the words that are attributed"),
    k("gloss", Ty::Text, "words at their end that may be the reporter's own"),
    k("stance", Ty::Word(STANCES), "the stance that the words take, whatever the issue"),
    k("issue", Ty::Refs(Kinds::ISSUE), "the issues that the words seem to be about"),
    k("counts", Ty::List(&COUNT), "the numbers in it"),
    k("times", Ty::List(&TIME), "the days and lengths of time in it"),
    k("doubts", Ty::Texts, "why it is only to be checked"),
    k("speaker-at", Ty::Bytes, "where the speaker is named"),
    k("cue-at", Ty::Bytes, "where the cue stands"),
    k("content-at", Ty::Bytes, "where the content stands"),
    k("gloss-at", Ty::Bytes, "where the gloss stands"),
    k("also", Ty::List(&PASSAGE), "where else the same passage stands"),
    k("inside", Ty::Ref(Kinds::DRAFT_CLAIM), "the draft claim in whose content it stands"),
    k("part-of", Ty::Ref(Kinds::DRAFT_CLAIM), "the draft claim from which a person split it off"),
    k("cannot-hold-with", Ty::Refs(Kinds::CLAIM.or(Kinds::DRAFT_CLAIM)), "what says the opposite: the two cannot both hold"),
    k("pulls-apart-from", Ty::Refs(Kinds::CLAIM.or(Kinds::DRAFT_CLAIM)), "what does not agree with it, though both could hold"),
    k("like", Ty::Refs(Kinds::CLAIM.or(Kinds::DRAFT_CLAIM)), "what may be the same claim in other words"),
];

/// What a claim says, and where: the keys that a draft claim has in common with a claim.
const SAID: [Key; 29] = [
    k("origin", Ty::Ref(Kinds::SOURCE), "where these words first came from, if not where the source's did"),
    k("says", Ty::Text, "what was said, in your own words"),
    k("quote", Ty::Text, "the very words"),
    k("cue", Ty::Text, "the word that marks it as said"),
    k("at", Ty::Text, "the page, paragraph or bytes of the source"),
    k("before", Ty::Text, "the words of the source before the quote"),
    k("after", Ty::Text, "the words of the source after the quote"),
    k("digest", Ty::Text, "the digest of the source's file when it was read"),
    k("hedged", Ty::Flag, "said with a reservation"),
    k("tier", Ty::Word(&["likely", "check"]), "how sure the reader was of a draft"),
    k("status", Ty::Status, "how issues stand"),
    k("open-issues", Ty::Amount, "how many issues are open"),
    k("progress", Ty::Progress, "how far the talks have come"),
    k("talks", Ty::Word(TALKS), "whether talks go on"),
    k("accepts", Ty::Stance, "what the position accepts"),
    k("refuses", Ty::Stance, "what it refuses"),
    k("demands", Ty::Stance, "what it demands"),
    k("offers", Ty::Stance, "what it offers"),
    k("if", Ty::Stance, "on which condition"),
    k("flexible-on", Ty::Refs(Kinds::ISSUE), "where the position can move"),
    k("quantity", Ty::Amounts(Kinds::QUANTITY), "how many there are"),
    k("gap", Ty::Amounts(Kinds::ISSUE), "how far apart positions are"),
    k("terms", Ty::Changes, "terms of the agreement as this claim gives them"),
    k("affirms", Ty::Refs(Kinds::PROPOSITION), "facts and norms held to be so"),
    k("denies", Ty::Refs(Kinds::PROPOSITION), "facts and norms held not to be so"),
    k("ripeness", Ty::Ripeness, "whether a side can win, pays more, sees a way out"),
    k("expects", Ty::When, "by when a deal is expected"),
    k("retracts", Ty::Ref(Kinds::CLAIM), "the claim taken back"),
    k("corrects", Ty::Ref(Kinds::CLAIM), "the claim put right"),
];

static COUNT: Record = Record {
    name: "count",
    help: "a number in the words of a draft claim",
    keys: &[
        must("amount", Ty::Amount, "how many, as an interval"),
        k("of", Ty::Text, "the words for what is counted"),
        k("role", Ty::Text, "what is said to happen to them, in one word, `held`"),
        k("words", Ty::Text, "the words of the number"),
        k("at", Ty::Bytes, "where they stand"),
    ],
};

static TIME: Record = Record {
    name: "time",
    help: "a day or a length of time in the words of a draft claim",
    keys: &[
        must("words", Ty::Text, "the words"),
        k("date", Ty::Days, "the day or days, worked out from the day of publication"),
        k("lasts", Ty::Length, "the length"),
        k("at", Ty::Bytes, "where they stand"),
    ],
};

static PASSAGE: Record = Record {
    name: "passage",
    help: "a passage of a source",
    keys: &[
        must("from", Ty::Ref(Kinds::SOURCE), "the source"),
        must("at", Ty::Bytes, "where it stands in it"),
    ],
};

static DECISION: Record = Record {
    name: "decision",
    help: "what a person made of a draft claim",
    keys: &[
        must("is", Ty::Word(DECISIONS), "what was decided"),
        must("who", Ty::Text, "who decided"),
        must("at", Ty::Text, "the day and hour"),
        k("claim", Ty::Ref(Kinds::CLAIM), "the claim that it became, or with which it was merged"),
        k("with", Ty::Ref(Kinds::DRAFT_CLAIM), "the draft claim with which it was merged"),
        k("into", Ty::Refs(Kinds::DRAFT_CLAIM), "the draft claims into which it was split"),
        k("because", Ty::Text, "why"),
    ],
};

static ASSUMPTION: Record = Record {
    name: "assumption",
    help: "what we take for granted, with the claims that support it",
    keys: &[
        k("because", Ty::Refs(Kinds::CLAIM.or(Kinds::SOURCE).or(Kinds::ASSUMPTION).or(Kinds::CLAUSE)), "what supports it"),
        k("says", Ty::Text, "the assumption in words"),
        k("instead-of", Ty::Ref(Kinds::ASSUMPTION), "the assumption it stands in for"),
        k("dates", Ty::DateOf, "the day taken for a source that carries none"),
        k("same-speaker", Ty::Refs(Kinds::ACTOR), "speakers taken to be one"),
        k("takes-as-binding", Ty::Refs(Kinds::CLAIM), "refusals taken as red lines"),
        k("preferences-of", Ty::Ref(Kinds::ACTOR), "whose preferences these are"),
        k("order", Ty::Order(Kinds::ISSUE), "issues from most to least important"),
        k("option-order", Ty::OptionOrder, "options from best to worst"),
        k("weights", Ty::Amounts(Kinds::ISSUE), "weights of issues"),
        k("swings", Ty::Amounts(Kinds::ISSUE), "how much the step from worst to best matters by issue, the largest 100"),
        k("ratios", Ty::Ratios, "ratios of weights"),
        k("scores", Ty::Scores, "scores of options"),
        k("rather", Ty::Rather, "what is preferred to what"),
        k("interactions", Ty::Interactions, "what some combinations add or take"),
        k("reservation", Ty::Amount, "the worth of no deal"),
        k("drift", Ty::Drift, "how the worth of no deal changes over time"),
        k("discount", Ty::Amount, "per cent of a deal's worth that a month of waiting costs"),
        k("inducement-by", Ty::Ref(Kinds::ACTOR), "who could add something to a deal"),
        k("adds", Ty::Amounts(Kinds::ACTOR), "what that would be worth to each party, on its own scale"),
        k("effort", Ty::Amount, "what adding it costs, on a scale of whoever adds it"),
        k("of", Ty::Ref(Kinds::CLAUSE), "the clause it would add; one that is owed whatever happens induces nobody"),
        k("wants", Ty::Statements, "prioritised statements, most important first"),
        k("ranking", Ty::Order(Kinds::STATE), "states from best to worst"),
        k("cannot-tell", Ty::Order(Kinds::STATE), "states nobody knows the order of"),
        k("cannot-see", Ty::Refs(Kinds::STATE), "states this actor does not perceive"),
        k("values-of", Ty::Ref(Kinds::ACTOR), "whose values these are"),
        k("worth", Ty::Amounts(Kinds::QUANTITY), "what receiving one is worth"),
        k("cost", Ty::Amounts(Kinds::QUANTITY), "what giving one costs"),
        k("weighs", Ty::Amounts(Kinds::OBLIGATION), "how much each duty weighs beside the others"),
        unread("capability", Ty::Amount, "the actor's weight in the outcome"),
        unread("position", Ty::Amounts(Kinds::ISSUE), "where the actor stands on a scale"),
        unread("salience", Ty::Amounts(Kinds::ISSUE), "how much the actor cares"),
        unread("would-perform", Ty::Ref(Kinds::ACTOR), "an actor taken to keep its word"),
        unread("collapse-per-day", Ty::Amount, "the chance a day that everything ends"),
    ],
};

static CONFLICT: Record = Record {
    name: "conflict",
    help: "the conflict as a graph model",
    keys: &[
        k("courses", Ty::Map(&COURSE, Kinds::COURSE), "what decision makers can do or leave"),
        k("cannot-be", Ty::Conditions(Kinds::COURSE), "combinations of courses that cannot be"),
        k("states", Ty::Map(&STATE, Kinds::STATE), "states with a name"),
        k("moves", Ty::List(&MOVE), "who can go from which state to which, in place of courses"),
        k("now", Ty::Ref(Kinds::STATE), "where we are"),
        k("coalitions", Ty::Order(Kinds::ACTOR), "who can move together"),
        k("decision-makers", Ty::Refs(Kinds::ACTOR), "who decides, where not all who own a course"),
    ],
};

static COURSE: Record = Record {
    name: "course",
    help: "something a decision maker can do or leave",
    keys: &[
        must("by", Ty::Ref(Kinds::ACTOR), "whose choice it is"),
        must("does", Ty::Text, "what is done"),
        k("of", Ty::Ref(Kinds::CLAUSE), "the clause it is about"),
        k("means", Ty::Stance, "the text, or the answers, that taking it amounts to"),
        k("moves", Ty::Word(&["both ways", "one way", "back only"]), "whether it can be undone"),
    ],
};

static MOVE: Record = Record {
    name: "move",
    help: "what a decision maker can do where the states are named one by one",
    keys: &[
        must("by", Ty::Ref(Kinds::ACTOR), "whose choice it is"),
        must("from", Ty::Refs(Kinds::STATE), "the states it starts at"),
        must("to", Ty::Refs(Kinds::STATE), "the states it can lead to"),
    ],
};

static STATE: Record = Record {
    name: "state",
    help: "a state of the conflict with a name",
    keys: &[
        k("name", Ty::Text, "the name as it is printed"),
        k("takes", Ty::Refs(Kinds::COURSE), "exactly these courses are taken"),
        k("where", Ty::Condition(Kinds::COURSE), "every state in which this holds"),
    ],
};

static AGREEMENT: Record = Record {
    name: "agreement",
    help: "obligations in phases, with conditions, deadlines, totals and guarantees",
    keys: &[
        k("title", Ty::Text, "its title"),
        k("status", Ty::Word(AGREEMENT_STATUS), "how far it has come"),
        k("signed", Ty::Date, "the day it was signed"),
        k("signed-by", Ty::Refs(Kinds::ACTOR), "who signed"),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
        k("calendar", Ty::One(&CALENDAR), "day one, rest days, zone"),
        k("milestones", Ty::Map(&MILESTONE, Kinds::MILESTONE), "events that no clause produces"),
        k("totals", Ty::Amounts(Kinds::QUANTITY), "what changes hands in all"),
        k("open-terms", Ty::Map(&OPEN_TERM, Kinds::OPEN_TERM), "what is left to be agreed"),
        k("if-suspended", Ty::Word(&["shift", "freeze", "stand"]), "what the calendar does during a suspension"),
        k("if-over", Ty::Text, "whether giving more than owed counts later"),
        k("obligations", Ty::Map(&OBLIGATION, Kinds::OBLIGATION), "what holds throughout"),
        k("powers", Ty::Map(&POWER, Kinds::POWER), "rights to extend, suspend, end, refer"),
        k("phases", Ty::Map(&PHASE, Kinds::PHASE), "its phases"),
        k("escrows", Ty::Map(&ESCROW, Kinds::ESCROW), "what a third hand holds until both have given"),
        k("guarantees", Ty::Map(&GUARANTEE, Kinds::GUARANTEE), "who pledges what behind which clauses"),
        k("disputes", Ty::One(&DISPUTES), "the ladder for disputes"),
        k("readings", Ty::Map(&READING, Kinds::READING), "named ways to understand the terms"),
        k("amendments", Ty::Map(&AMENDMENT, Kinds::AMENDMENT), "changes with a date"),
        k("as-written", Ty::Text, AS_WRITTEN),
    ],
};

static CALENDAR: Record = Record {
    name: "calendar",
    help: "how days are counted",
    keys: &[
        k("day-one", Ty::DayHour, "the date of day 1"),
        k("day-zero", Ty::DayHour, "the date of day 0; counting then starts at nought"),
        k("zone", Ty::Zone, "the zone of its days and hours"),
        k("rest-days", Ty::WordList(WEEKDAYS), "weekdays that are no working days"),
        k("holidays", Ty::Dates, "days that are no working days"),
        k("if-rest-day", Ty::Word(&["next working day", "working day before", "stands"]), "what a date on a rest day becomes"),
        k("if-no-such-day", Ty::Word(&["last of month", "first of next month"]), "what 31 June becomes"),
        unread("day-ends", Ty::Text, "the hour at which a day ends"),
    ],
};

static MILESTONE: Record = Record {
    name: "milestone",
    help: "an event that no clause produces",
    keys: &[
        k("name", Ty::Text, "the name as it is printed"),
        k("date", Ty::Date, "its day"),
        k("by", Ty::Refs(Kinds::ACTOR), BY),
        unread("when", Ty::When, "when it is to be"),
        k("after", Ty::Condition(Kinds::CLAUSE), AFTER),
        k("needs", Ty::Condition(Kinds::CLAUSE), NEEDS),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
    ],
};

static OPEN_TERM: Record = Record {
    name: "open-term",
    help: "something the text leaves to be agreed",
    keys: &[
        must("question", Ty::Text, "the question in words"),
        k("when", Ty::When, "by when it is to be agreed"),
        k("issue", Ty::Ref(Kinds::ISSUE), "the issue it belongs to"),
        k("fallback", Ty::Text, "what holds if nothing is agreed"),
        k("decided-by", Ty::Refs(Kinds::ACTOR), "who decides"),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
    ],
};

static PHASE: Record = Record {
    name: "phase",
    help: "a stage of the agreement",
    keys: &[
        k("name", Ty::Text, "the name as it is printed"),
        k("when", Ty::When, "its span"),
        k("after", Ty::Condition(Kinds::CLAUSE), AFTER),
        k("needs", Ty::Condition(Kinds::CLAUSE), NEEDS),
        k("lasts", Ty::Duration, "how long it lasts"),
        k("obligations", Ty::Map(&OBLIGATION, Kinds::OBLIGATION), "what is owed in it"),
        k("powers", Ty::Map(&POWER, Kinds::POWER), "rights in it"),
        k("totals", Ty::Amounts(Kinds::QUANTITY), "what changes hands in it"),
        k("if-talks-go-on", Ty::Text, "what follows its end while talks go on"),
        k("if-talks-fail", Ty::Text, "what follows its end if talks fail"),
        k("clause", Ty::Text, CLAUSE_NO),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
        k("as-written", Ty::Text, AS_WRITTEN),
    ],
};

/// Who owes whom what, when, after what, verified by whom.
pub static OBLIGATION: Record = Record {
    name: "obligation",
    help: "who owes whom what, how much, when, after what, verified by whom",
    keys: &[
        k("name", Ty::Text, "the name as it is printed"),
        k("clause", Ty::Text, CLAUSE_NO),
        k("by", Ty::Refs(Kinds::ACTOR), BY),
        k("to", Ty::Refs(Kinds::ACTOR), TO),
        k("through", Ty::Refs(Kinds::ACTOR), "whose act it takes besides the debtor's"),
        k("jointly", Ty::Flag, "one duty of several together, not of each"),
        k("does", Ty::Text, "the act"),
        k("delivers", Ty::Amounts(Kinds::QUANTITY), "what changes hands"),
        k("reaches", Ty::Amounts(Kinds::QUANTITY), "the level reached in all"),
        k("must-not", Ty::Text, "the act forbidden"),
        k("done-when", Ty::Text, "how one sees that it is done"),
        k("as-written", Ty::Text, AS_WRITTEN),
        k("act", Ty::Text, "one word for an act that other duties name too"),
        k("place", Ty::Ref(Kinds::PLACE), "where"),
        k("zone", Ty::Zone, "the zone of its days and hours; that of its place, then of the calendar, without it"),
        k("uses", Ty::Refs(Kinds::ACTOR.or(Kinds::PLACE)), "whose capacity it takes"),
        k("after", Ty::Condition(Kinds::CLAUSE), AFTER),
        k("needs", Ty::Condition(Kinds::CLAUSE), NEEDS),
        k("starts", Ty::When, "when it must begin"),
        k("when", Ty::When, "when it must be done"),
        k("every", Ty::Duration, "how often it recurs"),
        k("takes", Ty::Duration, "how long the work takes"),
        k("in-return-for", Ty::Refs(Kinds::CLAUSE), "the duty it answers"),
        k("together-with", Ty::Ref(Kinds::CLAUSE), "the duty done at the same time"),
        k("first", Ty::Ref(Kinds::ACTOR), "who starts"),
        k("keeps-pace", Ty::Word(&["day for day", "share for share"]), "how two duties keep step"),
        k("tranches", Ty::Tranches, "its parts"),
        k("verified-by", Ty::Refs(Kinds::ACTOR), "who confirms"),
        k("verified-within", Ty::Duration, "how fast; a range is in nobody's hands"),
        k("verified-how", Ty::Text, "how it is confirmed, in words"),
        k("verified-access", Ty::Ref(Kinds::CLAUSE), "the duty that lets the verifier in"),
        k("if-short", Ty::Text, "what giving less than owed counts for, in words; answers count what was given"),
        k("if-over", Ty::Text, "whether giving more than owed counts later"),
        k("cure", Ty::Duration, "how long a breach can be cured"),
        k("if-suspended", Ty::Word(&["shift", "freeze", "stand"]), "what its dates do during a suspension"),
        k("reversible", Ty::Reversible, "whether it can be undone"),
        k("unconditional", Ty::Flag, "owed whatever happens; never leverage"),
        k("weight", Ty::Amount, "how much it weighs beside the others; 1 without it"),
        k("survives", Ty::Flag, "holds after its phase, or the agreement, ends"),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
    ],
};

/// A part of an obligation.
pub static TRANCHE: Record = Record {
    name: "tranche",
    help: "a part of an obligation; what it leaves out it has from the obligation",
    keys: &[
        k("when", Ty::When, "when it must be done"),
        k("starts", Ty::When, "when it must begin"),
        k("after", Ty::Condition(Kinds::CLAUSE), AFTER),
        k("needs", Ty::Condition(Kinds::CLAUSE), NEEDS),
        k("delivers", Ty::Amounts(Kinds::QUANTITY), "what changes hands"),
        k("reaches", Ty::Amounts(Kinds::QUANTITY), "the level reached in all"),
        k("does", Ty::Text, "the act"),
        unread("done-when", Ty::Text, "how one sees that it is done"),
        unread("place", Ty::Ref(Kinds::PLACE), "where"),
        k("verified-within", Ty::Duration, "how fast it is confirmed"),
        k("clause", Ty::Text, CLAUSE_NO),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
    ],
};

/// A right to change the course of an agreement.
pub static POWER: Record = Record {
    name: "power",
    help: "a right to extend, suspend, end, waive or refer",
    keys: &[
        k("by", Ty::Refs(Kinds::ACTOR), "whose right it is"),
        k("to", Ty::Refs(Kinds::ACTOR), "towards whom, for the record"),
        k("does", Ty::Text, "what it allows, in words"),
        k("extends", Ty::Ref(Kinds::CLAUSE), "the clause it prolongs"),
        k("suspends", Ty::Ref(Kinds::CLAUSE), "the clause it suspends"),
        k("resumes", Ty::Ref(Kinds::CLAUSE), "the clause it resumes"),
        k("ends", Ty::Ref(Kinds::CLAUSE), "the clause it ends"),
        k("waives", Ty::Ref(Kinds::CLAUSE), "the clause it waives"),
        unread("refers", Ty::Text, "to whom a question goes"),
        k("after", Ty::Condition(Kinds::CLAUSE), AFTER),
        k("needs", Ty::Condition(Kinds::CLAUSE), NEEDS),
        k("when", Ty::When, "when it can be used"),
        k("notice", Ty::Duration, "how long before it acts it is announced"),
        k("for", Ty::Duration, "for how long"),
        k("at-most", Ty::Text, "how often, `3 times`"),
        k("clause", Ty::Text, CLAUSE_NO),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
        k("as-written", Ty::Text, AS_WRITTEN),
    ],
};

static ESCROW: Record = Record {
    name: "escrow",
    help: "what a third hand holds until both have given",
    keys: &[
        must("by", Ty::Refs(Kinds::ACTOR), "who holds"),
        must("holds", Ty::Refs(Kinds::OBLIGATION.or(Kinds::TRANCHE)), "what is held"),
        unread("when", Ty::When, "when it is deposited"),
        k("hands-over", Ty::Condition(Kinds::CLAUSE), "when it is handed over, for the record; answers take it that all of it is there then"),
        k("gives-back", Ty::When, "when it goes back, for the record"),
        unread("gives-back-if", Ty::Condition(Kinds::CLAUSE), "on which condition it goes back"),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
    ],
};

static GUARANTEE: Record = Record {
    name: "guarantee",
    help: "who pledges what behind which clauses",
    keys: &[
        k("by", Ty::Refs(Kinds::ACTOR), "who guarantees"),
        must("pledges", Ty::Text, "what is pledged"),
        k("backs", Ty::Refs(Kinds::CLAUSE), "the clauses behind which it stands"),
        k("against", Ty::Refs(Kinds::ACTOR), "against whose breach"),
        k("kind", Ty::Word(GUARANTEE_KINDS), "what it is: forfeit, compensation, escrow, or a word given"),
        k("amount", Ty::Amounts(Kinds::QUANTITY), "how much"),
        unread("when", Ty::When, "when it holds"),
        k("clause", Ty::Text, CLAUSE_NO),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
    ],
};

static DISPUTES: Record = Record {
    name: "disputes",
    help: "the ladder for disputes",
    keys: &[
        k("covers", Ty::Text, "what can be disputed"),
        k("steps", Ty::List(&STEP), "the steps, lowest first"),
        k("clause", Ty::Text, CLAUSE_NO),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
    ],
};

static STEP: Record = Record {
    name: "step",
    help: "one step of the ladder for disputes",
    keys: &[
        k("by", Ty::Refs(Kinds::ACTOR), "who decides"),
        k("to", Ty::Refs(Kinds::ACTOR), "to whom it goes"),
        k("does", Ty::Text, "what is done"),
        k("within", Ty::Duration, "how fast"),
    ],
};

static READING: Record = Record {
    name: "reading",
    help: "a named set of changes to the terms, for one way to understand them",
    keys: &[
        k("name", Ty::Text, "the name as it is printed"),
        k("held-by", Ty::Refs(Kinds::ACTOR), "who reads it so"),
        k("changes", Ty::Changes, "the keys that read differently"),
        k("adds", Ty::Map(&OBLIGATION, Kinds::OBLIGATION), "duties only this reading has"),
        k("escrows", Ty::Map(&ESCROW, Kinds::ESCROW), "what a third hand holds in this reading only"),
        k("drops", Ty::Refs(Kinds::CLAUSE), "clauses this reading has not"),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
    ],
};

static AMENDMENT: Record = Record {
    name: "amendment",
    help: "a change of the text with a date",
    keys: &[
        k("name", Ty::Text, "the name as it is printed"),
        k("date", Ty::Date, "from when it holds"),
        k("status", Ty::Word(&["proposed", "agreed", "refused"]), "`proposed` while without a date"),
        k("by", Ty::Refs(Kinds::ACTOR), "who agreed or proposes it"),
        k("changes", Ty::Changes, "the keys it changes"),
        k("adds", Ty::Map(&OBLIGATION, Kinds::OBLIGATION), "the duties it adds"),
        k("drops", Ty::Refs(Kinds::CLAUSE), "the clauses it drops"),
        k("clause", Ty::Text, CLAUSE_NO),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
    ],
};

/// Something reported to have happened.
pub static EVENT: Record = Record {
    name: "event",
    help: "something reported to have happened under the agreement",
    keys: &[
        k("date", Ty::Days, "its day or days"),
        k("of", Ty::Ref(Kinds::CLAUSE), "the clause it is about"),
        k("under", Ty::Ref(Kinds::CLAUSE), "the power that was used"),
        k("by", Ty::Refs(Kinds::ACTOR), BY),
        k("place", Ty::Ref(Kinds::PLACE), "where"),
        k("delivered", Ty::Amounts(Kinds::QUANTITY), "what changed hands this time"),
        k("so-far", Ty::Amounts(Kinds::QUANTITY), "a tally up to then; never added"),
        k("wrong", Ty::Amounts(Kinds::QUANTITY), "what was delivered wrongly"),
        k("outside", Ty::Amounts(Kinds::QUANTITY), "what changed hands outside the deal"),
        k("quantity", Ty::Amounts(Kinds::QUANTITY), "how many there were"),
        k("becomes", Ty::Word(BECOMES), "the state it brings the clause to"),
        k("kind", Ty::Text, "what kind of incident, in one word or two that recur"),
        k("cures", Ty::Ref(Kinds::EVENT), "the event whose fault it mends"),
        k("corrects", Ty::Ref(Kinds::EVENT), "the record it puts right, from its own date on and on that record's day"),
        k("until", Ty::When, "until when the state lasts"),
        k("says", Ty::Text, "what happened, in your own words"),
        k("calls-it", Ty::Text, "the reporter's word for it"),
        k("evidence", Ty::Text, "what the report rests on"),
        k("recorded", Ty::Text, "when and by whom it was written down"),
        k("according-to", Ty::Speakers, "whose word we have for it"),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
        k("reports", Ty::List(&REPORT), "one record a source; never averaged"),
    ],
};

static DRAFT: Record = Record {
    name: "draft",
    help: "a text on the table; nothing of it binds",
    keys: &[
        k("title", Ty::Text, "its title"),
        k("by", Ty::Refs(Kinds::ACTOR), "who holds the pen"),
        k("date", Ty::Date, "its day"),
        k("status", Ty::Word(&["open", "closed", "signed"]), "`open` without it"),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
        must("clauses", Ty::Map(&DRAFT_CLAUSE, Kinds::DRAFT_CLAUSE), "its clauses"),
    ],
};

static DRAFT_CLAUSE: Record = Record {
    name: "draft-clause",
    help: "one clause of a draft: a chain of wordings and what was said to each",
    keys: &[
        k("name", Ty::Text, "the name as it is printed"),
        k("clause", Ty::Text, CLAUSE_NO),
        k("issue", Ty::Ref(Kinds::ISSUE), "the issue it would settle"),
        k("of", Ty::Ref(Kinds::CLAUSE), "the clause of the agreement that it would replace"),
        must("versions", Ty::Versions, "its wordings"),
        k("reactions", Ty::List(&REACTION), "what was said to them"),
    ],
};

/// One wording of a clause of a draft.
pub static VERSION: Record = Record {
    name: "version",
    help: "one wording of a clause of a draft",
    keys: &[
        must("text", Ty::Text, "the words"),
        must("by", Ty::Refs(Kinds::ACTOR), "whose words they are"),
        k("date", Ty::Date, "the day they were put forward"),
        k("replaces", Ty::VersionOf, "the version whose place they take; a version without it opens a chain"),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
        k("at", Ty::Text, "the page or paragraph of the source"),
    ],
};

static REACTION: Record = Record {
    name: "reaction",
    help: "what somebody said to one version: exactly one of accepts, objects-to, silent-on",
    keys: &[
        must("by", Ty::Refs(Kinds::ACTOR), "who reacts, or who describes the reaction of another"),
        k("accepts", Ty::VersionOf, "the version accepted"),
        k("objects-to", Ty::VersionOf, "the version objected to"),
        k("silent-on", Ty::VersionOf, "the version on which nothing was said when asked"),
        k("if", Ty::Text, "on which condition; only with `accepts`"),
        k("wants", Ty::VersionOf, "the version whose words it would have; only with `objects-to`"),
        k("date", Ty::Date, "the day"),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
        k("according-to", Ty::Refs(Kinds::ACTOR), "whose word we have for it"),
        k("about", Ty::Ref(Kinds::ACTOR), "whose reaction is described by somebody else"),
        k("says", Ty::Text, "what was said, in your own words"),
        k("hedged", Ty::Flag, "said with a reservation"),
    ],
};

/// What one source says of an event.
pub static REPORT: Record = Record {
    name: "report",
    help: "what one source says of an event; it has from the event what it leaves out",
    keys: &[
        k("according-to", Ty::Speakers, "whose word we have for it"),
        k("from", Ty::Refs(Kinds::SOURCE), FROM),
        k("date", Ty::Days, "the day it gives"),
        k("place", Ty::Ref(Kinds::PLACE), "where"),
        k("delivered", Ty::Amounts(Kinds::QUANTITY), "what changed hands this time"),
        k("so-far", Ty::Amounts(Kinds::QUANTITY), "a tally up to then; never added"),
        k("wrong", Ty::Amounts(Kinds::QUANTITY), "what was delivered wrongly"),
        k("outside", Ty::Amounts(Kinds::QUANTITY), "what changed hands outside the deal"),
        k("quantity", Ty::Amounts(Kinds::QUANTITY), "how many there were"),
        k("becomes", Ty::Word(BECOMES), "the state it brings the clause to"),
        k("calls-it", Ty::Text, "the reporter's word for it"),
        k("says", Ty::Text, "what happened, in your own words"),
        k("evidence", Ty::Text, "what the report rests on"),
    ],
};

/// Every kind of entry, sections first, each once.
pub fn records() -> Vec<&'static Record> {
    fn visit(record: &'static Record, seen: &mut Vec<&'static Record>) {
        if seen.iter().any(|other| std::ptr::eq(*other, record)) {
            return;
        }
        seen.push(record);
        for key in record.keys {
            match key.ty {
                Ty::Map(inner, _) | Ty::One(inner) | Ty::List(inner) => visit(inner, seen),
                Ty::Tranches => visit(&TRANCHE, seen),
                Ty::Versions => visit(&VERSION, seen),
                _ => {}
            }
        }
    }
    let mut seen = Vec::new();
    visit(&CASE, &mut seen);
    seen
}

/// The record of the clause kinds, for the keys that a change may set.
pub fn record_of(kind: Kinds) -> Option<&'static Record> {
    Some(match kind {
        Kinds::PHASE => &PHASE,
        Kinds::OBLIGATION => &OBLIGATION,
        Kinds::TRANCHE => &TRANCHE,
        Kinds::POWER => &POWER,
        Kinds::OPEN_TERM => &OPEN_TERM,
        Kinds::MILESTONE => &MILESTONE,
        Kinds::ESCROW => &ESCROW,
        Kinds::GUARANTEE => &GUARANTEE,
        _ => return None,
    })
}
