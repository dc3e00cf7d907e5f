//! Who talks, about what, and what was heard.

use super::{
    ActorId, AssumptionId, Change, ClaimId, ClauseId, Inducement, IssueId, NodeId, Preferences,
    PropositionId, QuantityId, SourceId,
};
use crate::phrase::When;
use crate::tree::Silence;
use crate::value::{Amount, Days, Decimal};
use crate::zone::Zone;
use jiff::civil::Date;

/// What an actor is in the talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActorKind {
    /// Bound by a deal.
    Party,
    /// Helps and does not decide.
    Mediator,
    /// Everybody else.
    Other,
}

/// Whoever can speak or act.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The name as it is printed.
    pub name: Box<str>,
    /// What it is; a voice is what its actor is.
    pub kind: ActorKind,
    /// For a voice, the actor it speaks for.
    pub speaks_for: Option<ActorId>,
    /// Whether it is a speaker whose name is not printed.
    pub anonymous: bool,
    /// The printed word for where an anonymous speaker belongs.
    pub affiliation: Option<Box<str>>,
    /// Other names in the sources.
    pub aliases: Vec<Box<str>>,
    /// With whom it is counted; never for whom it speaks.
    pub side: Option<ActorId>,
    /// What it does besides.
    pub roles: Vec<Box<str>>,
}

/// Where things happen.
#[derive(Clone, Debug)]
pub struct Location {
    /// The name as it is printed.
    pub name: Box<str>,
    /// The larger place, or the actor whose ground it is.
    pub part_of: Option<NodeId>,
    /// The zone of its clocks.
    pub zone: Option<Zone>,
}

/// A counted thing.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// The name as it is printed.
    pub name: Option<Box<str>>,
    /// What one of it is.
    pub unit: Box<str>,
    /// Quantities that add up to it, in one or several ways.
    pub parts: Vec<Vec<QuantityId>>,
    /// The quantity it lies inside without exhausting it.
    pub among: Option<QuantityId>,
    /// The share of it, in thousandths, that can be taken back: at least and at most.
    pub reversible: Option<(u16, u16)>,
    /// Whether it counts people harmed.
    pub harm: bool,
}

/// A question to be settled.
#[derive(Clone, Debug)]
pub struct Issue {
    /// The question in words.
    pub question: Option<Box<str>>,
    /// A short name.
    pub name: Option<Box<str>>,
    /// The possible answers: id and name.
    pub options: Vec<(Box<str>, Box<str>)>,
    /// The unit of a numeric answer.
    pub unit: Option<Box<str>>,
    /// The range of a numeric answer.
    pub range: Option<Amount>,
    /// The step of a numeric answer.
    pub step: Option<Decimal>,
    /// The parties whose yes it takes, where not those of the deal.
    pub consent: Option<Vec<ActorId>>,
    /// Whether it can be shared out, where the case says so.
    pub divisible: Option<bool>,
}

/// A fact or a norm.
#[derive(Clone, Debug)]
pub struct Proposition {
    /// The sentence.
    pub text: Box<str>,
    /// Whether it says what ought to be so.
    pub norm: bool,
}

/// A document that was read, or the story it goes back to.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its title.
    pub title: Option<Box<str>>,
    /// Who published it.
    pub outlet: Option<Box<str>>,
    /// When.
    pub published: Option<Date>,
    /// Where it is.
    pub url: Option<Box<str>>,
    /// The story its words first came from.
    pub origin: Option<SourceId>,
    /// Whether it was seen, and not only named by another source.
    pub seen: bool,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Speaker {
    /// An actor or a voice.
    Actor(ActorId),
    /// The source's own voice.
    Outlet,
}

/// How an issue stands by a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Standing {
    Open,
    Partly,
    Settled,
}

/// How far talks have come by a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Progress {
    None,
    Little,
    Some,
    Near,
}

/// Whether talks go on by a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Talks {
    Ongoing,
    Stalled,
    Halted,
    Ended,
}

macro_rules! words {
    ($type:ident: $($variant:ident $word:literal),*) => {
        impl $type {
            /// The value of a word of the language.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some($type::$variant),)* _ => None }
            }
            /// The word of the language.
            pub fn word(self) -> &'static str {
                match self { $($type::$variant => $word,)* }
            }
        }
    };
}

words!(Standing: Open "open", Partly "partly", Settled "settled");
words!(Progress: None "none", Little "little", Some "some", Near "near");
words!(Talks: Ongoing "ongoing", Stalled "stalled", Halted "halted", Ended "ended");
words!(StanceKind: Accepts "accepts", Refuses "refuses", Demands "demands", Offers "offers");

/// The kind of a stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum StanceKind {
    Accepts,
    Refuses,
    Demands,
    Offers,
}

/// An answer to an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// An option, by its position in the issue.
    Option(u16),
    /// An amount of a numeric issue.
    Amount(Amount),
    /// One of the four silences.
    Silent(Silence),
}

/// Towards what a stance is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Answers to an issue, any of them.
    Issue(IssueId, Vec<Value>),
    /// A text: the agreement, a clause, a reading, an amendment.
    Text(NodeId),
    /// A package with a name, by its id.
    Package(Box<str>),
}

/// A stance towards an answer or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stance {
    /// Its kind.
    pub kind: StanceKind,
    /// Towards what.
    pub target: Target,
    /// On which conditions, where some are given.
    pub given: Vec<Target>,
}

/// Answers on ripeness; `None` inside is "unknown".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ripeness {
    /// Whether the actor cannot win.
    pub cannot_win: Option<Option<bool>>,
    /// Whether its cost rises.
    pub cost_rising: Option<Option<bool>>,
    /// Whether it sees a way out.
    pub way_out: Option<Option<bool>>,
    /// Whether it could commit itself.
    pub able_to_commit: Option<Option<bool>>,
    /// The day that presses.
    pub deadline: Option<Date>,
}

/// What somebody is said by a source to have said.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Who speaks.
    pub by: Vec<Speaker>,
    /// Whose position is described by somebody else.
    pub about: Option<ActorId>,
    /// Whose word we have for it, nearest mouth first.
    pub according_to: Vec<Speaker>,
    /// When it was said.
    pub said: Option<Days>,
    /// The sources.
    pub from: Vec<SourceId>,
    /// Where its words first came from, if not where the sources' did.
    pub origin: Option<SourceId>,
    /// What was said, in the analyst's words.
    pub says: Option<Box<str>>,
    /// The very words.
    pub quote: Option<Box<str>>,
    /// Said with a reservation.
    pub hedged: bool,
    /// How issues stand.
    pub status: Vec<(IssueId, Standing)>,
    /// How many issues are open.
    pub open_issues: Option<Amount>,
    /// How far the talks have come, in all or on an issue.
    pub progress: Vec<(Option<IssueId>, Progress)>,
    /// Whether talks go on.
    pub talks: Option<Talks>,
    /// Stances.
    pub stances: Vec<Stance>,
    /// Issues on which the position can move.
    pub flexible_on: Vec<IssueId>,
    /// How many there are of something.
    pub quantity: Vec<(QuantityId, Amount)>,
    /// How far apart positions are on an issue.
    pub gap: Vec<(IssueId, Amount)>,
    /// Terms of the agreement as this claim gives them.
    pub terms: Vec<Change>,
    /// Propositions held to be so.
    pub affirms: Vec<PropositionId>,
    /// Propositions held not to be so.
    pub denies: Vec<PropositionId>,
    /// Answers on ripeness.
    pub ripeness: Option<Ripeness>,
    /// By when a deal is expected.
    pub expects: Option<When>,
    /// The claim taken back.
    pub retracts: Option<ClaimId>,
    /// The claim put right.
    pub corrects: Option<ClaimId>,
}

/// What we take for granted.
#[derive(Clone, Debug, Default)]
pub struct Assumption {
    /// In words.
    pub says: Option<Box<str>>,
    /// What supports it.
    pub because: Vec<NodeId>,
    /// The assumption that this one stands in for.
    pub instead_of: Option<AssumptionId>,
    /// The day taken for a source that carries none.
    pub dates: Vec<(SourceId, Date)>,
    /// Speakers taken to be one.
    pub same_speaker: Vec<ActorId>,
    /// Refusals taken as red lines.
    pub binding: Vec<ClaimId>,
    /// What is taken for granted about an actor's preferences.
    pub preferences: Option<Preferences>,
    /// What somebody could add to a deal.
    pub inducement: Option<Inducement>,
    /// Whose values it gives.
    pub values_of: Option<ActorId>,
    /// What one of a quantity is worth to that actor; left out where it is unknown.
    pub worth: Vec<(QuantityId, Amount)>,
    /// What one of a quantity costs that actor to give; left out where it is unknown.
    pub cost: Vec<(QuantityId, Amount)>,
    /// How much duties weigh for that actor beside one another.
    pub weighs: Vec<(ClauseId, Amount)>,
}
