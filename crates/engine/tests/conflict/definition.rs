//! A second solver, written from the definitions alone: sets of states, no
//! thresholds, no search order. Slow and plain.

use std::collections::{BTreeMap, BTreeSet};

use armistice_engine::conflict::behaviour::Concept;
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::model::{Conflict, Direction, Order};

pub struct Definition<'a> {
    pub conflict: &'a Conflict,
    pub states: Vec<u64>,
    /// For each decision maker and state, where it can go.
    moves: Vec<BTreeMap<u64, Vec<u64>>>,
}

impl<'a> Definition<'a> {
    pub fn new(conflict: &'a Conflict) -> Self {
        let all: Vec<u64> = match &conflict.graph {
            Some(graph) => (0..graph.len()).map(|place| 1 << place).collect(),
            None => (0..1u64 << conflict.courses.len()).collect(),
        };
        let states: Vec<u64> = all
            .iter()
            .copied()
            .filter(|&s| {
                !conflict
                    .impossible
                    .iter()
                    .any(|pattern| pattern.holds(Code::from_number(s)))
            })
            .collect();
        let mut definition = Definition {
            conflict,
            states,
            moves: Vec::new(),
        };
        definition.moves = (0..conflict.makers.len())
            .map(|maker| {
                all.iter()
                    .map(|&from| (from, definition.steps(maker, from)))
                    .collect()
            })
            .collect();
        definition
    }

    pub fn moves(&self, maker: usize, from: u64) -> &[u64] {
        &self.moves[maker][&from]
    }

    /// A list that compares as the worth does.
    pub fn worth(&self, maker: usize, state: u64) -> Vec<u32> {
        match &self.conflict.makers[maker].preference.order {
            Order::Statements(statements) => statements
                .iter()
                .map(|statement| u32::from(statement.holds(Code::from_number(state))))
                .collect(),
            Order::Ranks(ranks) if self.conflict.graph.is_some() => {
                vec![ranks[state.trailing_zeros() as usize]]
            }
            Order::Ranks(ranks) => vec![ranks[state as usize]],
        }
    }

    fn steps(&self, maker: usize, from: u64) -> Vec<u64> {
        let unseen = &self.conflict.makers[maker].preference.unseen;
        self.states
            .iter()
            .copied()
            .filter(|&to| {
                to != from
                    && !unseen.holds(Code::from_number(from))
                    && !unseen.holds(Code::from_number(to))
                    && self.conflict.graph.as_ref().is_none_or(|graph| {
                        graph
                            .arcs()
                            .iter()
                            .any(|arc| (arc.maker, 1 << arc.from, 1 << arc.to) == (maker, from, to))
                    })
                    && self.conflict.courses.iter().enumerate().all(|(j, course)| {
                        let (a, b) = (from >> j & 1, to >> j & 1);
                        a == b
                            || course.owner == maker
                                && match course.direction {
                                    Direction::BothWays => true,
                                    Direction::OneWay => a == 0,
                                    Direction::BackOnly => a == 1,
                                    Direction::Fixed => false,
                                }
                    })
            })
            .collect()
    }

    fn reach(
        &self,
        movers: &[usize],
        from: u64,
        last: Option<usize>,
        improving: bool,
        seen: &mut BTreeSet<(u64, usize)>,
    ) {
        for &m in movers {
            if last == Some(m) {
                continue;
            }
            for &to in self.moves(m, from) {
                if improving && self.worth(m, to) <= self.worth(m, from) {
                    continue;
                }
                if seen.insert((to, m)) {
                    self.reach(movers, to, Some(m), improving, seen);
                }
            }
        }
    }

    pub fn stable(&self, maker: usize, concept: Concept, state: u64) -> bool {
        let u = |s: u64| self.worth(maker, s);
        let movers: Vec<usize> = (0..self.conflict.makers.len())
            .filter(|&m| m != maker)
            .collect();
        self.moves(maker, state)
            .iter()
            .copied()
            .filter(|&to| u(to) > u(state))
            .all(|improvement| {
                if concept == Concept::Nash {
                    return false;
                }
                let improving = matches!(concept, Concept::Seq | Concept::Sseq);
                let mut seen = BTreeSet::new();
                self.reach(&movers, improvement, None, improving, &mut seen);
                seen.into_iter().any(|(end, _)| {
                    u(end) <= u(state)
                        && (!matches!(concept, Concept::Smr | Concept::Sseq)
                            || self.moves(maker, end).iter().all(|&t| u(t) <= u(state)))
                })
            })
    }

    /// SIM, by every choice of one improvement or none for each other.
    pub fn simultaneous(&self, maker: usize, state: u64) -> bool {
        let better = |m: usize| -> Vec<u64> {
            self.moves(m, state)
                .iter()
                .copied()
                .filter(|&to| self.worth(m, to) > self.worth(m, state))
                .collect()
        };
        better(maker).into_iter().all(|improvement| {
            let mut ends = vec![improvement];
            for other in (0..self.conflict.makers.len()).filter(|&m| m != maker) {
                for end in ends.clone() {
                    for to in better(other) {
                        ends.push(end ^ to ^ state);
                    }
                }
            }
            ends.into_iter().any(|end| {
                self.states.contains(&end) && self.worth(maker, end) <= self.worth(maker, state)
            })
        })
    }
}
