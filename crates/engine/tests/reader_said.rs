//! What is said and what is not: where a content begins and ends, what a word keeps back, and whose
//! an offer or a demand is.

use armistice_case::model::Case;
use armistice_case::{Input, load};
use armistice_engine::reader::{Article, Draft, Options, read};

const SHORES: &str = "\
case: Two shores
parties:
  sarn: {name: Sarn, voices: {osei: Kofi Osei}}
  veld: {name: Veld, voices: {brask: Per Brask}}
mediators: {carstens: {name: Ole Carstens}}
issues: {customs: {question: Which customs post?}, dam: {question: When does the dam open?}}
";

fn case() -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: SHORES.as_bytes().to_vec(),
    }]);
    loaded.case().expect("a sound case")
}

/// Every draft as "speaker [cue] content → what it fills"; the outlet's own in brackets.
fn said(case: &Case, text: &str) -> Vec<String> {
    let article = Article {
        text,
        digest: "",
        published: None,
    };
    let found = read(case, &[article], &Options::default());
    found.articles[0]
        .drafts
        .iter()
        .map(|draft| {
            let words = |range: &std::ops::Range<usize>| &text[range.clone()];
            let content: Vec<&str> = draft.content.iter().map(words).collect();
            let content = content.join(" + ");
            let filled = filled(case, draft);
            let filled = if filled.is_empty() {
                filled
            } else {
                format!(" → {filled}")
            };
            match (&draft.source, &draft.cue) {
                (Some(source), Some(cue)) => {
                    format!("{} [{}] {content}{filled}", words(&source.at), words(cue))
                }
                _ => format!("({content}){filled}"),
            }
        })
        .collect()
}

fn filled(case: &Case, draft: &Draft) -> String {
    let issue = |id| case.issues.label(id).id.to_string();
    let mut out: Vec<String> = Vec::new();
    out.extend(draft.slots.talks.map(|talks| talks.word().to_owned()));
    let status = draft.slots.status.iter();
    out.extend(status.map(|(id, standing)| format!("{} {}", issue(*id), standing.word())));
    let stances = draft.stances.iter();
    out.extend(stances.map(|(kind, id, _)| format!("{} {}", kind.word(), issue(*id))));
    out.join(", ")
}

fn table(rows: &[(&str, &[&str])]) {
    let case = case();
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, meant)| {
            let found = said(&case, text);
            (found != *meant).then(|| format!("{text}\n  meant {meant:#?}\n  found {found:#?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn never_belongs_to_what_is_promised() {
    table(&[
        (
            "Osei vowed never to open the dam.",
            &["Osei [vowed] never to open the dam"],
        ),
        (
            "Veld promised not to open the dam.",
            &["Veld [promised] not to open the dam"],
        ),
        (
            "Veld pledged never again to close the customs post.",
            &["Veld [pledged] never again to close the customs post"],
        ),
        (
            "Brask said never had the talks been so close.",
            &["Brask [said] never had the talks been so close"],
        ),
    ]);
}

#[test]
fn what_somebody_will_not_say_is_not_said() {
    table(&[
        ("Veld declined to say when the dam would open.", &[]),
        (
            "Brask was unable to confirm that the talks had stalled.",
            &[],
        ),
        (
            "Brask stopped short of saying that customs was settled.",
            &[],
        ),
        ("Brask refrained from saying that customs was settled.", &[]),
        ("Brask has yet to say whether customs is settled.", &[]),
        ("Brask refused to say that customs was settled.", &[]),
        // To go on to say is to say.
        (
            "Brask went on to say that the talks had stalled.",
            &["Brask [say] the talks had stalled → stalled"],
        ),
        (
            "Brask refused to accept that customs was settled.",
            &["Brask [refused] to accept that customs was settled → refuses customs"],
        ),
        (
            "Brask said he was unable to confirm that customs was settled.",
            &["Brask [said] he was unable to confirm that customs was settled"],
        ),
    ]);
}

#[test]
fn a_question_and_a_dispute_are_things_that_can_be_settled() {
    table(&[
        (
            "Osei said the customs question was settled.",
            &["Osei [said] the customs question was settled → customs settled"],
        ),
        (
            "Osei said the question of customs is settled.",
            &["Osei [said] the question of customs is settled → customs settled"],
        ),
        (
            "Osei said the dispute over customs was settled.",
            &["Osei [said] the dispute over customs was settled → customs settled"],
        ),
        (
            "Osei said the officials dispute that customs is settled.",
            &[
                "Osei [said] the officials dispute that customs is settled",
                "the officials [dispute] customs is settled → customs open",
            ],
        ),
    ]);
}

#[test]
fn a_verb_behind_what_it_tells_is_no_noun() {
    table(&[
        (
            "Talks resumed, claims Osei.",
            &["Osei [claims] Talks resumed → ongoing"],
        ),
        (
            "Talks have resumed, claims the minister.",
            &["the minister [claims] Talks have resumed → ongoing"],
        ),
        (
            "The talks have stalled, reports Radio Wave.",
            &["Radio Wave [reports] The talks have stalled → stalled"],
        ),
        (
            "Customs is settled, demands Veld made are not.",
            &["(Customs is settled, demands Veld made are not) → customs settled"],
        ),
    ]);
}

#[test]
fn calls_on_somebody_are_told_by_a_verb_or_a_noun() {
    table(&[
        (
            "Sarn calls on Veld to withdraw.",
            &["Sarn [calls on] Veld to withdraw"],
        ),
        (
            "Sarn calls upon Veld to withdraw.",
            &["Sarn [calls upon] Veld to withdraw"],
        ),
        (
            "Sarn urges Veld not to open the dam.",
            &["Sarn [urges] Veld not to open the dam → demands dam"],
        ),
        (
            "Sarn calls for talks on the dam.",
            &["Sarn [calls for] talks on the dam → demands dam"],
        ),
        (
            "Sarn's calls on Veld to open the dam were heard.",
            &["Sarn [calls on] Veld to open the dam → demands dam"],
        ),
        (
            "Osei renewed his call upon Veld to open the dam.",
            &["Osei [call upon] Veld to open the dam → demands dam"],
        ),
    ]);
}

#[test]
fn an_offer_is_whose_it_is() {
    table(&[
        // Who answers an offer has not made it.
        (
            "Osei rejected the proposal to open the dam.",
            &["Osei [rejected] the proposal to open the dam → refuses dam"],
        ),
        (
            "Osei welcomed their proposal to open the dam.",
            &["Osei [welcomed] their proposal to open the dam → accepts dam"],
        ),
        ("Osei received a proposal to open the dam.", &[]),
        (
            "Osei rejected Veld's proposal to open the dam.",
            &[
                "Osei [rejected] Veld's proposal to open the dam → refuses dam",
                "Veld [proposal] to open the dam → offers dam",
            ],
        ),
        (
            "Veld made a proposal to open the dam.",
            &["Veld [proposal] to open the dam → offers dam"],
        ),
        (
            "Osei repeated his demand for a post on customs.",
            &["Osei [demand for] a post on customs → demands customs"],
        ),
        // A demand that is dropped is none.
        (
            "Osei dropped his demand for a post on customs.",
            &["Osei [demand for] a post on customs"],
        ),
        // "Of" names who made it, or what is meant.
        (
            "Veld has not accepted the proposal of the mediator.",
            &["Veld [has not accepted] the proposal of the mediator"],
        ),
        (
            "The refusal of Veld to open the dam is old.",
            &["Veld [refusal] to open the dam → refuses dam"],
        ),
        (
            "A promise of the minister that the dam would stay shut calmed many.",
            &["the minister [promise] the dam would stay shut"],
        ),
        (
            "Osei's condemnation of Veld was loud.",
            &["Osei [condemnation of] Veld"],
        ),
    ]);
}

#[test]
fn what_is_demanded_ends_where_the_sentence_goes_on() {
    table(&[
        (
            "Veld's refusal to open the dam angered farmers.",
            &["Veld [refusal] to open the dam → refuses dam"],
        ),
        (
            "Osei's demand for a customs post shocked the board.",
            &["Osei [demand for] a customs post → demands customs"],
        ),
        (
            "Veld's insistence on a customs post failed.",
            &["Veld [insistence on] a customs post → demands customs"],
        ),
        (
            "Osei's claim that the dam was open angered farmers.",
            &["Osei [claim] the dam was open"],
        ),
        (
            "Osei's statement that customs was settled was wrong.",
            &["Osei [statement] customs was settled → customs open"],
        ),
        // Participles are no predicates.
        (
            "Veld's refusal to open the dam closed in May was criticised.",
            &["Veld [refusal] to open the dam closed in May → refuses dam"],
        ),
    ]);
}

#[test]
fn how_and_where_something_is_said_is_no_statement_of_its_own() {
    table(&[
        (
            "The ministry notes with regret that the talks have stalled.",
            &["The ministry [notes] the talks have stalled → stalled"],
        ),
        (
            "Osei noted with deep concern that the talks have stalled.",
            &["Osei [noted] the talks have stalled → stalled"],
        ),
        (
            "Osei said in a calm voice that the talks have stalled.",
            &["Osei [said] the talks have stalled → stalled"],
        ),
        (
            "Osei said in a statement that the talks have stalled.",
            &["Osei [said] the talks have stalled → stalled"],
        ),
        (
            "The ministry announced in its report that the talks have stalled.",
            &["The ministry [announced] the talks have stalled → stalled"],
        ),
    ]);
}

#[test]
fn the_day_beside_one_cue_is_not_anothers() {
    let case = case();
    let days = |text: &str| -> Vec<Option<String>> {
        let article = Article {
            text,
            digest: "",
            published: "2031-01-17".parse().ok(),
        };
        let found = read(&case, &[article], &Options::default());
        let days = found.articles[0].drafts.iter().map(|draft| draft.said);
        days.map(|days| days.map(|days| days.first.to_string()))
            .collect()
    };
    let tuesday = Some("2031-01-14".to_owned());
    assert_eq!(
        days("Osei said on Tuesday that the dam was shut, but an aide to Brask said it was open."),
        [tuesday.clone(), None]
    );
    assert_eq!(
        days("Osei said on Tuesday that Brask had told him that the dam was shut."),
        [tuesday, None]
    );
}
