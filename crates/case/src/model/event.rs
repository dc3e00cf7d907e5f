//! What is reported to have happened: events, each with one record per source.
//!
//! Made for hundreds of thousands of events: an [`Event`] and a [`Report`] are small and of one
//! size, and whatever has a length (texts, lists, amounts) lies in pools of [`Events`]. Whoever
//! reads events from a file hands over a [`NewEvent`]; the pools are filled here and nowhere else.

use super::{ActorId, Arena, ClauseId, EventId, Label, PlaceId, QuantityId, SourceId, Speaker};
use crate::phrase::When;
use crate::value::{Amount, Days};

/// The day or days of something, with the hour of the first where it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// The days.
    pub days: Days,
    /// Minutes after midnight on the first day.
    pub minute: Option<u16>,
    /// By how many minutes its clock was ahead of universal time, where that was given.
    pub ahead: Option<i16>,
}

impl From<Days> for Stamp {
    fn from(days: Days) -> Self {
        Stamp {
            days,
            minute: None,
            ahead: None,
        }
    }
}

/// The state an event brings a clause to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Act {
    Started,
    Done,
    Verified,
    Refused,
    Stopped,
    Suspended,
    Resumed,
    Extended,
    Waived,
    Ended,
    Agreed,
    Used,
    Referred,
}

const ACTS: [(&str, Act); 13] = [
    ("started", Act::Started),
    ("done", Act::Done),
    ("verified", Act::Verified),
    ("refused", Act::Refused),
    ("stopped", Act::Stopped),
    ("suspended", Act::Suspended),
    ("resumed", Act::Resumed),
    ("extended", Act::Extended),
    ("waived", Act::Waived),
    ("ended", Act::Ended),
    ("agreed", Act::Agreed),
    ("used", Act::Used),
    ("referred", Act::Referred),
];

impl Act {
    /// The word in the language.
    pub fn word(self) -> &'static str {
        ACTS.iter()
            .find(|(_, act)| *act == self)
            .map_or("", |(word, _)| word)
    }
}

/// A state, or that it is not reached (`not done`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Becomes {
    /// The state.
    pub act: Act,
    /// Whether the report says that it is so.
    pub so: bool,
}

impl Becomes {
    /// The state of a word of the language.
    pub fn from_word(word: &str) -> Option<Becomes> {
        let (so, word) = match word.strip_prefix("not ") {
            Some(rest) => (false, rest),
            None => (true, word),
        };
        ACTS.iter()
            .find(|(name, _)| *name == word)
            .map(|(_, act)| Becomes { act: *act, so })
    }
}

/// What an amount of a report stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counts {
    /// So much changed hands this time.
    Delivered,
    /// So much in all by then; never added.
    SoFar,
    /// So much of what was delivered was wrong.
    Wrong,
    /// So much changed hands outside the deal.
    Outside,
    /// So many there were.
    Quantity,
}

impl Counts {
    /// Every kind, in the order of the keys.
    pub const ALL: [Counts; 5] = [
        Counts::Delivered,
        Counts::SoFar,
        Counts::Wrong,
        Counts::Outside,
        Counts::Quantity,
    ];

    /// The key in the language.
    pub fn key(self) -> &'static str {
        match self {
            Counts::Delivered => "delivered",
            Counts::SoFar => "so-far",
            Counts::Wrong => "wrong",
            Counts::Outside => "outside",
            Counts::Quantity => "quantity",
        }
    }
}

/// One amount of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What it stands for.
    pub counts: Counts,
    /// Of what.
    pub quantity: QuantityId,
    /// How much.
    pub amount: Amount,
}

/// Part of a pool of [`Events`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
struct Slice {
    start: u32,
    len: u32,
}

impl Slice {
    fn of<T>(pool: &mut Vec<T>, items: impl IntoIterator<Item = T>) -> Self {
        let start = pool.len();
        pool.extend(items);
        Slice::between(start, pool.len())
    }

    fn between(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Slice {
            start: clamp(start),
            len: clamp(end - start),
        }
    }

    fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.start as usize + self.len as usize
    }
}

/// Something reported to have happened.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// When, if the event itself says so; each report has its own.
    pub when: Option<Stamp>,
    /// The clause it is about.
    pub of: Option<ClauseId>,
    /// The power that was used.
    pub under: Option<ClauseId>,
    /// Where.
    pub place: Option<PlaceId>,
    /// The event whose fault it mends.
    pub cures: Option<EventId>,
    /// The record it puts right, which no longer counts from the event's own day on.
    pub corrects: Option<EventId>,
    /// Whether it stands in a hash-chained log.
    pub chained: bool,
    by: Slice,
    until: Option<u32>,
    kind: Slice,
    says: Slice,
    recorded: Slice,
    reports: Slice,
}

/// What one source says of an event; what it leaves out it has from the event.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    /// The event.
    pub event: EventId,
    /// When, by this report.
    pub when: Option<Stamp>,
    /// Whether it gives that day itself, and has it not from the event.
    pub dated: bool,
    /// Where, by this report.
    pub place: Option<PlaceId>,
    /// The state it brings the clause to, by this report.
    pub becomes: Option<Becomes>,
    according_to: Slice,
    from: Slice,
    counted: Slice,
    calls_it: Slice,
    says: Slice,
    evidence: Slice,
}

/// An event on its way into [`Events`].
#[derive(Clone, Debug, Default)]
pub struct NewEvent {
    /// When.
    pub when: Option<Stamp>,
    /// The clause it is about.
    pub of: Option<ClauseId>,
    /// The power that was used.
    pub under: Option<ClauseId>,
    /// Who acts.
    pub by: Vec<ActorId>,
    /// Where.
    pub place: Option<PlaceId>,
    /// The event whose fault it mends.
    pub cures: Option<EventId>,
    /// The record it puts right.
    pub corrects: Option<EventId>,
    /// Until when the state lasts.
    pub until: Option<When>,
    /// What kind of incident, in the record's own word.
    pub kind: Option<Box<str>>,
    /// What happened, in words.
    pub says: Option<Box<str>>,
    /// When and by whom it was written down.
    pub recorded: Option<Box<str>>,
    /// Whether it stands in a hash-chained log.
    pub chained: bool,
    /// One record a source, at least one. Each is complete: what it has from the event is in it.
    pub reports: Vec<NewReport>,
}

/// A report on its way into [`Events`].
#[derive(Clone, Debug, Default)]
pub struct NewReport {
    /// When.
    pub when: Option<Stamp>,
    /// Whether it gives that day itself, and has it not from the event.
    pub dated: bool,
    /// Where.
    pub place: Option<PlaceId>,
    /// The state it brings the clause to.
    pub becomes: Option<Becomes>,
    /// Whose word we have for it, nearest first.
    pub according_to: Vec<Speaker>,
    /// The documents.
    pub from: Vec<SourceId>,
    /// The amounts.
    pub counted: Vec<Counted>,
    /// The reporter's word for it.
    pub calls_it: Option<Box<str>>,
    /// What happened, in words.
    pub says: Option<Box<str>>,
    /// What the report rests on.
    pub evidence: Option<Box<str>>,
}

/// All events of a case, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Events {
    entries: Arena<EventId, Event>,
    reports: Vec<Report>,
    counted: Vec<Counted>,
    actors: Vec<ActorId>,
    speakers: Vec<Speaker>,
    sources: Vec<SourceId>,
    until: Vec<When>,
    words: String,
}

impl Events {
    /// Adds an event.
    pub fn push(&mut self, label: Label, new: NewEvent) -> EventId {
        let start = self.reports.len();
        let id = <EventId as super::Key>::new(self.entries.len());
        for report in new.reports {
            let report = Report {
                event: id,
                when: report.when,
                dated: report.dated,
                place: report.place,
                becomes: report.becomes,
                according_to: Slice::of(&mut self.speakers, report.according_to),
                from: Slice::of(&mut self.sources, report.from),
                counted: Slice::of(&mut self.counted, report.counted),
                calls_it: self.word(report.calls_it),
                says: self.word(report.says),
                evidence: self.word(report.evidence),
            };
            self.reports.push(report);
        }
        let event = Event {
            when: new.when,
            of: new.of,
            under: new.under,
            place: new.place,
            cures: new.cures,
            corrects: new.corrects,
            chained: new.chained,
            by: Slice::of(&mut self.actors, new.by),
            until: new.until.map(|until| {
                self.until.push(until);
                u32::try_from(self.until.len() - 1).unwrap_or(u32::MAX)
            }),
            kind: self.word(new.kind),
            says: self.word(new.says),
            recorded: self.word(new.recorded),
            reports: Slice::between(start, self.reports.len()),
        };
        self.entries.push(label, event)
    }

    fn word(&mut self, text: Option<Box<str>>) -> Slice {
        let Some(text) = text else {
            return Slice::default();
        };
        let start = self.words.len();
        self.words.push_str(&text);
        Slice::between(start, self.words.len())
    }

    fn text(&self, at: Slice) -> Option<&str> {
        if at.len == 0 {
            return None;
        }
        self.words.get(at.range())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All events with their keys, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = (EventId, &Event)> {
        self.entries.iter()
    }

    /// The id and place of an event.
    pub fn label(&self, event: EventId) -> &Label {
        self.entries.label(event)
    }

    /// What each source says of it.
    pub fn reports(&self, event: &Event) -> &[Report] {
        &self.reports[event.reports.range()]
    }

    /// Who acts.
    pub fn by(&self, event: &Event) -> &[ActorId] {
        &self.actors[event.by.range()]
    }

    /// Until when the state lasts.
    pub fn until(&self, event: &Event) -> Option<&When> {
        self.until.get(event.until? as usize)
    }

    /// What kind of incident it is, in the record's own word.
    pub fn kind(&self, event: &Event) -> Option<&str> {
        self.text(event.kind)
    }

    /// What happened, in words.
    pub fn says(&self, event: &Event) -> Option<&str> {
        self.text(event.says)
    }

    /// When and by whom it was written down.
    pub fn recorded(&self, event: &Event) -> Option<&str> {
        self.text(event.recorded)
    }

    /// The amounts a report gives.
    pub fn counted(&self, report: &Report) -> &[Counted] {
        &self.counted[report.counted.range()]
    }

    /// Whose word we have for a report, nearest first.
    pub fn according_to(&self, report: &Report) -> &[Speaker] {
        &self.speakers[report.according_to.range()]
    }

    /// The documents of a report.
    pub fn from(&self, report: &Report) -> &[SourceId] {
        &self.sources[report.from.range()]
    }

    /// The reporter's word for it.
    pub fn calls_it(&self, report: &Report) -> Option<&str> {
        self.text(report.calls_it)
    }

    /// What happened, in the report's words.
    pub fn report_says(&self, report: &Report) -> Option<&str> {
        self.text(report.says)
    }

    /// What a report rests on.
    pub fn evidence(&self, report: &Report) -> Option<&str> {
        self.text(report.evidence)
    }
}

impl std::ops::Index<EventId> for Events {
    type Output = Event;

    fn index(&self, event: EventId) -> &Event {
        &self.entries[event]
    }
}
