//! The inverse question: which preferences of a decision maker would make a
//! state stable for it? Counted and described, never listed.
//!
//! Paper: Kinsara, Kilgour and Hipel (2015), the inverse approach; here without
//! enumeration. Only comparisons with the state itself matter to its own
//! stability, so the preferences that do are those in which enough states rank
//! no higher than it. The others' preferences stay as modelled (they matter for
//! SEQ and SSEQ).
//! Guarantee: the share among all strict rankings, an exact fraction.
//! Cost: a decision diagram over the states that matter; refused beyond the
//! limit of nodes.

use std::collections::BTreeMap;

use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet};
use num_bigint::BigUint;

use super::behaviour::{Concept, Rules};
use super::code::Code;
use super::reach::JointMoves;
use super::refusal::Refusal;
use super::stability::others;
use super::world::World;

/// What must hold about one move away: one of the lists of states must rank
/// no higher than the state in question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The move.
    pub against: Code,
    /// Alternatives; all states of one of them must be no better.
    pub one_of: Vec<Vec<Code>>,
}

/// The preferences that make a state stable for a decision maker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inverse {
    /// For whom.
    pub maker: usize,
    /// In which sense.
    pub concept: Concept,
    /// What must hold, a requirement for each move that nothing else covers.
    pub requirements: Vec<Requirement>,
    /// The share of strict rankings: this many …
    pub fitting: BigUint,
    /// … of so many.
    pub of: BigUint,
}

/// The most states that may matter.
const STATES: usize = 2000;

/// Describes and counts the preferences for which a state is stable.
pub fn preferences(
    world: &impl World,
    maker: usize,
    concept: Concept,
    state: Code,
    budget: usize,
) -> Result<Inverse, Refusal> {
    world.listable(maker)?;
    let movers = others(world.makers(), maker);
    let joint = JointMoves {
        world,
        movers: &movers,
        budget,
    };
    let mut requirements = Vec::new();
    for to in world.moves(maker, state) {
        let mut one_of = vec![vec![to]];
        if concept != Concept::Nash {
            let reached = joint.all(to, |by, from, end| {
                !concept.credible() || Rules::PLAIN.pays.holds(world.relation(by, end, from))
            })?;
            for (end, _) in reached {
                let mut all = vec![end];
                if concept.symmetric() {
                    all.extend(world.moves(maker, end));
                }
                all.retain(|&other| other != state);
                all.sort_unstable();
                all.dedup();
                one_of.push(all);
            }
        }
        if one_of.iter().any(Vec::is_empty) {
            continue;
        }
        one_of.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
        let mut least: Vec<Vec<Code>> = Vec::new();
        for list in one_of {
            let covered = least
                .iter()
                .any(|smaller| smaller.iter().all(|state| list.contains(state)));
            if !covered {
                least.push(list);
            }
        }
        requirements.push(Requirement {
            against: to,
            one_of: least,
        });
    }
    drop_implied(&mut requirements);
    let (fitting, of) = count(&requirements, budget)?;
    Ok(Inverse {
        maker,
        concept,
        requirements,
        fitting,
        of,
    })
}

/// Leaves out requirements that another one implies.
fn drop_implied(requirements: &mut Vec<Requirement>) {
    let implies = |strict: &Requirement, loose: &Requirement| {
        strict.one_of.iter().all(|list| {
            loose
                .one_of
                .iter()
                .any(|other| other.iter().all(|state| list.contains(state)))
        })
    };
    let mut kept: Vec<Requirement> = Vec::new();
    for requirement in requirements.drain(..) {
        if kept.iter().any(|other| implies(other, &requirement)) {
            continue;
        }
        kept.retain(|other| !implies(&requirement, other));
        kept.push(requirement);
    }
    *requirements = kept;
}

/// The share of strict rankings that meet the requirements.
///
/// With `v` states that matter, the state in question has each place among them
/// equally often, and a set of `k` of them is exactly what lies below it in
/// `k! (v-k)!` of the `(v+1)!` orders.
fn count(requirements: &[Requirement], limit: usize) -> Result<(BigUint, BigUint), Refusal> {
    let mut states: Vec<Code> = requirements
        .iter()
        .flat_map(|requirement| requirement.one_of.iter().flatten().copied())
        .collect();
    states.sort_unstable();
    states.dedup();
    let matter = states.len();
    if matter > STATES {
        return Err(Refusal::OutOfBudget { looked_at: STATES });
    }
    let variables = BddVariableSet::new_anonymous(matter as u16);
    let below = |state: &Code| {
        // Every state of a requirement was collected above.
        let place = states.partition_point(|other| other < state);
        variables.mk_var(BddVariable::from_index(place))
    };
    let mut all = variables.mk_true();
    for requirement in requirements {
        let mut any = variables.mk_false();
        for list in &requirement.one_of {
            let each = list
                .iter()
                .fold(variables.mk_true(), |each, state| each.and(&below(state)));
            any = any.or(&each);
        }
        all = Bdd::binary_op_with_limit(limit, &all, &any, biodivine_lib_bdd::op_function::and)
            .ok_or(Refusal::OutOfBudget { looked_at: limit })?;
    }
    let factorials: Vec<BigUint> = (0..=matter + 1)
        .scan(BigUint::from(1u8), |product, number| {
            if number > 0 {
                *product *= number;
            }
            Some(product.clone())
        })
        .collect();
    let fitting = by_size(&all, matter)
        .into_iter()
        .enumerate()
        .map(|(size, sets)| sets * &factorials[size] * &factorials[matter - size])
        .sum();
    Ok((fitting, factorials[matter + 1].clone()))
}

/// How many sets of each size a diagram accepts.
fn by_size(diagram: &Bdd, variables: usize) -> Vec<BigUint> {
    // Counts below each node, over the variables from the node's own on.
    let mut counts: BTreeMap<usize, (usize, Vec<BigUint>)> = BTreeMap::new();
    let one = BigUint::from(1u8);
    let widen = |(level, counts): &(usize, Vec<BigUint>), to: usize| {
        let mut wide = counts.clone();
        for _ in to..*level {
            wide.push(BigUint::ZERO);
            for size in (1..wide.len()).rev() {
                let smaller = wide[size - 1].clone();
                wide[size] += smaller;
            }
        }
        wide
    };
    for pointer in diagram.pointers() {
        let entry = if pointer.is_terminal() {
            let value = if pointer.is_one() {
                one.clone()
            } else {
                BigUint::ZERO
            };
            (variables, vec![value])
        } else {
            let level = diagram.var_of(pointer).to_index();
            let low = widen(&counts[&diagram.low_link_of(pointer).to_index()], level + 1);
            let high = widen(
                &counts[&diagram.high_link_of(pointer).to_index()],
                level + 1,
            );
            let mut sum = vec![BigUint::ZERO; variables - level + 1];
            for (size, count) in low.into_iter().enumerate() {
                sum[size] += count;
            }
            for (size, count) in high.into_iter().enumerate() {
                sum[size + 1] += count;
            }
            (level, sum)
        };
        counts.insert(pointer.to_index(), entry);
    }
    let root = diagram.root_pointer().to_index();
    widen(&counts[&root], 0)
}
