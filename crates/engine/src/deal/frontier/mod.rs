//! The Pareto frontier of a deal space.
//!
//! ```text
//! issues ─► blocks (issues that combinations tie together)
//!        ─► each block's own frontier: its options, or a search through its packages
//!           (cells that make a difference ─► order ─► bounds ─► search)
//!        ─► blocks merged one by one, dominated partial deals dropped
//! ```
//! A partial deal that another one beats for every party stays beaten whatever is added to both, so
//! that the merged frontier is that of all packages although they are never listed. Paper: the
//! additive case is the multi-objective dynamic programme of Villarreal and Karwan (1981).
//! Guarantee: all frontier points with their exact package counts, or a certified distance, or the
//! word that a search was cut short. Cost: per merge, the kept points times the block's points.

mod bounds;
mod cells;
mod merge;
mod order;
mod search;

pub use merge::thin;
pub use search::SearchLimit;

use super::Obstacle;
use super::blocks::blocks;
use super::number::Number;
use super::points::Points;
use super::space::{DealSpace, Pattern};

/// How the frontier was found, block by block.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BlockMethod {
    /// One issue of its own: its options are the candidates.
    Options { issue: usize },
    /// Tied issues, few enough to look at every package.
    Enumerated { issues: Vec<usize>, packages: u128 },
    /// Tied issues, too many packages to count: searched by branch and bound for one package for each
    /// point at least. Every package is within `within` of a found one (0 = to the end); none where the
    /// search was cut before it found any.
    Bounded {
        issues: Vec<usize>,
        packages: u128,
        nodes: u64,
        within: Option<i64>,
    },
}

/// The frontier and how it was found.
#[derive(Clone, Debug)]
pub struct Frontier {
    /// Undominated utility points, from the best for the first party down.
    pub points: Points,
    /// One entry a block.
    pub methods: Vec<BlockMethod>,
    /// Every package is within this much, for every party, of a listed point (0 = exact).
    pub within: i64,
}

impl Frontier {
    /// Whether every frontier point is listed.
    pub fn is_exact(&self) -> bool {
        self.within == 0 && self.is_certified()
    }

    /// Whether every search found a package, so that `within` holds.
    pub fn is_certified(&self) -> bool {
        let unsure =
            |method: &BlockMethod| matches!(method, BlockMethod::Bounded { within: None, .. });
        !self.methods.iter().any(unsure)
    }

    /// Whether all packages behind each point are counted and the first of them is given, not just one.
    pub fn is_counted(&self) -> bool {
        let some = |method: &BlockMethod| matches!(method, BlockMethod::Bounded { .. });
        !self.methods.iter().any(some)
    }
}

/// How much may be looked at and kept.
#[derive(Clone, Copy, Debug)]
pub struct FrontierLimit {
    /// Points kept between two merges; more are thinned to a certified distance.
    pub points: usize,
    /// For tied issues.
    pub search: SearchLimit,
}

impl Default for FrontierLimit {
    fn default() -> Self {
        Self {
            points: 100_000,
            search: SearchLimit::default(),
        }
    }
}

/// The frontier for `parties` (positions in the deal space), whatever they would accept.
pub fn frontier(
    deal: &DealSpace,
    parties: &[usize],
    limit: FrontierLimit,
) -> Result<Frontier, Obstacle> {
    let ties: Vec<&Pattern> = deal
        .space
        .excluded
        .iter()
        .chain(
            parties
                .iter()
                .flat_map(|&p| deal.parties[p].interactions.iter().map(|i| &i.when)),
        )
        .collect();
    let mut methods = Vec::new();
    let mut within = 0;
    let mut points = Points::new(parties.len());
    points.push(
        &parties
            .iter()
            .map(|&p| deal.parties[p].constant())
            .collect::<Vec<_>>(),
        1,
        Number::ZERO,
    );
    for block in blocks(&deal.space, &ties) {
        let tied = ties
            .iter()
            .any(|tie| tie.parts.iter().any(|(issue, _)| block.contains(issue)));
        let (part, method) = match block[..] {
            [issue] if !tied => (
                options(deal, parties, issue),
                BlockMethod::Options { issue },
            ),
            _ => search::block(deal, parties, &block, limit.search),
        };
        if let BlockMethod::Bounded { within: gap, .. } = method {
            within += gap.unwrap_or(0);
        }
        methods.push(method);
        points = merge::merge(&points, &part);
        if points.len() > limit.points {
            within += thin(&mut points, limit.points);
        }
    }
    let found = Frontier {
        points,
        methods,
        within,
    };
    if found.points.is_empty() && found.is_certified() {
        return Err(Obstacle::EverythingExcluded);
    }
    Ok(found)
}

fn options(deal: &DealSpace, parties: &[usize], issue: usize) -> Points {
    let mut all = Points::new(parties.len());
    for option in 0..deal.space.size(issue) {
        let point: Vec<i64> = parties
            .iter()
            .map(|&p| deal.parties[p].parts[issue][option])
            .collect();
        all.push(&point, 1, deal.space.place(issue, option));
    }
    all.undominated()
}
