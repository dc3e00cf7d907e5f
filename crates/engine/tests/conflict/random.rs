//! Small random conflicts from a seed.

use armistice_engine::conflict::condition::Condition;
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
