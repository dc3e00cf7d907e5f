//! A bridge from the deal side: what parties are said to accept, demand, offer
//! or refuse, as statements of preference that a person may take over as
//! labelled assumptions.
//!
//! A course speaks to a claim if it is about the clause (`of`), or amounts to
//! the text or the answers (`means`), that the claim takes a stance on.
//! Accepting, demanding or offering it seeds the course, refusing it seeds its
//! opposite; accepting speaks of the actor's own course where it has one. What
//! an actor says of itself and what others say of it are kept apart. Guarantee:
//! nothing is assumed by itself; each seed names its claim. Cost: claims times
//! courses.

use armistice_case::model::{
    ActorId, Case, ClaimId, Course, CourseId, NodeId, Speaker, Stance, StanceKind, Target, Value,
};

/// A statement that a claim suggests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seed {
    /// Whose preference it would be.
    pub of: ActorId,
    /// Whether only others say so.
    pub reported: bool,
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
            let said_by = match speaker {
                Speaker::Actor(actor) => Some(case.principal(*actor)),
                _ => None,
            };
            let about = claim.about.map(|about| case.principal(about));
            let Some(of) = about.or(said_by) else {
                continue;
            };
            if !section.decision_makers.contains(&of) {
                continue;
            }
            for stance in &claim.stances {
                let spoken: Vec<(CourseId, &Course)> = section
                    .courses
                    .iter()
                    .filter(|(_, course)| speaks_to(course, stance))
                    .collect();
                let own = stance.kind == StanceKind::Accepts
                    && spoken.iter().any(|(_, course)| course.by == of);
                for (course, data) in spoken {
                    if own && data.by != of {
                        continue;
                    }
                    found.push(Seed {
                        of,
                        reported: said_by != Some(of),
                        course,
                        wanted: stance.kind != StanceKind::Refuses,
                        because,
                    });
                }
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Whether a course is about, or amounts to, what a stance is taken on.
fn speaks_to(course: &Course, stance: &Stance) -> bool {
    if let Target::Text(NodeId::Clause(clause)) = stance.target
        && course.of == Some(clause)
    {
        return true;
    }
    course
        .means
        .iter()
        .any(|means| match (means, &stance.target) {
            (Target::Issue(issue, answers), Target::Issue(other, taken)) => {
                let known = |value: &&Value| !matches!(value, Value::Silent(_));
                issue == other
                    && taken
                        .iter()
                        .filter(known)
                        .any(|value| answers.contains(value))
            }
            (means, target) => means == target,
        })
}
