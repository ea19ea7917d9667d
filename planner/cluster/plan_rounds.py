"""Rounds of plans: part by part against what its neighbours left, and then the joined plan as one.

Parts that use the same people or desks take turns; who found no room goes first in the next round. The joined plan is
judged as a whole each time, and kept only where it breaks no rule and is no dearer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wijkplan.models.check import judge
from wijkplan.models.parts.beside import beside
from wijkplan.models.parts.part import Part, joined, without
from wijkplan.models.parts.split import resources
from wijkplan.models.parts.whole_certificate import restricted
from wijkplan.models.plan import Plan
from wijkplan.planner.text import grouped, say

from .record import RoundRecord
from .session import Session
from .task_files import Task, code_version, plan_json, plan_of

WHOLE = "plan-whole"


class PlanRounds:
    """The plan as it grows: ``plan`` has work of the parts that have a plan, and is what was found once that is
    all."""

    def __init__(self, session: Session) -> None:
        self.session, self.problem, self.found = session, session.problem, session.found
        self.plan = Plan(())
        self.absent: set[int] = set()

    def run(self) -> None:
        """All rounds; what was found is left in the session."""
        for k in range(self.session.wishes.plan_rounds):
            first = self.absent if self.found.plan is None else set()
            if first:
                self.plan = Plan(())
            for c, members in enumerate(self._turns(first)):
                self._turn(k, f"plan-{k:02}-{c:02}", members)
            if self.found.cost is not None:
                self.session.tell(say("{round}: {cost} euros", round=f"plan-{k:02}", cost=grouped(self.found.cost)))
        if self.found.plan is None and self._complete(self.plan):
            broken = next(iter(judge(self.problem, self.plan).violations), None)
            self.session.told(say("the joined plan does not hold as a whole: {violation}", violation=broken))
        self._as_one()

    def _turn(self, k: int, round_: str, members: Sequence[int]) -> None:
        """Parts that share nobody, at the same time."""
        session, parts, begun = self.session, self.session.parts, self.found.plan is not None
        against = {i: beside(self.problem, parts[i], self.plan) for i in members}
        outcomes = session.carry_out(round_, [(i, self._task(i, of, k, begun)) for i, of in against.items()])
        for i, outcome in outcomes.items():
            if outcome.plan is None:
                if not begun:
                    self.absent.add(i)
                    why = outcome.reason or say("none found")
                    session.told(say("{part} has no plan: {why}", part=session.name(i, round_), why=why))
                continue
            self.absent.discard(i)
            new = against[i].placements(plan_of(outcome.plan))
            candidate = joined([without(self.plan, parts[i]), new])
            if not begun or self._better(candidate):
                self.plan = candidate
        if not begun and self._complete(self.plan):
            self._better(self.plan)
        self.found.rounds.append(RoundRecord(round=round_, value=self.found.cost, missing=len(members) - len(outcomes)))

    def _task(self, i: int, of: Part, k: int, begun: bool) -> Task:
        wishes = self.session.wishes
        return Task(
            kind="plan",
            part=self.session.folder.put_part(of),
            code=code_version(),
            seed=wishes.seed + k,
            work=max(1, wishes.work * len(self.session.parts[i].activities)),
            certificate=self._steering(self.session.parts[i]),
            start=plan_json(of.restricted(self.plan)) if begun else None,
        )

    def _steering(self, of: Part) -> dict[str, Any] | None:
        """What the best prices of the whole say of a part, for its search."""
        whole = self.found.whole
        return None if whole is None else restricted(whole, of, len(self.problem.pools))

    def _as_one(self) -> None:
        """Each component improved as one: what was planned in turns is the start; where a part found no
        room in its turn, from nothing."""
        session, work = self.session, self.session.wishes.whole_work
        if not work:
            return
        plan, first = self.found.plan or self.plan, len(session.parts)
        there = {one.activity for one in plan.placements}
        against = {first + j: beside(self.problem, of, plan) for j, of in enumerate(session.components)}
        tasks = [
            (
                i,
                Task(
                    kind="plan",
                    part=session.folder.put_part(of),
                    code=code_version(),
                    seed=session.wishes.seed,
                    work=work * len(of.activities),
                    certificate=self._steering(of),
                    start=plan_json(of.restricted(plan)) if there.issuperset(of.activities) else None,
                ),
            )
            for i, of in against.items()
        ]
        outcomes = session.carry_out(WHOLE, tasks)
        for i, outcome in outcomes.items():
            if outcome.plan is None:
                if self.found.plan is None:
                    why = outcome.reason or say("none found")
                    session.told(say("{part} has no plan: {why}", part=session.name(i, WHOLE), why=why))
                continue
            candidate = joined([without(plan, against[i]), against[i].placements(plan_of(outcome.plan))])
            if self.found.plan is None or self._better(candidate):
                plan = candidate
        if self.found.plan is None and self._complete(plan):
            self._better(plan)
        self.found.rounds.append(RoundRecord(round=WHOLE, value=self.found.cost, missing=len(tasks) - len(outcomes)))
        session.tell(say("{round}: {cost} euros", round=WHOLE, cost=grouped(self.found.cost or 0)))

    def _complete(self, plan: Plan) -> bool:
        return len(plan.placements) == len(self.problem.activities)

    def _better(self, plan: Plan) -> bool:
        """Whether the joined plan holds as a whole and is no dearer; then it is the one."""
        verdict = judge(self.problem, plan)
        if verdict.violations or verdict.objective is None:
            return False
        if self.found.cost is not None and verdict.objective > self.found.cost:
            return False
        self.found.plan, self.found.cost, self.found.fixed = plan, verdict.objective, verdict.fixed
        return True

    def _turns(self, first: set[int]) -> list[list[int]]:
        """Parts in groups of which no two use the same people or desks: those are planned at the same time, the
        groups one after the other, those with a part of ``first`` before the others."""
        parts = self.session.parts
        taken = [resources(self.problem, of.activities) for of in parts]
        desks = [{c for t in of.tenders for c in self.problem.tenders[t].clients} for of in parts]
        turns: list[list[int]] = []
        for i in sorted(range(len(parts)), key=lambda i: (i not in first, i)):
            for members in turns:
                if all(not taken[i] & taken[j] and not desks[i] & desks[j] for j in members):
                    members.append(i)
                    break
            else:
                turns.append([i])
        return turns
