//! The spanned tree that every reader of text produces.

use crate::log::Log;
use crate::source::Span;

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quote marks.
    Plain,
    /// In quote marks of either kind.
    Quoted,
    /// As a block of lines (`|` or `>`).
    Block,
}

/// A value in the text of a case.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// The four kinds of values.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Nothing at all after the key.
    Empty,
    /// A text; its type is decided by whoever reads it.
    Scalar {
        /// The text after unescaping.
        text: Box<str>,
        /// How it was written.
        style: Style,
    },
    /// Keys with values, in the order of the text.
    Map {
        /// The entries.
        entries: Vec<Entry>,
        /// Whether it was written in braces.
        flow: bool,
    },
    /// Values in the order of the text.
    List(Vec<Node>),
}

/// One key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key's text.
    pub key: Box<str>,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Map { entries, .. } => entries,
            _ => &[],
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()
            .iter()
            .find(|entry| &*entry.key == key)
            .map(|entry| &entry.value)
    }

    /// The text of the scalar at a key.
    pub fn text_at(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::text)
    }

    /// A list's values, or the node itself where one value stands for a list of one.
    pub fn as_list(&self) -> &[Node] {
        match &self.kind {
            Kind::List(items) => items,
            Kind::Empty => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// Whether the scalar is one of the four words that may stand for any value.
    pub fn silence(&self) -> Option<Silence> {
        self.text().and_then(Silence::from_word)
    }

    /// The span of a part of the scalar's text, from byte `from` to before `to`.
    ///
    /// Exact for plain scalars and for quoted ones without escapes on one line; the whole
    /// scalar otherwise.
    pub fn part(&self, from: usize, to: usize) -> Span {
        let Kind::Scalar { text, style } = &self.kind else {
            return self.span;
        };
        let width = (self.span.end - self.span.start) as usize;
        match style {
            Style::Plain if width == text.len() => self.span.part(from, to),
            Style::Quoted if width == text.len() + 2 => self.span.part(from + 1, to + 1),
            _ => self.span,
        }
    }
}

/// The four words that may stand for any value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Silence {
    /// May be in the text, not seen.
    Unknown,
    /// Left to be agreed.
    Open,
    /// The text has none, or it does not apply.
    None,
    /// The reports differ; see the readings.
    Disputed,
}

impl Silence {
    /// The silence of that name.
    pub fn from_word(word: &str) -> Option<Silence> {
        match word {
            "unknown" => Some(Silence::Unknown),
            "open" => Some(Silence::Open),
            "none" => Some(Silence::None),
            "disputed" => Some(Silence::Disputed),
            _ => None,
        }
    }

    /// The word itself.
    pub fn word(self) -> &'static str {
        match self {
            Silence::Unknown => "unknown",
            Silence::Open => "open",
            Silence::None => "none",
            Silence::Disputed => "disputed",
        }
    }
}

/// One top-level section of one file.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its name and value.
    pub entry: Entry,
}

/// Everything read from the files of a case.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The sections in reading order; a name may come from several files.
    pub sections: Vec<Section>,
    /// The logs of events; no tree is kept of their records.
    pub logs: Vec<Log>,
    /// Whether some section could not be read; ids may then be missing through no fault of
    /// whoever names them.
    pub incomplete: bool,
}

impl Tree {
    /// All sections of a name.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.sections
            .iter()
            .map(|section| &section.entry)
            .filter(move |entry| &*entry.key == name)
    }

    /// All entries of all sections of a name.
    pub fn entries<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.named(name).flat_map(|entry| entry.value.entries())
    }
}
