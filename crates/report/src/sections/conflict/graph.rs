//! The graph of states as a picture, and the table that says the same.

use super::names::{Names, concept_name};
use crate::chart::state_graph::{Arrow, COLUMNS, Layout, Node, STATES, StateGraph};
use crate::chart::{Drawing, Picture};
use crate::page::{Place, Row, Section, Table};
use crate::words;
use armistice_engine::conflict::behaviour::{Concept, Rules};
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::stability::improvements;
use armistice_engine::conflict::survey::Survey;

/// Courses up to which states are drawn.
const COURSES: usize = 7;

/// The picture behind the page.
pub(super) fn graph(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section =
        Section::new("graph", "The states and the moves between them").at(Place::Annex);
    if let Some(picture) = picture(names, survey) {
        section.picture(picture);
    }
    section
}

/// The picture; none where there are too many states to draw, or they were not all looked at.
pub(super) fn picture(names: &Names<'_>, survey: &Survey) -> Option<Picture> {
    let conflict = &survey.model.conflict;
    if survey.equilibria.is_empty() {
        return None;
    }
    let states = conflict.states(COURSES)?;
    if states.len() > STATES {
        return None;
    }
    let (layout, places) = if names.by_courses() {
        grid(names, &states)?
    } else {
        (Layout::Ring, vec![(0, 0); states.len()])
    };
    let nodes = states
        .iter()
        .zip(&places)
        .map(|(&state, &at)| node(names, survey, state, at))
        .collect();
    let mut arrows = Vec::new();
    let mut rows = Vec::new();
    for (from, &state) in states.iter().enumerate() {
        let mut gains = Vec::new();
        for maker in names.everybody() {
            for target in improvements(conflict, &Rules::MUST, maker, state) {
                let Ok(to) = states.binary_search(&target) else {
                    continue;
                };
                let turn = names.turn(state, target);
                arrows.push(Arrow {
                    maker,
                    from,
                    to,
                    title: format!("{} {turn} and gains", names.maker(maker)).replace('`', ""),
                });
                gains.push(format!("{} {turn}", names.maker(maker)));
            }
        }
        rows.push(Row {
            cells: [names.id(state)]
                .into_iter()
                .chain(names.by_courses().then(|| taken(names, state)))
                .chain([
                    by(survey, state).join(", "),
                    if gains.is_empty() {
                        "nobody".to_owned()
                    } else {
                        gains.join("; ")
                    },
                ])
                .collect(),
            because: names.because(state, &names.everybody()),
        });
    }
    Some(Picture {
        id: "state-graph",
        title: finding(names, survey, states.len()),
        description: "One box a state, one arrow a move by which its mover gains, as assumed.".to_owned(),
        note: "An arrow is a gain for its mover, as assumed or perhaps so where nobody knows. Thick border: the state holds, by the behaviour named in the box and the looser ones after it. A box without an arrow out: nobody gains by a move of its own.".to_owned(),
        drawing: Drawing::States(Box::new(StateGraph {
            layout,
            nodes,
            arrows,
            makers: names
                .everybody()
                .into_iter()
                .map(|maker| format!("{} gains by this move, as assumed", names.maker(maker)))
                .collect(),
        })),
        table: Table {
            id: "state-graph",
            columns: ["state", "taken", "holds by", "who gains by a move"]
                .into_iter()
                .filter(|head| names.by_courses() || *head != "taken")
                .map(str::to_owned)
                .collect(),
            rows,
            cited: true,
        },
    })
}

/// What the picture shows, as a sentence.
fn finding(names: &Names<'_>, survey: &Survey, states: usize) -> String {
    let counts: Vec<(Concept, usize)> = survey
        .equilibria
        .iter()
        .map(|found| (found.concept, found.states.len()))
        .collect();
    let part = |(concept, count): &(Concept, usize)| {
        let hold = if *count == 1 { "holds" } else { "hold" };
        format!("{count} {hold} by {}", concept_name(*concept))
    };
    let mut said = match (counts.first(), counts.last()) {
        (Some(first), Some(last)) if counts.len() > 1 => {
            format!("{} and {}", part(first), part(last))
        }
        (Some(first), _) => part(first),
        _ => String::new(),
    };
    if let Some(now) = survey.model.now {
        let there = names.state(now);
        said.push_str(&match by(survey, now).first() {
            Some(concept) => format!("; today, {there}, holds by {concept}"),
            None => format!("; today, {there}, does not hold"),
        });
    }
    format!("Of {}, {said}", words::plural(states, "state", "states"))
}

/// The behaviours under which a state is among the equilibria listed, strictest first.
fn by(survey: &Survey, state: Code) -> Vec<&'static str> {
    survey
        .equilibria
        .iter()
        .filter(|found| found.states.contains(&state))
        .map(|found| concept_name(found.concept))
        .collect()
}

fn taken(names: &Names<'_>, state: Code) -> String {
    names.takes(state).replace('`', "")
}

fn node(names: &Names<'_>, survey: &Survey, state: Code, at: (usize, usize)) -> Node {
    let concepts = by(survey, state);
    let today = survey.model.now == Some(state);
    let mut below: Vec<&str> = concepts.first().copied().into_iter().collect();
    let mut said = vec![names.state(state).replace('`', "")];
    if names.by_courses() {
        said.push(format!("taken: {}", taken(names, state)));
    }
    said.push(if concepts.is_empty() {
        "does not hold".to_owned()
    } else {
        format!("holds by {}", concepts.join(", "))
    });
    if today {
        below.push("today");
        said.push("today".to_owned());
    }
    Node {
        at,
        name: names.id(state),
        below: below.join(" · "),
        holds: !concepts.is_empty(),
        title: said.join("; "),
    }
}

/// Columns and rows, with the place of each state; none where there would be too many columns.
fn grid(names: &Names<'_>, states: &[Code]) -> Option<(Layout, Vec<(usize, usize)>)> {
    let (across, down) = axes(names);
    let used = |axis: &[usize]| -> Vec<Code> {
        let mut all: Vec<Code> = states.iter().map(|state| part(*state, axis)).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let (columns, rows) = (used(&across), used(&down));
    if columns.len() > COLUMNS {
        return None;
    }
    let places = states
        .iter()
        .map(|state| {
            let place = |list: &[Code], axis: &[usize]| {
                list.binary_search(&part(*state, axis)).unwrap_or(0)
            };
            (place(&columns, &across), place(&rows, &down))
        })
        .collect();
    let heads = |list: &[Code]| -> Vec<Vec<String>> {
        list.iter()
            .map(|code| {
                let taken: Vec<String> = (0..names.model.conflict.courses.len())
                    .filter(|course| code.takes(*course))
                    .map(|course| names.course(course).replace('`', ""))
                    .collect();
                if taken.is_empty() {
                    vec!["–".to_owned()]
                } else {
                    taken
                }
            })
            .collect()
    };
    let layout = Layout::Grid {
        columns: heads(&columns),
        rows: heads(&rows),
    };
    Some((layout, places))
}

/// The courses that move across and those that move down, decision makers kept together and the
/// two about equal.
fn axes(names: &Names<'_>) -> (Vec<usize>, Vec<usize>) {
    let conflict = &names.model.conflict;
    let mut across: Vec<usize> = Vec::new();
    let mut down: Vec<usize> = Vec::new();
    for maker in 0..conflict.makers.len() {
        let own = conflict.own(maker);
        if down.len() <= across.len() && !across.is_empty() {
            down.extend(own);
        } else {
            across.extend(own);
        }
    }
    if across.len() > down.len() && !down.is_empty() {
        std::mem::swap(&mut across, &mut down);
    }
    (across, down)
}

/// A state with only some courses looked at.
fn part(state: Code, courses: &[usize]) -> Code {
    Code::taking(
        courses
            .iter()
            .copied()
            .filter(|course| state.takes(*course)),
    )
}
