//! What is known of one party's preferences, from a bare order to exact weights, and what follows.
//!
//! ```text
//! statements ─► a polytope of weights and values ─► contradictions, smallest first
//!            └► least and most a package can be worth ─► necessary, possible, impossible
//! ```
//! Papers: Greco, Mousseau and Słowiński (2008) for necessary and possible relations; Park and Kim
//! (1997) for the extreme points of orders. Guarantee: exact integers for exact weights, intervals
//! (greedy) and complete orders (extreme points), with scores given or within bounds; a linear programme within 1e-9 of the utility range
//! for everything else. Cost: m log m, m, or one small programme, per package.

mod bounds;
mod contradiction;
pub mod elicitation;
mod linear;
pub mod offers;

pub use bounds::{Acceptable, Bounds, Method, Prepared};
pub use linear::Statement;

use super::space::Interaction;

/// A closed interval of whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub low: i64,
    /// The upper end.
    pub high: i64,
}

impl Interval {
    /// One number.
    pub fn exactly(value: i64) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    /// Whether it is one number.
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }
}

/// What is known of the options of one issue.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Values {
    /// The score of each option, on a scale from 0 to `Knowledge::top`.
    Known(Vec<i64>),
    /// Bounds on the score of each option, as narrow as `order` makes them; groups of options, best
    /// first, of which an earlier one is no worse than a later one.
    Between {
        scores: Vec<Interval>,
        order: Vec<Vec<usize>>,
    },
    /// Groups of options, best first; within a group nothing is known of the order. The best group
    /// holds an option worth the top, the last one an option worth nothing.
    Ordered(Vec<Vec<usize>>),
    /// Nothing but that scores lie between nothing and the top, and that an earlier group of `order`
    /// is no worse than a later one.
    Unknown {
        options: usize,
        order: Vec<Vec<usize>>,
    },
}

impl Values {
    /// How many options there are.
    pub fn options(&self) -> usize {
        match self {
            Self::Known(scores) => scores.len(),
            Self::Between { scores, .. } => scores.len(),
            Self::Ordered(groups) => groups.iter().map(Vec::len).sum(),
            Self::Unknown { options, .. } => *options,
        }
    }

    /// Bounds on scores, narrowed by an order until nothing changes.
    pub fn between(mut scores: Vec<Interval>, order: Vec<Vec<usize>>) -> Self {
        let ends = |scores: &[Interval], group: &[usize]| {
            let low = group.iter().map(|&option| scores[option].low).max();
            let high = group.iter().map(|&option| scores[option].high).min();
            (low, high)
        };
        let mut ceiling = i64::MAX;
        for group in &order {
            for &option in group {
                scores[option].high = scores[option].high.min(ceiling);
            }
            ceiling = ends(&scores, group).1.unwrap_or(ceiling).min(ceiling);
        }
        let mut floor = i64::MIN;
        for group in order.iter().rev() {
            for &option in group {
                scores[option].low = scores[option].low.max(floor);
            }
            floor = ends(&scores, group).0.unwrap_or(floor).max(floor);
        }
        Self::Between { scores, order }
    }

    /// The least and the most that an option scores, where scores are given.
    fn score(&self, option: usize) -> Option<Interval> {
        match self {
            Self::Known(scores) => Some(Interval::exactly(scores[option])),
            Self::Between { scores, .. } => Some(scores[option]),
            Self::Ordered(_) | Self::Unknown { .. } => None,
        }
    }

    /// Groups of options, best first, as far as an order is known beside the scores.
    pub(in crate::deal) fn order(&self) -> &[Vec<usize>] {
        match self {
            Self::Known(_) => &[],
            Self::Between { order, .. } | Self::Unknown { order, .. } | Self::Ordered(order) => {
                order
            }
        }
    }
}

/// Issue `more` weighs at least (at most) so many times as much as issue `less`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RatioBound {
    /// The issue that is compared.
    pub more: usize,
    /// The issue it is compared with.
    pub less: usize,
    /// Bounds on the ratio in thousandths; none where nothing is said.
    pub at_least: Option<i64>,
    /// The upper bound, in thousandths.
    pub at_most: Option<i64>,
}

/// One package is better than another, or no worse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rather {
    /// The one.
    pub better: Vec<usize>,
    /// The other.
    pub worse: Vec<usize>,
    /// Whether they cannot be worth the same.
    pub strictly: bool,
}

/// One party's preferences as far as they are known. Weights add up to `total`; a package is worth
/// the sum of weight × score, so that utilities run to about `total * top`.
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// What the weights add up to.
    pub total: i64,
    /// The top of the scores.
    pub top: i64,
    /// Bounds on each issue's weight.
    pub weights: Vec<Interval>,
    /// Groups of issues, heaviest first; within a group nothing is known of the order.
    pub order: Vec<Vec<usize>>,
    /// Bounds on ratios of weights.
    pub ratios: Vec<RatioBound>,
    /// What is known of each issue's options.
    pub values: Vec<Values>,
    /// Exact bonuses, in units of utility.
    pub interactions: Vec<Interaction>,
    /// Comparisons of packages.
    pub rather: Vec<Rather>,
    /// Worth of no deal, in units of utility.
    pub reservation: Interval,
}

impl Knowledge {
    /// Nothing known but the number of options of each issue.
    pub fn nothing(options: &[usize], total: i64, top: i64) -> Self {
        Self {
            total,
            top,
            weights: vec![
                Interval {
                    low: 0,
                    high: total
                };
                options.len()
            ],
            order: Vec::new(),
            ratios: Vec::new(),
            values: options
                .iter()
                .map(|&options| Values::Unknown {
                    options,
                    order: Vec::new(),
                })
                .collect(),
            interactions: Vec::new(),
            rather: Vec::new(),
            reservation: Interval {
                low: 0,
                high: total.saturating_mul(top),
            },
        }
    }

    /// How many issues there are.
    pub fn issues(&self) -> usize {
        self.weights.len()
    }

    /// What the combinations add to a package.
    fn joint(&self, package: &[usize]) -> i64 {
        self.interactions
            .iter()
            .filter(|i| i.when.matches(package))
            .map(|i| i.adds)
            .sum()
    }
}
