"""What one run of planning in parts has in hand: parts, wishes, what was found, and how a round is carried out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from wijkplan.models.check.parts import SharedPrices
from wijkplan.models.parts.part import Part, part
from wijkplan.models.parts.split import parts, shared, wholes
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.text import Text, say

from .backend import Backend, Order
from .child import Ended
from .record import PartRecord, RoundRecord
from .task_files import OutcomeFile, Shared, Task


@dataclass(frozen=True)
class Wishes:
    """How much work: ``price_rounds`` of ``steps`` of the ascent per part, and then ``whole_steps`` of each
    component; ``plan_rounds`` of ``work`` iterations of improvement per activity of a part, and then ``whole_work``
    per activity of a component; activities that a part has at most unless they are tied (``None``: a part is a
    region); most memory of a process, and seconds that one round may take before what is missing is left out
    (``None``: as long as it takes)."""

    seed: int = 1
    price_rounds: int = 3
    steps: int = 200
    whole_steps: int = 300
    plan_rounds: int = 2
    work: int = 10
    whole_work: int = 100
    largest: int | None = 400
    memory_mib: int | None = None
    deadline: float | None = None


@dataclass
class Found:
    """What was found, growing as rounds end. ``parts_bound``: what the parts add up to; ``bound``: the same, or more
    where components were looked at as one. ``whole``: one certificate of everything; ``whole_spent``: processor
    seconds of bounds and of plans of components as one, and most MiB."""

    plan: Plan | None = None
    cost: int | None = None
    fixed: int = 0
    parts_bound: int | None = None
    bound: int | None = None
    prices: SharedPrices = field(default_factory=lambda: SharedPrices(1000))
    certificates: list[dict[str, Any]] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    parts: list[PartRecord] = field(default_factory=list)
    rounds: list[RoundRecord] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    common: tuple[int, ...] = ()
    whole: dict[str, Any] | None = None
    whole_spent: tuple[float, float, int] = (0.0, 0.0, 0)


class Session:
    """One run over one folder: its parts, what was found so far, and rounds of sub-solves. ``tell`` is called with a
    line per step."""

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
        groups = parts(problem, wishes.largest)
        self.parts = [part(problem, group) for group in groups]
        self.common = tuple(sorted(shared(problem, groups)))
        self.hashes = [folder.put_part(of) for of in self.parts]
        self.components = [part(problem, group) for group in wholes(problem)]
        # Of each part, and then of each component: seconds of bounds and of plans, most MiB.
        everything = len(self.parts) + len(self.components)
        self.spent = [[0.0, 0.0, 0.0] for _ in range(everything)]
        self.absent: list[list[str]] = [[] for _ in range(everything)]
        self.found = Found(common=self.common)

    def carry_out(self, round_: str, tasks: Sequence[tuple[int, Task]]) -> dict[int, OutcomeFile]:
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
                self.told(say("{part}: no answer ({why})", part=self.name(i, round_), why=why))
                self.absent[i].append(round_)
                continue
            outcomes[i] = outcome
            kind = 0 if round_.startswith("bound") else 1
            self.spent[i][kind] += outcome.cpu_seconds
            self.spent[i][2] = max(self.spent[i][2], outcome.peak_mib)
            if outcome.halved:
                self.told(say("{part}: memory sufficed only for half of its work at a time", part=self.name(i, round_)))
        if len(self.folder.bad()) > before:
            self.told(
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

    def told(self, line: Text) -> None:
        """Keeps what went wrong and was gone around: in English in the record, and said in the language of who looks
        on."""
        self.found.told.append(str(line))
        self.tell(line)

    def name(self, i: int, round_: str | None = None) -> Text:
        """What a part, or after these a component, is called where something is told of it."""
        if i >= len(self.parts):
            number = i + 1 - len(self.parts)
            part = say("component {number} of {all} as one", number=number, all=len(self.components))
        else:
            part = say("part {number} of {all}", number=i + 1, all=len(self.parts))
        return part if round_ is None else say("{round}, {part}", round=round_, part=part)
