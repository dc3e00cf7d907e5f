//! What stated lines leave open: the zone, what cannot hold together, and the sentences for page one.

use super::board::{because, line, many, party, touched};
use super::preferences::contradicts;
use crate::page::{Block, Class, Section, Statement};
use crate::words;
use armistice_case::model::Case;
use armistice_engine::deal::lines::Taken;
use armistice_engine::deal::{Stated, Study};
use armistice_engine::provenance::Because;

/// What is on the table and what stated lines leave of it.
pub fn stated(case: &Case, study: &Study) -> Section {
    let mut section = Section::new("stated-lines", "What stated lines leave open");
    section.aside = format!(
        "{}, {} packages",
        words::plural(study.board.axes.len(), "issue", "issues"),
        many(study.board.space.count())
    );
    let mut statements = Vec::new();
    for stated in study.binding.iter().chain(&study.at_their_word) {
        statements.extend(zone(case, study, stated));
    }
    if statements.is_empty() {
        statements.push(Statement::new(
            "deal",
            "no-lines",
            "No refusal or demand on an issue is known, so stated lines leave every package open.",
            vec![Because::Absence(
                "claims with `refuses` or `demands` on an issue".to_owned(),
            )],
        ));
    }
    section.statements(statements);
    let mut aside: Vec<String> = study
        .binding
        .iter()
        .chain(&study.at_their_word)
        .flat_map(|stated| &stated.aside)
        .map(|claim| format!("`{}`", case.claims.label(*claim).id))
        .collect();
    aside.sort();
    aside.dedup();
    if !aside.is_empty() {
        section.blocks.push(Block::Remark(format!(
            "No line is drawn from {}: what the word depends on is no answer to an issue here.",
            words::joined(&aside, "and")
        )));
    }
    if !study.board.left_out.is_empty() {
        let names: Vec<String> = study
            .board
            .left_out
            .iter()
            .map(|issue| case.issue_name(*issue).to_owned())
            .collect();
        section.blocks.push(Block::Remark(format!(
            "Left out, because the case gives no answers to choose from: {}.",
            names.join(", ")
        )));
    }
    for axis in study.board.axes.iter().filter(|axis| axis.coarse) {
        section.blocks.push(Block::Remark(format!(
            "Of the long range of {} only the amounts that the case names, and their neighbours, are answers.",
            case.issue_name(axis.issue)
        )));
    }
    section
}

/// How the page calls a lens.
pub fn lens(taken: Taken) -> &'static str {
    match taken {
        Taken::AsAssumed => "If the lines hold that are assumed to bind",
        Taken::AllStated => "If everybody were taken at their word",
    }
}

fn zone(case: &Case, study: &Study, stated: &Stated) -> Vec<Statement> {
    let lead = lens(stated.taken);
    let all: Vec<usize> = (0..stated.lines.len()).collect();
    if let Some(open) = &stated.answer.zone {
        let text = format!(
            "{lead} ({}), there is a deal, such as {}.",
            words::plural(stated.lines.len(), "line", "lines"),
            touched(case, study, stated, open)
        );
        return vec![Statement::new(
            "deal",
            "zone-open",
            text,
            because(stated, &all),
        )];
    }
    let text = format!(
        "{lead} ({}), no package is left; {}{}.",
        words::plural(stated.lines.len(), "line", "lines"),
        words::plural(
            stated.answer.conflicts.len(),
            "smallest conflict",
            "smallest conflicts"
        ),
        if stated.answer.complete {
            ""
        } else {
            " listed, perhaps not all"
        }
    );
    let mut statements = vec![
        Statement::new("deal", "zone-closed", text, because(stated, &all))
            .class(class(stated.taken)),
    ];
    for (at, conflict) in stated.answer.conflicts.iter().enumerate() {
        let lines: Vec<String> = conflict
            .iter()
            .map(|&at| line(case, study, &stated.lines[at]))
            .collect();
        statements.push(
            Statement::new(
                "deal",
                "lines-conflict",
                format!(
                    "These cannot hold together{}: {}.",
                    since(case, study, stated, at),
                    lines.join("; ")
                ),
                because(stated, conflict),
            )
            .class(class(stated.taken))
            .reach(conflict.len()),
        );
    }
    statements
}

/// The combinations under `cannot-be` without which the lines of a conflict could hold together.
fn since(case: &Case, study: &Study, stated: &Stated, conflict: usize) -> String {
    let Some(rests_on) = &stated.answer.rests_on else {
        return ", some perhaps only because of what `cannot-be` says".to_owned();
    };
    let told = rests_on[conflict].iter().map(|&at| {
        let (combination, span) = &case.deal.cannot_be[study.board.cannot_be[at]];
        let parts = combination.iter().map(|(issue, values)| {
            let values = values.iter();
            let answers: Vec<String> = values
                .map(|value| words::answer(case, Some(*issue), *value))
                .collect();
            format!(
                "{} ({})",
                words::joined(&answers, "or"),
                case.issue_name(*issue)
            )
        });
        let parts: Vec<String> = parts.collect();
        format!(
            "{} cannot be ({})",
            parts.join(" with "),
            case.files.place(*span)
        )
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        return String::new();
    }
    format!(", since {}", words::joined(&told, "and"))
}

fn class(taken: Taken) -> Class {
    if taken == Taken::AsAssumed {
        Class::Blocks
    } else {
        Class::Informs
    }
}

/// Whose lines these are, each party once.
pub fn holders(stated: &Stated, lines: &[usize]) -> Vec<usize> {
    let mut holders: Vec<usize> = lines.iter().map(|&at| stated.lines[at].holder).collect();
    holders.sort_unstable();
    holders.dedup();
    holders
}

/// Sentences for the first lines of the brief.
pub fn pool(case: &Case, study: &Study) -> Vec<Statement> {
    let mut pool = Vec::new();
    if let Some(stated) = &study.binding
        && stated.answer.zone.is_none()
        && let Some(first) = stated.answer.openings.first()
    {
        let same_size = stated
            .answer
            .openings
            .iter()
            .filter(|opening| opening.lines.len() == first.lines.len());
        let mut movers: Vec<Vec<usize>> = same_size
            .map(|opening| holders(stated, &opening.lines))
            .collect();
        movers.sort_by_key(|holders| (holders.len(), holders.clone()));
        movers.dedup();
        let movers: Vec<String> = movers
            .iter()
            .map(|holders| {
                let names: Vec<String> = holders.iter().map(|&at| party(case, study, at)).collect();
                format!("by {}", words::joined(&names, "and"))
            })
            .collect();
        let assumed: Vec<String> = case
            .assumptions
            .iter()
            .filter(|(id, assumption)| {
                !assumption.binding.is_empty() && study.assumptions.contains(id)
            })
            .map(|(id, _)| format!("`{}`", case.assumptions.label(id).id))
            .collect();
        let text = format!(
            "If {} hold, no deal is left; the smallest openings give up {}, {}.",
            words::joined(&assumed, "and"),
            words::plural(first.lines.len(), "line", "lines"),
            words::joined(&movers, "or")
        );
        let reach = stated
            .lines
            .iter()
            .flat_map(|line| line.axes.iter())
            .count();
        pool.push(
            Statement::new(
                "deal",
                "zone-closed",
                text,
                because(stated, &all_opened(stated)),
            )
            // It holds by assumption, so what was heard comes before it.
            .class(Class::Informs)
            .reach(reach.min(case.issues.len())),
        );
    }
    for contradiction in &study.contradictions {
        pool.push(contradicts(case, study, contradiction).class(Class::CannotBothHold));
    }
    pool
}

/// Every line that some smallest opening gives up.
fn all_opened(stated: &Stated) -> Vec<usize> {
    let mut lines: Vec<usize> = stated
        .answer
        .openings
        .iter()
        .flat_map(|opening| opening.lines.iter().copied())
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}
