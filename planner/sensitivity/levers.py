"""Levers: figures of the reference data that may be off, by how much, and the reference data with one of them changed.

A figure whose source and range is one for all trades or procedures (rates, hiring market, cost of procedures) is one
lever."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import Origin, Package, Reference, load
from wijkplan.planner.reference.data_files import text

Change = Callable[[Reference, float], Reference]
"""Reference data with the figure multiplied."""


@dataclass(frozen=True, slots=True)
class Lever:
    """A figure by ``id``, its ``value`` (``None`` where it stands for several), and its range in percent of it, with
    where the range is from."""

    id: str
    value: float | None
    low_percent: int
    high_percent: int
    range_origin: Origin
    change: Change

    def at(self, reference: Reference, percent: int) -> Reference:
        """The reference data with this figure at a percentage of itself."""
        return self.change(reference, percent / 100)


def levers(reference: Reference) -> tuple[Lever, ...]:
    """All figures that are marked assumption or have a range of their own, by id."""
    data = tomllib.loads(text("ranges.toml"))
    found = []
    for name, value, origins, change in sorted(_figures(reference), key=lambda row: row[0]):
        stated = data["figures"].get(name)
        assumed = any(origin.trust == "assumption" for origin in origins)
        if name not in data["never"] and (assumed or stated) and value != 0:
            found.append(_lever(name, value, stated or data["default"], change))
    return tuple(found)


def of_programme(programme: Programme) -> tuple[Lever, ...]:
    """Those that a programme can feel: without packages of work that it does not have, and without figures that it
    states itself, which are read after a figure is changed."""
    used = {project.work_type for _, project in programme.projects}
    shared = load()
    idle = tuple(f"packages.{package.id}." for package in shared.packages.values() if package.work_type not in used)
    stated = {f"{part}.{row.figure}" for row in programme.settings.figures for part in ("prices", "settings")}
    known = {one.id for one in levers(shared)} - stated
    return tuple(one for one in levers(programme.reference) if one.id in known and not one.id.startswith(idle))


def _lever(name: str, value: float | None, row: Mapping[str, Any], change: Change) -> Lever:
    origin = Origin(row["source"], row["date"], row["trust"])
    return Lever(name, value, row["low_percent"], row["high_percent"], origin, change)


def _figures(reference: Reference) -> Iterator[tuple[str, float | None, tuple[Origin, ...], Change]]:
    for part in ("prices", "settings"):
        for name in (f.name for f in fields(getattr(reference, part))):
            yield (
                f"{part}.{name}",
                getattr(getattr(reference, part), name),
                (reference.figure_origins[name],),
                _figure(part, name),
            )
    for package in reference.packages.values():
        yield f"packages.{package.id}.hours", None, (package.origin,), _package(package.id, _hours)
        yield f"packages.{package.id}.price", package.value_eur, (package.price_origin,), _package(package.id, _price)
    for norm in reference.prerequisites.values():
        yield f"prerequisites.{norm.id}.lead_weeks", norm.lead_weeks, (norm.origin,), _lead(norm.id)
    trades = reference.trades.values()
    yield "trades.rate_eur", None, tuple(t.price_origin for t in trades), _trades("rate_eur")
    yield "trades.hire_premium_eur", None, tuple(t.price_origin for t in trades), _trades("hire_premium_eur")
    yield "trades.market_heads", None, tuple(t.origin for t in trades), _hiring
    yield "trades.grain_heads", None, tuple(t.origin for t in trades), _trades("grain_heads")
    procedures = reference.law.procedures.values()
    for name in ("client_eur", "lot_client_eur", "bid_eur", "bids"):
        yield f"procedures.{name}", None, tuple(p.price_origin for p in procedures), _procedures(name)
    yield "procedures.preparation_weeks", None, tuple(p.origin for p in procedures), _procedures("preparation_weeks")


def _times(value: Any, factor: float) -> Any:
    """Multiplied; whole numbers stay whole."""
    return round(value * factor) if isinstance(value, int) else value * factor


def _figure(part: str, name: str) -> Change:
    def change(reference: Reference, factor: float) -> Reference:
        figures: Any = getattr(reference, part)
        others: dict[str, Any] = {part: replace(figures, **{name: _times(getattr(figures, name), factor)})}
        return replace(reference, **others)

    return change


def _package(package: str, how: Callable[[Package, float], Package]) -> Change:
    def change(reference: Reference, factor: float) -> Reference:
        return replace(reference, packages={**reference.packages, package: how(reference.packages[package], factor)})

    return change


def _hours(package: Package, factor: float) -> Package:
    def scaled(hours: Mapping[str, float] | None) -> dict[str, float] | None:
        return None if hours is None else {trade: amount * factor for trade, amount in hours.items()}

    return replace(
        package,
        hours=scaled(package.hours) or {},
        opening_hours=scaled(package.opening_hours),
        closing_hours=scaled(package.closing_hours),
    )


def _price(package: Package, factor: float) -> Package:
    return replace(package, value_eur=package.value_eur * factor, opening_eur=package.opening_eur * factor)


def _lead(norm: str) -> Change:
    def change(reference: Reference, factor: float) -> Reference:
        one = reference.prerequisites[norm]
        return replace(
            reference,
            prerequisites={**reference.prerequisites, norm: replace(one, lead_weeks=_times(one.lead_weeks, factor))},
        )

    return change


def _trades(name: str) -> Change:
    def change(reference: Reference, factor: float) -> Reference:
        rows = {}
        for key, trade in reference.trades.items():
            others: dict[str, Any] = {name: _times(getattr(trade, name), factor)}
            rows[key] = replace(trade, **others)
        return replace(reference, trades=rows)

    return change


def _hiring(reference: Reference, factor: float) -> Reference:
    """Also what a programme states itself, which is read after this."""
    return replace(reference, hiring_scale=reference.hiring_scale * factor)


def _procedures(name: str) -> Change:
    def change(reference: Reference, factor: float) -> Reference:
        rows = {}
        for key, procedure in reference.law.procedures.items():
            others: dict[str, Any] = {name: _times(getattr(procedure, name), factor)}
            rows[key] = replace(procedure, **others)
        return replace(reference, law=replace(reference.law, procedures=rows))

    return change
