//! How to mend what was found: one sentence a kind of finding.

use super::words::id;
use crate::words;
use armistice_case::model::Case;
use armistice_engine::accord::finding::{Evidence, Finding, RunStep, Unclear, Unlooked};
use armistice_engine::accord::hours::Doubt;

/// How to mend it.
pub(super) fn mend(case: &Case, finding: &Finding) -> String {
    let text = match &finding.evidence {
        Evidence::Orphan { .. } => "Name who brings it about, or drop the condition.",
        Evidence::Never { .. } | Evidence::Dead { .. } => {
            "Mend what it waits for, or drop the wait."
        }
        Evidence::Leverage { waits: true, .. } => {
            "Let it wait for nothing of the other side, or drop `unconditional` if the text makes it wait."
        }
        Evidence::Leverage { waits: false, .. } => {
            "Leave it out of the power, or drop `unconditional` if the text lets it stop."
        }
        Evidence::Circle { credits, .. } => {
            if credits.is_empty() {
                return "No single promise opens the circle; more than one wait must go."
                    .to_owned();
            }
            let told: Vec<String> = credits
                .iter()
                .map(|(first, by, promised)| {
                    let who = if by.is_empty() {
                        "somebody".to_owned()
                    } else {
                        words::names(case, by)
                    };
                    format!(
                        "{who} by {} on the promise of {}",
                        id(case, *first),
                        id(case, *promised)
                    )
                })
                .collect();
            return format!(
                "It opens if one side goes first on credit ({}), or if a third hand holds both.",
                told.join("; or ")
            );
        }
        Evidence::Order { .. } => "Ask both sides which reading they sign.",
        Evidence::DeadEnd { .. } => {
            if let Evidence::DeadEnd { run, .. } = &finding.evidence
                && run.iter().any(|step| matches!(step, RunStep::Breached(_)))
            {
                return "Say what follows: a cure, a path of disputes, or a power to suspend or end."
                    .to_owned();
            }
            "Count the day from its trigger, or give the earlier duty an earlier day."
        }
        Evidence::Ride { .. } => {
            "Make a later return wait for it, or give its breach a consequence."
        }
        Evidence::NoRemedy { .. } => {
            "Add a cure period, a path of disputes, or a duty or power after the breach."
        }
        Evidence::Remedy { .. } => "Give it an amount and a time.",
        Evidence::PhaseEnd { .. } => {
            "Say what holds if talks go on and if they fail, and until when."
        }
        Evidence::Clash { .. } => "Give the prohibition an exception, or another window.",
        Evidence::Windows { .. } => "Widen one of these windows by that much.",
        Evidence::Outlasts { .. } => {
            "Give it an earlier day, let the phase go on, or mark the duty `survives`."
        }
        Evidence::Risk { .. } | Evidence::Squeeze { .. } => {
            "Bound the time it may take, move the later day, or count it from the confirmation."
        }
        Evidence::Gap { .. } => "Let the answer wait for the confirmation, or lengthen its window.",
        Evidence::Tight { .. } => "Leave a day of room where it costs least.",
        Evidence::Unsaid { .. } => "Say it in the calendar.",
        Evidence::Hours {
            why: Unclear::Doubt(Doubt::Twice | Doubt::Never),
            ..
        } => {
            "Choose another hour, or give this one its distance from universal time: `01:30 +02:00`."
        }
        Evidence::Hours { .. } => {
            "Give the calendar a `zone`, and the clauses or places that count by another one theirs."
        }
        Evidence::Concurrent { .. } => {
            "Name who starts (`first`) and what counts as keeping step (`keeps-pace`)."
        }
        Evidence::Shape { .. } => {
            "A smaller last step, or a third hand that holds it, needs a smaller guarantee."
        }
        Evidence::Ratios { .. } => {
            "Move some of the late returns before these steps, or put them into a third hand."
        }
        Evidence::NoRatio { .. } => {
            "Give the numbers step by step; `--assume proportional-returns` shows what proportional returns would mean."
        }
        Evidence::Bonds { .. } => "`armistice plan` looks for an order that needs less.",
        Evidence::Bounded { .. } => "Name day one and the days of rest, or count from a fixed day.",
        Evidence::Capacity { .. } => "Move one of them, or have more than one do it.",
        Evidence::Better { .. } => "`armistice plan` looks at all orders and what they cost.",
        Evidence::NotLooked {
            what: Unlooked::Runs(_),
        } => "A larger budget (`--states`) may settle it.",
        Evidence::NotLooked {
            what: Unlooked::Waiting | Unlooked::NoDays,
        } => "Mend that first, and look again.",
        Evidence::NotLooked { .. } => "Look at a part of the agreement by itself.",
        Evidence::Unmeasured { .. } => "Ask what is forfeited, paid or held, and how much.",
    };
    text.to_owned()
}
