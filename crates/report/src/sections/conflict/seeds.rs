//! Statements that claims suggest, as a block of assumptions to take over.

use armistice_case::model::{ActorId, Case, NodeId};
use armistice_engine::conflict::seeds::Seed;

/// Statements that claims suggest, as a block of assumptions to take over.
pub fn seeds(case: &Case, seeds: &[Seed]) -> String {
    let mut out = String::from("assumptions:\n");
    let mut groups: Vec<(ActorId, bool)> =
        seeds.iter().map(|seed| (seed.of, seed.reported)).collect();
    groups.dedup();
    for (actor, reported) in groups {
        let of: Vec<&Seed> = seeds
            .iter()
            .filter(|seed| (seed.of, seed.reported) == (actor, reported))
            .collect();
        let mut wants: Vec<String> = Vec::new();
        let mut because: Vec<String> = Vec::new();
        for seed in &of {
            let course = case.label(NodeId::Course(seed.course)).id;
            let claim = case.label(NodeId::Claim(seed.because)).id.to_string();
            let both = |other: &&&Seed| other.course == seed.course && other.wanted != seed.wanted;
            if let Some(other) = of.iter().find(both) {
                if seed.wanted {
                    let against = case.label(NodeId::Claim(other.because)).id;
                    out.push_str(&format!(
                        "  # {claim} speaks for `{course}` and {against} against it: left out.\n"
                    ));
                }
                continue;
            }
            let want = if seed.wanted {
                course.to_string()
            } else {
                format!("not {course}")
            };
            if !wants.contains(&want) {
                wants.push(want);
            }
            if !because.contains(&claim) {
                because.push(claim);
            }
        }
        if wants.is_empty() {
            continue;
        }
        let id = case.label(NodeId::Actor(actor)).id;
        let own = seeds.iter().any(|seed| seed.of == actor && !seed.reported);
        let (name, says) = if reported {
            (
                "by-others-word",
                "Taken from what others say of it, not from its own word; the order of importance is ours.",
            )
        } else {
            (
                "by-its-word",
                "Taken from what it said; the order of importance is ours.",
            )
        };
        out.push_str(&format!("  {id}-{name}:\n    preferences-of: {id}\n"));
        if reported && own {
            out.push_str(&format!("    instead-of: {id}-by-its-word\n"));
        }
        out.push_str(&format!(
            "    because: [{}]\n    says: {says}\n    wants: [{}]\n",
            because.join(", "),
            wants.join(", ")
        ));
    }
    out
}
