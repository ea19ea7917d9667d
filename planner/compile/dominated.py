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
from functools import cached_property

from wijkplan.models.problem import Lot, Tender

from .names import TenderName

Row = tuple[Tender, TenderName]
Lots = frozenset[tuple[int, ...]]


class Undominated:
    """The list of candidates while it grows: groups after the smaller ones that they fall apart into.

    ``kept`` are those that stay, in their order, and ``left_out`` those that are dominated. Groups in ``wanted`` (that
    the core team asked for) stay in every form. ``desks`` are the desk places per client; all single projects are
    added before anything is held against them."""

    def __init__(self, wanted: Collection[tuple[str, ...]], desks: Mapping[int, int]) -> None:
        self.kept: list[Row] = []
        self.left_out: list[Row] = []
        self._wanted = wanted
        self._desks = desks
        self._by_lots: dict[Lots, Tender] = {}
        self._client_of: dict[int, int] = {}

    @cached_property
    def _scarce(self) -> frozenset[int]:
        ordered = Counter(self._client_of.values())
        return frozenset(client for client, places in self._desks.items() if places < ordered[client])

    def add(self, tender: Tender, name: TenderName) -> None:
        """One more candidate."""
        self._by_lots[_key(tender.lots)] = tender
        if len(tender.projects) == 1:
            self._client_of[tender.projects[0]] = tender.clients[0]
            self.kept.append((tender, name))
            return
        parts = [] if name.projects in self._wanted else _parts(tender, self._client_of, self._scarce)
        apart = [self._by_lots.get(_key(part)) for part in parts]
        worse = len(apart) > 1 and _no_worse([t for t in apart if t is not None], tender)
        (self.left_out if worse else self.kept).append((tender, name))


def _key(lots: Sequence[Lot]) -> Lots:
    return frozenset(lot.projects for lot in lots)


def _parts(tender: Tender, client_of: Mapping[int, int], scarce: Collection[int]) -> list[list[Lot]]:
    """The lots, those together in which a client orders whose desk may be full."""
    holding = [{client for p in lot.projects if (client := client_of[p]) in scarce} for lot in tender.lots]
    if len(set().union(*holding)) == sum(map(len, holding)):  # no client in two lots
        return [[lot] for lot in tender.lots]
    parts: list[tuple[list[int], set[int]]] = []  # lots by their place, and the clients that hold them together
    for i, clients in enumerate(holding):
        joined = [part for part in parts if part[1] & clients]
        apart = [part for part in parts if not part[1] & clients]
        places = sorted([i, *(k for lots, _ in joined for k in lots)])
        parts = [*apart, (places, clients.union(*(some for _, some in joined)))]
    return [[tender.lots[i] for i in places] for places, _ in sorted(parts, key=lambda part: part[0])]


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
