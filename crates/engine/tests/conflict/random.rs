//! Small random conflicts from a seed.

use armistice_engine::conflict::condition::Condition;
use armistice_engine::conflict::graph::{Arc, Graph};
use armistice_engine::conflict::model::*;

pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ z >> 31) % sides
    }
}

pub fn condition(dice: &mut Dice, courses: usize, depth: u32) -> Condition {
    let part = |dice: &mut Dice| condition(dice, courses, depth - 1);
    if depth == 0 {
        return Condition::Course(dice.roll(courses as u64) as usize);
    }
    match dice.roll(8) {
        0 | 1 => Condition::Course(dice.roll(courses as u64) as usize),
        2 => part(dice).negated(),
        3 => Condition::All(vec![part(dice), part(dice)]),
        4 => Condition::Any(vec![part(dice), part(dice)]),
        5 => Condition::If(Box::new(part(dice)), Box::new(part(dice))),
        6 => Condition::Iff(Box::new(part(dice)), Box::new(part(dice))),
        _ => Condition::AtLeast(2, vec![part(dice), part(dice), part(dice)]),
    }
}

/// `statements`: orders by statements, else by random ranks with ties.
pub fn conflict(seed: u64, makers: usize, courses: usize, statements: bool) -> Conflict {
    let dice = &mut Dice(seed);
    let list: Vec<Course> = (0..courses)
        .map(|j| Course {
            owner: if j < makers {
                j
            } else {
                dice.roll(makers as u64) as usize
            },
            direction: match dice.roll(12) {
                0 | 2 => Direction::OneWay,
                3 => Direction::Fixed,
                4 => Direction::BackOnly,
                1 => Direction::BackOnly,
                _ => Direction::BothWays,
            },
            unconditional: false,
        })
        .collect();
    let makers = (0..makers)
        .map(|_| {
            let order = if statements {
                Order::Statements(
                    (0..dice.roll(6))
                        .map(|_| condition(dice, courses, 2))
                        .collect(),
                )
            } else {
                let spread = [3, 8, 1000][dice.roll(3) as usize];
                Order::Ranks(
                    (0..1 << courses)
                        .map(|_| dice.roll(spread) as u32)
                        .collect(),
                )
            };
            let mut preference = Preference::plain(order);
            if dice.roll(8) == 0 {
                preference.unseen = Condition::All(vec![
                    condition(dice, courses, 0),
                    condition(dice, courses, 0).negated(),
                ]);
            }
            DecisionMaker {
                preference,
                mediator: false,
            }
        })
        .collect();
    let impossible = (0..dice.roll(3))
        .map(|_| {
            Condition::All(vec![
                condition(dice, courses, 0),
                condition(dice, courses, 0),
                condition(dice, courses, 0).negated(),
            ])
        })
        .collect();
    Conflict {
        makers,
        courses: list,
        impossible,
        graph: None,
    }
}

/// States and moves given one by one: moves need not be transitive.
pub fn graph(seed: u64, makers: usize, states: usize) -> Conflict {
    let dice = &mut Dice(seed ^ 0x5eed);
    let mut arcs = Vec::new();
    for maker in 0..makers {
        for from in 0..states {
            for to in 0..states {
                if dice.roll(4) == 0 {
                    arcs.push(Arc { maker, from, to });
                }
            }
        }
    }
    let makers = (0..makers)
        .map(|_| {
            let ranks = (0..states).map(|_| dice.roll(4) as u32).collect();
            DecisionMaker {
                preference: Preference::plain(Order::Ranks(ranks)),
                mediator: false,
            }
        })
        .collect();
    Conflict {
        makers,
        courses: Vec::new(),
        impossible: Vec::new(),
        graph: Some(Graph::new(states, arcs)),
    }
}

/// The same conflict with comparisons that nobody knows, and strong and mild
/// ones that stand by themselves.
pub fn unsure(seed: u64, mut conflict: Conflict) -> Conflict {
    let dice = &mut Dice(seed ^ 0xdeb7);
    let bits = conflict
        .graph
        .as_ref()
        .map_or(conflict.courses.len(), Graph::len);
    for maker in &mut conflict.makers {
        for _ in 0..dice.roll(3) {
            let pair = (condition(dice, bits, 1), condition(dice, bits, 1));
            maker.preference.unknown.push(pair);
        }
        for _ in 0..dice.roll(3) {
            let strength = if dice.roll(2) == 0 {
                Strength::Strong
            } else {
                Strength::Mild
            };
            maker.preference.comparisons.push(Comparison {
                better: condition(dice, bits, 1),
                worse: condition(dice, bits, 1),
                strength,
            });
        }
    }
    conflict
}
