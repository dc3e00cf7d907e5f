//! Events as a table: one row a report; rows with the same id, one below the other, are reports of
//! the same event.
//!
//! Becomes the same entries as events written in YAML, so that everything behind it is the same.
//! A column is a key of an event; `delivered.loads` leads into one, `quantity` and `amount` are
//! `delivered` of any one thing. A first row that holds nothing of a report is the event itself.

use crate::check::suggestion;
use crate::diagnostic::{Code, Diagnostic};
use crate::ids::short;
use crate::schema::{EVENT, Kinds, REPORT, Ty};
use crate::sheet::{begins, unguarded};
use crate::source::{Sources, Span};
use crate::tree::{Entry, Kind, Node, Section, Style, Tree};

/// Whether a key belongs to a report where an event has several.
pub(crate) fn is_of_a_report(key: &str) -> bool {
    matches!(key, "according-to" | "from" | "calls-it" | "evidence") || is_amounts(key)
}

/// One field with its place.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub text: String,
    pub span: Span,
}

/// A value under a key that may lead into another, such as `delivered.loads`.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub key: Box<str>,
    pub key_span: Span,
    pub text: String,
    pub span: Span,
}

/// One row as a report: where it stands, the id of its event, its keys.
pub(crate) struct Row {
    pub span: Span,
    pub id: Field,
    pub cells: Vec<Cell>,
}

/// The rows of a file under the names of their columns.
pub(crate) struct Table {
    pub heads: Vec<Field>,
    pub rows: Vec<(Span, Vec<Field>)>,
}

impl Table {
    /// Reads a file; says which rows cannot be read. Nothing for an empty file.
    pub fn read(sources: &Sources, file: u16, into: &mut Vec<Diagnostic>) -> Option<Table> {
        let text = &sources.file(file).text;
        let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(&text.as_bytes()[mark..]);
        let mut heads: Option<Vec<Field>> = None;
        let mut rows = Vec::new();
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {}
                Err(error) => {
                    let at = begins(&text[mark..], error.position()).0 + mark;
                    into.push(
                        Diagnostic::new(
                            Code::BadRow,
                            Span::new(file, at, at + 1),
                            "this row cannot be read",
                        )
                        .label(error.to_string()),
                    );
                    if !matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) {
                        break;
                    }
                    continue;
                }
            }
            let start = begins(&text[mark..], record.position()).0 + mark;
            let fields = place(text, file, start, &record);
            let Some(heads) = &heads else {
                heads = Some(fields);
                continue;
            };
            if fields.len() == 1 && fields[0].text.trim().is_empty() {
                continue;
            }
            let end = fields.last().map_or(start, |field| field.span.end as usize);
            let span = Span::new(file, start, end);
            if fields.len() == heads.len() {
                rows.push((span, fields));
                continue;
            }
            into.push(
                Diagnostic::new(
                    Code::BadRow,
                    span,
                    format!(
                        "this row has {} fields, the first row names {}",
                        fields.len(),
                        heads.len()
                    ),
                )
                .label("too many or too few")
                .help("put quote marks round a field that holds a comma; a field may be empty"),
            );
        }
        Some(Table {
            heads: heads?,
            rows,
        })
    }
}

/// Reads `events.csv` into the tree.
pub fn read(sources: &Sources, file: u16, tree: &mut Tree, diagnostics: &mut Vec<Diagnostic>) {
    let text = &sources.file(file).text;
    let Some(table) = Table::read(sources, file, diagnostics) else {
        return;
    };
    for (i, head) in table.heads.iter().enumerate() {
        let first = table.heads[..i]
            .iter()
            .find(|other| other.text == head.text);
        match first {
            Some(first) => diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateKey,
                    head.span,
                    format!("the column `{}` is given twice", short(&head.text)),
                )
                .label("given again here")
                .other(first.span, "first given here"),
            ),
            None if is_column(&head.text) => {}
            None => diagnostics.push(unknown_column(head)),
        }
    }
    let Some(id_column) = table.heads.iter().position(|head| head.text == "id") else {
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
    let Table { heads, rows } = table;
    let rows = rows.into_iter().map(|(span, fields)| {
        let mut id = None;
        let mut cells = Vec::new();
        for (i, (head, field)) in heads.iter().zip(fields).enumerate() {
            if i == id_column {
                id = Some(field);
            } else if is_column(&head.text) && !field.text.trim().is_empty() {
                cells.push(Cell {
                    key: head.text.as_str().into(),
                    key_span: field.span,
                    text: field.text,
                    span: field.span,
                });
            }
        }
        let id = id.unwrap_or_else(|| unreachable!("a row has as many fields as there are heads"));
        Row { span, id, cells }
    });
    let entries = events(rows, diagnostics);
    tree.sections.push(Section {
        entry: Entry {
            key: "events".into(),
            key_span: Span::new(file, 0, 0),
            value: map(entries, Span::new(file, 0, text.len())),
        },
    });
}

/// Whether a column is one of an event log.
pub(crate) fn is_column(name: &str) -> bool {
    if matches!(name, "id" | "quantity" | "amount") {
        return true;
    }
    match name.split_once('.') {
        Some((key, rest)) => is_amounts(key) && !rest.is_empty(),
        None => !is_amounts(name) && name != "reports" && EVENT.key(name).is_some(),
    }
}

fn is_amounts(key: &str) -> bool {
    EVENT
        .key(key)
        .is_some_and(|key| matches!(key.ty, Ty::Amounts(_)))
}

/// The columns as they are best written; amounts by an example.
fn columns() -> Vec<&'static str> {
    let keys = EVENT.all_keys().map(|key| key.name);
    let plain = keys.filter(|key| is_column(key) && *key != "quantity");
    ["id"].into_iter().chain(plain).collect()
}

fn unknown_column(head: &Field) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::UnknownKey,
        head.span,
        format!("unknown column `{}`", short(&head.text)),
    )
    .label("not a column of an event log");
    if is_amounts(&head.text) {
        return diagnostic.help(format!(
            "say of what: a column `{0}.QUANTITY`, such as `{0}.loads`",
            head.text
        ));
    }
    let diagnostic = diagnostic.help(format!(
        "the columns are {}, `quantity` with `amount`, and `delivered.QUANTITY` and its like",
        columns().join(", ")
    ));
    match suggestion(&head.text, columns().into_iter()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

/// Where the fields of a row stand in the text.
fn place(text: &str, file: u16, start: usize, fields: &csv::StringRecord) -> Vec<Field> {
    let bytes = text.as_bytes();
    let mut at = start;
    fields
        .iter()
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
            }
            // What stands behind a closing quote mark still belongs to the field.
            while at < bytes.len() && !matches!(bytes[at], b',' | b'\n' | b'\r') {
                at += 1;
            }
            let span = Span::new(file, from, at);
            at += 1;
            Field {
                text: text.to_owned(),
                span,
            }
        })
        .collect()
}

/// Rows as events; says where rows of one event do not agree in what only the event can say.
pub(crate) fn events(
    rows: impl Iterator<Item = Row>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut group: Vec<Row> = Vec::new();
    let mut close = |group: &mut Vec<Row>, diagnostics: &mut Vec<Diagnostic>| {
        if let Some(first) = group.first() {
            let id = unguarded(first.id.text.trim()).into();
            let span = first.id.span;
            let value = event(std::mem::take(group), diagnostics);
            entries.push(Entry {
                key: id,
                key_span: span,
                value,
            });
        }
    };
    for row in rows {
        // A row without an id belongs to no other.
        let id = row.id.text.trim();
        let another = group
            .last()
            .is_some_and(|last| id.is_empty() || last.id.text.trim() != id);
        if another {
            close(&mut group, diagnostics);
        }
        group.push(row);
    }
    close(&mut group, diagnostics);
    entries
}

fn event(rows: Vec<Row>, diagnostics: &mut Vec<Diagnostic>) -> Node {
    let several = rows.len() > 1;
    let mut whole: Option<Span> = None;
    let mut own: Vec<Entry> = Vec::new();
    let mut reports = Vec::new();
    for (i, row) in rows.into_iter().enumerate() {
        let span = row.span;
        whole = Some(whole.map_or(span, |first| Span {
            end: span.end.max(first.end),
            ..first
        }));
        let mut of_report = Vec::new();
        let mut parts: Vec<(Cell, Box<str>)> = Vec::new();
        let (mut quantity, mut amount) = (None, None);
        for cell in row.cells {
            match &*cell.key {
                "quantity" => quantity = Some(cell),
                "amount" => amount = Some(cell),
                key if key.contains('.') => {
                    let (key, part) = key.split_once('.').unwrap_or((key, ""));
                    let part = Box::from(part);
                    parts.push((
                        Cell {
                            key: key.into(),
                            ..cell
                        },
                        part,
                    ));
                }
                key if is_of_a_report(key) => of_report.push(entry(cell)),
                // What belongs to the event itself is read from its first row.
                _ if i == 0 => own.push(entry(cell)),
                key => {
                    let first = own.iter().find(|entry| &*entry.key == key);
                    // The event's own words are not those of its reports.
                    if key != "says" && first.is_some_and(|first| same(&first.value, &cell)) {
                        continue;
                    }
                    if REPORT.key(key).is_some() {
                        of_report.push(entry(cell));
                    } else {
                        diagnostics.push(differs(&cell, first));
                    }
                }
            }
        }
        match (quantity, amount) {
            (Some(quantity), Some(amount)) => {
                let part = quantity.text.trim().into();
                parts.push((
                    Cell {
                        key: "delivered".into(),
                        key_span: quantity.span,
                        ..amount
                    },
                    part,
                ));
            }
            (Some(alone), None) | (None, Some(alone)) => diagnostics.push(
                Diagnostic::new(
                    Code::MissingKey,
                    alone.span,
                    format!("`{}` stands alone in this row", alone.key),
                )
                .label("says half of what was delivered")
                .help("give both `quantity` and `amount`, or leave both empty"),
            ),
            (None, None) => {}
        }
        amounts(parts, &mut of_report);
        if several {
            if i > 0 || !of_report.is_empty() {
                reports.push(map(of_report, span));
            }
        } else {
            own.append(&mut of_report);
        }
    }
    let whole = whole.unwrap_or(Span::new(0, 0, 0));
    if several {
        own.push(Entry {
            key: "reports".into(),
            key_span: whole,
            value: Node {
                span: whole,
                kind: Kind::List(reports),
            },
        });
    }
    map(own, whole)
}

/// Puts amounts of one key together.
fn amounts(parts: Vec<(Cell, Box<str>)>, into: &mut Vec<Entry>) {
    for (cell, part) in parts {
        let value = list_or_text(&cell);
        let inner = Entry {
            key: part,
            key_span: cell.key_span,
            value,
        };
        let there = into.iter_mut().find(|entry| entry.key == cell.key);
        match there {
            Some(Entry {
                value:
                    Node {
                        kind: Kind::Map { entries, .. },
                        ..
                    },
                ..
            }) => entries.push(inner),
            _ => into.push(Entry {
                key: cell.key,
                key_span: cell.key_span,
                value: map(vec![inner], cell.span),
            }),
        }
    }
}

fn differs(cell: &Cell, first: Option<&Entry>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::BadRow,
        cell.span,
        format!(
            "this row gives its event another `{}` than the first row",
            cell.key
        ),
    )
    .label("only the first row of an event says this")
    .help("give it in the first row, or another id to an event of its own");
    match first {
        Some(first) => diagnostic.other(first.value.span, "the first row"),
        None => diagnostic,
    }
}

fn same(node: &Node, cell: &Cell) -> bool {
    let other = list_or_text(cell);
    let texts = |node: &Node| -> Vec<Option<String>> {
        let items = node.as_list().iter();
        items.map(|item| item.text().map(str::to_owned)).collect()
    };
    texts(node) == texts(&other)
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

/// A cell as a key with its value.
fn entry(cell: Cell) -> Entry {
    Entry {
        value: list_or_text(&cell),
        key_span: cell.key_span,
        key: cell.key,
    }
}

/// Several ids or amounts stand apart by semicolons.
fn list_or_text(cell: &Cell) -> Node {
    let text = unguarded(cell.text.trim());
    let lists = EVENT.key(&cell.key).is_some_and(|key| {
        matches!(
            key.ty,
            Ty::Refs(_) | Ty::Speakers | Ty::Amounts(Kinds::QUANTITY)
        )
    });
    if !lists || !text.contains(';') {
        return scalar(text, cell.span);
    }
    let items = text.split(';').map(|part| scalar(part.trim(), cell.span));
    Node {
        span: cell.span,
        kind: Kind::List(items.collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_where_the_text_has_them_even_behind_a_closing_quote_mark() {
        let text = "id,\"of\":\"the gate\",\"a,b\",\u{2c4}last\n";
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let record = reader.records().next().expect("a row").expect("a row");
        let places: Vec<&str> = place(text, 0, 0, &record)
            .iter()
            .map(|field| &text[field.span.range()])
            .collect();
        assert_eq!(
            places,
            ["id", "\"of\":\"the gate\"", "\"a,b\"", "\u{2c4}last"]
        );
    }
}
