//! Every assumption that stands in for another, looked at in its place: what is left open then.

use super::super::board::Board;
use super::super::known::{known, speaks_of_deals, stands};
use super::{Options, Taken, stated, weak};
use crate::run::Refusal;
use armistice_case::model::{AssumptionId, Case};

/// What one choice leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The assumption taken, none for the case as it stands.
    pub assumption: Option<AssumptionId>,
    /// Whether lines that are assumed to bind leave a package, where there are any.
    pub lines_leave: Option<bool>,
    /// How many packages are impossible, possible and necessary for all, where that is known.
    pub counts: Option<[u64; 3]>,
    /// Whether what is then assumed contradicts itself.
    pub contradicts: bool,
}

/// The case as it stands, then each choice alone; nothing where there is no choice.
pub(super) fn choices(
    case: &Case,
    board: &Board,
    options: &Options,
) -> Result<Vec<Choice>, Refusal> {
    let open: Vec<AssumptionId> = case
        .assumptions
        .iter()
        .filter(|(id, assumption)| {
            let deals = assumption.preferences.as_ref().is_some_and(speaks_of_deals)
                || !assumption.binding.is_empty()
                || assumption.inducement.is_some();
            deals && assumption.instead_of.is_some() && !stands(case, *id, &options.instead)
        })
        .map(|(id, _)| id)
        .collect();
    if open.is_empty() {
        return Ok(Vec::new());
    }
    std::iter::once(None)
        .chain(open.into_iter().map(Some))
        .map(|taken| choice(case, board, options, taken))
        .collect()
}

fn choice(
    case: &Case,
    board: &Board,
    options: &Options,
    taken: Option<AssumptionId>,
) -> Result<Choice, Refusal> {
    let mut with = options.clone();
    if let Some(id) = taken {
        // One assumption stands in for another; of two that stand in for the same, the one asked for.
        let place = case.assumptions[id].instead_of;
        with.instead
            .retain(|other| case.assumptions[*other].instead_of != place);
        with.instead.push(id);
    }
    let binding = stated(case, board, &with, Taken::AsAssumed)?;
    let known = known(case, board, with.as_of, &with.instead)?;
    let contradicts = known
        .iter()
        .any(|party| party.contradiction(case, board).is_some());
    let counts = match weak::members(board, &known).filter(|_| !contradicts) {
        Some((_, space)) => space.map(0).ok().map(|map| map.counts),
        None => None,
    };
    Ok(Choice {
        assumption: taken,
        lines_leave: binding.map(|stated| stated.answer.zone.is_some()),
        counts,
        contradicts,
    })
}
