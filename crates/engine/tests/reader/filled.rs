//! What drafts fill, in one line each, for tables of sentences.

use armistice_case::model::Case;
use armistice_case::{Input, load};
use armistice_engine::reader::{Article, Draft, Options, Tier, read};

pub fn case(text: &str) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }]);
    loaded.case().expect("a sound case")
}

/// What every draft of a sentence fills, with `?` after the drafts that are to be checked and
/// the outlet's in brackets.
pub fn filled(case: &Case, sentence: &str) -> String {
    let article = Article {
        text: sentence,
        digest: "",
        published: None,
    };
    let found = read(case, &[article], &Options { all: true });
    let told = found.articles[0].drafts.iter().map(|draft| {
        let tier = if draft.tier == Tier::Check { "?" } else { "" };
        let typed = typed(case, draft);
        if draft.outlet {
            format!("({typed}){tier}")
        } else {
            format!("{typed}{tier}")
        }
    });
    told.collect::<Vec<_>>().join(" | ")
}

fn typed(case: &Case, draft: &Draft) -> String {
    let slots = &draft.slots;
    let issue = |id| case.issues.label(id).id.to_string();
    let mut out: Vec<String> = Vec::new();
    out.extend(slots.talks.map(|talks| talks.word().to_owned()));
    out.extend(
        slots
            .progress
            .map(|progress| format!("progress {}", progress.word())),
    );
    out.extend(slots.open_issues.map(|amount| format!("left {amount}")));
    let status = slots.status.iter();
    out.extend(status.map(|(id, standing)| format!("{} {}", issue(*id), standing.word())));
    let stances = draft.stances.iter();
    out.extend(stances.map(|(kind, id, _)| format!("{} {}", kind.word(), issue(*id))));
    for count in &draft.counts {
        let quantity = count
            .quantity
            .map(|id| case.quantities.label(id).id.to_string());
        out.push(format!(
            "{} {}",
            quantity.as_deref().unwrap_or("#"),
            count.amount
        ));
    }
    out.join(", ")
}

pub fn table(text: &str, rows: &[(&str, &str)]) {
    let case = case(text);
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(sentence, expected)| {
            let found = filled(&case, sentence);
            (found != *expected).then(|| format!("{sentence}\n  {found}\n  not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
