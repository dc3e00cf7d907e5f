//! A page as JSON. `docs/json.md` describes it; the schema's name carries its version.

use crate::page::{Block, Page, Row, Section, Statement, Table};
use crate::pages::assumption;
use armistice_case::model::{Case, NodeId};
use armistice_engine::provenance::Because;
use serde_json::{Map, Value, json};

/// The whole page.
pub fn json(page: &Page<'_>) -> Value {
    let counts: Map<String, Value> = page
        .counts
        .iter()
        .map(|(word, n)| ((*word).to_owned(), json!(n)))
        .collect();
    json!({
        "schema": page.schema,
        "case": page.case.title,
        "path": page.path,
        "as-of": page.as_of.map(|day| day.to_string()),
        "counts": counts,
        "sections": page
            .sections
            .iter()
            .map(|part| section(page.case, part))
            .collect::<Vec<_>>(),
        "assumptions": page.assumptions.iter().map(|id| {
            let (name, says) = assumption(page.case, *id);
            json!({
                "id": name,
                "says": says,
                "because": [because(page.case, &Because::from(*id))],
            })
        }).collect::<Vec<_>>(),
        "command": page.command,
    })
}

fn section(case: &Case, section: &Section) -> Value {
    json!({
        "id": section.id,
        "title": section.title,
        "aside": section.aside,
        "place": section.place.word(),
        "blocks": section.blocks.iter().map(|part| block(case, part)).collect::<Vec<_>>(),
    })
}

fn block(case: &Case, block: &Block) -> Value {
    match block {
        Block::Statements { statements, .. } => json!({
            "statements": statements
                .iter()
                .map(|item| statement(case, item))
                .collect::<Vec<_>>(),
        }),
        Block::Table(table) | Block::LongTable(table) => json!({
            "table": table.id,
            "columns": table.columns,
            "rows": rows(case, table),
        }),
        Block::Picture(picture) => json!({
            "picture": picture.id,
            "title": picture.title,
            "description": picture.description,
            "note": picture.note,
            "table": picture.table.id,
            "columns": picture.table.columns,
            "rows": rows(case, &picture.table),
        }),
        Block::Remark(text) => json!({"remark": text}),
    }
}

fn statement(case: &Case, statement: &Statement) -> Value {
    json!({
        "kind": statement.kind,
        "class": statement.class.word(),
        "engine": statement.engine,
        "text": statement.text,
        "because": reasons(case, &statement.because),
    })
}

fn rows(case: &Case, table: &Table) -> Vec<Value> {
    table.rows.iter().map(|item| row(case, item)).collect()
}

fn row(case: &Case, row: &Row) -> Value {
    json!({
        "cells": row.cells,
        "because": reasons(case, &row.because),
    })
}

fn reasons(case: &Case, reasons: &[Because]) -> Vec<Value> {
    reasons.iter().map(|reason| because(case, reason)).collect()
}

fn because(case: &Case, because: &Because) -> Value {
    match because {
        Because::Node(node) => {
            let place = case.place(*node);
            json!({
                "kind": kind(*node),
                "id": case.label(*node).id,
                "at": place.to_string(),
            })
        }
        Because::Absence(searched) => json!({"kind": "absence", "searched": searched}),
    }
}

/// The word for what an entry is.
pub(crate) fn kind(node: NodeId) -> &'static str {
    match node {
        NodeId::Actor(_) => "actor",
        NodeId::Issue(_) => "issue",
        NodeId::Quantity(_) => "quantity",
        NodeId::Proposition(_) => "proposition",
        NodeId::Source(_) => "source",
        NodeId::Claim(_) => "claim",
        NodeId::Assumption(_) => "assumption",
        NodeId::Clause(_) => "clause",
        NodeId::Reading(_) => "reading",
        NodeId::Amendment(_) => "amendment",
        NodeId::Course(_) => "course",
        NodeId::State(_) => "state",
        NodeId::Draft(_) => "draft",
        NodeId::DraftClause(_) => "draft-clause",
        NodeId::Version(_) => "version",
        NodeId::Reaction(_) => "reaction",
        NodeId::Place(_) => "place",
        NodeId::Event(_) => "event",
        NodeId::Agreement => "agreement",
    }
}
