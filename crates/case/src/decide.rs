//! What a person makes of a draft claim, as a change of the case: accepted, rejected, merged with
//! another, split in two, or put off.
//!
//! ```text
//! draft claim + verdict ─► changes ─► edit, one after another ─► the case as it reads then
//! ```
//!
//! Every verdict is recorded with the draft claim: what, who, when. An accepted one becomes a claim
//! with the keys that the draft claim has; every other byte of the case stays as it was.

mod merge;

use crate::Loaded;
use crate::draft_claims::{Decision, DraftClaim, read};
use crate::edit::{Change, Refused, Shape, edit};
use crate::newcomers;
use crate::suggestion;

/// What a person decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It becomes a claim, of this id or of the next free number.
    Accept {
        /// The id.
        id: Option<Box<str>>,
        /// What it brings along.
        new: New,
    },
    /// It is no claim.
    Reject {
        /// Why.
        because: Option<Box<str>>,
    },
    /// It says what a claim, or another draft claim, says already.
    Merge {
        /// That one.
        with: Box<str>,
    },
    /// It says two things.
    Split {
        /// The words with which the second begins.
        second: Box<str>,
    },
    /// It is put off, and asked about again.
    Skip,
}

/// What an accepted draft claim adds to the case beside the claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct New {
    /// Who speaks, where he is new to the case.
    pub speaker: bool,
    /// The quantities of its numbers that say what happened and have none yet.
    pub quantities: bool,
}

impl Verdict {
    /// The word in the case.
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::Accept { .. } => "accepted",
            Verdict::Reject { .. } => "rejected",
            Verdict::Merge { .. } => "merged",
            Verdict::Split { .. } => "split",
            Verdict::Skip => "skipped",
        }
    }
}

/// Who decides, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// Who.
    pub who: Box<str>,
    /// The day and hour.
    pub at: Box<str>,
}

/// Why a decision was not made.
#[derive(Debug, thiserror::Error)]
pub enum NotDecided {
    /// No draft claim has that id.
    #[error("no draft claim is called `{0}`{hint}", hint = near(.1))]
    NoSuchDraft(Box<str>, Option<String>),
    /// A person has decided it.
    #[error("`{draft}` was {was} by {who} before")]
    Decided {
        /// The draft claim.
        draft: Box<str>,
        /// What was decided.
        was: Box<str>,
        /// Who did.
        who: Box<str>,
    },
    /// Nobody is named who says it.
    #[error(
        "`{0}` names no actor of the case as its speaker; give `by`: an id, `new` to add who speaks to the case, or `outlet` for the source's own voice"
    )]
    NoSpeaker(Box<str>),
    /// Who speaks cannot be added.
    #[error(
        "`{draft}` does not say who speaks by a name or a post ({speaker}), so nobody can be added; give `by`: an id of the case, or `outlet` for the source's own voice"
    )]
    CannotBeAdded {
        /// The draft claim.
        draft: Box<str>,
        /// The words that name who speaks.
        speaker: Box<str>,
    },
    /// Nothing to merge with has that id.
    #[error("`{0}` is neither a claim nor another draft claim")]
    NothingToMerge(Box<str>),
    /// What it is to be merged with is no statement any more.
    #[error("`{with}` was {was}, so nothing can be merged with it{hint}")]
    NoMore {
        /// That one.
        with: Box<str>,
        /// What became of it.
        was: Box<str>,
        /// What could be named in its place.
        hint: Box<str>,
    },
    /// What it is to be merged with was merged with it.
    #[error("`{with}` was merged with `{draft}` before; accept or reject `{draft}`")]
    Circle {
        /// The draft claim.
        draft: Box<str>,
        /// That one.
        with: Box<str>,
    },
    /// The two say what cannot both hold.
    #[error(
        "`{draft}` cannot hold with `{with}`, and merging says that they say the same; where they do, correct `cannot-hold-with` first"
    )]
    Opposed {
        /// The draft claim.
        draft: Box<str>,
        /// That one.
        with: Box<str>,
    },
    /// The words of a split are not in the content.
    #[error("the content of `{draft}` has no second part that begins with “{words}”")]
    NotInContent {
        /// The draft claim.
        draft: Box<str>,
        /// The words.
        words: Box<str>,
    },
    /// The case could not be changed so.
    #[error(transparent)]
    Refused(#[from] Refused),
}

fn near(name: &Option<String>) -> String {
    name.as_ref()
        .map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}

/// The draft claim of that id, with the file it stands in.
pub fn draft(loaded: &Loaded, id: &str) -> Result<(u16, DraftClaim), NotDecided> {
    let all = read(&loaded.tree);
    let names = all.iter().map(|(_, draft)| &*draft.id);
    let hint = suggestion(id, names);
    all.into_iter()
        .find(|(_, draft)| &*draft.id == id)
        .map(|(span, draft)| (span.file, draft))
        .ok_or_else(|| NotDecided::NoSuchDraft(id.into(), hint))
}

/// Whether a draft claim still waits for a person: undecided, or put off.
pub fn waits(draft: &DraftClaim) -> bool {
    draft
        .decision
        .as_ref()
        .is_none_or(|decision| &*decision.is == "skipped")
}

/// Makes a decision: the case as it reads then, and the decision as it is recorded.
pub fn decide(
    loaded: &Loaded,
    id: &str,
    verdict: &Verdict,
    hand: &Hand,
) -> Result<(Loaded, Decision), NotDecided> {
    let (file, mut draft) = draft(loaded, id)?;
    if let Some(before) = draft.decision.as_ref().filter(|_| !waits(&draft)) {
        return Err(NotDecided::Decided {
            draft: id.into(),
            was: before.is.clone(),
            who: before.who.clone(),
        });
    }
    let mut decision = Decision {
        is: verdict.word().into(),
        who: hand.who.clone(),
        at: hand.at.clone(),
        claim: None,
        with: None,
        into: Vec::new(),
        because: None,
    };
    let mut changes = Vec::new();
    match verdict {
        Verdict::Accept { id: wanted, new } => {
            if new.speaker {
                changes.extend(with_speaker(loaded, &mut draft)?);
            }
            if new.quantities {
                changes.extend(with_quantities(loaded, &mut draft));
            }
            if draft.key("by").is_none() {
                return Err(NotDecided::NoSpeaker(id.into()));
            }
            // What was merged with it has sources of its own, which the claim gains.
            let every = read(&loaded.tree);
            let followers = merge::followers(&every, &draft);
            let sources = merge::sources([&draft].into_iter().chain(followers.iter().copied()));
            if !followers.is_empty() {
                draft.put("from", Shape::List(sources));
            }
            // A claim that is there already, word for word, was accepted by a run that ended
            // before it could record so.
            let claim = match same_claim(loaded, &draft) {
                Some(claim) => claim,
                None => {
                    let claim = wanted
                        .clone()
                        .unwrap_or_else(|| loaded.ids.next('c').into());
                    changes.push(Change::Add {
                        section: "claims".to_owned(),
                        file: None,
                        entries: vec![(claim.clone(), draft.claim.clone())],
                    });
                    claim
                }
            };
            changes.extend(merge::recorded(&followers, &claim));
            decision.claim = Some(claim);
        }
        Verdict::Reject { because } => decision.because.clone_from(because),
        Verdict::Merge { with } => {
            let all = read(&loaded.tree);
            let target = merge::target(loaded, &all, &draft, with)?;
            let followers = merge::followers(&all, &draft);
            if let Some(claim) = &target.claim {
                let sources = merge::sources([&draft].into_iter().chain(followers.iter().copied()));
                changes.extend(merge::more_sources(loaded, claim, sources));
                changes.extend(merge::recorded(&followers, claim));
            }
            (decision.claim, decision.with) = (target.claim, target.draft);
        }
        Verdict::Split { second } => {
            let parts = split(loaded, &draft, second)?;
            decision.into = parts.iter().map(|part| part.id.clone()).collect();
            changes.push(Change::Add {
                section: "draft-claims".to_owned(),
                file: Some(file),
                entries: parts
                    .iter()
                    .map(|part| (part.id.clone(), part.shape()))
                    .collect(),
            });
        }
        Verdict::Skip => {}
    }
    let recorded = Change::Set {
        path: format!("draft-claims.{id}.decision"),
        value: decision.shape(),
    };
    Ok((all(loaded, &changes, &recorded)?, decision))
}

/// Gives a draft claim its speaker, whom the case does not have yet.
fn with_speaker(loaded: &Loaded, draft: &mut DraftClaim) -> Result<Vec<Change>, NotDecided> {
    let Some((by, added)) = newcomers::speaker(loaded, draft) else {
        return Err(NotDecided::CannotBeAdded {
            draft: draft.id.clone(),
            speaker: draft.speaker.as_deref().unwrap_or("nobody is named").into(),
        });
    };
    let mut changes: Vec<Change> = added.into_iter().collect();
    changes.push(given(draft, "by", Shape::Text(by)));
    Ok(changes)
}

/// Gives the numbers of a draft claim their quantities, new ones where the case has none.
fn with_quantities(loaded: &Loaded, draft: &mut DraftClaim) -> Vec<Change> {
    let found = newcomers::quantities(loaded, draft);
    if found.is_empty() {
        return Vec::new();
    }
    let mut amounts = match draft.key("quantity") {
        Some(Shape::Map(entries)) => entries.clone(),
        _ => Vec::new(),
    };
    let mut changes = Vec::new();
    for ((id, added), amount) in found {
        changes.extend(added);
        amounts.push((id, Shape::Text(amount)));
    }
    changes.push(given(draft, "quantity", Shape::Map(amounts)));
    changes
}

fn given(draft: &mut DraftClaim, key: &str, value: Shape) -> Change {
    draft.put(key, value.clone());
    Change::Set {
        path: format!("draft-claims.{}.{key}", draft.id),
        value,
    }
}

/// The sections to which a correction can add an entry, with the key that its words give: an issue
/// by its question, a quantity by its unit, somebody else by his name.
const DECLARED: &[(&str, &str)] = &[
    ("issues", "question"),
    ("quantities", "unit"),
    ("others", "name"),
];

/// Gives a key of a draft claim another value, or takes it away. A key such as `issues.customs`
/// adds that issue to the case, so that the draft claim can be about it.
pub fn correct(
    loaded: &Loaded,
    id: &str,
    key: &str,
    value: Option<Shape>,
) -> Result<Loaded, NotDecided> {
    draft(loaded, id)?;
    let declared = key
        .split_once('.')
        .and_then(|(section, name)| {
            let (_, words) = DECLARED.iter().find(|(known, _)| *known == section)?;
            Some((section, name, *words))
        })
        .zip(value.clone());
    let path = format!("draft-claims.{id}.{key}");
    let change = match (declared, value) {
        (Some(((section, name, words), value)), _) => Change::Add {
            section: section.to_owned(),
            file: None,
            entries: vec![(name.into(), Shape::Map(vec![(words.into(), value)]))],
        },
        (None, Some(value)) => Change::Set { path, value },
        (None, None) => Change::Remove { path },
    };
    Ok(edit(loaded, &change)?.loaded)
}

/// Some changes one after another, and a last one.
fn all(loaded: &Loaded, changes: &[Change], last: &Change) -> Result<Loaded, NotDecided> {
    let mut now: Option<Loaded> = None;
    for change in changes {
        now = Some(edit(now.as_ref().unwrap_or(loaded), change)?.loaded);
    }
    Ok(edit(now.as_ref().unwrap_or(loaded), last)?.loaded)
}

/// The claim that has just the keys of a draft claim.
fn same_claim(loaded: &Loaded, draft: &DraftClaim) -> Option<Box<str>> {
    draft.key("quote")?;
    loaded
        .tree
        .entries("claims")
        .find(|entry| Shape::of(&entry.value) == draft.claim)
        .map(|entry| entry.key.clone())
}

/// The two draft claims that one becomes.
fn split(loaded: &Loaded, draft: &DraftClaim, second: &str) -> Result<[DraftClaim; 2], NotDecided> {
    let content = draft.content.as_deref().unwrap_or_default();
    let at = content
        .find(second)
        .filter(|at| *at > 0 && !second.trim().is_empty());
    let Some(at) = at else {
        return Err(NotDecided::NotInContent {
            draft: draft.id.clone(),
            words: second.into(),
        });
    };
    let halves = [content[..at].trim_end(), &content[at..]];
    let whole = match draft.content_at.as_slice() {
        [range] if range.len() == content.len() => Some(range.start),
        _ => None,
    };
    let mut taken = 0;
    let mut free = || loop {
        taken += 1;
        let id = format!("{}-{taken}", draft.id);
        if loaded.ids.get(&id).is_none() {
            return id;
        }
    };
    Ok([(0, halves[0]), (at, halves[1])].map(|(from, text)| {
        let mut part = draft.clone();
        part.id = free().into();
        part.decision = None;
        part.part_of = Some(draft.id.clone());
        part.content = Some(text.into());
        part.content_at = whole
            .map(|start| start + from..start + from + text.len())
            .into_iter()
            .collect();
        let said =
            |words: &Option<Box<str>>| words.as_ref().is_none_or(|words| text.contains(&**words));
        part.counts.retain(|count| said(&count.words));
        part.times.retain(|time| text.contains(&*time.words));
        if part
            .gloss
            .as_ref()
            .is_some_and(|gloss| !text.ends_with(&**gloss))
        {
            part.gloss = None;
            part.gloss_at.clear();
        }
        part
    }))
}
