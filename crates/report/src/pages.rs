//! Which sections make which page.

use crate::page::{Page, Place, Section, Statement, Table};
pub use crate::sections::monitor::Monitored;
pub use crate::sections::monitor::bulletin::Rhythm;
use crate::sections::{
    calendar, changes, conflict, curves, deal_picture, deals, differences, drafts, exchanges,
    framework, frontier, heard, islands, issues, matrix, monitor, openings, over_time, packages,
    plan, platform, preferences, ripeness, robustness, short, sides, stated, talks, timeline,
    verify,
};
use armistice_case::model::{ActorId, AssumptionId, Case, NodeId};
use armistice_engine::accord::check::Lens;
use armistice_engine::accord::finding::Verification;
use armistice_engine::accord::plan::propose::{Basis, Proposal};
use armistice_engine::accord::structure::Structure;
use armistice_engine::conflict::from_case::Model;
use armistice_engine::conflict::induce::Induce;
use armistice_engine::conflict::survey::Survey;
use armistice_engine::deal::Study;
use armistice_engine::deal::solutions::Concept;
use armistice_engine::drafts::DraftState;
use armistice_engine::ledger::Ledger;
use jiff::civil::Date;

/// A rule that a page can be narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Solution {
    /// One that picks points of the frontier.
    Picked(Concept),
    /// Raiffa's steps from no deal.
    Raiffa,
}

/// What to show of the deal space.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Whether to list the frontier.
    pub frontier: bool,
    /// How many packages, openings and exchanges to list.
    pub top: usize,
    /// One rule only.
    pub solution: Option<Solution>,
    /// The party by whose utility the frontier is sorted.
    pub party: Option<ActorId>,
}

impl Default for View {
    fn default() -> Self {
        View {
            frontier: false,
            top: 5,
            solution: None,
            party: None,
        }
    }
}

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
    /// What the deal space holds, where the case has issues with answers.
    pub deals: Option<&'a Study>,
    /// What to show of it.
    pub view: View,
    /// What the verification of the agreement found, with the terms it looked at.
    pub verified: Option<(&'a Lens<'a>, &'a Verification)>,
    /// In which order the exchange needs the least guarantee, looked for briefly.
    pub proposal: Option<&'a Proposal>,
    /// How the agreement is carried out, where there are events.
    pub monitored: Option<&'a Monitored<'a>>,
    /// The drafts on the table.
    pub drafts: &'a [DraftState],
    /// The path of the case as it was named.
    pub path: String,
    /// The command that makes the page.
    pub command: String,
    /// The earlier day that was compared with.
    pub since: Option<Date>,
}

impl<'a> Findings<'a> {
    /// What the ledger alone says; the other engines' answers are filled in where there are any.
    pub fn new(case: &'a Case, ledger: &'a Ledger) -> Self {
        Findings {
            case,
            ledger,
            structure: None,
            conflict: None,
            deals: None,
            view: View::default(),
            verified: None,
            proposal: None,
            monitored: None,
            drafts: &[],
            path: String::new(),
            command: String::new(),
            since: None,
        }
    }
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
    if let Some(study) = findings.deals {
        pool.extend(stated::pool(case, study));
        pool.extend(packages::pool(case, study));
    }
    if let Some((_, found)) = findings.verified {
        pool.extend(verify::pool(case, &found.findings));
    }
    if let Some(monitored) = findings.monitored {
        pool.extend(monitor::pool(monitored));
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
        short::section(pool(findings)).at(Place::First),
        issues::board(case, ledger).at(Place::First),
        differences::table(case, ledger, false).at(Place::First),
        islands::table(case, ledger, false),
        drafts::line(case, findings.drafts),
    ];
    if let Some(structure) = findings.structure {
        sections.push(calendar::section(case, structure).at(Place::First));
        sections.push(framework::section(case, structure));
    }
    sections.push(heard::unknown(case, ledger, findings.structure).at(Place::First));
    if let Some(since) = findings.since {
        sections.push(changes::section(case, ledger, since));
    }
    if let Some(monitored) = findings.monitored {
        sections.extend(monitor::brief(monitored));
    }
    sections.extend(annexes(findings));
    sections.push(matrix::section(case, ledger));
    sections.push(sides::section(case, ledger));
    sections.push(timeline::section(case, ledger));
    if let Some(survey) = findings.conflict {
        sections.push(conflict::states_and_moves(case, survey));
    }
    if let Some(structure) = findings.structure {
        sections.push(curves::section(case, structure));
    }
    if let Some(study) = findings.deals {
        sections.push(deal_picture::section(case, study));
    }
    page(findings, "armistice/brief/1", sections)
}

/// What the engines besides the ledger add behind page one.
fn annexes(findings: &Findings<'_>) -> Vec<Section> {
    let case = findings.case;
    let mut sections = Vec::new();
    if let Some(survey) = findings.conflict {
        sections.push(conflict::annex(case, survey));
    }
    if let Some(study) = findings
        .deals
        .filter(|study| study.binding.is_some() || !study.known.is_empty())
    {
        sections.push(stated::stated(case, study));
        sections.push(packages::map(case, study, &findings.view));
        sections.push(robustness::robustness(case, study));
        sections.push(deals::solutions(case, study, &findings.view));
        sections.push(openings::lines(case, study, &findings.view));
        sections.push(openings::moves(case, study));
    }
    if let Some((lens, found)) = findings.verified {
        sections.extend(verify::annexes(lens, found));
        sections.extend(findings.proposal.map(|found| plan::aside(lens, found)));
    }
    sections
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
    // Annexes draw what the other sections say already.
    sections.extend(
        ledger(findings)
            .sections
            .into_iter()
            .filter(|section| section.place != Place::Annex),
    );
    sections.extend(drafts::full(case, findings.drafts));
    if let Some(structure) = findings.structure {
        sections.push(calendar::section(case, structure));
        sections.push(framework::section(case, structure));
    }
    sections.push(heard::unknown(case, findings.ledger, findings.structure));
    if let Some(monitored) = findings.monitored {
        sections.extend(monitor::compared(monitored));
    }
    sections.extend(annexes(findings));
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
    sections.push(matrix::section(case, ledger));
    sections.push(sides::section(case, ledger));
    sections.push(timeline::section(case, ledger));
    page(findings, "armistice/ledger/1", sections)
}

/// The deal space.
pub fn deals<'a>(findings: &Findings<'a>) -> Page<'a> {
    let case = findings.case;
    let sections = findings.deals.map_or_else(Vec::new, |study| {
        vec![
            stated::stated(case, study),
            preferences::table(case, study),
            packages::map(case, study, &findings.view),
            packages::no_map(study),
            robustness::robustness(case, study),
            deals::solutions(case, study, &findings.view),
            deals::not_exact(case, study),
            platform::section(case, study),
            deals::improvements(case, study, &findings.view),
            deals::division(case, study, &findings.view),
            frontier::table(case, study, &findings.view),
            deal_picture::section(case, study),
        ]
    });
    page(findings, "armistice/deals/1", sections)
}

/// The smallest moves.
pub fn openings<'a>(findings: &Findings<'a>) -> Page<'a> {
    let case = findings.case;
    let sections = findings.deals.map_or_else(Vec::new, |study| {
        vec![
            openings::lines(case, study, &findings.view),
            openings::moves(case, study),
            exchanges::exchanges(case, study, &findings.view),
            exchanges::single_text(case, study),
            over_time::over_time(case, study),
        ]
    });
    page(findings, "armistice/openings/1", sections)
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
            all.extend(
                findings
                    .deals
                    .filter(|_| schema != "armistice/ledger/1")
                    .iter()
                    .flat_map(|study| study.assumptions.iter().copied()),
            );
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
    of_conflict(
        case,
        model,
        "armistice/stability/1",
        conflict::stability(case, survey),
        path,
        command,
    )
}

/// What would make a state of the conflict hold.
pub fn induce<'a>(case: &'a Case, found: &Induce, path: String, command: String) -> Page<'a> {
    let model = &found.model;
    of_conflict(
        case,
        model,
        "armistice/induce/1",
        conflict::induce(case, found),
        path,
        command,
    )
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
            match &model.conflict.graph {
                Some(graph) => ("moves", graph.arcs().len()),
                None => ("courses", model.conflict.courses.len()),
            },
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

/// What a verification page is made from.
pub struct Verified<'a> {
    /// The case.
    pub case: &'a Case,
    /// The terms that the tables are made from: the base text or one reading.
    pub lens: &'a Lens<'a>,
    /// What the first checks say.
    pub structure: Option<&'a Structure>,
    /// What the other checks found, and how far they looked.
    pub found: &'a Verification,
    /// The codes that were asked for, in words; all when empty.
    pub codes: &'a [&'static str],
    /// The path of the case as it was named.
    pub path: String,
    /// The command that makes the page.
    pub command: String,
}

/// The page of `verify`: what cannot be done, what to settle, what to know, and the calendar.
pub fn verify<'a>(verified: &Verified<'a>) -> Page<'a> {
    let mut sections = Vec::new();
    let mut of_text = 0;
    if let Some(structure) = verified.structure {
        let mut section = Section::new("structure", "Whether the text is whole");
        let mut statements = framework::whole(verified.case, structure);
        statements.retain(|statement| {
            verified.codes.is_empty() || verified.codes.contains(&statement.kind)
        });
        // What the first checks find counts as found too.
        of_text = statements.iter().filter_map(Statement::severity).count();
        section.statements(statements);
        sections.push(section);
    }
    let findings = &verified.found.findings;
    if verified.codes.is_empty() {
        sections.extend(verify::annexes(verified.lens, verified.found));
        sections.push(verify::reach(&verified.found.runs));
    } else {
        sections.extend(verify::sections(verified.case, findings));
    }
    Page {
        case: verified.case,
        schema: "armistice/verify/1",
        as_of: verified.case.as_of,
        path: verified.path.clone(),
        counts: vec![
            ("duties", verified.lens.terms.duties().count()),
            ("readings", verified.lens.terms.agreement.readings.len()),
            ("findings", findings.len() + of_text),
        ],
        sections: sections
            .into_iter()
            .filter(|section| !section.is_empty())
            .map(Section::with_codes)
            .collect(),
        assumptions: Vec::new(),
        command: verified.command.clone(),
    }
}

/// The page of `monitor`: who has done what, what is due, who is late, by whose count.
pub fn monitor<'a>(of: &Monitored<'a>) -> Page<'a> {
    monitored(of, "armistice/monitor/1", monitor::sections(of))
}

/// The bulletin of a day or a week, in the order in which monitors write theirs.
pub fn bulletin<'a>(of: &Monitored<'a>, rhythm: Rhythm) -> Page<'a> {
    monitored(
        of,
        "armistice/bulletin/1",
        monitor::bulletin::sections(of, rhythm),
    )
}

/// One table of the page of `monitor` as rows of a spreadsheet, the heads first; nothing where the
/// page has no such table. Where it has several, one for each exchange, a first column says of which.
pub fn monitor_rows(of: &Monitored<'_>, id: &str) -> Vec<Vec<String>> {
    let sections = monitor::sections(of);
    let tables: Vec<(&str, &Table)> = sections
        .iter()
        .flat_map(|section| section.blocks.iter().map(|block| (&*section.title, block)))
        .filter_map(|(title, block)| Some((title, block.table()?)))
        .filter(|(_, table)| table.id == id)
        .collect();
    let several = tables.len() > 1;
    let with = |title: &str, cells: &[String]| {
        let of = several.then(|| title.to_owned());
        of.into_iter().chain(cells.iter().cloned()).collect()
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (at, (title, table)) in tables.iter().enumerate() {
        if at == 0 || table.columns != tables[at - 1].1.columns {
            rows.push(with("exchange", &table.columns));
        }
        rows.extend(table.rows.iter().map(|row| with(title, &row.cells)));
    }
    rows
}

fn monitored<'a>(of: &Monitored<'a>, schema: &'static str, sections: Vec<Section>) -> Page<'a> {
    let docket = of.monitor.docket;
    let until = of.monitor.worst.clock.facts.until(of.monitor.day);
    Page {
        case: of.case,
        schema,
        as_of: Some(docket.date(of.monitor.day)),
        path: of.path.clone(),
        counts: vec![
            (
                "duties",
                of.monitor.worst.clock.text.lens.terms.duties().count(),
            ),
            ("events", until.count()),
        ],
        sections: sections
            .into_iter()
            .filter(|section| !section.is_empty())
            .collect(),
        assumptions: Vec::new(),
        command: of.command.clone(),
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
