//! `.gmcr` files: graph models as JSON, one list of options with their direction, decision makers
//! with patterns of options as preferences, and infeasible patterns.
//!
//! A pattern is a list of pairs of an option and `Y` or `N`, all of which hold, or an object
//! `{compound: true, members: [patterns]}`, one of which holds. The number of a state has bit `j`
//! set when option `j` is taken. Reading makes the text of a case, which a person then owns;
//! writing says what the format cannot hold.

use crate::model::{Case, Conflict, Key, Moves, NodeId, StateId, StateIs};
use crate::phrase::{Condition, Statement};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Why a file could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GmcrError {
    /// It is not JSON.
    #[error("this file is not JSON: {0}")]
    NotJson(String),
    /// Something that the format asks for is missing or of another kind.
    #[error("{place} should be {wanted}")]
    Shape {
        /// Where in the file.
        place: String,
        /// What should stand there.
        wanted: &'static str,
    },
    /// An option is owned by nobody, or by two.
    #[error("option {option} belongs to {owners} decision makers; each has exactly one")]
    Owner {
        /// The option, from 0.
        option: usize,
        /// How many own it.
        owners: usize,
    },
    /// The case has no graph model.
    #[error("the case has no conflict section to write")]
    NoConflict,
    /// A condition has too many cases to be written as patterns.
    #[error("`{0}` has too many cases to be written as patterns of options")]
    TooManyPatterns(String),
    /// A condition names something that is no course.
    #[error("`{0}` is no course and no state of the conflict")]
    NotACourse(String),
}

/// The most patterns that a condition may become.
const PATTERNS: usize = 256;
/// Courses up to which every state is looked at.
const FEW: usize = 16;

/// Reads a `.gmcr` file and writes the text of a case with the given title.
pub fn read(text: &str, title: &str) -> Result<String, GmcrError> {
    let file: Value = serde_json::from_str(text).map_err(|e| GmcrError::NotJson(e.to_string()))?;
    let mut ids = Namer::default();
    let options = list(&file, "options")?;
    let makers = list(&file, "decisionMakers")?;
    let mut owners = vec![Vec::new(); options.len()];
    let mut parties = Vec::new();
    for (place, maker) in makers.iter().enumerate() {
        let name = name_of(maker, &format!("decisionMakers[{place}]"))?;
        parties.push((ids.take(&name, "party"), name));
        for option in list(maker, "options")? {
            let option = index(option, options.len(), "an option of a decision maker")?;
            owners[option].push(place);
        }
    }
    let mut courses = Vec::new();
    for (place, option) in options.iter().enumerate() {
        let [owner] = owners[place][..] else {
            return Err(GmcrError::Owner {
                option: place,
                owners: owners[place].len(),
            });
        };
        let name = name_of(option, &format!("options[{place}]"))?;
        let moves = match option.get("permittedDirection").and_then(Value::as_str) {
            None | Some("both") => "both ways",
            Some("fwd") => "one way",
            Some("back") => "back only",
            Some(_) => {
                return Err(shape(
                    format!("options[{place}].permittedDirection"),
                    "`both`, `fwd` or `back`",
                ));
            }
        };
        courses.push((ids.take(&name, "course"), name, owner, moves));
    }
    let names: Vec<String> = courses.iter().map(|course| course.0.clone()).collect();
    let manual = ["useManualPreferenceRanking", "useManualPreferenceVectors"]
        .iter()
        .any(|key| file.get(key).and_then(Value::as_bool) == Some(true));
    let mut states: Vec<(String, String)> = Vec::new();
    let mut ranked: BTreeMap<u64, String> = BTreeMap::new();
    let mut assumptions = String::new();
    for (maker, (party, name)) in makers.iter().zip(&parties) {
        let id = ids.take(&format!("{party} wants"), "assumption");
        let mut keys = Vec::new();
        let ranking = ["preferenceRanking", "preferenceVector"]
            .iter()
            .find_map(|key| maker.get(key).and_then(Value::as_array));
        if let (true, Some(ranking)) = (manual, ranking) {
            let mut groups = Vec::new();
            for group in ranking {
                let alike = group
                    .as_array()
                    .map_or(std::slice::from_ref(group), Vec::as_slice);
                let mut words = Vec::new();
                for state in alike {
                    let number = state
                        .as_u64()
                        .filter(|number| options.len() >= 64 || *number >> options.len() == 0)
                        .ok_or_else(|| {
                            shape(format!("the ranking of {name}"), "numbers of states")
                        })?;
                    let id = ranked.entry(number).or_insert_with(|| {
                        let id = ids.take(&format!("state-{number}"), "state");
                        let taken: Vec<&str> = (0..options.len().min(64))
                            .filter(|bit| number >> bit & 1 == 1)
                            .map(|bit| names[bit].as_str())
                            .collect();
                        let takes = if taken.is_empty() {
                            "none".to_owned()
                        } else {
                            format!("[{}]", taken.join(", "))
                        };
                        states.push((id.clone(), format!("takes: {takes}")));
                        id
                    });
                    words.push(id.clone());
                }
                groups.push(if words.len() == 1 {
                    words.concat()
                } else {
                    format!("[{}]", words.join(", "))
                });
            }
            keys.push(format!("ranking: [{}]", groups.join(", ")));
        } else if let Some(preferences) = maker.get("preferences").and_then(Value::as_array) {
            let wants = preferences
                .iter()
                .map(|pattern| condition(pattern, &names))
                .collect::<Result<Vec<_>, _>>()?;
            if !wants.is_empty() {
                keys.push(format!("wants: [{}]", wants.join(", ")));
            }
        }
        let mut unseen = Vec::new();
        for pattern in maker
            .get("misperceptions")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let id = ids.take(&format!("unseen by {party}"), "state");
            states.push((
                id.clone(),
                format!("where: {}", condition(pattern, &names)?),
            ));
            unseen.push(id);
        }
        if !unseen.is_empty() {
            keys.push(format!("cannot-see: [{}]", unseen.join(", ")));
        }
        if !keys.is_empty() {
            // Writing into a string cannot fail.
            let _ = writeln!(
                assumptions,
                "  {id}:\n    preferences-of: {party}\n    says: As in the file that this was read from."
            );
            for key in keys {
                let _ = writeln!(assumptions, "    {key}");
            }
        }
    }
    let mut out = format!("case: {}\n\nparties:\n", quoted(title));
    for (id, name) in &parties {
        let _ = writeln!(out, "  {id}: {{name: {}}}", quoted(name));
    }
    if !assumptions.is_empty() {
        let _ = write!(out, "\nassumptions:\n{assumptions}");
    }
    out.push_str("\nconflict:\n  courses:\n");
    for (id, name, owner, moves) in &courses {
        let _ = writeln!(
            out,
            "    {id}: {{by: {}, does: {}, moves: {moves}}}",
            parties[*owner].0,
            quoted(name)
        );
    }
    let infeasible = file
        .get("infeasibles")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    if !infeasible.is_empty() {
        let patterns = infeasible
            .iter()
            .map(|pattern| condition(pattern, &names))
            .collect::<Result<Vec<_>, _>>()?;
        let _ = writeln!(out, "  cannot-be: [{}]", patterns.join(", "));
    }
    if !states.is_empty() {
        out.push_str("  states:\n");
        for (id, is) in &states {
            let _ = writeln!(out, "    {id}: {{{is}}}");
        }
    }
    let mut coalitions = Vec::new();
    for members in file
        .get("coalitions")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        if let Some(members) = members.as_array().filter(|members| members.len() > 1) {
            let members = members
                .iter()
                .map(|member| {
                    Ok(
                        parties[index(member, parties.len(), "a member of a coalition")?]
                            .0
                            .clone(),
                    )
                })
                .collect::<Result<Vec<_>, GmcrError>>()?;
            coalitions.push(format!("[{}]", members.join(", ")));
        }
    }
    if !coalitions.is_empty() {
        let _ = writeln!(out, "  coalitions: [{}]", coalitions.join(", "));
    }
    Ok(out)
}

/// Writes the graph model of a case, with sentences on what the format cannot hold.
pub fn write(case: &Case) -> Result<(String, Vec<String>), GmcrError> {
    let conflict = case.conflict.as_ref().ok_or(GmcrError::NoConflict)?;
    let writer = Writer { case, conflict };
    let mut lost = Vec::new();
    let options: Vec<Value> = conflict
        .courses
        .iter()
        .map(|(_, course)| {
            let direction = match course.moves {
                Moves::BothWays => "both",
                Moves::OneWay => "fwd",
                Moves::BackOnly => "back",
            };
            json!({"name": &*course.does, "permittedDirection": direction})
        })
        .collect();
    let mut makers = Vec::new();
    for &maker in &conflict.decision_makers {
        let owned: Vec<usize> = conflict
            .courses
            .iter()
            .filter(|(_, course)| course.by == maker)
            .map(|(id, _)| id.position())
            .collect();
        let mut preferences = Vec::new();
        let mut unseen = Vec::new();
        for wish in conflict.wishes.iter().filter(|wish| wish.of == maker) {
            if wish.instead_of.is_some() {
                lost.push(format!(
                    "`{}` stands in for another assumption and is left out",
                    writer.id(NodeId::Assumption(wish.assumption))
                ));
                continue;
            }
            let mut so_far = Vec::new();
            for group in &wish.ranking {
                for &state in group {
                    so_far.extend(writer.state(state, true)?);
                }
                if !writer.holds_everywhere(&so_far)? {
                    preferences.push(patterns(&so_far));
                }
            }
            for want in &wish.wants {
                preferences.push(patterns(&writer.statement(&want.statement)?));
            }
            for &state in &wish.cannot_see {
                unseen.push(patterns(&writer.state(state, true)?));
            }
            if !wish.cannot_tell.is_empty() {
                lost.push(format!(
                    "what nobody can tell about {} is left out",
                    case.name(maker)
                ));
            }
            if !wish.rather.is_empty() {
                lost.push(format!(
                    "single comparisons and strengths of {} are left out",
                    case.name(maker)
                ));
            }
        }
        makers.push(json!({
            "name": case.name(maker),
            "options": owned,
            "preferences": preferences,
            "misperceptions": unseen,
        }));
    }
    let infeasible = conflict
        .cannot_be
        .iter()
        .map(|(condition, _)| Ok(patterns(&writer.condition(condition, true)?)))
        .collect::<Result<Vec<_>, GmcrError>>()?;
    let place = |actor| {
        conflict
            .decision_makers
            .iter()
            .position(|maker| *maker == actor)
    };
    let coalitions: Vec<Vec<usize>> = conflict
        .coalitions
        .iter()
        .map(|members| members.iter().filter_map(|member| place(*member)).collect())
        .collect();
    if !conflict.states.is_empty() {
        lost.push("the names of states and where we are today are left out".to_owned());
    }
    let file = json!({
        "program": "armistice",
        "options": options,
        "decisionMakers": makers,
        "infeasibles": infeasible,
        "coalitions": coalitions,
        "useManualPreferenceRanking": false,
    });
    Ok((format!("{file:#}\n"), lost))
}

/// A combination of courses, taken or not.
type Pattern = BTreeMap<usize, bool>;

struct Writer<'a> {
    case: &'a Case,
    conflict: &'a Conflict,
}

impl Writer<'_> {
    fn id(&self, node: NodeId) -> Box<str> {
        self.case.label(node).id
    }

    /// Whether one of some patterns holds in every state that can be: a ranking that names every
    /// state ends so, and such a statement orders nothing. Looked at for few courses only.
    fn holds_everywhere(&self, some: &[Pattern]) -> Result<bool, GmcrError> {
        let courses = self.conflict.courses.len();
        if courses > FEW {
            return Ok(false);
        }
        let mut impossible = Vec::new();
        for (condition, _) in &self.conflict.cannot_be {
            impossible.extend(self.condition(condition, true)?);
        }
        let holds = |pattern: &Pattern, state: u32| {
            pattern
                .iter()
                .all(|(course, taken)| (state >> course & 1 == 1) == *taken)
        };
        Ok((0..1u32 << courses).all(|state| {
            some.iter()
                .chain(&impossible)
                .any(|pattern| holds(pattern, state))
        }))
    }

    fn state(&self, state: StateId, holds: bool) -> Result<Vec<Pattern>, GmcrError> {
        match &self.conflict.states[state].is {
            StateIs::Takes(taken) => {
                let literals: Vec<Vec<Pattern>> = self
                    .conflict
                    .courses
                    .keys()
                    .map(|course| {
                        vec![Pattern::from([(
                            course.position(),
                            taken.contains(&course) == holds,
                        )])]
                    })
                    .collect();
                if holds {
                    all(&literals, "a state")
                } else {
                    Ok(any(literals))
                }
            }
            StateIs::Where(condition) => self.condition(condition, holds),
            StateIs::Unsaid => Err(GmcrError::NotACourse(self.id(NodeId::State(state)).into())),
        }
    }

    fn statement(&self, statement: &Statement) -> Result<Vec<Pattern>, GmcrError> {
        let head = self.condition(&statement.head, true)?;
        let Some((given, only)) = &statement.given else {
            return Ok(head);
        };
        let without = self.condition(given, false)?;
        if !only {
            return Ok(any(vec![without, head]));
        }
        let both = all(&[head, self.condition(given, true)?], "a statement")?;
        let neither = all(
            &[self.condition(&statement.head, false)?, without],
            "a statement",
        )?;
        Ok(any(vec![both, neither]))
    }

    /// A condition, or its opposite, as patterns of which one holds.
    fn condition(&self, condition: &Condition, holds: bool) -> Result<Vec<Pattern>, GmcrError> {
        let parts = |list: &[Condition]| -> Result<Vec<Vec<Pattern>>, GmcrError> {
            list.iter()
                .map(|part| self.condition(part, holds))
                .collect()
        };
        match condition {
            Condition::Is { name, .. } => match self.case.node(&name.id) {
                Some(NodeId::Course(course)) => {
                    Ok(vec![Pattern::from([(course.position(), holds)])])
                }
                Some(NodeId::State(state)) => self.state(state, holds),
                _ => Err(GmcrError::NotACourse(name.id.to_string())),
            },
            Condition::Not(inner) => self.condition(inner, !holds),
            Condition::All(list) if holds => all(&parts(list)?, "a condition"),
            Condition::Any(list) if !holds => all(&parts(list)?, "a condition"),
            Condition::All(list) | Condition::Any(list) => Ok(any(parts(list)?)),
            Condition::AtLeast(number, list) => {
                // At least k of n hold, or at least n - k + 1 do not.
                let parts = parts(list)?;
                let number = *number as usize;
                let needed = if holds {
                    number
                } else {
                    (parts.len() + 1).saturating_sub(number)
                };
                if needed > parts.len() {
                    return Ok(Vec::new());
                }
                let mut found = Vec::new();
                for set in 0u64..1 << parts.len().min(16) {
                    if set.count_ones() as usize == needed {
                        let chosen: Vec<Vec<Pattern>> = parts
                            .iter()
                            .enumerate()
                            .filter(|(place, _)| set >> place & 1 == 1)
                            .map(|(_, part)| part.clone())
                            .collect();
                        found.push(all(&chosen, "a condition")?);
                    }
                }
                Ok(any(found))
            }
            Condition::Reaches { name, .. } => Err(GmcrError::NotACourse(name.id.to_string())),
            Condition::Day(_) | Condition::Date(_) | Condition::Silent(_) => {
                Err(GmcrError::NotACourse("a day or a silence".to_owned()))
            }
        }
    }
}

/// Patterns of which one holds when one of some lists does.
fn any(lists: Vec<Vec<Pattern>>) -> Vec<Pattern> {
    let all: BTreeSet<Pattern> = lists.into_iter().flatten().collect();
    all.into_iter().collect()
}

/// Patterns of which one holds when each of some lists does.
fn all(lists: &[Vec<Pattern>], what: &str) -> Result<Vec<Pattern>, GmcrError> {
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
fn patterns(patterns: &[Pattern]) -> Value {
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
fn condition(pattern: &Value, names: &[String]) -> Result<String, GmcrError> {
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

fn bracketed(text: &str) -> String {
    if text.contains(' ') && !text.starts_with('(') {
        format!("({text})")
    } else {
        text.to_owned()
    }
}

fn shape(place: String, wanted: &'static str) -> GmcrError {
    GmcrError::Shape { place, wanted }
}

fn list<'a>(value: &'a Value, key: &str) -> Result<&'a [Value], GmcrError> {
    value
        .get(key)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .ok_or_else(|| shape(format!("`{key}`"), "a list"))
}

fn name_of(value: &Value, place: &str) -> Result<String, GmcrError> {
    value
        .get("name")
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| shape(format!("{place}.name"), "a text"))
}

fn index(value: &Value, count: usize, what: &str) -> Result<usize, GmcrError> {
    value
        .as_u64()
        .and_then(|number| usize::try_from(number).ok())
        .filter(|number| *number < count)
        .ok_or_else(|| shape(what.to_owned(), "the number of one that the file lists"))
}

/// A text that reads the same in our YAML whatever it holds.
fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// Makes ids of names, each once.
#[derive(Default)]
struct Namer {
    used: BTreeSet<String>,
}

impl Namer {
    fn take(&mut self, name: &str, kind: &str) -> String {
        let mut id = String::new();
        for c in name.chars().flat_map(char::to_lowercase) {
            if c.is_ascii_alphanumeric() {
                id.push(c);
            } else if !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
        }
        let id = id.trim_end_matches('-');
        let id: String = id.chars().take(40).collect();
        let id = id.trim_end_matches('-');
        let starts_well = id.starts_with(|c: char| c.is_ascii_lowercase());
        let id = if starts_well && !WORDS.contains(&id) && !crate::ids::RESERVED.contains(&id) {
            id.to_owned()
        } else if id.is_empty() {
            kind.to_owned()
        } else {
            format!("{kind}-{id}")
        };
        let mut unique = id.clone();
        let mut number = 2;
        while !self.used.insert(unique.clone()) {
            unique = format!("{id}-{number}");
            number += 1;
        }
        unique
    }
}

/// Words of conditions and other readers of YAML, which no id should be.
const WORDS: &[&str] = &[
    "and",
    "or",
    "not",
    "if",
    "iff",
    "of",
    "each",
    "yes",
    "no",
    "on",
    "off",
    "y",
    "n",
    "true",
    "false",
    "null",
    "started",
    "done",
    "verified",
    "held",
    "late",
    "breached",
    "cured",
    "suspended",
    "lapsed",
    "ended",
    "agreed",
    "used",
    "reaches",
    "day",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Input, load};

    const SMALL: &str = r#"{
        "options": [
            {"name": "Build the dam", "permittedDirection": "fwd"},
            {"name": "Protest", "permittedDirection": "both"},
            {"name": "Not", "permittedDirection": "back"}
        ],
        "decisionMakers": [
            {"name": "Company: north", "options": [0, 2], "preferences": [[[1, "N"]], {"compound": true, "members": [[[0, "Y"], [2, "N"]], [[1, "N"]]]}], "misperceptions": [[[0, "Y"], [1, "Y"]]]},
            {"name": "Village", "options": [1], "preferences": [[[0, "N"]]]}
        ],
        "infeasibles": [[[0, "Y"], [2, "Y"]]],
        "coalitions": [[0, 1]],
        "useManualPreferenceRanking": false
    }"#;

    fn case(text: &str) -> Case {
        let loaded = load(vec![Input {
            path: "case.yaml".into(),
            bytes: text.as_bytes().to_vec(),
        }]);
        assert!(loaded.is_sound(), "{text}\n{:#?}", loaded.diagnostics);
        loaded.case().expect("sound")
    }

    #[test]
    fn a_file_becomes_a_sound_case_and_comes_back() {
        let first = case(&read(SMALL, "A dam: \"quoted\"").expect("readable"));
        let conflict = first.conflict.as_ref().expect("a conflict");
        assert_eq!(conflict.courses.len(), 3);
        assert_eq!(conflict.wishes.len(), 2);
        let (written, lost) = write(&first).expect("writable");
        assert_eq!(lost.len(), 1);
        let again = case(&read(&written, "Again").expect("readable"));
        let (twice, _) = write(&again).expect("writable");
        assert_eq!(written, twice);
    }

    #[test]
    fn a_manual_ranking_with_ties_becomes_named_states() {
        let text = SMALL
            .replace(
                "\"useManualPreferenceRanking\": false",
                "\"useManualPreferenceRanking\": true",
            )
            .replace(
                "\"name\": \"Village\",",
                "\"name\": \"Village\", \"preferenceRanking\": [0, [2, 1], 3],",
            );
        let case = case(&read(&text, "Ranked").expect("readable"));
        let conflict = case.conflict.expect("a conflict");
        let ranking = &conflict.wishes.last().expect("the village's").ranking;
        assert_eq!(ranking.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2, 1]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert!(matches!(read("{", "t"), Err(GmcrError::NotJson(_))));
        assert!(matches!(read("{}", "t"), Err(GmcrError::Shape { .. })));
        let orphan = SMALL.replace("\"options\": [0, 2]", "\"options\": [0]");
        assert_eq!(
            read(&orphan, "t"),
            Err(GmcrError::Owner {
                option: 2,
                owners: 0
            })
        );
        assert!(read(&SMALL.replace("[1, \"N\"]", "[9, \"N\"]"), "t").is_err());
    }
}
