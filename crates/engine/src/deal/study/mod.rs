//! The whole study of a case's deal space: every lens that what is known allows, and why not where
//! it does not. Each lens is documented in its own file; this folder only runs them on the board.
//!
//! Guarantee and cost: those of the lenses; the number of draws and packages is bounded.

mod choices;
mod exact;
mod menu;
mod offers;
mod weak;

pub use choices::Choice;
pub use exact::{AtEnd, Exact};
pub use menu::{Menu, Offer};
pub use offers::ReadOffers;
pub use weak::{OverTime, Weak};

use super::adjusted_winner::{Bid, Division, adjusted_winner};
use super::board::{Board, obstacle};
use super::known::{Contradiction, PartyKnown, exact, known, stands};
use super::lines::{RedLine, RedLines, Taken, red_lines};
use super::map::Uncertain;
use super::openings::exchange::{MaybeExchanges, exchanges};
use super::platform::Platform;
use super::positions::{Line, Positions, PositionsLimit, positions};
use super::preferences::offers::Assumed;
use super::robust::acceptability::Sampling;
use super::space::Consent;
use crate::run::{Control, Refusal};
use armistice_case::model::{ActorId, AssumptionId, Case, ClaimId};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What to ask.
#[derive(Clone, Debug)]
pub struct Options {
    /// The claims that are known on the day.
    pub known: BTreeSet<ClaimId>,
    /// The day, for reservation values that move.
    pub as_of: Option<Date>,
    /// Assumptions that take the place of those they stand in for.
    pub instead: Vec<AssumptionId>,
    /// The package, by its id, from which exchanges and the single text start; the first that the
    /// case names without it.
    pub from: Option<String>,
    /// In which proportions the proportional rule shares gains, by party; one for who is not named.
    pub proportions: Vec<(ActorId, i64)>,
    /// How the offers and refusals that were heard are read; as nothing without it.
    pub read: Assumed,
    /// The platform by whose definitions to measure too, if any.
    pub platform: Option<Platform>,
    /// How many of the best packages to keep.
    pub top: usize,
    /// Seed and number of draws.
    pub sampling: Sampling,
}

impl Options {
    /// In which proportions the proportional rule shares gains among some parties.
    fn shares(&self, parties: &[ActorId]) -> Vec<i64> {
        let share = |actor: &ActorId| {
            let given = self.proportions.iter().find(|(party, _)| party == actor);
            given.map_or(1, |(_, share)| *share)
        };
        parties.iter().map(share).collect()
    }
}

/// What stated lines leave open.
#[derive(Clone, Debug)]
pub struct Stated {
    /// Whose words are taken as binding.
    pub taken: Taken,
    /// The lines.
    pub lines: Vec<RedLine>,
    /// Claims whose condition is no answer on the board; nothing was drawn from them.
    pub aside: Vec<ClaimId>,
    /// What follows.
    pub answer: Positions,
}

/// Exchanges of concessions that surely or possibly help.
#[derive(Clone, Debug)]
pub struct Swaps {
    /// The parties: positions among `Study::known`, in the order of the lists.
    pub members: Vec<usize>,
    /// The package they start from, by its id.
    pub from: (String, Vec<usize>),
    /// What was found.
    pub found: MaybeExchanges,
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
    /// What the offers that were heard added to that, if they were read.
    pub read: Vec<ReadOffers>,
    /// What each assumption that stands in for another would leave open in its place.
    pub choices: Vec<Choice>,
    /// The division by points, where two parties' weights are exact.
    pub division: Option<Division>,
    /// Exchanges from a package where preferences are known in part.
    pub exchanges: Option<Swaps>,
    /// Packages that the case names and that cannot be, by their ids, each with the combination under
    /// `cannot-be` (position in the case) that shuts it out. No lens looks at them.
    pub shut_out: Vec<(String, usize)>,
    /// What weak knowledge allows, if anything is assumed.
    pub weak: Option<Weak>,
    /// What exact weights and scores allow, if everybody's are exact.
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
    let mut known = known(case, &board, options.as_of, &options.instead)?;
    let contradictions: Vec<Contradiction> = known
        .iter()
        .filter_map(|party| party.contradiction(case, &board))
        .collect();
    let usable = !known.is_empty() && contradictions.is_empty();
    let read = if usable && options.read.any() {
        offers::read(case, &board, &mut known, &options.known, options.read)
    } else {
        Vec::new()
    };
    let Packages { packages, shut_out } = packages(case, &board, options.from.as_deref())?;
    let (mut weakly, mut exactly, mut swaps) = (None, None, None);
    if usable {
        let everyone: Vec<&PartyKnown> = known.iter().collect();
        exactly = match exact(case, &board, &known)? {
            Some(deals) => {
                let menu = Menu::of(case, &board, &everyone, &options.instead);
                Some(exact::exactly(
                    case, &board, deals, &menu, &known, &packages, options,
                )?)
            }
            None => None,
        };
        if control.stopped() {
            return Err(Refusal::stopped());
        }
        let frontier = exactly.as_ref().map(|exact| &exact.frontier);
        weakly = weak::weak(case, &board, &known, options, &packages, frontier)?;
        if exactly.is_none() {
            swaps = exchanged(case, &board, &known, packages.first())?;
        }
    }
    let division = if usable {
        divided(&board, &known)
    } else {
        None
    };
    let mut assumptions: Vec<AssumptionId> = known
        .iter()
        .flat_map(|party| party.assumptions.iter().copied())
        .collect();
    if binding.is_some() {
        let binds = case.assumptions.iter().filter(|(id, assumption)| {
            !assumption.binding.is_empty() && stands(case, *id, &options.instead)
        });
        assumptions.extend(binds.map(|(id, _)| id));
    }
    if let Some(weak) = &weakly {
        assumptions.extend(weak.menu.offers.iter().map(|offer| offer.assumption));
    }
    assumptions.sort();
    assumptions.dedup();
    Ok(Study {
        choices: choices::choices(case, &board, options)?,
        board,
        binding,
        at_their_word,
        known,
        contradictions,
        read,
        division,
        exchanges: swaps,
        shut_out,
        weak: weakly,
        exact: exactly,
        assumptions,
    })
}

/// The packages that the case names.
struct Packages {
    /// Those that can be, the one asked for first.
    packages: Vec<(String, Vec<usize>)>,
    /// The others, each with the combination (position in the case) that shuts it out.
    shut_out: Vec<(String, usize)>,
}

/// The packages that the case names, those that can be apart from the others.
fn packages(case: &Case, board: &Board, from: Option<&str>) -> Result<Packages, Refusal> {
    let mut named: Vec<(String, Vec<usize>)> = case
        .deal
        .packages
        .iter()
        .filter_map(|(label, package)| Some((label.id.to_string(), board.package(package)?)))
        .collect();
    if let Some(from) = from {
        let at = named.iter().position(|(id, _)| id == from).ok_or_else(|| {
            let ids: Vec<&str> = named.iter().map(|(id, _)| id.as_str()).collect();
            Refusal::new(
                format!("`{from}` is no package of this case with one answer on every issue"),
                if ids.is_empty() {
                    "name packages under `deal`".to_owned()
                } else {
                    format!("the case names: {}", ids.join(", "))
                },
            )
        })?;
        let chosen = named.remove(at);
        if let Some(combination) = board.shut_out_by(&chosen.1) {
            let (_, span) = case.deal.cannot_be[combination];
            return Err(Refusal::new(
                format!(
                    "`{from}` cannot be: a combination under `cannot-be` shuts it out ({})",
                    case.files.place(span)
                ),
                "start from another package, or take the combination out",
            ));
        }
        named.insert(0, chosen);
    }
    let mut found = Packages {
        packages: Vec::new(),
        shut_out: Vec::new(),
    };
    for (id, package) in named {
        match board.shut_out_by(&package) {
            Some(combination) => found.shut_out.push((id, combination)),
            None => found.packages.push((id, package)),
        }
    }
    Ok(found)
}

/// Exchanges between the parties of whom something is known.
fn exchanged(
    case: &Case,
    board: &Board,
    known: &[PartyKnown],
    from: Option<&(String, Vec<usize>)>,
) -> Result<Option<Swaps>, Refusal> {
    let Some(from) = from.filter(|_| known.len() > 1) else {
        return Ok(None);
    };
    let space = Uncertain {
        space: board.space.clone(),
        parties: known.iter().map(|party| party.knowledge.clone()).collect(),
        consent: Consent::of_all(known.len()),
    };
    let actors: Vec<_> = known
        .iter()
        .map(|party| board.parties[party.party])
        .collect();
    let found = exchanges(&space, &from.1).map_err(|o| obstacle(case, &board.axes, &actors, &o))?;
    Ok(Some(Swaps {
        members: (0..known.len()).collect(),
        from: from.clone(),
        found,
    }))
}

/// Adjusted Winner, where the weights of two parties are exact and out of a hundred.
fn divided(board: &Board, known: &[PartyKnown]) -> Option<Division> {
    let ([first, second], 2) = (known, board.parties.len()) else {
        return None;
    };
    let (first, second) = (first.points_by_issue()?, second.points_by_issue()?);
    let bids: Vec<Bid> = first
        .iter()
        .zip(&second)
        .map(|(&first, &second)| Bid { first, second })
        .collect();
    adjusted_winner(&bids, 1_000_000).ok()
}

fn stated(
    case: &Case,
    board: &Board,
    options: &Options,
    taken: Taken,
) -> Result<Option<Stated>, Refusal> {
    let RedLines { lines, aside } = red_lines(case, board, &options.known, taken, &options.instead);
    if lines.is_empty() {
        return Ok(None);
    }
    let dense: Vec<Line> = lines.iter().map(|line| line.line.clone()).collect();
    let answer = positions(
        &board.space,
        &dense,
        &board.consent,
        PositionsLimit::default(),
    )
    .map_err(|o| obstacle(case, &board.axes, &board.parties, &o))?;
    Ok(Some(Stated {
        taken,
        lines,
        aside,
        answer,
    }))
}
