//! Numbers as the intervals that the words give, what is counted, what happens to it, and how long
//! something lasts.

#[path = "reader/filled.rs"]
mod filled;

use armistice_engine::reader::{Article, Options, read};
use filled::{case, filled, table};

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
fn numbers_in_words() {
    let case = case(BORDER);
    for (words, expected) in [
        ("one hundred and twenty", "120"),
        ("a hundred and five", "105"),
        ("two thousand five hundred", "2500"),
        ("five hundred and two thousand", "502000"),
        ("three hundred thousand", "300000"),
        ("two million three hundred thousand", "2300000"),
        ("more than a hundred and fifty", "over 150"),
        ("several hundred thousand", "at least 200000"),
        ("two dozen", "24"),
        ("a dozen", "12"),
        ("another dozen", "12"),
        ("about half a dozen", "about 6"),
        ("half a million", "500000"),
        ("twenty-five", "25"),
        ("three or four", "3 to 4"),
        ("between two and three hundred", "200 to 300"),
        ("20 to 30 thousand", "20000 to 30000"),
        ("800 to 2 thousand", "800 to 2000"),
    ] {
        let sentence = format!("Reedland said {words} families had fled.");
        assert_eq!(filled(&case, &sentence), format!("displaced {expected}"));
    }
    table(
        BORDER,
        &[
            (
                "Reedland said a quarter of a million families had fled.",
                "",
            ),
            (
                "Reedland said that since day 60 two families had fled.",
                "displaced 2",
            ),
        ],
    );
}

#[test]
fn what_happens_stands_in_the_same_clause() {
    table(
        GAZA,
        &[
            (
                "The ministry said 20 people were killed and 30 people were injured.",
                "dead 20, hurt 30",
            ),
            (
                "The ministry said 20 people were killed, 30 people were injured.",
                "dead 20, hurt 30",
            ),
            (
                "The ministry said 20 people and 30 soldiers were killed.",
                "dead 20, # 30",
            ),
        ],
    );
}

#[test]
fn fractions_and_marks_of_thousands() {
    let case = case(BORDER);
    for (words, expected) in [
        ("3½ million", "3500000"),
        ("two and a half million", "2500000"),
        ("2 1/2 million", "2500000"),
        ("1.25 million", "1250000"),
        ("12\u{202f}000", "12000"),
        ("12\u{a0}500", "12500"),
        ("1\u{2009}250\u{2009}000", "1250000"),
        ("12 000", "12000"),
        ("12'500", "12500"),
        ("10k", "10000"),
        ("1.5k", "1500"),
        ("2m", "2000000"),
        ("4bn", "4000000000"),
    ] {
        let sentence = format!("Reedland said that {words} families had fled.");
        assert_eq!(
            filled(&case, &sentence),
            format!("displaced {expected}"),
            "{words}"
        );
    }
    table(
        BORDER,
        &[
            (
                "Reedland said that 3.5 percent of families had fled.",
                "# 3.5 %",
            ),
            ("Reedland said prices rose by 2.5%.", "# 2.5 %"),
            ("Reedland said 0.75 % was enough.", "# 0.75 %"),
            ("Reedland said 4½ tons of rice were on the way.", "# 4.5"),
            // Twelve or twelve thousand, one and a half or fifteen: no number.
            ("Reedland said 12.000 families had fled.", ""),
            ("Reedland said 1,5 tons of rice were on the way.", ""),
            ("Reedland said 2⅓ tons of rice were on the way.", ""),
            // A length, a result, a name, a part: nothing is counted.
            ("Reedland said a 10m wall stood on the line.", ""),
            ("Reedland said it was a 2-5 vote.", ""),
            (
                "Reedland said that article 4.2 families clause applied.",
                "",
            ),
            ("Reedland said the 3rd meeting was short.", ""),
            ("Reedland said 9/11 families had come.", ""),
            (
                "Reedland said it would meet at 9.40 p.m. families and all.",
                "",
            ),
            ("Reedland said it left at 0400 families and all.", ""),
            ("Reedland said it had come at 10.15 families and all.", ""),
            ("Reedland said it met in the 1990s families and all.", ""),
        ],
    );
}

#[test]
fn words_round_a_number_are_bounds() {
    let case = case(BORDER);
    for (words, expected) in [
        ("7-10", "7 to 10"),
        ("7–10", "7 to 10"),
        ("between 1.2 and 1.5 million", "1200000 to 1500000"),
        ("10-12k", "10000 to 12000"),
        ("as many as 20", "at most 20"),
        ("up to 20", "at most 20"),
        ("a maximum of 20", "at most 20"),
        ("as few as 20", "at least 20"),
        ("a minimum of 20", "at least 20"),
        ("20 or more", "at least 20"),
        ("20-plus", "at least 20"),
        ("20+", "at least 20"),
        ("20 or fewer", "at most 20"),
        ("20 or so", "about 20"),
        ("upwards of 20", "over 20"),
        ("in excess of 20", "over 20"),
        ("no more than 20", "at most 20"),
        ("no fewer than 20 and fewer than 30", "20 to 30"),
    ] {
        let sentence = format!("Reedland said that {words} families had fled.");
        assert_eq!(
            filled(&case, &sentence),
            format!("displaced {expected}"),
            "{words}"
        );
    }
}

#[test]
fn the_whole_of_which_some_is_told_has_no_role() {
    table(
        GAZA,
        &[
            ("The envoy said 50 people were killed.", "dead 50"),
            (
                "The envoy said two-thirds of the 50 people were killed.",
                "# 50",
            ),
            ("The envoy said most of the 50 people were killed.", "# 50"),
            ("The envoy said half the 50 people were killed.", "# 50"),
            ("The envoy said one of the 50 people was killed.", "# 50"),
            (
                "The envoy said three quarters of those 50 people were killed.",
                "# 50",
            ),
            ("The envoy said 12 of the 50 people were killed.", "dead 12"),
        ],
    );
}

#[test]
fn what_has_a_verb_of_its_own_is_told_of_by_that() {
    table(
        GAZA,
        &[
            (
                "The ministry said 1,200 were killed and 250 taken.",
                "dead 1200, # 250",
            ),
            (
                "The ministry said 1,200 people were killed and 250 captured.",
                "dead 1200, # 250",
            ),
            (
                "The ministry said 20 people were killed and 30 people left.",
                "dead 20, # 30",
            ),
            (
                "The ministry said 30 people left and 20 people were killed.",
                "# 30, dead 20",
            ),
            (
                "The ministry said 20 people and 30 people were killed.",
                "dead 20, dead 30",
            ),
            ("The ministry said 30 trucks were stopped.", "# 30"),
        ],
    );
    table(
        WAGES,
        &[
            (
                "\"They dismissed nobody. Soon 12 members left in anger,\" Petrov said.",
                "? | # 12",
            ),
            (
                "Petrov said that nobody was dismissed, 12 members left.",
                "# 12",
            ),
            ("Petrov said 12 members were dismissed.", "dismissed 12"),
        ],
    );
}

#[test]
fn what_may_happen_has_not() {
    table(
        WAGES,
        &[
            (
                "Petrov said 300 to 400 members could be laid off if the strike lasted.",
                "# 300 to 400?",
            ),
            ("Petrov said 300 members might be dismissed.", "# 300?"),
            ("Petrov said 300 members will be dismissed.", "# 300?"),
            ("Petrov said 300 members were not dismissed.", "# 300?"),
            (
                "Petrov said the company could dismiss 300 members.",
                "# 300 | # 300?",
            ),
            (
                "Petrov said 300 members may have been dismissed.",
                "dismissed 300",
            ),
            (
                "Petrov said 300 members have been dismissed.",
                "dismissed 300",
            ),
        ],
    );
}

/// The lengths of time of the first draft of a sentence.
fn lengths(sentence: &str) -> Vec<String> {
    let case = case(WAGES);
    let article = Article {
        text: sentence,
        digest: "",
        published: None,
    };
    let found = read(&case, &[article], &Options { all: true });
    let times = found.articles[0].drafts[0].times.iter();
    times
        .filter_map(|time| time.lasts.map(|(n, unit)| format!("{n} {unit}")))
        .collect()
}

#[test]
fn a_length_of_time_keeps_what_is_said_of_its_size() {
    for (words, expected) in [
        ("a 60-day truce", "60 days"),
        ("at least 60 days", "at least 60 days"),
        ("between 30 and 60 days", "30 to 60 days"),
        ("three to five years", "3 to 5 years"),
        ("up to two weeks", "at most 2 weeks"),
        ("a 30- to 60-day truce", "30 to 60 days"),
        ("a 30-60 day truce", "30 to 60 days"),
        ("4.5 days", "4.5 days"),
        ("two and a half years", "2.5 years"),
        ("1½ hours", "1.5 hours"),
        ("nearly two weeks", "about 2 weeks"),
        ("more than 48 hours", "over 48 hours"),
        ("over 18 months", "at least 18 months"),
        ("several months", "at least 2 months"),
        ("60 or more days", "at least 60 days"),
    ] {
        let sentence = format!("The mayor said it would last for {words}.");
        assert_eq!(lengths(&sentence), [expected], "{words}");
    }
}

#[test]
fn how_many_issues_are_left() {
    table(
        WAGES,
        &[
            (
                "The mayor said the sides were down to one issue.",
                "left 1, # 1",
            ),
            (
                "The mayor said talks had come down to just two points.",
                "left 2, # 2",
            ),
            (
                "The mayor said they were left with three questions.",
                "left 3, # 3",
            ),
            (
                "The mayor said there remain four differences.",
                "left 4, # 4",
            ),
            ("The mayor said the sides had raised two issues.", "# 2"),
            ("The mayor said it revived hopes for progress.", ""),
        ],
    );
}

#[test]
fn a_quantity_is_known_by_its_name_before_its_id() {
    let text = "case: Captives\nquantities:\n  \
                held: {name: captives held in the town, unit: person}\n  \
                held-alive: {name: captives believed alive, unit: person}\n  \
                freed: {unit: captive}\n  captives-missing: {unit: person}\n";
    table(
        text,
        &[
            (
                "The envoy said about 50 captives were held.",
                "held about 50",
            ),
            (
                "The envoy said 12 captives were missing.",
                "captives-missing 12",
            ),
            ("The envoy said 12 sailors were held.", "# 12"),
        ],
    );
}
