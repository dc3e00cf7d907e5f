//! Claims and events as spreadsheets: one row a claim or a report, one column a key; nothing is
//! lost either way.
//!
//! A cell holds a value as it is written in a case: a text, `[a, b]` or `{a: b}`. A text that a
//! spreadsheet would take for a formula gets `'` before it, which reading takes off again.

use crate::Loaded;
use crate::csv::is_of_a_report;
use crate::edit::{Shape, flow};
use crate::schema::{CLAIM, EVENT, Ty};
use crate::tree::{Entry, Node, Tree};

/// A row that was read: its line, its id and its keys.
pub type Row = (u64, Box<str>, Shape);

/// A row that is no claim: its line and why.
pub type BadRow = (u64, String);

/// Why a table could not be written.
pub type Error = csv::Error;

/// Rows as CSV, quoted where they must be.
pub fn table(rows: impl IntoIterator<Item = Vec<String>>) -> Result<String, Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(&row)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What parts the cells of a table: a comma, or the semicolon or tab of spreadsheets in other
/// languages, by what its head has most of.
pub fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or("");
    let most = |c: char| head.matches(c).count();
    let (comma, semicolon, tab) = (most(','), most(';'), most('\t'));
    if semicolon > comma && semicolon >= tab {
        b';'
    } else if tab > comma {
        b'\t'
    } else {
        b','
    }
}

/// All claims of a tree as CSV, the columns in the order of the language.
pub fn write_claims(tree: &Tree) -> Result<String, Error> {
    let used = |name: &str| {
        tree.entries("claims")
            .any(|entry| entry.value.get(name).is_some())
    };
    let columns: Vec<&str> = CLAIM
        .all_keys()
        .map(|key| key.name)
        .filter(|name| used(name))
        .collect();
    let head = std::iter::once("id").chain(columns.iter().copied());
    let mut rows: Vec<Vec<String>> = vec![head.map(str::to_owned).collect()];
    for entry in tree.entries("claims") {
        let mut row = vec![guarded(&entry.key)];
        for column in &columns {
            row.push(match entry.value.get(column).map(Shape::of) {
                None | Some(Shape::Nothing) => String::new(),
                Some(Shape::Text(text)) => guarded(&text),
                Some(shape) => flow(&shape),
            });
        }
        rows.push(row);
    }
    table(rows)
}

/// Keys of a report that a first row would give to its event.
const OF_THE_EVENT: [&str; 6] = ["date", "place", "becomes", "says", "visible", "note"];

/// All events of a case in the form of `events.csv`, a row a report.
pub fn write_events(loaded: &Loaded) -> Result<String, Error> {
    let mut all: Vec<Vec<(String, String)>> = Vec::new();
    loaded.each_event(|entry| all.extend(event_rows(&entry)));
    let mut columns: Vec<(usize, String)> = Vec::new();
    for (key, _) in all.iter().flatten() {
        let first = key.split('.').next().unwrap_or(key);
        let rank = EVENT.all_keys().position(|key| key.name == first);
        let column = (rank.map_or(0, |rank| rank + 1), key.clone());
        if let Err(at) = columns.binary_search(&column) {
            columns.insert(at, column);
        }
    }
    let heads = columns.iter().map(|(_, name)| name.clone()).collect();
    let rows = all.into_iter().map(|row| {
        let cell = |name: &String| row.iter().find(|(key, _)| key == name);
        columns
            .iter()
            .map(|(_, name)| cell(name).map_or_else(String::new, |(_, text)| text.clone()))
            .collect()
    });
    table(std::iter::once(heads).chain(rows))
}

/// The rows of one event: what a report has from its event is written out.
fn event_rows(entry: &Entry) -> Vec<Vec<(String, String)>> {
    let event = &entry.value;
    let id = || ("id".to_owned(), guarded(&entry.key));
    let of_event = |row: &mut Vec<(String, String)>| {
        let own = event.entries().iter();
        let own = own.filter(|inner| &*inner.key != "reports" && !is_of_a_report(&inner.key));
        own.for_each(|inner| cells(inner, row));
    };
    let reports = event.get("reports").map_or(&[][..], Node::as_list);
    if reports.is_empty() {
        let mut row = vec![id()];
        of_event(&mut row);
        let own = event.entries().iter();
        own.filter(|inner| is_of_a_report(&inner.key))
            .for_each(|inner| cells(inner, &mut row));
        return vec![row];
    }
    let mut rows = Vec::new();
    let first = reports.first().map_or(&[][..], Node::entries);
    let apart = first
        .iter()
        .any(|inner| OF_THE_EVENT.contains(&&*inner.key));
    if apart {
        let mut row = vec![id()];
        of_event(&mut row);
        rows.push(row);
    }
    for report in reports {
        let mut row = vec![id()];
        if rows.is_empty() {
            of_event(&mut row);
        }
        let inherited = event
            .entries()
            .iter()
            .filter(|inner| is_of_a_report(&inner.key) && report.get(&inner.key).is_none());
        inherited
            .chain(report.entries())
            .for_each(|inner| cells(inner, &mut row));
        rows.push(row);
    }
    rows
}

/// The cells of a key: one, or one for each quantity.
fn cells(entry: &Entry, into: &mut Vec<(String, String)>) {
    let text = |node: &Node| {
        let items = node.as_list().iter().filter_map(Node::text);
        guarded(&items.collect::<Vec<_>>().join("; "))
    };
    if entry.value.entries().is_empty() {
        into.push((entry.key.to_string(), text(&entry.value)));
    }
    for inner in entry.value.entries() {
        let column = format!("{}.{}", entry.key, inner.key);
        into.push((column, text(&inner.value)));
    }
}

/// What is wrong with a row that has not one cell a column.
pub(crate) fn uneven(cells: usize, columns: usize) -> String {
    let stand = if cells == 1 {
        "cell stands"
    } else {
        "cells stand"
    };
    format!("{cells} {stand} under {columns} columns")
}

/// Where a record begins and on which line. The reader's own position can lie before the end of
/// the line before it, where lines end as Excel ends them, and before blank lines.
pub(crate) fn begins(text: &str, position: Option<&csv::Position>) -> (usize, u64) {
    let (from, line) = position.map_or((0, 1), |at| (at.byte(), at.line()));
    let from = usize::try_from(from).unwrap_or(0).min(text.len());
    let skipped = text.as_bytes()[from..]
        .iter()
        .take_while(|byte| matches!(byte, b'\n' | b'\r'));
    let (bytes, lines) = skipped.fold((0, 0), |(bytes, lines), byte| {
        (bytes + 1, lines + u64::from(*byte == b'\n'))
    });
    (from + bytes, line + lines)
}

/// Rows of CSV as claims, and the lines that are not. `map` gives columns of another name their
/// key, which may lead into one: `accepts.wage`; a column mapped to `-` is left out.
pub fn read_claims(
    text: &str,
    map: &[(String, String)],
) -> Result<(Vec<Row>, Vec<BadRow>), String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let head = reader.headers().map_err(|error| error.to_string())?.clone();
    if let Some((column, _)) = map
        .iter()
        .find(|(column, _)| !head.iter().any(|h| h == column))
    {
        return Err(format!("no column is called `{column}`"));
    }
    let mut keys = Vec::new();
    for column in &head {
        let key = map
            .iter()
            .find(|(from, _)| from == column)
            .map_or(column, |(_, to)| to);
        let first = key.split('.').next().unwrap_or(key);
        if key != "id" && key != "-" && CLAIM.key(first).is_none() {
            return Err(format!(
                "the column `{column}` is no key of a claim; say what it is with `--map '{column}=KEY'`, or leave it out with `--map '{column}=-'`"
            ));
        }
        keys.push(key.to_owned());
    }
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                bad.push((begins(text, error.position()).1, error.to_string()));
                continue;
            }
        };
        let line = begins(text, record.position()).1;
        if record.len() != keys.len() {
            bad.push((line, uneven(record.len(), keys.len())));
            continue;
        }
        let mut id = None;
        let mut entry = Shape::Map(Vec::new());
        for (key, cell) in keys.iter().zip(&record) {
            if cell.is_empty() || key == "-" {
                continue;
            }
            let bare = unguarded(cell);
            if key == "id" {
                id = Some(bare.into());
                continue;
            }
            let path: Vec<&str> = key.split('.').collect();
            let prose =
                path.len() == 1 && CLAIM.key(key).is_some_and(|key| matches!(key.ty, Ty::Text));
            let guarded = bare.len() < cell.len();
            entry.put(
                &path,
                if prose || guarded {
                    Shape::text(bare)
                } else {
                    Shape::typed(bare)
                },
            );
        }
        match id {
            Some(id) => rows.push((line, id, entry)),
            None => bad.push((line, "the claim has no id".to_owned())),
        }
    }
    Ok((rows, bad))
}

/// Signs that make a cell a formula, and the one that says it is none.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// A text that no spreadsheet takes for a formula.
pub fn guarded(text: &str) -> String {
    if text.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A cell without the sign that says it is no formula.
pub(crate) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_row_is_named_by_its_line_however_lines_end() {
        let table = "id,by,from\nc1,hill\n\nc2,hill,herald\n\"c\n3\",hill\nc4\n";
        for end in ["\n", "\r\n", "\r\n\r\n"] {
            let table = table.replace('\n', end);
            let (rows, bad) = read_claims(&table, &[]).expect("a table");
            assert_eq!(rows.len(), 1, "{end:?}");
            let lines: Vec<u64> = bad.iter().map(|(line, _)| *line).collect();
            let found: Vec<u64> = ["c1,", "\"c", "c4"]
                .iter()
                .map(|row| {
                    let at = table.find(row).expect("the row");
                    1 + table[..at].matches('\n').count() as u64
                })
                .collect();
            assert_eq!(lines, found, "{end:?}");
        }
    }
}
