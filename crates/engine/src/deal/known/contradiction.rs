//! Which statements about a party cannot all be so, by the lines where they stand.

use super::super::board::Board;
use super::super::preferences::{Interval, Statement};
use super::PartyKnown;
use armistice_case::model::Case;
use armistice_case::source::Span;

/// Statements that cannot all be so, with where they stand.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// The party (a position on the board).
    pub party: usize,
    /// Where each statement stands, with the key it stands under.
    pub statements: Vec<(String, Option<Span>)>,
    /// What the weights come to, in millionths, where their sum is what cannot be.
    pub weights: Option<Interval>,
}

impl PartyKnown {
    /// The smallest set of statements about this party that cannot all be so.
    pub fn contradiction(&self, case: &Case, board: &Board) -> Option<Contradiction> {
        let issue = |axis: usize| case.issues.label(board.axes[axis].issue).id.to_string();
        let words = |statement: &Statement| match *statement {
            Statement::Weight { issue: axis } => format!("weights: {}", issue(axis)),
            Statement::Order { place: at } => {
                let group = |at: usize| {
                    self.knowledge.order[at]
                        .iter()
                        .map(|&axis| issue(axis))
                        .collect::<Vec<_>>()
                        .join(", ")
                };
                format!("order: {} before {}", group(at), group(at + 1))
            }
            Statement::Ratio { at } => {
                let ratio = self.knowledge.ratios[at];
                if self.conceded.contains(&at) {
                    return format!(
                        "offers: {} conceded before {}",
                        issue(ratio.less),
                        issue(ratio.more)
                    );
                }
                format!("ratios: {} and {}", issue(ratio.more), issue(ratio.less))
            }
            Statement::Scores { issue: axis } => format!("scores: {}", issue(axis)),
            Statement::OptionOrder { issue: axis } => format!("option-order: {}", issue(axis)),
            Statement::Rather { at } => match self.heard.iter().find(|(place, ..)| *place == at) {
                Some((_, better, worse)) => format!(
                    "offers: {} no worse than {}",
                    case.claims.label(*better).id,
                    case.claims.label(*worse).id
                ),
                None => format!("rather: the comparison at place {}", at + 1),
            },
            Statement::Reservation => "reservation".to_owned(),
            Statement::Verdict { at } => {
                let claim = &case.claims.label(self.judged[at]).id;
                let than = if self.knowledge.verdicts[at].accepted {
                    "worse"
                } else {
                    "better"
                };
                format!("offers: {claim} no {than} than no deal")
            }
        };
        let places = |statement: &Statement| -> Vec<Option<Span>> {
            let of = self.said.iter().filter(|(said, _)| said == statement);
            let spans: Vec<Option<Span>> = of.map(|(_, span)| Some(*span)).collect();
            if spans.is_empty() { vec![None] } else { spans }
        };
        let found = self.knowledge.contradiction()?;
        let statements = found
            .iter()
            .flat_map(|statement| {
                places(statement)
                    .into_iter()
                    .map(move |span| (words(statement), span))
            })
            .collect();
        Some(Contradiction {
            party: self.party,
            statements,
            weights: self.sum(&found),
        })
    }

    /// The sum of the weights named, where nothing else is named and each of them alone can be so.
    fn sum(&self, statements: &[Statement]) -> Option<Interval> {
        let mut sum = Interval::exactly(0);
        for statement in statements {
            let Statement::Weight { issue } = statement else {
                return None;
            };
            let weight = self.knowledge.weights[*issue];
            if weight.low > weight.high {
                return None;
            }
            sum.low = sum.low.saturating_add(weight.low);
            sum.high = sum.high.saturating_add(weight.high);
        }
        Some(sum)
    }
}
