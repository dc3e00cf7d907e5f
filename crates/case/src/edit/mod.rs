//! Edits by program that keep a person's hand: text patches at spans, read again and compared.
//!
//! ```text
//! change ─► path (which node) ─► place (which bytes) ─► patch ─► text ─► read again
//!    └────► shape (the tree as it is meant) ──────────────────────────► compared
//! ```
//!
//! An edit is given back only if the tree of the new text differs from the old one exactly where
//! it was meant to, every comment is still there, and no error is new. Otherwise it is refused,
//! and nothing has happened.

mod comments;
mod fix;
mod format;
mod patch;
mod path;
mod place;
mod replan;
mod shape;
mod write;

pub use fix::{Fixed, fix};
pub use format::format;
pub use patch::Patch;
pub use replan::{Held, Planned, Step, replan};
pub use shape::Shape;
pub use write::flow;
pub(crate) use write::quoted;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;
use crate::{Input, Loaded, load};
use path::Path;

/// What is to become different.
#[derive(Clone, Debug)]
pub enum Change {
    /// A value is given or replaced.
    Set {
        /// Where, as `claims.c1.date` or `c1.date`.
        path: String,
        /// The value.
        value: Shape,
    },
    /// A key goes, with its value and the comment on its line.
    Remove {
        /// Where.
        path: String,
    },
    /// Entries are added at the end of a section.
    Add {
        /// The section.
        section: String,
        /// The file, where the section stands in several.
        file: Option<u16>,
        /// The entries: id and keys.
        entries: Vec<(Box<str>, Shape)>,
    },
}

/// A change that was made and checked.
pub struct Edited {
    /// The patch.
    pub patch: Patch,
    /// The case as it reads now.
    pub loaded: Loaded,
}

impl std::fmt::Debug for Edited {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Edited")
            .field("patch", &self.patch)
            .finish_non_exhaustive()
    }
}

/// Why a change was not made.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Part of the case cannot be read, so nothing can be compared.
    #[error("a part of the case cannot be read; `armistice check` says where")]
    Unreadable,
    /// The path leads nowhere.
    #[error("{0}")]
    NoSuchPlace(String),
    /// The text is written in a way that this program does not change.
    #[error("{0}; change it by hand")]
    ByHand(&'static str),
    /// It stands in a log, which is only ever added to.
    #[error(
        "`{id}` stands in {file}, which is only ever added to; put it right with a new record: `armistice add event CASE corrects={id} …`"
    )]
    InLog {
        /// The log.
        file: String,
        /// The id of the record.
        id: String,
    },
    /// A comment would be lost.
    #[error("the comment `{0}` would be lost; change this by hand")]
    Comment(String),
    /// The change would bring errors with it.
    #[error("the change would bring an error into the case")]
    Errors(Box<(Sources, Vec<Diagnostic>)>),
}

/// Makes a change, reads the case again and compares.
pub fn edit(loaded: &Loaded, change: &Change) -> Result<Edited, Refused> {
    if loaded.tree.incomplete {
        return Err(Refused::Unreadable);
    }
    let mut meant = shape::sections(&loaded.tree);
    let (patch, lost) = match change {
        Change::Set { path, value } => {
            let path = Path::find(loaded, path)?;
            path.set(&mut meant, value);
            (place::set(loaded, &path, value)?, None)
        }
        Change::Remove { path } => {
            let path = Path::find(loaded, path)?.removable(loaded)?;
            path.remove(&mut meant);
            let patch = place::remove(loaded, &path)?;
            let lost = patch.edits().first().map(|edit| edit.span);
            (patch, lost)
        }
        Change::Add {
            section,
            file,
            entries,
        } => {
            let path = Path::section(loaded, section, *file)?;
            path.append(&mut meant, entries);
            (place::append(loaded, &path, entries)?, None)
        }
    };
    let after = reload(loaded, &patch);
    if shape::sections(&after.tree) != meant {
        return Err(Refused::ByHand(
            "this place is written in a way that a program could only change with something else",
        ));
    }
    for file in loaded
        .files
        .files()
        .iter()
        .enumerate()
        .map(|(i, _)| i as u16)
    {
        let (before, now) = (remarks(loaded, file), remarks(&after, file));
        let kept = before
            .iter()
            .filter(|span| {
                lost.is_none_or(|lost| {
                    lost.file != file || !lost.range().contains(&(span.start as usize))
                })
            })
            .map(|span| loaded.files.text(*span).trim_end());
        let now: Vec<&str> = now
            .iter()
            .map(|span| after.files.text(*span).trim_end())
            .collect();
        if let Some((missing, _)) = kept
            .zip(now.iter().copied().map(Some).chain(std::iter::repeat(None)))
            .find(|(text, other)| Some(*text) != *other)
        {
            return Err(Refused::Comment(missing.to_owned()));
        }
    }
    let errors = new_errors(&loaded.diagnostics, &after.diagnostics);
    if !errors.is_empty() {
        return Err(Refused::Errors(Box::new((after.files, errors))));
    }
    Ok(Edited {
        patch,
        loaded: after,
    })
}

/// The case as it reads with a patch.
pub(crate) fn reload(loaded: &Loaded, patch: &Patch) -> Loaded {
    let inputs = patch
        .apply(&loaded.files)
        .into_iter()
        .zip(loaded.files.files())
        .map(|(text, file)| Input {
            path: file.path.clone(),
            bytes: text.into_bytes(),
        })
        .collect();
    load(inputs)
}

/// The comments of a file, in order.
fn remarks(loaded: &Loaded, file: u16) -> Vec<crate::source::Span> {
    comments::comments(&loaded.files.file(file).text, &loaded.tree, file)
}

/// Errors of `after` that were not there before.
pub(crate) fn new_errors(before: &[Diagnostic], after: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut known: Vec<(crate::diagnostic::Code, &str)> = before
        .iter()
        .map(|d| (d.code, d.message.as_str()))
        .collect();
    after
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .filter(|diagnostic| {
            let same = |other: &(crate::diagnostic::Code, &str)| {
                *other == (diagnostic.code, diagnostic.message.as_str())
            };
            match known.iter().position(same) {
                Some(i) => {
                    known.swap_remove(i);
                    false
                }
                None => true,
            }
        })
        .cloned()
        .collect()
}
