//! `events.jsonl`: the log of events, one record a line, only ever added to, each record chained
//! to the line before it.
//!
//! ```text
//! text ─► Log (where each record stands, its id, its link) ─► an entry at a time ─► check, lower
//! entries ─► line ─► append: the bytes to add, after what a writer that was killed left behind
//! ```
//!
//! A log may hold hundreds of thousands of records, so no tree of it is kept: a record is read as
//! an entry when it is looked at, with its place in the file, and let go again. What everything
//! else meets is the same entry as one written in YAML, so it is checked and lowered by the same
//! code.

mod append;
mod chain;
mod json;
mod line;
mod verify;

pub use append::{Addition, Tail};
pub use chain::{Digest, FOLLOWS, Link, START};
pub use line::{line, ordered};
pub use verify::{Fault, Verified, What, verify};

use crate::Loaded;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::Shape;
use crate::source::{Sources, Span};
use crate::tree::{Entry, Kind, Node};
use crate::visible::{self, Visibility};

/// The name of the log of a case.
pub const NAME: &str = "events.jsonl";
/// The key that holds the id of a record.
pub const ID: &str = "id";

/// One record of a log: where it stands.
#[derive(Clone, Debug)]
pub struct Record {
    start: u32,
    end: u32,
    /// The place of its id.
    pub id: Span,
    /// How it stands in the chain.
    pub link: Link,
    /// Who may see it, where the record says so itself.
    pub visible: Option<Box<Visibility>>,
}

/// A log as it was read.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// Its file.
    pub file: u16,
    /// The records, in order.
    pub records: Vec<Record>,
    /// The rest of a line that a writer did not finish.
    pub torn: Option<Span>,
    /// Lines that are no record.
    pub unreadable: usize,
}

impl Log {
    /// Finds the records of a log, and says which lines are none and where the chain breaks.
    pub fn read(sources: &Sources, file: u16, limit: usize, into: &mut Vec<Diagnostic>) -> Log {
        let text = &sources.file(file).text;
        let mut log = Log {
            file,
            ..Log::default()
        };
        let mut problems = Problems::new(limit);
        let mut chained = false;
        let mut before: Option<&str> = None;
        for (from, line, finished) in lines(text) {
            match json::object(line, file, from) {
                Ok(node) => {
                    let held = node
                        .get(FOLLOWS)
                        .map(|node| (node.text().unwrap_or(""), node.span));
                    let link = chain::link(held.map(|(held, _)| held), before);
                    let place =
                        held.map_or(Span::new(file, from, from + line.len()), |held| held.1);
                    match link {
                        Link::Broken => problems.push(into, broken(sources, place, before)),
                        Link::None if chained => problems.push(into, unchained(place)),
                        _ => {}
                    }
                    chained |= link == Link::Holds;
                    match id(&node) {
                        Ok(id) => log.records.push(Record {
                            start: to_u32(from),
                            end: to_u32(from + line.len()),
                            id,
                            link,
                            visible: node
                                .text_at(visible::KEY)
                                .and_then(Visibility::parse)
                                .map(Box::new),
                        }),
                        Err(diagnostic) => {
                            log.unreadable += 1;
                            problems.push(into, *diagnostic);
                        }
                    }
                }
                // Only what a finished record lacks is missing: a writer was stopped in the middle.
                Err(_) if !finished => {
                    let span = Span::new(file, from, from + line.len());
                    log.torn = Some(span);
                    into.push(torn(span));
                    continue;
                }
                Err(error) => {
                    log.unreadable += 1;
                    problems.push(
                        into,
                        Diagnostic::new(
                            Code::BadRow,
                            error.at,
                            format!("this line is no record: {}", error.found),
                        )
                        .label("here")
                        .help(error.help),
                    );
                }
            }
            before = Some(line);
        }
        problems.finish(into);
        log
    }

    /// A record as an entry: what stands under its id, without the link.
    pub fn entry(&self, sources: &Sources, record: &Record) -> Entry {
        let line = self.line(sources, record);
        let node = json::object(line, self.file, record.start as usize)
            .unwrap_or_else(|_| unreachable!("the line was read as a record before"));
        entry(node)
    }

    /// The record whose id stands at a place.
    pub fn at(&self, sources: &Sources, id: Span) -> Option<Entry> {
        let i = self.records.partition_point(|record| record.id < id);
        let record = self.records.get(i).filter(|record| record.id == id)?;
        Some(self.entry(sources, record))
    }

    /// The id of a record.
    pub fn id(&self, sources: &Sources, record: &Record) -> Box<str> {
        let text = sources.text(record.id);
        match text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'))
        {
            Some(bare) if !bare.contains('\\') => bare.into(),
            _ => self.entry(sources, record).key,
        }
    }

    /// The text of a record.
    pub fn line<'s>(&self, sources: &'s Sources, record: &Record) -> &'s str {
        &sources.file(self.file).text[record.start as usize..record.end as usize]
    }

    /// Where a record stands.
    pub fn span(&self, record: &Record) -> Span {
        Span {
            file: self.file,
            start: record.start,
            end: record.end,
        }
    }

    /// The log written anew, each record as `change` leaves it, and whether it left them all as
    /// they were. A chain cannot hold over a line that is gone, and its digests would let a reader
    /// try out what stood there: records that were chained are chained anew, others stay without.
    pub fn rewrite(
        &self,
        sources: &Sources,
        mut change: impl FnMut(&Record, Entry) -> Option<Entry>,
    ) -> String {
        let mut out = String::new();
        let mut before: Option<std::ops::Range<usize>> = None;
        for record in &self.records {
            let Some(entry) = change(record, self.entry(sources, record)) else {
                continue;
            };
            let follows = (record.link == Link::Holds)
                .then(|| chain::follows(before.clone().map(|range| &out[range])));
            let start = out.len();
            line::push(&mut out, &entry, follows.as_deref());
            before = Some(start..out.len());
            out.push('\n');
        }
        out
    }
}

/// Every event of a case as a line that is not chained.
pub fn lines_of(loaded: &Loaded) -> String {
    let mut out = String::new();
    loaded.each_event(|mut entry| {
        ordered(&mut entry);
        line::push(&mut out, &entry, None);
        out.push('\n');
    });
    out
}

/// The lines of a log that are not blank: where each begins, and whether it is finished.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str, bool)> {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |whole| {
        let mut from = start;
        start += whole.len();
        let mut line = whole.trim_end_matches(['\n', '\r']);
        if from == 0
            && let Some(rest) = line.strip_prefix('\u{feff}')
        {
            from = line.len() - rest.len();
            line = rest;
        }
        (!line.trim().is_empty()).then_some((from, line, whole.ends_with('\n')))
    })
}

/// A record that is not written yet as an entry; its line becomes a file to point at.
pub fn typed(sources: &mut Sources, id: &str, keys: &Shape) -> Entry {
    let nowhere = Span::new(0, 0, 0);
    let mut new = Entry {
        key: id.into(),
        key_span: nowhere,
        value: keys.node(nowhere),
    };
    ordered(&mut new);
    let text = line(&new, None);
    let file = sources.add("the new record", text.as_str());
    match json::object(&text, file, 0) {
        Ok(node) => entry(node),
        Err(_) => new,
    }
}

fn entry(node: Node) -> Entry {
    let Node { span, kind } = node;
    let Kind::Map { mut entries, flow } = kind else {
        unreachable!("a record is an object");
    };
    let (mut key, mut key_span) = (Box::default(), span);
    if let Some(i) = entries.iter().position(|entry| &*entry.key == ID) {
        let id = entries.remove(i);
        key = id.value.text().unwrap_or("").into();
        key_span = id.value.span;
    }
    entries.retain(|entry| &*entry.key != FOLLOWS);
    Entry {
        key,
        key_span,
        value: Node {
            span,
            kind: Kind::Map { entries, flow },
        },
    }
}

fn id(node: &Node) -> Result<Span, Box<Diagnostic>> {
    let Some(id) = node.get(ID) else {
        return Err(Box::new(
            Diagnostic::new(Code::MissingKey, node.span, "this record has no `id`")
                .label("`id` is missing")
                .help("add `\"id\": \"…\"`; an id is small letters, digits and hyphens"),
        ));
    };
    match id.text() {
        Some(_) => Ok(id.span),
        None => Err(Box::new(
            Diagnostic::new(
                Code::WrongType,
                id.span,
                "the `id` of this record is no text",
            )
            .label("expected a text in quote marks"),
        )),
    }
}

fn broken(sources: &Sources, at: Span, before: Option<&str>) -> Diagnostic {
    let place = sources.place(at);
    let found: String = sources
        .text(at)
        .trim_matches('"')
        .chars()
        .take(64)
        .collect();
    let message = match before {
        None => "the first record of this log follows another one that is not there".to_owned(),
        Some(_) => format!(
            "the chain breaks between line {} and the line before it",
            place.line
        ),
    };
    Diagnostic::new(Code::BrokenChain, at, message)
        .label(format!(
            "expected {}",
            chain::follows(before)
        ))
        .help(format!("found {found}: a line before this one was changed, taken out or put in after it was written"))
        .help("compare with an earlier copy; `armistice log verify` lists every break")
}

fn unchained(at: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BrokenChain,
        at,
        "this record stands in a chained log and holds no digest of the line before it",
    )
    .label("was not written by `add event` or `import events`")
    .help("take the line out and add it with `armistice add event`")
}

fn torn(at: Span) -> Diagnostic {
    Diagnostic::new(
        Code::TornRecord,
        at,
        "the last line of this log is not finished, so it is left out",
    )
    .label("ends in the middle of a record")
    .help("a writer was stopped here before it said that the record is kept; the next `add event` or `import events` takes the piece out")
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What is wrong in a long file: the first problems in full, the others counted by code.
pub(crate) struct Problems {
    left: usize,
    more: Vec<(Code, usize)>,
    records: usize,
    first: Option<Diagnostic>,
}

/// How many records of one file have their problems drawn.
pub const SHOWN: usize = 100;

impl Problems {
    pub fn new(limit: usize) -> Self {
        Problems {
            left: limit,
            more: Vec::new(),
            records: 0,
            first: None,
        }
    }

    fn push(&mut self, into: &mut Vec<Diagnostic>, diagnostic: Diagnostic) {
        let before = into.len();
        into.push(diagnostic);
        self.settle(into, before);
    }

    /// Keeps or counts the problems of one record, which stand behind the first `before`.
    pub fn settle(&mut self, into: &mut Vec<Diagnostic>, before: usize) {
        if into.len() == before {
            return;
        }
        if self.left > 0 {
            self.left -= 1;
            return;
        }
        self.records += 1;
        for diagnostic in into.drain(before..) {
            match self
                .more
                .iter_mut()
                .find(|(code, _)| *code == diagnostic.code)
            {
                Some((_, n)) => *n += 1,
                None => self.more.push((diagnostic.code, 1)),
            }
            let worse = self
                .first
                .as_ref()
                .is_none_or(|first| diagnostic.severity < first.severity);
            if worse {
                self.first = Some(diagnostic);
            }
        }
    }

    /// Says how many more there are.
    pub fn finish(mut self, into: &mut Vec<Diagnostic>) {
        let Some(first) = self.first else { return };
        self.more.sort_unstable();
        let codes: Vec<String> = self
            .more
            .iter()
            .map(|(code, n)| format!("{n} × {code}"))
            .collect();
        let message = format!(
            "{} more of this file {} something wrong: {}",
            self.records,
            if self.records == 1 { "has" } else { "have" },
            codes.join(", ")
        );
        let mut diagnostic = Diagnostic::new(first.code, first.at, message)
            .label("the first of them")
            .help("mend what is shown and check again");
        diagnostic.severity = first.severity;
        into.push(diagnostic);
    }
}
