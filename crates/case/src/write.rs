//! Tree to text: a case written out anew, with no comments and one way of writing.
//!
//! What stands in the text is a function of the tree alone: nothing of the file that the tree
//! was read from comes through but keys and values. Read again, it gives the same tree.

use crate::source::Sources;
use crate::tree::{Entry, Kind, Node, Tree};
use crate::{Input, visible};
use std::fmt::Write as _;

/// The longest line on which an entry stands in braces.
const LINE: usize = 110;

/// The files of a case, each with the sections it had; a file without any is left out.
pub fn files(sources: &Sources, tree: &Tree) -> Vec<Input> {
    let mut out = Vec::new();
    for (file, source) in (0_u16..).zip(sources.files()) {
        let mut text = String::new();
        let mut content = false;
        for section in &tree.sections {
            let entry = &section.entry;
            if entry.key_span.file != file {
                continue;
            }
            content |= &*entry.key != visible::KEY;
            let block = entry.value.text().is_none();
            if block && !text.is_empty() && !text.ends_with("\n\n") {
                text.push('\n');
            }
            self::entry(&mut text, entry, 0);
            if block {
                text.push('\n');
            }
        }
        if content {
            out.push(Input {
                // Events from a table are written as entries, like all others.
                path: match source.path.strip_suffix(".csv") {
                    Some(stem) => format!("{stem}.csv.yaml"),
                    None => source.path.clone(),
                },
                bytes: format!("{}\n", text.trim_end()).into_bytes(),
            });
        }
    }
    out
}

fn entry(out: &mut String, entry: &Entry, depth: usize) {
    let indent = 2 * depth;
    let lead = format!("{:indent$}{}:", "", scalar(&entry.key));
    out.push_str(&lead);
    match &entry.value.kind {
        // Sections of entries stand one below the other, so that each has a line.
        Kind::Map { entries, .. } if depth == 0 && !entries.is_empty() => {
            out.push('\n');
            for inner in entries {
                self::entry(out, inner, depth + 1);
            }
        }
        kind => {
            let mut line = String::new();
            flow(&mut line, &entry.value);
            if lead.chars().count() + 1 + line.chars().count() <= LINE {
                let _ = writeln!(out, " {line}");
                return;
            }
            match kind {
                Kind::Map { entries, .. } => {
                    out.push('\n');
                    for inner in entries {
                        self::entry(out, inner, depth + 1);
                    }
                }
                Kind::List(items) => {
                    out.push('\n');
                    for item in items {
                        let mut line = String::new();
                        flow(&mut line, item);
                        let _ = writeln!(out, "{:indent$}- {line}", "", indent = indent + 2);
                    }
                }
                Kind::Scalar { .. } | Kind::Empty => {
                    let _ = writeln!(out, " {line}");
                }
            }
        }
    }
}

/// A value on one line.
fn flow(out: &mut String, node: &Node) {
    match &node.kind {
        Kind::Empty => {}
        Kind::Scalar { text, .. } => out.push_str(&scalar(text)),
        Kind::Map { entries, .. } => {
            out.push('{');
            for (i, entry) in entries.iter().enumerate() {
                if i > 0 {
                    out.push_str(", ");
                }
                out.push_str(&scalar(&entry.key));
                out.push_str(": ");
                flow(out, &entry.value);
            }
            out.push('}');
        }
        Kind::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push_str(", ");
                }
                flow(out, item);
            }
            out.push(']');
        }
    }
}

/// A scalar as it is read back: plain where no reader can take it for anything else.
fn scalar(text: &str) -> String {
    let plain = text.chars().next().is_some_and(char::is_alphanumeric)
        && !text.ends_with(' ')
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '(' | ')' | ';' | '%' | '’'));
    if plain {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Signs that cannot be seen, or that turn the direction of what follows.
            c if c.is_control()
                || matches!(u32::from(c), 0x85 | 0xa0 | 0x200b..=0x200f | 0x2028..=0x202e | 0x2066..=0x2069 | 0xfeff) =>
            {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
