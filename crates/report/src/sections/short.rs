//! "In short": at most five lines, at most two from one engine, by class and reach.
//!
//! Engines add findings to the pool; none rewrites the page.

use crate::page::{Block, Section, Statement};

const LINES: usize = 5;
const FROM_ONE: usize = 2;

/// Picks the first lines of the page from the pool. Where the pool holds findings of fewer
/// engines than five lines need, an engine may have more than two.
pub fn section(mut pool: Vec<Statement>) -> Section {
    pool.sort_by(|a, b| (a.class, b.reach).cmp(&(b.class, a.reach)));
    let mut chosen: Vec<usize> = Vec::new();
    for allowed in [FROM_ONE, LINES] {
        for (i, statement) in pool.iter().enumerate() {
            let from_one = chosen
                .iter()
                .filter(|other| pool[**other].engine == statement.engine)
                .count();
            if chosen.len() < LINES && from_one < allowed && !chosen.contains(&i) {
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
