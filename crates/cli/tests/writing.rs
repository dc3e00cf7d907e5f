//! Writes are whole or not at all, and nobody's change is lost.
#![cfg(unix)]

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn armistice(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_armistice"));
    command
        .args(args)
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .stdout(Stdio::piped());
    command
}

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let output = armistice(args).output().expect("it works");
    (
        output.status.code(),
        String::from_utf8(output.stdout).expect("it works"),
        String::from_utf8(output.stderr).expect("it works"),
    )
}

fn started(folder: &Path) -> String {
    let case = folder.join("case").to_string_lossy().into_owned();
    assert_eq!(run(&["new", &case, "--template", "talks"]).0, Some(0));
    case
}

fn add(case: &str, id: &str) -> Child {
    let args = [
        "add", "claim", case, "--by", "mate", "--from", "wave", "--id", id,
    ];
    armistice(&args).spawn().expect("it works")
}

#[test]
fn three_hundred_kills_lose_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().expect("it works");
    let case = started(folder.path());
    // How long one whole run takes here, so that the kills fall all over it.
    let began = Instant::now();
    assert!(add(&case, "k").wait().expect("it works").success());
    let whole = began.elapsed().as_micros() as u64;
    let mut acknowledged = vec!["k".to_owned()];
    let mut seed: u64 = 1;
    for i in 0..300 {
        let id = format!("k{i}");
        let mut child = add(&case, &id);
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros((seed >> 33) % (whole * 3 / 2)));
        child.kill().expect("it works");
        let output = child.wait_with_output().expect("it works");
        if String::from_utf8_lossy(&output.stdout).starts_with(&format!("{id} added")) {
            acknowledged.push(id);
        }
        if i % 25 == 0 {
            assert_eq!(run(&["check", &case]).0, Some(0));
        }
    }
    let (code, out, _) = run(&["check", &case]);
    assert_eq!(code, Some(0), "{out}");
    let text = std::fs::read_to_string(Path::new(&case).join("case.yaml")).expect("it works");
    for id in &acknowledged {
        assert!(
            text.contains(&format!("\n  {id}: {{by: mate")),
            "{id} is lost"
        );
    }
    assert!(
        acknowledged.len() > 20 && acknowledged.len() < 290,
        "{}",
        acknowledged.len()
    );
}

#[test]
fn writers_at_the_same_time_lose_nothing() {
    let folder = tempfile::tempdir().expect("it works");
    let case = started(folder.path());
    let writers: Vec<Child> = (0..12).map(|i| add(&case, &format!("w{i}"))).collect();
    for writer in writers {
        assert!(
            writer
                .wait_with_output()
                .expect("it works")
                .status
                .success()
        );
    }
    let text = std::fs::read_to_string(Path::new(&case).join("case.yaml")).expect("it works");
    assert_eq!(text.matches("{by: mate, from: wave}").count(), 12);
}

#[test]
fn templates_pass_and_set_shows_one_line() {
    let folder = tempfile::tempdir().expect("it works");
    for template in ["talks", "agreement"] {
        let case = folder.path().join(template).to_string_lossy().into_owned();
        assert_eq!(run(&["new", &case, "--template", template]).0, Some(0));
        let (code, out, _) = run(&["check", &case]);
        assert_eq!(code, Some(0), "{out}");
        assert_eq!(run(&["fmt", &case, "--check"]).0, Some(0));
        assert_eq!(run(&["brief", &case]).0, Some(0));
        assert_eq!(
            run(&["new", &case]).0,
            Some(2),
            "a folder with something in it"
        );
    }
    let case = folder.path().join("talks").to_string_lossy().into_owned();
    let (code, out, _) = run(&["set", &case, "c1.date", "2034-05-07"]);
    assert_eq!(code, Some(0));
    assert_eq!(
        out.lines().filter(|line| line.starts_with('+')).count(),
        2,
        "{out}"
    );
    let (code, _, err) = run(&["set", &case, "c1.date", "soon"]);
    assert_eq!(code, Some(2));
    assert!(
        err.contains("bad-date") && err.contains("nothing was written"),
        "{err}"
    );
    let (code, out, _) = run(&["check", &case, "--format", "sarif"]);
    assert_eq!(code, Some(0));
    assert!(out.contains("\"version\": \"2.1.0\""));
}

#[test]
fn bad_rows_are_named_by_line_and_good_ones_kept_only_on_request() {
    let folder = tempfile::tempdir().expect("it works");
    let case = started(folder.path());
    let sheet = folder
        .path()
        .join("heard.csv")
        .to_string_lossy()
        .into_owned();
    std::fs::write(
        &sheet,
        "id,Who,from,accepts,Page\nx1,okoro,wave,{nights: 4},3\nx2,nobody,wave,,\nc1,ida,gull,,\nx3,ida,gull,{shares: half},\n",
    )
    .expect("it works");
    let before = std::fs::read(Path::new(&case).join("case.yaml")).expect("it works");
    let args = [
        "import", "claims", &case, &sheet, "--map", "Who=by", "--map", "Page=at",
    ];
    let (code, _, err) = run(&args);
    assert_eq!(code, Some(1), "{err}");
    assert!(
        err.contains("heard.csv:3:") && err.contains("heard.csv:4:"),
        "{err}"
    );
    assert_eq!(
        std::fs::read(Path::new(&case).join("case.yaml")).expect("it works"),
        before
    );
    let mut keep = args.to_vec();
    keep.push("--keep-good");
    let (code, out, err) = run(&keep);
    assert_eq!((code, out.as_str()), (Some(1), "2 claims added\n"), "{err}");
    assert_eq!(run(&["check", &case]).0, Some(0));
    let (code, out, _) = run(&["export", "claims", &case]);
    assert_eq!(code, Some(0));
    assert!(out.contains("\nx1,okoro,"), "{out}");
}

#[test]
fn watch_writes_the_page_again_soon_after_a_save() {
    let folder = tempfile::tempdir().expect("it works");
    let case = started(folder.path());
    let page = folder.path().join("page.txt");
    let output = page.to_string_lossy().into_owned();
    let mut child = armistice(&["watch", &case, "--output", &output])
        .spawn()
        .expect("it works");
    let waited = |wanted: &str| {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(10) {
            if std::fs::read_to_string(&page).is_ok_and(|text| text.contains(wanted)) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        false
    };
    let first = waited("SALTMERE");
    let file = Path::new(&case).join("case.yaml");
    let text = std::fs::read_to_string(&file).expect("it works");
    std::fs::write(&file, text.replace("ferry of Saltmere", "ferry of Newmere")).expect("it works");
    let second = waited("NEWMERE");
    child.kill().expect("it works");
    child.wait().expect("it works");
    assert!(first && second);
}
