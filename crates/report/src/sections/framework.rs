//! The framework: what the text commits each side to, and what it leaves open.

use crate::page::{Class, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{
    ActorId, Agreement, Case, ClauseId, NodeId, Obligation, ObligationId, Said, SumCheck,
};
use armistice_case::phrase::{Moment, When};
use armistice_case::tree::Silence;
use armistice_engine::accord::structure::{
    Gap, GapKind, Gate, ReadingChange, ReadingView, Schedule, Structure, WaitingKind,
};
use armistice_engine::provenance::Because;

/// The framework as the brief shows it.
pub fn section(case: &Case, structure: &Structure) -> Section {
    let Some(agreement) = &case.agreement else {
        return Section::new("framework", "The agreement");
    };
    let title = agreement
        .title
        .as_deref()
        .map_or_else(|| "The agreement".to_owned(), str::to_owned);
    let mut section = Section::new("framework", title);
    let guarantors: Vec<ActorId> = {
        let mut all: Vec<ActorId> = agreement
            .guarantees
            .iter()
            .flat_map(|(_, guarantee)| guarantee.by.get().cloned().unwrap_or_default())
            .collect();
        all.sort();
        all.dedup();
        all
    };
    let mut aside = Vec::new();
    if let Some(status) = &agreement.status {
        aside.push(status.to_string());
    }
    if !guarantors.is_empty() {
        aside.push(format!("guarantors {}", words::names(case, &guarantors)));
    }
    section.aside = aside.join(" · ");
    section.table(steps(case, structure));
    let mut statements = sums(case, structure);
    statements.extend(shares(case, structure));
    statements.extend(gates(case, structure));
    statements.extend(gaps(case, structure));
    section.statements(statements);
    section.table(readings_table(case, agreement, structure));
    section
}

/// Everything the first checks say, in sentences.
pub fn whole(case: &Case, structure: &Structure) -> Vec<Statement> {
    let mut statements = sums(case, structure);
    statements.extend(gates(case, structure));
    statements.extend(readings(case, structure));
    statements.extend(gaps(case, structure));
    statements.extend(verifiers(case, structure));
    statements
}

/// The pool of the first lines: sums, gates and readings.
pub fn pool(case: &Case, structure: &Structure) -> Vec<Statement> {
    let mut pool = Vec::new();
    let broken = structure.sums.iter().any(|sum| sum.declared != sum.found);
    let mut first = sums(case, structure);
    let gates = gates(case, structure);
    if !broken && let (Some(sum), Some(gate)) = (first.first().cloned(), gates.first().cloned()) {
        // One line tells both: what holds, and what it waits for.
        let mut because = sum.because.clone();
        because.extend(gate.because.clone());
        let text = gate.text.split(" Not said:").next().unwrap_or_default();
        pool.push(
            Statement::new("accord", "gate", format!("{} {text}", sum.text), because)
                .class(gate.class)
                .reach(gate.reach),
        );
        pool.extend(gates.into_iter().skip(1));
    } else {
        pool.append(&mut first);
        pool.extend(gates);
    }
    pool.extend(readings(case, structure));
    pool
}

fn step_label(case: &Case, when: &Said<When>) -> String {
    let _ = case;
    match when {
        Said::Is(When::On(Moment::Day(n, None))) => format!("day {n}"),
        other => words::said_when(other),
    }
}

/// One row a quantity, one column a step.
pub(super) fn steps(case: &Case, structure: &Structure) -> Table {
    let mut columns: Vec<String> = Vec::new();
    for schedule in &structure.schedules {
        for step in &schedule.steps {
            let label = step_label(case, &step.when);
            if !columns.contains(&label) {
                columns.push(label);
            }
        }
    }
    columns.sort_by_key(|label| {
        label
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|n| n.parse::<u32>().ok())
            .next_back()
            .unwrap_or(u32::MAX)
    });
    let rows = structure
        .schedules
        .iter()
        .map(|schedule| {
            let debtor = case
                .agreement
                .as_ref()
                .map(|agreement| debtors(case, &agreement.obligations[schedule.obligation]));
            let mut cells = vec![
                debtor.unwrap_or_default(),
                case.quantity_name(schedule.quantity).to_owned(),
            ];
            for column in &columns {
                let sum: i64 = schedule
                    .steps
                    .iter()
                    .filter(|step| step_label(case, &step.when) == *column)
                    .map(|step| step.amount.0)
                    .sum();
                cells.push(if sum == 0 {
                    "·".to_owned()
                } else {
                    armistice_case::value::Decimal(sum).to_string()
                });
            }
            let declared = structure.sums.iter().find(|sum| {
                sum.quantity == schedule.quantity
                    && sum.of == NodeId::Clause(ClauseId::Obligation(schedule.obligation))
            });
            cells.push(match declared {
                Some(sum) if sum.declared == sum.found => format!("= {}, as declared", sum.found),
                Some(sum) => format!("= {}, declared {}", sum.found, sum.declared),
                None => format!("= {}", schedule.total),
            });
            Row {
                cells,
                because: because_schedule(schedule),
            }
        })
        .collect();
    let mut heads = vec!["who".to_owned(), "gives, in steps".to_owned()];
    heads.extend(columns);
    heads.push(String::new());
    Table {
        cited: false,
        id: "steps",
        columns: heads,
        rows,
    }
}

pub(super) fn because_schedule(schedule: &Schedule) -> Vec<Because> {
    let mut out = vec![Because::Node(
        ClauseId::Obligation(schedule.obligation).into(),
    )];
    out.extend(
        schedule
            .steps
            .iter()
            .map(|step| Because::Node(step.clause.into())),
    );
    out
}

/// Who owes what, when, apart from what the steps already show.
pub(super) fn duties(case: &Case, agreement: &Agreement, structure: &Structure) -> Table {
    let in_steps: Vec<ObligationId> = structure
        .schedules
        .iter()
        .map(|schedule| schedule.obligation)
        .collect();
    let rows = agreement
        .obligations
        .iter()
        .filter(|(id, duty)| duty.added_by.is_none() && !in_steps.contains(id))
        .map(|(id, duty)| Row {
            cells: vec![
                debtors(case, duty),
                act(case, id, duty),
                due(duty),
                remarks(case, duty),
            ],
            because: vec![Because::Node(ClauseId::Obligation(id).into())],
        })
        .collect();
    Table {
        cited: false,
        id: "duties",
        columns: ["who", "owes", "when", ""].map(str::to_owned).to_vec(),
        rows,
    }
}

pub(super) fn debtors(case: &Case, duty: &Obligation) -> String {
    match &duty.by {
        Said::Is(by) => words::names(case, by),
        Said::Silent(Silence::None) => "nobody named".to_owned(),
        Said::Silent(silence) => silence.word().to_owned(),
        Said::Nothing => "not said".to_owned(),
    }
}

pub(super) fn act(case: &Case, id: ObligationId, duty: &Obligation) -> String {
    if let Some(text) = &duty.must_not {
        return format!("must not: {}", lower_first(text));
    }
    let counted: Vec<String> = duty
        .delivers
        .iter()
        .chain(&duty.reaches)
        .map(|(quantity, amounts)| {
            let name = case.quantity_name(*quantity);
            let amounts: Vec<String> = amounts.iter().map(ToString::to_string).collect();
            match amounts.join(" + ").as_str() {
                "open" => format!("{name}, number open"),
                "unknown" => format!("{name}, number unknown"),
                text => format!("{text} {name}"),
            }
        })
        .collect();
    match &duty.does {
        Some(does) if counted.is_empty() => does.to_string(),
        Some(does) => format!("{does}: {}", counted.join(", ")),
        None if counted.is_empty() => words::clause(case, ClauseId::Obligation(id)),
        None => counted.join(", "),
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

pub(super) fn due(duty: &Obligation) -> String {
    if !duty.tranches.is_empty() {
        return words::plural(duty.tranches.len(), "step", "steps");
    }
    let mut parts = Vec::new();
    if let Some(when) = duty.when.get() {
        parts.push(words::when(when));
    }
    if let Some(after) = duty.after.get() {
        parts.push(format!("after {}", words::condition(after)));
    }
    if parts.is_empty() {
        if let Some(starts) = duty.starts.get() {
            parts.push(format!("starts {}", words::when(starts)));
        } else {
            parts.push(words::said_when(&duty.when));
        }
    }
    parts.join(", ")
}

fn remarks(case: &Case, duty: &Obligation) -> String {
    let mut parts = Vec::new();
    if let Some(needs) = duty.needs.get() {
        parts.push(format!("waits for {}", words::condition(needs)));
    }
    if !duty.in_return_for.is_empty() {
        let clauses = words::clauses(case, &duty.in_return_for);
        parts.push(format!("in return for {}", clauses.replace('`', "")));
    }
    if duty.unconditional {
        parts.push("unconditional".to_owned());
    }
    if let Some(words) = &duty.as_written {
        parts.push(format!("“{words}”"));
    }
    parts.join("; ")
}

fn sum_sentence(case: &Case, sum: &SumCheck) -> String {
    let name = case.quantity_name(sum.quantity);
    let parts: Vec<String> = sum
        .parts
        .iter()
        .map(|(_, n)| n.to_string())
        .chain(
            sum.divided
                .iter()
                .map(|(part, n)| format!("{n} {}", case.quantity_name(*part))),
        )
        .collect();
    format!(
        "{}: {} = {}, but {} declares {}",
        words::capital(name),
        parts.join(" + "),
        sum.found,
        match sum.of {
            NodeId::Agreement => "the text".to_owned(),
            node => format!("`{}`", case.label(node).id),
        },
        sum.declared
    )
}

fn because_sum(sum: &SumCheck) -> Vec<Because> {
    let mut out = vec![Because::Node(sum.of)];
    out.extend(
        sum.parts
            .iter()
            .map(|(clause, _)| Because::Node((*clause).into())),
    );
    out
}

/// What adds up, in one sentence, and what does not, each with its exact sum.
fn sums(case: &Case, structure: &Structure) -> Vec<Statement> {
    let mut out: Vec<Statement> = structure
        .sums
        .iter()
        .filter(|sum| sum.declared != sum.found)
        .map(|sum| {
            Statement::new(
                "accord",
                "tranches-do-not-sum",
                format!("{}.", sum_sentence(case, sum)),
                because_sum(sum),
            )
            .class(Class::CannotBothHold)
            .reach(2)
        })
        .collect();
    for nested in &structure.nested {
        out.push(
            Statement::new(
                "accord",
                "part-exceeds-whole",
                format!(
                    "{} {} are more than the {} {} they lie in.",
                    nested.part.1,
                    case.quantity_name(nested.part.0),
                    nested.whole.1,
                    case.quantity_name(nested.whole.0)
                ),
                vec![Because::Node(nested.of)],
            )
            .class(Class::CannotBothHold)
            .reach(2),
        );
    }
    let good: Vec<&SumCheck> = structure
        .sums
        .iter()
        .filter(|sum| sum.declared == sum.found)
        .collect();
    if out.is_empty() && !good.is_empty() {
        let mut words: Vec<String> = Vec::new();
        for sum in &good {
            let text = format!("{} {}", sum.found, case.quantity_name(sum.quantity));
            if !words.contains(&text) {
                words.push(text);
            }
        }
        out.push(Statement::new(
            "accord",
            "adds-up",
            format!("The text adds up ({}).", words.join(", ")),
            {
                let mut because: Vec<Because> = Vec::new();
                for reason in good.iter().flat_map(|sum| because_sum(sum)) {
                    if !because.contains(&reason) {
                        because.push(reason);
                    }
                }
                because
            },
        ));
    }
    out
}

/// The share of the first step and of the last.
fn shares(case: &Case, structure: &Structure) -> Vec<Statement> {
    structure
        .schedules
        .iter()
        .filter(|schedule| schedule.steps.len() > 1)
        .filter_map(|schedule| {
            let first = schedule.steps.first()?;
            let last = schedule.steps.last()?;
            Some(Statement::new(
                "accord",
                "shares",
                format!(
                    "{}: {} come first ({}), {} last ({}).",
                    words::capital(case.quantity_name(schedule.quantity)),
                    words::share(first.amount, schedule.total),
                    step_label(case, &first.when),
                    words::share(last.amount, schedule.total),
                    step_label(case, &last.when),
                ),
                because_schedule(schedule),
            ))
        })
        .collect()
}

/// What waits for each open term.
fn gates(case: &Case, structure: &Structure) -> Vec<Statement> {
    let mut out: Vec<Statement> = structure
        .gates
        .iter()
        .filter(|gate| !gate.waiting.is_empty())
        .map(|gate| gate_statement(case, gate))
        .collect();
    out.sort_by_key(|statement| std::cmp::Reverse(statement.reach));
    out
}

fn gate_statement(case: &Case, gate: &Gate) -> Statement {
    let waiting: Vec<String> = gate
        .waiting
        .iter()
        .map(|waiting| {
            let clause = words::clause(case, waiting.clause);
            match &waiting.kind {
                WaitingKind::Dated(when) => format!("{clause} (due {})", words::when(when)),
                WaitingKind::Triggered(after) => {
                    format!("{clause} (triggered by {})", words::condition(after))
                }
                WaitingKind::Neither => clause,
            }
        })
        .collect();
    let verb = if gate.waiting.len() == 1 {
        "waits"
    } else {
        "wait"
    };
    let mut missing = Vec::new();
    if gate.nobody_decides {
        missing.push("who decides");
    }
    if gate.no_deadline {
        missing.push("by when");
    }
    if gate.no_fallback {
        missing.push("what holds otherwise");
    }
    let tail = if missing.is_empty() {
        String::new()
    } else {
        let words: Vec<String> = missing.iter().map(|&word| word.to_owned()).collect();
        format!(" Not said: {}.", words::joined(&words, "or"))
    };
    let term = ClauseId::OpenTerm(gate.term);
    let mut because = vec![Because::Node(term.into())];
    because.extend(
        gate.waiting
            .iter()
            .map(|waiting| Because::Node(waiting.clause.into())),
    );
    Statement::new(
        "accord",
        "gate",
        format!(
            "{} {verb} for {}, which nobody has agreed.{tail}",
            words::joined(&waiting, "and"),
            words::clause(case, term),
        ),
        because,
    )
    .class(Class::Blocks)
    .reach(gate.waiting.len())
}

/// Two readings of one term, with what hangs on it.
fn readings(case: &Case, structure: &Structure) -> Vec<Statement> {
    let Some(agreement) = &case.agreement else {
        return Vec::new();
    };
    let mut groups: Vec<((ClauseId, &str), Vec<&ReadingView>)> = Vec::new();
    // A reading that has other duties in the place of some is told as a whole.
    let (replacing, changing): (Vec<&ReadingView>, Vec<&ReadingView>) = structure
        .readings
        .iter()
        .partition(|view| !view.drops.is_empty() && !view.adds.is_empty());
    for view in changing {
        for change in &view.changes {
            let key = (change.clause, &*change.key);
            match groups.iter_mut().find(|(other, _)| *other == key) {
                Some((_, views)) => views.push(view),
                None => groups.push((key, vec![view])),
            }
        }
    }
    groups
        .into_iter()
        .map(|((clause, key), views)| {
            let mut because = vec![Because::Node(clause.into())];
            let mut touched: Vec<ClauseId> = Vec::new();
            let mut base = None;
            let told: Vec<String> = views
                .iter()
                .map(|view| {
                    because.push(Because::Node(NodeId::Reading(view.reading)));
                    let reading = &agreement.readings[view.reading];
                    let change = view
                        .changes
                        .iter()
                        .find(|change| change.clause == clause && &*change.key == key);
                    let value = change.map_or("", |change| &*change.value);
                    if let Some(change) = change {
                        base.clone_from(&change.base);
                        for clause in &change.touches {
                            if !touched.contains(clause) {
                                touched.push(*clause);
                            }
                        }
                    }
                    let name = reading.name.as_deref().map_or_else(
                        || case.label(NodeId::Reading(view.reading)).id.to_string(),
                        str::to_owned,
                    );
                    let holder = if reading.held_by.is_empty() {
                        String::new()
                    } else {
                        format!(", held by {}", words::names(case, &reading.held_by))
                    };
                    format!("{name} ({value}{holder})")
                })
                .collect();
            let count = words::plural(views.len(), "reading", "readings");
            let stands = match base.as_deref() {
                None | Some("disputed") => String::new(),
                Some(text) => format!(", beside the text's own “{text}”"),
            };
            let hangs = if touched.is_empty() {
                String::new()
            } else {
                format!(" On it hang {}.", words::clauses(case, &touched))
            };
            because.extend(touched.iter().map(|clause| Because::Node((*clause).into())));
            Statement::new(
                "accord",
                "readings",
                format!(
                    "`{}`, {key}, has {count}{stands}: {}.{hangs}",
                    case.label(clause.into()).id,
                    told.join("; or ")
                ),
                because,
            )
            .class(Class::Blocks)
            .reach(views.len().min(2))
        })
        .chain(
            replacing
                .into_iter()
                .map(|view| replaced(case, agreement, view)),
        )
        .collect()
}

/// A reading that has some duties in the place of others.
fn replaced(case: &Case, agreement: &Agreement, view: &ReadingView) -> Statement {
    let node = NodeId::Reading(view.reading);
    let id = case.label(node).id;
    let name = agreement.readings[view.reading].name.as_deref();
    let follow = match view.changes.len() {
        0 => String::new(),
        n => format!(
            "; {} of other clauses follow",
            words::plural(n, "key", "keys")
        ),
    };
    let text = format!(
        "The reading `{id}`{} has {} in the place of {}{follow}.",
        name.map_or_else(String::new, |name| format!(" ({name})")),
        words::clauses(case, &view.adds),
        words::clauses(case, &view.drops)
    );
    Statement::new("accord", "readings", text, vec![Because::Node(node)])
        .class(Class::Informs)
        .reach(1)
}

/// Every reading of every term, with what follows from it, side by side.
fn readings_table(case: &Case, agreement: &Agreement, structure: &Structure) -> Table {
    let mut rows = Vec::new();
    for view in &structure.readings {
        let reading = &agreement.readings[view.reading];
        let name = reading.name.as_deref().map_or_else(
            || case.label(NodeId::Reading(view.reading)).id.to_string(),
            str::to_owned,
        );
        let held_by = if reading.held_by.is_empty() {
            "nobody named".to_owned()
        } else {
            words::names(case, &reading.held_by)
        };
        for change in &view.changes {
            let mut because = vec![
                Because::Node(NodeId::Reading(view.reading)),
                Because::Node(change.clause.into()),
            ];
            because.extend(
                change
                    .touches
                    .iter()
                    .map(|clause| Because::Node((*clause).into())),
            );
            rows.push((
                (change.clause, change.key.clone()),
                Row {
                    cells: vec![
                        format!("{}, {}", case.label(change.clause.into()).id, change.key),
                        name.clone(),
                        held_by.clone(),
                        follows(case, agreement, change),
                    ],
                    because,
                },
            ));
        }
        let outright = |clauses: &[ClauseId], word: &str| {
            (!clauses.is_empty()).then(|| format!("{word} {}", words::clauses(case, clauses)))
        };
        let parts: Vec<String> = [
            outright(&view.drops, "without"),
            outright(&view.adds, "with"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if let (Some(first), false) = (view.drops.first().or(view.adds.first()), parts.is_empty()) {
            rows.push((
                (*first, "".into()),
                Row {
                    cells: vec!["the text".to_owned(), name, held_by, parts.join(", ")],
                    because: vec![Because::Node(NodeId::Reading(view.reading))],
                },
            ));
        }
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    Table {
        cited: false,
        id: "readings",
        columns: ["term", "reading", "held by", "then"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    }
}

/// What follows from reading a key so.
fn follows(case: &Case, agreement: &Agreement, change: &ReadingChange) -> String {
    let touched = (!change.touches.is_empty()).then(|| words::clauses(case, &change.touches));
    let value = &change.value;
    match (&*change.key, change.clause) {
        ("if-talks-go-on" | "if-talks-fail", ClauseId::Phase(phase)) => {
            let until = match agreement.phases[phase].when.get() {
                Some(When::Window(_, end)) => format!("after {}", words::moment(end)),
                _ => "after its end".to_owned(),
            };
            let touched = touched.unwrap_or_else(|| "nothing else".to_owned());
            if value.starts_with("stand") {
                format!("{until}: {value}; with it {touched}")
            } else if &**value == "lapse" {
                format!("{until}: lapsed, and with it {touched}")
            } else {
                format!("{until}: {value}; on it hang {touched}")
            }
        }
        (key, clause) => {
            let own = match key {
                "after" => format!("its clock starts with {value}"),
                "needs" => format!("it waits for {value}"),
                "when" => format!("due {value}"),
                "delivers" => format!("{value} change hands"),
                "reaches" => format!("the level is {value}"),
                "by" => format!("owed by {value}"),
                _ => value.to_string(),
            };
            match touched {
                Some(touched) => format!("{own}; {touched} follow {}", words::clause(case, clause)),
                None => own,
            }
        }
    }
}

/// What is said of verifiers and does not suffice.
fn verifiers(case: &Case, structure: &Structure) -> Vec<Statement> {
    let kinds = [
        (GapKind::OwnVerifier, "Only whoever owes it confirms"),
        (
            GapKind::VerifierTime,
            "Nothing says how fast somebody confirms",
        ),
    ];
    let told = kinds.into_iter().filter_map(|(kind, lead)| {
        let of = structure.gaps.iter().filter(|gap| gap.kind == kind);
        let clauses: Vec<ClauseId> = of.map(|gap| gap.clause).collect();
        let text = format!("{lead} {}.", words::clauses(case, &clauses));
        let because = clauses.iter().map(|clause| Because::Node((*clause).into()));
        let statement = Statement::new("accord", "unverified", text, because.collect());
        (!clauses.is_empty()).then(|| statement.class(Class::AtRisk).reach(clauses.len()))
    });
    told.collect()
}

/// What duties lack, one sentence a kind.
fn gaps(case: &Case, structure: &Structure) -> Vec<Statement> {
    type Wanted = fn(&GapKind) -> bool;
    let kinds: [(&'static str, &str, Wanted); 4] = [
        ("undefined-debtor", "Nobody is named who owes", |kind| {
            *kind == GapKind::Debtor
        }),
        ("undated", "No day and no trigger for", |kind| {
            *kind == GapKind::Date
        }),
        ("unmeasurable", "No measure for", |kind| {
            *kind == GapKind::Measure
        }),
        ("unverified", "No verifier for", |kind| {
            *kind == GapKind::Verifier
        }),
    ];
    let duties = case
        .agreement
        .as_ref()
        .map_or(0, |agreement| agreement.obligations.len());
    let mut out: Vec<Statement> = kinds
        .into_iter()
        .filter_map(|(kind, lead, wanted)| {
            let found: Vec<&Gap> = structure
                .gaps
                .iter()
                .filter(|gap| wanted(&gap.kind))
                .collect();
            let clauses: Vec<ClauseId> = found.iter().map(|gap| gap.clause).collect();
            if clauses.is_empty() {
                return None;
            }
            let text = if clauses.len() == duties && duties > 1 {
                format!("{lead} any of the {duties} duties.")
            } else {
                format!("{lead} {}.", words::clauses(case, &clauses))
            };
            Some(
                Statement::new(
                    "accord",
                    kind,
                    text,
                    clauses
                        .iter()
                        .map(|clause| Because::Node((*clause).into()))
                        .collect(),
                )
                .class(Class::AtRisk)
                .reach(clauses.len()),
            )
        })
        .collect();
    let outsiders: Vec<(ActorId, ClauseId)> = structure
        .gaps
        .iter()
        .filter_map(|gap| match gap.kind {
            GapKind::Outsider(actor) => Some((actor, gap.clause)),
            _ => None,
        })
        .collect();
    let mut actors: Vec<ActorId> = outsiders.iter().map(|(actor, _)| *actor).collect();
    actors.sort();
    actors.dedup();
    for actor in actors {
        let clauses: Vec<ClauseId> = outsiders
            .iter()
            .filter(|(other, _)| *other == actor)
            .map(|(_, clause)| *clause)
            .collect();
        let mut because = vec![Because::Node(NodeId::Actor(actor))];
        because.extend(clauses.iter().map(|clause| Because::Node((*clause).into())));
        out.push(
            Statement::new(
                "accord",
                "not-bound",
                format!(
                    "{} must act in {}, and is not bound by the text.",
                    words::capital(&words::name(case, actor)),
                    words::clauses(case, &clauses)
                ),
                because,
            )
            .class(Class::AtRisk)
            .reach(clauses.len()),
        );
    }
    out
}
