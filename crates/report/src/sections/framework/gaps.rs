//! What the text leaves out: debtor, date, measure, verifier.

use crate::page::{Class, Statement};
use crate::words;
use armistice_case::model::{ActorId, Case, ClauseId, NodeId};
use armistice_engine::accord::structure::{Gap, GapKind, Structure};
use armistice_engine::provenance::Because;

/// What is said of verifiers and does not suffice.
pub fn verifiers(case: &Case, structure: &Structure) -> Vec<Statement> {
    let kinds = [
        (GapKind::OwnVerifier, "Only whoever owes it confirms"),
        (
            GapKind::VerifierTime,
            "Nothing says how fast somebody confirms",
        ),
    ];
    let told = kinds.into_iter().filter_map(|(kind, lead)| {
        let of = structure.gaps.iter().filter(|gap| gap.kind == kind);
        let clauses: Vec<ClauseId> = of.map(|gap| gap.clause).collect();
        let text = format!("{lead} {}.", words::clauses(case, &clauses));
        let because = clauses.iter().map(|clause| Because::Node((*clause).into()));
        let statement = Statement::new("accord", "unverified", text, because.collect());
        (!clauses.is_empty()).then(|| statement.class(Class::AtRisk).reach(clauses.len()))
    });
    told.collect()
}

/// What duties lack, one sentence a kind.
pub fn gaps(case: &Case, structure: &Structure) -> Vec<Statement> {
    type Wanted = fn(&GapKind) -> bool;
    let kinds: [(&'static str, &str, Wanted); 4] = [
        ("undefined-debtor", "Nobody is named who owes", |kind| {
            *kind == GapKind::Debtor
        }),
        ("undated", "No day and no trigger for", |kind| {
            *kind == GapKind::Date
        }),
        ("unmeasurable", "No measure for", |kind| {
            *kind == GapKind::Measure
        }),
        ("unverified", "No verifier for", |kind| {
            *kind == GapKind::Verifier
        }),
    ];
    let duties = case
        .agreement
        .as_ref()
        .map_or(0, |agreement| agreement.obligations.len());
    let mut out: Vec<Statement> = kinds
        .into_iter()
        .filter_map(|(kind, lead, wanted)| {
            let found: Vec<&Gap> = structure
                .gaps
                .iter()
                .filter(|gap| wanted(&gap.kind))
                .collect();
            let clauses: Vec<ClauseId> = found.iter().map(|gap| gap.clause).collect();
            if clauses.is_empty() {
                return None;
            }
            let text = if clauses.len() == duties && duties > 1 {
                format!("{lead} any of the {duties} duties.")
            } else {
                format!("{lead} {}.", words::clauses(case, &clauses))
            };
            Some(
                Statement::new(
                    "accord",
                    kind,
                    text,
                    clauses
                        .iter()
                        .map(|clause| Because::Node((*clause).into()))
                        .collect(),
                )
                .class(Class::AtRisk)
                .reach(clauses.len()),
            )
        })
        .collect();
    let outsiders: Vec<(ActorId, ClauseId)> = structure
        .gaps
        .iter()
        .filter_map(|gap| match gap.kind {
            GapKind::Outsider(actor) => Some((actor, gap.clause)),
            _ => None,
        })
        .collect();
    let mut actors: Vec<ActorId> = outsiders.iter().map(|(actor, _)| *actor).collect();
    actors.sort();
    actors.dedup();
    for actor in actors {
        let clauses: Vec<ClauseId> = outsiders
            .iter()
            .filter(|(other, _)| *other == actor)
            .map(|(_, clause)| *clause)
            .collect();
        let mut because = vec![Because::Node(NodeId::Actor(actor))];
        because.extend(clauses.iter().map(|clause| Because::Node((*clause).into())));
        out.push(
            Statement::new(
                "accord",
                "not-bound",
                format!(
                    "{} must act in {}, and is not bound by the text.",
                    words::capital(&words::name(case, actor)),
                    words::clauses(case, &clauses)
                ),
                because,
            )
            .class(Class::AtRisk)
            .reach(clauses.len()),
        );
    }
    out
}
