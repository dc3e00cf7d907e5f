//! The agreement while it runs: the recorded months of the examples against their numbers.

use std::path::{Path, PathBuf};

use armistice_case::model::{Case, ClauseId, NodeId, ObligationId, QuantityId};
use armistice_case::{Input, load};
use armistice_engine::accord::monitor::clock::Clock;
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::rounds::exchanges;
use armistice_engine::accord::monitor::standing::{Day, Status};
use armistice_engine::accord::monitor::{lateness, quota};

fn example(name: &str) -> Case {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(name);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort_by_key(|path| (path.file_name() != Some("case.yaml".as_ref()), path.clone()));
    let input = |path: &PathBuf| Input {
        path: path.to_string_lossy().into_owned(),
        bytes: std::fs::read(path).expect("a file"),
    };
    let loaded = load(paths.iter().map(input).collect());
    loaded
        .case()
        .unwrap_or_else(|| panic!("{name}: {:?}", loaded.diagnostics))
}

fn duty(case: &Case, id: &str) -> ObligationId {
    match case.node(id) {
        Some(NodeId::Clause(ClauseId::Obligation(duty))) => duty,
        other => panic!("{id}: {other:?}"),
    }
}

fn quantity(case: &Case, id: &str) -> QuantityId {
    match case.node(id) {
        Some(NodeId::Quantity(quantity)) => quantity,
        other => panic!("{id}: {other:?}"),
    }
}

#[test]
fn look() {
    for name in ["gaza-2025-01", "gaza-2023-11", "jpoa-2014", "lake-sarn", "reference"] {
        let case = example(name);
        let docket = Docket::of(&case, None).expect("a docket");
        let last = case.as_of.map_or_else(|| docket.last_day().expect("x"), |d| docket.number(d));
        for facts in [&docket.worst, &docket.best] {
            let day = Day::of(Clock::at(&docket, facts, last));
            println!("=== {name} {:?} day {last}", facts.view);
            for part in &day.parts {
                let label = case.label(NodeId::Clause(part.clause)).id;
                println!(
                    "{label:22} {:?} since {:?} win {:?}-{:?} done {:?} late {} {:?} {:?} {:?}",
                    part.status, part.since, part.window.from, part.window.due, part.done, part.late,
                    part.filled.iter().map(|f| (f.promised.map(|p| p.0/1_000_000), f.given.0/1_000_000)).collect::<Vec<_>>(), part.blockers, part.policies
                );
            }
            for d in docket.texts[0].lens.terms.duties() {
                for s in quota::scores(&day.clock, d) { println!("{:?} {:?}", case.label(ClauseId::Obligation(d).into()).id, (s.shares(), s)); }
                for h in lateness::holds(&day.clock, d) { println!("{h:?}"); }
            }
            for e in exchanges(&day.clock) {
                println!("totals {:?} {:?}", e.first_total, e.second_total);
                for r in &e.rounds { println!("{:?}", (r.from, r.to, r.first/1_000_000, r.second/1_000_000, r.owed.map(|o|o/1_000_000), r.looking_back.second.map(|x| x.0.value()), r.live.second.map(|(a,b)| (a.value(), b.value())))); }
            }
            println!("{:?}", lateness::of_duty(&day.clock, duty_or(&case), quantity_or(&case)));
        }
    }
}
fn duty_or(case: &Case) -> ObligationId { match case.node("release") { Some(NodeId::Clause(ClauseId::Obligation(d))) => d, _ => ObligationId(0) } }
fn quantity_or(case: &Case) -> QuantityId { match case.node("hostages") { Some(NodeId::Quantity(q)) => q, _ => QuantityId(0) } }
