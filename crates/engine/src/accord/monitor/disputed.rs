//! Where sources differ, and where a source differs with itself.
//!
//! An event whose reports give different amounts, states or days is a disputed fact; its accounts
//! stay side by side. Whoever counts what was delivered and nothing as wrong says that nothing was;
//! whoever says that nothing was done counts nothing; a report of a forbidden act says whether it was
//! one as [`super::record`] reads it. A report whose parts do not add up to its own whole is flagged, and a tally
//! is held against what the single records add up to; neither is changed. Cost: linear.

use std::collections::BTreeMap;

use armistice_case::model::{
    Act, Becomes, Case, ClauseId, Counts, Event, EventId, Key as _, QuantityId, Report, Stamp,
};
use armistice_case::value::{Amount, Decimal};

use super::clock::Clock;
use super::heard::{Chosen, did, gave_nothing, gave_right};
use super::history::Delivery;
use super::record::{View, added, bounds};

/// What the reports of an event differ about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// How much, each account with the position of its report.
    Amount {
        /// What the amount stands for.
        counts: Counts,
        /// Of what.
        quantity: QuantityId,
        /// The accounts.
        accounts: Vec<(usize, Amount)>,
        /// The least and the most that any account allows.
        range: (Decimal, Decimal),
    },
    /// Whether a state was brought about.
    Act {
        /// The accounts.
        accounts: Vec<(usize, Becomes)>,
    },
    /// On which day.
    Day {
        /// The accounts.
        accounts: Vec<(usize, Stamp)>,
    },
}

/// A disputed fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disputed {
    /// The event.
    pub event: EventId,
    /// The clause it is about.
    pub clause: Option<ClauseId>,
    /// What the reports differ about.
    pub matter: Matter,
}

/// Whether two amounts give the same numbers.
fn same(a: &Amount, b: &Amount) -> bool {
    bounds(a) == bounds(b)
}

/// Every disputed fact up to a day of a docket's clock.
#[must_use]
pub fn disputed(clock: &Clock<'_>) -> Vec<Disputed> {
    let case = clock.docket.case;
    let mut found = Vec::new();
    for fact in clock.facts.until(clock.day) {
        let event = &case.events[fact.event];
        let reports = case.events.reports(event);
        if reports.len() < 2 {
            continue;
        }
        let note = |matter| Disputed {
            event: fact.event,
            clause: event.of,
            matter,
        };
        found.extend(amounts(case, reports).into_iter().map(note));
        let acts: Vec<(usize, Becomes)> = with(reports, |report| report.becomes);
        let named = case.events.kind(event).is_some();
        let done = with(reports, |report| {
            let so =
                did(&case.events, report, named, View::Worst).filter(|_| forbids(clock, event));
            so.map(|so| Becomes { act: Act::Done, so })
        });
        let both = [acts, done].into_iter();
        let mut differing = both.filter(|all| all.iter().any(|(_, act)| *act != all[0].1));
        if let Some(accounts) = differing.next() {
            found.push(note(Matter::Act { accounts }));
        }
        let days: Vec<(usize, Stamp)> = with(reports, |report| report.when);
        if days.iter().any(|(_, day)| day.days != days[0].1.days) {
            found.push(note(Matter::Day { accounts: days }));
        }
    }
    found
}

/// Whether an event is about a duty that forbids something.
fn forbids(clock: &Clock<'_>, event: &Event) -> bool {
    let Some(ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _)) = event.of else {
        return false;
    };
    let duty = &clock.text.lens.terms.agreement.obligations[duty];
    duty.must_not.is_some()
}

fn with<T>(reports: &[Report], pick: impl Fn(&Report) -> Option<T>) -> Vec<(usize, T)> {
    reports
        .iter()
        .enumerate()
        .filter_map(|(at, report)| Some((at, pick(report)?)))
        .collect()
}

fn amounts(case: &Case, reports: &[Report]) -> Vec<Matter> {
    let mut found = Vec::new();
    let mut keys: Vec<(Counts, QuantityId)> = reports
        .iter()
        .flat_map(|report| case.events.counted(report))
        .map(|counted| (counted.counts, counted.quantity))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    for (counts, quantity) in keys {
        let accounts: Vec<(usize, Amount)> = with(reports, |report| {
            let counted = case.events.counted(report).iter();
            let mut own = counted.filter(|c| c.counts == counts && c.quantity == quantity);
            let said = own.next().map(|counted| counted.amount);
            let none = match counts {
                Counts::Delivered => gave_nothing(&case.events, report),
                Counts::Wrong => gave_right(&case.events, report),
                Counts::SoFar | Counts::Outside | Counts::Quantity => false,
            };
            said.or_else(|| none.then(|| Amount::exact(Decimal(0))))
        });
        if accounts
            .iter()
            .all(|(_, amount)| same(amount, &accounts[0].1))
        {
            continue;
        }
        let ends = accounts.iter().map(|(_, amount)| bounds(amount));
        let (low, high) = ends.fold(
            (Decimal(i64::MAX), Decimal(i64::MIN)),
            |sum, (low, high)| (sum.0.min(low), sum.1.max(high)),
        );
        found.push(Matter::Amount {
            counts,
            quantity,
            accounts,
            range: (low, high),
        });
    }
    found
}

/// A report whose parts do not add up to its own whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsummed {
    /// The event.
    pub event: EventId,
    /// The position of the report.
    pub report: usize,
    /// The whole.
    pub quantity: QuantityId,
    /// What the report says of the whole.
    pub declared: Decimal,
    /// What its parts add up to.
    pub found: Decimal,
    /// The parts.
    pub parts: Vec<(QuantityId, Decimal)>,
}

/// Every report up to the day whose parts do not add up.
#[must_use]
pub fn unsummed(clock: &Clock<'_>) -> Vec<Unsummed> {
    let case = clock.docket.case;
    let mut all = Vec::new();
    for fact in clock.facts.until(clock.day) {
        let event = &case.events[fact.event];
        for (at, report) in case.events.reports(event).iter().enumerate() {
            for counts in Counts::ALL {
                all.extend(unsummed_in(case, fact.event, at, report, counts));
            }
        }
    }
    all
}

fn unsummed_in(
    case: &Case,
    event: EventId,
    at: usize,
    report: &Report,
    counts: Counts,
) -> Vec<Unsummed> {
    let given: Vec<(QuantityId, Decimal)> = case
        .events
        .counted(report)
        .iter()
        .filter(|counted| counted.counts == counts)
        .filter_map(|counted| Some((counted.quantity, counted.amount.as_exact()?)))
        .collect();
    let of = |quantity: &QuantityId| given.iter().find(|(q, _)| q == quantity).map(|(_, n)| *n);
    let mut all = Vec::new();
    for (quantity, declared) in &given {
        for way in &case.quantities[*quantity].parts {
            let parts: Option<Vec<(QuantityId, Decimal)>> =
                way.iter().map(|part| Some((*part, of(part)?))).collect();
            let Some(parts) = parts else { continue };
            let found = added(parts.iter().map(|(_, n)| *n));
            if found != *declared {
                all.push(Unsummed {
                    event,
                    report: at,
                    quantity: *quantity,
                    declared: *declared,
                    found,
                    parts,
                });
            }
        }
    }
    all
}

/// A tally beside what the single records of a duty add up to by its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The tally.
    pub tally: Delivery,
    /// What the records add up to.
    pub records: Decimal,
}

/// Every tally up to the day whose number the records do not come to, or go beyond.
#[must_use]
pub fn tallies(clock: &Clock<'_>) -> Vec<Tally> {
    let case = clock.docket.case;
    let mut all = Vec::new();
    for duty in clock.text.lens.terms.duties() {
        let history = &clock.histories[duty.position()];
        for tally in &history.tallies {
            let single = |event: EventId| {
                case.events
                    .reports(&case.events[event])
                    .iter()
                    .any(|report| {
                        let counted = case.events.counted(report).iter();
                        counted
                            .map(|c| c.counts)
                            .any(|counts| counts == Counts::Delivered || counts == Counts::Wrong)
                    })
            };
            let before = history
                .deliveries
                .iter()
                .filter(|d| d.quantity == tally.quantity && d.day <= tally.day && single(d.event));
            let records = added(before.map(|d| d.amount));
            if records.0 > 0 && records != tally.amount {
                all.push(Tally {
                    tally: *tally,
                    records,
                });
            }
        }
    }
    all
}

/// What changed hands outside the deal, by quantity: how much and in which records, whatever these
/// are about.
#[must_use]
pub fn outside(clock: &Clock<'_>) -> BTreeMap<QuantityId, (Decimal, Vec<EventId>)> {
    let mut all: BTreeMap<QuantityId, (Decimal, Vec<EventId>)> = BTreeMap::new();
    for fact in clock.facts.until(clock.day) {
        let given = clock.facts.amounts(fact).iter();
        for given in given.filter(|given| given.counts == Counts::Outside && given.amount.0 > 0) {
            let (sum, events) = all.entry(given.quantity).or_default();
            *sum = added([*sum, given.amount]);
            events.push(fact.event);
        }
    }
    all
}

/// What changed hands of a quantity in the deal and outside it, by the parts of it. The sum is made
/// for each account by itself, so that people whom one counts in the deal and another outside it
/// leave it as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// The whole.
    pub quantity: QuantityId,
    /// In the deal: least and most.
    pub inside: (Decimal, Decimal),
    /// Outside it.
    pub outside: (Decimal, Decimal),
    /// In all.
    pub all: (Decimal, Decimal),
    /// The records.
    pub events: Vec<EventId>,
}

/// Every quantity of which some parts came in the deal and some outside it, each with its sums.
#[must_use]
pub fn together(clock: &Clock<'_>) -> Vec<Together> {
    let case = clock.docket.case;
    let apart = outside(clock);
    let touches = |quantity: &QuantityId| {
        let mut parts = case.quantities[*quantity].parts.iter().flatten();
        parts.any(|part| apart.contains_key(part))
    };
    let wholes = case.quantities.keys().filter(touches);
    let nothing = (Decimal(0), Decimal(0));
    let mut sums: Vec<Together> = wholes
        .map(|quantity| Together {
            quantity,
            inside: nothing,
            outside: nothing,
            all: nothing,
            events: Vec::new(),
        })
        .collect();
    if sums.is_empty() {
        return sums;
    }
    let mut chosen = Chosen::default();
    for fact in clock.facts.until(clock.day) {
        let reports = case.events.reports(&case.events[fact.event]);
        chosen.choose(case, &case.events, reports, clock.facts.heard);
        for sum in &mut sums {
            let accounts = chosen.reports(reports);
            sum.add(case, fact.event, accounts);
        }
    }
    sums.retain(|sum| sum.inside.1.0 > 0 && sum.outside.1.0 > 0);
    sums
}

impl Together {
    /// Adds one event: the least and the most of the accounts that give an amount.
    fn add<'a>(&mut self, case: &Case, event: EventId, accounts: impl Iterator<Item = &'a Report>) {
        let accounts: Vec<[(Decimal, Decimal); 3]> = accounts
            .filter_map(|report| {
                let of = |counts| of_whole(case, report, counts, self.quantity);
                let (inside, apart) = (of(Counts::Delivered), of(Counts::Outside));
                inside.or(apart)?;
                let [a, b] = [inside, apart].map(Option::unwrap_or_default);
                Some([a, b, (added([a.0, b.0]), added([a.1, b.1]))])
            })
            .collect();
        if accounts.is_empty() {
            return;
        }
        let sums = [&mut self.inside, &mut self.outside, &mut self.all];
        for (at, sum) in sums.into_iter().enumerate() {
            let least = accounts.iter().map(|account| account[at].0).min();
            let most = accounts.iter().map(|account| account[at].1).max();
            sum.0 = added([sum.0, least.unwrap_or_default()]);
            sum.1 = added([sum.1, most.unwrap_or_default()]);
        }
        self.events.push(event);
    }
}

/// What a report gives of a quantity: its own number, else that of its parts, in the way to divide it
/// that gives most.
fn of_whole(
    case: &Case,
    report: &Report,
    counts: Counts,
    of: QuantityId,
) -> Option<(Decimal, Decimal)> {
    let counted = case.events.counted(report).iter();
    let own = |quantity: QuantityId| {
        let mut own = counted.clone();
        let found = own.find(|one| one.counts == counts && one.quantity == quantity);
        found.map(|one| bounds(&one.amount))
    };
    own(of).or_else(|| {
        let ways = case.quantities[of].parts.iter();
        let sums = ways.filter_map(|way| {
            let parts: Vec<_> = way.iter().filter_map(|part| own(*part)).collect();
            let sum = |end: fn(&(Decimal, Decimal)) -> Decimal| added(parts.iter().map(end));
            (!parts.is_empty()).then(|| (sum(|part| part.0), sum(|part| part.1)))
        });
        sums.max()
    })
}
