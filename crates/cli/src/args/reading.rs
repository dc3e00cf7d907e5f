//! Articles as draft claims, and what a person makes of those.

use super::case::date;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

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
    #[arg(long, value_name = "DATE", value_parser = date)]
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
