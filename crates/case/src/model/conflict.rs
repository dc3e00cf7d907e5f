//! The conflict as a graph model: courses of action, states with a name, what cannot be, and
//! what is assumed about who wants what.

use super::{ActorId, Arena, AssumptionId, ClauseId, CourseId, StateId, Target};
use crate::phrase::{Condition, Statement};
use crate::source::Span;

/// The graph model of a case.
#[derive(Clone, Debug, Default)]
pub struct Conflict {
    /// What decision makers can do or leave.
    pub courses: Arena<CourseId, Course>,
    /// States with a name.
    pub states: Arena<StateId, State>,
    /// Moves between states given one by one, in place of courses.
    pub moves: Vec<Move>,
    /// Combinations of courses that cannot be, each with its place.
    pub cannot_be: Vec<(Condition, Span)>,
    /// Where we are.
    pub now: Option<StateId>,
    /// Who can move together, where the case says so.
    pub coalitions: Vec<Vec<ActorId>>,
    /// Who decides: those named, else the owners of courses and of moves in the order of the text.
    pub decision_makers: Vec<ActorId>,
    /// What is assumed about preferences over states, in the order of the text.
    pub wishes: Vec<Wish>,
}

/// Which way a course can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Moves {
    /// It can be taken and dropped.
    #[default]
    BothWays,
    /// It can be taken, never dropped.
    OneWay,
    /// It can be dropped, never taken.
    BackOnly,
}

/// Something a decision maker can do or leave.
#[derive(Clone, Debug)]
pub struct Course {
    /// Whose choice it is.
    pub by: ActorId,
    /// What is done.
    pub does: Box<str>,
    /// The clause it is about.
    pub of: Option<ClauseId>,
    /// The texts and answers that taking it amounts to.
    pub means: Vec<Target>,
    /// Which way it can be changed.
    pub moves: Moves,
}

/// What a decision maker can do, where the states are named one by one.
#[derive(Clone, Debug)]
pub struct Move {
    /// Whose choice it is.
    pub by: ActorId,
    /// The states it starts at.
    pub from: Vec<StateId>,
    /// The states it can lead to.
    pub to: Vec<StateId>,
}

/// A state of the conflict with a name.
#[derive(Clone, Debug)]
pub struct State {
    /// The name as it is printed.
    pub name: Option<Box<str>>,
    /// What it is.
    pub is: StateIs,
}

/// What a named state is.
#[derive(Clone, Debug)]
pub enum StateIs {
    /// Exactly these courses are taken.
    Takes(Vec<CourseId>),
    /// Every state in which this holds.
    Where(Condition),
    /// Neither is said: a state of its own, where moves are given between states.
    Unsaid,
}

/// What one assumption says about an actor's preferences over states.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Whose preferences.
    pub of: ActorId,
    /// The assumption.
    pub assumption: AssumptionId,
    /// The assumption that it stands in for.
    pub instead_of: Option<AssumptionId>,
    /// Prioritised statements, most important first.
    pub wants: Vec<Want>,
    /// Named states from best to worst, ties inside.
    pub ranking: Vec<Vec<StateId>>,
    /// Named states that nobody can order, each list among itself.
    pub cannot_tell: Vec<Vec<StateId>>,
    /// Named states that the actor does not perceive.
    pub cannot_see: Vec<StateId>,
    /// Comparisons that go before all others.
    pub rather: Vec<Rather>,
}

/// One prioritised statement.
#[derive(Clone, Debug)]
pub struct Want {
    /// As it is written.
    pub text: Box<str>,
    /// What it says.
    pub statement: Statement,
    /// Its place.
    pub span: Span,
}

/// A comparison of two kinds of states.
#[derive(Clone, Debug)]
pub struct Rather {
    /// What is preferred …
    pub this: Condition,
    /// … to what.
    pub than: Condition,
    /// Whether strongly so.
    pub strong: bool,
    /// Its place.
    pub span: Span,
}
