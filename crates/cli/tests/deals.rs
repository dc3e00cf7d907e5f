//! The commands on the deal space, as a person calls them.

use std::path::Path;
use std::process::{Command, Output};

fn armistice(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_armistice"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .args(arguments)
        .args(["--width", "200"])
        .output()
        .expect("the program starts")
}

/// What it prints, the blanks between columns made one.
fn printed(arguments: &[&str]) -> String {
    let output = armistice(arguments);
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn another_assumption_is_taken_in_place_of_one() {
    let plain = printed(&["openings", "examples/harbour"]);
    assert!(plain.contains("nobody has to come down"), "{plain}");
    let asked = [
        "openings",
        "examples/harbour",
        "--from",
        "towns-paper",
        "--instead",
        "league-harder",
    ];
    let harder = printed(&asked);
    for expected in [
        "the city's mayor cannot open a deal alone",
        "the builder comes down by 1 ",
        "the tourism office comes down by 6 ",
        "the environmental league comes down by 3 ",
        "the builder comes down by 1: least in all, and least for whoever moves most",
        "the union comes down by 22 ",
        "a mediator adds 1 for the builder",
        "the state adds, with the least effort, `cheaper-permit` (1 for the builder; effort 1) site land",
        "`cheaper-permit` (1 for the builder; effort 1): “The state could waive a fee, worth a point to the builder.”",
        "--from towns-paper --instead league-harder",
    ] {
        assert!(harder.contains(expected), "{expected}: {harder}");
    }
    assert_eq!(harder, printed(&asked));
    let choices = printed(&["deals", "examples/harbour"]);
    assert!(
        choices.contains(
            "`league-harder` instead of `league-scores` no line is assumed to bind 0 0 720"
        ),
        "{choices}"
    );
}

#[test]
fn what_is_acceptable_to_some_is_not_called_acceptable_to_all() {
    let sarn = "examples/lake-sarn";
    for command in ["deals", "openings"] {
        let page = printed(&[command, sarn]);
        assert!(!page.contains("acceptable to all"), "{page}");
        assert!(!page.contains("for all"), "{page}");
        let asked = "package acceptable to Sarn Dam Company and Union of Gate Hands and Irrigators \
                     (what the others would accept is not known)";
        assert!(page.contains(asked), "{page}");
    }
}

#[test]
fn what_contradicts_is_told_by_deals_and_by_openings() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    let text = |weights: &str| {
        format!(
            "case: T\nparties: {{a: {{name: Ash}}, b: {{name: Birch}}}}\nissues:\n  \
             line: {{options: {{near: near, far: far}}}}\n  aid: {{options: {{un: UN, own: own}}}}\nassumptions:\n  \
             w: {{preferences-of: a, weights: {{{weights}}}, reservation: 30}}\n"
        )
    };
    for (weights, sum) in [
        ("line: 80, aid: 60", "add up to 140, and"),
        (
            "line: at least 80, aid: at least 30",
            "add up to at least 110, and",
        ),
        (
            "line: at most 40, aid: at most 30",
            "add up to at most 70, and",
        ),
    ] {
        std::fs::write(&path, text(weights)).expect("written");
        for command in ["deals", "openings"] {
            let page = printed(&[command, &path.to_string_lossy()]);
            assert!(page.contains("about Ash cannot all be so"), "{page}");
            assert!(page.contains(sum), "{page}");
            assert!(
                page.contains("nothing is computed from preferences"),
                "{page}"
            );
        }
    }
    std::fs::write(
        &path,
        text("line: 60, aid: 40").replace(", reservation: 30", ""),
    )
    .expect("written");
    let page = printed(&["openings", &path.to_string_lossy()]);
    assert!(page.contains("give a `reservation`"), "{page}");
}

#[test]
fn who_moves_least_together_is_told_of_the_parties_and_of_a_mediator() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    // Near is worth 50 and 25, the middle 30 to each, far nothing and 50; both want 40.
    std::fs::write(
        &path,
        "case: T\nparties: {a: {name: Ash}, b: {name: Birch}}\nissues:\n  \
         line: {options: {near: near, middle: middle, far: far}}\nassumptions:\n  \
         w: {preferences-of: a, scores: {line: {near: 50, middle: 30, far: 0}}, reservation: 40}\n  \
         v: {preferences-of: b, scores: {line: {near: 25, middle: 30, far: 50}}, reservation: 40}\n",
    )
    .expect("written");
    let page = printed(&["openings", &path.to_string_lossy()]);
    for said in [
        "Birch comes down by 15 line near",
        "Ash comes down by 40 line far",
        "Birch comes down by 15: least in all line near",
        "Ash and Birch come down together, Ash by 10 and Birch by 10: least for whoever moves most line middle",
        "a mediator adds 15 for Birch: least in all line near",
        "a mediator adds 10 for Ash and 10 for Birch: least for whoever moves most line middle",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
}

#[test]
fn the_rules_can_be_narrowed_to_the_steps_of_raiffa() {
    let page = printed(&["deals", "examples/harbour", "--solution", "raiffa"]);
    assert!(page.contains("raiffa: "), "{page}");
    assert!(!page.contains("nash: "), "{page}");
}

#[test]
fn the_proportional_rule_takes_proportions() {
    let ask = ["deals", "examples/harbour", "--solution", "proportional"];
    let alike = printed(&ask);
    assert!(alike.contains("in proportions, here alike"), "{alike}");
    let towns = printed(&[&ask[..], &["--proportions", "towns=8,union=2"]].concat());
    assert!(towns.contains("the other towns 8, the"), "{towns}");
    // Surpluses 24, 17, 21, 2, 16 and 22: the smallest share is the builder's 2; the towns' is 17/8.
    assert!(towns.contains("54 48 71 57 81 77"), "{towns}");
    let refused = armistice(&["deals", "examples/harbour", "--proportions", "towns=0"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn what_is_not_there_is_told() {
    for (asked, expected) in [
        (["--instead", "nobody"], "no assumption of this case"),
        (
            ["--from", "nothing"],
            "the case names: builders-draft, towns-paper",
        ),
        (["--read-offers", "always"], "never-better"),
    ] {
        let output = armistice(&["openings", "examples/harbour", asked[0], asked[1]]);
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn the_talks_of_doha_show_what_cannot_hold_together_and_who_could_move() {
    let deals = printed(&["deals", "examples/doha-2025-07", "--as-of", "2025-07-24"]);
    for expected in [
        "Israel demands a strip of 1000 to 1200 m along the Philadelphi route (withdrawal); Hamas demands a \
         strip of at most 800 m",
        "Israel demands the Gaza Humanitarian Foundation (GHF) (aid); Hamas demands the UN and the Red Crescent",
        "2 smallest conflicts",
    ] {
        assert!(deals.contains(expected), "{expected}: {deals}");
    }
    let openings = printed(&["openings", "examples/doha-2025-07", "--as-of", "2025-07-24"]);
    assert!(
        openings.contains("there is a choice who moves"),
        "{openings}"
    );
}

#[test]
fn the_day_on_which_the_zone_closes_is_printed_and_both_directions() {
    let text = printed(&["openings", "examples/harbour"]);
    assert!(
        text.contains("hardens, as assumed 12 necessary no deal no deal from 29 May"),
        "{text}"
    );
    assert!(
        text.contains("no effect 12 necessary 12 necessary nothing"),
        "{text}"
    );
    assert!(
        text.contains("softens instead 12 necessary 22 necessary 10 packages gained by 1 Jun"),
        "{text}"
    );
}

#[test]
fn long_lists_of_packages_say_how_many_there_are() {
    let sarn = printed(&["deals", "examples/lake-sarn", "--top", "3"]);
    assert!(
        sarn.contains("Packages that the case names: package"),
        "{sarn}"
    );
    let cut = "3 of 204 packages that those asked could accept, the surest first";
    assert!(sarn.contains(cut), "{sarn}");
}

#[test]
fn moves_are_told_no_finer_than_the_draws_can_tell() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    std::fs::write(
        &path,
        "case: T\nparties: {a: {name: Ash}, b: {name: Birch}}\nmediators: {envoy: {name: the Envoy}}\nissues:\n  \
         line: {options: {near: near, middle: middle, far: far}}\nassumptions:\n  \
         w: {preferences-of: a, weights: {line: 100}, scores: {line: {near: 100, middle: 40 to 60, far: 0}}, \
         reservation: 60 to 80}\n  \
         v: {preferences-of: b, weights: {line: 100}, scores: {line: {near: 0, middle: 40 to 60, far: 100}}, \
         reservation: 60 to 80}\n  \
         i1: {says: A road., inducement-by: envoy, adds: {a: 40}, effort: 2}\n  \
         i2: {says: A bridge., inducement-by: envoy, adds: {b: 40}, effort: 3}\n",
    )
    .expect("written");
    for seed in ["1", "2", "3"] {
        let page = printed(&["openings", &path.to_string_lossy(), "--seed", seed]);
        let moves: Vec<&str> = page.split("comes down, or is given, ").skip(1).collect();
        assert!(!moves.is_empty(), "{page}");
        for told in moves {
            let number = told.split(' ').next().expect("a number");
            assert!(number.parse::<u32>().is_ok(), "{number}: {page}");
        }
        // Each alone leaves the other short; both together open every draw.
        let both =
            "adds `i1` (40 for Ash; effort 2) and `i2` (40 for Birch; effort 3) in every draw";
        assert!(page.contains(both), "{page}");
        assert!(
            page.contains("`i2` (40 for Birch; effort 3): “A bridge.”"),
            "{page}"
        );
    }
}

#[test]
fn what_is_assumed_and_what_offers_add_is_told_of_every_party() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    std::fs::write(
        &path,
        "case: T\nparties: {a: {name: Ash}, b: {name: the towns}}\nissues:\n  \
         line: {options: {near: near, far: far}}\n  day: {options: {soon: soon, late: late}}\nsources:\n  \
         s: {outlet: Post, published: 2031-01-01}\nclaims:\n  \
         c: {by: a, from: s, offers: {line: near, day: soon}}\nassumptions:\n  \
         w: {preferences-of: a, weights: {line: 60, day: 40}, reservation: 20 to 40, \
         scores: {line: {near: 100, far: 0}, day: {soon: 100, late: 0}}}\n  \
         v: {preferences-of: b, order: [line, day], scores: {line: {near: 0, far: 100}, day: {soon: 0, late: 100}}}\n",
    )
    .expect("written");
    let path = path.to_string_lossy();
    let page = printed(&["deals", &path, "--read-offers", "acceptable"]);
    for told in [
        "Ash exact scores 20 to 40 exact",
        "the towns an order of issues and exact scores not said exact, by the corners of the order",
        "The offers heard of Ash, read as asked, add nothing to what is assumed. c",
        "No offer or refusal of the towns was heard that could be read as a preference.",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let ledger = printed(&["ledger", &path]);
    assert!(ledger.contains("Not heard at all: the towns."), "{ledger}");
}

#[test]
fn a_platforms_definitions_stand_beside_ours() {
    let plain = printed(&["deals", "examples/harbour"]);
    assert!(!plain.contains("DEFINES IT"), "{plain}");
    let both = printed(&["deals", "examples/harbour", "--definitions", "negmas"]);
    for expected in [
        "WHAT DIFFERENT RULES WOULD PICK",
        "AS NEGMAS DEFINES IT",
        "12 utility points on its frontier",
        "modified ks: shares of the best utility that lie closest together",
        "armistice deals examples/harbour --definitions negmas",
    ] {
        assert!(both.contains(expected), "{expected}: {both}");
    }
    let section = |platform: &str| {
        let json = armistice(&[
            "deals",
            "examples/harbour",
            "--definitions",
            platform,
            "--format",
            "json",
        ]);
        let page: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
        let mut sections = page["sections"].as_array().expect("sections").iter();
        let section = sections.find(|section| section["id"] == "platform");
        section.expect("a section").to_string()
    };
    let text = section("negmas");
    for lots in [
        "platform-lots",
        "on its hull",
        "ks: largest smallest share",
        " % of ",
        ", else ",
    ] {
        assert!(text.contains(lots), "{lots}: {text}");
    }
    let text = section("genius");
    assert!(
        text.contains("platform-measures") && text.contains("platform-rules"),
        "{text}"
    );
    assert!(text.contains("social welfare"), "{text}");
}

/// An imported scenario names the switch of its reading, and where its file claims too little.
#[test]
fn an_import_says_what_its_file_claims_wrongly() {
    let folder = tempfile::tempdir().expect("a folder");
    let issue =
        "<issue index=\"1\" name=\"price\" type=\"integer\" lowerbound=\"0\" upperbound=\"3\"/>";
    let domain = format!(
        "<negotiation_template><utility_space><objective>{issue}</objective></utility_space></negotiation_template>"
    );
    let profile = |claimed: u32| {
        format!(
            "<utility_space><objective>{issue}<utility maxutility=\"{claimed}\"><ufun aggregation=\"sum\">\
             <hyperRectangle utility=\"30\"><INCLUDES index=\"1\" min=\"0\" max=\"2\"/></hyperRectangle>\
             <hyperRectangle utility=\"20\"><INCLUDES index=\"1\" min=\"2\" max=\"3\"/></hyperRectangle>\
             </ufun></utility></objective></utility_space>"
        )
    };
    for (name, text) in [
        ("domain.xml", domain.clone()),
        ("one.xml", profile(50)),
        ("two.xml", profile(40)),
    ] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let path = folder.path().to_string_lossy().into_owned();
    for reading in ["genius", "negmas"] {
        let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
            .args(["import", "scenario", &path, "--read-as", reading])
            .output()
            .expect("the program starts");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(
            text.contains(&format!("`armistice deals --definitions {reading}`")),
            "{text}"
        );
        let claim = "two: its file says that no package is worth more than 40, and the best one is worth 50";
        assert!(text.contains(claim), "{text}");
        assert!(!text.contains("one: its file says"), "{text}");
    }
}
