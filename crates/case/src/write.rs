//! Tree to text: a case written out anew, with no comments and one way of writing.
//!
//! What stands in the text is a function of the tree alone: nothing of the file that the tree
//! was read from comes through but keys and values. Read again, it gives the same tree.

use crate::log::{Log, Record};
use crate::source::Sources;
use crate::tree::{Entry, Kind, Node, Tree};
use crate::{Input, visible};
use std::fmt::Write as _;

/// The longest line on which an entry stands in braces.
const LINE: usize = 110;

/// The files of a case, each with the sections it had; a file without any is left out. The
/// records of logs are written as `change` leaves them.
pub fn files(
    sources: &Sources,
    tree: &Tree,
    mut change: impl FnMut(&Log, &Record, Entry) -> Option<Entry>,
) -> Vec<Input> {
    let mut out = Vec::new();
    for (file, source) in (0_u16..).zip(sources.files()) {
        if let Some(log) = tree.logs.iter().find(|log| log.file == file) {
            let text = log.rewrite(sources, |record, entry| change(log, record, entry));
            if !text.is_empty() {
                out.push(Input {
                    path: source.path.clone(),
                    bytes: text.into_bytes(),
                });
            }
            continue;
        }
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
        && text.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(c, ' ' | '-' | '_' | '.' | '/' | '(' | ')' | ';' | '%' | '’')
        });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;
    use proptest::prelude::*;

    /// A tree without its places.
    fn shape(node: &Node) -> String {
        match &node.kind {
            Kind::Empty => "-".to_owned(),
            Kind::Scalar { text, .. } => format!("{text:?}"),
            Kind::Map { entries, .. } => {
                let inner: Vec<String> = entries
                    .iter()
                    .map(|entry| format!("{:?}: {}", entry.key, shape(&entry.value)))
                    .collect();
                format!("{{{}}}", inner.join(", "))
            }
            Kind::List(items) => {
                let inner: Vec<String> = items.iter().map(shape).collect();
                format!("[{}]", inner.join(", "))
            }
        }
    }

    fn shapes(tree: &Tree) -> Vec<String> {
        tree.sections
            .iter()
            .map(|section| format!("{}: {}", section.entry.key, shape(&section.entry.value)))
            .collect()
    }

    fn comes_back(text: &str) {
        let first = load(vec![Input {
            path: "case.yaml".to_owned(),
            bytes: text.as_bytes().to_vec(),
        }]);
        assert!(!first.tree.incomplete, "{text}");
        let second = load(files(&first.files, &first.tree, |_, _, entry| Some(entry)));
        assert_eq!(shapes(&first.tree), shapes(&second.tree));
    }

    #[test]
    fn the_examples_come_back() {
        for path in [
            "reference/case.yaml",
            "doha-2025-07/framework.yaml",
            "doha-2025-07/claims/article.yaml",
            "lake-sarn/case.yaml",
            "lake-sarn/claims.yaml",
            "lake-sarn/arrangement.yaml",
            "lake-sarn/drafts.yaml",
        ] {
            let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/");
            let text = std::fs::read_to_string(format!("{root}{path}")).expect("an example");
            comes_back(&text);
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(words in "\\PC{1,40}", key in "[a-z0-9 :#\"'{}-]{1,8}") {
            let quote = |text: &str| {
                format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
            };
            comes_back(&format!(
                "case: {}\nnote: [{}, {{{}: x}}]\n",
                quote(&words),
                quote(&words),
                quote(&key)
            ));
        }
    }
}
