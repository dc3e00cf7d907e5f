//! What is wrong, in a sentence with its smallest witness: one place a kind of finding.

use super::words::{
    amount, between, count, day_range, days, id, ids, lapse, lapses, moment, pairs, reading_name,
    reasons, run, series, share, single_change, within,
};
use crate::words;
use armistice_case::model::{Case, ClauseId, GuaranteeId, ReadingId};
use armistice_engine::accord::exchange::guarantor::Cover;
use armistice_engine::accord::exchange::ratio::Ratio;
use armistice_engine::accord::exchange::robust::Value;
use armistice_engine::accord::finding::{
    Evidence, Finding, Lapse, RunStep, Unclear, Unlooked, Unsaid, Vague,
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
                "{} can never be used: what it waits for cannot happen.",
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
        Evidence::Shape {
            duty,
            quantity,
            shape,
            last,
            last_day,
        } => {
            let [tenth, half, most] = shape.by_time.map(|given| share(given, shape.total));
            format!(
                "{} gives {}: {} in the first step ({}), {} in the last ({}, by day {last_day}: {}). Once a tenth, a half and nine tenths of the time have passed, {tenth}, {half} and {most} have come{}; the longest wait between steps is {}.",
                id(case, *duty),
                count(case, *duty, *quantity, shape.total),
                shape.first,
                share(shape.first, shape.total),
                shape.last,
                id(case, *last),
                share(shape.last, shape.total),
                leaning(shape.loading),
                days(shape.longest_gap)
            )
        }
        Evidence::Ratios {
            party,
            against,
            gives,
            for_clause,
            quantity,
            series: at,
            highest_of_other,
            proportional,
            pledged,
        } => {
            let kind = quantity.map_or_else(String::new, |quantity| {
                format!(" for {} alone", case.quantity_name(quantity))
            });
            let assumed = if *proportional {
                " (returns taken in proportion and right after each step, for want of numbers)"
            } else {
                ""
            };
            let other = highest_of_other.as_ref().map_or_else(String::new, |at| {
                let who = words::names(case, against);
                if at.ratio == Ratio::NothingLeft {
                    return format!(" For {who} nothing is left to come {}.", moment(case, at));
                }
                let highest = series(case, std::slice::from_ref(at));
                format!(" The rest asks of {who} at most {highest}.")
            });
            format!(
                "After each step of {} the rest asks of {}, by counts{kind}{assumed}, θ = {}: own share still to give ({}) over share still to come.{other} {}",
                id(case, *for_clause),
                words::names(case, party),
                series(case, at),
                id(case, *gives),
                behind(case, pledged)
            )
        }
        Evidence::NoRatio { gives, for_clause } => format!(
            "No break-even ratio is given for {} against {}: numbers are open or not by step.",
            id(case, *gives),
            id(case, *for_clause)
        ),
        Evidence::Bonds {
            parties,
            bonds,
            ranges,
            steps,
            a_week_late,
            taken_back,
            covers,
            pairs,
            ..
        } => {
            let told: Vec<String> = bonds
                .iter()
                .filter_map(|bond| {
                    let range = ranges.iter().find(|range| range.party == bond.party)?;
                    if range.most == 0 {
                        return None;
                    }
                    let at = bond.after_step.checked_sub(1).and_then(|step| steps.get(step));
                    let binding = at.map_or_else(
                        || "before the first step".to_owned(),
                        |clause| format!("after {}", id(case, *clause)),
                    );
                    let decisive = range.decisive.and_then(|(value, _)| {
                        let (word, position) = match value {
                            Value::Cost(position) => ("cost", position),
                            Value::Worth(position) => ("worth", position),
                        };
                        Some(format!("; the {word} of {} matters most", id(case, *steps.get(position)?)))
                    });
                    let premium = a_week_late
                        .get(bond.party)
                        .filter(|premium| **premium > 0)
                        .map(|premium| format!("; found out a week late, {} more", amount(*premium)));
                    if bond.amount == 0 {
                        return Some(format!(
                            "{} wins nothing by stopping at the middle of the ranges and up to {} at their worst{}{}",
                            words::name(case, parties[bond.party]),
                            amount(range.most),
                            decisive.unwrap_or_default(),
                            premium.unwrap_or_default()
                        ));
                    }
                    Some(format!(
                        "{} would win by stopping {binding} and stays with a bond of {}{}{}",
                        words::name(case, parties[bond.party]),
                        within(bond.amount, (range.least, range.most)),
                        decisive.unwrap_or_default(),
                        premium.unwrap_or_default()
                    ))
                })
                .collect();
            let mut text = format!("Under the values assumed: {}.", told.join("; "));
            for back in taken_back {
                let needs = back.bond.1 > 0 || back.exposure.1 > 0;
                if needs {
                    text.push_str(&format!(
                        " What can be taken back counted, {} needs {} and has {} at stake.",
                        words::name(case, parties[back.party]),
                        match back.bond {
                            (_, 0) => "no bond".to_owned(),
                            bond => format!("a bond of {}", between(bond)),
                        },
                        match back.exposure {
                            (_, 0) => "nothing".to_owned(),
                            (0, most) => format!("up to {}", amount(most)),
                            exposure => between(exposure),
                        }
                    ));
                }
            }
            for cover in covers.iter().filter(|cover| cover.needed > 0) {
                text.push_str(&covered(&words::name(case, parties[cover.party]), cover));
            }
            for pair in pairs {
                text.push_str(&format!(
                    " {} and {} would win {} by stopping together and hold {}.",
                    words::name(case, parties[pair.parties.0]),
                    words::name(case, parties[pair.parties.1]),
                    amount(pair.together),
                    amount(pair.covered)
                ));
            }
            text
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
        Evidence::Better {
            change,
            steps,
            before,
            after,
        } => format!(
            "Under the values assumed, the bonds in all fall from {} to {} if {}.",
            amount(*before),
            amount(*after),
            single_change(case, *change, steps)
        ),
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
        Evidence::Unmeasured {
            guarantees,
            by,
            lack,
        } => {
            let clauses: Vec<ClauseId> =
                guarantees.iter().map(|g| ClauseId::Guarantee(*g)).collect();
            let one = clauses.len() == 1;
            let lacks = match (lack, one) {
                (Vague::NoKindAndNoAmount, true) => "names no kind and no amount",
                (Vague::NoKindAndNoAmount, false) => "name no kind and no amount",
                (Vague::NoKind, true) => "does not say whether it is forfeited, paid or held",
                (Vague::NoKind, false) => "do not say whether they are forfeited, paid or held",
                (Vague::NoAmount, true) => "names no amount",
                (Vague::NoAmount, false) => "name no amount",
                (Vague::OnlyAWord, true) => {
                    "is a word given, behind which nothing is forfeited, paid or held"
                }
                (Vague::OnlyAWord, false) => {
                    "are words given, behind which nothing is forfeited, paid or held"
                }
            };
            let it = if one { "it" } else { "they" };
            let by = if by.is_empty() {
                String::new()
            } else {
                format!(" by {}", words::names(case, by))
            };
            format!(
                "{}{by} {lacks}, so {it} cannot be compared with what the steps need.",
                ids(case, &clauses)
            )
        }
    }
}

/// Whether more comes early or late, beside an even flow: by how much of the most that is possible.
fn leaning(loading: i64) -> String {
    let share = (loading.abs() + 5) / 10;
    match (share, loading > 0) {
        (0, _) => ", as in an even flow".to_owned(),
        (share, true) => format!(", earlier than in an even flow by {share} % of what is possible"),
        (share, false) => format!(", later than in an even flow by {share} % of what is possible"),
    }
}

/// What is pledged against a party beside what it takes to hold it, and to pay the one left behind.
fn covered(who: &str, cover: &Cover) -> String {
    if cover.forfeits == 0 && cover.compensation == 0 && cover.unmeasured == 0 {
        return format!(" Nothing is pledged against {who}.");
    }
    let mut told = vec![match (cover.forfeits, cover.holds()) {
        (0, _) => "no forfeit, so nothing that would hold it".to_owned(),
        (n, true) => format!("a forfeit of {}, which holds it", amount(n)),
        (n, false) => format!("a forfeit of {}, which does not hold it", amount(n)),
    }];
    if cover.compensation > 0 {
        told.push(format!(
            "a compensation of {} to whoever it leaves behind, who can be {} short",
            amount(cover.compensation),
            amount(cover.exposed)
        ));
    }
    if cover.unmeasured > 0 {
        told.push(format!(
            "{} without a measure",
            words::plural(cover.unmeasured, "pledge", "pledges")
        ));
    }
    format!(" Pledged against {who}: {}.", told.join("; "))
}

/// What stands behind the steps of an exchange.
fn behind(case: &Case, pledged: &[GuaranteeId]) -> String {
    let Some(agreement) = case.agreement.as_ref().filter(|_| !pledged.is_empty()) else {
        return "No guarantee stands behind these steps.".to_owned();
    };
    let told: Vec<String> = pledged
        .iter()
        .map(|guarantee| {
            let pledge = &agreement.guarantees[*guarantee];
            let mut by = pledge.by.get().cloned().unwrap_or_default();
            by.sort_unstable();
            by.dedup();
            let by = if by.is_empty() {
                String::new()
            } else {
                format!(" by {}", words::names(case, &by))
            };
            let clause = id(case, ClauseId::Guarantee(*guarantee));
            format!("{clause}{by} (“{}”)", pledge.pledges)
        })
        .collect();
    let verb = if told.len() == 1 { "stands" } else { "stand" };
    format!("Behind these steps {verb} {}.", words::joined(&told, "and"))
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
