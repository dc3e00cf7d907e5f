//! `armistice import scenario`: a scenario of a negotiation platform becomes a case.

use crate::args::{ImportScenario, ReadAs};
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::MAX_FILE;
use armistice_case::interchange::{Reading, case_text, genius};
use armistice_engine::run::Refusal;
use std::fs;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(args: &ImportScenario, terminal: &Terminal) -> Result<Outcome, Stop> {
    let (domain, profiles) = files(&args.folder)?;
    let profiles: Vec<(&str, &str)> = profiles
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    let reading = match args.read_as {
        ReadAs::Genius => Reading::Genius,
        ReadAs::Negmas => Reading::Negmas,
    };
    let scenario = genius::read((&domain.0, &domain.1), &profiles, reading).map_err(|error| {
        Refusal::new(
            error.to_string(),
            "mend the file, or leave it out of the folder",
        )
    })?;
    terminal.print(args.output.as_deref(), &case_text(&scenario))?;
    Ok(Outcome::Fine)
}

type Named = (String, String);

/// The domain of a folder and its profiles, in the order of their names.
fn files(folder: &Path) -> Result<(Named, Vec<Named>), Stop> {
    let failed = |path: &Path, error: &std::io::Error| {
        Refusal::new(
            format!("{} cannot be read: {error}", path.display()),
            "give a folder with one domain and its profiles",
        )
    };
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(|error| failed(folder, &error))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "xml"))
        .collect();
    paths.sort();
    let mut domain = None;
    let mut profiles = Vec::new();
    for path in paths {
        let size = fs::metadata(&path)
            .map_err(|error| failed(&path, &error))?
            .len();
        if size > MAX_FILE {
            return Err(Refusal::new(
                format!("{} is too large to be read", path.display()),
                "a scenario has a few thousand values at most",
            )
            .into());
        }
        let text = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
        let name = path.to_string_lossy().into_owned();
        // Precomputed frontiers carry the ending of XML and are lists of numbers.
        if !text
            .trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with('<')
        {
            continue;
        }
        if text.contains("<negotiation_template") {
            if domain.replace((name, text)).is_some() {
                return Err(Refusal::new(
                    format!("{} holds two domains", folder.display()),
                    "keep one domain and its profiles in a folder",
                )
                .into());
            }
        } else {
            profiles.push((name, text));
        }
    }
    match domain {
        Some(domain) if !profiles.is_empty() => Ok((domain, profiles)),
        _ => Err(Refusal::new(
            format!("{} holds no domain with profiles", folder.display()),
            "a GENIUS scenario is one file with `negotiation_template` and one file for each party",
        )
        .into()),
    }
}
