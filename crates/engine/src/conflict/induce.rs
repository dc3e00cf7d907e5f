//! What would make a state stable: the answer to `induce`.
//!
//! Least inducements for each concept and decision maker with their slack,
//! least sets of courses to lock, least changes of priorities, the mediators'
//! own settings, how far the verdict is from another one, and the share of
//! preferences that would do.
//! Guarantee: as the methods used; what stopped early says how far it came.

use super::behaviour::Concept;
use super::code::Code;
use super::explicit::Explicit;
use super::from_case::Model;
use super::inducement::{self, Inducement};
use super::inverse::{self, Inverse};
use super::locks::{self, Locks};
use super::mediator::{self, Setting};
use super::priorities::{self, Priorities};
use super::refusal::Refusal;
use super::robustness::{self, Robustness};
use super::survey::settled;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Options {
    /// The concepts of the table of inducements.
    pub concepts: Vec<Concept>,
    /// The concept that locks, priorities, settings and robustness are for.
    pub concept: Concept,
    /// The most steps of one search.
    pub budget: usize,
    /// The most sets, orders or changes to try for each question.
    pub tries: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            concepts: vec![Concept::Nash, Concept::Seq, Concept::Smr, Concept::Gmr],
            concept: Concept::Seq,
            budget: 2_000_000,
            tries: 20_000,
        }
    }
}

/// A least inducement with its distance in levels of preference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The inducement.
    pub inducement: Inducement,
    /// How many levels the state must rise (above 0), or may fall without
    /// giving way (0 or below); none where states are too many to rank or there
    /// is no move at all.
    pub levels: Option<i64>,
    /// How many levels there are.
    pub of: Option<u32>,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Induce {
    /// The graph model.
    pub model: Model,
    /// The state.
    pub state: Code,
    /// The concept that all but the tables are for.
    pub concept: Concept,
    /// For each concept a row for each decision maker.
    pub rows: Vec<(Concept, Vec<Row>)>,
    /// The least sets of courses to lock.
    pub locks: Locks,
    /// The least change of priorities, for each decision maker that would go.
    pub priorities: Vec<Priorities>,
    /// What the mediators can set beside the state.
    pub settings: Vec<Setting>,
    /// How far the verdict is from another one.
    pub robustness: Robustness,
    /// The preferences that would do, for each decision maker; none where the
    /// count would take too long.
    pub inverse: Vec<Option<Inverse>>,
}

/// Courses up to which states are ranked.
const RANKED: usize = 22;

/// Asks what would make a state stable.
pub fn induce(model: Model, state: Code, options: &Options) -> Result<Induce, Refusal> {
    let conflict = &model.conflict;
    if !conflict.ordered() {
        return Err(Refusal::NeedsOrders);
    }
    if !conflict.possible(state) {
        return Err(Refusal::ImpossibleState);
    }
    let makers = 0..conflict.makers.len();
    let ranked = if conflict.courses.len() <= RANKED {
        Some(Explicit::new(conflict)?)
    } else {
        None
    };
    let mut rows = Vec::new();
    for &concept in &options.concepts {
        let mut each = Vec::new();
        for maker in makers.clone() {
            let inducement = inducement::least(conflict, maker, concept, state, options.budget)?;
            let levels = ranked
                .as_ref()
                .zip(inducement.must_match)
                .map(|(ranked, must)| {
                    i64::from(ranked.rank(maker, must)) - i64::from(ranked.rank(maker, state))
                });
            each.push(Row {
                inducement,
                levels,
                of: ranked.as_ref().map(|ranked| ranked.levels(maker)),
            });
        }
        rows.push((concept, each));
    }
    let concept = options.concept;
    let locks = locks::least(conflict, concept, state, options.tries, options.budget)?;
    let mut priorities = Vec::new();
    for maker in makers.clone() {
        let stays = inducement::least(conflict, maker, concept, state, options.budget)?.stays;
        if !stays {
            priorities.push(priorities::least_swaps(
                conflict,
                concept,
                maker,
                state,
                options.tries,
                options.budget,
            )?);
        }
    }
    let settings = mediator::settings(conflict, concept, state, options.budget)?;
    let robustness = robustness::radius(conflict, concept, state, options.tries, options.budget)?;
    let inverse = makers
        .map(|maker| {
            settled(inverse::preferences(
                conflict,
                maker,
                concept,
                state,
                options.budget,
            ))
        })
        .collect::<Result<_, _>>()?;
    Ok(Induce {
        state,
        concept,
        rows,
        locks,
        priorities,
        settings,
        robustness,
        inverse,
        model,
    })
}
