//! How every duty stands on a day: its status, since when, until when, what it waits for.
//!
//! Each part's records and dates become signals in the order of their days, and the table of
//! [`super::life`] turns them into a state; numbers and dates tell the shades of a state apart. A
//! suspension is told under the three rules a text can have for its dates: they stand, they
//! freeze (what falls due meanwhile is due when it ends), or all later ones shift by its length.
//! Guarantee: a status is a function of the text and of the records up to the day.

use armistice_case::model::{
    Act, ActorId, ClauseId, EventId, Key as _, ObligationId, QuantityId, Said,
};
use armistice_case::phrase::When;
use armistice_case::value::Decimal;

use super::clock::{Clock, Due, Wait};
use super::docket::debtors;
use super::history::PartHistory;
use super::life::{Signal, State, next};
use super::record::View;
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

/// What a rule for dates in a suspension makes of one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policies {
    /// Days late when the dates stand.
    pub stand: i64,
    /// Days late when nothing falls due meanwhile.
    pub freeze: i64,
    /// Days late when all later dates move by its length.
    pub shift: i64,
    /// The rule that the text gives.
    pub said: Option<Policy>,
}

/// A rule for the dates of a duty that is suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// They stand.
    Stand,
    /// None passes meanwhile.
    Freeze,
    /// They move by the length of the suspension.
    Shift,
}

impl Policy {
    fn from_word(word: &str) -> Option<Policy> {
        match word {
            "stand" => Some(Policy::Stand),
            "freeze" => Some(Policy::Freeze),
            "shift" => Some(Policy::Shift),
            _ => None,
        }
    }
}

/// Something a part waits for, and who owes that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    /// What it waits for.
    pub wait: Wait,
    /// Who owes it.
    pub by: Vec<ActorId>,
    /// How many days late that is itself.
    pub late: i64,
}

/// One quantity of a part: promised and given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Of what.
    pub quantity: QuantityId,
    /// What fills it under this view; none where the text gives no number.
    pub promised: Option<Decimal>,
    /// What was given.
    pub given: Decimal,
}

/// How one part stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The part, as a position in the text's parts; none for a forbidden act.
    pub part: Option<usize>,
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
    /// When the time to cure it is over.
    pub cure_until: Option<i64>,
    /// The rules for a suspension side by side, where it was suspended.
    pub policies: Option<Policies>,
    /// Its quantities.
    pub filled: Vec<Filled>,
    /// What it waits for.
    pub blockers: Vec<Blocker>,
    /// The record it rests on, the clause apart.
    pub record: Option<EventId>,
}

/// Everything that is known of a day under one view.
pub struct Day<'a> {
    /// The clock.
    pub clock: Clock<'a>,
    /// How every part stands, in the order of the text.
    pub parts: Vec<Standing>,
}

impl Day<'_> {
    /// How everything stands at a clock.
    #[must_use]
    pub fn of(clock: Clock<'_>) -> Day<'_> {
        let mut parts = Vec::new();
        for duty in clock.text.lens.terms.duties() {
            let of = clock.text.lens.parts.of_duty(duty);
            if clock.text.lens.terms.agreement.obligations[duty]
                .must_not
                .is_some()
            {
                parts.push(forbidden(&clock, duty));
            } else {
                parts.extend(of.map(|part| standing(&clock, part)));
            }
        }
        impossible(&clock, &mut parts);
        Day { clock, parts }
    }

    /// The parts of a duty.
    pub fn of_duty(&self, duty: ObligationId) -> impl Iterator<Item = &Standing> {
        self.parts.iter().filter(move |part| part.duty == duty)
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
        Some(if begun {
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
    let (state, status, since) = match first {
        Some((day, _)) => (State::Breached, Status::Breached, Some(day)),
        None if over => (State::Performed, Status::Done, run.and_then(|run| run.end)),
        None if begun => (
            State::Running,
            Status::InProgress,
            run.and_then(|run| run.start),
        ),
        None => (State::Waiting, Status::NotTriggered, None),
    };
    Standing {
        part: None,
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
        cure_until: None,
        policies: None,
        filled: Vec::new(),
        blockers: Vec::new(),
        record: first.map(|(_, event)| event),
    }
}

/// Days late of a part due on a day.
fn lateness(due: Option<i64>, done: Option<i64>, day: i64) -> i64 {
    due.map_or(0, |due| (done.unwrap_or(day) - due).max(0))
}

/// The last day of a part once a suspension has had its effect.
fn moved(due: i64, suspensions: &[(i64, i64)], policy: Policy) -> i64 {
    suspensions
        .iter()
        .fold(due, |due, (from, to)| match policy {
            Policy::Stand => due,
            Policy::Freeze if (*from..*to).contains(&due) => *to,
            Policy::Shift if due >= *from => due + (to - from),
            Policy::Freeze | Policy::Shift => due,
        })
}

fn standing(clock: &Clock<'_>, at: usize) -> Standing {
    let part = &clock.text.lens.parts.all[at];
    let duty = &clock.text.lens.terms.agreement.obligations[part.duty];
    let history = &clock.histories[part.duty.position()];
    let own = clock.part(at).cloned().unwrap_or_default();
    let mut window = clock.windows[at];
    let day = clock.day;
    let rates = &clock.text.rates[part.duty.position()];
    let quota = !rates.is_empty() && clock.text.promises[at].is_empty();

    let spans: Vec<(i64, i64)> = history
        .suspensions
        .iter()
        .filter(|s| own.done.is_none_or(|done| done > s.from))
        .map(|s| (s.from, s.to.map_or(day, |(to, _)| to.min(day))))
        .collect();
    // A record that an answer is held back says that it was due.
    if let Some(called) = own.called
        && part.when.get() == Some(&When::SameDay)
    {
        window.due = Some(window.due.map_or(called, |due| due.min(called)));
        window.from = window.from.map(|from| from.min(called));
    }
    let best = clock.facts.view != View::Worst;
    let mut own = own;
    if own.by_tally && best {
        // A tally says only that it was done by then.
        own.done = own
            .done
            .map(|done| window.due.map_or(done, |due| due.min(done)));
    }
    let text_due = window.due;
    let said = duty
        .if_suspended
        .get()
        .and_then(|word| Policy::from_word(word));
    let under = |policy| text_due.map(|due| moved(due, &spans, policy));
    window.due = under(said.unwrap_or(Policy::Stand));
    let late = |due: Option<i64>| lateness(due, own.done, day);
    let policies = (!spans.is_empty()).then(|| Policies {
        stand: late(under(Policy::Stand)),
        freeze: late(under(Policy::Freeze)),
        shift: late(under(Policy::Shift)),
        said,
    });

    // What was begun or done had its trigger, whatever the text leaves unsaid about it.
    let triggered = clock.triggered[at]
        .or(own.called)
        .or(own.begun)
        .or(own.done);
    let cure = duty.cure.get().map(|cure| days(cure).1);
    let run = duty.phase.map(|phase| clock.phase(phase));
    let signals = signals(clock, &own, &window, triggered, cure, quota, at);
    let (mut state, mut since) = (State::Waiting, None);
    for (on, _, signal) in &signals {
        if let Some(new) = next(state, *signal) {
            state = new;
            since = Some(*on);
        }
    }
    let worst = clock.facts.view == View::Worst;
    let filled: Vec<Filled> = clock.text.promises[at]
        .iter()
        .zip(&own.filled)
        .map(|(promise, given)| Filled {
            quantity: promise.quantity,
            promised: if worst { promise.high } else { promise.low },
            given: *given,
        })
        .collect();
    let cure_until = window
        .due
        .zip(cure)
        .map(|(due, cure)| due + cure)
        .filter(|_| state == State::Late);
    let partly = filled.iter().any(|filled| filled.given.0 > 0);
    let extended = !history.extended.is_empty()
        || run.is_some_and(|run| run.prolonged > 0 && window.due == run.end);
    let confirms = duty.verified_by.get().is_some_and(|by| !by.is_empty());
    let begin_late = match own.begun.or(own.done) {
        None if state == State::Late => lateness(window.begin_by, None, day),
        _ => 0,
    };
    let silent = silent(clock, at, &filled);
    let status = match state {
        State::Late | State::Breached if silent => Status::NoRecord,
        State::Waiting => waiting(clock, run, part.duty),
        State::Running => running(&window, &own, partly || quota, quota, extended, day),
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
        State::Terminated => Status::Lapsed,
    };
    let blockers = match status {
        Status::Awaiting | Status::NotTriggered => blockers(clock, at),
        _ => Vec::new(),
    };
    Standing {
        part: Some(at),
        duty: part.duty,
        clause: part.clause,
        state,
        status,
        since,
        triggered,
        window,
        done: own.done,
        begin_late,
        late: if quota { 0 } else { late(window.due) },
        cure_until,
        policies,
        filled,
        blockers,
        record: own.done_by.or(history.last),
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

/// What happened to a part, in the order of the days.
fn signals(
    clock: &Clock<'_>,
    own: &PartHistory,
    window: &Due,
    triggered: Option<i64>,
    cure: Option<i64>,
    quota: bool,
    at: usize,
) -> Vec<(i64, u8, Signal)> {
    let part = &clock.text.lens.parts.all[at];
    let history = &clock.histories[part.duty.position()];
    let duty = &clock.text.lens.terms.agreement.obligations[part.duty];
    let day = clock.day;
    let mut signals: Vec<(i64, u8, Signal)> = Vec::new();
    let mut add = |on: i64, order: u8, signal: Signal| {
        if on <= day {
            signals.push((on, order, signal));
        }
    };
    if let Some(on) = triggered {
        add(on, 0, Signal::Triggered);
    }
    let due = window.due.filter(|_| !quota);
    for suspension in &history.suspensions {
        let over = own.done.is_some_and(|done| done < suspension.from);
        if !over {
            add(suspension.from, 4, Signal::Suspended);
            if let Some((to, _)) = suspension.to {
                add(to, 1, Signal::Resumed);
                // Dates that stood have passed meanwhile.
                if due.is_some_and(|due| due < to) {
                    add(to, 1, Signal::Missed);
                }
            }
        }
    }
    if let Some(by) = window.begin_by
        && own.begun.is_none_or(|begun| begun > by)
    {
        add(by + 1, 1, Signal::Missed);
        if let Some(begun) = own.begun
            && due.is_none_or(|due| begun <= due)
        {
            add(begun, 1, Signal::Begun);
        }
    }
    for (done, undone) in &own.undone {
        add(*done, 2, Signal::Performed);
        add(*undone, 3, Signal::Undone);
    }
    if let Some(due) = due
        && own.done.is_none_or(|done| done > due)
    {
        add(due + 1, 1, Signal::Missed);
        if let Some(cure) = cure {
            add(due + 1 + cure, 1, Signal::Failed);
        }
    }
    if window.late_by().is_some()
        && let Some(due) = due
    {
        add(due, 1, Signal::Missed);
    }
    if let Some(done) = own.done {
        add(done, 2, Signal::Performed);
    }
    if let Some(verified) = own.verified {
        add(verified, 3, Signal::Confirmed);
    }
    if let Some(waived) = own.waived {
        add(waived, 5, Signal::Waived);
    }
    for (on, _, act) in &history.refusals {
        // What is stopped for good while it is late will not be cured.
        if *act == Act::Stopped && due.is_some_and(|due| due < *on) {
            add(*on, 4, Signal::Failed);
        }
    }
    if let Some(phase) = duty.phase {
        let run = clock.phase(phase);
        // A last day after the phase's own, as one that moved for a day of rest, is kept.
        let moved = window.due.filter(|_| run.ended.is_none());
        let end = run
            .after()
            .map(|end| moved.map_or(end, |due| end.max(due + 1)));
        if let Some(end) = end {
            add(end, 6, Signal::Expired);
            add(end, 6, Signal::Failed);
            add(end, 7, Signal::Ended);
        }
    }
    // A breach follows from a phase's end only where the part was late by then.
    signals.sort_by_key(|(on, order, _)| (*on, *order));
    let mut missed = false;
    signals.retain(|(_, order, signal)| {
        missed |= *signal == Signal::Missed;
        *signal != Signal::Failed || *order != 6 || missed
    });
    signals
}

/// How a quota stands when it is over.
fn kept_quota(clock: &Clock<'_>, duty: ObligationId) -> Status {
    let scores = super::quota::scores(clock, duty);
    if scores.iter().all(|score| score.recorded == 0) {
        return Status::NoRecord;
    }
    let short = |score: &super::quota::Score| {
        score.recorded > 0 && (score.volume < score.promised() || score.met < score.single)
    };
    if scores.iter().any(short) {
        Status::PartlyPerformed
    } else {
        Status::Done
    }
}

/// Whether the log says nothing either way of what is missing: no record of the duty at all, or
/// none of the quantities that are not full.
fn silent(clock: &Clock<'_>, at: usize, filled: &[Filled]) -> bool {
    let duty = clock.text.lens.parts.all[at].duty;
    let history = &clock.histories[duty.position()];
    if history.records == 0 && history.deliveries.is_empty() {
        return true;
    }
    let empty = !filled.is_empty() && filled.iter().all(|filled| filled.given.0 == 0);
    let quiet = history.refusals.is_empty() && history.suspensions.is_empty();
    if history.parts.len() > 1 && empty && quiet {
        // Of several instalments this one is silent when no record has come since it was due.
        let due = clock.windows[at].due.unwrap_or(i64::MAX);
        return clock
            .facts
            .of_duty(duty, clock.day)
            .all(|fact| fact.day < due);
    }
    let missing: Vec<QuantityId> = filled
        .iter()
        .filter(|filled| {
            filled
                .promised
                .is_none_or(|promised| filled.given < promised)
        })
        .map(|filled| filled.quantity)
        .collect();
    let told = |quantity: &QuantityId| {
        let known = history.deliveries.iter().chain(&history.tallies);
        known.map(|d| d.quantity).any(|known| known == *quantity)
            || history
                .suspensions
                .iter()
                .any(|s| s.held.iter().any(|(q, _)| q == quantity))
    };
    !missing.is_empty() && !missing.iter().any(told) && quiet
}

/// What keeps a part from its time, with who owes that.
fn blockers(clock: &Clock<'_>, at: usize) -> Vec<Blocker> {
    let part = &clock.text.lens.parts.all[at];
    let phase = clock.text.lens.terms.agreement.obligations[part.duty].phase;
    let mut waits = Vec::new();
    if let Some(phase) = phase
        && clock
            .phase(phase)
            .start
            .is_none_or(|start| start > clock.day)
    {
        waits.push(Wait::Clause(
            ClauseId::Phase(phase),
            Some(armistice_case::phrase::State::Started),
        ));
    }
    match &part.after {
        Said::Is(condition) => waits.extend(clock.waits(condition, part.answers)),
        Said::Silent(armistice_case::tree::Silence::None) | Said::Nothing => {}
        Said::Silent(_) => waits.push(Wait::Unsaid),
    }
    if let Said::Is(condition) = &part.needs {
        waits.extend(clock.waits(condition, part.answers));
    }
    waits.dedup();
    waits
        .into_iter()
        .map(|wait| {
            let clause = match &wait {
                Wait::Clause(clause, _) | Wait::Level(clause, ..) | Wait::Not(clause) => {
                    Some(*clause)
                }
                Wait::Day(_) | Wait::Unsaid => None,
            };
            Blocker {
                by: clause.map_or_else(Vec::new, |clause| debtors(&clock.text.lens, clause)),
                late: clause.map_or(0, |clause| late_of(clock, clause)),
                wait,
            }
        })
        .collect()
}

/// How many days late a clause is by now.
fn late_of(clock: &Clock<'_>, clause: ClauseId) -> i64 {
    let (ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _)) = clause else {
        return 0;
    };
    let parts = &clock.text.lens.parts;
    parts
        .of_duty(duty)
        .filter(|part| {
            matches!(clause, ClauseId::Obligation(_)) || parts.all[*part].clause == clause
        })
        .filter(|part| clock.part(*part).is_some_and(|own| own.done.is_none()))
        .map(|part| lateness(clock.windows[part].due, None, clock.day))
        .max()
        .unwrap_or(0)
}

/// What waits for something that cannot come any more cannot come either.
fn impossible(clock: &Clock<'_>, parts: &mut [Standing]) {
    loop {
        let dead: Vec<ClauseId> = parts
            .iter()
            .filter(|part| {
                matches!(
                    part.status,
                    Status::Impossible | Status::Lapsed | Status::Waived
                )
            })
            .map(|part| part.clause)
            .collect();
        let mut moved = false;
        for part in parts.iter_mut() {
            let waits = matches!(part.status, Status::Awaiting | Status::NotTriggered);
            let all = part.part.map(|at| &clock.text.lens.parts.all[at].after);
            // One of several is enough: only what all ways lead to can be in the way.
            let any = all.is_some_and(|after| {
                after.get().is_some_and(|condition| {
                    matches!(
                        condition,
                        armistice_case::phrase::Condition::Any(_)
                            | armistice_case::phrase::Condition::AtLeast(..)
                    )
                })
            });
            let stuck = part.blockers.iter().any(|blocker| {
                matches!(&blocker.wait, Wait::Clause(clause, stage)
                    if dead.contains(clause) && !matches!(stage,
                        Some(armistice_case::phrase::State::Late
                            | armistice_case::phrase::State::Breached
                            | armistice_case::phrase::State::Lapsed)))
            });
            if waits && stuck && !any {
                part.status = Status::Impossible;
                moved = true;
            }
        }
        if !moved {
            return;
        }
    }
}
