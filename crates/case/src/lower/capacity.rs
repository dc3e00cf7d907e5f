//! Capacities of actors (`capacity: 1`) and places (`capacity: 60 loads per day`).

use super::{ACTOR_SECTIONS, Lowering};
use crate::model::Capacity;
use crate::phrase;
use crate::tree::{Entry, Tree};
use crate::value::Unit;

impl Lowering<'_> {
    pub(super) fn capacities(&self, tree: &Tree) -> Vec<Capacity> {
        let sections = ACTOR_SECTIONS.iter().map(|(section, _)| *section);
        sections
            .chain(["places"])
            .flat_map(|section| tree.entries(section))
            .filter_map(capacity)
            .collect()
    }
}

fn capacity(entry: &Entry) -> Option<Capacity> {
    let node = entry.value.get("capacity")?;
    let text = node.text()?;
    let (text, per) = match text.rsplit_once(" per ") {
        Some((before, unit)) => (before, Some(Unit::from_word(unit.trim())?)),
        None => (text, None),
    };
    // The number is the longest beginning that is an amount; what follows says of what.
    let ends = text
        .match_indices(' ')
        .map(|(at, _)| at)
        .chain([text.len()]);
    let (end, amount) = ends
        .filter_map(|end| Some((end, phrase::amount(&text[..end]).ok()?)))
        .next_back()?;
    let of = text[end..].trim();
    Some(Capacity {
        id: entry.key.clone(),
        name: entry.value.text_at("name").unwrap_or(&entry.key).into(),
        most: amount.high?,
        of: (!of.is_empty()).then(|| of.into()),
        per,
        span: node.span,
    })
}
