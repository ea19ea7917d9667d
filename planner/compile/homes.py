"""Homes: which of them are done together, and with which works.

A home is done when the last work of its block, of its street and of its district that it needs is done. A block is a
place that counts homes. Work types meet in the same homes, so in each street the work type with most homes tells its
blocks; all other work there is the street's, and counts for each of its homes. Homes of a street that are in no block
are done with the street. Work in no street and no block is the district's. What others do who take no part is not
waited for: no home needs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from wijkplan.models.problem import Homes
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.schema import Place

from .forward_plans import PACKAGE as OTHERS
from .work_breakdown import HOME_UNITS, Work

Places = Mapping[tuple[int, str], Sequence[int]]
"""Per (project, place) its works."""


def homes(programme: Programme, works: Sequence[Work]) -> tuple[Homes, ...]:
    """All homes that wait for work, district by district and street by street; ``works`` in the order of the problem's
    activities."""
    places: dict[tuple[int, str], list[int]] = defaultdict(list)
    areas: dict[str, dict[str | None, set[tuple[int, str]]]] = defaultdict(lambda: defaultdict(set))
    for a, work in enumerate(works):
        if work.package.id == OTHERS.id:
            continue
        key = work.task.index, work.place.id
        places[key].append(a)
        areas[work.task.asked.district][work.place.street].add(key)
    stated = {street.id: street.homes for street in programme.settings.streets}
    found: list[Homes] = []
    for _, streets in sorted(areas.items()):
        blocks = {street: _blocks(works, places, sorted(keys)) for street, keys in streets.items()}
        anywhere = _others(places, streets.get(None, set()), blocks.get(None, {}))
        for street in sorted(streets, key=lambda street: street or ""):
            shared = anywhere if street is None else _others(places, streets[street], blocks[street]) + anywhere
            found += _of_area(places, blocks[street], shared, stated.get(street or "", 0))
    return tuple(found)


def _of_area(
    places: Places, blocks: Mapping[tuple[int, str], int], shared: Sequence[int], stated: int
) -> Iterator[Homes]:
    """The blocks of one street (or of none), and the homes that are in no block."""
    for key, number in blocks.items():
        yield Homes(number, tuple(sorted({*places[key], *shared})))
    left = stated - sum(blocks.values())
    if left > 0 and shared:
        yield Homes(left, tuple(sorted(shared)))


def _blocks(works: Sequence[Work], places: Places, keys: Sequence[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """Homes per place of the work type that has most of them."""
    by_type: dict[str, dict[tuple[int, str], int]] = defaultdict(dict)
    for key in keys:
        first = works[places[key][0]]
        if number := _counted(first.place):
            by_type[first.task.asked.work_type][key] = number
    return max(by_type.values(), key=lambda rows: sum(rows.values()), default={})


def _counted(place: Place) -> int:
    """Homes of a place: what it states, else those of its largest package."""
    return place.homes or max((n for key, n in place if key.endswith(HOME_UNITS)), default=0)


def _others(places: Places, keys: set[tuple[int, str]], blocks: Mapping[tuple[int, str], int]) -> list[int]:
    """Works at places that are no blocks."""
    return [a for key in sorted(keys) if key not in blocks for a in places[key]]
