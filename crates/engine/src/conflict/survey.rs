//! Which states are stable, for whom and why: the answer to `stability`.
//!
//! Counts and lists equilibria by the method that fits the size, judges each
//! named state with certificates, and says how the conflict could get there
//! from today.
//! Guarantee: as the methods used, which are named in the answer; what a search
//! could not settle is `None`, never "no".

use num_bigint::BigUint;

use super::behaviour::{Concept, Rules};
use super::code::Code;
use super::explicit::Explicit;
use super::from_case::Model;
use super::horizon::{Foresight, Horizons};
use super::moving::{Moving, moving};
use super::refusal::Refusal;
use super::stability::judge;
use super::state_report::{StateReport, report};
use super::symbolic::Symbolic;

/// How the whole space is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Every state by passes over thresholds.
    Explicit,
    /// Sets of states as decision diagrams.
    Symbolic,
    /// Every state by itself: few states, and comparisons that no order holds.
    OneByOne,
    /// Only the states that were asked about.
    AskedOnly,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Options {
    /// The concepts, in order.
    pub concepts: Vec<Concept>,
    /// States to judge besides the named ones.
    pub also: Vec<Code>,
    /// Whether to judge only `also`, not every named state.
    pub only_also: bool,
    /// Whether to judge coalitions.
    pub coalitions: bool,
    /// The method; chosen by size if none is asked for.
    pub method: Option<Method>,
    /// The most steps of one search.
    pub budget: usize,
    /// The most equilibria listed for a concept.
    pub list: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            concepts: Concept::ALL.to_vec(),
            also: Vec::new(),
            only_also: false,
            coalitions: false,
            method: None,
            budget: 2_000_000,
            list: 200,
        }
    }
}

/// The equilibria of one concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equilibria {
    /// The concept.
    pub concept: Concept,
    /// How many there are; none if the method stopped before it could tell.
    pub count: Option<BigUint>,
    /// Some or all of them, ascending.
    pub states: Vec<Code>,
    /// Patterns that cover some of them, where they are too many to list.
    pub patterns: Vec<String>,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Survey {
    /// The graph model.
    pub model: Model,
    /// How the whole space was looked at.
    pub method: Method,
    /// How many states can be, where the method counts them.
    pub possible: Option<BigUint>,
    /// The equilibria, for each concept.
    pub equilibria: Vec<Equilibria>,
    /// The states judged by themselves.
    pub states: Vec<StateReport>,
    /// Foresight of two decision makers over all states, where that is defined
    /// and the states are few.
    pub foresight: Option<Horizons>,
    /// What would move the states judged, in short.
    pub moving: Vec<Moving>,
}

/// Courses up to which every state is looked at without being asked to.
const EXPLICIT: usize = 22;
/// Courses up to which every state is judged by itself.
const ONE_BY_ONE: usize = 10;
/// The nodes of one diagram.
pub(super) const NODES: usize = 3_000_000;
/// The horizons that are shown.
const HORIZONS: usize = 4;
/// The longest horizon that is tried to see where foresight without end leads.
const LONGEST: usize = 1000;

/// Looks at the stability of a model.
pub fn survey(model: Model, options: &Options) -> Result<Survey, Refusal> {
    let method = method(&model, options)?;
    let (possible, equilibria) = whole_space(&model, method, options)?;
    let mut asked: Vec<Code> = options.also.clone();
    if !options.only_also {
        asked.extend(model.named.iter().filter_map(|named| named.exactly));
    }
    let mut states = Vec::new();
    let mut seen = Vec::new();
    for state in asked {
        if !model.conflict.possible(state) {
            return Err(Refusal::ImpossibleState);
        }
        if !seen.contains(&state) {
            seen.push(state);
            states.push(report(&model, state, options)?);
        }
    }
    let foresight = match model.conflict.states(ONE_BY_ONE) {
        Some(all) if model.conflict.makers.len() == 2 => {
            Some(Foresight::new(&model.conflict, all)?.horizons(HORIZONS, LONGEST))
        }
        _ => None,
    };
    let moving = moving(&model, &states, options.budget)?;
    Ok(Survey {
        model,
        method,
        possible,
        equilibria,
        states,
        foresight,
        moving,
    })
}

fn method(model: &Model, options: &Options) -> Result<Method, Refusal> {
    let courses = model.conflict.courses.len();
    let ordered = model.conflict.ordered();
    if model.conflict.graph.is_some() {
        return match options.method {
            Some(Method::Explicit | Method::Symbolic) => Err(Refusal::NeedsCourses),
            Some(method) => Ok(method),
            None => Ok(Method::OneByOne),
        };
    }
    match options.method {
        Some(Method::Explicit) if courses > super::explicit::COURSES => {
            Err(Refusal::TooManyStates {
                courses,
                limit: super::explicit::COURSES,
            })
        }
        Some(Method::Explicit | Method::Symbolic) if !ordered => Err(Refusal::NeedsOrders),
        Some(Method::OneByOne) if courses > EXPLICIT => Err(Refusal::TooManyStates {
            courses,
            limit: EXPLICIT,
        }),
        Some(method) => Ok(method),
        None if ordered && courses <= EXPLICIT => Ok(Method::Explicit),
        None if ordered => Ok(Method::Symbolic),
        None if courses <= ONE_BY_ONE => Ok(Method::OneByOne),
        None => Ok(Method::AskedOnly),
    }
}

type Space = (Option<BigUint>, Vec<Equilibria>);

fn whole_space(model: &Model, method: Method, options: &Options) -> Result<Space, Refusal> {
    let conflict = &model.conflict;
    match method {
        Method::Explicit => {
            let explicit = Explicit::new(conflict)?;
            let sets = explicit.equilibria(&options.concepts);
            let equilibria = options
                .concepts
                .iter()
                .zip(sets)
                .map(|(&concept, set)| Equilibria {
                    concept,
                    count: Some(set.count().into()),
                    states: set.iter().take(options.list).collect(),
                    patterns: Vec::new(),
                })
                .collect();
            Ok((Some(explicit.possible().count().into()), equilibria))
        }
        Method::Symbolic => {
            let symbolic = Symbolic::new(conflict, NODES)?;
            let equilibria = options
                .concepts
                .iter()
                .map(|&concept| {
                    let region = settled(symbolic.equilibria(concept))?;
                    Ok(Equilibria {
                        concept,
                        count: region.as_ref().map(|region| region.count()),
                        states: Vec::new(),
                        patterns: region.map_or(Vec::new(), |region| region.patterns(options.list)),
                    })
                })
                .collect::<Result<_, _>>()?;
            Ok((Some(symbolic.possible().count()), equilibria))
        }
        Method::OneByOne => {
            let all = conflict.states(EXPLICIT).ok_or(Refusal::TooManyStates {
                courses: conflict.courses.len(),
                limit: EXPLICIT,
            })?;
            let equilibria = options
                .concepts
                .iter()
                .map(|&concept| {
                    let mut states = Vec::new();
                    for &state in &all {
                        let mut stable = true;
                        for maker in 0..conflict.makers.len() {
                            stable &= judge(
                                conflict,
                                concept,
                                &Rules::MUST,
                                maker,
                                state,
                                options.budget,
                            )?
                            .stable();
                        }
                        if stable {
                            states.push(state);
                        }
                    }
                    let count = Some(states.len().into());
                    states.truncate(options.list);
                    Ok(Equilibria {
                        concept,
                        count,
                        states,
                        patterns: Vec::new(),
                    })
                })
                .collect::<Result<_, Refusal>>()?;
            Ok((Some(all.len().into()), equilibria))
        }
        Method::AskedOnly => Ok((None, Vec::new())),
    }
}

/// An answer, or none where a search stopped or could not list its moves.
pub(super) fn settled<T>(answer: Result<T, Refusal>) -> Result<Option<T>, Refusal> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(Refusal::OutOfBudget { .. } | Refusal::MovesCannotBeListed { .. }) => Ok(None),
        Err(other) => Err(other),
    }
}
