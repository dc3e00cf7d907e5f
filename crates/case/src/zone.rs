//! Time zones and hours of the day.
//!
//! A zone is a name of the IANA data base, `Asia/Jerusalem`, or a fixed distance from universal
//! time, `+02:00`. The data base is the one built into the program, so that every machine has the
//! same rules for summer time.

use crate::check::suggestion;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use std::fmt;

/// A time zone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone(Box<str>);

/// An hour of the day, with the zone whose hour it is where one is given.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Hour {
    /// The hour on the clock.
    pub time: Time,
    /// The zone.
    pub zone: Option<Zone>,
}

/// What an hour on a clock is, where clocks change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// It comes once.
    Once,
    /// It comes twice that day.
    Twice,
    /// It is passed over that day.
    Never,
}

impl Zone {
    /// The zone of that name or distance.
    ///
    /// # Errors
    /// What would help, where there is no such zone.
    pub fn parse(word: &str) -> Result<Zone, String> {
        if matches!(word, "UTC" | "Z") {
            return Ok(Zone("UTC".into()));
        }
        if word.starts_with(['+', '-']) {
            return match offset(word) {
                Some(_) => Ok(Zone(word.into())),
                None => Err(
                    "distances from universal time are written `+02:00`, from -12:00 to +14:00"
                        .to_owned(),
                ),
            };
        }
        let known = TimeZoneDatabase::bundled();
        match known.get(word) {
            Ok(rules) if rules.iana_name() == Some(word) => Ok(Zone(word.into())),
            Ok(rules) => Err(format!("write `{}`", rules.iana_name().unwrap_or("UTC"))),
            Err(_) => Err(nearest(word).map_or_else(
                || "write a name of the IANA data base, `Asia/Jerusalem`, or `+02:00`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            )),
        }
    }

    /// The rules of its clocks.
    #[must_use]
    pub fn rules(&self) -> TimeZone {
        match offset(&self.0) {
            Some(fixed) => TimeZone::fixed(fixed),
            None => TimeZoneDatabase::bundled()
                .get(&self.0)
                .unwrap_or(TimeZone::UTC),
        }
    }

    /// An hour on a clock that is so many minutes ahead of universal time, on the clock here: its
    /// day, minute and how far this clock is ahead then. None outside the calendar.
    #[must_use]
    pub fn moved(&self, date: Date, minute: u16, ahead: i16) -> Option<(Date, u16, i16)> {
        let shift = jiff::Span::new().minutes(i64::from(minute) - i64::from(ahead));
        let utc = date.to_zoned(TimeZone::UTC).ok()?.checked_add(shift).ok()?;
        let here = utc.with_time_zone(self.rules());
        let minute = i32::from(here.hour()) * 60 + i32::from(here.minute());
        let ahead = here.offset().seconds().div_euclid(60);
        Some((
            here.date(),
            u16::try_from(minute).ok()?,
            i16::try_from(ahead).ok()?,
        ))
    }

    /// How often an hour comes on a day here, and the distances from universal time in minutes that
    /// it can have: one, or two where clocks change.
    #[must_use]
    pub fn offsets(&self, date: Date, time: Time) -> (Clock, [i32; 2]) {
        use jiff::tz::AmbiguousOffset;
        let minutes = |offset: Offset| offset.seconds().div_euclid(60);
        let found = self.rules().to_ambiguous_timestamp(date.to_datetime(time));
        match found.offset() {
            AmbiguousOffset::Unambiguous { offset } => (Clock::Once, [minutes(offset); 2]),
            AmbiguousOffset::Gap { before, after } => {
                (Clock::Never, [minutes(before), minutes(after)])
            }
            AmbiguousOffset::Fold { before, after } => {
                (Clock::Twice, [minutes(before), minutes(after)])
            }
        }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Hour {
    /// Minutes after midnight on the clock.
    #[must_use]
    pub fn minute(&self) -> u16 {
        u16::try_from(i32::from(self.time.hour()) * 60 + i32::from(self.time.minute())).unwrap_or(0)
    }
}

impl fmt::Display for Hour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.time.hour(), self.time.minute())?;
        match &self.zone {
            Some(zone) => write!(f, " {zone}"),
            None => Ok(()),
        }
    }
}

/// A fixed distance from universal time: `+02:00`.
fn offset(word: &str) -> Option<Offset> {
    if word == "UTC" {
        return Some(Offset::UTC);
    }
    let ahead = word.starts_with('+');
    let (hours, minutes) = word.strip_prefix(['+', '-'])?.split_once(':')?;
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(hours) || !digits(minutes) {
        return None;
    }
    let (hours, minutes) = (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?);
    let all = hours * 60 + minutes;
    let most = if ahead { 14 * 60 } else { 12 * 60 };
    if minutes > 59 || all > most {
        return None;
    }
    Offset::from_seconds(if ahead { all * 60 } else { -all * 60 }).ok()
}

/// The name that is meant by a misspelt one.
fn nearest(word: &str) -> Option<String> {
    let names: Vec<String> = TimeZoneDatabase::bundled()
        .available()
        .map(|name| name.to_string())
        .collect();
    let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    // `suggestion` takes words of the language, where a low line is a slip.
    let typed = word.to_lowercase().replace('_', "-");
    let spelt: Vec<String> = lower.iter().map(|name| name.replace('_', "-")).collect();
    let near = suggestion(&typed, spelt.iter().map(String::as_str))?;
    let at = spelt.iter().position(|name| *name == near)?;
    names.get(at).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn zones_are_names_or_distances() {
        for good in [
            "Asia/Jerusalem",
            "UTC",
            "+02:00",
            "-12:00",
            "+14:00",
            "+05:45",
        ] {
            let zone = Zone::parse(good).expect(good);
            assert_eq!(zone.to_string(), good);
        }
        assert_eq!(Zone::parse("Z").expect("UTC").to_string(), "UTC");
        assert_eq!(
            Zone::parse("Asia/Jerusalm").unwrap_err(),
            "did you mean `Asia/Jerusalem`?"
        );
        assert_eq!(
            Zone::parse("asia/jerusalem").unwrap_err(),
            "write `Asia/Jerusalem`"
        );
        assert_eq!(
            Zone::parse("america/new-york").unwrap_err(),
            "did you mean `America/New_York`?"
        );
        for bad in [
            "+2:00",
            "+15:00",
            "-12:30",
            "+02:60",
            "+0200",
            "+",
            "Jerusalem time",
            "",
        ] {
            assert!(Zone::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn clocks_of_jerusalem_change_in_march_and_october() {
        let zone = Zone::parse("Asia/Jerusalem").expect("a zone");
        let at =
            |month, day, hour| zone.offsets(date(2025, month, day), Time::constant(hour, 30, 0, 0));
        assert_eq!(at(1, 19, 6), (Clock::Once, [120, 120]));
        assert_eq!(at(3, 28, 1), (Clock::Once, [120, 120]));
        assert_eq!(at(3, 28, 2), (Clock::Never, [120, 180]));
        assert_eq!(at(3, 28, 3), (Clock::Once, [180, 180]));
        assert_eq!(at(10, 26, 1), (Clock::Twice, [180, 120]));
        assert_eq!(at(10, 26, 2), (Clock::Once, [120, 120]));
    }
}
