//! A scenario of a negotiation platform as plain data, before it becomes the text of a case.

/// What the numbers of a file are taken to mean, since two platforms disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Weight × evaluation ÷ the issue's largest evaluation; sums of rectangles ÷ `maxutility`.
    Genius,
    /// Weight × evaluation, and rectangles, as written; excluding rectangles taken as including.
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

/// Values (positions) by issue (position); all of them together.
pub type Rectangle = Vec<(usize, Vec<usize>)>;

/// One party's preferences, as utilities that add up.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// Utility of every value of every issue.
    pub parts: Vec<Vec<f64>>,
    /// What combinations add: values (positions) by issue.
    pub combinations: Vec<(Rectangle, f64)>,
    /// The worth of no deal.
    pub reservation: Option<f64>,
}

/// Why a foreign file cannot be taken over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {message}")]
pub struct Unreadable {
    /// The file.
    pub file: String,
    /// The reason as a sentence.
    pub message: String,
}
