"""What newcomers could do in a programme: tracks per trade, seats, candidates, and who may teach them.

The regional labour-market planner or the core team keeps this file (``newcomers.json``); it takes part in a programme
like any other file that was sent. Newcomers are counted, never named. Shares are in percent."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .schema import Amount, Day, Id, Percent, Record

Weeks = Annotated[int, Field(ge=1, le=260)]
Month = Annotated[int, Field(ge=1, le=12)]
Number = Annotated[int, Field(ge=0, le=100_000)]
TrackKind = Literal["bbl", "side-entry", "evc", "retraining"]


class Phase(Record):
    """Weeks of a track one after the other: of a full head the share that a newcomer works (school days are not work),
    and of one who guides the share that a newcomer takes."""

    weeks: Weeks
    works_percent: Percent
    guiding_percent: Percent = 0


class Track(Record):
    """A way into a trade. ``phases`` add up to its whole length; after it a newcomer works in full and can guide
    others. ``dropout_percent`` of those who start have left by its end, evenly spread. ``wage_percent`` is what a
    newcomer costs its employer while learning, of the norm cost of the trade, for the hours at work and at school that
    are paid. ``cost_eur`` is the training itself, ``subsidy_eur`` what is paid towards it, both per newcomer.
    ``from_trade``: who learns this leaves that trade for it, with the same employer in the same region, from the first
    day on. ``job_guarantee``: for this track, where it is not as for all.

    ``start_months``: months in whose first full week it starts. ``refrigerant_certified`` and
    ``live_work_qualified``: what its newcomers hold in the end; who does not comes into no crew that does. ``source``
    and ``trust`` say where the figures are from."""

    id: Id
    trade: Id
    name: str
    english: str | None = None
    kind: TrackKind
    level: Annotated[int, Field(ge=1, le=4)] | None = None
    phases: tuple[Phase, ...] = Field(min_length=1)
    dropout_percent: Percent = 0
    wage_percent: Percent = 100
    cost_eur: Amount = 0
    subsidy_eur: Amount = 0
    start_months: tuple[Month, ...] = Field(min_length=1)
    from_trade: Id | None = None
    job_guarantee: bool | None = None
    refrigerant_certified: bool = False
    live_work_qualified: bool = False
    source: str | None = None
    trust: Literal["sourced", "stated", "derived", "assumption"] = "assumption"


class Seats(Record):
    """Places at a school for one track in one region: so many at each start, from ``start`` on and until ``end``."""

    track: Id
    region: Id
    seats: Number
    start: Day | None = None
    end: Day | None = None


class Candidates(Record):
    """People in a region who could start in a year, in any track or only in those named."""

    region: Id
    year: Annotated[int, Field(ge=1950, le=2199)]
    number: Number
    tracks: tuple[Id, ...] = ()


class LearningPlace(Record):
    """An employer that may teach a trade (recognised by SBB) with its own people of a region: of them
    ``guides_percent`` can guide, and learners are at most ``most_learners_percent`` of its heads. Without an employer
    it is said of whoever wins work still to be tendered."""

    employer: Id | None = None
    trade: Id
    region: Id
    guides_percent: Percent = 30
    most_learners_percent: Percent = 50


class Ratio(Record):
    """Learners of a trade that one who guides may have at a time; 1 where live work asks for it."""

    trade: Id
    learners_per_guide: Annotated[float, Field(ge=0, le=10)]


class BuildingBlock(Record):
    """What counts as social return in a region: euros for a full-time year of somebody who learns in a track of this
    kind, or of a job seeker (``job-seeker``: Participatiewet, ``register``: target-group register). Every region has
    its own figures; ``since`` is the day from which they count there."""

    region: Id
    block: Literal["bbl", "side-entry", "evc", "retraining", "bol", "job-seeker", "register"]
    eur_per_year: Amount
    since: Day
    source: str | None = None
    trust: Literal["sourced", "stated", "derived", "assumption"] = "assumption"


class AgreedPlaces(Record):
    """What a client asks of whoever wins its work: ``share_percent`` of the contract sum, in building blocks of the
    region, or (``places``) of the people at work, as learners. It counts for tenders worth ``from_value_eur`` or more.
    Without a client it counts for all that have no row of their own, without ``work_types`` for all work."""

    client: Id | None = None
    work_types: tuple[Id, ...] = ()
    of: Literal["contract-sum", "places"] = "contract-sum"
    share_percent: Annotated[float, Field(ge=0, le=100)]
    from_value_eur: Annotated[float, Field(ge=0, le=10_000_000_000)] = 0


class Target(Record):
    """By when nobody of a trade should be missing any more in a region, in so many of a hundred draws of who leaves on
    the way. Without one it is asked for the first quarter that was found, with 90 percent."""

    trade: Id
    region: Id
    by: Day
    chance_percent: Percent = 90


class Newcomers(Record):
    """All of it. ``learners_per_guide`` counts for trades without a ratio of their own. ``job_guarantee``: newcomers
    are paid in full whether there is work or not, until the end of the programme."""

    kind: Literal["newcomers"]
    format_version: Literal[1]
    note: str | None = None
    learners_per_guide: Annotated[float, Field(ge=0, le=10)] = 2
    job_guarantee: bool = False
    ratios: tuple[Ratio, ...] = ()
    tracks: tuple[Track, ...] = ()
    seats: tuple[Seats, ...] = ()
    candidates: tuple[Candidates, ...] = ()
    learning_places: tuple[LearningPlace, ...] = ()
    building_blocks: tuple[BuildingBlock, ...] = ()
    agreed_places: tuple[AgreedPlaces, ...] = ()
    targets: tuple[Target, ...] = ()
