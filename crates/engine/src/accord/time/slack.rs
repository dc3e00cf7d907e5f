//! Slack, the critical path and what a slip of one day moves.
//!
//! The critical path method (Kelley and Walker 1959) on a simple temporal network: the plan does
//! everything as early as the constraints allow; a point's slack is how much later it could be with
//! all others still able to follow; a slip is a new earliest time and the network solved again.
//! Guarantee: exact. Cost: two shortest-path runs, one more a slip.

use super::network::{Constraint, Network, Window};

/// How much a point could slip without making anything late, none when nothing bounds it.
#[must_use]
pub fn slack(window: Window) -> Option<i64> {
    Some(window.latest? - window.earliest?)
}

/// Positions of constraints along which the earliest plan is tight, from the origin to `point`:
/// each one alone sets the earliest time of the point after it.
#[must_use]
pub fn critical_path(
    network: &Network,
    windows: &[Window],
    origin: usize,
    point: usize,
) -> Vec<usize> {
    let mut path = Vec::new();
    let mut at = point;
    let mut seen = vec![false; network.points];
    while at != origin && !seen[at] {
        seen[at] = true;
        let tight = network
            .constraints
            .iter()
            .enumerate()
            .find_map(|(position, c)| {
                let (here, there) = (windows[at].earliest?, |p: usize| windows[p].earliest);
                if c.to == at && c.min.is_some() && there(c.from)? + c.min? == here && !seen[c.from]
                {
                    return Some((position, c.from));
                }
                let back = c.from == at && c.max.is_some() && !seen[c.to];
                (back && there(c.to)? - c.max? == here).then_some((position, c.to))
            });
        let Some((position, before)) = tight else {
            break;
        };
        path.push(position);
        at = before;
    }
    path.reverse();
    path
}

/// What a slip does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// These points move by so many units in the earliest plan.
    Moves(Vec<(usize, i64)>),
    /// With it the calendar can no longer be kept.
    Breaks,
}

/// The effect of one point happening `by` units after its earliest time.
#[must_use]
pub fn slip(network: &Network, windows: &[Window], origin: usize, point: usize, by: i64) -> Slip {
    let Some(earliest) = windows[point].earliest else {
        return Slip::Moves(Vec::new());
    };
    let mut later = network.clone();
    later.constraints.push(Constraint {
        from: origin,
        to: point,
        min: Some(earliest + by),
        max: None,
    });
    let Some(after) = later.windows(origin) else {
        return Slip::Breaks;
    };
    let moved = windows
        .iter()
        .zip(&after)
        .enumerate()
        .filter_map(|(position, (old, new))| {
            let by = new.earliest? - old.earliest?;
            (by > 0).then_some((position, by))
        });
    Slip::Moves(moved.collect())
}
