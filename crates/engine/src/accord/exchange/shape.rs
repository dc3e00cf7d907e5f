//! The shape of one party's deliveries over time: the last step, front and back loading.
//!
//! The last step sets the floor of any bond, so its share is told first. Loading is the area
//! between the cumulative share and the straight line, as in Gini's measure: above zero when more
//! comes early. Exact fractions of counts; cost: linear.

/// The shape of a column of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Delivered in the last step.
    pub last: u64,
    /// Delivered in the first step.
    pub first: u64,
    /// Delivered in all.
    pub total: u64,
    /// Delivered once a tenth, a half, nine tenths of the time have passed.
    pub by_time: [u64; 3],
    /// Loading in thousandths of the largest possible: 1000 all at the start, −1000 all at the end.
    pub loading: i64,
    /// The longest wait between two steps, in days.
    pub longest_gap: i64,
}

/// The shape of steps (day, count) within a period of days. None when nothing is delivered or the
/// period has no length.
#[must_use]
pub fn shape(steps: &[(i64, u64)], first_day: i64, last_day: i64) -> Option<Shape> {
    let total: u64 = steps.iter().map(|(_, count)| count).sum();
    let length = last_day - first_day;
    if total == 0 || length <= 0 {
        return None;
    }
    let mut sorted = steps.to_vec();
    sorted.sort_unstable();
    let by = |tenths: i64| {
        let reached = |day: i64| (day - first_day) * 10 <= length * tenths;
        sorted
            .iter()
            .filter(|(day, _)| reached(*day))
            .map(|(_, count)| count)
            .sum()
    };
    let held: i128 = sorted
        .iter()
        .map(|(day, count)| i128::from(*count) * i128::from((last_day - day).clamp(0, length)))
        .sum();
    let whole = i128::from(total) * i128::from(length);
    let loading = i64::try_from((2 * held - whole) * 1000 / whole).unwrap_or(0);
    let gaps = sorted.windows(2).map(|pair| pair[1].0 - pair[0].0);
    let last_step = sorted.last().map_or(0, |(day, _)| *day);
    let on = |wanted: i64| {
        sorted
            .iter()
            .filter(|(day, _)| *day == wanted)
            .map(|(_, c)| c)
            .sum()
    };
    Some(Shape {
        last: on(last_step),
        first: on(sorted.first().map_or(0, |(day, _)| *day)),
        total,
        by_time: [by(1), by(5), by(9)],
        loading,
        longest_gap: gaps.max().unwrap_or(0),
    })
}
