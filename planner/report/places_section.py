"""Learning places in the tenders of the plan that is read first: what is agreed, and what the work has room for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.results.places_record import places_record
from wijkplan.planner.tenders.dossier.dossier_case import READ_FIRST
from wijkplan.planner.text import say

from .locale import Tongue

WHY = {
    "no-track": say("no known track"),
    "no-learning-place": say("who does it may not teach there"),
    "no-seats": say("too few seats or candidates in these weeks"),
    "no-building-block": say("the region does not say what a learner counts for"),
    "too-little-work": say("too little work"),
}


def places_section(compiled: Compiled, plans: Mapping[tuple[str, str], Plan], tongue: Tongue) -> dict[str, Any] | None:
    """Everything of the section; ``None`` where nothing is agreed or no plan may combine."""
    plan = next((plans[key] for key in READ_FIRST if key in plans), None)
    record = None if plan is None else places_record(compiled, plan, "")
    if record is None or not record.tenders:
        return None
    trades = {trade.id: tongue.trade(trade) for trade in compiled.names.trades}

    def why(row: Any) -> str:
        return "; ".join(
            f"{tongue.sentence(WHY[one.reason])}{': ' if one.trades else ''}{', '.join(trades[t] for t in one.trades)}"
            for one in row.reasons
        )

    titles = {t.id: t.title or " + ".join(t.projects) for t in compiled.names.tenders}
    return {
        "rows": [(titles[row.tender], row, why(row)) for row in record.tenders],
        "enough": sum(not row.short_eur and not row.short_learner_weeks for row in record.tenders),
        "eur": any(row.agreed_eur for row in record.tenders),
        "weeks": any(row.agreed_learner_weeks for row in record.tenders),
    }
