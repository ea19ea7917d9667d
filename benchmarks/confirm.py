"""What a proof of a run is worth: *certified* where the checker derived the bound again, *confirmed* where a second
solver, which shares nothing with the first, also says that there is no better plan, *claimed* where one solver says so.

``proofs.jsonl`` beside the runs keeps what was asked of the second solver, so that a confirmation stopped half-way goes
on where it was."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from wijkplan.planner.text import Language, say, translated

from . import records
from .cases import Case
from .records import Run
from .solvers import NotForThis

PROOFS = "proofs.jsonl"
KINDS = ("certified", "confirmed", "claimed")
ASKED = ("solver", "problem", "set", "instance", "seed", "workers", "time_limit", "objective")
Refutes = Callable[[Case, int, float], bool]
"""Whether the second solver says that a case has no plan of this objective, within these seconds. Raises
:class:`~wijkplan.benchmarks.solvers.NotForThis`."""


def key(run: Run) -> tuple[object, ...]:
    """A run and the plan that it proved."""
    return tuple(run.get(name) for name in ASKED)


def proofs(runs: Iterable[Run], asked: Mapping[tuple[object, ...], str]) -> list[tuple[Run, str]]:
    """Each run that was proved optimal, and what that is worth; ``asked`` is what the second solver said."""
    proved = [run for run in runs if run["status"] == "optimal" and run["objective"] is not None]
    return [(run, worth_of(run, asked)) for run in proved]


def worth_of(run: Run, asked: Mapping[tuple[object, ...], str]) -> str:
    """What the proof of a run that was proved optimal is worth."""
    return "certified" if run.get("bound_certified") else asked.get(key(run), "claimed")


def answers(folder: Path) -> dict[tuple[object, ...], str]:
    """What the second solver said of the proofs in a folder."""
    return {key(one): one["proof"] for one in records.read(folder, PROOFS)}


def confirm(folder: Path, seconds: float, refutes: Refutes) -> list[tuple[Run, str]]:
    """Ask the second solver about each proof of a folder that is only claimed and was not asked for as long before."""
    kept = answers(folder)
    tried = {
        key(one)
        for one in records.read(folder, PROOFS)
        if one["proof"] == "confirmed" or one["asked_seconds"] >= seconds
    }
    runs = list({records.key(run): run for run in records.read(folder)}.values())
    for run, proof in proofs(runs, kept):
        if proof != "claimed" or key(run) in tried:
            continue
        began = time.perf_counter()
        case = Case(run["problem"], run["set"], run["instance"])
        try:
            found = "confirmed" if refutes(case, run["objective"] - 1, seconds) else "claimed"
        except NotForThis:
            continue
        kept[key(run)] = found
        took = {"proof": found, "asked_seconds": seconds, "seconds": time.perf_counter() - began}
        records.append(folder, {name: run.get(name) for name in ASKED} | took, PROOFS)
    return proofs(runs, kept)


def markdown(found: Sequence[tuple[Run, str]], language: Language = "en") -> str:
    """A row per set and solver."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for run, proof in found:
        counted.setdefault((run["set"], run["solver"]), Counter())[proof] += 1
    rows = [
        f"| {group} | {solver} | {sum(kinds.values())} | {' | '.join(str(kinds[kind]) for kind in KINDS)} |"
        for (group, solver), kinds in counted.items()
    ]
    total = Counter(proof for _, proof in found)
    rows.append(
        f"| {translated(say('all'), language)} |  | {len(found)} | {' | '.join(str(total[kind]) for kind in KINDS)} |"
    )
    heads = (say("set"), say("solver"), say("proved"), say("certified"), say("confirmed"), say("claimed"))
    first = " | ".join(translated(head, language) for head in heads)
    return "\n".join((f"| {first} |", "|---" * len(heads) + "|", *rows))


def second_solver(library: Path | None) -> Refutes:
    """Pumpkin. Raises ``ModuleNotFoundError`` where it is not installed."""
    from .registry import load
    from .solvers.pumpkin import refuted

    return lambda case, objective, seconds: refuted(load(case, library).problem, objective, seconds)
