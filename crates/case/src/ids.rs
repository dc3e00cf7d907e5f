//! The one name space of a case: every id, what it names and where it is defined.

use crate::diagnostic::{Code, Diagnostic};
use crate::log::Problems;
use crate::phrase::is_id;
use crate::schema::{CASE, Kinds, Record, Ty};
use crate::source::{Sources, Span};
use crate::tree::{Entry, Node, Tree};
use crate::visible::Visibility;
use std::collections::BTreeMap;

/// Words that stand where ids stand and so cannot be ids.
pub const RESERVED: &[&str] = &[
    "outlet",
    "agreement",
    "unknown",
    "open",
    "none",
    "disputed",
    "all",
];

/// Words that other YAML readers turn into true and false.
pub(crate) const BOOLEANS: &[&str] = &["yes", "no", "on", "off", "y", "n", "true", "false", "null"];

/// What an id names.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Its kind.
    pub kind: Kinds,
    /// Where the id stands.
    pub span: Span,
    /// Who may see it.
    pub visible: Visibility,
    /// For a voice, the actor it speaks for.
    pub parent: Option<Box<str>>,
}

/// All ids of a case.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    definitions: BTreeMap<Box<str>, Definition>,
    /// The records of logs: there may be many, and hardly anything names one.
    logged: BTreeMap<Box<str>, Definition>,
    options: BTreeMap<Box<str>, Vec<(Box<str>, Span)>>,
    returns: BTreeMap<Box<str>, Vec<Box<str>>>,
}

impl Ids {
    /// Collects the ids of a tree and of its logs; says which are malformed or given twice.
    ///
    /// Of each log so many records with a fault are told in full.
    pub fn collect(
        sources: &Sources,
        tree: &Tree,
        limit: usize,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Ids {
        let mut ids = Ids::default();
        let defaults = FileDefaults::of(tree);
        for section in &tree.sections {
            let entry = &section.entry;
            if let Some(key) = CASE.key(&entry.key) {
                let visible = defaults.visible(entry.key_span.file);
                ids.value(&entry.value, key.ty, None, &visible, diagnostics);
            }
        }
        for log in &tree.logs {
            let visible = defaults.visible(log.file);
            let mut problems = Problems::new(limit);
            for record in &log.records {
                let before = diagnostics.len();
                let visible = record.visible.as_deref().unwrap_or(&visible);
                ids.event(&log.id(sources, record), record.id, visible, diagnostics);
                problems.settle(diagnostics, before);
            }
            problems.finish(diagnostics);
        }
        ids
    }

    /// Defines an event that stands in no section.
    pub(crate) fn event(
        &mut self,
        id: &str,
        span: Span,
        visible: &Visibility,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        check_id(id, span, diagnostics);
        if let Some(first) = self.get(id) {
            diagnostics.push(again(id, span, Kinds::EVENT, first));
            return;
        }
        let definition = Definition {
            kind: Kinds::EVENT,
            span,
            visible: visible.clone(),
            parent: None,
        };
        self.logged.insert(id.into(), definition);
    }

    /// What an id names; for `duty.tranche` also the tranches a duty takes over from the one it
    /// answers.
    pub fn get(&self, id: &str) -> Option<&Definition> {
        if let Some(definition) = self.definitions.get(id) {
            return Some(definition);
        }
        if let Some(definition) = self.logged.get(id) {
            return Some(definition);
        }
        self.definitions.get(self.taken_over(id)?.as_str())
    }

    /// For a tranche that a duty takes over from the first one it answers, or that one from another, the
    /// id of that tranche.
    pub fn taken_over(&self, id: &str) -> Option<String> {
        let (mut duty, tranche) = id.split_once('.')?;
        // Duties that answer one another in a circle have no tranches at all.
        for _ in 0..self.returns.len() {
            duty = self.returns.get(duty)?.first()?;
            let other = format!("{duty}.{tranche}");
            if self.definitions.contains_key(other.as_str()) {
                return Some(other);
            }
        }
        None
    }

    /// The options of an issue, each with its place; none for a numeric issue.
    pub fn options(&self, issue: &str) -> &[(Box<str>, Span)] {
        self.options.get(issue).map_or(&[], Vec::as_slice)
    }

    /// The ids of some kinds, in order.
    pub fn of(&self, kinds: Kinds) -> impl Iterator<Item = (&str, &Definition)> {
        self.scan(kinds)
            .filter(move |(_, definition)| kinds.holds(definition.kind))
    }

    fn scan(&self, kinds: Kinds) -> impl Iterator<Item = (&str, &Definition)> {
        let logged = kinds.holds(Kinds::EVENT).then_some(&self.logged);
        let all = self.definitions.iter().chain(logged.into_iter().flatten());
        all.map(|(id, definition)| (&**id, definition))
    }

    /// How many are looked through for those of some kinds.
    pub fn among(&self, kinds: Kinds) -> usize {
        self.definitions.len()
            + if kinds.holds(Kinds::EVENT) {
                self.logged.len()
            } else {
                0
            }
    }

    /// An id made of some words that nothing has yet: the words as they are, or with a number. Words
    /// that mean something else, and those that other readers take for something else, are no ids.
    pub fn free(
        &self,
        words: &str,
        otherwise: &str,
        mut taken: impl FnMut(&str) -> bool,
    ) -> String {
        let cut: String = slug(words).chars().take(40).collect();
        let mut base = cut.trim_matches('-').to_owned();
        if !base.starts_with(|c: char| c.is_ascii_lowercase()) {
            base = format!("{otherwise}-{base}").trim_matches('-').to_owned();
        }
        let mut bad = |id: &str| {
            let word = RESERVED.contains(&id) || BOOLEANS.contains(&id);
            word || self.get(id).is_some() || taken(id)
        };
        let mut id = base.clone();
        let mut n = 2;
        while bad(&id) {
            id = format!("{base}-{n}");
            n += 1;
        }
        id
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.definitions.len() + self.logged.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every id with what it names, the records of logs last.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Definition)> {
        self.scan(Kinds::EVENT)
    }

    /// The next free id of a letter and a number.
    pub fn next(&self, letter: char) -> String {
        let largest = self
            .all()
            .filter_map(|(id, _)| id.strip_prefix(letter)?.parse::<u64>().ok())
            .max()
            .unwrap_or(0);
        format!("{letter}{}", largest.saturating_add(1))
    }

    fn value(
        &mut self,
        node: &Node,
        ty: Ty,
        owner: Option<&Entry>,
        visible: &Visibility,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        match ty {
            Ty::Map(record, kind) => {
                for entry in node.entries() {
                    let visible = narrowed(&entry.value, visible);
                    self.define(&entry.key, at(entry), kind, None, &visible, diagnostics);
                    self.record(entry, record, &visible, diagnostics);
                }
            }
            Ty::Tranches => {
                let Some(owner) = owner else { return };
                for entry in node.entries() {
                    let id = format!("{}.{}", owner.key, entry.key);
                    let visible = narrowed(&entry.value, visible);
                    self.define(&id, at(entry), Kinds::TRANCHE, None, &visible, diagnostics);
                }
            }
            Ty::Versions => {
                let Some(owner) = owner else { return };
                for entry in node.entries() {
                    let id = format!("{}.{}", owner.key, entry.key);
                    let visible = narrowed(&entry.value, visible);
                    self.define(&id, at(entry), Kinds::VERSION, None, &visible, diagnostics);
                }
            }
            Ty::Voices => {
                for entry in node.entries() {
                    let parent = owner.map(|owner| owner.key.clone());
                    self.define(
                        &entry.key,
                        at(entry),
                        Kinds::VOICE,
                        parent,
                        visible,
                        diagnostics,
                    );
                }
            }
            Ty::Options => {
                let Some(owner) = owner else { return };
                let mut options: Vec<(Box<str>, Span)> = Vec::new();
                let mut firsts: BTreeMap<&str, Span> = BTreeMap::new();
                for entry in node.entries() {
                    check_id(&entry.key, entry.key_span, diagnostics);
                    match firsts.get(&*entry.key) {
                        Some(first) => {
                            diagnostics.push(twice(&entry.key, entry.key_span, *first, "option"));
                        }
                        None => {
                            firsts.insert(&entry.key, entry.key_span);
                            options.push((entry.key.clone(), entry.key_span));
                        }
                    }
                }
                self.options.insert(owner.key.clone(), options);
            }
            Ty::One(record) => {
                let visible = narrowed(node, visible);
                for key in record.keys {
                    if let Some(inner) = node.get(key.name) {
                        self.value(inner, key.ty, None, &visible, diagnostics);
                    }
                }
            }
            _ => {}
        }
    }

    fn record(
        &mut self,
        entry: &Entry,
        record: &Record,
        visible: &Visibility,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for key in record.keys {
            if let Some(inner) = entry.value.get(key.name) {
                self.value(inner, key.ty, Some(entry), visible, diagnostics);
            }
        }
        if let Some(answered) = entry.value.get("in-return-for") {
            let ids = answered
                .as_list()
                .iter()
                .filter_map(|node| node.text().map(Into::into))
                .collect();
            self.returns.insert(entry.key.clone(), ids);
        }
    }

    fn define(
        &mut self,
        id: &str,
        (key, span): (&str, Span),
        kind: Kinds,
        parent: Option<Box<str>>,
        visible: &Visibility,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        check_id(key, span, diagnostics);
        if let Some(first) = self.definitions.get(id) {
            diagnostics.push(again(id, span, kind, first));
            return;
        }
        self.definitions.insert(
            id.into(),
            Definition {
                kind,
                span,
                visible: visible.clone(),
                parent,
            },
        );
    }
}

/// The visibility that each file gives its entries.
pub struct FileDefaults {
    case: Visibility,
    files: BTreeMap<u16, Visibility>,
}

impl FileDefaults {
    /// Reads the top-level `visible` of every file; the first file's is the case's.
    pub fn of(tree: &Tree) -> FileDefaults {
        let mut case = Visibility::Public;
        let mut files = BTreeMap::new();
        for entry in tree.named("visible") {
            if let Some(visible) = entry.value.text().and_then(Visibility::parse) {
                if entry.key_span.file == 0 {
                    case = visible.clone();
                }
                files.insert(entry.key_span.file, visible);
            }
        }
        FileDefaults { case, files }
    }

    /// What entries of a file are unless they say otherwise.
    pub fn visible(&self, file: u16) -> Visibility {
        self.files.get(&file).unwrap_or(&self.case).clone()
    }
}

/// The visibility of a node: its own where it has one, else what it stands in.
pub fn narrowed(node: &Node, parent: &Visibility) -> Visibility {
    node.text_at("visible")
        .and_then(Visibility::parse)
        .unwrap_or_else(|| parent.clone())
}

fn at(entry: &Entry) -> (&str, Span) {
    (&entry.key, entry.key_span)
}

fn check_id(id: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    if !is_id(id) {
        let mended = slug(id);
        let mut diagnostic =
            Diagnostic::new(Code::BadId, span, format!("`{}` is not an id", short(id)))
                .label("ids are small letters, digits and hyphens");
        if is_id(&mended) {
            diagnostic = diagnostic.help(format!(
                "write `{mended}`; a name in any script goes into `name`"
            ));
        }
        diagnostics.push(diagnostic);
    } else if RESERVED.contains(&id) {
        diagnostics.push(
            Diagnostic::new(
                Code::BadId,
                span,
                format!("`{id}` means something else in this language"),
            )
            .label("cannot be an id")
            .help(format!("choose another, such as `{id}-1`")),
        );
    } else if BOOLEANS.contains(&id) {
        diagnostics.push(
            Diagnostic::new(
                Code::BooleanId,
                span,
                format!("other readers of YAML take `{id}` for true or false"),
            )
            .label("read here as the id it is")
            .help("choose another id if other programs read this file"),
        );
    }
}

/// A text as an id: small letters, digits and hyphens.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// A text cut to what fits into a message.
pub fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() > 60 {
        format!("{}…", line.chars().take(59).collect::<String>())
    } else {
        line.to_owned()
    }
}

fn again(id: &str, span: Span, kind: Kinds, first: &Definition) -> Diagnostic {
    let diagnostic = twice(id, span, first.span, "id");
    if first.kind == kind {
        return diagnostic;
    }
    diagnostic.help(format!(
        "all ids of a case are one name space: this one is a {}, the first a {}",
        kind.words(),
        first.kind.words()
    ))
}

fn twice(id: &str, span: Span, first: Span, what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateId,
        span,
        format!("the {what} `{}` is given twice", short(id)),
    )
    .label("given again here")
    .other(first, "first given here")
    .help("give one of the two another id, or put the two entries together")
}
