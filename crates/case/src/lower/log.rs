//! The records of the logs: each is read as an entry, checked, held against the rules, built, and
//! let go again.

use super::{Lowering, label};
use crate::check::Checker;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ids::FileDefaults;
use crate::log::{Link, Problems};
use crate::model::{Case, Events};
use crate::{Loaded, rules};

/// Checks every record of the logs, and builds the events where there is a case to build on. Of
/// each log so many records with a fault are told in full.
pub fn run(loaded: &mut Loaded, case: Option<&Case>, limit: usize) -> Option<Events> {
    let Loaded {
        files,
        tree,
        ids,
        diagnostics,
        ..
    } = loaded;
    if tree.logs.is_empty() {
        return None;
    }
    let defaults = FileDefaults::of(tree);
    let mut checker = Checker::new(files, ids, tree.incomplete, diagnostics);
    let mut events = case.map(|case| Events::clone(&case.events));
    for log in &tree.logs {
        let outer = defaults.visible(log.file);
        let mut problems = Problems::new(limit);
        for record in &log.records {
            let entry = log.entry(files, record);
            let before = checker.diagnostics.len();
            checker.event(&entry, &outer);
            if let (Some(case), Some(events)) = (case, &mut events) {
                if is_sound(&checker.diagnostics[before..]) {
                    rules::event(case, &entry.value, &mut |diagnostic| {
                        checker.diagnostics.push(diagnostic);
                    });
                }
                let lowering = Lowering {
                    nodes: &case.index,
                    logged: &case.logged,
                    ids,
                };
                let chained = record.link == Link::Holds;
                events.push(label(&entry), lowering.event(&entry, chained));
            }
            problems.settle(checker.diagnostics, before);
        }
        problems.finish(checker.diagnostics);
    }
    events
}

fn is_sound(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .all(|diagnostic| diagnostic.severity != Severity::Error)
}
