//! Schedules for an agreement: the plan as it stands beside orders that need less.
//!
//! With values for all that changes hands the bonds are in those units. Without, the shares of two
//! duties that answer one another are balanced: each side's whole counts as one, so that a bond is
//! the largest share by which a side can be ahead, and nobody is given a price. What is owed
//! unconditionally never enters. Guarantee: the front over counts is exact for the steps it is made
//! of (`front`); above its limit one order comes with a certified gap (`search`), beside orders of
//! `bundles` of it. Deliveries that no bond
//! tells apart stay in the order of the text (`order`). A proposal is put on days in `dated` and held
//! against the days that the text leaves (`frame`); what the triggers of other clauses make of it is left
//! to `verify`.

use armistice_case::model::{ActorId, AssumptionId, ClauseId, ObligationId, QuantityId};

use super::bundles::Bundles;
use super::dated::turns as dated_turns;
use super::exchange::{by_shares, by_values};
use super::frame::{Frame, frame};
use super::front::{FrontError, Measure, front, turns};
use super::greedy::{Good, SafeOrder, best_order};
use super::mend::{Mended, mends};
use super::order::TextOrder;
use super::problem::{Kind, Plan, Problem};
use super::rounds::{Fraction, best_rounds, equal_rounds};
use super::search::{Found, Objective, search};
use crate::accord::check::Lens;
use crate::accord::check::valued::found_out;
use crate::accord::exchange::bond::bonds;
use crate::accord::exchange::delivery::Schedule;
use crate::accord::exchange::gain::curves;
use crate::run::{Control, Refusal};

/// What bonds are counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Millionths of the values that these assumptions give.
    Values(Vec<AssumptionId>),
    /// Parts of the whole of each side; `whole` of them make one. Returns without numbers are
    /// taken in proportion when `proportional`.
    Shares {
        /// How many parts make the whole.
        whole: i64,
        /// Whether the returns have no numbers of their own.
        proportional: bool,
    },
}

/// What a kind of delivery is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// The duty.
    pub duty: ObligationId,
    /// What is counted; none for returns without numbers.
    pub quantity: Option<QuantityId>,
    /// How many make one step.
    pub unit: u64,
}

/// A plan with its number of turns and the days it takes at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The order and the bonds.
    pub plan: Plan,
    /// Runs of deliveries by one side.
    pub turns: i64,
    /// Days from the first turn to the last, each as early as it can be.
    pub days: i64,
    /// Whether every turn is within the days that the text leaves.
    pub fits: bool,
}

/// The bond of the second mover in so many rounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rounds {
    /// The party that gives second.
    pub second: usize,
    /// How many rounds.
    pub number: u32,
    /// Its bond with equal rounds.
    pub equal: f64,
    /// Its bond with rounds that shrink; none without a joint surplus.
    pub best: Option<f64>,
}

/// The numbers of rounds for which the closed form is told.
const ROUNDS: [u32; 6] = [1, 2, 3, 4, 6, 10];

/// The delays of discovery, in days, for which bonds are told.
pub const DELAYS: [i64; 5] = [1, 3, 7, 14, 30];

/// What the plan needs as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// The least bond of every party.
    pub bonds: Vec<i64>,
    /// For every party the step after which it would win that much by stopping: a position in the
    /// steps of the proposal, none before the first step.
    pub binding: Vec<Option<usize>>,
    /// For each of [`DELAYS`] the bond of every party when a breach is found out so late.
    pub found_out: Vec<Vec<i64>>,
    /// Runs of deliveries by one side.
    pub turns: i64,
    /// Days from the first step to the last.
    pub days: i64,
}

/// What `plan` proposes.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What bonds are counted in.
    pub basis: Basis,
    /// The sides, in the order of the case; parties that owe something jointly are one.
    pub sides: Vec<Vec<ActorId>>,
    /// The kinds, by position in the moves of the plans.
    pub kinds: Vec<Delivered>,
    /// The plan as it stands.
    pub current: Current,
    /// For each number of turns at which more turns need less: for each party the split of the
    /// least sum of bonds that is kindest to it.
    pub options: Vec<Proposed>,
    /// The orders of which none needs less of every side, each with as few turns as are known to do.
    pub undominated: Vec<Proposed>,
    /// The number of bundles, where the counts are too many for all orders: then the two lists above are
    /// those of orders of whole bundles, which are enough and need not be the least.
    pub bundles: Option<usize>,
    /// The order whose largest bond is least, with its certified gap; none where the search was stopped
    /// before it came to that.
    pub most_even: Option<Found>,
    /// The order with the least sum of bonds, with its certified gap.
    pub least: Found,
    /// The order with the least sum of bonds among those known that are within the days of the text;
    /// none where none is.
    pub fitting: Option<Plan>,
    /// The days that the text leaves, and the waits that a proposal replaces.
    pub frame: Frame,
    /// Duties of this or another exchange that are not counted here.
    pub left_out: Vec<ObligationId>,
    /// The order that needs least when one of each kind may be held by a third hand at a time; none
    /// where that needs no less, or the search was stopped before it came to that.
    pub with_escrow: Option<Proposed>,
    /// Whether somebody stopped the search before its end.
    pub stopped: bool,
    /// The goods of one side against money of the other in any amounts, where it is money: the
    /// kinds in a best order, one entry a step, and the least of both defection costs together.
    pub against_money: Option<SafeOrder>,
    /// With one kind each way: bonds of the second mover by rounds, equal and at best.
    pub rounds: Vec<Rounds>,
    /// Single changes to the plan as it stands, the most helpful first; steps of that plan.
    pub mends: Vec<Mended>,
    /// The clause of each step of the plan as it stands.
    pub steps: Vec<ClauseId>,
}

impl Proposal {
    /// The order that is worth taking up: the least that fits, else the least.
    #[must_use]
    pub fn taken_up(&self) -> &Plan {
        self.fitting.as_ref().unwrap_or(&self.least.plan)
    }
}

/// Limits of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// States up to which the trade-off of bonds and turns is worked out.
    pub states: u64,
    /// States up to which the least bonds are worked out exactly where the search leaves a gap.
    pub exact: u64,
    /// Labels that the search may open.
    pub labels: usize,
    /// Steps into which one kind is divided at most.
    pub steps: u64,
    /// Whether returns without numbers are taken in proportion.
    pub proportional: bool,
}

impl Limits {
    /// What a page can spend that says other things besides: some milliseconds.
    #[must_use]
    pub fn brief() -> Self {
        Self {
            states: 6_000,
            exact: 60_000,
            labels: 2_000,
            steps: 12,
            proportional: false,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            states: 60_000,
            exact: 5_000_000,
            labels: 200_000,
            steps: 24,
            proportional: false,
        }
    }
}

/// Proposes schedules.
///
/// # Errors
/// When nothing answers anything in the agreement, or its numbers are open.
pub fn propose(
    lens: &Lens<'_>,
    limits: &Limits,
    control: &dyn Control,
) -> Result<Proposal, Refusal> {
    let mut exchange = by_values(lens, limits).map_or_else(|| by_shares(lens, limits), Ok)?;
    let mut duties: Vec<ObligationId> = exchange.kinds.iter().map(|kind| kind.duty).collect();
    duties.sort_unstable();
    duties.dedup();
    let frame = frame(lens, &duties);
    exchange.problem.before = precedence(&exchange.kinds, &frame);
    let order = TextOrder::of(lens, &exchange.kinds, &exchange.problem);
    let option = |plan: Plan| {
        let plan = order.plan(plan);
        let dated = dated_turns(lens, &exchange.kinds, &frame, &plan);
        let ends = dated.first().zip(dated.last());
        // What a third hand holds is handed in one after the other.
        let each: Vec<Vec<usize>> = plan.steps.iter().flatten().map(|k| vec![*k]).collect();
        Proposed {
            turns: turns(&exchange.problem, &each),
            days: ends.map_or(0, |(first, last)| last.day - first.day),
            fits: dated.iter().all(|turn| turn.too_late.is_empty()),
            plan,
        }
    };
    let refused = || Refusal::new("no order was found", "look at what must come first");
    let mut least = least(&exchange.problem, limits, control).ok_or_else(refused)?;
    let (plans, bundles) = trade_off(&exchange.problem, &least.plan, limits, control);
    let in_order = option(least.plan);
    let mut options: Vec<Proposed> = plans.into_iter().map(option).collect();
    options.extend(bundles.map(|_| in_order.clone()));
    options.sort_by_key(|o| (o.turns, o.plan.total(), o.plan.bonds.clone()));
    let undominated = undominated(&options);
    // At each number of turns all splits of the least sum, and only where more turns need less: no
    // side's split is left out because the other's came first.
    let (mut before, mut at, mut least_so_far) = (i64::MAX, 0, i64::MAX);
    options.retain(|o| {
        if o.turns > at {
            (before, at) = (least_so_far, o.turns);
        }
        let best =
            o.plan.total() < before && (o.plan.total() <= least_so_far || least_so_far == before);
        if best {
            least_so_far = o.plan.total();
        }
        best
    });
    let options = extremes(options);
    let fitting = std::iter::once(&in_order)
        .chain(&options)
        .chain(&undominated)
        .filter(|proposed| proposed.fits)
        .min_by_key(|proposed| proposed.plan.total())
        .map(|proposed| proposed.plan.clone());
    least.plan = in_order.plan;
    let escrows = Problem {
        escrows: opposite(&exchange.problem),
        ..exchange.problem.clone()
    };
    let held = if control.stopped() {
        None
    } else {
        search(&escrows, Objective::Total, limits.labels, 16, control)
    };
    let most_even = match undominated
        .iter()
        .min_by_key(|o| (o.plan.largest(), o.plan.total()))
    {
        Some(even) if bundles.is_none() => Some(Found {
            plan: even.plan.clone(),
            value: even.plan.largest(),
            at_least: even.plan.largest(),
            opened: 0,
        }),
        _ if control.stopped() => None,
        _ => search(
            &exchange.problem,
            Objective::Largest,
            limits.labels,
            16,
            control,
        )
        .map(|found| Found {
            plan: option(found.plan).plan,
            ..found
        }),
    };
    let current = standing(&exchange.schedule);
    // Only values say that something costs its giver what it is worth to its taker.
    let money = matches!(exchange.basis, Basis::Values(_));
    let against_money = against_money(&exchange.problem).filter(|_| money);
    let with_escrow = held
        .filter(|held| held.value < least.value)
        .map(|held| option(held.plan));
    Ok(Proposal {
        fitting,
        left_out: left_out(lens, &duties),
        basis: exchange.basis,
        sides: exchange.sides,
        kinds: exchange.kinds,
        current,
        options,
        undominated,
        bundles,
        most_even,
        with_escrow,
        stopped: control.stopped(),
        least,
        against_money,
        frame,
        rounds: rounds(&exchange.problem),
        mends: mends(&exchange.schedule),
        steps: exchange.steps,
    })
}

/// Which kinds come before which, by what each side's duties wait for of its own.
fn precedence(kinds: &[Delivered], frame: &Frame) -> Vec<(usize, usize)> {
    let of = |duty: ObligationId| {
        let all = kinds.iter().enumerate();
        all.filter(move |(_, kind)| kind.duty == duty)
            .map(|(at, _)| at)
    };
    let pairs = frame.before.iter();
    pairs
        .flat_map(|(first, then)| of(*first).flat_map(|a| of(*then).map(move |b| (a, b))))
        .collect()
}

/// Orders of which none needs less of every side in as few turns; above the limit of states orders of
/// bundles of the least plan, and how many bundles there are.
fn trade_off(
    problem: &Problem,
    least: &Plan,
    limits: &Limits,
    control: &dyn Control,
) -> (Vec<Plan>, Option<usize>) {
    let all = |problem: &Problem| front(problem, Measure::BondsAndTurns, limits.states, control);
    match all(problem) {
        Ok(front) => (front.plans, None),
        Err(FrontError::Stopped | FrontError::NoOrder) => (Vec::new(), None),
        Err(FrontError::TooLarge(_)) => {
            let layers = problem.parties as u64 + 1;
            let most = (limits.states / layers).max(1).ilog2() as usize;
            let gives = |party: &usize| problem.kinds.iter().any(|kind| kind.giver == *party);
            let givers = (0..problem.parties).filter(gives).count();
            let bundles = Bundles::of(problem, least, most / givers.max(1));
            let found = bundles.and_then(|bundles| Some((all(&bundles.problem).ok()?, bundles)));
            let Some((front, bundles)) = found else {
                return (Vec::new(), None);
            };
            let opened = front.plans.iter().map(|plan| bundles.opened(problem, plan));
            (opened.collect(), Some(bundles.holds.len()))
        }
    }
}

/// The orders of which none needs less of every side, each bond vector once with the fewest turns.
fn undominated(options: &[Proposed]) -> Vec<Proposed> {
    let no_more = |a: &Proposed, b: &Proposed| {
        let mut pairs = a.plan.bonds.iter().zip(&b.plan.bonds);
        pairs.all(|(a, b)| a <= b)
    };
    // They stand in the order of their turns, so that the first of equal ones has the fewest.
    let beaten = |at: usize| {
        let mut others = options.iter().enumerate();
        others.any(|(other, o)| {
            let same = o.plan.bonds == options[at].plan.bonds;
            no_more(o, &options[at]) && (!same || other < at)
        })
    };
    let mut kept: Vec<Proposed> = (0..options.len())
        .filter(|at| !beaten(*at))
        .map(|at| options[at].clone())
        .collect();
    kept.sort_by(|a, b| a.plan.bonds.cmp(&b.plan.bonds));
    kept
}

/// The least sum of bonds: by search, and where that leaves a gap exactly over all counts, if there
/// are not too many.
fn least(problem: &Problem, limits: &Limits, control: &dyn Control) -> Option<Found> {
    let found = search(problem, Objective::Total, limits.labels, 16, control)?;
    if found.gap() == 0 || control.stopped() {
        return Some(found);
    }
    let Ok(front) = front(problem, Measure::Bonds, limits.exact, control) else {
        return Some(found);
    };
    let best = front.plans.into_iter().min_by_key(Plan::total)?;
    Some(Found {
        value: best.total(),
        at_least: best.total(),
        plan: best,
        opened: found.opened,
    })
}

/// Every pair of kinds of different givers.
fn opposite(problem: &Problem) -> Vec<Vec<usize>> {
    let mut pairs = Vec::new();
    for (a, one) in problem.kinds.iter().enumerate() {
        for (b, other) in problem.kinds.iter().enumerate().skip(a + 1) {
            if one.giver != other.giver {
                pairs.push(vec![a, b]);
            }
        }
    }
    pairs
}

/// At each number of turns the splits that are kindest to some party: neither side's is left out.
fn extremes(options: Vec<Proposed>) -> Vec<Proposed> {
    let kindest = |option: &Proposed, party: usize| {
        let rivals = options.iter().filter(|other| other.turns == option.turns);
        rivals.min_by_key(|other| other.plan.bonds[party]) == Some(option)
    };
    let parties = options.first().map_or(0, |option| option.plan.bonds.len());
    let kept = options
        .iter()
        .filter(|o| (0..parties).any(|party| kindest(o, party)));
    kept.cloned().collect()
}

/// The best order of one side's goods when the other gives one kind that costs it what it is worth:
/// money, which can be paid in any amounts. None where something must come first.
fn against_money(problem: &Problem) -> Option<SafeOrder> {
    if !problem.before.is_empty() {
        return None;
    }
    let payer = (0..problem.parties).find(|party| {
        let mut own = problem.kinds.iter().filter(|kind| kind.giver == *party);
        let money = |kind: &Kind| kind.cost > 0 && kind.worth.iter().sum::<i64>() == kind.cost;
        own.next().is_some_and(money) && own.next().is_none()
    })?;
    let mut goods = Vec::new();
    let mut kinds = Vec::new();
    for (position, kind) in problem.kinds.iter().enumerate() {
        if kind.giver != payer {
            let good = Good {
                cost: kind.cost,
                worth: kind.worth[payer],
            };
            goods.extend((0..kind.count).map(|_| good));
            kinds.extend((0..kind.count).map(|_| position));
        }
    }
    let best = best_order(&goods);
    let order = best.order.iter().map(|good| kinds[*good]).collect();
    (!goods.is_empty()).then_some(SafeOrder {
        order,
        needed: best.needed,
    })
}

/// The closed form for one kind each way: the side that gives second.
fn rounds(problem: &Problem) -> Vec<Rounds> {
    let [a, b] = problem.kinds.as_slice() else {
        return Vec::new();
    };
    if a.giver == b.giver {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (first, second) in [(a, b), (b, a)] {
        let worth = i64::from(first.count) * first.worth[second.giver];
        let cost = i64::from(second.count) * second.cost;
        let common = reduced(worth, cost);
        for number in ROUNDS {
            let equal = equal_rounds(cost, number).map(Fraction::value);
            let best = common
                .and_then(|(unit, worth, cost)| best_rounds(worth, cost, number).zip(Some(unit)))
                .map(|((bond, _), unit)| bond.value() * unit);
            if let Some(equal) = equal {
                found.push(Rounds {
                    second: second.giver,
                    number,
                    equal,
                    best,
                });
            }
        }
    }
    found
}

/// Two numbers divided by what they have in common, so that powers of them stay small.
#[expect(clippy::cast_precision_loss, reason = "for display")]
fn reduced(worth: i64, cost: i64) -> Option<(f64, i64, i64)> {
    let (mut x, mut y) = (worth, cost);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    (x > 0).then(|| (x as f64, worth / x, cost / x))
}

/// The plan as it stands: moments are half days.
fn standing(schedule: &Schedule) -> Current {
    let givers: Vec<usize> = schedule.deliveries.iter().map(|d| d.giver).collect();
    let changes = givers.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let moments = schedule.deliveries.iter().map(|d| d.moment);
    let span = moments.clone().max().unwrap_or(0) - moments.min().unwrap_or(0);
    let found = bonds(&curves(schedule));
    Current {
        bonds: found.iter().map(|bond| bond.amount).collect(),
        binding: found
            .iter()
            .map(|bond| bond.after_step.checked_sub(1))
            .collect(),
        found_out: found_out(schedule, &DELAYS),
        turns: i64::try_from(changes + usize::from(!givers.is_empty())).unwrap_or(i64::MAX),
        days: span / 2,
    }
}

/// What slow detection costs an exchange as the text has it, where nothing is valued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// The sides, in the order of the case.
    pub sides: Vec<Vec<ActorId>>,
    /// The duties that are counted.
    pub duties: Vec<ObligationId>,
    /// How many parts the whole of a side has.
    pub whole: i64,
    /// For each delay the bond of every party, in those parts.
    pub bonds: Vec<Vec<i64>>,
}

/// The bonds by shares when a breach is found out so many days late; none where there is no exchange
/// with numbers and days. Returns without numbers are taken in proportion when `proportional`.
#[must_use]
pub fn late_by_shares(lens: &Lens<'_>, proportional: bool, delays: &[i64]) -> Option<Late> {
    let limits = Limits {
        proportional,
        ..Limits::default()
    };
    let exchange = by_shares(lens, &limits).ok()?;
    let Basis::Shares { whole, .. } = exchange.basis else {
        return None;
    };
    let mut duties: Vec<ObligationId> = exchange.kinds.iter().map(|kind| kind.duty).collect();
    duties.dedup();
    Some(Late {
        bonds: found_out(&exchange.schedule, delays),
        sides: exchange.sides,
        duties,
        whole,
    })
}

/// Duties in return for one another that are not planned here.
fn left_out(lens: &Lens<'_>, planned: &[ObligationId]) -> Vec<ObligationId> {
    let agreement = &lens.terms.agreement;
    let mut all: Vec<ObligationId> = Vec::new();
    for duty in lens.terms.duties() {
        let answered: Vec<ObligationId> = agreement.obligations[duty]
            .in_return_for
            .iter()
            .filter_map(|clause| match clause {
                ClauseId::Obligation(of) | ClauseId::Tranche(of, _) => Some(*of),
                _ => None,
            })
            .collect();
        if !answered.is_empty() {
            all.push(duty);
            all.extend(answered);
        }
    }
    all.sort_unstable();
    all.dedup();
    all.retain(|duty| !planned.contains(duty) && !agreement.obligations[*duty].unconditional);
    all
}
