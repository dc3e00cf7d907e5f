//! Walks the tree by the one table: every key known, every value of its type, every id defined.

mod names;
mod parts;
mod record;
mod value;

pub use names::suggestion;

use crate::diagnostic::{Code, Diagnostic};
use crate::ids::{FileDefaults, Ids, short};
use crate::schema::{CASE, EVENT, Key, Kinds, Ty};
use crate::source::{Sources, Span};
use crate::tree::{Entry, Kind, Node, Tree};
use crate::visible::Visibility;
use record::plain;
use std::collections::BTreeMap;

/// Checks the sections of a tree.
pub fn check(sources: &Sources, tree: &Tree, ids: &Ids, diagnostics: &mut Vec<Diagnostic>) {
    let defaults = FileDefaults::of(tree);
    Checker::new(sources, ids, tree.incomplete, diagnostics).sections(tree, &defaults);
}

/// What the check of an entry needs to know.
pub struct Checker<'a> {
    sources: &'a Sources,
    ids: &'a Ids,
    incomplete: bool,
    /// Who may see the entry that is being checked.
    visible: Visibility,
    /// The clause of a draft that is being checked; versions are named from inside it.
    clause: Box<str>,
    /// How many more words may be looked at for what was meant.
    effort: usize,
    /// What was meant by words that were looked up already.
    meant: BTreeMap<(Kinds, Box<str>), Option<String>>,
    /// What was found wrong.
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

/// How many words are looked at in all to say what was meant: ten slips in a case of a hundred
/// thousand entries, thousands in a small one.
const EFFORT: usize = 1_000_000;

/// What stands around a value, for messages.
#[derive(Clone, Copy)]
struct Around<'a> {
    key: &'a Key,
}

impl<'a> Checker<'a> {
    /// A check of one entry after the other.
    pub fn new(
        sources: &'a Sources,
        ids: &'a Ids,
        incomplete: bool,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Checker {
            sources,
            ids,
            incomplete,
            visible: Visibility::Public,
            clause: "".into(),
            effort: EFFORT,
            meant: BTreeMap::new(),
            diagnostics,
        }
    }
}

impl Checker<'_> {
    /// Checks an event that stands in no section.
    pub fn event(&mut self, entry: &Entry, outer: &Visibility) {
        self.visible = outer.clone();
        self.record(&entry.value, &EVENT, Some(entry));
    }

    fn sections(&mut self, tree: &Tree, defaults: &FileDefaults) {
        let mut seen: Vec<(&str, Span)> = Vec::new();
        for section in &tree.sections {
            let entry = &section.entry;
            let Some(key) = CASE.key(&entry.key) else {
                let help = self
                    .affords(CASE.all_keys().count())
                    .then(|| suggestion(&entry.key, CASE.all_keys().map(|key| key.name)))
                    .flatten();
                self.push(
                    Diagnostic::new(
                        Code::UnknownSection,
                        entry.key_span,
                        format!("`{}` is no section of a case", short(&entry.key)),
                    )
                    .label("not a section that this language has"),
                    help,
                    entry.key_span,
                );
                continue;
            };
            let file = entry.key_span.file;
            let whole =
                !matches!(key.ty, Ty::Map(..)) && key.name != "visible" && key.name != "note";
            if let Some((_, first)) = seen
                .iter()
                .find(|(name, at)| *name == key.name && (whole || at.file == file))
            {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateKey,
                        entry.key_span,
                        format!("the section `{}` is given twice", key.name),
                    )
                    .label("given again here")
                    .other(*first, "first given here")
                    .help("put the two together"),
                );
            }
            seen.push((key.name, entry.key_span));
            self.visible = defaults.visible(file);
            let case = defaults.visible(0);
            if key.name == "visible" && file != 0 && self.visible.wider_than(&case) {
                self.wider(entry.key_span, &case);
            }
            self.value(&entry.value, Around { key });
        }
        if !tree.incomplete && !seen.iter().any(|(name, _)| *name == "case") {
            let at = tree
                .sections
                .first()
                .map_or(Span::new(0, 0, 0), |section| section.entry.key_span);
            let (code, message) = if tree.sections.is_empty() {
                (Code::EmptyCase, "there is nothing in this case yet")
            } else {
                (Code::MissingKey, "the case has no name")
            };
            self.diagnostics.push(
                Diagnostic::new(code, at, message)
                    .label("a line `case: …` is missing")
                    .help("begin with a line such as `case: Talks on the harbour`"),
            );
        }
    }

    fn push(&mut self, diagnostic: Diagnostic, near: Option<String>, at: Span) {
        let diagnostic = match near {
            Some(near) => diagnostic
                .help(format!("did you mean `{near}`?"))
                .fix(at, near),
            None => diagnostic,
        };
        self.diagnostics.push(diagnostic);
    }

    /// Whether so many words may still be looked at.
    fn affords(&mut self, words: usize) -> bool {
        let left = self.effort.checked_sub(words);
        self.effort = left.unwrap_or(0);
        left.is_some()
    }

    fn wider(&mut self, at: Span, parent: &Visibility) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::WiderThanParent,
                at,
                "this entry would be seen by more people than what it stands in",
            )
            .label(format!("what it stands in is `{parent}`"))
            .help("narrow this entry, or move it out"),
        );
    }

    fn wrong(&mut self, node: &Node, wanted: &str) {
        let found = match &node.kind {
            Kind::Empty => "nothing",
            Kind::Scalar { .. } => "a single value",
            Kind::Map { .. } => "an entry of keys",
            Kind::List(_) => "a list",
        };
        self.diagnostics.push(
            Diagnostic::new(
                Code::WrongType,
                head(self.sources, node),
                format!("{found} stands where {} is needed", plain(wanted)),
            )
            .label(format!("expected {}", plain(wanted))),
        );
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

/// The first line of a node, for pointing at large ones.
fn head(sources: &Sources, node: &Node) -> Span {
    let text = sources.text(node.span);
    let len = text.find('\n').unwrap_or(text.len());
    node.span.part(0, len)
}
