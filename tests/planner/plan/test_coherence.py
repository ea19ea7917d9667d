"""What holds the projects of a tender together, and when nothing does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.planner.tenders.dossier.chosen import SEWER, TWO_CALL_OFFS, TWO_SEWERS, world
from wijkplan.planner.compile import compile
from wijkplan.planner.plan.coherence import Coherence, Common
from wijkplan.planner.programme import Programme

LATE = {"start": "2027-09-06", "end": "2027-10-10"}
ELSEWHERE = [{**place, "street": "S2"} for place in SEWER["places"]]


def two(**other: Any) -> Programme:
    """Two sewers of one town in one district, of which the second differs."""
    return world([{**SEWER, "id": "A"}, {**SEWER, "id": "B", **other}])


@pytest.mark.parametrize(
    ("made", "common", "weak"),
    [
        (TWO_SEWERS, Common(streets=1, districts=1, weeks=11), False),
        (two(wanted=LATE), Common(streets=1, districts=1, weeks=0), False),  # a street holds them together
        (two(places=ELSEWHERE), Common(streets=0, districts=1, weeks=11), False),  # and so do a district and weeks
        (two(places=ELSEWHERE, wanted=LATE), Common(streets=0, districts=1, weeks=0), True),
    ],
)
def test_kind_of_work_or_client_alone_is_no_coherence(made: Programme, common: Common, weak: bool) -> None:
    one = compile(made)
    found, index = Coherence(made, one), one.names.tender_index["undivided:A+B"]
    assert found.of(one.problem.tenders[index].projects) == common
    assert found.weak(index) is weak and not found.weak(one.names.tender_index["single:A"])


def test_of_orders_under_a_framework_nothing_is_weighed() -> None:
    one = compile(TWO_CALL_OFFS)
    assert not Coherence(TWO_CALL_OFFS, one).weak(one.names.tender_index["undivided:C0+C1"])
