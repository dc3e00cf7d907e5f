//! What would make a state stable: the answer to `induce`.
//!
//! Least inducements for each concept and decision maker with their slack,
//! least sets of courses to lock, least changes of priorities, the mediators'
//! own settings with what the parties would then still need, how far the
//! verdict is from another one, and the share of preferences that would do.
//! Where comparisons are unknown, a state holds if it does whatever they are.
//! Guarantee: as the methods used; what stopped early says how far it came.

use super::behaviour::Concept;
use super::beside::{self, Lift, Sense};
use super::code::Code;
use super::from_case::{Model, Origin};
use super::inducement::{self, Inducement};
use super::inverse::{self, Inverse};
use super::levels::Levels;
use super::locks::{self, Locks};
use super::mediator::{self, Setting};
use super::model::{Conflict, Strength};
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

/// What it takes for one decision maker to stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// For whom.
    pub maker: usize,
    /// How much.
    pub needs: Needs,
}

/// How much better a state must become, or how much worse it may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needs {
    /// By the closed form over a plain order.
    Levels {
        /// The inducement.
        inducement: Inducement,
        /// How many levels the state must rise (above 0), or may fall without
        /// giving way (0 or below); none where states are too many to rank, or no
        /// fall makes it leave.
        levels: Option<i64>,
        /// How many levels there are.
        of: Option<u32>,
    },
    /// By trying each state, where comparisons are unknown or stand by
    /// themselves.
    Like(Vec<Lift>),
    /// Neither: there are too many states to try each.
    NotSettled,
}

impl Row {
    /// Whether the decision maker stays as things are; none if not settled.
    pub fn stays(&self) -> Option<bool> {
        match &self.needs {
            Needs::Levels { inducement, .. } => Some(inducement.stays),
            Needs::Like(lifts) => lifts.first().map(|lift| lift.stays),
            Needs::NotSettled => None,
        }
    }
}

/// A setting of the mediators, and what each decision maker then still needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediatorMove {
    /// The setting.
    pub setting: Setting,
    /// For each decision maker.
    pub rows: Vec<Row>,
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
    /// The least change of priorities, for each decision maker that would go and
    /// has statements.
    pub priorities: Vec<Priorities>,
    /// For each decision maker that would go and whose states are ranked one by
    /// one: what it takes in that ranking.
    pub climbs: Vec<Row>,
    /// What the mediators can set beside the state.
    pub settings: Vec<MediatorMove>,
    /// How far the verdict is from another one.
    pub robustness: Robustness,
    /// The preferences that would do, for each decision maker; none where the
    /// count would take too long.
    pub inverse: Vec<Option<Inverse>>,
}

/// Courses up to which every state is tried for a row.
pub(super) const TRIED: usize = 8;

/// Asks what would make a state stable.
pub fn induce(model: Model, state: Code, options: &Options) -> Result<Induce, Refusal> {
    let conflict = &model.conflict;
    if !conflict.possible(state) {
        return Err(Refusal::ImpossibleState);
    }
    let makers = 0..conflict.makers.len();
    let levels = Levels::new(conflict)?;
    let tried = conflict.states(TRIED);
    let row = |maker: usize, concept: Concept, state: Code| {
        let needs = needs(
            conflict,
            (levels.as_ref(), tried.as_deref()),
            (maker, concept),
            state,
            options.budget,
        )?;
        Ok::<Row, Refusal>(Row { maker, needs })
    };
    let mut rows = Vec::new();
    for &concept in &options.concepts {
        let each = makers
            .clone()
            .map(|maker| row(maker, concept, state))
            .collect::<Result<_, _>>()?;
        rows.push((concept, each));
    }
    let concept = options.concept;
    let locks = locks::least(conflict, concept, state, options.tries, options.budget)?;
    let mut priorities = Vec::new();
    let mut climbs = Vec::new();
    for maker in makers.clone() {
        let here = row(maker, concept, state)?;
        if here.stays() == Some(true) {
            continue;
        }
        let ranked = |origin: &Origin| matches!(origin, Origin::Ranked(..));
        if model.origins[maker].iter().all(ranked) {
            // Statements made of a ranking say the same in any order.
            climbs.push(here);
        } else {
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
    let settings = mediator::settings(conflict, concept, state, options.budget)?
        .into_iter()
        .map(|setting| {
            let rows = makers
                .clone()
                .map(|maker| row(maker, concept, setting.state))
                .collect::<Result<_, _>>()?;
            Ok(MediatorMove { setting, rows })
        })
        .collect::<Result<_, Refusal>>()?;
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
    drop(levels);
    Ok(Induce {
        state,
        concept,
        rows,
        locks,
        priorities,
        climbs,
        settings,
        robustness,
        inverse,
        model,
    })
}

/// What it takes for one decision maker, by the closed form where it holds.
pub(super) fn needs(
    conflict: &Conflict,
    (levels, tried): (Option<&Levels<'_>>, Option<&[Code]>),
    (maker, concept): (usize, Concept),
    state: Code,
    budget: usize,
) -> Result<Needs, Refusal> {
    let preference = |maker: usize| &conflict.makers[maker].preference;
    // What others cannot compare matters where their answers must pay them.
    let unknown = !preference(maker).unknown.is_empty()
        || concept.credible()
            && (0..conflict.makers.len()).any(|other| !preference(other).unknown.is_empty());
    if conflict.plain(maker) && !unknown {
        let inducement = inducement::least(conflict, maker, concept, state, budget)?;
        let by = levels.zip(inducement.floor).map(|(levels, must)| {
            i64::from(levels.level(maker, must)) - i64::from(levels.level(maker, state))
        });
        return Ok(Needs::Levels {
            inducement,
            levels: by,
            of: levels.map(|levels| levels.of(maker)),
        });
    }
    let Some(tried) = tried else {
        return Ok(Needs::NotSettled);
    };
    let mut senses = vec![Sense::Necessary];
    if unknown {
        senses.push(Sense::Possible);
    }
    let strong = |comparison: &super::model::Comparison| comparison.strength == Strength::Strong;
    if preference(maker).comparisons.iter().any(strong) {
        senses.push(Sense::Strong);
    }
    let lifts = senses
        .into_iter()
        .map(|sense| beside::least(conflict, tried, (maker, concept, sense), state, budget))
        .collect::<Result<_, _>>()?;
    Ok(Needs::Like(lifts))
}
