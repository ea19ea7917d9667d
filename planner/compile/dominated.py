"""Candidates that another way of buying makes superfluous: the same lots, less of them together.

A combined tender in lots is dominated where its lots fall apart into parts that are candidates of their own with the
same lots, and these together cost no more, take no more weeks to prepare and to award, may be published in every week
that it may, and need no more desk places: a client orders in one of the parts only, unless it has a place for every
procedure that it could ever have in preparation. Then any plan with the tender can be changed, moving no work, into
one with the parts that costs no more: who shares a lot still does, and each lot keeps its period. So leaving it out
changes neither the best plan nor any bound, for every question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import networkx as nx

from wijkplan.models.problem import Lot, Tender

from .names import TenderName

Row = tuple[Tender, TenderName]
Lots = frozenset[tuple[int, ...]]


def undominated(
    rows: Sequence[Row], wanted: Collection[tuple[str, ...]], desks: Mapping[int, int]
) -> tuple[list[Row], list[Row]]:
    """The rows that stay, in their order, and those that are dominated. Groups in ``wanted`` (that the core team asked
    for) stay in every form. ``desks`` are the desk places per client."""
    by_lots = {_key(t.lots): t for t, _ in rows}
    client_of = {t.projects[0]: t.clients[0] for t, _ in rows if len(t.projects) == 1}
    ordered = Counter(client_of.values())
    scarce = {client for client, places in desks.items() if places < ordered[client]}
    kept: list[Row] = []
    out: list[Row] = []
    for tender, name in rows:
        apart = [by_lots.get(_key(part)) for part in _parts(tender, client_of, scarce)]
        if name.projects not in wanted and len(apart) > 1 and _no_worse([t for t in apart if t is not None], tender):
            out.append((tender, name))
        else:
            kept.append((tender, name))
    return kept, out


def _key(lots: Sequence[Lot]) -> Lots:
    return frozenset(lot.projects for lot in lots)


def _parts(tender: Tender, client_of: Mapping[int, int], scarce: Collection[int]) -> list[list[Lot]]:
    """The lots, those together in which a client orders whose desk may be full."""
    graph = nx.Graph()
    for i, lot in enumerate(tender.lots):
        graph.add_node(("lot", i))
        graph.add_edges_from((("lot", i), ("client", client_of[p])) for p in lot.projects if client_of[p] in scarce)
    return [[tender.lots[i] for kind, i in sorted(part) if kind == "lot"] for part in nx.connected_components(graph)]


def _no_worse(parts: Sequence[Tender], tender: Tender) -> bool:
    """Whether these buy everything, no dearer, later or less freely than the tender does."""
    period = {lot.projects: lot.period for lot in tender.lots}
    return (
        sum(len(one.lots) for one in parts) == len(tender.lots)
        and sum(one.procurement + one.mobilisation for one in parts) <= tender.procurement + tender.mobilisation
        and all(
            one.lead <= tender.lead and one.preparation <= tender.preparation and one.closed <= tender.closed
            for one in parts
        )
        and all(lot.period >= period[lot.projects] for one in parts for lot in one.lots)
    )
