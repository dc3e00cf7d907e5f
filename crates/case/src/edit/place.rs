//! Which bytes a change replaces, and by what: the neighbours' indentation and style are kept.

use super::Refused;
use super::patch::Patch;
use super::path::{Path, section_before};
use super::shape::Shape;
use super::write::{Hand, is_plain_line, quoted_like};
use crate::Loaded;
use crate::source::Span;
use crate::tree::{Entry, Kind, Node, Style};

/// One file, as far as placing needs it.
struct Page<'l> {
    text: &'l str,
    file: u16,
}

impl<'l> Page<'l> {
    fn of(loaded: &'l Loaded, file: u16) -> Page<'l> {
        Page {
            text: &loaded.files.file(file).text,
            file,
        }
    }

    fn json(&self) -> bool {
        self.text
            .trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with('{')
    }

    fn line_break(&self) -> &'static str {
        match self.text.find('\n') {
            Some(at) if self.text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |i| i + 1)
    }

    /// The end of the line without its line break.
    fn line_end(&self, at: usize) -> usize {
        let end = self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |i| at + i);
        if self.text[at..end].ends_with('\r') {
            end - 1
        } else {
            end
        }
    }

    /// What stands before a byte on its line.
    fn before(&self, at: usize) -> &'l str {
        self.text[self.line_start(at)..at].trim_start_matches('\u{feff}')
    }

    /// The end of what an entry says, without the blanks after it.
    fn content_end(&self, entry: &Entry) -> usize {
        match entry.value.kind {
            Kind::Empty => self.after_colon(entry),
            _ => self.node_end(&entry.value),
        }
    }

    fn node_end(&self, node: &Node) -> usize {
        let range = node.span.range();
        let inner = match &node.kind {
            Kind::Map {
                entries,
                flow: false,
            } => entries.last().map(|entry| self.content_end(entry)),
            Kind::List(items) if !self.text[range.start..].starts_with('[') => {
                items.last().map(|item| self.node_end(item))
            }
            _ => None,
        };
        inner.unwrap_or_else(|| range.start + self.text[range].trim_end().len())
    }

    /// The byte after the key's colon; after the key itself where it has none.
    fn after_colon(&self, entry: &Entry) -> usize {
        let end = entry.key_span.end as usize;
        let rest = &self.text[end..];
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        if rest[blank..].starts_with(':') {
            end + blank + 1
        } else {
            end
        }
    }

    fn insert(&self, at: usize, text: String) -> Patch {
        Patch::one(Span::new(self.file, at, at), text)
    }
}

/// Sets a value.
pub(super) fn set(loaded: &Loaded, path: &Path, value: &Shape) -> Result<Patch, Refused> {
    if *value == Shape::Nothing {
        return Err(Refused::NoSuchPlace(
            "there is nothing to set; a value is a text, `{…}` or `[…]`".to_owned(),
        ));
    }
    let Some((node, inside)) = path.node(loaded) else {
        return new_section(loaded, path, value);
    };
    let page = Page::of(loaded, node.span.file);
    let Some((first, rest)) = path.rest.split_first() else {
        return replace(loaded, &page, path, node, inside, value);
    };
    let mut inner = Shape::Nothing;
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    inner.put(&rest, value.clone());
    let new = [(first.as_str().into(), inner)];
    match &node.kind {
        Kind::Map { .. } => into_map(&page, node, inside, &new, true),
        Kind::Empty => replace(loaded, &page, path, node, inside, &Shape::Map(new.to_vec())),
        _ => Err(Refused::NoSuchPlace(format!(
            "`{first}` has no place here: a single value or a list has no keys"
        ))),
    }
}

/// Adds entries at the end of a section.
pub(super) fn append(
    loaded: &Loaded,
    path: &Path,
    entries: &[(Box<str>, Shape)],
) -> Result<Patch, Refused> {
    let Some((node, inside)) = path.node(loaded) else {
        return new_section(loaded, path, &Shape::Map(entries.to_vec()));
    };
    let page = Page::of(loaded, node.span.file);
    match &node.kind {
        Kind::Map { .. } => into_map(&page, node, inside, entries, false),
        Kind::Empty => replace(
            loaded,
            &page,
            path,
            node,
            inside,
            &Shape::Map(entries.to_vec()),
        ),
        _ => Err(Refused::NoSuchPlace(
            "this section holds no entries".to_owned(),
        )),
    }
}

fn replace(
    loaded: &Loaded,
    page: &Page<'_>,
    path: &Path,
    node: &Node,
    inside: bool,
    value: &Shape,
) -> Result<Patch, Refused> {
    let hand = Hand {
        inside,
        json: page.json(),
    };
    let start = node.span.start as usize;
    match &node.kind {
        Kind::Empty => {
            let Some(entry) = path.entry(loaded) else {
                return Err(Refused::ByHand("an item of this list is empty"));
            };
            let at = page.after_colon(entry);
            let colon = if page.text[..at].ends_with(':') {
                ""
            } else {
                ":"
            };
            if inside || !matches!(value, Shape::Map(_)) {
                return Ok(page.insert(at, format!("{colon} {}", hand.value(value))));
            }
            let column = page.before(entry.key_span.start as usize).chars().count();
            let lines = block(page, value, column + 2, hand, false);
            Ok(page.insert(page.line_end(at), lines))
        }
        Kind::Map {
            flow: false,
            entries,
        } if matches!(value, Shape::Map(_)) && !entries.is_empty() => {
            let first = entries[0].key_span.start as usize;
            let column = page.before(first).chars().count();
            let own = page.before(first).trim().is_empty();
            if !own {
                return Err(Refused::ByHand("these keys stand in an item of a list"));
            }
            let lines = block(page, value, column, hand, false);
            let from = page.line_start(first);
            let text = lines.trim_start_matches(['\r', '\n']).to_owned();
            Ok(Patch::one(
                Span::new(page.file, from, page.node_end(node)),
                text,
            ))
        }
        Kind::Map { flow: false, .. } | Kind::List(_)
            if !page.text[start..].starts_with(['{', '[']) =>
        {
            // Written over several lines: the new value goes beside the key.
            let Some(entry) = path.entry(loaded) else {
                return Err(Refused::ByHand(
                    "this item of a list stands on several lines",
                ));
            };
            let from = page.after_colon(entry);
            let text = format!(" {}", hand.value(value));
            Ok(Patch::one(
                Span::new(page.file, from, page.node_end(node)),
                text,
            ))
        }
        Kind::Scalar {
            style: Style::Block,
            ..
        } => {
            let Some(entry) = path.entry(loaded) else {
                return Err(Refused::ByHand("this item of a list is a block of lines"));
            };
            let from = page.after_colon(entry);
            let end = page.node_end(node);
            let sign = page.text[from..].trim_start_matches(' ');
            let header = sign.split(['\n', '#']).next().unwrap_or("").trim_end();
            let lines = page.text[from..].find('\n').map(|i| from + i + 1);
            if let (Shape::Text(text), Some(at), ">-" | "|-") = (value, lines, header)
                && is_plain_line(text)
            {
                let blanks = page.text[at..].len() - page.text[at..].trim_start_matches(' ').len();
                return Ok(Patch::one(Span::new(page.file, at + blanks, end), &**text));
            }
            let text = format!(" {}", hand.value(value));
            Ok(Patch::one(Span::new(page.file, from, end), text))
        }
        kind => {
            let end = page.node_end(node);
            let old = &page.text[start..end];
            let text = match (kind, value) {
                (
                    Kind::Scalar {
                        style: Style::Quoted,
                        ..
                    },
                    Shape::Text(text),
                ) => quoted_like(old, text).unwrap_or_else(|| hand.scalar(text)),
                _ => hand.value(value),
            };
            Ok(Patch::one(Span::new(page.file, start, end), text))
        }
    }
}

/// New entries at the end of a map. `keys`: they are keys of one entry, else entries of a section.
fn into_map(
    page: &Page<'_>,
    map: &Node,
    inside: bool,
    new: &[(Box<str>, Shape)],
    keys: bool,
) -> Result<Patch, Refused> {
    let Kind::Map { entries, flow } = &map.kind else {
        return Err(Refused::ByHand("there are no keys here"));
    };
    let hand = Hand {
        inside: inside || *flow,
        json: page.json(),
    };
    let Some(last) = entries.last() else {
        let at = map.span.start as usize + 1;
        let text: Vec<String> = new
            .iter()
            .map(|(key, value)| hand.entry(key, value))
            .collect();
        return Ok(page.insert(at, text.join(", ")));
    };
    let key = last.key_span.start as usize;
    let indent = page.before(key);
    if *flow {
        let at = page.content_end(last);
        let own_line = indent.trim().is_empty() && page.line_start(key) > map.span.start as usize;
        let between = if own_line {
            format!(",{}{indent}", page.line_break())
        } else {
            ", ".to_owned()
        };
        let text: String = new
            .iter()
            .map(|(key, value)| format!("{between}{}", hand.entry(key, value)))
            .collect();
        return Ok(page.insert(at, text));
    }
    let column = page
        .before(entries[0].key_span.start as usize)
        .chars()
        .count();
    let one_line = keys
        || matches!(
            &last.value.kind,
            Kind::Map { flow: true, .. } | Kind::Scalar { .. }
        );
    let step = match &last.value.kind {
        Kind::Map {
            entries: inner,
            flow: false,
        } => inner
            .first()
            .map(|first| page.before(first.key_span.start as usize).chars().count())
            .and_then(|inner| inner.checked_sub(column))
            .unwrap_or(2),
        _ => 2,
    };
    let mut text = String::new();
    for (key, value) in new {
        text.push_str(page.line_break());
        text.push_str(&" ".repeat(column));
        match value {
            Shape::Map(_) if !hand.json && (!one_line || is_wide(hand, key, value)) => {
                text.push_str(&hand.key(key));
                text.push(':');
                text.push_str(&block(page, value, column + step, hand, true));
            }
            value => text.push_str(&hand.entry(key, value)),
        }
    }
    Ok(page.insert(page.line_end(page.content_end(last)), text))
}

/// Columns beyond which a new map does not stand on one line.
const WIDE: usize = 110;

fn is_wide(hand: Hand, key: &str, value: &Shape) -> bool {
    hand.entry(key, value).chars().count() > WIDE
}

/// A map on lines of its own, each begun by a line break. `leaves`: its values stay on their
/// line where they are not too wide for it.
fn block(page: &Page<'_>, map: &Shape, column: usize, hand: Hand, leaves: bool) -> String {
    let Shape::Map(entries) = map else {
        return String::new();
    };
    let mut out = String::new();
    for (key, value) in entries {
        out.push_str(page.line_break());
        out.push_str(&" ".repeat(column));
        match value {
            Shape::Map(inner) if !inner.is_empty() && (!leaves || is_wide(hand, key, value)) => {
                out.push_str(&hand.key(key));
                out.push(':');
                out.push_str(&block(page, value, column + 2, hand, true));
            }
            value => out.push_str(&hand.entry(key, value)),
        }
    }
    out
}

/// A section that is not there yet, at its place in the order of the language.
fn new_section(loaded: &Loaded, path: &Path, value: &Shape) -> Result<Patch, Refused> {
    let Some((name, rest)) = path.rest.split_first() else {
        return Err(Refused::ByHand("the section is missing"));
    };
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    let mut inner = Shape::Nothing;
    inner.put(&rest, value.clone());
    let names: Vec<(u16, &str)> = loaded
        .tree
        .sections
        .iter()
        .map(|section| (section.entry.key_span.file, &*section.entry.key))
        .collect();
    let Some(before) = section_before(&names, name) else {
        return Err(Refused::ByHand("the first file has no section yet"));
    };
    let entry = &loaded.tree.sections[before].entry;
    let page = Page::of(loaded, entry.key_span.file);
    let end = page.content_end(entry);
    if page.json() {
        let hand = Hand {
            inside: true,
            json: true,
        };
        let line = page.line_break();
        let indent = page.before(entry.key_span.start as usize);
        let between = if indent.trim().is_empty() && !indent.is_empty() {
            format!(",{line}{indent}")
        } else {
            ", ".to_owned()
        };
        return Ok(page.insert(end, format!("{between}{}", hand.entry(name, &inner))));
    }
    let hand = Hand {
        inside: false,
        json: false,
    };
    let line = page.line_break();
    let text = match &inner {
        Shape::Map(entries) if !entries.is_empty() => {
            format!(
                "{line}{line}{name}:{}",
                block(&page, &inner, 2, hand, false)
            )
        }
        inner => format!("{line}{}", hand.entry(name, inner)),
    };
    Ok(page.insert(page.line_end(end), text))
}

/// Removes a key with its value.
pub(super) fn remove(loaded: &Loaded, path: &Path) -> Result<Patch, Refused> {
    let Some(entry) = path.entry(loaded) else {
        return Err(Refused::ByHand("items of lists are removed"));
    };
    let page = Page::of(loaded, entry.key_span.file);
    let end = page.content_end(entry);
    let flow = match path.parent() {
        Some(parent) => parent.node(loaded).is_some_and(|(node, inside)| {
            inside || matches!(node.kind, Kind::Map { flow: true, .. })
        }),
        None => page.json(),
    };
    let start = entry.key_span.start as usize;
    if !flow {
        if !page.before(start).trim().is_empty() {
            return Err(Refused::ByHand("this key opens an item of a list"));
        }
        let from = page.line_start(start);
        let to = page.line_end(end);
        let line = page.text[to..].find('\n').map(|i| to + i + 1);
        let span = match line {
            Some(to) => Span::new(page.file, from, to),
            // The last line of a file without a final line break takes the one before it along.
            None => {
                let cut = page.text[..from]
                    .strip_suffix('\n')
                    .unwrap_or(&page.text[..from]);
                let cut = cut.strip_suffix('\r').unwrap_or(cut);
                Span::new(page.file, cut.len(), to)
            }
        };
        return Ok(Patch::one(span, ""));
    }
    let siblings: Vec<&Entry> = match path.parent().and_then(|parent| parent.node(loaded)) {
        Some((node, _)) => node.entries().iter().collect(),
        None => loaded
            .tree
            .sections
            .iter()
            .map(|section| &section.entry)
            .filter(|other| other.key_span.file == page.file)
            .collect(),
    };
    let i = siblings
        .iter()
        .position(|other| other.key_span == entry.key_span)
        .unwrap_or(0);
    let span = if i > 0 {
        Span::new(page.file, page.content_end(siblings[i - 1]), end)
    } else if let Some(next) = siblings.get(1) {
        Span::new(page.file, start, next.key_span.start as usize)
    } else {
        Span::new(page.file, start, end)
    };
    Ok(Patch::one(span, ""))
}
