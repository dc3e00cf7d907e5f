//! What a draft claim names that the case does not have yet: who speaks, and what is counted.
//!
//! ```text
//! draft claim ─► speaker, quantities ─► changes ─► decide
//! ```
//!
//! A speaker is added under the name that is printed. Somebody whose name is not printed becomes
//! an actor of his own and nobody's voice, each time anew: two "officials" may be two people. A
//! named person is a voice of a party only where the words of the article say for whom he speaks.

use crate::Loaded;
use crate::draft_claims::{Count, DraftClaim};
use crate::edit::{Change, Shape};
use crate::ids::slug;
use crate::model::Case;
use crate::schema::Kinds;

/// The word by which a person asks for what is new to be added.
pub const NEW: &str = "new";

/// Roles in which people come to harm: counted and told, never weighed.
const HARM: &[&str] = &["killed", "injured", "missing", "displaced"];

/// An id of the case, with the change that adds it where it is new.
pub type Added = (Box<str>, Option<Change>);

/// Whether who speaks can be added to a case: a person, an office, somebody without a name. A
/// document and a rumour speak through the outlet, and a pronoun names nobody.
pub fn can_be_added(draft: &DraftClaim) -> bool {
    draft.speaker.is_some()
        && matches!(
            draft.speaker_kind.as_deref(),
            None | Some("person" | "office" | "anonymous" | "group")
        )
}

/// Whether only the outlet can be taken for the speaker: a document or a rumour is told by it.
pub fn told_by_outlet(draft: &DraftClaim) -> bool {
    matches!(draft.speaker_kind.as_deref(), Some("document" | "reports"))
}

/// The numbers of a draft claim that say what happened and have no quantity of the case.
pub fn uncounted(draft: &DraftClaim) -> impl Iterator<Item = &Count> {
    let known: Vec<String> = match draft.key("quantity") {
        Some(Shape::Map(entries)) => entries
            .iter()
            .map(|(_, amount)| crate::edit::flow(amount))
            .collect(),
        _ => Vec::new(),
    };
    draft.counts.iter().filter(move |count| {
        let amount = crate::edit::flow(&Shape::Text(count.amount.clone()));
        count.role.is_some()
            && count.of.is_some()
            && !count.amount.contains('%')
            && !known.contains(&amount)
    })
}

/// Who speaks in a draft claim: an actor of that name, or a new one.
pub fn speaker(loaded: &Loaded, draft: &DraftClaim) -> Option<Added> {
    if !can_be_added(draft) {
        return None;
    }
    let printed = printed(draft.speaker.as_deref()?);
    let kind = draft.speaker_kind.as_deref().unwrap_or("anonymous");
    let person = kind == "person";
    let unnamed = matches!(kind, "anonymous" | "group");
    let case = loaded.case()?;
    if !unnamed && let Some(known) = known(&case, &printed, person) {
        return Some((known, None));
    }
    let words = bare(&printed);
    let id = free(loaded, if person { last(words) } else { words });
    if let Some(party) = draft.speaks_for.as_deref().filter(|_| person) {
        let change = Change::Set {
            path: format!("{party}.voices.{id}"),
            value: Shape::text(printed),
        };
        return Some((id, Some(change)));
    }
    let mut keys = vec![("name".into(), Shape::text(printed.as_str()))];
    let mut put = |key: &str, value: Shape| keys.push((key.into(), value));
    let aliases = aliases(&case, &printed);
    if person && !aliases.is_empty() {
        put(
            "aliases",
            Shape::List(aliases.into_iter().map(Shape::text).collect()),
        );
    }
    if unnamed {
        put("anonymous", Shape::text("yes"));
        if let Some(word) = affiliation(&printed) {
            put("affiliation", Shape::text(word));
        }
    }
    Some((id.clone(), Some(add("others", id, keys))))
}

/// The quantities of the numbers of [`uncounted`], each with its amount.
pub fn quantities(loaded: &Loaded, draft: &DraftClaim) -> Vec<(Added, Box<str>)> {
    let mut out: Vec<(Added, Box<str>)> = Vec::new();
    for count in uncounted(draft) {
        let (Some(of), Some(role)) = (&count.of, &count.role) else {
            continue;
        };
        let head = last(of);
        let id = slug(&format!("{head} {role}"));
        if out.iter().any(|((other, _), _)| **other == *id) || slug(head).is_empty() {
            continue;
        }
        let known = loaded
            .ids
            .get(&id)
            .is_some_and(|found| found.kind == Kinds::QUANTITY);
        let added = if known {
            (id.into(), None)
        } else {
            let id = free(loaded, &id);
            let mut keys = vec![
                (
                    "name".into(),
                    Shape::text(format!("{of} ({})", role.replace('-', " "))),
                ),
                ("unit".into(), Shape::text(one(head))),
            ];
            if HARM.contains(&&**role) {
                keys.push(("harm".into(), Shape::text("yes")));
            }
            (id.clone(), Some(add("quantities", id, keys)))
        };
        out.push((added, count.amount.clone()));
    }
    out
}

fn add(section: &str, id: Box<str>, keys: Vec<(Box<str>, Shape)>) -> Change {
    Change::Add {
        section: section.to_owned(),
        file: None,
        entries: vec![(id, Shape::Map(keys))],
    }
}

/// The words that name who speaks: those for which a pronoun stands, without an apposition, and
/// with a small article at their head.
fn printed(speaker: &str) -> String {
    let meant = speaker
        .strip_suffix(')')
        .and_then(|words| words.split_once(" ("))
        .map_or(speaker, |(_, meant)| meant);
    let name = meant.split(',').next().unwrap_or(meant);
    let name: Vec<&str> = name.split_whitespace().collect();
    let name = name.join(" ");
    for article in ["The ", "A ", "An "] {
        if let Some(rest) = name.strip_prefix(article) {
            return format!("{}{rest}", article.to_lowercase());
        }
    }
    name
}

/// A name without its article.
fn bare(name: &str) -> &str {
    ["the ", "a ", "an "]
        .iter()
        .find_map(|article| name.strip_prefix(article))
        .unwrap_or(name)
}

fn last(words: &str) -> &str {
    words.split_whitespace().next_back().unwrap_or(words)
}

/// The actor of the case that has this name; a person also by the end of it.
fn known(case: &Case, printed: &str, person: bool) -> Option<Box<str>> {
    let words = bare(printed);
    let mut same = case.actors.iter().filter(|(_, actor)| {
        let names = || {
            std::iter::once(&*actor.name)
                .chain(actor.aliases.iter().map(|alias| &**alias))
                .map(|name| name.split(" (").next().unwrap_or(name))
                .map(bare)
        };
        let ends = |longer: &str, shorter: &str| {
            longer
                .strip_suffix(shorter)
                .is_some_and(|before| before.ends_with(' '))
        };
        !actor.anonymous
            && names().any(|name| {
                name.eq_ignore_ascii_case(words)
                    || person && (ends(name, words) || name.contains(' ') && ends(words, name))
            })
    });
    let (id, _) = same.next()?;
    same.next()
        .is_none()
        .then(|| case.actors.label(id).id.clone())
}

/// The shorter names of a person that nobody else has: the last two words, and the last.
fn aliases<'p>(case: &Case, printed: &'p str) -> Vec<&'p str> {
    let taken = |name: &str| {
        case.actors.iter().any(|(_, actor)| {
            let mut names = std::iter::once(&actor.name).chain(&actor.aliases);
            names.any(|other| **other == *name)
        })
    };
    [2, 1]
        .into_iter()
        .filter_map(|words| {
            let (blank, _) = printed.rmatch_indices(' ').nth(words - 1)?;
            Some(&printed[blank + 1..])
        })
        .filter(|name| {
            let mut words = name.split(' ');
            words.all(|word| word.starts_with(char::is_uppercase)) && !taken(name)
        })
        .collect()
}

/// The printed word for where somebody without a name belongs: "Palestinian".
fn affiliation(printed: &str) -> Option<&str> {
    printed
        .split(' ')
        .skip(1)
        .find(|word| word.starts_with(char::is_uppercase))
        .map(|word| word.trim_end_matches("'s").trim_end_matches("’s"))
}

/// One of several: "hostages", "fatalities", "people".
fn one(many: &str) -> String {
    let many = many.to_lowercase();
    if many == "people" {
        "person".to_owned()
    } else if let Some(stem) = many.strip_suffix("ies") {
        format!("{stem}y")
    } else {
        many.strip_suffix('s')
            .filter(|stem| stem.len() > 2 && !stem.ends_with('s'))
            .unwrap_or(&many)
            .to_owned()
    }
}

/// An id from some words that is not taken.
fn free(loaded: &Loaded, words: &str) -> Box<str> {
    loaded.ids.free(words, "speaker", |_| false).into()
}
