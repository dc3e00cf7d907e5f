//! `armistice import events`: the rows of a table become records of the case's log.

use crate::args::{DayOrder, ImportEvents, Preset};
use crate::changes::Opened;
use crate::terminal::{Outcome, Stop, Terminal, count};
use crate::{clock, files};
use armistice_case::admit::says_the_same;
use armistice_case::diagnostic::{Code, Diagnostic, Severity, sort};
use armistice_case::edit::Shape;
use armistice_case::import::{self, Plan, Rows, Rule};
use armistice_case::tree::{Entry, Kind};
use armistice_case::{Loaded, log};

/// How many rows with a fault are drawn.
const SHOWN: usize = 100;

/// Adds the rows of a CSV file as records: all, or with `--keep-good` those without fault.
pub fn run(args: &ImportEvents, terminal: &Terminal) -> Result<Outcome, Stop> {
    let plan = plan(args)?;
    let text = files::table(&args.file)?;
    let mut opened = Opened::open(&args.case)?;
    if opened.loaded.tree.incomplete {
        return Err(Stop::Words(
            "a part of the case cannot be read; `armistice check` says where".to_owned(),
        ));
    }
    let target = opened.log(&args.case)?;
    let loaded = &mut opened.loaded;
    let file = loaded.files.add(files::shown(&args.file), text);
    let values = loaded.files.add("what the command sets", plan.values());
    let Rows {
        entries,
        mut bad,
        left_out,
        all,
    } = import::read(&loaded.files, file, &plan, values)
        .map_err(|reason| Stop::Words(format!("{}: {reason}", args.file.display())))?;
    let (entries, known) = news(args, loaded, entries, &mut bad);
    let line = |diagnostic: &Diagnostic| loaded.files.place(diagnostic.at).line;
    let mut lines: Vec<usize> = bad.iter().filter(|one| is_error(one)).map(line).collect();
    lines.sort_unstable();
    lines.dedup();
    let mut faulty = lines.len();
    let mut good = Vec::new();
    let found = loaded.admit(&entries);
    for (entry, own) in entries.into_iter().zip(found) {
        if own.iter().any(is_error) {
            faulty += 1;
        } else {
            good.push(stamped(args, entry));
        }
        bad.extend(own);
    }
    tell(loaded, bad, terminal);
    let written = if faulty == 0 || args.keep_good {
        good.len()
    } else {
        0
    };
    if written > 0 {
        target.tell(terminal);
        let shown = target.shown.clone();
        target.add_all(&good)?;
        terminal.print(
            None,
            &format!("{} added to {shown}\n", count(written, "event", "events")),
        )?;
    } else {
        terminal.print(None, "no event added\n")?;
    }
    let mut rest = vec![count(all, "row", "rows")];
    if known > 0 {
        rest.push(format!("{known} already there"));
    }
    if left_out > 0 {
        rest.push(format!("{left_out} left out by a rule"));
    }
    if faulty > 0 {
        rest.push(format!("{faulty} with a fault"));
    }
    terminal.say(&rest.join(", "));
    if faulty == 0 {
        return Ok(Outcome::Fine);
    }
    if !args.keep_good {
        terminal.say("nothing was written; `--keep-good` adds the rows without fault");
    }
    Ok(Outcome::No)
}

fn plan(args: &ImportEvents) -> Result<Plan, Stop> {
    let pair = |text: &String| {
        text.rsplit_once('=')
            .map(|(column, key)| (column.trim().to_owned(), key.trim().to_owned()))
            .ok_or_else(|| Stop::Words(format!("`{text}` is no `COLUMN=KEY`")))
    };
    let mut set = Vec::new();
    for text in &args.set {
        let (key, value) = text
            .split_once('=')
            .ok_or_else(|| Stop::Words(format!("`{text}` is no `KEY=VALUE`")))?;
        set.push((key.trim().to_owned(), value.trim().to_owned()));
    }
    if let Some(of) = &args.of {
        set.push(("of".to_owned(), of.clone()));
    }
    let rules = args
        .rules
        .iter()
        .map(|text| {
            Rule::parse(text).ok_or_else(|| {
                Stop::Words(format!(
                    "`{text}` is no rule\nhelp: write 'COLUMN=TEXT=>KEY=VALUE', or 'COLUMN=TEXT=>-' to leave such rows out"
                ))
            })
        })
        .collect::<Result<Vec<Rule>, Stop>>()?;
    Ok(Plan {
        preset: args.preset.map(|Preset::Acled| import::Preset::Acled),
        map: args.map.iter().map(pair).collect::<Result<_, _>>()?,
        rules,
        set,
        days: match args.days {
            DayOrder::Year => import::DayOrder::Year,
            DayOrder::Day => import::DayOrder::Day,
            DayOrder::Month => import::DayOrder::Month,
        },
    })
}

/// The rows that the case does not have yet, and how many it has. A row that says something else
/// than the record of its id is a fault, or with `--correct` a record that puts that one right.
fn news(
    args: &ImportEvents,
    loaded: &Loaded,
    entries: Vec<Entry>,
    bad: &mut Vec<Diagnostic>,
) -> (Vec<Entry>, usize) {
    let mut new = Vec::new();
    let mut known = 0;
    for mut entry in entries {
        let Some(first) = loaded.event(&entry.key) else {
            new.push(entry);
            continue;
        };
        // The last correction is what the record says now.
        let id = entry.key.clone();
        let (mut last, mut n) = (first, 1);
        let mut last_id = id.clone();
        while let Some(next) = loaded.event(&format!("{id}-{}", n + 1))
            && next.value.text_at("corrects") == Some(&*last_id)
        {
            n += 1;
            last_id = format!("{id}-{n}").into();
            last = next;
            if let Kind::Map { entries, .. } = &mut last.value.kind {
                entries.retain(|inner| &*inner.key != "corrects");
            }
            leave_day(&mut last);
        }
        if says_the_same(&last, &entry) {
            known += 1;
        } else if args.correct {
            entry.key = format!("{id}-{}", n + 1).into();
            if entry.value.text_at("date") != last.value.text_at("date") {
                give_day(&mut entry);
            }
            if let Kind::Map { entries, .. } = &mut entry.value.kind {
                entries.push(Entry {
                    key: "corrects".into(),
                    key_span: entry.key_span,
                    value: Shape::text(last_id).node(entry.key_span),
                });
            }
            log::ordered(&mut entry);
            new.push(entry);
        } else {
            let mut diagnostic = Diagnostic::new(
                Code::DuplicateId,
                entry.key_span,
                format!("the case has another record `{last_id}`, and this row differs from it"),
            )
            .label("differs from the record in the case")
            .help("`--correct` adds such a row as a record that puts the earlier one right");
            if let Some(definition) = loaded.ids.get(&last_id) {
                diagnostic = diagnostic.other(definition.span, "the record in the case");
            }
            bad.push(diagnostic);
        }
    }
    (new, known)
}

/// A correction stands on the day of what it corrects unless its reports give one: these give the
/// day of the row.
fn give_day(entry: &mut Entry) {
    let at = entry.key_span;
    let Some(day) = entry.value.get("date").cloned() else {
        return;
    };
    let Kind::Map { entries, .. } = &mut entry.value.kind else {
        return;
    };
    let day = Entry {
        key: "date".into(),
        key_span: at,
        value: day,
    };
    if !entries.iter().any(|inner| &*inner.key == "reports") {
        entries.push(Entry {
            key: "reports".into(),
            key_span: at,
            value: Shape::List(vec![Shape::Map(Vec::new())]).node(at),
        });
    }
    for report in reports(entries) {
        if !report.iter().any(|inner| *inner.key == *day.key) {
            report.push(day.clone());
        }
    }
}

/// Takes the day of a correction out of its reports, as the row that it came from has it.
fn leave_day(entry: &mut Entry) {
    let day = entry.value.text_at("date").map(str::to_owned);
    let Kind::Map { entries, .. } = &mut entry.value.kind else {
        return;
    };
    for report in reports(entries) {
        report.retain(|inner| &*inner.key != "date" || inner.value.text() != day.as_deref());
    }
    let bare = reports(entries).all(|report| report.is_empty());
    entries.retain(|inner| &*inner.key != "reports" || !bare);
}

/// The keys of each report of a record.
fn reports(entries: &mut [Entry]) -> impl Iterator<Item = &mut Vec<Entry>> {
    let all = entries.iter_mut().filter(|inner| &*inner.key == "reports");
    let lists = all.filter_map(|inner| match &mut inner.value.kind {
        Kind::List(items) => Some(items),
        _ => None,
    });
    lists.flatten().filter_map(|item| match &mut item.kind {
        Kind::Map { entries, .. } => Some(entries),
        _ => None,
    })
}

/// The record with when it was written down.
fn stamped(args: &ImportEvents, mut entry: Entry) -> Entry {
    let at = entry.key_span;
    if let Kind::Map { entries, .. } = &mut entry.value.kind
        && !entries.iter().any(|inner| &*inner.key == "recorded")
    {
        let recorded = args.recorded.clone().unwrap_or_else(clock::now);
        entries.push(Entry {
            key: "recorded".into(),
            key_span: at,
            value: Shape::text(recorded).node(at),
        });
        log::ordered(&mut entry);
    }
    entry
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}

/// Says what is wrong with which rows: the first drawn, the others a line each.
fn tell(loaded: &Loaded, mut found: Vec<Diagnostic>, terminal: &Terminal) {
    sort(&mut found);
    let (drawn, rest) = found.split_at(found.len().min(SHOWN));
    terminal.diagnostics(&loaded.files, drawn);
    for diagnostic in rest {
        terminal.say(&format!(
            "{}: {}: {}",
            loaded.files.place(diagnostic.at),
            diagnostic.code,
            diagnostic.message
        ));
    }
}
