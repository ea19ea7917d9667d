"""Names: what the indices of a compiled problem stand for, for people and files.

Position ``i`` of each tuple names index ``i`` of the problem's tuple of that name; ``trades``, ``regions`` and
``employers`` name the problem's bare labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, Protocol

from wijkplan.planner.reference import Origin, Reference
from wijkplan.planner.reference.named import Named
from wijkplan.planner.submission.schema import Award, Regime, Sector, WorkType
from wijkplan.planner.text import Text, say

Form = Literal["single", "undivided", "lots-work-type", "lots-regime", "lots-district", "lots-client", "lots-project"]

Reason = Literal["shared-street", "shared-trade", "shared-weeks", "one-client"]
"""What members of a candidate tender have in common."""


TogetherWord = Literal["one contract", "in lots", "apart", "unlawful", "not free"]
"""Whether kinds of work can be bought together now: in one contract, in lots only (they fall under different parts of
the Act), not because they lie too far apart in place or time, not by law, or not because some is not to be
tendered."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ActivityName:
    """``id`` is ``<project>/<package>:<place>``; ``title`` is a text that has both languages. ``hours`` are
    person-hours per trade, alone in its opening. ``norm`` is where they are from: of the package, or the sender's own
    figure (``None``). ``asks``: what some who do it must hold (a certificate, say)."""

    id: str
    title: str
    package: str
    place: str
    street: str | None
    quantity: float
    unit: str
    hours: Mapping[str, float]
    norm: Origin | None
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectName:
    """``sender`` is who submitted it: an employer or a client; ``title`` is a text that has both languages."""

    id: str
    title: str
    work_type: WorkType
    award: Award
    sender: str
    homes: int
    value_eur: int


@dataclass(frozen=True, slots=True)
class EmployerName:
    """An employer, or an anonymous firm that stands for whoever wins work still to be tendered."""

    id: str
    name: str
    sector: Sector
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class ClientName:
    """Who orders work."""

    id: str
    name: str
    regime: Regime


@dataclass(frozen=True, slots=True)
class BudgetName:
    """A ceiling on euros: ``client:<id>`` or ``scheme:<id>``, and whose it is (``None``: a scheme's)."""

    id: str
    name: str
    client: str | None


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A street, a district or a region."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class TradeName(Named):
    """A trade in both languages."""

    id: str
    dutch: str
    english: str


@dataclass(frozen=True, slots=True)
class PoolName:
    """``<employer>:<trade>:<region>``; heads that are ``market`` can be hired and belong to no employer. ``holds``:
    what its people hold (a certificate, say); where others of the employer, trade and region hold something else, the
    id ends in it."""

    id: str
    employer: str | None
    trade: str
    region: str
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TenderName:
    """``<form>:<project>+<project>``; ``procedure`` is the longest of its members', which follows from ``basis_eur``:
    the value of the works that it belongs to. ``client_eur`` and ``bidders_eur`` are what buying it costs the clients
    and all bidders together (term ``procurement`` is their sum). ``reasons`` are what its members have in common
    (empty for one project). ``title`` is what the core team calls it, ``forced`` whether its projects may be combined
    in no other way."""

    id: str
    form: Form
    projects: tuple[str, ...]
    procedure: str
    value_eur: int
    basis_eur: int
    client_eur: int
    bidders_eur: int
    reasons: tuple[Reason, ...] = ()
    title: str | None = None
    forced: bool = False


@dataclass(frozen=True)
class Names:
    """All names of one compiled programme; ``start`` is the Monday of slot 0. ``work_types``: what they
    are called, those that the programme defines itself too; ``reference``: the data that it was compiled with,
    ``None`` for those of this release. ``municipalities``: per district the CBS code of its municipality."""

    programme: str
    start: date
    activities: tuple[ActivityName, ...]
    projects: tuple[ProjectName, ...]
    pools: tuple[PoolName, ...]
    markets: tuple[PoolName, ...]
    tenders: tuple[TenderName, ...]
    streets: tuple[PlaceName, ...]
    districts: tuple[PlaceName, ...]
    regions: tuple[PlaceName, ...]
    clients: tuple[ClientName, ...]
    employers: tuple[EmployerName, ...]
    trades: tuple[TradeName, ...]
    grids: tuple[str, ...] = ()
    deliveries: tuple[str, ...] = ()
    budgets: tuple[BudgetName, ...] = ()
    work_types: Mapping[str, Text] = field(default_factory=dict)
    municipalities: Mapping[str, str] = field(default_factory=dict)
    reference: Reference | None = None

    def monday(self, week: int) -> date:
        """Monday of a slot."""
        return self.start + timedelta(weeks=week)

    def week_of(self, day: date) -> int:
        """Slot of the ISO week of a day."""
        return (day - self.start).days // 7

    def trade_name(self, id: str) -> Text:
        """What a trade is called; its id where nobody knows it."""
        return next((row.name for row in self.trades if row.id == id), say("{last}", last=id))

    def region_name(self, id: str) -> str:
        """What a region is called; its id where nobody knows it."""
        return next((row.name for row in self.regions if row.id == id), id)

    def work_name(self, id: str) -> Text:
        """Title and id of a work; its id alone where nobody knows it."""
        at = self.activity_index.get(id)
        return say("{last}", last=id) if at is None else say("{name} ({id})", name=self.activities[at].title, id=id)

    def sender_name(self, id: str) -> str:
        """What an employer or client is called; its id where nobody knows it."""
        at = self.client_index.get(id)
        return self.employer_name(id) if at is None else self.clients[at].name

    def employer_name(self, id: str) -> str:
        """What an employer is called; its id where nobody knows it."""
        at = self.employer_index.get(id)
        return id if at is None else self.employers[at].name

    def pool_name(self, id: str) -> Text:
        """Whose people a pool or market has, and where; its id where nobody knows it."""
        if (at := self.pool_index.get(id)) is not None:
            pool = self.pools[at]
        elif (at := self.market_index.get(id)) is not None:
            pool = self.markets[at]
        else:
            return say("{last}", last=id)
        where = self.region_name(pool.region)
        if pool.employer is None:
            return say("{last}", last=where)
        return say("{name}, {region}", name=self.employer_name(pool.employer), region=where)

    @cached_property
    def activity_index(self) -> Mapping[str, int]:
        """Activity by id."""
        return _index(self.activities)

    @cached_property
    def project_index(self) -> Mapping[str, int]:
        """Project by id."""
        return _index(self.projects)

    @cached_property
    def pool_index(self) -> Mapping[str, int]:
        """Pool by id."""
        return _index(self.pools)

    @cached_property
    def market_index(self) -> Mapping[str, int]:
        """Market by id."""
        return _index(self.markets)

    @cached_property
    def tender_index(self) -> Mapping[str, int]:
        """Candidate tender by id."""
        return _index(self.tenders)

    @cached_property
    def street_index(self) -> Mapping[str, int]:
        """Street by id."""
        return _index(self.streets)

    @cached_property
    def employer_index(self) -> Mapping[str, int]:
        """Employer or anonymous firm by id."""
        return _index(self.employers)

    @cached_property
    def client_index(self) -> Mapping[str, int]:
        """Client by id."""
        return _index(self.clients)


def _index(items: Sequence[_Named]) -> dict[str, int]:
    return {item.id: i for i, item in enumerate(items)}
