//! Replays the corpus of the fuzz target, and pieces of it, without a fuzzer.

#[path = "../../../fuzz/check_and_page.rs"]
mod check_and_page;
mod support;

fn corpus() -> Vec<Vec<u8>> {
    let folder = support::root().join("fuzz/corpus/check_and_page");
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
    let corpus = corpus();
    assert!(corpus.len() > 10);
    corpus.iter().for_each(|bytes| check_and_page::run(bytes));
}

#[test]
fn nothing_cut_or_changed_panics() {
    for bytes in corpus() {
        let step = (bytes.len() / 12).max(1);
        for at in (0..bytes.len()).step_by(step) {
            check_and_page::run(&bytes[..at]);
            for strange in [b'\t', b'{', b']', b'"', b':', 0, 0xff] {
                let mut changed = bytes.clone();
                changed[at] = strange;
                check_and_page::run(&changed);
            }
        }
    }
}
