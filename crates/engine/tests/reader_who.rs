//! Who is said to speak: whom the words name, and whom they only mention.

use armistice_case::model::Case;
use armistice_case::{Input, load};
use armistice_engine::reader::{Article, Draft, Options, read};

const SHORES: &str = "\
case: Two shores
parties:
  sarn: {name: Sarn, voices: {osei: Kofi Osei, dara: Lena Dara}}
  veld: {name: Veld, voices: {brask: Per Brask, klein: Rosa Klein}}
  front: {name: Hill Front, aliases: [the front]}
mediators: {carstens: {name: Ole Carstens}, mediator: {name: the mediator}}
issues: {customs: {question: Which customs post?}, dam: {question: When does the dam open?}}
";

fn case() -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: SHORES.as_bytes().to_vec(),
    }]);
    loaded.case().expect("a sound case")
}

fn drafts(case: &Case, text: &str, all: bool) -> Vec<Draft> {
    let article = Article {
        text,
        digest: "",
        published: None,
    };
    read(case, &[article], &Options { all })
        .articles
        .remove(0)
        .drafts
}

/// Who speaks in every draft that somebody is named for: the words, the actor, and whom a person
/// speaks for whom the case does not know.
fn who(case: &Case, text: &str) -> Vec<String> {
    let named = drafts(case, text, false).into_iter().filter_map(|draft| {
        let source = draft.source?;
        let id = |actor| case.actors.label(actor).id.to_string();
        let actor = source
            .actor
            .map_or(String::new(), |actor| format!(" = {}", id(actor)));
        let for_whom = source
            .speaks_for
            .map_or(String::new(), |actor| format!(" for {}", id(actor)));
        Some(format!("{}{actor}{for_whom}", &text[source.at]))
    });
    named.collect()
}

fn table(rows: &[(&str, &[&str])]) {
    let case = case();
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, meant)| {
            let found = who(&case, text);
            (found != *meant).then(|| format!("{text}\n  meant {meant:?}\n  found {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn who_stands_near_a_name_is_not_who_bears_it() {
    table(&[
        (
            "A northern official close to Veld said the talks had failed.",
            &["A northern official close to Veld"],
        ),
        (
            "Two coastal diplomats hostile to Sarn said the talks had failed.",
            &["Two coastal diplomats hostile to Sarn"],
        ),
        (
            "The aides loyal to Osei said that the talks had failed.",
            &["The aides loyal to Osei"],
        ),
        (
            "Officials familiar with the Veld plan said that the talks had failed.",
            &["Officials familiar with the Veld plan"],
        ),
        (
            "A diplomat who met Veld leaders said the talks had failed.",
            &["A diplomat who met Veld leaders"],
        ),
        (
            "A man whose brother fought Veld said the talks had failed.",
            &["A man whose brother fought Veld"],
        ),
        (
            "The officials that opposed Veld said the talks had failed.",
            &["The officials that opposed Veld"],
        ),
        (
            "An official who works for Veld said the talks had failed.",
            &["An official who works for Veld"],
        ),
        (
            "A delegate who resigned said the talks had failed.",
            &["A delegate who resigned"],
        ),
        (
            "Families of Veld captives said the talks had failed.",
            &["Families of Veld captives"],
        ),
        (
            "Relatives of Sarn hostages said the talks had failed.",
            &["Relatives of Sarn hostages"],
        ),
        (
            "A former adviser to Osei said the talks had failed.",
            &["A former adviser to Osei"],
        ),
        (
            "The ambassador to Veld said the talks had failed.",
            &["The ambassador to Veld"],
        ),
        (
            "Protesters in Sarn said the talks had failed.",
            &["Protesters in Sarn"],
        ),
        (
            "The crowd outside Osei's office said the talks had failed.",
            &["The crowd outside Osei's office"],
        ),
        (
            "Villagers near Sarn said the talks had failed.",
            &["Villagers near Sarn"],
        ),
        (
            "The people held by Veld said the talks had failed.",
            &["The people held by Veld"],
        ),
        (
            "Officials briefed on the talks said that they had failed.",
            &["Officials briefed on the talks"],
        ),
        (
            "Officials speaking to reporters in Sarn said the talks had failed.",
            &["Officials speaking to reporters in Sarn"],
        ),
        (
            "A lawyer representing Veld said the talks had failed.",
            &["A lawyer representing Veld"],
        ),
        (
            "The talks had failed, said an official close to Veld.",
            &["an official close to Veld"],
        ),
        (
            "“The talks have failed,” said a diplomat hostile to Sarn.",
            &["a diplomat hostile to Sarn"],
        ),
        (
            "The talks had failed, according to an aide loyal to Osei.",
            &["an aide loyal to Osei"],
        ),
        (
            "An official who said Veld denied the report left the room.",
            &["who", "Veld = veld"],
        ),
    ]);
}

#[test]
fn an_office_speaks_for_whose_it_is() {
    table(&[
        (
            "The Sarn government said the talks had failed.",
            &["The Sarn government = sarn"],
        ),
        (
            "The government of Veld said the talks had failed.",
            &["The government of Veld = veld"],
        ),
        (
            "Front leaders said the talks had failed.",
            &["Front leaders = front"],
        ),
        (
            "The spokesman for Veld said the talks had failed.",
            &["The spokesman for Veld = veld"],
        ),
        (
            "The head of the Veld delegation said the talks had failed.",
            &["The head of the Veld delegation = veld"],
        ),
        (
            "The head of the Veld union said the talks had failed.",
            &["The head of the Veld union"],
        ),
        (
            "The Veld union leader said the talks had failed.",
            &["The Veld union leader"],
        ),
        (
            "A statement by Veld said the talks had failed.",
            &["A statement by Veld"],
        ),
        (
            "Sarn's ally, the United States, said the talks had failed.",
            &["Sarn's ally, the United States"],
        ),
        // A person's office speaks for his side, not in his words.
        (
            "Osei's office said that the talks had failed.",
            &["Osei's office = sarn"],
        ),
        (
            "A spokesman for Veld said the talks had failed.",
            &["A spokesman for Veld"],
        ),
        (
            "The Sarn Supreme Court said the talks had failed.",
            &["The Sarn Supreme Court"],
        ),
        (
            "The Veld airline said that the talks had failed.",
            &["The Veld airline"],
        ),
        (
            "Sarn's opposition leader said the talks had failed.",
            &["Sarn's opposition leader"],
        ),
        (
            "The mediator said the talks had failed.",
            &["The mediator = mediator"],
        ),
        ("A mediator said the talks had failed.", &["A mediator"]),
        (
            "Veld envoy Jan Vale said the talks had failed.",
            &["Veld envoy Jan Vale for veld"],
        ),
        (
            "The southern ambassador to Veld, Jan Vale, said the talks had failed.",
            &["The southern ambassador to Veld, Jan Vale"],
        ),
    ]);
}

#[test]
fn an_apposition_names_whom_the_words_before_it_describe() {
    table(&[
        (
            "Osei's spokeswoman, Lena Dara, said that the talks had failed.",
            &["Osei's spokeswoman, Lena Dara = dara"],
        ),
        (
            "Osei's spokeswoman Lena Dara said that the talks had failed.",
            &["Osei's spokeswoman Lena Dara = dara"],
        ),
        (
            "Lena Dara, the spokeswoman for Osei, said that the talks had failed.",
            &["Lena Dara, the spokeswoman for Osei = dara"],
        ),
        (
            "The head of the Veld office, Rosa Klein, said that the talks had failed.",
            &["The head of the Veld office, Rosa Klein = klein"],
        ),
        (
            "The chair, Judge Ole Carstens, said that the talks had failed. His deputy, Rosa Klein, \
             said that they go on. She insisted that the dam stays.",
            &[
                "The chair, Judge Ole Carstens = carstens",
                "His deputy, Rosa Klein = klein",
                "She = klein",
            ],
        ),
        (
            "Osei, the minister of Sarn, said that the talks had failed.",
            &["Osei, the minister of Sarn = osei"],
        ),
    ]);
}

#[test]
fn what_several_say_together_is_the_word_of_each() {
    table(&[
        (
            "Osei and Brask said the talks had failed.",
            &["Osei and Brask = osei", "Osei and Brask = brask"],
        ),
        (
            "The talks had failed, said Brask and Osei.",
            &["Brask and Osei = brask", "Brask and Osei = osei"],
        ),
        (
            "Ole Carstens said Osei and Brask had agreed to it.",
            &[
                "Ole Carstens = carstens",
                "Osei and Brask = osei",
                "Osei and Brask = brask",
            ],
        ),
        (
            "Brask said no and Osei said that the talks had failed.",
            &["Brask = brask", "Osei = osei"],
        ),
        (
            "Sources in the Veld camp and in Sarn said that the talks had failed.",
            &["Sources in the Veld camp and in Sarn"],
        ),
        (
            "Sarn, Veld and the front said the talks had failed.",
            &[
                "Sarn, Veld and the front = sarn",
                "Sarn, Veld and the front = veld",
                "Sarn, Veld and the front = front",
            ],
        ),
        (
            "In Sarn, Veld and the front said the talks had failed.",
            &["Veld and the front = veld", "Veld and the front = front"],
        ),
        (
            "Both Sarn and Veld accepted the customs post.",
            &["Both Sarn and Veld = sarn", "Both Sarn and Veld = veld"],
        ),
        (
            "Veld and Lorn said that the talks had failed.",
            &["Veld and Lorn = veld"],
        ),
        (
            "Osei and two aides said the talks had failed.",
            &["Osei and two aides = osei"],
        ),
        (
            "Veld or Sarn said that the talks had failed.",
            &["Veld or Sarn"],
        ),
        // Of one of them or of both?
        (
            "Veld and Sarn officials said the talks had failed.",
            &["Veld and Sarn officials"],
        ),
        (
            "Families in Sarn and Veld said the talks had failed.",
            &["Families in Sarn and Veld"],
        ),
        // "He" is one of two.
        (
            "Osei and Brask met in the hall. He said that the talks had failed.",
            &[],
        ),
    ]);
    let case = case();
    let found = drafts(&case, "Brask and Osei agreed to the customs post.", false);
    let accepted: Vec<usize> = found.iter().map(|draft| draft.stances.len()).collect();
    assert_eq!(accepted, [1, 1], "both accept: {found:#?}");
    let text = "Sarn and Veld's insistence on the customs post surprised many.";
    let about: Vec<Option<String>> = drafts(&case, text, false)
        .iter()
        .map(|draft| draft.about.map(|id| case.actors.label(id).id.to_string()))
        .collect();
    assert_eq!(about, [Some("sarn".to_owned()), Some("veld".to_owned())]);
}

#[test]
fn nobody_is_no_antecedent_and_no_speaker() {
    let case = case();
    for text in [
        "No official confirmed this. “If they offer 5 percent, the talks will go on.”",
        "Neither side confirmed this. “They offered 5 percent, and the talks go on.”",
        "None of the leaders came. “They said that the talks go on.”",
    ] {
        for draft in drafts(&case, text, true) {
            let Some(source) = draft.source else { continue };
            assert_eq!(source.stands_for, None, "{text}");
            let words = &text[draft.content[0].clone()];
            assert!(!words.starts_with('“'), "{text}: {}", &text[source.at]);
        }
    }
}

#[test]
fn what_somebody_says_speaks_of_others() {
    table(&[
        // "He" is not Brask.
        (
            "“He said that the talks had failed,” Brask said.",
            &["Brask = brask"],
        ),
        (
            "BRASK: We are far apart. Osei came late. He said that the dam stays.\n\
             OSEI: They said that the talks had failed. We want a deal.\n",
            &["BRASK = brask", "He = osei", "OSEI = osei"],
        ),
    ]);
}

/// What the outlet and others fill: the speaker, or "outlet", with the slots.
fn filled(case: &Case, text: &str) -> Vec<String> {
    let issue = |id| case.issues.label(id).id.to_string();
    drafts(case, text, true)
        .iter()
        .map(|draft| {
            let slots = &draft.slots;
            let speaker = draft
                .source
                .as_ref()
                .map(|source| text[source.at.clone()].to_owned());
            let mut out = vec![speaker.unwrap_or_else(|| "outlet".to_owned())];
            out.extend(slots.talks.map(|talks| talks.word().to_owned()));
            out.extend(slots.open_issues.map(|amount| format!("{amount} left")));
            let status = slots.status.iter();
            out.extend(status.map(|(id, standing)| format!("{} {}", issue(*id), standing.word())));
            out.extend(draft.inside.map(|_| "inside".to_owned()));
            out.join(", ")
        })
        .collect()
}

fn filled_table(rows: &[(&str, &[&str])]) {
    let case = case();
    for (text, meant) in rows {
        assert_eq!(filled(&case, text), *meant, "{text}");
    }
}

#[test]
fn what_somebody_says_over_several_sentences_is_his_word_alone() {
    filled_table(&[
        (
            "OSEI: We are far apart. There are three issues left. The talks have stalled.\n\
             BRASK: We want peace. Only one issue remains open. Customs is settled.\n",
            &["OSEI, stalled, 3 left", "BRASK, 1 left, customs settled"],
        ),
        // What he says of another's words stands inside his own.
        (
            "OSEI: Good morning. Brask said yesterday that the talks had stalled.\n\
             BRASK: That is so. The dam is still open to debate.\n",
            &["OSEI", "Brask, stalled, inside", "BRASK, dam open"],
        ),
        // What he denies in one sentence takes nothing from the others.
        (
            "OSEI: The talks have not stalled. Two issues remain open.\n\
             BRASK: If customs is settled, we sign. The dam was settled in May.\n",
            &["OSEI, 2 left", "BRASK, dam settled"],
        ),
        (
            "“We are close,” Kofi Osei said. “There are three issues left.”",
            &["Kofi Osei, 3 left"],
        ),
        (
            "“The talks have stalled,” Osei said. “Customs is settled. The dam remains open.”",
            &["Osei, stalled, customs settled, dam open"],
        ),
        (
            "Osei was tired. “We wait for word,” he said. “Two issues remain open.” The talks have \
             stalled.",
            &["he, 2 left", "outlet, stalled"],
        ),
    ]);
}

#[test]
fn what_is_passed_on_is_the_word_of_who_said_it() {
    filled_table(&[
        (
            "Brask said Osei had told him that customs was settled.",
            &["Brask", "Osei, customs settled, inside"],
        ),
        (
            "Brask said the dam was settled, and that Osei claimed customs was settled.",
            &["Brask, dam settled", "Osei, customs settled, inside"],
        ),
        (
            "The talks had stalled, according to Osei, Brask said.",
            &["Osei, stalled, inside", "Brask"],
        ),
        // His own earlier words are his.
        (
            "Brask said he had said that customs was settled.",
            &["Brask, customs settled", "he, customs settled, inside"],
        ),
        (
            "Brask denied that Osei said customs was settled.",
            &["Brask", "Osei, inside"],
        ),
    ]);
}

#[test]
fn a_turn_is_no_repeat_where_only_its_greeting_is() {
    let case = case();
    let text = "OSEI: Good morning to you all. Customs is settled.\n\
                BRASK: Good morning to you all. The dam is settled.\n\
                OSEI: Good morning to you all. The talks have stalled.\n";
    assert_eq!(
        filled(&case, text),
        [
            "OSEI, customs settled",
            "BRASK, dam settled",
            "OSEI, stalled"
        ]
    );
}

#[test]
fn turns_and_datelines_of_wires_and_transcripts() {
    filled_table(&[
        (
            "Rosa Klein (union chair): We are far apart and have been so for weeks, and\n\
             the talks have stalled.\n\
             Kofi Osei (Sarn): We want a deal. Only one issue remains open, and we are\n\
             ready for it.\n",
            &[
                "Rosa Klein (union chair), stalled",
                "Kofi Osei (Sarn), 1 left",
            ],
        ),
        (
            "KEST/LORN, July 9 (Wire) - Talks have stalled, a northern official said.",
            &["a northern official, stalled"],
        ),
    ]);
    let case = case();
    let text = "LORN, 9 July (Wire) - Talks have stalled, a northern official said.";
    let content = drafts(&case, text, false)[0].content.clone();
    assert_eq!(&text[content[0].clone()], "Talks have stalled");
}

#[test]
fn a_whole_report() {
    let case = case();
    let text = "KEST, July 9 (Wire) - Negotiators for Sarn and Veld said on Tuesday that customs was \
        settled, but an aide to Kofi Osei said three issues remained open.\n\n\
        Officials who met Brask on Monday said he opposed the customs post. “Brask told us that the \
        dam stays shut,” said one official briefed on the meeting.\n\n\
        The letter to Brask said the dam would be closed. The proposal of Sarn to open the dam, which \
        Veld's government rejected, lapsed. Sarn and Veld have both accepted the customs post, \
        according to the judge, Ole Carstens.\n";
    assert_eq!(
        who(&case, text),
        [
            "Negotiators for Sarn and Veld",
            "an aide to Kofi Osei",
            "Officials who met Brask on Monday",
            // One man is none of several officials.
            "he = brask",
            "Brask = brask",
            "one official",
            "The letter to Brask",
            "Sarn = sarn",
            "Veld's government = veld",
            "Sarn and Veld = sarn",
            "Sarn and Veld = veld",
            "the judge, Ole Carstens = carstens",
        ]
    );
}
