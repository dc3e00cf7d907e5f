//! Events that are to come into a case: checked against it as if they stood in it.

use crate::check::Checker;
use crate::diagnostic::{Diagnostic, Severity};
use crate::edit::Shape;
use crate::ids::FileDefaults;
use crate::log::FOLLOWS;
use crate::lower::lower;
use crate::tree::Entry;
use crate::{Loaded, rules};

/// Keys that say when a record was written and not what it says.
const OF_THE_RECORD: [&str; 2] = ["recorded", FOLLOWS];

impl Loaded {
    /// What is wrong with each of some entries that are to become events, in their order; their
    /// places lie in [`Loaded::files`]. Their ids are known to the case afterwards, so that they
    /// can name one another.
    pub fn admit(&mut self, entries: &[Entry]) -> Vec<Vec<Diagnostic>> {
        let outer = FileDefaults::of(&self.tree).visible(u16::MAX);
        let mut found: Vec<Vec<Diagnostic>> = Vec::new();
        for entry in entries {
            let mut own = Vec::new();
            let visible = crate::ids::narrowed(&entry.value, &outer);
            self.ids
                .event(&entry.key, entry.key_span, &visible, &mut own);
            found.push(own);
        }
        let case = (!self.tree.incomplete).then(|| {
            lower(
                &self.files,
                &self.tree,
                &self.ids,
                self.events.as_ref().map(|(_, logged)| logged),
            )
        });
        let mut now = Vec::new();
        let mut checker = Checker::new(&self.files, &self.ids, self.tree.incomplete, &mut now);
        for (entry, own) in entries.iter().zip(&mut found) {
            checker.event(entry, &outer);
            own.append(checker.diagnostics);
            let sound = own
                .iter()
                .all(|diagnostic| diagnostic.severity != Severity::Error);
            if let Some(case) = case.as_ref().filter(|_| sound) {
                rules::event(case, &entry.value, &mut |diagnostic| own.push(diagnostic));
            }
        }
        found
    }

    /// Every event as it stands in the case, sections before logs.
    pub fn each_event(&self, mut f: impl FnMut(Entry)) {
        self.tree.entries("events").cloned().for_each(&mut f);
        for log in &self.tree.logs {
            for record in &log.records {
                f(log.entry(&self.files, record));
            }
        }
    }

    /// The event of an id as it stands in the case.
    pub fn event(&self, id: &str) -> Option<Entry> {
        let at = self.ids.get(id)?.span;
        if let Some(log) = self.tree.logs.iter().find(|log| log.file == at.file) {
            return log.at(&self.files, at);
        }
        self.tree
            .entries("events")
            .find(|entry| &*entry.key == id)
            .cloned()
    }
}

/// Whether two records say the same, whenever they were written and in whatever order of keys.
pub fn says_the_same(one: &Entry, other: &Entry) -> bool {
    let keys = |entry: &Entry| {
        let mut keys: Vec<(Box<str>, Shape)> = entry
            .value
            .entries()
            .iter()
            .filter(|inner| !OF_THE_RECORD.contains(&&*inner.key))
            .map(|inner| (inner.key.clone(), Shape::of(&inner.value)))
            .collect();
        keys.sort_by(|a, b| a.0.cmp(&b.0));
        keys
    };
    keys(one) == keys(other)
}
