//! Islands of agreement.

use crate::page::{Row, Section, Table};
use crate::words;
use armistice_case::model::{ActorId, Case, ClaimId, NodeId};
use armistice_engine::ledger::{Island, IslandKind, Ledger};
use armistice_engine::provenance::{Because, claims};

/// Facts and norms with who holds what; the brief leaves out those that no party spoke of.
pub fn table(case: &Case, ledger: &Ledger, all: bool) -> Section {
    let mut section = Section::new("islands", "Islands of agreement");
    let mut islands: Vec<&Island> = ledger
        .islands
        .iter()
        .filter(|island| all || island.kind != IslandKind::NoParty)
        .collect();
    islands.sort_by_key(|island| (island.norm, island.kind));
    section.table(Table {
        cited: false,
        id: "islands",
        columns: ["", "proposition", "affirmed by", "denied by"]
            .map(str::to_owned)
            .to_vec(),
        rows: islands
            .into_iter()
            .map(|island| row(case, island))
            .collect(),
    });
    section
}

fn row(case: &Case, island: &Island) -> Row {
    let what = if island.norm { "norm" } else { "fact" };
    let kind = match island.kind {
        IslandKind::Shared => "shared by all",
        IslandKind::SharedBySome => "shared by some",
        IslandKind::Contested if island.norm => "apart",
        IslandKind::Contested => "contested",
        IslandKind::Denied => "denied",
        IslandKind::OneParty => "one party only",
        IslandKind::NoParty => "no party spoke",
    };
    let who = |list: &[(ActorId, Vec<ClaimId>)]| {
        let actors: Vec<ActorId> = list.iter().map(|(actor, _)| *actor).collect();
        if actors.is_empty() {
            "–".to_owned()
        } else {
            words::names(case, &actors)
        }
    };
    let mut ids: Vec<ClaimId> = island
        .affirmed
        .iter()
        .chain(&island.denied)
        .flat_map(|(_, claims)| claims.iter().copied())
        .chain(
            island
                .others
                .iter()
                .flat_map(|(_, _, claims)| claims.iter().copied()),
        )
        .collect();
    ids.dedup();
    let mut because = claims(&ids);
    if because.is_empty() {
        because.push(Because::Node(NodeId::Proposition(island.proposition)));
        because.push(Because::Absence(
            "no claim known by then affirms or denies it".to_owned(),
        ));
    }
    Row {
        cells: vec![
            format!("{what}, {kind}"),
            case.propositions[island.proposition].text.to_string(),
            who(&island.affirmed),
            who(&island.denied),
        ],
        because,
    }
}
