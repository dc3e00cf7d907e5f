//! The sentences of a verification: what is wrong, the smallest witness, the mend.

mod balance;
mod exchange;
mod mend;
mod pictures;
mod tables;
mod waits;
mod what;
pub(in crate::sections) mod words;

use self::mend::mend;
use self::what::what;
use self::words::{id, lower_first, ratio_at, reading_name, reason, run_step};
use crate::page::{Class, Section, Statement};
use armistice_case::diagnostic::Severity;
use armistice_case::model::{ActorId, Case, ClauseId, NodeId};
use armistice_engine::accord::check::Lens;
use armistice_engine::accord::check::valued::valued;
use armistice_engine::accord::finding::{Coverage, Evidence, Finding, Runs, Verification};
use armistice_engine::provenance::Because;

/// Findings as sections, by how much they matter.
pub fn sections(case: &Case, findings: &[Finding]) -> Vec<Section> {
    [
        (
            Severity::Error,
            "blocked",
            "What cannot be done as it is written",
        ),
        (
            Severity::Warning,
            "objections",
            "What to settle before signing",
        ),
        (Severity::Note, "notes", "Worth knowing"),
    ]
    .into_iter()
    .map(|(severity, id, title)| {
        let mut section = Section::new(id, title);
        let of = findings
            .iter()
            .filter(|finding| finding.code.severity() == severity);
        section.statements(of.map(|finding| statement(case, finding)).collect());
        section
    })
    .collect()
}

/// The findings, the calendar of duties, what waits for what, and what each side will have given.
pub fn annexes(lens: &Lens<'_>, found: &Verification) -> Vec<Section> {
    let mut sections = sections(lens.case, &found.findings);
    let valued = valued(lens);
    sections.extend(pictures::sections(lens, found, valued.as_ref()));
    sections
}

/// How far the search of runs went, where there was something to search.
pub fn reach(runs: &Runs) -> Section {
    let mut section = Section::new("reach", "How far it was looked");
    if runs.groups > 0 || runs.cut {
        let text = if runs.groups == 0 {
            "No run was looked at.".to_owned()
        } else {
            let whole = if runs.cut {
                "Not every run was looked at"
            } else {
                "Every run was looked at, without a breach and with one"
            };
            format!(
                "{whole}: {} that have to do with one another, {} in all.",
                crate::words::plural(runs.groups, "group of clauses", "groups of clauses"),
                crate::words::plural(runs.states, "state", "states"),
            )
        };
        let because = vec![Because::Node(NodeId::Agreement)];
        section.statements(vec![Statement::new("accord", "reach", text, because)]);
    }
    section
}

/// The findings that may stand in the first lines of the brief.
pub fn pool(case: &Case, findings: &[Finding]) -> Vec<Statement> {
    let blocks = findings
        .iter()
        .filter(|finding| finding.code.severity() == Severity::Error);
    blocks.map(|finding| statement(case, finding)).collect()
}

/// One finding as a sentence with what it rests on, ending in the mend.
fn statement(case: &Case, finding: &Finding) -> Statement {
    let mut text = what(case, finding);
    if let Some(reading) = finding
        .reading
        .filter(|_| !names_readings(&finding.evidence))
    {
        text = format!(
            "Under the reading {}: {}",
            reading_name(case, reading),
            lower_first(case, &text)
        );
    }
    if let Coverage::Bounded(states) = finding.coverage {
        text.push_str(&format!(" Only the first {states} states were looked at."));
    }
    let class = match finding.code.severity() {
        Severity::Error => Class::Blocks,
        Severity::Warning => Class::AtRisk,
        Severity::Note => Class::Informs,
    };
    let parties = touched(case, finding);
    Statement::new("accord", finding.code.word(), text, finding.because.clone())
        .mend(&mend(case, finding))
        .witness(witness(case, finding))
        .class(class)
        .reach(parties.max(1))
}

/// Whether the sentence of a finding names its readings itself.
fn names_readings(evidence: &Evidence) -> bool {
    matches!(evidence, Evidence::Order { .. } | Evidence::Together { .. })
}

/// The witness as a list, where order or number matters: a circle, a run, a set that conflicts.
fn witness(case: &Case, finding: &Finding) -> Vec<String> {
    match &finding.evidence {
        Evidence::Circle { clauses, .. }
        | Evidence::Together {
            circle: clauses, ..
        } => clauses.iter().map(|c| id(case, *c)).collect(),
        Evidence::DeadEnd { run, .. } => run.iter().map(|step| run_step(case, step)).collect(),
        Evidence::Windows { reasons, .. } => reasons.iter().map(|r| reason(case, r)).collect(),
        Evidence::Tight { chain, .. } => chain.iter().map(|r| reason(case, r)).collect(),
        Evidence::Ratios { series, .. } => series.iter().map(|at| ratio_at(case, at)).collect(),
        _ => Vec::new(),
    }
}

/// How many parties the clauses of a finding bind.
fn touched(case: &Case, finding: &Finding) -> usize {
    let Some(agreement) = &case.agreement else {
        return 1;
    };
    let mut by: Vec<ActorId> = finding
        .because
        .iter()
        .filter_map(|because| match because {
            Because::Node(NodeId::Clause(
                ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _),
            )) => agreement.obligations[*duty].by.get(),
            _ => None,
        })
        .flatten()
        .copied()
        .collect();
    by.sort_unstable();
    by.dedup();
    by.len()
}
