//! How facts fill the parts of a duty, one fact after another.
//!
//! What is delivered fills the part that the record names, and what is over, or names none, the
//! earliest part that is not full; where the text says that giving more does not count, what is
//! over stays apart. `delivered` counts what was right; a `wrong` amount beside it was handed over
//! besides, and one that stands alone takes back what had counted before. A tally is a level and
//! never added: it lifts what is known to have been given. Deliveries outside the deal never count.
//! Guarantee: facts read one by one come to what they come to at once. Cost: linear in the facts.

use armistice_case::model::{
    Act, ClauseId, Counts, EventId, Key as _, Obligation, ObligationId, QuantityId,
};
use armistice_case::value::Decimal;

use super::docket::Text;
use super::history::{Delivery, History, Suspension, Wrong, amount_of, plain_day};
use super::promise::Promise;
use super::record::{Fact, Facts, View, added, whole};
use super::suspension::suspends;

/// Adds facts of a duty to its history. `answered` has for each of its parts the day on which the
/// part it answers was done; it is empty where the duty answers none.
pub fn read<'f>(
    text: &Text<'_>,
    view: &Facts,
    id: ObligationId,
    history: &mut History,
    facts: impl Iterator<Item = &'f Fact>,
    answered: &[Option<i64>],
) {
    let mut filling = Filling {
        text,
        id,
        duty: &text.lens.terms.agreement.obligations[id],
        worst: view.view == View::Worst,
        history,
        answered,
    };
    for fact in facts {
        filling.fact(view, fact);
    }
}

struct Filling<'a> {
    text: &'a Text<'a>,
    id: ObligationId,
    duty: &'a Obligation,
    worst: bool,
    history: &'a mut History,
    answered: &'a [Option<i64>],
}

impl Filling<'_> {
    fn promises(&self, part: usize) -> &[Promise] {
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

    fn fact(&mut self, facts: &Facts, fact: &Fact) {
        let case = self.text.lens.case;
        if fact.clause.map(whole) != Some(ClauseId::Obligation(self.id)) {
            match suspends(self.text, self.id, fact) {
                Some(Act::Suspended) => self.suspend(fact, Vec::new()),
                Some(Act::Resumed) => self.resume(fact, false),
                // Told under another duty of the same debtor, whose quantity this one promises.
                _ => self.amounts(facts, fact, None),
            }
            return;
        }
        self.history.last = Some(fact.event);
        self.history.records += 1;
        if self.duty.must_not.is_some() {
            if fact.act == Some(Act::Resumed) {
                self.resume(fact, false);
            }
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
            self.resume(fact, true);
        }
        let turn = self.turn(fact);
        self.amounts(facts, fact, named.or(turn));
        if delivers {
            self.answers(fact);
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
        if fact.by_verifier && self.recurs() {
            self.history.confirmed.push((fact.day, Some(fact.event)));
        }
        if fact.by_verifier {
            for part in &mut self.history.parts {
                if part.done_by == Some(fact.event) {
                    part.verified = part.verified.or(Some(fact.day));
                }
            }
        }
    }

    fn suspend(&mut self, fact: &Fact, held: Vec<(QuantityId, Decimal)>) {
        let events = &self.text.lens.case.events;
        let until = events.until(&events[fact.event]);
        let until = until.and_then(|when| plain_day(self.text, when));
        self.history.last = Some(fact.event);
        self.history.suspensions.push(Suspension {
            from: fact.day,
            event: fact.event,
            over: fact.clause,
            to: until.map(|day| (day, None)),
            performed: false,
            held,
        });
    }

    /// Ends what is suspended. A word about what the duty stands in leaves suspensions of the duty
    /// itself as they are; performance ends a suspension that nobody has ended in words.
    fn resume(&mut self, fact: &Fact, performed: bool) {
        let own = fact.clause.map(whole) == Some(ClauseId::Obligation(self.id));
        for open in &mut self.history.suspensions {
            if open.open_on(fact.day) && (own || !open.own(self.id)) {
                open.to = Some((fact.day, Some(fact.event)));
                open.performed = performed;
                self.history.last = Some(fact.event);
            }
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
            let daily = rates.iter().any(|rate| rate.quantity == quantity);
            if net.0 > 0
                && daily
                && let Some(part) = self.history.parts.first_mut()
            {
                part.begun = part.begun.or(Some(fact.first));
            }
            if net.0 != 0 {
                self.history.deliver(delivery(quantity, net), daily);
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
                    self.history.deliver(delivery(quantity, missing), daily);
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
    fn turn(&self, fact: &Fact) -> Option<usize> {
        let parts = &self.history.parts;
        let open =
            (0..parts.len()).filter(|part| self.promises(*part).iter().any(|p| p.low.is_none()));
        let due = |part: &usize| self.due(*part, fact);
        let mut open: Vec<usize> = open.collect();
        let next = open
            .iter()
            .find(|part| parts[**part].done.is_none() && due(part));
        next.copied().or_else(|| {
            open.retain(|part| parts[*part].done.is_some());
            open.last().copied()
        })
    }

    /// Whether what a part answers was done by the day of a fact.
    fn due(&self, part: usize, fact: &Fact) -> bool {
        let answered = self.answered.get(part).copied().flatten();
        answered.is_some_and(|day| day <= fact.day)
    }

    /// A delivery in numbers the text does not fix answers every part whose turn has come.
    fn answers(&mut self, fact: &Fact) {
        for part in 0..self.history.parts.len() {
            let uncounted = self.promises(part).iter().any(|p| p.low.is_none());
            if uncounted && self.due(part, fact) && self.history.parts[part].done.is_none() {
                let part = &mut self.history.parts[part];
                part.begun = part.begun.or(Some(fact.first));
                part.done = Some(fact.day);
                part.done_by = Some(fact.event);
            }
        }
    }

    fn act(&mut self, facts: &Facts, fact: &Fact, act: Act, named: Option<usize>) {
        if self.recurs() && matches!(act, Act::Done | Act::Verified) {
            self.recurring(fact, act);
            return;
        }
        let all = || 0..self.history.parts.len();
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
                self.suspend(fact, held);
            }
            Act::Resumed => self.resume(fact, false),
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

    /// Whether the duty recurs; it has one part then.
    fn recurs(&self) -> bool {
        let first = self.text.each.get(self.history.first_part);
        !self.history.parts.is_empty() && first.is_some_and(Option::is_some)
    }

    /// Notes that a duty that recurs was done once more, or confirmed. A word of confirmation is
    /// one of performance too where there is nothing left to confirm and no amount to count.
    fn recurring(&mut self, fact: &Fact, act: Act) {
        let history = &mut *self.history;
        let confirmed = |(day, event): &(i64, EventId)| {
            let all = history.confirmed.iter();
            all.clone()
                .any(|(on, of)| of.map_or(on >= day, |of| of == *event))
        };
        let nothing_left = history.times.iter().all(confirmed) && self.duty.delivers.is_empty();
        if act == Act::Done || nothing_left {
            history.times.push((fact.day, fact.event));
            for part in &mut history.parts {
                part.begun = part.begun.or(Some(fact.first));
            }
        }
        if act == Act::Verified {
            history.confirmed.push((fact.day, None));
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
