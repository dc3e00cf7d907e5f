//! Whether the talks go on: the newest words on it.

use crate::page::{Class, Statement};
use crate::words;
use armistice_case::model::{Case, ClaimId, Talks};
use armistice_engine::ledger::{Account, Datum, Ledger, Slot};
use armistice_engine::provenance::claims;

/// One sentence on a halt or an end, by the newest accounts.
pub fn pool(case: &Case, ledger: &Ledger) -> Option<Statement> {
    if ledger.differences.iter().any(|d| d.slot == Slot::Talks) {
        // Whether they go on is itself in dispute, and told as that.
        return None;
    }
    let on_talks: Vec<(&Account, Talks)> = ledger
        .accounts
        .iter()
        .filter(|account| account.slot == Slot::Talks)
        .filter_map(|account| match account.datum {
            Datum::Talks(talks) => Some((account, talks)),
            _ => None,
        })
        .collect();
    let newest = on_talks
        .iter()
        .filter_map(|(account, _)| account.day)
        .max()?;
    let now: Vec<&(&Account, Talks)> = on_talks
        .iter()
        .filter(|(account, talks)| account.day == Some(newest) && *talks >= Talks::Stalled)
        .collect();
    let (_, talks) = now.first()?;
    let who: Vec<String> = now
        .iter()
        .filter(|(_, other)| other == talks)
        .map(|(account, _)| words::voice(case, &account.voice))
        .collect();
    let ids: Vec<ClaimId> = now
        .iter()
        .flat_map(|(account, _)| account.claims.iter().copied())
        .collect();
    Some(
        Statement::new(
            "ledger",
            "talks",
            format!(
                "Talks {}, by the word of {} ({}).",
                talks.word(),
                words::joined(&who, "and"),
                words::short_day(newest)
            ),
            claims(&ids),
        )
        .class(Class::Blocks)
        .reach(case.issues.len() + 1),
    )
}
