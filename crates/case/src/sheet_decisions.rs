//! Draft claims as a spreadsheet to decide in, and the decisions back.
//!
//! The sheet has a row a draft claim that waits for a person: what was found, the typed values that
//! the claim would have, and empty columns for what is decided. The same table, filled in, is read
//! again; a typed value that was changed in it corrects the draft claim first.

use crate::decide::{New, Verdict, waits};
use crate::draft_claims::{Count, DraftClaim, SLOTS, Time};
use crate::edit::{Shape, flow};
use crate::newcomers::{NEW, can_be_added, told_by_outlet, uncounted};
use crate::sheet::{BadRow, Error, begins, delimiter, guarded, table, uneven, unguarded};
use crate::suggestion;

/// What is shown of a draft claim; not read again.
const SHOWN: &[&str] = &[
    "tier", "speaker", "cue", "content", "quote", "stance", "issue", "counts", "times", "doubts",
    "against",
];

/// Keys of the claim, as they stand; what is changed is corrected, what is emptied is taken away.
fn typed() -> impl Iterator<Item = &'static str> {
    ["about", "date"].into_iter().chain(SLOTS)
}

/// What a person fills in.
const FILLED: &[&str] = &[
    "decision", "by", "set", "claim", "with", "second", "because", "who", "at",
];

/// The words for a decision, in the imperative and as the case records it.
const WORDS: &[(&str, &str)] = &[
    ("accept", "accepted"),
    ("reject", "rejected"),
    ("merge", "merged"),
    ("split", "split"),
    ("skip", "skipped"),
];

/// A row that decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The line of the table.
    pub line: u64,
    /// The draft claim.
    pub draft: Box<str>,
    /// Keys of the draft claim that are corrected first.
    pub set: Vec<(Box<str>, Shape)>,
    /// What is decided; only corrected where nothing is.
    pub verdict: Option<Verdict>,
    /// Who decided, where the row says so.
    pub who: Option<Box<str>>,
    /// When, where the row says so.
    pub at: Option<Box<str>>,
}

/// The columns of the table.
fn columns() -> Vec<&'static str> {
    let fixed = [&["draft"], &FILLED[..2], SHOWN].concat();
    fixed
        .into_iter()
        .chain(typed())
        .chain(FILLED[2..].iter().copied())
        .collect()
}

/// The draft claims that wait, as a table.
///
/// # Errors
/// Where a row cannot be written.
pub fn write_drafts<'d>(drafts: impl IntoIterator<Item = &'d DraftClaim>) -> Result<String, Error> {
    let columns = columns();
    let mut rows = vec![columns.iter().map(|column| (*column).to_owned()).collect()];
    for draft in drafts.into_iter().filter(|draft| waits(draft)) {
        let shown = |key: &str| match draft.key(key) {
            Some(Shape::Text(text)) => text.to_string(),
            Some(Shape::Nothing) | None => String::new(),
            Some(shape) => flow(shape),
        };
        let of = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
        let listed = |list: &[Box<str>]| list.join("; ");
        let against: Vec<Box<str>> = draft
            .cannot_hold_with
            .iter()
            .chain(&draft.pulls_apart_from)
            .cloned()
            .collect();
        let mut row = vec![draft.id.to_string(), String::new(), by(draft, shown("by"))];
        row.extend([
            shown("tier"),
            of(&draft.speaker),
            shown("cue"),
            of(&draft.content),
            shown("quote"),
            of(&draft.stance),
            listed(&draft.issues),
            joined(&draft.counts, Count::to_string),
            joined(&draft.times, timed),
            listed(&draft.doubts),
            listed(&against),
        ]);
        row.extend(typed().map(|key| match key {
            "quantity" if uncounted(draft).next().is_some() => NEW.to_owned(),
            key => shown(key),
        }));
        row.resize(columns.len(), String::new());
        rows.push(row.iter().map(|cell| guarded(cell)).collect());
    }
    table(rows)
}

/// Who would speak: whom the reader found, else what is plain to take.
fn by(draft: &DraftClaim, found: String) -> String {
    if !found.is_empty() {
        found
    } else if told_by_outlet(draft) {
        "outlet".to_owned()
    } else if draft.speaker_kind.is_some() && can_be_added(draft) {
        NEW.to_owned()
    } else {
        found
    }
}

fn joined<T>(items: &[T], words: impl Fn(&T) -> String) -> String {
    items.iter().map(words).collect::<Vec<_>>().join("; ")
}

/// "by Friday": 2034-05-05
fn timed(time: &Time) -> String {
    let known = time.meant().unwrap_or("no day can be given");
    format!("“{}”: {known}", time.words)
}

/// Reads decisions, and the rows that are none.
///
/// # Errors
/// Where the head names a column that no table of decisions has, or lacks one it needs.
pub fn read_decisions(text: &str) -> Result<(Vec<Decided>, Vec<BadRow>), String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let head = reader.headers().map_err(|error| error.to_string())?.clone();
    let known = columns();
    for column in &head {
        if !known.contains(&column) {
            let hint = suggestion(column, known.iter().copied())
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            return Err(format!(
                "no table of decisions has a column `{column}`{hint}"
            ));
        }
    }
    for needed in ["draft", "decision"] {
        if !head.iter().any(|column| column == needed) {
            return Err(format!("a table of decisions needs a column `{needed}`"));
        }
    }
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                bad.push((begins(text, error.position()).1, error.to_string()));
                continue;
            }
        };
        let line = begins(text, record.position()).1;
        if record.len() != head.len() {
            bad.push((line, uneven(record.len(), head.len())));
            continue;
        }
        // What stands in a column, if the table has it; empty where it was taken out.
        let column = |name: &str| -> Option<&str> {
            let at = head.iter().position(|column| column == name)?;
            Some(unguarded(record.get(at)?).trim())
        };
        let cell = |name: &str| column(name).filter(|text| !text.is_empty());
        match row(line, &cell, &column) {
            Ok(Some(row)) => rows.push(row),
            Ok(None) => {}
            Err(why) => bad.push((line, why)),
        }
    }
    Ok((rows, bad))
}

/// One row; none where nothing is decided in it.
fn row<'r>(
    line: u64,
    cell: &impl Fn(&str) -> Option<&'r str>,
    column: &impl Fn(&str) -> Option<&'r str>,
) -> Result<Option<Decided>, String> {
    let mut set: Vec<(Box<str>, Shape)> = Vec::new();
    for pair in cell("set").map(pairs).unwrap_or_default() {
        let Some((key, value)) = pair.split_once('=') else {
            return Err(format!("`{pair}` is no `KEY=VALUE`"));
        };
        set.push((key.trim().into(), Shape::typed(value)));
    }
    let verdict = match cell("decision") {
        None => None,
        Some(word) => Some(verdict(word, cell)?),
    };
    let shown: Vec<(Box<str>, Shape)> = typed()
        .filter_map(|key| Some((key.into(), column(key)?)))
        .filter(|(_, words)| *words != NEW)
        .map(|(key, words)| (key, Shape::typed(words)))
        .collect();
    if verdict.is_none() && set.is_empty() && shown.is_empty() {
        return Ok(None);
    }
    let Some(draft) = cell("draft") else {
        return Err("the row names no draft claim".to_owned());
    };
    if let Some(by) = cell("by").filter(|by| *by != NEW && (verdict.is_some() || !set.is_empty())) {
        set.push(("by".into(), Shape::typed(by)));
    }
    set.extend(shown);
    if let Some(at) = cell("at").filter(|at| !is_moment(at)) {
        return Err(format!(
            "`{at}` in the column `at` is no day; write `2034-05-02` or `2034-05-02T10:00:00Z`"
        ));
    }
    Ok(Some(Decided {
        line,
        draft: draft.into(),
        set,
        verdict,
        who: cell("who").map(Into::into),
        at: cell("at").map(Into::into),
    }))
}

/// Whether some words are a day, or a day and hour as they are recorded.
fn is_moment(words: &str) -> bool {
    words.parse::<jiff::Timestamp>().is_ok() || crate::phrase::day_and_hour(words).is_ok()
}

fn verdict<'r>(word: &str, cell: &impl Fn(&str) -> Option<&'r str>) -> Result<Verdict, String> {
    let text = |name: &str| cell(name).map(Box::<str>::from);
    let recorded = WORDS
        .iter()
        .find(|(now, then)| *now == word || *then == word)
        .map(|(_, then)| *then);
    Ok(match recorded {
        Some("accepted") => Verdict::Accept {
            id: text("claim"),
            new: New {
                speaker: cell("by") == Some(NEW),
                quantities: cell("quantity") == Some(NEW),
            },
        },
        Some("rejected") => Verdict::Reject {
            because: text("because"),
        },
        Some("merged") => Verdict::Merge {
            with: text("with")
                .or_else(|| text("claim"))
                .ok_or("a merge needs the column `with`: the id of a claim or draft claim")?,
        },
        Some("split") => Verdict::Split {
            second: text("second").ok_or(
                "a split needs the column `second`: the words with which the second part begins",
            )?,
        },
        Some(_) => Verdict::Skip,
        None => {
            let hint = suggestion(word, WORDS.iter().map(|(now, _)| *now))
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            return Err(format!(
                "`{word}` is no decision: accept, reject, merge, split or skip{hint}"
            ));
        }
    })
}

/// The pairs of a cell, which semicolons outside brackets part.
fn pairs(cell: &str) -> Vec<&str> {
    let (mut depth, mut from, mut out) = (0_i32, 0, Vec::new());
    for (at, c) in cell.char_indices() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            ';' if depth <= 0 => {
                out.push(cell[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    out.push(cell[from..].trim());
    out.retain(|pair| !pair.is_empty());
    out
}
