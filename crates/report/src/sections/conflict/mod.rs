//! The conflict as a graph model: which states hold, for whom and why, how to get there from
//! today, and what would move a state. One file a section.

mod certificates;
mod coalitions;
mod equilibria;
mod foresight;
mod graph;
mod inducements;
mod inverse;
mod locks;
mod moving;
mod names;
mod priorities;
mod reasons;
mod robustness;
mod seeds;
mod settings;
mod states;
mod unknown;
mod ways;

pub use seeds::seeds;

use self::certificates::certificates;
use self::coalitions::coalitions;
use self::equilibria::{counted, equilibria};
use self::foresight::foresight;
use self::graph::graph;
use self::inducements::price_list;
use self::inverse::inverse;
use self::locks::locks;
use self::moving::moving;
use self::names::{ENGINE, Names, concept_name, concept_words};
use self::priorities::priorities;
use self::reasons::reasons;
use self::robustness::robustness;
use self::settings::settings;
use self::states::{states, strictest};
use self::unknown::unknown;
use self::ways::ways;
use crate::chart::Drawing;
use crate::page::{Section, Statement};
use crate::words;
use armistice_case::model::Case;
use armistice_engine::conflict::induce::Induce;
use armistice_engine::conflict::state_report::Way;
use armistice_engine::conflict::survey::Survey;

/// The sections of the page of `stability`.
pub fn stability(case: &Case, survey: &Survey) -> Vec<Section> {
    let names = Names {
        case,
        model: &survey.model,
    };
    vec![
        equilibria(&names, survey),
        states(&names, survey),
        reasons(&names, survey),
        ways(&names, survey),
        moving(&names, survey),
        coalitions(&names, survey),
        foresight(&names, survey),
        unknown(&names, survey),
        graph(&names, survey),
        certificates(&names, survey),
    ]
}

/// The graph of states behind the brief.
pub fn states_and_moves(case: &Case, survey: &Survey) -> Section {
    let names = Names {
        case,
        model: &survey.model,
    };
    graph(&names, survey)
}

/// The graph of states as a picture of its own, SVG; none where there are too many to draw.
pub fn picture(case: &Case, survey: &Survey) -> Option<String> {
    let names = Names {
        case,
        model: &survey.model,
    };
    let picture = graph::picture(&names, survey)?;
    match &picture.drawing {
        Drawing::States(states) => Some(states.file(&picture.title.replace('`', ""))),
        _ => None,
    }
}

/// The annex of the brief.
pub fn annex(case: &Case, survey: &Survey) -> Section {
    let names = Names {
        case,
        model: &survey.model,
    };
    let mut section = Section::new("conflict", "Would it hold?");
    section.aside = counted(&names, survey);
    for part in [
        states(&names, survey),
        reasons(&names, survey),
        ways(&names, survey),
        moving(&names, survey),
    ] {
        section.blocks.extend(part.blocks);
    }
    section
}

/// Sentences for the first lines of the brief: whether today, and each named state, holds.
pub fn pool(case: &Case, survey: &Survey) -> Vec<Statement> {
    let names = Names {
        case,
        model: &survey.model,
    };
    let Some(now) = survey.model.now else {
        return Vec::new();
    };
    let mut pool = Vec::new();
    if let Some(today) = survey.states.iter().find(|report| report.state == now)
        && let Some(concept) = strictest(today)
    {
        let better = survey.states.iter().find(|report| {
            report.state != now
                && strictest(report).is_some()
                && matches!(report.by_improvements, Way::None)
                && matches!(report.by_moves, Way::Found(_))
        });
        let mut text = format!(
            "As assumed, {} holds: {} ({}).",
            names.state(now),
            concept_words(concept),
            concept_name(concept)
        );
        let mut because = names.because(now, &names.everybody());
        if let Some(better) = better {
            text.push_str(&format!(
                " {} would hold too, but no chain of moves in which each mover gains leads there.",
                words::capital(&names.state(better.state))
            ));
            because.extend(names.because(better.state, &[]));
        }
        // What rests on assumptions about preferences goes behind what was heard and written.
        pool.push(Statement::new(ENGINE, "stall-holds", text, because));
    }
    pool
}

/// The sections of the page of `induce`.
pub fn induce(case: &Case, found: &Induce) -> Vec<Section> {
    let names = Names {
        case,
        model: &found.model,
    };
    vec![
        price_list(&names, found),
        settings(&names, found),
        locks(&names, found),
        priorities(&names, found),
        robustness(&names, found),
        inverse(&names, found),
    ]
}
