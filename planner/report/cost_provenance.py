"""Where the money goes and what it rests on: the priced euros of the plan by term and by the origin of the norm or
price behind them.

A euro is as sure as the weakest thing that it was computed from: labour from the hours of a norm and the rate of a
trade. What a sender stated itself has no norm. Euros that several figures make together are booked on the one that
decides their size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wijkplan.models.problem import Problem
from wijkplan.planner.plan.openings import interfaces, openings
from wijkplan.planner.reference import Origin, Reference, load
from wijkplan.planner.submission.apportion import split
from wijkplan.planner.text import Text, say

from .chart_data import Scene
from .locale import Tongue

Mark = Literal["sourced", "stated", "derived", "assumption"]
MARKS: tuple[Mark, ...] = ("sourced", "stated", "derived", "assumption")
"""From sure to unsure; ``stated``: the sender's own figure."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Euros of one term that rest on one price and, for labour, one norm of hours (``None``: the sender's own).
    ``price`` and ``norm`` name them."""

    term: str
    euros: int
    price: Text
    price_origin: Origin
    norm: Text | None = None
    norm_origin: Origin | None = None

    @property
    def mark(self) -> Mark:
        """The weakest mark of what these euros rest on."""
        marks: list[Mark] = [self.price_origin.trust]
        if self.term == "labour":
            marks.append("stated" if self.norm_origin is None else self.norm_origin.trust)
        return max(marks, key=MARKS.index)


@dataclass(frozen=True, slots=True)
class Source:
    """One norm or price with the euros that rest on it."""

    name: str
    euros: int
    mark: Mark
    origin: Origin | None


def bases(scene: Scene) -> list[Basis]:
    """Every priced euro of the plan, once."""
    reference = scene.names.reference or load()
    rows = [
        *_labour(scene, reference),
        *_staff(scene, reference),
        *_contracts(scene, reference),
        *_streets(scene, reference),
        *_time(scene, reference),
    ]
    return [row for row in rows if row.euros and row.term in scene.problem.priced]


def by_mark(rows: list[Basis]) -> dict[str, dict[Mark, int]]:
    """Per term its euros by mark."""
    found: dict[str, dict[Mark, int]] = {}
    for row in rows:
        marks = found.setdefault(row.term, dict.fromkeys(MARKS, 0))
        marks[row.mark] += row.euros
    return found


def sources(rows: list[Basis], tongue: Tongue) -> tuple[list[Source], list[Source]]:
    """What the euros rest on: prices (all euros), and norms of hours (labour only); the largest first."""
    own = tongue.say("the sender's own figure")
    prices: Counter[tuple[str, Mark, Origin | None]] = Counter()
    norms: Counter[tuple[str, Mark, Origin | None]] = Counter()
    for row in rows:
        prices[tongue.sentence(row.price), row.price_origin.trust, row.price_origin] += row.euros
        if row.term == "labour":
            mark: Mark = "stated" if row.norm_origin is None else row.norm_origin.trust
            norms[tongue.sentence(row.norm) if row.norm else own, mark, row.norm_origin] += row.euros
    made = (
        [Source(name, euros, mark, origin) for (name, mark, origin), euros in found.most_common()]
        for found in (prices, norms)
    )
    first, second = made
    return first, second


def _labour(scene: Scene, reference: Reference) -> Iterator[Basis]:
    for a, placement in scene.now.items():
        name, mode = scene.names.activities[a], scene.problem.activities[a].modes[placement.mode]
        trades = [scene.names.trades[d.trade].id for d in mode.demands]
        weights = [round(100 * name.hours.get(t, 0.0) * reference.trades[t].rate_eur) for t in trades]
        package = reference.packages.get(name.package)
        norm = None if name.norm is None else (package.name if package else say("{id}", id=name.package))
        for trade, euros in zip(
            trades, split(mode.labour, weights if any(weights) else [1] * len(trades)), strict=True
        ):
            known = reference.trades[trade]
            yield Basis(
                "labour",
                euros,
                say("rate of {trade}", trade=known.name),
                known.price_origin,
                norm,
                name.norm,
            )
        idle = say("share of idle hours that earns its wage elsewhere")
        yield Basis("standby", mode.standby, idle, reference.figure_origins["idle_earning_percent"])


def _staff(scene: Scene, reference: Reference) -> Iterator[Basis]:
    figures = reference.figure_origins
    for a, placement in scene.now.items():
        demands = scene.problem.activities[a].modes[placement.mode].demands
        for demand, chosen in zip(demands, placement.patterns, strict=True):
            pattern, known = demand.patterns[chosen], reference.trades[scene.names.trades[demand.trade].id]
            yield Basis(
                "hire",
                pattern.hire,
                say("hiring premium of {trade}", trade=known.name),
                known.price_origin,
            )
            wage = say("rate of {trade}", trade=known.name)
            yield Basis("standby", pattern.standby, wage, known.price_origin)
            yield Basis("turnover", pattern.turnover, say("finding a person"), figures["turnover_per_person"])
            longer = say("what an hour of overtime is paid more")
            yield Basis("overtime", pattern.overtime, longer, figures["overtime_surcharge_percent"])
            yield Basis(
                "travel",
                pattern.travel,
                say("travel per head-week"),
                figures["travel_per_head_week"],
            )
            yield Basis(
                "lending",
                pattern.lending,
                say("lending per head-week"),
                figures["lending_fee_per_head_week"],
            )


def _contracts(scene: Scene, reference: Reference) -> Iterator[Basis]:
    problem, hours = scene.problem, reference.figure_origins["mobilisation_hours"]
    own = sum(p.mobilisation for p in problem.projects if not p.tendered)
    bought = sum(problem.tenders[t.tender].mobilisation for t in scene.after.tenders)
    yield Basis("mobilisation", own + bought, say("hours to mobilise a crew"), hours)
    for publication in scene.after.tenders:
        known = reference.law.procedures.get(scene.names.tenders[publication.tender].procedure)
        if known is not None:
            named = scene.names.tenders[publication.tender]
            client = say("client: procedure {procedure}", procedure=known.name)
            bidders = say("bidders: procedure {procedure}", procedure=known.name)
            yield Basis("procurement", named.client_eur, client, known.price_origin)
            yield Basis("procurement", named.bidders_eur, bidders, known.price_origin)


def _streets(scene: Scene, reference: Reference) -> Iterator[Basis]:
    problem, figures = scene.problem, reference.figure_origins
    for a, placement in scene.now.items():
        package = reference.packages.get(scene.names.activities[a].package)
        if package is not None:
            euros = problem.activities[a].modes[placement.mode].opening
            yield Basis(
                "opening",
                euros,
                say("digging and paving: {package}", package=package.name),
                package.price_origin,
            )
    for opening in openings(problem, scene.after):
        street = problem.streets[opening.street]
        paid = sum(euros for _, euros in interfaces(problem, scene.after, opening))
        yield Basis(
            "interface",
            paid,
            say("coordination per pair of contracts"),
            figures["interface"],
        )
        burden = street.burden * (opening.end - opening.start)
        yield Basis("burden", burden, say("nuisance per week open"), figures["burden_per_home_week"])
        if opening.broken_rest:
            yield Basis("rest", street.rest_price or 0, say("rest period broken"), figures["rest_broken"])


def _time(scene: Scene, reference: Reference) -> Iterator[Basis]:
    problem, figures = scene.problem, reference.figure_origins
    yield Basis(
        "delay",
        _delay(problem, scene),
        say("delay per home and week"),
        figures["delay_per_home_week"],
    )
    moved = sum(
        a.moved_price * abs(scene.now[i].start - a.submitted)
        for i, a in enumerate(problem.activities)
        if a.submitted is not None
    )
    yield Basis("moved", moved, say("week moved"), figures["moved_per_week"])


def _delay(problem: Problem, scene: Scene) -> int:
    ends = [max((scene.now[a].end for a in members), default=0) for members in problem.members]
    return sum(p.delay_price * max(0, end - p.target) for p, end in zip(problem.projects, ends, strict=True))
