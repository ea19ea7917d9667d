"""What a problem knows of tenders: their lots, and the clients that publish them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lot:
    """A perceel: the projects of one contract. The last end minus the first start is at most ``period`` weeks.
    ``mobilisation``: euros, once per trade and district of the lot."""

    projects: tuple[int, ...]
    period: int
    mobilisation: int = 0


@dataclass(frozen=True, slots=True)
class Tender:
    """A candidate procedure. Nothing in it starts before publication + ``lead``; publication is no sooner than
    ``preparation`` weeks from now and not in a ``closed`` week, and each of ``clients`` has one desk place occupied
    from ``preparation`` weeks before it. ``barred``: this problem asks what is best without it, so that one way to buy
    can be held against another."""

    lots: tuple[Lot, ...]
    clients: tuple[int, ...]
    procurement: int = 0
    preparation: int = 0
    lead: int = 0
    closed: frozenset[int] = frozenset()
    barred: bool = False

    @property
    def projects(self) -> tuple[int, ...]:
        """Members, lot by lot."""
        return tuple(p for lot in self.lots for p in lot.projects)

    @property
    def combined(self) -> bool:
        """Whether it buys more than one project."""
        return len(self.projects) > 1

    def open_week(self, since: int) -> int:
        """The first week from ``since`` on in which it may be published, preparation allowing."""
        week = max(since, self.preparation)
        while week in self.closed:
            week += 1
        return week

    @property
    def earliest(self) -> int:
        """The first week in which its work may begin: first publication + lead."""
        return self.open_week(0) + self.lead

    @property
    def mobilisation(self) -> int:
        """Euros over its lots."""
        return sum(lot.mobilisation for lot in self.lots)


@dataclass(frozen=True, slots=True)
class Client:
    """Who orders work; ``desk`` procedures can be prepared at a time. ``taken``, where there are any: per week so many
    of these places are others', of whom the problem knows no more (a part of a programme beside the rest)."""

    desk: int = 1
    taken: tuple[int, ...] = ()

    @property
    def least(self) -> int:
        """Places that are free in every week."""
        return self.desk - max(self.taken, default=0)
