#!/usr/bin/env python3
"""Runs NegMAS and Armistice on the same generated deal spaces and prints how they compare.

    python3 scripts/peer/compare.py                # makes the environment, builds, measures, prints
    python3 scripts/peer/compare.py --sizes 1000 10000 --parties 2 --json figures.json

What it does: installs `negmas` into an environment of its own (the only step that needs a network),
builds the engine's example `deal_space`, writes each scenario as GENIUS files, and lets both sides
work on it in one run. Both are warm: neither the start of Python nor of the program is counted, nor
the reading of files. Both answers are compared; a difference ends the run.
"""

import argparse
import json
import math
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NEGMAS = "negmas==0.16.0"
OPTIONS = 10
SIZES = {1_000: 3, 10_000: 4, 100_000: 5, 1_000_000: 6}
SEED = 7


def scenario(parties, issues):
    """Scores on a scale from 0 to 1 with one option of 1 an issue, weights that add up to 1.

    On every issue the first party likes the last option best, the second the first, others one in
    between, with noise and weights of their own, so that exchanges pay."""
    rng = random.Random(f"{SEED} {parties} {issues}")
    made = []
    for party in range(parties):
        shares = [0.1 + rng.random() for _ in range(issues)]
        weights = [round(share / sum(shares), 6) for share in shares]
        weights[0] = round(1 - sum(weights[1:]), 6)
        tables = []
        for _ in range(issues):
            like = [OPTIONS - 1, 0, OPTIONS // 2][min(party, 2)]
            raw = [max(0.0, 1 - abs(n - like) / (OPTIONS - 1) + rng.uniform(-0.03, 0.03)) for n in range(OPTIONS)]
            best = max(raw)
            tables.append([round(score / best, 6) for score in raw])
        made.append((weights, tables))
    return made


def write(made, folder):
    issues = len(made[0][0])

    def listed(table=None):
        for n in range(OPTIONS):
            score = "" if table is None else f' evaluation="{table[n]}"'
            yield f'<item index="{n + 1}" value="o{n}"{score}/>'

    def file(name, tables, end, root):
        lines = [f"<{root}>"] if root else []
        lines += [f'<utility_space number_of_issues="{issues}">', '<objective index="0" name="root" type="objective">']
        for at in range(issues):
            lines.append(f'<issue index="{at + 1}" name="i{at}" type="discrete" etype="discrete" vtype="discrete">')
            lines += listed(tables[at] if tables else None)
            lines.append("</issue>")
        lines += end
        lines += [f"</{root}>"] if root else []
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    folder.mkdir(parents=True)
    file("domain.xml", None, ["</objective>", "</utility_space>"], "negotiation_template")
    for party, (weights, tables) in enumerate(made):
        end = [f'<weight index="{at + 1}" value="{weight}"/>' for at, weight in enumerate(weights)]
        end += ["</objective>", '<reservation value="0.0"/>', "</utility_space>"]
        file(f"party{party + 1}.xml", tables, end, None)


def median(run, least=3, enough=2.0):
    """The median of at least `least` runs, one where a single one takes long; and the last answer."""
    seconds = []
    while len(seconds) < 101:
        start = time.perf_counter()
        answer = run()
        seconds.append(time.perf_counter() - start)
        if sum(seconds) > 10 or (len(seconds) >= least and sum(seconds) > enough):
            break
    return statistics.median(seconds), answer


def other_side(folders):
    """NegMAS on each folder: runs inside the environment and prints one line of JSON for each."""
    import warnings

    warnings.simplefilter("ignore")
    import numpy
    from negmas import Scenario
    from negmas.preferences.ops import (
        kalai_points,
        ks_points,
        max_welfare_points,
        nash_points,
        pareto_frontier,
        pareto_frontier_numpy,
    )

    for folder in folders:
        loaded = Scenario.load(Path(folder))
        space, functions = loaded.outcome_space, loaded.ufuns

        def evaluate():
            outcomes = list(space.enumerate_or_sample(max_cardinality=float("inf")))
            return outcomes, [[float(u(outcome)) for u in functions] for outcome in outcomes]

        evaluate_s, (outcomes, worth) = median(evaluate)
        matrix = numpy.asarray(worth)
        list_s, _ = median(lambda: pareto_frontier_numpy(matrix))
        frontier_s, (points, _) = median(lambda: pareto_frontier(functions, outcomes))
        points = [tuple(point) for point in points]
        ranges = [u.minmax(space, above_reserve=False) for u in functions]
        finders = (nash_points, kalai_points, ks_points, max_welfare_points)
        rules_s, picks = median(lambda: [find(functions, points, ranges=ranges) for find in finders])
        print(
            json.dumps(
                {
                    "folder": folder,
                    "packages": len(outcomes),
                    "frontier_points": len({tuple(round(x, 9) for x in point) for point in points}),
                    "evaluate_s": evaluate_s,
                    "frontier_from_list_s": list_s,
                    "frontier_s": frontier_s,
                    "rules_s": rules_s,
                    "nash": [float(x) for x in picks[0][0][0]],
                    "egalitarian": [float(x) for x in picks[1][0][0]],
                    "utilitarian": [float(x) for x in picks[3][0][0]],
                }
            ),
            flush=True,
        )


def environment(folder):
    """The environment's Python; made and filled once."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print(f"making {folder} and installing {NEGMAS} (some 800 MB)", file=sys.stderr)
        venv.create(folder, with_pip=True)
    if subprocess.run([python, "-c", "import negmas"], capture_output=True).returncode != 0:
        subprocess.run([python, "-m", "pip", "install", "--quiet", NEGMAS], check=True)
    return python


def lines(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    # NegMAS may draw on standard output; its lines are no JSON.
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"')]


def same(ours, theirs):
    """Ends the run where the two sides disagree."""

    def near(a, b):
        return abs(a - b) < 1e-6

    def gains(side, rule):
        return [worth - none for worth, none in zip(side[rule], ours["no_deal"])]

    # Different deals may be equally good by a rule; its value may not differ.
    facts = [
        ours["packages"] == theirs["packages"],
        ours["frontier_points"] == theirs["frontier_points"],
        near(math.prod(gains(ours, "nash")), math.prod(gains(theirs, "nash"))),
        near(min(gains(ours, "egalitarian")), min(gains(theirs, "egalitarian"))),
        near(sum(ours["utilitarian"]), sum(theirs["utilitarian"])),
    ]
    if not all(facts):
        sys.exit(f"the two sides disagree:\n{ours}\n{theirs}")


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--sizes", type=int, nargs="*", choices=SIZES, default=list(SIZES))
    ask.add_argument("--parties", type=int, nargs="*", choices=(2, 3), default=[2, 3])
    ask.add_argument("--environment", type=Path, default=ROOT / "target" / "peer-environment")
    ask.add_argument("--json", type=Path, help="write the figures here too")
    ask.add_argument("--other-side", nargs="+", help=argparse.SUPPRESS)
    args = ask.parse_args()
    if args.other_side:
        return other_side(args.other_side)

    python = environment(args.environment)
    build = ["cargo", "build", "--release", "--quiet", "-p", "armistice-engine", "--example", "deal_space"]
    subprocess.run(build, cwd=ROOT, check=True)
    program = ROOT / "target" / "release" / "examples" / "deal_space"
    with tempfile.TemporaryDirectory() as work:
        folders = []
        for parties in args.parties:
            for size in args.sizes:
                folder = Path(work) / f"{parties}-{size}"
                write(scenario(parties, SIZES[size]), folder)
                folders.append(str(folder))
        ours = lines([program, *folders])
        theirs = lines([python, __file__, "--other-side", *folders])
    if not len(ours) == len(theirs) == len(folders):
        sys.exit("one side did not answer for every folder")
    rows = []
    for one, other in zip(ours, theirs):
        same(one, other)
        there = other["evaluate_s"] + other["frontier_from_list_s"] + other["rules_s"]
        row = {
            "parties": one["parties"],
            "packages": one["packages"],
            "points": one["frontier_points"],
            "evaluate": (other["evaluate_s"], one["evaluate_s"]),
            "frontier of a list": (other["frontier_from_list_s"], one["frontier_from_list_s"]),
            "frontier from scores": (other["frontier_s"], one["frontier_s"]),
            "rules on it": (other["rules_s"], one["rules_s"]),
            "scores to rules": (there, one["frontier_s"] + one["rules_s"]),
        }
        rows.append(row)
    print(f"{NEGMAS}, Python {platform.python_version()}, {os.cpu_count()} cores; medians, NegMAS / Armistice = ratio\n")
    columns = [name for name in rows[0] if isinstance(rows[0][name], tuple)]
    print("| parties | packages | frontier points | " + " | ".join(columns) + " |")
    print("|" + "---|" * (3 + len(columns)))
    for row in rows:
        cells = [f"{shown(a)} / {shown(b)} = {ratio(a / b)}" for a, b in (row[name] for name in columns)]
        print(f"| {row['parties']} | {row['packages']:,} | {row['points']:,} | " + " | ".join(cells) + " |")
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def shown(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.2g} {unit}" if seconds / size < 100 else f"{seconds / size:.0f} {unit}"
    return f"{seconds / 1e-9:.0f} ns"


def ratio(value):
    digits = max(0, 1 - len(str(int(value))) + 1)
    return f"{float(f'{value:.2g}'):,.{digits}f}×"


if __name__ == "__main__":
    main()
