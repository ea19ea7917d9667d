"""What the load figure can be asked to show: trades, regions and employers that have people or work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .chart_data import Scene
from .figures import Cell, cells
from .locale import Tongue
from .trade_loads import TradeLoad

Entries = tuple[tuple[int, str], ...]
"""Index and name."""


@dataclass(frozen=True, slots=True)
class LoadChoices:
    """All cells, and the trade and region that are shown first: of all regions the trade that is asked for most beyond
    own crews."""

    cells: Sequence[Cell]
    first: tuple[int, int | None]


def load_choices(scene: Scene, loads: Sequence[TradeLoad]) -> LoadChoices | None:
    """``None`` where nobody works."""
    return LoadChoices(cells(scene.problem, scene.after, scene.submitted), (loads[0].pair[0], None)) if loads else None


def entries(scene: Scene, choices: LoadChoices, tongue: Tongue) -> dict[str, Entries]:
    """Per choice its entries, by name."""
    used = [cell.key for cell in choices.cells]
    trades = {trade: tongue.trade(scene.names.trades[trade]) for trade, _, _ in used}
    regions = {region: scene.names.regions[region].name for _, region, _ in used}
    employers = {
        employer: tongue.sentence(scene.names.employers[employer].name)
        for _, _, employer in used
        if employer is not None
    }
    return {
        "trade": _sorted(trades),
        "region": _sorted(regions),
        "employer": _sorted(employers),
    }


def _sorted(names: dict[int, str]) -> Entries:
    return tuple(sorted(names.items(), key=lambda row: row[1].lower()))
