//! What kind of speaker some words name, and which actor of the case that is.

use super::lexicon::Kind;
use super::names::{Mention, Names};
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
    let core = core(text, naming(text, phrase));
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
        let small = !token.capital || begins_sentence(text, at);
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
    let last = core.end - 1;
    // "Families", "Protesters" at the head of a sentence are no names.
    let people = begins_sentence(text, last) && text.tokens[last].is(Kind::HUMAN);
    match head {
        SpeakerKind::Office if indefinite => SpeakerKind::Anonymous,
        SpeakerKind::Unclear if people => SpeakerKind::Group,
        SpeakerKind::Unclear if named >= 1 && text.tokens[last].capital => SpeakerKind::Person,
        SpeakerKind::Unclear if indefinite => SpeakerKind::Anonymous,
        SpeakerKind::Unclear if text.says(core.start, "the") => SpeakerKind::Office,
        SpeakerKind::Unclear => SpeakerKind::Group,
        other => other,
    }
}

/// A capital at the head of a sentence makes no name.
fn begins_sentence(text: &Text<'_>, at: usize) -> bool {
    text.sentences
        .binary_search_by_key(&at, |sentence| sentence.from)
        .is_ok()
}

/// The part of a phrase that names somebody: "Ole Carstens" of "the mediator, Judge Ole Carstens",
/// what stands before the first comma where that is a name or nothing is.
fn naming(text: &Text<'_>, phrase: Range<usize>) -> Range<usize> {
    let comma = |from: usize| (from..phrase.end).find(|&at| text.tokens[at].mark(','));
    let Some(first) = comma(phrase.start + 1) else {
        return phrase;
    };
    let apposed = first + 1..comma(first + 1).unwrap_or(phrase.end);
    let named = |part: Range<usize>| {
        let core = core(text, part);
        let last = &text.tokens[core.end - 1];
        last.capital && last.shape == Shape::Word && !begins_sentence(text, core.end - 1)
    };
    // What begins with a small word describes: "the head of the Veld office".
    let name = !apposed.is_empty()
        && text.tokens[apposed.start].capital
        && named(apposed.clone())
        && !named(phrase.start..first);
    if name { apposed } else { phrase.start..first }
}

/// A phrase up to its first preposition, clause or comma, which ends with its head: "the officials"
/// of "the officials close to Veld", "a lawyer" of "a lawyer representing Veld".
fn core(text: &Text<'_>, phrase: Range<usize>) -> Range<usize> {
    let mut end = phrase
        .clone()
        .skip(1)
        .find(|&at| {
            let token = &text.tokens[at];
            token.is(Kind::PREPOSITION.or(Kind::RELATIVE))
                || token.mark(',')
                || token.mark('(')
                || text.tells_of_people(at)
        })
        .unwrap_or(phrase.end);
    while end > phrase.start + 1
        && !text.tokens[end - 1].capital
        && (text.tokens[end - 1].is(Kind::GOVERNS) || text.participle(end - 1))
        && end < phrase.end
        && text.is_noun(end - 2)
    {
        end -= 1;
    }
    phrase.start..end
}

/// Whether a phrase names several people by a noun: "officials", "two leaders".
pub fn several(text: &Text<'_>, phrase: Range<usize>) -> bool {
    let head = core(text, phrase).end - 1;
    let letters = text.letters(head);
    text.people(head) && letters.ends_with('s') && !letters.ends_with("ss")
}

/// How many words of a name a phrase ends with.
fn names(text: &Text<'_>, core: Range<usize>) -> usize {
    core.rev()
        .filter(|&at| text.tokens[at].shape == Shape::Word)
        .take_while(|&at| text.tokens[at].capital)
        .count()
}

/// The actors of the case that a phrase names, each once: who its head names, or for whom the
/// office speaks that is its head, and one for each of several that are joined. Somebody whose
/// name is not printed is nobody of the case, whatever people the words put him with.
pub fn actors(text: &Text<'_>, names: &Names<'_>, phrase: Range<usize>) -> Vec<ActorId> {
    let found = names.actors(text, phrase.clone());
    if list(text, &found, phrase.clone()) {
        let mut out: Vec<ActorId> = Vec::new();
        for mention in found.iter().filter(|mention| !mention.adjective) {
            if !out.contains(&mention.actor) {
                out.push(mention.actor);
            }
        }
        return out;
    }
    let phrase = naming(text, phrase);
    let found = names.actors(text, phrase.clone());
    if found.is_empty() {
        return Vec::new();
    }
    let Some(parts) = joined(text, &found, phrase) else {
        return Vec::new();
    };
    let mut out: Vec<ActorId> = Vec::new();
    for part in parts {
        let actor = one(text, names, &found, part);
        out.extend(actor.filter(|actor| !out.contains(actor)));
    }
    out
}

/// Whether a phrase is a list of names and nothing else: "Sarn, Veld and Lorn".
fn list(text: &Text<'_>, found: &[Mention], phrase: Range<usize>) -> bool {
    let between = |from: usize, to: usize| {
        (from..to).all(|at| {
            text.tokens[at].mark(',')
                || text.says(at, "and")
                || text.says(at, "both")
                || text.says(at, "the")
        })
    };
    let mut next = phrase.start;
    let mut joined = false;
    for mention in found {
        if !between(next, mention.at.start) || mention.adjective {
            return false;
        }
        joined |= (next..mention.at.start).any(|at| text.says(at, "and"));
        next = mention.at.end;
    }
    joined && next == phrase.end
}

/// The parts of a phrase that are joined by "and" before its first preposition; none where the
/// words leave open who speaks: "Veld or Sarn", "Veld and Sarn officials".
fn joined(text: &Text<'_>, found: &[Mention], phrase: Range<usize>) -> Option<Vec<Range<usize>>> {
    let in_name = |at: usize| found.iter().any(|mention| mention.at.contains(&at));
    let mut parts = Vec::new();
    let mut start = phrase.start;
    for at in phrase.clone() {
        let token = &text.tokens[at];
        if in_name(at) {
            continue;
        }
        if at > start && token.is(Kind::PREPOSITION.or(Kind::RELATIVE)) {
            break;
        }
        if text.says(at, "or") || text.says(at, "nor") {
            return None;
        }
        if token.is(Kind::AND) && start < at && at + 1 < phrase.end {
            // "Israeli and Veld officials": an adjective needs the noun of the other.
            let adjective = (found.iter()).any(|mention| mention.adjective && mention.at.end == at);
            if adjective {
                return None;
            }
            parts.push(start..at);
            start = at + 1;
        }
    }
    let last = start..phrase.end;
    let shared = !parts.is_empty()
        && found.iter().any(|mention| mention.at.start == last.start)
        && matches!(
            kind(text, last.clone()),
            SpeakerKind::Anonymous | SpeakerKind::Group
        );
    parts.push(last);
    (!shared).then_some(parts)
}

/// The actor that one phrase names, among the names found in it.
fn one(
    text: &Text<'_>,
    names: &Names<'_>,
    found: &[Mention],
    phrase: Range<usize>,
) -> Option<ActorId> {
    let core = core(text, phrase.clone());
    let head = core
        .clone()
        .rev()
        .find(|&at| text.tokens[at].shape == Shape::Word && !text.genitive(at))?;
    let named = found
        .iter()
        .find(|mention| mention.at.contains(&head) && !mention.adjective);
    // What the case itself calls by that name is named by it: "the mediator".
    if let Some(mention) = named {
        let article = usize::from(text.says(core.start, "the"));
        let whole = mention.at.start == core.start + article && mention.at.end >= core.end;
        let names_somebody = matches!(
            kind(text, phrase.clone()),
            SpeakerKind::Person | SpeakerKind::Office
        );
        return (whole || names_somebody).then_some(mention.actor);
    }
    let office = kind(text, phrase.clone()) == SpeakerKind::Office
        && text.tokens[head].is(Kind::REPRESENTS)
        && !disowned(text, phrase.clone());
    // "The Veld union leader" leads a union.
    let apart = |mention: &Mention| {
        (mention.at.end..head).any(|at| text.people(at) && !text.tokens[at].is(Kind::REPRESENTS))
    };
    let mut whose = found
        .iter()
        .filter(|mention| {
            phrase.start <= mention.at.start
                && mention.at.end <= phrase.end
                && (mention.at.start < head && !apart(mention)
                    || of(text, &core, mention, phrase.end))
        })
        .map(|mention| names.case.principal(mention.actor));
    let first = whose.next().filter(|_| office)?;
    whose.all(|other| other == first).then_some(first)
}

/// Whether a name stands right after "of" or "for" behind the head, alone or with an office that
/// speaks for it: "the government of Veld", "the head of the Veld delegation".
fn of(text: &Text<'_>, core: &Range<usize>, mention: &Mention, to: usize) -> bool {
    let article = usize::from(text.says(core.end + 1, "the"));
    let more = mention.at.end + usize::from(text.genitive_at(mention.at.end));
    let alone = text
        .tokens
        .get(more)
        .filter(|_| more < to)
        .is_none_or(|next| {
            next.shape != Shape::Word || next.is(Kind::REPRESENTS) || !text.is_noun(more)
        });
    (text.says(core.end, "of") || text.says(core.end, "for"))
        && mention.at.start == core.end + 1 + article
        && alone
}

/// Somebody who was or opposes something speaks for nobody.
fn disowned(text: &Text<'_>, mut phrase: Range<usize>) -> bool {
    phrase.any(|at| {
        ["former", "ex", "opposition", "critic", "rival", "dissident"]
            .iter()
            .any(|word| text.says(at, word))
    })
}

/// For whom the words say that a person speaks whom the case does not know: "company spokesman
/// Jan Peters".
pub fn speaks_for(text: &Text<'_>, names: &Names<'_>, phrase: Range<usize>) -> Option<ActorId> {
    let says =
        |words: &[&str]| (phrase.clone()).any(|at| words.iter().any(|word| text.says(at, word)));
    let post = (phrase.clone()).any(|at| text.tokens[at].is(Kind::OFFICE.or(Kind::TITLE)))
        || says(&["official", "negotiator", "delegate"]);
    if !post || disowned(text, phrase.clone()) {
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
    // "The envoy to Veld" does not speak for Veld.
    let apart = |mention: &Mention| {
        let before = mention.at.start.saturating_sub(1).max(phrase.start);
        let before = before.saturating_sub(usize::from(text.says(before, "the")));
        text.tokens[before].is(Kind::PREPOSITION)
            && before >= phrase.start
            && !text.says(before, "of")
            && !text.says(before, "for")
    };
    let mut found = names.actors(text, phrase.clone());
    found.retain(|mention| !apart(mention));
    let first = found.first()?;
    let one = found.iter().all(|mention| mention.actor == first.actor);
    (one && (of_a_state || !first.adjective))
        .then_some(first.actor)
        .filter(|id| names.case.actors[*id].speaks_for.is_none())
}
