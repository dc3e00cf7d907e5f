//! The steps as a table: one row a quantity, one column a step.

use super::duties::debtors;
use crate::page::{Row, Table};
use crate::words;
use armistice_case::model::{Case, ClauseId, NodeId, Said};
use armistice_case::phrase::{Moment, When};
use armistice_engine::accord::structure::{Schedule, Structure};
use armistice_engine::provenance::Because;

/// When a step falls, as a column or a sentence names it.
pub fn step_label(when: &Said<When>) -> String {
    match when {
        Said::Is(When::On(Moment::Day(n, None))) => format!("day {n}"),
        other => words::said_when(other),
    }
}

/// One row a quantity, one column a step.
pub fn steps(case: &Case, structure: &Structure) -> Table {
    let mut columns: Vec<String> = Vec::new();
    for schedule in &structure.schedules {
        for step in &schedule.steps {
            let label = step_label(&step.when);
            if !columns.contains(&label) {
                columns.push(label);
            }
        }
    }
    columns.sort_by_key(|label| {
        label
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|n| n.parse::<u32>().ok())
            .next_back()
            .unwrap_or(u32::MAX)
    });
    let rows = structure
        .schedules
        .iter()
        .map(|schedule| {
            let debtor = case
                .agreement
                .as_ref()
                .map(|agreement| debtors(case, &agreement.obligations[schedule.obligation]));
            let mut cells = vec![
                debtor.unwrap_or_default(),
                case.quantity_name(schedule.quantity).to_owned(),
            ];
            for column in &columns {
                let sum: i64 = schedule
                    .steps
                    .iter()
                    .filter(|step| step_label(&step.when) == *column)
                    .map(|step| step.amount.0)
                    .sum();
                cells.push(if sum == 0 {
                    "·".to_owned()
                } else {
                    armistice_case::value::Decimal(sum).to_string()
                });
            }
            let declared = structure.sums.iter().find(|sum| {
                sum.quantity == schedule.quantity
                    && sum.of == NodeId::Clause(ClauseId::Obligation(schedule.obligation))
            });
            cells.push(match declared {
                Some(sum) if sum.declared == sum.found => format!("= {}, as declared", sum.found),
                Some(sum) => format!("= {}, declared {}", sum.found, sum.declared),
                None => format!("= {}", schedule.total),
            });
            Row {
                cells,
                because: because_schedule(schedule),
            }
        })
        .collect();
    let mut heads = vec!["who".to_owned(), "gives, in steps".to_owned()];
    heads.extend(columns);
    heads.push(String::new());
    Table {
        cited: false,
        id: "steps",
        columns: heads,
        rows,
    }
}

pub fn because_schedule(schedule: &Schedule) -> Vec<Because> {
    let mut out = vec![Because::Node(
        ClauseId::Obligation(schedule.obligation).into(),
    )];
    out.extend(
        schedule
            .steps
            .iter()
            .map(|step| Because::Node(step.clause.into())),
    );
    out
}
