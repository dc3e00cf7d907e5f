//! Readings of a term, with what hangs on each.

use crate::page::{Class, Row, Statement, Table};
use crate::words;
use armistice_case::model::{Agreement, Case, ClauseId, NodeId};
use armistice_case::phrase::When;
use armistice_engine::accord::structure::{ReadingChange, ReadingView, Structure};
use armistice_engine::provenance::Because;

/// Two readings of one term, with what hangs on it.
pub fn readings(case: &Case, structure: &Structure) -> Vec<Statement> {
    let Some(agreement) = &case.agreement else {
        return Vec::new();
    };
    let mut groups: Vec<((ClauseId, &str), Vec<&ReadingView>)> = Vec::new();
    // A reading that has other duties in the place of some is told as a whole.
    let (replacing, changing): (Vec<&ReadingView>, Vec<&ReadingView>) = structure
        .readings
        .iter()
        .partition(|view| !view.drops.is_empty() && !view.adds.is_empty());
    for view in changing {
        for change in &view.changes {
            let key = (change.clause, &*change.key);
            match groups.iter_mut().find(|(other, _)| *other == key) {
                Some((_, views)) => views.push(view),
                None => groups.push((key, vec![view])),
            }
        }
    }
    groups
        .into_iter()
        .map(|((clause, key), views)| {
            let mut because = vec![Because::Node(clause.into())];
            let mut touched: Vec<ClauseId> = Vec::new();
            let mut base = None;
            let told: Vec<String> = views
                .iter()
                .map(|view| {
                    because.push(Because::Node(NodeId::Reading(view.reading)));
                    let reading = &agreement.readings[view.reading];
                    let change = view
                        .changes
                        .iter()
                        .find(|change| change.clause == clause && &*change.key == key);
                    let value = change.map_or("", |change| &*change.value);
                    if let Some(change) = change {
                        base.clone_from(&change.base);
                        for clause in &change.touches {
                            if !touched.contains(clause) {
                                touched.push(*clause);
                            }
                        }
                    }
                    let name = reading.name.as_deref().map_or_else(
                        || case.label(NodeId::Reading(view.reading)).id.to_string(),
                        str::to_owned,
                    );
                    let holder = if reading.held_by.is_empty() {
                        String::new()
                    } else {
                        format!(", held by {}", words::names(case, &reading.held_by))
                    };
                    format!("{name} ({value}{holder})")
                })
                .collect();
            let count = words::plural(views.len(), "reading", "readings");
            let stands = match base.as_deref() {
                None | Some("disputed") => String::new(),
                Some(text) => format!(", beside the text's own “{text}”"),
            };
            let hangs = if touched.is_empty() {
                String::new()
            } else {
                format!(" On it hang {}.", words::clauses(case, &touched))
            };
            because.extend(touched.iter().map(|clause| Because::Node((*clause).into())));
            Statement::new(
                "accord",
                "readings",
                format!(
                    "`{}`, {key}, has {count}{stands}: {}.{hangs}",
                    case.label(clause.into()).id,
                    told.join("; or ")
                ),
                because,
            )
            .class(Class::Blocks)
            .reach(views.len().min(2))
        })
        .chain(
            replacing
                .into_iter()
                .map(|view| replaced(case, agreement, view)),
        )
        .collect()
}

/// A reading that has some duties in the place of others.
fn replaced(case: &Case, agreement: &Agreement, view: &ReadingView) -> Statement {
    let node = NodeId::Reading(view.reading);
    let id = case.label(node).id;
    let name = agreement.readings[view.reading].name.as_deref();
    let follow = match view.changes.len() {
        0 => String::new(),
        n => format!(
            "; {} of other clauses follow",
            words::plural(n, "key", "keys")
        ),
    };
    let text = format!(
        "The reading `{id}`{} has {} in the place of {}{follow}.",
        name.map_or_else(String::new, |name| format!(" ({name})")),
        words::clauses(case, &view.adds),
        words::clauses(case, &view.drops)
    );
    Statement::new("accord", "readings", text, vec![Because::Node(node)])
        .class(Class::Informs)
        .reach(1)
}

/// Every reading of every term, with what follows from it, side by side.
pub fn readings_table(case: &Case, agreement: &Agreement, structure: &Structure) -> Table {
    let mut rows = Vec::new();
    for view in &structure.readings {
        let reading = &agreement.readings[view.reading];
        let name = reading.name.as_deref().map_or_else(
            || case.label(NodeId::Reading(view.reading)).id.to_string(),
            str::to_owned,
        );
        let held_by = if reading.held_by.is_empty() {
            "nobody named".to_owned()
        } else {
            words::names(case, &reading.held_by)
        };
        for change in &view.changes {
            let mut because = vec![
                Because::Node(NodeId::Reading(view.reading)),
                Because::Node(change.clause.into()),
            ];
            because.extend(
                change
                    .touches
                    .iter()
                    .map(|clause| Because::Node((*clause).into())),
            );
            rows.push((
                (change.clause, change.key.clone()),
                Row {
                    cells: vec![
                        format!("{}, {}", case.label(change.clause.into()).id, change.key),
                        name.clone(),
                        held_by.clone(),
                        follows(case, agreement, change),
                    ],
                    because,
                },
            ));
        }
        let outright = |clauses: &[ClauseId], word: &str| {
            (!clauses.is_empty()).then(|| format!("{word} {}", words::clauses(case, clauses)))
        };
        let parts: Vec<String> = [
            outright(&view.drops, "without"),
            outright(&view.adds, "with"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if let (Some(first), false) = (view.drops.first().or(view.adds.first()), parts.is_empty()) {
            rows.push((
                (*first, "".into()),
                Row {
                    cells: vec!["the text".to_owned(), name, held_by, parts.join(", ")],
                    because: vec![Because::Node(NodeId::Reading(view.reading))],
                },
            ));
        }
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    Table {
        cited: false,
        id: "readings",
        columns: ["term", "reading", "held by", "then"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    }
}

/// What follows from reading a key so.
fn follows(case: &Case, agreement: &Agreement, change: &ReadingChange) -> String {
    let touched = (!change.touches.is_empty()).then(|| words::clauses(case, &change.touches));
    let value = &change.value;
    match (&*change.key, change.clause) {
        ("if-talks-go-on" | "if-talks-fail", ClauseId::Phase(phase)) => {
            let until = match agreement.phases[phase].when.get() {
                Some(When::Window(_, end)) => format!("after {}", words::moment(end)),
                _ => "after its end".to_owned(),
            };
            let touched = touched.unwrap_or_else(|| "nothing else".to_owned());
            if value.starts_with("stand") {
                format!("{until}: {value}; with it {touched}")
            } else if &**value == "lapse" {
                format!("{until}: lapsed, and with it {touched}")
            } else {
                format!("{until}: {value}; on it hang {touched}")
            }
        }
        (key, clause) => {
            let own = match key {
                "after" => format!("its clock starts with {value}"),
                "needs" => format!("it waits for {value}"),
                "when" => format!("due {value}"),
                "delivers" => format!("{value} change hands"),
                "reaches" => format!("the level is {value}"),
                "by" => format!("owed by {value}"),
                _ => value.to_string(),
            };
            match touched {
                Some(touched) => format!("{own}; {touched} follow {}", words::clause(case, clause)),
                None => own,
            }
        }
    }
}
