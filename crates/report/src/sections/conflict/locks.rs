//! The least set of courses to lock or to forbid.

use super::names::{ENGINE, NAMED, Names, concept_name, more};
use crate::page::{Section, Statement};
use crate::words;
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::graph::Graph;
use armistice_engine::conflict::induce::Induce;
use armistice_engine::provenance::Because;

pub(super) fn locks(names: &Names<'_>, found: &Induce) -> Section {
    let mut section = Section::new(
        "locks",
        if names.by_courses() {
            "Courses to lock or forbid"
        } else {
            "Moves to forbid"
        },
    );
    section.aside = concept_name(found.concept).to_owned();
    let locks = &found.locks;
    let (one, many) = if names.by_courses() {
        ("course", "courses")
    } else {
        ("move", "moves")
    };
    let searched = Because::Absence(format!(
        "sets of up to {} among {}; {} tried",
        words::plural(locks.complete_to, one, many),
        words::plural(locks.among, one, many),
        locks.tried
    ));
    let mut because = names.because(found.state, &names.everybody());
    let text = match locks.sets.first() {
        Some(first) if first.is_empty() => "Nothing need be locked or forbidden.".to_owned(),
        Some(_) => {
            let sets: Vec<String> = locks
                .sets
                .iter()
                .take(NAMED)
                .map(|set| set_words(names, found.state, set))
                .collect();
            let more = more(locks.sets.len(), NAMED);
            let complete = if locks.complete_to >= locks.sets[0].len() {
                ""
            } else {
                " (there may be more of this size)"
            };
            format!(
                "The least that makes it hold: {}{more}{complete}.",
                sets.join("; or ")
            )
        }
        None if locks.complete_to == locks.among => {
            because.push(searched);
            format!("No set of {many} to lock makes it hold.")
        }
        None => {
            because.push(searched);
            format!(
                "Not found: every set of up to {} was tried, larger ones were not.",
                words::plural(locks.complete_to, one, many)
            )
        }
    };
    section.statements(vec![Statement::new(ENGINE, "locks", text, because)]);
    section
}

/// What to lock and what to forbid.
pub(super) fn set_words(names: &Names<'_>, state: Code, set: &[usize]) -> String {
    if let Some(graph) = &names.model.conflict.graph {
        return forbid(names, graph, set);
    }
    let (lock, forbid): (Vec<usize>, Vec<usize>) =
        set.iter().partition(|course| state.takes(**course));
    let mut parts = Vec::new();
    if !lock.is_empty() {
        parts.push(format!("lock {}", names.courses(&lock)));
    }
    if !forbid.is_empty() {
        parts.push(format!("forbid {}", names.courses(&forbid)));
    }
    words::joined(&parts, "and")
}

/// Moves to forbid, where they are given between states.
fn forbid(names: &Names<'_>, graph: &Graph, set: &[usize]) -> String {
    let moves: Vec<String> = set
        .iter()
        .filter_map(|place| graph.arcs().get(*place))
        .map(|arc| {
            format!(
                "{} from {} to {}",
                names.maker(arc.maker),
                names.state(Graph::state(arc.from)),
                names.state(Graph::state(arc.to))
            )
        })
        .collect();
    format!("forbid the move of {}", words::joined(&moves, "and of"))
}
