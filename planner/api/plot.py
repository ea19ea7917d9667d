"""Plotly figures of plans and comparisons, the same as in the report: hover, zoom, choose from the legend.

Each function gives a ``plotly.graph_objects.Figure``: ``figure.show()``, ``figure.write_html(...)``. ``language`` is
``en`` or ``nl``. Where there is nothing to draw, because plans are missing, they raise :class:`ValueError`.

>>> import wijkplan as wp
>>> result = wp.read(wp.example("one-crew-waits")).compile().solve("aligned", "all_in", work=200)
>>> len(wp.plot.gantt(result.plan).data[0].base)
2
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from wijkplan.planner.report import figures as made
from wijkplan.planner.report.access_options import option_rows
from wijkplan.planner.report.locale import DUTCH, ENGLISH, Tongue

if TYPE_CHECKING:
    from wijkplan._comparison import Comparison
    from wijkplan._programme import PlanOf, Programme


def gantt(plan: PlanOf, before: PlanOf | None = None, *, language: str = "en") -> go.Figure:
    """Every activity as a bar from its first week to its last, by district and project; the hover says who works and
    how far it moved. ``before`` is a plan to hold it against, shown when its name in the legend is pressed.

    >>> import wijkplan as wp
    >>> result = wp.read(wp.example("one-crew-waits")).compile().solve("aligned", "all_in", work=200)
    >>> [bars.name for bars in wp.plot.gantt(result.plan, result.plan).data]
    ['home retrofit', 'baseline']
    """
    other = None if before is None else before.plan
    return _figure(made.gantt(plan.problem, plan.compiled.names, plan.plan, _tongue(language), other))


def load(
    plan: PlanOf, trade: str, region: str | None = None, employer: str | None = None, *, language: str = "en"
) -> go.Figure:
    """People of a trade week by week, in one region or at one employer if asked for: stacked who does the work, dotted
    what the weeks asked for need, as lines the own people there are (after the reserve), also with the hiring market.

    Raises:
        ValueError: the programme has no people or work of such a trade, region or employer.

    >>> import wijkplan as wp
    >>> result = wp.read(wp.example("one-crew-waits")).compile().solve("aligned", "all_in", work=200)
    >>> max(max(line.y) for line in wp.plot.load(result.plan, "INS").data if line.name == "own")
    3.0
    """
    from wijkplan.models.construct.submitted import submitted
    from wijkplan.planner.plan.variants import SUBMITTED, all_in, in_variant

    names = plan.compiled.names
    asked = submitted(in_variant(all_in(plan.compiled.problem), SUBMITTED))
    cells = made.cells(plan.problem, plan.plan, asked)
    wanted = (
        _index("trade", trade, [one.id for one in names.trades]),
        None if region is None else _index("region", region, [one.id for one in names.regions]),
        None if employer is None else _index("employer", employer, [one.id for one in names.employers]),
    )
    if not any(made.fits(cell.key, *wanted) for cell in cells):
        known = ", ".join(sorted({names.trades[cell.key[0]].id for cell in cells}))
        where = "".join([f" in region {region!r}" if region else "", f" at employer {employer!r}" if employer else ""])
        raise ValueError(f"no people of trade {trade!r}{where}; trades of this programme: {known}")
    return _figure(made.load(plan.problem, names, cells, _tongue(language), *wanted))


def costs(comparison: Comparison, question: str = "equal_delivery", *, language: str = "en") -> go.Figure:
    """Per variant what its plan costs and what any costs at least, without what is fixed in every variant.

    >>> import wijkplan as wp
    >>> comparison = wp.compare(wp.read(wp.example("one-crew-waits")), work=20)
    >>> wp.plot.costs(comparison).layout.xaxis.title.text
    '€'
    """
    return _figure(made.cost_intervals(comparison.record.of(question), _tongue(language)))


def terms(comparison: Comparison, question: str = "equal_delivery", *, language: str = "en") -> go.Figure:
    """Per variant its decidable cost, stacked by term.

    >>> import wijkplan as wp
    >>> comparison = wp.compare(wp.read(wp.example("one-street")), work=20)
    >>> "digging and paving" in {bars.name for bars in wp.plot.terms(comparison).data}
    True
    """
    from wijkplan.planner.report.page_figures import fixed_terms

    return _figure(
        made.cost_terms(comparison.record.of(question), _tongue(language), fixed_terms(comparison.compiled.problem))
    )


def waterfall(
    comparison: Comparison, question: str = "equal_delivery", order: str = "sharing_first", *, language: str = "en"
) -> go.Figure:
    """From what each for itself costs to everything together, step by step in one ``order`` (``sharing_first``,
    ``combining_first``): the plans found, on decidable cost.

    >>> import wijkplan as wp
    >>> comparison = wp.compare(wp.read(wp.example("one-street")), work=20)
    >>> list(wp.plot.waterfall(comparison).data[0].measure)
    ['absolute', 'relative', 'relative', 'relative', 'relative', 'relative', 'total']
    """
    split = next((row for row in comparison.record.attribution if row.question == question), None)
    return _figure(
        None if split is None else made.waterfall(comparison.record.results, split, _tongue(language), order)
    )


def savings(comparison: Comparison, question: str = "equal_delivery", *, language: str = "en") -> go.Figure:
    """Per pair of variants the interval of what it saves, with its word.

    >>> import wijkplan as wp
    >>> comparison = wp.compare(wp.read(wp.example("one-street")), work=20)
    >>> {bars.name for bars in wp.plot.savings(comparison).data} == {saving.word for saving in comparison.savings}
    True
    """
    return _figure(made.saving_intervals([s for s in comparison.savings if s.question == question], _tongue(language)))


def completion_front(comparison: Comparison, *, language: str = "en") -> go.Figure:
    """What is paid against the weeks until districts are done, per plan found; a line joins those that no other plan
    beats in both.

    >>> import wijkplan as wp
    >>> comparison = wp.compare(wp.read(wp.example("one-street")), work=20)
    >>> wp.plot.completion_front(comparison).data[0].name
    'on the front'
    """
    return _figure(made.completion_front(comparison.record.completion_front, _tongue(language)))


def access_front(comparison: Comparison, *, language: str = "en") -> go.Figure:
    """Saving against able bidders, for every form in which a group of projects could be bought that a plan combined.

    >>> import wijkplan as wp
    >>> comparison = wp.compare(wp.read(wp.example("combined-tender")), work=20)
    >>> "chosen in a plan" in {marks.name for marks in wp.plot.access_front(comparison).data}
    True
    """
    access, tongue = comparison.record.access, _tongue(language)
    return _figure(
        made.access_front(option_rows(access.choices, tongue), access.assumptions["least_bidders"].value, tongue)
    )


def tornado(
    folder: str | Path,
    programme: Programme,
    question: str = "equal_delivery",
    pair: tuple[str, str] = ("streets", "bundled"),
    *,
    language: str = "en",
) -> go.Figure:
    """Which assumptions would change what combining is worth: the points in a folder of ``wijkplan tornado``, widest
    first.

    Raises:
        FileNotFoundError: there are no points.
        ValueError: no point without changes, nothing that moves the outcome, or ``pair`` is none of those that
        combine.

    >>> import wijkplan as wp
    >>> wp.plot.tornado("nowhere", wp.read(wp.example("one-street")))
    Traceback (most recent call last):
    FileNotFoundError: nowhere has no points.jsonl; wijkplan tornado makes one
    """
    from wijkplan.planner.sensitivity import levers
    from wijkplan.planner.sensitivity.points import PointRecord
    from wijkplan.planner.sensitivity.tornado_page import figure_of

    file = Path(folder) / "points.jsonl"
    if not file.is_file():
        raise FileNotFoundError(f"{folder} has no points.jsonl; wijkplan tornado makes one")
    lines = [line for line in file.read_text("utf-8").splitlines() if line.endswith("}")]
    records = [PointRecord.model_validate(json.loads(line)) for line in lines]
    return _figure(figure_of(records, levers(programme.merged.reference), question, pair, _tongue(language)))


def _tongue(language: str) -> Tongue:
    return DUTCH if language == "nl" else ENGLISH


def _index(kind: str, wanted: str, known: list[str]) -> int:
    if wanted not in known:
        raise ValueError(f"no people of {kind} {wanted!r}; known: {', '.join(sorted(set(known)))}")
    return known.index(wanted)


def _figure(figure: dict[str, Any] | None) -> go.Figure:
    """The figure checked by Plotly, without what only a page uses."""
    if figure is None:
        raise ValueError("nothing to draw: a plan that it needs is missing")
    return go.Figure(figure)
