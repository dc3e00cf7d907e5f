//! A synthetic year of 200,000 events under 1,000 obligations: read and checked, verified, added to.

#[path = "../examples/synthetic-year/year.rs"]
mod year;

use armistice_case::edit::Shape;
use armistice_case::log::{Tail, typed, verify};
use armistice_case::source::Sources;
use armistice_case::{Input, Loaded, load};
use divan::Bencher;
use year::Year;

fn main() {
    divan::main();
}

fn inputs(case: &str, log: &str) -> Vec<Input> {
    [("case.yaml", case), ("events.jsonl", log)]
        .map(|(path, text)| Input {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        })
        .into()
}

fn loaded() -> Loaded {
    let year = Year::default();
    load(inputs(&year.case(), &year.log()))
}

#[divan::bench(sample_count = 5)]
fn read_and_check(bencher: Bencher<'_, '_>) {
    let year = Year::default();
    let (case, log) = (year.case(), year.log());
    bencher
        .with_inputs(|| inputs(&case, &log))
        .bench_values(load);
}

#[divan::bench(sample_count = 5)]
fn case_of_a_checked_log(bencher: Bencher<'_, '_>) {
    let loaded = loaded();
    bencher.bench(|| loaded.case().expect("the year is sound"));
}

#[divan::bench(sample_count = 5)]
fn verify_the_chain(bencher: Bencher<'_, '_>) {
    let log = Year::default().log();
    bencher.bench(|| verify(&log, None));
}

#[divan::bench(sample_count = 5)]
fn find_the_end_and_add_one(bencher: Bencher<'_, '_>) {
    let log = Year::default().log();
    let mut sources = Sources::default();
    let keys = Shape::Map(vec![("of".into(), Shape::text("d1"))]);
    let entry = typed(&mut sources, "new", &keys);
    bencher.bench(|| Tail::of(log.as_bytes()).followed_by(std::slice::from_ref(&entry)));
}
