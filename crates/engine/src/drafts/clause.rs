//! One clause: the wordings on the table, who stands behind which, and what is common to them.

use super::known;
use super::stands::{Stand, StandKind, stands};
use super::words::{Run, align};
use armistice_case::model::{ActorId, Case, DraftClauseId, VersionId};
use jiff::civil::Date;

/// Who stands behind a wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// An actor, or a voice where the voices of one differ, that would have these words.
    Actor(ActorId),
    /// Nobody but whose words they are.
    AuthorOnly(ActorId),
}

/// One wording that is on the table or wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The version.
    pub version: VersionId,
    /// Whether it is the newest of its chain.
    pub newest: bool,
    /// Who stands behind it; mediators and others too.
    pub holders: Vec<Holder>,
}

/// A piece of the bracketed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words that all wordings share.
    Common(String),
    /// Words that differ, each with the positions of its wordings.
    Bracket(Vec<(String, Vec<usize>)>),
}

/// A clause on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseState {
    /// The clause.
    pub clause: DraftClauseId,
    /// The wordings: the newest of each chain, and older ones that somebody would have.
    pub wordings: Vec<Wording>,
    /// Whether every party whose consent it takes accepts the one newest wording as it stands.
    pub plain: bool,
    /// The text in pieces; one common piece where there is one wording only.
    pub pieces: Vec<Piece>,
    /// The newest reaction of every voice.
    pub stands: Vec<Stand>,
    /// What others say of somebody's reaction; never counted as its own.
    pub described: Vec<Stand>,
    /// Parties that were not heard on any newest wording, each with the older version to which
    /// it did react.
    pub not_heard: Vec<(ActorId, Option<VersionId>)>,
    /// Actors whose voices do not say the same.
    pub voices_differ: Vec<ActorId>,
}

/// The state of a clause; none while it has no wording.
pub fn state(case: &Case, clause: DraftClauseId, day: Option<Date>) -> Option<ClauseState> {
    let on_table: Vec<VersionId> = case
        .versions
        .iter()
        .filter(|(_, v)| v.clause == clause && known(case, v.date, &v.from, day))
        .map(|(id, _)| id)
        .collect();
    let newest: Vec<VersionId> = on_table
        .iter()
        .copied()
        .filter(|id| {
            !on_table
                .iter()
                .any(|other| case.versions[*other].replaces == Some(*id))
        })
        .collect();
    if newest.is_empty() {
        return None;
    }
    let (stands, described) = stands(case, clause, day);
    // What somebody wants now: a reaction to a wording that has been replaced does not carry
    // over, but an objection to the newest says which words it would have instead.
    let wanted = |stand: &Stand| match stand.kind {
        StandKind::Objects(_) => stand.favours(),
        _ if newest.contains(&stand.to) || condition(stand) => stand.favours(),
        _ => None,
    };
    let voices_differ = voices_differ(&stands);
    let wordings: Vec<Wording> = on_table
        .iter()
        .copied()
        .filter(|id| newest.contains(id) || stands.iter().any(|s| wanted(s) == Some(*id)))
        .map(|version| {
            let mut holders: Vec<Holder> = Vec::new();
            for stand in stands.iter().filter(|s| wanted(s) == Some(version)) {
                // Where an actor's voices differ, each stands for itself.
                let differ = voices_differ.contains(&stand.actor);
                let holder = Holder::Actor(if differ { stand.voice } else { stand.actor });
                if !holders.contains(&holder) {
                    holders.push(holder);
                }
            }
            if holders.is_empty() {
                holders.extend(
                    case.versions[version]
                        .by
                        .iter()
                        .map(|by| Holder::AuthorOnly(*by)),
                );
            }
            Wording {
                version,
                newest: newest.contains(&version),
                holders,
            }
        })
        .collect();
    let consent = consent(case, clause);
    let of = |actor: ActorId| stands.iter().filter(move |stand| stand.actor == actor);
    let plain = matches!(newest[..], [only] if !consent.is_empty() && consent.iter().all(|actor| {
        of(*actor).next().is_some()
            && of(*actor).all(|s| s.to == only && s.kind == StandKind::Accepts && !s.hedged)
    }));
    let not_heard = consent
        .iter()
        .filter(|actor| !of(**actor).any(|stand| newest.contains(&stand.to)))
        .map(|actor| (*actor, of(*actor).map(|stand| stand.to).next_back()))
        .collect();
    Some(ClauseState {
        clause,
        pieces: pieces(case, &wordings),
        wordings,
        plain,
        stands,
        described,
        not_heard,
        voices_differ,
    })
}

/// Actors that have voices which do not say the same.
fn voices_differ(stands: &[Stand]) -> Vec<ActorId> {
    let mut out: Vec<ActorId> = Vec::new();
    for stand in stands {
        let differs = stands.iter().any(|other| {
            other.actor == stand.actor && (other.to, &other.kind) != (stand.to, &stand.kind)
        });
        if differs && !out.contains(&stand.actor) {
            out.push(stand.actor);
        }
    }
    out
}

/// Whether it is a yes with a condition, which names words its voice could live with.
fn condition(stand: &Stand) -> bool {
    matches!(stand.kind, StandKind::AcceptsIf(_))
}

/// Whose yes the clause takes: that of its issue, else of the deal.
pub fn consent(case: &Case, clause: DraftClauseId) -> Vec<ActorId> {
    case.draft_clauses[clause]
        .issue
        .and_then(|issue| case.issues[issue].consent.clone())
        .unwrap_or_else(|| case.consent.clone())
}

fn pieces(case: &Case, wordings: &[Wording]) -> Vec<Piece> {
    let texts: Vec<&str> = wordings
        .iter()
        .map(|wording| &*case.versions[wording.version].text)
        .collect();
    align(&texts)
        .into_iter()
        .map(|run| match run {
            Run::Common(words) => Piece::Common(words),
            Run::Variants(all) => {
                let mut variants: Vec<(String, Vec<usize>)> = Vec::new();
                for (i, words) in all.into_iter().enumerate() {
                    match variants.iter_mut().find(|(other, _)| *other == words) {
                        Some((_, at)) => at.push(i),
                        None => variants.push((words, vec![i])),
                    }
                }
                Piece::Bracket(variants)
            }
        })
        .collect()
}
