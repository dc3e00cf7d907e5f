//! Spreadsheets: positions by actor and issue, claims to a sheet and back, scenarios.

mod support;

use armistice_engine::ledger::{Options, Voice, ledger};
use armistice_engine::run::Quiet;
use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(args)
        .current_dir(support::root())
        .stdin(Stdio::null())
        .output()
        .expect("it works");
    (
        output.status.code(),
        String::from_utf8(output.stdout).expect("it works"),
        String::from_utf8(output.stderr).expect("it works"),
    )
}

fn positions(args: &[&str]) -> String {
    let mut all = vec!["export", "positions"];
    all.extend(args);
    let (code, out, err) = run(&all);
    assert_eq!(code, Some(0), "{err}");
    out
}

#[test]
fn positions_of_doha_on_9_july() {
    assert_eq!(
        positions(&["examples/doha-2025-07", "--as-of", "2025-07-09"]),
        "actor,by,own,day,claims,withdrawal,aid,end-of-war,prisoners-number,schedule\n\
         israel,egypt-media,no,2025-07-08,c19b,,demands ghf,,,\n\
         israel,an undated article,no,2025-07-09,a6,refuses full,demands unknown,,,\n\
         hamas,hamas,yes,2025-07-03,c2,demands full,,demands permanent,,\n\
         hamas,talks-source,no,2025-07-08,c14b,refuses first-map,,,,\n\
         hamas,Clash Report,no,2025-07-06,c6,demands unknown,demands un-led,demands while-talks,,\n\
         hamas,Lao Dong,no,2025-07-06,c6,demands unknown,demands un-led,demands while-talks,,\n\
         hamas,Times of Israel,no,2025-07-07,c10,demands march-lines,,,,\n"
    );
}

#[test]
fn positions_of_the_lake_by_day_and_audience() {
    let head = "actor,by,own,day,claims,flow,wage,back-pay,night-pumps,meters\n";
    assert_eq!(
        positions(&[
            "examples/lake-sarn",
            "--as-of",
            "2033-08-05",
            "--for",
            "public"
        ]),
        format!(
            "{head}\
             dam,rahal,yes,2033-08-02,c2; c11,,offers 20,refuses full,accepts limited,\n\
             union,noga,yes,2033-08-02,c1; c10,,refuses 22,demands full,accepts limited,\n\
             union,osk,yes,2033-08-02,c9,,\"accepts 22, on conditions\",,,\n\
             city,lia,yes,2033-08-02,c3; c8,demands at least 40,,,accepts limited,\n"
        )
    );
    // c24 and c25 were said in confidence of one side each.
    let claims = |audience: &str| -> BTreeSet<String> {
        support::records(&positions(&["examples/lake-sarn", "--for", audience]))
            .iter()
            .skip(1)
            .flat_map(|row| row[4].split("; ").map(str::to_owned).collect::<Vec<_>>())
            .collect()
    };
    for (audience, union, dam) in [
        ("public", false, false),
        ("shared", false, false),
        ("union", true, false),
        ("dam", false, true),
        ("mediator", true, true),
    ] {
        let claims = claims(audience);
        assert_eq!(claims.contains("c24"), union, "{audience}");
        assert_eq!(claims.contains("c25"), dam, "{audience}");
    }
}

/// Every position of the board stands in its row and column, and nothing else stands anywhere.
#[test]
fn the_table_holds_the_board_and_no_more() {
    for example in ["doha-2025-07/case.yaml", "lake-sarn/case.yaml", "reference"] {
        let path = format!("examples/{}", example.trim_end_matches("/case.yaml"));
        let mut files = Vec::new();
        let mut folders = vec![support::root().join(&path)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("it works") {
                let at = entry.expect("it works").path();
                if at.is_dir() {
                    folders.push(at);
                } else if at.extension().is_some_and(|end| end == "yaml") {
                    let text = std::fs::read_to_string(&at).expect("it works");
                    files.push((at.to_string_lossy().into_owned(), text));
                }
            }
        }
        files.sort_by_key(|(at, _)| (!at.ends_with("/case.yaml"), at.clone()));
        let loaded = support::folder(&files);
        let case = loaded.case().expect("the example is sound");
        let ledger = ledger(&case, &Options::default(), &Quiet).expect("nothing is refused");
        let mut wanted: BTreeMap<(String, bool, usize), usize> = BTreeMap::new();
        let mut voices = BTreeSet::new();
        for (column, row) in ledger.board.iter().enumerate() {
            for position in &row.positions {
                let holder = case.actors.label(position.holder).id.to_string();
                let stances = wanted
                    .entry((holder.clone(), position.own, column))
                    .or_default();
                *stances += position.stance.len();
                voices.insert((holder, position.own, position.by.clone()));
            }
        }
        let table = support::records(&positions(&[&path]));
        let mut found: BTreeMap<(String, bool, usize), usize> = BTreeMap::new();
        for row in &table[1..] {
            assert_eq!(row.len(), table[0].len());
            for (column, cell) in row.iter().skip(5).enumerate() {
                if !cell.is_empty() {
                    *found
                        .entry((row[0].clone(), row[2] == "yes", column))
                        .or_default() += cell.split("; ").count();
                }
            }
        }
        assert_eq!(found, wanted, "{path}");
        assert_eq!(table.len() - 1, voices.len(), "{path}");
        assert!(
            voices.iter().all(|(.., by)| *by != Voice::Text),
            "the text of an agreement takes no position"
        );
    }
}

#[test]
fn odd_names_are_quoted_and_no_cell_is_a_formula() {
    let folder = tempfile::tempdir().expect("it works");
    let case = folder.path().join("case.yaml");
    std::fs::write(
        &case,
        "case: Odd names\n\
         parties:\n  ann: {name: Ann}\n  bob: {name: Bob}\n\
         issues:\n  pay: {question: \"How much?\", unit: crown, range: 1 to 9, step: 1}\n\
         deal: {consent: ann and bob}\n\
         sources:\n  s1: {outlet: '=Daily \"News\", late', published: 2033-01-02}\n\
         claims:\n  \
           c1: {by: outlet, about: ann, from: s1, demands: {pay: at least 5}}\n  \
           c2: {by: bob, date: 2033-01-01, from: s1, accepts: {pay: 3}, refuses: {pay: 7}}\n",
    )
    .expect("it works");
    let case = case.to_string_lossy().into_owned();
    let text = positions(&[&case, "--format", "csv"]);
    assert_eq!(
        text,
        "actor,by,own,day,claims,pay\n\
         ann,\"'=Daily \"\"News\"\", late\",no,2033-01-02,c1,demands at least 5\n\
         bob,bob,yes,2033-01-01,c2,accepts 3; refuses 7\n"
    );
    let file = folder.path().join("positions.csv");
    let output = file.to_string_lossy().into_owned();
    assert_eq!(positions(&[&case, "--output", &output]), "");
    assert_eq!(std::fs::read_to_string(file).expect("it works"), text);
}

#[test]
fn claims_go_to_a_sheet_and_back_into_a_case() {
    let folder = tempfile::tempdir().expect("it works");
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (case, sheet, again) = (at("talks"), at("claims.csv"), at("again.csv"));
    assert_eq!(run(&["new", &case]).0, Some(0));
    let (code, _, err) = run(&[
        "export", "claims", &case, "--format", "csv", "--output", &sheet,
    ]);
    assert_eq!(code, Some(0), "{err}");
    let text = std::fs::read_to_string(&sheet).expect("it works");
    let renamed: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(line, row)| match line {
            0 => row.replacen("id,", "Number,", 1),
            _ => format!("n{row}"),
        })
        .collect();
    std::fs::write(&sheet, renamed.join("\n") + "\n").expect("it works");
    let (code, out, err) = run(&["import", "claims", &case, &sheet, "--map", "Number=id"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.ends_with(" added\n"), "{out}");
    assert_eq!(
        run(&["export", "claims", &case, "--output", &again]).0,
        Some(0)
    );
    let after = std::fs::read_to_string(&again).expect("it works");
    let (first, second): (Vec<_>, Vec<_>) =
        after.lines().skip(1).partition(|row| !row.starts_with('n'));
    assert_eq!(first, text.lines().skip(1).collect::<Vec<_>>());
    assert_eq!(
        second.iter().map(|row| &row[1..]).collect::<Vec<_>>(),
        first
    );
}

#[test]
fn scenarios_go_out_and_come_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (code, first, err) = run(&["import", "scenario", "examples/imported-orchard"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(
        err.contains("GENIUS files; numbers read as `genius`"),
        "{err}"
    );
    std::fs::write(path("case.yaml"), &first).expect("it can be written");
    let body = |text: &str| -> Vec<String> {
        let kept = text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.contains("says:"));
        kept.map(str::to_owned).collect()
    };
    // The twin holds the same evaluations; only its own reading leaves them undivided.
    let twin = "examples/imported-orchard-negmas";
    let (_, divided, _) = run(&["import", "scenario", twin, "--read-as", "genius"]);
    let scores = |text: &str| -> Vec<String> {
        body(text)
            .into_iter()
            .filter(|line| line.contains(": {v-"))
            .collect()
    };
    assert_eq!(scores(&divided), scores(&first));
    let (_, raw, err) = run(&["import", "scenario", twin]);
    assert!(raw.contains("v-3-4: 500"), "{raw}");
    assert!(err.contains("numbers read as `negmas`"), "{err}");
    assert!(err.contains("counts as not said"), "{err}");
    for format in ["genius", "negmas"] {
        let out = path(format);
        let case = path("case.yaml");
        let ask = [
            "export", "scenario", &case, "--to", format, "--output", &out,
        ];
        let (code, _, err) = run(&ask);
        assert_eq!(code, Some(0), "{err}");
        assert!(err.contains("everything but scores stay behind"), "{err}");
        let (code, back, err) = run(&["import", "scenario", &out]);
        assert_eq!(code, Some(0), "{err}");
        assert_eq!(scores(&back), scores(&first));
        assert!(back.contains("reservation: 45"), "{back}");
        // What is there is never mixed with what is written.
        assert_eq!(run(&ask).0, Some(2));
    }
    let stretched = run(&["import", "scenario", twin, "--normalise"]).1;
    assert!(stretched.contains("v-1-4: 0,"), "{stretched}");
    for (case, words) in [
        ("examples/doha-2025-07", "those of Israel are not"),
        ("examples/reference", "error: "),
    ] {
        let out = path("none");
        let (code, _, err) = run(&[
            "export", "scenario", case, "--to", "genius", "--output", &out,
        ]);
        assert_eq!(code, Some(2), "{err}");
        assert!(err.contains(words), "{err}");
    }
}

#[test]
fn packages_are_a_table_and_a_cut_is_told() {
    let (code, out, err) = run(&["export", "packages", "examples/harbour", "--most", "2"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("2 of 720 packages are in the table"), "{err}");
    let rows: Vec<&str> = out.lines().collect();
    assert_eq!(rows.len(), 3);
    assert!(
        rows[0].starts_with("site,nature,jobs,loan,pay,city worth at least,"),
        "{out}"
    );
    assert!(rows[1].ends_with(",impossible"), "{out}");
    let (_, out, err) = run(&["export", "packages", "examples/harbour"]);
    assert_eq!(err, "");
    let accepted = out
        .lines()
        .filter(|row| row.ends_with(",necessary"))
        .count();
    assert_eq!((out.lines().count(), accepted), (721, 12));
    let (_, out, _) = run(&["export", "packages", "examples/doha-2025-07", "--most", "1"]);
    assert!(
        out.lines()
            .nth(1)
            .is_some_and(|row| row.ends_with("not known")),
        "{out}"
    );
}

/// What was written out comes back as a case with the same packages, the same worths and the same acceptance.
#[test]
fn packages_go_out_and_come_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let written = "case: T\nparties: {ash: {name: Ash}, elm: {name: Elm}}\nissues:\n  \
         line: {options: {near: near, far: far, mid: mid}}\n  day: {options: {soon: soon, late: late}}\n  \
         aid: {options: {road: road, sea: sea}}\n\
         deal: {cannot-be: [{line: near, aid: sea}, {day: late, aid: sea}]}\nassumptions:\n  \
         a: {preferences-of: ash, reservation: 20, scores: {line: {near: 30, far: 0, mid: 12.5}, \
         day: {soon: 10, late: 0}, aid: {road: 0, sea: 5}}, interactions: [{if: {line: [far, mid], day: late}, adds: -10}]}\n  \
         e: {preferences-of: elm, reservation: 15, scores: {line: {near: 0, far: 20, mid: 10}, \
         day: {soon: 0, late: 5}, aid: {road: 0.25, sea: 0}}}\n";
    std::fs::write(path("own.yaml"), written).expect("it can be written");
    for case in ["examples/harbour".to_owned(), path("own.yaml")] {
        let (code, first, err) = run(&["export", "packages", &case]);
        assert_eq!(code, Some(0), "{err}");
        std::fs::write(path("first.csv"), &first).expect("it can be written");
        let (code, text, err) = run(&["import", "packages", &path("first.csv")]);
        assert_eq!(code, Some(0), "{err}");
        assert!(err.contains("no deal is worth more than"), "{err}");
        std::fs::write(path("again.yaml"), &text).expect("it can be written");
        let (code, again, err) = run(&["export", "packages", &path("again.yaml")]);
        assert_eq!(code, Some(0), "{err}");
        // Answers stand in the order in which the table has them.
        let sorted = |table: &str| -> Vec<String> {
            let mut rows: Vec<String> = table.lines().map(str::to_owned).collect();
            rows[1..].sort();
            rows
        };
        assert_eq!(sorted(&first), sorted(&again), "{text}");
        if case.ends_with("own.yaml") {
            assert!(text.contains("interactions:"), "{text}");
            assert_eq!(
                text.matches("    - {line").count() + text.matches("    - {day").count(),
                2,
                "{text}"
            );
        }
    }
    let table = "Price,Delivery,Remark,Ann,Ben\n10,fast,a,1.5,0\n10,slow,b,0.5,x\n";
    std::fs::write(path("bids.csv"), table).expect("it can be written");
    let bids = path("bids.csv");
    let ask = [
        "import", "packages", &bids, "--party", "Ann", "--party", "Ben", "--issue", "Price",
        "--issue", "Delivery",
    ];
    let (code, out, err) = run(&ask);
    assert_eq!((code, &*out), (Some(1), ""), "{err}");
    for told in [
        "bids.csv:3:15",
        "`x` is not what a package can be worth",
        "write a number",
    ] {
        assert!(err.contains(told), "{told}: {err}");
    }
}

#[test]
fn a_scenario_becomes_a_case_and_one_command_imports() {
    let (code, out, err) = run(&["import", "scenario", "examples/imported-orchard"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(support::case(&out).is_sound(), "{out}");
    for wrong in [
        &["import"][..],
        &["import", "examples/imported-orchard"],
        &["import-claims", "examples/lake-sarn", "heard.csv"],
        &["export", "examples/lake-sarn"],
        &[
            "export",
            "positions",
            "examples/lake-sarn",
            "--format",
            "json",
        ],
    ] {
        assert_eq!(run(wrong).0, Some(2), "{wrong:?}");
    }
}
