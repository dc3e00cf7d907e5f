//! What both sides of an exchange have given: rounds, open balance, θ and its alerts.

use super::Monitored;
use super::words::{between, clause, date, looking_back, records, thetas};
use crate::page::{Block, Class, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{ActorId, ClauseId, NodeId, QuantityId};
use armistice_engine::accord::exchange::ratio::Ratio;
use armistice_engine::accord::monitor::exposure::Exposure;
use armistice_engine::accord::monitor::pace::{Behind, Range, pace};
use armistice_engine::accord::monitor::rounds::{Exchange, Round, exchanges};
use armistice_engine::provenance::Because;
use std::collections::BTreeSet;

/// A whole number of units from millionths.
fn units(amount: u64) -> String {
    armistice_case::value::Decimal(i64::try_from(amount).unwrap_or(i64::MAX)).to_string()
}

/// The two duties of an exchange as reasons.
pub(super) fn because(exchange: &Exchange) -> Vec<Because> {
    vec![
        Because::Node(NodeId::Clause(ClauseId::Obligation(exchange.first))),
        Because::Node(NodeId::Clause(ClauseId::Obligation(exchange.second))),
    ]
}

/// The names of quantities that are counted together.
fn named(of: &Monitored<'_>, quantities: &[QuantityId]) -> String {
    let names: Vec<String> = quantities
        .iter()
        .map(|quantity| of.case.quantity_name(*quantity).to_owned())
        .collect();
    words::joined(&names, "and")
}

/// Each exchange in which anything is recorded, at its worst and at its best.
pub(super) fn pairs(of: &Monitored<'_>) -> Vec<(Exchange, Exchange)> {
    let worst = exchanges(&of.monitor.worst.clock);
    let best = exchanges(&of.monitor.best.clock);
    let mut pairs: Vec<_> = worst.into_iter().zip(best).collect();
    pairs.retain(|(worst, best)| !worst.days.is_empty() || !best.days.is_empty());
    pairs
}

/// What was given on both sides of each exchange and how the rest stands, without the tables.
pub fn balances(of: &Monitored<'_>) -> Vec<Statement> {
    let told = |(worst, best): &_| [balance(of, worst, best), stands(of, worst, best)];
    pairs(of).iter().flat_map(told).collect()
}

/// One section an exchange.
pub fn sections(of: &Monitored<'_>, exposed: &Exposure) -> Vec<Section> {
    let pairs = pairs(of);
    let section = |(worst, best): &_| section(of, worst, best, exposed);
    pairs.iter().map(section).collect()
}

/// Rounds of two accounts over the same days: where these lay the ends of a round apart, all that
/// lie in one another's days are taken together.
fn rounds<'r>(worst: &'r [Round], best: &'r [Round]) -> Vec<[&'r [Round]; 2]> {
    let (mut worst, mut best) = (worst, best);
    let mut found = Vec::new();
    while let Some(mut to) = [worst, best]
        .iter()
        .filter_map(|rest| rest.first())
        .min_by_key(|round| round.from)
        .map(|round| round.to)
    {
        let (mut a, mut b) = (0, 0);
        loop {
            let within = |rest: &[Round]| rest.partition_point(|round| round.from <= to);
            let now = (within(worst), within(best));
            if now == (a, b) {
                break;
            }
            (a, b) = now;
            let last = worst[..a].last().into_iter().chain(best[..b].last());
            to = last.map(|round| round.to).fold(to, i64::max);
        }
        let (own, other);
        (own, worst) = worst.split_at(a);
        (other, best) = best.split_at(b);
        found.push([own, other]);
    }
    found
}

/// A row of the rounds that two accounts have over the same days.
fn round(of: &Monitored<'_>, exchange: &Exchange, accounts: [&[Round]; 2]) -> Row {
    let [worst, best] = accounts;
    let all = || worst.iter().chain(best);
    let from = all().map(|round| round.from).min().unwrap_or_default();
    let to = all().map(|round| round.to).max().unwrap_or_default();
    let sum = |rounds: &[Round], given: fn(&Round) -> u64| {
        rounds.iter().map(given).fold(0, u64::saturating_add)
    };
    let given = |given: fn(&Round) -> u64| {
        let (a, b) = (sum(worst, given), sum(best, given));
        between(&units(a.min(b)), &units(a.max(b)))
    };
    let owed = |rounds: &[Round]| {
        let owed = rounds.iter().map(|round| round.owed);
        owed.reduce(|a, b| Some(a?.saturating_add(b?)))
            .unwrap_or(Some(0))
    };
    let owed = owed(worst).zip(owed(best));
    let theta =
        |theta: fn(&Round) -> Option<(Ratio, Ratio)>| all().map(theta).reduce(widest).flatten();
    let mut events: Vec<_> = all().flat_map(|round| round.events.clone()).collect();
    events.sort_unstable();
    events.dedup();
    let mut because = because(exchange);
    because.extend(records(&events));
    Row {
        cells: vec![
            super::words::span(of.monitor.docket, from, to),
            given(|round| round.first),
            given(|round| round.second),
            match owed {
                _ if !exchange.by_ratio => "no ratio in the text".to_owned(),
                None => "cannot be counted".to_owned(),
                Some((a, b)) => between(&units(a.min(b)), &units(a.max(b))),
            },
            thetas(theta(|round| round.live.second)),
            looking_back(theta(|round| round.looking_back.second)),
        ],
        because,
    }
}

fn section(of: &Monitored<'_>, worst: &Exchange, best: &Exchange, exposed: &Exposure) -> Section {
    let docket = of.monitor.docket;
    let first = &named(of, &worst.first_of);
    let second = &named(of, &worst.second_of);
    let second_by = words::names(of.case, &worst.second_by);
    let mut section = Section::new(
        "exchange",
        format!(
            "{} against {}",
            clause(of.case, ClauseId::Obligation(worst.first)),
            clause(of.case, ClauseId::Obligation(worst.second))
        ),
    );
    let mut told = vec![balance(of, worst, best)];
    told.extend(behind(of, worst, best));
    told.push(stands(of, worst, best));
    section.statements(told);
    let rows = rounds(&worst.rounds, &best.rounds)
        .into_iter()
        .map(|accounts| round(of, worst, accounts))
        .collect();
    section.table(Table {
        id: "rounds",
        columns: vec![
            "round".to_owned(),
            first.clone(),
            second.clone(),
            "owed by the ratio".to_owned(),
            format!("θ of {second_by}, live"),
            "looking back".to_owned(),
        ],
        rows,
        cited: false,
    });
    section.table(super::exposure::rounds(of, worst, exposed));
    let days = worst.days.iter().chain(&best.days);
    let days: BTreeSet<i64> = days.map(|point| point.day).collect();
    let rows = days
        .into_iter()
        .map(|day| {
            let (a, b) = (worst.on(day), best.on(day));
            Row {
                cells: vec![
                    date(docket, day),
                    between(&units(a.first.min(b.first)), &units(a.first.max(b.first))),
                    between(
                        &units(a.second.min(b.second)),
                        &units(a.second.max(b.second)),
                    ),
                    both(a.live.first, b.live.first),
                    both(a.live.second, b.live.second),
                    looking_back(widest(a.looking_back.second, b.looking_back.second)),
                ],
                because: because(worst),
            }
        })
        .collect();
    section.table(Table {
        id: "exchange-days",
        columns: vec![
            "day".to_owned(),
            format!("{first} in all"),
            format!("{second} in all"),
            format!("θ of {}", words::names(of.case, &worst.first_by)),
            format!("θ of {second_by}"),
            format!("θ of {second_by}, looking back"),
        ],
        rows,
        cited: false,
    });
    section.blocks.push(Block::Remark(
        "θ is the share of its own deliveries that a side has still to make over the share of the other's still to come, in the middle of a round and at the worst point of a day; live it rests on the promised totals, looking back on what was recorded in all. Above one, the rest asks more than it brings.".to_owned(),
    ));
    section
}

/// Both ends of θ over two accounts.
fn both(a: Option<(Ratio, Ratio)>, b: Option<(Ratio, Ratio)>) -> String {
    thetas(widest(a, b))
}

/// The lower of two lower ends and the higher of two higher ones.
pub(super) fn widest(
    a: Option<(Ratio, Ratio)>,
    b: Option<(Ratio, Ratio)>,
) -> Option<(Ratio, Ratio)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((order(a.0, b.0).0, order(a.1, b.1).1)),
        (one, None) | (None, one) => one,
    }
}

fn order(a: Ratio, b: Ratio) -> (Ratio, Ratio) {
    if a.above(b) { (b, a) } else { (a, b) }
}

/// What was given on both sides so far, and what is owed for it where that can be counted.
fn balance(of: &Monitored<'_>, worst: &Exchange, best: &Exchange) -> Statement {
    let sum = |exchange: &Exchange| {
        let last = exchange.days.last();
        last.map_or((0, 0), |point| (point.first, point.second))
    };
    let (a, b) = (sum(worst), sum(best));
    let ratio = |given: (u64, u64)| (given.0 > 0).then(|| given.1 as f64 / given.0 as f64);
    let owed = if worst.by_ratio {
        owed(worst, best)
    } else {
        String::new()
    };
    Statement::new(
        "accord",
        "balance",
        words::capital(&format!(
            "{} gave {} {}, {} gave {} {}: {} for one.{owed}",
            words::names(of.case, &worst.first_by),
            between(&units(a.0.min(b.0)), &units(a.0.max(b.0))),
            named(of, &worst.first_of),
            words::names(of.case, &worst.second_by),
            between(&units(a.1.min(b.1)), &units(a.1.max(b.1))),
            named(of, &worst.second_of),
            super::words::shares(ratio(a), ratio(b)),
        )),
        because(worst),
    )
}

/// What the ratio of the text makes of what the first side gave, held against all that the second gave.
fn owed(worst: &Exchange, best: &Exchange) -> String {
    let Some((a, b)) = worst.short().zip(best.short()) else {
        return " The records do not divide what was given as the ratio of the text needs it, so what is owed for it cannot be counted.".to_owned();
    };
    let known = |exchange: &Exchange| {
        let rounds = exchange.rounds.iter();
        rounds.filter(|round| round.owed.is_some()).count()
    };
    let number = |a: usize, b: usize| between(&a.min(b).to_string(), &a.max(b).to_string());
    let (least, most) = (a.0.min(b.0), a.1.max(b.1));
    let short = match most {
        0 => "nothing".to_owned(),
        _ => between(&units(least), &units(most)),
    };
    let (all, other) = (worst.rounds.len(), best.rounds.len());
    let whole = (known(worst), known(best)) == (all, other);
    format!(
        " Of {} {}, {} can be counted by the ratio of the text: {short} short {}.",
        number(all, other),
        if all.max(other) == 1 {
            "round"
        } else {
            "rounds"
        },
        number(known(worst), known(best)),
        if whole { "in all" } else { "for these" },
    )
}

/// Who is behind the share that the other has given, now and over the days.
fn behind(of: &Monitored<'_>, worst: &Exchange, best: &Exchange) -> Option<Statement> {
    let day = of.day();
    let (a, b) = (pace(worst, day)?, pace(best, day)?);
    let range = |a: Range, b: Range| between(&whole(a.0.min(b.0)), &whole(a.1.max(b.1)));
    let side = |by, quantities, a: Behind, b: Behind| {
        if a.unit_days.1.max(b.unit_days.1) < 500_000 {
            return format!("{} was never behind", words::names(of.case, by));
        }
        format!(
            "{} is {} {} behind, {} unit-days in all so far",
            words::names(of.case, by),
            range(a.now, b.now),
            named(of, quantities),
            range(a.unit_days, b.unit_days),
        )
    };
    let first = side(&worst.first_by, &worst.first_of, a.first, b.first);
    let second = side(&worst.second_by, &worst.second_of, a.second, b.second);
    Some(Statement::new(
        "accord",
        "behind",
        format!(
            "By what is recorded, held to the share that the other has given of its promise, {first}; {second}."
        ),
        because(worst),
    ))
}

/// Millionths to the nearest whole unit.
fn whole(amount: i128) -> String {
    ((amount + 500_000) / 1_000_000).to_string()
}

/// How the rest of the exchange stands for one side.
fn rest(
    of: &Monitored<'_>,
    by: &[ActorId],
    worst: Option<(Ratio, Ratio)>,
    best: Option<(Ratio, Ratio)>,
) -> String {
    let name = words::names(of.case, by);
    let ends: Vec<Ratio> = worst
        .into_iter()
        .chain(best)
        .flat_map(|(low, high)| [low, high])
        .collect();
    if ends.is_empty() {
        format!("{name} promised no total, so that there is no θ")
    } else if ends.iter().all(|ratio| matches!(ratio, Ratio::Finished)) {
        format!("all that {name} promised is given")
    } else if ends.iter().all(|ratio| matches!(ratio, Ratio::NothingLeft)) {
        format!("nothing is left to come for what {name} has still to give")
    } else {
        format!("θ of {name} is {}", both(worst, best))
    }
}

/// How the rest of the exchange stands for both sides.
fn stands(of: &Monitored<'_>, worst: &Exchange, best: &Exchange) -> Statement {
    Statement::new(
        "accord",
        "theta",
        format!(
            "For the rest, {}; {}.",
            rest(of, &worst.first_by, worst.now.first, best.now.first),
            rest(of, &worst.second_by, worst.now.second, best.now.second),
        ),
        because(worst),
    )
}

/// What crossed a level that the user set: the last day on which θ stood above it.
pub fn alerts(of: &Monitored<'_>) -> Vec<Statement> {
    let docket = of.monitor.docket;
    let mut found = Vec::new();
    for exchange in exchanges(&of.monitor.worst.clock) {
        for level in of.alerts {
            let above = |ratio: Option<(Ratio, Ratio)>| {
                ratio.is_some_and(|(_, most)| match most {
                    Ratio::NothingLeft => true,
                    Ratio::Finished => false,
                    Ratio::Of { .. } => most.value().unwrap_or(0.0) > *level,
                })
            };
            for (by, pick) in [(&exchange.first_by, 0), (&exchange.second_by, 1)] {
                let of_point = |point: &&armistice_engine::accord::monitor::rounds::Point| {
                    if pick == 0 {
                        point.live.first
                    } else {
                        point.live.second
                    }
                };
                let crossed: Vec<_> = exchange
                    .days
                    .iter()
                    .filter(|p| above(of_point(p)))
                    .collect();
                let Some(first) = crossed.first() else {
                    continue;
                };
                let most = crossed.last().and_then(of_point);
                found.push(
                    Statement::new(
                        "accord",
                        "theta-alert",
                        format!(
                            "θ of {} stood above {level} on {}, first on {}; on the last of them it was {}.",
                            words::names(of.case, by),
                            words::plural(crossed.len(), "day", "days"),
                            super::words::day(docket, first.day),
                            thetas(most),
                        ),
                        because(&exchange),
                    )
                    .class(Class::AtRisk),
                );
            }
        }
    }
    found
}
