//! Which sections make which page.

use crate::page::{Page, Section, Statement};
use crate::sections::{
    changes, conflict, differences, drafts, framework, heard, islands, issues, ripeness, short,
    talks,
};
use armistice_case::model::{AssumptionId, Case, NodeId};
use armistice_engine::accord::structure::Structure;
use armistice_engine::conflict::from_case::Model;
use armistice_engine::conflict::induce::Induce;
use armistice_engine::conflict::survey::Survey;
use armistice_engine::drafts::DraftState;
use armistice_engine::ledger::Ledger;
use jiff::civil::Date;

/// What a page is made from.
pub struct Findings<'a> {
    /// The case.
    pub case: &'a Case,
    /// What the ledger says.
    pub ledger: &'a Ledger,
    /// What the first checks of the agreement say, where there is one.
    pub structure: Option<&'a Structure>,
    /// Whether its states hold, where the case has a conflict that can be asked about.
    pub conflict: Option<&'a Survey>,
    /// The drafts on the table.
    pub drafts: &'a [DraftState],
    /// The path of the case as it was named.
    pub path: String,
    /// The command that makes the page.
    pub command: String,
    /// The earlier day that was compared with.
    pub since: Option<Date>,
}

/// What the first lines of the brief are chosen from.
fn pool(findings: &Findings<'_>) -> Vec<Statement> {
    let (case, ledger) = (findings.case, findings.ledger);
    let mut pool = differences::pool(case, ledger);
    pool.extend(talks::pool(case, ledger));
    pool.extend(issues::settled(case, ledger));
    pool.extend(heard::hearsay(case, ledger));
    if let Some(structure) = findings.structure {
        pool.extend(framework::pool(case, structure));
    }
    pool.extend(changes::pool(case, ledger));
    if let Some(survey) = findings.conflict {
        pool.extend(conflict::pool(case, survey));
    }
    pool
}

/// The brief: one page with all of it.
pub fn brief<'a>(findings: &Findings<'a>) -> Page<'a> {
    let (case, ledger) = (findings.case, findings.ledger);
    let mut sections = vec![
        short::section(pool(findings)),
        issues::board(case, ledger),
        differences::table(case, ledger, false),
        islands::table(case, ledger, false),
        drafts::line(case, findings.drafts),
    ];
    if let Some(structure) = findings.structure {
        sections.push(framework::section(case, structure));
    }
    sections.push(heard::unknown(case, ledger, findings.structure));
    if let Some(since) = findings.since {
        sections.push(changes::section(case, ledger, since));
    }
    if let Some(survey) = findings.conflict {
        sections.push(conflict::annex(case, survey));
    }
    page(findings, "armistice/brief/1", sections)
}

/// The text in the making.
pub fn draft<'a>(findings: &Findings<'a>) -> Page<'a> {
    let sections = drafts::full(findings.case, findings.drafts);
    page(findings, "armistice/draft/1", sections)
}

/// Everything that is said about a case, for comparing two days or two cases: what the first
/// lines are chosen from, and every section in full.
pub fn everything<'a>(findings: &Findings<'a>) -> Page<'a> {
    let case = findings.case;
    let mut first = Section::new("findings", "In short");
    first.statements(pool(findings));
    let mut sections = vec![first];
    sections.extend(ledger(findings).sections);
    sections.extend(drafts::full(case, findings.drafts));
    if let Some(structure) = findings.structure {
        sections.push(framework::section(case, structure));
    }
    sections.push(heard::unknown(case, findings.ledger, findings.structure));
    page(findings, "armistice/everything/1", sections)
}

/// The whole ledger.
pub fn ledger<'a>(findings: &Findings<'a>) -> Page<'a> {
    let (case, ledger) = (findings.case, findings.ledger);
    let mut sections = Vec::new();
    if let Some(since) = findings.since {
        sections.push(changes::section(case, ledger, since));
    }
    sections.push(issues::board(case, ledger));
    sections.extend(issues::full(case, ledger));
    sections.push(differences::table(case, ledger, true));
    sections.push(islands::table(case, ledger, true));
    sections.push(ripeness::table(case, ledger));
    let mut last = Section::new("heard", "Who was heard");
    let mut statements = heard::heard(case, ledger, true);
    if !ledger.alone.is_empty() {
        statements.push(heard::alone(case, ledger));
    }
    last.statements(statements);
    sections.push(last);
    page(findings, "armistice/ledger/1", sections)
}

fn page<'a>(findings: &Findings<'a>, schema: &'static str, sections: Vec<Section>) -> Page<'a> {
    let ledger = findings.ledger;
    Page {
        case: findings.case,
        schema,
        as_of: ledger.as_of,
        path: findings.path.clone(),
        counts: vec![
            ("claims", ledger.claims),
            ("speakers", ledger.voices.0),
            ("anonymous", ledger.voices.1),
            ("origins", ledger.origins),
        ],
        sections: sections
            .into_iter()
            .filter(|section| !section.is_empty())
            .collect(),
        assumptions: {
            let mut all = ledger.assumptions.clone();
            if schema == "armistice/brief/1"
                && let Some(survey) = findings.conflict
            {
                all.extend(survey.model.assumptions.concat());
            }
            all.sort();
            all.dedup();
            all
        },
        command: findings.command.clone(),
    }
}

/// Which states of the conflict hold, for whom and why.
pub fn stability<'a>(case: &'a Case, survey: &Survey, path: String, command: String) -> Page<'a> {
    let model = &survey.model;
    of_conflict(case, model, "armistice/stability/1", conflict::stability(case, survey), path, command)
}

/// What would make a state of the conflict hold.
pub fn induce<'a>(case: &'a Case, found: &Induce, path: String, command: String) -> Page<'a> {
    let model = &found.model;
    of_conflict(case, model, "armistice/induce/1", conflict::induce(case, found), path, command)
}

fn of_conflict<'a>(
    case: &'a Case,
    model: &Model,
    schema: &'static str,
    sections: Vec<Section>,
    path: String,
    command: String,
) -> Page<'a> {
    let mut assumptions: Vec<AssumptionId> = model.assumptions.concat();
    assumptions.sort();
    assumptions.dedup();
    Page {
        case,
        schema,
        as_of: case.as_of,
        path,
        counts: vec![
            ("decision makers", model.makers.len()),
            ("courses", model.conflict.courses.len()),
            ("named states", model.named.len()),
        ],
        sections: sections
            .into_iter()
            .filter(|section| !section.is_empty())
            .collect(),
        assumptions,
        command,
    }
}

/// An assumption's id and what it says.
pub(crate) fn assumption(case: &Case, id: AssumptionId) -> (String, Option<String>) {
    (
        case.label(NodeId::Assumption(id)).id.to_string(),
        case.assumptions[id].says.as_deref().map(str::to_owned),
    )
}
