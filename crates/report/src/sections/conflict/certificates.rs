//! The certificate of each verdict, short enough to replay by hand: the gain that nothing
//! answers, or an answer to each gain, step by step.

use super::names::{Names, concept_name};
use super::unknown::type_word;
use crate::page::{Place, Row, Section, Table};
use armistice_engine::conflict::behaviour::Rules;
use armistice_engine::conflict::coalition::CoalitionVerdict;
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::reach::Step;
use armistice_engine::conflict::simultaneous::Simultaneous;
use armistice_engine::conflict::stability::{Certificate, Verdict};
use armistice_engine::conflict::state_report::StateReport;
use armistice_engine::conflict::survey::Survey;

/// The table behind the page.
pub(super) fn certificates(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("certificates", "Certificates").at(Place::Annex);
    let rows = survey
        .states
        .iter()
        .flat_map(|report| of_state(names, report))
        .collect();
    section.table(Table {
        id: "certificates",
        columns: [
            "state",
            "sense",
            "who stays or leaves, and the answers to each gain",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
        cited: true,
    });
    section
}

fn of_state(names: &Names<'_>, report: &StateReport) -> Vec<Row> {
    // One row a sense, with what is said for each decision maker or coalition.
    let mut senses: Vec<(String, Vec<String>)> = Vec::new();
    let mut push = |sense: String, makers: &[usize], stable: bool, why: String| {
        let verb = match (stable, makers.len()) {
            (true, 1) => "stays",
            (true, _) => "stay",
            (false, 1) => "leaves",
            (false, _) => "leave",
        };
        let said = format!("{} {verb} ({why})", names.ids(makers));
        match senses.iter_mut().find(|(other, _)| *other == sense) {
            Some((_, all)) => all.push(said),
            None => senses.push((sense, vec![said])),
        }
    };
    let known = report.by_type.is_empty();
    for (concept, judged) in &report.judged {
        for (rules, verdict) in judged.iter().flat_map(|judged| judged.certificates()) {
            let how = match rules {
                Rules::STRONG => ", strongly",
                _ if known => "",
                Rules::MUST => ", whatever is unknown",
                _ => ", for some of what is unknown",
            };
            // Where all is known the two come to the same.
            if known && rules == Rules::MAY {
                continue;
            }
            let sense = format!("{}{how}", concept_name(*concept));
            let why = single(names, verdict);
            push(sense, &[verdict.maker], verdict.stable(), why);
        }
    }
    for found in &report.by_type {
        let sense = format!(
            "{}, type {}",
            concept_name(found.concept),
            type_word(found.kind)
        );
        for verdict in found.verdicts.iter().flatten() {
            let why = single(names, verdict);
            push(sense.clone(), &[verdict.maker], verdict.stable(), why);
        }
    }
    for (maker, verdict) in report.simultaneous.iter().enumerate() {
        if let Some(verdict) = verdict {
            let why = collisions(names, verdict);
            push("SIM".to_owned(), &[maker], verdict.stable(), why);
        }
    }
    for (concept, verdicts) in &report.coalitions {
        for verdict in verdicts {
            let sense = format!("{}, together", concept_name(*concept));
            let why = joint(names, verdict);
            push(sense, &verdict.members, verdict.stable(), why);
        }
    }
    senses
        .into_iter()
        .map(|(sense, said)| Row {
            cells: vec![names.id(report.state), sense, said.join("; ")],
            because: names.because(report.state, &names.everybody()),
        })
        .collect()
}

/// Steps as `who to where`, states by id or letters.
fn steps(names: &Names<'_>, path: &[Step]) -> String {
    let steps: Vec<String> = path
        .iter()
        .map(|step| format!("{} to {}", names.ids(&[step.by]), names.id(step.to)))
        .collect();
    steps.join(", ")
}

fn answers(names: &Names<'_>, list: Vec<(Code, String)>) -> String {
    if list.is_empty() {
        return "no gain".to_owned();
    }
    let each: Vec<String> = list
        .into_iter()
        .map(|(gain, answer)| format!("gain {}: {answer}", names.id(gain)))
        .collect();
    each.join("; ")
}

fn single(names: &Names<'_>, verdict: &Verdict) -> String {
    match &verdict.certificate {
        Certificate::Unstable(gain) => format!("gain {}: no answer", names.id(*gain)),
        Certificate::Stable(sanctions) => answers(
            names,
            sanctions
                .iter()
                .map(|sanction| (sanction.improvement, steps(names, &sanction.path)))
                .collect(),
        ),
    }
}

fn collisions(names: &Names<'_>, verdict: &Simultaneous) -> String {
    match verdict {
        Simultaneous::Unstable(gain) => format!("gain {}: no answer", names.id(*gain)),
        Simultaneous::Stable(collisions) => answers(
            names,
            collisions
                .iter()
                .map(|collision| {
                    let with: Vec<Step> = collision
                        .with
                        .iter()
                        .map(|&(by, to)| Step { by, to })
                        .collect();
                    let end = names.id(collision.end);
                    (
                        collision.improvement,
                        format!("{} at once, ending at {end}", steps(names, &with)),
                    )
                })
                .collect(),
        ),
    }
}

fn joint(names: &Names<'_>, verdict: &CoalitionVerdict) -> String {
    match &verdict.leaves {
        Some(path) => format!("gain by {}: no answer", steps(names, path)),
        None => answers(
            names,
            verdict
                .sanctions
                .iter()
                .map(|sanction| {
                    let parts: Vec<String> = sanction
                        .answer
                        .iter()
                        .map(|part| steps(names, &part.path))
                        .collect();
                    (sanction.improvement, parts.join(", then "))
                })
                .collect(),
        ),
    }
}
