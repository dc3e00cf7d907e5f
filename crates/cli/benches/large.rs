//! A generated case of 100,000 claims: the parser alone, the check, the ledger, both; and a cold
//! brief of the Doha example.

use armistice_case::{Input, Loaded, load};
use armistice_engine::ledger::{Options, ledger};
use armistice_engine::run::Quiet;
use divan::Bencher;
use std::fmt::Write as _;
use std::process::{Command, Stdio};

const CLAIMS: usize = 100_000;

fn main() {
    divan::main();
}

/// Claims of 40 speakers from 2,000 sources about 50 issues and 20 counted things.
fn text() -> String {
    let mut out = String::from("case: A large case\nparties:\n");
    let line = |out: &mut String, text: std::fmt::Arguments<'_>| {
        out.write_fmt(text).expect("a string takes any text");
    };
    for i in 0..40 {
        line(&mut out, format_args!("  actor-{i}: {{name: Actor {i}}}\n"));
    }
    out.push_str("issues:\n");
    for i in 0..50 {
        line(
            &mut out,
            format_args!("  issue-{i}: {{question: What of {i}}}\n"),
        );
    }
    out.push_str("quantities:\n");
    for i in 0..20 {
        line(&mut out, format_args!("  count-{i}: {{unit: person}}\n"));
    }
    out.push_str("sources:\n");
    for i in 0..2000 {
        line(
            &mut out,
            format_args!(
                "  source-{i}: {{outlet: Paper {}, published: 2033-12-31}}\n",
                i % 90
            ),
        );
    }
    out.push_str("claims:\n");
    for i in 0..CLAIMS {
        let standing = ["open", "partly", "settled"][i % 3];
        line(
            &mut out,
            format_args!(
                "  claim-{i}:\n    by: actor-{}\n    date: 2033-{:02}-{:02}\n    from: source-{}\n    \
                 says: What was said the {i}th time, in some ten words or so\n    \
                 status: {{issue-{}: {standing}}}\n    quantity: {{count-{}: {}}}\n",
                i % 40,
                i / 10 % 12 + 1,
                i / 7 % 28 + 1,
                i * 7 % 2000,
                i / 40 % 50,
                i / 3 % 20,
                i % 11
            ),
        );
    }
    out
}

fn loaded(text: &str) -> Loaded {
    load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }])
}

#[divan::bench(sample_count = 5)]
fn yaml_parser_alone(bencher: Bencher<'_, '_>) {
    let text = text();
    bencher.bench(|| {
        granit_parser::Parser::new_from_str(&text)
            .filter(Result::is_ok)
            .count()
    });
}

#[divan::bench(sample_count = 5)]
fn check(bencher: Bencher<'_, '_>) {
    let text = text();
    bencher.bench(|| loaded(&text));
}

#[divan::bench(sample_count = 5)]
fn ledger_of_a_checked_case(bencher: Bencher<'_, '_>) {
    let case = loaded(&text()).case().expect("the case is sound");
    bencher.bench(|| ledger(&case, &Options::default(), &Quiet));
}

#[divan::bench(sample_count = 5)]
fn check_and_ledger(bencher: Bencher<'_, '_>) {
    let text = text();
    bencher.bench(|| {
        let case = loaded(&text).case().expect("the case is sound");
        ledger(&case, &Options::default(), &Quiet)
    });
}

#[divan::bench(sample_count = 50)]
fn cold_brief_of_doha() -> bool {
    Command::new(env!("CARGO_BIN_EXE_armistice"))
        .args(["brief", "examples/doha-2025-07"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
