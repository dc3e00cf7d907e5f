//! Long work on a terminal: how far it is, and an end to it that keeps what was found.
//!
//! Nothing is shown in the first half second, nor where standard error is no terminal. The first
//! Ctrl-C asks the engine to stop with the best so far, the second one ends the program.

use armistice_engine::run::Control;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long nothing is shown, and how long between two lines.
const QUIET: Duration = Duration::from_millis(500);
const APART: Duration = Duration::from_millis(200);

/// A control that shows progress and listens to Ctrl-C and to a limit of time.
pub struct Watched {
    began: Instant,
    limit: Option<Duration>,
    asked: Arc<AtomicBool>,
    shown: Option<Mutex<Shown>>,
}

/// The line on the terminal.
struct Shown {
    last: Option<Instant>,
    /// When the present stage began, and how far it was then.
    stage: (Instant, u64),
    before: u64,
}

impl Watched {
    /// Begins to watch; `limit` is the time after which the best so far is asked for.
    pub fn begin(limit: Option<Duration>) -> Watched {
        let asked = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&asked);
        // Where no handler can be set, Ctrl-C ends the program as it always does.
        let _ = ctrlc::set_handler(move || {
            if flag.swap(true, Ordering::SeqCst) {
                end_now();
            }
        });
        let now = Instant::now();
        let shown = io::stderr().is_terminal().then(|| {
            Mutex::new(Shown {
                last: None,
                stage: (now, 0),
                before: u64::MAX,
            })
        });
        Watched {
            began: now,
            limit,
            asked,
            shown,
        }
    }

    /// Whether Ctrl-C asked for the end.
    pub fn interrupted(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }
}

#[expect(clippy::exit, reason = "the second Ctrl-C, in its own thread")]
fn end_now() -> ! {
    std::process::exit(130)
}

impl Control for Watched {
    fn stopped(&self) -> bool {
        let late = self
            .limit
            .is_some_and(|limit| self.began.elapsed() >= limit);
        late || self.interrupted()
    }

    fn progress(&self, done: u64, of: u64) {
        let Some(Ok(mut shown)) = self.shown.as_ref().map(Mutex::lock) else {
            return;
        };
        let now = Instant::now();
        if done < shown.before {
            shown.stage = (now, done);
        }
        shown.before = done;
        let early = self.began.elapsed() < QUIET;
        if early || shown.last.is_some_and(|last| now - last < APART) {
            return;
        }
        shown.last = Some(now);
        let (since, from) = shown.stage;
        let line = line(done, of, done - from, now - since);
        // Nobody is left to tell if standard error is closed.
        let _ = write!(io::stderr(), "\r{line:<70}");
        let _ = io::stderr().flush();
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if let Some(Ok(shown)) = self.shown.as_ref().map(Mutex::lock)
            && shown.last.is_some()
        {
            let _ = write!(io::stderr(), "\r{:<70}\r", "");
        }
    }
}

/// How far it is, how fast it goes, and how long it may still take.
fn line(done: u64, of: u64, lately: u64, time: Duration) -> String {
    let percent = done.saturating_mul(100).checked_div(of).unwrap_or(0);
    let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1);
    let rate = lately.saturating_mul(1000) / millis;
    let left = match of.saturating_sub(done).checked_div(rate) {
        Some(seconds) => format!("at most {seconds} s left"),
        None => "time left not known".to_owned(),
    };
    format!("{percent} % of {of}, {rate} a second, {left}; Ctrl-C gives the best so far")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_rate_and_time_left() {
        let told = line(50_000, 200_000, 50_000, Duration::from_secs(2));
        assert_eq!(
            told,
            "25 % of 200000, 25000 a second, at most 6 s left; Ctrl-C gives the best so far"
        );
        assert!(line(0, 0, 0, Duration::ZERO).contains("not known"));
    }

    #[test]
    fn a_limit_of_time_asks_for_the_end() {
        let control = Watched::begin(Some(Duration::ZERO));
        assert!(control.stopped() && !control.interrupted());
    }
}
