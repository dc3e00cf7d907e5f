//! NegMAS scenario folders (YAML, or JSON of the same keys): additive utilities and
//! hyper-rectangles, in and out.

mod read;
mod write;

pub use read::{Role, read, role};
pub use write::write;
