"""With what chance weeks keep: plans carried out in many drawn worlds, two of them in the same ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil, sqrt
from typing import Literal

from wijkplan.models.robust.replay import BEYOND, Replay, Replayed
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.record.robust import Cause, Gap, LineChance, Promise, Share, Side, TenderChance

from .draws import Draws, Setting, block

NORMAL_95 = 1.96
Measure = Literal["begins", "ends", "weeks_late", "projects_on_time", "last_week"]
MEASURES: tuple[Measure, ...] = ("begins", "ends", "weeks_late", "projects_on_time", "last_week")


class Sample:
    """One plan carried out in so many worlds; fewer where it is stopped."""

    def __init__(
        self, setting: Setting, seed: int, draws: int, stop: Callable[[], bool], kinds: frozenset[str] | None = None
    ) -> None:
        self.setting, self.draws = setting, Draws(setting, seed)
        replay = Replay(setting.problem, setting.plan)
        self.works = sorted(replay.placed)
        self.placed = replay.placed
        self.awards: list[frozenset[int]] = []
        self.done: list[Replayed] = []
        for number in range(draws):
            if stop() and self.done:
                break
            world = self.draws.world(number, kinds)
            self.awards.append(frozenset(world.award))
            self.done.append(replay.run(world))

    def of(self, measure: Measure) -> list[float]:
        """A measure of each draw."""
        return [self._measure(measure, one) for one in self.done]

    def _measure(self, measure: Measure, one: Replayed) -> float:
        problem, works = self.setting.problem, self.works
        if measure == "begins":
            return sum(one.starts[a] == self.placed[a].start for a in works) / max(1, len(works))
        if measure == "ends":
            return sum(one.ends[a] <= self.placed[a].end for a in works) / max(1, len(works))
        if measure == "weeks_late":
            return sum(one.ends[a] - self.placed[a].end for a in works) / max(1, len(works))
        if measure == "last_week":
            return float(max((one.ends[a] for a in works), default=0))
        return float(
            sum(
                max(one.ends[a] for a in members) <= project.target
                for project, members in zip(problem.projects, problem.members, strict=True)
                if members
            )
        )


def share(count: int, of: int) -> Share:
    """How often, with Wilson's interval at 95 %."""
    rate, z = count / of, NORMAL_95
    middle = (rate + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(rate * (1 - rate) / of + z * z / (4 * of * of))
    return Share(share=round(rate, 4), low=round(max(0.0, middle - half), 4), high=round(min(1.0, middle + half), 4))


def weeks_kept(values: Sequence[int], often: float) -> int:
    """The least number that so many of these (a share of them) are not above."""
    return sorted(values)[max(0, ceil(often * len(values)) - 1)]


def lines(sample: Sample, often: float) -> tuple[LineChance, ...]:
    """How often the week of each work keeps."""
    names, number, found = sample.setting.names, len(sample.done), []
    for a in sample.works:
        placed = sample.placed[a]
        late = [max(0, one.starts[a] - placed.start) for one in sample.done]
        found.append(
            LineChance(
                activity=names.activities[a].id,
                week=week_label(names.start, placed.start),
                begins=share(late.count(0), number),
                ends=share(sum(one.ends[a] <= placed.end for one in sample.done), number),
                late_weeks=weeks_kept(late, often),
            )
        )
    return tuple(found)


def tenders(sample: Sample) -> tuple[TenderChance, ...]:
    """How often each tender is awarded as planned."""
    problem, names, number = sample.setting.problem, sample.setting.names, len(sample.done)
    return tuple(
        TenderChance(
            tender=names.tenders[one.tender].id,
            awarded=share(sum(not late & set(problem.tenders[one.tender].projects) for late in sample.awards), number),
        )
        for one in sample.setting.plan.tenders
    )


def promises(sample: Sample, often: float) -> tuple[Promise, ...]:
    """Per street and block of homes the weeks between which all of its planned work is done so often."""
    problem, names = sample.setting.problem, sample.setting.names
    homes: dict[str, list[int]] = {}
    streets: dict[str, list[int]] = {}
    for a in sample.works:
        if a in problem.street_of:
            streets.setdefault(names.streets[problem.street_of[a][0]].id, []).append(a)
        elif names.projects[problem.activities[a].project].work_type == "retrofit":
            homes.setdefault(block(names, problem, a), []).append(a)
    kinds: Mapping[Literal["street", "homes"], dict[str, list[int]]] = {"street": streets, "homes": homes}
    last = problem.horizon
    found = []
    for kind, rows in kinds.items():
        for place, works in sorted(rows.items()):
            first = min(sample.placed[a].start for a in works)
            planned = max(sample.placed[a].end for a in works)
            ends = [max(one.ends[a] for a in works) for one in sample.done]
            until = max(planned, weeks_kept(ends, often))
            found.append(
                Promise(
                    kind=kind,
                    place=place,
                    first=week_label(names.start, first),
                    planned=week_label(names.start, planned - 1),
                    until=None if until >= last + BEYOND else week_label(names.start, until - 1),
                    chance=share(sum(end <= until for end in ends), len(ends)),
                )
            )
    return tuple(found)


def side(sample: Sample, variant: str) -> Side:
    """How a plan fares on average."""
    mean = {measure: sum(values) / len(values) for measure in MEASURES if (values := sample.of(measure))}
    return Side(variant=variant, **{measure: round(value, 4) for measure, value in mean.items()})


def gaps(first: Sample, second: Sample) -> tuple[Gap, ...]:
    """What lies between two plans, draw by draw."""
    found = []
    for measure in MEASURES:
        number = min(len(first.done), len(second.done))
        ones, others = first.of(measure)[:number], second.of(measure)[:number]
        apart = [b - a for a, b in zip(ones, others, strict=True)]
        mean, half = sum(apart) / number, _half(_variance(apart), number)
        found.append(
            Gap(
                measure=measure,
                mean=round(mean, 4),
                low=round(mean - half, 4),
                high=round(mean + half, 4),
                apart=round(_half(_variance(ones) + _variance(others), number), 4),
            )
        )
    return tuple(found)


def cause(kind: str, sample: Sample) -> Cause:
    """How a plan fares where only one kind of thing goes wrong."""
    told = side(sample, "")
    return Cause(kind=kind, begins=told.begins, weeks_late=told.weeks_late)


def _variance(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / max(1, len(values) - 1)


def _half(variance: float, number: int) -> float:
    return NORMAL_95 * sqrt(variance / number)
