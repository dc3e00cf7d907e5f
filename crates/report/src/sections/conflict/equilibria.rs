//! Which states hold, by each behaviour, and how many states there are.

use super::names::{ENGINE, LISTED, NAMED, Names, concept_name, concept_words};
use crate::page::{Section, Statement};
use crate::words;
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::survey::{Method, Survey};
use armistice_engine::provenance::Because;

/// How many states there are and how they were looked at.
pub(super) fn counted(names: &Names<'_>, survey: &Survey) -> String {
    let courses = names.model.conflict.courses.len();
    let how = match survey.method {
        Method::Explicit => "every state looked at",
        Method::Symbolic => "sets of states, as decision diagrams",
        Method::OneByOne => "every state looked at by itself",
        Method::AskedOnly => "only the states asked about",
    };
    match &survey.possible {
        Some(count) if !names.by_courses() => format!("{count} states · {how}"),
        Some(count) => format!("{count} states of {courses} courses · {how}"),
        None if !names.by_courses() => how.to_owned(),
        None => format!("{courses} courses · {how}"),
    }
}

pub(super) fn equilibria(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("equilibria", "Which states hold");
    section.aside = counted(names, survey);
    let all = match &survey.possible {
        Some(count) => format!("all {count} states that can be"),
        None => "the states asked about".to_owned(),
    };
    let mut statements = Vec::new();
    for found in &survey.equilibria {
        let head = format!(
            "{}, where {}",
            concept_name(found.concept),
            concept_words(found.concept)
        );
        let mut because = names.assumptions(&names.everybody());
        let text = match &found.count {
            None => format!("{head}: not settled; the decision diagrams grew beyond their bound."),
            Some(count) if found.states.is_empty() && found.patterns.is_empty() => {
                because.push(Because::Absence(all.clone()));
                format!("{head}: {count} states.")
            }
            Some(count) if !found.patterns.is_empty() => format!(
                "{head}: {count} states; among them {} ({} taken, {} not, {} either, course by course).",
                found
                    .patterns
                    .iter()
                    .take(NAMED)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(", "),
                "Y",
                "N",
                "-"
            ),
            Some(count) => {
                let mut listed = listed(names, &found.states);
                let whole = *count == found.states.len().into() && listed.len() <= LISTED;
                listed.truncate(LISTED);
                let noun = if *count == 1u32.into() {
                    "state"
                } else {
                    "states"
                };
                let more = if whole { "" } else { ", and more" };
                format!("{head}: {count} {noun}: {}{more}.", listed.join("; "))
            }
        };
        if because.is_empty() {
            because.push(Because::Absence(
                "preferences in assumptions; none is given".to_owned(),
            ));
        }
        statements.push(Statement::new(ENGINE, "equilibria", text, because));
    }
    section.statements(statements);
    let indifferent: Vec<String> = survey
        .model
        .indifferent()
        .map(|actor| words::name(names.case, actor))
        .collect();
    if !indifferent.is_empty() {
        section.blocks.push(crate::page::Block::Remark(format!(
            "Nothing is assumed about what {} prefers; taken as indifferent, it never leaves a state for its own sake and never answers for its own gain.",
            words::joined(&indifferent, "and")
        )));
    }
    section
}

/// States for a sentence: by name, gathered under a name that holds for several, or by what is
/// taken.
pub(super) fn listed(names: &Names<'_>, states: &[Code]) -> Vec<String> {
    let mut listed = Vec::new();
    let mut gathered: Vec<(usize, usize)> = Vec::new();
    for state in states {
        let wide = names
            .model
            .named
            .iter()
            .position(|named| named.exactly.is_none() && named.condition.holds(*state));
        match (names.model.name_of(*state), wide) {
            (None, Some(wide)) => match gathered.iter_mut().find(|(name, _)| *name == wide) {
                Some((_, count)) => *count += 1,
                None => gathered.push((wide, 1)),
            },
            (Some(_), _) => listed.push(names.state(*state)),
            (None, None) => listed.push(names.takes(*state)),
        }
    }
    for (wide, count) in gathered {
        let name = names.named(names.model.named[wide].state);
        listed.push(match count {
            1 => format!("one of {name}"),
            n => format!("{n} of {name}"),
        });
    }
    listed
}
