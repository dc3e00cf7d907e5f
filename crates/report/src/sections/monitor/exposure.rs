//! What each side has handed over and received, what it is exposed by, what leaving would win it, and
//! whether what is pledged against it is more than that.

use super::Monitored;
use super::words::{amounts, clause, date, span};
use crate::page::{Block, Class, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{ClauseId, NodeId, QuantityId};
use armistice_case::value::Decimal;
use armistice_engine::accord::monitor::exposure::{
    Beyond, Exposure, Line, Missing, Range, Side, Standing,
};
use armistice_engine::accord::monitor::rounds::Exchange;
use armistice_engine::provenance::Because;

/// How many missing values of one side are named in a sentence.
const NAMED: usize = 3;

/// An interval of values; a dash where there is none.
pub(super) fn range(range: Option<Range>) -> String {
    range.map_or_else(
        || "–".to_owned(),
        |(low, high)| amounts(Decimal(low), Decimal(high)),
    )
}

/// The assumptions behind the values of a side.
pub(super) fn values(side: &Side) -> Vec<Because> {
    side.values.iter().map(|id| Because::from(*id)).collect()
}

/// The values of a side, and the guarantees that are pledged against it.
fn reasons(side: &Side) -> Vec<Because> {
    let mut reasons = values(side);
    let pledges = side.pledged_by.iter().chain(&side.unmeasured);
    reasons.extend(pledges.map(|id| Because::Node(NodeId::Clause(ClauseId::Guarantee(*id)))));
    reasons
}

/// Where every side stands on the day, and stood on the way to it.
pub fn section(of: &Monitored<'_>, exposed: &Exposure) -> Section {
    let title = if exposed.sides.iter().any(Side::has_values) {
        "Handed over, received, and what leaving would win"
    } else {
        "Handed over and received"
    };
    let mut section = Section::new("exposure", title);
    if exposed.lines.iter().all(|line| line.given.1 == 0) {
        return section;
    }
    section.table(now(of, exposed));
    let mut statements = stood_beyond(of, exposed);
    statements.extend(missing(of, exposed));
    section.statements(statements);
    let days = days(of, exposed);
    if !days.rows.is_empty() {
        section.table(days);
        section.blocks.push(Block::Remark(
            "In the units of the values that the case assumes. Exposed by: the cost of what a side gave less the worth of what it got. Would win by leaving: the cost of what it has still to give less the worth of what is still to come. Neither falls below nought; of a day its worst point is told. The bond is what somebody pledged as a forfeit against the side. What is owed whatever happens is left out.".to_owned(),
        ));
    }
    section
}

/// Each side on the day: counts first, values where there are any.
pub fn now(of: &Monitored<'_>, exposed: &Exposure) -> Table {
    let valued = exposed.sides.iter().any(Side::has_values);
    let mut columns = vec!["who", "handed over", "received"];
    if valued {
        columns.extend(["exposed by", "would win by leaving", "bond against it"]);
    }
    let rows = exposed.sides.iter().enumerate().map(|(at, side)| {
        let mut cells = vec![
            words::name(of.case, side.actor),
            counts(of, exposed.lines.iter().filter(|line| line.giver == at)),
            counts(of, exposed.lines.iter().filter(|line| line.taker == at)),
        ];
        if valued {
            cells.extend([
                range(side.now.exposure),
                range(side.now.walk_away),
                bond(side),
            ]);
        }
        let lines = exposed
            .lines
            .iter()
            .filter(|line| line.giver == at || line.taker == at);
        let mut reasons: Vec<Because> = lines
            .map(|line| Because::Node(NodeId::Clause(ClauseId::Obligation(line.duty))))
            .collect();
        reasons.dedup();
        reasons.extend(self::reasons(side));
        Row {
            cells,
            because: reasons,
        }
    });
    Table {
        id: "exposure",
        columns: columns.into_iter().map(str::to_owned).collect(),
        rows: rows.collect(),
        cited: false,
    }
}

/// So much of so much of each quantity, whatever the duty; what lies in another quantity is not told.
fn counts<'a>(of: &Monitored<'_>, lines: impl Iterator<Item = &'a Line>) -> String {
    let mut sums: Vec<Line> = Vec::new();
    for line in lines.filter(|line| !line.within) {
        match sums.iter_mut().find(|sum| sum.quantity == line.quantity) {
            Some(sum) => {
                let (low, high) = line.given;
                sum.given.0 = sum.given.0.saturating_add(low);
                sum.given.1 = sum.given.1.saturating_add(high);
                let both = sum.promised.zip(line.promised);
                sum.promised =
                    both.map(|(a, b)| (a.0.saturating_add(b.0), a.1.saturating_add(b.1)));
            }
            None => sums.push(*line),
        }
    }
    let told: Vec<String> = sums
        .iter()
        .map(|sum| {
            let given = range(Some(sum.given));
            let name = of.case.quantity_name(sum.quantity);
            let whole = |n: u64| Decimal(i64::try_from(n).unwrap_or(i64::MAX));
            match sum.promised {
                Some((low, high)) => {
                    format!("{given} of {} {name}", amounts(whole(low), whole(high)))
                }
                None => format!("{given} {name}"),
            }
        })
        .collect();
    if told.is_empty() {
        return "–".to_owned();
    }
    told.join("; ")
}

/// What is pledged against a side as a forfeit.
fn bond(side: &Side) -> String {
    match (side.bond, side.unmeasured.is_empty()) {
        (None, true) => "none".to_owned(),
        (None, false) => "without an amount".to_owned(),
        (bond, true) => range(bond),
        (bond, false) => format!("{} and one without an amount", range(bond)),
    }
}

/// How what leaving would win stands to the bond.
fn against(side: &Side, standing: Standing) -> &'static str {
    match (standing.walk_away, standing.beyond, side.bond) {
        (None, ..) => "–",
        (Some(_), Beyond::No, Some(_)) => "not above it",
        (Some(_), Beyond::No, None) => "none needed",
        (Some(_), Beyond::Surely, Some(_)) => "surely above it",
        (Some(_), Beyond::Possibly, Some(_)) => "possibly above it",
        (Some(_), _, None) if side.unmeasured.is_empty() => "none pledged",
        (Some(_), _, None) => "has no amount",
    }
}

/// Each day on which something was handed over: every side with values.
fn days(of: &Monitored<'_>, exposed: &Exposure) -> Table {
    let docket = of.monitor.docket;
    let mut rows = Vec::new();
    for (day, standings) in exposed.days() {
        for (side, standing) in exposed.sides.iter().zip(standings) {
            if side.has_values() {
                rows.push(Row {
                    cells: vec![
                        date(docket, day),
                        words::name(of.case, side.actor),
                        range(standing.exposure),
                        range(standing.walk_away),
                        against(side, standing).to_owned(),
                    ],
                    because: reasons(side),
                });
            }
        }
    }
    Table {
        id: "exposure-days",
        columns: [
            "day",
            "who",
            "exposed by",
            "would win by leaving",
            "against the bond",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
        cited: false,
    }
}

/// Both sides in the middle of each round, where both have values.
pub fn rounds(of: &Monitored<'_>, exchange: &Exchange, exposed: &Exposure) -> Table {
    let docket = of.monitor.docket;
    let mut table = Table {
        id: "round-exposure",
        columns: vec!["round, in its middle".to_owned()],
        rows: Vec::new(),
        cited: false,
    };
    let side = |by: &[_]| exposed.side(*by.first()?);
    let sides: Vec<usize> = [side(&exchange.first_by), side(&exchange.second_by)]
        .into_iter()
        .flatten()
        .filter(|at| exposed.sides[*at].has_values())
        .collect();
    if sides.len() < 2 {
        return table;
    }
    for at in &sides {
        let name = words::name(of.case, exposed.sides[*at].actor);
        table.columns.push(format!("{name} exposed by"));
        table.columns.push("would win by leaving".to_owned());
    }
    let rank = docket.rank(exchange.first);
    for round in &exchange.rounds {
        let Some(standings) = exposed.at(round.middle, rank) else {
            continue;
        };
        let mut cells = vec![span(docket, round.from, round.to)];
        let mut reasons = super::exchange::because(exchange);
        for at in &sides {
            cells.push(range(standings[*at].exposure));
            cells.push(range(standings[*at].walk_away));
            reasons.extend(values(&exposed.sides[*at]));
        }
        reasons.extend(super::words::records(&round.events));
        table.rows.push(Row {
            cells,
            because: reasons,
        });
    }
    table
}

/// Sides that would win more by leaving now than is pledged against them.
pub fn alerts(of: &Monitored<'_>, exposed: &Exposure) -> Vec<Statement> {
    let beyond = exposed
        .sides
        .iter()
        .filter(|side| side.now.beyond != Beyond::No);
    beyond
        .map(|side| {
            let sure = match side.now.beyond {
                Beyond::Surely => "surely",
                Beyond::Possibly | Beyond::No => "possibly",
            };
            let against = match (side.bond, side.unmeasured.is_empty()) {
                (Some(bond), whole) => format!(
                    "{sure} more than the bond of {} pledged against it{}",
                    range(Some(bond)),
                    if whole { "" } else { "; another has no amount" }
                ),
                (None, false) => {
                    "and the bond pledged against it has no amount to hold that against".to_owned()
                }
                (None, true) => "and no bond is pledged against it".to_owned(),
            };
            Statement::new(
                "accord",
                "bond-alert",
                format!(
                    "By the values assumed for it, {} would win {} by leaving now, {against}.",
                    words::name(of.case, side.actor),
                    range(side.now.walk_away),
                ),
                reasons(side),
            )
            .class(Class::AtRisk)
        })
        .collect()
}

/// On how many days leaving would have won a side more than is pledged against it.
fn stood_beyond(of: &Monitored<'_>, exposed: &Exposure) -> Vec<Statement> {
    let docket = of.monitor.docket;
    let days = exposed.days();
    let mut statements = Vec::new();
    for (at, side) in exposed.sides.iter().enumerate() {
        let beyond: Vec<&(i64, Vec<Standing>)> = days
            .iter()
            .filter(|(_, standings)| standings[at].beyond != Beyond::No)
            .collect();
        let (Some((first, _)), Some((last, standings))) = (beyond.first(), beyond.last()) else {
            continue;
        };
        let surely = beyond
            .iter()
            .filter(|(_, standings)| standings[at].beyond == Beyond::Surely)
            .count();
        let all = words::plural(beyond.len(), "day", "days");
        let on = match surely {
            0 => format!("possibly on {all}"),
            sure if sure == beyond.len() => format!("surely on {all}"),
            sure => format!("possibly on {all}, surely on {sure} of them"),
        };
        let first = match beyond.len() {
            1 => String::new(),
            _ => format!("first on {}, last ", super::words::day(docket, *first)),
        };
        statements.push(
            Statement::new(
                "accord",
                "bond-crossed",
                format!(
                    "{} would have won more by leaving than is pledged against it{}, {on}: {first}on {}, then {}.",
                    words::name(of.case, side.actor),
                    if side.unmeasured.is_empty() { "" } else { " with an amount" },
                    super::words::day(docket, *last),
                    range(standings[at].walk_away),
                ),
                reasons(side),
            )
            .class(Class::AtRisk),
        );
    }
    statements
}

/// Of whom nothing can be told in values, and what would help.
fn missing(of: &Monitored<'_>, exposed: &Exposure) -> Vec<Statement> {
    let lacking = exposed.sides.iter().filter(|side| !side.missing.is_empty());
    let (some, none): (Vec<&Side>, Vec<&Side>) = lacking.partition(|side| !side.values.is_empty());
    let mut statements: Vec<Statement> = some.into_iter().map(|side| gap(of, side)).collect();
    if !none.is_empty() {
        let who: Vec<_> = none.iter().map(|side| side.actor).collect();
        let people = none.iter().flat_map(|side| &side.missing).any(|missing| {
            let (Missing::Cost(of_what) | Missing::Worth(of_what) | Missing::Number(_, of_what)) =
                missing;
            &*of.case.quantities[*of_what].unit == "person"
        });
        let help = if people {
            "People need none; θ asks for counts alone."
        } else {
            "Where it does (`values-of`, with `cost` and `worth` as intervals, for all that they give and get), exposure and what leaving would win are told too."
        };
        statements.push(Statement::new(
            "accord",
            "no-exposure",
            format!(
                "Of {} this is told in counts alone, for the case assumes no values of theirs. {help}",
                words::names(of.case, &who)
            ),
            vec![Because::Absence(
                "assumptions with `values-of` for all that changes hands".to_owned(),
            )],
        ));
    }
    statements
}

/// What is not known of a side that has some values.
fn gap(of: &Monitored<'_>, side: &Side) -> Statement {
    let mut named: Vec<String> = side
        .missing
        .iter()
        .take(NAMED)
        .map(|missing| lacks(of, *missing))
        .collect();
    if side.missing.len() > NAMED {
        named.push(format!("{} more", side.missing.len() - NAMED));
    }
    let named = words::joined(&named, "and");
    let what = if side.has_values() {
        "What leaving would win"
    } else {
        "Exposure and what leaving would win"
    };
    let mut because = values(side);
    because.push(Because::Absence(named.clone()));
    Statement::new(
        "accord",
        "no-exposure",
        format!(
            "{what} cannot be told of {}: the case does not give {named}.",
            words::name(of.case, side.actor)
        ),
        because,
    )
}

fn lacks(of: &Monitored<'_>, missing: Missing) -> String {
    let name = |quantity: QuantityId| of.case.quantity_name(quantity);
    match missing {
        Missing::Cost(quantity) => format!("the cost of {}", name(quantity)),
        Missing::Worth(quantity) => format!("the worth of {}", name(quantity)),
        Missing::Number(duty, quantity) => format!(
            "how many {} {} comes to in all",
            name(quantity),
            clause(of.case, ClauseId::Obligation(duty))
        ),
    }
}
