//! Drafts as entries of the section `draft-claims`, ready to be written.

use super::{Characters, Document, context};
use armistice_case::draft_claims::{Count, DraftClaim, Passage, Time};
use armistice_case::edit::Shape;
use armistice_case::model::{ActorId, ActorKind, Case};
use armistice_case::value::{Amount, Days, Decimal};
use armistice_engine::reader::{Act, Doubt, Draft, Readings, Tier};

/// The drafts of all documents, in the order of the texts.
pub fn draft_claims(
    case: &Case,
    documents: &[Document<'_>],
    readings: &Readings,
) -> Vec<DraftClaim> {
    let mut out = Vec::new();
    for (document, reading) in documents.iter().zip(&readings.articles) {
        let characters = Characters::of(document.text);
        for (n, draft) in reading.drafts.iter().enumerate() {
            let mut claim = draft_claim(case, document, &characters, draft, n);
            claim.also = draft
                .also
                .iter()
                .map(|(article, bytes)| Passage {
                    from: documents[*article].id.as_str().into(),
                    at: vec![bytes.clone()],
                })
                .collect();
            if let Some(outer) = draft.inside {
                claim.inside = Some(id(document, outer));
            }
            out.push(claim);
        }
    }
    out
}

fn id(document: &Document<'_>, n: usize) -> Box<str> {
    format!("{}-d{}", document.id, n + 1).into()
}

fn actor(case: &Case, actor: ActorId) -> Box<str> {
    case.actors.label(actor).id.clone()
}

fn draft_claim(
    case: &Case,
    document: &Document<'_>,
    characters: &Characters<'_>,
    draft: &Draft,
    n: usize,
) -> DraftClaim {
    let text = document.text;
    let words = |range: &std::ops::Range<usize>| -> Box<str> { text[range.clone()].into() };
    let mut keys: Vec<(Box<str>, Shape)> = Vec::new();
    let mut put = |key: &str, value: Option<Shape>| {
        if let Some(value) = value {
            keys.push((key.into(), value));
        }
    };
    let speaker = draft.source.as_ref().and_then(|source| source.actor);
    let outlet = draft.outlet || speaker.is_none() && by_outlet(document, draft);
    let by = if outlet {
        Some("outlet".into())
    } else {
        speaker.map(|speaker| actor(case, speaker))
    };
    put("by", by.map(Shape::Text));
    put(
        "about",
        draft.about.map(|about| Shape::Text(actor(case, about))),
    );
    put("date", draft.said.map(|days| Shape::text(days_words(days))));
    put("from", Some(Shape::text(document.id.as_str())));
    put("quote", Some(Shape::Text(words(&draft.quote))));
    put("cue", draft.cue.as_ref().map(|cue| Shape::Text(words(cue))));
    let in_characters = characters.range(&draft.quote);
    put(
        "at",
        Some(Shape::text(format!(
            "bytes {} to {}, characters {} to {}",
            draft.quote.start, draft.quote.end, in_characters.start, in_characters.end
        ))),
    );
    let (before, after) = context(text, &draft.quote);
    put("before", (!before.is_empty()).then(|| Shape::text(before)));
    put("after", (!after.is_empty()).then(|| Shape::text(after)));
    put("digest", Some(Shape::text(document.digest.as_str())));
    put("hedged", draft.hedged.then(|| Shape::text("yes")));
    put("tier", Some(Shape::text(draft.tier.word())));
    let slots = &draft.slots;
    let issue = |issue| case.issues.label(issue).id.clone();
    let status = slots
        .status
        .iter()
        .map(|(id, standing)| (issue(*id), Shape::text(standing.word())));
    put("status", map(status));
    put(
        "open-issues",
        slots
            .open_issues
            .map(|amount| Shape::text(amount.to_string())),
    );
    put(
        "progress",
        slots.progress.map(|progress| Shape::text(progress.word())),
    );
    put("talks", slots.talks.map(|talks| Shape::text(talks.word())));
    // A stance is somebody's whom a deal would bind; of anybody else it is only noted.
    let holder = draft
        .about
        .or(speaker.filter(|_| !outlet).map(|id| case.principal(id)));
    let bound = holder.is_some_and(|holder| case.actors[holder].kind == ActorKind::Party);
    if bound {
        for kind in ["accepts", "refuses", "demands", "offers"] {
            let stances = draft
                .stances
                .iter()
                .filter(|(other, ..)| other.word() == kind)
                .map(|(_, id, option)| {
                    let value =
                        option.and_then(|option| case.issues[*id].options.get(usize::from(option)));
                    let value = value.map_or("unknown".into(), |(option, _)| option.clone());
                    (issue(*id), Shape::Text(value))
                });
            put(kind, map(stances));
        }
    }
    let mut quantities: Vec<(Box<str>, Shape)> = Vec::new();
    for count in &draft.counts {
        if let Some(quantity) = count.quantity {
            let id = case.quantities.label(quantity).id.clone();
            if !quantities.iter().any(|(other, _)| *other == id) {
                quantities.push((id, Shape::text(count.amount.to_string())));
            }
        }
    }
    put("quantity", map(quantities.into_iter()));
    let mut claim = DraftClaim::new(id(document, n), Shape::Map(keys));
    claim.speaker = draft
        .source
        .as_ref()
        .map(|source| match &source.stands_for {
            Some(meant) => format!("{} ({})", words(&source.at), words(meant)).into(),
            None => words(&source.at),
        });
    claim.speaker_kind = Some(
        draft
            .source
            .as_ref()
            .filter(|_| draft.outlet || !outlet)
            .map_or("outlet", |source| source.kind.word())
            .into(),
    );
    claim.speaks_for = draft
        .source
        .as_ref()
        .and_then(|source| source.speaks_for)
        .map(|principal| actor(case, principal));
    let content: Vec<Box<str>> = draft.content.iter().map(words).collect();
    claim.content = Some(content.join(" … ").into());
    claim.gloss = draft.gloss.as_ref().map(words);
    claim.stance = stance(draft.act).map(Into::into);
    claim.issues = draft.issues.iter().map(|id| issue(*id)).collect();
    claim.counts = draft
        .counts
        .iter()
        .map(|count| Count {
            amount: count.amount.to_string().into(),
            of: (!count.of.is_empty()).then(|| words(&count.of)),
            role: count.role.map(Into::into),
            words: Some(words(&count.at)),
            at: vec![count.at.clone()],
        })
        .collect();
    claim.times = draft
        .times
        .iter()
        .map(|time| Time {
            words: words(&time.at),
            date: time.days.map(|days| days_words(days).into()),
            lasts: time.lasts.map(|(n, unit)| length(&n, unit).into()),
            at: vec![time.at.clone()],
        })
        .collect();
    claim.doubts = if draft.tier == Tier::Likely {
        Vec::new()
    } else {
        draft
            .doubts
            .iter()
            .map(|doubt| doubt_words(*doubt).into())
            .collect()
    };
    claim.speaker_at = draft
        .source
        .iter()
        .map(|source| source.at.clone())
        .collect();
    claim.cue_at = draft.cue.iter().cloned().collect();
    claim.content_at.clone_from(&draft.content);
    claim.gloss_at = draft.gloss.iter().cloned().collect();
    claim
}

/// Whether the outlet is named as the speaker of its own words: "The Herald has learned".
fn by_outlet(document: &Document<'_>, draft: &Draft) -> bool {
    let bare = |name: &str| {
        let name = name.trim().to_lowercase();
        name.strip_prefix("the ").map(str::to_owned).unwrap_or(name)
    };
    let speaker = draft.source.as_ref().map(|source| source.at.clone());
    match (&document.outlet, speaker) {
        (Some(outlet), Some(at)) => bare(outlet) == bare(&document.text[at]),
        _ => false,
    }
}

fn map(entries: impl Iterator<Item = (Box<str>, Shape)>) -> Option<Shape> {
    let entries: Vec<_> = entries.collect();
    (!entries.is_empty()).then_some(Shape::Map(entries))
}

fn days_words(days: Days) -> String {
    if days.first == days.last {
        days.first.to_string()
    } else {
        format!("{} to {}", days.first, days.last)
    }
}

fn length(n: &Amount, unit: &str) -> String {
    match n.as_exact() {
        Some(Decimal::ONE) => format!("1 {}", unit.trim_end_matches('s')),
        _ => format!("{n} {unit}"),
    }
}

fn stance(act: Act) -> Option<&'static str> {
    Some(match act {
        Act::Claims => "claims",
        Act::Denies => "denies",
        Act::Demands => "demands",
        Act::Offers => "offers",
        Act::Accepts => "accepts",
        Act::Refuses => "refuses",
        Act::Commits => "commits",
        Act::Threatens => "threatens",
        Act::Expects => "expects",
        Act::Silent => "silent",
        Act::Says | Act::Reveals | Act::Knows | Act::Asks | Act::Shows => return None,
    })
}

fn doubt_words(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Pronoun => "the pronoun is taken for the subject before it",
        Doubt::NoAntecedent => "nobody is named for whom the pronoun stands",
        Doubt::Inherited => "the speaker is taken from another clause",
        Doubt::NobodyNamed => "nobody is named as the speaker",
        Doubt::NoCue => {
            "nothing beside the quotation says whose it is; the speaker is named near it"
        }
        Doubt::NameAlone => "a name alone stands beside the quotation",
        Doubt::NoSpeechVerb => "no verb of speech stands beside the quotation",
        Doubt::WeakCue => "the cue often means something else",
        Doubt::Gloss => "the end may be the reporter's own",
        Doubt::Position => "it tells a position, not what was said",
        Doubt::Nested => "it stands inside what somebody else says",
        Doubt::NotAsserted => "something in it is denied, doubted, asked, supposed or yet to come",
    }
}
