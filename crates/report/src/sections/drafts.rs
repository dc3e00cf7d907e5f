//! A draft as bracketed text: what everybody accepts plain, what differs with who wants which
//! words, then who accepts only on a condition, who objects, who is silent, who was not heard.

use crate::page::{Section, Statement};
use crate::words;
use armistice_case::model::{ActorId, Case, ClauseId, DraftClauseId, NodeId, VersionId};
use armistice_engine::drafts::{ClauseState, DraftState, Holder, Piece, Stand, StandKind};
use armistice_engine::provenance::Because;

/// One line a draft, for the brief.
pub fn line(case: &Case, drafts: &[DraftState]) -> Section {
    let mut section = Section::new("drafts", "On the table");
    section.statements(drafts.iter().map(|draft| summary(case, draft)).collect());
    section
}

fn summary(case: &Case, state: &DraftState) -> Statement {
    let all = state.clauses.len();
    let accepted = state.accepted();
    let mut text = format!(
        "{}: every party accepts {accepted} of {} as written",
        title(case, state),
        words::plural(all, "clause", "clauses"),
    );
    let names: Vec<String> = state
        .clauses
        .iter()
        .filter(|clause| !clause.plain)
        .map(|clause| name(case, clause.clause))
        .collect();
    if !names.is_empty() {
        text.push_str(&format!("; not yet: {}", words::joined(&names, "and")));
    }
    text.push('.');
    let mut missing: Vec<ActorId> = state
        .clauses
        .iter()
        .flat_map(|clause| clause.not_heard.iter().map(|(actor, _)| *actor))
        .collect();
    missing.sort();
    missing.dedup();
    if !missing.is_empty() {
        text.push_str(&format!(
            " Not yet heard on some newest words: {}.",
            words::names(case, &missing)
        ));
    }
    let id = case.label(NodeId::Draft(state.draft)).id;
    Statement::new(
        "drafts",
        "draft",
        text,
        vec![NodeId::Draft(state.draft).into()],
    )
    .key(id.to_string())
    .reach(all)
}

/// The whole bracketed text: one section a clause, with the line of the draft first.
pub fn full(case: &Case, drafts: &[DraftState]) -> Vec<Section> {
    let mut out = Vec::new();
    for state in drafts {
        let draft = &case.drafts[state.draft];
        let mut head = Section::new("draft", title(case, state));
        let mut aside = vec![draft.status.word().to_owned()];
        if !draft.by.is_empty() {
            aside.insert(
                0,
                format!("the pen is with {}", words::names(case, &draft.by)),
            );
        }
        head.aside = aside.join(" · ");
        head.statements(vec![summary(case, state)]);
        out.push(head);
        out.extend(state.clauses.iter().map(|state| clause(case, state)));
    }
    if out.is_empty() {
        let mut none = Section::new("draft", "On the table");
        none.statements(vec![Statement::new(
            "drafts",
            "no-draft",
            "No draft is on the table by this day.",
            vec![Because::Absence(
                "no version under `drafts` known by then".to_owned(),
            )],
        )]);
        out.push(none);
    }
    out
}

fn title(case: &Case, state: &DraftState) -> String {
    match &case.drafts[state.draft].title {
        Some(title) => title.to_string(),
        None => format!("Draft `{}`", case.label(NodeId::Draft(state.draft)).id),
    }
}

/// A clause's printed name, else its issue's, else its id.
fn name(case: &Case, clause: DraftClauseId) -> String {
    let item = &case.draft_clauses[clause];
    match (&item.name, item.issue) {
        (Some(name), _) => name.to_string(),
        (None, Some(issue)) => case.issue_name(issue).to_owned(),
        (None, None) => case.label(NodeId::DraftClause(clause)).id.to_string(),
    }
}

fn clause(case: &Case, state: &ClauseState) -> Section {
    let item = &case.draft_clauses[state.clause];
    let id = case.label(NodeId::DraftClause(state.clause)).id;
    let mut head = words::capital(&name(case, state.clause));
    if let Some(number) = &item.number {
        head = format!("{number}. {head}");
    }
    let mut section = Section::new("draft-clause", head);
    section.aside = if state.plain {
        "accepted by every party".to_owned()
    } else if state.wordings.len() > 1 {
        "in brackets".to_owned()
    } else {
        "one wording, not accepted by all".to_owned()
    };
    let statement = |kind: &'static str, text: String, because: Vec<Because>| {
        Statement::new("drafts", kind, text, because).key(id.to_string())
    };
    let mut statements = vec![statement(
        "text",
        bracketed(case, state),
        state
            .wordings
            .iter()
            .map(|wording| NodeId::Version(wording.version).into())
            .collect(),
    )];
    for stand in &state.stands {
        statements.extend(told(case, state, stand).map(|(kind, text)| {
            let voice = &case.label(NodeId::Actor(stand.voice)).id;
            statement(kind, text, reason(stand)).key(format!("{id} {voice}"))
        }));
    }
    for stand in &state.described {
        if let Some((_, text)) = told(case, state, stand) {
            let voice = words::name(case, stand.voice);
            let of = words::name(case, stand.actor);
            statements.push(statement(
                "described",
                format!("By the account of {voice}, not in the words of {of}: {text}"),
                reason(stand),
            ));
        }
    }
    for actor in &state.voices_differ {
        statements.push(statement(
            "voices-differ",
            format!("The voices of {} differ here.", words::name(case, *actor)),
            state
                .stands
                .iter()
                .filter(|stand| stand.actor == *actor)
                .flat_map(reason)
                .collect(),
        ));
    }
    for (actor, older) in &state.not_heard {
        let who = words::name(case, *actor);
        let text = match older {
            Some(version) => format!(
                "No reaction of {who} to the newest words, only to {}.",
                version_name(case, *version)
            ),
            None => format!("No reaction of {who}."),
        };
        statements.push(statement(
            "not-reacted",
            text,
            vec![
                NodeId::DraftClause(state.clause).into(),
                NodeId::Actor(*actor).into(),
                Because::Absence("no reaction of it to the newest words".to_owned()),
            ],
        ));
    }
    if let Some(of) = item.of {
        statements.push(replaces(case, &id, of));
    }
    section.statements(statements);
    section
}

fn replaces(case: &Case, id: &str, of: ClauseId) -> Statement {
    Statement::new(
        "drafts",
        "replaces",
        format!("It would take the place of {}.", words::clause(case, of)),
        vec![NodeId::Clause(of).into()],
    )
    .key(id.to_owned())
}

fn reason(stand: &Stand) -> Vec<Because> {
    vec![match stand.reaction {
        Some(reaction) => NodeId::Reaction(reaction).into(),
        None => NodeId::Version(stand.to).into(),
    }]
}

fn version_name(case: &Case, version: VersionId) -> String {
    format!("`{}`", case.versions[version].name)
}

/// The text with its brackets: who wants which words, in the order of the versions.
fn bracketed(case: &Case, state: &ClauseState) -> String {
    let pieces: Vec<String> = state
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Common(words) => words.clone(),
            Piece::Bracket(variants) => {
                let sides: Vec<String> = variants
                    .iter()
                    .map(|(words, wordings)| {
                        let words = if words.is_empty() { "–" } else { words };
                        format!("{}: {words}", holders(case, state, wordings))
                    })
                    .collect();
                format!("[{}]", sides.join(" | "))
            }
        })
        .collect();
    pieces.join(" ")
}

fn holders(case: &Case, state: &ClauseState, wordings: &[usize]) -> String {
    let mut out: Vec<String> = Vec::new();
    for holder in wordings.iter().flat_map(|at| &state.wordings[*at].holders) {
        let name = match holder {
            Holder::Actor(actor) => words::name(case, *actor),
            Holder::AuthorOnly(actor) => format!("words of {}", words::name(case, *actor)),
        };
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out.join(", ")
}

/// What one voice said, as a sentence; nothing for a plain yes to words that all accept.
fn told(case: &Case, state: &ClauseState, stand: &Stand) -> Option<(&'static str, String)> {
    let who = words::capital(&words::name(case, stand.voice));
    let to = version_name(case, stand.to);
    let (kind, mut text) = match &stand.kind {
        StandKind::Accepts if state.plain => return None,
        StandKind::Accepts if stand.reaction.is_none() => ("wrote", format!("{who} wrote {to}")),
        StandKind::Accepts => ("accepts", format!("{who} accepts {to}")),
        StandKind::AcceptsIf(given) => {
            ("accepts-if", format!("{who} accepts {to} only if {given}"))
        }
        StandKind::Objects(Some(wants)) => (
            "objects",
            format!(
                "{who} objects to {to} and wants {}",
                version_name(case, *wants)
            ),
        ),
        StandKind::Objects(None) => ("objects", format!("{who} objects to {to}")),
        StandKind::Silent => (
            "silent",
            format!("{who} was asked about {to} and said nothing"),
        ),
    };
    if stand.hedged {
        text.push_str(", with a reservation");
    }
    if stand.passed_on {
        text.push_str(", as others pass it on");
    }
    if let Some(day) = stand.day {
        text.push_str(&format!(" ({})", words::short_day(day)));
    }
    text.push('.');
    if let Some(says) = stand
        .reaction
        .and_then(|id| case.reactions[id].says.as_deref())
    {
        text.push_str(&format!(" {says}"));
    }
    Some((kind, text))
}
