"""Growth per activity and week, by hand."""

from __future__ import annotations

from wijkplan.benchmarks.growth import growth, promises, sized
from wijkplan.benchmarks.records import Run


def run(size: int, check: float | None, peak: int, first: float = 1.0) -> Run:
    """A run of the suite."""
    return {
        "problem": "growth",
        "set": "pilots",
        "instance": f"x{size}",
        "activities": 700 * size,
        "weeks": 200,
        "check_seconds": check,
        "peak_mib": peak,
        "first_plan_seconds": first * size,
        "load_seconds": 0.5 * size,
        "checked": True,
    }


def test_growth_by_hand() -> None:
    runs = sized([run(4, 0.8, 700), run(1, 0.2, 400), run(2, 0.6, 500)])
    assert [r["instance"] for r in runs] == ["x1", "x2", "x4"]
    assert [round(x or 0, 3) for x in growth(runs, "check_seconds")] == [1.0, 1.5, 1.0]
    # 100 MiB a size on a base of 300: linear.
    assert [round(x or 0, 3) for x in growth(runs, "peak_mib")] == [1.0, 1.0, 1.0]
    assert growth([run(1, None, 1), run(2, 1.0, 1)], "check_seconds") == [None, None]


def test_promises() -> None:
    said = dict(promises([run(1, 0.2, 400), run(64, 12.8, 6700)]))
    assert all(said.values()) and len(said) == 6
    slow = [line for line, kept in promises([run(1, 0.2, 400), run(64, 20.0, 9000, first=5.0)]) if not kept]
    assert [line.split(":")[0] for line in slow] == [
        "first_plan_seconds",
        "check_seconds",
        "44800 activities",
        "44800 activities",
    ]
