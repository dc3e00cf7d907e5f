//! Every page of a finding has a bad example that has the finding and a good one that has not.

use armistice_case::{Input, load};
use armistice_engine::accord::finding::{Code, Options};
use armistice_engine::accord::structure::structure;
use armistice_engine::accord::verify::verify;
use armistice_engine::run::Quiet;

fn block<'a>(page: &'a str, head: &str) -> &'a str {
    let from = page.find(head).unwrap_or_else(|| panic!("no {head}"));
    let rest = &page[from..];
    let start = rest.find("```yaml\n").expect("a block") + "```yaml\n".len();
    let length = rest[start..].find("```").expect("the end of a block");
    &rest[start..start + length]
}

fn codes(name: &str, text: &str) -> Vec<Code> {
    let input = Input {
        path: format!("{name}.yaml"),
        bytes: text.as_bytes().to_vec(),
    };
    let loaded = load(vec![input]);
    let case = loaded
        .case()
        .unwrap_or_else(|| panic!("{name}: {:?}", loaded.diagnostics));
    let found = verify(&case, &Options::default(), &Quiet).expect("an agreement");
    let findings = found.findings;
    findings
        .iter()
        .for_each(|finding| assert!(!finding.because.is_empty()));
    let mut codes = structure(&case).expect("an agreement").codes();
    codes.extend(findings.iter().map(|finding| finding.code));
    codes
}

#[test]
fn bad_examples_have_their_finding_and_good_ones_have_not() {
    for code in Code::ALL {
        let word = code.word();
        assert!(code.page().starts_with(&format!("# {word}\n")), "{word}");
        assert!(code.page().contains(code.severity().word()), "{word}");
        assert!(
            codes(word, block(code.page(), "## Bad")).contains(code),
            "{word}: bad"
        );
        assert!(
            !codes(word, block(code.page(), "## Good")).contains(code),
            "{word}: good"
        );
    }
}
