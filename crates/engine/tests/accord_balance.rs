//! The balance of an exchange: both sides alike, what is pledged and for whom, what is owed whatever
//! happens, and what was not looked at.

use armistice_case::model::{ActorId, Case};
use armistice_case::{Input, load};
use armistice_engine::accord::check::ratio::Balance;
use armistice_engine::accord::exchange::guarantor::{Cover, Holds};
use armistice_engine::accord::exchange::ratio::Ratio;
use armistice_engine::accord::finding::{Code, Evidence, Options, Unlooked, Vague, Verification};
use armistice_engine::accord::verify::verify;
use armistice_engine::run::Quiet;

fn case(text: &str) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.as_bytes().to_vec(),
    }]);
    let case = loaded.case();
    case.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.diagnostics))
}

fn verified(case: &Case) -> Verification {
    verify(case, &Options::default(), &Quiet).expect("an agreement")
}

/// Two sides, and the keys that say which of their duties answers the other.
fn exchange(boats: &str, nets: &str) -> Case {
    case(&format!(
        "case: Boats and nets
parties: {{shore: {{name: Shore}}, isle: {{name: Isle}}}}
quantities: {{boats: {{unit: boat}}, nets: {{unit: net}}}}
agreement:
  calendar: {{day-one: 2034-03-01}}
  obligations:
    boats-home:
      by: shore
      to: isle
      delivers: {{boats: 10}}{boats}
      tranches:
        a: {{when: day 2, delivers: {{boats: 7}}}}
        b: {{when: day 9, delivers: {{boats: 3}}}}
    nets-home:
      by: isle
      to: shore
      delivers: {{nets: 10}}{nets}
      tranches:
        c: {{when: day 4, delivers: {{nets: 5}}}}
        d: {{when: day 9, delivers: {{nets: 5}}}}
"
    ))
}

/// Who, after which step and the ratio, sorted.
fn told(case: &Case, balance: &Balance) -> Vec<(String, String, Ratio)> {
    let mut rows: Vec<(String, String, Ratio)> = balance
        .steps
        .iter()
        .flat_map(|step| {
            (0..2).map(|side| {
                let who = balance.sides[side].iter().map(|a| &*case.actors[*a].name);
                let at = &step.ratios[side];
                let after = case.label(at.after.into()).id.to_string();
                (who.collect::<String>(), after, at.ratio)
            })
        })
        .collect();
    rows.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    rows
}

fn of(over: u128, under: u128) -> Ratio {
    Ratio::Of { over, under }
}

#[test]
fn both_sides_have_a_ratio_after_every_step_whoever_is_written_as_the_answer() {
    let one = exchange("", "\n      in-return-for: boats-home");
    let other = exchange("\n      in-return-for: nets-home", "");
    let [a, b] = [&one, &other].map(|case| verified(case).balances);
    let (a, b) = (told(&one, &a[0]), told(&other, &b[0]));
    assert_eq!(a, b);
    let row = |who: &str, after: &str, ratio| (who.to_owned(), after.to_owned(), ratio);
    // By hand: after day 2 Shore has given 7 of 10 and Isle nothing; after day 4 Isle half. On day 9
    // nothing orders the two steps, so that each is asked as if the other had not come yet.
    assert_eq!(
        a,
        [
            row("Isle", "boats-home.a", of(10, 3)),
            row("Isle", "boats-home.b", Ratio::NothingLeft),
            row("Isle", "nets-home.c", of(5, 3)),
            row("Isle", "nets-home.d", of(0, 1)),
            row("Shore", "boats-home.a", of(3, 10)),
            row("Shore", "boats-home.b", of(0, 1)),
            row("Shore", "nets-home.c", of(3, 5)),
            row("Shore", "nets-home.d", Ratio::NothingLeft),
        ]
    );
    // What is told is told of both alike too.
    for (case, found) in [(&one, verified(&one)), (&other, verified(&other))] {
        let mut asked: Vec<&str> = found
            .findings
            .iter()
            .filter_map(|finding| match &finding.evidence {
                Evidence::Ratios { party, .. } => Some(&*case.actors[party[0]].name),
                _ => None,
            })
            .collect();
        asked.sort_unstable();
        assert_eq!(asked, ["Isle", "Shore"]);
    }
}

#[test]
fn what_a_step_cannot_come_without_has_been_given_on_its_day() {
    // Isle's second step waits for Shore's: of the two on day 9 Shore's is first.
    let plain = exchange("", "\n      in-return-for: boats-home");
    let waits = case(
        "case: Boats and nets
parties: {shore: {name: Shore}, isle: {name: Isle}}
quantities: {boats: {unit: boat}, nets: {unit: net}}
agreement:
  calendar: {day-one: 2034-03-01}
  obligations:
    boats-home: {by: shore, to: isle, delivers: {boats: 10}, tranches: {a: {when: day 2, delivers: {boats: 7}}, b: {when: day 9, delivers: {boats: 3}}}}
    nets-home: {by: isle, to: shore, in-return-for: boats-home, delivers: {nets: 10}, tranches: {c: {when: day 4, delivers: {nets: 5}}, d: {when: day 9, after: boats-home.b, delivers: {nets: 5}}}}
",
    );
    let last = |case: &Case| {
        let told = told(case, &verified(case).balances[0]);
        let row = told
            .iter()
            .find(|(who, after, _)| who == "Shore" && after == "nets-home.d");
        row.expect("a row").2
    };
    assert_eq!(last(&plain), Ratio::NothingLeft);
    assert_eq!(last(&waits), Ratio::Finished);
}

#[test]
fn a_step_without_a_last_day_comes_after_what_it_waits_for() {
    // With a time of its own or without one, the nets come once the boats have: Isle goes second.
    let ratios = |when: &str| {
        let case = case(&format!(
            "case: Boats and nets
parties: {{shore: {{name: Shore}}, isle: {{name: Isle}}}}
others: {{watch: {{name: the Watch, role: verifier}}}}
quantities: {{boats: {{unit: boat}}, nets: {{unit: net}}}}
agreement:
  calendar: {{day-one: 2034-03-01}}
  obligations:
    nets-home: {{by: isle, to: shore, in-return-for: boats-home, delivers: {{nets: 4}}, after: boats-home verified{when}}}
    boats-home: {{by: shore, to: isle, delivers: {{boats: 10}}, when: by day 10, verified-by: watch, verified-within: 1 to 2 days}}
"
        ));
        let days: Vec<_> = verified(&case).balances[0]
            .steps
            .iter()
            .map(|step| (step.by, step.ratios[0].day))
            .collect();
        (told(&case, &verified(&case).balances[0]), days)
    };
    let (open, days) = ratios("");
    let row = |who: &str, after: &str, ratio| (who.to_owned(), after.to_owned(), ratio);
    assert_eq!(
        open,
        [
            row("Isle", "boats-home", Ratio::NothingLeft),
            row("Isle", "nets-home", Ratio::Finished),
            row("Shore", "boats-home", of(0, 1)),
            row("Shore", "nets-home", Ratio::Finished),
        ]
    );
    // The boats by day 10, confirmed by day 12.
    assert_eq!(days, [(0, Some(10)), (1, Some(12))]);
    let (within, days) = ratios(", when: within 3 days");
    assert_eq!(within, open);
    assert_eq!(days, [(0, Some(10)), (1, Some(15))]);
}

fn with_guarantee(guarantee: &str) -> Case {
    case(&format!(
        "case: Pledges
parties: {{shore: {{name: Shore}}, isle: {{name: Isle}}}}
mediators: {{envoy: {{name: the Envoy, role: guarantor}}}}
quantities: {{boats: {{unit: boat}}, nets: {{unit: net}}, coins: {{unit: coin}}}}
agreement:
  calendar: {{day-one: 2034-03-01}}
  obligations:
    boats-home: {{by: shore, to: isle, delivers: {{boats: 10}}, when: day 5}}
    nets-home: {{by: isle, to: shore, in-return-for: boats-home, delivers: {{nets: 10}}, when: day 9}}
  guarantees:
    g: {{by: envoy, pledges: to stand behind it, {guarantee}}}
assumptions:
  va: {{says: x, values-of: shore, worth: {{nets: 10, coins: 1}}, cost: {{boats: 4}}}}
  vb: {{says: x, values-of: isle, worth: {{boats: 10}}, cost: {{nets: 4}}}}
"
    ))
}

fn cover_of(case: &Case, who: &str) -> Cover {
    let found = verified(case).findings;
    let covers = found.iter().find_map(|finding| match &finding.evidence {
        Evidence::Bonds { covers, sides, .. } => {
            let of = |side: &Vec<ActorId>| &*case.actors[side[0]].name == who;
            let at = sides.iter().position(of);
            at.map(|at| covers[at])
        }
        _ => None,
    });
    covers.expect("bonds")
}

const ONE: i64 = 1_000_000;

fn exactly(amount: i64) -> (i64, Option<i64>) {
    (amount * ONE, Some(amount * ONE))
}

#[test]
fn a_pledge_is_against_whoever_owes_what_it_backs() {
    let case = with_guarantee("backs: nets-home, kind: forfeit, amount: {nets: 10}");
    let isle = cover_of(&case, "Isle");
    // Ten nets at a cost of 4 each, against a bond of 40.
    assert_eq!((isle.forfeits, isle.needed), (exactly(40), 40 * ONE));
    assert_eq!(isle.holds(), Holds::Surely);
    assert_eq!(cover_of(&case, "Shore").forfeits, exactly(0));
    // Behind nothing in particular it stands against both.
    let both = with_guarantee("kind: forfeit, amount: {nets: 10}");
    assert_eq!(cover_of(&both, "Isle").forfeits, exactly(40));
}

#[test]
fn a_compensation_counts_at_its_worth_to_the_one_left_behind() {
    let keys = "backs: nets-home, against: isle, kind: compensation, amount: {coins: 50}";
    let isle = cover_of(&with_guarantee(keys), "Isle");
    assert_eq!(
        (isle.compensation, isle.forfeits),
        (exactly(50), exactly(0))
    );
    // Shore has given ten boats at 4 each and got nothing back.
    assert_eq!((isle.exposed, isle.unmeasured), (40 * ONE, 0));
    assert_eq!(isle.holds(), Holds::No);
    // Nobody says what boats are worth to Shore.
    let keys = "backs: nets-home, against: isle, kind: compensation, amount: {boats: 5}";
    let isle = cover_of(&with_guarantee(keys), "Isle");
    assert_eq!((isle.compensation, isle.unmeasured), (exactly(0), 1));
}

#[test]
fn a_pledge_of_a_range_counts_as_one() {
    let of = |amount: &str| {
        let keys = format!("backs: nets-home, kind: forfeit, amount: {{nets: {amount}}}");
        let isle = cover_of(&with_guarantee(&keys), "Isle");
        assert_eq!((isle.unmeasured, isle.needed), (0, 40 * ONE), "{amount}");
        (isle.forfeits, isle.holds())
    };
    // A net costs the isle 4, and it takes 40 to hold it.
    let most = |most: i64| Some(most * ONE);
    assert_eq!(of("10 to 12"), ((40 * ONE, most(48)), Holds::Surely));
    assert_eq!(of("5 to 10"), ((20 * ONE, most(40)), Holds::Possibly));
    assert_eq!(of("5 to 9"), ((20 * ONE, most(36)), Holds::No));
    assert_eq!(of("about 10"), ((36 * ONE, most(44)), Holds::Possibly));
    assert_eq!(of("at least 9"), ((36 * ONE, None), Holds::Possibly));
    assert_eq!(of("at most 9"), ((0, most(36)), Holds::No));
    let open = with_guarantee("backs: nets-home, kind: forfeit, amount: {nets: open}");
    assert_eq!(cover_of(&open, "Isle").unmeasured, 1);
}

#[test]
fn what_a_guarantee_lacks_is_told_as_it_is() {
    let lack = |keys: &str| {
        let found = verified(&with_guarantee(keys)).findings;
        found.iter().find_map(|finding| match finding.evidence {
            Evidence::Unmeasured { lack, .. } => Some(lack),
            _ => None,
        })
    };
    assert_eq!(lack("backs: nets-home"), Some(Vague::NoKindAndNoAmount));
    assert_eq!(lack("amount: {nets: 3}"), Some(Vague::NoKind));
    assert_eq!(lack("kind: forfeit"), Some(Vague::NoAmount));
    assert_eq!(lack("kind: word"), Some(Vague::OnlyAWord));
    assert_eq!(
        lack("kind: word, amount: {nets: 3}"),
        Some(Vague::OnlyAWord)
    );
    assert_eq!(lack("kind: forfeit, amount: {nets: 3}"), None);
    assert_eq!(lack("kind: escrow"), None);
}

#[test]
fn what_is_owed_whatever_happens_hangs_on_nothing() {
    let hangs = |aid: &str, powers: &str| -> Vec<(String, bool)> {
        let case = case(&format!(
            "case: Aid
parties: {{ash: {{name: Ash}}, birch: {{name: Birch}}}}
quantities: {{boats: {{unit: boat}}, aid: {{unit: load}}}}
agreement:
  calendar: {{day-one: 2034-03-01}}
  obligations:
    boats-home: {{by: ash, to: birch, delivers: {{boats: 10}}, when: day 2}}
    road-open: {{by: birch, does: Open the road, done-when: it is open, when: day 1}}
    care: {{by: ash, does: Let doctors in, done-when: they are in, when: day 1, unconditional: yes}}
    aid-in: {{by: birch, to: ash, delivers: {{aid: 10}}, unconditional: yes, when: day 4{aid}}}
  powers: {{stop: {{by: birch, {powers}}}}}
"
        ));
        let found = verified(&case).findings;
        let of = found
            .iter()
            .filter(|f| f.code == Code::UnconditionalMadeConditional);
        of.filter_map(|finding| match finding.evidence {
            Evidence::Leverage { on, waits, .. } => {
                Some((case.label(on.into()).id.to_string(), waits))
            }
            _ => None,
        })
        .collect()
    };
    let none = "ends: boats-home";
    assert_eq!(hangs("", none), []);
    assert_eq!(
        hangs(", after: boats-home", none),
        [("boats-home".into(), true)]
    );
    let needs = ", needs: boats-home verified or road-open";
    assert_eq!(hangs(needs, none), [("boats-home".into(), true)]);
    // What its own debtor does first, and what is owed whatever happens too, is no leverage.
    assert_eq!(hangs(", after: road-open and care", none), []);
    let stop = "suspends: aid-in, after: boats-home breached";
    assert_eq!(hangs("", stop), [("stop".into(), false)]);
}

#[test]
fn a_check_that_is_left_out_says_so() {
    let unlooked = |nets: &str| {
        let case = case(&format!(
            "case: Circle
parties: {{shore: {{name: Shore}}, isle: {{name: Isle}}}}
agreement:
  calendar: {{day-one: 2034-03-01}}
  obligations:
    boats: {{by: shore, to: isle, does: Row back, done-when: back, when: day 5}}
    nets: {{by: isle, to: shore, does: Bring nets, done-when: there, {nets}}}
"
        ));
        let found = verified(&case);
        let what = found
            .findings
            .iter()
            .find_map(|finding| match finding.evidence {
                Evidence::NotLooked { what } => Some(what),
                _ => None,
            });
        (what, found.runs.cut)
    };
    assert_eq!(unlooked("when: day 9, after: boats"), (None, false));
    let vain = unlooked("when: day 9, after: boats breached and nets verified, verified-by: none");
    assert_eq!(vain, (Some(Unlooked::Waiting), true));
    let conflict = unlooked("when: day 3, after: boats");
    assert_eq!(conflict, (Some(Unlooked::NoDays), true));
}
