"""Planted problems as files that any tool can read, and judging plans that others have made for them.

    python -m wijkplan.benchmarks.generate.planted_files write instances/planted
    python -m wijkplan.benchmarks.generate.planted_files check planted/tight-m/together-1 plan.json

A plan is written as in ``best.json``: ``placements`` are rows of activity, start, end, mode and patterns, ``tenders``
rows of tender and week, ``joined`` rows of street and dig."""

from __future__ import annotations

import json
import sys
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from wijkplan.benchmarks.best import fingerprint
from wijkplan.benchmarks.cases import Case, Unavailable
from wijkplan.benchmarks.families.planted import SEED, VARIANTS, load, optimum
from wijkplan.models.check import judge
from wijkplan.models.plan import Placement, Plan, Publication
from wijkplan.planner.text import say

from .planted import CLASSES, SIZES, floor, planted


def plain(value: Any) -> Any:
    """A problem as lists, names and numbers; what has its default value is left out."""
    if is_dataclass(value):
        shown = {one.name: getattr(value, one.name) for one in fields(value)}
        absent = {one.name for one in fields(value) if one.default is not MISSING and shown[one.name] == one.default}
        return {name: plain(one) for name, one in shown.items() if name not in absent}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(map(plain, value))
    if isinstance(value, tuple):
        if len(value) > 3 and len(set(map(repr, value))) == 1 and isinstance(value[0], int):
            return {"times": len(value), "value": value[0]}  # the same in every week
        return [plain(one) for one in value]
    return value


def as_rows(plan: Plan) -> dict[str, Any]:
    """A plan as rows; see the module."""
    return {
        "placements": [[p.activity, p.start, p.end, p.mode, list(p.patterns)] for p in plan.placements],
        "tenders": [[one.tender, one.week] for one in plan.tenders],
        "joined": sorted(map(list, plan.joined)),
    }


def from_rows(rows: dict[str, Any]) -> Plan:
    """The plan of such rows."""
    return Plan(
        tuple(Placement(a, start, end, mode, tuple(used)) for a, start, end, mode, used in rows["placements"]),
        tuple(Publication(tender, week) for tender, week in rows["tenders"]),
        frozenset((street, dig) for street, dig in rows["joined"]),
    )


def texts() -> dict[str, str]:
    """Per file what it holds: each problem with everything allowed, and ``best.json``."""
    made, best = {}, {}
    for difficulty in CLASSES:
        for size in SIZES:
            one = planted(difficulty, size, SEED)
            made[f"{difficulty}-{size}-{SEED}.json"] = _lines(plain(one.problem))
            euros = {variant: optimum(one, variant) for variant in VARIANTS}
            for variant in VARIANTS:
                problem, plan = one.variant(variant)
                best[f"planted/{difficulty}-{size}/{variant}-{SEED}"] = {
                    "fingerprint": fingerprint(problem),
                    "optimum": euros[variant],
                    "certificate": floor(problem),
                    "saving": euros["apart"] - euros["together"],
                    "plan": as_rows(plan),
                }
    made["best.json"] = _lines(best)
    return made


def _lines(value: dict[str, Any]) -> str:
    """One line per field, and within lists one line per entry that is no number."""
    rows = []
    for name, one in value.items():
        if isinstance(one, list) and one and not isinstance(one[0], int):
            inner = ",\n  ".join(_short(entry) for entry in one)
            rows.append(f" {json.dumps(name)}: [\n  {inner}\n ]")
        else:
            rows.append(f" {json.dumps(name)}: {_short(one)}")
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _short(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def judged(name: str, rows: dict[str, Any]) -> tuple[bool, str]:
    """What the checker says of a plan for a case, and how far it is from the optimum. Raises
    :class:`~wijkplan.benchmarks.cases.Unavailable` where there is no such case."""
    family, _, rest = name.partition("/")
    group, _, instance = rest.partition("/")
    if family != "planted":
        raise Unavailable(
            say("{case}: should read planted/CLASS-SIZE/VARIANT-SEED, such as planted/tight-m/together-1", case=name)
        )
    problem = load(Case(family, group, instance)).problem
    verdict, least = judge(problem, from_rows(rows)), sum(floor(problem).values())
    if not verdict.feasible or verdict.objective is None:
        return False, f"no plan: {len(verdict.violations)} violations, the first: {verdict.violations[0]}"
    gap = 100 * (verdict.objective - least) / least
    return True, f"a plan of {verdict.objective} euros, {gap:.2f} % above the optimum of {least}"


def main(arguments: list[str]) -> int:
    """The two commands; 1 where a plan does not hold, 2 for wrong usage."""
    if len(arguments) == 2 and arguments[0] == "write":
        folder = Path(arguments[1])
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts().items():
            (folder / name).write_text(text, encoding="utf-8")
        return 0
    if len(arguments) == 3 and arguments[0] == "check":
        try:
            holds, said = judged(arguments[1], json.loads(Path(arguments[2]).read_text(encoding="utf-8")))
        except (Unavailable, OSError, ValueError, KeyError, TypeError) as error:
            print(f"{arguments[2]} cannot be judged: {error}", file=sys.stderr)
            return 2
        print(said)
        return 0 if holds else 1
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
