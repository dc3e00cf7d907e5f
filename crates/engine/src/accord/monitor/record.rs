//! The log as facts in order: for each event one fact, under one way to read differing reports.
//!
//! Sources that differ are never averaged. What they say together is an interval, and its two ends
//! are two readings of the same log: [`View::Worst`] takes of each event what is worst for whoever
//! owes the act, [`View::Best`] what is best. Where one source or one kind of source is [`Heard`],
//! its word stands alone wherever it has spoken, and all others where it is silent; several that
//! are heard together, and one that gives a range itself, are an interval still.
//!
//! Facts are ordered by day and, within a day, by the order in which the terms let things happen;
//! the place of a record in its file has no say. A corrected record counts until its correction, which
//! stands from then on in its place: on its day, unless an account gives another.
//! Guarantee: exact. Cost: one pass over the reports and a sort.

use armistice_case::model::{
    Act, ActorId, ActorKind, Case, ClauseId, Counts, EventId, Key as _, ObligationId, QuantityId,
    Report, SourceId, Speaker, Stamp,
};
use armistice_case::value::{Amount, Days, Decimal};

use super::correction::{Correction, Corrections};
use super::heard::Chosen;

/// What kind of source a report comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Kind {
    Party,
    Mediator,
    Verifier,
    Neutral,
    Press,
    Other,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 6] = [
        Kind::Party,
        Kind::Mediator,
        Kind::Verifier,
        Kind::Neutral,
        Kind::Press,
        Kind::Other,
    ];

    /// The word in commands and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Party => "party",
            Kind::Mediator => "mediator",
            Kind::Verifier => "verifier",
            Kind::Neutral => "neutral",
            Kind::Press => "press",
            Kind::Other => "other",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Which end of reports that differ is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// What is worst for whoever owes the act.
    Worst,
    /// What is best for whoever owes the act.
    Best,
}

/// Whose word stands alone wherever it has spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Heard {
    /// By this actor's word, or that of its voices.
    Speaker(ActorId),
    /// By this document.
    Source(SourceId),
    /// By sources of this kind.
    Kind(Kind),
}

/// The kinds of source of a report, each once: those of all whose word it is, the press where it is
/// nobody's.
#[must_use]
pub fn kinds_of(case: &Case, report: &Report) -> Vec<Kind> {
    let speakers = case.events.according_to(report);
    let mut kinds: Vec<Kind> = speakers
        .iter()
        .map(|speaker| match speaker {
            Speaker::Actor(actor) => kind_of(case, *actor),
            Speaker::Outlet => Kind::Press,
        })
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.is_empty() {
        kinds.push(Kind::Press);
    }
    kinds
}

/// The kind of source that somebody is. An office that is counted with a party speaks as a party.
fn kind_of(case: &Case, actor: ActorId) -> Kind {
    let of = &case.actors[case.principal(actor)];
    let has = |role: &str| of.roles.iter().any(|known| &**known == role);
    match of.kind {
        ActorKind::Party => Kind::Party,
        _ if of.side.is_some() || case.actors[actor].side.is_some() => Kind::Party,
        ActorKind::Mediator => Kind::Mediator,
        ActorKind::Other if has("verifier") => Kind::Verifier,
        ActorKind::Other if has("neutral") => Kind::Neutral,
        ActorKind::Other => Kind::Other,
    }
}

/// One event under one view.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// The event.
    pub event: EventId,
    /// The clause it is about.
    pub clause: Option<ClauseId>,
    /// Its first day.
    pub first: i64,
    /// The day from which it counts: its last.
    pub day: i64,
    /// The day from which it is known: that of the record, where it corrects one of an earlier day.
    pub known: i64,
    /// Minutes after midnight, where the report has an hour.
    pub minute: Option<u16>,
    /// By how many minutes that clock was ahead of universal time, where the report says so.
    pub ahead: Option<i16>,
    /// The state it brings the clause to.
    pub act: Option<Act>,
    /// Whether no report that is listened to names a state.
    bare: bool,
    /// Whether it denies that the clause was performed, or that this is confirmed.
    pub denied: bool,
    /// Whether it says that what the clause forbids was done.
    pub incident: bool,
    /// Whether it is the word of the verifier that the text names.
    pub by_verifier: bool,
    /// The day from which a correction stands in its place.
    pub until: Option<i64>,
    amounts: (u32, u32),
}

impl Fact {
    /// The state it brings the clause to, or what a record of such a clause means where nobody names
    /// a state; none where the state is denied.
    #[must_use]
    pub fn act_or(&self, meant: Act) -> Option<Act> {
        self.act.or(Some(meant).filter(|_| self.bare))
    }
}

/// One amount of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// What it stands for.
    pub counts: Counts,
    /// Of what.
    pub quantity: QuantityId,
    /// How much.
    pub amount: Decimal,
}

/// All facts of a log under one view, in order.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The view.
    pub view: View,
    /// Whose word stands alone wherever it has spoken.
    pub heard: Option<Heard>,
    /// The facts.
    pub list: Vec<Fact>,
    /// Events without a day, which no day's status can hold.
    pub undated: Vec<EventId>,
    amounts: Vec<Given>,
    /// For each duty the positions of its facts, in order; what suspends or resumes the duty from
    /// above is among them.
    of_duty: Vec<Vec<u32>>,
    /// The positions of the facts of phases, powers, terms, milestones, and of suspensions of the
    /// agreement, in order.
    others: Vec<u32>,
    /// The days on which a correction takes a fact away or puts one into the past, each with a duty of
    /// that fact, in order.
    corrected: Vec<(i64, ObligationId)>,
    /// The facts that are known later than on their day, by the day from which they are.
    later: Vec<(i64, u32)>,
}

/// What the terms know of the log's days and clauses.
pub trait Index {
    /// The number of a date.
    fn number(&self, date: jiff::civil::Date) -> i64;
    /// Where a clause stands in the order in which the terms let things happen.
    fn rank(&self, clause: Option<ClauseId>) -> usize;
    /// The one other duty of the same debtor that promises a quantity which the duty does not.
    fn also(&self, duty: ObligationId, quantity: QuantityId) -> Option<ObligationId>;
    /// Whether a clause names no more than a most of a quantity.
    fn limited(&self, clause: Option<ClauseId>, quantity: QuantityId) -> bool;
    /// The duties that a suspension of a clause, or of the agreement where none is named, takes in.
    fn under(&self, clause: Option<ClauseId>) -> Vec<ObligationId>;
}

/// The order of a fact within its day: by the terms first, then by hour or by act, then by id.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Order<'a> {
    day: i64,
    rank: usize,
    minute: u16,
    act: usize,
    id: &'a str,
}

impl Facts {
    /// The facts of a log under a view; with the word of whoever is heard wherever it has spoken.
    #[must_use]
    pub fn of(case: &Case, heard: Option<Heard>, view: View, index: &dyn Index) -> Facts {
        let events = &case.events;
        let mut facts = Facts {
            view,
            heard,
            list: Vec::with_capacity(events.len()),
            undated: Vec::new(),
            amounts: Vec::with_capacity(events.len()),
            of_duty: Vec::new(),
            others: Vec::new(),
            corrected: Vec::new(),
            later: Vec::new(),
        };
        let mut corrections = Corrections::default();
        let mut position: Vec<Option<u32>> = vec![None; events.len()];
        let mut chosen = Chosen::default();
        for (id, event) in events.iter() {
            let reports = events.reports(event);
            chosen.choose(case, events, reports, heard);
            let Some(stamp) = chosen.when(reports, view) else {
                facts.undated.push(id);
                continue;
            };
            let stamp = here(case, stamp);
            if let Some(old) = event.corrects {
                let number = |stamp: Stamp| index.number(here(case, stamp).days.last);
                corrections.add(Correction {
                    new: id,
                    old,
                    known: event.when.map(number),
                    own: chosen.own_days(reports, view).map(|own| here(case, own)),
                    undated: chosen.undated(reports),
                });
            }
            let start = facts.amounts.len();
            let limited = |quantity| index.limited(event.of, quantity);
            chosen.amounts(events, reports, view, &limited, &mut facts.amounts);
            let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            position[id.position()] = Some(clamp(facts.list.len()));
            facts.list.push(Fact {
                event: id,
                clause: event.of.or(event.under),
                first: index.number(stamp.days.first),
                day: index.number(stamp.days.last),
                known: index.number(stamp.days.last),
                minute: stamp.minute,
                ahead: stamp.ahead,
                act: chosen.act(reports, view),
                bare: chosen
                    .reports(reports)
                    .all(|report| report.becomes.is_none()),
                denied: chosen.denied(reports, view),
                incident: chosen.incident(events, event, reports, view),
                by_verifier: by_verifier(case, event.of, chosen.reports(reports)),
                until: None,
                amounts: (clamp(start), clamp(facts.amounts.len())),
            });
        }
        corrections.settle(&mut facts.list, &position, view, index);
        facts.sort(case, index);
        facts
    }

    fn sort(&mut self, case: &Case, index: &dyn Index) {
        // Hours decide within a day only where every record of the duty on that day has one.
        let mut untimed: Vec<(Option<ClauseId>, i64)> = self
            .list
            .iter()
            .filter(|fact| fact.minute.is_none())
            .map(|fact| (fact.clause.map(ClauseId::whole), fact.day))
            .collect();
        untimed.sort_unstable();
        untimed.dedup();
        let mut order: Vec<(Order<'_>, Fact)> = self
            .list
            .iter()
            .map(|fact| {
                let timed = untimed
                    .binary_search(&(fact.clause.map(ClauseId::whole), fact.day))
                    .is_err();
                let order = Order {
                    day: fact.day,
                    rank: index.rank(fact.clause),
                    minute: fact.minute.filter(|_| timed).unwrap_or(0),
                    act: fact.act.map_or_else(|| self.of_amounts(fact), of_act),
                    id: &case.events.label(fact.event).id,
                };
                (order, *fact)
            })
            .collect();
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        self.list = order.into_iter().map(|(_, fact)| fact).collect();
        for at in 0..self.list.len() {
            self.file(at, index);
            let fact = self.list[at];
            if fact.known > fact.day {
                self.later
                    .push((fact.known, u32::try_from(at).unwrap_or(u32::MAX)));
            }
        }
        self.later.sort_unstable();
        self.corrected.sort_unstable();
        self.corrected.dedup();
    }

    /// Notes a fact with every duty that it says something of.
    fn file(&mut self, at: usize, index: &dyn Index) {
        let fact = self.list[at];
        let place = u32::try_from(at).unwrap_or(u32::MAX);
        let mut meant = Vec::new();
        if let Some(ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _)) = fact.clause {
            meant.push(duty);
            for given in self.amounts(&fact) {
                if given.counts == Counts::Delivered
                    && let Some(other) = index.also(duty, given.quantity)
                    && !meant.contains(&other)
                {
                    meant.push(other);
                }
            }
        } else {
            let holds_back = holds_back(&fact);
            if fact.clause.is_some() || holds_back {
                self.others.push(place);
            }
            if holds_back {
                meant = index.under(fact.clause);
            }
        }
        for duty in meant {
            if self.of_duty.len() <= duty.position() {
                self.of_duty.resize(duty.position() + 1, Vec::new());
            }
            self.of_duty[duty.position()].push(place);
            let taken = fact.until.filter(|until| *until > fact.day);
            let put = Some(fact.known).filter(|known| *known > fact.day);
            let days = taken.into_iter().chain(put);
            self.corrected.extend(days.map(|day| (day, duty)));
        }
    }

    /// What is delivered comes before a tally of it.
    fn of_amounts(&self, fact: &Fact) -> usize {
        let given = self.amounts(fact);
        let only_tally = !given.is_empty() && given.iter().all(|g| g.counts == Counts::SoFar);
        if only_tally { 3 } else { 1 }
    }

    /// The amounts of a fact.
    #[must_use]
    pub fn amounts(&self, fact: &Fact) -> &[Given] {
        &self.amounts[fact.amounts.0 as usize..fact.amounts.1 as usize]
    }

    /// The facts of a duty up to a day, in order, without those corrected by then.
    pub fn of_duty(&self, duty: ObligationId, day: i64) -> impl DoubleEndedIterator<Item = &Fact> {
        let own = self.of_duty.get(duty.position()).map_or(&[][..], |own| own);
        self.up_to(own, day)
    }

    /// The facts of a duty from a place in their order up to a day, without those corrected by
    /// then, and the place after them.
    pub fn further(
        &self,
        duty: ObligationId,
        from: usize,
        day: i64,
    ) -> (impl Iterator<Item = &Fact>, usize) {
        let own = self.of_duty.get(duty.position()).map_or(&[][..], |own| own);
        let rest = &own[from.min(own.len())..];
        // Few are new on a day, so that looking at them one by one is quickest.
        let new = rest
            .iter()
            .take_while(|at| self.list[**at as usize].day <= day);
        let new = new.count();
        (self.up_to(&rest[..new], day), from + new)
    }

    /// The duties of which a fact up to the day `after` is corrected after that day and by `day`, or
    /// stands in the place of one.
    pub fn corrected(&self, after: i64, day: i64) -> impl Iterator<Item = ObligationId> {
        let from = self.corrected.partition_point(|(on, _)| *on <= after);
        let to = self.corrected.partition_point(|(on, _)| *on <= day);
        self.corrected[from..to.max(from)]
            .iter()
            .map(|(_, duty)| *duty)
    }

    /// The facts of phases, powers, terms and milestones, and those that suspend or resume the
    /// agreement, up to a day.
    pub fn others(&self, day: i64) -> impl Iterator<Item = &Fact> {
        self.up_to(&self.others, day)
    }

    /// All facts up to a day, in order.
    pub fn until(&self, day: i64) -> impl Iterator<Item = &Fact> {
        let end = self.list.partition_point(|fact| fact.day <= day);
        self.list[..end]
            .iter()
            .filter(move |fact| counts(fact, day))
    }

    /// The facts that stand in the place of others of an earlier day, from some days on, both ends
    /// included, as they count on the last of them.
    pub fn put_right(&self, from: i64, to: i64) -> impl Iterator<Item = &Fact> {
        let start = self.later.partition_point(|(known, _)| *known < from);
        let end = self.later.partition_point(|(known, _)| *known <= to);
        let some = self.later[start..end.max(start)].iter();
        some.map(|(_, at)| &self.list[*at as usize])
            .filter(move |fact| fact.day < from && counts(fact, to))
    }

    /// The facts of some days, both ends included, in order, as they count on the last of them.
    pub fn between(&self, from: i64, to: i64) -> impl Iterator<Item = &Fact> {
        let start = self.list.partition_point(|fact| fact.day < from);
        let end = self.list.partition_point(|fact| fact.day <= to);
        self.list[start..end.max(start)]
            .iter()
            .filter(move |fact| counts(fact, to))
    }

    fn up_to<'a>(&'a self, own: &'a [u32], day: i64) -> impl DoubleEndedIterator<Item = &'a Fact> {
        let end = own.partition_point(|at| self.list[*at as usize].day <= day);
        own[..end]
            .iter()
            .map(|at| &self.list[*at as usize])
            .filter(move |fact| counts(fact, day))
    }
}

/// Whether a fact that is about no duty can suspend or resume duties: by its state, or as the use
/// of a power.
fn holds_back(fact: &Fact) -> bool {
    match fact.act_or(Act::Used) {
        Some(Act::Suspended | Act::Resumed) => true,
        Some(Act::Used) => matches!(fact.clause, Some(ClauseId::Power(_))),
        _ => false,
    }
}

fn counts(fact: &Fact, day: i64) -> bool {
    fact.known <= day && fact.until.is_none_or(|until| until > day)
}

/// A stamp on the clock of the calendar's zone, where both are known.
fn here(case: &Case, stamp: Stamp) -> Stamp {
    let zone = case.agreement.as_ref().and_then(|agreement| {
        let first = agreement.first_hour.as_ref();
        let said = agreement.zone.get();
        said.or(first.and_then(|hour| hour.zone.as_ref()))
    });
    let single = stamp.days.first == stamp.days.last;
    match (zone, stamp.minute, stamp.ahead) {
        (Some(zone), Some(minute), Some(ahead)) if single => zone
            .moved(stamp.days.first, minute, ahead)
            .map_or(stamp, |(day, minute, ahead)| Stamp {
                days: Days {
                    first: day,
                    last: day,
                },
                minute: Some(minute),
                ahead: Some(ahead),
            }),
        _ => stamp,
    }
}

/// The order of acts on one day: what begins comes first, what confirms or breaks off last.
fn of_act(act: Act) -> usize {
    match act {
        Act::Started | Act::Agreed | Act::Used => 0,
        Act::Done => 2,
        Act::Verified => 3,
        Act::Refused | Act::Stopped => 4,
        Act::Suspended => 5,
        Act::Resumed => 6,
        Act::Extended => 7,
        Act::Referred => 8,
        Act::Waived => 9,
        Act::Ended => 10,
    }
}

/// Whether the duty's own verifier says it.
fn by_verifier<'a>(
    case: &Case,
    of: Option<ClauseId>,
    mut reports: impl Iterator<Item = &'a Report>,
) -> bool {
    let (Some(ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _)), Some(agreement)) =
        (of, &case.agreement)
    else {
        return false;
    };
    let named = agreement.obligations[duty].verified_by.get();
    // Whoever calls it something else than performance does not confirm it.
    let confirms = |report: &Report| {
        let act = report.becomes.is_none_or(|becomes| {
            becomes.so && matches!(becomes.act, Act::Started | Act::Done | Act::Verified)
        });
        act && case.events.calls_it(report).is_none()
    };
    reports.any(|report| {
        confirms(report)
            && case.events.according_to(report).iter().any(|speaker| {
                let Speaker::Actor(actor) = speaker else {
                    return false;
                };
                named.is_some_and(|named| named.contains(&case.principal(*actor)))
            })
    })
}

/// The least and the most that an amount allows; an open end is the end that is known.
#[must_use]
pub fn bounds(amount: &Amount) -> (Decimal, Decimal) {
    let (low, high) = amount.agreeing();
    let least = low.or(high).unwrap_or_default();
    let most = high.or(low).unwrap_or_default();
    (least, most)
}

/// The sum of amounts, within what a number can hold.
#[must_use]
pub fn added(amounts: impl IntoIterator<Item = Decimal>) -> Decimal {
    let sum = amounts
        .into_iter()
        .fold(0_i64, |sum, n| sum.saturating_add(n.0));
    Decimal(sum)
}
