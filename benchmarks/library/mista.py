"""The format of the MISTA 2013 challenge (Wauters and others 2016): several projects with several modes per job, on
resources that all share and on their own.

Number of projects; per project its release date, its critical path and the name of its file (PSPLIB's, relative to this
one); number of renewable resources; per resource what all projects have of it together, -1 where each has its own.
Resources that do not come back are each project's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .network import Job, Network, Way
from .psplib import psplib
from .text import Malformed, Words, lines_of

Lines = list[tuple[int, str]]
OWN = -1  # stands for the amount of a resource of which each project has its own


def is_mista(lines: Lines) -> bool:
    """Whether the first project has a file: after three numbers comes a name."""
    words = [word for _, text in lines[:9] for word in text.split()]
    return len(words) > 3 and all(word.isdigit() for word in words[:3]) and "." in words[3]


def mista(path: Path, lines: Lines) -> Network:
    """Read the lines of a file, and the files of its projects. Raises :class:`Malformed`."""
    words = Words(path.name, lines)
    releases, spans, parts = [], [], []
    for p in range(words.number("the number of projects", 1)):
        releases.append(words.number(f"the release date of project {p + 1}"))
        spans.append(words.number(f"the critical path of project {p + 1}"))
        parts.append(_part(path, words, p + 1))
    count = words.number("the number of resources")
    shared = [words.number(f"the amount of resource {r + 1}", OWN) for r in range(count)]
    words.finish()
    for p, part in enumerate(parts):
        if len(part.capacities) < count:
            raise Malformed(path.name, words.line, f"project {p + 1} has {len(part.capacities)} of {count} resources")
    return _joined(parts, shared, releases, spans)


def _part(path: Path, words: Words, number: int) -> Network:
    """The network of one project's file."""
    name = words.word(f"the file of project {number}")
    place = path.parent / name
    if not place.is_file():
        raise Malformed(path.name, words.line, f"there is no {name}, the file of project {number}")
    return psplib(name, lines_of(place))


def _joined(parts: Sequence[Network], shared: Sequence[int], releases: Sequence[int], spans: Sequence[int]) -> Network:
    """One network: shared resources first, then what each project has of its own."""
    capacities = [amount for amount in shared if amount != OWN]
    stocks = [amount for part in parts for amount in part.stocks]
    places: list[list[int]] = []  # per project and resource of its own file: which resource of the whole
    for part in parts:
        row, common = [], 0
        for r, amount in enumerate(part.capacities):
            if r < len(shared) and shared[r] != OWN:
                row.append(common)
                common += 1
            else:
                row.append(len(capacities))
                capacities.append(amount)
        places.append(row)
    jobs: list[Job] = []
    before = 0  # stocks of the projects before this one
    for p, part in enumerate(parts):
        first = len(jobs)
        for job in part.jobs:
            ways = tuple(_way(way, places[p], len(capacities), before, len(stocks)) for way in job.ways)
            jobs.append(Job(ways, tuple(first + s for s in job.successors), p, job.line))
        before += len(part.stocks)
    targets = tuple(release + span for release, span in zip(releases, spans, strict=True))
    return Network(tuple(jobs), tuple(capacities), tuple(stocks), tuple(releases), targets)


def _way(way: Way, places: Sequence[int], resources: int, before: int, stocks: int) -> Way:
    demands, consumption = [0] * resources, [0] * stocks
    for r, heads in zip(places, way.demands, strict=True):
        demands[r] = heads
    consumption[before : before + len(way.consumption)] = way.consumption
    return Way(way.duration, tuple(demands), tuple(consumption))
