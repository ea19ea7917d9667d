"""Rounds of prices: each part answers what it costs at least at the prices of what parts share, and what prices it
asks for; the next round is nearer to those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wijkplan.models.check.bounds import certified
from wijkplan.models.check.parts import SharedPrices, together, value
from wijkplan.models.check.refused import Refused
from wijkplan.models.parts.ascent import SharedAscent
from wijkplan.models.parts.whole_certificate import restricted, whole_certificate
from wijkplan.planner.text import grouped, say

from .record import RoundRecord
from .session import Session
from .task_files import Task, code_version

NOTHING: dict[str, Any] = {"kind": "prices", "scale": 1000}
"""A certificate without prices: what a part costs at least when everything but what is shared is free of charge."""
BOUND_WHOLE = "bound-whole"


@dataclass(frozen=True)
class Uses:
    """What a part used last: heads per shared resource (numbered as in the whole) and week, and of the ceilings."""

    heads: Mapping[int, Any]
    ceilings: Mapping[str, float]


def price_rounds(run: Session) -> None:
    """Raises the bound, and leaves the best one with what proves it in ``run.found``."""
    p, wishes = run.problem, run.wishes
    prices = SharedPrices(1000)
    ascent = SharedAscent(p, run.common, prices)
    last: list[dict[str, Any]] = [dict(NOTHING) for _ in run.parts]
    uses: dict[int, Uses] = {}
    tied = bool(run.common) or p.max_burden is not None or p.max_broken_rests is not None
    rounds, steps = wishes.price_rounds, wishes.steps
    if not tied or len(run.parts) == 1:  # nothing to agree on: as many steps, without stops
        rounds, steps = 1, rounds * steps
    for k in range(rounds):
        round_ = f"bound-{k:02}"
        tasks = [(i, _bound_task(run, i, steps, prices, last[i], uses)) for i in range(len(run.parts))]
        outcomes = run.carry_out(round_, tasks)
        asked = []
        for i, outcome in outcomes.items():
            if outcome.certificate is not None:
                last[i] = outcome.certificate
                uses[i] = Uses(_of_whole(run, i, outcome.use), outcome.ceilings)
                asked.append(_of_whole(run, i, outcome.asks))
            elif outcome.reason is not None:
                run.told(say("{part} has no plan: {why}", part=run.name(i), why=outcome.reason))
        if k and not outcomes and run.stop():
            break
        try:
            values = _values(run, last, prices)
        except Refused as error:
            run.told(say("{round}: no bound ({why})", round=round_, why=error))
            return
        total = together(p, values, prices, run.common)
        run.found.rounds.append(RoundRecord(round=round_, value=total, missing=len(run.parts) - len(outcomes)))
        if run.found.parts_bound is None or total > run.found.parts_bound:
            run.found.parts_bound = run.found.bound = total
            run.found.prices = prices
            run.found.certificates, run.found.values = [dict(one) for one in last], values
        run.tell(say("{round}: at least {bound} certified", round=round_, bound=grouped(total)))
        ceilings: dict[str, float] = {}
        for use in uses.values():
            for name, amount in use.ceilings.items():
                ceilings[name] = ceilings.get(name, 0.0) + amount
        prices = ascent.move(total, asked, ceilings, k)
    run.found.whole = whole_certificate(
        p, list(zip(run.parts, run.found.certificates, strict=True)), run.found.prices, run.common
    )
    _as_one(run, run.found.whole)


def _as_one(run: Session, whole: dict[str, Any]) -> None:
    """More steps of prices for each component as one, where it is small enough for one process: what its parts agreed
    on is where they begin."""
    p, steps = run.problem, run.wishes.whole_steps
    if not steps:
        return
    tasks = [
        (
            len(run.parts) + j,
            Task(
                kind="bound",
                part=run.folder.put_part(of),
                code=code_version(),
                seed=run.wishes.seed,
                work=steps,
                ceilings=dict(run.found.prices.ceilings),
                certificate=restricted(whole, of, len(p.pools)),
            ),
        )
        for j, of in enumerate(run.components)
    ]
    outcomes = run.carry_out(BOUND_WHOLE, tasks)
    rows = []
    for j, of in enumerate(run.components):
        outcome = outcomes.get(len(run.parts) + j)
        better = None if outcome is None else outcome.certificate
        rows.append((of, restricted(whole, of, len(p.pools)) if better is None else better))
    made = whole_certificate(p, rows, SharedPrices(run.found.prices.scale, {}, run.found.prices.ceilings), ())
    try:
        total = certified(p, made)
    except Refused as error:
        run.told(say("{round}: no bound ({why})", round=BOUND_WHOLE, why=error))
        return
    run.found.rounds.append(RoundRecord(round=BOUND_WHOLE, value=total, missing=len(tasks) - len(outcomes)))
    if run.found.bound is None or total > run.found.bound:
        run.found.bound, run.found.whole = total, made
    run.tell(say("{round}: at least {bound} certified", round=BOUND_WHOLE, bound=grouped(total)))


def _bound_task(
    run: Session, i: int, steps: int, prices: SharedPrices, before: dict[str, Any], uses: Mapping[int, Uses]
) -> Task:
    """What part ``i`` costs at least at these prices, beside what the others used last."""
    mine, some = run.here(run.parts[i], prices)
    others = None
    if uses and some:
        rows = [use.heads for j, use in uses.items() if j != i]
        pools = len(run.problem.pools)
        whole = {r: run.parts[i].resource_of_whole(r, pools) for r in some}
        used = {r: sum(row[w] for row in rows if w in row) for r, w in whole.items()}
        others = {r: tuple(int(v) for v in row) for r, row in used.items() if isinstance(row, np.ndarray)}
    return Task(
        kind="bound",
        part=run.hashes[i],
        code=code_version(),
        seed=run.wishes.seed,
        work=steps,
        common=some,
        heads={r: tuple(row) for r, row in mine.heads.items()},
        ceilings=dict(mine.ceilings),
        others=others,
        certificate=before if len(before) > len(NOTHING) else None,
    )


def _of_whole(run: Session, i: int, rows: Mapping[int, Sequence[int]]) -> dict[int, Any]:
    """Rows per resource of a part with the numbers of the whole."""
    return {run.parts[i].resource_of_whole(r, len(run.problem.pools)): np.asarray(row) for r, row in rows.items()}


def _values(run: Session, certificates: Sequence[dict[str, Any]], prices: SharedPrices) -> list[int]:
    """What the checker makes of each part's last certificate at these prices."""
    values = []
    for of, certificate in zip(run.parts, certificates, strict=True):
        mine, some = run.here(of, prices)
        values.append(value(of.problem, certificate, mine, some))
    return values
