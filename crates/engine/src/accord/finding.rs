//! What the checks of an agreement report: typed data, no sentences.

use armistice_case::diagnostic::Severity;
use armistice_case::model::{
    ActorId, AssumptionId, ClauseId, GuaranteeId, PhaseId, QuantityId, ReadingId,
};

use super::check::ratio::Balance;
use super::exchange::bond::{Bond, Pair};
use super::exchange::guarantor::Cover;
use super::exchange::ratio::Ratio;
use super::exchange::robust::{BondRange, TakenBack};
use super::exchange::shape::Shape;
use super::plan::mend::Mend;
use super::timetable::{Doubt, Reason};
use crate::provenance::Because;

macro_rules! codes {
    ($($variant:ident $word:literal $alias:literal $severity:ident,)*) => {
        /// The kinds of findings on an agreement. Each has a page in `docs/codes`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum Code { $($variant,)* }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The code in words, as printed and as asked of `explain`.
            pub fn word(self) -> &'static str {
                match self { $(Code::$variant => $word,)* }
            }

            /// Its number, or several, in the catalogue of checks, as `explain` takes them too.
            pub fn alias(self) -> &'static str {
                match self { $(Code::$variant => $alias,)* }
            }

            /// How much it matters: an error blocks, a warning is an objection, a note informs.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// The code's page in Markdown, with a bad and a good example.
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$variant => {
                        include_str!(concat!("../../../../docs/codes/", $word, ".md"))
                    })*
                }
            }

            /// The code of that name.
            pub fn from_word(word: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.word() == word)
            }
        }
    };
}

codes! {
    // Whether the text is whole: told by `structure`
    UndefinedDebtor "undefined-debtor" "V1" Warning,
    NotBound "not-bound" "V2" Warning,
    Unmeasurable "unmeasurable" "V3" Note,
    Undated "undated" "V4" Note,
    Unverified "unverified" "V5" Warning,
    Gate "gate" "V7" Warning,
    PartExceedsWhole "part-exceeds-whole" "V8" Error,
    Readings "readings" "V9" Note,
    // What a clause waits for
    UnconditionalMadeConditional "unconditional-made-conditional" "V10" Warning,
    OrphanCondition "orphan-condition" "V6" Error,
    // What can happen
    NeverReached "never-reached" "V11" Error,
    CircularPrecondition "circular-precondition" "V12, V12b" Error,
    ReadingDependentOrder "reading-dependent-order" "V13" Warning,
    DeadEnd "dead-end" "V14" Warning,
    DeadClause "dead-clause" "V15" Warning,
    FreeRide "free-ride" "V16" Warning,
    BreachWithoutRemedy "breach-without-remedy" "V17" Warning,
    RemedyWithoutMeasure "remedy-without-measure" "V17b" Warning,
    Cliff "cliff" "V18" Warning,
    NoEnd "no-end" "V18b" Note,
    OwedAndForbidden "owed-and-forbidden" "V19" Error,
    OverCapacity "over-capacity" "V19" Error,
    // Whether it can be done in time
    WindowsConflict "windows-conflict" "V20" Error,
    DeadlineBeforeTrigger "deadline-before-trigger" "V21" Error,
    DueAfterPhase "due-after-phase" "V20" Warning,
    DeadlineAtRisk "deadline-at-risk" "V22" Warning,
    VerificationGap "verification-gap" "V23" Warning,
    NoSlack "no-slack" "V24" Note,
    CalendarUnsaid "calendar-unsaid" "V4b, V25" Warning,
    HourUndefined "hour-undefined" "V4b, V25" Warning,
    CountedWithBounds "counted-with-bounds" "V25" Note,
    ConcurrentWithoutStart "concurrent-without-start" "V26" Warning,
    // Whether every step holds
    LastStepShare "last-step-share" "V32" Warning,
    BreakEvenRatio "break-even-ratio" "V29, V35, V37" Warning,
    NoRatioWithoutNumbers "no-ratio-without-numbers" "V29" Note,
    BondNeeded "bond-needed" "V27, V28, V30, V31, V34, V35, V36" Warning,
    BetterOrder "better-order" "V33" Note,
    GuaranteeWithoutMeasure "guarantee-without-measure" "V36" Warning,
    // What was not looked at
    NotLookedAt "not-looked-at" "V14, V22" Note,
}

/// How far an answer reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Everything was looked at.
    Exhaustive,
    /// Only so many states were looked at.
    Bounded(usize),
}

/// How far the search of runs went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Runs {
    /// Groups of clauses that have to do with one another.
    pub groups: usize,
    /// States looked at, of runs without a breach and with one.
    pub states: usize,
    /// Whether some group was cut at the budget, or not looked at.
    pub cut: bool,
}

/// Everything that a verification found, and how far it looked.
#[derive(Clone, Debug, Default)]
pub struct Verification {
    /// The findings.
    pub findings: Vec<Finding>,
    /// The search of runs, all readings together.
    pub runs: Runs,
    /// The ratios of every exchange with numbers, in the terms that the tables are made from.
    pub balances: Vec<Balance>,
}

/// A finding on an agreement.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its kind.
    pub code: Code,
    /// The reading under which it holds; the base text when none.
    pub reading: Option<ReadingId>,
    /// The witness.
    pub evidence: Evidence,
    /// What it rests on; never empty.
    pub because: Vec<Because>,
    /// How far it reaches.
    pub coverage: Coverage,
}

/// A moment of an exchange and the ratio of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RatioAt {
    /// The clause that has just been performed.
    pub after: ClauseId,
    /// Its day, where it is known.
    pub day: Option<i64>,
    /// The ratio.
    pub ratio: Ratio,
    /// The same at least and at most when what was delivered is taken back in part by whoever
    /// leaves; none where that changes nothing.
    pub taken_back: Option<(Ratio, Ratio)>,
}

/// A length of time in the unit in which it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Lapse {
    Days(i64),
    Minutes(i64),
}

/// A step of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunStep {
    /// A clause is performed.
    Done(ClauseId),
    /// A clause is not performed in its time.
    Breached(ClauseId),
    /// So many days pass.
    Days(u32),
}

/// The smallest witness of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Evidence {
    /// Words that nothing brings about, and the clauses that wait for them.
    Orphan {
        words: Box<str>,
        waiting: Vec<ClauseId>,
    },
    /// A clause that cannot happen, and the one it waits for.
    Never {
        clause: ClauseId,
        waits_for: Option<ClauseId>,
    },
    /// Each clause waits for the next, the last for the first.
    Circle {
        clauses: Vec<ClauseId>,
        /// Who would act first, by which clause, on the promise of which other.
        credits: Vec<(ClauseId, Vec<ActorId>, ClauseId)>,
    },
    /// Pairs (before, after) that hold under one of two readings only.
    Order {
        other: Option<ReadingId>,
        only_here: Vec<(ClauseId, ClauseId)>,
        only_there: Vec<(ClauseId, ClauseId)>,
        never_here: Vec<ClauseId>,
        never_there: Vec<ClauseId>,
    },
    /// A run after which something is owed and nothing can be done.
    DeadEnd {
        stuck: ClauseId,
        in_time: bool,
        run: Vec<RunStep>,
    },
    /// A duty that is owed whatever happens, and what it is made to hang on: a duty that it waits for,
    /// or a power that stops it.
    Leverage {
        clause: ClauseId,
        on: ClauseId,
        waits: bool,
    },
    /// A clause that no run makes active.
    Dead { clause: ClauseId },
    /// A party can have all it is promised with these left undone.
    Ride {
        party: ActorId,
        undone: Vec<ClauseId>,
        promised: Vec<ClauseId>,
    },
    /// Duties whose breach has no consequence.
    NoRemedy { duties: Vec<ClauseId>, of: usize },
    /// A remedy that cannot be measured.
    Remedy { clause: ClauseId },
    /// What the text says for the end of a phase; none where it says nothing that settles it.
    PhaseEnd {
        phase: PhaseId,
        goes_on: Option<Box<str>>,
        fails: Option<Box<str>>,
        by_reading: Vec<(ReadingId, Box<str>)>,
    },
    /// The same act is owed and forbidden.
    Clash {
        owed: ClauseId,
        forbidden: ClauseId,
        actors: Vec<ActorId>,
    },
    /// More is due within some days than a team or place can do.
    Capacity {
        /// The id of the team or place.
        holder: Box<str>,
        clauses: Vec<ClauseId>,
        /// The first and the last of the days.
        days: (i64, i64),
        /// What is due and what can be done in them, in millionths.
        due: i64,
        possible: i64,
    },
    /// Clauses whose windows cannot all hold, and by how much they miss.
    Windows {
        reasons: Vec<Reason>,
        misses: Lapse,
        smallest: bool,
    },
    /// A clause that is due after the phase in which it stands has ended.
    Outlasts {
        clause: ClauseId,
        due: i64,
        phase: PhaseId,
        ends: i64,
    },
    /// An uncertain duration, as stated and as long as can be borne.
    Risk {
        reason: Reason,
        stated: (Lapse, Lapse),
        tolerable: Option<Lapse>,
    },
    /// An answer due too soon when what it waits for, and its confirmation, take all their time.
    Squeeze {
        first: ClauseId,
        last: i64,
        confirmed: i64,
        answer: ClauseId,
        due: i64,
        late: i64,
    },
    /// An answer due before the confirmation of what it answers can be in.
    Gap {
        first: ClauseId,
        answer: ClauseId,
        within: i64,
        confirmed: (i64, i64),
    },
    /// Duties that cannot slip by a day, and the chain that makes them so.
    Tight { chain: Vec<Reason>, last: ClauseId },
    /// Things that the calendar leaves unsaid, each with the clauses it touches.
    Unsaid {
        what: Unsaid,
        clauses: Vec<ClauseId>,
    },
    /// Hours that can be read in several ways, and at most how many minutes lie between them.
    Hours {
        why: Unclear,
        clauses: Vec<ClauseId>,
        apart: i64,
    },
    /// Durations that are bounded outwards, since the day they count from or the calendar is open.
    Bounded { reasons: Vec<Reason> },
    /// Two duties at the same time with nobody to start.
    Concurrent {
        first: ClauseId,
        second: ClauseId,
        pace: bool,
    },
    /// The shape of one duty's deliveries.
    Shape {
        duty: ClauseId,
        quantity: QuantityId,
        shape: Shape,
        last: ClauseId,
        last_day: i64,
    },
    /// Break-even ratios of one side of an exchange, after each step of the other.
    Ratios {
        party: Vec<ActorId>,
        against: Vec<ActorId>,
        gives: ClauseId,
        for_clause: ClauseId,
        /// One quantity; all units together when none.
        quantity: Option<QuantityId>,
        series: Vec<RatioAt>,
        /// The level above which a ratio is an objection, in hundredths.
        level: u64,
        /// The highest ratio of the other side after a step of this one; none where it has no step
        /// of its own to be asked at.
        highest_of_other: Option<RatioAt>,
        /// Whether returns were taken to be in proportion, for want of numbers.
        proportional: bool,
        pledged: Vec<GuaranteeId>,
    },
    /// Numbers that are missing for a ratio.
    NoRatio {
        gives: ClauseId,
        for_clause: ClauseId,
    },
    /// Bonds under the values that the case assumes.
    Bonds {
        /// Parties that owe something jointly are one side.
        sides: Vec<Vec<ActorId>>,
        bonds: Vec<Bond>,
        ranges: Vec<BondRange>,
        /// The clause of each step, the last of those that a third hand holds together.
        steps: Vec<ClauseId>,
        /// The clause of each delivery, which values are of.
        deliveries: Vec<ClauseId>,
        values: Vec<AssumptionId>,
        /// What the bond of each party grows by when a breach is found out a week late.
        a_week_late: Vec<i64>,
        /// Bonds and exposures when deliveries are taken back in part; empty when none can be.
        taken_back: Vec<TakenBack>,
        /// What is pledged against each party beside what it needs.
        covers: Vec<Cover>,
        /// Pairs that would win more by stopping together than their own bonds cover.
        pairs: Vec<Pair>,
    },
    /// A single change to the order under which the bonds are smaller in all.
    Better {
        change: Mend,
        /// The clause of each step of the order.
        steps: Vec<ClauseId>,
        before: i64,
        after: i64,
    },
    /// What was not looked at.
    NotLooked { what: Unlooked },
    /// Guarantees that cannot be compared with what the steps need.
    Unmeasured {
        guarantees: Vec<GuaranteeId>,
        by: Vec<ActorId>,
        lack: Vague,
    },
}

/// Why a guarantee cannot be compared with anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vague {
    /// Neither what it is nor how much.
    NoKindAndNoAmount,
    /// An amount, and not whether it is forfeited, paid or held.
    NoKind,
    /// What it is, and not how much.
    NoAmount,
    /// A word given: nothing is forfeited, paid or held.
    OnlyAWord,
}

impl Vague {
    /// All of them, in the order in which they are told.
    pub const ALL: [Vague; 4] = [
        Vague::NoKindAndNoAmount,
        Vague::NoKind,
        Vague::NoAmount,
        Vague::OnlyAWord,
    ];
}

/// What was left out because it is too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlooked {
    /// Runs beyond so many states of a group of clauses.
    Runs(usize),
    /// Runs of clauses with more days than this.
    LongRuns(u16),
    /// Uncertain durations, with so many points in time.
    Control(usize),
    /// Orders under readings, with so many parts.
    Orders(usize),
    /// Runs, since something waits in vain.
    Waiting,
    /// What takes days, since the windows conflict.
    NoDays,
}

/// What a calendar leaves unsaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unsaid {
    /// The date of day one.
    DayOne,
    /// Which days are working days.
    WorkingDays,
    /// What happens to a date on a day of rest.
    RestDay,
    /// How a month is counted where the day does not exist.
    MonthEnd,
}

/// Why hours can be read in several ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unclear {
    /// No zone is named anywhere.
    NoZone,
    /// Only a length in hours is given, and no zone says whether clocks change meanwhile.
    Elapsed,
    /// It can be the hour, or the day, of several zones; an hour that comes twice or never.
    Doubt(Doubt),
}

/// Options of a verification.
#[derive(Clone, Debug)]
pub struct Options {
    /// The reading alone that is looked at; the base and every reading when none.
    pub only: Option<ReadingId>,
    /// Whether returns may be taken to be in proportion where numbers are open.
    pub proportional_returns: bool,
    /// The level above which a ratio is an objection, in hundredths.
    pub level: u64,
    /// How many states a search of runs may look at.
    pub states: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            only: None,
            proportional_returns: false,
            level: 200,
            states: 20_000,
        }
    }
}
