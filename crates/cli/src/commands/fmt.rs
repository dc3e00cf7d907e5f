//! `armistice fmt`: one spacing; words, comments and order stay.

use crate::args::Fmt;
use crate::changes::Opened;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::edit::format;
use armistice_case::{Input, load};

/// Runs the command.
pub fn run(args: &Fmt, terminal: &Terminal) -> Result<Outcome, Stop> {
    let opened = Opened::open(&args.case)?;
    let files = opened.loaded.files.files();
    let texts = format(&opened.loaded);
    let mut out = String::new();
    let mut inputs = Vec::new();
    for (file, text) in files.iter().zip(texts) {
        if file.text != text {
            let verb = if args.check {
                "would change"
            } else {
                "changed"
            };
            out.push_str(&format!("{verb} {}\n", file.path));
        }
        inputs.push(Input {
            path: file.path.clone(),
            bytes: text.into_bytes(),
        });
    }
    if !args.check {
        opened.write(&load(inputs))?;
    }
    terminal.print(None, &out)?;
    Ok(if args.check && !out.is_empty() {
        Outcome::No
    } else {
        Outcome::Fine
    })
}
