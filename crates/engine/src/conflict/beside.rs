//! The least inducement where comparisons stand by themselves or are unknown:
//! which state must the one in question be put beside?
//!
//! Without a plain order there are no levels to count. A state is *put beside*
//! another one if it is compared with every third state as that one is; what is
//! asked is which states are enough, and of these the least preferred. Where
//! there is a plain order the answer is the closed form of
//! [`mod@super::inducement`].
//! Guarantee: every state is tried, each by an exact verdict: whatever is
//! unknown, for some of it, or where only strong deterrence counts. For SEQ and
//! SSEQ the others stay as they are. Cost: states times a verdict.

use super::behaviour::{Concept, Rules};
use super::code::Code;
use super::refusal::Refusal;
use super::relation::Relation;
use super::stability::judge;
use super::world::World;

/// A conflict in which one decision maker finds one state as good as another.
pub struct Beside<'a, W: World> {
    /// The conflict.
    pub world: &'a W,
    /// For whom.
    pub maker: usize,
    /// The state …
    pub state: Code,
    /// … and the one that it is put beside.
    pub like: Code,
}

impl<W: World> World for Beside<'_, W> {
    fn makers(&self) -> usize {
        self.world.makers()
    }

    fn moves(&self, maker: usize, from: Code) -> Vec<Code> {
        self.world.moves(maker, from)
    }

    fn relation(&self, maker: usize, of: Code, against: Code) -> Relation {
        if maker != self.maker || of == against {
            return self.world.relation(maker, of, against);
        }
        let seen = |state: Code| {
            if state == self.state {
                self.like
            } else {
                state
            }
        };
        self.world.relation(maker, seen(of), seen(against))
    }

    fn listable(&self, maker: usize) -> Result<(), Refusal> {
        self.world.listable(maker)
    }
}

/// What "stays" means where not all is known or of one strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// Whatever the unknown comparisons are.
    Necessary,
    /// For some of what they may be.
    Possible,
    /// Where an answer must be strongly worse to deter.
    Strong,
}

impl Sense {
    /// The rules that it goes by.
    pub fn rules(self) -> Rules {
        match self {
            Sense::Necessary => Rules::MUST,
            Sense::Possible => Rules::MAY,
            Sense::Strong => Rules::STRONG,
        }
    }
}

/// What it takes for a decision maker to stay, in one sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lift {
    /// The sense.
    pub sense: Sense,
    /// Whether it stays as things are.
    pub stays: bool,
    /// The least preferred states that it would be enough to put the state
    /// beside, alike ones once; none if no state is enough.
    pub like: Vec<Code>,
}

/// The least states that it is enough to put a state beside, among `states`.
pub fn least(
    world: &impl World,
    states: &[Code],
    (maker, concept, sense): (usize, Concept, Sense),
    state: Code,
    budget: usize,
) -> Result<Lift, Refusal> {
    let rules = sense.rules();
    let mut enough = Vec::new();
    for &like in states {
        let put = Beside {
            world,
            maker,
            state,
            like,
        };
        if judge(&put, concept, &rules, maker, state, budget)?.stable() {
            enough.push(like);
        }
    }
    let relation = |one: Code, other: Code| world.relation(maker, one, other);
    let mut like: Vec<Code> = Vec::new();
    for &one in &enough {
        let least = !enough
            .iter()
            .any(|&other| matches!(relation(other, one), Relation::Worse | Relation::MuchWorse));
        let alike = |&other: &Code| relation(other, one) == Relation::Same;
        if least && !like.iter().any(alike) {
            like.push(one);
        }
    }
    Ok(Lift {
        sense,
        stays: enough.contains(&state),
        // Comparisons that stand by themselves may run in a circle.
        like: if like.is_empty() { enough } else { like },
    })
}
