//! Stable sets as diagrams, and the stability of one state in a space that
//! nobody could list.
//!
//! Nash: no own move is worth more. GMR and SMR where everything is possible
//! and reversible: the worth must reach the maximin or the minimax (Howard
//! 1971), found statement by statement. Otherwise, and for SEQ and SSEQ, the
//! least fixpoint of "the worth is under the bound, or one of the others moves
//! (improves) into such a state", with the bound as variables for all states at
//! once, or as a constant for one state.
//! Guarantee: exact, or refused at the limit of nodes. Cost: see the module.

use biodivine_lib_bdd::Bdd;

use super::region::Region;
use super::space::{Moment, Space};
use crate::conflict::behaviour::Concept;
use crate::conflict::code::Code;
use crate::conflict::model::Conflict;
use crate::conflict::refusal::Refusal;
use crate::conflict::stability::others;

/// A conflict as diagrams.
pub struct Symbolic<'a> {
    space: Space<'a>,
    moves: Vec<Bdd>,
    /// Where a move of a decision maker is worth more to it.
    better: Vec<Bdd>,
    possible: Bdd,
}

impl<'a> Symbolic<'a> {
    /// Writes a conflict as diagrams of at most `limit` nodes each.
    pub fn new(conflict: &'a Conflict, limit: usize) -> Result<Self, Refusal> {
        if conflict.graph.is_some() {
            return Err(Refusal::NeedsCourses);
        }
        if !conflict.ordered() {
            return Err(Refusal::NeedsOrders);
        }
        let space = Space::new(conflict, limit)?;
        let possible = space.possible(Moment::Before)?;
        if possible.is_false() {
            return Err(Refusal::NoState);
        }
        let makers = 0..conflict.makers.len();
        let moves = makers
            .clone()
            .map(|maker| space.moves(maker))
            .collect::<Result<_, _>>()?;
        let better = makers
            .map(|maker| {
                let after = space.statements(maker, Moment::After(maker))?;
                space.more(&after, &space.statements(maker, Moment::Before)?)
            })
            .collect::<Result<_, _>>()?;
        Ok(Symbolic {
            space,
            moves,
            better,
            possible,
        })
    }

    /// The states that can be.
    pub fn possible(&self) -> Region {
        Region::new(&self.space, self.possible.clone())
    }

    /// The states that are stable for a decision maker.
    pub fn stable(&self, maker: usize, concept: Concept) -> Result<Region, Refusal> {
        let space = &self.space;
        let stable = match concept {
            Concept::Nash => {
                let leaves = space.and(&self.moves[maker], &self.better[maker])?;
                space.exists(&leaves, &space.own_after(maker))?.not()
            }
            Concept::Gmr | Concept::Smr if space.conflict.free() => {
                self.by_guarantee(maker, concept)?
            }
            _ => self.by_bounds(maker, concept)?,
        };
        Ok(Region::new(space, space.and(&stable, &self.possible)?))
    }

    /// The states that are stable for everyone.
    pub fn equilibria(&self, concept: Concept) -> Result<Region, Refusal> {
        let mut all = self.possible();
        for maker in 0..self.space.conflict.makers.len() {
            all = all.and(&self.stable(maker, concept)?);
        }
        Ok(all)
    }

    /// Whether one state is stable for a decision maker; the bound is then a
    /// constant and the diagrams are small.
    pub fn stable_at(&self, maker: usize, concept: Concept, state: Code) -> Result<bool, Refusal> {
        let space = &self.space;
        if !space.holds(&self.possible, state) {
            return Err(Refusal::ImpossibleState);
        }
        let own = space.own_after(maker);
        let at = space.at(state);
        let here = |diagram: &Bdd| diagram.restrict(&at);
        if concept == Concept::Nash {
            let leaves = space.and(&here(&self.moves[maker]), &here(&self.better[maker]))?;
            return Ok(leaves.is_false());
        }
        let bound: Vec<Bdd> = space
            .statements(maker, Moment::Before)?
            .iter()
            .map(|statement| space.constant(space.holds(statement, state)))
            .collect();
        let (under, punished) = self.punished(maker, concept, &bound)?;
        let safe = space.and(&under.not(), &punished.not())?;
        let open = space.and(
            &here(&self.moves[maker]),
            &here_after(space, &safe, maker, state)?,
        )?;
        Ok(space.exists(&open, &own)?.is_false())
    }

    /// All states by the worth that the decision maker can secure (GMR) or be
    /// held down to (SMR); only where everything is possible and reversible.
    fn by_guarantee(&self, maker: usize, concept: Concept) -> Result<Bdd, Refusal> {
        let space = &self.space;
        let conflict = space.conflict;
        let statements = space.statements(maker, Moment::Before)?;
        let variables = |courses: Vec<usize>| -> Vec<_> {
            courses.into_iter().map(|course| space.x(course)).collect()
        };
        let own = variables(conflict.own(maker));
        let rest = variables(
            (0..conflict.courses.len())
                .filter(|&course| conflict.courses[course].owner != maker)
                .collect(),
        );
        let mut bound: Vec<Bdd> = vec![space.constant(false); statements.len()];
        for place in 0..statements.len() {
            bound[place] = space.constant(true);
            let reaches = space.more(&bound, &statements)?.not();
            let secured = if concept == Concept::Gmr {
                space.exists(&space.for_all(&reaches, &rest)?, &own)?
            } else {
                space.for_all(&space.exists(&reaches, &own)?, &rest)?
            };
            if secured.is_false() {
                bound[place] = space.constant(false);
            }
        }
        Ok(space.more(&bound, &statements)?.not())
    }

    /// All states, with the bound as variables.
    fn by_bounds(&self, maker: usize, concept: Concept) -> Result<Bdd, Refusal> {
        let space = &self.space;
        let statements = space.statements(maker, Moment::Before)?;
        let variables: Vec<_> = (0..statements.len())
            .map(|place| space.bound(place))
            .collect();
        let bound: Vec<Bdd> = variables.iter().map(|&bit| space.variable(bit)).collect();
        let (under, punished) = self.punished(maker, concept, &bound)?;
        let safe = space.and(&under.not(), &punished.not())?;
        let mut open = space.and(&self.moves[maker], &space.after(&safe, maker)?)?;
        open = space.exists(&open, &space.own_after(maker))?;
        // Put the worth of the state itself in the place of the bound.
        for ((bit, variable), statement) in bound.iter().zip(&variables).zip(&statements).rev() {
            let worth = space.iff(bit, statement)?;
            open = space.exists(&space.and(&open, &worth)?, &[*variable])?;
        }
        Ok(open.not())
    }

    /// The states worth no more than the bound, and those from which the others
    /// can bring the decision maker under it (without escape, if symmetric).
    fn punished(
        &self,
        maker: usize,
        concept: Concept,
        bound: &[Bdd],
    ) -> Result<(Bdd, Bdd), Refusal> {
        let space = &self.space;
        let under = space
            .more(&space.statements(maker, Moment::Before)?, bound)?
            .not();
        let mut punished = under.clone();
        if concept.symmetric() {
            let above = space.after(&under.not(), maker)?;
            let escapes = space.and(&self.moves[maker], &above)?;
            let escapes = space.exists(&escapes, &space.own_after(maker))?;
            punished = space.and_not(&punished, &escapes)?;
        }
        let opponents = others(space.conflict.makers.len(), maker);
        loop {
            let before = punished.clone();
            for &other in &opponents {
                let mut step = space.and(&self.moves[other], &space.after(&punished, other)?)?;
                if concept.credible() {
                    step = space.and(&step, &self.better[other])?;
                }
                let step = space.exists(&step, &space.own_after(other))?;
                punished = space.or(&punished, &step)?;
            }
            if punished == before {
                return Ok((under, punished));
            }
        }
    }
}

/// A set as seen after a move of the decision maker from one state.
fn here_after(space: &Space<'_>, diagram: &Bdd, maker: usize, state: Code) -> Result<Bdd, Refusal> {
    Ok(space.after(diagram, maker)?.restrict(&space.at(state)))
}
