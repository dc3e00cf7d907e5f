//! Draws of the scores of one issue's options, uniform over all that fit bounds and orders.
//!
//! Scores in one order that share their bounds are drawn apart, sorted and dealt out along it. In several
//! orders, or with bounds of their own, each is drawn anew in turn between its neighbours, from a start that
//! fits (Gibbs sampling: Geman and Geman 1984). Of a full order, whose ends are those of the scale, a ranking
//! is drawn first, each that fits as likely as any other, and then the scores in between. Guarantee: uniform
//! for one order, near to it after so many sweeps otherwise. Cost: n log n; sweeps × n × neighbours.

use super::super::preferences::{Interval, Order, Values};
use rand::{Rng, RngExt};
use std::collections::BTreeSet;

const SWEEPS_PER_OPTION: usize = 30;
/// Options drawn anew for one draw, at most.
const MOST_STEPS: usize = 200_000;

/// The scores of one issue made ready for drawing.
pub(super) enum Scores {
    Known(Vec<f64>),
    /// Within bounds and orders.
    Within(Ordered),
    /// In a full order from the top of the scale to nothing.
    Ranked(Ordered),
}

/// Options within bounds, and what orders say of them.
pub(super) struct Ordered {
    bounds: Vec<(f64, f64)>,
    /// The order, where it is the only one and its options share their bounds.
    alone: Option<Order>,
    /// Otherwise the options that are in some order.
    classes: Vec<Class>,
}

/// Options that orders make worth the same.
struct Class {
    options: Vec<usize>,
    bounds: (f64, f64),
    /// The classes (positions) next to it that are no worse, and those that are no better.
    above: Vec<usize>,
    below: Vec<usize>,
}

impl Scores {
    pub fn of(values: &Values, top: i64) -> Self {
        let whole = vec![Interval { low: 0, high: top }; values.options()];
        match values {
            Values::Known(scores) => Self::Known(scores.iter().map(|&s| s as f64).collect()),
            Values::Between { scores, orders, .. } => Self::Within(Ordered::new(scores, orders)),
            Values::Unknown { orders, .. } => Self::Within(Ordered::new(&whole, orders)),
            Values::Ordered(orders) => Self::Ranked(Ordered::new(&whole, orders)),
        }
    }

    pub fn draw(&self, rng: &mut impl Rng) -> Vec<f64> {
        match self {
            Self::Known(scores) => scores.clone(),
            Self::Within(ordered) => ordered.draw(rng),
            Self::Ranked(ordered) => ranked(ordered, rng),
        }
    }
}

/// Keeps the ranking of a draw, and draws what is between the ends of the scale anew.
fn ranked(ordered: &Ordered, rng: &mut impl Rng) -> Vec<f64> {
    let drawn = ordered.draw(rng);
    let mut places = drawn.clone();
    places.sort_by(|a, b| b.total_cmp(a));
    places.dedup();
    let top = ordered.bounds.first().map_or(0.0, |bounds| bounds.1);
    let between = (2..places.len()).map(|_| rng.random::<f64>() * top);
    let mut scores: Vec<f64> = [top].into_iter().chain(between).collect();
    scores.sort_by(|a, b| b.total_cmp(a));
    scores.push(0.0);
    // What a ranking makes worth the same stays so.
    let place = |score: &f64| places.partition_point(|place| place > score);
    drawn.iter().map(|score| scores[place(score)]).collect()
}

impl Ordered {
    fn new(bounds: &[Interval], orders: &[Order]) -> Self {
        let float = |bounds: &Interval| (bounds.low as f64, bounds.high as f64);
        let told: Vec<&Order> = orders.iter().filter(|order| order.len() > 1).collect();
        let alone = match told[..] {
            [order] => Some(order).filter(|order| shares(order, bounds)),
            _ => None,
        };
        Ordered {
            bounds: bounds.iter().map(float).collect(),
            alone: alone.cloned(),
            classes: if alone.is_some() {
                Vec::new()
            } else {
                classes(&told, bounds.iter().map(float).collect())
            },
        }
    }

    fn draw(&self, rng: &mut impl Rng) -> Vec<f64> {
        let mut scores: Vec<f64> = self
            .bounds
            .iter()
            .map(|(low, high)| low + rng.random::<f64>() * (high - low))
            .collect();
        if let Some(order) = &self.alone {
            dealt(order, &mut scores, rng);
        }
        for (class, worth) in self.classes.iter().zip(self.sweeps(rng)) {
            class
                .options
                .iter()
                .for_each(|&option| scores[option] = worth);
        }
        scores
    }

    /// The worth of each class after many sweeps.
    fn sweeps(&self, rng: &mut impl Rng) -> Vec<f64> {
        let share: f64 = rng.random();
        let start = |class: &Class| class.bounds.0 + share * (class.bounds.1 - class.bounds.0);
        let mut worths: Vec<f64> = self.classes.iter().map(start).collect();
        let count = worths.len().max(1);
        for _ in 0..(SWEEPS_PER_OPTION * count).min(MOST_STEPS.div_ceil(count)) {
            for (at, class) in self.classes.iter().enumerate() {
                let (low, high) = class.bounds;
                let low = class.below.iter().map(|&c| worths[c]).fold(low, f64::max);
                let high = class.above.iter().map(|&c| worths[c]).fold(high, f64::min);
                worths[at] = low + rng.random::<f64>() * (high - low).max(0.0);
            }
        }
        worths
    }
}

/// Whether the options of an order are there once each and have the same bounds.
fn shares(order: &Order, bounds: &[Interval]) -> bool {
    let options = order.iter().flatten();
    let distinct: BTreeSet<&usize> = options.clone().collect();
    let first = distinct.first().map(|&&option| bounds[option]);
    distinct.len() == options.clone().count()
        && options.clone().all(|&at| Some(bounds[at]) == first)
}

/// Deals the scores of an order's options out along it, within a group by chance.
fn dealt(order: &Order, scores: &mut [f64], rng: &mut impl Rng) {
    let mut drawn: Vec<f64> = order
        .iter()
        .flatten()
        .map(|&option| scores[option])
        .collect();
    drawn.sort_by(|a, b| a.total_cmp(b));
    for group in order {
        let mut here = drawn.split_off(drawn.len() - group.len());
        for &option in group {
            scores[option] = here.swap_remove(rng.random_range(0..here.len()));
        }
    }
}

/// The options of some orders, those that are each no better than the other together.
fn classes(orders: &[&Order], bounds: Vec<(f64, f64)>) -> Vec<Class> {
    let mut worse: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); bounds.len()];
    for pair in orders.iter().flat_map(|order| order.windows(2)) {
        pair[0]
            .iter()
            .for_each(|&better| worse[better].extend(&pair[1]));
    }
    let reached = |from: usize| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(option) = next.pop() {
            next.extend(
                worse[option]
                    .iter()
                    .copied()
                    .filter(|&option| seen.insert(option)),
            );
        }
        seen
    };
    let below: Vec<BTreeSet<usize>> = (0..bounds.len()).map(reached).collect();
    let ordered: BTreeSet<usize> = orders
        .iter()
        .flat_map(|order| order.iter().flatten().copied())
        .collect();
    let same = |a: usize, b: usize| a == b || (below[a].contains(&b) && below[b].contains(&a));
    let mut class_of = vec![usize::MAX; bounds.len()];
    let mut found: Vec<Class> = Vec::new();
    for option in ordered {
        match found
            .iter()
            .position(|class| same(class.options[0], option))
        {
            Some(at) => {
                class_of[option] = at;
                found[at].options.push(option);
            }
            None => {
                class_of[option] = found.len();
                found.push(Class {
                    options: vec![option],
                    bounds: bounds[option],
                    above: Vec::new(),
                    below: Vec::new(),
                });
            }
        }
    }
    let next: BTreeSet<(usize, usize)> = worse
        .iter()
        .enumerate()
        .flat_map(|(better, worse)| worse.iter().map(move |&worse| (better, worse)))
        .map(|(better, worse)| (class_of[better], class_of[worse]))
        .filter(|(above, below)| above != below)
        .collect();
    for (above, below) in next {
        found[above].below.push(below);
        found[below].above.push(above);
    }
    found
}
