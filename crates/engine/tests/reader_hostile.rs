//! No text makes the reader panic, or take more than a constant of steps for each byte.

use armistice_case::model::Case;
use armistice_case::{Input, load};
use armistice_engine::reader::{Article, Options, Readings, read};
use proptest::prelude::*;

/// The steps allowed for each byte. Measured: plain news takes under 10.
const STEPS_A_BYTE: u64 = 400;

fn case() -> Case {
    let text = "case: Talks\nas-of: 2034-05-02\nparties: {north: {name: North, voices: {vale: Ruta Vale (envoy)}}, south: {name: South}}\n\
                issues: {line: {name: the border line, options: {near: the reed bank, far: the old mark}}}\n\
                quantities: {held: {name: captives held, unit: person}}\n";
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }]);
    loaded.case().expect("a sound case")
}

/// Reads a text and checks what must hold of any.
fn check(texts: &[&str]) -> Readings {
    let case = case();
    let articles: Vec<Article<'_>> = texts
        .iter()
        .map(|text| Article {
            text,
            digest: "",
            published: Some("2034-05-01".parse().expect("a day")),
        })
        .collect();
    let readings = read(&case, &articles, &Options { all: true });
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    assert!(
        readings.steps <= STEPS_A_BYTE * (bytes as u64 + 100),
        "{} steps for {bytes} bytes",
        readings.steps
    );
    for (text, reading) in texts.iter().zip(&readings.articles) {
        for draft in &reading.drafts {
            let ranges = draft
                .content
                .iter()
                .chain(&draft.cue)
                .chain(&draft.gloss)
                .chain(draft.source.iter().map(|source| &source.at))
                .chain(std::iter::once(&draft.quote));
            for range in ranges {
                // Every place is whole characters of the text, and the quote holds the content.
                assert!(
                    text.get(range.clone())
                        .is_some_and(|words| !words.is_empty()),
                    "{range:?} of {draft:?}"
                );
            }
            for part in &draft.content {
                assert!(draft.quote.start <= part.start && part.end <= draft.quote.end);
            }
        }
        let card = &reading.card;
        assert_eq!(
            card.sentences,
            card.repeated + card.attributed + card.unattributed + card.foreign
        );
    }
    readings
}

#[test]
fn long_and_strange_texts() {
    // Small words enough to be read as English, whatever follows.
    let english =
        "The of and to in a is that for it was on are as with his they at be this have from. "
            .repeat(120);
    let n = 40_000;
    for (name, text) in [
        (
            "a line of a million words",
            "the word that he said is ".repeat(170_000),
        ),
        ("nothing but cues", "said ".repeat(n)),
        ("nothing but cues and commas", "said, that ".repeat(n)),
        ("opening marks", format!("{english}{}", "“".repeat(n))),
        (
            "nested quotation marks",
            format!("{english}{}{}", "“said ‘that ".repeat(n), "’ ”".repeat(n)),
        ),
        ("single marks", format!("{english}{}", "'a ".repeat(n))),
        ("straight marks", format!("{english}{}", "\"a\" ".repeat(n))),
        ("points", format!("{english}{}", ". ".repeat(n))),
        ("one-word lines", format!("{english}{}", "said\n".repeat(n))),
        (
            "labels",
            format!(
                "{english}\n{}",
                "VALE: He said that it is the end of it.\n".repeat(5_000)
            ),
        ),
        (
            "numbers",
            format!("{english}{}", "over 57,000 hundred ".repeat(n / 2)),
        ),
        (
            "days",
            format!("{english}{}", "on Monday 3 May 2034 ".repeat(n / 2)),
        ),
        (
            "the same sentence",
            "The envoy said that the talks had come to a halt. ".repeat(5_000),
        ),
        (
            "right to left",
            format!(
                "{english}{}",
                "قال المبعوث إن المحادثات “مستمرة”. ".repeat(5_000)
            ),
        ),
        (
            "mixed scripts",
            format!(
                "{english}{}",
                "Der Gesandte said: „да“, 使者は言った『終わり』。 ".repeat(5_000)
            ),
        ),
        (
            "combining signs",
            format!(
                "{english}{}",
                "e\u{301}\u{301}\u{301} said \u{202e}that\u{202c} ".repeat(5_000)
            ),
        ),
        (
            "commas",
            format!(
                "{english}{}",
                "Vale, the envoy, who said, that, ".repeat(n / 4)
            ),
        ),
        (
            "bare quotations",
            format!("{english}{}", "“We wait.” ".repeat(n / 2)),
        ),
        (
            "quotations that are closed nowhere",
            format!("{english}{}", "“We wait and it is so.\n".repeat(n / 4)),
        ),
        (
            "bare quotations behind long sentences",
            format!("{english} “We wait.” ").repeat(20),
        ),
        (
            "names and colons before quotations",
            format!(
                "{english}{}",
                "Vale, the envoy, who had come, was, one, of, them: “We wait.” ".repeat(n / 8)
            ),
        ),
        (
            "names and dashes behind quotations",
            format!(
                "{english}{}",
                "“We wait,” – Vale, of, the, two, ".repeat(n / 8)
            ),
        ),
        (
            "possessors",
            format!(
                "{english}{}",
                "North's South's insistence on ".repeat(n / 4)
            ),
        ),
    ] {
        let readings = check(&[&text]);
        assert!(
            name.starts_with("nothing") || readings.articles[0].language.is_some(),
            "{name}"
        );
    }
}

#[test]
fn many_reprints_of_one_story() {
    let story = "The envoy of the north said on Monday that the line was the last of four open questions, and that it could be settled soon. ".repeat(4);
    let pages: Vec<String> = (0..300)
        .map(|n| format!("{story} Page {n} adds a line of its own."))
        .collect();
    let all: Vec<&str> = pages.iter().map(String::as_str).collect();
    let readings = check(&all);
    let drafts: usize = readings
        .articles
        .iter()
        .map(|reading| {
            reading
                .drafts
                .iter()
                .filter(|draft| draft.pattern.is_some())
                .count()
        })
        .sum();
    assert_eq!(
        drafts, 1,
        "a passage is drafted once, however often it stands"
    );
}

#[test]
fn other_languages_are_said_and_not_guessed() {
    for text in [
        "Der Gesandte sagte am Montag, die Gespräche seien ins Stocken geraten; eine Einigung sei nicht in Sicht.",
        "Le médiateur a déclaré lundi que les pourparlers étaient au point mort et que personne ne cédait.",
        "El enviado dijo el lunes que las conversaciones estaban estancadas y que nadie cedía.",
        "قال المبعوث يوم الاثنين إن المحادثات متوقفة ولا أحد يتنازل عن شيء.",
        "Посланник заявил в понедельник, что переговоры зашли в тупик и никто не уступает.",
        "De burgemeester zei dat het overleg over de lonen was vastgelopen en dat er niets was besloten.",
        "Ordføreren sa at forhandlingene var i gang, men at partene ikke var enige om noe.",
        "Il sindaco ha detto che i negoziati sono in stallo e che nessuno cede su un solo punto.",
        "O prefeito disse que as conversas pararam e que ninguém cedeu em nada.",
        "Le maire assure que le plan est prêt.",
        "Die Partei warnt.",
        "Il ministro ha detto no a un accordo.",
        "No hay acuerdo en Doha",
        "O ministro disse não a um acordo, mas as conversas continuam em Doha.",
        "A greve no porto vai durar até que se chegue a um acordo, disse o sindicato.",
        "Die minister het gesê dat die samesprekings in Kaapstad misluk het en dat dit nie oor is nie.",
        "Prezydent powiedział, że to nie do przyjęcia.",
        "Ministrul a spus că nu este de acord cu un armistițiu.",
        "Menteri itu mengatakan bahwa tidak ada kesepakatan di Doha.",
    ] {
        let readings = check(&[text]);
        assert_eq!(readings.articles[0].language, None, "{text}");
        assert!(readings.articles[0].drafts.is_empty());
    }
}

#[test]
fn short_english_is_read() {
    for text in [
        "Talks ended, Petrov said.",
        "UPDATED The mayor said overtime remains open. Petrov said pensions are settled.",
        "BREAKING: Hamas rejects ceasefire proposal",
        "Hamas rejects Israeli offer, Netanyahu vows response",
        "Union accepts offer, company says.",
        "No deal in Doha",
        "No, no, no, he said.",
        "I think it's a start",
        "It's seven o'clock, he's off, I'm on.",
        "A deal is in sight in Doha, says minister",
    ] {
        assert_eq!(check(&[text]).articles[0].language, Some("en"), "{text}");
    }
    assert_eq!(check(&[""]).articles[0].language, None);
}

#[test]
fn sentences_in_another_language_are_counted_and_not_read() {
    let german = "Der Gesandte sagte am Montag, die Gespräche seien ins Stocken geraten. ";
    let french =
        "Le médiateur a dit que les pourparlers sont au point mort et que la trêve est finie. ";
    let english = "Vale said that the talks had stalled on the border line. ";
    for (text, drafts, foreign) in [
        (format!("{german}\n{french}\n{english}"), 1, 2),
        (format!("{english}{german}{french}"), 1, 2),
        (
            format!("{english} He greeted the crowd with “Bonjour à tous”."),
            2,
            0,
        ),
        (english.to_owned(), 1, 0),
        // Names have small words of other languages.
        (
            format!(
                "{english}Maria de la Cruz said talks stalled. De la Cruz said talks collapsed after Friday."
            ),
            3,
            0,
        ),
    ] {
        let readings = check(&[&text]);
        let reading = &readings.articles[0];
        assert_eq!(reading.language, Some("en"), "{text}");
        assert_eq!(reading.drafts.len(), drafts, "{text}");
        assert_eq!(reading.card.foreign, foreign, "{text}");
    }
}

#[test]
fn who_speaks_in_a_passage_that_stood_before_is_quoted_there_too() {
    let passage = "Ruta Vale said on Monday that the talks had stalled on the border line.";
    let second = format!("{passage} The weather was fine and the market was open.");
    let readings = check(&[passage, &second]);
    for reading in &readings.articles {
        assert_eq!(reading.card.never_quoted, []);
    }
    assert_eq!(readings.articles[0].drafts[0].also.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text(text in "(\\PC{0,12}|said|that|“|”|'|\"|, |\\. |\n|the |according to |insistence on |over 57,000 |was |to |Vale |by |He |North's ){0,60}") {
        check(&[&text]);
    }

    #[test]
    fn any_quotations(text in "(“|”|\"|: |, | – |\\(|\\. |\\? |\n|We wait|Never|the envoy|Ruta Vale|one of the |her answer|was|snorted|back|as |in a statement|who |how |for |5 |said |the ){0,60}") {
        check(&[&text]);
    }

    #[test]
    fn any_two_texts(one in "\\PC{0,200}", other in "([a-zA-Z“”'\" ,.\n]){0,300}") {
        check(&[&one, &other]);
    }
}
