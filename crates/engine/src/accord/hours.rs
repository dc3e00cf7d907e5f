//! The hours of some terms: where on one line of time their days and hours lie, in whatever zones.
//!
//! The line counts minutes of universal time, from midnight at the start of the date of day 0. A
//! clause has the zone that it gives, or that of its place, or that of the calendar. Where nothing
//! says so, every zone that the terms name can be meant, and an hour is an interval; where none is
//! named, or day one has no date, all clocks of the calendar are taken to go alike and never to
//! change. An hour that comes twice in a night, or never, is an interval too. Guarantee: an interval
//! holds every moment that can be meant, by the data base of zones built in. Cost: one look at the
//! rules of a zone for each hour.

use armistice_case::model::{Agreement, Case, ObligationId};
use armistice_case::zone::{Clock, Zone};
use jiff::civil::{Date, Time};

use super::clock::{later, spread};
use super::terms::Terms;

/// Minutes in a day whose clocks do not change.
pub const DAY: i64 = 1440;
/// The minutes that clocks can be ahead of universal time: from -12:00 to +14:00.
const EARLIEST: i64 = -12 * 60;
const LATEST: i64 = 14 * 60;
/// The farthest that the clocks of two zones can be apart.
pub const APART: i64 = LATEST - EARLIEST;

/// Why an hour is not one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// It can be that of several zones.
    Zones,
    /// Clocks go back, and it comes twice.
    Twice,
    /// Clocks go forward, and it does not come.
    Never,
}

/// The zones and the days of some terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    zero: Option<Date>,
    /// The zones that the calendar's days can be in: one where that is said, none where no zone is
    /// named at all.
    pub home: Vec<Zone>,
    /// For each obligation the zones that its days and hours can be in.
    of: Vec<Vec<Zone>>,
    /// By how many minutes days at most differ from [`DAY`], and in zones from one another.
    pub slack: i64,
}

impl Hours {
    /// The hours of some terms.
    #[must_use]
    pub fn of(case: &Case, terms: &Terms) -> Hours {
        let agreement = &terms.agreement;
        let own = |duty: ObligationId| {
            let item = &agreement.obligations[duty];
            item.zone
                .clone()
                .or_else(|| of_place(case, item.place.as_deref()?))
        };
        let mut named: Vec<Zone> = terms.duties().filter_map(own).collect();
        named.sort_unstable();
        named.dedup();
        let first = agreement.first_hour.as_ref();
        let said = agreement.zone.get().cloned();
        let home = match said.or_else(|| first.and_then(|hour| hour.zone.clone())) {
            Some(zone) => vec![zone],
            None => named.clone(),
        };
        let of = agreement.obligations.keys();
        let mut hours = Hours {
            zero: zero(agreement),
            of: of
                .map(|duty| own(duty).map_or_else(|| home.clone(), |zone| vec![zone]))
                .collect(),
            home,
            slack: 0,
        };
        hours.slack = hours.drift(&named);
        hours
    }

    /// The zones that the days and hours of an obligation can be in.
    #[must_use]
    pub fn zones(&self, duty: ObligationId) -> &[Zone] {
        use armistice_case::model::Key as _;
        &self.of[duty.position()]
    }

    /// Whether some obligation counts in another zone than the calendar, or the calendar's zone
    /// can be one of several.
    #[must_use]
    pub fn differ(&self) -> bool {
        self.home.len() > 1 || self.of.iter().any(|zones| *zones != self.home)
    }

    /// The moments that an hour of a day can be, and why they are several.
    #[must_use]
    pub fn at(&self, zones: &[Zone], day: i64, minute: u16) -> (i64, i64) {
        let plain = day * DAY + i64::from(minute);
        let aheads = self.aheads(zones, day, minute).into_iter();
        spread(aheads.map(|ahead| plain - ahead)).unwrap_or((plain, plain))
    }

    /// The moments at which a record of an hour can have happened: one where it says how far its
    /// clock was ahead of universal time, unless no zone says how far the calendar's is.
    #[must_use]
    pub fn recorded(
        &self,
        zones: &[Zone],
        day: i64,
        minute: u16,
        ahead: Option<i16>,
    ) -> (i64, i64) {
        match ahead.filter(|_| self.zero.is_some()) {
            Some(ahead) => {
                let at = day * DAY + i64::from(minute) - i64::from(ahead);
                if self.home.is_empty() {
                    (at + EARLIEST, at + LATEST)
                } else {
                    (at, at)
                }
            }
            None => self.at(zones, day, minute),
        }
    }

    /// Why an hour of a day is not one moment, and how many minutes lie between its readings.
    #[must_use]
    pub fn doubt(&self, zones: &[Zone], day: i64, minute: u16) -> Option<(Doubt, i64)> {
        let (low, high) = self.at(zones, day, minute);
        let why = if zones.len() > 1 {
            Doubt::Zones
        } else {
            let date = later(self.zero?, day)?;
            match zones.first()?.offsets(date, clock_time(minute)).0 {
                Clock::Twice => Doubt::Twice,
                Clock::Never => Doubt::Never,
                Clock::Once => return None,
            }
        };
        (high > low).then_some((why, high - low))
    }

    /// The first moment of a day: the earliest and the latest that it can be.
    #[must_use]
    pub fn start(&self, zones: &[Zone], day: i64) -> (i64, i64) {
        let starts = zones.iter().map(|zone| self.start_in(zone, day));
        spread(starts).unwrap_or((day * DAY, day * DAY))
    }

    /// The last minute of a day, at the latest that it can be.
    #[must_use]
    pub fn end(&self, zones: &[Zone], day: i64) -> i64 {
        self.start(zones, day + 1).1 - 1
    }

    /// The day of the calendar on which a moment falls: the earliest and the latest it can be.
    #[must_use]
    pub fn day(&self, moment: i64) -> (i64, i64) {
        let days = self.home.iter().map(|zone| self.day_in(zone, moment));
        spread(days).unwrap_or((moment.div_euclid(DAY), moment.div_euclid(DAY)))
    }

    /// The zone whose clock pages tell: the calendar's own; none, for universal time, where it can be
    /// one of several.
    #[must_use]
    pub fn told(&self) -> Option<&Zone> {
        self.home.first().filter(|_| self.home.len() == 1)
    }

    /// The day and the minute at a moment, on the clock of a zone or by universal time.
    #[must_use]
    pub fn on_clock(&self, zone: Option<&Zone>, moment: i64) -> (i64, i64) {
        let Some(zone) = zone.filter(|_| self.zero.is_some()) else {
            return (moment.div_euclid(DAY), moment.rem_euclid(DAY));
        };
        let ahead = self.ahead(zone, moment);
        (
            (moment + ahead).div_euclid(DAY),
            (moment + ahead).rem_euclid(DAY),
        )
    }

    /// How far a zone is ahead of universal time at a moment, in minutes.
    fn ahead(&self, zone: &Zone, moment: i64) -> i64 {
        let at = self.zero.and_then(|zero| {
            let seconds = jiff::Span::new().try_minutes(moment).ok()?;
            let midnight = zero
                .to_datetime(Time::midnight())
                .to_zoned(jiff::tz::TimeZone::UTC)
                .ok()?;
            Some(midnight.checked_add(seconds).ok()?.timestamp())
        });
        at.map_or(0, |at| {
            i64::from(zone.rules().to_offset(at).seconds().div_euclid(60))
        })
    }

    /// How far the clocks of zones can be ahead of the line at an hour of a day.
    fn aheads(&self, zones: &[Zone], day: i64, minute: u16) -> Vec<i64> {
        let Some(date) = self.zero.and_then(|zero| later(zero, day)) else {
            // Without dates, zones other than the calendar's own cannot be compared with it.
            return if zones == self.home {
                vec![0]
            } else {
                vec![-APART, APART]
            };
        };
        let time = clock_time(minute);
        let both = zones.iter().map(|zone| zone.offsets(date, time).1);
        both.flatten().map(i64::from).collect()
    }

    fn start_in(&self, zone: &Zone, day: i64) -> i64 {
        let date = self.zero.and_then(|zero| later(zero, day));
        // At a midnight that is passed over or comes twice the day begins by the clock of before.
        let ahead = date.map_or(0, |date| zone.offsets(date, Time::midnight()).1[0]);
        day * DAY - i64::from(ahead)
    }

    fn day_in(&self, zone: &Zone, moment: i64) -> i64 {
        let mut day = moment.div_euclid(DAY) + 1;
        while self.start_in(zone, day) > moment {
            day -= 1;
        }
        day
    }

    /// The most by which some days differ from so many times [`DAY`]: as far as the clocks of the
    /// zones are apart within the years looked at. Clocks change alike every year.
    fn drift(&self, named: &[Zone]) -> i64 {
        let Some(zero) = self.zero else {
            return if self.differ() { APART } else { 0 };
        };
        let moment = |days: i64| {
            let date = later(zero, days)?;
            let midnight = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
            Some(midnight.timestamp())
        };
        let (Some(from), Some(to)) = (moment(-60), moment(800)) else {
            return APART;
        };
        let mut aheads = Vec::new();
        for zone in self.home.iter().chain(named) {
            let rules = zone.rules();
            let changes = rules
                .following(from)
                .take_while(|next| next.timestamp() < to);
            let offsets =
                std::iter::once(rules.to_offset(from)).chain(changes.map(|next| next.offset()));
            aheads.extend(offsets.map(|offset| i64::from(offset.seconds().div_euclid(60))));
        }
        spread(aheads.into_iter()).map_or(0, |(low, high)| high - low)
    }
}

fn clock_time(minute: u16) -> Time {
    let part = |n: u16| i8::try_from(n).unwrap_or(0);
    Time::new(part(minute / 60 % 24), part(minute % 60), 0, 0).unwrap_or(Time::midnight())
}

fn zero(agreement: &Agreement) -> Option<Date> {
    let back = i64::from(!agreement.counts_from_zero);
    later(*agreement.day_one.get()?, -back)
}

/// The zone of a place, or of the nearest larger one that has one.
fn of_place(case: &Case, id: &str) -> Option<Zone> {
    let around = case.around(id).into_iter();
    around
        .filter_map(|place| case.places[place].zone.clone())
        .next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Day 1 is this date; the calendar is in these zones.
    fn hours(first: Date, home: &[&str]) -> Hours {
        Hours {
            zero: later(first, -1),
            home: home
                .iter()
                .map(|zone| Zone::parse(zone).expect("a zone"))
                .collect(),
            of: Vec::new(),
            slack: 0,
        }
    }

    #[test]
    fn the_day_on_which_clocks_go_forward_has_23_hours_and_the_other_25() {
        let spring = hours(date(2025, 3, 28), &["Asia/Jerusalem"]);
        let length = |hours: &Hours, day| {
            hours.start(&hours.home, day + 1).0 - hours.start(&hours.home, day).0
        };
        assert_eq!(
            [0, 1, 2].map(|day| length(&spring, day)),
            [1440, 1380, 1440]
        );
        assert_eq!(spring.drift(&[]), 60);
        let autumn = hours(date(2025, 10, 26), &["Asia/Jerusalem"]);
        assert_eq!(
            [0, 1, 2].map(|day| length(&autumn, day)),
            [1440, 1500, 1440]
        );
        // 02:30 does not come on 28 March, 01:30 comes twice on 26 October.
        assert_eq!(spring.doubt(&spring.home, 1, 150), Some((Doubt::Never, 60)));
        assert_eq!(autumn.doubt(&autumn.home, 1, 90), Some((Doubt::Twice, 60)));
        assert_eq!(autumn.doubt(&autumn.home, 2, 90), None);
    }

    #[test]
    fn four_in_the_afternoon_is_seven_hours_later_across_the_ocean() {
        let both = hours(date(2025, 1, 19), &["Asia/Jerusalem", "America/New_York"]);
        let (low, high) = both.at(&both.home, 1, 960);
        assert_eq!(high - low, 7 * 60);
        assert_eq!(both.doubt(&both.home, 1, 960), Some((Doubt::Zones, 420)));
        // 23:00 in New York is a day later in Jerusalem.
        let late = both.at(&both.home[1..], 1, 23 * 60).0;
        assert_eq!(both.day(late), (1, 2));
        assert_eq!(both.on_clock(both.home.first(), late), (2, 360));
        assert_eq!(both.on_clock(both.home.last(), late), (1, 1380));
    }

    #[test]
    fn without_zones_or_dates_all_clocks_go_alike() {
        let none = hours(date(2025, 3, 28), &[]);
        assert_eq!(none.at(&none.home, 3, 75), (3 * DAY + 75, 3 * DAY + 75));
        assert_eq!((none.day(3 * DAY + 75), none.drift(&[])), ((3, 3), 0));
        // Ten in the morning by universal time is any hour on a clock whose zone nobody knows.
        let (low, high) = none.recorded(&none.home, 3, 600, Some(0));
        assert_eq!((low, high), (3 * DAY - 120, 3 * DAY + 1440));
        let undated = Hours {
            zero: None,
            ..hours(date(2025, 3, 28), &["Asia/Jerusalem"])
        };
        assert_eq!(
            undated.at(&undated.home, 3, 75),
            (3 * DAY + 75, 3 * DAY + 75)
        );
        let other = [Zone::parse("UTC").expect("a zone")];
        let (low, high) = undated.at(&other, 3, 75);
        assert_eq!(high - low, 2 * APART);
    }
}
