//! The pictures of the balance of an exchange: ratios from counts, exposure and what leaving would
//! win from values, and what slow detection costs.

use super::pictures::{MOST, add, day, last, picture};
use super::words::{amount, days, id, ratio};
use crate::chart::levels::{self, Height, Levels, Mark};
use crate::chart::trade::{Point, Series, Trade};
use crate::chart::{Drawing, Picture};
use crate::page::{Row, Section, Table};
use crate::words;
use armistice_case::model::ClauseId;
use armistice_engine::accord::check::Lens;
use armistice_engine::accord::check::valued::{Valued, premiums};
use armistice_engine::accord::exchange::gain::{Standing, curves};
use armistice_engine::accord::exchange::ratio::Ratio;
use armistice_engine::accord::finding::{Evidence, Finding, RatioAt};
use armistice_engine::provenance::Because;

/// The ratios of those who answer, along the days.
pub(super) fn ratios(lens: &Lens<'_>, findings: &[Finding]) -> Section {
    let mut section = Section::new("ratios", "Who has more still to give than to get");
    let mut groups: Vec<(String, Vec<levels::Lane>)> = Vec::new();
    let mut rows = Vec::new();
    let mut peak: Option<(String, &RatioAt)> = None;
    for finding in findings {
        let Evidence::Ratios {
            party,
            gives,
            quantity,
            series,
            ..
        } = &finding.evidence
        else {
            continue;
        };
        if finding.reading != lens.terms.reading {
            continue;
        }
        let who = words::name(lens.case, *party);
        let name = match quantity {
            Some(quantity) => format!(
                "{} for {}",
                lens.case.label((*gives).into()).id,
                lens.case.quantity_name(*quantity)
            ),
            None => format!("{}, all together", lens.case.label((*gives).into()).id),
        };
        let mut marks = Vec::new();
        for at in series {
            if let Some(on) = at.day {
                marks.push(mark(
                    on,
                    at,
                    format!("after {}", lens.case.label(at.after.into()).id),
                ));
            }
            rows.push(Row {
                cells: vec![
                    who.clone(),
                    name.clone(),
                    at.day.map_or_else(String::new, |day| format!("day {day}")),
                    id(lens.case, at.after),
                    ratio(at.ratio),
                ],
                because: finding.because.clone(),
            });
            let above = |other: &RatioAt| match (at.ratio, other.ratio) {
                (Ratio::NothingLeft, Ratio::NothingLeft) => false,
                (Ratio::NothingLeft, _) => true,
                (Ratio::Of { over, under }, Ratio::Of { over: o, under: u }) => {
                    over * u > o * under
                }
                _ => false,
            };
            if peak.as_ref().is_none_or(|(_, other)| above(other)) {
                peak = Some((who.clone(), at));
            }
        }
        let lane = levels::Lane {
            name,
            marks,
            level: Some((100, "1".to_owned())),
        };
        match groups.iter_mut().find(|(name, _)| *name == who) {
            Some((_, lanes)) => lanes.push(lane),
            None => groups.push((who, vec![lane])),
        }
    }
    let Some((who, at)) = peak else {
        return section;
    };
    let title = match at.ratio {
        Ratio::NothingLeft => format!(
            "After {} nothing is left to come for what {who} has still to give.",
            id(lens.case, at.after)
        ),
        _ => format!(
            "The ratio of {who} is highest after {}: {}.",
            id(lens.case, at.after),
            ratio(at.ratio)
        ),
    };
    let table = Table {
        id: "ratios",
        columns: [
            "who",
            "gives",
            "when",
            "after",
            "still to give over still to come",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
        cited: true,
    };
    let drawn = picture(
        "ratios",
        title,
        (
            "For each return, a stem on every day on which the other side has moved: the share still to give over the share still to come.",
            "From counts alone; nobody is given a price. A party goes on only if it values the whole of what it gets at more than this many times the cost of the whole of what it gives. Dashed line: 1, as much still to give as to come. Triangle: nothing is left to come.",
        ),
        Drawing::Levels(Levels {
            last: last(lens),
            groups,
        }),
    );
    add(&mut section, table, Some(drawn));
    section
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
        value: match at.ratio {
            Ratio::NothingLeft => "none left".to_owned(),
            other => ratio(other),
        },
        what,
    }
}

/// Exposure and walk-away gain of each party along the days.
pub(super) fn exposure(lens: &Lens<'_>, valued: &Valued) -> Option<Picture> {
    let curves = curves(&valued.schedule());
    let mut groups = Vec::new();
    let mut peak: Option<(i64, String, ClauseId)> = None;
    for (party, actor) in valued.parties.iter().enumerate() {
        let name = words::name(lens.case, *actor);
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

/// What each party's bond grows to when a breach is found out late.
pub(super) fn delay(lens: &Lens<'_>, valued: &Valued) -> Section {
    let mut section = Section::new("delay", "What slow detection costs");
    let bonds = premiums(valued, &DELAYS);
    let because: Vec<Because> = valued.values.iter().map(|id| Because::from(*id)).collect();
    let rows = DELAYS
        .iter()
        .zip(&bonds)
        .map(|(late, bonds)| {
            let mut cells = vec![days(*late)];
            cells.extend(bonds.iter().map(|bond| amount(*bond)));
            Row {
                cells,
                because: because.clone(),
            }
        })
        .collect();
    let names: Vec<String> = valued
        .parties
        .iter()
        .map(|party| words::name(lens.case, *party))
        .collect();
    let series = names
        .iter()
        .enumerate()
        .map(|(party, name)| Series {
            name: name.clone(),
            points: DELAYS
                .iter()
                .zip(&bonds)
                .map(|(late, bonds)| Point {
                    x: *late,
                    y: bonds[party],
                    value: amount(bonds[party]),
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
            (last > first).then(|| format!("from {} to {} for {name}", amount(first), amount(last)))
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
            "In the units of the values that the case assumes, each at the middle of its range.",
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
