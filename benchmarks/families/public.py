"""Public instances: RCPSP, MMRCPSP and RCMPSP, from a folder that is not part of this project.

The folder has a subfolder per problem and ``best_known.csv``, whose rows with ``headline`` = 1 are the suite
``library``."""

from __future__ import annotations

import csv
from hashlib import sha256
from pathlib import Path

from wijkplan.benchmarks.cases import Case, Loaded, Unavailable
from wijkplan.benchmarks.library import Malformed, Objective, read
from wijkplan.planner.text import filled, message_of, say

PROBLEMS = ("RCPSP", "MMRCPSP", "RCMPSP")
DELAY = ":delay"
"""Ends the name of a set that is solved for total project delay instead of makespan."""

SOURCES = say(
    "The public instances are not part of this project. Get them from their makers: PSPLIB (Kolisch and Sprecher), "
    "RG300 (Debels and Vanhoucke), "
    "MMLIB (Van Peteghem and Vanhoucke) and MPLIB (Van Eynde and Vanhoucke), or all of them as collected in "
    "PyJobShop/Experiments. "
    "Put them in folders RCPSP, MMRCPSP and RCMPSP, and name the folder with --library or WIJKPLAN_LIBRARY. "
    "Own instances need no folder: wijkplan bench suites."
)


def headline(library: Path | None) -> tuple[Case, ...]:
    """The headline instances of the folder."""
    return tuple(case for case, row in rows(need(library) / "best_known.csv") if row.get("headline") == "1")


PER_SET = 10


def held_out(library: Path | None) -> tuple[Case, ...]:
    """Per set the ten instances with the least SHA-256 of their name among those that are not headline: a fixed list
    that nothing is tuned on."""
    sets: dict[str, list[Case]] = {}
    for case, row in rows(need(library) / "best_known.csv"):
        if row.get("headline") != "1":
            sets.setdefault(case.set, []).append(case)
    drawn = (
        sorted(cases, key=lambda case: sha256(case.instance.encode()).digest())[:PER_SET] for cases in sets.values()
    )
    return tuple(case for cases in drawn for case in cases)


def listed(path: Path, objective: Objective = "makespan") -> tuple[Case, ...]:
    """The cases of a list: CSV with columns problem, set, instance and, where known, best_known, or
    best_published, which counts where both are; other columns are ignored."""
    cases = tuple(case for case, _ in rows(path))
    if objective == "makespan":
        return cases
    return tuple(Case(case.problem, case.set + DELAY, case.instance) for case in cases)


def load(case: Case, library: Path | None) -> Loaded:
    """Read the instance of a case. Raises :class:`~wijkplan.benchmarks.cases.Unavailable`."""
    path = place(case, library)
    objective: Objective = "delay" if case.set.endswith(DELAY) else "makespan"
    try:
        return Loaded(read(path, objective))
    except (Malformed, OSError) as error:
        raise Unavailable(filled("{case}: {error}", case=case, error=message_of(error))) from error


def place(case: Case, library: Path | None) -> Path:
    """The file of a case. Raises :class:`~wijkplan.benchmarks.cases.Unavailable`."""
    folder = need(library)
    places = [
        folder / case.problem / case.instance,
        folder / case.set.removesuffix(DELAY) / case.instance,
        folder / case.instance,
    ]
    path = next((one for one in places if one.is_file()), None)
    if path is None:
        raise Unavailable(say("{case}: there is no {place}", case=case, place=places[0]))
    return path


def need(library: Path | None) -> Path:
    """The library's folder. Raises :class:`~wijkplan.benchmarks.cases.Unavailable` saying where its files come
    from."""
    if library is None or not library.is_dir():
        raise Unavailable(
            SOURCES if library is None else say("{library} is no folder. {sources}", library=library, sources=SOURCES)
        )
    return library


def rows(path: Path) -> list[tuple[Case, dict[str, str]]]:
    """Cases of a list with all columns of their rows. Raises :class:`~wijkplan.benchmarks.cases.Unavailable`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = {"problem", "set", "instance"} - set(reader.fieldnames or ())
            if missing:
                raise Unavailable(
                    say("{path}:1: columns {columns} are missing", path=path, columns=", ".join(sorted(missing)))
                )
            return [(_case(path, reader.line_num, row), row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Unavailable(filled("{path}: {error}", path=path, error=message_of(error))) from error


def _case(path: Path, line: int, row: dict[str, str]) -> Case:
    column = "best_published" if (row.get("best_published") or "").strip() else "best_known"
    known = (row.get(column) or "").strip()
    if not row["problem"] or not row["set"] or not row["instance"]:
        raise Unavailable(say("{path}:{line}: problem, set and instance should be filled in", path=path, line=line))
    try:
        return Case(row["problem"], row["set"], row["instance"], round(float(known)) if known else None)
    except (ValueError, OverflowError) as error:
        raise Unavailable(
            say(
                "{path}:{line}: {column} should be a number, not {known!r}",
                path=path,
                line=line,
                column=column,
                known=known,
            )
        ) from error
