"""The types of a plan file, as wijkplan writes it; what people type may leave most of it out
(:mod:`.plan_reader`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from .part import Part
from .variants import Question


class ModeOfWork(Part):
    """How long work takes, and its place in an opening."""

    weeks: int
    """Weeks of work, closed weeks left out."""

    position: Literal["alone", "first", "middle", "last"]
    """Its place among the digs of one opening; ``alone`` also where nothing is opened."""


class Staffing(Part):
    """Who does the work of one trade."""

    trade: str
    """Id of the trade."""

    own: str | None = None
    """Pool of the employer whose work it is, where own people take part."""

    own_heads: float | None = None
    """How many of them, each week."""

    source: Literal["own", "lent", "consortium", "hired", "overtime"] | None = None
    """Where the others are from: lent, a partner in the same lot, or hired; or that own people work overtime."""

    other: str | None = None
    """The pool or market of the others, where there are any."""

    other_heads: float | None = None
    """How many of them, each week; of overtime, what own people do beyond their normal hours."""


class NormOfWork(Part):
    """What the hours of work rest on."""

    package: str
    """Id of the package that the norm is of."""

    source: str
    """Where the norm is from, or that the sender stated the hours."""

    date: str | None
    """How old that is; ``null`` where the sender stated the hours."""

    trust: Literal["sourced", "derived", "assumption"] | None
    """How far to trust it; ``null`` likewise."""


class QuantityOfWork(Part):
    """How much work it is."""

    quantity: int | float
    """How many units."""

    unit: str
    """Of what."""

    hours: Mapping[str, int | float]
    """Person-hours by trade, alone in its opening."""

    norm: NormOfWork
    """What they rest on."""


class Keeping(Part):
    """What keeping the week that was asked for would cost, all else where it stands; only of work that is moved."""

    asked_week: int
    """The week that was asked for."""

    weeks_moved: int
    """How many weeks later it is planned; negative is sooner."""

    eur: int | None
    """Euros dearer; ``null`` where a rule is in the way, or where the question counts homes instead."""

    home_weeks: int | None
    """In *sooner* and *sooner_free*: so many home-weeks later; ``null`` where a rule is in the way."""

    changes: float
    """Heads by which own people at work would rise and fall more, from quarter to quarter."""

    rule: str | None
    """Id of the rule that is in the way; ``null`` where none is."""


class PlannedActivity(Part):
    """One piece of work."""

    activity: str
    """Its id, ``<project>/<package>:<place>``."""

    start: date
    """Monday of its first week."""

    end: date
    """Friday of its last week."""

    start_week: int
    """Its first week, counted from the programme's start."""

    end_week: int
    """The first week after it."""

    mode: ModeOfWork
    """How long it takes and how it lies in its opening."""

    staffing: tuple[Staffing, ...]
    """Per trade who does it."""

    work: QuantityOfWork
    """How much work it is, for who reads the file; readers pay no attention to it."""

    keeping: Keeping | None = None
    """What keeping its week would cost, where it is moved and that is known."""


class PlannedTender(Part):
    """A tender that the plan publishes."""

    tender: str
    """Its id."""

    published: date
    """Monday of the week in which it is published."""

    published_week: int
    """That week."""


class JoinedDigs(Part):
    """Two digs of a street that share an opening."""

    street: str
    """Id of the street."""

    joined: tuple[str, str]
    """The activities, the deeper one first."""


class CohortInPlan(Part):
    """Newcomers of one track who start together at one employer."""

    cohort: str
    """Its id, ``<track>:<pool>:<first Monday>``."""

    number: int
    """How many start."""

    track: str | None = None
    """Id of the track."""

    trade: str | None = None
    """Id of the trade."""

    region: str | None = None
    """Id of the region."""

    employer: str | None = None
    """Who takes them on; an anonymous firm stands for whoever wins work still to be tendered."""

    start: date | None = None
    """Their first Monday."""

    until: date | None = None
    """The Monday after their last week of learning."""


class GuidesInPlan(Part):
    """Who guides newcomers in one pool: the own people of that trade there."""

    pool: str
    """Id of the pool."""

    start: date
    """Monday of the first week."""

    end: date
    """Friday of the last week."""

    learners: float
    """Learners at a time, at most."""

    guides: float
    """People who can guide them, at least."""


class PlanFile(Part):
    """A plan by names, with dates beside weeks. People may type one: then ``activity`` and ``start`` are enough
    (``wijkplan verify`` says what was filled in)."""

    kind: Literal["plan"]
    """That it is a plan."""

    format_version: Literal[1]
    """Raised when the meaning of a key changes."""

    programme: str
    """What the programme is called."""

    activities: tuple[PlannedActivity, ...]
    """All work, in order of the programme."""

    tenders: tuple[PlannedTender, ...]
    """The tenders that are published."""

    openings: tuple[JoinedDigs, ...]
    """The digs that share an opening."""

    cohorts: tuple[CohortInPlan, ...] = ()
    """Newcomers who start; empty where nobody does."""

    mentors: tuple[GuidesInPlan, ...] = ()
    """Who guides them, for who reads the file; readers pay no attention to it."""

    variant: str | None = None
    """What the plan may use: the variant that it was made for."""

    question: Question | None = None
    """What it was asked to deliver."""

    seed: int | None = None
    """Start of the random numbers that it was made with."""

    def made_for(self, variant: str, question: Question, seed: int) -> PlanFile:
        """The same plan, saying what it was made for, so that it can be judged by itself."""
        return self.model_copy(update={"variant": variant, "question": question, "seed": seed})

    def to_values(self) -> dict[str, Any]:
        """The plan as JSON values; what there is nothing to say of is left out."""
        values: dict[str, Any] = self.model_dump(mode="json", exclude_unset=True)
        return values

    def to_json(self) -> str:
        """The file's text."""
        return json.dumps(self.to_values(), indent=1, ensure_ascii=False) + "\n"
