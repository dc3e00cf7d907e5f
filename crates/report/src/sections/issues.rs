//! The issue board.

use crate::page::{Class, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{Case, ClaimId, NodeId, Standing};
use armistice_engine::ledger::{Account, BoardRow, IssueState, Ledger, OneSided};
use armistice_engine::provenance::{Because, claims};

/// One line an issue, the way the brief shows it.
pub fn board(case: &Case, ledger: &Ledger) -> Section {
    let mut section = Section::new("issues", "Issues");
    section.table(Table {
        cited: true,
        id: "board",
        columns: [
            "issue",
            "open, by whose account",
            "settled by",
            "newest",
            "",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: ledger.board.iter().map(|row| line(case, row)).collect(),
    });
    section
}

fn of(row: &BoardRow, standing: Standing) -> Vec<&Account> {
    row.by
        .iter()
        .filter(|(s, _)| *s == standing)
        .map(|(_, account)| account)
        .collect()
}

fn origins(accounts: &[&Account]) -> usize {
    let mut origins: Vec<_> = accounts
        .iter()
        .flat_map(|account| account.origins.iter().copied())
        .collect();
    origins.sort();
    origins.dedup();
    origins.len()
}

fn ids(case: &Case, accounts: &[&Account]) -> String {
    let mut ids: Vec<ClaimId> = accounts
        .iter()
        .flat_map(|account| account.claims.iter().copied())
        .collect();
    ids.sort();
    ids.dedup();
    ids.iter()
        .map(|id| case.claims.label(*id).id.to_string())
        .collect::<Vec<_>>()
        .join(", ")
}

fn line(case: &Case, row: &BoardRow) -> Row {
    let open = of(row, Standing::Open);
    let partly = of(row, Standing::Partly);
    let settled = of(row, Standing::Settled);
    let counted = |accounts: &[&Account]| {
        format!(
            "{}: {}",
            words::plural(origins(accounts), "origin", "origins"),
            ids(case, accounts)
        )
    };
    let mut standing = Vec::new();
    if !open.is_empty() {
        standing.push(counted(&open));
    }
    if !partly.is_empty() {
        standing.push(format!("partly, {}", counted(&partly)));
    }
    if standing.is_empty() {
        standing.push("nobody calls it open".to_owned());
    }
    let settled_by = match row.state {
        IssueState::Settled => "every party".to_owned(),
        IssueState::Accepted(_) => "all accept one answer".to_owned(),
        _ if settled.is_empty() => "nobody".to_owned(),
        _ => settled
            .iter()
            .map(|account| words::voice(case, &account.voice))
            .collect::<Vec<_>>()
            .join(", "),
    };
    let mut remarks = Vec::new();
    if let Some((progress, account)) = row.progress.first() {
        remarks.push(format!(
            "{} progress: {}",
            progress.word(),
            ids(case, &[account])
        ));
    }
    match &row.one_sided {
        Some(OneSided::Voice(voice)) => {
            remarks.push(format!("only {}", words::voice(case, voice)));
        }
        Some(OneSided::Party(party)) => {
            remarks.push(format!("only {} was heard", words::name(case, *party)));
        }
        None => {}
    }
    Row {
        cells: vec![
            case.issue_name(row.issue).to_owned(),
            standing.join("; "),
            settled_by,
            row.newest.map_or_else(|| "–".to_owned(), words::short_day),
            remarks.join("; "),
        ],
        because: because(case, row),
    }
}

/// What a row of the board rests on; where nobody said anything, what was searched.
pub fn because(case: &Case, row: &BoardRow) -> Vec<Because> {
    let mut ids: Vec<ClaimId> = row
        .by
        .iter()
        .map(|(_, account)| account)
        .chain(row.progress.iter().map(|(_, account)| account))
        .flat_map(|account| account.claims.iter().copied())
        .chain(row.positions.iter().flat_map(|p| p.claims.iter().copied()))
        .collect();
    ids.sort();
    ids.dedup();
    let mut out = claims(&ids);
    if out.is_empty() {
        out.push(Because::Node(NodeId::Issue(row.issue)));
        out.push(Because::Absence(format!(
            "no claim known by then speaks of {}",
            case.issue_name(row.issue)
        )));
    }
    out
}

/// Every issue in full, for the ledger.
pub fn full(case: &Case, ledger: &Ledger) -> Vec<Section> {
    ledger.board.iter().map(|row| issue(case, row)).collect()
}

fn issue(case: &Case, row: &BoardRow) -> Section {
    let item = &case.issues[row.issue];
    let mut section = Section::new("issue", words::capital(case.issue_name(row.issue)));
    section.aside = match row.state {
        IssueState::Settled => "settled, by every party's own word".to_owned(),
        IssueState::Accepted(value) => format!(
            "all accept: {}",
            words::answer(case, Some(row.issue), value)
        ),
        IssueState::Open => "open".to_owned(),
        IssueState::Partly => "partly settled".to_owned(),
        IssueState::SettledBySome => "settled by some, not by all".to_owned(),
        IssueState::NotSaid => "nobody says how it stands".to_owned(),
    };
    let mut statements = Vec::new();
    if let Some(question) = &item.question {
        statements.push(Statement::new(
            "ledger",
            "question",
            question.to_string(),
            vec![Because::Node(NodeId::Issue(row.issue))],
        ));
    }
    for (_, account) in &row.by {
        let statement = Statement::new(
            "ledger",
            "standing",
            line_of(case, account),
            claims(&account.claims),
        );
        statements.push(statement.key(words::voice(case, &account.voice)));
    }
    for (_, account) in &row.progress {
        let statement = Statement::new(
            "ledger",
            "progress",
            line_of(case, account),
            claims(&account.claims),
        );
        statements.push(statement.key(words::voice(case, &account.voice)));
    }
    for position in &row.positions {
        let stances: Vec<String> = position
            .stance
            .iter()
            .map(|(kind, values, given)| {
                words::stance(case, Some(row.issue), *kind, values, *given)
            })
            .collect();
        let who = words::name(case, position.holder);
        let by = words::voice(case, &position.by);
        let by = if position.own {
            by
        } else {
            format!("{by}, about {who}")
        };
        let text = match position.day {
            Some(day) => format!("{}, {by}: {}.", words::short_day(day), stances.join("; ")),
            None => format!("{}: {}.", words::capital(&by), stances.join("; ")),
        };
        let of = words::name(case, position.holder);
        statements.push(
            Statement::new("ledger", "position", text, claims(&position.claims))
                .key(format!("{of} by {}", words::voice(case, &position.by))),
        );
    }
    if let Some(statement) = one_sided(case, row) {
        statements.push(statement);
    }
    if statements.len() <= 1 {
        statements.push(Statement::new(
            "ledger",
            "silence",
            "No claim known by then speaks of it.",
            because(case, row),
        ));
    }
    section.statements(statements);
    section
}

/// Day, voice and value of one account.
fn line_of(case: &Case, account: &Account) -> String {
    let voice = words::voice(case, &account.voice);
    let told = words::told(case, account);
    match account.day {
        Some(day) => format!("{}, {voice}: {told}.", words::short_day(day)),
        None => format!("{}: {told}.", words::capital(&voice)),
    }
}

fn one_sided(case: &Case, row: &BoardRow) -> Option<Statement> {
    let who = match row.one_sided.as_ref()? {
        OneSided::Voice(voice) => words::voice(case, voice),
        OneSided::Party(party) => words::name(case, *party),
    };
    Some(
        Statement::new(
            "ledger",
            "one-sided",
            format!("Only {who} was heard on this."),
            because(case, row),
        )
        .key(case.issue_name(row.issue)),
    )
}

/// The one sentence on what is settled.
pub fn settled(case: &Case, ledger: &Ledger) -> Option<Statement> {
    if ledger.board.is_empty() {
        return None;
    }
    let settled: Vec<&BoardRow> = ledger
        .board
        .iter()
        .filter(|row| matches!(row.state, IssueState::Settled | IssueState::Accepted(_)))
        .collect();
    let all = ledger.board.len();
    let mut reasons: Vec<Because> = Vec::new();
    for row in &ledger.board {
        for reason in because(case, row) {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
    }
    let text = if settled.is_empty() {
        format!("No issue of {all} is settled by the word of every party whose consent it takes.")
    } else {
        let names: Vec<String> = settled
            .iter()
            .map(|row| case.issue_name(row.issue).to_owned())
            .collect();
        format!(
            "Settled by the word of every party: {} ({} of {}).",
            words::joined(&names, "and"),
            settled.len(),
            words::plural(all, "issue", "issues")
        )
    };
    Some(
        Statement::new("ledger", "settled", text, reasons)
            .class(Class::Blocks)
            .reach(all),
    )
}
