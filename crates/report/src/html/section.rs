//! A section of the page with its statements, tables and pictures.

use super::evidence::folded;
use super::figure::figure;
use super::inline::Names;
use crate::page::{Block, Place, Row, Section, Statement, Table};
use armistice_case::model::Case;
use maud::{Markup, html};

/// A section; `at` is its position, from which its anchor is made.
pub fn section(case: &Case, names: &Names, section: &Section, at: usize) -> Markup {
    let anchor = format!("{}-{at}", section.id);
    html! {
        section.(section.place.word()) id=(anchor) aria-labelledby=(format!("{anchor}-head")) {
            div.head {
                h2 id=(format!("{anchor}-head")) dir="auto" { (names.inline(&section.title)) }
                @if !section.aside.is_empty() {
                    p.aside { (names.inline(&section.aside)) }
                }
            }
            @for block in &section.blocks {
                @match block {
                    Block::Statements { statements, numbered } => {
                        @if *numbered {
                            ol.statements { (items(case, names, statements, section.codes)) }
                        } @else {
                            ul.statements { (items(case, names, statements, section.codes)) }
                        }
                    }
                    Block::Table(table) => (self::table(case, names, table, &table.rows)),
                    Block::LongTable(table) => {
                        @let (rows, left_out) = table.shown();
                        (self::table(case, names, table, rows))
                        @if let Some(text) = left_out {
                            p.note { (text) }
                        }
                    },
                    Block::Picture(picture) => (figure(case, names, picture)),
                    Block::Remark(text) => p.note { (names.inline(text)) },
                }
            }
        }
    }
}

/// Whether a section stands on the first sheet.
pub fn is_first(section: &Section) -> bool {
    section.place == Place::First
}

fn items(case: &Case, names: &Names, statements: &[Statement], codes: bool) -> Markup {
    html! {
        @for statement in statements {
            li.(statement.class.word()) {
                p dir="auto" {
                    (names.inline(&statement.text))
                    @if codes && statement.severity().is_some() {
                        " " code.kind { (statement.kind) }
                    }
                }
                (folded(case, names, &statement.because))
            }
        }
    }
}

/// A table with the rows of it that are shown; each row opens what it rests on.
pub fn table(case: &Case, names: &Names, table: &Table, rows: &[Row]) -> Markup {
    let width = table.columns.len();
    html! {
        table.rows.(table.id) {
            @if table.columns.iter().any(|head| !head.is_empty()) {
                thead {
                    tr {
                        @for head in &table.columns {
                            @if head.is_empty() {
                                td {}
                            } @else {
                                th scope="col" { (names.inline(head)) }
                            }
                        }
                    }
                }
            }
            @for row in rows {
                tbody { (cells(names, table, row)) (basis(case, names, row, width)) }
            }
        }
    }
}

fn cells(names: &Names, table: &Table, row: &Row) -> Markup {
    html! {
        tr {
            @for (i, (cell, head)) in row.cells.iter().zip(&table.columns).enumerate() {
                @if i == 0 {
                    th scope="row" dir="auto" { (names.inline(cell)) }
                } @else if cell.is_empty() {
                    td.empty {}
                } @else {
                    td data-head=(crate::text::clean(head)) dir="auto" { (names.inline(cell)) }
                }
            }
        }
    }
}

fn basis(case: &Case, names: &Names, row: &Row, width: usize) -> Markup {
    html! {
        tr.basis { td colspan=(width) { (folded(case, names, &row.because)) } }
    }
}
