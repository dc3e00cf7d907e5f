//! The days that the text leaves to the duties of an exchange, whatever their steps among themselves.
//!
//! A proposal replaces what these duties wait for among themselves and when their tranches fall. What it
//! does not replace is the frame: which duty of a side comes after all of another one of that side, the
//! first day on which anything outside lets them be done, the last day that the text gives for the whole,
//! and the end of the phase in which they stand. Guarantee: the windows of the text without those waits.
//! Cost: one timetable, and one fixpoint a part.

use armistice_case::model::{Agreement, ClauseId, Key as _, NodeId, ObligationId, PhaseId, Said};
use armistice_case::phrase::{Condition, When};

use crate::accord::causality::fixpoint::Chain;
use crate::accord::check::Lens;
use crate::accord::check::side::{side_of, sides};
use crate::accord::happening::{Happening, Happenings};
use crate::accord::part::Parts;
use crate::accord::terms::during;
use crate::accord::verify::through;

/// What sets the last day of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// The text has it done by then.
    Due,
    /// The phase in which it stands, or while which it is owed, ends.
    Ends(PhaseId),
}

/// The days between which a duty can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// The duty.
    pub duty: ObligationId,
    /// The first day.
    pub first: Option<i64>,
    /// The last day, and what sets it.
    pub last: Option<(i64, Until)>,
}

/// The frame of an exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The days of each duty.
    pub rooms: Vec<Room>,
    /// What a proposal leaves out: a clause of the exchange, and another one it waits for.
    pub waits: Vec<(ClauseId, ClauseId)>,
    /// What a proposal keeps: a duty, and one of the same side that waits for all of it.
    pub before: Vec<(ObligationId, ObligationId)>,
}

impl Frame {
    /// The days of a duty.
    #[must_use]
    pub fn room(&self, duty: ObligationId) -> Option<&Room> {
        self.rooms.iter().find(|room| room.duty == duty)
    }
}

/// The frame of these duties.
#[must_use]
pub fn frame(lens: &Lens<'_>, duties: &[ObligationId]) -> Frame {
    let before = own_order(lens, duties);
    let mut terms = lens.terms.clone();
    let mut waits = Vec::new();
    for duty in duties {
        loosen(lens, &mut terms.agreement, *duty, duties, &mut waits);
    }
    waits.sort_unstable();
    waits.dedup();
    let kept = |(waiting, first): &(ClauseId, ClauseId)| {
        let of = |(a, b): &(ObligationId, ObligationId)| {
            (ClauseId::Obligation(*b), ClauseId::Obligation(*a)) == (*waiting, *first)
        };
        before.iter().any(of)
    };
    waits.retain(|wait| !kept(wait));
    let loose = through(lens.case, terms);
    Frame {
        rooms: duties.iter().map(|duty| room(&loose, *duty)).collect(),
        waits,
        before,
    }
}

/// Duties of one side of which the second cannot be begun to be done before the first is done
/// whole, whatever the sides wait for from one another.
fn own_order(lens: &Lens<'_>, duties: &[ObligationId]) -> Vec<(ObligationId, ObligationId)> {
    let sides = sides(lens);
    let side = |duty: ObligationId| {
        let by = lens.terms.agreement.obligations[duty].by.get()?;
        side_of(&sides, *by.first()?)
    };
    let mut terms = lens.terms.clone();
    for duty in duties {
        let others: Vec<ObligationId> = duties
            .iter()
            .copied()
            .filter(|other| side(*other) != side(*duty))
            .collect();
        loosen(lens, &mut terms.agreement, *duty, &others, &mut Vec::new());
    }
    // What a part waits for is its own: parts of the loosened terms.
    let parts = Parts::of(lens.case, &terms);
    let happenings = Happenings::of(lens.case, &terms, &parts);
    let chain = Chain::of(&happenings.graph);
    let done = |part: usize| happenings.event(&Happening::Done(part));
    let all = chain.without(&[]);
    let possible = |part: usize| done(part).is_some_and(|event| all.has(event));
    let mut found = Vec::new();
    for first in duties {
        let without: Vec<_> = parts
            .of_duty(*first)
            .filter_map(|part| Some(chain.without(&[done(part)?])))
            .collect();
        for then in duties
            .iter()
            .filter(|then| *then != first && side(**then) == side(*first))
        {
            let waits = |part: usize| {
                let cannot = |event| without.iter().all(|kept| !kept.has(event));
                possible(part) && done(part).is_some_and(cannot)
            };
            let mut own = parts.of_duty(*then);
            if !without.is_empty() && !own.is_empty() && own.all(waits) {
                found.push((*first, *then));
            }
        }
    }
    found
}

fn room(loose: &Lens<'_>, duty: ObligationId) -> Room {
    let Some(windows) = &loose.windows else {
        return Room {
            duty,
            first: None,
            last: None,
        };
    };
    let of = loose.parts.of_duty(duty);
    let parts: Vec<_> = of.map(|part| windows[loose.timetable.done[part]]).collect();
    let due = parts.iter().map(|window| window.latest).max().flatten();
    let open = parts.iter().any(|window| window.latest.is_none());
    let due = due.filter(|_| !open).map(|day| (day, Until::Due));
    let item = &loose.terms.agreement.obligations[duty];
    let end = |phase: PhaseId| {
        let (_, end) = loose.timetable.phases[phase.position()];
        Some((windows[end].latest?, Until::Ends(phase)))
    };
    let own = item.phase.and_then(end);
    let during = item.when.get().and_then(|when| during(loose.case, when));
    let lasts = [due, own, during.and_then(end)].into_iter().flatten();
    Room {
        duty,
        first: parts.iter().filter_map(|window| window.earliest).min(),
        last: lasts.min_by_key(|(day, _)| *day),
    }
}

/// Takes out of a duty and its tranches what they wait for among the duties of the exchange.
fn loosen(
    lens: &Lens<'_>,
    agreement: &mut Agreement,
    duty: ObligationId,
    duties: &[ObligationId],
    waits: &mut Vec<(ClauseId, ClauseId)>,
) {
    let inside = |id: &str| match lens.case.node(id)? {
        NodeId::Clause(ClauseId::Obligation(other) | ClauseId::Tranche(other, _)) => {
            let clause = ClauseId::Obligation(other);
            (duties.contains(&other) && other != duty).then_some(clause)
        }
        _ => None,
    };
    let whole = ClauseId::Obligation(duty);
    let item = &mut agreement.obligations[duty];
    let mut each = vec![(&mut item.after, &mut item.needs, &mut item.when)];
    each.extend(
        item.tranches
            .iter_mut()
            .map(|t| (&mut t.after, &mut t.needs, &mut t.when)),
    );
    for (after, needs, when) in each {
        for condition in [after, needs] {
            let mut named = Vec::new();
            if let Some(condition) = condition.get() {
                condition.names(&mut |name| named.extend(inside(&name.id)));
            }
            if !named.is_empty() {
                waits.extend(named.into_iter().map(|other| (whole, other)));
                *condition = besides(condition, &|id| inside(id).is_some());
                // A time that counts from what it waited for goes with it.
                if matches!(when.get(), Some(When::SameDay | When::Within(_, None))) {
                    *when = Said::Nothing;
                }
            }
        }
        let mut counts_from_inside = false;
        if let Some(when) = when.get() {
            when.names(&mut |name| counts_from_inside |= inside(&name.id).is_some());
        }
        if counts_from_inside {
            *when = Said::Nothing;
        }
    }
}

/// What a condition asks besides what names something inside: nothing is left of one part of several of
/// which one would do.
fn besides(condition: &Said<Condition>, inside: &dyn Fn(&str) -> bool) -> Said<Condition> {
    let names_inside = |part: &Condition| {
        let mut named = false;
        part.names(&mut |name| named |= inside(&name.id));
        named
    };
    let Said::Is(Condition::All(parts)) = condition else {
        return Said::Nothing;
    };
    let left: Vec<Condition> = parts
        .iter()
        .filter(|part| !names_inside(part))
        .cloned()
        .collect();
    match left.is_empty() {
        true => Said::Nothing,
        false => Said::Is(Condition::All(left)),
    }
}
