//! Replays the corpora of the fuzz targets, and pieces of them, without a fuzzer.

#[path = "../../../fuzz/check_and_page.rs"]
mod check_and_page;
#[path = "../../../fuzz/log_and_table.rs"]
mod log_and_table;
#[path = "../../../fuzz/read_article.rs"]
mod read_article;
#[path = "../../../fuzz/scenario_files.rs"]
mod scenario_files;
mod support;

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = support::root().join("fuzz/corpus").join(target);
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the corpus is there")
        .map(|entry| entry.expect("the folder can be listed").path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read(path).expect("the file can be read"))
        .collect()
}

#[test]
fn nothing_in_the_corpus_panics() {
    let pages = corpus("check_and_page");
    let logs = corpus("log_and_table");
    let scenarios = corpus("scenario_files");
    assert!(pages.len() > 10 && logs.len() > 10 && scenarios.len() > 8);
    scenarios
        .iter()
        .for_each(|bytes| scenario_files::run(bytes));
    pages.iter().for_each(|bytes| check_and_page::run(bytes));
    logs.iter().for_each(|bytes| log_and_table::run(bytes));
}

fn cut_and_change(bytes: &[u8], run: fn(&[u8])) {
    let step = (bytes.len() / 12).max(1);
    for at in (0..bytes.len()).step_by(step) {
        run(&bytes[..at]);
        for strange in [b'\t', b'{', b']', b'"', b':', 0, 0xff] {
            let mut changed = bytes.to_vec();
            changed[at] = strange;
            run(&changed);
        }
    }
}

#[test]
fn nothing_cut_or_changed_panics() {
    for bytes in corpus("check_and_page") {
        cut_and_change(&bytes, check_and_page::run);
    }
    for bytes in corpus("scenario_files") {
        cut_and_change(&bytes, scenario_files::run);
    }
    for bytes in corpus("log_and_table") {
        cut_and_change(&bytes, log_and_table::run);
    }
}

#[test]
fn no_article_panics_cut_or_changed() {
    for bytes in corpus("read_article") {
        read_article::run(&bytes);
        let step = (bytes.len() / 12).max(1);
        for at in (0..bytes.len()).step_by(step) {
            read_article::run(&bytes[..at]);
            for strange in [b'"', b'\'', b'.', b'\n', 0xe2, 0xff] {
                let mut changed = bytes.clone();
                changed[at] = strange;
                read_article::run(&changed);
            }
        }
    }
}
