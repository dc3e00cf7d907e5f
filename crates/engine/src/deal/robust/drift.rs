//! Reservation values that move over time, run in both directions alike.
//!
//! One side's claim that time softens the other is a claim; the same path is therefore also run
//! standing still and mirrored. Research note, section 2.12. Guarantee: the words of the package map
//! on every date asked for; between two given dates a reservation moves in a straight line, rounded
//! to whole units. Cost: one package map per date and direction.

use super::super::Obstacle;
use super::super::map::{Map, Uncertain};
use super::super::preferences::Interval;

/// One party's reservation on some days (any whole-number day count), in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Whose reservation it is.
    pub party: usize,
    /// Days and values, in order.
    pub points: Vec<(i64, Interval)>,
}

/// Which way the path is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// As it was said.
    AsSaid,
    /// Standing still.
    NoEffect,
    /// The other way.
    Mirrored,
}

impl Direction {
    /// All three, always run together.
    pub const ALL: [Self; 3] = [Self::AsSaid, Self::NoEffect, Self::Mirrored];
}

/// What is possible on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub day: i64,
    /// Packages that are possible or necessary.
    pub possible: u64,
    /// Packages that are necessary.
    pub necessary: u64,
}

/// The days asked for, under each direction.
pub fn drift(
    case: &Uncertain,
    paths: &[Path],
    days: &[i64],
) -> Result<Vec<(Direction, Vec<Day>)>, Obstacle> {
    Direction::ALL
        .into_iter()
        .map(|direction| {
            let days = days.iter().map(|&day| {
                let mut moved = case.clone();
                for path in paths {
                    let start = case.parties[path.party].reservation;
                    moved.parties[path.party].reservation =
                        reservation(path, start, day, direction);
                }
                let Map {
                    counts: [_, possible, necessary],
                    ..
                } = moved.map(0)?;
                Ok(Day {
                    day,
                    possible: possible + necessary,
                    necessary,
                })
            });
            Ok((direction, days.collect::<Result<Vec<Day>, Obstacle>>()?))
        })
        .collect()
}

fn reservation(path: &Path, start: Interval, day: i64, direction: Direction) -> Interval {
    let said = match path.points.iter().position(|(at, _)| *at >= day) {
        None => path.points.last().map_or(start, |(_, interval)| *interval),
        Some(0) => path.points[0].1,
        Some(next) => {
            let ((d0, a), (d1, b)) = (path.points[next - 1], path.points[next]);
            let along = |x: i64, y: i64| {
                (i128::from(x) + i128::from(y - x) * i128::from(day - d0) / i128::from(d1 - d0))
                    as i64
            };
            Interval {
                low: along(a.low, b.low),
                high: along(a.high, b.high),
            }
        }
    };
    match direction {
        Direction::AsSaid => said,
        Direction::NoEffect => start,
        Direction::Mirrored => Interval {
            low: 2 * start.low - said.low,
            high: 2 * start.high - said.high,
        },
    }
}
