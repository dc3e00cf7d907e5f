//! `armistice read`: articles as draft claims for a person to accept.

use crate::args::{Read, ReadFormat};
use crate::article::{self, Article};
use crate::changes::{Opened, refusal};
use crate::files::{shown, write_atomically};
use crate::terminal::{Outcome, Stop, Terminal, count};
use crate::trial;
use armistice_case::draft_claims::{self, DraftClaim, Passage, write};
use armistice_case::edit::{Change, Shape, edit};
use armistice_case::ids::slug;
use armistice_case::tree::Node;
use armistice_case::{Input, Loaded, MAX_FILE, load};
use armistice_engine::reader::{self, Options, Readings};
use armistice_report::reading::{Document, annotation, card, drafts, neutral};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the draft files inside a case's folder.
const DRAFTS: &str = "read";
/// The folder of the copies of what was read.
const COPIES: &str = "sources";

/// Runs the command.
pub fn run(args: &Read, terminal: &Terminal) -> Result<Outcome, Stop> {
    let mut articles = Vec::new();
    for path in &args.articles {
        articles.push(article::read(path)?);
    }
    if args.url.is_some() && articles.len() > 1 {
        return Err(Stop::Words(
            "one address cannot be that of several articles\nhelp: read them one by one".to_owned(),
        ));
    }
    // What only prints takes no lock and writes nothing.
    let writes = args.case.is_some() && matches!(args.format, ReadFormat::Text | ReadFormat::Json);
    let opened = match &args.case {
        Some(case) if writes => {
            if !case.is_dir() {
                return Err(Stop::Words(format!(
                    "{} is no folder, and draft claims go into a file of their own beside the case\n\
                     help: make a folder, put the file into it as `case.yaml`, and name the folder",
                    case.display()
                )));
            }
            Some(Opened::open(case)?)
        }
        _ => None,
    };
    let own;
    let loaded: &Loaded = match (&opened, &args.case) {
        (Some(opened), _) => &opened.loaded,
        (None, Some(case)) => {
            own = crate::files::read(case)?;
            &own
        }
        (None, None) => {
            own = load(vec![Input {
                path: "case.yaml".to_owned(),
                bytes: b"case: No case\n".to_vec(),
            }]);
            &own
        }
    };
    let Some(case) = loaded.case() else {
        return Ok(terminal.refuse(loaded));
    };
    let mut work = Work::new(args, loaded);
    if writes {
        work.skip_known(&mut articles, terminal);
        if articles.is_empty() {
            terminal.print(None, "Nothing new to read; the case is as it was.\n")?;
            return Ok(Outcome::Fine);
        }
    }
    let (documents, sources) = work.documents(&articles);
    let earlier = work.earlier();
    let all: Vec<reader::Article<'_>> = earlier
        .iter()
        .map(|(_, text, digest)| (text, digest, None))
        .chain(
            articles
                .iter()
                .map(|article| (&article.text, &article.digest, args.published)),
        )
        .map(|(text, digest, published)| reader::Article {
            text,
            digest,
            published,
        })
        .collect();
    let readings = reader::read(&case, &all, &Options { all: args.all });
    let again = work.again(&earlier, &documents, &readings);
    let readings = without(readings, earlier.len());
    let mut drafts = drafts::draft_claims(&case, &documents, &readings);
    let mut remarks: Vec<Vec<String>> = articles
        .iter()
        .map(|article| article.remarks.clone())
        .collect();
    if let Err(reason) = trial::mark(loaded, &sources, &mut drafts)
        && let Some(first) = remarks.first_mut()
    {
        first.push(reason);
    }
    order(loaded, &mut drafts);
    let printed = card::Printed {
        case: &case,
        documents: &documents,
        readings: &readings,
        drafts: &drafts,
        remarks: &remarks,
    };
    let out = match args.format {
        ReadFormat::Text => card::text(&printed, terminal.columns()),
        ReadFormat::Json => format!("{:#}\n", card::json(&printed)),
        ReadFormat::ArJson => format!("{:#}\n", neutral::relations(&documents, &readings)),
        ReadFormat::Annotation => format!("{:#}\n", annotation::collection(&documents, &drafts)),
    };
    // What was not read leaves nothing behind, so that it can be read later.
    let kept: Vec<Sourced<'_>> = readings
        .articles
        .iter()
        .zip(articles.iter().zip(&sources))
        .filter(|(reading, _)| reading.language.is_some())
        .map(|(_, (article, source))| (article, source))
        .collect();
    if writes
        && !kept.is_empty()
        && let Some(folder) = &args.case
    {
        let path = write_all(folder, &kept, &drafts)?;
        drop(opened);
        note_again(folder, &again, terminal)?;
        terminal.print(args.output.as_deref(), &out)?;
        terminal.say(&format!(
            "{} in {}; `armistice review {} --case {}` goes through them",
            count(drafts.len(), "draft", "drafts"),
            path.display(),
            path.display(),
            folder.display()
        ));
    } else {
        terminal.print(args.output.as_deref(), &out)?;
    }
    Ok(if kept.is_empty() {
        Outcome::No
    } else {
        Outcome::Fine
    })
}

/// A draft claim of an earlier article, with the places where its passage stands in new ones.
type Again = (Box<str>, Vec<Passage>);

/// Notes at draft claims of earlier articles where else their passage stands now.
fn note_again(folder: &Path, again: &[Again], terminal: &Terminal) -> Result<(), Stop> {
    if again.is_empty() {
        return Ok(());
    }
    let opened = Opened::open(folder)?;
    let mut now: Option<Loaded> = None;
    for (draft, places) in again {
        let Some(value) = Passage::shapes(places) else {
            continue;
        };
        let change = Change::Set {
            path: format!("draft-claims.{draft}.also"),
            value,
        };
        let before = now.as_ref().unwrap_or(&opened.loaded);
        now = Some(
            edit(before, &change)
                .map_err(|why| refusal(why, terminal))?
                .loaded,
        );
    }
    if let Some(after) = &now {
        opened.write(after)?;
    }
    terminal.say(&format!(
        "{} of earlier articles {} in what was read now; that is noted there (`also`)",
        count(again.len(), "draft claim", "draft claims"),
        if again.len() == 1 {
            "stands again"
        } else {
            "stand again"
        }
    ));
    Ok(())
}

/// An article with its source of the case.
type Sourced<'a> = (&'a Article, &'a (Box<str>, Shape));

/// Readings without those of the first articles, which were read before.
fn without(mut readings: Readings, earlier: usize) -> Readings {
    readings.articles.drain(..earlier);
    readings.alike.retain(|alike| alike.first >= earlier);
    for alike in &mut readings.alike {
        alike.first -= earlier;
        alike.second -= earlier;
    }
    for reading in &mut readings.articles {
        for draft in &mut reading.drafts {
            draft.also.retain(|(article, _)| *article >= earlier);
            for (article, _) in &mut draft.also {
                *article -= earlier;
            }
        }
    }
    readings
}

/// What contradicts a claim first, then what pulls apart from one, then what is about an issue of
/// the case, then the rest; in the order of the text where nothing else decides.
fn order(loaded: &Loaded, drafts: &mut [DraftClaim]) {
    let claims: BTreeSet<&str> = loaded
        .tree
        .entries("claims")
        .map(|entry| &*entry.key)
        .collect();
    let accepted = |ids: &[Box<str>]| ids.iter().any(|id| claims.contains(&**id));
    drafts.sort_by_key(|draft| {
        (
            !accepted(&draft.cannot_hold_with),
            !accepted(&draft.pulls_apart_from),
            draft.cannot_hold_with.is_empty(),
            draft.issues.is_empty(),
        )
    });
}

/// Writes copies and the draft file, each as a whole.
fn write_all(
    folder: &Path,
    articles: &[Sourced<'_>],
    drafts: &[DraftClaim],
) -> Result<PathBuf, Stop> {
    let root = fs::canonicalize(folder)?;
    for (article, (_, source)) in articles {
        for (key, bytes) in [
            ("file", article.text.as_bytes()),
            ("raw", article.raw.as_slice()),
        ] {
            let Some(file) = text_of(source, key) else {
                continue;
            };
            let path = root.join(file);
            if path.exists() {
                continue;
            }
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            write_atomically(&path, bytes)?;
        }
    }
    let sources: Vec<(Box<str>, Shape)> = articles
        .iter()
        .map(|(_, source)| (*source).clone())
        .collect();
    let Some((first, _)) = sources.first() else {
        return Err(Stop::Words("there is nothing to read".to_owned()));
    };
    let shown = folder.join(DRAFTS).join(format!("{first}.yaml"));
    let text = write(REMARK, &sources, drafts);
    if text.len() as u64 > MAX_FILE {
        return Err(Stop::Words(format!(
            "the drafts would be larger than a file of a case may be ({} MiB); nothing was written\n\
             help: read a smaller part of the article",
            MAX_FILE / (1024 * 1024)
        )));
    }
    fs::create_dir_all(root.join(DRAFTS))?;
    write_atomically(
        &root.join(DRAFTS).join(format!("{first}.yaml")),
        text.as_bytes(),
    )?;
    Ok(shown)
}

const REMARK: &str = "Draft claims: what the reader found. None is a claim until a person accepts it.\n\
    Every `quote` is as it stands in the copy of the source; `armistice check --sources` says when\n\
    one no longer does. Keys of a claim may be mended here; the other keys say what was seen.";

fn text_of<'a>(shape: &'a Shape, key: &str) -> Option<&'a str> {
    let Shape::Map(entries) = shape else {
        return None;
    };
    entries
        .iter()
        .find(|(name, _)| &**name == key)
        .and_then(|(_, value)| match value {
            Shape::Text(text) => Some(&**text),
            _ => None,
        })
}

/// The id, the text and the digest of an article that was read before.
type Earlier = (String, String, String);

/// What is read into what.
struct Work<'a> {
    args: &'a Read,
    loaded: &'a Loaded,
    /// The ids that were given to new sources.
    taken: BTreeSet<String>,
}

impl<'a> Work<'a> {
    fn new(args: &'a Read, loaded: &'a Loaded) -> Self {
        Work {
            args,
            loaded,
            taken: BTreeSet::new(),
        }
    }

    fn sources(&self) -> impl Iterator<Item = (&'a str, &'a Node)> {
        self.loaded
            .tree
            .entries("sources")
            .map(|entry| (&*entry.key, &entry.value))
    }

    /// Takes out what was read before, by its digest, and what is given twice.
    fn skip_known(&self, articles: &mut Vec<Article>, terminal: &Terminal) {
        let mut now: BTreeSet<String> = BTreeSet::new();
        articles.retain(|article| {
            let same = |node: &Node| {
                node.text_at("digest") == Some(&article.digest)
                    || node.text_at("raw-digest") == Some(&article.raw_digest)
            };
            let known = self.sources().find(|(_, node)| same(node));
            if let Some((id, _)) = known {
                terminal.say(&format!(
                    "{} was read before, as `{id}`",
                    article.path.display()
                ));
            }
            known.is_none() && now.insert(article.digest.clone())
        });
    }

    /// The draft claims of earlier articles whose passage stands again in the new ones, each with
    /// all the places that are known then.
    fn again(
        &self,
        earlier: &[Earlier],
        documents: &[Document<'_>],
        readings: &Readings,
    ) -> Vec<Again> {
        let known = draft_claims::read(&self.loaded.tree);
        let mut out: Vec<Again> = Vec::new();
        for ((id, ..), reading) in earlier.iter().zip(&readings.articles) {
            for draft in &reading.drafts {
                let places = draft.also.iter().filter_map(|(article, bytes)| {
                    let document = documents.get(article.checked_sub(earlier.len())?)?;
                    Some(Passage {
                        from: document.id.as_str().into(),
                        at: vec![bytes.clone()],
                    })
                });
                let new: Vec<Passage> = places.collect();
                let same = known.iter().map(|(_, other)| other).find(|other| {
                    other.text("from") == Some(id) && other.content_at == draft.content
                });
                if let Some(other) = same.filter(|_| !new.is_empty()) {
                    let places = other.also.iter().cloned().chain(new).collect();
                    out.push((other.id.clone(), places));
                }
            }
        }
        out
    }

    /// The texts that were read before and are still as they were, for repeats across articles.
    fn earlier(&self) -> Vec<Earlier> {
        let Some(folder) = self.args.case.as_deref().filter(|case| case.is_dir()) else {
            return Vec::new();
        };
        self.sources()
            .filter_map(|(id, node)| {
                let (file, digest) = (node.text_at("file")?, node.text_at("digest")?);
                let bytes = super::sources::copy(folder, file).ok()?;
                (article::digest(&bytes) == digest)
                    .then(|| String::from_utf8(bytes).ok())
                    .flatten()
                    .map(|text| (id.to_owned(), text, digest.to_owned()))
            })
            .collect()
    }

    /// The articles as documents with ids, and as sources of the case.
    fn documents<'t>(
        &mut self,
        articles: &'t [Article],
    ) -> (Vec<Document<'t>>, Vec<(Box<str>, Shape)>) {
        let mut documents = Vec::new();
        let mut sources = Vec::new();
        for article in articles {
            let id = self.id(&article.path);
            let mut keys: Vec<(Box<str>, Shape)> = Vec::new();
            let mut put = |key: &str, value: Option<String>| {
                if let Some(value) = value {
                    keys.push((key.into(), Shape::text(value)));
                }
            };
            put("title", article.title.clone());
            put("outlet", self.args.outlet.clone());
            put("published", self.args.published.map(|day| day.to_string()));
            put("url", self.args.url.clone());
            let (file, raw) = self.copies(article, &id);
            put("file", Some(file));
            put("digest", Some(article.digest.clone()));
            if let Some(raw) = raw {
                put("raw", Some(raw));
                put("raw-digest", Some(article.raw_digest.clone()));
            }
            put("kind", Some("article".to_owned()));
            documents.push(Document {
                id: id.clone(),
                path: shown(&article.path),
                outlet: self.args.outlet.clone(),
                text: &article.text,
                digest: article.digest.clone(),
                url: self.args.url.clone(),
            });
            sources.push((id.into(), Shape::Map(keys)));
        }
        (documents, sources)
    }

    /// Where the text and the page it was made from are kept, from the case's folder. A file that
    /// lies there already is its own copy.
    fn copies(&self, article: &Article, id: &str) -> (String, Option<String>) {
        let inside = self.args.case.as_deref().and_then(|case| {
            let root = fs::canonicalize(case).ok()?;
            let path = fs::canonicalize(&article.path).ok()?;
            Some(shown(path.strip_prefix(root).ok()?))
        });
        let end = article
            .path
            .extension()
            .map(|end| slug(&end.to_string_lossy()))
            .filter(|end| !end.is_empty() && *end != "yaml" && *end != "yml")
            .unwrap_or_else(|| "txt".to_owned());
        if article.is_plain() {
            return (
                inside.unwrap_or_else(|| format!("{COPIES}/{id}.{end}")),
                None,
            );
        }
        let raw = inside.unwrap_or_else(|| format!("{COPIES}/{id}.raw.{end}"));
        (format!("{COPIES}/{id}.txt"), Some(raw))
    }

    /// An id that is not taken, from the name of the file.
    fn id(&mut self, path: &Path) -> String {
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let taken = &self.taken;
        let id = (self.loaded.ids).free(&stem, "article", |id| taken.contains(id));
        self.taken.insert(id.clone());
        id
    }
}
