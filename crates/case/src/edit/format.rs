//! One spacing for a case: blanks round signs, ends of lines, indentation. Words, comments and the
//! order of things stay; what cannot be done without changing the meaning is left as it is.
//!
//! Each step is made for one file, read again and compared; a step that changes the meaning or a
//! comment of the file is left out for it.

use super::comments::{comments, texts};
use super::patch::Patch;
use super::{reload, shape};
use crate::diagnostic::Edit;
use crate::source::Span;
use crate::tree::{Kind, Node, Style};
use crate::{Input, Loaded, load};

/// Every step, in order.
const STEPS: [fn(&Loaded, u16) -> Vec<Edit>; 4] = [indentation, signs, line_ends, blank_lines];

/// The texts of all files in the one spacing.
pub fn format(loaded: &Loaded) -> Vec<String> {
    let is_log = |file: u16| loaded.tree.logs.iter().any(|log| log.file == file);
    let files = || (0_u16..).zip(loaded.files.files());
    // Each step reads the case again; its logs, which no step changes, are left out meanwhile.
    let mut now = load(
        files()
            .map(|(i, file)| Input {
                path: file.path.clone(),
                bytes: if is_log(i) {
                    Vec::new()
                } else {
                    file.text.clone().into_bytes()
                },
            })
            .collect(),
    );
    for (file, _) in files() {
        let path = &now.files.file(file).path;
        if json(&now.files.file(file).text) || path.ends_with(".csv") || is_log(file) {
            continue;
        }
        for step in STEPS {
            // A step may make room for itself, as where indentation moves in two places.
            for _ in 0..3 {
                let patch = Patch::new(step(&now, file));
                if patch.is_empty() {
                    break;
                }
                let after = reload(&now, &patch);
                if !same(&now, &after, file) {
                    break;
                }
                now = after;
            }
        }
    }
    files()
        .map(|(i, file)| match is_log(i) {
            true => file.text.clone(),
            false => now.files.file(i).text.clone(),
        })
        .collect()
}

fn json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('{')
}

/// Whether two readings mean the same, with the same comments and complaints.
fn same(before: &Loaded, after: &Loaded, file: u16) -> bool {
    let remarks = |loaded: &Loaded| -> Vec<String> {
        let text = &loaded.files.file(file).text;
        comments(text, &loaded.tree, file)
            .iter()
            .map(|span| loaded.files.text(*span).to_owned())
            .collect()
    };
    before.tree.incomplete == after.tree.incomplete
        && shape::sections(&before.tree) == shape::sections(&after.tree)
        && before.diagnostics.len() == after.diagnostics.len()
        && remarks(before) == remarks(after)
}

/// Keys of a block stand two blanks to the right of what they belong to.
fn indentation(loaded: &Loaded, file: u16) -> Vec<Edit> {
    let text = &loaded.files.file(file).text;
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(i, _)| i + 1))
        .collect();
    let mut shifts = vec![0_i64; starts.len()];
    let lines = Lines {
        text,
        starts: &starts,
    };
    for section in &loaded.tree.sections {
        let entry = &section.entry;
        if entry.key_span.file == file {
            lines.keys_below(&entry.value, 0, 0, &mut shifts);
        }
    }
    let mut edits = Vec::new();
    for (i, &start) in starts.iter().enumerate() {
        let end = starts.get(i + 1).copied().unwrap_or(text.len());
        let line = &text[start..end];
        let blanks = line.len() - line.trim_start_matches(' ').len();
        if shifts[i] == 0 || line.trim().is_empty() {
            continue;
        }
        let wanted = usize::try_from(blanks as i64 + shifts[i]).unwrap_or(0);
        edits.push(Edit {
            span: Span::new(file, start, start + blanks),
            text: " ".repeat(wanted),
        });
    }
    edits
}

struct Lines<'t> {
    text: &'t str,
    starts: &'t [usize],
}

impl Lines<'_> {
    fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte) - 1
    }

    fn column(&self, byte: usize) -> usize {
        byte - self.starts[self.line(byte)]
    }

    /// Moves the keys of a block map below a key at `column`, which itself moves by `shift`.
    fn keys_below(&self, node: &Node, column: usize, shift: i64, shifts: &mut [i64]) {
        match &node.kind {
            Kind::Map {
                entries,
                flow: false,
            } => {
                let Some(first) = entries.first() else { return };
                let at = first.key_span.start as usize;
                let now = self.column(at);
                let own = self.text[at - now..at].bytes().all(|b| b == b' ');
                let shift = if own {
                    (column as i64 + shift + 2) - now as i64
                } else {
                    shift
                };
                for (i, entry) in entries.iter().enumerate() {
                    let from = self.line(entry.key_span.start as usize);
                    let to = self.line((node.span.end as usize).min(self.text.len().max(1) - 1));
                    let last = entries
                        .get(i + 1)
                        .map_or(to + 1, |next| self.line(next.key_span.start as usize));
                    if own {
                        // Comments above the first key belong to it.
                        let mut from = from;
                        while i == 0 && from > 0 && self.comment(from - 1) {
                            from -= 1;
                        }
                        shifts[from..last.max(from)].fill(shift);
                    }
                    self.keys_below(&entry.value, now, shift, shifts);
                }
            }
            Kind::List(items) => {
                for item in items {
                    self.keys_below(item, column, shift, shifts);
                }
            }
            _ => {}
        }
    }

    fn comment(&self, line: usize) -> bool {
        self.text[self.starts[line]..]
            .trim_start_matches(' ')
            .starts_with('#')
    }
}

/// One blank after a colon and a comma, none inside brackets or before a colon.
fn signs(loaded: &Loaded, file: u16) -> Vec<Edit> {
    let text = &loaded.files.file(file).text;
    let mut edits = Vec::new();
    for section in &loaded.tree.sections {
        let entry = &section.entry;
        if entry.key_span.file == file {
            gap_after_key(text, file, entry.key_span, &entry.value, &mut edits);
            inside(text, file, &entry.value, &mut edits);
        }
    }
    edits
}

fn inside(text: &str, file: u16, node: &Node, edits: &mut Vec<Edit>) {
    let spans: Vec<Span> = match &node.kind {
        Kind::Map { entries, .. } => {
            for entry in entries {
                gap_after_key(text, file, entry.key_span, &entry.value, edits);
                inside(text, file, &entry.value, edits);
            }
            entries
                .iter()
                .map(|entry| Span {
                    end: entry.value.span.end.max(entry.key_span.end),
                    ..entry.key_span
                })
                .collect()
        }
        Kind::List(items) => {
            for item in items {
                inside(text, file, item, edits);
            }
            items.iter().map(|item| item.span).collect()
        }
        _ => return,
    };
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    if !text[start..end].starts_with(['{', '[']) {
        return;
    }
    let mut tidy = |from: usize, to: usize, wanted: &str| {
        let gap = text.get(from..to).unwrap_or("\n");
        let only = gap.bytes().all(|b| b == b' ' || b == b',');
        if only && gap != wanted && gap.matches(',').count() == wanted.matches(',').count() {
            edits.push(Edit {
                span: Span::new(file, from, to),
                text: wanted.to_owned(),
            });
        }
    };
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return;
    };
    tidy(start + 1, first.start as usize, "");
    for pair in spans.windows(2) {
        tidy(pair[0].end as usize, pair[1].start as usize, ", ");
    }
    tidy(last.end as usize, end - 1, "");
}

fn gap_after_key(text: &str, file: u16, key: Span, value: &Node, edits: &mut Vec<Edit>) {
    if matches!(value.kind, Kind::Empty) {
        return;
    }
    let (from, to) = (key.end as usize, value.span.start as usize);
    let Some(gap) = text.get(from..to) else {
        return;
    };
    // A block's own keys begin on a later line.
    if gap.bytes().all(|b| b == b' ' || b == b':') && gap != ": " && gap.matches(':').count() == 1 {
        edits.push(Edit {
            span: Span::new(file, from, to),
            text: ": ".to_owned(),
        });
    }
}

/// No blanks at the ends of lines, and a line break at the end of the file.
fn line_ends(loaded: &Loaded, file: u16) -> Vec<Edit> {
    let text = &loaded.files.file(file).text;
    let taken = whole(loaded, file);
    let mut edits = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        let kept = bare.trim_end_matches([' ', '\t']);
        let span = Span::new(file, at + kept.len(), at + bare.len());
        if kept.len() < bare.len() && free(&taken, span) {
            edits.push(Edit {
                span,
                text: String::new(),
            });
        }
        at += line.len();
    }
    if !text.is_empty() && !text.ends_with('\n') {
        let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
        edits.push(Edit {
            span: Span::new(file, text.len(), text.len()),
            text: line_break.to_owned(),
        });
    }
    edits
}

/// At most one empty line in a row, none at the file's ends.
fn blank_lines(loaded: &Loaded, file: u16) -> Vec<Edit> {
    let text = &loaded.files.file(file).text;
    let taken = whole(loaded, file);
    let mut edits = Vec::new();
    let mut at = 0;
    let mut empty_before = true;
    for line in text.split_inclusive('\n') {
        let empty = line.trim().is_empty();
        let span = Span::new(file, at, at + line.len());
        at += line.len();
        let last = text[at..].trim().is_empty();
        if empty && (empty_before || last) && free(&taken, span) {
            edits.push(Edit {
                span,
                text: String::new(),
            });
        }
        empty_before = empty;
    }
    edits
}

/// The spans that hold words: texts and comments.
fn whole(loaded: &Loaded, file: u16) -> Vec<Span> {
    let text = &loaded.files.file(file).text;
    let mut spans = texts(text, &loaded.tree, file);
    let mut blocks = Vec::new();
    for section in &loaded.tree.sections {
        block_texts(&section.entry.value, file, &mut blocks);
    }
    spans.extend(blocks);
    spans.extend(comments(text, &loaded.tree, file));
    spans.sort();
    spans
}

fn block_texts(node: &Node, file: u16, spans: &mut Vec<Span>) {
    match &node.kind {
        Kind::Scalar {
            style: Style::Block,
            ..
        } if node.span.file == file => spans.push(node.span),
        Kind::List(items) => items.iter().for_each(|item| block_texts(item, file, spans)),
        Kind::Map { entries, .. } => entries
            .iter()
            .for_each(|entry| block_texts(&entry.value, file, spans)),
        _ => {}
    }
}

fn free(taken: &[Span], span: Span) -> bool {
    !taken
        .iter()
        .any(|other| other.start < span.end && span.start < other.end)
}
