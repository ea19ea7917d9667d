"""Patterson's format (``.rcp``, and the ``.txt`` of RCPSP collections): nothing but numbers, so lines may be broken
anywhere.

Number of activities and of resources; capacities; per activity its duration, demands, number of successors and
successors (from 1)."""

from __future__ import annotations

from .network import Job, Network, Way
from .text import Malformed, Words


def patterson(name: str, lines: list[tuple[int, str]]) -> Network:
    """Read the lines of a file. Raises :class:`Malformed`."""
    words = Words(name, lines)
    count = words.number("the number of activities", 1)
    resources = words.number("the number of resources")
    capacities = words.numbers(resources, "a capacity")
    jobs = []
    for j in range(1, count + 1):
        duration = words.number(f"the duration of activity {j}")
        line = words.line
        demands = words.numbers(resources, f"a demand of activity {j}")
        after = []
        for _ in range(words.number(f"the number of successors of activity {j}")):
            successor = words.number(f"a successor of activity {j}", 1)
            if successor > count:
                raise Malformed(name, words.line, f"activity {j} has successor {successor} of {count}")
            after.append(successor - 1)
        jobs.append(Job((Way(duration, demands),), tuple(after), line=line))
    words.finish()
    return Network(tuple(jobs), capacities)
