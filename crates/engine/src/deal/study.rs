//! The whole study of a case's deal space: every lens that what is known allows, and why not where
//! it does not. Each lens is documented in its own file; this one only runs them on the board.
//!
//! Guarantee and cost: those of the lenses; the number of draws and packages is bounded.

use super::board::{Board, obstacle};
use super::frontier::{Frontier, FrontierLimit, frontier};
use super::known::{Contradiction, PartyKnown, exact, known};
use super::lines::{RedLine, Taken, red_lines};
use super::map::{Map, Placed, Uncertain};
use super::openings::blockers::{Blockers, blockers};
use super::openings::inducement::{self, Inducement};
use super::openings::logrolling::{Logrolling, logrolling};
use super::openings::single_text::{Draft, Rule, single_text};
use super::openings::threshold::{Thresholds, thresholds};
use super::positions::{Line, Positions, PositionsLimit, positions};
use super::raiffa::{RaiffaPath, raiffa};
use super::robust::acceptability::{Acceptability, Sampling, acceptability};
use super::robust::drift::{Day, Direction, Path, drift};
use super::solutions::{Concept, Picked, Zone};
use super::space::{Consent, DealSpace};
use crate::run::{Control, Refusal};
use armistice_case::model::{AssumptionId, Case, ClaimId};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What to ask.
#[derive(Clone, Debug)]
pub struct Options {
    /// The claims that are known on the day.
    pub known: BTreeSet<ClaimId>,
    /// The day, for reservation values that move.
    pub as_of: Option<Date>,
    /// How many of the best packages to keep.
    pub top: usize,
    /// Seed and number of draws.
    pub sampling: Sampling,
}

/// What stated lines leave open.
#[derive(Clone, Debug)]
pub struct Stated {
    /// Whose words are taken as binding.
    pub taken: Taken,
    /// The lines.
    pub lines: Vec<RedLine>,
    /// What follows.
    pub answer: Positions,
}

/// What exact utilities allow.
#[derive(Clone, Debug)]
pub struct Exact {
    /// Utilities and consent.
    pub deal: DealSpace,
    /// The frontier.
    pub frontier: Frontier,
    /// Its part inside the zone.
    pub zone: Zone,
    /// What each rule picks.
    pub picks: Vec<Picked>,
    /// Raiffa's steps.
    pub raiffa: Option<RaiffaPath>,
    /// Smallest drops.
    pub thresholds: Thresholds,
    /// Cheapest inducement, a unit for each party at the same cost.
    pub inducements: Vec<Inducement>,
    /// Counts over all packages, where they were counted.
    pub blockers: Option<Blockers>,
    /// The draft from which exchanges and the single text start.
    pub draft: Vec<usize>,
    /// Exchanges of concessions from the draft.
    pub logrolling: Logrolling,
    /// The single text by each rule.
    pub texts: Vec<(Rule, Vec<Draft>)>,
}

/// What weak knowledge allows.
#[derive(Clone, Debug)]
pub struct Weak {
    /// The parties for whom the worth of no deal is assumed: positions among `Study::known`, in
    /// the order of every list below. What the others would accept is not asked.
    pub members: Vec<usize>,
    /// What is known of them.
    pub space: Uncertain,
    /// The map of packages, or why there is none.
    pub map: Result<Map, Refusal>,
    /// The packages that the case names, with their ids.
    pub named: Vec<(String, Placed)>,
    /// Shares over draws, or why there are none; nothing where nothing is uncertain.
    pub acceptability: Option<Result<Acceptability, Refusal>>,
    /// The zone over time, where reservations move.
    pub drift: Vec<(Direction, Vec<(Date, Day)>)>,
}

/// The study.
#[derive(Clone, Debug)]
pub struct Study {
    /// The board.
    pub board: Board,
    /// Lines that are assumed to bind.
    pub binding: Option<Stated>,
    /// The lens that takes everybody at their word.
    pub at_their_word: Option<Stated>,
    /// What is assumed about preferences.
    pub known: Vec<PartyKnown>,
    /// Statements that cannot all be so; while there are some, no lens with numbers runs.
    pub contradictions: Vec<Contradiction>,
    /// What weak knowledge allows, if anything is assumed.
    pub weak: Option<Weak>,
    /// What exact utilities allow, if everybody's are exact.
    pub exact: Option<Exact>,
    /// Assumptions without which this would read differently.
    pub assumptions: Vec<AssumptionId>,
}

/// Studies the deal space of a case.
pub fn study(case: &Case, options: &Options, control: &dyn Control) -> Result<Study, Refusal> {
    let board = Board::of(case)?;
    let binding = stated(case, &board, options, Taken::AsAssumed)?;
    let at_their_word = stated(case, &board, options, Taken::AllStated)?;
    if control.stopped() {
        return Err(Refusal::stopped());
    }
    let known = known(case, &board)?;
    let contradictions: Vec<Contradiction> = known
        .iter()
        .filter_map(|party| party.contradiction(case, &board))
        .collect();
    let usable = !known.is_empty() && contradictions.is_empty();
    let rated = known.iter().any(|party| !party.no_reservation);
    let weak = if usable && rated {
        Some(weak(case, &board, &known, options)?)
    } else {
        None
    };
    if control.stopped() {
        return Err(Refusal::stopped());
    }
    let exact = match usable
        .then(|| exact(case, &board, &known))
        .transpose()?
        .flatten()
    {
        Some(deal) => Some(exactly(case, &board, deal)?),
        None => None,
    };
    let mut assumptions: Vec<AssumptionId> = known
        .iter()
        .flat_map(|party| party.assumptions.iter().copied())
        .collect();
    if binding.is_some() {
        let binds = case
            .assumptions
            .iter()
            .filter(|(_, assumption)| !assumption.binding.is_empty());
        assumptions.extend(binds.map(|(id, _)| id));
    }
    assumptions.sort();
    assumptions.dedup();
    Ok(Study {
        board,
        binding,
        at_their_word,
        known,
        contradictions,
        weak,
        exact,
        assumptions,
    })
}

fn stated(
    case: &Case,
    board: &Board,
    options: &Options,
    taken: Taken,
) -> Result<Option<Stated>, Refusal> {
    let lines = red_lines(case, board, &options.known, taken);
    if lines.is_empty() {
        return Ok(None);
    }
    let dense: Vec<Line> = lines.iter().map(|line| line.line.clone()).collect();
    let answer = positions(&board.space, &dense, PositionsLimit::default())
        .map_err(|o| obstacle(case, &board.axes, &board.parties, &o))?;
    Ok(Some(Stated {
        taken,
        lines,
        answer,
    }))
}

fn weak(
    case: &Case,
    board: &Board,
    known: &[PartyKnown],
    options: &Options,
) -> Result<Weak, Refusal> {
    let members: Vec<usize> = (0..known.len())
        .filter(|&at| !known[at].no_reservation)
        .collect();
    let known: Vec<&PartyKnown> = members.iter().map(|&at| &known[at]).collect();
    let space = Uncertain {
        space: board.space.clone(),
        parties: known.iter().map(|party| party.knowledge.clone()).collect(),
        consent: Consent::of_all(known.len()),
    };
    let actors: Vec<_> = known
        .iter()
        .map(|party| board.parties[party.party])
        .collect();
    let certain = known.iter().all(|party| party.utility().is_some());
    let refuse = |o| obstacle(case, &board.axes, &actors, &o);
    let named = case
        .deal
        .packages
        .iter()
        .filter_map(|(label, package)| Some((label.id.to_string(), board.package(package)?)))
        .map(|(id, package)| {
            space
                .place(&package)
                .map(|placed| (id, placed))
                .map_err(refuse)
        })
        .collect::<Result<Vec<_>, Refusal>>()?;
    Ok(Weak {
        map: space.map(options.top).map_err(refuse),
        named,
        acceptability: (!certain).then(|| acceptability(&space, options.sampling).map_err(refuse)),
        drift: over_time(&space, &known, options.as_of).map_err(refuse)?,
        members,
        space,
    })
}

type OverTime = Vec<(Direction, Vec<(Date, Day)>)>;

/// The map on the day and on every day for which a reservation is assumed.
fn over_time(
    space: &Uncertain,
    known: &[&PartyKnown],
    as_of: Option<Date>,
) -> Result<OverTime, super::Obstacle> {
    let number = |date: Date| {
        i64::from(
            date.since(Date::constant(2000, 1, 1))
                .map_or(0, |span| span.get_days()),
        )
    };
    let mut dates: Vec<Date> = known
        .iter()
        .flat_map(|party| party.drift.iter().map(|(date, _)| *date))
        .collect();
    if dates.is_empty() {
        return Ok(Vec::new());
    }
    dates.extend(as_of);
    dates.sort();
    dates.dedup();
    let paths: Vec<Path> = known
        .iter()
        .enumerate()
        .filter(|(_, party)| !party.drift.is_empty())
        .map(|(at, party)| {
            let start = as_of.map(|day| (number(day), party.knowledge.reservation));
            let mut points: Vec<_> = party
                .drift
                .iter()
                .map(|(date, r)| (number(*date), *r))
                .collect();
            points.extend(start.filter(|(day, _)| points.iter().all(|(at, _)| at > day)));
            points.sort_by_key(|(day, _)| *day);
            Path { party: at, points }
        })
        .collect();
    let days: Vec<i64> = dates.iter().map(|date| number(*date)).collect();
    match drift(space, &paths, &days) {
        Ok(runs) => Ok(runs
            .into_iter()
            .map(|(direction, days)| (direction, dates.iter().copied().zip(days).collect()))
            .collect()),
        // A space too large for the map has no map over time either; the map says why.
        Err(super::Obstacle::TooManyToEnumerate { .. }) => Ok(Vec::new()),
        Err(other) => Err(other),
    }
}

fn exactly(case: &Case, board: &Board, deal: DealSpace) -> Result<Exact, Refusal> {
    let all: Vec<usize> = (0..deal.parties.len()).collect();
    let frontier = frontier(&deal, &all, FrontierLimit::default())
        .map_err(|o| obstacle(case, &board.axes, &board.parties, &o))?;
    let zone = Zone::of(&deal, &all, &frontier.points);
    let picks: Vec<Picked> = Concept::ALL
        .into_iter()
        .filter_map(|concept| zone.pick(concept, &vec![1; all.len()]))
        .collect();
    let thresholds = thresholds(&deal, &frontier.points);
    // The parties' scales differ, so a unit's cost is taken as alike for each and said so.
    let inducements = inducement::cheapest(&deal, &frontier.points, &vec![1; all.len()]);
    let draft = draft(&deal, case, board);
    let texts = [Rule::HurtNobody, Rule::LeastShortfall]
        .into_iter()
        .map(|rule| (rule, single_text(&deal, &draft, rule, 2)))
        .collect();
    Ok(Exact {
        raiffa: raiffa(&zone),
        blockers: blockers(&deal).ok(),
        logrolling: logrolling(&deal, &draft),
        frontier,
        zone,
        picks,
        thresholds,
        inducements,
        draft,
        texts,
        deal,
    })
}

/// The first package that the case names, else the first party's favourite that can be.
fn draft(deal: &DealSpace, case: &Case, board: &Board) -> Vec<usize> {
    let named = case
        .deal
        .packages
        .iter()
        .find_map(|(_, package)| board.package(package));
    named
        .filter(|package| !deal.space.is_excluded(package))
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
