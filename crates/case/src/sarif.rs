//! Diagnostics as SARIF 2.1.0, which code hosts and editors read.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Sources, Span};
use serde_json::{Value, json};

/// One run of `check` as a log.
pub fn log(sources: &Sources, diagnostics: &[Diagnostic]) -> Value {
    let mut codes: Vec<Code> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect();
    codes.sort();
    codes.dedup();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| {
            json!({
                "id": code.word(),
                "help": {"text": code.page(), "markdown": code.page()},
                "defaultConfiguration": {"level": code.severity().word()},
            })
        })
        .collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| result(sources, diagnostic, &codes))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "armistice",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(sources: &Sources, diagnostic: &Diagnostic, codes: &[Code]) -> Value {
    let mut text = diagnostic.message.clone();
    for help in &diagnostic.help {
        text.push_str("; ");
        text.push_str(help);
    }
    let mut value = json!({
        "ruleId": diagnostic.code.word(),
        "ruleIndex": codes.binary_search(&diagnostic.code).unwrap_or(0),
        "level": level(diagnostic.severity),
        "message": {"text": text},
        "locations": [location(sources, diagnostic.at, &diagnostic.label)],
        "relatedLocations": diagnostic
            .others
            .iter()
            .map(|(span, label)| location(sources, *span, label))
            .collect::<Vec<_>>(),
    });
    if let Some(edits) = &diagnostic.fix {
        let changes: Vec<Value> = edits
            .iter()
            .map(|edit| {
                json!({
                    "artifactLocation": {"uri": uri(&sources.file(edit.span.file).path)},
                    "replacements": [{
                        "deletedRegion": region(sources, edit.span),
                        "insertedContent": {"text": edit.text},
                    }],
                })
            })
            .collect();
        value["fixes"] = json!([{"artifactChanges": changes}]);
    }
    value
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn location(sources: &Sources, span: Span, label: &str) -> Value {
    let mut value = json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri(&sources.file(span.file).path)},
            "region": region(sources, span),
        },
    });
    if !label.is_empty() {
        value["message"] = json!({"text": label});
    }
    value
}

fn region(sources: &Sources, span: Span) -> Value {
    let file = sources.file(span.file);
    let (line, column) = file.line_column(span.start as usize);
    let (end_line, end_column) = file.line_column(span.end as usize);
    json!({
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    })
}

/// A path as a relative reference; whatever an address cannot hold is written by its number.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
