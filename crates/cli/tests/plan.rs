//! `armistice plan`: what it writes, how it stops, and what it says where.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use support::{program, run, stderr, stdout};

/// An example in a folder of its own.
fn copy(name: &str, into: &Path) -> PathBuf {
    let target = into.join(name);
    fs::create_dir_all(&target).expect("a folder");
    let mut folders = vec![(support::root().join("examples").join(name), target.clone())];
    while let Some((from, to)) = folders.pop() {
        for entry in fs::read_dir(from).expect("an example") {
            let path = entry.expect("an entry").path();
            let new = to.join(path.file_name().expect("a name"));
            if path.is_dir() {
                fs::create_dir_all(&new).expect("a folder");
                folders.push((path, new));
            } else {
                fs::copy(&path, &new).expect("copied");
            }
        }
    }
    target
}

/// The files of a case, by name.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).expect("a text");
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_plan_is_written_as_a_reading_that_checks_and_verifies() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, more) in [
        ("two-shores", &[][..]),
        ("lake-sarn", &["--turns", "6"][..]),
        (
            "doha-2025-07",
            &["--assume", "proportional-returns", "--turns", "6"][..],
        ),
    ] {
        let path = copy(name, folder.path());
        let case = path.to_string_lossy().into_owned();
        let before = files(&path);
        let mut args = vec!["plan", &case, "--write"];
        args.extend(more);
        let written = run(&args);
        assert_eq!(
            written.status.code(),
            Some(0),
            "{name}: {}",
            stderr(&written)
        );
        assert!(
            stderr(&written).contains("`planned` added at"),
            "{}",
            stderr(&written)
        );
        // In one file some lines are new, and without them it is the file that was there.
        let after = files(&path);
        let changed: Vec<usize> = (0..before.len())
            .filter(|file| before[*file] != after[*file])
            .collect();
        let [file] = changed[..] else {
            panic!("{name}: {} files changed", changed.len())
        };
        let (old, new) = (&before[file].1, &after[file].1);
        let same = old
            .bytes()
            .zip(new.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        assert!(
            new.ends_with(&old[same..]),
            "{name}: more than an insertion"
        );
        assert_eq!(run(&["check", &case]).status.code(), Some(0), "{name}");
        let verified = run(&["verify", &case, "--assume", "planned", "--format", "json"]);
        assert!(matches!(verified.status.code(), Some(0 | 1)), "{name}");
        let page = stdout(&verified);
        assert!(
            !page.contains("\"blocked\""),
            "{name}: what is written cannot be done\n{page}"
        );
        assert!(page.contains(".step-1"), "{name}");
        // The same id is not used twice.
        let again = run(&["plan", &case, "--write"]);
        assert_eq!(again.status.code(), Some(2), "{name}");
    }
}

#[test]
fn an_escrow_is_written_and_verify_needs_as_little_as_the_plan_said() {
    // Six boats against eight nets, each side in want of what the other has.
    let text = "case: Swap\nparties: {shore: {name: Shore}, isle: {name: Isle}}\n\
        mediators: {harbour: {name: Harbour}}\n\
        quantities: {boats: {unit: boat}, nets: {unit: net}, food: {unit: crate}}\n\
        assumptions:\n  s: {values-of: shore, because: nets-home, worth: {nets: 9}, cost: {boats: 10, food: 1}}\n  \
        i: {values-of: isle, because: boats-home, worth: {boats: 14, food: 1}, cost: {nets: 5}}\n\
        agreement:\n  signed-by: [shore, isle]\n  calendar: {day-one: 2034-03-01}\n  obligations:\n    \
        boats-home: {by: shore, to: isle, delivers: {boats: 6}, when: by day 5}\n    \
        nets-home: {by: isle, to: shore, in-return-for: boats-home, delivers: {nets: 8}, when: by day 9}\n    \
        relief: {by: shore, to: isle, delivers: {food: 9}, unconditional: yes, when: by day 9}\n";
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    fs::write(&path, text).expect("a case");
    let case = path.to_string_lossy().into_owned();
    let page = stdout(&run(&["plan", &case]));
    let promised = page
        .split("until both are there, ")
        .nth(1)
        .and_then(|rest| rest.split(" in all is enough").next())
        .unwrap_or_else(|| panic!("no escrow\n{page}"));
    let total = |reading: &str| -> f64 {
        let verified = run(&["verify", &case, "--assume", reading, "--format", "json"]);
        let page: serde_json::Value = serde_json::from_str(&stdout(&verified)).expect("JSON");
        let text = page.to_string();
        let needed = text.split("stays with a bond of ").skip(1);
        needed
            .filter_map(|rest| {
                let number: String = rest
                    .chars()
                    .take_while(|c| c.is_ascii_digit() || *c == '.')
                    .collect();
                number.trim_end_matches('.').parse::<f64>().ok()
            })
            .sum()
    };
    let written = run(&["plan", &case, "--write", "held", "--escrow"]);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    let least = run(&["plan", &case, "--write", "least"]);
    assert_eq!(least.status.code(), Some(0), "{}", stderr(&least));
    let text = fs::read_to_string(&path).expect("a case");
    assert!(
        text.contains("held-escrow-1:") && !text.contains("least-escrow"),
        "{text}"
    );
    let held = text.split("held:").nth(1).expect("the reading");
    let escrows = held.split("escrows:").nth(1).expect("escrows");
    assert!(
        !escrows.contains("relief"),
        "what is owed anyway is not held\n{text}"
    );
    assert_eq!(run(&["check", &case]).status.code(), Some(0));
    let promised: f64 = promised.parse().expect("a number");
    assert!(
        (total("held") - promised).abs() < 1e-9,
        "{} {promised}",
        total("held")
    );
    assert!(total("least") > promised, "{} {promised}", total("least"));
}

#[test]
fn what_is_written_waits_for_no_step_that_waits_for_it() {
    // Each side's second thing needs its first; the first of the isle needs all of the shore's.
    let text = "case: Swap\nparties: {shore: {name: Shore}, isle: {name: Isle}}\n\
        quantities: {boats: {unit: boat}, oars: {unit: oar}, nets: {unit: net}, ropes: {unit: rope}}\n\
        assumptions:\n  s: {values-of: shore, because: nets-home, worth: {nets: 2, ropes: 9}, cost: {boats: 5, oars: 1}}\n  \
        i: {values-of: isle, because: boats-home, worth: {boats: 9, oars: 2}, cost: {nets: 1, ropes: 5}}\n\
        agreement:\n  signed-by: [shore, isle]\n  calendar: {day-one: 2034-03-01}\n  \
        milestones: {permit: {name: Permit}, calm: {name: Calm}}\n  obligations:\n    \
        boats-home: {by: shore, to: isle, delivers: {boats: 1}, needs: oars-home and (permit or calm)}\n    \
        oars-home: {by: shore, to: isle, delivers: {oars: 1}}\n    \
        nets-home: {by: isle, to: shore, in-return-for: [boats-home, oars-home], delivers: {nets: 1}, needs: boats-home or oars-home}\n    \
        ropes-home: {by: isle, to: shore, in-return-for: [boats-home, oars-home], delivers: {ropes: 1}, needs: nets-home}\n";
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    fs::write(&path, text).expect("a case");
    let case = path.to_string_lossy().into_owned();
    let written = run(&["plan", &case, "--write"]);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    let page = stdout(&written);
    let told = page.split("Proposals leave out").nth(1).expect("the waits");
    let told = told.split('.').next().unwrap_or_default();
    assert!(!told.contains("ropes"), "{told}");
    assert_eq!(run(&["check", &case]).status.code(), Some(0));
    let text = fs::read_to_string(&path).expect("a case");
    let (_, reading) = text.split_once("planned:").expect("the reading");
    assert!(
        reading.contains("needs: (permit or calm) and oars-home-planned"),
        "{reading}"
    );
    assert!(reading.contains("needs: nets-home-planned"), "{reading}");
    assert!(!reading.contains("needs: boats-home"), "{reading}");
    let verified = stdout(&run(&["verify", &case, "--assume", "planned"]));
    assert!(
        !verified.contains("circular-precondition") && !verified.contains("never-reached"),
        "{verified}"
    );
}

#[test]
fn a_plan_is_not_written_where_it_would_be_seen_in_part() {
    let args = ["plan", "examples/two-shores", "--for", "public", "--write"];
    let refused = run(&args);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("whole case"));
}

#[test]
fn nothing_but_the_page_is_printed_where_there_is_no_terminal() {
    let output = run(&["plan", "examples/jpoa-2014"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stderr(&output), "");
    let page = stdout(&output);
    for told in [
        "The steps that bind",
        "on its earliest days".to_uppercase().as_str(),
        "A faster",
    ] {
        assert!(page.contains(told), "{told}\n{page}");
    }
}

/// A case with so many kinds that no search of them ends.
fn endless() -> String {
    let mut quantities = String::new();
    let (mut costs, mut worths) = (
        [String::new(), String::new()],
        [String::new(), String::new()],
    );
    let mut duties = String::new();
    for kind in 0..40 {
        let giver = kind % 2;
        let (cost, worth) = (20 + kind * 37 % 61, 21 + kind * 53 % 59);
        quantities.push_str(&format!("q{kind}: {{unit: piece}}, "));
        costs[giver].push_str(&format!("q{kind}: {cost}, "));
        worths[1 - giver].push_str(&format!("q{kind}: {worth}, "));
        let (by, to) = if giver == 0 { ("a", "b") } else { ("b", "a") };
        duties.push_str(&format!(
            "    d{kind}: {{by: {by}, to: {to}, delivers: {{q{kind}: 5}}, when: day {}}}\n",
            kind + 1
        ));
    }
    format!(
        "case: Endless\nparties: {{a: {{name: A}}, b: {{name: B}}}}\nquantities: {{{quantities}}}\n\
         assumptions:\n  va: {{values-of: a, because: d0, cost: {{{}}}, worth: {{{}}}}}\n  \
         vb: {{values-of: b, because: d0, cost: {{{}}}, worth: {{{}}}}}\n\
         agreement:\n  signed-by: [a, b]\n  obligations:\n{duties}",
        costs[0], worths[0], costs[1], worths[1]
    )
}

#[test]
fn a_limit_of_time_gives_the_best_so_far() {
    let folder = tempfile::tempdir().expect("a folder");
    let case = folder.path().join("case.yaml");
    fs::write(&case, endless()).expect("written");
    let case = case.to_string_lossy().into_owned();
    let output = run(&["plan", &case, "--seconds", "0", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("least-bond"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_gives_the_best_so_far() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let folder = tempfile::tempdir().expect("a folder");
    let case = folder.path().join("case.yaml");
    fs::write(&case, endless()).expect("written");
    let began = Instant::now();
    let child = program()
        .args(["plan", &case.to_string_lossy(), "--effort", "2000000000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    std::thread::sleep(Duration::from_secs(3));
    let id = child.id().to_string();
    let sent = Command::new("kill")
        .args(["-INT", &id])
        .status()
        .expect("kill");
    let output = child.wait_with_output().expect("an end");
    if sent.success() && output.status.code() != Some(130) {
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(stdout(&output).contains("Least in all"));
        let text = stdout(&output)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(
            text.contains("was stopped before the proof")
                || text.contains("No order of these steps"),
            "{text}"
        );
    }
    assert!(began.elapsed() < Duration::from_secs(60));
}

/// Two names swapped everywhere in a text.
fn swapped(text: &str, a: &str, b: &str) -> String {
    let third = "\u{1}";
    text.replace(a, third).replace(b, a).replace(third, b)
}

#[test]
fn with_the_names_swapped_the_pages_swap_them_and_change_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, a, b) in [
        (
            "examples/two-shores/case.yaml",
            "Shore Fishers",
            "Isle Fishers",
        ),
        (
            "examples/broken/agreements/dead-end.yaml",
            "Orrin Shore",
            "Orrin Isle",
        ),
        (
            "examples/broken/agreements/over-capacity.yaml",
            "Eastbank",
            "Westbank",
        ),
    ] {
        let text = support::read(name);
        assert!(text.contains(a) && text.contains(b), "{name}");
        let case = folder.path().join("case.yaml");
        let mut pages = Vec::new();
        for text in [text.clone(), swapped(&text, a, b)] {
            fs::write(&case, text).expect("written");
            let case = case.to_string_lossy().into_owned();
            for command in ["verify", "plan"] {
                pages.push(stdout(&run(&[command, &case, "--format", "json"])));
            }
        }
        assert!(!pages[0].is_empty());
        assert_eq!(swapped(&pages[0], a, b), pages[2], "{name}: verify");
        assert_eq!(swapped(&pages[1], a, b), pages[3], "{name}: plan");
    }
}

#[test]
fn every_check_of_the_catalogue_has_a_page_by_its_number() {
    for number in 1..=37 {
        for word in [format!("V{number}"), format!("v{number}")] {
            let output = run(&["explain", &word]);
            assert_eq!(output.status.code(), Some(0), "{word}: {}", stderr(&output));
            assert!(
                stdout(&output).contains("## Bad"),
                "{word} teaches with an example"
            );
        }
    }
    for word in ["V4b", "V12b", "V17b", "V18b"] {
        assert_eq!(run(&["explain", word]).status.code(), Some(0), "{word}");
    }
    assert_eq!(run(&["explain", "V38"]).status.code(), Some(2));
}
