//! The conflict as a graph model: which states hold, for whom and why, how to get there from
//! today, and what would move a state.

use crate::page::{Class, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{AssumptionId, Case, NodeId, StateId};
use armistice_engine::conflict::behaviour::Concept;
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::from_case::{self, Model, Origin};
use armistice_engine::conflict::induce::Induce;
use armistice_engine::conflict::reach::Step;
use armistice_engine::conflict::robustness::{Change, How};
use armistice_engine::conflict::seeds::Seed;
use armistice_engine::conflict::stability::{Certificate, Verdict};
use armistice_engine::conflict::survey::{Certainty, Judged, Method, StateReport, Survey, Way};
use armistice_engine::provenance::Because;

const ENGINE: &str = "conflict";

/// Most changes, sets or patterns named in one sentence or table.
const NAMED: usize = 6;
/// Most equilibria named in one sentence.
const LISTED: usize = 24;

/// Names for one page.
struct Names<'a> {
    case: &'a Case,
    model: &'a Model,
}

impl Names<'_> {
    fn maker(&self, maker: usize) -> String {
        words::name(self.case, self.model.makers[maker])
    }

    fn makers(&self, makers: &[usize]) -> String {
        let names: Vec<String> = makers.iter().map(|maker| self.maker(*maker)).collect();
        words::joined(&names, "and")
    }

    /// Decision makers by their ids, short enough for a cell.
    fn ids(&self, makers: &[usize]) -> String {
        let ids: Vec<String> = makers
            .iter()
            .map(|maker| {
                self.case
                    .label(NodeId::Actor(self.model.makers[*maker]))
                    .id
                    .to_string()
            })
            .collect();
        ids.join(", ")
    }

    /// A state by its id or its letters, short enough for a cell.
    fn id(&self, state: Code) -> String {
        match self.model.name_of(state) {
            Some(id) => self.case.label(NodeId::State(id)).id.to_string(),
            None => state.letters(self.model.conflict.courses.len()),
        }
    }

    fn course(&self, place: usize) -> String {
        format!(
            "`{}`",
            self.case.label(NodeId::Course(from_case::course(place))).id
        )
    }

    fn courses(&self, places: &[usize]) -> String {
        let names: Vec<String> = places.iter().map(|place| self.course(*place)).collect();
        words::joined(&names, "and")
    }

    /// What is taken in a state.
    fn takes(&self, state: Code) -> String {
        let taken: Vec<usize> = (0..self.model.conflict.courses.len())
            .filter(|course| state.takes(*course))
            .collect();
        if taken.is_empty() {
            "nothing".to_owned()
        } else {
            self.courses(&taken)
        }
    }

    /// A state by its name, or by what is taken in it.
    fn state(&self, state: Code) -> String {
        match self.model.name_of(state) {
            Some(id) => self.named(id),
            None => format!("the state with {} taken", self.takes(state)),
        }
    }

    /// The name of a named state.
    fn named(&self, id: StateId) -> String {
        self.case
            .conflict
            .as_ref()
            .and_then(|conflict| conflict.states[id].name.as_deref())
            .map_or_else(
                || format!("`{}`", self.case.label(NodeId::State(id)).id),
                |name| format!("“{name}”"),
            )
    }

    /// One move: what turns, and for whom.
    fn step(&self, from: Code, step: Step) -> String {
        format!("{} {}", self.maker(step.by), self.turn(from, step.to))
    }

    /// What a move takes and drops.
    fn turn(&self, from: Code, to: Code) -> String {
        let turned = from.difference(to, self.model.conflict.courses.len());
        let (taken, dropped): (Vec<usize>, Vec<usize>) =
            turned.into_iter().partition(|course| to.takes(*course));
        let mut parts = Vec::new();
        if !taken.is_empty() {
            parts.push(format!("takes {}", self.courses(&taken)));
        }
        if !dropped.is_empty() {
            parts.push(format!("drops {}", self.courses(&dropped)));
        }
        words::joined(&parts, "and")
    }

    fn path(&self, from: Code, path: &[Step]) -> String {
        let mut at = from;
        let mut parts = Vec::new();
        for step in path {
            parts.push(self.step(at, *step));
            at = step.to;
        }
        parts.join(", then ")
    }

    fn assumptions(&self, makers: &[usize]) -> Vec<Because> {
        let mut all: Vec<AssumptionId> = makers
            .iter()
            .flat_map(|maker| self.model.assumptions[*maker].iter().copied())
            .collect();
        all.sort();
        all.dedup();
        all.into_iter().map(Because::from).collect()
    }

    /// What a sentence about a state rests on: the state, or the courses, and what is assumed
    /// about some decision makers.
    fn because(&self, state: Code, makers: &[usize]) -> Vec<Because> {
        let mut because: Vec<Because> = Vec::new();
        match self.model.name_of(state) {
            Some(id) => because.push(NodeId::State(id).into()),
            None => because.extend(
                (0..self.model.conflict.courses.len())
                    .filter(|course| state.takes(*course))
                    .map(|course| NodeId::Course(from_case::course(course)).into()),
            ),
        }
        because.extend(self.assumptions(makers));
        if because.is_empty() {
            because.push(Because::Absence(
                "preferences in assumptions; none is given".to_owned(),
            ));
        }
        because
    }

    fn everybody(&self) -> Vec<usize> {
        (0..self.model.makers.len()).collect()
    }
}

/// A behaviour by its name in the field.
fn concept_name(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "Nash",
        Concept::Gmr => "GMR",
        Concept::Smr => "SMR",
        Concept::Seq => "SEQ",
        Concept::Sseq => "SSEQ",
    }
}

/// What a behaviour asks, as it goes on after "holds if".
fn concept_words(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "nobody gains by a move of its own",
        Concept::Gmr => "every gain can be answered, at whatever price to those who answer",
        Concept::Smr => "every gain can be answered, and there is no way out of the answer",
        Concept::Seq => "every gain is answered by moves that pay those who make them",
        Concept::Sseq => {
            "every gain is answered by moves that pay, and there is no way out of the answer"
        }
    }
}

/// The sections of the page of `stability`.
pub fn stability(case: &Case, survey: &Survey) -> Vec<Section> {
    let names = Names {
        case,
        model: &survey.model,
    };
    vec![
        equilibria(&names, survey),
        states(&names, survey),
        reasons(&names, survey),
        ways(&names, survey),
        coalitions(&names, survey),
        foresight(&names, survey),
    ]
}

/// The annex of the brief.
pub fn annex(case: &Case, survey: &Survey) -> Section {
    let names = Names {
        case,
        model: &survey.model,
    };
    let mut section = Section::new("conflict", "Would it hold?");
    section.aside = counted(&names, survey);
    for part in [
        states(&names, survey),
        reasons(&names, survey),
        ways(&names, survey),
    ] {
        section.blocks.extend(part.blocks);
    }
    section
}

/// Sentences for the first lines of the brief: whether today, and each named state, holds.
pub fn pool(case: &Case, survey: &Survey) -> Vec<Statement> {
    let names = Names {
        case,
        model: &survey.model,
    };
    let Some(now) = survey.model.now else {
        return Vec::new();
    };
    let mut pool = Vec::new();
    if let Some(today) = survey.states.iter().find(|report| report.state == now)
        && let Some(concept) = strictest(today)
    {
        let better = survey.states.iter().find(|report| {
            report.state != now
                && strictest(report).is_some()
                && matches!(report.by_improvements, Way::None)
                && matches!(report.by_moves, Way::Found(_))
        });
        let mut text = format!(
            "As assumed, {} holds: {} ({}).",
            names.state(now),
            concept_words(concept),
            concept_name(concept)
        );
        let mut because = names.because(now, &names.everybody());
        if let Some(better) = better {
            text.push_str(&format!(
                " {} would hold too, but no chain of moves that pay each mover leads there.",
                words::capital(&names.state(better.state))
            ));
            because.extend(names.because(better.state, &[]));
        }
        // What rests on assumptions about preferences goes behind what was heard and written.
        pool.push(Statement::new(ENGINE, "stall-holds", text, because));
    }
    pool
}

/// How many states there are and how they were looked at.
fn counted(names: &Names<'_>, survey: &Survey) -> String {
    let courses = names.model.conflict.courses.len();
    let how = match survey.method {
        Method::Explicit => "every state looked at",
        Method::Symbolic => "sets of states, as decision diagrams",
        Method::OneByOne => "every state looked at by itself",
        Method::AskedOnly => "only the states asked about",
    };
    match &survey.possible {
        Some(count) => format!("{count} states of {courses} courses · {how}"),
        None => format!("{courses} courses · {how}"),
    }
}

fn equilibria(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("equilibria", "Which states hold");
    section.aside = counted(names, survey);
    let all = match &survey.possible {
        Some(count) => format!("all {count} states that can be"),
        None => "the states asked about".to_owned(),
    };
    let mut statements = Vec::new();
    for found in &survey.equilibria {
        let head = format!(
            "{}, where {}",
            concept_name(found.concept),
            concept_words(found.concept)
        );
        let mut because = names.assumptions(&names.everybody());
        let text = match &found.count {
            None => format!("{head}: not settled; the decision diagrams grew beyond their bound."),
            Some(count) if found.states.is_empty() && found.patterns.is_empty() => {
                because.push(Because::Absence(all.clone()));
                format!("{head}: {count} states.")
            }
            Some(count) if !found.patterns.is_empty() => format!(
                "{head}: {count} states; among them {} ({} taken, {} not, {} either, course by course).",
                found
                    .patterns
                    .iter()
                    .take(NAMED)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(", "),
                "Y",
                "N",
                "-"
            ),
            Some(count) => {
                let mut listed = listed(names, &found.states);
                let whole = *count == found.states.len().into() && listed.len() <= LISTED;
                listed.truncate(LISTED);
                let noun = if *count == 1u32.into() {
                    "state"
                } else {
                    "states"
                };
                let more = if whole { "" } else { ", and more" };
                format!("{head}: {count} {noun}: {}{more}.", listed.join("; "))
            }
        };
        if because.is_empty() {
            because.push(Because::Absence(
                "preferences in assumptions; none is given".to_owned(),
            ));
        }
        statements.push(Statement::new(ENGINE, "equilibria", text, because));
    }
    section.statements(statements);
    let indifferent: Vec<String> = survey
        .model
        .indifferent()
        .map(|actor| words::name(names.case, actor))
        .collect();
    if !indifferent.is_empty() {
        section.blocks.push(crate::page::Block::Remark(format!(
            "Nothing is assumed about what {} prefers; taken as indifferent, it never leaves a state for its own sake and never answers for its own gain.",
            words::joined(&indifferent, "and")
        )));
    }
    section
}

/// States for a sentence: by name, gathered under a name that holds for several, or by what is
/// taken.
fn listed(names: &Names<'_>, states: &[Code]) -> Vec<String> {
    let mut listed = Vec::new();
    let mut gathered: Vec<(usize, usize)> = Vec::new();
    for state in states {
        let wide = names
            .model
            .named
            .iter()
            .position(|named| named.exactly.is_none() && named.condition.holds(*state));
        match (names.model.name_of(*state), wide) {
            (None, Some(wide)) => match gathered.iter_mut().find(|(name, _)| *name == wide) {
                Some((_, count)) => *count += 1,
                None => gathered.push((wide, 1)),
            },
            (Some(_), _) => listed.push(names.state(*state)),
            (None, None) => listed.push(names.takes(*state)),
        }
    }
    for (wide, count) in gathered {
        let name = names.named(names.model.named[wide].state);
        listed.push(match count {
            1 => format!("one of {name}"),
            n => format!("{n} of {name}"),
        });
    }
    listed
}

/// One row a state, one column a behaviour.
fn states(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("states", "State by state");
    let concepts: Vec<Concept> = survey
        .states
        .first()
        .map(|report| report.judged.iter().map(|(concept, _)| *concept).collect())
        .unwrap_or_default();
    let mut columns = vec!["state".to_owned(), "taken".to_owned()];
    columns.extend(
        concepts
            .iter()
            .map(|concept| concept_name(*concept).to_owned()),
    );
    columns.push("SIM".to_owned());
    let rows = survey
        .states
        .iter()
        .map(|report| {
            let mut cells = vec![
                names.id(report.state),
                names.takes(report.state).replace('`', ""),
            ];
            cells.extend(report.judged.iter().map(|(_, judged)| cell(names, judged)));
            let leaving: Vec<usize> = report
                .simultaneous
                .iter()
                .enumerate()
                .filter(|(_, verdict)| verdict.as_ref().is_some_and(|verdict| !verdict.stable()))
                .map(|(maker, _)| maker)
                .collect();
            cells.push(if !leaving.is_empty() {
                format!("no: {}", names.ids(&leaving))
            } else if report.simultaneous.iter().all(Option::is_some) {
                "holds".to_owned()
            } else {
                "not settled".to_owned()
            });
            Row {
                cells,
                because: names.because(report.state, &names.everybody()),
            }
        })
        .collect();
    section.table(Table {
        id: "states",
        columns,
        rows,
        cited: true,
    });
    section
}

fn cell(names: &Names<'_>, judged: &[Judged]) -> String {
    let of = |wanted: Option<Certainty>| -> Vec<usize> {
        judged
            .iter()
            .enumerate()
            .filter(|(_, judged)| judged.certainty == wanted)
            .map(|(maker, _)| maker)
            .collect()
    };
    let leaving = of(Some(Certainty::Impossible));
    if !leaving.is_empty() {
        return format!("no: {}", names.ids(&leaving));
    }
    if !of(None).is_empty() {
        return "not settled".to_owned();
    }
    let perhaps = of(Some(Certainty::Possible));
    if !perhaps.is_empty() {
        return format!("possible: {}", names.ids(&perhaps));
    }
    let graded: Vec<bool> = judged.iter().filter_map(|judged| judged.strong).collect();
    match (graded.is_empty(), graded.iter().all(|strong| *strong)) {
        (true, _) => "holds".to_owned(),
        (false, true) => "holds, strongly".to_owned(),
        (false, false) => "holds, weakly".to_owned(),
    }
}

/// The strictest behaviour under which a state holds for everyone whatever is unknown.
fn strictest(report: &StateReport) -> Option<Concept> {
    report
        .judged
        .iter()
        .map(|(concept, _)| *concept)
        .find(|concept| report.certainty(*concept) == Some(Certainty::Necessary))
}

/// Why each state holds or does not.
fn reasons(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("reasons", "Why");
    let mut statements = Vec::new();
    for report in &survey.states {
        match strictest(report) {
            Some(concept) => statements.push(holds(names, report, concept)),
            None => statements.extend(gives_way(names, report)),
        }
        statements.extend(leverage(names, report));
    }
    section.statements(statements);
    section
}

fn holds(names: &Names<'_>, report: &StateReport, concept: Concept) -> Statement {
    let mut parts = Vec::new();
    for (other, judged) in &report.judged {
        if *other != concept {
            continue;
        }
        for judged in judged {
            let Some(Verdict {
                maker,
                certificate: Certificate::Stable(sanctions),
                ..
            }) = &judged.verdict
            else {
                continue;
            };
            // One answer is told in words; JSON and the table hold what is left.
            if let Some(sanction) = sanctions.first() {
                let more = match sanctions.len() - 1 {
                    0 => String::new(),
                    1 => " (and one more gain is answered)".to_owned(),
                    n => format!(" (and {n} more gains are answered)"),
                };
                let end = sanction
                    .path
                    .last()
                    .map_or(sanction.improvement, |step| step.to);
                let end = if end == report.state {
                    "which leads back".to_owned()
                } else {
                    format!("which leaves it with {}", names.state(end))
                };
                parts.push(format!(
                    "{} would gain if it {}, but {}, {end}{more}",
                    names.maker(*maker),
                    names.turn(report.state, sanction.improvement),
                    names.path(sanction.improvement, &sanction.path),
                ));
            }
        }
    }
    let why = if parts.is_empty() {
        "nobody gains by a move of its own".to_owned()
    } else {
        parts.join("; ")
    };
    Statement::new(
        ENGINE,
        "state-holds",
        format!(
            "{} holds ({}): {why}.",
            words::capital(&names.state(report.state)),
            concept_name(concept)
        ),
        names.because(report.state, &names.everybody()),
    )
}

fn gives_way(names: &Names<'_>, report: &StateReport) -> Vec<Statement> {
    let Some((concept, judged)) = report.judged.last() else {
        return Vec::new();
    };
    let mut statements = Vec::new();
    for (maker, judged) in judged.iter().enumerate() {
        let text = match (judged.certainty, &judged.verdict) {
            (
                Some(Certainty::Impossible),
                Some(Verdict {
                    certificate: Certificate::Unstable(improvement),
                    ..
                }),
            ) => format!(
                "{} does not hold, not even by {}: {} gains if it {}, and nothing that the others can do makes up for it.",
                words::capital(&names.state(report.state)),
                concept_name(*concept),
                names.maker(maker),
                names.turn(report.state, *improvement),
            ),
            (
                Some(Certainty::Possible),
                Some(Verdict {
                    certificate: Certificate::Unstable(improvement),
                    ..
                }),
            ) => format!(
                "Whether {} holds by {} is open: {} may gain if it {}, which depends on comparisons nobody knows.",
                names.state(report.state),
                concept_name(*concept),
                names.maker(maker),
                names.turn(report.state, *improvement),
            ),
            _ => continue,
        };
        let because = names.because(report.state, &names.everybody());
        statements.push(Statement::new(ENGINE, "state-gives-way", text, because));
    }
    if statements.is_empty() {
        statements.push(Statement::new(
            ENGINE,
            "state-not-settled",
            format!(
                "Whether {} holds was not settled within the bound of the search.",
                names.state(report.state)
            ),
            names.because(report.state, &names.everybody()),
        ));
    }
    statements
}

/// Says where a verdict stands on something that is owed whatever happens.
fn leverage(names: &Names<'_>, report: &StateReport) -> Option<Statement> {
    let concept = strictest(report)?;
    let (_, judged) = report.judged.iter().find(|(other, _)| *other == concept)?;
    let makers: Vec<usize> = judged
        .iter()
        .enumerate()
        .filter(|(_, judged)| judged.leans_on_leverage)
        .map(|(maker, _)| maker)
        .collect();
    if makers.is_empty() {
        return None;
    }
    Some(
        Statement::new(
            ENGINE,
            "leans-on-unconditional",
            format!(
                "That {} holds for {} rests on an answer that turns what is owed whatever happens. Such a duty is nobody's lever; without it the state would not hold.",
                names.state(report.state),
                names.makers(&makers)
            ),
            names.because(report.state, &makers),
        )
        .class(Class::AtRisk),
    )
}

fn ways(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("ways", "From today");
    let Some(now) = survey.model.now else {
        return section;
    };
    let mut statements = Vec::new();
    for report in survey.states.iter().filter(|report| report.state != now) {
        let there = names.state(report.state);
        let mut because = names.because(report.state, &names.everybody());
        let text = match (&report.by_improvements, &report.by_moves) {
            (Way::Found(path), _) => format!(
                "To {there}, each step paying its mover: {}.",
                names.path(now, path)
            ),
            (improvements, Way::Found(path)) => {
                let without = match improvements {
                    Way::None => "no chain of moves that pay each mover leads there",
                    _ => "whether moves that pay each mover lead there was not settled",
                };
                format!(
                    "To {there}: {without}. The shortest way: {}.",
                    names.path(now, path)
                )
            }
            (_, Way::None) => {
                because.push(Because::Absence(
                    "every state that can be reached from today".to_owned(),
                ));
                format!("To {there}: no way leads there from today.")
            }
            _ => format!("To {there}: not settled within the bound of the search."),
        };
        statements.push(Statement::new(ENGINE, "way", text, because));
    }
    section.statements(statements);
    section
}

fn coalitions(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("coalitions", "Who would leave together");
    let mut rows = Vec::new();
    for report in &survey.states {
        for (concept, verdicts) in &report.coalitions {
            for verdict in verdicts.iter().filter(|verdict| verdict.members.len() > 1) {
                let Some(path) = &verdict.leaves else {
                    continue;
                };
                rows.push(Row {
                    cells: vec![
                        names.state(report.state),
                        concept_name(*concept).to_owned(),
                        names.makers(&verdict.members),
                        names.path(report.state, path),
                    ],
                    because: names.because(report.state, &verdict.members),
                });
            }
        }
    }
    let asked = survey
        .states
        .iter()
        .any(|report| !report.coalitions.is_empty());
    if asked && rows.is_empty() {
        section.statements(vec![Statement::new(
            ENGINE,
            "no-coalition",
            "No two or more would leave one of these states together.",
            vec![Because::Absence(
                "every coalition, state and behaviour asked about".to_owned(),
            )],
        )]);
    }
    section.table(Table {
        id: "coalitions",
        columns: ["from", "behaviour", "who", "how"]
            .map(str::to_owned)
            .to_vec(),
        rows,
        cited: true,
    });
    section
}

fn foresight(names: &Names<'_>, survey: &Survey) -> Section {
    let mut section = Section::new("foresight", "Looking further ahead");
    let Some(horizons) = &survey.foresight else {
        return section;
    };
    let both = |sets: &[Vec<Code>; 2]| -> String {
        let states: Vec<String> = sets[0]
            .iter()
            .filter(|state| sets[1].contains(state))
            .map(|state| match names.model.name_of(*state) {
                Some(_) => names.state(*state),
                None => names.takes(*state).replace('`', ""),
            })
            .collect();
        if states.is_empty() {
            "no state".to_owned()
        } else {
            states.join("; ")
        }
    };
    let because = || {
        let mut because = names.assumptions(&names.everybody());
        because.push(Because::Absence("every state that can be".to_owned()));
        because
    };
    let mut rows: Vec<Row> = horizons
        .limited
        .iter()
        .enumerate()
        .map(|(place, sets)| Row {
            cells: vec![words::plural(place + 1, "move", "moves"), both(sets)],
            because: because(),
        })
        .collect();
    rows.push(Row {
        cells: vec![
            "without end".to_owned(),
            horizons
                .non_myopic
                .as_ref()
                .map_or_else(|| "not settled".to_owned(), |found| both(&found.stable)),
        ],
        because: because(),
    });
    section.table(Table {
        id: "foresight",
        columns: ["ahead", "states that hold for both"]
            .map(str::to_owned)
            .to_vec(),
        rows,
        cited: true,
    });
    section
}

/// The sections of the page of `induce`.
pub fn induce(case: &Case, found: &Induce) -> Vec<Section> {
    let names = Names {
        case,
        model: &found.model,
    };
    vec![
        price_list(&names, found),
        settings(&names, found),
        locks(&names, found),
        priorities(&names, found),
        robustness(&names, found),
        inverse(&names, found),
    ]
}

fn price_list(names: &Names<'_>, found: &Induce) -> Section {
    let mut section = Section::new("inducements", "What it takes to stay");
    section.aside = format!("at {}", names.state(found.state));
    let mut columns = vec!["decision maker".to_owned()];
    columns.extend(
        found
            .rows
            .iter()
            .map(|(concept, _)| concept_name(*concept).to_owned()),
    );
    columns.push(format!(
        "must be as good as ({})",
        concept_name(found.concept)
    ));
    let rows = names
        .everybody()
        .into_iter()
        .map(|maker| {
            let mut cells = vec![names.maker(maker)];
            let mut must = "nothing: it cannot move".to_owned();
            for (concept, rows) in &found.rows {
                let row = &rows[maker];
                cells.push(
                    match (row.inducement.must_match, row.inducement.stays, row.levels) {
                        (None, ..) => "no move".to_owned(),
                        (_, true, Some(levels)) => format!("stays, slack {}", -levels),
                        (_, true, None) => "stays".to_owned(),
                        (_, false, Some(levels)) => format!("raise by {levels}"),
                        (_, false, None) => "raise".to_owned(),
                    },
                );
                if *concept == found.concept
                    && let Some(state) = row.inducement.must_match
                {
                    must = names.state(state);
                }
            }
            cells.push(must);
            Row {
                cells,
                because: names.because(found.state, &[maker]),
            }
        })
        .collect();
    section.table(Table {
        id: "inducements",
        columns,
        rows,
        cited: false,
    });
    let mut statements = Vec::new();
    for (concept, rows) in &found.rows {
        if *concept != found.concept {
            continue;
        }
        for row in rows.iter().filter(|row| !row.inducement.stays) {
            let moves: Vec<String> = row
                .inducement
                .temptations
                .iter()
                .take(NAMED)
                .map(|temptation| format!("it {}", names.turn(found.state, temptation.to)))
                .collect();
            statements.push(Statement::new(
                ENGINE,
                "temptation",
                format!(
                    "{} would leave ({}) if {}.",
                    names.maker(row.inducement.maker),
                    concept_name(*concept),
                    words::joined(&moves, "or if")
                ),
                names.because(found.state, &[row.inducement.maker]),
            ));
        }
    }
    section.statements(statements);
    section.blocks.push(crate::page::Block::Remark(
        "Counted in levels of each decision maker's own ordering; levels of two decision makers cannot be compared. For Nash, SMR and GMR the raise is the exact least; for SEQ and SSEQ it is so for each one while the others stay as they are. The slack is how far the state may fall before it gives way.".to_owned(),
    ));
    section
}

fn settings(names: &Names<'_>, found: &Induce) -> Section {
    let mut section = Section::new("mediators", "The mediators' own moves");
    section.aside = concept_name(found.concept).to_owned();
    if !names
        .model
        .conflict
        .makers
        .iter()
        .any(|maker| maker.mediator)
    {
        return section;
    }
    let rows = found
        .settings
        .iter()
        .map(|setting| {
            let leaving: Vec<usize> = (0..setting.stays.len())
                .filter(|maker| !setting.stays[*maker])
                .collect();
            Row {
                cells: vec![
                    if setting.turned.is_empty() {
                        "as it is".to_owned()
                    } else {
                        names.turn(found.state, setting.state)
                    },
                    names.state(setting.state),
                    if leaving.is_empty() {
                        "holds".to_owned()
                    } else {
                        format!("no: {}", names.ids(&leaving))
                    },
                ],
                because: names.because(setting.state, &names.everybody()),
            }
        })
        .collect();
    section.table(Table {
        id: "mediators",
        columns: ["mediators", "state", "then"].map(str::to_owned).to_vec(),
        rows,
        cited: true,
    });
    section
}

fn locks(names: &Names<'_>, found: &Induce) -> Section {
    let mut section = Section::new("locks", "Courses to lock or forbid");
    section.aside = concept_name(found.concept).to_owned();
    let locks = &found.locks;
    let searched = Because::Absence(format!(
        "sets of up to {} among {}; {} tried",
        words::plural(locks.complete_to, "course", "courses"),
        words::plural(locks.among, "course", "courses"),
        locks.tried
    ));
    let mut because = names.because(found.state, &names.everybody());
    let text = match locks.sets.first() {
        Some(first) if first.is_empty() => "Nothing need be locked.".to_owned(),
        Some(_) => {
            let words_of = |set: &Vec<usize>| {
                let (lock, forbid): (Vec<usize>, Vec<usize>) =
                    set.iter().partition(|course| found.state.takes(**course));
                let mut parts = Vec::new();
                if !lock.is_empty() {
                    parts.push(format!("lock {}", names.courses(&lock)));
                }
                if !forbid.is_empty() {
                    parts.push(format!("forbid {}", names.courses(&forbid)));
                }
                words::joined(&parts, "and")
            };
            let sets: Vec<String> = locks.sets.iter().take(NAMED).map(words_of).collect();
            let more = locks.sets.len().saturating_sub(NAMED);
            let more = if more > 0 {
                format!("; or one of {more} more")
            } else {
                String::new()
            };
            let complete = if locks.complete_to >= locks.sets[0].len() {
                ""
            } else {
                " (there may be more of this size)"
            };
            format!(
                "The least that makes it hold: {}{more}{complete}.",
                sets.join("; or ")
            )
        }
        None if locks.complete_to == locks.among => {
            because.push(searched);
            "No set of courses to lock makes it hold.".to_owned()
        }
        None => {
            because.push(searched);
            format!(
                "Not found: every set of up to {} was tried, larger ones were not.",
                words::plural(locks.complete_to, "course", "courses")
            )
        }
    };
    section.statements(vec![Statement::new(ENGINE, "locks", text, because)]);
    section
}

fn priorities(names: &Names<'_>, found: &Induce) -> Section {
    let mut section = Section::new("priorities", "Changes of priorities");
    section.aside = concept_name(found.concept).to_owned();
    let statements = found
        .priorities
        .iter()
        .map(|change| {
            let text = match (change.swaps, change.orders.first()) {
                (Some(swaps), Some(order)) => {
                    let moved: Vec<String> = order
                        .iter()
                        .map(|place| statement(names, change.maker, *place))
                        .collect();
                    let others = match change.orders.len() - 1 {
                        0 => String::new(),
                        n => format!(
                            " ({} as near)",
                            words::plural(n, "other order", "other orders")
                        ),
                    };
                    format!(
                        "{} would stay after {} of neighbours in its priorities: {}{others}.",
                        names.maker(change.maker),
                        words::plural(swaps, "swap", "swaps"),
                        moved.join(" before ")
                    )
                }
                _ if change.exhausted => format!(
                    "No order of its present statements would make {} stay.",
                    names.maker(change.maker)
                ),
                _ => format!(
                    "No order within {} makes {} stay; orders further away were not tried.",
                    words::plural(change.complete_to, "swap", "swaps"),
                    names.maker(change.maker)
                ),
            };
            let mut because = names.because(found.state, &[change.maker]);
            if change.swaps.is_none() {
                because.push(Because::Absence("orders of its statements".to_owned()));
            }
            Statement::new(ENGINE, "priorities", text, because)
        })
        .collect();
    section.statements(statements);
    section
}

/// A statement of preference as it is written.
fn statement(names: &Names<'_>, maker: usize, place: usize) -> String {
    let wishes = names
        .case
        .conflict
        .iter()
        .flat_map(|conflict| &conflict.wishes);
    match names.model.origins[maker].get(place) {
        Some(Origin::Want(assumption, want)) => wishes
            .filter(|wish| wish.assumption == *assumption)
            .find_map(|wish| wish.wants.get(*want))
            .map_or_else(String::new, |want| format!("`{}`", want.text)),
        Some(Origin::Ranked(_, group)) => format!(
            "the first {} of its ranking",
            words::plural(group + 1, "place", "places")
        ),
        None => String::new(),
    }
}

fn robustness(names: &Names<'_>, found: &Induce) -> Section {
    let mut section = Section::new("robustness", "How far from another verdict");
    section.aside = concept_name(found.concept).to_owned();
    let robust = &found.robustness;
    let now = if robust.equilibrium {
        "holds"
    } else {
        "does not hold"
    };
    let mut because = names.because(found.state, &names.everybody());
    let text = match robust.turned_by.first() {
        Some(first) => {
            let sets: Vec<String> = robust
                .turned_by
                .iter()
                .take(NAMED)
                .map(|set| {
                    let changes: Vec<String> = set
                        .iter()
                        .map(|change| change_words(names, *change))
                        .collect();
                    words::joined(&changes, "and")
                })
                .collect();
            let more = robust.turned_by.len().saturating_sub(NAMED);
            let more = if more > 0 {
                format!("; or one of {more} more")
            } else {
                String::new()
            };
            format!(
                "It {now}, and {} would turn that: {}{more}.",
                words::plural(
                    first.len(),
                    "change of a statement",
                    "changes of statements"
                ),
                sets.join("; or ")
            )
        }
        None if robust.among == 0 => {
            because.push(Because::Absence(
                "statements of preference; there are none".to_owned(),
            ));
            format!("It {now}; there is no statement that could change.")
        }
        None => {
            because.push(Because::Absence(format!(
                "sets of up to {} of statements",
                words::plural(robust.complete_to, "change", "changes")
            )));
            format!(
                "It {now}, and no {} of statements turns that; more were not tried.",
                words::plural(robust.complete_to, "change", "changes")
            )
        }
    };
    section.statements(vec![Statement::new(ENGINE, "robustness", text, because)]);
    section
}

fn change_words(names: &Names<'_>, change: Change) -> String {
    let who = names.maker(change.maker);
    let what = statement(names, change.maker, change.statement);
    match change.how {
        How::Dropped => format!("{who} no longer minds {what}"),
        How::Turned => format!("{who} wants the opposite of {what}"),
        How::SwappedWithNext => format!(
            "{who} puts {} before {what}",
            statement(names, change.maker, change.statement + 1)
        ),
    }
}

fn inverse(names: &Names<'_>, found: &Induce) -> Section {
    let mut section = Section::new("inverse", "Which preferences would do");
    section.aside = concept_name(found.concept).to_owned();
    let rows = names
        .everybody()
        .into_iter()
        .map(|maker| {
            let (share, needs) = match &found.inverse[maker] {
                None => ("not settled".to_owned(), String::new()),
                Some(inverse) => {
                    // A share in hundredths of a per cent, rounded down; exact in JSON's cells below.
                    let parts = (&inverse.fitting * 10_000u32) / &inverse.of;
                    let parts: u32 = parts.to_string().parse().unwrap_or(0);
                    let needs: Vec<String> = inverse
                        .requirements
                        .iter()
                        .take(NAMED)
                        .map(|requirement| {
                            let ways: Vec<String> = requirement
                                .one_of
                                .iter()
                                .take(NAMED)
                                .map(|list| {
                                    let states: Vec<String> =
                                        list.iter().map(|state| names.state(*state)).collect();
                                    words::joined(&states, "and")
                                })
                                .collect();
                            let more = requirement.one_of.len().saturating_sub(NAMED);
                            let more = if more > 0 {
                                format!(", or {more} more")
                            } else {
                                String::new()
                            };
                            format!("{}{more}", ways.join(", or "))
                        })
                        .collect();
                    let more = inverse.requirements.len().saturating_sub(NAMED);
                    let more = if more > 0 {
                        format!("; and {more} more")
                    } else {
                        String::new()
                    };
                    let needs = if needs.is_empty() {
                        "nothing".to_owned()
                    } else {
                        format!("{}{more}", needs.join("; and "))
                    };
                    (format!("{}.{:02} %", parts / 100, parts % 100), needs)
                }
            };
            Row {
                cells: vec![names.maker(maker), share, needs],
                because: names.because(found.state, &[maker]),
            }
        })
        .collect();
    section.table(Table {
        id: "inverse",
        columns: [
            "decision maker",
            "of strict rankings",
            "must be no better than this state",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
        cited: false,
    });
    section
}

/// Statements that claims suggest, as a block of assumptions to take over.
pub fn seeds(case: &Case, seeds: &[Seed]) -> String {
    let mut out = String::from("assumptions:\n");
    let mut actors: Vec<_> = seeds.iter().map(|seed| seed.of).collect();
    actors.dedup();
    for actor in actors {
        let of: Vec<&Seed> = seeds.iter().filter(|seed| seed.of == actor).collect();
        let mut wants: Vec<String> = Vec::new();
        let mut because: Vec<String> = Vec::new();
        for seed in of {
            let course = case.label(NodeId::Course(seed.course)).id;
            let want = if seed.wanted {
                course.to_string()
            } else {
                format!("not {course}")
            };
            if !wants.contains(&want) {
                wants.push(want);
            }
            let claim = case.label(NodeId::Claim(seed.because)).id.to_string();
            if !because.contains(&claim) {
                because.push(claim);
            }
        }
        let id = case.label(NodeId::Actor(actor)).id;
        out.push_str(&format!(
            "  {id}-by-its-word:\n    preferences-of: {id}\n    because: [{}]\n    says: Taken from what it said; the order of importance is ours.\n    wants: [{}]\n",
            because.join(", "),
            wants.join(", ")
        ));
    }
    out
}
