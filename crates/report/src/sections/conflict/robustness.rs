//! How many statements may change before the verdict does.

use super::names::{ENGINE, NAMED, Names, concept_name, more};
use super::priorities::statement;
use crate::page::{Section, Statement};
use crate::words;
use armistice_engine::conflict::from_case::Origin;
use armistice_engine::conflict::induce::Induce;
use armistice_engine::conflict::robustness::{Change, How};
use armistice_engine::provenance::Because;

pub(super) fn robustness(names: &Names<'_>, found: &Induce) -> Section {
    let mut section = Section::new("robustness", "How far from another verdict");
    section.aside = concept_name(found.concept).to_owned();
    let robust = &found.robustness;
    let now = if robust.equilibrium {
        "holds"
    } else {
        "does not hold"
    };
    let mut because = names.because(found.state, &names.everybody());
    let text = match robust.turned_by.first() {
        Some(first) => {
            let sets: Vec<String> = robust
                .turned_by
                .iter()
                .take(NAMED)
                .map(|set| {
                    let changes: Vec<String> = set
                        .iter()
                        .map(|change| change_words(names, *change))
                        .collect();
                    words::joined(&changes, "and")
                })
                .collect();
            let more = more(robust.turned_by.len(), NAMED);
            format!(
                "It {now}, and {} would turn that: {}{more}.",
                words::plural(
                    first.len(),
                    "change of a statement",
                    "changes of statements"
                ),
                sets.join("; or ")
            )
        }
        None if robust.among == 0 => {
            because.push(Because::Absence(
                "statements of preference; there are none".to_owned(),
            ));
            format!("It {now}; there is no statement that could change.")
        }
        None => {
            because.push(Because::Absence(format!(
                "sets of up to {} of statements",
                words::plural(robust.complete_to, "change", "changes")
            )));
            format!(
                "It {now}, and no {} of statements turns that; more were not tried.",
                words::plural(robust.complete_to, "change", "changes")
            )
        }
    };
    section.statements(vec![Statement::new(ENGINE, "robustness", text, because)]);
    section
}

pub(super) fn change_words(names: &Names<'_>, change: Change) -> String {
    let who = names.maker(change.maker);
    let what = statement(names, change.maker, change.statement);
    if let Some(Origin::Ranked(_, group)) = names.model.origins[change.maker].get(change.statement)
    {
        let place = group + 1;
        match change.how {
            How::Dropped => {
                return format!("{who} finds place {place} of its ranking and the next alike");
            }
            How::Turned => {
                let first = match place {
                    1 => "the first place".to_owned(),
                    n => format!("the first {n} places"),
                };
                return format!("{who} puts {first} of its ranking last");
            }
            How::SwappedWithNext => {}
        }
    }
    match change.how {
        How::Dropped => format!("{who} no longer minds {what}"),
        How::Turned => format!("{who} wants the opposite of {what}"),
        How::SwappedWithNext => format!(
            "{who} puts {} before {what}",
            statement(names, change.maker, change.statement + 1)
        ),
    }
}
