"""What is shown stands for enough employers, none of them dominant, and what is hidden is no difference of what is
shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from wijkplan.planner.reference import Disclosure, load
from wijkplan.planner.share.disclosure_control import Group, grouped, merged, safe

LIMITS = Disclosure(min_employers=4, max_share_percent=70, min_people=5)
FOUR = {"a": 10.0, "b": 10.0, "c": 10.0, "d": 10.0}


def test_the_limits_are_data_with_their_origin() -> None:
    assert load().disclosure == LIMITS
    assert load().figure_origins["min_employers"].trust == "assumption"


def test_enough_employers_and_none_dominant() -> None:
    assert safe([FOUR], LIMITS)
    assert not safe([{"a": 10.0, "b": 10.0, "c": 10.0}], LIMITS)
    assert not safe([FOUR | {"d": 0.0}], LIMITS)  # who has nothing in it does not count
    assert not safe([{"a": 71.0, "b": 10.0, "c": 10.0, "d": 9.0}], LIMITS)
    assert safe([{"a": 70.0, "b": 10.0, "c": 10.0, "d": 10.0}], LIMITS)
    assert not safe([FOUR, {"a": 40.0}], LIMITS)  # four lenders, one borrower
    assert not safe([], LIMITS)


def test_an_anonymous_firm_is_nobody() -> None:
    assert not safe([{"": 1000.0, "a": 1.0, "b": 1.0, "c": 1.0}], LIMITS)
    assert safe([FOUR | {"": 1000.0}], LIMITS)


def _may(cells: dict[str, list[dict[str, float]]]) -> Callable[[Sequence[str]], bool]:
    return lambda labels: safe(merged([cells[label] for label in labels]), LIMITS)


def _grouped(cells: dict[str, list[dict[str, float]]]) -> tuple[Group, ...]:
    return grouped({label: sum(roles[0].values()) for label, roles in cells.items()}, _may(cells))


def test_regions_are_merged_before_anything_is_suppressed() -> None:
    few, one = [{"a": 5.0, "b": 5.0}], [{"c": 5.0, "d": 5.0}]
    assert _grouped({"x": few, "y": one}) == (Group(("x", "y"), True),)
    assert _grouped({"x": few}) == (Group(("x",), False),)
    assert _grouped({"x": [{}]}) == (Group(("x",), False),)  # nothing at all looks the same


def test_a_small_rest_takes_a_large_cell_with_it() -> None:
    """Shown beside the rest, the large cell would leave the small one as the difference to a figure known
    elsewhere."""
    cells = {"small": [{"a": 1.0}], "large": [FOUR], "larger": [{k: 2 * v for k, v in FOUR.items()}]}
    assert _grouped(cells) == (Group(("larger",), True), Group(("small", "large"), True))


AMOUNTS = st.dictionaries(st.sampled_from(["", *"abcdefg"]), st.floats(0, 100), max_size=8)


@given(st.dictionaries(st.sampled_from("vwxyz"), st.tuples(AMOUNTS, AMOUNTS).map(list), max_size=5))
def test_every_cell_is_in_one_group_and_only_safe_groups_are_shown(cells: dict[str, list[dict[str, float]]]) -> None:
    groups = _grouped(cells)
    assert sorted(label for group in groups for label in group.labels) == sorted(cells)
    assert all(group.shown == _may(cells)(group.labels) for group in groups)
