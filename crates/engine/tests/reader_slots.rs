//! What a sentence fills, and what it leaves empty: denials, doubts, questions and conditions are
//! no statements, and numbers are the intervals that the words give.

#[path = "reader/filled.rs"]
mod filled;

use armistice_engine::reader::{Article, Options, read};
use filled::{case, table};

const GAZA: &str = "\
case: Talks in a third city
parties: {north: {name: North Bank, aliases: [the north]}, hill: {name: Hill Front}}
mediators: {envoy: {name: the envoy}, ministry: {name: the ministry}}
issues: {aid: {question: Who hands out the aid?}, troops: {question: Which troops leave?}}
quantities:
  dead: {name: people killed, unit: person}
  hurt: {name: people injured, unit: person}
  held: {name: hostages held, unit: person}
";
const WAGES: &str = "\
case: A wage dispute
parties:
  union: {name: Union of Dockers, aliases: [the union], voices: {petrov: Anna Petrov}}
  company: {name: Harbour Line, aliases: [the company]}
mediators: {mayor: {name: the mayor}}
issues: {overtime: {question: Overtime?}, pensions: {question: Pensions?}, wage: {question: How much?}}
quantities: {hurt: {name: people injured, unit: person}, dismissed: {name: members dismissed, unit: person}}
";
const BORDER: &str = "\
case: Talks on a border
parties: {reed: {name: Reedland}, moor: {name: Moorland}}
mediators: {owl: {name: the owl office}}
issues: {line: {name: the border line}, river: {name: the river}, market: {name: the market}}
quantities: {displaced: {name: families displaced, unit: family}}
";

#[test]
fn talks_and_deaths() {
    table(
        GAZA,
        &[
            ("The envoy said the talks had collapsed.", "halted"),
            ("The envoy said the talks had not collapsed.", "?"),
            ("The envoy said the talks had never been suspended.", "?"),
            ("Hill Front denied that it had broken off the talks.", "?"),
            (
                "The north denied reports that the talks were deadlocked.",
                "? | ()?",
            ),
            (
                "The envoy rejected reports that the talks had collapsed.",
                "? | ()?",
            ),
            (
                "The envoy said she doubted that the talks would resume.",
                "? | ?",
            ),
            ("The envoy asked whether the talks had stalled.", "?"),
            ("The envoy said the talks may have stalled.", "stalled"),
            ("The envoy said the talks could resume next week.", "?"),
            ("The envoy said the talks would continue.", "ongoing"),
            (
                "The envoy said it was unclear whether the talks had collapsed.",
                "?",
            ),
            ("The envoy did not say that the talks had collapsed.", "()?"),
            ("No official said that the talks had collapsed.", "()?"),
            (
                "The envoy said reports that the talks had collapsed were false.",
                "? | ()?",
            ),
            (
                "The ministry said the talks are believed to be deadlocked.",
                "stalled | (stalled)?",
            ),
            (
                "The envoy said there was no doubt that the talks were stalled.",
                "? | ()?",
            ),
            ("Hill Front demanded that the talks continue.", "?"),
            (
                "The envoy said the gap led to a deadlock in the talks.",
                "stalled",
            ),
            ("The envoy said no progress had been made.", "progress none"),
            ("The envoy denied that progress was made.", "?"),
            ("The ministry denied that 50 people were killed.", "# 50?"),
            ("The ministry said 50 people were killed.", "dead 50"),
            (
                "The ministry said the figure of 70 people hurt was false.",
                "# 70?",
            ),
            (
                "The ministry said the figure of 70 people hurt was not wrong.",
                "hurt 70",
            ),
            (
                "The ministry said between 30 and 40 people were hurt, not 50.",
                "hurt 30 to 40",
            ),
            (
                "The ministry said the talks stalled when 50 people were killed.",
                "stalled, dead 50",
            ),
            ("The ministry doubted that 50 people were killed.", "# 50?"),
            (
                "Hill Front said it would talk if 50 people were killed.",
                "# 50?",
            ),
            (
                "The north demanded that 50 hostages held since May be freed.",
                "held 50",
            ),
            (
                "The envoy said aid is settled but the withdrawal of troops is still open.",
                "aid settled, troops open",
            ),
            (
                "The envoy said aid is settled and troops are still open.",
                "aid settled, troops open",
            ),
            (
                "The envoy said the north would never accept the aid.",
                " | refuses aid?",
            ),
            ("The north never accepted the aid.", "?"),
        ],
    );
}

#[test]
fn wages_and_pensions() {
    table(
        WAGES,
        &[
            (
                "The company said neither overtime nor pensions is settled.",
                "overtime open, pensions open?",
            ),
            (
                "The mayor denied that the pensions issue was settled.",
                "pensions open?",
            ),
            (
                "The mayor said that overtime is not settled.",
                "overtime open",
            ),
            (
                "The mayor said the talks would collapse if pensions were not settled.",
                "?",
            ),
            (
                "Petrov said the union would sign once pensions were settled.",
                "?",
            ),
            ("Petrov said pensions were settled.", "pensions settled"),
            (
                "Petrov said that not only pensions but also overtime were settled.",
                "overtime settled, pensions settled",
            ),
            ("No union official said that the wage was settled.", "()?"),
            (
                "Neither the union nor the company agreed to the wage.",
                "()?",
            ),
            ("Petrov denied that overtime remains open.", "?"),
            (
                "The mayor said it was not true that the wage was settled.",
                "?",
            ),
            (
                "Harbour Line said it no longer refuses to discuss pensions.",
                " | ?",
            ),
            ("The union did not demand overtime.", "?"),
            ("The mayor did not deny that the wage was settled.", "?"),
            (
                "The mayor said none of the three issues remains open.",
                "# 3?",
            ),
            (
                "The mayor said three issues such as overtime and pensions remain open.",
                "left 3, overtime open, pensions open, # 3",
            ),
            (
                "The mayor said issues such as overtime and pensions remain open.",
                "left at least 2, overtime open, pensions open",
            ),
            (
                "The mayor said at least three issues remain open.",
                "left at least 3, # at least 3",
            ),
            ("Petrov said five of eight issues are settled.", "# 5"),
            ("Petrov said all but one of the issues are settled.", ""),
            (
                "Petrov said two of the three issues remain open.",
                "left 2, # 2",
            ),
            ("The mayor said two thirds of the members voted.", ""),
            (
                "Petrov said more than a hundred members were dismissed.",
                "dismissed over 100",
            ),
            (
                "Petrov said dozens of members were dismissed.",
                "dismissed at least 24",
            ),
            (
                "Petrov said several hundred members were dismissed.",
                "dismissed at least 200",
            ),
            (
                "Petrov said tens of thousands of members were dismissed.",
                "dismissed at least 20000",
            ),
            (
                "The mayor said at least 20 but fewer than 30 people were hurt.",
                "hurt 20 to 30",
            ),
            (
                "The mayor said no fewer than 20 people were hurt.",
                "hurt at least 20",
            ),
            (
                "The mayor said that not more than 20 people were hurt.",
                "hurt at most 20",
            ),
            (
                "The mayor said 30 to 40 percent of members voted.",
                "# 30 to 40 %",
            ),
            (
                "The union put the figure at at least 450.",
                "# at least 450?",
            ),
            ("The company dismissed 200 members.", "dismissed 200"),
        ],
    );
}

#[test]
fn a_border() {
    table(
        BORDER,
        &[
            ("Reedland said the line was settled.", "line settled"),
            ("Reedland denied saying that the line was settled.", "?"),
            ("Moorland asked if the river was settled.", "?"),
            (
                "Moorland said the line must be settled before the market is settled.",
                "?",
            ),
            (
                "Moorland said the river and the line were settled.",
                "line settled, river settled",
            ),
            ("Moorland hoped that the line was settled.", "()?"),
            ("Reedland said 40 families had fled.", "displaced 40"),
            (
                "Reedland said it was wrong that 40 families had fled.",
                "# 40?",
            ),
            (
                "If the river is settled, Moorland said, talks will resume.",
                "?",
            ),
            ("Reedland denied that the talks were not stalled.", "?"),
        ],
    );
}

#[test]
fn a_day_beside_the_cue_is_when_it_was_said_and_no_part_of_it() {
    let case = case(WAGES);
    for (sentence, day) in [
        (
            "The mayor said on December 30 that she was ill.",
            "2030-12-30",
        ),
        (
            "The mayor said on 7 January that she was ill.",
            "2031-01-07",
        ),
        (
            "The mayor said on 7 May 2030 that she was ill.",
            "2030-05-07",
        ),
        (
            "The mayor said on December 30, 2029, that she was ill.",
            "2029-12-30",
        ),
        ("The mayor said on Monday that she was ill.", "2031-01-13"),
    ] {
        let article = Article {
            text: sentence,
            digest: "",
            published: "2031-01-15".parse().ok(),
        };
        let found = read(&case, &[article], &Options::default());
        let draft = &found.articles[0].drafts[0];
        assert_eq!(
            &sentence[draft.content[0].clone()],
            "she was ill",
            "{sentence}"
        );
        let said = draft.said.map(|days| days.first.to_string());
        assert_eq!(said.as_deref(), Some(day), "{sentence}");
    }
}

#[test]
fn a_person_speaks_for_whom_the_words_say() {
    let case = case(BORDER);
    for (sentence, expected) in [
        (
            "Reedlandian envoy Jan Vale said that the line was settled.",
            Some("reed"),
        ),
        (
            "Former Reedlandian envoy Jan Vale said that the line was settled.",
            None,
        ),
        (
            "Reedlandian writer Jan Vale said that the line was settled.",
            None,
        ),
        (
            "A Reedlandian official said that the line was settled.",
            None,
        ),
    ] {
        let article = Article {
            text: sentence,
            digest: "",
            published: None,
        };
        let found = read(&case, &[article], &Options::default());
        let source = found.articles[0].drafts[0]
            .source
            .clone()
            .expect("a speaker");
        let principal = source
            .speaks_for
            .map(|id| case.actors.label(id).id.to_string());
        assert_eq!(principal.as_deref(), expected, "{sentence}");
        assert_eq!(source.actor, None, "{sentence}");
    }
}

#[test]
fn a_day_is_no_part_of_who_speaks() {
    let case = case(WAGES);
    for (sentence, expected) in [
        (
            "The union of dockers on Tuesday rejected the offer.",
            "The union of dockers",
        ),
        ("The mayor on 7 May said that she was ill.", "The mayor"),
        (
            "The mayor late on Monday said that she was ill.",
            "The mayor",
        ),
        ("The mayor Monday said that she was ill.", "The mayor"),
        ("Theresa May said that she was ill.", "Theresa May"),
        ("The group of 77 said that it was ill.", "The group of 77"),
    ] {
        let article = Article {
            text: sentence,
            digest: "",
            published: None,
        };
        let found = read(&case, &[article], &Options::default());
        let source = found.articles[0].drafts[0]
            .source
            .clone()
            .expect("a speaker");
        assert_eq!(&sentence[source.at], expected);
    }
}

#[test]
fn a_side_is_heard_by_its_own_word_alone() {
    let case = case(WAGES);
    let text = "A docker said that overtime remains open. The company's refusal to discuss \
                overtime angered members. The mayor said that pensions are settled. Petrov said \
                that pensions are open.";
    let article = Article {
        text,
        digest: "",
        published: None,
    };
    let card = read(&case, &[article], &Options::default()).articles[0]
        .card
        .clone();
    let one_side: Vec<(String, bool)> = card
        .one_side
        .iter()
        .map(|(issue, side)| (case.issues.label(*issue).id.to_string(), side.is_some()))
        .collect();
    assert_eq!(one_side, [("overtime".to_owned(), false)]);
}
