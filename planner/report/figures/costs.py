"""Figures of cost, all on decidable cost: what every variant costs and at least costs, of which terms, what each step
saves, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wijkplan.planner.plan.rule_words import TERM_NAMES as TERMS
from wijkplan.planner.record import Attribution, Result, Saving

from ..cost_provenance import Mark
from ..locale import Tongue
from .style import ACCENT, FILLS, INK, SOFT, WARM, Euros, Figure, figure, fill, height, rows

LEGEND = 30  # pixels of a legend of one row
STEPS = ("streets", "districts", "aligning", "sharing", "combining")
TRUST_FILL: Mapping[Mark, int] = {"sourced": 6, "stated": 8, "derived": 3, "assumption": 1}
WORD_STYLE: Mapping[str, Mapping[str, Any]] = {
    "proven": {"color": INK},
    "proven dearer": {"color": WARM},
    "indicated": {
        "color": FILLS[4],
        "pattern": {"shape": "x", "fillmode": "overlay", "fgcolor": INK, "fgopacity": 0.5, "size": 7, "solidity": 0.2},
    },
    "negligible": {"color": "#dfe6ea", "line": {"color": SOFT, "width": 1}},
    "undecided": {"color": "#fff", "line": {"color": SOFT, "width": 1.5}},
}


def cost_intervals(results: Sequence[Result], tongue: Tongue) -> Figure | None:
    """Per variant a bar from its lower bound to the cost of its plan, without what is fixed in every variant. ``None``
    without any plan."""
    shown = [(r, r.cost, r.decidable_cost) for r in results if r.cost is not None and r.decidable_cost is not None]
    if not shown:
        return None
    names, brief = tongue.variants(), tongue.words.brief
    scale = Euros(tongue, max(decidable for _, _, decidable in shown))
    y_axis, notes = rows([f"<b>{names[row.variant]}</b>: {brief(decidable)}" for row, _, decidable in shown])
    open_part: list[tuple[int, float, float, str]] = []
    certified: list[tuple[int, float, str]] = []
    claimed: list[tuple[int, float, str]] = []
    for i, (row, euros, decidable) in enumerate(shown):
        if row.bound is None or row.status == "stored":
            continue
        low = max(0, row.bound - (euros - decidable))
        told = tongue.say(
            "{variant}<br>bound {low}<br>plan {cost}<br>open {gap}",
            variant=names[row.variant],
            low=brief(low),
            cost=brief(decidable),
            gap=tongue.words.percent(row.gap),
        )
        open_part.append((i, scale.of(low), scale.of(decidable - low), told))
        (certified if row.bound_certified else claimed).append((i, scale.of(low), told))
    tick = {"symbol": "line-ns", "size": 17}
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": tongue.say("what is still open"),
            "width": 0.26,
            "y": [i for i, *_ in open_part],
            "base": [low for _, low, _, _ in open_part],
            "x": [wide for _, _, wide, _ in open_part],
            "marker": {"color": "#bcd7e0", "line": {"color": ACCENT, "width": 1}},
            "hovertext": [told for *_, told in open_part],
            "hoverinfo": "text",
        },
        _ticks(
            certified,
            tongue.say("bound, certified"),
            tick | {"line": {"width": 2.5, "color": INK}},
        ),
        _ticks(
            claimed,
            tongue.say("bound, not certified"),
            tick | {"line": {"width": 1.5, "color": SOFT}},
        ),
        {
            "type": "scatter",
            "mode": "markers",
            "name": tongue.say("the plan found, checked"),
            "x": [scale.of(decidable) for _, _, decidable in shown],
            "y": list(range(len(shown))),
            "marker": {"symbol": "line-ns", "size": 17, "line": {"width": 6, "color": INK}},
            "hovertext": [f"{names[row.variant]}<br>{brief(decidable)}" for row, _, decidable in shown],
            "hoverinfo": "text",
        },
    ]
    x_axis = scale.axis(range=[0, 1.03 * scale.of(max(decidable for _, _, decidable in shown))])
    return figure(
        [one for one in data if one["x"]],
        tongue,
        height(len(shown)),
        LEGEND,
        xaxis=x_axis,
        yaxis=y_axis,
        annotations=notes,
    )


def _ticks(points: Sequence[tuple[int, float, str]], name: str, marker: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "marker": dict(marker),
        "hoverinfo": "text",
        "x": [x for _, x, _ in points],
        "y": [i for i, _, _ in points],
        "hovertext": [told for *_, told in points],
    }


def cost_terms(results: Sequence[Result], tongue: Tongue, fixed: Mapping[str, int]) -> Figure | None:
    """Per variant its decidable cost, stacked by term; ``fixed`` per term is left out. ``None`` where nothing can be
    decided."""
    shown = [r for r in results if r.cost is not None]
    amounts = [_decidable_terms(r.terms, fixed) for r in shown]
    used = [term for term in TERMS if any(row[term] > 0 for row in amounts)]
    if not used:
        return None
    names, brief, terms = tongue.variants(), tongue.words.brief, tongue.terms()
    scale = Euros(tongue, max(sum(row.values()) for row in amounts))
    y_axis, notes = rows([f"<b>{names[r.variant]}</b>: {brief(r.decidable_cost)}" for r in shown])
    inks = {term: i for i, term in enumerate(TERMS)}
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": terms[term],
            "width": 0.38,
            "marker": fill(inks[term]),
            "y": list(range(len(shown))),
            "x": [scale.of(row[term]) for row in amounts],
            "hovertext": [
                f"{names[r.variant]}<br>{terms[term]}: {brief(row[term])}"
                for r, row in zip(shown, amounts, strict=True)
            ],
            "hoverinfo": "text",
        }
        for term in used
    ]
    return figure(
        data,
        tongue,
        height(len(shown)),
        2 * LEGEND,
        barmode="stack",
        xaxis=scale.axis(),
        yaxis=y_axis,
        annotations=notes,
    )


def _decidable_terms(terms: Mapping[str, int], fixed: Mapping[str, int]) -> dict[str, int]:
    """Per term what is not fixed, none below zero. Where more hours are worked than at least (digs done alone), own
    people stand by less than in the cheapest form of each work: that is taken off the labour which it pays for."""
    amounts = {term: terms.get(term, 0) - fixed.get(term, 0) for term in TERMS}
    amounts["labour"] += min(0, amounts["standby"])
    return {term: max(0, amount) for term, amount in amounts.items()}


def saving_intervals(savings: Sequence[Saving], tongue: Tongue) -> Figure | None:
    """Per step the interval of what it saves, filled by its word; one without a high end runs to the edge. ``None``
    without steps."""
    if not savings:
        return None
    names, said, brief = tongue.variants(), tongue.words.WORDS, tongue.words.brief
    top = max([s.high if s.high is not None else s.low for s in savings] + [1])
    scale = Euros(tongue, top)
    y_axis, notes = rows([f"<b>{said[s.word]}</b>: {names[s.source]} → {names[s.to]}" for s in savings])
    data = []
    for word in dict.fromkeys(s.word for s in savings):
        mine = [(i, s, top if s.high is None else s.high) for i, s in enumerate(savings) if s.word == word]
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": said[word],
                "width": 0.3,
                "marker": dict(WORD_STYLE[word]),
                "y": [i for i, *_ in mine],
                "base": [scale.of(s.low) for _, s, _ in mine],
                "x": [scale.of(max(high - s.low, 0.004 * top)) for _, s, high in mine],
                "hovertext": [
                    tongue.say(
                        "at least {low}<br>at most {high}",
                        low=brief(s.low),
                        high=brief(s.high),
                    )
                    for _, s, _ in mine
                ],
                "hoverinfo": "text",
            }
        )
    return figure(data, tongue, height(len(savings)), xaxis=scale.axis(), yaxis=y_axis, annotations=notes)


def waterfall(
    results: Sequence[Result], attribution: Attribution, tongue: Tongue, order: str = "sharing_first"
) -> Figure | None:
    """From what each for itself costs to everything together, step by step in one ``order`` (``sharing_first`` or
    ``combining_first``): the plans found, on decidable cost. A step up is dearer. ``None`` where a plan is missing."""
    steps = attribution.combining_first if order == "combining_first" else attribution.sharing_first
    decidable = {r.variant: r.decidable_cost for r in results if r.question == attribution.question}
    first, last = decidable.get(steps[0].source), decidable.get(steps[-1].to)
    if first is None or last is None or any(step.euros is None for step in steps):
        return None
    names, labels, brief, causes = tongue.variants(), tongue.words.STEPS, tongue.words.brief, tongue.words.CAUSES
    kinds = (*STEPS[:3], "combining", "sharing") if order == "combining_first" else STEPS
    scale = Euros(tongue, max(first, last))
    told = [f"<b>{names[steps[0].source]}</b>: {brief(first)}"]
    told += [f"{labels[kind]}: {_signed(-(step.euros or 0), tongue)}" for kind, step in zip(kinds, steps, strict=True)]
    told += [f"<b>{names[steps[-1].to]}</b>: {brief(last)}"]
    hovers = [told[0], *("" for _ in steps), told[-1]]
    for i, step in enumerate(steps, 1):
        parts = [f"{causes[cause]}: {_signed(-euros, tongue)}" for cause, euros in step.causes.items() if euros]
        hovers[i] = "<br>".join([f"{names[step.source]} → {names[step.to]}", *parts])
    y_axis, notes = rows(told)
    data = [
        {
            "type": "waterfall",
            "orientation": "h",
            "width": 0.4,
            "y": list(range(len(told))),
            "measure": ["absolute", *("relative" for _ in steps), "total"],
            "x": [scale.of(first), *(scale.of(-(step.euros or 0)) for step in steps), scale.of(last)],
            "decreasing": {"marker": {"color": ACCENT}},
            "increasing": {"marker": {"color": WARM}},
            "totals": {"marker": {"color": FILLS[8]}},
            "connector": {"line": {"color": SOFT, "width": 1, "dash": "dot"}},
            "hovertext": hovers,
            "hoverinfo": "text",
        }
    ]
    return figure(data, tongue, height(len(told)), xaxis=scale.axis(), yaxis=y_axis, annotations=notes)


def _signed(euros: int, tongue: Tongue) -> str:
    """An amount with its sign: minus is cheaper."""
    return f"{'−' if euros < 0 else '+' if euros > 0 else ''}{tongue.words.brief(abs(euros))}"


def trust_marks(marks: Mapping[str, Mapping[Mark, int]], tongue: Tongue) -> Figure | None:
    """Per term its euros, stacked by how far what they rest on can be trusted. ``None`` without costs."""
    if not marks:
        return None
    names, brief, trust = tongue.terms(), tongue.words.brief, tongue.words.TRUST
    ordered = sorted(marks.items(), key=lambda row: -sum(row[1].values()))
    scale = Euros(tongue, max(sum(row.values()) for _, row in ordered))
    y_axis, notes = rows([f"<b>{names[term]}</b>: {brief(sum(row.values()))}" for term, row in ordered])
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": trust[mark],
            "width": 0.38,
            "marker": fill(ink),
            "y": list(range(len(ordered))),
            "x": [scale.of(row.get(mark, 0)) for _, row in ordered],
            "hovertext": [f"{names[term]}, {trust[mark]}: {brief(row.get(mark, 0))}" for term, row in ordered],
            "hoverinfo": "text",
        }
        for mark, ink in TRUST_FILL.items()
    ]
    return figure(
        data, tongue, height(len(ordered)), LEGEND, barmode="stack", xaxis=scale.axis(), yaxis=y_axis, annotations=notes
    )
