//! What is wrong, in a sentence with its smallest witness: one place a kind of finding.

use super::exchange::exchange;
use super::words::{
    amount, day_range, days, id, ids, lapse, lapses, pairs, reading_name, reasons, run,
};
use crate::words;
use armistice_case::model::{Case, ClauseId, ReadingId};
use armistice_engine::accord::finding::{
    Evidence, Finding, Lapse, RunStep, Unclear, Unlooked, Unsaid,
};
use armistice_engine::accord::hours::Doubt;

/// What is wrong, with the witness.
pub(super) fn what(case: &Case, finding: &Finding) -> String {
    match &finding.evidence {
        Evidence::Orphan { words, waiting } => format!(
            "Nothing brings about “{words}”: no clause, no verifier and no outside event does. {} waits for it in vain.",
            ids(case, waiting)
        ),
        Evidence::Never { clause, waits_for } => match waits_for {
            Some(other) => format!(
                "{} can never be reached: it waits for {}, which cannot happen.",
                id(case, *clause),
                id(case, *other)
            ),
            None => format!("{} can never be reached.", id(case, *clause)),
        },
        Evidence::Circle { clauses, .. } => {
            let mut chain: Vec<String> = clauses.iter().map(|clause| id(case, *clause)).collect();
            chain.extend(chain.first().cloned());
            format!("Nobody can begin: {}.", chain.join(" waits for "))
        }
        Evidence::Order {
            other,
            only_here,
            only_there,
            never_here,
            never_there,
        } => {
            let name = |reading: &Option<ReadingId>| match reading {
                Some(reading) => format!("under {}", reading_name(case, *reading)),
                None => "in the base text".to_owned(),
            };
            let mut told = Vec::new();
            for (list, reading) in [(only_here, &finding.reading), (only_there, other)] {
                if !list.is_empty() {
                    told.push(format!("{} {}", name(reading), pairs(case, list)));
                }
            }
            for (list, reading) in [(never_here, &finding.reading), (never_there, other)] {
                if !list.is_empty() {
                    told.push(format!(
                        "{} {} can never be done",
                        name(reading),
                        ids(case, list)
                    ));
                }
            }
            let free = if only_here.is_empty() || only_there.is_empty() {
                "; the other reading leaves that open"
            } else {
                ""
            };
            format!(
                "What comes before what depends on the reading: {}{free}.",
                told.join("; ")
            )
        }
        Evidence::DeadEnd {
            stuck,
            in_time,
            run: steps,
        } => {
            let end = if *in_time {
                format!("{} is due and can no longer be done", id(case, *stuck))
            } else {
                format!("{} is owed and can never be done", id(case, *stuck))
            };
            let told = if steps.is_empty() {
                "from the start".to_owned()
            } else {
                run(case, steps)
            };
            let breach = steps
                .iter()
                .any(|step| matches!(step, RunStep::Breached(_)));
            if breach {
                format!(
                    "One duty left undone catches the other side, and the text gives no way on: {told}, and {end}."
                )
            } else {
                format!("Everybody may keep to the text and it still fails: {told}, and {end}.")
            }
        }
        Evidence::Leverage { clause, on, waits } => {
            let hangs = if *waits {
                format!("waits for {}", id(case, *on))
            } else {
                format!("may be stopped by {}", id(case, *on))
            };
            format!("{} is owed whatever happens, and yet {hangs}.", id(case, *clause))
        }
        Evidence::Dead { clause } => {
            format!(
                "{} can never be used: what it waits for cannot happen, or not in its time.",
                id(case, *clause)
            )
        }
        Evidence::Ride {
            party,
            undone,
            promised,
        } => format!(
            "{} could have all that is promised to it ({}) and leave {} undone: nothing waits for it and nothing answers its breach.",
            words::capital(&words::name(case, *party)),
            ids(case, promised),
            ids(case, undone)
        ),
        Evidence::NoRemedy { duties, of } => {
            if duties.len() == *of && *of > 1 {
                format!(
                    "A breach of any of the {of} duties has no cure, consequence, guarantee or path of disputes."
                )
            } else {
                format!(
                    "A breach of {} has no cure, consequence, guarantee or path of disputes.",
                    ids(case, duties)
                )
            }
        }
        Evidence::Remedy { clause } => format!(
            "{} answers a breach, but its amount or its time is left open.",
            id(case, *clause)
        ),
        Evidence::PhaseEnd {
            phase,
            goes_on,
            fails,
            by_reading,
        } => {
            let clause = id(case, ClauseId::Phase(*phase));
            let told: Vec<String> = by_reading
                .iter()
                .map(|(reading, text)| format!("{text} ({})", reading_name(case, *reading)))
                .collect();
            match goes_on {
                Some(text) => format!(
                    "{clause} has no last day: while talks go on its terms “{text}”{}.",
                    if fails.is_some() {
                        ""
                    } else {
                        ", and nothing is said for their failure"
                    }
                ),
                None => {
                    let readings = if told.is_empty() {
                        String::new()
                    } else {
                        format!(", and the readings differ: {}", told.join("; "))
                    };
                    let fails = match fails {
                        Some(text) => format!(" If talks fail: {text}."),
                        None => " Nothing is said for the failure of talks either.".to_owned(),
                    };
                    format!(
                        "What follows the end of {clause} while talks go on is not settled{readings}.{fails}"
                    )
                }
            }
        }
        Evidence::Clash {
            owed,
            forbidden,
            actors,
        } => format!(
            "{} owes {} and is forbidden the same act by {} at the same time.",
            words::capital(&words::names(case, actors)),
            id(case, *owed),
            id(case, *forbidden)
        ),
        Evidence::Windows {
            reasons: why,
            misses,
            smallest,
        } => {
            let lead = if finding.code.word() == "deadline-before-trigger" {
                "A duty is due before its trigger can come"
            } else {
                "These windows cannot all be kept"
            };
            let size = if *smallest {
                ""
            } else {
                " Nothing can be left out of this set, but a smaller one may exist."
            };
            format!(
                "{lead}: {}; they miss one another by {}.{size}",
                reasons(case, why),
                lapse(*misses)
            )
        }
        Evidence::Outlasts {
            clause,
            due,
            phase,
            ends,
        } => format!(
            "{} is due by day {due}, and {}, in which it stands, ends on day {ends}.",
            id(case, *clause),
            id(case, ClauseId::Phase(*phase))
        ),
        Evidence::Risk {
            reason,
            stated,
            tolerable,
        } => {
            let borne = match tolerable {
                Some(longest) => format!("it can be borne up to {}", lapse(*longest)),
                None => "no length of it alone can be borne".to_owned(),
            };
            format!(
                "On paper the calendar fits, but nobody can be sure to keep it: {} takes {} ({}); {borne}.",
                id(case, reason.clause),
                lapses(*stated),
                reason.key
            )
        }
        Evidence::Squeeze {
            first,
            last,
            confirmed,
            answer,
            due,
            late,
        } => {
            let confirmation = if *confirmed > 0 {
                format!(" and its confirmation takes up to {}", days(*confirmed))
            } else {
                String::new()
            };
            format!(
                "If {} is done on its last day (day {last}){confirmation}, {} is due (day {due}) {} too soon.",
                id(case, *first),
                id(case, *answer),
                days(*late)
            )
        }
        Evidence::Gap {
            first,
            answer,
            within,
            confirmed,
        } => format!(
            "{} must answer {} within {}, before the confirmation, which takes {}, need be in.",
            id(case, *answer),
            id(case, *first),
            days(*within),
            day_range(*confirmed)
        ),
        Evidence::Tight { chain, last } => format!(
            "No day can be lost on the way to {}: {}.",
            id(case, *last),
            reasons(case, chain)
        ),
        Evidence::Unsaid { what, clauses } => {
            let lead = match what {
                Unsaid::DayOne => "Day one has no date, so no day of the calendar has one",
                Unsaid::WorkingDays => "Working days are counted, but no days of rest are named",
                Unsaid::RestDay => "These are due on a day of rest and no rule says what then",
                Unsaid::MonthEnd => "A month is counted from a day that some months have not",
            };
            format!("{lead}: {}.", ids(case, clauses))
        }
        Evidence::Hours {
            why,
            clauses,
            apart,
        } => unclear(*why, &ids(case, clauses), Lapse::Minutes(*apart)),
        Evidence::Bounded { reasons: why } => format!(
            "Counted with bounds, since nothing fixes the day it counts from or the calendar: {}. What is told of days here holds on any calendar, and may be wider than the true one.",
            reasons(case, why)
        ),
        Evidence::Concurrent {
            first,
            second,
            pace,
        } => {
            let pace = if *pace {
                ""
            } else {
                ", or what counts as keeping step"
            };
            format!(
                "{} and {} are to go together and nothing says who starts{pace}.",
                id(case, *first),
                id(case, *second)
            )
        }
        Evidence::Capacity {
            holder,
            clauses,
            days: (first, last),
            due,
            possible,
        } => {
            let of = case
                .capacity(holder)
                .and_then(|capacity| capacity.of.as_deref());
            let counted = of.map_or_else(String::new, |of| format!(" {of}"));
            let span = if first == last {
                format!("on day {first}")
            } else {
                format!("from day {first} to day {last}")
            };
            let (lead, ends) = match of {
                Some(_) => ("must pass", ""),
                None => ("days of work are due", " at most"),
            };
            let name = case
                .capacity(holder)
                .map_or(&**holder, |capacity| &capacity.name);
            format!(
                "{} ask more of {name} (`{holder}`) than it can do: {span} {}{counted} {lead} and {}{counted} can{ends}.",
                ids(case, clauses),
                amount(*due),
                amount(*possible)
            )
        }
        Evidence::Shape { .. }
        | Evidence::Ratios { .. }
        | Evidence::NoRatio { .. }
        | Evidence::Bonds { .. }
        | Evidence::Better { .. }
        | Evidence::Unmeasured { .. } => exchange(case, &finding.evidence).unwrap_or_default(),
        Evidence::NotLooked { what } => match what {
            Unlooked::Runs(states) => format!(
                "Not every run was looked at: a group of clauses has more than {states} states, and no dead end was found in those."
            ),
            Unlooked::LongRuns(most) => {
                format!("Runs were not looked at: some clause counts more than {most} days.")
            }
            Unlooked::Control(points) => format!(
                "Whether the calendar can be kept however long verification takes was not looked at: it has {points} points in time."
            ),
            Unlooked::Waiting => {
                "Runs were not looked at for dead ends, since something waits in vain.".to_owned()
            }
            Unlooked::NoDays => "Runs, teams and places, and what slow verification does were not looked at, since the windows conflict and no day is known.".to_owned(),
            Unlooked::Orders(parts) => {
                format!("The orders under the readings were not compared: there are {parts} parts.")
            }
        },
    }
}

/// Why hours can be read in several ways, and how far the readings lie apart.
fn unclear(why: Unclear, clauses: &str, apart: Lapse) -> String {
    let apart = lapse(apart);
    match why {
        Unclear::NoZone => format!(
            "An hour is given and no zone: {clauses}. Read in one zone or another it lies up to {apart} apart."
        ),
        Unclear::Elapsed => format!(
            "Hours are counted and no zone is given: {clauses}. Where clocks change meanwhile, a deadline read off the clock is {apart} off."
        ),
        Unclear::Doubt(Doubt::Zones) => format!(
            "It is not said in which of the zones of this text these are meant: {clauses}. The readings lie up to {apart} apart."
        ),
        Unclear::Doubt(Doubt::Twice) => format!(
            "Clocks go back that night, so the hour comes twice: {clauses}. The two lie {apart} apart."
        ),
        Unclear::Doubt(Doubt::Never) => format!(
            "Clocks go forward that night, and the hour does not come: {clauses}. By the clock of before and of after it is {apart} apart."
        ),
    }
}
