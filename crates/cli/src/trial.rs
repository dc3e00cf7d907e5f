//! What would differ if drafts were claims: the case is read with them once, as a trial, and
//! the ledger says where accounts differ. There is no second rule for contradictions.

use armistice_case::draft_claims::{Count, DraftClaim, SLOTS, write};
use armistice_case::edit::Shape;
use armistice_case::ids::slug;
use armistice_case::model::{Case, ClaimId};
use armistice_case::{Input, Loaded, load};
use armistice_engine::ledger::{DifferenceKind, Group, Options, compared, differ, ledger};
use armistice_engine::run::Quiet;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Notes at every draft which claims and drafts it cannot hold with, pulls apart from, or may say
/// in other words; says why where nothing could be compared.
pub fn mark(
    loaded: &Loaded,
    sources: &[(Box<str>, Shape)],
    drafts: &mut [DraftClaim],
) -> Result<(), String> {
    same(loaded, drafts);
    let trial = trial(loaded, sources, drafts);
    let Some(case) = trial.case() else {
        let first = trial
            .diagnostics
            .first()
            .map_or(String::new(), |diagnostic| diagnostic.message.clone());
        return Err(format!(
            "the drafts could not be compared with the claims: {first}"
        ));
    };
    let options = Options {
        as_of: Some(Date::MAX),
        since: None,
    };
    let found = ledger(&case, &options, &Quiet).map_err(|refusal| refusal.to_string())?;
    let at: BTreeMap<Box<str>, usize> = drafts
        .iter()
        .enumerate()
        .map(|(i, draft)| (draft.id.clone(), i))
        .collect();
    let mut against: Vec<BTreeSet<Box<str>>> = vec![BTreeSet::new(); drafts.len()];
    let mut apart: Vec<BTreeSet<Box<str>>> = vec![BTreeSet::new(); drafts.len()];
    for (slot, groups) in compared(&found.accounts) {
        let claims: Vec<Vec<Box<str>>> = groups.iter().map(|group| claims(&case, group)).collect();
        for (i, one) in groups.iter().enumerate() {
            for (j, other) in groups.iter().enumerate() {
                let sets = match differ(&slot, &one.datum, &other.datum) {
                    Some(DifferenceKind::CannotBothHold) => &mut against,
                    Some(DifferenceKind::PullApart) => &mut apart,
                    None => continue,
                };
                note(sets, &at, &claims[i], &claims[j]);
            }
        }
    }
    // Issues that all together call open, against a lower count.
    for difference in found
        .differences
        .iter()
        .filter(|found| !found.union.is_empty())
    {
        let claims: Vec<Vec<Box<str>>> = (difference.groups.iter())
            .map(|group| claims(&case, group))
            .collect();
        for (i, one) in claims.iter().enumerate() {
            for (_, other) in claims.iter().enumerate().filter(|(j, _)| *j != i) {
                note(&mut apart, &at, one, other);
            }
        }
    }
    for ((draft, against), apart) in drafts.iter_mut().zip(against).zip(apart) {
        draft.pulls_apart_from = apart.difference(&against).cloned().collect();
        draft.cannot_hold_with = against.into_iter().collect();
    }
    Ok(())
}

/// The claims of a group of accounts.
fn claims(case: &Case, group: &Group) -> Vec<Box<str>> {
    group
        .accounts
        .iter()
        .flat_map(|account| account.claims.iter())
        .map(|claim| label(case, *claim))
        .collect()
}

/// Notes at the drafts among some claims that others differ from them.
fn note(
    sets: &mut [BTreeSet<Box<str>>],
    at: &BTreeMap<Box<str>, usize>,
    of: &[Box<str>],
    others: &[Box<str>],
) {
    for draft in of.iter().filter_map(|id| at.get(id)) {
        let set = &mut sets[*draft];
        let room = MOST.saturating_sub(set.len());
        set.extend(others.iter().take(room).cloned());
    }
}

/// How many entries are named against one draft.
const MOST: usize = 12;

fn label(case: &Case, claim: ClaimId) -> Box<str> {
    case.claims.label(claim).id.clone()
}

/// The case with the drafts as claims. A speaker whom the case does not know speaks for himself
/// alone, and the outlet anew in every statement: one source can say two things.
fn trial(loaded: &Loaded, sources: &[(Box<str>, Shape)], drafts: &[DraftClaim]) -> Loaded {
    let mut inputs: Vec<Input> = loaded
        .files
        .files()
        .iter()
        .map(|file| Input {
            path: file.path.clone(),
            bytes: file.text.clone().into_bytes(),
        })
        .collect();
    let mut text = write("A trial: drafts as if they were claims.", sources, &[]);
    let mut others = String::new();
    let mut claims = String::new();
    let mut quantities: BTreeSet<String> = BTreeSet::new();
    for draft in drafts {
        let mut keys: Vec<String> = Vec::new();
        let by = draft.text("by").filter(|by| *by != "outlet");
        let speaker = by.map_or_else(|| format!("{}-speaker", draft.id), str::to_owned);
        let typed: Vec<&str> = SLOTS
            .into_iter()
            .filter(|key| *key != "quantity" && draft.key(key).is_some())
            .collect();
        let mut amounts: Vec<String> = Vec::new();
        for count in &draft.counts {
            if let Some(id) = counted(count) {
                let entry = format!("{id}: {}", count.amount);
                if !amounts
                    .iter()
                    .any(|other| other.starts_with(&format!("{id}: ")))
                {
                    amounts.push(entry);
                    quantities.insert(id);
                }
            }
        }
        if let Some(Shape::Map(own)) = draft.key("quantity") {
            amounts.extend(
                own.iter()
                    .map(|(id, amount)| format!("{id}: {}", armistice_case::edit::flow(amount))),
            );
        }
        if typed.is_empty() && amounts.is_empty() {
            continue;
        }
        if by.is_none() {
            others.push_str(&format!(
                "  {speaker}: {{name: Somebody, anonymous: yes}}\n"
            ));
        }
        keys.push(format!("by: {speaker}"));
        for key in ["about", "from", "date", "hedged"].into_iter().chain(typed) {
            if let Some(value) = draft.key(key) {
                keys.push(format!(
                    "{key}: {}",
                    armistice_case::edit::flow(&Shape::List(vec![value.clone()]))
                        .trim_start_matches('[')
                        .trim_end_matches(']')
                ));
            }
        }
        if !amounts.is_empty() {
            keys.push(format!("quantity: {{{}}}", amounts.join(", ")));
        }
        claims.push_str(&format!("  {}:\n", draft.id));
        for key in keys {
            claims.push_str(&format!("    {key}\n"));
        }
    }
    if !others.is_empty() {
        text.push_str(&format!("\nothers:\n{others}"));
    }
    if !quantities.is_empty() {
        text.push_str("\nquantities:\n");
        for id in quantities {
            text.push_str(&format!("  {id}: {{unit: one}}\n"));
        }
    }
    if !claims.is_empty() {
        text.push_str(&format!("\nclaims:\n{claims}"));
    }
    inputs.push(Input {
        path: "trial.yaml".to_owned(),
        bytes: text.into_bytes(),
    });
    load(inputs)
}

/// What is counted in which role, as an id: things in different roles are never compared.
fn counted(count: &Count) -> Option<String> {
    let role = count.role.as_deref()?;
    let head = slug(count.of.as_deref()?.split_whitespace().next_back()?);
    (!head.is_empty() && !count.amount.contains('%'))
        .then(|| format!("trial-{}-{}", slug(role), head.trim_matches('-')))
}

/// Drafts that give the same value by the same speaker as a claim or an earlier draft.
fn same(loaded: &Loaded, drafts: &mut [DraftClaim]) {
    let mut known: BTreeMap<(String, String), Box<str>> = BTreeMap::new();
    for entry in loaded.tree.entries("claims") {
        if let Some(by) = entry.value.text_at("by").filter(|by| *by != "outlet") {
            for key in SLOTS {
                if let Some(value) = entry.value.get(key) {
                    let value = format!("{key} {}", armistice_case::edit::flow(&Shape::of(value)));
                    known
                        .entry((by.to_owned(), value))
                        .or_insert_with(|| entry.key.clone());
                }
            }
        }
    }
    for draft in drafts {
        let Some(by) = draft
            .text("by")
            .filter(|by| *by != "outlet")
            .map(str::to_owned)
        else {
            continue;
        };
        let mut like: Vec<Box<str>> = Vec::new();
        for key in SLOTS {
            let Some(value) = draft.key(key) else {
                continue;
            };
            let value = format!("{key} {}", armistice_case::edit::flow(value));
            match known.get(&(by.clone(), value.clone())) {
                Some(other) if !like.contains(other) && *other != draft.id => {
                    like.push(other.clone())
                }
                Some(_) => {}
                None => {
                    known.insert((by.clone(), value), draft.id.clone());
                }
            }
        }
        draft.like = like;
    }
}
