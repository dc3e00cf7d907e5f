//! Articles as text: any encoding that is declared or can be told, and the main part of a page.
//!
//! A page in HTML gives its text by a reader of web pages (`dom_smoothie`); one that is too large
//! or too deep for it is stripped of its tags instead, in one pass, and that is said. The engine
//! never sees bytes or tags.

use crate::files::Failure;
use crate::terminal::Stop;
use armistice_case::MAX_FILE;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::{Encoding, UTF_8};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The largest page whose main part is looked for, in bytes.
const LARGEST_PAGE: usize = 4 * 1024 * 1024;
/// The deepest page whose main part is looked for, in open tags.
const DEEPEST_PAGE: usize = 400;

/// An article as it was found, and as text.
pub struct Article {
    /// Where it was found.
    pub path: PathBuf,
    /// The bytes as they were found.
    pub raw: Vec<u8>,
    /// The digest of these bytes.
    pub raw_digest: String,
    /// The text.
    pub text: String,
    /// The digest of the text.
    pub digest: String,
    /// The title, where a page gives one.
    pub title: Option<String>,
    /// What to know of how the text was got.
    pub remarks: Vec<String>,
}

impl Article {
    /// Whether the text is the file itself, byte for byte.
    pub fn is_plain(&self) -> bool {
        self.raw == self.text.as_bytes()
    }
}

/// Reads an article.
pub fn read(path: &Path) -> Result<Article, Stop> {
    let mut raw = Vec::new();
    let failed = |error| Failure::Io(path.to_owned(), error);
    if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(MAX_FILE + 1)
            .read_to_end(&mut raw)
            .map_err(failed)?;
    } else {
        std::fs::File::open(path)
            .and_then(|file| file.take(MAX_FILE + 1).read_to_end(&mut raw))
            .map_err(failed)?;
    }
    if raw.len() as u64 > MAX_FILE {
        return Err(Stop::Words(format!(
            "{} is larger than {} MiB\nhelp: give the article alone, as text",
            path.display(),
            MAX_FILE / (1024 * 1024)
        )));
    }
    Ok(of(path, raw))
}

/// An article from its bytes.
pub fn of(path: &Path, raw: Vec<u8>) -> Article {
    let mut remarks = Vec::new();
    let decoded = decode(&raw, &mut remarks);
    let (text, title) = if is_page(path, &decoded) {
        main_part(&decoded, &mut remarks)
    } else {
        (decoded, None)
    };
    Article {
        path: path.to_owned(),
        raw_digest: digest(&raw),
        digest: digest(text.as_bytes()),
        raw,
        text,
        title,
        remarks,
    }
}

/// The digest of some bytes, as a case writes it.
pub fn digest(bytes: &[u8]) -> String {
    let mut out = String::from("sha256:");
    for byte in Sha256::digest(bytes) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// Bytes as text: by their mark, by what the page declares, as UTF-8, or by what they look like.
fn decode(raw: &[u8], remarks: &mut Vec<String>) -> String {
    let (encoding, how) = match Encoding::for_bom(raw) {
        Some((encoding, _)) => (encoding, "by its first bytes"),
        None => match declared(raw) {
            Some(encoding) => (encoding, "as it declares"),
            None if std::str::from_utf8(raw).is_ok() => (UTF_8, ""),
            None => {
                let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
                detector.feed(raw, true);
                (
                    detector.guess(None, Utf8Detection::Allow),
                    "as its bytes look",
                )
            }
        },
    };
    let (text, encoding, broken) = encoding.decode(raw);
    if encoding != UTF_8 {
        remarks.push(format!("read as {} {how}", encoding.name()));
    }
    if broken {
        remarks.push("some bytes are no text in its encoding; they are shown as �".to_owned());
    }
    text.into_owned()
}

/// The encoding that a page declares in its first bytes.
fn declared(raw: &[u8]) -> Option<&'static Encoding> {
    let head = raw.get(..raw.len().min(2048))?;
    let lower: Vec<u8> = head.to_ascii_lowercase();
    if !lower.contains(&b'<') {
        return None;
    }
    let at = [&b"charset="[..], b"encoding="].iter().find_map(|key| {
        lower
            .windows(key.len())
            .position(|window| window == *key)
            .map(|at| at + key.len())
    })?;
    let label: Vec<u8> = lower[at..]
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .collect();
    Encoding::for_label(&label)
}

fn is_page(path: &Path, text: &str) -> bool {
    let named = path.extension().is_some_and(|end| {
        ["html", "htm", "xhtml"]
            .iter()
            .any(|page| end.eq_ignore_ascii_case(page))
    });
    let head: String = text
        .trim_start()
        .chars()
        .take(200)
        .collect::<String>()
        .to_ascii_lowercase();
    named || head.starts_with("<!doctype html") || head.starts_with("<html")
}

/// The main part of a page, and its title.
fn main_part(page: &str, remarks: &mut Vec<String>) -> (String, Option<String>) {
    if page.len() <= LARGEST_PAGE && depth(page) <= DEEPEST_PAGE {
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

/// How deep tags stand in one another, as far as marks tell.
fn depth(page: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let bytes = page.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'<' {
            match bytes.get(at + 1) {
                Some(b'/') => depth = depth.saturating_sub(1),
                Some(next) if next.is_ascii_alphabetic() => {
                    depth += 1;
                    deepest = deepest.max(depth);
                }
                _ => {}
            }
        }
        // An empty element closes itself.
        if *byte == b'/' && bytes.get(at + 1) == Some(&b'>') {
            depth = depth.saturating_sub(1);
        }
    }
    // Tags that are never closed, as of pictures and breaks, count as well: the bound is wide.
    deepest
}

/// A page without its tags, in one pass: blocks become lines, scripts and styles nothing.
fn stripped(page: &str) -> String {
    let mut out = String::with_capacity(page.len() / 2);
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        push_text(&mut out, &rest[..at]);
        let tag = &rest[at + 1..];
        let name: String = tag
            .chars()
            .take(12)
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '/' || *c == '!')
            .collect::<String>()
            .to_ascii_lowercase();
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        rest = &tag[end..];
        if matches!(name.as_str(), "script" | "style") {
            let close = format!("</{name}");
            let skip = rest
                .match_indices("</")
                .find(|(at, _)| {
                    rest[*at..]
                        .get(..close.len())
                        .is_some_and(|word| word.eq_ignore_ascii_case(&close))
                })
                .map_or(rest.len(), |(at, _)| at);
            rest = &rest[skip..];
        }
        let bare = name.trim_start_matches('/');
        if matches!(
            bare,
            "p" | "div"
                | "br"
                | "li"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "tr"
                | "article"
                | "section"
                | "blockquote"
        ) {
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
        let entities = [
            ("&amp;", '&'),
            ("&lt;", '<'),
            ("&gt;", '>'),
            ("&quot;", '"'),
            ("&nbsp;", ' '),
            ("&rsquo;", '’'),
            ("&lsquo;", '‘'),
            ("&ldquo;", '“'),
            ("&rdquo;", '”'),
            ("&mdash;", '—'),
            ("&ndash;", '–'),
            ("&#39;", '\''),
        ];
        match entities
            .iter()
            .find(|(entity, _)| rest[at..].starts_with(entity))
        {
            Some((entity, c)) => {
                out.push(*c);
                rest = &rest[at + entity.len()..];
            }
            None => {
                out.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &str, raw: &[u8]) -> Article {
        of(Path::new(path), raw.to_vec())
    }

    #[test]
    fn encodings() {
        assert_eq!(text("a.txt", "“We go”".as_bytes()).text, "“We go”");
        assert_eq!(
            text("a.txt", b"\x93We go\x94 said Andr\xe9").text,
            "“We go” said André"
        );
        assert_eq!(text("a.txt", b"\xff\xfeW\0e\0").text, "We");
        let page = text(
            "a.html",
            b"<html><meta charset=\"iso-8859-2\"><p>B\xe6ngi\xbf said.</p></html>",
        );
        assert!(page.text.contains("Bćngiż said."), "{}", page.text);
        let mixed = text(
            "a.txt",
            "Ortega said “no”. "
                .repeat(3)
                .as_bytes()
                .iter()
                .copied()
                .chain(*b"\xe9t\xe9")
                .collect::<Vec<u8>>()
                .as_slice(),
        );
        assert!(!mixed.is_plain() && mixed.text.contains("said"));
    }

    #[test]
    fn the_main_part_of_a_page() {
        let body = "<p>The envoy said on Monday that the two sides were down to one open question, and that it could be settled soon.</p>".repeat(8);
        let page = format!(
            "<!doctype html><html><head><title>Talks on the river</title></head><body><nav><a href=x>Home</a><a href=y>Sport</a></nav><article><h1>Talks on the river</h1>{body}</article><footer>Imprint</footer></body></html>"
        );
        let article = text("page", page.as_bytes());
        assert_eq!(article.title.as_deref(), Some("Talks on the river"));
        assert!(
            article.text.contains("down to one open question") && !article.text.contains("Sport"),
            "{}",
            article.text
        );
        assert!(article.text.lines().count() > 5);
    }

    #[test]
    fn a_page_too_deep_is_stripped() {
        let page = format!(
            "<html>{}<p>He said &ldquo;no&rdquo;.</p><script>var x = '<p>';</script>",
            "<div>".repeat(100_000)
        );
        let article = text("a.html", page.as_bytes());
        assert_eq!(article.text.trim(), "He said “no”.");
        assert_eq!(article.remarks.len(), 1);
    }
}
