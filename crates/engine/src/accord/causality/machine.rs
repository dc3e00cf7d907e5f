//! An agreement as a machine: acts with triggers, windows and deadlines, run day by day.
//!
//! The reading of timed dynamic condition response graphs (Hildebrandt and others 2013) for acts
//! that happen once: a trigger starts the clock of an act, its needs must hold when it is done, and
//! time may not pass a day that is due, unless one of the allowed breaches is used. Differences from those graphs: an act happens once, a wait
//! for an event that nothing produces blocks (there it vanishes), and a breach is a state with
//! consequences. Guarantee: exact for whole days. Cost of one step: linear in the acts.

use super::explore::System;
use super::graph::{EventId, Formula};

/// Something that can be done once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// What starts the clock.
    pub trigger: Formula,
    /// What must hold when it is done; starts no clock.
    pub needs: Formula,
    /// Days after the trigger before which it cannot be done.
    pub earliest: u8,
    /// Days after the trigger by which it must be done, if a day is set. At most 200.
    pub due: Option<u8>,
    /// Whether it is owed once triggered; a power or a choice is not.
    pub owed: bool,
    /// The event that is its doing.
    pub event: EventId,
    /// The event that is its breach, if it can be breached.
    pub breach: Option<EventId>,
}

/// The acts of an agreement and how many breaches a run may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// The acts.
    pub acts: Vec<Act>,
    /// Number of events; those that no act produces have not happened.
    pub events: usize,
    /// Events that happen by themselves as soon as their condition holds.
    pub derived: Vec<(EventId, Formula)>,
    /// How many breaches a run may hold.
    pub breaches: u8,
}

const WAITING: u8 = 255;
const DONE: u8 = 254;
const BREACHED: u8 = 253;

/// The longest number of days an act can count.
pub const LONGEST: u8 = 200;

/// A state: one byte an act (days since its trigger, waiting, done, breached), and breaches used.
pub type Marking = Box<[u8]>;

/// A step of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The act at this position is done.
    Do(usize),
    /// The act at this position is left undone past its day.
    Breach(usize),
    /// A day passes.
    Day,
}

/// Why no step is left although something is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// A day is due and the act cannot be done: time cannot pass.
    Time(usize),
    /// An act is owed without a day and what it needs can no longer come.
    Dead(usize),
}

impl Machine {
    fn happened(&self, marking: &[u8]) -> Vec<bool> {
        let mut happened = vec![false; self.events];
        for (act, state) in self.acts.iter().zip(marking) {
            if *state == DONE {
                happened[act.event.index()] = true;
            }
            if *state == BREACHED
                && let Some(breach) = act.breach
            {
                happened[breach.index()] = true;
            }
        }
        loop {
            let before = happened.clone();
            for (event, condition) in &self.derived {
                happened[event.index()] |= condition.holds(&|e| before[e.index()]);
            }
            if before == happened {
                return happened;
            }
        }
    }

    /// Starts the clocks of acts whose trigger holds now.
    fn settle(&self, marking: &mut [u8]) {
        let happened = self.happened(marking);
        for (position, act) in self.acts.iter().enumerate() {
            if marking[position] == WAITING && act.trigger.holds(&|e| happened[e.index()]) {
                marking[position] = 0;
            }
        }
    }

    fn running(&self, marking: &[u8]) -> impl Iterator<Item = (usize, &Act, u8)> {
        let ages = marking.to_vec();
        self.acts
            .iter()
            .enumerate()
            .map(move |(position, act)| (position, act, ages[position]))
            .filter(|(_, _, age)| *age <= LONGEST)
    }

    /// Why a stuck state is stuck: the first act that is owed and cannot be done.
    #[must_use]
    pub fn lock(&self, marking: &[u8]) -> Option<Lock> {
        let owed = |(position, act, age): (usize, &Act, u8)| {
            act.owed
                .then_some((position, act.due.is_some_and(|due| age >= due)))
        };
        let due = self.running(marking).filter_map(owed).find(|(_, due)| *due);
        due.map(|(position, _)| Lock::Time(position)).or_else(|| {
            self.running(marking)
                .filter_map(owed)
                .next()
                .map(|(position, _)| Lock::Dead(position))
        })
    }

    /// Positions of acts that can be done in some state of the list.
    #[must_use]
    pub fn done_somewhere(&self, states: &[Marking]) -> Vec<bool> {
        let mut done = vec![false; self.acts.len()];
        for state in states {
            for (position, seen) in done.iter_mut().enumerate() {
                *seen |= state[position] == DONE;
            }
        }
        done
    }
}

impl System for Machine {
    type State = Marking;
    type Move = Step;

    fn initial(&self) -> Marking {
        let mut marking = vec![WAITING; self.acts.len() + 1];
        marking[self.acts.len()] = 0;
        self.settle(&mut marking);
        marking.into_boxed_slice()
    }

    fn moves(&self, marking: &Marking) -> Vec<(Step, Marking)> {
        let happened = self.happened(marking);
        let mut moves = Vec::new();
        for (position, act, age) in self.running(marking) {
            let open = age >= act.earliest
                && act.due.is_none_or(|due| age <= due)
                && act.needs.holds(&|e| happened[e.index()]);
            if open {
                let mut next = marking.clone();
                next[position] = DONE;
                self.settle(&mut next);
                moves.push((Step::Do(position), next));
            }
        }
        let used = marking[self.acts.len()];
        let mut time_passes = true;
        for (position, act, age) in self.running(marking) {
            if act.owed && act.due.is_some_and(|due| age >= due) {
                time_passes = false;
                if act.breach.is_some() && used < self.breaches {
                    let mut next = marking.clone();
                    next[position] = BREACHED;
                    next[self.acts.len()] = used + 1;
                    self.settle(&mut next);
                    moves.push((Step::Breach(position), next));
                }
            }
        }
        if time_passes {
            let mut next = marking.clone();
            for (position, act, age) in self.running(marking) {
                let last = act
                    .due
                    .map_or(act.earliest, |due| due + 1)
                    .max(act.earliest);
                next[position] = (age + 1).min(last);
            }
            if next != *marking {
                moves.push((Step::Day, next));
            }
        }
        moves
    }

    fn accepting(&self, marking: &Marking) -> bool {
        self.running(marking).all(|(_, act, _)| !act.owed)
    }
}
