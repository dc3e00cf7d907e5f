//! The log read forward: what happened to every duty, day by day.
//!
//! A day adds its records to the histories of the day before and nothing else is read again. Three
//! things make a history start anew, for what was read no longer holds: another text comes into
//! force, a record is corrected, or what a duty answers was done on another day than was thought.
//! One day asked about alone is a playback of one step. Guarantee: a day is the same however it is
//! reached; tests compare each day of a playback with the day alone. Cost: each record once, and
//! each record of a duty once more for every correction to it; histories are shared with the days
//! that are given out and copied only where one is kept while the playback goes on.

use std::rc::Rc;
use std::sync::Arc;

use armistice_case::model::{Key as _, ObligationId};

use super::Monitor;
use super::clock::Clock;
use super::docket::{Docket, Text};
use super::filling::read;
use super::history::History;
use super::record::Facts;
use super::standing::Day;

/// What was read of one duty.
#[derive(Clone, Default)]
struct Reading {
    history: Arc<History>,
    /// How many of its facts were looked at.
    upto: usize,
    /// The days on which the parts that its own answer were done.
    answered: Vec<Option<i64>>,
}

/// One view of the log, read forward.
pub struct Play<'a> {
    docket: &'a Docket<'a>,
    facts: &'a Facts,
    text: &'a Text<'a>,
    day: i64,
    duties: Vec<Reading>,
    /// How things stood on the last day of each text that was left behind.
    before: Vec<Rc<Day<'a>>>,
}

impl<'a> Play<'a> {
    /// A view of which nothing is read yet.
    #[must_use]
    pub fn of(docket: &'a Docket<'a>, facts: &'a Facts) -> Play<'a> {
        Play {
            docket,
            facts,
            text: docket.text(i64::MIN),
            day: i64::MIN,
            duties: Vec::new(),
            before: Vec::new(),
        }
    }

    /// The clock of a day. Days in their order are cheap; an earlier day is read from the start.
    pub fn to(&mut self, day: i64) -> Clock<'a> {
        if day < self.day {
            self.before.clear();
        }
        let starts = self.docket.texts.iter().skip(1).map(|text| text.from);
        let past = starts.take_while(|from| *from <= day);
        for from in past.skip(self.before.len()) {
            let clock = self.step(from.saturating_sub(1));
            let own = clock.occurrences();
            self.before.push(Rc::new(Day::of(clock, &own)));
        }
        self.step(day)
    }

    fn step(&mut self, day: i64) -> Clock<'a> {
        let text = self.docket.text(day);
        if self.duties.is_empty() || day < self.day || !std::ptr::eq(text, self.text) {
            self.start(text);
        }
        for duty in self.facts.corrected(self.day, day) {
            if let Some(reading) = self.duties.get_mut(duty.position()) {
                *reading = Reading::of(text, duty);
            }
        }
        for duty in &text.order {
            self.read(*duty, day);
        }
        self.day = day;
        let histories = self.duties.iter().map(|duty| Arc::clone(&duty.history));
        let before = self.before.clone();
        Clock::of(self.docket, self.facts, day, histories.collect(), before)
    }

    fn start(&mut self, text: &'a Text<'a>) {
        self.text = text;
        self.day = i64::MIN;
        let duties = text.lens.terms.agreement.obligations.keys();
        self.duties = duties.map(|duty| Reading::of(text, duty)).collect();
    }

    fn read(&mut self, duty: ObligationId, day: i64) {
        let answered = self.answered(duty);
        if answered != self.duties[duty.position()].answered {
            self.duties[duty.position()] = Reading {
                answered,
                ..Reading::of(self.text, duty)
            };
        }
        let reading = &mut self.duties[duty.position()];
        let (facts, upto) = self.facts.further(duty, reading.upto, day);
        if upto > reading.upto {
            let history = Arc::make_mut(&mut reading.history);
            let view = self.facts;
            read(self.text, view, duty, history, facts, &reading.answered);
            reading.upto = upto;
        }
    }

    /// For each part of a duty the day on which the part that it answers was done.
    fn answered(&self, duty: ObligationId) -> Vec<Option<i64>> {
        let parts = &self.text.lens.parts;
        let done = |part: usize| {
            let base = parts.all[part].answers?;
            let history = &self.duties[parts.all[base].duty.position()].history;
            history.parts.get(base - history.first_part)?.done
        };
        let of = parts.of_duty(duty);
        if of.clone().all(|part| parts.all[part].answers.is_none()) {
            return Vec::new();
        }
        of.map(done).collect()
    }
}

impl Reading {
    fn of(text: &Text<'_>, duty: ObligationId) -> Reading {
        Reading {
            history: Arc::new(History::of(text, duty)),
            ..Reading::default()
        }
    }
}

/// Both readings of the log, read forward together.
pub struct Playback<'a> {
    docket: &'a Docket<'a>,
    worst: Play<'a>,
    best: Play<'a>,
}

impl<'a> Playback<'a> {
    /// The log at its worst and at its best; by one word where its facts, both ends, are given.
    #[must_use]
    pub fn of(docket: &'a Docket<'a>, heard: Option<&'a [Facts; 2]>) -> Playback<'a> {
        let [worst, best] = match heard {
            Some([worst, best]) => [worst, best],
            None => [&docket.worst, &docket.best],
        };
        Playback {
            docket,
            worst: Play::of(docket, worst),
            best: Play::of(docket, best),
        }
    }

    /// How things stood on a day.
    pub fn to(&mut self, day: i64) -> Monitor<'a> {
        let (worst, best) = (self.worst.to(day), self.best.to(day));
        let beside = (worst.occurrences(), best.occurrences());
        Monitor {
            docket: self.docket,
            day,
            worst: Day::of(worst, &beside.1),
            best: Day::of(best, &beside.0),
        }
    }
}
