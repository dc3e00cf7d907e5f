//! The constraints of the terms, in days and in minutes.

use armistice_case::model::Key as _;
use armistice_case::model::{Case, ClauseId, ObligationId};
use armistice_case::phrase::{Moment, When};
use armistice_case::value::{Duration, Unit};
use armistice_case::zone::Zone;

use super::moment::{Anchor, Grain, counted_back, in_hours};
use super::{Doubtful, Fine, ORIGIN, Reason, Solved, Timetable, Unsure};
use crate::accord::clock::{Clock, Length};
use crate::accord::hours::{DAY, Hours};
use crate::accord::part::Parts;
use crate::accord::terms::{Terms, during};
use crate::accord::time::controllable::Uncertain;
use crate::accord::time::network::{Constraint, Network};

/// The least and the most that lies between two points.
type Limits = (Option<i64>, Option<i64>);

pub(super) struct Builder<'a> {
    pub case: &'a Case,
    pub terms: &'a Terms,
    pub parts: &'a Parts,
    pub clock: &'a Clock,
    /// Where the terms count in hours.
    pub hours: Option<&'a Hours>,
    /// The zones that the clause at hand can be in.
    pub zones: Vec<Zone>,
    /// The zones that the hours of anchors can be in.
    pub clocks: Vec<Vec<Zone>>,
    /// What starts the clock of the part at hand.
    pub trigger: Option<Anchor>,
    pub doubts: Vec<Doubtful>,
    pub table: Timetable,
    solved: Option<&'a Solved>,
    pub fine: Network,
    pub fine_reasons: Vec<Reason>,
}

/// The network with durations counted from the days that earlier windows leave.
pub(super) fn built(
    case: &Case,
    terms: &Terms,
    parts: &Parts,
    clock: &Clock,
    hours: Option<&Hours>,
    solved: Option<&Solved>,
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
    table.held = vec![None; terms.agreement.obligations.len()];
    for duty in terms.duties() {
        if terms.agreement.obligations[duty].must_not.is_some() {
            table.held[duty.position()] = Some(table.network.point());
        }
    }
    // What is forbidden until a day of rest is so no longer and no shorter.
    let standing = clock.standing();
    let mut builder = Builder {
        case,
        terms,
        parts,
        clock,
        hours,
        zones: Vec::new(),
        clocks: Vec::new(),
        trigger: None,
        doubts: Vec::new(),
        table,
        solved,
        fine: Network::default(),
        fine_reasons: Vec::new(),
    };
    builder.phases();
    for part in 0..parts.all.len() {
        builder.part(part);
    }
    builder.together();
    for part in 0..parts.all.len() {
        builder.after_breaches(part);
    }
    builder.clock = &standing;
    for duty in terms.duties() {
        builder.forbidden(duty);
    }
    builder.finish()
}

impl Builder<'_> {
    fn finish(mut self) -> Timetable {
        self.fine.points = self.table.network.points;
        self.doubts
            .sort_by_key(|doubt| (doubt.clause, doubt.why, -doubt.apart));
        self.doubts.dedup_by_key(|doubt| (doubt.clause, doubt.why));
        self.table.fine = self.hours.map(|hours| Fine {
            network: self.fine,
            reasons: self.fine_reasons,
            hours: hours.clone(),
            doubts: self.doubts,
        });
        self.table
    }

    /// The days on which an anchor can fall, where they are limited.
    pub(super) fn span(&self, anchor: Anchor) -> Option<(i64, i64)> {
        if anchor.point == ORIGIN {
            return Some((anchor.low, anchor.high));
        }
        let window = self.solved?.days.get(anchor.point)?;
        Some((window.earliest? + anchor.low, window.latest? + anchor.high))
    }

    /// How many days a duration of a clause is from an anchor.
    pub(super) fn days(
        &mut self,
        reason: Reason,
        duration: &Duration,
        from: Option<Anchor>,
        onwards: bool,
    ) -> (i64, i64) {
        if in_hours(duration)
            && let Some(days) = self.hours_in_days(duration, from, onwards)
        {
            return days;
        }
        let span = from.and_then(|anchor| self.span(anchor));
        let length = self.clock.length(duration, span, onwards);
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
        let from = self.span(Anchor::of(point));
        self.clock.moved(after, from)
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
            let day = self.whole_day();
            for (a, b) in mine.zip(theirs) {
                let (from, to) = (self.table.done[b], self.table.done[a]);
                self.add(
                    reason,
                    from,
                    to,
                    (Some(0), Some(0)),
                    (Some(-day), Some(day)),
                );
            }
        }
    }

    /// A constraint in days and the same in minutes.
    pub(super) fn add(
        &mut self,
        reason: Reason,
        from: usize,
        to: usize,
        days: Limits,
        minutes: Limits,
    ) {
        if from == to {
            return;
        }
        let of = |(min, max): Limits| Constraint { from, to, min, max };
        self.table.network.constraints.push(of(days));
        self.table.reasons.push(reason);
        self.add_minutes(reason, from, to, minutes);
    }

    fn add_minutes(&mut self, reason: Reason, from: usize, to: usize, (min, max): Limits) {
        if self.hours.is_some() && from != to {
            self.fine
                .constraints
                .push(Constraint { from, to, min, max });
            self.fine_reasons.push(reason);
        }
    }

    /// A point is not before an anchor: after what happens then, or from the start of that day on.
    fn not_before(&mut self, reason: Reason, point: usize, anchor: &Anchor) {
        let (days, minutes) = (Some(anchor.low), Some(anchor.minutes.0));
        self.add(reason, anchor.point, point, (days, None), (minutes, None));
        if let Some((low, _)) = anchor.fixed {
            self.add_minutes(reason, ORIGIN, point, (Some(low), None));
        }
    }

    /// The latest minute that a day's end, or an hour, leaves after an anchor's point.
    fn end(&self, anchor: &Anchor) -> i64 {
        match anchor.grain {
            Grain::Event => anchor.minutes.1 + self.whole_day(),
            Grain::Hour | Grain::Day => anchor.minutes.1,
        }
    }

    /// The minutes of so many days more than an open day.
    fn more(&self, days: i64) -> i64 {
        let slack = self.hours.map_or(0, |hours| hours.slack);
        days * DAY + slack * days.signum()
    }

    /// A moment of an anchor after its date has moved by so many days: the same time of day, at the
    /// earliest and the latest that this can be.
    fn on_moved(&self, anchor: &Anchor, at: i64, days: i64) -> (i64, i64) {
        let zones = anchor
            .clock
            .map_or(&self.zones, |clock| &self.clocks[clock]);
        let on = |hours: &Hours, zone: &Zone| {
            let (day, minute) = hours.on_clock(Some(zone), at);
            let minute = u16::try_from(minute).unwrap_or(0);
            hours.at(std::slice::from_ref(zone), day + days, minute)
        };
        let moved = self.hours.filter(|_| days != 0).and_then(|hours| {
            let all = zones.iter().map(|zone| on(hours, zone));
            all.reduce(|known, (low, high)| (known.0.min(low), known.1.max(high)))
        });
        moved.unwrap_or((at + days * DAY, at + days * DAY))
    }

    /// The latest minute that an anchor leaves after its point, its date moved by so many days.
    fn end_moved(&self, anchor: &Anchor, days: i64) -> i64 {
        let end = self.end(anchor);
        if anchor.point == ORIGIN {
            self.on_moved(anchor, end, days).1
        } else {
            end + self.more(days)
        }
    }

    fn phases(&mut self) {
        let first = i64::from(!self.terms.agreement.counts_from_zero);
        self.zones = self.hours.map_or_else(Vec::new, |hours| hours.home.clone());
        for (id, phase) in self.terms.phases() {
            let (start, end) = self.table.phases[id.position()];
            let reason = |key| Reason {
                clause: ClauseId::Phase(id),
                key,
            };
            let floor = self.first_minute(first);
            self.add(
                reason("when"),
                ORIGIN,
                start,
                (Some(first), None),
                (Some(floor.0), None),
            );
            self.add(reason("when"), start, end, (Some(0), None), (Some(0), None));
            match phase.when.get() {
                Some(When::Window(from, to)) => {
                    self.at(reason("when"), start, from, None);
                    self.at(reason("when"), end, to, None);
                    if self.begins(from, first) {
                        self.add_minutes(reason("when"), ORIGIN, start, (None, Some(floor.1)));
                    }
                }
                Some(When::From(from)) => self.at(reason("when"), start, from, None),
                _ => {}
            }
            for anchor in self.anchors_of(&phase.after, None) {
                self.not_before(reason("after"), start, &anchor);
            }
            if let Some(lasts) = phase.lasts.get() {
                let from = Anchor::of(start);
                let (low, high) = self.days(reason("lasts"), lasts, Some(from), true);
                let low = (low - 1).max(0);
                let minutes = self.minutes(lasts, (low, high));
                self.add(
                    reason("lasts"),
                    start,
                    end,
                    (Some(low), Some(high)),
                    (Some(minutes.0), Some(minutes.1)),
                );
            }
        }
    }

    /// The minute at which the first day begins, or its hour where day one has one.
    fn first_minute(&self, first: i64) -> (i64, i64) {
        let Some(hours) = self.hours else {
            return (0, 0);
        };
        match &self.terms.agreement.first_hour {
            Some(hour) => hours.at(&hours.home, first, hour.minute()),
            None => hours.start(&hours.home, first),
        }
    }

    /// Whether a moment is the first day, and that day has its hour.
    fn begins(&self, moment: &Moment, first: i64) -> bool {
        let hour = self.terms.agreement.first_hour.is_some();
        let day = match moment {
            Moment::Day(day, None) => Some(i64::from(*day)),
            Moment::Date(date) => self.clock.number(*date),
            _ => None,
        };
        hour && day == Some(first)
    }

    /// A point on a moment exactly, where that is one moment.
    fn at(&mut self, reason: Reason, point: usize, moment: &Moment, answers: Option<usize>) {
        if let [anchor] = self.moment(reason, moment, answers).as_slice() {
            let (low, high) = match (reason.clause, moment.day()) {
                (ClauseId::Phase(_), _) | (_, Moment::Before(..)) => (0, 0),
                _ => (
                    self.moved(anchor.point, anchor.low).0,
                    self.moved(anchor.point, anchor.high).1,
                ),
            };
            // On the day of something is not after it.
            let start = match anchor.grain {
                Grain::Event => anchor.minutes.0 - self.whole_day(),
                Grain::Hour | Grain::Day => anchor.minutes.0,
            };
            let start = if anchor.point == ORIGIN {
                self.on_moved(anchor, start, low).0
            } else {
                start + self.more(low)
            };
            let minutes = (start, self.end_moved(anchor, high));
            self.add(
                reason,
                anchor.point,
                point,
                (Some(anchor.low + low), Some(anchor.high + high)),
                (Some(minutes.0), Some(minutes.1)),
            );
            if let Some((from, to)) = anchor.fixed {
                let from = self.on_moved(anchor, from, low).0;
                let limits = (Some(from), Some(self.on_moved(anchor, to, high).1));
                self.add_minutes(reason, ORIGIN, point, limits);
            }
        }
    }

    fn part(&mut self, position: usize) {
        let part = &self.parts.all[position];
        let duty = &self.terms.agreement.obligations[part.duty];
        let (clause, answers) = (part.clause, part.made_for());
        let reason = |key| Reason { clause, key };
        let done = self.table.done[position];
        let begun = self.table.begun[position].unwrap_or(done);
        if let Some(hours) = self.hours {
            self.zones = hours.zones(part.duty).to_vec();
        }
        if !self.may_precede(position) {
            let first = i64::from(!self.terms.agreement.counts_from_zero);
            match duty.phase {
                Some(phase) => {
                    let start = self.table.phases[phase.position()].0;
                    self.add(
                        reason("when"),
                        start,
                        begun,
                        (Some(0), None),
                        (Some(0), None),
                    );
                }
                None => {
                    let floor = self.first_minute(first).0;
                    let days = (Some(first), None);
                    self.add(reason("when"), ORIGIN, begun, days, (Some(floor), None));
                }
            }
        }
        match duty.takes.get() {
            Some(takes) => {
                self.lasting(reason("takes"), begun, done, takes);
            }
            None if begun != done => {
                self.add(
                    reason("starts"),
                    begun,
                    done,
                    (Some(0), None),
                    (Some(0), None),
                );
            }
            None => {}
        }
        if let Some(verified) = self.table.verified[position]
            && let Some(within) = part.verified_within.get()
        {
            let days = self.lasting(reason("verified-within"), done, verified, within);
            self.table.confirmed[position] = Some(days);
        }
        let triggers = self.anchors_of(&part.after, answers);
        for anchor in &triggers {
            self.not_before(reason("after"), begun, anchor);
        }
        for anchor in self.anchors_of(&part.needs, answers) {
            self.not_before(reason("needs"), done, &anchor);
        }
        self.trigger = self.trigger(reason("after"), &triggers);
        if let Some(starts) = part.starts.get() {
            self.window(reason("starts"), begun, starts, answers);
        }
        if let Some(when) = part.when.get() {
            self.window(reason("when"), done, when, answers);
        }
    }

    /// A point at which a prohibition holds: within its window, else while its phase runs, unless it
    /// outlasts that.
    fn forbidden(&mut self, id: ObligationId) {
        let Some(point) = self.table.held[id.position()] else {
            return;
        };
        let duty = &self.terms.agreement.obligations[id];
        let reason = |key| Reason {
            clause: ClauseId::Obligation(id),
            key,
        };
        if let Some(hours) = self.hours {
            self.zones = hours.zones(id).to_vec();
        }
        match duty.phase {
            Some(phase) => {
                let (start, end) = self.table.phases[phase.position()];
                let after = (Some(0), None);
                self.add(reason("when"), start, point, after, after);
                if duty.when.get().is_none() && !duty.survives {
                    self.add(reason("when"), point, end, after, after);
                }
            }
            None => {
                let first = i64::from(!self.terms.agreement.counts_from_zero);
                let floor = self.first_minute(first).0;
                let days = (Some(first), None);
                self.add(reason("when"), ORIGIN, point, days, (Some(floor), None));
            }
        }
        let triggers = self.anchors_of(&duty.after, None);
        for anchor in &triggers {
            self.not_before(reason("after"), point, anchor);
        }
        self.trigger = self.trigger(reason("after"), &triggers);
        if let Some(when) = duty.when.get() {
            self.window(reason("when"), point, when, None);
        }
    }

    /// Work or a confirmation between two points; gives its days.
    fn lasting(
        &mut self,
        reason: Reason,
        from: usize,
        to: usize,
        duration: &Duration,
    ) -> (i64, i64) {
        let (min, max) = self.days(reason, duration, Some(Anchor::of(from)), true);
        let minutes = self.minutes(duration, (min, max));
        self.add(
            reason,
            from,
            to,
            (Some(min), Some(max)),
            (Some(minutes.0), Some(minutes.1)),
        );
        let in_hours = in_hours(duration) && self.hours.is_some();
        let ranges = if in_hours {
            minutes.0 < minutes.1
        } else {
            min < max
        };
        if ranges {
            let link = |(min, max)| Uncertain { from, to, min, max };
            self.table.unsure.push(Unsure {
                link: link((min, max)),
                fine: self.hours.map(|_| link(minutes)),
                in_hours,
                reason,
            });
        }
        (min, max)
    }

    /// Whether a part is due before its phase may start, as a list handed over a day before.
    fn may_precede(&self, position: usize) -> bool {
        fn before(moment: &Moment) -> bool {
            match moment.day() {
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
                self.table.joint += 1;
                for anchor in several {
                    self.not_before(reason, point, anchor);
                }
                Some(Anchor::of(point))
            }
        }
    }

    fn window(&mut self, reason: Reason, point: usize, when: &When, answers: Option<usize>) {
        match when {
            When::On(moment) => self.at(reason, point, moment, answers),
            When::By(moment) => self.latest(reason, point, moment, answers, false),
            When::Before(moment) => self.latest(reason, point, moment, answers, true),
            When::From(moment) => self.earliest(reason, point, moment, answers),
            When::Window(from, to) => {
                self.earliest(reason, point, from, answers);
                self.latest(reason, point, to, answers, false);
            }
            When::Within(duration, None) => {
                if let Some(trigger) = self.trigger {
                    let end = self.shifted(reason, duration, vec![trigger], true);
                    for end in end {
                        self.between(reason, point, &trigger, &end, !in_hours(duration));
                    }
                }
            }
            When::Within(duration, Some(moment)) => {
                let from = self.moment(reason, moment, answers);
                for anchor in &from {
                    self.not_before(reason, point, anchor);
                }
                let every = from.len() == 1 || counted_back(moment);
                let ends = self.shifted(reason, duration, from, true);
                let ends = if every { ends } else { Vec::new() };
                let rolls = !counted_back(moment) && !in_hours(duration);
                self.not_after(reason, point, &ends, rolls);
            }
            When::SameDay => {
                if let Some(trigger) = self.trigger {
                    self.between(reason, point, &trigger, &trigger, false);
                }
            }
            When::While(_) => {
                if let Some(phase) = during(self.case, when) {
                    let (start, end) = self.table.phases[phase.position()];
                    self.add(reason, start, point, (Some(0), None), (Some(0), None));
                    self.add(reason, point, end, (Some(0), None), (Some(0), None));
                }
            }
            When::Silent(_) => {}
        }
    }

    fn earliest(&mut self, reason: Reason, point: usize, moment: &Moment, answers: Option<usize>) {
        for anchor in self.moment(reason, moment, answers) {
            self.not_before(reason, point, &anchor);
        }
    }

    /// The point is at the latest on the moment, or before it.
    fn latest(
        &mut self,
        reason: Reason,
        point: usize,
        moment: &Moment,
        answers: Option<usize>,
        before: bool,
    ) {
        let mut anchors = self.moment(reason, moment, answers);
        if !counted_back(moment) && anchors.len() != 1 {
            return;
        }
        if before {
            for anchor in &mut anchors {
                *anchor = self.before(*anchor);
            }
        }
        // What is to be a time before something does not move towards it.
        self.not_after(reason, point, &anchors, !counted_back(moment));
    }

    /// The last time before an anchor: the day before a day, the minute before an hour.
    fn before(&self, anchor: Anchor) -> Anchor {
        let less = |by: i64| (anchor.minutes.0 - by, anchor.minutes.1 - by);
        match anchor.grain {
            Grain::Hour => Anchor {
                minutes: less(1),
                fixed: anchor.fixed.map(|(a, b)| (a - 1, b - 1)),
                ..anchor
            },
            Grain::Day | Grain::Event => {
                let by = match anchor.grain {
                    Grain::Event => 1,
                    _ => DAY - self.hours.map_or(0, |hours| hours.slack),
                };
                Anchor {
                    low: anchor.low - 1,
                    high: anchor.high - 1,
                    minutes: less(by),
                    grain: Grain::Day,
                    ..anchor
                }
            }
        }
    }

    /// From one anchor to the other, both from the same point.
    fn between(&mut self, reason: Reason, point: usize, start: &Anchor, end: &Anchor, rolls: bool) {
        let moved = if rolls {
            self.moved(end.point, end.high).1
        } else {
            0
        };
        let last = self.end_moved(end, moved);
        self.add(
            reason,
            start.point,
            point,
            (Some(start.low), Some(end.high + moved)),
            (Some(start.minutes.0), Some(last)),
        );
        if start.fixed.is_some() || end.fixed.is_some() {
            let high = end.fixed.map(|(_, high)| self.on_moved(end, high, moved).1);
            self.add_minutes(
                reason,
                ORIGIN,
                point,
                (start.fixed.map(|(low, _)| low), high),
            );
        }
    }

    fn not_after(&mut self, reason: Reason, point: usize, anchors: &[Anchor], rolls: bool) {
        for anchor in anchors {
            let moved = if rolls {
                self.moved(anchor.point, anchor.high).1
            } else {
                0
            };
            let end = self.end_moved(anchor, moved);
            let days = (None, Some(anchor.high + moved));
            self.add(reason, anchor.point, point, days, (None, Some(end)));
            if let Some((_, high)) = anchor.fixed {
                let high = self.on_moved(anchor, high, moved).1;
                self.add_minutes(reason, ORIGIN, point, (None, Some(high)));
            }
        }
    }
}
