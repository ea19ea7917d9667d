"""The gate of CI: is this version worse than the stored one?

Objectives, bounds and proofs are compared at equal *work* (same seed, one worker, fixed rounds), where nothing depends
on how busy the machine is. Times are compared as multiples of a calibration loop measured beside them, as a geometric
mean over cases per step, with the shortest of repeated measurements; a step may take ``FACTOR`` times as long before
it is called slower."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import fmean

from wijkplan.planner.text import say

from .records import Run, key
from .summary import latest, proved

FACTOR = 1.4
"""Above what another machine makes of a step: beside the calibration loop steps took 0.77 to 1.0 times as long on one
as on another."""


def worse(now: Sequence[Run], before: Sequence[Run]) -> Iterator[str]:
    """What got worse, run by run of the stored version; a run that is missing, or has no accepted plan any more, is
    worse."""
    rows = {key(run): run for run in latest(now)}
    for old in latest(before):
        where = f"{old['problem']}/{old['set']}/{old['instance']} seed {old['seed']}"
        new = rows.get(key(old))
        if new is None:
            yield say("{where}: was not run", where=where)
            continue
        if old.get("fingerprint") != new.get("fingerprint"):
            yield say("{where}: the instance itself changed; look at why, and store new results", where=where)
            continue
        if old["objective"] is not None and (new["objective"] is None or new["objective"] > old["objective"]):
            yield say(
                "{where}: objective {before} became {now} ({status})",
                where=where,
                before=old["objective"],
                now=new["objective"],
                status=new["status"],
            )
        if old["bound"] is not None and (new["bound"] is None or new["bound"] < old["bound"]):
            yield say("{where}: bound {before} became {now}", where=where, before=old["bound"], now=new["bound"])
        if proved(old) and not proved(new):
            yield say("{where}: proof of optimality lost ({status})", where=where, status=new["status"])
        if old["bound_certified"] and not new["bound_certified"]:
            yield say("{where}: the bound is not certified any more", where=where)


def slower(now: Sequence[Run], before: Sequence[Run], factor: float = FACTOR) -> Iterator[str]:
    """Steps that take more than ``factor`` times as many calibration loops as before, over the cases that both
    have."""
    times, stored = _shortest(now), _shortest(before)
    for step in dict.fromkeys(step for _, step in stored):
        missing = [case for case, s in stored if s == step and (case, s) not in times]
        if missing:
            yield say("{step}: not measured for {case}", step=step, case=missing[0])
        ratios = [times[case, s] / stored[case, s] for case, s in stored if s == step and (case, s) in times]
        if ratios and (mean := math.exp(fmean(map(math.log, ratios)))) > factor:
            yield say("{step}: {mean:.2f} times as slow (limit {factor:g})", step=step, mean=mean, factor=factor)


def _shortest(rows: Sequence[Run]) -> dict[tuple[str, str], float]:
    """Shortest relative time per case and step."""
    found: dict[tuple[str, str], float] = {}
    for row in rows:
        where = f"{row['problem']}/{row['set']}/{row['instance']}", row["step"]
        found[where] = min(found.get(where, math.inf), row["relative"])
    return found
