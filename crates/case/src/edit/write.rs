//! Values as text: without quote marks where that is safe, in braces on one line.

use super::shape::Shape;

/// How a value is to be written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hand {
    /// Inside brackets, where commas and brackets end a text.
    pub inside: bool,
    /// In a file of JSON, where everything has quote marks.
    pub json: bool,
}

impl Hand {
    fn within(self) -> Hand {
        Hand {
            inside: true,
            ..self
        }
    }

    /// A value on one line.
    pub fn value(self, shape: &Shape) -> String {
        match shape {
            Shape::Nothing => String::new(),
            Shape::Text(text) => self.scalar(text),
            Shape::List(items) => {
                let items: Vec<String> =
                    items.iter().map(|item| self.within().value(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Shape::Map(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| self.within().entry(key, value))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// A key with its value on one line.
    pub fn entry(self, key: &str, value: &Shape) -> String {
        let key = self.key(key);
        match value {
            Shape::Nothing => format!("{key}:"),
            value => format!("{key}: {}", self.value(value)),
        }
    }

    /// A key.
    pub fn key(self, key: &str) -> String {
        if key.contains(':') {
            quoted(key)
        } else {
            self.scalar(key)
        }
    }

    /// A text.
    pub fn scalar(self, text: &str) -> String {
        if self.json || !plain(text, self.inside) {
            quoted(text)
        } else {
            text.to_owned()
        }
    }
}

/// A value as it is written in braces in a case.
pub fn flow(shape: &Shape) -> String {
    Hand {
        inside: false,
        json: false,
    }
    .value(shape)
}

/// Whether a text means itself without quote marks.
fn plain(text: &str, inside: bool) -> bool {
    let mut chars = text.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else {
        return false;
    };
    if first == '-' && !second.is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    if "?:,[]{}#&*!|>'\"%@`~=<".contains(first) || text.starts_with("...") {
        return false;
    }
    if text.trim() != text || text.ends_with(':') || text.contains(": ") || text.contains(" #") {
        return false;
    }
    if inside && text.contains([',', '[', ']', '{', '}']) {
        return false;
    }
    !text.chars().any(special)
}

/// Signs that are written by their number: they would be invisible, break the line or turn it.
fn special(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{feff}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{fffe}'
                | '\u{ffff}'
        )
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}

/// Whether a text can stand as the one line of a block of lines.
pub(super) fn is_plain_line(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.chars().any(special)
}

/// A text in double quote marks, as JSON and YAML both read it.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if special(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text in the quote marks that the old one had.
pub(super) fn quoted_like(old: &str, text: &str) -> Option<String> {
    match old.as_bytes().first() {
        Some(b'"') => Some(quoted(text)),
        Some(b'\'') if !text.chars().any(special) => {
            Some(format!("'{}'", text.replace('\'', "''")))
        }
        Some(b'\'') => Some(quoted(text)),
        _ => None,
    }
}
