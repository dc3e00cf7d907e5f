//! Words of the monitoring pages: days, intervals, statuses, what is waited for.

use crate::words;
use armistice_case::model::{ActorId, Case, ClauseId, EventId, Events, NodeId, Report, Speaker};
use armistice_case::value::Decimal;
use armistice_engine::accord::exchange::ratio::Ratio;
use armistice_engine::accord::monitor::condition::Wait;
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::lateness::UnitDays;
use armistice_engine::accord::monitor::record::{Heard, Kind, kinds_of};
use armistice_engine::accord::monitor::standing::{Standing, Status};
use armistice_engine::provenance::Because;

/// A day of the docket: `22 Feb (day 35)`.
pub fn day(docket: &Docket<'_>, day: i64) -> String {
    if docket.assumed {
        return date(docket, day);
    }
    format!("{} (day {day})", date(docket, day))
}

/// The date alone: `22 Feb`, with its year where that is not the year of day one.
pub fn date(docket: &Docket<'_>, day: i64) -> String {
    let date = docket.date(day);
    if date.year() == docket.day_one.year() {
        words::short_day(date)
    } else {
        format!("{} {}", words::short_day(date), date.year())
    }
}

/// From one day to another: `20 Feb to 22 Feb`.
pub fn span(docket: &Docket<'_>, from: i64, to: i64) -> String {
    between(&date(docket, from), &date(docket, to))
}

/// An optional day, or a dash.
pub fn date_or_dash(docket: &Docket<'_>, day: Option<i64>) -> String {
    day.map_or_else(|| "–".to_owned(), |day| date(docket, day))
}

/// An interval of two texts; one where they are the same.
pub fn between(low: &str, high: &str) -> String {
    if low == high {
        low.to_owned()
    } else {
        format!("{low} to {high}")
    }
}

/// A number in thousands as it is read aloud: plain digits.
pub fn number(amount: Decimal) -> String {
    amount.to_string()
}

/// An interval of amounts.
pub fn amounts(low: Decimal, high: Decimal) -> String {
    between(&number(low.min(high)), &number(low.max(high)))
}

/// Unit-days as a number.
pub fn unit_days(low: i128, high: i128) -> String {
    amounts(UnitDays::decimal(low), UnitDays::decimal(high))
}

/// A ratio with two places.
pub fn share(share: f64) -> String {
    format!("{share:.2}")
}

/// An interval of ratios, or a dash.
pub fn shares(a: Option<f64>, b: Option<f64>) -> String {
    match (a, b) {
        (Some(a), Some(b)) => between(&share(a.min(b)), &share(a.max(b))),
        (Some(one), None) | (None, Some(one)) => share(one),
        (None, None) => "–".to_owned(),
    }
}

/// One θ in words.
pub fn theta(ratio: Ratio) -> String {
    match ratio {
        Ratio::Of { .. } => ratio.value().map_or_else(String::new, share),
        Ratio::NothingLeft => "none left to come".to_owned(),
        Ratio::Finished => "all given".to_owned(),
    }
}

/// An interval of θ, or why there is none.
pub fn thetas(interval: Option<(Ratio, Ratio)>) -> String {
    interval.map_or_else(
        || "no total given".to_owned(),
        |(low, high)| between(&theta(low), &theta(high)),
    )
}

/// θ looking back, which rests on what both sides have given.
pub fn looking_back(interval: Option<(Ratio, Ratio)>) -> String {
    if interval.is_none() {
        return "one side gave nothing yet".to_owned();
    }
    thetas(interval)
}

/// A status with its number of days.
pub fn status(status: Status) -> String {
    match status {
        Status::DueIn(1) => "due tomorrow".to_owned(),
        Status::DueIn(days) => format!("due in {days} days"),
        other => other.word().to_owned(),
    }
}

/// A status by the worst and by the best account.
pub fn statuses(worst: Status, best: Status) -> String {
    if worst == best {
        status(worst)
    } else {
        format!("disputed: {} or {}", status(worst), status(best))
    }
}

/// A clause on the page: the name or act of its duty, its id in brackets.
pub fn clause(case: &Case, clause: ClauseId) -> String {
    words::clause(case, clause)
}

/// A clause, and which occurrence of it where it recurs: `talks` no. 3.
pub fn occurrence(case: &Case, clause: ClauseId, number: Option<usize>) -> String {
    numbered(self::clause(case, clause), number)
}

/// A name with the number of an occurrence.
pub fn numbered(name: String, number: Option<usize>) -> String {
    match number {
        Some(number) => format!("{name} no. {number}"),
        None => name,
    }
}

/// Parts with the numbers of their occurrences, each clause once: `talks` no. 1 to 3 and 5.
pub fn occurrences<'p>(case: &Case, parts: impl Iterator<Item = &'p Standing>) -> String {
    let mut names: Vec<(String, Vec<(usize, usize)>)> = Vec::new();
    for part in parts {
        let name = self::clause(case, part.clause);
        let number = part.occurrence.unwrap_or(0);
        match names
            .last_mut()
            .filter(|(known, _)| *known == name && number > 0)
        {
            Some((_, runs)) => match runs.last_mut().filter(|run| run.1 + 1 == number) {
                Some(run) => run.1 = number,
                None => runs.push((number, number)),
            },
            None => names.push((name, vec![(number, number)])),
        }
    }
    let told: Vec<String> = names
        .into_iter()
        .map(|(name, runs)| {
            if runs[0].0 == 0 {
                return name;
            }
            let runs: Vec<String> = runs
                .iter()
                .map(|(from, to)| between(&from.to_string(), &to.to_string()))
                .collect();
            format!("{name} no. {}", words::joined(&runs, "and"))
        })
        .collect();
    words::joined(&told, "and")
}

/// What something waits for.
pub fn wait(case: &Case, docket: &Docket<'_>, wait: &Wait) -> String {
    match wait {
        Wait::Clause(clause, stage) => {
            let stage = stage.map_or(String::new(), |stage| format!(" {}", stage.word()));
            format!("{}{stage}", self::clause(case, *clause))
        }
        Wait::Level(clause, quantity, amount) => format!(
            "{} to reach {amount} {}",
            self::clause(case, *clause),
            case.quantity_name(*quantity)
        ),
        Wait::Day(day) => self::day(docket, *day),
        Wait::Not(clause) => format!("{} not to hold", self::clause(case, *clause)),
        Wait::Unsaid => "a trigger that the text leaves open".to_owned(),
    }
}

/// Whose word a report is: `WHO`, `Israel`, or its outlet.
pub fn reporter(case: &Case, report: &Report) -> String {
    let speakers = case.events.according_to(report);
    let named: Vec<String> = speakers
        .iter()
        .filter_map(|speaker| match speaker {
            Speaker::Actor(actor) => Some(words::name(case, *actor)),
            Speaker::Outlet => None,
        })
        .collect();
    if !named.is_empty() {
        return words::joined(&named, "and");
    }
    outlets(case, &case.events, report)
}

/// The outlets of a report.
pub fn outlets(case: &Case, events: &Events, report: &Report) -> String {
    let outlets: Vec<String> = events
        .from(report)
        .iter()
        .map(|source| {
            let of = &case.sources[*source];
            let name = of.outlet.as_deref().or(of.title.as_deref());
            name.map_or_else(|| case.sources.label(*source).id.to_string(), str::to_owned)
        })
        .collect();
    if outlets.is_empty() {
        "the case itself".to_owned()
    } else {
        words::joined(&outlets, "and")
    }
}

/// The kinds of source of a report, in words.
pub fn kind(case: &Case, report: &Report) -> String {
    let kinds = kinds_of(case, report);
    let words: Vec<String> = kinds.iter().map(|kind| one_of(*kind).to_owned()).collect();
    words::joined(&words, "and")
}

fn one_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Party => "a party",
        Kind::Mediator => "a mediator",
        Kind::Verifier => "a verifier",
        Kind::Neutral => "a neutral",
        Kind::Press => "the press",
        Kind::Other => "others",
    }
}

/// Whose word is heard, in words.
pub fn heard(case: &Case, heard: Heard) -> String {
    let all = |kind| match kind {
        Kind::Party => "the parties",
        Kind::Mediator => "the mediators",
        Kind::Verifier => "the verifiers",
        Kind::Neutral => "the neutrals",
        Kind::Press => "the press",
        Kind::Other => "others who are no party, mediator, verifier or neutral",
    };
    match heard {
        Heard::Speaker(actor) => words::name(case, actor),
        Heard::Source(source) => {
            let of = &case.sources[source];
            let name = of.outlet.as_deref().or(of.title.as_deref());
            name.map_or_else(|| case.sources.label(source).id.to_string(), str::to_owned)
        }
        Heard::Kind(kind) => all(kind).to_owned(),
    }
}

/// The most that a text allows.
pub fn at_most(limit: Option<Decimal>) -> String {
    limit.map_or_else(|| "–".to_owned(), |limit| format!("at most {limit}"))
}

/// Who is in breach; a word for it where no record says.
pub fn whose(case: &Case, by: &[ActorId]) -> String {
    if by.is_empty() {
        return "not said".to_owned();
    }
    words::names(case, by)
}

/// How late a part is by the worst and by the best account, none where it is late by neither.
pub fn late(worst: &Standing, best: &Standing) -> Option<String> {
    let of = |part: &Standing| part.late.max(part.begin_late);
    late_between(of(worst), of(best))
}

/// Days late as an interval, none where there are none.
pub fn late_between(worst: i64, best: i64) -> Option<String> {
    let (low, high) = (best.min(worst), best.max(worst));
    let unit = if high == 1 { "day" } else { "days" };
    (high > 0).then(|| {
        let days = between(&low.to_string(), &high.to_string());
        format!("{days} {unit} late")
    })
}

/// A clause and a record as reasons.
pub fn because(clause: ClauseId, event: Option<EventId>) -> Vec<Because> {
    let mut because = vec![Because::Node(NodeId::Clause(clause))];
    because.extend(event.map(|event| Because::Node(NodeId::Event(event))));
    because
}

/// Records as reasons.
pub fn records(events: &[EventId]) -> Vec<Because> {
    events
        .iter()
        .map(|event| Because::Node(NodeId::Event(*event)))
        .collect()
}

/// Days with their noun.
pub fn days(days: i64) -> String {
    words::plural(usize::try_from(days.max(0)).unwrap_or(0), "day", "days")
}
