//! The deal space: what is possible, for whom, under what is assumed.

use super::board::{
    assumed, because, head, line, many, member, package, party, points, share, touched,
};
use crate::page::{Block, Class, Row, Section, Statement, Table};
use crate::pages::View;
use crate::words;
use armistice_case::model::{Case, NodeId};
use armistice_engine::deal::frontier::{BlockMethod, Frontier};
use armistice_engine::deal::lines::Taken;
use armistice_engine::deal::map::Placed;
use armistice_engine::deal::preferences::{Acceptable, Method};
use armistice_engine::deal::robust::acceptability::Input;
use armistice_engine::deal::solutions::{Concept, Picked};
use armistice_engine::deal::{Exact, Stated, Study, Weak};
use armistice_engine::provenance::Because;

/// What is on the table and what stated lines leave of it.
pub fn stated(case: &Case, study: &Study) -> Section {
    let mut section = Section::new("stated-lines", "What stated lines leave open");
    section.aside = format!(
        "{}, {} packages",
        words::plural(study.board.axes.len(), "issue", "issues"),
        many(study.board.space.count())
    );
    let mut statements = Vec::new();
    for stated in study.binding.iter().chain(&study.at_their_word) {
        statements.extend(zone(case, study, stated));
    }
    if statements.is_empty() {
        statements.push(Statement::new(
            "deal",
            "no-lines",
            "No refusal or demand on an issue is known, so stated lines leave every package open.",
            vec![Because::Absence(
                "claims with `refuses` or `demands` on an issue".to_owned(),
            )],
        ));
    }
    section.statements(statements);
    if !study.board.left_out.is_empty() {
        let names: Vec<String> = study
            .board
            .left_out
            .iter()
            .map(|issue| case.issue_name(*issue).to_owned())
            .collect();
        section.blocks.push(Block::Remark(format!(
            "Left out, because the case gives no answers to choose from: {}.",
            names.join(", ")
        )));
    }
    if let Some(axis) = study.board.axes.iter().find(|axis| axis.coarse) {
        section.blocks.push(Block::Remark(format!(
            "Of the long range of {} only the amounts that the case names, and their neighbours, are answers.",
            case.issue_name(axis.issue)
        )));
    }
    section
}

/// How the page calls a lens.
pub fn lens(taken: Taken) -> &'static str {
    match taken {
        Taken::AsAssumed => "If the lines hold that are assumed to bind",
        Taken::AllStated => "If everybody were taken at their word",
    }
}

fn zone(case: &Case, study: &Study, stated: &Stated) -> Vec<Statement> {
    let lead = lens(stated.taken);
    let all: Vec<usize> = (0..stated.lines.len()).collect();
    if let Some(open) = &stated.answer.zone {
        let text = format!(
            "{lead} ({}), there is a deal, such as {}.",
            words::plural(stated.lines.len(), "line", "lines"),
            touched(case, study, stated, open)
        );
        return vec![Statement::new(
            "deal",
            "zone-open",
            text,
            because(stated, &all),
        )];
    }
    let text = format!(
        "{lead} ({}), no package is left; {}{}.",
        words::plural(stated.lines.len(), "line", "lines"),
        words::plural(
            stated.answer.conflicts.len(),
            "smallest conflict",
            "smallest conflicts"
        ),
        if stated.answer.complete {
            ""
        } else {
            " listed, perhaps not all"
        }
    );
    let mut statements = vec![
        Statement::new("deal", "zone-closed", text, because(stated, &all))
            .class(class(stated.taken)),
    ];
    for conflict in &stated.answer.conflicts {
        let lines: Vec<String> = conflict
            .iter()
            .map(|&at| line(case, study, &stated.lines[at]))
            .collect();
        statements.push(
            Statement::new(
                "deal",
                "lines-conflict",
                format!("These cannot hold together: {}.", lines.join("; ")),
                because(stated, conflict),
            )
            .class(class(stated.taken))
            .reach(conflict.len()),
        );
    }
    statements
}

fn class(taken: Taken) -> Class {
    if taken == Taken::AsAssumed {
        Class::Blocks
    } else {
        Class::Informs
    }
}

/// Whose lines these are, each party once.
pub fn holders(stated: &Stated, lines: &[usize]) -> Vec<usize> {
    let mut holders: Vec<usize> = lines.iter().map(|&at| stated.lines[at].holder).collect();
    holders.sort_unstable();
    holders.dedup();
    holders
}

/// Sentences for the first lines of the brief.
pub fn pool(case: &Case, study: &Study) -> Vec<Statement> {
    let mut pool = Vec::new();
    if let Some(stated) = &study.binding
        && stated.answer.zone.is_none()
        && let Some(first) = stated.answer.openings.first()
    {
        let same_size = stated
            .answer
            .openings
            .iter()
            .filter(|opening| opening.lines.len() == first.lines.len());
        let mut movers: Vec<Vec<usize>> = same_size
            .map(|opening| holders(stated, &opening.lines))
            .collect();
        movers.sort_by_key(|holders| (holders.len(), holders.clone()));
        movers.dedup();
        let movers: Vec<String> = movers
            .iter()
            .map(|holders| {
                let names: Vec<String> = holders.iter().map(|&at| party(case, study, at)).collect();
                format!("by {}", words::joined(&names, "and"))
            })
            .collect();
        let assumed: Vec<String> = case
            .assumptions
            .iter()
            .filter(|(_, assumption)| !assumption.binding.is_empty())
            .map(|(id, _)| format!("`{}`", case.assumptions.label(id).id))
            .collect();
        let text = format!(
            "If {} hold, no deal is left; the smallest openings give up {}, {}.",
            words::joined(&assumed, "and"),
            words::plural(first.lines.len(), "line", "lines"),
            words::joined(&movers, "or")
        );
        let reach = stated
            .lines
            .iter()
            .flat_map(|line| line.axes.iter())
            .count();
        pool.push(
            Statement::new(
                "deal",
                "zone-closed",
                text,
                because(stated, &all_opened(stated)),
            )
            // It holds by assumption, so what was heard comes before it.
            .class(Class::Informs)
            .reach(reach.min(case.issues.len())),
        );
    }
    for contradiction in &study.contradictions {
        pool.push(contradicts(case, study, contradiction).class(Class::CannotBothHold));
    }
    pool
}

/// Every line that some smallest opening gives up.
fn all_opened(stated: &Stated) -> Vec<usize> {
    let mut lines: Vec<usize> = stated
        .answer
        .openings
        .iter()
        .flat_map(|opening| opening.lines.iter().copied())
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

fn contradicts(
    case: &Case,
    study: &Study,
    contradiction: &armistice_engine::deal::known::Contradiction,
) -> Statement {
    let said: Vec<String> = contradiction
        .statements
        .iter()
        .map(|(text, span)| match span {
            Some(span) => format!("{text} ({})", case.files.place(*span)),
            None => text.clone(),
        })
        .collect();
    let known = study
        .known
        .iter()
        .find(|known| known.party == contradiction.party);
    let because = known.map_or_else(Vec::new, |known| {
        known
            .assumptions
            .iter()
            .map(|id| Because::Node(NodeId::Assumption(*id)))
            .collect()
    });
    Statement::new(
        "deal",
        "preferences-contradict",
        format!(
            "What is assumed about {} cannot all be so: {}.",
            party(case, study, contradiction.party),
            said.join("; ")
        ),
        because,
    )
}

/// What is assumed about each party.
pub fn knowledge(case: &Case, study: &Study) -> Section {
    let mut section = Section::new("assumed-preferences", "What is assumed about preferences");
    if study.known.is_empty() {
        section.blocks.push(Block::Remark(
            "Nothing is assumed about what any party prefers; only stated lines are used."
                .to_owned(),
        ));
        return section;
    }
    let rows = (0..study.board.parties.len())
        .map(|at| {
            let known = study.known.iter().find(|known| known.party == at);
            let Some(known) = known else {
                let absence = Because::Absence("no assumption about its preferences".to_owned());
                return Row {
                    cells: vec![
                        party(case, study, at),
                        "nothing".into(),
                        "–".into(),
                        "–".into(),
                    ],
                    because: vec![absence],
                };
            };
            let k = &known.knowledge;
            let strength = if k.weights.iter().all(|w| w.is_exact()) && known.utility().is_some() {
                "exact scores"
            } else if k.weights.iter().any(|w| w.low > 0 || w.high < k.total) {
                "ranges of weights"
            } else {
                "orders only"
            };
            let reservation = match (known.no_reservation, k.reservation.is_exact()) {
                (true, _) => "not said".to_owned(),
                (_, true) => points(study, at, k.reservation.low),
                (_, false) => format!(
                    "{} to {}",
                    points(study, at, k.reservation.low),
                    points(study, at, k.reservation.high)
                ),
            };
            Row {
                cells: vec![
                    party(case, study, at),
                    strength.to_owned(),
                    reservation,
                    match k.prepare().map(|prepared| prepared.method()) {
                        Some(Method::Exact) => "exact",
                        Some(Method::Intervals) => "exact, by the ends of the ranges",
                        Some(Method::Order) => "exact, by the corners of the order",
                        Some(Method::LinearProgramme) => "linear programme, within 1e-9",
                        None => "contradictory",
                    }
                    .to_owned(),
                ],
                because: known
                    .assumptions
                    .iter()
                    .map(|id| Because::Node(NodeId::Assumption(*id)))
                    .collect(),
            }
        })
        .collect();
    section.table(Table {
        cited: false,
        id: "assumed-preferences",
        columns: [
            "party",
            "what is assumed",
            "no deal is worth",
            "how it is computed",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    });
    section.statements(
        study
            .contradictions
            .iter()
            .map(|c| contradicts(case, study, c))
            .collect(),
    );
    section
}

/// Which packages are necessary, possible, impossible.
pub fn map(case: &Case, study: &Study, view: &View) -> Section {
    let mut section = Section::new("package-map", "Which packages are possible, for whom");
    let Some(weak) = &study.weak else {
        return section;
    };
    let map = match &weak.map {
        Ok(map) => map,
        Err(refusal) => {
            section.blocks.push(Block::Remark(format!(
                "No map: {refusal}. To get one, {}.",
                refusal.help
            )));
            named(case, study, weak, &mut section);
            return section;
        }
    };
    let [impossible, possible, necessary] = map.counts;
    let whom = if weak.members.len() < study.board.parties.len() {
        let members: Vec<String> = (0..weak.members.len())
            .map(|at| party(case, study, member(study, weak, at)))
            .collect();
        format!(
            "{} (what the others would accept is not known)",
            words::joined(&members, "and")
        )
    } else {
        "every party".to_owned()
    };
    section.statements(vec![Statement::new(
        "deal",
        "package-map",
        format!(
            "Of {} packages, {necessary} are acceptable to {whom} under everything that fits what is assumed \
             (necessary), {possible} under some of it (possible), {impossible} under none.",
            necessary + possible + impossible
        ),
        assumed(study),
    )]);
    let rows = (0..weak.members.len())
        .map(|at| {
            let known = &study.known[weak.members[at]];
            let [no, maybe, yes] = map.by_party[at];
            Row {
                cells: vec![
                    party(case, study, known.party),
                    yes.to_string(),
                    maybe.to_string(),
                    no.to_string(),
                    map.certain_blocks[at].to_string(),
                ],
                because: known
                    .assumptions
                    .iter()
                    .map(|id| Because::Node(NodeId::Assumption(*id)))
                    .collect(),
            }
        })
        .collect();
    section.table(Table {
        cited: false,
        id: "package-map",
        columns: [
            "party",
            "necessary",
            "possible",
            "impossible",
            "blocked by it alone",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    });
    named(case, study, weak, &mut section);
    placed_table(
        case,
        study,
        weak,
        "best-packages",
        map.best
            .iter()
            .take(view.top)
            .map(|placed| (String::new(), placed)),
        &mut section,
    );
    section
}

fn named(case: &Case, study: &Study, weak: &Weak, section: &mut Section) {
    let packages = weak.named.iter().map(|(id, placed)| (id.clone(), placed));
    placed_table(case, study, weak, "named-packages", packages, section);
}

fn word(acceptable: Acceptable) -> &'static str {
    match acceptable {
        Acceptable::Impossible => "impossible",
        Acceptable::Possible => "possible",
        Acceptable::Necessary => "necessary",
    }
}

fn placed_table<'p>(
    case: &Case,
    study: &Study,
    weak: &Weak,
    id: &'static str,
    packages: impl Iterator<Item = (String, &'p Placed)>,
    section: &mut Section,
) {
    let shares = weak
        .acceptability
        .as_ref()
        .and_then(|found| found.as_ref().ok());
    let mut columns = vec!["package".to_owned(), "for all".to_owned()];
    columns.extend((0..weak.members.len()).map(|at| head(case, study, member(study, weak, at))));
    if shares.is_some() {
        columns.push("share of draws".to_owned());
    }
    let rows = packages
        .map(|(id, placed)| {
            let name = package(case, study, &placed.package);
            let mut cells = vec![if id.is_empty() {
                name
            } else {
                format!("{id}: {name}")
            }];
            cells.push(word(placed.overall).to_owned());
            cells.extend(
                placed
                    .by_party
                    .iter()
                    .map(|acceptable| word(*acceptable).to_owned()),
            );
            let found = shares.and_then(|found| {
                found
                    .packages
                    .iter()
                    .find(|(package, _)| *package == placed.package)
                    .map(|(_, s)| share(*s))
            });
            if shares.is_some() {
                cells.push(found.unwrap_or_else(|| "–".to_owned()));
            }
            Row {
                cells,
                because: assumed(study),
            }
        })
        .collect();
    section.table(Table {
        cited: true,
        id,
        columns,
        rows,
    });
}

/// How much hangs on what is not known.
pub fn robustness(case: &Case, study: &Study) -> Section {
    let mut section = Section::new("robustness", "How much hangs on what is not known");
    let Some(weak) = &study.weak else {
        return section;
    };
    let found = match &weak.acceptability {
        None => return section,
        Some(Ok(found)) => found,
        Some(Err(refusal)) => {
            section
                .blocks
                .push(Block::Remark(format!("Not computed: {refusal}.")));
            return section;
        }
    };
    section.aside = format!(
        "{} draws, seed {}",
        found.sampling.draws, found.sampling.seed
    );
    let mut statements = vec![Statement::new(
        "deal",
        "zone-share",
        format!(
            "There is a package acceptable to all {}.",
            share(found.zone)
        ),
        assumed(study),
    )];
    if let Some(first) = found.deciding.first() {
        let reach = (first.high.value - first.low.value).abs();
        let noise = first.high.half_width + first.low.half_width;
        let text = if reach > noise {
            format!(
                "What decides most is {}: with it low there is a zone {}, with it high {}.",
                input(case, study, weak, first.input),
                share(first.low),
                share(first.high)
            )
        } else {
            "No single assumption moves the share of draws with a zone by more than chance does: undecided.".to_owned()
        };
        statements.push(Statement::new(
            "deal",
            "deciding-assumption",
            text,
            assumed(study),
        ));
    }
    section.statements(statements);
    section.table(Table {
        cited: true,
        id: "deciding",
        columns: ["what is not known", "zone when low", "zone when high"]
            .map(str::to_owned)
            .to_vec(),
        rows: found
            .deciding
            .iter()
            .take(6)
            .map(|d| Row {
                cells: vec![
                    input(case, study, weak, d.input),
                    share(d.low),
                    share(d.high),
                ],
                because: assumed(study),
            })
            .collect(),
    });
    section
}

/// An uncertain input in words.
fn input(case: &Case, study: &Study, weak: &Weak, input: Input) -> String {
    match input {
        Input::Weight { party: at, issue } => format!(
            "how much {} cares about {}",
            party(case, study, member(study, weak, at)),
            case.issue_name(study.board.axes[issue].issue)
        ),
        Input::Reservation { party: at } => {
            format!(
                "what no deal is worth to {}",
                party(case, study, member(study, weak, at))
            )
        }
    }
}

/// The word for a rule in tables and on the command line.
pub fn concept(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "nash",
        Concept::KalaiSmorodinsky => "kalai-smorodinsky",
        Concept::Egalitarian => "egalitarian",
        Concept::Leximin => "leximin",
        Concept::Proportional => "proportional",
        Concept::Utilitarian => "utilitarian",
        Concept::RelativeUtilitarian => "relative-utilitarian",
    }
}

fn rule(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "largest product of surpluses",
        Concept::KalaiSmorodinsky => "largest smallest share of the best each could get",
        Concept::Egalitarian => "largest smallest surplus",
        Concept::Leximin => "the same, then the next smallest",
        Concept::Proportional => "largest smallest surplus, in equal proportions",
        Concept::Utilitarian => "largest sum (adds the parties' scales)",
        Concept::RelativeUtilitarian => "largest sum of shares of the best each could get",
    }
}

/// What each rule picks, side by side.
pub fn solutions(case: &Case, study: &Study, view: &View) -> Section {
    let mut section = Section::new("solutions", "What different rules would pick");
    let Some(exact) = &study.exact else {
        return section;
    };
    section.aside = "options to discuss, none is the deal".to_owned();
    let reach = method(case, study, &exact.frontier);
    section.statements(vec![Statement::new(
        "deal",
        "frontier",
        format!(
            "{} cannot be improved for one party without loss to another; {} of them are acceptable to all. {reach}",
            words::plural(exact.frontier.points.len(), "utility point", "utility points"),
            exact.zone.points.len()
        ),
        assumed(study),
    )]);
    let mut columns = vec!["rule".to_owned(), "package".to_owned()];
    columns.extend((0..study.board.parties.len()).map(|at| head(case, study, at)));
    columns.push("as good".to_owned());
    let mut rows = Vec::new();
    for picked in exact
        .picks
        .iter()
        .filter(|p| view.solution.is_none_or(|only| only == p.concept))
    {
        let name = format!("{}: {}", concept(picked.concept), rule(picked.concept));
        rows.extend(
            picked
                .points
                .iter()
                .map(|&at| point_row(case, study, exact, name.clone(), at)),
        );
        remarks(case, study, picked, &mut section);
    }
    if let Some(path) = exact.raiffa.as_ref().filter(|_| view.solution.is_none()) {
        let name = format!(
            "raiffa: {} from no deal",
            words::plural(path.steps.len() - 1, "step", "steps")
        );
        rows.extend(
            path.points
                .iter()
                .map(|&at| point_row(case, study, exact, name.clone(), at)),
        );
    }
    section.table(Table {
        cited: true,
        id: "solutions",
        columns,
        rows,
    });
    if exact.zone.points.is_empty() {
        section.blocks.push(Block::Remark(
            "No package is acceptable to all, so no rule picks any: see `armistice openings`."
                .to_owned(),
        ));
    }
    if study.known.iter().any(|known| known.no_reservation) {
        section.blocks.push(Block::Remark(
            "Where the case does not say what no deal is worth, it is taken as the party's worst package.".to_owned(),
        ));
    }
    section
}

fn remarks(case: &Case, study: &Study, picked: &Picked, section: &mut Section) {
    if !picked.without.is_empty() {
        let names: Vec<String> = picked
            .without
            .iter()
            .map(|&at| party(case, study, at))
            .collect();
        section.blocks.push(Block::Remark(format!(
            "{}: {} cannot gain in the zone and is left out of the shares.",
            concept(picked.concept),
            words::joined(&names, "and")
        )));
    }
    if picked.partial {
        section.blocks.push(Block::Remark(
            "nash: no package leaves every party strictly better off; the product is taken over as many as can be."
                .to_owned(),
        ));
    }
}

fn point_row(case: &Case, study: &Study, exact: &Exact, name: String, at: usize) -> Row {
    let zone = &exact.zone.points;
    let mut cells = vec![
        name,
        package(case, study, &study.board.space.package(zone.examples[at])),
    ];
    cells.extend(
        zone.point(at)
            .iter()
            .enumerate()
            .map(|(party, &u)| points(study, party, u)),
    );
    cells.push(words::plural(
        usize::try_from(zone.counts[at]).unwrap_or(usize::MAX),
        "package",
        "packages",
    ));
    Row {
        cells,
        because: assumed(study),
    }
}

/// How the frontier was found, and why so.
fn method(case: &Case, study: &Study, frontier: &Frontier) -> String {
    let issues = |list: &[usize]| {
        let names: Vec<String> = list
            .iter()
            .map(|&axis| case.issue_name(study.board.axes[axis].issue).to_owned())
            .collect();
        words::joined(&names, "and")
    };
    let alone = frontier
        .methods
        .iter()
        .filter(|m| matches!(m, BlockMethod::Options { .. }))
        .count();
    let mut parts = Vec::new();
    if alone > 0 {
        parts.push(format!(
            "{} merged one by one, since nothing ties them",
            words::plural(alone, "issue", "issues")
        ));
    }
    for block in &frontier.methods {
        match block {
            BlockMethod::Options { .. } => {}
            BlockMethod::Enumerated {
                issues: list,
                packages,
            } => {
                parts.push(format!(
                    "{} tied together, all {packages} ways looked at",
                    issues(list)
                ));
            }
            BlockMethod::Bounded {
                issues: list,
                packages,
                finished,
                ..
            } => parts.push(format!(
                "{} tied together in {} ways, searched by branch and bound{}",
                issues(list),
                many(*packages),
                if *finished {
                    " to the end"
                } else {
                    ", cut short: better packages may exist"
                }
            )),
        }
    }
    let exact = if frontier.is_exact() {
        "Exact"
    } else {
        "Not exact"
    };
    let within = if frontier.within > 0 {
        format!(
            "; every package is within {} units of a listed point",
            frontier.within
        )
    } else {
        String::new()
    };
    format!("{exact}: {}{within}.", parts.join("; "))
}

/// The frontier as a table.
pub fn frontier(case: &Case, study: &Study, view: &View) -> Section {
    let mut section = Section::new("frontier", "The frontier");
    let Some(exact) = study.exact.as_ref().filter(|_| view.frontier) else {
        return section;
    };
    let points_on = &exact.frontier.points;
    let mut columns = vec!["package".to_owned()];
    columns.extend((0..study.board.parties.len()).map(|at| head(case, study, at)));
    columns.extend(["for all".to_owned(), "as good".to_owned()]);
    let mut order: Vec<usize> = (0..points_on.len()).collect();
    if let Some(at) = view.party.and_then(|actor| study.board.party(actor)) {
        order.sort_by_key(|&i| (std::cmp::Reverse(points_on.point(i)[at]), i));
    }
    let shown = order.len().min(view.top);
    section.aside = format!("{shown} of {} shown", order.len());
    let rows = order
        .into_iter()
        .take(view.top)
        .map(|at| {
            let utilities = points_on.point(at);
            let mut cells = vec![package(
                case,
                study,
                &study.board.space.package(points_on.examples[at]),
            )];
            cells.extend(
                utilities
                    .iter()
                    .enumerate()
                    .map(|(party, &u)| points(study, party, u)),
            );
            let short: Vec<String> = exact
                .deal
                .shortfalls(utilities)
                .iter()
                .enumerate()
                .filter(|(_, s)| **s > 0)
                .map(|(at, &s)| {
                    format!("{} lacks {}", party(case, study, at), points(study, at, s))
                })
                .collect();
            cells.push(if short.is_empty() {
                "acceptable".to_owned()
            } else {
                short.join(", ")
            });
            cells.push(many(points_on.counts[at]));
            Row {
                cells,
                because: assumed(study),
            }
        })
        .collect();
    section.table(Table {
        cited: true,
        id: "frontier",
        columns,
        rows,
    });
    section
}
