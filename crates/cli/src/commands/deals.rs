//! `armistice deals`: who could accept what.

use super::page;
use crate::args::{Deals, Definitions, OfferReading, Rule};
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_engine::deal::platform::Platform;
use armistice_engine::deal::preferences::offers::Assumed;
use armistice_engine::deal::robust::acceptability::Sampling;
use armistice_engine::deal::solutions::Concept;
use armistice_report::pages::{self, Solution, View};

/// Runs the command.
pub fn run(args: &Deals, terminal: &Terminal) -> Result<Outcome, Stop> {
    let mut typed = String::new();
    if args.frontier {
        typed.push_str(" --frontier");
    }
    typed.push_str(&args.draws.typed());
    if let Some(rule) = args.solution {
        typed.push_str(&format!(" --solution {}", rule.word()));
    }
    if let Some(party) = &args.party {
        typed.push_str(&format!(" --party {party}"));
    }
    for proportion in &args.proportions {
        typed.push_str(&format!(" --proportions {proportion}"));
    }
    if let Some(whose) = args.definitions {
        typed.push_str(&format!(" --definitions {}", whose.word()));
    }
    typed.push_str(&args.reading.typed());
    page::run(
        &page::Request {
            name: "deals",
            case: &args.case,
            since: None,
            engines: true,
            deals: page::Deals {
                needed: true,
                sampling: Sampling {
                    seed: args.draws.seed,
                    draws: args.draws.draws as usize,
                },
                view: View {
                    frontier: args.frontier || args.party.is_some(),
                    top: args.draws.top as usize,
                    solution: args.solution.map(solution),
                    party: None,
                },
                party: args.party.clone(),
                from: None,
                proportions: args.proportions.clone(),
                platform: args.definitions.map(platform),
                instead: args.reading.instead.clone(),
                read: assumed(&args.reading.read_offers),
                typed,
            },
            output: &args.output,
        },
        pages::deals,
        terminal,
    )
}

/// The readings of offers that were asked for.
pub fn assumed(readings: &[OfferReading]) -> Assumed {
    Assumed {
        own_offers_never_improve: readings.contains(&OfferReading::NeverBetter),
        refused_is_no_better_than_standing: readings.contains(&OfferReading::RefusedNoBetter),
        refused_is_no_better_than_no_deal: readings.contains(&OfferReading::RefusedBelowNoDeal),
        offers_are_acceptable: readings.contains(&OfferReading::Acceptable),
        conceded_late_weighs_no_less: readings.contains(&OfferReading::LateWeighsMore),
    }
}

fn platform(whose: Definitions) -> Platform {
    match whose {
        Definitions::Negmas => Platform::Negmas,
        Definitions::Genius => Platform::Genius,
    }
}

fn solution(rule: Rule) -> Solution {
    Solution::Picked(match rule {
        Rule::Nash => Concept::Nash,
        Rule::KalaiSmorodinsky => Concept::KalaiSmorodinsky,
        Rule::Egalitarian => Concept::Egalitarian,
        Rule::Leximin => Concept::Leximin,
        Rule::Proportional => Concept::Proportional,
        Rule::Utilitarian => Concept::Utilitarian,
        Rule::RelativeUtilitarian => Concept::RelativeUtilitarian,
        Rule::Raiffa => return Solution::Raiffa,
    })
}
