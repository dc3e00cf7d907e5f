//! Least-bond schedules too large for all counts: best-first search with a certified gap.
//!
//! Labels (counts, bonds so far) are opened in order of a lower bound: the bonds so far, raised to
//! what some possible last step needs, since the party that makes the last step can always win its
//! cost by leaving it undone. A beam gives a good plan at once. Guarantee: optimal when the search
//! ends; when it is stopped the gap between the best plan and the least open bound is certified.
//! Cost: labels times moves.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::problem::{Plan, Problem};
use crate::run::Control;

/// What is made small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objective {
    /// The sum of the bonds.
    Total,
    /// The largest bond.
    Largest,
}

impl Objective {
    fn of(self, bonds: &[i64]) -> i64 {
        match self {
            Self::Total => bonds.iter().sum(),
            Self::Largest => bonds.iter().copied().max().unwrap_or(0),
        }
    }
}

/// The result of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The best plan seen.
    pub plan: Plan,
    /// Its objective.
    pub value: i64,
    /// No plan has an objective below this.
    pub at_least: i64,
    /// Labels opened.
    pub opened: usize,
}

impl Found {
    /// How far the plan can be from the best one at most; zero when it is proved best.
    #[must_use]
    pub fn gap(&self) -> i64 {
        self.value - self.at_least
    }
}

struct Label {
    done: Vec<u32>,
    bonds: Vec<i64>,
    parent: usize,
    step: usize,
}

struct Search<'a> {
    problem: &'a Problem,
    objective: Objective,
    moves: Vec<Vec<usize>>,
    /// For every move, the gains just before it when it is the last one; none when it cannot be.
    last: Vec<Option<Vec<i64>>>,
}

/// Searches with at most `labels` labels and a beam of `width`; `control` is told how far it has come
/// and asked whether to stop: the best plan seen then comes with its certified gap. None when what
/// comes first leaves no order.
pub fn search(
    problem: &Problem,
    objective: Objective,
    labels: usize,
    width: usize,
    control: &dyn Control,
) -> Option<Found> {
    let moves = problem.moves();
    let full: Vec<u32> = problem.kinds.iter().map(|kind| kind.count).collect();
    let last = moves.iter().map(|step| {
        let mut done = full.clone();
        for kind in step {
            done[*kind] = done[*kind].checked_sub(1)?;
        }
        problem
            .allows(step, &done)
            .then(|| problem.walk_away(&done))
    });
    let search = Search {
        problem,
        objective,
        last: last.collect(),
        moves,
    };
    let beam = search.beam(width, control);
    search.best_first(beam, labels, control)
}

impl Search<'_> {
    /// The least objective any completion of this label can have.
    fn bound(&self, done: &[u32], bonds: &[i64]) -> i64 {
        let open = |step: &[usize]| {
            step.iter()
                .all(|kind| done[*kind] < self.problem.kinds[*kind].count)
        };
        let raised = |gains: &Vec<i64>| {
            let raised: Vec<i64> = bonds.iter().zip(gains).map(|(b, g)| *b.max(g)).collect();
            self.objective.of(&raised)
        };
        let candidates = self.moves.iter().zip(&self.last);
        candidates
            .filter(|(step, _)| open(step))
            .filter_map(|(_, gains)| gains.as_ref().map(raised))
            .min()
            .unwrap_or_else(|| self.objective.of(bonds))
    }

    fn step(&self, done: &[u32], bonds: &[i64], step: &[usize]) -> Option<(Vec<u32>, Vec<i64>)> {
        if !self.problem.allows(step, done) {
            return None;
        }
        let mut done = done.to_vec();
        for kind in step {
            done[*kind] += 1;
        }
        let gains = self.problem.walk_away(&done);
        let bonds = bonds.iter().zip(gains).map(|(b, g)| (*b).max(g)).collect();
        Some((done, bonds))
    }

    fn is_full(&self, done: &[u32]) -> bool {
        self.problem
            .kinds
            .iter()
            .zip(done)
            .all(|(kind, done)| kind.count == *done)
    }

    /// A plan from keeping the best `width` labels after every step; once somebody wants the end, the
    /// best one alone.
    fn beam(&self, width: usize, control: &dyn Control) -> Option<Plan> {
        let none = vec![0; self.problem.kinds.len()];
        let start = self.problem.walk_away(&none);
        let mut level: Vec<(Vec<u32>, Vec<i64>, Vec<usize>)> = vec![(none, start, Vec::new())];
        let mut best: Option<(i64, Vec<usize>)> = None;
        let all: u64 = self.problem.kinds.iter().map(|k| u64::from(k.count)).sum();
        let mut depth = 0;
        while !level.is_empty() {
            control.progress(depth, all);
            depth += 1;
            if control.stopped() {
                level.truncate(1);
            }
            let mut next: BTreeMap<(Vec<u32>, Vec<i64>), Vec<usize>> = BTreeMap::new();
            for (done, bonds, path) in level {
                if self.is_full(&done) {
                    let value = self.objective.of(&bonds);
                    if best.as_ref().is_none_or(|(known, _)| value < *known) {
                        best = Some((value, path));
                    }
                    continue;
                }
                for (number, step) in self.moves.iter().enumerate() {
                    if let Some(key) = self.step(&done, &bonds, step) {
                        let mut path = path.clone();
                        path.push(number);
                        next.entry(key).or_insert(path);
                    }
                }
            }
            let mut scored: Vec<_> = next
                .into_iter()
                .map(|((done, bonds), path)| {
                    let now: i64 = self.problem.walk_away(&done).iter().sum();
                    (self.bound(&done, &bonds), now, done, bonds, path)
                })
                .collect();
            scored.sort();
            scored.truncate(width.max(1));
            level = scored
                .into_iter()
                .map(|(_, _, done, bonds, path)| (done, bonds, path))
                .collect();
        }
        best.map(|(_, path)| self.plan(&path))
    }

    fn plan(&self, path: &[usize]) -> Plan {
        let steps: Vec<Vec<usize>> = path
            .iter()
            .map(|number| self.moves[*number].clone())
            .collect();
        Plan {
            bonds: self.problem.bonds(&steps),
            steps,
        }
    }

    fn best_first(
        &self,
        beam: Option<Plan>,
        budget: usize,
        control: &dyn Control,
    ) -> Option<Found> {
        let none = vec![0; self.problem.kinds.len()];
        let start = self.problem.walk_away(&none);
        let mut labels = vec![Label {
            done: none,
            bonds: start,
            parent: usize::MAX,
            step: usize::MAX,
        }];
        let mut fronts: BTreeMap<Vec<u32>, Vec<Vec<i64>>> = BTreeMap::new();
        let mut heap = BinaryHeap::from([Reverse((
            self.bound(&labels[0].done, &labels[0].bonds),
            0_i64,
            0,
        ))]);
        let mut best = beam.map(|plan| (self.objective.of(&plan.bonds), plan));
        let mut opened = 0;
        let mut floor = 0;
        while let Some(Reverse((bound, left, number))) = heap.pop() {
            floor = bound;
            if best.as_ref().is_some_and(|(value, _)| bound >= *value) {
                break;
            }
            if opened % 1024 == 0 {
                control.progress(labels.len() as u64, budget as u64);
            }
            // With many kinds to open one label takes long.
            if labels.len() >= budget || control.stopped() {
                heap.push(Reverse((bound, left, number)));
                break;
            }
            opened += 1;
            let (done, bonds) = (labels[number].done.clone(), labels[number].bonds.clone());
            if self.is_full(&done) {
                best = Some((
                    self.objective.of(&bonds),
                    self.plan(&trace(&labels, number)),
                ));
                break;
            }
            for (step_number, step) in self.moves.iter().enumerate() {
                let Some((done, bonds)) = self.step(&done, &bonds, step) else {
                    continue;
                };
                let front = fronts.entry(done.clone()).or_default();
                if front
                    .iter()
                    .any(|known| known.iter().zip(&bonds).all(|(k, b)| k <= b))
                {
                    continue;
                }
                front.retain(|known| !known.iter().zip(&bonds).all(|(k, b)| b <= k));
                front.push(bonds.clone());
                let bound = self.bound(&done, &bonds).max(floor);
                if best.as_ref().is_some_and(|(value, _)| bound >= *value) {
                    continue;
                }
                // Among equal bounds the label with least left to do is opened first.
                let left: i64 = self
                    .problem
                    .kinds
                    .iter()
                    .zip(&done)
                    .fold(0, |sum, (kind, done)| sum + i64::from(kind.count - done));
                labels.push(Label {
                    done,
                    bonds,
                    parent: number,
                    step: step_number,
                });
                heap.push(Reverse((bound, left, labels.len() - 1)));
            }
        }
        let (value, plan) = best?;
        let at_least = if heap.is_empty() {
            value
        } else {
            floor.min(value)
        };
        Some(Found {
            plan,
            value,
            at_least,
            opened,
        })
    }
}

fn trace(labels: &[Label], number: usize) -> Vec<usize> {
    let mut path = Vec::new();
    let mut at = number;
    while let Some(label) = labels.get(at).filter(|label| label.step != usize::MAX) {
        path.push(label.step);
        at = label.parent;
    }
    path.reverse();
    path
}
