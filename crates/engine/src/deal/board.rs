//! The board: issues, answers, parties and exclusions of a case as dense lists.
//!
//! A numeric issue has the steps of its range as answers. Where these are many and no preference tells
//! them apart, only the landmarks are: every amount that the case names for it, the steps beside them,
//! and the ends. Guarantee: lines break at named amounts only, so that what holds of a step holds of a
//! landmark beside it; a range whose steps are scored, ordered or compared has every step or is refused,
//! since a deal may lie anywhere on it. Cost: linear in the case and the steps.

use super::Obstacle;
use super::map::{MOST_PACKAGES, MOST_PROGRAMMES};
use super::openings::threshold::MOST_PARTIES;
use super::space::{Consent, MAX_OPTIONS, OptionSet, Pattern, Space};
use crate::run::Refusal;
use armistice_case::model::{
    ActorId, Case, Combination, IssueId, NodeId, StanceKind, Target, Value,
};
use armistice_case::phrase::Condition;
use armistice_case::value::{Amount, Decimal};
use std::collections::BTreeSet;

/// Steps of a numeric issue up to which every one is an answer, though no preference tells them apart.
const MOST_STEPS: i64 = 100;

/// One issue with its possible answers.
#[derive(Clone, Debug)]
pub struct Axis {
    /// The issue.
    pub issue: IssueId,
    /// Its answers: options, or exact amounts.
    pub answers: Vec<Value>,
    /// Whether only the landmarks of a long range are answers.
    pub coarse: bool,
}

/// The board of a case.
#[derive(Clone, Debug)]
pub struct Board {
    /// The issues that have answers to choose from.
    pub axes: Vec<Axis>,
    /// Issues whose possible answers the case does not give.
    pub left_out: Vec<IssueId>,
    /// The parties whose consent it takes, in the order of the case.
    pub parties: Vec<ActorId>,
    /// Whose yes it takes.
    pub consent: Consent,
    /// The packages, with the combinations that cannot be.
    pub space: Space,
    /// Which combination under `cannot-be` (position in the case) each of those is.
    pub cannot_be: Vec<usize>,
}

impl Board {
    /// Sets the board.
    pub fn of(case: &Case) -> Result<Board, Refusal> {
        let mut axes = Vec::new();
        let mut left_out = Vec::new();
        for (issue, entry) in case.issues.iter() {
            let (answers, coarse) = if entry.options.is_empty() {
                steps(case, issue)?
            } else {
                let options = u16::try_from(entry.options.len()).unwrap_or(u16::MAX);
                ((0..options).map(Value::Option).collect(), false)
            };
            if answers.is_empty() {
                left_out.push(issue);
            } else {
                axes.push(Axis {
                    issue,
                    answers,
                    coarse,
                });
            }
        }
        if axes.is_empty() {
            return Err(Refusal::new(
                "no issue of this case has answers to choose from",
                "give issues `options`, or a `range` and a `step`",
            ));
        }
        let sizes: Vec<usize> = axes.iter().map(|axis| axis.answers.len()).collect();
        let mut board = Board {
            axes,
            left_out,
            parties: case.consent.clone(),
            consent: consent(case)?,
            space: Space::new(sizes.clone(), Vec::new())
                .map_err(|o| obstacle(case, &[], &[], &o))?,
            cannot_be: Vec::new(),
        };
        let combinations = case.deal.cannot_be.iter().enumerate();
        let (at, excluded): (Vec<usize>, Vec<Pattern>) = combinations
            .filter_map(|(at, (part, _))| Some((at, board.pattern(part)?)))
            .unzip();
        board.cannot_be = at;
        board.space = Space::new(sizes, excluded)
            .map_err(|o| obstacle(case, &board.axes, &board.parties, &o))?;
        Ok(board)
    }

    /// The place of an issue on the board.
    pub fn axis(&self, issue: IssueId) -> Option<usize> {
        self.axes.iter().position(|axis| axis.issue == issue)
    }

    /// The place of a party on the board.
    pub fn party(&self, actor: ActorId) -> Option<usize> {
        self.parties.iter().position(|&party| party == actor)
    }

    /// The answers of an issue that an answer as written stands for; none for a silence.
    pub fn answers(&self, axis: usize, value: &Value) -> Option<OptionSet> {
        let answers = &self.axes[axis].answers;
        let fits = |answer: &Value| match (value, answer) {
            (Value::Option(a), Value::Option(b)) => a == b,
            (Value::Amount(amount), Value::Amount(exact)) => {
                exact.as_exact().is_some_and(|n| holds(amount, n))
            }
            _ => false,
        };
        (!matches!(value, Value::Silent(_)))
            .then(|| OptionSet::new((0..answers.len()).filter(|&at| fits(&answers[at]))))
    }

    /// The answers that any of several values stand for; none if one of them is a silence.
    pub fn any_of(&self, axis: usize, values: &[Value]) -> Option<OptionSet> {
        let sets: Vec<OptionSet> = values
            .iter()
            .map(|value| self.answers(axis, value))
            .collect::<Option<_>>()?;
        let size = self.axes[axis].answers.len();
        (!sets.is_empty()).then(|| {
            OptionSet::new((0..size).filter(|&at| sets.iter().any(|set| set.contains(at))))
        })
    }

    /// A combination of the case; none if it names an issue that is not on the board or is silent.
    pub fn pattern(&self, combination: &Combination) -> Option<Pattern> {
        let parts = combination
            .iter()
            .map(|(issue, values)| {
                let axis = self.axis(*issue)?;
                Some((axis, self.any_of(axis, values)?))
            })
            .collect::<Option<Vec<_>>>()?;
        (!parts.is_empty()).then_some(Pattern { parts })
    }

    /// The issues that a combination names, in the order of the board, and the package that takes its
    /// one answer on each of them and the first on the others.
    pub fn answers_named(&self, combination: &Combination) -> Option<(Vec<usize>, Vec<usize>)> {
        let pattern = self.pattern(combination)?;
        let mut package = vec![0; self.axes.len()];
        let mut issues = Vec::new();
        for (axis, set) in &pattern.parts {
            let mut inside = (0..self.axes[*axis].answers.len()).filter(|&at| set.contains(at));
            package[*axis] = inside.next().filter(|_| inside.next().is_none())?;
            issues.push(*axis);
        }
        issues.sort_unstable();
        issues.dedup();
        Some((issues, package))
    }

    /// A package of the case, if it gives one answer on every issue of the board.
    pub fn package(&self, combination: &Combination) -> Option<Vec<usize>> {
        let pattern = self.pattern(combination)?;
        (0..self.axes.len())
            .map(|axis| {
                let (_, set) = pattern.parts.iter().find(|(at, _)| *at == axis)?;
                let mut inside = (0..self.axes[axis].answers.len()).filter(|&at| set.contains(at));
                match (inside.next(), inside.next()) {
                    (Some(only), None) => Some(only),
                    _ => None,
                }
            })
            .collect()
    }

    /// The first combination under `cannot-be` (position in the case) that shuts a package out.
    pub fn shut_out_by(&self, package: &[usize]) -> Option<usize> {
        let patterns = self.space.excluded.iter().zip(&self.cannot_be);
        let mut matching = patterns.filter(|(pattern, _)| pattern.matches(package));
        matching.next().map(|(_, &at)| at)
    }

    /// An answer in the words of the case: the option's id, or the amount.
    pub fn answer_id(&self, case: &Case, axis: usize, at: usize) -> String {
        match &self.axes[axis].answers[at] {
            Value::Option(option) => case.issues[self.axes[axis].issue]
                .options
                .get(usize::from(*option))
                .map_or_else(String::new, |(id, _)| id.to_string()),
            Value::Amount(amount) => amount.to_string(),
            Value::Silent(silence) => silence.word().to_owned(),
        }
    }
}

/// The rule of consent over the parties of the board; everybody's yes where none is written.
fn consent(case: &Case) -> Result<Consent, Refusal> {
    fn rule(case: &Case, condition: &Condition) -> Option<Consent> {
        let parts = |parts: &[Condition]| -> Option<Vec<Consent>> {
            parts.iter().map(|part| rule(case, part)).collect()
        };
        Some(match condition {
            Condition::Is {
                name, state: None, ..
            } => {
                let Some(NodeId::Actor(actor)) = case.node(&name.id) else {
                    return None;
                };
                Consent::Party(case.consent.iter().position(|&party| party == actor)?)
            }
            Condition::All(all) => Consent::All(parts(all)?),
            Condition::Any(any) => Consent::Any(parts(any)?),
            Condition::AtLeast(count, of) => Consent::AtLeast(*count as usize, parts(of)?),
            _ => return None,
        })
    }
    if case.consent.len() > MOST_PARTIES {
        return Err(Refusal::new(
            format!(
                "the deal takes the consent of {} parties; {MOST_PARTIES} are the most",
                case.consent.len()
            ),
            "name under `consent` those whose yes it takes",
        ));
    }
    match &case.consent_rule {
        None => Ok(Consent::of_all(case.consent.len())),
        Some(condition) => rule(case, condition).ok_or_else(|| {
            Refusal::new(
                "`consent` says something else than whose yes it takes",
                "name parties, joined by `and`, `or` or `2 of (…)`",
            )
        }),
    }
}

/// Whether an amount as written holds a number.
pub fn holds(amount: &Amount, n: Decimal) -> bool {
    let (low, high) = amount.agreeing();
    low.is_none_or(|low| if amount.low_open { n > low } else { n >= low })
        && high.is_none_or(|high| {
            if amount.high_open {
                n < high
            } else {
                n <= high
            }
        })
}

/// The answers of a numeric issue, and whether they are only its landmarks.
fn steps(case: &Case, issue: IssueId) -> Result<(Vec<Value>, bool), Refusal> {
    let entry = &case.issues[issue];
    let Some(range) = &entry.range else {
        return Ok((Vec::new(), false));
    };
    let (Some(low), Some(high)) = (range.low, range.high) else {
        return Ok((Vec::new(), false));
    };
    let step = entry.step.unwrap_or(Decimal::ONE);
    if step.0 <= 0 || high < low {
        return Err(Refusal {
            at: Some(NodeId::Issue(issue)),
            ..Refusal::new(
                format!(
                    "the range of `{}` cannot be walked in its steps",
                    case.issues.label(issue).id
                ),
                "give a range from low to high and a step above zero",
            )
        });
    }
    let value = |at: i64| Value::Amount(Amount::exact(Decimal(low.0 + at * step.0)));
    let count = (high.0 - low.0) / step.0 + 1;
    let told_apart = told_apart(case, issue);
    if told_apart && count > MAX_OPTIONS as i64 {
        return Err(Refusal {
            at: Some(NodeId::Issue(issue)),
            ..Refusal::new(
                format!(
                    "preferences are assumed about the {count} answers of `{}`; {MAX_OPTIONS} are the most that \
                     can be looked at",
                    case.issues.label(issue).id
                ),
                "give the issue a larger `step`",
            )
        });
    }
    if told_apart || count <= MOST_STEPS {
        return Ok(((0..count).map(value).collect(), false));
    }
    let marks = landmarks(case, issue, [low, step], count);
    Ok((marks.into_iter().map(value).collect(), true))
}

/// Whether some preference ranks the answers of an issue, or adds something for some of them.
fn told_apart(case: &Case, issue: IssueId) -> bool {
    let names = |parts: &Combination| parts.iter().any(|(at, _)| *at == issue);
    case.assumptions
        .iter()
        .filter_map(|(_, assumption)| assumption.preferences.as_ref())
        .any(|p| {
            p.scores.iter().any(|(at, _)| *at == issue)
                || p.option_order.iter().any(|(at, _)| *at == issue)
                || p.rather.iter().any(|r| names(&r.this) || names(&r.than))
                || p.interactions.iter().any(|(when, _)| names(when))
        })
}

/// The steps of a range at and beside every amount that the case names, and its ends.
fn landmarks(case: &Case, issue: IssueId, [low, step]: [Decimal; 2], count: i64) -> BTreeSet<i64> {
    let mut marks = BTreeSet::from([0, count - 1]);
    let mut named = |n: Decimal| {
        let at = (n.0 - low.0).div_euclid(step.0);
        marks.extend((at - 1..=at + 1).filter(|at| (0..count).contains(at)));
    };
    let mut amounts = |value: &Value| {
        if let Value::Amount(amount) = value {
            let (a, b) = amount.agreeing();
            a.into_iter().chain(b).for_each(&mut named);
        }
    };
    let of_issue = |parts: &Combination| -> Vec<Value> {
        parts
            .iter()
            .filter(|(at, _)| *at == issue)
            .flat_map(|(_, values)| values.clone())
            .collect()
    };
    for (_, claim) in case.claims.iter() {
        for stance in &claim.stances {
            if let Target::Issue(at, values) = &stance.target
                && *at == issue
            {
                values.iter().for_each(&mut amounts);
            }
        }
    }
    let packages = case.deal.packages.iter().map(|(_, package)| package);
    let cannot_be = case.deal.cannot_be.iter().map(|(parts, _)| parts);
    for parts in cannot_be.chain(packages) {
        of_issue(parts).iter().for_each(&mut amounts);
    }
    marks
}

/// Whether a stance shuts answers out when it is taken at its word.
pub fn shuts_out(kind: StanceKind) -> bool {
    matches!(kind, StanceKind::Refuses | StanceKind::Demands)
}

/// A count that may be more than can be counted.
fn how_many(packages: u128) -> String {
    if packages == u128::MAX {
        "more than 10^38".to_owned()
    } else {
        packages.to_string()
    }
}

/// An obstacle of the dense question in the words of the case.
pub fn obstacle(case: &Case, axes: &[Axis], parties: &[ActorId], obstacle: &Obstacle) -> Refusal {
    let issue = |at: usize| {
        axes.get(at)
            .map_or("?", |axis| case.issue_name(axis.issue))
            .to_owned()
    };
    let party = |at: usize| {
        parties
            .get(at)
            .map_or("?", |&party| case.name(party))
            .to_owned()
    };
    let (message, help) = match obstacle {
        Obstacle::TooManyOptions {
            issue: at,
            options,
            limit,
        } => (
            format!("{} has {options} answers; {limit} are the most", issue(*at)),
            "give the issue a larger `step`",
        ),
        Obstacle::EverythingExcluded => (
            "the combinations under `cannot-be` leave no package".to_owned(),
            "take one of them out",
        ),
        Obstacle::TooManyToEnumerate { packages, limit } => (
            format!(
                "{} packages are too many to look at one by one; {limit} are the most {}",
                how_many(*packages),
                match *limit {
                    MOST_PROGRAMMES =>
                        "where statements about preferences take a linear programme for each",
                    MOST_PACKAGES => "where preferences are known by ranges or orders",
                    _ => "for this question",
                }
            ),
            match *limit {
                MOST_PROGRAMMES | MOST_PACKAGES => {
                    "name the packages that matter under `deal`, which are placed without the others; with exact \
                     weights and scores many more can be looked at"
                }
                _ => {
                    "name the packages that matter under `deal`, which are placed without the others"
                }
            },
        ),
        Obstacle::TiedIssuesTooLarge {
            issues,
            packages,
            limit,
        } => (
            format!(
                "{} are tied together by combinations in {} ways; {limit} are the most",
                issues
                    .iter()
                    .map(|&at| issue(at))
                    .collect::<Vec<_>>()
                    .join(", "),
                how_many(*packages)
            ),
            "leave out combinations of many issues, or give the issues fewer answers",
        ),
        Obstacle::Contradiction { party: at } => (
            format!("what is assumed about {} cannot all be so", party(*at)),
            "drop one of the statements",
        ),
        Obstacle::CannotSample { party: at } => (
            format!(
                "no preferences of {} were found by chance that fit its comparisons",
                party(*at)
            ),
            "comparisons, and offers that are read as such, leave very little room; drop one or give weights",
        ),
        Obstacle::UtilityTooLarge { party: at } => (
            format!(
                "the scores of {} are too large for exact arithmetic",
                party(*at)
            ),
            "use a smaller scale",
        ),
        Obstacle::ReservationTooLarge { party: at } => (
            format!(
                "what no deal is worth to {} (`reservation` or `drift`) is too large for exact arithmetic",
                party(*at)
            ),
            "give it on the scale of the scores",
        ),
        Obstacle::MissingScores {
            party: at,
            issue: axis,
        } => (
            format!(
                "{} has no score for an answer on {}",
                party(*at),
                issue(*axis)
            ),
            "give every answer a score",
        ),
        other => (other.to_string(), "see `docs/methods/deals.md`"),
    };
    Refusal::new(message, help)
}
