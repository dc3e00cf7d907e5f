//! Special pictures of the field, drawn as SVG by one module each.

pub mod state_graph;
