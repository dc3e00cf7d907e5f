//! A plan taken up as a reading: duties in steps on days, in place of those of the text.
//!
//! The reading drops the duties that were planned, adds each anew with its steps and everything else
//! that it says but what it needs of the others, and changes what other clauses say of them: a trigger, a window or a guarantee that
//! named a tranche names the step by which as much has been given.

use super::shape::Shape;
use super::{Change, Refused};
use crate::Loaded;
use crate::tree::{Entry, Node};

/// A duty as it was planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The id of the duty.
    pub duty: String,
    /// The planned duties, by position, of which all comes before anything of it.
    pub after: Vec<usize>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// For each tranche that the text names, the step by which as much has been given.
    pub reached: Vec<(String, usize)>,
}

/// One step of a planned duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The last day.
    pub day: i64,
    /// The steps that come before it, each by the position of its duty and its own, and whether they
    /// must have been confirmed.
    pub after: Vec<(usize, usize, bool)>,
    /// Units by the id of what is counted.
    pub gives: Vec<(String, u64)>,
    /// What is done, where it is not counted.
    pub does: Option<String>,
}

/// What a third hand holds until all of it is there: steps, each by the position of its duty and its
/// own.
pub type Held = Vec<(usize, usize)>;

/// Keys in which a clause names others.
const NAMING: [&str; 17] = [
    "after",
    "needs",
    "when",
    "starts",
    "in-return-for",
    "together-with",
    "verified-access",
    "backs",
    "holds",
    "hands-over",
    "gives-back",
    "gives-back-if",
    "extends",
    "suspends",
    "resumes",
    "ends",
    "waives",
];

/// Keys of a duty that its steps say instead, and its words, which speak of other steps.
const REPLACED: [&str; 7] = [
    "tranches",
    "after",
    "needs",
    "when",
    "starts",
    "every",
    "as-written",
];

/// The change that adds a reading with this id and name.
///
/// # Errors
/// When the case has no agreement, a duty is not in it, or the id is taken.
pub fn replan(
    loaded: &Loaded,
    reading: &str,
    name: &str,
    planned: &[Planned],
    escrows: &[Held],
) -> Result<Change, Refused> {
    if loaded.ids.get(reading).is_some() {
        return Err(Refused::NoSuchPlace(format!(
            "`{reading}` is already in the case; give the reading another id"
        )));
    }
    let agreement = loaded.tree.named("agreement").next();
    let agreement = agreement.ok_or_else(|| {
        Refused::NoSuchPlace("the case has no agreement to add a reading to".to_owned())
    })?;
    let clauses = clauses(&agreement.value);
    let names = Names::of(loaded, planned);
    let mut entry = Shape::Map(Vec::new());
    entry.put(&["name"], Shape::text(name));
    let drops = planned.iter().map(|duty| Shape::text(duty.duty.as_str()));
    entry.put(&["drops"], Shape::List(drops.collect()));
    for (position, duty) in planned.iter().enumerate() {
        let found = clauses.iter().find(|(id, _)| *id == duty.duty);
        let (_, node) = found.ok_or_else(|| {
            Refused::NoSuchPlace(format!("`{}` is no duty of the text", duty.duty))
        })?;
        let added = added(node, duty, &names);
        entry.put(&["adds", &names.new[position]], added);
    }
    for (number, held) in (1..).zip(escrows) {
        let id = free(loaded, &format!("{reading}-escrow-{number}"), &[]);
        entry.put(&["escrows", &id], escrow(held, &names));
    }
    let mut changes: Vec<(Box<str>, Shape)> = Vec::new();
    for (id, node) in &clauses {
        let whole = id.split('.').next().unwrap_or(id);
        if planned.iter().any(|duty| duty.duty == whole) {
            continue;
        }
        let keys = node.entries().iter().filter(|e| NAMING.contains(&&*e.key));
        let changed: Vec<(Box<str>, Shape)> = keys
            .filter_map(|entry| Some((entry.key.clone(), names.changed(&entry.value)?)))
            .collect();
        if !changed.is_empty() {
            changes.push((id.as_str().into(), Shape::Map(changed)));
        }
    }
    if !changes.is_empty() {
        entry.put(&["changes"], Shape::Map(changes));
    }
    Ok(Change::Set {
        path: format!("agreement.readings.{reading}"),
        value: entry,
    })
}

/// Every clause of the text itself by its id, tranches as `duty.tranche`.
fn clauses(agreement: &Node) -> Vec<(String, &Node)> {
    fn part<'a>(node: &'a Node, key: &str) -> &'a [Entry] {
        node.get(key).map_or(&[], Node::entries)
    }
    fn add<'a>(node: &'a Node, key: &str, into: &mut Vec<(String, &'a Node)>) {
        for entry in part(node, key) {
            into.push((entry.key.to_string(), &entry.value));
            for tranche in part(&entry.value, "tranches") {
                into.push((format!("{}.{}", entry.key, tranche.key), &tranche.value));
            }
        }
    }
    let mut all = Vec::new();
    for key in [
        "milestones",
        "obligations",
        "powers",
        "phases",
        "escrows",
        "guarantees",
    ] {
        add(agreement, key, &mut all);
    }
    for phase in part(agreement, "phases") {
        add(&phase.value, "obligations", &mut all);
        add(&phase.value, "powers", &mut all);
    }
    all
}

/// An id that nothing has: this one, or this one with a number.
fn free(loaded: &Loaded, plain: &str, taken: &[String]) -> String {
    let numbered = (2..).map(|n| format!("{plain}-{n}"));
    std::iter::once(plain.to_owned())
        .chain(numbered)
        .find(|id| loaded.ids.get(id).is_none() && !taken.contains(id))
        .unwrap_or_else(|| plain.to_owned())
}

/// What a third hand holds. Who that is, is left open: no text says so yet.
fn escrow(held: &Held, names: &Names) -> Shape {
    let ids: Vec<String> = held
        .iter()
        .map(|(duty, step)| format!("{}.{}", names.new[*duty], step_id(*step)))
        .collect();
    let there: Vec<String> = ids.iter().map(|id| format!("{id} held")).collect();
    Shape::Map(vec![
        ("by".into(), Shape::text("open")),
        (
            "holds".into(),
            Shape::List(ids.iter().map(|id| Shape::text(id.as_str())).collect()),
        ),
        ("hands-over".into(), Shape::text(there.join(" and "))),
    ])
}

fn step_id(position: usize) -> String {
    format!("step-{}", position + 1)
}

/// What the planned duties are called, and what names of the text become.
struct Names {
    new: Vec<String>,
    becomes: Vec<(String, String)>,
}

impl Names {
    fn of(loaded: &Loaded, planned: &[Planned]) -> Names {
        let mut names = Names {
            new: Vec::new(),
            becomes: Vec::new(),
        };
        for duty in planned {
            let free = free(loaded, &format!("{}-planned", duty.duty), &names.new);
            for (tranche, step) in &duty.reached {
                let old = format!("{}.{tranche}", duty.duty);
                names
                    .becomes
                    .push((old, format!("{free}.{}", step_id(*step))));
            }
            names.becomes.push((duty.duty.clone(), free.clone()));
            names.new.push(free);
        }
        names
    }

    /// A text with every id of a planned duty or tranche replaced.
    fn replaced(&self, text: &str) -> String {
        let part_of_id = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
        let mut out = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c| !part_of_id(c)).unwrap_or(rest.len());
            let word = &rest[..end];
            let known = self.becomes.iter().find(|(old, _)| old == word);
            out.push_str(known.map_or(word, |(_, new)| new));
            let next = rest[end..]
                .find(part_of_id)
                .map_or(rest.len(), |at| end + at);
            out.push_str(&rest[end..next]);
            rest = &rest[next..];
        }
        out
    }

    /// What a condition asks besides the planned duties, fit to be joined with others by `and`.
    fn besides(&self, condition: &str) -> Option<String> {
        let parts = conjuncts(condition).into_iter();
        let left: Vec<String> = parts.filter(|part| self.replaced(part) == *part).collect();
        (!left.is_empty()).then(|| left.join(" and "))
    }

    fn shape(&self, node: &Node) -> Shape {
        match Shape::of(node) {
            Shape::Text(text) => Shape::text(self.replaced(&text)),
            Shape::List(items) => Shape::List(
                items
                    .into_iter()
                    .map(|item| match item {
                        Shape::Text(text) => Shape::text(self.replaced(&text)),
                        other => other,
                    })
                    .collect(),
            ),
            other => other,
        }
    }

    /// The value with its names replaced, where that makes a difference.
    fn changed(&self, node: &Node) -> Option<Shape> {
        let new = self.shape(node);
        (new != Shape::of(node)).then_some(new)
    }
}

/// A duty with its steps in place of its tranches and its clock.
fn added(node: &Node, duty: &Planned, names: &Names) -> Shape {
    let mut entries: Vec<(Box<str>, Shape)> = Vec::new();
    for entry in node.entries() {
        if REPLACED.contains(&&*entry.key) {
            continue;
        }
        let value = if NAMING.contains(&&*entry.key) {
            names.shape(&entry.value)
        } else {
            Shape::of(&entry.value)
        };
        entries.push((entry.key.clone(), value));
    }
    let firsts = duty.after.iter().map(|first| names.new[*first].clone());
    let own = node.text_at("needs").and_then(|own| names.besides(own));
    let needed: Vec<String> = own.into_iter().chain(firsts).collect();
    if !needed.is_empty() {
        entries.push(("needs".into(), Shape::text(needed.join(" and "))));
    }
    // What only the tranches say of the confirmation holds for the steps too.
    let own = |key: &str| node.get(key).is_some();
    let tranches = node.get("tranches").map_or(&[][..], Node::entries);
    let first = tranches.iter().find_map(|t| t.value.get("verified-within"));
    if let Some(within) = first.filter(|_| !own("verified-within")) {
        entries.push(("verified-within".into(), Shape::of(within)));
    }
    // A tranche that needs something of its own: so do the steps that give as much.
    let needs = |position: usize| {
        let mut from = 0;
        let mut needed: Vec<String> = Vec::new();
        for (tranche, last) in &duty.reached {
            let found = tranches.iter().find(|t| &*t.key == tranche);
            let own = found.and_then(|t| t.value.text_at("needs"));
            let own = own.filter(|_| (from..=*last).contains(&position));
            needed.extend(own.and_then(|own| names.besides(own)));
            from = last + 1;
        }
        needed.dedup();
        (!needed.is_empty()).then(|| needed.join(" and "))
    };
    let steps = duty.steps.iter().enumerate().map(|(position, step)| {
        let mut keys: Vec<(Box<str>, Shape)> = Vec::new();
        keys.push(("when".into(), Shape::text(format!("by day {}", step.day))));
        let before: Vec<String> = step
            .after
            .iter()
            .map(|(other, step, confirmed)| {
                let verified = if *confirmed { " verified" } else { "" };
                format!("{}.{}{verified}", names.new[*other], step_id(*step))
            })
            .collect();
        if !before.is_empty() {
            keys.push(("after".into(), Shape::text(before.join(" and "))));
        }
        if let Some(needs) = needs(position) {
            keys.push(("needs".into(), Shape::text(needs)));
        }
        if let Some(does) = &step.does {
            keys.push(("does".into(), Shape::text(does.as_str())));
        }
        if !step.gives.is_empty() {
            let gives = step
                .gives
                .iter()
                .map(|(id, number)| (id.as_str().into(), Shape::text(number.to_string())));
            keys.push(("delivers".into(), Shape::Map(gives.collect())));
        }
        (step_id(position).into(), Shape::Map(keys))
    });
    entries.push(("tranches".into(), Shape::Map(steps.collect())));
    Shape::Map(entries)
}

/// The parts of a condition of which all must hold, each fit to be joined by `and`: brackets go round
/// one that is joined by `or`, which the language does not mix with `and` in one place.
fn conjuncts(condition: &str) -> Vec<String> {
    let (mut depth, mut either) = (0_usize, false);
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    for word in condition.split_whitespace() {
        if depth == 0 && word == "and" {
            parts.push(Vec::new());
            continue;
        }
        either |= depth == 0 && word == "or";
        depth = (depth + word.matches('(').count()).saturating_sub(word.matches(')').count());
        if let Some(part) = parts.last_mut() {
            part.push(word);
        }
    }
    let joined = parts.into_iter().map(|words| words.join(" "));
    if either {
        joined.map(|all| format!("({all})")).collect()
    } else {
        joined.collect()
    }
}
