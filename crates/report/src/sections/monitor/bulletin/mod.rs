//! The daily and weekly bulletin, in the order in which monitors write theirs.

mod violations;

use super::Monitored;
use super::words::{amounts, between, clause, date, day, kind, records, reporter};
use crate::page::{Block, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{
    Act, ActorKind, ClauseId, Counts, Event, EventId, Key as _, NodeId, QuantityId, Report, Speaker,
};
use armistice_case::value::Decimal;
use armistice_engine::accord::monitor::history::amount_of;
use armistice_engine::accord::monitor::promise::Rate;
use armistice_engine::accord::monitor::record::{added, bounds};
use armistice_engine::accord::monitor::standing::Day;
use armistice_engine::provenance::Because;
use std::collections::{BTreeMap, BTreeSet};

/// How many days a bulletin covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// One day.
    Daily,
    /// Seven days.
    Weekly,
}

impl Rhythm {
    /// The number of days.
    #[must_use]
    pub fn days(self) -> i64 {
        match self {
            Rhythm::Daily => 1,
            Rhythm::Weekly => 7,
        }
    }
}

/// A window of days.
#[derive(Clone, Copy)]
struct Window {
    from: i64,
    to: i64,
}

impl Window {
    fn holds(self, day: i64) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

fn table(id: &'static str, columns: &[&str], rows: Vec<Row>) -> Table {
    Table {
        id,
        columns: columns.iter().map(|head| (*head).to_owned()).collect(),
        rows,
        cited: false,
    }
}

/// What was looked for and not found in the window.
fn none(of: &Monitored<'_>, window: Window, what: &str) -> Vec<Statement> {
    let text = format!("No {what} is recorded for this window.");
    let searched = format!(
        "records of {what} from {} to {}",
        date(of.monitor.docket, window.from),
        date(of.monitor.docket, window.to)
    );
    vec![Statement::new(
        "accord",
        "none-recorded",
        text,
        vec![Because::Absence(searched)],
    )]
}

/// The sections of a bulletin.
pub fn sections(of: &Monitored<'_>, rhythm: Rhythm) -> Vec<Section> {
    let window = Window {
        from: of.day() - rhythm.days() + 1,
        to: of.day(),
    };
    let before = Window {
        from: window.from - rhythm.days(),
        to: window.from - 1,
    };
    let mut sections = vec![covered(of, window, before)];
    sections.extend(super::text::in_force(of));
    sections.extend(super::status::changes(of));
    sections.push(violations::section(of, window, before));
    sections.push(quotas(of, window));
    sections.push(access(of, window));
    sections.push(harm(of, window, before));
    sections.push(said(of, window));
    sections.push(super::status::due(of));
    sections
}

fn events(of: &Monitored<'_>, window: Window) -> Vec<(EventId, Event, i64)> {
    let facts = of.monitor.worst.clock.facts;
    facts
        .between(window.from, window.to)
        .map(|fact| (fact.event, of.case.events[fact.event], fact.day))
        .collect()
}

fn covered(of: &Monitored<'_>, window: Window, before: Window) -> Section {
    let docket = of.monitor.docket;
    let mut section = Section::new("window", "Window and cut-off");
    let now = events(of, window);
    let then = events(of, before).len();
    let mut by: BTreeMap<String, usize> = BTreeMap::new();
    for (_, event, _) in &now {
        for report in of.case.events.reports(event) {
            *by.entry(teller(of, report)).or_default() += 1;
        }
    }
    let kinds: Vec<String> = by
        .iter()
        .map(|(kind, n)| format!("{n} by {kind}"))
        .collect();
    let of_whom = if kinds.is_empty() {
        String::new()
    } else {
        format!(", in reports {}", words::joined(&kinds, "and"))
    };
    let agreement = &of.monitor.worst.clock.text.lens.terms.agreement;
    let zone = agreement.zone.get().map_or_else(
        || "no zone is given by the text".to_owned(),
        |zone| format!("hours of {zone}"),
    );
    let days = if window.from == window.to {
        day(docket, window.to)
    } else {
        format!("{} to {}", day(docket, window.from), day(docket, window.to))
    };
    let mut because = records(&now.iter().map(|(id, ..)| *id).collect::<Vec<_>>());
    because.push(Because::Node(NodeId::Agreement));
    let heard = of.view.map(|view| super::heard(of, view));
    let mut told: Vec<Statement> = heard.into_iter().collect();
    told.push(Statement::new(
        "accord",
        "window",
        format!(
            "{days}, cut off at the end of that day; {zone}. {} recorded{of_whom}; {then} in the window before.",
            words::plural(now.len(), "event", "events"),
        ),
        because,
    ));
    told.extend(put_right(of, window));
    section.statements(told);
    section
}

/// Records of earlier days that were put right in the window.
fn put_right(of: &Monitored<'_>, window: Window) -> Option<Statement> {
    let clock = &of.monitor.worst.clock;
    let corrections: Vec<_> = clock.facts.put_right(window.from, window.to).collect();
    if corrections.is_empty() {
        return None;
    }
    let names: Vec<String> = corrections
        .iter()
        .map(|fact| {
            let id = of.case.label(NodeId::Event(fact.event)).id;
            format!("`{id}` of {}", date(of.monitor.docket, fact.day))
        })
        .collect();
    let events: Vec<EventId> = corrections.iter().map(|fact| fact.event).collect();
    Some(Statement::new(
        "accord",
        "put-right",
        format!(
            "Put right in this window, of earlier days: {}.",
            words::joined(&names, "and")
        ),
        records(&events),
    ))
}

fn place(of: &Monitored<'_>, event: &Event) -> String {
    let own = event
        .place
        .map(|place| of.case.places[place].name.to_string());
    own.or_else(|| {
        let (ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _)) = event.of? else {
            return None;
        };
        let agreement = &of.monitor.worst.clock.text.lens.terms.agreement;
        let id = agreement.obligations[duty].place.as_deref()?;
        match of.case.node(id)? {
            NodeId::Place(place) => Some(of.case.places[place].name.to_string()),
            _ => None,
        }
    })
    .unwrap_or_else(|| "no place given".to_owned())
}

/// Whose word it is that something happened. Where a document tells of it and somebody only has a
/// word of their own for it, it is the document's.
fn teller(of: &Monitored<'_>, report: &Report) -> String {
    let events = &of.case.events;
    if events.calls_it(report).is_some() && !events.from(report).is_empty() {
        return "the press".to_owned();
    }
    kind(of.case, report)
}

/// What came in the window, against the line.
fn quotas(of: &Monitored<'_>, window: Window) -> Section {
    let mut section = Section::new("quotas", "Quotas against the line");
    let (worst, best) = (&of.monitor.worst.clock, &of.monitor.best.clock);
    let mut rows = Vec::new();
    for duty in worst.text.lens.terms.duties() {
        for rate in &worst.text.rates[duty.position()] {
            let (mut days, mut events) = (BTreeSet::new(), BTreeSet::new());
            let [low, high] = [worst, best].map(|clock| {
                let all = clock.histories[duty.position()].deliveries.iter();
                let within = all.rev().take_while(|given| given.day >= window.from);
                let own = within.filter(|given| given.quantity == rate.quantity);
                // A record that says that nothing came is one of its days too.
                let within = clock.facts.of_duty(duty, window.to).rev();
                let within = within.take_while(|fact| fact.day >= window.from);
                let told = within.filter(|fact| {
                    let (case, counts) = (of.case, Counts::Delivered);
                    amount_of(case, clock.facts, fact, counts, rate.quantity).is_some()
                });
                let told = told.map(|fact| (fact.first, fact.day, fact.event));
                for (first, day, event) in
                    told.chain(own.clone().map(|d| (d.first, d.day, d.event)))
                {
                    days.extend(first..=day);
                    events.insert(event);
                }
                added(own.map(|d| d.amount))
            });
            let days = days.len();
            let phase = worst.text.lens.terms.agreement.obligations[duty].phase;
            let over = phase.and_then(|phase| worst.phase(phase).after());
            if days == 0 && over.is_some_and(|after| after <= window.from) {
                continue;
            }
            // Days hold no week or month whole, so that what is promised by these stays as it is.
            let recorded = i64::try_from(days).unwrap_or(0);
            let line = rate.over(recorded).filter(|_| recorded > 0).map_or_else(
                || format!("{} a {}", super::numbers::line(rate), rate.unit.word(false)),
                |(low, high)| super::numbers::line(&Rate { low, high, ..*rate }),
            );
            let mut because = super::words::because(ClauseId::Obligation(duty), None);
            because.extend(records(&events.into_iter().collect::<Vec<_>>()));
            rows.push(Row {
                cells: vec![
                    clause(of.case, ClauseId::Obligation(duty)),
                    of.case.quantity_name(rate.quantity).to_owned(),
                    if days == 0 {
                        "no record".to_owned()
                    } else {
                        amounts(low, high)
                    },
                    line,
                    words::plural(days, "day", "days"),
                ],
                because,
            });
        }
    }
    section.table(table(
        "quota-line",
        &["duty", "of what", "came", "the line", "recorded"],
        rows,
    ));
    section
}

/// Where somebody who verifies was kept out.
fn access(of: &Monitored<'_>, window: Window) -> Section {
    let mut section = Section::new("access", "Access denied to monitors");
    let agreement = &of.monitor.worst.clock.text.lens.terms.agreement;
    let lets_in: Vec<ClauseId> = agreement
        .obligations
        .iter()
        .filter_map(|(_, duty)| duty.verified_access)
        .collect();
    let mut statements = Vec::new();
    let refused = |day: &Day<'_>| -> Vec<(EventId, i64)> {
        let facts = day.clock.facts.between(window.from, window.to);
        facts
            .filter(|fact| matches!(fact.act, Some(Act::Refused | Act::Stopped)))
            .map(|fact| (fact.event, fact.day))
            .collect()
    };
    let best = refused(&of.monitor.best);
    for (id, on) in refused(&of.monitor.worst) {
        let event = &of.case.events[id];
        let sure = best.iter().any(|(known, _)| *known == id);
        let of_access = event.of.is_some_and(|clause| lets_in.contains(&clause))
            || of.case.events.kind(event) == Some("access");
        if !of_access {
            continue;
        }
        let by = words::names(of.case, of.case.events.by(event));
        let by = if by.is_empty() {
            "nobody named".to_owned()
        } else {
            by
        };
        statements.push(Statement::new(
            "accord",
            "access-denied",
            format!(
                "On {} access was denied by {by} ({}), told by {}{}.",
                date(of.monitor.docket, on),
                place(of, event),
                reporters(of, event),
                if sure { "" } else { "; by some accounts" },
            ),
            records(&[id]),
        ));
    }
    if statements.is_empty() {
        statements = none(of, window, "denial of access");
    }
    section.statements(statements);
    section
}

fn reporters(of: &Monitored<'_>, event: &Event) -> String {
    let mut names: Vec<String> = of
        .case
        .events
        .reports(event)
        .iter()
        .map(|report| reporter(of.case, report))
        .collect();
    names.dedup();
    words::joined(&names, "and")
}

/// What one source counts of people harmed.
struct Harmed {
    who: String,
    low: Decimal,
    high: Decimal,
    events: Vec<EventId>,
    /// The last count as it was given.
    given: String,
}

/// The counts of one quantity in a window, a source at a time.
fn harmed(of: &Monitored<'_>, window: Window, quantity: QuantityId) -> Vec<Harmed> {
    let mut all: Vec<Harmed> = Vec::new();
    for (id, event, _) in events(of, window) {
        for report in of.case.events.reports(&event) {
            for item in of.case.events.counted(report) {
                if item.quantity != quantity || item.counts != Counts::Quantity {
                    continue;
                }
                let (low, high) = bounds(&item.amount);
                let who = format!("{} ({})", reporter(of.case, report), kind(of.case, report));
                let given = item.amount.to_string();
                match all.iter_mut().find(|known| known.who == who) {
                    Some(known) => {
                        known.low.0 = known.low.0.saturating_add(low.0);
                        known.high.0 = known.high.0.saturating_add(high.0);
                        known.events.push(id);
                    }
                    None => all.push(Harmed {
                        who,
                        low,
                        high,
                        events: vec![id],
                        given,
                    }),
                }
            }
        }
    }
    all
}

/// People harmed, by whose count; facts, never weighed.
fn harm(of: &Monitored<'_>, window: Window, before: Window) -> Section {
    let mut section = Section::new("harm", "Harm to people");
    let mut rows = Vec::new();
    for (quantity, item) in of.case.quantities.iter() {
        if !item.harm {
            continue;
        }
        let then = harmed(of, before, quantity);
        for now in harmed(of, window, quantity) {
            let earlier = then.iter().find(|known| known.who == now.who);
            rows.push(Row {
                cells: vec![
                    of.case.quantity_name(quantity).to_owned(),
                    // One count stands as it was given, `over 400` for one.
                    now.who,
                    if now.events.len() == 1 {
                        now.given
                    } else {
                        between(&now.low.to_string(), &now.high.to_string())
                    },
                    earlier.map_or_else(
                        || "0".to_owned(),
                        |known| between(&known.low.to_string(), &known.high.to_string()),
                    ),
                ],
                because: records(&now.events),
            });
        }
    }
    if rows.is_empty() {
        section.statements(none(of, window, "harm to people"));
    } else {
        section.table(table(
            "harm",
            &["what", "by whose count", "now", "before"],
            rows,
        ));
        section.blocks.push(Block::Remark(
            "Counts by different sources stand side by side and are never added to each other."
                .to_owned(),
        ));
    }
    section
}

/// What each side said of the events, and otherwise, in its own words as they were written down.
fn said(of: &Monitored<'_>, window: Window) -> Section {
    let docket = of.monitor.docket;
    let mut section = Section::new("said", "What each side said");
    let mut rows = Vec::new();
    for (id, event, on) in events(of, window) {
        for report in of.case.events.reports(&event) {
            let Some(Speaker::Actor(actor)) = of.case.events.according_to(report).first() else {
                continue;
            };
            if of.case.actors[of.case.principal(*actor)].kind != ActorKind::Party {
                continue;
            }
            let words: Vec<String> = [
                of.case
                    .events
                    .calls_it(report)
                    .map(|word| format!("calls it {word}")),
                of.case.events.report_says(report).map(str::to_owned),
            ]
            .into_iter()
            .flatten()
            .collect();
            if words.is_empty() {
                continue;
            }
            rows.push((
                on,
                *actor,
                Row {
                    cells: vec![
                        date(docket, on),
                        words::name(of.case, *actor),
                        of.case.label(NodeId::Event(id)).id.to_string(),
                        words.join("; "),
                    ],
                    because: records(&[id]),
                },
            ));
        }
    }
    for (id, claim) in of.case.claims.iter() {
        let (Some(said), Some(says)) = (claim.said, &claim.says) else {
            continue;
        };
        let on = docket.number(said.first);
        let Some(Speaker::Actor(actor)) = claim.by.first().filter(|_| window.holds(on)) else {
            continue;
        };
        if of.case.actors[of.case.principal(*actor)].kind == ActorKind::Party {
            rows.push((
                on,
                *actor,
                Row {
                    cells: vec![
                        date(docket, on),
                        words::name(of.case, *actor),
                        "–".to_owned(),
                        says.to_string(),
                    ],
                    because: vec![Because::from(id)],
                },
            ));
        }
    }
    rows.sort_by_key(|(on, actor, _)| (*on, *actor));
    if rows.is_empty() {
        section.statements(none(of, window, "statement of a side"));
    }
    let rows = rows.into_iter().map(|(_, _, row)| row).collect();
    section.table(table("said", &["day", "who", "of", "in words"], rows));
    section
}
