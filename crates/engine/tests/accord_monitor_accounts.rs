//! Who did what by whose account: small cases with their answers worked out by hand.

use armistice_case::model::{ActorId, Case, ClauseId, NodeId, ObligationId, QuantityId};
use armistice_case::{Input, load};
use armistice_engine::accord::monitor::breach::{self, Breach, breaches};
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::forecast::due_next;
use armistice_engine::accord::monitor::lateness::of_duty;
use armistice_engine::accord::monitor::pace::pace;
use armistice_engine::accord::monitor::quota::scores;
use armistice_engine::accord::monitor::record::{Heard, Kind, kinds_of};
use armistice_engine::accord::monitor::rounds::exchanges;
use armistice_engine::accord::monitor::standing::{Day, Standing, Status};
use armistice_engine::accord::monitor::{Monitor, score};

const HEAD: &str = "case: t
parties: {north: {name: North}, south: {name: South}}
mediators: {lakes: {name: Lakes}}
others: {board: {name: the Board, role: verifier}, wire: {name: Wire Office, role: neutral}}
quantities: {loads: {unit: load}}
sources: {paper: {outlet: Paper}}
agreement:
  status: in force
  from: paper
  calendar: {day-one: 2031-06-01}
";

/// A case with these duties, further keys of its agreement, and events. Day n is the n-th of June.
fn case(duties: &[&str], keys: &[&str], events: &[&str]) -> Case {
    let mut text = HEAD.to_owned();
    let mut lines = |indent: usize, lines: &[&str]| {
        for line in lines {
            text.push_str(&format!("{:indent$}{line}\n", ""));
        }
    };
    lines(2, &["obligations:"]);
    lines(4, duties);
    lines(2, keys);
    lines(0, &["events:"]);
    lines(2, events);
    read(text)
}

fn read(text: String) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.into_bytes(),
    }]);
    loaded
        .case()
        .unwrap_or_else(|| panic!("{:?}", loaded.diagnostics))
}

fn example(name: &str) -> Case {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut paths: Vec<_> = std::fs::read_dir(root.join(name))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort_by_key(|path| (path.file_name() != Some("case.yaml".as_ref()), path.clone()));
    let inputs = paths.iter().map(|path| Input {
        path: path.to_string_lossy().into_owned(),
        bytes: std::fs::read(path).expect("a file"),
    });
    let loaded = load(inputs.collect());
    loaded
        .case()
        .unwrap_or_else(|| panic!("{name}: {:?}", loaded.diagnostics))
}

fn docket(case: &Case) -> Docket<'_> {
    Docket::of(case, None).expect("an agreement")
}

fn duty(case: &Case, id: &str) -> ObligationId {
    match case.node(id) {
        Some(NodeId::Clause(ClauseId::Obligation(duty))) => duty,
        other => panic!("{id}: {other:?}"),
    }
}

fn quantity(case: &Case, id: &str) -> QuantityId {
    match case.node(id) {
        Some(NodeId::Quantity(quantity)) => quantity,
        other => panic!("{id}: {other:?}"),
    }
}

fn actor(case: &Case, id: &str) -> ActorId {
    match case.node(id) {
        Some(NodeId::Actor(actor)) => actor,
        other => panic!("{id}: {other:?}"),
    }
}

fn part<'a>(case: &Case, day: &'a Day<'_>, id: &str) -> &'a Standing {
    let Some(NodeId::Clause(wanted)) = case.node(id) else {
        panic!("no clause {id}");
    };
    let mut own = day.parts.iter().filter(|part| part.clause == wanted);
    own.next().unwrap_or_else(|| panic!("no part {id}"))
}

/// On time, late, open and without a record, of one who owes.
fn kept(case: &Case, day: &Day<'_>, id: &str) -> [usize; 4] {
    let by = actor(case, id);
    let all = score::kept(day);
    let own = all.iter().find(|kept| kept.by == by).expect("a debtor");
    [own.on_time, own.late, own.open, own.no_record]
}

const QUIET: &str = "quiet: {by: [north, south], must-not: Fire, when: from day 1}";

#[test]
fn only_an_affirmed_act_or_quantity_breaks_what_is_forbidden() {
    let of_quiet = [
        ("becomes: done, according-to: wire", (1, 1)),
        ("becomes: started, according-to: wire", (1, 1)),
        ("kind: shelling", (1, 1)),
        ("kind: shelling, quantity: {loads: 0}", (1, 1)),
        ("quantity: {loads: 3}", (1, 1)),
        ("quantity: {loads: 0 to 3}", (1, 0)),
        ("quantity: {loads: 0}", (0, 0)),
        ("becomes: not done, according-to: wire", (0, 0)),
        (
            "becomes: not done, kind: shelling, quantity: {loads: 3}",
            (0, 0),
        ),
        ("says: North says all is calm., according-to: north", (0, 0)),
        ("becomes: verified, according-to: board", (0, 0)),
        ("becomes: suspended, says: It lets its duty rest.", (0, 0)),
        ("becomes: referred", (0, 0)),
        ("becomes: waived", (0, 0)),
        (
            "reports: [{according-to: south, becomes: done}, {according-to: north, becomes: not done}]",
            (1, 0),
        ),
        (
            "reports: [{according-to: south, becomes: done}, {according-to: north, says: Nothing to say.}]",
            (1, 1),
        ),
    ];
    for (record, wanted) in of_quiet {
        let event = format!("a: {{date: 2031-06-09, of: quiet, by: north, from: paper, {record}}}");
        let case = case(&[QUIET], &[], &[&event]);
        let docket = docket(&case);
        let on = Monitor::at(&docket, None, 12);
        let found = (breaches(&on.worst).len(), breaches(&on.best).len());
        assert_eq!(found, wanted, "{record}");
    }
}

#[test]
fn a_referral_of_a_forbidden_act_starts_the_clock_of_its_path() {
    let path = "disputes: {covers: any, steps: [{by: board, within: 15 days}, {by: wire, within: 5 days}]}";
    let event = "a: {date: 2031-06-09, of: quiet, becomes: referred, by: north, from: paper}";
    let case = case(&[QUIET], &[path], &[event]);
    let docket = docket(&case);
    let on = Monitor::at(&docket, None, 30);
    let disputes = breach::disputes(&on.worst.clock);
    let [dispute] = disputes.as_slice() else {
        panic!("one dispute: {disputes:?}");
    };
    let until: Vec<_> = dispute.steps.iter().map(|step| step.until).collect();
    assert_eq!(until, [Some(24), Some(29)]);
    assert_eq!(dispute.now, None);
}

#[test]
fn who_did_what_is_forbidden_to_both() {
    let one = "a: {date: 2031-06-09, of: quiet, becomes: done, by: north, from: paper}";
    let case_of_one = case(&[QUIET], &[], &[one]);
    let docket_of_one = docket(&case_of_one);
    let on = Monitor::at(&docket_of_one, None, 12);
    for day in [&on.worst, &on.best] {
        assert_eq!(breaches(day)[0].by, [actor(&case_of_one, "north")]);
        assert_eq!(kept(&case_of_one, day, "north"), [0, 0, 1, 0]);
        assert_eq!(kept(&case_of_one, day, "south"), [1, 0, 0, 0]);
    }
    // A record that names nobody accuses nobody: each may have done it, each may have kept it.
    let nobody = "a: {date: 2031-06-09, of: quiet, kind: shelling, from: paper}";
    let late = "dig: {by: south, to: north, does: Dig, when: by day 3}";
    let case = case(
        &[QUIET, late],
        &[],
        &[
            nobody,
            "b: {date: 2031-06-05, of: dig, becomes: not done, from: paper}",
        ],
    );
    let docket = docket(&case);
    let on = Monitor::at(&docket, None, 12);
    let all: Vec<Breach> = breaches(&on.worst);
    assert_eq!(all[1].by, []);
    assert_eq!(breach::pairs(&all, 9).all, 0);
    assert_eq!(kept(&case, &on.worst, "north"), [0, 0, 1, 0]);
    assert_eq!(kept(&case, &on.best, "north"), [1, 0, 0, 0]);
    assert_eq!(kept(&case, &on.worst, "south"), [0, 0, 2, 0]);
    assert_eq!(kept(&case, &on.best, "south"), [1, 0, 1, 0]);
}

#[test]
fn of_an_act_that_each_owes_one_can_do_it_and_the_other_not() {
    let each = "each: {by: [north, south], jointly: no, does: Send a list, when: by day 12}";
    let joint = "joint: {by: [north, south], jointly: yes, does: Sign a paper, when: by day 12}";
    let north = "a: {date: 2031-06-06, of: each, becomes: done, by: north, from: paper}";
    let both = "b: {date: 2031-06-07, of: joint, becomes: done, by: north, from: paper}";
    let south = "c: {date: 2031-06-15, of: each, becomes: done, by: south, from: paper}";
    let case = case(&[each, joint], &[], &[north, both, south]);
    let docket = docket(&case);
    let on = Monitor::at(&docket, None, 14);
    assert_eq!(part(&case, &on.worst, "each").status, Status::Late);
    assert_eq!(part(&case, &on.worst, "joint").status, Status::Done);
    assert_eq!(breaches(&on.worst)[0].by, [actor(&case, "south")]);
    assert_eq!(kept(&case, &on.worst, "north"), [2, 0, 0, 0]);
    assert_eq!(kept(&case, &on.worst, "south"), [1, 0, 1, 0]);
    assert_eq!(score::share(&on.worst, duty(&case, "each")), Some(0.5));
    let on = Monitor::at(&docket, None, 15);
    assert_eq!(part(&case, &on.worst, "each").status, Status::Cured);
    assert_eq!(breaches(&on.worst)[0].by, [actor(&case, "south")]);
    assert_eq!(kept(&case, &on.worst, "north"), [2, 0, 0, 0]);
    assert_eq!(kept(&case, &on.worst, "south"), [1, 1, 0, 0]);
}

const RELIEF: &str =
    "relief: {by: north, to: south, delivers: {loads: 50}, when: by day 10, verified-by: board}";

#[test]
fn what_one_word_leaves_open_stays_an_interval() {
    let counts = "reports: [{according-to: north, delivered: {loads: 50}}, {according-to: south, delivered: {loads: 37}}, {according-to: wire, delivered: {loads: about 40}}]";
    let event = format!("a: {{date: 2031-06-09, of: relief, from: paper, {counts}}}");
    let case = case(&[RELIEF], &[], &[&event]);
    let docket = docket(&case);
    let by = |id: &str| Heard::Speaker(actor(&case, id));
    for (heard, low, high) in [
        (by("north"), 100, 100),
        (by("south"), 74, 74),
        // One that gives a range itself, several of a kind, and one that is silent.
        (by("wire"), 72, 88),
        (Heard::Kind(Kind::Party), 74, 100),
        (Heard::Kind(Kind::Neutral), 72, 88),
        (by("board"), 72, 100),
    ] {
        let facts = docket.heard(heard);
        let on = Monitor::at(&docket, Some(&facts), 9);
        let share = |day: &Day<'_>| {
            let share = score::counts(day)[0].share().expect("a number");
            (share * 100.0).round() as i64
        };
        assert_eq!(
            (share(&on.worst), share(&on.best)),
            (low, high),
            "{heard:?}"
        );
    }
}

#[test]
fn a_report_is_of_the_kind_of_everybody_whose_word_it_is() {
    let event = "a: {date: 2031-06-09, of: relief, from: paper, reports: [{according-to: [lakes, south], delivered: {loads: 37}}, {according-to: north, delivered: {loads: 50}}]}";
    let case = case(&[RELIEF], &[], &[event]);
    let all = case.events.iter().next().expect("an event").1;
    let reports = case.events.reports(all);
    assert_eq!(kinds_of(&case, &reports[0]), [Kind::Party, Kind::Mediator]);
    let docket = docket(&case);
    for (kind, least) in [(Kind::Party, 37), (Kind::Mediator, 37), (Kind::Press, 37)] {
        let facts = docket.heard(Heard::Kind(kind));
        let on = Monitor::at(&docket, Some(&facts), 9);
        let given = |day: &Day<'_>| score::counts(day)[0].given.0 / 1_000_000;
        let most = if kind == Kind::Mediator { 37 } else { 50 };
        assert_eq!(
            (given(&on.worst), given(&on.best)),
            (least, most),
            "{kind:?}"
        );
    }
}

#[test]
fn a_denial_of_a_delivery_is_a_record() {
    let statuses = |records: &str, heard: Option<&str>| {
        let event = format!("a: {{date: 2031-06-20, of: relief, from: paper, {records}}}");
        let case = case(&[RELIEF], &[], &[&event]);
        let docket = docket(&case);
        let facts = heard.map(|id| docket.heard(Heard::Speaker(actor(&case, id))));
        let on = Monitor::at(&docket, facts.as_ref(), 30);
        on.status(duty(&case, "relief")).expect("a duty")
    };
    let late = (Status::Late, Status::Late);
    assert_eq!(
        statuses("becomes: not done, according-to: board", None),
        late
    );
    assert_eq!(
        statuses("becomes: not verified, according-to: board", None),
        late
    );
    assert_eq!(
        statuses("so-far: {loads: 0}, according-to: board", None),
        late
    );
    let gap = (Status::NoRecord, Status::NoRecord);
    assert_eq!(
        statuses("says: The Board waits., according-to: board", None),
        gap
    );
    let three = "reports: [{according-to: south, becomes: not done}, {according-to: north, becomes: done}, {according-to: board, becomes: not verified}]";
    assert_eq!(statuses(three, None), (Status::Late, Status::Cured));
    assert_eq!(statuses(three, Some("south")), late);
    assert_eq!(statuses(three, Some("board")), late);
    assert_eq!(
        statuses(three, Some("north")),
        (Status::Cured, Status::Cured)
    );
    // Whoever says that nothing came counts nothing.
    let counted = "reports: [{according-to: north, delivered: {loads: 50}}, {according-to: south, becomes: not done}]";
    assert_eq!(statuses(counted, None), (Status::Late, Status::Cured));
}

#[test]
fn an_extension_of_a_duty_by_its_power_moves_its_day() {
    let paint = |id: &str| format!("{id}: {{by: south, to: north, does: Paint, when: by day 15}}");
    let duties = [paint("a"), paint("b"), paint("c"), paint("d")];
    let duties: Vec<&str> = duties.iter().map(String::as_str).collect();
    let powers = [
        "powers:",
        "  more: {by: [north, south], extends: a, for: 5 days, at-most: 2 times}",
        "  again: {by: [north, south], extends: d, for: 5 days, at-most: 2 times}",
    ];
    let events = [
        "x1: {date: 2031-06-14, of: more, becomes: used, by: south, until: by day 20, from: paper}",
        "x2: {date: 2031-06-14, of: b, becomes: extended, by: north, until: by day 18, from: paper}",
        "x4: {date: 2031-06-14, of: again, becomes: used, by: south, from: paper}",
        "x5: {date: 2031-06-15, of: again, becomes: used, by: south, from: paper}",
        "done: {date: 2031-06-17, of: a, becomes: done, from: paper}",
    ];
    let case = case(&duties, &powers, &events);
    let docket = docket(&case);
    let on = Monitor::at(&docket, None, 17);
    let dues: Vec<_> = ["a", "b", "c", "d"]
        .map(|id| part(&case, &on.worst, id).window.due)
        .into();
    assert_eq!(dues, [Some(20), Some(18), Some(15), Some(25)]);
    let a = part(&case, &on.worst, "a");
    assert_eq!((a.status, a.late), (Status::Done, 0));
    assert_eq!(part(&case, &on.worst, "d").status, Status::Extended);
}

#[test]
fn what_is_over_and_does_not_count_counts_nowhere() {
    let give = "give: {by: north, to: south, delivers: {loads: 10}, if-over: does not, tranches: {a: {when: by day 5, delivers: {loads: 5}}, b: {when: by day 10, delivers: {loads: 5}}}}";
    let event = "g: {date: 2031-06-04, of: give.a, delivered: {loads: 7}, from: paper}";
    let tally = "t: {date: 2031-06-06, of: give, so-far: {loads: 7}, from: paper}";
    let case = case(
        &[give],
        &[],
        &[
            event,
            tally,
            "n: {date: 2031-06-12, of: give.b, becomes: not done, from: paper}",
        ],
    );
    let docket = docket(&case);
    let on = Monitor::at(&docket, None, 29);
    let count = score::counts(&on.worst)[0];
    assert_eq!(count.share(), Some(0.5));
    assert_eq!(score::completion(&on.worst), Some(0.5));
    let days = of_duty(&on.worst, count.duty, count.quantity).expect("numbers");
    // Five units, due on day 10, still open on day 29.
    assert_eq!(days.behind, 95_000_000);
}

#[test]
fn what_nobody_owes_any_more_is_not_late() {
    let duties = [
        "dig: {by: north, to: south, does: Dig, when: by day 10}",
        "mow: {by: north, to: south, does: Mow, when: by day 10}",
        "after: {by: south, to: north, does: Rake, after: mow, when: within 5 days of mow}",
    ];
    let events = [
        "a: {date: 2031-06-05, of: dig, becomes: waived, by: south, from: paper}",
        "b: {date: 2031-06-05, of: mow, becomes: ended, from: paper}",
    ];
    let case = case(&duties, &[], &events);
    let docket = docket(&case);
    let on = Monitor::at(&docket, None, 29);
    let stands = |id: &str| {
        let part = part(&case, &on.worst, id);
        (part.status, part.late)
    };
    assert_eq!(stands("dig"), (Status::Waived, 0));
    assert_eq!(stands("mow"), (Status::Lapsed, 0));
    assert_eq!(stands("after").0, Status::Impossible);
    assert!(breaches(&on.worst).is_empty());
    assert_eq!(score::level(&on.worst, duty(&case, "dig")), None);
}

#[test]
fn an_amendment_does_not_undo_what_was() {
    let duties = [
        "sign: {by: south, to: north, does: Sign, when: by day 18}",
        "pay: {by: north, to: south, delivers: {loads: 10}, when: by day 18}",
    ];
    let amendments = [
        "amendments:",
        "  am1: {date: 2031-06-10, status: agreed, from: paper, by: [north, south], changes: {sign: {when: by day 25}, pay: {delivers: {loads: 20}}}}",
        "  am2: {date: 2031-06-22, status: agreed, from: paper, by: [north, south], drops: pay}",
    ];
    let event = "p: {date: 2031-06-12, of: pay, delivered: {loads: 10}, from: paper}";
    let case = case(&duties, &amendments, &[event]);
    let docket = docket(&case);
    let before = Monitor::at(&docket, None, 21);
    let open = breaches(&before.worst);
    assert_eq!((open[0].day, open[0].closed()), (19, None));
    let after = Monitor::at(&docket, None, 24);
    let all = breaches(&after.worst);
    let [late] = all.as_slice() else {
        panic!("one breach: {all:?}");
    };
    assert_eq!(late.clause, ClauseId::Obligation(duty(&case, "pay")));
    assert_eq!((late.day, late.closed()), (19, Some(22)));
    assert!(!late.open_on(22) && late.open_on(21));
    let dropped = score::dropped(&after.worst);
    let [(count, from)] = dropped.as_slice() else {
        panic!("one count: {dropped:?}");
    };
    assert_eq!((*from, count.share()), (22, Some(0.5)));
}

#[test]
fn what_goes_on_daily_and_what_waits_is_not_due_next() {
    let duties = [
        "aid: {by: north, to: south, delivers: {loads: 4 per day}, when: day 1 to day 28}",
        "dig: {by: north, to: south, does: Dig, when: by day 20}",
        "rake: {by: south, to: north, does: Rake, after: dig, when: by day 25}",
    ];
    let event = "a: {date: 2031-06-05, of: aid, delivered: {loads: 4}, from: paper}";
    let case = case(&duties, &[], &[event]);
    let docket = docket(&case);
    let on = Monitor::at(&docket, None, 6);
    let next: Vec<ObligationId> = due_next(&on.worst).iter().map(|part| part.duty).collect();
    assert_eq!(next, [duty(&case, "dig")]);
}

#[test]
fn access_that_is_refused_is_a_breach_of_its_own() {
    let case = example("lake-sarn");
    let docket = docket(&case);
    let day = |date: &str| docket.number(date.parse().expect("a date"));
    let on = Monitor::at(&docket, None, day("2033-08-13"));
    let refused: Vec<Breach> = breaches(&on.best)
        .into_iter()
        .filter(|breach| breach.kind == breach::Kind::Refused)
        .collect();
    let [refused] = refused.as_slice() else {
        panic!("one refusal: {refused:?}");
    };
    assert_eq!(refused.by, [actor(&case, "dam")]);
    assert_eq!((refused.day, refused.closed()), (3, None));
    assert_eq!(part(&case, &on.best, "walk-in").status, Status::Breached);
}

#[test]
fn a_tally_accuses_nobody() {
    let case = example("jpoa-2014");
    let docket = docket(&case);
    let on = Monitor::at(
        &docket,
        None,
        docket.number("2014-07-22".parse().expect("a date")),
    );
    assert_eq!(breaches(&on.worst), []);
    let behind = |day: &Day<'_>, id: &str, of: &str| {
        let days = of_duty(day, duty(&case, id), quantity(&case, of));
        days.expect("numbers").behind / 1_000_000
    };
    // The tally of 17 April: 50 due on 3 March and 50 on 15 April, by then at the latest.
    assert_eq!(behind(&on.worst, "dilute", "gas"), 50 * 45 + 50 * 2);
    assert_eq!(behind(&on.best, "dilute", "gas"), 0);
    // 550 due on 7 March and 550 on 10 April. The instalments of May to July are gaps in the log.
    assert_eq!(
        behind(&on.worst, "oil-money-out", "oil-money"),
        550 * 41 + 550 * 7
    );
    assert_eq!(behind(&on.best, "oil-money-out", "oil-money"), 0);
}

#[test]
fn a_gap_in_the_log_is_nowhere_lateness() {
    let case = example("jpoa-2014");
    let docket = docket(&case);
    let on = Monitor::at(
        &docket,
        None,
        docket.number("2014-03-20".parse().expect("a date")),
    );
    let waits = part(&case, &on.worst, "oil-money-out.mar-1");
    assert_eq!((waits.status, waits.late), (Status::NotTriggered, 0));
    let blocker = &waits.blockers[0];
    assert_eq!((blocker.late, blocker.no_record), (0, true));
    let gap = part(&case, &on.worst, "dilute.half");
    assert_eq!((gap.status, gap.late), (Status::NoRecord, 0));
    let days = of_duty(&on.worst, duty(&case, "dilute"), quantity(&case, "gas"));
    assert_eq!(days.expect("numbers").behind, 0);
    assert_eq!(score::level(&on.worst, duty(&case, "dilute")), None);
    assert_eq!(score::level(&on.worst, duty(&case, "convert")), Some(0));
    let case = example("gaza-2023-11");
    let docket = Docket::of(&case, None).expect("an agreement");
    let on = Monitor::at(
        &docket,
        None,
        docket.number("2023-12-01".parse().expect("a date")),
    );
    assert_eq!(score::level(&on.worst, duty(&case, "aid")), None);
}

#[test]
fn who_is_behind_the_share_that_the_other_gave() {
    let give = "give: {by: north, to: south, delivers: {boats: 10}, tranches: {a: {when: day 1, delivers: {boats: 5}}, b: {when: day 6, delivers: {boats: 5}}}}";
    for (promise, now, days) in [
        ("20", (10, 10), (50, 50)),
        ("20 to 30", (10, 20), (50, 105)),
    ] {
        let answer = format!(
            "answer: {{by: south, to: north, in-return-for: give, delivers: {{loads: {promise}}}, when: by day 20}}"
        );
        let mut text = HEAD.replace(
            "{loads: {unit: load}}",
            "{loads: {unit: load}, boats: {unit: boat}}",
        );
        text.push_str(&format!(
            "  obligations:\n    {give}\n    {answer}\nevents:\n"
        ));
        for event in [
            "a: {date: 2031-06-01, of: give.a, delivered: {boats: 5}, from: paper}",
            "b: {date: 2031-06-03, of: answer, delivered: {loads: 10}, from: paper}",
            "c: {date: 2031-06-06, of: give.b, delivered: {boats: 5}, from: paper}",
        ] {
            text.push_str(&format!("  {event}\n"));
        }
        let case = read(text);
        let docket = docket(&case);
        let on = Monitor::at(&docket, None, 8);
        let exchanges = exchanges(&on.worst.clock);
        let pace = pace(&exchanges[0], 8).expect("totals");
        let whole = |(low, high): (i128, i128)| (low / 1_000_000, high / 1_000_000);
        // Level is 10 loads (15) from day 1 and 20 (30) from day 6; 10 were given on day 3.
        assert_eq!(whole(pace.second.now), now, "{promise}");
        assert_eq!(whole(pace.second.unit_days), days, "{promise}");
        assert_eq!(whole(pace.first.unit_days), (0, 0), "{promise}");
    }
}

#[test]
fn what_is_said_not_to_have_come_has_not_come() {
    let duties = [
        "relief: {by: north, to: south, delivers: {loads: 50}, after: opened}",
        "food: {by: north, to: south, delivers: {loads: 5}, when: by day 9}",
    ];
    let keys = [
        "milestones: {opened: {name: The bridge is open}}",
        "powers: {stop: {by: north, suspends: food}}",
    ];
    let told = |opened: &str, stop: &str| {
        let opened = format!("a: {{date: 2031-06-03, of: opened, from: paper, {opened}}}");
        let stop = format!("b: {{date: 2031-06-04, of: stop, from: paper, {stop}}}");
        let case = case(&duties, &keys, &[&opened, &stop]);
        let docket = docket(&case);
        let day = Monitor::at(&docket, None, 6);
        let of = |day: &Day<'_>, id: &str| {
            let part = part(&case, day, id);
            (part.triggered, part.status)
        };
        let both = |id: &str| [of(&day.worst, id), of(&day.best, id)];
        (both("relief"), both("food"))
    };
    let (waits, runs) = ((None, Status::Awaiting), (Some(3), Status::Due));
    let (held, open) = ((Some(1), Status::Suspended), (Some(1), Status::DueIn(3)));
    // A record that names no state says that it came.
    for (opened, stop) in [("says: x", "says: x"), ("becomes: done", "becomes: used")] {
        assert_eq!(told(opened, stop), ([runs; 2], [held; 2]));
    }
    let not = told("becomes: not done", "becomes: not used");
    assert_eq!(not, ([waits; 2], [open; 2]));
    let by = |of: [&str; 2]| {
        let [one, other] = of;
        format!(
            "reports: [{{according-to: south, becomes: {one}}}, {{according-to: north, becomes: {other}}}]"
        )
    };
    let differ = told(&by(["done", "not done"]), &by(["not used", "used"]));
    assert_eq!(differ, ([waits, runs], [held, open]));
}

#[test]
fn a_day_of_which_a_record_says_that_nothing_came_is_scored() {
    let duties =
        ["relief: {by: north, to: south, delivers: {loads: 10 per day}, when: day 1 to day 20}"];
    let told = |events: &[&str], until: i64| {
        let case = case(&duties, &[], events);
        let docket = docket(&case);
        let day = Monitor::at(&docket, None, until);
        [&day.worst, &day.best].map(|day| {
            let [score] = scores(&day.clock, duty(&case, "relief"))[..] else {
                panic!("one quota")
            };
            (score.met, score.single, score.recorded)
        })
    };
    let one = "a: {date: 2031-06-03, of: relief, from: paper, delivered: {loads: 10}}";
    let both = "b: {date: 2031-06-04, of: relief, from: paper, reports: [{according-to: south, delivered: {loads: 0}}, {according-to: north, delivered: {loads: 10}}]}";
    let none = "c: {date: 2031-06-05, of: relief, from: paper, delivered: {loads: 0}}";
    assert_eq!(told(&[one, both], 12), [(1, 2, 2), (2, 2, 2)]);
    assert_eq!(told(&[one, both, none], 12), [(1, 3, 3), (2, 3, 3)]);
    let week =
        "c: {date: 2031-06-05 to 2031-06-11, of: relief, from: paper, delivered: {loads: 0}}";
    assert_eq!(told(&[one, week], 12), [(1, 1, 8); 2]);
}

#[test]
fn what_answers_each_tranche_has_their_names() {
    let duties = [
        "crew: {by: north, to: south, delivers: {loads: 4}, tranches: {one: {when: day 1, delivers: {loads: 2}}, two: {when: day 8, delivers: {loads: 2}}}}",
        "food: {by: south, to: north, in-return-for: crew, delivers: {loads: [2 per loads]}, after: each crew, when: within 2 days}",
        "grain: {by: north, does: x, after: food.one, when: within 1 day}",
        "salt: {by: north, does: x, after: food.two breached, when: within 1 day}",
        "road: {by: north, does: x, in-return-for: crew, when: by day 20}",
        "rail: {by: north, does: x, after: road.one, when: within 1 day}",
    ];
    let given = |n: usize, day: usize, of: &str, loads: usize| {
        format!(
            "e{n}: {{date: 2031-06-{day:02}, of: {of}, delivered: {{loads: {loads}}}, from: paper}}"
        )
    };
    let events = [
        given(1, 1, "crew.one", 2),
        given(2, 3, "food.one", 4),
        given(3, 8, "crew.two", 2),
        "e4: {date: 2031-06-11, of: food.two, becomes: not done, from: paper}".to_owned(),
        "e5: {date: 2031-06-12, of: road, becomes: done, from: paper}".to_owned(),
    ];
    let events: Vec<&str> = events.iter().map(String::as_str).collect();
    let case = case(&duties, &[], &events);
    let docket = docket(&case);
    let on = |day: i64, id: &str| {
        let monitor = Monitor::at(&docket, None, day);
        let part = part(&case, &monitor.worst, id);
        (part.status, part.triggered, part.window.due)
    };
    assert_eq!(on(5, "food.one"), (Status::Done, Some(1), Some(3)));
    assert_eq!(on(9, "food.two"), (Status::DueIn(1), Some(8), Some(10)));
    // What waits for the answer waits for it, and not for what it answers.
    assert_eq!(on(2, "grain").1, None);
    assert_eq!(on(3, "grain").1, Some(3));
    assert_eq!(on(3, "grain").2, Some(4));
    assert_eq!((on(9, "salt").1, on(12, "salt").1), (None, Some(11)));
    // What answers the whole at once has no parts: each name is the duty.
    assert_eq!((on(9, "rail").1, on(12, "rail").1), (None, Some(12)));
}
