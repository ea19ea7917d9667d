"""Field by field: what a folder states beside what is derived, every leaf of every JSON file; and by name what is not derived.

A leaf is a number, a text, a truth value or ``null``; an empty list or object is one too, so that nothing can be left out or put in unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MISSING = object()


@dataclass(frozen=True, slots=True)
class Unequal:
    """A leaf that is not what is derived, by its path in its file: ``results[3].measures.openings``."""

    file: str
    path: str
    stated: Any
    derived: Any


NOT_DERIVED: Mapping[str, Mapping[str, str]] = {
    "comparison.json": {
        r"interrupted": "whether somebody stopped it",
        r"results\[\d+\]\.(seconds|first_plan_seconds|trace(\[.*)?)": "time",
        r"results\[\d+\]\.bound_claimed": "what a solver states without proof",
        r"stored\[\d+\]\.(orders_eur(\[.*)?|passes)": "seen when the stored plans are made again",
        r"forced\[\d+\]\.(together|apart)\.seconds": "time",
        r"race\.(limit|seconds|stopped|width_percent|slices(\[.*)?)": "how the time was spent",
        r"race\.(decided|blocked_by)\[\d+\]\.(at|moves(\[.*)?)": "how the time was spent",
    },
    "certificates.json": {
        r".*\.certificate(\..*)?": "numbers from which a bound is derived: any that prove it will do",
    },
    "run.json": {
        r"programme(\[\d+\])?": "where the programme was",
        r"versions(\..*)?": "versions",
        r"machine(\..*)?": "machine",
        r"started|seconds|interrupted": "time",
        r"settings\.(time_limit|workers|work|until_verdict|orders)": "how long and how it was solved",
        r"failed_documents(\..*)?": "what went wrong with a document",
    },
}
"""Per file what is not derived, as patterns of paths, and what it is."""


def not_derived(file: str, path: str) -> str | None:
    """What it is, where a path of a file is on the list."""
    for pattern, what in NOT_DERIVED.get(file, {}).items():
        if re.fullmatch(pattern, path):
            return what
    return None


def leaves(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf with its path."""
    if isinstance(value, dict) and value:
        for key, part in value.items():
            yield from leaves(part, f"{at}.{key}" if at else str(key))
    elif isinstance(value, list) and value:
        for i, part in enumerate(value):
            yield from leaves(part, f"{at}[{i}]")
    else:
        yield at, value


def unequal(file: str, stated: Any, derived: Any) -> list[Unequal]:
    """The leaves that differ, also those that only one of the two has, but for what is not derived."""
    here, there = dict(leaves(stated)), dict(leaves(derived))
    found = []
    for path in dict.fromkeys((*here, *there)):
        a, b = here.get(path, MISSING), there.get(path, MISSING)
        if (type(a), a) != (type(b), b) and not_derived(file, path) is None:
            found.append(Unequal(file, path, None if a is MISSING else a, None if b is MISSING else b))
    return found
