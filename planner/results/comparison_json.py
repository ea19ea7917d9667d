"""The comparison as JSON values: what ``comparison.json`` holds and what the report is drawn from.

When to modify: a new key is described in ``planner/README.md``; a changed meaning raises ``FORMAT_VERSION``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.models.problem import CASH, Problem
from wijkplan.planner.access import access
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.comparison_types import Compared, Dissolution, Run, Transfer
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.experiment.savings import Dissolved, Moved, Saving, savings
from wijkplan.planner.plan import plan_file
from wijkplan.planner.plan.conflicts import conflicts
from wijkplan.planner.plan.infeasibility_reasons import named
from wijkplan.planner.plan.measures import measures
from wijkplan.planner.plan.variants import QUESTIONS, finishes, latest_targets
from wijkplan.planner.programme import Programme

from . import forced_record, race_record
from .attribution import attribution
from .break_even import break_evens
from .client_costs import by_client
from .client_savings import clients
from .completion_front import completion_front, homes_of
from .scenario import WHOLE, assumptions, left, scenario
from .scenario_people import PERIOD, people_scenario

FORMAT_VERSION = 2


def to_json(programme: Programme, compiled: Compiled, compared: Compared, effect: int = WHOLE) -> dict[str, Any]:
    """All figures of a comparison; ``effect`` is that of the scenario. Raises
    :class:`~wijkplan.planner.experiment.engine.Disagreement` where the books of the clients
    do not add up."""
    plans: dict[tuple[str, str], Plan] = {(run.question, run.variant): run.plan for run in compared.runs if run.plan is not None}
    results = [result(compiled, run) for run in compared.runs]
    second = _second_reading(compiled, compared)
    told = [*results, *(second["results"] if second else [])]
    every = plans | {(run.question, run.variant): run.plan for run in compared.second if run.plan is not None}
    saved = savings_json(compared)
    transfers = [_transfer(compiled, t) for t in compared.transfers]
    dissolutions = [_dissolution(d) for d in compared.dissolutions]
    return {
        "format_version": FORMAT_VERSION,
        "programme": summary(programme, compiled),
        "interrupted": compared.interrupted,
        "results": results,
        "savings": saved,
        "clients": clients(compiled.names, {(r.question, r.variant): (r.problem, r.plan) for r in compared.runs if r.plan is not None}),
        "break_even": break_evens(compiled, results, saved, plans),
        "transfers": transfers,
        "dissolutions": dissolutions,
        "attribution": [attribution(question, results, transfers, dissolutions) for question in QUESTIONS],
        "delivery": delivered(compiled, compared.run("equal_delivery", "repaired").problem),
        "second_reading": second,
        "weeks_gained": _weeks_gained(programme, compiled, compared),
        "completion_front": completion_front(compiled.problem, homes_of(programme, compiled), told, every),
        "conflicts": [asdict(c) for c in conflicts(compiled.problem, compiled.names, compared.violations)],
        "access": access(programme, compiled, plans),
        "scenario": _scenario(compiled, compared, results, effect),
        "scenario_people": _scenario_people(programme, compiled, compared),
        "forced": forced_record.to_json(compiled, compared.forced),
        "race": None if compared.race is None else race_record.to_json(compared.race),
    }


def _scenario(compiled: Compiled, compared: Compared, results: Sequence[dict[str, Any]], effect: int) -> dict[str, Any]:
    """The market scenario, in which ``effect`` percent of what combining does comes true."""
    rows = [
        {"question": run.question, "variant": run.variant} | scenario(run.problem, compiled.names, run.plan, effect)
        for run in compared.runs
        if run.plan is not None
    ]
    return {"assumptions": assumptions(), "bundling_effect_percent": effect, "euros": rows, "savings": left(rows, results)}


def _scenario_people(programme: Programme, compiled: Compiled, compared: Compared) -> dict[str, Any]:
    """People called up per period, for every plan."""
    rows = [
        {"question": run.question, "variant": run.variant} | people_scenario(run.problem, compiled.names, run.plan, programme.reference)
        for run in compared.runs
        if run.plan is not None
    ]
    return {"period_weeks": PERIOD, "euros": rows}


def summary(programme: Programme, compiled: Compiled) -> dict[str, Any]:
    """What is compared, in numbers."""
    problem, names = compiled.problem, compiled.names
    used = {project.district for project in problem.projects}
    homes = {d: programme.reference.districts[names.districts[d].id].homes for d in used}
    return {
        "name": programme.name,
        "start": programme.start.isoformat(),
        "activities": len(problem.activities),
        "projects": len(problem.projects),
        "employers": len(programme.employers),
        "anonymous_firms": sum(e.anonymous for e in names.employers),
        "clients": len(programme.clients),
        "districts": len(used),
        "pools": len(problem.pools),
        "homes": sum(homes.values()),
        "weeks": problem.horizon,
        "candidates": len(problem.tenders),
        "own_people_constant_eur": problem.standby_constant,
    }


def plan_file_name(run: Run) -> str:
    """Name of the plan's file in the output folder."""
    return f"plan-{run.variant}-{run.question}.json"


def plan_json(compiled: Compiled, run: Run, seed: int) -> dict[str, Any]:
    """The plan of a run, with what it was made for, so that it can be judged by itself."""
    assert run.plan is not None
    value = plan_file.to_json(compiled, run.plan)
    return value | {"variant": run.variant, "question": run.question, "seed": seed}


def result(compiled: Compiled, run: Run) -> dict[str, Any]:
    """One variant in one question."""
    verdict, plan = run.verdict, run.plan
    row: dict[str, Any] = {
        "question": run.question,
        "variant": run.variant,
        "status": run.status,
        "cost": run.cost,
        "bound": run.bound,
        "bound_certified": run.certified,
        "bound_from": run.bound_from,
        "bound_claimed": run.claim,
        "decidable_cost": None if verdict is None else verdict.decidable,
        "gap": None if run.gap is None else round(run.gap, 6),
        "first_plan_seconds": None if run.first_plan_seconds is None else round(run.first_plan_seconds, 3),
        "seconds": round(run.seconds, 3),
        "reason": named(run.reason, compiled.names),
        "reason_nl": named(run.reason, compiled.names, "nl"),
        "violations": [] if verdict is None else [str(v) for v in verdict.violations],
        "terms": {},
        "measures": {},
        "by_client": {},
        "plan": None if plan is None else plan_file_name(run),
        "trace": [[round(e.seconds, 2), e.objective, e.bound, e.source] for e in run.events],
    }
    if plan is not None and verdict is not None:
        row["terms"] = {term: euros for term, euros in verdict.terms.items() if term in run.problem.priced}
        row["measures"] = measures(run.problem, plan, tuple(d.id for d in compiled.names.districts))
        row["by_client"] = _books(compiled, run)
    return row


def _books(compiled: Compiled, run: Run) -> dict[str, int]:
    assert run.plan is not None
    books = by_client(run.problem, run.plan)
    if sum(books) != run.cost:
        raise Disagreement(f"{run.variant}, {run.question}: the clients pay {sum(books)} euros together, the plan costs {run.cost}")
    return {client.id: euros for client, euros in zip(compiled.names.clients, books, strict=True)}


def _savings(compared: Compared, runs: Iterable[Run], question: str) -> Sequence[Saving]:
    moved = [Moved(t.source, t.to, t.euros) for t in compared.transfers if t.question == question]
    dissolved = [Dissolved(d.source, d.to, d.euros) for d in compared.dissolutions if d.question == question and d.partner_crews]
    try:
        return savings({run.variant: run.figure for run in runs if run.question == question}, moved, dissolved)
    except ValueError as error:
        raise Disagreement(f"{question}: {error}") from error


def _transfer(compiled: Compiled, transfer: Transfer) -> dict[str, Any]:
    """What combining saves whatever the plan, and the tenders and weeks that show it."""
    tenders = {compiled.names.tenders[int(t)].id: week for t, week in transfer.certificate["tenders"].items()}
    return {"question": transfer.question, "from": transfer.source, "to": transfer.to, "euros": transfer.euros, "tenders": tenders}


def _dissolution(found: Dissolution) -> dict[str, Any]:
    """What combining saves at most, whatever the plan."""
    return {"question": found.question, "from": found.source, "to": found.to, "partner_crews": found.partner_crews, "euros": found.euros}


def savings_json(compared: Compared) -> list[dict[str, Any]]:
    """Per question and pair of variants what is saved."""
    return [_saving(question, s) for question in QUESTIONS for s in _savings(compared, compared.runs, question)]


def _saving(question: str, saving: Saving) -> dict[str, Any]:
    return {
        "question": question,
        "from": saving.source,
        "to": saving.to,
        "low": saving.low,
        "high": saving.high,
        "word": saving.word,
    }


def delivered(compiled: Compiled, problem: Problem) -> dict[str, Any] | None:
    """What equal delivery means here, in weeks and euros."""
    if problem.max_burden is None:
        return None
    due = {name.id: d.due for name, d in zip(compiled.names.districts, problem.districts, strict=True) if d.due}
    return {"due_week": due, "max_burden_eur": problem.max_burden, "max_broken_rests": problem.max_broken_rests}


def _second_reading(compiled: Compiled, compared: Compared) -> dict[str, Any] | None:
    """Equal delivery as in the aligned plan instead of the repaired one."""
    if not compared.second:
        return None
    return {
        "delivery": delivered(compiled, compared.second[0].problem),
        "results": [result(compiled, run) for run in compared.second],
        "savings": [_saving("second_reading", s) for s in _savings(compared, compared.second, "second_reading")],
    }


def _weeks_gained(programme: Programme, compiled: Compiled, compared: Compared) -> dict[str, Any] | None:
    """How much sooner the districts are finished in the bundled plan of all in than in the repaired plan, and what each costs in cash.

    Means are weighted by homes. A plan may well use the time up to the targets, so how late districts are after theirs stands beside it.
    """
    before, after = (compared.run("all_in", variant) for variant in ("repaired", "bundled"))
    if before.plan is None or after.plan is None or before.verdict is None or after.verdict is None:
        return None
    ends = [finishes(run.problem, plan) for run, plan in ((before, before.plan), (after, after.plan))]
    target = latest_targets(compiled.problem)
    homes = [programme.reference.districts[name.id].homes if ends[0][d] else 0 for d, name in enumerate(compiled.names.districts)]

    def mean(weeks: Iterable[int]) -> float:
        return round(sum(w * h for w, h in zip(weeks, homes, strict=True)) / max(1, sum(homes)), 2)

    earlier = [a - b for a, b in zip(*ends, strict=True)]
    late = [mean(max(0, end - due) for end, due in zip(row, target, strict=True)) for row in ends]
    cash = [sum(run.terms[term] for term in CASH) for run in (before.verdict, after.verdict)]
    return {
        "mean_weeks": mean(earlier),
        "weeks": {name.id: weeks for name, weeks, h in zip(compiled.names.districts, earlier, homes, strict=True) if h},
        "mean_weeks_late_repaired": late[0],
        "mean_weeks_late_bundled": late[1],
        "cash_repaired": cash[0],
        "cash_bundled": cash[1],
        "at_equal_or_lower_cost": cash[1] <= cash[0],
    }
