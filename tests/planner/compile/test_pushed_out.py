"""Where no week is left, the finding says what is pushed past what limit, by how many weeks, and how far it would have
to move; that much is enough, and less is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from wijkplan.planner.compile import CannotCompile, compile
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.agreed import Agreed, AgreedLine

CABLE, CONNECTIONS = "kabel-pekela/lv-cable:p", "kabel-pekela/connection-upgrade:p"


def _late(weeks: int, begun: date) -> Programme:
    """The cable begins late, in a programme of so many weeks; the connections wait for it."""
    programme, _ = load(["instances/examples/shared-crew"])
    assert programme is not None
    before = begun - timedelta(weeks=20)
    others = (f"kabel-nieuwolda/{work}:p" for work in ("lv-cable", "connection-upgrade"))
    lines = (
        AgreedLine(activity=CABLE, state="started", start=begun),
        *(AgreedLine(activity=one, state="done", start=before, end=before + timedelta(days=4)) for one in others),
    )
    agreed = Agreed(
        kind="agreed", format_version=1, round="r1", status_date=begun + timedelta(weeks=1), lines=lines, notice_weeks=0
    )
    return replace(programme, weeks=weeks, agreed=agreed)


def _finding(programme: Programme) -> Finding:
    with pytest.raises(CannotCompile) as refused:
        compile(programme)
    return next(one for one in refused.value.findings if one.kind == "no-window")


def test_a_slip_past_the_end_of_the_programme_says_who_pushes_whom_and_how_much_longer_it_has_to_be() -> None:
    programme, _ = load(["instances/examples/shared-crew"])
    assert programme is not None
    begun = programme.monday(40)
    found = _finding(_late(42, begun))
    over = int(found.value)
    assert over > 0
    assert CONNECTIONS in found.path and CONNECTIONS in found.what
    assert f"{CABLE} (" in found.what and str(begun) in found.what and f"{over} weeks" in found.what
    assert str(42 + over) in found.remedy
    compile(_late(42 + over, begun))
    assert int(_finding(_late(42 + over - 1, begun)).value) == 1


def test_a_line_that_is_held_names_its_week_and_the_first_that_is_left() -> None:
    late = _late(104, date(2027, 5, 10))
    assert late.agreed is not None
    held = AgreedLine(activity=CONNECTIONS, state="accepted", start=date(2027, 5, 17))
    agreed = late.agreed.model_copy(update={"lines": (*late.agreed.lines, held)})
    found = _finding(replace(late, agreed=agreed))
    assert "2027-05-17" in found.what
    assert str(held.start + timedelta(weeks=int(found.value))) in found.remedy
