//! Pictures of the agreement while it runs: curves of both sides with θ and the open balance under
//! them, the calendar with what really happened, and what each source counts.

use super::Monitored;
use super::words::{date, date_or_dash};
use crate::chart::calendar::{Calendar, Lane, Mark, Span};
use crate::chart::course::{Course, Side, Step, Track};
use crate::chart::dots::{Dot, Dots, Lane as DotLane};
use crate::chart::{Drawing, Picture};
use crate::page::{Place, Row, Section, Table};
use crate::words;
use armistice_case::model::{ClauseId, Counts, NodeId};
use armistice_case::value::Decimal;
use armistice_engine::accord::exchange::ratio::Ratio;
use armistice_engine::accord::monitor::disputed::{Matter, disputed};
use armistice_engine::accord::monitor::docket::debtors;
use armistice_engine::accord::monitor::exposure::{self, Exposure};
use armistice_engine::accord::monitor::extension::{Extended, extended};
use armistice_engine::accord::monitor::forecast::forecast;
use armistice_engine::accord::monitor::lateness::{Steps, actual, planned};
use armistice_engine::accord::monitor::record::bounds;
use armistice_engine::accord::monitor::rounds::{Exchange, exchanges};
use armistice_engine::accord::monitor::standing::{Standing, Status};
use armistice_engine::provenance::Because;

/// The pictures.
pub fn sections(of: &Monitored<'_>, exposed: &Exposure) -> Vec<Section> {
    let mut sections = vec![band(of)];
    sections.extend(
        exchanges(&of.monitor.worst.clock)
            .iter()
            .filter(|exchange| !exchange.days.is_empty())
            .map(|exchange| course(of, exchange, exposed)),
    );
    sections.push(dots(of));
    sections
}

/// A day of the axis.
fn axis_day(day: i64) -> i32 {
    i32::try_from(day).unwrap_or(i32::MAX).max(1)
}

/// The last day of the axis: today, or the last day that anything is due on.
fn last(of: &Monitored<'_>) -> i32 {
    let due = of
        .monitor
        .worst
        .parts
        .iter()
        .filter_map(|part| part.window.due);
    axis_day(due.chain([of.day(), 2]).max().unwrap_or(2))
}

fn running(steps: &Steps) -> Vec<Step> {
    let mut total = 0_i64;
    steps
        .iter()
        .map(|(day, amount)| {
            total = total.saturating_add(*amount);
            (axis_day(*day), Decimal(total))
        })
        .collect()
}

fn side(of: &Monitored<'_>, exchange: &Exchange, first: bool) -> Side {
    let clock = &of.monitor.worst.clock;
    let (duty, quantities, by) = if first {
        (exchange.first, &exchange.first_of, &exchange.first_by)
    } else {
        (exchange.second, &exchange.second_of, &exchange.second_by)
    };
    let merge = |mut steps: Steps| {
        steps.sort_unstable();
        running(&steps)
    };
    let names: Vec<String> = quantities
        .iter()
        .map(|quantity| of.case.quantity_name(*quantity).to_owned())
        .collect();
    let plan: Option<Vec<Steps>> = quantities
        .iter()
        .map(|q| planned(clock, duty, *q))
        .collect();
    Side {
        name: format!(
            "{}: {}",
            words::names(of.case, by),
            words::joined(&names, "and")
        ),
        planned: merge(plan.unwrap_or_default().concat()),
        actual: merge(
            quantities
                .iter()
                .flat_map(|q| actual(clock, duty, *q))
                .collect(),
        ),
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

fn theta(of: &Monitored<'_>, exchange: &Exchange) -> Told {
    let mut track = Track {
        name: format!("θ of {}", words::names(of.case, &exchange.second_by)),
        points: Vec::new(),
        gone: Vec::new(),
        level: 100,
        ratio: true,
    };
    for point in &exchange.days {
        let day = axis_day(point.day);
        let live = point.live.second.or(point.looking_back.second);
        match live {
            Some((_, Ratio::NothingLeft)) => track.gone.push(day),
            Some((low, high)) => {
                let value = |ratio: Ratio| ratio.value().map(hundredths);
                if let (Some(low), Some(high)) = (value(low), value(high)) {
                    track.points.push((day, low, high));
                }
            }
            None => {}
        }
    }
    Told::of_ratios(track)
}

/// The share that the first side has given less that of the other, in the promised totals.
fn balance(exchange: &Exchange) -> Option<Told> {
    let ((first, _), (low, high)) = exchange.first_total.zip(exchange.second_total)?;
    if first == 0 || low == 0 || high == 0 {
        return None;
    }
    let share = |given: u64, of: u64| given as f64 / of as f64;
    Some(Told::of_ratios(Track {
        name: "open balance, in shares of the promise".to_owned(),
        points: exchange
            .days
            .iter()
            .map(|point| {
                let own = share(point.first, first);
                let least = own - share(point.second, low);
                let most = own - share(point.second, high);
                (axis_day(point.day), hundredths(least), hundredths(most))
            })
            .collect(),
        gone: Vec::new(),
        level: 0,
        ratio: true,
    }))
}

impl Told {
    fn of_ratios(track: Track) -> Told {
        let at = |value: i64| super::words::share(value as f64 / 100.0);
        let points = track.points.iter().map(|(day, low, high)| {
            (
                i64::from(*day),
                super::words::between(&at(*low), &at(*high)),
            )
        });
        let gone = track.gone.iter();
        let gone = gone.map(|day| (i64::from(*day), "none left to come".to_owned()));
        let mut days: Vec<(i64, String)> = points.chain(gone).collect();
        days.sort();
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

fn course(of: &Monitored<'_>, exchange: &Exchange, exposed: &Exposure) -> Section {
    let docket = of.monitor.docket;
    let mut section = Section::new("course", "Planned and given, on both sides").at(Place::Annex);
    let (up, down) = (side(of, exchange, true), side(of, exchange, false));
    let mut tracks = vec![theta(of, exchange)];
    tracks.extend(balance(exchange));
    tracks.extend(stakes(of, exchange, exposed));
    tracks.retain(|told| !told.days.is_empty());
    let because = vec![
        Because::Node(NodeId::Clause(ClauseId::Obligation(exchange.first))),
        Because::Node(NodeId::Clause(ClauseId::Obligation(exchange.second))),
    ];
    let told = |steps: &[Step]| {
        let all: Vec<String> = steps
            .iter()
            .map(|(day, total)| format!("{}: {total}", date(docket, i64::from(*day))))
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
    let end = exchange.days.last();
    let total = |amount: u64| Decimal(i64::try_from(amount).unwrap_or(i64::MAX)).to_string();
    section.picture(Picture {
        id: "course",
        title: end.map_or_else(String::new, |end| {
            format!(
                "By {} {} gave {}, {} {}.",
                date(docket, end.day),
                words::names(of.case, &exchange.first_by),
                total(end.first),
                words::names(of.case, &exchange.second_by),
                total(end.second)
            )
        }),
        description: "Running totals of the first side upwards and of the side that answers downwards, along the same days; under them a ratio, the open balance and, where the case assumes values, what each side is exposed by and would win by leaving.".to_owned(),
        note: "Full line: given. Broken line: planned. Upright line: the day of this page. The sides share the days and no scale. θ, exposure and gain at the worst point of each day; the line through a gain is the least that is pledged against it.".to_owned(),
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

/// The window of a part as a span of the calendar.
fn span(part: &Standing) -> Span {
    let due = part.window.due.map(axis_day);
    match (part.window.from.map(axis_day), due) {
        (Some(from), Some(due)) if from == due => Span::On(due, String::new()),
        (Some(from), Some(due)) => Span::Within(from, due),
        (Some(from), None) => Span::From(from, None),
        (None, Some(due)) => Span::By(due),
        (None, None) => Span::Undated(super::words::status(part.status)),
    }
}

/// The mark of an extension on the lane of a part that ends with what was extended.
fn lengthened(of: &Monitored<'_>, part: &Standing, one: &Extended) -> Option<Mark> {
    let clock = &of.monitor.worst.clock;
    let phase = clock.text.lens.terms.agreement.obligations[part.duty].phase;
    let with_phase = phase.is_some_and(|phase| {
        one.clause == ClauseId::Phase(phase) && part.window.due == clock.phase(phase).end
    });
    let own = one.part.is_some() && one.part == part.part && part.occurrence.is_none();
    let (from, to) = one.from.zip(one.to)?;
    (from != to && (with_phase || own)).then(|| Mark::Extended(axis_day(from), axis_day(to)))
}

/// Duties on their windows, with the days on which they were done.
fn band(of: &Monitored<'_>) -> Section {
    let docket = of.monitor.docket;
    let mut section = Section::new("band", "The calendar as it went").at(Place::Annex);
    let lens = &of.monitor.worst.clock.text.lens;
    let left = forecast(&of.monitor.worst);
    let extended = extended(&of.monitor.worst.clock);
    let mut groups: Vec<(String, Vec<Lane>)> = Vec::new();
    let mut rows = Vec::new();
    let (mut in_time, mut late, mut some) = (0, 0, 0);
    for duty in lens.terms.duties() {
        let clause = ClauseId::Obligation(duty);
        let parts: Vec<&Standing> = of.monitor.worst.of_duty(duty).collect();
        let mut marks = Vec::new();
        for (part, best) in parts.iter().zip(of.monitor.best.of_duty(duty)) {
            let least = part.late.min(best.late);
            in_time += usize::from(part.status.is_done() && part.late == 0);
            late += usize::from(least > 0);
            some += usize::from(part.late.max(best.late) > 0 && least == 0);
            if let Some(done) = part.done {
                marks.push(Mark::Done(axis_day(done)));
            }
            if let Some(due) = part.window.due.filter(|_| least > 0) {
                marks.push(Mark::Late(axis_day(due), axis_day(due + least)));
            }
            marks.extend(extended.iter().filter_map(|one| lengthened(of, part, one)));
            let ahead = left
                .expected
                .iter()
                .find(|expected| Some(expected.part) == part.part);
            if let Some(expected) = ahead
                && let Some(due) = expected.due.filter(|due| *due > expected.earliest)
            {
                marks.push(Mark::Slack(axis_day(expected.earliest), axis_day(due)));
            }
            let slack = ahead.and_then(|expected| expected.slack());
            rows.push(Row {
                cells: vec![
                    words::names(of.case, &debtors(lens, part.clause)),
                    super::words::occurrence(of.case, part.clause, part.occurrence),
                    date_or_dash(docket, part.window.due),
                    date_or_dash(docket, part.done),
                    match (super::words::late(part, best), slack) {
                        _ if part.status == Status::NoRecord => "no record".to_owned(),
                        (Some(late), _) => late,
                        (None, Some(slack)) if slack >= 0 => {
                            format!("{} of slack", super::words::days(slack))
                        }
                        _ => "–".to_owned(),
                    },
                ],
                because: super::words::because(part.clause, part.record),
            });
        }
        let lane = Lane {
            name: crate::sections::framework::act(
                of.case,
                duty,
                &lens.terms.agreement.obligations[duty],
            ),
            spans: parts.iter().map(|part| span(part)).collect(),
            waits: None,
            marks,
        };
        let who = words::names(of.case, &debtors(lens, clause));
        match groups.iter_mut().find(|(known, _)| *known == who) {
            Some((_, lanes)) => lanes.push(lane),
            None => groups.push((who, vec![lane])),
        }
    }
    section.picture(Picture {
        id: "band",
        title: format!(
            "{} done in their time, {} late{}.",
            words::capital(&words::plural(in_time, "part", "parts")),
            words::plural(late, "part", "parts"),
            if some > 0 {
                format!(", {some} late by some accounts")
            } else {
                String::new()
            },
        ),
        description: "A line for each duty under those who owe it, with its windows and the days on which it was done.".to_owned(),
        note: "Square or bar: when it was due. Ring: done. Heavy line from a due day: late by every account. Thin line before one: slack. Thin upright with a line below: a last day before it was extended. Upright line: the day of this page.".to_owned(),
        drawing: Drawing::Calendar(Calendar {
            last: last(of),
            groups,
            today: Some(axis_day(of.day())),
        }),
        table: Table {
            id: "band",
            columns: ["owed by", "duty", "due", "done", "late or slack"].map(str::to_owned).to_vec(),
            rows,
            cited: false,
        },
    });
    section
}

/// The most points in dispute that are drawn.
const DRAWN: usize = 40;

/// What each source counts of what is in dispute.
fn dots(of: &Monitored<'_>) -> Section {
    let mut section = Section::new("dots", "What each source counts").at(Place::Annex);
    let text = of.monitor.worst.clock.text;
    let mut lanes = Vec::new();
    let mut rows = Vec::new();
    let mut counts = disputed(&of.monitor.worst.clock);
    counts.retain(|item| matches!(item.matter, Matter::Amount { .. }));
    let all = counts.len();
    // What is newest is asked about first.
    for item in counts.split_off(all.saturating_sub(DRAWN)) {
        let Matter::Amount {
            counts,
            quantity,
            accounts,
            ..
        } = &item.matter
        else {
            continue;
        };
        let reports = of.case.events.reports(&of.case.events[item.event]);
        let id = of.case.label(NodeId::Event(item.event)).id;
        let name = format!("{id}: {}", of.case.quantity_name(*quantity));
        let dots: Vec<Dot> = accounts
            .iter()
            .map(|(at, amount)| {
                let (low, high) = bounds(amount);
                Dot {
                    by: super::words::reporter(of.case, &reports[*at]),
                    low,
                    high,
                }
            })
            .collect();
        let promised = match item.clause {
            Some(ClauseId::Obligation(duty)) if *counts == Counts::Delivered => text.rates
                [armistice_case::model::Key::position(duty)]
            .iter()
            .find(|rate| rate.quantity == *quantity)
            .and_then(|rate| Some(rate.over(1)?.1)),
            _ => None,
        };
        rows.extend(dots.iter().map(|dot| Row {
            cells: vec![
                name.clone(),
                dot.by.clone(),
                super::words::amounts(dot.low, dot.high),
                promised.map_or_else(|| "–".to_owned(), |n| n.to_string()),
            ],
            because: super::words::records(&[item.event]),
        }));
        lanes.push(DotLane {
            name,
            dots,
            promised,
        });
    }
    section.picture(Picture {
        id: "dots",
        title: format!(
            "{} in dispute.",
            words::capital(&words::plural(all, "count is", "counts are"))
        ),
        description: "A dot for each source on a line of its own, from nought to the right."
            .to_owned(),
        note: format!(
            "Each point has a scale of its own. Upright mark: what was promised.{}",
            if all > DRAWN {
                format!(
                    " The newest {DRAWN} are drawn; what would settle each of all is listed above."
                )
            } else {
                String::new()
            }
        ),
        drawing: Drawing::Dots(Dots { lanes }),
        table: Table {
            id: "dots",
            columns: ["event", "by whose count", "how many", "promised"]
                .map(str::to_owned)
                .to_vec(),
            rows,
            cited: false,
        },
    });
    section
}
