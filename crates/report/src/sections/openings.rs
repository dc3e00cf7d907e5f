//! Openings: the smallest moves, each party's and the mediator's in one table and in the same words.

use super::board::{
    acceptable_to, assumed, because, line, member, package, party, points, touched,
};
use super::deals::lead;
use super::likely::likely;
use super::preferences::{MEND, contradictions};
use super::stated::{holders, lens};
use crate::page::{Block, Row, Section, Statement, Table};
use crate::pages::{View, assumption};
use crate::words;
use armistice_case::model::Case;
use armistice_engine::deal::openings::blockers::Blockers;
use armistice_engine::deal::openings::inducement::Inducement;
use armistice_engine::deal::openings::threshold::evenly;
use armistice_engine::deal::study::Offer;
use armistice_engine::deal::{AtEnd, Exact, Stated, Study, Weak};
use armistice_engine::provenance::Because;

/// Lines to give up, for each lens.
pub fn lines(case: &Case, study: &Study, view: &View) -> Section {
    let mut section = Section::new("line-openings", "Which lines would have to give");
    for stated in study.binding.iter().chain(&study.at_their_word) {
        if stated.answer.zone.is_some() {
            let all: Vec<usize> = (0..stated.lines.len()).collect();
            section.statements(vec![Statement::new(
                "deal",
                "zone-open",
                format!(
                    "{}, a deal is already possible; no line has to give.",
                    lens(stated.taken)
                ),
                because(stated, &all),
            )]);
            continue;
        }
        pivotal(case, study, stated, &mut section);
        let shown = stated.answer.openings.len().min(view.top);
        section.table(Table {
            cited: false,
            id: "line-openings",
            columns: ["by whom", "gives up", "opens, for instance", "steps"]
                .map(str::to_owned)
                .to_vec(),
            rows: stated.answer.openings[..shown]
                .iter()
                .map(|opening| {
                    let lines: Vec<String> = opening
                        .lines
                        .iter()
                        .map(|&at| line(case, study, &stated.lines[at]))
                        .collect();
                    let movers: Vec<String> = holders(stated, &opening.lines)
                        .into_iter()
                        .map(|at| party(case, study, at))
                        .collect();
                    Row {
                        cells: vec![
                            words::joined(&movers, "and"),
                            lines.join("; "),
                            touched(case, study, stated, &opening.package),
                            opening.steps.to_string(),
                        ],
                        because: because(stated, &opening.lines),
                    }
                })
                .collect(),
        });
        let rest = stated.answer.openings.len() - shown;
        if rest > 0 || !stated.answer.complete {
            let more = if stated.answer.complete {
                ""
            } else {
                "; the search was bounded, there may be others"
            };
            section.blocks.push(Block::Remark(format!(
                "{} of {} shown{more}.",
                shown,
                words::plural(
                    stated.answer.openings.len(),
                    "smallest opening",
                    "smallest openings"
                )
            )));
        }
    }
    section
}

fn pivotal(case: &Case, study: &Study, stated: &Stated, section: &mut Section) {
    let names: Vec<String> = stated
        .answer
        .pivotal
        .iter()
        .map(|&at| line(case, study, &stated.lines[at]))
        .collect();
    let text = if !stated.answer.complete {
        format!(
            "{}, whether some line is in every opening was not settled.",
            lens(stated.taken)
        )
    } else if names.is_empty() {
        format!(
            "{}, no single line is in every opening: there is a choice who moves.",
            lens(stated.taken)
        )
    } else {
        format!(
            "{}, every opening needs this to give: {}.",
            lens(stated.taken),
            names.join("; ")
        )
    };
    let about: Vec<usize> = if stated.answer.pivotal.is_empty() {
        (0..stated.lines.len()).collect()
    } else {
        stated.answer.pivotal.clone()
    };
    section.statements(vec![Statement::new(
        "deal",
        "pivotal-lines",
        text,
        because(stated, &about),
    )]);
}

/// The smallest drops and additions.
pub fn moves(case: &Case, study: &Study) -> Section {
    let mut section = Section::new("threshold-openings", "The smallest move that opens a deal");
    let Some(exact) = &study.exact else {
        match &study.weak {
            Some(weak) => likely(case, study, weak, &mut section),
            None => not_asked(case, study, &mut section),
        }
        return section;
    };
    if !exact.frontier.is_exact() {
        section.blocks.push(Block::Remark(
            "The frontier is not exact here, so that smaller moves than these may open a deal."
                .to_owned(),
        ));
    }
    let Some(whom) = acceptable_to(case, study) else {
        section.blocks.push(Block::Remark(NOT_SAID.to_owned()));
        return section;
    };
    let mut ends: Vec<&AtEnd> = exact.ends.iter().collect();
    if !exact.most().thresholds.zone.is_empty() {
        ends = vec![exact.most()];
    }
    for end in ends {
        if end.thresholds.zone.is_empty() {
            closed(case, study, exact, end, &whom, &mut section);
        } else {
            section.statements(vec![open(study, exact, end, &whom)]);
        }
    }
    if !exact.most().thresholds.zone.is_empty() {
        return section;
    }
    section.blocks.push(Block::Remark(
        "“In all” adds the parties' scales, which are not the same thing; duties owed whatever happens are no \
         inducement."
            .to_owned(),
    ));
    match &study.weak {
        Some(weak) if weak.acceptability.is_some() => likely(case, study, weak, &mut section),
        Some(weak) => told_of(case, study, weak, &mut section),
        None => {}
    }
    section
}

/// That there is a deal already, with no deal at one end.
fn open(study: &Study, exact: &Exact, end: &AtEnd, whom: &str) -> Statement {
    let open = end.thresholds.zone.len();
    let everybody = study.known.iter().all(|known| !known.no_reservation);
    let text = format!(
        "{}{} of the frontier {} acceptable to {whom} already; {}nobody has to come down.",
        lead(exact, end),
        words::plural(open, "point", "points"),
        if open == 1 { "is" } else { "are" },
        if everybody { "" } else { "of those asked " }
    );
    Statement::new("deal", "zone-open", text, assumed(study))
}

/// The smallest moves, with no deal at one end, where no package is acceptable.
fn closed(
    case: &Case,
    study: &Study,
    exact: &Exact,
    end: &AtEnd,
    whom: &str,
    section: &mut Section,
) {
    if exact.is_range() || study.known.iter().any(|known| known.no_reservation) {
        section.blocks.push(Block::Remark(words::capital(&format!(
            "{}no package is acceptable to {whom}.",
            lead(exact, end)
        ))));
    }
    let on = (exact, end);
    let mut rows = alone(case, study, on);
    let mut kinds = study.known.iter().map(|known| known.point);
    let first = kinds.next();
    if kinds.all(|kind| Some(kind) == first) {
        together(case, study, on, &mut rows);
    } else {
        section.blocks.push(Block::Remark(
            "Some score in points and others out of a hundred, so that moves of several cannot be compared."
                .to_owned(),
        ));
    }
    if let Some(weak) = &study.weak {
        rows.extend(from_menu(case, study, on, weak));
    }
    section.table(Table {
        cited: true,
        id: "threshold-openings",
        columns: ["who", "moves", "opens, for instance"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    });
    let scales = study.weak.as_ref().filter(|_| !end.from_menu.is_empty());
    section
        .blocks
        .extend(scales.and_then(|weak| efforts(case, weak)));
    if let Some(found) = &end.blockers {
        section.table(lacking_only(case, study, found));
    }
}

/// The inducements of least effort that open a deal.
fn from_menu(case: &Case, study: &Study, on: (&Exact, &AtEnd), weak: &Weak) -> Vec<Row> {
    let offers = &weak.menu.offers;
    if on.1.from_menu.is_empty() && !offers.is_empty() {
        let given = offers.iter().map(|offer| Because::from(offer.assumption));
        return vec![Row {
            cells: vec![
                "the inducements".into(),
                "do not open a deal, even all together".into(),
                "–".into(),
            ],
            because: given.collect(),
        }];
    }
    let row = |(entries, inducement): &(Vec<usize>, Inducement)| {
        let chosen: Vec<&Offer> = entries.iter().map(|&at| &offers[at]).collect();
        let mut givers: Vec<String> = chosen
            .iter()
            .map(|offer| words::name(case, offer.by))
            .collect();
        givers.dedup();
        let names: Vec<String> = chosen
            .iter()
            .map(|offer| offered(case, study, weak, offer))
            .collect();
        let least = if weak.menu.is_priced() {
            "with the least effort"
        } else {
            "with the fewest additions (not of every one it is said what it takes at the most; one each)"
        };
        let what = format!("adds, {least}, {}", words::joined(&names, "and"));
        let who = words::joined(&givers, "and");
        let mut found = row(case, study, on.0, &who, &what, &inducement.opens);
        let given = chosen.iter().map(|offer| Because::from(offer.assumption));
        found.because.extend(given);
        found
    };
    on.1.from_menu.iter().map(row).collect()
}

/// How efforts are counted, where that is more than one number on one scale.
fn efforts(case: &Case, weak: &Weak) -> Option<Block> {
    let menu = &weak.menu;
    let mut told = Vec::new();
    let exact = |offer: &Offer| {
        offer
            .effort
            .is_none_or(|effort| effort.as_exact().is_some())
    };
    if menu.is_priced() && !menu.offers.iter().all(exact) {
        told.push("An effort that is a range counts at its most.".to_owned());
    }
    let mut givers: Vec<_> = menu.offers.iter().map(|offer| offer.by).collect();
    givers.sort_unstable();
    givers.dedup();
    if menu.is_priced() && givers.len() > 1 {
        let names: Vec<String> = givers.iter().map(|&by| words::name(case, by)).collect();
        told.push(format!(
            "The efforts of {} are compared and added as if on one scale, which nobody said they are on.",
            words::joined(&names, "and")
        ));
    }
    (!told.is_empty()).then(|| Block::Remark(told.join(" ")))
}

/// For each party the packages that lack only its yes.
fn lacking_only(case: &Case, study: &Study, found: &Blockers) -> Table {
    let rows = found.lacking_only.iter().enumerate().map(|(at, &count)| {
        let count = if silent(study, at) {
            "not known".to_owned()
        } else {
            count.to_string()
        };
        Row {
            cells: vec![party(case, study, at), count],
            because: assumed(study),
        }
    });
    Table {
        cited: true,
        id: "blockers",
        columns: ["party", "packages that lack only its yes"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    }
}

/// Whether the case does not say what no deal is worth to a party.
fn silent(study: &Study, at: usize) -> bool {
    let known = study.known.iter().find(|known| known.party == at);
    known.is_none_or(|known| known.no_reservation)
}

/// Each party's own drop; what a mediator adds for it opens the same deals.
fn alone(case: &Case, study: &Study, (exact, end): (&Exact, &AtEnd)) -> Vec<Row> {
    let drops = end.thresholds.alone.iter().enumerate();
    let parties = drops.clone().map(|(at, drop)| {
        let name = party(case, study, at);
        let why_not = |why: &str| Row {
            cells: vec![name.clone(), why.to_owned(), "–".to_owned()],
            because: assumed(study),
        };
        match drop {
            _ if silent(study, at) => why_not("what no deal is worth to it is not known"),
            Some(drop) => {
                let what = format!("comes down by {}", points(study, at, drop.by));
                row(case, study, exact, &name, &what, &drop.opens)
            }
            None => why_not("cannot open a deal alone"),
        }
    });
    let mediator = drops.filter_map(|(at, drop)| {
        let drop = drop.as_ref().filter(|_| !silent(study, at))?;
        let (by, name) = (points(study, at, drop.by), party(case, study, at));
        let what = format!("adds {by} for {name}");
        Some(row(case, study, exact, "a mediator", &what, &drop.opens))
    });
    parties.chain(mediator).collect()
}

/// Drops that are least in all, and that are least for whoever has to move most, by the parties and by a
/// mediator for them. Both compare the parties' points, so that they are asked only of one kind of points.
fn together(case: &Case, study: &Study, (exact, end): (&Exact, &AtEnd), rows: &mut Vec<Row>) {
    let each = end.thresholds.each.iter();
    let even = each.flat_map(|each| evenly(&end.deal, &exact.frontier.points, each));
    let mut moves: Vec<(Vec<i64>, Vec<usize>, &str)> = end
        .inducements
        .iter()
        .map(|found| (found.adds.clone(), found.opens.clone(), "least in all"))
        .collect();
    for (drops, opens) in even {
        match moves.iter_mut().find(|(adds, ..)| *adds == drops) {
            Some(both) => both.2 = "least in all, and least for whoever moves most",
            None => moves.push((drops, opens, "least for whoever moves most")),
        }
    }
    let movers = |drops: &[i64]| -> Vec<(String, String)> {
        let drops = drops.iter().enumerate().filter(|(_, drop)| **drop > 0);
        drops
            .map(|(at, &drop)| (party(case, study, at), points(study, at, drop)))
            .collect()
    };
    let listed = |parts: Vec<(String, String)>, say: &dyn Fn(&str, &str) -> String| {
        let parts: Vec<String> = parts.iter().map(|(name, by)| say(name, by)).collect();
        words::joined(&parts, "and")
    };
    for (drops, opens, word) in &moves {
        let who = listed(movers(drops), &|name, _| name.to_owned());
        let what = match &movers(drops)[..] {
            [(_, by)] => format!("comes down by {by}: {word}"),
            several => {
                let by = listed(several.to_vec(), &|name, by| format!("{name} by {by}"));
                format!("come down together, {by}: {word}")
            }
        };
        rows.push(row(case, study, exact, &who, &what, opens));
    }
    for (drops, opens, word) in &moves {
        let adds = listed(movers(drops), &|name, by| format!("{by} for {name}"));
        let what = format!("adds {adds}: {word}");
        rows.push(row(case, study, exact, "a mediator", &what, opens));
    }
}

fn row(case: &Case, study: &Study, exact: &Exact, who: &str, what: &str, opens: &[usize]) -> Row {
    let examples = &exact.frontier.points.examples;
    let opens = opens.first().map_or_else(String::new, |&at| {
        let more = opens.len() - 1;
        let first = package(case, study, &study.board.space.package(examples[at]));
        if more > 0 {
            format!("{first} (and {more} more)")
        } else {
            first
        }
    });
    Row {
        cells: vec![who.to_owned(), what.to_owned(), opens],
        because: assumed(study),
    }
}

/// Why no move of worth can be looked for where something is assumed.
const NOT_SAID: &str = "What no deal is worth is not assumed of those whose yes it takes, so how far anybody would \
                        have to come down cannot be said; give a `reservation`.";

/// Why no move of worth can be looked for.
fn not_asked(case: &Case, study: &Study, section: &mut Section) {
    section.statements(contradictions(case, study));
    let no_line = study.binding.is_none() && study.at_their_word.is_none();
    let why = if !study.contradictions.is_empty() {
        return section.blocks.push(Block::Remark(MEND.to_owned()));
    } else if !study.known.is_empty() {
        NOT_SAID
    } else if no_line {
        "No line is known and nothing is assumed about preferences, so there is no move to look for."
    } else {
        return;
    };
    section.blocks.push(Block::Remark(why.to_owned()));
}

/// `i1` (10 for Ash; effort 2): what it adds, and what that takes.
pub(super) fn offered(case: &Case, study: &Study, weak: &Weak, offer: &Offer) -> String {
    let adds = offer
        .entry
        .adds
        .iter()
        .enumerate()
        .filter(|(_, add)| **add != 0);
    let adds: Vec<String> = adds
        .map(|(at, &add)| {
            let to = member(study, weak, at);
            format!("{} for {}", points(study, to, add), party(case, study, to))
        })
        .collect();
    let adds = if adds.is_empty() {
        "nothing for those asked".to_owned()
    } else {
        words::joined(&adds, "and")
    };
    let effort = offer
        .effort
        .map_or_else(String::new, |effort| format!("; effort {effort}"));
    let (id, _) = assumption(case, offer.assumption);
    format!("`{id}` ({adds}{effort})")
}

/// What the case says of each inducement; what is none, and why.
pub(super) fn told_of(case: &Case, study: &Study, weak: &Weak, section: &mut Section) {
    let menu = &weak.menu;
    for offer in &menu.offers {
        if let (_, Some(says)) = assumption(case, offer.assumption) {
            section.blocks.push(Block::Remark(format!(
                "{}: “{}”",
                offered(case, study, weak, offer),
                says.trim()
            )));
        }
    }
    let names: Vec<String> = menu
        .owed
        .iter()
        .map(|id| format!("`{}`", case.assumptions.label(*id).id))
        .collect();
    if !names.is_empty() {
        section.blocks.push(Block::Remark(format!(
            "Left out: {}. What is owed whatever happens is no inducement.",
            words::joined(&names, "and")
        )));
    }
    if menu.left_out > 0 {
        section.blocks.push(Block::Remark(format!(
            "{} more inducements are left out; {} are looked at.",
            menu.left_out,
            menu.offers.len()
        )));
    }
}
