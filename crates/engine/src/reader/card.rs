//! The reading card: repeats, who is named and says nothing, where one side alone is heard.

use super::attribution::Relation;
use super::finding::{Article, Card, Draft};
use super::names::Names;
use super::text::Text;
use armistice_case::model::{ActorId, IssueId};
use std::collections::{BTreeMap, BTreeSet};

/// The card of an article. `first` says for each sentence where it stood before.
pub fn card(
    text: &Text<'_>,
    names: &Names<'_>,
    relations: &[Relation],
    drafts: &[Draft],
    first: &[Option<(usize, usize)>],
    article: &Article<'_>,
    left_out: usize,
) -> Card {
    let attributed: BTreeSet<usize> = relations
        .iter()
        .map(|relation| relation.sentence)
        .filter(|sentence| first[*sentence].is_none())
        .collect();
    let repeated = first.iter().filter(|place| place.is_some()).count();
    let case = names.case;
    let mut speak: BTreeSet<ActorId> = BTreeSet::new();
    for draft in drafts {
        if let Some(actor) = draft.source.as_ref().and_then(|source| source.actor)
            && !draft.outlet
        {
            speak.insert(actor);
            speak.insert(case.principal(actor));
        }
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
        unattributed: text.sentences.len() - repeated - attributed.len(),
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
