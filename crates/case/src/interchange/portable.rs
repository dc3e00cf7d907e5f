//! A scenario in numbers that GENIUS and NegMAS take to mean the same.
//!
//! Evaluations run up to 1 in every issue and weights add up to 1 at most, so that dividing by the
//! largest evaluation, or not, makes no difference. Where a party's numbers have to be moved and
//! stretched for it, the worth of no deal goes with them and a sentence says so.

use super::scenario::{Profile, Scenario, Unwritable};
use crate::ids::slug;

/// One party's preferences on a scale from 0 to 1.
pub struct Portable {
    /// The weight of every issue.
    pub weights: Vec<f64>,
    /// The evaluation of every value, 1 for the best of an issue.
    pub evaluations: Vec<Vec<f64>>,
    /// The profile on the same scale, with its combinations.
    pub profile: Profile,
}

/// Every party on a scale from 0 to 1, with what changed.
pub fn portable(scenario: &Scenario) -> Result<(Vec<Portable>, Vec<String>), Unwritable> {
    let mut losses = Vec::new();
    let parties = scenario
        .profiles
        .iter()
        .map(|profile| one(profile, &mut losses))
        .collect::<Result<_, _>>()?;
    Ok((parties, losses))
}

fn one(profile: &Profile, losses: &mut Vec<String>) -> Result<Portable, Unwritable> {
    let mut profile = profile.clone();
    let mut moved = 0.0;
    if profile.parts.iter().flatten().any(|value| *value < 0.0) {
        for part in &mut profile.parts {
            let least = part.iter().copied().fold(f64::INFINITY, f64::min);
            part.iter_mut().for_each(|value| *value -= least);
            moved += least;
        }
    }
    let joint: f64 = profile
        .combinations
        .iter()
        .map(|(_, adds)| adds.max(0.0))
        .sum();
    let most = profile.range().1 + joint;
    // A sum may miss one by the rounding of its last digits.
    let scale = if most > 1.0 + 1e-9 { most } else { 1.0 };
    for value in profile.parts.iter_mut().flatten() {
        *value /= scale;
    }
    for (_, adds) in &mut profile.combinations {
        *adds /= scale;
    }
    profile.reservation = profile.reservation.map(|worth| (worth - moved) / scale);
    if moved != 0.0 || scale != 1.0 {
        losses.push(format!(
            "{}: utilities were moved by {} and divided by {scale}, so that they run from 0 to 1; the order of packages and what is acceptable stay",
            profile.name, -moved
        ));
    }
    let numbers = profile
        .parts
        .iter()
        .flatten()
        .chain(profile.reservation.iter());
    if numbers
        .chain(profile.combinations.iter().map(|(_, adds)| adds))
        .any(|n| !n.is_finite())
    {
        return Err(Unwritable(format!(
            "a utility of {} is no finite number",
            profile.name
        )));
    }
    let tops: Vec<f64> = profile
        .parts
        .iter()
        .map(|part| part.iter().copied().fold(0.0, f64::max))
        .collect();
    let evaluations = profile
        .parts
        .iter()
        .zip(&tops)
        .map(|(part, top)| {
            part.iter()
                .map(|value| if *top > 0.0 { value / top } else { 1.0 })
                .collect()
        })
        .collect();
    Ok(Portable {
        weights: tops,
        evaluations,
        profile,
    })
}

/// A file's name without its ending: the place keeps the parties in order, since platforms take
/// files in the order of their names.
pub fn file_stem(at: usize, of: usize, name: &str) -> String {
    let width = of.to_string().len();
    match slug(name) {
        name if name.is_empty() => format!("party{:0width$}", at + 1),
        name => format!("party{:0width$}-{name}", at + 1),
    }
}
