"""Drop-out as scenarios: newcomers who each stay or leave, drawn with a seed and played again, instead of the
expectation that a plan counts with (targets under uncertainty in the sense of Jaillet, Loke and Sim, *Strategic
workforce planning under uncertainty*)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from wijkplan.models.problem import Problem
from wijkplan.planner.compile.cohorts import HEAD, Recruits
from wijkplan.planner.submission.newcomers import Track

from .missing import Missing


@dataclass(frozen=True, slots=True)
class Draws:
    """Per scenario, cohort and newcomer of it the weeks after which he or she leaves; ``None``: stays. ``courses`` are
    per cohort the hundredths of a head week by week of one who stays."""

    left: tuple[tuple[tuple[int | None, ...], ...], ...]
    courses: tuple[tuple[int, ...], ...]


def seeded(recruits: Recruits, problem: Problem, scenarios: int, seed: int) -> Draws:
    """The same every time for a seed: whoever is taken on, a newcomer of a cohort does the same in a scenario."""
    tracks = {track.id: track for track in recruits.tracks}
    lengths = {track.id: sum(phase.weeks for phase in track.phases) for track in recruits.tracks}
    rows = []
    for scenario in range(scenarios):
        random = Random(f"{seed}/{scenario}")
        row = []
        for cohort, name in zip(recruits.cohorts, recruits.names, strict=True):
            track = tracks[name.track]
            draws = [(random.random(), random.random()) for _ in range(cohort.most)]
            row.append(
                tuple(
                    int(when * lengths[track.id]) if 100 * leaves < track.dropout_percent else None
                    for leaves, when in draws
                )
            )
        rows.append(tuple(row))
    courses = tuple(
        _course(tracks[name.track], problem.horizon - cohort.start)
        for cohort, name in zip(recruits.cohorts, recruits.names, strict=True)
    )
    return Draws(tuple(rows), courses)


def _course(track: Track, weeks: int) -> tuple[int, ...]:
    row = [phase.works_percent - phase.guiding_percent for phase in track.phases for _ in range(phase.weeks)]
    return tuple((row + [HEAD] * weeks)[:weeks])


def gone_from(draws: Draws, problem: Problem, missing: Missing, intake: Sequence[int]) -> list[int | None]:
    """Per scenario the first quarter from which on these newcomers do all that is missing; ``None`` where they never
    do."""
    found: list[int | None] = []
    quarters = range(len(problem.quarters) - 1)
    needed = missing.from_quarter(0)
    for added in _added(draws, problem, missing, intake, quarters):
        short = [q for (pool, q), amount in needed.items() if added[pool, q] < amount]
        first = max(short) + 1 if short else 0
        found.append(first if first < len(quarters) else None)
    return found


def times_enough(
    draws: Draws, problem: Problem, missing: Missing, intake: Sequence[int], needed: Mapping[tuple[int, int], int]
) -> int:
    """In how many scenarios these newcomers do all that is needed, per pool and quarter."""
    quarters = sorted({q for _, q in needed})
    return sum(
        all(added[key] >= amount for key, amount in needed.items())
        for added in _added(draws, problem, missing, intake, quarters)
    )


def _added(
    draws: Draws, problem: Problem, missing: Missing, intake: Sequence[int], quarters: Sequence[int]
) -> Iterator[dict[tuple[int, int], int]]:
    """Per scenario what these newcomers add per pool and quarter, in hundredths of a head x weeks."""
    chosen = [(c, n) for c, n in enumerate(intake) if n and problem.cohorts[c].pool in missing.pools]
    for left in draws.left:
        added: dict[tuple[int, int], int] = defaultdict(int)
        for c, number in chosen:
            cohort, course = problem.cohorts[c], draws.courses[c]
            for gone in left[c][:number]:
                for q in quarters:
                    begin, end = (max(0, week - cohort.start) for week in problem.quarters[q : q + 2])
                    added[cohort.pool, q] += sum(course[begin : end if gone is None else min(end, gone)])
        yield added
