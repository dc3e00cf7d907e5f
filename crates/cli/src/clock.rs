//! The time of day, for what is recorded with the person who did it; no page is made from it.

use jiff::Timestamp;

/// Now, as `2033-08-19 14:05 UTC`; the time that `SOURCE_DATE_EPOCH` names where it is set.
pub fn now() -> String {
    let set = std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|text| Timestamp::from_second(text.parse().ok()?).ok());
    let now = set.unwrap_or_else(Timestamp::now);
    format!("{} UTC", now.strftime("%Y-%m-%d %H:%M"))
}
