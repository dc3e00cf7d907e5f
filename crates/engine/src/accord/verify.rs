//! All checks of an agreement before it is signed, under the base text and each reading alone.
//!
//! Findings that the base has already are not repeated for a reading: what a reading adds is told,
//! and what it takes away is missing from its own run (`Options::only`), in which what the text has
//! without the reading too is told of the text. Order: severity, then the order of the checks, then the
//! text.

use armistice_case::model::{Case, ReadingId};

use super::check::{
    Lens, balance, calendar, capacity, clash, hour, lapse, leverage, order, phase, pledged, ratio,
    remedy, ride, run, valued, wait, window,
};
use super::finding::{Code, Finding, Options, Runs, Unlooked, Verification};
use super::happening::{Happening, Happenings};
use super::part::Parts;
use super::terms::Terms;
use super::timetable::timetable;
use crate::run::{Control, Refusal};

/// The terms under one reading with everything derived from them.
///
/// # Errors
/// When the case has no agreement.
pub fn lens(case: &Case, reading: Option<ReadingId>) -> Result<Lens<'_>, Refusal> {
    let terms = Terms::under(case, reading).ok_or_else(|| {
        Refusal::new(
            "the case has no agreement to verify",
            "write the terms, reported or proposed, under `agreement`",
        )
    })?;
    Ok(through(case, terms))
}

/// Some terms with everything derived from them.
#[must_use]
pub fn through(case: &Case, terms: Terms) -> Lens<'_> {
    let parts = Parts::of(case, &terms);
    let happenings = Happenings::of(case, &terms, &parts);
    let timetable = timetable(case, &terms, &parts);
    let solved = timetable.solve();
    let mut lens = Lens {
        case,
        terms,
        parts,
        happenings,
        timetable,
        windows: solved.as_ref().map(|solved| solved.days.clone()),
        hours: solved.and_then(|solved| solved.minutes),
    };
    // A power whose time is over before it can be used is never used, and nothing follows on it.
    for power in lapse::too_late(&lens) {
        lens.happenings.never(&Happening::Used(power));
    }
    lens
}

/// Verifies the agreement of a case.
///
/// # Errors
/// When the case has no agreement, or the check is stopped.
pub fn verify(
    case: &Case,
    options: &Options,
    control: &dyn Control,
) -> Result<Verification, Refusal> {
    let base = lens(case, None)?;
    let readings: Vec<ReadingId> = base.terms.agreement.readings.keys().collect();
    let mut lenses = vec![base];
    for reading in &readings {
        lenses.push(lens(case, Some(*reading))?);
    }
    let position = options
        .only
        .and_then(|only| readings.iter().position(|r| *r == only));
    let mut findings: Vec<Finding> = Vec::new();
    let mut runs = Runs::default();
    let of = lenses.len() as u64;
    match position {
        Some(position) => {
            let own = all_checks(
                &lenses[position + 1],
                &lenses[..0],
                options,
                control,
                &mut runs,
            );
            // What the text has without the reading too is told of the text.
            let of_base = all_checks(
                &lenses[0],
                &lenses[..0],
                options,
                control,
                &mut Runs::default(),
            );
            findings.extend(own.into_iter().map(|finding| {
                Finding {
                    reading: finding
                        .reading
                        .filter(|_| !of_base.iter().any(|base| same(base, &finding))),
                    ..finding
                }
            }));
        }
        None => {
            for (done, lens) in (0_u64..).zip(&lenses) {
                if control.stopped() {
                    return Err(Refusal::stopped());
                }
                control.progress(done, of);
                for finding in all_checks(lens, &lenses, options, control, &mut runs) {
                    if !findings.iter().any(|known| same(known, &finding)) {
                        findings.push(finding);
                    }
                }
            }
            findings.extend(order::orders(case, &lenses));
        }
    }
    findings.sort_by_key(|finding| (finding.code.severity(), finding.code, finding.reading));
    let looked_at = &lenses[position.map_or(0, |position| position + 1)];
    let balances = ratio::balances(looked_at, options.proportional_returns);
    Ok(Verification {
        findings,
        runs,
        balances: balances.into_iter().filter_map(Result::ok).collect(),
    })
}

/// Whether two findings say the same, under whatever reading.
fn same(a: &Finding, b: &Finding) -> bool {
    a.code == b.code && a.evidence == b.evidence
}

fn all_checks(
    lens: &Lens<'_>,
    readings: &[Lens<'_>],
    options: &Options,
    control: &dyn Control,
    runs: &mut Runs,
) -> Vec<Finding> {
    let answered = remedy::answered(lens);
    let mut findings = wait::waits(lens);
    // A power that is never used keeps nobody from acting.
    let possible = findings.iter().all(|f| f.code == Code::DeadClause);
    findings.extend(leverage::made_conditional(lens));
    findings.extend(ride::free_rides(lens, &answered));
    findings.extend(remedy::without_remedy(lens, &answered));
    findings.extend(remedy::without_measure(lens));
    findings.extend(remedy::phase_ends(lens, readings));
    findings.extend(clash::clashes(lens));
    let conflicts = window::conflicts(lens);
    let dated = conflicts.is_empty();
    findings.extend(conflicts);
    findings.extend(calendar::unsaid(lens));
    findings.extend(hour::undefined(lens));
    findings.extend(calendar::bounded(lens));
    findings.extend(calendar::concurrent(lens));
    findings.extend(pledged::unmeasured(lens));
    // Where windows conflict no day is known, and what rests on days would say nothing new.
    if dated {
        findings.extend(phase::outlasted(lens));
        findings.extend(capacity::over_capacity(lens));
        findings.extend(window::risks(lens));
        findings.extend(window::squeezes(lens));
        findings.extend(window::gaps(lens));
        findings.extend(window::tight(lens));
    }
    if dated && possible {
        let (dead, looked) = run::dead_ends(lens, options.states, control);
        findings.extend(dead);
        runs.groups += looked.groups;
        runs.states += looked.states;
        runs.cut |= looked.cut;
    } else {
        runs.cut = true;
        let what = if dated {
            Unlooked::Waiting
        } else {
            Unlooked::NoDays
        };
        findings.push(lens.not_looked_at(what));
    }
    if dated || lens.terms.reading.is_none() {
        findings.extend(balance::shapes(lens));
        findings.extend(ratio::ratios(lens, options));
        findings.extend(valued::bonds_needed(lens));
        findings.extend(valued::better_order(lens));
    }
    findings
}
