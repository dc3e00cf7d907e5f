//! The mends that diagnostics offer, made one after the other as long as each does only good.

use super::patch::Patch;
use super::{new_errors, reload};
use crate::diagnostic::{Code, Diagnostic};
use crate::{Input, Loaded, load};

/// The most mends of one run.
const MOST: usize = 1000;

/// A case after its safe mends.
pub struct Fixed {
    /// The case as it reads now.
    pub loaded: Loaded,
    /// What was mended, in order.
    pub made: Vec<Diagnostic>,
}

/// Makes every mend that takes its complaint away and brings no error with it.
pub fn fix(loaded: &Loaded) -> Fixed {
    let inputs = loaded
        .files
        .files()
        .iter()
        .map(|file| Input {
            path: file.path.clone(),
            bytes: file.text.clone().into_bytes(),
        })
        .collect();
    let mut now = load(inputs);
    let mut made = Vec::new();
    while made.len() < MOST {
        let Some((diagnostic, after)) = one(&now) else {
            break;
        };
        made.push(diagnostic);
        now = after;
    }
    Fixed { loaded: now, made }
}

fn one(now: &Loaded) -> Option<(Diagnostic, Loaded)> {
    // A log is only ever added to.
    let damaged = |file: u16| {
        now.tree.logs.iter().any(|log| log.file == file)
            || now
                .diagnostics
                .iter()
                .any(|d| d.code == Code::NotUtf8 && d.at.file == file)
    };
    now.diagnostics.iter().find_map(|diagnostic| {
        let edits = diagnostic.fix.clone()?;
        if edits.iter().any(|edit| damaged(edit.span.file)) {
            return None;
        }
        let after = reload(now, &Patch::new(edits));
        let better = after.diagnostics.len() < now.diagnostics.len()
            && new_errors(&now.diagnostics, &after.diagnostics).is_empty();
        better.then(|| (diagnostic.clone(), after))
    })
}
