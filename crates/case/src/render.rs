//! Diagnostics for people, and as JSON.

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Sources, Span};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde_json::{Value, json};

/// Lines shown before and after a place.
const CONTEXT: usize = 1;
/// Places in one file further apart than this many lines get snippets of their own.
const FAR: usize = 40;
/// The longest part of a line that is shown round a place, in bytes.
const WIDE: usize = 160;

/// Draws one diagnostic for a terminal `width` columns wide.
pub fn text(sources: &Sources, diagnostic: &Diagnostic, width: usize, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.word())
        .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    let mut places: Vec<(Span, &str, bool)> = vec![(diagnostic.at, &diagnostic.label, true)];
    places.extend(
        diagnostic
            .others
            .iter()
            .map(|(span, label)| (*span, label.as_str(), false)),
    );
    let windows = windows(sources, &places);
    for window in &windows {
        let mut snippet = Snippet::source(window.text.as_str())
            .line_start(window.first_line)
            .path(sources.file(window.file).path.as_str());
        for (range, label, primary) in &window.annotations {
            let kind = if *primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            snippet = snippet.annotation(kind.span(range.clone()).label(*label));
        }
        group = group.element(snippet);
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.term_width(width).render(&[group])
}

/// The part of a file that is shown for some places.
struct Window<'a> {
    file: u16,
    first_line: usize,
    text: String,
    annotations: Vec<(std::ops::Range<usize>, &'a str, bool)>,
}

fn windows<'a>(sources: &Sources, places: &[(Span, &'a str, bool)]) -> Vec<Window<'a>> {
    let mut groups: Vec<Vec<(Span, &'a str, bool)>> = Vec::new();
    for place in places {
        let line = |span: Span| sources.place(span).line;
        let near = groups.iter_mut().find(|group| {
            group.iter().any(|other| {
                other.0.file == place.0.file && line(other.0).abs_diff(line(place.0)) <= FAR
            })
        });
        match near {
            Some(group) => group.push(*place),
            None => groups.push(vec![*place]),
        }
    }
    groups
        .into_iter()
        .map(|group| window(sources, &group))
        .collect()
}

fn window<'a>(sources: &Sources, places: &[(Span, &'a str, bool)]) -> Window<'a> {
    let file_index = places[0].0.file;
    let file = sources.file(file_index);
    let line_of = |byte: u32| file.line_column(byte as usize).0;
    let first = places
        .iter()
        .map(|(span, ..)| line_of(span.start))
        .min()
        .unwrap_or(1)
        .saturating_sub(CONTEXT)
        .max(1);
    let last = places
        .iter()
        .map(|(span, ..)| line_of(span.start))
        .max()
        .unwrap_or(1)
        + CONTEXT;
    let mut text = String::new();
    let mut annotations = Vec::new();
    for line in first..=last {
        let start = file.line_start(line);
        let whole = file.line(line);
        if line > first {
            text.push('\n');
        }
        // Only a part of a very long line is shown.
        let focus = places
            .iter()
            .map(|(span, ..)| span.start as usize)
            .find(|byte| (start..=start + whole.len()).contains(byte))
            .map_or(0, |byte| byte - start);
        let (from, to) = if whole.len() > WIDE {
            (
                floor(whole, focus.saturating_sub(WIDE / 2)),
                floor(whole, (focus + WIDE / 2).min(whole.len())),
            )
        } else {
            (0, whole.len())
        };
        let shown_at = text.len() + if from > 0 { '…'.len_utf8() } else { 0 };
        if from > 0 {
            text.push('…');
        }
        text.push_str(&whole[from..to]);
        if to < whole.len() {
            text.push('…');
        }
        for (span, label, primary) in places {
            let byte = span.start as usize;
            if !(start + from..=start + to).contains(&byte) || line_of(span.start) != line {
                continue;
            }
            // A place counted by another parser may lie inside a character; carets take it whole.
            let begin = floor(&text, shown_at + (byte - start - from));
            let end = shown_at + (span.end as usize).clamp(byte, start + to) - start - from;
            let end = ceiling(&text, end);
            let next = text[begin..].chars().next().map_or(0, char::len_utf8);
            annotations.push((
                begin..end.max((begin + next).min(text.len())),
                *label,
                *primary,
            ));
        }
    }
    Window {
        file: file_index,
        first_line: first,
        text,
        annotations,
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceiling(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// One diagnostic as JSON.
pub fn json(sources: &Sources, diagnostic: &Diagnostic) -> Value {
    json!({
        "code": diagnostic.code.word(),
        "severity": diagnostic.severity.word(),
        "message": diagnostic.message,
        "at": place(sources, diagnostic.at),
        "label": diagnostic.label,
        "others": diagnostic.others.iter().map(|(span, label)| {
            json!({"at": place(sources, *span), "label": label})
        }).collect::<Vec<_>>(),
        "help": diagnostic.help,
        "fix": diagnostic.fix.as_ref().map(|edits| {
            edits.iter().map(|edit| json!({
                "at": place(sources, edit.span),
                "text": edit.text,
            })).collect::<Vec<_>>()
        }),
    })
}

fn place(sources: &Sources, span: Span) -> Value {
    let start = sources.place(span);
    let (end_line, end_column) = sources.file(span.file).line_column(span.end as usize);
    json!({
        "file": start.path,
        "line": start.line,
        "column": start.column,
        "end-line": end_line,
        "end-column": end_column,
        "bytes": [span.start, span.end],
    })
}
