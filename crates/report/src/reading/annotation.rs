//! Draft claims as W3C Web Annotations: a quote with what stands round it, and its position.
//!
//! Both selectors are given, since the one finds the words again where the other fails
//! (W3C Recommendation "Web Annotation Data Model", 2017, sections 4.2.4 and 4.2.5). Positions
//! count characters.

use super::{Characters, Document, context};
use armistice_case::draft_claims::DraftClaim;
use serde_json::{Value, json};
use std::ops::Range;

/// The draft claims as one collection.
pub fn collection(documents: &[Document<'_>], drafts: &[DraftClaim]) -> Value {
    let characters: Vec<Characters<'_>> = documents
        .iter()
        .map(|document| Characters::of(document.text))
        .collect();
    let items: Vec<Value> = drafts
        .iter()
        .filter_map(|draft| {
            let from = draft.text("from")?;
            let at = documents.iter().position(|document| document.id == from)?;
            Some(annotation(draft, &documents[at], &characters[at]))
        })
        .collect();
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "label": "Draft claims",
        "total": items.len(),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    })
}

fn annotation(draft: &DraftClaim, document: &Document<'_>, characters: &Characters<'_>) -> Value {
    let target = |bytes: &Range<usize>| -> Value {
        let range = characters.range(bytes);
        let (before, after) = context(document.text, bytes);
        json!({
            "source": document.url.clone().unwrap_or_else(|| format!("urn:{}", document.digest)),
            "selector": [
                {"type": "TextQuoteSelector", "exact": &document.text[bytes.clone()], "prefix": before, "suffix": after},
                {"type": "TextPositionSelector", "start": range.start, "end": range.end},
            ],
        })
    };
    let mut bodies = vec![
        json!({"type": "TextualBody", "purpose": "tagging", "value": draft.text("tier").unwrap_or("check")}),
    ];
    for (name, value) in [
        ("by", draft.text("by").map(Into::into)),
        ("speaker", draft.speaker.clone()),
        ("cue", draft.text("cue").map(Into::into)),
        ("stance", draft.stance.clone()),
    ] {
        if let Some(value) = value {
            bodies.push(json!({"type": "TextualBody", "purpose": "describing", "value": format!("{name}: {value}")}));
        }
    }
    let targets: Vec<Value> = draft.content_at.iter().map(target).collect();
    json!({
        "id": format!("urn:armistice:{}", draft.id),
        "type": "Annotation",
        "motivation": "identifying",
        "body": bodies,
        "target": targets,
    })
}
