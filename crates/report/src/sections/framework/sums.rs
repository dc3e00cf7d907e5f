//! What adds up: totals against their parts, and how much falls on a step.

use super::steps::{because_schedule, step_label};
use crate::page::{Class, Statement};
use crate::words;
use armistice_case::model::{Case, NodeId, SumCheck};
use armistice_engine::accord::structure::Structure;
use armistice_engine::provenance::Because;

fn sum_sentence(case: &Case, sum: &SumCheck) -> String {
    let name = case.quantity_name(sum.quantity);
    let unit = if sum.percent { " %" } else { "" };
    let clauses = sum.parts.iter().map(|(clause, n)| {
        let products = sum.products.iter().find(|(of, _)| of == clause);
        products.map_or_else(
            || format!("{n}{unit}"),
            |(_, products)| {
                let words: Vec<String> = products.iter().map(ToString::to_string).collect();
                words.join(" + ")
            },
        )
    });
    let quantities = sum
        .divided
        .iter()
        .map(|(part, n)| format!("{n} {}", case.quantity_name(*part)));
    let parts: Vec<String> = clauses.chain(quantities).collect();
    let found = format!("{}{unit}", sum.found);
    let left = parts.join(" + ");
    // One part by itself is no sum.
    let told = if left == found {
        found
    } else {
        format!("{left} = {found}")
    };
    // Shares come to the whole even where the text does not say so.
    if sum.percent {
        return format!("{}: {told}, not {} %", words::capital(name), sum.declared);
    }
    let declared = match sum.of {
        NodeId::Agreement => "the text".to_owned(),
        node => format!("`{}`", case.label(node).id),
    };
    format!(
        "{}: {told}, but {declared} declares {}",
        words::capital(name),
        sum.declared
    )
}

fn because_sum(sum: &SumCheck) -> Vec<Because> {
    let mut out = vec![Because::Node(sum.of)];
    out.extend(
        sum.parts
            .iter()
            .map(|(clause, _)| Because::Node((*clause).into())),
    );
    out
}

/// What adds up, in one sentence, and what does not, each with its exact sum.
pub fn sums(case: &Case, structure: &Structure) -> Vec<Statement> {
    let mut out: Vec<Statement> = structure
        .sums
        .iter()
        .filter(|sum| sum.declared != sum.found)
        .map(|sum| {
            Statement::new(
                "accord",
                "tranches-do-not-sum",
                format!("{}.", sum_sentence(case, sum)),
                because_sum(sum),
            )
            .class(Class::CannotBothHold)
            .reach(2)
        })
        .collect();
    for nested in &structure.nested {
        out.push(
            Statement::new(
                "accord",
                "part-exceeds-whole",
                format!(
                    "{} are more than the {} they lie in.",
                    words::count(case, nested.part.0, &nested.part.1.to_string()),
                    words::count(case, nested.whole.0, &nested.whole.1.to_string())
                ),
                vec![Because::Node(nested.of)],
            )
            .class(Class::CannotBothHold)
            .reach(2),
        );
    }
    let good: Vec<&SumCheck> = structure
        .sums
        .iter()
        // That shares make a whole says little of the text.
        .filter(|sum| sum.declared == sum.found && !sum.percent)
        .collect();
    if out.is_empty() && !good.is_empty() {
        let mut words: Vec<String> = Vec::new();
        for sum in &good {
            let text = words::count(case, sum.quantity, &sum.found.to_string());
            if !words.contains(&text) {
                words.push(text);
            }
        }
        out.push(Statement::new(
            "accord",
            "adds-up",
            format!("The text adds up ({}).", words.join(", ")),
            {
                let mut because: Vec<Because> = Vec::new();
                for reason in good.iter().flat_map(|sum| because_sum(sum)) {
                    if !because.contains(&reason) {
                        because.push(reason);
                    }
                }
                because
            },
        ));
    }
    out
}

/// The share of the first step and of the last.
pub fn shares(case: &Case, structure: &Structure) -> Vec<Statement> {
    structure
        .schedules
        .iter()
        .filter(|schedule| schedule.steps.len() > 1)
        .filter_map(|schedule| {
            let first = schedule.steps.first()?;
            let last = schedule.steps.last()?;
            Some(Statement::new(
                "accord",
                "shares",
                format!(
                    "{}: {} come first ({}), {} last ({}).",
                    words::capital(case.quantity_name(schedule.quantity)),
                    words::share(first.amount, schedule.total),
                    step_label(&first.when),
                    words::share(last.amount, schedule.total),
                    step_label(&last.when),
                ),
                because_schedule(schedule),
            ))
        })
        .collect()
}
