//! Ids for what a file names.

use std::collections::BTreeSet;

/// Makes ids of names, each once.
#[derive(Default)]
pub(super) struct Namer {
    used: BTreeSet<String>,
}

impl Namer {
    pub(super) fn take(&mut self, name: &str, kind: &str) -> String {
        let mut id = String::new();
        for c in name.chars().flat_map(char::to_lowercase) {
            if c.is_ascii_alphanumeric() {
                id.push(c);
            } else if !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
        }
        let id = id.trim_end_matches('-');
        let id: String = id.chars().take(40).collect();
        let id = id.trim_end_matches('-');
        let starts_well = id.starts_with(|c: char| c.is_ascii_lowercase());
        let id = if starts_well && !WORDS.contains(&id) && !crate::ids::RESERVED.contains(&id) {
            id.to_owned()
        } else if id.is_empty() {
            kind.to_owned()
        } else {
            format!("{kind}-{id}")
        };
        let mut unique = id.clone();
        let mut number = 2;
        while !self.used.insert(unique.clone()) {
            unique = format!("{id}-{number}");
            number += 1;
        }
        unique
    }
}

/// Words of conditions and other readers of YAML, which no id should be.
pub(super) const WORDS: &[&str] = &[
    "and",
    "or",
    "not",
    "if",
    "iff",
    "of",
    "each",
    "yes",
    "no",
    "on",
    "off",
    "y",
    "n",
    "true",
    "false",
    "null",
    "started",
    "done",
    "verified",
    "held",
    "late",
    "breached",
    "cured",
    "suspended",
    "lapsed",
    "ended",
    "agreed",
    "used",
    "reaches",
    "day",
];
