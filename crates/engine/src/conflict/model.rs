//! The graph model: decision makers and their preferences, over combinations of
//! courses with their directions (option form), or over states with the moves
//! between them given one by one.
//!
//! Papers: Kilgour, Hipel and Fang (1987); option form and prioritised
//! statements after Hipel, Kilgour, Fang and Peng (1997).
//! Cost: nothing is enumerated here; a state is looked at when it is asked for.

use std::cmp::Ordering;

use super::code::Code;
use super::condition::Condition;
use super::graph::Graph;
use super::refusal::Refusal;
use super::relation::Relation;
use super::world::World;

/// Which way a course can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Taken and dropped at will.
    BothWays,
    /// Can be taken, never dropped.
    OneWay,
    /// Can be dropped, never taken.
    BackOnly,
    /// Stays as it is.
    Fixed,
}

/// A course of action that one decision maker may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// The decision maker who decides about it.
    pub owner: usize,
    /// Which way it can be changed.
    pub direction: Direction,
    /// Whether it carries a duty that is owed whatever happens: never leverage.
    pub unconditional: bool,
}

/// How states are ordered for one decision maker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Prioritised statements, most important first: of two states the one is
    /// better in which the first statement on which they differ holds.
    Statements(Vec<Condition>),
    /// A rank for each state by its number, or its place in the graph, more is
    /// better; only for models that are enumerated.
    Ranks(Vec<u32>),
}

/// How strongly one state is preferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// An ordinary preference.
    Mild,
    /// One that outweighs the ordinary ones.
    Strong,
}

/// A single comparison that goes before the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// States that are better …
    pub better: Condition,
    /// … than these.
    pub worse: Condition,
    /// By how much.
    pub strength: Strength,
}

/// What is taken to be a decision maker's preferences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preference {
    /// The order of states.
    pub order: Order,
    /// Comparisons that go before the order; the first that fits counts.
    pub comparisons: Vec<Comparison>,
    /// Pairs of kinds of states that nobody can compare for it.
    pub unknown: Vec<(Condition, Condition)>,
    /// States that it does not see: it neither goes there nor leaves them.
    pub unseen: Condition,
}

impl Preference {
    /// A plain order and nothing else.
    pub fn plain(order: Order) -> Preference {
        Preference {
            order,
            comparisons: Vec::new(),
            unknown: Vec::new(),
            unseen: Condition::Always(false),
        }
    }
}

/// A decision maker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionMaker {
    /// What it is taken to want.
    pub preference: Preference,
    /// Whether it is a mediator, whose moves are a means and not a claim.
    pub mediator: bool,
}

/// A conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Who decides.
    pub makers: Vec<DecisionMaker>,
    /// What can be done.
    pub courses: Vec<Course>,
    /// Combinations that cannot be.
    pub impossible: Vec<Condition>,
    /// The states and moves, where they are given one by one; there are no
    /// courses then, and [`Condition::Course`] names a state.
    pub graph: Option<Graph>,
}

impl Conflict {
    /// The most statements that one decision maker can have.
    pub const STATEMENTS: usize = 128;
    /// The most courses of one decision maker whose moves are listed one by one.
    pub const OWN_COURSES_LISTED: usize = 22;

    /// Whether a state can be.
    pub fn possible(&self, state: Code) -> bool {
        let is_one = |graph: &Graph| graph.place(state).is_some();
        self.graph.as_ref().is_none_or(is_one)
            && !self.impossible.iter().any(|pattern| pattern.holds(state))
    }

    /// Every state that can be, ascending, where there are at most as many as
    /// `courses` courses make.
    pub fn states(&self, courses: usize) -> Option<Vec<Code>> {
        let mut all: Vec<Code> = match &self.graph {
            Some(graph) => graph.states().collect(),
            None if self.courses.len() > courses.min(40) => return None,
            None => (0..1u64 << self.courses.len())
                .map(Code::from_number)
                .collect(),
        };
        all.retain(|&state| self.possible(state));
        Some(all)
    }

    /// The moves, or the courses, that may be kept as they are in a state.
    pub fn levers(&self, state: Code) -> Vec<usize> {
        match &self.graph {
            Some(graph) => (0..graph.arcs().len()).collect(),
            None => (0..self.courses.len())
                .filter(|&course| !self.courses[course].unconditional && self.turns(course, state))
                .collect(),
        }
    }

    /// Whether a decision maker sees a state.
    pub fn sees(&self, maker: usize, state: Code) -> bool {
        !self.makers[maker].preference.unseen.holds(state)
    }

    /// The courses of a decision maker, ascending.
    pub fn own(&self, maker: usize) -> Vec<usize> {
        (0..self.courses.len())
            .filter(|&course| self.courses[course].owner == maker)
            .collect()
    }

    /// Whether a course may be turned over in a state.
    pub fn turns(&self, course: usize, state: Code) -> bool {
        match self.courses[course].direction {
            Direction::BothWays => true,
            Direction::OneWay => !state.takes(course),
            Direction::BackOnly => state.takes(course),
            Direction::Fixed => false,
        }
    }

    /// The worth of a state as a number that only orders: more is better.
    pub fn worth(&self, maker: usize, state: Code) -> u128 {
        match &self.makers[maker].preference.order {
            Order::Statements(statements) => statements.iter().fold(0, |word, statement| {
                word << 1 | u128::from(statement.holds(state))
            }),
            Order::Ranks(ranks) => match &self.graph {
                Some(graph) => graph.place(state),
                None => state.number().map(|number| number as usize),
            }
            .and_then(|place| ranks.get(place))
            .map_or(0, |&rank| u128::from(rank)),
        }
    }

    /// Whether every decision maker has a plain order, so that the passes over
    /// thresholds apply.
    pub fn ordered(&self) -> bool {
        (0..self.makers.len()).all(|maker| self.plain(maker))
    }

    /// Whether one decision maker has a plain order.
    pub fn plain(&self, maker: usize) -> bool {
        let preference = &self.makers[maker].preference;
        preference.comparisons.is_empty() && preference.unknown.is_empty()
    }

    /// Whether every state can be, is seen, and every course goes both ways.
    pub fn free(&self) -> bool {
        self.graph.is_none()
            && self.impossible.is_empty()
            && self
                .courses
                .iter()
                .all(|course| course.direction == Direction::BothWays)
            && self
                .makers
                .iter()
                .all(|maker| maker.preference.unseen == Condition::Always(false))
    }

    /// Checks the sizes and owners; the sense of statements is checked by
    /// the symbolic engine.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.makers.is_empty() {
            return Err(Refusal::NobodyDecides);
        }
        match &self.graph {
            Some(graph) if graph.is_empty() => return Err(Refusal::NoState),
            Some(graph) if graph.len() > Graph::STATES => {
                return Err(Refusal::TooManyNamedStates {
                    asked: graph.len(),
                    limit: Graph::STATES,
                });
            }
            None if self.courses.is_empty() => return Err(Refusal::NoCourses),
            _ => {}
        }
        let states = match &self.graph {
            Some(graph) => graph.len() as u64,
            None => 1u64.checked_shl(self.courses.len() as u32).unwrap_or(0),
        };
        if self.courses.len() > Code::COURSES {
            return Err(Refusal::TooManyCourses {
                asked: self.courses.len(),
                limit: Code::COURSES,
            });
        }
        for (course, data) in self.courses.iter().enumerate() {
            if data.owner >= self.makers.len() {
                return Err(Refusal::CourseWithoutOwner { course });
            }
        }
        for (maker, data) in self.makers.iter().enumerate() {
            match &data.preference.order {
                Order::Statements(statements) if statements.len() > Conflict::STATEMENTS => {
                    return Err(Refusal::TooManyStatements {
                        maker,
                        asked: statements.len(),
                        limit: Conflict::STATEMENTS,
                    });
                }
                Order::Ranks(ranks) if ranks.len() as u64 != states => {
                    return Err(Refusal::RanksDoNotFit {
                        maker,
                        given: ranks.len(),
                    });
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The same conflict in which some levers (see [`Conflict::levers`]) are out
    /// of use: moves that need them are gone for improvement and sanction alike.
    #[must_use]
    pub fn locked(&self, levers: &[usize]) -> Conflict {
        let mut locked = self.clone();
        if let Some(graph) = &self.graph {
            locked.graph = Some(graph.without(levers));
            return locked;
        }
        for &course in levers {
            locked.courses[course].direction = Direction::Fixed;
        }
        locked
    }

    /// The same conflict in which nobody turns a course that carries a duty owed
    /// whatever happens.
    #[must_use]
    pub fn without_leverage(&self) -> Conflict {
        let mut plain = self.clone();
        for course in plain
            .courses
            .iter_mut()
            .filter(|course| course.unconditional)
        {
            course.direction = Direction::Fixed;
        }
        plain
    }
}

impl World for Conflict {
    fn makers(&self) -> usize {
        self.makers.len()
    }

    fn moves(&self, maker: usize, from: Code) -> Vec<Code> {
        if !self.sees(maker, from) {
            return Vec::new();
        }
        if let Some(graph) = &self.graph {
            let mut found = graph.moves(maker, from);
            found.retain(|&to| self.possible(to) && self.sees(maker, to));
            return found;
        }
        let free: Vec<usize> = (0..self.courses.len())
            .filter(|&course| self.courses[course].owner == maker && self.turns(course, from))
            .collect();
        let mut found = Vec::new();
        for choice in 1u64..1 << free.len() {
            let mut to = from;
            for (bit, &course) in free.iter().enumerate() {
                if choice >> bit & 1 == 1 {
                    to = to.flipped(course);
                }
            }
            if self.possible(to) && self.sees(maker, to) {
                found.push(to);
            }
        }
        found.sort_unstable();
        found
    }

    fn relation(&self, maker: usize, of: Code, against: Code) -> Relation {
        if of == against {
            return Relation::Same;
        }
        let preference = &self.makers[maker].preference;
        for comparison in &preference.comparisons {
            let relation = match comparison.strength {
                Strength::Mild => Relation::Better,
                Strength::Strong => Relation::MuchBetter,
            };
            if comparison.better.holds(of) && comparison.worse.holds(against) {
                return relation;
            }
            if comparison.better.holds(against) && comparison.worse.holds(of) {
                return relation.reversed();
            }
        }
        for (one, other) in &preference.unknown {
            if one.holds(of) && other.holds(against) || one.holds(against) && other.holds(of) {
                return Relation::Unknown;
            }
        }
        match self.worth(maker, of).cmp(&self.worth(maker, against)) {
            Ordering::Greater => Relation::Better,
            Ordering::Equal => Relation::Same,
            Ordering::Less => Relation::Worse,
        }
    }

    fn listable(&self, maker: usize) -> Result<(), Refusal> {
        let own = self.own(maker).len();
        if own > Conflict::OWN_COURSES_LISTED {
            return Err(Refusal::MovesCannotBeListed {
                maker,
                courses: own,
                limit: Conflict::OWN_COURSES_LISTED,
            });
        }
        Ok(())
    }
}
