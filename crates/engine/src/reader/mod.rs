//! From articles to draft claims: who says what, with the numbers, days and states of the talks
//! in it, and where every word stands.
//!
//! ```text
//! text ─► text (words, paragraphs, quotations, sentences) ─► attribution (cue, source, content)
//!   └──► repeats (what stands twice)                               │
//!        speaker, names (who that is) · fill (slots, count, role,
//!        number, time, date, tense) ◄──────────────────────────────┤
//!        asserted (whether it is said to hold) ◄────────────────────┘
//!                          └──► reading (drafts) ─► card;  finding: what comes out, as values
//! ```
//!
//! Rules and tables, no model: the tables of a language are in `lexicon/`, and a text in another
//! language is said to be one and is not read. The rules are those of
//! `docs/methods/reading.md`, with the accuracy that was measured. Exhaustive over the text;
//! every look is bounded, so that the steps, which are counted, are at most a constant for each
//! byte.

// Places are lists of ranges, often of one.
#![allow(clippy::single_range_in_vec_init)]

pub mod lexicon;

mod antecedent;
mod asserted;
mod attribution;
mod card;
mod count;
mod date;
mod fill;
mod finding;
mod inflection;
mod language;
mod names;
mod number;
mod outlet;
mod phrase;
mod reading;
mod repeats;
mod role;
mod slots;
mod speaker;
mod tense;
mod text;
mod time;
mod words;

pub use attribution::{Pattern, Tier};
pub use finding::{Article, Card, Count, Doubt, Draft, Options, Reading, Readings, Source, Time};
pub use lexicon::Act;
pub use reading::read;
pub use repeats::{Alike, alike};
pub use slots::Slots;
pub use speaker::SpeakerKind;
