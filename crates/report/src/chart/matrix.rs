//! Issues and speakers: who says what of which issue, by sign and word.

use crate::html::inline::plain;
use maud::{Markup, html};

/// A sign with its word: colour is never alone, nor is a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The sign.
    pub sign: &'static str,
    /// The word.
    pub word: String,
}

/// A speaker with a list of cells for each issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The speaker's name.
    pub name: String,
    /// Its cells, one list an issue.
    pub cells: Vec<Vec<Cell>>,
}

/// Issues across, speakers down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// Names of the issues.
    pub issues: Vec<String>,
    /// The speakers.
    pub lines: Vec<Line>,
}

impl Matrix {
    /// Draws it: as a table, which every reader of pages knows how to walk.
    pub fn draw(&self) -> Markup {
        html! {
            div.scroll tabindex="0" role="region" aria-label="The issue board" {
                table.matrix {
                    thead {
                        tr {
                            th scope="col" { "by whose account" }
                            @for issue in &self.issues {
                                th scope="col" { bdi { (plain(issue)) } }
                            }
                        }
                    }
                    tbody {
                        @for line in &self.lines {
                            tr {
                                th scope="row" { bdi { (plain(&line.name)) } }
                                @for cells in &line.cells {
                                    td {
                                        @if cells.is_empty() {
                                            span.none { "·" }
                                        }
                                        @for cell in cells {
                                            span.cell {
                                                span.sign aria-hidden="true" { (cell.sign) }
                                                " " (plain(&cell.word))
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
