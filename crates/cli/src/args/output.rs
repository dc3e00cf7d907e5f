//! Where an answer goes and in which form.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

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

/// The forms of a plain answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Plain {
    /// For people
    Text,
    /// For programs
    Json,
}
