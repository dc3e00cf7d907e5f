//! The graph of states: one box a state, one arrow an improvement, as SVG to hover over.
//!
//! Decision makers are split into those who move across and those who move down, so that every
//! arrow stays in its row or column. A thick border with the name of a behaviour says that a state
//! holds; dashes tell decision makers apart besides colour. Each box and arrow carries its words as
//! a title, which browsers show on hovering and screen readers read.

use crate::words;
use armistice_case::model::{Case, NodeId};
use armistice_engine::conflict::behaviour::{Concept, Rules};
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::from_case;
use armistice_engine::conflict::stability::improvements;
use armistice_engine::conflict::survey::Survey;
use std::fmt::Write as _;

/// The most courses whose states are drawn.
pub const COURSES: usize = 7;

const CELL: (usize, usize) = (172, 92);
const BOX: (usize, usize) = (124, 46);
const MARGIN: (usize, usize) = (190, 96);

/// Colours that are told apart with most colour blindness, and dashes to go with them.
const LINES: [(&str, &str); 6] = [
    ("#0072b2", "none"),
    ("#d55e00", "7 3"),
    ("#009e73", "2 3"),
    ("#cc79a7", "9 3 2 3"),
    ("#8a6d00", "4 2"),
    ("#56606b", "1 2"),
];

/// The picture, or nothing where there are too many states to draw.
pub fn state_graph(case: &Case, survey: &Survey) -> Option<String> {
    let model = &survey.model;
    let conflict = &model.conflict;
    let courses = conflict.courses.len();
    if courses > COURSES {
        return None;
    }
    let (across, down) = axes(survey);
    let states: Vec<Code> = (0..1u64 << courses)
        .map(Code::from_number)
        .filter(|state| conflict.possible(*state))
        .collect();
    let used = |axis: &[usize]| -> Vec<Code> {
        let mut all = combinations(axis);
        all.retain(|code| states.iter().any(|state| agree(*code, *state, axis)));
        all
    };
    let columns = used(&across);
    let rows = used(&down);
    let width = (MARGIN.0 + columns.len() * CELL.0).max(640);
    let legend = 24 * (conflict.makers.len() + 3);
    let height = MARGIN.1 + rows.len() * CELL.1 + legend;
    let mut svg = String::new();
    let title = format!("The states of {} and the moves that pay", case.title);
    // Writing into a string cannot fail.
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"graph-title\">\n\
         <title id=\"graph-title\">{}</title>\n\
         <style>\n\
         .paper {{ fill: #ffffff }} .ink {{ fill: #1d2329 }} .dim {{ fill: #5a646e }}\n\
         .box {{ fill: #f4f6f8; stroke: #8b959e; stroke-width: 1 }} .holds {{ stroke: #1d2329; stroke-width: 3.5 }}\n\
         text {{ font-family: system-ui, sans-serif; font-size: 12px }} .small {{ font-size: 10px }}\n\
         .move {{ fill: none; stroke-width: 1.6; opacity: 0.75 }} .move:hover {{ stroke-width: 4; opacity: 1 }}\n\
         @media (prefers-color-scheme: dark) {{ .paper {{ fill: #14181c }} .ink {{ fill: #e8ecef }} .dim {{ fill: #a7b0b8 }} .box {{ fill: #232a31 }} .holds {{ stroke: #e8ecef }} }}\n\
         </style>\n<defs>\n",
        escape(&title)
    );
    for (place, (colour, _)) in LINES.iter().enumerate().take(conflict.makers.len()) {
        let _ = writeln!(
            svg,
            "<marker id=\"tip-{place}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0 L8 4 L0 8 z\" fill=\"{colour}\"/></marker>"
        );
    }
    let _ = writeln!(
        svg,
        "</defs>\n<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>"
    );
    heads(&mut svg, case, &columns, &rows);
    let place = |state: Code| -> (usize, usize) {
        let of = |list: &[Code], axis: &[usize]| {
            list.iter()
                .position(|code| agree(*code, state, axis))
                .unwrap_or(0)
        };
        let (column, row) = (of(&columns, &across), of(&rows, &down));
        (
            MARGIN.0 + column * CELL.0 + CELL.0 / 2,
            MARGIN.1 + row * CELL.1 + CELL.1 / 2,
        )
    };
    for &state in &states {
        for maker in 0..conflict.makers.len() {
            for to in improvements(conflict, &Rules::PLAIN, maker, state) {
                arrow(
                    &mut svg,
                    case,
                    survey,
                    maker,
                    (state, place(state)),
                    (to, place(to)),
                );
            }
        }
    }
    for &state in &states {
        node(&mut svg, case, survey, state, place(state));
    }
    key(&mut svg, case, survey, height - legend + 18);
    svg.push_str("</svg>\n");
    Some(svg)
}

/// The courses that move across and those that move down, decision makers kept together and the
/// two about equal.
fn axes(survey: &Survey) -> (Vec<usize>, Vec<usize>) {
    let conflict = &survey.model.conflict;
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
    (across, down)
}

/// Whether two states take the same of some courses.
fn agree(one: Code, other: Code, courses: &[usize]) -> bool {
    courses
        .iter()
        .all(|course| one.takes(*course) == other.takes(*course))
}

/// Every way to take some courses.
fn combinations(courses: &[usize]) -> Vec<Code> {
    (0..1usize << courses.len())
        .map(|set| {
            Code::taking(
                courses
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| set >> bit & 1 == 1)
                    .map(|(_, course)| *course),
            )
        })
        .collect()
}

fn taken(case: &Case, state: Code) -> Vec<String> {
    let courses = case
        .conflict
        .as_ref()
        .map_or(0, |conflict| conflict.courses.len());
    (0..courses)
        .filter(|course| state.takes(*course))
        .map(|course| {
            case.label(NodeId::Course(from_case::course(course)))
                .id
                .to_string()
        })
        .collect()
}

fn heads(svg: &mut String, case: &Case, columns: &[Code], rows: &[Code]) {
    for (place, state) in columns.iter().enumerate() {
        let x = MARGIN.0 + place * CELL.0 + CELL.0 / 2;
        let names = taken(case, *state);
        let names = if names.is_empty() {
            vec!["–".to_owned()]
        } else {
            names
        };
        for (line, name) in names.iter().enumerate() {
            let y = MARGIN.1 - 10 - 14 * (names.len() - 1 - line);
            let _ = writeln!(
                svg,
                "<text class=\"dim\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{}</text>",
                escape(name)
            );
        }
    }
    for (place, state) in rows.iter().enumerate() {
        let y = MARGIN.1 + place * CELL.1 + CELL.1 / 2;
        let names = taken(case, *state);
        let names = if names.is_empty() {
            vec!["–".to_owned()]
        } else {
            names
        };
        for (line, name) in names.iter().enumerate() {
            let y = y + 4 + 14 * line - 7 * (names.len() - 1);
            let _ = writeln!(
                svg,
                "<text class=\"dim\" x=\"{}\" y=\"{y}\" text-anchor=\"end\">{}</text>",
                MARGIN.0 - 12,
                escape(name)
            );
        }
    }
}

type Placed = (Code, (usize, usize));

/// An improvement, bent to one side so that moves there and back do not cover each other.
fn arrow(svg: &mut String, case: &Case, survey: &Survey, maker: usize, from: Placed, to: Placed) {
    let (colour, dashes) = LINES[maker % LINES.len()];
    let ((state, start), (target, end)) = (from, to);
    let (x1, y1, x2, y2) = (start.0 as f64, start.1 as f64, end.0 as f64, end.1 as f64);
    let (dx, dy) = (x2 - x1, y2 - y1);
    let length = dx.hypot(dy).max(1.0);
    // Leave the box by its edge: half its width across, half its height down.
    let (ex, ey) = (
        dx.signum() * if dx == 0.0 { 0.0 } else { BOX.0 as f64 / 2.0 },
        dy.signum() * if dy == 0.0 { 0.0 } else { BOX.1 as f64 / 2.0 },
    );
    let bend = 10.0 + length / 14.0;
    let side = (-dy / length * bend, dx / length * bend);
    let near = (side.0.clamp(-40.0, 40.0), side.1.clamp(-14.0, 14.0));
    let (sx, sy) = (x1 + ex + near.0, y1 + ey + near.1);
    let (tx, ty) = (x2 - ex + near.0, y2 - ey + near.1);
    let (cx, cy) = ((sx + tx) / 2.0 + side.0, (sy + ty) / 2.0 + side.1);
    let turned: Vec<String> = state
        .difference(target, survey.model.conflict.courses.len())
        .into_iter()
        .map(|course| {
            let verb = if target.takes(course) {
                "takes"
            } else {
                "drops"
            };
            format!(
                "{verb} {}",
                case.label(NodeId::Course(from_case::course(course))).id
            )
        })
        .collect();
    let title = format!(
        "{} {} and gains",
        words::name(case, survey.model.makers[maker]),
        words::joined(&turned, "and")
    );
    let _ = writeln!(
        svg,
        "<path class=\"move\" d=\"M{sx:.0} {sy:.0} Q{cx:.0} {cy:.0} {tx:.0} {ty:.0}\" stroke=\"{colour}\" stroke-dasharray=\"{dashes}\" marker-end=\"url(#tip-{})\"><title>{}</title></path>",
        maker % LINES.len(),
        escape(&title)
    );
}

/// The behaviours under which a state is among the equilibria listed, strictest first.
fn holds(survey: &Survey, state: Code) -> Vec<Concept> {
    survey
        .equilibria
        .iter()
        .filter(|found| found.states.contains(&state))
        .map(|found| found.concept)
        .collect()
}

fn node(svg: &mut String, case: &Case, survey: &Survey, state: Code, at: (usize, usize)) {
    let concepts: Vec<String> = holds(survey, state)
        .iter()
        .map(|concept| concept.name().to_uppercase())
        .collect();
    let name = survey
        .model
        .name_of(state)
        .map(|id| case.label(NodeId::State(id)).id.to_string());
    let letters = state.letters(survey.model.conflict.courses.len());
    let taken = taken(case, state);
    let taken = if taken.is_empty() {
        "nothing taken".to_owned()
    } else {
        format!("taken: {}", taken.join(", "))
    };
    let verdict = if concepts.is_empty() {
        "does not hold".to_owned()
    } else {
        format!("holds: {}", concepts.join(", "))
    };
    let today = survey.model.now == Some(state);
    let class = if concepts.is_empty() {
        "box"
    } else {
        "box holds"
    };
    let (x, y) = (at.0 - BOX.0 / 2, at.1 - BOX.1 / 2);
    let _ = write!(
        svg,
        "<g><title>{}: {}; {}{}</title><rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" rx=\"7\"/><text class=\"ink\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
        escape(name.as_deref().unwrap_or(&letters)),
        escape(&taken),
        verdict,
        if today { "; today" } else { "" },
        BOX.0,
        BOX.1,
        at.0,
        at.1,
        escape(&short(name.as_deref().unwrap_or(&letters)))
    );
    let mut below: Vec<String> = concepts.first().cloned().into_iter().collect();
    if today {
        below.push("today".to_owned());
    }
    let _ = writeln!(
        svg,
        "<text class=\"dim small\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text></g>",
        at.0,
        at.1 + 15,
        below.join(" · ")
    );
}

/// A name that fits into its box.
fn short(name: &str) -> String {
    if name.chars().count() <= 18 {
        return name.to_owned();
    }
    let mut cut: String = name.chars().take(17).collect();
    cut.push('…');
    cut
}

fn key(svg: &mut String, case: &Case, survey: &Survey, top: usize) {
    for (maker, actor) in survey.model.makers.iter().enumerate() {
        let (colour, dashes) = LINES[maker % LINES.len()];
        let y = top + 22 * maker;
        let _ = writeln!(
            svg,
            "<path class=\"move\" d=\"M20 {y} H70\" stroke=\"{colour}\" stroke-dasharray=\"{dashes}\" marker-end=\"url(#tip-{})\"/><text class=\"ink\" x=\"82\" y=\"{}\">{} gains by this move, as assumed</text>",
            maker % LINES.len(),
            y + 4,
            escape(&words::name(case, *actor))
        );
    }
    let remarks = [
        "Thick border: the state holds, by the behaviour named in it and the looser ones after it.",
        "A box without an arrow out: nobody gains by a move of its own.",
    ];
    for (line, remark) in remarks.iter().enumerate() {
        let y = top + 22 * survey.model.makers.len() + 4 + 18 * line;
        let _ = writeln!(
            svg,
            "<text class=\"dim\" x=\"20\" y=\"{y}\">{remark}</text>"
        );
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
