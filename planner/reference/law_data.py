"""Procurement law as frozen data: regimes, thresholds, procedures with their terms, provisions, CPV codes. The
functions are in ``wijkplan.planner.law``.

Articles are those of the Aanbestedingswet 2012 (Aw 2012) unless they say otherwise; amounts exclude VAT.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from wijkplan.planner.submission.schema import ProjectRegime, Regime, WorkType
from wijkplan.planner.text import Text, both

from .data_files import folded, records, text
from .named import Named
from .origin import Origin

Part = Literal["classic", "special", "concession", "private"]
"""Parts 2, 3 and 2a of the Act, and who is not bound by it."""
Kind = Literal["works", "services", "supplies"]
Severity = Literal["hard", "motivate", "inform"]
SATURDAY = 5  # of a week that begins on Monday 0


@dataclass(frozen=True, slots=True)
class RegimeNorm:
    """The part of the Act that a client of this regime, or a project that states it, is bought under."""

    regime: ProjectRegime
    part: Part
    article: str
    dutch: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Activity:
    """Work of a type that a client of a regime buys under another one, because the Act follows the activity and not
    the client (art. 1.1 "voorzover")."""

    regime: Regime
    work_type: WorkType
    becomes: ProjectRegime
    article: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Threshold:
    """European threshold in euros for what is published from ``valid_from`` up to and including ``valid_to``."""

    part: Part
    kind: Kind
    value_eur: int
    valid_from: date
    valid_to: date
    article: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Band:
    """Work of this part of the Act goes by ``procedure`` where its value is below ``below_eur``, or below the European
    threshold (``below_threshold``), or else in any case; the first band that fits counts. ``also`` are procedures that
    the client may choose instead."""

    part: Part
    procedure: str
    article: str
    origin: Origin
    below_eur: int | None = None
    below_threshold: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step(Named):
    """A part of a procedure after publication. ``statutory``: the Act sets these days as a minimum.
    ``special_article`` is what takes the place of ``article`` under part 3 of the Act, where the same step rests on
    another one; ``not_for`` are parts under which neither sets it."""

    id: str
    dutch: str
    days: int
    origin: Origin
    article: str | None = None
    special_article: str | None = None
    not_for: tuple[Part, ...] = ()
    statutory: bool = False
    english: str | None = None

    def article_for(self, part: Part) -> str | None:
        """The article that sets this step under a part of the Act."""
        if part in self.not_for:
            return None
        return self.special_article if part == "special" and self.special_article is not None else self.article


@dataclass(frozen=True, slots=True)
class Procedure(Named):
    """A procurement procedure: weeks before publication, steps after it, and norm costs in euros: of the client, once
    (``client_eur``) and per lot (``lot_client_eur``: assessing its bids), and of each of the ``bids`` that a lot is
    expected to draw (``bid_eur``). ``price_dutch`` is the source of these in the language of dossiers. ``ocds_method``
    is its code in the Open Contracting Data Standard."""

    id: str
    dutch: str
    ocds_method: Literal["open", "selective", "limited", "direct"]
    preparation_weeks: int
    steps: tuple[Step, ...]
    client_eur: int
    lot_client_eur: int
    bid_eur: int
    bids: float
    origin: Origin
    price_dutch: str
    price_origin: Origin
    english: str | None = None

    @property
    def lead_weeks(self) -> int:
        """Weeks from publication on a Monday to the earliest start of work, rounded up. A legal term that ends on a
        Saturday or Sunday runs to the Monday after (Regulation 1182/71 art. 3(4)); public holidays move a single term,
        not this norm."""
        day = 0
        for step in self.steps:
            day += step.days
            if step.article is not None and day % 7 >= SATURDAY:
                day += 7 - day % 7
        return math.ceil(day / 7)

    @property
    def european(self) -> bool:
        """Whether the Act sets its terms."""
        return any(step.statutory for step in self.steps)

    def articles_for(self, part: Part) -> str:
        """Articles that set its terms under a part of the Act."""
        found = (step.article_for(part) for step in self.steps)
        return "; ".join(dict.fromkeys(article for article in found if article))


@dataclass(frozen=True, slots=True)
class Provision:
    """A rule of law in one sentence, with its figure if it has one.

    ``hard``: no candidate tender breaks it; ``motivate``: allowed with a motivation in the tender documents;
    ``inform``: to be known. It applies to what is bought under one of ``parts`` of the Act, ``above_threshold``
    (``None``: at any value), by one of ``procedures`` (empty: by any). ``valid_from`` is since when the text is known
    to read like this, ``valid_to`` its last day (``None``: in force)."""

    id: str
    article: str
    severity: Severity
    parts: tuple[Part, ...]
    above_threshold: bool | None
    procedures: tuple[str, ...]
    text: str
    dutch: str
    value: int | None
    unit: Literal["euro", "percent", "times", "day", "year", "firm"] | None
    valid_from: date
    valid_to: date | None
    origin: Origin

    @property
    def sentence(self) -> Text:
        """The rule in both languages."""
        return both(self.text, self.dutch)


@dataclass(frozen=True, slots=True)
class Cpv:
    """Code of the Common Procurement Vocabulary for a work type, and what kind of contract it is."""

    work_type: WorkType
    code: str
    dutch: str
    kind: Kind
    origin: Origin


@dataclass(frozen=True, slots=True)
class Law:
    """All of it."""

    regimes: Mapping[ProjectRegime, RegimeNorm]
    activities: tuple[Activity, ...]
    thresholds: tuple[Threshold, ...]
    bands: tuple[Band, ...]
    procedures: Mapping[str, Procedure]
    provisions: Mapping[str, Provision]
    cpv: Mapping[WorkType, Cpv]

    def regime(self, client: Regime, work_type: WorkType, stated: ProjectRegime | None = None) -> ProjectRegime:
        """By which rules a client of a regime buys work of a type: as the project states, else as the activity asks,
        else the client's."""
        if stated is not None:
            return stated
        found = (row.becomes for row in self.activities if (row.regime, row.work_type) == (client, work_type))
        return next(found, client)

    def figure(self, provision: str) -> int:
        """The figure of a provision that has one."""
        value = self.provisions[provision].value
        assert value is not None, provision
        return value


def load_law() -> Law:
    """The law of this release. Raises ``ValueError`` where a data file does not fit."""
    thresholds, procedures = (json.loads(text(f"law-{name}.json")) for name in ("thresholds", "procedures"))
    provisions = json.loads(text("law-provisions.json"))["provisions"]
    rows = [{**row, "steps": [folded(step) for step in row["steps"]]} for row in procedures["procedures"]]
    return Law(
        regimes={r.regime: r for r in records(RegimeNorm, thresholds["regimes"])},
        activities=records(Activity, thresholds["activities"]),
        thresholds=records(Threshold, thresholds["thresholds"]),
        bands=records(Band, thresholds["bands"]),
        procedures={p.id: p for p in records(Procedure, rows)},
        provisions={p.id: p for p in records(Provision, provisions)},
        cpv={c.work_type: c for c in records(Cpv, procedures["cpv"])},
    )
