//! Articles as text: any encoding that is declared or can be told, and the main part of a page in
//! HTML (`page`). The engine never sees bytes or tags.

use crate::files::Failure;
use crate::page::{is_page, main_part};
use crate::terminal::Stop;
use armistice_case::MAX_FILE;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

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

/// Bytes of a table that a spreadsheet wrote, in whatever encoding, as text.
pub fn decoded(raw: &[u8]) -> String {
    decode(raw, &mut Vec::new())
}

/// The digest of some bytes, as a case writes it.
pub fn digest(bytes: &[u8]) -> String {
    let mut out = String::from("sha256:");
    for byte in Sha256::digest(bytes) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// Bytes as text: by their mark, by where their noughts stand, by what the page declares, as UTF-8, or
/// by what they look like.
fn decode(raw: &[u8], remarks: &mut Vec<String>) -> String {
    let (text, name, how, broken) = if let Some((wide, how)) = wide(raw) {
        let (text, broken) = utf_32(raw, wide);
        (text, "UTF-32", how, broken)
    } else {
        let (encoding, how) = encoding(raw);
        let (text, encoding, broken) = encoding.decode(raw);
        (text.into_owned(), encoding.name(), how, broken)
    };
    if name != UTF_8.name() {
        remarks.push(format!("read as {name} {how}"));
    }
    if broken {
        remarks.push("some bytes are no text in its encoding; they are shown as �".to_owned());
    }
    text
}

fn encoding(raw: &[u8]) -> (&'static Encoding, &'static str) {
    if let Some((encoding, _)) = Encoding::for_bom(raw) {
        (encoding, BY_MARK)
    } else if let Some(encoding) = utf_16(raw) {
        (encoding, BY_LOOK)
    } else if let Some(encoding) = declared(raw) {
        (encoding, "as it declares")
    } else if std::str::from_utf8(raw).is_ok() {
        (UTF_8, "")
    } else {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
        detector.feed(raw, true);
        (detector.guess(None, Utf8Detection::Allow), BY_LOOK)
    }
}

const BY_MARK: &str = "by its first bytes";
const BY_LOOK: &str = "as its bytes look";

/// How many noughts stand at each place of every four bytes, in hundredths of all such places.
fn noughts(raw: &[u8]) -> [usize; 4] {
    let head = &raw[..raw.len().min(4096)];
    let share = |place: usize| {
        let at = head.iter().skip(place).step_by(4);
        let all = at.clone().count().max(1);
        at.filter(|byte| **byte == 0).count() * 100 / all
    };
    [share(0), share(1), share(2), share(3)]
}

/// UTF-16 without a mark: in a text with many Latin letters every second byte is nought.
fn utf_16(raw: &[u8]) -> Option<&'static Encoding> {
    let [a, b, c, d] = noughts(raw);
    let (first, second) = ((a + c) / 2, (b + d) / 2);
    if raw.len() < 4 || !raw.len().is_multiple_of(2) {
        None
    } else if second >= 40 && first < 5 {
        Some(UTF_16LE)
    } else if first >= 40 && second < 5 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The order of the bytes of a character of four bytes.
#[derive(Clone, Copy)]
enum Wide {
    LowFirst,
    HighFirst,
}

/// UTF-32, by its mark or by its noughts: no character needs the highest byte.
fn wide(raw: &[u8]) -> Option<(Wide, &'static str)> {
    if raw.len() < 4 || !raw.len().is_multiple_of(4) {
        return None;
    }
    match raw {
        [0xff, 0xfe, 0, 0, ..] => return Some((Wide::LowFirst, BY_MARK)),
        [0, 0, 0xfe, 0xff, ..] => return Some((Wide::HighFirst, BY_MARK)),
        _ => {}
    }
    match noughts(raw) {
        [0..5, _, 90..=100, 100] => Some((Wide::LowFirst, BY_LOOK)),
        [100, 90..=100, _, 0..5] => Some((Wide::HighFirst, BY_LOOK)),
        _ => None,
    }
}

/// Characters of four bytes each as text, and whether some were none.
fn utf_32(raw: &[u8], wide: Wide) -> (String, bool) {
    let mut broken = false;
    let characters = raw.chunks_exact(4).map(|bytes| {
        let bytes = [bytes[0], bytes[1], bytes[2], bytes[3]];
        let code = match wide {
            Wide::LowFirst => u32::from_le_bytes(bytes),
            Wide::HighFirst => u32::from_be_bytes(bytes),
        };
        char::from_u32(code).unwrap_or_else(|| {
            broken = true;
            char::REPLACEMENT_CHARACTER
        })
    });
    let text: String = characters.collect();
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    (text, broken)
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
    let encoding = Encoding::for_label(&label)?;
    // Whoever can read the declaration byte by byte has no page of two bytes a letter.
    Some(if [UTF_16BE, UTF_16LE].contains(&encoding) {
        UTF_8
    } else {
        encoding
    })
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
    fn two_and_four_bytes_a_letter() {
        let words = "“We go,” said André. Then he left.";
        let two =
            |order: fn(u16) -> [u8; 2]| words.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let four = |order: fn(u32) -> [u8; 4]| {
            words
                .chars()
                .map(u32::from)
                .flat_map(order)
                .collect::<Vec<u8>>()
        };
        for raw in [
            two(u16::to_le_bytes),
            two(u16::to_be_bytes),
            four(u32::to_le_bytes),
            four(u32::to_be_bytes),
            [vec![0xff, 0xfe, 0, 0], four(u32::to_le_bytes)].concat(),
            [vec![0, 0, 0xfe, 0xff], four(u32::to_be_bytes)].concat(),
        ] {
            let article = text("a.txt", &raw);
            assert_eq!(article.text, words);
            assert_eq!(article.remarks.len(), 1, "{:?}", article.remarks);
        }
        let broken = [0x41_u32, 0x0011_0000, 0x42].map(u32::to_le_bytes).concat();
        let article = text("a.txt", &[vec![0xff, 0xfe, 0, 0], broken].concat());
        assert_eq!(article.text, "A\u{fffd}B");
        assert_eq!(article.remarks.len(), 2);
    }

    #[test]
    fn a_page_of_letters_that_declares_two_bytes_each_is_utf_8() {
        for label in ["utf-16", "UTF-16LE", "utf-16be", "unicode"] {
            let page = format!("<meta charset=\"{label}\"><p>He said “no” to André.</p>");
            let article = text("a.html", page.as_bytes());
            assert!(article.text.contains("“no” to André."), "{}", article.text);
        }
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
    fn a_page_is_known_whatever_it_is_called() {
        for page in [
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html><body><p>He said no.</p></body></html>",
            "<!-- kept on Monday -->\n<html><p>He said no.</p></html>",
            "\u{feff}<article><p>He said no.</p></article>",
            "<P CLASS=x>He said no.",
            "He said no.<br>Then he <b>left</b>, with <i>her</i>.",
        ] {
            let article = text("page.txt", page.as_bytes());
            assert!(article.text.contains("He said no."), "{page}");
            assert!(!article.text.contains('<'), "{page}: {}", article.text);
        }
        for words in [
            "He said 3 < 4, and </nothing> else.",
            "<he> said no.",
            "An <p> is a tag, he said.",
        ] {
            assert!(text("a.txt", words.as_bytes()).is_plain(), "{words}");
        }
    }

    #[test]
    fn breaks_pictures_and_open_paragraphs_are_not_deep() {
        let body = "<p>The envoy said on Monday that the two sides were down to one open question, and that it could be settled soon.".repeat(8);
        for small in [
            "<br>",
            "<img src=a>",
            "<hr/>",
            "<p>And so on.",
            "<!-- <div><div> -->",
            "<svg><path d=x /><path d=y /></svg>",
            "<script>x = '<div><div>';</script>",
        ] {
            let page = format!(
                "<html><body><article>{body}{}</article><footer>Imprint</footer></body></html>",
                small.repeat(1_000)
            );
            let article = text("a.html", page.as_bytes());
            assert_eq!(article.remarks, Vec::<String>::new(), "{small}");
            assert!(!article.text.contains("Imprint"), "{small}");
        }
        // These stand in one another, whatever seems to close them.
        for deep in ["<div/>", "<div></span>", "<b><div>", "<optgroup>"] {
            let article = text("a.html", deep.repeat(1_000).as_bytes());
            assert!(
                article
                    .remarks
                    .iter()
                    .any(|remark| remark.contains("too deep")),
                "{deep}"
            );
        }
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
        let page = format!(
            "{}<nav>Home</nav><p>&#8220;Caf&eacute; No&euml;l&#x201D; &#147;&hellip;&#148; A&T &unknown; &amp;lt;</p><footer>Imprint</footer><aside>Never closed",
            "<div>".repeat(1_000)
        );
        let article = text("a.html", page.as_bytes());
        assert_eq!(
            article.text.trim(),
            "“Café Noël” “…” A&T &unknown; &lt;\nNever closed"
        );
    }
}
