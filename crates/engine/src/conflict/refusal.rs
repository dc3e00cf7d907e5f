//! Why a question about a conflict cannot be answered, as data; the words for
//! a reader are made where pages are made.

use armistice_case::model::StateId;
use thiserror::Error;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The case has no `conflict` section.
    #[error("the case has no conflict section")]
    NoConflict,
    /// A named state says neither what is taken nor where it holds.
    #[error("a named state says neither what it takes nor where it holds")]
    StateSaysNothing {
        /// The state.
        state: StateId,
    },
    /// Named states are defined by one another in a circle.
    #[error("named states are defined by one another in a circle")]
    StatesNameEachOther {
        /// One of them.
        state: StateId,
    },
    /// A named state is one of the impossible combinations.
    #[error("a named state is one of the impossible combinations")]
    NamedStateImpossible {
        /// The state.
        state: StateId,
    },
    /// A condition names something that is no course and no state.
    #[error("`{name}` is no course and no state of this conflict")]
    NotOfThisConflict {
        /// What it names.
        name: Box<str>,
    },
    /// There is no decision maker.
    #[error("the conflict has no decision maker")]
    NobodyDecides,
    /// There is no course of action.
    #[error("the conflict has no course of action")]
    NoCourses,
    /// More courses than a state can hold.
    #[error("the conflict has {asked} courses; a state can hold {limit}")]
    TooManyCourses {
        /// How many were given.
        asked: usize,
        /// How many are possible.
        limit: usize,
    },
    /// More states given one by one than can be held.
    #[error("the conflict has {asked} states given one by one; {limit} can be held")]
    TooManyNamedStates {
        /// How many were given.
        asked: usize,
        /// How many are possible.
        limit: usize,
    },
    /// Courses and moves between states are both given.
    #[error("the conflict has courses and moves between states; it can have one of them")]
    CoursesAndMoves,
    /// A state says which courses it takes where moves are given one by one.
    #[error("a state takes courses where moves between states are given")]
    StateTakesCourses {
        /// The state.
        state: StateId,
    },
    /// A move starts or ends at a name that stands for several states.
    #[error("a move starts or ends at a name for several states")]
    MoveOfSeveral {
        /// The state.
        state: StateId,
    },
    /// The question is about courses.
    #[error("this looks at combinations of courses; the conflict is given as moves between states")]
    NeedsCourses,
    /// A course belongs to nobody.
    #[error("course {course} belongs to no decision maker")]
    CourseWithoutOwner {
        /// The course.
        course: usize,
    },
    /// More statements than can be compared.
    #[error("decision maker {maker} has {asked} statements; {limit} can be compared")]
    TooManyStatements {
        /// The decision maker.
        maker: usize,
        /// How many were given.
        asked: usize,
        /// How many are possible.
        limit: usize,
    },
    /// A table of ranks has the wrong length.
    #[error("the ranks of decision maker {maker} cover {given} states, which is not all of them")]
    RanksDoNotFit {
        /// The decision maker.
        maker: usize,
        /// How many ranks were given.
        given: usize,
    },
    /// No state is left after the impossible combinations.
    #[error("the impossible combinations leave no state")]
    NoState,
    /// A statement holds in no possible state.
    #[error("statement {statement} of decision maker {maker} holds in no possible state")]
    NeverHolds {
        /// The decision maker.
        maker: usize,
        /// Which statement, from 0.
        statement: usize,
    },
    /// A statement holds in every possible state.
    #[error(
        "statement {statement} of decision maker {maker} holds in every possible state and orders nothing"
    )]
    AlwaysHolds {
        /// The decision maker.
        maker: usize,
        /// Which statement, from 0.
        statement: usize,
    },
    /// Too many states to look at one by one.
    #[error("{courses} courses are too many to look at every state; {limit} are possible")]
    TooManyStates {
        /// How many courses there are.
        courses: usize,
        /// How many courses the method takes.
        limit: usize,
    },
    /// One decision maker has too many courses to list its moves.
    #[error("decision maker {maker} has {courses} courses; moves are listed up to {limit}")]
    MovesCannotBeListed {
        /// The decision maker.
        maker: usize,
        /// How many courses it has.
        courses: usize,
        /// How many are possible.
        limit: usize,
    },
    /// The state that was asked about cannot be.
    #[error("the state that was asked about is one of the impossible combinations")]
    ImpossibleState,
    /// The method needs plain orders.
    #[error(
        "this method needs a plain order of states for everyone, without unknown or graded comparisons"
    )]
    NeedsOrders,
    /// The method needs prioritised statements.
    #[error("this method needs prioritised statements; ranks for single states were given")]
    NeedsStatements,
    /// The method is for two decision makers.
    #[error("limited moves are defined for two decision makers; this conflict has {makers}")]
    NeedsTwoMakers {
        /// How many there are.
        makers: usize,
    },
    /// The search was stopped before it could tell.
    #[error("the search looked at {looked_at} steps and stopped before it could tell")]
    OutOfBudget {
        /// How far it came.
        looked_at: usize,
    },
    /// A word names no state.
    #[error("`{word}` names no state")]
    NoSuchState {
        /// The word.
        word: Box<str>,
    },
    /// A named state stands for several.
    #[error("the named state stands for several states")]
    SeveralStates {
        /// The state.
        state: StateId,
    },
}
