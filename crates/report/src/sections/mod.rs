//! The sentences of a page, one file a section: one place per kind of finding.

pub mod board;
pub mod calendar;
pub mod changes;
pub mod conflict;
pub mod curves;
pub mod deal_picture;
pub mod deals;
pub mod differences;
pub mod drafts;
pub mod framework;
pub mod heard;
pub mod islands;
pub mod issues;
pub mod matrix;
pub mod openings;
pub mod plan;
pub mod ripeness;
pub mod short;
pub mod sides;
pub mod talks;
pub mod timeline;
pub mod verify;
