//! Every id defined, and which one was meant.

use super::{Checker, article};
use crate::diagnostic::{Code, Diagnostic};
use crate::ids::short;
use crate::phrase::is_id;
use crate::schema::Kinds;
use crate::source::Span;
use crate::tree::Silence;

impl Checker<'_> {
    /// Which id was meant, and whether it was looked for at all. A long log has the same slip in
    /// many records, so each word is looked up once.
    pub(super) fn meant(&mut self, id: &str, kinds: Kinds) -> (bool, Option<String>) {
        let key = (kinds, Box::from(short(id)));
        if let Some(near) = self.meant.get(&key) {
            return (true, near.clone());
        }
        if !self.affords(self.ids.among(kinds)) {
            return (false, None);
        }
        let near = suggestion(id, self.ids.of(kinds).map(|(id, _)| id));
        self.meant.insert(key, near.clone());
        (true, near)
    }

    pub(super) fn reference(&mut self, id: &str, span: Span, kinds: Kinds) {
        if Silence::from_word(id).is_some() {
            return;
        }
        let Some(definition) = self.ids.get(id) else {
            if self.incomplete {
                return;
            }
            let (looks, near) = self.meant(id, kinds);
            let mut diagnostic = Diagnostic::new(
                Code::UnknownId,
                span,
                format!("no {} has the id `{}`", kinds.words(), short(id)),
            )
            .label("not defined in this case");
            if let Some(near) = &near
                && let Some(definition) = self.ids.get(near)
            {
                diagnostic = diagnostic.other(definition.span, format!("`{near}` is defined here"));
            } else if looks {
                let known: Vec<String> = self
                    .ids
                    .of(kinds)
                    .take(12)
                    .map(|(id, _)| format!("`{id}`"))
                    .collect();
                diagnostic = diagnostic.help(if known.is_empty() {
                    format!(
                        "this case defines no {} yet; define it first",
                        kinds.words()
                    )
                } else if is_id(id) || id.contains('.') {
                    format!("known here: {}", known.join(", "))
                } else {
                    format!("name it by its id; known here: {}", known.join(", "))
                });
            }
            self.push(diagnostic, near, span);
            return;
        };
        if !kinds.holds(definition.kind) {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::WrongKind,
                    span,
                    format!(
                        "`{id}` is {} {}, but {} {} is needed here",
                        article(&definition.kind.words()),
                        definition.kind.words(),
                        article(&kinds.words()),
                        kinds.words()
                    ),
                )
                .label(format!(
                    "{} {} is needed",
                    article(&kinds.words()),
                    kinds.words()
                ))
                .other(definition.span, "defined here"),
            );
        } else if self.visible.wider_than(&definition.visible) {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::NamesAHiddenEntry,
                    span,
                    format!(
                        "this entry is `{}` and names `{id}`, which is `{}`",
                        self.visible, definition.visible
                    ),
                )
                .label("gives away that it exists")
                .other(definition.span, "hidden from some who see this")
                .help("narrow this entry's `visible`, or leave the id out"),
            );
        }
    }
}

/// The nearest of some words, if it is near enough to be meant.
pub fn suggestion<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<String> {
    if word.len() > 64 {
        return None;
    }
    let lower = word.to_ascii_lowercase().replace(['_', ' '], "-");
    let mut best: Option<(f64, &str)> = None;
    for candidate in known {
        let score = if candidate == lower {
            1.0
        } else {
            strsim::jaro_winkler(&lower, candidate).max(
                1.0 - strsim::osa_distance(&lower, candidate) as f64
                    / lower.len().max(candidate.len()) as f64,
            )
        };
        if score >= 0.83 && best.is_none_or(|(other, _)| score > other) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.to_owned())
}
