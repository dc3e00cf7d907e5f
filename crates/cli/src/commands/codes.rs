//! Codes as people name them: by their word, or by a number in the catalogue of checks on agreements.

use armistice_case::diagnostic::Code;
use armistice_engine::accord::finding::Code as Finding;

/// A code of the text or of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// What `check` tells of a text.
    Text(Code),
    /// What `verify` finds.
    Finding(Finding),
}

impl Named {
    /// Every code: those of the text first.
    pub fn all() -> impl Iterator<Item = Named> {
        let text = Code::ALL.iter().copied().map(Named::Text);
        text.chain(Finding::ALL.iter().copied().map(Named::Finding))
    }

    /// The code in words.
    pub fn word(self) -> &'static str {
        match self {
            Named::Text(code) => code.word(),
            Named::Finding(code) => code.word(),
        }
    }

    /// Its page.
    pub fn page(self) -> &'static str {
        match self {
            Named::Text(code) => code.page(),
            Named::Finding(code) => code.page(),
        }
    }

    fn has_number(self, number: &str) -> bool {
        let numbers = match self {
            Named::Text(code) => NUMBERED
                .iter()
                .find(|(of, _)| *of == code)
                .map_or("", |(_, number)| number),
            Named::Finding(code) => code.alias(),
        };
        numbers
            .split(", ")
            .any(|known| known.eq_ignore_ascii_case(number))
    }
}

/// Checks of the text that have a number in the catalogue.
const NUMBERED: [(Code, &str); 4] = [
    (Code::TranchesDoNotSum, "V8"),
    (Code::PartsDoNotSum, "V8"),
    (Code::MissingTotal, "V8"),
    (Code::UnconditionalAsLeverage, "V10"),
];

/// The code of that word, or all with that number.
pub fn named(typed: &str) -> Vec<Named> {
    if let Some(code) = Named::all().find(|code| code.word() == typed) {
        return vec![code];
    }
    Named::all().filter(|code| code.has_number(typed)).collect()
}
