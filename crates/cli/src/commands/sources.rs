//! `armistice check --sources`: every quote against the copy of its source.
//!
//! A quote is looked for at its bytes, then by its words with what stood round them (W3C Web
//! Annotation: a text quote beside a text position). Whatever is no longer where it was is an
//! objection, also where the words were found again.

use crate::args::{Check, CheckFormat};
use crate::article::digest;
use crate::terminal::{Outcome, Stop, Terminal, count};
use armistice_case::tree::Entry;
use armistice_case::{Loaded, MAX_FILE, phrase};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::Path;

/// How one quote or one copy fares.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// The quote stands where it stood.
    Stands,
    /// The same words stand elsewhere now.
    Moved(Range<usize>),
    /// The words are gone.
    Lost,
    /// The quote stands at its bytes, and its characters are counted otherwise.
    Miscounted(Range<usize>),
    /// It was read from a copy, and its source names none any more.
    WithoutCopy,
    /// The copy is another text than the one that was read.
    Changed,
    /// The copy cannot be read.
    Missing(String),
}

/// Runs the command.
pub fn run(args: &Check, loaded: &Loaded, terminal: &Terminal) -> Result<Outcome, Stop> {
    let folder = if args.case.is_dir() {
        args.case.as_path()
    } else {
        args.case.parent().unwrap_or(Path::new("."))
    };
    let mut copies: BTreeMap<&str, Result<String, String>> = BTreeMap::new();
    let mut found: Vec<(String, String, State)> = Vec::new();
    let mut without_copy = 0;
    let mut quotes = 0;
    for entry in loaded.tree.entries("sources") {
        for (key, own) in [("file", "digest"), ("raw", "raw-digest")] {
            let Some(file) = entry.value.text_at(key) else {
                continue;
            };
            let place = loaded.files.place(entry.key_span).to_string();
            let bytes = copy(folder, file);
            let state = match (&bytes, entry.value.text_at(own)) {
                (Err(error), _) => State::Missing(error.to_string()),
                (Ok(bytes), Some(known))
                    if known.starts_with("sha256:") && digest(bytes) != known =>
                {
                    State::Changed
                }
                _ => State::Stands,
            };
            if key == "file" {
                let text = bytes
                    .map_err(|error| error.to_string())
                    .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                copies.insert(&entry.key, text);
            }
            if state != State::Stands {
                found.push((place, format!("source `{}` ({file})", entry.key), state));
            }
        }
    }
    for section in ["claims", "draft-claims"] {
        for entry in loaded.tree.entries(section) {
            let Some(quote) = entry.value.text_at("quote") else {
                continue;
            };
            let from = entry
                .value
                .get("from")
                .map_or(&[][..], |node| node.as_list());
            let copy = from
                .iter()
                .filter_map(|node| node.text())
                .find_map(|id| copies.get(id));
            match copy {
                None => {
                    without_copy += 1;
                    // What stood at bytes of a copy has lost it; other quotes never had one.
                    if place(entry, "bytes").is_some() {
                        let at = loaded.files.place(entry.key_span).to_string();
                        found.push((at, format!("`{}`", entry.key), State::WithoutCopy));
                    }
                }
                Some(Err(_)) => quotes += 1,
                Some(Ok(text)) => {
                    quotes += 1;
                    let state = anchored(text, entry, quote);
                    if state != State::Stands {
                        let place = loaded.files.place(entry.key_span).to_string();
                        found.push((place, format!("`{}`", entry.key), state));
                    }
                }
            }
        }
    }
    print(args, terminal, &found, quotes, without_copy)?;
    Ok(if found.is_empty() {
        Outcome::Fine
    } else {
        Outcome::No
    })
}

/// The bytes of a copy inside the case's folder.
pub fn copy(folder: &Path, file: &str) -> io::Result<Vec<u8>> {
    let refused = |words: &str| io::Error::new(io::ErrorKind::InvalidInput, words.to_owned());
    let root = fs::canonicalize(folder)?;
    let path = fs::canonicalize(root.join(file))?;
    if !path.starts_with(&root) {
        return Err(refused("it lies outside the case's folder"));
    }
    let mut bytes = Vec::new();
    fs::File::open(&path)?
        .take(MAX_FILE + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(refused("it is too large"));
    }
    Ok(bytes)
}

/// Where an entry says that its quote stands, in bytes or characters.
fn place(entry: &Entry, unit: &str) -> Option<Range<usize>> {
    let mut parts = entry.value.text_at("at")?.split(',').map(str::trim);
    let range = parts.find_map(|part| part.strip_prefix(unit)?.strip_prefix(' '))?;
    phrase::bytes(range).ok()
}

/// Whether a quote stands at its place, or where it stands now.
fn anchored(text: &str, entry: &Entry, quote: &str) -> State {
    let at = place(entry, "bytes");
    if let Some(at) = &at
        && text.get(at.clone()) == Some(quote)
    {
        let start = text[..at.start].chars().count();
        let counted = start..start + quote.chars().count();
        return match place(entry, "characters") {
            Some(characters) if characters != counted => State::Miscounted(counted),
            _ => State::Stands,
        };
    }
    let around = |key: &str| entry.value.text_at(key).unwrap_or("");
    let (before, after) = (around("before"), around("after"));
    // Of several places the one whose surroundings are most alike, then the nearest.
    let likeness = |start: usize| {
        let left = text[..start]
            .chars()
            .rev()
            .zip(before.chars().rev())
            .take_while(|(a, b)| a == b)
            .count();
        let right = text[start + quote.len()..]
            .chars()
            .zip(after.chars())
            .take_while(|(a, b)| a == b)
            .count();
        let far = at.as_ref().map_or(0, |at| at.start.abs_diff(start));
        (left + right, std::cmp::Reverse(far))
    };
    if quote.is_empty() {
        return State::Lost;
    }
    let best = text
        .match_indices(quote)
        .map(|(start, _)| start)
        .take(10_000)
        .max_by_key(|start| likeness(*start));
    match best {
        // A quote that never had bytes stands wherever it is found.
        Some(_) if at.is_none() => State::Stands,
        Some(start) => State::Moved(start..start + quote.len()),
        None => State::Lost,
    }
}

fn print(
    args: &Check,
    terminal: &Terminal,
    found: &[(String, String, State)],
    quotes: usize,
    without_copy: usize,
) -> Result<(), Stop> {
    if args.format != CheckFormat::Text {
        let items: Vec<Value> = found
            .iter()
            .map(|(place, what, state)| {
                let (word, at) = match state {
                    State::Stands => ("stands", None),
                    State::Moved(at) => ("moved", Some(at)),
                    State::Miscounted(at) => ("miscounted", Some(at)),
                    State::Lost => ("lost", None),
                    State::WithoutCopy => ("without-copy", None),
                    State::Changed => ("changed", None),
                    State::Missing(_) => ("missing", None),
                };
                let unit = if word == "miscounted" { "characters" } else { "bytes" };
                json!({"place": place, "what": what.trim_matches('`'), "state": word, unit: at.map(|at| [at.start, at.end])})
            })
            .collect();
        let value = json!({
            "schema": "armistice/check-sources/1",
            "quotes": quotes,
            "without-copy": without_copy,
            "objections": items,
        });
        return terminal.print(None, &format!("{value:#}\n"));
    }
    let mut out = String::new();
    for (place, what, state) in found {
        let words = match state {
            State::Stands => continue,
            State::Moved(at) => format!(
                "the quote of {what} no longer stands where it stood; the same words are at bytes {} to {} now",
                at.start, at.end
            ),
            State::Miscounted(at) => format!(
                "the quote of {what} stands at its bytes, and these are characters {} to {} of the copy",
                at.start, at.end
            ),
            State::WithoutCopy => format!(
                "the quote of {what} was read from a copy, and its source names none any more (`file`)"
            ),
            State::Lost => {
                format!("the quote of {what} stands nowhere in the copy of its source any more")
            }
            State::Changed => {
                format!("the copy of {what} is another text than the one that was read")
            }
            State::Missing(reason) => format!("the copy of {what} cannot be read: {reason}"),
        };
        out.push_str(&format!("{place}: {words}\n"));
    }
    let none = quotes == 0;
    let quotes = count(quotes, "quote", "quotes");
    if none && found.is_empty() {
        out.push_str("no quote could be checked\n");
    } else if found.is_empty() {
        out.push_str(&format!(
            "{quotes} checked: every one stands where it stood\n"
        ));
    } else {
        out.push_str(&format!(
            "{quotes} checked: {}\n",
            count(found.len(), "objection", "objections")
        ));
    }
    if without_copy > 0 {
        out.push_str(&format!(
            "{} no copy in the case's folder to be checked against\n",
            count(without_copy, "quote has", "quotes have")
        ));
    }
    terminal.print(None, &out)
}
