//! Curves of both sides of an exchange, with θ, the open balance and what each side has at stake under
//! them; an interval wherever accounts or the text leave one.

use super::Monitored;
use super::curves::{axis_day, last};
use super::exchange::widest;
use super::words::date;
use crate::chart::course::{Course, Side, Step, Track, total};
use crate::chart::{Drawing, Picture};
use crate::page::{Place, Row, Section, Table};
use crate::words;
use armistice_case::model::{ClauseId, NodeId, QuantityId};
use armistice_case::value::Decimal;
use armistice_engine::accord::exchange::ratio::Ratio;
use armistice_engine::accord::monitor::exposure::{self, Exposure};
use armistice_engine::accord::monitor::lateness::{Steps, actual, planned};
use armistice_engine::accord::monitor::rounds::Exchange;
use armistice_engine::provenance::Because;
use std::collections::{BTreeMap, BTreeSet};

/// The running totals of two accounts, as an interval from day to day.
fn running(accounts: [Steps; 2]) -> Vec<Step> {
    let [worst, best] = accounts;
    let own = worst.into_iter().map(|(day, amount)| (day, [amount, 0]));
    let other = best.into_iter().map(|(day, amount)| (day, [0, amount]));
    let mut all: Vec<(i64, [i64; 2])> = own.chain(other).collect();
    all.sort_unstable();
    let mut sums = [0_i64; 2];
    let mut steps: Vec<Step> = Vec::new();
    for (day, amounts) in all {
        for (sum, amount) in sums.iter_mut().zip(amounts) {
            *sum = sum.saturating_add(amount);
        }
        let [a, b] = sums;
        let step = (axis_day(day), Decimal(a.min(b)), Decimal(a.max(b)));
        match steps.last_mut().filter(|last| last.0 == step.0) {
            Some(last) => *last = step,
            None => steps.push(step),
        }
    }
    steps
}

fn side(of: &Monitored<'_>, exchange: &Exchange, first: bool) -> Side {
    let (duty, quantities, by) = if first {
        (exchange.first, &exchange.first_of, &exchange.first_by)
    } else {
        (exchange.second, &exchange.second_of, &exchange.second_by)
    };
    let clocks = [&of.monitor.worst.clock, &of.monitor.best.clock];
    let names: Vec<String> = quantities
        .iter()
        .map(|quantity| of.case.quantity_name(*quantity).to_owned())
        .collect();
    let all = |each: &dyn Fn(QuantityId) -> Option<Steps>| {
        let steps: Option<Vec<Steps>> = quantities.iter().map(|q| each(*q)).collect();
        steps.unwrap_or_default().concat()
    };
    Side {
        name: format!(
            "{}: {}",
            words::names(of.case, by),
            words::joined(&names, "and")
        ),
        planned: running(clocks.map(|clock| all(&|q| planned(clock, duty, q)))),
        actual: running(clocks.map(|clock| all(&|q| Some(actual(clock, duty, q))))),
    }
}

fn hundredths(value: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "bounded before")]
    let rounded = (value.clamp(-1e6, 1e6) * 100.0).round() as i64;
    rounded
}

/// A track with what its points say in the table.
struct Told {
    track: Track,
    days: Vec<(i64, String)>,
    /// What it rests on besides the two duties.
    values: Vec<Because>,
}

/// The days on which anything changes hands by either account.
fn days([worst, best]: [&Exchange; 2]) -> BTreeSet<i64> {
    let all = worst.days.iter().chain(&best.days);
    all.map(|point| point.day).collect()
}

fn theta(of: &Monitored<'_>, pair: [&Exchange; 2]) -> Told {
    let mut track = Track {
        name: format!("θ of {}", words::names(of.case, &pair[0].second_by)),
        points: Vec::new(),
        gone: Vec::new(),
        level: 100,
        ratio: true,
    };
    for on in days(pair) {
        let day = axis_day(on);
        let live = |exchange: &Exchange| {
            let point = exchange.on(on);
            point.live.second.or(point.looking_back.second)
        };
        let Some((low, high)) = widest(live(pair[0]), live(pair[1])) else {
            continue;
        };
        let value = |ratio: Ratio| ratio.value().map(hundredths);
        if high == Ratio::NothingLeft {
            track.gone.push(day);
        }
        // Whoever has nothing left to give by one account has nothing at stake by it.
        let least = value(low).or_else(|| value(high).map(|_| 0));
        if let Some(low) = least {
            track.points.push((day, low, value(high).unwrap_or(low)));
        }
    }
    Told::of_ratios(track)
}

/// The share that the first side has given less that of the other, in the promised totals: from the
/// least of the one and the most of the other to the most and the least.
fn balance(pair: [&Exchange; 2]) -> Option<Told> {
    let (first, second) = pair[0].first_total.zip(pair[0].second_total)?;
    if [first.0, first.1, second.0, second.1].contains(&0) {
        return None;
    }
    let share = |given: u64, of: u64| given as f64 / of as f64;
    let point = |day: i64| {
        let [a, b] = pair.map(|exchange| exchange.on(day));
        let least = share(a.first.min(b.first), first.1) - share(a.second.max(b.second), second.0);
        let most = share(a.first.max(b.first), first.0) - share(a.second.min(b.second), second.1);
        (axis_day(day), hundredths(least), hundredths(most))
    };
    Some(Told::of_ratios(Track {
        name: "open balance, in shares of the promise".to_owned(),
        points: days(pair).into_iter().map(point).collect(),
        gone: Vec::new(),
        level: 0,
        ratio: true,
    }))
}

impl Told {
    fn of_ratios(track: Track) -> Told {
        let at = |value: i64| super::words::share(value as f64 / 100.0);
        let gone = track.gone.iter().map(|day| (*day, None));
        let points = track.points.iter();
        let points = points.map(|(day, low, high)| (*day, Some((at(*low), at(*high)))));
        let mut all: BTreeMap<i32, Option<(String, String)>> = gone.collect();
        let none = "none left to come";
        for (day, ends) in points {
            let ends = ends.map(|(low, high)| match all.contains_key(&day) {
                true => (low, none.to_owned()),
                false => (low, high),
            });
            all.insert(day, ends);
        }
        let told = all.into_iter().map(|(day, ends)| {
            let text = ends.map_or_else(
                || none.to_owned(),
                |(low, high)| super::words::between(&low, &high),
            );
            (i64::from(day), text)
        });
        let days = told.collect();
        Told {
            track,
            days,
            values: Vec::new(),
        }
    }

    /// One value of a side along the days; none where it is nought throughout.
    fn of_values(
        exposed: &Exposure,
        side: &exposure::Side,
        name: String,
        level: i64,
        pick: impl Fn(&[exposure::Standing]) -> Option<exposure::Range>,
    ) -> Option<Told> {
        let days: Vec<(i64, exposure::Range)> = exposed
            .days()
            .into_iter()
            .filter_map(|(day, standings)| Some((day, pick(&standings)?)))
            .collect();
        // Millionths are drawn as hundredths; the table has them in full.
        let drawn = |value: i64| value / 10_000;
        days.iter().any(|(_, range)| range.1 > 0).then(|| Told {
            track: Track {
                name,
                points: days
                    .iter()
                    .map(|(day, (low, high))| (axis_day(*day), drawn(*low), drawn(*high)))
                    .collect(),
                gone: Vec::new(),
                level: drawn(level),
                ratio: false,
            },
            days: days
                .into_iter()
                .map(|(day, range)| (day, super::exposure::range(Some(range))))
                .collect(),
            values: super::exposure::values(side),
        })
    }
}

/// What the two sides of an exchange are exposed by and would win by leaving.
fn stakes(of: &Monitored<'_>, exchange: &Exchange, exposed: &Exposure) -> Vec<Told> {
    let mut all = Vec::new();
    for by in [&exchange.first_by, &exchange.second_by] {
        let Some(at) = by.first().and_then(|actor| exposed.side(*actor)) else {
            continue;
        };
        let side = &exposed.sides[at];
        let name = words::name(of.case, side.actor);
        let bond = side.bond.map_or(0, |(least, _)| least);
        all.extend(Told::of_values(
            exposed,
            side,
            format!("{name} exposed by"),
            0,
            |standings| standings[at].exposure,
        ));
        all.extend(Told::of_values(
            exposed,
            side,
            format!("{name} would win by leaving"),
            bond,
            |standings| standings[at].walk_away,
        ));
    }
    all
}

pub(super) fn course(of: &Monitored<'_>, pair: [&Exchange; 2], exposed: &Exposure) -> Section {
    let exchange = pair[0];
    let docket = of.monitor.docket;
    let mut section = Section::new("course", "Planned and given, on both sides").at(Place::Annex);
    let (up, down) = (side(of, exchange, true), side(of, exchange, false));
    let mut tracks = vec![theta(of, pair)];
    tracks.extend(balance(pair));
    tracks.extend(stakes(of, exchange, exposed));
    tracks.retain(|told| !told.days.is_empty());
    let because = vec![
        Because::Node(NodeId::Clause(ClauseId::Obligation(exchange.first))),
        Because::Node(NodeId::Clause(ClauseId::Obligation(exchange.second))),
    ];
    let told = |steps: &[Step]| {
        let all: Vec<String> = steps
            .iter()
            .map(|(day, least, most)| {
                let day = date(docket, i64::from(*day));
                format!("{day}: {}", total(*least, *most))
            })
            .collect();
        if all.is_empty() {
            "no numbers in the text".to_owned()
        } else {
            all.join("; ")
        }
    };
    let mut rows: Vec<Row> = [&up, &down]
        .into_iter()
        .map(|side| Row {
            cells: vec![side.name.clone(), told(&side.planned), told(&side.actual)],
            because: because.clone(),
        })
        .collect();
    for told in &tracks {
        let days: Vec<String> = told
            .days
            .iter()
            .map(|(day, text)| format!("{}: {text}", date(docket, *day)))
            .collect();
        rows.push(Row {
            cells: vec![told.track.name.clone(), "–".to_owned(), days.join("; ")],
            because: because.iter().chain(&told.values).cloned().collect(),
        });
    }
    let end = days(pair).last().map(|day| pair.map(|one| one.on(*day)));
    let given = |a: u64, b: u64| {
        let [least, most] = [a.min(b), a.max(b)];
        let amount = |n: u64| Decimal(i64::try_from(n).unwrap_or(i64::MAX));
        total(amount(least), amount(most))
    };
    section.picture(Picture {
        id: "course",
        title: end.map_or_else(String::new, |[a, b]| {
            format!(
                "By {} {} gave {}, {} {}.",
                date(docket, a.day),
                words::names(of.case, &exchange.first_by),
                given(a.first, b.first),
                words::names(of.case, &exchange.second_by),
                given(a.second, b.second)
            )
        }),
        description: "Running totals of the first side upwards and of the side that answers downwards, along the same days; under them a ratio, the open balance and, where the case assumes values, what each side is exposed by and would win by leaving.".to_owned(),
        note: "Full line: given. Broken line: planned. Two lines with a paler band between them: from the least to the most that the accounts, or the text, allow. Upright line: the day of this page. The sides share the days and no scale. θ, exposure and gain at the worst point of each day; the line through a gain is the least that is pledged against it.".to_owned(),
        drawing: Drawing::Course(Box::new(Course {
            last: last(of),
            today: axis_day(of.day()),
            up,
            down,
            tracks: tracks.into_iter().map(|told| told.track).collect(),
        })),
        table: Table {
            id: "course",
            columns: ["what", "planned, in all", "given, in all"].map(str::to_owned).to_vec(),
            rows,
            cited: false,
        },
    });
    section
}
