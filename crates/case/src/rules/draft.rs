//! Rules of drafts: one verb a reaction, extras only where they belong, chains without circles.

use super::{published_before, scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Case, NodeId, SourceId, VersionId};
use crate::phrase;
use crate::source::Span;
use crate::tree::{Entry, Node, Tree};

const VERBS: [&str; 3] = ["accepts", "objects-to", "silent-on"];

/// Every rule of drafts.
pub fn run(case: &Case, tree: &Tree, found: &mut Vec<(Span, Diagnostic)>) {
    for draft in tree.entries("drafts") {
        for clause in draft.value.get("clauses").map_or(&[][..], Node::entries) {
            let versions = clause.value.get("versions").map_or(&[][..], Node::entries);
            for version in versions {
                circle(case, clause, version, found);
            }
            for item in clause.value.get("reactions").map_or(&[][..], Node::as_list) {
                let mut note = |diagnostic| found.push((item.span, diagnostic));
                verb(item, &mut note);
                extras(item, &mut note);
                let date = item.get("date").and_then(|node| {
                    let day = phrase::parse_date(node.text()?).ok()?;
                    Some((day, node.span))
                });
                if let Some((day, at)) = date {
                    published_before(case, day, at, &sources(case, item), &mut note);
                }
            }
        }
    }
}

fn sources(case: &Case, item: &Node) -> Vec<SourceId> {
    item.get("from")
        .map_or(&[][..], Node::as_list)
        .iter()
        .filter_map(|node| match case.node(node.text()?)? {
            NodeId::Source(id) => Some(id),
            _ => None,
        })
        .collect()
}

/// Exactly one of the three verbs.
fn verb(item: &Node, note: &mut impl FnMut(Diagnostic)) {
    let given: Vec<&Entry> = item
        .entries()
        .iter()
        .filter(|entry| VERBS.contains(&&*entry.key))
        .collect();
    let diagnostic = match given[..] {
        [_] => return,
        [] => Diagnostic::new(
            Code::OneReaction,
            item.get("by").map_or(item.span, |node| node.span),
            "this reaction does not say what it is",
        )
        .label("who reacts, but how?"),
        [first, second, ..] => Diagnostic::new(
            Code::OneReaction,
            second.key_span,
            "one reaction says two things",
        )
        .label("a second one")
        .other(first.key_span, "the first"),
    };
    note(diagnostic.help(
        "give exactly one of `accepts`, `objects-to` and `silent-on`; two reactions are two entries",
    ));
}

/// `if` belongs to `accepts`, `wants` to `objects-to`.
fn extras(item: &Node, note: &mut impl FnMut(Diagnostic)) {
    for (extra, verb) in [("if", "accepts"), ("wants", "objects-to")] {
        let Some(entry) = item.entries().iter().find(|entry| &*entry.key == extra) else {
            continue;
        };
        if item.get(verb).is_none() {
            note(
                Diagnostic::new(
                    Code::ReactionExtra,
                    entry.key_span,
                    format!("`{extra}` says nothing without `{verb}`"),
                )
                .label(format!("goes with `{verb}` only"))
                .help(match extra {
                    "if" => "who objects names the words it would have with `wants`; what else it asks for goes into `says`",
                    _ => "who accepts on a condition says so with `if`",
                }),
            );
        }
    }
}

/// A version that, step by step, replaces itself; each circle is told once, by its first version.
fn circle(case: &Case, clause: &Entry, version: &Entry, found: &mut Vec<(Span, Diagnostic)>) {
    let id = format!("{}.{}", clause.key, version.key);
    let Some(NodeId::Version(start)) = case.node(&id) else {
        return;
    };
    let mut at: VersionId = start;
    for _ in 0..case.versions.len() {
        match case.versions[at].replaces {
            Some(next) if next == start => {
                let place = version
                    .value
                    .get("replaces")
                    .map_or(version.key_span, |node| node.span);
                let last = case.versions.label(at);
                let mut diagnostic = Diagnostic::new(
                    Code::VersionCircle,
                    place,
                    format!(
                        "the versions that `{}` replaces lead back to itself",
                        version.key
                    ),
                )
                .label("goes round in a circle");
                if last.span != version.key_span {
                    diagnostic = diagnostic.other(last.span, "leads back");
                }
                found.push((
                    scope(version),
                    diagnostic.help("remove `replaces` from the earliest version"),
                ));
                return;
            }
            Some(next) if next > start => at = next,
            _ => return,
        }
    }
}
