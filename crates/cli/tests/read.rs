//! `armistice read` on an article with the traps of real ones: its body twice, no date, no direct
//! quotation, sources that contradict one another.

mod support;

use armistice_case::draft_claims::{DraftClaim, read};
use armistice_case::edit::{Shape, flow};
use armistice_case::{Input, load};
use std::path::{Path, PathBuf};

struct Work {
    _folder: tempfile::TempDir,
    case: PathBuf,
}

/// A folder with a case.
fn work(case: &str) -> Work {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case");
    std::fs::create_dir(&path).expect("a folder for the case");
    std::fs::write(path.join("case.yaml"), case).expect("the case is written");
    Work {
        _folder: folder,
        case: path,
    }
}

fn own(name: &str) -> String {
    support::read(&format!("crates/cli/tests/articles/{name}"))
}

impl Work {
    fn article(&self, text: &str) -> String {
        let path = self.case.parent().expect("a parent").join("river.txt");
        std::fs::write(&path, text).expect("the article is written");
        path.to_string_lossy().into_owned()
    }

    fn read(&self, article: &str, more: &[&str]) -> std::process::Output {
        let case = self.case.to_string_lossy().into_owned();
        let mut args = vec!["read", article, "--case", &case];
        args.extend(more);
        support::run(&args)
    }

    fn drafts(&self) -> Vec<DraftClaim> {
        let mut inputs = vec![input(&self.case.join("case.yaml"))];
        let folder = self.case.join("read");
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
            .expect("a draft file")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        inputs.extend(files.iter().map(|path| input(path)));
        let loaded = load(inputs);
        assert!(loaded.is_sound(), "{:?}", loaded.diagnostics);
        read(&loaded.tree)
            .into_iter()
            .map(|(_, draft)| draft)
            .collect()
    }
}

fn input(path: &Path) -> Input {
    Input {
        path: path.to_string_lossy().into_owned(),
        bytes: std::fs::read(path).expect("a file"),
    }
}

/// The one draft whose content holds some words.
fn one<'a>(drafts: &'a [DraftClaim], words: &str) -> &'a DraftClaim {
    let found: Vec<&DraftClaim> = drafts
        .iter()
        .filter(|draft| {
            draft
                .content
                .as_deref()
                .is_some_and(|content| content.contains(words))
                && draft.inside.is_none()
        })
        .collect();
    assert_eq!(found.len(), 1, "{words}: {found:#?}");
    found[0]
}

fn value(draft: &DraftClaim, key: &str) -> String {
    draft.key(key).map(flow).unwrap_or_default()
}

/// What must hold of an article of this kind, with the figures it has.
fn traps(drafts: &[DraftClaim], held: &str, freed: &str, dead: &str, days: &str) {
    let envoy = one(drafts, "one lingering issue");
    assert_eq!(value(envoy, "open-issues"), "1");
    assert_eq!(&*envoy.times[0].lasts.clone().unwrap_or_default(), days);
    let official = one(drafts, "remain unresolved");
    assert_eq!(value(official, "open-issues"), "at least 2");
    assert_eq!(
        official.text("by"),
        None,
        "nobody's word is given to a party"
    );
    assert_eq!(official.speaker_kind.as_deref(), Some("anonymous"));
    assert!(
        official.cannot_hold_with.contains(&envoy.id),
        "one left against at least two"
    );
    let minimal = one(drafts, "have been minimal");
    assert!(
        minimal.pulls_apart_from.contains(&envoy.id),
        "optimism against minimal progress"
    );
    let insistence = one(drafts, "restrictive conditions");
    assert_eq!(value(insistence, "demands"), "{aid: unknown}");
    let unwilling = one(drafts, "to withdraw troops");
    assert_eq!(value(unwilling, "refuses"), "{withdrawal: unknown}");
    for position in [insistence, unwilling] {
        assert_eq!(
            position.text("by"),
            Some("outlet"),
            "a report of a position is the reporter's"
        );
        assert!(position.text("about").is_some());
    }
    let count = |words: &str, amount: &str, role: &str| {
        let found = drafts
            .iter()
            .flat_map(|draft| draft.counts.iter().map(move |count| (draft, count)));
        let mut found = found.filter(|(_, count)| {
            &*count.amount == amount
                && count.role.as_deref() == Some(role)
                && count.of.as_deref().is_some_and(|of| of.contains(words))
        });
        found
            .next()
            .unwrap_or_else(|| panic!("{amount} {words} {role}"))
            .0
            .clone()
    };
    let thing = if drafts.iter().any(|draft| {
        draft
            .counts
            .iter()
            .any(|count| count.of.as_deref() == Some("hostages"))
    }) {
        "hostages"
    } else {
        "captives"
    };
    let (of_held, of_freed) = (
        count(thing, held, "held"),
        count(thing, freed, "to-be-released"),
    );
    count("fatalities", dead, "killed");
    for (one, other) in [(&of_held, &of_freed), (&of_freed, &of_held)] {
        assert!(
            !one.cannot_hold_with.contains(&other.id) && !one.pulls_apart_from.contains(&other.id),
            "two different things"
        );
    }
    for draft in drafts {
        assert_eq!(
            draft.text("date"),
            None,
            "nothing is dated without a day of publication"
        );
        assert!(draft.times.iter().all(|time| time.date.is_none()));
    }
    // Each passage once.
    let mut quotes: Vec<String> = drafts
        .iter()
        .map(|draft| format!("{} {}", value(draft, "quote"), value(draft, "cue")))
        .collect();
    let n = quotes.len();
    quotes.sort();
    quotes.dedup();
    assert_eq!(quotes.len(), n);
    assert!(!envoy.also.is_empty(), "where else it stands is told");
}

#[test]
fn an_article_with_the_traps_of_real_ones() {
    let work = work(&own("case.yaml"));
    let article = work.article(&own("river.txt"));
    let output = work.read(&article, &[]);
    let said = support::stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("No date"), "{said}");
    assert!(
        said.contains("Named and never quoted: the Reed Front"),
        "{said}"
    );
    let drafts = work.drafts();
    traps(&drafts, "about 40", "22", "over 31000", "45 days");
    let brandt = one(&drafts, "ongoing pressure");
    assert_eq!(
        brandt.text("by"),
        Some("brandt"),
        "he is the subject before"
    );
    assert!(drafts.iter().all(|draft| draft.text("by") != Some("reed")));
}

#[test]
fn reading_again_changes_nothing() {
    let work = work(&own("case.yaml"));
    let article = work.article(&own("river.txt"));
    work.read(&article, &[]);
    let before = tree(&work.case);
    let output = work.read(&article, &[]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(tree(&work.case), before);
    // A reprint of it: nothing is drafted twice.
    let reprint = work.case.parent().expect("a parent").join("reprint.txt");
    std::fs::write(
        &reprint,
        format!("{}One line more is in the reprint.\n", own("river.txt")),
    )
    .expect("written");
    let n = work.drafts().len();
    let output = work.read(&reprint.to_string_lossy(), &[]);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        support::stdout(&output)
    );
    assert_eq!(work.drafts().len(), n);
}

/// Every file of a folder with its bytes.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            out.extend(tree(&path));
        } else {
            out.push((path.clone(), std::fs::read(&path).expect("a file")));
        }
    }
    out.sort();
    out
}

#[test]
fn days_come_from_the_day_of_publication_alone() {
    let work = work(&own("case.yaml"));
    let article = work.article("Aldo Brandt said on Wednesday that the talks had failed. Marta Kell said that the talks would go on for 45 days.\n");
    work.read(&article, &["--published", "2034-05-05"]);
    let drafts = work.drafts();
    assert_eq!(one(&drafts, "had failed").text("date"), Some("2034-05-03"));
    assert_eq!(one(&drafts, "would go on").text("date"), None);
}

#[test]
fn what_contradicts_an_accepted_claim_comes_first() {
    let case = format!(
        "{}\nsources:\n  wire: {{outlet: Wire}}\n\nclaims:\n  c1: {{by: belvoir, from: wire, progress: near}}\n  c2: {{by: belvoir, from: wire, open-issues: 1}}\n",
        own("case.yaml")
    );
    let work = work(&case);
    let article = work.article(&own("river.txt"));
    work.read(&article, &[]);
    let drafts = work.drafts();
    assert!(
        drafts[0].cannot_hold_with.contains(&"c2".into()),
        "{:#?}",
        drafts[0]
    );
}

#[test]
fn a_worse_difference_hides_no_other() {
    // "None" excludes "some"; "little" only pulls apart from it, and both are told.
    let case = format!(
        "{}\nsources:\n  wire: {{outlet: Wire}}\n\nclaims:\n  c1: {{by: belvoir, from: wire, progress: none}}\n",
        own("case.yaml")
    );
    let work = work(&case);
    let article = work.article(&own("river.txt"));
    work.read(&article, &[]);
    let drafts = work.drafts();
    let envoy = one(&drafts, "one lingering issue");
    let minimal = one(&drafts, "have been minimal");
    assert!(envoy.cannot_hold_with.contains(&"c1".into()), "{envoy:#?}");
    assert!(envoy.pulls_apart_from.contains(&minimal.id), "{envoy:#?}");
    assert!(minimal.pulls_apart_from.contains(&envoy.id), "{minimal:#?}");
    // Nothing is set against itself, and two that say the same are not set against each other.
    for draft in &drafts {
        let mut told = draft.cannot_hold_with.iter().chain(&draft.pulls_apart_from);
        assert!(!told.any(|id| *id == draft.id), "{draft:#?}");
    }
}

#[test]
fn a_changed_source_is_said_loudly() {
    let work = work(&own("case.yaml"));
    let article = work.article(&own("river.txt"));
    work.read(&article, &[]);
    let case = work.case.to_string_lossy().into_owned();
    let check = || support::run(&["check", "--sources", &case]);
    assert_eq!(
        check().status.code(),
        Some(0),
        "{}",
        support::stdout(&check())
    );
    let copy = work.case.join("sources/river.txt");
    let text = std::fs::read_to_string(&copy).expect("a copy");
    std::fs::write(
        &copy,
        format!(
            "A line before.\n{}",
            text.replace("come to a halt", "gone on")
        ),
    )
    .expect("written");
    let output = check();
    let said = support::stdout(&output);
    assert_eq!(output.status.code(), Some(1));
    for words in [
        "another text",
        "no longer stands where it stood",
        "stands nowhere",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    std::fs::remove_file(&copy).expect("removed");
    assert!(support::stdout(&check()).contains("cannot be read"));
}

#[test]
fn a_quote_whose_copy_is_named_no_more_or_whose_characters_are_off_is_said() {
    let work = work(&own("case.yaml"));
    let article =
        work.article("“We wait,” said Marta Kell. Aldo Brandt said that the line was settled.\n");
    work.read(&article, &[]);
    let case = work.case.to_string_lossy().into_owned();
    let file = work.case.join("read/river.yaml");
    let drafts = std::fs::read_to_string(&file).expect("drafts");
    for (from, to, said) in [
        (
            "characters 28 to 70",
            "characters 27 to 69",
            "these are characters 28 to 70",
        ),
        (
            "    file:",
            "    note:",
            "was read from a copy, and its source names none any more",
        ),
    ] {
        assert!(drafts.contains(from), "{drafts}");
        std::fs::write(&file, drafts.replace(from, to)).expect("written");
        let output = support::run(&["check", "--sources", &case]);
        assert_eq!(
            output.status.code(),
            Some(1),
            "{}",
            support::stdout(&output)
        );
        assert!(
            support::stdout(&output).contains(said),
            "{}",
            support::stdout(&output)
        );
    }
    // Without quotes there is nothing to call sound.
    std::fs::remove_file(&file).expect("removed");
    let output = support::run(&["check", "--sources", &case]);
    assert!(support::stdout(&output).contains("no quote could be checked"));
}

#[test]
fn exports_point_at_the_words() {
    let work = work(&own("case.yaml"));
    let text = "“We wait,” said Marta Kell. Aldo Brandt said that the line was settled.\n";
    let article = work.article(text);
    let output = work.read(&article, &["--format", "ar-json"]);
    let relations: serde_json::Value =
        serde_json::from_str(&support::stdout(&output)).expect("JSON");
    let chars: Vec<char> = text.chars().collect();
    let words = |span: &serde_json::Value| -> String {
        let at = |key: &str| span[key].as_u64().expect("an offset") as usize;
        chars[at("start")..at("end")].iter().collect()
    };
    assert_eq!(words(&relations[0]["source"][0]), "Marta Kell");
    assert_eq!(words(&relations[0]["content"][0]), "“We wait,”");
    assert_eq!(words(&relations[1]["content"][0]), "the line was settled");
    let output = work.read(&article, &["--format", "annotation"]);
    let collection: serde_json::Value =
        serde_json::from_str(&support::stdout(&output)).expect("JSON");
    let target = &collection["first"]["items"][0]["target"][0];
    assert_eq!(target["selector"][0]["exact"], "“We wait,”");
    assert_eq!(words(&target["selector"][1]), "“We wait,”");
    assert!(
        !work.case.join("read").exists(),
        "what only prints writes nothing"
    );
}

#[test]
fn an_outlet_by_its_name_speaks_in_its_own_voice() {
    let text = "The Courier reported that the talks had stalled. Courier reporters said that the \
                line was settled. Aldo Brandt said that the line was open.\n";
    for (outlet, own) in [
        ("The Courier", true),
        ("Courier", true),
        ("The Post", false),
    ] {
        let work = work(&support::read("crates/cli/tests/articles/case.yaml"));
        let article = work.article(text);
        let output = work.read(&article, &["--outlet", outlet]);
        let drafts = work.drafts();
        let by = one(&drafts, "had stalled").text("by").map(str::to_owned);
        assert_eq!(by.as_deref() == Some("outlet"), own, "{outlet}");
        assert_eq!(one(&drafts, "was settled").text("by"), None);
        assert_eq!(one(&drafts, "was open").text("by"), Some("brandt"));
        let said = support::stdout(&output);
        assert_eq!(said.contains("The Courier, the outlet"), own, "{said}");
    }
}

#[test]
fn another_language_is_said() {
    let work = work(&own("case.yaml"));
    let article = work.article("Der Gesandte sagte am Montag, die Gespräche seien ins Stocken geraten; eine Einigung sei nicht in Sicht.\n");
    let output = work.read(&article, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(support::stdout(&output).contains("does not read as English"));
    let output = work.read(&work.article("\n \n"), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(support::stdout(&output).contains("It is empty."));
    // Nothing is left behind of what was not read.
    assert!(!work.case.join("read").exists() && !work.case.join("sources").exists());
}

#[test]
fn the_shared_article() {
    let path = support::root().join("../shared/sources/doha-article.txt");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not here", path.display());
        return;
    };
    let work = work(&support::read("examples/doha-2025-07/case.yaml"));
    let article = work.article(&text);
    let output = work.read(&article, &[]);
    let said = support::stdout(&output);
    for name in ["Hamas", "Egypt", "Donald Trump"] {
        let line = said
            .lines()
            .find(|line| line.contains("never quoted"))
            .unwrap_or("");
        assert!(line.contains(name), "{name}: {line}");
    }
    assert!(said.contains("one side alone is heard"), "{said}");
    let drafts = work.drafts();
    traps(&drafts, "about 50", "28", "over 57000", "60 days");
    assert!(drafts.iter().all(|draft| draft.text("by") != Some("hamas")));
    let Shape::Map(_) = &drafts[0].claim else {
        panic!("a claim is a map");
    };
}

#[test]
fn an_article_of_any_name_gets_an_id_that_can_be_one() {
    let work = work(&own("case.yaml"));
    let text = own("river.txt");
    for (i, name) in [
        "none",
        "outlet",
        "All",
        "yes",
        "2034-05-01",
        "—",
        "nordmark",
    ]
    .iter()
    .enumerate()
    {
        let path = work
            .case
            .parent()
            .expect("a parent")
            .join(format!("{name}.txt"));
        std::fs::write(
            &path,
            format!("{text}\nEdition {i} of the paper was the last.\n"),
        )
        .expect("the article is written");
        let ran = work.read(&path.to_string_lossy(), &[]);
        assert_eq!(
            ran.status.code(),
            Some(0),
            "{name}{}",
            support::stderr(&ran)
        );
    }
    // Every file of the case is read again and sound.
    work.drafts();
    let folder = std::fs::read_dir(work.case.join("read")).expect("a folder");
    let mut files: Vec<String> = folder
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    files.sort();
    let expected = [
        "all-2",
        "article-2034-05-01",
        "article",
        "none-2",
        "nordmark-2",
        "outlet-2",
        "yes-2",
    ];
    assert_eq!(files, expected.map(|id| format!("{id}.yaml")));
}

#[test]
fn a_passage_that_stands_again_in_a_later_run_is_noted_where_it_was_drafted() {
    let work = work(&own("case.yaml"));
    let folder = work.case.parent().expect("a parent").to_owned();
    let passage = "Ostran special envoy Marta Kell said that one lingering issue was left open.";
    let mut cards = Vec::new();
    for (name, more) in [
        ("a1", "The weather was fine in the town."),
        ("a2", "The market of the town was open."),
        ("a3", "The ferry of the town was late."),
    ] {
        let path = folder.join(format!("{name}.txt"));
        std::fs::write(&path, format!("{passage} {more}\n")).expect("written");
        let ran = work.read(&path.to_string_lossy(), &[]);
        assert_eq!(ran.status.code(), Some(0), "{}", support::stderr(&ran));
        cards.push(support::stdout(&ran));
    }
    for card in &cards {
        assert!(!card.contains("never quoted"), "{card}");
    }
    let drafts = work.drafts();
    let kell: Vec<&DraftClaim> = drafts
        .iter()
        .filter(|draft| draft.text("by") == Some("kell"))
        .collect();
    assert_eq!(kell.len(), 1, "{kell:?}");
    let also: Vec<&str> = kell[0].also.iter().map(|place| &*place.from).collect();
    assert_eq!(also, ["a2", "a3"]);
    for place in &kell[0].also {
        assert_eq!(
            place.at.as_slice(),
            std::slice::from_ref(&(0..passage.len()))
        );
    }
}

#[test]
fn what_is_not_english_is_said_on_the_card() {
    let work = work(&own("case.yaml"));
    let article = work.article(
        "Der Gesandte sagte am Montag, die Gespräche seien ins Stocken geraten und nichts sei geklärt.\n\
         Le médiateur a dit que les pourparlers sont au point mort et que la trêve est finie.\n\
         Marta Kell said that the talks had stalled.\n",
    );
    let ran = work.read(&article, &[]);
    let card = support::stdout(&ran);
    assert!(card.contains("2 in another language"), "{card}");
    assert!(
        card.contains("were not read; nothing was guessed of them"),
        "{card}"
    );
    assert_eq!(ran.status.code(), Some(0));
}
