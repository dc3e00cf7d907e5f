//! Reads any bytes as an article: every place is whole characters, and the steps are bounded.

use armistice_case::{Input, load};
use armistice_engine::reader::{Article, Options, read};

/// Reads some bytes, and checks what must hold of any.
pub fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: b"case: Talks\nparties: {north: {name: North, voices: {vale: Ruta Vale (envoy)}}}\n"
            .to_vec(),
    }]);
    let Some(case) = loaded.case() else { return };
    let article = Article {
        text: &text,
        digest: "",
        published: None,
    };
    let readings = read(&case, &[article], &Options { all: true });
    assert!(readings.steps <= 400 * (text.len() as u64 + 100));
    for draft in &readings.articles[0].drafts {
        for part in draft.content.iter().chain(&draft.cue).chain([&draft.quote]) {
            assert!(text.get(part.clone()).is_some());
        }
    }
}
