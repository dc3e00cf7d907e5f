//! Foreign formats: reading them into the text of a case, writing them from a case.

pub mod gmcr;
