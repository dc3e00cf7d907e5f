//! What is taken over from other programs.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// `armistice import`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice import claims my-case heard.csv --map Speaker=by --map Paper=from\n  \
    armistice import packages packages.csv --output case.yaml\n  \
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
    /// Make a case of a table of packages and what they are worth to whom
    Packages(ImportPackages),
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

/// `armistice import packages`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice export packages examples/harbour --output harbour.csv\n  \
    armistice import packages harbour.csv --output again.yaml\n  \
    armistice import packages bids.csv --party Ann --party Ben --issue Price --issue Delivery --rounded\n\n\
    One row a package: a column for each issue, and one for what it is worth to each party, in points. Worths that \
    add up become scores, what does not `interactions`; packages that are not listed cannot be.\n\n\
    Exit status: 1 when the table has a fault.")]
pub struct ImportPackages {
    /// The file of CSV
    pub file: PathBuf,
    /// A column that says what packages are worth to a party [default: heads that end in ` worth` or ` utility`,
    /// and those of `armistice export packages`]
    #[arg(long, value_name = "COLUMN")]
    pub party: Vec<String>,
    /// A column that is an issue; others are left out [default: all that are no party's]
    #[arg(long, value_name = "COLUMN")]
    pub issue: Vec<String>,
    /// Numbers were rounded: what adds up to within half of a column's last digit adds up
    #[arg(long)]
    pub rounded: bool,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
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
    /// Evaluations divided by the issue's largest; no reservation is 0
    Genius,
    /// Evaluations as written; a reservation below the worst package, or beside a discount, is none
    Negmas,
}
