//! Breaches, in their order and in pairs, and the clocks that run on them.
//!
//! A breach is an act that is late, refused where it was owed on every day, done although forbidden,
//! or done wrongly; whether it was cured is told with it. A breach that began while the other side
//! was itself in breach is shown with that one and with which came first, and is never netted
//! against it. What is past its day without any record is no breach, and neither is what a tally
//! alone tells of: nobody has said so. A breach of a text that was changed since stays, up to the
//! day of the change; one that was waived, up to the day of the waiver. After the contract language CSL (Hvitved
//! and others 2012), which names who is to blame first. Cost: breaches times sides.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use armistice_case::model::{ActorId, ClauseId, EventId, Key as _, ObligationId};

use super::clock::Clock;
use super::docket::debtors;
use super::signals::breaks;
use super::standing::{Day, Standing, Status};
use crate::accord::clock::bounds as days;

/// What a breach is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An act was not done in its time.
    Late,
    /// What was owed on every day was refused.
    Refused,
    /// A forbidden act is recorded.
    Forbidden,
    /// Something was handed over wrongly.
    Wrong,
    /// More was given than the text allows at most.
    Exceeded,
}

impl Kind {
    /// The word in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Late => "late",
            Kind::Refused => "refused",
            Kind::Forbidden => "forbidden",
            Kind::Wrong => "wrong",
            Kind::Exceeded => "exceeded",
        }
    }
}

/// What ends a breach that nobody cures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Another text came into force, under which it is none.
    Text,
    /// Whoever it is owed to waived it.
    Waiver,
}

/// One breach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// What it is.
    pub kind: Kind,
    /// The clause.
    pub clause: ClauseId,
    /// Which occurrence of a duty that recurs, from one.
    pub occurrence: Option<usize>,
    /// Whose it is; nobody where several must not, and no record says which of them did.
    pub by: Vec<ActorId>,
    /// The first day of it.
    pub day: i64,
    /// The day on which it was cured.
    pub cured: Option<i64>,
    /// After how many minutes, where it was due by the hour and cured on its last day.
    pub minutes: Option<i64>,
    /// The day from which it is none any more though nobody cured it, and why.
    pub ended: Option<(i64, End)>,
    /// The record of it, where there is one.
    pub event: Option<EventId>,
    /// Until when it can be cured, where that is not over.
    pub cure_until: Option<i64>,
}

impl Breach {
    /// The day from which it is over.
    #[must_use]
    pub fn closed(&self) -> Option<i64> {
        self.cured.or(self.ended.map(|(day, _)| day))
    }

    /// Whether it was open on a day.
    #[must_use]
    pub fn open_on(&self, day: i64) -> bool {
        self.day <= day && self.closed().is_none_or(|closed| closed > day)
    }

    /// What makes it the same breach by another account: what is late is late whatever shows it.
    #[must_use]
    pub fn key(&self) -> (ClauseId, Option<usize>, Kind, Option<EventId>) {
        let event = self.event.filter(|_| self.kind != Kind::Late);
        (self.clause, self.occurrence, self.kind, event)
    }
}

/// Two breaches of two sides: the second began while the first was open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The position of the one that came first.
    pub first: usize,
    /// The position of the other.
    pub second: usize,
    /// Whether both began on one day, so that neither came first.
    pub same_day: bool,
}

/// Every breach up to the day, in the order of their days; those of earlier texts among them.
#[must_use]
pub fn breaches(day: &Day<'_>) -> Vec<Breach> {
    let mut found = under_text(day);
    let mut seen: BTreeSet<_> = found.iter().map(|one| (one.key(), one.day)).collect();
    for then in day.before() {
        for mut breach in under_text(then) {
            if seen.insert((breach.key(), breach.day)) {
                if breach.closed().is_none() {
                    breach.ended = Some((then.clock.day + 1, End::Text));
                }
                found.push(breach);
            }
        }
    }
    found.sort_by_key(|breach| (breach.day, breach.clause, breach.kind, breach.occurrence));
    found
}

/// Every breach of the text that is in force on the day.
fn under_text(day: &Day<'_>) -> Vec<Breach> {
    let clock = &day.clock;
    let mut found = Vec::new();
    for standing in &day.parts {
        let all = debtors(&clock.text.lens, standing.clause);
        let history = &clock.histories[standing.duty.position()];
        let Some(part) = standing.part else {
            found.extend(history.incidents.iter().map(|(on, event)| Breach {
                kind: Kind::Forbidden,
                clause: standing.clause,
                occurrence: standing.occurrence,
                by: acting(clock, *event, &all),
                day: *on,
                cured: None,
                minutes: None,
                ended: None,
                event: Some(*event),
                cure_until: None,
            }));
            continue;
        };
        if standing.occurrence.is_none_or(|number| number == 1) {
            found.extend(refused(clock, standing, part, &all));
        }
        found.extend(exceeded(clock, standing, &all));
        found.extend(late(standing, all));
    }
    for duty in clock.text.lens.terms.duties() {
        found.extend(wrong(clock, duty));
    }
    found
}

/// A part under which more was given than the text allows at most.
fn exceeded(clock: &Clock<'_>, of: &Standing, all: &[ActorId]) -> Option<Breach> {
    let exceeded = of.exceeded?;
    Some(Breach {
        kind: Kind::Exceeded,
        clause: of.clause,
        occurrence: of.occurrence,
        by: acting(clock, exceeded.event, all),
        day: exceeded.day,
        cured: exceeded.cured,
        minutes: None,
        ended: None,
        event: Some(exceeded.event),
        cure_until: None,
    })
}

/// A part that was not done, or not begun, in its time. A tally says only "by then".
fn late(of: &Standing, all: Vec<ActorId>) -> Option<Breach> {
    let overdue = of.status.is_overdue()
        || of.status == Status::Cured
        || (of.status == Status::Suspended && of.late > 0)
        || of.forgiven.is_some();
    let by_hour = of.window.late_by().is_some();
    let forgiven = |last: &i64| of.forgiven.is_some_and(|on| *last < on);
    let since = of.window.due;
    let since = since.filter(|due| of.late > 0 || by_hour || forgiven(due));
    let begins = of.window.begin_by;
    let begins = begins.filter(|by| of.begin_late > 0 || forgiven(by));
    let due = since.or(begins).filter(|_| overdue && !of.by_tally)?;
    // Of several who each owe the act, those who did it in time are not late.
    let first = if by_hour { due } else { due + 1 };
    let did = |actor: &ActorId| of.did.iter().any(|(by, day)| by == actor && *day < first);
    Some(Breach {
        kind: Kind::Late,
        clause: of.clause,
        occurrence: of.occurrence,
        by: all.into_iter().filter(|actor| !did(actor)).collect(),
        day: first,
        cured: of.done.filter(|_| of.forgiven.is_none()),
        minutes: of.window.late_by(),
        ended: of.forgiven.map(|on| (on, End::Waiver)),
        event: of.record,
        cure_until: of.cure_until,
    })
}

/// Refusals of what is owed on every day, each until the next performance.
fn refused(clock: &Clock<'_>, of: &Standing, part: usize, all: &[ActorId]) -> Vec<Breach> {
    let history = &clock.histories[of.duty.position()];
    let in_force = |on: i64| of.triggered.is_some_and(|from| from <= on);
    let refusals = history.refusals.iter();
    let own =
        refusals.filter(|(on, event, _)| in_force(*on) && breaks(clock, part, *event, &of.window));
    own.map(|(on, event, _)| Breach {
        kind: Kind::Refused,
        clause: of.clause,
        occurrence: None,
        by: acting(clock, *event, all),
        day: *on,
        cured: history
            .times
            .iter()
            .map(|(day, _)| *day)
            .find(|day| day >= on),
        minutes: None,
        ended: None,
        event: Some(*event),
        cure_until: None,
    })
    .collect()
}

fn wrong(clock: &Clock<'_>, duty: ObligationId) -> Vec<Breach> {
    let clause = ClauseId::Obligation(duty);
    let mut events: Vec<EventId> = Vec::new();
    let history = &clock.histories[duty.position()];
    let mut found = Vec::new();
    for wrong in &history.wrong {
        if !events.contains(&wrong.event) {
            events.push(wrong.event);
            found.push(Breach {
                kind: Kind::Wrong,
                clause,
                occurrence: None,
                by: debtors(&clock.text.lens, clause),
                day: wrong.day,
                cured: wrong.cured.map(|(day, _)| day),
                minutes: None,
                ended: None,
                event: Some(wrong.event),
                cure_until: None,
            });
        }
    }
    found
}

/// Who did or refused something: whoever the record names, else the one who owes it. Of several who
/// owe it and none who is named nobody knows.
pub(super) fn acting(clock: &Clock<'_>, event: EventId, all: &[ActorId]) -> Vec<ActorId> {
    let case = clock.docket.case;
    let by: Vec<ActorId> = case
        .events
        .by(&case.events[event])
        .iter()
        .map(|actor| case.principal(*actor))
        .collect();
    match (by.is_empty(), all) {
        (false, _) => by,
        (true, [only]) => vec![*only],
        (true, _) => Vec::new(),
    }
}

/// Pairs of breaches of different sides of which one began while the other was open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// The first of them, by the later breach and then by the earlier.
    pub first: Vec<Pair>,
    /// How many there are.
    pub all: usize,
}

/// Breaches of one side as they come: how many, and when those that are over were.
#[derive(Default)]
struct Open {
    count: usize,
    closed: BinaryHeap<Reverse<i64>>,
}

impl Open {
    /// How many are open on a day; asked of days that never go back.
    fn on(&mut self, day: i64) -> usize {
        while self.closed.peek().is_some_and(|closed| closed.0 <= day) {
            self.closed.pop();
            self.count -= 1;
        }
        self.count
    }
}

/// The first `most` pairs of breaches that are in the order of their days, and how many there are.
/// Cost: breaches times sides, never their square; pairs are not kept beyond `most`.
#[must_use]
pub fn pairs(breaches: &[Breach], most: usize) -> Pairs {
    let mut pairs = Pairs::default();
    let mut sides: BTreeMap<&[ActorId], Open> = BTreeMap::new();
    let apart = |one: &[ActorId], other: &[ActorId]| {
        !one.is_empty() && !other.is_empty() && one.iter().all(|actor| !other.contains(actor))
    };
    for (second, later) in breaches.iter().enumerate() {
        let open: usize = sides
            .iter_mut()
            .filter(|(by, _)| apart(&later.by, by))
            .map(|(_, open)| open.on(later.day))
            .sum();
        pairs.all += open;
        let wanted = open.min(most - pairs.first.len());
        let of_it = breaches[..second].iter().enumerate();
        pairs.first.extend(
            of_it
                .filter(|(_, earlier)| apart(&later.by, &earlier.by) && earlier.open_on(later.day))
                .take(wanted)
                .map(|(first, earlier)| Pair {
                    first,
                    second,
                    same_day: earlier.day == later.day,
                }),
        );
        let own = sides.entry(&later.by).or_default();
        own.count += 1;
        own.closed.extend(later.closed().map(Reverse));
    }
    pairs
}

/// One step of the path of disputes for one referral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Who decides.
    pub by: Vec<ActorId>,
    /// The first day of the step.
    pub from: i64,
    /// Its last day, where the text gives one.
    pub until: Option<i64>,
}

/// A dispute on its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// The clause in dispute.
    pub clause: ClauseId,
    /// The day on which it was raised.
    pub day: i64,
    /// The record.
    pub event: EventId,
    /// The steps with their days.
    pub steps: Vec<Step>,
    /// The step that runs now, if the path is not at its end.
    pub now: Option<usize>,
}

/// Every dispute that was raised by the day, with the clocks of its steps.
#[must_use]
pub fn disputes(clock: &Clock<'_>) -> Vec<Dispute> {
    let agreement = &clock.text.lens.terms.agreement;
    let mut found = Vec::new();
    for duty in clock.text.lens.terms.duties() {
        for (day, event) in &clock.histories[duty.position()].referred {
            let mut from = Some(*day);
            let mut steps = Vec::new();
            for step in &agreement.dispute_steps {
                let Some(start) = from else { break };
                let until = step.within.get().map(|within| start + days(within).1);
                steps.push(Step {
                    by: step.by.clone(),
                    from: start,
                    until,
                });
                from = until;
            }
            let now = steps
                .iter()
                .position(|step| step.until.is_none_or(|until| until >= clock.day));
            found.push(Dispute {
                clause: ClauseId::Obligation(duty),
                day: *day,
                event: *event,
                steps,
                now,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair, by looking at each with each.
    fn by_hand(breaches: &[Breach]) -> Vec<Pair> {
        let mut found = Vec::new();
        for (second, later) in breaches.iter().enumerate() {
            for (first, earlier) in breaches[..second].iter().enumerate() {
                let named = !later.by.is_empty() && !earlier.by.is_empty();
                let apart = named && later.by.iter().all(|actor| !earlier.by.contains(actor));
                if apart && earlier.open_on(later.day) {
                    found.push(Pair {
                        first,
                        second,
                        same_day: earlier.day == later.day,
                    });
                }
            }
        }
        found
    }

    proptest::proptest! {
        #[test]
        fn pairs_are_those_found_by_looking_at_each_with_each(
            given in proptest::collection::vec((0..12_i64, 0..3_usize, 0..4_usize, proptest::option::of(0..6_i64)), 0..24),
            most in 0..40_usize,
        ) {
            let mut breaches: Vec<Breach> = given
                .into_iter()
                .map(|(day, one, other, lasts)| {
                    let mut by = vec![ActorId::new(one), ActorId::new(other)];
                    by.dedup();
                    if other == 3 {
                        by.clear();
                    }
                    Breach {
                        kind: Kind::Forbidden,
                        clause: ClauseId::Obligation(ObligationId::new(0)),
                        occurrence: None,
                        by,
                        day,
                        cured: lasts.map(|lasts| day + lasts),
                        minutes: None,
                        ended: None,
                        event: None,
                        cure_until: None,
                    }
                })
                .collect();
            breaches.sort_by_key(|breach| breach.day);
            let all = by_hand(&breaches);
            let found = pairs(&breaches, most);
            proptest::prop_assert_eq!(found.all, all.len());
            proptest::prop_assert_eq!(&found.first[..], &all[..most.min(all.len())]);
        }
    }
}
