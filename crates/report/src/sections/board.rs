//! The words of the deal space that several sections share: packages, lines, points, shares.

use crate::page::Block;
use crate::words;
use armistice_case::model::NodeId;
use armistice_case::model::{Case, StanceKind};
use armistice_engine::deal::known::PartyKnown;
use armistice_engine::deal::lines::RedLine;
use armistice_engine::deal::robust::acceptability::Share;
use armistice_engine::deal::{Stated, Study, Weak};
use armistice_engine::provenance::Because;

/// A package by the ids of its answers: `line middle · guarantee bond`.
pub fn package(case: &Case, study: &Study, package: &[usize]) -> String {
    let part = |(axis, &at): (usize, &usize)| {
        let issue = study.board.axes[axis].issue;
        format!(
            "{} {}",
            case.issues.label(issue).id,
            study.board.answer_id(case, axis, at)
        )
    };
    package
        .iter()
        .enumerate()
        .map(part)
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The issues that some line touches; what the others hold does not matter to the lines.
pub fn touched(case: &Case, study: &Study, stated: &Stated, package: &[usize]) -> String {
    let part = |(axis, &at): (usize, &usize)| {
        let issue = study.board.axes[axis].issue;
        format!(
            "{} {}",
            case.issues.label(issue).id,
            study.board.answer_id(case, axis, at)
        )
    };
    let in_lines = |axis: usize| stated.lines.iter().any(|line| line.axes.contains(&axis));
    let parts: Vec<String> = package
        .iter()
        .enumerate()
        .filter(|(axis, _)| in_lines(*axis))
        .map(part)
        .collect();
    parts.join(" · ")
}

/// That packages which the case names cannot be, and where it says so; nothing where all can.
pub fn shut_out(case: &Case, study: &Study) -> Option<Block> {
    let told = study.shut_out.iter().map(|(id, combination)| {
        let (_, span) = case.deal.cannot_be[*combination];
        format!("`{id}` ({})", case.files.place(span))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| {
        Block::Remark(format!(
            "Named and not looked at, because `cannot-be` shuts {} out: {}.",
            if told.len() == 1 { "it" } else { "them" },
            words::joined(&told, "and")
        ))
    })
}

/// A party's head in a table: the name, or where many stand side by side its id.
pub fn head(case: &Case, study: &Study, at: usize) -> String {
    if study.board.parties.len() > 3 {
        case.actors.label(study.board.parties[at]).id.to_string()
    } else {
        party(case, study, at)
    }
}

/// The party of a member of the weak lens, as a position on the board.
pub fn member(study: &Study, weak: &Weak, at: usize) -> usize {
    study.known[weak.members[at]].party
}

/// To whom a package is acceptable by what is known in part: to all, or only to those that could be asked.
pub fn asked(case: &Case, study: &Study, weak: &Weak) -> String {
    let consent = &weak.space.consent;
    let members: Vec<usize> = (0..weak.members.len())
        .map(|at| member(study, weak, at))
        .collect();
    if let Some(others) = left_open(case, study, weak) {
        return format!("those whose yes it takes (whatever {others} may say)");
    }
    if study.board.consent.holds(&|party| members.contains(&party)) {
        return consenting(study).to_owned();
    }
    let names: Vec<String> = members.iter().map(|&at| party(case, study, at)).collect();
    let names = words::joined(&names, "and");
    let whom = if consent.is_unanimous(members.len()) {
        names
    } else {
        format!("those of {names} whose yes it then takes")
    };
    format!("{whom} (what the others would accept is not known)")
}

/// To whom a package is acceptable where everybody's worth is exact: whose worth of no deal is not said is not
/// asked. None where that is so of everybody.
pub fn acceptable_to(case: &Case, study: &Study) -> Option<String> {
    let (silent, asked): (Vec<_>, Vec<_>) =
        study.known.iter().partition(|known| known.no_reservation);
    let names = |of: &[&PartyKnown]| {
        let names = of.iter().map(|known| party(case, study, known.party));
        words::joined(&names.collect::<Vec<_>>(), "and")
    };
    if asked.is_empty() {
        return None;
    }
    Some(match (consenting(study), silent.is_empty()) {
        (whom, true) => whom.to_owned(),
        ("all", false) => format!(
            "{} (what the others would accept is not known)",
            names(&asked)
        ),
        (whom, false) => format!("{whom} (the yes of {} taken for granted)", names(&silent)),
    })
}

/// Those who are not asked and on whose word a deal can hang, where there are any.
pub fn left_open(case: &Case, study: &Study, weak: &Weak) -> Option<String> {
    let open = weak.space.consent.leaves_open(weak.members.len());
    let asked: Vec<usize> = (0..weak.members.len())
        .map(|at| member(study, weak, at))
        .collect();
    let others = (0..study.board.parties.len()).filter(|at| !asked.contains(at));
    let others: Vec<String> = others.map(|at| party(case, study, at)).collect();
    open.then(|| words::joined(&others, "and"))
}

/// Whose yes a deal takes.
fn consenting(study: &Study) -> &'static str {
    if study.board.consent.is_unanimous(study.board.parties.len()) {
        "all"
    } else {
        "those whose yes it takes"
    }
}

/// Whether it is known in part what every party would accept.
pub fn everybody_asked(study: &Study, weak: &Weak) -> bool {
    weak.members.len() == study.board.parties.len()
}

/// The head of a column that says how a package stands for those asked together.
pub fn together(study: &Study, everybody: bool) -> &'static str {
    match (consenting(study), everybody) {
        ("all", true) => "for all",
        ("all", false) => "for those asked",
        _ => "as a deal",
    }
}

/// A party's name.
pub fn party(case: &Case, study: &Study, at: usize) -> String {
    words::name(case, study.board.parties[at])
}

/// `Hamas refuses the first map (withdrawal)`, `B accepts the far line (line) only with more (aid)`.
pub fn line(case: &Case, study: &Study, line: &RedLine) -> String {
    let on = |axis: usize| study.board.axes[axis].issue;
    let named: Vec<String> = line
        .named
        .iter()
        .enumerate()
        .map(|(at, (axis, values))| {
            let answers: Vec<String> = values
                .iter()
                .map(|value| words::answer(case, Some(on(*axis)), *value))
                .collect();
            let kind = if at == 0 {
                format!("{} ", line.kind.word())
            } else {
                String::new()
            };
            let answers = words::joined(&answers, "or");
            format!("{kind}{answers} ({})", case.issue_name(on(*axis)))
        })
        .collect();
    let given: Vec<String> = line
        .given
        .iter()
        .map(|(axis, values)| {
            let answers: Vec<String> = values
                .iter()
                .map(|value| words::answer(case, Some(on(*axis)), *value))
                .collect();
            format!(
                "{} ({})",
                words::joined(&answers, "or"),
                case.issue_name(on(*axis))
            )
        })
        .collect();
    let condition = match (given.is_empty(), line.kind) {
        (true, _) => String::new(),
        (_, StanceKind::Accepts) => format!(" only with {}", words::joined(&given, "and")),
        _ => format!(" together with {}", words::joined(&given, "and")),
    };
    format!(
        "{} {}{condition}",
        party(case, study, line.holder),
        words::joined(&named, "and")
    )
}

/// What several lines rest on.
pub fn because(stated: &Stated, lines: &[usize]) -> Vec<Because> {
    let mut all: Vec<Because> = lines
        .iter()
        .flat_map(|&at| stated.lines[at].because.clone())
        .collect();
    all.sort();
    all.dedup();
    if all.is_empty() {
        all.push(Because::Absence("no line in the way was found".to_owned()));
    }
    all
}

/// Utility with its sign.
pub fn signed(study: &Study, at: usize, gain: i64) -> String {
    let text = points(study, at, gain);
    if gain > 0 { format!("+{text}") } else { text }
}

/// Utility in points, with at most two decimals.
pub fn points(study: &Study, party: usize, units: i64) -> String {
    let point = study
        .known
        .iter()
        .find(|known| known.party == party)
        .map_or(1, |known| known.point);
    let hundredths =
        (i128::from(units) * 200 + i128::from(point)).div_euclid(2 * i128::from(point));
    let (sign, size) = if hundredths < 0 {
        ("-", -hundredths)
    } else {
        ("", hundredths)
    };
    let text = format!("{sign}{}.{:02}", size / 100, size % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A share of draws in whole per cent, with the half-width.
pub fn percent(share: Share) -> String {
    let percent = |x: f64| (x * 100.0).round() as i64;
    // Draws that all agree have no width; what they missed is not known.
    if share.value >= 1.0 {
        "in every draw".to_owned()
    } else if share.value <= 0.0 {
        "in no draw".to_owned()
    } else {
        let half = percent(share.half_width).max(1);
        match percent(share.value) {
            0 => "below 1 %".to_owned(),
            100 => "above 99 %".to_owned(),
            value => format!("{value} % ± {half}"),
        }
    }
}

/// A share of draws: words first, then per cent.
pub fn share(share: Share) -> String {
    if share.value >= 1.0 || share.value <= 0.0 {
        return percent(share);
    }
    let word = if share.value >= 0.95 {
        "in nearly all draws"
    } else if share.value <= 0.05 {
        "in hardly any draw"
    } else if share.value - share.half_width > 0.5 {
        "more often than not"
    } else if share.value + share.half_width < 0.5 {
        "less often than not"
    } else {
        "about as often as not (undecided)"
    };
    format!("{word}, {}", percent(share))
}

/// What the numbers rest on: the assumptions.
pub fn assumed(study: &Study) -> Vec<Because> {
    let mut all: Vec<Because> = study
        .known
        .iter()
        .flat_map(|known| {
            known
                .assumptions
                .iter()
                .map(|id| Because::Node(NodeId::Assumption(*id)))
        })
        .collect();
    if all.is_empty() {
        all.push(Because::Absence(
            "no assumption about preferences".to_owned(),
        ));
    }
    all
}

/// A count of packages, which may be very large.
pub fn many(count: u128) -> String {
    if count < 10_000_000 {
        count.to_string()
    } else if count == u128::MAX {
        "more than 10^38".to_owned()
    } else {
        format!("about 10^{}", count.ilog10())
    }
}
