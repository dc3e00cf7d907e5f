//! Every undominated combination of bonds, by dynamic programming over counts.
//!
//! Over count states in rising order, each with the front of bond vectors of the schedules that
//! lead to it; a state's own walk-away gains are the least its bonds can be. With turns counted the
//! front also says how few changes of hands a bond needs. Guarantee: all undominated vectors, exact.
//! Cost: states times kinds times the size of the fronts; refused above the given number of states.

use super::problem::{Plan, Problem};
use crate::run::Control;

/// What a front compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The bond of each party.
    Bonds,
    /// The bond of each party and the number of turns: runs of deliveries by one party.
    BondsAndTurns,
}

/// Why a front was not computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrontError {
    /// More states than allowed.
    #[error("the counts make more than {0} states")]
    TooLarge(u64),
    /// Stopped from outside.
    #[error("stopped before the front was complete")]
    Stopped,
    /// What comes first goes in a circle, so nothing can be scheduled.
    #[error("what must come first leaves no order")]
    NoOrder,
}

/// The undominated vectors at the end, each with one schedule that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Front {
    /// The plans in rising order of their bonds; with turns counted, `turns` runs beside.
    pub plans: Vec<Plan>,
    /// The number of turns of each plan.
    pub turns: Vec<i64>,
}

/// Vectors of equal length, end to end.
#[derive(Default)]
struct Store {
    starts: Vec<usize>,
    numbers: Vec<i64>,
}

struct Table<'a> {
    problem: &'a Problem,
    measure: Measure,
    moves: Vec<Vec<usize>>,
    strides: Vec<u64>,
    width: usize,
    layers: usize,
    store: Store,
}

/// The front of a problem with at most `limit` states; `control` is told how far it has come and asked
/// whether to stop.
///
/// # Errors
/// When the problem is too large, the search is stopped, or no order exists.
pub fn front(
    problem: &Problem,
    measure: Measure,
    limit: u64,
    control: &dyn Control,
) -> Result<Front, FrontError> {
    let layers = if measure == Measure::Bonds {
        1
    } else {
        problem.parties + 1
    };
    let states = problem.states().and_then(|s| s.checked_mul(layers as u64));
    let states = states
        .filter(|s| *s <= limit)
        .ok_or(FrontError::TooLarge(limit))?;
    let mut strides = Vec::with_capacity(problem.kinds.len());
    let mut stride = 1_u64;
    for kind in &problem.kinds {
        strides.push(stride);
        stride *= u64::from(kind.count) + 1;
    }
    let mut table = Table {
        problem,
        measure,
        moves: problem.moves(),
        strides,
        width: problem.parties + usize::from(measure == Measure::BondsAndTurns),
        layers,
        store: Store::default(),
    };
    let all = states / layers as u64;
    for state in 0..all {
        if state % 4096 == 0 {
            if control.stopped() {
                return Err(FrontError::Stopped);
            }
            control.progress(state, all);
        }
        table.fill(state);
    }
    table.finish()
}

impl Table<'_> {
    fn counts(&self, state: u64) -> Vec<u32> {
        let digit = |(kind, stride): (&super::problem::Kind, &u64)| {
            u32::try_from(state / stride % (u64::from(kind.count) + 1)).unwrap_or(0)
        };
        self.problem
            .kinds
            .iter()
            .zip(&self.strides)
            .map(digit)
            .collect()
    }

    /// Who is on turn after a move: the giver, or the third hand.
    fn mover(&self, step: &[usize]) -> usize {
        match step {
            [kind] => self.problem.kinds[*kind].giver,
            _ => self.problem.parties,
        }
    }

    /// The states from which `step` leads to `counts` with its mover in `layer`.
    fn before(&self, state: u64, counts: &[u32], step: &[usize]) -> Option<u64> {
        let mut earlier = counts.to_vec();
        let mut index = state;
        for kind in step {
            earlier[*kind] = earlier[*kind].checked_sub(1)?;
            index -= self.strides[*kind];
        }
        self.problem.allows(step, &earlier).then_some(index)
    }

    fn vectors(&self, state: u64, layer: usize) -> &[i64] {
        let slot = usize::try_from(state).unwrap_or(usize::MAX) * self.layers + layer;
        let start = self.store.starts[slot];
        let end = self
            .store
            .starts
            .get(slot + 1)
            .copied()
            .unwrap_or(self.store.numbers.len());
        &self.store.numbers[start..end]
    }

    fn fill(&mut self, state: u64) {
        let counts = self.counts(state);
        let gains = self.problem.walk_away(&counts);
        for layer in 0..self.layers {
            let mut found: Vec<i64> = Vec::new();
            if state == 0 {
                if layer + 1 == self.layers {
                    found.extend(&gains);
                    found.resize(self.width, 0);
                }
            } else {
                for step in &self.moves {
                    let mover = self.mover(step);
                    if self.measure == Measure::BondsAndTurns && mover != layer {
                        continue;
                    }
                    let Some(earlier) = self.before(state, &counts, step) else {
                        continue;
                    };
                    for from in 0..self.layers {
                        for vector in self.vectors(earlier, from).chunks_exact(self.width) {
                            let turn = i64::from(from != mover || earlier == 0);
                            for (position, number) in vector.iter().enumerate() {
                                found.push(match gains.get(position) {
                                    Some(gain) => *number.max(gain),
                                    None => number + turn,
                                });
                            }
                        }
                    }
                }
            }
            self.store.starts.push(self.store.numbers.len());
            undominated(&found, self.width, &mut self.store.numbers);
        }
    }

    fn finish(&self) -> Result<Front, FrontError> {
        let last = self.problem.kinds.iter().zip(&self.strides);
        let last: u64 = last
            .map(|(kind, stride)| u64::from(kind.count) * stride)
            .sum();
        let mut all = Vec::new();
        for layer in 0..self.layers {
            all.extend_from_slice(self.vectors(last, layer));
        }
        let mut best = Vec::new();
        undominated(&all, self.width, &mut best);
        if best.is_empty() {
            return Err(FrontError::NoOrder);
        }
        let mut front = Front {
            plans: Vec::new(),
            turns: Vec::new(),
        };
        for target in best.chunks_exact(self.width) {
            let steps = self.path(last, target);
            front.turns.push(turns(self.problem, &steps));
            front.plans.push(Plan {
                bonds: self.problem.bonds(&steps),
                steps,
            });
        }
        Ok(front)
    }

    /// A schedule whose vector is at most the target, found by walking back.
    fn path(&self, last: u64, target: &[i64]) -> Vec<Vec<usize>> {
        let within =
            |vector: &[i64], target: &[i64]| vector.iter().zip(target).all(|(v, t)| v <= t);
        let mut target = target.to_vec();
        let mut layer = (0..self.layers)
            .find(|l| {
                self.vectors(last, *l)
                    .chunks_exact(self.width)
                    .any(|v| within(v, &target))
            })
            .unwrap_or(0);
        let mut steps = Vec::new();
        let mut state = last;
        'back: while state != 0 {
            let counts = self.counts(state);
            for step in &self.moves {
                let mover = self.mover(step);
                if self.measure == Measure::BondsAndTurns && mover != layer {
                    continue;
                }
                let Some(earlier) = self.before(state, &counts, step) else {
                    continue;
                };
                for from in 0..self.layers {
                    let mut allowed = target.clone();
                    if self.measure == Measure::BondsAndTurns {
                        allowed[self.width - 1] -= i64::from(from != mover || earlier == 0);
                    }
                    let mut vectors = self.vectors(earlier, from).chunks_exact(self.width);
                    if vectors.any(|v| within(v, &allowed)) {
                        steps.push(step.clone());
                        (state, layer, target) = (earlier, from, allowed);
                        continue 'back;
                    }
                }
            }
            break;
        }
        steps.reverse();
        steps
    }
}

/// The number of runs of moves by one party.
#[must_use]
pub fn turns(problem: &Problem, steps: &[Vec<usize>]) -> i64 {
    let mover = |step: &Vec<usize>| match step.as_slice() {
        [kind] => problem.kinds[*kind].giver,
        _ => problem.parties,
    };
    let changes = steps
        .windows(2)
        .filter(|pair| mover(&pair[0]) != mover(&pair[1]))
        .count();
    i64::try_from(changes + usize::from(!steps.is_empty())).unwrap_or(i64::MAX)
}

/// Adds to `into` the vectors of `found` that no other one beats or equals, in rising order.
fn undominated(found: &[i64], width: usize, into: &mut Vec<i64>) {
    let mut vectors: Vec<&[i64]> = found.chunks_exact(width).collect();
    vectors.sort_unstable();
    let start = into.len();
    for vector in vectors {
        let beaten = if width == 2 {
            into.len() > start && into[into.len() - 1] <= vector[1]
        } else {
            into[start..]
                .chunks_exact(width)
                .any(|kept| kept.iter().zip(vector).all(|(kept, new)| kept <= new))
        };
        if !beaten {
            into.extend_from_slice(vector);
        }
    }
}
