//! Proposals: what they are made from, what they refuse, and that both sides are treated alike.

use armistice_case::model::{Case, ClauseId, NodeId};
use armistice_case::{Input, load};
use armistice_engine::accord::check::valued::{found_out, valued};
use armistice_engine::accord::exchange::ratio::Ratio;
use armistice_engine::accord::finding::{Code, Evidence, Options};
use armistice_engine::accord::plan::dated::dated;
use armistice_engine::accord::plan::frame::Until;
use armistice_engine::accord::plan::problem::Plan;
use armistice_engine::accord::plan::propose::{
    Basis, DELAYS, Limits, Proposal, late_by_shares, propose,
};
use armistice_engine::accord::verify::{lens, verify};
use armistice_engine::run::{Control, Quiet, Refusal};

fn case(text: &str) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.as_bytes().to_vec(),
    }]);
    loaded
        .case()
        .unwrap_or_else(|| panic!("{:?}", loaded.diagnostics))
}

fn proposal(text: &str, limits: &Limits) -> Result<Proposal, Refusal> {
    let case = case(text);
    let lens = lens(&case, None).expect("an agreement");
    propose(&lens, limits, &Quiet)
}

const HEAD: &str = "case: Swap\nparties: {shore: {name: Shore}, isle: {name: Isle}}\n\
quantities: {boats: {unit: boat}, nets: {unit: net}, food: {unit: load}}\n";

const VALUES: &str = "assumptions:\n  s: {values-of: shore, because: nets-home, worth: {nets: 9}, cost: {boats: 4 to 6, food: 1}}\n\
\x20 i: {values-of: isle, because: boats-home, worth: {boats: 10, food: 1}, cost: {nets: 5}}\n";

const SWAP: &str = "agreement:\n  signed-by: [shore, isle]\n  obligations:\n\
    \x20   boats-home: {by: shore, to: isle, delivers: {boats: 10}, when: day 1}\n\
    \x20   nets-home: {by: isle, to: shore, in-return-for: boats-home, delivers: {nets: NUMBER}, when: day 5}\n";

#[test]
fn values_are_used_where_the_case_gives_them() {
    let text = format!("{HEAD}{VALUES}{}", SWAP.replace("NUMBER", "10"));
    let found = proposal(&text, &Limits::default()).expect("an exchange");
    assert!(matches!(&found.basis, Basis::Values(assumptions) if assumptions.len() == 2));
    assert_eq!(found.current.bonds, [0, 50_000_000]);
    assert_eq!(
        (
            found.least.value,
            found.least.gap(),
            found.with_escrow.map(|held| held.plan.total())
        ),
        (5_000_000, 0, Some(0))
    );
    let verified = verify(&case(&text), &Options::default(), &Quiet).expect("an agreement");
    let bond = verified
        .findings
        .iter()
        .find(|f| f.code == Code::BondNeeded)
        .expect("a bond");
    let Evidence::Bonds { bonds, .. } = &bond.evidence else {
        panic!("bonds")
    };
    assert_eq!(bonds[1].amount, 50_000_000);
}

#[test]
fn what_a_third_hand_holds_for_both_is_one_step() {
    let text = format!("{HEAD}{VALUES}{}", SWAP.replace("NUMBER", "10"));
    let bonds = |escrows: &str| -> Vec<i64> {
        let text = format!("{text}  escrows: {{{escrows}}}\n");
        let verified = verify(&case(&text), &Options::default(), &Quiet).expect("an agreement");
        let bonds = verified.findings.iter().find_map(|f| match &f.evidence {
            Evidence::Bonds { bonds, .. } => Some(bonds.iter().map(|b| b.amount).collect()),
            _ => None,
        });
        bonds.unwrap_or_default()
    };
    assert_eq!(
        bonds("one: {by: shore, holds: [boats-home]}"),
        [0, 50_000_000]
    );
    assert_eq!(
        bonds("both: {by: shore, holds: [boats-home, nets-home]}"),
        Vec::<i64>::new()
    );
    // What one side alone hands in is held against nothing.
    let ratios = |escrows: &str| {
        let text = format!("{text}  escrows: {{{escrows}}}\n");
        let verified = verify(&case(&text), &Options::default(), &Quiet).expect("an agreement");
        verified
            .findings
            .iter()
            .any(|f| f.code == Code::BreakEvenRatio)
    };
    assert!(ratios("one: {by: shore, holds: [boats-home]}"));
    assert!(!ratios("both: {by: shore, holds: [boats-home, nets-home]}"));
}

#[test]
fn an_answer_to_one_tranche_is_held_by_itself() {
    let terms = "agreement:\n  signed-by: [shore, isle]\n  obligations:\n\
        \x20   boats-home: {by: shore, to: isle, delivers: {boats: 6}, tranches: {one: {when: day 1, delivers: {boats: 2}}, two: {when: day 8, delivers: {boats: 2}}, three: {when: day 15, delivers: {boats: 2}}}}\n\
        \x20   nets-home: {by: isle, to: shore, in-return-for: boats-home, delivers: {nets: [2 per boats]}, after: each boats-home, when: within 2 days}\n";
    let days_left_and_bond = |holds: &str| {
        let text =
            format!("{HEAD}{VALUES}{terms}  escrows: {{e: {{by: shore, holds: [{holds}]}}}}\n");
        let verified = verify(&case(&text), &Options::default(), &Quiet).expect("an agreement");
        let steps = verified.balances[0].steps.iter();
        let days: Vec<i64> = steps
            .clone()
            .filter_map(|step| step.ratios[0].day)
            .collect();
        let left = steps.filter(|step| step.ratios[1].ratio == Ratio::NothingLeft);
        let left = left.count();
        let bonds = verified.findings.iter().find_map(|f| match &f.evidence {
            Evidence::Bonds { bonds, .. } => Some(bonds[1].amount),
            _ => None,
        });
        (days, left, bonds)
    };
    // The isle is held back by a bond of what two boats bring it, unless all is handed over at once.
    let alone = (vec![1, 3, 8, 10, 15, 17], 1, Some(20_000_000));
    assert_eq!(days_left_and_bond("boats-home.one"), alone);
    // The first two boats still come before their nets.
    let last = (vec![1, 3, 8, 10, 17, 17], 0, Some(20_000_000));
    assert_eq!(
        days_left_and_bond("boats-home.three, nets-home.three"),
        last
    );
    let all = (vec![17; 6], 0, None);
    assert_eq!(days_left_and_bond("boats-home, nets-home"), all);
}

#[test]
fn without_values_shares_are_balanced_and_both_splits_are_told() {
    let text = format!("{HEAD}{}", SWAP.replace("NUMBER", "20"));
    let found = proposal(&text, &Limits::default()).expect("an exchange");
    let Basis::Shares {
        whole,
        proportional: false,
    } = found.basis
    else {
        panic!("shares")
    };
    assert_eq!(found.current.bonds, [0, whole]);
    let two: Vec<&[i64]> = found
        .options
        .iter()
        .filter(|option| option.turns == 2)
        .map(|option| option.plan.bonds.as_slice())
        .collect();
    assert_eq!(two, [[0, whole].as_slice(), [whole, 0].as_slice()]);
    let mut before = i64::MAX;
    for option in &found.options {
        assert!(option.plan.total() <= before, "more turns never need more");
        before = option.plan.total();
    }
    assert!(found.least.value <= before);
    assert!(
        found
            .with_escrow
            .as_ref()
            .is_none_or(|with| with.plan.total() < found.least.value)
    );
}

#[test]
fn open_numbers_are_refused_unless_taken_in_proportion() {
    let text = format!("{HEAD}{}", SWAP.replace("NUMBER", "open"));
    assert!(proposal(&text, &Limits::default()).is_err());
    let asked = Limits {
        proportional: true,
        ..Limits::default()
    };
    let found = proposal(&text, &asked).expect("an exchange");
    assert!(matches!(
        found.basis,
        Basis::Shares {
            proportional: true,
            ..
        }
    ));
}

#[test]
fn what_is_owed_anyway_never_enters() {
    let with_aid = |flag: &str| {
        format!(
            "{HEAD}{VALUES}{}    aid: {{by: shore, to: isle, delivers: {{food: 7}}, when: day 9{flag}}}\n",
            SWAP.replace("NUMBER", "10")
        )
    };
    let plain = format!("{HEAD}{VALUES}{}", SWAP.replace("NUMBER", "10"));
    let bonds = |text: &str| {
        proposal(text, &Limits::default())
            .expect("an exchange")
            .current
            .bonds
    };
    assert_eq!(bonds(&with_aid(", unconditional: yes")), bonds(&plain));
    assert_ne!(bonds(&with_aid("")), bonds(&plain));
}

#[test]
fn the_names_of_the_sides_do_not_matter() {
    let text = format!("{HEAD}{}", SWAP.replace("NUMBER", "20"));
    let swapped = text.replace(
        "shore: {name: Shore}, isle: {name: Isle}",
        "isle: {name: Isle}, shore: {name: Shore}",
    );
    let one = proposal(&text, &Limits::default()).expect("an exchange");
    let other = proposal(&swapped, &Limits::default()).expect("an exchange");
    assert_eq!(one.least.value, other.least.value);
    let mirrored: Vec<i64> = other.current.bonds.iter().rev().copied().collect();
    assert_eq!(one.current.bonds, mirrored);
    let totals = |p: &Proposal| {
        p.options
            .iter()
            .map(|o| (o.turns, o.plan.total()))
            .collect::<Vec<_>>()
    };
    assert_eq!(totals(&one), totals(&other));
}

/// Twelve kinds each way, too many for a short search.
fn many(kinds: usize, count: usize) -> String {
    let mut quantities = String::new();
    let (mut costs, mut worths) = (
        [String::new(), String::new()],
        [String::new(), String::new()],
    );
    let mut duties = String::new();
    for kind in 0..kinds {
        let giver = kind % 2;
        let (cost, worth) = (3 + kind * 7 % 11, 4 + kind * 5 % 13);
        quantities.push_str(&format!("q{kind}: {{unit: piece}}, "));
        costs[giver].push_str(&format!("q{kind}: {cost}, "));
        worths[1 - giver].push_str(&format!("q{kind}: {worth}, "));
        let (by, to) = if giver == 0 { ("a", "b") } else { ("b", "a") };
        duties.push_str(&format!(
            "    d{kind}: {{by: {by}, to: {to}, delivers: {{q{kind}: {count}}}, when: day {}}}\n",
            kind + 1
        ));
    }
    format!(
        "case: Many\nparties: {{a: {{name: A}}, b: {{name: B}}}}\nquantities: {{{quantities}}}\n\
         assumptions:\n  va: {{values-of: a, because: d0, cost: {{{}}}, worth: {{{}}}}}\n  \
         vb: {{values-of: b, because: d0, cost: {{{}}}, worth: {{{}}}}}\n\
         agreement:\n  signed-by: [a, b]\n  obligations:\n{duties}",
        costs[0], worths[0], costs[1], worths[1]
    )
}

#[test]
fn a_cut_search_is_made_exact_where_the_counts_allow_it() {
    let text = many(6, 3);
    let exact = proposal(&text, &Limits::default())
        .expect("an exchange")
        .least;
    assert_eq!(exact.gap(), 0);
    let short = Limits {
        labels: 1,
        states: 0,
        ..Limits::default()
    };
    let made = proposal(&text, &short).expect("an exchange").least;
    assert_eq!((made.value, made.gap()), (exact.value, 0));
    let cut = proposal(&text, &Limits { exact: 0, ..short })
        .expect("an exchange")
        .least;
    assert!(cut.at_least <= exact.value && exact.value <= cut.value);
}

/// A control that wants the end from the start.
struct Impatient;

impl Control for Impatient {
    fn stopped(&self) -> bool {
        true
    }
}

#[test]
fn whoever_stops_gets_the_best_so_far_with_its_gap() {
    let text = many(12, 6);
    let case = case(&text);
    let terms = lens(&case, None).expect("an agreement");
    let found = propose(&terms, &Limits::default(), &Impatient).expect("a plan");
    assert!(found.stopped && found.with_escrow.is_none() && found.options.is_empty());
    assert_eq!(found.least.plan.steps.len(), 12 * 6);
    assert!(found.least.at_least <= found.least.value);
    let bonds = found.least.plan.bonds.iter().sum::<i64>();
    assert_eq!(bonds, found.least.value);
}

#[test]
fn the_step_that_binds_and_the_price_of_slow_detection_are_told() {
    let found = proposal(&many(2, 4), &Limits::default()).expect("an exchange");
    let binding: Vec<Option<usize>> = found.current.binding.clone();
    assert_eq!(binding.len(), 2);
    for (party, bond) in found.current.bonds.iter().enumerate() {
        let mut before = *bond;
        for late in &found.current.found_out {
            assert!(
                late[party] >= before,
                "a slower verifier never lowers a bond"
            );
            before = late[party];
        }
        assert_eq!(binding[party].is_some(), *bond > 0);
    }
}

#[test]
fn a_proposal_is_put_on_its_earliest_days() {
    let text = "case: Days\nparties: {a: {name: A}, b: {name: B}}\nothers: {c: {name: C, role: verifier}}\n\
        quantities: {x: {unit: x}, y: {unit: y}}\n\
        agreement:\n  signed-by: [a, b]\n  calendar: {day-one: 2031-06-02, rest-days: [saturday, sunday]}\n  obligations:\n    \
        give: {by: a, to: b, delivers: {x: 4}, when: day 3 to day 9, verified-by: c, verified-within: 1 to 3 days}\n    \
        back: {by: b, to: a, delivers: {y: 4}, in-return-for: give, when: by day 20}\n";
    let case = case(text);
    let terms = lens(&case, None).expect("an agreement");
    let found = propose(&terms, &Limits::default(), &Quiet).expect("a plan");
    let turns = dated(&terms, &found, &found.least.plan);
    let unit: u64 = turns
        .iter()
        .flat_map(|turn| &turn.gives)
        .map(|(_, n)| n)
        .sum();
    assert_eq!(unit, 8);
    let confirmed = |turn: &armistice_engine::accord::plan::dated::Turn| {
        turn.gives
            .iter()
            .any(|(kind, _)| found.kinds[*kind].quantity == case.quantities.keys().next())
    };
    for pair in turns.windows(2) {
        let least = if confirmed(&pair[0]) { 3 } else { 1 };
        let gap = pair[1].day - pair[0].day;
        assert!(gap >= least && gap <= least + 2, "{pair:?}");
        // Saturdays and Sundays are days 6 and 7 of each week from a Monday.
        assert!(!matches!((pair[1].day - 1) % 7, 5 | 6), "{pair:?}");
    }
}

/// An exchange in a phase that ends on day 12, with what comes before it.
const IN_A_PHASE: &str = "case: Precedence
parties: {shore: {name: Shore}, isle: {name: Isle}}
quantities: {boats: {unit: boat}, nets: {unit: net}, rafts: {unit: raft}}
agreement:
  calendar: {day-one: 2034-03-01}
  phases:
    one: {when: day 1 to day 12, obligations: {
      boats-home: {by: shore, to: isle, delivers: {boats: 10}, when: day 5},
      rafts-home: {by: shore, to: isle, delivers: {rafts: 10}, after: gate-open, when: by day 8},
      talk: {by: shore, to: isle, does: Talk, done-when: they talk, when: by day 9},
      gate-open: {by: isle, does: open, done-when: open, when: day 7}}}
  obligations:
    nets-home: {by: isle, to: shore, in-return-for: [boats-home, rafts-home, talk], delivers: {nets: 10}, after: boats-home and rafts-home, when: by day 12}
";

#[test]
fn a_proposal_is_held_against_the_days_of_the_text() {
    let case = case(IN_A_PHASE);
    let terms = lens(&case, None).expect("an agreement");
    let found = propose(&terms, &Limits::default(), &Quiet).expect("a plan");
    let duty = |id: &str| match case.node(id) {
        Some(NodeId::Clause(ClauseId::Obligation(duty))) => duty,
        other => panic!("{id} is {other:?}"),
    };
    // Everything with amounts that is given in return is counted, and what is not is told.
    let mut planned: Vec<_> = found.kinds.iter().map(|kind| kind.duty).collect();
    planned.sort_unstable();
    let mut all = vec![duty("boats-home"), duty("rafts-home"), duty("nets-home")];
    all.sort_unstable();
    assert_eq!(planned, all);
    assert_eq!(found.left_out, [duty("talk")]);
    // What the text has among them is replaced, and told; what comes from outside stays.
    let clause = |id| ClauseId::Obligation(duty(id));
    let mut waits = found.frame.waits.clone();
    waits.sort_unstable();
    let mut expected = vec![
        (clause("nets-home"), clause("boats-home")),
        (clause("nets-home"), clause("rafts-home")),
    ];
    expected.sort_unstable();
    assert_eq!(waits, expected);
    let room = |id| *found.frame.room(duty(id)).expect("a room");
    assert_eq!(room("rafts-home").first, Some(7));
    assert_eq!(room("rafts-home").last, Some((8, Until::Due)));
    assert_eq!(room("nets-home").first, Some(1));
    assert_eq!(room("nets-home").last, Some((12, Until::Due)));
    // The least needs twenty turns and more days than there are; what is taken up fits.
    let late = |plan| {
        dated(&terms, &found, plan)
            .iter()
            .any(|t| !t.too_late.is_empty())
    };
    assert!(late(&found.least.plan) && !late(found.taken_up()));
    assert!(found.taken_up().total() > found.least.value);
    for option in &found.options {
        assert_eq!(option.fits, !late(&option.plan));
        assert!(!option.fits || option.plan.total() >= found.taken_up().total());
        for turn in dated(&terms, &found, &option.plan) {
            let rafts = turn
                .gives
                .iter()
                .any(|(kind, _)| found.kinds[*kind].duty == duty("rafts-home"));
            assert!(!rafts || turn.day >= 7, "{turn:?}");
        }
    }
}

#[test]
fn the_end_of_the_phase_bounds_a_proposal() {
    let text = IN_A_PHASE
        .replace("day 1 to day 12", "day 1 to day 6")
        .replace(
            "delivers: {boats: 10}, when: day 5",
            "delivers: {boats: 10}, when: while one",
        );
    let case = case(&text);
    let terms = lens(&case, None).expect("an agreement");
    let found = propose(&terms, &Limits::default(), &Quiet).expect("a plan");
    let boats = found.frame.rooms.iter().find(|room| {
        case.label(ClauseId::Obligation(room.duty).into())
            .id
            .as_ref()
            == "boats-home"
    });
    assert_eq!(boats.expect("a room").last.map(|(day, _)| day), Some(6));
}

#[test]
fn what_no_bond_tells_apart_stays_in_the_order_of_the_text() {
    let text = |first: &str, second: &str| {
        format!(
            "case: Order
parties: {{a: {{name: A}}, b: {{name: B}}}}
quantities: {{x: {{unit: x}}, y: {{unit: y}}, z: {{unit: z}}}}
agreement:
  calendar: {{day-one: 2034-03-01}}
  obligations:
    give: {{by: a, to: b, delivers: {{x: 4, y: 4}}, tranches: {{one: {{when: day 1, delivers: {{{first}: 4}}}}, two: {{when: day 30, delivers: {{{second}: 3}}}}, three: {{when: day 40, delivers: {{{second}: 1}}}}}}}}
    back: {{by: b, to: a, in-return-for: give, delivers: {{z: 8}}, when: by day 40}}
"
        )
    };
    for (first, second) in [("x", "y"), ("y", "x")] {
        let case = case(&text(first, second));
        let terms = lens(&case, None).expect("an agreement");
        let found = propose(&terms, &Limits::default(), &Quiet).expect("a plan");
        let plans = found.options.iter().map(|option| &option.plan);
        for plan in plans.chain([&found.least.plan, found.taken_up()]) {
            let given: Vec<String> = plan
                .steps
                .iter()
                .flatten()
                .filter_map(|kind| {
                    let quantity = found.kinds[*kind].quantity?;
                    Some(case.quantities.label(quantity).id.to_string())
                })
                .filter(|id| id != "z")
                .collect();
            let expected: Vec<&str> = [[first; 4], [second; 4]].concat();
            assert_eq!(given, expected);
        }
        // People or things that nobody has valued are no money.
        assert!(found.against_money.is_none());
    }
}

#[test]
fn slow_detection_costs_by_counts_what_it_costs_in_a_plan() {
    let case = case(IN_A_PHASE);
    let terms = lens(&case, None).expect("an agreement");
    let found = propose(&terms, &Limits::default(), &Quiet).expect("a plan");
    let late = late_by_shares(&terms, false, &DELAYS).expect("an exchange with numbers");
    assert_eq!(late.bonds, found.current.found_out);
    assert_eq!(late.sides, found.sides);
    // By hand: the nets wait for boats and rafts; the isle would keep all of its whole.
    let whole = late.whole;
    let now = late_by_shares(&terms, false, &[0])
        .expect("an exchange")
        .bonds;
    assert_eq!(now, [vec![0, whole]]);
    let open = IN_A_PHASE.replace("delivers: {nets: 10}", "delivers: {nets: open}");
    let case = self::case(&open);
    let terms = lens(&case, None).expect("an agreement");
    assert_eq!(late_by_shares(&terms, false, &DELAYS), None);
}

/// Both sides on one day, with values or without; `first` and `then` are keys of the two duties.
fn same_day(first: &str, then: &str, values: &str) -> String {
    format!(
        "case: Boats and nets
parties: {{shore: {{name: Shore}}, isle: {{name: Isle}}}}
quantities: {{boats: {{unit: boat}}, nets: {{unit: net}}}}
{values}agreement:
  calendar: {{day-one: 2034-03-01}}
  obligations:
    nets-home: {{by: isle, to: shore, in-return-for: boats-home, delivers: {{nets: 10}}, {then}}}
    boats-home: {{by: shore, to: isle, delivers: {{boats: 10}}, {first}}}
"
    )
}

const EACH: &str = "assumptions:
  va: {says: x, values-of: shore, worth: {nets: 6}, cost: {boats: 3}}
  vb: {says: x, values-of: isle, worth: {boats: 7}, cost: {nets: 3}}
";

#[test]
fn a_breach_found_out_late_needs_no_less_than_one_found_out_at_once() {
    // The nets come on the day of the boats and after them: the isle would keep its thirty. Found out
    // later, the shore would have the nets and keep its boats.
    let text = same_day("when: day 9", "after: boats-home, when: day 9", EACH);
    let case = case(&text);
    let terms = lens(&case, None).expect("an agreement");
    let schedule = valued(&terms).expect("values").schedule();
    let million = 1_000_000;
    let late = found_out(&schedule, &[0, 1, 30]);
    let [now, later] = [vec![0, 30 * million], vec![30 * million; 2]];
    assert_eq!(late, [now, later.clone(), later]);
    // By counts it is the whole of the isle.
    let text = same_day("when: day 9", "after: boats-home, when: day 9", "");
    let case = self::case(&text);
    let terms = lens(&case, None).expect("an agreement");
    let late = late_by_shares(&terms, false, &[0, 1]).expect("numbers");
    assert_eq!(late.bonds, [vec![0, late.whole], vec![late.whole; 2]]);
}

#[test]
fn days_that_are_not_known_are_refused_and_not_taken_for_nothing() {
    let text = same_day("when: day 9", "after: boats-home, when: by day 5", "");
    let case = case(&text);
    let terms = lens(&case, None).expect("an agreement");
    assert!(terms.windows.is_none());
    assert_eq!(late_by_shares(&terms, false, &DELAYS), None);
    let refused = propose(&terms, &Limits::default(), &Quiet).expect_err("no days");
    assert!(refused.to_string().contains("days of the exchange"));
}

#[test]
fn a_return_without_a_day_stands_after_what_it_waits_for() {
    let text = same_day("when: by day 10", "after: boats-home", "");
    let found = proposal(&text, &Limits::default()).expect("a plan");
    let Basis::Shares { whole, .. } = found.basis else {
        panic!("no values");
    };
    assert_eq!(found.current.bonds, [0, whole]);
}

/// Each side has two things, of which one waits for the other; the sides wait for one another too.
const OWN_ORDER: &str = "case: Things
parties: {a: {name: Ay}, b: {name: Be}}
quantities: {i1: {unit: thing}, i2: {unit: thing}, i3: {unit: thing}, i4: {unit: thing}}
assumptions:
  va: {says: x, values-of: a, worth: {i3: 2, i4: 9}, cost: {i1: 5, i2: 1}}
  vb: {says: x, values-of: b, worth: {i1: 9, i2: 2}, cost: {i3: 1, i4: 5}}
agreement:
  signed-by: [a, b]
  calendar: {day-one: 2034-03-01}
  milestones: {permit: {name: Permit}}
  obligations:
    g1: {by: a, to: b, delivers: {i1: 1}, needs: g2 and permit}
    g2: {by: a, to: b, delivers: {i2: 1}}
    g3: {by: b, to: a, in-return-for: [g1, g2], delivers: {i3: 1}, after: g1}
    g4: {by: b, to: a, in-return-for: [g1, g2], delivers: {i4: 1}, needs: g3}
";

#[test]
fn the_order_of_a_sides_own_duties_is_kept() {
    let found = proposal(OWN_ORDER, &Limits::default()).expect("a plan");
    let names = ["g1", "g2", "g3", "g4"];
    let order = |plan: &Plan| -> Vec<usize> { plan.steps.iter().flatten().copied().collect() };
    let keeps = |order: &[usize]| {
        let at = |kind: usize| order.iter().position(|k| *k == kind);
        at(1) < at(0) && at(2) < at(3)
    };
    assert_eq!(found.kinds.len(), names.len());
    // Every order of four things, those kept in which g2 is before g1 and g3 before g4.
    let (cost, worth) = ([5, 1, 1, 5], [9, 2, 2, 9]);
    let bond = |order: &[usize]| -> i64 {
        let utility = |done: &[usize], a: bool| -> i64 {
            let of = done
                .iter()
                .map(|k| if (*k < 2) == a { -cost[*k] } else { worth[*k] });
            of.sum()
        };
        let side = |a: bool| {
            let left = (0..=4).map(|n| utility(&order[..n], a) - utility(order, a));
            left.max().unwrap_or(0).max(0)
        };
        (side(true) + side(false)) * 1_000_000
    };
    let mut least = i64::MAX;
    for code in 0..256_usize {
        let order: Vec<usize> = (0..4).map(|place| code >> (2 * place) & 3).collect();
        let all = (0..4).all(|kind| order.contains(&kind));
        if all && keeps(&order) {
            least = least.min(bond(&order));
        }
    }
    assert_eq!(found.least.value, least);
    let taken = order(found.taken_up());
    assert!(keeps(&taken) && bond(&taken) == least, "{taken:?}");
    for option in &found.options {
        assert!(keeps(&order(&option.plan)));
    }
    // What the sides wait for from one another is left out; the rest is not.
    assert_eq!(found.frame.waits.len(), 1);
    assert_eq!(found.frame.before.len(), 2);
}

/// Two shores that owe the boats jointly to the isle, with values or without.
fn jointly(by: &str, values: &str) -> String {
    format!(
        "case: Boats and nets
parties: {{north: {{name: North}}, isle: {{name: Isle}}, west: {{name: West}}}}
quantities: {{boats: {{unit: boat}}, nets: {{unit: net}}}}
{values}agreement:
  calendar: {{day-one: 2034-03-01}}
  obligations:
    nets-home: {{by: isle, to: [north, west], in-return-for: boats-home, delivers: {{nets: 10}}, when: by day 3}}
    boats-home: {{by: {by}, jointly: yes, to: isle, delivers: {{boats: 10}}, when: by day 9}}
"
    )
}

#[test]
fn those_who_owe_jointly_are_held_as_one() {
    let found = |by: &str, values: &str| {
        let found = proposal(&jointly(by, values), &Limits::default()).expect("a plan");
        let case = case(&jointly(by, values));
        let sides: Vec<String> = found
            .sides
            .iter()
            .map(|side| {
                let names = side.iter().map(|party| &*case.actors[*party].name);
                names.collect::<Vec<_>>().join("+")
            })
            .collect();
        (sides, found.current.bonds, found.basis)
    };
    // The boats are still to come when the nets are there: the whole of both shores together.
    for by in ["[north, west]", "[west, north]"] {
        let (sides, bonds, basis) = found(by, "");
        let Basis::Shares { whole, .. } = basis else {
            panic!("no values");
        };
        assert_eq!(sides, ["North+West", "Isle"], "{by}");
        assert_eq!(bonds, [whole, 0], "{by}");
    }
    // A boat costs the one 3 and the other 5, and who gives it is open: 40 at the middle, 30 to 50.
    let values = "assumptions:
  vn: {says: x, values-of: north, worth: {nets: 6}, cost: {boats: 3}}
  vw: {says: x, values-of: west, cost: {boats: 5}}
  vi: {says: x, values-of: isle, worth: {boats: 7}, cost: {nets: 3}}
";
    for by in ["[north, west]", "[west, north]"] {
        let (sides, bonds, basis) = found(by, values);
        assert!(matches!(basis, Basis::Values(of) if of.len() == 3));
        assert_eq!(sides, ["North+West", "Isle"], "{by}");
        assert_eq!(bonds, [40_000_000, 0], "{by}");
        let case = case(&jointly(by, values));
        let told = verify(&case, &Options::default(), &Quiet).expect("an agreement");
        let range = told
            .findings
            .iter()
            .find_map(|finding| match &finding.evidence {
                Evidence::Bonds { ranges, .. } => Some((ranges[0].least, ranges[0].most)),
                _ => None,
            });
        assert_eq!(range, Some((30_000_000, 50_000_000)), "{by}");
    }
    // Of each and not of both together: no side is joined.
    let each = jointly("[north, west]", "").replace("jointly: yes, ", "");
    let found = proposal(&each, &Limits::default()).expect("a plan");
    assert_eq!(found.sides.len(), 3);
}

/// A barter of two items each, of whose orders several splits are undominated.
#[test]
fn every_undominated_split_is_told() {
    let text = "case: Swap\nparties: {shore: {name: Shore}, isle: {name: Isle}}\n\
quantities: {a1: {unit: n}, a2: {unit: n}, b1: {unit: n}, b2: {unit: n}}\nassumptions:\n\
\x20 s: {values-of: shore, because: gb, worth: {b1: 2.5, b2: 4}, cost: {a1: 1.2, a2: 4}}\n\
\x20 i: {values-of: isle, because: ga, worth: {a1: 2.5, a2: 5}, cost: {b1: 1, b2: 4}}\n\
agreement:\n  signed-by: [shore, isle]\n  obligations:\n\
\x20   ga: {by: shore, to: isle, delivers: {a1: 1, a2: 1}, when: day 1}\n\
\x20   gb: {by: isle, to: shore, in-return-for: ga, delivers: {b1: 1, b2: 1}, when: day 5}\n";
    let found = proposal(text, &Limits::default()).expect("an exchange");
    // Tenths: what each costs its giver and is worth to the other; the first two are of the shore.
    let (cost, worth) = ([12, 40, 10, 40], [25, 50, 25, 40]);
    let mut all: Vec<[i64; 2]> = Vec::new();
    permute(&mut vec![0, 1, 2, 3], 0, &mut |order| {
        let left_gain = |from: usize, side: usize| -> i64 {
            let left = order[from..].iter().map(|item| {
                if item / 2 == side {
                    -cost[*item]
                } else {
                    worth[*item]
                }
            });
            (-left.sum::<i64>()).max(0)
        };
        let most = |side| (0..=4).map(|from| left_gain(from, side)).max().unwrap_or(0);
        all.push([most(0), most(1)]);
    });
    all.sort_unstable();
    all.dedup();
    let beaten = |a: &[i64; 2]| {
        let mut others = all.iter();
        others.any(|b| b != a && b[0] <= a[0] && b[1] <= a[1])
    };
    let expected: Vec<Vec<i64>> = all
        .iter()
        .filter(|a| !beaten(a))
        .map(|a| a.iter().map(|n| n * 100_000).collect())
        .collect();
    let told = found.undominated.iter().map(|o| o.plan.bonds.clone());
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert!(expected.len() > 1);
    let even = found.most_even.expect("an order");
    let least = expected.iter().filter_map(|bonds| bonds.iter().max()).min();
    assert_eq!((Some(&even.value), even.gap()), (least, 0));
}

fn permute(order: &mut Vec<usize>, from: usize, with: &mut dyn FnMut(&[usize])) {
    if from == order.len() {
        with(order);
    }
    for at in from..order.len() {
        order.swap(from, at);
        permute(order, from + 1, with);
        order.swap(from, at);
    }
}

#[test]
fn orders_of_bundles_are_orders_and_never_beat_all_orders() {
    for seed in 0_usize..6 {
        let number = |at: usize, most: usize| (at * 7 + seed * 13) % most + 1;
        let list = |side: &str, f: &dyn Fn(usize) -> usize| -> String {
            let all = (0..5).map(|at| format!("{side}{at}: {}", f(at)));
            all.collect::<Vec<_>>().join(", ")
        };
        let quantities: Vec<String> = (0..10)
            .map(|at| format!("{}{}: {{unit: n}}", ["a", "b"][at / 5], at % 5))
            .collect();
        let text = format!(
            "case: Swap\nparties: {{shore: {{name: Shore}}, isle: {{name: Isle}}}}\nquantities: {{{}}}\n\
             assumptions:\n  s: {{values-of: shore, because: gb, worth: {{{}}}, cost: {{{}}}}}\n  \
             i: {{values-of: isle, because: ga, worth: {{{}}}, cost: {{{}}}}}\n\
             agreement:\n  signed-by: [shore, isle]\n  obligations:\n    \
             ga: {{by: shore, to: isle, delivers: {{{}}}, when: day 1}}\n    \
             gb: {{by: isle, to: shore, in-return-for: ga, delivers: {{{}}}, when: day 5}}\n",
            quantities.join(", "),
            list("b", &|at| number(at, 5) + number(at + 3, 4)),
            list("a", &|at| number(at + 1, 5)),
            list("a", &|at| number(at + 1, 5) + number(at + 2, 3)),
            list("b", &|at| number(at, 5)),
            list("a", &|_| 1),
            list("b", &|_| 1),
        );
        let all = proposal(&text, &Limits::default()).expect("an exchange");
        let few = Limits {
            states: 200,
            ..Limits::default()
        };
        let cut = proposal(&text, &few).expect("an exchange");
        assert_eq!((all.bundles, cut.bundles), (None, Some(6)));
        assert!(cut.options.len() > 1);
        for option in &cut.options {
            let mut given: Vec<usize> = option.plan.steps.concat();
            given.sort_unstable();
            assert_eq!(given, (0..10).collect::<Vec<_>>());
            let best = all.options.iter().filter(|o| o.turns <= option.turns);
            let best = best.map(|o| o.plan.total()).min().expect("as few turns");
            assert!(best <= option.plan.total(), "seed {seed}");
        }
        assert_eq!(all.least.value, cut.least.value);
    }
}

#[test]
fn an_order_that_only_the_other_side_asks_for_is_no_order_of_a_side() {
    let text = |waits: [&str; 2]| {
        format!(
            "case: Swap\nparties: {{shore: {{name: Shore}}, isle: {{name: Isle}}}}\n\
             quantities: {{bigs: {{unit: boat}}, smalls: {{unit: boat}}, nets: {{unit: net}}}}\n\
             assumptions:\n  s: {{values-of: shore, because: nets-home, worth: {{nets: 7}}, cost: {{bigs: 1, smalls: 2}}}}\n  \
             i: {{values-of: isle, because: boats-a, worth: {{bigs: 7, smalls: 5}}, cost: {{nets: 2}}}}\n\
             agreement:\n  signed-by: [shore, isle]\n  obligations:\n    \
             boats-a: {{by: shore, to: isle, delivers: {{bigs: 1}}, when: by day 50}}\n    \
             nets-home: {{by: isle, to: shore, delivers: {{nets: 4}}, in-return-for: boats-a{}, when: by day 50}}\n    \
             boats-b: {{by: shore, to: isle, delivers: {{smalls: 1}}{}, when: by day 50}}\n",
            waits[0], waits[1]
        )
    };
    let least = |waits| {
        let found = proposal(&text(waits), &Limits::default()).expect("an exchange");
        found.least.value
    };
    let waits = [", after: boats-a", ", after: nets-home"];
    assert_eq!(least(waits), least(["", ""]));
}
