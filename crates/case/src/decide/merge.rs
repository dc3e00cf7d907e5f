//! Merging a draft claim with what says the same: the claim that it comes to in the end gains its
//! sources, whichever of the two was decided first.

use super::NotDecided;
use crate::Loaded;
use crate::draft_claims::DraftClaim;
use crate::edit::{Change, Shape};
use crate::source::Span;

/// What a draft claim is merged with.
pub struct Target {
    /// The claim, where it comes to one already.
    pub claim: Option<Box<str>>,
    /// The draft claim that was named.
    pub draft: Option<Box<str>>,
}

/// The draft claims of a case, each with its place.
type Drafts = [(Span, DraftClaim)];

/// What an id comes to that a draft claim is to be merged with: a claim, or a draft claim that is
/// still to be decided.
pub fn target(
    loaded: &Loaded,
    all: &Drafts,
    draft: &DraftClaim,
    with: &str,
) -> Result<Target, NotDecided> {
    let is_claim = |id: &str| loaded.tree.entries("claims").any(|entry| &*entry.key == id);
    let named = |id: &str| {
        all.iter()
            .map(|(_, other)| other)
            .find(|other| &*other.id == id)
    };
    if is_claim(with) {
        opposed_to_claim(all, draft, with)?;
        return Ok(Target {
            claim: Some(with.into()),
            draft: None,
        });
    }
    if named(with).is_none_or(|other| other.id == draft.id) {
        return Err(NotDecided::NothingToMerge(with.into()));
    }
    // From one to the next: what was merged before stands for what it was merged with.
    let mut at: Box<str> = with.into();
    for _ in 0..=all.len() {
        if at == draft.id {
            return Err(NotDecided::Circle {
                draft: draft.id.clone(),
                with: with.into(),
            });
        }
        let Some(other) = named(&at) else {
            break;
        };
        opposed(draft, Some(other), &at)?;
        let Some(decision) = other.decision.as_ref() else {
            break;
        };
        match (&*decision.is, &decision.claim, &decision.with) {
            ("accepted" | "merged", Some(claim), _) => {
                opposed_to_claim(all, draft, claim)?;
                return Ok(Target {
                    claim: Some(claim.clone()),
                    draft: Some(with.into()),
                });
            }
            ("merged", None, Some(next)) => at = next.clone(),
            ("skipped", ..) => break,
            (was, ..) => {
                let hint = match decision.into.as_slice() {
                    [] => String::new(),
                    parts => format!("; name one of its parts: {}", parts.join(", ")),
                };
                return Err(NotDecided::NoMore {
                    with: at,
                    was: was.into(),
                    hint: hint.into(),
                });
            }
        }
    }
    Ok(Target {
        claim: None,
        draft: Some(with.into()),
    })
}

/// Refuses to call the same what cannot both hold.
fn opposed(draft: &DraftClaim, other: Option<&DraftClaim>, with: &str) -> Result<(), NotDecided> {
    let against = draft.cannot_hold_with.iter().any(|id| &**id == with)
        || other.is_some_and(|other| other.cannot_hold_with.contains(&draft.id));
    if against {
        return Err(NotDecided::Opposed {
            draft: draft.id.clone(),
            with: with.into(),
        });
    }
    Ok(())
}

/// The same of a claim, and of the draft claims from which it came.
fn opposed_to_claim(all: &Drafts, draft: &DraftClaim, claim: &str) -> Result<(), NotDecided> {
    opposed(draft, None, claim)?;
    let mut came = all.iter().map(|(_, other)| other).filter(|other| {
        let decision = other.decision.as_ref();
        decision.is_some_and(|decision| decision.claim.as_deref() == Some(claim))
    });
    came.try_for_each(|other| opposed(draft, Some(other), &other.id))
}

/// The draft claims that were merged with another, or with one of those; what a part was split off
/// from brings those that were merged with the whole.
pub fn followers<'d>(all: &'d Drafts, draft: &DraftClaim) -> Vec<&'d DraftClaim> {
    let mut heads: Vec<&str> = vec![&draft.id];
    heads.extend(draft.part_of.as_deref());
    let mut out: Vec<&DraftClaim> = Vec::new();
    let mut at = 0;
    while let Some(head) = heads.get(at).copied() {
        for (_, other) in all {
            let merged = other.decision.as_ref().is_some_and(|decision| {
                &*decision.is == "merged" && decision.with.as_deref() == Some(head)
            });
            if merged && !heads.contains(&&*other.id) {
                heads.push(&other.id);
                out.push(other);
            }
        }
        at += 1;
    }
    out
}

/// The sources of some draft claims, each once.
pub fn sources<'d>(drafts: impl Iterator<Item = &'d DraftClaim>) -> Vec<Shape> {
    let mut out: Vec<Shape> = Vec::new();
    for source in drafts.flat_map(|draft| list(draft.key("from").cloned())) {
        if !out.contains(&source) {
            out.push(source);
        }
    }
    out
}

fn list(shape: Option<Shape>) -> Vec<Shape> {
    match shape {
        Some(Shape::List(items)) => items,
        Some(Shape::Nothing) | None => Vec::new(),
        Some(one) => vec![one],
    }
}

/// The change that gives a claim the sources that it lacks.
pub fn more_sources(loaded: &Loaded, claim: &str, sources: Vec<Shape>) -> Option<Change> {
    let entry = loaded
        .tree
        .entries("claims")
        .find(|entry| &*entry.key == claim)?;
    let mut from = list(entry.value.get("from").map(Shape::of));
    let before = from.len();
    for source in sources {
        if !from.contains(&source) {
            from.push(source);
        }
    }
    (from.len() > before).then(|| Change::Set {
        path: format!("claims.{claim}.from"),
        value: Shape::List(from),
    })
}

/// The changes that note at what was merged which claim it came to.
pub fn recorded(followers: &[&DraftClaim], claim: &str) -> Vec<Change> {
    let decided = followers
        .iter()
        .filter_map(|other| Some((&other.id, other.decision.clone()?)));
    decided
        .map(|(id, mut decision)| {
            decision.claim = Some(claim.into());
            Change::Set {
                path: format!("draft-claims.{id}.decision"),
                value: decision.shape(),
            }
        })
        .collect()
}
