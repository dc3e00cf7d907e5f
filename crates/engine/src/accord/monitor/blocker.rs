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
            Blocker {
                by: clause.map_or_else(Vec::new, |clause| debtors(&clock.text.lens, clause)),
                late: left.iter().map(|part| part.late).max().unwrap_or(0),
                no_record: left.iter().any(|part| part.status == Status::NoRecord),
                wait,
            }
        })
        .collect()
}

/// What is left to be done of a clause; parts stand in the order of their duties.
fn left(all: &[Standing], clause: ClauseId) -> Vec<&Standing> {
    let (ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _)) = clause else {
        return Vec::new();
    };
    let from = all.partition_point(|part| part.duty < duty);
    let own = all[from..].iter().take_while(|part| part.duty == duty);
    // A duty that is not divided stands for each of the tranches that it takes over.
    let undivided = |part: &Standing| part.clause == part.clause.whole();
    own.filter(|part| clause == clause.whole() || part.clause == clause || undivided(part))
        .filter(|part| part.done.is_none())
        .collect()
}

/// What waits for something that cannot come any more cannot come either.
pub(super) fn impossible(clock: &Clock<'_>, parts: &mut [Standing]) {
    loop {
        let dead: Vec<ClauseId> = parts
            .iter()
            .filter(|part| {
                matches!(
                    part.status,
                    Status::Impossible | Status::Lapsed | Status::Waived
                )
            })
            .map(|part| part.clause)
            .collect();
        let mut moved = false;
        for part in parts.iter_mut() {
            let waits = matches!(part.status, Status::Awaiting | Status::NotTriggered);
            let all = part.part.map(|at| &clock.text.lens.parts.all[at].after);
            // One of several is enough: only what all ways lead to can be in the way.
            let any = all.is_some_and(|after| {
                after.get().is_some_and(|condition| {
                    matches!(condition, Condition::Any(_) | Condition::AtLeast(..))
                })
            });
            let stuck = part.blockers.iter().any(|blocker| {
                matches!(&blocker.wait, Wait::Clause(clause, stage)
                    if dead.contains(clause) && !matches!(stage,
                        Some(State::Late
                            | State::Breached
                            | State::Lapsed)))
            });
            if waits && stuck && !any {
                part.status = Status::Impossible;
                moved = true;
            }
        }
        if !moved {
            return;
        }
    }
}
