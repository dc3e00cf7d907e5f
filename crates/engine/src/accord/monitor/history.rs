//! What happened to a duty and its parts up to a day: how far each is filled, begun, done,
//! confirmed, broken off. `filling` writes it, fact by fact.

use armistice_case::model::{
    Act, ActorId, Case, ClauseId, Counts, EventId, ObligationId, QuantityId,
};
use armistice_case::phrase::{Moment, When};
use armistice_case::value::Decimal;

use super::docket::Text;
use super::record::{Fact, Facts, added};

/// The longest record that says anything of a quota by the day: ten years.
const LONGEST: i64 = 3_660;

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
    /// Whether only a tally tells of it: given by that day, nobody says when.
    pub by_tally: bool,
}

/// What came on a day of a quantity that is promised by the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnDay {
    /// The day.
    pub day: i64,
    /// How much, in millionths.
    pub amount: i128,
    /// The first and last day of the shortest record that speaks of it.
    pub shortest: (i64, i64),
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
    /// What the record suspends: the duty itself, its phase, what a power is over; none for the
    /// agreement.
    pub over: Option<ClauseId>,
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
    /// Whether only the verifier's own record of performance confirms it, and no word of confirmation.
    pub own_word: bool,
    /// Of an act that several owe, each for itself: who did it and when.
    pub did: Vec<(ActorId, i64)>,
    /// The day on which it was waived.
    pub waived: Option<i64>,
    /// The day on which a record says that it was due and held back.
    pub called: Option<i64>,
    /// Whether only a tally says that it is done: by that day, and nobody knows since when.
    pub by_tally: bool,
    /// When more was given than the text allows at most.
    pub exceeded: Option<Exceeded>,
}

impl PartHistory {
    /// When a part that may be no more than so much was kept: its time is over, and nothing goes beyond
    /// the limit any more.
    pub(super) fn kept(&self, due: i64, day: i64) -> Option<i64> {
        let within = match self.exceeded {
            Some(exceeded) => exceeded.cured?,
            None => due,
        };
        (due < day).then_some(due.max(within))
    }

    /// Notes whether what is given goes beyond a limit; what is taken back can end that.
    pub(super) fn hold_against(
        &mut self,
        limit: Decimal,
        given: Decimal,
        day: i64,
        event: EventId,
    ) {
        let open = |known: &Exceeded| known.cured.is_none();
        match &mut self.exceeded {
            Some(known) if given <= limit => known.cured = known.cured.or(Some(day)),
            known if given > limit && known.as_ref().is_none_or(|known| !open(known)) => {
                *known = Some(Exceeded {
                    day,
                    event,
                    cured: None,
                });
            }
            _ => {}
        }
    }
}

/// More was given than the text allows at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exceeded {
    /// The first day of it.
    pub day: i64,
    /// The record.
    pub event: EventId,
    /// The day on which so much was taken back that it was no longer so.
    pub cured: Option<i64>,
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
    /// What came on which day, in the order of the days, for each quantity that is promised by the
    /// day.
    pub daily: Vec<(QuantityId, Vec<OnDay>)>,
    /// What was over and does not count, because the text says so.
    pub set_aside: Vec<(QuantityId, Decimal)>,
    /// What was over a part and counted towards a later one.
    pub carried: Vec<(QuantityId, Decimal)>,
    /// What was handed over wrongly.
    pub wrong: Vec<Wrong>,
    /// Suspensions, in order.
    pub suspensions: Vec<Suspension>,
    /// Records of a refusal or a stop: day, record, act.
    pub refusals: Vec<(i64, EventId, Act)>,
    /// Records that deny that it was performed, or that this is confirmed: day and record.
    pub denials: Vec<(i64, EventId)>,
    /// Records of a forbidden act: day and record.
    pub incidents: Vec<(i64, EventId)>,
    /// Referrals to the path of disputes.
    pub referred: Vec<(i64, EventId)>,
    /// Every time an act was done.
    pub times: Vec<(i64, EventId)>,
    /// Confirmations of a duty that recurs: of one record, or of all there was by that day.
    pub confirmed: Vec<(i64, Option<EventId>)>,
    /// Extensions: day and record.
    pub extended: Vec<(i64, EventId)>,
    /// The day on which a record says that nobody owes it any more.
    pub ended: Option<i64>,
    /// Tallies: day, record, quantity, amount.
    pub tallies: Vec<Delivery>,
    /// The last record.
    pub last: Option<EventId>,
    /// How many records there are.
    pub records: usize,
}

impl Suspension {
    /// Whether it is not over by a day.
    #[must_use]
    pub fn open_on(&self, day: i64) -> bool {
        self.to.is_none_or(|(to, _)| to > day)
    }

    /// Whether the record is about the duty itself, and not about what it stands in.
    #[must_use]
    pub fn own(&self, duty: ObligationId) -> bool {
        self.over.map(ClauseId::whole) == Some(ClauseId::Obligation(duty))
    }
}

impl History {
    /// The history of a duty of which nothing is recorded.
    #[must_use]
    pub fn of(text: &Text<'_>, duty: ObligationId) -> History {
        let parts = text.lens.parts.of_duty(duty);
        History {
            first_part: parts.start,
            parts: parts
                .map(|part| PartHistory {
                    filled: vec![Decimal(0); text.promises[part].len()],
                    ..PartHistory::default()
                })
                .collect(),
            ..History::default()
        }
    }

    /// Spreads what a record says of a quantity that is promised by the day over the days of the
    /// record; where it says that nothing came, that is known of these days.
    pub(super) fn spread(&mut self, delivery: &Delivery) {
        let length = delivery.day - delivery.first + 1;
        if length > LONGEST {
            return;
        }
        let mut known = self.daily.iter();
        let at = known.position(|(of, _)| *of == delivery.quantity);
        let at = at.unwrap_or_else(|| {
            self.daily.push((delivery.quantity, Vec::new()));
            self.daily.len() - 1
        });
        let each = i128::from(delivery.amount.0) / i128::from(length.max(1));
        let mut rest = i128::from(delivery.amount.0) - each * i128::from(length);
        let days = &mut self.daily[at].1;
        for day in delivery.first..=delivery.day {
            let place = days.partition_point(|known| known.day < day);
            if days.get(place).is_none_or(|known| known.day > day) {
                days.insert(
                    place,
                    OnDay {
                        day,
                        amount: 0,
                        shortest: (delivery.first, delivery.day),
                    },
                );
            }
            let on = &mut days[place];
            on.amount += each + std::mem::take(&mut rest);
            if length <= on.shortest.1 - on.shortest.0 {
                on.shortest = (delivery.first, delivery.day);
            }
        }
    }
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
