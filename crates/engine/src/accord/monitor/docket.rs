//! The docket: the terms in force from day to day beside the log, ready to be asked about any day.
//!
//! An amendment changes the text from its date on, so a case has one text for each stretch between
//! two amendments; whatever is asked of a day is asked of the text in force on that day. The log
//! is read twice, at its worst and at its best for whoever owes the acts; where no sources differ
//! the two are the same. Cost: one pass over the log a view, everything derived from a text once.

use armistice_case::model::{
    ActorId, Case, ClauseId, Key as _, NodeId, ObligationId, PhaseId, QuantityId, ReadingId, Said,
};
use armistice_case::phrase::Condition;
use jiff::civil::Date;
use std::collections::BTreeMap;

use super::promise::{Promise, Rate, promises, rates, recurs};
use super::record::{Facts, Heard, Index, View};
use crate::accord::check::Lens;
use crate::accord::part::Parts;
use crate::accord::terms::Terms;
use crate::accord::timetable::day_number;
use crate::accord::verify::through;
use crate::run::Refusal;

/// The text in force from a day on.
pub struct Text<'a> {
    /// The first day; the first text holds before it too.
    pub from: i64,
    /// The terms and what is derived from them.
    pub lens: Lens<'a>,
    /// For each part what it promises; no number where it recurs, for nobody says how often.
    pub promises: Vec<Vec<Promise>>,
    /// For each part that recurs what one occurrence promises.
    pub each: Vec<Option<Vec<Promise>>>,
    /// For each obligation what it promises for each unit of time.
    pub rates: Vec<Vec<Rate>>,
    /// For each part the constraints of its own window.
    pub own: Vec<Vec<usize>>,
    /// The duties, each after those whose parts it answers.
    pub order: Vec<ObligationId>,
}

/// A log against its terms.
pub struct Docket<'a> {
    /// The case.
    pub case: &'a Case,
    /// The texts, earliest first; never empty.
    pub texts: Vec<Text<'a>>,
    order: Order,
    /// The log at its worst.
    pub worst: Facts,
    /// The log at its best.
    pub best: Facts,
    /// The date of the day that has the number one, or nought where counting starts there.
    pub day_one: Date,
    /// Whether the text gives no day one and the first event was taken for it.
    pub assumed: bool,
}

impl<'a> Docket<'a> {
    /// The docket of a case, under the base text or one reading.
    ///
    /// # Errors
    /// When the case has no agreement, or nothing in it that has a date.
    pub fn of(case: &'a Case, reading: Option<ReadingId>) -> Result<Docket<'a>, Refusal> {
        let base = case.agreement.as_ref().ok_or_else(|| {
            Refusal::new(
                "the case has no agreement to monitor",
                "write the terms under `agreement`, and what happens under `events`",
            )
        })?;
        let given = base.day_one.get().copied();
        let day_one = given.or_else(|| first_day(case)).ok_or_else(|| {
            Refusal::new(
                "nothing of this agreement has a date: neither its day one nor an event",
                "give `calendar: {day-one: …}` under `agreement`, or a first event with its date",
            )
        })?;
        let mut starts: Vec<Date> = base.amendments.iter().filter_map(|(_, a)| a.date).collect();
        starts.push(Date::MIN);
        starts.sort_unstable();
        starts.dedup();
        let mut texts = Vec::new();
        for start in starts {
            let Some(mut terms) = Terms::on(case, reading, start) else {
                continue;
            };
            if given.is_none() {
                terms.agreement.day_one = Said::Is(day_one);
            }
            let from = day_number(&terms.agreement, start).unwrap_or(i64::MIN);
            texts.push(text(through(case, terms), from));
        }
        let order = Order {
            from_zero: base.counts_from_zero,
            day_one,
            ranks: ranks(&texts),
            promised: promised(&texts),
            limits: limits(&texts),
            over: over(&texts),
        };
        let worst = Facts::of(case, None, View::Worst, &order);
        let best = Facts::of(case, None, View::Best, &order);
        Ok(Docket {
            case,
            texts,
            order,
            worst,
            best,
            day_one,
            assumed: given.is_none(),
        })
    }

    /// The log at its worst and at its best by one word wherever that has spoken.
    #[must_use]
    pub fn heard(&self, by: Heard) -> [Facts; 2] {
        [View::Worst, View::Best].map(|view| Facts::of(self.case, Some(by), view, &self.order))
    }

    /// The text in force on a day.
    #[must_use]
    pub fn text(&self, day: i64) -> &Text<'a> {
        let after = self.texts.partition_point(|text| text.from <= day);
        &self.texts[after.saturating_sub(1)]
    }

    /// The number of a date.
    #[must_use]
    pub fn number(&self, date: Date) -> i64 {
        self.order.number(date)
    }

    /// The date of a number, within the calendar.
    #[must_use]
    pub fn date(&self, number: i64) -> Date {
        let days = number.saturating_sub(i64::from(!self.order.from_zero));
        jiff::Span::new()
            .try_days(days)
            .ok()
            .and_then(|span| self.day_one.checked_add(span).ok())
            .unwrap_or(if days < 0 { Date::MIN } else { Date::MAX })
    }

    /// Where a duty stands in the order in which the terms let things happen within a day.
    #[must_use]
    pub fn rank(&self, duty: ObligationId) -> usize {
        self.order.rank(Some(ClauseId::Obligation(duty)))
    }

    /// The day of the last fact.
    #[must_use]
    pub fn last_day(&self) -> Option<i64> {
        self.worst.list.iter().map(|fact| fact.known).max()
    }
}

/// What the log is ordered by.
struct Order {
    from_zero: bool,
    day_one: Date,
    ranks: Vec<usize>,
    /// For each duty the quantities it promises, and the other duties of its debtors.
    promised: Vec<Promised>,
    /// For each duty the quantities of which it may give no more than so much, with their parts.
    limits: Vec<Vec<QuantityId>>,
    /// For phases and powers the duties that a suspension of them takes in; for none, every duty.
    over: BTreeMap<Option<ClauseId>, Vec<ObligationId>>,
}

struct Promised {
    quantities: Vec<QuantityId>,
    siblings: Vec<ObligationId>,
}

impl Index for Order {
    fn number(&self, date: Date) -> i64 {
        let days = date
            .since((jiff::Unit::Day, self.day_one))
            .map_or(0, |span| i64::from(span.get_days()));
        days + i64::from(!self.from_zero)
    }

    fn rank(&self, clause: Option<ClauseId>) -> usize {
        match clause {
            Some(ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _)) => {
                self.ranks.get(duty.position()).copied().unwrap_or(0) + 1
            }
            _ => 0,
        }
    }

    fn also(&self, duty: ObligationId, quantity: QuantityId) -> Option<ObligationId> {
        let own = self.promised.get(duty.position())?;
        if own.quantities.contains(&quantity) {
            return None;
        }
        let mut others = own.siblings.iter().filter(|other| {
            let other = self.promised.get(other.position());
            other.is_some_and(|other| other.quantities.contains(&quantity))
        });
        let only = others.next()?;
        others.next().is_none().then_some(*only)
    }

    fn limited(&self, clause: Option<ClauseId>, quantity: QuantityId) -> bool {
        let Some(ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _)) = clause else {
            return false;
        };
        let own = self.limits.get(duty.position());
        own.is_some_and(|own| own.contains(&quantity))
    }

    fn under(&self, clause: Option<ClauseId>) -> Vec<ObligationId> {
        self.over.get(&clause).cloned().unwrap_or_default()
    }
}

/// For each duty the quantities that only have a most, in any of the texts.
fn limits(texts: &[Text<'_>]) -> Vec<Vec<QuantityId>> {
    let mut limits: Vec<Vec<QuantityId>> = Vec::new();
    for text in texts {
        let case = text.lens.case;
        let duties = text.lens.terms.agreement.obligations.len();
        limits.resize(limits.len().max(duties), Vec::new());
        let parts = text.lens.parts.all.iter().enumerate();
        let promised = parts.flat_map(|(at, part)| {
            let own = text.each[at].as_ref().unwrap_or(&text.promises[at]).iter();
            let own = own.filter(|promise| promise.limit.is_some());
            own.map(|promise| (part.duty.position(), promise.quantity))
        });
        let rates = text.rates.iter().enumerate().flat_map(|(duty, rates)| {
            let own = rates.iter().filter(|rate| rate.limit);
            own.map(move |rate| (duty, rate.quantity))
        });
        for (duty, quantity) in promised.chain(rates) {
            let parts = case.quantities[quantity].parts.iter().flatten();
            limits[duty].extend(std::iter::once(&quantity).chain(parts));
        }
    }
    limits
}

/// The duties that can be suspended through something else, in any of the texts: those of a phase,
/// those that a power acts on, and all of them.
fn over(texts: &[Text<'_>]) -> BTreeMap<Option<ClauseId>, Vec<ObligationId>> {
    let mut over: BTreeMap<Option<ClauseId>, Vec<ObligationId>> = BTreeMap::new();
    for text in texts {
        let terms = &text.lens.terms;
        for duty in terms.duties() {
            over.entry(None).or_default().push(duty);
            let phase = terms.agreement.obligations[duty].phase;
            if let Some(phase) = phase {
                let phase = Some(ClauseId::Phase(phase));
                over.entry(phase).or_default().push(duty);
            }
            for (power, item) in terms.powers() {
                if item.acts.iter().any(|(_, on)| acts_on(*on, duty, phase)) {
                    let power = Some(ClauseId::Power(power));
                    over.entry(power).or_default().push(duty);
                }
            }
        }
    }
    for duties in over.values_mut() {
        duties.sort_unstable();
        duties.dedup();
    }
    over
}

/// Whether what is done to a clause is done to a duty in a phase.
#[must_use]
pub fn acts_on(clause: ClauseId, duty: ObligationId, phase: Option<PhaseId>) -> bool {
    match clause {
        ClauseId::Obligation(on) | ClauseId::Tranche(on, _) => on == duty,
        ClauseId::Phase(on) => phase == Some(on),
        _ => false,
    }
}

/// The duties, each after those whose parts it answers.
fn answering(parts: &Parts, terms: &Terms) -> Vec<ObligationId> {
    let mut left: Vec<ObligationId> = terms.duties().collect();
    let mut order = Vec::with_capacity(left.len());
    let mut placed = vec![false; terms.agreement.obligations.len()];
    while !left.is_empty() {
        let before = left.len();
        left.retain(|duty| {
            let bases = parts.of_duty(*duty).filter_map(|at| parts.all[at].answers);
            let mut bases = bases.map(|base| parts.all[base].duty);
            let ready = bases.all(|base| base == *duty || placed[base.position()]);
            if ready {
                placed[duty.position()] = true;
                order.push(*duty);
            }
            !ready
        });
        if left.len() == before {
            order.append(&mut left);
        }
    }
    order
}

/// The quantities of every duty, with the parts of what it promises, and its siblings.
fn promised(texts: &[Text<'_>]) -> Vec<Promised> {
    let Some(text) = texts.last() else {
        return Vec::new();
    };
    let (case, agreement) = (text.lens.case, &text.lens.terms.agreement);
    let mut of_debtors: BTreeMap<&[ActorId], Vec<ObligationId>> = BTreeMap::new();
    for (id, duty) in agreement.obligations.iter() {
        let by = duty.by.get().map_or(&[][..], Vec::as_slice);
        of_debtors.entry(by).or_default().push(id);
    }
    agreement
        .obligations
        .iter()
        .map(|(id, duty)| {
            let tranches = duty.tranches.iter().flat_map(|tranche| &tranche.delivers);
            let named = duty.delivers.iter().chain(tranches);
            let mut quantities: Vec<QuantityId> = named
                .flat_map(|(quantity, _)| {
                    let parts = case.quantities[*quantity].parts.iter().flatten();
                    std::iter::once(quantity).chain(parts).copied()
                })
                .collect();
            quantities.sort_unstable();
            quantities.dedup();
            let by = duty.by.get().map_or(&[][..], Vec::as_slice);
            let siblings = of_debtors.get(by).filter(|_| !by.is_empty());
            let others = siblings.into_iter().flatten().filter(|other| **other != id);
            Promised {
                quantities,
                siblings: others.copied().collect(),
            }
        })
        .collect()
}

/// The first day of which a report speaks.
fn first_day(case: &Case) -> Option<Date> {
    case.events
        .iter()
        .flat_map(|(_, event)| case.events.reports(event))
        .filter_map(|report| report.when.map(|when| when.days.first))
        .min()
}

fn text(lens: Lens<'_>, from: i64) -> Text<'_> {
    let mut promises: Vec<Vec<Promise>> = (0..lens.parts.all.len())
        .map(|part| promises(&lens, part))
        .collect();
    let duties = &lens.terms.agreement.obligations;
    let rates: Vec<Vec<Rate>> = duties
        .keys()
        .map(|duty| rates(&duties[duty].delivers))
        .collect();
    let mut each = vec![None; promises.len()];
    for (at, part) in lens.parts.all.iter().enumerate() {
        if recurs(&duties[part.duty], part) && rates[part.duty.position()].is_empty() {
            each[at] = Some(promises[at].clone());
            for promise in &mut promises[at] {
                (promise.low, promise.high, promise.limit) = (None, None, None);
            }
        }
    }
    let mut own = vec![Vec::new(); lens.parts.all.len()];
    let mut part_of = vec![None; lens.timetable.network.points];
    for part in 0..lens.parts.all.len() {
        part_of[lens.timetable.done[part]] = Some(part);
        if let Some(begun) = lens.timetable.begun[part] {
            part_of[begun] = Some(part);
        }
    }
    let all = lens.timetable.network.constraints.iter();
    for (at, (constraint, reason)) in all.zip(&lens.timetable.reasons).enumerate() {
        let ends = [part_of[constraint.to], part_of[constraint.from]];
        let clause = |part: usize| lens.parts.all[part].clause == reason.clause;
        if matches!(reason.key, "when" | "starts")
            && let Some(part) = ends.into_iter().flatten().find(|part| clause(*part))
        {
            own[part].push(at);
        }
    }
    let order = answering(&lens.parts, &lens.terms);
    Text {
        from,
        lens,
        promises,
        each,
        rates,
        own,
        order,
    }
}

/// How many acts of other duties a duty comes after: the length of the longest chain of
/// conditions and returns that leads to it. Circles stop the count.
fn ranks(texts: &[Text<'_>]) -> Vec<usize> {
    let Some(text) = texts.last() else {
        return Vec::new();
    };
    let (case, agreement) = (text.lens.case, &text.lens.terms.agreement);
    let duty_of = |id: &str| match case.node(id) {
        Some(NodeId::Clause(ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _))) => Some(duty),
        _ => None,
    };
    let mut before: Vec<Vec<ObligationId>> = vec![Vec::new(); agreement.obligations.len()];
    for (id, duty) in agreement.obligations.iter() {
        let mut named = Vec::new();
        let mut see = |condition: &Said<Condition>| {
            if let Some(condition) = condition.get() {
                condition.names(&mut |name| named.extend(duty_of(&name.id)));
            }
        };
        see(&duty.after);
        see(&duty.needs);
        for tranche in &duty.tranches {
            see(&tranche.after);
            see(&tranche.needs);
        }
        named.extend(duty.in_return_for.iter().filter_map(|clause| match clause {
            ClauseId::Obligation(other) | ClauseId::Tranche(other, _) => Some(*other),
            _ => None,
        }));
        named.retain(|other| *other != id);
        before[id.position()] = named;
    }
    let mut rank = vec![0_usize; before.len()];
    for _ in 0..before.len().min(64) {
        let mut moved = false;
        for duty in 0..before.len() {
            let longest = before[duty].iter().map(|other| rank[other.position()] + 1);
            let wanted = longest.max().unwrap_or(0).min(before.len());
            if wanted > rank[duty] {
                rank[duty] = wanted;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    rank
}

/// Who owes a clause, without voices.
#[must_use]
pub fn debtors(lens: &Lens<'_>, clause: ClauseId) -> Vec<ActorId> {
    lens.debtors(clause)
        .into_iter()
        .map(|actor| lens.case.principal(actor))
        .collect()
}
