//! Amounts of a case as intervals of whole units, and the score of every answer on an issue.

use super::super::board::Board;
use super::super::preferences::{Interval, Order, Values};
use armistice_case::model::{Case, Value};
use armistice_case::value::Amount;

/// What both say.
pub(super) fn both(old: Option<Interval>, new: Interval) -> Interval {
    old.map_or(new, |old| Interval {
        low: old.low.max(new.low),
        high: old.high.min(new.high),
    })
}

/// Exact scores stand alone, unless orders beside them say otherwise.
pub(super) fn scored(scores: Vec<Interval>, orders: Vec<Order>) -> Values {
    let exact = scores.iter().all(|score| score.is_exact());
    let between = Values::between(scores.clone(), orders);
    match between {
        Values::Between {
            scores: narrowed, ..
        } if exact && narrowed == scores => {
            Values::Known(scores.iter().map(|score| score.low).collect())
        }
        other => other,
    }
}

pub(super) fn interval(amount: &Amount, least: i64, most: i64) -> Interval {
    let (low, high) = amount.agreeing();
    Interval {
        low: low.map_or(least, |n| n.0),
        high: high.map_or(most, |n| n.0),
    }
}

pub(super) fn positions(board: &Board, axis: usize, values: &[Value]) -> Vec<usize> {
    let set = board.any_of(axis, values);
    (0..board.axes[axis].answers.len())
        .filter(|&at| set.as_ref().is_some_and(|set| set.contains(at)))
        .collect()
}

/// The score of every answer; an amount between two scored ones lies on the line between them. The
/// answer without one where there is one; `ends` bound a score of which only one end is said.
pub(in crate::deal) fn score_list(
    case: &Case,
    board: &Board,
    axis: usize,
    scores: &[(Value, Amount)],
    ends: Option<(i64, i64)>,
) -> Result<Vec<Interval>, String> {
    let bounded = |score: &Amount| {
        let open = score.low.is_none() || score.high.is_none();
        let (least, most) = match ends {
            None if open => return None,
            None => (0, 0),
            Some(ends) => ends,
        };
        Some(interval(score, least, most))
    };
    let mut marks: Vec<(i64, Interval)> = scores
        .iter()
        .filter_map(|(value, score)| match value {
            Value::Amount(amount) => Some((amount.as_exact()?.0, bounded(score)?)),
            _ => None,
        })
        .collect();
    marks.sort_unstable_by_key(|(at, _)| *at);
    let answers = &board.axes[axis].answers;
    (0..answers.len())
        .map(|at| {
            let missing = || board.answer_id(case, axis, at);
            match &answers[at] {
                Value::Amount(amount) => {
                    let n = amount.as_exact().ok_or_else(missing)?;
                    between(&marks, n.0).ok_or_else(missing)
                }
                answer => scores
                    .iter()
                    .find(|(value, _)| value == answer)
                    .and_then(|(_, score)| bounded(score))
                    .ok_or_else(missing),
            }
        })
        .collect()
}

fn between(marks: &[(i64, Interval)], n: i64) -> Option<Interval> {
    let after = marks.iter().position(|(at, _)| *at >= n)?;
    let (x1, y1) = marks[after];
    if x1 == n {
        return Some(y1);
    }
    let (x0, y0) = *marks.get(after.checked_sub(1)?)?;
    let along = |from: i64, to: i64| {
        let (from, to) = (i128::from(from), i128::from(to));
        let rise = (to - from) * i128::from(n - x0) / i128::from(x1 - x0);
        (from + rise) as i64
    };
    Some(Interval {
        low: along(y0.low, y1.low),
        high: along(y0.high, y1.high),
    })
}
