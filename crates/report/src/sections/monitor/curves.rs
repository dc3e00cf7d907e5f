//! Pictures of the agreement while it runs.

use super::Monitored;
use crate::page::Section;

/// The pictures.
pub fn sections(_of: &Monitored<'_>) -> Vec<Section> {
    Vec::new()
}
