//! Causality of agreements against known answers: graphs of events run by two other engines
//! through an adaptor that lives here alone, and brute force on small random graphs.

use std::collections::BTreeSet;

use armistice_engine::accord::causality::circle::blocked;
use armistice_engine::accord::causality::explore::{Space, System, explore};
use armistice_engine::accord::causality::fixpoint::{fixpoint, fixpoint_without};
use armistice_engine::accord::causality::graph::{EventId, Formula, Graph};
use armistice_engine::accord::causality::machine::{Act, Lock, Machine, Step};
use armistice_engine::accord::causality::order::{compare_orders, necessary_order};
use armistice_engine::accord::causality::ride::free_ride;
use proptest::prelude::*;

/// A dynamic condition response graph. It differs from our agreements: events recur, a condition on
/// an excluded event vanishes instead of blocking, and exclusion discharges a duty.
#[derive(Default)]
struct Dcr {
    names: Vec<String>,
    needs: Vec<(usize, usize, u8)>,
    owes: Vec<(usize, usize, Option<u8>)>,
    adds: Vec<(usize, usize)>,
    drops: Vec<(usize, usize)>,
    waits: Vec<(usize, usize)>,
    timed: bool,
    included: Vec<bool>,
    pending: Vec<bool>,
    executed: Vec<bool>,
    tries: Vec<String>,
    space: Vec<usize>,
    never: BTreeSet<String>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Marking {
    /// Days since the last time, capped.
    executed: Vec<Option<u8>>,
    included: Vec<bool>,
    /// Days left, 255 for no day.
    pending: Vec<Option<u8>>,
}

impl Dcr {
    fn marking(&self) -> Marking {
        Marking {
            executed: self.executed.iter().map(|e| e.then_some(0)).collect(),
            included: self.included.clone(),
            pending: self.pending.iter().map(|p| p.then_some(255)).collect(),
        }
    }

    fn enabled(&self, m: &Marking, event: usize) -> bool {
        m.included[event]
            && self
                .needs
                .iter()
                .filter(|(_, to, _)| *to == event)
                .all(|(from, _, delay)| {
                    !m.included[*from] || m.executed[*from].is_some_and(|age| age >= *delay)
                })
            && self
                .waits
                .iter()
                .filter(|(_, to)| *to == event)
                .all(|(from, _)| !m.included[*from] || m.pending[*from].is_none())
    }

    fn execute(&self, m: &Marking, event: usize) -> Marking {
        let mut next = m.clone();
        next.executed[event] = Some(0);
        next.pending[event] = None;
        for (_, to) in self.drops.iter().filter(|(from, _)| *from == event) {
            next.included[*to] = false;
        }
        for (_, to) in self.adds.iter().filter(|(from, _)| *from == event) {
            next.included[*to] = true;
        }
        for (_, to, within) in self.owes.iter().filter(|(from, ..)| *from == event) {
            next.pending[*to] = Some(within.unwrap_or(255));
        }
        next
    }

    fn may_tick(&self, m: &Marking) -> bool {
        (0..m.included.len()).all(|e| !(m.included[e] && m.pending[e] == Some(0)))
    }
}

impl Dcr {
    /// Whether some acts on the same day lead to a marking in which the day may end.
    fn can_let_time_pass(&self, m: &Marking) -> bool {
        let mut seen = vec![m.clone()];
        let mut next = 0;
        while next < seen.len() {
            let at = seen[next].clone();
            if self.may_tick(&at) {
                return true;
            }
            for event in (0..self.names.len()).filter(|e| self.enabled(&at, *e)) {
                let after = self.execute(&at, event);
                if !seen.contains(&after) {
                    seen.push(after);
                }
            }
            next += 1;
        }
        false
    }
}

impl System for Dcr {
    type State = Marking;
    type Move = usize;

    fn initial(&self) -> Marking {
        self.marking()
    }

    fn moves(&self, m: &Marking) -> Vec<(usize, Marking)> {
        let mut moves: Vec<(usize, Marking)> = (0..m.included.len())
            .filter(|e| self.enabled(m, *e))
            .map(|e| (e, self.execute(m, e)))
            .collect();
        if self.timed && self.may_tick(m) {
            let cap = |event: usize| {
                self.needs
                    .iter()
                    .filter(|(from, ..)| *from == event)
                    .map(|n| n.2)
                    .max()
                    .unwrap_or(0)
            };
            let mut next = m.clone();
            for event in 0..m.included.len() {
                next.executed[event] = m.executed[event].map(|age| (age + 1).min(cap(event)));
                if m.included[event] {
                    next.pending[event] =
                        m.pending[event].map(|left| if left == 255 { 255 } else { left - 1 });
                }
            }
            moves.push((usize::MAX, next));
        }
        moves
    }

    fn accepting(&self, m: &Marking) -> bool {
        (0..m.included.len()).all(|e| !(m.included[e] && m.pending[e].is_some()))
    }
}

fn graphs(text: &str, timed: bool) -> Vec<(String, Dcr)> {
    let mut all = Vec::new();
    for block in text.split("\n\n") {
        let mut graph = Dcr {
            timed,
            ..Dcr::default()
        };
        let mut name = String::new();
        for line in block.lines().filter(|line| !line.starts_with('#')) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let at = |word: &str| {
                graph
                    .names
                    .iter()
                    .position(|n| n == word)
                    .expect("known event")
            };
            let flags = |words: &[&str]| {
                let on: Vec<usize> = words.iter().map(|w| at(w)).collect();
                (0..graph.names.len())
                    .map(|e| on.contains(&e))
                    .collect::<Vec<bool>>()
            };
            match words.first().copied().unwrap_or("") {
                "graph" => name = words[1].into(),
                "events" => {
                    graph.names = words[1..].iter().map(ToString::to_string).collect();
                    graph.pending = vec![false; graph.names.len()];
                    graph.executed = vec![false; graph.names.len()];
                }
                "included" => graph.included = flags(&words[1..]),
                "pending" => graph.pending = flags(&words[1..]),
                "executed" => graph.executed = flags(&words[1..]),
                "relation" => {
                    let (from, to) = (at(words[1]), at(words[3]));
                    let time = words.get(4).map(|t| t.parse().expect("days"));
                    match words[2] {
                        "needs" => graph.needs.push((from, to, time.unwrap_or(0))),
                        "owes" => graph.owes.push((from, to, time)),
                        "adds" => graph.adds.push((from, to)),
                        "drops" => graph.drops.push((from, to)),
                        "waits" => graph.waits.push((from, to)),
                        other => panic!("unknown relation {other}"),
                    }
                }
                "tries" => graph.tries = words[1..].iter().map(ToString::to_string).collect(),
                "space" => {
                    graph.space = words[1..]
                        .iter()
                        .map(|n| n.parse().expect("number"))
                        .collect()
                }
                "never" => graph.never = words[1..].iter().map(ToString::to_string).collect(),
                _ => {}
            }
        }
        if !name.is_empty() {
            all.push((name, graph));
        }
    }
    all
}

fn run(graph: &Dcr) -> Space<Marking, usize> {
    explore(graph, 100_000, &|| false)
}

#[test]
fn the_space_of_every_known_graph_is_reproduced() {
    let all = graphs(include_str!("accord/graphs.txt"), false);
    assert_eq!(all.len(), 26);
    for (name, graph) in all {
        let mut marking = graph.marking();
        for attempt in &graph.tries {
            let event = graph
                .names
                .iter()
                .position(|n| {
                    attempt.starts_with(&format!("{n}+")) || attempt.starts_with(&format!("{n}-"))
                })
                .expect("an event");
            let allowed = attempt.contains('+');
            assert_eq!(graph.enabled(&marking, event), allowed, "{name} {attempt}");
            if allowed {
                marking = graph.execute(&marking, event);
            }
            let open = (0..graph.names.len())
                .filter(|e| graph.enabled(&marking, *e))
                .count();
            let sign = if graph.accepting(&marking) { '=' } else { '!' };
            assert!(
                attempt.ends_with(&format!("{open}{sign}")),
                "{name} {attempt}: {open}{sign}"
            );
        }
        let space = run(&graph);
        let got = [
            space.states.len(),
            space.accepting.len(),
            space.stuck.len(),
            space.doomed.len(),
        ];
        assert_eq!(got.as_slice(), graph.space, "{name}");
        let never: BTreeSet<String> = (0..graph.names.len())
            .filter(|e| !space.states.iter().any(|m| graph.enabled(m, *e)))
            .map(|e| graph.names[e].clone())
            .collect();
        assert_eq!(never, graph.never, "{name}");
    }
}

#[test]
fn time_locks_of_known_graphs_are_reproduced() {
    let all = graphs(include_str!("accord/timed-graphs.txt"), true);
    assert_eq!(all.len(), 4);
    for (name, graph) in all {
        let space = run(&graph);
        let locked = space
            .states
            .iter()
            .filter(|m| !graph.can_let_time_pass(m))
            .count();
        let got = [space.states.len(), locked, space.doomed.len()];
        assert_eq!(got.as_slice(), graph.space, "{name}");
    }
}

fn event(number: u32) -> Formula {
    Formula::Event(EventId(number))
}

fn act(number: u32, trigger: Formula, earliest: u16, due: Option<u16>) -> Act {
    Act {
        trigger,
        needs: Formula::always(),
        earliest,
        due,
        owed: Formula::always(),
        event: EventId(number),
        breach: None,
        released: None,
    }
}

/// Release, verification, return: with our semantics the tight calendar locks time, as it does in
/// the graph whose verification does not exclude itself.
#[test]
fn slow_verification_locks_time_and_the_trace_is_shortest() {
    let machine = |verify: u16, due: u16| Machine {
        acts: vec![
            act(0, Formula::always(), 0, None),
            act(1, event(0), verify, Some(verify + 1)),
            Act {
                needs: event(1),
                ..act(2, event(0), 0, Some(due))
            },
        ],
        events: 3,
        derived: Vec::new(),
        breaches: 0,
    };
    let good = machine(2, 7);
    let space = explore(&good, 10_000, &|| false);
    assert!(space.complete && space.stuck.is_empty() && space.doomed.is_empty());
    let tight = machine(6, 5);
    let space = explore(&tight, 10_000, &|| false);
    let stuck = space.stuck[0];
    assert_eq!(tight.lock(&space.states[stuck]), Some(Lock::Time(2)));
    let trace = space.trace(stuck);
    assert_eq!(trace.len(), 6);
    assert_eq!(trace[0], Step::Do(0));
    assert!(trace[1..].iter().all(|step| *step == Step::Day));
}

/// A breach opens the remedy and blocks what waited for performance.
#[test]
fn a_breach_without_a_way_on_is_a_deadlock() {
    let mut first = act(0, Formula::always(), 0, Some(1));
    first.breach = Some(EventId(2));
    let second = Act {
        needs: event(0),
        ..act(1, Formula::always(), 0, None)
    };
    let machine = Machine {
        acts: vec![first, second],
        events: 3,
        derived: vec![],
        breaches: 1,
    };
    let space = explore(&machine, 10_000, &|| false);
    assert!(space.complete);
    let dead = space
        .stuck
        .iter()
        .find(|s| machine.lock(&space.states[**s]) == Some(Lock::Dead(1)));
    assert_eq!(
        space.trace(*dead.expect("a deadlock")),
        [Step::Day, Step::Breach(0)]
    );
}

#[test]
fn a_circle_is_shown_with_who_could_go_first() {
    let mut graph = Graph::default();
    let elections = graph.add(event(1));
    let border = graph.add(event(0));
    let after = graph.add(event(1));
    let orphan = graph.add(Formula::never());
    let waits = graph.add(Formula::all(vec![event(3), event(0)]));
    let blocked = blocked(&graph, &fixpoint(&graph));
    assert_eq!(blocked.circles.len(), 1);
    assert_eq!(blocked.circles[0].events, [elections, border]);
    assert_eq!(blocked.circles[0].credits.len(), 2);
    assert_eq!(blocked.orphans, [orphan]);
    assert_eq!(
        blocked.waiting.iter().map(|w| w.0).collect::<Vec<_>>(),
        [after, waits]
    );
}

#[test]
fn a_circle_through_a_third_wait_is_fatal_on_one_promise() {
    let mut graph = Graph::default();
    graph.add(Formula::all(vec![event(1), event(2)]));
    graph.add(event(0));
    graph.add(event(0));
    let found = blocked(&graph, &fixpoint(&graph)).circles;
    assert_eq!(found[0].events, [EventId(0), EventId(1)]);
    // Whichever of the two goes first on a promise, event 0 still waits for event 2.
    assert!(found[0].credits.is_empty());
}

#[test]
fn two_readings_of_one_trigger_give_two_orders() {
    let by_women = Graph {
        conditions: vec![Formula::always(), event(0), event(1)],
    };
    let by_day = Graph {
        conditions: vec![Formula::always(), event(0), Formula::always()],
    };
    let shared = [EventId(0), EventId(1), EventId(2)];
    let difference = compare_orders(&by_women, &by_day, &shared);
    assert_eq!(
        difference.only_first,
        [(EventId(0), EventId(2)), (EventId(1), EventId(2))]
    );
    assert!(difference.only_second.is_empty() && difference.reachable_in_one.is_empty());
    assert!(compare_orders(&by_day, &by_day, &shared).is_none());
}

#[test]
fn a_duty_nobody_waits_for_is_a_free_ride() {
    // 0: A pays (nothing waits for it); 1: B delivers; 2: A gives access; 3: B delivers the rest.
    let graph = Graph {
        conditions: vec![event(1), Formula::always(), Formula::always(), event(2)],
    };
    let ride = free_ride(&graph, &[EventId(0), EventId(2)], &[EventId(1), EventId(3)]);
    assert_eq!(ride.undone, [EventId(0)]);
}

fn formula(events: u32) -> impl Strategy<Value = Formula> {
    let leaf = (0..events).prop_map(event);
    leaf.prop_recursive(2, 8, 3, |inner| {
        (0_usize..3, proptest::collection::vec(inner, 1..3))
            .prop_map(|(least, parts)| Formula::AtLeast(least.min(parts.len()), parts))
    })
}

fn graph(events: u32) -> impl Strategy<Value = Graph> {
    proptest::collection::vec(formula(events), events as usize)
        .prop_map(|conditions| Graph { conditions })
}

/// The fixpoint by trying every event again and again.
fn naive(graph: &Graph, without: Option<EventId>) -> Vec<bool> {
    let mut reached = vec![false; graph.conditions.len()];
    loop {
        let before = reached.clone();
        for event in graph.events() {
            if Some(event) != without
                && graph.conditions[event.index()].holds(&|e| before[e.index()])
            {
                reached[event.index()] = true;
            }
        }
        if reached == before {
            return reached;
        }
    }
}

/// The length of the shortest circle of waits, by following all paths.
fn shortest(graph: &Graph, reached: &[bool]) -> Option<usize> {
    let waits = |event: EventId| {
        let mut into = Vec::new();
        if !reached[event.index()] {
            graph.conditions[event.index()].blockers(&|e| reached[e.index()], &mut into);
        }
        into
    };
    let mut best = None;
    for start in graph.events() {
        let mut level = BTreeSet::from([start]);
        for length in 1..=graph.conditions.len() {
            level = level.into_iter().flat_map(waits).collect();
            if level.contains(&start) {
                best = Some(best.map_or(length, |b: usize| b.min(length)));
                break;
            }
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_fixpoint_equals_brute_force(graph in graph(6)) {
        prop_assert_eq!(fixpoint(&graph).reached, naive(&graph, None));
        for event in graph.events() {
            prop_assert_eq!(fixpoint_without(&graph, &[event]).reached, naive(&graph, Some(event)));
        }
    }

    #[test]
    fn every_blocked_event_is_explained_and_circles_are_smallest(graph in graph(6)) {
        let reach = fixpoint(&graph);
        let blocked = blocked(&graph, &reach);
        let smallest = blocked.circles.iter().map(|c| c.events.len()).min();
        prop_assert_eq!(smallest, shortest(&graph, &reach.reached));
        for circle in &blocked.circles {
            for (position, event) in circle.events.iter().enumerate() {
                let next = circle.events[(position + 1) % circle.events.len()];
                let mut waits = Vec::new();
                graph.conditions[event.index()].blockers(&|e| reach.has(e), &mut waits);
                prop_assert!(waits.contains(&next));
            }
        }
        if reach.order.len() < graph.conditions.len() {
            prop_assert!(!blocked.circles.is_empty() || !blocked.orphans.is_empty());
        }
    }

    #[test]
    fn the_order_is_a_strict_partial_order(graph in graph(6)) {
        let all: Vec<EventId> = graph.events().collect();
        let order = necessary_order(&graph, &all);
        for (a, b) in &order {
            prop_assert!(!order.contains(&(*b, *a)));
            for (c, d) in &order {
                if b == c {
                    prop_assert!(order.contains(&(*a, *d)));
                }
            }
        }
    }
}
