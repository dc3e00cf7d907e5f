//! A scenario of a negotiation platform as plain data, before it becomes the text of a case.

use std::fmt;

/// The most values one issue may have.
pub(super) const MOST_VALUES: usize = 10_000;
/// By how much weights may miss a sum of one, as files that were rounded do.
const ROUNDING: f64 = 0.001;

/// A platform whose files are read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// GENIUS, domain and profiles in XML.
    Genius,
    /// NegMAS, a folder of YAML.
    Negmas,
}

impl Foreign {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Foreign::Genius => "GENIUS",
            Foreign::Negmas => "NegMAS",
        }
    }
}

/// What the numbers of a file are taken to mean, since two platforms disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Weight × evaluation ÷ the issue's largest evaluation; sums of rectangles ÷ `maxutility`; a
    /// missing reservation is 0.
    Genius,
    /// Weight × evaluation, and rectangles, as written; excluding rectangles taken as including; a
    /// reservation that is missing, minus infinity, below the worst package, or discounted is none.
    Negmas,
}

impl Reading {
    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Reading::Genius => "genius",
            Reading::Negmas => "negmas",
        }
    }
}

/// A foreign scenario as plain data.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// Its issues.
    pub issues: Vec<ForeignIssue>,
    /// Its parties.
    pub profiles: Vec<Profile>,
    /// The platform whose files these are.
    pub from: Foreign,
    /// What the numbers were taken to mean.
    pub reading: Reading,
    /// What could not be kept, in sentences.
    pub notes: Vec<String>,
}

/// An issue with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignIssue {
    /// Its name as the file gives it.
    pub name: String,
    /// Its values as the file gives them.
    pub values: Vec<String>,
}

/// Values (positions) by issue (position), each issue once; all of them together.
pub type Rectangle = Vec<(usize, Vec<usize>)>;

/// What a combination of values adds.
pub type Combination = (Rectangle, f64);

/// One party's preferences, as utilities that add up.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// Utility of every value of every issue.
    pub parts: Vec<Vec<f64>>,
    /// What combinations add.
    pub combinations: Vec<Combination>,
    /// The worth of no deal; none where it is not said.
    pub reservation: Option<f64>,
    /// What the file claims its best package is worth, as written there.
    pub claimed: Option<f64>,
}

impl Profile {
    /// Nothing said yet about any value.
    pub(super) fn blank(name: String, issues: &[ForeignIssue]) -> Self {
        Profile {
            name,
            parts: issues
                .iter()
                .map(|issue| vec![0.0; issue.values.len()])
                .collect(),
            combinations: Vec::new(),
            reservation: None,
            claimed: None,
        }
    }

    /// Adds to the worth of every package.
    pub(super) fn add_everywhere(&mut self, worth: f64) {
        if let Some(first) = self.parts.first_mut() {
            first.iter_mut().for_each(|value| *value += worth);
        }
    }

    /// The least and the most that values alone are worth.
    pub(super) fn range(&self) -> (f64, f64) {
        let sum = |pick: fn(f64, f64) -> f64, from: f64| -> f64 {
            self.parts
                .iter()
                .map(|part| part.iter().copied().fold(from, pick))
                .sum()
        };
        (
            sum(f64::min, f64::INFINITY),
            sum(f64::max, f64::NEG_INFINITY),
        )
    }
}

impl Scenario {
    /// Treats the worth of no deal as NegMAS does: one below the worst package counts as none.
    pub(super) fn drop_idle_reservations(&mut self) {
        for profile in &mut self.profiles {
            let worst = profile.range().0;
            if profile.combinations.is_empty()
                && profile.reservation.is_some_and(|worth| worth < worst)
            {
                profile.reservation = None;
                self.notes.push(format!(
                    "{}: no deal is worth less than the worst package, so it counts as not said, as NegMAS has it",
                    profile.name
                ));
            }
        }
    }

    /// Moves and stretches each party's utilities so that they run from 0 to 1, reservations with
    /// them. Refused where combinations leave the worst and best package to a search.
    pub fn normalise(&mut self) -> Result<(), Unwritable> {
        for profile in &mut self.profiles {
            let (low, high) = profile.range();
            if !profile.combinations.is_empty() {
                return Err(Unwritable(format!(
                    "{} has combinations, so its worst and its best package are not known without a search",
                    profile.name
                )));
            }
            if high <= low {
                return Err(Unwritable(format!(
                    "every package is worth the same to {}, so there is nothing to stretch",
                    profile.name
                )));
            }
            for part in &mut profile.parts {
                let least = part.iter().copied().fold(f64::INFINITY, f64::min);
                part.iter_mut()
                    .for_each(|value| *value = (*value - least) / (high - low));
            }
            profile.reservation = profile
                .reservation
                .map(|worth| (worth - low) / (high - low));
        }
        self.notes
            .push("Each party's utilities were moved and stretched to run from 0 to 1.".to_owned());
        Ok(())
    }
}

/// Checks that weights can stand as they are; a sentence for the case if they miss a sum of one.
pub(super) fn weigh(weights: &[f64], reading: Reading) -> Result<Option<String>, String> {
    if let Some(weight) = weights.iter().find(|weight| **weight < 0.0) {
        return Err(format!("a weight is {weight}; weights are 0 or more"));
    }
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 {
        return Err("the weights add up to nothing".to_owned());
    }
    if reading == Reading::Genius && sum > 1.0 + ROUNDING {
        return Err(format!(
            "the weights add up to {sum}, so GENIUS would cut utilities at 1; weights add up to 1"
        ));
    }
    Ok(
        ((sum - 1.0).abs() > 1e-9)
            .then(|| format!("the weights add up to {sum}, taken as written")),
    )
}

/// The worth of listed evaluations as a reading means them, before their weight.
pub(super) fn listed_worth(mut worth: Vec<f64>, reading: Reading) -> Vec<f64> {
    if reading == Reading::Genius {
        let most = worth.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if most > 0.0 {
            worth.iter_mut().for_each(|value| *value /= most);
        }
    }
    worth
}

/// Why a foreign file cannot be taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The file.
    pub file: String,
    /// The line, where it is one.
    pub line: Option<usize>,
    /// The reason as a sentence.
    pub message: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Unreadable {}

/// Why something cannot be said in a foreign format, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unwritable(pub String);

/// Files of a foreign format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Names and texts.
    pub files: Vec<(String, String)>,
    /// What the format cannot hold and was left out or changed, in sentences.
    pub losses: Vec<String>,
}
