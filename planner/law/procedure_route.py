"""Which procedure a tender goes by, and what that takes: the one source of preparation and lead time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wijkplan.planner.reference.law_data import Band, Kind, Law, Part, Procedure, Threshold

from .tender_member import Member
from .thresholds import threshold
from .valuation import Basis

CALL_OFF = "call-off"


@dataclass(frozen=True, slots=True)
class Route:
    """How a tender is bought. Lots under different parts of the Act have procedures of their own (``by_part``):
    ``procedure`` is the longest, and longest preparation and longest lead time count. ``limit`` is the European
    threshold that was used, if any; ``articles`` say why this procedure and set its terms; ``also`` might be chosen
    instead."""

    procedure: Procedure
    by_part: Mapping[Part, Procedure]
    preparation_weeks: int
    lead_weeks: int
    basis: Basis
    limit: Threshold | None
    articles: str
    also: tuple[Procedure, ...]

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        """Each once."""
        return tuple({p.id: p for p in self.by_part.values()}.values())


def route(law: Law, group: Sequence[Member], basis: Basis, first: date, last: date) -> Route:
    """The route of a tender that may be published from ``first`` up to and including ``last``."""
    if any(one.framework is not None for one in group):
        return _route(law, {one.part: law.procedures[CALL_OFF] for one in group}, [], basis, None)
    parts = tuple(dict.fromkeys(one.part for one in group))
    limits: dict[Part, Threshold] = {
        p: threshold(law, p, kind_of(law, group), first, last) for p in parts if p != "private"
    }
    bands = [band(law, part, basis.value_eur, limits.get(part)) for part in parts]
    limit = min(limits.values(), key=lambda t: t.value_eur, default=None)
    by_part = {part: law.procedures[one.procedure] for part, one in zip(parts, bands, strict=True)}
    return _route(law, by_part, bands, basis, limit)


def band(law: Law, part: Part, value_eur: int, limit: Threshold | None) -> Band:
    """The rule that picks the procedure for a value under a part of the Act."""
    for one in law.bands:
        most = limit.value_eur if one.below_threshold and limit is not None else one.below_eur
        if one.part == part and (most is None or value_eur < most):
            return one
    raise KeyError(f"no procedure for part {part} and {value_eur} euros")


def kind_of(law: Law, group: Sequence[Member]) -> Kind:
    """Works, services or supplies: that of the main object, taken as the kind with the highest value (art. 2.12a Aw
    2012)."""
    value: dict[Kind, int] = {}
    for one in group:
        kind = law.cpv[one.work_type].kind
        value[kind] = value.get(kind, 0) + one.value_eur
    return max(value, key=lambda kind: value[kind])


def _route(
    law: Law, by_part: Mapping[Part, Procedure], why: Sequence[Band], basis: Basis, limit: Threshold | None
) -> Route:
    found = tuple(by_part.values())
    terms = [p.articles_for(part) for part, p in by_part.items()]
    longest = max(found, key=lambda p: (p.lead_weeks, p.preparation_weeks, p.id))
    return Route(
        procedure=longest,
        by_part=dict(by_part),
        preparation_weeks=max(p.preparation_weeks for p in found),
        lead_weeks=longest.lead_weeks,
        basis=basis,
        limit=limit,
        also=tuple(law.procedures[name] for one in why for name in one.also),
        articles="; ".join(dict.fromkeys(one for one in [*(w.article for w in why), *terms] if one)),
    )
