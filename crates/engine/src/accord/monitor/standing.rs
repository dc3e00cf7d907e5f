//! How every duty stands on a day: its status, since when, until when, what it waits for.
//!
//! Each part's records and dates become signals in the order of their days, and the table of
//! [`super::life`] turns them into a state; numbers and dates tell the shades of a state apart.
//! Guarantee: a status is a function of the text and of the records up to the day.

use armistice_case::model::{ActorId, ClauseId, EventId, Key as _, ObligationId, QuantityId, Said};
use armistice_case::phrase::When;
use armistice_case::value::Decimal;

use super::blocker::{Blocker, blockers, impossible};
use super::clock::{Clock, Due};
use super::history::{Exceeded, PartHistory};
use super::life::{State, next};
use super::promise::is_limit;
use super::record::View;
use super::signals::signals;
use super::silence::{silent, unheard};
use super::suspension::{Policies, Policy, held, moved, spans};
use crate::accord::clock::bounds as days;

/// How a duty or a part of it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Past its time to cure, or done although forbidden.
    Breached,
    /// Past its time, with time left to cure it.
    InCure,
    /// Past its time; the text gives no time to cure.
    Late,
    /// Its dates are put off by one side.
    Suspended,
    /// Due on this very day.
    DueToday,
    /// Part of it is done.
    PartlyPerformed,
    /// Past its day, and nothing is recorded either way.
    NoRecord,
    /// Under way: begun, kept so far, or given day by day.
    InProgress,
    /// In effect without a last day that is known.
    Due,
    /// Due in so many days.
    DueIn(i64),
    /// In effect until a later day than the text first had.
    Extended,
    /// Its phase runs and it waits for something else.
    Awaiting,
    /// Neither its phase nor its clock has started.
    NotTriggered,
    /// What it waits for cannot come any more.
    Impossible,
    /// Its phase or the agreement ended before it was due.
    Lapsed,
    /// Whoever it is owed to waived it.
    Waived,
    /// Done; whoever verifies has not confirmed it.
    Performed,
    /// Done, and the text names nobody to confirm it.
    Done,
    /// Done and confirmed.
    Verified,
    /// Done after its time.
    Cured,
}

impl Status {
    /// The word on the page and in JSON, without its number of days.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Status::Breached => "breached",
            Status::InCure => "in cure",
            Status::Late => "late",
            Status::Suspended => "suspended",
            Status::DueToday => "due today",
            Status::PartlyPerformed => "partly performed",
            Status::NoRecord => "past its day, no record",
            Status::InProgress => "in progress",
            Status::Due => "due",
            Status::DueIn(_) => "due in",
            Status::Extended => "extended",
            Status::Awaiting => "awaiting its trigger",
            Status::NotTriggered => "not yet triggered",
            Status::Impossible => "impossible",
            Status::Lapsed => "lapsed",
            Status::Waived => "waived",
            Status::Performed => "performed, unverified",
            Status::Done => "performed",
            Status::Verified => "verified",
            Status::Cured => "cured",
        }
    }

    /// Whether it is done, whenever that was.
    #[must_use]
    pub fn is_done(self) -> bool {
        matches!(
            self,
            Status::Performed | Status::Done | Status::Verified | Status::Cured
        )
    }

    /// Whether it should have been done by now and is not.
    #[must_use]
    pub fn is_overdue(self) -> bool {
        matches!(self, Status::Breached | Status::InCure | Status::Late)
    }

    /// Whether nothing is owed under it any more, or not yet.
    #[must_use]
    pub fn is_idle(self) -> bool {
        matches!(
            self,
            Status::Awaiting
                | Status::NotTriggered
                | Status::Impossible
                | Status::Lapsed
                | Status::Waived
        )
    }
}

/// One quantity of a part: promised and given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Of what.
    pub quantity: QuantityId,
    /// What fills it under this view; none where the text gives no number.
    pub promised: Option<Decimal>,
    /// The most that the text allows, where it names no more than that.
    pub limit: Option<Decimal>,
    /// What was given.
    pub given: Decimal,
}

/// How one part stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The part, as a position in the text's parts; none for a forbidden act.
    pub part: Option<usize>,
    /// Which occurrence of a duty that recurs, from one.
    pub occurrence: Option<usize>,
    /// The duty.
    pub duty: ObligationId,
    /// The clause to point at.
    pub clause: ClauseId,
    /// The state of its life.
    pub state: State,
    /// How it stands.
    pub status: Status,
    /// Since when.
    pub since: Option<i64>,
    /// When its clock started.
    pub triggered: Option<i64>,
    /// Its window.
    pub window: Due,
    /// When it was done.
    pub done: Option<i64>,
    /// Days by which its beginning is late.
    pub begin_late: i64,
    /// Days late: of a part that is done by its day of performance, of others by now.
    pub late: i64,
    /// The day on which a waiver ended its lateness, where it was late by then.
    pub forgiven: Option<i64>,
    /// When the time to cure it is over.
    pub cure_until: Option<i64>,
    /// The rules for a suspension side by side, where it was suspended.
    pub policies: Option<Policies>,
    /// Its quantities.
    pub filled: Vec<Filled>,
    /// What it waits for.
    pub blockers: Vec<Blocker>,
    /// Whether only a tally says that it is done: by that day, and nobody knows since when.
    pub by_tally: bool,
    /// When more was given than the text allows at most.
    pub exceeded: Option<Exceeded>,
    /// Of an act that several owe, each for itself: who did it and when.
    pub did: Vec<(ActorId, i64)>,
    /// The record it rests on, the clause apart.
    pub record: Option<EventId>,
}

impl Standing {
    /// Whether nothing is owed under it: the text names no more than a most.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        !self.filled.is_empty() && self.filled.iter().all(|filled| filled.limit.is_some())
    }
}

/// Everything that is known of a day under one view.
pub struct Day<'a> {
    /// The clock.
    pub clock: Clock<'a>,
    /// How every part stands, in the order of the text.
    pub parts: Vec<Standing>,
}

impl<'a> Day<'a> {
    /// How everything stands at a clock. Of a duty that recurs at least as many occurrences are told
    /// as another clock of the same day knows, so that two views of a day stand side by side.
    #[must_use]
    pub fn of(clock: Clock<'a>, beside: &[usize]) -> Day<'a> {
        let mut parts = Vec::new();
        for duty in clock.text.lens.terms.duties() {
            let of = clock.text.lens.parts.of_duty(duty);
            if clock.text.lens.terms.agreement.obligations[duty]
                .must_not
                .is_some()
            {
                parts.push(forbidden(&clock, duty));
            } else {
                parts.extend(of.flat_map(|part| told(&clock, part, beside[part])));
            }
        }
        let blocked: Vec<Vec<Blocker>> = parts
            .iter()
            .map(|part| blockers(&clock, &parts, part))
            .collect();
        for (part, blockers) in parts.iter_mut().zip(blocked) {
            part.blockers = blockers;
        }
        impossible(&clock, &mut parts);
        Day { clock, parts }
    }

    /// How things stood on the last day of each text that was in force before, in their order.
    pub fn before(&self) -> impl DoubleEndedIterator<Item = &Day<'a>> {
        self.clock.before.iter().map(|day| &**day)
    }

    /// The parts of a duty.
    pub fn of_duty(&self, duty: ObligationId) -> impl Iterator<Item = &Standing> {
        // Parts stand in the order of their duties.
        let from = self.parts.partition_point(|part| part.duty < duty);
        self.parts[from..]
            .iter()
            .take_while(move |part| part.duty == duty)
    }

    /// How a duty stands as a whole: as the worst of its parts that are under way, else as what is
    /// done or still to come.
    #[must_use]
    pub fn status(&self, duty: ObligationId) -> Option<Status> {
        let of: Vec<Status> = self.of_duty(duty).map(|part| part.status).collect();
        let done = of.iter().filter(|status| status.is_done()).count();
        if done == of.len() {
            return of.iter().min().copied();
        }
        let worst = of
            .iter()
            .filter(|status| !status.is_done())
            .min()
            .copied()?;
        let begun = done > 0 && (worst > Status::PartlyPerformed) && !worst_idle(worst);
        let recurs = self.of_duty(duty).any(|part| part.occurrence.is_some());
        Some(if begun && recurs {
            Status::InProgress
        } else if begun {
            Status::PartlyPerformed
        } else {
            worst
        })
    }
}

fn worst_idle(status: Status) -> bool {
    matches!(status, Status::Lapsed | Status::Waived | Status::Impossible)
}

/// A forbidden act: kept so far, or done.
fn forbidden(clock: &Clock<'_>, duty: ObligationId) -> Standing {
    let history = &clock.histories[duty.position()];
    let item = &clock.text.lens.terms.agreement.obligations[duty];
    let run = item.phase.map(|phase| clock.phase(phase));
    let first = history.incidents.first().copied();
    let begun = run.is_none_or(|run| run.start.is_some_and(|start| start <= clock.day));
    let over = run.is_some_and(|run| run.over(clock.day));
    let suspended = history.suspensions.iter().rev();
    let mut suspended = suspended.filter(|suspension| suspension.open_on(clock.day));
    let suspended = suspended.next().filter(|_| begun && !over);
    let (state, status, since) = match (first, suspended) {
        (Some((day, _)), _) => (State::Breached, Status::Breached, Some(day)),
        (None, Some(suspension)) => (State::Suspended, Status::Suspended, Some(suspension.from)),
        (None, None) if over => (State::Performed, Status::Done, run.and_then(|run| run.end)),
        (None, None) if begun => (
            State::Running,
            Status::InProgress,
            run.and_then(|run| run.start),
        ),
        (None, None) => (State::Waiting, Status::NotTriggered, None),
    };
    Standing {
        part: None,
        occurrence: None,
        duty,
        clause: ClauseId::Obligation(duty),
        state,
        status,
        since,
        triggered: run.and_then(|run| run.start),
        window: Due {
            due: run.and_then(|run| run.end),
            ..Due::default()
        },
        done: None,
        begin_late: 0,
        late: 0,
        forgiven: None,
        cure_until: None,
        policies: None,
        filled: Vec::new(),
        blockers: Vec::new(),
        by_tally: false,
        exceeded: None,
        did: Vec::new(),
        record: first
            .map(|(_, event)| event)
            .or(suspended.map(|suspension| suspension.event)),
    }
}

/// Days late of a part due on a day.
fn lateness(due: Option<i64>, done: Option<i64>, day: i64) -> i64 {
    due.map_or(0, |due| (done.unwrap_or(day) - due).max(0))
}

/// How a part stands, or each of its occurrences.
fn told(clock: &Clock<'_>, at: usize, beside: usize) -> Vec<Standing> {
    let series = clock
        .recurring
        .get(&at)
        .map_or(&[][..], |series| &series.all);
    if series.is_empty() && beside == 0 {
        let own = clock.part(at).cloned().unwrap_or_default();
        return vec![standing(clock, at, own, clock.windows[at], None)];
    }
    (0..series.len().max(beside))
        .map(|number| {
            let one = series.get(number);
            let own = one.map_or_else(PartHistory::default, |one| one.own.clone());
            let window = one.map_or_else(Due::default, |one| one.window);
            standing(clock, at, own, window, Some(number + 1))
        })
        .collect()
}

fn standing(
    clock: &Clock<'_>,
    at: usize,
    mut own: PartHistory,
    mut window: Due,
    occurrence: Option<usize>,
) -> Standing {
    let part = &clock.text.lens.parts.all[at];
    let duty = &clock.text.lens.terms.agreement.obligations[part.duty];
    let history = &clock.histories[part.duty.position()];
    let day = clock.day;
    let rates = &clock.text.rates[part.duty.position()];
    let quota = !rates.is_empty() && clock.text.promises[at].is_empty();
    let promises = clock.text.each[at].as_ref();
    let promises = promises.filter(|_| occurrence.is_some());
    let promises = promises.unwrap_or(&clock.text.promises[at]);
    let limit = is_limit(promises);
    if occurrence.is_none() {
        own.done = clock.done(at);
    }

    // A record that an answer is held back says that it was due.
    if let Some(called) = own.called
        && part.when.get() == Some(&When::SameDay)
    {
        window.due = Some(window.due.map_or(called, |due| due.min(called)));
        window.from = window.from.map(|from| from.min(called));
    }
    let best = clock.facts.view != View::Worst;
    if own.by_tally && best {
        // A tally says only that it was done by then.
        own.done = own
            .done
            .map(|done| window.due.map_or(done, |due| due.min(done)));
    }
    // What was begun or done had its trigger, whatever the text leaves unsaid about it.
    let known = [clock.triggered[at], own.called];
    let triggered = known.into_iter().flatten().min();
    let triggered = triggered.or(own.begun).or(own.done);
    let held = held(history, own.done, triggered);
    let spans = spans(&held, day);
    let text_due = window.due;
    let said = Policy::of(clock.text, part.duty);
    let under = |policy| text_due.map(|due| moved(due, &spans, policy));
    window.due = under(said.unwrap_or(Policy::Stand));
    let late = |due: Option<i64>| lateness(due, own.done, day);
    let policies = (!spans.is_empty()).then(|| Policies {
        stand: late(under(Policy::Stand)),
        freeze: late(under(Policy::Freeze)),
        shift: late(under(Policy::Shift)),
        said,
    });

    let cure = duty.cure.get().map(|cure| days(cure).1);
    let run = duty.phase.map(|phase| clock.phase(phase));
    let signals = signals(
        clock,
        &own,
        &window,
        (triggered, &held),
        cure,
        quota || limit,
        at,
    );
    let (mut state, mut since) = (State::Waiting, None);
    for (on, _, signal) in &signals {
        if let Some(new) = next(state, *signal) {
            state = new;
            since = Some(*on);
        }
    }
    let worst = clock.facts.view == View::Worst;
    let filled: Vec<Filled> = promises
        .iter()
        .zip(&own.filled)
        .map(|(promise, given)| Filled {
            quantity: promise.quantity,
            promised: if worst { promise.high } else { promise.low },
            limit: promise.limit,
            given: *given,
        })
        .collect();
    let cure_until = window
        .due
        .zip(cure)
        .map(|(due, cure)| due + cure)
        .filter(|_| state == State::Late);
    let partly = filled.iter().any(|filled| filled.given.0 > 0);
    let extended = occurrence.is_none()
        && (!clock.extended(at).is_empty()
            || run.is_some_and(|run| run.prolonged > 0 && window.due == run.end));
    let confirms = duty.verified_by.get().is_some_and(|by| !by.is_empty());
    let begin_late = match own.begun.or(own.done) {
        None if state == State::Late => lateness(window.begin_by, None, day),
        _ => 0,
    };
    let silent = match occurrence {
        None => silent(clock, at, &filled),
        Some(_) => own.begun.is_none() && unheard(clock, part.duty, text_due),
    };
    let status = match state {
        State::Late | State::Breached if silent => Status::NoRecord,
        State::Waiting => waiting(clock, run, part.duty),
        State::Running => running(
            &window,
            &own,
            partly || quota,
            quota || limit,
            extended,
            day,
        ),
        State::Late if cure.is_some() => Status::InCure,
        State::Late => Status::Late,
        State::Breached => Status::Breached,
        State::Suspended => Status::Suspended,
        State::Performed if confirms => Status::Performed,
        State::Performed => Status::Done,
        State::Verified => Status::Verified,
        State::Cured => Status::Cured,
        State::Discharged if own.waived.is_some() => Status::Waived,
        State::Discharged => Status::Lapsed,
        State::Terminated if quota => kept_quota(clock, part.duty),
        State::Terminated if limit => Status::Done,
        State::Terminated => Status::Lapsed,
    };
    let passed = |on: &i64| {
        let begin_by = window.begin_by.filter(|_| own.begun.is_none());
        let last = window.due.into_iter().chain(begin_by).min();
        triggered.is_some() && last.is_some_and(|last| last < *on)
    };
    let waived = own.waived.filter(|_| status == Status::Waived && !silent);
    // More than the most that is allowed was given, whatever else of it was done.
    let exceeded = own
        .exceeded
        .filter(|one| one.cured.is_none() && !status.is_idle());
    let (state, status, since) = match exceeded {
        Some(exceeded) => (State::Breached, Status::Breached, Some(exceeded.day)),
        None => (state, status, since),
    };
    // Nobody is late with what was not due, is owed no more, or is a gap in the log.
    let counts = !quota && !limit && status != Status::NoRecord && !status.is_idle();
    Standing {
        part: Some(at),
        occurrence,
        duty: part.duty,
        clause: part.clause,
        state,
        status,
        since,
        triggered,
        window,
        done: own.done,
        begin_late: if counts { begin_late } else { 0 },
        late: if counts { late(window.due) } else { 0 },
        forgiven: waived.filter(|on| !quota && passed(on)),
        cure_until,
        policies,
        filled,
        blockers: Vec::new(),
        by_tally: own.by_tally,
        exceeded: own.exceeded,
        record: exceeded
            .map(|exceeded| exceeded.event)
            .or(own.done_by)
            .or(history.last),
        did: own.did,
    }
}

fn waiting(clock: &Clock<'_>, run: Option<super::clock::Run>, duty: ObligationId) -> Status {
    let begun = run.is_none_or(|run| run.start.is_some_and(|start| start <= clock.day));
    let waits = clock.text.lens.terms.agreement.obligations[duty].after != Said::Nothing;
    if begun && waits {
        Status::Awaiting
    } else {
        Status::NotTriggered
    }
}

fn running(
    window: &Due,
    own: &PartHistory,
    partly: bool,
    quota: bool,
    extended: bool,
    day: i64,
) -> Status {
    match window.due {
        _ if quota => Status::InProgress,
        Some(due) if due == day => Status::DueToday,
        _ if partly => Status::PartlyPerformed,
        _ if own.begun.is_some() => Status::InProgress,
        Some(_) if extended => Status::Extended,
        Some(due) => Status::DueIn(due - day),
        None => Status::Due,
    }
}

/// How a quota stands when it is over.
fn kept_quota(clock: &Clock<'_>, duty: ObligationId) -> Status {
    let scores = super::quota::scores(clock, duty);
    if scores.is_empty() {
        // By the hour: whatever is recorded of it is a part.
        let deliveries = &clock.histories[duty.position()].deliveries;
        return match deliveries.is_empty() {
            true => Status::NoRecord,
            false => Status::PartlyPerformed,
        };
    }
    if scores.iter().all(|score| score.recorded == 0) {
        return Status::NoRecord;
    }
    if scores.iter().all(|score| score.volume == 0 && !score.limit) {
        return Status::Lapsed;
    }
    let short = |score: &super::quota::Score| {
        let less = !score.limit && score.volume < score.promised;
        score.recorded > 0 && (less || score.met < score.single)
    };
    if scores.iter().any(short) {
        Status::PartlyPerformed
    } else {
        Status::Done
    }
}
