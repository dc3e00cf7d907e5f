//! Which states are stable, for whom and why: the answer to `stability`.
//!
//! Counts and lists equilibria by the method that fits the size, judges each
//! named state with certificates, and says how the conflict could get there
//! from today.
//! Guarantee: as the methods used, which are named in the answer; what a search
//! could not settle is `None`, never "no".

use armistice_case::model::StateId;
use num_bigint::BigUint;

use super::behaviour::{Concept, Rules};
use super::coalition::{self, CoalitionVerdict};
use super::code::Code;
use super::explicit::Explicit;
use super::from_case::Model;
use super::horizon::{Foresight, NonMyopic};
use super::model::Strength;
use super::reach::Step;
use super::refusal::Refusal;
use super::simultaneous::{self, Simultaneous};
use super::stability::{Verdict, judge};
use super::status_quo::{By, way};
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

/// Whether a verdict holds whatever is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Stable whatever the unknown comparisons are.
    Necessary,
    /// Stable for some of what they may be.
    Possible,
    /// Stable for none.
    Impossible,
}

/// A verdict for one decision maker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// With what certainty it is stable; none if every search stopped before it
    /// could tell.
    pub certainty: Option<Certainty>,
    /// The certificate: under the rules for "necessary", or, if it is
    /// impossible, under those for "possible". None where moves are too many to
    /// list and decision diagrams settled it, without a path to show.
    pub verdict: Option<Verdict>,
    /// Whether the deterrence is strong, where strength is given.
    pub strong: Option<bool>,
    /// Whether it is stable only by turning a course that carries a duty owed
    /// whatever happens.
    pub leans_on_leverage: bool,
}

/// What is known about one state.
#[derive(Clone, Debug)]
pub struct StateReport {
    /// The state.
    pub state: Code,
    /// Its name, if it has one.
    pub name: Option<StateId>,
    /// For each concept and decision maker.
    pub judged: Vec<(Concept, Vec<Judged>)>,
    /// For each decision maker under SIM; none if the search stopped.
    pub simultaneous: Vec<Option<Simultaneous>>,
    /// For each concept asked, every coalition.
    pub coalitions: Vec<(Concept, Vec<CoalitionVerdict>)>,
    /// The shortest way from today by improvements alone.
    pub by_improvements: Way,
    /// The shortest way from today by any moves.
    pub by_moves: Way,
}

impl StateReport {
    /// The least certainty over all decision makers; none if one of them is
    /// not settled and nobody is known to leave.
    pub fn certainty(&self, concept: Concept) -> Option<Certainty> {
        let (_, judged) = self.judged.iter().find(|(other, _)| *other == concept)?;
        let known = judged.iter().filter_map(|judged| judged.certainty).max();
        let settled = judged.iter().all(|judged| judged.certainty.is_some());
        known.filter(|known| settled || *known == Certainty::Impossible)
    }
}

/// A way from today to a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The case does not say where we are.
    NoToday,
    /// There is one.
    Found(Vec<Step>),
    /// There is none.
    None,
    /// The search stopped before it could tell.
    NotSettled,
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
}

/// Foresight of two decision makers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Horizons {
    /// For horizons 1, 2, …: the stable states of each decision maker.
    pub limited: Vec<[Vec<Code>; 2]>,
    /// Foresight without end; none if it did not settle within the budget.
    pub non_myopic: Option<NonMyopic>,
}

/// Courses up to which every state is looked at without being asked to.
const EXPLICIT: usize = 22;
/// Courses up to which every state is judged by itself.
const ONE_BY_ONE: usize = 10;
/// The nodes of one diagram.
pub(super) const NODES: usize = 3_000_000;
/// The horizons that are shown.
const HORIZONS: usize = 4;

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
    let courses = model.conflict.courses.len();
    let foresight = if model.conflict.makers.len() == 2 && courses <= ONE_BY_ONE {
        let all = (0..1u64 << courses)
            .map(Code::from_number)
            .filter(|&state| model.conflict.possible(state))
            .collect();
        let foresight = Foresight::new(&model.conflict, all)?;
        Some(Horizons {
            limited: (1..=HORIZONS).map(|h| foresight.limited(h)).collect(),
            non_myopic: settled(foresight.non_myopic(10_000))?,
        })
    } else {
        None
    };
    Ok(Survey {
        model,
        method,
        possible,
        equilibria,
        states,
        foresight,
    })
}

fn method(model: &Model, options: &Options) -> Result<Method, Refusal> {
    let courses = model.conflict.courses.len();
    let ordered = model.conflict.ordered();
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
            let all: Vec<Code> = (0..1u64 << conflict.courses.len())
                .map(Code::from_number)
                .filter(|&state| conflict.possible(state))
                .collect();
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

fn report(model: &Model, state: Code, options: &Options) -> Result<StateReport, Refusal> {
    let conflict = &model.conflict;
    let makers = 0..conflict.makers.len();
    let mut judged = Vec::new();
    for &concept in &options.concepts {
        let each = makers
            .clone()
            .map(|maker| judge_one(model, concept, maker, state, options.budget))
            .collect::<Result<_, _>>()?;
        judged.push((concept, each));
    }
    let simultaneous = makers
        .map(|maker| settled(simultaneous::judge(conflict, maker, state, options.budget)))
        .collect::<Result<_, _>>()?;
    let mut coalitions = Vec::new();
    if options.coalitions {
        for &concept in &options.concepts {
            let verdicts = if model.coalitions.is_empty() {
                coalition::judge_all(conflict, concept, &Rules::PLAIN, state, options.budget)?
            } else {
                let singles = (0..conflict.makers.len()).map(|maker| vec![maker]);
                singles
                    .chain(model.coalitions.iter().cloned())
                    .map(|members| {
                        coalition::judge(
                            conflict,
                            concept,
                            &Rules::PLAIN,
                            &members,
                            state,
                            options.budget,
                        )
                    })
                    .collect::<Result<_, _>>()?
            };
            coalitions.push((concept, verdicts));
        }
    }
    let find = |by: By| match model.now {
        None => Ok(Way::NoToday),
        Some(now) => {
            let found = settled(way(conflict, &Rules::PLAIN, now, state, by, options.budget))?;
            Ok::<Way, Refusal>(match found {
                Some(Some(path)) => Way::Found(path),
                Some(None) => Way::None,
                None => Way::NotSettled,
            })
        }
    };
    Ok(StateReport {
        state,
        name: model.name_of(state),
        judged,
        simultaneous,
        coalitions,
        by_improvements: find(By::Improvements)?,
        by_moves: find(By::Moves)?,
    })
}

fn judge_one(
    model: &Model,
    concept: Concept,
    maker: usize,
    state: Code,
    budget: usize,
) -> Result<Judged, Refusal> {
    let conflict = &model.conflict;
    let Some(must) = settled(judge(conflict, concept, &Rules::MUST, maker, state, budget))? else {
        return by_diagrams(model, concept, maker, state);
    };
    let (certainty, verdict) = if must.stable() {
        (Some(Certainty::Necessary), must)
    } else {
        match settled(judge(conflict, concept, &Rules::MAY, maker, state, budget))? {
            Some(may) if may.stable() => (Some(Certainty::Possible), must),
            Some(may) => (Some(Certainty::Impossible), may),
            None => (None, must),
        }
    };
    let graded = conflict.makers[maker]
        .preference
        .comparisons
        .iter()
        .any(|comparison| comparison.strength == Strength::Strong);
    let strong = if graded {
        settled(judge(
            conflict,
            concept,
            &Rules::STRONG,
            maker,
            state,
            budget,
        ))?
        .map(|verdict| verdict.stable())
    } else {
        None
    };
    let levers = conflict.courses.iter().any(|course| course.unconditional);
    let leans_on_leverage = levers
        && certainty == Some(Certainty::Necessary)
        && !sanctions_without_levers(model, &verdict, concept, budget)?;
    Ok(Judged {
        certainty,
        verdict: Some(verdict),
        strong,
        leans_on_leverage,
    })
}

/// A verdict without a certificate, where moves cannot be listed.
fn by_diagrams(
    model: &Model,
    concept: Concept,
    maker: usize,
    state: Code,
) -> Result<Judged, Refusal> {
    let stable = if model.conflict.ordered() {
        let symbolic = Symbolic::new(&model.conflict, NODES)?;
        settled(symbolic.stable_at(maker, concept, state))?
    } else {
        None
    };
    Ok(Judged {
        certainty: stable.map(|stable| {
            if stable {
                Certainty::Necessary
            } else {
                Certainty::Impossible
            }
        }),
        verdict: None,
        strong: None,
        leans_on_leverage: false,
    })
}

/// An answer, or none where a search stopped or could not list its moves.
pub(super) fn settled<T>(answer: Result<T, Refusal>) -> Result<Option<T>, Refusal> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(Refusal::OutOfBudget { .. } | Refusal::MovesCannotBeListed { .. }) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Whether the verdict still holds if the others turn no course that carries a
/// duty owed whatever happens.
fn sanctions_without_levers(
    model: &Model,
    verdict: &Verdict,
    concept: Concept,
    budget: usize,
) -> Result<bool, Refusal> {
    let mut plain = model.conflict.without_leverage();
    for (course, before) in plain.courses.iter_mut().zip(&model.conflict.courses) {
        if course.owner == verdict.maker {
            course.direction = before.direction;
        }
    }
    let plain = judge(
        &plain,
        concept,
        &Rules::MUST,
        verdict.maker,
        verdict.state,
        budget,
    );
    Ok(settled(plain)?.is_none_or(|verdict| verdict.stable()))
}
