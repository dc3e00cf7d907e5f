//! What a third party would have to add to a package to make it acceptable: the least amount for
//! each party, the cheapest vector, and the cheapest choice from a menu.
//!
//! Research note, section 2.7. Guarantee: exact; the menu by trying every set of entries in order of
//! cost. Cost: frontier points; 2 to the number of entries, at most 16.

use super::super::Obstacle;
use super::super::points::Points;
use super::super::space::DealSpace;

/// The most entries a menu may have.
pub const MOST_ENTRIES: usize = 16;

/// Something a third party could add: worth to each party, in its own units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Worth for each party.
    pub adds: Vec<i64>,
    /// What it costs whoever adds it.
    pub cost: i64,
}

/// What to add for each party, at what cost, to open which frontier points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inducement {
    /// Worth for each party.
    pub adds: Vec<i64>,
    /// What it costs whoever adds it.
    pub cost: i64,
    /// Frontier points (positions) that become acceptable.
    pub opens: Vec<usize>,
}

/// The vectors of least cost if a unit for each party costs `unit_costs`; one entry per vector.
pub fn cheapest(deal: &DealSpace, frontier: &Points, unit_costs: &[i64]) -> Vec<Inducement> {
    let price = |adds: &[i64]| adds.iter().zip(unit_costs).map(|(s, c)| s * c).sum::<i64>();
    let coalitions = deal.consent.coalitions(deal.parties.len());
    let priced: Vec<(i64, Vec<i64>)> = frontier
        .iter()
        .map(|(point, _, _)| {
            let short = needed(&deal.shortfalls(point), &coalitions, price);
            (price(&short), short)
        })
        .collect();
    let Some(least) = priced.iter().map(|(cost, _)| *cost).min() else {
        return Vec::new();
    };
    let mut found: Vec<Inducement> = Vec::new();
    for (at, (cost, adds)) in priced
        .iter()
        .enumerate()
        .filter(|(_, (cost, _))| *cost == least)
    {
        match found.iter_mut().find(|inducement| inducement.adds == *adds) {
            Some(inducement) => inducement.opens.push(at),
            None => found.push(Inducement {
                adds: adds.clone(),
                cost: *cost,
                opens: vec![at],
            }),
        }
    }
    found
}

/// What the parties of one coalition lack, of those whose yes suffices, where that costs least; of such
/// the first.
pub(super) fn needed<Cost: Ord>(
    short: &[i64],
    coalitions: &[u32],
    cost: impl Fn(&[i64]) -> Cost,
) -> Vec<i64> {
    let of = |members: &u32| -> Vec<i64> {
        let lacks = |(party, &by): (usize, &i64)| if members >> party & 1 == 1 { by } else { 0 };
        short.iter().enumerate().map(lacks).collect()
    };
    coalitions
        .iter()
        .map(of)
        .min_by(|a, b| (cost(a), a).cmp(&(cost(b), b)))
        .unwrap_or_default()
}

/// All sets of menu entries of least cost that open a deal, and what each opens.
pub fn from_menu(
    deal: &DealSpace,
    frontier: &Points,
    menu: &[Entry],
) -> Result<Vec<(Vec<usize>, Inducement)>, Obstacle> {
    if menu.len() > MOST_ENTRIES {
        return Err(Obstacle::MenuTooLong {
            entries: menu.len(),
            limit: MOST_ENTRIES,
        });
    }
    let mut sets: Vec<(i64, u32, u32)> = (0..1u32 << menu.len())
        .map(|set| {
            let cost = (0..menu.len())
                .filter(|at| set >> at & 1 == 1)
                .map(|at| menu[at].cost)
                .sum();
            (cost, set.count_ones(), set)
        })
        .collect();
    sets.sort_unstable();
    let mut found: Vec<(Vec<usize>, Inducement)> = Vec::new();
    for (cost, _, set) in sets {
        if found.first().is_some_and(|(_, best)| best.cost < cost) {
            break;
        }
        let chosen: Vec<usize> = (0..menu.len()).filter(|at| set >> at & 1 == 1).collect();
        let adds: Vec<i64> = (0..deal.parties.len())
            .map(|party| chosen.iter().map(|&at| menu[at].adds[party]).sum())
            .collect();
        let opened = |point: &[i64]| {
            let raised: Vec<i64> = point.iter().zip(&adds).map(|(u, a)| u + a).collect();
            deal.accepts(&raised)
        };
        let opens: Vec<usize> = (0..frontier.len())
            .filter(|&at| opened(frontier.point(at)))
            .collect();
        let smaller = found
            .iter()
            .any(|(fewer, _)| fewer.iter().all(|at| chosen.contains(at)));
        if !opens.is_empty() && !smaller {
            found.push((chosen, Inducement { adds, cost, opens }));
        }
    }
    Ok(found)
}
