//! Tables of packages as cases: worked by hand, what is wrong, and random tables against what they were made from.

use armistice_case::interchange::packages::{Columns, MOST_COMBINATIONS, Tabled, read};
use armistice_case::interchange::table_text;
use armistice_case::source::Sources;
use armistice_case::{Input, load};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::fmt::Write as _;

fn ask(text: &str, columns: &Columns) -> Result<Tabled, Vec<String>> {
    let mut sources = Sources::default();
    let file = sources.add("table.csv", text);
    read(&sources, file, "table", columns).map_err(|faults| {
        let told = faults.iter().map(|fault| {
            let text = &sources.file(file).text[fault.at.range()];
            format!("{} | {} | {text}", sources.place(fault.at), fault.message)
        });
        told.collect()
    })
}

fn plain(text: &str) -> Tabled {
    ask(text, &Columns::default()).expect("it can be read")
}

/// What a package is worth to a party, in millionths of a point.
fn worth(table: &Tabled, party: usize, package: &[usize]) -> i64 {
    let profile = &table.profiles[party];
    let parts = profile.parts.iter().zip(package);
    let alone: f64 = parts.map(|(part, &value)| part[value]).sum();
    let holds = |when: &[(usize, Vec<usize>)]| {
        when.iter()
            .all(|(issue, values)| values.contains(&package[*issue]))
    };
    let joint = profile.combinations.iter().filter(|(when, _)| holds(when));
    ((alone + joint.map(|(_, adds)| adds).sum::<f64>()) * 1e8).round() as i64
}

fn check(table: &Tabled) {
    let text = table_text(table);
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.clone().into_bytes(),
    }]);
    assert!(loaded.is_sound(), "{text}");
}

#[test]
fn worths_that_add_up_are_scores() {
    let table = plain(
        "price,day,Ann worth,Ben utility\n10,soon,7,-1.5\n10,late,4,0\n20,soon,5,1\n20,late,2,2.5\n",
    );
    assert_eq!(table.issues[0].values, ["10", "20"]);
    assert_eq!(table.profiles[0].name, "Ann");
    assert_eq!(table.profiles[0].parts, [[0.04, 0.02], [0.03, 0.0]]);
    assert_eq!(table.profiles[1].parts, [[-0.015, 0.01], [0.0, 0.015]]);
    assert!(
        table
            .profiles
            .iter()
            .all(|profile| profile.combinations.is_empty())
    );
    assert!(table.excluded.is_empty() && table.reservations == [None, None]);
    let text = table_text(&table);
    for line in [
        "  price:",
        "      v-10: \"10\"",
        "p-ann: {name: \"Ann\"}",
        "day: {soon: 3, late: 0}",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    check(&table);
}

/// (b, y) is worth ten more than its answers, (a, z) is not listed.
#[test]
fn what_does_not_add_up_is_a_combination_and_what_is_not_listed_cannot_be() {
    let table = plain("one,two,A worth\na,x,1\na,y,2\nb,x,5\nb,y,16\nb,z,9\nc,x,4\nc,y,5\nc,z,8\n");
    assert_eq!(table.excluded, [vec![(0, vec![0]), (1, vec![2])]]);
    assert_eq!(table.profiles[0].combinations.len(), 1);
    assert_eq!(
        table.profiles[0].combinations[0].0,
        [(0, vec![1]), (1, vec![1])]
    );
    assert_eq!(worth(&table, 0, &[1, 1]), 16_000_000);
    check(&table);
}

#[test]
fn who_accepts_what_bounds_the_worth_of_no_deal() {
    let head = "i,A worth at least,A worth at most,A accepts,all accept\n";
    let table = plain(&format!(
        "{head}x,1,1,impossible,\ny,4,4,necessary,\nz,2,2,possible,\n"
    ));
    assert_eq!(table.issues.len(), 1);
    assert_eq!(table.reservations, [Some([1.0, 4.0])]);
    assert!(table_text(&table).contains("reservation: 1.000001 to 4"));
    check(&table);
    let table = plain(&format!("{head}x,1,1,necessary,\ny,4,4,necessary,\n"));
    assert_eq!(table.reservations, [None]);
    let table = plain(&format!("{head}x,5,5,impossible,\ny,4,4,necessary,\n"));
    assert_eq!(table.reservations, [None], "a refusal of more is no bound");
}

/// Thirds rounded to two digits do not quite add up.
#[test]
fn rounded_numbers_may_be_off_by_half_a_digit() {
    let text = "one,two,A worth\na,x,0.00\na,y,0.33\nb,x,0.33\nb,y,0.67\n";
    assert_eq!(plain(text).profiles[0].combinations.len(), 1);
    let rounded = Columns {
        rounded: true,
        ..Columns::default()
    };
    let table = ask(text, &rounded).expect("it can be read");
    assert!(table.profiles[0].combinations.is_empty());
    for (package, listed) in [
        ([0, 0], 0),
        ([0, 1], 330_000),
        ([1, 0], 330_000),
        ([1, 1], 670_000),
    ] {
        assert!((worth(&table, 0, &package) - listed).abs() <= 5_000);
    }
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    let cases = [
        ("", "the table is empty"),
        ("i,A worth\n", "the table has no row"),
        ("i,j\nx,y\n", "no column says what packages are worth"),
        ("A worth\n1\n", "no column is an issue"),
        (
            "i,i,A worth\nx,y,1\n",
            "table.csv:1 | the column `i` is given twice",
        ),
        ("i,A worth\nx,1\n,2\n", "table.csv:3 | no answer on `i`"),
        ("i,A worth\nx,1\ny,\n", "table.csv:3 | `` is not what"),
        (
            "i,A worth\nx,1e3\n",
            "`1e3` is not what a package can be worth | 1e3",
        ),
        ("i,A worth\nx,0.1234567\n", "`0.1234567` is not what"),
        ("i,A worth\nx,99999999999999999999\n", "is not what"),
        (
            "i,A worth\nx,1\nx,2\n",
            "table.csv:3 | this package is listed twice",
        ),
        ("i,A worth\nx,1,2\n", "this row has 3 fields"),
        (
            "i,A worth at least,A worth at most\nx,1,2\n",
            "table.csv:2 | this package is worth 1 to 2 to A | 2",
        ),
    ];
    for (text, expected) in cases {
        let faults = ask(text, &Columns::default()).expect_err(expected);
        assert!(
            faults.iter().any(|fault| fault.contains(expected)),
            "{expected}: {faults:?}"
        );
    }
    let columns = |party: &str, issue: &str| Columns {
        parties: vec![party.to_owned()],
        issues: vec![issue.to_owned()],
        rounded: false,
    };
    for (named, expected) in [
        (columns("B", "i"), "no column is headed `B`"),
        (
            columns("A", "A"),
            "the column `A` is an issue and a party's",
        ),
    ] {
        let faults = ask("i,A\nx,1\n", &named).expect_err(expected);
        assert!(faults[0].contains(expected), "{faults:?}");
    }
}

/// Numbers and gaps without rule are refused, with a word on the bound.
#[test]
fn a_table_without_rule_is_refused() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let (mut worths, mut gaps) = ("i,j,A worth\n".to_owned(), "i,j,k,A worth\n".to_owned());
    for i in 0..30 {
        for j in 0..30 {
            let _ = writeln!(worths, "x{i},y{j},{}", random.random_range(0..1000));
            if random.random_bool(0.5) {
                let _ = writeln!(gaps, "x{i},y{j},z{},1", random.random_range(0..30));
            }
        }
    }
    for (text, expected) in [
        (worths, "follows no small rule"),
        (gaps, "left out follows no small rule"),
    ] {
        let faults = ask(&text, &Columns::default()).expect_err(expected);
        assert!(
            faults[0].contains(expected),
            "{MOST_COMBINATIONS}: {faults:?}"
        );
    }
}

/// Random scores, combinations and exclusions come back: the same packages, each worth the same.
#[test]
fn tables_come_back_as_they_were() {
    let (mut joint, mut left_out) = (0, 0);
    for seed in 0..150 {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let sizes: Vec<usize> = (0..random.random_range(1..=4))
            .map(|_| random.random_range(1..=4))
            .collect();
        let scores: Vec<Vec<i64>> = sizes
            .iter()
            .map(|&size| (0..size).map(|_| random.random_range(-500..1000)).collect())
            .collect();
        let some = |random: &mut ChaCha8Rng| -> Vec<Option<usize>> {
            let value = |&size: &usize| {
                random
                    .random_bool(0.6)
                    .then(|| random.random_range(0..size))
            };
            sizes.iter().map(value).collect()
        };
        let combinations: Vec<(Vec<Option<usize>>, i64)> = (0..random.random_range(0..3))
            .map(|_| (some(&mut random), random.random_range(-300..300)))
            .collect();
        let excluded: Vec<Vec<Option<usize>>> = (0..random.random_range(0..3))
            .map(|_| some(&mut random))
            .collect();
        let holds = |when: &[Option<usize>], package: &[usize]| {
            when.iter()
                .zip(package)
                .all(|(when, value)| when.is_none_or(|when| when == *value))
        };
        let mut packages = vec![Vec::new()];
        for &size in &sizes {
            packages = packages
                .into_iter()
                .flat_map(|start: Vec<usize>| {
                    (0..size).map(move |value| [&start[..], &[value]].concat())
                })
                .collect();
        }
        packages.retain(|package| !excluded.iter().any(|when| holds(when, package)));
        let mut text =
            (0..sizes.len()).fold(String::new(), |head, at| format!("{head}i{at},")) + "A worth\n";
        let mut listed: BTreeMap<Vec<String>, i64> = BTreeMap::new();
        for package in &packages {
            let alone: i64 = scores
                .iter()
                .zip(package)
                .map(|(scores, &value)| scores[value])
                .sum();
            let together = combinations.iter().filter(|(when, _)| holds(when, package));
            let hundredths = alone + together.map(|(_, adds)| adds).sum::<i64>();
            let answers: Vec<String> = package.iter().map(|value| format!("v{value}")).collect();
            let sign = if hundredths < 0 { "-" } else { "" };
            let (whole, part) = (hundredths.abs() / 100, hundredths.abs() % 100);
            let _ = writeln!(text, "{},{sign}{whole}.{part:02}", answers.join(","));
            listed.insert(answers, hundredths * 10_000);
        }
        if packages.is_empty() {
            continue;
        }
        let table = plain(&text);
        check(&table);
        let mut back = BTreeMap::new();
        let mut all = vec![Vec::new()];
        for issue in &table.issues {
            all = all
                .into_iter()
                .flat_map(|start: Vec<usize>| {
                    (0..issue.values.len()).map(move |value| [&start[..], &[value]].concat())
                })
                .collect();
        }
        for package in all {
            let out = |when: &Vec<(usize, Vec<usize>)>| {
                when.iter()
                    .all(|(issue, values)| values.contains(&package[*issue]))
            };
            if !table.excluded.iter().any(out) {
                let named = package
                    .iter()
                    .zip(&table.issues)
                    .map(|(&value, issue)| issue.values[value].clone());
                back.insert(named.collect::<Vec<String>>(), worth(&table, 0, &package));
            }
        }
        assert_eq!(back, listed, "seed {seed}: {text}");
        joint += usize::from(!table.profiles[0].combinations.is_empty());
        left_out += usize::from(!table.excluded.is_empty());
        if combinations.is_empty() {
            assert!(
                table.profiles[0].combinations.is_empty(),
                "seed {seed}: {text}"
            );
        }
    }
    assert!(joint > 20 && left_out > 20, "{joint}, {left_out}");
}

#[test]
fn what_follows_from_the_other_columns_is_no_issue() {
    for head in ["all accept", "a deal"] {
        let table = plain(&format!(
            "i,A worth,{head}\nx,1,impossible\ny,4,necessary\n"
        ));
        assert_eq!(table.issues.len(), 1, "{head}");
    }
}

/// The last digit is the last that is written, a nought too.
#[test]
fn a_column_is_rounded_to_the_digits_that_it_is_written_with() {
    let rounded = Columns {
        rounded: true,
        ..Columns::default()
    };
    let table = |worths: [&str; 4]| {
        let [a, b, c, d] = worths;
        let text = format!("one,two,A worth\na,x,{a}\na,y,{b}\nb,x,{c}\nb,y,{d}\n");
        ask(&text, &rounded).expect("it can be read").profiles[0]
            .combinations
            .len()
    };
    assert_eq!(table(["10.0", "20.0", "30.0", "41.0"]), 1);
    assert_eq!(table(["10", "20", "30", "41"]), 0);
}
