//! What several wordings have in common, word by word.
//!
//! Guarantee: each wording is given back word for word by its own variants and the common words
//! together; with two wordings the common words are as many as can be (a longest common
//! subsequence), with more they are common to all but may be fewer than the most.

/// The largest table of a comparison; beyond it the middles count as different throughout.
const CELLS: usize = 4_000_000;

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Words that all wordings have here.
    Common(String),
    /// Words of each wording, in the order of the wordings; not all the same, some perhaps none.
    Variants(Vec<String>),
}

/// Lines wordings up; words are what blanks set apart.
pub fn align(texts: &[&str]) -> Vec<Run> {
    let words: Vec<Vec<&str>> = texts
        .iter()
        .map(|text| text.split_whitespace().collect())
        .collect();
    let Some((first, others)) = words.split_first() else {
        return Vec::new();
    };
    let mut common = first.clone();
    for other in others {
        common = longest_common(&common, other);
    }
    let mut at = vec![0; words.len()];
    let mut out: Vec<Run> = Vec::new();
    let mut plain: Vec<&str> = Vec::new();
    for i in 0..=common.len() {
        // Where the next common word stands in each wording, as early as it can.
        let next: Vec<usize> = words
            .iter()
            .zip(&at)
            .map(|(words, from)| match common.get(i) {
                Some(word) => (*from..words.len())
                    .find(|j| words[*j] == *word)
                    .unwrap_or(words.len()),
                None => words.len(),
            })
            .collect();
        let variants: Vec<String> = words
            .iter()
            .zip(at.iter().zip(&next))
            .map(|(words, (from, to))| words[*from..*to].join(" "))
            .collect();
        if variants.iter().any(|variant| !variant.is_empty()) {
            if !plain.is_empty() {
                out.push(Run::Common(plain.join(" ")));
                plain.clear();
            }
            out.push(Run::Variants(variants));
        }
        plain.extend(common.get(i));
        at = next.iter().map(|to| to + 1).collect();
    }
    if !plain.is_empty() {
        out.push(Run::Common(plain.join(" ")));
    }
    out
}

/// A longest common subsequence, with equal ends taken off first.
fn longest_common<'a>(a: &[&'a str], b: &[&str]) -> Vec<&'a str> {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a[head..]
        .iter()
        .rev()
        .zip(b[head..].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let mut out: Vec<&str> = a[..head].to_vec();
    let (middle_a, middle_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    if middle_a.len().saturating_mul(middle_b.len()) <= CELLS {
        out.extend(table(middle_a, middle_b));
    }
    out.extend(&a[a.len() - tail..]);
    out
}

fn table<'a>(a: &[&'a str], b: &[&str]) -> Vec<&'a str> {
    let width = b.len() + 1;
    let mut longest = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i] == b[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            out.push(a[i]);
            i += 1;
            j += 1;
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn variants(words: &[&str]) -> Run {
        Run::Variants(words.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn two_wordings_differ_in_a_number_and_an_end() {
        assert_eq!(
            align(&["An hour pays 22 crowns.", "An hour pays 23 crowns. Each."]),
            vec![
                Run::Common("An hour pays".into()),
                variants(&["22", "23"]),
                Run::Common("crowns.".into()),
                variants(&["", "Each."]),
            ]
        );
    }

    #[test]
    fn one_wording_is_plain() {
        assert_eq!(align(&["a b"]), vec![Run::Common("a b".into())]);
    }

    proptest! {
        #[test]
        fn every_wording_comes_back(
            texts in proptest::collection::vec(
                proptest::collection::vec("[abc]", 0..12), 1..5)
        ) {
            let texts: Vec<String> = texts.iter().map(|words| words.join(" ")).collect();
            let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
            let runs = align(&borrowed);
            for (i, text) in texts.iter().enumerate() {
                let words: Vec<&str> = runs
                    .iter()
                    .map(|run| match run {
                        Run::Common(words) => words.as_str(),
                        Run::Variants(all) => all[i].as_str(),
                    })
                    .filter(|words| !words.is_empty())
                    .collect();
                prop_assert_eq!(&words.join(" "), text);
            }
        }

        #[test]
        fn common_to_two_is_as_much_as_can_be(
            a in proptest::collection::vec("[abc]", 0..8),
            b in proptest::collection::vec("[abc]", 0..8),
        ) {
            let a: Vec<&str> = a.iter().map(String::as_str).collect();
            let b: Vec<&str> = b.iter().map(String::as_str).collect();
            let most = (0_u32..1 << a.len())
                .filter(|set| {
                    let mut rest = b.iter();
                    a.iter()
                        .enumerate()
                        .filter(|(i, _)| set & (1 << i) != 0)
                        .all(|(_, word)| rest.any(|other| other == word))
                })
                .map(u32::count_ones)
                .max();
            prop_assert_eq!(u32::try_from(longest_common(&a, &b).len()).ok(), most);
        }
    }
}
