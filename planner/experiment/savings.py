"""What a variant saves against another: intervals that follow from plans, bounds, transfers and dissolutions, and the
words they allow.

What is known are differences: a variant's optimum is at most the cost of its plan and at least its bound, a wider
variant's is at most a narrower one's, a transfer (:mod:`wijkplan.models.check.transfer`) says by how much at least,
and a dissolution (:mod:`wijkplan.models.check.dissolution`) by how much at most. The tightest interval for any two
variants is a shortest path through these facts (difference constraints: Bellman 1958, Ford). For a variant with plan
``U`` and bound ``L`` the path straight through both gives ``[L_a - U_b, U_a - L_b]``. A stored plan of cost ``C`` is a
fact: for it ``L = U = C``, nothing is cheaper than it by being wider, and a solved variant is no dearer only where the
plan keeps what the question asks (equal delivery is measured against one of the stored plans; another may well be
later and cheaper). So what is saved against a stored plan can be below zero."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from wijkplan.planner.plan.variants import STORED, Question, wider
from wijkplan.planner.record import Saving, Word

NEGLIGIBLE_PERMILLE = 5
"""A saving whose high end is under this share of decidable cost is called negligible: the definition of the word, not
a norm."""

Pair = tuple[str, str]

FACTS: tuple[Pair, ...] = (("own", "streets"), ("streets", "districts"))
"""Steps between stored plans: the difference of two facts."""

AMONG: tuple[Pair, ...] = (
    ("aligned", "shared"),
    ("aligned", "combined"),
    ("shared", "bundled"),
    ("combined", "bundled"),
    ("aligned", "bundled"),
)
"""Pairs of solved variants."""


def against(baseline: str) -> tuple[Pair, ...]:
    """What a stored plan is held against: the least and the most that is planned together."""
    return (baseline, "aligned"), (baseline, "bundled")


PAIRS: tuple[Pair, ...] = (*FACTS, *(pair for variant in STORED for pair in against(variant.id)), *AMONG)
"""All pairs of which it is said what the second saves."""


def goals(baseline: str) -> tuple[Pair, ...]:
    """The pairs that are worth deciding: those of solved variants, and what they save against the baseline."""
    return (*against(baseline), *AMONG)


STEPS_BEFORE: tuple[Pair, ...] = (*FACTS, ("districts", "aligned"))

ORDERS: dict[str, tuple[Pair, ...]] = {
    "sharing_first": (*STEPS_BEFORE, ("aligned", "shared"), ("shared", "bundled")),
    "combining_first": (*STEPS_BEFORE, ("aligned", "combined"), ("combined", "bundled")),
}
"""The two orders in which all that is saved, from each for itself to everything together, can be split; a step's
saving depends on what was allowed before it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is known of one variant in one question, in euros: the checked plan's cost, its decidable part, and the
    lower bound.

    ``stored`` marks a plan whose cost is a fact instead of something to be minimised; ``holds`` whether it keeps what
    the question asks."""

    cost: int | None
    decidable: int | None
    bound: int | None
    certified: bool
    stored: bool = False
    holds: bool = True

    @property
    def least(self) -> int | None:
        """What this side costs at least."""
        return self.cost if self.stored else self.bound


@dataclass(frozen=True, slots=True)
class Moved:
    """``source``'s optimum is at least so many euros above that of ``to``: a certified transfer."""

    source: str
    to: str
    euros: int


@dataclass(frozen=True, slots=True)
class Dissolved:
    """``source``'s optimum is at most so many euros above that of ``to``: a certified dissolution."""

    source: str
    to: str
    euros: int


def savings(
    question: Question, figures: Mapping[str, Figure], moved: Sequence[Moved] = (), dissolved: Sequence[Dissolved] = ()
) -> tuple[Saving, ...]:
    """All pairs of a question of which both sides were compared, and of which the second is known to cost anything.
    Raises ``ValueError`` where what is known cannot be true together."""
    known, certified = (_distances(figures, moved, dissolved, only) for only in (False, True))
    told = [(a, b) for a, b in PAIRS if a in figures and b in figures and not math.isinf(known[a][b])]
    return tuple(_saving(question, a, b, figures[a], known, certified) for a, b in told)


Distances = Mapping[str, Mapping[str, float]]
NOTHING = ""  # the node that costs 0


def _distances(
    figures: Mapping[str, Figure], moved: Sequence[Moved], dissolved: Sequence[Dissolved], certified: bool
) -> Distances:
    """Per pair of variants the most that the second costs above the first, from all that is known or from what is
    certified."""
    graph = nx.DiGraph()
    graph.add_nodes_from((NOTHING, *figures))

    def at_most(above: str, below: str, euros: int) -> None:
        """``above`` costs at most so many euros more than ``below``."""
        if not graph.has_edge(below, above) or graph[below][above]["weight"] > euros:
            graph.add_edge(below, above, weight=euros)

    for name, figure in figures.items():
        if figure.cost is not None:
            at_most(name, NOTHING, figure.cost)
        if figure.least is not None and (figure.stored or figure.certified or not certified):
            at_most(NOTHING, name, -figure.least)
        for other in wider(name) if figure.holds else ():
            if other in figures and not figures[other].stored:
                at_most(other, name, 0)
    for row in moved:
        if row.source in figures and row.to in figures:
            at_most(row.to, row.source, -row.euros)
    for cap in dissolved:
        if cap.source in figures and cap.to in figures:
            at_most(cap.source, cap.to, cap.euros)
    distances: Distances = nx.floyd_warshall(graph)
    if any(distances[name][name] < 0 for name in graph):
        raise ValueError("plans, bounds, transfers and dissolutions contradict each other")
    return distances


def _saving(question: Question, source: str, to: str, a: Figure, known: Distances, certified: Distances) -> Saving:
    low, high = _interval(source, to, certified)
    proven = low > 0 and high is not None and not math.isinf(certified[source][to])
    if not proven:
        low, high = _interval(source, to, known)
    if a.cost is None:
        word: Word = "undecided"  # there is no plan that would be left for it
    elif proven or low > 0:
        word = "proven" if proven else "indicated"
    elif _small(low, high, a.decidable):
        word = "negligible"
    else:
        dearer = high is not None and high < 0 and high == _interval(source, to, certified)[1]
        word = "proven dearer" if dearer else "undecided"
    return Saving(question=question, source=source, to=to, low=low, high=high, word=word)


def _small(low: int, high: int | None, decidable: int | None) -> bool:
    most = None if high is None else max(high, -low)
    return most == 0 or (most is not None and decidable is not None and 1000 * most < NEGLIGIBLE_PERMILLE * decidable)


def _interval(source: str, to: str, distances: Distances) -> tuple[int, int | None]:
    low, high = -distances[source][to], distances[to][source]
    return 0 if math.isinf(low) else int(low), None if math.isinf(high) else int(high)
