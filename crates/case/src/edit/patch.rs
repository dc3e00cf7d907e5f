//! Replacements of spans by texts, over all files of a case.

use crate::diagnostic::Edit;
use crate::source::{Sources, Span};

/// Replacements that do not overlap, in file order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patch {
    edits: Vec<Edit>,
}

impl Patch {
    /// A patch of some replacements; of two that overlap the first stays.
    pub fn new(mut edits: Vec<Edit>) -> Patch {
        edits.sort_by_key(|edit| edit.span);
        let mut kept: Vec<Edit> = Vec::new();
        for edit in edits {
            let clear = kept.last().is_none_or(|last| {
                last.span.file != edit.span.file || last.span.end <= edit.span.start
            });
            if clear {
                kept.push(edit);
            }
        }
        Patch { edits: kept }
    }

    /// One replacement.
    pub fn one(span: Span, text: impl Into<String>) -> Patch {
        Patch::new(vec![Edit {
            span,
            text: text.into(),
        }])
    }

    /// The replacements.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The text of every file afterwards.
    pub fn apply(&self, files: &Sources) -> Vec<String> {
        let mut edits = self.edits.iter().peekable();
        files
            .files()
            .iter()
            .enumerate()
            .map(|(i, file)| {
                let mut out = String::with_capacity(file.text.len() + 64);
                let mut at = 0;
                while let Some(edit) = edits.next_if(|edit| usize::from(edit.span.file) == i) {
                    out.push_str(&file.text[at..edit.span.start as usize]);
                    out.push_str(&edit.text);
                    at = edit.span.end as usize;
                }
                out.push_str(&file.text[at..]);
                out
            })
            .collect()
    }

    /// The patch that leads back, for the files as they are afterwards.
    pub fn inverse(&self, files: &Sources) -> Patch {
        let mut edits = Vec::new();
        let mut moved: i64 = 0;
        let mut file = 0;
        for edit in &self.edits {
            if edit.span.file != file {
                (file, moved) = (edit.span.file, 0);
            }
            let start = usize::try_from(i64::from(edit.span.start) + moved).unwrap_or(0);
            edits.push(Edit {
                span: Span::new(file, start, start + edit.text.len()),
                text: files.text(edit.span).to_owned(),
            });
            moved += edit.text.len() as i64 - (edit.span.end - edit.span.start) as i64;
        }
        Patch { edits }
    }
}
