"""Who can bid, as the report says it: before and after merging, counted over the combined tenders."""

from __future__ import annotations

from tests.planner.tenders.dossier.chosen import TWO_SEWERS, TWO_WORK_TYPES, plan_with
from wijkplan.planner.access.rows import access
from wijkplan.planner.compile import compile
from wijkplan.planner.programme import Programme
from wijkplan.planner.report import locale
from wijkplan.planner.report.render import _access


def told(made: Programme, tender: str) -> tuple[int, ...]:
    compiled = compile(made)
    section = _access(
        access(made, compiled, {("equal_delivery", "bundled"): plan_with(compiled, tender)}), locale.DUTCH
    )
    return tuple(section[key] for key in ("few_before", "few_after", "falls"))


def test_merging_two_kinds_of_work_takes_bidders_away_and_merging_two_sewers_does_not() -> None:
    # Six firms outside can do a sewer or a retrofit alone, none does both; of two sewers all six can.
    assert told(TWO_WORK_TYPES, "undivided:RET+SEW") == (0, 1, 1)
    assert told(TWO_SEWERS, "undivided:A+B") == (0, 0, 0)
