//! A plan taken up as a reading: what it says, what follows it, and that nothing else is touched.

use armistice_case::edit::{Planned, Refused, Step, edit, replan};
use armistice_case::model::{NodeId, Said};
use armistice_case::tree::Silence;
use armistice_case::{Input, Loaded, load};

const TEXT: &str = "# The swap, as it was heard.
case: The swap
parties: {shore: {name: Shore}, isle: {name: Isle}}
others: {bank: {name: Bank}, office: {name: Office, role: verifier}}
quantities: {boats: {unit: boat}, nets: {unit: net}}
agreement:                     # not signed yet
  signed-by: [shore, isle]
  open-terms: {crew: {question: Who sails?}}
  guarantees: {bond: {by: bank, pledges: Pay, backs: [boats-home, nets-home]}}
  phases:
    one:
      when: day 1 to day 40
      obligations:
        boats-home:
          by: shore              # who else
          to: isle
          delivers: {boats: 6}
          verified-by: office
          tranches:
            first: {when: day 2, delivers: {boats: 2}, verified-within: 2 days}
            rest: {when: day 9, delivers: {boats: 4}, needs: crew}
        nets-home: {by: isle, to: shore, in-return-for: boats-home, after: each boats-home verified, when: within 3 days, delivers: {nets: 6}}
        lamp: {by: isle, to: shore, does: Light the lamp, done-when: it burns, after: boats-home.first verified or boats-home.rest, when: same day}
      powers:
        halt: {by: isle, suspends: nets-home, after: boats-home late}
  readings:
    slow: {held-by: isle, changes: {boats-home.first: {when: day 5}}}   # as the isle has it
";

fn one(text: &str) -> Loaded {
    load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.as_bytes().to_vec(),
    }])
}

fn step(day: i64, gives: (&str, u64), after: &[(usize, usize, bool)]) -> Step {
    Step {
        day,
        after: after.to_vec(),
        gives: vec![(gives.0.to_owned(), gives.1)],
        does: None,
    }
}

fn plan() -> Vec<Planned> {
    vec![
        Planned {
            duty: "boats-home".into(),
            after: Vec::new(),
            steps: vec![
                step(2, ("boats", 3), &[]),
                step(6, ("boats", 3), &[(1, 0, false)]),
            ],
            reached: vec![("first".into(), 0), ("rest".into(), 1)],
        },
        Planned {
            duty: "nets-home".into(),
            after: Vec::new(),
            steps: vec![
                step(4, ("nets", 3), &[(0, 0, true)]),
                step(8, ("nets", 3), &[(0, 1, true)]),
            ],
            reached: Vec::new(),
        },
    ]
}

#[test]
fn every_other_byte_stays_and_the_case_reads() {
    for text in [TEXT.to_owned(), TEXT.replace('\n', "\r\n")] {
        let loaded = one(&text);
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        let change = replan(&loaded, "planned", "a plan", &plan(), &[]).expect("a change");
        let edited = edit(&loaded, &change).expect("an edit");
        assert!(
            edited.loaded.diagnostics.is_empty(),
            "{:?}",
            edited.loaded.diagnostics
        );
        let new = edited.loaded.files.files()[0].text.clone();
        let at = new.find("    planned:").expect("the reading");
        // What stands before and after the reading is the text as it was, byte for byte.
        let end = at + new[at..].len() - text[at.min(text.len())..].len();
        assert_eq!(&new[..at], &text[..at]);
        assert_eq!(&new[end..], &text[at..]);
    }
}

#[test]
fn what_is_needed_of_the_planned_duties_is_left_out_and_their_own_order_kept() {
    // The nets come after all of the boats, and need what else they needed.
    let needs = |text: &str| {
        let with = format!("when: within 3 days, needs: {text}, delivers: {{nets: 6}}");
        let text = TEXT.replace("when: within 3 days, delivers: {nets: 6}", &with);
        let mut plan = plan();
        plan[1].after = vec![0];
        let loaded = one(&text);
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        let change = replan(&loaded, "planned", "a plan", &plan, &[]).expect("a change");
        let edited = edit(&loaded, &change).expect("an edit");
        assert!(edited.loaded.diagnostics.is_empty(), "{text}");
        let new = edited.loaded.files.files()[0].text.to_string();
        let (_, of_nets) = new.split_once("nets-home-planned:").expect("the nets");
        let line = of_nets.split("needs: ").nth(1).expect("what it needs");
        line.split(['\n', ',', '}'])
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    assert_eq!(needs("boats-home"), "boats-home-planned");
    assert_eq!(
        needs("boats-home.first verified and crew"),
        "crew and boats-home-planned"
    );
    assert_eq!(needs("boats-home or crew"), "boats-home-planned");
    assert_eq!(
        needs("crew or one ended"),
        "(crew or one ended) and boats-home-planned"
    );
    assert_eq!(
        needs("crew and (one ended or boats-home) and not halt"),
        "crew and not halt and boats-home-planned"
    );
}

#[test]
fn what_named_a_tranche_names_the_step_by_which_as_much_is_given() {
    let loaded = one(TEXT);
    let change = replan(&loaded, "planned", "a plan", &plan(), &[]).expect("a change");
    let edited = edit(&loaded, &change).expect("an edit");
    let text = edited.loaded.files.files()[0].text.to_string();
    for line in [
        "step-1: {when: by day 2, delivers: {boats: 3}}",
        "step-2: {when: by day 6, after: nets-home-planned.step-1, needs: crew, delivers: {boats: 3}}",
        "step-2: {when: by day 8, after: boats-home-planned.step-2 verified, delivers: {nets: 3}}",
        "verified-within: 2 days",
        "in-return-for: boats-home-planned",
        "bond: {backs: [boats-home-planned, nets-home-planned]}",
        "lamp: {after: boats-home-planned.step-1 verified or boats-home-planned.step-2}",
        "halt: {suspends: nets-home-planned, after: boats-home-planned late}",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let case = edited.loaded.case().expect("a case");
    let Some(NodeId::Reading(reading)) = case.node("planned") else {
        panic!("a reading")
    };
    let agreement = case.agreement.as_ref().expect("an agreement");
    assert_eq!(agreement.readings[reading].drops.len(), 2);
    // The plan delivers what the text does.
    let planned = case.agreement_under(Some(reading)).expect("terms");
    let own: Vec<_> = planned
        .obligations
        .iter()
        .filter(|(_, duty)| duty.added_by == Some(NodeId::Reading(reading)))
        .map(|(id, _)| id)
        .collect();
    let sums = planned.sums_among(&case, &own);
    assert!(!sums.is_empty() && sums.iter().all(|sum| sum.declared == sum.found));
}

#[test]
fn ids_that_are_taken_are_not_taken_again() {
    let loaded = one(TEXT);
    let refused = replan(&loaded, "slow", "a plan", &plan(), &[]);
    assert!(matches!(refused, Err(Refused::NoSuchPlace(words)) if words.contains("another id")));
    let taken = one(&TEXT
        .replace("Light the lamp", "Light it")
        .replace("lamp:", "nets-home-planned:"));
    let change = replan(&taken, "planned", "a plan", &plan(), &[]).expect("a change");
    let edited = edit(&taken, &change).expect("an edit");
    assert!(
        edited.loaded.files.files()[0]
            .text
            .contains("nets-home-planned-2")
    );
    let none = one("case: Nothing\n");
    assert!(replan(&none, "planned", "a plan", &plan(), &[]).is_err());
}

#[test]
fn what_a_third_hand_holds_is_written_with_who_left_open() {
    let loaded = one(TEXT);
    let held = vec![vec![(0, 0), (1, 0)]];
    let change = replan(&loaded, "planned", "a plan", &plan(), &held).expect("a change");
    let edited = edit(&loaded, &change).expect("an edit");
    assert!(
        edited.loaded.diagnostics.is_empty(),
        "{:?}",
        edited.loaded.diagnostics
    );
    let case = edited.loaded.case().expect("a case");
    let agreement = case.agreement.as_ref().expect("an agreement");
    let all: Vec<_> = agreement.escrows.iter().collect();
    let [(id, escrow)] = all[..] else {
        panic!("{}", all.len())
    };
    assert_eq!(&*agreement.escrows.label(id).id, "planned-escrow-1");
    assert_eq!(escrow.holds.len(), 2);
    assert_eq!(escrow.by, Said::Silent(Silence::Open));
    let reading = agreement.readings.keys().last();
    assert_eq!((escrow.added_by, reading.is_some()), (reading, true));
}
