//! A mediator's single text: from a draft, change by change, with who gains and loses at each.
//!
//! Two rules, run side by side: change only what hurts nobody (Raiffa 1982), which can stall at
//! once, or follow the steepest descent of what is lacking to those whose yes would suffice. One issue at
//! a time, then two. Guarantee: a local end of the named rule, not the best deal; ties go to the smallest
//! package. Cost: per step, all changes of one issue, then of two, times winning coalitions.

use super::super::space::DealSpace;
use super::inducement::needed;
use super::logrolling::MOST_MOVES;

/// What a change of the text must do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A change must help somebody and hurt nobody; the largest least gain, then the largest sum.
    HurtNobody,
    /// The sum of what is lacking must fall; as far as it can (adds the parties' scales).
    LeastShortfall,
    /// The largest of what is lacking must fall, or stay while the sum falls.
    LeastLargestShortfall,
}

impl Rule {
    /// By what the rule compares what the parties lack; less is better.
    fn cost(self, lacking: &[i64]) -> (i64, i64) {
        let sum = lacking.iter().sum();
        match self {
            Self::HurtNobody | Self::LeastShortfall => (sum, 0),
            Self::LeastLargestShortfall => (lacking.iter().copied().max().unwrap_or(0), sum),
        }
    }
}

/// One state of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The text.
    pub package: Vec<usize>,
    /// Its worth to each party.
    pub utilities: Vec<i64>,
    /// What it lacks for each party of those whose yes would suffice, and nothing for the others: of the
    /// sets of such parties the one for which the rule finds least lacking.
    pub lacking: Vec<i64>,
    /// Gain or loss of each party against the draft before.
    pub changes: Vec<i64>,
}

/// The drafts from `start` on; the last one has no better neighbour under the rule, or lacks nothing.
/// `issues_at_once` is one or two; with many options on the table, one.
pub fn single_text(
    deal: &DealSpace,
    start: &[usize],
    rule: Rule,
    issues_at_once: usize,
) -> Vec<Draft> {
    let moves: usize = (0..deal.space.issues())
        .map(|issue| deal.space.size(issue))
        .sum();
    let most = if moves > MOST_MOVES { 1 } else { 2 };
    let coalitions = deal.consent.coalitions(deal.parties.len());
    let draft = |package: Vec<usize>, before: &[i64]| {
        let utilities = deal.utilities(&package);
        let short = deal.shortfalls(&utilities);
        let lacking = needed(&short, &coalitions, |lacking| rule.cost(lacking));
        let changes = utilities.iter().zip(before).map(|(u, b)| u - b).collect();
        Draft {
            package,
            utilities,
            lacking,
            changes,
        }
    };
    let mut path = vec![draft(start.to_vec(), &deal.utilities(start))];
    loop {
        let current = &path[path.len() - 1];
        let next = (1..=issues_at_once.clamp(1, most)).find_map(|issues| {
            neighbours(deal, &current.package, issues)
                .map(|package| draft(package, &current.utilities))
                .filter_map(|candidate| {
                    score(rule, current, &candidate).map(|score| (score, candidate))
                })
                .min_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.package.cmp(&y.package)))
                .map(|(_, candidate)| candidate)
        });
        match next {
            Some(candidate) => path.push(candidate),
            None => return path,
        }
    }
}

/// Lower is better; none if the rule forbids the change.
fn score(rule: Rule, from: &Draft, to: &Draft) -> Option<(i64, i64)> {
    match rule {
        Rule::HurtNobody => {
            let sum: i64 = to.changes.iter().sum();
            let least = to.changes.iter().copied().min().unwrap_or(0);
            (least >= 0 && sum > 0).then_some((-least, -sum))
        }
        Rule::LeastShortfall | Rule::LeastLargestShortfall => {
            let score = rule.cost(&to.lacking);
            (score < rule.cost(&from.lacking)).then_some(score)
        }
    }
}

fn neighbours<'a>(
    deal: &'a DealSpace,
    from: &'a [usize],
    issues: usize,
) -> impl Iterator<Item = Vec<usize>> + 'a {
    let steps = move |first: usize| {
        (first..deal.space.issues()).flat_map(move |issue| {
            (0..deal.space.size(issue))
                .filter(move |&option| option != from[issue])
                .map(move |option| (issue, option))
        })
    };
    steps(0)
        .flat_map(move |a| -> Box<dyn Iterator<Item = Vec<(usize, usize)>>> {
            match issues {
                1 => Box::new(std::iter::once(vec![a])),
                _ => Box::new(steps(a.0 + 1).map(move |b| vec![a, b])),
            }
        })
        .map(move |changes| {
            let mut package = from.to_vec();
            for (issue, option) in changes {
                package[issue] = option;
            }
            package
        })
        .filter(|package| !deal.space.is_excluded(package))
}
