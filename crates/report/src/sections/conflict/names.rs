//! The names that sentences about a conflict use: decision makers, courses, states, moves.

use crate::words;
use armistice_case::model::{AssumptionId, Case, NodeId, StateId};
use armistice_engine::conflict::behaviour::Concept;
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::from_case::{self, Model};
use armistice_engine::conflict::reach::Step;
use armistice_engine::provenance::Because;

pub(super) const ENGINE: &str = "conflict";

/// Most changes, sets or patterns named in one sentence or table.
pub(super) const NAMED: usize = 6;

/// Most equilibria named in one sentence.
pub(super) const LISTED: usize = 24;

/// Names for one page.
pub(super) struct Names<'a> {
    pub(super) case: &'a Case,
    pub(super) model: &'a Model,
}

impl Names<'_> {
    pub(super) fn maker(&self, maker: usize) -> String {
        words::name(self.case, self.model.makers[maker])
    }

    pub(super) fn makers(&self, makers: &[usize]) -> String {
        let names: Vec<String> = makers.iter().map(|maker| self.maker(*maker)).collect();
        words::joined(&names, "and")
    }

    /// Decision makers by their ids, short enough for a cell.
    pub(super) fn ids(&self, makers: &[usize]) -> String {
        let ids: Vec<String> = makers
            .iter()
            .map(|maker| {
                self.case
                    .label(NodeId::Actor(self.model.makers[*maker]))
                    .id
                    .to_string()
            })
            .collect();
        ids.join(", ")
    }

    /// Whether states are choices of courses, and not given one by one.
    pub(super) fn by_courses(&self) -> bool {
        self.model.conflict.graph.is_none()
    }

    /// A state by its id or its letters, short enough for a cell.
    pub(super) fn id(&self, state: Code) -> String {
        match self.model.name_of(state) {
            Some(id) => self.case.label(NodeId::State(id)).id.to_string(),
            None => state.letters(self.model.conflict.courses.len()),
        }
    }

    pub(super) fn course(&self, place: usize) -> String {
        format!(
            "`{}`",
            self.case.label(NodeId::Course(from_case::course(place))).id
        )
    }

    pub(super) fn courses(&self, places: &[usize]) -> String {
        let names: Vec<String> = places.iter().map(|place| self.course(*place)).collect();
        words::joined(&names, "and")
    }

    /// What is taken in a state.
    pub(super) fn takes(&self, state: Code) -> String {
        let taken: Vec<usize> = (0..self.model.conflict.courses.len())
            .filter(|course| state.takes(*course))
            .collect();
        if taken.is_empty() {
            "nothing".to_owned()
        } else {
            self.courses(&taken)
        }
    }

    /// A state by its name, or by what is taken in it.
    pub(super) fn state(&self, state: Code) -> String {
        match self.model.name_of(state) {
            Some(id) => self.named(id),
            None => format!("the state with {} taken", self.takes(state)),
        }
    }

    /// The name of a named state.
    pub(super) fn named(&self, id: StateId) -> String {
        self.case
            .conflict
            .as_ref()
            .and_then(|conflict| conflict.states[id].name.as_deref())
            .map_or_else(
                || format!("`{}`", self.case.label(NodeId::State(id)).id),
                |name| format!("“{name}”"),
            )
    }

    /// One move: what turns, and for whom.
    pub(super) fn step(&self, from: Code, step: Step) -> String {
        format!("{} {}", self.maker(step.by), self.turn(from, step.to))
    }

    /// What a move takes and drops, or where it goes.
    pub(super) fn turn(&self, from: Code, to: Code) -> String {
        if !self.by_courses() {
            return format!("moves to {}", self.state(to));
        }
        let turned = from.difference(to, self.model.conflict.courses.len());
        let (taken, dropped): (Vec<usize>, Vec<usize>) =
            turned.into_iter().partition(|course| to.takes(*course));
        let mut parts = Vec::new();
        if !taken.is_empty() {
            parts.push(format!("takes {}", self.courses(&taken)));
        }
        if !dropped.is_empty() {
            parts.push(format!("drops {}", self.courses(&dropped)));
        }
        words::joined(&parts, "and")
    }

    pub(super) fn path(&self, from: Code, path: &[Step]) -> String {
        let mut at = from;
        let mut parts = Vec::new();
        for step in path {
            parts.push(self.step(at, *step));
            at = step.to;
        }
        parts.join(", then ")
    }

    pub(super) fn assumptions(&self, makers: &[usize]) -> Vec<Because> {
        let mut all: Vec<AssumptionId> = makers
            .iter()
            .flat_map(|maker| self.model.assumptions[*maker].iter().copied())
            .collect();
        all.sort();
        all.dedup();
        all.into_iter().map(Because::from).collect()
    }

    /// What a sentence about a state rests on: the state, or the courses, and what is assumed
    /// about some decision makers.
    pub(super) fn because(&self, state: Code, makers: &[usize]) -> Vec<Because> {
        let mut because: Vec<Because> = Vec::new();
        match self.model.name_of(state) {
            Some(id) => because.push(NodeId::State(id).into()),
            None => because.extend(
                (0..self.model.conflict.courses.len())
                    .filter(|course| state.takes(*course))
                    .map(|course| NodeId::Course(from_case::course(course)).into()),
            ),
        }
        because.extend(self.assumptions(makers));
        if because.is_empty() {
            because.push(Because::Absence(
                "preferences in assumptions; none is given".to_owned(),
            ));
        }
        because
    }

    pub(super) fn everybody(&self) -> Vec<usize> {
        (0..self.model.makers.len()).collect()
    }
}

/// A behaviour by its name in the field.
pub(super) fn concept_name(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "Nash",
        Concept::Gmr => "GMR",
        Concept::Smr => "SMR",
        Concept::Seq => "SEQ",
        Concept::Sseq => "SSEQ",
    }
}

/// What a behaviour asks, as it goes on after "holds if".
pub(super) fn concept_words(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "nobody gains by a move of its own",
        Concept::Gmr => "every gain can be answered, at whatever price to those who answer",
        Concept::Smr => "every gain can be answered, and there is no way out of the answer",
        Concept::Seq => "every gain is answered by moves in which each mover gains",
        Concept::Sseq => {
            "every gain is answered by moves in which each mover gains, and there is no way out of the answer"
        }
    }
}

/// How many more there are than were named, as a sentence goes on.
pub(super) fn more(all: usize, named: usize) -> String {
    match all.saturating_sub(named) {
        0 => String::new(),
        1 => "; or one more".to_owned(),
        n => format!("; or one of {n} more"),
    }
}
