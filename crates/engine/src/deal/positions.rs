//! The positions lens: what stated lines leave open, with no numbers at all.
//!
//! A line forbids a combination of options to its holder's consent (a refusal taken as binding; a
//! demand is the refusal of everything else; what is accepted on a condition is refused without it),
//! save for what its holder accepts. A line counts where the rule of consent needs its holder. The smallest sets of lines that some package breaks
//! are the minimal openings; the smallest sets of lines that every package breaks one of are the
//! minimal conflicts. The two families are each other's minimal hitting sets (Berge; Reiter's
//! diagnoses), so one is computed from the packages and the other from it.
//!
//! Guarantee: all openings and all conflicts, unless a stated bound cuts, which the answer says.
//! Cost: issues that no combination ties together are merged one by one, keeping only sets that
//! contain no other, so packages are never enumerated; then the smallest sets of parties that the rule
//! of consent asks for, each of whom loses only its own lines; Berge's algorithm for the conflicts; for
//! each conflict and excluded combination once more without it.

use super::Obstacle;
use super::blocks::blocks;
use super::number::Number;
use super::space::{Consent, Pattern, Space};
use std::collections::BTreeMap;

/// The most lines one analysis takes.
pub const MAX_LINES: usize = 128;
/// Packages looked at to tell which excluded combinations conflicts rest on, at most.
const MOST_TRIED: u128 = 20_000_000;

/// A red line: its holder consents to no package that matches.
#[derive(Clone, Debug)]
pub struct Line {
    /// Whose line it is.
    pub holder: usize,
    /// What it shuts out.
    pub refuses: Pattern,
    /// Of that, what its holder accepts all the same.
    pub except: Vec<Pattern>,
}

impl Line {
    /// A line without exceptions.
    pub fn plain(holder: usize, refuses: Pattern) -> Self {
        Self {
            holder,
            refuses,
            except: Vec::new(),
        }
    }

    /// Whether a package is shut out.
    pub fn shuts_out(&self, package: &[usize]) -> bool {
        self.refuses.matches(package) && !self.except.iter().any(|e| e.matches(package))
    }

    /// The issues that the line looks at, as a pattern that ties them together.
    fn tie(&self) -> Pattern {
        let exceptions = self.except.iter().flat_map(|pattern| &pattern.parts);
        Pattern {
            parts: self
                .refuses
                .parts
                .iter()
                .chain(exceptions)
                .cloned()
                .collect(),
        }
    }
}

/// Lines given up together, and one package that this allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineOpening {
    /// The lines, by position.
    pub lines: Vec<usize>,
    /// How many steps along the issues' option lists the broken lines are overstepped by.
    pub steps: u64,
    /// A package that breaks just these.
    pub package: Vec<usize>,
}

/// What the lines leave open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Positions {
    /// A package inside all lines, if there is one.
    pub zone: Option<Vec<usize>>,
    /// Smallest sets of lines that cannot hold together; none when the zone has a package.
    pub conflicts: Vec<Vec<usize>>,
    /// For each conflict the excluded combinations (positions in the space) that it rests on: with just these
    /// its lines cannot hold together, and without any one of them they can. None where there was too much
    /// to look at.
    pub rests_on: Option<Vec<Vec<usize>>>,
    /// Smallest sets of lines to give up, by number of lines, then of steps.
    pub openings: Vec<LineOpening>,
    /// Lines that every opening gives up.
    pub pivotal: Vec<usize>,
    /// Whether all conflicts and all openings are listed.
    pub complete: bool,
}

/// How much the lens may look at.
#[derive(Clone, Copy, Debug)]
pub struct PositionsLimit {
    /// Packages of one group of issues that combinations tie together.
    pub block: u128,
    /// Sets of lines kept at a time.
    pub sets: usize,
}

impl Default for PositionsLimit {
    fn default() -> Self {
        Self {
            block: 2_000_000,
            sets: 4_000,
        }
    }
}

type Broken = u128;
/// For each set of broken lines: the fewest steps, and the first package that has them.
type Family = BTreeMap<Broken, (u64, Number)>;

/// What the lines leave open to those whose consent it takes; parties of the rule are holders.
pub fn positions(
    space: &Space,
    lines: &[Line],
    consent: &Consent,
    limit: PositionsLimit,
) -> Result<Positions, Obstacle> {
    if lines.len() > MAX_LINES {
        return Err(Obstacle::TooManyLines {
            lines: lines.len(),
            limit: MAX_LINES,
        });
    }
    let ties: Vec<Pattern> = lines.iter().map(Line::tie).collect();
    let tied: Vec<&Pattern> = space.excluded.iter().chain(&ties).collect();
    if tied.iter().any(|pattern| {
        pattern
            .parts
            .iter()
            .any(|(issue, _)| *issue >= space.issues())
    }) {
        return Err(Obstacle::UnknownIssue);
    }
    let groups = blocks(space, &tied);
    let mut complete = true;
    let mut family = Family::new();
    for counting in counting(lines, consent) {
        let (part, all) = broken_together(space, lines, &groups, counting, limit)?;
        complete &= all;
        for (broken, value) in part {
            family
                .entry(broken)
                .and_modify(|old| *old = (*old).min(value))
                .or_insert(value);
        }
    }
    let mut family = minimal(family);
    if family.len() > limit.sets {
        complete = false;
        family = smallest(family, limit.sets);
    }
    // A line that no constraint binds at all can make the excluded combinations fill the space.
    if family.is_empty() {
        return Err(Obstacle::EverythingExcluded);
    }
    if let Some(&(_, index)) = family.get(&0) {
        return Ok(Positions {
            zone: Some(space.package(index)),
            conflicts: Vec::new(),
            rests_on: Some(Vec::new()),
            openings: Vec::new(),
            pivotal: Vec::new(),
            complete: true,
        });
    }
    let (conflicts, all_conflicts) = hitting_sets(family.keys().copied(), limit.sets);
    let mut openings: Vec<LineOpening> = family
        .iter()
        .map(|(&broken, &(steps, index))| LineOpening {
            lines: members(broken),
            steps,
            package: space.package(index),
        })
        .collect();
    openings.sort_by(|a, b| {
        (a.lines.len(), a.steps, &a.lines).cmp(&(b.lines.len(), b.steps, &b.lines))
    });
    let in_all = family.keys().fold(Broken::MAX, |all, &set| all & set);
    // A cut family may have lost openings, so that only those of one line prove anything pivotal.
    let pivotal = if complete {
        members(in_all)
    } else {
        Vec::new()
    };
    let mut conflicts: Vec<Vec<usize>> = if complete {
        conflicts.into_iter().map(members).collect()
    } else {
        Vec::new()
    };
    conflicts.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    Ok(Positions {
        zone: None,
        rests_on: rests_on(space, lines, consent, &conflicts, limit)?,
        conflicts,
        openings,
        pivotal,
        complete: complete && all_conflicts,
    })
}

/// For each conflict the excluded combinations that it rests on, earlier ones before later ones.
fn rests_on(
    space: &Space,
    lines: &[Line],
    consent: &Consent,
    conflicts: &[Vec<usize>],
    limit: PositionsLimit,
) -> Result<Option<Vec<Vec<usize>>>, Obstacle> {
    let all: Vec<usize> = (0..space.excluded.len()).collect();
    let ties: Vec<Pattern> = lines.iter().map(Line::tie).collect();
    let groups = blocks(
        space,
        &space.excluded.iter().chain(&ties).collect::<Vec<_>>(),
    );
    let packages: u128 = groups.iter().map(|block| ways(space, block)).sum();
    let tries = (conflicts.len() * all.len()) as u128;
    if packages.saturating_mul(tries) > MOST_TRIED {
        return Ok(None);
    }
    let of_conflict = |conflict: &Vec<usize>| {
        let lines: Vec<Line> = conflict.iter().map(|&at| lines[at].clone()).collect();
        let mut kept = all.clone();
        for combination in all.iter().rev() {
            let mut without = kept.clone();
            without.retain(|other| other != combination);
            let mut fewer = space.clone();
            fewer.excluded = without
                .iter()
                .map(|&at| space.excluded[at].clone())
                .collect();
            if !holds_together(&fewer, &lines, consent, limit)? {
                kept = without;
            }
        }
        Ok(kept)
    };
    let found: Result<Vec<Vec<usize>>, Obstacle> = conflicts.iter().map(of_conflict).collect();
    found.map(Some)
}

/// Whether some package breaks none of the lines that count.
fn holds_together(
    space: &Space,
    lines: &[Line],
    consent: &Consent,
    limit: PositionsLimit,
) -> Result<bool, Obstacle> {
    let ties: Vec<Pattern> = lines.iter().map(Line::tie).collect();
    let groups = blocks(
        space,
        &space.excluded.iter().chain(&ties).collect::<Vec<_>>(),
    );
    for counting in counting(lines, consent) {
        let (family, _) = broken_together(space, lines, &groups, counting, limit)?;
        if family.contains_key(&0) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// In how many ways the issues of a block can be answered.
fn ways(space: &Space, block: &[usize]) -> u128 {
    block
        .iter()
        .map(|&issue| space.size(issue) as u128)
        .fold(1, u128::saturating_mul)
}

/// The lines that count for each smallest set of parties whose yes suffices, each set of lines once.
fn counting(lines: &[Line], consent: &Consent) -> Vec<Broken> {
    let holders = lines.iter().map(|line| line.holder + 1).max().unwrap_or(0);
    let mut sets: Vec<Broken> = consent
        .coalitions(holders.max(consent.parties()))
        .into_iter()
        .map(|members| {
            (0..lines.len())
                .filter(|&line| members >> lines[line].holder & 1 == 1)
                .fold(0, |set, line| set | 1 << line)
        })
        .collect();
    sets.sort_unstable();
    sets.dedup();
    sets
}

/// Sets of the lines that count which some package breaks, smallest ones only; and whether none was
/// left out.
fn broken_together(
    space: &Space,
    lines: &[Line],
    groups: &[Vec<usize>],
    counting: Broken,
    limit: PositionsLimit,
) -> Result<(Family, bool), Obstacle> {
    let mut complete = true;
    let mut family: Family = BTreeMap::from([(0, (0, Number::ZERO))]);
    for block in groups {
        let part = block_family(space, lines, counting, block, limit)?;
        let mut merged = Family::new();
        for (&a, &(steps_a, index_a)) in &family {
            for (&b, &(steps_b, index_b)) in &part {
                let next = (steps_a + steps_b, index_a + index_b);
                merged
                    .entry(a | b)
                    .and_modify(|old| *old = (*old).min(next))
                    .or_insert(next);
            }
        }
        family = minimal(merged);
        if family.len() > limit.sets {
            complete = false;
            family = smallest(family, limit.sets);
        }
    }
    Ok((family, complete))
}

/// Sets of lines that the choices within one block break, smallest ones only.
fn block_family(
    space: &Space,
    lines: &[Line],
    counting: Broken,
    block: &[usize],
    limit: PositionsLimit,
) -> Result<Family, Obstacle> {
    let size = ways(space, block);
    if size > limit.block {
        return Err(Obstacle::TiedIssuesTooLarge {
            issues: block.to_vec(),
            packages: size,
            limit: limit.block,
        });
    }
    let inside = |pattern: &Pattern| pattern.parts.iter().any(|(issue, _)| block.contains(issue));
    let excluded: Vec<&Pattern> = space.excluded.iter().filter(|p| inside(p)).collect();
    let here: Vec<usize> = (0..lines.len())
        .filter(|&line| counting >> line & 1 == 1 && inside(&lines[line].refuses))
        .collect();
    let mut family = Family::new();
    let mut package = vec![0; space.issues()];
    for number in 0..size {
        let (mut rest, mut index) = (number, Number::ZERO);
        for &issue in block.iter().rev() {
            package[issue] = (rest % space.size(issue) as u128) as usize;
            rest /= space.size(issue) as u128;
            index = index + space.place(issue, package[issue]);
        }
        if excluded.iter().any(|pattern| pattern.matches(&package)) {
            continue;
        }
        let (mut broken, mut steps) = (0, 0);
        for &line in &here {
            if lines[line].shuts_out(&package) {
                broken |= 1 << line;
                steps += overstep(space, &lines[line], &mut package);
            }
        }
        family
            .entry(broken)
            .and_modify(|old| *old = (*old).min((steps, index)))
            .or_insert((steps, index));
    }
    Ok(minimal(family))
}

/// The fewest steps by which one issue would have to move for the line to hold again.
fn overstep(space: &Space, line: &Line, package: &mut [usize]) -> u64 {
    let mut fewest = None;
    for (issue, _) in &line.tie().parts {
        let here = package[*issue];
        for option in 0..space.size(*issue) {
            package[*issue] = option;
            let steps = option.abs_diff(here) as u64;
            if fewest.is_none_or(|old| steps < old) && !line.shuts_out(package) {
                fewest = Some(steps);
            }
        }
        package[*issue] = here;
    }
    fewest.unwrap_or(0)
}

/// Drops every set that contains another one.
fn minimal(family: Family) -> Family {
    let mut by_size: Vec<(Broken, (u64, Number))> = family.into_iter().collect();
    by_size.sort_by_key(|&(set, _)| (set.count_ones(), set));
    let mut kept: Vec<(Broken, (u64, Number))> = Vec::new();
    for (set, value) in by_size {
        if !kept.iter().any(|&(smaller, _)| smaller & set == smaller) {
            kept.push((set, value));
        }
    }
    kept.into_iter().collect()
}

fn smallest(family: Family, count: usize) -> Family {
    let mut sets: Vec<(Broken, (u64, Number))> = family.into_iter().collect();
    sets.sort_by_key(|&(set, (steps, _))| (set.count_ones(), steps, set));
    sets.truncate(count);
    sets.into_iter().collect()
}

/// All minimal sets that meet every one of `sets` (Berge), and whether the bound left any out.
fn hitting_sets(sets: impl Iterator<Item = Broken>, limit: usize) -> (Vec<Broken>, bool) {
    let sets: Vec<Broken> = sets.collect();
    let mut hitting: Vec<Broken> = vec![0];
    let mut complete = true;
    for &set in &sets {
        let (done, open): (Vec<Broken>, Vec<Broken>) = hitting.iter().partition(|&&h| h & set != 0);
        let mut grown: Vec<Broken> = done.clone();
        for h in open {
            for line in members(set) {
                let candidate = h | 1 << line;
                if !done.iter().any(|&smaller| inside(smaller, candidate)) {
                    grown.push(candidate);
                }
            }
        }
        grown.sort_by_key(|&h| (h.count_ones(), h));
        grown.dedup();
        if grown.len() > limit {
            complete = false;
            grown.truncate(limit);
        }
        hitting = grown;
    }
    // After a cut, a set may have lost the smaller one that would have displaced it.
    hitting.retain(|&h| {
        members(h)
            .into_iter()
            .all(|line| sets.iter().any(|set| h & set == 1 << line))
    });
    (hitting, complete)
}

fn inside(smaller: Broken, set: Broken) -> bool {
    smaller & set == smaller
}

fn members(set: Broken) -> Vec<usize> {
    (0..MAX_LINES)
        .filter(|&line| set >> line & 1 == 1)
        .collect()
}
