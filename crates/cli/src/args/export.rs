//! What is handed to other programs.

use super::case::{CaseArgs, CaseFor};
use super::output::TableArgs;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

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
