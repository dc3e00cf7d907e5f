//! What the reports of one event say together under a view: when, which state, how much; whether
//! performance is denied, and whether what is forbidden was done.

use armistice_case::model::{
    Act, Becomes, Case, Counts, Event, Events, QuantityId, Report, Speaker, Stamp,
};
use armistice_case::value::Decimal;

use super::record::{Given, Heard, View, bounds, kinds_of};

/// The reports of one event that a view listens to.
#[derive(Default)]
pub(super) struct Chosen {
    heard: Vec<usize>,
}

impl Chosen {
    pub(super) fn choose(
        &mut self,
        case: &Case,
        events: &Events,
        reports: &[Report],
        by: Option<Heard>,
    ) {
        self.heard.clear();
        let speaks = |report: &Report| match by {
            None => true,
            Some(Heard::Speaker(wanted)) => events.according_to(report).iter().any(|speaker| {
                matches!(speaker, Speaker::Actor(actor)
                    if *actor == wanted || case.principal(*actor) == wanted)
            }),
            Some(Heard::Source(wanted)) => events.from(report).contains(&wanted),
            Some(Heard::Kind(wanted)) => kinds_of(case, report).contains(&wanted),
        };
        self.heard
            .extend((0..reports.len()).filter(|at| speaks(&reports[*at])));
        if self.heard.is_empty() {
            self.heard.extend(0..reports.len());
        }
    }

    pub(super) fn reports<'a>(&'a self, reports: &'a [Report]) -> impl Iterator<Item = &'a Report> {
        self.heard.iter().map(|at| &reports[*at])
    }

    /// Its days and hour; the earliest account where it is best, the latest otherwise.
    pub(super) fn when(&self, reports: &[Report], view: View) -> Option<Stamp> {
        let stamps = self.reports(reports).filter_map(|report| report.when);
        match view {
            View::Worst => stamps.max(),
            View::Best => stamps.min(),
        }
    }

    /// The days that reports give themselves, and have not from their event.
    pub(super) fn own_days(&self, reports: &[Report], view: View) -> Option<Stamp> {
        let own = self.reports(reports).filter(|report| report.dated);
        let stamps = own.filter_map(|report| report.when);
        match view {
            View::Worst => stamps.max(),
            View::Best => stamps.min(),
        }
    }

    /// Whether a report leaves the day to its event.
    pub(super) fn undated(&self, reports: &[Report]) -> bool {
        self.reports(reports).any(|report| !report.dated)
    }

    /// The state it brings about; reports that differ are told apart by the view.
    pub(super) fn act(&self, reports: &[Report], view: View) -> Option<Act> {
        let mut said = self.reports(reports).filter_map(|report| report.becomes);
        let first = said.next()?;
        let differ = said.any(|other| other != first);
        let claims = || self.reports(reports).filter_map(|report| report.becomes);
        if !differ {
            return first.so.then_some(first.act);
        }
        let denied = claims().any(|claim| !claim.so);
        let wanted = |good: bool| {
            claims()
                .filter(move |claim| claim.so && favourable(claim.act) == good)
                .map(|claim| claim.act)
        };
        match view {
            View::Worst => wanted(false)
                .min()
                .or_else(|| wanted(true).min().filter(|_| !denied)),
            // What is only said to be ill by some did not happen by the best account.
            View::Best => wanted(true)
                .max()
                .or_else(|| wanted(false).min().filter(|_| !denied)),
        }
    }

    /// Whether performance or its confirmation is denied: by anybody at worst, by all who speak of
    /// it at best.
    pub(super) fn denied(&self, reports: &[Report], view: View) -> bool {
        let mut said = self
            .reports(reports)
            .filter_map(|report| report.becomes)
            .filter(|claim| matches!(claim.act, Act::Started | Act::Done | Act::Verified))
            .map(|claim| claim.so)
            .peekable();
        match view {
            View::Worst => said.any(|so| !so),
            View::Best => said.peek().is_some() && said.all(|so| !so),
        }
    }

    /// Whether what is forbidden was done: by anybody's account at worst, by every account that
    /// says so or denies it at best.
    pub(super) fn incident(
        &self,
        events: &Events,
        event: &Event,
        reports: &[Report],
        view: View,
    ) -> bool {
        let named = events.kind(event).is_some();
        let mut said = self
            .reports(reports)
            .filter_map(|report| did(events, report, named, view))
            .peekable();
        match view {
            View::Worst => said.any(|so| so),
            View::Best => said.peek().is_some() && said.all(|so| so),
        }
    }

    /// How much; of what may be no more than so much the most is what is worst. `limited` tells these.
    pub(super) fn amounts(
        &self,
        events: &Events,
        reports: &[Report],
        view: View,
        limited: &dyn Fn(QuantityId) -> bool,
        out: &mut Vec<Given>,
    ) {
        let start = out.len();
        let (mut nothing, mut right) = (false, false);
        for report in self.reports(reports) {
            nothing |= gave_nothing(events, report);
            right |= gave_right(events, report);
            for counted in events.counted(report) {
                let (low, high) = bounds(&counted.amount);
                let owed = match counted.counts {
                    Counts::Delivered | Counts::SoFar => !limited(counted.quantity),
                    Counts::Wrong => limited(counted.quantity),
                    Counts::Quantity | Counts::Outside => false,
                };
                let least = (view == View::Worst) == owed;
                let amount = if least { low } else { high };
                let known = out[start..].iter_mut().find(|given| {
                    given.counts == counted.counts && given.quantity == counted.quantity
                });
                match known {
                    Some(known) if least => known.amount = known.amount.min(amount),
                    Some(known) => known.amount = known.amount.max(amount),
                    None => out.push(Given {
                        counts: counted.counts,
                        quantity: counted.quantity,
                        amount,
                    }),
                }
            }
        }
        if right {
            let least = |given: &Given| (view == View::Worst) == limited(given.quantity);
            let wrong = |given: &&mut Given| given.counts == Counts::Wrong && least(given);
            for given in out[start..].iter_mut().filter(wrong) {
                given.amount = Decimal(0);
            }
        }
        if nothing {
            let least = |given: &Given| (view == View::Worst) != limited(given.quantity);
            let given = |given: &&mut Given| given.counts == Counts::Delivered && least(given);
            for given in out[start..].iter_mut().filter(given) {
                given.amount = Decimal(0);
            }
        }
    }
}

/// Whether a report counts what was delivered and nothing as wrong: then nothing was, by it.
pub(super) fn gave_right(events: &Events, report: &Report) -> bool {
    let counted = events.counted(report).iter();
    let counts = |wanted| counted.clone().any(|counted| counted.counts == wanted);
    counts(Counts::Delivered) && !counts(Counts::Wrong)
}

/// Whether a report says that nothing was done, and counts nothing.
pub(super) fn gave_nothing(events: &Events, report: &Report) -> bool {
    let not = |becomes: Becomes| !becomes.so && matches!(becomes.act, Act::Started | Act::Done);
    let counted = events.counted(report).iter();
    report.becomes.is_some_and(not)
        && !counted
            .map(|counted| counted.counts)
            .any(|counts| counts == Counts::Delivered)
}

/// Whether a report about a forbidden act says that it was done; none where it says neither. An
/// incident that is named is one, and so is an amount above nought; a referral, a suspension or
/// plain words are not.
pub(super) fn did(events: &Events, report: &Report, named: bool, view: View) -> Option<bool> {
    match report.becomes {
        Some(Becomes {
            act: Act::Started | Act::Done,
            so,
        }) => return Some(so),
        Some(Becomes {
            act: Act::Verified,
            so: true,
        }) => return Some(false),
        Some(_) => return None,
        None if named => return Some(true),
        None => {}
    }
    let counted = events.counted(report);
    let some = counted.iter().any(|counted| {
        let (low, high) = bounds(&counted.amount);
        let amount = if view == View::Worst { high } else { low };
        amount.0 > 0
    });
    (!counted.is_empty()).then_some(some)
}

/// Whether an act speaks for whoever owes the duty.
fn favourable(act: Act) -> bool {
    matches!(
        act,
        Act::Started | Act::Done | Act::Verified | Act::Resumed | Act::Agreed
    )
}
