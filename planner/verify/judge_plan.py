"""Judging a plan file against a programme: reading it, building the problem it answers, asking the checker."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wijkplan.models.check import Verdict, judge
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.findings.finding import Finding, has_errors, to_json
from wijkplan.planner.intake.decode import parsed
from wijkplan.planner.plan.conflicts import Conflict, conflicts
from wijkplan.planner.plan.infeasibility_reasons import named
from wijkplan.planner.plan.measures import delivery
from wijkplan.planner.plan.plan_file import from_json
from wijkplan.planner.plan.variants import REPAIRED, VARIANTS, Question, all_in, equal_delivery, in_variant, question_of
from wijkplan.planner.text import Language

ALIGNED_FILE = "plan-aligned-all_in.json"


class NoDelivery(ValueError):
    """Equal delivery has no meaning, because the plan that it is measured against is not there; the message says why."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A plan file with what was found in reading it and, where it could be read, the checker's verdict."""

    variant: str
    question: Question
    problem: Problem
    findings: tuple[Finding, ...]
    verdict: Verdict | None
    conflicts: tuple[Conflict, ...] = ()

    def as_json(self, language: Language = "en") -> dict[str, Any]:
        """The judgement as JSON values; its findings in one language."""
        verdict = self.verdict
        return {
            "variant": self.variant,
            "question": self.question,
            "feasible": verdict is not None and verdict.feasible,
            "cost": None if verdict is None else verdict.objective,
            "decidable_cost": None if verdict is None else verdict.decidable,
            "terms": {} if verdict is None else {t: euros for t, euros in verdict.terms.items() if t in self.problem.priced},
            "violations": [] if verdict is None else [asdict(v) for v in verdict.violations],
            "conflicts": [asdict(c) for c in self.conflicts],
            "findings": json.loads(to_json(self.findings, language)),
        }


def judge_file(compiled: Compiled, path: Path, variant: str | None = None, question: str | None = None) -> Judged:
    """Judge the plan in a file for a variant and a question; by default those it was made for, else the widest and all in.

    The second reading of equal delivery is measured against the aligned plan that lies beside the file.

    Raises :class:`NoDelivery` where equal delivery is asked of a programme without a repaired plan, or that aligned plan is missing.
    """
    data, problems = _read(path)
    stated = data if isinstance(data, dict) else {}
    chosen = variant or (stated["variant"] if stated.get("variant") in VARIANTS else "bundled")
    asked = _question(question or stated.get("question"))
    seed = stated["seed"] if isinstance(stated.get("seed"), int) else 1
    plan: Plan | None = None
    if not problems:
        plan, problems = from_json(compiled, data, str(path))
    problem = in_variant(_asked(compiled, asked, seed, path), VARIANTS[chosen])
    if plan is None or has_errors(problems):
        return Judged(chosen, asked, problem, problems, None)
    verdict = judge(problem, plan)
    return Judged(chosen, asked, problem, problems, verdict, conflicts(problem, compiled.names, verdict.violations))


def _question(stated: object) -> Question:
    if stated == "second_reading":
        return "second_reading"
    try:
        return question_of(str(stated))
    except ValueError:
        return "all_in"


def _asked(compiled: Compiled, question: Question, seed: int, path: Path) -> Problem:
    problem, base = compiled.problem, all_in(compiled.problem)
    if question == "all_in":
        return base
    if question == "second_reading":
        data, unread = _read(path.parent / ALIGNED_FILE)
        aligned, findings = from_json(compiled, data, ALIGNED_FILE)
        if unread or has_errors(findings):
            raise NoDelivery(f"the second reading is measured against {ALIGNED_FILE}, which is not beside {path} or cannot be read")
        return equal_delivery(problem, delivery(base, aligned))
    from wijkplan.models.improve.repair import repair  # compiled kernels, needed for this question only

    stored, reason = repair(in_variant(base, REPAIRED), seed)
    if stored is None:
        raise NoDelivery(named(reason, compiled.names) or "there is no repaired plan")
    return equal_delivery(problem, delivery(base, stored))


def _read(path: Path) -> tuple[object, tuple[Finding, ...]]:
    data, findings = parsed(path)
    return data, tuple(findings)
