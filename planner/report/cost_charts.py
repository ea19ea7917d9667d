"""Charts of cost: intervals per variant, stacked terms, and intervals of savings. All on decidable cost, as wide as the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wijkplan.planner.record import Result, Saving
from wijkplan.planner.results.words_nl import TERMS

from .cost_provenance import Mark
from .locale import Tongue
from .svg import Svg

FULL = 98.0  # percent of the width for the largest value
ROW = 46
NAME, BAR = 16, 32  # base line of a row's name and middle of its bar, from the top of the row


def scale_marks(top: float, count: int = 5) -> list[float]:
    """Round values from 0 up to at most ``top``, about ``count`` of them."""
    if top <= 0:
        return [0.0]
    raw = top / count
    power = 10.0 ** (len(str(int(raw))) - 1) if raw >= 1 else 1.0
    step = next((m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw), 10 * power)
    return [i * step for i in range(int(top / step) + 1)]


def mark_label(mark: float, top: float, tongue: Tongue) -> str:
    """A value on a scale up to ``top``, in the unit that suits the whole scale."""
    if mark == 0:
        return "0"
    if top >= 2e6:
        return tongue.say("€ {nl} mln", "€ {en} million", nl=f"{mark / 1e6:g}".replace(".", ","), en=f"{mark / 1e6:g}")
    return str(tongue.words.brief(mark))


def _axis(svg: Svg, top: float, bottom: float, tongue: Tongue) -> float:
    """Draws the scale below the rows; returns percent per euro."""
    unit = FULL / max(1.0, top)
    for mark in scale_marks(top):
        svg.line(mark * unit, 4, mark * unit, bottom, "grid")
        svg.text(mark * unit, bottom + 14, mark_label(mark, top, tongue), "small", "start" if mark == 0 else "end" if mark * unit > 92 else "middle")
    return unit


def interval_chart(rows: Sequence[Result], tongue: Tongue) -> str:
    """Per variant a bar from its lower bound to the cost of its plan, without what is fixed in every variant."""
    shown = [(r, r.cost, r.decidable_cost) for r in rows if r.cost is not None and r.decidable_cost is not None]
    if not shown:
        return ""
    top = max(decidable for _, _, decidable in shown)
    bottom = ROW * len(shown) + 4
    names, brief = tongue.variants(), tongue.words.brief
    label = tongue.say("Per variant de ondergrens en de kosten van het plan", "Per variant the bound and the cost of the plan")
    svg = Svg(100, bottom + 20, label, fluid=True)
    unit = _axis(svg, top, bottom, tongue)
    for i, (row, euros, decidable) in enumerate(shown):
        y = ROW * i + BAR
        fixed = euros - decidable
        cost = decidable * unit
        svg.text(0, ROW * i + NAME, f"{names[row.variant]}: {brief(decidable)}", "label")
        svg.line(0, y, cost, y, "axis thin")
        if row.bound is not None and row.status != "stored":
            bound = max(0, row.bound - fixed) * unit
            svg.rect(bound, y - 6, cost - bound, 12, "range", f"{tongue.say('ondergrens', 'bound')} {brief(row.bound - fixed)}")
            svg.line(bound, y - 8, bound, y + 8, "bound" if row.bound_certified else "bound claimed")
        svg.line(cost, y - 8, cost, y + 8, "cost")
    return str(svg)


def term_chart(rows: Sequence[Result], tongue: Tongue, fixed: Mapping[str, int]) -> tuple[str, list[tuple[int, str]]]:
    """Per variant its decidable cost, stacked by term, and the legend (fill, term). ``fixed`` per term is left out."""
    shown = [r for r in rows if r.cost is not None]
    decidable = [_decidable_terms(r.terms, fixed) for r in shown]
    used = [t for t in TERMS if any(amounts[t] > 0 for amounts in decidable)]
    if not shown or not used:
        return "", []
    inks = {term: i for i, term in enumerate(TERMS)}
    top = max((r.decidable_cost for r in shown if r.decidable_cost is not None), default=0)
    bottom = ROW * len(shown) + 4
    names, brief, terms = tongue.variants(), tongue.words.brief, tongue.words.TERMS
    label = tongue.say("Per variant de beïnvloedbare kosten naar soort", "Per variant the decidable cost by term")
    svg = Svg(100, bottom + 20, label, fluid=True)
    unit = _axis(svg, top, bottom, tongue)
    for i, (row, amounts) in enumerate(zip(shown, decidable, strict=True)):
        y, x = ROW * i + BAR, 0.0
        svg.text(0, ROW * i + NAME, f"{names[row.variant]}: {brief(row.decidable_cost)}", "label")
        for term in used:
            width = amounts[term] * unit
            svg.rect(x, y - 10, width, 20, f"ink{inks[term]}", f"{terms[term]}: {brief(amounts[term])}")
            if width > 3.5:
                svg.text(x + width / 2, y + 4, str(used.index(term) + 1), "tag", "middle")
            x += width
    return str(svg), [(inks[term], terms[term]) for term in used]


def _decidable_terms(terms: Mapping[str, int], fixed: Mapping[str, int]) -> dict[str, int]:
    """Per term what is not fixed, none below zero. Where more hours are worked than at least (digs done alone), own people stand by less than in
    the cheapest form of each work: that is taken off the labour which it pays for."""
    amounts = {term: terms.get(term, 0) - fixed.get(term, 0) for term in TERMS}
    amounts["labour"] += min(0, amounts["standby"])
    return {term: max(0, amount) for term, amount in amounts.items()}


def saving_chart(savings: Sequence[Saving], tongue: Tongue) -> str:
    """Per step the interval of what it saves; one without a high end runs to the edge."""
    if not savings:
        return ""
    top = max([s.high if s.high is not None else s.low for s in savings] + [1])
    bottom = ROW * len(savings) + 4
    names, said = tongue.variants(), tongue.words.WORDS
    svg = Svg(100, bottom + 20, tongue.say("Wat elke stap bespaart, als interval", "What each step saves, as an interval"), fluid=True)
    unit = _axis(svg, top, bottom, tongue)
    for i, saving in enumerate(savings):
        y = ROW * i + BAR
        low = saving.low * unit
        high = (saving.high if saving.high is not None else top) * unit
        svg.text(0, ROW * i + NAME, f"{names[saving.source]} → {names[saving.to]}: {said[saving.word]}", "label")
        svg.rect(low, y - 7, max(0.4, high - low), 14, f"word-{saving.word}", said[saving.word])
    return str(svg)


def mark_chart(marks: Mapping[str, Mapping[Mark, int]], tongue: Tongue) -> str:
    """Per term its euros, stacked by how far what they rest on can be trusted."""
    if not marks:
        return ""
    names, brief, trust = tongue.words.TERMS, tongue.words.brief, tongue.words.TRUST
    rows = sorted(marks.items(), key=lambda row: -sum(row[1].values()))
    top, bottom = max(sum(row.values()) for _, row in rows), ROW * len(rows) + 4
    svg = Svg(100, bottom + 20, tongue.say("Per soort de kosten naar merk", "Per term the cost by trust mark"), fluid=True)
    unit = _axis(svg, top, bottom, tongue)
    for i, (term, row) in enumerate(rows):
        x = 0.0
        svg.text(0, ROW * i + NAME, f"{names[term]}: {brief(sum(row.values()))}", "label")
        for mark, euros in row.items():
            svg.rect(x, ROW * i + BAR - 9, euros * unit, 18, f"trust-{mark}", f"{trust[mark]}: {brief(euros)}")
            x += euros * unit
    return str(svg)
