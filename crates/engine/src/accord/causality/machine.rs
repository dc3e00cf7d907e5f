//! An agreement as a machine: acts with triggers, windows and deadlines, run day by day.
//!
//! The reading of timed dynamic condition response graphs (Hildebrandt and others 2013) for acts
//! that happen once: a trigger starts the clock of an act, its needs must hold when it is done, and
//! time may not pass a day that is due, unless one of the allowed breaches is used. Differences
//! from those graphs: an act happens once, a wait for an event that nothing produces blocks (there
//! it vanishes), a breach is a state with consequences, and only a power that ends or waives a duty
//! releases from it. Acts happen once and days are counted up to the last that matters, so no run
//! goes on for ever: what other models call a livelock is here a state in which something is owed
//! and nothing is left to do. Guarantee: exact for whole days. Cost of one step: linear in the acts.

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
    pub earliest: u16,
    /// Days after the trigger by which it must be done, if a day is set. At most [`LONGEST`].
    pub due: Option<u16>,
    /// When it is owed once triggered: a power or a choice never is, a remedy after its breach.
    pub owed: Formula,
    /// The event that is its doing.
    pub event: EventId,
    /// The event that is its breach, if it can be breached.
    pub breach: Option<EventId>,
    /// What releases from it: then it is neither owed nor done any more.
    pub released: Option<Formula>,
}

impl Act {
    /// Whether it is owed when these events have happened and its clock runs.
    fn owes(&self, happened: &[bool]) -> bool {
        self.owed.holds(&|event| happened[event.index()])
    }
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
    pub breaches: u16,
}

const WAITING: u16 = u16::MAX;
const DONE: u16 = u16::MAX - 1;
const BREACHED: u16 = u16::MAX - 2;

/// The longest number of days an act can count.
pub const LONGEST: u16 = 50_000;

/// A state: a number an act (days since its trigger, waiting, done, breached), and breaches used.
pub type Marking = Box<[u16]>;

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
    fn happened(&self, marking: &[u16]) -> Vec<bool> {
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
    fn settle(&self, marking: &mut [u16]) {
        let happened = self.happened(marking);
        for (position, act) in self.acts.iter().enumerate() {
            if marking[position] == WAITING && act.trigger.holds(&|e| happened[e.index()]) {
                marking[position] = 0;
            }
        }
    }

    /// The acts whose clock runs and from which nothing has released.
    fn running(&self, marking: &[u16], happened: &[bool]) -> Vec<(usize, &Act, u16)> {
        let released = |act: &Act| {
            let release = act.released.as_ref();
            release.is_some_and(|release| release.holds(&|e| happened[e.index()]))
        };
        self.acts
            .iter()
            .enumerate()
            .map(|(position, act)| (position, act, marking[position]))
            .filter(|(_, act, age)| *age <= LONGEST && !released(act))
            .collect()
    }

    /// Why a stuck state is stuck: the first act that is owed and cannot be done.
    #[must_use]
    pub fn lock(&self, marking: &[u16]) -> Option<Lock> {
        let happened = self.happened(marking);
        let running = self.running(marking, &happened);
        let owed = running.iter().filter(|(_, act, _)| act.owes(&happened));
        let due = owed
            .clone()
            .find(|(_, act, age)| act.due.is_some_and(|due| *age >= due));
        match due {
            Some((position, ..)) => Some(Lock::Time(*position)),
            None => owed.map(|(position, ..)| Lock::Dead(*position)).next(),
        }
    }

    /// Positions of the acts that were breached on the way to a state.
    #[must_use]
    pub fn breached(&self, marking: &[u16]) -> Vec<usize> {
        let acts = 0..self.acts.len();
        acts.filter(|act| marking[*act] == BREACHED).collect()
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
        let running = self.running(marking, &happened);
        for (position, act, age) in running.iter().copied() {
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
        for (position, act, age) in running.iter().copied() {
            if act.due.is_some_and(|due| age >= due) && act.owes(&happened) {
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
            for (position, act, age) in running.iter().copied() {
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
        let happened = self.happened(marking);
        let running = self.running(marking, &happened);
        running.iter().all(|(_, act, _)| !act.owes(&happened))
    }
}
