//! Differences side by side: on one matter, each value with those who give it.

use crate::html::inline::plain;
use maud::{Markup, html};

/// A value with those who give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The value.
    pub value: String,
    /// Who gives it, each with the day.
    pub who: Vec<String>,
}

/// A matter on which accounts differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// On what.
    pub on: String,
    /// How they differ.
    pub kind: String,
    /// The sign between the values: `×` where they exclude each other, `↔` where they do not.
    pub sign: &'static str,
    /// The values, the newest first.
    pub sides: Vec<Side>,
    /// The question that would settle it.
    pub ask: String,
}

/// All of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// The matters, those that cannot both hold first.
    pub matters: Vec<Matter>,
}

impl Sides {
    /// Draws it.
    pub fn draw(&self) -> Markup {
        html! {
            @for matter in &self.matters {
                div.matter {
                    p.on {
                        strong { (plain(&crate::words::capital(&matter.on))) }
                        span.kind { (matter.sign) " " (matter.kind) }
                    }
                    ul.sides {
                        @for side in &matter.sides {
                            li {
                                p.value { (plain(&side.value)) }
                                p.who {
                                    @for (i, who) in side.who.iter().enumerate() {
                                        @if i > 0 { ", " }
                                        bdi { (plain(who)) }
                                    }
                                }
                            }
                        }
                    }
                    p.ask { (plain(&matter.ask)) }
                }
            }
        }
    }
}
