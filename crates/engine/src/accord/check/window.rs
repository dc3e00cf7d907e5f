//! Whether the windows of the clauses fit, on paper and however long verification takes.
//!
//! See `time::conflict` and `time::controllable`. A conflict is taken out and the rest looked at
//! again, so several are found; each is smallest. Guarantee: as those modules say. Cost: theirs.

use armistice_case::model::{ClauseId, NodeId};

use super::Lens;
use crate::accord::finding::{Code, Evidence, Finding, Lapse, Unlooked};
use crate::accord::happening::Happening;
use crate::accord::hours::DAY;
use crate::accord::time::conflict::smallest_conflict;
use crate::accord::time::controllable::{Uncertain, is_controllable, largest_tolerable};
use crate::accord::time::network::{Constraint, Network};
use crate::accord::time::slack::{critical_path, slack};
use crate::accord::timetable::{ORIGIN, Reason, Unsure, day_number};

/// At most so many conflicts are told.
const MOST: usize = 10;
/// Points up to which control is checked.
const CONTROLLED: usize = 1_500;

/// Windows that cannot all hold; a duty due before its own trigger has a code of its own. Days come
/// first; hours are looked at where the days fit.
#[must_use]
pub fn conflicts(lens: &Lens<'_>) -> Vec<Finding> {
    let table = &lens.timetable;
    let found = conflicts_of(lens, &table.network, &table.reasons, Lapse::Days);
    match &table.fine {
        Some(fine) if found.is_empty() => {
            conflicts_of(lens, &fine.network, &fine.reasons, Lapse::Minutes)
        }
        _ => found,
    }
}

fn conflicts_of(
    lens: &Lens<'_>,
    network: &Network,
    all: &[Reason],
    lapse: fn(i64) -> Lapse,
) -> Vec<Finding> {
    let mut network = network.clone();
    let mut found = Vec::new();
    while found.len() < MOST {
        let Some(conflict) = smallest_conflict(&network) else {
            break;
        };
        let mut reasons: Vec<Reason> = conflict.constraints.iter().map(|c| all[*c]).collect();
        for constraint in &conflict.constraints {
            let (constraint, reason) = (&network.constraints[*constraint], all[*constraint]);
            reasons.extend(milestones_behind(lens, constraint, reason));
        }
        reasons.sort_unstable();
        reasons.dedup();
        let mut clauses: Vec<ClauseId> = reasons.iter().map(|reason| reason.clause).collect();
        clauses.dedup();
        let before_trigger = reasons.iter().any(|due| {
            due.key == "when"
                && reasons.iter().any(|trigger| {
                    trigger.clause == due.clause && matches!(trigger.key, "after" | "needs")
                })
        });
        let code = if before_trigger {
            Code::DeadlineBeforeTrigger
        } else {
            Code::WindowsConflict
        };
        let evidence = Evidence::Windows {
            reasons,
            misses: lapse(conflict.shortfall),
            smallest: conflict.smallest,
        };
        found.push(lens.finding(code, evidence, &clauses));
        // The loosest way on: what makes the conflict is let go, the other clauses are kept.
        let Some(dropped) = conflict.constraints.last() else {
            break;
        };
        network.constraints[*dropped].min = None;
        network.constraints[*dropped].max = None;
    }
    found
}

/// The dated milestones that a clause waits for, whose day a constraint of its is.
fn milestones_behind(lens: &Lens<'_>, constraint: &Constraint, reason: Reason) -> Vec<Reason> {
    let agreement = &lens.terms.agreement;
    let waits = match reason.clause {
        ClauseId::Phase(phase) => {
            let phase = &agreement.phases[phase];
            [&phase.after, &phase.needs]
        }
        clause => match lens.parts.all.iter().find(|part| part.clause == clause) {
            Some(part) => [&part.after, &part.needs],
            None => return Vec::new(),
        },
    };
    let condition = match reason.key {
        "after" => waits[0].get(),
        "needs" => waits[1].get(),
        _ => None,
    };
    let mut found = Vec::new();
    let Some(condition) = condition.filter(|_| constraint.from == ORIGIN) else {
        return found;
    };
    condition.names(&mut |name| {
        if let Some(NodeId::Clause(clause @ ClauseId::Milestone(id))) = lens.case.node(&name.id) {
            let date = agreement.milestones[id].date.get();
            let day = date.and_then(|date| day_number(agreement, *date));
            if day.is_some() && day == constraint.min {
                found.push(Reason {
                    clause,
                    key: "date",
                });
            }
        }
    });
    found
}

/// Uncertain durations under which the calendar can be kept on paper only: to the minute where one
/// of them is given in hours.
#[must_use]
pub fn risks(lens: &Lens<'_>) -> Vec<Finding> {
    let table = &lens.timetable;
    if table.unsure.is_empty() || lens.windows.is_none() {
        return Vec::new();
    }
    let hourly = table.unsure.iter().any(|unsure| unsure.in_hours);
    let fine = table.fine.as_ref().filter(|_| hourly);
    let network = fine.map_or(&table.network, |fine| &fine.network);
    let link = |unsure: &Unsure| unsure.fine.filter(|_| hourly).unwrap_or(unsure.link);
    let links: Vec<Uncertain> = table.unsure.iter().map(link).collect();
    let sure = without(network, &links);
    if sure.points > CONTROLLED {
        return vec![lens.not_looked_at(Unlooked::Control(sure.points))];
    }
    if is_controllable(&sure, &links) {
        return Vec::new();
    }
    let risk = |item: &Unsure, tolerable: Option<i64>| {
        let tolerable = tolerable.map(|longest| borne(item, hourly, longest));
        let evidence = Evidence::Risk {
            reason: item.reason,
            stated: stated(item),
            tolerable,
        };
        lens.finding(Code::DeadlineAtRisk, evidence, &[item.reason.clause])
    };
    let mut found = Vec::new();
    for (position, item) in table.unsure.iter().enumerate() {
        let own = &links[position..=position];
        let tolerable = largest_tolerable(&sure, &links, position);
        // A link matters when shortening it alone helps, or when it fails with all others sure.
        let alone = without(network, own);
        if tolerable.is_some() || !is_controllable(&alone, own) {
            let tolerable = tolerable.or_else(|| largest_tolerable(&alone, own, 0));
            found.push(risk(item, tolerable));
        }
    }
    if found.is_empty() {
        // Only several of them together are too long.
        found.extend(table.unsure.iter().map(|item| risk(item, None)));
    }
    found
}

/// A duration as the text gives it, in its own unit.
fn stated(item: &Unsure) -> (Lapse, Lapse) {
    match item.fine.filter(|_| item.in_hours) {
        Some(fine) => (Lapse::Minutes(fine.min), Lapse::Minutes(fine.max)),
        None => (Lapse::Days(item.link.min), Lapse::Days(item.link.max)),
    }
}

/// How long a duration can be borne, in its own unit.
fn borne(item: &Unsure, minutes: bool, longest: i64) -> Lapse {
    match (minutes, item.in_hours, item.fine) {
        (true, true, _) => Lapse::Minutes(longest),
        // A day more or less is a day of minutes more or less.
        (true, false, Some(fine)) => {
            Lapse::Days(item.link.max - (fine.max - longest + DAY - 1).div_euclid(DAY))
        }
        _ => Lapse::Days(longest),
    }
}

/// The network without the constraints that stand for these durations.
fn without(network: &Network, unsure: &[Uncertain]) -> Network {
    let stands_for = |c: &&Constraint| {
        !unsure.iter().any(|link| {
            (c.from, c.to, c.min, c.max) == (link.from, link.to, Some(link.min), Some(link.max))
        })
    };
    Network {
        points: network.points,
        constraints: network
            .constraints
            .iter()
            .filter(stands_for)
            .copied()
            .collect(),
    }
}

/// Answers that are due before the confirmation of what they answer can be in.
#[must_use]
pub fn gaps(lens: &Lens<'_>) -> Vec<Finding> {
    let agreement = &lens.terms.agreement;
    let mut found: Vec<Finding> = Vec::new();
    let mut told: Vec<(ClauseId, ClauseId)> = Vec::new();
    for (position, part) in lens.parts.all.iter().enumerate() {
        for clause in &agreement.obligations[part.duty].in_return_for {
            for (other, first) in lens.parts.all.iter().enumerate() {
                let meant = match clause {
                    ClauseId::Obligation(duty) => first.duty == *duty,
                    tranche => first.clause == *tranche,
                };
                let paired = part.answers.is_none_or(|answered| answered == other);
                let within = lens.timetable.confirmed[other];
                let Some(confirmed) = within.filter(|_| meant && paired) else {
                    continue;
                };
                if waits_for_confirmation(lens, position, other) {
                    continue;
                }
                let Some(latest) =
                    longest_gap(lens, other, position).filter(|longest| *longest < confirmed.1)
                else {
                    continue;
                };
                // Several tranches of one pair of duties are told once.
                let pair = (
                    ClauseId::Obligation(first.duty),
                    ClauseId::Obligation(part.duty),
                );
                if told.contains(&pair) {
                    continue;
                }
                told.push(pair);
                let evidence = Evidence::Gap {
                    first: first.clause,
                    answer: part.clause,
                    within: latest,
                    confirmed,
                };
                found.push(lens.finding(
                    Code::VerificationGap,
                    evidence,
                    &[first.clause, part.clause],
                ));
            }
        }
    }
    found
}

/// An upper bound on the days between two parts, where the second follows the first: what a clause
/// says of the two, or the outer ends of their windows.
fn longest_gap(lens: &Lens<'_>, first: usize, second: usize) -> Option<i64> {
    let table = &lens.timetable;
    let (from, to) = (table.done[first], table.done[second]);
    let windows = lens.windows.as_ref()?;
    let stated = table
        .network
        .constraints
        .iter()
        .filter(|c| (c.from, c.to) == (from, to));
    let follows = stated.clone().any(|c| c.min.is_some_and(|min| min >= 0))
        || windows[to]
            .earliest
            .zip(windows[from].latest)
            .is_some_and(|(b, a)| b >= a);
    let outer = windows[to]
        .latest
        .zip(windows[from].earliest)
        .map(|(b, a)| b - a);
    stated
        .filter_map(|c| c.max)
        .chain(outer)
        .min()
        .filter(|_| follows)
}

fn waits_for_confirmation(lens: &Lens<'_>, part: usize, other: usize) -> bool {
    let Some(verified) = lens.happenings.event(&Happening::Verified(other)) else {
        return false;
    };
    let named = |happening: Happening| {
        let mut named = Vec::new();
        if let Some(event) = lens.happenings.event(&happening) {
            lens.happenings.graph.conditions[event.index()].events(&mut named);
        }
        named.contains(&verified)
    };
    named(Happening::Begun(part)) || named(Happening::Done(part))
}

/// Duties due on a day that comes too soon when what they wait for takes all of its own window.
#[must_use]
pub fn squeezes(lens: &Lens<'_>) -> Vec<Finding> {
    let table = &lens.timetable;
    let mut by_point: Vec<Option<i64>> = vec![None; table.network.points];
    for (constraint, reason) in table.network.constraints.iter().zip(&table.reasons) {
        if constraint.from == ORIGIN && reason.key == "when" {
            let known = by_point[constraint.to];
            by_point[constraint.to] = known.into_iter().chain(constraint.max).min();
        }
    }
    let last_day = |part: usize| by_point[table.done[part]];
    let possible = lens.windows.is_some();
    // The part that each point is the doing of, and the one whose confirmation it is.
    let mut doing: Vec<Option<usize>> = vec![None; table.network.points];
    let mut confirming = doing.clone();
    let mut waits: Vec<Vec<&Constraint>> = vec![Vec::new(); table.network.points];
    for (part, done) in table.done.iter().enumerate() {
        doing[*done] = Some(part);
        if let Some(verified) = table.verified[part] {
            confirming[verified] = Some(part);
        }
    }
    for (constraint, reason) in table.network.constraints.iter().zip(&table.reasons) {
        if matches!(reason.key, "after" | "needs") {
            waits[constraint.to].push(constraint);
        }
    }
    let last_days: Vec<Option<i64>> = (0..lens.parts.all.len()).map(last_day).collect();
    let mut found = Vec::new();
    for (position, part) in lens.parts.all.iter().enumerate() {
        let Some(due) = last_days[position] else {
            continue;
        };
        let own = [Some(table.done[position]), table.begun[position]];
        for constraint in own.into_iter().flatten().flat_map(|point| &waits[point]) {
            let confirmed = confirming[constraint.from];
            let Some(first) = confirmed.or(doing[constraint.from]) else {
                continue;
            };
            let Some(last) = last_days[first] else {
                continue;
            };
            let longest = confirmed
                .and_then(|_| table.confirmed[first])
                .map_or(0, |(_, longest)| longest);
            let late = last + longest + constraint.min.unwrap_or(0) - due;
            // What cannot be in time at all is a conflict of windows, told elsewhere.
            if late > 0 && possible {
                let evidence = Evidence::Squeeze {
                    first: lens.parts.all[first].clause,
                    last,
                    confirmed: longest,
                    answer: part.clause,
                    due,
                    late,
                };
                let clauses = [lens.parts.all[first].clause, part.clause];
                found.push(lens.finding(Code::DeadlineAtRisk, evidence, &clauses));
            }
        }
    }
    found
}

/// The chain that makes the last dated duty tight, where no day can be lost on it.
#[must_use]
pub fn tight(lens: &Lens<'_>) -> Vec<Finding> {
    let table = &lens.timetable;
    let Some(windows) = &lens.windows else {
        return Vec::new();
    };
    let mut tight: Option<(usize, Vec<usize>)> = None;
    for (part, done) in table.done.iter().enumerate() {
        if slack(windows[*done]) == Some(0) {
            let path = critical_path(&table.network, windows, ORIGIN, *done);
            let tied = |c: &usize| {
                matches!(
                    table.reasons[*c].key,
                    "after" | "needs" | "takes" | "verified-within"
                )
            };
            if path.iter().any(tied)
                && tight
                    .as_ref()
                    .is_none_or(|(_, known)| path.len() > known.len())
            {
                tight = Some((part, path));
            }
        }
    }
    let Some((part, path)) = tight else {
        return Vec::new();
    };
    let chain: Vec<Reason> = path.iter().map(|c| table.reasons[*c]).collect();
    let clauses: Vec<ClauseId> = chain.iter().map(|reason| reason.clause).collect();
    let evidence = Evidence::Tight {
        chain,
        last: lens.parts.all[part].clause,
    };
    vec![lens.finding(Code::NoSlack, evidence, &clauses)]
}
