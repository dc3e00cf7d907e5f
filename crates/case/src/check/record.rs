//! The keys of an entry: known, given once, not left out, not contradicting one another.

use super::names::suggestion;
use super::{Around, Checker, article};
use crate::diagnostic::{Code, Diagnostic};
use crate::ids::short;
use crate::schema::Record;
use crate::source::Span;
use crate::tree::{Entry, Kind, Node, Style};
use crate::visible::Visibility;
use std::collections::BTreeMap;

impl Checker<'_> {
    pub(super) fn record(&mut self, node: &Node, record: &Record, owner: Option<&Entry>) {
        let Kind::Map { entries, flow } = &node.kind else {
            if matches!(node.kind, Kind::Empty) {
                self.empty(node.span, owner.map_or(record.name, |entry| &entry.key));
            } else {
                self.wrong(node, &format!("an entry of keys ({})", record.name));
            }
            return;
        };
        let outer = self.visible.clone();
        if let Some(inner) = node.get("visible")
            && let Some(visible) = inner.text().and_then(Visibility::parse)
        {
            if visible.wider_than(&outer) {
                self.wider(inner.span, &outer);
            } else {
                self.visible = visible;
            }
        }
        let mut meant: Vec<String> = Vec::new();
        let repeats = repeats(entries);
        for (i, entry) in entries.iter().enumerate() {
            if let Some(first) = repeats.get(&i).map(|first| &entries[*first]) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateKey,
                        entry.key_span,
                        format!(
                            "the key `{}` is given twice in one entry",
                            short(&entry.key)
                        ),
                    )
                    .label("given again here")
                    .other(first.key_span, "first given here")
                    .help("keep one of the two; several values go into a list"),
                );
                continue;
            }
            match record.key(&entry.key) {
                Some(key) => {
                    if key.unread {
                        self.unread(entry);
                    }
                    self.value(&entry.value, Around { key });
                }
                None if *flow && matches!(entry.value.kind, Kind::Empty) => {
                    self.comma(entries, i);
                }
                None => {
                    let near = self
                        .affords(record.all_keys().count())
                        .then(|| suggestion(&entry.key, record.all_keys().map(|key| key.name)))
                        .flatten();
                    let mut diagnostic = Diagnostic::new(
                        Code::UnknownKey,
                        entry.key_span,
                        format!(
                            "unknown key `{}` in {}",
                            short(&entry.key),
                            entry_name(record, owner)
                        ),
                    )
                    .label(format!(
                        "not a key of {} {}",
                        article(record.name),
                        record.name
                    ));
                    if near.is_none() {
                        diagnostic = diagnostic.help(format!(
                            "keys here are {}",
                            record
                                .all_keys()
                                .map(|key| format!("`{}`", key.name))
                                .collect::<Vec<_>>()
                                .join(", ")
                        ));
                    }
                    meant.extend(near.clone());
                    self.push(diagnostic, near, entry.key_span);
                }
            }
        }
        for key in record.keys.iter().filter(|key| key.required) {
            // A misspelt key is one slip, not two.
            if node.get(key.name).is_none() && !meant.iter().any(|word| word == key.name) {
                let at = owner.map_or(node.span, |entry| entry.key_span);
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::MissingKey,
                        at,
                        format!("{} has no `{}`", entry_name(record, owner), key.name),
                    )
                    .label(format!("`{}` is missing: {}", key.name, key.help))
                    .help(format!(
                        "add `{}:` with {}",
                        key.name,
                        plain(&key.ty.words())
                    )),
                );
            }
        }
        self.visible = outer;
    }

    /// A key that is kept and changes nothing: whoever wrote it may think that it does.
    fn unread(&mut self, entry: &Entry) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::NotRead,
                entry.key_span,
                format!("`{}` is kept, and no answer rests on it yet", entry.key),
            )
            .label("changes nothing")
            .help("keep it for the record, or say in words what is meant"),
        );
    }

    /// Prose with a comma in braces: the comma ended the text.
    pub(super) fn comma(&mut self, entries: &[Entry], i: usize) {
        let entry = &entries[i];
        let mut first = i.saturating_sub(1);
        while first > 0 && matches!(entries[first].value.kind, Kind::Empty) {
            first -= 1;
        }
        let before = &entries[first];
        let digits = entry.key.chars().all(|c| c.is_ascii_digit());
        let mut diagnostic = Diagnostic::new(
            Code::CommaInText,
            entry.key_span,
            "a comma in braces ends the text before it",
        )
        .label("read as a key of its own")
        .other(before.value.span, "only this was read");
        if digits {
            diagnostic = diagnostic.help("numbers are written without thousands marks: `57000`");
        } else {
            diagnostic = diagnostic.help("put quote marks round the whole text");
            if let Some(text) = before.value.text()
                && before.value.span.file == entry.key_span.file
                && matches!(
                    before.value.kind,
                    Kind::Scalar {
                        style: Style::Plain,
                        ..
                    }
                )
            {
                let whole = Span {
                    end: entry.key_span.end,
                    ..before.value.span
                };
                let all = self.sources.text(whole).to_owned();
                if !all.contains(['"', '\n']) && all.starts_with(text) {
                    diagnostic = diagnostic.fix(whole, format!("\"{all}\""));
                }
            }
        }
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn empty(&mut self, at: Span, key: &str) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::EmptyValue,
                at,
                format!("nothing stands after `{}`", short(key)),
            )
            .label("a value is missing")
            .help("write the value, say `unknown`, `open`, `none` or `disputed`, or leave the key out"),
        );
    }
}

/// The entries whose key stands before, each with the first of that key.
pub(super) fn repeats(entries: &[Entry]) -> BTreeMap<usize, usize> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    // The sort is stable: entries of one key stay in the order of the text.
    order.sort_by_key(|i| &*entries[*i].key);
    order
        .chunk_by(|a, b| entries[*a].key == entries[*b].key)
        .flat_map(|same| same.iter().skip(1).map(|later| (*later, same[0])))
        .collect()
}

fn entry_name(record: &Record, owner: Option<&Entry>) -> String {
    match owner {
        Some(entry) => format!("{} `{}`", record.name, short(&entry.key)),
        None => format!("the {}", record.name),
    }
}

/// A help text without the links of the reference page.
pub(super) fn plain(words: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('[') {
        match after.split_once("](#") {
            Some((name, tail)) if !name.contains(['[', '`', ',']) => {
                out.push_str(before);
                out.push_str(name);
                rest = tail.split_once(')').map_or("", |(_, rest)| rest);
            }
            _ => {
                out.push_str(before);
                out.push('[');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
