"""An output folder read back: what it states, the plans in it, and whether it still fits its programme."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.findings.finding import has_errors
from wijkplan.planner.intake.decode import find
from wijkplan.planner.plan.kept_weeks import KeptWeek
from wijkplan.planner.plan.plan_file import from_json, kept_in
from wijkplan.planner.plan.plan_file_types import PlanFile
from wijkplan.planner.plan.questions import asked_problems
from wijkplan.planner.plan.variants import Question
from wijkplan.planner.record import Comparison, Part, Provenance, Result
from wijkplan.planner.record.certificates import NAME as CERTIFICATES
from wijkplan.planner.record.certificates import Certificates
from wijkplan.planner.record.newcomers import NAME as NEWCOMERS
from wijkplan.planner.record.newcomers import NewcomersRecord
from wijkplan.planner.record.robust import NAME as ROBUST
from wijkplan.planner.record.robust import Robust
from wijkplan.planner.text import say

from .atomic_output import RUN, input_hash, programme_at

COMPARISON = "comparison.json"
DEEPEST = 100
"""Objects and lists within each other, at most."""

LARGEST = 10**15
"""Of any number, of whatever; what is no number at all is not below it either."""

AGREED_WEEKS = "plan-agreed-weeks.json"

P = TypeVar("P", bound=Part)


class Stale(ValueError):
    """An output folder that cannot be used: incomplete, or made from other files; the message says which."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What ``wijkplan compare`` wrote; ``plans`` are by question and variant, ``forced`` by file name; ``asked_weeks``
    is the plan of asked weeks, ``unguarded`` the one without the guarantee that nobody is worse off; ``kept`` what
    keeping its week would cost each work that a plan moves, by question and variant; ``newcomers`` what was found of
    them, ``None`` where that was not asked, and ``with_newcomers`` its plans by file name; ``robust`` what is safe to
    commit to, ``None`` where that was not asked; ``last`` the plan that was agreed before, where that takes the place
    of the baseline."""

    run: Provenance
    comparison: Comparison
    plans: dict[tuple[str, str], Plan]
    forced: dict[str, Plan] = field(default_factory=dict)
    asked_weeks: Plan | None = None
    unguarded: Plan | None = None
    kept: dict[tuple[str, str], tuple[KeptWeek, ...]] = field(default_factory=dict)
    newcomers: NewcomersRecord | None = None
    with_newcomers: dict[str, Plan] = field(default_factory=dict)
    robust: Robust | None = None
    last: Plan | None = None

    @property
    def results(self) -> tuple[Result, ...]:
        """All stated results."""
        return self.comparison.results

    def asked(self, compiled: Compiled) -> dict[Question, Problem]:
        """Per question its problem in the widest variant, by the stored plans."""
        held = self.plans.get(("equal_delivery", self.comparison.baseline))
        return asked_problems(
            compiled.problem, compiled.flexible, self.asked_weeks, held, self.run.settings.nobody_worse, self.last
        )


def read_folder(folder: Path, compiled: Compiled, paths: Sequence[Path], only: tuple[str, str] | None = None) -> Folder:
    """The comparison in a folder, which was made from the programme at ``paths``; where somebody asks about the plan of
    one question and variant ``only``, no other plans but what the question rests on. Raises :class:`Stale`."""
    run = read_run(folder)
    if run.input_sha256 != input_hash(find(list(paths))[0]):
        raise Stale(
            say(
                "this is not the programme that {folder} was made from, or it has changed since; run wijkplan compare "
                "again",
                folder=folder,
            )
        )
    comparison = read_comparison(folder)
    first = comparison.asked_weeks.plan
    asked = None if first is None else _plan(folder, first, compiled)
    safe = None if only is not None else read_robust(folder)
    agreed = _plan(folder, AGREED_WEEKS, compiled) if (folder / AGREED_WEEKS).is_file() else None
    read = Folder(run, comparison, {}, asked_weeks=asked, newcomers=read_newcomers(folder), robust=safe, last=agreed)
    wanted = None if only is None else {only, ("equal_delivery", comparison.baseline)}
    for result in read.results:
        if result.plan is not None and (wanted is None or (result.question, result.variant) in wanted):
            file = _read(folder, result.plan, PlanFile)
            read.plans[result.question, result.variant] = _fitting(folder, result.plan, file, compiled)
            read.kept[result.question, result.variant] = kept_in(compiled, file)
    if wanted is not None:
        return read
    for side in (side for pair in read.comparison.forced for side in (pair.together, pair.apart)):
        if side.plan is not None:
            read.forced[side.plan] = _plan(folder, side.plan, compiled)
    for answer in () if read.newcomers is None else read.newcomers.answers:
        for told in (answer.without, answer.beside):
            if told.plan is not None:
                read.with_newcomers[told.plan] = _plan(folder, told.plan, compiled)
    guarantee = comparison.guarantee
    if guarantee is None or guarantee.without.plan is None:
        return read
    return replace(read, unguarded=_plan(folder, guarantee.without.plan, compiled))


def read_comparison(folder: Path) -> Comparison:
    """``comparison.json`` of a folder. Raises :class:`Stale`."""
    return _read(folder, COMPARISON, Comparison)


def read_run(folder: Path) -> Provenance:
    """``run.json`` of a folder. Raises :class:`Stale`."""
    return _read(folder, RUN, Provenance)


def read_newcomers(folder: Path) -> NewcomersRecord | None:
    """``newcomers.json`` of a folder; ``None`` where newcomers were not asked. Raises :class:`Stale`."""
    return _read(folder, NEWCOMERS, NewcomersRecord) if (folder / NEWCOMERS).is_file() else None


def read_robust(folder: Path) -> Robust | None:
    """``robust.json`` of a folder; ``None`` where ``wijkplan robust --report`` did not write one. Raises
    :class:`Stale`."""
    return _read(folder, ROBUST, Robust) if (folder / ROBUST).is_file() else None


def read_certificates(folder: Path) -> Certificates:
    """``certificates.json`` of a folder. Raises :class:`Stale`."""
    return _read(folder, CERTIFICATES, Certificates)


def _read(folder: Path, name: str, kind: type[P]) -> P:
    """A typed file of an output folder. This is the only place that says that another version made it, because only
    here types are checked: whatever goes wrong later is a fault of ours."""
    path = folder / name
    value = read_json(path)
    try:
        return kind.model_validate_json(path.read_text("utf-8"))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        unfit = f"{'.'.join(map(str, first['loc']))}: {first['msg'].lower()}"
    ours, made, stated = version("wijkplan"), _made_with(folder), value.get("format_version")
    known = get_args(kind.model_fields["format_version"].annotation)
    if made != ours or (type(stated) is int and stated not in known):
        told = say("{version}", version=made) if made else say("it does not say which")
        other = say("{made}; this is {ours}", made=told, ours=ours)
        raise Stale(
            say(
                "{folder} was made by another version of wijkplan ({other}): run wijkplan compare again ({unfit})",
                folder=folder,
                other=other,
                unfit=unfit,
            )
        )
    raise Stale(say("{path} is not as wijkplan wrote it ({unfit}); run wijkplan compare again", path=path, unfit=unfit))


def _made_with(folder: Path) -> str | None:
    """The version of wijkplan that a folder states, whatever else it holds."""
    try:
        versions = read_json(folder / RUN).get("versions")
    except Stale:
        return None
    stated = versions.get("wijkplan") if isinstance(versions, dict) else None
    return stated if isinstance(stated, str) else None


def _plan(folder: Path, name: str, compiled: Compiled) -> Plan:
    return _fitting(folder, name, _read(folder, name, PlanFile), compiled)


def _fitting(folder: Path, name: str, file: PlanFile, compiled: Compiled) -> Plan:
    """The plan in a file. Raises :class:`Stale` where it is not one of the programme."""
    plan, findings = from_json(compiled, file.to_values(), name)
    if has_errors(findings):
        raise Stale(say("{what} does not fit the programme: {what2}", what=folder / name, what2=findings[0].what))
    return plan


def paths_of(folder: Path) -> tuple[Path, ...]:
    """Where the programme of an output folder is. Raises :class:`Stale`."""
    paths = tuple(programme_at(Path(name), folder) for name in read_run(folder).programme)
    missing = [str(p) for p in paths if not p.exists()]
    if missing or not paths:
        told = ", ".join(missing[:3]) + (", ..." if len(missing) > 3 else "")
        raise Stale(
            say(
                "the programme of {folder} is not at {what}; say where it is now, as PROGRAMME or with --programme "
                "(see --help)",
                folder=folder,
                what=told or say("any known place"),
            )
        )
    return paths


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object of an output folder. Raises :class:`Stale`."""
    value = read_value(path)
    if not isinstance(value, dict):
        raise Stale(say("{path} does not hold what wijkplan writes; run wijkplan compare again", path=path))
    return value


def read_value(path: Path) -> Any:
    """What a JSON file of an output folder holds. Raises :class:`Stale`."""
    try:
        if not path.is_file():  # nor is it read where it is a folder, or a device or pipe that never ends
            raise FileNotFoundError(path)
        value = json.loads(path.read_text("utf-8"), object_pairs_hook=_once)
    except (OSError, ValueError, RecursionError) as error:
        raise Stale(
            say("{path} is missing or cannot be read; name a folder that wijkplan compare wrote", path=path)
        ) from error
    if not _usual(value):
        raise Stale(say("{path} does not hold what wijkplan writes; run wijkplan compare again", path=path))
    return value


def _usual(value: Any) -> bool:
    """Whether a value is no deeper, and no number in it larger, than anything that wijkplan writes."""
    level = [value]
    for _ in range(DEEPEST):
        if not level:
            return True
        parts = [part for part in level if isinstance(part, dict | list)]
        if not all(abs(part) <= LARGEST for part in level if isinstance(part, int | float)):
            return False
        level = [one for part in parts for one in (part.values() if isinstance(part, dict) else part)]
    return False


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys all differ: of a key that stands twice, readers would each take another."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return made
