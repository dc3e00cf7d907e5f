//! A page as JSON. `docs/json.md` describes it; the schema's name carries its version.
//!
//! It is written from the page piece by piece, so that a long table takes no room but that of its text.

use crate::page::{Block, Page, Row, Section, Statement, Table};
use crate::pages::assumption;
use armistice_case::diagnostic::Severity;
use armistice_case::model::{Case, NodeId};
use armistice_engine::provenance::Because;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

/// The whole page, indented, with a line break at its end.
pub fn json(page: &Page<'_>) -> String {
    let mut text = serde_json::to_string_pretty(&Whole(page))
        .expect("keys are texts, and writing to memory does not fail");
    text.push('\n');
    text
}

struct Whole<'a, 'c>(&'a Page<'c>);

impl Serialize for Whole<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let page = self.0;
        let counts: Map<String, Value> = page
            .counts
            .iter()
            .map(|(word, n)| ((*word).to_owned(), json!(n)))
            .collect();
        let assumptions: Vec<Value> = page
            .assumptions
            .iter()
            .map(|id| {
                let (name, says) = assumption(page.case, *id);
                json!({
                    "id": name,
                    "says": says,
                    "because": [In(page.case, &Because::from(*id))],
                })
            })
            .collect();
        let mut out = serializer.serialize_map(None)?;
        out.serialize_entry("schema", page.schema)?;
        out.serialize_entry("case", &page.case.title)?;
        out.serialize_entry("path", &page.path)?;
        out.serialize_entry("as-of", &page.as_of.map(|day| day.to_string()))?;
        out.serialize_entry("counts", &counts)?;
        out.serialize_entry("sections", &In(page.case, &page.sections[..]))?;
        out.serialize_entry("assumptions", &assumptions)?;
        out.serialize_entry("command", &page.command)?;
        out.end()
    }
}

/// A piece of a page, with the case that its reasons point into.
struct In<'a, T: ?Sized>(&'a Case, &'a T);

impl<T> Serialize for In<'_, [T]>
where
    for<'a> In<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.1.iter().map(|item| In(self.0, item)))
    }
}

impl Serialize for In<'_, Section> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let In(case, section) = self;
        let mut out = serializer.serialize_map(None)?;
        out.serialize_entry("id", section.id)?;
        out.serialize_entry("title", &section.title)?;
        out.serialize_entry("aside", &section.aside)?;
        out.serialize_entry("place", section.place.word())?;
        out.serialize_entry("blocks", &In(case, &section.blocks[..]))?;
        out.end()
    }
}

impl Serialize for In<'_, Block> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let In(case, block) = self;
        let mut out = serializer.serialize_map(None)?;
        match block {
            Block::Statements { statements, .. } => {
                out.serialize_entry("statements", &In(case, &statements[..]))?;
            }
            Block::Table(table) | Block::LongTable(table) => self.table(&mut out, table)?,
            Block::Picture(picture) => {
                out.serialize_entry("picture", picture.id)?;
                out.serialize_entry("title", &picture.title)?;
                out.serialize_entry("description", &picture.description)?;
                out.serialize_entry("note", &picture.note)?;
                self.table(&mut out, &picture.table)?;
            }
            Block::Remark(text) => out.serialize_entry("remark", text)?,
        }
        out.end()
    }
}

impl In<'_, Block> {
    fn table<M: SerializeMap>(&self, out: &mut M, table: &Table) -> Result<(), M::Error> {
        out.serialize_entry("table", table.id)?;
        out.serialize_entry("columns", &table.columns)?;
        out.serialize_entry("rows", &In(self.0, &table.rows[..]))
    }
}

impl Serialize for In<'_, Statement> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let In(case, statement) = self;
        let mut out = serializer.serialize_map(None)?;
        out.serialize_entry("kind", statement.kind)?;
        out.serialize_entry("class", statement.class.word())?;
        out.serialize_entry("severity", &statement.severity().map(Severity::word))?;
        out.serialize_entry("engine", statement.engine)?;
        out.serialize_entry("text", &statement.text)?;
        let mend = Some(&statement.mend).filter(|mend| !mend.is_empty());
        out.serialize_entry("mend", &mend)?;
        out.serialize_entry("witness", &statement.witness)?;
        out.serialize_entry("because", &In(case, &statement.because[..]))?;
        out.end()
    }
}

impl Serialize for In<'_, Row> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let In(case, row) = self;
        let mut out = serializer.serialize_map(None)?;
        out.serialize_entry("cells", &row.cells)?;
        out.serialize_entry("because", &In(case, &row.because[..]))?;
        out.end()
    }
}

impl Serialize for In<'_, Because> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(None)?;
        match self.1 {
            Because::Node(node) => {
                out.serialize_entry("kind", kind(*node))?;
                out.serialize_entry("id", &self.0.label(*node).id)?;
                out.serialize_entry("at", &self.0.place(*node).to_string())?;
            }
            Because::Absence(searched) => {
                out.serialize_entry("kind", "absence")?;
                out.serialize_entry("searched", searched)?;
            }
        }
        out.end()
    }
}

/// The word for what an entry is.
pub(crate) fn kind(node: NodeId) -> &'static str {
    match node {
        NodeId::Actor(_) => "actor",
        NodeId::Issue(_) => "issue",
        NodeId::Quantity(_) => "quantity",
        NodeId::Proposition(_) => "proposition",
        NodeId::Source(_) => "source",
        NodeId::Claim(_) => "claim",
        NodeId::Assumption(_) => "assumption",
        NodeId::Clause(_) => "clause",
        NodeId::Reading(_) => "reading",
        NodeId::Amendment(_) => "amendment",
        NodeId::Course(_) => "course",
        NodeId::State(_) => "state",
        NodeId::Draft(_) => "draft",
        NodeId::DraftClause(_) => "draft-clause",
        NodeId::Version(_) => "version",
        NodeId::Reaction(_) => "reaction",
        NodeId::Place(_) => "place",
        NodeId::Event(_) => "event",
        NodeId::Agreement => "agreement",
    }
}
