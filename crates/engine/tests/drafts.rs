//! Drafts: what counts as accepted, what carries over, and what is kept apart.

use armistice_case::model::Case;
use armistice_case::{Input, load};
use armistice_engine::drafts::{ClauseState, Piece, StandKind, drafts};
use jiff::civil::{Date, date};

fn case_of(clause: &str) -> Case {
    let text = format!(
        "case: Moorings
parties:
  ash: {{name: Ash, voices: {{ash-one: Ash One, ash-two: Ash Two}}}}
  birch: {{name: Birch}}
mediators:
  owl: {{name: Owl}}
drafts:
  paper:
    clauses:
      fee:
{clause}"
    );
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.into_bytes(),
    }]);
    assert!(loaded.is_sound(), "{:?}", loaded.diagnostics);
    loaded.case().expect("sound")
}

fn state(case: &Case, day: Option<Date>) -> ClauseState {
    let mut found = drafts(case, day);
    assert_eq!(found.len(), 1);
    found.remove(0).clauses.remove(0)
}

const TWO: &str = "        versions:
          v1: {by: owl, date: 2033-04-01, text: A berth costs three marks.}
          v2: {by: ash, date: 2033-04-04, replaces: v1, text: A berth costs four marks.}
";

#[test]
fn a_yes_does_not_carry_over_to_the_next_wording() {
    let case = case_of(&format!(
        "{TWO}        reactions: [{{by: [ash, birch], accepts: v1, date: 2033-04-02}}]\n"
    ));
    let before = state(&case, Some(date(2033, 4, 3)));
    assert!(before.plain);
    let after = state(&case, Some(date(2033, 4, 5)));
    assert!(!after.plain);
    let birch = case.parties().nth(1).expect("two parties");
    assert_eq!(after.not_heard.len(), 1);
    assert_eq!(after.not_heard[0].0, birch);
    assert!(
        after.not_heard[0].1.is_some(),
        "it did react to the older one"
    );
}

#[test]
fn an_author_accepts_its_own_words_and_a_mediator_does_not() {
    let case = case_of(&format!(
        "{TWO}        reactions: [{{by: birch, accepts: v2, date: 2033-04-05}}]\n"
    ));
    assert!(state(&case, None).plain);
    let by_owl = case_of("        versions: {v1: {by: owl, text: A berth costs three marks.}}\n");
    let state = state(&by_owl, None);
    assert!(state.stands.is_empty());
    assert_eq!(state.not_heard.len(), 2);
}

#[test]
fn a_later_reaction_of_the_same_voice_counts_and_voices_can_differ() {
    let case = case_of(&format!(
        "{TWO}        reactions:
          - {{by: ash-one, accepts: v2, date: 2033-04-05}}
          - {{by: ash-one, objects-to: v2, wants: v1, date: 2033-04-06}}
          - {{by: ash-two, accepts: v2, date: 2033-04-06}}
"
    ));
    let state = state(&case, None);
    let own: Vec<_> = state.stands.iter().map(|stand| &stand.kind).collect();
    assert_eq!(own.len(), 3);
    assert!(matches!(own[1], StandKind::Objects(Some(_))));
    assert_eq!(state.voices_differ.len(), 1);
}

#[test]
fn what_others_describe_never_counts_as_its_own_word() {
    let case = case_of(
        "        versions: {v1: {by: ash, text: A berth costs three marks.}}
        reactions: [{by: owl, about: birch, accepts: v1}]
",
    );
    let state = state(&case, None);
    assert!(!state.plain);
    assert_eq!(state.described.len(), 1);
    assert_eq!(state.not_heard.len(), 1);
}

#[test]
fn a_condition_and_silence_keep_words_out_of_the_plain_text() {
    for reaction in [
        "{by: birch, accepts: v1, if: it is spring}",
        "{by: birch, silent-on: v1}",
    ] {
        let case = case_of(&format!(
            "        versions: {{v1: {{by: ash, text: A berth costs three marks.}}}}
        reactions: [{reaction}]
"
        ));
        let state = state(&case, None);
        assert!(!state.plain, "{reaction}");
        assert!(state.not_heard.is_empty(), "{reaction}");
    }
}

#[test]
fn rivals_for_the_same_words_are_both_in_brackets() {
    let case = case_of(
        "        versions:
          v1: {by: owl, text: A berth costs three marks.}
          v2: {by: ash, replaces: v1, text: A berth costs four marks.}
          v3: {by: birch, replaces: v1, text: A berth costs two marks.}
",
    );
    let state = state(&case, None);
    assert_eq!(state.wordings.len(), 2);
    assert_eq!(
        state.pieces,
        vec![
            Piece::Common("A berth costs".to_owned()),
            Piece::Bracket(vec![
                ("four".to_owned(), vec![0]),
                ("two".to_owned(), vec![1])
            ]),
            Piece::Common("marks.".to_owned()),
        ]
    );
}
