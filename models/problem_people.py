"""What a problem knows of people: pools, newcomers and where they learn, and markets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pool:
    """Heads of one trade that one employer has in one region, week by week (collective stops excluded, leave
    included).

    Per week at most :meth:`usable` may be planned. Of that at most ``lendable`` percent may be
    lent, in the regions of ``reach`` (its own region is always within reach), only with ``consent`` and
    ``legal_basis``. ``added``, where there is any: what newcomers whose number is settled add per week to what may be
    planned, less the time of who guides them; they are not lent. ``overtime``: percentage of their normal hours that
    its people may work beyond them at work of their own employer (rule ``crew``); 0: no overtime."""

    trade: int
    region: int
    employer: int
    heads: tuple[int, ...]
    reserve: int = 0
    lendable: int = 0
    reach: frozenset[int] = frozenset()
    consent: bool = False
    legal_basis: bool = False
    added: tuple[int, ...] = ()
    overtime: int = 0

    def overtime_of(self, heads: int) -> int:
        """Hundredths of a head that these of its people may add to a work by overtime."""
        return heads * self.overtime // 100

    def usable(self, week: int) -> int:
        """Heads that are left after the reserve, newcomers aside (rules ``capacity`` and ``lending``). The check and
        the second solver keep their own."""
        return self.heads[week] * (100 - self.reserve) // 100


@dataclass(frozen=True, slots=True)
class Cohort:
    """Newcomers of one track who may start in week ``start`` in one pool (rules ``intake`` and ``safe``); a plan says
    how many of them, from nobody to ``most``.

    Per newcomer and week of the horizon, in hundredths of a head: ``heads`` is what may be planned more, after any
    reserve (below 0 while guiding takes more of others than a newcomer gives); ``learners`` is who has to be guided;
    ``guides`` is who can guide others by then. ``cost``: euros per newcomer in term ``training``. Who learns another
    trade leaves the pool ``source`` for it: ``gone`` is what may be planned less there, and who can guide less."""

    pool: int
    start: int
    cost: int
    heads: tuple[int, ...]
    learners: tuple[int, ...]
    guides: tuple[int, ...]
    most: int
    source: int | None = None
    gone: tuple[int, ...] = ()

    def gone_from(self, pool: int) -> tuple[int, ...]:
        """What a newcomer takes of a pool per week by leaving it; nothing where it comes from elsewhere."""
        return self.gone if self.source == pool else ()


@dataclass(frozen=True, slots=True)
class Places:
    """At most ``most`` newcomers in these cohorts together: seats of a school at a start, or candidates that there are
    (rule ``intake``)."""

    cohorts: tuple[int, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Guidance:
    """Who guides newcomers in a pool, per week in hundredths of a head (rule ``safe``): ``guides`` are own people who
    can, each with at most ``ratio`` percent of a learner (200: two learners); ``most`` are the learners that there may
    be at a time."""

    pool: int
    ratio: int
    guides: tuple[int, ...]
    most: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Market:
    """Heads of one trade that can be hired in one region, week by week."""

    trade: int
    region: int
    heads: tuple[int, ...]
