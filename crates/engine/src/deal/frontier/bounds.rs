//! The most that a deal begun can still become, for each party and for mixtures of them.
//!
//! Mini-buckets: from the last issue to the first, the functions about an issue are put together in
//! tables of bounded size and the issue is maximised out of each; what is left is a function about
//! earlier issues. Where one table suffices, the bound is attained; where an issue falls into several, its
//! choice may differ between them, and worth is moved from one to another so that they want the same.
//! Paper: Dechter and Rish (2003); matching of marginals: Ihler, Flerova, Dechter and Otten (2012).
//! Guarantee: never less than what can be reached; whole numbers throughout. Cost: tables of at most
//! `TABLE` entries, one or a few an issue and mixture; a bound is a look-up in each that is still open.

use super::cells::Tied;

/// The most entries of one table.
const TABLE: usize = 1 << 14;
/// Mixtures stay below this, so that no sum of them leaves 62 bits.
const MIXTURE: i64 = 1 << 57;
/// In which proportions the parts of two parties are mixed.
const PROPORTIONS: [[i64; 2]; 9] = [
    [1, 1],
    [2, 3],
    [3, 2],
    [1, 2],
    [2, 1],
    [1, 4],
    [4, 1],
    [1, 8],
    [8, 1],
];

/// Places in rising order, each with its number of cells.
type Scope = Vec<(usize, usize)>;

/// A function of some issues, the last of them turning fastest.
#[derive(Clone, Debug)]
struct Table {
    scope: Scope,
    values: Vec<i64>,
}

/// A table without its issue, waiting until its last issue is chosen.
#[derive(Clone, Debug)]
struct Message {
    /// Places with what a step of their cell is in the table.
    strides: Vec<(usize, usize)>,
    values: Vec<i64>,
}

/// What is to be as large as possible: parts of the parties' utilities.
#[derive(Clone, Debug)]
pub struct Aim {
    /// How much of each party's utility.
    pub parts: Vec<i64>,
    /// By how many issues are chosen: what is ahead whatever they are.
    fixed: Vec<i64>,
    /// By how many issues are chosen: what is ahead depending on them.
    open: Vec<Vec<usize>>,
    messages: Vec<Message>,
}

/// The aims: one for each party, then the mixtures.
pub struct Bounds {
    /// In order.
    pub aims: Vec<Aim>,
}

impl Bounds {
    /// For issues that are chosen in the order of their places.
    pub fn of(tied: &Tied) -> Self {
        let width = tied.base.len();
        let alone = (0..width).map(|party| {
            let mut parts = vec![0; width];
            parts[party] = 1;
            parts
        });
        Self {
            aims: alone
                .chain(mixtures(tied))
                .map(|parts| Aim::of(tied, parts))
                .collect(),
        }
    }
}

/// By how much a party's utility can vary.
fn reach(tied: &Tied, party: usize) -> i64 {
    let cells = tied.cells.iter();
    let alone: i64 = cells
        .map(|cells| {
            cells
                .iter()
                .map(|cell| cell.worth[party])
                .max()
                .unwrap_or(0)
        })
        .sum();
    let ties = tied.ties.iter().filter_map(|tie| tie.adds);
    let joint: i64 = ties
        .filter(|(to, _)| *to == party)
        .map(|(_, adds)| adds.abs())
        .sum();
    alone + joint
}

/// Mixtures in which the parties' ranges count alike or nearly so: of all of them, and of two parties
/// in several proportions. None where numbers are too large for them.
fn mixtures(tied: &Tied) -> Vec<Vec<i64>> {
    let reach: Vec<i64> = (0..tied.base.len())
        .map(|party| reach(tied, party))
        .collect();
    let share = MIXTURE / i64::try_from(reach.len()).unwrap_or(i64::MAX).max(1);
    if reach.len() < 2 || reach.iter().any(|&own| own >= share) {
        return Vec::new();
    }
    let unit: Vec<i64> = reach
        .iter()
        .map(|&own| (share / own.max(1)).max(1))
        .collect();
    match unit[..] {
        [first, second] => PROPORTIONS
            .iter()
            .map(|[one, other]| vec![one * first, other * second])
            .collect(),
        _ => vec![unit],
    }
}

impl Aim {
    fn of(tied: &Tied, parts: Vec<i64>) -> Self {
        let issues = tied.issues.len();
        let mut waiting: Vec<Vec<Table>> = vec![Vec::new(); issues];
        for table in own_tables(tied, &parts) {
            if let Some(&(last, _)) = table.scope.last() {
                waiting[last].push(table);
            }
        }
        let mut aim = Self {
            parts,
            fixed: vec![0; issues + 1],
            open: vec![Vec::new(); issues + 1],
            messages: Vec::new(),
        };
        for place in (0..issues).rev() {
            for table in maximised(std::mem::take(&mut waiting[place])) {
                aim.wait(place, &table);
                if let Some(&(last, _)) = table.scope.last() {
                    waiting[last].push(table);
                }
            }
        }
        aim
    }

    /// A table counts from the moment all of its issues are chosen until the one it came from is.
    fn wait(&mut self, from: usize, table: &Table) {
        let Some(&(last, _)) = table.scope.last() else {
            let worth = table.values.first().copied().unwrap_or(0);
            self.fixed[..=from]
                .iter_mut()
                .for_each(|fixed| *fixed += worth);
            return;
        };
        for chosen in last + 1..=from {
            self.open[chosen].push(self.messages.len());
        }
        self.messages.push(Message {
            strides: strides(&table.scope),
            values: table.values.clone(),
        });
    }

    /// The most that is ahead where the first issues are chosen.
    pub fn ahead(&self, choice: &[usize], chosen: usize) -> i64 {
        let open = self.open[chosen].iter().map(|&at| {
            let message = &self.messages[at];
            let strides = message.strides.iter();
            message.values[strides
                .map(|(place, stride)| choice[*place] * stride)
                .sum::<usize>()]
        });
        self.fixed[chosen] + open.sum::<i64>()
    }

    /// This much of a point.
    pub fn of_point(&self, point: &[i64]) -> i64 {
        point
            .iter()
            .zip(&self.parts)
            .map(|(u, part)| u * part)
            .sum()
    }
}

fn strides(scope: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut strides: Vec<(usize, usize)> = Vec::with_capacity(scope.len());
    let mut stride = 1;
    for &(place, cells) in scope.iter().rev() {
        strides.push((place, stride));
        stride *= cells;
    }
    strides.reverse();
    strides
}

/// What is to be maximised, as tables: of each issue alone, and of each combination.
fn own_tables(tied: &Tied, parts: &[i64]) -> Vec<Table> {
    let alone = tied.cells.iter().enumerate().map(|(place, cells)| Table {
        scope: vec![(place, cells.len())],
        values: cells
            .iter()
            .map(|cell| cell.worth.iter().zip(parts).map(|(u, part)| u * part).sum())
            .collect(),
    });
    let joint = tied.ties.iter().filter_map(|tie| {
        let (party, adds) = tie.adds?;
        let worth = adds * parts[party];
        let (last, first) = tie.parts.split_last()?;
        // A longer combination is judged by its first issues and the last, with which it is settled: it
        // may be reached, a loss may be avoided.
        let mut entries = last.1.len();
        let judged: Vec<&(usize, Vec<bool>)> = first
            .iter()
            .take_while(|(_, inside)| {
                entries = entries.saturating_mul(inside.len());
                entries <= TABLE
            })
            .chain([last])
            .collect();
        if worth == 0 || (worth < 0 && judged.len() < tie.parts.len()) {
            return None;
        }
        let mut values = vec![worth];
        for (_, inside) in &judged {
            values = values
                .iter()
                .flat_map(|&value| {
                    inside
                        .iter()
                        .map(move |&inside| if inside { value } else { 0 })
                })
                .collect();
        }
        let scope = judged.iter().map(|(at, inside)| (*at, inside.len()));
        Some(Table {
            scope: scope.collect(),
            values,
        })
    });
    alone.chain(joint).collect()
}

/// Puts the functions about an issue together and maximises the issue out.
fn maximised(mut tables: Vec<Table>) -> Vec<Table> {
    // The longest first, so that short ones find room beside them.
    tables.sort_by_key(|table| std::cmp::Reverse(table.scope.len()));
    let mut buckets: Vec<(Scope, Vec<Table>)> = Vec::new();
    for table in tables {
        let room = buckets
            .iter()
            .enumerate()
            .map(|(at, (scope, _))| (at, union(scope, &table.scope)))
            .filter(|(_, scope)| entries(scope) <= TABLE)
            .min_by_key(|(at, scope)| (entries(scope) / entries(&buckets[*at].0).max(1), *at));
        match room {
            Some((at, scope)) => {
                buckets[at].0 = scope;
                buckets[at].1.push(table);
            }
            None => buckets.push((table.scope.clone(), vec![table])),
        }
    }
    let mut sums: Vec<Table> = buckets
        .into_iter()
        .map(|(scope, tables)| sum(scope, &tables))
        .collect();
    if sums.len() > 1 {
        match_marginals(&mut sums);
    }
    sums.iter().map(without_last).collect()
}

fn entries(scope: &[(usize, usize)]) -> usize {
    let cells = scope.iter().map(|(_, cells)| *cells);
    cells.fold(1, usize::saturating_mul)
}

fn union(a: &[(usize, usize)], b: &[(usize, usize)]) -> Scope {
    let mut both: Scope = a.iter().chain(b).copied().collect();
    both.sort_unstable();
    both.dedup();
    both
}

/// The sum of functions over a scope that holds all of theirs.
fn sum(scope: Scope, tables: &[Table]) -> Table {
    // For each table, what a step of each issue of the scope is in it.
    let steps: Vec<Vec<usize>> = tables
        .iter()
        .map(|table| {
            let own = strides(&table.scope);
            let step = |place| {
                own.iter()
                    .find(|(at, _)| *at == place)
                    .map_or(0, |(_, step)| *step)
            };
            scope.iter().map(|(place, _)| step(*place)).collect()
        })
        .collect();
    let mut values = Vec::with_capacity(entries(&scope));
    let mut digits = vec![0; scope.len()];
    let mut at = vec![0; tables.len()];
    for _ in 0..entries(&scope) {
        values.push(
            tables
                .iter()
                .zip(&at)
                .map(|(table, &at)| table.values[at])
                .sum(),
        );
        for place in (0..scope.len()).rev() {
            digits[place] += 1;
            let turned = digits[place] == scope[place].1;
            for (at, steps) in at.iter_mut().zip(&steps) {
                if turned {
                    *at -= steps[place] * (digits[place] - 1);
                } else {
                    *at += steps[place];
                }
            }
            if !turned {
                break;
            }
            digits[place] = 0;
        }
    }
    Table { scope, values }
}

/// Moves worth between tables until each wants the cells of their last issue alike; the sum stays.
fn match_marginals(tables: &mut [Table]) {
    let cells = tables[0].scope.last().map_or(0, |(_, cells)| *cells);
    let marginals: Vec<Vec<i64>> = tables
        .iter()
        .map(|table| {
            let mut best = vec![i64::MIN; cells];
            for row in table.values.chunks_exact(cells.max(1)) {
                for (best, value) in best.iter_mut().zip(row) {
                    *best = (*best).max(*value);
                }
            }
            best
        })
        .collect();
    for cell in 0..cells {
        let total: i64 = marginals.iter().map(|marginal| marginal[cell]).sum();
        let share = total.div_euclid(tables.len() as i64);
        let mut rest = total - share * tables.len() as i64;
        for (table, marginal) in tables.iter_mut().zip(&marginals) {
            let shift = share + rest - marginal[cell];
            rest = 0;
            let values = table.values.iter_mut().skip(cell).step_by(cells);
            values.for_each(|value| *value += shift);
        }
    }
}

fn without_last(table: &Table) -> Table {
    let (cells, scope) = match table.scope.split_last() {
        Some(((_, cells), rest)) => (*cells, rest.to_vec()),
        None => (1, Vec::new()),
    };
    let best = |row: &[i64]| row.iter().copied().max().unwrap_or(0);
    Table {
        scope,
        values: table.values.chunks_exact(cells.max(1)).map(best).collect(),
    }
}
