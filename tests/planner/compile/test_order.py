"""What comes before what: as a library of graphs says it."""

from __future__ import annotations

import doctest
from itertools import pairwise
from random import Random

import networkx as nx
import pytest

from wijkplan.planner.compile import order
from wijkplan.planner.compile.order import circle, direct, in_order

NUMBER = 9


def drawn(seed: int, round_too: bool) -> list[tuple[int, int]]:
    """Pairs of works, which go round only where they may."""
    random = Random(seed)
    found = [(random.randrange(NUMBER), random.randrange(NUMBER)) for _ in range(random.randint(0, 16))]
    place = random.sample(range(NUMBER), NUMBER)
    return found if round_too else [(a, b) for a, b in found if place[a] < place[b]]


def test_a_circle_is_found_where_there_is_one() -> None:
    there = 0
    for seed in range(300):
        pairs = drawn(seed, True)
        found = circle(pairs)
        assert bool(found) != nx.is_directed_acyclic_graph(nx.DiGraph(pairs)), seed
        assert all(pair in pairs for pair in pairwise([*found, *found[:1]])), seed
        there += bool(found)
    assert 50 < there < 250


@pytest.mark.parametrize("seed", range(30))
def test_order_and_what_follows_from_others_are_those_of_a_library(seed: int) -> None:
    pairs = drawn(seed, False)
    graph = nx.DiGraph(pairs)
    assert direct(pairs) == set(nx.transitive_reduction(graph).edges)
    graph.add_nodes_from(range(NUMBER))
    assert list(in_order(NUMBER, pairs)) == list(nx.lexicographical_topological_sort(graph))


def test_the_examples_hold() -> None:
    assert doctest.testmod(order).failed == 0
