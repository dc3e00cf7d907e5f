//! A page for one audience does not depend on what it may not see: 1,000 generated cases.
//!
//! Every hidden id, key, value and comment carries the mark `zqx`; entries that everybody may see
//! and that name a hidden one carry it too, in that name.

use armistice_case::visible::Audience;
use armistice_case::{Input, Loaded, load};
use armistice_engine::accord::structure::structure;
use armistice_engine::drafts::drafts;
use armistice_engine::ledger::{Options, ledger};
use armistice_engine::run::Quiet;
use armistice_report::pages::{self, Findings, View};
use armistice_report::{data, text};
use proptest::prelude::*;
use std::sync::OnceLock;

const MARK: &str = "zqx";

/// What everybody may see, section by section; some of it names hidden entries.
const OPEN: &[(&str, &[&str])] = &[
    (
        "parties",
        &[
            "ash: {name: Ash, voices: {ash-one: Ash One, ash-two: Ash Two}}",
            "birch: {name: Birch, voices: {birch-one: Birch One}}",
            "cedar: {name: Cedar}",
        ],
    ),
    ("others", &["post: {name: The Post, role: press}"]),
    ("quantities", &["nets: {unit: net}", "marks: {unit: mark}"]),
    (
        "issues",
        &[
            "fee: {unit: mark, range: 1 to 9, step: 1}",
            "berths: {options: {few: a few, many: all of them}}",
        ],
    ),
    ("propositions", &["sound: {fact: The quay is sound.}"]),
    (
        "sources",
        &[
            "s1: {outlet: Ash Post, published: 2033-04-02}",
            "s2: {outlet: Birch Post, published: 2033-04-05, origin: s1}",
        ],
    ),
    (
        "claims",
        &[
            "c1: {by: ash-one, date: 2033-04-01, from: s1, demands: {fee: 3}, affirms: sound}",
            "c2: {by: birch-one, date: 2033-04-04, from: s2, refuses: {fee: 3}, denies: sound}",
            "c3: {by: outlet, from: [s1, zqx-source], status: {fee: open}}",
            "c4: {by: cedar, from: zqx-source, talks: halted}",
            "c5: {by: cedar, from: s2, accepts: {fee: 4, zqx-issue: 2}, quantity: {nets: 4}}",
            "c6: {by: cedar, from: s2, accepts: {berths: many}, if: {fee: 2, zqx-issue: 3}}",
        ],
    ),
    (
        "assumptions",
        &[
            "a1: {preferences-of: ash, because: [c1, zqx-claim], order: [fee, zqx-issue, berths]}",
            "a2: {preferences-of: ash, because: zqx-claim, order: [fee, berths]}",
        ],
    ),
    (
        "events",
        &["e1: {date: 2033-04-03, of: give, delivered: {nets: 2}, from: s2}"],
    ),
];

const DRAFT: &str = "drafts:
  paper:
    clauses:
      t-fee:
        issue: fee
        versions:
          v1: {by: ash, date: 2033-04-01, text: A berth costs three marks.}
HIDDEN-VERSIONS          v2: {by: cedar, date: 2033-04-03, replaces: v1, text: A berth costs four marks.}
        reactions:
          - {by: ash, accepts: v2, date: 2033-04-04, from: s2}
HIDDEN-REACTIONS          - {by: birch, objects-to: v2, date: 2033-04-04, from: s2}
";

const AGREEMENT: &str = "agreement:
  title: The paper
  obligations:
    give: {by: ash, to: birch, delivers: {nets: 6}, when: by day 4}
    pay: {by: birch, to: ash, delivers: {marks: 6}, in-return-for: give, after: give verified, when: within 3 days}
    late: {by: cedar, does: Sweep the quay, after: give and zqx-duty, when: by day 9}
HIDDEN-DUTIES";

/// One hidden entry: its section, and the text behind its id.
fn hidden_entry() -> impl Strategy<Value = (&'static str, String)> {
    let number = 1..9_u8;
    (0..12_usize, number.clone(), number, any::<bool>()).prop_map(|(kind, n, m, flag)| {
        let target = if flag { "ash" } else { "birch" };
        match kind {
            0 => ("sources", format!("{{outlet: Zqx Paper {n}, title: Zqx {m}}}")),
            1 => ("claims", format!("{{by: birch-one, date: 2033-04-0{n}, from: zqx-source, accepts: {{fee: {m}}}, quote: Zqx words {n}}}")),
            2 => ("claims", format!("{{by: zqx-person, about: {target}, from: s2, demands: {{zqx-issue: {n}}}, says: Zqx said {m}}}")),
            3 => ("claims", format!("{{by: zqx-voice, from: [s1, zqx-source], retracts: c{}, talks: ended}}", n % 4 + 1)),
            4 => ("assumptions", format!("{{preferences-of: {target}, because: [c1, zqx-claim], weights: {{fee: {n}, zqx-issue: {m}}}, says: Zqx guess}}")),
            5 => ("assumptions", "{same-speaker: [zqx-person, ash-one], because: zqx-claim}".to_owned()),
            6 => ("propositions", format!("{{fact: Zqx is so {n}.}}")),
            7 => ("others", format!("{{name: Zqx Man {n}, anonymous: yes}}")),
            8 => ("quantities", format!("{{unit: Zqx {n}, among: nets}}")),
            9 => ("assumptions", "{dates: {zqx-source: 2033-04-01}, says: Zqx day}".to_owned()),
            10 => ("events", format!("{{date: 2033-04-0{n}, of: give, delivered: {{nets: {m}}}, says: Zqx event, from: zqx-source}}")),
            _ => ("issues", format!("{{unit: Zqx, range: 1 to 9, note: Zqx note {n}, name: Zqx matter}}")),
        }
    })
}

/// Everything that one party confided: entries, where they stand, and what the fixed ones say.
#[derive(Clone, Debug)]
struct Confided {
    entries: Vec<((&'static str, String), usize)>,
    versions: Vec<u8>,
    reactions: Vec<u8>,
    duties: Vec<u8>,
    flavour: u8,
    own_file: bool,
}

fn confided() -> impl Strategy<Value = Confided> {
    let few = || proptest::collection::vec(1..9_u8, 0..3);
    (
        proptest::collection::vec((hidden_entry(), 0..8_usize), 0..14),
        few(),
        few(),
        few(),
        1..9_u8,
        any::<bool>(),
    )
        .prop_map(
            |(entries, versions, reactions, duties, flavour, own_file)| Confided {
                entries,
                versions,
                reactions,
                duties,
                flavour,
                own_file,
            },
        )
}

/// The entries that open ones name are always there; what they say varies.
fn fixed(flavour: u8) -> Vec<(&'static str, String)> {
    vec![
        (
            "sources",
            format!("zqx-source: {{title: Zqx notes {flavour}, kind: note}}"),
        ),
        (
            "issues",
            format!("zqx-issue: {{unit: Zqx, range: 1 to 9, step: {flavour}}}"),
        ),
        (
            "claims",
            format!("zqx-claim: {{by: birch, from: s1, demands: {{fee: {flavour}}}}}"),
        ),
        (
            "others",
            format!(
                "zqx-person: {{name: Zqx {flavour}, anonymous: yes, voices: {{zqx-voice: Zqx Voice}}}}"
            ),
        ),
    ]
}

fn sealed(entry: &str) -> String {
    let body = entry.trim_end_matches('}');
    let ends = entry.len() - body.len();
    // The last brace closes the entry; those before it belong to its values.
    format!(
        "{body}{}, visible: in confidence of birch}}  # Zqx comment",
        "}".repeat(ends - 1)
    )
}

fn case_of(confided: &Confided) -> Vec<Input> {
    let mut case = String::from("# Zqx at the top\ncase: Moorings\nas-of: 2033-04-08\n");
    let mut own = String::from("visible: in confidence of birch\n# Zqx file\n");
    for (section, open) in OPEN {
        let mut lines: Vec<String> = open.iter().map(|line| (*line).to_owned()).collect();
        for (of, line) in fixed(confided.flavour) {
            if of == *section {
                lines.insert(usize::from(confided.flavour) % lines.len(), sealed(&line));
            }
        }
        let mut elsewhere = Vec::new();
        for (i, ((of, body), at)) in confided.entries.iter().enumerate() {
            if of != section {
                continue;
            }
            let line = sealed(&format!("zqx-{section}-{i}: {body}"));
            if confided.own_file && at % 2 == 0 {
                elsewhere.push(line);
            } else {
                lines.insert(at % (lines.len() + 1), line);
            }
        }
        let put = |out: &mut String, lines: &[String]| {
            out.push_str(&format!("\n{section}:\n"));
            for line in lines {
                out.push_str(&format!("  {line}\n"));
            }
        };
        put(&mut case, &lines);
        if !elsewhere.is_empty() {
            put(&mut own, &elsewhere);
        }
    }
    let list = |items: &[u8], line: &dyn Fn(usize, u8) -> String| -> String {
        items.iter().enumerate().map(|(i, n)| line(i, *n)).collect()
    };
    let versions = list(&confided.versions, &|i, n| {
        format!(
            "          zqx-v{i}: {{by: birch, replaces: v1, text: Zqx costs {n}., visible: in confidence of birch}}\n"
        )
    });
    let reactions = list(&confided.reactions, &|_, n| {
        let to = n % 2 + 1;
        format!(
            "          - {{by: birch-one, accepts: v{to}, if: Zqx {n}, visible: in confidence of birch}}\n"
        )
    });
    let duties = list(&confided.duties, &|i, n| {
        format!(
            "    zqx-duty-{i}: {{by: birch, to: ash, delivers: {{nets: {n}}}, after: pay and zqx-duty, when: by day {n}, tranches: {{zqx-part: {{when: day {n}, delivers: {{nets: {n}}}}}}}, visible: in confidence of birch}}\n"
        )
    });
    let duties = format!(
        "    zqx-duty: {{by: birch, does: Zqx, when: by day {}, visible: in confidence of birch}}\n{duties}",
        confided.flavour
    );
    case.push('\n');
    case.push_str(
        &DRAFT
            .replace("HIDDEN-VERSIONS", &versions)
            .replace("HIDDEN-REACTIONS", &reactions),
    );
    case.push_str(&AGREEMENT.replace("HIDDEN-DUTIES", &duties));
    let mut files = vec![Input {
        path: "case.yaml".to_owned(),
        bytes: case.into_bytes(),
    }];
    if confided.own_file {
        files.push(Input {
            path: "zqx-room.yaml".to_owned(),
            bytes: own.into_bytes(),
        });
    }
    files
}

/// Every page and every file that an audience gets.
fn pages_of(loaded: Loaded) -> String {
    let case = loaded.case().expect("a view is sound");
    let day = Some(jiff::civil::date(2033, 4, 3));
    let mut out = String::new();
    for since in [None, day] {
        let options = Options { as_of: None, since };
        let ledger = ledger(&case, &options, &Quiet).expect("nothing stops it");
        let structure = structure(&case);
        let drafts = drafts(&case, ledger.as_of);
        let findings = Findings {
            case: &case,
            ledger: &ledger,
            structure: structure.as_ref(),
            // The engines that take their time see the text only once redacted, like all others.
            conflict: None,
            deals: None,
            view: View::default(),
            verified: None,
            proposal: None,
            monitored: None,
            drafts: &drafts,
            path: "case".to_owned(),
            command: "armistice".to_owned(),
            since,
        };
        // What the ledger and the draft say stands on the page of everything too.
        let pages = match since {
            None => vec![pages::brief(&findings), pages::everything(&findings)],
            Some(_) => vec![pages::ledger(&findings)],
        };
        for page in pages {
            out.push_str(&text::text(&page, 100, false));
            if since.is_none() {
                out.push_str(&data::json(&page));
            }
        }
    }
    for diagnostic in &loaded.diagnostics {
        out.push_str(&armistice_case::render::text(
            &loaded.files,
            diagnostic,
            100,
            false,
        ));
    }
    for file in loaded.into_files() {
        out.push_str(&file.path);
        out.push_str(&String::from_utf8_lossy(&file.bytes));
    }
    out
}

fn view(confided: &Confided, audience: &Audience) -> String {
    let loaded = load(case_of(confided));
    let errors: Vec<String> = loaded
        .diagnostics
        .iter()
        .filter(|d| d.severity == armistice_case::diagnostic::Severity::Error)
        .map(|d| armistice_case::render::text(&loaded.files, d, 100, false))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    pages_of(loaded.view(audience).expect("the case is open to all"))
}

/// A case in which next to nothing was confided.
fn nothing() -> Confided {
    Confided {
        entries: Vec::new(),
        versions: Vec::new(),
        reactions: Vec::new(),
        duties: Vec::new(),
        flavour: 1,
        own_file: false,
    }
}

/// The pages of that case, made once an audience.
fn without(audience: &Audience) -> &'static str {
    static PAGES: [OnceLock<String>; 3] = [const { OnceLock::new() }; 3];
    let at = match audience {
        Audience::Public => 0,
        Audience::Shared => 1,
        _ => 2,
    };
    PAGES[at].get_or_init(|| view(&nothing(), audience))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn pages_for_others_do_not_change_with_what_is_confided(one in confided(), audience in 0..3_usize) {
        let audience = [
            Audience::Public,
            Audience::Shared,
            Audience::Party("ash".into()),
        ][audience].clone();
        let pages = view(&one, &audience);
        prop_assert!(!pages.to_lowercase().contains(MARK), "a mark came through:\n{}", pages);
        prop_assert_eq!(&pages, without(&audience));
    }
}

#[test]
fn whoever_confided_sees_it() {
    let confided = Confided {
        entries: vec![(
            (
                "claims",
                "{by: birch-one, from: s1, accepts: {fee: 7}, quote: Zqx words}".to_owned(),
            ),
            0,
        )],
        versions: vec![4],
        reactions: vec![2],
        duties: vec![3],
        flavour: 2,
        own_file: false,
    };
    let pages = view(&confided, &Audience::Party("birch".into()));
    for seen in ["Zqx words", "Zqx costs 4.", "zqx-duty-0"] {
        assert!(pages.contains(seen), "{seen} is missing");
    }
    assert!(
        !pages.contains("Zqx comment"),
        "comments stay with whoever keeps the case"
    );
}

#[test]
fn what_names_a_hidden_entry_goes_as_far_as_it_must() {
    let loaded = load(case_of(&nothing()))
        .view(&Audience::Public)
        .expect("open to all");
    let case = loaded.case().expect("sound");
    let kept = |id: &str| case.node(id).is_some();
    assert!(kept("c3"), "one of two sources is left");
    assert!(!kept("c4"), "its only source is hidden");
    assert!(kept("c5"), "one of two answers is left");
    assert!(
        !kept("c6"),
        "half of a condition would say more than was said"
    );
    assert!(kept("a1") && !kept("a2"));
    assert!(kept("late"), "a condition goes alone");
}
