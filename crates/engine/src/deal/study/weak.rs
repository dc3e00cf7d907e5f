//! What weak knowledge allows: the map of packages, shares over draws, and the zone over time.

use super::super::Obstacle;
use super::super::board::{Board, obstacle};
use super::super::frontier::Frontier;
use super::super::known::{PartyKnown, day_number};
use super::super::map::{Map, Placed, Uncertain};
use super::super::preferences::Interval;
use super::super::robust::acceptability::{
    Acceptability, acceptability, acceptability_of, most_packages,
};
use super::super::robust::drift::{Path, Run, drift};
use super::Options;
use super::menu::Menu;
use crate::run::Refusal;
use armistice_case::model::Case;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// The days, and what is possible on them in each direction.
pub type OverTime = (Vec<Date>, Vec<Run>);

/// What weak knowledge allows.
#[derive(Clone, Debug)]
pub struct Weak {
    /// The parties for whom the worth of no deal is assumed: positions among `Study::known`, in
    /// the order of every list below. What the others would accept is not asked: where the rule of
    /// consent can do without them they may say either, else their yes is taken for granted.
    pub members: Vec<usize>,
    /// What is known of them.
    pub space: Uncertain,
    /// What somebody could add for them.
    pub menu: Menu,
    /// The map of packages, or why there is none.
    pub map: Result<Map, Refusal>,
    /// The packages that the case names, with their ids.
    pub named: Vec<(String, Placed)>,
    /// Sets of entries of the menu: each alone, then all together.
    pub sets: Vec<Vec<usize>>,
    /// Shares over draws, or why there are none; nothing where nothing is uncertain. Its moves are
    /// the sets of entries.
    pub acceptability: Option<Result<Acceptability, Refusal>>,
    /// Whether the draws look at the points of the frontier only, because there are too many packages.
    pub on_frontier: bool,
    /// The zone over time, where reservations move or waiting costs.
    pub drift: Option<OverTime>,
}

/// The parties that can be asked, and what is known of them; none where no word of theirs can decide.
pub(super) fn members(board: &Board, known: &[PartyKnown]) -> Option<(Vec<usize>, Uncertain)> {
    let members: Vec<usize> = (0..known.len())
        .filter(|&at| !known[at].no_reservation)
        .collect();
    if members.is_empty() {
        return None;
    }
    let asked: Vec<usize> = members.iter().map(|&at| known[at].party).collect();
    let consent = board.consent.asked_of(&asked)?;
    let space = Uncertain {
        space: board.space.clone(),
        parties: members
            .iter()
            .map(|&at| known[at].knowledge.clone())
            .collect(),
        consent,
    };
    Some((members, space))
}

pub(super) fn weak(
    case: &Case,
    board: &Board,
    known: &[PartyKnown],
    options: &Options,
    packages: &[(String, Vec<usize>)],
    frontier: Option<&Frontier>,
) -> Result<Option<Weak>, Refusal> {
    let Some((members, space)) = members(board, known) else {
        return Ok(None);
    };
    let known: Vec<&PartyKnown> = members.iter().map(|&at| &known[at]).collect();
    let actors: Vec<_> = known
        .iter()
        .map(|party| board.parties[party.party])
        .collect();
    let certain = known
        .iter()
        .all(|party| party.knowledge.is_fixed() && party.knowledge.reservation.is_exact());
    let refuse = |o| obstacle(case, &board.axes, &actors, &o);
    let named = packages
        .iter()
        .map(|(id, package)| {
            space
                .place(package)
                .map(|placed| (id.clone(), placed))
                .map_err(refuse)
        })
        .collect::<Result<Vec<_>, Refusal>>()?;
    let menu = Menu::of(case, board, &known, &options.instead);
    let sets = sets(menu.offers.len());
    let offers = &menu.offers;
    let add = |set: &Vec<usize>| -> Vec<i64> {
        let of = |party: usize| set.iter().map(move |&at| offers[at].entry.adds[party]);
        (0..known.len())
            .map(|party| of(party).fold(0, i64::saturating_add))
            .collect()
    };
    let adds: Vec<Vec<i64>> = sets.iter().map(add).collect();
    let proportions = options.shares(&actors);
    let most = most_packages(&space, adds.len(), options.sampling);
    let points = frontier.filter(|found| found.is_exact() && space.space.count() > most);
    let drawn = || match points {
        Some(found) => {
            let examples = found.points.examples.iter();
            let mut packages: Vec<_> = examples.map(|&n| board.space.package(n)).collect();
            packages.sort_unstable();
            acceptability_of(&space, packages, &adds, &proportions, options.sampling)
        }
        None => acceptability(&space, &adds, &proportions, options.sampling),
    };
    let acceptability = (!certain).then(|| drawn().map_err(refuse));
    let map = match &acceptability {
        // Among packages with the same word, those that more draws accept come first.
        Some(Ok(found)) => space.map(usize::MAX).map(|mut map| {
            let share = |placed: &Placed| {
                let at = found
                    .packages
                    .binary_search_by(|(p, _)| p.cmp(&placed.package));
                at.map_or(0.0, |at| found.packages[at].1.value)
            };
            map.best.sort_by(|a, b| {
                b.overall
                    .cmp(&a.overall)
                    .then(share(b).total_cmp(&share(a)))
            });
            map.best.truncate(options.top);
            map
        }),
        _ => space.map(options.top),
    };
    Ok(Some(Weak {
        map: map.map_err(refuse),
        named,
        on_frontier: points.is_some() && acceptability.is_some(),
        acceptability,
        drift: over_time(&space, &known, options.as_of).map_err(refuse)?,
        menu,
        sets,
        members,
        space,
    }))
}

/// Each entry alone, then all together.
fn sets(entries: usize) -> Vec<Vec<usize>> {
    let alone = (0..entries).map(|at| vec![at]);
    let all = (entries > 1).then(|| (0..entries).collect());
    alone.chain(all).collect()
}

/// Where only a cost of waiting is given, the days to look at after the first.
fn looked_at() -> [Span; 3] {
    [1.month(), 3.months(), 6.months()]
}

/// The zone on the day and on every later one for which a reservation is assumed.
fn over_time(
    space: &Uncertain,
    known: &[&PartyKnown],
    as_of: Option<Date>,
) -> Result<Option<OverTime>, Obstacle> {
    let later = |date: &Date| as_of.is_none_or(|day| *date > day);
    let ahead = |party: &&PartyKnown| -> Vec<(Date, Interval)> {
        let dated = party.drift.iter().filter(|(date, _)| later(date));
        dated.copied().collect()
    };
    let mut dates: Vec<Date> = known
        .iter()
        .flat_map(|party| ahead(party).into_iter().map(|(date, _)| date))
        .collect();
    let waiting = known.iter().any(|party| party.discount.is_some());
    if let Some(day) = as_of.filter(|_| waiting) {
        dates.extend(
            looked_at()
                .into_iter()
                .filter_map(|span| day.checked_add(span).ok()),
        );
    }
    if dates.is_empty() {
        return Ok(None);
    }
    dates.extend(as_of);
    dates.sort();
    dates.dedup();
    let paths: Vec<Path> = known
        .iter()
        .enumerate()
        .map(|(at, party)| {
            let start = as_of.map(|day| (day_number(day), party.knowledge.reservation));
            let ahead = ahead(party).into_iter();
            let ahead = ahead.map(|(date, worth)| (day_number(date), worth));
            Path {
                party: at,
                points: start.into_iter().chain(ahead).collect(),
                discount: as_of
                    .zip(party.discount)
                    .map(|(day, share)| (day_number(day), share)),
            }
        })
        .collect();
    let days: Vec<i64> = dates.iter().map(|date| day_number(*date)).collect();
    match drift(space, &paths, &days) {
        Ok(runs) => Ok(Some((dates, runs))),
        // A space too large for the map has no map over time either; the map says why.
        Err(Obstacle::TooManyToEnumerate { .. }) => Ok(None),
        Err(other) => Err(other),
    }
}
