"""What the report says of each question: its sentence, the variants, what every step saves, who pays."""

from __future__ import annotations

from typing import Any

from wijkplan.planner.compile import Compiled
from wijkplan.planner.plan.rule_words import TERM_NAMES
from wijkplan.planner.record import Comparison
from wijkplan.planner.results.break_even import flips

from .conclusions import Sentences
from .locale import Tongue


def question(compiled: Compiled, comparison: Comparison, asked: str, tongue: Tongue) -> dict[str, Any]:
    """Everything of one question, ready for the template."""
    sentences = Sentences(tongue)
    rows = comparison.of(asked)
    steps = [s for s in comparison.savings if s.question == asked]
    rises = [b for b in comparison.break_even if b.question == asked]
    client_names = {c.id: tongue.sentence(c.name) for c in compiled.names.clients}
    base = next((r for r in rows if r.variant == comparison.baseline and r.cost is not None), None)
    whole, added = (comparison.saving(asked, source, "bundled") for source in (comparison.baseline, "aligned"))
    why = {r.variant: r.reason_nl if tongue.language == "nl" else r.reason for r in rows}
    return {
        "id": asked,
        "headline": sentences.headline(asked, whole, base),
        "beside": sentences.beside(base, comparison.result(asked, "bundled")) if asked == "equal_delivery" else "",
        "bundling": sentences.bundling(added) if base else "",
        "rows": rows,
        "reasons": [
            (told, [variant for variant in why if why[variant] == told]) for told in dict.fromkeys(why.values()) if told
        ],
        "savings": steps,
        "break_even": rises,
        "flips": sentences.combining(comparison, asked) if base else "",
        "base": base,
        "attribution": next(a for a in comparison.attribution if a.question == asked),
        "used_terms": [t for t in TERM_NAMES if any(r.terms.get(t) for r in rows)],
        "pairs": [
            (p, sentences.losers(p, client_names, "losers"), sentences.losers(p, client_names, "losers_with_key"))
            for p in comparison.clients.pairs
            if p.question == asked and (p.source, p.to) in flips(comparison.baseline)
        ],
        "key": next(
            (k for k in comparison.clients.opening_key.plans if (k.question, k.variant) == (asked, "bundled")), None
        ),
        "clients": sorted({c for r in rows for c, euros in r.by_client.items() if euros}),
    }
