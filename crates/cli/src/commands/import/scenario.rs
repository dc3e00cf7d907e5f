//! `armistice import scenario`: a scenario of a negotiation platform becomes a case.

use crate::args::{ImportScenario, ReadAs};
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::MAX_FILE;
use armistice_case::interchange::negmas::Role;
use armistice_case::interchange::{
    Foreign, Reading, Scenario, Unreadable, case_text, genius, negmas,
};
use armistice_engine::deal::foreign::{best, deal_space};
use armistice_engine::run::Refusal;
use std::fs;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(args: &ImportScenario, terminal: &Terminal) -> Result<Outcome, Stop> {
    let folder = folder(&args.folder)?;
    let domain = (&*folder.domain.0, &*folder.domain.1);
    let profiles: Vec<(&str, &str)> = folder
        .profiles
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    let reading = match (args.read_as, folder.format) {
        (Some(ReadAs::Genius), _) | (None, Foreign::Genius) => Reading::Genius,
        (Some(ReadAs::Negmas), _) | (None, Foreign::Negmas) => Reading::Negmas,
    };
    let mut scenario = match folder.format {
        Foreign::Genius => genius::read(domain, &profiles, reading),
        Foreign::Negmas => negmas::read(domain, &profiles, reading),
    }
    .map_err(unreadable)?;
    if args.normalise {
        scenario.normalise().map_err(|reason| {
            Refusal::new(reason.to_string(), "import it without `--normalise`")
        })?;
    }
    scenario.notes.extend(other_than_claimed(&scenario));
    terminal.print(args.output.as_deref(), &case_text(&scenario))?;
    terminal.say(&format!(
        "note: {} files; numbers read as `{}` means them",
        scenario.from.name(),
        reading.word()
    ));
    for note in &scenario.notes {
        terminal.say(&format!("note: {note}"));
    }
    Ok(Outcome::Fine)
}

/// Where a file claims another largest utility than its best package has. Claims are kept as they are:
/// utilities then run up to more or less than the claim has them.
fn other_than_claimed(scenario: &Scenario) -> Vec<String> {
    const BILLIONTHS: f64 = 1e9;
    let Ok(deal) = deal_space(scenario, BILLIONTHS) else {
        return Vec::new();
    };
    let parties = scenario.profiles.iter().enumerate();
    parties
        .filter_map(|(party, profile)| {
            let claimed = profile.claimed?;
            let written = match scenario.reading {
                Reading::Genius => claimed,
                Reading::Negmas => 1.0,
            };
            let most = best(&deal, party).ok()? as f64 / BILLIONTHS * written;
            // Each rectangle is rounded to a billionth by itself.
            let near = (most - claimed).abs() <= 1e-6 * claimed.abs();
            (!near).then(|| {
                format!(
                    "{}: its file says that no package is worth more than {claimed}, and the best one is worth {}",
                    profile.name,
                    (most * 100.0).round() / 100.0
                )
            })
        })
        .collect()
}

fn unreadable(error: Unreadable) -> Refusal {
    Refusal::new(
        error.to_string(),
        "mend the file, or leave it out of the folder",
    )
}

type Named = (String, String);

/// The files of a scenario.
struct Folder {
    format: Foreign,
    domain: Named,
    /// In the order of their names.
    profiles: Vec<Named>,
}

fn folder(folder: &Path) -> Result<Folder, Stop> {
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
        .filter(|path| format_of(path).is_some() && !is_hidden(path))
        .collect();
    paths.sort();
    let mut domains = Vec::new();
    let mut profiles = Vec::new();
    for path in paths {
        let Some(format) = format_of(&path) else {
            continue;
        };
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
        match role(format, &name, &text)? {
            Role::Domain => domains.push((format, (name, text))),
            Role::Profile => profiles.push((format, (name, text))),
            Role::Other => {}
        }
    }
    let mut domains = domains.into_iter();
    let (format, domain) = match (domains.next(), domains.next()) {
        (Some(only), None) => only,
        (Some(_), Some(_)) => {
            return Err(Refusal::new(
                format!("{} holds two domains", folder.display()),
                "keep one domain and its profiles in a folder",
            )
            .into());
        }
        _ => return Err(nothing(folder)),
    };
    let profiles: Vec<Named> = profiles
        .into_iter()
        .filter(|(of, _)| *of == format)
        .map(|(_, named)| named)
        .collect();
    if profiles.is_empty() {
        return Err(nothing(folder));
    }
    Ok(Folder {
        format,
        domain,
        profiles,
    })
}

fn nothing(folder: &Path) -> Stop {
    Refusal::new(
        format!("{} holds no domain with profiles", folder.display()),
        "a GENIUS scenario is one file with `negotiation_template` and one file for each party; a NegMAS scenario \
         one file whose `type` is an outcome space and one file with a utility function for each party",
    )
    .into()
}

fn format_of(path: &Path) -> Option<Foreign> {
    match path.extension()?.to_str()? {
        "xml" => Some(Foreign::Genius),
        "yml" | "yaml" | "json" => Some(Foreign::Negmas),
        _ => None,
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// What a file is, by what is in it.
fn role(format: Foreign, name: &str, text: &str) -> Result<Role, Stop> {
    if format == Foreign::Negmas {
        return Ok(negmas::role(name, text).map_err(unreadable)?);
    }
    // Precomputed frontiers carry the ending of XML and are lists of numbers.
    let start = text.trim_start_matches('\u{feff}').trim_start();
    Ok(if !start.starts_with('<') {
        Role::Other
    } else if text.contains("<negotiation_template") {
        Role::Domain
    } else {
        Role::Profile
    })
}
