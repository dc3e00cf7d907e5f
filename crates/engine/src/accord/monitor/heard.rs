//! What the reports of one event say together under a view: when, which state, how much.

use armistice_case::model::{Act, Case, Counts, Events, Report, Speaker};

use super::record::{Given, Index, View, bounds, kind_of};

/// The reports of one event that a view listens to.
#[derive(Default)]
pub(super) struct Chosen {
    heard: Vec<usize>,
}

impl Chosen {
    pub(super) fn choose(&mut self, case: &Case, events: &Events, reports: &[Report], view: View) {
        self.heard.clear();
        let speaks = |report: &Report| match view {
            View::Worst | View::Best => true,
            View::Speaker(wanted) => events.according_to(report).iter().any(|speaker| {
                matches!(speaker, Speaker::Actor(actor)
                    if *actor == wanted || case.principal(*actor) == wanted)
            }),
            View::Source(wanted) => events.from(report).contains(&wanted),
            View::Kind(wanted) => kind_of(case, report) == wanted,
        };
        self.heard
            .extend((0..reports.len()).filter(|at| speaks(&reports[*at])));
        if self.heard.is_empty() {
            self.heard.extend(0..reports.len());
        }
    }

    fn reports<'a>(&'a self, reports: &'a [Report]) -> impl Iterator<Item = &'a Report> {
        self.heard.iter().map(|at| &reports[*at])
    }

    /// First day, last day and hour; the earliest account where it is best, the latest otherwise.
    pub(super) fn when(
        &self,
        reports: &[Report],
        view: View,
        index: &dyn Index,
    ) -> Option<(i64, i64, Option<u16>)> {
        let stamps = self.reports(reports).filter_map(|report| report.when);
        let stamp = match view {
            View::Worst => stamps.max(),
            _ => stamps.min(),
        }?;
        Some((
            index.number(stamp.days.first),
            index.number(stamp.days.last),
            stamp.minute,
        ))
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
        let wanted = |good: bool| {
            claims()
                .filter(|claim| claim.so && favourable(claim.act) == good)
                .map(|claim| claim.act)
                .min()
        };
        match view {
            View::Worst => wanted(false),
            _ => wanted(true).or_else(|| {
                // What is only said to be ill by some did not happen by the best account.
                let denied = claims().any(|claim| !claim.so);
                wanted(false).filter(|_| !denied)
            }),
        }
    }

    pub(super) fn amounts(
        &self,
        events: &Events,
        reports: &[Report],
        view: View,
        out: &mut Vec<Given>,
    ) {
        let start = out.len();
        for report in self.reports(reports) {
            for counted in events.counted(report) {
                let (low, high) = bounds(&counted.amount);
                let least = match (view, counted.counts) {
                    (View::Worst, Counts::Delivered | Counts::SoFar) => true,
                    (View::Worst, Counts::Wrong | Counts::Quantity | Counts::Outside)
                    | (_, Counts::Delivered | Counts::SoFar) => false,
                    (_, Counts::Wrong | Counts::Quantity | Counts::Outside) => true,
                };
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
    }
}

/// Whether an act speaks for whoever owes the duty.
fn favourable(act: Act) -> bool {
    matches!(
        act,
        Act::Started | Act::Done | Act::Verified | Act::Resumed | Act::Agreed
    )
}
