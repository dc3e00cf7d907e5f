//! The page, the ledger, the draft, and what changed.

use super::case::{CaseArgs, audience, date};
use super::output::OutputArgs;
use armistice_case::visible::Audience;
use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;

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

/// `armistice watch`
#[derive(Debug, Args)]
#[command(after_help = "Ends when it is interrupted.")]
pub struct Watch {
    #[command(flatten)]
    pub brief: Brief,
}
