//! Rows of a table that was kept elsewhere, as events of a case.
//!
//! ```text
//! CSV + plan (which column is which key, what a text stands for, how days are written)
//!   ─► entries, each with its place in the CSV ─► checked against the case ─► lines of its log
//! ```
//!
//! A row comes in whole or not at all; what is wrong with one is told at its own bytes. A row has
//! the id that its table gives it, or one made from what it says, so that the same file brings
//! nothing new the second time.

mod day;
mod plan;

pub use day::DayOrder;
pub use plan::{BadPlan, Plan, Preset, Rule, Then};

use crate::csv::{Cell, Field, Row, Table, events};
use crate::diagnostic::{Code, Diagnostic};
use crate::ids::{short, slug};
use crate::log::{Digest, line, ordered};
use crate::phrase::is_id;
use crate::source::{Sources, Span};
use crate::tree::Entry;
use plan::Column;
use std::collections::BTreeMap;

/// What the rows of a table have become.
pub struct Rows {
    /// The events, in the order of the table.
    pub entries: Vec<Entry>,
    /// What is wrong with rows that became none, each at the row.
    pub bad: Vec<Diagnostic>,
    /// How many rows a rule left out.
    pub left_out: usize,
    /// How many rows there are.
    pub all: usize,
}

/// Reads a table by a plan. `values` is the file that holds the plan's own values, to point at.
pub fn read(sources: &Sources, file: u16, plan: &Plan, values: u16) -> Result<Rows, BadPlan> {
    let mut bad = Vec::new();
    let Some(table) = Table::read(sources, file, &mut bad) else {
        return Err(BadPlan::Empty);
    };
    let columns = plan.columns(&table.heads)?;
    let all = table.rows.len() + bad.len();
    let mut left_out = 0;
    let mut rows = Vec::new();
    for (span, fields) in table.rows {
        let before = bad.len();
        match row(plan, &columns, &table.heads, span, fields, values, &mut bad) {
            Some(row) if bad.len() == before => rows.push(row),
            Some(_) => {}
            None => left_out += 1,
        }
    }
    let mut entries = events(rows.into_iter(), &mut bad);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for entry in &mut entries {
        ordered(entry);
        if entry.key.is_empty() {
            entry.key = made_id(entry, &mut seen).into();
        }
    }
    Ok(Rows {
        entries,
        bad,
        left_out,
        all,
    })
}

/// One row; nothing if a rule leaves it out.
fn row(
    plan: &Plan,
    columns: &[Column<'_>],
    heads: &[Field],
    span: Span,
    fields: Vec<Field>,
    values: u16,
    bad: &mut Vec<Diagnostic>,
) -> Option<Row> {
    let mut id = Field {
        text: String::new(),
        span,
    };
    let mut cells: Vec<Cell> = Vec::new();
    for (i, rule) in plan.rules.iter().enumerate() {
        let field = heads
            .iter()
            .position(|head| head.text == rule.column)
            .and_then(|column| fields.get(column));
        let Some(field) = field.filter(|field| rule.matches(&field.text)) else {
            continue;
        };
        match &rule.then {
            Then::LeaveOut => return None,
            Then::Set(key, value) => {
                let there = cells.iter_mut().find(|cell| *cell.key == **key);
                match there {
                    // Several actors may have a part in one event; anything else is said once.
                    Some(cell) if key == "by" => {
                        cell.text.push(';');
                        cell.text.push_str(value);
                    }
                    Some(_) => {}
                    None => cells.push(Cell {
                        key: key.as_str().into(),
                        key_span: field.span,
                        text: value.clone(),
                        span: plan.rule_span(i, values),
                    }),
                }
            }
        }
    }
    let ruled = cells.len();
    let mut precision = None;
    for (column, field) in columns.iter().zip(fields) {
        if field.text.trim().is_empty() {
            continue;
        }
        match column {
            Column::LeftOut => {}
            Column::Precision => precision = Some(field),
            Column::Id => {
                id = Field {
                    text: plain_id(&field.text),
                    ..field
                };
                if !is_id(&id.text) {
                    bad.push(
                        Diagnostic::new(
                            Code::BadId,
                            id.span,
                            format!("no id can be made of `{}`", short(&id.text)),
                        )
                        .label("ids are small letters, digits and hyphens"),
                    );
                }
            }
            Column::Key(key) => {
                if cells[..ruled].iter().any(|cell| *cell.key == **key) {
                    continue;
                }
                cells.push(Cell {
                    key: (*key).into(),
                    key_span: field.span,
                    text: field.text,
                    span: field.span,
                });
            }
        }
    }
    for (i, (key, value)) in plan.set.iter().enumerate() {
        if !cells.iter().any(|cell| *cell.key == **key) {
            let span = plan.set_span(i, values);
            cells.push(Cell {
                key: key.as_str().into(),
                key_span: span,
                text: value.clone(),
                span,
            });
        }
    }
    if let Some(cell) = cells.iter_mut().find(|cell| &*cell.key == "date") {
        match plan.days.read(&cell.text) {
            Ok(date) => {
                let spread = precision.as_ref().map_or("1", |field| field.text.trim());
                match day::widened(&date, spread) {
                    Some(date) => cell.text = date,
                    None => bad.push(
                        Diagnostic::new(
                            Code::BadWord,
                            precision.as_ref().map_or(cell.span, |field| field.span),
                            format!("`{}` is no precision of a day", short(spread)),
                        )
                        .label("1 is the day, 2 the week, 3 the month"),
                    ),
                }
            }
            Err(help) => bad.push(
                Diagnostic::new(
                    Code::BadDate,
                    cell.span,
                    format!("`{}` is not a date in the declared form", short(&cell.text)),
                )
                .label(plan.days.words())
                .help(help),
            ),
        }
    }
    Some(Row { span, id, cells })
}

/// An id as this language has them: other tables write them with capital letters and blanks.
fn plain_id(text: &str) -> String {
    let text = text.trim();
    if is_id(text) {
        text.to_owned()
    } else {
        slug(text)
    }
}

/// The id of a row without one: what it says, and which of the rows that say the same.
fn made_id(entry: &Entry, seen: &mut BTreeMap<String, usize>) -> String {
    let digest = Digest::of(&line(entry, None)).to_string();
    let id = format!("row-{}", &digest[..16]);
    let n = seen.entry(id.clone()).or_default();
    *n += 1;
    match *n {
        1 => id,
        n => format!("{id}-{n}"),
    }
}
