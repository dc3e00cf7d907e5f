//! What would move each named state, in short: for one that holds, the least
//! change of statements that ends that; for one that does not, what would make
//! it hold. [`mod@super::induce`] tells the whole of it for one state.
//!
//! Guarantee: as the methods used, with a small number of tries; what was not
//! found within them is left out, and the answer does not say that there is
//! none. Cost: some hundred verdicts a state.

use super::behaviour::Concept;
use super::code::Code;
use super::from_case::Model;
use super::induce::{self, Row};
use super::levels::Levels;
use super::locks::{self, Locks};
use super::mediator;
use super::refusal::Refusal;
use super::robustness::{self, Robustness};
use super::state_report::{Certainty, StateReport};
use super::survey::settled;

/// What would move one state.
#[derive(Clone, Debug)]
pub struct Moving {
    /// The state.
    pub state: Code,
    /// The behaviour: the strictest by which it holds, or SEQ.
    pub concept: Concept,
    /// What would move it.
    pub by: By,
}

/// What would move a state.
#[derive(Clone, Debug)]
pub enum By {
    /// It holds; how far that is from ending, if it was found.
    Ends(Option<Robustness>),
    /// It does not hold.
    Begins {
        /// The least sets of courses or moves to take out of use.
        locks: Option<Locks>,
        /// What each decision maker that would leave needs.
        rows: Vec<Row>,
        /// The states that the mediators alone can make of it and that hold.
        settings: Vec<Code>,
    },
}

/// Courses up to which it is asked without being asked for.
const COURSES: usize = 10;
/// The most states that are looked at.
const STATES: usize = 8;
/// The most sets or changes that are tried.
const TRIES: usize = 300;

/// Looks at what would move the states of a survey.
pub fn moving(
    model: &Model,
    states: &[StateReport],
    budget: usize,
) -> Result<Vec<Moving>, Refusal> {
    let conflict = &model.conflict;
    if conflict.states(COURSES).is_none() {
        return Ok(Vec::new());
    }
    let levels = Levels::new(conflict)?;
    let tried = conflict.states(induce::TRIED);
    let mut found = Vec::new();
    for report in states.iter().take(STATES) {
        let state = report.state;
        let holds = report
            .judged
            .iter()
            .map(|(concept, _)| *concept)
            .find(|concept| report.certainty(*concept) == Some(Certainty::Necessary));
        let concept = holds.unwrap_or(Concept::Seq);
        let by = if holds.is_some() {
            let robust = robustness::radius(conflict, concept, state, TRIES, budget);
            By::Ends(settled(robust)?)
        } else {
            let mut rows = Vec::new();
            for maker in 0..conflict.makers.len() {
                let by = (levels.as_ref(), tried.as_deref());
                let needs = induce::needs(conflict, by, (maker, concept), state, budget);
                let row = settled(needs)?.map(|needs| Row { maker, needs });
                rows.extend(row.filter(|row| row.stays() == Some(false)));
            }
            let settings = settled(mediator::settings(conflict, concept, state, budget))?;
            By::Begins {
                locks: settled(locks::least(conflict, concept, state, TRIES, budget))?,
                rows,
                settings: settings
                    .unwrap_or_default()
                    .into_iter()
                    .filter(|setting| setting.state != state)
                    .filter(|setting| setting.stays.iter().all(|stays| *stays))
                    .map(|setting| setting.state)
                    .collect(),
            }
        };
        found.push(Moving { state, concept, by });
    }
    Ok(found)
}
