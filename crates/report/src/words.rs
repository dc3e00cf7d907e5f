//! The words of the page: names, days, slots and values, one place for each.

use armistice_case::model::{
    ActorId, Case, ClauseId, IssueId, NodeId, Progress, QuantityId, Said, StanceKind, Value,
};
use armistice_case::phrase::{Condition, Moment, When};
use armistice_case::tree::Silence;
use armistice_case::value::Decimal;
use armistice_engine::accord::hours::Hours;
use armistice_engine::ledger::{Account, Datum, Question, Slot, Voice};
use jiff::civil::{Date, Weekday};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const LONG_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(date: Date) -> usize {
    usize::try_from(date.month() - 1).unwrap_or(0)
}

/// `9 Jul`.
pub fn short_day(date: Date) -> String {
    format!("{} {}", date.day(), MONTHS[month(date)])
}

/// `Wednesday 9 July 2025`.
pub fn long_day(date: Date) -> String {
    let weekday = match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    };
    format!(
        "{weekday} {} {} {}",
        date.day(),
        LONG_MONTHS[month(date)],
        date.year()
    )
}

/// A number with its noun.
pub fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Words joined as in a sentence.
pub fn joined(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// With a capital letter, where the script has them.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// An actor's name without the office in brackets behind it.
pub fn name(case: &Case, actor: ActorId) -> String {
    let name = case.name(actor);
    match name.split_once(" (") {
        Some((before, _)) if !before.trim().is_empty() => before.trim().to_owned(),
        _ => name.to_owned(),
    }
}

/// Names of several actors.
pub fn names(case: &Case, actors: &[ActorId]) -> String {
    let words: Vec<String> = actors.iter().map(|actor| name(case, *actor)).collect();
    joined(&words, "and")
}

/// Whoever an account belongs to.
pub fn voice(case: &Case, voice: &Voice) -> String {
    match voice {
        Voice::Actor(actor) => name(case, *actor),
        Voice::Outlet(outlet) => outlet.to_string(),
        Voice::Text => "the text of this case".to_owned(),
    }
}

/// A voice with its day: `Witkoff 8 Jul`.
pub fn voice_and_day(case: &Case, account: &Account) -> String {
    match account.day {
        Some(day) => format!("{} {}", voice(case, &account.voice), short_day(day)),
        None => voice(case, &account.voice),
    }
}

/// What a slot is about, short enough for a table.
pub fn slot(case: &Case, slot: &Slot) -> String {
    match slot {
        Slot::Status(issue) => format!("how {} stands", case.issue_name(*issue)),
        Slot::OpenIssues => "open issues".to_owned(),
        Slot::Progress(None) => "progress".to_owned(),
        Slot::Progress(Some(issue)) => format!("progress on {}", case.issue_name(*issue)),
        Slot::Talks => "the talks".to_owned(),
        Slot::Stance(actor, issue) => format!(
            "the position of {} on {}",
            name(case, *actor),
            case.issue_name(*issue)
        ),
        Slot::TextStance(actor, text) => {
            format!("the position of {} on `{text}`", name(case, *actor))
        }
        Slot::Flexible(actor, issue) => format!(
            "room for {} on {}",
            name(case, *actor),
            case.issue_name(*issue)
        ),
        Slot::Quantity(quantity) => case.quantity_name(*quantity).to_owned(),
        Slot::Gap(issue) => format!("the gap on {}", case.issue_name(*issue)),
        Slot::Proposition(id) => format!("“{}”", case.propositions[*id].text.trim_end_matches('.')),
        Slot::Term(clause, key) => {
            format!("`{}`, {key}", case.label(NodeId::Clause(*clause)).id)
        }
        Slot::Ripeness(actor, question) => {
            format!(
                "whether {} {}",
                name(case, *actor),
                self::question(*question)
            )
        }
        Slot::Expects => "when a deal is expected".to_owned(),
    }
}

/// What a slot is about when its own voice is named beside it.
pub fn slot_by(case: &Case, slot: &Slot, voice: &Voice) -> String {
    match (slot, voice) {
        (Slot::Stance(holder, issue), Voice::Actor(actor)) if case.principal(*actor) == *holder => {
            case.issue_name(*issue).to_owned()
        }
        (Slot::TextStance(holder, text), Voice::Actor(actor))
            if case.principal(*actor) == *holder =>
        {
            format!("`{text}`")
        }
        _ => self::slot(case, slot),
    }
}

/// A question of ripeness, as it goes on after "whether X".
pub fn question(question: Question) -> &'static str {
    match question {
        Question::CannotWin => "cannot win",
        Question::CostRising => "pays more as time goes on",
        Question::WayOut => "sees a way out",
        Question::AbleToCommit => "could commit itself",
        Question::Deadline => "is pressed by a day",
    }
}

/// A typed value in words.
pub fn datum(case: &Case, slot: &Slot, datum: &Datum) -> String {
    match datum {
        Datum::Standing(standing) => standing.word().to_owned(),
        Datum::Amount(amount) => amount.to_string(),
        Datum::Progress(progress) => progress.word().to_owned(),
        Datum::Talks(talks) => talks.word().to_owned(),
        Datum::Stance(stances) => {
            let issue = match slot {
                Slot::Stance(_, issue) => Some(*issue),
                _ => None,
            };
            let words: Vec<String> = stances
                .iter()
                .map(|(kind, values, conditional)| stance(case, issue, *kind, values, *conditional))
                .collect();
            words.join("; ")
        }
        Datum::Flexible => "some".to_owned(),
        Datum::Holds(true) => "yes".to_owned(),
        Datum::Holds(false) => "no".to_owned(),
        Datum::Words(words) => words.to_string(),
        Datum::Day(day) => short_day(*day),
        Datum::When(when) => self::when(when),
        Datum::Unknown => "unknown".to_owned(),
    }
}

/// `refuses the first map`, `accepts 40 days if …`.
pub fn stance(
    case: &Case,
    issue: Option<IssueId>,
    kind: StanceKind,
    values: &[Value],
    conditional: bool,
) -> String {
    let answers: Vec<String> = values
        .iter()
        .map(|value| answer(case, issue, *value))
        .collect();
    let mut out = kind.word().to_owned();
    if !answers.is_empty() {
        out.push(' ');
        out.push_str(&joined(&answers, "or"));
    }
    if conditional {
        out.push_str(", on conditions");
    }
    out
}

/// An answer to an issue in words.
pub fn answer(case: &Case, issue: Option<IssueId>, value: Value) -> String {
    match (value, issue) {
        (Value::Option(at), Some(issue)) => case.issues[issue]
            .options
            .get(usize::from(at))
            .map_or_else(String::new, |(_, name)| name.to_string()),
        (Value::Option(at), None) => format!("option {at}"),
        (Value::Amount(amount), Some(issue)) => match &case.issues[issue].unit {
            Some(unit) => format!("{amount} {unit}"),
            None => amount.to_string(),
        },
        (Value::Amount(amount), None) => amount.to_string(),
        (Value::Silent(Silence::Unknown), _) => "something not reported".to_owned(),
        (Value::Silent(silence), _) => silence.word().to_owned(),
    }
}

/// What an account says, with whose position it is where somebody else describes it.
pub fn told(case: &Case, account: &Account) -> String {
    let mut what = datum(case, &account.slot, &account.datum);
    if let Slot::Progress(_) = account.slot {
        what = match account.datum {
            Datum::Progress(Progress::None) => "no progress".to_owned(),
            Datum::Progress(Progress::Near) => "a deal near".to_owned(),
            _ => format!("{what} progress"),
        };
    }
    if account.hedged {
        what.push_str(", with a reservation");
    }
    what
}

/// The question that would settle a difference.
pub fn ask(case: &Case, slot: &Slot) -> String {
    match slot {
        Slot::OpenIssues => {
            "Which issues does each count as open? Does “settled” mean by every party?".to_owned()
        }
        Slot::Status(issue) => format!(
            "Who has agreed to what on {}, and where is it written?",
            case.issue_name(*issue)
        ),
        Slot::Progress(_) => {
            "On which issue, since when, and would the other side say so too?".to_owned()
        }
        Slot::Talks => "Who has left, who stays, and is a next meeting set?".to_owned(),
        Slot::Stance(actor, issue) => format!(
            "Will {} say itself what it takes on {}?",
            name(case, *actor),
            case.issue_name(*issue)
        ),
        Slot::TextStance(actor, _) => {
            format!(
                "Will {} say itself whether it accepts it?",
                name(case, *actor)
            )
        }
        Slot::Flexible(actor, _) => format!("Where can {} move?", name(case, *actor)),
        Slot::Quantity(_) => "What did each count, on which day, from which list?".to_owned(),
        Slot::Gap(_) => "What is the last figure that each side named?".to_owned(),
        Slot::Proposition(_) => "What would each accept as proof?".to_owned(),
        Slot::Term(..) => "Which text has each seen, and of which day?".to_owned(),
        Slot::Ripeness(actor, _) => format!("What does {} itself say?", name(case, *actor)),
        Slot::Expects => "What has to happen before then?".to_owned(),
    }
}

/// A window in words.
pub fn when(when: &When) -> String {
    match when {
        When::On(moment) => self::moment(moment),
        When::By(moment) => format!("by {}", self::moment(moment)),
        When::From(moment) => format!("from {}", self::moment(moment)),
        When::Before(moment) => format!("before {}", self::moment(moment)),
        When::Window(a, b) => format!("{} to {}", self::moment(a), self::moment(b)),
        When::Within(duration, None) => format!("within {duration}"),
        When::Within(duration, Some(of)) => format!("within {duration} of {}", self::moment(of)),
        When::SameDay => "the same day".to_owned(),
        When::While(condition) => format!("while {}", self::condition(condition)),
        When::Silent(silence) => silence.word().to_owned(),
    }
}

/// A moment in words.
pub fn moment(moment: &Moment) -> String {
    match moment {
        Moment::Day(n, None) => format!("day {n}"),
        Moment::Day(n, Some(of)) => format!("day {n} of {}", of.id),
        Moment::Date(date) => date.to_string(),
        Moment::Hour(hour, None) => hour.to_string(),
        Moment::Hour(hour, Some(of)) => format!("{hour} on {}", self::moment(of)),
        Moment::Start(of) => format!("the start of {}", of.id),
        Moment::End(of) => format!("the end of {}", of.id),
        Moment::Event { name, state, each } => {
            let each = if *each { "each " } else { "" };
            match state {
                Some(state) => format!("{each}{} {}", name.id, state.word()),
                None => format!("{each}{}", name.id),
            }
        }
        Moment::After(duration, of) => format!("{duration} after {}", self::moment(of)),
        Moment::Before(duration, of) => format!("{duration} before {}", self::moment(of)),
    }
}

/// A condition in words.
pub fn condition(condition: &Condition) -> String {
    let list = |parts: &[Condition], word: &str| {
        parts
            .iter()
            .map(|part| match part {
                Condition::All(_) | Condition::Any(_) => format!("({})", self::condition(part)),
                _ => self::condition(part),
            })
            .collect::<Vec<_>>()
            .join(word)
    };
    match condition {
        Condition::Is { name, state, each } => {
            let each = if *each { "each " } else { "" };
            match state {
                Some(state) => format!("{each}{} {}", name.id, state.word()),
                None => format!("{each}{}", name.id),
            }
        }
        Condition::Reaches {
            name,
            amount,
            quantity,
        } => match quantity {
            Some(quantity) => format!("{} reaches {amount} {}", name.id, quantity.id),
            None => format!("{} reaches {amount}", name.id),
        },
        Condition::Day(n) => format!("day {n}"),
        Condition::Date(date) => date.to_string(),
        Condition::Silent(silence) => silence.word().to_owned(),
        Condition::Not(inner) => format!("not {}", self::condition(inner)),
        Condition::All(parts) => list(parts, " and "),
        Condition::Any(parts) => list(parts, " or "),
        Condition::AtLeast(n, parts) => format!("{n} of ({})", list(parts, " or ")),
    }
}

/// A window that may be silent.
pub fn said_when(said: &Said<When>) -> String {
    match said {
        Said::Nothing => "no day given".to_owned(),
        Said::Silent(silence) => silence.word().to_owned(),
        Said::Is(when) => self::when(when),
    }
}

/// What a clause is called: its name, its act, or its id.
pub fn clause(case: &Case, clause: ClauseId) -> String {
    format!("`{}`", case.label(NodeId::Clause(clause)).id)
}

/// So many of a quantity: `1 boat`, `4200 million dollars of frozen oil money`, `8 living hostages`.
///
/// A unit in the plural measures; any other one names a single piece. One of a name in the plural, whose
/// singular nobody gives, is one of them.
pub fn count(case: &Case, quantity: QuantityId, number: &str) -> String {
    let name = case.quantity_name(quantity);
    let unit = &*case.quantities[quantity].unit;
    let measures = unit != name && unit.ends_with('s');
    if measures {
        format!("{number} {unit} of {name}")
    } else if number == "1" && *name == format!("{unit}s") {
        format!("1 {unit}")
    } else if number == "1" && name.ends_with('s') && !name.ends_with("ss") {
        format!("1 of the {name}")
    } else {
        format!("{number} {name}")
    }
}

/// Names of several clauses.
pub fn clauses(case: &Case, clauses: &[ClauseId]) -> String {
    let words: Vec<String> = clauses
        .iter()
        .map(|clause| self::clause(case, *clause))
        .collect();
    joined(&words, "and")
}

/// A share as a whole number of per cent.
pub fn share(part: Decimal, whole: Decimal) -> String {
    if whole.0 == 0 {
        return "no share".to_owned();
    }
    let hundredfold = i128::from(part.0) * 200 + i128::from(whole.0);
    format!("{} %", hundredfold / (2 * i128::from(whole.0)))
}

/// A length of time: hours and minutes up to three days, then days and hours.
pub fn minutes(length: i64) -> String {
    let length = length.max(0);
    let parts = if length < 3 * 1440 {
        [
            (length / 60, ["hour", "hours"]),
            (length % 60, ["minute", "minutes"]),
        ]
    } else {
        [
            (length / 1440, ["day", "days"]),
            (length % 1440 / 60, ["hour", "hours"]),
        ]
    };
    let told = parts.map(|(n, [one, many])| {
        let n = usize::try_from(n).unwrap_or(0);
        (n > 0).then(|| plural(n, one, many))
    });
    let told: Vec<String> = told.into_iter().flatten().collect();
    if told.is_empty() {
        "no time".to_owned()
    } else {
        joined(&told, "and")
    }
}

/// Whose hours a page tells.
pub fn clock(hours: &Hours) -> Option<String> {
    match hours.home.as_slice() {
        [] => None,
        [zone] => Some(format!(
            "Hours are those of {zone} where no other zone is named."
        )),
        _ => Some(
            "The calendar has no zone of its own: hours are told in universal time where no zone is named."
                .to_owned(),
        ),
    }
}
