//! Text of a page as inline markup: escaped, without characters that turn the direction of
//! writing, names from the case each isolated (`bdi`), ids in backticks as code.

use crate::text::clean;
use armistice_case::model::{Case, Speaker};
use maud::{Markup, PreEscaped, html};
use std::collections::{BTreeMap, BTreeSet};

/// Text without names in it.
pub fn plain(text: &str) -> Markup {
    html! { (clean(text)) }
}

/// Every name that a sentence can hold, by first letter, the longest first.
pub struct Names {
    by_first: BTreeMap<char, Vec<String>>,
}

impl Names {
    /// The names of a case: actors, outlets, titles, issues, answers, counted things.
    pub fn of(case: &Case) -> Names {
        let mut all: BTreeSet<String> = BTreeSet::new();
        for id in case.actors.keys() {
            all.insert(clean(case.name(id)));
            all.insert(clean(&crate::words::name(case, id)));
            all.insert(clean(&crate::words::capital(&crate::words::name(case, id))));
        }
        for (_, source) in case.sources.iter() {
            all.extend(source.outlet.as_deref().map(clean));
            all.extend(source.title.as_deref().map(clean));
        }
        for (id, issue) in case.issues.iter() {
            all.insert(clean(case.issue_name(id)));
            all.extend(issue.options.iter().map(|(_, name)| clean(name)));
        }
        for id in case.quantities.keys() {
            all.insert(clean(case.quantity_name(id)));
        }
        let mut by_first: BTreeMap<char, Vec<String>> = BTreeMap::new();
        for name in all {
            if let Some(first) = name.chars().next() {
                by_first.entry(first).or_default().push(name);
            }
        }
        for names in by_first.values_mut() {
            names.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
        }
        Names { by_first }
    }

    /// The longest name that text begins with and that ends at the end of a word.
    fn at_start<'a>(&self, text: &'a str) -> Option<&'a str> {
        let names = self.by_first.get(&text.chars().next()?)?;
        let found = names.iter().find(|name| {
            text.strip_prefix(name.as_str())
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })?;
        Some(&text[..found.len()])
    }

    /// A sentence as markup.
    pub fn inline(&self, text: &str) -> Markup {
        let text = clean(text);
        let mut out = String::new();
        let mut rest = text.as_str();
        let mut in_word = false;
        while let Some(first) = rest.chars().next() {
            if first == '`'
                && let Some((code, after)) = rest[1..].split_once('`')
            {
                out.push_str(&html! { code { bdi { (code) } } }.into_string());
                rest = after;
                in_word = false;
                continue;
            }
            if !in_word && let Some(name) = self.at_start(rest) {
                out.push_str(&html! { bdi { (name) } }.into_string());
                rest = &rest[name.len()..];
                in_word = true;
                continue;
            }
            let (one, after) = rest.split_at(first.len_utf8());
            out.push_str(&html! { (one) }.into_string());
            rest = after;
            in_word = first.is_alphanumeric();
        }
        PreEscaped(out)
    }
}

/// Whoever speaks in a claim.
pub fn speaker(case: &Case, speaker: Speaker) -> Markup {
    match speaker {
        Speaker::Actor(actor) => html! { bdi { (clean(case.name(actor))) } },
        Speaker::Outlet => html! { "the outlet itself" },
    }
}
