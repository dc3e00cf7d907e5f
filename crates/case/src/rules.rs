//! Rules of meaning that need no understanding of obligations: whose position a stance is, dates
//! that cannot be, sums that do not add up.
//!
//! A rule stays silent about an entry in which something was already wrong.

mod draft;

use crate::Loaded;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lower::lower;
use crate::model::{
    ActorKind, Agreement, Case, Claim, ClauseId, Key, NodeId, Obligation, QuantityId, SourceId,
    Speaker, StanceKind,
};
use crate::phrase::{self, Moment, When};
use crate::source::Span;
use crate::tree::{Entry, Node, Tree};
use crate::value::{Amount, Decimal, Delivered};
use jiff::civil::Date;

/// Runs every rule over what could be read; the case they ran over, but for its logs.
pub fn run(loaded: &mut Loaded) -> Option<Case> {
    if loaded.tree.incomplete {
        return None;
    }
    let case = lower(&loaded.files, &loaded.tree, &loaded.ids, None);
    let mut found: Vec<(Span, Diagnostic)> = Vec::new();
    let claims = loaded.tree.entries("claims").zip(case.claims.iter());
    for (entry, (_, claim)) in claims {
        let mut note = |diagnostic| found.push((scope(entry), diagnostic));
        whose_position(&case, entry, claim, &mut note);
        if let (Some(said), Some(date)) = (claim.said, entry.value.get("date")) {
            published_before(&case, said.first, date.span, &claim.from, &mut note);
        }
        parts(&case, &entry.value, &mut note);
    }
    for entry in loaded.tree.entries("events") {
        let mut note = |diagnostic| found.push((scope(entry), diagnostic));
        event(&case, &entry.value, &mut note);
    }
    origin_circles(&case, &loaded.tree, &mut found);
    draft::run(&case, &loaded.tree, &mut found);
    agreement(&case, &loaded.tree, &mut found);

    let mut errors: Vec<(u16, u32)> = loaded
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| (diagnostic.at.file, diagnostic.at.start))
        .collect();
    errors.sort_unstable();
    loaded.diagnostics.extend(
        found
            .into_iter()
            .filter(|(scope, _)| {
                let next = errors.partition_point(|at| *at < (scope.file, scope.start));
                errors
                    .get(next)
                    .is_none_or(|at| *at >= (scope.file, scope.end))
            })
            .map(|(_, diagnostic)| diagnostic),
    );
    Some(case)
}

fn scope(entry: &Entry) -> Span {
    Span {
        end: entry.value.span.end.max(entry.key_span.end),
        ..entry.key_span
    }
}

fn whose_position(case: &Case, entry: &Entry, claim: &Claim, note: &mut impl FnMut(Diagnostic)) {
    if claim.about.is_some() {
        return;
    }
    let kind_of = |speaker: &Speaker| match speaker {
        Speaker::Actor(actor) => Some(case.actors[*actor].kind),
        Speaker::Outlet => None,
    };
    let all = |kind: ActorKind| {
        claim
            .by
            .iter()
            .all(|speaker| kind_of(speaker) == Some(kind))
    };
    if claim.by.is_empty() || all(ActorKind::Party) {
        return;
    }
    let Some(stance) = claim
        .stances
        .iter()
        .find(|stance| !(stance.kind == StanceKind::Offers && all(ActorKind::Mediator)))
    else {
        return;
    };
    let key = stance.kind.word();
    let at = entry
        .value
        .entries()
        .iter()
        .find(|inner| &*inner.key == key)
        .map_or(entry.key_span, |inner| inner.key_span);
    let by = entry
        .value
        .get("by")
        .map_or(entry.key_span, |node| node.span);
    note(
        Diagnostic::new(
            Code::WhosePosition,
            at,
            format!(
                "claim `{}` gives a position, but its speaker is no party",
                entry.key
            ),
        )
        .label("whose position is this?")
        .other(by, "speaks, and is bound by no deal")
        .help("add `about: PARTY` to say whose position is described; it never counts as that party's word"),
    );
}

fn published_before(
    case: &Case,
    day: Date,
    at: Span,
    from: &[SourceId],
    note: &mut impl FnMut(Diagnostic),
) {
    for source in from {
        if let Some(published) = case.sources[*source].published
            && published < day
        {
            let label = case.sources.label(*source);
            note(
                Diagnostic::new(
                    Code::PublishedBeforeEvent,
                    at,
                    format!("the source `{}` was published before this day", label.id),
                )
                .label(format!("later than {published}"))
                .other(label.span, format!("published on {published}"))
                .help("put right the one of the two dates that is wrong"),
            );
            return;
        }
    }
}

/// The rules of one event.
pub fn event(case: &Case, node: &Node, note: &mut impl FnMut(Diagnostic)) {
    let sources = |node: &Node| -> Vec<SourceId> {
        node.get("from")
            .map_or(&[][..], Node::as_list)
            .iter()
            .filter_map(|node| match case.node(node.text()?)? {
                NodeId::Source(id) => Some(id),
                _ => None,
            })
            .collect()
    };
    let day = |node: &Node| {
        let date = node.get("date")?;
        Some((phrase::days(date.text()?).ok()?.first, date.span))
    };
    let whole = day(node);
    if let Some((date, at)) = whole {
        published_before(case, date, at, &sources(node), note);
    }
    parts(case, node, note);
    for report in node.get("reports").map_or(&[][..], Node::as_list) {
        if let Some((date, at)) = day(report).or(whole) {
            published_before(case, date, at, &sources(report), note);
        }
        parts(case, report, note);
    }
}

/// A whole and all its parts, each given exactly, that do not add up.
fn parts(case: &Case, node: &Node, note: &mut impl FnMut(Diagnostic)) {
    for key in ["quantity", "delivered", "so-far"] {
        let Some(amounts) = node.get(key) else {
            continue;
        };
        let given: Vec<(QuantityId, Decimal, Span)> = amounts
            .entries()
            .iter()
            .filter_map(|entry| {
                let NodeId::Quantity(id) = case.node(&entry.key)? else {
                    return None;
                };
                let amount = phrase::amount(entry.value.text()?).ok()?;
                Some((id, Amount::as_exact(&amount)?, entry.value.span))
            })
            .collect();
        for (whole, declared, at) in &given {
            for way in &case.quantities[*whole].parts {
                let found: Option<Vec<Decimal>> = way
                    .iter()
                    .map(|part| given.iter().find(|(id, ..)| id == part).map(|(_, n, _)| *n))
                    .collect();
                let Some(found) = found else { continue };
                let sum = Decimal(found.iter().map(|n| n.0).sum());
                if sum == *declared {
                    continue;
                }
                let terms: Vec<String> = way
                    .iter()
                    .zip(&found)
                    .map(|(part, n)| format!("{n} {}", case.quantities.label(*part).id))
                    .collect();
                note(
                    Diagnostic::new(
                        Code::PartsDoNotSum,
                        *at,
                        format!("the parts add up to {sum}, not to {declared}"),
                    )
                    .label(format!("{} = {sum}", terms.join(" + ")))
                    .other(
                        case.quantities.label(*whole).span,
                        "declared with these parts",
                    )
                    .help("if the source itself says so, keep it: it is a fact about the source"),
                );
            }
        }
    }
}

fn origin_circles(case: &Case, tree: &Tree, found: &mut Vec<(Span, Diagnostic)>) {
    let entries: Vec<&Entry> = tree.entries("sources").collect();
    // From which source each was first reached; each is walked through once.
    let mut reached: Vec<Option<SourceId>> = vec![None; case.sources.len()];
    for id in case.sources.keys() {
        let mut at = id;
        let closed = loop {
            if let Some(by) = reached[at.position()] {
                break by == id;
            }
            reached[at.position()] = Some(id);
            match case.sources[at].origin {
                Some(next) => at = next,
                None => break false,
            }
        };
        if !closed {
            continue;
        }
        // `at` lies on the circle; it is told once, by its first source.
        let mut first = at;
        let mut next = case.sources[at].origin;
        while let Some(other) = next
            && other != at
        {
            first = first.min(other);
            next = case.sources[other].origin;
        }
        let Some(entry) = entries.get(first.position()) else {
            continue;
        };
        let place = entry
            .value
            .get("origin")
            .map_or(entry.key_span, |node| node.span);
        found.push((
            scope(entry),
            Diagnostic::new(
                Code::OriginCircle,
                place,
                format!("the origins of `{}` lead back to itself", entry.key),
            )
            .label("goes round in a circle")
            .other(case.sources.label(first).span, "leads back")
            .help("an origin is the earlier story; remove the origin of the earliest"),
        ));
    }
}

fn agreement(case: &Case, tree: &Tree, found: &mut Vec<(Span, Diagnostic)>) {
    let (Some(agreement), Some(section)) = (&case.agreement, tree.named("agreement").next()) else {
        return;
    };
    let scope = scope(section);
    let mut note = |diagnostic| found.push((scope, diagnostic));
    for check in agreement.sums(case) {
        if check.declared == check.found {
            continue;
        }
        let label = case.label(check.of);
        let unit = if check.percent { " %" } else { "" };
        let terms: Vec<String> = check
            .parts
            .iter()
            .map(|(clause, n)| {
                let id = &case.label(NodeId::Clause(*clause)).id;
                let by_ratio = check.products.iter().find(|(of, _)| of == clause);
                by_ratio.map_or_else(
                    || format!("{n}{unit} ({id})"),
                    |(_, products)| {
                        let words: Vec<String> = products.iter().map(ToString::to_string).collect();
                        format!("{} ({id})", words.join(" + "))
                    },
                )
            })
            .chain(
                check
                    .divided
                    .iter()
                    .map(|(part, n)| format!("{n} {}", case.quantities.label(*part).id)),
            )
            .collect();
        let code = if check.divided.is_empty() {
            Code::TranchesDoNotSum
        } else {
            Code::PartsDoNotSum
        };
        let mut diagnostic = Diagnostic::new(
            code,
            label.span,
            if check.percent {
                format!(
                    "the shares of {} in `{}` add up to {} %, not to {} %",
                    case.quantities.label(check.quantity).id,
                    label.id,
                    check.found,
                    check.declared
                )
            } else {
                format!(
                    "`{}` declares {} {}, but its parts add up to {}",
                    label.id,
                    check.declared,
                    case.quantities.label(check.quantity).id,
                    check.found
                )
            },
        )
        .label(format!("{} = {}{unit}", terms.join(" + "), check.found))
        .help("if the text itself says so, keep it: the page will say that it does not add up");
        if let Some((clause, _)) = check.parts.last() {
            let label = case.label(NodeId::Clause(*clause));
            diagnostic = diagnostic.other(label.span, "the last of its parts");
        }
        note(diagnostic);
    }
    let total_of = |quantity: QuantityId| {
        agreement.totals.iter().any(|(id, _)| *id == quantity)
            || agreement
                .phases
                .iter()
                .any(|(_, phase)| phase.totals.iter().any(|(id, _)| *id == quantity))
    };
    for (id, duty) in agreement.obligations.iter() {
        let label = case.label(NodeId::Clause(ClauseId::Obligation(id)));
        for tranche in &duty.tranches {
            for (quantity, _) in &tranche.delivers {
                let declared = duty.delivers.iter().any(|(id, _)| id == quantity);
                if !declared && !total_of(*quantity) {
                    let name = &case.quantities.label(*quantity).id;
                    note(
                        Diagnostic::new(
                            Code::MissingTotal,
                            tranche.label.span,
                            format!(
                                "nothing says how many {name} `{}` delivers in all",
                                label.id
                            ),
                        )
                        .label(format!("delivers {name}"))
                        .other(label.span, "has no such amount in `delivers`")
                        .help(format!(
                            "add `{name}` to its `delivers`, or to `totals`; `unknown` is an answer"
                        )),
                    );
                }
            }
        }
        duty_rules(case, ClauseId::Obligation(id), duty, &mut note);
    }
    for (id, escrow) in agreement.escrows.iter() {
        let held = escrow
            .holds
            .iter()
            .find(|clause| unconditional(agreement, clause));
        if let Some(held) = held {
            let label = case.label(NodeId::Clause(ClauseId::Escrow(id)));
            note(
                Diagnostic::new(
                    Code::UnconditionalAsLeverage,
                    label.span,
                    format!("`{}` holds back what is owed whatever happens", label.id),
                )
                .label("keeps an unconditional duty until the other side gives")
                .other(
                    case.label(NodeId::Clause(*held)).span,
                    "marked `unconditional: yes`",
                )
                .help("take it out of `holds`, or remove the mark if the text does make it conditional"),
            );
        }
    }
}

/// Whether a clause is owed whatever happens.
fn unconditional(agreement: &Agreement, clause: &ClauseId) -> bool {
    match clause {
        ClauseId::Obligation(id) | ClauseId::Tranche(id, _) => {
            agreement.obligations[*id].unconditional
        }
        _ => false,
    }
}

fn duty_rules(case: &Case, clause: ClauseId, duty: &Obligation, note: &mut impl FnMut(Diagnostic)) {
    let Some(agreement) = &case.agreement else {
        return;
    };
    let label = case.label(NodeId::Clause(clause));
    if duty.by.get().is_some_and(|by| by.len() > 1) && !duty.delivers.is_empty() && !duty.jointly {
        note(
            Diagnostic::new(
                Code::JointlyNotSaid,
                label.span,
                format!(
                    "several owe `{}`, and it is not said whether each or together",
                    label.id
                ),
            )
            .label("an amount with several debtors")
            .help("add `jointly: yes` if the amount is owed together, or write one duty for each"),
        );
    }
    let anyway = |other: &&ClauseId| unconditional(agreement, other);
    if let Some(other) = duty.in_return_for.iter().find(anyway) {
        note(
            Diagnostic::new(
                Code::UnconditionalAsLeverage,
                label.span,
                format!(
                    "`{}` is given in return for a duty that is owed whatever happens",
                    label.id
                ),
            )
            .label("makes an unconditional duty a thing to trade")
            .other(
                case.label(NodeId::Clause(*other)).span,
                "marked `unconditional: yes`",
            )
            .help("remove `in-return-for`, or the mark if the text does make it conditional"),
        );
    } else if duty.unconditional && !duty.in_return_for.is_empty() {
        note(
            Diagnostic::new(
                Code::UnconditionalAsLeverage,
                label.span,
                format!(
                    "`{}` is owed whatever happens and cannot be in return for anything",
                    label.id
                ),
            )
            .label("marked `unconditional: yes`")
            .help("remove `in-return-for`, or the mark if the text does make it conditional"),
        );
    }
    if let Some(When::Within(_, Some(Moment::Event { name, .. }))) = duty.when.get() {
        let mut named = false;
        if let Some(after) = duty.after.get() {
            after.names(&mut |other| named |= other.id == name.id);
        }
        if !named {
            note(
                Diagnostic::new(
                    Code::ClockWithoutTrigger,
                    label.span,
                    format!(
                        "`{}` counts its days from `{}`, which is no condition of it",
                        label.id, name.id
                    ),
                )
                .label("is it also a condition?")
                .help(format!("if so, name `{}` in `after` too", name.id)),
            );
        }
    }
    let base: Vec<QuantityId> = duty
        .in_return_for
        .iter()
        .filter_map(|clause| match clause {
            ClauseId::Obligation(id) | ClauseId::Tranche(id, _) => {
                Some(&agreement.obligations[*id])
            }
            _ => None,
        })
        .flat_map(|duty| {
            duty.delivers
                .iter()
                .chain(duty.tranches.iter().flat_map(|tranche| &tranche.delivers))
        })
        .map(|(id, _)| *id)
        .collect();
    for (_, amounts) in &duty.delivers {
        for amount in amounts {
            let Delivered::PerQuantity(_, _, name) = amount else {
                continue;
            };
            let Some(NodeId::Quantity(quantity)) = case.node(name) else {
                continue;
            };
            let covered = |id: &QuantityId| {
                *id == quantity
                    || case.quantities[*id]
                        .parts
                        .iter()
                        .flatten()
                        .any(|p| *p == quantity)
                    || case.quantities[quantity]
                        .parts
                        .iter()
                        .flatten()
                        .any(|p| p == id)
            };
            if !base.iter().any(covered) {
                note(
                    Diagnostic::new(
                        Code::UnknownRatioBase,
                        label.span,
                        format!(
                            "`{}` counts against {name}, which nothing it answers delivers",
                            label.id
                        ),
                    )
                    .label(format!("so much per {name}"))
                    .help("name in `in-return-for` the duty that delivers them"),
                );
            }
        }
    }
}
