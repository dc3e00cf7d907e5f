//! A foreign scenario as the text of a case: utilities become points out of a hundred.

use super::Scenario;
use crate::ids::slug;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The text of `case.yaml`.
///
/// Points have six decimals; utilities closer than a hundred-millionth become the same.
pub fn case_text(scenario: &Scenario) -> String {
    let issues = ids("i", scenario.issues.iter().map(|issue| &*issue.name));
    let parties = ids("p", scenario.profiles.iter().map(|profile| &*profile.name));
    let options: Vec<Vec<String>> = scenario
        .issues
        .iter()
        .map(|issue| ids("v", issue.values.iter().map(String::as_str)))
        .collect();
    let mut out = String::new();
    let mut line = |text: String| {
        let _ = writeln!(out, "{text}");
    };
    line(format!(
        "# Imported from {} files; numbers read as `{}` means them, as points out of a hundred that add up.",
        scenario.from.name(),
        scenario.reading.word()
    ));
    line(format!(
        "# `armistice deals --definitions {}` shows what that platform's own rules pick.",
        scenario.reading.word()
    ));
    for note in &scenario.notes {
        line(format!("# {}", note.replace(char::is_control, " ")));
    }
    line(format!("case: {}", quoted(&scenario.name)));
    line("parties:".to_owned());
    for (id, profile) in parties.iter().zip(&scenario.profiles) {
        line(format!("  {id}: {{name: {}}}", quoted(&profile.name)));
    }
    line("issues:".to_owned());
    for ((id, issue), options) in issues.iter().zip(&scenario.issues).zip(&options) {
        line(format!("  {id}:"));
        line(format!("    name: {}", quoted(&issue.name)));
        line("    options:".to_owned());
        for (option, value) in options.iter().zip(&issue.values) {
            line(format!("      {option}: {}", quoted(value)));
        }
    }
    line("assumptions:".to_owned());
    for (id, profile) in parties.iter().zip(&scenario.profiles) {
        line(format!("  preferences-{id}:"));
        line(format!("    preferences-of: {id}"));
        line(format!(
            "    says: {}",
            quoted(&format!(
                "Taken over from the imported file, its numbers read as {} means them.",
                scenario.reading.word()
            ))
        ));
        line("    scores:".to_owned());
        for ((issue, options), part) in issues.iter().zip(&options).zip(&profile.parts) {
            let scores: Vec<String> = options
                .iter()
                .zip(part)
                .map(|(option, value)| format!("{option}: {}", points(*value)))
                .collect();
            line(format!("      {issue}: {{{}}}", scores.join(", ")));
        }
        if !profile.combinations.is_empty() {
            line("    interactions:".to_owned());
        }
        for (combination, adds) in &profile.combinations {
            let parts: Vec<String> = combination
                .iter()
                .map(|(issue, values)| {
                    let values: Vec<&str> = values
                        .iter()
                        .map(|value| &*options[*issue][*value])
                        .collect();
                    format!("{}: [{}]", issues[*issue], values.join(", "))
                })
                .collect();
            line(format!(
                "      - {{if: {{{}}}, adds: {}}}",
                parts.join(", "),
                points(*adds)
            ));
        }
        if let Some(worth) = profile.reservation {
            line(format!("    reservation: {}", points(worth)));
        }
    }
    out
}

/// A hundred points for a utility of one, to six decimals.
fn points(utility: f64) -> String {
    let text = format!("{:.6}", utility * 100.0);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// Text in quotes, as YAML and JSON write it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Ids from names: small letters, digits and hyphens, each once, none a word of the language.
fn ids<'n>(kind: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (at, name) in names.enumerate() {
        let base = match slug(name) {
            base if base.is_empty() => (at + 1).to_string(),
            base => base,
        };
        let base = format!("{kind}-{base}");
        let mut id = base.clone();
        let mut again = 2;
        while !taken.insert(id.clone()) {
            id = format!("{base}-{again}");
            again += 1;
        }
        ids.push(id);
    }
    ids
}
