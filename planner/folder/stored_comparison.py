"""An output folder read back: what it states, the plans in it, and whether it still fits its programme."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.findings.finding import has_errors
from wijkplan.planner.intake.decode import find
from wijkplan.planner.plan.plan_file import from_json

from .atomic_output import RUN, input_hash


class Stale(ValueError):
    """An output folder that cannot be used: incomplete, or made from other files; the message says which."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What ``wijkplan compare`` wrote; ``plans`` are by question and variant, those of the second reading too; ``forced`` by file name."""

    run: dict[str, Any]
    comparison: dict[str, Any]
    plans: dict[tuple[str, str], Plan]
    forced: dict[str, Plan] = field(default_factory=dict)

    @property
    def results(self) -> list[dict[str, Any]]:
        """All stated results, those of the second reading last."""
        second = self.comparison["second_reading"]
        return [*self.comparison["results"], *(second["results"] if second else [])]


def read_folder(folder: Path, compiled: Compiled, paths: Sequence[Path]) -> Folder:
    """The comparison in a folder, which was made from the programme at ``paths``. Raises :class:`Stale`."""
    run, comparison = read_json(folder / RUN), read_json(folder / "comparison.json")
    if run.get("input_sha256") != input_hash(find(list(paths))[0]):
        raise Stale(f"this is not the programme that {folder} was made from, or it has changed since; run wijkplan compare again")
    read = Folder(run, comparison, {})
    try:
        for result in read.results:
            if result["plan"] is not None:
                read.plans[result["question"], result["variant"]] = _plan(folder, result["plan"], compiled)
        for side in (row[name] for row in comparison["forced"] for name in ("together", "apart")):
            if side["plan"] is not None:
                read.forced[side["plan"]] = _plan(folder, side["plan"], compiled)
    except (KeyError, TypeError) as error:
        raise other_version(folder, error) from error
    return read


def _plan(folder: Path, name: str, compiled: Compiled) -> Plan:
    plan, findings = from_json(compiled, read_json(folder / name), name)
    if has_errors(findings):
        raise Stale(f"{folder / name} does not fit the programme: {findings[0].what}")
    return plan


def paths_of(folder: Path) -> tuple[Path, ...]:
    """Where the programme of an output folder was. Raises :class:`Stale`."""
    listed = read_json(folder / RUN).get("programme")
    paths = tuple(Path(str(p)) for p in listed) if isinstance(listed, list) else ()
    missing = [str(p) for p in paths if not p.exists()]
    if missing or not paths:
        raise Stale(f"the programme of {folder} is not at {', '.join(missing) or 'any known place'}; name it: wijkplan report {folder} PROGRAMME")
    return paths


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object of an output folder. Raises :class:`Stale`."""
    try:
        value = json.loads(path.read_text("utf-8"), object_pairs_hook=_once)
    except (OSError, ValueError, RecursionError) as error:
        raise Stale(f"{path} is missing or cannot be read; name a folder that wijkplan compare wrote") from error
    if not isinstance(value, dict):
        raise Stale(f"{path} does not hold what wijkplan writes; run wijkplan compare again")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys all differ: of a key that stands twice, readers would each take another."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return made


def other_version(folder: Path, error: Exception) -> Stale:
    """A folder that lacks what this version expects."""
    return Stale(f"{folder} was not made by this version of wijkplan ({error}); run wijkplan compare again")
