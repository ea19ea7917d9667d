"""From a compiled programme to everything that ``wijkplan compare`` writes, and back from its folder to a report."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from models.construct.submitted import submitted
from models.outcome import Settings
from models.plan import Plan
from planner.compile import Compiled
from planner.findings import has_errors
from planner.plan_file import from_json
from planner.programme import Programme

from .compare import compare
from .comparison import plan_file_name, plan_json, to_json
from .engine import Engine, real_engine
from .files import find
from .output import RUN, input_hash, machine, versions
from .report import draw
from .run import Watch
from .variants import SUBMITTED, all_in, in_variant


class Stale(ValueError):
    """An output folder that cannot be drawn from: incomplete, or made from other files; the message says which."""


@dataclass(frozen=True, slots=True)
class Done:
    """A finished comparison: its JSON values, one sentence per question, and the texts of all files by name."""

    comparison: dict[str, Any]
    headlines: tuple[str, ...]
    texts: dict[str, str]


def run_comparison(
    programme: Programme,
    compiled: Compiled,
    paths: Sequence[Path],
    settings: Settings,
    watch: Watch,
    stop: Callable[[], bool],
    engine: Engine | None = None,
) -> Done:
    """Compare, check and draw. Raises :class:`~planner.engine.Disagreement`."""
    began, clock = datetime.now().astimezone(), time.monotonic()
    compared = compare(compiled.problem, engine or real_engine(), settings, watch, stop)
    comparison = to_json(programme, compiled, compared)
    run = {
        "format_version": 1,
        "programme": [str(path) for path in paths],
        "input_sha256": input_hash(find(list(paths))[0]),
        "versions": versions(),
        "settings": {"time_limit": settings.seconds, "workers": settings.workers, "seed": settings.seed, "work": settings.work},
        "machine": machine(),
        "started": began.isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - clock, 1),
        "interrupted": compared.interrupted,
    }
    plans: dict[tuple[str, str], Plan] = {(r.question, r.variant): r.plan for r in compared.runs if r.plan is not None}
    texts = {plan_file_name(r): _text(plan_json(compiled, r, settings.seed)) for r in compared.runs if r.plan is not None}
    texts |= {
        "comparison.json": _text(comparison),
        "report.html": draw(compiled, comparison, plans, compared.submitted, run),
        RUN: _text(run),
    }
    return Done(comparison, headlines(comparison), texts)


def headlines(comparison: Mapping[str, Any]) -> tuple[str, ...]:
    """The sentence of each question."""
    from .report.words import headline

    found = []
    for question in dict.fromkeys(r["question"] for r in comparison["results"]):
        base = [r for r in comparison["results"] if (r["question"], r["variant"]) == (question, "repaired") and r["cost"] is not None]
        whole = [s for s in comparison["savings"] if (s["question"], s["from"], s["to"]) == (question, "repaired", "bundled")]
        found.append(headline(question, next(iter(whole), None), next(iter(base), None)))
    return tuple(found)


def paths_of(folder: Path) -> tuple[Path, ...]:
    """Where the programme of an output folder was. Raises :class:`Stale`."""
    listed = _load(folder / RUN).get("programme")
    paths = tuple(Path(str(p)) for p in listed) if isinstance(listed, list) else ()
    missing = [str(p) for p in paths if not p.exists()]
    if missing or not paths:
        raise Stale(f"the programme of {folder} is not at {', '.join(missing) or 'any known place'}; name it: wijkplan report {folder} PROGRAMME")
    return paths


def redraw(folder: Path, compiled: Compiled, paths: Sequence[Path]) -> str:
    """The report of an output folder. Raises :class:`Stale`."""
    run, comparison = _load(folder / RUN), _load(folder / "comparison.json")
    if run.get("input_sha256") != input_hash(find(list(paths))[0]):
        raise Stale(f"the programme has changed since {folder} was made; run wijkplan compare again")
    plans: dict[tuple[str, str], Plan] = {}
    try:
        for result in comparison["results"]:
            if result["plan"] is not None:
                plan, findings = from_json(compiled, _load(folder / result["plan"]), result["plan"])
                if has_errors(findings):
                    raise Stale(f"{folder / result['plan']} does not fit the programme: {findings[0].what}")
                plans[result["question"], result["variant"]] = plan
        asked = submitted(in_variant(all_in(compiled.problem), SUBMITTED))
        return draw(compiled, comparison, plans, asked, run)
    except (KeyError, TypeError) as error:
        raise Stale(f"{folder} was not made by this version of wijkplan ({error}); run wijkplan compare again") from error


def _load(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Stale(f"{path} is missing or cannot be read; run wijkplan compare first") from error
    if not isinstance(value, dict):
        raise Stale(f"{path} does not hold what wijkplan writes; run wijkplan compare again")
    return value


def _text(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
