//! Pictures of the agreement while it runs: the course of each exchange, the calendar with what really
//! happened, and what each source counts.

use super::Monitored;
use super::course::course;
use super::exchange::pairs;
use super::words::date_or_dash;
use crate::chart::calendar::{Calendar, Lane, Mark, Span};
use crate::chart::dots::{Dot, Dots, Lane as DotLane};
use crate::chart::{Drawing, Picture};
use crate::page::{Place, Row, Section, Table};
use crate::words;
use armistice_case::model::{ClauseId, Counts, NodeId};
use armistice_engine::accord::monitor::disputed::{Matter, disputed};
use armistice_engine::accord::monitor::docket::debtors;
use armistice_engine::accord::monitor::exposure::Exposure;
use armistice_engine::accord::monitor::extension::{Extended, extended};
use armistice_engine::accord::monitor::forecast::forecast;
use armistice_engine::accord::monitor::record::bounds;
use armistice_engine::accord::monitor::standing::{Standing, Status};

/// The pictures.
pub fn sections(of: &Monitored<'_>, exposed: &Exposure) -> Vec<Section> {
    let mut sections = vec![band(of)];
    sections.extend(
        pairs(of)
            .iter()
            .map(|(worst, best)| course(of, [worst, best], exposed)),
    );
    sections.push(dots(of));
    sections
}

/// A day of the axis.
pub(super) fn axis_day(day: i64) -> i32 {
    i32::try_from(day).unwrap_or(i32::MAX).max(1)
}

/// The last day of the axis: today, or the last day that anything is due on.
pub(super) fn last(of: &Monitored<'_>) -> i32 {
    let due = of
        .monitor
        .worst
        .parts
        .iter()
        .filter_map(|part| part.window.due);
    axis_day(due.chain([of.day(), 2]).max().unwrap_or(2))
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
