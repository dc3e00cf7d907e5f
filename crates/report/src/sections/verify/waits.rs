//! The picture of what waits for what: an order in which the clauses can happen, open terms and all
//! that waits for them, circles.

use super::pictures::{MOST, picture};
use super::words::id;
use crate::chart::arcs::{Arc, Arcs, Node, Standing};
use crate::chart::{Drawing, Picture};
use crate::words;
use armistice_case::model::{ClauseId, NodeId, Said};
use armistice_case::phrase::Condition;
use armistice_engine::accord::check::Lens;
use armistice_engine::accord::check::balance::plan_days;
use armistice_engine::accord::finding::{Evidence, Finding};

/// The clauses that wait and those they wait for.
pub(super) fn conditions(lens: &Lens<'_>, findings: &[Finding]) -> Option<Picture> {
    let mut clauses: Vec<ClauseId> = Vec::new();
    let mut waits: Vec<(ClauseId, ClauseId, bool)> = Vec::new();
    for part in &lens.parts.all {
        for condition in [&part.after, &part.needs].into_iter().filter_map(Said::get) {
            for (first, either) in named(lens, condition) {
                if first != part.clause {
                    waits.push((first, part.clause, either));
                    clauses.extend([first, part.clause]);
                }
            }
        }
    }
    let mut seen = Vec::new();
    clauses.retain(|clause| {
        let new = !seen.contains(clause);
        seen.push(*clause);
        new
    });
    waits.sort_unstable();
    waits.dedup();
    if clauses.is_empty() || clauses.len() > MOST {
        return None;
    }
    let circles: Vec<&Vec<ClauseId>> = findings
        .iter()
        .filter_map(|finding| match &finding.evidence {
            Evidence::Circle { clauses, .. } if finding.reading == lens.terms.reading => {
                Some(clauses)
            }
            _ => None,
        })
        .collect();
    // A circle names the duties; where only one tranche waits, the arc ends at the tranche.
    let in_circle = |first: ClauseId, then: ClauseId| {
        circles.iter().any(|circle| {
            (0..circle.len()).any(|at| {
                circle[at].whole() == then.whole()
                    && circle[(at + 1) % circle.len()].whole() == first.whole()
            })
        })
    };
    let order = in_order(lens, &clauses, &waits);
    let at = |clause: ClauseId| order.iter().position(|other| *other == clause);
    let mut blocked: Vec<ClauseId> = clauses
        .iter()
        .copied()
        .filter(|clause| matches!(clause, ClauseId::OpenTerm(_)))
        .collect();
    blocked.sort_unstable();
    let open = blocked.clone();
    // What waits for something blocked is blocked itself, unless another would do.
    loop {
        let more: Vec<ClauseId> = waits
            .iter()
            .filter(|(first, then, either)| {
                !either && blocked.contains(first) && !blocked.contains(then)
            })
            .map(|(_, then, _)| *then)
            .collect();
        if more.is_empty() {
            break;
        }
        blocked.extend(more);
    }
    let standing = |clause: ClauseId| {
        if waits.iter().any(|(first, then, _)| {
            (*first == clause || *then == clause) && in_circle(*first, *then)
        }) {
            Standing::Circle
        } else if open.contains(&clause) {
            Standing::Open
        } else if blocked.contains(&clause) {
            Standing::Blocked
        } else {
            Standing::Free
        }
    };
    let nodes = order
        .iter()
        .map(|clause| {
            let name = lens.case.label((*clause).into()).id.to_string();
            let standing = standing(*clause);
            let remark = match standing {
                Standing::Free => "its turn can come",
                Standing::Blocked => "waits for a term that nobody has agreed",
                Standing::Open => "an open term: nobody has agreed it",
                Standing::Circle => "stands in a circle",
            };
            Node {
                remark: format!("{name}: {remark}"),
                name,
                standing,
            }
        })
        .collect();
    let arcs = waits
        .iter()
        .filter_map(|(first, then, either)| {
            Some(Arc {
                first: at(*first)?,
                then: at(*then)?,
                either: *either,
                circle: in_circle(*first, *then),
            })
        })
        .collect();
    Some(picture(
        "conditions",
        waiting_title(lens, findings, &circles, &open, blocked.len()),
        (
            "Clauses one below the other in an order in which they can happen; an arc leads from each to those that wait for it.",
            "Disc: its turn can come. Ring: waits for a term that nobody has agreed. Diamond: such a term. Thick ring and arc: a circle. Dashed arc: one of several of which not all are needed.",
        ),
        Drawing::Arcs(Arcs { nodes, arcs }),
    ))
}

fn waiting_title(
    lens: &Lens<'_>,
    findings: &[Finding],
    circles: &[&Vec<ClauseId>],
    open: &[ClauseId],
    blocked: usize,
) -> String {
    if let Some(circle) = circles.first() {
        let names: Vec<String> = circle.iter().map(|clause| id(lens.case, *clause)).collect();
        let credit = findings.iter().find_map(|finding| match &finding.evidence {
            Evidence::Circle { clauses, credits } if clauses == *circle => credits.first(),
            _ => None,
        });
        let opened = match credit {
            Some(credit) => format!(
                "{} would have to come first, on a promise",
                id(lens.case, credit.first)
            ),
            None => "no single promise opens it".to_owned(),
        };
        return format!(
            "{} wait for one another in a circle; {opened}.",
            words::joined(&names, "and")
        );
    }
    if open.is_empty() {
        return "Nothing waits in a circle, and nothing waits for an open term.".to_owned();
    }
    let terms: Vec<String> = open.iter().map(|term| id(lens.case, *term)).collect();
    format!(
        "Nothing waits in a circle; {} for {}, which nobody has agreed.",
        match blocked - open.len() {
            1 => "1 clause waits".to_owned(),
            waiting => format!("{waiting} clauses wait"),
        },
        words::joined(&terms, "and")
    )
}

/// The clauses that a condition names, each with whether another would do instead.
fn named(lens: &Lens<'_>, condition: &Condition) -> Vec<(ClauseId, bool)> {
    fn walk(lens: &Lens<'_>, condition: &Condition, either: bool, out: &mut Vec<(ClauseId, bool)>) {
        match condition {
            Condition::Is { name, .. } | Condition::Reaches { name, .. } => {
                if let Some(NodeId::Clause(clause)) = lens.case.node(&name.id) {
                    out.push((clause, either));
                }
            }
            Condition::All(of) => of.iter().for_each(|part| walk(lens, part, either, out)),
            Condition::Any(of) => {
                let either = either || of.len() > 1;
                of.iter().for_each(|part| walk(lens, part, either, out));
            }
            Condition::AtLeast(least, of) => {
                let all = usize::try_from(*least).is_ok_and(|least| least >= of.len());
                of.iter()
                    .for_each(|part| walk(lens, part, either || !all, out));
            }
            // What must not have happened is nothing to wait for.
            Condition::Not(_) | Condition::Day(_) | Condition::Date(_) | Condition::Silent(_) => {}
        }
    }
    let mut out = Vec::new();
    walk(lens, condition, false, &mut out);
    out
}

/// An order in which the clauses can happen, those of earlier days first; where a circle leaves no
/// such order, its earliest clause goes first.
fn in_order(
    lens: &Lens<'_>,
    clauses: &[ClauseId],
    waits: &[(ClauseId, ClauseId, bool)],
) -> Vec<ClauseId> {
    let plan = plan_days(lens);
    let planned = |clause: ClauseId| {
        let days = lens.parts.all.iter().zip(&plan);
        days.filter(|(part, _)| part.clause == clause)
            .filter_map(|(_, day)| *day)
            .min()
            .unwrap_or(i64::MAX)
    };
    let mut left: Vec<(bool, i64, ClauseId)> = clauses
        .iter()
        .map(|clause| {
            let is_term = matches!(clause, ClauseId::OpenTerm(_));
            (!is_term, planned(*clause), *clause)
        })
        .collect();
    left.sort_unstable();
    let mut order = Vec::new();
    while !left.is_empty() {
        let free = left.iter().position(|(_, _, clause)| {
            waits.iter().all(|(first, then, _)| {
                then != clause || !left.iter().any(|(_, _, other)| other == first)
            })
        });
        order.push(left.remove(free.unwrap_or(0)).2);
    }
    order
}
