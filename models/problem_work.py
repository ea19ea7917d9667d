"""What a problem knows of work: activities with their modes, demands and staffing patterns, projects, precedences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import compress
from operator import attrgetter


class Position(IntEnum):
    """Place of a dig in its opening; it selects the dig's content, duration and demand (rule ``opening``)."""

    ALONE = 0
    FIRST = 1
    MIDDLE = 2
    LAST = 3


STAFFING = ("standby", "hire", "turnover", "travel", "lending", "overtime")
"""Terms of which a staffing pattern has euros."""


class Source(IntEnum):
    """Where the heads of a staffing pattern that are not the project's own employer's come from (rule ``crew``)."""

    OWN = 0
    HIRED = 1
    LENT = 2
    CONSORTIUM = 3
    OVERTIME = 4


class Link(IntEnum):
    """Ends that a precedence relates: predecessor's end first."""

    FINISH_START = 0
    START_START = 1
    FINISH_FINISH = 2
    START_FINISH = 3


@dataclass(frozen=True, slots=True)
class Pattern:
    """A staffing pattern: who supplies one trade of one activity, constant from start to end.

    ``own_heads`` is what ``other_heads`` leave of the heads demanded, never negative: people of others come whole
    (:class:`Persons`) and may be more than asked. ``own`` and ``other`` are pool indices, except that ``other`` is a
    market index when ``source`` is ``HIRED``. ``own`` is ``None`` if and only if ``own_heads`` is 0; ``other`` is
    ``None`` if and only if ``source`` is ``OWN`` or ``OVERTIME``: then ``other_heads`` is what the own people at this
    work do beyond their normal hours. ``paid_weeks``: full weeks for which people of others are paid, at least the
    duration of the mode. ``hire``, ``travel``, ``lending``, ``standby``, ``turnover`` and ``overtime`` are the euros
    that this pattern costs in the terms of those names, for the whole activity; ``standby`` is what it costs above all
    own people."""

    own: int | None
    own_heads: int
    source: Source = Source.OWN
    other: int | None = None
    other_heads: int = 0
    hire: int = 0
    travel: int = 0
    lending: int = 0
    standby: int = 0
    turnover: int = 0
    overtime: int = 0
    paid_weeks: int = 0

    @property
    def cost(self) -> int:
        """Euros of all terms together."""
        return sum(self.staffing)

    @property
    def staffing(self) -> tuple[int, ...]:
        """Euros of each term of :data:`STAFFING`, in that order."""
        values: tuple[int, ...] = _staffing(self)
        return values

    def euros(self, priced: frozenset[str]) -> int:
        """Euros of the priced terms together."""
        return sum(compress(self.staffing, _counted(priced)))


_staffing = attrgetter(*STAFFING)


@cache
def _counted(priced: frozenset[str]) -> tuple[bool, ...]:
    """Which terms of :data:`STAFFING` are priced."""
    return tuple(term in priced for term in STAFFING)


@dataclass(frozen=True, slots=True)
class Demand:
    """Heads of one trade that a mode needs in every week that its activity's calendar is open; who may supply them."""

    trade: int
    heads: int
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Mode:
    """A crew size with the duration it needs; for a dig also the position in an opening that it is meant for.

    ``duration`` is in full working weeks (0 only in benchmark instances). ``labour``, ``opening`` and ``standby`` are
    euros in the terms of those names; ``standby`` is what own people who stand by cost more than in the mode of the
    activity with most content. ``consumption`` is per non-renewable resource (benchmark instances)."""

    duration: int
    demands: tuple[Demand, ...] = ()
    position: Position = Position.ALONE
    labour: int = 0
    opening: int = 0
    standby: int = 0
    consumption: tuple[int, ...] = ()

    def euros(self, priced: frozenset[str]) -> int:
        """Euros of the priced terms that depend on nothing but the mode."""
        labour = self.labour if "labour" in priced else 0
        opening = self.opening if "opening" in priced else 0
        return labour + opening + (self.standby if "standby" in priced else 0)


@dataclass(frozen=True, slots=True)
class Activity:
    """Uninterrupted work on one street, block or district.

    ``release`` and ``deadline`` (its end, inclusive bound) are rule ``window``; ``ready`` is rule ``ready``.
    ``submitted`` is the start week that was asked for; each week away from it costs ``moved_price`` euros. ``pinned``
    fixes the start (rule ``frozen``). ``willing`` are the first and the last week in which its sender is willing to
    let it start. ``agreed`` is its week in the last plan that was sent round, to which the next one keeps where it
    costs nearly the same; ``None``: ``submitted``."""

    project: int
    modes: tuple[Mode, ...]
    calendar: int = 0
    release: int = 0
    ready: int = 0
    deadline: int | None = None
    submitted: int | None = None
    moved_price: int = 0
    pinned: int | None = None
    willing: tuple[int, int] | None = None
    agreed: int | None = None

    @property
    def last_start(self) -> int | None:
        """The last week in which it may start, its end and all other work aside; ``None`` where nothing says so."""
        bounds = [week for week in (self.pinned, None if self.willing is None else self.willing[1]) if week is not None]
        return min(bounds, default=None)

    @property
    def first_start(self) -> int:
        """The first week in which it may start, all other work aside."""
        return max(0, self.release, self.ready, self.pinned or 0, 0 if self.willing is None else self.willing[0])


@dataclass(frozen=True, slots=True)
class Project:
    """One client's work of one work type in one district, done by one employer.

    ``tendered`` projects (to-tender and call-off) are in exactly one chosen tender; the others have a contract of
    their own whose ``mobilisation`` (euros) is the same in every plan. ``delay_price`` is euros per week that the
    project's last end is later than ``target``. ``due`` (equal delivery only): the week by whose end all of it is
    finished."""

    client: int
    employer: int
    district: int
    tendered: bool = False
    mobilisation: int = 0
    target: int = 0
    delay_price: int = 0
    due: int | None = None


@dataclass(frozen=True, slots=True)
class Homes:
    """So many homes that are done in the same week: by whose end the last of ``works`` (activities) has ended."""

    number: int
    works: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Precedence:
    """``min_lag <= (end of the link at successor) - (end of the link at predecessor) <= max_lag`` weeks."""

    predecessor: int
    successor: int
    link: Link = Link.FINISH_START
    min_lag: int = 0
    max_lag: int | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Per week the percentage of a normal working week that can be worked, 0-100; length ``horizon``."""

    percent: tuple[int, ...]
