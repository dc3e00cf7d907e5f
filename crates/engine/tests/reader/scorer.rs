//! Scores found relations against annotated ones.
//!
//! Spans are compared as sets of words and marks; marks at their ends and a leading "that" do not
//! count. Relations are paired one to one, best overlap of contents first, overlap of cues
//! breaking ties. A pair is *usable* when the cues share a word or neither has one, the sources
//! share a word or neither has one, and the token F1 of the contents is at least 0.5: a person
//! would mend it and not type it anew (the measure of `docs/methods/reading.md`). Intervals are
//! 95 % by the bootstrap over articles, with a seed.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

/// One relation, in characters of the text.
#[derive(Clone, Debug, Default)]
pub struct Relation {
    pub source: Vec<Range<usize>>,
    pub cue: Vec<Range<usize>>,
    pub content: Vec<Range<usize>>,
    /// `likely` or `check`; empty for an annotated one.
    pub tier: String,
    /// How it was found, or what kind of cue it has.
    pub pattern: String,
}

/// An article with what is annotated and what was found.
pub struct Item {
    pub name: String,
    pub text: String,
    pub gold: Vec<Relation>,
    pub found: Vec<Relation>,
}

/// The annotated articles of a folder, in order of their names.
pub fn load(folder: &Path) -> Vec<Item> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .map(|entries| {
            entries
                .flatten()
                .filter_map(|entry| {
                    Some(
                        entry
                            .file_name()
                            .to_str()?
                            .strip_suffix(".json")?
                            .to_owned(),
                    )
                })
                .collect()
        })
        .unwrap_or_default();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let read = |end: &str| {
                std::fs::read_to_string(folder.join(format!("{name}.{end}")))
                    .expect("an annotated article")
            };
            let gold: serde_json::Value =
                serde_json::from_str(&read("json")).expect("annotations are JSON");
            let relations = gold["relations"].as_array().expect("relations");
            let gold = relations
                .iter()
                .map(|relation| Relation {
                    source: spans(&relation["source"]),
                    cue: spans(&relation["cue"]),
                    content: spans(&relation["content"]),
                    tier: String::new(),
                    pattern: relation["cue_kind"].as_str().unwrap_or_default().to_owned(),
                })
                .collect();
            Item {
                text: read("txt"),
                name,
                gold,
                found: Vec::new(),
            }
        })
        .collect()
}

fn spans(value: &serde_json::Value) -> Vec<Range<usize>> {
    let number = |value: &serde_json::Value| {
        value
            .as_u64()
            .and_then(|n| usize::try_from(n).ok())
            .expect("an offset")
    };
    value
        .as_array()
        .map(|spans| {
            spans
                .iter()
                .map(|span| number(&span[0])..number(&span[1]))
                .collect()
        })
        .unwrap_or_default()
}

/// The tokens of a text, in characters.
struct Tokens {
    chars: Vec<char>,
    at: Vec<Range<usize>>,
    quoted: BTreeSet<usize>,
}

impl Tokens {
    fn of(text: &str) -> Tokens {
        let chars: Vec<char> = text.chars().collect();
        let word = |i: usize| {
            chars
                .get(i)
                .is_some_and(|c| c.is_alphanumeric() || *c == '_')
        };
        let mut at = Vec::new();
        let mut i = 0;
        while i < chars.len() {
            if word(i) {
                let start = i;
                while word(i) || matches!(chars.get(i), Some('\'' | '’')) && word(i + 1) {
                    i += 1;
                }
                at.push(start..i);
            } else {
                if !chars[i].is_whitespace() {
                    at.push(i..i + 1);
                }
                i += 1;
            }
        }
        let mut tokens = Tokens {
            chars,
            at,
            quoted: BTreeSet::new(),
        };
        let mut inside = false;
        for i in 0..tokens.at.len() {
            let start = tokens.at[i].start;
            let before = if i == 0 { 0 } else { tokens.at[i - 1].end };
            if tokens.chars[before..start].contains(&'\n') {
                inside = false;
            }
            match tokens.chars[start] {
                '“' | '«' | '„' => inside = true,
                '”' | '»' => inside = false,
                '"' => inside = !inside,
                _ if inside => {
                    tokens.quoted.insert(i);
                }
                _ => {}
            }
        }
        tokens
    }

    fn is_word(&self, token: usize) -> bool {
        let c = self.chars[self.at[token].start];
        c.is_alphanumeric() || c == '_'
    }

    /// The tokens of some spans, without marks at the ends of each run.
    fn set(&self, spans: &[Range<usize>], content: bool) -> BTreeSet<usize> {
        let mut out = BTreeSet::new();
        for span in spans {
            let first = self.at.partition_point(|at| at.end <= span.start);
            let last = self.at.partition_point(|at| at.start < span.end);
            let mut run: Vec<usize> = (first..last).collect();
            while run.first().is_some_and(|token| !self.is_word(*token)) {
                run.remove(0);
            }
            while run.last().is_some_and(|token| !self.is_word(*token)) {
                run.pop();
            }
            out.extend(run);
        }
        if content
            && out.len() > 1
            && let Some(first) = out.first().copied()
            && self.chars[self.at[first].clone()]
                .iter()
                .collect::<String>()
                .eq_ignore_ascii_case("that")
        {
            out.remove(&first);
        }
        out
    }

    fn kind(&self, content: &BTreeSet<usize>) -> &'static str {
        let quoted = content.intersection(&self.quoted).count();
        if quoted * 10 >= content.len() * 9 {
            "direct"
        } else if quoted > 0 {
            "mixed"
        } else {
            "indirect"
        }
    }
}

/// One relation as sets of tokens.
struct Sets {
    source: BTreeSet<usize>,
    cue: BTreeSet<usize>,
    content: BTreeSet<usize>,
    kind: &'static str,
    tier: String,
    pattern: String,
}

impl Sets {
    fn of(tokens: &Tokens, relation: &Relation) -> Sets {
        let content = tokens.set(&relation.content, true);
        Sets {
            source: tokens.set(&relation.source, false),
            cue: tokens.set(&relation.cue, false),
            kind: tokens.kind(&content),
            content,
            tier: relation.tier.clone(),
            pattern: relation.pattern.clone(),
        }
    }

    fn usable(&self, gold: &Sets) -> bool {
        let meet = |a: &BTreeSet<usize>, b: &BTreeSet<usize>| {
            a.intersection(b).next().is_some() || a.is_empty() && b.is_empty()
        };
        let shared = self.content.intersection(&gold.content).count();
        meet(&self.source, &gold.source)
            && meet(&self.cue, &gold.cue)
            && 4 * shared >= self.content.len() + gold.content.len()
    }
}

/// Counts of one article, by name of a figure: hits and cases.
type Counts = Vec<(String, u32, u32)>;

fn pairs(found: &[Sets], gold: &[Sets]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, f) in found.iter().enumerate() {
        for (j, g) in gold.iter().enumerate() {
            let content = f.content.intersection(&g.content).count();
            let cue = f.cue.intersection(&g.cue).count();
            if content + cue > 0 {
                // A shared cue decides between relations one inside another.
                candidates.push((
                    cue.min(1),
                    content,
                    std::cmp::Reverse(i),
                    std::cmp::Reverse(j),
                ));
            }
        }
    }
    candidates.sort();
    let (mut used_found, mut used_gold, mut out) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, _, i, j) in candidates.into_iter().rev() {
        if used_found.insert(i.0) {
            if used_gold.insert(j.0) {
                out.push((i.0, j.0));
            } else {
                used_found.remove(&i.0);
            }
        }
    }
    out
}

/// What is right, wrong and missing in one article, for a person who mends the rules.
pub fn explain(item: &Item) -> String {
    let tokens = Tokens::of(&item.text);
    let sets = |relations: &[Relation]| -> Vec<Sets> {
        relations.iter().map(|r| Sets::of(&tokens, r)).collect()
    };
    let (found, gold) = (sets(&item.found), sets(&item.gold));
    let text = |spans: &[Range<usize>]| -> String {
        spans
            .iter()
            .map(|span| tokens.chars[span.clone()].iter().collect::<String>())
            .collect::<Vec<_>>()
            .join(" | ")
    };
    let line = |r: &Relation| {
        format!(
            "{} {} S=[{}] Q=[{}] C=[{}]",
            r.pattern,
            r.tier,
            text(&r.source),
            text(&r.cue),
            text(&r.content)
        )
    };
    let pairs = pairs(&found, &gold);
    let mut out = String::new();
    for (i, g) in item.gold.iter().enumerate() {
        match pairs.iter().find(|(_, j)| *j == i) {
            Some((f, _)) if found[*f].usable(&gold[i]) => {}
            Some((f, _)) => {
                let _ = writeln!(
                    out,
                    "{} ~ {}\n      ? {}",
                    item.name,
                    line(g),
                    line(&item.found[*f])
                );
            }
            None => {
                let _ = writeln!(out, "{} - {}", item.name, line(g));
            }
        }
    }
    for (i, f) in item.found.iter().enumerate() {
        if !pairs.iter().any(|(j, _)| *j == i) {
            let _ = writeln!(out, "{} + {}", item.name, line(f));
        }
    }
    out
}

fn counts(item: &Item) -> Counts {
    let tokens = Tokens::of(&item.text);
    let sets = |relations: &[Relation]| -> Vec<Sets> {
        relations.iter().map(|r| Sets::of(&tokens, r)).collect()
    };
    let (found, gold) = (sets(&item.found), sets(&item.gold));
    let mut hit_found = vec![false; found.len()];
    let mut hit_gold = vec![false; gold.len()];
    let mut met_gold = vec![false; gold.len()];
    let (mut paired, mut right) = (0, 0);
    for (i, j) in pairs(&found, &gold) {
        met_gold[j] = found[i]
            .content
            .intersection(&gold[j].content)
            .next()
            .is_some();
        paired += 1;
        right += u32::from(
            found[i]
                .source
                .intersection(&gold[j].source)
                .next()
                .is_some()
                || found[i].source.is_empty() && gold[j].source.is_empty(),
        );
        if found[i].usable(&gold[j]) {
            hit_found[i] = true;
            hit_gold[j] = true;
        }
    }
    let mut out: Counts = vec![("right source, if paired".to_owned(), right, paired)];
    let mut add = |name: String, hit: bool| match out.iter_mut().find(|(other, ..)| *other == name)
    {
        Some((_, hits, n)) => {
            *hits += u32::from(hit);
            *n += 1;
        }
        None => out.push((name, u32::from(hit), 1)),
    };
    for (f, hit) in found.iter().zip(&hit_found) {
        add("all precision".to_owned(), *hit);
        add(format!("{} precision", f.kind), *hit);
        add(format!("tier {} precision", f.tier), *hit);
        add(format!("by {} precision", f.pattern), *hit);
    }
    for ((g, hit), met) in gold.iter().zip(&hit_gold).zip(&met_gold) {
        add("all recall".to_owned(), *hit);
        add(format!("{} recall", g.kind), *hit);
        add(format!("{} found", g.kind), *met);
        add(format!("cue {} recall", g.pattern), *hit);
    }
    out
}

/// The figures of all articles, each with its interval.
pub struct Score {
    /// Name, value, lower and upper bound, cases.
    pub figures: Vec<(String, f64, f64, f64, u32)>,
}

/// Scores articles; `rounds` rounds of the bootstrap with `seed`.
pub fn score(items: &[Item], rounds: usize, seed: u64) -> Score {
    let all: Vec<Counts> = items.iter().map(counts).collect();
    let mut names: Vec<String> = all
        .iter()
        .flatten()
        .map(|(name, ..)| name.clone())
        .collect();
    names.sort();
    names.dedup();
    let index = |name: &str| names.iter().position(|other| other == name);
    let table: Vec<Vec<(u32, u32)>> = all
        .iter()
        .map(|counts| {
            let mut row = vec![(0, 0); names.len()];
            for (name, hits, n) in counts {
                if let Some(at) = index(name) {
                    row[at] = (*hits, *n);
                }
            }
            row
        })
        .collect();
    let total = |picked: &[usize]| -> Vec<(u32, u32)> {
        let mut sum = vec![(0, 0); names.len()];
        for item in picked {
            for (sum, (hits, n)) in sum.iter_mut().zip(&table[*item]) {
                sum.0 += hits;
                sum.1 += n;
            }
        }
        sum
    };
    let ratio = |(hits, n): (u32, u32)| {
        if n == 0 {
            0.0
        } else {
            f64::from(hits) / f64::from(n)
        }
    };
    let kinds = ["all", "direct", "mixed", "indirect"];
    let values = |sum: &[(u32, u32)]| -> Vec<f64> {
        let mut out: Vec<f64> = sum.iter().map(|pair| ratio(*pair)).collect();
        for kind in kinds {
            let of = |what: &str| index(&format!("{kind} {what}")).map_or(0.0, |at| out[at]);
            let (p, r) = (of("precision"), of("recall"));
            out.push(if p + r == 0.0 {
                0.0
            } else {
                2.0 * p * r / (p + r)
            });
        }
        out
    };
    let whole: Vec<usize> = (0..items.len()).collect();
    let sums = total(&whole);
    let point = values(&sums);
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut draws: Vec<Vec<f64>> = vec![Vec::new(); point.len()];
    for _ in 0..rounds {
        let picked: Vec<usize> = whole
            .iter()
            .map(|_| random.random_range(0..items.len()))
            .collect();
        for (draws, value) in draws.iter_mut().zip(values(&total(&picked))) {
            draws.push(value);
        }
    }
    let mut all_names = names.clone();
    all_names.extend(kinds.iter().map(|kind| format!("{kind} F1")));
    let figures = all_names
        .into_iter()
        .enumerate()
        .map(|(i, name)| {
            draws[i].sort_by(f64::total_cmp);
            let at = |share: f64| {
                let last = draws[i].len().saturating_sub(1);
                draws[i]
                    .get((share * last as f64) as usize)
                    .copied()
                    .unwrap_or(point[i])
            };
            let n = sums.get(i).map_or(0, |(_, n)| *n);
            (name, point[i], at(0.025), at(0.975), n)
        })
        .collect();
    Score { figures }
}

impl Score {
    /// One figure.
    pub fn get(&self, name: &str) -> f64 {
        self.figures
            .iter()
            .find(|(other, ..)| other == name)
            .map_or(0.0, |(_, value, ..)| *value)
    }

    /// The table.
    pub fn table(&self) -> String {
        let mut out = String::new();
        for (name, value, low, high, n) in &self.figures {
            let _ = write!(out, "{name:<28} {value:.3}  [{low:.3}, {high:.3}]");
            if *n > 0 {
                let _ = write!(out, "  of {n}");
            }
            out.push('\n');
        }
        out
    }
}
