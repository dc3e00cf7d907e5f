//! A page for a terminal or a sheet of paper, 80 to 200 columns wide.
//!
//! Each statement ends in its evidence: claims by id, everything else as `file:line`.

use crate::page::{Block, Page, Place, Row, Section, Statement, Table};
use crate::pages::assumption;
use crate::words;
use armistice_case::model::{Case, NodeId};
use armistice_engine::provenance::Because;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Most reasons named behind one statement; JSON holds all.
const REASONS: usize = 6;
/// Most reasons named behind one row of a table.
const IN_A_ROW: usize = 3;
const DIM: (&str, &str) = ("\u{1b}[2m", "\u{1b}[0m");
const BOLD: (&str, &str) = ("\u{1b}[1m", "\u{1b}[0m");

/// The page as text, with colour where the terminal takes it.
pub fn text(page: &Page<'_>, width: usize, colour: bool) -> String {
    let mut writer = Writer {
        out: String::new(),
        width: width.clamp(80, 200),
        colour,
        case: page.case,
    };
    writer.head(page);
    for section in page
        .sections
        .iter()
        .filter(|part| part.place != Place::Annex)
    {
        writer.section(section);
    }
    writer.foot(page);
    writer.out
}

struct Writer<'a> {
    out: String,
    width: usize,
    colour: bool,
    case: &'a Case,
}

impl Writer<'_> {
    fn styled(&self, text: &str, style: (&str, &str)) -> String {
        if self.colour && !text.is_empty() {
            format!("{}{text}{}", style.0, style.1)
        } else {
            text.to_owned()
        }
    }

    /// A line with something at its left and something at its right edge.
    fn edges(&mut self, left: &str, right: &str, style: (&str, &str)) {
        let gap = self
            .width
            .saturating_sub(left.width() + right.width())
            .max(2);
        let fits = left.width() + right.width() + 2 <= self.width;
        if fits || right.is_empty() {
            let line = format!(
                "{}{}{}",
                self.styled(left, style),
                " ".repeat(if right.is_empty() { 0 } else { gap }),
                self.styled(right, DIM)
            );
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        } else {
            for line in wrap(left, self.width) {
                let line = self.styled(&line, style);
                self.out.push_str(&line);
                self.out.push('\n');
            }
            for line in wrap(right, self.width) {
                let pad = self.width.saturating_sub(line.width());
                let line = self.styled(&line, DIM);
                self.out.push_str(&format!("{}{line}\n", " ".repeat(pad)));
            }
        }
    }

    fn head(&mut self, page: &Page<'_>) {
        let day = match page.as_of {
            Some(day) => format!("as of {}", words::long_day(day)),
            None => "no date in this case".to_owned(),
        };
        self.edges(&clean(&page.case.title).to_uppercase(), &day, BOLD);
        self.edges(&page.counted(), &page.path, ("", ""));
    }

    fn section(&mut self, section: &Section) {
        self.out.push('\n');
        self.edges(
            &clean(&section.title).to_uppercase(),
            &clean(&section.aside),
            BOLD,
        );
        for block in &section.blocks {
            match block {
                Block::Statements {
                    statements,
                    numbered,
                } => {
                    for (i, statement) in statements.iter().enumerate() {
                        let lead = if *numbered {
                            format!("{:>3}  ", i + 1)
                        } else {
                            "  ".to_owned()
                        };
                        self.statement(&lead, statement, section.codes);
                    }
                }
                Block::Table(table) => self.table(table, &table.rows),
                Block::LongTable(table) => {
                    let (rows, left_out) = table.shown();
                    self.table(table, rows);
                    if let Some(text) = left_out {
                        self.remark(&text);
                    }
                }
                Block::Picture(picture) => self.table(&picture.table, &picture.table.rows),
                Block::Remark(text) => self.remark(text),
            }
        }
    }

    fn remark(&mut self, text: &str) {
        for line in wrap(&clean(text), self.width - 2) {
            let line = self.styled(&format!("  {line}"), DIM);
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }

    fn statement(&mut self, lead: &str, statement: &Statement, codes: bool) {
        let indent = lead.width();
        let lines = wrap(&clean(&statement.text), self.width - indent);
        let mut evidence = evidence(self.case, &statement.because, REASONS);
        if codes && statement.severity().is_some() {
            evidence = format!("{} · {evidence}", statement.kind);
        }
        let last = lines.len().saturating_sub(1);
        for (i, line) in lines.iter().enumerate() {
            let left = if i == 0 {
                format!("{lead}{line}")
            } else {
                format!("{}{line}", " ".repeat(indent))
            };
            let fits = left.width() + evidence.width() + 2 <= self.width;
            if i == last && fits {
                let gap = self.width - left.width() - evidence.width();
                let right = self.styled(&evidence, DIM);
                self.out
                    .push_str(&format!("{left}{}{right}\n", " ".repeat(gap)));
            } else {
                self.out.push_str(&left);
                self.out.push('\n');
                if i == last {
                    for line in wrap(&evidence, self.width - indent) {
                        let pad = self.width.saturating_sub(line.width());
                        let right = self.styled(&line, DIM);
                        self.out.push_str(&format!("{}{right}\n", " ".repeat(pad)));
                    }
                }
            }
        }
    }

    fn table(&mut self, table: &Table, shown: &[Row]) {
        let mut heads: Vec<String> = table.columns.iter().map(|head| clean(head)).collect();
        let mut rows: Vec<Vec<String>> = shown
            .iter()
            .map(|row| row.cells.iter().map(|cell| clean(cell)).collect())
            .collect();
        if !table.cited {
            heads.push(String::new());
            for (cells, row) in rows.iter_mut().zip(shown) {
                cells.push(evidence(self.case, &row.because, IN_A_ROW));
            }
        }
        let columns = heads.len();
        let mut natural: Vec<usize> = heads.iter().map(|head| head.width()).collect();
        for row in &rows {
            for (i, cell) in row.iter().enumerate().take(columns) {
                natural[i] = natural[i].max(cell.width());
            }
        }
        let room = self.width.saturating_sub(2 + 2 * columns.saturating_sub(1));
        let mut words: Vec<usize> = vec![0; columns];
        for row in rows.iter().chain(std::iter::once(&heads)) {
            for (i, cell) in row.iter().enumerate().take(columns) {
                let longest = cell.split(' ').map(UnicodeWidthStr::width).max();
                words[i] = words[i].max(longest.unwrap_or(0));
            }
        }
        let widths = fit(&natural, &words, room);
        if heads.iter().any(|head| !head.is_empty()) {
            self.row(&heads, &widths, DIM);
        }
        for row in &rows {
            self.row(row, &widths, ("", ""));
        }
    }

    fn row(&mut self, cells: &[String], widths: &[usize], style: (&str, &str)) {
        let wrapped: Vec<Vec<String>> = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| wrap(cell, (*width).max(1)))
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut text = String::from("  ");
            for (i, lines) in wrapped.iter().enumerate() {
                let part = lines.get(line).map_or("", String::as_str);
                text.push_str(part);
                if i + 1 < wrapped.len() {
                    let pad = widths[i].saturating_sub(part.width()) + 2;
                    text.push_str(&" ".repeat(pad));
                }
            }
            let text = self.styled(text.trim_end(), style);
            self.out.push_str(&text);
            self.out.push('\n');
        }
    }

    fn foot(&mut self, page: &Page<'_>) {
        self.out.push('\n');
        let annexes: Vec<String> = page
            .sections
            .iter()
            .filter(|part| part.place == Place::Annex)
            .map(|part| part.title.to_lowercase())
            .collect();
        if !annexes.is_empty() {
            let line = format!("in the HTML and JSON forms also: {}", annexes.join("; "));
            for line in wrap(&clean(&line), self.width) {
                let line = self.styled(&line, DIM);
                self.out.push_str(&line);
                self.out.push('\n');
            }
        }
        if !page.assumptions.is_empty() {
            let names: Vec<String> = page
                .assumptions
                .iter()
                .map(|id| {
                    let (name, _) = assumption(page.case, *id);
                    let place = page.case.place(NodeId::Assumption(*id));
                    let file = place.path.rsplit('/').next().unwrap_or(place.path);
                    format!("{name} ({file}:{})", place.line)
                })
                .collect();
            for line in wrap(
                &clean(&format!("assumptions used: {}", names.join(", "))),
                self.width,
            ) {
                let line = self.styled(&line, DIM);
                self.out.push_str(&line);
                self.out.push('\n');
            }
        }
        let made = format!("made by: {}", clean(&page.command));
        self.edges("", &made, DIM);
    }
}

/// The evidence behind a statement, short.
pub(crate) fn evidence(case: &Case, because: &[Because], most: usize) -> String {
    let mut claims: Vec<String> = Vec::new();
    let mut places: Vec<(String, Vec<usize>)> = Vec::new();
    let mut absent = 0;
    for reason in because {
        match reason {
            Because::Node(NodeId::Claim(id)) => {
                claims.push(case.claims.label(*id).id.to_string());
            }
            Because::Node(node) => {
                let place = case.place(*node);
                let file = place.path.rsplit('/').next().unwrap_or(place.path);
                match places.iter_mut().find(|(path, _)| path == file) {
                    Some((_, lines)) => {
                        if !lines.contains(&place.line) {
                            lines.push(place.line);
                        }
                    }
                    None => places.push((file.to_owned(), vec![place.line])),
                }
            }
            Because::Absence(_) => absent += 1,
        }
    }
    let mut parts = Vec::new();
    if !claims.is_empty() {
        let more = claims.len().saturating_sub(most);
        claims.truncate(most);
        let mut text = claims.join(", ");
        if more > 0 {
            text.push_str(&format!(" and {more} more"));
        }
        parts.push(text);
    }
    for (path, mut lines) in places {
        let more = lines.len().saturating_sub(most);
        lines.truncate(most);
        let numbers: Vec<String> = lines.iter().map(ToString::to_string).collect();
        let mut text = format!("{path}:{}", numbers.join(","));
        if more > 0 {
            text.push_str(&format!(" and {more} more"));
        }
        parts.push(text);
    }
    if parts.is_empty() && absent > 0 {
        parts.push("nothing found".to_owned());
    }
    parts.join(" · ")
}

/// Text fit for one line of a page: no control or direction-changing characters.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' | '\r' => Some(' '),
            c if c.is_control() => None,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
            c => Some(c),
        })
        .collect()
}

/// Lines of at most `width` columns; words longer than that are broken.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut rest = word;
        let wide = rest.width();
        if used > 0 && used + 1 + wide <= width {
            line.push(' ');
            line.push_str(rest);
            used += 1 + wide;
            continue;
        }
        if used > 0 {
            lines.push(std::mem::take(&mut line));
        }
        while let Some(cut) = overflow(rest, width) {
            lines.push(rest[..cut].to_owned());
            rest = &rest[cut..];
        }
        line.push_str(rest);
        used = rest.width();
    }
    if used > 0 || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Where a word that is wider than `width` columns is cut; looks no further than that. An id is cut
/// at one of its joints, unless that would leave most of the line empty.
fn overflow(word: &str, width: usize) -> Option<usize> {
    let mut columns = 0;
    let mut joint = None;
    for (i, c) in word.char_indices() {
        if c == ':' && columns * 2 >= width {
            joint = Some(i);
        }
        columns += c.width().unwrap_or(0);
        if columns > width && i > 0 {
            return joint.or(Some(i));
        }
        if matches!(c, '-' | '.' | '/' | ',') && columns * 2 >= width {
            joint = Some(i + c.len_utf8());
        }
    }
    None
}

/// Column widths that fit into the room: no column gets narrower than its longest word, within
/// reason, and what is left is shared by need.
fn fit(natural: &[usize], longest_word: &[usize], room: usize) -> Vec<usize> {
    if natural.iter().sum::<usize>() <= room {
        return natural.to_vec();
    }
    let mut least: Vec<usize> = natural
        .iter()
        .zip(longest_word)
        .map(|(natural, word)| (*natural).min((*word).clamp(8, 22)))
        .collect();
    while least.iter().sum::<usize>() > room {
        let Some(widest) = (0..least.len()).max_by_key(|i| least[*i]) else {
            break;
        };
        if least[widest] <= 4 {
            break;
        }
        least[widest] -= 1;
    }
    let mut widths = least;
    let mut left = room.saturating_sub(widths.iter().sum());
    while left > 0 {
        // The column that would need the most lines grows by one.
        let neediest = (0..widths.len())
            .filter(|i| widths[*i] < natural[*i])
            .max_by_key(|i| natural[*i] * 1000 / widths[*i].max(1));
        let Some(i) = neediest else { break };
        widths[i] += 1;
        left -= 1;
    }
    widths
}
