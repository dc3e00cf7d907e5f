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

/// What it prints as it is.
fn armistice_plain(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(arguments)
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
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

/// Three parties of whom the first has a veto and one of the others is needed; `third` is what is assumed of that one.
fn short_of_unanimity(third: &str) -> String {
    format!(
        "case: Votes\nparties: {{a: {{name: Ash}}, b: {{name: Birch}}, c: {{name: Cedar}}}}\nissues:\n  \
         x: {{options: {{x1: one, x2: two, x3: three}}}}\n  \
         y: {{unit: metres, range: 0 to 10}}\ndeal:\n  consent: a and (b or c)\n  \
         cannot-be: [{{x: x1, y: 3}}]\n  packages: {{p1: {{x: x1, y: 5}}}}\nassumptions:\n  \
         sa: {{preferences-of: a, scores: {{x: {{x1: 10, x2: 5, x3: 0}}, y: {{0: 0, 4: 8, 10: 2}}}}, reservation: 9}}\n  \
         sb: {{preferences-of: b, scores: {{x: {{x1: 0, x2: 6, x3: 10}}, y: {{0: 0, 10: 10}}}}, reservation: 13}}\n{third}"
    )
}

/// The third one's worth; with no deal at `reservation`, if it is said.
fn cedar(reservation: &str) -> String {
    format!(
        "  sc: {{preferences-of: c, scores: {{x: {{x1: 0, x2: 3, x3: 10}}, y: {{0: 10, 10: 0}}}}, \
         interactions: [{{if: {{x: x2, y: 2}}, adds: 3}}]{reservation}}}\n"
    )
}

#[test]
fn what_a_rule_short_of_unanimity_accepts_is_not_called_acceptable_to_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    let path = path.to_string_lossy();
    let text = short_of_unanimity(&cedar(", reservation: 14"));
    std::fs::write(&*path, text).expect("written");
    let page = printed(&["deals", &path]);
    assert!(!page.contains("acceptable to all"), "{page}");
    assert!(!page.contains("for all"), "{page}");
    for said in [
        "3 of them are acceptable to those whose yes it takes.",
        "package as a deal Ash Birch Cedar",
        // By hand: Birch or Cedar accepts 16 packages, Ash three of them; of Ash's 17 there are 14 left.
        "Ash 17 0 15 13 ",
        "Birch 12 0 20 14 ",
        "Cedar 8 0 24 14 ",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let raiffa = printed(&["deals", &path, "--solution", "raiffa"]);
    assert!(
        raiffa.contains("raiffa: every acceptable package leaves somebody with less than no deal"),
        "{raiffa}"
    );
    let openings = printed(&["openings", &path]);
    for said in [
        "3 points of the frontier are acceptable to those whose yes it takes already",
        "lack less in all, draft 3 x x2 · y 2 -3 -3 +6 nothing",
    ] {
        assert!(openings.contains(said), "{said}: {openings}");
    }
    let csv = armistice_plain(&["export", "packages", &path]);
    assert!(csv.starts_with("x,y,a worth at least"), "{csv}");
    assert!(csv.contains(",a deal\n"), "{csv}");
    let of = |package: &str| csv.lines().find(|row| row.starts_with(package));
    assert!(of("x2,2,").is_some_and(|row| row.ends_with("impossible,14,14,necessary,necessary")));
}

#[test]
fn a_package_that_cannot_be_is_told_and_no_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    let path = path.to_string_lossy();
    let text = short_of_unanimity(&cedar(", reservation: 14"));
    let text = text.replace(
        "packages: {p1: {x: x1, y: 5}}",
        "packages: {p1: {x: x1, y: 3}, p2: {x: x2, y: 2}}",
    );
    std::fs::write(&*path, text).expect("written");
    for command in ["deals", "openings"] {
        let page = printed(&[command, &path]);
        let told =
            format!("Named and not looked at, because `cannot-be` shuts it out: `p1` ({path}:8).");
        assert!(
            page.contains(&told.split_whitespace().collect::<Vec<_>>().join(" ")),
            "{page}"
        );
        assert!(!page.contains("y 3"), "{page}");
    }
    let page = printed(&["openings", &path]);
    assert!(page.contains("from x x2 · y 2"), "{page}");
    let output = armistice(&["openings", &path, "--from", "p1"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        told.contains("`p1` cannot be: a combination under `cannot-be` shuts it out"),
        "{told}"
    );
    assert!(told.contains("case.yaml:8"), "{told}");
}

#[test]
fn who_is_not_asked_is_not_called_consenting() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    let path = path.to_string_lossy();
    let text = |ash: &str, birch: &str| {
        format!(
            "case: T\nparties: {{a: {{name: Ash}}, b: {{name: Birch}}}}\nissues:\n  \
             line: {{options: {{near: near, middle: middle, far: far}}}}\nassumptions:\n  \
             w: {{preferences-of: a, scores: {{line: {{near: 50, middle: 30, far: 0}}}}{ash}}}\n  \
             v: {{preferences-of: b, scores: {{line: {{near: 0, middle: 30, far: 50}}}}{birch}}}\n"
        )
    };
    let pages = |ash: &str, birch: &str| {
        std::fs::write(&*path, text(ash, birch)).expect("written");
        ["deals", "openings"].map(|command| printed(&[command, &path]))
    };
    let to_birch = "acceptable to Birch (what the others would accept is not known)";
    let [deals, openings] = pages("", ", reservation: 30");
    assert!(
        deals.contains(&format!("2 of them are {to_birch}. Exact")),
        "{deals}"
    );
    let told = format!(
        "2 points of the frontier are {to_birch} already; of those asked nobody has to come down."
    );
    assert!(openings.contains(&told), "{openings}");
    assert!(
        openings.contains("worth to Ash is not known; every draft counts as acceptable to it"),
        "{openings}"
    );
    // Where Birch wants more than it can get, what Ash would have to do is not known.
    let [_, openings] = pages("", ", reservation: 60");
    for said in [
        format!("No package is {to_birch}."),
        "Ash what no deal is worth to it is not known –".to_owned(),
        "Birch comes down by 10 line far".to_owned(),
        "Ash not known Birch 3".to_owned(),
    ] {
        assert!(openings.contains(&said), "{said}: {openings}");
    }
    let [deals, openings] = pages("", "");
    for page in [&deals, &openings] {
        assert!(!page.contains("acceptable to all"), "{page}");
    }
    assert!(
        deals.contains("said of nobody, so none is called acceptable"),
        "{deals}"
    );
    assert!(openings.contains("give a `reservation`"), "{openings}");
    let [deals, openings] = pages(", reservation: 30", ", reservation: 30");
    assert!(deals.contains("1 of them is acceptable to all"), "{deals}");
    assert!(
        openings.contains("1 point of the frontier is acceptable to all already; nobody has"),
        "{openings}"
    );
}

#[test]
fn a_conflict_names_the_combinations_that_it_rests_on_and_no_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    std::fs::write(
        &path,
        "case: Lines\nparties: {a: {name: Ash}, b: {name: Birch}, c: {name: Cedar}}\nissues:\n  \
         line: {options: {near: near, middle: middle, far: far}}\n  \
         aid: {options: {more: more, less: less}}\n  day: {options: {soon: soon, late: late}}\ndeal:\n  \
         cannot-be:\n  - {line: far, day: late}\n  - {line: middle, aid: more}\nsources:\n  \
         s: {outlet: Post, published: 2031-01-01}\nclaims:\n  \
         c1: {by: a, from: s, refuses: {line: near}, demands: {day: soon}}\n  \
         c2: {by: b, from: s, demands: {aid: more, day: late}}\n  \
         c3: {by: c, from: s, refuses: {line: far}}\n",
    )
    .expect("written");
    let page = printed(&["deals", &path.to_string_lossy()]);
    for said in [
        "These cannot hold together: Ash demands soon (day); Birch demands late (day).".to_owned(),
        // Near and far are refused, and the middle cannot be with more aid.
        format!(
            "These cannot hold together, since middle (line) with more (aid) cannot be ({}:10): Ash refuses near \
             (line); Birch demands more (aid); Cedar refuses far (line).",
            path.to_string_lossy()
        ),
    ] {
        assert!(page.contains(&said), "{said}: {page}");
    }
    let both = "and middle (line) with more (aid) cannot be";
    assert_eq!(
        page.matches("far (line) with late (day) cannot be").count(),
        1,
        "{page}"
    );
    assert_eq!(page.matches(both).count(), 1, "{page}");
}

#[test]
fn a_share_that_is_undecided_makes_a_sentence_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    std::fs::write(
        &path,
        "case: T\nparties: {a: {name: Ash}, b: {name: Birch}}\nissues:\n  \
         line: {options: {near: near, middle: middle, far: far}}\nassumptions:\n  \
         w: {preferences-of: a, weights: {line: 100}, scores: {line: {near: 100, middle: 0 to 100, far: 0}}, \
         reservation: 50}\n  \
         v: {preferences-of: b, weights: {line: 100}, scores: {line: {near: 0, middle: 60, far: 100}}, reservation: 50}\n",
    )
    .expect("written");
    let page = printed(&["deals", &path.to_string_lossy()]);
    let said = "There is a package acceptable to all about as often as not (undecided), ";
    assert!(page.contains(said), "{page}");
}

#[test]
fn efforts_are_told_as_they_are_said_and_scales_are_not_mixed_in_silence() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    // Ash lacks 2 in the middle; either giver's addition would do.
    let page = |efforts: [&str; 2], second: &str| {
        let [one, two] = efforts;
        let text = format!(
            "case: T\nparties: {{a: {{name: Ash}}, b: {{name: Birch}}}}\n\
             mediators: {{m: {{name: the Envoy}}, n: {{name: the Bank}}}}\nissues:\n  \
             line: {{options: {{near: near, middle: middle, far: far}}}}\nassumptions:\n  \
             w: {{preferences-of: a, scores: {{line: {{near: 50, middle: 38, far: 0}}}}, reservation: 40}}\n  \
             v: {{preferences-of: b, scores: {{line: {{near: 0, middle: 40, far: 50}}}}, reservation: 40}}\n  \
             i1: {{says: A road., inducement-by: m, adds: {{a: 2}}{one}}}\n  \
             i2: {{says: A bridge., inducement-by: {second}, adds: {{a: 3}}{two}}}\n"
        );
        std::fs::write(&path, text).expect("written");
        printed(&["openings", &path.to_string_lossy()])
    };
    let ranges = "An effort that is a range counts at its most.";
    let scales = "The efforts of the Envoy and the Bank are compared and added as if on one scale";
    let both = page([", effort: 1 to 4", ", effort: 3"], "n");
    assert!(
        both.contains("the Bank adds, with the least effort, `i2` (3 for Ash; effort 3)"),
        "{both}"
    );
    assert!(
        both.contains("`i1` (2 for Ash; effort 1 to 4): “A road.”"),
        "{both}"
    );
    assert!(both.contains(ranges) && both.contains(scales), "{both}");
    let one = page([", effort: 1 to 4", ", effort: 5"], "m");
    assert!(
        one.contains("the Envoy adds, with the least effort, `i1` (2 for Ash; effort 1 to 4)"),
        "{one}"
    );
    assert!(
        one.contains(ranges) && !one.contains("as if on one scale"),
        "{one}"
    );
    // What is said of one alone decides nothing: each addition counts as one.
    let unsaid = page([", effort: 7", ""], "n");
    let fewest = "with the fewest additions (not of every one it is said what it takes at the most; one each), `i";
    assert!(
        unsaid.contains(&format!("{fewest}1`")) && unsaid.contains(&format!("{fewest}2`")),
        "{unsaid}"
    );
    assert!(
        !unsaid.contains(ranges) && !unsaid.contains("as if on one scale"),
        "{unsaid}"
    );
}

#[test]
fn a_zone_that_is_closed_by_scores_is_on_the_first_lines_of_the_brief() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    // Near is worth 50 and 25, the middle 30 to each, far nothing and 50.
    let brief = |ash: &str, birch: &str| {
        let text = format!(
            "case: T\nparties: {{a: {{name: Ash}}, b: {{name: Birch}}}}\nissues:\n  \
             line: {{options: {{near: near, middle: middle, far: far}}}}\nassumptions:\n  \
             w: {{preferences-of: a, scores: {{line: {{near: 50, middle: 30, far: 0}}}}, reservation: {ash}}}\n  \
             v: {{preferences-of: b, scores: {{line: {{near: 25, middle: 30, far: 50}}}}, reservation: {birch}}}\n"
        );
        std::fs::write(&path, text).expect("written");
        let page = printed(&["brief", &path.to_string_lossy()]);
        let start = page.find("IN SHORT");
        let short = start.map_or("", |at| &page[at..]);
        let end = short.find("ISSUE").unwrap_or(short.len());
        short[..end].to_owned()
    };
    let closed = "By what is assumed about preferences no package is acceptable to all";
    let said = brief("40", "40");
    let alone = "; alone a deal could be opened by Ash or Birch.";
    assert!(said.contains(&format!("{closed}{alone}")), "{said}");
    let said = brief("60", "60");
    assert!(
        said.contains(&format!("{closed}; nobody could open a deal alone.")),
        "{said}"
    );
    let said = brief("35 to 60", "45 to 60");
    assert!(said.contains(closed), "{said}");
    for (ash, birch) in [("30", "30"), ("30 to 60", "30 to 60")] {
        let said = brief(ash, birch);
        assert!(!said.contains("no package"), "{said}");
    }
}

#[test]
fn what_some_accept_is_sure_whatever_the_others_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.yaml");
    let path = path.to_string_lossy();
    for third in [String::new(), cedar("")] {
        std::fs::write(&*path, short_of_unanimity(&third)).expect("written");
        let page = printed(&["deals", &path]);
        // Ash and Birch both accept two packages; Cedar's yes would do for the other 15 that Ash accepts.
        let map = "Of 32 packages, 2 are acceptable to those whose yes it takes (whatever Cedar may say) under \
                   everything that fits what is assumed (necessary), 15 under some of it or hang on the word of \
                   Cedar (possible), 15 under none.";
        assert!(page.contains(map), "{page}");
        let csv = armistice_plain(&["export", "packages", &path]);
        let of = |package: &str| csv.lines().find(|row| row.starts_with(package));
        assert!(
            of("x2,7,").is_some_and(|row| row.ends_with(",necessary")),
            "{csv}"
        );
        assert!(
            of("x1,5,").is_some_and(|row| row.ends_with(",not known")),
            "{csv}"
        );
        assert!(
            of("x3,0,").is_some_and(|row| row.ends_with(",impossible")),
            "{csv}"
        );
    }
    std::fs::write(&*path, short_of_unanimity("")).expect("written");
    let openings = printed(&["openings", &path]);
    assert!(
        openings.contains(
            "2 packages are acceptable to those whose yes it takes (whatever Cedar may say) already"
        ),
        "{openings}"
    );
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
            ["--instead", "league-scores"],
            "`league-scores` stands in for no other assumption\nhelp: `--instead` takes the id of an \
             assumption that has `instead-of`; here `league-harder`",
        ),
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
