"""The portfolio: construct, improve, prove; anytime, and honest about what it knows.

A portfolio is one lane of parts per worker, one part after the other; lanes share plans and bounds on a
:class:`wijkplan.models.incumbent.Board`. Which parts a problem gets depends on what it is: plain project scheduling
goes to population search and CP-SAT, districts to ruin-and-recreate, CP-SAT on neighbourhoods and the priced
relaxation, small problems to CP-SAT as a whole first. With ``Settings.work`` one lane does a fixed number of rounds,
so that the same seed gives the same outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from .bound.lateness import CriticalWork
from .bound.prices import PriceAscent
from .bound.sooner import ascent as price_ascent
from .construct.arrays import Arrays, Ints, arrays
from .construct.compile_ahead import start
from .construct.serial import Project, plain
from .improve.anneal import Anneal, RuinRecreate
from .improve.exact import FullModel
from .improve.islands import Ferry
from .improve.lanes import beside_each_other
from .improve.lns import Neighbourhoods
from .improve.packing import Packing
from .improve.population import PopulationSearch
from .improve.recruit import recruit
from .improve.ruin import seed_rng
from .incumbent import Board, Part
from .outcome import Event, Outcome, Settings
from .plan import Plan
from .problem import Problem
from .windows import NoWindow

LARGE, HUGE = (
    100,
    500,
)  # activities of plain problems: from here on CP-SAT as a whole rarely, or never, finds or proves what others do not
SMALL = 40  # activities: CP-SAT as a whole settles most of these in seconds
SETTLED_GRACE = 2.0  # seconds more for a certified bound, once a solver has settled the optimum


class Stage(NamedTuple):
    """A part and the share of the whole time at which it hands over."""

    part: Part
    until: float


def solve(
    problem: Problem,
    settings: Settings,
    plans: Sequence[Plan] = (),
    on_event: Callable[[Event], None] | None = None,
    stop: Callable[[], bool] | None = None,
    bound: tuple[int, dict[str, Any]] | None = None,
) -> Outcome:
    """Solve a problem for a given time or amount of work.

    ``plans`` are plans to start from (of narrower variants: the result is never dearer than the cheapest that the
    checker accepts). ``bound`` is a certified bound with its certificate, of this problem or of a wider variant, from
    whose prices the ascent goes on. ``stop`` is asked now and then: true ends the solve with what there is."""
    if problem.cohorts:
        return recruit(problem, settings, plans, on_event, stop, bound, solve)
    board = Board(problem, on_event)
    if bound is not None:
        board.raise_bound(*bound, source="inherited")
    for plan in plans:
        board.offer(plan, "inherited")
    simple = plain(problem)
    if simple is None:
        start()
    try:
        if settings.work is not None:
            if simple is not None:
                _plain_work(simple, board, settings.seed, settings.work)
            else:
                _fixed_work(problem, arrays(problem), board, settings)
            return board.outcome()
        lanes = (
            _plain_lanes(simple, settings)
            if simple is not None
            else _district_lanes(problem, arrays(problem), settings, board.plan is not None)
        )
    except NoWindow as error:
        board.infeasible, board.reason = True, error.reason
        return board.outcome()
    beside_each_other([partial(_run, board, lane, settings, stop) for lane in lanes])
    return board.outcome()


def _run(board: Board, lane: Sequence[Stage], settings: Settings, stop: Callable[[], bool] | None) -> None:
    for stage in lane:
        end = stage.until * settings.seconds

        def done(until: float = end) -> bool:
            return board.seconds >= until or board.proven or (stop is not None and stop())

        if not done():
            stage.part.run(board, done, end - board.seconds)


def _plain_lanes(simple: Project, settings: Settings) -> list[list[Stage]]:
    """Sampling before each population where activities have one mode; in the last lane CP-SAT first, for as long as it
    is good for: it proves the easy ones early, and of large ones it proves none. Populations exchange individuals."""
    n, multi = len(simple.release), len(simple.duration) > len(simple.release)
    proving = 0.0 if n > HUGE else 0.4 if multi or n <= LARGE else 0.2
    ferry = Ferry() if settings.workers > 1 else None
    lanes: list[list[Stage]] = []
    for lane in range(max(1, settings.workers)):
        seed, last = settings.seed + lane, lane == max(0, settings.workers - 1)
        stages = [Stage(CriticalWork(simple), 1.0)] if last else []
        begins = proving if last else 0.0
        if begins:
            stages.append(Stage(FullModel(settings.seed), begins))
        if not multi and simple.duration.all():
            packing = Packing(simple, seed, n > HUGE)
            # What is too large for CP-SAT is sampled for most of the time: many projects leave much to fill, and on
            # 1,440 activities populations bring next to nothing.
            stages.append(Stage(packing, max(begins + 0.05, 0.1 if n <= HUGE else 0.9 if last else 0.7)))
            stages.append(Stage(PopulationSearch(simple, seed, packing.elite, ferry), 1.0))
        else:
            stages.append(Stage(PopulationSearch(simple, seed, ferry=ferry), 1.0))
        lanes.append(stages)
    return lanes


def _district_lanes(problem: Problem, x: Arrays, settings: Settings, planned: bool) -> list[list[Stage]]:
    """``planned``: there is a plan to begin from."""
    small = [Stage(FullModel(settings.seed), 0.3)] if len(problem.activities) <= SMALL else []
    ascent, ruin = (
        PriceAscent(partial(price_ascent, problem, x), SETTLED_GRACE),
        RuinRecreate(problem, x, settings.seed),
    )
    polish = [Stage(Neighbourhoods(problem, settings.seed + lane), 1.0) for lane in range(max(1, settings.workers))]
    if settings.focus is not None:
        first = [Stage(ascent, 1.0)] if settings.focus == "bound" else [*small, Stage(ruin, 0.5), polish[0]]
        second = RuinRecreate(problem, x, settings.seed + 1)
        beside = [Stage(second, 0.5)] if settings.focus == "plan" and not planned else []
        return [first, *([*beside, row] for row in polish[1:])]
    if settings.workers < 2:
        return [[*small, Stage(ruin, 0.45), Stage(ascent, 0.75), polish[0]]]
    # The ascent comes to rest long before the search does: then its lane searches as well, and the best of each
    # component counts.
    second = RuinRecreate(problem, x, settings.seed + 1, late=True)
    return [
        [Stage(ruin, 0.85), polish[0]],
        [*small, Stage(ascent, 0.55), Stage(second, 0.88), polish[1]],
        *([row] for row in polish[2:]),
    ]


def _plain_work(simple: Project, board: Board, seed: int, work: int) -> None:
    """``work`` schedules of a population, a tenth as many by sampling before it where activities have one mode, then
    the bound."""
    elite: list[tuple[int, Ints]] = []
    if len(simple.duration) == len(simple.release) and simple.duration.all():
        packing = Packing(simple, seed)
        seed_rng(seed)
        for _ in range(max(1, work // 10)):
            packing.step(board)
        elite = packing.elite
    PopulationSearch(simple, seed, elite).work(board, work)
    CriticalWork(simple).run(board, lambda: False, 0.0)


def _fixed_work(problem: Problem, x: Arrays, board: Board, settings: Settings) -> None:
    """A hundredth of ``work`` rounds of the bound, from the prices on the board where there are, which steer what
    follows (none where the plan alone is wanted and there are prices), then ``work`` rounds of improvement."""
    work, rounds = settings.work or 0, 0
    ascent = price_ascent(problem, x)
    if board.certificate is not None:
        ascent.resume(board.certificate)
    steps = 0 if settings.focus == "plan" and board.certificate is not None else max(1, work // 100)
    for i in range(steps):
        ascent.step(i / steps)
    best = ascent.certify() if steps else None
    if best is not None:
        board.raise_bound(best.value, best.certificate)
    anneal = Anneal(problem, x, board.plan or board.start, settings.seed)
    if board.certificate is not None:
        anneal.charge(board.certificate)
    while rounds < work and not board.proven:
        rounds += anneal.run(rounds / work)
        if anneal.improved:
            board.offer(anneal.plan(), "ruin and recreate")
    if board.plan is None:
        board.reason = anneal.missing()
