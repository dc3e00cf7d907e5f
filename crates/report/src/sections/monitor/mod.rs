//! The agreement while it runs: who has done what, what is due, who is late, by whose count.
//!
//! One builder a section. Every number stands at its worst and at its best where sources differ,
//! and every row names the clause and the record that it rests on.

pub mod bulletin;
mod compared;
mod course;
mod curves;
mod disputed;
mod exchange;
mod exposure;
mod numbers;
mod outlook;
mod status;
mod text;
pub(super) mod words;

pub use compared::sections as compared;

use crate::page::{Class, Place, Section, Statement};
use armistice_case::model::{ActorId, Case, Key as _, NodeId};
use armistice_engine::accord::monitor::Monitor;
use armistice_engine::accord::monitor::breach::breaches;
use armistice_engine::accord::monitor::disputed::disputed;
use armistice_engine::accord::monitor::exposure::{Exposure, exposure as exposed};
use armistice_engine::accord::monitor::record::{Heard, Kind};
use armistice_engine::accord::monitor::standing::{Standing, Status};
use armistice_engine::provenance::Because;

/// How many duties of one side are named in a sentence.
const NAMED: usize = 12;

/// What a monitoring page is made from.
pub struct Monitored<'a> {
    /// The case.
    pub case: &'a Case,
    /// How things stand.
    pub monitor: &'a Monitor<'a>,
    /// How things stood on the earlier day that is compared with.
    pub since: Option<&'a Monitor<'a>>,
    /// The levels of θ that are to be told.
    pub alerts: &'a [f64],
    /// Whose word is taken wherever it has spoken, where that was asked for.
    pub view: Option<Heard>,
    /// The path of the case as it was named.
    pub path: String,
    /// The command that makes the page.
    pub command: String,
}

impl Monitored<'_> {
    fn day(&self) -> i64 {
        self.monitor.day
    }
}

/// The sections of the page of `monitor`.
pub fn sections(of: &Monitored<'_>) -> Vec<Section> {
    let exposed = exposed(of.monitor);
    let mut sections = vec![in_short(of, &exposed)];
    sections.extend(text::in_force(of));
    sections.push(text::extensions(of));
    sections.extend(status::changes(of));
    sections.push(status::due(of));
    sections.push(status::table(of));
    sections.push(numbers::completion(of));
    sections.push(numbers::lateness(of));
    sections.push(numbers::quotas(of));
    sections.extend(exchange::sections(of, &exposed));
    sections.push(exposure::section(of, &exposed));
    sections.push(outlook::breaches(of));
    sections.push(outlook::suspensions(of));
    sections.push(disputed::section(of));
    sections.push(disputed::outside(of));
    sections.push(outlook::forecast(of));
    sections.push(numbers::scores(of));
    sections.extend(curves::sections(of, &exposed));
    sections.push(text::recorded(of));
    sections
}

/// The section of the brief: the first lines, what is due and what is late.
pub fn brief(of: &Monitored<'_>) -> Vec<Section> {
    let exposed = exposed(of.monitor);
    let mut state = in_short(of, &exposed).at(Place::Body);
    state.id = "monitor";
    state.title = "How it is carried out".to_owned();
    let mut sections = vec![state];
    if let (Some(mut changes), Some(since)) = (status::changes(of), of.since) {
        let since = words::day(of.monitor.docket, since.day);
        changes.title = format!("Changed in carrying it out since {since}");
        sections.push(changes);
    }
    sections.push(status::due(of));
    sections.push(outlook::breaches(of));
    sections.push(disputed::section(of));
    sections.extend(curves::sections(of, &exposed));
    sections
}

/// What the first lines of a brief can take from the log.
pub fn pool(of: &Monitored<'_>) -> Vec<Statement> {
    let mut pool = short(of, &exposed(of.monitor));
    pool.truncate(3);
    pool
}

fn in_short(of: &Monitored<'_>, exposed: &Exposure) -> Section {
    let mut section = Section::new("state", "In short").at(Place::First);
    section.aside = words::day(of.monitor.docket, of.day());
    section.statements(short(of, exposed));
    section
}

fn short(of: &Monitored<'_>, exposed: &Exposure) -> Vec<Statement> {
    let mut statements: Vec<Statement> = of.view.map(|view| heard(of, view)).into_iter().collect();
    statements.push(counted(of));
    statements.extend(open_breaches(of));
    statements.extend(exchange::alerts(of));
    statements.extend(exposure::alerts(of, exposed));
    statements.extend(differing(of));
    statements.extend(unrecorded(of));
    statements.extend(assumed(of));
    statements
}

/// Whose word the page takes, said first.
fn heard(of: &Monitored<'_>, view: Heard) -> Statement {
    let because = match view {
        Heard::Speaker(actor) => NodeId::Actor(actor),
        Heard::Source(source) => NodeId::Source(source),
        Heard::Kind(_) => NodeId::Agreement,
    };
    Statement::new(
        "accord",
        "view",
        format!(
            "This page takes the word of {} wherever {} spoken of an event, and every account where {} silent; what they leave open is told as an interval.",
            words::heard(of.case, view),
            if matches!(view, Heard::Kind(kind) if kind != Kind::Press) {
                "they have"
            } else {
                "it has"
            },
            if matches!(view, Heard::Kind(kind) if kind != Kind::Press) {
                "they are"
            } else {
                "it is"
            },
        ),
        vec![Because::Node(because)],
    )
}

/// How many duties stand how.
fn counted(of: &Monitored<'_>) -> Statement {
    let clock = &of.monitor.worst.clock;
    let (mut done, mut open, mut late, mut differ, mut idle, mut silent) = (0, 0, 0, 0, 0, 0);
    for duty in clock.text.lens.terms.duties() {
        match of.monitor.status(duty) {
            Some((worst, best)) if worst != best => differ += 1,
            Some((status, _)) if status.is_done() => done += 1,
            Some((status, _)) if status.is_overdue() => late += 1,
            Some((Status::NoRecord, _)) => silent += 1,
            Some((status, _)) if status.is_idle() => idle += 1,
            Some(_) => open += 1,
            None => {}
        }
    }
    let all = done + open + late + differ + idle + silent;
    let parts: Vec<String> = [
        (done, "done"),
        (open, "under way"),
        (late, "late or in breach"),
        (silent, "past their day without a record"),
        (differ, "in dispute"),
        (idle, "not running"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, what)| format!("{number} {what}"))
    .collect();
    Statement::new(
        "accord",
        "status",
        format!(
            "Of {}, {}.",
            crate::words::plural(all, "duty", "duties"),
            crate::words::joined(&parts, "and")
        ),
        vec![Because::Node(NodeId::Agreement)],
    )
    .reach(all)
}

fn open_breaches(of: &Monitored<'_>) -> Option<Statement> {
    let day = of.day();
    let open: Vec<_> = breaches(&of.monitor.best)
        .into_iter()
        .filter(|breach| breach.open_on(day))
        .collect();
    if open.is_empty() {
        return None;
    }
    let mut by: Vec<(&[ActorId], Vec<String>)> = Vec::new();
    for breach in &open {
        let who = breach.by.as_slice();
        let what = words::occurrence(of.case, breach.clause, breach.occurrence);
        match by.iter_mut().find(|(known, _)| *known == who) {
            Some((_, clauses)) if clauses.contains(&what) => {}
            Some((_, clauses)) => clauses.push(what),
            None => by.push((who, vec![what])),
        }
    }
    // In the order of the case, not of the names: swapping two names swaps only the names.
    by.sort();
    let lines: Vec<String> = by
        .iter()
        .map(|(who, clauses)| {
            let mut named = clauses[..clauses.len().min(NAMED)].to_vec();
            if clauses.len() > NAMED {
                named.push(format!("{} more", clauses.len() - NAMED));
            }
            let what = crate::words::joined(&named, "and");
            if who.is_empty() {
                return format!("{what}, and no record says by whom");
            }
            format!("{} on {what}", crate::words::names(of.case, who))
        })
        .collect();
    let because = open
        .iter()
        .flat_map(|breach| words::because(breach.clause, breach.event))
        .collect();
    Some(
        Statement::new(
            "accord",
            "breach",
            format!("Open by every account: {}.", lines.join("; ")),
            because,
        )
        .class(Class::Blocks)
        .reach(open.len()),
    )
}

fn differing(of: &Monitored<'_>) -> Option<Statement> {
    let found = disputed(&of.monitor.worst.clock);
    if found.is_empty() {
        return None;
    }
    let events: Vec<_> = found.iter().map(|item| item.event).collect();
    let mut because = words::records(&events);
    because.dedup();
    Some(
        Statement::new(
            "accord",
            "disputed-fact",
            format!(
                "Sources differ on {}{}.",
                crate::words::plural(because.len(), "recorded event", "recorded events"),
                if of.view.is_none() {
                    "; what rests on them is told as an interval"
                } else {
                    ""
                }
            ),
            because,
        )
        .class(Class::CannotBothHold)
        .reach(found.len()),
    )
}

fn unrecorded(of: &Monitored<'_>) -> Option<Statement> {
    let worst = &of.monitor.worst;
    let gaps = worst.parts.iter();
    let gaps = gaps.filter(|part| part.status == Status::NoRecord);
    let told = |part: &&Standing| worst.clock.histories[part.duty.position()].records > 0;
    let (words_only, mut silent): (Vec<_>, Vec<_>) =
        gaps.partition(|part| told(part) && worst.of_duty(part.duty).count() == 1);
    // A duty that is done several times is named once; the table has each time.
    silent.dedup_by_key(|part| (part.clause, part.occurrence));
    if words_only.is_empty() && silent.is_empty() {
        return None;
    }
    let clauses = |parts: &[&Standing]| words::occurrences(of.case, parts.iter().copied());
    let mut told = Vec::new();
    if !silent.is_empty() {
        told.push(format!(
            "Past their day with nothing recorded either way: {}.",
            clauses(&silent)
        ));
    }
    if !words_only.is_empty() {
        told.push(format!(
            "Past their day with records that give no number for what is missing: {}.",
            clauses(&words_only)
        ));
    }
    let all = silent.iter().chain(&words_only);
    Some(
        Statement::new(
            "accord",
            "no-record",
            format!(
                "{} That is a gap in the log and not a breach.",
                told.join(" ")
            ),
            all.flat_map(|part| words::because(part.clause, part.record))
                .collect(),
        )
        .class(Class::AtRisk),
    )
}

fn assumed(of: &Monitored<'_>) -> Option<Statement> {
    of.monitor.docket.assumed.then(|| {
        Statement::new(
            "accord",
            "day-one",
            "The text gives no day one; days are counted from the first event.",
            vec![Because::Absence(
                "`day-one` or `day-zero` in the calendar of the agreement".to_owned(),
            )],
        )
    })
}
