//! A bridge from the deal side: what parties are said to accept, demand or
//! refuse, as statements of preference that a person may take over as a
//! labelled assumption.
//!
//! Only claims by a party about itself count, on the clause that a course is
//! about: accepting or demanding the clause seeds the course, refusing it seeds
//! its opposite. Guarantee: nothing is assumed by itself; each seed names its
//! claim. Cost: claims times courses.

use armistice_case::model::{
    ActorId, Case, ClaimId, CourseId, NodeId, Speaker, StanceKind, Target,
};

/// A statement that a claim suggests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seed {
    /// Whose preference it would be.
    pub of: ActorId,
    /// The course …
    pub course: CourseId,
    /// … and whether it is wanted.
    pub wanted: bool,
    /// The claim behind it.
    pub because: ClaimId,
}

/// The statements that a case's claims suggest, by decision maker and course.
pub fn seeds(case: &Case) -> Vec<Seed> {
    let Some(section) = &case.conflict else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (because, claim) in case.claims.iter() {
        for speaker in &claim.by {
            let Speaker::Actor(actor) = speaker else {
                continue;
            };
            let of = case.principal(*actor);
            let own_word = claim.about.is_none_or(|about| case.principal(about) == of);
            if !own_word || !section.decision_makers.contains(&of) {
                continue;
            }
            for stance in &claim.stances {
                let Target::Text(NodeId::Clause(clause)) = stance.target else {
                    continue;
                };
                for (course, data) in section.courses.iter() {
                    if data.of == Some(clause) {
                        found.push(Seed {
                            of,
                            course,
                            wanted: stance.kind != StanceKind::Refuses,
                            because,
                        });
                    }
                }
            }
        }
    }
    found.sort();
    found.dedup();
    found
}
