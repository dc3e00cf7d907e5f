//! The forms of English words from their base.

fn is_vowel(c: char) -> bool {
    "aeiou".contains(c)
}

pub(super) fn s_of(base: &str) -> String {
    let y = base.strip_suffix('y');
    if let Some(stem) = y.filter(|stem| !stem.ends_with(is_vowel)) {
        format!("{stem}ies")
    } else if base.ends_with(['s', 'x', 'z']) || base.ends_with("sh") || base.ends_with("ch") {
        format!("{base}es")
    } else {
        format!("{base}s")
    }
}

pub(super) fn past_of(base: &str) -> String {
    let y = base.strip_suffix('y');
    if base.ends_with('e') {
        format!("{base}d")
    } else if let Some(stem) = y.filter(|stem| !stem.ends_with(is_vowel)) {
        format!("{stem}ied")
    } else {
        format!("{base}ed")
    }
}

/// The consonant that is doubled in the past is doubled here too.
pub(super) fn ing_of(base: &str, past: &str) -> String {
    let doubled = past
        .strip_suffix("ed")
        .filter(|stem| stem.len() == base.len() + 1 && stem.starts_with(base));
    if let Some(stem) = doubled {
        format!("{stem}ing")
    } else if base.ends_with('e') && !base.ends_with("ee") {
        format!("{}ing", &base[..base.len() - 1])
    } else {
        match base {
            "begin" | "set" => format!("{base}{}ing", &base[base.len() - 1..]),
            _ => format!("{base}ing"),
        }
    }
}
