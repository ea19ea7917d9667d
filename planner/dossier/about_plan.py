"""Facts of the plan that chose the tender: when its work is done, what its lots ask of a contractor, and how the work hangs together.

Firms are only ever counted, and small numbers are not stated: no employer is named, and none can be told from a number.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from planner.labels import week_label

from .case import Case
from .fact import Fact, Facts, Value


def put(case: Case, facts: Facts) -> None:
    """Adds the facts; those per lot go into the rows of the lots."""
    facts.rows["lots"] = [{**row, **_burden(case, i), **_market(case, i)} for i, row in enumerate(facts.rows["lots"])]
    facts.rows["projects"] = [{**row, **_weeks(case, p)} for row, p in zip(facts.rows["projects"], case.tender.projects, strict=True)]
    _coherence(case, facts)
    sent = len(case.programme.employers)
    facts.put("data.employers", _counted(case, sent), "text", "comparison.json#programme.employers")
    doers = [case.names.employers[case.problem.projects[p].employer] for p in case.tender.projects]
    facts.put("data.anonymous", any(one.anonymous for one in doers), "flag", "candidates")
    facts.put("plan.chosen_in", tuple(f"plan-{v}-{q}.json" for q, v in case.chosen_in), "list", "comparison.json#results.plan")
    facts.put("plan.file", case.plan_file, "text", "comparison.json#results.plan")


def _counted(case: Case, firms: int) -> Value:
    """A number of firms as it may be published."""
    least = case.law.figure("disclosure-cell")
    return str(firms) if firms >= least else f"minder dan {least}"


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
        open_weeks = [t for t in range(placement.start, placement.end) if problem.calendars[activity.calendar].percent[t] > 0]
        for demand in activity.modes[placement.mode].demands:
            for t in open_weeks:
                heads[demand.trade][t] += demand.heads
    peaks = [f"{case.names.trades[trade].dutch} {max(row.values()) / 100:.1f}".replace(".", ",") for trade, row in sorted(heads.items()) if row]
    span = max((p.end for _, p in own), default=0) - min((p.start for _, p in own), default=0)
    source = f"{case.plan_file}#activities"
    return {
        "weeks": Fact(span, "weeks", f"{source}.start_week, end_week"),
        "peaks": Fact("; ".join(peaks) or None, "text", f"{source}.staffing"),
    }


def _market(case: Case, i: int) -> dict[str, Fact]:
    """How many firms of the programme could do a lot alone, and how many could do a part of it, in its regions; partners not counted."""
    problem, names, lot = case.problem, case.names, case.tender.lots[i]
    needed = {
        (names.trades[demand.trade].id, names.regions[problem.region(a)].id)
        for p in lot.projects
        for a in problem.members[p]
        for demand in problem.activities[a].modes[0].demands
    }
    able = [
        {(c.trade, region) for c in employer.crews if c.heads > 0 for region in (c.region, *c.reachable_regions)} & needed
        for employer in case.programme.employers
    ]
    alone = sum(found == needed for found in able)
    some = sum(map(bool, able))
    source = "submissions#employers.crews"
    return {
        "alone": Fact(_counted(case, alone), "text", source),
        "some": Fact(_counted(case, some), "text", source),
        "trades": Fact(len({trade for trade, _ in needed}), "count", source),
    }


def _coherence(case: Case, facts: Facts) -> None:
    problem, names = case.problem, case.names
    members = set(case.tender.projects)
    districts = sorted({problem.projects[p].district for p in members})
    shared = joined = 0
    for s, street in enumerate(problem.streets):
        owners = [problem.activities[dig].project for dig in street.digs]
        shared += len(members & set(owners)) > 1
        joined += sum(a != b and _one_lot(case, a, b) and (s, k) in case.plan.joined for k, (a, b) in enumerate(pairwise(owners)))
    facts.put("coherence.districts", tuple(names.districts[d].name for d in districts), "list", "submissions#projects.district")
    facts.put("coherence.one_district", len(districts) == 1, "flag", "submissions#projects.district")
    facts.put("coherence.streets", shared, "count", "submissions#projects.places.street")
    facts.put("coherence.share_streets", shared > 0, "flag", "submissions#projects.places.street")
    facts.put("coherence.joined", joined, "count", f"{case.plan_file}#openings")
    facts.put("coherence.work_types", len({names.projects[p].work_type for p in members}), "count", "submissions#projects.work_type")
    facts.put("coherence.one_work_type", len({names.projects[p].work_type for p in members}) == 1, "flag", "submissions#projects.work_type")
    asked = [p.wanted for _, p in case.programme.projects if p.id in case.name.projects]
    overlap = (min(w.end for w in asked) - max(w.start for w in asked)).days // 7 + 1
    facts.put("coherence.overlap", max(0, overlap), "weeks", "submissions#projects.wanted")
    facts.put("coherence.overlaps", overlap > 0, "flag", "submissions#projects.wanted")


def _one_lot(case: Case, a: int, b: int) -> bool:
    return any(a in lot.projects and b in lot.projects for lot in case.tender.lots)
