//! The arguments as typed: one definition makes help, completions and man pages.

use armistice_case::visible::Audience;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

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
    /// Take over claims from a spreadsheet, or a scenario of a negotiation platform
    Import(Import),
    /// Check the text of a case
    Check(Check),
    /// Print the text in the making: what everyone accepts plain, what differs in brackets
    Draft(Draft),
    /// Say what changed: between two cases, two revisions in git, or two days
    Diff(Diff),
    /// Write a case anew with nothing in it that an audience may not see
    Redact(Redact),
    /// Say where the talks stand, issue by issue, by whose account
    Ledger(Ledger),
    /// Say who could accept what: the packages that are possible, and for whom
    Deals(Deals),
    /// Say which smallest move opens a deal, each party's and the mediator's alike
    Openings(Openings),
    /// Verify an agreement before it is signed: can it be done, in time, and does every step hold
    Verify(Verify),
    /// Propose orders and steps that need the least guarantee; the case stays as it is
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
    /// Print claims, or positions by actor and issue, as a spreadsheet
    Export(Export),
    /// Print the page again after every save
    Watch(Watch),
    /// Print completions for a shell
    Completions(Completions),
    /// Write the man pages into a folder
    Man(Man),
}

/// A case and the day it speaks of.
#[derive(Debug, Args)]
pub struct CaseArgs {
    /// The case: a folder with `case.yaml`, or one file
    pub case: PathBuf,
    /// The day to speak of; what was published later is left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// For whom: public, shared, mediator or the id of a party; what they may not see is left
    /// out before anything is computed
    #[arg(long = "for", value_name = "AUDIENCE", value_parser = audience, default_value = "mediator")]
    pub audience: Audience,
}

/// A case and for whom it is looked at.
#[derive(Debug, Args)]
pub struct CaseFor {
    /// The case: a folder with `case.yaml`, or one file
    pub case: PathBuf,
    /// For whom: public, shared, mediator or the id of a party
    #[arg(long = "for", value_name = "AUDIENCE", value_parser = audience, default_value = "mediator")]
    pub audience: Audience,
}

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
    #[command(flatten)]
    pub draws: Draws,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `armistice openings`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice openings examples/harbour\n  \
    armistice openings examples/doha-2025-07 --as-of 2025-07-24")]
pub struct Openings {
    #[command(flatten)]
    pub case: CaseArgs,
    #[command(flatten)]
    pub draws: Draws,
    #[command(flatten)]
    pub output: OutputArgs,
}

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
    /// Only findings with this code; may be given several times
    #[arg(long, value_name = "CODE")]
    pub code: Vec<String>,
    /// Look at one reading alone, or take open returns in proportion (`proportional-returns`)
    #[arg(long, value_name = "READING")]
    pub assume: Vec<String>,
    /// The break-even ratio above which a step is an objection
    #[arg(long, value_name = "RATIO", default_value_t = 2.0)]
    pub level: f64,
    /// How many states of the agreement a search of runs may look at
    #[arg(long, value_name = "STATES", default_value_t = 20_000)]
    pub states: usize,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `armistice plan`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice plan examples/jpoa-2014\n  \
    armistice plan examples/doha-2025-07 --assume proportional-returns")]
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
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `armistice import`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice import claims my-case heard.csv --map Speaker=by --map Paper=from\n  \
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
    /// Evaluations divided by the largest; no reservation is 0
    Genius,
    /// Evaluations as written; a reservation below the worst package, or beside a discount, is none
    Negmas,
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
}

/// `armistice explain`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice explain unknown-key\n  \
    armistice explain --list")]
pub struct Explain {
    /// The code, as printed in brackets
    #[arg(required_unless_present = "list")]
    pub code: Option<String>,
    /// List every code
    #[arg(long)]
    pub list: bool,
}

/// `armistice language`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    armistice language --schema > case.schema.json")]
pub struct Language {
    /// Print the JSON Schema instead of the reference page
    #[arg(long)]
    pub schema: bool,
}

fn audience(text: &str) -> Result<Audience, String> {
    Audience::parse(text).ok_or_else(|| {
        "an audience is `public`, `shared`, `mediator` or the id of a party".to_owned()
    })
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
    armistice add event my-case --from survey-18 --date 2033-08-18 of=gates-open becomes=late\n\n\
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
    /// The file of the case it goes to [default: the last that holds such entries]
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
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
    /// One row an actor and by whose account, one column an issue
    Positions(ExportPositions),
    /// One row a package: answers, what it is worth to each party, and who accepts it
    Packages(ExportPackages),
    /// A folder of GENIUS or NegMAS files, where every party's scores are exact
    Scenario(ExportScenario),
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

/// `armistice watch`
#[derive(Debug, Args)]
#[command(after_help = "Ends when it is interrupted.")]
pub struct Watch {
    #[command(flatten)]
    pub brief: Brief,
}

/// `armistice completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// `armistice man`
#[derive(Debug, Args)]
pub struct Man {
    /// The folder
    pub dir: PathBuf,
}

fn date(text: &str) -> Result<Date, String> {
    armistice_case::phrase::parse_date(text)
}
