//! What keeps a part from its time, and what cannot come any more.

use armistice_case::model::{ActorId, ClauseId, Said};
use armistice_case::phrase::{Condition, State};
use armistice_case::tree::Silence;

use super::clock::Clock;
use super::condition::Wait;
use super::docket::debtors;
use super::standing::{Standing, Status};

/// Something a part waits for, and who owes that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    /// What it waits for.
    pub wait: Wait,
    /// Who owes it.
    pub by: Vec<ActorId>,
    /// How many days late that is itself.
    pub late: i64,
    /// Whether its day has passed and nothing is recorded either way.
    pub no_record: bool,
}

/// What keeps a part that waits from its time, with who owes that.
pub(super) fn blockers(clock: &Clock<'_>, all: &[Standing], of: &Standing) -> Vec<Blocker> {
    let waits = matches!(of.status, Status::Awaiting | Status::NotTriggered);
    let Some(part) = of.part.filter(|_| waits) else {
        return Vec::new();
    };
    let part = &clock.text.lens.parts.all[part];
    let phase = clock.text.lens.terms.agreement.obligations[part.duty].phase;
    let mut waits = Vec::new();
    if let Some(phase) = phase
        && clock
            .phase(phase)
            .start
            .is_none_or(|start| start > clock.day)
    {
        waits.push(Wait::Clause(ClauseId::Phase(phase), Some(State::Started)));
    }
    match &part.after {
        Said::Is(condition) => waits.extend(clock.waits(condition, part.answers)),
        Said::Silent(Silence::None) | Said::Nothing => {}
        Said::Silent(_) => waits.push(Wait::Unsaid),
    }
    if let Said::Is(condition) = &part.needs {
        waits.extend(clock.waits(condition, part.answers));
    }
    waits.dedup();
    waits
        .into_iter()
        .map(|wait| {
            let clause = match &wait {
                Wait::Clause(clause, _) | Wait::Level(clause, ..) | Wait::Not(clause) => {
                    Some(*clause)
                }
                Wait::Day(_) | Wait::Unsaid => None,
            };
            let left: Vec<&Standing> = clause.map_or_else(Vec::new, |clause| left(all, clause));
            // Nobody owes it that something goes wrong.
            let owed = !matches!(&wait, Wait::Clause(_, Some(stage)) if amiss(*stage));
            Blocker {
                by: clause
                    .filter(|_| owed)
                    .map_or_else(Vec::new, |clause| debtors(&clock.text.lens, clause)),
                late: left.iter().map(|part| part.late).max().unwrap_or(0),
                no_record: left.iter().any(|part| part.status == Status::NoRecord),
                wait,
            }
        })
        .collect()
}

/// Whether a stage is one of what goes wrong.
fn amiss(stage: State) -> bool {
    matches!(
        stage,
        State::Late | State::Breached | State::Lapsed | State::Suspended
    )
}

/// The parts of a clause; parts stand in the order of their duties.
fn of_clause(all: &[Standing], clause: ClauseId) -> impl Iterator<Item = &Standing> {
    let duty = match clause {
        ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _) => Some(duty),
        _ => None,
    };
    let from = all.partition_point(|part| duty.is_none_or(|duty| part.duty < duty));
    let own = all[from..].iter();
    // A duty that is not divided stands for each of the tranches that it takes over.
    let undivided = |part: &Standing| part.clause == part.clause.whole();
    own.take_while(move |part| Some(part.duty) == duty)
        .filter(move |part| clause == clause.whole() || part.clause == clause || undivided(part))
}

/// What is left to be done of a clause.
fn left(all: &[Standing], clause: ClauseId) -> Vec<&Standing> {
    of_clause(all, clause)
        .filter(|part| part.done.is_none())
        .collect()
}

/// Whether nothing is owed any more under a part.
fn dead(part: &Standing) -> bool {
    matches!(
        part.status,
        Status::Impossible | Status::Lapsed | Status::Waived
    )
}

/// Whether a clause cannot come any more to a stage in which it is not. What is done in its time is
/// never late, in breach or made good, and what is owed no more is never done.
fn never(all: &[Standing], clause: ClauseId, stage: Option<State>) -> bool {
    let mut parts = of_clause(all, clause).peekable();
    match stage {
        _ if parts.peek().is_none() => false,
        Some(State::Late | State::Breached | State::Cured) => {
            parts.all(|part| part.status.is_done() || dead(part))
        }
        Some(State::Lapsed) => parts.all(|part| part.status.is_done()),
        Some(State::Started | State::Suspended) => parts.all(dead),
        _ => parts.any(dead),
    }
}

/// What waits for something that cannot come any more cannot come either.
pub(super) fn impossible(clock: &Clock<'_>, parts: &mut [Standing]) {
    loop {
        let stuck: Vec<usize> = parts
            .iter()
            .enumerate()
            .filter(|(_, part)| matches!(part.status, Status::Awaiting | Status::NotTriggered))
            .filter(|(_, part)| !one_is_enough(clock, part))
            .filter(|(_, part)| {
                part.blockers.iter().any(|blocker| {
                    matches!(&blocker.wait, Wait::Clause(clause, stage)
                        if never(parts, *clause, *stage))
                })
            })
            .map(|(at, _)| at)
            .collect();
        if stuck.is_empty() {
            return;
        }
        for at in stuck {
            parts[at].status = Status::Impossible;
        }
    }
}

/// Whether a part waits for one of several: only what all ways lead to can be in its way.
fn one_is_enough(clock: &Clock<'_>, part: &Standing) -> bool {
    let after = part.part.map(|at| &clock.text.lens.parts.all[at].after);
    let after = after.and_then(|after| after.get());
    matches!(after, Some(Condition::Any(_) | Condition::AtLeast(..)))
}
