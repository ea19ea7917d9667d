"""The certificates of all parts and the prices of what they share as one certificate of the whole, for the checker of
whole problems: it has to come to the same bound as the sum of the parts. And back: what it says of one part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..check.parts import SharedPrices, with_shared
from ..problem import Problem
from .part import Part

BY = {
    "precedence": "precedences",
    "order": "precedences",
    "delay": "activities",
    "lot": "activities",
    "partner": "activities",
    "project": "projects",
    "open": "districts",
    "district_burden": "districts",
    "district_rest": "districts",
}
"""Keys of a certificate with the tuple of the problem that they number."""


def whole_certificate(
    whole: Problem,
    parts: Sequence[tuple[Part, Mapping[str, Any]]],
    shared: SharedPrices,
    common: Iterable[int],
) -> dict[str, Any]:
    """One certificate of ``whole`` from those of all its parts; ``common`` are the shared resources."""
    pools, some = len(whole.pools), set(common)
    made: dict[str, Any] = {"kind": "prices", "scale": shared.scale, **shared.ceilings}
    made["heads"] = {str(r): list(row) for r, row in shared.heads.items()}
    made["parts"], made["homes"] = {}, {}
    for part, certificate in parts:
        here = with_shared(certificate, shared, [r for r in (part.resource(s, pools) for s in some) if r is not None])
        for key, rows in BY.items():
            numbers = getattr(part, rows)
            made.setdefault(key, {}).update({str(numbers[int(i)]): value for i, value in here.get(key, {}).items()})
        for key in ("heads", "parts"):
            for i, value in here.get(key, {}).items():
                r = part.resource_of_whole(int(i), pools)
                if r not in some:
                    made[key][str(r)] = value
        for i, row in here.get("homes", {}).items():
            charged = {str(part.activities[int(a)]): price for a, price in row.items()}
            made["homes"][str(part.homes[int(i)])] = charged
    return made


def restricted(certificate: Mapping[str, Any], part: Part, pools: int) -> dict[str, Any]:
    """What a certificate of the whole, which has so many pools, says of a part."""
    made = {key: value for key, value in certificate.items() if not isinstance(value, Mapping)}
    for key, rows in BY.items():
        at = {number: str(i) for i, number in enumerate(getattr(part, rows))}
        made[key] = {at[int(i)]: value for i, value in certificate.get(key, {}).items() if int(i) in at}
    for key in ("heads", "parts"):
        there = {part.resource(int(r), pools): value for r, value in certificate.get(key, {}).items()}
        made[key] = {str(r): value for r, value in there.items() if r is not None}
    works = {a: str(i) for i, a in enumerate(part.activities)}
    made["homes"] = {
        str(i): {works[int(a)]: price for a, price in certificate.get("homes", {}).get(str(number), {}).items()}
        for i, number in enumerate(part.homes)
        if str(number) in certificate.get("homes", {})
    }
    return made
