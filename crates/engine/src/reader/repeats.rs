//! What stands several times: sentences by their words alone, articles by what they share.
//!
//! Sentences are the same when their words are, without marks, blanks and capitals. Articles are
//! compared by containment of five-word shingles (Broder, 1997: "On the resemblance and
//! containment of documents"): the share of the shorter one's shingles that the other has, since
//! a short piece inside a long page has a small resemblance. Each shingle is compared with the
//! first [`KEPT`] articles that have it, so the steps are bounded by a constant for each word.

use super::text::{Shape, Text};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// How many words a shingle has.
pub const SHINGLE: usize = 5;
/// With how many articles each shingle is compared.
pub const KEPT: usize = 64;

/// Two articles that share passages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alike {
    /// The earlier article.
    pub first: usize,
    /// The later one.
    pub second: usize,
    /// The share of the shorter one's shingles that the other has, in thousandths.
    pub share: u16,
}

/// A text's words as one number, or none where there are too few to tell.
pub fn fingerprint(text: &Text<'_>, tokens: Range<usize>, least: usize) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let mut words = 0;
    for at in tokens {
        if matches!(text.tokens[at].shape, Shape::Mark(_)) {
            continue;
        }
        words += 1;
        hash_word(&mut hasher, text.letters(at));
    }
    (words >= least).then(|| hasher.finish())
}

fn hash_word(hasher: &mut DefaultHasher, word: &str) {
    for c in word.chars() {
        let c = if c == '’' { '\'' } else { c };
        for c in c.to_lowercase() {
            c.hash(hasher);
        }
    }
    0xff_u8.hash(hasher);
}

/// Which of several articles share passages; pairs with a share of at least `least` thousandths.
pub fn alike(texts: &[&str], least: u16) -> (Vec<Alike>, u64) {
    let mut steps = 0;
    let mut holders: HashMap<u64, Vec<u32>> = HashMap::new();
    let mut sizes: Vec<u32> = Vec::with_capacity(texts.len());
    let mut out = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let shingles = shingles(text);
        steps += text.len() as u64;
        sizes.push(u32::try_from(shingles.len()).unwrap_or(u32::MAX));
        let mut shared: HashMap<u32, u32> = HashMap::new();
        for shingle in &shingles {
            let list = holders.entry(*shingle).or_default();
            steps += list.len() as u64;
            for other in list.iter() {
                *shared.entry(*other).or_default() += 1;
            }
            if list.len() < KEPT {
                list.push(u32::try_from(number).unwrap_or(u32::MAX));
            }
        }
        let mut pairs: Vec<(u32, u32)> = shared.into_iter().collect();
        pairs.sort_unstable();
        for (other, n) in pairs {
            let smaller = sizes[other as usize].min(sizes[number]).max(1);
            let share = u16::try_from(u64::from(n) * 1000 / u64::from(smaller))
                .unwrap_or(1000)
                .min(1000);
            if share >= least {
                out.push(Alike {
                    first: other as usize,
                    second: number,
                    share,
                });
            }
        }
    }
    (out, steps)
}

/// The different shingles of a text.
fn shingles(text: &str) -> Vec<u64> {
    let mut window = [0_u64; SHINGLE];
    let mut n = 0;
    let mut out = Vec::with_capacity(text.len() / 6);
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let mut hasher = DefaultHasher::new();
        hash_word(&mut hasher, word);
        window.rotate_left(1);
        window[SHINGLE - 1] = hasher.finish();
        n += 1;
        if n >= SHINGLE {
            let mut all = 0xcbf2_9ce4_8422_2325_u64;
            for hash in window {
                all = (all.rotate_left(5) ^ hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            }
            out.push(all);
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_piece_inside_a_long_page_is_found() {
        let piece = "The envoy said that the last of the four open questions would be settled before the week was out";
        let page = format!(
            "{piece} {}",
            (0..400)
                .map(|n| format!("word{n}"))
                .collect::<Vec<_>>()
                .join(" ")
        );
        let other = "Nothing of this has anything to do with what the others say about their own affairs at all";
        let (found, _) = alike(&[&page, other, piece], 500);
        assert_eq!(
            found,
            [Alike {
                first: 0,
                second: 2,
                share: 1000
            }]
        );
    }

    #[test]
    fn against_brute_force() {
        let words = ["red", "blue", "green", "gold", "grey", "pink"];
        let texts: Vec<String> = (0..12_usize)
            .map(|n| {
                (0..40)
                    .map(|k| words[(k * (n % 5 + 1) + k * k / (n + 1)) % words.len()])
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        let all: Vec<&str> = texts.iter().map(String::as_str).collect();
        let sets: Vec<std::collections::BTreeSet<Vec<&str>>> = all
            .iter()
            .map(|text| {
                let words: Vec<&str> = text.split(' ').collect();
                words.windows(SHINGLE).map(<[&str]>::to_vec).collect()
            })
            .collect();
        let mut meant = Vec::new();
        for second in 0..sets.len() {
            for first in 0..second {
                let n = sets[first].intersection(&sets[second]).count();
                let share = (n * 1000 / sets[first].len().min(sets[second].len())) as u16;
                if share >= 100 {
                    meant.push(Alike {
                        first,
                        second,
                        share,
                    });
                }
            }
        }
        assert_eq!(alike(&all, 100).0, meant);
        assert!(!meant.is_empty());
    }
}
