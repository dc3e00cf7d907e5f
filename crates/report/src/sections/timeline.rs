//! The timeline of claims by speaker.

use crate::chart::timeline::{Lane, Mark, Timeline};
use crate::chart::{Drawing, Picture};
use crate::page::{Place, Row, Section, Table};
use crate::words;
use armistice_case::model::{ActorKind, Case, Speaker};
use armistice_engine::ledger::{Known, KnownClaim, Ledger};
use armistice_engine::provenance::claims;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Every claim that is known, by its speaker and day.
pub fn section(case: &Case, ledger: &Ledger) -> Section {
    let known = Known::by(case, ledger.as_of);
    let mut section = Section::new("timeline", "Claims by speaker").at(Place::Annex);
    let undated = known
        .claims
        .iter()
        .filter(|item| item.day.is_none())
        .count();
    let note = match undated {
        0 => "Full: named speakers and outlets; hollow: anonymous ones. Days without a claim are left out.".to_owned(),
        n => format!(
            "Full: named speakers and outlets; hollow: anonymous ones. Days without a claim are left out, and so {} without a day.",
            words::plural(n, "claim", "claims")
        ),
    };
    section.picture(Picture {
        id: "timeline",
        title: finding(&known),
        description: "A line for each speaker, a mark for each claim on the day it was said."
            .to_owned(),
        note,
        drawing: Drawing::Timeline(Timeline {
            groups: groups(case, &known),
        }),
        table: table(case, &known),
    });
    section
}

fn finding(known: &Known) -> String {
    let mut days: BTreeMap<Date, usize> = BTreeMap::new();
    for day in known.claims.iter().filter_map(|item| item.day) {
        *days.entry(day).or_default() += 1;
    }
    let all = words::plural(known.claims.len(), "claim", "claims");
    match days.iter().max_by_key(|(day, n)| (**n, **day)) {
        Some((day, n)) => format!("Most was said on {}: {n} of {all}.", words::short_day(*day)),
        None => format!("{}, none with a day.", words::capital(&all)),
    }
}

fn speaker(case: &Case, item: &KnownClaim, by: Speaker) -> (usize, String, bool) {
    match by {
        Speaker::Actor(actor) => {
            let group = match case.actors[case.principal(actor)].kind {
                ActorKind::Party => 0,
                ActorKind::Mediator => 1,
                ActorKind::Other => 2,
            };
            (
                group,
                words::capital(&words::name(case, actor)),
                case.actors[actor].anonymous,
            )
        }
        Speaker::Outlet => {
            let source = case.claims[item.id].from.first();
            let name = source.map_or_else(String::new, |source| {
                case.sources[*source]
                    .outlet
                    .as_deref()
                    .unwrap_or(&case.sources.label(*source).id)
                    .to_owned()
            });
            (3, name, false)
        }
    }
}

fn groups(case: &Case, known: &Known) -> Vec<(String, Vec<Lane>)> {
    let heads = [
        "The parties",
        "Mediators",
        "Others",
        "Outlets in their own voice",
    ];
    let mut groups: Vec<(String, Vec<Lane>)> = heads
        .iter()
        .map(|head| ((*head).to_owned(), Vec::new()))
        .collect();
    for item in &known.claims {
        let Some(day) = item.day else { continue };
        let claim = &case.claims[item.id];
        for by in &claim.by {
            let (group, name, anonymous) = speaker(case, item, *by);
            let mark = Mark {
                day,
                id: case.claims.label(item.id).id.to_string(),
                says: claim.says.as_deref().unwrap_or_default().to_owned(),
            };
            let lanes = &mut groups[group].1;
            match lanes.iter_mut().find(|lane| lane.name == name) {
                Some(lane) => lane.marks.push(mark),
                None => lanes.push(Lane {
                    name,
                    anonymous,
                    marks: vec![mark],
                }),
            }
        }
    }
    groups.retain(|(_, lanes)| !lanes.is_empty());
    groups
}

fn table(case: &Case, known: &Known) -> Table {
    Table {
        id: "claims",
        columns: ["day", "who", "says"].map(str::to_owned).to_vec(),
        cited: false,
        rows: known
            .claims
            .iter()
            .map(|item| {
                let claim = &case.claims[item.id];
                let who: Vec<String> = claim
                    .by
                    .iter()
                    .map(|by| speaker(case, item, *by).1)
                    .collect();
                Row {
                    cells: vec![
                        item.day
                            .map_or_else(|| "no day".to_owned(), words::short_day),
                        words::joined(&who, "and"),
                        claim.says.as_deref().unwrap_or("–").to_owned(),
                    ],
                    because: claims(&[item.id]),
                }
            })
            .collect(),
    }
}
