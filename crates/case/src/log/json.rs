//! One line of JSON (RFC 8259) to a node with the bytes where everything stands.
//!
//! A scalar stays a text until the key's type decodes it, as in YAML: `33` and `"33"` are one
//! amount. A line is small and there may be hundreds of thousands, so nothing is kept of one but
//! the node. Cost: linear in the line.

use crate::MAX_DEPTH;
use crate::source::Span;
use crate::tree::{Entry, Kind, Node, Style};

/// Why a line is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// Where in the file.
    pub at: Span,
    /// What was found there.
    pub found: &'static str,
    /// How to mend it.
    pub help: &'static str,
}

/// Reads the one object that a line holds; `start` is the byte of the file where the line begins.
pub fn object(line: &str, file: u16, start: usize) -> Result<Node, NotJson> {
    let mut reader = Reader {
        text: line,
        bytes: line.as_bytes(),
        at: 0,
        file,
        start,
    };
    reader.blank();
    if reader.peek() != Some(b'{') {
        return Err(reader.no(
            "no brace at its head",
            "a record is one object: `{\"id\": …}`",
        ));
    }
    let node = reader.value(0)?;
    reader.blank();
    if reader.at < reader.bytes.len() {
        return Err(reader.no(
            "something behind the record",
            "put each record on a line of its own",
        ));
    }
    Ok(node)
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    file: u16,
    start: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r')) {
            self.at += 1;
        }
    }

    fn span(&self, from: usize) -> Span {
        Span::new(self.file, self.start + from, self.start + self.at)
    }

    /// An error at the next character.
    fn no(&self, found: &'static str, help: &'static str) -> NotJson {
        let width = self.text[self.at..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        NotJson {
            at: Span::new(
                self.file,
                self.start + self.at,
                self.start + self.at + width,
            ),
            found,
            help,
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, NotJson> {
        if depth > MAX_DEPTH {
            return Err(self.no("too many brackets inside each other", "a record is flat"));
        }
        let from = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Kind::Scalar {
                text: self.string()?,
                style: Style::Quoted,
            },
            Some(b'-' | b'0'..=b'9') => {
                while matches!(
                    self.peek(),
                    Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')
                ) {
                    self.at += 1;
                }
                Kind::Scalar {
                    text: self.text[from..self.at].into(),
                    style: Style::Plain,
                }
            }
            Some(_) => self.word()?,
            None => {
                return Err(self.no(
                    "the end of the line where a value is missing",
                    "write the value, or leave the key out",
                ));
            }
        };
        Ok(Node {
            span: self.span(from),
            kind,
        })
    }

    fn word(&mut self) -> Result<Kind, NotJson> {
        for word in ["true", "false", "null"] {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(match word {
                    "null" => Kind::Empty,
                    word => Kind::Scalar {
                        text: word.into(),
                        style: Style::Plain,
                    },
                });
            }
        }
        Err(self.no(
            "a value without quote marks",
            "put quote marks round texts, words and dates",
        ))
    }

    fn map(&mut self, depth: usize) -> Result<Kind, NotJson> {
        let mut entries = Vec::new();
        self.at += 1;
        self.blank();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Kind::Map {
                entries,
                flow: true,
            });
        }
        loop {
            self.blank();
            let from = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.no(
                    "no key where one is needed",
                    "put quote marks round the key",
                ));
            }
            let key = self.string()?;
            let key_span = self.span(from);
            self.blank();
            if self.peek() != Some(b':') {
                return Err(self.no("no colon after a key", "write `\"key\": value`"));
            }
            self.at += 1;
            self.blank();
            let value = self.value(depth + 1)?;
            entries.push(Entry {
                key,
                key_span,
                value,
            });
            self.blank();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Kind::Map {
                        entries,
                        flow: true,
                    });
                }
                _ => {
                    return Err(self.no(
                        "neither a comma nor the end of the braces",
                        "put a comma between keys, and `}` at the end",
                    ));
                }
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Kind, NotJson> {
        let mut items = Vec::new();
        self.at += 1;
        self.blank();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Kind::List(items));
        }
        loop {
            self.blank();
            items.push(self.value(depth + 1)?);
            self.blank();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Kind::List(items));
                }
                _ => {
                    return Err(self.no(
                        "neither a comma nor the end of the brackets",
                        "put a comma between values, and `]` at the end",
                    ));
                }
            }
        }
    }

    fn string(&mut self) -> Result<Box<str>, NotJson> {
        self.at += 1;
        let from = self.at;
        // Most texts hold no escape and are taken as they stand.
        loop {
            match self.peek() {
                Some(b'"') => {
                    let text = self.text[from..self.at].into();
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => break,
                Some(0..=0x1f) => {
                    return Err(self.no("a character that cannot be seen", "write it as `\\u0009`"));
                }
                Some(_) => self.at += 1,
                None => {
                    return Err(self.no(
                        "the end of the line inside a text",
                        "close the text with a quote mark",
                    ));
                }
            }
        }
        let mut out = self.text[from..self.at].to_owned();
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out.into());
                }
                Some(b'\\') => out.push(self.escape()?),
                Some(0..=0x1f) => {
                    return Err(self.no("a character that cannot be seen", "write it as `\\u0009`"));
                }
                Some(_) => {
                    let plain = self.at;
                    while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..=0x1f)) {
                        self.at += 1;
                    }
                    out.push_str(&self.text[plain..self.at]);
                }
                None => {
                    return Err(self.no(
                        "the end of the line inside a text",
                        "close the text with a quote mark",
                    ));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, NotJson> {
        const HELP: &str = "after `\\` stands one of `\" \\ / b f n r t`, or `u` with four digits";
        let bad = self.no("an escape that JSON does not have", HELP);
        self.at += 1;
        let sign = self.peek();
        self.at += 1;
        let c = match sign {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let mut code = self.four(&bad)?;
                if (0xd800..0xdc00).contains(&code) {
                    if self.bytes.get(self.at..self.at + 2) != Some(b"\\u") {
                        return Err(bad);
                    }
                    self.at += 2;
                    let low = self.four(&bad)?;
                    if !(0xdc00..0xe000).contains(&low) {
                        return Err(bad);
                    }
                    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                }
                char::from_u32(code).ok_or(bad)?
            }
            _ => return Err(bad),
        };
        Ok(c)
    }

    fn four(&mut self, bad: &NotJson) -> Result<u32, NotJson> {
        let digits = self.bytes.get(self.at..self.at + 4);
        let digits = digits.filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let code = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .ok_or_else(|| bad.clone())?;
        self.at += 4;
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    /// A node as a JSON value; numbers as their text.
    fn value(node: &Node) -> Value {
        match &node.kind {
            Kind::Empty => Value::Null,
            Kind::Scalar { text, style } => match (style, &**text) {
                (Style::Plain, "true") => Value::Bool(true),
                (Style::Plain, "false") => Value::Bool(false),
                (Style::Plain, number) => serde_json::from_str(number).expect("a number"),
                (_, text) => Value::from(text),
            },
            Kind::Map { entries, .. } => entries
                .iter()
                .map(|entry| (entry.key.to_string(), value(&entry.value)))
                .collect(),
            Kind::List(items) => items.iter().map(value).collect(),
        }
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(".{0,6}", inner, 0..4)
                    .prop_map(|map| map.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_another_writer_wrote_is_read_the_same(inner in values()) {
            let text = serde_json::json!({"id": "e1", "x": inner});
            let node = object(&text.to_string(), 0, 7).expect("JSON");
            prop_assert_eq!(value(&node), text);
        }

        #[test]
        fn what_another_reader_refuses_is_refused(text in "[{}\\[\\]\",:a0 \\\\u-]{0,14}") {
            let text = format!("{{{text}");
            if object(&text, 0, 0).is_ok() {
                // Numbers stay text, so their form is left to the type of the key.
                let known = serde_json::from_str::<Value>(&text);
                prop_assert!(known.is_ok() || text.contains(['0', '-']), "{}", text);
            }
        }

        #[test]
        fn a_cut_record_is_no_record(text in "\\PC{0,20}", cut in 0_usize..60) {
            let line = serde_json::json!({"id": "e1", "says": text, "n": [1, {"a": "b"}]}).to_string();
            let cut = line.floor_char_boundary(cut.min(line.len() - 1));
            prop_assert!(object(&line[..cut], 0, 0).is_err());
        }
    }

    #[test]
    fn every_text_knows_its_bytes() {
        let line = r#"{"id": "e1", "delivered": {"sacks": 40}}"#;
        let node = object(line, 3, 100).expect("JSON");
        let sacks = node.get("delivered").and_then(|node| node.get("sacks"));
        assert_eq!(sacks.map(|node| node.span), Some(Span::new(3, 136, 138)));
        assert_eq!(node.span, Span::new(3, 100, 100 + line.len()));
    }
}
