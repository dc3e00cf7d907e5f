//! `armistice import packages`: a table of packages becomes a case.

use crate::args::ImportPackages;
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal, count};
use armistice_case::diagnostic::sort;
use armistice_case::interchange::packages::{Columns, Tabled, read};
use armistice_case::interchange::table_text;
use armistice_case::source::Sources;

/// How many faults are drawn.
const SHOWN: usize = 100;

/// Runs the command.
pub fn run(args: &ImportPackages, terminal: &Terminal) -> Result<Outcome, Stop> {
    let text = files::table(&args.file)?;
    let mut sources = Sources::default();
    let file = sources.add(files::shown(&args.file), text);
    let columns = Columns {
        parties: args.party.clone(),
        issues: args.issue.clone(),
        rounded: args.rounded,
    };
    let stem = args.file.file_stem().unwrap_or_default();
    match read(&sources, file, &stem.to_string_lossy(), &columns) {
        Ok(table) => {
            terminal.print(args.output.as_deref(), &table_text(&table))?;
            for note in notes(&table) {
                terminal.say(&format!("note: {note}"));
            }
            Ok(Outcome::Fine)
        }
        Err(mut faults) => {
            sort(&mut faults);
            let drawn = faults.len().min(SHOWN);
            terminal.diagnostics(&sources, &faults[..drawn]);
            if faults.len() > drawn {
                terminal.say(&format!("and {} more", faults.len() - drawn));
            }
            Ok(Outcome::No)
        }
    }
}

/// What the table came to, and what it does not say.
fn notes(table: &Tabled) -> Vec<String> {
    let mut notes = Vec::new();
    if !table.excluded.is_empty() {
        notes.push(format!(
            "packages that are not listed cannot be: {}",
            count(table.excluded.len(), "combination", "combinations")
        ));
    }
    for (profile, reservation) in table.profiles.iter().zip(&table.reservations) {
        let name = &profile.name;
        if !profile.combinations.is_empty() {
            notes.push(format!(
                "{name}: worths do not add up by issue; {} added",
                count(
                    profile.combinations.len(),
                    "combination is",
                    "combinations are"
                )
            ));
        }
        notes.push(match reservation {
            Some([refused, accepted]) => format!(
                "{name}: by who accepts what, no deal is worth more than {refused} and at most {accepted}; \
                 write one number if it is known"
            ),
            None => format!(
                "{name}: the table does not say what no deal is worth; `reservation` of the assumption does"
            ),
        });
    }
    notes
}
