"""Facts of learning places and social return: what clients ask, what the work has room for, and what keeps it from
more. People are counted, never named."""

from __future__ import annotations

from collections.abc import Mapping

from wijkplan.planner.record.places import PlacesReason, TenderPlaces
from wijkplan.planner.results.places_record import asked
from wijkplan.planner.results.words import DUTCH

from .dossier_case import Case
from .fact import Fact, Facts, listed

WHY: Mapping[PlacesReason, str] = {
    "no-track": "geen opleiding bekend voor {trades}",
    "no-learning-place": "wie dit werk doet mag in de regio niet opleiden in {trades}",
    "no-seats": "te weinig plaatsen op school of kandidaten in deze weken voor {trades}",
    "no-building-block": "de regio zegt niet waarvoor een leerling telt in {trades}",
    "too-little-work": "het werk is daarvoor te klein of te kort",
}
BLOCKS: Mapping[str, str] = {
    "bbl": "bbl-leerling",
    "bol": "bol-leerling",
    "side-entry": "zij-instromer",
    "evc": "verkort traject na erkenning van ervaring",
    "retraining": "omscholing",
    "job-seeker": "werkzoekende (Participatiewet)",
    "register": "iemand uit het doelgroepregister",
}
RECORD = "places/places.json#tenders"
FILE = "newcomers.json"


def put(case: Case, facts: Facts) -> None:
    """Adds the facts."""
    found = case.places
    row = None if found is None else next((one for one in found.tenders if one.tender == case.name.id), None)
    agreed_eur, agreed_weeks = (0, 0.0) if row is None else (row.agreed_eur, row.agreed_learner_weeks)
    short_eur, short_weeks = (0, 0.0) if row is None else (row.short_eur, row.short_learner_weeks)
    facts.put("places.asked", row is not None, "flag", f"{FILE}#agreed_places")
    facts.put("places.agreed", _amount(agreed_eur, agreed_weeks), "text", RECORD)
    facts.put("places.shares", _shares(case), "list", f"{FILE}#agreed_places.share_percent")
    facts.put("places.room", None if row is None else _room(row), "text", RECORD)
    facts.put("places.enough", row is not None and not short_eur and not short_weeks, "flag", RECORD)
    facts.put("places.falls_short", bool(short_eur or short_weeks), "flag", RECORD)
    facts.put("places.short", _amount(short_eur, short_weeks), "text", RECORD)
    possible = _amount(agreed_eur - short_eur, agreed_weeks - short_weeks)
    facts.put("places.possible", possible, "text", RECORD)
    facts.put("places.some", bool(agreed_eur - short_eur or agreed_weeks - short_weeks), "flag", RECORD)
    others = _other_blocks(case)
    facts.put("places.other_blocks", others, "list", f"{FILE}#building_blocks")
    facts.put("places.others", bool(others and short_eur), "flag", f"{FILE}#building_blocks")
    trades = {one.id: one.dutch for one in case.names.trades}
    regions = {one.id: one.name for one in case.names.regions}
    recruits = case.compiled.recruits
    tracks = {} if recruits is None else {one.id: one.name for one in recruits.tracks}
    facts.rows["places"] = [
        {
            "track": Fact(case.plain(tracks[block.track]), "text", RECORD),
            "trade": Fact(trades[block.trade], "text", RECORD),
            "region": Fact(regions[block.region], "text", RECORD),
            "room": Fact(_amount(block.eur or 0, block.learner_weeks), "text", RECORD),
        }
        for block in (() if row is None else row.blocks)
        if block.learner_weeks >= 1
    ]
    facts.rows["obstacles"] = [
        {"why": Fact(WHY[one.reason].format(trades=listed([trades[trade] for trade in one.trades])), "text", RECORD)}
        for one in (() if row is None else row.reasons)
    ]


def _amount(eur: int, weeks: float) -> str:
    """Euros and learner-weeks, those of which there are any."""
    told = [DUTCH.euros(eur)] if eur else []
    if round(weeks):
        told.append(f"{DUTCH.number(round(weeks))} {'leerlingweek' if round(weeks) == 1 else 'leerlingweken'}")
    return listed(told) if told else "niets"


def _room(row: TenderPlaces) -> str:
    return _amount(row.room_eur, row.room_learner_weeks)


def _shares(case: Case) -> tuple[str, ...]:
    """What is asked, in words, each once."""
    recruits = case.compiled.recruits
    found = []
    for project in case.tender.projects:
        row = None if recruits is None else asked(recruits.newcomers, case.compiled, project, case.name.value_eur)
        if row is not None and row.share_percent:
            share = DUTCH.number(row.share_percent, 0 if row.share_percent == int(row.share_percent) else 1)
            of = "de opdrachtsom" if row.of == "contract-sum" else "de mensen aan het werk"
            found.append(f"{share} % van {of}")
    return tuple(dict.fromkeys(found))


def _other_blocks(case: Case) -> tuple[str, ...]:
    """What else counts as social return in the regions of the work, by the last figure."""
    recruits = case.compiled.recruits
    here = {case.names.regions[case.problem.districts[case.problem.projects[p].district].region].id
            for p in case.tender.projects}  # fmt: skip
    last: dict[tuple[str, str], float] = {}
    for row in sorted(() if recruits is None else recruits.newcomers.building_blocks, key=lambda row: row.since):
        if row.region in here and row.block in ("bol", "job-seeker", "register"):
            last[row.region, row.block] = row.eur_per_year
    regions = {one.id: one.name for one in case.names.regions}
    return tuple(
        f"{BLOCKS[block]}, {regions[region]}: {DUTCH.euros(round(eur))} per jaar"
        for (region, block), eur in sorted(last.items())
    )
