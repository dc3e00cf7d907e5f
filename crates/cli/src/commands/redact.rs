//! `armistice redact`: a case written anew with nothing in it that an audience may not see.

use crate::args::Redact;
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal, count};
use armistice_case::Input;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(args: &Redact, terminal: &Terminal) -> Result<Outcome, Stop> {
    let loaded = files::read_for(&args.case, &args.audience)?;
    if !loaded.is_sound() {
        return Ok(terminal.refuse(&loaded));
    }
    let failed = |path: &Path, error: io::Error| {
        Stop::Words(format!("cannot write {}: {error}", path.display()))
    };
    if args.output.exists() {
        let mut inside = fs::read_dir(&args.output).map_err(|error| failed(&args.output, error))?;
        if inside.next().is_some() {
            return Err(Stop::Words(format!(
                "{} is not empty\nhelp: name a new folder, so that nothing else is handed over with it",
                args.output.display()
            )));
        }
    }
    let inputs = loaded.into_files();
    for (i, input) in inputs.iter().enumerate() {
        let path = args.output.join(inside(&args.case, input, i == 0));
        let folder = path.parent().unwrap_or(&args.output);
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        files::write_atomically(&path, &input.bytes).map_err(|error| failed(&path, error))?;
    }
    terminal.say(&format!(
        "{} written for {}; comments, notes and copies of sources stay at home",
        count(inputs.len(), "file", "files"),
        args.audience
    ));
    Ok(Outcome::Fine)
}

/// Where a file of the case stands in the new folder. The first is always `case.yaml`, which is
/// what a folder is opened by.
fn inside(case: &Path, input: &Input, first: bool) -> PathBuf {
    if first {
        return PathBuf::from("case.yaml");
    }
    let path = Path::new(&input.path);
    let shown = case.strip_prefix("./").unwrap_or(case);
    path.strip_prefix(shown).map_or_else(
        |_| path.file_name().map(PathBuf::from).unwrap_or_default(),
        PathBuf::from,
    )
}
