//! x
pub mod lexicon;
pub mod text;
pub mod phrase;
pub mod attribution;
