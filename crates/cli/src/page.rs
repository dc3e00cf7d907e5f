//! Pages in HTML as text: the main part by a reader of web pages (`dom_smoothie`), or, where a page
//! is too large or too deep for it, everything without its tags, in one pass.

use dom_smoothie::{Config, Readability, TextMode};
use std::collections::HashMap;
use std::path::Path;

/// The largest page whose main part is looked for, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;
/// The deepest page whose main part is looked for, in elements that stand in one another.
const DEEPEST: usize = 400;

/// Elements without an end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Elements that the next of their kind, or the end of what they stand in, closes.
const CLOSED_BY_THE_NEXT: &[&str] = &[
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
];
/// Elements that begin a line of text.
const BLOCKS: &[&str] = &[
    "article",
    "blockquote",
    "br",
    "dd",
    "div",
    "dt",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "main",
    "p",
    "pre",
    "section",
    "td",
    "title",
    "tr",
];
/// Elements whose content is nothing to read.
const UNREAD: &[&str] = &[
    "script", "style", "nav", "footer", "aside", "template", "svg",
];
/// Other elements by which a page is known.
const OTHERS: &[&str] = &[
    "html", "head", "body", "header", "span", "a", "b", "i", "em", "strong", "ul", "ol", "dl",
    "table", "figure", "font", "center", "form", "address", "time",
];

/// Whether a text is a page in HTML, by the name of its file, by what it begins with, or by the
/// tags in it.
pub fn is_page(path: &Path, text: &str) -> bool {
    let named = path.extension().is_some_and(|end| {
        ["html", "htm", "xhtml"]
            .iter()
            .any(|page| end.eq_ignore_ascii_case(page))
    });
    named || begins_as_page(text) || ends_elements(text)
}

/// Whether a text begins with an element of HTML, after what may stand before: declarations and
/// remarks.
fn begins_as_page(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!") {
            ">"
        } else {
            break;
        };
        let Some(at) = rest.find(end) else {
            return false;
        };
        rest = rest[at + end.len()..].trim_start();
    }
    rest.strip_prefix('<')
        .is_some_and(|tag| is_element(&name(tag)))
}

/// Whether two elements or more end in a text.
fn ends_elements(text: &str) -> bool {
    let ends = text.match_indices("</");
    ends.filter(|(at, _)| is_element(&name(&text[at + 2..])))
        .take(2)
        .count()
        == 2
}

fn is_element(name: &str) -> bool {
    [VOID, CLOSED_BY_THE_NEXT, BLOCKS, UNREAD, OTHERS]
        .iter()
        .any(|names| names.contains(&name))
}

/// The name of the tag that a text begins with, in small letters.
fn name(tag: &str) -> String {
    tag.chars()
        .take(12)
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// The main part of a page, and its title.
pub fn main_part(page: &str, remarks: &mut Vec<String>) -> (String, Option<String>) {
    if page.len() <= LARGEST && !too_deep(page) {
        let config = Config {
            text_mode: TextMode::Formatted,
            ..Config::default()
        };
        let parsed =
            Readability::new(page, None, Some(config)).and_then(|mut reader| reader.parse());
        if let Ok(parsed) = parsed {
            let text = parsed.text_content.trim();
            if !text.is_empty() {
                let title = Some(parsed.title.trim().to_owned()).filter(|title| !title.is_empty());
                return (format!("{text}\n"), title);
            }
        }
        remarks.push("no main part was found; the whole page was read".to_owned());
    } else {
        remarks.push(
            "the page is too large or too deep to look for its main part; the whole of it was read"
                .to_owned(),
        );
    }
    (stripped(page), None)
}

/// Whether more elements stand in one another than a reader of pages is given.
fn too_deep(page: &str) -> bool {
    let mut open: Vec<String> = Vec::new();
    // How often each name is open, so that an end without a beginning is not looked for.
    let mut times: HashMap<String, usize> = HashMap::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        if tag.starts_with("!--") {
            rest = tag.find("-->").map_or("", |end| &tag[end..]);
            continue;
        }
        let closes = tag.starts_with('/');
        let name = name(tag.trim_start_matches('/'));
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let alone = tag[..end].ends_with("/>");
        rest = &tag[end..];
        if name.is_empty() || VOID.contains(&&*name) || CLOSED_BY_THE_NEXT.contains(&&*name) {
            continue;
        }
        if closes {
            while times.get(&name).is_some_and(|n| *n > 0)
                && let Some(last) = open.pop()
            {
                let done = last == name;
                times.entry(last).and_modify(|n| *n -= 1);
                if done {
                    break;
                }
            }
        } else if matches!(name.as_str(), "script" | "style") {
            rest = after_end(rest, &name).unwrap_or("");
        } else if !(alone && open.iter().any(|name| name == "svg" || name == "math")) {
            // Elements of HTML do not close themselves, whatever stands before the ">".
            *times.entry(name.clone()).or_default() += 1;
            open.push(name);
            if open.len() > DEEPEST {
                return true;
            }
        }
    }
    false
}

/// What follows the end tag of an element.
fn after_end<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let close = format!("</{name}");
    let (at, _) = text.match_indices("</").find(|(at, _)| {
        text[*at..]
            .get(..close.len())
            .is_some_and(|word| word.eq_ignore_ascii_case(&close))
    })?;
    text[at..].find('>').map(|end| &text[at + end + 1..])
}

/// A page without its tags, in one pass: blocks become lines; scripts, styles and what stands round
/// the text nothing.
fn stripped(page: &str) -> String {
    let mut out = String::with_capacity(page.len() / 2);
    let mut rest = page;
    // What has no end from here on has none later, and is not looked for again.
    let mut endless: Vec<String> = Vec::new();
    while let Some(at) = rest.find('<') {
        push_text(&mut out, &rest[..at]);
        let tag = &rest[at + 1..];
        if tag.starts_with("!--") {
            rest = tag.find("-->").map_or("", |end| &tag[end + 3..]);
            continue;
        }
        let closes = tag.starts_with('/');
        let name = name(tag.trim_start_matches('/'));
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        rest = &tag[end..];
        if !closes && UNREAD.contains(&&*name) && !endless.contains(&name) {
            match after_end(rest, &name) {
                Some(after) => rest = after,
                // A script without an end is the rest of the page.
                None if matches!(name.as_str(), "script" | "style") => rest = "",
                None => endless.push(name.clone()),
            }
        }
        if BLOCKS.contains(&&*name) {
            out.push('\n');
        }
    }
    push_text(&mut out, rest);
    out
}

fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (c, length) = entity(&rest[at..]).unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[at + length..];
    }
    out.push_str(rest);
}

/// The named characters from U+00A0 to U+00FF, in their order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg \
macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest \
Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig \
agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml \
eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Other named characters of HTML that stand in articles.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("minus", '−'),
    ("prime", '′'),
    ("euro", '€'),
    ("trade", '™'),
    ("dagger", '†'),
    ("permil", '‰'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("lrm", '\u{200e}'),
    ("rlm", '\u{200f}'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Zcaron", 'Ž'),
    ("zcaron", 'ž'),
    ("Ccaron", 'Č'),
    ("ccaron", 'č'),
    ("Cacute", 'Ć'),
    ("cacute", 'ć'),
    ("Yuml", 'Ÿ'),
];

/// The character that a reference at the beginning of a text stands for, and how long it is.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let c = match name.strip_prefix('#') {
        Some(digits) => numbered(digits)?,
        None => {
            let latin = LATIN
                .split_ascii_whitespace()
                .position(|other| other == name);
            let latin = latin.and_then(|at| char::from_u32(0xa0 + u32::try_from(at).ok()?));
            let named = || NAMED.iter().find(|(other, _)| *other == name);
            latin.or_else(|| named().map(|(_, c)| *c))?
        }
    };
    Some((c, end + 1))
}

/// The character of a number. Those from 128 to 159 are meant in Windows-1252, as browsers take them.
fn numbered(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9f) => {
            let bytes = [byte];
            let (text, ..) = encoding_rs::WINDOWS_1252.decode(&bytes);
            text.chars().next()
        }
        _ => char::from_u32(code).filter(|c| *c != '\0'),
    }
}
