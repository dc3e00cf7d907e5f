//! Walks the tree by the one table: every key known, every value of its type, every id defined.

use crate::diagnostic::{Code, Diagnostic};
use crate::ids::{FileDefaults, Ids, short};
use crate::phrase::{self, Name, PhraseError, is_id};
use crate::schema::{
    CASE, EVENT, Key, Kinds, PROGRESS, Record, STATUS, TRANCHE, Ty, VERSION, record_of,
};
use crate::source::{Sources, Span};
use crate::tree::{Entry, Kind, Node, Silence, Style, Tree};
use crate::value::Delivered;
use crate::visible::Visibility;
use std::collections::BTreeMap;

/// Checks the sections of a tree.
pub fn check(sources: &Sources, tree: &Tree, ids: &Ids, diagnostics: &mut Vec<Diagnostic>) {
    let defaults = FileDefaults::of(tree);
    Checker::new(sources, ids, tree.incomplete, diagnostics).sections(tree, &defaults);
}

/// What the check of an entry needs to know.
pub struct Checker<'a> {
    sources: &'a Sources,
    ids: &'a Ids,
    incomplete: bool,
    /// Who may see the entry that is being checked.
    visible: Visibility,
    /// The clause of a draft that is being checked; versions are named from inside it.
    clause: Box<str>,
    /// How many more words may be looked at for what was meant.
    effort: usize,
    /// What was meant by words that were looked up already.
    meant: BTreeMap<(Kinds, Box<str>), Option<String>>,
    /// What was found wrong.
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

/// How many words are looked at in all to say what was meant: ten slips in a case of a hundred
/// thousand entries, thousands in a small one.
const EFFORT: usize = 1_000_000;

/// What stands around a value, for messages.
#[derive(Clone, Copy)]
struct Around<'a> {
    key: &'a Key,
}

impl<'a> Checker<'a> {
    /// A check of one entry after the other.
    pub fn new(
        sources: &'a Sources,
        ids: &'a Ids,
        incomplete: bool,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Checker {
            sources,
            ids,
            incomplete,
            visible: Visibility::Public,
            clause: "".into(),
            effort: EFFORT,
            meant: BTreeMap::new(),
            diagnostics,
        }
    }
}

impl Checker<'_> {
    /// Checks an event that stands in no section.
    pub fn event(&mut self, entry: &Entry, outer: &Visibility) {
        self.visible = outer.clone();
        self.record(&entry.value, &EVENT, Some(entry));
    }

    fn sections(&mut self, tree: &Tree, defaults: &FileDefaults) {
        let mut seen: Vec<(&str, Span)> = Vec::new();
        for section in &tree.sections {
            let entry = &section.entry;
            let Some(key) = CASE.key(&entry.key) else {
                let help = self
                    .affords(CASE.all_keys().count())
                    .then(|| suggestion(&entry.key, CASE.all_keys().map(|key| key.name)))
                    .flatten();
                self.push(
                    Diagnostic::new(
                        Code::UnknownSection,
                        entry.key_span,
                        format!("`{}` is no section of a case", short(&entry.key)),
                    )
                    .label("not a section that this language has"),
                    help,
                    entry.key_span,
                );
                continue;
            };
            let file = entry.key_span.file;
            let whole =
                !matches!(key.ty, Ty::Map(..)) && key.name != "visible" && key.name != "note";
            if let Some((_, first)) = seen
                .iter()
                .find(|(name, at)| *name == key.name && (whole || at.file == file))
            {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateKey,
                        entry.key_span,
                        format!("the section `{}` is given twice", key.name),
                    )
                    .label("given again here")
                    .other(*first, "first given here")
                    .help("put the two together"),
                );
            }
            seen.push((key.name, entry.key_span));
            self.visible = defaults.visible(file);
            let case = defaults.visible(0);
            if key.name == "visible" && file != 0 && self.visible.wider_than(&case) {
                self.wider(entry.key_span, &case);
            }
            self.value(&entry.value, Around { key });
        }
        if !tree.incomplete && !seen.iter().any(|(name, _)| *name == "case") {
            let at = tree
                .sections
                .first()
                .map_or(Span::new(0, 0, 0), |section| section.entry.key_span);
            let (code, message) = if tree.sections.is_empty() {
                (Code::EmptyCase, "there is nothing in this case yet")
            } else {
                (Code::MissingKey, "the case has no name")
            };
            self.diagnostics.push(
                Diagnostic::new(code, at, message)
                    .label("a line `case: …` is missing")
                    .help("begin with a line such as `case: Talks on the harbour`"),
            );
        }
    }

    fn push(&mut self, diagnostic: Diagnostic, near: Option<String>, at: Span) {
        let diagnostic = match near {
            Some(near) => diagnostic
                .help(format!("did you mean `{near}`?"))
                .fix(at, near),
            None => diagnostic,
        };
        self.diagnostics.push(diagnostic);
    }

    /// Whether so many words may still be looked at.
    fn affords(&mut self, words: usize) -> bool {
        let left = self.effort.checked_sub(words);
        self.effort = left.unwrap_or(0);
        left.is_some()
    }

    fn wider(&mut self, at: Span, parent: &Visibility) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::WiderThanParent,
                at,
                "this entry would be seen by more people than what it stands in",
            )
            .label(format!("what it stands in is `{parent}`"))
            .help("narrow this entry, or move it out"),
        );
    }

    fn record(&mut self, node: &Node, record: &Record, owner: Option<&Entry>) {
        let Kind::Map { entries, flow } = &node.kind else {
            if matches!(node.kind, Kind::Empty) {
                self.empty(node.span, owner.map_or(record.name, |entry| &entry.key));
            } else {
                self.wrong(node, &format!("an entry of keys ({})", record.name));
            }
            return;
        };
        let outer = self.visible.clone();
        if let Some(inner) = node.get("visible")
            && let Some(visible) = inner.text().and_then(Visibility::parse)
        {
            if visible.wider_than(&outer) {
                self.wider(inner.span, &outer);
            } else {
                self.visible = visible;
            }
        }
        let mut meant: Vec<String> = Vec::new();
        let repeats = repeats(entries);
        for (i, entry) in entries.iter().enumerate() {
            if let Some(first) = repeats.get(&i).map(|first| &entries[*first]) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateKey,
                        entry.key_span,
                        format!(
                            "the key `{}` is given twice in one entry",
                            short(&entry.key)
                        ),
                    )
                    .label("given again here")
                    .other(first.key_span, "first given here")
                    .help("keep one of the two; several values go into a list"),
                );
                continue;
            }
            match record.key(&entry.key) {
                Some(key) => self.value(&entry.value, Around { key }),
                None if *flow && matches!(entry.value.kind, Kind::Empty) => {
                    self.comma(entries, i);
                }
                None => {
                    let near = self
                        .affords(record.all_keys().count())
                        .then(|| suggestion(&entry.key, record.all_keys().map(|key| key.name)))
                        .flatten();
                    let mut diagnostic = Diagnostic::new(
                        Code::UnknownKey,
                        entry.key_span,
                        format!(
                            "unknown key `{}` in {}",
                            short(&entry.key),
                            entry_name(record, owner)
                        ),
                    )
                    .label(format!(
                        "not a key of {} {}",
                        article(record.name),
                        record.name
                    ));
                    if near.is_none() {
                        diagnostic = diagnostic.help(format!(
                            "keys here are {}",
                            record
                                .all_keys()
                                .map(|key| format!("`{}`", key.name))
                                .collect::<Vec<_>>()
                                .join(", ")
                        ));
                    }
                    meant.extend(near.clone());
                    self.push(diagnostic, near, entry.key_span);
                }
            }
        }
        for key in record.keys.iter().filter(|key| key.required) {
            // A misspelt key is one slip, not two.
            if node.get(key.name).is_none() && !meant.iter().any(|word| word == key.name) {
                let at = owner.map_or(node.span, |entry| entry.key_span);
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::MissingKey,
                        at,
                        format!("{} has no `{}`", entry_name(record, owner), key.name),
                    )
                    .label(format!("`{}` is missing: {}", key.name, key.help))
                    .help(format!(
                        "add `{}:` with {}",
                        key.name,
                        plain(&key.ty.words())
                    )),
                );
            }
        }
        self.visible = outer;
    }

    /// Prose with a comma in braces: the comma ended the text.
    fn comma(&mut self, entries: &[Entry], i: usize) {
        let entry = &entries[i];
        let mut first = i.saturating_sub(1);
        while first > 0 && matches!(entries[first].value.kind, Kind::Empty) {
            first -= 1;
        }
        let before = &entries[first];
        let digits = entry.key.chars().all(|c| c.is_ascii_digit());
        let mut diagnostic = Diagnostic::new(
            Code::CommaInText,
            entry.key_span,
            "a comma in braces ends the text before it",
        )
        .label("read as a key of its own")
        .other(before.value.span, "only this was read");
        if digits {
            diagnostic = diagnostic.help("numbers are written without thousands marks: `57000`");
        } else {
            diagnostic = diagnostic.help("put quote marks round the whole text");
            if let Some(text) = before.value.text()
                && before.value.span.file == entry.key_span.file
                && matches!(
                    before.value.kind,
                    Kind::Scalar {
                        style: Style::Plain,
                        ..
                    }
                )
            {
                let whole = Span {
                    end: entry.key_span.end,
                    ..before.value.span
                };
                let all = self.sources.text(whole).to_owned();
                if !all.contains(['"', '\n']) && all.starts_with(text) {
                    diagnostic = diagnostic.fix(whole, format!("\"{all}\""));
                }
            }
        }
        self.diagnostics.push(diagnostic);
    }

    fn empty(&mut self, at: Span, key: &str) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::EmptyValue,
                at,
                format!("nothing stands after `{}`", short(key)),
            )
            .label("a value is missing")
            .help("write the value, say `unknown`, `open`, `none` or `disputed`, or leave the key out"),
        );
    }

    fn wrong(&mut self, node: &Node, wanted: &str) {
        let found = match &node.kind {
            Kind::Empty => "nothing",
            Kind::Scalar { .. } => "a single value",
            Kind::Map { .. } => "an entry of keys",
            Kind::List(_) => "a list",
        };
        self.diagnostics.push(
            Diagnostic::new(
                Code::WrongType,
                head(self.sources, node),
                format!("{found} stands where {} is needed", plain(wanted)),
            )
            .label(format!("expected {}", plain(wanted))),
        );
    }

    fn scalar<'n>(&mut self, node: &'n Node, around: Around<'_>) -> Option<&'n str> {
        match &node.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::Empty => {
                self.empty(node.span, around.key.name);
                None
            }
            _ => {
                self.wrong(node, &around.key.ty.words());
                None
            }
        }
    }

    fn map<'n>(&mut self, node: &'n Node, around: Around<'_>) -> Option<&'n [Entry]> {
        match &node.kind {
            Kind::Map { entries, flow } => {
                let repeats = repeats(entries);
                for (i, entry) in entries.iter().enumerate() {
                    if *flow && matches!(entry.value.kind, Kind::Empty) && i > 0 {
                        self.comma(entries, i);
                        return None;
                    }
                    if let Some(first) = repeats.get(&i).map(|first| &entries[*first])
                        && !matches!(around.key.ty, Ty::Options | Ty::Voices)
                    {
                        self.diagnostics.push(
                            Diagnostic::new(
                                Code::DuplicateKey,
                                entry.key_span,
                                format!("`{}` is given twice", short(&entry.key)),
                            )
                            .label("given again here")
                            .other(first.key_span, "first given here"),
                        );
                    }
                }
                Some(entries)
            }
            Kind::Empty => {
                self.empty(node.span, around.key.name);
                None
            }
            _ => {
                self.wrong(node, &around.key.ty.words());
                None
            }
        }
    }

    fn phrase<T>(&mut self, node: &Node, result: Result<T, PhraseError>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.diagnostics.push(
                    Diagnostic::new(error.code, node.part(error.from, error.to), error.message)
                        .label("here")
                        .help(error.help),
                );
                None
            }
        }
    }

    fn value(&mut self, node: &Node, around: Around<'_>) {
        let ty = around.key.ty;
        if matches!(node.kind, Kind::Empty) {
            self.empty(node.span, around.key.name);
            return;
        }
        let silent_ok = !matches!(ty, Ty::Flag | Ty::Visible | Ty::Word(_) | Ty::Progress);
        if silent_ok && node.silence().is_some() {
            return;
        }
        match ty {
            Ty::Text => {
                self.scalar(node, around);
            }
            Ty::Texts => self.each(node, around, |_, _, _| {}),
            Ty::Bytes => self.each(node, around, |this, node, around| {
                if let Some(text) = this.scalar(node, around) {
                    let result = phrase::bytes(text);
                    this.phrase(node, result);
                }
            }),
            Ty::Flag => self.flag(node, around),
            Ty::Word(words) => {
                if node.silence().is_none_or(|s| words.contains(&s.word())) {
                    self.word(node, words, around);
                }
            }
            Ty::WordList(words) => self.each(node, around, |this, node, around| {
                this.word(node, words, around);
            }),
            Ty::Date => {
                if let Some(text) = self.scalar(node, around) {
                    self.date(node, text);
                }
            }
            Ty::Dates => self.each(node, around, |this, node, _| {
                if let Some(text) = node.text() {
                    this.date(node, text);
                }
            }),
            Ty::Days => {
                if let Some(text) = self.scalar(node, around) {
                    let result = phrase::days(text);
                    self.phrase(node, result);
                }
            }
            Ty::DayHour => {
                if let Some(text) = self.scalar(node, around) {
                    let result = phrase::day_and_hour(text);
                    self.phrase(node, result);
                }
            }
            Ty::Zone => {
                if let Some(text) = self.scalar(node, around) {
                    let result = phrase::zone(text);
                    self.phrase(node, result);
                }
            }
            Ty::DateOf => {
                for entry in self.map(node, around).unwrap_or(&[]) {
                    self.reference(&entry.key, entry.key_span, Kinds::SOURCE);
                    if let Some(text) = self.scalar(&entry.value, around) {
                        self.date(&entry.value, text);
                    }
                }
            }
            Ty::Visible => self.visibility(node, around),
            Ty::Amount => self.amount(node, around),
            Ty::Amounts(kinds) => {
                for entry in self.map(node, around).unwrap_or(&[]) {
                    self.reference(&entry.key, entry.key_span, kinds);
                    for item in entry.value.as_list() {
                        self.delivered(item, around);
                    }
                    if matches!(entry.value.kind, Kind::Empty) {
                        self.empty(entry.key_span, &entry.key);
                    }
                }
            }
            Ty::Duration => {
                if let Some(text) = self.scalar(node, around) {
                    let result = phrase::duration(text);
                    self.phrase(node, result);
                }
            }
            Ty::When => {
                if let Some(text) = self.scalar(node, around)
                    && let Some(when) = self.phrase(node, phrase::when(text))
                {
                    let mut names: Vec<Name> = Vec::new();
                    when.names(&mut |name| names.push(name.clone()));
                    self.names(node, &names, Kinds::CLAUSE.or(Kinds::EVENT));
                }
            }
            Ty::Condition(kinds) => self.condition(node, around, kinds),
            Ty::Conditions(kinds) => self.each(node, around, move |this, node, around| {
                this.condition(node, around, kinds);
            }),
            Ty::Statements => self.each(node, around, |this, node, around| {
                if let Some(text) = this.scalar(node, around)
                    && let Some(statement) = this.phrase(node, phrase::statement(text))
                {
                    let mut names: Vec<Name> = Vec::new();
                    statement.head.names(&mut |name| names.push(name.clone()));
                    if let Some((given, _)) = &statement.given {
                        given.names(&mut |name| names.push(name.clone()));
                    }
                    this.names(node, &names, Kinds::COURSE.or(Kinds::STATE));
                }
            }),
            Ty::Ref(kinds) => {
                if let Some(text) = self.scalar(node, around) {
                    self.reference(text, node.span, kinds);
                }
            }
            Ty::Refs(kinds) => self.each(node, around, move |this, node, around| {
                if let Some(text) = this.scalar(node, around) {
                    this.reference(text, node.span, kinds);
                }
            }),
            Ty::Speakers => self.each(node, around, |this, node, around| {
                if let Some(text) = this.scalar(node, around)
                    && text != "outlet"
                {
                    this.reference(text, node.span, Kinds::ACTOR);
                }
            }),
            Ty::Stance => self.stance(node, around),
            Ty::Status => {
                for entry in self.map(node, around).unwrap_or(&[]) {
                    self.reference(&entry.key, entry.key_span, Kinds::ISSUE);
                    self.word(&entry.value, STATUS, around);
                }
            }
            Ty::Progress => match &node.kind {
                Kind::Map { .. } => {
                    for entry in self.map(node, around).unwrap_or(&[]) {
                        self.reference(&entry.key, entry.key_span, Kinds::ISSUE);
                        self.word(&entry.value, PROGRESS, around);
                    }
                }
                _ => self.word(node, PROGRESS, around),
            },
            Ty::Changes => self.changes(node, around),
            Ty::Ripeness => self.ripeness(node, around),
            Ty::Scores => {
                for entry in self.map(node, around).unwrap_or(&[]) {
                    self.reference(&entry.key, entry.key_span, Kinds::ISSUE);
                    for score in self.map(&entry.value, around).unwrap_or(&[]) {
                        self.option(&entry.key, &score.key, score.key_span);
                        self.amount(&score.value, around);
                    }
                }
            }
            Ty::Ratios => self.each(node, around, |this, node, around| {
                if let Some(text) = this.scalar(node, around)
                    && let Some((left, _, right)) = this.phrase(node, phrase::ratio(text))
                {
                    this.names(node, &[left, right], Kinds::ISSUE);
                }
            }),
            Ty::Rather => self.parts_of(node, around, &["this", "than"], &["strength", "chance"]),
            Ty::Interactions => self.parts_of(node, around, &["if", "adds"], &[]),
            Ty::Drift => self.parts_of(node, around, &["date", "reservation"], &["because"]),
            Ty::Order(kinds) => self.order(node, around, &mut |this, text, span| {
                this.reference(text, span, kinds);
            }),
            Ty::OptionOrder => {
                for entry in self.map(node, around).unwrap_or(&[]) {
                    self.reference(&entry.key, entry.key_span, Kinds::ISSUE);
                    let issue = entry.key.clone();
                    self.order(&entry.value, around, &mut |this, text, span| {
                        this.option(&issue, text, span);
                    });
                }
            }
            Ty::Package => self.package(node, around),
            Ty::Patterns => {
                for item in node.as_list() {
                    self.package(item, around);
                }
            }
            Ty::Parts => {
                for item in node.as_list() {
                    for part in item.as_list() {
                        if let Some(text) = self.scalar(part, around) {
                            self.reference(text, part.span, Kinds::QUANTITY);
                        }
                    }
                }
            }
            Ty::Reversible => {
                if let Some(text) = self.scalar(node, around)
                    && text != "yes"
                    && text != "no"
                {
                    self.amount(node, around);
                }
            }
            Ty::Members => {
                for entry in self.map(node, around).unwrap_or(&[]) {
                    self.reference(&entry.key, entry.key_span, Kinds::ACTOR);
                    self.amount(&entry.value, around);
                }
            }
            Ty::Voices | Ty::Options => {
                for entry in self.map(node, around).unwrap_or(&[]) {
                    if matches!(entry.value.kind, Kind::Empty) {
                        self.empty(entry.key_span, &entry.key);
                    } else if entry.value.text().is_none() {
                        self.wrong(&entry.value, "a name");
                    }
                }
            }
            Ty::Map(record, kind) => {
                let Kind::Map { entries, .. } = &node.kind else {
                    self.wrong(node, "entries by id");
                    return;
                };
                for entry in entries {
                    if kind == Kinds::PACKAGE {
                        self.package(&entry.value, around);
                    } else if let (Kinds::MILESTONE, Some(text)) = (kind, entry.value.text()) {
                        if Silence::from_word(text).is_none() {
                            self.date(&entry.value, text);
                        }
                    } else {
                        if kind == Kinds::DRAFT_CLAUSE {
                            self.clause = entry.key.clone();
                        }
                        self.record(&entry.value, record, Some(entry));
                    }
                }
            }
            Ty::Tranches => {
                for entry in self.map(node, around).unwrap_or(&[]) {
                    self.record(&entry.value, &TRANCHE, Some(entry));
                }
            }
            Ty::Versions => {
                for entry in self.map(node, around).unwrap_or(&[]) {
                    self.record(&entry.value, &VERSION, Some(entry));
                }
            }
            Ty::VersionOf => {
                if let Some(text) = self.scalar(node, around) {
                    self.version(text, node.span);
                }
            }
            Ty::One(record) => self.record(node, record, None),
            Ty::List(record) => {
                for item in node.as_list() {
                    self.record(item, record, None);
                }
            }
        }
    }

    fn each(
        &mut self,
        node: &Node,
        around: Around<'_>,
        mut f: impl FnMut(&mut Self, &Node, Around<'_>),
    ) {
        if matches!(node.kind, Kind::Map { .. }) {
            self.wrong(node, &around.key.ty.words());
            return;
        }
        for item in node.as_list() {
            if item.text().is_some() {
                f(self, item, around);
            } else if matches!(item.kind, Kind::Empty) {
                self.empty(item.span, around.key.name);
            } else {
                self.wrong(item, &around.key.ty.words());
            }
        }
    }

    fn flag(&mut self, node: &Node, around: Around<'_>) {
        let Some(text) = self.scalar(node, around) else {
            return;
        };
        if text == "yes" || text == "no" || text == "unknown" {
            return;
        }
        let mended = match text.to_ascii_lowercase().as_str() {
            "true" | "y" | "on" | "yes" => Some("yes"),
            "false" | "n" | "off" | "no" => Some("no"),
            _ => None,
        };
        let mut diagnostic = Diagnostic::new(
            Code::BadFlag,
            node.span,
            format!("`{}` is neither `yes` nor `no`", short(text)),
        )
        .label(format!("`{}` takes `yes` or `no`", around.key.name));
        if let Some(mended) = mended {
            diagnostic = diagnostic
                .help(format!("write `{mended}`"))
                .fix(node.span, mended);
        } else {
            diagnostic = diagnostic.help("write `yes` or `no`, or leave the key out");
        }
        self.diagnostics.push(diagnostic);
    }

    fn word(&mut self, node: &Node, words: &[&'static str], around: Around<'_>) {
        let Some(text) = self.scalar(node, around) else {
            return;
        };
        if words.contains(&text) {
            return;
        }
        let near = suggestion(text, words.iter().copied());
        let diagnostic = Diagnostic::new(
            Code::BadWord,
            node.span,
            format!(
                "`{}` is not a word that `{}` knows",
                short(text),
                around.key.name
            ),
        )
        .label("not one of its words")
        .help(format!(
            "the words are {}",
            words
                .iter()
                .map(|word| format!("`{word}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ));
        self.push(diagnostic, near, node.span);
    }

    fn date(&mut self, node: &Node, text: &str) {
        if let Err(help) = phrase::parse_date(text) {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BadDate,
                    node.span,
                    format!("`{}` is not a date", short(text)),
                )
                .label("no such day, or not in the form YYYY-MM-DD")
                .help(help),
            );
        }
    }

    fn visibility(&mut self, node: &Node, around: Around<'_>) {
        let Some(text) = self.scalar(node, around) else {
            return;
        };
        match Visibility::parse(text) {
            Some(Visibility::InConfidence(party)) => {
                let from = text.len() - party.len();
                self.reference(&party, node.part(from, text.len()), Kinds::PARTY);
            }
            Some(_) => {}
            None => {
                let near = suggestion(text, ["public", "shared", "mediator"].into_iter());
                let diagnostic = Diagnostic::new(
                    Code::BadWord,
                    node.span,
                    format!("`{}` says nobody who may see it", short(text)),
                )
                .label("not an audience")
                .help("write `public`, `shared`, `mediator` or `in confidence of PARTY`");
                self.push(diagnostic, near, node.span);
            }
        }
    }

    fn amount(&mut self, node: &Node, around: Around<'_>) {
        if node.silence().is_some() {
            return;
        }
        if let Some(text) = self.scalar(node, around) {
            let result = phrase::amount(text);
            self.phrase(node, result);
        }
    }

    fn delivered(&mut self, node: &Node, around: Around<'_>) {
        if let Some(text) = self.scalar(node, around)
            && let Some(Delivered::PerQuantity(_, _, id)) =
                self.phrase(node, phrase::delivered(text))
        {
            let from = text.rfind(&*id).unwrap_or(0);
            self.reference(&id, node.part(from, from + id.len()), Kinds::QUANTITY);
        }
    }

    fn condition(&mut self, node: &Node, around: Around<'_>, kinds: Kinds) {
        if let Some(text) = self.scalar(node, around)
            && let Some(condition) = self.phrase(node, phrase::condition(text))
        {
            let mut names: Vec<Name> = Vec::new();
            condition.names(&mut |name| names.push(name.clone()));
            let kinds = if kinds == Kinds::CLAUSE {
                kinds.or(Kinds::EVENT).or(Kinds::QUANTITY)
            } else if kinds == Kinds::COURSE {
                kinds.or(Kinds::STATE)
            } else {
                kinds
            };
            self.names(node, &names, kinds);
        }
    }

    fn names(&mut self, node: &Node, names: &[Name], kinds: Kinds) {
        for name in names {
            self.reference(&name.id, node.part(name.from, name.to), kinds);
        }
    }

    fn order(&mut self, node: &Node, around: Around<'_>, f: &mut dyn FnMut(&mut Self, &str, Span)) {
        if matches!(node.kind, Kind::Map { .. }) {
            self.wrong(node, &around.key.ty.words());
            return;
        }
        for item in node.as_list() {
            for tie in item.as_list() {
                if let Some(text) = self.scalar(tie, around) {
                    f(self, text, tie.span);
                }
            }
        }
    }

    /// A list of small entries with keys of their own.
    fn parts_of(
        &mut self,
        node: &Node,
        around: Around<'_>,
        required: &[&'static str],
        optional: &[&'static str],
    ) {
        for item in node.as_list() {
            let Kind::Map { entries, .. } = &item.kind else {
                self.wrong(item, &around.key.ty.words());
                continue;
            };
            for key in required {
                if item.get(key).is_none() {
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::MissingKey,
                            item.span,
                            format!("`{key}` is missing in an entry of `{}`", around.key.name),
                        )
                        .label(format!("`{key}` is missing"))
                        .help(format!("write it as in {}", plain(&around.key.ty.words()))),
                    );
                }
            }
            for entry in entries {
                match &*entry.key {
                    key if !required.contains(&key) && !optional.contains(&key) => {
                        let near = suggestion(key, required.iter().chain(optional).copied());
                        let diagnostic = Diagnostic::new(
                            Code::UnknownKey,
                            entry.key_span,
                            format!("unknown key `{}` in `{}`", short(key), around.key.name),
                        )
                        .label("not a key here");
                        self.push(diagnostic, near, entry.key_span);
                    }
                    "this" | "than" => self.package_or_id(&entry.value, around),
                    "if" => self.package(&entry.value, around),
                    "date" => {
                        if let Some(text) = self.scalar(&entry.value, around) {
                            self.date(&entry.value, text);
                        }
                    }
                    "strength" => self.word(&entry.value, &["strong", "mild"], around),
                    "because" => {
                        for node in entry.value.as_list() {
                            if let Some(text) = self.scalar(node, around) {
                                self.reference(text, node.span, Kinds::CLAIM.or(Kinds::SOURCE));
                            }
                        }
                    }
                    _ => self.amount(&entry.value, around),
                }
            }
        }
    }

    fn package_or_id(&mut self, node: &Node, around: Around<'_>) {
        match node.text() {
            Some(text) => self.reference(text, node.span, Kinds::PACKAGE.or(Kinds::STATE)),
            None => self.package(node, around),
        }
    }

    fn package(&mut self, node: &Node, around: Around<'_>) {
        for entry in self.map(node, around).unwrap_or(&[]) {
            if matches!(&*entry.key, "note" | "visible") {
                continue;
            }
            self.reference(&entry.key, entry.key_span, Kinds::ISSUE);
            for item in entry.value.as_list() {
                self.option_value(&entry.key, item, around);
            }
        }
    }

    /// An option of an issue, or an amount where the issue is numeric.
    fn option_value(&mut self, issue: &str, node: &Node, around: Around<'_>) {
        let Some(text) = self.scalar(node, around) else {
            return;
        };
        if Silence::from_word(text).is_some() {
            return;
        }
        if self.ids.options(issue).is_empty() {
            self.amount(node, around);
        } else {
            self.option(issue, text, node.span);
        }
    }

    fn option(&mut self, issue: &str, option: &str, span: Span) {
        let options = self.ids.options(issue);
        if options.iter().any(|(id, _)| **id == *option) || self.ids.get(issue).is_none() {
            return;
        }
        if options.is_empty() {
            if let Err(error) = phrase::amount(option) {
                self.diagnostics.push(
                    Diagnostic::new(Code::BadAmount, span, error.message)
                        .label(format!("`{issue}` has no options, so an amount is needed"))
                        .help(error.help),
                );
            }
            return;
        }
        let near = self
            .affords(options.len())
            .then(|| suggestion(option, options.iter().map(|(id, _)| &**id)))
            .flatten();
        let diagnostic = Diagnostic::new(
            Code::UnknownId,
            span,
            format!("the issue `{issue}` has no option `{}`", short(option)),
        )
        .label("not one of its options")
        .help(format!(
            "its options are {}",
            options
                .iter()
                .take(40)
                .map(|(id, _)| format!("`{id}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ));
        self.push(diagnostic, near, span);
    }

    fn stance(&mut self, node: &Node, around: Around<'_>) {
        let texts = Kinds::CLAUSE
            .or(Kinds::READING)
            .or(Kinds::AMENDMENT)
            .or(Kinds::PACKAGE)
            .or(Kinds::PROPOSITION);
        match &node.kind {
            Kind::Map { .. } => self.package(node, around),
            _ => self.each(node, around, move |this, node, around| {
                if let Some(text) = this.scalar(node, around)
                    && text != "agreement"
                {
                    this.reference(text, node.span, texts);
                }
            }),
        }
    }

    fn ripeness(&mut self, node: &Node, around: Around<'_>) {
        const QUESTIONS: &[&str] = &["cannot-win", "cost-rising", "way-out", "able-to-commit"];
        for entry in self.map(node, around).unwrap_or(&[]) {
            match &*entry.key {
                "deadline" => {
                    if let Some(text) = self.scalar(&entry.value, around)
                        && Silence::from_word(text).is_none()
                    {
                        self.date(&entry.value, text);
                    }
                }
                key if QUESTIONS.contains(&key) => self.flag(&entry.value, around),
                key => {
                    let near = suggestion(key, QUESTIONS.iter().chain(&["deadline"]).copied());
                    let diagnostic = Diagnostic::new(
                        Code::UnknownKey,
                        entry.key_span,
                        format!("`{}` is no question of ripeness", short(key)),
                    )
                    .label("not asked here")
                    .help(format!("write it as in {}", plain(&Ty::Ripeness.words())));
                    self.push(diagnostic, near, entry.key_span);
                }
            }
        }
    }

    fn changes(&mut self, node: &Node, around: Around<'_>) {
        for entry in self.map(node, around).unwrap_or(&[]) {
            self.reference(&entry.key, entry.key_span, Kinds::CLAUSE);
            let record = self
                .ids
                .get(&entry.key)
                .and_then(|definition| record_of(definition.kind));
            let Some(record) = record else { continue };
            for change in self.map(&entry.value, around).unwrap_or(&[]) {
                match record.key(&change.key) {
                    // Entries with ids of their own would be clauses that nothing else knows.
                    Some(Key {
                        ty: Ty::Tranches | Ty::Map(..),
                        ..
                    }) => self.change_of_parts(&entry.key, change),
                    Some(key) => self.value(&change.value, Around { key }),
                    None => {
                        let near = suggestion(&change.key, record.all_keys().map(|key| key.name));
                        let diagnostic = Diagnostic::new(
                            Code::UnknownKey,
                            change.key_span,
                            format!(
                                "unknown key `{}` in a change of `{}`",
                                short(&change.key),
                                entry.key
                            ),
                        )
                        .label(format!(
                            "not a key of {} {}",
                            article(record.name),
                            record.name
                        ));
                        self.push(diagnostic, near, change.key_span);
                    }
                }
            }
        }
    }

    /// A change of the entries that stand in a clause, as its tranches.
    fn change_of_parts(&mut self, clause: &str, change: &Entry) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::ChangeOfParts,
                change.key_span,
                format!("a reading cannot change the {} of `{clause}` as a whole", change.key),
            )
            .label("these have ids of their own")
            .help(format!(
                "change them one by one, as `{clause}.first: {{when: day 2}}`, or drop `{clause}` and add another duty"
            )),
        );
    }

    /// A version named from inside its clause.
    fn version(&mut self, version: &str, span: Span) {
        let id = format!("{}.{version}", self.clause);
        if self.ids.get(&id).is_some() || self.incomplete {
            self.reference(&id, span, Kinds::VERSION);
            return;
        }
        let lead = format!("{}.", self.clause);
        let known: Vec<String> = self
            .ids
            .of(Kinds::VERSION)
            .filter_map(|(id, _)| id.strip_prefix(&lead))
            .map(str::to_owned)
            .collect();
        let near = suggestion(version, known.iter().map(String::as_str));
        let mut diagnostic = Diagnostic::new(
            Code::UnknownId,
            span,
            format!(
                "the clause `{}` has no version `{}`",
                self.clause,
                short(version)
            ),
        )
        .label("not one of its versions");
        if near.is_none() && !known.is_empty() {
            diagnostic = diagnostic.help(format!("its versions are {}", known.join(", ")));
        }
        self.push(diagnostic, near, span);
    }

    /// Which id was meant, and whether it was looked for at all. A long log has the same slip in
    /// many records, so each word is looked up once.
    fn meant(&mut self, id: &str, kinds: Kinds) -> (bool, Option<String>) {
        let key = (kinds, Box::from(short(id)));
        if let Some(near) = self.meant.get(&key) {
            return (true, near.clone());
        }
        if !self.affords(self.ids.among(kinds)) {
            return (false, None);
        }
        let near = suggestion(id, self.ids.of(kinds).map(|(id, _)| id));
        self.meant.insert(key, near.clone());
        (true, near)
    }

    fn reference(&mut self, id: &str, span: Span, kinds: Kinds) {
        if Silence::from_word(id).is_some() {
            return;
        }
        let Some(definition) = self.ids.get(id) else {
            if self.incomplete {
                return;
            }
            let (looks, near) = self.meant(id, kinds);
            let mut diagnostic = Diagnostic::new(
                Code::UnknownId,
                span,
                format!("no {} has the id `{}`", kinds.words(), short(id)),
            )
            .label("not defined in this case");
            if let Some(near) = &near
                && let Some(definition) = self.ids.get(near)
            {
                diagnostic = diagnostic.other(definition.span, format!("`{near}` is defined here"));
            } else if looks {
                let known: Vec<String> = self
                    .ids
                    .of(kinds)
                    .take(12)
                    .map(|(id, _)| format!("`{id}`"))
                    .collect();
                diagnostic = diagnostic.help(if known.is_empty() {
                    format!(
                        "this case defines no {} yet; define it first",
                        kinds.words()
                    )
                } else if is_id(id) || id.contains('.') {
                    format!("known here: {}", known.join(", "))
                } else {
                    format!("name it by its id; known here: {}", known.join(", "))
                });
            }
            self.push(diagnostic, near, span);
            return;
        };
        if !kinds.holds(definition.kind) {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::WrongKind,
                    span,
                    format!(
                        "`{id}` is {} {}, but {} {} is needed here",
                        article(&definition.kind.words()),
                        definition.kind.words(),
                        article(&kinds.words()),
                        kinds.words()
                    ),
                )
                .label(format!(
                    "{} {} is needed",
                    article(&kinds.words()),
                    kinds.words()
                ))
                .other(definition.span, "defined here"),
            );
        } else if self.visible.wider_than(&definition.visible) {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::NamesAHiddenEntry,
                    span,
                    format!(
                        "this entry is `{}` and names `{id}`, which is `{}`",
                        self.visible, definition.visible
                    ),
                )
                .label("gives away that it exists")
                .other(definition.span, "hidden from some who see this")
                .help("narrow this entry's `visible`, or leave the id out"),
            );
        }
    }
}

/// The entries whose key stands before, each with the first of that key.
fn repeats(entries: &[Entry]) -> BTreeMap<usize, usize> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    // The sort is stable: entries of one key stay in the order of the text.
    order.sort_by_key(|i| &*entries[*i].key);
    order
        .chunk_by(|a, b| entries[*a].key == entries[*b].key)
        .flat_map(|same| same.iter().skip(1).map(|later| (*later, same[0])))
        .collect()
}

fn entry_name(record: &Record, owner: Option<&Entry>) -> String {
    match owner {
        Some(entry) => format!("{} `{}`", record.name, short(&entry.key)),
        None => format!("the {}", record.name),
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

/// A help text without the links of the reference page.
fn plain(words: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('[') {
        match after.split_once("](#") {
            Some((name, tail)) if !name.contains(['[', '`', ',']) => {
                out.push_str(before);
                out.push_str(name);
                rest = tail.split_once(')').map_or("", |(_, rest)| rest);
            }
            _ => {
                out.push_str(before);
                out.push('[');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The first line of a node, for pointing at large ones.
fn head(sources: &Sources, node: &Node) -> Span {
    let text = sources.text(node.span);
    let len = text.find('\n').unwrap_or(text.len());
    node.span.part(0, len)
}

/// The nearest of some words, if it is near enough to be meant.
pub fn suggestion<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<String> {
    if word.len() > 64 {
        return None;
    }
    let lower = word.to_ascii_lowercase().replace(['_', ' '], "-");
    let mut best: Option<(f64, &str)> = None;
    for candidate in known {
        let score = if candidate == lower {
            1.0
        } else {
            strsim::jaro_winkler(&lower, candidate).max(
                1.0 - strsim::osa_distance(&lower, candidate) as f64
                    / lower.len().max(candidate.len()) as f64,
            )
        };
        if score >= 0.83 && best.is_none_or(|(other, _)| score > other) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.to_owned())
}
