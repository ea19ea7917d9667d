"""The record of a comparison: from what was found to ``comparison.json``, of which :mod:`wijkplan.planner.record` has
the types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from wijkplan.models.check import judge
from wijkplan.models.plan import Plan
from wijkplan.models.problem import CASH, HOME_WEEKS, Problem
from wijkplan.planner.access import access
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.comparison_types import Compared, Run
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.experiment.savings import Dissolved, Moved, savings
from wijkplan.planner.plan.conflicts import conflicts
from wijkplan.planner.plan.infeasibility_reasons import named
from wijkplan.planner.plan.measures import measures
from wijkplan.planner.plan.plan_file import plan_file
from wijkplan.planner.plan.plan_file_types import PlanFile
from wijkplan.planner.plan.variants import BUNDLED, OWN, QUESTIONS, Question, finishes, in_variant, latest_targets
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import (
    FORMAT_VERSION,
    AskedWeeks,
    Comparison,
    DeliveryAsked,
    Dissolution,
    Improvement,
    MadeInTurns,
    ProgrammeSummary,
    Result,
    Saving,
    Transfer,
    UnservedWork,
    WeeksGained,
    WeeksKept,
)

from .attribution import attribution
from .break_even import break_evens
from .client_costs import by_client
from .client_savings import clients
from .completion_front import completion_front, homes_of
from .forced_record import forced_pairs
from .guarantee_record import guarantee
from .homes_with_work import homes_with_work
from .joint_work import joint_work
from .people_record import people_record
from .race_record import race_record
from .scenario import WHOLE, scenario
from .scenario_people import scenario_people
from .sooner import sooner

ASKED_WEEKS = "plan-asked-weeks.json"
"""Name of the file of the plan of asked weeks."""


def assemble(programme: Programme, compiled: Compiled, compared: Compared, effect: int = WHOLE) -> Comparison:
    """All figures of a comparison; ``effect`` is that of the market scenario. Nothing is solved here: ``compared`` may
    come from a run of the engine or be put together from stored plans and certificates.

    Raises :class:`~wijkplan.planner.experiment.engine.Disagreement` where the books of the clients do not add up.
    """
    made = {(run.question, run.variant): (run.problem, run.plan) for run in compared.runs if run.plan is not None}
    plans: dict[tuple[str, str], Plan] = {key: plan for key, (_, plan) in made.items()}
    all_plans = plans | {(run.question, run.variant): run.plan for run in compared.sooner if run.plan is not None}
    results = tuple(result(compiled, run) for run in compared.all_runs)
    baseline = compared.stored.against.baseline
    saved = all_savings(compared)
    transfers = tuple(
        Transfer(
            question=t.question,
            source=t.source,
            to=t.to,
            euros=t.euros,
            tenders={compiled.names.tenders[int(tender)].id: week for tender, week in t.certificate["tenders"].items()},
        )
        for t in compared.transfers
    )
    dissolutions = tuple(
        Dissolution(question=d.question, source=d.source, to=d.to, partner_crews=d.partner_crews, euros=d.euros)
        for d in compared.dissolutions
    )
    return Comparison(
        format_version=FORMAT_VERSION,
        programme=summary(programme, compiled),
        interrupted=compared.interrupted,
        baseline=baseline,
        stored=tuple(
            MadeInTurns(variant=one.variant, all_in_eur=one.euros, orders_eur=one.orders, passes=one.passes)
            for one in compared.stored.baselines
        ),
        asked_weeks=_asked_weeks(compiled, compared),
        results=results,
        savings=saved,
        clients=clients(compiled.names, made),
        break_even=break_evens(compiled, results, saved, plans, baseline),
        transfers=transfers,
        dissolutions=dissolutions,
        attribution=tuple(attribution(question, results, transfers, dissolutions) for question in QUESTIONS),
        delivery=delivery_asked(compiled, compared.stored.asked.get("equal_delivery")),
        sooner=sooner(compiled, compared),
        weeks_gained=_weeks_gained(programme, compiled, compared),
        completion_front=completion_front(compiled.problem, homes_of(programme, compiled), results, all_plans),
        conflicts=conflicts(compiled.problem, compiled.names, compared.violations),
        access=access(programme, compiled, plans),
        joint_work=joint_work(programme, compiled, _equal_delivery(compared), tuple(plans.values())),
        scenario=scenario(compiled.names, compared, results, effect),
        scenario_people=scenario_people(programme.reference, compiled.names, compared),
        people=people_record(programme.reference, compiled, compared, saved),
        guarantee=guarantee(compiled, compared),
        forced=forced_pairs(compiled, compared.forced),
        race=None if compared.race is None else race_record(compared.race),
    )


def _equal_delivery(compared: Compared) -> Problem | None:
    problem = compared.stored.asked.get("equal_delivery")
    return None if problem is None or problem.max_burden is None else problem


def summary(programme: Programme, compiled: Compiled) -> ProgrammeSummary:
    """What is compared, in numbers."""
    problem, names = compiled.problem, compiled.names
    used = {project.district for project in problem.projects}
    return ProgrammeSummary(
        name=programme.name,
        start=programme.start,
        activities=len(problem.activities),
        projects=len(problem.projects),
        employers=len(programme.employers),
        anonymous_firms=sum(e.anonymous for e in names.employers),
        clients=len(programme.clients),
        districts=len(used),
        pools=len(problem.pools),
        homes=homes_with_work(programme),
        weeks=problem.horizon,
        candidates=len(problem.tenders),
        own_people_constant_eur=problem.standby_constant,
    )


def plan_file_name(run: Run) -> str:
    """Name of the plan's file in the output folder."""
    return f"plan-{run.variant}-{run.question}.json"


def plan_of(compiled: Compiled, run: Run, seed: int) -> PlanFile:
    """The plan of a run, with what it was made for, so that it can be judged by itself."""
    assert run.plan is not None
    return plan_file(compiled, run.plan, run.kept or ()).made_for(run.variant, run.question, seed)


def asked_weeks_plan(compiled: Compiled, plan: Plan, seed: int) -> PlanFile:
    """The plan of asked weeks; what it may use is what ``own`` may use."""
    return plan_file(compiled, plan).made_for(OWN.id, "all_in", seed)


def agreed_weeks_plan(compiled: Compiled, plan: Plan, seed: int) -> PlanFile:
    """The plan that was agreed before and that this one goes on from; it may use what everything together may."""
    return plan_file(compiled, plan).made_for(BUNDLED.id, "equal_delivery", seed)


def result(compiled: Compiled, run: Run) -> Result:
    """One variant in one question."""
    verdict, plan = run.verdict, run.plan
    found = plan is not None and verdict is not None
    return Result(
        question=run.question,
        variant=run.variant,
        status=run.status,
        cost=run.cost,
        bound=run.bound,
        bound_certified=run.certified,
        bound_from=run.bound_from,
        bound_claimed=run.claim,
        decidable_cost=None if verdict is None else verdict.decidable,
        gap=None if run.gap is None else round(run.gap, 6),
        first_plan_seconds=None if run.first_plan_seconds is None else round(run.first_plan_seconds, 3),
        cheapest_cost=run.cheapest,
        weeks=_weeks(run),
        seconds=round(run.seconds, 3),
        reason=named(run.reason, compiled.names),
        reason_nl=named(run.reason, compiled.names, "nl"),
        because=run.reason,
        violations=() if verdict is None else tuple(str(v) for v in verdict.violations),
        terms={}
        if verdict is None
        else {term: euros for term, euros in verdict.terms.items() if term in in_terms(run.problem)},
        measures=None if plan is None else measures(run.problem, plan, tuple(d.id for d in compiled.names.districts)),
        by_client=_books(compiled, run) if found else {},
        plan=None if plan is None else plan_file_name(run),
        trace=tuple(Improvement(round(e.seconds, 2), e.objective, e.bound, e.source) for e in run.events),
    )


def _weeks(run: Run) -> WeeksKept | None:
    """How the work that is moved stands to its weeks; ``None`` where nobody looked."""
    rows = run.kept
    if rows is None:
        return None
    prices = sorted(row.euros for row in rows if row.euros is not None)
    return WeeksKept(
        moved=len(rows),
        priced=sum(row.possible for row in rows),
        less_steady=sum(row.changes > 0 for row in rows),
        median_eur=prices[(len(prices) - 1) // 2] if prices else None,
        in_the_way=dict(sorted(Counter(row.rule or "" for row in rows if not row.possible).items())),
    )


def in_terms(problem: Problem) -> frozenset[str]:
    """The terms that are told of a plan: those that are priced; where home-weeks are counted, those of cash."""
    return frozenset(CASH) if HOME_WEEKS in problem.priced else problem.priced


def _books(compiled: Compiled, run: Run) -> dict[str, int]:
    assert run.plan is not None
    assert run.verdict is not None
    books = by_client(replace(run.problem, priced=in_terms(run.problem)), run.plan)
    cost = sum(run.verdict.terms[term] for term in in_terms(run.problem))
    if sum(books) != cost:
        raise Disagreement(
            f"{run.variant}, {run.question}: the clients pay {sum(books)} euros together, the plan costs {cost}"
        )
    return {client.id: euros for client, euros in zip(compiled.names.clients, books, strict=True)}


def all_savings(compared: Compared) -> tuple[Saving, ...]:
    """Per question and pair of variants what is saved."""
    return tuple(saving for question in QUESTIONS for saving in _savings(compared, question))


def _savings(compared: Compared, question: Question) -> Sequence[Saving]:
    moved = [Moved(t.source, t.to, t.euros) for t in compared.transfers if t.question == question]
    dissolved = [
        Dissolved(d.source, d.to, d.euros) for d in compared.dissolutions if d.question == question and d.partner_crews
    ]
    try:
        return savings(
            question, {run.variant: run.figure for run in compared.runs if run.question == question}, moved, dissolved
        )
    except ValueError as error:
        raise Disagreement(f"{question}: {error}") from error


def delivery_asked(compiled: Compiled, problem: Problem | None) -> DeliveryAsked | None:
    """What equal delivery means here, in weeks and euros; ``problem`` is that of the question."""
    if problem is None or problem.max_burden is None:
        return None
    districts = [
        (name.id, one) for name, one in zip(compiled.names.districts, problem.districts, strict=True) if one.due
    ]
    return DeliveryAsked(
        due_week={name: one.due for name, one in districts if one.due is not None},
        project_due_week={
            name.id: one.due
            for name, one in zip(compiled.names.projects, problem.projects, strict=True)
            if one.due is not None
        },
        max_burden_eur=problem.max_burden,
        max_broken_rests=problem.max_broken_rests,
        district_burden_eur={name: one.max_burden for name, one in districts if one.max_burden is not None},
        district_broken_rests={
            name: one.max_broken_rests for name, one in districts if one.max_broken_rests is not None
        },
        max_changes=None if problem.max_changes is None else round(problem.max_changes / problem.changes_unit / 100, 2),
        employer_max_changes={
            compiled.names.employers[e].id: round(units / problem.changes_unit / 100, 2)
            for e, units in problem.max_employer_changes
        },
    )


def _asked_weeks(compiled: Compiled, compared: Compared) -> AskedWeeks:
    """What the weeks that were asked for come to at any price."""
    made, names = compared.stored, compiled.names
    terms = None if made.asked_weeks is None else judge(in_variant(made.asked["all_in"], OWN), made.asked_weeks).terms
    return AskedWeeks(
        plan=None if made.asked_weeks is None else ASKED_WEEKS,
        all_in_eur=None if terms is None else sum(terms.values()),
        cash_eur=None if terms is None else sum(terms[term] for term in CASH),
        reason=named(made.reason, names),
        reason_nl=named(made.reason, names, "nl"),
        because=made.reason,
        unserved=tuple(
            UnservedWork(
                activity=names.activities[row.activity].id,
                sender=names.projects[compiled.problem.activities[row.activity].project].sender,
                weeks=row.weeks,
                flexible_weeks=row.flexible,
                rule=row.rule,
            )
            for row in made.unserved
        ),
    )


def _weeks_gained(programme: Programme, compiled: Compiled, compared: Compared) -> WeeksGained | None:
    """How much sooner the districts are finished in the bundled plan of all in than in the baseline, and what each
    costs in cash.

    Means are weighted by homes. A plan may well use the time up to the targets, so how late districts are after theirs
    stands beside it."""
    before, after = (compared.run("all_in", variant) for variant in (compared.stored.against.baseline, "bundled"))
    if before.plan is None or after.plan is None or before.verdict is None or after.verdict is None:
        return None
    ends = [finishes(run.problem, plan) for run, plan in ((before, before.plan), (after, after.plan))]
    target = latest_targets(compiled.problem)
    homes = [
        programme.reference.districts[name.id].homes if ends[0][d] else 0
        for d, name in enumerate(compiled.names.districts)
    ]

    def mean(weeks: Iterable[int]) -> float:
        return round(sum(w * h for w, h in zip(weeks, homes, strict=True)) / max(1, sum(homes)), 2)

    earlier = [a - b for a, b in zip(*ends, strict=True)]
    late = [mean(max(0, end - due) for end, due in zip(row, target, strict=True)) for row in ends]
    cash = [sum(run.terms[term] for term in CASH) for run in (before.verdict, after.verdict)]
    return WeeksGained(
        mean_weeks=mean(earlier),
        weeks={name.id: weeks for name, weeks, h in zip(compiled.names.districts, earlier, homes, strict=True) if h},
        mean_weeks_late_baseline=late[0],
        mean_weeks_late_bundled=late[1],
        cash_baseline=cash[0],
        cash_bundled=cash[1],
        at_equal_or_lower_cost=cash[1] <= cash[0],
    )
