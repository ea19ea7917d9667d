"""Plan a problem in parts: rounds of prices for the bound, rounds of plans region by region, everything in files.

The driver holds no state but the folder: ended at any moment and started again, it makes the same tasks, finds the
outcomes that are there and goes on with those that are missing, so the result is the same at equal work. Each bound is
valued by the checker here; each joined plan is judged as a whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from wijkplan.models.check import judge
from wijkplan.models.check.parts import SharedPrices, together, value
from wijkplan.models.check.refused import Refused
from wijkplan.models.parts.ascent import SharedAscent
from wijkplan.models.parts.beside import beside
from wijkplan.models.parts.part import Part, joined, part, without
from wijkplan.models.parts.split import parts, resources, shared
from wijkplan.models.parts.whole_certificate import whole_certificate
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.text import Text, grouped, say

from .backend import Backend, Order
from .child import Ended
from .record import PartRecord, RoundRecord
from .task_files import OutcomeFile, Shared, Task, code_version, plan_json, plan_of

NOTHING: dict[str, Any] = {"kind": "prices", "scale": 1000}
"""A certificate without prices: what a part costs at least when everything but what is shared is free of charge."""


@dataclass(frozen=True)
class Wishes:
    """How much work: ``price_rounds`` of ``steps`` of the ascent per part, ``plan_rounds`` of ``work`` rounds of
    improvement per part, most memory of a process, and seconds that one round may take before what is missing is left
    out (``None``: as long as it takes)."""

    seed: int = 1
    price_rounds: int = 8
    steps: int = 60
    plan_rounds: int = 2
    work: int = 2000
    memory_mib: int | None = None
    deadline: float | None = None


@dataclass
class Found:
    """What was found, growing as rounds end."""

    plan: Plan | None = None
    cost: int | None = None
    fixed: int = 0
    bound: int | None = None
    prices: SharedPrices = field(default_factory=lambda: SharedPrices(1000))
    certificates: list[dict[str, Any]] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    parts: list[PartRecord] = field(default_factory=list)
    rounds: list[RoundRecord] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    common: tuple[int, ...] = ()
    whole: dict[str, Any] | None = None


class Driver:
    """One run over one folder. ``tell`` is called with a line per step."""

    def __init__(
        self,
        problem: Problem,
        folder: Shared,
        backend: Backend,
        wishes: Wishes,
        tell: Callable[[str], None],
        stop: Callable[[], bool],
    ) -> None:
        self.problem, self.folder, self.backend, self.wishes = problem, folder, backend, wishes
        self.tell, self.stop = tell, stop
        groups = parts(problem)
        self.parts = [part(problem, group) for group in groups]
        self.common = tuple(sorted(shared(problem, groups)))
        self.hashes = [folder.put_part(of) for of in self.parts]
        self.spent = [[0.0, 0.0, 0.0] for _ in self.parts]  # seconds of bounds and of plans, most MiB
        self.absent: list[list[str]] = [[] for _ in self.parts]
        self.found = Found(common=self.common)

    def run(self) -> Found:
        """Bounds, then plans. Raises what the back end raises to end this process, with all files where they are."""
        count = len(self.parts)
        self.tell(
            say(
                "{works} works in {parts} parts; {shared} resources shared",
                works=len(self.problem.activities),
                parts=count,
                shared=len(self.common),
            )
        )
        self._bounds()
        self._plans()
        found = self.found
        values: list[int | None] = [*found.values] or [None] * count
        found.parts = [
            PartRecord(
                part=self.hashes[i],
                activities=len(of.activities),
                districts=len(of.districts),
                value=values[i],
                bound_cpu_seconds=round(self.spent[i][0], 3),
                plan_cpu_seconds=round(self.spent[i][1], 3),
                peak_mib=int(self.spent[i][2]),
                missing=tuple(self.absent[i]),
            )
            for i, of in enumerate(self.parts)
        ]
        return found

    def _carry_out(self, round_: str, tasks: Sequence[tuple[int, Task]]) -> dict[int, OutcomeFile]:
        """The outcomes of a round by part; what is missing once the back end is done, or the deadline passed, is
        told."""
        keys = {i: self.folder.put_task(round_, task) for i, task in tasks}
        missing = self.folder.missing(round_, keys.values())
        before = len(self.folder.bad())
        ended: list[Ended] = []
        if missing and not self.stop():
            since, limit = time.monotonic(), self.wishes.deadline

            def enough() -> bool:
                return self.stop() or (limit is not None and time.monotonic() - since > limit)

            done = 0

            def tell(one: Ended) -> None:
                nonlocal done
                done += one.how == "done"
                self.tell(
                    say(
                        "{round}: {done} of {all} parts",
                        round=round_,
                        done=len(keys) - len(missing) + done,
                        all=len(keys),
                    )
                )

            ended = self.backend.carry_out(
                Order(self.folder.root, round_, missing, self.wishes.memory_mib, enough, tell)
            )
        said = {one.key: one for one in ended}
        outcomes: dict[int, OutcomeFile] = {}
        for i, key in keys.items():
            outcome = self.folder.outcome(round_, key)
            if outcome is None:
                one = said.get(key)
                stopped = one is None or one.how == "stopped"
                why = say("was stopped") if one is None or stopped else say("{how}: {said}", how=one.how, said=one.said)
                self._told(say("{part}: no answer ({why})", part=self._part(i, round_), why=why))
                self.absent[i].append(round_)
                continue
            outcomes[i] = outcome
            kind = 0 if round_.startswith("bound") else 1
            self.spent[i][kind] += outcome.cpu_seconds
            self.spent[i][2] = max(self.spent[i][2], outcome.peak_mib)
            if outcome.halved:
                self._told(
                    say("{part}: memory sufficed only for half of its work at a time", part=self._part(i, round_))
                )
        if len(self.folder.bad()) > before:
            self._told(
                say(
                    "{round}: files that could not be read are in {folder}",
                    round=round_,
                    folder=self.folder.root / "bad",
                )
            )
        for line in dict.fromkeys(one.said for one in ended if one.how in ("version", "cannot write")):
            self.tell(line)
        return outcomes

    def here(self, of: Part, prices: SharedPrices) -> tuple[SharedPrices, tuple[int, ...]]:
        """The shared prices, and which they are, with the numbers of a part."""
        pools = len(self.problem.pools)
        places = {r: of.resource(r, pools) for r in self.common}
        heads = {
            place: tuple(prices.heads[r]) for r, place in places.items() if place is not None and r in prices.heads
        }
        return SharedPrices(prices.scale, heads, prices.ceilings), tuple(p for p in places.values() if p is not None)

    def _bounds(self) -> None:
        p, wishes = self.problem, self.wishes
        prices = SharedPrices(1000)
        ascent = SharedAscent(p, self.common, prices)
        last: list[dict[str, Any]] = [dict(NOTHING) for _ in self.parts]
        uses: list[tuple[dict[int, Any], dict[str, float]]] = [({}, {}) for _ in self.parts]
        tied = bool(self.common) or p.max_burden is not None or p.max_broken_rests is not None
        for k in range(wishes.price_rounds if tied and len(self.parts) > 1 else 1):
            tasks = []
            for i, of in enumerate(self.parts):
                mine, some = self.here(of, prices)
                tasks.append(
                    (
                        i,
                        Task(
                            kind="bound",
                            part=self.hashes[i],
                            code=code_version(),
                            seed=wishes.seed,
                            work=wishes.steps,
                            common=some,
                            heads={r: tuple(row) for r, row in mine.heads.items()},
                            ceilings=dict(mine.ceilings),
                            certificate=last[i] if len(last[i]) > len(NOTHING) else None,
                        ),
                    )
                )
            outcomes = self._carry_out(f"bound-{k:02}", tasks)
            for i, outcome in outcomes.items():
                if outcome.certificate is not None:
                    last[i] = outcome.certificate
                    pools = len(p.pools)
                    use = {self.parts[i].resource_of_whole(r, pools): np.asarray(row) for r, row in outcome.use.items()}
                    uses[i] = (use, dict(outcome.ceilings))
                elif outcome.reason is not None:
                    self._told(say("{part} has no plan: {why}", part=self._part(i), why=outcome.reason))
            if k and not outcomes and self.stop():
                break
            try:
                values = self._values(last, prices)
            except Refused as error:
                self._told(say("{round}: no bound ({why})", round=f"bound-{k:02}", why=error))
                return
            total = together(p, values, prices, self.common)
            self.found.rounds.append(
                RoundRecord(round=f"bound-{k:02}", value=total, missing=len(self.parts) - len(outcomes))
            )
            if self.found.bound is None or total > self.found.bound:
                self.found.bound, self.found.prices = total, prices
                self.found.certificates, self.found.values = [dict(one) for one in last], values
            self.tell(say("{round}: at least {bound} certified", round=f"bound-{k:02}", bound=grouped(total)))
            used: dict[int, Any] = {}
            ceilings: dict[str, float] = {}
            for use, of_ceilings in uses:
                for r, row in use.items():
                    used[r] = used.get(r, 0) + row
                for name, amount in of_ceilings.items():
                    ceilings[name] = ceilings.get(name, 0.0) + amount
            prices = ascent.move(used, ceilings, k)
        self.found.whole = whole_certificate(
            p, list(zip(self.parts, self.found.certificates, strict=True)), self.found.prices, self.common
        )

    def _values(self, certificates: Sequence[dict[str, Any]], prices: SharedPrices) -> list[int]:
        """What the checker makes of each part's last certificate at these prices."""
        values = []
        for of, certificate in zip(self.parts, certificates, strict=True):
            mine, some = self.here(of, prices)
            values.append(value(of.problem, certificate, mine, some))
        return values

    def _plans(self) -> None:
        plan, seeds = Plan(()), self.wishes.seed
        classes = self._classes()
        complete = False
        for k in range(self.wishes.plan_rounds):
            for c, members in enumerate(classes):
                round_ = f"plan-{k:02}-{c:02}"
                against = {i: beside(self.problem, self.parts[i], plan) for i in members}
                tasks = [
                    (
                        i,
                        Task(
                            kind="plan",
                            part=self.folder.put_part(of),
                            code=code_version(),
                            seed=seeds + k,
                            work=self.wishes.work,
                            start=plan_json(of.restricted(plan)) if complete else None,
                        ),
                    )
                    for i, of in against.items()
                ]
                outcomes = self._carry_out(round_, tasks)
                for i, outcome in outcomes.items():
                    if outcome.plan is None:
                        if not complete:
                            why = outcome.reason or say("none found")
                            self._told(say("{part} has no plan: {why}", part=self._part(i, round_), why=why))
                        continue
                    new = against[i].placements(plan_of(outcome.plan))
                    candidate = joined([without(plan, self.parts[i]), new])
                    if complete and not self._better(candidate):
                        continue
                    plan = candidate
                if len(plan.placements) == len(self.problem.activities):
                    complete = self._better(plan) or complete
                    plan = self.found.plan or plan
                self.found.rounds.append(
                    RoundRecord(round=round_, value=self.found.cost, missing=len(members) - len(outcomes))
                )
            if self.found.cost is not None:
                self.tell(say("{round}: {cost} euros", round=f"plan-{k:02}", cost=grouped(self.found.cost)))
        if self.found.plan is None and len(plan.placements) == len(self.problem.activities):
            first = next(iter(judge(self.problem, plan).violations), None)
            self._told(say("the joined plan does not hold as a whole: {violation}", violation=first))

    def _told(self, line: Text) -> None:
        """Keeps what went wrong and was gone around: in English in the record, and said in the language of who looks
        on."""
        self.found.told.append(str(line))
        self.tell(line)

    def _part(self, i: int, round_: str | None = None) -> Text:
        part = say("part {number} of {all}", number=i + 1, all=len(self.parts))
        return part if round_ is None else say("{round}, {part}", round=round_, part=part)

    def _better(self, plan: Plan) -> bool:
        """Whether the joined plan holds as a whole and is no dearer; then it is the one."""
        verdict = judge(self.problem, plan)
        if verdict.violations or verdict.objective is None:
            return False
        if self.found.cost is not None and verdict.objective > self.found.cost:
            return False
        self.found.plan, self.found.cost, self.found.fixed = plan, verdict.objective, verdict.fixed
        return True

    def _classes(self) -> list[list[int]]:
        """Parts in groups of which no two use the same people or desks: those are planned at the same time, the
        groups one after the other."""
        taken = [resources(self.problem, of.activities) for of in self.parts]
        desks = [{c for t in of.tenders for c in self.problem.tenders[t].clients} for of in self.parts]
        classes: list[list[int]] = []
        for i in range(len(self.parts)):
            for members in classes:
                if all(not taken[i] & taken[j] and not desks[i] & desks[j] for j in members):
                    members.append(i)
                    break
            else:
                classes.append([i])
        return classes
