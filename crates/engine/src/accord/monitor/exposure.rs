//! Where each party stands in the exchange as it was recorded: what it has handed over and received,
//! what it is exposed by, what it would win by leaving, and the bond that is pledged against that.
//!
//! The definitions are those of [`crate::accord::exchange::gain`], on what was recorded in place of
//! the plan: exposure is the cost of what a party gave less the worth of what it got, the walk-away
//! gain W the cost of what it has still to give less the worth of what is still to come, each never
//! below nought. Counts come first and need no values. Values, records that differ and promises
//! that are intervals make intervals: both sums rise or fall in every number, so the corners of the
//! box are exact. A forfeit counts at what its quantity costs the party, by the same number as in
//! W, and W is held against it number by number. Within a day the terms give the order; what they
//! do not order counts as handed over at once. What is owed unconditionally never enters.
//! Guarantee: exact, rounded outwards to a millionth. Cost: linear in the deliveries.

use armistice_case::model::{
    ActorId, AssumptionId, GuaranteeId, Key as _, ObligationId, QuantityId,
};
use armistice_case::value::Decimal;

use super::Monitor;
use super::clock::Clock;
use super::lateness::actual;
use super::rounds::{lies_within, promised};
use crate::accord::check::pledged::{against, backing, forfeited};
use crate::accord::check::valued::{between, value};
use crate::accord::check::{Lens, parties};
use crate::accord::exchange::guarantor::Backing;

/// An interval of amounts, in millionths.
pub type Range = (i64, i64);

/// What one duty moves of one quantity from one party to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The duty.
    pub duty: ObligationId,
    /// Of what.
    pub quantity: QuantityId,
    /// Who gives, as a position among the parties.
    pub giver: usize,
    /// Who gets it.
    pub taker: usize,
    /// Handed over so far, least and most, in millionths.
    pub given: Range,
    /// Promised in all, least and most; none where the text gives no number.
    pub promised: Option<(u64, u64)>,
    /// Whether it lies in another quantity of the same duty.
    pub within: bool,
}

/// Something without which a party has no exposure or no walk-away gain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// What one of a quantity costs the party.
    Cost(QuantityId),
    /// What one of a quantity is worth to it.
    Worth(QuantityId),
    /// How much of a quantity a duty comes to in all.
    Number(ObligationId, QuantityId),
}

/// Whether leaving would win a party more than what is pledged against it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beyond {
    /// Under no number that is possible.
    #[default]
    No,
    /// Under some.
    Possibly,
    /// Under all.
    Surely,
}

/// Where one party stands at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// What it has given and not got back.
    pub exposure: Option<Range>,
    /// What it would win by stopping here against finishing.
    pub walk_away: Option<Range>,
    /// Whether that is more than the bond pledged against it.
    pub beyond: Beyond,
}

impl Standing {
    /// The higher ends of two moments.
    fn worse(self, other: Standing) -> Standing {
        let of = |a: Option<Range>, b: Option<Range>| {
            let (a, b) = a.zip(b)?;
            Some((a.0.max(b.0), a.1.max(b.1)))
        };
        Standing {
            exposure: of(self.exposure, other.exposure),
            walk_away: of(self.walk_away, other.walk_away),
            beyond: self.beyond.max(other.beyond),
        }
    }
}

/// One party of the exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The party.
    pub actor: ActorId,
    /// Where it stands after everything that is recorded.
    pub now: Standing,
    /// Forfeits of a stated amount against it, in its values; none where nothing is pledged so.
    pub bond: Option<Range>,
    /// The guarantees whose forfeits these are.
    pub pledged_by: Vec<GuaranteeId>,
    /// Forfeits against it without an amount that can be valued.
    pub unmeasured: Vec<GuaranteeId>,
    /// The assumptions that give its values.
    pub values: Vec<AssumptionId>,
    /// What would have to be known besides.
    pub missing: Vec<Missing>,
}

impl Side {
    /// Whether the case gives a value for all that it gives and gets.
    #[must_use]
    pub fn has_values(&self) -> bool {
        let number = |missing: &Missing| matches!(missing, Missing::Number(..));
        self.missing.iter().all(number)
    }
}

/// Where all parties stand after the acts of one rank on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day.
    pub day: i64,
    /// The rank, as the docket ranks duties.
    pub rank: usize,
    /// The parties, in the order of the sides.
    pub standings: Vec<Standing>,
}

/// An exchange as it was recorded up to a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// The parties that give or get something, in the order of the case.
    pub sides: Vec<Side>,
    /// What moves between them.
    pub lines: Vec<Line>,
    /// Every moment at which something was handed over; empty where no party has values.
    pub points: Vec<Point>,
}

impl Exposure {
    /// Where the parties stood after the acts of a rank on a day.
    #[must_use]
    pub fn at(&self, day: i64, rank: usize) -> Option<&[Standing]> {
        let until = |point: &Point| (point.day, point.rank) <= (day, rank);
        let after = self.points.partition_point(until);
        let point = self.points.get(after.checked_sub(1)?)?;
        Some(&point.standings)
    }

    /// The worst point of every day for each party.
    #[must_use]
    pub fn days(&self) -> Vec<(i64, Vec<Standing>)> {
        let mut days: Vec<(i64, Vec<Standing>)> = Vec::new();
        for point in &self.points {
            match days.last_mut().filter(|(day, _)| *day == point.day) {
                Some((_, worst)) => {
                    for (worst, now) in worst.iter_mut().zip(&point.standings) {
                        *worst = worst.worse(*now);
                    }
                }
                None => days.push((point.day, point.standings.clone())),
            }
        }
        days
    }

    /// The position of a party among the sides.
    #[must_use]
    pub fn side(&self, actor: ActorId) -> Option<usize> {
        self.sides.iter().position(|side| side.actor == actor)
    }
}

/// Where each party stands on a day and stood on the way to it.
#[must_use]
pub fn exposure(monitor: &Monitor<'_>) -> Exposure {
    let accounts = [&monitor.worst.clock, &monitor.best.clock];
    let mut book = Book::of(accounts[0]);
    let mut acts = Vec::new();
    for (which, clock) in accounts.into_iter().enumerate() {
        for (at, line) in book.lines.iter().enumerate() {
            let rank = clock.docket.rank(line.duty);
            let steps = actual(clock, line.duty, line.quantity).into_iter();
            acts.extend(steps.map(|(day, amount)| (day, rank, at, which, amount)));
        }
    }
    acts.sort_unstable();
    let valued = book.sides.iter().any(Side::has_values);
    let mut points = Vec::new();
    for moment in acts.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for (_, _, line, which, amount) in moment {
            book.give(*line, *which, *amount);
        }
        if valued {
            points.push(Point {
                day: moment[0].0,
                rank: moment[0].1,
                standings: book.standings(),
            });
        }
    }
    let now = book.standings();
    let Book {
        mut sides, lines, ..
    } = book;
    for (side, now) in sides.iter_mut().zip(now) {
        side.now = now;
    }
    Exposure {
        sides,
        lines,
        points,
    }
}

/// An interval wide enough for counts times values, in millionths of millionths.
type Wide = (i128, i128);

fn plus(a: Wide, b: Wide) -> Wide {
    (a.0.saturating_add(b.0), a.1.saturating_add(b.1))
}

fn minus(a: Wide, b: Wide) -> Wide {
    (a.0.saturating_sub(b.1), a.1.saturating_sub(b.0))
}

/// Every product of a number in one interval and one in the other.
fn times(a: Wide, b: Wide) -> Wide {
    let [p, q, r, s] =
        [(a.0, b.0), (a.0, b.1), (a.1, b.0), (a.1, b.1)].map(|(a, b)| a.saturating_mul(b));
    (p.min(q).min(r).min(s), p.max(q).max(r).max(s))
}

/// Never below nought, and rounded outwards to a millionth.
fn narrow((low, high): Wide) -> Range {
    let unit = i128::from(Decimal::ONE.0);
    let within = |n: i128| i64::try_from(n.max(0)).unwrap_or(i64::MAX);
    let up = high.div_euclid(unit) + i128::from(high.rem_euclid(unit) > 0);
    (within(low.div_euclid(unit)), within(up))
}

/// What one of a quantity costs a side or is worth to it, with all that it is multiplied by.
struct Term {
    side: usize,
    quantity: QuantityId,
    /// Whether it is the cost of giving, else the worth of getting.
    cost: bool,
    value: Wide,
    /// Changed hands so far.
    moved: Wide,
    /// Promised and not yet there.
    left: Wide,
    /// Pledged as a forfeit.
    forfeit: Wide,
}

/// The lines with their terms while the log is gone through.
struct Book {
    sides: Vec<Side>,
    lines: Vec<Line>,
    terms: Vec<Term>,
    /// For each line the terms of its giver and of its taker, where these have values.
    of_line: Vec<[Option<usize>; 2]>,
    /// For each line what was given by the worst and by the best account.
    given: Vec<[i64; 2]>,
}

impl Book {
    fn of(clock: &Clock<'_>) -> Book {
        let lens = &clock.text.lens;
        let mut lines = lines(clock);
        let all = parties(lens.case);
        let used = |at: &usize| {
            let mut ends = lines.iter().flat_map(|line| [line.giver, line.taker]);
            ends.any(|end| end == *at)
        };
        let kept: Vec<usize> = (0..all.len()).filter(used).collect();
        let place = |at: usize| kept.iter().position(|kept| *kept == at).unwrap_or(0);
        for line in &mut lines {
            (line.giver, line.taker) = (place(line.giver), place(line.taker));
        }
        let side = |at: &usize| Side {
            actor: all[*at],
            now: Standing::default(),
            bond: None,
            pledged_by: Vec::new(),
            unmeasured: Vec::new(),
            values: Vec::new(),
            missing: Vec::new(),
        };
        let mut book = Book {
            sides: kept.iter().map(side).collect(),
            given: vec![[0, 0]; lines.len()],
            of_line: Vec::new(),
            terms: Vec::new(),
            lines: Vec::new(),
        };
        for line in &lines {
            book.add(lens, line);
        }
        book.lines = lines;
        book.pledges(lens);
        book
    }

    /// Takes the values of a line, and all that it promises as still to come.
    fn add(&mut self, lens: &Lens<'_>, line: &Line) {
        let of_giver = self.term(lens, line.giver, line.quantity, true);
        let of_taker = self.term(lens, line.taker, line.quantity, false);
        for (side, term, missing) in [
            (line.giver, of_giver, Missing::Cost(line.quantity)),
            (line.taker, of_taker, Missing::Worth(line.quantity)),
        ] {
            let number = Missing::Number(line.duty, line.quantity);
            let lacks = [(term.is_none(), missing), (line.promised.is_none(), number)];
            for (lacks, missing) in lacks {
                if lacks && !self.sides[side].missing.contains(&missing) {
                    self.sides[side].missing.push(missing);
                }
            }
        }
        let terms = [of_giver, of_taker];
        for term in terms.into_iter().flatten() {
            let term = &mut self.terms[term];
            term.left = plus(term.left, left(line));
        }
        self.of_line.push(terms);
    }

    /// The term of a side's value, made where the case gives both its limits.
    fn term(
        &mut self,
        lens: &Lens<'_>,
        side: usize,
        quantity: QuantityId,
        cost: bool,
    ) -> Option<usize> {
        let same = |term: &Term| (term.side, term.quantity, term.cost) == (side, quantity, cost);
        if let Some(known) = self.terms.iter().position(same) {
            return Some(known);
        }
        let (amount, from) = value(lens, self.sides[side].actor, quantity, cost)?;
        let value = (i128::from(amount.low?.0), i128::from(amount.high?.0));
        let values = &mut self.sides[side].values;
        if !values.contains(&from) {
            values.push(from);
            values.sort_unstable();
        }
        self.terms.push(Term {
            side,
            quantity,
            cost,
            value,
            moved: (0, 0),
            left: (0, 0),
            forfeit: (0, 0),
        });
        Some(self.terms.len() - 1)
    }

    /// The forfeits that are pledged against each side.
    fn pledges(&mut self, lens: &Lens<'_>) {
        for at in 0..self.sides.len() {
            let actor = self.sides[at].actor;
            let forfeits = lens.terms.guarantees().filter(|(_, guarantee)| {
                backing(guarantee) == Backing::Forfeit && against(lens, guarantee).contains(&actor)
            });
            for (id, guarantee) in forfeits {
                let all = forfeited(lens, guarantee, actor).unwrap_or_default();
                let terms: Option<Vec<(usize, Wide)>> = all
                    .iter()
                    .map(|(quantity, (least, most), _)| {
                        let term = self.term(lens, at, *quantity, true)?;
                        Some((term, (i128::from(least.0), i128::from((*most)?.0))))
                    })
                    .collect();
                let Some(terms) = terms.filter(|terms| !terms.is_empty()) else {
                    self.sides[at].unmeasured.push(id);
                    continue;
                };
                let mut bond = (0, 0);
                for (term, amount) in terms {
                    let term = &mut self.terms[term];
                    term.forfeit = plus(term.forfeit, amount);
                    bond = plus(bond, times(term.value, amount));
                }
                let (side, bond) = (&mut self.sides[at], narrow(bond));
                let known = side.bond.unwrap_or((0, 0));
                side.bond = Some((
                    known.0.saturating_add(bond.0),
                    known.1.saturating_add(bond.1),
                ));
                side.pledged_by.push(id);
            }
        }
    }

    /// So much more is given on a line, by one account.
    fn give(&mut self, at: usize, which: usize, amount: i64) {
        let before = self.lines[at];
        let given = &mut self.given[at];
        given[which] = given[which].saturating_add(amount);
        let line = &mut self.lines[at];
        line.given = (given[0].min(given[1]), given[0].max(given[1]));
        for term in self.of_line[at].into_iter().flatten() {
            let term = &mut self.terms[term];
            let moved = |range: Range| (i128::from(range.0), i128::from(range.1));
            let swap =
                |sum: Wide, old: Wide, new: Wide| (sum.0 - old.0 + new.0, sum.1 - old.1 + new.1);
            term.moved = swap(term.moved, moved(before.given), moved(line.given));
            term.left = swap(term.left, left(&before), left(line));
        }
    }

    fn standings(&self) -> Vec<Standing> {
        // Spent so far, still to spend, and the latter less what is pledged: costs less worth.
        let mut sums: Vec<[Wide; 3]> = vec![[(0, 0); 3]; self.sides.len()];
        for term in &self.terms {
            let free = minus(term.left, term.forfeit);
            let all = [term.moved, term.left, free];
            for (sum, amount) in sums[term.side].iter_mut().zip(all) {
                let value = times(term.value, amount);
                *sum = if term.cost {
                    plus(*sum, value)
                } else {
                    minus(*sum, value)
                };
            }
        }
        let of = |(side, [spent, rest, free]): (&Side, [Wide; 3])| {
            let walk_away = side.missing.is_empty().then(|| narrow(rest));
            Standing {
                exposure: side.has_values().then(|| narrow(spent)),
                walk_away,
                beyond: match walk_away {
                    Some(_) if rest.0 > 0 && free.0 > 0 => Beyond::Surely,
                    Some(_) if rest.1 > 0 && free.1 > 0 => Beyond::Possibly,
                    _ => Beyond::No,
                },
            }
        };
        self.sides.iter().zip(sums).map(of).collect()
    }
}

/// What each duty between two parties moves of each quantity, with nothing given yet.
fn lines(clock: &Clock<'_>) -> Vec<Line> {
    let lens = &clock.text.lens;
    let all = parties(lens.case);
    let mut lines = Vec::new();
    for duty in lens.terms.duties() {
        let place = |actor| all.iter().position(|party| *party == actor);
        let Some((giver, taker)) = between(lens, &place, duty) else {
            continue;
        };
        let parts = lens.parts.of_duty(duty);
        let promises = parts.flat_map(|part| &clock.text.promises[part]);
        let rates = clock.text.rates[duty.position()].iter();
        let mut quantities: Vec<QuantityId> = Vec::new();
        for quantity in promises
            .map(|promise| promise.quantity)
            .chain(rates.map(|rate| rate.quantity))
        {
            if !quantities.contains(&quantity) {
                quantities.push(quantity);
            }
        }
        lines.extend(quantities.iter().map(|&quantity| Line {
            duty,
            quantity,
            giver,
            taker,
            given: (0, 0),
            promised: promised(clock, duty, quantity),
            within: lies_within(lens.case, quantity, &quantities),
        }));
    }
    lines
}

/// What is promised on a line and not yet there; nothing where no number is promised.
fn left(line: &Line) -> Wide {
    let (low, high) = line.promised.unwrap_or((0, 0));
    let open = |promised: u64, given: i64| (i128::from(promised) - i128::from(given)).max(0);
    (open(low, line.given.1), open(high, line.given.0))
}
