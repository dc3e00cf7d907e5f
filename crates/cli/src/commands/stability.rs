//! `armistice stability`: which states of the conflict hold, for whom and why.

use super::page;
use crate::args::{Behaviour, CaseFor, SpaceMethod, Stability};
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::model::{AssumptionId, Case, NodeId};
use armistice_engine::conflict::behaviour::Concept;
use armistice_engine::conflict::seeds::seeds;
use armistice_engine::conflict::survey::{self, Method};
use armistice_engine::conflict::{StabilityOptions, stability};
use armistice_engine::run::Quiet;
use armistice_report::{pages, seeds_as_assumptions, state_graph};

/// Runs the command.
pub fn run(args: &Stability, terminal: &Terminal) -> Result<Outcome, Stop> {
    let loaded = files::read_for(&args.case.case, &args.case.audience)?;
    let Some(case) = loaded.case() else {
        return Ok(terminal.refuse(&loaded));
    };
    if args.seeds {
        let found = seeds(&case);
        if found.is_empty() {
            terminal.say(
                "no claim takes a stance on anything that a course is about (`of`) or amounts to (`means`)",
            );
            return Ok(Outcome::No);
        }
        terminal.print(
            args.output.output.as_deref(),
            &seeds_as_assumptions(&case, &found),
        )?;
        return Ok(Outcome::Fine);
    }
    let mut options = StabilityOptions {
        instead: assumptions(&case, &args.instead)?,
        state: args.state.clone(),
        survey: survey::Options {
            coalitions: args.coalitions,
            method: args.method.map(|method| match method {
                SpaceMethod::Explicit => Method::Explicit,
                SpaceMethod::Symbolic => Method::Symbolic,
                SpaceMethod::OneByOne => Method::OneByOne,
                SpaceMethod::Asked => Method::AskedOnly,
            }),
            ..survey::Options::default()
        },
    };
    if !args.concept.is_empty() {
        options.survey.concepts = args
            .concept
            .iter()
            .map(|behaviour| concept(*behaviour))
            .collect();
    }
    let found = stability(&case, &options, &Quiet)?;
    if let Some(file) = &args.graph {
        let picture = state_graph(&case, &found).ok_or_else(|| {
            Stop::Words(
                "the graph of states is drawn for up to 64 states in 8 columns, where all of them were looked at\nhelp: leave out courses that do not matter here, or do without `--graph`".to_owned(),
            )
        })?;
        terminal.print(Some(file), &picture)?;
    }
    let path = args.case.case.to_string_lossy().into_owned();
    let command = command(
        "stability",
        &args.case,
        args.state.as_deref(),
        &args.concept,
        &args.instead,
    ) + if args.coalitions { " --coalitions" } else { "" };
    page::print(
        &pages::stability(&case, &found, path, command),
        &args.output,
        terminal,
    )?;
    Ok(Outcome::Fine)
}

/// A behaviour as the engine calls it.
pub fn concept(behaviour: Behaviour) -> Concept {
    match behaviour {
        Behaviour::Nash => Concept::Nash,
        Behaviour::Gmr => Concept::Gmr,
        Behaviour::Smr => Concept::Smr,
        Behaviour::Seq => Concept::Seq,
        Behaviour::Sseq => Concept::Sseq,
    }
}

/// The assumptions of some ids, each of which stands in for another.
pub fn assumptions(case: &Case, ids: &[String]) -> Result<Vec<AssumptionId>, Stop> {
    let found = |id: &String| match case.node(id) {
        Some(NodeId::Assumption(at)) if case.assumptions[at].instead_of.is_some() => Ok(at),
        Some(NodeId::Assumption(_)) => Err(no_other(case, id, "stands in for no other assumption")),
        _ => Err(no_other(case, id, "is no assumption of this case")),
    };
    ids.iter().map(found).collect()
}

/// Why an assumption cannot be taken instead of another, and which can.
fn no_other(case: &Case, id: &str, why: &str) -> Stop {
    let others = case.assumptions.iter();
    let others: Vec<String> = others
        .filter(|(_, assumption)| assumption.instead_of.is_some())
        .map(|(label, _)| format!("`{}`", case.assumptions.label(label).id))
        .collect();
    let these = if others.is_empty() {
        "this case has none".to_owned()
    } else {
        format!("here {}", others.join(", "))
    };
    Stop::Words(format!(
        "`{id}` {why}\nhelp: `--instead` takes the id of an assumption that has `instead-of`; {these}"
    ))
}

/// The command that makes a page again.
pub fn command(
    name: &str,
    case: &CaseFor,
    state: Option<&str>,
    concepts: &[Behaviour],
    instead: &[String],
) -> String {
    let mut out = page::made_by(name, &case.case, &case.audience);
    if let Some(state) = state {
        out.push_str(&format!(" --state {state}"));
    }
    if !concepts.is_empty() {
        let names: Vec<&str> = concepts
            .iter()
            .map(|behaviour| concept(*behaviour).name())
            .collect();
        out.push_str(&format!(" --concept {}", names.join(",")));
    }
    for id in instead {
        out.push_str(&format!(" --instead {id}"));
    }
    out
}
