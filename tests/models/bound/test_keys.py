"""A number in a certificate is for one thing, named in one way: other spellings of the same index would count
twice."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.bound import test_dissolution, test_lateness, test_swap, test_transfer
from tests.models.bound.test_certificates import random_certificate
from tests.support.random_problem import random_problem
from wijkplan.models.check.bounds import certified
from wijkplan.models.check.dissolution import dissolved
from wijkplan.models.check.keys import index
from wijkplan.models.check.refused import Refused
from wijkplan.models.check.swap import swapped
from wijkplan.models.check.transfer import transferred
from wijkplan.models.cpsat.solve import prove

Reader = Callable[[dict[str, Any]], int]


def _late() -> tuple[Reader, dict[str, Any]]:
    problem = test_lateness.three_between_two()
    return lambda certificate: certified(problem, certificate), test_lateness.certificate()


def _prices(table: str) -> tuple[Reader, dict[str, Any]]:
    """The first random problem and certificate with something in a table of prices."""
    for seed in range(1000):
        problem = random_problem(seed)
        certificate = random_certificate(problem, Random(seed))
        if certificate[table]:
            try:
                certified(problem, certificate)
            except Refused:
                continue
            return lambda stated, problem=problem: certified(problem, stated), certificate  # type: ignore[misc]
    raise AssertionError(f"no certificate with {table} in 1000 seeds")


def _transfer() -> tuple[Reader, dict[str, Any]]:
    narrow, wide = test_transfer.both(test_transfer.two_projects())
    return lambda certificate: transferred(narrow, wide, certificate), test_transfer.moved(t2=2)


def _dissolution() -> tuple[Reader, dict[str, Any]]:
    narrow, wide = test_dissolution.both(test_dissolution.two_projects())
    return lambda certificate: dissolved(narrow, wide, certificate), test_dissolution.priced(q0=5, q1=3)


def _swap() -> tuple[Reader, dict[str, Any]]:
    one, other = test_swap.sides(test_swap.two())
    return lambda certificate: swapped(other, one, certificate), test_swap.weeks(t2=2)


PRICED = ("heads", "precedence", "delay", "open", "project", "lot", "partner")
MADE: dict[tuple[str, str], tuple[Reader, dict[str, Any]]] = {
    ("lateness", "projects"): _late(),
    ("transfer", "tenders"): _transfer(),
    ("dissolution", "prices"): _dissolution(),
    ("swap", "tenders"): _swap(),
    **{("prices", table): _prices(table) for table in PRICED},
}


def test_no_bound_above_the_optimum_from_a_project_that_is_named_three_ways() -> None:
    """One project a week late costs 13 euros; named "0", "00" and with an Arabic zero it was certified at 39."""
    problem = test_lateness.three_between_two()
    _, optimum, _ = prove(problem, seconds=20.0)
    row = test_lateness.certificate()["projects"]["0"]
    assert optimum is not None and certified(problem, {"kind": "lateness", "projects": {"0": row}}) <= optimum
    with pytest.raises(Refused, match="there is no project"):
        certified(problem, {"kind": "lateness", "projects": {"0": row, "00": row, "٠": row}})


def test_the_certificates_hold_as_they_are() -> None:
    assert all(isinstance(read(certificate), int) for read, certificate in MADE.values())


SPELLINGS = ["0{}", "00{}", "+{}", "-{}", " {}", "{} ", "{}.0", "{}\n", "_{}", "0x{}", "{}e0", "\u00b2{}", ""]


def _spelled(number: int) -> st.SearchStrategy[Any]:
    """Other ways to write an index, and no index at all."""
    digits = st.sampled_from([0x660, 0x6F0, 0x966, 0xFF10, 0x1D7CE])
    foreign = digits.map(lambda zero: "".join(chr(zero + int(d)) for d in str(number)))
    padded = st.sampled_from(SPELLINGS).map(lambda template: template.format(number))
    return st.one_of(foreign, padded, st.just(number), st.just(float(number)), st.just("9" * 30), st.text(max_size=3))


def _canonical(key: object) -> bool:
    return isinstance(key, str) and key.isascii() and key.isdecimal() and len(key) < 19 and str(int(key)) == key


@pytest.mark.parametrize(("kind", "table"), MADE)
@given(data=st.data())
def test_no_spelling_but_one_is_read(kind: str, table: str, data: st.DataObject) -> None:
    read, certificate = MADE[kind, table]
    stated = deepcopy(certificate)
    key = data.draw(st.sampled_from(sorted(stated[table])))
    other = data.draw(_spelled(int(key)).filter(lambda spelling: not _canonical(spelling)))
    stated[table][other] = stated[table][key]
    if data.draw(st.booleans()):
        del stated[table][key]
    with pytest.raises(Refused, match="there is no"):
        read(stated)


@given(st.one_of(st.integers(-3, 12).map(str), st.text("0123456789٠१ +-", max_size=4), st.integers(-3, 12), st.none()))
def test_an_index_is_read_if_and_only_if_it_is_written_as_we_write_it(key: object) -> None:
    if key in [str(i) for i in range(10)]:
        assert str(index(key, 10, "thing")) == key
    else:
        with pytest.raises(Refused):
            index(key, 10, "thing")
