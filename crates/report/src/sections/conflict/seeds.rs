//! Statements that claims suggest, as a block of assumptions to take over.

use armistice_case::model::{Case, NodeId};
use armistice_engine::conflict::seeds::Seed;

/// Statements that claims suggest, as a block of assumptions to take over.
pub fn seeds(case: &Case, seeds: &[Seed]) -> String {
    let mut out = String::from("assumptions:\n");
    let mut actors: Vec<_> = seeds.iter().map(|seed| seed.of).collect();
    actors.dedup();
    for actor in actors {
        let of: Vec<&Seed> = seeds.iter().filter(|seed| seed.of == actor).collect();
        let mut wants: Vec<String> = Vec::new();
        let mut because: Vec<String> = Vec::new();
        for seed in of {
            let course = case.label(NodeId::Course(seed.course)).id;
            let want = if seed.wanted {
                course.to_string()
            } else {
                format!("not {course}")
            };
            if !wants.contains(&want) {
                wants.push(want);
            }
            let claim = case.label(NodeId::Claim(seed.because)).id.to_string();
            if !because.contains(&claim) {
                because.push(claim);
            }
        }
        let id = case.label(NodeId::Actor(actor)).id;
        out.push_str(&format!(
            "  {id}-by-its-word:\n    preferences-of: {id}\n    because: [{}]\n    says: Taken from what it said; the order of importance is ours.\n    wants: [{}]\n",
            because.join(", "),
            wants.join(", ")
        ));
    }
    out
}
