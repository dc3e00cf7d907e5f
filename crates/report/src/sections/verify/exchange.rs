//! What the steps of an exchange ask, in sentences: shapes, ratios, bonds and what is pledged.

use super::words::{
    amount, between, count, days, id, ids, moment, series, share, single_change, when, within,
};
use crate::words;
use armistice_case::model::{Case, ClauseId, GuaranteeId};
use armistice_engine::accord::exchange::guarantor::{Cover, Holds, Span};
use armistice_engine::accord::exchange::ratio::Ratio;
use armistice_engine::accord::exchange::robust::Value;
use armistice_engine::accord::finding::{Evidence, RatioAt, Vague};

/// What is wrong with the steps of an exchange, with the witness; none of other kinds of findings.
pub(super) fn exchange(case: &Case, evidence: &Evidence) -> Option<String> {
    let text = match evidence {
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
            level,
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
                "After each step of {} the rest asks of {}, by counts{kind}{assumed}, θ = {}: own share still to give ({}) over share still to come. {}{other} {}",
                id(case, *for_clause),
                words::names(case, party),
                series(case, at),
                id(case, *gives),
                over(case, at, *level),
                behind(case, pledged)
            )
        }
        Evidence::NoRatio { gives, for_clause } => format!(
            "No break-even ratio is given for {} against {}: numbers are open or not by step.",
            id(case, *gives),
            id(case, *for_clause)
        ),
        Evidence::Bonds {
            sides,
            bonds,
            ranges,
            steps,
            deliveries,
            a_week_late,
            taken_back,
            covers,
            pairs,
            ..
        } => {
            let verb = |side: usize, one: &'static str, several: &'static str| {
                if sides[side].len() > 1 { several } else { one }
            };
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
                        Some(format!("; the {word} of {} matters most", id(case, *deliveries.get(position)?)))
                    });
                    let premium = a_week_late
                        .get(bond.party)
                        .filter(|premium| **premium > 0)
                        .map(|premium| format!("; found out a week late, {} more", amount(*premium)));
                    if bond.amount == 0 {
                        return Some(format!(
                            "{} {} nothing by stopping at the middle of the ranges and up to {} at their worst{}{}",
                            words::names(case, &sides[bond.party]),
                            verb(bond.party, "wins", "win"),
                            amount(range.most),
                            decisive.unwrap_or_default(),
                            premium.unwrap_or_default()
                        ));
                    }
                    Some(format!(
                        "{} would win by stopping {binding} and {} with a bond of {}{}{}",
                        words::names(case, &sides[bond.party]),
                        verb(bond.party, "stays", "stay"),
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
                        " What can be taken back counted, {} {} {} and {} {} at stake.",
                        words::names(case, &sides[back.party]),
                        verb(back.party, "needs", "need"),
                        match back.bond {
                            (_, 0) => "no bond".to_owned(),
                            bond => format!("a bond of {}", between(bond)),
                        },
                        verb(back.party, "has", "have"),
                        match back.exposure {
                            (_, 0) => "nothing".to_owned(),
                            (0, most) => format!("up to {}", amount(most)),
                            exposure => between(exposure),
                        }
                    ));
                }
            }
            for cover in covers.iter().filter(|cover| cover.needed > 0) {
                text.push_str(&covered(&words::names(case, &sides[cover.party]), cover));
            }
            for pair in pairs {
                text.push_str(&format!(
                    " {} and {} would win {} by stopping together and hold {}.",
                    words::names(case, &sides[pair.parties.0]),
                    words::names(case, &sides[pair.parties.1]),
                    amount(pair.together),
                    amount(pair.covered)
                ));
            }
            text
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
        _ => return None,
    };
    Some(text)
}

/// What is pledged against a party beside what it takes to hold it, and to pay the one left behind.
fn covered(who: &str, cover: &Cover) -> String {
    const NOTHING: Span = (0, Some(0));
    let none = cover.forfeits == NOTHING && cover.compensation == NOTHING;
    if none && cover.unmeasured == 0 {
        return format!(" Nothing is pledged against {who}.");
    }
    let mut told = vec![match (cover.forfeits, cover.holds()) {
        (NOTHING, _) => "no forfeit, so nothing that would hold it".to_owned(),
        (n, Holds::Surely) => format!("a forfeit of {}, which holds it", span(n)),
        (n, Holds::Possibly) => format!("a forfeit of {}, which may hold it", span(n)),
        (n, Holds::No) => format!("a forfeit of {}, which does not hold it", span(n)),
    }];
    if cover.compensation != NOTHING {
        told.push(format!(
            "a compensation of {} to whoever it leaves behind, who can be {} short",
            span(cover.compensation),
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

/// An amount that may be a range.
fn span((least, most): Span) -> String {
    match most {
        Some(most) => between((least, most)),
        None => format!("at least {}", amount(least)),
    }
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

/// Whether more comes early or late, beside an even flow: by how much of the most that is possible.
fn leaning(loading: i64) -> String {
    let share = (loading.abs() + 5) / 10;
    match (share, loading > 0) {
        (0, _) => ", as in an even flow".to_owned(),
        (share, true) => format!(", earlier than in an even flow by {share} % of what is possible"),
        (share, false) => format!(", later than in an even flow by {share} % of what is possible"),
    }
}

/// The steps after which a side stands above the level, and those with nothing left to come.
fn over(case: &Case, at: &[RatioAt], level: u64) -> String {
    let told = |meant: &dyn Fn(&RatioAt) -> bool| -> Option<String> {
        let steps = at.iter().filter(|at| meant(at));
        let steps: Vec<String> = steps.map(|at| when(case, at)).collect();
        (!steps.is_empty()).then(|| words::joined(&steps, "and"))
    };
    let left = |at: &RatioAt| at.ratio != Ratio::NothingLeft;
    let above = told(&|at| left(at) && at.ratio.exceeds(level, 100));
    let above =
        above.map(|steps| format!("above {}.{:02} after {steps}", level / 100, level % 100));
    let nothing = told(&|at| !left(at));
    let nothing = nothing.map(|steps| format!("with nothing left to come after {steps}"));
    let parts: Vec<String> = above.into_iter().chain(nothing).collect();
    format!("It stands {}.", parts.join("; "))
}
