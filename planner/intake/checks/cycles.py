"""Nothing waits for itself."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.text import say

from .context import Context


def check(context: Context) -> Iterator[Finding]:
    """Cycles of ``after`` between projects, and between the activities that a project states itself."""
    waits = [(before, p.id) for _, p in context.projects for before in (*p.after, *(link.project for link in p.links))]
    between = [(before, then) for before, then in waits if before in context.project_at]
    for cycle in _cycles(between):
        at, _ = context.project_at[cycle[0]]
        what = say("These projects wait for each other: {names}.", names=" -> ".join([*cycle, cycle[0]]))
        yield error("precedence-cycle", *at.down("after").place, cycle[0], what, say("Take one of them out of after."))
    for at, project in context.projects:
        index = {own.id: i for i, own in enumerate(project.activities)}
        for cycle in _cycles(
            [(before, own.id) for own in project.activities for before in own.after if before in index]
        ):
            what = say("These activities wait for each other: {names}.", names=" -> ".join([*cycle, cycle[0]]))
            place = at.down(f"activities[{index[cycle[0]]}].after").place
            yield error("precedence-cycle", *place, cycle[0], what, say("Take one of them out of after."))


def _cycles(edges: list[tuple[str, str]]) -> Iterator[list[str]]:
    """One shortest cycle per knot, from its smallest id."""
    if not edges:
        return
    import networkx as nx  # late: most programmes have few such edges, and the import is slow

    graph = nx.DiGraph(sorted(edges))
    for knot in sorted(nx.strongly_connected_components(graph), key=min):
        first = min(knot)
        if len(knot) > 1:
            inside = graph.subgraph(knot)
            back = min((nx.shortest_path(inside, s, first) for s in sorted(inside.successors(first))), key=len)
            yield [first, *back[:-1]]
        elif graph.has_edge(first, first):
            yield [first]
