//! The variables of the diagrams, and moves and orders written in them.
//!
//! Course `j` has two variables side by side: where the conflict is (`x`) and
//! where a move leads (`y`). Below them stand the bits of a threshold, one for
//! each statement, so that a set over both is the worth of a state under a
//! bound. Cost: linear in courses and statements before sharing.

use std::collections::BTreeMap;

use biodivine_lib_bdd::{Bdd, BddNode, BddPointer, BddVariable, BddVariableSet};

use crate::conflict::code::Code;
use crate::conflict::condition::Condition;
use crate::conflict::model::{Conflict, Direction, Order};
use crate::conflict::refusal::Refusal;

/// The diagrams of one conflict.
pub struct Space<'a> {
    /// The conflict.
    pub conflict: &'a Conflict,
    variables: BddVariableSet,
    courses: usize,
    /// The most nodes that a diagram may have.
    limit: usize,
}

/// For whose move a condition is read: own courses after it, others as they are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Where the conflict is.
    Before,
    /// After a move of this decision maker.
    After(usize),
}

impl<'a> Space<'a> {
    /// The variables for a conflict.
    pub fn new(conflict: &'a Conflict, limit: usize) -> Result<Self, Refusal> {
        conflict.check()?;
        let courses = conflict.courses.len();
        let statements = conflict
            .makers
            .iter()
            .map(|maker| match &maker.preference.order {
                Order::Statements(statements) => Ok(statements.len()),
                Order::Ranks(_) => Err(Refusal::NeedsStatements),
            })
            .collect::<Result<Vec<_>, _>>()?;
        let deepest = statements.into_iter().max().unwrap_or(0);
        // At most 2 * 256 courses and 128 statements: far below the crate's bound.
        let count = (2 * courses + deepest) as u16;
        Ok(Space {
            conflict,
            variables: BddVariableSet::new_anonymous(count),
            courses,
            limit,
        })
    }

    /// The variable of a course before a move.
    pub fn x(&self, course: usize) -> BddVariable {
        BddVariable::from_index(2 * course)
    }

    /// The variable of a course after a move.
    pub fn y(&self, course: usize) -> BddVariable {
        BddVariable::from_index(2 * course + 1)
    }

    /// The variable of a bit of the threshold.
    pub fn bound(&self, statement: usize) -> BddVariable {
        BddVariable::from_index(2 * self.courses + statement)
    }

    /// The variables of a decision maker's own courses after a move.
    pub fn own_after(&self, maker: usize) -> Vec<BddVariable> {
        let own = self.conflict.own(maker);
        own.into_iter().map(|course| self.y(course)).collect()
    }

    /// How many variables there are besides those of where the conflict is.
    pub fn others(&self) -> u32 {
        u32::from(self.variables.num_vars()) - self.courses as u32
    }

    /// Everything or nothing.
    pub fn constant(&self, value: bool) -> Bdd {
        if value {
            self.variables.mk_true()
        } else {
            self.variables.mk_false()
        }
    }

    /// A single variable.
    pub fn variable(&self, variable: BddVariable) -> Bdd {
        self.variables.mk_var(variable)
    }

    fn within(&self, diagram: Option<Bdd>) -> Result<Bdd, Refusal> {
        diagram.ok_or(Refusal::OutOfBudget {
            looked_at: self.limit,
        })
    }

    /// Both hold.
    pub fn and(&self, one: &Bdd, other: &Bdd) -> Result<Bdd, Refusal> {
        self.within(Bdd::binary_op_with_limit(
            self.limit,
            one,
            other,
            biodivine_lib_bdd::op_function::and,
        ))
    }

    /// At least one holds.
    pub fn or(&self, one: &Bdd, other: &Bdd) -> Result<Bdd, Refusal> {
        self.within(Bdd::binary_op_with_limit(
            self.limit,
            one,
            other,
            biodivine_lib_bdd::op_function::or,
        ))
    }

    /// The first holds and the second does not.
    pub fn and_not(&self, one: &Bdd, other: &Bdd) -> Result<Bdd, Refusal> {
        self.within(Bdd::binary_op_with_limit(
            self.limit,
            one,
            other,
            biodivine_lib_bdd::op_function::and_not,
        ))
    }

    /// Both or neither hold.
    pub fn iff(&self, one: &Bdd, other: &Bdd) -> Result<Bdd, Refusal> {
        self.within(Bdd::binary_op_with_limit(
            self.limit,
            one,
            other,
            biodivine_lib_bdd::op_function::iff,
        ))
    }

    /// There are values of the variables for which it holds.
    pub fn exists(&self, diagram: &Bdd, variables: &[BddVariable]) -> Result<Bdd, Refusal> {
        let mut left = diagram.clone();
        for &variable in variables.iter().rev() {
            left = self.or(
                &left.var_restrict(variable, false),
                &left.var_restrict(variable, true),
            )?;
        }
        Ok(left)
    }

    /// It holds for all values of the variables.
    pub fn for_all(&self, diagram: &Bdd, variables: &[BddVariable]) -> Result<Bdd, Refusal> {
        Ok(self.exists(&diagram.not(), variables)?.not())
    }

    /// A condition, read at a moment.
    pub fn condition(&self, condition: &Condition, moment: Moment) -> Result<Bdd, Refusal> {
        Ok(match condition {
            Condition::Always(value) => self.constant(*value),
            Condition::Course(course) => {
                let owner = self.conflict.courses[*course].owner;
                self.variable(if moment == Moment::After(owner) {
                    self.y(*course)
                } else {
                    self.x(*course)
                })
            }
            Condition::Not(inner) => self.condition(inner, moment)?.not(),
            Condition::All(parts) => {
                let mut all = self.constant(true);
                for part in parts {
                    all = self.and(&all, &self.condition(part, moment)?)?;
                }
                all
            }
            Condition::Any(parts) => {
                let mut any = self.constant(false);
                for part in parts {
                    any = self.or(&any, &self.condition(part, moment)?)?;
                }
                any
            }
            Condition::AtLeast(number, parts) => {
                // reached[k]: more than k of the parts so far hold.
                let mut reached = vec![self.constant(false); *number];
                for part in parts {
                    let mut carry = self.condition(part, moment)?;
                    for level in &mut reached {
                        let both = self.and(level, &carry)?;
                        *level = self.or(level, &carry)?;
                        carry = both;
                    }
                }
                reached.pop().unwrap_or_else(|| self.constant(true))
            }
            Condition::If(then, when) => {
                let then = self.condition(then, moment)?;
                self.or(&then, &self.condition(when, moment)?.not())?
            }
            Condition::Iff(one, other) => {
                let one = self.condition(one, moment)?;
                self.iff(&one, &self.condition(other, moment)?)?
            }
        })
    }

    /// Where the conflict can be at a moment.
    pub fn possible(&self, moment: Moment) -> Result<Bdd, Refusal> {
        let mut impossible = self.constant(false);
        for pattern in &self.conflict.impossible {
            impossible = self.or(&impossible, &self.condition(pattern, moment)?)?;
        }
        Ok(impossible.not())
    }

    /// The moves of a decision maker (staying included) between possible
    /// states that it sees.
    pub fn moves(&self, maker: usize) -> Result<Bdd, Refusal> {
        let unseen = &self.conflict.makers[maker].preference.unseen;
        let mut moves = self.and_not(
            &self.possible(Moment::Before)?,
            &self.condition(unseen, Moment::Before)?,
        )?;
        moves = self.and(&moves, &self.possible(Moment::After(maker))?)?;
        moves = self.and_not(&moves, &self.condition(unseen, Moment::After(maker))?)?;
        for course in self.conflict.own(maker) {
            let (before, after) = (self.variable(self.x(course)), self.variable(self.y(course)));
            let broken = match self.conflict.courses[course].direction {
                Direction::BothWays => continue,
                Direction::OneWay => before.and_not(&after),
                Direction::BackOnly => after.and_not(&before),
                Direction::Fixed => before.xor(&after),
            };
            moves = self.and_not(&moves, &broken)?;
        }
        Ok(moves)
    }

    /// The statements of a decision maker at a moment, most important first.
    pub fn statements(&self, maker: usize, moment: Moment) -> Result<Vec<Bdd>, Refusal> {
        match &self.conflict.makers[maker].preference.order {
            Order::Statements(statements) => statements
                .iter()
                .map(|statement| self.condition(statement, moment))
                .collect(),
            Order::Ranks(_) => Err(Refusal::NeedsStatements),
        }
    }

    /// Where the first list of statements is worth strictly more than the second.
    pub fn more(&self, one: &[Bdd], other: &[Bdd]) -> Result<Bdd, Refusal> {
        let mut more = self.constant(false);
        for (one, other) in one.iter().zip(other).rev() {
            let alike = self.iff(one, other)?;
            more = self.or(&self.and_not(one, other)?, &self.and(&alike, &more)?)?;
        }
        Ok(more)
    }

    /// The diagram with where-it-is variables of a decision maker's own courses
    /// read as after its move.
    pub fn after(&self, diagram: &Bdd, maker: usize) -> Result<Bdd, Refusal> {
        let own: BTreeMap<BddVariable, BddVariable> = self
            .conflict
            .own(maker)
            .into_iter()
            .map(|course| (self.x(course), self.y(course)))
            .collect();
        let nodes: Vec<BddNode> = diagram
            .clone()
            .to_nodes()
            .into_iter()
            .map(|node| BddNode {
                var: own.get(&node.var).copied().unwrap_or(node.var),
                ..node
            })
            .collect();
        // The variable after a move stands just below the one before it, and
        // the diagram speaks of no `y`, so the order of variables is kept.
        Bdd::from_nodes(&nodes).map_err(|_| Refusal::OutOfBudget {
            looked_at: nodes.len(),
        })
    }

    /// A state as values of the variables of where the conflict is.
    pub fn at(&self, state: Code) -> Vec<(BddVariable, bool)> {
        (0..self.courses)
            .map(|course| (self.x(course), state.takes(course)))
            .collect()
    }

    /// Whether a set over where the conflict is holds a state.
    pub fn holds(&self, diagram: &Bdd, state: Code) -> bool {
        let mut at = diagram.root_pointer();
        while !at.is_terminal() {
            let variable = diagram.var_of(at).to_index();
            let taken = variable.is_multiple_of(2)
                && variable < 2 * self.courses
                && state.takes(variable / 2);
            at = if taken {
                diagram.high_link_of(at)
            } else {
                diagram.low_link_of(at)
            };
        }
        at == BddPointer::one()
    }
}
