//! The files of a case and places in them.

use std::fmt;
use std::sync::Arc;

/// A half-open range of bytes in one file of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Position of the file in [`Sources`].
    pub file: u16,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `file` from byte `start` to before byte `end`.
    pub fn new(file: u16, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span {
            file,
            start: clamp(start),
            end: clamp(end.max(start)),
        }
    }

    /// The part of this span from byte `from` to before byte `to`, counted from its start.
    pub fn part(self, from: usize, to: usize) -> Self {
        Span::new(
            self.file,
            self.start as usize + from,
            self.start as usize + to,
        )
    }

    /// The bytes as a range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One file of a case as it was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as a person would write it.
    pub path: String,
    /// The whole text.
    pub text: String,
    line_starts: Vec<u32>,
    /// Characters before every [`STRIDE`]th byte.
    marks: Vec<u32>,
}

/// Bytes between two marks: a column is found by reading no more than these.
const STRIDE: usize = 4096;

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

impl SourceFile {
    fn new(path: String, text: String) -> Self {
        let mut line_starts = vec![0];
        line_starts.extend(
            text.bytes()
                .enumerate()
                .filter(|&(_, b)| b == b'\n')
                .map(|(i, _)| u32::try_from(i + 1).unwrap_or(u32::MAX)),
        );
        let mut before = 0;
        let marks = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let mark = before;
                before += u32::try_from(characters(chunk)).unwrap_or(u32::MAX);
                mark
            })
            .collect();
        SourceFile {
            path,
            text,
            line_starts,
            marks,
        }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, byte: usize) -> usize {
        let mark = byte / STRIDE;
        let Some(before) = self.marks.get(mark) else {
            // A length that is a multiple of the stride has no mark of its own.
            return match mark.checked_sub(1).and_then(|last| self.marks.get(last)) {
                Some(before) => {
                    *before as usize + characters(&self.text.as_bytes()[(mark - 1) * STRIDE..])
                }
                None => 0,
            };
        };
        *before as usize + characters(&self.text.as_bytes()[mark * STRIDE..byte])
    }

    /// Line (from 1) and column (from 1, in characters) of a byte.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let line = self
            .line_starts
            .partition_point(|&start| start as usize <= byte)
            .max(1);
        let start = self.line_starts[line - 1] as usize;
        let end = byte.min(self.text.len());
        let column = self.characters_before(end) - self.characters_before(start) + 1;
        (line, column)
    }

    /// The text of a line (from 1) without its line break.
    pub fn line(&self, line: usize) -> &str {
        let Some(&start) = self.line_starts.get(line.wrapping_sub(1)) else {
            return "";
        };
        let end = self
            .line_starts
            .get(line)
            .map_or(self.text.len(), |&next| next as usize);
        self.text[start as usize..end].trim_end_matches(['\n', '\r'])
    }

    /// The byte at which a line (from 1) starts.
    pub fn line_start(&self, line: usize) -> usize {
        self.line_starts
            .get(line.wrapping_sub(1))
            .map_or(self.text.len(), |&start| start as usize)
    }
}

/// All files of a case, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Shared by all copies: a case keeps the text it was read from.
    files: Arc<Vec<SourceFile>>,
}

impl Sources {
    /// Adds a file and returns its position.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> u16 {
        let index = self.files.len();
        Arc::make_mut(&mut self.files).push(SourceFile::new(path.into(), text.into()));
        u16::try_from(index).unwrap_or(u16::MAX)
    }

    /// The file at a position.
    pub fn file(&self, file: u16) -> &SourceFile {
        &self.files[file as usize]
    }

    /// All files in order.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or("")
    }

    /// Where a span starts: path, line and column.
    pub fn place(&self, span: Span) -> Place<'_> {
        let file = self.file(span.file);
        let (line, column) = file.line_column(span.start as usize);
        Place {
            path: &file.path,
            line,
            column,
        }
    }
}

/// A path with line and column; prints as `path:line`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place<'a> {
    /// The file's path.
    pub path: &'a str,
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path, self.line)
    }
}
