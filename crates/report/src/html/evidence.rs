//! What a statement rests on: claims with who, when, from where, in which words; clauses and
//! other entries with their place; and what was searched where nothing was found.

use super::inline::{Names, plain, speaker};
use crate::data::kind;
use crate::text::{clean, evidence as short};
use crate::words;
use armistice_case::model::{Case, Claim, ClaimId, NodeId, SourceId, Speaker};
use armistice_engine::provenance::Because;
use maud::{Markup, html};

/// Most claims and places named in a summary.
const NAMED: usize = 6;

/// Most entries told in full behind one statement; the others are named, and stand in the annex.
const IN_FULL: usize = 8;

/// Most entries that are named at all behind one statement.
const IN_ALL: usize = 500;

/// What a statement rests on, folded: its summary names it, opening it tells it in full.
pub fn folded(case: &Case, names: &Names, because: &[Because]) -> Markup {
    html! {
        details.evidence {
            summary {
                span.sr { "Evidence: " }
                (plain(&short(case, because, NAMED)))
            }
            ul.reasons {
                @for reason in because.iter().take(IN_FULL) {
                    li { (reason_in_full(case, names, reason)) }
                }
                @if because.len() > IN_FULL {
                    li.more {
                        "and "
                        @for (i, reason) in because[IN_FULL..].iter().take(IN_ALL - IN_FULL).enumerate() {
                            @if i > 0 { ", " }
                            (named(case, reason))
                        }
                        @if because.len() > IN_ALL {
                            " and " (because.len() - IN_ALL) " more, which the JSON form names"
                        }
                    }
                }
            }
        }
    }
}

/// An entry by its id: a claim with a link to the annex.
fn named(case: &Case, reason: &Because) -> Markup {
    match reason {
        Because::Node(NodeId::Claim(id)) => link(case, *id),
        Because::Node(node) => html! {
            code { bdi { (clean(&case.label(*node).id)) } } " (" (place(case, *node)) ")"
        },
        Because::Absence(searched) => plain(searched),
    }
}

/// A link to a claim in the annex.
pub fn link(case: &Case, id: ClaimId) -> Markup {
    html! { a href=(format!("#claim-{}", id.0)) { bdi { (clean(&case.claims.label(id).id)) } } }
}

/// `file:line`.
pub fn place(case: &Case, node: NodeId) -> Markup {
    let place = case.place(node);
    html! { span.place { bdi { (clean(&place.to_string())) } } }
}

fn reason_in_full(case: &Case, names: &Names, reason: &Because) -> Markup {
    match reason {
        Because::Node(NodeId::Claim(id)) => claim(case, names, *id),
        Because::Node(node) => entry(case, names, *node),
        Because::Absence(searched) => html! {
            p.what { "Searched: " (names.inline(searched)) }
        },
    }
}

/// A claim: who, when, what, in which words, from where, and where it stands in the text.
pub fn claim(case: &Case, names: &Names, id: ClaimId) -> Markup {
    let claim = &case.claims[id];
    html! {
        p.who {
            (link(case, id)) " "
            (speakers(case, &claim.by))
            @if let Some(about) = claim.about {
                " on " bdi { (clean(case.name(about))) }
            }
            @if !claim.according_to.is_empty() {
                ", as told by " (speakers(case, &claim.according_to))
            }
            @if let Some(said) = claim.said {
                ", said " (said.to_string())
            }
            @if claim.hedged { ", with a reservation" }
        }
        @if let Some(says) = &claim.says {
            p.what dir="auto" { (names.inline(says)) }
        }
        @if let Some(quote) = &claim.quote {
            blockquote dir="auto" { p { "“" (plain(quote)) "”" } }
        }
        p.from {
            @for source in &claim.from {
                (from(case, *source)) " "
            }
            @if let Some(origin) = origin(case, claim) {
                "First told by " bdi { (clean(&origin)) } ". "
            }
            (place(case, NodeId::Claim(id)))
        }
    }
}

/// Where the words first came from, where that is another than the sources named.
fn origin(case: &Case, claim: &Claim) -> Option<String> {
    let first = match claim.origin {
        Some(origin) => case.origin(origin),
        None => case.origin(*claim.from.first()?),
    };
    if claim.from.contains(&first) {
        return None;
    }
    let source = &case.sources[first];
    let name = source.outlet.as_ref().or(source.title.as_ref());
    Some(name.unwrap_or(&case.sources.label(first).id).to_string())
}

fn speakers(case: &Case, by: &[Speaker]) -> Markup {
    html! {
        @for (i, one) in by.iter().enumerate() {
            @if i > 0 { @if i + 1 == by.len() { " and " } @else { ", " } }
            strong { (speaker(case, *one)) }
        }
    }
}

/// A source: outlet, title, day, address as it is given; the address is words, never a link, for
/// the page asks nothing of anybody.
fn from(case: &Case, id: SourceId) -> Markup {
    let source = &case.sources[id];
    html! {
        bdi.outlet { (clean(source.outlet.as_deref().unwrap_or(&case.sources.label(id).id))) }
        @if let Some(title) = &source.title { ", " cite { bdi { (clean(title)) } } }
        @match case.published(id) {
            Some((day, None)) => { ", " (words::short_day(day)) " " (day.year()) }
            Some((day, Some(_))) => {
                ", " (words::short_day(day)) " " (day.year()) " by assumption"
            }
            None => { ", no date" }
        }
        @if let Some(url) = &source.url { ", " span.url { bdi { (clean(url)) } } }
        "."
    }
}

/// Any other entry: its kind and id, its words, its place.
fn entry(case: &Case, names: &Names, node: NodeId) -> Markup {
    let says = told(case, node);
    html! {
        p.who {
            (kind(node)) " " code { bdi { (clean(&case.label(node).id)) } }
        }
        @if let Some(says) = says {
            p.what dir="auto" { (names.inline(&says)) }
        }
        p.from { (place(case, node)) }
    }
}

fn told(case: &Case, node: NodeId) -> Option<String> {
    let own = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
    match node {
        NodeId::Actor(id) => Some(case.name(id).to_owned()),
        NodeId::Issue(id) => own(&case.issues[id].question),
        NodeId::Quantity(id) => Some(case.quantity_name(id).to_owned()),
        NodeId::Proposition(id) => Some(case.propositions[id].text.to_string()),
        NodeId::Source(id) => own(&case.sources[id].title),
        NodeId::Claim(id) => own(&case.claims[id].says),
        NodeId::Assumption(id) => own(&case.assumptions[id].says),
        NodeId::Clause(clause) => written(case, clause),
        NodeId::Agreement => case
            .agreement
            .as_ref()
            .and_then(|agreement| own(&agreement.title)),
        NodeId::Reading(_)
        | NodeId::Amendment(_)
        | NodeId::Course(_)
        | NodeId::State(_)
        | NodeId::Draft(_)
        | NodeId::DraftClause(_)
        | NodeId::Version(_)
        | NodeId::Reaction(_)
        | NodeId::Place(_) => None,
        NodeId::Event(id) => case.events.says(&case.events[id]).map(str::to_owned),
    }
}

/// The clause's own words and terms, as far as the text gives them.
fn written(case: &Case, clause: armistice_case::model::ClauseId) -> Option<String> {
    const KEYS: [(&str, &str); 11] = [
        ("does", ""),
        ("must-not", "must not: "),
        ("question", ""),
        ("pledges", "pledges: "),
        ("delivers", "delivers "),
        ("reaches", "reaches "),
        ("when", "when: "),
        ("after", "after: "),
        ("needs", "needs: "),
        ("if-talks-go-on", "if talks go on: "),
        ("as-written", "as written: "),
    ];
    let parts: Vec<String> = KEYS
        .iter()
        .filter_map(|(key, lead)| {
            case.written(clause, key)
                .map(|text| format!("{lead}{text}"))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}
