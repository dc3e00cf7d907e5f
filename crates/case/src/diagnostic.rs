//! What is wrong with the text of a case: one value, one renderer a format.

use crate::source::Span;
use std::fmt;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// An analysis would be wrong: no page is made.
    Error,
    /// An analysis would mislead.
    Warning,
    /// Worth a look.
    Note,
}

impl Severity {
    /// The word as it is printed.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $word:literal $severity:ident,)*) => {
        /// The kinds of diagnostics. Each has a page in `docs/codes`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum Code { $($variant,)* }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The code in words, as printed and as asked of `explain`.
            pub fn word(self) -> &'static str {
                match self { $(Code::$variant => $word,)* }
            }

            /// How much it matters.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// The code's page in Markdown, with a bad and a good example.
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$variant => include_str!(concat!("../../../docs/codes/", $word, ".md")),)*
                }
            }
        }
    };
}

codes! {
    // Files
    TooLarge "too-large" Error,
    TooManyFiles "too-many-files" Error,
    TooDeep "too-deep" Error,
    NotUtf8 "not-utf-8" Error,
    LinkOutOfFolder "link-out-of-folder" Error,
    EmptyCase "empty-case" Error,
    // Text
    NotYaml "not-yaml" Error,
    Tab "tab" Error,
    BadIndentation "bad-indentation" Error,
    ColonInText "colon-in-text" Error,
    OpenQuote "open-quote" Error,
    UnclosedBracket "unclosed-bracket" Error,
    TextNeedsQuotes "text-needs-quotes" Error,
    Anchor "anchor" Error,
    Tag "tag" Error,
    MergeKey "merge-key" Error,
    SeveralDocuments "several-documents" Error,
    EmptyValue "empty-value" Error,
    BadRow "bad-row" Error,
    TornRecord "torn-record" Warning,
    BrokenChain "broken-chain" Warning,
    CommaInText "comma-in-text" Error,
    TextCutByComment "text-cut-by-comment" Warning,
    // Keys and ids
    UnknownSection "unknown-section" Error,
    UnknownKey "unknown-key" Error,
    DuplicateKey "duplicate-key" Error,
    MissingKey "missing-key" Error,
    WrongType "wrong-type" Error,
    BadId "bad-id" Error,
    BooleanId "boolean-id" Note,
    DuplicateId "duplicate-id" Error,
    UnknownId "unknown-id" Error,
    WrongKind "wrong-kind" Error,
    // Values
    BadDate "bad-date" Error,
    BadAmount "bad-amount" Error,
    BadDuration "bad-duration" Error,
    BadWhen "bad-when" Error,
    BadCondition "bad-condition" Error,
    MixedAndOr "mixed-and-or" Error,
    BadWord "bad-word" Error,
    BadFlag "bad-flag" Error,
    NotRead "not-read" Note,
    // Meaning
    WhosePosition "whose-position" Error,
    PublishedBeforeEvent "published-before-event" Error,
    OriginCircle "origin-circle" Error,
    VersionCircle "version-circle" Error,
    OneReaction "one-reaction" Error,
    ReactionExtra "reaction-extra" Error,
    WiderThanParent "wider-than-parent" Error,
    NamesAHiddenEntry "names-a-hidden-entry" Warning,
    ClockWithoutTrigger "clock-without-trigger" Note,
    JointlyNotSaid "jointly-not-said" Warning,
    UnconditionalAsLeverage "unconditional-as-leverage" Error,
    ChangeOfParts "change-of-parts" Error,
    MissingTotal "missing-total" Error,
    UnknownRatioBase "unknown-ratio-base" Error,
    TranchesDoNotSum "tranches-do-not-sum" Warning,
    PartsDoNotSum "parts-do-not-sum" Warning,
}

impl Code {
    /// The code of that name.
    pub fn from_word(word: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.word() == word)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A replacement of one span by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// One thing to say about the text of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence that stands alone.
    pub message: String,
    /// Where.
    pub at: Span,
    /// What to say at that place.
    pub label: String,
    /// Related places, each with what to say there.
    pub others: Vec<(Span, String)>,
    /// How to mend it.
    pub help: Vec<String>,
    /// A safe mend that the program can make itself.
    pub fix: Option<Vec<Edit>>,
}

impl Diagnostic {
    /// A diagnostic with its code's severity and no related places.
    pub fn new(code: Code, at: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: code.severity(),
            message: bounded(message.into()),
            at,
            label: String::new(),
            others: Vec::new(),
            help: Vec::new(),
            fix: None,
        }
    }

    /// Says something at the place itself.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = bounded(label.into());
        self
    }

    /// Adds a related place.
    #[must_use]
    pub fn other(mut self, at: Span, label: impl Into<String>) -> Self {
        self.others.push((at, bounded(label.into())));
        self
    }

    /// Adds a way to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(bounded(help.into()));
        self
    }

    /// Adds a safe mend.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix.get_or_insert_default().push(Edit {
            span,
            text: text.into(),
        });
        self
    }
}

/// The longest sentence in a diagnostic, in bytes; what quotes a longer word is cut.
const LONGEST: usize = 1000;

fn bounded(mut text: String) -> String {
    if text.len() > LONGEST {
        text.truncate(text.floor_char_boundary(LONGEST));
        text.push('…');
    }
    text
}

/// Puts errors first, then file order; drops exact repeats.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (a.severity, a.at, a.code, &a.message).cmp(&(b.severity, b.at, b.code, &b.message))
    });
    diagnostics.dedup();
}
