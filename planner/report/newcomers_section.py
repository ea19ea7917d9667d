"""Newcomers in the report: whom to take on, where they learn, who guides them, and what that is worth."""

from __future__ import annotations

from typing import Any

from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.compile.cohorts import Recruits
from wijkplan.planner.compile.names import PoolName
from wijkplan.planner.record.newcomers import NearestNewcomer, NewcomersAnswer, NewcomersRecord
from wijkplan.planner.results.training_needs import training_needs
from wijkplan.planner.text import say
from wijkplan.planner.text.amounts import day

from .figures import Figure, first_shown, supply, supply_cells
from .locale import Tongue

SHOWN = 12  # rows of what one more head is worth
WAYS = {
    "train": say("train"),
    "overtime": say("overtime"),
    "lend": say("lend"),
    "hire": say("hire"),
    "postpone": say("postpone"),
}


def newcomers_section(compiled: Compiled, record: NewcomersRecord | None, tongue: Tongue) -> dict[str, Any] | None:
    """Everything of the section; ``None`` where nobody asked, or nothing is known of newcomers."""
    if record is None or compiled.recruits is None or not record.answers:
        return None
    names = compiled.names
    return {
        "answers": [(one, sentence(one, compiled, tongue)) for one in record.answers],
        "supply": {one.question: _choices(compiled, one, tongue) for one in record.answers},
        "tracks": _tracks(compiled.recruits, tongue),
        "trades": {trade.id: tongue.trade(trade) for trade in names.trades},
        "regions": {region.id: region.name for region in names.regions},
        "employers": {one.id: tongue.sentence(one.name) for one in names.employers},
        "crews": {pool.id: _crew(names, pool, tongue) for pool in names.pools},
        "cohorts": {one.id: one for one in compiled.recruits.names},
        "streets": {street.id: street.name for street in names.streets},
        "works": {one.id: tongue.sentence(names.work_name(one.id)) for one in names.activities},
        "districts": {district.id: district.name for district in names.districts},
        "ways": {key: tongue.sentence(way) for key, way in WAYS.items()},
        "shown": SHOWN,
        "chances": {one.question: chances(one, compiled, tongue) for one in record.answers},
        "needs": {one.question: training_needs(compiled, one) for one in record.answers},
        "levels": {track.id: track.level for track in compiled.recruits.tracks},
    }


def _crew(names: Names, pool: PoolName, tongue: Tongue) -> str:
    """Whose people of which trade, and where."""
    told = tongue.sentence(names.trade_name(pool.trade)), names.region_name(pool.region)
    if pool.employer is None:
        return ", ".join(told)
    return ", ".join((tongue.sentence(names.employers[names.employer_index[pool.employer]].name), *told))


def _tracks(recruits: Recruits, tongue: Tongue) -> dict[str, str]:
    dutch = tongue.language == "nl"
    return {track.id: track.name if dutch else track.english or track.name for track in recruits.tracks}


def supply_figures(compiled: Compiled, record: NewcomersRecord | None, tongue: Tongue) -> dict[str, Figure]:
    """Per answer, as ``<question>-supply``, who there is and who is at work over the years."""
    found = {}
    for one in () if record is None or compiled.recruits is None else record.answers:
        told = supply_cells(compiled, one)
        trade = first_shown(told)
        if trade is not None and compiled.recruits is not None:
            found[f"{one.question}-supply"] = supply(told, _tracks(compiled.recruits, tongue), tongue, trade)
    return found


def _choices(compiled: Compiled, one: NewcomersAnswer, tongue: Tongue) -> dict[str, Any]:
    """What that figure can be asked to show, and what is shown first."""
    told = supply_cells(compiled, one)
    trades = {trade.id: tongue.trade(trade) for trade in compiled.names.trades}
    regions = {region.id: region.name for region in compiled.names.regions}
    used = [{cell.key[i] for cell in told.cells} for i in range(2)]
    return {
        "first": first_shown(told),
        "trade": sorted(((id, trades[id]) for id in used[0]), key=lambda row: row[1].lower()),
        "region": sorted(((id, regions[id]) for id in used[1]), key=lambda row: row[1].lower()),
    }


def chances(answer: NewcomersAnswer, compiled: Compiled, tongue: Tongue) -> list[str]:
    """Per trade and region by when its shortage is over, in how many of a hundred draws, and what that takes; of those
    that end with the work nothing."""
    trades = {trade.id: tongue.trade(trade) for trade in compiled.names.trades}
    regions = {region.id: region.name for region in compiled.names.regions}
    number, found = tongue.words.number, []
    for short in answer.shortages:
        sure, here = short.sure, {"trade": trades[short.trade], "region": regions[short.region]}
        if sure is not None and sure.newcomers and short.target_by is not None:
            times = [row.of_100 for row in sure.chance if row.quarter <= short.target_by]
            told = tongue.say(
                "{trade} in {region}: from {quarter} on nobody is missing in {times} of 100 draws of who leaves on the "
                "way, if {count} newcomers start ({euros} euros); asked were {percent} of 100.",
                quarter=quarter_told(short.target_by),
                times=times[-1] if times else short.target_percent,
                count=number(sure.newcomers),
                euros=number(sure.training_eur),
                percent=short.target_percent,
                **here,
            )
            found.append(told)
        elif sure is None and short.target_by is not None:
            told = tongue.say(
                "{trade} in {region}: no newcomers were found with whom nobody is missing from {quarter} on in "
                "{percent} of 100 draws of who leaves on the way.",
                quarter=quarter_told(short.target_by),
                percent=short.target_percent,
                **here,
            )
            found.append(told)
    return found


def quarter_told(quarter: str) -> str:
    """A quarter as it is said: ``Q3-2028`` of ``2028-Q3``."""
    year, part = quarter.split("-")
    return f"{part}-{year}"


def sentence(one: NewcomersAnswer, compiled: Compiled, tongue: Tongue) -> str:
    """What taking people on is worth, in one sentence, with what is proven and what is not."""
    homes = sum(row.number for row in compiled.problem.homes)
    weeks = one.question.startswith("sooner")

    def amount(value: int | None) -> str:
        if value is None:
            return "?"
        number = tongue.words.number(value)
        if weeks:
            return tongue.say("{number} home-weeks", number=number)
        return tongue.say("{number} euros", number=number)

    if one.word == "nobody":
        told = tongue.say(
            "The plan found takes nobody on: training can save {high} at most here, and the best choice found is "
            "nobody.",
            high=amount(one.high),
        )
        if weeks:
            each = tongue.words.number((one.high or 0) / homes, 1) if homes and one.high is not None else "?"
            return tongue.say(
                "The plan found takes nobody on: with newcomers no home is done sooner in it than without. They could "
                "save {high} at most (proven), that is {each} weeks for a home on average.",
                high=amount(one.high),
                each=each,
            )
        return told if one.nearest is None else f"{told} {why_nobody(one.nearest, compiled, tongue)}"
    return tongue.say(
        "{count} newcomers start; that costs {training} euros and the plan gets {found} better (surely {low}, at most "
        "{high}; {word}). Both plans were given the same time.",
        count=tongue.words.number(one.newcomers),
        training=tongue.words.number(one.training_eur),
        found=amount(one.found),
        low=amount(one.low),
        high=amount(one.high),
        word=tongue.words.WORDS[one.word],
    )


def why_nobody(one: NearestNewcomer, compiled: Compiled, tongue: Tongue) -> str:
    """Who is nearest to paying, and what that newcomer costs beside the hire that he or she could take over."""
    number, names = tongue.words.number, compiled.names
    tracks = {} if compiled.recruits is None else _tracks(compiled.recruits, tongue)
    return tongue.say(
        "Of all who could start, whoever starts on {start} ({track}: {trade}, {region}) comes closest to being worth "
        "it: training and wages until the end of the programme cost {cost} euros, and at most {weeks} head-weeks would "
        "no longer be hired, which saves {hire} euros.",
        track=tracks.get(one.track, one.track),
        trade=next((tongue.trade(trade) for trade in names.trades if trade.id == one.trade), one.trade),
        region=next((region.name for region in names.regions if region.id == one.region), one.region),
        start=day(one.start, tongue.language),
        cost=number(one.cost_eur),
        weeks=number(one.hired_head_weeks, 1),
        hire=number(one.hire_eur),
    )
