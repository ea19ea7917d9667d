"""Schedules that are shorter than anything published: kept as files beside the runs that found them, and judged again
by the instance's file alone, so that others can take them over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from wijkplan.models.plan import Plan
from wijkplan.planner.text import Text, message_of, say

from .best import PUBLIC
from .cases import Case, Unavailable
from .families.public import DELAY, listed, need, place
from .library import Malformed, read_network
from .library.schedule import Row, faults, makespan, read_schedule, schedule, write
from .records import Run

FOLDER, FIELD = "schedules", "schedule"


def better(run: Run) -> bool:
    """Whether an accepted plan of a public instance is shorter than the best known one."""
    if run["problem"] not in PUBLIC or run["set"].endswith(DELAY) or not run["best_known"]:
        return False
    return run["objective"] is not None and run["objective"] < run["best_known"]


def rows(case: Case, library: Path | None, plan: Plan) -> list[Row]:
    """A plan as a schedule of the instance's file."""
    return schedule(read_network(place(case, library)), plan)


def store(folder: Path, run: Run) -> None:
    """Take the schedule out of a run, if it has one, and write it to the folder of results:
    ``schedules/SET/INSTANCE-MAKESPAN.csv``."""
    found = run.pop(FIELD, None)
    if found:
        write(folder / FOLDER / run["set"] / f"{Path(run['instance']).stem}-{run['objective']}.csv", found)


class Record(NamedTuple):
    """A stored schedule: instance, file, makespan (``None`` where it cannot be read), and what is wrong with it."""

    case: Case
    path: Path
    makespan: int | None
    faults: list[str | Text]


def judged(folder: Path, library: Path | None) -> Iterator[Record]:
    """The schedules of a folder of results, each judged by its instance's file. Raises
    :class:`~wijkplan.benchmarks.cases.Unavailable` where there is no library, or no instance of that name."""
    cases = {(case.set, Path(case.instance).stem): case for case in listed(need(library) / "best_known.csv")}
    for path in sorted((folder / FOLDER).glob("*/*.csv")):
        name, _, stated = path.stem.rpartition("-")
        case = cases.get((path.parent.name, name))
        if case is None:
            raise Unavailable(say("{path}: best_known.csv has no such instance", path=path))
        try:
            found = read_schedule(path)
            wrong: list[str | Text] = [*faults(read_network(place(case, library)), found)]
        except Malformed as error:
            yield Record(case, path, None, [message_of(error)])
            continue
        if str(makespan(found)) != stated:
            wrong.append(say("its name says {stated}", stated=stated))
        yield Record(case, path, makespan(found), wrong)
