//! The stability of one state for one decision maker, with a certificate.
//!
//! Computes Nash, GMR, SMR, SEQ and SSEQ under the rules of
//! [`super::behaviour`], by looking only at what can be reached from the state.
//! Guarantee: exact; a search that would pass its budget is refused, never
//! guessed. Cost: for each improvement one search over joint moves.

use super::behaviour::{Concept, Rules};
use super::code::Code;
use super::reach::{JointMoves, Step};
use super::refusal::Refusal;
use super::world::World;

/// The answer of the others to one improvement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sanction {
    /// Where the decision maker would go.
    pub improvement: Code,
    /// What the others then do; it ends in a state that deters.
    pub path: Vec<Step>,
}

/// Why a state is stable or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// Each improvement is answered (there may be none).
    Stable(Vec<Sanction>),
    /// This improvement is answered by nobody.
    Unstable(Code),
}

/// The stability of a state for a decision maker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// For whom.
    pub maker: usize,
    /// Of which state.
    pub state: Code,
    /// In which sense.
    pub concept: Concept,
    /// Why.
    pub certificate: Certificate,
}

impl Verdict {
    /// Whether the state is stable.
    pub fn stable(&self) -> bool {
        matches!(self.certificate, Certificate::Stable(_))
    }
}

/// All decision makers but one.
pub fn others(makers: usize, maker: usize) -> Vec<usize> {
    (0..makers).filter(|&other| other != maker).collect()
}

/// The improvements of a decision maker from a state.
pub fn improvements(world: &impl World, rules: &Rules, maker: usize, state: Code) -> Vec<Code> {
    let mut moves = world.moves(maker, state);
    moves.retain(|&to| rules.leaves.holds(world.relation(maker, to, state)));
    moves
}

/// Whether ending in `end` deters a decision maker from leaving `state`.
pub fn deters(
    world: &impl World,
    concept: Concept,
    rules: &Rules,
    maker: usize,
    state: Code,
    end: Code,
) -> bool {
    rules.deters.holds(world.relation(maker, end, state))
        && (!concept.symmetric()
            || !world
                .moves(maker, end)
                .into_iter()
                .any(|escape| rules.escapes.holds(world.relation(maker, escape, state))))
}

/// Judges one state for one decision maker.
pub fn judge(
    world: &impl World,
    concept: Concept,
    rules: &Rules,
    maker: usize,
    state: Code,
    budget: usize,
) -> Result<Verdict, Refusal> {
    world.listable(maker)?;
    let movers = others(world.makers(), maker);
    let joint = JointMoves {
        world,
        movers: &movers,
        budget,
    };
    let mut sanctions = Vec::new();
    let mut certificate = None;
    for improvement in improvements(world, rules, maker, state) {
        let path = if concept == Concept::Nash {
            None
        } else {
            joint.path(
                improvement,
                |by, from, to| {
                    !concept.credible() || rules.pays.holds(world.relation(by, to, from))
                },
                |end| deters(world, concept, rules, maker, state, end),
            )?
        };
        match path {
            Some(path) => sanctions.push(Sanction { improvement, path }),
            None => {
                certificate = Some(Certificate::Unstable(improvement));
                break;
            }
        }
    }
    Ok(Verdict {
        maker,
        state,
        concept,
        certificate: certificate.unwrap_or(Certificate::Stable(sanctions)),
    })
}

/// Judges one state for every decision maker.
pub fn judge_all(
    world: &impl World,
    concept: Concept,
    rules: &Rules,
    state: Code,
    budget: usize,
) -> Result<Vec<Verdict>, Refusal> {
    (0..world.makers())
        .map(|maker| judge(world, concept, rules, maker, state, budget))
        .collect()
}
