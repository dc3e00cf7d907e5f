//! What the fuzz target of foreign scenarios does, shared with the test that replays its corpus.

use armistice_case::interchange::{Foreign, Reading, Scenario, case_text, genius, negmas};
use armistice_case::{Input, load};

/// What stands between two files of one scenario.
const CUT: &str = "\n%%%%\n";

/// Reads bytes as a domain and its profiles, in both formats and both readings. What can be read is
/// a sound case, and what is written of it can be read again.
pub fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let files: Vec<(&str, &str)> = text.split(CUT).map(|part| ("file", part)).collect();
    let (Some(domain), profiles) = (files.first(), files.get(1..).unwrap_or_default()) else {
        return;
    };
    let _ = negmas::role("file", domain.1);
    for reading in [Reading::Genius, Reading::Negmas] {
        for format in [Foreign::Genius, Foreign::Negmas] {
            let Ok(mut scenario) = read(format, *domain, profiles, reading) else {
                continue;
            };
            if !profiles.is_empty() {
                let loaded = load(vec![Input {
                    path: "case.yaml".to_owned(),
                    bytes: case_text(&scenario).into_bytes(),
                }]);
                let messages: Vec<&str> = loaded.diagnostics.iter().map(|d| &*d.message).collect();
                assert!(loaded.is_sound(), "{messages:?}");
                written(&scenario);
            }
            let _ = scenario.normalise();
        }
    }
}

fn read(
    format: Foreign,
    domain: (&str, &str),
    profiles: &[(&str, &str)],
    reading: Reading,
) -> Result<Scenario, String> {
    match format {
        Foreign::Genius => genius::read(domain, profiles, reading),
        Foreign::Negmas => negmas::read(domain, profiles, reading),
    }
    .map_err(|error| error.to_string())
}

fn written(scenario: &Scenario) {
    for format in [Foreign::Genius, Foreign::Negmas] {
        let written = match format {
            Foreign::Genius => genius::write(scenario),
            Foreign::Negmas => negmas::write(scenario),
        };
        let Ok(written) = written else {
            continue;
        };
        let files: Vec<(&str, &str)> = written
            .files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        // Where no option is worth anything no weight is left to read.
        if let Err(message) = read(format, files[0], &files[1..], Reading::Genius) {
            assert!(message.contains("add up to nothing"), "{message}");
        }
    }
}
