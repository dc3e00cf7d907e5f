//! Breaches, in their order and in pairs, and the clocks that run on them.
//!
//! A breach is an act that is late, done although forbidden, or done wrongly; whether it was cured
//! is told with it. A breach that began while the other side was itself in breach is shown with
//! that one and with which came first, and is never netted against it. What is past its day
//! without any record is no breach: nobody has said so. After the contract language CSL (Hvitved
//! and others 2012), which names who is to blame first. Cost: breaches times sides.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use armistice_case::model::{ActorId, ClauseId, EventId, Key as _, ObligationId};

use super::clock::Clock;
use super::docket::debtors;
use super::standing::{Day, Status};
use crate::accord::clock::bounds as days;

/// What a breach is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An act was not done in its time.
    Late,
    /// A forbidden act is recorded.
    Forbidden,
    /// Something was handed over wrongly.
    Wrong,
}

impl Kind {
    /// The word in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Late => "late",
            Kind::Forbidden => "forbidden",
            Kind::Wrong => "wrong",
        }
    }
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
    /// Who owes it.
    pub by: Vec<ActorId>,
    /// The first day of it.
    pub day: i64,
    /// The day on which it was cured.
    pub cured: Option<i64>,
    /// The record of it, where there is one.
    pub event: Option<EventId>,
    /// Until when it can be cured, where that is not over.
    pub cure_until: Option<i64>,
}

impl Breach {
    /// Whether it was open on a day.
    #[must_use]
    pub fn open_on(&self, day: i64) -> bool {
        self.day <= day && self.cured.is_none_or(|cured| cured > day)
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

/// Every breach up to the day, in the order of their days.
#[must_use]
pub fn breaches(day: &Day<'_>) -> Vec<Breach> {
    let clock = &day.clock;
    let mut found = Vec::new();
    for standing in &day.parts {
        let by = debtors(&clock.text.lens, standing.clause);
        let history = &clock.histories[standing.duty.position()];
        if standing.part.is_none() {
            found.extend(history.incidents.iter().map(|(on, event)| Breach {
                kind: Kind::Forbidden,
                clause: standing.clause,
                occurrence: standing.occurrence,
                by: acting(clock, *event, &by),
                day: *on,
                cured: None,
                event: Some(*event),
                cure_until: None,
            }));
            continue;
        }
        let overdue = standing.status.is_overdue()
            || standing.status == Status::Cured
            || (standing.status == Status::Suspended && standing.late > 0);
        let since = standing.window.due.filter(|_| standing.late > 0);
        let begins = standing.window.begin_by.filter(|_| standing.begin_late > 0);
        if let Some(due) = since.or(begins).filter(|_| overdue) {
            found.push(Breach {
                kind: Kind::Late,
                clause: standing.clause,
                occurrence: standing.occurrence,
                by: by.clone(),
                day: due + 1,
                cured: standing.done,
                event: standing.record,
                cure_until: standing.cure_until,
            });
        }
    }
    for duty in clock.text.lens.terms.duties() {
        found.extend(wrong(clock, duty));
    }
    found.sort_by_key(|breach| (breach.day, breach.clause, breach.kind, breach.occurrence));
    found
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
                event: Some(wrong.event),
                cure_until: None,
            });
        }
    }
    found
}

/// Who did a forbidden act: whoever the record names, else all who must not.
fn acting(clock: &Clock<'_>, event: EventId, all: &[ActorId]) -> Vec<ActorId> {
    let case = clock.docket.case;
    let by: Vec<ActorId> = case
        .events
        .by(&case.events[event])
        .iter()
        .map(|actor| case.principal(*actor))
        .collect();
    if by.is_empty() { all.to_vec() } else { by }
}

/// Pairs of breaches of different sides of which one began while the other was open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// The first of them, by the later breach and then by the earlier.
    pub first: Vec<Pair>,
    /// How many there are.
    pub all: usize,
}

/// Breaches of one side as they come: how many, and when those that are cured were.
#[derive(Default)]
struct Open {
    count: usize,
    cured: BinaryHeap<Reverse<i64>>,
}

impl Open {
    /// How many are open on a day; asked of days that never go back.
    fn on(&mut self, day: i64) -> usize {
        while self.cured.peek().is_some_and(|cured| cured.0 <= day) {
            self.cured.pop();
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
    let apart = |one: &[ActorId], other: &[ActorId]| one.iter().all(|actor| !other.contains(actor));
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
        own.cured.extend(later.cured.map(Reverse));
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
                let apart = later.by.iter().all(|actor| !earlier.by.contains(actor));
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
            given in proptest::collection::vec((0..12_i64, 0..3_usize, 0..3_usize, proptest::option::of(0..6_i64)), 0..24),
            most in 0..40_usize,
        ) {
            let mut breaches: Vec<Breach> = given
                .into_iter()
                .map(|(day, one, other, lasts)| {
                    let mut by = vec![ActorId::new(one), ActorId::new(other)];
                    by.dedup();
                    Breach {
                        kind: Kind::Forbidden,
                        clause: ClauseId::Obligation(ObligationId::new(0)),
                        occurrence: None,
                        by,
                        day,
                        cured: lasts.map(|lasts| day + lasts),
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
