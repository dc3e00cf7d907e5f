//! From terms to a temporal network: windows, triggers, work and verification as constraints.
//!
//! The unit is the day; day n of the calendar is time n. "Within N days of X" does not count X's
//! own day. Working days, months and dates on days of rest follow the calendar of the terms (`clock`)
//! from the days on which they can begin: windows are found with outward bounds first and then
//! narrowed; what stays a bound is listed in `bounded`. A duty that waits for one of several things
//! is bounded by none of them. Each constraint knows its clause and key.

use armistice_case::model::Key as _;
use armistice_case::model::{Agreement, Case, ClauseId, NodeId, PhaseId, Said};
use armistice_case::phrase::{Condition, Moment, Name, State, When};
use armistice_case::value::{Duration, Unit};

use super::clock::{Clock, Length};
use super::part::Parts;
use super::terms::Terms;
use super::time::controllable::Uncertain;
use super::time::network::{Constraint, Network, Window};

/// The clause and key that a constraint comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// The clause.
    pub clause: ClauseId,
    /// The key that says so.
    pub key: &'static str,
}

/// A duration that nobody controls, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsure {
    /// The link.
    pub link: Uncertain,
    /// Where the text gives it: `verified-within` or `takes`.
    pub reason: Reason,
}

/// The network of the terms.
#[derive(Clone, Debug, Default)]
pub struct Timetable {
    /// All constraints, uncertain durations among them as if they could be chosen.
    pub network: Network,
    /// One reason a constraint.
    pub reasons: Vec<Reason>,
    /// The durations that nobody controls.
    pub unsure: Vec<Unsure>,
    /// For each part the point at which it is done.
    pub done: Vec<usize>,
    /// For each part the point at which it is confirmed, if somebody confirms it in a known time.
    pub verified: Vec<Option<usize>>,
    /// For each part how many days its confirmation takes, if somebody confirms it in a known time.
    pub confirmed: Vec<Option<(i64, i64)>>,
    /// For each part the point at which it is begun, where that differs.
    pub begun: Vec<Option<usize>>,
    /// For each phase its start and its end.
    pub phases: Vec<(usize, usize)>,
    /// Whether some constraint hangs on the calendar.
    by_calendar: bool,
    /// Durations that are only bounded: the day they count from, or the calendar, is not known.
    pub bounded: Vec<Reason>,
}

/// The point that stands for day 0.
pub const ORIGIN: usize = 0;

/// A time as a point and a range of days after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Anchor {
    point: usize,
    low: i64,
    high: i64,
}

/// The day number of a date, where day one is known.
#[must_use]
pub fn day_number(agreement: &Agreement, date: jiff::civil::Date) -> Option<i64> {
    Clock::of(agreement).number(date)
}

/// How often windows are narrowed by the calendar: each time durations are counted from the days
/// that the time before left.
const NARROWED: usize = 4;

/// Builds the network of the terms.
#[must_use]
pub fn timetable(case: &Case, terms: &Terms, parts: &Parts) -> Timetable {
    let clock = Clock::of(&terms.agreement);
    let mut table = built(case, terms, parts, &clock, None);
    for _ in 0..NARROWED {
        if !table.by_calendar {
            break;
        }
        let Some(windows) = table.network.windows(ORIGIN) else {
            break;
        };
        let narrower = built(case, terms, parts, &clock, Some(&windows));
        let same = narrower.network == table.network;
        table = narrower;
        if same {
            break;
        }
    }
    table
}

/// The network with durations counted from the days that earlier windows leave.
fn built(
    case: &Case,
    terms: &Terms,
    parts: &Parts,
    clock: &Clock,
    windows: Option<&[Window]>,
) -> Timetable {
    let mut table = Timetable::default();
    table.network.point();
    for _ in terms.agreement.phases.keys() {
        let (start, end) = (table.network.point(), table.network.point());
        table.phases.push((start, end));
    }
    for part in &parts.all {
        let duty = &terms.agreement.obligations[part.duty];
        let begins = duty.takes.get().is_some() || part.starts.get().is_some();
        table.begun.push(begins.then(|| table.network.point()));
        table.done.push(table.network.point());
        let confirmed = part.verified_within.get().is_some();
        table.confirmed.push(None);
        table
            .verified
            .push(confirmed.then(|| table.network.point()));
    }
    let mut builder = Builder {
        case,
        terms,
        parts,
        clock,
        windows,
        table,
    };
    builder.phases();
    for part in 0..parts.all.len() {
        builder.part(part);
    }
    builder.together();
    builder.table
}

struct Builder<'a> {
    case: &'a Case,
    terms: &'a Terms,
    parts: &'a Parts,
    clock: &'a Clock,
    windows: Option<&'a [Window]>,
    table: Timetable,
}

impl Builder<'_> {
    /// The days on which an anchor can fall, where they are limited.
    fn span(&self, anchor: Anchor) -> Option<(i64, i64)> {
        if anchor.point == ORIGIN {
            return Some((anchor.low, anchor.high));
        }
        let window = self.windows?.get(anchor.point)?;
        Some((window.earliest? + anchor.low, window.latest? + anchor.high))
    }

    /// How many days a duration of a clause is from an anchor.
    fn days(&mut self, reason: Reason, duration: &Duration, from: Option<Anchor>) -> (i64, i64) {
        let length = self
            .clock
            .length(duration, from.and_then(|anchor| self.span(anchor)), true);
        self.note(reason, duration, length);
        (length.low, length.high)
    }

    /// Remembers that a duration hangs on the calendar, and whether it is only bounded.
    fn note(&mut self, reason: Reason, duration: &Duration, length: Length) {
        if matches!(duration.unit, Unit::WorkingDay | Unit::Month | Unit::Year) {
            self.table.by_calendar = true;
            if !length.exact && !self.table.bounded.contains(&reason) {
                self.table.bounded.push(reason);
            }
        }
    }

    /// By how many days what falls so many days after a point moves off days of rest.
    fn moved(&mut self, point: usize, after: i64) -> (i64, i64) {
        self.table.by_calendar |= self.clock.roll.is_some();
        let at = Anchor {
            point,
            low: 0,
            high: 0,
        };
        self.clock.moved(after, self.span(at))
    }

    /// Duties to be done at the same time are done on the same day, part by part.
    fn together(&mut self) {
        for duty in self.terms.duties() {
            let Some(ClauseId::Obligation(other)) =
                self.terms.agreement.obligations[duty].together_with
            else {
                continue;
            };
            let (mine, theirs) = (self.parts.of_duty(duty), self.parts.of_duty(other));
            if mine.len() != theirs.len() || !self.terms.holds(ClauseId::Obligation(other)) {
                continue;
            }
            let reason = Reason {
                clause: ClauseId::Obligation(duty),
                key: "together-with",
            };
            for (a, b) in mine.zip(theirs) {
                let (from, to) = (self.table.done[b], self.table.done[a]);
                self.add(reason, from, to, Some(0), Some(0));
            }
        }
    }

    fn add(&mut self, reason: Reason, from: usize, to: usize, min: Option<i64>, max: Option<i64>) {
        if from != to {
            self.table
                .network
                .constraints
                .push(Constraint { from, to, min, max });
            self.table.reasons.push(reason);
        }
    }

    fn phases(&mut self) {
        let first = i64::from(!self.terms.agreement.counts_from_zero);
        for (id, phase) in self.terms.phases() {
            let (start, end) = self.table.phases[id.position()];
            let reason = |key| Reason {
                clause: ClauseId::Phase(id),
                key,
            };
            self.add(reason("when"), ORIGIN, start, Some(first), None);
            self.add(reason("when"), start, end, Some(0), None);
            match phase.when.get() {
                Some(When::Window(from, to)) => {
                    self.at(reason("when"), start, from, None);
                    self.at(reason("when"), end, to, None);
                }
                Some(When::From(from)) => self.at(reason("when"), start, from, None),
                _ => {}
            }
            for anchor in self.anchors_of(&phase.after, None) {
                self.add(reason("after"), anchor.point, start, Some(anchor.low), None);
            }
            if let Some(lasts) = phase.lasts.get() {
                let from = Anchor {
                    point: start,
                    low: 0,
                    high: 0,
                };
                let (low, high) = self.days(reason("lasts"), lasts, Some(from));
                self.add(
                    reason("lasts"),
                    start,
                    end,
                    Some((low - 1).max(0)),
                    Some(high),
                );
            }
        }
    }

    /// A point on a moment exactly, where that is one moment.
    fn at(&mut self, reason: Reason, point: usize, moment: &Moment, answers: Option<usize>) {
        if let [anchor] = self.moment(reason, moment, answers).as_slice() {
            let (low, high) = match (reason.clause, moment) {
                (ClauseId::Phase(_), _) | (_, Moment::Before(..)) => (0, 0),
                _ => (
                    self.moved(anchor.point, anchor.low).0,
                    self.moved(anchor.point, anchor.high).1,
                ),
            };
            self.add(
                reason,
                anchor.point,
                point,
                Some(anchor.low + low),
                Some(anchor.high + high),
            );
        }
    }

    fn part(&mut self, position: usize) {
        let part = &self.parts.all[position];
        let duty = &self.terms.agreement.obligations[part.duty];
        let (clause, answers) = (part.clause, part.answers);
        let reason = |key| Reason { clause, key };
        let done = self.table.done[position];
        let begun = self.table.begun[position].unwrap_or(done);
        let first = match duty.phase {
            Some(phase) => self.table.phases[phase.position()].0,
            None => ORIGIN,
        };
        let least = if duty.phase.is_some() {
            0
        } else {
            i64::from(!self.terms.agreement.counts_from_zero)
        };
        if !self.may_precede(position) {
            self.add(reason("when"), first, begun, Some(least), None);
        }
        if let Some(takes) = duty.takes.get() {
            let from = Anchor {
                point: begun,
                low: 0,
                high: 0,
            };
            let (min, max) = self.days(reason("takes"), takes, Some(from));
            self.add(reason("takes"), begun, done, Some(min), Some(max));
            if min < max {
                let link = Uncertain {
                    from: begun,
                    to: done,
                    min,
                    max,
                };
                self.table.unsure.push(Unsure {
                    link,
                    reason: reason("takes"),
                });
            }
        } else if begun != done {
            self.add(reason("starts"), begun, done, Some(0), None);
        }
        if let Some(verified) = self.table.verified[position]
            && let Some(within) = part.verified_within.get()
        {
            let from = Anchor {
                point: done,
                low: 0,
                high: 0,
            };
            let (min, max) = self.days(reason("verified-within"), within, Some(from));
            self.table.confirmed[position] = Some((min, max));
            self.add(
                reason("verified-within"),
                done,
                verified,
                Some(min),
                Some(max),
            );
            if min < max {
                let link = Uncertain {
                    from: done,
                    to: verified,
                    min,
                    max,
                };
                self.table.unsure.push(Unsure {
                    link,
                    reason: reason("verified-within"),
                });
            }
        }
        let triggers = self.anchors_of(&part.after, answers);
        for anchor in &triggers {
            self.add(reason("after"), anchor.point, begun, Some(anchor.low), None);
        }
        for anchor in self.anchors_of(&part.needs, answers) {
            self.add(reason("needs"), anchor.point, done, Some(anchor.low), None);
        }
        let trigger = self.trigger(reason("after"), &triggers);
        if let Some(starts) = part.starts.get() {
            self.window(reason("starts"), begun, starts, trigger, answers);
        }
        if let Some(when) = part.when.get() {
            self.window(reason("when"), done, when, trigger, answers);
        }
    }

    /// Whether a part is due before its phase may start, as a list handed over a day before.
    fn may_precede(&self, position: usize) -> bool {
        fn before(moment: &Moment) -> bool {
            match moment {
                Moment::Before(..) => true,
                Moment::After(_, inner) => before(inner),
                _ => false,
            }
        }
        match self.parts.all[position].when.get() {
            Some(When::By(moment) | When::Before(moment) | When::On(moment)) => before(moment),
            _ => false,
        }
    }

    /// The one point at which the clock starts: the trigger itself, or a point after all of them.
    fn trigger(&mut self, reason: Reason, triggers: &[Anchor]) -> Option<Anchor> {
        match triggers {
            [] => None,
            [one] => Some(*one),
            several => {
                let point = self.table.network.point();
                for anchor in several {
                    self.add(reason, anchor.point, point, Some(anchor.low), None);
                }
                Some(Anchor {
                    point,
                    low: 0,
                    high: 0,
                })
            }
        }
    }

    fn window(
        &mut self,
        reason: Reason,
        point: usize,
        when: &When,
        trigger: Option<Anchor>,
        answers: Option<usize>,
    ) {
        match when {
            When::On(moment) => self.at(reason, point, moment, answers),
            When::By(moment) => self.latest(reason, point, moment, answers, 0),
            When::Before(moment) => self.latest(reason, point, moment, answers, 1),
            When::From(moment) => self.earliest(reason, point, moment, answers),
            When::Window(from, to) => {
                self.earliest(reason, point, from, answers);
                self.latest(reason, point, to, answers, 0);
            }
            When::Within(duration, None) => {
                if let Some(trigger) = trigger {
                    let (_, longest) = self.days(reason, duration, Some(trigger));
                    let high = trigger.high + longest;
                    let high = high + self.moved(trigger.point, high).1;
                    self.add(reason, trigger.point, point, Some(trigger.low), Some(high));
                }
            }
            When::Within(duration, Some(moment)) => {
                let from = self.moment(reason, moment, answers).first().copied();
                let (_, high) = self.days(reason, duration, from);
                self.earliest(reason, point, moment, answers);
                self.latest(reason, point, moment, answers, -high);
            }
            When::SameDay => {
                if let Some(trigger) = trigger {
                    self.add(
                        reason,
                        trigger.point,
                        point,
                        Some(trigger.low),
                        Some(trigger.high),
                    );
                }
            }
            When::While(Condition::Is { name, .. }) => {
                if let Some(NodeId::Clause(ClauseId::Phase(phase))) = self.case.node(&name.id) {
                    let (start, end) = self.table.phases[phase.position()];
                    self.add(reason, start, point, Some(0), None);
                    self.add(reason, point, end, Some(0), None);
                }
            }
            When::While(_) | When::Silent(_) => {}
        }
    }

    fn earliest(&mut self, reason: Reason, point: usize, moment: &Moment, answers: Option<usize>) {
        for anchor in self.moment(reason, moment, answers) {
            self.add(reason, anchor.point, point, Some(anchor.low), None);
        }
    }

    /// The point is at the latest on the moment, or so many days before it.
    fn latest(
        &mut self,
        reason: Reason,
        point: usize,
        moment: &Moment,
        answers: Option<usize>,
        before: i64,
    ) {
        let anchors = self.moment(reason, moment, answers);
        let every = matches!(moment, Moment::Before(..)) || anchors.len() == 1;
        for anchor in anchors.into_iter().filter(|_| every) {
            let high = anchor.high - before;
            // What is to be a time before something does not move towards it.
            let moved = match moment {
                Moment::Before(..) => 0,
                _ => self.moved(anchor.point, high).1,
            };
            self.add(reason, anchor.point, point, None, Some(high + moved));
        }
    }

    /// The points that a moment names; several where it is the last of several things.
    fn moment(&mut self, reason: Reason, moment: &Moment, answers: Option<usize>) -> Vec<Anchor> {
        let at = |point: usize, day: i64| {
            vec![Anchor {
                point,
                low: day,
                high: day,
            }]
        };
        match moment {
            Moment::Day(day, None) => at(ORIGIN, i64::from(*day)),
            Moment::Day(day, Some(name)) => self
                .phase(name)
                .map_or_else(Vec::new, |(start, _)| at(start, i64::from(*day) - 1)),
            Moment::Date(date, _) => self
                .clock
                .number(*date)
                .map_or_else(Vec::new, |day| at(ORIGIN, day)),
            Moment::Time(_) => Vec::new(),
            Moment::Start(name) => self
                .phase(name)
                .map_or_else(Vec::new, |(start, _)| at(start, 0)),
            Moment::End(name) => self
                .phase(name)
                .map_or_else(Vec::new, |(_, end)| at(end, 0)),
            Moment::Event { name, state, each } => {
                self.points(name, *state, answers.filter(|_| *each))
            }
            Moment::After(duration, inner) => self.shifted(reason, duration, inner, answers, true),
            Moment::Before(duration, inner) => {
                self.shifted(reason, duration, inner, answers, false)
            }
        }
    }

    fn shifted(
        &mut self,
        reason: Reason,
        duration: &Duration,
        inner: &Moment,
        answers: Option<usize>,
        onwards: bool,
    ) -> Vec<Anchor> {
        let mut anchors = self.moment(reason, inner, answers);
        for anchor in &mut anchors {
            let length = self.clock.length(duration, self.span(*anchor), onwards);
            self.note(reason, duration, length);
            let (low, high) = if onwards {
                (length.low, length.high)
            } else {
                (-length.high, -length.low)
            };
            anchor.low += low;
            anchor.high += high;
        }
        anchors
    }

    fn phase(&self, name: &Name) -> Option<(usize, usize)> {
        match self.case.node(&name.id)? {
            NodeId::Clause(ClauseId::Phase(PhaseId(phase))) => {
                self.table.phases.get(phase as usize).copied()
            }
            _ => None,
        }
    }

    /// The points of a clause in a state, of one part alone where `only` is given.
    fn points(&self, name: &Name, state: Option<State>, only: Option<usize>) -> Vec<Anchor> {
        let at = |point: usize| Anchor {
            point,
            low: 0,
            high: 0,
        };
        let of = |part: usize| match state {
            Some(State::Started) => self.table.begun[part].unwrap_or(self.table.done[part]),
            Some(State::Verified) => self.table.verified[part].unwrap_or(self.table.done[part]),
            _ => self.table.done[part],
        };
        if matches!(
            state,
            Some(State::Late | State::Breached | State::Lapsed | State::Suspended)
        ) {
            return Vec::new();
        }
        if let Some(part) = only {
            return vec![at(of(part))];
        }
        match self.case.node(&name.id) {
            Some(NodeId::Clause(clause @ ClauseId::Tranche(duty, _))) => {
                let own = self.parts.of_duty(duty);
                own.filter(|part| self.parts.all[*part].clause == clause)
                    .map(|p| at(of(p)))
                    .collect()
            }
            Some(NodeId::Clause(ClauseId::Obligation(duty))) => {
                self.parts.of_duty(duty).map(|part| at(of(part))).collect()
            }
            Some(NodeId::Clause(ClauseId::Phase(phase))) => {
                let (start, end) = self.table.phases[phase.position()];
                vec![at(if state == Some(State::Started) {
                    start
                } else {
                    end
                })]
            }
            Some(NodeId::Clause(ClauseId::Milestone(milestone))) => {
                let milestone = &self.terms.agreement.milestones[milestone];
                let day = milestone.date.get().and_then(|d| self.clock.number(*d));
                match day {
                    Some(day) => vec![Anchor {
                        point: ORIGIN,
                        low: day,
                        high: day,
                    }],
                    // A milestone comes when what it waits for has come, or later.
                    None => self.anchors_of(&milestone.after, None),
                }
            }
            _ => Vec::new(),
        }
    }

    fn anchors_of(&self, condition: &Said<Condition>, answers: Option<usize>) -> Vec<Anchor> {
        condition
            .get()
            .map_or_else(Vec::new, |condition| self.anchors(condition, answers))
    }

    /// The points after which a condition can hold; nothing where one of several is enough.
    fn anchors(&self, condition: &Condition, answers: Option<usize>) -> Vec<Anchor> {
        let day = |day: i64| {
            vec![Anchor {
                point: ORIGIN,
                low: day,
                high: day,
            }]
        };
        match condition {
            Condition::All(parts) => parts
                .iter()
                .flat_map(|part| self.anchors(part, answers))
                .collect(),
            Condition::Is { name, state, each } => {
                self.points(name, *state, answers.filter(|_| *each))
            }
            Condition::Reaches { name, .. } => {
                self.points(name, None, None).into_iter().take(1).collect()
            }
            Condition::Day(number) => day(i64::from(*number)),
            Condition::Date(date) => self.clock.number(*date).map_or_else(Vec::new, day),
            Condition::Any(_)
            | Condition::AtLeast(..)
            | Condition::Not(_)
            | Condition::Silent(_) => Vec::new(),
        }
    }
}
