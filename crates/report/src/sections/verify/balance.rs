//! The pictures of the balance of an exchange: ratios from counts, exposure and what leaving would
//! win from values, and what slow detection costs.

use super::pictures::{MOST, add, day, last, picture};
use super::words::{amount, days, id, per_cent, ratio};
use crate::chart::levels::{self, Height, Levels, Mark};
use crate::chart::trade::{Point, Series, Trade};
use crate::chart::{Drawing, Picture};
use crate::page::{Block, Row, Section, Table};
use crate::words;
use armistice_case::model::{ActorId, ClauseId};
use armistice_engine::accord::check::Lens;
use armistice_engine::accord::check::ratio::{Balance, BalanceStep};
use armistice_engine::accord::check::valued::{Valued, found_out};
use armistice_engine::accord::check::weighed::weighed;
use armistice_engine::accord::exchange::gain::{Standing, curves};
use armistice_engine::accord::exchange::ratio::Ratio;
use armistice_engine::accord::finding::RatioAt;
use armistice_engine::accord::plan::propose::late_by_shares;
use armistice_engine::provenance::Because;

/// The ratios of both sides of every exchange, along the days.
pub(super) fn ratios(lens: &Lens<'_>, balances: &[Balance]) -> Section {
    let mut section = Section::new("ratios", "Who has more still to give than to get");
    let sides = sides(balances);
    let mut groups: Vec<(String, Vec<levels::Lane>)> = sides
        .iter()
        .map(|side| (words::names(lens.case, side), Vec::new()))
        .collect();
    let mut peak: Option<(usize, RatioAt)> = None;
    for balance in balances {
        let column = |side: usize| sides.iter().position(|known| *known == balance.sides[side]);
        for side in 0..2 {
            let Some(column) = column(side) else { continue };
            let at = balance.steps.iter().map(|step| step.ratios[side]);
            groups[column].1.push(lane(lens, balance, side));
            for at in at {
                if peak.is_none_or(|(_, highest)| at.ratio.above(highest.ratio)) {
                    peak = Some((column, at));
                }
            }
        }
    }
    let Some((column, at)) = peak else {
        return section;
    };
    let title = title(lens, &groups[column].0, at);
    // One exchange needs no name.
    let named = balances.len() > 1;
    let mut columns: Vec<String> = named.then(|| "exchange".to_owned()).into_iter().collect();
    columns.extend(["when", "after"].map(str::to_owned));
    columns.extend(groups.iter().map(|(name, _)| name.clone()));
    let table = Table {
        id: "ratios",
        columns,
        rows: balances
            .iter()
            .flat_map(|balance| rows(lens, balance, &sides, named))
            .collect(),
        cited: true,
    };
    let drawn = picture(
        "ratios",
        title,
        (
            "For each side of an exchange, a stem after every step of either: the share still to give over the share still to come.",
            "From counts alone; nobody is given a price. A side goes on only if it values the whole of what it gets at more than this many times the cost of the whole of what it gives. Dashed line: 1, as much still to give as to come. Triangle: nothing is left to come.",
        ),
        Drawing::Levels(Levels {
            last: last(lens),
            groups,
        }),
    );
    let how = "Share still to give over share still to come, after each step: above 1 the rest asks more of a side than it brings.";
    section.blocks.push(Block::Remark(how.to_owned()));
    add(&mut section, table, Some(drawn));
    together(lens, balances, &mut section);
    section
}

/// The ratios over all exchanges of two sides, where somebody says what duties weigh.
fn together(lens: &Lens<'_>, balances: &[Balance], section: &mut Section) {
    let all = weighed(lens, balances);
    if all.is_empty() {
        return;
    }
    let how = "All exchanges of two sides together, each duty with its weight for the party that is asked; on a day of several exchanges at its worst.";
    section.blocks.push(Block::Remark(how.to_owned()));
    let rows = all.iter().flat_map(|of| {
        of.steps.iter().map(|step| {
            let (low, high) = (short(step.between.0), short(step.between.1));
            let mut because = vec![Because::Node(step.after.into())];
            because.extend(of.assumptions.iter().copied().map(Because::from));
            Row {
                cells: vec![
                    step.day
                        .map_or_else(String::new, |day| format!("day {day}")),
                    id(lens.case, step.after),
                    words::name(lens.case, of.party),
                    if low == high {
                        low
                    } else {
                        format!("{low} to {high}")
                    },
                ],
                because,
            }
        })
    });
    section.table(Table {
        id: "ratios-weighed",
        columns: ["when", "after", "who is asked", "θ by weights"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
        cited: true,
    });
}

/// The sides of all exchanges, each once, in the order in which the case names the actors.
fn sides(balances: &[Balance]) -> Vec<Vec<ActorId>> {
    let mut sides: Vec<Vec<ActorId>> = balances.iter().flat_map(|b| b.sides.clone()).collect();
    sides.sort_unstable();
    sides.dedup();
    sides
}

fn lane(lens: &Lens<'_>, balance: &Balance, side: usize) -> levels::Lane {
    let given = lens.case.label(balance.gives[side].into()).id;
    let name = match balance.quantity {
        Some(quantity) => format!("{given} for {}", lens.case.quantity_name(quantity)),
        None => format!("{given}, all together"),
    };
    let marks = balance.steps.iter().filter_map(|step| {
        let at = &step.ratios[side];
        let after = format!("after {}", lens.case.label(at.after.into()).id);
        Some(mark(at.day?, at, after))
    });
    levels::Lane {
        name,
        marks: marks.collect(),
        level: Some((100, "1".to_owned())),
    }
}

fn rows(lens: &Lens<'_>, balance: &Balance, sides: &[Vec<ActorId>], named: bool) -> Vec<Row> {
    let alone = balance.quantity.map_or_else(String::new, |quantity| {
        format!(" ({} alone)", lens.case.quantity_name(quantity))
    });
    let exchange = format!(
        "{} and {}{alone}",
        id(lens.case, balance.gives[0]),
        id(lens.case, balance.gives[1])
    );
    let row = |step: &BalanceStep| {
        let at = step.ratios[0];
        let mut cells: Vec<String> = named.then(|| exchange.clone()).into_iter().collect();
        cells.push(at.day.map_or_else(String::new, |day| format!("day {day}")));
        cells.push(id(lens.case, at.after));
        cells.extend(sides.iter().map(|side| {
            let of = (0..2).find(|of| balance.sides[*of] == *side);
            of.map_or_else(String::new, |of| short(step.ratios[of].ratio))
        }));
        Row {
            cells,
            because: vec![Because::Node(at.after.into())],
        }
    };
    balance.steps.iter().map(row).collect()
}

fn title(lens: &Lens<'_>, who: &str, at: RatioAt) -> String {
    match at.ratio {
        Ratio::NothingLeft => format!(
            "After {} nothing is left to come for what {who} has still to give.",
            id(lens.case, at.after)
        ),
        _ => format!(
            "The ratio of {who} is highest after {}: {}.",
            id(lens.case, at.after),
            ratio(at.ratio)
        ),
    }
}

/// A ratio as a cell and a mark have it.
fn short(of: Ratio) -> String {
    match of {
        Ratio::NothingLeft => "none left".to_owned(),
        Ratio::Finished => "done".to_owned(),
        Ratio::Of { .. } => ratio(of),
    }
}

fn mark(on: i64, at: &RatioAt, what: String) -> Mark {
    let height = match at.ratio {
        Ratio::Of { over, under } => {
            Height::At(i64::try_from(over * 100 / under).unwrap_or(i64::MAX))
        }
        Ratio::NothingLeft => Height::Beyond,
        Ratio::Finished => Height::At(0),
    };
    Mark {
        day: day(on),
        height,
        value: short(at.ratio),
        what,
    }
}

/// Exposure and walk-away gain of each party along the days.
pub(super) fn exposure(lens: &Lens<'_>, valued: &Valued) -> Option<Picture> {
    let curves = curves(&valued.schedule());
    let mut groups = Vec::new();
    let mut peak: Option<(i64, String, ClauseId)> = None;
    for (party, side) in valued.sides.iter().enumerate() {
        let name = words::names(lens.case, side);
        let lane = |of: &dyn Fn(&Standing) -> i64, what: &str| levels::Lane {
            name: what.to_owned(),
            marks: valued
                .last_of_steps()
                .zip(curves.rows.iter().skip(1))
                .map(|((clause, moment), row)| {
                    let value = of(&row[party]);
                    Mark {
                        // Moments are half days: the return of a day comes after its step.
                        day: day(moment / 2),
                        height: Height::At(value),
                        value: amount(value),
                        what: format!("after {}", lens.case.label(clause.into()).id),
                    }
                })
                .collect(),
            level: None,
        };
        groups.push((
            name.clone(),
            vec![
                lane(&|standing| standing.exposure, "exposed by"),
                lane(&|standing| standing.walk_away, "would win by leaving"),
            ],
        ));
        for ((clause, _), row) in valued.last_of_steps().zip(curves.rows.iter().skip(1)) {
            let gain = row[party].walk_away;
            if gain > peak.as_ref().map_or(0, |(gain, ..)| *gain) {
                peak = Some((gain, name.clone(), clause));
            }
        }
    }
    let title = match peak {
        Some((gain, who, after)) => format!(
            "Leaving would win most for {who}, after {}: {}.",
            id(lens.case, after),
            amount(gain)
        ),
        None => "After no step would leaving win anything for anybody.".to_owned(),
    };
    Some(picture(
        "exposure",
        title,
        (
            "For each party, after every step: what it has given and not got back, and what it would win by stopping there.",
            "In the units of the values that the case assumes, each at the middle of its range. Several steps of one day stand one over the other.",
        ),
        Drawing::Levels(Levels {
            last: last(lens),
            groups,
        }),
    ))
    .filter(|_| valued.deliveries.len() <= MOST)
}

/// Days after which a breach is found out, for which the bonds are told.
const DELAYS: [i64; 9] = [0, 1, 2, 3, 5, 7, 10, 14, 21];

/// What each party's bond grows to when a breach is found out late: by values where the case has them,
/// else by shares of what each side gives.
pub(super) fn delay(lens: &Lens<'_>, valued: Option<&Valued>, proportional: bool) -> Section {
    let section = Section::new("delay", "What slow detection costs");
    match valued {
        Some(valued) => slow(
            section,
            lens,
            &valued.sides,
            &found_out(&valued.schedule(), &DELAYS),
            (
                &amount,
                "In the units of the values that the case assumes, each at the middle of its range.",
            ),
            valued.values.iter().map(|id| Because::from(*id)).collect(),
        ),
        None => match late_by_shares(lens, proportional, &DELAYS) {
            Some(late) => slow(
                section,
                lens,
                &late.sides,
                &late.bonds,
                (
                    &|bond| per_cent(bond, late.whole),
                    "By counts alone: each side's whole counts as one, and the bond is a share of it.",
                ),
                late.duties
                    .iter()
                    .map(|duty| Because::Node(ClauseId::Obligation(*duty).into()))
                    .collect(),
            ),
            None => section,
        },
    }
}

/// The bonds of the sides by the days until a breach is found out, told in some unit.
fn slow(
    mut section: Section,
    lens: &Lens<'_>,
    sides: &[Vec<ActorId>],
    bonds: &[Vec<i64>],
    (told, unit): (&dyn Fn(i64) -> String, &str),
    because: Vec<Because>,
) -> Section {
    let rows = DELAYS
        .iter()
        .zip(bonds)
        .map(|(late, bonds)| {
            let mut cells = vec![days(*late)];
            cells.extend(bonds.iter().map(|bond| told(*bond)));
            Row {
                cells,
                because: because.clone(),
            }
        })
        .collect();
    let names: Vec<String> = sides
        .iter()
        .map(|side| words::names(lens.case, side))
        .collect();
    let series = names
        .iter()
        .enumerate()
        .map(|(party, name)| Series {
            name: name.clone(),
            points: DELAYS
                .iter()
                .zip(bonds)
                .map(|(late, bonds)| Point {
                    x: *late,
                    y: bonds[party],
                    value: told(bonds[party]),
                    what: format!("{name}, found out after {}", days(*late)),
                })
                .collect(),
            joined: true,
        })
        .collect();
    let grows: Vec<String> = names
        .iter()
        .enumerate()
        .filter_map(|(party, name)| {
            let (first, last) = (bonds.first()?[party], bonds.last()?[party]);
            (last > first).then(|| format!("from {} to {} for {name}", told(first), told(last)))
        })
        .collect();
    let title = if grows.is_empty() {
        "Detection within three weeks costs no larger bond.".to_owned()
    } else {
        format!(
            "When a breach is found out after three weeks instead of at once, the bond grows: {}.",
            words::joined(&grows, "and")
        )
    };
    let mut columns = vec!["found out after".to_owned()];
    columns.extend(names);
    let table = Table {
        id: "delay",
        columns,
        rows,
        cited: false,
    };
    let drawn = picture(
        "delay",
        title,
        (
            "For each party, the bond that holds it, by the days until a breach is found out.",
            unit,
        ),
        Drawing::Trade(Trade {
            across: "days until a breach is found out".to_owned(),
            upwards: "least bond".to_owned(),
            series,
        }),
    );
    add(&mut section, table, Some(drawn));
    section
}
