//! The text of a case: read with spans, checked, lowered to plain data.
//!
//! ```text
//! text ─► source ─► yaml, csv ─► tree ─► ids, check, rules ─► lower ─► model::Case
//!                   └─► log, a record at a time ─┘
//!                                        └─► diagnostic ─► render
//! tree, audience ─► view ─► write ─► text again: the case as the audience may see it
//! edit: change ─► text patch ─► read again and compared
//! ```
//!
//! Nothing here reads files, prints or knows the clock: files come in as values.

pub mod admit;
pub mod decide;
pub mod diagnostic;
pub mod draft_claims;
pub mod edit;
pub mod ids;
pub mod import;
pub mod interchange;
pub mod log;
pub mod model;
pub mod newcomers;
pub mod phrase;
pub mod reference;
pub mod render;
pub mod sarif;
// One line a key reads better than what the formatter makes of it.
#[rustfmt::skip]
pub mod schema;
pub mod sheet;
pub mod sheet_decisions;
pub mod source;
pub mod tree;
pub mod value;
pub mod visible;
pub mod zone;

mod check;
mod csv;
mod lower;
mod rules;
mod view;
mod write;
mod yaml;

pub use check::suggestion;
pub use view::NoView;
pub use yaml::MAX_DEPTH;

use diagnostic::{Code, Diagnostic, Severity};
use model::{Case, Events};
use source::{Sources, Span};
use std::sync::Arc;
use tree::Tree;

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 64 * 1024 * 1024;
/// The largest log of events that is read, in bytes.
pub const MAX_LOG: u64 = 1024 * 1024 * 1024;
/// The most files a case may have.
pub const MAX_FILES: usize = 1000;

/// A file as it was found: its path as a person would write it, and its bytes.
pub struct Input {
    /// The path.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A case as far as it could be read, with everything there is to say about its text.
pub struct Loaded {
    /// The files.
    pub files: Sources,
    /// The tree.
    pub tree: Tree,
    /// The ids.
    pub ids: ids::Ids,
    /// Errors first, then file order.
    pub diagnostics: Vec<Diagnostic>,
    /// All events and the positions of those in logs, where there is a log.
    events: Option<(Arc<Events>, lower::Logged)>,
}

/// Reads and checks the files of a case; the first is `case.yaml` or the one file there is.
///
/// Files in a text encoding other than UTF-8 become a diagnostic, as does everything else that
/// is wrong; nothing here fails. Of a long log the first problems are told in full and the others
/// counted.
pub fn load(inputs: Vec<Input>) -> Loaded {
    load_within(inputs, log::SHOWN)
}

/// The same, with so many records of each log told in full.
fn load_within(inputs: Vec<Input>, limit: usize) -> Loaded {
    let mut files = Sources::default();
    let mut tree = Tree::default();
    let mut diagnostics = Vec::new();
    for input in inputs {
        let kind = Format::of(&input.path);
        let text = match String::from_utf8(input.bytes) {
            Ok(text) => text,
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let torn = kind == Format::Log && !error.as_bytes()[valid..].contains(&b'\n');
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                if !torn {
                    let file = files.add(input.path, text);
                    tree.incomplete = true;
                    diagnostics.push(not_utf8(file, valid));
                    continue;
                }
                text
            }
        };
        let file = files.add(input.path, text);
        match kind {
            Format::Table => csv::read(&files, file, &mut tree, &mut diagnostics),
            Format::Log => {
                let log = log::Log::read(&files, file, limit, &mut diagnostics);
                tree.logs.push(log);
            }
            Format::Yaml => yaml::read(&files, file, &mut tree, &mut diagnostics),
        }
    }
    let ids = ids::Ids::collect(&files, &tree, limit, &mut diagnostics);
    check::check(&files, &tree, &ids, &mut diagnostics);
    let mut loaded = Loaded {
        files,
        tree,
        ids,
        diagnostics,
        events: None,
    };
    let case = rules::run(&mut loaded);
    let events = lower::log::run(&mut loaded, case.as_ref(), limit);
    loaded.events = events
        .zip(case)
        .map(|(events, case)| (Arc::new(events), case.logged));
    diagnostic::sort(&mut loaded.diagnostics);
    loaded
}

/// How a file of a case is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Yaml,
    Table,
    Log,
}

impl Format {
    fn of(path: &str) -> Format {
        if path.ends_with(".csv") {
            Format::Table
        } else if path.ends_with(".jsonl") {
            Format::Log
        } else {
            Format::Yaml
        }
    }
}

fn not_utf8(file: u16, at: usize) -> Diagnostic {
    Diagnostic::new(
        Code::NotUtf8,
        Span::new(file, at, at + 3),
        "this file is not text in UTF-8",
    )
    .label("the first byte that is no UTF-8")
    .help("save it as UTF-8; most editors offer it under “save as”")
}

impl Loaded {
    /// Whether nothing keeps a case from being made.
    pub fn is_sound(&self) -> bool {
        self.diagnostics
            .iter()
            .all(|diagnostic| diagnostic.severity != Severity::Error)
    }

    /// The case, unless there are errors.
    pub fn case(&self) -> Option<Case> {
        if !self.is_sound() {
            return None;
        }
        let logged = self.events.as_ref().map(|(_, logged)| logged);
        let mut case = lower::lower(&self.files, &self.tree, &self.ids, logged);
        if let Some((events, _)) = &self.events {
            case.events = Arc::clone(events);
        }
        Some(case)
    }
}
