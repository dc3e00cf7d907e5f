//! Small words that the sentences and tables of a verification share.

use crate::words;
use armistice_case::model::{Case, ClauseId, NodeId, QuantityId, ReadingId};
use armistice_case::value::Decimal;
use armistice_engine::accord::exchange::ratio::Ratio;
use armistice_engine::accord::finding::{Lapse, RatioAt, RunStep};
use armistice_engine::accord::plan::mend::Mend;
use armistice_engine::accord::timetable::Reason;

/// A sentence as it goes on after a colon: in lower case, unless it begins with a name.
pub(super) fn lower_first(case: &Case, text: &str) -> String {
    let named = |name: &str| !name.is_empty() && text.starts_with(name);
    if case.actors.iter().any(|(_, actor)| named(&actor.name)) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if first != '`' => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

pub(super) fn reading_name(case: &Case, reading: ReadingId) -> String {
    format!("`{}`", case.label(NodeId::Reading(reading)).id)
}

pub(super) fn id(case: &Case, clause: ClauseId) -> String {
    format!("`{}`", case.label(clause.into()).id)
}

pub(super) fn ids(case: &Case, clauses: &[ClauseId]) -> String {
    let mut words: Vec<String> = Vec::new();
    for clause in clauses {
        // All tranches of a duty are the duty.
        let whole = match clause {
            ClauseId::Tranche(duty, _) => case.agreement.as_ref().and_then(|agreement| {
                let of = |c: &&ClauseId| matches!(c, ClauseId::Tranche(other, _) if other == duty);
                let all = agreement.tranches_of(*duty).len();
                (clauses.iter().filter(of).count() == all).then_some(ClauseId::Obligation(*duty))
            }),
            _ => None,
        };
        let word = id(case, whole.unwrap_or(*clause));
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words::joined(&words, "and")
}

pub(super) fn reasons(case: &Case, reasons: &[Reason]) -> String {
    let words: Vec<String> = reasons.iter().map(|r| reason(case, r)).collect();
    words::joined(&words, "and")
}

pub(super) fn reason(case: &Case, reason: &Reason) -> String {
    format!("{} ({})", id(case, reason.clause), reason.key)
}

pub(super) fn days(n: i64) -> String {
    words::plural(usize::try_from(n.max(0)).unwrap_or(0), "day", "days")
}

pub(super) fn day_range((low, high): (i64, i64)) -> String {
    if low == high {
        days(high)
    } else {
        format!("{low} to {}", days(high))
    }
}

/// A length of time in its unit.
pub(super) fn lapse(length: Lapse) -> String {
    match length {
        Lapse::Days(n) => days(n),
        Lapse::Minutes(n) => words::minutes(n),
    }
}

/// A range of lengths of time, of one unit.
pub(super) fn lapses((low, high): (Lapse, Lapse)) -> String {
    match (low, high) {
        (Lapse::Days(low), Lapse::Days(high)) => day_range((low, high)),
        _ if low == high => lapse(high),
        _ => format!("{} to {}", lapse(low), lapse(high)),
    }
}

pub(super) fn share(part: u64, total: u64) -> String {
    if total == 0 {
        return "none".to_owned();
    }
    format!(
        "{} %",
        (u128::from(part) * 200 + u128::from(total)) / (u128::from(total) * 2)
    )
}

/// A number of parts of a whole, in whole per cent.
pub(in crate::sections) fn per_cent(parts: i64, whole: i64) -> String {
    let whole = i128::from(whole).max(1);
    format!("{} %", (i128::from(parts) * 200 + whole) / (2 * whole))
}

pub(super) fn ratio(value: Ratio) -> String {
    match value {
        Ratio::Of { over, under } => {
            let hundredths = (over * 200 + under) / (under * 2);
            format!("{}.{:02}", hundredths / 100, hundredths % 100)
        }
        Ratio::NothingLeft => "none left to come".to_owned(),
        Ratio::Finished => "finished".to_owned(),
    }
}

pub(super) fn amount(millionths: i64) -> String {
    Decimal(millionths).to_string()
}

pub(super) fn pairs(case: &Case, list: &[(ClauseId, ClauseId)]) -> String {
    let words: Vec<String> = list
        .iter()
        .take(4)
        .map(|(before, after)| format!("{} comes before {}", id(case, *before), id(case, *after)))
        .collect();
    let more = list.len().saturating_sub(words.len());
    let tail = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{}{tail}", words.join(", "))
}

pub(super) fn run(case: &Case, steps: &[RunStep]) -> String {
    let words: Vec<String> = steps.iter().map(|step| run_step(case, step)).collect();
    words.join(", then ")
}

pub(super) fn run_step(case: &Case, step: &RunStep) -> String {
    match step {
        RunStep::Done(clause) => {
            let done = match clause {
                ClauseId::OpenTerm(_) => "agreed",
                ClauseId::Milestone(_) => "reached",
                ClauseId::Power(_) => "used",
                _ => "done",
            };
            format!("{} is {done}", id(case, *clause))
        }
        RunStep::Breached(clause) => format!("{} is not done in time", id(case, *clause)),
        RunStep::Days(1) => "a day passes".to_owned(),
        RunStep::Days(n) => format!("{} pass", days(i64::from(*n))),
    }
}

/// When a ratio stands: its day, or the step after which it does.
fn when(case: &Case, at: &RatioAt) -> String {
    at.day
        .map_or_else(|| id(case, at.after), |day| format!("day {day}"))
}

/// From when on a ratio stands, in a sentence.
pub(super) fn moment(case: &Case, at: &RatioAt) -> String {
    match at.day {
        Some(day) => format!("after day {day}"),
        None => format!("after {}", id(case, at.after)),
    }
}

pub(super) fn series(case: &Case, series: &[RatioAt]) -> String {
    let words: Vec<String> = series
        .iter()
        .map(|at| {
            let back = at.taken_back.map_or_else(String::new, |(low, high)| {
                let range = if low == high {
                    ratio(low)
                } else {
                    format!("{} to {}", ratio(low), ratio(high))
                };
                format!(", {range} with what can be taken back")
            });
            format!("{} ({}{back})", ratio(at.ratio), when(case, at))
        })
        .collect();
    words.join(", ")
}

/// An amount with the range that it lies in, where that is one.
pub(super) fn within(of: i64, (low, high): (i64, i64)) -> String {
    if low == high {
        amount(of)
    } else {
        format!("{} ({})", amount(of), between((low, high)))
    }
}

/// So many of a quantity that a duty delivers.
pub(in crate::sections) fn count(
    case: &Case,
    duty: ClauseId,
    quantity: QuantityId,
    number: u64,
) -> String {
    let percent = match (duty, &case.agreement) {
        (ClauseId::Obligation(duty), Some(agreement)) => {
            agreement.obligations[duty].in_percent(quantity)
        }
        _ => false,
    };
    if percent {
        format!("{number} % of {}", case.quantity_name(quantity))
    } else {
        words::count(case, quantity, &number.to_string())
    }
}

/// A range of amounts; one where both ends are the same.
pub(super) fn between((low, high): (i64, i64)) -> String {
    if low == high {
        amount(high)
    } else {
        format!("{} to {}", amount(low), amount(high))
    }
}

/// A single change to an order, as something that could be done.
pub(in crate::sections) fn single_change(case: &Case, change: Mend, steps: &[ClauseId]) -> String {
    let step = |position: usize| {
        let clause = steps.get(position).copied();
        clause.map_or_else(String::new, |clause| words::clause(case, clause))
    };
    match change {
        Mend::Swap(a, b) => format!("{} comes before {}", step(b), step(a)),
        Mend::Escrow(a, b) => format!("a third hand holds {} until {} is there", step(a), step(b)),
        Mend::Split(a) => format!("half of {} comes after the next step", step(a)),
    }
}
