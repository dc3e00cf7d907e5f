//! What kind of speaker some words name, and which actor of the case that is.

use super::lexicon::Kind;
use super::names::Names;
use super::text::{Shape, Text};
use armistice_case::model::ActorId;
use std::ops::Range;

/// What kind of speaker a phrase names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerKind {
    /// A person by name.
    Person,
    /// A post, body or party.
    Office,
    /// Somebody whose name is not printed.
    Anonymous,
    /// Several people without a post in common.
    Group,
    /// A letter, a draft, a framework.
    Document,
    /// Reports, rumours, media.
    Reports,
    /// The source's own voice.
    Outlet,
    /// A pronoun, or words that name nobody.
    Unclear,
}

impl SpeakerKind {
    /// The word of the case language.
    pub fn word(self) -> &'static str {
        match self {
            SpeakerKind::Person => "person",
            SpeakerKind::Office => "office",
            SpeakerKind::Anonymous => "anonymous",
            SpeakerKind::Group => "group",
            SpeakerKind::Document => "document",
            SpeakerKind::Reports => "reports",
            SpeakerKind::Outlet => "outlet",
            SpeakerKind::Unclear => "unclear",
        }
    }
}

/// The kind of speaker that a phrase names.
pub fn kind(text: &Text<'_>, phrase: Range<usize>) -> SpeakerKind {
    if phrase.len() == 1 {
        let token = &text.tokens[phrase.start];
        if token.is(Kind::PRONOUN
            .or(Kind::RELATIVE)
            .or(Kind::POSSESSIVE)
            .or(Kind::OBJECT))
            && !token.is(Kind::TITLE)
        {
            return SpeakerKind::Unclear;
        }
    }
    // The head stands before the first preposition or comma.
    let end = phrase
        .clone()
        .skip(1)
        .find(|&at| {
            let token = &text.tokens[at];
            token.is(Kind::PREPOSITION.or(Kind::RELATIVE)) || token.mark(',')
        })
        .unwrap_or(phrase.end);
    let core = phrase.start..end;
    let indefinite = [
        "a", "an", "some", "several", "many", "two", "three", "four", "five", "one", "another",
        "other", "both", "few", "most",
    ]
    .iter()
    .any(|word| text.says(core.start, word) && *word != "both");
    let named = names(text, core.clone());
    let mut head = SpeakerKind::Unclear;
    for at in core.clone().rev() {
        let token = &text.tokens[at];
        if token.shape != Shape::Word {
            continue;
        }
        // A capital at the head of a sentence makes no name.
        let small = !token.capital
            || text
                .sentences
                .binary_search_by_key(&at, |sentence| sentence.from)
                .is_ok();
        head = if token.is(Kind::DOCUMENT) && small {
            SpeakerKind::Document
        } else if token.is(Kind::REPORTS) && small {
            SpeakerKind::Reports
        } else if token.is(Kind::ANONYMOUS) && small {
            SpeakerKind::Anonymous
        } else if token.is(Kind::OFFICE) {
            SpeakerKind::Office
        } else {
            head
        };
        if head != SpeakerKind::Unclear || !text.genitive(at) {
            break;
        }
    }
    // A name after a title or post is a person's: "special envoy Steve Witkoff".
    if named >= 2
        && !matches!(
            head,
            SpeakerKind::Document | SpeakerKind::Reports | SpeakerKind::Anonymous
        )
    {
        let post = core
            .clone()
            .any(|at| text.tokens[at].is(Kind::TITLE.or(Kind::OFFICE)));
        let last = core.end - 1;
        if text.tokens[last].capital && !text.tokens[last].is(Kind::OFFICE) {
            return if post || !text.says(core.start, "the") {
                SpeakerKind::Person
            } else {
                SpeakerKind::Office
            };
        }
    }
    match head {
        SpeakerKind::Office if indefinite => SpeakerKind::Anonymous,
        SpeakerKind::Unclear if named >= 1 && text.tokens[core.end - 1].capital => {
            SpeakerKind::Person
        }
        SpeakerKind::Unclear if indefinite => SpeakerKind::Anonymous,
        SpeakerKind::Unclear if text.says(core.start, "the") => SpeakerKind::Office,
        SpeakerKind::Unclear => SpeakerKind::Group,
        other => other,
    }
}

/// How many words of a name a phrase ends with.
fn names(text: &Text<'_>, core: Range<usize>) -> usize {
    core.rev()
        .filter(|&at| text.tokens[at].shape == Shape::Word)
        .take_while(|&at| text.tokens[at].capital)
        .count()
}

/// The actor of the case that a phrase names: a voice before the party it speaks for. Somebody
/// whose name is not printed is nobody of the case, whatever people the words put him with.
pub fn actor(
    text: &Text<'_>,
    names: &Names<'_>,
    phrase: Range<usize>,
    kind: SpeakerKind,
) -> Option<ActorId> {
    if matches!(
        kind,
        SpeakerKind::Anonymous
            | SpeakerKind::Group
            | SpeakerKind::Document
            | SpeakerKind::Reports
            | SpeakerKind::Unclear
    ) {
        return None;
    }
    let found = names.actors(text, phrase);
    let voice = found
        .iter()
        .find(|(id, adjective)| !adjective && names.case.actors[*id].speaks_for.is_some());
    if let Some((id, _)) = voice {
        return Some(*id);
    }
    // A person whom the case does not know is not the country in his title.
    if kind == SpeakerKind::Person {
        let sole = found.iter().find(|(_, adjective)| !adjective);
        return sole
            .filter(|_| found.len() == 1)
            .map(|(id, _)| *id)
            .filter(|id| {
                let name = &names.case.actors[*id].name;
                !name.is_empty()
            });
    }
    found.first().map(|(id, _)| *id)
}

/// For whom the words say that a person speaks whom the case does not know: "company spokesman
/// Jan Peters". Somebody who was or opposes something speaks for nobody.
pub fn speaks_for(text: &Text<'_>, names: &Names<'_>, phrase: Range<usize>) -> Option<ActorId> {
    let says =
        |words: &[&str]| (phrase.clone()).any(|at| words.iter().any(|word| text.says(at, word)));
    let post = (phrase.clone()).any(|at| text.tokens[at].is(Kind::OFFICE.or(Kind::TITLE)))
        || says(&["official", "negotiator", "delegate"]);
    if !post || says(&["former", "ex", "opposition", "critic", "rival", "dissident"]) {
        return None;
    }
    let of_a_state = says(&[
        "minister",
        "ministry",
        "president",
        "premier",
        "envoy",
        "ambassador",
        "government",
        "delegation",
        "army",
        "military",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "negotiator",
    ]);
    let found = names.actors(text, phrase);
    match found.as_slice() {
        [(one, adjective)] if of_a_state || !adjective => Some(*one),
        _ => None,
    }
    .filter(|id| names.case.actors[*id].speaks_for.is_none())
}
