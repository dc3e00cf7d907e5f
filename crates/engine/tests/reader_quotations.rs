//! Whose a quotation is, in invented sentences of several conflicts: a rule or a trap each.

use armistice_case::{Input, load};
use armistice_engine::reader::{Article, Options, read};

/// The relations whose content stands in quotation marks or has some, as
/// "speaker | cue | content", with a `?` in front where they are to be checked and `^` where they
/// stand inside another.
fn quoted(text: &str) -> Vec<String> {
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: b"case: None".to_vec(),
    }]);
    let case = loaded.case().expect("a case without anything");
    let article = Article {
        text,
        digest: "",
        published: None,
    };
    let readings = read(&case, &[article], &Options { all: true });
    assert!(readings.articles[0].language.is_some(), "{text}");
    readings.articles[0]
        .drafts
        .iter()
        .filter(|draft| draft.pattern.is_some())
        .filter(|draft| {
            let marks = ['“', '”', '«', '"', '\''];
            draft.inside.is_some()
                || draft
                    .content
                    .iter()
                    .any(|part| text[part.clone()].contains(marks))
        })
        .map(|draft| {
            let words = |range: &std::ops::Range<usize>| text[range.clone()].to_owned();
            let content: Vec<String> = draft.content.iter().map(words).collect();
            format!(
                "{}{} | {} | {}",
                if draft.inside.is_some() {
                    "^"
                } else if draft.tier.word() == "likely" {
                    ""
                } else {
                    "?"
                },
                draft
                    .source
                    .as_ref()
                    .map_or(String::new(), |source| words(&source.at)),
                draft.cue.as_ref().map_or(String::new(), words),
                content.join(" + "),
            )
        })
        .collect()
}

/// Compares what is found with what is meant, and tells all differences at once.
fn all(cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, meant)| {
            let found = quoted(text);
            (found != *meant).then(|| format!("{text}\n  meant {meant:#?}\n  found {found:#?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_verb_of_the_tables_beside_a_quotation() {
    all(&[
        (
            "“We have waited long enough,” sighed Haddad, who runs the crossing at Kest.",
            &["Haddad | sighed | “We have waited long enough,”"],
        ),
        (
            "Asked whether the deadline would hold, Ferran shrugged: “Deadlines are for trains.”",
            &["Ferran | shrugged | “Deadlines are for trains.”"],
        ),
        (
            "“Enough,” Hana had said the week before the guns fell silent.",
            &["Hana | had said | “Enough,”"],
        ),
        (
            "“The offer,” Ms Adair told members on Tuesday, “is a bus without wheels.”",
            &["Ms Adair | told | “The offer,” + “is a bus without wheels.”"],
        ),
        (
            "“It is the same paper with a new date,” a teacher who asked not to be named said.",
            &[
                "a teacher who asked not to be named | said | “It is the same paper with a new date,”",
            ],
        ),
        (
            "“No,” said Holm of the union; “yes,” said Valk of the firm.",
            &[
                "Holm of the union | said | “No,”",
                "Valk of the firm | said | “yes,”",
            ],
        ),
        (
            "Asked “Will you sign?”, Holm said in the hall: “No.”",
            &["Holm | said | “No.”"],
        ),
        (
            "The commissioner offered “a warm drink and a cold contract” to all who came.",
            &["The commissioner | offered | “a warm drink and a cold contract”"],
        ),
        (
            "Calling the offer “an insult to the valley”, Holm walked out of the talks.",
            &["?Holm | Calling | the offer “an insult to the valley”"],
        ),
        (
            "A poster in the window of the bakery reads “No ferry, no fish”.",
            &["A poster in the window of the bakery | reads | “No ferry, no fish”"],
        ),
    ]);
}

#[test]
fn any_verb_beside_a_quotation_is_a_cue_to_be_checked() {
    all(&[
        (
            "“Not a metre,” rasped out the old general who had drawn the line.",
            &["?the old general | rasped out | “Not a metre,”"],
        ),
        (
            "“They can have the hall,” Petra Holm deadpanned back, “but not the piano.”",
            &["?Petra Holm | deadpanned back | “They can have the hall,” + “but not the piano.”"],
        ),
        (
            "“The till is full,” thumped the union's treasurer from the back.",
            &["?the union's treasurer from the back | thumped | “The till is full,”"],
        ),
        (
            "The envoy was blunt: “There is no plan B.”",
            &["?The envoy | was blunt | “There is no plan B.”"],
        ),
        (
            "Holm, visibly tired, tapped the map: “That is the mill.”",
            &["?Holm, visibly tired | tapped | “That is the mill.”"],
        ),
        (
            "Minister Dalia Roth, who had come by boat, took her time: “We will read it.”",
            &["?Minister Dalia Roth, who had come by boat | took | “We will read it.”"],
        ),
        (
            "“Never,” the captain shot back at them.",
            &["?the captain | shot back | “Never,”"],
        ),
        (
            "“Done deal,” goes the joke in the harbour of Karsa.",
            &["?the joke | goes | “Done deal,”"],
        ),
        (
            "“An insult” is how Holm described the offer of the firm.",
            &["?Holm | described | “An insult”"],
        ),
    ]);
}

#[test]
fn a_name_beside_a_quotation() {
    all(&[
        (
            "Minister Dalia Roth on the talks: “We are not there yet, and we will not pretend.”",
            &["?Minister Dalia Roth |  | “We are not there yet, and we will not pretend.”"],
        ),
        (
            "The pipeline firm, in a letter to its shareholders: “We expect no interruption.”",
            &["?The pipeline firm |  | “We expect no interruption.”"],
        ),
        (
            "In a statement the Front's political office, which rarely speaks in public: “The captives are alive.”",
            &["?the Front's political office |  | “The captives are alive.”"],
        ),
        (
            "10.05 “It's a start and no more” – Holm on the offer of the firm.",
            &["?Holm |  | “It's a start and no more”"],
        ),
        (
            "“The captives are alive,” the Front, in a statement.",
            &["?the Front |  | “The captives are alive,”"],
        ),
        (
            "Osk (union): “No deal is better than this deal.” Pell (firm): “This deal is better than none.”",
            &[
                "?Osk (union) |  | “No deal is better than this deal.”",
                "?Pell (firm) |  | “This deal is better than none.”",
            ],
        ),
        (
            "Asked about the maps of the border, Grell: “Ask the mapmaker.”",
            &["?Grell |  | “Ask the mapmaker.”"],
        ),
        (
            "'We never agreed to the map' - Kestrel",
            &["?Kestrel |  | 'We never agreed to the map'"],
        ),
    ]);
}

#[test]
fn a_noun_for_a_message_beside_a_quotation() {
    all(&[
        (
            "Her message to both of the armies: “Come back with a map or do not come back.”",
            &["?Her | message | “Come back with a map or do not come back.”"],
        ),
        (
            "His verdict on the offer? “A good day for the lawyers.”",
            &["?His | verdict | “A good day for the lawyers.”"],
        ),
        (
            "From Karsa came a curt reply: “The minister is travelling.”",
            &["?Karsa | reply | “The minister is travelling.”"],
        ),
        (
            "The Front's answer was “no, and no again” at the end of it.",
            &["?The Front | answer | “no, and no again”"],
        ),
        (
            "“Not a metre,” was the general's reply to the envoy.",
            &["?the general | reply | “Not a metre,”"],
        ),
        (
            "Osk opened the rally with the words “The till is full to the brim”.",
            &["?Osk | words | “The till is full to the brim”"],
        ),
        (
            "To Maria Stoll, a nurse, the pause was “the longest night of my life”.",
            &["?Maria Stoll, a nurse | To | “the longest night of my life”"],
        ),
    ]);
}

#[test]
fn a_bare_quotation_goes_on_from_the_one_before() {
    all(&[
        (
            "“The road is a lie,” said Amal Deeb. “It goes nowhere.”",
            &["Amal Deeb | said | “The road is a lie,” + “It goes nowhere.”"],
        ),
        (
            "«We have read the contract,» Prell added, holding that fees fell due on delivery. «Perhaps the firm should try it.»",
            &["Prell | added | «We have read the contract,» + «Perhaps the firm should try it.»"],
        ),
        (
            "“This is my land,” she said, and then, quietly, “It was my land.”",
            &["?she | said | “This is my land,” + “It was my land.”"],
        ),
        (
            "Dahl said: “We will wait.” He added: “But not for ever.” Then: “Ask me in June.”",
            &[
                "Dahl | said | “We will wait.”",
                "He | added | “But not for ever.”",
                "?He |  | “Ask me in June.”",
            ],
        ),
    ]);
}

#[test]
fn a_bare_quotation_is_whose_the_sentence_before_is() {
    all(&[
        (
            "Mediator Lise Haan told reporters that the maps were ready. “We are a pencil line away from a deal.”",
            &["?Mediator Lise Haan |  | “We are a pencil line away from a deal.”"],
        ),
        (
            "Ben Oru is seventy and has never voted. “Nobody ever asked me anything until the river moved.”",
            &["?Ben Oru |  | “Nobody ever asked me anything until the river moved.”"],
        ),
        (
            "The union leader, Petra Holm, stayed until the last bus had gone. “They can count us from the window.”",
            &["?The union leader, Petra Holm |  | “They can count us from the window.”"],
        ),
        (
            "The captain shook his head when the men asked him for water. “There is none.”",
            &["?The captain |  | “There is none.”"],
        ),
        (
            "Mr Orr asked whether the figures were final. “They are as final as figures ever are.”",
            &["?Mr Orr |  | “They are as final as figures ever are.”"],
        ),
        (
            "At the bus station in Liron we met Hanna Brik. “I want a date, not a medal.”",
            &["?Hanna Brik |  | “I want a date, not a medal.”"],
        ),
        (
            "What does the mayor want? “A key and a chair.”",
            &["?the mayor |  | “A key and a chair.”"],
        ),
        (
            "Ferran did not mince his words. “The offer is an insult.”",
            &["?Ferran |  | “The offer is an insult.”"],
        ),
    ]);
}

#[test]
fn a_bare_quotation_is_whose_the_sentence_behind_or_the_paragraph_before_is() {
    all(&[
        (
            "“The offer is an insult.” With those words Ferran left the hall.",
            &["?Ferran |  | “The offer is an insult.”"],
        ),
        (
            "“We are not beggars.”\n\nAmra Del, 19, is a student in the north and speaks for the hall.",
            &["?Amra Del, 19 |  | “We are not beggars.”"],
        ),
        (
            "The mayor of Unterolm, Petra Wold, does not sleep.\n\n“I have lived here for sixty years, and I will not move.”\n\nIt rained.",
            &[
                "?The mayor of Unterolm, Petra Wold |  | “I have lived here for sixty years, and I will not move.”",
            ],
        ),
    ]);
}

#[test]
fn a_quotation_over_several_paragraphs_is_one() {
    all(&[
        (
            "“The gates stay shut.\n\n“If they ask for water, let them ask politely. We have always answered letters,” said Oren Valk, the dam's manager.",
            &[
                "^they | ask for | water",
                "Oren Valk, the dam's manager | said | “The gates stay shut. + “If they ask for water, let them ask politely. We have always answered letters,”",
            ],
        ),
        (
            "Oren Valk, the dam's manager, said on Monday: “The gates stay shut.\n\n“If they ask for water, let them ask politely.\n\n“We have always answered letters.”",
            &[
                "Oren Valk, the dam's manager | said | “The gates stay shut. + “If they ask for water, let them ask politely. + “We have always answered letters.”",
                "^they | ask for | water",
            ],
        ),
        (
            "Oren Valk manages the dam.\n\n“The gates stay shut.\n\n“We have always answered letters.”",
            &["?Oren Valk |  | “The gates stay shut. + “We have always answered letters.”"],
        ),
    ]);
}

#[test]
fn words_inside_a_quotation_that_are_somebody_elses() {
    all(&[
        (
            "“We were promised six,” said one of the drivers, who gave no name.",
            &[
                "^ | were promised | We + six",
                "one of the drivers | said | “We were promised six,”",
            ],
        ),
        (
            "“The army asked us to leave by noon,” said Hana Brik of the hill.",
            &[
                "^The army | asked | us to leave by noon,",
                "Hana Brik of the hill | said | “The army asked us to leave by noon,”",
            ],
        ),
    ]);
}

#[test]
fn titles_slogans_and_single_words_are_nobodys_speech() {
    all(&[
        (
            "His book, “The Long Armistice,” sold well, and the film “Night Ferry” was shown on Monday.",
            &[],
        ),
        (
            "The so-called “humanitarian corridor” was closed on Friday, and the “security zone” grew.",
            &[],
        ),
        (
            "Workers painted “No boats no peace” on the wall, and the police wore “Stay Calm” badges.",
            &[],
        ),
        (
            "The minister opened “Operation Clear Water” on Monday; the ship “Good Hope of Karsa” was towed in.",
            &[],
        ),
        ("“Bread first” was written on the gates of the mill.", &[]),
        (
            "Under the banner “Keep the bridge!” some 400 people marched to the hall.",
            &[],
        ),
        (
            "The word “never” appears nine times in the draft of the border treaty.",
            &[],
        ),
        (
            "Shouts of “Resign!” filled the hall when the vote was read.",
            &[],
        ),
        (
            "The motion “That the bridge be kept” was carried by seven votes to four.",
            &[],
        ),
        (
            "In “The River and the State”, published in 1998, she traces the quarrel to a map.",
            &[],
        ),
        (
            "She read “The Long Armistice” to her son on the night of the truce.",
            &[],
        ),
    ]);
}

#[test]
fn where_nobody_can_speak_nobody_is_found() {
    all(&[
        (
            "Rain fell on the road, and the traffic stopped. “I just want to go home.”",
            &[],
        ),
        (
            "The plan was late and the paper was thin. “It will not do.”",
            &[],
        ),
    ]);
}

#[test]
fn two_statements_are_two_sentences_after_a_shout() {
    all(&[(
        "“Bread first!” The company said it would study the demand of the marchers.",
        &["?the marchers |  | “Bread first!”"],
    )]);
}

#[test]
fn words_in_marks_can_be_what_a_verb_or_noun_governs() {
    all(&[
        (
            "The envoy expressed “cautious hope” on the first day of the talks.",
            &["The envoy | expressed | “cautious hope”"],
        ),
        (
            "The firm withdrew from the talks, citing “a lack of good faith”.",
            &["?The firm | citing | “a lack of good faith”"],
        ),
        (
            "The Front's talk of “a new page” has convinced nobody in the valley.",
            &["?The Front | talk of | “a new page”"],
        ),
        (
            "The clause guarantees “free passage to all boats” and the people in them.",
            &["The clause | guarantees | “free passage to all boats” and the people in them"],
        ),
        (
            "On the day that it came, the plan was described as “a receipt for sorrow”.",
            &["? | was described | the plan + as “a receipt for sorrow”"],
        ),
        (
            "The minister deplored what he called “a campaign of lies”.",
            &["he | called | “a campaign of lies”"],
        ),
        (
            "It was dropped after what one official describes as “the longest lunch of my career”.",
            &["one official | describes | “the longest lunch of my career”"],
        ),
        (
            "It was, the envoy admitted, “peace and not a pause”.",
            &["the envoy | admitted | It was + “peace and not a pause”"],
        ),
        (
            "In the hall there was talk of “betrayal” until the envoy rose.",
            &["? | talk of | “betrayal”"],
        ),
    ]);
}
