//! How fast articles are read, and repeats are found among many.

use armistice_case::model::Case;
use armistice_case::{Input, load};
use armistice_engine::reader::{Article, Options, alike, read};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

fn case() -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: include_bytes!("../../cli/tests/articles/case.yaml").to_vec(),
    }]);
    loaded.case().expect("a sound case")
}

const ARTICLE: &str = include_str!("../../cli/tests/articles/river.txt");

/// Articles of about 2.5 kB that differ from one another.
fn articles(n: usize) -> Vec<String> {
    (0..n)
        .map(|n| {
            ARTICLE.replace("Belvoir", &format!("Belvoir{n}")).replace(
                "the",
                &format!("the{}", if n % 3 == 0 { "" } else { " other" }),
            )
        })
        .collect()
}

/// Articles read one by one, on one core.
#[divan::bench]
fn hundred_articles(bencher: Bencher<'_, '_>) {
    let case = case();
    let articles = articles(100);
    bencher.bench(|| {
        articles
            .iter()
            .map(|text| {
                let article = Article {
                    text,
                    digest: "",
                    published: None,
                };
                read(black_box(&case), &[article], &Options::default()).articles[0]
                    .drafts
                    .len()
            })
            .sum::<usize>()
    });
}

/// Repeats among a thousand articles, all against all.
#[divan::bench]
fn repeats_among_thousand(bencher: Bencher<'_, '_>) {
    let articles = articles(1000);
    let all: Vec<&str> = articles.iter().map(String::as_str).collect();
    bencher.bench(|| alike(black_box(&all), 500).0.len());
}

/// A page of 50 MB.
#[divan::bench(sample_count = 3)]
fn fifty_megabytes(bencher: Bencher<'_, '_>) {
    let case = case();
    let page: String = (0..50_000_000 / ARTICLE.len())
        .map(|n| format!("{ARTICLE}{n}\n"))
        .collect();
    bencher.bench(|| {
        let article = Article {
            text: &page,
            digest: "",
            published: None,
        };
        read(black_box(&case), &[article], &Options::default()).steps
    });
}
