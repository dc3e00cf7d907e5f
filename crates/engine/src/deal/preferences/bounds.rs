//! The least and the most that a package, or the difference of two, can be worth under everything
//! that is known, and the words that follow: necessary, possible, impossible.
//!
//! Guarantee and cost by method: exact weights (whatever else is said and fits) and intervals in exact integers (start at the lower
//! bounds, give the rest to the best or worst values first); a complete order of issues in exact
//! integers (its extreme points are equal weights on the first j issues); anything else by a linear
//! programme, within 1e-9 of the utility range, values closer to zero counting as zero.

use super::linear::Polytope;
use super::{Interval, Knowledge, Values};
use std::cmp::Ordering;

/// How the bounds were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// All weights are given.
    Exact,
    /// Greedy, from the ends of the intervals.
    Intervals,
    /// At the corners of a complete order.
    Order,
    /// By a linear programme.
    LinearProgramme,
}

/// Least and most, in units of utility.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least.
    pub least: f64,
    /// The most.
    pub most: f64,
}

/// Whether a party would accept a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Acceptable {
    /// Under nothing that fits.
    Impossible,
    /// Under some of what fits.
    Possible,
    /// Under everything that fits.
    Necessary,
}

impl Bounds {
    /// The word for a surplus between these bounds.
    pub fn acceptable(self) -> Acceptable {
        if self.least >= 0.0 {
            Acceptable::Necessary
        } else if self.most >= 0.0 {
            Acceptable::Possible
        } else {
            Acceptable::Impossible
        }
    }
}

/// What a package is held against.
#[derive(Clone, Copy)]
enum Beside<'p> {
    /// Nothing: what it is worth.
    Nothing,
    NoDeal,
    Package(&'p [usize]),
}

/// One party's knowledge made ready for many questions.
#[derive(Clone, Debug)]
pub struct Prepared<'a> {
    knowledge: &'a Knowledge,
    /// What no deal can be worth, where that does not hang on weights and scores.
    reservation: Interval,
    method: Method,
    polytope: Option<Polytope>,
}

impl Knowledge {
    /// None if the statements contradict each other (`contradiction` then says which).
    pub fn prepare(&self) -> Option<Prepared<'_>> {
        let method = self.method();
        // What an order says of two options at once, the ends of their scores do not.
        let ordered = |values: &Values| matches!(values, Values::Between { orders, .. } if !orders.is_empty());
        let in_part = method == Method::LinearProgramme || self.values.iter().any(ordered);
        let compared = !(self.order.is_empty() && self.ratios.is_empty() && self.rather.is_empty());
        let polytope = (in_part || compared).then(|| Polytope::of(self));
        let fits = match &polytope {
            Some(polytope) => polytope.is_feasible(),
            None => self.interval_sum_fits(),
        };
        let bounded = self.values.iter().all(|values| match values {
            Values::Between { scores, .. } => scores.iter().all(|score| score.low <= score.high),
            _ => true,
        });
        let prepared = Prepared {
            knowledge: self,
            reservation: self.reservation,
            method,
            polytope: polytope.filter(|_| in_part),
        };
        let reservation = match method {
            Method::Exact => prepared.judged(),
            _ => self.reservation,
        };
        let fits = fits && bounded && reservation.low <= reservation.high;
        fits.then_some(Prepared {
            reservation,
            ..prepared
        })
    }

    fn interval_sum_fits(&self) -> bool {
        let low: i128 = self.weights.iter().map(|w| i128::from(w.low)).sum();
        let high: i128 = self.weights.iter().map(|w| i128::from(w.high)).sum();
        self.weights.iter().all(|w| w.low <= w.high && w.low >= 0)
            && low <= i128::from(self.total)
            && i128::from(self.total) <= high
    }

    fn method(&self) -> Method {
        if self.is_fixed() {
            return Method::Exact;
        }
        let scored = self
            .values
            .iter()
            .all(|values| matches!(values, Values::Known(_) | Values::Between { .. }));
        let exact = |values: &Values| matches!(values, Values::Known(_));
        let fixed = self.weights.iter().all(|w| w.is_exact()) && self.values.iter().all(exact);
        let together = !self.verdicts.is_empty() && !fixed;
        if !scored || together || !self.ratios.is_empty() || !self.rather.is_empty() {
            return Method::LinearProgramme;
        }
        if self.order.is_empty() {
            // Exact weights beside scores within bounds.
            return if self.weights.iter().all(|w| w.is_exact()) {
                Method::Exact
            } else {
                Method::Intervals
            };
        }
        let free = self
            .weights
            .iter()
            .all(|w| w.low <= 0 && w.high >= self.total);
        let complete =
            self.order.len() == self.issues() && self.order.iter().all(|group| group.len() == 1);
        if free && complete {
            Method::Order
        } else {
            Method::LinearProgramme
        }
    }
}

impl Prepared<'_> {
    /// How bounds are found.
    pub fn method(&self) -> Method {
        self.method
    }

    /// Bounds on the surplus of a package over no deal.
    pub fn surplus(&self, package: &[usize]) -> Bounds {
        self.bounds(package, Beside::NoDeal)
    }

    /// Bounds on what a package is worth.
    pub fn worth(&self, package: &[usize]) -> Bounds {
        self.bounds(package, Beside::Nothing)
    }

    /// Bounds on how much better `this` is than `that`.
    pub fn difference(&self, this: &[usize], that: &[usize]) -> Bounds {
        self.bounds(this, Beside::Package(that))
    }

    /// What no deal can be worth with everything that is known.
    pub fn reservation(&self) -> Interval {
        let programme = self.polytope.as_ref().and_then(Polytope::no_deal);
        let Some((polytope, no_deal)) = self.polytope.as_ref().zip(programme) else {
            return self.reservation;
        };
        let ends = polytope.bounds(self.knowledge, &[(no_deal, 1.0)], [0, 0]);
        let Interval { low, high } = self.reservation;
        Interval {
            low: low.max(ends.least.round() as i64),
            high: high.min(ends.most.round() as i64),
        }
    }

    /// What verdicts leave of the worth of no deal, where what packages are worth is exact.
    fn judged(&self) -> Interval {
        let mut left = self.knowledge.reservation;
        for verdict in &self.knowledge.verdicts {
            let worth = self.worth(&verdict.package).least as i64;
            if verdict.accepted {
                left.high = left.high.min(worth);
            } else {
                left.low = left.low.max(worth);
            }
        }
        left
    }

    /// Whether the party would accept a package.
    pub fn acceptable(&self, package: &[usize]) -> Acceptable {
        self.surplus(package).acceptable()
    }

    fn bounds(&self, this: &[usize], beside: Beside<'_>) -> Bounds {
        let mut joint = self.knowledge.joint(this);
        let that = match beside {
            Beside::Package(that) => Some(that),
            _ => None,
        };
        joint -= that.map_or(0, |that| self.knowledge.joint(that));
        let constant = match beside {
            Beside::NoDeal => [joint - self.reservation.high, joint - self.reservation.low],
            _ => [joint, joint],
        };
        if let Some(polytope) = &self.polytope
            && (self.method == Method::LinearProgramme || that.is_some())
        {
            let mut terms = polytope.difference(self.knowledge, this, that);
            return match (beside, polytope.no_deal()) {
                (Beside::NoDeal, Some(no_deal)) => {
                    terms.push((no_deal, -1.0));
                    polytope.bounds(self.knowledge, &terms, [joint, joint])
                }
                _ => polytope.bounds(self.knowledge, &terms, constant),
            };
        }
        if self.method == Method::Exact
            && let Some(worth) = self.exactly(this, that)
        {
            let end = |constant: i64| (worth + i128::from(constant)) as f64;
            return Bounds {
                least: end(constant[0]),
                most: end(constant[1]),
            };
        }
        // For any weights a package is worth least where every score is.
        let [least, most] = [false, true].map(|most| -> Vec<i128> {
            let end =
                |score: Interval, most: bool| i128::from(if most { score.high } else { score.low });
            let values = self.knowledge.values.iter().enumerate();
            values
                .map(|(issue, values)| match that {
                    Some(that) if that[issue] == this[issue] => 0,
                    _ => {
                        let mine = values.score(this[issue]).map_or(0, |s| end(s, most));
                        let other = that.and_then(|that| values.score(that[issue]));
                        mine - other.map_or(0, |s| end(s, !most))
                    }
                })
                .collect()
        });
        match self.method {
            Method::Order => self.order_bounds([&least, &most], constant),
            _ => self.interval_bounds([&least, &most], constant),
        }
    }

    /// The worth, or the difference, where every score that it takes is exact.
    fn exactly(&self, this: &[usize], that: Option<&[usize]>) -> Option<i128> {
        let mut worth = 0i128;
        for (issue, (values, weight)) in
            (self.knowledge.values.iter().zip(&self.knowledge.weights)).enumerate()
        {
            let Values::Known(scores) = values else {
                return None;
            };
            let less = that.map_or(0, |that| scores[that[issue]]);
            worth += i128::from(weight.low) * (i128::from(scores[this[issue]]) - i128::from(less));
        }
        Some(worth)
    }

    fn interval_bounds(&self, [least, most]: [&[i128]; 2], constant: [i64; 2]) -> Bounds {
        let weights = &self.knowledge.weights;
        let spare = i128::from(self.knowledge.total)
            - weights.iter().map(|w| i128::from(w.low)).sum::<i128>();
        let fill = |per_weight: &[i128], worse_first: bool| {
            let mut order: Vec<usize> = (0..per_weight.len()).collect();
            order.sort_by(|&a, &b| {
                let by_value = per_weight[a].cmp(&per_weight[b]);
                if worse_first {
                    by_value
                } else {
                    by_value.reverse()
                }
            });
            let (mut worth, mut spare) = (0i128, spare);
            for issue in order {
                let room = i128::from(weights[issue].high - weights[issue].low);
                let extra = room.min(spare);
                spare -= extra;
                worth += per_weight[issue] * (i128::from(weights[issue].low) + extra);
            }
            worth
        };
        Bounds {
            least: (fill(least, true) + i128::from(constant[0])) as f64,
            most: (fill(most, false) + i128::from(constant[1])) as f64,
        }
    }

    /// At the extreme points: the same weight on each of the first j issues, nothing on the others.
    fn order_bounds(&self, [least, most]: [&[i128]; 2], constant: [i64; 2]) -> Bounds {
        let end = |per_weight: &[i128], wanted: Ordering, constant: i64| {
            let mut sum = 0i128;
            let mut best: Option<(i128, i128)> = None;
            for (place, group) in self.knowledge.order.iter().enumerate() {
                sum += group.iter().map(|&issue| per_weight[issue]).sum::<i128>();
                let point = (sum * i128::from(self.knowledge.total), place as i128 + 1);
                let compare = |a: (i128, i128), b: (i128, i128)| (a.0 * b.1).cmp(&(b.0 * a.1));
                if best.is_none_or(|old| compare(point, old) == wanted) {
                    best = Some(point);
                }
            }
            let (num, den) = best.unwrap_or((0, 1));
            (num + i128::from(constant) * den) as f64 / den as f64
        };
        Bounds {
            least: end(least, Ordering::Less, constant[0]),
            most: end(most, Ordering::Greater, constant[1]),
        }
    }
}
