//! The conflict as a graph.

use super::case::CaseFor;
use super::output::OutputArgs;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

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
