//! What the fuzz target does, shared with the test that replays its corpus.

use armistice_case::{Input, load, render};
use armistice_engine::accord::structure::structure;
use armistice_engine::ledger::{Options, ledger};
use armistice_engine::run::Quiet;
use armistice_report::pages::Findings;
use armistice_report::{data, pages, text};

/// Reads bytes as a case of one file and says everything there is to say about it.
pub fn run(bytes: &[u8]) {
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: bytes.to_vec(),
    }]);
    for diagnostic in &loaded.diagnostics {
        render::text(&loaded.files, diagnostic, 80, false);
        render::json(&loaded.files, diagnostic);
    }
    let Some(case) = loaded.case() else {
        return;
    };
    let Ok(ledger) = ledger(&case, &Options::default(), &Quiet) else {
        return;
    };
    let structure = structure(&case);
    let findings = Findings {
        structure: structure.as_ref(),
        path: "case.yaml".to_owned(),
        command: "armistice".to_owned(),
        ..Findings::new(&case, &ledger)
    };
    for page in [pages::brief(&findings), pages::ledger(&findings)] {
        text::text(&page, 80, false);
        data::json(&page);
    }
}
