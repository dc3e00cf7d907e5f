//! Where the comments are: a `#` after a blank or at a line's start, outside every text.

use crate::source::Span;
use crate::tree::{Kind, Node, Style, Tree};

/// The comments of a file, in order, each to the end of its line.
pub(super) fn comments(text: &str, tree: &Tree, file: u16) -> Vec<Span> {
    let taken = texts(text, tree, file);
    let mut taken = taken.iter().peekable();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find('#').map(|i| at + i) {
        while taken.next_if(|span| span.end as usize <= next).is_some() {}
        if let Some(span) = taken.peek()
            && span.start as usize <= next
        {
            at = span.end as usize;
            continue;
        }
        let begins = text[..next].ends_with([' ', '\t', '\n', '\u{feff}']) || next == 0;
        if !begins {
            at = next + 1;
            continue;
        }
        let line = text[next..].find('\n').map_or(text.len(), |i| next + i);
        let end = if text[next..line].ends_with('\r') {
            line - 1
        } else {
            line
        };
        found.push(Span::new(file, next, end));
        at = line;
    }
    found
}

/// The spans of all texts of a file, keys included, in order.
pub(super) fn texts(text: &str, tree: &Tree, file: u16) -> Vec<Span> {
    let mut spans = Vec::new();
    for section in &tree.sections {
        let entry = &section.entry;
        if entry.key_span.file == file {
            spans.push(entry.key_span);
            collect(text, &entry.value, &mut spans);
        }
    }
    spans.sort();
    spans
}

fn collect(text: &str, node: &Node, spans: &mut Vec<Span>) {
    match &node.kind {
        Kind::Empty => {}
        Kind::Scalar { style, .. } => {
            let mut span = node.span;
            if *style == Style::Block {
                // A comment may follow the sign on the first line.
                let inner = &text[span.range()];
                if inner.starts_with(['|', '>']) {
                    let first = inner.find('\n').unwrap_or(0);
                    span = span.part(first, inner.len());
                }
            }
            spans.push(span);
        }
        Kind::List(items) => {
            for item in items {
                collect(text, item, spans);
            }
        }
        Kind::Map { entries, .. } => {
            for entry in entries {
                spans.push(entry.key_span);
                collect(text, &entry.value, spans);
            }
        }
    }
}
