//! One draft claim as it is looked at: the passage with what was found marked in it, then what the
//! reader made of it, then what speaks against it. Marks are bold, underlined and reversed, never
//! colours alone.

use armistice_case::Loaded;
use armistice_case::draft_claims::DraftClaim;
use armistice_case::edit::{Shape, flow};
use armistice_case::newcomers::{can_be_added, uncounted};
use armistice_case::phrase;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span, Text};
use std::ops::Range;

const SPEAKER: Modifier = Modifier::UNDERLINED;
const CUE: Modifier = Modifier::REVERSED;
const CONTENT: Modifier = Modifier::BOLD;
const FAINT: Modifier = Modifier::DIM;

/// Keys of the claim that are shown in the passage or say where it stands.
const APART: &[&str] = &[
    "by", "quote", "cue", "at", "before", "after", "digest", "tier", "from",
];

/// The whole card.
pub fn card(loaded: &Loaded, draft: &DraftClaim) -> Text<'static> {
    let mut lines = vec![passage(draft), Line::default()];
    lines.push(Line::from(vec![
        mark("who speaks", SPEAKER),
        Span::raw("  "),
        mark("cue", CUE),
        Span::raw("  "),
        mark("what is said", CONTENT),
    ]));
    lines.push(Line::default());
    for (name, value) in facts(draft) {
        lines.push(Line::from(vec![
            mark(&format!("{name:<18}"), FAINT),
            Span::raw(value),
        ]));
    }
    for (head, ids) in [
        ("cannot hold with", &draft.cannot_hold_with),
        ("pulls apart from", &draft.pulls_apart_from),
        ("may say the same", &draft.like),
    ] {
        for (at, id) in ids.iter().enumerate() {
            let head = if at == 0 { head } else { "" };
            lines.push(Line::from(vec![
                mark(&format!("{head:<18}"), CONTENT),
                Span::raw(format!("{id}: {}", told(loaded, id))),
            ]));
        }
    }
    Text::from(lines)
}

fn mark(text: &str, modifier: Modifier) -> Span<'static> {
    Span::styled(clean(text), Style::new().add_modifier(modifier))
}

/// Without signs that a terminal would act upon.
fn clean(text: &str) -> String {
    armistice_report::text::clean(text)
}

/// The passage, with speaker, cue and content marked where they stand in it.
fn passage(draft: &DraftClaim) -> Line<'static> {
    let quote = draft
        .text("quote")
        .or(draft.content.as_deref())
        .unwrap_or_default();
    let mut marks = vec![Modifier::empty(); quote.len()];
    for (words, at, modifier) in [
        (draft.content.as_deref(), &draft.content_at, CONTENT),
        (draft.speaker.as_deref(), &draft.speaker_at, SPEAKER),
        (draft.text("cue"), &draft.cue_at, CUE),
    ] {
        let Some(words) = words.filter(|words| !words.is_empty()) else {
            continue;
        };
        for part in places(draft, quote, words, at) {
            for mark in &mut marks[part] {
                *mark |= modifier;
            }
        }
    }
    let mut spans = vec![mark(draft.text("before").unwrap_or_default(), FAINT)];
    let mut from = 0;
    for (at, _) in quote.char_indices().skip(1).chain([(quote.len(), ' ')]) {
        if at == quote.len() || marks[at] != marks[from] {
            if from < at {
                spans.push(mark(&quote[from..at], marks[from]));
            }
            from = at;
        }
    }
    spans.push(mark(draft.text("after").unwrap_or_default(), FAINT));
    Line::from(spans)
}

/// Where some words stand in a quote: at the bytes that were recorded, or, where these do not fit any
/// more, where the words are found.
fn places(draft: &DraftClaim, quote: &str, words: &str, at: &[Range<usize>]) -> Vec<Range<usize>> {
    let start = draft
        .text("at")
        .and_then(|at| at.strip_prefix("bytes "))
        .and_then(|at| phrase::bytes(at.split(',').next().unwrap_or(at)).ok())
        .map(|range| range.start);
    let inside = |range: &Range<usize>| {
        let (from, to) = (
            range.start.checked_sub(start?)?,
            range.end.checked_sub(start?)?,
        );
        quote.get(from..to).map(|part| (from..to, part))
    };
    let parts: Vec<(Range<usize>, &str)> = at.iter().filter_map(inside).collect();
    // A pronoun is told with whom it stands for, and several parts with what lies between left out.
    let mut rest = words;
    let fit = !parts.is_empty()
        && parts.iter().all(|(_, part)| {
            let after = rest.strip_prefix(part);
            rest = after.map_or("", |after| after.strip_prefix(" … ").unwrap_or(after));
            after.is_some()
        });
    if fit {
        return parts.into_iter().map(|(range, _)| range).collect();
    }
    let found = quote.find(words);
    found.map(|at| at..at + words.len()).into_iter().collect()
}

/// What the reader made of it, a name and a value each.
fn facts(draft: &DraftClaim) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut put = |name: &str, value: String| {
        if !value.is_empty() {
            out.push((name.to_owned(), clean(&value)));
        }
    };
    let shown = |shape: &Shape| match shape {
        Shape::Text(text) => text.to_string(),
        Shape::Nothing => String::new(),
        other => flow(other),
    };
    let by = draft.key("by").map(shown).unwrap_or_default();
    let speaker = draft.speaker.as_deref().unwrap_or("nobody named");
    put(
        "by",
        match (by.is_empty(), draft.speaker_kind.as_deref()) {
            (false, _) => format!("{by} ({speaker})"),
            (true, Some(kind)) => format!("{speaker} ({kind}): no actor of this case yet"),
            (true, None) => format!("{speaker}: no actor of this case yet"),
        },
    );
    let for_whom = draft.speaks_for.as_deref().unwrap_or_default();
    put("speaks for", for_whom.to_owned());
    put("w would add", added(draft).join(", "));
    put(
        "stance",
        draft.stance.as_deref().unwrap_or_default().to_owned(),
    );
    put("issue", draft.issues.join(", "));
    if let Shape::Map(entries) = &draft.claim {
        for (key, value) in entries {
            if !APART.contains(&&**key) {
                put(key, shown(value));
            }
        }
    }
    for count in &draft.counts {
        let mut words = count.amount.to_string();
        for part in [&count.of, &count.role].into_iter().flatten() {
            words.push_str(&format!(" · {part}"));
        }
        put("count", words);
    }
    for time in &draft.times {
        let meant = time.meant().unwrap_or("no day can be given");
        put("time", format!("“{}”: {meant}", time.words));
    }
    put("doubts", draft.doubts.join("; "));
    put("from", draft.key("from").map(shown).unwrap_or_default());
    let also: Vec<&str> = draft.also.iter().map(|place| &*place.from).collect();
    put("also stands in", also.join(", "));
    if let Some(decision) = &draft.decision {
        let claim = decision.claim.as_ref().or(decision.with.as_ref());
        let claim = claim.map_or_else(String::new, |id| format!(" as or with {id}"));
        put(
            "decided",
            format!(
                "{}{claim}, by {} at {}",
                decision.is, decision.who, decision.at
            ),
        );
    }
    out
}

/// What the case does not have yet and accepting can add.
fn added(draft: &DraftClaim) -> Vec<String> {
    let speaker =
        (draft.key("by").is_none() && can_be_added(draft)).then(|| "who speaks".to_owned());
    let counted = uncounted(draft).map(|count| {
        let of = count.of.as_deref().unwrap_or_default();
        let role = count.role.as_deref().unwrap_or_default();
        format!("the quantity {of} ({role})")
    });
    speaker.into_iter().chain(counted).collect()
}

/// What a claim or draft claim says, in short.
fn told(loaded: &Loaded, id: &str) -> String {
    let entry = ["claims", "draft-claims"]
        .iter()
        .flat_map(|section| loaded.tree.entries(section))
        .find(|entry| &*entry.key == id);
    let Some(entry) = entry else {
        return "is not in this case any more".to_owned();
    };
    let text = |key: &str| entry.value.text_at(key).filter(|text| !text.is_empty());
    let who = text("speaker").or_else(|| text("by")).unwrap_or_default();
    let says = text("content")
        .or_else(|| text("says"))
        .or_else(|| text("quote"))
        .unwrap_or_default();
    clean(&format!("{who}: {says}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a passage that are marked, each with its mark.
    fn marked(draft: &DraftClaim) -> Vec<(String, Modifier)> {
        let spans = passage(draft).spans.into_iter();
        spans
            .map(|span| (span.content.into_owned(), span.style.add_modifier))
            .filter(|(_, modifier)| !modifier.is_empty() && *modifier != FAINT)
            .collect()
    }

    #[test]
    fn marks_stand_where_the_bytes_say() {
        let quote = "“No,” she said, in Sarn, “never.” She said so.";
        let keys = vec![
            ("quote".into(), Shape::text(quote)),
            ("cue".into(), Shape::text("said")),
            (
                "at".into(),
                Shape::text("bytes 100 to 153, characters 98 to 143"),
            ),
        ];
        let at = |words: &str, nth: usize| {
            let (start, _) = quote.match_indices(words).nth(nth).expect("the words");
            100 + start..100 + start + words.len()
        };
        let mut draft = DraftClaim::new("d1", Shape::Map(keys));
        draft.speaker = Some("She (Osei)".into());
        draft.speaker_at = vec![at("She", 0)];
        draft.content = Some("“No,” … “never.”".into());
        draft.content_at = vec![at("“No,”", 0), at("“never.”", 0)];
        draft.cue_at = vec![at("said", 1)];
        let expected = [
            ("“No,”", CONTENT),
            ("“never.”", CONTENT),
            ("She", SPEAKER),
            ("said", CUE),
        ];
        let expected = expected.map(|(words, modifier)| (words.to_owned(), modifier));
        assert_eq!(marked(&draft), expected);
        // Bytes that do not fit the words any more: these are looked for.
        let off = |range: Range<usize>| vec![range];
        draft.cue_at = off(100..104);
        draft.content_at = off(900..904);
        draft.content = Some("in Sarn".into());
        let expected = [("said", CUE), ("in Sarn", CONTENT), ("She", SPEAKER)];
        let expected = expected.map(|(words, modifier)| (words.to_owned(), modifier));
        assert_eq!(marked(&draft), expected);
    }
}
