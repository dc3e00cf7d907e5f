//! Runs of an agreement in which everybody keeps to it: do they always end with nothing owed?
//!
//! Clauses become acts of a machine (`causality::machine`); clauses that have nothing to do with
//! one another are searched apart, which loses nothing. Whoever verifies is taken to do so in good
//! time; what slow verification does is asked in `window`. Also free rides (`causality::ride`). Guarantee: exhaustive where the coverage says
//! so; otherwise within the budget of states. Cost: states times acts.

use armistice_case::model::ClauseId;

use super::Lens;
use crate::accord::causality::explore::explore;
use crate::accord::causality::graph::{EventId, Formula};
use crate::accord::causality::machine::{Act, LONGEST, Lock, Machine, Step};
use crate::accord::causality::ride::free_ride;
use crate::accord::finding::{Code, Coverage, Evidence, Finding, RunStep, Unlooked};
use crate::accord::happening::{Happening, clause_of};
use crate::accord::timetable::ORIGIN;
use crate::run::Control;

/// Dead ends: one finding for each group of clauses that has one, with a shortest run to it.
#[must_use]
pub fn dead_ends(lens: &Lens<'_>, states: usize, control: &dyn Control) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut cut = false;
    let Some(machines) = machines(lens) else {
        return vec![lens.not_looked_at(Unlooked::LongRuns(LONGEST))];
    };
    for machine in machines {
        let space = explore(&machine, states, &|| control.stopped());
        let Some(stuck) = space.stuck.first() else {
            if !space.complete && !cut {
                cut = true;
                found.push(lens.not_looked_at(Unlooked::Runs(states)));
            }
            continue;
        };
        let Some(lock) = machine.lock(&space.states[*stuck]) else {
            continue;
        };
        let (act, in_time) = match lock {
            Lock::Time(act) => (act, true),
            Lock::Dead(act) => (act, false),
        };
        let clause =
            |act: usize| clause_of(lens.happenings.what(machine.acts[act].event), &lens.parts);
        let Some(stuck_at) = clause(act) else {
            continue;
        };
        let mut run: Vec<RunStep> = Vec::new();
        for step in space.trace(*stuck) {
            match (step, run.last_mut()) {
                (Step::Day, Some(RunStep::Days(days))) => *days += 1,
                (Step::Day, _) => run.push(RunStep::Days(1)),
                (Step::Do(act), _) => run.extend(clause(act).map(RunStep::Done)),
                (Step::Breach(act), _) => run.extend(clause(act).map(RunStep::Breached)),
            }
        }
        let evidence = Evidence::DeadEnd {
            stuck: stuck_at,
            in_time,
            run,
        };
        let mut finding = lens.finding(Code::DeadEnd, evidence, &[stuck_at]);
        if !space.complete {
            finding.coverage = Coverage::Bounded(space.states.len());
        }
        found.push(finding);
    }
    found
}

/// One machine for each group of acts that share a condition; none when days are out of reach.
fn machines(lens: &Lens<'_>) -> Option<Vec<Machine>> {
    let graph = &lens.happenings.graph;
    let mut acts: Vec<Act> = Vec::new();
    let mut derived: Vec<(EventId, Formula)> = Vec::new();
    for (event, condition) in graph.events().zip(&graph.conditions) {
        match lens.happenings.what(event) {
            Happening::Done(part) => acts.push(act(lens, *part, event, condition)?),
            Happening::Verified(part) => {
                let within = lens.parts.all[*part].verified_within.get();
                let (earliest, due) = within.map_or((0, None), |within| {
                    let (low, high) = crate::accord::timetable::days(within);
                    (small(low).unwrap_or(0), small(high))
                });
                acts.push(Act {
                    trigger: condition.clone(),
                    needs: Formula::always(),
                    earliest,
                    due,
                    owed: due.is_some(),
                    event,
                    breach: None,
                });
            }
            Happening::Agreed(_) | Happening::Reached(_) | Happening::Used(_) => acts.push(Act {
                trigger: condition.clone(),
                needs: Formula::always(),
                earliest: 0,
                due: None,
                owed: false,
                event,
                breach: None,
            }),
            Happening::Begun(_)
            | Happening::Starts(_)
            | Happening::Ends(_)
            | Happening::Level(_) => derived.push((event, condition.clone())),
            Happening::Breached(_) | Happening::Orphan(_) => {}
        }
    }
    prune(graph.conditions.len(), &mut acts, &mut derived);
    let groups = groups(graph.conditions.len(), &acts, &derived);
    let machines = groups
        .into_iter()
        .map(|group| Machine {
            derived: needed(&group, &acts, &derived),
            acts: group.iter().map(|act| acts[*act].clone()).collect(),
            events: graph.conditions.len(),
            breaches: 0,
        })
        .filter(|machine| machine.acts.iter().any(|act| act.owed && act.due.is_some()));
    Some(machines.collect())
}

/// Leaves out acts that nothing waits for and that can be done whenever they are owed: they lead
/// nowhere and can be stuck only where what they need can never come, which `wait` tells.
fn prune(events: usize, acts: &mut Vec<Act>, derived: &mut Vec<(EventId, Formula)>) {
    loop {
        let mut named = vec![false; events];
        let mut note = |own: EventId, formula: &Formula| {
            let mut into = Vec::new();
            formula.events(&mut into);
            into.iter()
                .filter(|e| **e != own)
                .for_each(|e| named[e.index()] = true);
        };
        for act in acts.iter() {
            note(act.event, &act.trigger);
            note(act.event, &act.needs);
        }
        for (event, condition) in derived.iter() {
            note(*event, condition);
        }
        let before = acts.len() + derived.len();
        let free = |act: &Act| act.due.is_none() || act.needs == Formula::always();
        acts.retain(|act| named[act.event.index()] || !free(act));
        derived.retain(|(event, _)| named[event.index()]);
        if acts.len() + derived.len() == before {
            return;
        }
    }
}

/// The derived events that a group of acts waits for, directly or through others.
fn needed(
    group: &[usize],
    acts: &[Act],
    derived: &[(EventId, Formula)],
) -> Vec<(EventId, Formula)> {
    let mut named = Vec::new();
    for act in group {
        acts[*act].trigger.events(&mut named);
        acts[*act].needs.events(&mut named);
    }
    let mut wanted = vec![false; derived.len()];
    while let Some(event) = named.pop() {
        for (position, (of, condition)) in derived.iter().enumerate() {
            if *of == event && !wanted[position] {
                wanted[position] = true;
                condition.events(&mut named);
            }
        }
    }
    derived
        .iter()
        .zip(wanted)
        .filter(|(_, wanted)| *wanted)
        .map(|(d, _)| d.clone())
        .collect()
}

fn small(days: i64) -> Option<u8> {
    u8::try_from(days).ok().filter(|days| *days <= LONGEST)
}

/// The act of a part: with a day of the calendar its clock runs from the start and its trigger is
/// a need; with a time after its trigger the clock runs from there. None when days are out of reach.
fn act(lens: &Lens<'_>, part: usize, event: EventId, condition: &Formula) -> Option<Act> {
    let table = &lens.timetable;
    let done = table.done[part];
    let (mut low, mut high, mut after) = (0, None, (0, None));
    let mut relative = false;
    for (constraint, reason) in table.network.constraints.iter().zip(&table.reasons) {
        if constraint.to != done || reason.key != "when" {
            continue;
        }
        if constraint.from == ORIGIN {
            low = low.max(constraint.min.unwrap_or(0));
            high = constraint.max.or(high);
        } else if constraint.max.is_some_and(|max| max >= 0) && table.begun[part].is_none() {
            relative = true;
            after = (constraint.min.unwrap_or(0).max(0), constraint.max);
        }
    }
    if let (None, true) = (high, relative) {
        return Some(Act {
            trigger: condition.clone(),
            needs: Formula::always(),
            earliest: small(after.0)?,
            due: Some(small(after.1?)?),
            owed: true,
            event,
            breach: None,
        });
    }
    let due = match high {
        Some(high) => Some(small(high)?),
        None => None,
    };
    let dated = due.is_some() || low > 0;
    Some(Act {
        trigger: if dated {
            Formula::always()
        } else {
            condition.clone()
        },
        needs: if dated {
            condition.clone()
        } else {
            Formula::always()
        },
        earliest: small(low)?,
        due,
        owed: true,
        event,
        breach: None,
    })
}

/// Acts that share events, directly or through derived ones.
fn groups(events: usize, acts: &[Act], derived: &[(EventId, Formula)]) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..events).collect();
    fn find(leader: &mut [usize], mut at: usize) -> usize {
        while leader[at] != at {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        at
    }
    let mut join = |event: EventId, formulas: &[&Formula]| {
        let mut named = Vec::new();
        formulas
            .iter()
            .for_each(|formula| formula.events(&mut named));
        for other in named {
            let (a, b) = (
                find(&mut leader, event.index()),
                find(&mut leader, other.index()),
            );
            leader[a.max(b)] = a.min(b);
        }
    };
    // The start of a phase that waits for nothing ties nothing together.
    let free = |formula: &Formula| formula.holds(&|_| false);
    let untied: Vec<EventId> = derived
        .iter()
        .filter(|(_, f)| free(f))
        .map(|(e, _)| *e)
        .collect();
    let tied = |formula: &Formula| {
        untied
            .iter()
            .fold(formula.clone(), |formula, event| formula.granting(*event))
    };
    for (event, condition) in derived {
        join(*event, &[&tied(condition)]);
    }
    for act in acts {
        join(act.event, &[&tied(&act.trigger), &tied(&act.needs)]);
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); events];
    for (position, act) in acts.iter().enumerate() {
        groups[find(&mut leader, act.event.index())].push(position);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// Parties that can have everything with duties undone that nothing answers.
#[must_use]
pub fn free_rides(lens: &Lens<'_>, answered: &[ClauseId]) -> Vec<Finding> {
    let agreement = &lens.terms.agreement;
    let mut found = Vec::new();
    for party in super::parties(lens.case) {
        let of = |mine: bool| -> Vec<(EventId, ClauseId)> {
            let parts = lens.parts.all.iter().enumerate();
            parts
                .filter(|(_, part)| {
                    let duty = &agreement.obligations[part.duty];
                    let sides = if mine { &part.by } else { &part.to };
                    let joint = part.by.len() > 1;
                    !duty.unconditional && sides.contains(&party) && !joint
                })
                .filter_map(|(position, part)| {
                    Some((
                        lens.happenings.event(&Happening::Done(position))?,
                        part.clause,
                    ))
                })
                .collect()
        };
        let promised = of(false);
        let own: Vec<(EventId, ClauseId)> = of(true)
            .into_iter()
            .filter(|(_, clause)| !answered.contains(&whole(*clause)))
            .collect();
        let events =
            |list: &[(EventId, ClauseId)]| list.iter().map(|(e, _)| *e).collect::<Vec<_>>();
        let ride = free_ride(&lens.happenings.graph, &events(&own), &events(&promised));
        if ride.undone.is_empty() {
            continue;
        }
        let clauses = |list: &[(EventId, ClauseId)], keep: &dyn Fn(EventId) -> bool| {
            let mut clauses: Vec<ClauseId> = list
                .iter()
                .filter(|(e, _)| keep(*e))
                .map(|(_, c)| *c)
                .collect();
            clauses.dedup();
            clauses
        };
        let undone = clauses(&own, &|event| ride.undone.contains(&event));
        let promised = clauses(&promised, &|_| true);
        let evidence = Evidence::Ride {
            party,
            undone: undone.clone(),
            promised,
        };
        found.push(lens.finding(Code::FreeRide, evidence, &undone));
    }
    found
}

fn whole(clause: ClauseId) -> ClauseId {
    match clause {
        ClauseId::Tranche(duty, _) => ClauseId::Obligation(duty),
        other => other,
    }
}
