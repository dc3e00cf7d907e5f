//! Passes over all states: the best or worst value within one decision maker's
//! reach, for every state at once.
//!
//! Cost of a block pass: one run over memory for each own course. Cost of an
//! improving pass: one run over the blocks in order of rank, and the square of
//! a block where courses are one-way.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use rayon::prelude::*;

use crate::conflict::model::Direction;

/// Values small enough to stay in a core's cache during a pass.
const PIECE: usize = 1 << 13;

/// Lets each value take over, by `pick`, the value of the state in which one
/// course is turned over, where the direction allows it.
pub fn spread(
    values: &mut [u32],
    course: usize,
    direction: Direction,
    pick: impl Fn(u32, u32) -> u32 + Sync,
) {
    let half = 1 << course;
    let pass = |without: &mut [u32], with: &mut [u32]| {
        for (without, with) in without.iter_mut().zip(with) {
            let picked = pick(*without, *with);
            match direction {
                Direction::BothWays => (*without, *with) = (picked, picked),
                Direction::OneWay => *without = picked,
                Direction::BackOnly => *with = picked,
                Direction::Fixed => {}
            }
        }
    };
    if half >= PIECE {
        for block in values.chunks_mut(2 * half) {
            let (without, with) = block.split_at_mut(half);
            without
                .par_chunks_mut(PIECE)
                .zip(with.par_chunks_mut(PIECE))
                .for_each(|(without, with)| pass(without, with));
        }
    } else {
        values.par_chunks_mut(2 * PIECE).for_each(|piece| {
            for block in piece.chunks_mut(2 * half) {
                let (without, with) = block.split_at_mut(half);
                pass(without, with);
            }
        });
    }
}

/// The states of one decision maker's blocks in order of preference.
pub struct Blocks {
    /// Own courses as a mask.
    own: usize,
    /// The states of a block relative to its first one.
    offsets: Vec<u32>,
    /// For each block its own places, best first; places that cannot be come last.
    order: Vec<u32>,
    /// Own places' bits that can only be taken, only be dropped.
    one_way: usize,
    back_only: usize,
    courses: usize,
}

impl Blocks {
    /// Sorts the blocks of a decision maker; `key` is 0 where it cannot be.
    pub fn new(
        courses: usize,
        own: &[(usize, Direction)],
        key: impl Fn(usize) -> u32 + Sync,
    ) -> Blocks {
        let size = 1usize << own.len();
        let mask = own.iter().fold(0, |mask, (course, _)| mask | 1 << course);
        let offsets: Vec<u32> = (0..size)
            .map(|place| {
                own.iter()
                    .enumerate()
                    .fold(0, |offset, (bit, (course, _))| {
                        offset | ((place >> bit & 1) << course) as u32
                    })
            })
            .collect();
        let bits = |directions: [Direction; 2]| {
            own.iter()
                .enumerate()
                .filter(|(_, (_, way))| directions.contains(way))
                .fold(0, |mask, (bit, _)| mask | 1 << bit)
        };
        let mut blocks = Blocks {
            own: mask,
            one_way: bits([Direction::OneWay, Direction::Fixed]),
            back_only: bits([Direction::BackOnly, Direction::Fixed]),
            courses,
            offsets,
            order: Vec::new(),
        };
        let mut order = vec![0u32; 1 << courses];
        order
            .par_chunks_mut(size.max(PIECE))
            .enumerate()
            .for_each(|(piece, chunk)| {
                let first = piece * size.max(PIECE) / size;
                let mut base = blocks.base(first);
                let mut keyed = vec![(0u32, 0u32); size];
                for block in chunk.chunks_mut(size) {
                    for (place, entry) in keyed.iter_mut().enumerate() {
                        let state = base | blocks.offsets[place] as usize;
                        *entry = (u32::MAX - key(state), place as u32);
                    }
                    keyed.sort_unstable();
                    for (place, entry) in block.iter_mut().zip(&keyed) {
                        *place = entry.1;
                    }
                    base = blocks.after(base);
                }
            });
        blocks.order = order;
        blocks
    }

    /// The first state of a block.
    fn base(&self, block: usize) -> usize {
        let mut base = 0;
        let mut rest = block;
        for course in 0..self.courses {
            if self.own >> course & 1 == 0 {
                base |= (rest & 1) << course;
                rest >>= 1;
            }
        }
        base
    }

    /// The first state of the next block.
    fn after(&self, base: usize) -> usize {
        (base | self.own).wrapping_add(1) & !self.own
    }

    /// Lets each value take over the least value among the states that this
    /// decision maker can improve to; whether anything changed.
    pub fn improve(
        &self,
        ranks: &[u32],
        seen: impl Fn(usize) -> bool + Sync,
        values: &[AtomicU32],
    ) -> bool {
        let changed = AtomicBool::new(false);
        let size = self.offsets.len();
        let step = size.max(PIECE);
        self.order
            .par_chunks(step)
            .enumerate()
            .for_each(|(piece, chunk)| {
                let mut base = self.base(piece * step / size);
                for block in chunk.chunks(size) {
                    let moved = if self.one_way | self.back_only == 0 {
                        self.improve_block(base, block, ranks, &seen, values)
                    } else {
                        self.improve_directed(base, block, ranks, &seen, values)
                    };
                    if moved {
                        changed.store(true, Ordering::Relaxed);
                    }
                    base = self.after(base);
                }
            });
        changed.into_inner()
    }

    fn improve_block(
        &self,
        base: usize,
        block: &[u32],
        ranks: &[u32],
        seen: &impl Fn(usize) -> bool,
        values: &[AtomicU32],
    ) -> bool {
        let mut changed = false;
        let (mut better, mut level, mut rank) = (u32::MAX, u32::MAX, u32::MAX);
        for &place in block {
            let state = base | self.offsets[place as usize] as usize;
            if ranks[state] == 0 || !seen(state) {
                break;
            }
            if ranks[state] != rank {
                better = better.min(level);
                level = u32::MAX;
                rank = ranks[state];
            }
            let mut value = values[state].load(Ordering::Relaxed);
            if better < value {
                value = better;
                values[state].store(value, Ordering::Relaxed);
                changed = true;
            }
            level = level.min(value);
        }
        changed
    }

    fn improve_directed(
        &self,
        base: usize,
        block: &[u32],
        ranks: &[u32],
        seen: &impl Fn(usize) -> bool,
        values: &[AtomicU32],
    ) -> bool {
        let mut changed = false;
        for (index, &place) in block.iter().enumerate() {
            let from = place as usize;
            let state = base | self.offsets[from] as usize;
            if ranks[state] == 0 || !seen(state) {
                break;
            }
            let value = values[state].load(Ordering::Relaxed);
            let mut least = value;
            for &target in &block[..index] {
                let to = target as usize;
                let allowed = from & self.one_way & !to == 0 && to & self.back_only & !from == 0;
                let target = base | self.offsets[to] as usize;
                if allowed && ranks[target] > ranks[state] {
                    least = least.min(values[target].load(Ordering::Relaxed));
                }
            }
            if least < value {
                values[state].store(least, Ordering::Relaxed);
                changed = true;
            }
        }
        changed
    }
}
