//! The deal space as other programs take it: a scenario of a negotiation platform, and packages as
//! a spreadsheet. A text that a spreadsheet would take for a formula gets `'` before it.

use armistice_case::interchange::{Foreign, ForeignIssue, Profile, Reading, Rectangle, Scenario};
use armistice_case::model::{Case, NodeId, Value};
use armistice_case::sheet::{Error, guarded, table};
use armistice_engine::deal::Obstacle;
use armistice_engine::deal::board::{Board, obstacle};
use armistice_engine::deal::known::{self, End, PartyKnown, known};
use armistice_engine::deal::preferences::{Acceptable, Prepared};
use armistice_engine::deal::space::{Consent, Pattern, Utility};
use armistice_engine::ledger::default_day;
use armistice_engine::run::Refusal;
use std::collections::BTreeSet;

/// The exact preferences of a case as a scenario, a utility of one for a hundred points.
///
/// Refused where preferences are not exact or combinations are excluded: no platform's file holds
/// those. What else is lost is noted.
pub fn scenario(case: &Case) -> Result<Scenario, Refusal> {
    let board = Board::of(case)?;
    let known = known(case, &board, default_day(case), &[])?;
    if !board.space.excluded.is_empty() {
        return Err(Refusal::new(
            "a scenario file cannot say that combinations are excluded (`cannot-be`)",
            "write the packages out with `armistice export packages`, or take the combinations out of a copy",
        ));
    }
    let mut profiles = Vec::new();
    for (at, &actor) in board.parties.iter().enumerate() {
        let of_party = known.iter().find(|known| known.party == at);
        let exact = of_party.filter(|party| party.is_reservation_exact());
        let exact = exact.and_then(|party| Some((party, party.utility(End::Most)?)));
        let Some((party, utility)) = exact else {
            return Err(Refusal {
                at: Some(NodeId::Actor(actor)),
                ..Refusal::new(
                    format!(
                        "a scenario file takes exact scores of every party; those of {} are not",
                        case.name(actor)
                    ),
                    "give it scores of every answer, exact weights if any, and one number as reservation; `armistice export packages` works with ranges too",
                )
            });
        };
        profiles.push(profile(case, &board, party, &utility));
    }
    // Exact or not, what cannot be computed is told in the words of the case.
    known::exact(case, &board, &known)?;
    Ok(Scenario {
        name: case.title.to_string(),
        issues: (0..board.axes.len())
            .map(|at| issue(case, &board, at))
            .collect(),
        profiles,
        from: Foreign::Genius,
        reading: Reading::Genius,
        notes: notes(case, &board, &known),
    })
}

fn notes(case: &Case, board: &Board, known: &[PartyKnown]) -> Vec<String> {
    let mut notes = Vec::new();
    if !board.left_out.is_empty() {
        let names: Vec<&str> = board
            .left_out
            .iter()
            .map(|at| case.issue_name(*at))
            .collect();
        notes.push(format!(
            "left out, because the case gives no answers to choose from: {}",
            names.join(", ")
        ));
    }
    for axis in board.axes.iter().filter(|axis| axis.coarse) {
        notes.push(format!(
            "of the long range of {} only the amounts that the case names, and their neighbours, are answers",
            case.issue_name(axis.issue)
        ));
    }
    let of = |which: &dyn Fn(&PartyKnown) -> bool| -> String {
        let parties = known.iter().filter(|party| which(party));
        let names: Vec<&str> = parties
            .map(|party| case.name(board.parties[party.party]))
            .collect();
        names.join(", ")
    };
    let waiting = of(&|party| party.discount.is_some());
    if !waiting.is_empty() {
        notes.push(format!(
            "left out, because the case has it by the month and a platform by the round: what waiting costs (`discount`) {waiting}"
        ));
    }
    let moving = of(&|party| !party.drift.is_empty());
    if !moving.is_empty() {
        notes.push(format!(
            "what no deal is worth is that of the day of the case; left out is how it moves (`drift`) for {moving}"
        ));
    }
    if !board.consent.is_unanimous(board.parties.len()) {
        notes.push("left out, because on a platform every party has to agree: whose yes it takes (`consent`)".to_owned());
    }
    if case
        .assumptions
        .iter()
        .any(|(_, assumption)| assumption.inducement.is_some())
    {
        notes.push("left out: what somebody could add (`inducement-by`)".to_owned());
    }
    notes.push("claims, sources, lines and everything but scores stay behind".to_owned());
    notes
}

fn issue(case: &Case, board: &Board, at: usize) -> ForeignIssue {
    let axis = &board.axes[at];
    let name = |answer: &Value| match answer {
        Value::Option(option) => case.issues[axis.issue]
            .options
            .get(usize::from(*option))
            .map(|(_, name)| name.to_string())
            .filter(|name| !name.is_empty()),
        _ => None,
    };
    let ids = || (0..axis.answers.len()).map(|place| board.answer_id(case, at, place));
    let names: Vec<String> = axis
        .answers
        .iter()
        .zip(ids())
        .map(|(answer, id)| name(answer).unwrap_or(id))
        .collect();
    let distinct: BTreeSet<&String> = names.iter().collect();
    ForeignIssue {
        name: case.issue_name(axis.issue).to_owned(),
        values: if distinct.len() == names.len() {
            names
        } else {
            ids().collect()
        },
    }
}

fn profile(case: &Case, board: &Board, party: &PartyKnown, utility: &Utility) -> Profile {
    let hundred = party.point as f64 * 100.0;
    let share = |units: i64| units as f64 / hundred;
    let rectangle = |when: &Pattern| -> Rectangle {
        let mut parts: Rectangle = when
            .parts
            .iter()
            .map(|(axis, set)| {
                let inside = (0..board.axes[*axis].answers.len()).filter(|&at| set.contains(at));
                (*axis, inside.collect())
            })
            .collect();
        parts.sort();
        parts
    };
    Profile {
        claimed: None,
        name: case.name(board.parties[party.party]).to_owned(),
        parts: utility
            .parts
            .iter()
            .map(|part| part.iter().map(|&units| share(units)).collect())
            .collect(),
        combinations: utility
            .interactions
            .iter()
            .map(|interaction| (rectangle(&interaction.when), share(interaction.adds)))
            .collect(),
        reservation: (!party.no_reservation).then(|| share(utility.reservation)),
    }
}

/// Packages looked at, at most, where some cannot be.
const MOST_LOOKED_AT: u128 = 10_000_000;

/// Packages as CSV.
pub struct Packages {
    /// The table.
    pub csv: Result<String, Error>,
    /// How many packages are in it.
    pub rows: usize,
    /// How many packages there are, those that cannot be among them; none where all are in it.
    pub cut_from: Option<u128>,
}

/// The packages of a case as CSV, at most `most` of them.
///
/// One row a package: the answer on each issue; for each party about whom something is assumed the
/// least and the most it can be worth, in points, and whether it would accept it; then whether all
/// would, or, where the rule of consent takes less, whether it would be a deal.
pub fn write_packages(case: &Case, most: usize) -> Result<Packages, Refusal> {
    let board = Board::of(case)?;
    let count = board.space.count();
    if !board.space.excluded.is_empty() && count > MOST_LOOKED_AT {
        let too_many = Obstacle::TooManyToEnumerate {
            packages: count,
            limit: MOST_LOOKED_AT,
        };
        return Err(obstacle(case, &board.axes, &board.parties, &too_many));
    }
    let known = known(case, &board, default_day(case), &[])?;
    let parties: Vec<(&PartyKnown, Prepared<'_>)> = known
        .iter()
        .map(|party| {
            let prepared = party.knowledge.prepare();
            prepared.map(|prepared| (party, prepared)).ok_or_else(|| {
                let contradiction = Obstacle::Contradiction { party: party.party };
                obstacle(case, &board.axes, &board.parties, &contradiction)
            })
        })
        .collect::<Result<_, _>>()?;
    let id = |node: NodeId| guarded(case.label(node).id.as_ref());
    let mut head: Vec<String> = board
        .axes
        .iter()
        .map(|axis| id(NodeId::Issue(axis.issue)))
        .collect();
    for party in &known {
        let name = id(NodeId::Actor(board.parties[party.party]));
        head.extend(
            ["worth at least", "worth at most", "accepts"].map(|what| format!("{name} {what}")),
        );
    }
    let unanimous = board.consent.is_unanimous(board.parties.len());
    head.push(if unanimous { "all accept" } else { "a deal" }.to_owned());
    let mut rows = vec![head];
    let mut packages = board.space.packages();
    for package in packages.by_ref().take(most) {
        let mut row: Vec<String> = package
            .iter()
            .enumerate()
            .map(|(axis, &at)| guarded(&board.answer_id(case, axis, at)))
            .collect();
        let mut accepts: Vec<Option<Acceptable>> = vec![None; board.parties.len()];
        for (party, prepared) in &parties {
            let bounds = prepared.worth(&package);
            let points = |units: f64| decimals(units / party.point as f64);
            row.extend([points(bounds.least), points(bounds.most)]);
            let rated = (!party.no_reservation).then(|| prepared.acceptable(&package));
            accepts[party.party] = rated;
            row.push(rated.map_or("not known", word).to_owned());
        }
        row.push(together(&board.consent, &accepts).to_owned());
        rows.push(row);
    }
    let cut = packages.next().is_some();
    Ok(Packages {
        rows: rows.len() - 1,
        csv: table(rows),
        cut_from: cut.then_some(count),
    })
}

/// Whether a package is a deal, by what is known of those of whom something is.
fn together(consent: &Consent, accepts: &[Option<Acceptable>]) -> &'static str {
    let sure = |party: usize| accepts[party] == Some(Acceptable::Necessary);
    let can_be = |party: usize| accepts[party] != Some(Acceptable::Impossible);
    if consent.holds(&sure) {
        word(Acceptable::Necessary)
    } else if !consent.holds(&can_be) {
        word(Acceptable::Impossible)
    } else if consent
        .holds(&|party| accepts[party].is_some_and(|word| word != Acceptable::Impossible))
    {
        word(Acceptable::Possible)
    } else {
        "not known"
    }
}

/// At most six decimals, which is as many as a case can have.
fn decimals(n: f64) -> String {
    let text = format!("{n:.6}");
    match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" => "0".to_owned(),
        text => text.to_owned(),
    }
}

fn word(acceptable: Acceptable) -> &'static str {
    match acceptable {
        Acceptable::Impossible => "impossible",
        Acceptable::Possible => "possible",
        Acceptable::Necessary => "necessary",
    }
}
