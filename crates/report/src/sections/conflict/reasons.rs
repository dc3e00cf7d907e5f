//! Why a state holds or gives way, in words made from its certificates.

use super::names::{ENGINE, Names, concept_name};
use super::states::strictest;
use crate::page::{Class, Section, Statement};
use crate::words;
use armistice_engine::conflict::behaviour::Concept;
use armistice_engine::conflict::stability::{Certificate, Verdict};
use armistice_engine::conflict::state_report::{Certainty, StateReport};
use armistice_engine::conflict::survey::Survey;

/// Why each state holds or does not.
pub(super) fn reasons(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("reasons", "Why");
    let mut statements = Vec::new();
    for report in &survey.states {
        match strictest(report) {
            Some(concept) => statements.push(holds(names, report, concept)),
            None => statements.extend(gives_way(names, report)),
        }
        statements.extend(leverage(names, report));
    }
    section.statements(statements);
    section
}

pub(super) fn holds(names: &Names<'_>, report: &StateReport, concept: Concept) -> Statement {
    let mut parts = Vec::new();
    for (other, judged) in &report.judged {
        if *other != concept {
            continue;
        }
        for judged in judged {
            let Some(Verdict {
                maker,
                certificate: Certificate::Stable(sanctions),
                ..
            }) = judged.verdict()
            else {
                continue;
            };
            // One answer is told in words; JSON and the table hold what is left.
            if let Some(sanction) = sanctions.first() {
                let more = match sanctions.len() - 1 {
                    0 => String::new(),
                    1 => " (and one more gain is answered)".to_owned(),
                    n => format!(" (and {n} more gains are answered)"),
                };
                let end = sanction
                    .path
                    .last()
                    .map_or(sanction.improvement, |step| step.to);
                let end = if end == report.state {
                    ", which leads back".to_owned()
                } else if names.by_courses() {
                    let who = names.maker(*maker);
                    format!(", which leaves {who} with {}", names.state(end))
                } else {
                    // The last move names where it ends.
                    String::new()
                };
                parts.push(format!(
                    "{} would gain if it {}, but {}{end}{more}",
                    names.maker(*maker),
                    names.turn(report.state, sanction.improvement),
                    names.path(sanction.improvement, &sanction.path),
                ));
            }
        }
    }
    let why = if parts.is_empty() {
        "nobody gains by a move of its own".to_owned()
    } else {
        parts.join("; ")
    };
    Statement::new(
        ENGINE,
        "state-holds",
        format!(
            "{} holds ({}): {why}.",
            words::capital(&names.state(report.state)),
            concept_name(concept)
        ),
        names.because(report.state, &names.everybody()),
    )
}

pub(super) fn gives_way(names: &Names<'_>, report: &StateReport) -> Vec<Statement> {
    let Some((concept, judged)) = report.judged.last() else {
        return Vec::new();
    };
    let mut statements = Vec::new();
    for (maker, judged) in judged.iter().enumerate() {
        let text = match (judged.certainty, judged.verdict()) {
            (
                Some(Certainty::Impossible),
                Some(Verdict {
                    certificate: Certificate::Unstable(improvement),
                    ..
                }),
            ) => format!(
                "{} does not hold, not even by {}: {} gains if it {}, and nothing that the others can do makes up for it.",
                words::capital(&names.state(report.state)),
                concept_name(*concept),
                names.maker(maker),
                names.turn(report.state, *improvement),
            ),
            (
                Some(Certainty::Possible),
                Some(Verdict {
                    certificate: Certificate::Unstable(improvement),
                    ..
                }),
            ) => format!(
                "Whether {} holds by {} is open: {} may gain if it {}, which depends on comparisons nobody knows.",
                names.state(report.state),
                concept_name(*concept),
                names.maker(maker),
                names.turn(report.state, *improvement),
            ),
            _ => continue,
        };
        let because = names.because(report.state, &names.everybody());
        statements.push(Statement::new(ENGINE, "state-gives-way", text, because));
    }
    if statements.is_empty() {
        statements.push(Statement::new(
            ENGINE,
            "state-not-settled",
            format!(
                "Whether {} holds was not settled within the bound of the search.",
                names.state(report.state)
            ),
            names.because(report.state, &names.everybody()),
        ));
    }
    statements
}

/// Says where a verdict stands on something that is owed whatever happens.
pub(super) fn leverage(names: &Names<'_>, report: &StateReport) -> Option<Statement> {
    let concept = strictest(report)?;
    let (_, judged) = report.judged.iter().find(|(other, _)| *other == concept)?;
    let makers: Vec<usize> = judged
        .iter()
        .enumerate()
        .filter(|(_, judged)| judged.leans_on_leverage)
        .map(|(maker, _)| maker)
        .collect();
    if makers.is_empty() {
        return None;
    }
    Some(
        Statement::new(
            ENGINE,
            "leans-on-unconditional",
            format!(
                "That {} holds for {} rests on an answer that turns what is owed whatever happens. Such a duty is nobody's lever; without it the state would not hold.",
                names.state(report.state),
                names.makers(&makers)
            ),
            names.because(report.state, &makers),
        )
        .class(Class::AtRisk),
    )
}
