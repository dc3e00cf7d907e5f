//! Text to tree: YAML 1.2 in the strict profile of the case language.
//!
//! Every top-level key begins at the left edge, so the text is cut there and each section is
//! read on its own: one slip costs one section. JSON is read by the same parser, uncut.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Sources, Span};
use crate::tree::{Entry, Kind, Node, Section, Style, Tree};
use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, StructureStyle};

/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 64;

/// Reads one file into the tree and notes what is wrong with its text.
pub fn read(sources: &Sources, file: u16, tree: &mut Tree, diagnostics: &mut Vec<Diagnostic>) {
    let text = &sources.file(file).text;
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    if text[start..].trim_start().starts_with('{') {
        read_whole(sources, file, start, tree, diagnostics);
        return;
    }
    for (from, to) in cut(text, start, file, diagnostics) {
        let mut reader = Reader::new(sources, file, from, to);
        match reader.document() {
            Ok(Some(node)) => {
                diagnostics.append(&mut reader.diagnostics);
                match node.kind {
                    Kind::Map { entries, .. } => {
                        tree.sections
                            .extend(entries.into_iter().map(|entry| Section { entry }));
                    }
                    _ => {
                        tree.incomplete = true;
                        diagnostics.push(
                            Diagnostic::new(
                                Code::NotYaml,
                                first_line(text, file, from),
                                "this line is no section of a case",
                            )
                            .label("a section is a word, a colon and what belongs to it")
                            .help("sections stand at the left edge; what belongs to one is indented below it"),
                        );
                    }
                }
            }
            Ok(None) => diagnostics.append(&mut reader.diagnostics),
            Err(error) => {
                diagnostics.append(&mut reader.diagnostics);
                tree.incomplete = true;
                diagnostics.push(explain(sources, file, from, to, &error));
            }
        }
    }
}

/// Reads one value that stands alone, as `{aid: open}`; none unless it is faultless.
pub fn value(text: &str) -> Option<Node> {
    let mut sources = Sources::default();
    let file = sources.add("", text);
    let mut reader = Reader::new(&sources, file, 0, text.len());
    let node = reader.document().ok()??;
    reader.diagnostics.is_empty().then_some(node)
}

/// Reads a text of one document that is no case; else the byte where it goes wrong, and how.
pub fn document(text: &str) -> Result<Node, (usize, String)> {
    let mut sources = Sources::default();
    let file = sources.add("", text);
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut reader = Reader::new(&sources, file, start, text.len());
    let place =
        |diagnostic: &Diagnostic| (diagnostic.at.start as usize, diagnostic.message.clone());
    let root = reader
        .document()
        .map_err(|failure| place(&explain(&sources, file, start, text.len(), &failure)))?;
    // A comment after prose is a slip in a case only.
    let wrong = |diagnostic: &&Diagnostic| diagnostic.code != Code::TextCutByComment;
    match reader.diagnostics.iter().find(wrong) {
        Some(diagnostic) => Err(place(diagnostic)),
        None => root.ok_or_else(|| (0, "there is nothing in it".to_owned())),
    }
}

fn read_whole(
    sources: &Sources,
    file: u16,
    start: usize,
    tree: &mut Tree,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let end = sources.file(file).text.len();
    let mut reader = Reader::new(sources, file, start, end);
    let result = reader.document();
    diagnostics.append(&mut reader.diagnostics);
    match result {
        Ok(Some(Node {
            kind: Kind::Map { entries, .. },
            ..
        })) => tree
            .sections
            .extend(entries.into_iter().map(|entry| Section { entry })),
        Ok(_) => {}
        Err(error) => {
            tree.incomplete = true;
            diagnostics.push(explain(sources, file, start, end, &error));
        }
    }
}

/// Cuts a text into its sections: ranges that begin at a line whose first character is neither
/// blank, a comment nor a closing bracket.
fn cut(
    text: &str,
    start: usize,
    file: u16,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(usize, usize)> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = start;
    let mut markers = 0;
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == "---" || bare.starts_with("--- ") || bare == "..." {
            markers += usize::from(bare != "...");
            if markers > 1 || !starts.is_empty() {
                diagnostics.push(
                    Diagnostic::new(
                        Code::SeveralDocuments,
                        Span::new(file, at, at + bare.len()),
                        "a file holds one document",
                    )
                    .label("a second document would begin here")
                    .help("remove this line, or move what follows into a file of its own"),
                );
            }
        } else if line.starts_with('%') {
            diagnostics.push(
                Diagnostic::new(
                    Code::NotYaml,
                    Span::new(file, at, at + bare.len()),
                    "a case needs no YAML directive",
                )
                .label("remove this line"),
            );
        } else {
            let at_edge = !line.starts_with([' ', '\t', '#', '}', ']', '\r', '\n']);
            // An indented first line has no section: its own reader says so, or points at a tab.
            let homeless =
                starts.is_empty() && !bare.is_empty() && !bare.trim_start().starts_with('#');
            if at_edge || homeless {
                starts.push(at);
            }
        }
        at += line.len();
    }
    starts
        .iter()
        .enumerate()
        .map(|(i, &from)| (from, starts.get(i + 1).copied().unwrap_or(text.len())))
        .collect()
}

fn first_line(text: &str, file: u16, from: usize) -> Span {
    let end = text[from..].find('\n').map_or(text.len(), |n| from + n);
    Span::new(file, from, end)
}

struct Reader<'a> {
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    file: u16,
    offset: usize,
    text: &'a str,
    /// Where to stop: the byte after the section's last that is no blank or comment.
    diagnostics: Vec<Diagnostic>,
}

/// Why a section could not be read.
enum Failure {
    Scan(ScanError),
    Deep(Span),
}

impl<'a> Reader<'a> {
    fn new(sources: &'a Sources, file: u16, from: usize, to: usize) -> Self {
        let text = &sources.file(file).text[from..to];
        let mut options = Options::default();
        options.flow_nesting_limit = MAX_DEPTH;
        options.block_nesting_limit = MAX_DEPTH;
        options.set_emit_comments(false);
        Reader {
            parser: Parser::new_from_str_with_options(text, options),
            file,
            offset: from,
            text,
            diagnostics: Vec::new(),
        }
    }

    fn span(&self, span: &granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        Span::new(
            self.file,
            self.offset + range.start,
            self.offset + range.end,
        )
    }

    fn next(&mut self) -> Result<Option<(Event<'a>, Span)>, Failure> {
        match self.parser.next() {
            None => Ok(None),
            Some(Ok((event, span))) => {
                let span = self.span(&span);
                Ok(Some((event, span)))
            }
            Some(Err(error)) => Err(Failure::Scan(error)),
        }
    }

    fn document(&mut self) -> Result<Option<Node>, Failure> {
        let mut root = None;
        while let Some((event, span)) = self.next()? {
            match event {
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                Event::StreamEnd => break,
                event => {
                    let node = self.node(event, span, 0)?;
                    // A further document was complained about where its marker stands.
                    root.get_or_insert(node);
                }
            }
        }
        Ok(root)
    }

    fn refuse_properties(&mut self, span: Span, anchor: usize, tagged: bool) {
        if anchor > 0 {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::Anchor,
                    span,
                    "anchors (`&name`) are not used in a case",
                )
                .label("an anchor stands before this")
                .help("write the value out where it is needed; ids do the linking"),
            );
        }
        if tagged {
            self.diagnostics.push(
                Diagnostic::new(Code::Tag, span, "tags (`!name`) are not used in a case")
                    .label("a tag stands before this")
                    .help("remove the tag; what a value means is decided by its key"),
            );
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, Failure> {
        if depth > MAX_DEPTH {
            return Err(Failure::Deep(span));
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_properties(span, anchor, tag.is_some());
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                    ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                };
                // The parser gives `~` for a value that is not there.
                if style == Style::Plain && span.start == span.end {
                    return Ok(Node {
                        span,
                        kind: Kind::Empty,
                    });
                }
                if style == Style::Plain {
                    self.cut_by_comment(span);
                }
                Ok(Node {
                    span,
                    kind: Kind::Scalar {
                        text: text.into(),
                        style,
                    },
                })
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_properties(span, anchor, tag.is_some());
                let mut items = Vec::new();
                let mut end = span;
                while let Some((event, at)) = self.next()? {
                    if matches!(event, Event::SequenceEnd) {
                        end = at;
                        break;
                    }
                    items.push(self.node(event, at, depth + 1)?);
                }
                let last = items.last().map_or(span.end, |node: &Node| node.span.end);
                Ok(Node {
                    span: self.collection(span, end, last),
                    kind: Kind::List(items),
                })
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse_properties(span, anchor, tag.is_some());
                let (entries, end) = self.entries(depth)?;
                let last = entries.last().map_or(span.end, |entry| {
                    entry.value.span.end.max(entry.key_span.end)
                });
                Ok(Node {
                    span: self.collection(span, end.unwrap_or(span), last),
                    kind: Kind::Map {
                        entries,
                        flow: style == StructureStyle::Flow,
                    },
                })
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::Anchor,
                        span,
                        "aliases (`*name`) are not used in a case",
                    )
                    .label("this repeats another value")
                    .help("write the value out here; text that begins with `*` needs quote marks"),
                );
                // One complaint is enough: stands for a value that nobody has seen.
                Ok(Node {
                    span,
                    kind: Kind::Scalar {
                        text: "unknown".into(),
                        style: Style::Plain,
                    },
                })
            }
            _ => Ok(Node {
                span,
                kind: Kind::Empty,
            }),
        }
    }

    fn entries(&mut self, depth: usize) -> Result<(Vec<Entry>, Option<Span>), Failure> {
        let mut entries: Vec<Entry> = Vec::new();
        while let Some((event, at)) = self.next()? {
            if matches!(event, Event::MappingEnd) {
                return Ok((entries, Some(at)));
            }
            let key = self.node(event, at, depth + 1)?;
            let Some((event, at)) = self.next()? else {
                break;
            };
            let mut value = self.node(event, at, depth + 1)?;
            let Some(text) = key.text() else {
                self.diagnostics.push(
                    Diagnostic::new(Code::WrongType, key.span, "a key is one word")
                        .label("this is no word"),
                );
                continue;
            };
            if matches!(value.kind, Kind::Empty) {
                value.span = key.span;
            }
            if text == "<<" {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::MergeKey,
                        key.span,
                        "merge keys (`<<`) are not used in a case",
                    )
                    .label("this would mix another map in")
                    .help("write the keys out here"),
                );
                continue;
            }
            entries.push(Entry {
                key: text.into(),
                key_span: key.span,
                value,
            });
        }
        Ok((entries, None))
    }

    /// The span of a collection: to its closing bracket, or to its last value.
    fn collection(&self, start: Span, end: Span, last: u32) -> Span {
        let closed = end.end > end.start;
        Span {
            file: self.file,
            start: start.start,
            end: if closed {
                end.end
            } else {
                last.max(start.start)
            },
        }
    }

    /// Notes prose that a ` #` cuts off: one blank, not the two of a comment.
    fn cut_by_comment(&mut self, span: Span) {
        let end = span.end as usize - self.offset;
        let start = span.start as usize - self.offset;
        let Some(rest) = self.text.get(end..) else {
            return;
        };
        let prose = self.text.get(start..end).is_some_and(|t| t.contains(' '));
        if prose && rest.starts_with(" #") {
            let stop = rest.find('\n').unwrap_or(rest.len());
            let cut = Span::new(self.file, self.offset + end + 1, self.offset + end + stop);
            self.diagnostics.push(
                Diagnostic::new(
                    Code::TextCutByComment,
                    cut,
                    "this text is cut off: ` #` begins a comment",
                )
                .label("read as a comment, not as part of the text")
                .other(span, "this is all that was read")
                .help("put quote marks round the whole text; if a comment is meant, put two blanks before `#`"),
            );
        }
    }
}

/// Puts a parser's complaint into the words of the case language.
fn explain(sources: &Sources, file: u16, from: usize, to: usize, failure: &Failure) -> Diagnostic {
    let source = sources.file(file);
    let error = match failure {
        Failure::Deep(span) => return too_deep(*span),
        Failure::Scan(error) => error,
    };
    let byte = error.marker().byte_offset().unwrap_or(0);
    let at = (from + byte).min(to);
    let at = floor(&source.text, at);
    let next = source.text[at..]
        .chars()
        .next()
        .map_or(at, |c| at + c.len_utf8());
    let span = Span::new(file, at, next);
    let (line, _) = source.line_column(at);
    let whole_line = Span::new(
        file,
        source.line_start(line),
        source.line_start(line) + source.line(line).len(),
    );
    let text = source.line(line);
    if let Some(tab) = leading_tab(text) {
        let at = source.line_start(line) + tab;
        return tab_at(Span::new(file, at, at + 1));
    }
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(span),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => tab_at(span),
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent => Diagnostic::new(
            Code::OpenQuote,
            span,
            "a quote mark is opened and never closed",
        )
        .label("opened here, or on a line above")
        .help("close it with the same mark at the end of the text"),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => Diagnostic::new(
            Code::OpenQuote,
            span,
            "the text goes on after its closing quote mark",
        )
        .label("outside the quote marks")
        .help("put the whole text inside; double a single quote mark inside single ones, or write \\\" inside double ones"),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidFlowScalarIndent => Diagnostic::new(
            Code::UnclosedBracket,
            span,
            "brackets do not match here",
        )
        .label("a `}` or `]` is missing before this, or one is too many")
        .help("each `{` needs its `}` and each `[` its `]`; text that holds brackets, commas or colons needs quote marks"),
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::InvalidMappingValueWhitespace => colon(span, text, whole_line),
        ErrorKind::UnknownAnchor
        | ErrorKind::MissingAnchorOrAliasName
        | ErrorKind::UndeclaredTagHandle
        | ErrorKind::MissingTagUri
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::UnexpectedCharacter { .. }
        | ErrorKind::PlainScalarStartsWithDashFlowIndicator => Diagnostic::new(
            Code::TextNeedsQuotes,
            span,
            "this text begins with a sign that means something else to YAML",
        )
        .label("at this sign")
        .help("put quote marks round the text"),
        _ if odd_colon(text) => colon(span, text, whole_line),
        _ => Diagnostic::new(
            Code::BadIndentation,
            whole_line,
            "this line does not line up with the lines above it",
        )
        .label("begins further left or right than its neighbours")
        .help("entries of the same kind begin at the same column; what belongs to an entry is indented below it"),
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn leading_tab(line: &str) -> Option<usize> {
    let blank = line.len() - line.trim_start().len();
    line[..blank].find('\t')
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::TooDeep,
        span,
        format!("more than {MAX_DEPTH} levels stand inside each other"),
    )
    .label("too deep to be read")
    .help("no part of the case language nests so far; look for brackets that were never closed")
}

fn tab_at(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Tab, span, "a tab stands where blanks are needed")
        .label("a tab")
        .help("indent with blanks")
        .fix(span, "  ")
}

/// Whether a line holds `: ` twice outside quote marks and brackets.
fn odd_colon(line: &str) -> bool {
    line.matches(": ").count() > 1 && !line.contains(['{', '"', '\''])
}

fn colon(span: Span, line: &str, whole_line: Span) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(
        Code::ColonInText,
        span,
        "this text holds a colon, so it needs quote marks",
    )
    .label("a colon and a blank begin a value");
    let trimmed = line.trim_start();
    if let Some((key, value)) = trimmed.split_once(": ")
        && value.contains(": ")
        && !value.contains(['"', '{', '#'])
    {
        let mended = format!("\"{value}\"");
        diagnostic = diagnostic.help(format!("write `{key}: {mended}`"));
        let start = whole_line.start as usize + (line.len() - trimmed.len()) + key.len() + 2;
        diagnostic = diagnostic.fix(Span::new(span.file, start, start + value.len()), mended);
    } else {
        diagnostic = diagnostic.help("put quote marks round the whole text");
    }
    diagnostic
}
