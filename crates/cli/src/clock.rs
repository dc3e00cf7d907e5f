//! The one place that knows what time it is: when a record was written down.

use jiff::Timestamp;

/// Now, to the second; `SOURCE_DATE_EPOCH` stands in for the clock where it is set.
pub fn now() -> String {
    let set = std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|seconds| seconds.parse().ok());
    let seconds = set.unwrap_or_else(|| Timestamp::now().as_second());
    Timestamp::from_second(seconds)
        .map_or_else(|_| Timestamp::UNIX_EPOCH.to_string(), |at| at.to_string())
}
