//! A case for one audience: everything that it may not see is taken out before anything is
//! computed, so that a page is a function of what its audience may see.
//!
//! ```text
//! tree ─► hide (entries not open to the audience) ─► write ─► load
//!                                                      ▲        │ what names a hidden entry,
//!                                                      └─ drop ◄┘ or cannot stand without one
//! ```
//!
//! The text is written out anew without comments and notes, and read again: places, snippets and
//! quotes are those of the new text. What hangs on a hidden entry is found by the checks
//! themselves, so that a key which is added to the language needs nothing here:
//!
//! - an item of a list, or a key that is an id, goes alone; when nothing is left beside it, the
//!   entry goes: what it said was about hidden things only;
//! - an expression (a window, a condition) goes with its key, a combination of options whole:
//!   half of one would say something else;
//! - whatever else names a hidden entry, or lacks what it needs, goes as a whole entry.
//!
//! Every round takes something out, so there is an end. For the mediators nothing is hidden and
//! the text stays as it is, comments included.

use crate::diagnostic::Severity;
use crate::ids::{FileDefaults, narrowed};
use crate::schema::{CASE, EVENT, Record, SOURCE, TRANCHE, Ty, VERSION};
use crate::source::Span;
use crate::tree::{Entry, Kind, Node, Tree};
use crate::visible::{Audience, Visibility};
use crate::{Input, Loaded, load_within, visible, write};

/// Keys without whose id an entry still says what it said: which wording an objection would
/// rather have, and which one a wording follows.
const LOOSE: [&str; 2] = ["wants", "replaces"];

/// Why there is no view of a case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoView {
    /// The whole case has errors, so who may see what is not certain.
    #[error("the case has errors, so it is not certain who may see what")]
    Unsound,
    /// Not even the name of the case is open to the audience.
    #[error("nothing of this case is open to `{0}`")]
    NothingOpen(Audience),
    /// No party has this id.
    #[error("`{0}` is no audience of this case")]
    Unknown(String),
}

impl NoView {
    /// What would help.
    pub fn help(&self) -> &'static str {
        match self {
            NoView::Unsound => "run `armistice check` on the whole case first",
            NoView::NothingOpen(_) => "`visible` at the top of the case says who may see it",
            NoView::Unknown(_) => {
                "an audience is `public`, `shared`, `mediator` or the id of a party"
            }
        }
    }
}

impl Loaded {
    /// The case as an audience may see it.
    pub fn view(self, audience: &Audience) -> Result<Loaded, NoView> {
        if let Audience::Party(id) = audience
            && !self.tree.entries("parties").any(|entry| entry.key == *id)
        {
            return Err(NoView::Unknown(id.to_string()));
        }
        if *audience == Audience::Mediator {
            return Ok(self);
        }
        if !self.is_sound() || self.tree.incomplete {
            return Err(NoView::Unsound);
        }
        let mut tree = self.tree;
        let defaults = FileDefaults::of(&tree);
        hide(&mut tree, &defaults, audience);
        strip(&mut tree);
        let mut inputs = write::files(&self.files, &tree, |log, _, mut entry| {
            let outer = defaults.visible(log.file);
            if !outer.open_to(audience) || !hide_in(&mut entry.value, &outer, audience) {
                return None;
            }
            strip_record(&mut entry.value, &EVENT);
            Some(entry)
        });
        loop {
            // Each error is needed, however many there are: it says what has to go.
            let mut loaded = load_within(inputs, usize::MAX);
            if loaded.tree.named("case").next().is_none() {
                return Err(NoView::NothingOpen(audience.clone()));
            }
            let mut broken: Vec<Span> = loaded
                .diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.severity == Severity::Error)
                .map(|diagnostic| diagnostic.at)
                .collect();
            if broken.is_empty() {
                return Ok(loaded);
            }
            broken.sort_unstable();
            let before = size(&loaded.tree);
            for at in &broken {
                if !loaded.tree.logs.iter().any(|log| log.file == at.file) {
                    drop_at(&mut loaded.tree, *at);
                }
            }
            let mut dropped = size(&loaded.tree) != before;
            inputs = write::files(&loaded.files, &loaded.tree, |log, record, mut entry| {
                let whole = log.span(record);
                let first =
                    broken.partition_point(|at| (at.file, at.start) < (whole.file, whole.start));
                let before = size_of(&entry.value);
                let within = |at: &&Span| at.file == whole.file && at.start < whole.end;
                for at in broken[first..].iter().take_while(within) {
                    if *at == record.id || drop_record(&mut entry.value, &EVENT, *at) {
                        dropped = true;
                        return None;
                    }
                }
                dropped |= size_of(&entry.value) != before;
                Some(entry)
            });
            if !dropped {
                // An error that no entry holds; nothing can be shown without it.
                return Err(NoView::NothingOpen(audience.clone()));
            }
        }
    }

    /// The files of the case, to be written out elsewhere.
    pub fn into_files(self) -> Vec<Input> {
        self.files
            .files()
            .iter()
            .map(|file| Input {
                path: file.path.clone(),
                bytes: file.text.clone().into_bytes(),
            })
            .collect()
    }
}

/// Takes out what is not open to the audience.
fn hide(tree: &mut Tree, defaults: &FileDefaults, audience: &Audience) {
    tree.sections.retain_mut(|section| {
        let entry = &mut section.entry;
        // What nobody has accepted yet is the mediators' working paper.
        if &*entry.key == "draft-claims" {
            return false;
        }
        let visible = defaults.visible(entry.key_span.file);
        visible.open_to(audience) && hide_in(&mut entry.value, &visible, audience)
    });
}

/// Whether the node stays; its own entries are gone through first.
///
/// A `visible` is looked for in every map, whether or not the language has one there: heeding
/// it where it means nothing hides more, never less.
fn hide_in(node: &mut Node, outer: &Visibility, audience: &Audience) -> bool {
    let visible = narrowed(node, outer);
    if !visible.open_to(audience) {
        return false;
    }
    match &mut node.kind {
        Kind::Map { entries, .. } => {
            entries.retain_mut(|entry| hide_in(&mut entry.value, &visible, audience));
            has_content(entries)
        }
        Kind::List(items) => {
            items.retain_mut(|item| hide_in(item, &visible, audience));
            !items.is_empty()
        }
        Kind::Scalar { .. } => true,
        Kind::Empty => false,
    }
}

fn has_content(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| &*entry.key != visible::KEY)
}

/// Takes out remarks and the places of copies at home: they belong to whoever keeps the case.
fn strip(tree: &mut Tree) {
    tree.sections
        .retain(|section| &*section.entry.key != "note");
    for section in &mut tree.sections {
        let entry = &mut section.entry;
        if let Some(key) = CASE.key(&entry.key) {
            strip_value(&mut entry.value, key.ty);
        }
    }
}

fn strip_value(node: &mut Node, ty: Ty) {
    let record = match ty {
        Ty::Map(record, _) | Ty::List(record) | Ty::One(record) => record,
        Ty::Tranches => &TRANCHE,
        Ty::Versions => &VERSION,
        _ => return,
    };
    match (&mut node.kind, ty) {
        (Kind::Map { entries, .. }, Ty::Map(..) | Ty::Tranches | Ty::Versions) => {
            for entry in entries {
                strip_record(&mut entry.value, record);
            }
        }
        (Kind::List(items), Ty::List(_)) => {
            for item in items {
                strip_record(item, record);
            }
        }
        _ => strip_record(node, record),
    }
}

fn strip_record(node: &mut Node, record: &'static Record) {
    let Kind::Map { entries, .. } = &mut node.kind else {
        return;
    };
    entries.retain(|entry| {
        &*entry.key != "note" && !(record.name == SOURCE.name && &*entry.key == "file")
    });
    for entry in entries {
        if let Some(key) = record.key(&entry.key) {
            strip_value(&mut entry.value, key.ty);
        }
    }
}

/// Drops what an error points at.
fn drop_at(tree: &mut Tree, at: Span) {
    tree.sections.retain_mut(|section| {
        let entry = &mut section.entry;
        let Some(key) = CASE.key(&entry.key) else {
            return !holds(entry.key_span, at);
        };
        // A section that is complained about as a whole goes as a whole.
        !holds(entry.key_span, at) && drop_value(&mut entry.value, key.ty, at) != Left::Gone
    });
}

/// What becomes of a value in which an error lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    /// It stands, perhaps without a part.
    Standing,
    /// It goes, and what it stands in can do without.
    Gone,
    /// It goes, and the entry that it stands in goes too.
    WithEntry,
}

fn holds(span: Span, at: Span) -> bool {
    span.file == at.file && span.start <= at.start && at.start < span.end.max(span.start + 1)
}

fn drop_value(node: &mut Node, ty: Ty, at: Span) -> Left {
    if !holds(node.span, at) {
        return Left::Standing;
    }
    match ty {
        Ty::Map(record, _) => drop_entry(node, record, at),
        Ty::Tranches => drop_entry(node, &TRANCHE, at),
        Ty::Versions => drop_entry(node, &VERSION, at),
        Ty::One(record) => match drop_record(node, record, at) {
            true => Left::Gone,
            false => Left::Standing,
        },
        Ty::List(record) => {
            if let Kind::List(items) = &mut node.kind {
                items.retain_mut(|item| !drop_record(item, record, at));
                if !items.is_empty() {
                    return Left::Standing;
                }
                return Left::Gone;
            }
            match drop_record(node, record, at) {
                true => Left::Gone,
                false => Left::Standing,
            }
        }
        // An expression is not the same with a part left out, but its entry stands without it.
        Ty::When | Ty::Condition(_) | Ty::Conditions(_) | Ty::Statements | Ty::Ratios => {
            match drop_leaf(node, at) {
                true => Left::Gone,
                false => Left::Standing,
            }
        }
        // Nor is a combination: each goes whole.
        Ty::Patterns | Ty::Rather | Ty::Interactions => {
            if let Kind::List(items) = &mut node.kind {
                items.retain(|item| !holds(item.span, at));
                if !items.is_empty() {
                    return Left::Standing;
                }
            }
            Left::Gone
        }
        _ => match drop_leaf(node, at) {
            true => Left::WithEntry,
            false => Left::Standing,
        },
    }
}

/// In a map of entries, the entry goes in which the error lies.
fn drop_entry(node: &mut Node, record: &'static Record, at: Span) -> Left {
    let Kind::Map { entries, .. } = &mut node.kind else {
        return Left::Gone;
    };
    entries.retain_mut(|entry| {
        !holds(entry.key_span, at) && !drop_record(&mut entry.value, record, at)
    });
    if has_content(entries) {
        Left::Standing
    } else {
        Left::Gone
    }
}

/// Whether the entry goes.
fn drop_record(node: &mut Node, record: &'static Record, at: Span) -> bool {
    if !holds(node.span, at) {
        return false;
    }
    if record.keys.is_empty() {
        return drop_leaf(node, at);
    }
    let whole = node.span;
    let Kind::Map { entries, .. } = &mut node.kind else {
        return true;
    };
    let found = entries
        .iter()
        .position(|entry| holds(entry.key_span, at) || holds(entry.value.span, at));
    let Some(i) = found else {
        // At the entry as a whole, which lacks something; or at a part that is gone already.
        return at == whole;
    };
    let entry = &mut entries[i];
    let Some(key) = record.key(&entry.key) else {
        return true;
    };
    if holds(entry.key_span, at) || &*entry.key == "if" {
        // With half of its condition a claim would say more than was said.
        return true;
    }
    match drop_value(&mut entry.value, key.ty, at) {
        Left::Standing => false,
        Left::Gone => {
            entries.remove(i);
            !has_content(entries)
        }
        Left::WithEntry if LOOSE.contains(&key.name) => {
            entries.remove(i);
            false
        }
        Left::WithEntry => true,
    }
}

/// Whether nothing is left of a value after the item, or the key, in which the error lies went.
fn drop_leaf(node: &mut Node, at: Span) -> bool {
    if !holds(node.span, at) {
        return false;
    }
    match &mut node.kind {
        Kind::Scalar { .. } | Kind::Empty => true,
        Kind::List(items) => {
            items.retain_mut(|item| !drop_leaf(item, at));
            items.is_empty()
        }
        Kind::Map { entries, .. } => {
            entries
                .retain_mut(|entry| !holds(entry.key_span, at) && !drop_leaf(&mut entry.value, at));
            !has_content(entries)
        }
    }
}

fn size(tree: &Tree) -> usize {
    tree.sections
        .iter()
        .map(|section| size_of(&section.entry.value))
        .sum()
}

fn size_of(node: &Node) -> usize {
    1 + match &node.kind {
        Kind::Map { entries, .. } => entries.iter().map(|entry| size_of(&entry.value)).sum(),
        Kind::List(items) => items.iter().map(size_of).sum(),
        Kind::Scalar { .. } | Kind::Empty => 0,
    }
}
