//! Runs with a breach: when one side leaves a duty undone, is the other caught, and what leads on?

use armistice_case::{Input, load};
use armistice_engine::accord::finding::{Code, Evidence, Options, RunStep, Verification};
use armistice_engine::accord::verify::verify;
use armistice_engine::run::Quiet;

fn verified(duties: &str, rest: &str, states: usize) -> Verification {
    let text = format!(
        "case: The ferry accord\nparties: {{shore: {{name: Shore}}, isle: {{name: Isle}}}}\n\
         others: {{bank: {{name: Bank}}}}\nquantities: {{q: {{unit: piece}}}}\n\
         agreement:\n  signed-by: [shore, isle]\n  calendar: {{day-one: 2031-06-02}}\n\
         {rest}  obligations:\n{duties}"
    );
    let loaded = load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.as_bytes().to_vec(),
    }]);
    let case = loaded
        .case()
        .unwrap_or_else(|| panic!("{:?}\n{text}", loaded.diagnostics));
    let options = Options {
        states,
        ..Options::default()
    };
    verify(&case, &options, &Quiet).expect("an agreement")
}

fn runs(duties: &str, rest: &str) -> Vec<Vec<RunStep>> {
    let found = verified(duties, rest, 20_000);
    assert!(!found.runs.cut);
    let ends = found.findings.iter().filter_map(|finding| {
        assert_eq!(
            finding.code == Code::DeadEnd,
            matches!(finding.evidence, Evidence::DeadEnd { .. })
        );
        match &finding.evidence {
            Evidence::DeadEnd { run, .. } => Some(run.clone()),
            _ => None,
        }
    });
    ends.collect()
}

const BOATS: &str = "    boats: {by: shore, to: isle, delivers: {q: 6}, when: by day 5}\n";
const CAUGHT: &str =
    "    nets: {by: isle, to: shore, delivers: {q: 6}, needs: boats, when: by day 9}\n";

#[test]
fn a_dated_answer_that_needs_the_first_is_caught() {
    let [run] = &runs(&format!("{BOATS}{CAUGHT}"), "")[..] else {
        panic!("one dead end")
    };
    assert!(matches!(
        run[..],
        [RunStep::Days(5), RunStep::Breached(_), RunStep::Days(4)]
    ));
}

#[test]
fn an_answer_whose_clock_starts_with_the_first_is_not() {
    let answer =
        "    nets: {by: isle, to: shore, delivers: {q: 6}, after: boats, when: within 4 days}\n";
    assert!(runs(&format!("{BOATS}{answer}"), "").is_empty());
}

#[test]
fn a_cure_a_guarantee_or_disputes_answer_the_breach() {
    let cure = BOATS.replace("when:", "cure: 3 days, when:");
    assert!(runs(&format!("{cure}{CAUGHT}"), "").is_empty());
    let duties = format!("{BOATS}{CAUGHT}");
    let disputes = "  disputes: {covers: any breach, steps: [{within: 3 days}]}\n";
    assert!(runs(&duties, disputes).is_empty());
    let bond = "  guarantees: {bond: {by: bank, pledges: Pay, backs: boats}}\n";
    assert!(runs(&duties, bond).is_empty());
}

#[test]
fn a_power_after_the_breach_leads_on_only_if_it_frees_the_other_side() {
    let duties = format!("{BOATS}{CAUGHT}");
    for verb in ["suspends", "ends", "waives"] {
        let power = format!("  powers: {{out: {{by: isle, {verb}: nets, after: boats late}}}}\n");
        assert!(runs(&duties, &power).is_empty(), "{verb}");
    }
    let elsewhere = "  powers: {out: {by: isle, suspends: boats, after: boats late}}\n";
    assert_eq!(runs(&duties, elsewhere).len(), 1);
    let unreached = "  powers: {out: {by: isle, waives: nets, after: nets}}\n";
    assert_eq!(runs(&duties, unreached).len(), 1);
}

#[test]
fn a_power_acts_no_sooner_than_its_notice_allows() {
    let duties = format!("{BOATS}{CAUGHT}");
    let power = |notice: &str| {
        format!(
            "  powers: {{out: {{by: isle, waives: nets, after: boats late, notice: {notice}}}}}\n"
        )
    };
    // The boats are late on day 5, and the nets are due by day 9.
    assert!(runs(&duties, &power("24 hours")).is_empty());
    assert!(runs(&duties, &power("3 days")).is_empty());
    assert_eq!(runs(&duties, &power("8 days")).len(), 1);
}

#[test]
fn a_duty_that_answers_the_breach_is_part_of_the_run() {
    let pay = "    pay: {by: shore, to: isle, delivers: {q: 1}, after: boats late, when: within 3 days}\n";
    let or = CAUGHT.replace("needs: boats", "needs: boats or pay");
    // Making good opens the way, so the other side is caught only while one breach is all there is.
    assert!(runs(&format!("{BOATS}{or}{pay}"), "").is_empty());
}

#[test]
fn a_remedy_with_a_day_is_owed_only_once_there_is_a_breach() {
    let cure = BOATS.replace("when:", "cure: 3 days, when:");
    let fine = "    fine: {by: shore, to: isle, delivers: {q: 1}, after: boats breached, when: by day 20, cure: 1 day}\n";
    assert!(runs(&format!("{cure}{fine}"), "").is_empty());
    // What waits for the fine waits for the breach too.
    let thanks =
        "    thanks: {by: isle, to: shore, delivers: {q: 1}, after: fine, when: by day 30}\n";
    assert!(runs(&format!("{cure}{fine}{thanks}"), "").is_empty());
    let ban = "    quiet: {by: shore, to: isle, must-not: Shoot, when: day 1 to day 9}\n    \
               damages: {by: shore, to: isle, delivers: {q: 1}, after: quiet breached, when: by day 20}\n";
    assert!(runs(ban, "").is_empty());
    // Where nothing else answers the breach it is part of the run: the isle is to help by day 9 and
    // needs a word that may come on day 10.
    let late = "    help: {by: isle, to: shore, delivers: {q: 1}, after: boats breached, when: by day 9, needs: word}\n    \
                word: {by: shore, to: isle, delivers: {q: 1}, when: by day 10}\n";
    assert_eq!(runs(&format!("{BOATS}{late}"), "").len(), 1);
}

#[test]
fn a_milestone_is_not_reached_before_its_day() {
    let duties =
        format!("{BOATS}{CAUGHT}").replace("when: by day 5", "when: by day 5, cure: 1 day");
    let power = |date: &str| {
        format!(
            "  milestones: {{vote: {{name: Vote, date: {date}}}}}\n  \
             powers: {{out: {{by: isle, suspends: boats, after: vote}}}}\n"
        )
    };
    // Day 5 is 6 June: until then the boats can be held up and the nets caught, later they are in.
    assert_eq!(runs(&duties, &power("2031-06-06")).len(), 1);
    assert!(runs(&duties, &power("2031-06-07")).is_empty());
}

#[test]
fn a_day_by_which_to_begin_leaves_the_clock_running() {
    let duties = |starts: &str| {
        format!(
            "{}    nets: {{by: isle, to: shore, delivers: {{q: 6}}, after: boats, when: within 3 days{starts}, cure: 1 day}}\n    \
             ropes: {{by: shore, to: isle, delivers: {{q: 1}}, after: nets, when: by day 8, cure: 1 day}}\n",
            BOATS.replace("when:", "cure: 1 day, when:")
        )
    };
    assert!(runs(&duties(""), "").is_empty());
    assert!(runs(&duties(", starts: by day 12"), "").is_empty());
}

#[test]
fn whoever_breaks_its_own_way_is_not_told_as_caught() {
    let own = CAUGHT.replace("by: isle, to: shore", "by: shore, to: isle");
    assert!(runs(&format!("{BOATS}{own}"), "").is_empty());
}

#[test]
fn a_long_calendar_is_searched_too_and_a_budget_is_told() {
    let far = CAUGHT.replace("day 9", "day 900");
    assert_eq!(runs(&format!("{BOATS}{far}"), "").len(), 1);
    let cut = verified(&format!("{BOATS}{far}"), "", 10);
    assert!(cut.runs.cut);
    assert!(cut.findings.iter().any(|f| f.code == Code::NotLookedAt));
    assert!(cut.findings.iter().all(|f| f.code != Code::DeadEnd));
}

/// A sale as other contract languages have it: delivery by day 10, payment by day 7, more to pay once
/// payment is late, a power to hold the goods back and one to end it all, and silence afterwards.
const SALE: &str = "    delivery: {by: shore, to: isle, delivers: {q: 1}, when: by day 10}\n    \
     payment: {by: isle, to: shore, delivers: {q: 1000}, when: by day 7}\n    \
     late-payment: {by: isle, to: shore, delivers: {q: 1100}, after: payment late, when: within 10 days}\n    \
     silence: {by: [shore, isle], must-not: Tell of it, when: day 10 to day 190}\n";
const POWERS: &str = "  powers:\n    hold: {by: shore, suspends: delivery, after: payment late}\n    \
     go-on: {by: isle, resumes: delivery, after: late-payment}\n    \
     leave: {by: isle, ends: delivery, after: delivery late}\n";

/// Each property that a model checker proves of that sale, asked of the checks here.
#[test]
fn the_sale_of_other_contract_languages_has_their_properties() {
    let codes = |duties: &str, rest: &str| -> Vec<Code> {
        let found = verified(duties, rest, 20_000).findings;
        found.iter().map(|finding| finding.code).collect()
    };
    let sound = codes(SALE, POWERS);
    // Every duty and power can become active, and every run ends with nothing owed for ever.
    for code in [
        Code::NeverReached,
        Code::DeadClause,
        Code::DeadEnd,
        Code::OrphanCondition,
    ] {
        assert!(!sound.contains(&code), "{}", code.word());
    }
    // No way to receive the goods, be done and never pay: what is late is owed with more.
    let rides = |duties: &str, rest: &str| {
        let found = verified(duties, rest, 20_000).findings;
        let undone = found
            .into_iter()
            .filter_map(|finding| match finding.evidence {
                Evidence::Ride { undone, .. } => Some(undone.len()),
                _ => None,
            });
        undone.sum::<usize>()
    };
    let unanswered: String = SALE
        .lines()
        .filter(|l| !l.contains("late-payment"))
        .map(|l| format!("{l}\n"))
        .collect();
    assert!(rides(&unanswered, "") > rides(SALE, POWERS));
    // A power that waits for what nobody can bring about is found.
    let dead = POWERS.replace("after: late-payment", "after: late-payment verified");
    assert!(codes(SALE, &dead).contains(&Code::OrphanCondition));
}
