//! Decisions from a table, without a screen: all of them, or none.

use crate::args::Review;
use crate::article;
use crate::changes::{Opened, refusal};
use crate::clock;
use crate::files::Failure;
use crate::terminal::{Outcome, Stop, Terminal, count};
use armistice_case::Loaded;
use armistice_case::decide::{Hand, NotDecided, Verdict, correct, decide, draft, waits};
use armistice_case::edit::{Refused, Shape};
use armistice_case::sheet_decisions::{Decided, read_decisions};
use std::path::Path;

/// Reads the table, makes every decision, and writes once.
pub fn run(args: &Review, table: &Path, who: &str, terminal: &Terminal) -> Result<Outcome, Stop> {
    let bytes = std::fs::read(table).map_err(|error| Failure::Io(table.to_owned(), error))?;
    let text = article::decoded(&bytes);
    let (rows, mut bad) =
        read_decisions(&text).map_err(|why| Stop::Words(format!("{}: {why}", table.display())))?;
    let opened = Opened::open(&args.case)?;
    let mut now: Option<Loaded> = None;
    let mut made: Vec<(&str, usize)> = Vec::new();
    let at = clock::now();
    for row in &rows {
        let hand = Hand {
            who: row.who.clone().unwrap_or_else(|| who.into()),
            at: row.at.clone().unwrap_or_else(|| at.as_str().into()),
        };
        match apply(now.as_ref().unwrap_or(&opened.loaded), row, &hand) {
            Ok(Some(after)) => {
                now = Some(after);
                let word = row.verdict.as_ref().map_or("corrected", Verdict::word);
                match made.iter_mut().find(|(other, _)| *other == word) {
                    Some((_, n)) => *n += 1,
                    None => made.push((word, 1)),
                }
            }
            // Decided so before: a table can be given again.
            Ok(None) => {}
            Err(NotDecided::Refused(Refused::Errors(inner))) => {
                let (_, diagnostics) = *inner;
                let why = diagnostics
                    .first()
                    .map_or("the change would bring an error", |found| &found.message);
                bad.push((row.line, format!("`{}`: {why}", row.draft)));
            }
            Err(NotDecided::Refused(other)) => return Err(refusal(other, terminal)),
            Err(why) => bad.push((row.line, why.to_string())),
        }
    }
    if !bad.is_empty() {
        bad.sort();
        for (line, why) in &bad {
            terminal.say(&format!("{}:{line}: {why}", table.display()));
        }
        return Err(Stop::Words(format!(
            "{} cannot be made; nothing was written",
            count(bad.len(), "decision", "decisions")
        )));
    }
    if let Some(after) = &now {
        opened.write(after)?;
    }
    let told: Vec<String> = made.iter().map(|(word, n)| format!("{n} {word}")).collect();
    let told = if told.is_empty() {
        "nothing new was decided".to_owned()
    } else {
        told.join(", ")
    };
    terminal.print(None, &format!("{told}\n"))?;
    Ok(Outcome::Fine)
}

/// One row: corrections, then the decision; none where it stands so already.
fn apply(loaded: &Loaded, row: &Decided, hand: &Hand) -> Result<Option<Loaded>, NotDecided> {
    let (_, found) = draft(loaded, &row.draft)?;
    if let (Some(decision), Some(verdict)) = (&found.decision, &row.verdict)
        && (!waits(&found) || matches!(verdict, Verdict::Skip))
        && &*decision.is == verdict.word()
    {
        return Ok(None);
    }
    let mut now: Option<Loaded> = None;
    for (key, value) in &row.set {
        let value = (*value != Shape::text("")).then(|| value.clone());
        if found.key(key) != value.as_ref() {
            now = Some(correct(
                now.as_ref().unwrap_or(loaded),
                &row.draft,
                key,
                value,
            )?);
        }
    }
    match &row.verdict {
        Some(verdict) => {
            let (after, _) = decide(now.as_ref().unwrap_or(loaded), &row.draft, verdict, hand)?;
            Ok(Some(after))
        }
        None => Ok(now),
    }
}
