//! The reading card and the list of drafts, for people and for programs.

use super::Document;
use crate::words::plural;
use armistice_case::draft_claims::{DraftClaim, SLOTS};
use armistice_case::edit::Shape;
use armistice_case::model::{ActorId, Case};
use armistice_engine::reader::{Alike, Reading, Readings};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// What is printed of a reading.
pub struct Printed<'a> {
    /// The case, an empty one where none was named.
    pub case: &'a Case,
    /// The documents that were read.
    pub documents: &'a [Document<'a>],
    /// What was found in them.
    pub readings: &'a Readings,
    /// The drafts, in the order in which they are to be looked at.
    pub drafts: &'a [DraftClaim],
    /// For each document what is to be said of how its text was got.
    pub remarks: &'a [Vec<String>],
}

/// The card of every document, then the drafts.
pub fn text(printed: &Printed<'_>, width: usize) -> String {
    let mut out = String::new();
    for (i, (document, reading)) in printed
        .documents
        .iter()
        .zip(&printed.readings.articles)
        .enumerate()
    {
        let remarks = printed.remarks.get(i).map_or(&[][..], Vec::as_slice);
        for line in lines(printed, i, document, reading, remarks) {
            out.push_str(&line);
            out.push('\n');
        }
        out.push('\n');
    }
    let likely = printed
        .drafts
        .iter()
        .filter(|draft| draft.text("tier") == Some("likely"))
        .count();
    let n = printed.drafts.len();
    if n == 0 {
        out.push_str("No drafts.\n");
        return out;
    }
    let _ = writeln!(
        out,
        "{}: {likely} likely, {} to check. None is a claim until a person accepts it.\n",
        plural(n, "draft", "drafts"),
        n - likely
    );
    for draft in printed.drafts {
        entry(&mut out, draft, width);
    }
    out
}

fn lines(
    printed: &Printed<'_>,
    number: usize,
    document: &Document<'_>,
    reading: &Reading,
    remarks: &[String],
) -> Vec<String> {
    let case = printed.case;
    let card = &reading.card;
    let mut out = Vec::new();
    if reading.language.is_none() {
        out.push(format!("{}: not read.", document.path));
        out.push(
            if document.text.trim().is_empty() {
                "  It is empty."
            } else {
                "  This does not read as English, the one language that can be read so far; nothing was guessed."
            }
            .to_owned(),
        );
        return out;
    }
    let rest = card.sentences - card.repeated - card.foreign;
    let foreign = if card.foreign > 0 {
        format!(", {} in another language", card.foreign)
    } else {
        String::new()
    };
    out.push(format!(
        "{}: {}, {} repeated{foreign}; of the other {rest}, {} {} who says what and {} {} not.",
        document.path,
        plural(card.sentences, "sentence", "sentences"),
        card.repeated,
        card.attributed,
        if card.attributed == 1 { "says" } else { "say" },
        card.unattributed,
        if card.unattributed == 1 { "does" } else { "do" },
    ));
    if card.foreign > 0 {
        let (what, was, it) = match card.foreign {
            1 => ("sentence that is", "was", "it"),
            _ => ("sentences that are", "were", "them"),
        };
        out.push(format!(
            "  The {what} not English {was} not read; nothing was guessed of {it}."
        ));
    }
    if !card.dated {
        out.push("  No date: nothing is dated until somebody gives the day of publication (`--published`).".to_owned());
    }
    if !card.never_quoted.is_empty() {
        out.push(format!(
            "  Named and never quoted: {}.",
            names(case, &card.never_quoted)
        ));
    }
    for (issue, side) in &card.one_side {
        let side = side.map_or("a speaker whom the case does not know".to_owned(), |side| {
            case.name(side).to_owned()
        });
        out.push(format!(
            "  On {} one side alone is heard: {side}.",
            case.issue_name(*issue)
        ));
    }
    if card.left_out > 0 {
        out.push(format!(
            "  Left out: {} whose speaker is unclear (`--all` shows them).",
            plural(card.left_out, "draft", "drafts")
        ));
    }
    for alike in &printed.readings.alike {
        if alike.second == number {
            out.push(format!("  {}", shared(printed, alike)));
        }
    }
    for remark in remarks {
        out.push(format!("  Its text: {remark}."));
    }
    out
}

fn shared(printed: &Printed<'_>, alike: &Alike) -> String {
    let other = printed
        .documents
        .get(alike.first)
        .map_or("an earlier article", |document| document.path.as_str());
    format!(
        "Shares {} % of the shorter one's passages with {other}: perhaps one story; if so, give its source the same `origin`.",
        alike.share / 10
    )
}

fn names(case: &Case, actors: &[ActorId]) -> String {
    let names: Vec<&str> = actors.iter().map(|actor| case.name(*actor)).collect();
    names.join(", ")
}

fn entry(out: &mut String, draft: &DraftClaim, width: usize) {
    let tier = draft.text("tier").unwrap_or("check");
    let own = draft.speaker_kind.as_deref() == Some("outlet");
    let who = match (&draft.speaker, draft.text("by")) {
        (Some(speaker), Some("outlet")) if own => format!("{speaker}, the outlet"),
        (Some(speaker), Some("outlet")) => format!("the outlet, of {speaker}"),
        (Some(speaker), Some(by)) => format!("{speaker} = {by}"),
        (Some(speaker), None) => format!("{speaker}, new to the case"),
        (None, _) => "the outlet".to_owned(),
    };
    let cue = draft
        .text("cue")
        .map(|cue| format!(" [{cue}]"))
        .unwrap_or_default();
    let _ = writeln!(out, "{:<10} {}", tier, draft.id);
    wrapped(out, &format!("{}{cue}", flat(&who)), width);
    wrapped(out, &flat(draft.content.as_deref().unwrap_or("")), width);
    let slots = slots(draft);
    if !slots.is_empty() {
        wrapped(out, &format!("→ {slots}"), width);
    }
    for (words, ids) in [
        ("cannot both hold with", &draft.cannot_hold_with),
        ("pulls apart from", &draft.pulls_apart_from),
        ("perhaps the same as", &draft.like),
    ] {
        if !ids.is_empty() {
            wrapped(out, &format!("! {words} {}", ids.join(", ")), width);
        }
    }
    if !draft.also.is_empty() {
        wrapped(
            out,
            &format!("stands {} more", plural(draft.also.len(), "time", "times")),
            width,
        );
    }
    if !draft.doubts.is_empty() {
        wrapped(out, &format!("check: {}", draft.doubts.join("; ")), width);
    }
    out.push('\n');
}

/// What a draft would say in typed form, as a case writes it.
fn slots(draft: &DraftClaim) -> String {
    let mut parts: Vec<String> = SLOTS
        .iter()
        .filter_map(|key| {
            Some(format!(
                "{key}: {}",
                armistice_case::edit::flow(draft.key(key)?)
            ))
        })
        .collect();
    for count in &draft.counts {
        parts.push(flat(&count.to_string()));
    }
    for time in &draft.times {
        let known = time.meant().unwrap_or("day not known");
        parts.push(format!("“{}”: {known}", flat(&time.words)));
    }
    if draft.text("hedged") == Some("yes") {
        parts.push("hedged".to_owned());
    }
    parts.join("; ")
}

/// A text on one line, without signs that cannot be seen.
fn flat(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Writes a paragraph, indented and broken to a width.
fn wrapped(out: &mut String, text: &str, width: usize) {
    const INDENT: usize = 11;
    let room = width.saturating_sub(INDENT).max(20);
    let mut column = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > room {
            out.push('\n');
            column = 0;
        }
        if column == 0 {
            let _ = write!(out, "{:INDENT$}", "");
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
}

/// The same for programs.
pub fn json(printed: &Printed<'_>) -> Value {
    let case = printed.case;
    let id = |actor: &ActorId| case.actors.label(*actor).id.to_string();
    let documents: Vec<Value> = printed
        .documents
        .iter()
        .zip(&printed.readings.articles)
        .enumerate()
        .map(|(i, (document, reading))| {
            let card = &reading.card;
            json!({
                "source": document.id,
                "path": document.path,
                "digest": document.digest,
                "language": reading.language,
                "sentences": card.sentences,
                "repeated": card.repeated,
                "attributed": card.attributed,
                "unattributed": card.unattributed,
                "other-language": card.foreign,
                "never-quoted": card.never_quoted.iter().map(id).collect::<Vec<_>>(),
                "one-side": card.one_side.iter().map(|(issue, side)| json!({
                    "issue": case.issues.label(*issue).id.to_string(),
                    "side": side.as_ref().map(id),
                })).collect::<Vec<_>>(),
                "dated": card.dated,
                "left-out": card.left_out,
                "remarks": printed.remarks.get(i).cloned().unwrap_or_default(),
            })
        })
        .collect();
    json!({
        "schema": "armistice/read/1",
        "documents": documents,
        "alike": printed.readings.alike.iter().map(|alike| json!({
            "first": printed.documents.get(alike.first).map(|document| &document.id),
            "second": printed.documents.get(alike.second).map(|document| &document.id),
            "share": f64::from(alike.share) / 1000.0,
        })).collect::<Vec<_>>(),
        "draft-claims": printed.drafts.iter().map(|draft| {
            let mut value = value(&draft.shape());
            if let Some(object) = value.as_object_mut() {
                object.insert("id".to_owned(), json!(draft.id));
            }
            value
        }).collect::<Vec<_>>(),
    })
}

fn value(shape: &Shape) -> Value {
    match shape {
        Shape::Nothing => Value::Null,
        Shape::Text(text) => json!(text),
        Shape::List(items) => Value::Array(items.iter().map(value).collect()),
        Shape::Map(entries) => {
            let map: Map<String, Value> = entries
                .iter()
                .map(|(key, inner)| (key.to_string(), value(inner)))
                .collect();
            Value::Object(map)
        }
    }
}
