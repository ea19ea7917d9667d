"""Reservoirs: grid areas (load against capacity) and deliveries of materials, in whole units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wijkplan.models.problem import Reservoir
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.schema import GridArea, Step

from .rounding import whole_down, whole_up
from .work_breakdown import Work


def grids(programme: Programme, works: Sequence[Work]) -> tuple[Reservoir, ...]:
    """Per grid area, in kW: what is spare now and comes later, what homes and chargers take, what stations release."""
    return tuple(_grid(programme, area, works) for area in programme.settings.grid_areas)


def _grid(programme: Programme, area: GridArea, works: Sequence[Work]) -> Reservoir:
    inside = [(i, work) for i, work in enumerate(works) if work.task.asked.district in area.districts]
    loads = ((i, whole_up(work.package.load_kw * work.quantity)) for i, work in inside)
    releases = (
        (i, whole_down(area.kw_per_station * work.quantity)) for i, work in inside if work.package.release_kw > 0
    )
    return Reservoir(_supply(programme, area.spare_kw, area.extra), _positive(loads), _positive(releases))


def deliveries(programme: Programme, works: Sequence[Work]) -> tuple[Reservoir, ...]:
    """Per client and material, in pieces: what has come in, and what the client's works take."""
    return tuple(_delivery(programme, client, material, works) for client, material in delivered(programme))


def delivered(programme: Programme) -> list[tuple[str, str]]:
    """Clients and materials that deliveries are stated for."""
    return sorted({(delivery.client, delivery.material) for delivery in programme.settings.deliveries})


def _delivery(programme: Programme, client: str, material: str, works: Sequence[Work]) -> Reservoir:
    steps = [
        s for d in programme.settings.deliveries if (d.client, d.material) == (client, material) for s in d.deliveries
    ]
    taking = (
        (i, work) for i, work in enumerate(works) if work.task.client == client and material in work.package.materials
    )
    return Reservoir(_supply(programme, 0.0, steps), _positive((i, whole_up(work.quantity)) for i, work in taking))


def _supply(programme: Programme, now: float, steps: Sequence[Step]) -> tuple[int, ...]:
    weeks = [(programme.week_of(step.start), step.amount) for step in steps]
    return tuple(whole_down(now + sum(amount for week, amount in weeks if week <= t)) for t in range(programme.weeks))


def _positive(rows: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((i, amount) for i, amount in rows if amount > 0)
