//! The text of a case: read with spans, checked, lowered to plain data.
//!
//! ```text
//! text ─► source ─► yaml ─► tree ─► ids, check, rules ─► lower ─► model::Case
//!                                        └─► diagnostic ─► render
//! tree, audience ─► view ─► write ─► text again: the case as the audience may see it
//! edit: change ─► text patch ─► read again and compared
//! ```
//!
//! Nothing here reads files, prints or knows the clock: files come in as values.

pub mod decide;
pub mod diagnostic;
pub mod draft_claims;
pub mod edit;
pub mod ids;
pub mod interchange;
pub mod model;
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
use model::Case;
use source::{Sources, Span};
use tree::Tree;

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 64 * 1024 * 1024;
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
}

/// Reads and checks the files of a case; the first is `case.yaml` or the one file there is.
///
/// Files in a text encoding other than UTF-8 become a diagnostic, as does everything else that
/// is wrong; nothing here fails.
pub fn load(inputs: Vec<Input>) -> Loaded {
    let mut files = Sources::default();
    let mut tree = Tree::default();
    let mut diagnostics = Vec::new();
    for input in inputs {
        match String::from_utf8(input.bytes) {
            Ok(text) => {
                let csv = input.path.ends_with(".csv");
                let file = files.add(input.path, text);
                if csv {
                    csv::read(&files, file, &mut tree, &mut diagnostics);
                } else {
                    yaml::read(&files, file, &mut tree, &mut diagnostics);
                }
            }
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let file = files.add(input.path, text);
                tree.incomplete = true;
                diagnostics.push(
                    Diagnostic::new(
                        Code::NotUtf8,
                        Span::new(file, valid, valid + 3),
                        "this file is not text in UTF-8",
                    )
                    .label("the first byte that is no UTF-8")
                    .help("save it as UTF-8; most editors offer it under “save as”"),
                );
            }
        }
    }
    let ids = ids::Ids::collect(&tree, &mut diagnostics);
    check::check(&files, &tree, &ids, &mut diagnostics);
    let mut loaded = Loaded {
        files,
        tree,
        ids,
        diagnostics,
    };
    rules::run(&mut loaded);
    diagnostic::sort(&mut loaded.diagnostics);
    loaded
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
        self.is_sound()
            .then(|| lower::lower(&self.files, &self.tree, &self.ids))
    }
}
