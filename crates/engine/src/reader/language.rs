//! Whether a text is in a language that can be read, and which parts of it are in another.

use super::lexicon::{Form, Kind, Lexicon, lexicons};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The least share of small words that a text in a language has, in hundredths.
const SMALL_WORDS: usize = 22;
/// The least share of words of the tables by which a headline is told, in hundredths.
const KNOWN_WORDS: usize = 34;
/// The fewest words by which a language can be told.
const FEW_WORDS: usize = 8;
/// The fewest small words of another language by which part of a text is told to be in it.
const FEW_FOREIGN: usize = 2;

/// For each small word of languages that cannot be read, the positions of those languages.
static OTHERS: LazyLock<HashMap<&'static str, Vec<u8>>> = LazyLock::new(|| {
    let mut out: HashMap<&'static str, Vec<u8>> = HashMap::new();
    for (at, line) in other_languages().enumerate() {
        let Ok(at) = u8::try_from(at) else { break };
        for word in line.split(' ').skip(1) {
            let languages = out.entry(word).or_default();
            if languages.last() != Some(&at) {
                languages.push(at);
            }
        }
    }
    out
});

fn other_languages() -> impl Iterator<Item = &'static str> {
    include_str!("../../lexicon/others.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
}

/// The language of a text, if it is one that can be read: of its sentences that are in no other,
/// enough words are the language's small words, or, in headlines, words that its tables know with a verb
/// among them.
pub fn language(text: &str) -> Option<&'static Lexicon> {
    let mut counts = vec![Known::default(); lexicons().len()];
    let mut words = 0;
    let mut looked_at = 0;
    for part in text.split(['.', '?', '!', '\n']) {
        if looked_at >= MOST_WORDS {
            break;
        }
        let part = tallied(part, MOST_WORDS - looked_at);
        looked_at += part.words;
        if part.is_foreign(1) {
            continue;
        }
        words += part.words;
        for (count, more) in counts.iter_mut().zip(&part.known) {
            count.add(more);
        }
    }
    let (best, count) = (counts.iter().enumerate()).max_by_key(|(_, count)| count.small)?;
    let small = count.small > 0 && (words < FEW_WORDS || count.small * 100 >= words * SMALL_WORDS);
    let headline = count.verbs > 0 && count.words * 100 >= words * KNOWN_WORDS;
    (small || headline).then(|| &lexicons()[best])
}

/// How many words of a text are looked at.
const MOST_WORDS: usize = 2_000;

/// Whether part of a text that can be read, a sentence, is in a language that cannot.
pub fn is_foreign(part: &str) -> bool {
    tallied(part, MOST_WORDS).is_foreign(FEW_FOREIGN)
}

/// The words of a text, counted.
struct Tally {
    words: usize,
    /// For each language that can be read.
    known: Vec<Known>,
    /// For each other language its small words.
    others: Vec<usize>,
}

impl Tally {
    /// Whether another language has more of the small words than a known one has words of its grammar
    /// and verbs with their endings, and so many at least: a name such as "de la Cruz" has small words.
    fn is_foreign(&self, least: usize) -> bool {
        let own = self.known.iter().map(|known| known.grammar + known.verbs);
        let own = own.max().unwrap_or(0);
        let other = self.others.iter().copied().max().unwrap_or(0);
        other >= least && other > own
    }
}

fn tallied(text: &str, most: usize) -> Tally {
    let mut tally = Tally {
        words: 0,
        known: vec![Known::default(); lexicons().len()],
        others: vec![0; other_languages().count()],
    };
    let words = text
        .split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’'))
        // Of "it's" the "it".
        .map(|word| word.split(['\'', '’']).next().unwrap_or(word))
        .filter(|word| !word.is_empty());
    for word in words.take(most) {
        tally.words += 1;
        // No word of the tables that tells a language is longer.
        if word.len() > 16 {
            continue;
        }
        let lower = word.to_lowercase();
        for at in OTHERS.get(lower.as_str()).into_iter().flatten() {
            tally.others[usize::from(*at)] += 1;
        }
        for (known, lexicon) in tally.known.iter_mut().zip(lexicons()) {
            if let Some(word) = lexicon.get(&lower) {
                let told = Form::S.or(Form::PAST).or(Form::PARTICIPLE).or(Form::ING);
                known.add(&Known {
                    words: 1,
                    small: usize::from(word.kind.any(Kind::FUNCTION)),
                    grammar: usize::from(word.kind.any(GRAMMAR)),
                    verbs: usize::from(word.verbs.iter().any(|(_, form)| form.any(told))),
                });
            }
        }
    }
    tally
}

/// How many words of a text the tables of a language know.
#[derive(Clone, Copy, Default)]
struct Known {
    /// All of them.
    words: usize,
    /// Small words.
    small: usize,
    /// Words of its grammar: more of them than the small words that are counted for a share.
    grammar: usize,
    /// Verbs in a form that shows an ending.
    verbs: usize,
}

/// What only words of a language's grammar do.
const GRAMMAR: Kind = Kind::FUNCTION
    .or(Kind::DETERMINER)
    .or(Kind::PRONOUN)
    .or(Kind::OBJECT)
    .or(Kind::AUXILIARY)
    .or(Kind::PREPOSITION)
    .or(Kind::NOT)
    .or(Kind::AND)
    .or(Kind::BUT);

impl Known {
    fn add(&mut self, more: &Known) {
        self.words += more.words;
        self.small += more.small;
        self.grammar += more.grammar;
        self.verbs += more.verbs;
    }
}
