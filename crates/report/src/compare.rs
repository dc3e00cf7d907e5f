//! What changed between two pages: findings are compared by their keys, not by their order.
//!
//! A statement is the same finding as another when section, kind and key are the same; a
//! statement without a key is known by the entries it rests on that are no claims. A row is
//! known by its first cells, as many as it takes to tell the rows of its table apart. What a duty
//! came to has its own word. Cost: near linear in the findings.

use crate::chart::Picture;
use crate::page::{Block, Page, Stands, Statement, Table};
use crate::text;
use armistice_case::model::{Case, NodeId};
use armistice_engine::provenance::Because;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A finding as it stands on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Finding {
    text: String,
    because: Vec<String>,
    stands: Option<Stands>,
}

/// One change: at least one of the two sides is there.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    section: String,
    key: String,
    before: Option<Finding>,
    after: Option<Finding>,
}

impl Change {
    fn word(&self) -> &'static str {
        match (&self.before, &self.after) {
            (None, _) => "new",
            (_, None) => "gone",
            (Some(before), Some(after)) if before.text == after.text => "other evidence",
            (Some(before), Some(after)) => turned(before, after).unwrap_or("changed"),
        }
    }

    /// The word for what a duty came to, to stand before what holds now.
    fn turn(&self) -> Option<&'static str> {
        turned(self.before.as_ref()?, self.after.as_ref()?)
    }
}

impl Finding {
    /// Whether another says the same and rests on the same; in which order does not matter.
    fn same(&self, other: &Finding) -> bool {
        let of =
            |finding: &Finding| -> BTreeSet<String> { finding.because.iter().cloned().collect() };
        self.text == other.text && of(self) == of(other)
    }
}

/// What a duty came to, or that the rest of it can be done at another time.
fn turned(before: &Finding, after: &Finding) -> Option<&'static str> {
    let (before, after) = before.stands.as_ref().zip(after.stands.as_ref())?;
    if before.came_to != after.came_to {
        return Some(after.came_to).filter(|word| *word != "changed");
    }
    let moved =
        !before.outlook.is_empty() && !after.outlook.is_empty() && before.outlook != after.outlook;
    moved.then_some("forecast moved")
}

/// All that changed between two pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    changes: Vec<Change>,
    before: String,
    after: String,
}

/// Compares two pages of the same kind; the names say in the result which is which.
pub fn compare(before: (&Page<'_>, String), after: (&Page<'_>, String)) -> Comparison {
    let shared = leading(&[before.0, after.0]);
    let old = findings(before.0, &shared);
    let new = findings(after.0, &shared);
    let mut changes: Vec<Change> = Vec::new();
    let mut place: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, ((section, _), _)) in new.iter().enumerate() {
        place.entry(section).or_insert(at);
    }
    let index = |all: &Findings| -> BTreeMap<(String, String), usize> {
        let ids = all.iter().enumerate();
        ids.map(|(at, (id, _))| (id.clone(), at)).collect()
    };
    let (in_old, in_new) = (index(&old), index(&new));
    for (id @ (section, key), finding) in &new {
        let earlier = in_old.get(id).map(|at| &old[*at].1);
        if earlier.is_none_or(|earlier| !earlier.same(finding)) {
            changes.push(Change {
                section: section.clone(),
                key: key.clone(),
                before: earlier.cloned(),
                after: Some(finding.clone()),
            });
        }
    }
    for (id @ (section, key), finding) in &old {
        if !in_new.contains_key(id) {
            changes.push(Change {
                section: section.clone(),
                key: key.clone(),
                before: Some(finding.clone()),
                after: None,
            });
        }
    }
    changes.sort_by_key(|change| place.get(&*change.section).copied().unwrap_or(usize::MAX));
    Comparison {
        changes,
        before: before.1,
        after: after.1,
    }
}

impl Comparison {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// As text; empty when nothing changed.
    pub fn text(&self, width: usize) -> String {
        let mut out = String::new();
        if self.is_empty() {
            return out;
        }
        out.push_str(&format!("- {}\n+ {}\n", self.before, self.after));
        let mut section = "";
        for change in &self.changes {
            if change.section != section {
                section = &change.section;
                out.push_str(&format!("\n{}\n", text::clean(section).to_uppercase()));
            }
            let mut line = |sign: &str, words: &str, because: &[String]| {
                let whole = format!("{} ({})", text::clean(words), because.join(", "));
                for (i, part) in text::wrap(&whole, width.saturating_sub(4))
                    .iter()
                    .enumerate()
                {
                    out.push_str(&format!("  {} {part}\n", if i == 0 { sign } else { " " }));
                }
            };
            match (&change.before, &change.after) {
                (Some(before), Some(after)) if before.text == after.text => {
                    line("=", &after.text, &evidence(&before.because, &after.because));
                }
                (before, after) => {
                    if let Some(before) = before {
                        line("-", &before.text, &before.because);
                    }
                    if let Some(after) = after {
                        let text = match change.turn() {
                            Some(word) => format!("{word}: {}", after.text),
                            None => after.text.clone(),
                        };
                        line("+", &text, &after.because);
                    }
                }
            }
        }
        out
    }

    /// As JSON.
    pub fn json(&self) -> Value {
        let side = |finding: &Option<Finding>| match finding {
            Some(finding) => json!({"text": finding.text, "because": finding.because}),
            None => Value::Null,
        };
        json!({
            "schema": "armistice/diff/1",
            "before": self.before,
            "after": self.after,
            "changes": self.changes.iter().map(|change| json!({
                "change": change.word(),
                "section": change.section,
                "key": change.key,
                "before": side(&change.before),
                "after": side(&change.after),
            })).collect::<Vec<_>>(),
        })
    }
}

/// What was added to the evidence and what was taken away.
fn evidence(before: &[String], after: &[String]) -> Vec<String> {
    let added = after
        .iter()
        .filter(|id| !before.contains(id))
        .map(|id| format!("+{id}"));
    let gone = before
        .iter()
        .filter(|id| !after.contains(id))
        .map(|id| format!("-{id}"));
    added.chain(gone).collect()
}

/// For every table how many first columns tell its rows apart, on both pages.
fn leading(pages: &[&Page<'_>]) -> BTreeMap<(String, &'static str), usize> {
    let mut out = BTreeMap::new();
    for page in pages {
        for section in &page.sections {
            for block in &section.blocks {
                let Some(table) = block.table() else { continue };
                let needed = needed(table);
                let most = out.entry((section.title.clone(), table.id)).or_insert(1);
                *most = needed.max(*most);
            }
        }
    }
    out
}

fn needed(table: &Table) -> usize {
    let columns = table.columns.len().max(1);
    (1..columns)
        .find(|n| {
            let mut keys: Vec<&[String]> = table
                .rows
                .iter()
                .map(|row| &row.cells[..row.cells.len().min(*n)])
                .collect();
            keys.sort();
            keys.windows(2).all(|pair| pair[0] != pair[1])
        })
        .unwrap_or(columns)
}

type Findings = Vec<((String, String), Finding)>;

fn findings(page: &Page<'_>, leading: &BTreeMap<(String, &'static str), usize>) -> Findings {
    let mut out: Findings = Vec::new();
    let mut taken: BTreeSet<(String, String)> = BTreeSet::new();
    let mut times: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut add = |section: &str, key: String, finding: Finding| {
        let wanted = (section.to_owned(), key);
        let times = times.entry(wanted.clone()).or_insert(0);
        let mut id = wanted.clone();
        // What is numbered can be the key of something else already.
        loop {
            *times += 1;
            if *times > 1 {
                id.1 = format!("{} #{times}", wanted.1);
            }
            if taken.insert(id.clone()) {
                break;
            }
        }
        out.push((id, finding));
    };
    for section in &page.sections {
        for block in &section.blocks {
            match block {
                Block::Statements { statements, .. } => {
                    for statement in statements {
                        add(
                            &section.title,
                            key(page.case, statement),
                            Finding {
                                text: statement.text.clone(),
                                because: labels(page.case, &statement.because),
                                stands: statement.stands.clone(),
                            },
                        );
                    }
                }
                Block::Table(table)
                | Block::LongTable(table)
                | Block::Picture(Picture { table, .. }) => {
                    let n = leading
                        .get(&(section.title.clone(), table.id))
                        .copied()
                        .unwrap_or(1);
                    for row in &table.rows {
                        let cells: Vec<&str> = row
                            .cells
                            .iter()
                            .map(String::as_str)
                            .filter(|cell| !cell.is_empty())
                            .collect();
                        let lead: Vec<&str> =
                            row.cells.iter().take(n).map(String::as_str).collect();
                        add(
                            &section.title,
                            format!("{}: {}", table.id, lead.join(" · ")),
                            Finding {
                                text: cells.join(" · "),
                                because: labels(page.case, &row.because),
                                stands: None,
                            },
                        );
                    }
                }
                Block::Remark(_) => {}
            }
        }
    }
    out
}

fn key(case: &Case, statement: &Statement) -> String {
    if !statement.key.is_empty() {
        return format!("{} {}", statement.kind, statement.key);
    }
    let subjects: Vec<String> = statement
        .because
        .iter()
        .filter_map(|because| match because {
            Because::Node(NodeId::Claim(_)) | Because::Absence(_) => None,
            Because::Node(node) => Some(case.label(*node).id.to_string()),
        })
        .collect();
    format!("{} {}", statement.kind, subjects.join(" "))
}

fn labels(case: &Case, because: &[Because]) -> Vec<String> {
    because
        .iter()
        .map(|because| match because {
            Because::Node(node) => case.label(*node).id.to_string(),
            Because::Absence(searched) => searched.clone(),
        })
        .collect()
}
