//! A scenario as a NegMAS folder: the outcome space and one utility function a party, in YAML.

use super::super::portable::{Portable, file_stem, portable};
use super::super::scenario::{ForeignIssue, Scenario, Unwritable, Written};
use std::fmt::Write as _;

/// The outcome space and the utility functions.
pub fn write(scenario: &Scenario) -> Result<Written, Unwritable> {
    let (parties, losses) = portable(scenario)?;
    let mut files = vec![("domain.yml".to_owned(), domain(scenario))];
    for (at, party) in parties.iter().enumerate() {
        let text = if party.profile.combinations.is_empty() {
            additive(&scenario.issues, party)
        } else {
            rectangles(&scenario.issues, party)
        };
        let stem = file_stem(at, parties.len(), &party.profile.name);
        files.push((format!("{stem}.yml"), text));
    }
    Ok(Written { files, losses })
}

/// Text in double quotes, as YAML and JSON write it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn domain(scenario: &Scenario) -> String {
    let mut out = format!(
        "type: DiscreteCartesianOutcomeSpace\nname: {}\nissues:\n",
        quoted(&scenario.name)
    );
    for issue in &scenario.issues {
        let _ = writeln!(out, "- name: {}", quoted(&issue.name));
        out.push_str("  type: CategoricalIssue\n  values:\n");
        for value in &issue.values {
            let _ = writeln!(out, "  - {}", quoted(value));
        }
    }
    out
}

fn head(kind: &str, party: &Portable) -> String {
    let worth = party
        .profile
        .reservation
        .map_or_else(|| "-.inf".to_owned(), decimal);
    format!(
        "type: {kind}\nname: {}\nreserved_outcome: null\nreserved_value: {worth}\n",
        quoted(&party.profile.name)
    )
}

/// A number that every reader of YAML takes for one: with a fraction, without an exponent.
fn decimal(n: f64) -> String {
    let text = n.to_string();
    if text.contains('.') {
        text
    } else {
        format!("{text}.0")
    }
}

fn additive(issues: &[ForeignIssue], party: &Portable) -> String {
    let mut out = head("LinearAdditiveUtilityFunction", party);
    out.push_str("weights:\n");
    for weight in &party.weights {
        let _ = writeln!(out, "- {}", decimal(*weight));
    }
    out.push_str("values:\n");
    for (issue, evaluations) in issues.iter().zip(&party.evaluations) {
        out.push_str("- type: TableFun\n  mapping:\n");
        for (value, evaluation) in issue.values.iter().zip(evaluations) {
            let _ = writeln!(out, "    {}: {}", quoted(value), decimal(*evaluation));
        }
    }
    out
}

fn rectangles(issues: &[ForeignIssue], party: &Portable) -> String {
    let mut ranges = String::new();
    let mut worths = String::new();
    let mut weights = String::new();
    let mut rectangle = |bounds: &[(usize, Vec<usize>)], worth: f64| {
        let mut lead = "-";
        for (issue, places) in bounds {
            let values: Vec<String> = places
                .iter()
                .map(|place| quoted(&issues[*issue].values[*place]))
                .collect();
            let _ = writeln!(ranges, "{lead} {issue}: [{}]", values.join(", "));
            lead = " ";
        }
        if bounds.is_empty() {
            ranges.push_str("- null\n");
        }
        let _ = writeln!(worths, "- {}", decimal(worth));
        weights.push_str("- 1.0\n");
    };
    for (at, part) in party.profile.parts.iter().enumerate() {
        for (place, worth) in part.iter().enumerate().filter(|(_, worth)| **worth != 0.0) {
            rectangle(&[(at, vec![place])], *worth);
        }
    }
    for (combination, adds) in &party.profile.combinations {
        rectangle(combination, *adds);
    }
    format!(
        "{}bias: 0.0\noutcome_ranges:\n{ranges}utilities:\n{worths}weights:\n{weights}",
        head("HyperRectangleUtilityFunction", party)
    )
}
