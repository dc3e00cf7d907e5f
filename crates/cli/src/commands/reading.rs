//! What `--assume` names: a reading of the agreement, or returns in proportion.

use crate::terminal::Stop;
use armistice_case::model::{Case, NodeId, ReadingId};

/// The assumption that is no reading: returns whose numbers are open come in proportion.
const PROPORTIONAL: &str = "proportional-returns";

/// What was assumed.
pub struct Assumed {
    /// The reading looked at alone.
    pub reading: Option<ReadingId>,
    /// Whether open returns come in proportion.
    pub proportional: bool,
}

/// Resolves the words after `--assume`.
pub fn assumed(words: &[String], case: &Case) -> Result<Assumed, Stop> {
    let mut assumed = Assumed {
        reading: None,
        proportional: false,
    };
    for word in words {
        if word == PROPORTIONAL {
            assumed.proportional = true;
            continue;
        }
        let Some(NodeId::Reading(reading)) = case.node(word) else {
            let readings = case.agreement.iter().flat_map(|agreement| {
                agreement
                    .readings
                    .keys()
                    .map(|key| &*agreement.readings.label(key).id)
            });
            let names: Vec<&str> = readings.chain([PROPORTIONAL]).collect();
            let help = armistice_case::suggestion(word, names.iter().copied()).map_or_else(
                || format!("the case knows: {}", names.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(Stop::Words(format!(
                "`{word}` is no reading of this case\nhelp: {help}"
            )));
        };
        if assumed.reading.is_some_and(|known| known != reading) {
            return Err(Stop::Words(
                "one reading is looked at alone\nhelp: run the command once for each".to_owned(),
            ));
        }
        assumed.reading = Some(reading);
    }
    Ok(assumed)
}
