//! The pages of the examples, as they are printed.

mod support;

use unicode_width::UnicodeWidthStr as _;

const DOHA: &str = "examples/doha-2025-07";

fn brief(width: &str, rest: &[&str]) -> String {
    let mut args = vec!["brief", DOHA, "--width", width];
    args.extend(rest);
    support::page(&args)
}

#[test]
fn no_line_is_wider_than_asked_and_two_runs_are_the_same() {
    for name in support::example_folders() {
        let path = format!("examples/{name}");
        for command in ["brief", "ledger"] {
            for width in [80_usize, 100, 200] {
                let asked = width.to_string();
                let args = [command, &path, "--width", &asked];
                let page = support::page(&args);
                assert_eq!(
                    page,
                    support::page(&args),
                    "{args:?} differs between two runs"
                );
                for line in page.lines() {
                    assert!(
                        line.width() <= width,
                        "{args:?}: {} columns: {line}",
                        line.width()
                    );
                    assert_eq!(line, line.trim_end(), "{args:?}: blanks at the end");
                }
            }
        }
    }
}

#[test]
fn brief_of_doha_on_9_july_80() {
    insta::assert_snapshot!(brief("80", &["--as-of", "2025-07-09"]));
}

#[test]
fn brief_of_doha_on_9_july_100() {
    insta::assert_snapshot!(brief("100", &["--as-of", "2025-07-09"]));
}

#[test]
fn brief_of_doha_on_9_july_200() {
    insta::assert_snapshot!(brief("200", &["--as-of", "2025-07-09"]));
}

#[test]
fn brief_of_doha_on_24_july_since_9_july() {
    insta::assert_snapshot!(brief(
        "100",
        &["--as-of", "2025-07-24", "--since", "2025-07-09"]
    ));
}

#[test]
fn ledger_of_doha_on_9_july() {
    insta::assert_snapshot!(support::page(&[
        "ledger",
        DOHA,
        "--as-of",
        "2025-07-09",
        "--width",
        "100"
    ]));
}
