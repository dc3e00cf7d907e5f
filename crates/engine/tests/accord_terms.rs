//! A reading means what the text would mean with its change written in: key by key, for every kind
//! of clause; and what a reading drops is gone for every check.

use armistice_case::model::{Agreement, Case, ClauseId, NodeId, ReadingId};
use armistice_case::{Input, load};
use armistice_engine::accord::finding::{Code, Evidence, Options};
use armistice_engine::accord::terms::Terms;
use armistice_engine::accord::verify::verify;
use armistice_engine::run::Quiet;

fn case(text: &str) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.as_bytes().to_vec(),
    }]);
    let case = loaded.case();
    case.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.diagnostics))
}

/// A text with one clause of every kind; `{id}` is where the keys of one of them go.
const TEXT: &str = "case: Every clause
parties: {a: {name: A}, b: {name: B}}
others: {team: {name: Team, role: verifier, capacity: 1}, bank: {name: Bank}}
places: {gate: {name: Gate, capacity: 40 loads per day}}
quantities: {boats: {unit: boat}, loads: {unit: load}}
issues: {line: {options: {near: near, far: far}}}
sources: {paper: {outlet: Paper}}
agreement:
  calendar: {day-one: 2031-06-02, rest-days: [sunday]}
  milestones:
    rain: {name: The rain{rain}}
  open-terms:
    map: {question: Where{map}}
  obligations:
    let-in: {by: b, to: team, does: Let them in, done-when: they are in, when: by day 2{let-in}}
    other: {by: b, to: a, delivers: {loads: 3}, when: by day 9{other}}
  powers:
    stop: {by: a{stop}}
  phases:
    one:
      name: The first{one}
      obligations:
        home:
          by: a
          to: b
          delivers: {boats: 3}{home}
          tranches:
            first: {delivers: {boats: 1}{home.first}}
            rest: {delivers: {boats: 2}}
  escrows:
    held: {by: bank, holds: home{held}}
  guarantees:
    bond: {pledges: Pay{bond}}
  readings:
    read: {name: The reading{read}}
";

const PLACES: [&str; 11] = [
    "rain",
    "map",
    "let-in",
    "other",
    "stop",
    "one",
    "home",
    "home.first",
    "held",
    "bond",
    "read",
];

/// The text with keys of one clause, and with the changes of the reading.
fn with(clause: &str, keys: &str, changes: &str) -> String {
    let mut text = TEXT.to_owned();
    for place in PLACES {
        let block = matches!(place, "one" | "home");
        let put = match place {
            "read" if !changes.is_empty() => format!(", {changes}"),
            _ if place == clause && !keys.is_empty() => {
                if block {
                    let indent = if place == "one" { 6 } else { 10 };
                    format!("\n{}{keys}", " ".repeat(indent))
                } else {
                    format!(", {keys}")
                }
            }
            _ => String::new(),
        };
        text = text.replace(&format!("{{{place}}}"), &put);
    }
    text
}

/// What an agreement says, without its places and its readings.
fn said(agreement: &Agreement) -> String {
    let text = format!(
        "{:?}{:?}{:?}{:?}{:?}{:?}{:?}",
        agreement.milestones,
        agreement.open_terms,
        agreement.obligations,
        agreement.powers,
        agreement.phases,
        agreement.escrows,
        agreement.guarantees
    );
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("Span {") {
        out.push_str(&rest[..at]);
        rest = &rest[at + rest[at..].find('}').expect("the end of a span") + 1..];
    }
    out + rest
}

fn reading(case: &Case) -> ReadingId {
    match case.node("read") {
        Some(NodeId::Reading(reading)) => reading,
        other => panic!("{other:?}"),
    }
}

/// Every key that the model holds, for each kind of clause, with a value for it.
const KEYS: [(&str, &str); 62] = [
    ("rain", "date: 2031-06-05"),
    ("rain", "by: a"),
    ("rain", "after: other"),
    ("rain", "needs: map"),
    ("map", "when: by day 4"),
    ("map", "issue: line"),
    ("map", "fallback: the old one"),
    ("map", "decided-by: team"),
    ("other", "name: Loads"),
    ("other", "clause: \"4\""),
    ("other", "through: bank"),
    ("other", "does: Bring them"),
    ("other", "reaches: {loads: 9}"),
    ("other", "done-when: they are there"),
    ("other", "as-written: forthwith"),
    ("other", "act: haul"),
    ("other", "place: gate"),
    ("other", "uses: [team, gate]"),
    ("other", "after: let-in verified"),
    ("other", "needs: not let-in"),
    ("other", "starts: by day 3"),
    ("other", "every: 2 days"),
    ("other", "takes: 1 to 3 days"),
    ("other", "in-return-for: home"),
    ("other", "together-with: let-in"),
    ("other", "first: b"),
    ("other", "keeps-pace: day for day"),
    ("other", "verified-by: team"),
    ("other", "verified-within: 1 to 2 days"),
    ("other", "verified-access: let-in"),
    ("other", "cure: 3 days"),
    ("other", "reversible: 50 to 80 %"),
    ("other", "unconditional: yes"),
    ("other", "from: paper"),
    ("let-in", "must-not: Shut them out"),
    ("let-in", "jointly: yes"),
    ("home", "when: by day 7"),
    ("home", "after: let-in"),
    ("home", "cure: 2 days"),
    ("home.first", "when: by day 3"),
    ("home.first", "starts: from day 2"),
    ("home.first", "after: let-in"),
    ("home.first", "needs: map"),
    ("home.first", "reaches: {boats: 1}"),
    ("home.first", "verified-within: 2 days"),
    ("stop", "does: Stop it all"),
    ("stop", "suspends: other"),
    ("stop", "ends: one"),
    ("stop", "waives: home"),
    ("stop", "after: other late"),
    ("stop", "needs: map"),
    ("stop", "when: from day 3"),
    ("stop", "for: at most 5 days"),
    ("stop", "at-most: 2 times"),
    ("one", "when: day 1 to day 9"),
    ("one", "if-talks-go-on: lapse"),
    ("one", "totals: {boats: 3}"),
    ("held", "hands-over: home verified"),
    ("held", "gives-back: from day 20"),
    ("bond", "backs: [home, other]"),
    ("bond", "kind: forfeit"),
    ("bond", "amount: {boats: 2}"),
];

#[test]
fn a_change_means_what_the_text_would_mean() {
    let base = said(
        case(&with("", "", ""))
            .agreement_under(None)
            .expect("terms"),
    );
    for (clause, key) in KEYS {
        let changed = case(&with("", "", &format!("changes: {{{clause}: {{{key}}}}}")));
        let written = case(&with(clause, key, ""));
        let read = changed.agreement_under(Some(reading(&changed)));
        let read = said(read.expect("a reading"));
        assert_eq!(
            read,
            said(written.agreement_under(None).expect("terms")),
            "{clause}: {key}"
        );
        assert_ne!(read, base, "{clause}: {key} changes nothing");
        let own = changed.agreement_under(None).expect("terms");
        assert_eq!(said(own), base, "{clause}: {key} leaks into the text");
        verify(&changed, &Options::default(), &Quiet).expect("an agreement");
    }
}

#[test]
fn a_milestone_given_as_a_date_can_be_changed() {
    let text = with("", "", "changes: {rain: {needs: map}}")
        .replace("rain: {name: The rain}", "rain: 2031-06-05");
    let case = case(&text);
    let read = case
        .agreement_under(Some(reading(&case)))
        .expect("a reading");
    let (_, rain) = read.milestones.iter().next().expect("a milestone");
    assert!(rain.date.get().is_some() && rain.needs.get().is_some());
}

#[test]
fn what_a_reading_drops_is_gone_with_all_that_stands_in_it() {
    let case = case(&with(
        "stop",
        "ends: one",
        "drops: [one, stop, bond, held, rain, map]",
    ));
    let terms = Terms::under(&case, Some(reading(&case))).expect("terms");
    assert_eq!(terms.duties().count(), 2);
    assert_eq!(terms.phases().count() + terms.powers().count(), 0);
    assert_eq!(terms.guarantees().count() + terms.escrows().count(), 0);
    assert_eq!(terms.milestones().count() + terms.open_terms().count(), 0);
    let base = Terms::under(&case, None).expect("terms");
    assert_eq!((base.duties().count(), base.powers().count()), (3, 1));
}

#[test]
fn a_remedy_that_a_reading_adds_or_takes_away_counts() {
    let told = |text: &str| {
        let case = case(text);
        let options = Options {
            only: Some(reading(&case)),
            ..Options::default()
        };
        let found = verify(&case, &options, &Quiet)
            .expect("an agreement")
            .findings;
        let remedy = found.iter().find(|f| f.code == Code::BreachWithoutRemedy);
        remedy.map_or(0, |finding| finding.because.len())
    };
    let all = told(&with("", "", ""));
    assert_eq!(all, 3);
    assert_eq!(told(&with("", "", "changes: {home: {cure: 3 days}}")), 2);
    assert_eq!(
        told(&with("", "", "changes: {bond: {backs: [home, other]}}")),
        1
    );
    assert_eq!(
        told(&with("bond", "backs: [home, other]", "drops: bond")),
        all
    );
}

/// Two votes and a border, each disputed, with readings that name one another.
fn disputed(readings: &str) -> Vec<(Vec<String>, Vec<String>)> {
    let text = format!(
        "case: Votes and a border
parties: {{shore: {{name: Shore}}, isle: {{name: Isle}}}}
agreement:
  signed-by: [shore, isle]
  calendar: {{day-one: 2034-03-01}}
  obligations:
    vote: {{by: shore, to: isle, does: Vote, done-when: voted, after: disputed}}
    border: {{by: isle, to: shore, does: Hand over, done-when: over, after: disputed}}
    help: {{by: isle, to: shore, does: Help, done-when: helped, after: border}}
  readings:
{readings}"
    );
    let case = case(&text);
    let found = verify(&case, &Options::default(), &Quiet).expect("an agreement");
    let names = |clauses: &[ClauseId]| -> Vec<String> {
        let name = |clause: &ClauseId| case.label((*clause).into()).id.to_string();
        clauses.iter().map(name).collect()
    };
    let told = found.findings.iter().filter_map(|finding| {
        let Evidence::Together { circle, never, .. } = &finding.evidence else {
            return None;
        };
        assert_eq!(finding.code, Code::ReadingDependentOrder);
        Some((names(circle), names(never)))
    });
    told.collect()
}

#[test]
fn two_readings_of_different_clauses_can_make_a_circle_that_neither_makes_alone() {
    let late = "    vote-later: {name: a, changes: {vote: {after: border}}}\n    \
                border-later: {name: b, changes: {border: {after: vote}}}\n";
    let [(circle, never)] = &disputed(late)[..] else {
        panic!("one pair")
    };
    let mut members = circle.clone();
    members.sort_unstable();
    assert_eq!(members, ["border", "vote"]);
    assert_eq!(*never, ["vote", "border", "help"]);
    // The order in which they are written changes nothing.
    let turned = "    border-later: {name: b, changes: {border: {after: vote}}}\n    \
                  vote-later: {name: a, changes: {vote: {after: border}}}\n";
    assert_eq!(disputed(turned)[0].1, *never);
    // Two readings of one clause are never taken together, and one that frees the other is no circle.
    let one = "    vote-later: {name: a, changes: {vote: {after: border}}}\n    \
               vote-first: {name: b, changes: {vote: {after: none}}}\n    \
               border-first: {name: c, changes: {border: {after: none}}}\n";
    assert!(disputed(one).is_empty());
    // A reading's own duties and drops are there too.
    let adds = "    vote-later: {name: a, changes: {vote: {after: border}}}\n    \
                by-paper: {name: b, changes: {border: {after: paper}}, adds: {paper: {by: shore, to: isle, does: Sign, done-when: signed, after: vote}}}\n";
    assert_eq!(disputed(adds).len(), 1);
    let drops = "    border-later: {name: b, changes: {border: {after: vote}}}\n    \
                 no-vote: {name: a, drops: [vote]}\n";
    let [(circle, never)] = &disputed(drops)[..] else {
        panic!("one pair")
    };
    assert!(circle.is_empty());
    assert_eq!(*never, ["border", "help"]);
}
