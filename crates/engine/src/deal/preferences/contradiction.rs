//! The smallest set of statements about one party that cannot all be true.
//!
//! Guarantee: of smallest size if that is at most three and there are at most 24 statements;
//! otherwise none of its members can be left out (a deletion filter). Cost: one small linear
//! programme per set tried.

use super::linear::{Polytope, Statement};
use super::{Interval, Knowledge, Values};

const MOST_FOR_SMALLEST: usize = 24;

impl Knowledge {
    /// None if everything said can be true at once.
    pub fn contradiction(&self) -> Option<Vec<Statement>> {
        if self.reservation.low > self.reservation.high {
            return Some(vec![Statement::Reservation]);
        }
        // A weight of nothing would hide scores that cannot be.
        for (issue, values) in self.values.iter().enumerate() {
            let reversed = |scores: &[Interval]| scores.iter().any(|score| score.low > score.high);
            if let Values::Between { scores, said, .. } = values
                && reversed(scores)
            {
                let ordered = (!reversed(said)).then_some(Statement::OptionOrder { issue });
                return Some(
                    [Statement::Scores { issue }]
                        .into_iter()
                        .chain(ordered)
                        .collect(),
                );
            }
        }
        if Polytope::of(self).is_feasible() {
            return None;
        }
        let polytope = Polytope::of(&self.as_said());
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

impl Knowledge {
    /// The same, such that what is said of the scores of an issue can be left out: exact ones as ranges, and
    /// ranges apart from what orders make of them.
    fn as_said(&self) -> Knowledge {
        let as_said = |values: &Values| match values {
            Values::Known(scores) => {
                let scores = scores.iter().map(|&score| Interval::exactly(score));
                Values::between(scores.collect(), Vec::new())
            }
            Values::Between { said, orders, .. } => Values::Between {
                scores: said.clone(),
                said: said.clone(),
                orders: orders.clone(),
            },
            other => other.clone(),
        };
        Knowledge {
            values: self.values.iter().map(as_said).collect(),
            ..self.clone()
        }
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
