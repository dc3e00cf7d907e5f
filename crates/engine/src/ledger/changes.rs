//! What changed between two days: new, moved, reversed, gone silent.

use super::account::of_claim;
use super::differences::excludes;
use super::known::Known;
use super::slot::{Account, Datum, Slot, Voice};
use armistice_case::model::{Case, ClaimId, IssueId};
use std::collections::{BTreeMap, BTreeSet};

/// What kind of change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// A voice says something on this for the first time.
    New,
    /// The same voice gives another value; it held this one before.
    Moved(Datum),
    /// The same voice now excludes the value it gave before.
    Reversed(Datum),
    /// A voice spoke on the issue before and has not since.
    GoneSilent,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind.
    pub kind: ChangeKind,
    /// Whose.
    pub voice: Voice,
    /// On what; for silence, how the issue stood by this voice.
    pub slot: Slot,
    /// The value now, or the last one of a voice gone silent.
    pub datum: Datum,
    /// The claims before.
    pub before: Vec<ClaimId>,
    /// The claims since.
    pub since: Vec<ClaimId>,
}

/// All changes: reversed, moved, new, silent; each in the order of the slots.
pub fn changes(
    case: &Case,
    before: &Known,
    earlier: &[Account],
    now: &Known,
    accounts: &[Account],
) -> Vec<Change> {
    let key = |account: &Account| (account.slot.clone(), account.voice.clone());
    let mut old: BTreeMap<(Slot, Voice), Vec<&Account>> = BTreeMap::new();
    for account in earlier {
        old.entry(key(account)).or_default().push(account);
    }
    let mut out = Vec::new();
    for account in accounts {
        if account.implied || account.voice == Voice::Text {
            continue;
        }
        let since: Vec<ClaimId> = account
            .claims
            .iter()
            .copied()
            .filter(|claim| before.get(*claim).is_none())
            .collect();
        let words = old.get(&key(account)).map_or(&[][..], Vec::as_slice);
        if words.iter().any(|other| other.datum == account.datum) {
            continue;
        }
        let excluded = |other: &&&Account| excludes(&account.slot, &other.datum, &account.datum);
        let (kind, earlier_claims) = match (words.iter().find(excluded), words.first()) {
            (Some(other), _) => (
                ChangeKind::Reversed(other.datum.clone()),
                other.claims.clone(),
            ),
            (None, Some(other)) => (ChangeKind::Moved(other.datum.clone()), other.claims.clone()),
            (None, None) => (ChangeKind::New, Vec::new()),
        };
        out.push(Change {
            kind,
            voice: account.voice.clone(),
            slot: account.slot.clone(),
            datum: account.datum.clone(),
            before: earlier_claims,
            since,
        });
    }
    out.extend(silent(case, before, earlier, now));
    out.sort_by_key(|change| match change.kind {
        ChangeKind::Reversed(_) => 0,
        ChangeKind::Moved(_) => 1,
        ChangeKind::New => 2,
        ChangeKind::GoneSilent => 3,
    });
    out
}

/// Voices that spoke on an issue before and have said nothing on it since.
fn silent(case: &Case, before: &Known, earlier: &[Account], now: &Known) -> Vec<Change> {
    let mut spoken: BTreeSet<(Voice, IssueId)> = BTreeSet::new();
    for item in &now.claims {
        if before.get(item.id).is_some() {
            continue;
        }
        for (slot, voice) in of_claim(case, item) {
            spoken.extend(slot.issue().map(|issue| (voice, issue)));
        }
    }
    let mut seen: BTreeSet<(Voice, IssueId)> = BTreeSet::new();
    let mut out = Vec::new();
    for account in earlier {
        let Some(issue) = account.slot.issue() else {
            continue;
        };
        // Only who can speak again can fall silent.
        if !matches!(account.voice, Voice::Actor(actor) if !case.actors[actor].anonymous) {
            continue;
        }
        let key = (account.voice.clone(), issue);
        if spoken.contains(&key) || !seen.insert(key) {
            continue;
        }
        out.push(Change {
            kind: ChangeKind::GoneSilent,
            voice: account.voice.clone(),
            slot: account.slot.clone(),
            datum: account.datum.clone(),
            before: account.claims.clone(),
            since: Vec::new(),
        });
    }
    out
}
