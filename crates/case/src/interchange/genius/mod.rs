//! GENIUS domain and profile files: additive utilities and hyper-rectangles, in and out.

mod read;
mod write;

pub use read::read;
pub use write::write;
