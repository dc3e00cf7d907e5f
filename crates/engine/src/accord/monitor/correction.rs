//! What is corrected, from when on, and on which day what stands in its place happened.
//!
//! A correction takes a record away from its own day on. What it says happened on the day of the
//! record that it puts right, unless an account in it gives a day itself; so a number that was put
//! right does not move the act. One that is dated before what it corrects keeps its own day, for
//! nothing of a later day may change what is said of an earlier one. Guarantee: exact. Cost: linear
//! in the corrections.

use armistice_case::model::{EventId, Key as _, Stamp};

use super::record::{Fact, Index, View};

/// A record that puts another right.
pub(super) struct Correction {
    pub(super) new: EventId,
    pub(super) old: EventId,
    /// The day that the record itself gives.
    pub(super) known: Option<i64>,
    /// The day that its accounts give themselves.
    pub(super) own: Option<Stamp>,
    /// Whether an account leaves the day to the record that is put right.
    pub(super) undated: bool,
}

/// The corrections of a log under one view.
#[derive(Default)]
pub(super) struct Corrections {
    all: Vec<Correction>,
}

/// A correction in the order in which they are settled, and whether it is one of a circle.
struct Turn<'a> {
    correction: &'a Correction,
    at: usize,
    circle: bool,
}

impl Corrections {
    pub(super) fn add(&mut self, correction: Correction) {
        self.all.push(correction);
    }

    /// Puts every correction on its day, and notes from when on what it corrects no longer counts.
    /// `position` has for each event the place of its fact.
    pub(super) fn settle(
        &self,
        facts: &mut [Fact],
        position: &[Option<u32>],
        view: View,
        index: &dyn Index,
    ) {
        let place = |event: EventId| position[event.position()].map(|at| at as usize);
        for Turn {
            correction,
            at,
            circle,
        } in self.turns(facts.len(), &place)
        {
            let known = correction.known.unwrap_or(facts[at].day);
            let old = place(correction.old).filter(|_| correction.undated && !circle);
            if let Some(old) = old.filter(|old| facts[*old].known <= known) {
                let base = facts[old];
                put(&mut facts[at], &base, correction.own, view, index);
            }
            facts[at].known = known.max(facts[at].day);
        }
        for correction in &self.all {
            if let (Some(old), Some(new)) = (place(correction.old), place(correction.new)) {
                let known = facts[new].known;
                let until = &mut facts[old].until;
                *until = Some(until.map_or(known, |until| until.min(known)));
            }
        }
    }

    /// The corrections, each after the one that it corrects.
    fn turns(&self, facts: usize, place: &dyn Fn(EventId) -> Option<usize>) -> Vec<Turn<'_>> {
        let mut of: Vec<Option<&Correction>> = vec![None; facts];
        for correction in &self.all {
            if let Some(at) = place(correction.new) {
                of[at] = Some(correction);
            }
        }
        let mut turns: Vec<Turn<'_>> = Vec::with_capacity(self.all.len());
        let mut seen = vec![false; facts];
        for correction in &self.all {
            let mut chain: Vec<Turn<'_>> = Vec::new();
            let mut next = place(correction.new);
            while let Some((at, correction)) = next.and_then(|at| Some((at, of[at]?))) {
                if seen[at] {
                    let back = chain.iter().position(|turn| turn.at == at);
                    for turn in chain.iter_mut().skip(back.unwrap_or(usize::MAX)) {
                        turn.circle = true;
                    }
                    break;
                }
                seen[at] = true;
                chain.push(Turn {
                    correction,
                    at,
                    circle: false,
                });
                next = place(correction.old);
            }
            turns.extend(chain.into_iter().rev());
        }
        turns
    }
}

/// Puts a fact on the day of the one that it corrects, or on one that an account gives itself: the
/// earliest where it is best, the latest otherwise.
fn put(fact: &mut Fact, base: &Fact, own: Option<Stamp>, view: View, index: &dyn Index) {
    let old = (base.first, base.day, base.minute, base.ahead);
    let own = own.map(|own| {
        let days = own.days;
        let (first, last) = (index.number(days.first), index.number(days.last));
        (first, last, own.minute, own.ahead)
    });
    let time = match view {
        View::Worst => own.map_or(old, |own| own.max(old)),
        View::Best => own.map_or(old, |own| own.min(old)),
    };
    (fact.first, fact.day, fact.minute, fact.ahead) = time;
}
