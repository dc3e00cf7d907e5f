//! What a duty's facts do to its parts: how far each is filled, begun, done, confirmed, broken off.
//!
//! What is delivered fills the part that the record names, and what is over, or names none, the
//! earliest part that is not full; where the text says that giving more does not count, what is
//! over stays apart. `delivered` counts what was right; a `wrong` amount beside it was handed over
//! besides, and one that stands alone takes back what had counted before. A tally is a level and
//! never added: it lifts what is known to have been given. Deliveries outside the deal never count. Cost: linear in the facts of the duty.

use armistice_case::model::{
    Act, Case, ClauseId, Counts, EventId, Key as _, Obligation, ObligationId, QuantityId,
};
use armistice_case::phrase::{Moment, When};
use armistice_case::value::Decimal;

use super::docket::Text;
use super::record::{Fact, Facts, View, added, whole};

/// One amount that changed hands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The day from which it counts.
    pub day: i64,
    /// The first day of its record.
    pub first: i64,
    /// The record.
    pub event: EventId,
    /// Of what.
    pub quantity: QuantityId,
    /// How much; below nought where an earlier delivery turned out to be wrong.
    pub amount: Decimal,
}

/// What was handed over wrongly, and when it was put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The day.
    pub day: i64,
    /// The record.
    pub event: EventId,
    /// Of what.
    pub quantity: QuantityId,
    /// How much.
    pub amount: Decimal,
    /// The day and record of the cure.
    pub cured: Option<(i64, EventId)>,
}

/// A time during which a duty was suspended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspension {
    /// The first day.
    pub from: i64,
    /// The record.
    pub event: EventId,
    /// The day on which it ended, and the record that ended it where there is one.
    pub to: Option<(i64, Option<EventId>)>,
    /// Whether performance ended it, and not a record of its own.
    pub performed: bool,
    /// What was held back, where the record says how much.
    pub held: Vec<(QuantityId, Decimal)>,
}

/// What happened to one part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartHistory {
    /// How far it is filled, by promise.
    pub filled: Vec<Decimal>,
    /// The first day on which anything of it was done.
    pub begun: Option<i64>,
    /// The day on which it was done in full, as it stands now.
    pub done: Option<i64>,
    /// The record that completed it.
    pub done_by: Option<EventId>,
    /// Days on which it had been done and no longer was.
    pub undone: Vec<(i64, i64)>,
    /// The day on which it was confirmed.
    pub verified: Option<i64>,
    /// The day on which it was waived.
    pub waived: Option<i64>,
    /// The day on which a record says that it was due and held back.
    pub called: Option<i64>,
    /// Whether only a tally says that it is done: by that day, and nobody knows since when.
    pub by_tally: bool,
}

/// What happened to one duty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The first of its parts.
    pub first_part: usize,
    /// Its parts.
    pub parts: Vec<PartHistory>,
    /// Every delivery, in order.
    pub deliveries: Vec<Delivery>,
    /// What was over and does not count, because the text says so.
    pub set_aside: Vec<(QuantityId, Decimal)>,
    /// What was over a part and counted towards a later one.
    pub carried: Vec<(QuantityId, Decimal)>,
    /// What changed hands outside the deal.
    pub outside: Vec<Delivery>,
    /// What was handed over wrongly.
    pub wrong: Vec<Wrong>,
    /// Suspensions, in order.
    pub suspensions: Vec<Suspension>,
    /// Records of a refusal or a stop: day, record, act.
    pub refusals: Vec<(i64, EventId, Act)>,
    /// Records of a forbidden act: day and record.
    pub incidents: Vec<(i64, EventId)>,
    /// Referrals to the path of disputes.
    pub referred: Vec<(i64, EventId)>,
    /// Every `done` of an act that recurs.
    pub times: Vec<(i64, EventId)>,
    /// Extensions: the day of the record and the new last day, where it gives one.
    pub extended: Vec<(i64, Option<i64>)>,
    /// Tallies: day, record, quantity, amount.
    pub tallies: Vec<Delivery>,
    /// The last record.
    pub last: Option<EventId>,
    /// How many records there are.
    pub records: usize,
}

/// The amount of a promised quantity in one record: its own number, else that of its parts.
#[must_use]
pub fn amount_of(
    case: &Case,
    facts: &Facts,
    fact: &Fact,
    counts: Counts,
    of: QuantityId,
) -> Option<Decimal> {
    let given = facts.amounts(fact);
    let own = |quantity: QuantityId| {
        given
            .iter()
            .find(|given| given.counts == counts && given.quantity == quantity)
            .map(|given| given.amount)
    };
    own(of).or_else(|| {
        case.quantities[of]
            .parts
            .iter()
            .filter_map(|way| {
                let parts: Vec<Decimal> = way.iter().filter_map(|part| own(*part)).collect();
                (!parts.is_empty()).then(|| added(parts))
            })
            .max()
    })
}

/// A moment as a day, where the calendar alone says which.
#[must_use]
pub fn plain_day(text: &Text<'_>, when: &When) -> Option<i64> {
    let moment = match when {
        When::On(m) | When::By(m) => m,
        When::Window(_, m) => m,
        _ => return None,
    };
    match moment.day() {
        Moment::Day(day, None) => Some(i64::from(*day)),
        Moment::Date(date) => {
            crate::accord::timetable::day_number(&text.lens.terms.agreement, *date)
        }
        _ => None,
    }
}

struct Filling<'a> {
    text: &'a Text<'a>,
    id: ObligationId,
    duty: &'a Obligation,
    worst: bool,
    history: History,
}

/// The history of a duty up to a day; `answered` gives for each of its parts the day on which the
/// part it answers was done.
#[must_use]
pub fn history(
    text: &Text<'_>,
    facts: &Facts,
    id: ObligationId,
    day: i64,
    answered: &dyn Fn(usize) -> Option<i64>,
) -> History {
    let parts = text.lens.parts.of_duty(id);
    let mut filling = Filling {
        text,
        id,
        duty: &text.lens.terms.agreement.obligations[id],
        worst: facts.view == View::Worst,
        history: History {
            first_part: parts.start,
            parts: parts
                .map(|part| PartHistory {
                    filled: vec![Decimal(0); text.promises[part].len()],
                    ..PartHistory::default()
                })
                .collect(),
            ..History::default()
        },
    };
    for fact in facts.of_duty(id, day) {
        filling.fact(facts, fact, answered);
    }
    filling.history
}

impl Filling<'_> {
    fn promises(&self, part: usize) -> &[super::docket::Promise] {
        &self.text.promises[self.history.first_part + part]
    }

    /// What fills a promise: the least that keeps it at best, the most at worst.
    fn need(&self, part: usize, promise: usize) -> Option<Decimal> {
        let promise = self.promises(part)[promise];
        if self.worst {
            promise.high
        } else {
            promise.low
        }
    }

    fn full(&self, part: usize) -> bool {
        let promises = self.promises(part);
        !promises.is_empty()
            && (0..promises.len()).all(|at| {
                self.need(part, at)
                    .is_some_and(|need| self.history.parts[part].filled[at] >= need)
            })
    }

    /// The part that a record names.
    fn named(&self, fact: &Fact) -> Option<usize> {
        let clause @ ClauseId::Tranche(..) = fact.clause? else {
            return None;
        };
        let first = self.history.first_part;
        (0..self.history.parts.len())
            .find(|part| self.text.lens.parts.all[first + part].clause == clause)
    }

    fn fact(&mut self, facts: &Facts, fact: &Fact, answered: &dyn Fn(usize) -> Option<i64>) {
        let case = self.text.lens.case;
        if fact.clause.map(whole) != Some(ClauseId::Obligation(self.id)) {
            // Told under another duty of the same debtor, whose quantity this one promises.
            self.amounts(facts, fact, None);
            return;
        }
        self.history.last = Some(fact.event);
        self.history.records += 1;
        if self.duty.must_not.is_some() {
            if !matches!(fact.act, Some(Act::Verified | Act::Resumed | Act::Waived)) {
                self.history.incidents.push((fact.day, fact.event));
            }
            return;
        }
        let named = self.named(fact);
        let delivers = facts
            .amounts(fact)
            .iter()
            .any(|given| given.counts == Counts::Delivered && given.amount.0 > 0);
        if delivers || fact.act == Some(Act::Done) {
            self.performs_again(fact);
        }
        let turn = self.turn(fact, answered);
        self.amounts(facts, fact, named.or(turn));
        if delivers {
            self.answers(fact, answered);
        }
        if let Some(cured) = case.events[fact.event].cures {
            for wrong in &mut self.history.wrong {
                if wrong.event == cured && wrong.cured.is_none() {
                    wrong.cured = Some((fact.day, fact.event));
                }
            }
        }
        if let Some(act) = fact.act {
            self.act(facts, fact, act, named);
        }
        if fact.by_verifier {
            for part in &mut self.history.parts {
                if part.done_by == Some(fact.event) {
                    part.verified = part.verified.or(Some(fact.day));
                }
            }
        }
    }

    /// Performance ends a suspension that nobody has ended in words.
    fn performs_again(&mut self, fact: &Fact) {
        if let Some(open) = self.history.suspensions.last_mut()
            && open.to.is_none()
        {
            open.to = Some((fact.day, Some(fact.event)));
            open.performed = true;
        }
    }

    fn amounts(&mut self, facts: &Facts, fact: &Fact, named: Option<usize>) {
        let case = self.text.lens.case;
        let mut quantities: Vec<QuantityId> = Vec::new();
        for part in 0..self.history.parts.len() {
            for promise in self.promises(part) {
                if !quantities.contains(&promise.quantity) {
                    quantities.push(promise.quantity);
                }
            }
        }
        let rates = &self.text.rates[self.id.position()];
        for rate in rates {
            if !quantities.contains(&rate.quantity) {
                quantities.push(rate.quantity);
            }
        }
        let delivery = |quantity, amount| Delivery {
            day: fact.day,
            first: fact.first,
            event: fact.event,
            quantity,
            amount,
        };
        for quantity in quantities {
            let amount = |counts| amount_of(case, facts, fact, counts, quantity);
            let (given, wrong) = (amount(Counts::Delivered), amount(Counts::Wrong));
            if let Some(wrong) = wrong.filter(|wrong| wrong.0 > 0) {
                self.history.wrong.push(Wrong {
                    day: fact.day,
                    event: fact.event,
                    quantity,
                    amount: wrong,
                    cured: None,
                });
            }
            let net = match (given, wrong) {
                (Some(given), _) => given,
                // Found out later: what had counted is taken back.
                (None, Some(wrong)) => Decimal(-wrong.0),
                (None, None) => Decimal(0),
            };
            if net.0 > 0
                && rates.iter().any(|rate| rate.quantity == quantity)
                && let Some(part) = self.history.parts.first_mut()
            {
                part.begun = part.begun.or(Some(fact.first));
            }
            if net.0 != 0 {
                self.history.deliveries.push(delivery(quantity, net));
                self.fill(fact, quantity, net, named);
            }
            if let Some(tally) = amount(Counts::SoFar) {
                self.history.tallies.push(delivery(quantity, tally));
                // A tally is a level: it lifts what is known to that level and never adds.
                let known = self.history.deliveries.iter();
                let own = known.filter(|d| d.quantity == quantity);
                let known = added(own.map(|d| d.amount)).0;
                if tally.0 > known {
                    let missing = Decimal(tally.0.saturating_sub(known));
                    self.history.deliveries.push(delivery(quantity, missing));
                    self.fill(fact, quantity, missing, named);
                    for part in &mut self.history.parts {
                        part.by_tally |= part.done_by == Some(fact.event);
                    }
                }
            }
        }
        for given in facts.amounts(fact) {
            if given.counts == Counts::Outside && given.amount.0 > 0 {
                self.history
                    .outside
                    .push(delivery(given.quantity, given.amount));
            }
        }
    }

    fn fill(&mut self, fact: &Fact, quantity: QuantityId, net: Decimal, named: Option<usize>) {
        let parts = self.history.parts.len();
        let place = |this: &Self, part: usize| {
            this.promises(part)
                .iter()
                .position(|promise| promise.quantity == quantity)
        };
        if net.0 < 0 {
            let mut left = -net.0;
            for part in named.into_iter().chain((0..parts).rev()) {
                if let Some(at) = place(self, part) {
                    let was = self.full(part);
                    let filled = &mut self.history.parts[part].filled[at];
                    let back = left.min(filled.0);
                    filled.0 -= back;
                    left -= back;
                    if was && !self.full(part) {
                        let part = &mut self.history.parts[part];
                        part.undone.extend(part.done.map(|done| (done, fact.day)));
                        part.done = None;
                        part.verified = None;
                    }
                }
            }
            return;
        }
        let mut left = net.0;
        let counts_later = self
            .duty
            .if_over
            .get()
            .is_none_or(|words| !words.starts_with("does not"));
        let order = named
            .into_iter()
            .chain((0..parts).filter(|part| Some(*part) != named));
        let mut taken = false;
        for part in order {
            let Some(at) = place(self, part) else {
                continue;
            };
            let room = match self.need(part, at) {
                Some(need) => need
                    .0
                    .saturating_sub(self.history.parts[part].filled[at].0)
                    .max(0),
                // No number is promised: the part takes all.
                None => i64::MAX,
            };
            let take = left.min(room);
            if take == 0 {
                continue;
            }
            if taken && !counts_later {
                break;
            }
            if taken {
                add(&mut self.history.carried, quantity, take);
            }
            taken = true;
            let was = self.full(part);
            let filled = &mut self.history.parts[part].filled[at];
            *filled = added([*filled, Decimal(take)]);
            let full = self.full(part);
            let part = &mut self.history.parts[part];
            part.begun = part.begun.or(Some(fact.first));
            if full && !was {
                part.done = Some(fact.day);
                part.done_by = Some(fact.event);
            }
            left -= take;
            if left == 0 {
                break;
            }
        }
        if left > 0 {
            add(&mut self.history.set_aside, quantity, left);
        }
    }

    /// The part whose turn it is where the text fixes no numbers: the first whose trigger has come
    /// and that is not done, else the last that is.
    fn turn(&self, fact: &Fact, answered: &dyn Fn(usize) -> Option<i64>) -> Option<usize> {
        let parts = &self.history.parts;
        let open =
            (0..parts.len()).filter(|part| self.promises(*part).iter().any(|p| p.low.is_none()));
        let due = |part: &usize| {
            answered(self.history.first_part + part).is_some_and(|day| day <= fact.day)
        };
        let mut open: Vec<usize> = open.collect();
        let next = open
            .iter()
            .find(|part| parts[**part].done.is_none() && due(part));
        next.copied().or_else(|| {
            open.retain(|part| parts[*part].done.is_some());
            open.last().copied()
        })
    }

    /// A delivery in numbers the text does not fix answers every part whose turn has come.
    fn answers(&mut self, fact: &Fact, answered: &dyn Fn(usize) -> Option<i64>) {
        for part in 0..self.history.parts.len() {
            let uncounted = self.promises(part).iter().any(|p| p.low.is_none());
            let due = answered(self.history.first_part + part).is_some_and(|day| day <= fact.day);
            if uncounted && due && self.history.parts[part].done.is_none() {
                let part = &mut self.history.parts[part];
                part.begun = part.begun.or(Some(fact.first));
                part.done = Some(fact.day);
                part.done_by = Some(fact.event);
            }
        }
    }

    fn act(&mut self, facts: &Facts, fact: &Fact, act: Act, named: Option<usize>) {
        let all = || 0..self.history.parts.len();
        // Of what is done before each step of another duty, one record is one of them.
        let once = self.text.lens.parts.all[self.history.first_part..]
            .first()
            .is_some_and(|part| part.duty == self.id && part.ahead_of.is_some());
        let parts = &self.history.parts;
        let next = all().find(|part| parts[*part].done.is_none());
        let confirmed = all().rfind(|part| parts[*part].done.is_some());
        let meant = match act {
            Act::Verified => confirmed
                .filter(|part| parts[*part].verified.is_none())
                .or(next),
            _ => next,
        };
        let named = named.or(meant.filter(|_| once));
        let which: Vec<usize> = named.map_or_else(|| all().collect(), |part| vec![part]);
        match act {
            Act::Started => {
                let first = which
                    .iter()
                    .find(|part| self.history.parts[**part].begun.is_none());
                if let Some(part) = first {
                    self.history.parts[*part].begun = Some(fact.first);
                }
            }
            Act::Done => {
                self.history.times.push((fact.day, fact.event));
                for part in which {
                    let part = &mut self.history.parts[part];
                    part.begun = part.begun.or(Some(fact.first));
                    if part.done.is_none() {
                        part.done = Some(fact.day);
                        part.done_by = Some(fact.event);
                    }
                }
            }
            Act::Verified => {
                // A word of confirmation without numbers is one of performance too.
                for part in &which {
                    let counted = !self.promises(*part).is_empty();
                    let part = &mut self.history.parts[*part];
                    if part.done.is_none() && (!counted || named.is_some()) {
                        part.begun = part.begun.or(Some(fact.first));
                        part.done = Some(fact.day);
                        part.done_by = Some(fact.event);
                    }
                }
                self.confirm(fact.day, named);
            }
            Act::Refused | Act::Stopped => {
                self.history.refusals.push((fact.day, fact.event, act));
            }
            Act::Suspended => {
                let held = facts
                    .amounts(fact)
                    .iter()
                    .filter(|given| given.counts == Counts::Quantity)
                    .map(|given| (given.quantity, given.amount))
                    .collect::<Vec<_>>();
                if !held.is_empty()
                    && let Some(part) = self.history.parts.iter_mut().find(|p| p.done.is_none())
                {
                    part.called = part.called.or(Some(fact.day));
                }
                let until = self
                    .text
                    .lens
                    .case
                    .events
                    .until(&self.text.lens.case.events[fact.event])
                    .and_then(|when| plain_day(self.text, when));
                self.history.suspensions.push(Suspension {
                    from: fact.day,
                    event: fact.event,
                    to: until.map(|day| (day, None)),
                    performed: false,
                    held,
                });
            }
            Act::Resumed => {
                if let Some(open) = self.history.suspensions.last_mut()
                    && open.to.is_none()
                {
                    open.to = Some((fact.day, Some(fact.event)));
                }
            }
            Act::Extended => {
                let events = &self.text.lens.case.events;
                let until = events.until(&events[fact.event]);
                let day = until.and_then(|when| plain_day(self.text, when));
                self.history.extended.push((fact.day, day));
            }
            Act::Waived => {
                for part in which {
                    let part = &mut self.history.parts[part];
                    part.waived = part.waived.or(Some(fact.day));
                }
            }
            Act::Referred => self.history.referred.push((fact.day, fact.event)),
            Act::Ended | Act::Agreed | Act::Used => {}
        }
    }

    fn confirm(&mut self, day: i64, named: Option<usize>) {
        for at in 0..self.history.parts.len() {
            if named.is_some_and(|named| named != at) {
                continue;
            }
            let part = &mut self.history.parts[at];
            if part.done.is_some() {
                part.verified = part.verified.or(Some(day));
            }
        }
    }
}

fn add(list: &mut Vec<(QuantityId, Decimal)>, quantity: QuantityId, amount: i64) {
    match list.iter_mut().find(|(known, _)| *known == quantity) {
        Some((_, sum)) => *sum = added([*sum, Decimal(amount)]),
        None => list.push((quantity, Decimal(amount))),
    }
}
