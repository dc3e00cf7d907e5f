//! From a `.gmcr` file to the text of a case.

use super::GmcrError;
use super::namer::Namer;
use super::pattern::condition;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

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

pub(super) fn shape(place: String, wanted: &'static str) -> GmcrError {
    GmcrError::Shape { place, wanted }
}

pub(super) fn list<'a>(value: &'a Value, key: &str) -> Result<&'a [Value], GmcrError> {
    value
        .get(key)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .ok_or_else(|| shape(format!("`{key}`"), "a list"))
}

pub(super) fn name_of(value: &Value, place: &str) -> Result<String, GmcrError> {
    value
        .get("name")
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| shape(format!("{place}.name"), "a text"))
}

pub(super) fn index(value: &Value, count: usize, what: &str) -> Result<usize, GmcrError> {
    value
        .as_u64()
        .and_then(|number| usize::try_from(number).ok())
        .filter(|number| *number < count)
        .ok_or_else(|| shape(what.to_owned(), "the number of one that the file lists"))
}

/// A text that reads the same in our YAML whatever it holds.
pub(super) fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
