//! Which sections make which page.

use crate::page::{Page, Section};
use crate::sections::{
    changes, differences, framework, heard, islands, issues, plan, ripeness, short, talks, verify,
};
use armistice_case::model::{AssumptionId, Case, NodeId};
use armistice_engine::accord::check::Lens;
use armistice_engine::accord::finding::Finding;
use armistice_engine::accord::plan::propose::{Basis, Proposal};
use armistice_engine::accord::structure::Structure;
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
    /// What the verification of the agreement found, with the terms it looked at.
    pub verified: Option<(&'a Lens<'a>, &'a [Finding])>,
    /// The path of the case as it was named.
    pub path: String,
    /// The command that makes the page.
    pub command: String,
    /// The earlier day that was compared with.
    pub since: Option<Date>,
}

/// The brief: one page with all of it.
pub fn brief<'a>(findings: &Findings<'a>) -> Page<'a> {
    let (case, ledger) = (findings.case, findings.ledger);
    let mut pool = differences::pool(case, ledger);
    pool.extend(talks::pool(case, ledger));
    pool.extend(issues::settled(case, ledger));
    pool.extend(heard::hearsay(case, ledger));
    if let Some(structure) = findings.structure {
        pool.extend(framework::pool(case, structure));
    }
    if let Some((_, found)) = findings.verified {
        pool.extend(verify::pool(case, found));
    }
    pool.extend(changes::pool(case, ledger));
    let mut sections = vec![
        short::section(pool),
        issues::board(case, ledger),
        differences::table(case, ledger, false),
        islands::table(case, ledger, false),
    ];
    if let Some(structure) = findings.structure {
        sections.push(framework::section(case, structure));
    }
    sections.push(heard::unknown(case, ledger, findings.structure));
    if let Some(since) = findings.since {
        sections.push(changes::section(case, ledger, since));
    }
    if let Some((lens, found)) = findings.verified {
        sections.extend(verify::annexes(lens, found));
    }
    page(findings, "armistice/brief/1", sections)
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
        assumptions: ledger.assumptions.clone(),
        command: findings.command.clone(),
    }
}

/// An assumption's id and what it says.
pub(crate) fn assumption(case: &Case, id: AssumptionId) -> (String, Option<String>) {
    (
        case.label(NodeId::Assumption(id)).id.to_string(),
        case.assumptions[id].says.as_deref().map(str::to_owned),
    )
}

/// What a verification page is made from.
pub struct Verified<'a> {
    /// The case.
    pub case: &'a Case,
    /// The terms that the tables are made from: the base text or one reading.
    pub lens: &'a Lens<'a>,
    /// What the first checks say.
    pub structure: Option<&'a Structure>,
    /// What the other checks found.
    pub findings: &'a [Finding],
    /// The path of the case as it was named.
    pub path: String,
    /// The command that makes the page.
    pub command: String,
}

/// The page of `verify`: what cannot be done, what to settle, what to know, and the calendar.
pub fn verify<'a>(verified: &Verified<'a>) -> Page<'a> {
    let mut sections = Vec::new();
    if let Some(structure) = verified.structure {
        let mut section = Section::new("structure", "Whether the text is whole");
        section.statements(framework::whole(verified.case, structure));
        sections.push(section);
    }
    sections.extend(verify::annexes(verified.lens, verified.findings));
    verified_page(verified, sections)
}

/// The page of `verify` when only some kinds of findings were asked for: those alone.
pub fn findings<'a>(verified: &Verified<'a>) -> Page<'a> {
    verified_page(verified, verify::sections(verified.case, verified.findings))
}

fn verified_page<'a>(verified: &Verified<'a>, sections: Vec<Section>) -> Page<'a> {
    Page {
        case: verified.case,
        schema: "armistice/verify/1",
        as_of: verified.case.as_of,
        path: verified.path.clone(),
        counts: vec![
            ("duties", verified.lens.terms.duties().count()),
            ("readings", verified.lens.terms.agreement.readings.len()),
            ("findings", verified.findings.len()),
        ],
        sections: sections
            .into_iter()
            .filter(|section| !section.is_empty())
            .collect(),
        assumptions: Vec::new(),
        command: verified.command.clone(),
    }
}

/// What a planning page is made from.
pub struct Planned<'a> {
    /// The case.
    pub case: &'a Case,
    /// The terms that were planned for.
    pub lens: &'a Lens<'a>,
    /// What is proposed.
    pub proposal: &'a Proposal,
    /// The path of the case as it was named.
    pub path: String,
    /// The command that makes the page.
    pub command: String,
}

/// The page of `plan`: what the exchange needs, the trade-off, single changes.
pub fn plan<'a>(planned: &Planned<'a>) -> Page<'a> {
    let assumptions = match &planned.proposal.basis {
        Basis::Values(assumptions) => assumptions.clone(),
        Basis::Shares { .. } => Vec::new(),
    };
    Page {
        case: planned.case,
        schema: "armistice/plan/1",
        as_of: planned.case.as_of,
        path: planned.path.clone(),
        counts: vec![
            ("kinds", planned.proposal.kinds.len()),
            ("proposals", planned.proposal.options.len()),
        ],
        sections: plan::sections(planned.lens, planned.proposal)
            .into_iter()
            .filter(|section| !section.is_empty())
            .collect(),
        assumptions,
        command: planned.command.clone(),
    }
}
