//! How much hangs on what is not known: over the draws, whether there is a deal, what decides, what each party
//! likes best and what each rule picks.

use super::board::{asked, assumed, everybody_asked, member, package, party, percent, share};
use super::deals::concept;
use crate::page::{Block, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::Case;
use armistice_engine::deal::robust::acceptability::{Acceptability, Share};
use armistice_engine::deal::robust::deciding::Input;
use armistice_engine::deal::solutions::Concept;
use armistice_engine::deal::{Study, Weak};
use armistice_engine::provenance::Because;

/// On which packages the draws look where there are too many.
const ON_FRONTIER: &str = "There are too many packages to look at each in every draw. The points of the frontier are \
                           looked at: wherever some package is acceptable, one of them is.";

/// Pairs of unknowns in the table.
const MOST_PAIRS: usize = 5;
/// Packages shown of each party, and of each rule.
const MOST_SHARES: usize = 3;

/// How much hangs on what is not known.
pub fn robustness(case: &Case, study: &Study) -> Section {
    let mut section = Section::new("robustness", "How much hangs on what is not known");
    let Some(weak) = &study.weak else {
        return section;
    };
    let found = match &weak.acceptability {
        None => return section,
        Some(Ok(found)) => found,
        Some(Err(refusal)) => {
            section
                .blocks
                .push(Block::Remark(format!("Not computed: {refusal}.")));
            return section;
        }
    };
    section.aside = format!(
        "{} draws, seed {}",
        found.sampling.draws, found.sampling.seed
    );
    if weak.on_frontier {
        section.blocks.push(Block::Remark(ON_FRONTIER.to_owned()));
    }
    let mut statements = vec![Statement::new(
        "deal",
        "zone-share",
        format!(
            "There is a package acceptable to {} {}.",
            asked(case, study, weak),
            share(found.zone)
        ),
        assumed(study),
    )];
    if let Some(first) = found.deciding.first() {
        let reach = (first.high.value - first.low.value).abs();
        let noise = first.high.half_width + first.low.half_width;
        let text = if reach > noise {
            format!(
                "What decides most is {}: with it low there is a deal {}, with it high {}.",
                input(case, study, weak, first.input),
                share(first.low),
                share(first.high)
            )
        } else {
            "No single assumption moves the share of draws with a deal by more than chance does: undecided.".to_owned()
        };
        statements.push(Statement::new(
            "deal",
            "deciding-assumption",
            text,
            assumed(study),
        ));
    }
    statements.extend(found.together.first().map(|pair| {
        let [first, second] = pair.inputs.map(|at| input(case, study, weak, at));
        let [[neither, second_high], [first_high, both]] = pair.shares.map(|row| row.map(share));
        let text = format!(
            "Two decide together: {first} and {second}. With both low there is a deal {neither}, with both high \
             {both}, with only the first high {first_high}, with only the second high {second_high}."
        );
        Statement::new("deal", "deciding-together", text, assumed(study))
    }));
    if everybody_asked(study, weak) {
        statements.extend(focal(case, study, found));
    }
    section.statements(statements);
    section.table(Table {
        cited: true,
        id: "deciding",
        columns: [
            "what is not known",
            "a deal when it is low",
            "a deal when it is high",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: found
            .deciding
            .iter()
            .filter(|d| (d.high.value - d.low.value).abs() > d.high.half_width + d.low.half_width)
            .take(6)
            .map(|d| Row {
                cells: vec![
                    input(case, study, weak, d.input),
                    share(d.low),
                    share(d.high),
                ],
                because: assumed(study),
            })
            .collect(),
    });
    section.table(pairs(case, study, weak, found));
    section.table(favourites(case, study, weak, found));
    if everybody_asked(study, weak) {
        section.table(picked(case, study, found));
        if found.picks.is_none() {
            section.blocks.push(Block::Remark(
                "How often each rule picks each package is not counted for so many packages and draws; with fewer \
                 `--draws` it may be."
                    .to_owned(),
            ));
        }
    }
    section
}

/// Two unknowns at a time.
fn pairs(case: &Case, study: &Study, weak: &Weak, found: &Acceptability) -> Table {
    let rows = found.together.iter().take(MOST_PAIRS).map(|pair| {
        let [first, second] = pair.inputs.map(|at| input(case, study, weak, at));
        let [[neither, second_high], [first_high, both]] = pair.shares.map(|row| row.map(percent));
        Row {
            cells: vec![first, second, neither, first_high, second_high, both],
            because: assumed(study),
        }
    });
    Table {
        cited: true,
        id: "deciding-pairs",
        columns: [
            "what is not known",
            "and with it",
            "a deal when both are low",
            "only the first high",
            "only the second high",
            "both high",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.collect(),
    }
}

/// Positions of the shares that are largest, as many as are shown and above none.
fn largest(shares: &[Share]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..shares.len())
        .filter(|&at| shares[at].value > 0.0)
        .collect();
    order.sort_by(|&a, &b| shares[b].value.total_cmp(&shares[a].value).then(a.cmp(&b)));
    order.truncate(MOST_SHARES);
    order
}

/// What each party likes best, and what it then cares about.
fn favourites(case: &Case, study: &Study, weak: &Weak, found: &Acceptability) -> Table {
    let mut rows = Vec::new();
    for (at, of_party) in found.favourites.iter().enumerate() {
        let known = &study.known[weak.members[at]];
        let k = &known.knowledge;
        let weighs = !k.weights.iter().all(|weight| weight.is_exact());
        if !weighs && k.values.iter().all(|values| values.open().is_empty()) {
            continue;
        }
        let shares: Vec<Share> = of_party.iter().map(|(share, _)| *share).collect();
        for place in largest(&shares) {
            let weights = of_party[place].1.iter().enumerate();
            let weights: Vec<String> = weights
                .map(|(axis, weight)| {
                    let issue = case.issues.label(study.board.axes[axis].issue);
                    format!("{} {:.0}", issue.id, weight * 100.0)
                })
                .collect();
            rows.push(Row {
                cells: vec![
                    party(case, study, known.party),
                    package(case, study, &found.packages[place].0),
                    percent(shares[place]),
                    if weighs {
                        weights.join(", ")
                    } else {
                        "–".to_owned()
                    },
                ],
                because: known
                    .assumptions
                    .iter()
                    .map(|id| Because::from(*id))
                    .collect(),
            });
        }
    }
    Table {
        cited: false,
        id: "favourites",
        columns: [
            "party",
            "would like best",
            "share of draws",
            "and then cares, of a hundred, about",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    }
}

/// The rules that are shown; in like proportions the proportional one is the egalitarian.
fn rules(found: &Acceptability) -> Vec<(Concept, Vec<Share>)> {
    let alike = found.proportions.iter().all(|share| *share == 1);
    let picks = found.picks.iter().flatten().cloned();
    let rules = Concept::ALL.into_iter().zip(picks);
    rules
        .filter(|(rule, _)| !(alike && *rule == Concept::Proportional))
        .collect()
}

/// How often each rule picks which package.
fn picked(case: &Case, study: &Study, found: &Acceptability) -> Table {
    let mut rows = Vec::new();
    for (rule, shares) in rules(found) {
        rows.extend(largest(&shares).into_iter().map(|place| Row {
            cells: vec![
                concept(rule).to_owned(),
                package(case, study, &found.packages[place].0),
                percent(shares[place]),
            ],
            because: assumed(study),
        }));
    }
    Table {
        cited: true,
        id: "picked",
        columns: ["rule", "would pick", "share of draws"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    }
}

/// The package that most rules pick in more than half of the draws.
fn focal(case: &Case, study: &Study, found: &Acceptability) -> Option<Statement> {
    let rules = rules(found);
    let often = |place: usize| -> Vec<String> {
        let sure = |share: Share| share.value - share.half_width > 0.5;
        let picking = rules.iter().filter(|(_, shares)| sure(shares[place]));
        picking.map(|(rule, _)| concept(*rule).to_owned()).collect()
    };
    let places = (0..found.packages.len()).rev();
    let place = places.max_by_key(|&place| often(place).len())?;
    let picking = often(place);
    (picking.len() > 1).then(|| {
        let text = format!(
            "{} is picked in more than half of the draws by {} of {} rules: {}.",
            package(case, study, &found.packages[place].0),
            picking.len(),
            rules.len(),
            words::joined(&picking, "and")
        );
        Statement::new("deal", "focal", text, assumed(study))
    })
}

/// An uncertain input in words.
fn input(case: &Case, study: &Study, weak: &Weak, input: Input) -> String {
    match input {
        Input::Weight { party: at, issue } => format!(
            "how much {} cares about {}",
            party(case, study, member(study, weak, at)),
            case.issue_name(study.board.axes[issue].issue)
        ),
        Input::Score {
            party: at,
            issue,
            option,
        } => format!(
            "how {} scores {} on {}",
            party(case, study, member(study, weak, at)),
            study.board.answer_id(case, issue, option),
            case.issue_name(study.board.axes[issue].issue)
        ),
        Input::Reservation { party: at } => {
            format!(
                "what no deal is worth to {}",
                party(case, study, member(study, weak, at))
            )
        }
    }
}
