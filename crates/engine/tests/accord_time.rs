//! Time against known answers (Dechter, Meiri and Pearl 1991; Minsk, Tigray, Dayton; date sums) and
//! against brute force on small random networks.

use armistice_engine::accord::time::calendar::{DateSum, Roll, WorkingDays, add};
use armistice_engine::accord::time::conflict::smallest_conflict;
use armistice_engine::accord::time::controllable::{Uncertain, is_controllable, largest_tolerable};
use armistice_engine::accord::time::network::{Constraint, Network, Window};
use armistice_engine::accord::time::slack::{Slip, critical_path, slack, slip};
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

type Row = (usize, usize, Option<i64>, Option<i64>);

fn network(points: usize, rows: &[Row]) -> Network {
    let constraints = rows.iter().map(|(from, to, min, max)| Constraint {
        from: *from,
        to: *to,
        min: *min,
        max: *max,
    });
    Network {
        points,
        constraints: constraints.collect(),
    }
}

fn windows(network: &Network, origin: usize) -> Vec<(Option<i64>, Option<i64>)> {
    let windows = network.windows(origin).expect("consistent");
    windows.iter().map(|w| (w.earliest, w.latest)).collect()
}

fn both(pairs: &[(i64, i64)]) -> Vec<(Option<i64>, Option<i64>)> {
    pairs.iter().map(|(a, b)| (Some(*a), Some(*b))).collect()
}

/// John and Fred on their way to work, minutes after seven.
#[test]
fn john_and_fred() {
    let rows = [
        (0, 1, Some(10), Some(20)),
        (1, 2, Some(30), Some(40)),
        (3, 2, Some(10), Some(20)),
        (3, 4, Some(40), Some(50)),
        (0, 4, Some(60), Some(70)),
    ];
    let network = network(5, &rows);
    assert_eq!(
        windows(&network, 0),
        both(&[(0, 0), (10, 20), (40, 50), (20, 30), (60, 70)])
    );
    for (from, to, min, max) in rows {
        assert_eq!(
            network.between(from, to),
            Some(Window {
                earliest: min,
                latest: max
            })
        );
    }
}

/// The chain of Minsk: pull-back, detainees on the fifth day after it, resolution 30 days after
/// a signature three days before.
#[test]
fn the_chain_of_minsk() {
    let network = network(
        6,
        &[
            (0, 1, Some(0), Some(2)),
            (1, 2, Some(1), Some(14)),
            (2, 3, Some(5), Some(5)),
            (2, 4, Some(1), Some(1)),
            (0, 5, Some(-3), Some(27)),
        ],
    );
    let expected = [(0, 0), (0, 2), (1, 16), (6, 21), (2, 17), (-3, 27)];
    assert_eq!(windows(&network, 0), both(&expected));
    let found = network.windows(0).expect("consistent");
    assert_eq!(slack(found[3]), Some(15));
    assert_eq!(critical_path(&network, &found, 0, 3), [0, 1, 2]);
    let Slip::Moves(moved) = slip(&network, &found, 0, 2, 1) else {
        panic!("the slip fits")
    };
    assert_eq!(moved, [(2, 1), (3, 1), (4, 1)]);
    assert_eq!(slip(&network, &found, 0, 2, 16), Slip::Breaks);
}

/// Consistent on paper, yet only if verification takes at most seven of its nine days.
#[test]
fn a_deadline_at_risk() {
    let rows = [
        (0, 1, Some(5), Some(9)),
        (1, 2, Some(0), None),
        (0, 2, Some(0), Some(7)),
    ];
    let paper = network(3, &rows);
    assert_eq!(windows(&paper, 0), both(&[(0, 0), (5, 7), (5, 7)]));
    assert_eq!(
        paper.between(0, 1),
        Some(Window {
            earliest: Some(5),
            latest: Some(7)
        })
    );
    assert_eq!(
        paper.between(1, 2),
        Some(Window {
            earliest: Some(0),
            latest: Some(2)
        })
    );
    let sure = network(3, &rows[1..]);
    let verification = [Uncertain {
        from: 0,
        to: 1,
        min: 5,
        max: 9,
    }];
    assert!(!is_controllable(&sure, &verification));
    assert_eq!(largest_tolerable(&sure, &verification, 0), Some(7));
    assert!(is_controllable(
        &sure,
        &[Uncertain {
            max: 7,
            ..verification[0]
        }]
    ));
}

/// Tigray: with ten days of planning the windows cannot all be kept.
#[test]
fn the_windows_of_tigray() {
    let network = network(
        4,
        &[
            (0, 1, Some(9), Some(9)),
            (1, 2, Some(10), Some(14)),
            (2, 3, Some(21), None),
            (0, 3, None, Some(30)),
        ],
    );
    let conflict = smallest_conflict(&network).expect("a conflict");
    assert_eq!(
        (conflict.constraints.as_slice(), conflict.smallest),
        ([0, 1, 2, 3].as_slice(), true)
    );
    assert_eq!(conflict.shortfall, 10);
}

/// Dayton: zone cleared by day 30, areas left by 45, entry from 91, barracks by 120.
#[test]
fn the_windows_of_dayton() {
    let rows = [
        (0, 1, Some(0), Some(30)),
        (0, 2, Some(0), Some(45)),
        (0, 3, Some(91), None),
        (2, 3, Some(46), None),
        (3, 4, Some(0), None),
        (0, 4, None, Some(120)),
    ];
    let network = network(5, &rows);
    assert_eq!(
        windows(&network, 0),
        both(&[(0, 0), (0, 30), (0, 45), (91, 120), (91, 120)])
    );
    let tight = |from, to| network.between(from, to).expect("consistent");
    assert_eq!(
        tight(2, 3),
        Window {
            earliest: Some(46),
            latest: Some(120)
        }
    );
    assert_eq!(
        tight(3, 4),
        Window {
            earliest: Some(0),
            latest: Some(29)
        }
    );
}

#[test]
fn date_sums_are_exact_or_told_to_be_ambiguous() {
    let exact = [
        ((2012, 3, 20), (0, 0, 10), (2012, 3, 30)),
        ((2012, 2, 28), (0, 0, 1), (2012, 2, 29)),
        ((2012, 3, 1), (0, 0, 71), (2012, 5, 11)),
        ((2012, 2, 15), (0, 2, 0), (2012, 4, 15)),
        ((2012, 3, 15), (0, 1, 0), (2012, 4, 15)),
        ((2012, 3, 31), (0, 2, 0), (2012, 5, 31)),
        ((2013, 1, 31), (0, 2, 0), (2013, 3, 31)),
        ((2012, 1, 1), (1, 0, 0), (2013, 1, 1)),
        ((2012, 2, 29), (4, 0, 0), (2016, 2, 29)),
        ((2012, 11, 15), (3, 0, 0), (2015, 11, 15)),
    ];
    let day = |(y, m, d): (i16, i8, i8)| -> Date { date(y, m, d) };
    for (from, (years, months, days), sum) in exact {
        assert_eq!(
            add(day(from), years, months, days),
            Some(DateSum::Exact(day(sum)))
        );
    }
    let rounded = [
        ((2012, 3, 31), (0, 3), (2012, 6, 30), (2012, 7, 1)),
        ((2012, 1, 31), (0, 3), (2012, 4, 30), (2012, 5, 1)),
        ((2013, 1, 31), (0, 3), (2013, 4, 30), (2013, 5, 1)),
        ((2012, 10, 31), (0, 6), (2013, 4, 30), (2013, 5, 1)),
        ((2012, 2, 29), (1, 0), (2013, 2, 28), (2013, 3, 1)),
    ];
    for (from, (years, months), down, up) in rounded {
        let sum = DateSum::Ambiguous {
            down: day(down),
            up: day(up),
        };
        assert_eq!(add(day(from), years, months, 0), Some(sum));
    }
}

/// The first instalment of 2014 fell on a Saturday and was received on Monday.
#[test]
fn a_date_on_a_rest_day_rolls() {
    let bank = WorkingDays {
        rest: vec![Weekday::Saturday, Weekday::Sunday],
        holidays: vec![date(2014, 2, 4)],
    };
    assert_eq!(
        bank.roll(date(2014, 2, 1), Roll::Next),
        Some(date(2014, 2, 3))
    );
    assert_eq!(
        bank.roll(date(2014, 2, 1), Roll::Before),
        Some(date(2014, 1, 31))
    );
    assert_eq!(
        bank.roll(date(2014, 2, 1), Roll::Stands),
        Some(date(2014, 2, 1))
    );
}

fn small() -> impl Strategy<Value = Network> {
    let bound = prop_oneof![Just(None), (-4_i64..5).prop_map(Some)];
    let row = (0_usize..4, 0_usize..4, bound.clone(), bound);
    proptest::collection::vec(row, 1..7).prop_map(|rows| {
        let rows: Vec<Row> = rows.into_iter().filter(|r| r.0 != r.1).collect();
        network(4, &rows)
    })
}

/// All times of four points, the first at zero, that keep the given constraints.
fn solutions(network: &Network, kept: &[usize]) -> Vec<[i64; 4]> {
    let range = -13_i64..14;
    let mut found = Vec::new();
    for a in range.clone() {
        for b in range.clone() {
            for c in range.clone() {
                let times = [0, a, b, c];
                let holds = kept.iter().all(|position| {
                    let k = network.constraints[*position];
                    let gap = times[k.to] - times[k.from];
                    k.min.is_none_or(|m| gap >= m) && k.max.is_none_or(|m| gap <= m)
                });
                if holds {
                    found.push(times);
                }
            }
        }
    }
    found
}

fn smallest_by_force(network: &Network) -> Option<usize> {
    let all = network.constraints.len();
    (1_u32..1 << all)
        .filter(|set| {
            let kept: Vec<usize> = (0..all).filter(|c| set & (1 << c) != 0).collect();
            solutions(network, &kept).is_empty()
        })
        .map(|set| set.count_ones() as usize)
        .min()
}

/// A game of whole days: nature ends running links, then the planner acts and sees it.
struct Game<'a> {
    network: &'a Network,
    links: &'a [Uncertain],
    horizon: i64,
}

impl Game<'_> {
    fn won(&self, times: &mut Vec<Option<i64>>, now: i64) -> bool {
        if now > self.horizon {
            let done = |c: &Constraint| {
                let (Some(from), Some(to)) = (times[c.from], times[c.to]) else {
                    return false;
                };
                let gap = to - from;
                c.min.is_none_or(|m| gap >= m) && c.max.is_none_or(|m| gap <= m)
            };
            return times.iter().all(Option::is_some) && self.network.constraints.iter().all(done);
        }
        self.nature(times, now, 0)
    }

    fn nature(&self, times: &mut Vec<Option<i64>>, now: i64, link: usize) -> bool {
        let Some(l) = self.links.get(link) else {
            return self.planner(times, now, 0);
        };
        let running = times[l.from]
            .filter(|_| times[l.to].is_none())
            .map(|start| now - start);
        let Some(age) = running else {
            return self.nature(times, now, link + 1);
        };
        let mut good = true;
        if age >= l.min {
            times[l.to] = Some(now);
            good = self.nature(times, now, link + 1);
            times[l.to] = None;
        }
        if good && age < l.max {
            good = self.nature(times, now, link + 1);
        }
        good
    }

    fn planner(&self, times: &mut Vec<Option<i64>>, now: i64, point: usize) -> bool {
        if point == times.len() {
            return self.won(times, now + 1);
        }
        let uncertain = self.links.iter().any(|l| l.to == point);
        if uncertain || times[point].is_some() {
            return self.planner(times, now, point + 1);
        }
        times[point] = Some(now);
        if self.planner(times, now, point + 1) {
            times[point] = None;
            return true;
        }
        times[point] = None;
        self.planner(times, now, point + 1)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Held points stand at the last time that some plan gives them; the others follow those, and no
    /// plan with the held points there has them earlier.
    #[test]
    fn latest_times_keep_all_constraints(network in small()) {
        let kept: Vec<usize> = (0..network.constraints.len()).collect();
        let all = solutions(&network, &kept);
        let Some(windows) = network.windows(0) else {
            return Ok(());
        };
        let times = network.latest_times(0, &windows);
        for c in &network.constraints {
            if let (Some(from), Some(to)) = (times[c.from], times[c.to]) {
                prop_assert!(c.min.is_none_or(|m| to - from >= m), "{times:?} {c:?}");
                prop_assert!(c.max.is_none_or(|m| to - from <= m), "{times:?} {c:?}");
            }
        }
        let held: Vec<usize> = (0..4).filter(|p| windows[*p].latest.is_some()).collect();
        for point in 0..4 {
            match (windows[point].latest, windows[point].earliest) {
                (Some(latest), _) => prop_assert_eq!(times[point], Some(latest)),
                (None, None) => {}
                (None, Some(_)) => {
                    let with_held = all.iter().filter(|plan| held.iter().all(|p| Some(plan[*p]) == times[*p]));
                    let least = with_held.map(|plan| plan[point]).min();
                    prop_assert_eq!(times[point], least, "{:?}", network);
                }
            }
        }
    }

    #[test]
    fn windows_and_consistency_equal_brute_force(network in small()) {
        let all: Vec<usize> = (0..network.constraints.len()).collect();
        let found = solutions(&network, &all);
        prop_assert_eq!(network.is_consistent(), !found.is_empty());
        if let Some(windows) = network.windows(0) {
            for (point, window) in windows.iter().enumerate() {
                if let Some(earliest) = window.earliest {
                    prop_assert_eq!(found.iter().map(|t| t[point]).min(), Some(earliest));
                }
                if let Some(latest) = window.latest {
                    prop_assert_eq!(found.iter().map(|t| t[point]).max(), Some(latest));
                }
            }
        }
    }

    #[test]
    fn a_longer_window_never_breaks_a_calendar(network in small(), which in 0_usize..7, by in 1_i64..5) {
        if network.is_consistent() && !network.constraints.is_empty() {
            let mut wider = network.clone();
            let at = which % wider.constraints.len();
            wider.constraints[at].max = wider.constraints[at].max.map(|m| m + by);
            prop_assert!(wider.is_consistent());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn conflicts_are_smallest(network in small()) {
        let found = smallest_conflict(&network);
        prop_assert_eq!(found.as_ref().map(|c| c.constraints.len()), smallest_by_force(&network));
        if let Some(found) = found {
            prop_assert!(found.smallest);
            prop_assert!(solutions(&network, &found.constraints).is_empty());
        }
    }
}

/// Five points: 0 starts, 0→1 and 2→3 take as long as they take, 4 is free.
fn uncertain_network() -> impl Strategy<Value = (Network, Vec<Uncertain>)> {
    let link = (1_i64..3, 0_i64..3).prop_map(|(min, more)| (min, min + more));
    let bound = prop_oneof![Just(None), (-3_i64..5).prop_map(Some)];
    let row = (0_usize..5, 0_usize..5, bound.clone(), bound);
    (link.clone(), link, proptest::collection::vec(row, 1..5)).prop_map(|(one, two, rows)| {
        let mut rows: Vec<Row> = rows.into_iter().filter(|r| r.0 != r.1).collect();
        for point in 1..5 {
            rows.push((0, point, Some(0), Some(7)));
        }
        let links = vec![
            Uncertain {
                from: 0,
                to: 1,
                min: one.0,
                max: one.1,
            },
            Uncertain {
                from: 2,
                to: 3,
                min: two.0,
                max: two.1,
            },
        ];
        (network(5, &rows), links)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn controllability_equals_the_game((network, links) in uncertain_network()) {
        let game = Game { network: &network, links: &links, horizon: 7 };
        let mut times = vec![None; 5];
        times[0] = Some(0);
        prop_assert_eq!(is_controllable(&network, &links), game.won(&mut times, 0), "{:?} {:?}", network, links);
    }

    #[test]
    fn a_faster_verifier_never_loses_control((network, links) in uncertain_network()) {
        if is_controllable(&network, &links) {
            for link in 0..2 {
                prop_assert_eq!(largest_tolerable(&network, &links, link), Some(links[link].max));
                let mut faster = links.clone();
                faster[link].max = (faster[link].max - 1).max(faster[link].min);
                prop_assert!(is_controllable(&network, &faster));
            }
        }
    }
}
