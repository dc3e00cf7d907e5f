//! The smallest set of statements about one party that cannot all be true.
//!
//! Guarantee: of smallest size if that is at most three and there are at most 24 statements;
//! otherwise none of its members can be left out (a deletion filter). Cost: one small linear
//! programme per set tried.

use super::linear::{Polytope, Statement};
use super::{Knowledge, Values};

const MOST_FOR_SMALLEST: usize = 24;

impl Knowledge {
    /// None if everything said can be true at once.
    pub fn contradiction(&self) -> Option<Vec<Statement>> {
        if self.reservation.low > self.reservation.high {
            return Some(vec![Statement::Reservation]);
        }
        // A weight of nothing would hide scores that cannot be.
        for (issue, values) in self.values.iter().enumerate() {
            if let Values::Between { scores, orders } = values
                && scores.iter().any(|score| score.low > score.high)
            {
                let ordered = (!orders.is_empty()).then_some(Statement::OptionOrder { issue });
                return Some(
                    [Statement::Scores { issue }]
                        .into_iter()
                        .chain(ordered)
                        .collect(),
                );
            }
        }
        let polytope = Polytope::of(self);
        if polytope.is_feasible() {
            return None;
        }
        let all = polytope.statements();
        let fits =
            |set: &[Statement]| polytope.is_feasible_with(&|statement| set.contains(&statement));
        if all.len() <= MOST_FOR_SMALLEST {
            for size in 1..=3.min(all.len()) {
                if let Some(set) = combinations(all.len(), size)
                    .map(|places| places.iter().map(|&at| all[at]).collect::<Vec<_>>())
                    .find(|set| !fits(set))
                {
                    return Some(set);
                }
            }
        }
        let mut left = all;
        let mut at = 0;
        while at < left.len() {
            let mut without = left.clone();
            without.remove(at);
            if fits(&without) {
                at += 1
            } else {
                left = without
            }
        }
        Some(left)
    }
}

/// All ways to take `size` of `count` places, in order.
pub(super) fn combinations(count: usize, size: usize) -> impl Iterator<Item = Vec<usize>> {
    let mut next = (size <= count).then(|| (0..size).collect::<Vec<usize>>());
    std::iter::from_fn(move || {
        let current = next.take()?;
        let mut following = current.clone();
        if let Some(at) = (0..size)
            .rev()
            .find(|&at| following[at] < count - size + at)
        {
            following[at] += 1;
            for later in at + 1..size {
                following[later] = following[later - 1] + 1;
            }
            next = Some(following);
        }
        Some(current)
    })
}
