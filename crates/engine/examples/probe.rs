use armistice_engine::reader::{attribution, lexicon, text};
use std::io::Read;
#[allow(clippy::print_stdout)]
fn main() {
    let mut s = String::new();
    std::io::stdin().read_to_string(&mut s).unwrap();
    let t = text::Text::of(&s, &lexicon::lexicons()[0]);
    let mut steps = 0;
    for r in attribution::relations(&t, &mut steps) {
        println!("{:?} {} S=[{}] CUE=[{}] C={:?} G={:?}", r.pattern, if r.core {"*"} else {""}, r.source.clone().map_or("", |s| t.words(s)), t.words(r.cue.clone()), r.content.iter().map(|c| t.words(c.clone())).collect::<Vec<_>>(), r.gloss.map(|g| t.words(g)));
    }
}
