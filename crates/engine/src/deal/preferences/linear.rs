//! The polytope of all weights and values that fit what is known, as a linear programme.
//!
//! Variables are the weights as shares of the whole and, for issues whose scores are not known, the
//! worth of each option (weight × score). Guarantee: within 1e-9 of the utility range (the solver
//! works in floats); a smaller result counts as zero. Cost: one small programme per bound.

use super::{Bounds, Interval, Knowledge, Rather, Values};
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};
use std::ops::Range;

const TOLERANCE: f64 = 1e-9;
/// What one package must be better than another by, as a share of the utility range, to be better at all.
const STRICTLY: f64 = 1e-8;

/// One thing that was said, so that a contradiction can name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Statement {
    Weight {
        issue: usize,
    },
    /// The weights of the groups at this place and the next of the order of issues.
    Order {
        place: usize,
    },
    Ratio {
        at: usize,
    },
    /// The scores of an issue's options.
    Scores {
        issue: usize,
    },
    /// The order of an issue's options.
    OptionOrder {
        issue: usize,
    },
    Rather {
        at: usize,
    },
    Reservation,
    /// A package held against no deal.
    Verdict {
        at: usize,
    },
}

#[derive(Clone, Debug)]
struct Row {
    statement: Statement,
    terms: Vec<(usize, f64)>,
    operator: ComparisonOp,
    rhs: f64,
    /// Whether the two sides must differ. It decides what fits; bounds are those of the closure.
    strict: bool,
}

#[derive(Clone, Debug)]
pub struct Polytope {
    variables: usize,
    /// What each variable can be: points and no deal may be below nothing, shares and scores not.
    ends: Vec<(f64, f64)>,
    /// Where the worths of an issue's options stand, if its scores are not known.
    worths: Vec<Option<Range<usize>>>,
    /// Where the worth of no deal stands, if packages are held against it.
    no_deal: Option<usize>,
    /// Holds whatever was said: shares add up to one, no worth exceeds its weight.
    always: Vec<Row>,
    said: Vec<Row>,
}

impl Polytope {
    pub fn of(knowledge: &Knowledge) -> Self {
        let issues = knowledge.issues();
        let mut variables = issues;
        let mut ends = vec![(0.0, 1.0); issues];
        let mut worths = Vec::with_capacity(issues);
        for values in &knowledge.values {
            worths.push(match values {
                Values::Known(_) => None,
                other => {
                    let range = variables..variables + other.options();
                    variables = range.end;
                    let points = (f64::NEG_INFINITY, f64::INFINITY);
                    let worth = if knowledge.points { points } else { (0.0, 1.0) };
                    ends.resize(variables, worth);
                    Some(range)
                }
            });
        }
        let no_deal = (!knowledge.verdicts.is_empty()).then_some(variables);
        if no_deal.is_some() {
            variables += 1;
            ends.push((f64::NEG_INFINITY, f64::INFINITY));
        }
        let mut polytope = Self {
            variables,
            ends,
            worths,
            no_deal,
            always: Vec::new(),
            said: Vec::new(),
        };
        polytope.definitions(knowledge);
        polytope.weights(knowledge);
        polytope.options(knowledge);
        for (at, rather) in knowledge.rather.iter().enumerate() {
            let Rather { better, worse, .. } = rather;
            let joint = knowledge.joint(better) - knowledge.joint(worse);
            polytope.said.push(Row {
                statement: Statement::Rather { at },
                terms: polytope.difference(knowledge, better, Some(worse)),
                operator: ComparisonOp::Ge,
                rhs: -(joint as f64) / polytope.unit(knowledge),
                strict: rather.strictly,
            });
        }
        polytope.verdicts(knowledge);
        polytope
    }

    /// What no deal is worth, and the packages that are held against it.
    fn verdicts(&mut self, knowledge: &Knowledge) {
        let Some(no_deal) = self.no_deal else {
            return;
        };
        let unit = self.unit(knowledge);
        let Interval { low, high } = knowledge.reservation;
        for (end, operator) in [(low, ComparisonOp::Ge), (high, ComparisonOp::Le)] {
            let terms = vec![(no_deal, 1.0)];
            self.say(Statement::Reservation, terms, operator, end as f64 / unit);
        }
        for (at, verdict) in knowledge.verdicts.iter().enumerate() {
            let mut terms = self.difference(knowledge, &verdict.package, None);
            terms.push((no_deal, -1.0));
            let operator = if verdict.accepted {
                ComparisonOp::Ge
            } else {
                ComparisonOp::Le
            };
            let joint = knowledge.joint(&verdict.package);
            self.say(
                Statement::Verdict { at },
                terms,
                operator,
                -(joint as f64) / unit,
            );
        }
    }

    /// Where the worth of no deal stands among the variables, if packages are held against it.
    pub fn no_deal(&self) -> Option<usize> {
        self.no_deal
    }

    fn say(
        &mut self,
        statement: Statement,
        terms: Vec<(usize, f64)>,
        operator: ComparisonOp,
        rhs: f64,
    ) {
        self.said.push(Row {
            statement,
            terms,
            operator,
            rhs,
            strict: false,
        });
    }

    fn definitions(&mut self, knowledge: &Knowledge) {
        let issues = knowledge.issues();
        let statement = Statement::Weight { issue: 0 };
        let row = |terms, operator, rhs| Row {
            statement,
            terms,
            operator,
            rhs,
            strict: false,
        };
        self.always.push(row(
            (0..issues).map(|issue| (issue, 1.0)).collect(),
            ComparisonOp::Eq,
            1.0,
        ));
        // Points have no scale of their own.
        let scaled = self.worths.iter().enumerate().filter(|_| !knowledge.points);
        for (issue, range) in scaled {
            for worth in range.clone().into_iter().flatten() {
                self.always.push(row(
                    vec![(worth, 1.0), (issue, -1.0)],
                    ComparisonOp::Le,
                    0.0,
                ));
            }
        }
    }

    fn weights(&mut self, knowledge: &Knowledge) {
        let total = knowledge.total as f64;
        for (issue, weight) in knowledge.weights.iter().enumerate() {
            if weight.low > 0 || weight.high < knowledge.total {
                let statement = Statement::Weight { issue };
                let ends = [
                    (weight.low, ComparisonOp::Ge),
                    (weight.high, ComparisonOp::Le),
                ];
                for (end, operator) in ends {
                    self.say(statement, vec![(issue, 1.0)], operator, end as f64 / total);
                }
            }
        }
        if knowledge.points {
            self.always.append(&mut self.said);
        }
        for (place, pair) in knowledge.order.windows(2).enumerate() {
            for &more in &pair[0] {
                for &less in &pair[1] {
                    self.say(
                        Statement::Order { place },
                        vec![(more, 1.0), (less, -1.0)],
                        ComparisonOp::Ge,
                        0.0,
                    );
                }
            }
        }
        for (at, ratio) in knowledge.ratios.iter().enumerate() {
            for (bound, operator) in [
                (ratio.at_least, ComparisonOp::Ge),
                (ratio.at_most, ComparisonOp::Le),
            ] {
                if let Some(times) = bound {
                    let terms = vec![(ratio.more, 1.0), (ratio.less, -(times as f64) / 1000.0)];
                    self.say(Statement::Ratio { at }, terms, operator, 0.0);
                }
            }
        }
    }

    fn options(&mut self, knowledge: &Knowledge) {
        let top = knowledge.top as f64;
        for (issue, values) in knowledge.values.iter().enumerate() {
            let Some(range) = self.worths[issue].clone() else {
                continue;
            };
            if let Values::Between { scores, .. } = values {
                for (worth, score) in range.clone().zip(scores) {
                    for (end, operator) in [
                        (score.low, ComparisonOp::Ge),
                        (score.high, ComparisonOp::Le),
                    ] {
                        let terms = vec![(worth, 1.0), (issue, -(end as f64) / top)];
                        self.say(Statement::Scores { issue }, terms, operator, 0.0);
                    }
                }
            }
            let statement = Statement::OptionOrder { issue };
            for pair in values.orders().iter().flat_map(|order| order.windows(2)) {
                for &better in &pair[0] {
                    for &worse in &pair[1] {
                        let terms = vec![(range.start + better, 1.0), (range.start + worse, -1.0)];
                        self.say(statement, terms, ComparisonOp::Ge, 0.0);
                    }
                }
            }
            let Values::Ordered(orders) = values else {
                continue;
            };
            // Only a single best (worst) option is sure to mark the end of the scale.
            let groups = &orders[0];
            if let Some([best]) = groups.first().map(Vec::as_slice) {
                self.say(
                    statement,
                    vec![(range.start + best, 1.0), (issue, -1.0)],
                    ComparisonOp::Eq,
                    0.0,
                );
            }
            if let Some([worst]) = groups
                .last()
                .map(Vec::as_slice)
                .filter(|_| groups.len() > 1)
            {
                self.say(
                    statement,
                    vec![(range.start + worst, 1.0)],
                    ComparisonOp::Eq,
                    0.0,
                );
            }
        }
    }

    /// What one unit of the programme's objective is worth in units of utility.
    fn unit(&self, knowledge: &Knowledge) -> f64 {
        knowledge.total as f64 * knowledge.top as f64
    }

    /// The difference of two packages as terms over the variables.
    pub fn difference(
        &self,
        knowledge: &Knowledge,
        this: &[usize],
        that: Option<&[usize]>,
    ) -> Vec<(usize, f64)> {
        let mut terms = Vec::new();
        for issue in 0..this.len() {
            match (&knowledge.values[issue], &self.worths[issue]) {
                (Values::Known(scores), _) => {
                    let score = scores[this[issue]] - that.map_or(0, |that| scores[that[issue]]);
                    terms.push((issue, score as f64 / knowledge.top as f64));
                }
                (_, Some(range)) => {
                    let that = that.map(|that| that[issue]);
                    if that != Some(this[issue]) {
                        terms.push((range.start + this[issue], 1.0));
                        terms.extend(that.map(|option| (range.start + option, -1.0)));
                    }
                }
                _ => {}
            }
        }
        terms
    }

    pub fn is_feasible(&self) -> bool {
        self.is_feasible_with(&|_| true)
    }

    /// Whether the statements that `holds` picks can be true together.
    pub fn is_feasible_with(&self, holds: &impl Fn(Statement) -> bool) -> bool {
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let margin = problem.add_var(1.0, (0.0, 1.0));
        self.constrain(
            &mut problem,
            &vec![0.0; self.variables],
            holds,
            Some(margin),
        );
        let solved = problem.solve().ok();
        let widest = solved.as_ref().and_then(|outcome| outcome.solution());
        widest.is_some_and(|solution| solution.var_value(margin) > STRICTLY)
    }

    /// Everything that was said, each once.
    pub fn statements(&self) -> Vec<Statement> {
        let mut statements: Vec<Statement> = self.said.iter().map(|row| row.statement).collect();
        statements.sort_unstable();
        statements.dedup();
        statements
    }

    /// Bounds on a sum of variables and a constant, one for each end.
    pub fn bounds(
        &self,
        knowledge: &Knowledge,
        terms: &[(usize, f64)],
        constant: [i64; 2],
    ) -> Bounds {
        let unit = self.unit(knowledge);
        let end = |direction, constant: i64, worst: f64| {
            let value = self
                .solve(terms, direction, &|_| true)
                .map_or(worst, |(value, _)| value);
            let value = value + constant as f64 / unit;
            if value.abs() <= TOLERANCE {
                0.0
            } else {
                value * unit
            }
        };
        Bounds {
            least: end(
                OptimizationDirection::Minimize,
                constant[0],
                f64::NEG_INFINITY,
            ),
            most: end(OptimizationDirection::Maximize, constant[1], f64::INFINITY),
        }
    }

    /// The optimum of `terms` and where it is reached; none if nothing fits.
    pub fn solve(
        &self,
        terms: &[(usize, f64)],
        direction: OptimizationDirection,
        holds: &impl Fn(Statement) -> bool,
    ) -> Option<(f64, Vec<f64>)> {
        let mut objective = vec![0.0; self.variables];
        for &(variable, coefficient) in terms {
            objective[variable] += coefficient;
        }
        let mut problem = Problem::new(direction);
        let variables = self.constrain(&mut problem, &objective, holds, None);
        let outcome = problem.solve().ok()?;
        let solution = outcome.solution()?;
        let place = variables
            .iter()
            .map(|&variable| solution.var_value(variable))
            .collect();
        Some((solution.objective(), place))
    }

    /// Adds the variables and the rows that hold; what is strict holds by at least `margin`, if there is one.
    fn constrain(
        &self,
        problem: &mut Problem,
        objective: &[f64],
        holds: &impl Fn(Statement) -> bool,
        margin: Option<Variable>,
    ) -> Vec<Variable> {
        let variables: Vec<Variable> = objective
            .iter()
            .zip(&self.ends)
            .map(|(&c, &ends)| problem.add_var(c, ends))
            .collect();
        let said = self.said.iter().filter(|row| holds(row.statement));
        for row in self.always.iter().chain(said) {
            let mut terms: Vec<(Variable, f64)> =
                row.terms.iter().map(|&(v, c)| (variables[v], c)).collect();
            terms.extend(margin.filter(|_| row.strict).map(|margin| (margin, -1.0)));
            problem.add_constraint(&terms[..], row.operator, row.rhs);
        }
        variables
    }
}
