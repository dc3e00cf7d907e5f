//! Turns findings into pages.
//!
//! ```text
//! findings ─► sections (the sentences) ─► page ─► text (terminal) · data (JSON) · html
//!                                          └─ chart: pictures as typed values, drawn by html
//!          └─► sheet: positions as CSV
//! case ─► foreign: scenarios of negotiation platforms, packages as CSV
//! ```
//!
//! A page is one value; every form of it is made from that value alone, so that no form can say
//! what another does not. The spreadsheet holds no sentences and is made from the findings.

pub mod chart;
pub mod compare;
pub mod data;
pub mod foreign;
pub mod html;
pub mod page;
pub mod pages;
pub mod planned;
pub mod reading;
pub mod sheet;
pub mod text;

mod sections;
mod words;

pub use sections::conflict::{picture as state_graph, seeds as seeds_as_assumptions};
pub use words::plural;
