//! The actors, issues and counted things of a case, as the words of a text name them.
//!
//! An actor is known by its name, its aliases and its voices, a voice by its full name and by its
//! last word. Nothing is guessed beyond that: a description without a name is no actor, and a
//! speaker whose name is not printed stays one of its own.

use super::lexicon::Kind;
use super::text::{Shape, Text};
use armistice_case::model::{ActorId, Case, IssueId, QuantityId};
use std::collections::HashMap;
use std::ops::Range;

/// What a case calls its actors, issues and counted things.
pub struct Names<'c> {
    /// The case.
    pub case: &'c Case,
    /// By the first word in small letters: the whole name, and whose it is.
    actors: HashMap<String, Vec<(Vec<String>, ActorId)>>,
    /// For each issue its words, one list for each of its names.
    issues: Vec<(IssueId, Vec<Vec<String>>)>,
    /// For each counted thing the words of its name, and those of its id.
    quantities: Vec<(QuantityId, Vec<String>, Vec<String>)>,
}

/// A name of an actor in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Whose it is.
    pub actor: ActorId,
    /// Whether an adjective of the name stands for it: "Israeli" for Israel.
    pub adjective: bool,
    /// The tokens of the name.
    pub at: Range<usize>,
}

impl<'c> Names<'c> {
    /// Collects the names of a case.
    pub fn of(case: &'c Case) -> Names<'c> {
        let mut names = Names {
            case,
            actors: HashMap::new(),
            issues: Vec::new(),
            quantities: Vec::new(),
        };
        for (id, actor) in case.actors.iter() {
            if actor.anonymous {
                continue;
            }
            let bare = actor.name.split(" (").next().unwrap_or(&actor.name);
            names.actor(bare, id);
            if actor.speaks_for.is_some() {
                // A person is named by the last word too, an office is not.
                let last = bare.split_whitespace().next_back().unwrap_or("");
                if last.starts_with(char::is_uppercase) && bare.split_whitespace().count() > 1 {
                    names.actor(last, id);
                }
            }
            for alias in &actor.aliases {
                names.actor(alias, id);
            }
        }
        for (id, issue) in case.issues.iter() {
            let label = &case.issues.label(id).id;
            let mut lists = vec![content_words(&label.replace('-', " "))];
            if let Some(name) = &issue.name {
                lists.push(content_words(name));
            }
            lists.retain(|list| !list.is_empty());
            names.issues.push((id, lists));
        }
        for (id, quantity) in case.quantities.iter() {
            let name = quantity.name.as_deref().unwrap_or("");
            let label = case.quantities.label(id).id.replace('-', " ");
            names
                .quantities
                .push((id, content_words(name), content_words(&label)));
        }
        names
    }

    fn actor(&mut self, name: &str, id: ActorId) {
        let mut words: Vec<String> = name
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        if words.first().is_some_and(|word| word == "the") {
            words.remove(0);
        }
        if let Some(first) = words.first().cloned() {
            self.actors.entry(first).or_default().push((words, id));
        }
    }

    /// The actors that some tokens name, each place of a name once, in the order of the text.
    pub fn actors(&self, text: &Text<'_>, tokens: Range<usize>) -> Vec<Mention> {
        let mut out: Vec<Mention> = Vec::new();
        if self.actors.is_empty() {
            return out;
        }
        let mut next = tokens.start;
        for at in tokens.clone() {
            if at < next || text.tokens[at].shape != Shape::Word {
                continue;
            }
            let word = text.letters(at).to_lowercase();
            let mut best: Option<(usize, ActorId, bool)> = None;
            let mut look = |key: &str, adjective: bool| {
                for (words, id) in self.actors.get(key).map_or(&[][..], Vec::as_slice) {
                    if adjective && words.len() > 1 {
                        continue;
                    }
                    let whole = words.iter().enumerate().skip(1).all(|(i, word)| {
                        at + i < tokens.end && text.letters(at + i).to_lowercase() == *word
                    });
                    if whole && best.is_none_or(|(n, ..)| words.len() > n) {
                        best = Some((words.len(), *id, adjective));
                    }
                }
            };
            look(&word, false);
            if text.tokens[at].capital {
                for ending in ["i", "n", "an", "ian", "ese", "ish", "ni", "s"] {
                    if let Some(stem) = word.strip_suffix(ending)
                        && stem.len() >= 3
                    {
                        look(stem, true);
                    }
                }
            }
            if let Some((words, actor, adjective)) = best {
                next = at + words;
                out.push(Mention {
                    actor,
                    adjective,
                    at: at..next,
                });
            }
        }
        out
    }

    /// The issues that some tokens name.
    pub fn issues(&self, text: &Text<'_>, parts: &[Range<usize>]) -> Vec<IssueId> {
        let words = stems(text, parts);
        self.issues
            .iter()
            .filter(|(_, lists)| {
                lists.iter().any(|list| {
                    list.iter()
                        .all(|word| words.iter().any(|other| other == word))
                })
            })
            .map(|(id, _)| *id)
            .collect()
    }

    /// The option of an issue whose name the tokens hold word for word.
    pub fn option(&self, issue: IssueId, text: &Text<'_>, parts: &[Range<usize>]) -> Option<u16> {
        let words = stems(text, parts);
        let found: Vec<usize> = self.case.issues[issue]
            .options
            .iter()
            .enumerate()
            .filter(|(_, (_, name))| {
                let own = content_words(name);
                own.len() >= 2 && own.iter().all(|word| words.contains(word))
            })
            .map(|(i, _)| i)
            .collect();
        match found.as_slice() {
            [one] => u16::try_from(*one).ok(),
            _ => None,
        }
    }

    /// The counted thing of the case that a noun in a role is, by its name, else by its id too; none
    /// where several could be.
    pub fn quantity(&self, of: &str, role: Option<&str>, noun_is_role: bool) -> Option<QuantityId> {
        let nouns = content_words(of);
        let role: Vec<String> = role
            .map(|role| content_words(&role.replace('-', " ")))
            .unwrap_or_default();
        let fits = |words: &dyn Fn(&String) -> bool| {
            let noun = nouns.last().is_some_and(words);
            let acts = role.iter().filter(|word| word.len() > 2).any(words);
            acts && (noun || noun_is_role)
        };
        let all = || self.quantities.iter();
        let by_name: Vec<QuantityId> = all()
            .filter(|(_, name, _)| fits(&|word| name.contains(word)))
            .map(|(id, ..)| *id)
            .collect();
        let found = if by_name.is_empty() {
            all()
                .filter(|(_, name, id)| fits(&|word| name.contains(word) || id.contains(word)))
                .map(|(id, ..)| *id)
                .collect()
        } else {
            by_name
        };
        match found.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

/// A word without its ending, for comparing "withdraw" with "withdrawal".
fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let base = lower
        .strip_suffix('s')
        .filter(|base| base.len() > 3)
        .unwrap_or(&lower);
    base.chars().take(7).collect()
}

/// The words of a name that carry its meaning.
fn content_words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| {
            word.len() > 2 && !matches!(*word, "the" | "and" | "for" | "with" | "from" | "that")
        })
        .map(stem)
        .collect()
}

fn stems(text: &Text<'_>, parts: &[Range<usize>]) -> Vec<String> {
    parts
        .iter()
        .flat_map(|part| part.clone())
        .filter(|&at| text.tokens[at].shape == Shape::Word && !text.tokens[at].is(Kind::FUNCTION))
        .map(|at| stem(text.letters(at)))
        .collect()
}
