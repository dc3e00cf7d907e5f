//! The terminal: colour, width, and what goes to which stream.

use crate::args::{Color, OutputArgs};
use crate::files::Failure;
use armistice_case::Loaded;
use armistice_case::diagnostic::{Code, Diagnostic, Severity};
use armistice_case::model::Case;
use armistice_case::render;
use armistice_case::source::Sources;
use armistice_engine::run::Refusal;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to object to.
    Fine,
    /// The answer is no.
    No,
    /// The question could not be put.
    Refused,
    /// Stopped before there was an answer.
    Interrupted,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Fine => 0,
            Outcome::No => 1,
            Outcome::Refused => 2,
            Outcome::Interrupted => 130,
        })
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Stop {
    /// The case's files could not be read.
    Files(Failure),
    /// Writing failed.
    Write(io::Error),
    /// Another reason, in words.
    Words(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Write(error)
    }
}

impl Stop {
    /// A refusal of an engine with the line of the case that it is about, where it is about one.
    pub fn placed(case: &Case, mut refusal: Refusal) -> Self {
        if let Some(node) = refusal.at {
            refusal.message = format!("{}: {}", case.place(node), refusal.message);
        }
        refusal.into()
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Stop::Words(format!("{refusal}\nhelp: {}", refusal.help))
    }
}

impl From<armistice_case::NoView> for Stop {
    fn from(reason: armistice_case::NoView) -> Self {
        Stop::Words(format!("{reason}\nhelp: {}", reason.help()))
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Stop::Files(failure)
    }
}

/// What is known about the terminal.
pub struct Terminal {
    colour: Color,
}

impl Terminal {
    /// A terminal with the colour that was asked for.
    pub fn new(colour: Color) -> Self {
        match colour {
            Color::Auto => {}
            Color::Always => anstream::ColorChoice::Always.write_global(),
            Color::Never => anstream::ColorChoice::Never.write_global(),
        }
        Terminal { colour }
    }

    fn colour_on(&self, terminal: bool) -> bool {
        match self.colour {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                terminal
                    && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                    && std::env::var_os("TERM").is_none_or(|value| value != "dumb")
            }
        }
    }

    /// Whether results are printed in colour.
    pub fn colour_out(&self) -> bool {
        self.colour_on(io::stdout().is_terminal())
    }

    /// Columns of standard output.
    pub fn width(&self, output: &OutputArgs) -> usize {
        output
            .width
            .map_or_else(|| columns().unwrap_or(100).clamp(80, 200), usize::from)
    }

    /// Columns of standard output, where no option gives them.
    pub fn columns(&self) -> usize {
        columns().unwrap_or(100).clamp(60, 200)
    }

    /// Prints a result, to a file where one is named. A closed pipe is no error.
    pub fn print(&self, output: Option<&std::path::Path>, text: &str) -> Result<(), Stop> {
        match output {
            Some(path) => crate::files::write_atomically(path, text.as_bytes())
                .map_err(|error| Stop::Words(format!("cannot write {}: {error}", path.display()))),
            None => match io::stdout().lock().write_all(text.as_bytes()) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                other => Ok(other?),
            },
        }
    }

    /// Prints diagnostics to standard error.
    pub fn diagnostics(&self, sources: &Sources, diagnostics: &[Diagnostic]) {
        let mut stream = io::stderr().lock();
        let text = self.render(
            sources,
            diagnostics,
            self.colour_on(io::stderr().is_terminal()),
        );
        // Nobody is left to tell if standard error is closed.
        let _ = stream.write_all(text.as_bytes());
    }

    /// Diagnostics as text.
    pub fn render(&self, sources: &Sources, diagnostics: &[Diagnostic], colour: bool) -> String {
        let width = columns().unwrap_or(100).clamp(60, 200);
        let mut out = String::new();
        for diagnostic in diagnostics {
            out.push_str(&render::text(sources, diagnostic, width, colour));
            out.push_str("\n\n");
        }
        out
    }

    /// Says why a case makes no page.
    pub fn refuse(&self, loaded: &Loaded) -> Outcome {
        let errors: Vec<Diagnostic> = loaded
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .cloned()
            .collect();
        self.diagnostics(&loaded.files, &errors);
        self.say(&format!(
            "{}: no page is made from a case with errors; `armistice explain CODE` tells more",
            count(errors.len(), "error", "errors")
        ));
        Outcome::Refused
    }

    /// Says beside a page that rests on a log whose chain does not hold.
    pub fn caution(&self, loaded: &Loaded) {
        let broken = loaded.diagnostics.iter();
        let broken: Vec<Diagnostic> = broken
            .filter(|diagnostic| diagnostic.code == Code::BrokenChain)
            .cloned()
            .collect();
        self.diagnostics(&loaded.files, &broken);
    }

    /// Says something on standard error.
    pub fn say(&self, text: &str) {
        // Nobody is left to tell if standard error is closed.
        let _ = writeln!(io::stderr(), "{text}");
    }

    /// Says why a command could not do its work.
    pub fn fail(&self, stop: &Stop) -> ExitCode {
        match stop {
            Stop::Files(Failure::Io(path, error)) => {
                self.say(&format!("error: cannot read {}: {error}", path.display()));
            }
            Stop::Files(Failure::NoCase(path)) => self.say(&format!(
                "error: {} holds no `case.yaml`\nhelp: name a folder that does, or one file",
                path.display()
            )),
            Stop::Files(Failure::Bounds(inner)) => {
                self.diagnostics(&inner.0, std::slice::from_ref(&inner.1));
            }
            Stop::Write(error) => self.say(&format!("error: cannot write: {error}")),
            Stop::Words(words) => self.say(&format!("error: {words}")),
        }
        ExitCode::from(2)
    }
}

fn columns() -> Option<usize> {
    if let Some(columns) = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()) {
        return Some(columns);
    }
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// A number with its noun.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
