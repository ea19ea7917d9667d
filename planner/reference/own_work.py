"""What a programme states itself beside the reference data: trades, work types, packages and norms, calendars and
closed days, prices.

Each is marked as the programme's own (:data:`STATED`). What contradicts itself or names something that does not exist
is left out here; findings say so. A known record is never replaced by one of the same id: norms, rates and figures
have lists of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from wijkplan.planner.submission.schema import (
    OwnNorm,
    OwnPackage,
    OwnTrade,
    OwnWorkType,
    Place,
    ProgrammeFile,
    TradeHours,
)

from .cbs_districts import STATED
from .law_data import Cpv
from .types import CalendarKind, ClosedPeriod, Package, PackageOrder, Prices, Reference, Settings, Trade, WorkTypeNorm

PARTS: Mapping[str, type[Any]] = {"prices": Prices, "settings": Settings}
"""Figures that a programme may state, by the part of the reference data that they are in."""


def with_own_work(reference: Reference, settings: ProgrammeFile) -> Reference:
    """The reference data with what a programme states of work itself."""
    trades = {row.id: _trade(row) for row in settings.trades if row.id not in reference.trades}
    types = [row for row in settings.work_types if row.id not in reference.work_types]
    calendars = {
        row.id: CalendarKind(
            row.id, row.name, row.bouwvak_percent, row.christmas_percent, row.weather, row.frost_closed, STATED
        )
        for row in settings.calendars
        if row.id not in reference.calendars
    }
    known = replace(
        reference,
        trades=_with_rates({**reference.trades, **trades}, settings) if trades or settings.rates else reference.trades,
        work_types={
            **reference.work_types,
            **{row.id: WorkTypeNorm(row.id, row.name, row.sectors, STATED, row.name) for row in types},
        }
        if types
        else reference.work_types,
        law=replace(reference.law, cpv={**reference.law.cpv, **{row.id: _cpv(row) for row in types}}),
        calendars={**reference.calendars, **calendars} if calendars else reference.calendars,
        closed=tuple(
            ClosedPeriod(row.start, row.end, row.calendars) for row in settings.closed if row.start <= row.end
        ),
    )
    deepest = max((p.depth for p in reference.packages.values() if p.depth is not None), default=0)
    own = {row.id: _package(row, deepest + 1) for row in settings.packages if package_fits(row, known)}
    if not (own or settings.norms or settings.package_prices):
        return _with_figures(known, settings)
    packages = {**reference.packages, **own}
    packages |= {
        id_: with_hours(packages[id_], settings.norms, known)
        for id_ in {row.package for row in settings.norms} & packages.keys()
    }
    for price in settings.package_prices:
        if price.package in packages:
            one = packages[price.package]
            stated = {"value_eur": price.value_eur, "opening_eur": price.opening_eur}
            changed: dict[str, Any] = {name: value for name, value in stated.items() if value is not None}
            packages[price.package] = replace(one, price_origin=STATED, **changed)
    pairs = [(first, row.id) for row in settings.packages if row.id in own for first in row.after if first in packages]
    orders = tuple(PackageOrder(first, then, "FS", 0, "place", STATED) for first, then in pairs)
    return _with_figures(replace(known, packages=packages, orders=(*reference.orders, *orders)), settings)


def package_fits(row: OwnPackage, reference: Reference) -> bool:
    """Whether an own package can be taken over: its id is free, and its work type, calendar and trades exist."""
    hours = {h.trade: h.hours for h in row.hours}
    apart = [{h.trade: h.hours for h in part} for part in (row.opening_hours, row.closing_hours)]
    return (
        row.id not in reference.packages
        and row.id not in Place.model_fields
        and row.work_type in reference.work_types
        and row.calendar in reference.calendars
        and hours.keys() <= reference.trades.keys()
        and any(hours.values())
        and all(
            sum(part.get(trade, 0.0) for part in apart) <= hours.get(trade, 0.0) for part in apart for trade in part
        )
    )


def with_hours(package: Package, norms: Iterable[OwnNorm], reference: Reference) -> Package:
    """A package with own hours per unit; what opening and closing take of a trade changes likewise. Norms of other
    packages and of unknown trades are left out."""
    own = {row.trade: row.hours for row in norms if row.package == package.id and row.trade in reference.trades}
    if not own:
        return package

    def scaled(part: Mapping[str, float] | None) -> dict[str, float] | None:
        if part is None:
            return None
        return {t: h * own[t] / package.hours[t] if t in own and package.hours.get(t) else h for t, h in part.items()}

    return replace(
        package,
        hours={**package.hours, **own},
        opening_hours=scaled(package.opening_hours),
        closing_hours=scaled(package.closing_hours),
        origin=STATED,
    )


def figure_fault(name: str, value: float) -> str | None:
    """What is wrong with the value of a figure; ``None`` where it fits. Raises ``KeyError`` for an unknown name."""
    _, kind = figures()[name]
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as problem:
        return str(problem.errors()[0]["msg"])
    return None if value >= 0 else "Input should be greater than or equal to 0"


@cache
def figures() -> dict[str, tuple[str, Any]]:
    """Names of the figures that a programme may state, with the part they are in and their type."""
    found: dict[str, tuple[str, Any]] = {}
    for part, holder in PARTS.items():
        hints = get_type_hints(holder, include_extras=True)
        found |= {f.name: (part, hints[f.name]) for f in fields(holder)}
    return found


def _with_figures(reference: Reference, settings: ProgrammeFile) -> Reference:
    known = figures()
    stated = {
        row.figure: row.value
        for row in settings.figures
        if row.figure in known and figure_fault(row.figure, row.value) is None
    }
    if not stated:
        return reference
    parts: dict[str, Any] = {}
    for part in PARTS:
        mine: dict[str, Any] = {
            name: TypeAdapter(known[name][1]).validate_python(v) for name, v in stated.items() if known[name][0] == part
        }
        if mine:
            parts[part] = replace(getattr(reference, part), **mine)
    return replace(reference, figure_origins={**reference.figure_origins, **dict.fromkeys(stated, STATED)}, **parts)


def _with_rates(trades: dict[str, Trade], settings: ProgrammeFile) -> dict[str, Trade]:
    for row in settings.rates:
        if row.trade in trades:
            premium = trades[row.trade].hire_premium_eur if row.hire_premium_eur is None else row.hire_premium_eur
            trades[row.trade] = replace(
                trades[row.trade], rate_eur=row.rate_eur, hire_premium_eur=premium, price_origin=STATED
            )
    return trades


def _trade(row: OwnTrade) -> Trade:
    return Trade(
        id=row.id,
        dutch=row.name,
        english=row.english or row.name,
        isco="",
        brc="",
        sectors=row.sectors,
        scarcity="tight",
        rate_eur=row.rate_eur,
        hire_premium_eur=row.hire_premium_eur or 0.0,
        market_heads=row.market_heads if row.hire_premium_eur is not None else 0.0,
        grain_heads=row.grain_heads,
        hours_per_head_week=row.hours_per_head_week,
        origin=STATED,
        price_origin=STATED,
        hours_origin=STATED,
    )


def _cpv(row: OwnWorkType) -> Cpv:
    return Cpv(row.id, row.cpv, row.name, row.contract, STATED)


def _package(row: OwnPackage, above: int) -> Package:
    return Package(
        id=row.id,
        dutch=row.name,
        english=row.name,
        work_type=row.work_type,
        quantity=row.id,
        hours=_hours(row.hours),
        crews=tuple(sorted(set(row.crews))),
        calendar=row.calendar,
        origin=STATED,
        price_origin=STATED,
        value_eur=row.value_eur,
        opens_street=row.opens_street,
        depth=(row.depth or above) if row.opens_street else None,
        opening_hours=_hours(row.opening_hours) if row.opens_street else None,
        closing_hours=_hours(row.closing_hours) if row.opens_street else None,
        opening_eur=row.opening_eur if row.opens_street else 0.0,
        load_kw=row.load_kw,
        circuit_trades=row.circuit_trades,
        live_trades=row.live_trades,
    )


def _hours(rows: Iterable[TradeHours]) -> dict[str, float]:
    return {row.trade: row.hours for row in rows}
