//! What each side gives, adding up day by day.

use super::calendar::{day, last_day};
use super::framework::{because_schedule, debtors};
use crate::chart::curves::{Curves, Step, Strip};
use crate::chart::{Drawing, Picture};
use crate::page::{Place, Row, Section, Table};
use crate::words;
use armistice_case::model::{Agreement, Case, ClauseId, NodeId, Obligation};
use armistice_case::phrase::{Condition, When};
use armistice_case::value::{Decimal, Delivered};
use armistice_engine::accord::structure::{Schedule, Structure};
use armistice_engine::provenance::Because;

/// Mirrored step curves, a strip a quantity.
pub fn section(case: &Case, structure: &Structure) -> Section {
    let mut section = Section::new("curves", "What each side gives").at(Place::Annex);
    let Some(agreement) = &case.agreement else {
        return section;
    };
    let mut sides: Vec<(String, Vec<Strip>)> = Vec::new();
    let mut rows = Vec::new();
    let mut unknown: Vec<String> = Vec::new();
    for (id, duty) in agreement
        .obligations
        .iter()
        .filter(|(_, duty)| duty.added_by.is_none())
    {
        let who = debtors(case, duty);
        for quantity in quantities(duty) {
            let schedule = structure
                .schedules
                .iter()
                .find(|schedule| schedule.obligation == id && schedule.quantity == quantity);
            let name = words::capital(case.quantity_name(quantity));
            let known = schedule
                .map(|schedule| steps(agreement, schedule))
                .filter(|steps| !steps.is_empty());
            let strip = match known.or_else(|| single(agreement, duty, quantity)) {
                Some(steps) => Strip {
                    name: name.clone(),
                    steps,
                    unknown: None,
                },
                None => {
                    unknown.push(case.quantity_name(quantity).to_owned());
                    Strip {
                        name: name.clone(),
                        steps: unnumbered(case, agreement, duty),
                        unknown: Some(stated(duty, quantity)),
                    }
                }
            };
            rows.push(Row {
                cells: vec![who.clone(), name, told(&strip)],
                because: schedule.map_or_else(
                    || vec![Because::Node(ClauseId::Obligation(id).into())],
                    because_schedule,
                ),
            });
            match sides.iter_mut().find(|(other, _)| *other == who) {
                Some((_, strips)) => strips.push(strip),
                None => sides.push((who.clone(), vec![strip])),
            }
        }
    }
    if sides.is_empty() {
        return section;
    }
    let up = sides.remove(0);
    section.picture(Picture {
        id: "curves",
        title: finding(case, structure, &unknown),
        description: "Each quantity in a strip of its own: the first side's grow upwards, the others' downwards, along the same days.".to_owned(),
        note: "Strips share the days and never a scale. A dashed box with question marks: no running total can be drawn from the text.".to_owned(),
        drawing: Drawing::Curves(Curves {
            last: last_day(agreement),
            up,
            down: sides,
        }),
        table: Table {
            id: "curves",
            columns: ["who", "gives", "in all, by day"].map(str::to_owned).to_vec(), cited: false,
            rows,
        },
    });
    section
}

fn quantities(duty: &Obligation) -> Vec<armistice_case::model::QuantityId> {
    let mut out = Vec::new();
    for (quantity, _) in duty
        .delivers
        .iter()
        .chain(duty.tranches.iter().flat_map(|tranche| &tranche.delivers))
    {
        if !out.contains(quantity) {
            out.push(*quantity);
        }
    }
    out
}

/// The running total, where every step has a day.
fn steps(agreement: &Agreement, schedule: &Schedule) -> Vec<Step> {
    let days: Option<Vec<(i32, Decimal)>> = schedule
        .steps
        .iter()
        .map(|step| match step.when.get() {
            Some(When::On(moment) | When::By(moment)) => {
                Some((day(agreement, moment)?, step.amount))
            }
            _ => None,
        })
        .collect();
    let mut days = days.unwrap_or_default();
    days.sort_by_key(|(day, _)| *day);
    let mut total = Decimal(0);
    days.into_iter()
        .map(|(day, amount)| {
            total = Decimal(total.0 + amount.0);
            Step {
                day,
                total: Some(total),
            }
        })
        .collect()
}

fn single(
    agreement: &Agreement,
    duty: &Obligation,
    quantity: armistice_case::model::QuantityId,
) -> Option<Vec<Step>> {
    if !duty.tranches.is_empty() {
        return None;
    }
    let (_, amounts) = duty.delivers.iter().find(|(other, _)| *other == quantity)?;
    let amount = Delivered::sole_exact(amounts)?;
    match duty.when.get()? {
        When::On(moment) | When::By(moment) => Some(vec![Step {
            day: day(agreement, moment)?,
            total: Some(amount),
        }]),
        _ => None,
    }
}

/// The days on which something is due of which no number is known.
fn unnumbered(case: &Case, agreement: &Agreement, duty: &Obligation) -> Vec<Step> {
    let Some(Condition::Is { name, .. }) = duty.after.get() else {
        return Vec::new();
    };
    let of = match case.node(&name.id) {
        Some(NodeId::Clause(ClauseId::Obligation(id))) => &agreement.obligations[id],
        _ => return Vec::new(),
    };
    of.tranches
        .iter()
        .filter_map(|tranche| match tranche.when.get()? {
            When::On(moment) => Some(Step {
                day: day(agreement, moment)?,
                total: None,
            }),
            _ => None,
        })
        .collect()
}

/// What the text says where a running total cannot be drawn.
fn stated(duty: &Obligation, quantity: armistice_case::model::QuantityId) -> String {
    let amounts: Vec<String> = duty
        .delivers
        .iter()
        .filter(|(other, _)| *other == quantity)
        .flat_map(|(_, amounts)| amounts.iter().map(ToString::to_string))
        .collect();
    let amount = match amounts.join(" + ").as_str() {
        "" => "by steps without days".to_owned(),
        "open" | "unknown" => format!("number {}", amounts.join(" + ")),
        text => text.to_owned(),
    };
    match duty.after.get() {
        Some(after) => format!("{amount}, after {}", words::condition(after)),
        None => amount,
    }
}

fn told(strip: &Strip) -> String {
    match &strip.unknown {
        Some(unknown) => unknown.clone(),
        None => strip
            .steps
            .iter()
            .filter_map(|step| Some(format!("day {}: {}", step.day, step.total?)))
            .collect::<Vec<_>>()
            .join("; "),
    }
}

fn finding(case: &Case, structure: &Structure, unknown: &[String]) -> String {
    let mut parts: Vec<String> = structure
        .schedules
        .iter()
        .filter(|schedule| schedule.steps.len() > 1)
        .take(2)
        .filter_map(|schedule| {
            let first = schedule.steps.first()?;
            Some(format!(
                "{} of the {} in the first step",
                words::share(first.amount, schedule.total),
                case.quantity_name(schedule.quantity)
            ))
        })
        .collect();
    if !unknown.is_empty() {
        parts.push(format!(
            "no running total for {}",
            words::joined(unknown, "and")
        ));
    }
    if parts.is_empty() {
        return "What is given comes in one step.".to_owned();
    }
    format!("{}.", words::capital(&parts.join("; ")))
}
