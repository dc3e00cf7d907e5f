//! Would the stall, or the deal, be stable? The graph model for conflict
//! resolution.
//!
//! ```text
//! Case ─► from_case ─► Model ─► survey (which states are stable), induce (what would move one)
//!
//! Conflict ─┬─► stability (one state, with certificate) ─► certificate (replay)
//!           ├─► explicit (every state, thresholds)  ─┐
//!           ├─► symbolic (every state, diagrams)    ─┴─► sets of equilibria
//!           ├─► status_quo (where it can go from today)
//!           └─► inducement, inverse, locks, priorities, robustness (what would move it)
//! ```

pub mod behaviour;
pub mod beside;
pub mod certificate;
pub mod coalition;
pub mod code;
pub mod condition;
pub mod explicit;
pub mod from_case;
pub mod graph;
pub mod horizon;
pub mod induce;
pub mod inducement;
pub mod inverse;
pub mod levels;
pub mod locks;
pub mod mediator;
pub mod model;
pub mod moving;
pub mod priorities;
pub mod reach;
pub mod refusal;
pub mod refused;
pub mod relation;
pub mod robustness;
pub mod seeds;
pub mod simultaneous;
pub mod stability;
pub mod state_report;
pub mod state_set;
pub mod status_quo;
pub mod survey;
pub mod symbolic;
pub mod world;

use armistice_case::model::{AssumptionId, Case};

use crate::run;

/// What is asked of [`stability()`].
#[derive(Clone, Debug, Default)]
pub struct StabilityOptions {
    /// Assumptions that take the place of those they stand in for.
    pub instead: Vec<AssumptionId>,
    /// Only this state: a name, or a letter for each course.
    pub state: Option<String>,
    /// How to look.
    pub survey: survey::Options,
}

/// Which states of a case's conflict are stable, for whom and why.
pub fn stability(
    case: &Case,
    options: &StabilityOptions,
    control: &dyn run::Control,
) -> Result<survey::Survey, run::Refusal> {
    let in_words = |refusal| refused::in_words(case, &refusal);
    let model = from_case::model(case, &options.instead).map_err(in_words)?;
    let mut survey = options.survey.clone();
    if let Some(word) = &options.state {
        survey.also = vec![refused::state(case, &model, word).map_err(in_words)?];
        survey.only_also = true;
    }
    if control.stopped() {
        return Err(run::Refusal::stopped());
    }
    survey::survey(model, &survey).map_err(in_words)
}

/// What is asked of [`induce`].
#[derive(Clone, Debug, Default)]
pub struct InduceOptions {
    /// Assumptions that take the place of those they stand in for.
    pub instead: Vec<AssumptionId>,
    /// The state: a name, or a letter for each course.
    pub state: String,
    /// How to look.
    pub how: induce::Options,
}

/// What would make a state of a case's conflict stable.
pub fn inducement(
    case: &Case,
    options: &InduceOptions,
    control: &dyn run::Control,
) -> Result<induce::Induce, run::Refusal> {
    let in_words = |refusal| refused::in_words(case, &refusal);
    let model = from_case::model(case, &options.instead).map_err(in_words)?;
    let state = refused::state(case, &model, &options.state).map_err(in_words)?;
    if control.stopped() {
        return Err(run::Refusal::stopped());
    }
    induce::induce(model, state, &options.how).map_err(in_words)
}
