//! A page as one HTML file, complete in itself: nothing is fetched, and its policy forbids it.
//!
//! ```text
//! page ─► section ─► statements · tables ─► evidence (what each rests on)
//!                └─► figure ─► chart (SVG, wide and narrow) + the same as a table
//! ```
//!
//! Everything is readable without the script, which only opens, finds and jumps.

mod evidence;
mod figure;
pub(crate) mod inline;
mod section;

use crate::page::Page;
use crate::pages::assumption;
use crate::text::clean;
use crate::words;
use armistice_case::model::{ClaimId, NodeId};
use armistice_engine::provenance::Because;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use inline::Names;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

const STYLE: &str = concat!(
    include_str!("page.css"),
    include_str!("../chart/state_graph.css")
);
const SCRIPT: &str = include_str!("page.js");

/// The whole page.
pub fn html(page: &Page<'_>) -> String {
    let names = Names::of(page.case);
    let title = clean(&page.case.title);
    let day = page.as_of.map(words::long_day);
    let paged = page.sections.iter().any(section::is_first);
    let (first, rest): (Vec<_>, Vec<_>) = page
        .sections
        .iter()
        .enumerate()
        .partition(|(_, section)| section::is_first(section));
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title {
                    (title) @if let Some(day) = &day { ", as of " (day) }
                }
                style { (PreEscaped(STYLE)) }
            }
            body.paged[paged] {
                a.skip href="#main" { "To the page" }
                header {
                    h1 dir="auto" { (title) }
                    p.day {
                        @match &day {
                            Some(day) => { "as of " time datetime=[page.as_of] { (day) } }
                            None => "no date in this case",
                        }
                    }
                    p.counts { (page.counted()) " · " bdi { (clean(&page.path)) } }
                }
                main id="main" {
                    @if paged {
                        div.sheet {
                            @for (at, part) in first { (section::section(page.case, &names, part, at)) }
                        }
                    }
                    @for (at, part) in rest { (section::section(page.case, &names, part, at)) }
                    (annex(page, &names))
                }
                footer {
                    p { "made by: " code { (clean(&page.command)) } }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    let mut out = markup.into_string();
    out.push('\n');
    out
}

/// Nothing may be loaded from anywhere; only this style and this script run.
fn policy() -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; \
         form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

/// Every claim that something on the page rests on, in the order of the case.
fn cited(page: &Page<'_>) -> Vec<ClaimId> {
    use crate::page::Block;
    let mut ids: Vec<ClaimId> = Vec::new();
    let mut add = |because: &[Because]| {
        for reason in because {
            if let Because::Node(NodeId::Claim(id)) = reason {
                ids.push(*id);
            }
        }
    };
    for block in page.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Statements { statements, .. } => {
                statements.iter().for_each(|item| add(&item.because));
            }
            Block::Table(table) => table.rows.iter().for_each(|row| add(&row.because)),
            Block::LongTable(table) => table.shown().0.iter().for_each(|row| add(&row.because)),
            Block::Picture(picture) => {
                picture.table.rows.iter().for_each(|row| add(&row.because));
            }
            Block::Remark(_) => {}
        }
    }
    ids.sort();
    ids.dedup();
    ids
}

/// The last annex: assumptions, and every claim cited, in full.
fn annex(page: &Page<'_>, names: &Names) -> Markup {
    let ids = cited(page);
    if ids.is_empty() && page.assumptions.is_empty() {
        return html! {};
    }
    html! {
        section.annex id="evidence" aria-labelledby="evidence-head" {
            div.head { h2 id="evidence-head" { "Evidence" } }
            @if !page.assumptions.is_empty() {
                h3 { "Assumptions used" }
                ul.assumptions {
                    @for id in &page.assumptions {
                        @let (name, says) = assumption(page.case, *id);
                        li {
                            p.who { code { bdi { (clean(&name)) } } }
                            @if let Some(says) = says { p.what dir="auto" { (names.inline(&says)) } }
                            p.from { (evidence::place(page.case, NodeId::Assumption(*id))) }
                        }
                    }
                }
            }
            @if !ids.is_empty() {
                h3 { (words::plural(ids.len(), "claim", "claims")) " cited" }
                p.find hidden {
                    label for="find" { "Show claims that hold" } " "
                    input id="find" type="search" autocomplete="off";
                    " " span #found role="status" {}
                }
                ol.claims {
                    @for id in ids {
                        li id=(format!("claim-{}", id.0)) {
                            (evidence::claim(page.case, names, id))
                        }
                    }
                }
            }
        }
    }
}
