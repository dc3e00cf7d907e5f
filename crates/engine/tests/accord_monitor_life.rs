//! The life of a duty: the table of the program, of the method page, and of the model it is from.

use std::path::Path;

use armistice_engine::accord::monitor::life::{Signal, State, next};

fn state(word: &str) -> State {
    let found = State::ALL.into_iter().find(|state| state.word() == word);
    found.unwrap_or_else(|| panic!("no state `{word}`"))
}

fn signal(word: &str) -> Signal {
    let found = Signal::ALL.into_iter().find(|signal| signal.word() == word);
    found.unwrap_or_else(|| panic!("no signal `{word}`"))
}

/// The table on the page: a row a state, a column a signal, `·` where it is left as it is.
#[test]
fn the_method_page_prints_this_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/methods/monitoring.md");
    let text = std::fs::read_to_string(path).expect("the method page");
    let rows: Vec<Vec<&str>> = text
        .lines()
        .skip_while(|line| !line.starts_with("| state |"))
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let heads: Vec<Signal> = rows[0][1..].iter().map(|word| signal(word)).collect();
    assert_eq!(heads, Signal::ALL, "every signal has its column");
    let states: Vec<State> = rows[2..].iter().map(|row| state(row[0])).collect();
    assert_eq!(states, State::ALL, "every state has its row");
    for row in &rows[2..] {
        for (head, cell) in heads.iter().zip(&row[1..]) {
            let wanted = next(state(row[0]), *head).map_or("·", State::word);
            assert_eq!(*cell, wanted, "{} on {}", row[0], head.word());
        }
    }
}

/// What the words of the other model are called here. Its violation is lateness that can be cured.
fn here(word: &str) -> Option<State> {
    Some(match word {
        "Create" => State::Waiting,
        "InEffect" => State::Running,
        "Suspension" => State::Suspended,
        "Fulfillment" => State::Performed,
        "Violation" => State::Late,
        "Discharge" => State::Discharged,
        "UnsuccessfulTermination" => State::Terminated,
        _ => return None,
    })
}

fn event(word: &str) -> Option<Signal> {
    Some(match word {
        "activated" => Signal::Triggered,
        "expired" => Signal::Expired,
        "discharged" => Signal::Waived,
        "fulfilled" => Signal::Performed,
        "violated" => Signal::Missed,
        "suspended" => Signal::Suspended,
        "resumed" => Signal::Resumed,
        "terminated" => Signal::Ended,
        _ => return None,
    })
}

/// Where this table goes on and the other model ignores the event.
const ADDED: [(State, Signal, State); 7] = [
    // A debtor may perform before the clock starts, and while suspended.
    (State::Waiting, Signal::Performed, State::Performed),
    (State::Suspended, Signal::Performed, State::Performed),
    // A waiver needs no clock, and ends lateness too.
    (State::Waiting, Signal::Waived, State::Discharged),
    (State::Suspended, Signal::Waived, State::Discharged),
    (State::Late, Signal::Waived, State::Discharged),
    // What was late can be cured, and a suspension can come in between.
    (State::Late, Signal::Performed, State::Cured),
    (State::Late, Signal::Suspended, State::Suspended),
];

#[test]
fn the_table_goes_with_the_model_it_comes_from() {
    let table = include_str!("accord/life-cycle.txt");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split(' ').collect())
        .collect();
    let mut compared = 0;
    for row in &rows {
        let (Some(from), Some(on), Some(to)) = (here(row[0]), event(row[1]), here(row[2])) else {
            // A duty is made waiting; one without a condition is triggered at once.
            assert_eq!(row[0], "Start");
            continue;
        };
        assert_eq!(next(from, on), Some(to), "{row:?}");
        compared += 1;
    }
    assert_eq!(compared, 9);
    // What that model ignores, this one ignores too, but for the additions it names.
    let known = |from: State, on: Signal| {
        rows.iter()
            .any(|row| here(row[0]) == Some(from) && event(row[1]) == Some(on))
    };
    let words = [
        "Create",
        "InEffect",
        "Suspension",
        "Fulfillment",
        "Violation",
        "Discharge",
        "UnsuccessfulTermination",
    ];
    let events = [
        "activated",
        "expired",
        "discharged",
        "fulfilled",
        "violated",
        "suspended",
        "resumed",
        "terminated",
    ];
    for from in words.iter().filter_map(|word| here(word)) {
        for on in events.iter().filter_map(|word| event(word)) {
            if let (false, Some(to)) = (known(from, on), next(from, on)) {
                assert!(ADDED.contains(&(from, on, to)), "{from:?} {on:?} {to:?}");
            }
        }
    }
}

#[test]
fn what_is_over_stays_over() {
    for end in [State::Discharged, State::Terminated] {
        for signal in Signal::ALL {
            assert_eq!(next(end, signal), None);
        }
    }
}
