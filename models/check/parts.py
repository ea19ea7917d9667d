"""The bound of a problem in parts, in exact integers: what each part costs at least at the prices of what parts share,
added up, less what those prices pay out for room, once.

A part's own prices (a certificate of :mod:`.bounds` for the part's problem) may be any; what is shared has one price
for all. Whoever takes what is shared pays it, so each part can be optimised alone, and the sum is at most the cost of
any plan of the whole. Nothing is taken over but prices: a part whose newest answer is missing counts with its last
certificate, its shared prices replaced by those of now and valued again here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..problem import Problem
from .bounds import scaled
from .price_certificate import Prices
from .refused import Refused
from .resource_heads import room

CEILINGS = ("burden", "rest", "cash", "hired")
"""Ceilings over the whole programme that have a price."""


@dataclass(frozen=True)
class SharedPrices:
    """Prices of what several parts use, in ``1 / scale`` euros (or home-weeks): ``heads`` per resource, numbered as in
    certificates of the problem at hand, and week; ``ceilings`` by name (:data:`CEILINGS`)."""

    scale: int
    heads: Mapping[int, Sequence[int]] = field(default_factory=dict)
    ceilings: Mapping[str, int] = field(default_factory=dict)


def with_shared(certificate: Mapping[str, Any], shared: SharedPrices, common: Iterable[int]) -> dict[str, Any]:
    """A part's certificate with the prices of what is shared (resources ``common``, and all ceilings over the whole)
    as they are now, whatever it said of them.

    Raises :class:`Refused` where it counts in another scale.
    """
    if certificate.get("kind") != "prices" or certificate.get("scale") != shared.scale:
        kind, scale = certificate.get("kind"), certificate.get("scale")
        raise Refused(f"certificate of kind {kind!r} and scale {scale!r} where prices in 1/{shared.scale} are asked")
    theirs = {str(r) for r in common}
    heads = {r: row for r, row in certificate.get("heads", {}).items() if r not in theirs}
    heads |= {str(r): list(row) for r, row in shared.heads.items() if str(r) in theirs}
    parts = {r: row for r, row in certificate.get("parts", {}).items() if r not in theirs}
    return {**certificate, "heads": heads, "parts": parts, **{name: shared.ceilings.get(name, 0) for name in CEILINGS}}


def value(part: Problem, certificate: Mapping[str, Any], shared: SharedPrices, common: Iterable[int]) -> int:
    """The least that a part costs at these prices, in whole ``1 / scale`` euros, room of what is shared not paid out
    yet; resources are numbered as in the part.

    Raises :class:`Refused` for a certificate that does not fit.
    """
    some = tuple(common)
    prices = Prices(part, with_shared(certificate, shared, some))
    return scaled(part, prices) + _paid_out(part, shared, some)


def together(whole: Problem, values: Iterable[int], shared: SharedPrices, common: Iterable[int]) -> int:
    """The lower bound in euros (or home-weeks, rounded up) of every plan of the whole, from the values of all its
    parts at the same prices; resources are numbered as in the whole.

    Raises :class:`Refused` for prices below zero or of what is not shared.
    """
    some = set(common)
    if set(shared.heads) - some:
        raise Refused(f"resources {sorted(set(shared.heads) - some)} have a shared price and are not shared")
    if any(price < 0 for row in shared.heads.values() for price in row) or any(x < 0 for x in shared.ceilings.values()):
        raise Refused("a shared price is below zero")
    return -(-(sum(values) - _paid_out(whole, shared, some)) // shared.scale)


def _paid_out(p: Problem, shared: SharedPrices, common: Iterable[int]) -> int:
    """What shared prices pay for room that is there, used or not."""
    total = 0
    for r in common:
        if r in shared.heads:
            total += sum(price * heads for price, heads in zip(shared.heads[r], room(p, r), strict=True))
    most = {"burden": p.max_burden, "rest": p.max_broken_rests, "cash": p.max_cash, "hired": p.max_hired}
    for name, price in shared.ceilings.items():
        if price and most[name] is None:
            raise Refused(f"a price of {name} is shared, of which the problem has no ceiling")
        total += price * (most[name] or 0)
    return total
