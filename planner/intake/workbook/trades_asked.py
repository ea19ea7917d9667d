"""The trades that work asks for, and with whom they would come from: shown where the homes and metres are filled
in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from wijkplan.planner.reference import Reference, Trade
from wijkplan.planner.submission.schema import Sector
from wijkplan.planner.text import Language, Text, say, translated

from .headings import choice


def trades_of(quantity: str, reference: Reference) -> tuple[Trade, ...]:
    """The trades that the work of a quantity of a place asks for, those with most hours first."""
    hours: dict[str, float] = {}
    for package in reference.packages.values():
        for trade, amount in package.hours.items() if package.quantity == quantity else ():
            hours[trade] = max(hours.get(trade, 0.0), amount)
    return tuple(reference.trades[trade] for trade in sorted(hours, key=lambda trade: -hours[trade]))


def told(trades: Sequence[Trade], language: Language, between: str = "; ") -> str:
    """Trades by code, name and the sectors whose employers have them."""
    return between.join(
        translated(
            say(
                "{trade} {name}, with {sectors}",
                trade=t.id,
                name=t.called(language),
                sectors=_sectors(t, language),
            ),
            language,
        )
        for t in trades
    )


def trades_of_work(work_types: Iterable[str], reference: Reference, language: Language) -> list[Text]:
    """Per work type the trades that it asks for."""
    found = []
    for work_type in work_types:
        packages = [p for p in reference.packages.values() if p.work_type == work_type]
        ids = dict.fromkeys(trade for package in packages for trade in package.hours)
        called = reference.work_types[work_type].called(language)
        found.append(say("{work}: {trades}", work=called, trades=told([reference.trades[i] for i in ids], language)))
    return found


def _sectors(trade: Trade, language: Language) -> str:
    if len(trade.sectors) == len(get_args(Sector)):
        return translated(say("every sector"), language)
    return " / ".join(choice(sector, language) for sector in trade.sectors)
