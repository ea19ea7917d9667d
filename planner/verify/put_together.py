"""A comparison put together from an output folder instead of from an engine: plans as they lie there, judged by the
checker, bounds from their certificates. What only an engine knows (times, claims without proof) is taken as stated.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from wijkplan.models.check import judge
from wijkplan.models.check.bounds import certified
from wijkplan.models.check.refused import Refused
from wijkplan.models.check.swap import swapped
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.outcome import Status
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.reason import Reason
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.baselines import Baseline
from wijkplan.planner.experiment.compare import compared_pairs, hand_down, priced, sooner_pairs
from wijkplan.planner.experiment.comparison_types import Compared, Dissolution, Forced, Run, Swap, Transfer
from wijkplan.planner.experiment.forced_groups import apart, together
from wijkplan.planner.experiment.guarantee import guarded, unguarded
from wijkplan.planner.experiment.stored_plans import Against, StoredPlans
from wijkplan.planner.folder.stored_comparison import COMPARISON, Folder, read_json
from wijkplan.planner.plan.kept_weeks import KeptWeek, kept_weeks
from wijkplan.planner.plan.variants import (
    ALL_QUESTIONS,
    BUNDLED,
    QUESTIONS,
    STORED,
    SUBMITTED,
    VARIANTS,
    Question,
    all_in,
    in_variant,
)
from wijkplan.planner.plan.willing import unserved
from wijkplan.planner.results import certificate_file
from wijkplan.planner.results.forced_record import DIRECTIONS, SIDES, groups

from .certificates import Proofs

REASON = TypeAdapter(Reason)


RESULT = (
    "question",
    "variant",
    "status",
    "bound",
    "bound_claimed",
    "bound_from",
    "seconds",
    "first_plan_seconds",
    "because",
    "cheapest_cost",
    "weeks",
)
SIDE = ("status", "bound", "seconds", "because")


def as_stated(comparison: Mapping[str, Any]) -> dict[str, Any]:
    """All that is taken from a stated comparison: what only an engine knows. Everything else in it is derived without
    looking at it."""
    rows = comparison["results"]
    stored = [{key: row[key] for key in ("variant", "orders_eur", "passes")} for row in comparison["stored"]]
    forced = [
        {"question": row["question"], "projects": row["projects"]}
        | {side: {key: row[side][key] for key in SIDE} for side in SIDES}
        for row in comparison["forced"]
    ]
    results = [{key: row[key] for key in RESULT} for row in rows]
    named = {key: comparison[key] for key in ("interrupted", "baseline")} | {
        "because": comparison["asked_weeks"]["because"]
    }
    guarantee = comparison["guarantee"]
    free = None if guarantee is None else {key: guarantee["without"][key] for key in SIDE}
    return named | {"stored": stored, "results": results, "forced": forced, "guarantee": free}


def put_together(folder: Path, read: Folder, compiled: Compiled, proofs: Proofs) -> Compared:
    """The comparison; ``proofs`` are those of the folder."""
    return _Parts(folder, read, compiled, proofs).compared()


class _Parts:
    def __init__(self, folder: Path, read: Folder, compiled: Compiled, proofs: Proofs) -> None:
        self.plans, self.forced_plans, self.compiled, self.asked, self.proofs = (
            read.plans,
            read.forced,
            compiled,
            proofs.asked,
            proofs,
        )
        self.unguarded_plan, self.nobody_worse = read.unguarded, read.run.settings.nobody_worse
        self.questions, self.last = read.run.settings.questions, read.last
        self.base, self.told, self.asked_weeks = (
            all_in(compiled.problem),
            as_stated(read_json(folder / COMPARISON)),
            read.asked_weeks,
        )
        self.stated = {(row["question"], row["variant"]): row for row in self.told["results"]}
        self.proofs_of_forced = certificate_file.forced(proofs.stored)
        self.proofs_of_guarantee = certificate_file.guarantee(proofs.stored)

    def compared(self) -> Compared:
        runs = hand_down([self.run(question, variant) for question, variant in compared_pairs()])
        runs = tuple(self.unproven(run) for run in runs)
        waited = hand_down([self.run(question, variant) for question, variant in sooner_pairs(self.questions)])
        plan = submitted(in_variant(self.base, SUBMITTED))
        conflicts = judge(in_variant(self.base, SUBMITTED), plan).violations
        return Compared(
            runs,
            self.stored(),
            plan,
            tuple(conflicts),
            self.told["interrupted"],
            tuple(self.transfers()),
            tuple(self.dissolutions()),
            tuple(self.forced()),
            unguarded=self.unguarded(runs),
            sooner=tuple(self.unproven(run) for run in waited),
        )

    def stored(self) -> StoredPlans:
        """The stored plans as they lie there; how many passes they took and what each order came to is seen when they
        are made again."""
        made = []
        for row in self.told["stored"]:
            plan = self.plans.get(("all_in", row["variant"]))
            if plan is not None and row["orders_eur"]:
                made.append(Baseline(row["variant"], plan, tuple(row["orders_eur"]), row["passes"]))
        late = () if self.asked_weeks is None else unserved(self.base, self.compiled.flexible, self.asked_weeks)
        asked = {question: self.asked[question] for question in ALL_QUESTIONS if question in self.asked}
        against = Against(self.told["baseline"], nobody_worse=self.nobody_worse)
        return StoredPlans(
            asked, self.asked_weeks, _reason(self.told["because"]), late, tuple(made), against, self.last
        )

    def run(self, question: Question, variant: str) -> Run:
        """A run with the bound that its own certificate proves; without a plan why there is none is a solver's
        word."""
        stated = self.stated.get((question, variant), {})
        asked, made = self.asked.get(question, self.base), VARIANTS[variant] in STORED
        plan = self.plans.get((question, variant))
        if plan is not None and made:
            problem, holds = (
                priced(question, asked, VARIANTS[variant]),
                judge(in_variant(asked, VARIANTS[variant]), plan).feasible,
            )
        else:
            problem, holds = in_variant(asked, VARIANTS[variant]), True
        verdict = None if plan is None else judge(problem, plan)
        bound, certificate = self.proofs.bound(question, variant)[0], self.proofs.certificates.get((question, variant))
        claim = stated.get("bound_claimed")
        status = _status(stated, plan, None if verdict is None else verdict.objective, claim, made)
        seconds, first = stated.get("seconds", 0.0), stated.get("first_plan_seconds")
        run = Run(question, variant, status, problem, plan, verdict, seconds, first, claim=claim, holds=holds)
        run = replace(run, cheapest=stated.get("cheapest_cost"), kept=self.kept(problem, plan, stated, made))
        if plan is None:
            run = replace(run, reason=_reason(stated.get("because")))
        if bound is None:
            return run
        return replace(run, bound=bound, certified=True, bound_from=variant, certificate=certificate)

    def kept(
        self, problem: Problem, plan: Plan | None, stated: Mapping[str, Any], made: bool
    ) -> tuple[KeptWeek, ...] | None:
        """What keeping weeks would cost, derived again from the plan; where a comparison was stopped, nobody may have
        looked."""
        if plan is None or made or (stated.get("weeks") is None and self.told["interrupted"]):
            return None
        return kept_weeks(problem, plan)

    def unproven(self, run: Run) -> Run:
        """A bound that a solver claims, where none is certified: it is stated as such."""
        stated = self.stated.get((run.question, run.variant), {})
        if run.bound is None and stated.get("bound") is not None and stated.get("bound") == stated.get("bound_claimed"):
            return replace(run, bound=stated["bound"], bound_from=stated["bound_from"])
        return run

    def transfers(self) -> list[Transfer]:
        """Those with a certificate, in the order of the file."""
        found = []
        for question, source, to in self.proofs.transfers:
            euros = self.proofs.transfer((question, source, to))[0]
            if euros is not None:
                found.append(
                    Transfer(_question(question), source, to, euros, self.proofs.transfers[question, source, to])
                )
        return found

    def dissolutions(self) -> list[Dissolution]:
        """Likewise."""
        found = []
        for key, certificate in self.proofs.dissolutions.items():
            euros = self.proofs.dissolution(key)[0]
            if euros is not None:
                found.append(Dissolution(_question(key[0]), *key[1:], euros, certificate))
        return found

    def forced(self) -> list[Forced]:
        """Both sides of each forced combination in each question."""
        proofs = self.proofs_of_forced
        stated = {(row["question"], tuple(row["projects"])): row for row in self.told["forced"]}
        found = []
        for question in QUESTIONS:
            for group in groups(self.compiled.names) if question in self.asked else ():
                bundled = in_variant(self.asked[question], BUNDLED)
                row = stated.get((question, tuple(self.compiled.names.projects[q].id for q in group)), {})
                problems: dict[str, Problem] = dict(
                    zip(SIDES, (together(bundled, group), apart(bundled, group)), strict=True)
                )
                runs = [self.side(question, group, side, problems[side], row.get(side, {}), proofs) for side in SIDES]
                swaps = [
                    _swap(problems[a], problems[b], proofs.get((question, group, f"{a}_above_{b}")))
                    for a, b in DIRECTIONS
                ]
                found.append(Forced(group, question, runs[0], runs[1], (swaps[0], swaps[1])))
        return found

    def unguarded(self, runs: Sequence[Run]) -> Run | None:
        """Everything together without the guarantee that nobody is worse off."""
        run = guarded(runs)
        if run is None or run.status in ("no_plan", "infeasible"):
            return None
        proof = self.proofs_of_guarantee.get(run.question)
        stated = self.told["guarantee"] or {}
        return beside_run(run.question, unguarded(run.problem), self.unguarded_plan, stated, proof)

    def side(
        self,
        question: Question,
        group: Sequence[int],
        side: str,
        problem: Problem,
        stated: Mapping[str, Any],
        proofs: Mapping[tuple[str, tuple[int, ...], str], Any],
    ) -> Run:
        """One way to buy a group."""
        name = f"plan-forced-{groups(self.compiled.names).index(tuple(group)) + 1}-{side}-{question}.json"
        return beside_run(
            question, problem, self.forced_plans.get(name), stated, proofs.get((question, tuple(group), side))
        )


def beside_run(
    question: Question, problem: Problem, plan: Plan | None, stated: Mapping[str, Any], certificate: Any
) -> Run:
    """A solve beside those of the variants, with the bound that its certificate proves."""
    verdict = None if plan is None else judge(problem, plan)
    bound = None
    if certificate is not None:
        try:
            bound = certified(problem, certificate)
        except Refused:
            bound = None
    claim = None if bound is not None else stated.get("bound")
    cost = None if verdict is None else verdict.objective
    settled = stated.get("status") == "optimal" and cost is not None  # a solver's word where the bound does not say it
    status = _status(stated, plan, cost, cost if settled else claim if bound is None else bound, False)
    seconds = stated.get("seconds", 0.0)
    run = Run(question, BUNDLED.id, status, problem, plan, verdict, seconds, None, claim=claim)
    if plan is None:
        run = replace(run, reason=_reason(stated.get("because")))
    if bound is None:
        return replace(run, bound=claim)
    return replace(run, bound=bound, certified=True, bound_from=BUNDLED.id, certificate=certificate)


def _status(stated: Mapping[str, Any], plan: Plan | None, cost: int | None, claim: int | None, stored: bool) -> Status:
    """What a run came to, by its plan; that there is none, or can be none, is a solver's word."""
    if plan is None:
        return "infeasible" if stated.get("status") == "infeasible" else "no_plan"
    if stored:
        return "stored"
    return "optimal" if cost is not None and claim == cost else "feasible"


def _swap(source: Problem, to: Problem, certificate: Any) -> Swap | None:
    try:
        return None if certificate is None else Swap(swapped(source, to, certificate), certificate)
    except Refused:
        return None


def _reason(stated: Any) -> Reason | None:
    """Why there is no plan, as stated; its sentences follow from it."""
    return None if stated is None else REASON.validate_json(json.dumps(stated))


def _question(text: str) -> Question:
    return "all_in" if text == "all_in" else "equal_delivery"
