"""Field by field: what a folder states beside what is derived, every leaf of every JSON file; and by name what is not
derived.

A leaf is a number, a text, a truth value or ``null``; an empty list or object is one too, so that nothing can be left
out or put in unseen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wijkplan.planner.text import Text, say

MISSING = object()


@dataclass(frozen=True, slots=True)
class Unequal:
    """A leaf that is not what is derived, by its path in its file: ``results[3].measures.openings``."""

    file: str
    path: str
    stated: Any
    derived: Any


def unlike(field: Unequal) -> Text:
    """What is said of such a leaf."""
    return say(
        "{path}: stated {stated!r}, derived {derived!r}", path=field.path, stated=field.stated, derived=field.derived
    )


NOT_DERIVED: Mapping[str, Mapping[str, Text]] = {
    "comparison.json": {
        r"interrupted": say("whether somebody stopped it"),
        r"results\[\d+\]\.(seconds|first_plan_seconds|trace(\[.*)?)": say("time"),
        r"results\[\d+\]\.cheapest_cost": say("a plan that is not kept"),
        r"results\[\d+\]\.bound_claimed": say("what a solver states without proof"),
        r"stored\[\d+\]\.(orders_eur(\[.*)?|passes)": say("seen when the stored plans are made again"),
        r"forced\[\d+\]\.(together|apart)\.seconds": say("time"),
        r"guarantee\.without\.seconds": say("time"),
        r"race\.(limit|seconds|stopped|width_percent|slices(\[.*)?)": say("how the time was spent"),
        r"race\.(decided|blocked_by)\[\d+\]\.(at|moves(\[.*)?)": say("how the time was spent"),
    },
    "certificates.json": {
        r".*\.certificate(\..*)?": say("numbers from which a bound is derived: any that prove it will do"),
    },
    "newcomers.json": {
        r"answers\[\d+\]\.(without|beside)\.seconds": say("time"),
        r"answers\[\d+\]\.((without|beside)_|shortages\[\d+\]\.quarters\[\d+\]\.)certificate(\..*)?": say(
            "numbers from which a bound is derived: any that prove it will do"
        ),
    },
    "robust.json": {
        r"(within_percent|seed|draws|promise_percent|limit_eur)": say("what was asked"),
        r"(held|tenders|promises|sides|gaps|causes|assumed)(\[.*)?": say("what wijkplan robust found; run it again"),
        r"lines\[\d+\]\.(begins|ends|late_weeks)(\..*)?": say("what wijkplan robust found; run it again"),
    },
    "run.json": {
        r"programme(\[\d+\])?": say("where the programme was"),
        r"versions(\..*)?": say("versions"),
        r"machine(\..*)?": say("machine"),
        r"started|seconds|interrupted": say("time"),
        r"settings\.(time_limit|workers|work|until_verdict|orders|questions(\[\d+\])?)": say(
            "how long and how it was solved"
        ),
        r"failed_documents(\..*)?": say("what went wrong with a document"),
    },
    "dossiers/*.docx, dossiers/*.md": {
        r".*": say("dossiers as documents, for people to go on with; the facts and sentences beside them are derived"),
    },
}
"""Per file what is not derived, as patterns of paths, and what it is."""


def not_derived(file: str, path: str) -> Text | None:
    """What it is, where a path of a file is on the list."""
    for pattern, what in NOT_DERIVED.get(file, {}).items():
        if re.fullmatch(pattern, path):
            return what
    return None


def claims(comparison: Mapping[str, Any]) -> frozenset[str]:
    """The paths in a comparison that are only a solver's word: why there is no plan, a bound without a certificate,
    and that a plan is the best where no certified bound says so. They are stated as such."""
    rows = [(f"results[{i}]", row) for i, row in enumerate(comparison["results"])]
    rows += [
        (f"forced[{i}].{side}", row[side])
        for i, row in enumerate(comparison["forced"])
        for side in ("together", "apart")
    ]
    guarantee = comparison["guarantee"]
    rows += [] if guarantee is None else [("guarantee.without", guarantee["without"])]
    return sides(rows)


def sides(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> frozenset[str]:
    """Likewise of solves by their paths."""
    found: list[str] = []
    for at, row in rows:
        if row["plan"] is None:
            found += [f"{at}.status", f"{at}.because", f"{at}.reason", f"{at}.reason_nl"]
        if not row["bound_certified"]:
            found += [f"{at}.bound", f"{at}.bound_from", *([f"{at}.status"] if not at.startswith("results") else [])]
    return frozenset(found)


def claimed(path: str, among: frozenset[str]) -> bool:
    """Whether a path is one of these, or leads into one."""
    return any(path == one or path.startswith((f"{one}.", f"{one}[")) for one in among)


Place = tuple[str | int, ...]
"""Keys and numbers that lead to a leaf: no two places are the same, as their paths may be where keys have dots."""


def leaves(value: Any) -> Iterator[tuple[str, Any]]:
    """Every leaf with its path."""
    placed: dict[Place, Any] = {}
    _sort_out(value, (), placed, None)
    return ((_path(place), leaf) for place, leaf in placed.items())


@dataclass(frozen=True, slots=True)
class Leaves:
    """What a file states: the leaves that are derived, and how many are not."""

    derived: Mapping[Place, Any]
    others: int


def sorted_out(file: str, value: Any, among: frozenset[str] = frozenset()) -> Leaves:
    """The leaves of a file; what stands in a part that is not derived is not derived either. ``among`` are claims
    (:func:`claims`)."""
    placed: dict[Place, Any] = {}
    known = NOT_DERIVED.get(file) or among
    listed = (lambda path: not_derived(file, path) is not None or claimed(path, among)) if known else None
    return Leaves(placed, _sort_out(value, (), placed, listed))


def _sort_out(value: Any, at: Place, into: dict[Place, Any], listed: Callable[[str], bool] | None) -> int:
    """Puts leaves ``into`` a table and gives how many are listed."""
    if listed is not None and at and listed(_path(at)):
        return _number(value)
    if isinstance(value, dict) and value:
        return sum(_sort_out(part, (*at, key), into, listed) for key, part in value.items())
    if isinstance(value, list) and value:
        return sum(_sort_out(part, (*at, i), into, listed) for i, part in enumerate(value))
    into[at] = value
    return 0


def _number(value: Any) -> int:
    """How many leaves."""
    if isinstance(value, dict | list) and value:
        return sum(map(_number, value.values() if isinstance(value, dict) else value))
    return 1


def _path(place: Place) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")


def unequal(file: str, stated: Any, derived: Any, among: frozenset[str] = frozenset()) -> list[Unequal]:
    """The leaves that differ, also those that only one of the two has, but for what is not derived; ``among`` are
    claims (:func:`claims`)."""
    return differing(file, sorted_out(file, stated, among), sorted_out(file, derived, among))


def differing(file: str, stated: Leaves, derived: Leaves) -> list[Unequal]:
    """Likewise of leaves that are sorted out."""
    found = []
    here, there = stated.derived, derived.derived
    for place in dict.fromkeys((*here, *there)):
        a, b = here.get(place, MISSING), there.get(place, MISSING)
        if (type(a), a) != (type(b), b):
            found.append(Unequal(file, _path(place), None if a is MISSING else a, None if b is MISSING else b))
    return found
