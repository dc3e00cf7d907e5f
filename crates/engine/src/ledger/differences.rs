//! Where accounts differ: groups of values per slot, never all pairs.
//!
//! Two values *cannot both hold* when they exclude each other, one account against one account;
//! they *pull apart* when both could hold but do not agree. One voice that gave both on one day differs
//! from itself. `about n` agrees within ten per cent,
//! pulls apart beyond, and excludes only beyond a factor of two. On what changes from week to
//! week, an account more than seven days older than the newest is an earlier word, not another.
//!
//! Exhaustive; the groups of a slot are compared pairwise, the accounts are not.

use super::slot::{Account, Datum, Slot, Voice};
use armistice_case::model::{
    ActorId, Case, ClaimId, IssueId, Progress, StanceKind, Standing, Talks, Value,
};
use armistice_case::value::{Amount, Decimal};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};

/// On what passes, accounts older than the newest by more than this are left out.
pub const WINDOW_DAYS: i32 = 7;

/// How two accounts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// The values exclude each other.
    CannotBothHold,
    /// Both could hold, but they do not agree.
    PullApart,
}

/// Accounts that give the same value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The value.
    pub datum: Datum,
    /// The accounts, newest first.
    pub accounts: Vec<Account>,
}

/// A slot on which accounts differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// On what.
    pub slot: Slot,
    /// How.
    pub kind: DifferenceKind,
    /// The values with their accounts; the newest first.
    pub groups: Vec<Group>,
    /// The two groups that show the difference best: said outright, newest.
    pub pair: (usize, usize),
    /// Where all voices are of one actor: it does not speak with one voice.
    pub of_one: Option<ActorId>,
    /// Where no single account names as many open issues as all together: the issues.
    pub union: Vec<IssueId>,
}

/// How two values relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Relation {
    Agree,
    Apart,
    Exclude,
}

/// All differences: those that cannot both hold first, then in the order of the slots.
pub fn differences(case: &Case, accounts: &[Account]) -> Vec<Difference> {
    let mut out = Vec::new();
    for on_slot in accounts.chunk_by(|a, b| a.slot == b.slot) {
        out.extend(difference(case, on_slot));
    }
    out.extend(union(accounts, &out));
    out.sort_by(|a, b| (a.kind, &a.slot).cmp(&(b.kind, &b.slot)));
    out
}

/// The accounts that are set against one another, slot by slot: those of one value in a group, the
/// newest first in each.
pub fn compared(accounts: &[Account]) -> Vec<(Slot, Vec<Group>)> {
    accounts
        .chunk_by(|a, b| a.slot == b.slot)
        .filter_map(|on_slot| Some((on_slot.first()?.slot.clone(), groups(on_slot))))
        .collect()
}

fn groups(accounts: &[Account]) -> Vec<Group> {
    let newest = accounts.iter().filter_map(|account| account.day).max();
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of: HashMap<&Datum, usize> = HashMap::new();
    for account in accounts.iter().filter(|account| current(account, newest)) {
        match group_of.get(&account.datum) {
            Some(at) => groups[*at].accounts.push(account.clone()),
            None => {
                group_of.insert(&account.datum, groups.len());
                groups.push(Group {
                    datum: account.datum.clone(),
                    accounts: vec![account.clone()],
                });
            }
        }
    }
    for group in &mut groups {
        group
            .accounts
            .sort_by_key(|account| std::cmp::Reverse(account.day));
    }
    groups
}

fn difference(case: &Case, accounts: &[Account]) -> Option<Difference> {
    let slot = &accounts.first()?.slot;
    let groups = groups(accounts);
    if groups.len() < 2 {
        return None;
    }
    let mut worst = Relation::Agree;
    let mut involved = BTreeSet::new();
    'all: for (i, a) in groups.iter().enumerate() {
        for (j, b) in groups.iter().enumerate().skip(i + 1) {
            let relation = relation(slot, &a.datum, &b.datum);
            if relation == Relation::Agree {
                continue;
            }
            if relation > worst {
                worst = relation;
                involved.clear();
            }
            if relation == worst {
                involved.extend([i, j]);
            }
            // Nothing is worse, and nobody is left out: the other pairs add nothing.
            if worst == Relation::Exclude && involved.len() == groups.len() {
                break 'all;
            }
        }
    }
    let kind = kind(worst)?;
    let mut groups: Vec<Group> = groups
        .into_iter()
        .enumerate()
        .filter(|(i, _)| involved.contains(i))
        .map(|(_, group)| group)
        .collect();
    groups.sort_by_key(|group| {
        std::cmp::Reverse(group.accounts.first().and_then(|account| account.day))
    });
    Some(Difference {
        slot: slot.clone(),
        kind,
        of_one: of_one(case, &groups),
        pair: pair(slot, &groups, worst),
        groups,
        union: Vec::new(),
    })
}

/// Whether an account is not overtaken by newer ones.
fn current(account: &Account, newest: Option<Date>) -> bool {
    match (account.day, newest) {
        (Some(day), Some(newest)) if account.slot.passes() => {
            newest.since(day).map_or(0, |span| span.get_days()) <= WINDOW_DAYS
        }
        _ => true,
    }
}

/// The pair of groups that shows the difference best: said outright before implied, then newest.
fn pair(slot: &Slot, groups: &[Group], worst: Relation) -> (usize, usize) {
    let outright = |group: &Group| group.accounts.iter().any(|account| !account.implied);
    let mut best = (0, 1);
    let mut rank = None;
    for i in 0..groups.len() {
        for j in i + 1..groups.len() {
            if relation(slot, &groups[i].datum, &groups[j].datum) != worst {
                continue;
            }
            let said = usize::from(outright(&groups[i])) + usize::from(outright(&groups[j]));
            // Groups stand newest first, so an earlier pair is a newer one.
            if rank.is_none_or(|other| said > other) {
                rank = Some(said);
                best = (i, j);
                if said == 2 {
                    return best;
                }
            }
        }
    }
    best
}

fn of_one(case: &Case, groups: &[Group]) -> Option<ActorId> {
    let mut principals = groups
        .iter()
        .flat_map(|group| &group.accounts)
        .map(|a| match &a.voice {
            Voice::Actor(actor) => Some(case.principal(*actor)),
            _ => None,
        });
    let first = principals.next()??;
    principals
        .all(|other| other == Some(first))
        .then_some(first)
}

/// A count of open issues that no single account contradicts, but all together do.
fn union(accounts: &[Account], found: &[Difference]) -> Option<Difference> {
    if found
        .iter()
        .any(|difference| difference.slot == Slot::OpenIssues)
    {
        return None;
    }
    let open: Vec<&Account> = accounts
        .iter()
        .filter(|account| account.datum == Datum::Standing(Standing::Open))
        .collect();
    let issues: BTreeSet<IssueId> = open.iter().filter_map(|a| a.slot.issue()).collect();
    let n = Decimal::whole(i64::try_from(issues.len()).unwrap_or(i64::MAX));
    let counts: Vec<&Account> = accounts
        .iter()
        .filter(|account| {
            account.slot == Slot::OpenIssues
                && !account.implied
                && matches!(&account.datum, Datum::Amount(amount)
                    if amount.high.is_some_and(|high| high < n))
        })
        .collect();
    let newest = counts.first()?;
    let mut groups: Vec<Group> = vec![Group {
        datum: newest.datum.clone(),
        accounts: counts.iter().map(|account| (*account).clone()).collect(),
    }];
    groups.push(Group {
        datum: Datum::Amount(Amount {
            high: None,
            ..Amount::exact(n)
        }),
        accounts: open.into_iter().cloned().collect(),
    });
    Some(Difference {
        slot: Slot::OpenIssues,
        kind: DifferenceKind::PullApart,
        groups,
        pair: (0, 1),
        of_one: None,
        union: issues.into_iter().collect(),
    })
}

fn relation(slot: &Slot, a: &Datum, b: &Datum) -> Relation {
    match (a, b) {
        _ if a == b => Relation::Agree,
        (Datum::Amount(x), Datum::Amount(y)) => amounts(x, y),
        (Datum::Standing(x), Datum::Standing(y)) => match (x, y) {
            (Standing::Partly, _) | (_, Standing::Partly) => Relation::Apart,
            _ => Relation::Exclude,
        },
        (Datum::Progress(x), Datum::Progress(y)) => match (x.min(y), x.max(y)) {
            (Progress::None, Progress::Some | Progress::Near) => Relation::Exclude,
            (Progress::Some, Progress::Near) => Relation::Agree,
            _ => Relation::Apart,
        },
        (Datum::Talks(x), Datum::Talks(y)) => match (x.min(y), x.max(y)) {
            (Talks::Ongoing, Talks::Halted | Talks::Ended) => Relation::Exclude,
            (Talks::Halted, Talks::Ended) => Relation::Agree,
            _ => Relation::Apart,
        },
        (Datum::Stance(x), Datum::Stance(y)) => stances(slot, x, y),
        (Datum::Holds(_), Datum::Holds(_)) => Relation::Exclude,
        (Datum::Words(x), Datum::Words(y)) => {
            if silent(x) || silent(y) || within(x, y) || within(y, x) {
                Relation::Agree
            } else {
                Relation::Exclude
            }
        }
        (Datum::Day(_), Datum::Day(_)) => Relation::Exclude,
        (Datum::When(_), Datum::When(_)) | (Datum::Unknown, _) | (_, Datum::Unknown) => {
            Relation::Agree
        }
        _ => Relation::Apart,
    }
}

/// Whether one list names nothing that the other does not: who names one guarantor of three
/// excludes none.
fn within(part: &str, whole: &str) -> bool {
    part.split(", ")
        .all(|item| whole.split(", ").any(|other| other == item))
}

fn silent(words: &str) -> bool {
    armistice_case::tree::Silence::from_word(words).is_some()
}

/// How two amounts relate; the rule for `about` is the one this file opens with.
fn amounts(a: &Amount, b: &Amount) -> Relation {
    if overlap(a.agreeing(), a, b.agreeing(), b) {
        return Relation::Agree;
    }
    if !a.about && !b.about {
        return Relation::Exclude;
    }
    let middle = |amount: &Amount| amount.low.or(amount.high).map_or(0, |n| n.0.abs());
    let (small, large) = (middle(a).min(middle(b)), middle(a).max(middle(b)));
    if large > small.saturating_mul(2) {
        Relation::Exclude
    } else {
        Relation::Apart
    }
}

fn overlap(
    a: (Option<Decimal>, Option<Decimal>),
    of_a: &Amount,
    b: (Option<Decimal>, Option<Decimal>),
    of_b: &Amount,
) -> bool {
    let below = |high: Option<Decimal>, low: Option<Decimal>, open: bool| match (high, low) {
        (Some(high), Some(low)) => high < low || (open && high == low),
        _ => false,
    };
    !below(a.1, b.0, of_a.high_open || of_b.low_open)
        && !below(b.1, a.0, of_b.high_open || of_a.low_open)
}

type Stances = [(StanceKind, Vec<Value>, bool)];

/// Two accounts of one position exclude each other when one says yes to what the other says the
/// position refuses; what is wanted can be told differently without that.
fn stances(slot: &Slot, a: &Stances, b: &Stances) -> Relation {
    let yes = |kind: StanceKind| kind != StanceKind::Refuses;
    let mut relation = Relation::Agree;
    for (kind_a, values_a, _) in a {
        for (kind_b, values_b, _) in b {
            let shared = values_a.iter().any(|value| values_b.contains(value))
                || matches!(slot, Slot::TextStance(..));
            let opposed = yes(*kind_a) != yes(*kind_b);
            let known = |values: &[Value]| {
                !values.is_empty() && !values.iter().any(|v| matches!(v, Value::Silent(_)))
            };
            let wanted = *kind_a == StanceKind::Demands && *kind_b == StanceKind::Demands;
            if opposed && shared {
                relation = Relation::Exclude;
            } else if wanted && !shared && known(values_a) && known(values_b) {
                relation = relation.max(Relation::Apart);
            }
        }
    }
    relation
}

/// How two values of the same slot differ, if they do.
pub fn differ(slot: &Slot, a: &Datum, b: &Datum) -> Option<DifferenceKind> {
    kind(relation(slot, a, b))
}

fn kind(relation: Relation) -> Option<DifferenceKind> {
    match relation {
        Relation::Agree => None,
        Relation::Apart => Some(DifferenceKind::PullApart),
        Relation::Exclude => Some(DifferenceKind::CannotBothHold),
    }
}

/// Whether one value excludes another of the same slot.
pub(super) fn excludes(slot: &Slot, a: &Datum, b: &Datum) -> bool {
    relation(slot, a, b) == Relation::Exclude
}

/// Claims whose content no voice but one anonymous speaker gives.
pub fn resting_on_one_anonymous(case: &Case, accounts: &[Account]) -> Vec<ClaimId> {
    let mut out = BTreeSet::new();
    for on_slot in accounts.chunk_by(|a, b| a.slot == b.slot) {
        for account in on_slot {
            let anonymous =
                matches!(&account.voice, Voice::Actor(actor) if case.actors[*actor].anonymous);
            let supported = on_slot.iter().any(|other| {
                other.voice != account.voice
                    && relation(&account.slot, &account.datum, &other.datum) == Relation::Agree
            });
            if anonymous && !supported && !account.implied {
                out.extend(account.claims.iter().copied());
            }
        }
    }
    out.into_iter().collect()
}
