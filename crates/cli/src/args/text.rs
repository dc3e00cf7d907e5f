//! The text of a case: started, checked, changed.

use super::case::audience;
use super::output::Plain;
use armistice_case::visible::Audience;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

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
