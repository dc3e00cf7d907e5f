//! Edits change only the lines they must, over every example and in odd handwriting.

use armistice_case::edit::{Change, Edited, Refused, Shape, edit, fix, format};
use armistice_case::{Input, Loaded, load};
use std::path::{Path, PathBuf};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

fn yaml_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            yaml_below(&path, found);
        } else if path.extension().is_some_and(|e| e == "yaml") {
            found.push(path);
        }
    }
    found.sort();
}

fn input(path: &Path) -> Input {
    Input {
        path: path.to_string_lossy().into_owned(),
        bytes: std::fs::read(path).expect("the file can be read"),
    }
}

/// Every example as one case: the folders, and the broken files one by one.
fn corpus() -> Vec<Loaded> {
    let mut cases = Vec::new();
    for name in ["doha-2025-07", "lake-sarn", "reference"] {
        let mut files = Vec::new();
        yaml_below(&examples().join(name), &mut files);
        files.sort_by_key(|path| !path.ends_with("case.yaml"));
        cases.push(load(files.iter().map(|path| input(path)).collect()));
    }
    let mut broken = Vec::new();
    yaml_below(&examples().join("broken"), &mut broken);
    cases.extend(broken.iter().map(|path| load(vec![input(path)])));
    cases.push(one(ODD));
    cases.push(one(&ODD.replace('\n', "\r\n")));
    cases.push(one(ODD.trim_end()));
    cases.push(one(JSON));
    cases
}

fn one(text: &str) -> Loaded {
    load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.as_bytes().to_vec(),
    }])
}

const ODD: &str = "# a comment before everything
case:    \"Odd # hand\"   # two
as-of: 2034-03-20


parties:
     north:   { name: 'North''s men' ,voices: {
        ida: Ida } }   # here
     south:
           name: >-   # folded
             the people
             of the south
           # between
           note: |
             kept   
             as it is # no comment
issues: {line: {question: \"Where?\", options: {near: the bed, far: 'the old, mark'}}}
sources:
  bell: {outlet: Ambry Bell, published: 2034-03-14}
claims:
      # first
      c1: {by: ida, date: 2034-03-12, from: bell,   # inside
           demands: {line: near}}
      c2:
         by : north
         from: [ bell ]
         says: One line
           and its continuation
         # the end of c2
      c3: {by: south, from: bell}
# at the end
";

const JSON: &str = r#"{
  "case": "Json hand",
  "parties": {"north": {"name": "North"}, "south": {"name": "South"}},
  "sources": {"bell": {"outlet": "Bell", "published": "2034-03-14"}},
  "claims": {
    "c1": {"by": "north", "from": "bell"},
    "c2": {"by": "south", "from": "bell", "says": "Nothing, really: # nothing"}
  }
}
"#;

fn lines(loaded: &Loaded) -> Vec<String> {
    let texts = loaded.files.files().iter();
    texts
        .flat_map(|file| file.text.split_inclusive('\n').map(str::to_owned))
        .collect()
}

fn texts(loaded: &Loaded) -> Vec<String> {
    loaded
        .files
        .files()
        .iter()
        .map(|file| file.text.clone())
        .collect()
}

/// Lines at the start and at the end that two texts have in common, and what lies between.
fn changed(before: &[String], after: &[String]) -> (usize, usize) {
    let shortest = before.len().min(after.len());
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let tail = before
        .iter()
        .rev()
        .zip(after.iter().rev())
        .take(shortest - head)
        .take_while(|(a, b)| a == b)
        .count();
    (before.len() - head - tail, after.len() - head - tail)
}

fn leads_back(before: &Loaded, edited: &Edited) {
    let inverse = edited.patch.inverse(&before.files);
    assert_eq!(inverse.apply(&edited.loaded.files), texts(before));
}

fn claims(loaded: &Loaded) -> Vec<(String, Vec<String>)> {
    let entries = loaded.tree.entries("claims");
    entries
        .map(|entry| {
            let keys = entry
                .value
                .entries()
                .iter()
                .map(|e| e.key.to_string())
                .collect();
            (entry.key.to_string(), keys)
        })
        .collect()
}

#[test]
fn a_value_of_every_claim_is_set_on_its_own_line_and_set_back() {
    let (mut made, mut refused) = (0, 0);
    for case in corpus() {
        if case.tree.incomplete {
            continue;
        }
        for (id, keys) in claims(&case) {
            for key in ["date", "says", "note"] {
                let path = format!("claims.{id}.{key}");
                let value = if key == "date" {
                    "2031-01-01"
                } else {
                    "Words: \"these\", and # those"
                };
                let change = Change::Set {
                    path: path.clone(),
                    value: Shape::text(value),
                };
                let edited = match edit(&case, &change) {
                    Ok(edited) => edited,
                    Err(Refused::Errors(_)) => {
                        refused += 1;
                        continue;
                    }
                    Err(other) => panic!("{path} of {}: {other}", case.files.files()[0].path),
                };
                made += 1;
                let (gone, come) = changed(&lines(&case), &lines(&edited.loaded));
                // A folded text of several lines becomes one line; a new key adds one.
                assert!(come <= 2 && gone <= 8, "{path}: {gone} lines became {come}");
                if !keys.iter().any(|k| k == key) {
                    assert!(gone <= 1, "{path}");
                    let back = edit(&edited.loaded, &Change::Remove { path }).unwrap();
                    assert_eq!(texts(&back.loaded), texts(&case));
                }
                leads_back(&case, &edited);
            }
        }
    }
    assert!(made > 200, "only {made} edits were made, {refused} refused");
}

#[test]
fn a_claim_is_added_to_every_case_and_removed_again() {
    let mut made = 0;
    for case in corpus() {
        let Some((by, _)) = case.ids.of(armistice_case::schema::Kinds::PARTY).next() else {
            continue;
        };
        let Some((from, _)) = case.ids.of(armistice_case::schema::Kinds::SOURCE).next() else {
            continue;
        };
        if case.tree.incomplete {
            continue;
        }
        let mut entry = Shape::Map(Vec::new());
        entry.put(&["by"], Shape::text(by));
        entry.put(&["from"], Shape::text(from));
        entry.put(
            &["says"],
            Shape::text("- a text, [odd] {enough}\nfor two lines "),
        );
        let edited = edit(
            &case,
            &Change::Add {
                section: "claims".into(),
                file: None,
                entries: vec![("new-1".into(), entry)],
            },
        )
        .unwrap_or_else(|error| panic!("{}: {error}", case.files.files()[0].path));
        made += 1;
        let (gone, come) = changed(&lines(&case), &lines(&edited.loaded));
        assert!(gone <= 1 && come <= 6, "{gone} lines became {come}");
        leads_back(&case, &edited);
        let back = edit(
            &edited.loaded,
            &Change::Remove {
                path: "new-1".into(),
            },
        );
        // Where the section itself was new, the empty line above it stays.
        if case.tree.named("claims").next().is_some() {
            assert_eq!(texts(&back.unwrap().loaded), texts(&case));
        }
    }
    assert!(made > 30, "only {made}");
}

#[test]
fn an_edit_that_would_lose_a_comment_or_bring_an_error_is_refused() {
    let case = one(ODD);
    let set = |path: &str, value: &str| {
        edit(
            &case,
            &Change::Set {
                path: path.into(),
                value: Shape::typed(value),
            },
        )
    };
    assert!(matches!(
        set("c1", "{by: ida, from: bell}"),
        Err(Refused::Comment(_))
    ));
    assert!(matches!(set("c1.date", "soon"), Err(Refused::Errors(_))));
    assert!(matches!(set("c1.form", "bell"), Err(Refused::Errors(_))));
    assert!(matches!(
        set("c9.date", "2034-01-01"),
        Err(Refused::NoSuchPlace(_))
    ));
    assert!(matches!(set("c2.by.x", "y"), Err(Refused::NoSuchPlace(_))));
    assert!(set("c1.demands.line", "far").is_ok());
    let named = set("south.name", "another name").unwrap();
    assert!(
        named.loaded.files.files()[0].text.contains("# folded\n"),
        "{}",
        named.loaded.files.files()[0].text
    );
}

#[test]
fn one_spacing_keeps_words_comments_and_meaning_and_is_reached_at_once() {
    for case in corpus() {
        let first = format(&case);
        let inputs = case
            .files
            .files()
            .iter()
            .zip(&first)
            .map(|(file, text)| Input {
                path: file.path.clone(),
                bytes: text.clone().into_bytes(),
            });
        let after = load(inputs.collect());
        assert_eq!(format(&after), first, "{}", case.files.files()[0].path);
        let words = |texts: &[String]| -> String {
            texts
                .concat()
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect()
        };
        assert_eq!(words(&texts(&case)), words(&first));
        assert_eq!(case.diagnostics.len(), after.diagnostics.len());
    }
    let tidy = format(&one(ODD)).concat();
    assert!(tidy.contains("  north: {name: 'North''s men'"), "{tidy}");
    assert!(
        tidy.contains("             kept   \n") || tidy.contains("kept   \n"),
        "{tidy}"
    );
}

#[test]
fn mends_take_complaints_away_and_bring_none() {
    let mut mended = 0;
    for case in corpus() {
        let fixed = fix(&case);
        assert!(fixed.loaded.diagnostics.len() + fixed.made.len() <= case.diagnostics.len());
        mended += fixed.made.len();
    }
    assert!(mended >= 5, "only {mended}");
}

#[test]
fn claims_go_to_a_spreadsheet_and_back_without_loss() {
    use armistice_case::sheet::{read_claims, write_claims};
    for case in corpus() {
        if !case.is_sound() {
            continue;
        }
        let text = write_claims(&case.tree).unwrap();
        let (rows, bad) = read_claims(&text, &[]).unwrap();
        assert!(bad.is_empty(), "{bad:?}");
        let before: Vec<_> = case.tree.entries("claims").collect();
        assert_eq!(rows.len(), before.len());
        for ((_, id, row), entry) in rows.iter().zip(before) {
            assert_eq!(*id, entry.key);
            let (Shape::Map(row), Shape::Map(old)) = (row, Shape::of(&entry.value)) else {
                panic!("{id} is no entry");
            };
            assert_eq!(row.len(), old.len());
            assert!(
                old.iter().all(|key| row.contains(key)),
                "{id}: {old:?} became {row:?}"
            );
        }
    }
}
