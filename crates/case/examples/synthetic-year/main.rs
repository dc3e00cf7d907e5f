//! Writes a synthetic year as a case: `synthetic-year FOLDER [EVENTS [OBLIGATIONS [SEED]]]`.

mod year;

use std::error::Error;
use std::path::Path;
use year::Year;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let folder = words
        .next()
        .ok_or("name a folder: synthetic-year FOLDER [EVENTS [OBLIGATIONS [SEED]]]")?;
    let mut year = Year::default();
    if let Some(events) = words.next() {
        year.events = events.parse()?;
    }
    if let Some(obligations) = words.next() {
        year.obligations = obligations.parse()?;
    }
    if let Some(seed) = words.next() {
        year.seed = seed.parse()?;
    }
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("case.yaml"), year.case())?;
    std::fs::write(folder.join("events.jsonl"), year.log())?;
    Ok(())
}
