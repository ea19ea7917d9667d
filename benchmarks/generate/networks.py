"""Random project networks of our own, for where no public instances are: seeded, and made again from their three
numbers."""

from __future__ import annotations

from random import Random

from wijkplan.benchmarks.library.network import Job, Network, Way

RESOURCES = 4
MOST_TIME, MOST_HEADS = 10, 10


def network(projects: int, jobs: int, modes: int, seed: int) -> Network:
    """``projects`` of ``jobs`` jobs each, which share four resources; several modes bring two scarce non-renewable
    resources.

    Jobs come in waves of about five; each follows one to three of the fifteen jobs of its project before its wave. A
    longer mode takes fewer heads and less stock. Capacities lie between the largest single demand and what about a
    fifth of the jobs would ask for."""
    random = Random(f"{projects} {jobs} {modes} {seed}")
    made: list[Job] = []
    for project in range(projects):
        first = len(made)
        follows: list[list[int]] = [[] for _ in range(jobs)]
        for j in range(5, jobs):
            wave = j - j % 5
            for before in random.sample(range(max(0, wave - 15), wave), random.randint(1, 3)):
                follows[before].append(first + j)
        made += [Job(_ways(modes, random), tuple(after), project) for after in follows]
    columns = [[job.ways[0].demands[r] for job in made] for r in range(RESOURCES)]
    capacities = tuple(max(max(c), round(sum(c) / len(c) * min(len(c), 4 * projects))) for c in columns)
    stocks: tuple[int, ...] = ()
    if modes > 1:
        ends = [[sorted(way.consumption[r] for way in job.ways) for job in made] for r in range(2)]
        stocks = tuple(round(sum(0.7 * row[0] + 0.3 * row[-1] for row in rows)) + len(made) for rows in ends)
    return Network(tuple(made), capacities, stocks, tuple(random.randint(0, 5) * p for p in range(projects)))


def _ways(modes: int, random: Random) -> tuple[Way, ...]:
    time = random.randint(1, MOST_TIME)
    heads = [random.randint(1, MOST_HEADS) if random.random() < 0.6 else 0 for _ in range(RESOURCES)]
    use = [random.randint(3, 10) for _ in range(2)] if modes > 1 else []
    return tuple(
        Way(time + 2 * m, tuple(-(-h * time // (time + 2 * m)) for h in heads), tuple(max(0, u - 3 * m) for u in use))
        for m in range(modes)
    )
