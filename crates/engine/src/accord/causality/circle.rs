//! Circular preconditions: why events stay outside the fixpoint, and who could go first.
//!
//! Outside the fixpoint every event waits for another one outside it. A shortest circle of such
//! waits is the witness. Read one wait on the circle as a promise ("I will if you will") and see
//! whether the circle opens: the promise-like enabling of Bartoletti, Cimoli and Zunino (2011).
//! Guarantee: for each strongly connected set one circle of the least number of events, and every
//! single promise that opens it. Cost: events times waits for the circle, one fixpoint a promise.

use std::collections::VecDeque;

use super::fixpoint::{Fixpoint, fixpoint};
use super::graph::{EventId, Graph};

/// A wait on a circle that, read as a promise, lets the whole circle happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Credit {
    /// The event that would happen first, on credit.
    pub first: EventId,
    /// The event that is promised to it.
    pub promised: EventId,
}

/// A smallest circle of events none of which can happen before the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// Each event waits for the one after it, the last for the first.
    pub events: Vec<EventId>,
    /// The single promises that open it; empty when none does and the circle is fatal.
    pub credits: Vec<Credit>,
}

/// Why events cannot happen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blocked {
    /// One smallest circle for each set of events that wait for one another.
    pub circles: Vec<Circle>,
    /// Events that cannot happen and that nothing can bring about: named, produced by no clause.
    pub orphans: Vec<EventId>,
    /// Events that cannot happen only because they wait for one of the others, with the next one
    /// that each waits for.
    pub waiting: Vec<(EventId, EventId)>,
}

/// Explains every event outside the fixpoint.
#[must_use]
pub fn blocked(graph: &Graph, reach: &Fixpoint) -> Blocked {
    let waits: Vec<Vec<EventId>> = graph
        .events()
        .zip(&graph.conditions)
        .map(|(event, condition)| {
            let mut blockers = Vec::new();
            if !reach.has(event) {
                condition.blockers(&|e| reach.has(e), &mut blockers);
                blockers.sort_unstable();
                blockers.dedup();
            }
            blockers
        })
        .collect();
    let mut result = Blocked::default();
    let mut on_circle = vec![false; waits.len()];
    for set in components(&waits) {
        let circular = set.len() > 1 || waits[set[0].index()].contains(&set[0]);
        if !circular {
            continue;
        }
        for event in &set {
            on_circle[event.index()] = true;
        }
        let events = shortest_circle(&waits, &set);
        let credits = credits(graph, &events);
        result.circles.push(Circle { events, credits });
    }
    result.circles.sort_by(|a, b| a.events.cmp(&b.events));
    for event in graph.events().filter(|e| !reach.has(*e)) {
        match waits[event.index()].first() {
            None => result.orphans.push(event),
            Some(next) if !on_circle[event.index()] => result.waiting.push((event, *next)),
            Some(_) => {}
        }
    }
    result
}

/// The promises on this circle that let all of its events happen.
fn credits(graph: &Graph, circle: &[EventId]) -> Vec<Credit> {
    let mut found = Vec::new();
    for (position, first) in circle.iter().enumerate() {
        let promised = circle[(position + 1) % circle.len()];
        let mut opened = graph.clone();
        opened.conditions[first.index()] = graph.conditions[first.index()].granting(promised);
        let reach = fixpoint(&opened);
        if circle.iter().all(|event| reach.has(*event)) {
            found.push(Credit {
                first: *first,
                promised,
            });
        }
    }
    found
}

/// A circle with the fewest events inside one strongly connected set, smallest events first.
fn shortest_circle(waits: &[Vec<EventId>], set: &[EventId]) -> Vec<EventId> {
    let mut inside = vec![false; waits.len()];
    for event in set {
        inside[event.index()] = true;
    }
    let mut best: Option<Vec<EventId>> = None;
    for start in set {
        let limit = best.as_ref().map_or(usize::MAX, Vec::len);
        if let Some(circle) = circle_through(waits, &inside, *start, limit) {
            best = Some(circle);
        }
    }
    best.unwrap_or_default()
}

/// A shortest circle through one event, if it has fewer than `limit` events.
fn circle_through(
    waits: &[Vec<EventId>],
    inside: &[bool],
    start: EventId,
    limit: usize,
) -> Option<Vec<EventId>> {
    let mut parent: Vec<Option<EventId>> = vec![None; waits.len()];
    let mut queue = VecDeque::from([(start, 1_usize)]);
    let mut seen = vec![false; waits.len()];
    seen[start.index()] = true;
    while let Some((event, length)) = queue.pop_front() {
        if length >= limit {
            return None;
        }
        for next in &waits[event.index()] {
            if *next == start {
                let mut circle = vec![event];
                let mut at = event;
                while let Some(before) = parent[at.index()] {
                    circle.push(before);
                    at = before;
                }
                circle.reverse();
                return Some(circle);
            }
            if inside[next.index()] && !seen[next.index()] {
                seen[next.index()] = true;
                parent[next.index()] = Some(event);
                queue.push_back((*next, length + 1));
            }
        }
    }
    None
}

/// Strongly connected sets (Tarjan 1972, without recursion), each sorted, in order of least event.
fn components(waits: &[Vec<EventId>]) -> Vec<Vec<EventId>> {
    const NEW: usize = usize::MAX;
    let size = waits.len();
    let (mut index, mut low) = (vec![NEW; size], vec![0_usize; size]);
    let mut on_stack = vec![false; size];
    let (mut stack, mut next, mut sets) = (Vec::new(), 0_usize, Vec::new());
    for root in 0..size {
        if index[root] != NEW {
            continue;
        }
        let mut calls = vec![(root, 0_usize)];
        while let Some((at, edge)) = calls.pop() {
            if edge == 0 {
                index[at] = next;
                low[at] = next;
                next += 1;
                stack.push(at);
                on_stack[at] = true;
            }
            if let Some(target) = waits[at].get(edge) {
                calls.push((at, edge + 1));
                let target = target.index();
                if index[target] == NEW {
                    calls.push((target, 0));
                } else if on_stack[target] {
                    low[at] = low[at].min(index[target]);
                }
                continue;
            }
            if let Some((caller, _)) = calls.last() {
                low[*caller] = low[*caller].min(low[at]);
            }
            if low[at] == index[at] {
                let mut set = Vec::new();
                while let Some(top) = stack.pop() {
                    on_stack[top] = false;
                    set.push(EventId(u32::try_from(top).unwrap_or(u32::MAX)));
                    if top == at {
                        break;
                    }
                }
                set.sort_unstable();
                sets.push(set);
            }
        }
    }
    sets.sort();
    sets
}
