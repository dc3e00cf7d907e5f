//! What of tied issues makes a difference: options that nothing tells apart become one cell, and where
//! only the frontier is asked for, cells that another one of the issue always betters are set aside.
//!
//! A cell betters another if it is worth no less to anybody by itself, stands in every combination that
//! adds something and in which the other stands, and in no combination that takes something away or
//! cannot be unless the other does: in every package the one can then take the other's place. That
//! settles combinations, which lets more cells go. Guarantee: exact; counts of packages stay right as
//! long as nothing was set aside. Cost: cells of an issue squared times combinations, a few times.

use super::super::space::{DealSpace, Pattern};
use std::collections::BTreeMap;

/// Options of one issue that are worth the same and stand in the same combinations.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its worth by itself for each party.
    pub worth: Vec<i64>,
    /// How many options it is.
    pub options: u128,
    /// The first of them.
    pub first: usize,
}

/// A combination: places among the issues, with what of their cells is in it.
#[derive(Clone, Debug)]
pub struct Tie {
    /// Places in rising order.
    pub parts: Vec<(usize, Vec<bool>)>,
    /// What it adds for which party; nothing if it cannot be.
    pub adds: Option<(usize, i64)>,
}

impl Tie {
    /// Whether a cell that is in it stands better for that.
    fn helps(&self) -> bool {
        self.adds.is_some_and(|(_, adds)| adds > 0)
    }

    fn part(&self, place: usize) -> Option<&[bool]> {
        let part = self.parts.iter().find(|(at, _)| *at == place);
        part.map(|(_, cells)| cells.as_slice())
    }
}

/// Tied issues as cells and combinations of cells.
#[derive(Clone, Debug)]
pub struct Tied {
    /// The issues; everything else speaks of places among them.
    pub issues: Vec<usize>,
    /// The cells of each; none where no option is left.
    pub cells: Vec<Vec<Cell>>,
    /// The combinations that are not settled.
    pub ties: Vec<Tie>,
    /// What every package is worth to each party before a cell is chosen.
    pub base: Vec<i64>,
}

impl Tied {
    /// The issues of a block. What no choice can change is settled and nothing is set aside.
    pub fn of(deal: &DealSpace, parties: &[usize], issues: &[usize]) -> Self {
        let cells = issues
            .iter()
            .map(|&issue| {
                (0..deal.space.size(issue))
                    .map(|first| Cell {
                        worth: parties
                            .iter()
                            .map(|&party| deal.parties[party].parts[issue][first])
                            .collect(),
                        options: 1,
                        first,
                    })
                    .collect()
            })
            .collect();
        let mut tied = Self {
            issues: issues.to_vec(),
            cells,
            ties: Vec::new(),
            base: vec![0; parties.len()],
        };
        let excluded = deal.space.excluded.iter().map(|pattern| (pattern, None));
        let adding = parties.iter().enumerate().flat_map(|(place, &party)| {
            let of = deal.parties[party].interactions.iter();
            of.map(move |interaction| (&interaction.when, Some((place, interaction.adds))))
        });
        let ties: Vec<Tie> = excluded
            .chain(adding)
            .filter_map(|(pattern, adds)| tied.tie(pattern, adds))
            .collect();
        tied.ties = ties;
        tied.settle();
        tied
    }

    /// A combination in cells; none if it is about other issues.
    fn tie(&self, pattern: &Pattern, adds: Option<(usize, i64)>) -> Option<Tie> {
        let mut parts: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
        for (issue, set) in &pattern.parts {
            let place = self.issues.iter().position(|own| own == issue)?;
            let part = parts
                .entry(place)
                .or_insert_with(|| vec![true; self.cells[place].len()]);
            for (option, inside) in part.iter_mut().enumerate() {
                *inside &= set.contains(option);
            }
        }
        (!parts.is_empty()).then(|| Tie {
            parts: parts.into_iter().collect(),
            adds,
        })
    }

    /// Only one package for every point of the frontier is kept in reach.
    pub fn lean(mut self) -> Self {
        while self.set_aside() {
            self.settle();
        }
        self
    }

    /// Issues that are still tied together, each group by itself; the base stays with the first.
    pub fn groups(mut self) -> Vec<Self> {
        let mut group: Vec<usize> = (0..self.issues.len()).collect();
        for tie in &self.ties {
            let joined: Vec<usize> = tie.parts.iter().map(|(at, _)| group[*at]).collect();
            let least = joined.iter().copied().min().unwrap_or(0);
            for own in &mut group {
                if joined.contains(own) {
                    *own = least;
                }
            }
        }
        let mut leaders = group.clone();
        leaders.sort_unstable();
        leaders.dedup();
        leaders
            .into_iter()
            .map(|leader| {
                let members: Vec<usize> =
                    (0..group.len()).filter(|&at| group[at] == leader).collect();
                let base = vec![0; self.base.len()];
                let base = std::mem::replace(&mut self.base, base);
                Self {
                    base,
                    ..self.arranged(&members)
                }
            })
            .collect()
    }

    /// Some of the issues in a given order, with the combinations that are about them alone.
    pub fn arranged(&self, places: &[usize]) -> Self {
        let mut now_at: Vec<Option<usize>> = vec![None; self.issues.len()];
        for (now, &was) in places.iter().enumerate() {
            now_at[was] = Some(now);
        }
        let moved = |tie: &Tie| {
            let mut parts = tie
                .parts
                .iter()
                .map(|(at, cells)| now_at[*at].map(|now| (now, cells.clone())))
                .collect::<Option<Vec<_>>>()?;
            parts.sort_by_key(|(at, _)| *at);
            Some(Tie {
                parts,
                adds: tie.adds,
            })
        };
        Self {
            issues: places.iter().map(|&at| self.issues[at]).collect(),
            cells: places.iter().map(|&at| self.cells[at].clone()).collect(),
            ties: self.ties.iter().filter_map(moved).collect(),
            base: self.base.clone(),
        }
    }

    /// Settles what no choice can change, until nothing is left to settle.
    fn settle(&mut self) {
        loop {
            for tie in &mut self.ties {
                tie.parts
                    .retain(|(_, cells)| !cells.iter().all(|inside| *inside));
            }
            let never = |tie: &Tie| tie.parts.iter().any(|(_, cells)| !cells.contains(&true));
            self.ties.retain(|tie| !never(tie));
            let (simple, ties) = std::mem::take(&mut self.ties)
                .into_iter()
                .partition(|tie| tie.parts.len() < 2);
            self.ties = ties;
            let settled: Vec<Tie> = simple;
            for tie in &settled {
                self.apply(tie);
            }
            self.join_alike();
            if settled.is_empty() {
                break;
            }
        }
        self.level_out();
    }

    /// A combination about one issue or none becomes a part of what cells are worth.
    fn apply(&mut self, tie: &Tie) {
        match (&tie.parts[..], tie.adds) {
            ([], Some((party, adds))) => self.base[party] += adds,
            ([], None) => self.cells.iter_mut().for_each(Vec::clear),
            ([(at, inside), ..], Some((party, adds))) => {
                for (cell, _) in self.cells[*at].iter_mut().zip(inside).filter(|(_, i)| **i) {
                    cell.worth[party] += adds;
                }
            }
            ([(at, inside), ..], None) => {
                // They go when cells are joined; until then, combinations know them by their place.
                for (cell, _) in self.cells[*at].iter_mut().zip(inside).filter(|(_, i)| **i) {
                    cell.options = 0;
                }
            }
        }
    }

    /// Whether a cell stands well in each combination about its issue.
    fn standing(&self, place: usize) -> Vec<Vec<bool>> {
        let about: Vec<(bool, &[bool])> = self
            .ties
            .iter()
            .filter_map(|tie| tie.part(place).map(|cells| (tie.helps(), cells)))
            .collect();
        (0..self.cells[place].len())
            .map(|cell| {
                about
                    .iter()
                    .map(|(helps, cells)| cells[cell] == *helps)
                    .collect()
            })
            .collect()
    }

    /// Cells that nothing tells apart become one; those without options go.
    fn join_alike(&mut self) {
        for place in 0..self.issues.len() {
            let standing = self.standing(place);
            let mut first: BTreeMap<(Vec<i64>, Vec<bool>), usize> = BTreeMap::new();
            let mut keep = vec![false; self.cells[place].len()];
            for (at, standing) in standing.into_iter().enumerate() {
                let cell = &self.cells[place][at];
                let options = cell.options;
                if options == 0 {
                    continue;
                }
                match first.entry((cell.worth.clone(), standing)) {
                    std::collections::btree_map::Entry::Vacant(new) => {
                        new.insert(at);
                        keep[at] = true;
                    }
                    std::collections::btree_map::Entry::Occupied(old) => {
                        self.cells[place][*old.get()].options += options;
                    }
                }
            }
            self.keep(place, &keep);
        }
    }

    /// Sets cells aside that another one betters; whether there were any.
    fn set_aside(&mut self) -> bool {
        let mut changed = false;
        for place in 0..self.issues.len() {
            let standing = self.standing(place);
            let cells = &self.cells[place];
            let betters = |a: usize, b: usize| {
                let worth = cells[a]
                    .worth
                    .iter()
                    .zip(&cells[b].worth)
                    .all(|(x, y)| x >= y);
                worth && standing[a].iter().zip(&standing[b]).all(|(x, y)| x >= y)
            };
            let keep: Vec<bool> = (0..cells.len())
                .map(|b| !(0..cells.len()).any(|a| a != b && betters(a, b)))
                .collect();
            changed |= keep.contains(&false);
            self.keep(place, &keep);
        }
        changed
    }

    fn keep(&mut self, place: usize, keep: &[bool]) {
        if keep.iter().all(|keep| *keep) {
            return;
        }
        let mut at = keep.iter();
        self.cells[place].retain(|_| at.next().is_some_and(|keep| *keep));
        for tie in &mut self.ties {
            for (_, inside) in tie.parts.iter_mut().filter(|(at, _)| *at == place) {
                let mut at = keep.iter();
                inside.retain(|_| at.next().is_some_and(|keep| *keep));
            }
        }
    }

    /// The least worth of each issue's cells goes to the base, so that numbers stay small.
    fn level_out(&mut self) {
        for cells in &mut self.cells {
            for party in 0..self.base.len() {
                let least = cells
                    .iter()
                    .map(|cell| cell.worth[party])
                    .min()
                    .unwrap_or(0);
                self.base[party] += least;
                cells.iter_mut().for_each(|cell| cell.worth[party] -= least);
            }
        }
    }
}
