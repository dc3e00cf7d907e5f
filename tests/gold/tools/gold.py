#!/usr/bin/env python3
"""Gold set of attribution relations: validate, count, convert, compare two annotators.

    gold.py validate [ROOT]              check every NNN.txt / NNN.json pair and print counts
    gold.py convert PART OUT.json [ROOT] write one neutral-schema file for PART (dev or test)
    gold.py show PART NNN [ROOT]         print the relations of one item
    gold.py agreement FIRST SECOND       compare two annotators on the items that both folders hold
                                         (a folder of NNN.txt and NNN.json, or one with dev/ and test/)

ROOT is the folder above this file's folder unless given. Standard library only.
"""
import collections
import json
import pathlib
import random
import re
import sys

CUE_KINDS = {"verb", "noun", "according-to", "participle", "passive", "adverb", "none"}
SOURCE_TYPES = {"named", "office", "anonymous", "document", "pronoun", "reports", "none"}
KINDS = ("direct", "mixed", "indirect")
PAIRS = {"\u201c": "\u201d", "\u00ab": "\u00bb", "\u2018": "\u2019"}


def part_of(number):
    """The split: odd numbers are dev, even numbers test (items come in pairs of one genre and conflict)."""
    return "dev" if number % 2 else "test"


def quoted(text):
    """Flags: which characters stand inside quotation marks (paragraph by paragraph)."""
    flag, stack, i = [False] * len(text), [], 0
    while i < len(text):
        ch, step = text[i], 1
        prev = text[i - 1] if i else "\n"
        nxt = text[i + 1] if i + 1 < len(text) else "\n"
        if ch == "\n":
            stack = []
        elif text[i:i + 2] in ("''", "``"):
            step = 2
            if stack and stack[-1] == "''":
                stack.pop()
            else:
                stack.append("''")
        elif stack and ch == stack[-1] and not (ch in "'\u2019" and nxt.isalnum()):
            stack.pop()
        elif ch in "\u201c\u00ab":
            stack.append(PAIRS[ch])
        elif ch == "\u2018" and not prev.isalnum():
            stack.append("\u2019")
        elif ch == '"':
            stack.append('"')
        elif ch == "'" and not prev.isalnum() and nxt.isalnum() and prev not in ".,?!":
            stack.append("'")
        elif stack:
            flag[i] = True
        i += step
    return flag


def kind_of(text, spans):
    flag = quoted(text)
    words = [i for a, b in spans for i in range(a, b) if text[i].isalnum()]
    n = sum(flag[i] for i in words)
    return "direct" if n == len(words) else "mixed" if n else "indirect"


def items(root, part):
    for path in sorted((root / part).glob("[0-9][0-9][0-9].json")):
        with open(path.with_suffix(".txt"), encoding="utf-8", newline="") as f:
            text = f.read()
        yield path.stem, text, json.loads(path.read_text(encoding="utf-8"))


def check(name, part, text, item):
    bad = []
    if item["item"] != name or part_of(int(name)) != part:
        bad.append("wrong number or part")
    if not all(item.get(k) for k in ("genre", "conflict", "outlet_style")):
        bad.append("item field missing")
    seen = set()
    for r in item["relations"]:
        where = "relation %s: " % r["id"]
        if r["kind"] not in KINDS or r["cue_kind"] not in CUE_KINDS or r["source_type"] not in SOURCE_TYPES:
            bad.append(where + "unknown kind")
        if bool(r["cue"]) == (r["cue_kind"] == "none") or bool(r["source"]) == (r["source_type"] == "none"):
            bad.append(where + "kind and span disagree")
        if not r["content"]:
            bad.append(where + "no content")
        for role in ("source", "cue", "content"):
            if [text[a:b] for a, b in r[role]] != r[role + "_text"]:
                bad.append(where + role + " text differs from its offsets")
            last = -1
            for a, b in r[role]:
                if not last < a < b <= len(text):
                    bad.append(where + role + " span out of order or range")
                if text[a:b] != text[a:b].strip():
                    bad.append(where + role + " span has space at an end")
                if "\n\n" in text[a:b]:
                    bad.append(where + role + " span crosses a paragraph")
                if (a and text[a - 1].isalnum() and text[a].isalnum()) or (
                        b < len(text) and text[b].isalnum() and text[b - 1].isalnum()):
                    bad.append(where + role + " span cuts a word")
                last = b - 1
        for a, b in r["cue"]:
            if any(a < d and c < b for c, d in r["content"] + r["source"]):
                bad.append(where + "cue overlaps content or source")
        for a, b in r["source"]:
            if any(a < d and c < b for c, d in r["content"]):
                bad.append(where + "source overlaps content")
        key = json.dumps([r["source"], r["cue"], r["content"]])
        if key in seen:
            bad.append(where + "repeated")
        seen.add(key)
        k = kind_of(text, r["content"])
        if k != r["kind"] and not (r["kind"] == "direct" and r["cue_kind"] == "none"):
            bad.append(where + "kind %s, but the marks say %s" % (r["kind"], k))
    return bad


def validate(root):
    errors = 0
    for part in ("dev", "test"):
        count = collections.defaultdict(collections.Counter)
        words = []
        n = 0
        for name, text, item in items(root, part):
            for b in check(name, part, text, item):
                print("%s/%s: %s" % (part, name, b))
                errors += 1
            n += 1
            words.append(len(text.split()))
            if len(quoted(text)) != len(text):
                errors += 1
            count["genre (items)"][item["genre"]] += 1
            count["conflict (items)"][item["conflict"]] += 1
            for r in item["relations"]:
                count["kind"][r["kind"]] += 1
                count["cue kind"][r["cue_kind"]] += 1
                count["source type"][r["source_type"]] += 1
                count["conflict (relations)"][item["conflict"]] += 1
                if len(r["content"]) > 1:
                    count["shape"]["content in several spans"] += 1
                if any(r is not q and any(c <= a and b <= d for a, b in r["content"] for c, d in q["content"])
                       for q in item["relations"]):
                    count["shape"]["nested (inner)"] += 1
        if n:
            print("%s: %d items, %d relations, %d words (%d to %d an item)" % (
                part, n, sum(count["kind"].values()), sum(words), min(words), max(words)))
            for k in sorted(count):
                print("  %s: %s" % (k, ", ".join("%s %d" % x for x in count[k].most_common())))
    print("errors: %d" % errors)
    return errors


def convert(root, part, out):
    recs = [dict(doc=name, **{role: [{"start": a, "end": b} for a, b in r[role]] or None
                              for role in ("source", "cue", "content")},
                 kind=r["kind"], cue_kind=r["cue_kind"], source_type=r["source_type"])
            for name, _, item in items(root, part) for r in item["relations"]]
    pathlib.Path(out).write_text(json.dumps(recs, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print("wrote %d relations" % len(recs))


def show(root, part, want):
    for name, text, item in items(root, part):
        if name == want:
            print(text)
            for r in item["relations"]:
                print("%2d %-8s %-12s %-9s | %s | %s | %s" % (r["id"], r["kind"], r["cue_kind"], r["source_type"],
                      " ... ".join(r["source_text"]), " ... ".join(r["cue_text"]), " ... ".join(r["content_text"])))


ROLES = ("source", "cue", "content")
ROUNDS, SEED = 2000, 1
TOKEN = re.compile(r"\w+(?:['\u2019]\w+)*|[^\w\s]")


def words_of(text, toks, spans, role):
    """Token numbers of a span. Marks and stops at the ends of each run and a leading "that" of a content are left out."""
    word = lambda i: text[toks[i][0]].isalnum() or text[toks[i][0]] == "_"
    runs = []
    for i, (a, b) in enumerate(toks):
        if any(a < d and c < b for c, d in spans):
            if runs and runs[-1][-1] == i - 1:
                runs[-1].append(i)
            else:
                runs.append([i])
    out = []
    for r in runs:
        while r and not word(r[0]):
            r = r[1:]
        while r and not word(r[-1]):
            r = r[:-1]
        out += r
    if role == "content" and len(out) > 1 and text[slice(*toks[out[0]])].lower() == "that":
        out = out[1:]
    return frozenset(out or sum(runs, []))


def touches(a, b):
    return bool(a & b) or not (a or b)


def match(first, second):
    """One-to-one pairs of relations: cue and source share a token (or neither has one), content token-F1 >= 0.5.

    Best content first, then cue, then source, then text order."""
    cand = []
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            f1 = 2.0 * len(a["content"] & b["content"]) / max(1, len(a["content"]) + len(b["content"]))
            if f1 >= 0.5 and touches(a["cue"], b["cue"]) and touches(a["source"], b["source"]):
                cand.append((-f1, -len(a["cue"] & b["cue"]), -len(a["source"] & b["source"]), i, j))
    out, left, right = [], set(), set()
    for x in sorted(cand):
        if x[3] not in left and x[4] not in right:
            left.add(x[3])
            right.add(x[4])
            out.append((x[3], x[4]))
    return out


def annotated(folder):
    folder, found = pathlib.Path(folder), {}
    for part in (".", "dev", "test"):
        for name, text, item in items(folder, part):
            found.setdefault(name, (text, item))
    return found


def agreement(one, two):
    first, second = annotated(one), annotated(two)
    names = sorted(set(first) & set(second))
    if not names:
        sys.exit("no item is in both folders")
    kinds = ("kind", "cue_kind", "source_type")
    counts, errors = [], 0
    confused = {k: collections.Counter() for k in kinds}
    for name in names:
        text = first[name][0]
        if text != second[name][0]:
            sys.exit(name + ": the two texts differ")
        for side, item in (("first", first[name][1]), ("second", second[name][1])):
            for b in check(name, part_of(int(name)), text, item):
                print("%s %s: %s" % (side, name, b))
                errors += 1
        toks = [m.span() for m in TOKEN.finditer(text)]
        sides = [[dict({k: r[k] for k in kinds}, **{x: words_of(text, toks, r[x], x) for x in ROLES})
                  for r in item["relations"]] for item in (first[name][1], second[name][1])]
        c = collections.Counter()
        for rels in sides:
            c["n"] += len(rels)
            for r in rels:
                for k in kinds:
                    c["n", k, r[k]] += 1
        c["n1"], c["n2"] = len(sides[0]), len(sides[1])
        for i, j in match(*sides):
            a, b = sides[0][i], sides[1][j]
            c["pair"] += 1
            same = {x: a[x] == b[x] for x in ROLES}
            for x in ROLES:
                c["same", x] += same[x]
            c["exact"] += all(same.values())
            for k in kinds:
                c["same", k] += a[k] == b[k]
                confused[k][a[k], b[k]] += 1
                for r in (a, b):
                    c["pair", k, r[k]] += 1
                    c["exact", k, r[k]] += all(same.values())
        counts.append(c)

    share = lambda a, b: a / b if b else 0.0
    figures = [("usable F1", lambda c: share(2 * c["pair"], c["n"])), ("exact F1", lambda c: share(2 * c["exact"], c["n"]))]
    for x in ROLES + kinds:
        figures.append((x.replace("_", " ") + ", of pairs", lambda c, x=x: share(c["same", x], c["pair"])))
    total = sum(counts, collections.Counter())
    rng, drawn = random.Random(SEED), []
    for _ in range(ROUNDS):
        drawn.append(sum((counts[int(rng.random() * len(counts))] for _ in counts), collections.Counter()))
    print("%d items, %d relations (first), %d (second), %d paired; 95 %% intervals: %d bootstrap draws of items" % (
        len(names), total["n1"], total["n2"], total["pair"], ROUNDS))
    def interval(f):
        v = sorted(f(c) for c in drawn)
        return "%.3f  (%.3f to %.3f)" % (f(total), v[int(0.025 * (ROUNDS - 1))], v[int(0.975 * (ROUNDS - 1))])

    for label, f in figures:
        print("  %-21s %s" % (label, interval(f)))
    for k in kinds:
        print("by %s: relations (both annotators), usable F1, exact F1" % k.replace("_", " "))
        for v in sorted({x[2] for x in total if len(x) == 3 and x[:2] == ("n", k)}):
            usable, exact = (interval(lambda c, x=x: share(c[x, k, v], c["n", k, v])) for x in ("pair", "exact"))
            print("  %-21s %4d  %s  %s" % (v, total["n", k, v], usable, exact))
        odd = sorted((-n, x) for x, n in confused[k].items() if x[0] != x[1])
        if odd:
            print("  pairs that differ (first / second): " + ", ".join("%s / %s %d" % (x + (-n,)) for n, x in odd))
    if errors:
        print("errors: %d" % errors)
    return errors


def main(argv):
    default = pathlib.Path(__file__).resolve().parent.parent
    cmd = argv[1] if len(argv) > 1 else ""
    need = {"validate": 0, "convert": 2, "show": 2, "agreement": 2}.get(cmd)
    if need is None or len(argv) < 2 + need:
        sys.exit(__doc__)
    if cmd == "agreement":
        return 1 if agreement(argv[2], argv[3]) else 0
    root = pathlib.Path(argv[2 + need]) if len(argv) > 2 + need else default
    if cmd == "validate":
        return 1 if validate(root) else 0
    if cmd == "convert":
        convert(root, argv[2], argv[3])
    else:
        show(root, argv[2], argv[3])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
