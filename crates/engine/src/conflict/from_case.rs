//! The graph model of a case: from its `conflict` section and the assumptions
//! about who wants what to dense data.
//!
//! Guarantee: courses, decision makers and states keep the order of the text.
//! Assumptions that stand in for another one are alternatives and left out,
//! unless they are asked for. Decision makers about whom nothing is assumed are
//! indifferent, and the model says who they are.

use armistice_case::model::{
    ActorId, ActorKind, AssumptionId, Case, ClauseId, Conflict as Section, CourseId, Key, Moves,
    NodeId, StateId, StateIs,
};
use armistice_case::phrase::{self, Statement};

use super::code::Code;
use super::condition::Condition;
use super::graph::{Arc, Graph};
use super::model::{
    Comparison, Conflict, Course, DecisionMaker, Direction, Order, Preference, Strength,
};
use super::refusal::Refusal;
use super::symbolic::check_sense;

/// The nodes that a check of sense may use.
const SENSE: usize = 1_000_000;

/// A statement of the model and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A statement of an assumption, by its place there.
    Want(AssumptionId, usize),
    /// The states ranked at least so high (0 is the best group).
    Ranked(AssumptionId, usize),
}

/// A state that the case names.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its name.
    pub state: StateId,
    /// The one state it is, if it says exactly what is taken.
    pub exactly: Option<Code>,
    /// Where it holds.
    pub condition: Condition,
}

/// The graph model of a case.
#[derive(Clone, Debug)]
pub struct Model {
    /// The dense model.
    pub conflict: Conflict,
    /// Who the decision makers are.
    pub makers: Vec<ActorId>,
    /// The named states.
    pub named: Vec<Named>,
    /// Where we are, if the case says exactly.
    pub now: Option<Code>,
    /// For each decision maker, the assumptions used.
    pub assumptions: Vec<Vec<AssumptionId>>,
    /// For each decision maker, where its statements come from.
    pub origins: Vec<Vec<Origin>>,
    /// Coalitions that the case names, as decision makers.
    pub coalitions: Vec<Vec<usize>>,
}

impl Model {
    /// The decision makers about whom nothing is assumed.
    pub fn indifferent(&self) -> impl Iterator<Item = ActorId> {
        self.makers
            .iter()
            .zip(&self.assumptions)
            .filter(|(_, assumptions)| assumptions.is_empty())
            .map(|(maker, _)| *maker)
    }

    /// The name of a state, if a named state is exactly it.
    pub fn name_of(&self, state: Code) -> Option<StateId> {
        self.named
            .iter()
            .find(|named| named.exactly == Some(state))
            .map(|named| named.state)
    }
}

/// Reads the graph model of a case; assumptions in `instead` take the place of
/// those that they stand in for.
pub fn model(case: &Case, instead: &[AssumptionId]) -> Result<Model, Refusal> {
    let section = case.conflict.as_ref().ok_or(Refusal::NoConflict)?;
    let courses = section.courses.len();
    if courses > Code::COURSES {
        return Err(Refusal::TooManyCourses {
            asked: courses,
            limit: Code::COURSES,
        });
    }
    if !section.moves.is_empty() && courses > 0 {
        return Err(Refusal::CoursesAndMoves);
    }
    let names = Names {
        case,
        section,
        nodes: nodes(section),
    };
    let makers = section.decision_makers.clone();
    let mut named = Vec::new();
    for (state, data) in section.states.iter() {
        let exactly = match &data.is {
            StateIs::Takes(_) if names.by_moves() => {
                return Err(Refusal::StateTakesCourses { state });
            }
            StateIs::Takes(taken) => Some(Code::taking(taken.iter().map(|id| id.position()))),
            StateIs::Where(_) => None,
            StateIs::Unsaid => Some(names.node(state)?),
        };
        named.push(Named {
            state,
            exactly,
            condition: names.state(state, 0)?,
        });
    }
    let mut conflict = Conflict {
        makers: Vec::new(),
        courses: Vec::new(),
        impossible: Vec::new(),
        graph: names.graph()?,
    };
    for (id, course) in section.courses.iter() {
        let owner = makers.iter().position(|maker| *maker == course.by).ok_or(
            Refusal::CourseWithoutOwner {
                course: id.position(),
            },
        )?;
        conflict.courses.push(Course {
            owner,
            direction: match course.moves {
                Moves::BothWays => Direction::BothWays,
                Moves::OneWay => Direction::OneWay,
                Moves::BackOnly => Direction::BackOnly,
            },
            unconditional: unconditional(case, course.of),
        });
    }
    for (pattern, _) in &section.cannot_be {
        conflict.impossible.push(names.condition(pattern, 0)?);
    }
    let mut assumptions = Vec::new();
    let mut origins = Vec::new();
    for &actor in &makers {
        let (preference, used, from) = preference(&names, actor, instead)?;
        conflict.makers.push(DecisionMaker {
            preference,
            mediator: case.actors[actor].kind == ActorKind::Mediator,
        });
        assumptions.push(used);
        origins.push(from);
    }
    conflict.check()?;
    if let Some(slip) = check_sense(&conflict, SENSE)?.into_iter().find(|slip| {
        // A ranking that names every state ends in "any of them", rightly.
        !matches!(slip, Refusal::AlwaysHolds { maker, statement }
            if matches!(origins[*maker].get(*statement), Some(Origin::Ranked(..))))
    }) {
        return Err(slip);
    }
    for state in &named {
        if let Some(code) = state.exactly
            && !conflict.possible(code)
        {
            return Err(Refusal::NamedStateImpossible { state: state.state });
        }
    }
    let coalitions = section
        .coalitions
        .iter()
        .map(|members| {
            let place = |member: &ActorId| makers.iter().position(|maker| maker == member);
            members.iter().filter_map(place).collect()
        })
        .collect();
    Ok(Model {
        now: section.now.and_then(|now| named[now.position()].exactly),
        conflict,
        makers,
        named,
        assumptions,
        origins,
        coalitions,
    })
}

/// What is assumed about an actor, with the assumptions used and the origin of
/// each statement.
fn preference(
    names: &Names<'_>,
    actor: ActorId,
    instead: &[AssumptionId],
) -> Result<(Preference, Vec<AssumptionId>, Vec<Origin>), Refusal> {
    let mut statements = Vec::new();
    let mut preference = Preference::plain(Order::Statements(Vec::new()));
    let mut used = Vec::new();
    let mut origins = Vec::new();
    let mut unseen = Vec::new();
    let replaced: Vec<AssumptionId> = names
        .section
        .wishes
        .iter()
        .filter(|wish| instead.contains(&wish.assumption))
        .filter_map(|wish| wish.instead_of)
        .collect();
    let wishes = names.section.wishes.iter().filter(|wish| {
        wish.of == actor
            && !replaced.contains(&wish.assumption)
            && (wish.instead_of.is_none() || instead.contains(&wish.assumption))
    });
    for wish in wishes {
        used.push(wish.assumption);
        let mut so_far = Vec::new();
        for (group, states) in wish.ranking.iter().enumerate() {
            for &state in states {
                so_far.push(names.state(state, 0)?);
            }
            statements.push(Condition::Any(so_far.clone()));
            origins.push(Origin::Ranked(wish.assumption, group));
        }
        for (place, want) in wish.wants.iter().enumerate() {
            statements.push(names.statement(&want.statement)?);
            origins.push(Origin::Want(wish.assumption, place));
        }
        for list in &wish.cannot_tell {
            for (place, &one) in list.iter().enumerate() {
                for &other in &list[place + 1..] {
                    let pair = (names.state(one, 0)?, names.state(other, 0)?);
                    preference.unknown.push(pair);
                }
            }
        }
        for &state in &wish.cannot_see {
            unseen.push(names.state(state, 0)?);
        }
        for rather in &wish.rather {
            preference.comparisons.push(Comparison {
                better: names.condition(&rather.this, 0)?,
                worse: names.condition(&rather.than, 0)?,
                strength: if rather.strong {
                    Strength::Strong
                } else {
                    Strength::Mild
                },
            });
        }
    }
    preference.order = Order::Statements(statements);
    if !unseen.is_empty() {
        preference.unseen = Condition::Any(unseen);
    }
    Ok((preference, used, origins))
}

/// Whether a course is about a duty owed whatever happens.
fn unconditional(case: &Case, of: Option<ClauseId>) -> bool {
    let duty = match of {
        Some(ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _)) => duty,
        _ => return false,
    };
    case.agreement
        .as_ref()
        .is_some_and(|agreement| agreement.obligations[duty].unconditional)
}

/// How deep named states may be named in one another.
const NESTING: usize = 16;

/// Turns the names of a condition into courses.
struct Names<'a> {
    case: &'a Case,
    section: &'a Section,
    /// Where moves are given between states: those that are single states.
    nodes: Vec<StateId>,
}

/// The states that are known by their name alone.
fn nodes(section: &Section) -> Vec<StateId> {
    if section.moves.is_empty() {
        return Vec::new();
    }
    let single = |state: &StateId| matches!(section.states[*state].is, StateIs::Unsaid);
    section.states.keys().filter(single).collect()
}

impl Names<'_> {
    fn by_moves(&self) -> bool {
        !self.section.moves.is_empty()
    }

    fn place(&self, state: StateId) -> Option<usize> {
        self.nodes.iter().position(|node| *node == state)
    }

    /// A state that is known by its name alone.
    fn node(&self, state: StateId) -> Result<Code, Refusal> {
        self.place(state)
            .map(Graph::state)
            .ok_or(Refusal::StateSaysNothing { state })
    }

    /// The states and moves, where they are given one by one.
    fn graph(&self) -> Result<Option<Graph>, Refusal> {
        if !self.by_moves() {
            return Ok(None);
        }
        let mut arcs = Vec::new();
        for given in &self.section.moves {
            let maker = self
                .section
                .decision_makers
                .iter()
                .position(|maker| *maker == given.by);
            let single = |state: StateId| self.place(state).ok_or(Refusal::MoveOfSeveral { state });
            for (&from, &to) in given
                .from
                .iter()
                .flat_map(|from| given.to.iter().map(move |to| (from, to)))
            {
                if let Some(maker) = maker {
                    let (from, to) = (single(from)?, single(to)?);
                    arcs.push(Arc { maker, from, to });
                }
            }
        }
        Ok(Some(Graph::new(self.nodes.len(), arcs)))
    }

    fn state(&self, state: StateId, depth: usize) -> Result<Condition, Refusal> {
        match &self.section.states[state].is {
            StateIs::Takes(taken) => Ok(Condition::exactly(
                Code::taking(taken.iter().map(|id| id.position())),
                self.section.courses.len(),
            )),
            StateIs::Where(_) if depth >= NESTING => Err(Refusal::StatesNameEachOther { state }),
            StateIs::Where(condition) => self.condition(condition, depth + 1),
            StateIs::Unsaid => self
                .place(state)
                .map(Condition::Course)
                .ok_or(Refusal::StateSaysNothing { state }),
        }
    }

    fn statement(&self, statement: &Statement) -> Result<Condition, Refusal> {
        let head = self.condition(&statement.head, 0)?;
        Ok(match &statement.given {
            None => head,
            Some((given, only)) => {
                let given = Box::new(self.condition(given, 0)?);
                if *only {
                    Condition::Iff(Box::new(head), given)
                } else {
                    Condition::If(Box::new(head), given)
                }
            }
        })
    }

    fn condition(&self, condition: &phrase::Condition, depth: usize) -> Result<Condition, Refusal> {
        let parts = |list: &[phrase::Condition]| -> Result<Vec<Condition>, Refusal> {
            list.iter()
                .map(|part| self.condition(part, depth))
                .collect()
        };
        Ok(match condition {
            phrase::Condition::Is { name, .. } => match self.case.node(&name.id) {
                Some(NodeId::Course(course)) => Condition::Course(course.position()),
                Some(NodeId::State(state)) => self.state(state, depth)?,
                _ => {
                    return Err(Refusal::NotOfThisConflict {
                        name: name.id.clone(),
                    });
                }
            },
            phrase::Condition::Not(inner) => self.condition(inner, depth)?.negated(),
            phrase::Condition::All(list) => Condition::All(parts(list)?),
            phrase::Condition::Any(list) => Condition::Any(parts(list)?),
            phrase::Condition::AtLeast(number, list) => {
                Condition::AtLeast(*number as usize, parts(list)?)
            }
            phrase::Condition::Reaches { name, .. } => {
                return Err(Refusal::NotOfThisConflict {
                    name: name.id.clone(),
                });
            }
            phrase::Condition::Day(day) => {
                return Err(Refusal::NotOfThisConflict {
                    name: format!("day {day}").into(),
                });
            }
            phrase::Condition::Date(date) => {
                return Err(Refusal::NotOfThisConflict {
                    name: date.to_string().into(),
                });
            }
            phrase::Condition::Silent(silence) => {
                return Err(Refusal::NotOfThisConflict {
                    name: silence.word().into(),
                });
            }
        })
    }
}

/// The course of a place in the dense model.
pub fn course(place: usize) -> CourseId {
    CourseId::new(place)
}
