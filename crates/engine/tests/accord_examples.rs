//! What `verify` says about the examples, the broken ones and the real ones.

use std::path::{Path, PathBuf};

use armistice_case::model::{Case, ClauseId, NodeId};
use armistice_case::{Input, load};
use armistice_engine::accord::exchange::ratio::Ratio;
use armistice_engine::accord::finding::{Code, Evidence, Finding, Lapse, Options, RunStep};
use armistice_engine::accord::structure::{GapKind, WaitingKind, structure};
use armistice_engine::accord::verify::verify;
use armistice_engine::run::Quiet;

fn files(path: &Path, into: &mut Vec<PathBuf>) {
    if path.is_file() {
        into.push(path.to_owned());
        return;
    }
    let mut entries: Vec<PathBuf> = std::fs::read_dir(path)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort_by_key(|path| (path.file_name() != Some("case.yaml".as_ref()), path.clone()));
    entries
        .iter()
        .filter(|p| p.is_dir() || p.extension() == Some("yaml".as_ref()))
        .for_each(|p| files(p, into));
}

fn example(name: &str) -> Case {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(name);
    let mut paths = Vec::new();
    files(&root, &mut paths);
    let input = |path: &PathBuf| Input {
        path: path.to_string_lossy().into_owned(),
        bytes: std::fs::read(path).expect("a file"),
    };
    let loaded = load(paths.iter().map(input).collect());
    loaded
        .case()
        .unwrap_or_else(|| panic!("{name}: {:?}", loaded.diagnostics))
}

fn findings(case: &Case, options: &Options) -> Vec<Finding> {
    let found = verify(case, options, &Quiet)
        .expect("an agreement")
        .findings;
    assert!(found.iter().all(|finding| !finding.because.is_empty()));
    found
}

fn has(name: &str, code: Code) -> Finding {
    let case = example(name);
    let found = findings(&case, &Options::default());
    let wanted = found.into_iter().find(|finding| finding.code == code);
    wanted.unwrap_or_else(|| panic!("{name}: no {}", code.word()))
}

#[test]
fn every_broken_agreement_is_caught() {
    let circle = has(
        "broken/agreements/circular-precondition.yaml",
        Code::CircularPrecondition,
    );
    let Evidence::Circle { clauses, credits } = circle.evidence else {
        panic!("a circle")
    };
    assert_eq!((clauses.len(), credits.len()), (2, 2));
    let late = has(
        "broken/agreements/deadline-before-trigger.yaml",
        Code::DeadlineBeforeTrigger,
    );
    let Evidence::Windows {
        reasons,
        misses,
        smallest,
    } = late.evidence
    else {
        panic!("windows")
    };
    assert_eq!((reasons.len(), misses, smallest), (3, Lapse::Days(2), true));
    let unclear = has("broken/agreements/hour-undefined.yaml", Code::HourUndefined);
    let Evidence::Hours { apart, clauses, .. } = unclear.evidence else {
        panic!("hours")
    };
    assert_eq!((apart, clauses.len()), (4 * 60, 1));
    has("broken/agreements/never-reached.yaml", Code::NeverReached);
    has(
        "broken/agreements/never-reached.yaml",
        Code::OrphanCondition,
    );
    has(
        "broken/agreements/breach-without-remedy.yaml",
        Code::BreachWithoutRemedy,
    );
    has(
        "broken/agreements/orphan-condition.yaml",
        Code::OrphanCondition,
    );
}

#[test]
fn what_nobody_confirms_is_told_by_kind() {
    let case = example("broken/agreements/unverified.yaml");
    let structure = structure(&case).expect("an agreement");
    let told: Vec<(String, GapKind)> = structure
        .gaps
        .iter()
        .map(|gap| {
            (
                case.label(gap.clause.into()).id.to_string(),
                gap.kind.clone(),
            )
        })
        .collect();
    let expected = [
        ("boats-home", GapKind::Verifier),
        ("nets-home", GapKind::OwnVerifier),
        ("buoys-lit", GapKind::VerifierTime),
    ];
    assert_eq!(told, expected.map(|(id, kind)| (id.to_owned(), kind)));
    assert_eq!(structure.codes(), [Code::Unverified]);
}

#[test]
fn a_team_and_a_gate_are_asked_for_too_much() {
    let case = example("broken/agreements/over-capacity.yaml");
    let found = findings(&case, &Options::default());
    let told: Vec<String> = found
        .iter()
        .filter_map(|finding| match &finding.evidence {
            Evidence::Capacity {
                holder,
                clauses,
                days: (first, last),
                due,
                possible,
            } => Some(format!(
                "{holder}: {} duties, days {first} to {last}, {} of {}",
                clauses.len(),
                due / 1_000_000,
                possible / 1_000_000
            )),
            _ => None,
        })
        .collect();
    assert_eq!(
        told,
        [
            "team: 3 duties, days 2 to 4, 4 of 3",
            "gate: 2 duties, days 5 to 8, 240 of 160"
        ]
    );
}

#[test]
fn a_duty_left_undone_catches_the_other_side() {
    let name = "broken/agreements/dead-end.yaml";
    let case = example(name);
    let Evidence::DeadEnd {
        stuck,
        in_time,
        run,
    } = has(name, Code::DeadEnd).evidence
    else {
        panic!("a dead end")
    };
    let (boats, nets) = (clause(&case, "boats-home"), clause(&case, "nets-home"));
    assert_eq!((stuck, in_time), (nets, true));
    let expected = [RunStep::Days(5), RunStep::Breached(boats), RunStep::Days(4)];
    assert_eq!(run, expected);
    let found = verify(&case, &Options::default(), &Quiet).expect("an agreement");
    assert!(!found.runs.cut && found.runs.groups == 1 && found.runs.states > 9);
}

#[test]
fn a_report_that_contradicts_its_own_totals_is_caught_with_the_sums() {
    let case = example("broken/tranches-do-not-sum.yaml");
    let sums = case.agreement.as_ref().expect("an agreement").sums(&case);
    let wrong = sums
        .iter()
        .find(|sum| sum.declared != sum.found)
        .expect("a wrong sum");
    assert_eq!(
        (wrong.declared.to_string(), wrong.found.to_string()),
        ("40".into(), "35".into())
    );
}

/// What is declared, what the parts come to, whether in per cent, and the products among them.
fn wrong_sums(text: &str) -> Vec<(String, String, bool, Vec<String>)> {
    let loaded = load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.as_bytes().to_vec(),
    }]);
    let case = loaded.case().expect("a case");
    let sums = case.agreement.as_ref().expect("an agreement").sums(&case);
    let wrong = sums.iter().filter(|sum| sum.declared != sum.found);
    wrong
        .map(|sum| {
            let products = sum.products.iter().flat_map(|(_, products)| products);
            (
                sum.declared.to_string(),
                sum.found.to_string(),
                sum.percent,
                products.map(ToString::to_string).collect(),
            )
        })
        .collect()
}

#[test]
fn shares_that_miss_the_whole_are_caught() {
    let fuel = |whole: &str, first: u32, second: u32| {
        wrong_sums(&format!(
            "case: Fuel
parties: {{shore: {{name: Shore}}, isle: {{name: Isle}}}}
quantities: {{fuel: {{unit: litre}}}}
agreement:
  calendar: {{day-one: 2034-03-01}}
  obligations:
    fuels: {{by: isle, to: shore{whole}, tranches: {{a: {{when: day 1, delivers: {{fuel: {first} %}}}}, b: {{when: day 4, delivers: {{fuel: {second} %}}}}}}}}
"
        ))
    };
    let short = |declared: &str, found: &str| vec![(declared.into(), found.into(), true, vec![])];
    assert_eq!(
        fuel(", delivers: {fuel: 100 %}", 30, 60),
        short("100", "90")
    );
    // Of a number the shares are those of the whole.
    assert_eq!(fuel(", delivers: {fuel: 500}", 30, 80), short("100", "110"));
    assert_eq!(fuel(", delivers: {fuel: 50 %}", 30, 60), short("50", "90"));
    assert_eq!(fuel(", delivers: {fuel: 100 %}", 30, 70), vec![]);
    assert_eq!(fuel(", delivers: {fuel: 50 %}", 30, 20), vec![]);
}

#[test]
fn a_ratio_that_misses_a_total_is_told_as_a_product() {
    let wrong = wrong_sums(
        "case: Sailors
parties: {shore: {name: Shore}, isle: {name: Isle}}
quantities: {boats: {unit: boat}, sailors: {unit: person}}
agreement:
  calendar: {day-one: 2034-03-01}
  totals: {sailors: 12}
  obligations:
    boats-home: {by: shore, to: isle, delivers: {boats: 8}, when: day 4}
    freed: {by: isle, to: shore, delivers: {sailors: 2 per boats}, in-return-for: boats-home, when: day 5}
",
    );
    let products = vec!["2 × 8".to_owned()];
    assert_eq!(wrong, [("12".into(), "16".into(), false, products)]);
}

fn clause(case: &Case, id: &str) -> ClauseId {
    match case.node(id) {
        Some(NodeId::Clause(clause)) => clause,
        other => panic!("{id} is {other:?}"),
    }
}

fn ratios(found: &[Finding]) -> Vec<(bool, Vec<Option<f64>>, Ratio)> {
    let of = |finding: &Finding| match &finding.evidence {
        Evidence::Ratios {
            quantity,
            series,
            proportional: true,
            ..
        } => Some((
            quantity.is_some(),
            series.iter().map(|at| at.ratio.value()).collect(),
            series.last().expect("a step").ratio,
        )),
        _ => None,
    };
    found.iter().filter_map(of).collect()
}

#[test]
fn the_july_draft_is_read_as_reported() {
    let case = example("doha-2025-07");
    let plain = findings(&case, &Options::default());
    assert!(
        ratios(&plain).is_empty(),
        "a ratio without numbers and without being asked"
    );
    assert!(plain.iter().any(|f| f.code == Code::NoRatioWithoutNumbers));
    let shapes: Vec<(u64, u64, u64)> = plain
        .iter()
        .filter_map(|finding| match &finding.evidence {
            Evidence::Shape { shape, .. } => Some((shape.first, shape.last, shape.total)),
            _ => None,
        })
        .collect();
    assert_eq!(shapes, [(8, 2, 10), (5, 8, 18)]);
    let cliff = plain
        .iter()
        .find(|f| f.code == Code::Cliff)
        .expect("a cliff");
    let Evidence::PhaseEnd { by_reading, .. } = &cliff.evidence else {
        panic!("an end")
    };
    assert_eq!(by_reading.len(), 2);
    let asked = Options {
        proportional_returns: true,
        ..Options::default()
    };
    let series = ratios(&findings(&case, &asked));
    assert_eq!(series.len(), 3);
    let (alone, pooled, last) = &series[0];
    assert!(!alone);
    assert_eq!(pooled[..2], [Some(1.4), Some(4.0 / 3.0)]);
    assert_eq!(pooled[2..], [Some(1.5), Some(1.25), None]);
    assert_eq!(*last, Ratio::NothingLeft);
    assert_eq!(series[1].1, [Some(5.0), None]);
    // Who has pledged what behind the steps at which too much is asked.
    let pledge = clause(&case, "sixty-days-hold");
    let behind = findings(&case, &asked)
        .into_iter()
        .find_map(|finding| match finding.evidence {
            Evidence::Ratios { pledged, .. } => Some(pledged),
            _ => None,
        });
    assert_eq!(
        behind
            .expect("ratios")
            .into_iter()
            .map(ClauseId::Guarantee)
            .collect::<Vec<_>>(),
        [pledge]
    );
}

#[test]
fn the_totals_of_the_july_draft_hold_and_its_maps_gate_two_duties() {
    let case = example("doha-2025-07");
    let structure = structure(&case).expect("an agreement");
    let sums: Vec<(String, String)> = structure
        .sums
        .iter()
        .map(|sum| (sum.declared.to_string(), sum.found.to_string()))
        .collect();
    assert!(!sums.is_empty() && sums.iter().all(|(declared, found)| declared == found));
    for total in ["10", "18", "28"] {
        assert!(
            sums.iter().any(|(declared, _)| declared == total),
            "{total}"
        );
    }
    let maps = clause(&case, "maps");
    let gate = structure
        .gates
        .iter()
        .find(|gate| ClauseId::OpenTerm(gate.term) == maps)
        .expect("the maps");
    let waiting: Vec<(ClauseId, String)> = gate
        .waiting
        .iter()
        .map(|waiting| {
            let runs = match &waiting.kind {
                WaitingKind::Dated(when) => format!("due {when:?}"),
                WaitingKind::Triggered(after) => format!("after {after:?}"),
                WaitingKind::Neither => String::new(),
            };
            (waiting.clause, runs)
        })
        .collect();
    let [(north, trigger), (south, day)] = waiting.as_slice() else {
        panic!("two duties wait for the maps, not {waiting:?}")
    };
    assert_eq!(
        (*north, *south),
        (
            clause(&case, "redeploy-north"),
            clause(&case, "redeploy-south")
        )
    );
    assert!(
        trigger.starts_with("after") && trigger.contains("release.first"),
        "{trigger}"
    );
    assert_eq!(day, "due On(Day(7, None))");
}

#[test]
fn the_tranches_of_january_2025_add_to_33() {
    let case = example("gaza-2025-01");
    let structure = structure(&case).expect("an agreement");
    let release = structure
        .schedules
        .iter()
        .find(|schedule| ClauseId::Obligation(schedule.obligation) == clause(&case, "release"))
        .expect("steps");
    let steps: Vec<String> = release
        .steps
        .iter()
        .map(|step| step.amount.to_string())
        .collect();
    assert_eq!(steps, ["3", "4", "3", "3", "3", "3", "14"]);
    assert_eq!(release.total.to_string(), "33");
    assert!(structure.sums.iter().all(|sum| sum.declared == sum.found));
}

#[test]
fn january_2025_depends_on_the_reading() {
    let case = example("gaza-2025-01");
    let found = findings(&case, &Options::default());
    let order = found
        .iter()
        .find(|f| f.code == Code::ReadingDependentOrder)
        .expect("an order");
    let Evidence::Order {
        only_here,
        only_there,
        ..
    } = &order.evidence
    else {
        panic!("an order")
    };
    let first = (
        clause(&case, "release.day-1"),
        clause(&case, "patients-out"),
    );
    assert_eq!(
        (only_here.as_slice(), only_there.as_slice()),
        ([first].as_slice(), [].as_slice())
    );
    let shape = found.iter().find_map(|finding| match &finding.evidence {
        Evidence::Shape { shape, .. } => Some((shape.last, shape.total)),
        _ => None,
    });
    assert_eq!(shape, Some((14, 33)));
    let late = found
        .iter()
        .find(|f| f.code == Code::DeadlineBeforeTrigger)
        .expect("a late trigger");
    let Evidence::Windows { misses, .. } = &late.evidence else {
        panic!("windows")
    };
    assert_eq!(*misses, Lapse::Days(6));
    assert!(late.reading.is_some());
}

#[test]
fn two_instalments_of_2014_came_due_with_what_they_waited_for() {
    let case = example("jpoa-2014");
    let found = findings(&case, &Options::default());
    let late: Vec<i64> = found
        .iter()
        .filter_map(|finding| match &finding.evidence {
            Evidence::Squeeze { late, .. } => Some(*late),
            _ => None,
        })
        .collect();
    assert_eq!(late, [31, 31]);
    // An instalment that is due whether or not the dilution was confirmed catches the payer.
    let caught: Vec<ClauseId> = found
        .iter()
        .filter_map(|finding| match &finding.evidence {
            Evidence::DeadEnd { stuck, run, .. } => {
                assert!(run.iter().any(|step| matches!(step, RunStep::Breached(_))));
                Some(*stuck)
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        caught,
        [
            clause(&case, "oil-money-out.mar-1"),
            clause(&case, "oil-money-out.apr-15")
        ]
    );
}

#[test]
fn every_example_with_an_agreement_is_verified() {
    let mut verified = 0;
    for name in [
        "gaza-2023-11",
        "gaza-2025-01",
        "jpoa-2014",
        "lake-sarn",
        "reference",
        "two-shores",
    ] {
        let case = example(name);
        for reading in std::iter::once(None).chain(
            case.agreement
                .iter()
                .flat_map(|agreement| agreement.readings.keys().map(Some)),
        ) {
            let options = Options {
                only: reading,
                ..Options::default()
            };
            findings(&case, &options);
            verified += 1;
        }
    }
    assert!(verified > 15, "{verified}");
}
