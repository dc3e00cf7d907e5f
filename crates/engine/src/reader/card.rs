//! The reading card: repeats, who is named and says nothing, where one side alone is heard.

use super::attribution::Relation;
use super::finding::{Article, Card, Draft};
use super::names::Names;
use super::text::Text;
use armistice_case::model::{ActorId, IssueId};
use std::collections::{BTreeMap, BTreeSet};

/// What was found in an article.
pub struct Found<'a, 't> {
    /// The article.
    pub text: &'a Text<'t>,
    /// What the case calls its actors and issues.
    pub names: &'a Names<'a>,
    /// Who says what.
    pub relations: &'a [Relation],
    /// The drafts of it.
    pub drafts: &'a [Draft],
    /// For each sentence where it stood before.
    pub first: &'a [Option<(usize, usize)>],
    /// For each sentence whether it is in a language that cannot be read.
    pub foreign: &'a [bool],
    /// Who of the case speaks in sentences that stood before.
    pub again: Vec<ActorId>,
}

/// The card of an article.
pub fn card(found: &Found<'_, '_>, article: &Article<'_>, left_out: usize) -> Card {
    let Found {
        text,
        names,
        relations,
        drafts,
        first,
        foreign,
        again,
    } = found;
    let attributed: BTreeSet<usize> = relations
        .iter()
        .map(|relation| relation.sentence)
        .filter(|sentence| first[*sentence].is_none())
        .collect();
    let foreign = first
        .iter()
        .zip(*foreign)
        .filter(|(place, foreign)| place.is_none() && **foreign)
        .count();
    let repeated = first.iter().filter(|place| place.is_some()).count();
    let case = names.case;
    let mut speak: BTreeSet<ActorId> = BTreeSet::new();
    let own = drafts.iter().filter(|draft| !draft.outlet);
    let own = own.filter_map(|draft| draft.source.as_ref()?.actor);
    for actor in own.chain(again.iter().copied()) {
        speak.insert(actor);
        speak.insert(case.principal(actor));
    }
    let mentioned: BTreeSet<ActorId> = names
        .actors(text, 0..text.tokens.len())
        .into_iter()
        .map(|mention| mention.actor)
        .collect();
    let never_quoted = mentioned
        .into_iter()
        .filter(|actor| !speak.contains(actor))
        .collect();
    // On each issue, who is heard; somebody without a name is a side of his own, and nobody is
    // heard where others tell his position.
    let mut sides: BTreeMap<IssueId, BTreeSet<(Option<ActorId>, &str)>> = BTreeMap::new();
    for draft in drafts.iter().filter(|draft| !draft.outlet) {
        let Some(source) = &draft.source else {
            continue;
        };
        let side = match source.actor {
            Some(actor) => (Some(case.principal(actor)), ""),
            None => (None, &text.text[source.at.clone()]),
        };
        for issue in &draft.issues {
            sides.entry(*issue).or_default().insert(side);
        }
    }
    Card {
        sentences: text.sentences.len(),
        repeated,
        attributed: attributed.len(),
        foreign,
        unattributed: text.sentences.len() - repeated - attributed.len() - foreign,
        never_quoted,
        one_side: sides
            .into_iter()
            .filter(|(_, sides)| sides.len() == 1)
            .filter_map(|(issue, sides)| Some((issue, sides.first()?.0)))
            .collect(),
        dated: article.published.is_some(),
        left_out,
    }
}
