//! A state of the graph model as a row of bits, one for each course of action.
//!
//! Cost: four machine words a state; every operation is constant. A model may
//! have at most [`Code::COURSES`] courses.

use std::fmt;

/// A state: bit `j` is set when course `j` is taken. In a graph of states bit `j`
/// is set, and no other, in state `j`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Code {
    // Most significant word first, so that the derived order is the numeric one.
    words: [u64; 4],
}

impl Code {
    /// The largest number of courses that a state can hold.
    pub const COURSES: usize = 256;

    /// The state in which no course is taken.
    pub const NOTHING: Code = Code { words: [0; 4] };

    /// The state whose number is `number`.
    pub fn from_number(number: u64) -> Code {
        Code {
            words: [0, 0, 0, number],
        }
    }

    /// The state in which exactly the given courses are taken.
    pub fn taking(courses: impl IntoIterator<Item = usize>) -> Code {
        let mut code = Code::NOTHING;
        for course in courses {
            code = code.with(course, true);
        }
        code
    }

    /// The number of the state, where it fits.
    pub fn number(self) -> Option<u64> {
        (self.words[..3] == [0; 3]).then_some(self.words[3])
    }

    /// The one course that is taken, where exactly one is.
    pub fn single(self) -> Option<usize> {
        let ones: u32 = self.words.iter().map(|word| word.count_ones()).sum();
        (ones == 1).then(|| {
            let place =
                |index: usize| (3 - index) * 64 + self.words[index].trailing_zeros() as usize;
            (0..4)
                .find(|&index| self.words[index] != 0)
                .map_or(0, place)
        })
    }

    /// Whether a course is taken.
    pub fn takes(self, course: usize) -> bool {
        self.words[3 - course / 64] >> (course % 64) & 1 == 1
    }

    /// The same state with one course taken or not.
    #[must_use]
    pub fn with(mut self, course: usize, taken: bool) -> Code {
        let word = &mut self.words[3 - course / 64];
        let bit = 1 << (course % 64);
        if taken {
            *word |= bit
        } else {
            *word &= !bit
        }
        self
    }

    /// The same state with one course turned over.
    #[must_use]
    pub fn flipped(self, course: usize) -> Code {
        self.with(course, !self.takes(course))
    }

    /// The courses of a model of `courses` courses that differ between two states.
    pub fn difference(self, other: Code, courses: usize) -> Vec<usize> {
        (0..courses)
            .filter(|&course| self.takes(course) != other.takes(course))
            .collect()
    }

    /// The state as letters, first course first: `Y` taken, `N` not.
    pub fn letters(self, courses: usize) -> String {
        (0..courses)
            .map(|course| if self.takes(course) { 'Y' } else { 'N' })
            .collect()
    }

    /// Reads letters written by [`Code::letters`] (or `1` and `0`).
    pub fn from_letters(letters: &str) -> Option<Code> {
        let mut code = Code::NOTHING;
        for (course, letter) in letters.chars().enumerate() {
            match letter {
                _ if course >= Code::COURSES => return None,
                'Y' | 'y' | '1' => code = code.with(course, true),
                'N' | 'n' | '0' => {}
                _ => return None,
            }
        }
        Some(code)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number() {
            Some(number) => write!(f, "#{number}"),
            None => write!(f, "#{:x?}", self.words),
        }
    }
}
