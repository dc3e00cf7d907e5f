//! `armistice add`: a claim or an event at the end of its section, or an event in the log.

use crate::args::{Add, Entry};
use crate::changes::{LogFile, Opened, refusal};
use crate::clock;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::diagnostic::{Diagnostic, Severity};
use armistice_case::edit::{Change, Shape};
use armistice_case::{Loaded, log};
use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

/// Runs the command.
pub fn run(args: &Add, terminal: &Terminal) -> Result<Outcome, Stop> {
    let mut entry = entry(args, terminal)?;
    let opened = Opened::open(&args.case)?;
    let (section, letter) = match args.what {
        Entry::Claim => ("claims", 'c'),
        Entry::Event => ("events", 'e'),
    };
    let id = args
        .id
        .clone()
        .unwrap_or_else(|| opened.loaded.ids.next(letter));
    if args.what == Entry::Event && args.file.is_none() {
        let target = match args.log {
            true => Some(opened.log(&args.case)?),
            false => opened.log(&args.case).ok().filter(|log| log.exists),
        };
        if let Some(target) = target {
            return to_log(args, opened, target, &id, entry, terminal);
        }
    } else if args.log {
        return Err(Stop::Words(
            "a log holds events\nhelp: a claim goes into a file of the case".to_owned(),
        ));
    }
    if let Some(recorded) = &args.recorded {
        entry.put(&["recorded"], Shape::text(recorded.as_str()));
    }
    let file = match &args.file {
        Some(path) => Some(file(&opened.loaded, path)?),
        None => None,
    };
    let change = Change::Add {
        section: section.to_owned(),
        file,
        entries: vec![(id.as_str().into(), entry)],
    };
    match opened.change(&change)? {
        Ok(after) => {
            let place = after
                .ids
                .get(&id)
                .map(|definition| after.files.place(definition.span));
            let place = place.map(|place| place.to_string()).unwrap_or_default();
            terminal.print(None, &format!("{id} added at {place}\n"))?;
            Ok(Outcome::Fine)
        }
        Err(refused) => Err(refusal(refused, terminal)),
    }
}

/// Adds an event to the log: checked against the case, brought to the disk, then acknowledged.
fn to_log(
    args: &Add,
    mut opened: Opened,
    target: LogFile,
    id: &str,
    mut keys: Shape,
    terminal: &Terminal,
) -> Result<Outcome, Stop> {
    let recorded = args.recorded.clone().unwrap_or_else(clock::now);
    keys.put(&["recorded"], Shape::text(recorded));
    let loaded = &mut opened.loaded;
    let entry = log::typed(&mut loaded.files, id, &keys);
    let found: Vec<Diagnostic> = loaded
        .admit(std::slice::from_ref(&entry))
        .into_iter()
        .flatten()
        .collect();
    terminal.diagnostics(&loaded.files, &found);
    if found.iter().any(|one| one.severity == Severity::Error) {
        return Err(Stop::Words(
            "the record would bring an error into the case; nothing was written".to_owned(),
        ));
    }
    target.tell(terminal);
    let shown = target.shown.clone();
    target.add(&[entry])?;
    terminal.print(None, &format!("{id} added to {shown}\n"))?;
    Ok(Outcome::Fine)
}

/// The entry as it was given, or asked for on a terminal.
fn entry(args: &Add, terminal: &Terminal) -> Result<Shape, Stop> {
    let mut entry = Shape::Map(Vec::new());
    let ask = io::stdin().is_terminal() && io::stderr().is_terminal();
    let given: Vec<(&str, &str)> = args
        .keys
        .iter()
        .map(|pair| {
            pair.split_once('=').ok_or_else(|| {
                Stop::Words(format!(
                    "`{pair}` is no `KEY=VALUE`, such as `accepts.wage=22`"
                ))
            })
        })
        .collect::<Result<_, _>>()?;
    let has = |key: &str| {
        given
            .iter()
            .any(|(other, _)| other.split('.').next() == Some(key))
    };
    let needed = args.what == Entry::Claim;
    let mut missing = Vec::new();
    for (key, values) in [("by", &args.by), ("from", &args.from)] {
        let mut values = values.clone();
        if values.is_empty() && needed && !has(key) {
            if ask {
                values = answer(terminal, key, "an id, or several with commas")?
                    .split(',')
                    .map(|id| id.trim().to_owned())
                    .filter(|id| !id.is_empty())
                    .collect();
            }
            if values.is_empty() {
                missing.push(format!("--{key}"));
            }
        }
        match values.as_slice() {
            [] => {}
            [one] => entry.put(&[key], Shape::text(one.as_str())),
            several => entry.put(
                &[key],
                Shape::List(several.iter().map(|id| Shape::text(id.as_str())).collect()),
            ),
        }
    }
    if !missing.is_empty() {
        return Err(Stop::Words(format!(
            "a claim needs {}\nhelp: give it, or run the command on a terminal to be asked",
            missing.join(" and ")
        )));
    }
    for (key, value, hint) in [
        ("date", &args.date, "the day, as 2033-08-19"),
        ("says", &args.says, "what was said, in your own words"),
        ("quote", &args.quote, "the very words"),
    ] {
        let value = match value {
            Some(value) => value.clone(),
            // Asked for only where nothing at all was said on the command line.
            None if ask && args.by.is_empty() && key != "quote" && !has(key) => {
                answer(terminal, key, &format!("{hint}; nothing to leave it out"))?
            }
            None => continue,
        };
        if !value.is_empty() {
            entry.put(&[key], Shape::text(value));
        }
    }
    for (key, value) in given {
        let keys: Vec<&str> = key.split('.').collect();
        entry.put(&keys, Shape::typed(value));
    }
    Ok(entry)
}

fn answer(terminal: &Terminal, key: &str, hint: &str) -> Result<String, Stop> {
    terminal.say(&format!("{key} ({hint}):"));
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

fn file(loaded: &Loaded, path: &Path) -> Result<u16, Stop> {
    let wanted = path.to_string_lossy();
    loaded
        .files
        .files()
        .iter()
        .position(|file| file.path == wanted || Path::new(&file.path).ends_with(path))
        .and_then(|i| u16::try_from(i).ok())
        .ok_or_else(|| Stop::Words(format!("{wanted} is no file of this case")))
}
