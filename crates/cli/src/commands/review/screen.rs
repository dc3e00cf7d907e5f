//! The screen of a review: one draft claim, one key a decision.

use super::card::card;
use super::session::{Not, Session};
use crate::terminal::Stop;
use armistice_case::decide::{New, NotDecided, Verdict, waits};
use armistice_case::draft_claims::DraftClaim;
use armistice_case::edit::{Refused, Shape};
use armistice_case::newcomers::NEW;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Text};
use ratatui::widgets::{Paragraph, Widget as _, Wrap};

const KEYS: &[&str] = &[
    "a accept",
    "w with new",
    "e correct",
    "r reject",
    "m merge",
    "p split",
    "s skip",
    "u undo",
    "←→ move",
    "? help",
    "q quit",
];

const HELP: &str = "\
a or Enter   accept: it becomes a claim of the case
w            accept with what is new: who speaks and what is counted are added to the case
e            correct a key first, as progress=none or by=envoy; an empty value takes the key away;
             issues.customs=Who clears customs? adds an issue to the case
r            reject, with a reason if you like
m            merge with a claim that says the same (it gains a source) or with a draft claim
p            split in two: type the words with which the second part begins
s            skip: it is put off and asked about again in a later run
u            undo the last step of this run, byte for byte
← → or k j   the draft claim before, the one after; n the next that waits
PgUp PgDn    the card up and down, where it is longer than the screen
q or Esc     end; what was decided is written already

Any key goes back.";

/// What is being asked for in the line at the bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    By,
    Correct,
    Reject,
    Merge,
    Split,
}

impl Ask {
    fn words(self) -> &'static str {
        match self {
            Ask::By => "who speaks (an id of the case, outlet, or new to add him)",
            Ask::Correct => "KEY=VALUE",
            Ask::Reject => "why (may be left empty)",
            Ask::Merge => "merge with (the id of a claim or draft claim)",
            Ask::Split => "the second part begins with",
        }
    }
}

/// Where a review stands.
pub struct Screen {
    session: Session,
    drafts: Vec<DraftClaim>,
    at: usize,
    ask: Option<(Ask, String)>,
    said: String,
    help: bool,
    down: u16,
}

/// Runs the screen until the person ends it; gives how many draft claims still wait.
pub fn run(session: Session) -> Result<usize, Stop> {
    let mut screen = Screen::new(session);
    let mut terminal = ratatui::try_init()?;
    let result = loop {
        if let Err(error) = terminal.draw(|frame| screen.draw(frame)) {
            break Err(Stop::from(error));
        }
        match event::read() {
            Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => {
                if screen.press(key) {
                    break Ok(screen.session.waiting());
                }
            }
            Ok(_) => {}
            Err(error) => break Err(Stop::from(error)),
        }
    };
    ratatui::try_restore()?;
    result
}

impl Screen {
    /// The screen at the first draft claim that waits.
    pub fn new(session: Session) -> Screen {
        let drafts = session.drafts();
        let at = drafts.iter().position(waits).unwrap_or(0);
        Screen {
            session,
            drafts,
            at,
            ask: None,
            said: String::new(),
            help: false,
            down: 0,
        }
    }

    /// Takes a key; true where the review ends.
    pub fn press(&mut self, key: KeyEvent) -> bool {
        let held = key.modifiers.contains(KeyModifiers::CONTROL);
        if held && matches!(key.code, KeyCode::Char('c' | 'd')) {
            return true;
        }
        if self.help {
            self.help = false;
            return false;
        }
        self.said.clear();
        if let Some((ask, text)) = self.ask.take() {
            self.typed(ask, text, key.code);
            return false;
        }
        let skipped = self.drafts.get(self.at).is_some_and(waits);
        match key.code {
            KeyCode::Char('q') | KeyCode::Esc => return true,
            KeyCode::Char('?') => self.help = true,
            KeyCode::Char('a') | KeyCode::Enter => self.accept(),
            KeyCode::Char('w') => self.accept_new(),
            KeyCode::Char('e') => self.ask = Some((Ask::Correct, String::new())),
            KeyCode::Char('r') => self.ask = Some((Ask::Reject, String::new())),
            KeyCode::Char('m') => {
                let like = self.draft().and_then(|draft| draft.like.first().cloned());
                self.ask = Some((Ask::Merge, like.unwrap_or_default().into()));
            }
            KeyCode::Char('p') => self.ask = Some((Ask::Split, String::new())),
            KeyCode::Char('s') if skipped => self.decide(&Verdict::Skip),
            KeyCode::Char('u') => self.undo(),
            KeyCode::Left | KeyCode::Char('k') => self.go(self.at.saturating_sub(1)),
            KeyCode::Right | KeyCode::Char('j') => self.go(self.at + 1),
            KeyCode::Char('n') => self.next(),
            KeyCode::PageDown => self.down = self.down.saturating_add(5),
            KeyCode::PageUp => self.down = self.down.saturating_sub(5),
            _ => self.said = "? shows what the keys do".to_owned(),
        }
        false
    }

    fn draft(&self) -> Option<&DraftClaim> {
        self.drafts.get(self.at)
    }

    fn go(&mut self, at: usize) {
        self.at = at.min(self.drafts.len().saturating_sub(1));
        self.down = 0;
    }

    /// The next that was not looked at, else the first that was only put off.
    fn next(&mut self) {
        let fresh = |draft: &DraftClaim| draft.decision.is_none();
        let after = self.drafts[self.at..].iter().position(fresh);
        let found = after
            .map(|n| n + self.at)
            .or_else(|| self.drafts.iter().position(fresh));
        match found {
            Some(at) => self.go(at),
            None => {
                self.go(self.at + 1);
                self.said
                    .push_str("  every draft claim was looked at; q ends");
            }
        }
    }

    fn typed(&mut self, ask: Ask, mut text: String, code: KeyCode) {
        match code {
            KeyCode::Esc => {}
            KeyCode::Enter => self.answered(ask, text.trim()),
            KeyCode::Backspace => {
                text.pop();
                self.ask = Some((ask, text));
            }
            KeyCode::Char(c) => {
                text.push(c);
                self.ask = Some((ask, text));
            }
            _ => self.ask = Some((ask, text)),
        }
    }

    fn answered(&mut self, ask: Ask, text: &str) {
        let some = || Some(Box::<str>::from(text)).filter(|text| !text.is_empty());
        match (ask, some()) {
            (Ask::By, Some(by)) if *by == *NEW => self.accept_new(),
            (Ask::By, Some(by)) => {
                if self.correct("by", &by) {
                    self.accept();
                }
            }
            (Ask::Correct, Some(pair)) => match pair.split_once('=') {
                Some((key, value)) => {
                    self.correct(key.trim(), value.trim());
                }
                None => self.said = format!("`{pair}` is no KEY=VALUE"),
            },
            (Ask::Reject, because) => self.decide(&Verdict::Reject { because }),
            (Ask::Merge, Some(with)) => self.decide(&Verdict::Merge { with }),
            (Ask::Split, Some(second)) => self.decide(&Verdict::Split { second }),
            (Ask::By | Ask::Correct | Ask::Merge | Ask::Split, None) => {}
        }
    }

    fn accept(&mut self) {
        match self.draft() {
            Some(draft) if waits(draft) && draft.key("by").is_none() => {
                self.ask = Some((Ask::By, String::new()));
            }
            _ => self.decide(&Verdict::Accept {
                id: None,
                new: New::default(),
            }),
        }
    }

    /// Accepts with a speaker and quantities that the case does not have yet.
    fn accept_new(&mut self) {
        let speaker = self.draft().is_some_and(|draft| draft.key("by").is_none());
        self.decide(&Verdict::Accept {
            id: None,
            new: New {
                speaker,
                quantities: true,
            },
        });
    }

    fn decide(&mut self, verdict: &Verdict) {
        let Some(id) = self.draft().map(|draft| draft.id.clone()) else {
            return;
        };
        match self.session.decide(&id, verdict) {
            Ok(decision) => {
                self.said = match (&decision.claim, &decision.with) {
                    (Some(claim), _) | (None, Some(claim)) => {
                        format!("{id} {}: {claim}", decision.is)
                    }
                    (None, None) => format!("{id} {}", decision.is),
                };
                self.drafts = self.session.drafts();
                self.next();
            }
            Err(why) => self.said = words(&why),
        }
    }

    fn correct(&mut self, key: &str, value: &str) -> bool {
        let Some(id) = self.draft().map(|draft| draft.id.clone()) else {
            return false;
        };
        let value = (!value.is_empty()).then(|| Shape::typed(value));
        match self.session.correct(&id, key, value) {
            Ok(()) => {
                self.drafts = self.session.drafts();
                self.said = format!("{id}: {key} corrected");
                true
            }
            Err(why) => {
                self.said = words(&why);
                false
            }
        }
    }

    fn undo(&mut self) {
        match self.session.undo() {
            Ok(true) => {
                let before: Vec<DraftClaim> = std::mem::take(&mut self.drafts);
                self.drafts = self.session.drafts();
                let changed = self
                    .drafts
                    .iter()
                    .position(|draft| !before.iter().any(|other| other == draft));
                if let Some(at) = changed {
                    self.go(at);
                }
                self.said = "the last step was undone".to_owned();
            }
            Ok(false) => self.said = "nothing of this run is left to undo".to_owned(),
            Err(why) => self.said = words(&why),
        }
    }

    /// Draws the screen.
    pub fn draw(&mut self, frame: &mut Frame<'_>) {
        let keys_text = keys_in(frame.area().width);
        let rows = u16::try_from(keys_text.lines.len()).unwrap_or(u16::MAX);
        let [head, body, said, keys] = Layout::vertical([
            Constraint::Length(2),
            Constraint::Min(3),
            Constraint::Length(2),
            Constraint::Length(rows),
        ])
        .areas(frame.area());
        let waiting = self.drafts.iter().filter(|draft| waits(draft)).count();
        let title = self.draft().map_or_else(String::new, |draft| {
            let tier = draft.text("tier").unwrap_or("draft");
            format!(
                "{} · {tier} · {} of {} · {waiting} to decide",
                draft.id,
                self.at + 1,
                self.drafts.len()
            )
        });
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let text = match self.draft() {
            _ if self.help => Text::raw(HELP),
            Some(draft) => card(&self.session.loaded, draft),
            None => Text::raw("This file holds no draft claims."),
        };
        let card = Paragraph::new(text).wrap(Wrap { trim: false });
        let below = height(&card, body.width).saturating_sub(body.height);
        self.down = self.down.min(below);
        let more = match (self.down > 0, self.down < below) {
            (false, false) => "",
            (false, true) => "▼ more below: PgDn",
            (true, false) => "▲ more above: PgUp",
            (true, true) => "▲▼ more above and below: PgUp, PgDn",
        };
        let head_lines = vec![Line::styled(title, bold), Line::raw(more)];
        frame.render_widget(Text::from(head_lines), head);
        frame.render_widget(card.scroll((self.down, 0)), body);
        let line = match &self.ask {
            Some((ask, text)) => format!("{}: {text}▏", ask.words()),
            None => self.said.clone(),
        };
        frame.render_widget(Paragraph::new(line).wrap(Wrap { trim: true }), said);
        let dim = Style::new().add_modifier(Modifier::DIM);
        frame.render_widget(keys_text.style(dim), keys);
    }
}

/// What the keys do, on as many lines as a width needs.
fn keys_in(width: u16) -> Text<'static> {
    let mut lines: Vec<String> = vec![String::new()];
    for key in KEYS {
        let room = usize::from(width);
        let length = |text: &str| text.chars().count();
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(key),
            Some(line) if length(line) + 2 + length(key) <= room => {
                line.push_str("  ");
                line.push_str(key);
            }
            _ => lines.push((*key).to_owned()),
        }
    }
    Text::from_iter(lines)
}

/// How many rows a paragraph takes at a width, as far as anybody scrolls.
fn height(card: &Paragraph<'_>, width: u16) -> u16 {
    let area = Rect::new(0, 0, width, 500);
    let mut buffer = Buffer::empty(area);
    card.render(area, &mut buffer);
    let blank = |row: &u16| (0..width).all(|column| buffer[(column, *row)].symbol() == " ");
    let last = (0..area.height).rev().find(|row| !blank(row));
    last.map_or(0, |row| row + 1)
}

/// Why something was not done, in a line.
fn words(why: &Not) -> String {
    match why {
        Not::Decided(NotDecided::Refused(Refused::Errors(inner))) => inner.1.first().map_or_else(
            || "this would bring an error".to_owned(),
            |d| d.message.clone(),
        ),
        Not::Decided(reason) => reason.to_string(),
        Not::Stop(Stop::Words(words)) => words.clone(),
        Not::Stop(Stop::Write(error)) => format!("cannot write: {error}"),
        Not::Stop(Stop::Files(_)) => "the files of the case cannot be read any more".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use std::fs;
    use std::path::Path;

    const CASE: &str = "\
case: Talks at the ford
parties:
  hill: {name: Hill Council, voices: {envoy: the hill envoy}}   # stays
  vale: {name: Vale Council}
issues:
  toll: {question: Who takes the toll?}
sources:
  herald: {outlet: The Herald, published: 2034-05-01}
claims:
  c1: {by: vale, date: 2034-05-01, from: herald, status: {toll: open}, says: The toll is left.}
";
    const DRAFTS: &str = "\
draft-claims:
  d1:   # one space more
    tier: likely
    by: envoy
    speaker: the hill envoy
    cue: said
    content: only one issue is left
    from: herald
    quote: The hill envoy said only one issue is left.
    open-issues: 1
  d2:
    tier: check
    speaker: an official
    speaker-kind: anonymous
    cue: complained
    content: the toll is high and the ford is broken
    from: herald
    quote: An official complained that the toll is high and the ford is broken.
";

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("case.yaml"), CASE).expect("written");
        fs::write(folder.path().join("drafts.yaml"), DRAFTS).expect("written");
        folder
    }

    fn screen(folder: &Path) -> Screen {
        let session = Session::open(folder, &folder.join("drafts.yaml"), "Ada").ok();
        Screen::new(session.expect("a session"))
    }

    fn keys(screen: &mut Screen, keys: &str) {
        for c in keys.chars() {
            let code = if c == '\n' {
                KeyCode::Enter
            } else {
                KeyCode::Char(c)
            };
            screen.press(KeyEvent::from(code));
        }
    }

    fn text(folder: &Path, name: &str) -> String {
        fs::read_to_string(folder.join(name)).expect("read")
    }

    #[test]
    fn accepting_adds_a_claim_and_leaves_every_other_byte() {
        let folder = folder();
        let mut screen = screen(folder.path());
        keys(&mut screen, "a");
        let case = text(folder.path(), "case.yaml");
        assert!(case.starts_with(CASE.trim_end()), "{case}");
        let added = &case[CASE.trim_end().len()..];
        assert!(added.contains("c2:") && added.contains("envoy"), "{added}");
        let drafts = text(folder.path(), "drafts.yaml");
        let recorded = drafts
            .lines()
            .filter(|line| !DRAFTS.contains(line))
            .collect::<Vec<_>>();
        assert_eq!(recorded.len(), 1, "{recorded:?}");
        assert!(recorded[0].contains("accepted") && recorded[0].contains("Ada"));
        assert_eq!(screen.drafts[screen.at].id.as_ref(), "d2");
    }

    #[test]
    fn undo_gives_back_the_bytes_of_every_kind_of_step() {
        for step in [
            "a",
            "rno claim\n",
            "mc1\n",
            "mc1\nsjpthe ford\n",
            "eprogress=none\n",
            "s",
        ] {
            let folder = folder();
            let mut screen = screen(folder.path());
            keys(&mut screen, step);
            assert_ne!(text(folder.path(), "drafts.yaml"), DRAFTS, "{step}");
            keys(&mut screen, "uuuu");
            assert_eq!(text(folder.path(), "drafts.yaml"), DRAFTS, "{step}");
            assert_eq!(text(folder.path(), "case.yaml"), CASE, "{step}");
        }
    }

    #[test]
    fn a_speaker_that_is_no_actor_is_asked_for_and_a_later_run_goes_on() {
        let folder = folder();
        let mut first = screen(folder.path());
        keys(&mut first, "a");
        let mut second = screen(folder.path());
        assert_eq!(second.at, 1);
        keys(&mut second, "a");
        assert_eq!(second.ask, Some((Ask::By, String::new())));
        keys(&mut second, "nobody\n");
        assert!(second.said.contains("nobody"), "{}", second.said);
        keys(&mut second, "aoutlet\n");
        assert_eq!(second.session.waiting(), 0, "{}", second.said);
        assert!(text(folder.path(), "case.yaml").contains("c3:"));
    }

    #[test]
    fn one_key_accepts_with_a_speaker_who_is_new() {
        for step in ["jw", "janew\n"] {
            let folder = folder();
            let mut screen = screen(folder.path());
            keys(&mut screen, step);
            let case = text(folder.path(), "case.yaml");
            for words in [
                "  official:\n    name: an official\n    anonymous: yes\n",
                "by: official",
            ] {
                assert!(
                    case.contains(words),
                    "{step} {words}\n{case}\n{}",
                    screen.said
                );
            }
            keys(&mut screen, "u");
            assert_eq!(text(folder.path(), "case.yaml"), CASE);
            assert_eq!(text(folder.path(), "drafts.yaml"), DRAFTS);
        }
    }

    #[test]
    fn an_issue_can_be_declared_on_the_way() {
        let folder = folder();
        let mut screen = screen(folder.path());
        keys(
            &mut screen,
            "eissues.ferry=Who runs the ferry?\nestatus={ferry: open}\na",
        );
        let case = text(folder.path(), "case.yaml");
        for words in [
            "ferry: {question: Who runs the ferry?}",
            "status: {ferry: open}",
        ] {
            assert!(case.contains(words), "{words}\n{case}\n{}", screen.said);
        }
    }

    #[test]
    fn the_screen_shows_the_passage_the_speaker_and_the_keys() {
        let folder = folder();
        let mut screen = screen(folder.path());
        keys(&mut screen, "j");
        let mut terminal = Terminal::new(TestBackend::new(100, 16)).expect("a terminal");
        terminal.draw(|frame| screen.draw(frame)).expect("drawn");
        let shown = terminal.backend().to_string();
        for words in [
            "d2 · check · 2 of 2 · 2 to decide",
            "An official complained that the toll is high",
            "an official (anonymous): no actor of this case yet",
            "a accept",
        ] {
            assert!(shown.contains(words), "{words}\n{shown}");
        }
    }

    #[test]
    fn every_key_is_shown_at_any_width_and_what_lies_below_is_said() {
        let folder = folder();
        let mut screen = screen(folder.path());
        for width in [40, 60, 80, 100, 140] {
            let mut terminal = Terminal::new(TestBackend::new(width, 30)).expect("a terminal");
            terminal.draw(|frame| screen.draw(frame)).expect("drawn");
            let shown = terminal.backend().to_string();
            for key in KEYS {
                assert!(shown.contains(key), "{width} {key}\n{shown}");
            }
            assert!(!shown.contains("more below"), "{width}\n{shown}");
        }
        let mut terminal = Terminal::new(TestBackend::new(80, 11)).expect("a terminal");
        let mut seen = |screen: &mut Screen| {
            terminal.draw(|frame| screen.draw(frame)).expect("drawn");
            terminal.backend().to_string()
        };
        assert!(seen(&mut screen).contains("▼ more below"));
        let mut shown = String::new();
        for _ in 0..20 {
            screen.press(KeyEvent::from(KeyCode::PageDown));
            shown = seen(&mut screen);
        }
        assert!(
            shown.contains("▲ more above") && !shown.contains("below"),
            "{shown}"
        );
        assert!(shown.contains("herald"), "{shown}");
        screen.press(KeyEvent::from(KeyCode::PageUp));
        assert!(seen(&mut screen).contains("below"));
    }
}
