"""MPLIB's format (``.rcmp``, and the ``.txt`` of RCMPSP collections): several projects that share resources.

Number of projects and of resources; capacities; per project its number of activities and release date, and per
resource whether it uses it (which its demands say too); per activity its duration, demands, number of successors and
successors as ``project:activity``."""

from __future__ import annotations

from .network import Job, Network, Way
from .text import Malformed, Words


def mplib(name: str, lines: list[tuple[int, str]]) -> Network:
    """Read the lines of a file. Raises :class:`Malformed`."""
    words = Words(name, lines)
    projects = words.number("the number of projects", 1)
    resources = words.number("the number of resources")
    capacities = words.numbers(resources, "a capacity")
    releases = []
    rows: list[tuple[int, Way, list[tuple[int, int, int]], int]] = []  # project, mode, successors with their line, line
    first = [0]
    for p in range(projects):
        count = words.number(f"the number of activities of project {p + 1}", 1)
        releases.append(words.number(f"the release date of project {p + 1}"))
        words.numbers(resources, f"whether project {p + 1} uses a resource")
        for a in range(count):
            what = f"activity {p + 1}:{a + 1}"
            duration = words.number(f"the duration of {what}")
            line = words.line
            demands = words.numbers(resources, f"a demand of {what}")
            after = [_successor(words, what) for _ in range(words.number(f"the number of successors of {what}"))]
            rows.append((p, Way(duration, demands), after, line))
        first.append(len(rows))
    words.finish()
    jobs = []
    for p, way, after, line in rows:
        for q, b, at in after:
            if q > projects or b > first[q] - first[q - 1]:
                raise Malformed(name, at, f"successor {q}:{b} does not exist")
        jobs.append(Job((way,), tuple(first[q - 1] + b - 1 for q, b, _ in after), p, line))
    return Network(tuple(jobs), capacities, releases=tuple(releases))


def _successor(words: Words, what: str) -> tuple[int, int, int]:
    """Project and activity, both from 1, and the line they stand on."""
    pair = words.word(f"a successor of {what}").split(":")
    if len(pair) != 2:
        raise Malformed(
            words.name, words.line, f"a successor of {what} should read project:activity, not {':'.join(pair)!r}"
        )
    project, activity = (words.as_number(part, f"a successor of {what}", 1) for part in pair)
    return project, activity, words.line
