//! Words, numbers and marks.

use super::{Shape, Text, Token};
use std::ops::Range;

impl Text<'_> {
    pub(super) fn tokenize(&mut self, bytes: Range<usize>) {
        let base = bytes.start;
        let text = &self.text[bytes];
        let mut chars = text.char_indices().peekable();
        let mut lower = String::new();
        let mut apart = true;
        while let Some((at, c)) = chars.next() {
            if c.is_whitespace() || is_invisible(c) {
                apart = true;
                continue;
            }
            let mut end = at + c.len_utf8();
            let mut shape = Shape::Mark(c);
            if c.is_ascii_digit() {
                shape = Shape::Number;
                while let Some(&(i, next)) = chars.peek() {
                    let rest = &text[i + next.len_utf8()..];
                    let inside = matches!(next, ',' | '.' | ':')
                        && rest.starts_with(|c: char| c.is_ascii_digit())
                        || parts_thousands(next, &text[at..i], rest);
                    if !next.is_ascii_digit() && !inside {
                        break;
                    }
                    end = i + next.len_utf8();
                    chars.next();
                }
            } else if c.is_alphanumeric() {
                shape = Shape::Word;
                while let Some(&(i, next)) = chars.peek() {
                    let rest = &text[i + next.len_utf8()..];
                    let letter = rest.chars().next();
                    let inner = match next {
                        '\'' | '’' => {
                            letter.is_some_and(char::is_alphabetic)
                                && !is_clitic(rest)
                                && !text[at..i].ends_with(['n', 'N'])
                        }
                        '-' | '‐' | '‑' => letter.is_some_and(char::is_alphanumeric),
                        '.' => {
                            // U.S., a.m.
                            let single = text[at..i].split('.').next_back();
                            single.is_some_and(|word| word.chars().count() == 1)
                                && letter.is_some_and(char::is_alphabetic)
                                && rest.chars().nth(1).is_none_or(|c| !c.is_alphabetic())
                        }
                        _ => is_letter(next),
                    };
                    if !inner {
                        break;
                    }
                    end = i + next.len_utf8();
                    chars.next();
                }
                // The last point of U.S. belongs to it.
                if text[at..end].contains('.') && text[end..].starts_with('.') {
                    chars.next();
                    end += 1;
                }
                // n't is a word of its own.
                if text[at..end].ends_with(['n', 'N'])
                    && end > at + 1
                    && let Some(&(i, '\'' | '’')) = chars.peek()
                    && let Some(rest) = text[i..].get(chars_len(text, i)..)
                    && rest.starts_with(['t', 'T'])
                    && !rest[1..].starts_with(is_letter)
                {
                    let split = end - 1;
                    self.push(base + at..base + split, Shape::Word, apart, &mut lower);
                    chars.next();
                    chars.next();
                    let end = i + chars_len(text, i) + 1;
                    self.push(base + split..base + end, Shape::Word, false, &mut lower);
                    apart = false;
                    continue;
                }
            } else if matches!(c, '\'' | '’') && at > 0 && is_clitic(&text[end..]) && !apart {
                // 's, 're and their like are words of their own.
                shape = Shape::Word;
                while let Some(&(i, next)) = chars.peek() {
                    if !next.is_alphabetic() {
                        break;
                    }
                    end = i + next.len_utf8();
                    chars.next();
                }
            } else if matches!(c, '\'' | '`' | '’' | '‘')
                && chars.peek().is_some_and(|(_, next)| *next == c)
            {
                // Two single marks make a double one.
                shape = Shape::Mark(if c == '`' || c == '‘' { '“' } else { '"' });
                end += c.len_utf8();
                chars.next();
            }
            self.push(base + at..base + end, shape, apart, &mut lower);
            apart = false;
        }
    }

    fn push(&mut self, at: Range<usize>, shape: Shape, apart: bool, lower: &mut String) {
        let letters = &self.text[at.clone()];
        let mut word = None;
        // No word of the tables is longer.
        if shape == Shape::Word && letters.len() <= 32 {
            lower.clear();
            lower.extend(letters.chars().map(|c| match c {
                '’' => '\'',
                c => c.to_ascii_lowercase(),
            }));
            word = self.lexicon.get(lower);
        }
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.tokens.push(Token {
            start: clamp(at.start),
            end: clamp(at.end),
            shape,
            word,
            capital: letters.starts_with(char::is_uppercase),
            apart,
        });
    }
}

fn chars_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Whether a sign between digits parts thousands: a narrow or a no-break blank, an apostrophe, or a
/// plain blank where nothing else could be meant ("12 000", for "the 12 300 left" could be two).
fn parts_thousands(sign: char, before: &str, after: &str) -> bool {
    let parts = match sign {
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '\'' | '’' => true,
        ' ' => after.starts_with('0'),
        _ => false,
    };
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = |group: &str| digits(group) == group.len();
    parts
        && digits(after) == 3
        && !after[3..].starts_with(is_letter)
        && before.len() <= 24
        && before.split(sign).enumerate().all(|(i, group)| {
            whole(group)
                && if i == 0 {
                    (1..=3).contains(&group.len())
                } else {
                    group.len() == 3
                }
        })
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Signs without a width: they part nothing and show nothing.
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c), 0xad | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2069 | 0xfeff)
        || c.is_control()
}

/// Whether a text begins with the rest of a short form: s, re, ve, ll, d, m.
fn is_clitic(rest: &str) -> bool {
    ["s", "re", "ve", "ll", "d", "m"].iter().any(|clitic| {
        rest.get(..clitic.len())
            .is_some_and(|word| word.eq_ignore_ascii_case(clitic))
            && !rest[clitic.len()..].starts_with(is_letter)
    })
}
