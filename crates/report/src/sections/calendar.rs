//! The duties of the text on its calendar.

use super::framework::{act, debtors, due, duties};
use crate::chart::calendar::{Calendar, Lane, Span};
use crate::chart::{Drawing, Picture};
use crate::page::Section;
use crate::words;
use armistice_case::model::{Agreement, Case, ClauseId, NodeId, Obligation, Said};
use armistice_case::phrase::{Condition, Moment, When};
use armistice_engine::accord::structure::Structure;
use armistice_engine::accord::timetable::day_number;

/// The calendar band.
pub fn section(case: &Case, structure: &Structure) -> Section {
    let mut section = Section::new("calendar", "The calendar of the text");
    let Some(agreement) = &case.agreement else {
        return section;
    };
    let mut groups: Vec<(String, Vec<Lane>)> = Vec::new();
    let (mut all, mut undated, mut waiting) = (0, 0, 0);
    for (id, duty) in agreement.obligations.iter() {
        if duty.added_by.is_some() {
            continue;
        }
        let who = debtors(case, duty);
        let lane = Lane {
            name: act(case, id, duty),
            spans: spans(case, agreement, duty),
            waits: waits(structure, case, ClauseId::Obligation(id)),
            marks: Vec::new(),
        };
        all += 1;
        waiting += usize::from(lane.waits.is_some());
        undated += usize::from(
            lane.spans
                .iter()
                .all(|span| matches!(span, Span::Undated(_))),
        );
        match groups.iter_mut().find(|(name, _)| *name == who) {
            Some((_, lanes)) => lanes.push(lane),
            None => groups.push((who, vec![lane])),
        }
    }
    section.picture(Picture {
        id: "calendar",
        title: format!(
            "Of {}, {} no day on the calendar, and {} for terms that nobody has agreed.",
            words::plural(all, "duty", "duties"),
            if undated == 1 { "1 has".to_owned() } else { format!("{undated} have") },
            if waiting == 1 { "1 waits".to_owned() } else { format!("{waiting} wait") },
        ),
        description: "A line for each duty under those who owe it, along the days of the text.".to_owned(),
        note: "Square: due on that day; hollow where it waits for an open term. Light bar with an end mark: due by then. Full bar: lasts.".to_owned(),
        drawing: Drawing::Calendar(Calendar {
            last: last_day(agreement),
            groups,
            today: None,
        }),
        table: duties(case, agreement, structure),
    });
    section
}

/// The last day that the text names.
pub fn last_day(agreement: &Agreement) -> i32 {
    let mut last = 2;
    let mut see = |said: &Said<When>| {
        if let Some(when) = said.get() {
            let days = match when {
                When::On(m) | When::By(m) | When::From(m) | When::Before(m) => day(agreement, m),
                When::Window(a, b) => day(agreement, a).max(day(agreement, b)),
                _ => None,
            };
            last = last.max(days.unwrap_or(0));
        }
    };
    for (_, phase) in agreement.phases.iter() {
        see(&phase.when);
    }
    for (_, duty) in agreement.obligations.iter() {
        see(&duty.when);
        duty.tranches.iter().for_each(|tranche| see(&tranche.when));
    }
    last
}

/// A moment as a day of the calendar, where the text itself says which.
pub fn day(agreement: &Agreement, moment: &Moment) -> Option<i32> {
    match moment.day() {
        Moment::Day(n, None) => i32::try_from(*n).ok(),
        Moment::Date(date) => i32::try_from(day_number(agreement, *date)?).ok(),
        _ => None,
    }
}

fn spans(case: &Case, agreement: &Agreement, duty: &Obligation) -> Vec<Span> {
    if duty.tranches.is_empty() {
        return vec![span(
            case,
            agreement,
            duty,
            &duty.when,
            &duty.after,
            String::new(),
        )];
    }
    duty.tranches
        .iter()
        .map(|tranche| {
            let when = if tranche.when == Said::Nothing {
                &duty.when
            } else {
                &tranche.when
            };
            let what: Vec<String> = tranche
                .delivers
                .iter()
                .flat_map(|(_, amounts)| amounts.iter().map(ToString::to_string))
                .collect();
            span(
                case,
                agreement,
                duty,
                when,
                &tranche.after,
                what.join(" + "),
            )
        })
        .collect()
}

fn span(
    case: &Case,
    agreement: &Agreement,
    duty: &Obligation,
    when: &Said<When>,
    after: &Said<Condition>,
    what: String,
) -> Span {
    let at = |moment: &Moment| day(agreement, moment);
    let found = match when.get() {
        Some(When::On(m)) => at(m).map(|day| Span::On(day, what)),
        Some(When::By(m) | When::Before(m)) => at(m).map(Span::By),
        Some(When::From(m)) => at(m).map(|day| Span::From(day, None)),
        Some(When::Window(a, b)) => at(a).map(|day| Span::From(day, at(b))),
        Some(When::While(Condition::Is {
            name, state: None, ..
        })) => match case.node(&name.id) {
            Some(NodeId::Clause(ClauseId::Phase(phase))) => {
                match agreement.phases[phase].when.get() {
                    Some(When::Window(a, b)) => at(a).map(|day| Span::From(day, at(b))),
                    _ => None,
                }
            }
            _ => None,
        },
        _ => None,
    };
    found.unwrap_or_else(|| {
        Span::Undated(match after.get() {
            Some(after) => format!("after {}", words::condition(after)),
            None => due(duty),
        })
    })
}

/// The open terms that a clause waits for.
fn waits(structure: &Structure, case: &Case, clause: ClauseId) -> Option<String> {
    let terms: Vec<String> = structure
        .gates
        .iter()
        .filter(|gate| gate.waiting.iter().any(|waiting| waiting.clause == clause))
        .map(|gate| {
            case.label(ClauseId::OpenTerm(gate.term).into())
                .id
                .to_string()
        })
        .collect();
    (!terms.is_empty()).then(|| words::joined(&terms, "and"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use armistice_case::{Input, load};

    #[test]
    fn a_date_has_the_number_that_the_count_from_nought_or_one_gives_it() {
        for (key, number) in [("day-zero", 10), ("day-one", 11)] {
            let text = format!(
                "case: Nought
parties: {{a: {{name: Ash}}}}
agreement:
  calendar: {{{key}: 2031-06-02}}
  obligations: {{home: {{by: a, does: Go, when: by 2031-06-12}}}}
"
            );
            let input = Input {
                path: "case.yaml".to_owned(),
                bytes: text.into_bytes(),
            };
            let case = load(vec![input]).case().expect("a sound case");
            let agreement = case.agreement.as_ref().expect("an agreement");
            assert_eq!(last_day(agreement), number, "{key}");
        }
    }
}
