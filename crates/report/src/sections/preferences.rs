//! What is assumed about each party's preferences, and what contradicts itself in it.

use super::board::{assumed, party, points};
use crate::page::{Block, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{Case, NodeId};
use armistice_case::value::Decimal;
use armistice_engine::deal::Study;
use armistice_engine::deal::known::{Contradiction, HUNDRED, PartyKnown};
use armistice_engine::deal::preferences::elicitation::rank_order_centroid;
use armistice_engine::deal::preferences::{Interval, Knowledge, Method, Values};
use armistice_engine::provenance::Because;

/// What is assumed about each party.
pub fn table(case: &Case, study: &Study) -> Section {
    let mut section = Section::new("assumed-preferences", "What is assumed about preferences");
    if study.known.is_empty() {
        section.blocks.push(Block::Remark(
            "Nothing is assumed about what any party prefers; only stated lines are used."
                .to_owned(),
        ));
        return section;
    }
    let rows = (0..study.board.parties.len())
        .map(|at| {
            let known = study.known.iter().find(|known| known.party == at);
            let Some(known) = known else {
                let absence = Because::Absence("no assumption about its preferences".to_owned());
                return Row {
                    cells: vec![
                        party(case, study, at),
                        "nothing".into(),
                        "–".into(),
                        "–".into(),
                    ],
                    because: vec![absence],
                };
            };
            let k = &known.knowledge;
            let reservation = match (known.no_reservation, k.reservation.is_exact()) {
                (true, _) => match known.drift.first() {
                    Some((first, _)) => format!("not said before {}", words::short_day(*first)),
                    None => "not said".to_owned(),
                },
                (_, true) => points(study, at, k.reservation.low),
                (_, false) => format!(
                    "{} to {}",
                    points(study, at, k.reservation.low),
                    points(study, at, k.reservation.high)
                ),
            };
            Row {
                cells: vec![
                    party(case, study, at),
                    strength(known),
                    reservation,
                    match k.prepare().map(|prepared| prepared.method()) {
                        Some(Method::Exact) => "exact",
                        Some(Method::Intervals) => "exact, by the ends of the ranges",
                        Some(Method::Order) => "exact, by the corners of the order",
                        Some(Method::LinearProgramme) => "linear programme, within 1e-9",
                        None => "contradictory",
                    }
                    .to_owned(),
                ],
                because: known
                    .assumptions
                    .iter()
                    .map(|id| Because::Node(NodeId::Assumption(*id)))
                    .collect(),
            }
        })
        .collect();
    section.table(Table {
        cited: false,
        id: "assumed-preferences",
        columns: [
            "party",
            "what is assumed",
            "no deal is worth",
            "how it is computed",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    });
    section.statements(scales(case, study));
    section.statements(contradictions(case, study));
    if !study.contradictions.is_empty() {
        section.blocks.push(Block::Remark(MEND.to_owned()));
    }
    for known in &study.known {
        if let Some(shares) = middle(&known.knowledge) {
            let named: Vec<String> = shares
                .iter()
                .map(|(axis, share)| {
                    let issue = study.board.axes[*axis].issue;
                    format!("{} {share:.0}", case.issue_name(issue))
                })
                .collect();
            section.blocks.push(Block::Remark(format!(
                "For show only: in the middle of all weights in the order assumed for {} stand, of a hundred, {}. \
                 Nothing is computed with them.",
                party(case, study, known.party),
                words::joined(&named, "and")
            )));
        }
    }
    read(case, study, &mut section);
    choices(case, study, &mut section);
    section
}

/// Scores out of a hundred that do not run from the worst answer at 0 to the best at 100.
fn scales(case: &Case, study: &Study) -> Vec<Statement> {
    let mut told = Vec::new();
    for known in &study.known {
        let k = &known.knowledge;
        let counts = |axis: &usize| !k.points && k.weights[*axis].high > 0;
        for axis in (0..k.issues()).filter(counts) {
            let scores = k.values[axis].scores();
            let ends = scores.iter().map(|score| score.low).min();
            let ends = ends.zip(scores.iter().map(|score| score.high).max());
            let Some((worst, best)) = ends.filter(|ends| *ends != (0, k.top) && scores.len() > 1)
            else {
                continue;
            };
            let most = if scores.iter().all(|score| score.is_exact()) {
                ""
            } else {
                "at most "
            };
            let text = format!(
                "The scores of {} on {} run {most}from {} to {} and not from 0 to 100, so that the step from the \
                 worst answer to the best counts for {most}{} in a hundred of what its weight says.",
                party(case, study, known.party),
                case.issue_name(study.board.axes[axis].issue),
                Decimal(worst),
                Decimal(best),
                Decimal(best - worst)
            );
            let because = known.assumptions.iter().map(|id| Because::from(*id));
            told.push(Statement::new(
                "deal",
                "scale-not-whole",
                text,
                because.collect(),
            ));
        }
    }
    told
}

/// How closely a party's preferences are assumed, beside the worth of no deal.
fn strength(known: &PartyKnown) -> String {
    let k = &known.knowledge;
    let exact = |values: &Values| matches!(values, Values::Known(_));
    let bounded = |values: &Values| matches!(values, Values::Between { .. });
    let ordered = |values: &Values| matches!(values, Values::Ordered(_) | Values::Unknown { .. });
    let some_order = |values: &Values| ordered(values) && !values.orders().is_empty();
    let any = |of: &dyn Fn(&Values) -> bool| k.values.iter().any(of);
    let free = |weight: &Interval| weight.low <= 0 && weight.high >= k.total;
    let all_exact = k.values.iter().all(exact);
    let fixed = k.weights.iter().all(|weight| weight.is_exact());
    let parts = [
        (!k.order.is_empty(), "an order of issues"),
        (!k.ratios.is_empty(), "ratios of weights"),
        (!fixed && !k.weights.iter().all(free), "ranges of weights"),
        (fixed && k.total == HUNDRED && !all_exact, "exact weights"),
        (any(&exact), "exact scores"),
        (any(&bounded), "ranges of scores"),
        (any(&some_order), "orders of answers"),
        (!k.interactions.is_empty(), "what combinations add"),
        (!k.rather.is_empty(), "comparisons"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, word)| word.to_owned())
        .collect();
    if !said.is_empty() {
        words::joined(&said, "and")
    } else if known.no_reservation && known.drift.is_empty() {
        "only what waiting costs".to_owned()
    } else {
        "only what no deal is worth".to_owned()
    }
}

/// What follows from a contradiction.
pub const MEND: &str = "While this stands, nothing is computed from preferences; take back or change one of what is named.";

/// What is assumed and cannot all be so.
pub fn contradictions(case: &Case, study: &Study) -> Vec<Statement> {
    let found = study.contradictions.iter();
    found.map(|c| contradicts(case, study, c)).collect()
}

/// What is assumed about a party and cannot all be so.
pub fn contradicts(case: &Case, study: &Study, contradiction: &Contradiction) -> Statement {
    let said: Vec<String> = contradiction
        .statements
        .iter()
        .map(|(text, span)| match span {
            Some(span) => format!("{text} ({})", case.files.place(*span)),
            None => text.clone(),
        })
        .collect();
    let known = study
        .known
        .iter()
        .find(|known| known.party == contradiction.party);
    let because = known.map_or_else(Vec::new, |known| {
        known
            .assumptions
            .iter()
            .map(|id| Because::Node(NodeId::Assumption(*id)))
            .collect()
    });
    Statement::new(
        "deal",
        "preferences-contradict",
        format!(
            "What is assumed about {} cannot all be so: {}{}.",
            party(case, study, contradiction.party),
            said.join("; "),
            contradiction.weights.map_or_else(String::new, sum)
        ),
        because,
    )
}

/// What weights that contradict come to.
fn sum(weights: Interval) -> String {
    let come = match (weights.is_exact(), weights.low > HUNDRED) {
        (true, _) => format!("{}", Decimal(weights.low)),
        (false, true) => format!("at least {}", Decimal(weights.low)),
        (false, false) => format!("at most {}", Decimal(weights.high)),
    };
    format!(". They add up to {come}, and weights add up to 100")
}

/// The middle of all weights in a complete order of issues, where nothing else is said of them.
fn middle(knowledge: &Knowledge) -> Option<Vec<(usize, f64)>> {
    let free = knowledge
        .weights
        .iter()
        .all(|weight| weight.low <= 0 && weight.high >= knowledge.total);
    let complete = knowledge.order.len() == knowledge.issues()
        && knowledge.order.iter().all(|group| group.len() == 1);
    (free && complete && knowledge.ratios.is_empty()).then(|| {
        let shares = rank_order_centroid(knowledge.issues());
        let order = knowledge.order.iter().flatten().copied();
        order
            .zip(shares.into_iter().map(|share| share * 100.0))
            .collect()
    })
}

/// What the offers that were heard say, if they are read.
fn read(case: &Case, study: &Study, section: &mut Section) {
    let statements = study
        .read
        .iter()
        .map(|read| {
            let mut because: Vec<Because> =
                read.claims.iter().map(|id| Because::from(*id)).collect();
            let who = party(case, study, read.party);
            if let Some(contradiction) = &read.contradiction {
                let mut told = contradicts(case, study, contradiction);
                told.because.extend(because);
                told.text = format!(
                    "The offers heard of {who} do not fit what is assumed, and were not used. {}",
                    told.text
                );
                return told;
            }
            let mut said = Vec::new();
            if read.comparisons > 0 {
                said.push(words::plural(
                    read.comparisons,
                    "comparison of packages",
                    "comparisons of packages",
                ));
            }
            if read.weights > 0 {
                said.push(words::plural(
                    read.weights,
                    "comparison of weights",
                    "comparisons of weights",
                ));
            }
            if read.verdicts > 0 {
                said.push(words::plural(
                    read.verdicts,
                    "comparison with no deal",
                    "comparisons with no deal",
                ));
            }
            let text = if because.is_empty() {
                because.push(Because::Absence(
                    "claims by it with an offer or a refusal of one answer to each of the same issues"
                        .to_owned(),
                ));
                format!("No offer or refusal of {who} was heard that could be read as a preference.")
            } else if said.is_empty() {
                format!("The offers heard of {who}, read as asked, add nothing to what is assumed.")
            } else {
                format!(
                    "The offers heard of {who} are read as preferences, which they need not be: they add {}.",
                    words::joined(&said, "and")
                )
            };
            Statement::new("deal", "offers-read", text, because)
        })
        .collect();
    section.statements(statements);
}

/// What each assumption that stands in for another would leave open.
fn choices(case: &Case, study: &Study, section: &mut Section) {
    let rows = study
        .choices
        .iter()
        .map(|choice| {
            let name = |id| format!("`{}`", case.assumptions.label(id).id);
            let (taken, because) = match choice.assumption {
                None => ("the case as asked".to_owned(), assumed(study)),
                Some(id) => {
                    let place = case.assumptions[id]
                        .instead_of
                        .map_or_else(String::new, name);
                    (
                        format!("{} instead of {place}", name(id)),
                        vec![Because::from(id)],
                    )
                }
            };
            let counts: Vec<String> = match (choice.counts, choice.contradicts) {
                (_, true) => vec![
                    "contradicts itself".to_owned(),
                    "–".to_owned(),
                    "–".to_owned(),
                ],
                (None, _) => vec!["–".to_owned(); 3],
                (Some([no, maybe, yes]), _) => [yes, maybe, no].map(|n| n.to_string()).to_vec(),
            };
            let lines = match choice.lines_leave {
                None => "no line is assumed to bind",
                Some(true) => "a package",
                Some(false) => "no package",
            };
            let mut cells = vec![taken, lines.to_owned()];
            cells.extend(counts);
            Row { cells, because }
        })
        .collect();
    section.table(Table {
        cited: false,
        id: "choices",
        columns: [
            "taken",
            "lines that bind leave",
            "necessary",
            "possible",
            "impossible",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    });
}
