//! The agreement before it is signed and while it runs.

use super::case::{CaseArgs, CaseFor, date};
use super::output::OutputArgs;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

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
    /// What was extended, from which last day to which
    Extensions,
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

/// `armistice bulletin`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice bulletin examples/gaza-2025-01 --daily --as-of 2025-02-22\n  \
    armistice bulletin examples/lake-sarn --weekly --format html --output week.html\n  \
    armistice bulletin examples/gaza-2025-01 --daily --from 2025-01-19 --as-of 2025-03-01\n\n\
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
    /// One bulletin after another, from this day on to the day that is asked about; as text or JSON
    #[arg(long, value_name = "DATE", value_parser = super::case::date)]
    pub from: Option<Date>,
    /// Read the log by one source or one kind of source, as in `monitor`
    #[arg(long, value_name = "SOURCE|KIND")]
    pub view: Option<String>,
    #[command(flatten)]
    pub output: OutputArgs,
}
