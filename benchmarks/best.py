"""``best.json``: of each own instance the best plan value and the best lower bound that any run gave, and where they
come from.

An entry holds for one fingerprint of the problem: when an instance changes, its entry starts anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from wijkplan.models.problem import HOME_WEEKS, Problem

from .cases import Case
from .records import Run

PATH = Path(__file__).with_name("best.json")
PUBLIC = ("RCPSP", "MMRCPSP", "RCMPSP")
LARGEST = 5000
"""Activities up to which a problem gets a fingerprint; writing out a larger one takes too long."""
PROVENANCE = ("solver", "seed", "workers", "time_limit", "work", "date")

Best = dict[str, dict[str, Any]]


def fingerprint(problem: Problem) -> str | None:
    """Twelve characters that differ where problems differ; ``None`` for very large ones."""
    if len(problem.activities) > LARGEST:
        return None
    counted = problem.homes if HOME_WEEKS in problem.priced else ()
    text = f"{sorted(problem.priced)} {replace(problem, priced=frozenset(), homes=counted)!r}"
    # As it was before these were known, where they decide nothing.
    for absent in (", homes=()", ", budgets=()", ", taken=()"):
        text = text.replace(absent, "")
    return sha256(text.encode()).hexdigest()[:12]


def stored(path: Path = PATH) -> Best:
    """What is kept; nothing where there is no file."""
    if not path.is_file():
        return {}
    kept: Best = json.loads(path.read_text(encoding="utf-8"))
    return kept


def known(case: Case, print_: str | None, kept: Best) -> int | None:
    """Best value of the case: what is published, or what is kept for this very problem."""
    entry = kept.get(str(case))
    if case.best_known is not None or entry is None or entry["fingerprint"] != print_ or entry["upper"] is None:
        return case.best_known
    return int(entry["upper"]["value"])


def merged(kept: Best, runs: Iterable[Run]) -> Best:
    """What is kept after taking in accepted runs on own instances: lower values and higher bounds (a certified one
    before an equal other)."""
    best = {name: dict(entry) for name, entry in kept.items()}
    for run in runs:
        if run["problem"] in PUBLIC or not run.get("checked") or run.get("fingerprint") is None:
            continue
        name = f"{run['problem']}/{run['set']}/{run['instance']}"
        entry = best.get(name)
        if entry is None or entry["fingerprint"] != run["fingerprint"]:
            entry = best[name] = {"fingerprint": run["fingerprint"], "upper": None, "lower": None}
        source = {field: run.get(field) for field in PROVENANCE} | {"commit": run["versions"].get("commit")}
        if entry["upper"] is None or run["objective"] < entry["upper"]["value"]:
            entry["upper"] = {"value": run["objective"], **source}
        if run["bound"] is not None:
            lower = {"value": run["bound"], "certified": bool(run["bound_certified"]), **source}
            if entry["lower"] is None or _rank(lower) > _rank(entry["lower"]):
                entry["lower"] = lower
    return dict(sorted(best.items()))


def _rank(lower: dict[str, Any]) -> tuple[int, bool]:
    return lower["value"], lower["certified"]


def write(best: Best, path: Path) -> None:
    """Keep it."""
    path.write_text(json.dumps(best, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
