//! With weak knowledge: what each move would do to the share of draws with a deal.

use super::board::{asked, assumed, member, party, points, share};
use super::openings::{offered, told_of};
use crate::page::{Block, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::Case;
use armistice_engine::deal::robust::acceptability::Share;
use armistice_engine::deal::study::Offer;
use armistice_engine::deal::{Study, Weak};
use armistice_engine::provenance::Because;

/// With weak knowledge: what each move would do to the share of draws with a deal, the parties' and
/// the mediator's alike.
pub(super) fn likely(case: &Case, study: &Study, weak: &Weak, section: &mut Section) {
    let found = match &weak.acceptability {
        Some(Ok(found)) => found,
        Some(Err(refusal)) => {
            let text = format!("Not computed: {refusal}. To get it, {}.", refusal.help);
            section.blocks.push(Block::Remark(text));
            return;
        }
        None => {
            if open_already(case, study, weak, section) {
                return;
            }
            section.blocks.push(Block::Remark(
                "Of some parties everything is assumed exactly and of the others not what no deal is worth, so that \
                 no smallest move is looked for; give those a `reservation`."
                    .to_owned(),
            ));
            return;
        }
    };
    let draws = found.sampling.draws;
    let closed = found.drops.first().map_or(0, Vec::len);
    section.aside = format!(
        "{closed} of {draws} draws have no deal, seed {}",
        found.sampling.seed
    );
    if closed == 0 {
        section.statements(vec![Statement::new(
            "deal",
            "zone-open",
            format!(
                "Every draw has a package acceptable to {}, so no move was needed in any of them.",
                asked(case, study, weak)
            ),
            assumed(study),
        )]);
        return;
    }
    section.statements(vec![Statement::new(
        "deal",
        "zone-share",
        format!(
            "If nobody moves, there is a package acceptable to {} {}.",
            asked(case, study, weak),
            share(found.zone)
        ),
        assumed(study),
    )]);
    let mut rows = Vec::new();
    for (at, drops) in found.drops.iter().enumerate() {
        let at_party = member(study, weak, at);
        let who = party(case, study, at_party);
        let because = because_of(study, at_party);
        let finite: Vec<f64> = drops
            .iter()
            .copied()
            .filter(|drop| drop.is_finite())
            .collect();
        if finite.is_empty() {
            rows.push(Row {
                cells: vec![
                    who,
                    "cannot open a deal alone in any draw".into(),
                    share(found.zone),
                ],
                because,
            });
            continue;
        }
        let point = study.known[weak.members[at]].point as f64;
        let places = [(finite.len() - 1) / 2, finite.len() - 1];
        let [half, all] = places.map(|place| rounded(&finite, place, point));
        // Rounded up, half of a few draws can come to as much as all of them.
        let drops_to_show = if half < all {
            vec![half, all]
        } else {
            vec![all]
        };
        for drop in drops_to_show {
            let hits = draws - closed + finite.iter().filter(|d| **d <= drop).count();
            rows.push(Row {
                cells: vec![
                    format!("{who}, or a mediator for it"),
                    format!(
                        "comes down, or is given, {}",
                        points(study, at_party, drop.ceil() as i64)
                    ),
                    share(Share::of(hits, draws)),
                ],
                because: because.clone(),
            });
        }
    }
    for (set, moved) in weak.sets.iter().zip(&found.moves) {
        let offers: Vec<&Offer> = set.iter().map(|&at| &weak.menu.offers[at]).collect();
        let mut givers: Vec<String> = offers.iter().map(|o| words::name(case, o.by)).collect();
        givers.dedup();
        let adds: Vec<String> = offers
            .iter()
            .map(|offer| offered(case, study, weak, offer))
            .collect();
        rows.push(Row {
            cells: vec![
                words::joined(&givers, "and"),
                format!("adds {}", words::joined(&adds, "and")),
                share(moved.zone),
            ],
            because: offers.iter().map(|o| Because::from(o.assumption)).collect(),
        });
    }
    section.table(Table {
        cited: true,
        id: "likely-openings",
        columns: ["who", "moves", "then there is a deal"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    });
    section.blocks.push(Block::Remark(
        "Of each party that can open a deal alone, what opens half of the draws that it can open, and what opens all of \
         them, each rounded up to what so many draws can tell."
            .to_owned(),
    ));
    told_of(case, study, weak, section);
}

/// Where nothing that was asked is uncertain: whether there is a deal already, told.
fn open_already(case: &Case, study: &Study, weak: &Weak, section: &mut Section) -> bool {
    let necessary = weak.map.as_ref().map_or(0, |map| map.counts[2]);
    let Some(open) = usize::try_from(necessary).ok().filter(|&open| open > 0) else {
        return false;
    };
    section.statements(vec![Statement::new(
        "deal",
        "zone-open",
        format!(
            "{} {} acceptable to {} already; of those asked nobody has to come down.",
            words::plural(open, "package", "packages"),
            if open == 1 { "is" } else { "are" },
            asked(case, study, weak)
        ),
        assumed(study),
    )]);
    true
}

/// The drop at a place of a sorted list, rounded up to what chance leaves of it: a step of 1, 2 or 5 times a
/// power of ten that is no finer than the distance within which other draws would put it.
fn rounded(drops: &[f64], place: usize, point: f64) -> f64 {
    let reach = (0.98 * (drops.len() as f64).sqrt()).ceil() as usize;
    let low = drops[place.saturating_sub(reach)];
    let high = drops[(place + reach).min(drops.len() - 1)];
    let width = ((high - low) / point).max(0.01);
    let power = 10f64.powf(width.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|times| times * power)
        .into_iter()
        .find(|step| *step >= width)
        .unwrap_or(10.0 * power);
    (drops[place] / point / step).ceil() * step * point
}

/// What is assumed about one party.
fn because_of(study: &Study, at: usize) -> Vec<Because> {
    study
        .known
        .iter()
        .filter(|known| known.party == at)
        .flat_map(|known| known.assumptions.iter().map(|id| Because::from(*id)))
        .collect()
}
