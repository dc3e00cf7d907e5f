//! Placeholder during laying.
