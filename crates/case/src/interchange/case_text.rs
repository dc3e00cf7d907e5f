//! A foreign scenario as the text of a case: utilities become points out of a hundred.

use super::packages::Tabled;
use super::{ForeignIssue, Profile, Rectangle, Scenario};
use crate::ids::{BOOLEANS, RESERVED, slug};
use crate::phrase::is_id;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The text of `case.yaml`.
///
/// Points have six decimals; utilities closer than a hundred-millionth become the same.
pub fn case_text(scenario: &Scenario) -> String {
    let reading = scenario.reading.word();
    let mut head = vec![
        format!(
            "Imported from {} files; numbers read as `{reading}` means them, as points out of a hundred that add up.",
            scenario.from.name(),
        ),
        format!(
            "`armistice deals --definitions {reading}` shows what that platform's own rules pick."
        ),
    ];
    head.extend(scenario.notes.iter().cloned());
    let profiles = &scenario.profiles;
    Text {
        head,
        name: &scenario.name,
        says: format!(
            "Taken over from the imported file, its numbers read as {reading} means them."
        ),
        parties: ids("p", profiles.iter().map(|profile| &*profile.name)),
        issues: ids("i", scenario.issues.iter().map(|issue| &*issue.name)),
        options: scenario
            .issues
            .iter()
            .map(|issue| ids("v", issue.values.iter().map(String::as_str)))
            .collect(),
        foreign: &scenario.issues,
        profiles,
        reservations: profiles
            .iter()
            .map(|profile| profile.reservation.map(points))
            .collect(),
        excluded: &[],
    }
    .written()
}

/// The text of `case.yaml` from a table of packages. Names that can be ids stay ids.
pub fn table_text(table: &Tabled) -> String {
    let profiles = &table.profiles;
    let mut taken = BTreeSet::new();
    let names = table.issues.iter().map(|issue| &*issue.name);
    let issues = kept_ids("i", names, &mut taken);
    let parties = kept_ids(
        "p",
        profiles.iter().map(|profile| &*profile.name),
        &mut taken,
    );
    // The least that is more than what is refused.
    let reservation = |[refused, accepted]: [f64; 2]| {
        let (low, high) = (points(refused / 100.0 + 1e-8), points(accepted / 100.0));
        if low == high {
            low
        } else {
            format!("{low} to {high}")
        }
    };
    Text {
        head: vec![
            "Imported from a table of packages; what they are worth is in points as written."
                .to_owned(),
            "Packages that are not in the table cannot be.".to_owned(),
        ],
        name: &table.name,
        says: "Taken over from the imported table of packages.".to_owned(),
        parties,
        issues,
        options: table
            .issues
            .iter()
            .map(|issue| {
                let values = issue.values.iter().map(String::as_str);
                kept_ids("v", values, &mut BTreeSet::new())
            })
            .collect(),
        foreign: &table.issues,
        profiles,
        reservations: table
            .reservations
            .iter()
            .map(|worth| worth.map(reservation))
            .collect(),
        excluded: &table.excluded,
    }
    .written()
}

/// What a case is written from.
struct Text<'a> {
    /// Remarks on top.
    head: Vec<String>,
    name: &'a str,
    /// The reason of each assumption.
    says: String,
    parties: Vec<String>,
    issues: Vec<String>,
    options: Vec<Vec<String>>,
    foreign: &'a [ForeignIssue],
    profiles: &'a [Profile],
    reservations: Vec<Option<String>>,
    excluded: &'a [Rectangle],
}

impl Text<'_> {
    fn written(&self) -> String {
        let mut out = String::new();
        let mut line = |text: String| {
            let _ = writeln!(out, "{text}");
        };
        for note in &self.head {
            line(format!("# {}", note.replace(char::is_control, " ")));
        }
        line(format!("case: {}", quoted(self.name)));
        line("parties:".to_owned());
        for (id, profile) in self.parties.iter().zip(self.profiles) {
            line(format!("  {id}: {{name: {}}}", quoted(&profile.name)));
        }
        line("issues:".to_owned());
        for ((id, issue), options) in self.issues.iter().zip(self.foreign).zip(&self.options) {
            line(format!("  {id}:"));
            line(format!("    name: {}", quoted(&issue.name)));
            line("    options:".to_owned());
            for (option, value) in options.iter().zip(&issue.values) {
                line(format!("      {option}: {}", quoted(value)));
            }
        }
        if !self.excluded.is_empty() {
            line("deal:".to_owned());
            line("  cannot-be:".to_owned());
        }
        for combination in self.excluded {
            line(format!("    - {{{}}}", self.combination(combination)));
        }
        line("assumptions:".to_owned());
        for at in 0..self.profiles.len() {
            self.preferences(at, &mut line);
        }
        out
    }

    fn preferences(&self, at: usize, line: &mut impl FnMut(String)) {
        let (id, profile) = (&self.parties[at], &self.profiles[at]);
        line(format!("  preferences-{id}:"));
        line(format!("    preferences-of: {id}"));
        line(format!("    says: {}", quoted(&self.says)));
        line("    scores:".to_owned());
        for ((issue, options), part) in self.issues.iter().zip(&self.options).zip(&profile.parts) {
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
            line(format!(
                "      - {{if: {{{}}}, adds: {}}}",
                self.combination(combination),
                points(*adds)
            ));
        }
        if let Some(worth) = &self.reservations[at] {
            line(format!("    reservation: {worth}"));
        }
    }

    fn combination(&self, combination: &Rectangle) -> String {
        let part = |(issue, values): &(usize, Vec<usize>)| {
            let values: Vec<&str> = values
                .iter()
                .map(|value| &*self.options[*issue][*value])
                .collect();
            format!("{}: [{}]", self.issues[*issue], values.join(", "))
        };
        let parts: Vec<String> = combination.iter().map(part).collect();
        parts.join(", ")
    }
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

/// Names as ids where they can be, each once; otherwise ids made from them.
fn kept_ids<'n>(
    kind: &str,
    names: impl Iterator<Item = &'n str> + Clone,
    taken: &mut BTreeSet<String>,
) -> Vec<String> {
    let made = ids(kind, names.clone());
    names
        .zip(made)
        .map(|(name, made)| {
            // A number alone would be read as one.
            let plain = is_id(name)
                && !RESERVED.contains(&name)
                && !BOOLEANS.contains(&name)
                && name.starts_with(|first: char| first.is_ascii_lowercase());
            let mut id = if plain { name.to_owned() } else { made };
            while !taken.insert(id.clone()) {
                id = format!("{kind}-{id}");
            }
            id
        })
        .collect()
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
