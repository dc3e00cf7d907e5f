//! The arguments as typed: one definition makes help, completions and man pages.

use armistice_case::visible::Audience;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// A mediation workbench: from contradictory statements to a deal that holds.
#[derive(Debug, Parser)]
#[command(name = "armistice", version, arg_required_else_help = true)]
#[command(after_help = "Examples:\n  \
    armistice brief examples/doha-2025-07\n  \
    armistice brief examples/doha-2025-07 --as-of 2025-07-09\n  \
    armistice ledger examples/doha-2025-07 --since 2025-07-09\n  \
    armistice check my-case.yaml\n  \
    armistice explain unknown-key\n\n\
    Exit status: 0 nothing to object to, 1 the answer is no, 2 the question could not be put.")]
pub struct Arguments {
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the page: where the talks stand, by whose account, and what the text commits to
    Brief(Brief),
    /// Take over claims or events from a table, or a scenario of a negotiation platform
    Import(Import),
    /// Read articles into draft claims: who says what, with quote and place
    Read(Read),
    /// Check the text of a case
    Check(Check),
    /// Print the text in the making: what everyone accepts plain, what differs in brackets
    Draft(Draft),
    /// Say what changed: between two cases, two revisions in git, or two days
    Diff(Diff),
    /// Write a case anew with nothing in it that an audience may not see
    Redact(Redact),
    /// Decide on draft claims one by one: accept, correct, reject, merge, split or put off
    Review(Review),
    /// Say where the talks stand, issue by issue, by whose account
    Ledger(Ledger),
    /// Say who could accept what: the packages that are possible, and for whom
    Deals(Deals),
    /// Say which smallest move opens a deal, each party's and the mediator's alike
    Openings(Openings),
    /// Verify an agreement before it is signed: can it be done, in time, and does every step hold
    Verify(Verify),
    /// Say how an agreement is carried out: who did what, what is due, who is late, by whose count
    Monitor(Monitor),
    /// Print the day or the week of an agreement, in the order in which monitors write it
    Bulletin(Bulletin),
    /// Propose orders and steps that need the least guarantee; `--write` keeps one as a reading
    Plan(Plan),
    /// Say which states of the conflict hold, for whom and why
    Stability(Stability),
    /// Say what would make a state of the conflict hold
    Induce(Induce),
    /// Read or write graph models as `.gmcr` files
    Gmcr(Gmcr),
    /// Start a case from a commented template
    New(New),
    /// Add a claim or an event, leaving everything else as it was written
    Add(Add),
    /// Set or remove one value, leaving everything else as it was written
    Set(Set),
    /// Put the blanks of a case in order; words and comments stay
    Fmt(Fmt),
    /// Print the page of a diagnostic or finding
    Explain(Explain),
    /// Print the language of a case: the JSON Schema for editors or the reference page
    Language(Language),
    /// Print claims, events, or positions by actor and issue, as a table
    Export(Export),
    /// Say whether the chain of the log of events holds
    Log(Log),
    /// Print the page again after every save
    Watch(Watch),
    /// Print completions for a shell
    Completions(Completions),
    /// Write the man pages into a folder
    Man(Man),
}

/// A case and the day it speaks of.
#[derive(Debug, Args)]
pub struct CaseArgs {
    /// The case: a folder with `case.yaml`, or one file
    pub case: PathBuf,
    /// The day to speak of; what was published later is left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// For whom: public, shared, mediator or the id of a party; what they may not see is left
    /// out before anything is computed
    #[arg(long = "for", value_name = "AUDIENCE", value_parser = audience, default_value = "mediator")]
    pub audience: Audience,
}

/// A case and for whom it is looked at.
#[derive(Debug, Args)]
pub struct CaseFor {
    /// The case: a folder with `case.yaml`, or one file
    pub case: PathBuf,
    /// For whom: public, shared, mediator or the id of a party
    #[arg(long = "for", value_name = "AUDIENCE", value_parser = audience, default_value = "mediator")]
    pub audience: Audience,
}

/// Where the page goes.
#[derive(Debug, Args)]
pub struct OutputArgs {
    /// The form of the page
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Columns of a text page, 80 to 200 [default: the terminal's, else 100]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(80..=200))]
    pub width: Option<u16>,
}

/// The forms of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// One file for a browser or a printer, complete in itself
    Html,
}

/// `armistice brief`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice brief examples/doha-2025-07\n  \
    armistice brief examples/doha-2025-07 --as-of 2025-07-09 --format json --output brief.json\n  \
    armistice brief examples/doha-2025-07 --format html --output brief.html")]
pub struct Brief {
    #[command(flatten)]
    pub case: CaseArgs,
    /// Also say what changed since this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub since: Option<Date>,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `armistice ledger`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice ledger examples/doha-2025-07 --as-of 2025-07-09\n  \
    armistice ledger examples/doha-2025-07 --since 2025-07-09")]
pub struct Ledger {
    #[command(flatten)]
    pub case: CaseArgs,
    /// Say what changed since this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub since: Option<Date>,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// A behaviour: how far a decision maker looks before it leaves a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Behaviour {
    /// Nobody gains by a move of its own
    Nash,
    /// Every gain can be answered, at whatever price to those who answer
    Gmr,
    /// As gmr, and there is no way out of the answer
    Smr,
    /// Every gain is answered by moves that pay those who make them
    Seq,
    /// As seq, and there is no way out of the answer
    Sseq,
}

/// How the whole space of states is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SpaceMethod {
    /// Every state
    Explicit,
    /// Sets of states, as decision diagrams
    Symbolic,
    /// Every state by itself, slowly
    OneByOne,
    /// Only the states asked about
    Asked,
}

/// `armistice stability`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice stability examples/doha-2025-07\n  \
    armistice stability examples/groundwater --coalitions\n  \
    armistice stability examples/doha-2025-07 --state deal --concept seq --format json")]
pub struct Stability {
    #[command(flatten)]
    pub case: CaseFor,
    /// Only this state: its id, or a letter Y or N for each course
    #[arg(long, value_name = "NAME|BITS")]
    pub state: Option<String>,
    /// Only these behaviours
    #[arg(long, value_enum, value_name = "CONCEPT", value_delimiter = ',')]
    pub concept: Vec<Behaviour>,
    /// Judge coalitions too: those the case names, or all
    #[arg(long)]
    pub coalitions: bool,
    /// How to look at the whole space [default: by size]
    #[arg(long, value_enum)]
    pub method: Option<SpaceMethod>,
    /// Use this assumption in place of the one it stands in for
    #[arg(long, value_name = "ASSUMPTION")]
    pub instead: Vec<String>,
    /// Write the graph of states as a picture (SVG) to this file as well
    #[arg(long, value_name = "FILE")]
    pub graph: Option<PathBuf>,
    /// Print statements that the claims suggest, as assumptions to take over
    #[arg(long)]
    pub seeds: bool,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `armistice induce`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice induce examples/doha-2025-07 --state deal\n  \
    armistice induce examples/two-drivers --state both-swerve --concept nash")]
pub struct Induce {
    #[command(flatten)]
    pub case: CaseFor,
    /// The state: its id, or a letter Y or N for each course
    #[arg(long, value_name = "NAME|BITS")]
    pub state: String,
    /// The behaviour that locks, priorities and robustness are for
    #[arg(long, value_enum, default_value_t = Behaviour::Seq)]
    pub concept: Behaviour,
    /// Use this assumption in place of the one it stands in for
    #[arg(long, value_name = "ASSUMPTION")]
    pub instead: Vec<String>,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `armistice gmcr`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice gmcr model.gmcr --output case.yaml      (a file becomes a case)\n  \
    armistice gmcr examples/groundwater               (a case becomes a file)")]
pub struct Gmcr {
    /// A `.gmcr` file to turn into a case, or a case to turn into a `.gmcr` file
    pub from: PathBuf,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `armistice draft`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice draft examples/lake-sarn\n  \
    armistice draft examples/lake-sarn --for dam --as-of 2033-08-14")]
pub struct Draft {
    #[command(flatten)]
    pub case: CaseArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `armistice diff`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice diff monday.yaml tuesday.yaml\n  \
    armistice diff examples/lake-sarn --as-of 2033-08-05 --as-of 2033-08-20\n  \
    armistice diff my-case --rev HEAD~1 --rev HEAD\n\n\
    Exit status: 0 nothing changed, 1 something did, 2 the question could not be put.")]
pub struct Diff {
    /// The case before
    pub old: PathBuf,
    /// The case after; without it, the same case at two revisions or two days
    pub new: Option<PathBuf>,
    /// A revision in git, given twice: before and after
    #[arg(long, value_name = "REVISION", conflicts_with = "new")]
    pub rev: Vec<String>,
    /// The day to speak of; given twice, the day before and the day after
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Vec<Date>,
    /// For whom: public, shared, mediator or the id of a party
    #[arg(long = "for", value_name = "AUDIENCE", value_parser = audience, default_value = "mediator")]
    pub audience: Audience,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `armistice redact`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice redact examples/lake-sarn --for union --output for-the-union\n\n\
    Comments, notes and copies of sources stay at home; prose is kept as it is, so read it \
    before you hand it over.")]
pub struct Redact {
    /// The case: a folder with `case.yaml`, or one file
    pub case: PathBuf,
    /// For whom: public, shared, mediator or the id of a party
    #[arg(long = "for", value_name = "AUDIENCE", value_parser = audience)]
    pub audience: Audience,
    /// The folder to write; it must be new or empty
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
}

/// How much to look at and list.
#[derive(Debug, Args)]
pub struct Draws {
    /// How many packages, openings and exchanges to list
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub top: u32,
    /// How many draws of what is not known
    #[arg(long, value_name = "N", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(30..=1_000_000))]
    pub draws: u32,
    /// The seed of the draws
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}

impl Draws {
    /// What differs from the default, as it is typed.
    pub fn typed(&self) -> String {
        let mut out = String::new();
        for (name, value, default) in [
            ("top", u64::from(self.top), 10),
            ("draws", u64::from(self.draws), 2_000),
            ("seed", self.seed, 1),
        ] {
            if value != default {
                out.push_str(&format!(" --{name} {value}"));
            }
        }
        out
    }
}

/// How the case is read where it leaves a choice.
#[derive(Debug, Args)]
pub struct DealReading {
    /// Use this assumption in place of the one it stands in for
    #[arg(long, value_name = "ASSUMPTION")]
    pub instead: Vec<String>,
    /// Read the offers and refusals that were heard as preferences, in this way
    #[arg(long, value_enum, value_name = "READING", value_delimiter = ',')]
    pub read_offers: Vec<OfferReading>,
}

impl DealReading {
    /// The options as they are typed.
    pub fn typed(&self) -> String {
        let mut out = String::new();
        for id in &self.instead {
            out.push_str(&format!(" --instead {id}"));
        }
        for reading in &self.read_offers {
            let word = reading.to_possible_value();
            let word = word.as_ref().map_or("", |value| value.get_name());
            out.push_str(&format!(" --read-offers {word}"));
        }
        out
    }
}

/// A reading of offers as preferences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OfferReading {
    /// A party's own offers never get better for it
    NeverBetter,
    /// What a party refuses is no better for it than its own standing offer
    RefusedNoBetter,
    /// What a party offers is acceptable to it
    Acceptable,
}

/// Whose definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Definitions {
    /// Those of NegMAS 0.16
    Negmas,
    /// Those of GENIUS 10.4
    Genius,
}

impl Definitions {
    /// The word as it is typed.
    pub fn word(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// A rule that picks packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Rule {
    /// Largest product of surpluses
    Nash,
    /// Largest smallest share of the best each could get
    KalaiSmorodinsky,
    /// Largest smallest surplus
    Egalitarian,
    /// Largest smallest surplus, then the next smallest
    Leximin,
    /// Largest smallest surplus in equal proportions
    Proportional,
    /// Largest sum of utilities; adds the parties' scales
    Utilitarian,
    /// Largest sum of shares of the best each could get
    RelativeUtilitarian,
    /// Steps from no deal, each to the mean of what each likes best
    Raiffa,
}

impl Rule {
    /// The word as it is typed.
    pub fn word(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// `armistice deals`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice deals examples/harbour\n  \
    armistice deals examples/harbour --frontier --party union --top 20\n  \
    armistice deals examples/harbour --definitions negmas
  \
    armistice deals examples/doha-2025-07 --as-of 2025-07-24")]
pub struct Deals {
    #[command(flatten)]
    pub case: CaseArgs,
    /// List the packages that cannot be improved for one party without loss to another
    #[arg(long)]
    pub frontier: bool,
    /// Show one rule only
    #[arg(long, value_enum, value_name = "RULE")]
    pub solution: Option<Rule>,
    /// List the frontier from the best for this party down
    #[arg(long, value_name = "PARTY")]
    pub party: Option<String>,
    /// In which proportions the proportional rule shares gains, such as `city=2,towns=1`
    #[arg(long, value_name = "PARTY=NUMBER", value_delimiter = ',')]
    pub proportions: Vec<String>,
    /// Show beside our rules what a negotiation platform's would pick, as it defines them
    #[arg(long, value_enum, value_name = "WHOSE")]
    pub definitions: Option<Definitions>,
    #[command(flatten)]
    pub reading: DealReading,
    #[command(flatten)]
    pub draws: Draws,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `armistice openings`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice openings examples/harbour\n  \
    armistice openings examples/harbour --from towns-paper --instead league-harder\n  \
    armistice openings examples/doha-2025-07 --as-of 2025-07-24")]
pub struct Openings {
    #[command(flatten)]
    pub case: CaseArgs,
    /// Start exchanges and the single text from this package [default: the first the case names]
    #[arg(long, value_name = "PACKAGE")]
    pub from: Option<String>,
    #[command(flatten)]
    pub reading: DealReading,
    #[command(flatten)]
    pub draws: Draws,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `armistice verify`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice verify examples/gaza-2025-01\n  \
    armistice verify examples/gaza-2025-01 --assume rafah-by-women\n  \
    armistice verify examples/doha-2025-07 --assume proportional-returns\n  \
    armistice verify case.yaml --code circular-precondition --format json\n\n\
    Exit status: 0 nothing to object to, 1 errors or objections, 2 the case could not be read.")]
pub struct Verify {
    #[command(flatten)]
    pub case: CaseFor,
    /// Only findings with this code, by its word or number (`V14`); may be given several times
    #[arg(long, value_name = "CODE")]
    pub code: Vec<String>,
    /// Look at one reading alone, or take open returns in proportion (`proportional-returns`)
    #[arg(long, value_name = "READING")]
    pub assume: Vec<String>,
    /// The break-even ratio above which a step is an objection
    #[arg(long, value_name = "RATIO", default_value_t = 2.0)]
    pub level: f64,
    /// How many states of the agreement a search of runs may look at, for each group of clauses that
    /// have to do with one another; groups of more than forty clauses get fewer
    #[arg(long, value_name = "STATES", default_value_t = 20_000)]
    pub states: usize,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `armistice monitor`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice monitor examples/gaza-2025-01 --as-of 2025-02-24\n  \
    armistice monitor examples/gaza-2025-01 --since 2025-02-15 --alert 2\n  \
    armistice monitor examples/gaza-2025-01 --view who\n  \
    armistice monitor examples/jpoa-2014 --format csv --output status.csv\n  \
    armistice monitor examples/two-shores --format csv --table exposure-days\n\n\
    Exit status: 0 the page was printed, 2 the case could not be read.")]
pub struct Monitor {
    #[command(flatten)]
    pub case: CaseArgs,
    /// Also say what changed since this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub since: Option<Date>,
    /// Read the log by one source or one kind of source: the id of an actor or document, or
    /// party, mediator, verifier, neutral, press, other
    #[arg(long, value_name = "SOURCE|KIND")]
    pub view: Option<String>,
    /// Read the terms under one reading
    #[arg(long, value_name = "READING")]
    pub assume: Vec<String>,
    /// Tell when the break-even ratio θ of a side stood above this; may be given several times. What
    /// leaving would win is held against the pledged bond without being asked
    #[arg(long, value_name = "RATIO")]
    pub alert: Vec<f64>,
    /// The form of the page; CSV has one of its tables
    #[arg(long, value_enum, default_value_t = MonitorFormat::Text)]
    pub format: MonitorFormat,
    /// The table that CSV has [default: status]
    #[arg(long, value_enum, value_name = "TABLE")]
    pub table: Option<MonitorTable>,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Columns of a text page, 80 to 200 [default: the terminal's, else 100]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(80..=200))]
    pub width: Option<u16>,
}

/// `armistice bulletin`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice bulletin examples/gaza-2025-01 --daily --as-of 2025-02-22\n  \
    armistice bulletin examples/lake-sarn --weekly --format html --output week.html\n\n\
    Exit status: 0 the page was printed, 2 the case could not be read.")]
pub struct Bulletin {
    #[command(flatten)]
    pub case: CaseArgs,
    /// One day, set against the day before; so without either
    #[arg(long, conflicts_with = "weekly")]
    pub daily: bool,
    /// Seven days, set against the seven before
    #[arg(long)]
    pub weekly: bool,
    /// Read the log by one source or one kind of source, as in `monitor`
    #[arg(long, value_name = "SOURCE|KIND")]
    pub view: Option<String>,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// The forms of a monitoring page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MonitorFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// One file for a browser or a printer, complete in itself
    Html,
    /// One table as a spreadsheet, whole: the status of every duty, or that of `--table`
    Csv,
}

/// The tables of a monitoring page, by their names in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MonitorTable {
    /// The amendments, and what each changes
    Amendments,
    /// How every duty stands
    Status,
    /// What is overdue, due next, and waited for
    Due,
    /// How much is done, by quantity
    Completion,
    /// Early and late, unit by unit
    UnitDays,
    /// Quotas, three ways
    Quotas,
    /// Each round of an exchange
    Rounds,
    /// Exposure and gain in the middle of each round
    RoundExposure,
    /// What was given and θ from day to day
    ExchangeDays,
    /// What each side handed over and received, its exposure and gain now
    Exposure,
    /// Exposure and gain from day to day
    ExposureDays,
    /// Every breach
    Breaches,
    /// Suspensions under three rules for the dates
    Suspensions,
    /// Everything that sources differ about
    Disputed,
    /// What was given outside the deal
    Outside,
    /// What is left, and when it can be done
    Forecast,
    /// The levels 0 to 3 of every duty
    Levels,
    /// What each side kept of what fell due
    Kept,
    /// Who recorded what, from where
    Records,
}

/// `armistice plan`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice plan examples/jpoa-2014\n  \
    armistice plan examples/doha-2025-07 --assume proportional-returns\n  \
    armistice plan my-case --turns 4 --write in-four-turns\n  \
    armistice verify my-case --assume in-four-turns\n\n\
    Ctrl-C gives the best plan so far with its certified gap.")]
pub struct Plan {
    #[command(flatten)]
    pub case: CaseFor,
    /// Plan under one reading, or take open returns in proportion (`proportional-returns`)
    #[arg(long, value_name = "READING")]
    pub assume: Vec<String>,
    /// Into how many steps one kind of delivery is divided at most
    #[arg(long, value_name = "STEPS", default_value_t = 24)]
    pub steps: u64,
    /// How many partial plans the search may open before it gives the best so far
    #[arg(long, value_name = "PLANS", default_value_t = 200_000)]
    pub effort: usize,
    /// Give the best so far after this many seconds; two runs may then differ
    #[arg(long, value_name = "SECONDS")]
    pub seconds: Option<u64>,
    /// Take up the proposal with at most so many turns, not the one with the least guarantee
    #[arg(long, value_name = "TURNS", requires = "write")]
    pub turns: Option<i64>,
    /// Take up the order in which a third hand holds one step of each side until both are there
    #[arg(long, requires = "write", conflicts_with = "turns")]
    pub escrow: bool,
    /// Add the proposal to the case as a reading with this id; nothing else in the case changes
    #[arg(long, value_name = "READING", num_args = 0..=1, default_missing_value = "planned")]
    pub write: Option<String>,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `armistice import`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice import claims my-case heard.csv --map Speaker=by --map Paper=from\n  \
    armistice import scenario examples/imported-orchard --output orchard.yaml\n  \
    armistice import scenario examples/imported-orchard-negmas")]
pub struct Import {
    /// What is taken over
    #[command(subcommand)]
    pub what: Imported,
}

/// What can be taken over.
#[derive(Debug, Subcommand)]
pub enum Imported {
    /// Add the rows of a spreadsheet as claims
    Claims(ImportClaims),
    /// Add the rows of a table as events, to the log of the case
    Events(ImportEvents),
    /// Make a case of a scenario of GENIUS (XML) or NegMAS (YAML, JSON)
    Scenario(ImportScenario),
}

/// `armistice import claims`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice import claims my-case heard.csv --map Speaker=by --map Paper=from\n\n\
    Exit status: 1 when a row was refused.")]
pub struct ImportClaims {
    /// The case: a folder with `case.yaml`, or one file
    pub case: PathBuf,
    /// The file of CSV
    pub file: PathBuf,
    /// Which key a column is, where it is not called so; `-` leaves it out
    #[arg(long, value_name = "COLUMN=KEY")]
    pub map: Vec<String>,
    /// Add the rows without fault although others have one
    #[arg(long)]
    pub keep_good: bool,
}

/// `armistice import events`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice import events my-case visits.csv --days day --map Day=date --map Loads=delivered.loads --of relief --set from=board-log\n  \
    armistice import events my-case acled.csv --preset acled --set from=acled-march \\\n    \
        --where 'event_type=Battles=>of=no-firing' --where 'actor1=Military Forces of Sarn*=>by=north'\n\n\
    Rows of one id, one below the other, are reports of one event. A row without an id gets one \
    made from what it says, so the same file adds nothing the second time.\n\n\
    Exit status: 1 when a row was refused.")]
pub struct ImportEvents {
    /// The case: a folder with `case.yaml`
    pub case: PathBuf,
    /// The file of CSV
    pub file: PathBuf,
    /// Which key a column is, where it is not called so, as `Loads=delivered.loads`; `-` leaves it out
    #[arg(long, value_name = "COLUMN=KEY")]
    pub map: Vec<String>,
    /// What a text in a column stands for: `COLUMN=TEXT=>KEY=VALUE`; `*` at the end of TEXT stands for anything, `=>-` leaves such rows out
    #[arg(long = "where", value_name = "RULE")]
    pub rules: Vec<String>,
    /// A key that every row has unless it says otherwise
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// The clause that every row is about unless it says otherwise
    #[arg(long, value_name = "CLAUSE")]
    pub of: Option<String>,
    /// What comes first in a date; dates written 2025-04-03 are read in any case
    #[arg(long, value_enum, default_value_t = DayOrder::Year)]
    pub days: DayOrder,
    /// A table whose columns are known
    #[arg(long, value_enum)]
    pub preset: Option<Preset>,
    /// Add the rows without fault although others have one
    #[arg(long)]
    pub keep_good: bool,
    /// Add a row that differs from the record of its id as one that corrects it
    #[arg(long)]
    pub correct: bool,
    /// When and by whom it was written down [default: the time of the clock]
    #[arg(long, value_name = "TEXT")]
    pub recorded: Option<String>,
}

/// What comes first in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DayOrder {
    /// The year: 2025-04-03
    Year,
    /// The day: 3/4/2025, 3 April 2025
    Day,
    /// The month: 4/3/2025, April 3, 2025
    Month,
}

/// Tables whose columns are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Preset {
    /// The Armed Conflict Location & Event Data
    Acled,
}

/// `armistice import scenario`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice import scenario examples/imported-orchard\n  \
    armistice import scenario examples/imported-orchard --read-as negmas --output orchard.yaml\n  \
    armistice import scenario examples/imported-orchard-negmas --normalise\n\n\
    A GENIUS folder holds one domain and one profile a party in XML, a NegMAS folder one outcome space and\n\
    one utility function a party in YAML or JSON. Parties come in the order of the file names.")]
pub struct ImportScenario {
    /// The folder with the domain and the profiles
    pub folder: PathBuf,
    /// What the numbers are taken to mean, since two platforms disagree [default: that of the format]
    #[arg(long, value_enum)]
    pub read_as: Option<ReadAs>,
    /// Move and stretch each party's utilities to run from 0 to 1, as NegMAS normalises
    #[arg(long)]
    pub normalise: bool,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What imported numbers are taken to mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReadAs {
    /// Evaluations divided by the largest; no reservation is 0
    Genius,
    /// Evaluations as written; a reservation below the worst package, or beside a discount, is none
    Negmas,
}

/// `armistice check`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice check examples/doha-2025-07\n  \
    armistice check case.yaml --format json\n  \
    armistice check -            (reads standard input)\n\n\
    Exit status: 0 nothing to object to, 1 errors or warnings, 2 the case could not be read.")]
pub struct Check {
    /// The case: a folder with `case.yaml`, or one file; `-` is standard input
    #[arg(default_value = ".")]
    pub case: PathBuf,
    /// For whom: public, shared, mediator or the id of a party
    #[arg(long = "for", value_name = "AUDIENCE", value_parser = audience, default_value = "mediator")]
    pub audience: Audience,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    /// Make the safe mends that diagnostics offer
    #[arg(long)]
    pub fix: bool,
    /// With `--fix`: print what would change and write nothing
    #[arg(long, requires = "fix")]
    pub diff: bool,
    /// Print the page of each code after the last diagnostic
    #[arg(long)]
    pub explain: bool,
    /// Check every quote against the copy of its source instead
    #[arg(long, conflicts_with_all = ["fix", "explain"])]
    pub sources: bool,
}

/// `armistice read`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice read page.html\n  \
    armistice read article.txt --case my-talks --outlet 'The Courier' --published 2034-05-02\n  \
    armistice read *.txt --case my-talks\n  \
    armistice read article.txt --format ar-json\n\n\
    With --case the drafts go into a file in the folder `read` of the case, beside a copy of what\n\
    was read; nothing becomes a claim by that. `ar-json` and `annotation` only print. English only.\n\
    Exit status: 0 read, 1 no article is in a language that can be read, 2 could not be read.")]
pub struct Read {
    /// The articles: text or HTML, in any encoding; `-` is standard input
    #[arg(required = true, value_name = "ARTICLE")]
    pub articles: Vec<PathBuf>,
    /// The case whose folder the drafts go to, and whose actors and issues are looked for
    #[arg(long)]
    pub case: Option<PathBuf>,
    /// Who published it
    #[arg(long)]
    pub outlet: Option<String>,
    /// The day of publication; without it nothing is dated
    #[arg(long, value_name = "DATE")]
    pub published: Option<Date>,
    /// Where it is
    #[arg(long)]
    pub url: Option<String>,
    /// Also drafts whose speaker is unclear, and every statement of the outlet
    #[arg(long)]
    pub all: bool,
    /// The form of what is printed
    #[arg(long, value_enum, default_value_t = ReadFormat::Text)]
    pub format: ReadFormat,
    /// Print to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The forms of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReadFormat {
    /// The reading card and the drafts, for people
    Text,
    /// The same for programs
    Json,
    /// Attribution relations in the neutral schema, for scoring
    ArJson,
    /// W3C Web Annotations
    Annotation,
}

/// `armistice explain`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice explain unknown-key\n  \
    armistice explain --list")]
pub struct Explain {
    /// The code, as printed in brackets
    #[arg(required_unless_present = "list")]
    pub code: Option<String>,
    /// List every code
    #[arg(long)]
    pub list: bool,
}

/// `armistice language`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice language --schema > case.schema.json")]
pub struct Language {
    /// Print the JSON Schema instead of the reference page
    #[arg(long)]
    pub schema: bool,
}

fn audience(text: &str) -> Result<Audience, String> {
    Audience::parse(text).ok_or_else(|| {
        "an audience is `public`, `shared`, `mediator` or the id of a party".to_owned()
    })
}

/// The forms of what `check` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
}

/// `armistice add`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice add claim my-case --by noga --from gazette-19 --date 2033-08-19 demands.wage=24\n  \
    armistice add event my-case --from survey-18 --date 2033-08-18 of=gates-open becomes=done\n  \
    armistice add event my-case --log --from survey-18 --date '2033-08-18 09:30' of=relief delivered.sacks=40\n\n\
    On a terminal it asks for what is needed and was not given.")]
pub struct Add {
    /// What is added
    #[arg(value_enum)]
    pub what: Entry,
    /// The case: a folder with `case.yaml`, or one file
    pub case: PathBuf,
    /// Further keys as `KEY=VALUE`; a point leads into a key, as `accepts.wage=22`
    #[arg(value_name = "KEY=VALUE")]
    pub keys: Vec<String>,
    /// Its id [default: the next free number]
    #[arg(long)]
    pub id: Option<String>,
    /// Who speaks or acts; may be given several times
    #[arg(long, value_name = "ACTOR")]
    pub by: Vec<String>,
    /// The source; may be given several times
    #[arg(long, value_name = "SOURCE")]
    pub from: Vec<String>,
    /// The day
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// What was said or happened, in your own words
    #[arg(long, value_name = "TEXT")]
    pub says: Option<String>,
    /// The very words
    #[arg(long, value_name = "TEXT")]
    pub quote: Option<String>,
    /// The file of the case it goes to [default: events.jsonl for an event if there is one, else
    /// the last that holds such entries]
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Add the event to events.jsonl, and begin that log if there is none
    #[arg(long, conflicts_with = "file")]
    pub log: bool,
    /// When and by whom it was written down [default in a log: the time of the clock]
    #[arg(long, value_name = "TEXT")]
    pub recorded: Option<String>,
}

/// What can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Entry {
    /// What somebody is said to have said
    Claim,
    /// What is reported to have happened under the agreement
    Event,
}

/// `armistice review`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice review my-case/read/article.yaml --case my-case\n  \
    armistice review my-case/read/article.yaml --case my-case --sheet decisions.csv\n  \
    armistice review my-case/read/article.yaml --case my-case --batch decisions.csv\n\n\
    On the screen one key decides: a accept, w accept with who speaks and what is counted added to the\n\
    case, e correct a key, r reject, m merge, p split, s skip, u undo, ? help, q quit. Each decision is\n\
    written at once; a later run goes on where this one ended. In a table `new` under `by` and\n\
    `quantity` does what w does.")]
pub struct Review {
    /// The file of draft claims, as `armistice read` writes it
    pub drafts: PathBuf,
    /// The case that accepted claims go to: a folder with `case.yaml`, or one file
    #[arg(long)]
    pub case: PathBuf,
    /// Who decides [default: the name of the user of this machine]
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// Make the decisions of this table, without a screen; all of them or none
    #[arg(long, value_name = "FILE", conflicts_with = "sheet")]
    pub batch: Option<PathBuf>,
    /// Write what waits for a decision as a table to fill in; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub sheet: Option<PathBuf>,
}

/// `armistice set`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice set my-case claims.c1.date 2033-07-13\n  \
    armistice set my-case c1.demands '{wage: 24}'\n  \
    armistice set my-case c1.note --remove")]
pub struct Set {
    /// The case: a folder with `case.yaml`, or one file
    pub case: PathBuf,
    /// Where, from a section or an id: `claims.c1.date`, `c1.date`
    pub path: String,
    /// The value: a text, `{…}` or `[…]`
    #[arg(required_unless_present = "remove", conflicts_with = "remove")]
    pub value: Option<String>,
    /// Remove the key with its value
    #[arg(long)]
    pub remove: bool,
}

/// `armistice fmt`
#[derive(Debug, Args)]
#[command(after_help = "Exit status: with --check, 1 when a file would change.")]
pub struct Fmt {
    /// The case: a folder with `case.yaml`, or one file
    #[arg(default_value = ".")]
    pub case: PathBuf,
    /// Only say which files would change
    #[arg(long)]
    pub check: bool,
}

/// `armistice new`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice new harbour --template talks\n  \
    armistice brief harbour")]
pub struct New {
    /// The folder, which must not exist or be empty
    pub dir: PathBuf,
    /// What it is about
    #[arg(long, value_enum, default_value_t = Template::Talks)]
    pub template: Template,
}

/// The templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Template {
    /// Statements about talks that go on
    Talks,
    /// An agreement and what happens under it
    Agreement,
}

/// `armistice export`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice export claims my-case --output claims.csv\n  \
    armistice export positions examples/lake-sarn --as-of 2033-08-05 --for shared\n  \
    armistice export packages examples/harbour --output packages.csv\n  \
    armistice export scenario examples/harbour --to negmas --output harbour-negmas")]
pub struct Export {
    /// What is printed
    #[command(subcommand)]
    pub what: Exported,
}

/// What can be handed to other programs.
#[derive(Debug, Subcommand)]
pub enum Exported {
    /// One row a claim, one column a key; `import claims` reads it back
    Claims(ExportClaims),
    /// One row a report, one column a key; or one line an event
    Events(ExportEvents),
    /// One row an actor and by whose account, one column an issue
    Positions(ExportPositions),
    /// One row a package: answers, what it is worth to each party, and who accepts it
    Packages(ExportPackages),
    /// A folder of GENIUS or NegMAS files, where every party's scores are exact
    Scenario(ExportScenario),
}

/// `armistice export packages`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice export packages examples/harbour\n  \
    armistice export packages examples/harbour --most 100 --output packages.csv")]
pub struct ExportPackages {
    #[command(flatten)]
    pub of: CaseFor,
    /// How many packages at most; standard error says where there are more
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub most: u32,
    #[command(flatten)]
    pub to: TableArgs,
}

/// `armistice export scenario`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice export scenario examples/harbour --to genius --output harbour-genius\n  \
    armistice export scenario examples/harbour --to negmas --output harbour-negmas\n\n\
    The numbers mean the same in either reading. Standard error says what the format cannot hold.")]
pub struct ExportScenario {
    #[command(flatten)]
    pub of: CaseFor,
    /// The format
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub to: Platform,
    /// The folder to write; it must be new or empty
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
}

/// A negotiation platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Platform {
    /// Domain and profiles in XML
    Genius,
    /// Outcome space and utility functions in YAML
    Negmas,
}

/// `armistice export claims`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice export claims my-case --output claims.csv")]
pub struct ExportClaims {
    #[command(flatten)]
    pub of: CaseFor,
    #[command(flatten)]
    pub to: TableArgs,
}

/// `armistice export events`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice export events examples/gaza-2025-01 --output events.csv\n  \
    armistice export events my-case --for public --format jsonl")]
pub struct ExportEvents {
    #[command(flatten)]
    pub of: CaseFor,
    /// The form of the table
    #[arg(long, value_enum, default_value_t = EventTable::Csv)]
    pub format: EventTable,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The forms of a table of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EventTable {
    /// Values with commas between them: the form of `events.csv`
    Csv,
    /// One object of JSON a line: the form of `events.jsonl`, not chained
    Jsonl,
}

/// `armistice log`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice log verify my-case")]
pub struct Log {
    /// What is asked
    #[command(subcommand)]
    pub task: LogTask,
}

/// What can be asked of a log.
#[derive(Debug, Subcommand)]
pub enum LogTask {
    /// Hold every record of events.jsonl against the line before it
    Verify(LogVerify),
}

/// `armistice log verify`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice log verify my-case\n  \
    armistice log verify my-case --noted DIGEST     (a digest that this command printed earlier)\n\n\
    Exit status: 0 the chain holds, 1 it does not, 2 there is no log.")]
pub struct LogVerify {
    /// The case: a folder with `case.yaml`
    #[arg(default_value = ".")]
    pub case: PathBuf,
    /// A digest that was noted earlier: is the record still there, and everything before it
    #[arg(long, value_name = "DIGEST")]
    pub noted: Option<String>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    pub format: Plain,
}

/// The forms of a plain answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Plain {
    /// For people
    Text,
    /// For programs
    Json,
}

/// `armistice export positions`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice export positions examples/doha-2025-07 --as-of 2025-07-09\n  \
    armistice export positions examples/lake-sarn --for union --output positions.csv")]
pub struct ExportPositions {
    #[command(flatten)]
    pub of: CaseArgs,
    #[command(flatten)]
    pub to: TableArgs,
}

/// Where a table goes.
#[derive(Debug, Args)]
pub struct TableArgs {
    /// The form of the table
    #[arg(long, value_enum, default_value_t = Table::Csv)]
    pub format: Table,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The forms of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// Values with commas between them, for a spreadsheet
    Csv,
}

/// `armistice watch`
#[derive(Debug, Args)]
#[command(after_help = "Ends when it is interrupted.")]
pub struct Watch {
    #[command(flatten)]
    pub brief: Brief,
}

/// `armistice completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// `armistice man`
#[derive(Debug, Args)]
pub struct Man {
    /// The folder
    pub dir: PathBuf,
}

fn date(text: &str) -> Result<Date, String> {
    armistice_case::phrase::parse_date(text)
}
