"""Sheets of learning places in tenders: a client's own tenders, and for all others regions and trades.

Others see only work of whoever will win it, nothing of an employer, and only cells of enough people: learner-weeks of
at least :attr:`~wijkplan.planner.reference.types.Disclosure.min_people` years of one learner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.record.places import PlacesReason, PlacesRecord, TenderPlaces
from wijkplan.planner.reference import Disclosure
from wijkplan.planner.results.places_record import YEAR, places_record
from wijkplan.planner.text import Language, Text, say, translated

from .xlsx_writer import Table

WHY: dict[PlacesReason, Text] = {
    "no-track": say("no known track"),
    "no-learning-place": say("who does it may not teach there"),
    "no-seats": say("too few seats or candidates in these weeks"),
    "no-building-block": say("the region does not say what a learner counts for"),
    "too-little-work": say("too little work"),
}


def own_tenders(compiled: Compiled, places: Sequence[TenderPlaces], client: int, language: Language) -> list[Table]:
    """What a client's own tenders are to offer and can; nothing where nothing is agreed. ``places`` are those of all
    tenders of a plan."""
    rows = [
        (
            name(row.tender, compiled, client, language),
            row.agreed_eur,
            row.agreed_learner_weeks,
            row.room_eur,
            row.room_learner_weeks,
            row.short_eur,
            row.short_learner_weeks,
            "; ".join(translated(WHY[why.reason], language) for why in row.reasons),
        )
        for row in places
        if client in compiled.problem.tenders[compiled.names.tender_index[row.tender]].clients
    ]
    if not rows:
        return []
    return [
        Table(
            say("Learning places"),
            say("What your tenders are to offer learners and job seekers, and what their work has room for."),
            (
                say("Tender"),
                say("Asked, euros"),
                say("Asked, learner-weeks"),
                say("Room, euros"),
                say("Room, learner-weeks"),
                say("Short, euros"),
                say("Short, learner-weeks"),
                say("Why not"),
            ),
            rows,
        )
    ]


def name(tender: str, compiled: Compiled, client: int, language: Language) -> str:
    """A tender by its id; one in which others take part, whose projects the client may not know, by that word."""
    members = compiled.problem.tenders[compiled.names.tender_index[tender]].projects
    mine = all(compiled.problem.projects[p].client == client for p in members)
    return tender if mine else translated(say("combined tender"), language)


def regions_and_trades(compiled: Compiled, plan: Plan, limits: Disclosure, language: Language) -> list[Table]:
    """Room for learners in work still to be won, per region and trade; of a trade that no region has enough of, all
    regions together. Never both: from the difference nobody learns of a cell that is too small."""
    weeks: dict[tuple[str, str], float] = defaultdict(float)
    for row in places_of(compiled, plan):
        members = compiled.problem.tenders[compiled.names.tender_index[row.tender]].projects
        if all(compiled.names.employers[compiled.problem.projects[p].employer].anonymous for p in members):
            for block in row.blocks:
                weeks[block.region, block.trade] += block.learner_weeks
    if not weeks:
        return []
    trades = {t.id: t.called(language) for t in compiled.names.trades}
    regions = {region.id: region.name for region in compiled.names.regions}
    least = limits.min_people * YEAR
    rows: list[tuple[str | Text, str, int]] = [
        (regions[region], trades[trade], round(there))
        for (region, trade), there in sorted(weeks.items())
        if there >= least
    ]
    told = {trade for (_, trade), there in weeks.items() if there >= least}
    together: dict[str, float] = defaultdict(float)
    for (_, trade), there in weeks.items():
        together[trade] += there
    rows += [
        (translated(say("all regions"), language), trades[trade], round(there))
        for trade, there in sorted(together.items())
        if trade not in told and there >= least
    ]
    return [
        Table(
            say("Learning places in tenders"),
            say(
                "Weeks in which somebody can learn in work still to be won, where clients ask for it. Where that is "
                "fewer than {people} people for a year it is told of all regions together, or left out.",
                people=limits.min_people,
            ),
            (say("Region"), say("Trade"), say("Learner-weeks")),
            rows,
        )
    ]


def places_of(compiled: Compiled, plan: Plan) -> tuple[TenderPlaces, ...]:
    """Learning places in all tenders of a plan."""
    found: PlacesRecord | None = places_record(compiled, plan, "")
    return () if found is None else found.tenders
