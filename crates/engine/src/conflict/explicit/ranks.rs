//! Turns the order of each decision maker into dense ranks, 64 states at a time.
//!
//! Rank 0 marks states that cannot be; the least preferred possible states have
//! rank 1, and neighbouring ranks differ by one. Cost: statements times states
//! for the words, and one sort of the distinct words beyond 24 statements.

use rayon::prelude::*;

use crate::conflict::condition::Condition;
use crate::conflict::model::{Conflict, Order};

/// Where each of the lowest six courses is taken among 64 states in a row.
const LOW: [u64; 6] = [
    0xaaaa_aaaa_aaaa_aaaa,
    0xcccc_cccc_cccc_cccc,
    0xf0f0_f0f0_f0f0_f0f0,
    0xff00_ff00_ff00_ff00,
    0xffff_0000_ffff_0000,
    0xffff_ffff_0000_0000,
];

/// Statements up to which a table of all words is used instead of a sort.
const TABLE: usize = 24;

/// The truth of a condition in every state, one bit a state.
pub fn truth(condition: &Condition, courses: usize) -> Vec<u64> {
    let words = (1usize << courses).div_ceil(64);
    let mask = if courses < 6 {
        (1u64 << (1 << courses)) - 1
    } else {
        u64::MAX
    };
    (0..words)
        .into_par_iter()
        .map(|word| condition.holds_in_64(&|course| column(course, word)) & mask)
        .collect()
}

fn column(course: usize, word: usize) -> u64 {
    match LOW.get(course) {
        Some(&pattern) => pattern,
        None if word >> (course - 6) & 1 == 1 => u64::MAX,
        None => 0,
    }
}

/// Whether a bit of a bitmap is set.
pub fn set(words: &[u64], state: usize) -> bool {
    words[state / 64] >> (state % 64) & 1 == 1
}

/// The dense ranks of one decision maker, and how many there are.
pub fn dense(conflict: &Conflict, maker: usize, possible: &[u64]) -> (Vec<u32>, u32) {
    let courses = conflict.courses.len();
    let states = 1usize << courses;
    match &conflict.makers[maker].preference.order {
        Order::Ranks(ranks) => {
            let mut levels: Vec<u32> = (0..states)
                .filter(|&state| set(possible, state))
                .map(|state| ranks[state])
                .collect();
            levels.sort_unstable();
            levels.dedup();
            let dense = (0..states)
                .into_par_iter()
                .map(|state| {
                    if set(possible, state) {
                        levels.partition_point(|&level| level < ranks[state]) as u32 + 1
                    } else {
                        0
                    }
                })
                .collect();
            (dense, levels.len() as u32)
        }
        Order::Statements(statements) if statements.len() <= TABLE => {
            let mut dense = vec![0u32; states];
            in_words(&mut dense, |word, lanes| {
                let columns: Vec<u64> = statements
                    .iter()
                    .map(|statement| statement.holds_in_64(&|course| column(course, word)))
                    .collect();
                for (lane, value) in lanes.iter_mut().enumerate() {
                    *value = columns
                        .iter()
                        .fold(0, |all, column| all << 1 | (column >> lane & 1) as u32);
                }
            });
            let mut table = vec![0u32; 1 << statements.len()];
            for (state, &value) in dense.iter().enumerate() {
                if set(possible, state) {
                    table[value as usize] = 1;
                }
            }
            let mut level = 0;
            for entry in &mut table {
                if *entry == 1 {
                    level += 1;
                    *entry = level;
                }
            }
            in_words(&mut dense, |word, lanes| {
                for (lane, value) in lanes.iter_mut().enumerate() {
                    *value = if possible[word] >> lane & 1 == 1 {
                        table[*value as usize]
                    } else {
                        0
                    };
                }
            });
            (dense, level)
        }
        Order::Statements(statements) => {
            let worth: Vec<u128> = (0..states)
                .into_par_iter()
                .map(|state| {
                    statements.iter().fold(0, |all, statement| {
                        let holds = statement.holds_in_64(&|course| {
                            if state >> course & 1 == 1 {
                                u64::MAX
                            } else {
                                0
                            }
                        });
                        all << 1 | u128::from(holds & 1)
                    })
                })
                .collect();
            let mut levels: Vec<u128> = (0..states)
                .filter(|&state| set(possible, state))
                .map(|state| worth[state])
                .collect();
            levels.par_sort_unstable();
            levels.dedup();
            let dense = worth
                .par_iter()
                .enumerate()
                .map(|(state, worth)| {
                    if set(possible, state) {
                        levels.partition_point(|level| level < worth) as u32 + 1
                    } else {
                        0
                    }
                })
                .collect();
            (dense, levels.len() as u32)
        }
    }
}

/// Works through values in groups of 64 states, in parallel.
fn in_words(values: &mut [u32], work: impl Fn(usize, &mut [u32]) + Sync) {
    const GROUP: usize = 64;
    values
        .par_chunks_mut(64 * GROUP)
        .enumerate()
        .for_each(|(group, chunk)| {
            for (place, lanes) in chunk.chunks_mut(64).enumerate() {
                work(group * GROUP + place, lanes);
            }
        });
}
