//! Values with keys of their own: packages and their options, stances, ripeness, changes by a reading.

use super::names::suggestion;
use super::record::plain;
use super::{Around, Checker, article};
use crate::diagnostic::{Code, Diagnostic};
use crate::ids::short;
use crate::phrase::{self};
use crate::schema::{Key, Kinds, Ty, record_of};
use crate::source::Span;
use crate::tree::{Entry, Kind, Node, Silence};

impl Checker<'_> {
    /// A list of small entries with keys of their own.
    pub(super) fn parts_of(
        &mut self,
        node: &Node,
        around: Around<'_>,
        required: &[&'static str],
        optional: &[&'static str],
    ) {
        for item in node.as_list() {
            let Kind::Map { entries, .. } = &item.kind else {
                self.wrong(item, &around.key.ty.words());
                continue;
            };
            for key in required {
                if item.get(key).is_none() {
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::MissingKey,
                            item.span,
                            format!("`{key}` is missing in an entry of `{}`", around.key.name),
                        )
                        .label(format!("`{key}` is missing"))
                        .help(format!("write it as in {}", plain(&around.key.ty.words()))),
                    );
                }
            }
            for entry in entries {
                match &*entry.key {
                    key if !required.contains(&key) && !optional.contains(&key) => {
                        let near = suggestion(key, required.iter().chain(optional).copied());
                        let diagnostic = Diagnostic::new(
                            Code::UnknownKey,
                            entry.key_span,
                            format!("unknown key `{}` in `{}`", short(key), around.key.name),
                        )
                        .label("not a key here");
                        self.push(diagnostic, near, entry.key_span);
                    }
                    "this" | "than" => self.package_or_id(&entry.value, around),
                    "if" => self.package(&entry.value, around),
                    "date" => {
                        if let Some(text) = self.scalar(&entry.value, around) {
                            self.date(&entry.value, text);
                        }
                    }
                    "strength" => self.word(&entry.value, &["strong", "mild"], around),
                    "because" => {
                        for node in entry.value.as_list() {
                            if let Some(text) = self.scalar(node, around) {
                                self.reference(text, node.span, Kinds::CLAIM.or(Kinds::SOURCE));
                            }
                        }
                    }
                    _ => self.amount(&entry.value, around),
                }
            }
        }
    }

    pub(super) fn package_or_id(&mut self, node: &Node, around: Around<'_>) {
        match node.text() {
            Some(text) => self.reference(text, node.span, Kinds::PACKAGE.or(Kinds::STATE)),
            None => self.package(node, around),
        }
    }

    pub(super) fn package(&mut self, node: &Node, around: Around<'_>) {
        for entry in self.map(node, around).unwrap_or(&[]) {
            if matches!(&*entry.key, "note" | "visible") {
                continue;
            }
            self.reference(&entry.key, entry.key_span, Kinds::ISSUE);
            for item in entry.value.as_list() {
                self.option_value(&entry.key, item, around);
            }
        }
    }

    /// An option of an issue, or an amount where the issue is numeric.
    pub(super) fn option_value(&mut self, issue: &str, node: &Node, around: Around<'_>) {
        let Some(text) = self.scalar(node, around) else {
            return;
        };
        if Silence::from_word(text).is_some() {
            return;
        }
        if self.ids.options(issue).is_empty() {
            self.amount(node, around);
        } else {
            self.option(issue, text, node.span);
        }
    }

    pub(super) fn option(&mut self, issue: &str, option: &str, span: Span) {
        let options = self.ids.options(issue);
        if options.iter().any(|(id, _)| **id == *option) || self.ids.get(issue).is_none() {
            return;
        }
        if options.is_empty() {
            if let Err(error) = phrase::amount(option) {
                self.diagnostics.push(
                    Diagnostic::new(Code::BadAmount, span, error.message)
                        .label(format!("`{issue}` has no options, so an amount is needed"))
                        .help(error.help),
                );
            }
            return;
        }
        let near = self
            .affords(options.len())
            .then(|| suggestion(option, options.iter().map(|(id, _)| &**id)))
            .flatten();
        let diagnostic = Diagnostic::new(
            Code::UnknownId,
            span,
            format!("the issue `{issue}` has no option `{}`", short(option)),
        )
        .label("not one of its options")
        .help(format!(
            "its options are {}",
            options
                .iter()
                .take(40)
                .map(|(id, _)| format!("`{id}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ));
        self.push(diagnostic, near, span);
    }

    pub(super) fn stance(&mut self, node: &Node, around: Around<'_>) {
        let texts = Kinds::CLAUSE
            .or(Kinds::READING)
            .or(Kinds::AMENDMENT)
            .or(Kinds::PACKAGE)
            .or(Kinds::PROPOSITION);
        match &node.kind {
            Kind::Map { .. } => self.package(node, around),
            _ => self.each(node, around, move |this, node, around| {
                if let Some(text) = this.scalar(node, around)
                    && text != "agreement"
                {
                    this.reference(text, node.span, texts);
                }
            }),
        }
    }

    pub(super) fn ripeness(&mut self, node: &Node, around: Around<'_>) {
        const QUESTIONS: &[&str] = &["cannot-win", "cost-rising", "way-out", "able-to-commit"];
        for entry in self.map(node, around).unwrap_or(&[]) {
            match &*entry.key {
                "deadline" => {
                    if let Some(text) = self.scalar(&entry.value, around)
                        && Silence::from_word(text).is_none()
                    {
                        self.date(&entry.value, text);
                    }
                }
                key if QUESTIONS.contains(&key) => self.flag(&entry.value, around),
                key => {
                    let near = suggestion(key, QUESTIONS.iter().chain(&["deadline"]).copied());
                    let diagnostic = Diagnostic::new(
                        Code::UnknownKey,
                        entry.key_span,
                        format!("`{}` is no question of ripeness", short(key)),
                    )
                    .label("not asked here")
                    .help(format!("write it as in {}", plain(&Ty::Ripeness.words())));
                    self.push(diagnostic, near, entry.key_span);
                }
            }
        }
    }

    pub(super) fn changes(&mut self, node: &Node, around: Around<'_>) {
        for entry in self.map(node, around).unwrap_or(&[]) {
            self.reference(&entry.key, entry.key_span, Kinds::CLAUSE);
            let record = self
                .ids
                .get(&entry.key)
                .and_then(|definition| record_of(definition.kind));
            let Some(record) = record else { continue };
            for change in self.map(&entry.value, around).unwrap_or(&[]) {
                match record.key(&change.key) {
                    // Entries with ids of their own would be clauses that nothing else knows.
                    Some(Key {
                        ty: Ty::Tranches | Ty::Map(..),
                        ..
                    }) => self.change_of_parts(&entry.key, change),
                    Some(key) => self.value(&change.value, Around { key }),
                    None => {
                        let near = suggestion(&change.key, record.all_keys().map(|key| key.name));
                        let diagnostic = Diagnostic::new(
                            Code::UnknownKey,
                            change.key_span,
                            format!(
                                "unknown key `{}` in a change of `{}`",
                                short(&change.key),
                                entry.key
                            ),
                        )
                        .label(format!(
                            "not a key of {} {}",
                            article(record.name),
                            record.name
                        ));
                        self.push(diagnostic, near, change.key_span);
                    }
                }
            }
        }
    }

    /// A change of the entries that stand in a clause, as its tranches.
    pub(super) fn change_of_parts(&mut self, clause: &str, change: &Entry) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::ChangeOfParts,
                change.key_span,
                format!("a reading cannot change the {} of `{clause}` as a whole", change.key),
            )
            .label("these have ids of their own")
            .help(format!(
                "change them one by one, as `{clause}.first: {{when: day 2}}`, or drop `{clause}` and add another duty"
            )),
        );
    }

    /// A version named from inside its clause.
    pub(super) fn version(&mut self, version: &str, span: Span) {
        let id = format!("{}.{version}", self.clause);
        if self.ids.get(&id).is_some() || self.incomplete {
            self.reference(&id, span, Kinds::VERSION);
            return;
        }
        let lead = format!("{}.", self.clause);
        let known: Vec<String> = self
            .ids
            .of(Kinds::VERSION)
            .filter_map(|(id, _)| id.strip_prefix(&lead))
            .map(str::to_owned)
            .collect();
        let near = suggestion(version, known.iter().map(String::as_str));
        let mut diagnostic = Diagnostic::new(
            Code::UnknownId,
            span,
            format!(
                "the clause `{}` has no version `{}`",
                self.clause,
                short(version)
            ),
        )
        .label("not one of its versions");
        if near.is_none() && !known.is_empty() {
            diagnostic = diagnostic.help(format!("its versions are {}", known.join(", ")));
        }
        self.push(diagnostic, near, span);
    }
}
