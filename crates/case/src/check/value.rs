//! Every value of its type: words, dates, amounts, conditions, lists.

use super::names::suggestion;
use super::record::repeats;
use super::{Around, Checker};
use crate::diagnostic::{Code, Diagnostic};
use crate::ids::short;
use crate::phrase::{self, Name, PhraseError};
use crate::schema::{Kinds, PROGRESS, STATUS, TRANCHE, Ty, VERSION};
use crate::source::Span;
use crate::tree::{Entry, Kind, Node, Silence};
use crate::value::{Decimal, Delivered, Duration, Unit};
use crate::visible::Visibility;

/// Whether occurrences so far apart have days of their own.
fn recurs(every: &Duration) -> bool {
    every.low > 0 && !matches!(every.unit, Unit::Hour | Unit::Minute)
}

/// What is said of a number of things below nought: why it cannot be, and how to mend it.
const A_NUMBER: (&str, &str) = (
    "a number of things starts at nought",
    "what turned out to be wrong stands under `wrong`, and a number that was wrong is put right by a new record that `corrects` it",
);
/// The same of what duties weigh.
const A_WEIGHT: (&str, &str) = (
    "a weight starts at nought",
    "what does not count weighs 0; only how the weights stand to one another matters",
);

impl Checker<'_> {
    pub(super) fn scalar<'n>(&mut self, node: &'n Node, around: Around<'_>) -> Option<&'n str> {
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

    pub(super) fn map<'n>(&mut self, node: &'n Node, around: Around<'_>) -> Option<&'n [Entry]> {
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

    pub(super) fn phrase<T>(&mut self, node: &Node, result: Result<T, PhraseError>) -> Option<T> {
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

    /// What a scalar says in the small grammar.
    fn read<T>(
        &mut self,
        node: &Node,
        around: Around<'_>,
        grammar: fn(&str) -> Result<T, PhraseError>,
    ) -> Option<T> {
        let text = self.scalar(node, around)?;
        self.phrase(node, grammar(text))
    }

    pub(super) fn value(&mut self, node: &Node, around: Around<'_>) {
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
                this.read(node, around, phrase::bytes);
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
                self.read(node, around, phrase::days);
            }
            Ty::DayHour => {
                self.read(node, around, phrase::day_and_hour);
            }
            Ty::Zone => {
                self.read(node, around, phrase::zone);
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
            Ty::Amount => {
                self.amount(node, around);
                if around.key.name == "weight" {
                    self.weight(node);
                }
            }
            Ty::Amounts(kinds) => {
                for entry in self.map(node, around).unwrap_or(&[]) {
                    self.reference(&entry.key, entry.key_span, kinds);
                    // A worth or a cost can lie below nought; a number of things cannot.
                    let price = matches!(around.key.name, "worth" | "cost");
                    for item in entry.value.as_list() {
                        self.delivered(item, around);
                        if kinds == Kinds::QUANTITY && !price {
                            self.not_below_nought(item, A_NUMBER);
                        } else if kinds == Kinds::OBLIGATION {
                            self.weight(item);
                        }
                    }
                    if matches!(entry.value.kind, Kind::Empty) {
                        self.empty(entry.key_span, &entry.key);
                    }
                }
            }
            Ty::Duration => {
                let length = self.read(node, around, phrase::duration);
                if let Some(length) = length.filter(|length| !recurs(length))
                    && around.key.name == "every"
                {
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::BadDuration,
                            node.span,
                            format!("nothing can recur every {length}"),
                        )
                        .label("shorter than a day")
                        .help("occurrences are held apart by their days; write `1 day` or longer"),
                    );
                }
            }
            Ty::Length => {
                self.read(node, around, phrase::length);
            }
            Ty::When => {
                if let Some(when) = self.read(node, around, phrase::when) {
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
                if let Some(statement) = this.read(node, around, phrase::statement) {
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
                if let Some((left, _, right)) = this.read(node, around, phrase::ratio) {
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

    pub(super) fn each(
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

    pub(super) fn flag(&mut self, node: &Node, around: Around<'_>) {
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

    pub(super) fn word(&mut self, node: &Node, words: &[&'static str], around: Around<'_>) {
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

    pub(super) fn date(&mut self, node: &Node, text: &str) {
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

    pub(super) fn visibility(&mut self, node: &Node, around: Around<'_>) {
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

    pub(super) fn amount(&mut self, node: &Node, around: Around<'_>) {
        if node.silence().is_some() {
            return;
        }
        self.read(node, around, phrase::amount);
    }

    pub(super) fn delivered(&mut self, node: &Node, around: Around<'_>) {
        if let Some(text) = self.scalar(node, around)
            && let Some(Delivered::PerQuantity(_, _, id)) =
                self.phrase(node, phrase::delivered(text))
        {
            let from = text.rfind(&*id).unwrap_or(0);
            self.reference(&id, node.part(from, from + id.len()), Kinds::QUANTITY);
        }
    }

    /// How much a duty weighs: nothing at least, and an end to it.
    fn weight(&mut self, node: &Node) {
        self.not_below_nought(node, A_WEIGHT);
        let amount = node.text().and_then(|text| phrase::amount(text).ok());
        if amount.is_some_and(|amount| amount.high.is_none()) {
            self.diagnostics.push(
                Diagnostic::new(Code::BadAmount, node.span, "this weight has no upper end")
                    .label("open above")
                    .help("write a range such as `2 to 3`: anything could weigh more than all the rest"),
            );
        }
    }

    fn not_below_nought(&mut self, node: &Node, (label, help): (&str, &str)) {
        let amount = match node.text().map(phrase::delivered) {
            Some(Ok(Delivered::Amount(amount) | Delivered::PerTime(amount, _))) => amount,
            _ => return,
        };
        let below = |end: Option<Decimal>| end.is_some_and(|end| end.0 < 0);
        if below(amount.low) || below(amount.high) {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BadAmount,
                    node.span,
                    format!("`{amount}` is less than nothing"),
                )
                .label(label)
                .help(help),
            );
        }
    }

    pub(super) fn condition(&mut self, node: &Node, around: Around<'_>, kinds: Kinds) {
        if let Some(condition) = self.read(node, around, phrase::condition) {
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

    pub(super) fn names(&mut self, node: &Node, names: &[Name], kinds: Kinds) {
        for name in names {
            self.reference(&name.id, node.part(name.from, name.to), kinds);
        }
    }

    pub(super) fn order(
        &mut self,
        node: &Node,
        around: Around<'_>,
        f: &mut dyn FnMut(&mut Self, &str, Span),
    ) {
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
}
