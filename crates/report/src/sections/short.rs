//! "In short": at most five lines, at most two from one engine, by class and reach.
//!
//! Engines add findings to the pool; none rewrites the page.

use crate::page::{Block, Section, Statement};

const LINES: usize = 5;
const FROM_ONE: usize = 2;

/// Picks the first lines of the page from the pool: first each engine's two best of different
/// kinds, then, where engines are fewer than the lines, more of each, new kinds first.
pub fn section(mut pool: Vec<Statement>) -> Section {
    pool.sort_by(|a, b| (a.class, b.reach).cmp(&(b.class, a.reach)));
    let mut chosen: Vec<usize> = Vec::new();
    for (allowed, of_a_kind) in [(FROM_ONE, 1), (LINES, 1), (LINES, LINES)] {
        for (i, statement) in pool.iter().enumerate() {
            let like = |same: &dyn Fn(&Statement) -> bool| {
                chosen.iter().filter(|other| same(&pool[**other])).count()
            };
            let from_one = like(&|other| other.engine == statement.engine);
            let kin =
                like(&|other| (other.engine, other.kind) == (statement.engine, statement.kind));
            if chosen.len() < LINES && from_one < allowed && kin < of_a_kind && !chosen.contains(&i)
            {
                chosen.push(i);
            }
        }
    }
    chosen.sort_unstable();
    let mut section = Section::new("in-short", "In short");
    let statements: Vec<Statement> = chosen.into_iter().map(|i| pool[i].clone()).collect();
    if !statements.is_empty() {
        section.blocks.push(Block::Statements {
            statements,
            numbered: true,
        });
    }
    section
}
