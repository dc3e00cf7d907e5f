//! In which order to choose tied issues: those that many combinations share first, so that few are open
//! behind each that comes later.
//!
//! Guarantee: depends on the issues and combinations only. Cost: issues cubed.

use super::cells::Tied;
use std::collections::BTreeSet;

/// The places in the order in which to choose them: backwards, the issue whose neighbours that are
/// left give the smallest table is taken out and ties its neighbours together.
pub fn order(tied: &Tied) -> Vec<usize> {
    let issues = tied.issues.len();
    let mut beside: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); issues];
    for tie in &tied.ties {
        for (place, _) in &tie.parts {
            beside[*place].extend(tie.parts.iter().map(|(other, _)| *other));
        }
    }
    for (place, others) in beside.iter_mut().enumerate() {
        others.remove(&place);
    }
    let cells: Vec<u128> = tied.cells.iter().map(|cells| cells.len() as u128).collect();
    let mut left: BTreeSet<usize> = (0..issues).collect();
    let mut backwards = Vec::with_capacity(issues);
    while let Some(place) = left.iter().copied().min_by_key(|&place| {
        let others = beside[place].iter().map(|other| cells[*other]);
        (others.fold(cells[place], u128::saturating_mul), place)
    }) {
        left.remove(&place);
        backwards.push(place);
        let others = std::mem::take(&mut beside[place]);
        for &other in &others {
            beside[other].extend(others.iter().copied().filter(|third| *third != other));
            beside[other].remove(&place);
        }
    }
    backwards.reverse();
    backwards
}
