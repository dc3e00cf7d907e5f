//! The neutral schema of attribution relations: source, cue and content as spans of characters.

use super::{Characters, Document};
use armistice_engine::reader::Readings;
use serde_json::{Value, json};
use std::ops::Range;

/// All relations of all documents. Offsets are characters (code points), half open; the outlet's
/// own statements are no relations and are left out, as is a gloss.
pub fn relations(documents: &[Document<'_>], readings: &Readings) -> Value {
    let mut out = Vec::new();
    for (document, reading) in documents.iter().zip(&readings.articles) {
        let characters = Characters::of(document.text);
        let spans = |parts: &[Range<usize>]| -> Value {
            let spans: Vec<Value> = parts
                .iter()
                .map(|part| {
                    let range = characters.range(part);
                    json!({"start": range.start, "end": range.end})
                })
                .collect();
            if spans.is_empty() {
                Value::Null
            } else {
                Value::Array(spans)
            }
        };
        for draft in &reading.drafts {
            if draft.pattern.is_none() {
                continue;
            }
            let source: Vec<Range<usize>> = draft
                .source
                .iter()
                .map(|source| source.at.clone())
                .collect();
            let cue: Vec<Range<usize>> = draft.cue.iter().cloned().collect();
            let mut content = draft.content.clone();
            if let (Some(gloss), Some(last)) = (&draft.gloss, content.last_mut()) {
                last.end = last.end.min(gloss.start);
            }
            out.push(json!({
                "doc": stem(&document.path),
                "source": spans(&source),
                "cue": spans(&cue),
                "content": spans(&content),
                "tier": draft.tier.word(),
            }));
        }
    }
    Value::Array(out)
}

/// A file's name without folder and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
