"""Facts of the plan that chose the tender: when its work is done, what its lots ask of a contractor, and how the work
hangs together.

No employer is named, and none can be told from a number.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from wijkplan.planner.access.rival_lending import RivalLending
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.plan.variants import VARIANTS
from wijkplan.planner.results.words import DUTCH
from wijkplan.planner.text import amounts, translated

from .dossier_case import Case
from .fact import Fact, Facts, week_in_words
from .market_facts import counted


def put(case: Case, facts: Facts) -> None:
    """Adds the facts; those per lot go into the rows of the lots."""
    facts.rows["lots"] = [{**row, **_burden(case, i)} for i, row in enumerate(facts.rows["lots"])]
    facts.rows["projects"] = [
        {**row, **_weeks(case, p)} for row, p in zip(facts.rows["projects"], case.tender.projects, strict=True)
    ]
    _coherence(case, facts)
    _lending(case, facts)
    sent = len(case.programme.employers)
    facts.put("data.employers", counted(case, sent), "text", "comparison.json#programme.employers")
    doers = [case.names.employers[case.problem.projects[p].employer] for p in case.tender.projects]
    facts.put("data.anonymous", any(one.anonymous for one in doers), "flag", "candidates")
    names = {variant: translated(one.name, "nl") for variant, one in VARIANTS.items()}
    plans = tuple(
        f"het plan '{names[variant]}' ({DUTCH.QUESTIONS[question].lower()})" for question, variant in case.chosen_in
    )
    facts.put("plan.chosen_in", plans, "list", "comparison.json#results.plan")
    facts.put("plan.drawn_on", plans[0], "text", case.plan_file + "#tenders")


def _weeks(case: Case, project: int) -> dict[str, Fact]:
    placed = case.plan.by_activity()
    own = [placed[a] for a in case.problem.members[project] if a in placed]
    start, end = min((p.start for p in own), default=None), max((p.end for p in own), default=None)
    source = f"{case.plan_file}#activities"
    return {
        "start": Fact(None if start is None else week_label(case.names.start, start), "week", f"{source}.start_week"),
        "end": Fact(None if end is None else week_label(case.names.start, end - 1), "week", f"{source}.end_week"),
    }


def _burden(case: Case, i: int) -> dict[str, Fact]:
    """Weeks from first start to last end of a lot, and per trade the most heads that it needs at a time."""
    problem, placed, lot = case.problem, case.plan.by_activity(), case.tender.lots[i]
    heads: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    own = [(a, placed[a]) for p in lot.projects for a in problem.members[p] if a in placed]
    for a, placement in own:
        activity = problem.activities[a]
        open_weeks = [
            t for t in range(placement.start, placement.end) if problem.calendars[activity.calendar].percent[t] > 0
        ]
        for demand in activity.modes[placement.mode].demands:
            for t in open_weeks:
                heads[demand.trade][t] += demand.heads
    peaks = [
        f"{case.names.trades[trade].dutch} {amounts.number(max(row.values()) / 100, 'nl', 1)}"
        for trade, row in sorted(heads.items())
        if row
    ]
    span = max((p.end for _, p in own), default=0) - min((p.start for _, p in own), default=0)
    source = f"{case.plan_file}#activities"
    return {
        "weeks": Fact(span, "weeks", f"{source}.start_week, end_week"),
        "peaks": Fact("; ".join(peaks) or None, "text", f"{source}.staffing"),
    }


def _coherence(case: Case, facts: Facts) -> None:
    problem, names = case.problem, case.names
    members = set(case.tender.projects)
    common = case.common.coherence.of(case.tender.projects)
    districts = sorted({problem.projects[p].district for p in members})
    joined = 0
    for s, street in enumerate(problem.streets):
        owners = [problem.activities[dig].project for dig in street.digs]
        joined += sum(
            a != b and _one_lot(case, a, b) and (s, k) in case.plan.joined for k, (a, b) in enumerate(pairwise(owners))
        )
    facts.put(
        "coherence.districts",
        tuple(names.districts[d].name for d in districts),
        "list",
        "submissions#projects.district",
    )
    facts.put("coherence.one_district", len(districts) == 1, "flag", "submissions#projects.district")
    facts.put("coherence.streets", common.streets, "count", "submissions#projects.places.street")
    facts.put("coherence.share_streets", common.streets > 0, "flag", "submissions#projects.places.street")
    within = case.common.coherence.within([lot.projects for lot in case.tender.lots])
    facts.put("coherence.streets_within", within, "count", "submissions#projects.places.street")
    facts.put("coherence.within", within > 0, "flag", "submissions#projects.places.street")
    across = common.streets > within and len(case.tender.lots) > 1
    facts.put("coherence.across", across, "flag", case.candidate(case.index, "lots"))
    facts.put("coherence.joined", joined, "count", f"{case.plan_file}#openings")
    types = {names.projects[p].work_type for p in members}
    facts.put("coherence.work_types", len(types), "count", "submissions#projects.work_type")
    facts.put("coherence.one_work_type", len(types) == 1, "flag", "submissions#projects.work_type")
    facts.put("coherence.overlap", common.weeks, "weeks", "submissions#projects.wanted")
    facts.put("coherence.overlaps", common.weeks > 0, "flag", "submissions#projects.wanted")
    facts.put("coherence.weak", common.weak, "flag", "submissions#projects.places.street, district, wanted")


def _lending(case: Case, facts: Facts) -> None:
    """Lending in the plan between firms that may bid for one lot, per trade and region the weeks; no firm is named."""
    names = case.names
    told = tuple(
        f"{names.trades[row.trade].dutch} ({names.regions[row.region].name}), van "
        f"{week_in_words(week_label(names.start, row.first))} tot en met "
        f"{week_in_words(week_label(names.start, row.last))}"
        for row in RivalLending(case.programme, case.common.meter, case.plan).during(case.publication)
    )
    facts.put("lending.rivals", told, "list", f"{case.plan_file}#activities.staffing")
    facts.put("lending.any", bool(told), "flag", f"{case.plan_file}#activities.staffing")


def _one_lot(case: Case, a: int, b: int) -> bool:
    return any(a in lot.projects and b in lot.projects for lot in case.tender.lots)
