"""Facts of the market: how many firms of the programme are able to bid for each lot, by the access meter.

Firms are only ever counted, and small numbers are not stated: no employer is named, and none can be told from a
number."""

from __future__ import annotations

import math
from collections.abc import Sequence

from wijkplan.models.problem import Lot
from wijkplan.planner.access.assumptions import stated
from wijkplan.planner.law.procedure_route import CALL_OFF

from .dossier_case import Case
from .fact import Fact, Facts, Row, Unit

METER = "submissions#employers.crews, access.toml"
OUTSIDE = "access.toml#outside_firms.value, outside_heads.value, outside_own_percent.value"


def put(case: Case, facts: Facts) -> None:
    """Adds the facts; those per lot go into the rows of the lots."""
    facts.rows["lots"] = [{**row, **_market(case, i)} for i, row in enumerate(facts.rows["lots"])]
    _merging(case, facts)
    for name, figure in stated().items():
        unit: Unit = "eur" if name.endswith("_eur") else "percent" if name.endswith("_percent") else "count"
        facts.put(f"access.{name}", figure.value, unit, f"access.toml#{name}.value")


def _merging(case: Case, facts: Facts) -> None:
    """Who is able before merging, of the project that has fewest, and after it, of the lot that has fewest."""
    separate = [lot for t in case.singles for lot in case.problem.tenders[t].lots]
    before, after = (_fewest(case, lots) for lots in (separate, case.tender.lots))
    facts.put("access.before", counted(case, before), "text", METER)
    facts.put("access.after", counted(case, after), "text", METER)
    facts.put("access.fewer", counted(case, before) != counted(case, after) and after < before, "flag", METER)
    losing = sum(one > _outside(case, lot) for lot in case.tender.lots for one in _outside_apart(case, lot))
    facts.put("access.losing", losing, "count", OUTSIDE)
    facts.put("access.fewer_outside", losing > 0, "flag", OUTSIDE)


def _fewest(case: Case, lots: Sequence[Lot]) -> float:
    """Of the lot that has fewest: able firms in the programme and, by estimate, outside it."""
    found = [case.common.meter.lot(lot.projects, lot.period) for lot in lots]
    return min(one.able + one.outside for one in found)


def _outside(case: Case, lot: Lot) -> int:
    """Able firms outside the programme: they follow from stated assumptions, so nobody's figures are in them and they
    are told however few."""
    return math.floor(case.common.meter.lot(lot.projects, lot.period).outside)


def _outside_apart(case: Case, lot: Lot) -> tuple[int, ...]:
    """The same for each of its projects, bought alone."""
    single = {t.projects[0]: t.lots[0] for t in (case.problem.tenders[t] for t in case.singles)}
    return tuple(_outside(case, single[project]) for project in lot.projects)


def counted(case: Case, firms: float) -> str:
    """A number of firms, rounded down, as it may be published."""
    least = case.law.figure("disclosure-cell")
    return str(math.floor(firms)) if firms >= least else f"minder dan {least}"


def _market(case: Case, i: int) -> Row:
    lot = case.tender.lots[i]
    found = case.common.meter.lot(lot.projects, lot.period)
    open_ = case.name.procedure != CALL_OFF
    told = found.interested >= case.law.figure(
        "disclosure-cell"
    )  # the median of fewer firms would tell the size of one
    cap = f"{METER}, law-provisions.json#turnover-cap.value"
    return {
        "trades": Fact(found.trades, "count", METER),
        "interested": Fact(counted(case, found.interested), "text", METER),
        "able": Fact(counted(case, found.able), "text", f"{METER}, law-provisions.json#reference-share.value"),
        "outside": Fact(_outside(case, lot), "count", OUTSIDE),
        "outside_apart": Fact(tuple(map(str, _outside_apart(case, lot))), "list", OUTSIDE),
        "able_free": Fact(counted(case, found.able_free), "text", METER),
        "able_at_cap": Fact(counted(case, found.able_at_turnover_cap), "text", cap),
        "consortia": Fact(counted(case, found.more_by_consortia), "text", METER),
        "reliance": Fact(counted(case, found.more_by_reliance), "text", METER),
        "open": Fact(open_, "flag", case.candidate(case.index, "procedure")),
        "warn_few": Fact(open_ and found.few, "flag", "access.toml#least_bidders.value"),
        "warn_large": Fact(open_ and found.large and told, "flag", "access.toml#small_firm_percent.value"),
    }
