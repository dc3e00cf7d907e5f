//! `armistice check`: everything there is to say about the text of a case.

use crate::args::{Check, CheckFormat};
use crate::terminal::{Outcome, Stop, Terminal, count};
use crate::{changes, files};
use armistice_case::diagnostic::{Code, Severity};
use armistice_case::edit::fix;
use armistice_case::{render, sarif};
use serde_json::json;

/// Runs the command.
pub fn run(args: &Check, terminal: &Terminal) -> Result<Outcome, Stop> {
    if args.fix {
        return mend(args, terminal);
    }
    let loaded = match files::read(&args.case) {
        Ok(loaded) => loaded.view(&args.audience)?,
        // What is wrong with the files themselves is a diagnostic like any other.
        Err(files::Failure::Bounds(inner)) => {
            print(args, terminal, &inner.0, std::slice::from_ref(&inner.1))?;
            return Ok(Outcome::No);
        }
        Err(other) => return Err(other.into()),
    };
    if args.sources {
        if !loaded.is_sound() {
            return Ok(terminal.refuse(&loaded));
        }
        return super::sources::run(args, &loaded, terminal);
    }
    print(args, terminal, &loaded.files, &loaded.diagnostics)?;
    let objections = loaded
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity != Severity::Note);
    Ok(if objections {
        Outcome::No
    } else {
        Outcome::Fine
    })
}

/// Makes the safe mends, or shows them.
fn mend(args: &Check, terminal: &Terminal) -> Result<Outcome, Stop> {
    let opened = changes::Opened::open(&args.case)?;
    let fixed = fix(&opened.loaded);
    if args.diff {
        terminal.print(None, &changes::diff(&opened.loaded, &fixed.loaded))?;
    } else {
        opened.write(&fixed.loaded)?;
        print(
            args,
            terminal,
            &fixed.loaded.files,
            &fixed.loaded.diagnostics,
        )?;
    }
    terminal.say(&format!(
        "{} {}",
        count(fixed.made.len(), "mend", "mends"),
        if args.diff { "possible" } else { "made" }
    ));
    let objections = fixed
        .loaded
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity != Severity::Note);
    Ok(if objections {
        Outcome::No
    } else {
        Outcome::Fine
    })
}

fn print(
    args: &Check,
    terminal: &Terminal,
    sources: &armistice_case::source::Sources,
    diagnostics: &[armistice_case::diagnostic::Diagnostic],
) -> Result<(), Stop> {
    let of = |severity: Severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    let (errors, warnings, notes) = (
        of(Severity::Error),
        of(Severity::Warning),
        of(Severity::Note),
    );
    if args.format == CheckFormat::Json {
        let value = json!({
            "schema": "armistice/check/1",
            "errors": errors,
            "warnings": warnings,
            "notes": notes,
            "diagnostics": diagnostics
                .iter()
                .map(|diagnostic| render::json(sources, diagnostic))
                .collect::<Vec<_>>(),
        });
        return terminal.print(None, &format!("{value:#}\n"));
    }
    if args.format == CheckFormat::Sarif {
        return terminal.print(None, &format!("{:#}\n", sarif::log(sources, diagnostics)));
    }
    let mut out = terminal.render(sources, diagnostics, terminal.colour_out());
    if args.explain {
        let mut codes: Vec<Code> = diagnostics.iter().map(|d| d.code).collect();
        codes.sort();
        codes.dedup();
        for code in codes {
            out.push_str(code.page());
            out.push('\n');
        }
    }
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(count(errors, "error", "errors"));
    }
    if warnings > 0 {
        parts.push(count(warnings, "warning", "warnings"));
    }
    if notes > 0 {
        parts.push(count(notes, "note", "notes"));
    }
    let files = count(sources.files().len(), "file", "files");
    if parts.is_empty() {
        out.push_str(&format!("{files} checked: nothing to object to\n"));
    } else {
        out.push_str(&format!("{files} checked: {}\n", parts.join(", ")));
        if let Some(first) = diagnostics.first() {
            out.push_str(&format!("`armistice explain {}` tells more\n", first.code));
        }
    }
    terminal.print(None, &out)
}
