//! The accuracy of the reader on the annotated articles of the project.

#[path = "reader/scorer.rs"]
mod scorer;

use armistice_engine::reader::{attribution, lexicon, text};
use std::path::Path;

fn items(half: &str) -> Vec<scorer::Item> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/gold").join(half);
    let mut items = scorer::load(&folder);
    for item in &mut items {
        let t = text::Text::of(&item.text, &lexicon::lexicons()[0]);
        let mut steps = 0;
        let chars = |b: std::ops::Range<usize>| item.text[..b.start].chars().count()..item.text[..b.end].chars().count();
        let found = attribution::relations(&t, &mut steps)
            .into_iter()
            .map(|r| scorer::Relation {
                source: r.source.iter().map(|s| chars(t.bytes(s.clone()))).collect(),
                cue: if r.cue.is_empty() { vec![] } else { vec![chars(t.bytes(r.cue.clone()))] },
                content: r.content.iter().map(|c| chars(t.bytes(c.clone()))).collect(),
                tier: r.tier().word().to_owned(),
                pattern: format!("{:?}", r.pattern),
            })
            .collect();
        item.found = found;
    }
    items
}

#[test]
fn the_half_for_tuning() {
    let items = items("dev");
    if let Ok(names) = std::env::var("EXPLAIN") {
        for item in &items {
            if names == "all" || names.split(',').any(|n| n == item.name) {
                println!("{}", scorer::explain(item));
            }
        }
    }
    let score = scorer::score(&items, 1000, 1);
    println!("{}", score.table());
}
