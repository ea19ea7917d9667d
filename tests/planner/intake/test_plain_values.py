"""Text and numbers that nothing can hold are findings; the rest of the file is checked all the same."""

from __future__ import annotations

from typing import Any

import pytest

from wijkplan.planner.intake.plain_values import plain


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("ri\x07ool", "wrong-text"),
        ("half a pair \ud800", "wrong-text"),
        ("x" * 300, "too-long"),
        (float("inf"), "out-of-range"),
        (10**400, "out-of-range"),
        (1e-9, "out-of-range"),
        ("riool, tweede fase – é 🏠\nregel", None),
        (0, None),
        (0.01, None),
    ],
)
def test_what_nothing_can_hold(value: Any, kind: str | None) -> None:
    data = {"kind": "client", "projects": [{"title": value}]}
    made, findings = plain("a.json", "a", data)
    assert [f.kind for f in findings] == ([kind] if kind else [])
    assert all(f.path == "projects[0].title" for f in findings)
    assert (made is data) == (kind is None)
