//! Exposure and walk-away gain of every party after every step.
//!
//! Utility U is what a party has received less what giving has cost it. Exposure is max(0, −U);
//! the walk-away gain is max(0, U now − U at completion), the condition of self-enforcing exchange
//! (Sandholm and Lesser 1995; Matsubara and Yokoo 2002). Where deliveries can be taken back in
//! part, a party that leaves gets that share of its own cost back and loses that share of what it
//! received. Exact; cost: steps times deliveries times parties.

use super::delivery::Schedule;

/// Where one party stands after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Utility if everything stops here, in thousandths when deliveries are recoverable in part.
    pub utility: i64,
    /// What it has given and not got back.
    pub exposure: i64,
    /// What it would win by stopping here against finishing.
    pub walk_away: i64,
}

/// The standing of every party after every step, the start first: `curves[step][party]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curves {
    /// One row a step, with one more at the start.
    pub rows: Vec<Vec<Standing>>,
}

impl Curves {
    /// The largest walk-away gain of a party and the first number of steps after which it occurs.
    #[must_use]
    pub fn peak_gain(&self, party: usize) -> (i64, usize) {
        peak(self.rows.iter().map(|row| row[party].walk_away))
    }

    /// The largest exposure of a party and the first number of steps after which it occurs.
    #[must_use]
    pub fn peak_exposure(&self, party: usize) -> (i64, usize) {
        peak(self.rows.iter().map(|row| row[party].exposure))
    }
}

fn peak(values: impl Iterator<Item = i64>) -> (i64, usize) {
    values.enumerate().fold(
        (0, 0),
        |best, (step, value)| {
            if value > best.0 { (value, step) } else { best }
        },
    )
}

/// The curves of a schedule in which what is given is given.
#[must_use]
pub fn curves(schedule: &Schedule) -> Curves {
    measure(schedule, 1, |_| 0)
}

/// The curves when a party that leaves gets the recoverable share of its deliveries back and loses
/// that share of what it received. All numbers are in thousandths of the case's units.
#[must_use]
pub fn recoverable_curves(schedule: &Schedule) -> Curves {
    measure(schedule, 1000, |delivery| {
        i64::from(schedule.deliveries[delivery].recoverable)
    })
}

fn measure(schedule: &Schedule, unit: i64, lost: impl Fn(usize) -> i64) -> Curves {
    let finish: Vec<i64> = (0..schedule.parties)
        .map(|p| schedule.at_completion(p) * unit)
        .collect();
    let mut utility = vec![0_i64; schedule.parties];
    let mut rows = Vec::with_capacity(schedule.steps.len() + 1);
    let row = |utility: &[i64]| -> Vec<Standing> {
        utility
            .iter()
            .zip(&finish)
            .map(|(now, end)| Standing {
                utility: *now,
                exposure: (-now).max(0),
                walk_away: (now - end).max(0),
            })
            .collect()
    };
    rows.push(row(&utility));
    for step in &schedule.steps {
        for delivery in step {
            let keeps = unit - lost(*delivery).min(unit);
            for (party, sum) in utility.iter_mut().enumerate() {
                *sum += schedule.deliveries[*delivery].utility(party) * keeps;
            }
        }
        rows.push(row(&utility));
    }
    Curves { rows }
}
