//! A set of enumerated states, one bit each.

use super::code::Code;

/// A set among the states 0 to 2^courses - 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateSet {
    words: Vec<u64>,
}

impl StateSet {
    /// Wraps words whose bit `s % 64` of word `s / 64` stands for state `s`.
    pub(super) fn from_words(words: Vec<u64>) -> StateSet {
        StateSet { words }
    }

    /// The words.
    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    /// Whether a state is in the set.
    pub fn contains(&self, state: Code) -> bool {
        state.number().is_some_and(|number| {
            self.words
                .get((number / 64) as usize)
                .is_some_and(|word| word >> (number % 64) & 1 == 1)
        })
    }

    /// How many states there are.
    pub fn count(&self) -> u64 {
        self.words
            .iter()
            .map(|word| u64::from(word.count_ones()))
            .sum()
    }

    /// The states, ascending.
    pub fn iter(&self) -> impl Iterator<Item = Code> + '_ {
        self.words.iter().enumerate().flat_map(|(place, &word)| {
            std::iter::successors(Some(word), |rest| Some(rest & rest.wrapping_sub(1)))
                .take_while(|rest| *rest != 0)
                .map(move |rest| {
                    Code::from_number(place as u64 * 64 + u64::from(rest.trailing_zeros()))
                })
        })
    }

    /// The states that are in both sets.
    #[must_use]
    pub fn and(&self, other: &StateSet) -> StateSet {
        StateSet {
            words: self
                .words
                .iter()
                .zip(&other.words)
                .map(|(one, other)| one & other)
                .collect(),
        }
    }
}
