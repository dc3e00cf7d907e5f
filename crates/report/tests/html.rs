//! The HTML page of a case whose names are meant to do harm: everything is escaped, and the same
//! case gives the same bytes.

use armistice_engine::accord::structure::structure;
use armistice_engine::ledger::{Options, ledger};
use armistice_engine::run::Quiet;
use armistice_report::html;
use armistice_report::pages::{Findings, View, brief};

fn page(text: &str) -> String {
    let loaded = armistice_case::load(vec![armistice_case::Input {
        path: "hostile.yaml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }]);
    let case = loaded.case().expect("the hostile case has no error");
    let ledger = ledger(&case, &Options::default(), &Quiet).expect("a ledger");
    let structure = structure(&case);
    html::html(&brief(&Findings {
        case: &case,
        ledger: &ledger,
        structure: structure.as_ref(),
        conflict: None,
        deals: None,
        view: View::default(),
        verified: None,
        proposal: None,
        monitored: None,
        drafts: &[],
        path: "a\"><script>harmed()</script>".to_owned(),
        command: "armistice brief '<script>'".to_owned(),
        since: None,
    }))
}

const HOSTILE: &str = include_str!("hostile.yaml");

#[test]
fn nothing_from_the_case_becomes_markup() {
    let page = page(HOSTILE);
    assert_eq!(
        page.matches("<script").count(),
        1,
        "only the page's own script"
    );
    assert_eq!(page.matches("<title>Talks").count(), 1);
    assert!(!page.contains("<img") && !page.contains("<b>") && !page.contains("<i>"));
    assert!(page.contains("&lt;script&gt;window.harmed = 1&lt;/script&gt;"));
}

#[test]
fn names_of_every_script_stand_isolated_and_whole() {
    let page = page(HOSTILE);
    assert!(page.contains("<bdi>ناطق باسم الوفد</bdi>"));
    assert!(page.contains("<bdi>דובר המשלחת</bdi>"));
    let long = HOSTILE
        .split("long: {name: \"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("the long name");
    assert_eq!(long.chars().count(), 300);
    assert!(page.contains(&format!("<bdi>{long}</bdi>")));
}

#[test]
fn the_policy_lets_nothing_in_and_no_style_stands_outside_its_hash() {
    let page = page(HOSTILE);
    assert!(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"));
    assert!(!page.contains(" style=") && !page.contains(" onclick="));
    for fetching in ["<link", "<iframe", "<object", " src=\"", "@import", "url("] {
        assert!(!page.contains(fetching), "{fetching}");
    }
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    assert_eq!(page(HOSTILE), page(HOSTILE));
}
