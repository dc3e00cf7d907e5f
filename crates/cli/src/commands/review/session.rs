//! A review as it goes: every decision is written before the next is asked, and can be undone.

use crate::changes::Opened;
use crate::clock;
use crate::terminal::Stop;
use armistice_case::decide::{self, Hand, NotDecided, Verdict, waits};
use armistice_case::draft_claims::{Decision, DraftClaim, read};
use armistice_case::edit::Shape;
use armistice_case::{Input, Loaded, load};
use std::path::{Path, PathBuf};

/// Why a step was not made.
pub enum Not {
    /// The decision cannot be made so.
    Decided(NotDecided),
    /// The files could not be read or written.
    Stop(Stop),
}

impl From<NotDecided> for Not {
    fn from(reason: NotDecided) -> Self {
        Not::Decided(reason)
    }
}

impl From<Stop> for Not {
    fn from(stop: Stop) -> Self {
        Not::Stop(stop)
    }
}

/// The files of a case at a moment.
type Texts = Vec<(String, Vec<u8>)>;

/// A review of one file of draft claims.
pub struct Session {
    case: PathBuf,
    drafts: PathBuf,
    who: Box<str>,
    /// The files before and after each step, the last step last.
    steps: Vec<(Texts, Texts)>,
    /// The case as it reads now.
    pub loaded: Loaded,
}

impl Session {
    /// Reads the case; the draft claims must stand in a file of it.
    pub fn open(case: &Path, drafts: &Path, who: &str) -> Result<Session, Stop> {
        let loaded = crate::files::read(case)?;
        let session = Session {
            case: case.to_owned(),
            drafts: drafts.to_owned(),
            who: who.into(),
            steps: Vec::new(),
            loaded,
        };
        if session.file().is_none() {
            return Err(Stop::Words(format!(
                "{} is no file of the case {}\nhelp: draft claims stand in a file inside the case's folder, as `armistice read` writes them",
                drafts.display(),
                case.display()
            )));
        }
        Ok(session)
    }

    /// The file of the draft claims.
    fn file(&self) -> Option<u16> {
        let same = |path: &str| {
            let full = std::fs::canonicalize(path).ok();
            full.is_some() && full == std::fs::canonicalize(&self.drafts).ok()
        };
        let at = self
            .loaded
            .files
            .files()
            .iter()
            .position(|file| same(&file.path))?;
        u16::try_from(at).ok()
    }

    /// The draft claims of the file, in its order.
    pub fn drafts(&self) -> Vec<DraftClaim> {
        let file = self.file();
        read(&self.loaded.tree)
            .into_iter()
            .filter(|(span, _)| Some(span.file) == file)
            .map(|(_, draft)| draft)
            .collect()
    }

    /// How many wait for a person.
    pub fn waiting(&self) -> usize {
        self.drafts().iter().filter(|draft| waits(draft)).count()
    }

    /// Makes a decision and writes it.
    pub fn decide(&mut self, draft: &str, verdict: &Verdict) -> Result<Decision, Not> {
        let hand = Hand {
            who: self.who.clone(),
            at: clock::now().into(),
        };
        self.step(|loaded| decide::decide(loaded, draft, verdict, &hand))
    }

    /// Corrects a key of a draft claim and writes it.
    pub fn correct(&mut self, draft: &str, key: &str, value: Option<Shape>) -> Result<(), Not> {
        self.step(|loaded| Ok((decide::correct(loaded, draft, key, value)?, ())))
    }

    /// Makes a step and writes it; gives what else came of it.
    fn step<T>(
        &mut self,
        make: impl FnOnce(&Loaded) -> Result<(Loaded, T), NotDecided>,
    ) -> Result<T, Not> {
        let opened = Opened::open(&self.case)?;
        let before = texts(&opened.loaded);
        let (after, made) = make(&opened.loaded)?;
        opened.write(&after)?;
        self.steps.push((before, texts(&after)));
        self.loaded = after;
        Ok(made)
    }

    /// Takes the last step back, byte for byte; false where there is none.
    pub fn undo(&mut self) -> Result<bool, Not> {
        let Some((before, after)) = self.steps.last() else {
            return Ok(false);
        };
        let opened = Opened::open(&self.case)?;
        if texts(&opened.loaded) != *after {
            return Err(Not::Stop(Stop::Words(
                "the case was changed by somebody else since; undo this by hand".to_owned(),
            )));
        }
        let inputs = before
            .iter()
            .map(|(path, bytes)| Input {
                path: path.clone(),
                bytes: bytes.clone(),
            })
            .collect();
        let loaded = load(inputs);
        opened.write(&loaded)?;
        self.loaded = loaded;
        self.steps.pop();
        Ok(true)
    }
}

fn texts(loaded: &Loaded) -> Texts {
    loaded
        .files
        .files()
        .iter()
        .map(|file| (file.path.clone(), file.text.clone().into_bytes()))
        .collect()
}
