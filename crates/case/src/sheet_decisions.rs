//! Draft claims as a spreadsheet to decide in, and the decisions back.
//!
//! The sheet has a row a draft claim that waits for a person: what was found, and empty columns for
//! what is decided. The same table, filled in, is read again.

use crate::decide::{Verdict, waits};
use crate::draft_claims::DraftClaim;
use crate::edit::{Shape, flow};
use crate::sheet::{BadRow, Error, guarded, table, unguarded};
use crate::suggestion;

/// What is shown of a draft claim; not read again.
const SHOWN: &[&str] = &[
    "tier", "speaker", "cue", "content", "quote", "stance", "issue", "doubts", "against",
];

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

/// The draft claims that wait, as a table.
///
/// # Errors
/// Where a row cannot be written.
pub fn write_drafts<'d>(drafts: impl IntoIterator<Item = &'d DraftClaim>) -> Result<String, Error> {
    let head = ["draft"]
        .iter()
        .chain(&FILLED[..2])
        .chain(SHOWN)
        .chain(&FILLED[2..]);
    let mut rows = vec![head.map(|column| (*column).to_owned()).collect()];
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
        let mut row = vec![draft.id.to_string(), String::new(), shown("by")];
        row.extend([
            shown("tier"),
            of(&draft.speaker),
            shown("cue"),
            of(&draft.content),
            shown("quote"),
            of(&draft.stance),
            listed(&draft.issues),
            listed(&draft.doubts),
            listed(&against),
        ]);
        row.resize(1 + FILLED.len() + SHOWN.len(), String::new());
        rows.push(row.iter().map(|cell| guarded(cell)).collect());
    }
    table(rows)
}

/// Reads decisions, and the rows that are none.
///
/// # Errors
/// Where the head names a column that no table of decisions has, or lacks one it needs.
pub fn read_decisions(text: &str) -> Result<(Vec<Decided>, Vec<BadRow>), String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let head = reader.headers().map_err(|error| error.to_string())?.clone();
    let known = || ["draft"].iter().chain(FILLED).chain(SHOWN).copied();
    for column in &head {
        if !known().any(|name| name == column) {
            let hint = suggestion(column, known())
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
                let line = error.position().map_or(0, csv::Position::line);
                bad.push((line, error.to_string()));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != head.len() {
            bad.push((
                line,
                format!("{} cells stand under {} columns", record.len(), head.len()),
            ));
            continue;
        }
        let cell = |name: &str| -> Option<&str> {
            let at = head.iter().position(|column| column == name)?;
            Some(unguarded(record.get(at)?).trim()).filter(|text| !text.is_empty())
        };
        match row(line, &cell) {
            Ok(Some(row)) => rows.push(row),
            Ok(None) => {}
            Err(why) => bad.push((line, why)),
        }
    }
    Ok((rows, bad))
}

/// One row; none where nothing is decided in it.
fn row<'r>(line: u64, cell: &impl Fn(&str) -> Option<&'r str>) -> Result<Option<Decided>, String> {
    let mut set = Vec::new();
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
    if verdict.is_none() && set.is_empty() {
        return Ok(None);
    }
    let Some(draft) = cell("draft") else {
        return Err("the row names no draft claim".to_owned());
    };
    if let Some(by) = cell("by") {
        set.push(("by".into(), Shape::typed(by)));
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

fn verdict<'r>(word: &str, cell: &impl Fn(&str) -> Option<&'r str>) -> Result<Verdict, String> {
    let text = |name: &str| cell(name).map(Box::<str>::from);
    let recorded = WORDS
        .iter()
        .find(|(now, then)| *now == word || *then == word)
        .map(|(_, then)| *then);
    Ok(match recorded {
        Some("accepted") => Verdict::Accept { id: text("claim") },
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
