//! The pictures of an agreement: drawn from the case, in words and marks and not by colour alone.

mod support;

use armistice_engine::accord::finding::Options;
use armistice_engine::accord::verify::{lens, verify};
use armistice_engine::run::Quiet;
use armistice_report::chart::Drawing;
use armistice_report::chart::arcs::{Arcs, Standing};
use armistice_report::chart::levels::{Height, Levels};
use armistice_report::chart::trade::Trade;
use armistice_report::page::{Block, Page};
use armistice_report::pages::{Verified, verify as page};

fn with_page<T>(text: &str, options: &Options, look: impl FnOnce(&Page<'_>) -> T) -> T {
    let loaded = support::case(text);
    let case = loaded.case().expect("a case without errors");
    let terms = lens(&case, None).expect("an agreement");
    let findings = verify(&case, options, &Quiet).expect("findings");
    look(&page(&Verified {
        case: &case,
        lens: &terms,
        structure: None,
        found: &findings,
        codes: &[],
        path: "case.yaml".to_owned(),
        command: "armistice verify case.yaml".to_owned(),
    }))
}

/// The drawing of the section of that name, with its title.
fn drawing(page: &Page<'_>, section: &str) -> Option<(String, Drawing)> {
    let found = page.sections.iter().find(|other| other.id == section)?;
    found.blocks.iter().find_map(|block| match block {
        Block::Picture(picture) => Some((picture.title.clone(), picture.drawing.clone())),
        _ => None,
    })
}

fn arcs(text: &str) -> (String, Arcs) {
    with_page(text, &Options::default(), |page| {
        match drawing(page, "conditions") {
            Some((title, Drawing::Arcs(arcs))) => (title, arcs),
            other => panic!("no arcs: {other:?}"),
        }
    })
}

#[test]
fn a_circle_is_drawn_as_one_and_named_with_who_could_open_it() {
    let (title, arcs) = arcs(&support::read(
        "examples/broken/agreements/circular-precondition.yaml",
    ));
    assert_eq!(
        title,
        "`mill` and `path` wait for one another in a circle; `mill` would have to come first, on a promise."
    );
    assert_eq!(arcs.arcs.len(), 2);
    assert!(arcs.arcs.iter().all(|arc| arc.circle));
    assert!(
        arcs.arcs.iter().any(|arc| arc.first > arc.then),
        "an arc climbs"
    );
    assert!(
        arcs.nodes
            .iter()
            .all(|node| node.standing == Standing::Circle)
    );
}

#[test]
fn without_a_circle_every_arc_leads_down_and_open_terms_block_what_waits_for_them() {
    let (title, arcs) = arcs(&support::read("examples/reference/case.yaml"));
    assert!(title.starts_with("Nothing waits in a circle"), "{title}");
    assert!(
        arcs.arcs
            .iter()
            .all(|arc| arc.first < arc.then && !arc.circle)
    );
    let standing = |name: &str| {
        let node = arcs.nodes.iter().find(|node| node.name == name);
        node.map(|node| node.standing)
    };
    assert_eq!(standing("buoy-map"), Some(Standing::Open));
    assert_eq!(standing("patrols-back"), Some(Standing::Blocked));
}

#[test]
fn ratios_stand_on_their_days_and_end_beyond_any_value() {
    let text = support::read("examples/two-shores/case.yaml");
    with_page(&text, &Options::default(), |page| {
        let Some((title, Drawing::Levels(Levels { groups, .. }))) = drawing(page, "ratios") else {
            panic!("no ratios");
        };
        assert_eq!(
            title,
            "After `boats-home.third` nothing is left to come for what Isle Fishers has still to give."
        );
        let marks = |side: usize| -> Vec<(i32, Height)> {
            let marks = groups[side].1[0].marks.iter();
            marks.map(|mark| (mark.day, mark.height)).collect()
        };
        // The boats of days 2, 11 and 23, each with its answer a few days later, for both sides.
        let days = [2, 8, 11, 15, 23, 29];
        let of = |heights: [Height; 6]| days.into_iter().zip(heights).collect::<Vec<_>>();
        let at = Height::At;
        assert_eq!(
            marks(0),
            of([at(83), at(100), at(60), at(100), at(0), at(0)])
        );
        assert_eq!(
            marks(1),
            of([at(120), at(100), at(166), at(100), Height::Beyond, at(0)])
        );
    });
}

#[test]
fn a_later_detection_never_needs_a_smaller_bond() {
    let text = support::read("examples/two-shores/case.yaml");
    with_page(&text, &Options::default(), |page| {
        let Some((_, Drawing::Trade(Trade { series, .. }))) = drawing(page, "delay") else {
            panic!("no curve");
        };
        assert_eq!(series.len(), 2);
        for series in series {
            let heights: Vec<i64> = series.points.iter().map(|point| point.y).collect();
            assert!(heights.is_sorted(), "{}: {heights:?}", series.name);
            assert!(heights.last() > heights.first(), "{}", series.name);
        }
    });
}

#[test]
fn swapping_the_names_of_the_sides_swaps_them_in_the_pictures_and_nothing_else() {
    let text = support::read("examples/two-shores/case.yaml");
    let swapped = text
        .replace("Shore Fishers", "\u{1}")
        .replace("Isle Fishers", "Shore Fishers")
        .replace('\u{1}', "Isle Fishers");
    let pictures = |text: &str| {
        with_page(text, &Options::default(), |page| {
            format!("{:?}", page.sections)
        })
    };
    let back = pictures(&swapped)
        .replace("Shore Fishers", "\u{1}")
        .replace("Isle Fishers", "Shore Fishers")
        .replace('\u{1}', "Isle Fishers");
    assert_eq!(back, pictures(&text));
}
