//! An invented agreement and a year of events under it, made from a seed.
//!
//! Two sides deliver loads and let people go home in instalments, keep daily quotas and hold their
//! fire along a line of posts; a board verifies, offices and papers report, and do not always
//! agree. Shared by the example that writes it out, by tests and by benchmarks.

use armistice_case::log::{Digest, START};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use std::fmt::Write as _;

/// How much of a year is made.
#[derive(Clone, Copy, Debug)]
pub struct Year {
    /// How many events.
    pub events: usize,
    /// How many obligations.
    pub obligations: usize,
    /// The seed.
    pub seed: u64,
}

impl Default for Year {
    fn default() -> Self {
        Year {
            events: 200_000,
            obligations: 1_000,
            seed: 1,
        }
    }
}

const POSTS: u64 = 40;
const PAPERS: u64 = 12;
const DAYS: u64 = 365;
const KINDS: [&str; 5] = [
    "shelling",
    "small-arms fire",
    "drone",
    "crossing",
    "blocked road",
];

/// What an obligation of the year is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Duty {
    Loads,
    Homecoming,
    Quota,
    Quiet,
}

fn duty(i: usize) -> Duty {
    [Duty::Loads, Duty::Homecoming, Duty::Quota, Duty::Quiet][i % 4]
}

struct Dice(ChaCha8Rng);

impl Dice {
    /// A number below `n`.
    fn below(&mut self, n: u64) -> u64 {
        self.0.next_u64() % n
    }

    /// True so many times in a hundred.
    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

fn day_one() -> Date {
    date(2035, 1, 1)
}

fn side(i: usize) -> (&'static str, &'static str) {
    // In pairs, so that each kind of duty falls on both.
    if (i / 4).is_multiple_of(2) {
        ("north", "south")
    } else {
        ("south", "north")
    }
}

impl Year {
    /// The text of `case.yaml`.
    pub fn case(&self) -> String {
        let mut out = String::from(
            "case: A synthetic year\nas-of: 2035-12-31\n\
             parties: {north: {name: North}, south: {name: South}}\n\
             mediators: {envoys: {name: The envoys}}\n\
             others:\n  board: {name: The board, role: verifier}\n  \
             ministry: {name: The ministry}\n  relief: {name: The relief office}\nplaces:\n",
        );
        for i in 0..POSTS {
            line(&mut out, format_args!("  post-{i}: {{name: Post {i}}}"));
        }
        out.push_str(
            "quantities: {loads: {unit: load}, people: {unit: person}, hurt: {unit: person}}\nsources:\n",
        );
        for i in 0..PAPERS {
            line(&mut out, format_args!("  paper-{i}: {{outlet: Paper {i}}}"));
        }
        out.push_str(
            "agreement:\n  status: in force\n  from: paper-0\n  calendar: {day-one: 2035-01-01}\n  obligations:\n",
        );
        for i in 0..self.obligations {
            let (by, to) = side(i);
            let by_day = 7 + i * 350 / self.obligations.max(1);
            let duty = match duty(i) {
                Duty::Loads => format!("delivers: {{loads: 100}}, when: by day {by_day}"),
                Duty::Homecoming => format!("delivers: {{people: 20}}, when: by day {by_day}"),
                Duty::Quota => "delivers: {loads: 6 per day}, when: from day 1".to_owned(),
                Duty::Quiet => format!(
                    "must-not: Fire near post {}., when: from day 1",
                    i as u64 % POSTS
                ),
            };
            line(
                &mut out,
                format_args!("    d{i}: {{by: {by}, to: {to}, {duty}, from: paper-0}}"),
            );
        }
        out
    }

    /// The text of `events.jsonl`, a chained log in the order of days.
    pub fn log(&self) -> String {
        let mut dice = Dice(ChaCha8Rng::seed_from_u64(self.seed));
        let mut out = String::with_capacity(self.events * 360);
        let mut follows = START.to_owned();
        for i in 0..self.events {
            let day = i as u64 * DAYS / self.events.max(1) as u64;
            let record = self.record(i, day, &mut dice);
            let start = out.len();
            out.push_str(&record);
            let _ = write!(out, ",\"follows\":\"{follows}\"}}");
            follows = Digest::of(&out[start..]).to_string();
            out.push('\n');
        }
        out
    }

    /// A record without its end.
    fn record(&self, i: usize, day: u64, dice: &mut Dice) -> String {
        let of = usize::try_from(dice.below(self.obligations.max(1) as u64)).unwrap_or(0);
        let (by, to) = side(of);
        let date = day_one()
            .checked_add(i64::try_from(day).unwrap_or(0).days())
            .unwrap_or(day_one());
        let (hour, minute) = (dice.below(24), dice.below(60));
        let mut out = format!(
            "{{\"id\":\"e{i}\",\"date\":\"{date} {hour:02}:{minute:02}\",\"of\":\"d{of}\",\"by\":\"{by}\",\"place\":\"post-{}\"",
            dice.below(POSTS)
        );
        let (key, quantity, most) = match duty(of) {
            Duty::Loads | Duty::Quota => ("delivered", "loads", 12),
            Duty::Homecoming => ("delivered", "people", 5),
            Duty::Quiet => ("quantity", "hurt", 4),
        };
        let amount = dice.below(most) + 1;
        if duty(of) == Duty::Quiet {
            let kind = KINDS[usize::try_from(dice.below(KINDS.len() as u64)).unwrap_or(0)];
            let _ = write!(out, ",\"kind\":\"{kind}\"");
        }
        if i > 0 && dice.chance(1) {
            let earlier = i - 1 - usize::try_from(dice.below(i.min(500) as u64)).unwrap_or(0);
            let _ = write!(out, ",\"corrects\":\"e{earlier}\"");
        }
        let _ = write!(out, ",\"recorded\":\"{date} desk-{}\"", dice.below(6));
        let sources = match dice.below(10) {
            0..6 => 1,
            6..9 => 2,
            _ => 3,
        };
        let tellers = ["board", by, to, "relief", "outlet"];
        let first = dice.below(5);
        let report = |n: u64, dice: &mut Dice| {
            let teller = tellers[usize::try_from((first + n * 2) % 5).unwrap_or(0)];
            let told = if n > 0 && dice.chance(30) {
                amount + dice.below(3)
            } else {
                amount
            };
            let about = if dice.chance(10) { "about " } else { "" };
            format!(
                "\"{key}\":{{\"{quantity}\":\"{about}{told}\"}},\"according-to\":\"{teller}\",\"from\":\"paper-{}\"",
                dice.below(PAPERS)
            )
        };
        if sources == 1 {
            let _ = write!(out, ",{}", report(0, dice));
        } else {
            let reports: Vec<String> = (0..sources)
                .map(|n| format!("{{{}}}", report(n, dice)))
                .collect();
            let _ = write!(out, ",\"reports\":[{}]", reports.join(","));
        }
        out
    }
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = writeln!(out, "{text}");
}
