//! What every page asks the engines, once.

use crate::terminal::Stop;
use armistice_case::model::{ActorId, AssumptionId, Case};
use armistice_engine::accord::check::Lens;
use armistice_engine::accord::finding::{self as accord, Verification};
use armistice_engine::accord::plan::propose::{Limits, Proposal, propose};
use armistice_engine::accord::structure::{Structure, structure};
use armistice_engine::accord::verify::{lens, verify};
use armistice_engine::conflict::survey::Survey;
use armistice_engine::conflict::{StabilityOptions, stability};
use armistice_engine::deal::platform::Platform;
use armistice_engine::deal::preferences::offers::Assumed;
use armistice_engine::deal::robust::acceptability::Sampling;
use armistice_engine::deal::{self, Study};
use armistice_engine::drafts::{DraftState, drafts};
use armistice_engine::ledger::{Known, Ledger, Options, ledger};
use armistice_engine::run::{Quiet, Refusal};
use armistice_report::pages::{Findings, View};
use jiff::civil::Date;

/// How much of the deal space a page wants.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Whether the page needs the deal space, the agreement and the conflict at all.
    pub engines: bool,
    /// Whether it is about the deal space, so that it cannot go without.
    pub deals: bool,
    /// How many packages, openings and exchanges to list.
    pub top: usize,
    /// Seed and number of draws.
    pub sampling: Sampling,
    /// The package to start from, by its id.
    pub from: Option<String>,
    /// In which proportions the proportional rule shares gains.
    pub proportions: Vec<(ActorId, i64)>,
    /// Assumptions to take in place of others.
    pub instead: Vec<AssumptionId>,
    /// The platform by whose definitions to measure too.
    pub platform: Option<Platform>,
    /// How offers are read.
    pub read: Assumed,
}

/// The answers.
pub struct Asked<'c> {
    case: &'c Case,
    since: Option<Date>,
    /// What the ledger says.
    pub ledger: Ledger,
    structure: Option<Structure>,
    drafts: Vec<DraftState>,
    conflict: Option<Survey>,
    study: Option<Study>,
    terms: Option<Lens<'c>>,
    found: Verification,
    proposal: Option<Proposal>,
}

/// Asks every engine that the page wants.
pub fn ask<'c>(case: &'c Case, options: &Options, wanted: &Wanted) -> Result<Asked<'c>, Stop> {
    let ledger = ledger(case, options, &Quiet)?;
    let mut asked = Asked {
        case,
        since: options.since,
        structure: structure(case),
        drafts: drafts(case, ledger.as_of),
        ledger,
        conflict: None,
        study: None,
        terms: None,
        found: Verification::default(),
        proposal: None,
    };
    if !wanted.engines {
        return Ok(asked);
    }
    // A conflict that cannot be asked about keeps nobody from the rest; `stability` says why.
    asked.conflict = stability(case, &StabilityOptions::default(), &Quiet).ok();
    asked.study = match study(case, &asked.ledger, wanted) {
        Ok(study) => Some(study),
        // A brief of a case without issues, or with too many answers, goes without the deal space.
        Err(_) if !wanted.deals => None,
        Err(refusal) => return Err(Stop::placed(case, refusal)),
    };
    if case.agreement.is_some() {
        asked.found = verify(case, &accord::Options::default(), &Quiet)?;
        let terms = lens(case, None)?;
        // Where nothing answers anything, or numbers are open, `plan` says what it needs.
        asked.proposal = propose(&terms, &Limits::brief(), &Quiet).ok();
        asked.terms = Some(terms);
    }
    Ok(asked)
}

fn study(case: &Case, ledger: &Ledger, wanted: &Wanted) -> Result<Study, Refusal> {
    deal::study(
        case,
        &deal::Options {
            known: Known::by(case, ledger.as_of)
                .claims
                .iter()
                .map(|known| known.id)
                .collect(),
            as_of: ledger.as_of,
            instead: wanted.instead.clone(),
            from: wanted.from.clone(),
            proportions: wanted.proportions.clone(),
            platform: wanted.platform,
            read: wanted.read,
            top: wanted.top,
            sampling: wanted.sampling,
        },
        &Quiet,
    )
}

impl Asked<'_> {
    /// What a page is made from.
    pub fn findings(&self, view: View, path: String, command: String) -> Findings<'_> {
        Findings {
            case: self.case,
            ledger: &self.ledger,
            structure: self.structure.as_ref(),
            conflict: self.conflict.as_ref(),
            deals: self.study.as_ref(),
            view,
            verified: self.terms.as_ref().map(|terms| (terms, &self.found)),
            proposal: self.proposal.as_ref(),
            monitored: None,
            drafts: &self.drafts,
            path,
            command,
            since: self.since,
        }
    }
}
