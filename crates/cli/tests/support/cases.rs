//! Random cases as text, for property tests.

use proptest::prelude::*;

/// One claim of a random case, by numbers that pick from what the case has.
#[derive(Clone, Debug)]
pub struct RandomClaim {
    by: usize,
    source: usize,
    day: u8,
    slot: usize,
    value: usize,
}

/// A random case: claims about three issues, two propositions and a quantity.
#[derive(Clone, Debug)]
pub struct RandomCase {
    /// The name of the first party.
    pub first: String,
    /// The name of the second.
    pub second: String,
    /// What was heard.
    pub claims: Vec<RandomClaim>,
    /// How often the first source was reprinted.
    pub reprints: usize,
}

const SPEAKERS: [&str; 5] = ["left", "left-voice", "right", "right-voice", "broker"];
const SLOTS: [(&str, [&str; 3]); 7] = [
    (
        "status",
        ["{line: open}", "{line: settled}", "{aid: partly}"],
    ),
    ("progress", ["none", "some", "{aid: near}"]),
    ("talks", ["ongoing", "halted", "ended"]),
    (
        "quantity",
        ["{men: 10}", "{men: about 12}", "{men: at least 30}"],
    ),
    ("affirms", ["dam", "feed", "[dam, feed]"]),
    ("denies", ["dam", "feed", "[dam, feed]"]),
    ("open-issues", ["1", "at least 2", "3"]),
];

impl RandomClaim {
    /// Whether the second party or its voice speaks.
    pub fn of_second(&self) -> bool {
        SPEAKERS[self.by].starts_with("right")
    }
}

impl RandomCase {
    /// Everything but the claims.
    pub fn head(&self) -> String {
        let mut out = format!(
            "case: Talks on the lake\nparties:\n  left: {{name: {}, voices: {{left-voice: Ada}}}}\n  \
             right: {{name: {}, voices: {{right-voice: Bo}}}}\nmediators:\n  broker: {{name: The League}}\n\
             issues:\n  line: {{question: Where, options: {{near: Near, far: Far}}}}\n  \
             aid: {{question: Who}}\nquantities: {{men: {{unit: person}}}}\n\
             propositions: {{dam: {{fact: The dam stands}}, feed: {{norm: All are fed}}}}\nsources:\n",
            self.first, self.second
        );
        for i in 0..3 {
            out.push_str(&format!(
                "  s{i}: {{outlet: Paper {i}, published: 2033-05-20}}\n"
            ));
        }
        for i in 0..self.reprints {
            out.push_str(&format!(
                "  again{i}: {{outlet: Reprint {i}, published: 2033-05-20, origin: s0}}\n"
            ));
        }
        out
    }

    /// The entries of the claims that are kept, indented.
    pub fn entries(&self, keep: impl Fn(&RandomClaim) -> bool) -> Vec<String> {
        self.claims
            .iter()
            .enumerate()
            .filter(|(_, claim)| keep(claim))
            .map(|(i, claim)| {
                let (key, values) = SLOTS[claim.slot];
                let mut from = format!("s{}", claim.source);
                if claim.source == 0 && self.reprints > 0 {
                    let again: Vec<String> =
                        (0..self.reprints).map(|i| format!("again{i}")).collect();
                    from = format!("[s0, {}]", again.join(", "));
                }
                format!(
                    "  c{i}: {{by: {}, date: 2033-05-{:02}, from: {from}, {key}: {}}}\n",
                    SPEAKERS[claim.by], claim.day, values[claim.value]
                )
            })
            .collect()
    }

    /// The whole case.
    pub fn text(&self) -> String {
        self.text_of(|_| true)
    }

    /// The case with some of its claims.
    pub fn text_of(&self, keep: impl Fn(&RandomClaim) -> bool) -> String {
        let entries = self.entries(keep);
        if entries.is_empty() {
            return self.head();
        }
        format!("{}claims:\n{}", self.head(), entries.concat())
    }
}

/// Any such case.
pub fn random_case() -> impl Strategy<Value = RandomCase> {
    let claim = (0..5_usize, 0..3_usize, 1..20_u8, 0..7_usize, 0..3_usize).prop_map(
        |(by, source, day, slot, value)| RandomClaim {
            by,
            source,
            day,
            slot,
            value,
        },
    );
    proptest::collection::vec(claim, 0..25).prop_map(|claims| RandomCase {
        first: "Quillon".to_owned(),
        second: "Varnhem".to_owned(),
        claims,
        reprints: 0,
    })
}
