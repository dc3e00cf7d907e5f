//! GENIUS files: both readings, rectangles, and what is refused. The files are our own.

use armistice_case::interchange::{Reading, Scenario, case_text, genius};
use armistice_case::{Input, load};

const DOMAIN: &str = r#"<negotiation_template><utility_space number_of_issues="2"><objective>
  <issue index="2" name="Rent" type="integer" lowerbound="1" upperbound="3"/>
  <issue index="1" name="Road" type="discrete"><item index="1" value="open"/><item index="2" value="no"/></issue>
</objective></utility_space></negotiation_template>"#;

fn profile(evaluation: &str, rest: &str) -> String {
    format!(
        r#"<utility_space><objective>
  <issue index="1" name="Road" type="discrete"><item index="1" value="open" evaluation="{evaluation}"/><item index="2" value="no" evaluation="2"/></issue>
  <issue index="2" name="Rent" type="integer" lowerbound="1" upperbound="3"><evaluator ftype="linear" slope="0.25" offset="0.5"/></issue>
  <weight index="1" value="0.5"/><weight index="2" value="0.5"/>
</objective>{rest}</utility_space>"#
    )
}

fn read(text: &str, reading: Reading) -> Result<Scenario, String> {
    genius::read(("domain.xml", DOMAIN), &[("one.xml", text)], reading).map_err(|e| e.to_string())
}

#[test]
fn the_two_readings_differ_as_the_platforms_do() {
    let text = profile("4", r#"<reservation value="0.3"/>"#);
    let genius = read(&text, Reading::Genius).unwrap();
    assert_eq!(genius.issues[0].name, "Road");
    assert_eq!(genius.profiles[0].parts[0], [0.5, 0.25]);
    assert_eq!(genius.profiles[0].parts[1], [0.25, 0.375, 0.5]);
    assert_eq!(genius.profiles[0].reservation, Some(0.3));
    let negmas = read(&text, Reading::Negmas).unwrap();
    assert_eq!(negmas.profiles[0].parts[0], [2.0, 1.0]);
    assert_eq!(negmas.profiles[0].parts[1], [0.375, 0.5, 0.625]);
}

#[test]
fn rectangles_include_and_exclude() {
    let text = r#"<utility_space type="nonlinear"><objective><utility maxutility="100">
      <ufun type="PlainUfun" aggregation="sum">
        <hyperRectangle utility="25"><INCLUDES index="2" min="2" max="3"/></hyperRectangle>
        <hyperRectangle utility="50"><EXCLUDES index="1" min="0" max="0"/><EXCLUDES index="2" min="1" max="1"/></hyperRectangle>
      </ufun></utility></objective></utility_space>"#;
    let found = read(text, Reading::Genius).unwrap();
    let profile = &found.profiles[0];
    assert_eq!(profile.parts[0], [0.5, 0.5]);
    assert_eq!(profile.combinations[0], (vec![(1, vec![1, 2])], 0.25));
    assert_eq!(
        profile.combinations[1],
        (vec![(0, vec![0]), (1, vec![0])], -0.5)
    );
    let negmas = read(text, Reading::Negmas).unwrap();
    assert_eq!(negmas.profiles[0].combinations[1].1, 50.0);
}

#[test]
fn an_imported_scenario_is_a_sound_case() {
    for reading in [Reading::Genius, Reading::Negmas] {
        let scenario = read(&profile("4", ""), reading).unwrap();
        let loaded = load(vec![Input {
            path: "case.yaml".into(),
            bytes: case_text(&scenario).into_bytes(),
        }]);
        let messages: Vec<&str> = loaded.diagnostics.iter().map(|d| &*d.message).collect();
        assert!(loaded.is_sound(), "{messages:?}");
    }
}

#[test]
fn bad_files_are_refused_with_a_reason() {
    let refused = |text: &str, words: &str| {
        let message = read(text, Reading::Genius).unwrap_err();
        assert!(message.contains(words), "{message}");
    };
    refused(&profile("NaN", ""), "not a number");
    refused(&profile("inf", ""), "not a number");
    refused("<utility_space>", "not XML");
    refused("<utility_space/>", "0 issues here, 2 in the domain");
    refused(
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><utility_space>&b;</utility_space>",
        "a document type",
    );
    refused(
        &profile("4", "").replace(r#"<weight index="2" value="0.5"/>"#, ""),
        "no weight",
    );
    let many = DOMAIN.replace(r#"upperbound="3""#, r#"upperbound="1000000""#);
    let error = genius::read(("domain.xml", &many), &[], Reading::Genius).unwrap_err();
    assert!(error.to_string().contains("more than"), "{error}");
}
