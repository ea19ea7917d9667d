"""What a proof of a run is worth: *certified* where the checker derived the bound again, *confirmed* where a second
solver, which shares nothing with the first, also says that there is no better plan, *claimed* where one solver says so.

Where a run came without a certificate one is looked for afterwards: from what the second solver writes down
(:mod:`.solvers.refutation`), or from the choice of modes (:mod:`wijkplan.models.bound.by_modes`). It is kept beside the
runs, in ``certificates/``, and derived again each time. ``proofs.jsonl`` keeps what was asked, so that what was stopped
half-way goes on where it was."""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from wijkplan.models.check.bounds import certified
from wijkplan.models.check.refused import Refused
from wijkplan.models.problem import Problem
from wijkplan.planner.text import Language, say, translated

from . import records
from .cases import Case
from .records import Run
from .solvers import NotForThis

PROOFS = "proofs.jsonl"
KINDS = ("certified", "confirmed", "claimed")
ASKED = ("solver", "problem", "set", "instance", "seed", "workers", "time_limit", "objective")
CERTIFICATES = "certificates"
Certificate = dict[str, Any]
Proves = Callable[[Case, int, float, Certificate | None], tuple[str, Certificate | None]]
"""What the proof is worth that a case has no plan below this objective, found within these seconds, and the
certificate that says so; the last argument is the one that is kept, if any. Raises
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


def confirm(folder: Path, seconds: float, proves: Proves) -> list[tuple[Run, str]]:
    """Derive the kept certificates of a folder's proofs again, and ask about each other one that came without and was
    not asked for as long before."""
    kept = answers(folder)
    asked = {key(one): one["asked_seconds"] for one in records.read(folder, PROOFS)}
    runs = list({records.key(run): run for run in records.read(folder)}.values())
    for run, proof in proofs(runs, kept):
        if run.get("bound_certified"):
            continue
        path = certificate_path(folder, run)
        there = json.loads(gzip.decompress(path.read_bytes())) if path.exists() else None
        if there is None and proof != "certified" and asked.get(key(run), 0) >= seconds:
            continue
        began = time.perf_counter()
        try:
            found, certificate = proves(
                Case(run["problem"], run["set"], run["instance"]), run["objective"], seconds, there
            )
        except NotForThis:
            continue
        if certificate is not None and certificate != there:
            path.parent.mkdir(exist_ok=True)
            text = json.dumps(certificate, separators=(",", ":"))
            path.write_bytes(gzip.compress(text.encode("ascii"), mtime=0))
        if found == proof == "certified":
            continue
        if found == "claimed" and proof == "confirmed":
            found = proof
        kept[key(run)] = found
        took = {"proof": found, "asked_seconds": seconds, "seconds": time.perf_counter() - began}
        records.append(folder, {name: run.get(name) for name in ASKED} | took, PROOFS)
    return proofs(runs, kept)


def certificate_path(folder: Path, run: Run) -> Path:
    """Where the certificate is kept that no plan is better than that of a run."""
    return folder / CERTIFICATES / f"{run['set']}-{Path(run['instance']).stem}-{run['objective']}.json.gz"


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


def prover(library: Path | None) -> Proves:
    """Certificates from Pumpkin's log and from the choice of modes. Raises ``ModuleNotFoundError`` where Pumpkin is not
    installed."""
    from wijkplan.models.bound.by_modes import by_modes

    from .registry import load
    from .solvers.pumpkin import network
    from .solvers.refutation import TooLong, refutation

    def proves(case: Case, objective: int, seconds: float, kept: Certificate | None) -> tuple[str, Certificate | None]:
        problem = load(case, library).problem
        if kept is not None and _proves(problem, kept, objective):
            return "certified", kept
        several = any(len(job.ways) > 1 for job in network(problem).jobs)
        claim = "claimed"
        for search in (by_modes, refutation) if several else (refutation,):
            try:
                certificate = search(problem, 0, objective - 1, seconds)
            except TooLong:
                claim = "confirmed"
                continue
            if certificate is not None and _proves(problem, certificate, objective):
                return "certified", certificate
        return claim, None

    return proves


def _proves(problem: Problem, certificate: Certificate, objective: int) -> bool:
    try:
        return certified(problem, certificate) >= objective
    except Refused:
        return False
