//! `.gmcr` files: graph models as JSON, one list of options with their direction, decision makers
//! with patterns of options as preferences, and infeasible patterns.
//!
//! A pattern is a list of pairs of an option and `Y` or `N`, all of which hold, or an object
//! `{compound: true, members: [patterns]}`, one of which holds. The number of a state has bit `j`
//! set when option `j` is taken. Reading makes the text of a case, which a person then owns;
//! writing says what the format cannot hold.

mod namer;
mod pattern;
mod read;
mod write;

pub use read::read;
pub use write::write;

/// Why a file could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GmcrError {
    /// It is not JSON.
    #[error("this file is not JSON: {0}")]
    NotJson(String),
    /// Something that the format asks for is missing or of another kind.
    #[error("{place} should be {wanted}")]
    Shape {
        /// Where in the file.
        place: String,
        /// What should stand there.
        wanted: &'static str,
    },
    /// An option is owned by nobody, or by two.
    #[error("option {option} belongs to {owners} decision makers; each has exactly one")]
    Owner {
        /// The option, from 0.
        option: usize,
        /// How many own it.
        owners: usize,
    },
    /// The case has no graph model.
    #[error("the case has no conflict section to write")]
    NoConflict,
    /// The conflict is given as moves between states.
    #[error(
        "a .gmcr file holds states as choices of options; this conflict is given as moves between states"
    )]
    NoCourses,
    /// A condition has too many cases to be written as patterns.
    #[error("`{0}` has too many cases to be written as patterns of options")]
    TooManyPatterns(String),
    /// A condition names something that is no course.
    #[error("`{0}` is no course and no state of the conflict")]
    NotACourse(String),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Case;
    use crate::{Input, load};

    const SMALL: &str = r#"{
        "options": [
            {"name": "Build the dam", "permittedDirection": "fwd"},
            {"name": "Protest", "permittedDirection": "both"},
            {"name": "Not", "permittedDirection": "back"}
        ],
        "decisionMakers": [
            {"name": "Company: north", "options": [0, 2], "preferences": [[[1, "N"]], {"compound": true, "members": [[[0, "Y"], [2, "N"]], [[1, "N"]]]}], "misperceptions": [[[0, "Y"], [1, "Y"]]]},
            {"name": "Village", "options": [1], "preferences": [[[0, "N"]]]}
        ],
        "infeasibles": [[[0, "Y"], [2, "Y"]]],
        "coalitions": [[0, 1]],
        "useManualPreferenceRanking": false
    }"#;

    fn case(text: &str) -> Case {
        let loaded = load(vec![Input {
            path: "case.yaml".into(),
            bytes: text.as_bytes().to_vec(),
        }]);
        assert!(loaded.is_sound(), "{text}\n{:#?}", loaded.diagnostics);
        loaded.case().expect("sound")
    }

    #[test]
    fn a_file_becomes_a_sound_case_and_comes_back() {
        let first = case(&read(SMALL, "A dam: \"quoted\"").expect("readable"));
        let conflict = first.conflict.as_ref().expect("a conflict");
        assert_eq!(conflict.courses.len(), 3);
        assert_eq!(conflict.wishes.len(), 2);
        let (written, lost) = write(&first).expect("writable");
        assert_eq!(lost.len(), 1);
        let again = case(&read(&written, "Again").expect("readable"));
        let (twice, _) = write(&again).expect("writable");
        assert_eq!(written, twice);
    }

    #[test]
    fn a_manual_ranking_with_ties_becomes_named_states() {
        let text = SMALL
            .replace(
                "\"useManualPreferenceRanking\": false",
                "\"useManualPreferenceRanking\": true",
            )
            .replace(
                "\"name\": \"Village\",",
                "\"name\": \"Village\", \"preferenceRanking\": [0, [2, 1], 3],",
            );
        let case = case(&read(&text, "Ranked").expect("readable"));
        let conflict = case.conflict.expect("a conflict");
        let ranking = &conflict.wishes.last().expect("the village's").ranking;
        assert_eq!(ranking.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2, 1]);
    }

    #[test]
    fn moves_between_states_are_not_written() {
        let graph = case(
            "case: A ferry\nparties:\n  a: {name: Ada}\nconflict:\n  states:\n    runs: {name: it runs}\n    stops: {name: it stops}\n  moves: [{by: a, from: runs, to: stops}]\n",
        );
        assert_eq!(write(&graph), Err(GmcrError::NoCourses));
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert!(matches!(read("{", "t"), Err(GmcrError::NotJson(_))));
        assert!(matches!(read("{}", "t"), Err(GmcrError::Shape { .. })));
        let orphan = SMALL.replace("\"options\": [0, 2]", "\"options\": [0]");
        assert_eq!(
            read(&orphan, "t"),
            Err(GmcrError::Owner {
                option: 2,
                owners: 0
            })
        );
        assert!(read(&SMALL.replace("[1, \"N\"]", "[9, \"N\"]"), "t").is_err());
    }
}
