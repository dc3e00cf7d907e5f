//! Conditions over courses: what a statement of preference, a named state or
//! an impossible combination says about a state.
//!
//! Paper: preference statements as in Hipel, Kilgour, Fang and Peng (1997).
//! Guarantee: exact truth in every state. Cost: linear in the condition, for
//! one state or for 64 states at once.

use super::code::Code;

/// A condition that holds in a state or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Holds everywhere (`true`) or nowhere.
    Always(bool),
    /// Course `j` is taken.
    Course(usize),
    /// Does not hold.
    Not(Box<Condition>),
    /// All hold; an empty list always does.
    All(Vec<Condition>),
    /// At least one holds; an empty list never does.
    Any(Vec<Condition>),
    /// At least so many hold.
    AtLeast(usize, Vec<Condition>),
    /// The first holds if the second does.
    If(Box<Condition>, Box<Condition>),
    /// Both hold or neither does.
    Iff(Box<Condition>, Box<Condition>),
}

impl Condition {
    /// The condition turned round.
    #[must_use]
    pub fn negated(self) -> Condition {
        match self {
            Condition::Not(inner) => *inner,
            other => Condition::Not(Box::new(other)),
        }
    }

    /// Holds in exactly one state of a model with so many courses.
    pub fn exactly(state: Code, courses: usize) -> Condition {
        Condition::All(
            (0..courses)
                .map(|course| {
                    if state.takes(course) {
                        Condition::Course(course)
                    } else {
                        Condition::Course(course).negated()
                    }
                })
                .collect(),
        )
    }

    /// Whether the condition holds in a state.
    pub fn holds(&self, state: Code) -> bool {
        match self {
            Condition::Always(value) => *value,
            Condition::Course(course) => state.takes(*course),
            Condition::Not(inner) => !inner.holds(state),
            Condition::All(parts) => parts.iter().all(|part| part.holds(state)),
            Condition::Any(parts) => parts.iter().any(|part| part.holds(state)),
            Condition::AtLeast(number, parts) => {
                parts.iter().filter(|part| part.holds(state)).count() >= *number
            }
            Condition::If(then, when) => !when.holds(state) || then.holds(state),
            Condition::Iff(one, other) => one.holds(state) == other.holds(state),
        }
    }

    /// Whether the condition holds in each of 64 neighbouring states: `course`
    /// gives, for a course, the 64 bits that say where it is taken.
    pub fn holds_in_64(&self, course: &impl Fn(usize) -> u64) -> u64 {
        match self {
            Condition::Always(value) => {
                if *value {
                    u64::MAX
                } else {
                    0
                }
            }
            Condition::Course(number) => course(*number),
            Condition::Not(inner) => !inner.holds_in_64(course),
            Condition::All(parts) => parts
                .iter()
                .fold(u64::MAX, |all, part| all & part.holds_in_64(course)),
            Condition::Any(parts) => parts
                .iter()
                .fold(0, |any, part| any | part.holds_in_64(course)),
            Condition::AtLeast(number, parts) => {
                // reached[k]: where more than k of the parts seen so far hold.
                let mut reached = vec![0u64; *number];
                for part in parts {
                    let mut carry = part.holds_in_64(course);
                    for level in &mut reached {
                        let both = *level & carry;
                        *level |= carry;
                        carry = both;
                    }
                }
                reached.last().copied().unwrap_or(u64::MAX)
            }
            Condition::If(then, when) => !when.holds_in_64(course) | then.holds_in_64(course),
            Condition::Iff(one, other) => !(one.holds_in_64(course) ^ other.holds_in_64(course)),
        }
    }

    /// The largest course that the condition names.
    pub fn largest_course(&self) -> Option<usize> {
        match self {
            Condition::Always(_) => None,
            Condition::Course(course) => Some(*course),
            Condition::Not(inner) => inner.largest_course(),
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                parts.iter().filter_map(Condition::largest_course).max()
            }
            Condition::If(one, other) | Condition::Iff(one, other) => {
                one.largest_course().max(other.largest_course())
            }
        }
    }
}
