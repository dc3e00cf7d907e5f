//! Joint moves: where some decision makers can take the conflict by moving in
//! any order, nobody twice in a row.
//!
//! Paper: Fang, Hipel and Kilgour (1993), legal sequences of moves.
//! Guarantee: all states that can be reached, each with a shortest path, by
//! search over pairs of a state and who moved last.
//! Cost: pairs reached times moves; the search stops at the given number of
//! steps and says so.

use std::collections::{HashSet, VecDeque};

use super::code::Code;
use super::refusal::Refusal;
use super::world::World;

/// One move on a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Step {
    /// Who moves.
    pub by: usize,
    /// Where to.
    pub to: Code,
}

/// A search over joint moves.
pub struct JointMoves<'a, W: World> {
    /// The conflict.
    pub world: &'a W,
    /// Who may move.
    pub movers: &'a [usize],
    /// The most steps to look at.
    pub budget: usize,
}

/// A state that was reached, and from where.
struct Reached {
    state: Code,
    last: Option<usize>,
    before: usize,
}

impl<W: World> JointMoves<'_, W> {
    /// A shortest path of at least one move to a state that is `wanted`, among
    /// moves that are `allowed` (by whom, from, to).
    pub fn path(
        &self,
        from: Code,
        allowed: impl Fn(usize, Code, Code) -> bool,
        wanted: impl FnMut(Code) -> bool,
    ) -> Result<Option<Vec<Step>>, Refusal> {
        let (reached, hit) = self.search(from, allowed, wanted)?;
        Ok(hit.map(|hit| path_to(&reached, hit)))
    }

    /// Every state that can be reached by at least one move, with a shortest
    /// path, in the order of the search.
    pub fn all(
        &self,
        from: Code,
        allowed: impl Fn(usize, Code, Code) -> bool,
    ) -> Result<Vec<(Code, Vec<Step>)>, Refusal> {
        let (reached, _) = self.search(from, allowed, |_| false)?;
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for (place, entry) in reached.iter().enumerate().skip(1) {
            if seen.insert(entry.state) {
                found.push((entry.state, path_to(&reached, place)));
            }
        }
        Ok(found)
    }

    fn search(
        &self,
        from: Code,
        allowed: impl Fn(usize, Code, Code) -> bool,
        mut wanted: impl FnMut(Code) -> bool,
    ) -> Result<(Vec<Reached>, Option<usize>), Refusal> {
        for &mover in self.movers {
            self.world.listable(mover)?;
        }
        let mut reached = vec![Reached {
            state: from,
            last: None,
            before: 0,
        }];
        let mut seen: HashSet<(Code, usize)> = HashSet::new();
        let mut tested: HashSet<Code> = HashSet::new();
        let mut waiting = VecDeque::from([0]);
        let mut looked_at = 0;
        while let Some(place) = waiting.pop_front() {
            let (state, last) = (reached[place].state, reached[place].last);
            for &mover in self.movers {
                if last == Some(mover) {
                    continue;
                }
                for to in self.world.moves(mover, state) {
                    looked_at += 1;
                    if looked_at > self.budget {
                        return Err(Refusal::OutOfBudget {
                            looked_at: self.budget,
                        });
                    }
                    if seen.contains(&(to, mover)) || !allowed(mover, state, to) {
                        continue;
                    }
                    seen.insert((to, mover));
                    reached.push(Reached {
                        state: to,
                        last: Some(mover),
                        before: place,
                    });
                    if tested.insert(to) && wanted(to) {
                        let hit = reached.len() - 1;
                        return Ok((reached, Some(hit)));
                    }
                    waiting.push_back(reached.len() - 1);
                }
            }
        }
        Ok((reached, None))
    }
}

fn path_to(reached: &[Reached], mut place: usize) -> Vec<Step> {
    let mut path = Vec::new();
    while let Some(by) = reached[place].last {
        path.push(Step {
            by,
            to: reached[place].state,
        });
        place = reached[place].before;
    }
    path.reverse();
    path
}
