//! Simple temporal networks: consistency and the earliest and latest time of every point.
//!
//! Dechter, Meiri and Pearl, "Temporal constraint networks" (1991): a network is consistent exactly
//! when its distance graph has no negative cycle. Guarantee: exact, in whole units. Cost: Bellman
//! and Ford once (points times constraints at worst, far less as a rule), then Dijkstra forwards
//! and backwards with its potentials.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// A constraint `min ≤ to − from ≤ max` between two points in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Constraint {
    /// The earlier point, as a position.
    pub from: usize,
    /// The later point, as a position.
    pub to: usize,
    /// The least distance, if there is one.
    pub min: Option<i64>,
    /// The largest distance, if there is one.
    pub max: Option<i64>,
}

/// Points in time and constraints between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Network {
    /// How many points there are.
    pub points: usize,
    /// The constraints, in the order in which a conflict names them.
    pub constraints: Vec<Constraint>,
}

/// The earliest and latest time of a point, none where nothing bounds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// The earliest time.
    pub earliest: Option<i64>,
    /// The latest time.
    pub latest: Option<i64>,
}

/// An arc of the distance graph: `to` is at most `weight` after `from`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arc {
    pub from: usize,
    pub to: usize,
    pub weight: i64,
    /// The position of the constraint that it stands for.
    pub constraint: usize,
}

impl Network {
    /// Adds a point and gives its position.
    pub fn point(&mut self) -> usize {
        self.points += 1;
        self.points - 1
    }

    /// The arcs of the distance graph.
    pub(super) fn arcs(&self) -> Vec<Arc> {
        let mut arcs = Vec::with_capacity(self.constraints.len() * 2);
        for (constraint, c) in self.constraints.iter().enumerate() {
            if let Some(max) = c.max {
                arcs.push(Arc {
                    from: c.from,
                    to: c.to,
                    weight: max,
                    constraint,
                });
            }
            if let Some(min) = c.min {
                arcs.push(Arc {
                    from: c.to,
                    to: c.from,
                    weight: -min,
                    constraint,
                });
            }
        }
        arcs
    }

    /// Potentials that prove consistency: with them every arc has a weight of at least zero.
    fn potentials(&self, arcs: &[Arc]) -> Option<Vec<i64>> {
        let out = outgoing(self.points, arcs, |arc| arc.from);
        let mut potential = vec![0_i64; self.points];
        let mut length = vec![0_usize; self.points];
        let mut queued = vec![true; self.points];
        let mut queue: VecDeque<usize> = (0..self.points).collect();
        while let Some(at) = queue.pop_front() {
            queued[at] = false;
            for arc in &out[at] {
                let arc = &arcs[*arc];
                let through = potential[at] + arc.weight;
                if through < potential[arc.to] {
                    potential[arc.to] = through;
                    length[arc.to] = length[at] + 1;
                    if length[arc.to] >= self.points {
                        return None;
                    }
                    if !queued[arc.to] {
                        queued[arc.to] = true;
                        queue.push_back(arc.to);
                    }
                }
            }
        }
        Some(potential)
    }

    /// Whether all constraints can hold together.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        self.potentials(&self.arcs()).is_some()
    }

    /// The window of every point counted from `origin`, or none when the network is inconsistent.
    #[must_use]
    pub fn windows(&self, origin: usize) -> Option<Vec<Window>> {
        let arcs = self.arcs();
        let potential = self.potentials(&arcs)?;
        let latest = self.distances(&arcs, &potential, origin, Direction::From);
        let back = self.distances(&arcs, &potential, origin, Direction::To);
        Some(
            latest
                .into_iter()
                .zip(back)
                .map(|(latest, back)| Window {
                    earliest: back.map(|d| -d),
                    latest,
                })
                .collect(),
        )
    }

    /// The tightest distance between two points that the network implies, or none when it is
    /// inconsistent.
    #[must_use]
    pub fn between(&self, from: usize, to: usize) -> Option<Window> {
        self.windows(from).map(|windows| windows[to])
    }

    /// A time for every point that keeps all constraints: as late as its window lets it, and where that
    /// is open to the end, as early as those others leave. None for a point that nothing holds.
    #[must_use]
    pub fn latest_times(&self, origin: usize, windows: &[Window]) -> Vec<Option<i64>> {
        let mut held = self.clone();
        let limits = windows.iter().enumerate().filter(|(to, _)| *to != origin);
        held.constraints
            .extend(limits.map(|(to, window)| Constraint {
                from: origin,
                to,
                min: window.latest.or(window.earliest),
                max: None,
            }));
        let times = held.windows(origin).unwrap_or_else(|| windows.to_vec());
        times.iter().map(|window| window.earliest).collect()
    }

    fn distances(
        &self,
        arcs: &[Arc],
        potential: &[i64],
        origin: usize,
        direction: Direction,
    ) -> Vec<Option<i64>> {
        let forwards = direction == Direction::From;
        let near = |arc: &Arc| if forwards { arc.from } else { arc.to };
        let out = outgoing(self.points, arcs, near);
        let mut distance: Vec<Option<i64>> = vec![None; self.points];
        let mut heap = BinaryHeap::from([Reverse((0_i64, origin))]);
        while let Some(Reverse((reduced, at))) = heap.pop() {
            if distance[at].is_some() {
                continue;
            }
            distance[at] = Some(reduced);
            for arc in &out[at] {
                let arc = &arcs[*arc];
                let far = if forwards { arc.to } else { arc.from };
                if distance[far].is_none() {
                    let weight = arc.weight + potential[arc.from] - potential[arc.to];
                    heap.push(Reverse((reduced + weight, far)));
                }
            }
        }
        for (point, value) in distance.iter_mut().enumerate() {
            let lift = potential[point] - potential[origin];
            *value = value.map(|d| if forwards { d + lift } else { d - lift });
        }
        distance
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    From,
    To,
}

/// For each point the arcs that touch it at one end.
fn outgoing(points: usize, arcs: &[Arc], end: impl Fn(&Arc) -> usize) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); points];
    for (position, arc) in arcs.iter().enumerate() {
        out[end(arc)].push(position);
    }
    out
}
