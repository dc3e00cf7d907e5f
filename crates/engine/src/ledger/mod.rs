//! The ledger: where the talks stand, issue by issue, by whose account, and where accounts differ.
//!
//! ```text
//! case, day ─► known (which claims, on what day) ─► account (the current value of every voice on
//! every slot) ─► board · differences · islands · ripeness · silence;  two days ─► changes
//! ```
//!
//! No paper stands behind it: it is bookkeeping, with the rules of `docs/methods/ledger.md`.
//! Exhaustive; linear in the claims but for sorting.

mod account;
mod board;
mod changes;
mod differences;
mod islands;
mod known;
mod ripeness;
mod silence;
mod slot;

pub use board::{BoardRow, IssueState, OneSided, Position};
pub use changes::{Change, ChangeKind};
pub use differences::{Difference, DifferenceKind, Group, compared, differ};
pub use islands::{Island, IslandKind};
pub use known::{Known, KnownClaim, default_day};
pub use ripeness::RipenessAnswer;
pub use silence::{Heard, HeardKind};
pub use slot::{Account, Datum, Question, Slot, Voice};

use crate::run::{Control, Refusal};
use armistice_case::model::{AssumptionId, Case, ClaimId};
use jiff::civil::Date;

/// What to ask.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The day to speak of; the case's own day without it.
    pub as_of: Option<Date>,
    /// The earlier day to compare with.
    pub since: Option<Date>,
}

/// Everything the ledger says.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The day it speaks of; none in a case without any date.
    pub as_of: Option<Date>,
    /// How many claims are known by then.
    pub claims: usize,
    /// How many voices they come from, and how many of these are anonymous.
    pub voices: (usize, usize),
    /// From how many origins.
    pub origins: usize,
    /// The issue board, in the order of the case.
    pub board: Vec<BoardRow>,
    /// Where accounts differ: contradictions first.
    pub differences: Vec<Difference>,
    /// Facts and norms, agreed and contested.
    pub islands: Vec<Island>,
    /// Answers on ripeness, by whose account.
    pub ripeness: Vec<RipenessAnswer>,
    /// Who was heard, and how.
    pub heard: Vec<Heard>,
    /// Claims on whose content nobody else but one anonymous speaker was heard.
    pub alone: Vec<ClaimId>,
    /// The newest word on each matter, of every voice.
    pub accounts: Vec<Account>,
    /// What changed, where an earlier day was asked for.
    pub changes: Option<Vec<Change>>,
    /// Assumptions without which this would read differently.
    pub assumptions: Vec<AssumptionId>,
}

/// Says where the talks stand.
pub fn ledger(case: &Case, options: &Options, control: &dyn Control) -> Result<Ledger, Refusal> {
    let as_of = options.as_of.or_else(|| default_day(case));
    let known = Known::by(case, as_of);
    let accounts = account::accounts(case, &known);
    if control.stopped() {
        return Err(Refusal::stopped());
    }
    let differences = differences::differences(case, &accounts);
    let alone = differences::resting_on_one_anonymous(case, &accounts);
    let changes = match options.since {
        Some(since) if as_of.is_some_and(|day| since > day) => {
            return Err(Refusal::new(
                format!("the day {since} lies after the day this speaks of"),
                "give `--since` a day before `--as-of`",
            ));
        }
        Some(since) => {
            let before = Known::by(case, Some(since));
            let earlier = account::accounts(case, &before);
            Some(changes::changes(case, &before, &earlier, &known, &accounts))
        }
        None => None,
    };
    let mut assumptions = known.assumptions.clone();
    assumptions.extend(account::linking(case));
    assumptions.sort();
    assumptions.dedup();
    Ok(Ledger {
        as_of,
        claims: known.claims.len(),
        voices: known.voices(case),
        origins: known.origins(),
        board: board::board(case, &known, &accounts),
        differences,
        islands: islands::islands(case, &accounts),
        ripeness: ripeness::ripeness(&accounts),
        heard: silence::heard(case, &known),
        alone,
        accounts,
        changes,
        assumptions,
    })
}
