"""Facts of the plan that chose the tender: when its work is done, what its lots ask of a contractor, and how the work
hangs together.

No employer is named, and none can be told from a number.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from wijkplan.models.problem import Lot, Source
from wijkplan.planner.access.need import need
from wijkplan.planner.compile.labels import week_label

from .dossier_case import Case
from .fact import Fact, Facts
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
    facts.put(
        "plan.chosen_in", tuple(f"plan-{v}-{q}.json" for q, v in case.chosen_in), "list", "comparison.json#results.plan"
    )
    facts.put("plan.file", case.plan_file, "text", "comparison.json#results.plan")


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
        f"{case.names.trades[trade].dutch} {max(row.values()) / 100:.1f}".replace(".", ",")
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
    districts = sorted({problem.projects[p].district for p in members})
    shared = joined = 0
    for s, street in enumerate(problem.streets):
        owners = [problem.activities[dig].project for dig in street.digs]
        shared += len(members & set(owners)) > 1
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
    facts.put("coherence.streets", shared, "count", "submissions#projects.places.street")
    facts.put("coherence.share_streets", shared > 0, "flag", "submissions#projects.places.street")
    facts.put("coherence.joined", joined, "count", f"{case.plan_file}#openings")
    facts.put(
        "coherence.work_types",
        len({names.projects[p].work_type for p in members}),
        "count",
        "submissions#projects.work_type",
    )
    facts.put(
        "coherence.one_work_type",
        len({names.projects[p].work_type for p in members}) == 1,
        "flag",
        "submissions#projects.work_type",
    )
    asked = [p.wanted for _, p in case.programme.projects if p.id in case.name.projects]
    overlap = (min(w.end for w in asked) - max(w.start for w in asked)).days // 7 + 1
    facts.put("coherence.overlap", max(0, overlap), "weeks", "submissions#projects.wanted")
    facts.put("coherence.overlaps", overlap > 0, "flag", "submissions#projects.wanted")
    weak = shared == 0 and not (len(districts) == 1 and overlap > 0)
    facts.put("coherence.weak", weak, "flag", "submissions#projects.places.street, district, wanted")


def _lending(case: Case, facts: Facts) -> None:
    """Lending in the plan between firms that may bid for one lot, while it is prepared or out to tender: per trade and
    region the weeks. It must have ended before publication (art. 6 Mededingingswet); no firm is named."""
    problem, names = case.problem, case.names
    begin, end = case.publication.week - case.tender.preparation, case.publication.week + case.tender.lead
    rivals = [_rivals(case, lot) for lot in case.tender.lots]
    weeks: dict[tuple[str, str], set[int]] = defaultdict(set)
    for placement in case.plan.placements:
        activity = problem.activities[placement.activity]
        borrower = problem.projects[activity.project].employer
        for demand, chosen in zip(activity.modes[placement.mode].demands, placement.patterns, strict=True):
            pattern = demand.patterns[chosen]
            if pattern.source is Source.LENT and pattern.other is not None:
                lender = problem.pools[pattern.other].employer
                if any({lender, borrower} <= able for able in rivals):
                    shared = range(max(begin, placement.start), min(end, placement.end))
                    weeks[
                        names.trades[demand.trade].dutch, names.regions[problem.region(placement.activity)].name
                    ].update(shared)
    told = tuple(
        f"{trade} ({region}), week {week_label(names.start, min(found))} tot en met "
        f"{week_label(names.start, max(found))}"
        for (trade, region), found in sorted(weeks.items())
        if found
    )
    facts.put("lending.rivals", told, "list", f"{case.plan_file}#activities.staffing")
    facts.put("lending.any", bool(told), "flag", f"{case.plan_file}#activities.staffing")


def _rivals(case: Case, lot: Lot) -> set[int]:
    """Employers, by number, that have part of what a lot asks and may bid for it."""
    asked = need(case.compiled, case.programme.reference, lot.projects, lot.period)
    return {
        case.names.employer_index[employer.id]
        for employer, bidder in zip(case.programme.employers, case.meter.bidders, strict=True)
        if employer.id in case.names.employer_index
        and bidder.sector in asked.sectors
        and any(bidder.offers.get(cell, 0) > 0 for cell in asked.crews)
    }


def _one_lot(case: Case, a: int, b: int) -> bool:
    return any(a in lot.projects and b in lot.projects for lot in case.tender.lots)
