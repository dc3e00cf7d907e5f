//! Whether the calendar can be kept however long the uncertain durations turn out to be.
//!
//! Dynamic controllability of a simple temporal network with uncertainty: durations such as a
//! verification of one to three days are chosen by nobody and seen only when they end. Morris,
//! "Dynamic controllability and dispatchability relationships" (2014): propagate backwards from
//! points with negative arcs; a negative loop of the propagation refutes. Guarantee: exact.
//! Cost: cubic in the points at worst.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::network::Network;

/// A duration that nobody controls: `to` follows `from` after `min` to `max` units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Uncertain {
    /// The point at which it starts.
    pub from: usize,
    /// The point at which it ends.
    pub to: usize,
    /// The shortest it can take; at least 0.
    pub min: i64,
    /// The longest it can take; at least `min`.
    pub max: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Plain,
    Lower(usize),
    Upper(usize),
}

#[derive(Debug, Clone, Copy)]
struct Arc {
    from: usize,
    weight: i64,
    label: Label,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Closed,
}

/// The labelled distance graph, by arriving arcs.
struct Labelled {
    into: Vec<Vec<Arc>>,
    visit: Vec<Visit>,
}

/// Whether some way of acting keeps every constraint whatever the uncertain durations turn out.
#[must_use]
pub fn is_controllable(network: &Network, uncertain: &[Uncertain]) -> bool {
    let mut graph = labelled(network, uncertain);
    (0..graph.into.len()).all(|point| graph.propagate(point))
}

/// The largest longest duration of one uncertain link under which the whole stays controllable,
/// its shortest duration kept. None when even the shortest is too long. Never above the given one.
#[must_use]
pub fn largest_tolerable(network: &Network, uncertain: &[Uncertain], link: usize) -> Option<i64> {
    let mut trial = uncertain.to_vec();
    let Uncertain { min, max, .. } = trial[link];
    let mut holds = |longest: i64| {
        trial[link].max = longest;
        is_controllable(network, &trial)
    };
    if !holds(min) {
        return None;
    }
    let (mut good, mut bad) = (min, max + 1);
    while good + 1 < bad {
        let middle = good.midpoint(bad);
        if holds(middle) {
            good = middle
        } else {
            bad = middle
        }
    }
    Some(good)
}

/// The labelled distance graph in normal form: each uncertain link starts with its sure part.
fn labelled(network: &Network, uncertain: &[Uncertain]) -> Labelled {
    let points = network.points + uncertain.len();
    let mut into: Vec<Vec<Arc>> = vec![Vec::new(); points];
    for arc in network.arcs() {
        into[arc.to].push(Arc {
            from: arc.from,
            weight: arc.weight,
            label: Label::Plain,
        });
    }
    for (number, link) in uncertain.iter().enumerate() {
        let middle = network.points + number;
        let plain = |from, weight| Arc {
            from,
            weight,
            label: Label::Plain,
        };
        into[middle].push(plain(link.from, link.min));
        into[link.from].push(plain(middle, -link.min));
        into[link.to].push(Arc {
            from: middle,
            weight: 0,
            label: Label::Lower(number),
        });
        into[middle].push(Arc {
            from: link.to,
            weight: link.min - link.max,
            label: Label::Upper(number),
        });
    }
    Labelled {
        visit: vec![Visit::New; points],
        into,
    }
}

impl Labelled {
    /// Propagates backwards from one point; false when a negative loop is met.
    fn propagate(&mut self, source: usize) -> bool {
        match self.visit[source] {
            Visit::Open => return false,
            Visit::Closed => return true,
            Visit::New => {}
        }
        self.visit[source] = Visit::Open;
        let first = self.into[source].clone();
        let mut classes = vec![Label::Plain];
        classes.extend(
            first
                .iter()
                .map(|arc| arc.label)
                .filter(|l| matches!(l, Label::Upper(_))),
        );
        for class in classes {
            let start: Vec<Arc> = first
                .iter()
                .filter(|arc| arc.weight < 0 && same_class(arc.label, class))
                .copied()
                .collect();
            if !start.is_empty() && !self.propagate_class(source, class, &start) {
                return false;
            }
        }
        self.visit[source] = Visit::Closed;
        true
    }

    fn propagate_class(&mut self, source: usize, class: Label, start: &[Arc]) -> bool {
        let mut distance: Vec<Option<i64>> = vec![None; self.into.len()];
        let mut settled = vec![false; self.into.len()];
        let mut heap = BinaryHeap::new();
        for arc in start {
            if distance[arc.from].is_none_or(|known| arc.weight < known) {
                distance[arc.from] = Some(arc.weight);
                heap.push(Reverse((arc.weight, arc.from)));
            }
        }
        while let Some(Reverse((at, point))) = heap.pop() {
            if settled[point] || distance[point] != Some(at) {
                continue;
            }
            settled[point] = true;
            if point == source {
                return false;
            }
            if at >= 0 {
                self.into[source].push(Arc {
                    from: point,
                    weight: at,
                    label: Label::Plain,
                });
                continue;
            }
            if self.into[point].iter().any(|arc| arc.weight < 0) && !self.propagate(point) {
                return false;
            }
            for arc in self.into[point].clone() {
                let own_link = matches!(
                    (class, arc.label),
                    (Label::Upper(a), Label::Lower(b)) if a == b
                );
                if arc.weight < 0 || own_link {
                    continue;
                }
                let through = at + arc.weight;
                // A loop back to the source that is not negative says nothing.
                if arc.from == source && through >= 0 {
                    continue;
                }
                if distance[arc.from].is_none_or(|known| through < known) {
                    distance[arc.from] = Some(through);
                    heap.push(Reverse((through, arc.from)));
                }
            }
        }
        true
    }
}

/// Arcs that belong to one run of the propagation.
fn same_class(label: Label, class: Label) -> bool {
    match class {
        Label::Upper(_) => label == class,
        Label::Plain | Label::Lower(_) => !matches!(label, Label::Upper(_)),
    }
}
