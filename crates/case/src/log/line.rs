//! A record as its line: the one way in which this program writes it.
//!
//! An object on one line, no blanks between its parts; first `id`, then the keys in the order of
//! the one table, last `follows`; every value a text, a list or a map of texts.

use super::ID;
use super::chain::FOLLOWS;
use crate::edit::quoted;
use crate::schema::{EVENT, REPORT, Record};
use crate::tree::{Entry, Kind, Node};

/// The line of an entry, without line break; `follows` chains it.
pub fn line(entry: &Entry, follows: Option<&str>) -> String {
    let mut out = String::new();
    push(&mut out, entry, follows);
    out
}

/// Puts the keys of an entry and of its reports into the order of the one table.
pub fn ordered(entry: &mut Entry) {
    order(&mut entry.value, &EVENT);
    if let Kind::Map { entries, .. } = &mut entry.value.kind {
        for inner in entries.iter_mut().filter(|inner| &*inner.key == "reports") {
            if let Kind::List(reports) = &mut inner.value.kind {
                reports.iter_mut().for_each(|report| order(report, &REPORT));
            }
        }
    }
}

fn order(node: &mut Node, record: &Record) {
    if let Kind::Map { entries, .. } = &mut node.kind {
        entries.sort_by_key(|inner| {
            record
                .all_keys()
                .position(|key| key.name == &*inner.key)
                .unwrap_or(usize::MAX)
        });
    }
}

pub(super) fn push(out: &mut String, entry: &Entry, follows: Option<&str>) {
    out.push_str("{\"");
    out.push_str(ID);
    out.push_str("\":");
    out.push_str(&quoted(&entry.key));
    for inner in entry.value.entries() {
        out.push(',');
        out.push_str(&quoted(&inner.key));
        out.push(':');
        value(out, &inner.value);
    }
    if let Some(follows) = follows {
        out.push_str(",\"");
        out.push_str(FOLLOWS);
        out.push_str("\":");
        out.push_str(&quoted(follows));
    }
    out.push('}');
}

fn value(out: &mut String, node: &Node) {
    match &node.kind {
        Kind::Empty => out.push_str("null"),
        Kind::Scalar { text, .. } => out.push_str(&quoted(text)),
        Kind::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                value(out, item);
            }
            out.push(']');
        }
        Kind::Map { entries, .. } => {
            out.push('{');
            for (i, entry) in entries.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                out.push_str(&quoted(&entry.key));
                out.push(':');
                value(out, &entry.value);
            }
            out.push('}');
        }
    }
}
