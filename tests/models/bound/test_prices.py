"""The ascent of prices: its floating-point value is what the checker derives exactly, its bounds are below every plan,
and so is any mutant's."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache, partial
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.models.bound.test_certificates import random_certificate
from tests.support.chunks import chunks
from tests.support.random_problem import cheapest, random_problem
from tests.support.worlds import crew, pool, work, world
from wijkplan.models.bound import prices
from wijkplan.models.bound.prices import SCALE, Ascent, PriceAscent
from wijkplan.models.bound.sooner import SoonerAscent
from wijkplan.models.bound.sooner import ascent as asked_ascent
from wijkplan.models.check.bounds import certified
from wijkplan.models.check.refused import Refused
from wijkplan.models.check.window import weeks_left
from wijkplan.models.construct.arrays import Arrays, arrays
from wijkplan.models.construct.mode_arrays import allowed_patterns
from wijkplan.models.incumbent import Board
from wijkplan.models.problem import HOME_WEEKS, Activity, Demand, Homes, Link, Mode, Precedence, Problem
from wijkplan.models.windows import NoWindow, windows

SEEDS, CHUNK, QUICK = 300, 50, 100
STEPS = 30


def climb(seed: int) -> Ascent | None:
    """An ascent of the problem of a seed; ``None`` where some activity has no start at all."""
    problem = random_problem(seed)
    try:
        ascent = Ascent(problem, arrays(problem))
    except NoWindow:
        return None
    return ascent if all(ascent.step(i / STEPS) for i in range(STEPS)) else None


climbed = cache(climb)


def ascents(first: int = 0, last: int = SEEDS) -> Iterator[tuple[int, Problem, Ascent]]:
    """Seeds with an ascent."""
    for seed in range(first, last):
        ascent = climbed(seed)
        if ascent is not None:
            yield seed, random_problem(seed), ascent


def every_pattern_fits(problem: Problem) -> bool:
    """Whether rules ``crew`` and ``lending`` leave every pattern whose source the variant allows: the checker does not
    use them for bounds."""
    return all(
        len(allowed_patterns(problem, a, mode, demand))
        == sum(problem.allowed.source(q.source) for q in demand.patterns)
        for a, activity in enumerate(problem.activities)
        for mode in activity.modes
        for demand in mode.demands
    )


def same_weeks(problem: Problem) -> bool:
    """Whether the checker of bounds, which follows fewer kinds of precedence, leaves each activity the same weeks as
    the search does."""
    return weeks_left(problem) == list(zip(*windows(problem), strict=True))


def test_value_and_certificate_agree() -> None:
    """Where both know the same weeks, at prices that are whole thousandths; the tenders' duals are rounded down, and
    the bound up to whole euros."""
    compared = 0
    for seed in range(SEEDS):
        problem, ascent = random_problem(seed), climb(seed)
        if ascent is None:
            continue
        for kept, now in zip(ascent.best_y, ascent.y, strict=True):
            kept[:] = np.floor(kept * SCALE + 1e-6) / SCALE
            now[:] = kept
        value, bound = ascent._value(), ascent.certify()
        assert bound is not None, seed
        lost = len(problem.projects) / SCALE + 1e-6
        assert bound.value <= np.ceil(value - 1e-6), (seed, value)
        if every_pattern_fits(problem) and same_weeks(problem):
            assert bound.value >= value - lost, (seed, value)
            compared += 1
    assert compared > 100


def test_the_bound_is_below_every_plan() -> None:
    """And it is worth something: in half of the problems that have a plan it is the optimum, or within a tenth of
    it."""
    close = plans = 0
    for seed, _, ascent in ascents():
        best, bound = cheapest(seed)[0], ascent.certify()
        if best is None:
            continue
        assert bound is not None, seed
        assert bound.value <= best, (seed, bound.value, best)
        plans += 1
        close += bound.value >= 0.9 * best
    assert plans > 100
    assert close > plans / 2


def test_the_best_bound_is_kept() -> None:
    for seed, _, ascent in ascents(0, 60):
        first = ascent.certify()
        values = [] if first is None else [first.value]
        for i in range(5):
            ascent.step(i / 5)
            bound = ascent.certify()
            values += [] if bound is None else [bound.value]
        assert values == sorted(values), seed


def test_the_part_of_the_portfolio_reports_rising_bounds_with_their_certificates() -> None:
    for seed, problem, _ in ascents(0, 60):
        rounds, events, board = [0], [], Board(problem, None)
        board.on_event = events.append

        def done(rounds: list[int] = rounds) -> bool:
            rounds[0] += 1
            return rounds[0] > STEPS

        PriceAscent(partial(asked_ascent, problem, arrays(problem)), 1.0).run(board, done, 1.0)
        values = [event.bound for event in events]
        assert values == sorted(values), seed
        assert (board.certificate is None) == (board.bound is None), seed
        if board.certificate is not None:
            assert certified(problem, board.certificate) == board.bound == values[-1], seed


def test_searches_are_steered_before_the_first_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    """By prices that claim nothing: no bound comes of them before the checker has valued one."""
    monkeypatch.setattr(prices, "STEER_AFTER", -1.0)
    seen = 0
    for _, problem, _ in ascents(0, 20):
        board, known = Board(problem, None), []

        def done(board: Board = board, known: list[tuple[bool, bool]] = known) -> bool:
            known.append((board.prices is not None, board.bound is not None))
            return len(known) > STEPS

        PriceAscent(partial(asked_ascent, problem, arrays(problem)), 1.0).run(board, done, 1.0)
        seen += (True, False) in known
        assert board.certificate is None or board.prices is board.certificate
    assert seen >= 10


def test_short_steps_leave_homes_on_the_works_that_they_are_charged_to() -> None:
    """As steps shrink, the prices of the best values are kept: nothing drifts back to an even share."""
    two = work(demands=(crew(100),)), work(demands=(crew(100),))
    sooner = asked_ascent(
        *with_arrays(world(*two, horizon=4, homes=(Homes(5, (0, 1)),), priced=frozenset({HOME_WEEKS})))
    )
    assert isinstance(sooner, SoonerAscent)
    sooner.mix[:] = 0.9, 0.1
    for _ in range(100):
        sooner._share_delays(1e-6)
    assert sooner.mix == pytest.approx([0.9, 0.1], abs=1e-4)


def with_arrays(problem: Problem) -> tuple[Problem, Arrays]:
    return problem, arrays(problem)


def test_certificates_survive_json() -> None:
    for seed, problem, ascent in ascents():
        bound = ascent.certify()
        if bound is not None:
            assert certified(problem, json.loads(json.dumps(bound.certificate))) == bound.value, seed


def numbers(certificate: dict[str, Any]) -> list[tuple[dict[str, Any] | list[Any], str | int]]:
    """Every place in a certificate that holds a number."""
    places: list[tuple[dict[str, Any] | list[Any], str | int]] = []
    for name, value in certificate.items():
        if isinstance(value, dict):
            places += numbers(value)
        elif isinstance(value, list):
            places += [(value, t) for t in range(len(value))]
        elif isinstance(value, int):
            places.append((certificate, name))
    return places


@pytest.mark.parametrize("first", chunks(SEEDS, CHUNK, QUICK, QUICK))
def test_a_number_changed_is_a_valid_bound_or_refused(first: int) -> None:
    """Each number in turn, of a good certificate and of a random one, changed in every way that a mistake or a fraud
    could."""
    valid = refused = 0
    for seed, problem, ascent in ascents(first, first + CHUNK):
        best, bound = cheapest(seed)[0], ascent.certify()
        if best is None or bound is None:
            continue
        for sound in (bound.certificate, random_certificate(problem, Random(seed))):
            as_made = copy.deepcopy(sound)
            for table, key in numbers(sound):
                was = table[key]  # type: ignore[index]
                for value in wrong(was):
                    table[key] = value  # type: ignore[index]
                    try:
                        proven = certified(problem, sound)
                    except Refused:
                        refused += 1
                        continue
                    assert proven <= best, (seed, key, sound)
                    valid += 1
                table[key] = was  # type: ignore[index]
            assert sound == as_made
    assert min(valid, refused) > 500


def wrong(number: int) -> tuple[object, ...]:
    """What may stand in place of a number."""
    return (
        0,
        1,
        -1,
        2 * number + 1,
        number // 2,
        -number,
        number + 7,
        10**12,
        2**57,
        2**63,
        2**200,
        number + 0.5,
        None,
        "1",
        True,
    )


@pytest.mark.parametrize(
    "wrong",
    [{"heads": [1]}, {"heads": {"0": 1}}, {"heads": {"²": [1]}}, {"delay": 3}, {"project": None}, {"lot": {"-1": 0}}],
)
def test_a_table_of_another_shape_is_refused(wrong: dict[str, Any]) -> None:
    problem = world(work(demands=(crew(100),)), horizon=1, pools=(pool(100, weeks=1),))
    with pytest.raises(Refused):
        certified(problem, {"kind": "prices", "scale": 1, **wrong})


def test_prices_that_leave_64_bits_are_refused() -> None:
    """2^57 a week for 128 weeks is 2^64, which is 0 in 64 bits: the successor's part would vanish and the
    predecessor's 2^57 be a bound."""
    activities = (work(pinned=0), work(pinned=128))
    problem = world(*activities, horizon=130, precedences=(Precedence(0, 1, Link.FINISH_START),))
    assert certified(problem, {"kind": "prices", "scale": 1, "precedence": {"0": 5}}) == -127 * 5
    with pytest.raises(Refused):
        certified(problem, {"kind": "prices", "scale": 1, "precedence": {"0": 2**57}})
    with pytest.raises(Refused):
        certified(world(Activity(0, (Mode(1, labour=30),))), {"kind": "prices", "scale": 2**58})


def test_work_that_nobody_may_do_has_no_bound() -> None:
    problem = world(work(demands=(Demand(0, 100, ()),)))
    with pytest.raises(Refused):
        certified(problem, {"kind": "prices", "scale": 1})


class Clocked:
    """An ascent, and the board it is told to, by a clock of its own: a step takes one second, certifying ten, and no
    step after the first eight brings anything."""

    prices, certificate, settled = (), None, False

    def __init__(self) -> None:
        self.seconds, self.steps, self.certified, self.value = 0.0, 0, 0, 0

    def step(self, _part: float) -> bool:
        self.seconds, self.steps = self.seconds + 1, self.steps + 1
        self.value = min(self.steps, 8)
        return True

    def certify(self) -> None:
        self.seconds, self.certified = self.seconds + 10, self.certified + 1


@pytest.mark.parametrize(("seconds", "times"), [(30.0, 2), (12.0, 1)])
def test_certifying_is_part_of_the_time_and_nothing_is_certified_twice(seconds: float, times: int) -> None:
    """In 30 seconds prices are certified after five and at eight steps, and there is no room for a third time; nothing
    is new then. In 12 what certifying takes is not known before it is done once, so that it ends three late."""
    both: Any = Clocked()
    PriceAscent(lambda: both, 1.0).run(both, lambda: both.seconds >= seconds, seconds)
    assert both.certified == times
    assert both.seconds <= seconds + 3
