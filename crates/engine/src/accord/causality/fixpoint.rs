//! Which events can happen: the least fixpoint of the enabling graph.
//!
//! Forward chaining with counters (Dowling and Gallier 1984). Exact for conditions without
//! negation; a negation counts as possible, so the answer is then an upper bound. Cost: linear in
//! the size of the conditions.

use super::graph::{EventId, Formula, Graph};

/// The events that can happen, in an order in which they can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixpoint {
    /// Whether each event can happen.
    pub reached: Vec<bool>,
    /// The events that can happen, each after what it needs.
    pub order: Vec<EventId>,
}

impl Fixpoint {
    /// Whether this event can happen.
    #[must_use]
    pub fn has(&self, event: EventId) -> bool {
        self.reached.get(event.index()).copied().unwrap_or(false)
    }
}

#[derive(Clone, Copy)]
enum Target {
    Gate(usize),
    Event(EventId),
}

/// The conditions of a graph made ready for forward chaining, to be run as often as one likes.
pub struct Chain {
    /// For each part of a condition how many of its parts must hold, and whom it tells.
    gates: Vec<(usize, Target)>,
    watchers: Vec<Vec<Target>>,
    ready: Vec<Target>,
}

impl Chain {
    /// Makes the conditions of a graph ready.
    #[must_use]
    pub fn of(graph: &Graph) -> Chain {
        let mut chain = Chain {
            gates: Vec::new(),
            watchers: vec![Vec::new(); graph.conditions.len()],
            ready: Vec::new(),
        };
        for (event, condition) in graph.events().zip(&graph.conditions) {
            chain.compile(condition, Target::Event(event));
        }
        chain
    }

    fn compile(&mut self, formula: &Formula, tells: Target) {
        match formula {
            Formula::Event(event) => match self.watchers.get_mut(event.index()) {
                Some(watchers) => watchers.push(tells),
                None => debug_assert!(false, "a condition names an event outside its graph"),
            },
            Formula::Not(_) => self.ready.push(tells),
            Formula::AtLeast(least, parts) => {
                if *least == 0 {
                    self.ready.push(tells);
                    return;
                }
                let gate = self.gates.len();
                self.gates.push((*least, tells));
                for part in parts {
                    self.compile(part, Target::Gate(gate));
                }
            }
        }
    }

    /// The least fixpoint when some events are kept from happening.
    #[must_use]
    pub fn without(&self, withheld: &[EventId]) -> Fixpoint {
        let size = self.watchers.len();
        let mut kept = vec![true; size];
        for event in withheld {
            kept[event.index()] = false;
        }
        let mut missing: Vec<usize> = self.gates.iter().map(|(least, _)| *least).collect();
        let mut reached = vec![false; size];
        let mut order = Vec::new();
        let mut queue: std::collections::VecDeque<Target> = self.ready.iter().copied().collect();
        while let Some(target) = queue.pop_front() {
            match target {
                Target::Gate(index) => {
                    if missing[index] > 0 {
                        missing[index] -= 1;
                        if missing[index] == 0 {
                            queue.push_back(self.gates[index].1);
                        }
                    }
                }
                Target::Event(event) => {
                    if reached[event.index()] || !kept[event.index()] {
                        continue;
                    }
                    reached[event.index()] = true;
                    order.push(event);
                    queue.extend(&self.watchers[event.index()]);
                }
            }
        }
        Fixpoint { reached, order }
    }
}

/// The least fixpoint of the whole graph.
#[must_use]
pub fn fixpoint(graph: &Graph) -> Fixpoint {
    fixpoint_without(graph, &[])
}

/// The least fixpoint when some events are kept from happening.
#[must_use]
pub fn fixpoint_without(graph: &Graph, withheld: &[EventId]) -> Fixpoint {
    Chain::of(graph).without(withheld)
}
