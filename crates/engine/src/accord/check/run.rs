//! Runs of an agreement day by day: when everybody keeps to it, and when one duty is left undone.
//!
//! Clauses become acts of a machine (`causality::machine`); clauses that have nothing to do with
//! one another are searched apart, which loses nothing. First every run in which all keep to the
//! text; where those end well, every run with one breach: of a dated duty whose breach is not
//! answered by a cure, a path of disputes or a guarantee. A breach that leaves the *other* side owing
//! what it can no longer do is a dead end, unless a duty or power that waits for the breach leads
//! on. What waits for a breach is owed once that has come, and a milestone with a date is not reached
//! before it. Whoever verifies is taken to do so in good time; slow verification is asked about in
//! `window`. Guarantee: exhaustive where the coverage says so; otherwise within the budget of states.
//! Cost: states times acts.

use armistice_case::model::{ClauseId, MilestoneId, ObligationId, PowerId};

use super::Lens;
use crate::accord::causality::explore::{Space, explore};
use crate::accord::causality::fixpoint::{Fixpoint, fixpoint_without};
use crate::accord::causality::graph::{EventId, Formula};
use crate::accord::causality::machine::{Act, LONGEST, Lock, Machine, Marking, Step};
use crate::accord::clock::Clock;
use crate::accord::finding::{Code, Coverage, Evidence, Finding, RunStep, Runs, Unlooked};
use crate::accord::happening::{Happening, clause_of};
use crate::accord::time::network::Constraint;
use crate::accord::timetable::{ORIGIN, day_number};
use crate::run::Control;

/// Dead ends: one finding for each group of clauses that has one, with a shortest run to it; and
/// how far the search went.
#[must_use]
pub fn dead_ends(lens: &Lens<'_>, states: usize, control: &dyn Control) -> (Vec<Finding>, Runs) {
    let mut found = Vec::new();
    let mut runs = Runs::default();
    let Some(machines) = machines(lens) else {
        runs.cut = true;
        return (vec![lens.not_looked_at(Unlooked::LongRuns(LONGEST))], runs);
    };
    for mut machine in machines {
        runs.groups += 1;
        let states = affordable(states, machine.acts.len());
        let kept = explore(&machine, states, &|| control.stopped());
        runs.states += kept.states.len();
        let mut complete = kept.complete;
        let mut stuck = kept.stuck.first().copied();
        let mut space = kept;
        if stuck.is_none() && complete && machine.acts.iter().any(|act| act.breach.is_some()) {
            machine.breaches = 1;
            space = explore(&machine, states, &|| control.stopped());
            runs.states += space.states.len();
            complete = space.complete;
            stuck = by_anothers_breach(lens, &machine, &space);
        }
        let told = stuck.and_then(|stuck| dead_end(lens, &machine, &space, stuck));
        if !complete && told.is_none() && !runs.cut {
            found.push(lens.not_looked_at(Unlooked::Runs(states)));
        }
        runs.cut |= !complete;
        found.extend(told);
    }
    (found, runs)
}

/// Acts up to which the whole budget of states is spent on a group.
const SMALL: usize = 40;

/// The states that a group of so many acts is given: a state costs the square of its acts, so that
/// larger groups get fewer and the whole stays within bounds.
fn affordable(states: usize, acts: usize) -> usize {
    let square = acts.max(SMALL).saturating_mul(acts.max(SMALL));
    states.saturating_mul(SMALL * SMALL) / square
}

/// The first state in which somebody owes what it can no longer do because another left a duty
/// undone.
fn by_anothers_breach(
    lens: &Lens<'_>,
    machine: &Machine,
    space: &Space<Marking, Step>,
) -> Option<usize> {
    let debtors = |act: usize| {
        let clause = clause_of(lens.happenings.what(machine.acts[act].event), &lens.parts);
        clause
            .map(|clause| lens.debtors(clause))
            .unwrap_or_default()
    };
    space.stuck.iter().copied().find(|stuck| {
        let state = &space.states[*stuck];
        let breached = machine.breached(state);
        let (Some(Lock::Time(owed) | Lock::Dead(owed)), Some(breached)) =
            (machine.lock(state), breached.first())
        else {
            return false;
        };
        let faithless = debtors(*breached);
        debtors(owed).iter().any(|party| !faithless.contains(party))
    })
}

fn dead_end(
    lens: &Lens<'_>,
    machine: &Machine,
    space: &Space<Marking, Step>,
    stuck: usize,
) -> Option<Finding> {
    let (act, in_time) = match machine.lock(&space.states[stuck])? {
        Lock::Time(act) => (act, true),
        Lock::Dead(act) => (act, false),
    };
    let clause = |act: usize| clause_of(lens.happenings.what(machine.acts[act].event), &lens.parts);
    let stuck_at = clause(act)?;
    let mut run: Vec<RunStep> = Vec::new();
    let mut clauses = vec![stuck_at];
    for step in space.trace(stuck) {
        match (step, run.last_mut()) {
            (Step::Day, Some(RunStep::Days(days))) => *days += 1,
            (Step::Day, _) => run.push(RunStep::Days(1)),
            (Step::Do(act), _) => run.extend(clause(act).map(RunStep::Done)),
            (Step::Breach(act), _) => {
                run.extend(clause(act).map(RunStep::Breached));
                clauses.extend(clause(act));
            }
        }
    }
    let evidence = Evidence::DeadEnd {
        stuck: stuck_at,
        in_time,
        run,
    };
    let mut finding = lens.finding(Code::DeadEnd, evidence, &clauses);
    if !space.complete {
        finding.coverage = Coverage::Bounded(space.states.len());
    }
    Some(finding)
}

/// Duties whose breach leads somewhere by the text as a whole: a cure, a path of disputes, a
/// guarantee. What a clause does that waits for the breach is part of the runs themselves.
fn covered(lens: &Lens<'_>, duty: ObligationId) -> bool {
    let agreement = &lens.terms.agreement;
    let clause = ClauseId::Obligation(duty);
    agreement.disputes.is_some()
        || agreement.obligations[duty].cure.get().is_some()
        || lens
            .terms
            .guarantees()
            .any(|(_, g)| g.backs.contains(&clause))
}

/// The events after which a clause of this duty is neither owed nor done: a power used that ends,
/// suspends or waives it or its phase.
fn release(lens: &Lens<'_>, part: usize) -> Option<Formula> {
    let part = &lens.parts.all[part];
    let phase = lens.terms.agreement.obligations[part.duty].phase;
    let meant = |over: ClauseId| {
        over == part.clause
            || over == ClauseId::Obligation(part.duty)
            || phase.is_some_and(|phase| over == ClauseId::Phase(phase))
    };
    let powers = lens.terms.powers().filter(|(_, power)| {
        let frees = |verb: &str| matches!(verb, "ends" | "suspends" | "waives");
        power
            .acts
            .iter()
            .any(|(verb, over)| frees(verb) && meant(*over))
    });
    let used: Vec<Formula> = powers
        .filter_map(|(id, _)| lens.happenings.event(&Happening::Used(id)))
        .map(Formula::Event)
        .collect();
    (!used.is_empty()).then(|| Formula::any(used))
}

/// One machine for each group of acts that share a condition; none when days are out of reach.
fn machines(lens: &Lens<'_>) -> Option<Vec<Machine>> {
    let graph = &lens.happenings.graph;
    let known = graph.conditions.len();
    let mut acts: Vec<Act> = Vec::new();
    let mut derived: Vec<(EventId, Formula)> = Vec::new();
    let mut breaches: Vec<(ObligationId, EventId)> = Vec::new();
    let mut events = known;
    let kept = without_breach(lens);
    // The windows that end at each point.
    let table = &lens.timetable;
    let mut windows: Vec<Vec<&Constraint>> = vec![Vec::new(); table.network.points];
    for (constraint, reason) in table.network.constraints.iter().zip(&table.reasons) {
        if reason.key == "when" {
            windows[constraint.to].push(constraint);
        }
    }
    for (event, condition) in graph.events().zip(&graph.conditions) {
        match lens.happenings.what(event) {
            Happening::Done(part) => {
                let own = &windows[lens.timetable.done[*part]];
                let mut act = act(lens, own, event, condition)?;
                if !kept.has(event) {
                    act.owed = condition.clone();
                }
                act.released = release(lens, *part);
                let duty = lens.parts.all[*part].duty;
                if act.due.is_some() && !covered(lens, duty) {
                    let breach = EventId(u32::try_from(events).ok()?);
                    act.breach = Some(breach);
                    breaches.push((duty, breach));
                    events += 1;
                }
                acts.push(act);
            }
            Happening::Verified(part) => {
                let within = lens.timetable.confirmed[*part];
                let (earliest, due) = within.map_or((0, None), |(low, high)| {
                    (small(low).unwrap_or(0), small(high))
                });
                acts.push(Act {
                    earliest,
                    due,
                    owed: owed_if(due.is_some()),
                    ..free(event, condition)
                });
            }
            Happening::Used(power) => acts.push(Act {
                // What is announced so long before acts no sooner after what allows it.
                earliest: notice(lens, *power)?,
                ..free(event, condition)
            }),
            Happening::Reached(milestone) => {
                acts.push(reached(lens, *milestone, event, condition)?)
            }
            Happening::Agreed(_) => acts.push(free(event, condition)),
            Happening::Begun(_)
            | Happening::Starts(_)
            | Happening::Ends(_)
            | Happening::Level(_) => derived.push((event, condition.clone())),
            Happening::Breached(_) | Happening::Orphan(_) => {}
        }
    }
    for event in graph.events() {
        if let Happening::Breached(duty) = lens.happenings.what(event) {
            let of = breaches.iter().filter(|(of, _)| of == duty);
            let any = Formula::any(of.map(|(_, breach)| Formula::Event(*breach)).collect());
            derived.push((event, any));
        }
    }
    prune(events, &mut acts, &mut derived);
    let groups = groups(events, &acts, &derived);
    let machines = groups
        .into_iter()
        .map(|group| Machine {
            derived: needed(&group, &acts, &derived),
            acts: group.iter().map(|act| acts[*act].clone()).collect(),
            events,
            breaches: 0,
        })
        .filter(|machine| {
            let owed = |act: &Act| act.owed != Formula::never() && act.due.is_some();
            machine.acts.iter().any(owed)
        });
    Some(machines.collect())
}

/// What can happen while nothing is breached: what cannot is owed only once a breach has come.
fn without_breach(lens: &Lens<'_>) -> Fixpoint {
    let graph = &lens.happenings.graph;
    let breached = |event: &EventId| matches!(lens.happenings.what(*event), Happening::Breached(_));
    let breaches: Vec<EventId> = graph.events().filter(breached).collect();
    fixpoint_without(graph, &breaches)
}

fn owed_if(owed: bool) -> Formula {
    if owed {
        Formula::always()
    } else {
        Formula::never()
    }
}

/// A milestone is reached on its day at the earliest, where it has one.
fn reached(
    lens: &Lens<'_>,
    milestone: MilestoneId,
    event: EventId,
    condition: &Formula,
) -> Option<Act> {
    let agreement = &lens.terms.agreement;
    let date = agreement.milestones[milestone].date.get();
    let Some(day) = date.and_then(|date| day_number(agreement, *date)) else {
        return Some(free(event, condition));
    };
    Some(Act {
        trigger: Formula::always(),
        needs: condition.clone(),
        earliest: small(day.max(0))?,
        ..free(event, condition)
    })
}

/// An act that nobody owes and that can be done as soon as its condition holds.
fn free(event: EventId, condition: &Formula) -> Act {
    Act {
        trigger: condition.clone(),
        needs: Formula::always(),
        earliest: 0,
        due: None,
        owed: Formula::never(),
        event,
        breach: None,
        released: None,
    }
}

/// Everything a group of acts or a derived event names.
fn named_by(act: &Act, into: &mut Vec<EventId>) {
    act.trigger.events(into);
    act.needs.events(into);
    act.owed.events(into);
    if let Some(release) = &act.released {
        release.events(into);
    }
}

/// Leaves out acts that nothing waits for and that can be done whenever they are owed: they lead
/// nowhere and can be stuck only where what they need can never come, which `wait` tells.
fn prune(events: usize, acts: &mut Vec<Act>, derived: &mut Vec<(EventId, Formula)>) {
    loop {
        let mut named = vec![false; events];
        let mut note = |own: EventId, into: Vec<EventId>| {
            into.iter()
                .filter(|e| **e != own)
                .for_each(|e| named[e.index()] = true);
        };
        for act in acts.iter() {
            let mut into = Vec::new();
            named_by(act, &mut into);
            note(act.event, into);
        }
        for (event, condition) in derived.iter() {
            let mut into = Vec::new();
            condition.events(&mut into);
            note(*event, into);
        }
        let before = acts.len() + derived.len();
        let free = |act: &Act| act.due.is_none() || act.needs == Formula::always();
        acts.retain(|act| {
            let breach = act.breach.is_some_and(|breach| named[breach.index()]);
            named[act.event.index()] || breach || !free(act)
        });
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
        named_by(&acts[*act], &mut named);
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

/// The days before it acts for which a power is announced, at least.
fn notice(lens: &Lens<'_>, power: PowerId) -> Option<u16> {
    let agreement = &lens.terms.agreement;
    let notice = agreement.powers[power].notice.get();
    let length = notice.map(|notice| Clock::of(agreement).length(notice, None, true).low);
    small(length.unwrap_or(0))
}

fn small(days: i64) -> Option<u16> {
    u16::try_from(days).ok().filter(|days| *days <= LONGEST)
}

/// The act of a part: with a day of the calendar its clock runs from the start and its trigger is
/// a need; with a time after its trigger the clock runs from there. None when days are out of reach.
fn act(
    lens: &Lens<'_>,
    windows: &[&Constraint],
    event: EventId,
    condition: &Formula,
) -> Option<Act> {
    let (mut low, mut high, mut after) = (0, None, (0, None));
    let mut relative = false;
    for constraint in windows {
        if constraint.from == ORIGIN {
            low = low.max(constraint.min.unwrap_or(0));
            high = constraint.max.or(high);
        } else if constraint.max.is_some_and(|max| max >= 0) {
            relative = true;
            after = (constraint.min.unwrap_or(0).max(0), constraint.max);
        }
    }
    if let (None, true) = (high, relative) {
        return Some(Act {
            earliest: small(after.0)?,
            due: Some(small(after.1?)?),
            owed: Formula::always(),
            ..free(event, condition)
        });
    }
    let due = match high {
        Some(high) => Some(small(high)?),
        None => None,
    };
    // Day one is when anything can begin; only a later day is a day of its own.
    let first = i64::from(!lens.terms.agreement.counts_from_zero);
    let dated = due.is_some() || low > first;
    let (trigger, needs) = if dated {
        (Formula::always(), condition.clone())
    } else {
        (condition.clone(), Formula::always())
    };
    Some(Act {
        trigger,
        needs,
        earliest: small(low)?,
        // What waits for something that need not come is not owed before, if no day is set.
        owed: owed_if(due.is_some() || !dated),
        due,
        ..free(event, condition)
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
        let named = [&act.trigger, &act.needs, &act.owed].map(tied);
        join(act.event, &named.each_ref());
        let own = act.breach.map(Formula::Event);
        let others = act.released.iter().chain(own.iter());
        join(act.event, &others.collect::<Vec<_>>());
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); events];
    for (position, act) in acts.iter().enumerate() {
        groups[find(&mut leader, act.event.index())].push(position);
    }
    groups.retain(|group| !group.is_empty());
    groups
}
