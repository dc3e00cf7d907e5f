//! A page as a value: sections of statements and tables, each with what it rests on.

use crate::chart::Picture;
use crate::words;
use armistice_case::diagnostic::{Code as Text, Severity};
use armistice_case::model::{AssumptionId, Case};
use armistice_engine::accord::finding::Code as Finding;
use armistice_engine::provenance::Because;
use jiff::civil::Date;

/// How a finding is ranked for the first lines of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Accounts that cannot both hold.
    CannotBothHold,
    /// Something in the way of a deal or of carrying it out.
    Blocks,
    /// Late, or at risk.
    AtRisk,
    /// Changed since an earlier day.
    Changed,
    /// Good to know.
    Informs,
}

impl Class {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Class::CannotBothHold => "cannot-both-hold",
            Class::Blocks => "blocks",
            Class::AtRisk => "at-risk",
            Class::Changed => "changed",
            Class::Informs => "informs",
        }
    }
}

/// How a duty stands, for comparisons: what it came to, and when the rest of it can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stands {
    /// What a comparison calls a change to this, as `newly late`; `changed` where it has no name.
    pub came_to: &'static str,
    /// When it can be done, in words; empty where nothing is left or nothing holds it back.
    pub outlook: String,
}

/// One sentence with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What kind of finding it is, in words: the name of its page where it has one.
    pub kind: &'static str,
    /// How it ranks.
    pub class: Class,
    /// Which engine found it.
    pub engine: &'static str,
    /// How many issues or parties it touches.
    pub reach: usize,
    /// The sentence.
    pub text: String,
    /// What it rests on; never empty.
    pub because: Vec<Because>,
    /// How to mend it, the last words of the sentence; empty where nothing is to be mended.
    pub mend: String,
    /// The smallest witness in order, where it is a list: a circle, a run, a set that conflicts.
    pub witness: Vec<String>,
    /// What tells it from others of its kind, the same on every page that says it; without it,
    /// what it rests on but for claims.
    pub key: String,
    /// How a duty stands, where it tells of one.
    pub stands: Option<Stands>,
}

impl Statement {
    /// A statement of some engine that informs.
    pub fn new(
        engine: &'static str,
        kind: &'static str,
        text: impl Into<String>,
        because: Vec<Because>,
    ) -> Self {
        Statement {
            kind,
            class: Class::Informs,
            engine,
            reach: 1,
            text: text.into(),
            because,
            mend: String::new(),
            witness: Vec::new(),
            key: String::new(),
            stands: None,
        }
    }

    /// The severity of its kind, where that is a code that `explain` knows.
    pub fn severity(&self) -> Option<Severity> {
        let finding = Finding::from_word(self.kind).map(Finding::severity);
        finding.or_else(|| Text::from_word(self.kind).map(Text::severity))
    }

    /// With how to mend it, said at its end.
    #[must_use]
    pub fn mend(mut self, mend: &str) -> Self {
        self.text = format!("{} {mend}", self.text);
        mend.clone_into(&mut self.mend);
        self
    }

    /// With its smallest witness.
    #[must_use]
    pub fn witness(mut self, witness: Vec<String>) -> Self {
        self.witness = witness;
        self
    }

    /// With how a duty stands.
    #[must_use]
    pub fn stands(mut self, came_to: &'static str, outlook: String) -> Self {
        self.stands = Some(Stands { came_to, outlook });
        self
    }

    /// With what tells it from others of its kind.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    /// With another rank.
    #[must_use]
    pub fn class(mut self, class: Class) -> Self {
        self.class = class;
        self
    }

    /// With the number of issues or parties it touches.
    #[must_use]
    pub fn reach(mut self, reach: usize) -> Self {
        self.reach = reach;
        self
    }
}

/// One row of a table with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The cells, as many as the table has columns.
    pub cells: Vec<String>,
    /// What it rests on; never empty.
    pub because: Vec<Because>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name in JSON.
    pub id: &'static str,
    /// Column heads.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Whether the cells name their evidence themselves, so that the text form need not.
    pub cited: bool,
}

/// How many rows of a long table a form for eyes shows.
const SHOWN: usize = 500;

impl Table {
    /// The rows that a form for eyes shows, and a word on those that it leaves out.
    pub fn shown(&self) -> (&[Row], Option<String>) {
        let all = self.rows.len();
        let left_out = format!("The first {SHOWN} of {all} are shown; the JSON form has them all.");
        (
            &self.rows[..all.min(SHOWN)],
            Some(left_out).filter(|_| all > SHOWN),
        )
    }
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Sentences, numbered or not.
    Statements {
        /// The sentences.
        statements: Vec<Statement>,
        /// Whether they are counted.
        numbered: bool,
    },
    /// A table.
    Table(Table),
    /// A table that can be long beyond reading: of it forms for eyes show the first rows alone.
    LongTable(Table),
    /// A picture with the table that says the same; forms that cannot draw show the table.
    Picture(Picture),
    /// A remark on how to read what stands above; states nothing about the case.
    Remark(String),
}

impl Block {
    /// Its table, where it has one.
    pub fn table(&self) -> Option<&Table> {
        match self {
            Block::Table(table)
            | Block::LongTable(table)
            | Block::Picture(Picture { table, .. }) => Some(table),
            Block::Statements { .. } | Block::Remark(_) => None,
        }
    }
}

/// Where a section stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the first sheet.
    First,
    /// In the body: everywhere in its order, and on paper on a sheet of its own.
    Body,
    /// Behind everything else; a text page only names it.
    Annex,
}

impl Place {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Place::First => "first",
            Place::Body => "body",
            Place::Annex => "annex",
        }
    }
}

/// A section of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its name in JSON.
    pub id: &'static str,
    /// Its head.
    pub title: String,
    /// What stands beside the head.
    pub aside: String,
    /// Where it stands.
    pub place: Place,
    /// Whether its statements show the code of what they tell.
    pub codes: bool,
    /// Its parts.
    pub blocks: Vec<Block>,
}

impl Section {
    /// A section with a head.
    pub fn new(id: &'static str, title: impl Into<String>) -> Self {
        Section {
            id,
            title: title.into(),
            aside: String::new(),
            place: Place::Body,
            codes: false,
            blocks: Vec::new(),
        }
    }

    /// Adds sentences, if there are any.
    pub fn statements(&mut self, statements: Vec<Statement>) {
        if !statements.is_empty() {
            self.blocks.push(Block::Statements {
                statements,
                numbered: false,
            });
        }
    }

    /// Adds a table, if it has rows.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// Adds a table that can be long beyond reading, if it has rows.
    pub fn long_table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::LongTable(table));
        }
    }

    /// Adds a picture, if its table has rows.
    pub fn picture(&mut self, picture: Picture) {
        if !picture.table.rows.is_empty() {
            self.blocks.push(Block::Picture(picture));
        }
    }

    /// In another place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// With the code of every statement that has one.
    #[must_use]
    pub fn with_codes(mut self) -> Self {
        self.codes = true;
        self
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

/// A page.
pub struct Page<'a> {
    /// The case it speaks of.
    pub case: &'a Case,
    /// The JSON schema it follows, as `armistice/brief/1`.
    pub schema: &'static str,
    /// The day it speaks of.
    pub as_of: Option<Date>,
    /// The path of the case as it was named.
    pub path: String,
    /// How much it rests on: a word and a number each.
    pub counts: Vec<(&'static str, usize)>,
    /// Its sections.
    pub sections: Vec<Section>,
    /// The assumptions it rests on.
    pub assumptions: Vec<AssumptionId>,
    /// The command that made it.
    pub command: String,
}

impl Page<'_> {
    /// How much it rests on, in words.
    pub fn counted(&self) -> String {
        let count = |word: &str| self.counts.iter().find(|(name, _)| *name == word);
        if let Some((_, claims)) = count("claims") {
            let of = |word| count(word).map_or(0, |(_, n)| *n);
            return format!(
                "{} · {}, {} anonymous · {}",
                words::plural(*claims, "claim", "claims"),
                words::plural(of("speakers"), "speaker", "speakers"),
                of("anonymous"),
                words::plural(of("origins"), "origin", "origins"),
            );
        }
        let words: Vec<String> = self
            .counts
            .iter()
            .map(|(many, n)| {
                let one = match many.strip_suffix("ies") {
                    Some(stem) => format!("{stem}y"),
                    None => many.trim_end_matches('s').to_owned(),
                };
                words::plural(*n, &one, many)
            })
            .collect();
        words.join(" · ")
    }
}
