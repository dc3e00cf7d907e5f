//! `events.csv`: one row a report; rows with the same id are reports of the same event.
//!
//! Becomes the same tree as events written in YAML, so that everything behind it is the same.

use crate::check::suggestion;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Sources, Span};
use crate::tree::{Entry, Kind, Node, Section, Style, Tree};

/// The columns, in the order in which they are best written.
const COLUMNS: &[&str] = &[
    "id",
    "date",
    "of",
    "by",
    "place",
    "becomes",
    "says",
    "according-to",
    "from",
    "calls-it",
    "quantity",
    "amount",
];

/// Columns that belong to a report where an event has several; the others to the event itself.
const OF_A_REPORT: &[&str] = &["according-to", "from", "calls-it", "quantity", "amount"];

/// One field with its place.
struct Field {
    text: String,
    span: Span,
}

/// Reads an event log into the tree.
pub fn read(sources: &Sources, file: u16, tree: &mut Tree, diagnostics: &mut Vec<Diagnostic>) {
    let text = &sources.file(file).text;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let start = record.position().map_or(0, |at| at.byte());
                let start = usize::try_from(start).unwrap_or(0);
                rows.push((start, record.iter().map(str::to_owned).collect()));
            }
            Err(error) => {
                tree.incomplete = true;
                let at = error.position().map_or(0, csv::Position::byte);
                let at = usize::try_from(at).unwrap_or(0);
                diagnostics.push(
                    Diagnostic::new(
                        Code::BadRow,
                        Span::new(file, at, at + 1),
                        "this row cannot be read",
                    )
                    .label(error.to_string()),
                );
            }
        }
    }
    let mut rows = rows
        .into_iter()
        .map(|(start, fields)| (start, place(text, file, start, fields)));
    let Some((_, heads)) = rows.next() else {
        return;
    };
    for head in &heads {
        if !COLUMNS.contains(&head.text.as_str()) {
            let mut diagnostic = Diagnostic::new(
                Code::UnknownKey,
                head.span,
                format!("unknown column `{}`", head.text),
            )
            .label("not a column of an event log")
            .help(format!("the columns are {}", COLUMNS.join(", ")));
            if let Some(near) = suggestion(&head.text, COLUMNS.iter().copied()) {
                diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
            }
            diagnostics.push(diagnostic);
        }
    }
    let Some(id_column) = heads.iter().position(|head| head.text == "id") else {
        tree.incomplete = true;
        diagnostics.push(
            Diagnostic::new(
                Code::MissingKey,
                Span::new(file, 0, text.find('\n').unwrap_or(text.len())),
                "an event log needs a column `id`",
            )
            .label("the first row names the columns"),
        );
        return;
    };
    let mut events: Vec<(Field, Vec<Vec<Field>>)> = Vec::new();
    for (start, row) in rows {
        if row.len() == 1 && row[0].text.trim().is_empty() {
            continue;
        }
        if row.len() != heads.len() {
            let end = row
                .last()
                .map_or(start + 1, |field| field.span.end as usize);
            diagnostics.push(
                Diagnostic::new(
                    Code::BadRow,
                    Span::new(file, start, end),
                    format!(
                        "this row has {} fields, the first row names {}",
                        row.len(),
                        heads.len()
                    ),
                )
                .label("too many or too few")
                .help("put quote marks round a field that holds a comma; a field may be empty"),
            );
            continue;
        }
        let id = Field {
            text: row[id_column].text.trim().to_owned(),
            span: row[id_column].span,
        };
        match events.last_mut().filter(|(last, _)| last.text == id.text) {
            Some((_, reports)) => reports.push(row),
            None => events.push((id, vec![row])),
        }
    }
    let entries: Vec<Entry> = events
        .into_iter()
        .map(|(id, reports)| Entry {
            key: id.text.into(),
            key_span: id.span,
            value: event(&heads, reports, id.span),
        })
        .collect();
    let whole = Span::new(file, 0, text.len());
    tree.sections.push(Section {
        entry: Entry {
            key: "events".into(),
            key_span: Span::new(file, 0, 0),
            value: Node {
                span: whole,
                kind: Kind::Map {
                    entries,
                    flow: false,
                },
            },
        },
    });
}

/// Where the fields of a row stand in the text.
fn place(text: &str, file: u16, start: usize, fields: Vec<String>) -> Vec<Field> {
    let bytes = text.as_bytes();
    let mut at = start;
    fields
        .into_iter()
        .map(|text| {
            let from = at;
            if bytes.get(at) == Some(&b'"') {
                at += 1;
                while at < bytes.len() {
                    if bytes[at] == b'"' {
                        if bytes.get(at + 1) != Some(&b'"') {
                            at += 1;
                            break;
                        }
                        at += 1;
                    }
                    at += 1;
                }
            } else {
                while at < bytes.len() && !matches!(bytes[at], b',' | b'\n' | b'\r') {
                    at += 1;
                }
            }
            let span = Span::new(file, from, at);
            at += 1;
            Field { text, span }
        })
        .collect()
}

fn event(heads: &[Field], reports: Vec<Vec<Field>>, span: Span) -> Node {
    let several = reports.len() > 1;
    let mut entries = Vec::new();
    let mut list = Vec::new();
    for (i, row) in reports.into_iter().enumerate() {
        let mut of_report = Vec::new();
        let mut quantity: Option<Field> = None;
        let mut amount: Option<Field> = None;
        for (head, field) in heads.iter().zip(row) {
            if field.text.trim().is_empty() || head.text == "id" {
                continue;
            }
            match head.text.as_str() {
                "quantity" => quantity = Some(field),
                "amount" => amount = Some(field),
                name if OF_A_REPORT.contains(&name) => of_report.push(entry(head, field)),
                // What belongs to the event itself is read from its first row.
                _ if i == 0 => entries.push(entry(head, field)),
                _ => {}
            }
        }
        if let (Some(quantity), Some(amount)) = (quantity, amount) {
            let at = amount.span;
            of_report.push(Entry {
                key: "delivered".into(),
                key_span: quantity.span,
                value: Node {
                    span: at,
                    kind: Kind::Map {
                        entries: vec![Entry {
                            key: quantity.text.trim().into(),
                            key_span: quantity.span,
                            value: scalar(amount.text.trim(), at),
                        }],
                        flow: false,
                    },
                },
            });
        }
        if several {
            list.push(map(of_report, span));
        } else {
            entries.append(&mut of_report);
        }
    }
    if several {
        entries.push(Entry {
            key: "reports".into(),
            key_span: span,
            value: Node {
                span,
                kind: Kind::List(list),
            },
        });
    }
    map(entries, span)
}

fn map(entries: Vec<Entry>, span: Span) -> Node {
    Node {
        span,
        kind: Kind::Map {
            entries,
            flow: false,
        },
    }
}

fn scalar(text: &str, span: Span) -> Node {
    Node {
        span,
        kind: Kind::Scalar {
            text: text.into(),
            style: Style::Plain,
        },
    }
}

/// A field as a key with its value; several ids stand apart by semicolons.
fn entry(head: &Field, field: Field) -> Entry {
    let lists = matches!(head.text.as_str(), "by" | "from" | "according-to");
    let value = if lists && field.text.contains(';') {
        Node {
            span: field.span,
            kind: Kind::List(
                field
                    .text
                    .split(';')
                    .map(|part| scalar(part.trim(), field.span))
                    .collect(),
            ),
        }
    } else {
        scalar(field.text.trim(), field.span)
    };
    Entry {
        key: head.text.as_str().into(),
        key_span: field.span,
        value,
    }
}
