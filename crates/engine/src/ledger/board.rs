//! The issue board: each issue open, partly or settled by account, and who takes which position.
//!
//! An issue is settled only when every party whose consent it takes says so itself, or accepts
//! the same one answer itself without condition. A demand is not "open".

use super::known::Known;
use super::slot::{Account, Datum, Slot, Voice};
use armistice_case::model::{
    ActorId, ActorKind, Case, ClaimId, IssueId, Progress, SourceId, StanceKind, Standing, Value,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How an issue stands by the words of those whose consent it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssueState {
    /// Every party whose consent it takes calls it settled itself.
    Settled,
    /// Every such party accepts the same answer itself, without condition.
    Accepted(Value),
    /// Somebody calls it open.
    Open,
    /// Somebody calls it partly settled, nobody open.
    Partly,
    /// Somebody, but not every party, calls it settled.
    SettledBySome,
    /// Nobody says how it stands.
    NotSaid,
}

/// A position somebody is said to take on an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Whose position.
    pub holder: ActorId,
    /// By whose account.
    pub by: Voice,
    /// Whether the holder speaks for itself.
    pub own: bool,
    /// Stance, answers, whether on a condition.
    pub stance: Vec<(StanceKind, Vec<Value>, bool)>,
    /// The claims.
    pub claims: Vec<ClaimId>,
    /// The day of the newest.
    pub day: Option<Date>,
}

/// One line of the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardRow {
    /// The issue.
    pub issue: IssueId,
    /// How it stands.
    pub state: IssueState,
    /// The accounts by which it stands so: open, partly, settled, each newest first.
    pub by: Vec<(Standing, Account)>,
    /// Accounts of progress on it, newest first.
    pub progress: Vec<(Progress, Account)>,
    /// Positions, parties in the order of the case.
    pub positions: Vec<Position>,
    /// The day of the newest word on it.
    pub newest: Option<Date>,
    /// How many origins speak of it.
    pub origins: usize,
    /// The parties whose consent it takes.
    pub consent: Vec<ActorId>,
    /// The only voice, or the only party, that was heard on it.
    pub one_sided: Option<OneSided>,
}

/// Who alone was heard on an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OneSided {
    /// One voice only.
    Voice(Voice),
    /// Only this party and its voices.
    Party(ActorId),
}

/// The board, in the order of the case.
pub fn board(case: &Case, known: &Known, accounts: &[Account]) -> Vec<BoardRow> {
    let mut spoken: BTreeMap<IssueId, Vec<&Account>> = BTreeMap::new();
    for account in accounts {
        if let Some(issue) = account.slot.issue() {
            spoken.entry(issue).or_default().push(account);
        }
    }
    case.issues
        .keys()
        .map(|issue| {
            row(
                case,
                known,
                &spoken.remove(&issue).unwrap_or_default(),
                issue,
            )
        })
        .collect()
}

fn row(case: &Case, known: &Known, on_it: &[&Account], issue: IssueId) -> BoardRow {
    let mut by: Vec<(Standing, Account)> = on_it
        .iter()
        .filter_map(|account| match account.datum {
            Datum::Standing(standing) => Some((standing, (*account).clone())),
            _ => None,
        })
        .collect();
    by.sort_by(|a, b| (a.0, b.1.day).cmp(&(b.0, a.1.day)));
    let mut progress: Vec<(Progress, Account)> = on_it
        .iter()
        .filter_map(|account| match account.datum {
            Datum::Progress(progress) => Some((progress, (*account).clone())),
            _ => None,
        })
        .collect();
    progress.sort_by_key(|(_, account)| std::cmp::Reverse(account.day));
    let consent = case.issues[issue]
        .consent
        .clone()
        .unwrap_or_else(|| case.consent.clone());
    let mut origins: Vec<SourceId> = on_it
        .iter()
        .flat_map(|account| account.origins.iter().copied())
        .collect();
    origins.sort();
    origins.dedup();
    let mut positions = positions(case, on_it);
    positions.sort_by_key(|position| (position.holder, !position.own));
    let newest = on_it
        .iter()
        .flat_map(|account| &account.claims)
        .filter_map(|claim| known.get(*claim)?.day)
        .max();
    BoardRow {
        issue,
        state: state(case, &by, &positions, &consent),
        by,
        progress,
        positions,
        newest,
        origins: origins.len(),
        consent,
        one_sided: one_sided(case, on_it),
    }
}

fn positions(case: &Case, accounts: &[&Account]) -> Vec<Position> {
    accounts
        .iter()
        .filter_map(|account| {
            let (Slot::Stance(holder, _), Datum::Stance(stance)) = (&account.slot, &account.datum)
            else {
                return None;
            };
            let own = match &account.voice {
                Voice::Actor(actor) => case.principal(*actor) == *holder && !account.passed_on,
                _ => false,
            };
            Some(Position {
                holder: *holder,
                by: account.voice.clone(),
                own,
                stance: stance.clone(),
                claims: account.claims.clone(),
                day: account.day,
            })
        })
        .collect()
}

/// Whether a party, or a voice of it, says so itself.
fn own_word(case: &Case, account: &Account, party: ActorId) -> bool {
    !account.passed_on
        && matches!(&account.voice, Voice::Actor(actor) if case.principal(*actor) == party)
}

fn state(
    case: &Case,
    by: &[(Standing, Account)],
    positions: &[Position],
    consent: &[ActorId],
) -> IssueState {
    let says = |party: &ActorId, standing: Standing| {
        by.iter()
            .any(|(s, account)| *s == standing && own_word(case, account, *party))
    };
    let all_settled = !consent.is_empty()
        && consent
            .iter()
            .all(|party| says(party, Standing::Settled) && !says(party, Standing::Open));
    if all_settled {
        return IssueState::Settled;
    }
    let standings = |standing: Standing| by.iter().any(|(s, _)| *s == standing);
    if !standings(Standing::Open)
        && let Some(value) = accepted_by_all(positions, consent)
    {
        return IssueState::Accepted(value);
    }
    if standings(Standing::Open) {
        IssueState::Open
    } else if standings(Standing::Partly) {
        IssueState::Partly
    } else if standings(Standing::Settled) {
        IssueState::SettledBySome
    } else {
        IssueState::NotSaid
    }
}

fn accepted_by_all(positions: &[Position], consent: &[ActorId]) -> Option<Value> {
    let accepts = |party: &ActorId| -> Option<Value> {
        let mut own = positions
            .iter()
            .filter(|position| position.own && position.holder == *party);
        let position = own.next()?;
        if own.next().is_some() {
            return None;
        }
        match position.stance.as_slice() {
            [(StanceKind::Accepts, values, false)] if values.len() == 1 => Some(values[0]),
            _ => None,
        }
    };
    let first = accepts(consent.first()?)?;
    consent
        .iter()
        .all(|party| accepts(party) == Some(first))
        .then_some(first)
}

fn one_sided(case: &Case, accounts: &[&Account]) -> Option<OneSided> {
    let first = accounts.first()?;
    if accounts.iter().all(|account| account.voice == first.voice) {
        return Some(OneSided::Voice(first.voice.clone()));
    }
    let party_of = |voice: &Voice| match voice {
        Voice::Actor(actor) => {
            let principal = case.principal(*actor);
            (case.actors[principal].kind == ActorKind::Party).then_some(principal)
        }
        _ => None,
    };
    let party = party_of(&first.voice)?;
    accounts
        .iter()
        .all(|account| party_of(&account.voice) == Some(party))
        .then_some(OneSided::Party(party))
}
