//! Which of the things that are not known decide whether there is a zone: each alone, and two together.
//!
//! Research note, section 2.1. Alone: the draws in its low third beside those in its high third. Together: the
//! same with both split, told where one changes what the other does by more than chance would. Guarantee: all
//! pairs up to the stated work, otherwise those of the inputs that do most alone; that a pair is told although
//! nothing is in it has a chance below one in twenty over all pairs. Cost: n log n an input; draws a pair.

use super::super::map::Uncertain;
use super::acceptability::Share;

/// Pairs × draws looked at, at most.
const MOST_WORK: usize = 400_000_000;
/// Draws that each quarter of a pair must have to be told.
const LEAST_DRAWS: usize = 30;

/// What is uncertain about one party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Input {
    Weight {
        party: usize,
        issue: usize,
    },
    /// The score of an option.
    Score {
        party: usize,
        issue: usize,
        option: usize,
    },
    Reservation {
        party: usize,
    },
}

/// How the zone depends on one input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deciding {
    /// The input.
    pub input: Input,
    /// Share of draws with a zone where the input is in its low third.
    pub low: Share,
    /// Share where it is in its high third.
    pub high: Share,
}

/// How the zone depends on two inputs of which one changes what the other does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Together {
    /// The two inputs.
    pub inputs: [Input; 2],
    /// Share of draws with a zone: by the first low or high, then by the second low or high.
    pub shares: [[Share; 2]; 2],
}

impl Together {
    /// By how much one changes what the other does.
    fn reach(&self) -> f64 {
        let [[ll, lh], [hl, hh]] = self.shares;
        (hh.value - hl.value - lh.value + ll.value).abs()
    }
}

/// What is not known exactly.
pub(super) fn inputs(case: &Uncertain) -> Vec<Input> {
    let mut inputs = Vec::new();
    for (party, knowledge) in case.parties.iter().enumerate() {
        let weights = knowledge
            .weights
            .iter()
            .enumerate()
            .filter(|(_, weight)| !weight.is_exact());
        inputs.extend(weights.map(|(issue, _)| Input::Weight { party, issue }));
        for (issue, values) in knowledge.values.iter().enumerate() {
            inputs.extend(values.open().into_iter().map(|option| Input::Score {
                party,
                issue,
                option,
            }));
        }
        if !knowledge.reservation.is_exact() {
            inputs.push(Input::Reservation { party });
        }
    }
    inputs
}

/// One draw: the value of each input, and whether there was a zone.
pub(super) type State = (Vec<f64>, bool);

/// The draws (positions) from the one in which an input is lowest up.
fn sorted(states: &[State], input: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..states.len()).collect();
    let value = |state: usize| states[state].0[input];
    order.sort_by(|&a, &b| value(a).total_cmp(&value(b)).then(a.cmp(&b)));
    order
}

/// Each input alone, by how much it moves the share of draws with a zone.
pub(super) fn alone(inputs: &[Input], states: &[State]) -> Vec<Deciding> {
    let third = states.len() / 3;
    let share =
        |part: &[usize]| Share::of(part.iter().filter(|&&s| states[s].1).count(), part.len());
    let mut all: Vec<Deciding> = inputs
        .iter()
        .enumerate()
        .map(|(at, &input)| {
            let order = sorted(states, at);
            Deciding {
                input,
                low: share(&order[..third]),
                high: share(&order[states.len() - third..]),
            }
        })
        .collect();
    let reach = |d: &Deciding| (d.high.value - d.low.value).abs();
    all.sort_by(|a, b| reach(b).total_cmp(&reach(a)).then(a.input.cmp(&b.input)));
    all
}

/// A set of draws.
struct Draws(Vec<u64>);

impl Draws {
    fn of(count: usize, members: impl Iterator<Item = usize>) -> Self {
        let mut words = vec![0; count.div_ceil(64)];
        members.for_each(|at| words[at / 64] |= 1 << (at % 64));
        Self(words)
    }

    /// How many draws are in both, and how many of them in a third.
    fn counts(&self, other: &Self, third: &Self) -> (usize, usize) {
        let words = self.0.iter().zip(&other.0).zip(&third.0);
        words.fold((0, 0), |(both, all), ((a, b), c)| {
            let ones = |word: u64| word.count_ones() as usize;
            (both + ones(a & b), all + ones(a & b & c))
        })
    }
}

/// Two inputs at a time, those of which one changes most what the other does first; `ranked` are the inputs
/// by what they do alone.
pub(super) fn together(inputs: &[Input], ranked: &[Deciding], states: &[State]) -> Vec<Together> {
    let draws = states.len();
    // As many inputs as keep all their pairs within the work.
    let most = (2.0 * MOST_WORK as f64 / draws.max(1) as f64).sqrt() as usize;
    let mut looked_at: Vec<usize> = ranked
        .iter()
        .take(most)
        .filter_map(|deciding| inputs.iter().position(|input| *input == deciding.input))
        .collect();
    looked_at.sort_unstable();
    let zone = Draws::of(draws, (0..draws).filter(|&state| states[state].1));
    let third = draws / 3;
    let split = |&at: &usize| {
        let order = sorted(states, at);
        let ends = [&order[..third], &order[draws - third..]];
        (
            inputs[at],
            ends.map(|end| Draws::of(draws, end.iter().copied())),
        )
    };
    let split: Vec<(Input, [Draws; 2])> = looked_at.iter().map(split).collect();
    let pairs = split.len() * split.len().saturating_sub(1) / 2;
    // Of so many pairs hardly one is further off by chance.
    let chance = (2.0 * (20.0 * pairs as f64).ln()).max(0.0).sqrt();
    let mut found = Vec::new();
    for (at, (first, by_first)) in split.iter().enumerate() {
        for (second, by_second) in &split[at + 1..] {
            let cells = by_first
                .each_ref()
                .map(|one| by_second.each_ref().map(|other| one.counts(other, &zone)));
            let all = || cells.iter().flatten();
            if all().any(|(draws, _)| *draws < LEAST_DRAWS) {
                continue;
            }
            // A share of none or all of the draws is not sure to be one of none or all.
            let spread = |&(draws, hits): &(usize, usize)| {
                let share = (hits + 1) as f64 / (draws + 2) as f64;
                share * (1.0 - share) / draws as f64
            };
            let pair = Together {
                inputs: [*first, *second],
                shares: cells.map(|row| row.map(|(draws, hits)| Share::of(hits, draws))),
            };
            if pair.reach() > chance * all().map(spread).sum::<f64>().sqrt() {
                found.push(pair);
            }
        }
    }
    found.sort_by(|a, b| {
        b.reach()
            .total_cmp(&a.reach())
            .then(a.inputs.cmp(&b.inputs))
    });
    found
}
