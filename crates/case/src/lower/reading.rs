//! The agreement as a reading has it, and as it is after amendments: their changes are made in the
//! tree, and the tree is lowered again. So whatever a key means in the text it means in a reading or
//! an amendment, and none can be forgotten.

use super::{Lowering, child};
use crate::model::{Agreement, Key as _};
use crate::tree::{Entry, Kind, Node, Tree};

/// Where clauses stand in an agreement and in a phase.
const PARTS: [&str; 7] = [
    "obligations",
    "powers",
    "open-terms",
    "milestones",
    "escrows",
    "guarantees",
    "phases",
];

impl Lowering<'_> {
    /// The agreement under each of its readings, in their order.
    pub(super) fn read_as(&self, tree: &Tree) -> Vec<Agreement> {
        let texts = tree.named("agreement").next().map(readings);
        let texts = texts.unwrap_or_default();
        texts.iter().map(|read| self.agreement(read)).collect()
    }

    /// The agreement after its amendments, one more each time in the order of their days: of the
    /// text itself first, then of each reading.
    pub(super) fn amended(&self, tree: &Tree, base: Option<&Agreement>) -> Vec<Vec<Agreement>> {
        let (Some(entry), Some(base)) = (tree.named("agreement").next(), base) else {
            return Vec::new();
        };
        let order = base.dated_amendments();
        if order.is_empty() {
            return Vec::new();
        }
        let mut texts = vec![entry.clone()];
        texts.extend(readings(entry));
        texts
            .into_iter()
            .map(|mut text| {
                let each = order.iter().map(|(_, id)| {
                    let own = child(&entry.value, "amendments").get(id.position());
                    for change in own.map_or(&[][..], |own| child(&own.value, "changes")) {
                        change_clause(&mut text.value, change);
                    }
                    self.agreement(&text)
                });
                each.collect()
            })
            .collect()
    }
}

/// The text with the changes of each reading.
fn readings(entry: &Entry) -> Vec<Entry> {
    child(&entry.value, "readings")
        .iter()
        .map(|reading| {
            let mut read = entry.clone();
            for change in child(&reading.value, "changes") {
                change_clause(&mut read.value, change);
            }
            read
        })
        .collect()
}

/// Makes the changes of one clause.
fn change_clause(agreement: &mut Node, change: &Entry) {
    let Some(clause) = clause_mut(agreement, &change.key) else {
        return;
    };
    // A milestone may be written as its date alone.
    if matches!(clause.kind, Kind::Scalar { .. }) {
        let date = Entry {
            key: "date".into(),
            key_span: clause.span,
            value: clause.clone(),
        };
        clause.kind = Kind::Map {
            entries: vec![date],
            flow: true,
        };
    }
    let Kind::Map { entries, .. } = &mut clause.kind else {
        return;
    };
    for new in change.value.entries() {
        match entries.iter_mut().find(|old| old.key == new.key) {
            Some(old) => *old = new.clone(),
            None => entries.push(new.clone()),
        }
    }
}

fn child_mut<'a>(node: &'a mut Node, key: &str) -> &'a mut [Entry] {
    let Kind::Map { entries, .. } = &mut node.kind else {
        return &mut [];
    };
    let entry = entries.iter_mut().find(|entry| &*entry.key == key);
    match entry.map(|entry| &mut entry.value.kind) {
        Some(Kind::Map { entries, .. }) => entries,
        _ => &mut [],
    }
}

/// The node of a clause by its id, a tranche's being `duty.tranche`.
fn clause_mut<'a>(agreement: &'a mut Node, id: &str) -> Option<&'a mut Node> {
    let (whole, tranche) = id.split_once('.').map_or((id, None), |(a, b)| (a, Some(b)));
    let found = whole_mut(agreement, whole)?;
    match tranche {
        Some(tranche) => child_mut(found, "tranches")
            .iter_mut()
            .find(|entry| &*entry.key == tranche)
            .map(|entry| &mut entry.value),
        None => Some(found),
    }
}

fn whole_mut<'a>(agreement: &'a mut Node, id: &str) -> Option<&'a mut Node> {
    let in_phase = child(agreement, "phases").iter().position(|phase| {
        ["obligations", "powers"]
            .iter()
            .any(|part| child(&phase.value, part).iter().any(|e| &*e.key == id))
    });
    if let Some(position) = in_phase {
        let phase = &mut child_mut(agreement, "phases")[position].value;
        return direct_mut(phase, id);
    }
    for (part, key) in [
        ("readings", "adds"),
        ("readings", "escrows"),
        ("amendments", "adds"),
    ] {
        let adding = child(agreement, part)
            .iter()
            .position(|entry| child(&entry.value, key).iter().any(|e| &*e.key == id));
        if let Some(position) = adding {
            let adder = &mut child_mut(agreement, part)[position].value;
            return child_mut(adder, key)
                .iter_mut()
                .find(|entry| &*entry.key == id)
                .map(|entry| &mut entry.value);
        }
    }
    direct_mut(agreement, id)
}

/// A clause that stands in one of the parts of a node itself.
fn direct_mut<'a>(node: &'a mut Node, id: &str) -> Option<&'a mut Node> {
    let part = PARTS
        .into_iter()
        .find(|part| child(node, part).iter().any(|entry| &*entry.key == id))?;
    child_mut(node, part)
        .iter_mut()
        .find(|entry| &*entry.key == id)
        .map(|entry| &mut entry.value)
}
