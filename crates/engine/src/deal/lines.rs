//! Red lines from claims: refusals and demands taken as binding, each with what it rests on.
//!
//! A demand refuses everything else; where the party's order of answers is assumed, only what it
//! likes less than what it demands. A line is a reading of words, so it exists only by an assumption
//! (`takes-as-binding`) or in the lens that takes everybody at their word. Guarantee: every known
//! claim named; a later word of the same speaker on the same issue replaces the earlier. Cost: linear.

use super::board::{Board, shuts_out};
use super::positions::Line;
use super::space::{OptionSet, Pattern};
use crate::provenance::Because;
use armistice_case::model::Key as _;
use armistice_case::model::{
    ActorId, AssumptionId, Case, Claim, ClaimId, Speaker, Stance, StanceKind, Target, Value,
};
use std::collections::{BTreeMap, BTreeSet};

/// Whose words are taken as binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Those that an assumption takes as binding.
    AsAssumed,
    /// Every known refusal and demand: a lens, not a belief.
    AllStated,
}

/// A red line of the case.
#[derive(Clone, Debug)]
pub struct RedLine {
    /// Whose it is (a position on the board).
    pub holder: usize,
    /// On which issues (positions on the board).
    pub axes: Vec<usize>,
    /// The line itself.
    pub line: Line,
    /// The answers that a stance named, and its kind, for the page.
    pub kind: StanceKind,
    /// The answers named, by issue.
    pub named: Vec<(usize, Vec<Value>)>,
    /// The claims, and the assumption that takes them as binding.
    pub because: Vec<Because>,
}

/// The red lines of a case, in the order of its claims.
pub fn red_lines(
    case: &Case,
    board: &Board,
    known: &BTreeSet<ClaimId>,
    taken: Taken,
) -> Vec<RedLine> {
    let mut lines: Vec<RedLine> = Vec::new();
    for (claim, assumption) in claims(case, known, taken) {
        let entry = &case.claims[claim];
        let Some(holder) = holder(case, entry).and_then(|actor| board.party(actor)) else {
            continue;
        };
        for stance in entry.stances.iter().filter(|stance| shuts_out(stance.kind)) {
            let Some((named, refuses)) = refused(case, board, holder, stance) else {
                continue;
            };
            let because =
                std::iter::once(Because::from(claim)).chain(assumption.map(Because::from));
            let same = lines
                .iter_mut()
                .find(|line| line.holder == holder && line.line.refuses == refuses);
            match same {
                Some(line) => {
                    line.because.extend(because);
                    line.because.sort();
                    line.because.dedup();
                }
                None => lines.push(RedLine {
                    holder,
                    axes: refuses.parts.iter().map(|(axis, _)| *axis).collect(),
                    line: Line { holder, refuses },
                    kind: stance.kind,
                    named,
                    because: because.collect(),
                }),
            }
        }
    }
    lines
}

fn claims(
    case: &Case,
    known: &BTreeSet<ClaimId>,
    taken: Taken,
) -> Vec<(ClaimId, Option<AssumptionId>)> {
    if taken == Taken::AsAssumed {
        return case
            .assumptions
            .iter()
            .flat_map(|(id, assumption)| {
                assumption
                    .binding
                    .iter()
                    .map(move |claim| (*claim, Some(id)))
            })
            .filter(|(claim, _)| known.contains(claim))
            .collect();
    }
    // The newest word of each speaker on each issue.
    let mut newest: BTreeMap<(Vec<Speaker>, Option<ActorId>, usize), ClaimId> = BTreeMap::new();
    for (id, claim) in case.claims.iter().filter(|(id, _)| known.contains(id)) {
        for stance in claim.stances.iter().filter(|stance| shuts_out(stance.kind)) {
            let Target::Issue(issue, _) = stance.target else {
                continue;
            };
            let slot = newest
                .entry((claim.by.clone(), claim.about, issue.position()))
                .or_insert(id);
            if said(case, id) >= said(case, *slot) {
                *slot = id;
            }
        }
    }
    let kept: BTreeSet<ClaimId> = newest.into_values().collect();
    kept.into_iter().map(|claim| (claim, None)).collect()
}

fn said(case: &Case, claim: ClaimId) -> Option<jiff::civil::Date> {
    let entry = &case.claims[claim];
    let published = entry
        .from
        .iter()
        .filter_map(|source| case.published(*source))
        .map(|(date, _)| date)
        .min();
    entry.said.map(|days| days.last).or(published)
}

/// Whose position a claim gives.
fn holder(case: &Case, claim: &Claim) -> Option<ActorId> {
    claim
        .about
        .map(|actor| case.principal(actor))
        .or(match claim.by[..] {
            [Speaker::Actor(actor)] => Some(case.principal(actor)),
            _ => None,
        })
}

type Named = Vec<(usize, Vec<Value>)>;

fn refused(case: &Case, board: &Board, holder: usize, stance: &Stance) -> Option<(Named, Pattern)> {
    match (&stance.target, stance.kind) {
        (Target::Issue(issue, values), kind) => {
            let axis = board.axis(*issue)?;
            let set = board.any_of(axis, values)?;
            let size = board.axes[axis].answers.len();
            let refused = match kind {
                StanceKind::Refuses => set,
                _ => worse(case, board, holder, axis, &set).unwrap_or_else(|| set.complement(size)),
            };
            // A line that refuses nothing, or everything there is, is a slip of the case and says nothing.
            let count = (0..size).filter(|&at| refused.contains(at)).count();
            (count > 0).then(|| {
                (
                    vec![(axis, values.clone())],
                    Pattern {
                        parts: vec![(axis, refused)],
                    },
                )
            })
        }
        (Target::Package(id), StanceKind::Refuses) => {
            let (_, package) = case
                .deal
                .packages
                .iter()
                .find(|(label, _)| label.id == *id)?;
            let pattern = board.pattern(package)?;
            let named = package
                .iter()
                .filter_map(|(issue, v)| Some((board.axis(*issue)?, v.clone())))
                .collect();
            Some((named, pattern))
        }
        _ => None,
    }
}

/// What the holder is assumed to like less than everything demanded; none if no order is assumed.
fn worse(
    case: &Case,
    board: &Board,
    holder: usize,
    axis: usize,
    demanded: &OptionSet,
) -> Option<OptionSet> {
    let preferences = case
        .assumptions
        .iter()
        .filter_map(|(_, assumption)| assumption.preferences.as_ref());
    let groups = preferences
        .filter(|p| case.principal(p.of) == board.parties[holder] && p.instead_of.is_none())
        .flat_map(|p| &p.option_order)
        .find(|(issue, _)| *issue == board.axes[axis].issue)
        .map(|(_, groups)| groups)?;
    let places: Vec<OptionSet> = groups
        .iter()
        .map(|group| board.any_of(axis, group))
        .collect::<Option<_>>()?;
    let size = board.axes[axis].answers.len();
    let rank = |at: usize| places.iter().position(|set| set.contains(at));
    let lowest = (0..size)
        .filter(|&at| demanded.contains(at))
        .map(rank)
        .collect::<Option<Vec<_>>>()?;
    let lowest = lowest.into_iter().max()?;
    Some(OptionSet::new((0..size).filter(|&at| {
        !demanded.contains(at) && rank(at).is_none_or(|place| place >= lowest)
    })))
}
