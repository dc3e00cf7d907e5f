//! The deal space.

use super::case::CaseArgs;
use super::output::OutputArgs;
use clap::{Args, ValueEnum};

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
    /// What a party refuses is no better for it than no deal
    RefusedBelowNoDeal,
    /// What a party offers is acceptable to it
    Acceptable,
    /// What a party concedes late, or not at all, weighs no less than what it conceded before
    LateWeighsMore,
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
    armistice deals examples/harbour --definitions negmas\n  \
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
