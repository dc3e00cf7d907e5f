//! Replays a certificate: a second, plainer look at a verdict that uses none
//! of the code that found it.
//!
//! For "stable" each improvement must have its sanction, and each sanction is
//! walked step by step. For "not stable" the improvement is tried against
//! everything that the others can reach. Foresight is replayed entry by entry
//! of its table. Cost: as the verdict itself at most.

use std::collections::BTreeSet;

use super::behaviour::{Concept, Rules};
use super::coalition::CoalitionVerdict;
use super::code::Code;
use super::horizon::Horizons;
use super::model::Conflict;
use super::reach::Step;
use super::relation::Relations;
use super::simultaneous::Simultaneous;
use super::stability::{Certificate, Verdict};
use super::world::World;

/// Whether a verdict follows from its certificate.
pub fn replay(world: &impl World, rules: &Rules, verdict: &Verdict) -> bool {
    let Verdict {
        maker,
        state,
        concept,
        ref certificate,
    } = *verdict;
    let end_deters = |end: Code| {
        rules.deters.holds(world.relation(maker, end, state))
            && (!concept.symmetric()
                || world
                    .moves(maker, end)
                    .iter()
                    .all(|&escape| !rules.escapes.holds(world.relation(maker, escape, state))))
    };
    let legal = |by: usize, from: Code, to: Code| {
        by != maker
            && world.moves(by, from).contains(&to)
            && (!concept.credible() || rules.pays.holds(world.relation(by, to, from)))
    };
    let rest: Vec<usize> = (0..world.makers()).filter(|&by| by != maker).collect();
    match certificate {
        Certificate::Stable(sanctions) => {
            let answered: BTreeSet<Code> = sanctions.iter().map(|s| s.improvement).collect();
            let open = world
                .moves(maker, state)
                .into_iter()
                .filter(|&to| rules.leaves.holds(world.relation(maker, to, state)))
                .any(|to| !answered.contains(&to));
            !open
                && sanctions.iter().all(|sanction| {
                    let mut at = sanction.improvement;
                    let mut last = None;
                    for step in &sanction.path {
                        if last == Some(step.by) || !legal(step.by, at, step.to) {
                            return false;
                        }
                        at = step.to;
                        last = Some(step.by);
                    }
                    concept != Concept::Nash && last.is_some() && end_deters(at)
                })
        }
        Certificate::Unstable(improvement) => {
            let leaves = world.moves(maker, state).contains(improvement)
                && rules
                    .leaves
                    .holds(world.relation(maker, *improvement, state));
            leaves
                && (concept == Concept::Nash
                    || everything_reached(&rest, *improvement, |by, at| {
                        moves_of(world, by, at, legal)
                    })
                    .into_iter()
                    .all(|end| !end_deters(end)))
        }
    }
}

/// Whether a verdict on a coalition follows from its certificate.
pub fn replay_coalition(world: &impl World, rules: &Rules, verdict: &CoalitionVerdict) -> bool {
    let CoalitionVerdict {
        members,
        state,
        concept,
        leaves,
        sanctions,
    } = verdict;
    let rest: Vec<usize> = (0..world.makers())
        .filter(|maker| !members.contains(maker))
        .collect();
    let any = |_: usize, _: Code, _: Code| true;
    let prefer = |team: &[usize], how: Relations, end: Code, from: Code| {
        team.iter()
            .all(|&member| how.holds(world.relation(member, end, from)))
    };
    let reached = |movers: &[usize], from: Code| {
        everything_reached(movers, from, |by, at| moves_of(world, by, at, any))
    };
    let gains: BTreeSet<Code> = reached(members, *state)
        .into_iter()
        .filter(|&end| prefer(members, rules.leaves, end, *state))
        .collect();
    let hurts = |at: Code| {
        let some = |&member: &usize| rules.deters.holds(world.relation(member, at, *state));
        members.iter().any(some)
    };
    let deters = |end: Code| {
        hurts(end) && (!concept.symmetric() || reached(members, end).into_iter().all(hurts))
    };
    // Every team of the others, each by its members.
    let teams: Vec<Vec<usize>> = (1usize..1 << rest.len())
        .map(|set| {
            let places = (0..rest.len()).filter(|place| set >> place & 1 == 1);
            places.map(|place| rest[place]).collect()
        })
        .collect();
    let team_moves = |team: &[usize], at: Code| -> Vec<Code> {
        let mut ends: Vec<Code> = reached(team, at).into_iter().collect();
        ends.retain(|&end| prefer(team, rules.pays, end, at));
        ends
    };
    match leaves {
        Some(path) => {
            let Some(end) = walked(world, members, *state, path) else {
                return false;
            };
            let answers = match concept {
                Concept::Nash => BTreeSet::new(),
                Concept::Gmr | Concept::Smr => reached(&rest, end),
                Concept::Seq | Concept::Sseq => {
                    let all: Vec<usize> = (0..teams.len()).collect();
                    everything_reached(&all, end, |team, at| team_moves(&teams[team], at))
                }
            };
            gains.contains(&end) && !answers.into_iter().any(deters)
        }
        None => {
            let answered: BTreeSet<Code> = sanctions.iter().map(|s| s.improvement).collect();
            gains.is_subset(&answered)
                && sanctions.iter().all(|sanction| {
                    let mut at = sanction.improvement;
                    let mut last: Option<&[usize]> = None;
                    for step in &sanction.answer {
                        let legal = last != Some(&step.team[..])
                            && step.team.iter().all(|member| rest.contains(member));
                        let Some(end) = walked(world, &step.team, at, &step.path) else {
                            return false;
                        };
                        if !legal || concept.credible() && !prefer(&step.team, rules.pays, end, at)
                        {
                            return false;
                        }
                        at = end;
                        last = Some(&step.team);
                    }
                    *concept != Concept::Nash && last.is_some() && deters(at)
                })
        }
    }
}

/// Whether a verdict in the sense of SIM follows from its certificate.
pub fn replay_simultaneous(
    conflict: &Conflict,
    maker: usize,
    state: Code,
    verdict: &Simultaneous,
) -> bool {
    let gains = |by: usize| -> BTreeSet<Code> {
        let mut moves = conflict.moves(by, state);
        moves.retain(|&to| Relations::BETTER.holds(conflict.relation(by, to, state)));
        moves.into_iter().collect()
    };
    // Turning over what each of two moves turns over.
    let both = |one: Code, other: Code| {
        (0..conflict.courses.len())
            .filter(|&course| other.takes(course) != state.takes(course))
            .fold(one, Code::flipped)
    };
    let spoils = |end: Code| {
        conflict.possible(end) && Relations::NO_BETTER.holds(conflict.relation(maker, end, state))
    };
    match verdict {
        Simultaneous::Stable(collisions) => {
            let answered: BTreeSet<Code> = collisions.iter().map(|c| c.improvement).collect();
            gains(maker).is_subset(&answered)
                && collisions.iter().all(|collision| {
                    let movers: BTreeSet<usize> = collision.with.iter().map(|w| w.0).collect();
                    let end = collision
                        .with
                        .iter()
                        .fold(collision.improvement, |end, &(_, to)| both(end, to));
                    movers.len() == collision.with.len()
                        && !movers.contains(&maker)
                        && collision
                            .with
                            .iter()
                            .all(|(by, to)| gains(*by).contains(to))
                        && end == collision.end
                        && spoils(end)
                })
        }
        Simultaneous::Unstable(improvement) => {
            let mut ends = BTreeSet::from([*improvement]);
            for by in (0..conflict.makers.len()).filter(|&by| by != maker) {
                for end in ends.clone() {
                    ends.extend(gains(by).into_iter().map(|to| both(end, to)));
                }
            }
            // That nobody else moves is no collision.
            ends.remove(improvement);
            gains(maker).contains(improvement) && !ends.into_iter().any(spoils)
        }
    }
}

/// Whether the table of foresight follows from itself, line by line, and the
/// stable states from the table.
pub fn replay_foresight(world: &impl World, horizons: &Horizons) -> bool {
    let Horizons {
        states,
        ends,
        limited,
        non_myopic,
    } = horizons;
    let stay: Vec<usize> = (0..states.len()).collect();
    let follows = |h: usize| {
        [0, 1].iter().all(|&maker| {
            (0..states.len()).all(|state| {
                let mut best = state;
                for to in world.moves(maker, states[state]) {
                    let Some(to) = states.iter().position(|&other| other == to) else {
                        continue;
                    };
                    let end = ends[h - 1][1 - maker][to];
                    let relation = world.relation(maker, states[end], states[best]);
                    if Relations::BETTER.holds(relation) {
                        best = end;
                    }
                }
                ends[h][maker][state] == best
            })
        })
    };
    let stable = |h: usize, maker: usize| -> BTreeSet<Code> {
        let staying = (0..states.len()).filter(|&state| ends[h][maker][state] == state);
        staying.map(|state| states[state]).collect()
    };
    let listed = |list: &[Code]| -> BTreeSet<Code> { list.iter().copied().collect() };
    let without_end = non_myopic.as_ref().is_none_or(|found| {
        let last = found.settles_at + found.period;
        found.period > 0
            && ends
                .get(last)
                .is_some_and(|end| *end == ends[found.settles_at])
            && [0, 1].iter().all(|&maker| {
                let mut always = stable(found.settles_at, maker);
                for h in found.settles_at..last {
                    let now = stable(h, maker);
                    always.retain(|state| now.contains(state));
                }
                always == listed(&found.stable[maker])
            })
    });
    ends.first() == Some(&[stay.clone(), stay])
        && (1..ends.len()).all(follows)
        && limited.iter().enumerate().all(|(place, sets)| {
            place + 1 < ends.len()
                && [0, 1]
                    .iter()
                    .all(|&maker| stable(place + 1, maker) == listed(&sets[maker]))
        })
        && without_end
}

/// Where a path ends, if every step is a move of one of the movers and nobody
/// moves twice in a row; none for no step at all.
fn walked(world: &impl World, movers: &[usize], from: Code, path: &[Step]) -> Option<Code> {
    let mut at = from;
    let mut last = None;
    for step in path {
        let legal = last != Some(step.by)
            && movers.contains(&step.by)
            && world.moves(step.by, at).contains(&step.to);
        if !legal {
            return None;
        }
        at = step.to;
        last = Some(step.by);
    }
    last.map(|_| at)
}

/// The moves of one decision maker that are legal.
fn moves_of(
    world: &impl World,
    by: usize,
    at: Code,
    legal: impl Fn(usize, Code, Code) -> bool,
) -> Vec<Code> {
    let mut moves = world.moves(by, at);
    moves.retain(|&to| legal(by, at, to));
    moves
}

/// Everything that some movers can reach by at least one move, none of them
/// twice in a row, by growing a set of pairs until it grows no more.
fn everything_reached(
    movers: &[usize],
    from: Code,
    moves: impl Fn(usize, Code) -> Vec<Code>,
) -> BTreeSet<Code> {
    let nobody = usize::MAX;
    let mut pairs = BTreeSet::from([(from, nobody)]);
    let mut fresh = vec![(from, nobody)];
    while let Some((at, last)) = fresh.pop() {
        for &by in movers.iter().filter(|&&by| by != last) {
            for to in moves(by, at) {
                if pairs.insert((to, by)) {
                    fresh.push((to, by));
                }
            }
        }
    }
    pairs
        .into_iter()
        .filter(|&(_, last)| last != nobody)
        .map(|(state, _)| state)
        .collect()
}
