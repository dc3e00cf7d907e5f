//! Draft claims: what the reader found in articles, as entries of the section `draft-claims`.
//!
//! ```text
//! reader's drafts ─► text ─► a file of the case ─► load ─► read ─► a person decides
//!                                                                 └─► decision (edit API)
//! ```
//!
//! A draft claim has the keys of the claim it would become, and beside them what the reader saw:
//! who speaks in the words of the article, where every part stands, what speaks against it.
//! Accepting one adds [`DraftClaim::claim`] to the section `claims` and sets its `decision`; the
//! draft claim itself stays, so that a file shows what was made of everything that was found.

use crate::edit::{Shape, flow};
use crate::phrase;
use crate::schema::{CLAIM, DRAFT_CLAIM};
use crate::source::Span;
use crate::tree::{Entry, Node, Tree};
use std::fmt::{self, Write as _};
use std::ops::Range;

/// A passage of a source: its id and the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The source.
    pub from: Box<str>,
    /// The bytes of its file.
    pub at: Vec<Range<usize>>,
}

/// A number in the words of a draft claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// How many, as it is written in a case: `about 50`.
    pub amount: Box<str>,
    /// The words for what is counted.
    pub of: Option<Box<str>>,
    /// What is said to happen to them.
    pub role: Option<Box<str>>,
    /// The words of the number.
    pub words: Option<Box<str>>,
    /// Where they stand.
    pub at: Vec<Range<usize>>,
}

/// "about 50 hostages (held)"
impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.amount)?;
        if let Some(of) = &self.of {
            write!(f, " {of}")?;
        }
        if let Some(role) = &self.role {
            write!(f, " ({role})")?;
        }
        Ok(())
    }
}

/// A day or a length of time in the words of a draft claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// The words.
    pub words: Box<str>,
    /// The day or days, as they are written in a case.
    pub date: Option<Box<str>>,
    /// The length, as it is written in a case.
    pub lasts: Option<Box<str>>,
    /// Where they stand.
    pub at: Vec<Range<usize>>,
}

impl Time {
    /// The day or days, else the length, where they can be worked out.
    pub fn meant(&self) -> Option<&str> {
        self.date.as_deref().or(self.lasts.as_deref())
    }
}

/// What a person made of a draft claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// One of [`crate::schema::DECISIONS`].
    pub is: Box<str>,
    /// Who decided.
    pub who: Box<str>,
    /// The day and hour.
    pub at: Box<str>,
    /// The claim that it became or with which it was merged.
    pub claim: Option<Box<str>>,
    /// The draft claim with which it was merged.
    pub with: Option<Box<str>>,
    /// The draft claims into which it was split.
    pub into: Vec<Box<str>>,
    /// Why.
    pub because: Option<Box<str>>,
}

/// The keys of a claim that fill a slot which the reader finds.
pub const SLOTS: [&str; 9] = [
    "talks",
    "progress",
    "open-issues",
    "status",
    "accepts",
    "refuses",
    "demands",
    "offers",
    "quantity",
];

/// One draft claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftClaim {
    /// Its id.
    pub id: Box<str>,
    /// The keys of the claim it would become, in the order of the table: `by` where the speaker
    /// is an actor of the case, `from`, `quote`, `cue`, `at`, `digest`, `tier`, typed slots.
    pub claim: Shape,
    /// What a person made of it.
    pub decision: Option<Decision>,
    /// The words that name who speaks.
    pub speaker: Option<Box<str>>,
    /// One of [`crate::schema::SPEAKER_KINDS`].
    pub speaker_kind: Option<Box<str>>,
    /// For whom the words say that a person speaks who is new to the case.
    pub speaks_for: Option<Box<str>>,
    /// The words that are attributed.
    pub content: Option<Box<str>>,
    /// Words at their end that may be the reporter's own.
    pub gloss: Option<Box<str>>,
    /// One of [`crate::schema::STANCES`].
    pub stance: Option<Box<str>>,
    /// The issues it seems to be about.
    pub issues: Vec<Box<str>>,
    /// The numbers in it.
    pub counts: Vec<Count>,
    /// The days and lengths of time in it.
    pub times: Vec<Time>,
    /// Why it is only to be checked.
    pub doubts: Vec<Box<str>>,
    /// Where the speaker is named, in bytes of the source's file.
    pub speaker_at: Vec<Range<usize>>,
    /// Where the cue stands.
    pub cue_at: Vec<Range<usize>>,
    /// Where the content stands, gloss included.
    pub content_at: Vec<Range<usize>>,
    /// Where the gloss stands.
    pub gloss_at: Vec<Range<usize>>,
    /// Where else the same passage stands.
    pub also: Vec<Passage>,
    /// The draft claim in whose content it stands.
    pub inside: Option<Box<str>>,
    /// The draft claim from which a person split it off.
    pub part_of: Option<Box<str>>,
    /// What says the opposite: claims and draft claims.
    pub cannot_hold_with: Vec<Box<str>>,
    /// What does not agree with it, though both could hold.
    pub pulls_apart_from: Vec<Box<str>>,
    /// What may be the same claim in other words.
    pub like: Vec<Box<str>>,
}

impl DraftClaim {
    /// A draft claim of which nothing is known but its id and the claim it would become.
    pub fn new(id: impl Into<Box<str>>, claim: Shape) -> DraftClaim {
        DraftClaim {
            id: id.into(),
            claim,
            decision: None,
            speaker: None,
            speaker_kind: None,
            speaks_for: None,
            content: None,
            gloss: None,
            stance: None,
            issues: Vec::new(),
            counts: Vec::new(),
            times: Vec::new(),
            doubts: Vec::new(),
            speaker_at: Vec::new(),
            cue_at: Vec::new(),
            content_at: Vec::new(),
            gloss_at: Vec::new(),
            also: Vec::new(),
            inside: None,
            part_of: None,
            cannot_hold_with: Vec::new(),
            pulls_apart_from: Vec::new(),
            like: Vec::new(),
        }
    }

    /// The value of a key of the claim.
    pub fn key(&self, name: &str) -> Option<&Shape> {
        let Shape::Map(entries) = &self.claim else {
            return None;
        };
        entries
            .iter()
            .find(|(key, _)| &**key == name)
            .map(|(_, value)| value)
    }

    /// The text of a key of the claim.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.key(name) {
            Some(Shape::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Gives a key of the claim a value.
    pub fn put(&mut self, name: &str, value: Shape) {
        let Shape::Map(entries) = &mut self.claim else {
            return;
        };
        match entries.iter_mut().find(|(key, _)| &**key == name) {
            Some((_, old)) => *old = value,
            None => entries.push((name.into(), value)),
        }
        let place = |key: &str| CLAIM.all_keys().position(|known| known.name == key);
        entries.sort_by_key(|(key, _)| place(key));
    }

    /// Reads one entry of the section.
    pub fn of(entry: &Entry) -> DraftClaim {
        let node = &entry.value;
        let claim = CLAIM
            .all_keys()
            .filter_map(|key| Some((key.name.into(), Shape::of(node.get(key.name)?))))
            .collect();
        DraftClaim {
            decision: node.get("decision").map(Decision::of),
            speaker: text(node, "speaker"),
            speaker_kind: text(node, "speaker-kind"),
            speaks_for: text(node, "speaks-for"),
            content: text(node, "content"),
            gloss: text(node, "gloss"),
            stance: text(node, "stance"),
            issues: texts(node, "issue"),
            counts: list(node, "counts", Count::of),
            times: list(node, "times", Time::of),
            doubts: texts(node, "doubts"),
            speaker_at: bytes(node, "speaker-at"),
            cue_at: bytes(node, "cue-at"),
            content_at: bytes(node, "content-at"),
            gloss_at: bytes(node, "gloss-at"),
            also: list(node, "also", |node| Passage {
                from: text(node, "from").unwrap_or_default(),
                at: bytes(node, "at"),
            }),
            inside: text(node, "inside"),
            part_of: text(node, "part-of"),
            cannot_hold_with: texts(node, "cannot-hold-with"),
            pulls_apart_from: texts(node, "pulls-apart-from"),
            like: texts(node, "like"),
            ..DraftClaim::new(entry.key.clone(), Shape::Map(claim))
        }
    }

    /// The entry as it stands in the text: what a person looks at first comes first.
    pub fn shape(&self) -> Shape {
        let mut out = Vec::new();
        let mut put = |key: &str, value: Option<Shape>| {
            if let Some(value) = value {
                out.push((key.into(), value));
            }
        };
        put("decision", self.decision.as_ref().map(Decision::shape));
        for key in ["tier", "by", "about", "according-to"] {
            put(key, self.key(key).cloned());
        }
        put("speaker", as_text(&self.speaker));
        put("speaker-kind", as_text(&self.speaker_kind));
        put("speaks-for", as_text(&self.speaks_for));
        put("cue", self.key("cue").cloned());
        put("content", as_text(&self.content));
        put("gloss", as_text(&self.gloss));
        put("stance", as_text(&self.stance));
        put("issue", as_texts(&self.issues));
        put("counts", as_list(&self.counts, Count::shape));
        put("times", as_list(&self.times, Time::shape));
        put("cannot-hold-with", as_texts(&self.cannot_hold_with));
        put("pulls-apart-from", as_texts(&self.pulls_apart_from));
        put("like", as_texts(&self.like));
        put("doubts", as_texts(&self.doubts));
        put("inside", as_text(&self.inside));
        put("part-of", as_text(&self.part_of));
        if let Shape::Map(entries) = &self.claim {
            let first = ["tier", "by", "about", "according-to", "cue"];
            for (key, value) in entries {
                if !first.contains(&&**key) {
                    put(key, Some(value.clone()));
                }
            }
        }
        put("speaker-at", as_bytes(&self.speaker_at));
        put("cue-at", as_bytes(&self.cue_at));
        put("content-at", as_bytes(&self.content_at));
        put("gloss-at", as_bytes(&self.gloss_at));
        put("also", Passage::shapes(&self.also));
        Shape::Map(out)
    }
}

impl Decision {
    fn of(node: &Node) -> Decision {
        Decision {
            is: text(node, "is").unwrap_or_default(),
            who: text(node, "who").unwrap_or_default(),
            at: text(node, "at").unwrap_or_default(),
            claim: text(node, "claim"),
            with: text(node, "with"),
            into: texts(node, "into"),
            because: text(node, "because"),
        }
    }

    /// The value of the key `decision`.
    pub fn shape(&self) -> Shape {
        map([
            ("is", Some(Shape::text(self.is.clone()))),
            ("who", Some(Shape::text(self.who.clone()))),
            ("at", Some(Shape::text(self.at.clone()))),
            ("claim", as_text(&self.claim)),
            ("with", as_text(&self.with)),
            ("into", as_texts(&self.into)),
            ("because", as_text(&self.because)),
        ])
    }
}

impl Count {
    fn of(node: &Node) -> Count {
        Count {
            amount: text(node, "amount").unwrap_or_default(),
            of: text(node, "of"),
            role: text(node, "role"),
            words: text(node, "words"),
            at: bytes(node, "at"),
        }
    }

    fn shape(&self) -> Shape {
        map([
            ("amount", Some(Shape::text(self.amount.clone()))),
            ("of", as_text(&self.of)),
            ("role", as_text(&self.role)),
            ("words", as_text(&self.words)),
            ("at", as_bytes(&self.at)),
        ])
    }
}

impl Time {
    fn of(node: &Node) -> Time {
        Time {
            words: text(node, "words").unwrap_or_default(),
            date: text(node, "date"),
            lasts: text(node, "lasts"),
            at: bytes(node, "at"),
        }
    }

    fn shape(&self) -> Shape {
        map([
            ("words", Some(Shape::text(self.words.clone()))),
            ("date", as_text(&self.date)),
            ("lasts", as_text(&self.lasts)),
            ("at", as_bytes(&self.at)),
        ])
    }
}

impl Passage {
    /// Passages as the value of the key `also`.
    pub fn shapes(passages: &[Passage]) -> Option<Shape> {
        as_list(passages, Passage::shape)
    }

    fn shape(&self) -> Shape {
        map([
            ("from", Some(Shape::text(self.from.clone()))),
            ("at", as_bytes(&self.at)),
        ])
    }
}

/// All draft claims of a case, in the order of the text, each with the place of its id.
pub fn read(tree: &Tree) -> Vec<(Span, DraftClaim)> {
    tree.entries("draft-claims")
        .map(|entry| (entry.key_span, DraftClaim::of(entry)))
        .collect()
}

/// The keys of a draft claim that are the reader's and no claim's.
pub fn reader_keys() -> impl Iterator<Item = &'static str> {
    DRAFT_CLAIM
        .keys
        .iter()
        .map(|key| key.name)
        .filter(|name| CLAIM.key(name).is_none())
}

/// A file of draft claims: a remark on top, the sources that were read, the draft claims.
pub fn write(remark: &str, sources: &[(Box<str>, Shape)], drafts: &[DraftClaim]) -> String {
    let mut out = String::new();
    for line in remark.lines() {
        let _ = writeln!(out, "{}", format!("# {line}").trim_end());
    }
    if !sources.is_empty() {
        out.push_str("\nsources:\n");
        for (id, source) in sources {
            entry(&mut out, id, source);
        }
    }
    if !drafts.is_empty() {
        out.push_str("\ndraft-claims:\n");
        for draft in drafts {
            entry(&mut out, &draft.id, &draft.shape());
            out.push('\n');
        }
        out.pop();
    }
    out
}

/// An entry with a line a key.
fn entry(out: &mut String, id: &str, shape: &Shape) {
    let _ = writeln!(out, "  {id}:");
    if let Shape::Map(entries) = shape {
        for (key, value) in entries {
            let _ = writeln!(out, "    {key}: {}", flow(value));
        }
    }
}

fn map<const N: usize>(entries: [(&str, Option<Shape>); N]) -> Shape {
    Shape::Map(
        entries
            .into_iter()
            .filter_map(|(key, value)| Some((key.into(), value?)))
            .collect(),
    )
}

fn text(node: &Node, key: &str) -> Option<Box<str>> {
    node.text_at(key).map(Into::into)
}

fn texts(node: &Node, key: &str) -> Vec<Box<str>> {
    list(node, key, |node| node.text().unwrap_or_default().into())
}

fn list<T>(node: &Node, key: &str, of: impl Fn(&Node) -> T) -> Vec<T> {
    node.get(key)
        .map_or(&[][..], Node::as_list)
        .iter()
        .map(of)
        .collect()
}

fn bytes(node: &Node, key: &str) -> Vec<Range<usize>> {
    node.get(key)
        .map_or(&[][..], Node::as_list)
        .iter()
        .filter_map(|node| phrase::bytes(node.text()?).ok())
        .collect()
}

fn as_text(text: &Option<Box<str>>) -> Option<Shape> {
    text.clone().map(Shape::Text)
}

fn as_texts(texts: &[Box<str>]) -> Option<Shape> {
    as_list(texts, |text| Shape::Text(text.clone()))
}

fn as_bytes(ranges: &[Range<usize>]) -> Option<Shape> {
    as_list(ranges, |range| {
        Shape::text(format!("{} to {}", range.start, range.end))
    })
}

/// One value stands for a list of one.
fn as_list<T>(items: &[T], shape: impl Fn(&T) -> Shape) -> Option<Shape> {
    match items {
        [] => None,
        [one] => Some(shape(one)),
        several => Some(Shape::List(several.iter().map(shape).collect())),
    }
}

#[cfg(test)]
// Places are lists of ranges, often of one.
#[allow(clippy::single_range_in_vec_init)]
mod tests {
    use super::*;
    use crate::{Input, load};
    use proptest::prelude::*;

    fn whole(words: &str) -> DraftClaim {
        let word = || Some(words.into());
        let claim = map([
            ("by", Some(Shape::text("envoy"))),
            ("from", Some(Shape::text("wire"))),
            ("quote", Some(Shape::text(words))),
            ("cue", Some(Shape::text(words))),
            ("at", Some(Shape::text("bytes 3 to 9, characters 3 to 8"))),
            ("before", Some(Shape::text(words))),
            ("tier", Some(Shape::text("likely"))),
            ("open-issues", Some(Shape::text("1"))),
        ]);
        DraftClaim {
            decision: Some(Decision {
                is: "accepted".into(),
                who: words.into(),
                at: "2034-05-02 10:31".into(),
                claim: Some("c1".into()),
                with: None,
                into: Vec::new(),
                because: word(),
            }),
            speaker: word(),
            speaker_kind: Some("person".into()),
            speaks_for: Some("envoy".into()),
            content: word(),
            gloss: word(),
            stance: Some("demands".into()),
            issues: vec!["line".into()],
            counts: vec![Count {
                amount: "about 50".into(),
                of: word(),
                role: Some("held".into()),
                words: word(),
                at: vec![3..5],
            }],
            times: vec![Time {
                words: words.into(),
                date: Some("2034-05-01".into()),
                lasts: Some("60 days".into()),
                at: vec![6..7],
            }],
            doubts: vec![words.into(), words.into()],
            speaker_at: vec![0..3],
            cue_at: vec![3..4],
            content_at: vec![4..9, 12..14],
            gloss_at: vec![12..14],
            also: vec![Passage {
                from: "wire".into(),
                at: vec![40..50],
            }],
            inside: Some("wire-2".into()),
            part_of: Some("wire-2".into()),
            cannot_hold_with: vec!["c1".into()],
            pulls_apart_from: vec!["wire-2".into()],
            like: vec!["wire-2".into(), "c1".into()],
            ..DraftClaim::new("wire-1", claim)
        }
    }

    fn loaded(text: &str) -> crate::Loaded {
        let case = "case: Talks\nothers: {envoy: {name: The envoy}}\n\
                    issues: {line: {question: Where?, options: {near: near, far: far}}}\n\
                    claims: {c1: {by: envoy, from: wire}}\n";
        let input = |path: &str, text: &str| Input {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        load(vec![
            input("case.yaml", case),
            input("read/wire.yaml", text),
        ])
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(words in "\\PC{0,30}[a-z“”\"'#:,]\\PC{0,5}") {
            let source = map([("outlet", Some(Shape::text("Wire")))]);
            let second = DraftClaim::new("wire-2", map([("from", Some(Shape::text("wire")))]));
            let drafts = [whole(&words), second];
            let text = write("Draft claims.\n\nNone is a claim.", &[("wire".into(), source)], &drafts);
            let loaded = loaded(&text);
            prop_assert!(loaded.is_sound(), "{:?}\n{text}", loaded.diagnostics);
            let back: Vec<DraftClaim> = read(&loaded.tree).into_iter().map(|(_, draft)| draft).collect();
            prop_assert_eq!(back, drafts);
        }
    }

    #[test]
    fn every_key_of_the_reader_is_written() {
        let Shape::Map(entries) = whole("words").shape() else {
            panic!("a draft claim is a map");
        };
        for key in reader_keys() {
            assert!(entries.iter().any(|(name, _)| &**name == key), "{key}");
        }
    }
}
