//! How facts fill the parts of a duty, one fact after another.
//!
//! What is delivered fills the part that the record names, and what is over, or names none, the
//! earliest part that is not full; where the text says that giving more does not count, what is
//! over stays apart. `delivered` counts what was right; a `wrong` amount beside it was handed over
//! besides, and one that stands alone takes back what had counted before. A tally is a level and
//! never added: it lifts what is known to have been given. Deliveries outside the deal never count.
//! Guarantee: facts read one by one come to what they come to at once. Cost: linear in the facts.

use armistice_case::model::{
    Act, ActorId, ClauseId, Counts, EventId, Key as _, Obligation, ObligationId, QuantityId,
};
use armistice_case::value::Decimal;

use super::docket::{Text, debtors};
use super::history::{Delivery, History, Suspension, Wrong, amount_of, plain_day};
use super::promise::Promise;
use super::record::{Fact, Facts, View, added};
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
        let mut owed = (0..promises.len()).filter(|at| promises[*at].limit.is_none());
        let given = &self.history.parts[part].filled;
        let met = |at: usize| self.need(part, at).is_some_and(|need| given[at] >= need);
        owed.next().is_some_and(met) && owed.all(met)
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
        if fact.clause.map(ClauseId::whole) != Some(ClauseId::Obligation(self.id)) {
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
            self.forbidden(fact);
            return;
        }
        if fact.denied {
            self.history.denials.push((fact.day, fact.event));
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
                if part.done_by == Some(fact.event) && part.verified.is_none() {
                    part.verified = Some(fact.day);
                    part.own_word = fact.act != Some(Act::Verified);
                }
            }
        }
    }

    /// A fact about a forbidden act: an incident only where it says that the act was done.
    fn forbidden(&mut self, fact: &Fact) {
        if fact.incident {
            self.history.incidents.push((fact.day, fact.event));
        }
        match fact.act {
            Some(Act::Suspended) => self.suspend(fact, Vec::new()),
            Some(Act::Resumed) => self.resume(fact, false),
            Some(Act::Referred) => self.history.referred.push((fact.day, fact.event)),
            _ => {}
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
        let own = fact.clause.map(ClauseId::whole) == Some(ClauseId::Obligation(self.id));
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
            by_tally: false,
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
                self.take(fact, delivery(quantity, net), named, daily);
            } else if daily && given.is_some() {
                self.history.spread(&delivery(quantity, net));
            }
            if let Some(tally) = amount(Counts::SoFar) {
                self.history.tallies.push(delivery(quantity, tally));
                // A tally is a level: it lifts what is known to that level and never adds.
                let known = self.known(quantity).0;
                if tally.0 > known {
                    let missing = Delivery {
                        by_tally: true,
                        ..delivery(quantity, Decimal(tally.0.saturating_sub(known)))
                    };
                    self.take(fact, missing, named, daily);
                    for part in &mut self.history.parts {
                        part.by_tally |= part.done_by == Some(fact.event);
                    }
                }
            }
        }
    }

    /// What is recorded of a quantity, with what does not count.
    fn known(&self, quantity: QuantityId) -> Decimal {
        let given = self.history.deliveries.iter();
        let given = given.filter(|d| d.quantity == quantity).map(|d| d.amount);
        let aside = self.history.set_aside.iter();
        let aside = aside.filter(|(of, _)| *of == quantity).map(|(_, n)| *n);
        added(given.chain(aside))
    }

    /// Fills the parts with what was given, and notes as much of it as counts.
    fn take(&mut self, fact: &Fact, given: Delivery, named: Option<usize>, daily: bool) {
        let over = self.fill(fact, given.quantity, given.amount, named);
        let amount = Decimal(given.amount.0 - over);
        if over > 0 {
            add(&mut self.history.set_aside, given.quantity, over);
        }
        if amount.0 != 0 {
            let given = Delivery { amount, ..given };
            self.history.deliveries.push(given);
            if daily {
                self.history.spread(&given);
            }
        }
    }

    /// Where a part promises a quantity.
    fn place(&self, part: usize, quantity: QuantityId) -> Option<usize> {
        let mut promises = self.promises(part).iter();
        promises.position(|promise| promise.quantity == quantity)
    }

    /// Fills the parts; what is over and does not count by the text is given back.
    fn fill(
        &mut self,
        fact: &Fact,
        quantity: QuantityId,
        net: Decimal,
        named: Option<usize>,
    ) -> i64 {
        if net.0 < 0 {
            self.take_back(fact, quantity, -net.0, named);
            return 0;
        }
        let parts = 0..self.history.parts.len();
        let order = named
            .into_iter()
            .chain(parts.filter(|part| Some(*part) != named));
        let order: Vec<(usize, usize)> = order
            .filter_map(|part| Some((part, self.place(part, quantity)?)))
            .collect();
        let over = self.duty.if_over.get();
        let counts_later = over.is_none_or(|words| !words.starts_with("does not"));
        let mut left = net.0;
        let mut first: Option<usize> = None;
        // What keeps each promise comes first, then what it leaves room for: `about 50` is kept by
        // 45 and takes 55.
        for to_the_most in [false, true] {
            for (part, at) in &order {
                let bound = if to_the_most {
                    let promise = self.promises(*part)[*at];
                    promise.high.or(promise.low)
                } else {
                    self.need(*part, *at)
                };
                // No number is promised: the part takes all.
                let filled = self.history.parts[*part].filled[*at].0;
                let room = bound.map_or(i64::MAX, |bound| bound.0.saturating_sub(filled).max(0));
                let take = left.min(room);
                let another = first.is_some_and(|first| first != *part);
                if take == 0 || (another && !counts_later) {
                    continue;
                }
                if another {
                    add(&mut self.history.carried, quantity, take);
                }
                first = first.or(Some(*part));
                self.put(fact, *part, *at, take);
                left -= take;
            }
        }
        if order.is_empty() || counts_later {
            0
        } else {
            left
        }
    }

    /// Gives a part so much of a promise.
    fn put(&mut self, fact: &Fact, part: usize, at: usize, take: i64) {
        let was = self.full(part);
        let filled = &mut self.history.parts[part].filled[at];
        *filled = added([*filled, Decimal(take)]);
        self.limit(fact, part, at);
        let full = self.full(part);
        let part = &mut self.history.parts[part];
        part.begun = part.begun.or(Some(fact.first));
        if full && !was {
            part.done = Some(fact.day);
            part.done_by = Some(fact.event);
        }
    }

    /// Takes back what had counted, from what came last.
    fn take_back(&mut self, fact: &Fact, quantity: QuantityId, back: i64, named: Option<usize>) {
        let mut left = back;
        let parts = (0..self.history.parts.len()).rev();
        for part in named.into_iter().chain(parts) {
            let Some(at) = self.place(part, quantity) else {
                continue;
            };
            let was = self.full(part);
            let filled = &mut self.history.parts[part].filled[at];
            let back = left.min(filled.0);
            filled.0 -= back;
            left -= back;
            self.limit(fact, part, at);
            if was && !self.full(part) {
                let part = &mut self.history.parts[part];
                part.undone.extend(part.done.map(|done| (done, fact.day)));
                part.done = None;
                part.verified = None;
            }
        }
    }

    /// Holds what a part was given of a quantity against the most that the text allows.
    fn limit(&mut self, fact: &Fact, part: usize, promise: usize) {
        if let Some(limit) = self.promises(part)[promise].limit {
            let part = &mut self.history.parts[part];
            part.hold_against(limit, part.filled[promise], fact.day, fact.event);
        }
    }

    /// The part whose turn it is where the text fixes no numbers: the first whose trigger has come
    /// and that is not done, else the last that is.
    fn turn(&self, fact: &Fact) -> Option<usize> {
        let parts = &self.history.parts;
        let open =
            (0..parts.len()).filter(|part| self.promises(*part).iter().any(Promise::is_open));
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
            let uncounted = self.promises(part).iter().any(Promise::is_open);
            if uncounted && self.due(part, fact) && self.history.parts[part].done.is_none() {
                let part = &mut self.history.parts[part];
                part.begun = part.begun.or(Some(fact.first));
                part.done = Some(fact.day);
                part.done_by = Some(fact.event);
            }
        }
    }

    /// The part meant by a record of what is done before each step of another duty: the next that is
    /// open, or, for a word of confirmation, the last that is done.
    fn one_of_several(&self, act: Act) -> Option<usize> {
        let parts = &self.history.parts;
        let of_text = &self.text.lens.parts.all;
        of_text
            .get(self.history.first_part)
            .filter(|part| part.duty == self.id && part.ahead_of.is_some())?;
        let next = parts.iter().position(|part| part.done.is_none());
        let last = parts.iter().rposition(|part| part.done.is_some());
        match act {
            Act::Verified => last.filter(|part| parts[*part].verified.is_none()).or(next),
            _ => next,
        }
    }

    fn act(&mut self, facts: &Facts, fact: &Fact, act: Act, named: Option<usize>) {
        if self.recurs() && matches!(act, Act::Done | Act::Verified) {
            self.recurring(fact, act);
            return;
        }
        let all = || 0..self.history.parts.len();
        let named = named.or_else(|| self.one_of_several(act));
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
                    self.done(fact, part);
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
                self.history.extended.push((fact.day, fact.event));
            }
            Act::Waived => {
                for part in which {
                    let part = &mut self.history.parts[part];
                    part.waived = part.waived.or(Some(fact.day));
                }
            }
            Act::Referred => self.history.referred.push((fact.day, fact.event)),
            Act::Ended => self.history.ended = self.history.ended.or(Some(fact.day)),
            Act::Agreed | Act::Used => {}
        }
    }

    /// A part is done; an act that several owe, each for itself, once all of them have done it. A
    /// record that names none of them speaks of them all.
    fn done(&mut self, fact: &Fact, at: usize) {
        let clause = self.text.lens.parts.all[self.history.first_part + at].clause;
        let owing = debtors(&self.text.lens, clause);
        let counted = !self.promises(at).is_empty() || self.duty.jointly;
        let case = self.text.lens.case;
        let by = case.events.by(&case.events[fact.event]).iter();
        let by: Vec<ActorId> = by.map(|actor| case.principal(*actor)).collect();
        let part = &mut self.history.parts[at];
        part.begun = part.begun.or(Some(fact.first));
        if !counted && owing.iter().any(|actor| by.contains(actor)) {
            for actor in by.iter().filter(|actor| owing.contains(actor)) {
                if !part.did.iter().any(|(known, _)| known == actor) {
                    part.did.push((*actor, fact.day));
                }
            }
            let did = |actor| part.did.iter().any(|(known, _)| known == actor);
            if !owing.iter().all(did) {
                return;
            }
        }
        if part.done.is_none() {
            part.done = Some(fact.day);
            part.done_by = Some(fact.event);
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
            if part.done.is_some() && (part.verified.is_none() || part.own_word) {
                part.verified = Some(day);
                part.own_word = false;
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
