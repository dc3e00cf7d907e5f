//! From an article and a case without a word in it to a brief: read, decide by table, brief.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

const DOCKS: &str = "\
case: Dock talks   # nobody was heard yet
parties:
  union: {name: Dockers' Union, aliases: [the union]}
  harbour: {name: Callis Harbour}
mediators:
  norda: {name: Norda}

issues:
  overtime: {question: How is overtime paid?}   # since spring
  pensions: {question: Who pays the pensions?}
";
const DOHA: &str = "\
case: Doha talks
parties:
  israel: {name: Israel}
  hamas: {name: Hamas}
mediators:
  us: {name: United States}
  qatar: {name: Qatar}
issues:
  withdrawal: {question: Which troops withdraw?}
  aid: {question: Who distributes the aid?}
";

struct Work {
    folder: tempfile::TempDir,
}

impl Work {
    /// Reads an article into a case.
    fn of(case: &str, article: &str) -> Work {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("talks")).expect("a folder for the case");
        let work = Work { folder };
        fs::write(work.path("talks/case.yaml"), case).expect("written");
        fs::write(work.path("article.txt"), article).expect("written");
        work.run(&[
            "read",
            &work.name("article.txt"),
            "--case",
            &work.name("talks"),
        ]);
        work
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn name(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = support::run(arguments);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}",
            support::stderr(&output)
        );
        support::stdout(&output)
    }

    fn review(&self, how: &str, table: &str) -> String {
        let drafts = self.name("talks/read/article.yaml");
        let (case, table) = (self.name("talks"), self.name(table));
        self.run(&[
            "review", &drafts, "--case", &case, "--who", "Ada", how, &table,
        ])
    }

    /// Accepts every draft as the sheet has it; gives the rows by column.
    fn accept_all(&self) -> Vec<Vec<(String, String)>> {
        self.review("--sheet", "sheet.csv");
        let mut reader = csv::Reader::from_path(self.path("sheet.csv")).expect("a table");
        let head = reader.headers().expect("a head").clone();
        let decision = head
            .iter()
            .position(|name| name == "decision")
            .expect("a column");
        let mut writer = csv::Writer::from_path(self.path("decided.csv")).expect("a table");
        writer.write_record(&head).expect("written");
        let mut rows = Vec::new();
        for record in reader.records() {
            let mut cells: Vec<String> = record.expect("a row").iter().map(str::to_owned).collect();
            rows.push(head.iter().map(str::to_owned).zip(cells.clone()).collect());
            cells[decision] = "accept".to_owned();
            writer.write_record(&cells).expect("written");
        }
        writer.flush().expect("written");
        let said = self.review("--batch", "decided.csv");
        assert_eq!(said, format!("{} accepted\n", rows.len()));
        rows
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    fn brief(&self) -> String {
        self.run(&["brief", &self.name("talks")])
    }
}

/// Whether a text is another with something added, and nothing taken away or moved.
fn grew(before: &str, after: &str) -> bool {
    let mut after = after.chars();
    before.chars().all(|c| after.any(|other| other == c))
}

fn cell<'r>(rows: &'r [Vec<(String, String)>], content: &str, column: &str) -> &'r str {
    let of = |row: &'r [(String, String)], name: &str| {
        row.iter()
            .find(|(other, _)| other == name)
            .map_or("", |(_, value)| value.as_str())
    };
    let row = rows
        .iter()
        .find(|row| of(row, "content").contains(content))
        .unwrap_or_else(|| panic!("no row on {content}: {rows:#?}"));
    of(row, column)
}

#[test]
fn an_invented_article_becomes_a_brief() {
    let article = support::read("crates/cli/tests/articles/docks.txt");
    let work = Work::of(DOCKS, &article);
    let before = work.text("talks/read/article.yaml");
    let rows = work.accept_all();
    // What is accepted was shown, and where it is new it says so.
    assert_eq!(cell(&rows, "issues such as", "by"), "new");
    assert_eq!(cell(&rows, "issues such as", "open-issues"), "at least 2");
    assert_eq!(
        cell(&rows, "issues such as", "status"),
        "{overtime: open, pensions: open}"
    );
    assert_eq!(
        cell(&rows, "12 people", "counts"),
        "at least 12 people (injured)"
    );
    assert_eq!(cell(&rows, "12 people", "quantity"), "new");
    assert_eq!(cell(&rows, "40 members", "by"), "outlet");
    assert_eq!(cell(&rows, "300 members", "by"), "outlet");
    assert_eq!(cell(&rows, "little progress", "progress"), "little");
    let case = work.text("talks/case.yaml");
    assert!(grew(DOCKS, &case), "{case}");
    assert!(grew(&before, &work.text("talks/read/article.yaml")));
    for words in [
        // Each unnamed speaker by himself, and nobody's voice.
        "  port-official:\n    name: a port official\n    anonymous: yes\n",
        "  port-official-2:\n",
        // For whom she speaks is printed; of the judge it is not.
        "roth: Nordan envoy Ines Roth",
        "aliases: [Ada Lind, Lind]",
        "people-injured:\n    name: people (injured)\n    unit: person\n    harm: yes\n",
        "{people-injured: at least 12}",
        "members-dismissed: about 300",
        "status: {pensions: settled}",
    ] {
        assert!(case.contains(words), "{words}\n{case}");
    }
    let brief = work.brief();
    for words in [
        "2 anonymous",
        "official: at least 2",
        "Nordan envoy Ines Roth: 1",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
    // The same table again changes nothing.
    assert_eq!(
        work.review("--batch", "decided.csv"),
        "nothing new was decided\n"
    );
    assert_eq!(work.text("talks/case.yaml"), case);
}

#[test]
fn values_that_were_mended_in_the_sheet_are_the_claims() {
    let article = support::read("crates/cli/tests/articles/docks.txt");
    let work = Work::of(DOCKS, &article);
    work.review("--sheet", "sheet.csv");
    let sheet = work.text("sheet.csv");
    let filled: Vec<String> = sheet
        .lines()
        .enumerate()
        .map(|(n, line)| {
            if n > 0 && line.contains("issues such as") {
                line.replacen(",,new,", ",accept,new,", 1)
                    .replace("at least 2,", "3,")
                    .replace("\"{overtime: open, pensions: open}\"", "{overtime: open}")
            } else {
                line.to_owned()
            }
        })
        .collect();
    fs::write(work.path("decided.csv"), filled.join("\n")).expect("written");
    assert_eq!(work.review("--batch", "decided.csv"), "1 accepted\n");
    let case = work.text("talks/case.yaml");
    for words in ["status: {overtime: open}", "open-issues: 3"] {
        assert!(case.contains(words), "{words}\n{case}");
    }
}

#[test]
fn the_shared_article_becomes_a_brief() {
    let path = support::root().join("../shared/sources/doha-article.txt");
    let Ok(article) = fs::read_to_string(Path::new(&path)) else {
        eprintln!("skipped: {} is not here", path.display());
        return;
    };
    let work = Work::of(DOHA, &article);
    work.accept_all();
    let case = work.text("talks/case.yaml");
    assert!(grew(DOHA, &case), "{case}");
    for words in ["about 50", "over 57000", "affiliation: Palestinian"] {
        assert!(case.contains(words), "{words}\n{case}");
    }
    assert!(!case.contains("by: hamas"), "{case}");
    let brief = work.brief();
    for words in [
        "2 anonymous",
        "a Palestinian official: at least 2",
        "Steve Witkoff: 1",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
}
