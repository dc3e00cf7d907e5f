//! Patterns of options: as sets for writing, as conditions of the language for reading.

use super::GmcrError;
use super::read::{index, shape};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The most patterns that a condition may become.
const PATTERNS: usize = 256;

/// A combination of courses, taken or not.
pub(super) type Pattern = BTreeMap<usize, bool>;

/// Patterns of which one holds when one of some lists does.
pub(super) fn any(lists: Vec<Vec<Pattern>>) -> Vec<Pattern> {
    let all: BTreeSet<Pattern> = lists.into_iter().flatten().collect();
    all.into_iter().collect()
}

/// Patterns of which one holds when each of some lists does.
pub(super) fn all(lists: &[Vec<Pattern>], what: &str) -> Result<Vec<Pattern>, GmcrError> {
    let mut found = vec![Pattern::new()];
    for list in lists {
        let mut next = BTreeSet::new();
        for pattern in &found {
            for other in list {
                let clash = other
                    .iter()
                    .any(|(course, taken)| pattern.get(course) == Some(&!taken));
                if !clash {
                    let mut both = pattern.clone();
                    both.extend(other.iter().map(|(course, taken)| (*course, *taken)));
                    next.insert(both);
                }
            }
            if next.len() > PATTERNS {
                return Err(GmcrError::TooManyPatterns(what.to_owned()));
            }
        }
        found = next.into_iter().collect();
    }
    Ok(found)
}

/// Patterns in the form of the file.
pub(super) fn patterns(patterns: &[Pattern]) -> Value {
    let one = |pattern: &Pattern| -> Value {
        pattern
            .iter()
            .map(|(course, taken)| json!([course, if *taken { "Y" } else { "N" }]))
            .collect()
    };
    match patterns {
        [single] => one(single),
        several => {
            json!({"compound": true, "members": several.iter().map(one).collect::<Vec<_>>()})
        }
    }
}

/// A pattern of the file as a condition of the language.
pub(super) fn condition(pattern: &Value, names: &[String]) -> Result<String, GmcrError> {
    let wanted = "a list of pairs such as [0, \"Y\"], or a compound";
    if let Some(members) = pattern.get("members").and_then(Value::as_array) {
        let parts = members
            .iter()
            .map(|member| condition(member, names).map(|text| bracketed(&text)))
            .collect::<Result<Vec<_>, _>>()?;
        return match &parts[..] {
            [] => Err(shape("a compound".to_owned(), wanted)),
            [one] => Ok(one.clone()),
            several => Ok(several.join(" or ")),
        };
    }
    let pairs = pattern
        .as_array()
        .ok_or_else(|| shape("a pattern".to_owned(), wanted))?;
    let mut parts = Vec::new();
    for pair in pairs {
        let course = index(
            pair.get(0).unwrap_or(&Value::Null),
            names.len(),
            "an option of a pattern",
        )?;
        match pair.get(1).and_then(Value::as_str) {
            Some("Y") => parts.push(names[course].clone()),
            Some("N") => parts.push(format!("not {}", names[course])),
            _ => return Err(shape("a pattern".to_owned(), wanted)),
        }
    }
    if parts.is_empty() {
        return Err(shape("a pattern".to_owned(), wanted));
    }
    Ok(parts.join(" and "))
}

pub(super) fn bracketed(text: &str) -> String {
    if text.contains(' ') && !text.starts_with('(') {
        format!("({text})")
    } else {
        text.to_owned()
    }
}
