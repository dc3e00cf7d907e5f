//! Replays a certificate: a second, plainer look at a verdict that uses none
//! of the code that found it.
//!
//! For "stable" each improvement must have its sanction, and each sanction is
//! walked step by step. For "not stable" the improvement is tried against
//! everything that the others can reach. Cost: as the verdict itself at most.

use std::collections::BTreeSet;

use super::behaviour::{Concept, Rules};
use super::code::Code;
use super::stability::{Certificate, Verdict};
use super::world::World;

/// Whether a verdict follows from its certificate.
pub fn replay(world: &impl World, rules: &Rules, verdict: &Verdict) -> bool {
    let Verdict {
        maker,
        state,
        concept,
        ref certificate,
    } = *verdict;
    let end_deters = |end: Code| {
        rules.deters.holds(world.relation(maker, end, state))
            && (!concept.symmetric()
                || world
                    .moves(maker, end)
                    .iter()
                    .all(|&escape| !rules.escapes.holds(world.relation(maker, escape, state))))
    };
    let legal = |by: usize, from: Code, to: Code| {
        by != maker
            && world.moves(by, from).contains(&to)
            && (!concept.credible() || rules.pays.holds(world.relation(by, to, from)))
    };
    match certificate {
        Certificate::Stable(sanctions) => {
            let answered: BTreeSet<Code> = sanctions.iter().map(|s| s.improvement).collect();
            let open = world
                .moves(maker, state)
                .into_iter()
                .filter(|&to| rules.leaves.holds(world.relation(maker, to, state)))
                .any(|to| !answered.contains(&to));
            !open
                && sanctions.iter().all(|sanction| {
                    let mut at = sanction.improvement;
                    let mut last = None;
                    for step in &sanction.path {
                        if last == Some(step.by) || !legal(step.by, at, step.to) {
                            return false;
                        }
                        at = step.to;
                        last = Some(step.by);
                    }
                    concept != Concept::Nash && last.is_some() && end_deters(at)
                })
        }
        Certificate::Unstable(improvement) => {
            let leaves = world.moves(maker, state).contains(improvement)
                && rules
                    .leaves
                    .holds(world.relation(maker, *improvement, state));
            leaves
                && (concept == Concept::Nash
                    || everything_reached(world, maker, *improvement, legal)
                        .into_iter()
                        .all(|end| !end_deters(end)))
        }
    }
}

/// Everything that others than `maker` can reach, by growing a set of pairs
/// until it grows no more.
fn everything_reached(
    world: &impl World,
    maker: usize,
    from: Code,
    legal: impl Fn(usize, Code, Code) -> bool,
) -> BTreeSet<Code> {
    let nobody = usize::MAX;
    let mut pairs = BTreeSet::from([(from, nobody)]);
    loop {
        let mut grown = pairs.clone();
        for &(at, last) in &pairs {
            for by in (0..world.makers()).filter(|&by| by != last && by != maker) {
                for to in world.moves(by, at) {
                    if legal(by, at, to) {
                        grown.insert((to, by));
                    }
                }
            }
        }
        if grown.len() == pairs.len() {
            break;
        }
        pairs = grown;
    }
    pairs
        .into_iter()
        .filter(|&(_, last)| last != nobody)
        .map(|(state, _)| state)
        .collect()
}
