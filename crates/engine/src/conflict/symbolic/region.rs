//! A set of states as a diagram: counted, sampled, described by patterns; never
//! listed.

use biodivine_lib_bdd::Bdd;
use num_bigint::BigUint;

use super::space::Space;
use crate::conflict::code::Code;

/// A set of states.
#[derive(Clone, Debug)]
pub struct Region {
    pub(super) diagram: Bdd,
    courses: usize,
    /// Variables that the set does not speak of.
    silent: u32,
}

impl Region {
    pub(super) fn new(space: &Space<'_>, diagram: Bdd) -> Region {
        Region {
            diagram,
            courses: space.conflict.courses.len(),
            silent: space.others(),
        }
    }

    /// How many states there are, exactly.
    pub fn count(&self) -> BigUint {
        self.diagram.exact_cardinality() >> self.silent
    }

    /// How many nodes the diagram has.
    pub fn nodes(&self) -> usize {
        self.diagram.size()
    }

    /// Whether a state is in the set.
    pub fn contains(&self, state: Code) -> bool {
        let mut at = self.diagram.root_pointer();
        while !at.is_terminal() {
            let course = self.diagram.var_of(at).to_index() / 2;
            at = if state.takes(course) {
                self.diagram.high_link_of(at)
            } else {
                self.diagram.low_link_of(at)
            };
        }
        at.is_one()
    }

    /// The states that are in both sets.
    #[must_use]
    pub fn and(&self, other: &Region) -> Region {
        Region {
            diagram: self.diagram.and(&other.diagram),
            ..*self
        }
    }

    /// At most `most` patterns that together lie in the set, in a fixed order:
    /// `Y` taken, `N` not taken, `-` either.
    pub fn patterns(&self, most: usize) -> Vec<String> {
        self.diagram
            .sat_clauses()
            .take(most)
            .map(|clause| {
                let mut pattern = vec!['-'; self.courses];
                for (variable, value) in clause.to_values() {
                    if let Some(letter) = pattern.get_mut(variable.to_index() / 2) {
                        *letter = if value { 'Y' } else { 'N' };
                    }
                }
                pattern.into_iter().collect()
            })
            .collect()
    }
}
