//! The arguments as typed: one definition makes help, completions and man pages.
//!
//! One file a family of commands; what several families take is in `case` and `output`.

mod agreement;
mod case;
mod conflict;
mod deal;
mod export;
mod import;
mod output;
mod program;
mod reading;
mod talks;
mod text;

pub use agreement::*;
pub use case::*;
pub use conflict::*;
pub use deal::*;
pub use export::*;
pub use import::*;
pub use output::*;
pub use program::*;
pub use reading::*;
pub use talks::*;
pub use text::*;

use clap::{Parser, Subcommand, ValueEnum};

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
