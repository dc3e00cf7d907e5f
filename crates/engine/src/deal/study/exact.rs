//! What exact weights and scores of every party allow: the frontier, what rules pick, what betters a package,
//! and the smallest moves.
//!
//! The frontier does not depend on what no deal is worth. What does is worked out twice where that is a range:
//! with all parties' at the least, and with all at the most. Who accepts a package in between accepts it at
//! the least, and whatever is a deal at the most is one in between.

use super::super::Obstacle;
use super::super::board::{Board, obstacle};
use super::super::frontier::{Frontier, FrontierLimit, frontier};
use super::super::improvements::{Improvement, improvements};
use super::super::known::PartyKnown;
use super::super::openings::blockers::{Blockers, blockers};
use super::super::openings::inducement::{self, Inducement};
use super::super::openings::logrolling::{Logrolling, logrolling};
use super::super::openings::single_text::{Draft, Rule, single_text};
use super::super::openings::threshold::{Thresholds, thresholds};
use super::super::platform::{Measured, Told, measured};
use super::super::raiffa::{RaiffaPath, raiffa};
use super::super::solutions::{Concept, Picked, Zone};
use super::super::space::{Consent, DealSpace};
use super::Options;
use super::menu::Menu;
use crate::run::Refusal;
use armistice_case::model::Case;

/// What exact weights and scores allow.
#[derive(Clone, Debug)]
pub struct Exact {
    /// The frontier.
    pub frontier: Frontier,
    /// In which proportions the proportional rule shares gains.
    pub proportions: Vec<i64>,
    /// What is no worse for anybody than each package looked at, by its id.
    pub improvements: Vec<(String, Vec<Improvement>)>,
    /// The draft from which exchanges and the single text start.
    pub draft: Vec<usize>,
    /// Exchanges of concessions from the draft.
    pub logrolling: Logrolling,
    /// The deal space as a platform has it, where one was asked for; what no deal is worth at the most.
    pub measured: Option<Measured>,
    /// The single text by each rule; what no deal is worth at the most.
    pub texts: Vec<(Rule, Vec<Draft>)>,
    /// What hangs on what no deal is worth: with everybody's at the least where that is a range, then
    /// with everybody's at the most.
    pub ends: Vec<AtEnd>,
}

/// What exact utilities allow, with what no deal is worth to each party at one end of what is assumed.
#[derive(Clone, Debug)]
pub struct AtEnd {
    /// Utilities and consent.
    pub deal: DealSpace,
    /// The part of the frontier inside the zone.
    pub zone: Zone,
    /// What each rule picks.
    pub picks: Vec<Picked>,
    /// Raiffa's steps.
    pub raiffa: Option<RaiffaPath>,
    /// Smallest drops.
    pub thresholds: Thresholds,
    /// Cheapest inducement, a unit for each party at the same cost.
    pub inducements: Vec<Inducement>,
    /// Sets of entries of the menu of least cost that open a deal, where none is open yet.
    pub from_menu: Vec<(Vec<usize>, Inducement)>,
    /// Counts over all packages, where they were counted.
    pub blockers: Option<Blockers>,
}

impl Exact {
    /// With everybody's worth of no deal at the least: what may be a deal is one here.
    pub fn least(&self) -> &AtEnd {
        &self.ends[0]
    }

    /// With everybody's at the most: what is a deal here surely is one.
    pub fn most(&self) -> &AtEnd {
        &self.ends[self.ends.len() - 1]
    }

    /// Whether what no deal is worth to somebody is a range.
    pub fn is_range(&self) -> bool {
        self.ends.len() > 1
    }
}

pub(super) fn exactly(
    case: &Case,
    board: &Board,
    deals: Vec<DealSpace>,
    menu: &Menu,
    known: &[PartyKnown],
    named: &[(String, Vec<usize>)],
    options: &Options,
) -> Result<Exact, Refusal> {
    let refuse = |o| obstacle(case, &board.axes, &board.parties, &o);
    let (least, deal) = (&deals[0], &deals[deals.len() - 1]);
    let all: Vec<usize> = (0..deal.parties.len()).collect();
    let frontier = frontier(deal, &all, FrontierLimit::default()).map_err(refuse)?;
    let proportions = options.shares(&board.parties);
    let draft = draft(deal, named);
    let texts = [Rule::HurtNobody, Rule::LeastShortfall]
        .into_iter()
        .map(|rule| (rule, single_text(deal, &draft, rule, 2)))
        .collect();
    let improvements = named
        .iter()
        .map(|(id, package)| (id.clone(), improvements(deal, &frontier.points, package)))
        .collect();
    // A utility of one is a hundred points.
    let told = |known: &PartyKnown| Told {
        unit: known.point as f64 * 100.0,
        no_reservation: known.no_reservation,
    };
    let told: Vec<Told> = known.iter().map(told).collect();
    let measured = options
        .platform
        .map(|platform| measured(deal, &frontier.points, platform, &told).map_err(refuse))
        .transpose()?;
    let reservations: Vec<i64> = least.parties.iter().map(|p| p.reservation).collect();
    let logrolling = logrolling(deal, &reservations, &draft);
    let ends = deals
        .into_iter()
        .map(|deal| at_end(deal, &frontier, menu, &proportions).map_err(refuse))
        .collect::<Result<_, _>>()?;
    Ok(Exact {
        measured,
        logrolling,
        frontier,
        proportions,
        improvements,
        draft,
        texts,
        ends,
    })
}

fn at_end(
    deal: DealSpace,
    frontier: &Frontier,
    menu: &Menu,
    proportions: &[i64],
) -> Result<AtEnd, Obstacle> {
    let all: Vec<usize> = (0..deal.parties.len()).collect();
    let zone = Zone::of(&deal, &all, &frontier.points);
    let picks = Concept::ALL.into_iter();
    let picks = picks.filter_map(|concept| zone.pick(concept, proportions));
    let entries: Vec<_> = menu
        .offers
        .iter()
        .map(|offer| offer.entry.clone())
        .collect();
    let from_menu = if zone.points.is_empty() && !entries.is_empty() {
        inducement::from_menu(&deal, &frontier.points, &entries)?
    } else {
        Vec::new()
    };
    Ok(AtEnd {
        picks: picks.collect(),
        raiffa: raiffa(&zone),
        thresholds: thresholds(&deal, &frontier.points),
        // The parties' scales differ, so a unit's cost is taken as alike for each and said so.
        inducements: inducement::cheapest(&deal, &frontier.points, &vec![1; all.len()]),
        from_menu,
        blockers: blockers(&deal).ok(),
        zone,
        deal,
    })
}

/// The first package looked at, else the first party's favourite that can be.
fn draft(deal: &DealSpace, named: &[(String, Vec<usize>)]) -> Vec<usize> {
    if let Some((_, first)) = named.first() {
        return first.clone();
    }
    let alone = DealSpace {
        consent: Consent::of_all(1),
        ..deal.clone()
    };
    match frontier(&alone, &[0], FrontierLimit::default()) {
        Ok(best) if !best.points.is_empty() => deal.space.package(best.points.examples[0]),
        _ => vec![0; deal.space.issues()],
    }
}
