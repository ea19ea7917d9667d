"""Judging a plan file against a programme: reading it, building the problem it answers, asking the checker."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wijkplan.models.check import Verdict, judge
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.findings.finding import Finding, has_errors, to_json
from wijkplan.planner.folder.stored_comparison import Stale, paths_of, read_folder
from wijkplan.planner.intake.decode import parsed
from wijkplan.planner.plan.conflicts import Conflict, conflicts
from wijkplan.planner.plan.plan_file import from_json
from wijkplan.planner.plan.variants import VARIANTS, Question, in_variant, question_of
from wijkplan.planner.record.provenance import SEEDS
from wijkplan.planner.results.comparison_json import in_terms
from wijkplan.planner.text import Language, say


class NoDelivery(ValueError):
    """Equal delivery, or sooner, has no meaning, because the plan that it is measured against is not there; the
    message says why."""


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
            "terms": {}
            if verdict is None
            else {t: euros for t, euros in verdict.terms.items() if t in in_terms(self.problem)},
            "violations": [] if verdict is None else [asdict(v) for v in verdict.violations],
            "conflicts": [asdict(c) for c in self.conflicts],
            "findings": json.loads(to_json(self.findings, language)),
        }


def judge_file(compiled: Compiled, path: Path, variant: str | None = None, question: str | None = None) -> Judged:
    """Judge the plan in a file for a variant and a question; by default those it was made for, else the widest and all
    in.

    What senders are willing to, and what equal delivery asks, follows from the stored plans beside the file, else from
    those that are made now.

    Raises :class:`NoDelivery` where equal delivery or sooner is asked of a programme without a plan of asked weeks.
    """
    data, problems = _read(path)
    stated = data if isinstance(data, dict) else {}
    chosen = variant or next((one for one in VARIANTS if one == stated.get("variant")), "bundled")
    asked = _question(question or stated.get("question"))
    seed = one if type(one := stated.get("seed")) is int and one in SEEDS else 1
    plan: Plan | None = None
    if not problems:
        plan, problems = from_json(compiled, data, str(path))
    problem = in_variant(_asked(compiled, asked, seed, path), VARIANTS[chosen])
    if plan is None or has_errors(problems):
        return Judged(chosen, asked, problem, problems, None)
    if plan.intake and compiled.recruits is not None:
        problem = compiled.recruits.into(problem)  # with newcomers it is an answer to the question with them
    verdict = judge(problem, plan)
    return Judged(chosen, asked, problem, problems, verdict, conflicts(problem, compiled.names, verdict.violations))


def _question(stated: object) -> Question:
    try:
        return question_of(str(stated))
    except ValueError:
        return "all_in"


def _asked(compiled: Compiled, question: Question, seed: int, path: Path) -> Problem:
    """The problem of a question, by the stored plans beside the file, else by those of this seed."""
    asked = _beside(compiled, path) or _made(compiled, seed)
    if question not in asked:
        raise NoDelivery(say("the baselines start from the plan of asked weeks, and there is none"))
    return asked[question]


def _beside(compiled: Compiled, path: Path) -> Mapping[Question, Problem] | None:
    """By the folder that the file lies in, where that holds a comparison of this programme."""
    try:
        return read_folder(path.parent, compiled, paths_of(path.parent)).asked(compiled)
    except Stale:
        return None


def _made(compiled: Compiled, seed: int) -> Mapping[Question, Problem]:
    from wijkplan.planner.experiment.engine import real_procedures
    from wijkplan.planner.experiment.stored_plans import stored_plans

    return stored_plans(compiled.problem, compiled.flexible, real_procedures(), seed).asked


def _read(path: Path) -> tuple[object, tuple[Finding, ...]]:
    data, findings = parsed(path)
    return data, tuple(findings)
