//! Moves given one by one between named states, in place of courses.
//!
//! Paper: Fang, Hipel and Kilgour (1993). A state is a row of bits with exactly
//! one set, so that "in this state" is a condition like "this course is taken",
//! and statements, rankings and unknown pairs are written the same for both.
//! Moves need not be transitive here, so the rule that nobody moves twice in a
//! row bites. Cost: a search in a sorted list for each question.

use super::code::Code;

/// A move of one decision maker from one state to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arc {
    /// Who moves.
    pub maker: usize,
    /// From which state, by its place.
    pub from: usize,
    /// To which one.
    pub to: usize,
}

/// States and the moves between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    states: usize,
    /// Ascending, each once.
    arcs: Vec<Arc>,
}

impl Graph {
    /// The most states.
    pub const STATES: usize = Code::COURSES;

    /// A graph over states 0, 1, …; moves that lead nowhere are left out.
    pub fn new(states: usize, arcs: impl IntoIterator<Item = Arc>) -> Graph {
        let mut arcs: Vec<Arc> = arcs
            .into_iter()
            .filter(|arc| arc.from != arc.to && arc.from.max(arc.to) < states)
            .collect();
        arcs.sort_unstable();
        arcs.dedup();
        Graph { states, arcs }
    }

    /// How many states there are.
    pub fn len(&self) -> usize {
        self.states
    }

    /// Whether there is no state.
    pub fn is_empty(&self) -> bool {
        self.states == 0
    }

    /// The moves, by decision maker, then by where they start.
    pub fn arcs(&self) -> &[Arc] {
        &self.arcs
    }

    /// The state at a place.
    pub fn state(place: usize) -> Code {
        Code::taking([place])
    }

    /// The states, in order.
    pub fn states(&self) -> impl Iterator<Item = Code> + use<> {
        (0..self.states).map(Graph::state)
    }

    /// The place of a state; none for a code that is no state of the graph.
    pub fn place(&self, state: Code) -> Option<usize> {
        let place = state.single()?;
        (place < self.states).then_some(place)
    }

    /// Where a decision maker can go in one step, ascending.
    pub fn moves(&self, maker: usize, from: Code) -> Vec<Code> {
        let Some(from) = self.place(from) else {
            return Vec::new();
        };
        let start = self
            .arcs
            .partition_point(|arc| (arc.maker, arc.from) < (maker, from));
        self.arcs[start..]
            .iter()
            .take_while(|arc| (arc.maker, arc.from) == (maker, from))
            .map(|arc| Graph::state(arc.to))
            .collect()
    }

    /// The same states without some of the moves, by their places in
    /// [`Graph::arcs`].
    #[must_use]
    pub fn without(&self, forbidden: &[usize]) -> Graph {
        let kept = self.arcs.iter().enumerate();
        Graph {
            states: self.states,
            arcs: kept
                .filter(|(place, _)| !forbidden.contains(place))
                .map(|(_, arc)| *arc)
                .collect(),
        }
    }
}
