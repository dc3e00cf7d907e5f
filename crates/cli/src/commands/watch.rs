//! `armistice watch`: the page again after every save, on one tidy screen or in one file.

use super::brief;
use crate::args::Watch;
use crate::terminal::{Outcome, Stop, Terminal};
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(20);
/// Clears the screen and puts the cursor at its top.
const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// Runs the command; it ends when it is interrupted.
pub fn run(args: &Watch, terminal: &Terminal) -> Result<Outcome, Stop> {
    let case = &args.brief.case.case;
    if case == Path::new("-") {
        return Err(Stop::Words(
            "standard input cannot be watched; name a file or folder".to_owned(),
        ));
    }
    let tidy = args.brief.output.output.is_none() && io::stdout().is_terminal();
    let mut seen = None;
    loop {
        let now = stamps(case);
        if seen.as_ref() != Some(&now) {
            if tidy {
                terminal.print(None, CLEAR)?;
            }
            // A case with errors shows them and is watched on.
            match brief::run(&args.brief, terminal) {
                Ok(Outcome::Fine) => {
                    if let Some(path) = &args.brief.output.output {
                        terminal.say(&format!("{} written", path.display()));
                    }
                }
                Ok(_) => {}
                Err(stop) => {
                    terminal.fail(&stop);
                }
            }
            seen = Some(now);
        }
        sleep(PAUSE);
    }
}

/// Every file of the case with its size and when it was written.
fn stamps(path: &Path) -> Vec<(PathBuf, u64, Option<SystemTime>)> {
    let mut found = Vec::new();
    let mut open = vec![path.to_owned()];
    while let Some(path) = open.pop() {
        let Ok(meta) = fs::metadata(&path) else {
            continue;
        };
        if !meta.is_dir() {
            let read = path
                .extension()
                .is_some_and(|e| e == "yaml" || e == "yml" || e == "csv");
            if read {
                found.push((path, meta.len(), meta.modified().ok()));
            }
            continue;
        }
        for entry in fs::read_dir(&path).into_iter().flatten().flatten() {
            let link = entry
                .file_type()
                .is_ok_and(|kind| kind.is_symlink() && entry.path().is_dir());
            if !link && !entry.file_name().to_string_lossy().starts_with('.') {
                open.push(entry.path());
            }
        }
    }
    found.sort();
    found
}
