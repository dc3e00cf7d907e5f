//! Paths: `claims.c1.date` from a section, or `c1.date` from an id.

use super::Refused;
use super::shape::{Section, Shape};
use crate::Loaded;
use crate::schema::CASE;
use crate::tree::{Entry, Kind, Node};

/// Where a path leads: the deepest thing that is there, and the keys that are not yet.
#[derive(Clone, Debug)]
pub(super) struct Path {
    /// Position of the section; none where the section is missing.
    pub section: Option<usize>,
    /// Positions inside the section.
    pub steps: Vec<usize>,
    /// Keys below it that are not there.
    pub rest: Vec<String>,
}

impl Path {
    /// Follows a path as far as it goes.
    pub fn find(loaded: &Loaded, text: &str) -> Result<Path, Refused> {
        let words: Vec<&str> = text.split('.').collect();
        if words.iter().any(|word| word.is_empty()) {
            return Err(Refused::NoSuchPlace(format!(
                "`{text}` is no path; write one like `claims.c1.date` or `c1.date`"
            )));
        }
        let mut path = if CASE.key(words[0]).is_some() {
            Path::in_sections(loaded, &words)
        } else {
            Path::from_id(loaded, &words)?
        };
        path.below_tranches(loaded);
        Ok(path)
    }

    /// The section to which entries are added.
    pub fn section(loaded: &Loaded, name: &str, file: Option<u16>) -> Result<Path, Refused> {
        let found = loaded.tree.sections.iter().rposition(|section| {
            &*section.entry.key == name
                && file.is_none_or(|file| section.entry.key_span.file == file)
        });
        match (found, file) {
            (None, Some(file)) => Err(Refused::NoSuchPlace(format!(
                "{} has no section `{name}`",
                loaded.files.file(file).path
            ))),
            (section, _) => Ok(Path {
                section,
                steps: Vec::new(),
                rest: if section.is_none() {
                    vec![name.to_owned()]
                } else {
                    Vec::new()
                },
            }),
        }
    }

    /// Of the sections of a name, the one in which most of the path exists; the last of equals.
    fn in_sections(loaded: &Loaded, words: &[&str]) -> Path {
        let mut best: Option<Path> = None;
        for (i, section) in loaded.tree.sections.iter().enumerate() {
            if &*section.entry.key != words[0] {
                continue;
            }
            let mut path = Path {
                section: Some(i),
                steps: Vec::new(),
                rest: Vec::new(),
            };
            path.walk(&section.entry.value, &words[1..]);
            if best
                .as_ref()
                .is_none_or(|best| path.rest.len() <= best.rest.len())
            {
                best = Some(path);
            }
        }
        best.unwrap_or_else(|| Path {
            section: None,
            steps: Vec::new(),
            rest: words.iter().map(|&word| word.to_owned()).collect(),
        })
    }

    fn from_id(loaded: &Loaded, words: &[&str]) -> Result<Path, Refused> {
        let Some(definition) = loaded.ids.get(words[0]) else {
            let sections = CASE.all_keys().map(|key| key.name);
            let names = loaded.ids.all().map(|(id, _)| id).chain(sections);
            let near = crate::suggestion(words[0], names);
            return Err(Refused::NoSuchPlace(format!(
                "neither a section nor an id is called `{}`{}",
                words[0],
                near.map(|near| format!("; did you mean `{near}`?"))
                    .unwrap_or_default()
            )));
        };
        let file = definition.span.file;
        if loaded.tree.logs.iter().any(|log| log.file == file) {
            return Err(Refused::InLog {
                file: loaded.files.file(file).path.clone(),
                id: words[0].to_owned(),
            });
        }
        for (i, section) in loaded.tree.sections.iter().enumerate() {
            let mut steps = Vec::new();
            if let Some(node) = find_key(&section.entry.value, definition.span, &mut steps) {
                let mut path = Path {
                    section: Some(i),
                    steps,
                    rest: Vec::new(),
                };
                path.walk(node, &words[1..]);
                return Ok(path);
            }
        }
        Err(Refused::NoSuchPlace(format!(
            "`{}` stands nowhere",
            words[0]
        )))
    }

    fn walk(&mut self, node: &Node, words: &[&str]) {
        if words.is_empty() {
            return;
        }
        let step = match &node.kind {
            // A key may hold a point itself, as `release.first` among terms.
            Kind::Map { entries, .. } => (1..=words.len()).rev().find_map(|n| {
                let key = words[..n].join(".");
                let i = entries.iter().position(|entry| *entry.key == *key)?;
                Some((i, n, &entries[i].value))
            }),
            Kind::List(items) => words[0]
                .parse::<usize>()
                .ok()
                .and_then(|n| n.checked_sub(1))
                .and_then(|i| Some((i, 1, items.get(i)?))),
            _ => None,
        };
        match step {
            Some((i, n, inner)) => {
                self.steps.push(i);
                self.walk(inner, &words[n..]);
            }
            None => self.rest = words.iter().map(|&word| word.to_owned()).collect(),
        }
    }

    /// `release.first` is `release.tranches.first`.
    fn below_tranches(&mut self, loaded: &Loaded) {
        let Some((node, _)) = self.node(loaded) else {
            return;
        };
        let Some(first) = self.rest.first() else {
            return;
        };
        let Some(i) = node
            .entries()
            .iter()
            .position(|entry| &*entry.key == "tranches")
        else {
            return;
        };
        let tranches = &node.entries()[i].value;
        if tranches.get(first).is_none() {
            return;
        }
        let rest = std::mem::take(&mut self.rest);
        self.steps.push(i);
        let words: Vec<&str> = rest.iter().map(String::as_str).collect();
        self.walk(tranches, &words);
    }

    /// The node it leads to and whether it stands inside brackets; none without a section.
    pub fn node<'l>(&self, loaded: &'l Loaded) -> Option<(&'l Node, bool)> {
        let mut node = &loaded.tree.sections.get(self.section?)?.entry.value;
        let text = |node: &Node| loaded.files.text(node.span);
        let mut inside = loaded
            .files
            .file(node.span.file)
            .text
            .trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with('{');
        for &step in &self.steps {
            inside |= match &node.kind {
                Kind::Map { flow, .. } => *flow,
                Kind::List(_) => text(node).starts_with('['),
                _ => false,
            };
            node = match &node.kind {
                Kind::Map { entries, .. } => &entries.get(step)?.value,
                Kind::List(items) => items.get(step)?,
                _ => return None,
            };
        }
        Some((node, inside))
    }

    /// The entry whose value it leads to; none for an item of a list.
    pub fn entry<'l>(&self, loaded: &'l Loaded) -> Option<&'l Entry> {
        let section = &loaded.tree.sections.get(self.section?)?.entry;
        let Some((last, before)) = self.steps.split_last() else {
            return Some(section);
        };
        let parent = Path {
            steps: before.to_vec(),
            ..self.clone()
        };
        parent.node(loaded)?.0.entries().get(*last)
    }

    /// The path of what it stands in.
    pub fn parent(&self) -> Option<Path> {
        let (_, before) = self.steps.split_last()?;
        Some(Path {
            section: self.section,
            steps: before.to_vec(),
            rest: Vec::new(),
        })
    }

    /// What has to go so that nothing empty is left: the outermost block map with one key.
    pub fn removable(self, loaded: &Loaded) -> Result<Path, Refused> {
        if let Some(first) = self.rest.first() {
            return Err(Refused::NoSuchPlace(format!(
                "there is no `{first}` to remove"
            )));
        }
        let mut path = self;
        while let Some(parent) = path.parent() {
            match parent.node(loaded) {
                Some((
                    Node {
                        kind:
                            Kind::Map {
                                entries,
                                flow: false,
                            },
                        ..
                    },
                    false,
                )) if entries.len() == 1 => path = parent,
                _ => break,
            }
        }
        Ok(path)
    }

    /// Sets a value in what is meant.
    pub fn set(&self, meant: &mut Vec<Section>, value: &Shape) {
        let rest: Vec<&str> = self.rest.iter().map(String::as_str).collect();
        match self.section {
            Some(section) => {
                if let Some(shape) = meant[section].2.at(&self.steps) {
                    shape.put(&rest, value.clone());
                }
            }
            None => self.new_section(meant, value),
        }
    }

    /// Adds entries at the end of the section in what is meant.
    pub fn append(&self, meant: &mut Vec<Section>, entries: &[(Box<str>, Shape)]) {
        match self.section {
            Some(section) => match &mut meant[section].2 {
                Shape::Map(old) => old.extend(entries.iter().cloned()),
                other => *other = Shape::Map(entries.to_vec()),
            },
            None => self.new_section(meant, &Shape::Map(entries.to_vec())),
        }
    }

    fn new_section(&self, meant: &mut Vec<Section>, value: &Shape) {
        let Some((name, rest)) = self.rest.split_first() else {
            return;
        };
        let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
        let mut shape = Shape::Nothing;
        shape.put(&rest, value.clone());
        let names: Vec<(u16, &str)> = meant.iter().map(|s| (s.0, &*s.1)).collect();
        let at = section_before(&names, name).map_or(0, |i| i + 1);
        meant.insert(at, (0, name.as_str().into(), shape));
    }

    /// Removes it from what is meant.
    pub fn remove(&self, meant: &mut Vec<Section>) {
        let Some(section) = self.section else { return };
        let Some((last, before)) = self.steps.split_last() else {
            meant.remove(section);
            return;
        };
        match meant[section].2.at(before) {
            Some(Shape::Map(entries)) => {
                entries.remove(*last);
            }
            Some(Shape::List(items)) => {
                items.remove(*last);
            }
            _ => {}
        }
    }
}

/// The section of the first file after which a new one belongs, in the order of the language.
pub(super) fn section_before(sections: &[(u16, &str)], name: &str) -> Option<usize> {
    let order = |name: &str| CASE.all_keys().position(|key| key.name == name);
    let wanted = order(name);
    let mut found = None;
    for (i, (file, other)) in sections.iter().enumerate() {
        if *file == 0 && (order(other) <= wanted || found.is_none()) {
            found = Some(i);
        }
    }
    found
}

fn find_key<'n>(
    node: &'n Node,
    span: crate::source::Span,
    steps: &mut Vec<usize>,
) -> Option<&'n Node> {
    for (i, entry) in node.entries().iter().enumerate() {
        steps.push(i);
        if entry.key_span == span {
            return Some(&entry.value);
        }
        if let Some(found) = find_key(&entry.value, span, steps) {
            return Some(found);
        }
        steps.pop();
    }
    None
}
