//! From the graph model of a case to a `.gmcr` file.

use super::GmcrError;
use super::pattern::{Pattern, all, any, patterns};
use crate::model::{Case, Conflict, Key, Moves, NodeId, StateId, StateIs};
use crate::phrase::{Condition, Statement};
use serde_json::{Value, json};

/// Courses up to which every state is looked at.
const FEW: usize = 16;

/// Writes the graph model of a case, with sentences on what the format cannot hold.
pub fn write(case: &Case) -> Result<(String, Vec<String>), GmcrError> {
    let conflict = case.conflict.as_ref().ok_or(GmcrError::NoConflict)?;
    if !conflict.moves.is_empty() {
        return Err(GmcrError::NoCourses);
    }
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
