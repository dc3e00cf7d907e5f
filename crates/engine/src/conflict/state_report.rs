//! What can be said of one state: whether each decision maker stays, in every
//! sense asked, with certificates; who would leave together; the ways from today.
//!
//! Guarantee: as the methods used; what a search could not settle is `None`,
//! never "no". Cost: a verdict for each behaviour, decision maker and rule.

use armistice_case::model::StateId;

use super::behaviour::{Concept, Rules, UnknownType};
use super::coalition::{self, CoalitionVerdict};
use super::code::Code;
use super::from_case::Model;
use super::model::{Conflict, DecisionMaker, Strength};
use super::reach::Step;
use super::refusal::Refusal;
use super::simultaneous::{self, Simultaneous};
use super::stability::{Verdict, judge};
use super::status_quo::{By, way};
use super::survey::{NODES, Options, settled};
use super::symbolic::Symbolic;

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
    /// The verdict whatever is unknown, under [`Rules::MUST`], with its
    /// certificate. None where moves are too many to list and decision diagrams
    /// settled it, without a path to show.
    pub must: Option<Verdict>,
    /// The verdict for some of what is unknown, under [`Rules::MAY`]; only where
    /// it does not hold whatever is unknown.
    pub may: Option<Verdict>,
    /// The verdict where only strong deterrence counts, under [`Rules::STRONG`];
    /// only where strength is given.
    pub strong: Option<Verdict>,
    /// Whether it is stable only by turning a course that carries a duty owed
    /// whatever happens.
    pub leans_on_leverage: bool,
}

impl Judged {
    /// The verdict that settled it, if a certificate goes with it.
    pub fn verdict(&self) -> Option<&Verdict> {
        match self.certainty {
            Some(Certainty::Impossible) => self.may.as_ref().or(self.must.as_ref()),
            _ => self.must.as_ref(),
        }
    }

    /// Every verdict with a certificate, with the rules that it goes by.
    pub fn certificates(&self) -> impl Iterator<Item = (Rules, &Verdict)> {
        [
            (Rules::MUST, &self.must),
            (Rules::MAY, &self.may),
            (Rules::STRONG, &self.strong),
        ]
        .into_iter()
        .filter_map(|(rules, verdict)| Some((rules, verdict.as_ref()?)))
    }
}

/// A state by one of the published types of what is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByType {
    /// The type.
    pub kind: UnknownType,
    /// The behaviour.
    pub concept: Concept,
    /// For each decision maker; none if the search stopped.
    pub verdicts: Vec<Option<Verdict>>,
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
    /// By each published type of what is unknown; empty where all is known.
    pub by_type: Vec<ByType>,
    /// For each decision maker under SIM; none if the search stopped. Empty
    /// where there are no courses.
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

/// Judges one state in every sense that is asked.
pub fn report(model: &Model, state: Code, options: &Options) -> Result<StateReport, Refusal> {
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
    let by_type = by_type(conflict, state, options)?;
    let simultaneous = makers
        .filter(|_| conflict.graph.is_none())
        .map(|maker| settled(simultaneous::judge(conflict, maker, state, options.budget)))
        .collect::<Result<_, _>>()?;
    let mut coalitions = Vec::new();
    if options.coalitions {
        for &concept in &options.concepts {
            let verdicts = if model.coalitions.is_empty() {
                coalition::judge_all(conflict, concept, &Rules::MUST, state, options.budget)?
            } else {
                let singles = (0..conflict.makers.len()).map(|maker| vec![maker]);
                singles
                    .chain(model.coalitions.iter().cloned())
                    .map(|members| {
                        coalition::judge(
                            conflict,
                            concept,
                            &Rules::MUST,
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
            let found = settled(way(conflict, &Rules::MUST, now, state, by, options.budget))?;
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
        by_type,
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
    let may = if must.stable() {
        None
    } else {
        settled(judge(conflict, concept, &Rules::MAY, maker, state, budget))?
    };
    let certainty = match &may {
        _ if must.stable() => Some(Certainty::Necessary),
        Some(may) if may.stable() => Some(Certainty::Possible),
        Some(_) => Some(Certainty::Impossible),
        None => None,
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
    } else {
        None
    };
    let levers = conflict.courses.iter().any(|course| course.unconditional);
    let leans_on_leverage = levers
        && certainty == Some(Certainty::Necessary)
        && !sanctions_without_levers(model, &must, concept, budget)?;
    Ok(Judged {
        certainty,
        must: Some(must),
        may,
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
    let stable = if model.conflict.ordered() && model.conflict.graph.is_none() {
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
        must: None,
        may: None,
        strong: None,
        leans_on_leverage: false,
    })
}

/// The state by the published types of what is unknown, if anything is.
fn by_type(conflict: &Conflict, state: Code, options: &Options) -> Result<Vec<ByType>, Refusal> {
    let all_known = |maker: &DecisionMaker| maker.preference.unknown.is_empty();
    if conflict.makers.iter().all(all_known) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for &concept in &options.concepts {
        for kind in UnknownType::ALL {
            let rules = Rules::of_type(kind);
            let verdicts = (0..conflict.makers.len())
                .map(|maker| {
                    settled(judge(
                        conflict,
                        concept,
                        &rules,
                        maker,
                        state,
                        options.budget,
                    ))
                })
                .collect::<Result<_, _>>()?;
            found.push(ByType {
                kind,
                concept,
                verdicts,
            });
        }
    }
    Ok(found)
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
