"""Calendars of a programme: one per kind of work and school region that occurs."""

from __future__ import annotations

from tests.planner.compile.world import programme
from wijkplan.planner.compile import compile


def test_each_calendar_is_made_once_and_activities_point_to_theirs() -> None:
    # Cables and sewers are street work of two kinds, upgrades are grid work indoors, insulation is a builder's.
    compiled = compile(programme())
    kinds = [
        compiled.problem.activities[compiled.names.activity_index[a]].calendar
        for a in ("CAB/mv-cable:s1", "CAB/lv-cable:s1")
    ]
    assert len(compiled.problem.calendars) == 4 and kinds == [0, 0]


def test_builders_stop_in_bouwvak_and_grid_crews_run_at_less() -> None:
    # Bouwvak in Groningen, 2027: 26 July - 13 August, slots 29 to 31.
    compiled = compile(programme())

    def percent(activity: str) -> tuple[int, ...]:
        return compiled.problem.calendars[
            compiled.problem.activities[compiled.names.activity_index[activity]].calendar
        ].percent

    assert percent("INS/insulation-light:b1")[28:33] == (100, 0, 0, 0, 100)
    assert percent("CAB/connection-upgrade:s2")[28:33] == (100, 30, 30, 30, 100)
