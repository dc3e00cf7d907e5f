//! What it takes for each decision maker to stay: the least raise, and the slack.

use super::names::{ENGINE, NAMED, Names, concept_name};
use crate::page::{Row, Section, Statement, Table};
use crate::words;
use armistice_engine::conflict::induce::Induce;

pub(super) fn price_list(names: &Names<'_>, found: &Induce) -> Section {
    let mut section = Section::new("inducements", "What it takes to stay");
    section.aside = format!("at {}", names.state(found.state));
    let mut columns = vec!["decision maker".to_owned()];
    columns.extend(
        found
            .rows
            .iter()
            .map(|(concept, _)| concept_name(*concept).to_owned()),
    );
    columns.push(format!(
        "must be as good as ({})",
        concept_name(found.concept)
    ));
    let rows = names
        .everybody()
        .into_iter()
        .map(|maker| {
            let mut cells = vec![names.maker(maker)];
            let mut must = "nothing: it cannot move".to_owned();
            for (concept, rows) in &found.rows {
                let row = &rows[maker];
                cells.push(
                    match (row.inducement.must_match, row.inducement.stays, row.levels) {
                        (None, ..) => "no move".to_owned(),
                        (_, true, Some(levels)) => format!("stays, slack {}", -levels),
                        (_, true, None) => "stays".to_owned(),
                        (_, false, Some(levels)) => format!("raise by {levels}"),
                        (_, false, None) => "raise".to_owned(),
                    },
                );
                if *concept == found.concept
                    && let Some(state) = row.inducement.must_match
                {
                    must = names.state(state);
                }
            }
            cells.push(must);
            Row {
                cells,
                because: names.because(found.state, &[maker]),
            }
        })
        .collect();
    section.table(Table {
        id: "inducements",
        columns,
        rows,
        cited: false,
    });
    let mut statements = Vec::new();
    for (concept, rows) in &found.rows {
        if *concept != found.concept {
            continue;
        }
        for row in rows.iter().filter(|row| !row.inducement.stays) {
            let moves: Vec<String> = row
                .inducement
                .temptations
                .iter()
                .take(NAMED)
                .map(|temptation| format!("it {}", names.turn(found.state, temptation.to)))
                .collect();
            statements.push(Statement::new(
                ENGINE,
                "temptation",
                format!(
                    "{} would leave ({}) if {}.",
                    names.maker(row.inducement.maker),
                    concept_name(*concept),
                    words::joined(&moves, "or if")
                ),
                names.because(found.state, &[row.inducement.maker]),
            ));
        }
    }
    section.statements(statements);
    section.blocks.push(crate::page::Block::Remark(
        "Counted in levels of each decision maker's own ordering; levels of two decision makers cannot be compared. For Nash, SMR and GMR the raise is the exact least; for SEQ and SSEQ it is so for each one while the others stay as they are. The slack is how far the state may fall before it gives way.".to_owned(),
    ));
    section
}
