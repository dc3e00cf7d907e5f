//! Reservation values that move over time, and deals that lose worth by waiting, run in both
//! directions alike.
//!
//! One side's claim that time softens the other is a claim; the same path is therefore also run
//! standing still and mirrored about the middle of what was asked at the start. Waiting that costs a deal a share of its worth a month counts as no
//! deal's being worth that much more beside it. Research note, section 2.12. Guarantee: the words of
//! the package map on every day asked for, and every day on which they change between the first and
//! the last, unless the stated bound cuts; between two given days a reservation moves in a straight
//! line, rounded to whole units. Cost: one bound per package and party, then days × packages.

use super::super::Obstacle;
use super::super::map::{MOST_PACKAGES, MOST_PROGRAMMES, Uncertain};
use super::super::preferences::{Acceptable, Bounds, Interval, Method};

/// Days × packages × parties looked at for changes, at most.
const MOST_WORK: u128 = 60_000_000;
/// A month in days.
const MONTH: f64 = 30.436_875;
/// Shares of the scale below which a surplus counts as none.
const EVEN: f64 = 1e-9;

/// One party's reservation on some days (any whole-number day count), in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Whose reservation it is.
    pub party: usize,
    /// Days and values, in order.
    pub points: Vec<(i64, Interval)>,
    /// What a month of waiting costs, as a share in hundred-millionths, from which day on.
    pub discount: Option<(i64, Interval)>,
}

/// Which way the path is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// As it was said.
    AsSaid,
    /// Standing still.
    NoEffect,
    /// The other way.
    Mirrored,
}

impl Direction {
    /// All three, always run together.
    pub const ALL: [Self; 3] = [Self::AsSaid, Self::NoEffect, Self::Mirrored];
}

/// What a path, run one way, does to what a party asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It asks for less.
    Softens,
    /// It asks for the same.
    None,
    /// It asks for more.
    Hardens,
    /// Some ask for more, some for less, or one for both in turn.
    Mixed,
}

/// What is possible on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub day: i64,
    /// Packages that are possible or necessary.
    pub possible: u64,
    /// Packages that are necessary.
    pub necessary: u64,
}

impl Day {
    /// The best word that some package has.
    pub fn zone(self) -> Acceptable {
        match (self.necessary, self.possible) {
            (0, 0) => Acceptable::Impossible,
            (0, _) => Acceptable::Possible,
            _ => Acceptable::Necessary,
        }
    }
}

/// The zone over time, one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Which way.
    pub direction: Direction,
    /// What that does to what the parties ask for.
    pub effect: Effect,
    /// The days asked for.
    pub days: Vec<Day>,
    /// The first day of every new word for the zone; none where the bound cut the search.
    pub changes: Option<Vec<Day>>,
}

/// The days asked for, in each direction.
pub fn drift(case: &Uncertain, paths: &[Path], days: &[i64]) -> Result<Vec<Run>, Obstacle> {
    let worths = worths(case)?;
    let span = match (days.first(), days.last()) {
        (Some(first), Some(last)) => *first..=*last,
        _ => return Ok(Vec::new()),
    };
    let work = (span.end() - span.start() + 1).unsigned_abs() as u128
        * worths.len().max(1) as u128
        * case.parties.len() as u128;
    Ok(Direction::ALL
        .into_iter()
        .map(|direction| {
            let on = |day: i64| on_day(case, &worths, paths, day, direction);
            let changes = (work <= MOST_WORK).then(|| {
                let mut changes: Vec<Day> = Vec::new();
                let mut before = on(*span.start()).zone();
                for day in span.clone().skip(1).map(on) {
                    if day.zone() != before {
                        before = day.zone();
                        changes.push(day);
                    }
                }
                changes
            });
            Run {
                direction,
                effect: effect(case, paths, days, direction),
                days: days.iter().map(|&day| on(day)).collect(),
                changes,
            }
        })
        .collect())
}

/// What a package is worth to a party, and beside no deal as it is at the start.
#[derive(Clone, Copy)]
struct Worth {
    alone: Bounds,
    /// Where packages that were held against no deal tie its worth to theirs.
    beside: Option<Bounds>,
}

/// Bounds on the worth of every package to every party.
fn worths(case: &Uncertain) -> Result<Vec<Vec<Worth>>, Obstacle> {
    let prepared = case
        .parties
        .iter()
        .enumerate()
        .map(|(party, knowledge)| knowledge.prepare().ok_or(Obstacle::Contradiction { party }))
        .collect::<Result<Vec<_>, _>>()?;
    let programmes = prepared
        .iter()
        .any(|p| p.method() == Method::LinearProgramme);
    let limit = if programmes {
        MOST_PROGRAMMES
    } else {
        MOST_PACKAGES
    };
    if case.space.count() > limit {
        return Err(Obstacle::TooManyToEnumerate {
            packages: case.space.count(),
            limit,
        });
    }
    let parties = || prepared.iter().zip(&case.parties);
    let worth = |package: &[usize]| -> Vec<Worth> {
        parties()
            .map(|(prepared, knowledge)| Worth {
                alone: prepared.worth(package),
                beside: (!knowledge.verdicts.is_empty()).then(|| prepared.surplus(package)),
            })
            .collect()
    };
    Ok(case
        .space
        .packages()
        .map(|package| worth(&package))
        .collect())
}

fn on_day(
    case: &Uncertain,
    worths: &[Vec<Worth>],
    paths: &[Path],
    day: i64,
    direction: Direction,
) -> Day {
    let reservations: Vec<Interval> = (0..case.parties.len())
        .map(|party| reservation(case, paths, party, day, direction))
        .collect();
    let word = |party: usize, worth: &Worth| {
        let knowledge = &case.parties[party];
        let even = knowledge.total as f64 * knowledge.top as f64 * EVEN;
        let Interval { low, high } = reservations[party];
        let as_at_start = reservations[party] == knowledge.reservation;
        let surplus = worth.beside.filter(|_| as_at_start).unwrap_or(Bounds {
            least: worth.alone.least - high as f64,
            most: worth.alone.most - low as f64,
        });
        if surplus.least >= -even {
            Acceptable::Necessary
        } else if surplus.most >= -even {
            Acceptable::Possible
        } else {
            Acceptable::Impossible
        }
    };
    let mut found = Day {
        day,
        possible: 0,
        necessary: 0,
    };
    for package in worths {
        let can_be = |party: usize| word(party, &package[party]) != Acceptable::Impossible;
        let is_sure = |party: usize| word(party, &package[party]) == Acceptable::Necessary;
        found.possible += u64::from(case.consent.may_hold(&can_be));
        found.necessary += u64::from(case.consent.holds(&is_sure));
    }
    found
}

/// What a party asks for on a day.
fn reservation(
    case: &Uncertain,
    paths: &[Path],
    party: usize,
    day: i64,
    direction: Direction,
) -> Interval {
    let start = case.parties[party].reservation;
    let Some(path) = paths.iter().find(|path| path.party == party) else {
        return start;
    };
    let said = waited(path, along(&path.points, day).unwrap_or(start), day);
    match direction {
        Direction::AsSaid => said,
        Direction::NoEffect => start,
        Direction::Mirrored => mirrored(start, said),
    }
}

/// What was said, reflected about the middle of the start: what may come to be more may come to be as much less.
fn mirrored(start: Interval, said: Interval) -> Interval {
    let ends = start.low.saturating_add(start.high);
    Interval {
        low: ends.saturating_sub(said.high),
        high: ends.saturating_sub(said.low),
    }
}

/// The value on a day: between two points on the straight line, beyond the ends that of the end.
pub(in super::super) fn along(points: &[(i64, Interval)], day: i64) -> Option<Interval> {
    Some(match points.iter().position(|(at, _)| *at >= day) {
        None => points.last()?.1,
        Some(0) => points[0].1,
        Some(next) => {
            let ((d0, a), (d1, b)) = (points[next - 1], points[next]);
            let along = |x: i64, y: i64| {
                let rise =
                    (i128::from(y) - i128::from(x)) * i128::from(day - d0) / i128::from(d1 - d0);
                (i128::from(x) + rise) as i64
            };
            Interval {
                low: along(a.low, b.low),
                high: along(a.high, b.high),
            }
        }
    })
}

/// What no deal is worth beside a deal that has lost by waiting.
fn waited(path: &Path, reservation: Interval, day: i64) -> Interval {
    let Some((from, share)) = path.discount else {
        return reservation;
    };
    if day <= from {
        return reservation;
    }
    let months = (day - from) as f64 / MONTH;
    let beside = |value: i64| {
        [share.low, share.high].map(|share| {
            let kept = (1.0 - share as f64 / 1e8).powf(months);
            (value as f64 / kept).round() as i64
        })
    };
    // Of a worth below nothing, what costs more makes less.
    let ([a, b], [c, d]) = (beside(reservation.low), beside(reservation.high));
    Interval {
        low: a.min(b),
        high: c.max(d),
    }
}

fn effect(case: &Uncertain, paths: &[Path], days: &[i64], direction: Direction) -> Effect {
    let mut effects: Vec<Effect> = Vec::new();
    for path in paths {
        let start = case.parties[path.party].reservation;
        for &day in days {
            let now = reservation(case, paths, path.party, day, direction);
            effects.push(match (now.low - start.low, now.high - start.high) {
                (0, 0) => continue,
                (low, high) if low >= 0 && high >= 0 => Effect::Hardens,
                (low, high) if low <= 0 && high <= 0 => Effect::Softens,
                _ => Effect::Mixed,
            });
        }
    }
    effects.sort_unstable();
    effects.dedup();
    match effects[..] {
        [] => Effect::None,
        [one] => one,
        _ => Effect::Mixed,
    }
}
