//! What exact utilities of every party allow: the frontier, what rules pick, what betters a package,
//! and the smallest moves.

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

/// What exact utilities allow.
#[derive(Clone, Debug)]
pub struct Exact {
    /// Utilities and consent.
    pub deal: DealSpace,
    /// The frontier.
    pub frontier: Frontier,
    /// Its part inside the zone.
    pub zone: Zone,
    /// In which proportions the proportional rule shares gains.
    pub proportions: Vec<i64>,
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
    /// What is no worse for anybody than each package looked at, by its id.
    pub improvements: Vec<(String, Vec<Improvement>)>,
    /// The draft from which exchanges and the single text start.
    pub draft: Vec<usize>,
    /// Exchanges of concessions from the draft.
    pub logrolling: Logrolling,
    /// The deal space as a platform has it, where one was asked for.
    pub measured: Option<Measured>,
    /// The single text by each rule.
    pub texts: Vec<(Rule, Vec<Draft>)>,
}

pub(super) fn exactly(
    case: &Case,
    board: &Board,
    deal: DealSpace,
    menu: &Menu,
    known: &[PartyKnown],
    named: &[(String, Vec<usize>)],
    options: &Options,
) -> Result<Exact, Refusal> {
    let refuse = |o| obstacle(case, &board.axes, &board.parties, &o);
    let all: Vec<usize> = (0..deal.parties.len()).collect();
    let frontier = frontier(&deal, &all, FrontierLimit::default()).map_err(refuse)?;
    let zone = Zone::of(&deal, &all, &frontier.points);
    let proportions = options.shares(&board.parties);
    let picks: Vec<Picked> = Concept::ALL
        .into_iter()
        .filter_map(|concept| zone.pick(concept, &proportions))
        .collect();
    let thresholds = thresholds(&deal, &frontier.points);
    // The parties' scales differ, so a unit's cost is taken as alike for each and said so.
    let inducements = inducement::cheapest(&deal, &frontier.points, &vec![1; all.len()]);
    let entries: Vec<_> = menu
        .offers
        .iter()
        .map(|offer| offer.entry.clone())
        .collect();
    let from_menu = if zone.points.is_empty() && !entries.is_empty() {
        inducement::from_menu(&deal, &frontier.points, &entries).map_err(refuse)?
    } else {
        Vec::new()
    };
    let draft = draft(&deal, named);
    let texts = [Rule::HurtNobody, Rule::LeastShortfall]
        .into_iter()
        .map(|rule| (rule, single_text(&deal, &draft, rule, 2)))
        .collect();
    let improvements = named
        .iter()
        .filter(|(_, package)| !deal.space.is_excluded(package))
        .map(|(id, package)| (id.clone(), improvements(&deal, &frontier.points, package)))
        .collect();
    // A utility of one is a hundred points.
    let told = |known: &PartyKnown| Told {
        unit: known.point as f64 * 100.0,
        no_reservation: known.no_reservation,
    };
    let told: Vec<Told> = known.iter().map(told).collect();
    let measured = options
        .platform
        .map(|platform| measured(&deal, &frontier.points, platform, &told).map_err(refuse))
        .transpose()?;
    Ok(Exact {
        measured,
        raiffa: raiffa(&zone),
        blockers: blockers(&deal).ok(),
        logrolling: logrolling(&deal, &draft),
        frontier,
        zone,
        proportions,
        picks,
        thresholds,
        inducements,
        from_menu,
        improvements,
        draft,
        texts,
        deal,
    })
}

/// The first package looked at, else the first party's favourite that can be.
fn draft(deal: &DealSpace, named: &[(String, Vec<usize>)]) -> Vec<usize> {
    let first = named.iter().map(|(_, package)| package.clone());
    first
        .into_iter()
        .find(|package| !deal.space.is_excluded(package))
        .unwrap_or_else(|| {
            let alone = DealSpace {
                consent: Consent::of_all(1),
                ..deal.clone()
            };
            match frontier(&alone, &[0], FrontierLimit::default()) {
                Ok(best) if !best.points.is_empty() => deal.space.package(best.points.examples[0]),
                _ => vec![0; deal.space.issues()],
            }
        })
}
