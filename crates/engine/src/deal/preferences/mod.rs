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

use super::space::{Interaction, OptionSet};

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

/// Groups of options, best first, of which an earlier one is no worse than a later one; within a group
/// nothing is known.
pub type Order = Vec<Vec<usize>>;

/// What is known of the options of one issue. Orders hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Values {
    /// The score of each option, on a scale from 0 to `Knowledge::top`.
    Known(Vec<i64>),
    /// Bounds on the score of each option, as narrow as the orders make them, and as they were said.
    Between {
        scores: Vec<Interval>,
        said: Vec<Interval>,
        orders: Vec<Order>,
    },
    /// Orders of which the first has all options: its best group holds an option worth the top, its
    /// last one an option worth nothing.
    Ordered(Vec<Order>),
    /// Nothing but that scores lie between nothing and the top, and orders of some options.
    Unknown { options: usize, orders: Vec<Order> },
}

impl Values {
    /// How many options there are.
    pub fn options(&self) -> usize {
        match self {
            Self::Known(scores) => scores.len(),
            Self::Between { scores, .. } => scores.len(),
            Self::Ordered(orders) => orders.first().into_iter().flatten().map(Vec::len).sum(),
            Self::Unknown { options, .. } => *options,
        }
    }

    /// What orders alone say of an issue of so many options.
    pub fn ordered(options: usize, mut orders: Vec<Order>) -> Self {
        let complete = |order: &Order| order.iter().map(Vec::len).sum::<usize>() == options;
        match orders.iter().position(complete) {
            Some(at) => {
                orders.swap(0, at);
                Self::Ordered(orders)
            }
            None => Self::Unknown { options, orders },
        }
    }

    /// Bounds on scores, narrowed by orders until nothing changes.
    pub fn between(said: Vec<Interval>, orders: Vec<Order>) -> Self {
        let mut scores = said.clone();
        loop {
            let before = scores.clone();
            orders.iter().for_each(|order| narrow(&mut scores, order));
            if scores == before {
                return Self::Between {
                    scores,
                    said,
                    orders,
                };
            }
        }
    }

    /// The least and the most that an option scores, where scores are given.
    fn score(&self, option: usize) -> Option<Interval> {
        match self {
            Self::Known(scores) => Some(Interval::exactly(scores[option])),
            Self::Between { scores, .. } => Some(scores[option]),
            Self::Ordered(_) | Self::Unknown { .. } => None,
        }
    }

    /// Bounds on the score of each option, where scores are given.
    pub fn scores(&self) -> Vec<Interval> {
        (0..self.options())
            .filter_map(|option| self.score(option))
            .collect()
    }

    /// Options whose score is not one number; of a full order single ends are the ends of the scale.
    pub fn open(&self) -> Vec<usize> {
        let alone = |group: Option<&Vec<usize>>, option: usize| {
            group.is_some_and(|group| group[..] == [option])
        };
        let all = 0..self.options();
        match self {
            Self::Known(_) => Vec::new(),
            Self::Between { scores, .. } => {
                all.filter(|&option| !scores[option].is_exact()).collect()
            }
            Self::Unknown { .. } => all.collect(),
            Self::Ordered(orders) => {
                let ends = [orders[0].first(), orders[0].last()];
                all.filter(|&option| !ends.iter().any(|end| alone(*end, option)))
                    .collect()
            }
        }
    }

    /// The orders that are known beside the scores.
    pub fn orders(&self) -> &[Order] {
        match self {
            Self::Known(_) => &[],
            Self::Between { orders, .. } | Self::Unknown { orders, .. } | Self::Ordered(orders) => {
                orders
            }
        }
    }
}

/// Narrows bounds on scores by one order.
fn narrow(scores: &mut [Interval], order: &Order) {
    let mut ceiling = i64::MAX;
    for group in order {
        for &option in group {
            scores[option].high = scores[option].high.min(ceiling);
        }
        let highs = group.iter().map(|&option| scores[option].high);
        ceiling = highs.min().unwrap_or(ceiling);
    }
    let mut floor = i64::MIN;
    for group in order.iter().rev() {
        for &option in group {
            scores[option].low = scores[option].low.max(floor);
        }
        let lows = group.iter().map(|&option| scores[option].low);
        floor = lows.max().unwrap_or(floor);
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

/// A package that the party would take, or would not, rather than no deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The package.
    pub package: Vec<usize>,
    /// Whether it is no worse than no deal; otherwise it is no better.
    pub accepted: bool,
}

/// One party's preferences as far as they are known. Weights add up to `total`; a package is worth
/// the sum of weight × score, so that utilities run to about `total * top`.
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// What the weights add up to.
    pub total: i64,
    /// The top of the scores.
    pub top: i64,
    /// Whether scores are points that add up: then weights are alike and say nothing.
    pub points: bool,
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
    /// Packages held against no deal: what they say of its worth and of weights and scores together.
    pub verdicts: Vec<Verdict>,
}

impl Knowledge {
    /// Nothing known but the number of options of each issue.
    pub fn nothing(options: &[usize], total: i64, top: i64) -> Self {
        Self {
            total,
            top,
            points: false,
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
                .map(|&options| Values::ordered(options, Vec::new()))
                .collect(),
            interactions: Vec::new(),
            rather: Vec::new(),
            reservation: Interval {
                low: 0,
                high: total.saturating_mul(top),
            },
            verdicts: Vec::new(),
        }
    }

    /// How many issues there are.
    pub fn issues(&self) -> usize {
        self.weights.len()
    }

    /// Whether weights and scores are all exact, so that whatever else is said of them can only fit or not.
    pub fn is_fixed(&self) -> bool {
        let known = |values: &Values| matches!(values, Values::Known(_));
        self.weights.iter().all(|weight| weight.is_exact()) && self.values.iter().all(known)
    }

    /// Whether no combination ties these issues to others, so that packages alike in the others can be
    /// compared by these alone.
    pub(in crate::deal) fn stand_alone(&self, issues: &[usize]) -> bool {
        !self.interactions.iter().any(|interaction| {
            let inside = |(axis, _): &(usize, OptionSet)| issues.contains(axis);
            let parts = &interaction.when.parts;
            parts.iter().any(inside) && !parts.iter().all(inside)
        })
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
