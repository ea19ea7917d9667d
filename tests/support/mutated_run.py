"""Which of the generated bad inputs a run draws, and how often each kind was hit over all runs.

``WIJKPLAN_MUTATED_INPUTS`` says how many, ``WIJKPLAN_MUTATED_FROM`` the first number, so that a long run is made in
parts: 0 to 9,999, 10,000 to 19,999, ... Each number is the same input whatever the part. With
``WIJKPLAN_MUTATED_TABLE`` (a file) a part that found nothing adds its hits to those of the parts before it, once."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

COUNT = int(os.environ.get("WIJKPLAN_MUTATED_INPUTS", "120"))
FIRST = int(os.environ.get("WIJKPLAN_MUTATED_FROM", "0"))
SEED = int(os.environ.get("WIJKPLAN_MUTATED_SEED", "1"))
NUMBERS = range(FIRST, FIRST + COUNT)


def told(family: str, hits: Counter[str]) -> Counter[str]:
    """Prints how often each kind was hit, and returns it: in this run, or in all whose table is kept.

    ``family`` are the inputs drawn from; parts with another seed are other inputs, parts that overlap are refused."""
    table = os.environ.get("WIJKPLAN_MUTATED_TABLE")
    parts = 1
    if table:
        path = Path(table)
        kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
        mine = kept.setdefault(family, {"parts": [], "hits": {}})
        for seed, first, last in mine["parts"]:
            assert seed != SEED or last < NUMBERS.start or first >= NUMBERS.stop, f"{first} to {last} were drawn before"
        mine["parts"].append([SEED, NUMBERS.start, NUMBERS.stop - 1])
        hits = Counter(mine["hits"]) + hits
        mine["hits"] = dict(sorted(hits.items()))
        parts = len(mine["parts"])
        path.write_text(json.dumps(kept, indent=1), "utf-8")
    print(f"\n{family}: {hits.total()} mutations of {len(hits)} kinds, in {parts} parts")
    for name, count in hits.most_common():
        print(f"{count:8} {name}")
    return hits
