//! The bytes that are added to a log, and what has to go before them.
//!
//! A writer adds whole lines, each with its line break, brings them to the disk, and only then
//! says that they are kept. So whatever stands behind the last line break and is no whole record
//! was never acknowledged, and is taken out before the next line is added. A whole record without
//! a line break stays and gets one.

use super::{chain, json, line};
use crate::tree::Entry;

/// The end of a log as it is on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tail {
    /// How many bytes stay.
    pub keep: usize,
    /// What stands behind them and goes: the piece of a record that was never acknowledged.
    pub cut: Option<String>,
    /// The last line that stays.
    last: Option<String>,
    /// Whether that line lacks its line break.
    open: bool,
}

impl Tail {
    /// Looks at the end of a log; only its last lines are read.
    pub fn of(bytes: &[u8]) -> Tail {
        let end = bytes
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |at| at + 1);
        let rest = &bytes[end..];
        let whole = std::str::from_utf8(rest)
            .ok()
            .filter(|text| json::object(text.trim_start_matches('\u{feff}'), 0, 0).is_ok());
        if let Some(text) = whole {
            return Tail {
                keep: bytes.len(),
                cut: None,
                last: Some(plain(text).to_owned()),
                open: true,
            };
        }
        let last = bytes[..end]
            .rsplit(|b| *b == b'\n')
            .map(String::from_utf8_lossy)
            .find(|line| !line.trim().is_empty());
        Tail {
            keep: end,
            cut: (!rest.is_empty()).then(|| String::from_utf8_lossy(rest).into_owned()),
            last: last.map(|line| plain(&line).to_owned()),
            open: false,
        }
    }

    /// The entries as lines behind this end, each chained to the line before it.
    pub fn followed_by(self, entries: &[Entry]) -> Addition {
        let mut text = String::new();
        if self.open {
            text.push('\n');
        }
        let mut last = self.last;
        for entry in entries {
            let next = line(entry, Some(&chain::follows(last.as_deref())));
            text.push_str(&next);
            text.push('\n');
            last = Some(next);
        }
        Addition {
            keep: self.keep,
            text,
        }
    }
}

fn plain(line: &str) -> &str {
    line.trim_start_matches('\u{feff}')
        .trim_end_matches(['\n', '\r'])
}

/// What is done to the file of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// How many bytes of the file stay.
    pub keep: usize,
    /// What is written behind them.
    pub text: String,
}
