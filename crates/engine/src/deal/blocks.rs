//! Groups of issues that combinations tie together.
//!
//! Issues in different groups add up independently, so that a question over all packages can be
//! answered group by group. Guarantee: exact. Cost: near linear in the number of combinations.

use super::space::{Pattern, Space};

/// The groups, each in the order of the issues; groups in the order of their first issue.
pub fn blocks(space: &Space, ties: &[&Pattern]) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..space.issues()).collect();
    fn find(leader: &mut [usize], mut issue: usize) -> usize {
        while leader[issue] != issue {
            leader[issue] = leader[leader[issue]];
            issue = leader[issue];
        }
        issue
    }
    for tie in ties {
        for pair in tie.parts.windows(2) {
            let (a, b) = (find(&mut leader, pair[0].0), find(&mut leader, pair[1].0));
            leader[a.max(b)] = a.min(b);
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); space.issues()];
    for issue in 0..space.issues() {
        let group = find(&mut leader, issue);
        groups[group].push(issue);
    }
    groups.retain(|group| !group.is_empty());
    groups
}
