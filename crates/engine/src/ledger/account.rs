//! The current value of every voice on every slot: a claim of a later day supersedes the earlier ones
//! of the same voice. Of one day nobody knows which word came last, so all of them stand.

use super::known::Known;
use super::slot::{Account, Datum, Question, Slot, Voice};
use armistice_case::model::{
    ActorId, AssumptionId, Case, Claim, ClaimId, ClauseId, NodeId, SourceId, Speaker, StanceKind,
    Standing, Target, Value,
};
use armistice_case::value::Amount;
use std::collections::{BTreeMap, BTreeSet};

/// The assumptions that link speakers.
pub fn linking(case: &Case) -> Vec<AssumptionId> {
    case.assumptions
        .iter()
        .filter(|(_, assumption)| assumption.same_speaker.len() > 1)
        .map(|(id, _)| id)
        .collect()
}

/// For every actor the one it is taken to be, by the assumptions.
fn linked(case: &Case) -> BTreeMap<ActorId, ActorId> {
    let mut links: BTreeMap<ActorId, ActorId> = BTreeMap::new();
    for (_, assumption) in case.assumptions.iter() {
        let named = assumption
            .same_speaker
            .iter()
            .find(|actor| !case.actors[**actor].anonymous)
            .or(assumption.same_speaker.first());
        if let Some(first) = named {
            for actor in &assumption.same_speaker {
                links.insert(*actor, *first);
            }
        }
    }
    links
}

/// The newest word of every voice on every slot, by slot, then voice.
pub fn accounts(case: &Case, known: &Known) -> Vec<Account> {
    let links = linked(case);
    let mut newest: BTreeMap<(Slot, Voice), Vec<Account>> = BTreeMap::new();
    for item in &known.claims {
        let claim = &case.claims[item.id];
        let data = data(case, claim);
        for speaker in &claim.by {
            for voice in voices(case, claim, *speaker, &links) {
                for (slot, datum) in data_for(case, claim, *speaker, &data) {
                    let words = newest.entry((slot.clone(), voice.clone())).or_default();
                    let account = Account {
                        slot,
                        voice: voice.clone(),
                        datum,
                        claims: vec![item.id],
                        day: item.day,
                        origins: item.origins.clone(),
                        dated: claim.said.is_some(),
                        passed_on: !claim.according_to.is_empty(),
                        hedged: claim.hedged,
                        implied: false,
                    };
                    say(words, account);
                }
            }
        }
    }
    let mut accounts: Vec<Account> = newest.into_values().flatten().collect();
    for account in &mut accounts {
        account.origins.sort();
        account.origins.dedup();
    }
    accounts.extend(implied(&accounts));
    accounts.extend(text_terms(case, &accounts));
    accounts.sort_by(|a, b| (&a.slot, &a.voice).cmp(&(&b.slot, &b.voice)));
    accounts
}

/// One more word of a voice on a slot, no older than those it has said: it joins its own value, and
/// takes the place of others of earlier days.
fn say(words: &mut Vec<Account>, said: Account) {
    let day = said.day;
    match words.iter_mut().find(|account| account.datum == said.datum) {
        // A retelling without a day of its own does not make it newer.
        Some(account) if !said.dated && account.dated => {
            join(account, said);
            return;
        }
        Some(account) => {
            account.day = day;
            join(account, said);
        }
        None => words.push(said),
    }
    words.retain(|account| account.day >= day);
}

fn join(account: &mut Account, said: Account) {
    account.claims.extend(said.claims);
    account.dated |= said.dated;
    account.hedged &= said.hedged;
    account.origins.extend(said.origins);
    account.passed_on &= said.passed_on;
}

/// The slots that one claim speaks of, each with the voice.
pub fn of_claim(case: &Case, item: &super::known::KnownClaim) -> Vec<(Slot, Voice)> {
    let links = linked(case);
    let claim = &case.claims[item.id];
    let shared = data(case, claim);
    let mut out = Vec::new();
    for speaker in &claim.by {
        for voice in voices(case, claim, *speaker, &links) {
            for (slot, _) in data_for(case, claim, *speaker, &shared) {
                out.push((slot, voice.clone()));
            }
        }
    }
    out
}

fn voices(
    case: &Case,
    claim: &Claim,
    speaker: Speaker,
    links: &BTreeMap<ActorId, ActorId>,
) -> Vec<Voice> {
    match speaker {
        Speaker::Actor(actor) => vec![Voice::Actor(*links.get(&actor).unwrap_or(&actor))],
        Speaker::Outlet => {
            let mut outlets: Vec<Voice> = claim
                .from
                .iter()
                .map(|source| outlet(case, *source))
                .collect();
            outlets.sort();
            outlets.dedup();
            outlets
        }
    }
}

/// The voice of a source speaking for itself: the first outlet on its way to its origin, so
/// that reprints speak with one voice.
fn outlet(case: &Case, source: SourceId) -> Voice {
    let origin = &case.sources[case.origin(source)];
    let own = &case.sources[source];
    let named = [&origin.outlet, &own.outlet, &origin.title, &own.title]
        .into_iter()
        .flatten()
        .next();
    Voice::Outlet(named.unwrap_or(&case.sources.label(source).id).clone())
}

/// What a claim says, apart from whose position it is.
fn data(case: &Case, claim: &Claim) -> Vec<(Slot, Datum)> {
    let mut out = Vec::new();
    for (issue, standing) in &claim.status {
        out.push((Slot::Status(*issue), Datum::Standing(*standing)));
    }
    if let Some(amount) = claim.open_issues {
        out.push((Slot::OpenIssues, Datum::Amount(amount)));
    }
    for (issue, progress) in &claim.progress {
        out.push((Slot::Progress(*issue), Datum::Progress(*progress)));
    }
    if let Some(talks) = claim.talks {
        out.push((Slot::Talks, Datum::Talks(talks)));
    }
    for (quantity, amount) in &claim.quantity {
        out.push((Slot::Quantity(*quantity), Datum::Amount(*amount)));
    }
    for (issue, amount) in &claim.gap {
        out.push((Slot::Gap(*issue), Datum::Amount(*amount)));
    }
    for (propositions, holds) in [(&claim.affirms, true), (&claim.denies, false)] {
        for proposition in propositions {
            out.push((Slot::Proposition(*proposition), Datum::Holds(holds)));
        }
    }
    for change in &claim.terms {
        if change.amounts.is_empty() {
            out.push((
                Slot::Term(change.clause, change.key.clone()),
                Datum::Words(change.value.clone()),
            ));
        }
        for (quantity, amounts) in &change.amounts {
            let key = format!("{} {}", change.key, case.quantities.label(*quantity).id);
            let words: Vec<String> = amounts.iter().map(ToString::to_string).collect();
            out.push((
                Slot::Term(change.clause, key.into()),
                Datum::Words(words.join(", ").into()),
            ));
        }
    }
    if let Some(when) = &claim.expects {
        out.push((Slot::Expects, Datum::When(when.clone())));
    }
    out
}

/// What a claim says by one speaker: stances belong to whom it is about, else to the speaker's
/// own actor.
fn data_for(
    case: &Case,
    claim: &Claim,
    speaker: Speaker,
    shared: &[(Slot, Datum)],
) -> Vec<(Slot, Datum)> {
    let mut out = shared.to_vec();
    let holder = claim
        .about
        .map(|actor| case.principal(actor))
        .or(match speaker {
            Speaker::Actor(actor) => Some(case.principal(actor)),
            Speaker::Outlet => None,
        });
    let Some(holder) = holder else {
        return out;
    };
    let mut by_slot: BTreeMap<Slot, Vec<(StanceKind, Vec<Value>, bool)>> = BTreeMap::new();
    for stance in &claim.stances {
        let conditional = !stance.given.is_empty();
        let (slot, values) = match &stance.target {
            Target::Issue(issue, values) => (Slot::Stance(holder, *issue), values.clone()),
            Target::Text(node) => (Slot::TextStance(holder, case.label(*node).id), Vec::new()),
            Target::Package(id) => (Slot::TextStance(holder, id.clone()), Vec::new()),
        };
        by_slot
            .entry(slot)
            .or_default()
            .push((stance.kind, values, conditional));
    }
    out.extend(
        by_slot
            .into_iter()
            .map(|(slot, stances)| (slot, Datum::Stance(stances))),
    );
    for issue in &claim.flexible_on {
        out.push((Slot::Flexible(holder, *issue), Datum::Flexible));
    }
    if let Some(ripeness) = &claim.ripeness {
        for question in Question::ALL {
            if let Some(datum) = question.answer(ripeness) {
                out.push((Slot::Ripeness(holder, *question), datum));
            }
        }
    }
    out
}

/// A voice that calls several issues open says that at least so many are.
fn implied(accounts: &[Account]) -> Vec<Account> {
    let mut by_voice: BTreeMap<&Voice, Vec<&Account>> = BTreeMap::new();
    for account in accounts {
        if matches!(account.slot, Slot::Status(_))
            && account.datum == Datum::Standing(Standing::Open)
        {
            by_voice.entry(&account.voice).or_default().push(account);
        }
    }
    let counted: BTreeSet<&Voice> = accounts
        .iter()
        .filter(|account| account.slot == Slot::OpenIssues)
        .map(|account| &account.voice)
        .collect();
    by_voice
        .into_iter()
        .filter(|(voice, open)| open.len() >= 2 && !counted.contains(*voice))
        .map(|(voice, open)| {
            let mut claims: Vec<ClaimId> = open
                .iter()
                .flat_map(|account| account.claims.clone())
                .collect();
            claims.sort();
            claims.dedup();
            let mut origins: Vec<SourceId> = open
                .iter()
                .flat_map(|account| account.origins.clone())
                .collect();
            origins.sort();
            origins.dedup();
            let least = i64::try_from(open.len()).unwrap_or(i64::MAX);
            Account {
                slot: Slot::OpenIssues,
                voice: voice.clone(),
                datum: Datum::Amount(Amount {
                    high: None,
                    ..Amount::exact(armistice_case::value::Decimal::whole(least))
                }),
                claims,
                day: open.iter().filter_map(|account| account.day).max(),
                origins,
                dated: open.iter().any(|account| account.dated),
                passed_on: open.iter().all(|account| account.passed_on),
                hedged: open.iter().all(|account| account.hedged),
                implied: true,
            }
        })
        .collect()
}

/// The text's own value of every term that some claim gives differently or alike.
fn text_terms(case: &Case, accounts: &[Account]) -> Vec<Account> {
    let Some(agreement) = &case.agreement else {
        return Vec::new();
    };
    let mut slots: Vec<&Slot> = accounts
        .iter()
        .map(|account| &account.slot)
        .filter(|slot| matches!(slot, Slot::Term(..)))
        .collect();
    slots.dedup();
    let mut out = Vec::new();
    for slot in slots {
        let Slot::Term(clause, key) = slot else {
            continue;
        };
        let Some(words) = term(case, *clause, key) else {
            continue;
        };
        let mut origins: Vec<SourceId> = agreement
            .from
            .iter()
            .map(|source| case.origin(*source))
            .collect();
        origins.sort();
        origins.dedup();
        out.push(Account {
            slot: slot.clone(),
            voice: Voice::Text,
            datum: Datum::Words(words.into()),
            claims: Vec::new(),
            day: None,
            origins,
            dated: false,
            passed_on: false,
            hedged: false,
            implied: false,
        });
    }
    out
}

/// The value that the case's own text gives a key of a clause, where it is an amount or a window
/// written as the claim would write it.
fn term(case: &Case, clause: ClauseId, key: &str) -> Option<String> {
    let agreement = case.agreement.as_ref()?;
    let (word, quantity) = key.split_once(' ').unwrap_or((key, ""));
    let delivers = match (clause, word) {
        (ClauseId::Obligation(id), "delivers") => &agreement.obligations[id].delivers,
        (ClauseId::Tranche(id, at), "delivers") => {
            &agreement.obligations[id]
                .tranches
                .get(usize::from(at))?
                .delivers
        }
        (ClauseId::Obligation(id), "reaches") => &agreement.obligations[id].reaches,
        (ClauseId::Tranche(id, at), "reaches") => {
            &agreement.obligations[id]
                .tranches
                .get(usize::from(at))?
                .reaches
        }
        _ => return case.written(clause, key).map(str::to_owned),
    };
    let NodeId::Quantity(id) = case.node(quantity)? else {
        return None;
    };
    let (_, amounts) = delivers.iter().find(|(other, _)| *other == id)?;
    let words: Vec<String> = amounts.iter().map(ToString::to_string).collect();
    Some(words.join(", "))
}
