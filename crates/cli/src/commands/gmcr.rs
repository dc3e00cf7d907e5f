//! `armistice gmcr`: graph models in and out of `.gmcr` files.

use crate::args::Gmcr;
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::interchange::gmcr;

/// Runs the command.
pub fn run(args: &Gmcr, terminal: &Terminal) -> Result<Outcome, Stop> {
    let words = |error: gmcr::GmcrError| Stop::Words(format!("{}: {error}", args.from.display()));
    if args
        .from
        .extension()
        .is_some_and(|extension| extension == "gmcr")
    {
        let inputs = files::inputs(&args.from)?;
        let text = inputs
            .first()
            .and_then(|input| std::str::from_utf8(&input.bytes).ok())
            .ok_or_else(|| Stop::Words(format!("{} is not text in UTF-8", args.from.display())))?;
        let title = args
            .from
            .file_stem()
            .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let case = gmcr::read(text, &title).map_err(words)?;
        terminal.print(args.output.as_deref(), &case)?;
        return Ok(Outcome::Fine);
    }
    let loaded = files::read(&args.from)?;
    let Some(case) = loaded.case() else {
        return Ok(terminal.refuse(&loaded));
    };
    let (text, lost) = gmcr::write(&case).map_err(words)?;
    for sentence in lost {
        terminal.say(&format!("note: {sentence}"));
    }
    terminal.print(args.output.as_deref(), &text)?;
    Ok(Outcome::Fine)
}
