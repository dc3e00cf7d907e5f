//! Days and lengths of time as articles write them.

use super::super::lexicon::lexicons;
use super::*;

fn days(words: &str, published: Option<&str>) -> Vec<(String, Option<String>)> {
    let text = Text::of(words, &lexicons()[0]);
    let published = published.map(|day| day.parse().expect("a day"));
    times(&text, 0..text.tokens.len(), published)
        .into_iter()
        .map(|time| {
            let day = time.days.map(|days| days.first.to_string());
            (
                text.words(time.at),
                day.or(time.lasts.map(|(n, unit)| format!("{n} {unit}"))),
            )
        })
        .map(|(words, day)| (words.to_owned(), day))
        .collect()
}

#[test]
fn no_day_is_made_without_a_day_of_publication() {
    assert_eq!(
        days("He spoke on Wednesday and yesterday, and on 3 July.", None),
        [
            ("Wednesday".to_owned(), None),
            ("yesterday".to_owned(), None),
            ("3 July".to_owned(), None)
        ]
    );
    assert_eq!(
        days("He spoke on 3 July 2025.", None),
        [("3 July 2025".to_owned(), Some("2025-07-03".to_owned()))]
    );
}

#[test]
fn weekdays_are_the_latest_in_the_past_and_the_next_in_the_future() {
    let day = Some("2025-07-09"); // a Wednesday
    let one = |words: &str| days(words, day)[0].1.clone().unwrap_or_default();
    assert_eq!(one("He spoke on Wednesday."), "2025-07-09");
    assert_eq!(one("He spoke on Thursday."), "2025-07-03");
    assert_eq!(one("They will meet on Monday."), "2025-07-14");
    assert_eq!(one("They met on 28 June."), "2025-06-28");
    assert_eq!(
        one("They met on December 30."),
        "",
        "either year could be meant"
    );
    let winter = days("They met on December 30.", Some("2025-01-05"));
    assert_eq!(winter[0].1.as_deref(), Some("2024-12-30"));
    assert_eq!(one("a 60-day truce"), "60 days");
    assert_eq!(one("in the next 48 hours"), "48 hours");
}

#[test]
fn a_deadline_lies_ahead_unless_the_past_is_told() {
    let day = Some("2023-05-03"); // a Wednesday
    let one = |words: &str| days(words, day)[0].1.clone().unwrap_or_default();
    for (words, expected) in [
        ("The deal must be signed by Friday.", "2023-05-05"),
        ("Officials expect a deal by Friday.", "2023-05-05"),
        ("The offer stands until Monday.", "2023-05-08"),
        ("The deal was to be signed by Friday.", "2023-05-05"),
        ("Ten men had been freed by Friday.", "2023-04-28"),
        ("The truce lasted until Monday.", "2023-05-01"),
        (
            "They will return to what they said last Wednesday.",
            "2023-04-26",
        ),
        ("They met on Wednesday.", "2023-05-03"),
        ("They meet next Monday.", "2023-05-08"),
    ] {
        assert_eq!(one(words), expected, "{words}");
    }
}

#[test]
fn what_is_intended_lies_ahead() {
    for (words, day) in [
        ("to leave for Mabran on Thursday", "2025-07-10"),
        ("They agreed to travel there on Thursday.", "2025-07-10"),
        ("an offer to meet on Monday", "2025-07-14"),
        ("Parents came on Thursday night to hear why.", "2025-07-03"),
        ("They went to court on Thursday.", "2025-07-03"),
    ] {
        assert_eq!(spans(words)[0].1, day, "{words}");
    }
}

#[test]
fn a_month_is_an_interval() {
    let spans = |words: &str, day: &str| -> Vec<(String, String)> {
        let text = Text::of(words, &lexicons()[0]);
        times(&text, 0..text.tokens.len(), day.parse().ok())
            .into_iter()
            .map(|time| {
                let days = time
                    .days
                    .map(|days| format!("{} to {}", days.first, days.last));
                (text.words(time.at).to_owned(), days.unwrap_or_default())
            })
            .collect()
    };
    for (words, said, expected) in [
        (
            "It ends at the end of July.",
            "end of July",
            "2031-07-21 to 2031-07-31",
        ),
        (
            "It ends in early June.",
            "early June",
            "2031-06-01 to 2031-06-10",
        ),
        (
            "It ends in mid-July.",
            "mid-July",
            "2031-07-11 to 2031-07-20",
        ),
        ("It ends in July.", "July", "2031-07-01 to 2031-07-31"),
        (
            "It ended in February 2028.",
            "February 2028",
            "2028-02-01 to 2028-02-29",
        ),
        ("It ended in November.", "November", ""),
        ("It will end July 3.", "July 3", "2031-07-03 to 2031-07-03"),
        (
            "It starts early on July 3.",
            "July 3",
            "2031-07-03 to 2031-07-03",
        ),
        ("It ends late July 3.", "July 3", "2031-07-03 to 2031-07-03"),
    ] {
        let found = spans(words, "2031-05-03");
        assert_eq!(found, [(said.to_owned(), expected.to_owned())], "{words}");
    }
    // The modal verb, and a month that is no word for a time.
    assert_eq!(spans("May the talks go on.", "2031-05-03"), []);
    assert_eq!(days("It ends at the end of July.", None)[0].1, None);
}

/// The words of a day and what they come to, on a Wednesday, 9 July 2025.
fn spans(words: &str) -> Vec<(String, String)> {
    let text = Text::of(words, &lexicons()[0]);
    times(&text, 0..text.tokens.len(), "2025-07-09".parse().ok())
        .into_iter()
        .map(|time| {
            let days = time.days.map(|days| days.to_string());
            let lasts = time.lasts.map(|(n, unit)| format!("{n} {unit}"));
            (
                text.words(time.at).to_owned(),
                days.or(lasts).unwrap_or_default(),
            )
        })
        .collect()
}

#[test]
fn dates_as_they_are_written() {
    for (words, said, expected) in [
        ("It opened on the 3rd of July.", "3rd of July", "2025-07-03"),
        ("It opened on July 3rd.", "July 3rd", "2025-07-03"),
        (
            "It opened on the first of May.",
            "first of May",
            "2025-05-01",
        ),
        ("It opened on Jun. 3.", "Jun. 3", "2025-06-03"),
        ("It will open on Sept. 4.", "Sept. 4", "2025-09-04"),
        ("It will open on 4 Sept.", "4 Sept.", "2025-09-04"),
        ("It opened on 2025-07-03.", "2025-07-03", "2025-07-03"),
        ("It opened on 25/06/2025.", "25/06/2025", "2025-06-25"),
        ("It opened on 03/04/2025.", "03/04/2025", ""),
        (
            "It was held from 3 to 5 July.",
            "3 to 5 July",
            "2025-07-03 to 2025-07-05",
        ),
        (
            "It was held between 3 and 5 July 2024.",
            "3 and 5 July 2024",
            "2024-07-03 to 2024-07-05",
        ),
        (
            "It was held on July 3-5.",
            "July 3-5",
            "2025-07-03 to 2025-07-05",
        ),
        (
            "It was held on 3–5 July.",
            "3–5 July",
            "2025-07-03 to 2025-07-05",
        ),
        ("They met two days ago.", "two days ago", "2025-07-07"),
        (
            "They met two weeks ago.",
            "two weeks ago",
            "2025-06-22 to 2025-06-28",
        ),
        (
            "They met a month ago.",
            "a month ago",
            "2025-05-25 to 2025-06-24",
        ),
        (
            "They met five hours ago.",
            "five hours ago",
            "2025-07-08 to 2025-07-09",
        ),
        ("They met several days ago.", "several days ago", ""),
    ] {
        assert_eq!(
            spans(words),
            [(said.to_owned(), expected.to_owned())],
            "{words}"
        );
    }
}

#[test]
fn a_day_without_a_year_lies_where_the_verb_says() {
    for (words, expected) in [
        ("251 hostages were taken on October 7.", ""),
        ("They met on October 7.", ""),
        ("They will meet on October 7.", "2025-10-07"),
        ("They agreed to be there on October 7.", "2025-10-07"),
        ("A truce is to start on October 7.", "2025-10-07"),
        ("The deal was to be signed by October 7.", "2025-10-07"),
        ("They met on August 1.", ""),
        ("They met on June 1, and will meet again.", "2025-06-01"),
        ("The truce lasts until August 1.", "2025-08-01"),
        ("They could have met on June 1.", "2025-06-01"),
        ("A meeting on August 1.", "2025-08-01"),
        (
            "The hall was full; the next hearing is on August 1.",
            "2025-08-01",
        ),
        (
            "Hopes rest with the court, which sits on June 1.",
            "2025-06-01",
        ),
        ("On June 1, they met.", "2025-06-01"),
        ("On August 1, they met.", ""),
        ("They said so. On August 1 nobody comes.", "2025-08-01"),
        ("They promised to leave on August 1.", "2025-08-01"),
        ("They walked to court on August 1.", ""),
    ] {
        assert_eq!(spans(words)[0].1, expected, "{words}");
    }
}
