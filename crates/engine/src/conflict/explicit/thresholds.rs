//! The threshold that a state must reach for a decision maker to stay there.
//!
//! With `u` its ranks, `best(s)` the most it can reach from `s` and `m(t)` the
//! least that the others can leave it after `t`, a state `s` is stable exactly
//! if `max over its moves t of m(t) <= u(s)`. GMR: `m` is the least `u` over
//! what the others reach; SMR: the least `best`; SEQ and SSEQ: the same over
//! improvements of the others only; Nash: `m = u(t)`.
//! Guarantee: every state, exactly; equal to the definition because moves by
//! courses are transitive. Cost: a few passes over memory for each decision
//! maker, more where states are impossible or courses one-way.

use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;

use super::ranks::{dense, set, truth};
use super::sweep::{Blocks, spread};
use crate::conflict::behaviour::Concept;
use crate::conflict::code::Code;
use crate::conflict::condition::Condition;
use crate::conflict::model::{Conflict, Direction};
use crate::conflict::refusal::Refusal;
use crate::conflict::stability::others;
use crate::conflict::state_set::StateSet;

/// A conflict with every state ranked for everyone.
pub struct Explicit<'a> {
    conflict: &'a Conflict,
    possible: StateSet,
    /// Where each decision maker can be and look, where that is not everywhere.
    seen: Vec<Option<Vec<u64>>>,
    ranks: Vec<Vec<u32>>,
    levels: Vec<u32>,
}

impl<'a> Explicit<'a> {
    /// Ranks every state.
    pub fn new(conflict: &'a Conflict) -> Result<Self, Refusal> {
        conflict.check()?;
        if conflict.graph.is_some() {
            return Err(Refusal::NeedsCourses);
        }
        let courses = conflict.courses.len();
        if courses > super::COURSES {
            return Err(Refusal::TooManyStates {
                courses,
                limit: super::COURSES,
            });
        }
        if !conflict.ordered() {
            return Err(Refusal::NeedsOrders);
        }
        let possible = truth(
            &Condition::Any(conflict.impossible.clone()).negated(),
            courses,
        );
        if possible.iter().all(|&word| word == 0) {
            return Err(Refusal::NoState);
        }
        let seen = conflict
            .makers
            .iter()
            .map(|maker| {
                let sees_all = maker.preference.unseen == Condition::Always(false);
                (!sees_all || !conflict.impossible.is_empty()).then(|| {
                    let unseen = truth(&maker.preference.unseen, courses);
                    possible
                        .iter()
                        .zip(unseen)
                        .map(|(possible, unseen)| possible & !unseen)
                        .collect()
                })
            })
            .collect();
        let (ranks, levels) = (0..conflict.makers.len())
            .map(|maker| dense(conflict, maker, &possible))
            .unzip();
        Ok(Explicit {
            conflict,
            possible: StateSet::from_words(possible),
            seen,
            ranks,
            levels,
        })
    }

    /// The states that can be.
    pub fn possible(&self) -> &StateSet {
        &self.possible
    }

    /// The rank of a possible state for a decision maker: 1 for the least
    /// preferred, one more for each level.
    pub fn rank(&self, maker: usize, state: Code) -> u32 {
        state
            .number()
            .and_then(|number| self.ranks[maker].get(number as usize))
            .copied()
            .unwrap_or(0)
    }

    /// How many levels of preference a decision maker has.
    pub fn levels(&self, maker: usize) -> u32 {
        self.levels[maker]
    }

    /// The states that are stable for a decision maker in each of several
    /// senses, which share their passes.
    pub fn stable(&self, maker: usize, concepts: &[Concept]) -> Vec<StateSet> {
        let best = self.best(maker);
        let ranks = &self.ranks[maker];
        let opponents = others(self.conflict.makers.len(), maker);
        let blocks: Vec<(usize, Blocks)> = if concepts.iter().any(|concept| concept.credible()) {
            opponents
                .iter()
                .map(|&other| (other, self.blocks(other)))
                .collect()
        } else {
            Vec::new()
        };
        concepts
            .iter()
            .map(|concept| {
                let start = if concept.symmetric() { &best } else { ranks };
                let left = match concept {
                    Concept::Nash => return self.up_to(maker, &best),
                    Concept::Gmr | Concept::Smr => self.punished(&opponents, start.clone()),
                    Concept::Seq | Concept::Sseq => self.punished_credibly(&blocks, start),
                };
                self.threshold(maker, left)
            })
            .collect()
    }

    /// The states that are stable for everyone, for each concept.
    pub fn equilibria(&self, concepts: &[Concept]) -> Vec<StateSet> {
        let mut all: Vec<StateSet> = concepts.iter().map(|_| self.possible.clone()).collect();
        for maker in 0..self.conflict.makers.len() {
            for (all, stable) in all.iter_mut().zip(self.stable(maker, concepts)) {
                *all = all.and(&stable);
            }
        }
        all
    }

    fn own(&self, maker: usize) -> Vec<(usize, Direction)> {
        self.conflict
            .own(maker)
            .into_iter()
            .map(|course| (course, self.conflict.courses[course].direction))
            .collect()
    }

    fn sees(&self, maker: usize, state: usize) -> bool {
        self.seen[maker]
            .as_ref()
            .is_none_or(|seen| set(seen, state))
    }

    fn blocks(&self, maker: usize) -> Blocks {
        Blocks::new(self.conflict.courses.len(), &self.own(maker), |state| {
            if self.sees(maker, state) {
                self.ranks[maker][state]
            } else {
                0
            }
        })
    }

    /// The best rank within reach of a decision maker, staying included.
    fn best(&self, maker: usize) -> Vec<u32> {
        let ranks = &self.ranks[maker];
        let mut best = self.masked(maker, ranks.clone(), 0);
        for (course, direction) in self.own(maker) {
            spread(&mut best, course, direction, u32::max);
        }
        if self.seen[maker].is_some() {
            best.par_iter_mut().enumerate().for_each(|(state, best)| {
                if !self.sees(maker, state) {
                    *best = ranks[state];
                }
            });
        }
        best
    }

    /// Values with `instead` where a decision maker cannot be.
    fn masked(&self, maker: usize, mut values: Vec<u32>, instead: u32) -> Vec<u32> {
        if self.seen[maker].is_some() {
            values
                .par_iter_mut()
                .enumerate()
                .for_each(|(state, value)| {
                    if !self.sees(maker, state) {
                        *value = instead;
                    }
                });
        }
        values
    }

    /// The least value that the opponents can reach, staying included.
    fn punished(&self, opponents: &[usize], mut values: Vec<u32>) -> Vec<u32> {
        loop {
            let mut changed = false;
            for &other in opponents {
                if self.seen[other].is_none() {
                    // Everything can be: one pass is the whole reach, and a
                    // change can be told from the values only if it matters.
                    let before =
                        (!self.conflict.free() && opponents.len() > 1).then(|| values.clone());
                    for (course, direction) in self.own(other) {
                        spread(&mut values, course, direction, u32::min);
                    }
                    changed |= before.is_some_and(|before| before != values);
                } else {
                    let mut reached = self.masked(other, values.clone(), u32::MAX);
                    for (course, direction) in self.own(other) {
                        spread(&mut reached, course, direction, u32::min);
                    }
                    changed |= values
                        .par_iter_mut()
                        .zip(&reached)
                        .enumerate()
                        .map(|(state, (value, &reached))| {
                            let lower = reached < *value && self.sees(other, state);
                            if lower {
                                *value = reached;
                            }
                            lower
                        })
                        .reduce(|| false, |one, other| one | other);
                }
            }
            if !changed || opponents.len() == 1 {
                return values;
            }
        }
    }

    /// The least value that the opponents can reach by improvements.
    fn punished_credibly(&self, blocks: &[(usize, Blocks)], start: &[u32]) -> Vec<u32> {
        let values: Vec<AtomicU32> = start
            .par_iter()
            .map(|&value| AtomicU32::new(value))
            .collect();
        loop {
            let mut changed = false;
            for (other, blocks) in blocks {
                changed |= blocks.improve(
                    &self.ranks[*other],
                    |state| self.sees(*other, state),
                    &values,
                );
            }
            if !changed || blocks.len() == 1 {
                return values
                    .into_par_iter()
                    .map(|value| value.load(Ordering::Relaxed))
                    .collect();
            }
        }
    }

    /// The states no move of the decision maker improves, given what the
    /// others leave it.
    fn threshold(&self, maker: usize, left: Vec<u32>) -> StateSet {
        let ranks = &self.ranks[maker];
        let mut left = left;
        left.par_iter_mut()
            .zip(ranks)
            .for_each(|(left, &rank)| *left = rank.min(*left));
        let mut left = self.masked(maker, left, 0);
        for (course, direction) in self.own(maker) {
            spread(&mut left, course, direction, u32::max);
        }
        self.up_to(maker, &left)
    }

    /// The possible states whose rank reaches a threshold; a state that the
    /// decision maker does not see is never left.
    fn up_to(&self, maker: usize, threshold: &[u32]) -> StateSet {
        let ranks = &self.ranks[maker];
        let words = threshold
            .par_chunks(64)
            .zip(ranks.par_chunks(64))
            .enumerate()
            .map(|(word, (threshold, ranks))| {
                let mut stable = 0u64;
                for (lane, (threshold, rank)) in threshold.iter().zip(ranks).enumerate() {
                    if threshold <= rank || !self.sees(maker, word * 64 + lane) {
                        stable |= 1 << lane;
                    }
                }
                stable & self.possible.words()[word]
            })
            .collect();
        StateSet::from_words(words)
    }
}
