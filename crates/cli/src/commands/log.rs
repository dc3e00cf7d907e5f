//! `armistice log verify`: whether the chain of the log holds.

use crate::args::{Log, LogTask, LogVerify, Plain};
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal, count};
use armistice_case::Loaded;
use armistice_case::log::{Digest, Fault, Verified, What, verify};
use serde_json::json;

/// How many lines are told of in full.
const SHOWN: usize = 20;

/// Runs the command.
pub fn run(args: &Log, terminal: &Terminal) -> Result<Outcome, Stop> {
    let LogTask::Verify(args) = &args.task;
    let noted = args
        .noted
        .as_deref()
        .map(|text| {
            Digest::parse(text).ok_or_else(|| {
                Stop::Words(format!(
                    "`{text}` is no digest\nhelp: a digest has 64 hexadecimal digits"
                ))
            })
        })
        .transpose()?;
    let loaded = files::read(&args.case)?;
    if loaded.tree.logs.is_empty() {
        return Err(Stop::Words(format!(
            "{} has no events.jsonl\nhelp: `armistice add event CASE --log …` begins one",
            args.case.display()
        )));
    }
    let logs: Vec<(&str, Verified)> = loaded
        .tree
        .logs
        .iter()
        .map(|log| {
            let file = loaded.files.file(log.file);
            (file.path.as_str(), verify(&file.text, noted))
        })
        .collect();
    let holds = logs.iter().all(|(_, log)| log.faults.is_empty());
    let found = noted.is_none() || logs.iter().any(|(_, log)| log.noted.is_some());
    let elsewhere = elsewhere(&loaded);
    let text = match args.format {
        Plain::Json => format!("{:#}\n", data(&logs, noted, &elsewhere)),
        Plain::Text => words(&logs, args, &elsewhere),
    };
    terminal.print(None, &text)?;
    Ok(if holds && found {
        Outcome::Fine
    } else {
        Outcome::No
    })
}

/// Files other than logs that hold events, with how many.
fn elsewhere(loaded: &Loaded) -> Vec<(String, usize)> {
    let mut files: Vec<(String, usize)> = Vec::new();
    for section in loaded.tree.named("events") {
        let path = &loaded.files.file(section.key_span.file).path;
        files.push((path.clone(), section.value.entries().len()));
    }
    files.retain(|(_, n)| *n > 0);
    files
}

fn words(logs: &[(&str, Verified)], args: &LogVerify, elsewhere: &[(String, usize)]) -> String {
    let mut out = String::new();
    for (path, log) in logs {
        let lines = count(log.lines, "record", "records");
        if log.faults.is_empty() {
            out.push_str(&format!("{path}: {lines}, and the chain holds\n"));
        } else {
            out.push_str(&format!(
                "{path}: {lines}, and the chain does not hold at {}\n",
                count(log.faults.len(), "place", "places")
            ));
        }
        for fault in log.faults.iter().take(SHOWN) {
            out.push_str(&one(path, fault));
        }
        if let Some(more) = log.faults.len().checked_sub(SHOWN + 1) {
            out.push_str(&format!(
                "and {} more; `--format json` lists all\n",
                more + 1
            ));
        }
        if let Some(last) = log.last {
            out.push_str(&format!(
                "the digest of the last record is {last}\n  noted elsewhere, it shows later that nothing up to here was changed: `--noted DIGEST`\n"
            ));
        }
    }
    if let Some(noted) = &args.noted {
        let at = logs
            .iter()
            .find_map(|(path, log)| Some((path, log.noted?, &log.faults)));
        out.push_str(&match at {
            Some((path, line, faults)) if faults.iter().all(|fault| fault.line > line) => format!(
                "the digest noted is that of {path}:{line}: every record up to there is as it was\n"
            ),
            Some((path, line, _)) => format!(
                "the digest noted is that of {path}:{line}, but the chain does not hold before it\n"
            ),
            None => format!(
                "no record has the digest noted, {noted}\n  what was last when it was noted has been changed or taken out since; compare with a copy of that day\n"
            ),
        });
    }
    for (path, n) in elsewhere {
        out.push_str(&format!(
            "{path}: {}, not chained\n",
            count(*n, "event", "events")
        ));
    }
    out
}

fn one(path: &str, fault: &Fault) -> String {
    let line = fault.line;
    let expected = &fault.expected;
    let found = fault.found.as_deref().unwrap_or("nothing");
    match fault.what {
        What::Broken => format!(
            "{path}:{line}: does not follow the line before it\n  expected {expected}\n  found    {found}\n  \
             a line before this one was changed, taken out or put in after this one was written;\n  \
             compare with an earlier copy, and put right what differs or add a record that `corrects` it\n"
        ),
        What::NotChained => format!(
            "{path}:{line}: holds no digest, so nothing shows whether it or a line before it was changed\n  \
             it was typed or written by another program; `armistice import events` and `add event` chain what they add\n"
        ),
        What::Unreadable => {
            format!("{path}:{line}: is no record\n  `armistice check` says what is wrong with it\n")
        }
        What::Torn => format!(
            "{path}:{line}: is not finished\n  a writer was stopped before it said that the record is kept; the next one takes the piece out\n"
        ),
    }
}

fn data(
    logs: &[(&str, Verified)],
    noted: Option<Digest>,
    elsewhere: &[(String, usize)],
) -> serde_json::Value {
    let fault = |fault: &Fault| {
        json!({
            "line": fault.line,
            "what": match fault.what {
                What::Broken => "broken",
                What::NotChained => "not-chained",
                What::Unreadable => "unreadable",
                What::Torn => "torn",
            },
            "expected": fault.expected,
            "found": fault.found,
        })
    };
    json!({
        "schema": "armistice/log/1",
        "noted": noted.map(|digest| digest.to_string()),
        "logs": logs.iter().map(|(path, log)| json!({
            "file": path,
            "records": log.lines,
            "holds": log.faults.is_empty(),
            "faults": log.faults.iter().map(fault).collect::<Vec<_>>(),
            "last": log.last.map(|digest| digest.to_string()),
            "noted-at": log.noted,
        })).collect::<Vec<_>>(),
        "not-chained": elsewhere.iter().map(|(path, n)| json!({
            "file": path,
            "events": n,
        })).collect::<Vec<_>>(),
    })
}
