//! `armistice import claims`: the rows of a spreadsheet become claims.

use crate::args::ImportClaims;
use crate::changes::{Opened, refusal};
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal, count};
use armistice_case::edit::{Change, Refused, Shape};
use armistice_case::sheet::read_claims;
use std::fs;

/// Adds the rows of a CSV file as claims: all, or with `--keep-good` those without fault.
pub fn run(args: &ImportClaims, terminal: &Terminal) -> Result<Outcome, Stop> {
    let text = fs::read_to_string(&args.file)
        .map_err(|error| files::Failure::Io(args.file.clone(), error))?;
    let mut map = Vec::new();
    for pair in &args.map {
        let Some((column, key)) = pair.split_once('=') else {
            return Err(Stop::Words(format!("`{pair}` is no `COLUMN=KEY`")));
        };
        map.push((column.to_owned(), key.to_owned()));
    }
    let (mut rows, mut bad) = read_claims(&text, &map).map_err(Stop::Words)?;
    let opened = Opened::open(&args.case)?;
    while !rows.is_empty() {
        let entries: Vec<(Box<str>, Shape)> = rows
            .iter()
            .map(|(_, id, entry)| (id.clone(), entry.clone()))
            .collect();
        let change = Change::Add {
            section: "claims".to_owned(),
            file: None,
            entries,
        };
        let edited = match armistice_case::edit::edit(&opened.loaded, &change) {
            Ok(edited) => edited,
            Err(Refused::Errors(inner)) => {
                // The rows are the last entries of the section; what is wrong lies in some.
                let after = armistice_case::load(
                    inner
                        .0
                        .files()
                        .iter()
                        .map(|file| armistice_case::Input {
                            path: file.path.clone(),
                            bytes: file.text.clone().into_bytes(),
                        })
                        .collect(),
                );
                let spans: Vec<_> = after
                    .tree
                    .entries("claims")
                    .filter(|entry| rows.iter().any(|(_, id, _)| *id == entry.key))
                    .map(|entry| (entry.key.clone(), entry.key_span, entry.value.span))
                    .collect();
                let mut found = 0;
                for diagnostic in &inner.1 {
                    let at = diagnostic.at;
                    let hit = spans.iter().rev().find(|(_, key, value)| {
                        key.file == at.file && key.start <= at.start && at.start <= value.end
                    });
                    let row = hit.and_then(|(id, ..)| rows.iter().rposition(|row| row.1 == *id));
                    if let Some(i) = row {
                        bad.push((rows[i].0, diagnostic.message.clone()));
                        rows.remove(i);
                        found += 1;
                    }
                }
                if found == 0 {
                    return Err(refusal(Refused::Errors(inner), terminal));
                }
                continue;
            }
            Err(other) => return Err(refusal(other, terminal)),
        };
        if bad.is_empty() || args.keep_good {
            opened.write(&edited.loaded)?;
        }
        break;
    }
    bad.sort();
    for (line, why) in &bad {
        terminal.say(&format!("{}:{line}: {why}", args.file.display()));
    }
    let written = if bad.is_empty() || args.keep_good {
        rows.len()
    } else {
        0
    };
    terminal.print(
        None,
        &format!("{} added\n", count(written, "claim", "claims")),
    )?;
    if bad.is_empty() {
        return Ok(Outcome::Fine);
    }
    if !args.keep_good {
        terminal.say("nothing was written; `--keep-good` adds the rows without fault");
    }
    Ok(Outcome::No)
}
