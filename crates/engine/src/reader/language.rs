//! Whether a text is in a language that can be read.

use super::lexicon::{Form, Kind, Lexicon, lexicons};

/// The least share of small words that a text in a language has, in hundredths.
const SMALL_WORDS: usize = 22;
/// The least share of words of the tables by which a headline is told, in hundredths.
const KNOWN_WORDS: usize = 34;
/// The fewest words by which a language can be told.
const FEW_WORDS: usize = 8;

/// The language of a text, if it is one that can be read: enough of its words are the language's
/// small words, or, in headlines, words that its tables know with a verb among them.
pub fn language(text: &str) -> Option<&'static Lexicon> {
    let mut counts = vec![Known::default(); lexicons().len()];
    let mut words = 0;
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(2_000)
    {
        words += 1;
        // No word of the tables that tells a language is longer.
        if word.len() > 16 {
            continue;
        }
        let lower = word.to_lowercase();
        for (count, lexicon) in counts.iter_mut().zip(lexicons()) {
            if let Some(word) = lexicon.get(&lower) {
                count.words += 1;
                count.small += usize::from(word.kind.any(Kind::FUNCTION));
                let told = Form::S.or(Form::PAST).or(Form::PARTICIPLE).or(Form::ING);
                count.verbs += usize::from(word.verbs.iter().any(|(_, form)| form.any(told)));
            }
        }
    }
    let (best, count) = (counts.iter().enumerate()).max_by_key(|(_, count)| count.small)?;
    let small = count.small > 0 && (words < FEW_WORDS || count.small * 100 >= words * SMALL_WORDS);
    let headline = count.verbs > 0 && count.words * 100 >= words * KNOWN_WORDS;
    (small || headline).then(|| &lexicons()[best])
}

/// How many words of a text the tables of a language know.
#[derive(Clone, Copy, Default)]
struct Known {
    /// All of them.
    words: usize,
    /// Small words.
    small: usize,
    /// Verbs in a form that shows an ending.
    verbs: usize,
}
